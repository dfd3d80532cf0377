//! The log: who did or saw what about whom, when and for which purpose. Rows have ids and codes only: no name, no text, no searched word.
//!
//! A row is written in the transaction of the command it tells of, or before what it tells of is shown ([`looks`]). Later it gets a place in
//! a tree whose signed heads are kept elsewhere too ([`sequence`]), so that nobody can take it back unseen ([`check`]).

pub(crate) mod around;
pub(crate) mod check;
pub(crate) mod emergency;
pub(crate) mod enquiries;
pub(crate) mod looks;
pub(crate) mod oversight;
pub(crate) mod questions;
pub(crate) mod read;
pub(crate) mod samples;
pub(crate) mod sequence;

use crate::cells::{Cells, args};
use crate::db::Tx;
use crate::table::{Row, Table};
use crate::{Destroyed, StoreError};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use trin_domain::id::{ChildId, CommandKey, EnquiryId, StaffId, UnitId};
use trin_domain::kinds::Role;
use trin_domain::record::{Context, EntryNo};
use trin_proof::{Hash, tree};

pub(crate) const LOG: Table = Table { name: "log", columns: &["at", "staff", "child", "command", "body"], key: 1 };

/// Held by whoever writes rows, from before ids are given out until they are committed; see [`sequence`]. PostgreSQL's own.
const WRITING: &str = "SELECT CAST(pg_advisory_xact_lock_shared(7207001) AS TEXT)";

/// The form rows are written in. Rows of version 0 are from before there was a log: commands alone, without hashes.
const VERSION: u8 = 1;

/// Why somebody acts, and as part of which request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errand {
    /// The purpose: a fixed word, never text from a form.
    pub purpose: String,
    /// The beginning of the hash by which the session is kept.
    pub session: Option<String>,
    /// Which request.
    pub request: Option<String>,
    /// The reason for which the person may see the child: a code.
    pub basis: Option<String>,
    /// Where the person worked.
    pub unit: Option<UnitId>,
    /// The enquiry that the commands write in: it is settled with them.
    pub writes_in: Option<EnquiryId>,
}

impl From<&str> for Errand {
    fn from(purpose: &str) -> Self {
        Self { purpose: purpose.to_owned(), ..Self::default() }
    }
}

/// How it went.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogResult {
    /// A command was done, or what somebody did to come in.
    Done,
    /// Something about children was shown.
    Shown,
    /// A child was asked for that the person may not see, or is not there; or somebody was not let in.
    Refused,
    /// Nothing about any child was shown, as when a search finds none.
    Nothing,
}

/// What a row says. Written as JSON with its fields in this order and those that are absent left out: the same body is always the same bytes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogBody {
    /// The form it is written in.
    pub v: u8,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// Who.
    pub actor: StaffId,
    /// In which role: its code.
    pub role: String,
    /// Where they worked; absent in older rows and in what Trin does of itself.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<UnitId>,
    /// The beginning of the hash by which the session is kept.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub session: Option<String>,
    /// What was done: `change`, or a method and the form of an address.
    pub action: String,
    /// For which purpose: a code.
    pub purpose: String,
    /// About which child, when about one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub child: Option<ChildId>,
    /// Which children were told of, when several or in a list.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub children: Vec<ChildId>,
    /// For which reason the person may see the child: a code.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub basis: Option<String>,
    /// Which part of the record was shown: a code.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fields: Option<String>,
    /// How it went.
    pub result: LogResult,
    /// Which request.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub request: Option<String>,
    /// Which command, for a change.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub command: Option<CommandKey>,
    /// The first entry it wrote.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub first: Option<u32>,
    /// The last entry it wrote.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last: Option<u32>,
    /// The hash of the journal's rows it wrote, in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rows: Option<String>,
    /// Who else had to agree, for what takes two people.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub confirmed_by: Option<StaffId>,
    /// Why, for what must be said: a code.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub why: Option<String>,
    /// What is promised of a round's seed, or the seed when it is told: in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub seed: Option<String>,
    /// Which row this one is about, when looks are reviewed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub about: Option<i64>,
    /// The hash of a row around the record as it was before; `rows` has it as it is since.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub was: Option<String>,
}

impl LogBody {
    /// What somebody did, about nobody yet.
    pub(crate) fn of(actor: StaffId, role: Role, at: jiff::Timestamp, action: &str, purpose: &str) -> Self {
        Self {
            v: VERSION,
            at: at.as_microsecond(),
            actor,
            role: role.code().to_owned(),
            unit: None,
            session: None,
            action: action.to_owned(),
            purpose: purpose.to_owned(),
            child: None,
            children: Vec::new(),
            basis: None,
            fields: None,
            result: LogResult::Done,
            request: None,
            command: None,
            first: None,
            last: None,
            rows: None,
            confirmed_by: None,
            why: None,
            about: None,
            was: None,
            seed: None,
        }
    }

