//! What every handler is given: the store, the strategy, the clock, and where it runs.

use crate::clock::{Clock, Randomness};
use crate::entrance::oidc::Provider;
use crate::names::NamesKept;
use crate::words::Lang;
use jiff::{Timestamp, civil::Date};
use std::sync::Arc;
use trin_domain::id::CommandKey;
use trin_domain::strategy::Strategy;
use trin_store::Store;
use uuid::Uuid;

/// How people come in.
#[derive(Clone, Debug)]
pub enum Entrance {
    /// The invented municipality: anyone chooses who to be.
    Demo,
    /// A local login with a password.
    Login,
    /// The municipality's identity provider.
    OpenId(Arc<Provider>),
}

/// The running Trin of one municipality.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    strategy: Strategy,
    municipality: String,
    entrance: Entrance,
    clock: Box<dyn Clock>,
    randomness: Box<dyn Randomness>,
    names: NamesKept,
}

impl App {
    /// Puts a municipality's Trin together.
    pub fn new(
        store: Store,
        strategy: Strategy,
        municipality: String,
        entrance: Entrance,
        clock: Box<dyn Clock>,
        randomness: Box<dyn Randomness>,
    ) -> Self {
        Self { inner: Arc::new(Inner { store, strategy, municipality, entrance, clock, randomness, names: NamesKept::default() }) }
    }

    /// The municipality's store.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The municipality's strategy.
    pub fn strategy(&self) -> &Strategy {
        &self.inner.strategy
    }

    /// The municipality's name.
    pub fn municipality(&self) -> &str {
        &self.inner.municipality
    }

    /// How people come in.
    pub fn entrance(&self) -> &Entrance {
        &self.inner.entrance
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// Today in Denmark.
    pub fn today(&self) -> Date {
        crate::clock::today(self.inner.clock.as_ref())
    }

    /// The names read for an earlier page.
    pub(crate) fn names_kept(&self) -> &NamesKept {
        &self.inner.names
    }

    /// Sixteen bytes nobody can guess.
    pub fn random(&self) -> [u8; 16] {
        self.inner.randomness.bytes()
    }

    /// A key for one command, put into a form so that sending it twice does it once.
    pub fn command_key(&self) -> CommandKey {
        CommandKey::new(Uuid::from_bytes(self.random()))
    }

    /// The name of a step, in the page's language.
    pub fn step_name(&self, lang: Lang, step: trin_domain::strategy::StepNo) -> &str {
        self.strategy().step(step).map_or("", |step| lang.pick(&step.name, &step.name_en))
    }
}
