//! What came to the one door from outside: kept before the receipt, read and settled with a row of the log each.
//!
//! It tells of children nobody has found yet, so a look at it is not about a child's identity: its row says which enquiry. The text is sealed with the
//! municipality's key until it stands in a child's record, and is then gone from here.

use crate::cells::{Cells, args};
use crate::db::{Tx, statements};
use crate::log::LogBody;
use crate::log::enquiries::{ACTION, LISTED, READ, received_as, settled_as};
use crate::log::looks::one;
use crate::{Sealing, Store, StoreError};
use jiff::Timestamp;
use jiff::civil::Date;
use trin_domain::calendar::day_of;
use trin_domain::enquiry::{Enquiry, EnquiryKind, EnquiryOutcome, reference};
use trin_domain::id::{EnquiryId, StaffId};
use trin_domain::organisation::Staff;
use trin_domain::record::{Author, Context};

/// Why rows are written: a fixed word.
const PURPOSE: &str = "door";

statements! {
    PUT = "INSERT INTO enquiry (id, reference, received_at, kind, entry, body) VALUES ($1, $2, $3, $4, $5, $6)";
    RECEIVED = "SELECT received_at, kind FROM enquiry WHERE reference = $1";
    IS_HERE = "SELECT received_at, kind, body FROM enquiry WHERE id = $1";
    /// What is called the same and is another.
    IS_CALLED = "SELECT id FROM enquiry WHERE reference = $1 AND id <> $2";
    WAITING = "SELECT id, received_at, kind, entry, body, settled_at, settled_by, outcome, note FROM enquiry
        WHERE settled_at IS NULL ORDER BY CASE WHEN kind = 'concern' THEN 0 ELSE 1 END, received_at, id LIMIT $1";
    ONE = "SELECT id, received_at, kind, entry, body, settled_at, settled_by, outcome, note FROM enquiry WHERE id = $1";
    COUNT = "SELECT kind, COUNT(*), MIN(received_at) FROM enquiry WHERE settled_at IS NULL GROUP BY kind";
    /// Once.
    SETTLE = "UPDATE enquiry SET settled_at = $2, settled_by = $3, outcome = $4, note = $5 WHERE id = $1 AND settled_at IS NULL";
    /// What stands in a child's record is kept there alone.
    EMPTY = "UPDATE enquiry SET body = NULL WHERE id = $1";
    ENTRY = "SELECT entry FROM enquiry WHERE id = $1";
    COUNTED = "INSERT INTO door_count (day, sent, kept, again, mended) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (day) DO UPDATE SET
        sent = door_count.sent + excluded.sent, kept = door_count.kept + excluded.kept, again = door_count.again + excluded.again,
        mended = door_count.mended + excluded.mended";
    DAYS = "SELECT day, sent, kept, again, mended FROM door_count WHERE day >= $1 ORDER BY day DESC";
    BODIES = "SELECT id, body, note FROM enquiry WHERE body IS NOT NULL OR note IS NOT NULL";
    RESEAL = "UPDATE enquiry SET body = $2, note = $3 WHERE id = $1";
    /// Begun by whoever read it: it is a copy of what was written.
    DELETE_DRAFTS = "DELETE FROM draft WHERE id LIKE $1";
    FORGET = "UPDATE enquiry SET body = NULL, note = NULL WHERE settled_at < $1 AND (body IS NOT NULL OR note IS NOT NULL)";
}

/// How often what another transaction was in the way of is tried.
const TRIES: u32 = 24;

/// Tries until no other transaction was in the way: on PostgreSQL all of a day's forms count on one row.
macro_rules! until_no_race {
    ($attempt:expr) => {{
        let mut tries = 0;
        loop {
            tries += 1;
            match $attempt {
                Err(error) if error.is_race() && tries < TRIES => {
                    tokio::time::sleep(std::time::Duration::from_millis(u64::from(tries) * 3)).await;
                }
                done => break done,
            }
        }
    }};
}

/// An enquiry that is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Received {
    /// What it is called.
    pub reference: String,
    /// When it came first.
    pub at: Timestamp,
    /// What it is.
    pub kind: EnquiryKind,
}

/// An enquiry as the intake reads it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnquiryRow {
    /// Which.
    pub id: EnquiryId,
    /// What it is called.
    pub reference: String,
    /// When it came.
    pub received_at: Timestamp,
    /// What it is.
    pub kind: EnquiryKind,
    /// What was written; nothing once it stands in a child's record, or its time is over.
    pub said: Option<Enquiry>,
    /// What became of it.
    pub settled: Option<Settled>,
}

