//! What is drawn, as work: the looks somebody is to read, what they found, and what whoever looked answers.

use super::PURPOSE;
use crate::cells::{Cells, args};
use crate::db::{Tx, statements};
use crate::log::looks::one;
use crate::log::oversight;
use crate::log::{LogBody, logged};
use crate::{Sealing, Store, StoreError};
use jiff::Timestamp;
use jiff::civil::Date;
use trin_domain::id::StaffId;
use trin_domain::kinds::{GlassFinding, Role};
use trin_domain::organisation::Staff;
use trin_domain::oversight::Why;

statements! {
    /// What a head of department is to review: theirs, and what nobody who works here has.
    TO_REVIEW = "SELECT s.id, s.round, s.entry, s.why, s.staff, s.reviewer, s.due_on, s.standing, l.id, l.at, l.staff, l.child, l.command, l.body
        FROM sample s JOIN log l ON l.id = s.entry LEFT JOIN staff r ON r.id = s.reviewer AND r.is_active = 1
        WHERE s.standing IN ('waiting', 'answered') AND s.staff <> $1 AND (s.reviewer = $1 OR r.id IS NULL)
        ORDER BY s.due_on, s.id LIMIT $2";
    COUNT_TO_REVIEW = "SELECT COUNT(*), COALESCE(SUM(CASE WHEN s.due_on < $2 THEN 1 ELSE 0 END), 0), MIN(s.due_on)
        FROM sample s LEFT JOIN staff r ON r.id = s.reviewer AND r.is_active = 1
        WHERE s.standing IN ('waiting', 'answered') AND s.staff <> $1 AND (s.reviewer = $1 OR r.id IS NULL)";
    /// The same of somebody who gets no others': found by whose they are.
    OWN_TO_REVIEW = "SELECT s.id, s.round, s.entry, s.why, s.staff, s.reviewer, s.due_on, s.standing, l.id, l.at, l.staff, l.child, l.command, l.body
        FROM sample s JOIN log l ON l.id = s.entry
        WHERE s.reviewer = $1 AND s.standing IN ('waiting', 'answered') AND s.staff <> $1 ORDER BY s.due_on, s.id LIMIT $2";
    COUNT_OWN_TO_REVIEW = "SELECT COUNT(*), COALESCE(SUM(CASE WHEN s.due_on < $2 THEN 1 ELSE 0 END), 0), MIN(s.due_on)
        FROM sample s WHERE s.reviewer = $1 AND s.standing IN ('waiting', 'answered') AND s.staff <> $1";
    IN_STANDING = "SELECT s.id, s.round, s.entry, s.why, s.staff, s.reviewer, s.due_on, s.standing, l.id, l.at, l.staff, l.child, l.command, l.body
        FROM sample s JOIN log l ON l.id = s.entry WHERE s.standing = $1 AND s.staff <> $2 ORDER BY s.id DESC LIMIT $3";
    ASKED_OF = "SELECT s.id, s.round, s.entry, s.why, s.staff, s.reviewer, s.due_on, s.standing, l.id, l.at, l.staff, l.child, l.command, l.body
        FROM sample s JOIN log l ON l.id = s.entry WHERE s.standing = 'asked' AND s.staff = $1 ORDER BY s.id LIMIT $2";
    COUNT_ASKED_OF = "SELECT COUNT(*) FROM (SELECT id FROM sample WHERE standing = 'asked' AND staff = $1 LIMIT $2) asked";
    SAMPLE = "SELECT s.id, s.round, s.entry, s.why, s.staff, s.reviewer, s.due_on, s.standing, l.id, l.at, l.staff, l.child, l.command, l.body
        FROM sample s JOIN log l ON l.id = s.entry WHERE s.id = $1";
    ACTS = "SELECT no, at, staff, act, note FROM sample_act WHERE sample = $1 ORDER BY no";
    /// Nobody marks their own, and nobody else answers; a look is marked while it waits, and answered while it is asked about.
    MARK = "UPDATE sample SET standing = $2 WHERE id = $1 AND staff <> $3 AND standing IN ('waiting', 'answered')";
    ANSWER = "UPDATE sample SET standing = 'answered' WHERE id = $1 AND staff = $2 AND standing = 'asked'";
    PUT_ACT = "INSERT INTO sample_act (sample, no, at, staff, act, note) VALUES ($1, $2, $3, $4, $5, $6)";
    ALL_ACTS = "SELECT sample, no, staff, note FROM sample_act";
    RESEAL_ACT = "UPDATE sample_act SET note = $3 WHERE sample = $1 AND no = $2";
}