    /// What the program did of itself.
    pub(crate) fn by_trin(at: jiff::Timestamp, action: &str, purpose: &str) -> Self {
        Self::of(StaffId::TRIN, Role::System, at, action, purpose)
    }

    /// Its bytes.
    ///
    /// # Errors
    /// Never for a body made here.
    pub(crate) fn text(&self) -> Result<String, StoreError> {
        Ok(serde_json::to_string(self)?)
    }

    /// Its row.
    pub(crate) fn row(&self) -> Result<Row, StoreError> {
        Ok(args![self.at, self.actor, self.child, self.command, self.text()?])
    }
}

/// What was done, for a command's row.
pub(crate) struct Change<'a> {
    pub(crate) command: CommandKey,
    pub(crate) context: &'a Context,
    pub(crate) child: ChildId,
    pub(crate) errand: &'a Errand,
    pub(crate) first: EntryNo,
    pub(crate) last: EntryNo,
    /// The hash of the journal's rows.
    pub(crate) rows: Hash,
}

/// The row for one command.
pub(crate) fn change(change: &Change<'_>) -> Result<Row, StoreError> {
    let Change { command, context, child, errand, first, last, rows } = change;
    let body = LogBody {
        unit: errand.unit,
        session: errand.session.clone(),
        child: Some(*child),
        basis: errand.basis.clone(),
        request: errand.request.clone(),
        command: Some(*command),
        first: Some(first.0),
        last: Some(last.0),
        rows: Some(HEXLOWER.encode(rows)),
        ..LogBody::of(context.by.staff, context.by.role, context.now, "change", &errand.purpose)
    };
    body.row()
}

/// What a row says that tells of a child's destroyed key.
pub(crate) const DESTROY_KEY: &str = "destroy-key";

/// The row for a destroyed key: who did it with whom and why, and the hash of all the rows nobody can read any more.
pub(crate) fn destruction(gone: &Destroyed, role: Role, errand: &Errand, entries: u32, rows: &Hash) -> Result<Row, StoreError> {
    // Lists from before there were two people name nobody.
    let by = gone.by.unwrap_or(StaffId::TRIN);
    let body = LogBody {
        unit: errand.unit,
        session: errand.session.clone(),
        child: Some(gone.child),
        basis: errand.basis.clone(),
        request: errand.request.clone(),
        first: (entries > 0).then_some(1),
        last: (entries > 0).then_some(entries),
        rows: (entries > 0).then(|| HEXLOWER.encode(rows)),
        confirmed_by: gone.confirmed_by,
        why: Some(gone.why.clone()),
        ..LogBody::of(by, role, gone.at, DESTROY_KEY, &errand.purpose)
    };
    body.row()
}

/// Appends rows, in the transaction that did what they tell of.
pub(crate) async fn append(tx: &mut Tx, rows: Vec<Row>) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    hold_writing(tx).await?;
    LOG.insert(tx, rows).await
}

/// Says that this transaction is about to take numbers for rows.
async fn hold_writing(tx: &mut Tx) -> Result<(), StoreError> {
    if let Tx::Postgres(_) = tx {
        tx.rows(WRITING, Vec::new()).await?;
    }
    Ok(())
}

/// A row as it is stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Logged {
    /// Its number. Numbers grow; some are left out.
    pub id: i64,
    /// What it says.
    pub body: LogBody,
}

/// The hash of a row: over its number and its body, so that rows can be neither changed nor exchanged.
pub(crate) fn leaf(id: i64, body: &str) -> Hash {
    tree::leaf(leaf_text(id, body).as_bytes())
}

/// What is hashed of a row.
pub(crate) fn leaf_text(id: i64, body: &str) -> String {
    format!("{id}\n{body}")
}

/// Reads a row; what is wrong with it otherwise. The columns beside the body must say what it says.
pub(crate) fn logged(cells: &mut Cells) -> Result<(i64, String, Result<LogBody, &'static str>), StoreError> {
    let (id, at, staff) = (cells.int()?, cells.any_text(), cells.any_text());
    let (child, command, text) = (cells.any_text(), cells.any_text(), cells.any_text().unwrap_or_default());
    let read = || {
        let body: LogBody = serde_json::from_str(&text).map_err(|_| "its body cannot be read")?;
        let is_same = Some(body.at.to_string()) == at
            && Some(body.actor.uuid().to_string()) == staff
            && body.child.map(|id| id.uuid().to_string()) == child
            && body.command.map(|id| id.uuid().to_string()) == command;
        if is_same { Ok(body) } else { Err("its columns do not say what its body says") }
    };
    let body = read();
    Ok((id, text, body))
}

/// The role of a row's author; nothing for one this program does not know.
pub fn role_of(body: &LogBody) -> Option<Role> {
    Role::from_code(&body.role)
}
