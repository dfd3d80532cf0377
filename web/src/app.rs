//! What every handler is given: the store, the strategy, the clock, and where it runs.

use crate::clock::{Clock, Randomness};
use crate::edges::Edges;
use crate::emergency::Emergency;
use crate::entrance::oidc::Provider;
use crate::limits::{Limiters, Limits};
use crate::logged_store::LoggedStore;
use crate::names::NamesKept;
use crate::paper::{Paper, SetCopy};
use crate::words::Lang;
use jiff::{Timestamp, civil::Date};
use std::sync::Arc;
use trin_domain::id::CommandKey;
use trin_domain::strategy::Strategy;
use trin_store::{EmergencyLog, Store};
use uuid::Uuid;
use webauthn_rs::Webauthn;

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
    edges: Edges,
    limiters: Limiters,
    webauthn: Option<Webauthn>,
    emergency: Emergency,
    paper: Option<Paper>,
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
        Self {
            inner: Arc::new(Inner {
                store,
                strategy,
                municipality,
                entrance,
                clock,
                randomness,
                names: NamesKept::default(),
                edges: Edges::default(),
                limiters: Limiters::new(&Limits::default()),
                webauthn: None,
                emergency: Emergency::default(),
                paper: None,
            }),
        }
    }

    /// The same, meeting the network so. Called before anybody else has the app.
    #[must_use]
    pub fn with_edges(mut self, edges: Edges) -> Self {
        let inner = Arc::get_mut(&mut self.inner).expect("the edges are said before the app is shared");
        inner.limiters = Limiters::new(&edges.limits);
        let url = edges.public_url.as_ref();
        inner.webauthn = url.and_then(|url| crate::passkey::checker(&url.origin(), url.name(), &inner.municipality));
        inner.edges = edges;
        self
    }

    /// The same, with a file for what must be logged when the disk is full. Called before anybody else has the app.
    #[must_use]
    pub fn with_emergency_log(mut self, log: Option<Arc<EmergencyLog>>) -> Self {
        let inner = Arc::get_mut(&mut self.inner).expect("the emergency log is named before the app is shared");
        inner.emergency = Emergency::new(log);
        self
    }

    /// The same, setting copies as PDF so. Called before anybody else has the app.
    #[must_use]
    pub fn with_paper(mut self, set: SetCopy) -> Self {
        let inner = Arc::get_mut(&mut self.inner).expect("the typesetter is named before the app is shared");
        inner.paper = Some(Paper::new(set));
        self
    }

    /// What sets copies as PDF, where something does.
    pub(crate) fn paper(&self) -> Option<&Paper> {
        self.inner.paper.as_ref()
    }

    /// What goes on when the disk is full.
    pub(crate) fn emergency(&self) -> &Emergency {
        &self.inner.emergency
    }

    /// How it meets the network.
    pub fn edges(&self) -> &Edges {
        &self.inner.edges
    }

    /// What checks passkeys, where there can be any.
    pub(crate) fn webauthn(&self) -> Option<&Webauthn> {
        self.inner.webauthn.as_ref()
    }

    /// Who has asked for how much.
    pub(crate) fn limiters(&self) -> &Limiters {
        &self.inner.limiters
    }

    /// The municipality's store, as a request may ask it: what it tells of children is noted for the log.
    pub fn store(&self) -> LoggedStore<'_> {
        LoggedStore(&self.inner.store)
    }

    /// The store itself, for the log alone.
    pub(crate) fn raw_store(&self) -> &Store {
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