/// How far a drawn look has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Standing {
    /// Nobody has reviewed it.
    Waiting,
    /// Whoever looked is asked.
    Asked,
    /// They have answered.
    Answered,
    /// It is in order.
    Ok,
    /// It is reported to the head of department.
    Reported,
}

impl Standing {
    const ALL: [Self; 5] = [Self::Waiting, Self::Asked, Self::Answered, Self::Ok, Self::Reported];

    /// How a look stands that was marked so.
    pub(in crate::log) const fn of(finding: GlassFinding) -> Self {
        match finding {
            GlassFinding::Ok => Self::Ok,
            GlassFinding::Ask => Self::Asked,
            GlassFinding::Report => Self::Reported,
        }
    }

    pub(in crate::log) const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Ok => "ok",
            Self::Reported => "reported",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.code() == code)
    }
}

/// A look to be reviewed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sample {
    /// Its number.
    pub id: i64,
    /// The round it was drawn in.
    pub round: i64,
    /// The row of the log.
    pub entry: i64,
    /// Why.
    pub why: Why,
    /// Who looked.
    pub staff: StaffId,
    /// Who reviews it; nobody when there is nobody.
    pub reviewer: Option<StaffId>,
    /// The last day.
    pub due_on: Date,
    /// How far it has come.
    pub standing: Standing,
    /// The look.
    pub look: LogBody,
}

/// Something done about a sample.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Act {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: StaffId,
    /// The mark; nothing for an answer.
    pub finding: Option<GlassFinding>,
    /// In their words.
    pub note: String,
}

/// How much waits for somebody's review.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ToReview {
    /// How many.
    pub count: i64,
    /// Of them, late.
    pub late: i64,
    /// The first last day.
    pub next: Option<Date>,
}

impl Store {
    /// What waits for somebody's review, the first due first. A head of department also gets what nobody who works here has.
    ///
    /// # Errors
    /// When the database fails or a row of the log cannot be read.
    pub async fn samples_to_review(&self, by: &Staff, most: i64) -> Result<Vec<Sample>, StoreError> {
        let statement = if by.role == Role::HeadOfDepartment { TO_REVIEW } else { OWN_TO_REVIEW };
        self.samples(statement, args![by.id, most]).await
    }

