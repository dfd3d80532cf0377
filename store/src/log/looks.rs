//! Looks: what was shown to somebody, written and on disk before it is shown. What waits from all requests is written in one transaction.

use super::{LogBody, LogResult, append};
use crate::cells::args;
use crate::db::{Tx, statements};
use crate::table::{Row, Table};
use crate::{Store, StoreError};
use jiff::Timestamp;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{Mutex as Turn, oneshot};
use trin_domain::id::{ChildId, StaffId, UnitId};
use trin_domain::kinds::Role;

statements! {
    /// One row, when its number is needed.
    LOOK = "INSERT INTO log (at, staff, child, command, body) VALUES ($1, $2, $3, $4, $5) RETURNING id";
}

pub(crate) const LOG_CHILD: Table = Table { name: "log_child", columns: &["child", "entry"], key: 2 };

/// What was shown of children whom somebody searched for: such rows are found by each child.
pub(crate) const SEARCH: &str = "search";

/// One request that showed or refused something about children.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: StaffId,
    /// In which role.
    pub role: Role,
    /// Where they work.
    pub unit: Option<UnitId>,
    /// The beginning of the hash by which the session is kept.
    pub session: Option<String>,
    /// A method and the form of an address.
    pub action: String,
    /// For which purpose: a code.
    pub purpose: String,
    /// About which child, when about one.
    pub child: Option<ChildId>,
    /// Which children were told of, when several or in a list.
    pub children: Vec<ChildId>,
    /// For which reason the person may see the child: a code.
    pub basis: Option<String>,
    /// What was shown: a code. `search` makes the row one of each child found.
    pub fields: Option<String>,
    /// How it went.
    pub result: LogResult,
    /// Which request.
    pub request: Option<String>,
}

impl Look {
    pub(crate) fn body(self) -> LogBody {
        LogBody {
            unit: self.unit,
            session: self.session,
            child: self.child,
            children: self.children,
            basis: self.basis,
            fields: self.fields,
            result: self.result,
            request: self.request,
            ..LogBody::of(self.actor, self.role, self.at, &self.action, &self.purpose)
        }
    }
}

type Told = oneshot::Sender<Result<(), String>>;

/// Looks that wait to be written, and how much the log has grown.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    queue: Mutex<Vec<(Vec<Look>, Told)>>,
    turn: Turn<()>,
    grown: AtomicU64,
}

impl Waiting {
    fn queue(&self) -> std::sync::MutexGuard<'_, Vec<(Vec<Look>, Told)>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Rows were committed.
    pub(crate) fn grew(&self, rows: usize) {
        self.grown.fetch_add(rows as u64, Ordering::Relaxed);
    }
}

impl Store {
    /// Writes looks to the log. When this returns, they are on disk.
    ///
    /// # Errors
    /// When they could not be written: then what they tell of must not be shown.
    pub async fn log_looks(&self, looks: Vec<Look>) -> Result<(), StoreError> {
        let (told, mut hears) = oneshot::channel();
        self.waiting.queue().push((looks, told));
        let store = self.clone();
        // To the end, also when this request's browser goes away: others' looks may be among those written.
        tokio::spawn(async move { store.write_waiting().await });
        match (&mut hears).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(why)) => Err(StoreError::Unlogged(why)),
            Err(_) => Err(StoreError::Unlogged("the writer went away".to_owned())),
        }
    }

    /// How many rows were written through this store since the last call.
    pub fn log_grew(&self) -> u64 {
        self.waiting.grown.swap(0, Ordering::Relaxed)
    }

    async fn write_waiting(&self) {
        // While one writes, the next collect.
        let _turn = self.waiting.turn.lock().await;
        let (looks, told): (Vec<Vec<Look>>, Vec<Told>) = std::mem::take(&mut *self.waiting.queue()).into_iter().unzip();
        if told.is_empty() {
            return;
        }
        let looks: Vec<Look> = looks.into_iter().flatten().collect();
        let count = looks.len();
        let result = self.write_looks(looks).await.map_err(|error| error.to_string());
        if result.is_ok() {
            self.waiting.grew(count);
        }
        for one in told {
            // Whoever no longer waits needs no answer.
            let _ = one.send(result.clone());
        }
    }

    async fn write_looks(&self, looks: Vec<Look>) -> Result<(), StoreError> {
        let mut tx = self.db.write().await?;
        let (mut plain, mut found): (Vec<Row>, Vec<Row>) = (Vec::new(), Vec::new());
        for look in looks {
            let is_search = look.fields.as_deref() == Some(SEARCH) && !look.children.is_empty();
            let body = look.body();
            if is_search {
                let entry = one(&mut tx, body.row()?).await?;
                found.extend(body.children.iter().map(|child| args![*child, entry]));
            } else {
                plain.push(body.row()?);
            }
        }
        append(&mut tx, plain).await?;
        LOG_CHILD.insert(&mut tx, found).await?;
        tx.commit().await
    }
}

/// Appends one row; its number.
pub(crate) async fn one(tx: &mut Tx, row: Row) -> Result<i64, StoreError> {
    super::hold_writing(tx).await?;
    let row = tx.rows(LOOK, row).await?.into_iter().next();
    row.ok_or_else(|| StoreError::Unlogged("the row has no number".to_owned()))?.int()
}