/// What became of an enquiry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settled {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: StaffId,
    /// What.
    pub outcome: EnquiryOutcome,
    /// What was answered or done.
    pub note: String,
}

/// How many enquiries of a kind wait, and since when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EnquiryCount {
    /// The kind.
    pub kind: EnquiryKind,
    /// How many.
    pub count: i64,
    /// When the one that has waited longest came.
    pub since: Timestamp,
}

/// What came in a day, counted at both ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DoorDay {
    /// The day.
    pub day: Date,
    /// How many forms were sent.
    pub sent: i64,
    /// How many of them are kept.
    pub kept: i64,
    /// How many had come before: a form sent twice.
    pub again: i64,
    /// How many were handed back to be put right.
    pub mended: i64,
}

impl DoorDay {
    /// How many were sent and are neither kept, sent before nor handed back.
    pub const fn missing(self) -> i64 {
        self.sent - self.kept - self.again - self.mended
    }
}

/// What a form that was sent came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Came {
    sent: i64,
    kept: i64,
    again: i64,
    mended: i64,
}

impl Store {
    /// Counts that a form was sent, before anything else is done with it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn door_sent(&self, now: Timestamp) -> Result<(), StoreError> {
        self.count_at_door(now, Came { sent: 1, ..Came::default() }).await
    }

    /// Counts that a form was handed back to be put right.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn door_handed_back(&self, now: Timestamp) -> Result<(), StoreError> {
        self.count_at_door(now, Came { mended: 1, ..Came::default() }).await
    }

    async fn count_at_door(&self, now: Timestamp, came: Came) -> Result<(), StoreError> {
        until_no_race!(self.count_once(now, came).await)
    }

    async fn count_once(&self, now: Timestamp, came: Came) -> Result<(), StoreError> {
        let mut tx = self.db.write().await?;
        counted(&mut tx, now, came).await?;
        tx.commit().await
    }

    /// Keeps an enquiry. When this returns, it is on disk, and its receipt may be given. The same one sent twice is kept once; the same form sent
    /// again with something else in it is another: nothing that was added is lost.
    ///
    /// # Errors
    /// When the database fails: then nothing is kept.
    pub async fn receive(&self, id: EnquiryId, enquiry: &Enquiry, now: Timestamp) -> Result<Received, StoreError> {
        until_no_race!(self.receive_once(id, enquiry, now).await)
    }

    async fn receive_once(&self, id: EnquiryId, enquiry: &Enquiry, now: Timestamp) -> Result<Received, StoreError> {
        let said = serde_json::to_string(enquiry)?;
        let mut tx = self.db.write().await?;
        let id = match self.is_here(&mut tx, id, &said).await? {
            Here::No => id,
            Here::Same(received) => return again(tx, received, now).await,
            Here::Another => {
                let id = EnquiryId::from_label(&format!("{id} {said}"));
                match self.is_here(&mut tx, id, &said).await? {
                    Here::No => id,
                    Here::Same(received) => return again(tx, received, now).await,
                    // What it said stands in a record by now, and comes once more.
                    Here::Another => EnquiryId::from_label(&format!("{id} {now}")),
                }
            }
        };
        let body = LogBody { fields: Some(received_as(enquiry.kind)), ..LogBody::by_trin(now, ACTION, PURPOSE) };
        let entry = one(&mut tx, body.row()?).await?;
        let sealed = self.sealing.seal_draft(StaffId::TRIN, &place(id, BODY), &said);
        tx.run(PUT, args![id, reference(id), now, enquiry.kind.code(), entry, sealed]).await?;
        counted(&mut tx, now, Came { kept: 1, ..Came::default() }).await?;
        tx.commit().await?;
        self.waiting.grew(1);
        Ok(Received { reference: reference(id), at: now, kind: enquiry.kind })
    }

    /// Whether this is kept already, or something else under its identity or its name.
    async fn is_here(&self, tx: &mut Tx, id: EnquiryId, said: &str) -> Result<Here, StoreError> {
        if !tx.rows(IS_CALLED, args![reference(id), id]).await?.is_empty() {
            return Ok(Here::Another);
        }
        let Some(mut cells) = tx.rows(IS_HERE, args![id]).await?.into_iter().next() else { return Ok(Here::No) };
        let received = Received { reference: reference(id), at: cells.instant()?, kind: kind(&mut cells)? };
        let before = cells.maybe_text()?.and_then(|sealed| self.sealing.open_draft(StaffId::TRIN, &place(id, BODY), &sealed));
        Ok(if before.as_deref() == Some(said) { Here::Same(received) } else { Here::Another })
    }

    /// The enquiry of this name: that it came, and when, and nothing of what it says.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn received(&self, reference: &str) -> Result<Option<Received>, StoreError> {
        let Some(mut cells) = self.db.row(RECEIVED, args![reference]).await? else { return Ok(None) };
        Ok(Some(Received { reference: reference.to_owned(), at: cells.instant()?, kind: kind(&mut cells)? }))
    }

    /// The enquiries that wait, the oldest first; that they were shown is a row of the log before this returns.
    ///
    /// # Errors
    /// When the database fails, or the row could not be written: then nothing is shown.
    pub async fn enquiries(&self, by: &Staff, now: Timestamp, most: i64) -> Result<Vec<EnquiryRow>, StoreError> {
        let rows = self.db.rows(WAITING, args![most]).await?;
        let found = rows.into_iter().map(|cells| self.enquiry_row(cells)).collect::<Result<Vec<_>, _>>()?;
        if !found.is_empty() {
            self.enquiry_look(by, now, LISTED, None).await?;
        }
        Ok(found.into_iter().map(|(row, _)| row).collect())
    }

    /// One enquiry; that it was read is a row of the log before this returns.
    ///
    /// # Errors
    /// When the database fails, or the row could not be written: then nothing is shown.
    pub async fn enquiry(&self, by: &Staff, id: EnquiryId, now: Timestamp) -> Result<Option<EnquiryRow>, StoreError> {
        let Some(cells) = self.db.row(ONE, args![id]).await? else { return Ok(None) };
        let (row, entry) = self.enquiry_row(cells)?;
        self.enquiry_look(by, now, READ, Some(entry)).await?;
        Ok(Some(row))
    }

    /// How many wait of each kind, and since when.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn enquiry_counts(&self) -> Result<Vec<EnquiryCount>, StoreError> {
        let rows = self.db.rows(COUNT, Vec::new()).await?;
        rows.into_iter()
            .map(|mut cells| Ok(EnquiryCount { kind: kind(&mut cells)?, count: cells.int()?, since: cells.instant()? }))
            .collect()
    }

    /// Says what became of an enquiry that is no notification; `false` when it is settled already, or there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn settle_enquiry(
        &self,
        by: &Staff,
        id: EnquiryId,
        outcome: EnquiryOutcome,
        note: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let by = Author { staff: by.id, role: by.role };
        let is_settled = until_no_race!(self.settle_once(by, id, (outcome, note), now).await)?;
        self.waiting.grew(usize::from(is_settled));
        Ok(is_settled)
    }

    async fn settle_once(&self, by: Author, id: EnquiryId, said: (EnquiryOutcome, &str), now: Timestamp) -> Result<bool, StoreError> {
        let mut tx = self.db.write().await?;
        if !self.settle_in(&mut tx, by, id, said, now).await? {
            tx.undo().await?;
            return Ok(false);
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Settles what commands write in a child's record, in their transaction; `false` when it is settled already. Its words stand in the record now,
    /// and are kept there alone.
    pub(crate) async fn written_in(&self, tx: &mut Tx, id: EnquiryId, context: &Context) -> Result<bool, StoreError> {
        let is_settled = self.settle_in(tx, context.by, id, (EnquiryOutcome::Notification, ""), context.now).await?;
        if is_settled {
            tx.run(EMPTY, args![id]).await?;
        }
        Ok(is_settled)
    }

    async fn settle_in(
        &self,
        tx: &mut Tx,
        by: Author,
        id: EnquiryId,
        (outcome, note): (EnquiryOutcome, &str),
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sealed = (!note.is_empty()).then(|| self.sealing.seal_draft(StaffId::TRIN, &place(id, NOTE), note));
        if tx.run(SETTLE, args![id, now, by.staff, outcome.code(), sealed]).await? == 0 {
            return Ok(false);
        }
        tx.run(DELETE_DRAFTS, args![format!("%{id}%")]).await?;
        let entry = tx.rows(ENTRY, args![id]).await?.into_iter().next().map(|mut cells| cells.int()).transpose()?;
        let body = LogBody { fields: Some(settled_as(outcome)), about: entry, ..LogBody::of(by.staff, by.role, now, ACTION, PURPOSE) };
        one(tx, body.row()?).await?;
        Ok(true)
    }

    /// What was sent and what is kept, day by day from one on, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn door_days(&self, from: Date) -> Result<Vec<DoorDay>, StoreError> {
        let day = |mut cells: Cells| {
            let (day, sent, kept) = (cells.day()?, cells.int()?, cells.int()?);
            Ok(DoorDay { day, sent, kept, again: cells.int()?, mended: cells.int()? })
        };
        self.db.rows(DAYS, args![from]).await?.into_iter().map(day).collect()
    }

    async fn enquiry_look(&self, by: &Staff, now: Timestamp, what: &str, entry: Option<i64>) -> Result<(), StoreError> {
        let mut tx = self.db.write().await?;
        let body = LogBody {
            fields: Some(what.to_owned()),
            about: entry,
            unit: Some(by.unit),
            result: crate::LogResult::Shown,
            ..LogBody::of(by.id, by.role, now, ACTION, PURPOSE)
        };
        one(&mut tx, body.row()?).await?;
        tx.commit().await?;
        self.waiting.grew(1);
        Ok(())
    }

    fn enquiry_row(&self, mut cells: Cells) -> Result<(EnquiryRow, i64), StoreError> {
        let (id, received_at, kind, entry) = (cells.id(EnquiryId::new)?, cells.instant()?, kind(&mut cells)?, cells.int()?);
        // One that cannot be read takes none of the others with it: it is listed as such, and verifying names it.
        let open = |part, sealed: String| self.sealing.open_draft(StaffId::TRIN, &place(id, part), &sealed);
        let said = cells.maybe_text()?.and_then(|sealed| open(BODY, sealed)).and_then(|said| serde_json::from_str(&said).ok());
        let at = cells.maybe_instant()?;
        let (by, outcome) = (cells.maybe_id(StaffId::new)?, cells.maybe_code(EnquiryOutcome::from_code)?);
        let note = cells.maybe_text()?.and_then(|sealed| open(NOTE, sealed)).unwrap_or_default();
        let settled = match (at, by, outcome) {
            (Some(at), Some(by), Some(outcome)) => Some(Settled { at, by, outcome, note }),
            _ => None,
        };
        Ok((EnquiryRow { id, reference: reference(id), received_at, kind, said, settled }, entry))
    }

    /// Seals what is kept of enquiries with another municipality key.
    pub(crate) async fn reseal_enquiries(&self, tx: &mut Tx, new: &Sealing) -> Result<(), StoreError> {
        for mut cells in tx.rows(BODIES, Vec::new()).await? {
            let (id, body, note) = (cells.id(EnquiryId::new)?, cells.maybe_text()?, cells.maybe_text()?);
            // One that did not open before opens no better now.
            let again = |part: &str, sealed: String| match self.sealing.open_draft(StaffId::TRIN, &place(id, part), &sealed) {
                Some(text) => new.seal_draft(StaffId::TRIN, &place(id, part), &text),
                None => sealed,
            };
            let (body, note) = (body.map(|sealed| again(BODY, sealed)), note.map(|sealed| again(NOTE, sealed)));
            tx.run(RESEAL, args![id, body, note]).await?;
        }
        Ok(())
    }
}

/// Whether an enquiry is kept already.
enum Here {
    No,
    Same(Received),
    /// Under its identity or its name something else was kept, or its words are gone from here.
    Another,
}

/// A form that came before: its receipt is the first one's.
async fn again(mut tx: Tx, received: Received, now: Timestamp) -> Result<Received, StoreError> {
    counted(&mut tx, now, Came { again: 1, ..Came::default() }).await?;
    tx.commit().await?;
    Ok(received)
}

/// Forgets what was written in enquiries that were settled before an instant; that they came is kept. How many.
pub(crate) async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    tx.run(FORGET, args![before]).await
}

const BODY: &str = "said";
const NOTE: &str = "answered";

/// What a text is sealed as: it opens nowhere else.
fn place(id: EnquiryId, part: &str) -> String {
    format!("enquiry {id} {part}")
}

fn kind(cells: &mut Cells) -> Result<EnquiryKind, StoreError> {
    cells.code(EnquiryKind::from_code)
}

async fn counted(tx: &mut Tx, now: Timestamp, came: Came) -> Result<(), StoreError> {
    tx.run(COUNTED, args![day_of(now), came.sent, came.kept, came.again, came.mended]).await.map(drop)
}