    /// How much waits for somebody's review.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_samples_to_review(&self, by: &Staff, today: Date) -> Result<ToReview, StoreError> {
        let statement = if by.role == Role::HeadOfDepartment { COUNT_TO_REVIEW } else { COUNT_OWN_TO_REVIEW };
        let row = self.db.row(statement, args![by.id, today]).await?;
        row.map_or(Ok(ToReview::default()), |mut cells| Ok(ToReview { count: cells.int()?, late: cells.int()?, next: cells.maybe_day()? }))
    }

    /// What was reported, the newest first, but for the reader's own looks.
    ///
    /// # Errors
    /// When the database fails or a row of the log cannot be read.
    pub async fn samples_reported(&self, by: StaffId, most: i64) -> Result<Vec<Sample>, StoreError> {
        self.samples(IN_STANDING, args![Standing::Reported.code(), by, most]).await
    }

    /// The looks somebody is asked about.
    ///
    /// # Errors
    /// When the database fails or a row of the log cannot be read.
    pub async fn samples_asked_of(&self, staff: StaffId, most: i64) -> Result<Vec<Sample>, StoreError> {
        self.samples(ASKED_OF, args![staff, most]).await
    }

    /// How many looks somebody is asked about, counted so far.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_samples_asked_of(&self, staff: StaffId, most: i64) -> Result<i64, StoreError> {
        self.db.row(COUNT_ASKED_OF, args![staff, most]).await?.map_or(Ok(0), |mut cells| cells.int())
    }

    /// One sample, with what was done about it.
    ///
    /// # Errors
    /// When the database fails, or a row of the log or a note cannot be read.
    pub async fn sample(&self, id: i64) -> Result<Option<(Sample, Vec<Act>)>, StoreError> {
        let Some(sample) = self.samples(SAMPLE, args![id]).await?.into_iter().next() else { return Ok(None) };
        let mut acts = Vec::new();
        for mut cells in self.db.rows(ACTS, args![id]).await? {
            let (no, at, by) = (cells.int()?, cells.instant()?, cells.id(StaffId::new)?);
            let (act, sealed) = (cells.text()?, cells.text()?);
            let note = self.sealing.open_draft(by, &act_place(id, no), &sealed).ok_or(StoreError::WrongKey)?;
            acts.push(Act { at, by, finding: GlassFinding::from_code(&act), note });
        }
        Ok(Some((sample, acts)))
    }

    /// Marks a look; `false` when it is the marker's own or waits for nobody.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_sample(&self, id: i64, by: &Staff, finding: GlassFinding, note: &str, now: Timestamp) -> Result<bool, StoreError> {
        self.act(id, by, (MARK, args![id, Standing::of(finding).code(), by.id]), finding.code(), note, now).await
    }

    /// Answers what was asked about one's own look; `false` when nothing was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_sample(&self, id: i64, by: &Staff, note: &str, now: Timestamp) -> Result<bool, StoreError> {
        self.act(id, by, (ANSWER, args![id, by.id]), oversight::ANSWER, note, now).await
    }

    async fn act(
        &self,
        id: i64,
        by: &Staff,
        (statement, arguments): (&'static str, Vec<crate::cells::Value>),
        act: &'static str,
        note: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.db.write().await?;
        if tx.run(statement, arguments).await? == 0 {
            tx.undo().await?;
            return Ok(false);
        }
        let no = i64::try_from(tx.rows(ACTS, args![id]).await?.len()).unwrap_or(0) + 1;
        let sealed = self.sealing.seal_draft(by.id, &act_place(id, no), note);
        tx.run(PUT_ACT, args![id, no, now, by.id, act, sealed]).await?;
        let entry = tx.rows(SAMPLE, args![id]).await?.into_iter().next();
        let entry = entry.map(|mut cells| cells.int().and_then(|_| cells.int()).and_then(|_| cells.int())).transpose()?;
        let body = LogBody { fields: Some(act.to_owned()), about: entry, ..LogBody::of(by.id, by.role, now, oversight::REVIEWED, PURPOSE) };
        one(&mut tx, body.row()?).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn samples(&self, statement: &'static str, arguments: Vec<crate::cells::Value>) -> Result<Vec<Sample>, StoreError> {
        self.db.rows(statement, arguments).await?.into_iter().map(sample).collect()
    }

    /// Seals what was said about samples with another key.
    pub(super) async fn reseal_acts(&self, tx: &mut Tx, new: &Sealing) -> Result<(), StoreError> {
        for mut cells in tx.rows(ALL_ACTS, Vec::new()).await? {
            let (id, no, staff, note) = (cells.int()?, cells.int()?, cells.id(StaffId::new)?, cells.text()?);
            let place = act_place(id, no);
            if let Some(note) = self.sealing.open_draft(staff, &place, &note) {
                tx.run(RESEAL_ACT, args![id, no, new.seal_draft(staff, &place, &note)]).await?;
            }
        }
        Ok(())
    }
}

fn sample(mut cells: Cells) -> Result<Sample, StoreError> {
    let (id, round, entry, why) = (cells.int()?, cells.int()?, cells.int()?, cells.code(Why::from_code)?);
    let (staff, reviewer) = (cells.id(StaffId::new)?, cells.maybe_id(StaffId::new)?);
    let (due_on, standing) = (cells.day()?, cells.code(Standing::from_code)?);
    let (row, _, look) = logged(&mut cells)?;
    let look = look.map_err(|why| StoreError::Unlogged(format!("row {row} of the log: {why}")))?;
    Ok(Sample { id, round, entry, why, staff, reviewer, due_on, standing, look })
}

fn act_place(sample: i64, no: i64) -> String {
    format!("sample:act:{sample}:{no}")
}
