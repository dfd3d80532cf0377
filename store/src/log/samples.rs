//! Samples of the log: rounds promised beforehand, the looks drawn in them and the special ones, and what was found.
//!
//! The rule of the draw is in `trin_proof::sample`, what is special in `trin_domain::oversight`. Each step is a row of the log: a promise,
//! the draw with its seed, and each mark. The draw reads the log in pages and holds no more of it than what it drew.

use super::looks::one;
use super::{LogBody, LogResult, logged};
use crate::cells::{Cells, args};
use crate::db::{Tx, statements};
use crate::table::{Row, Table};
use crate::{Engine, Sealing, Store, StoreError};
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use trin_domain::calendar::{day_of, days_after, start_of_day};
use trin_domain::id::{ChildId, StaffId};
use trin_domain::kinds::{GlassFinding, Role};
use trin_domain::organisation::Staff;
use trin_domain::oversight::{Look, Watch, Why, reviewers, surname};
use trin_proof::sample::Seed;

statements! {
    LAST_ROUND = "SELECT id, from_at, until_at FROM sample_round ORDER BY id DESC LIMIT 1";
    PUT_ROUND = "INSERT INTO sample_round (id, from_at, until_at, promise, promised_row, seed) VALUES ($1, $2, $3, $4, $5, $6)";
    OVER = "SELECT id, seed, promised_row FROM sample_round WHERE drawn_at IS NULL AND until_at <= $1 ORDER BY id LIMIT 1";
    LAST_ROW_OF = "SELECT last_row FROM sample_round WHERE id = $1";
    LAST_ROW = "SELECT COALESCE(MAX(id), 0) FROM log";
    PAGE = "SELECT id, at, staff, child, command, body FROM log WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3";
    CHILD_NAME = "SELECT name FROM child WHERE id = $1";
    DRAWN = "UPDATE sample_round SET seed = $2, drawn_at = $3, first_row = $4, last_row = $5, looks = $6 WHERE id = $1 AND drawn_at IS NULL";
    OF_ROUND = "SELECT entry, why FROM sample WHERE round = $1";
    LAST_SAMPLE = "SELECT COALESCE(MAX(id), 0) FROM sample";
    ROUNDS = "SELECT id, from_at, until_at, promise, promised_row, seed, drawn_at, first_row, last_row, looks
        FROM sample_round ORDER BY id DESC LIMIT $1";
    COUNTS = "SELECT why, standing, COUNT(*) FROM sample WHERE round = $1 GROUP BY why, standing";
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
    SEALED_SEEDS = "SELECT id, seed FROM sample_round WHERE drawn_at IS NULL";
    RESEAL_SEED = "UPDATE sample_round SET seed = $2 WHERE id = $1";
}

const SAMPLES: Table =
    Table { name: "sample", columns: &["id", "round", "entry", "why", "staff", "reviewer", "due_on", "standing"], key: 1 };
/// Rows of the log read at once: all of it that is held in memory beside what was drawn.
const AT_ONCE: i64 = 4_096;
/// The purpose the log gives of all this.
const PURPOSE: &str = "review";
/// What was shown, when it was a protected address.
const PROTECTED: &str = "protected-address";
/// The address by which one is shown, in rows from before they said so.
const ADDRESS: &str = "POST /boern/{id}/adresse/vis";

/// What was done about the rounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tended {
    /// Rounds promised.
    pub promised: u32,
    /// Rounds drawn.
    pub drawn: u32,
    /// Looks to be reviewed in them.
    pub samples: u64,
}

/// A round of samples.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Round {
    /// Its number.
    pub id: i64,
    /// When it begins.
    pub from: Timestamp,
    /// When it is over.
    pub until: Timestamp,
    /// What was promised of its seed, in hexadecimal.
    pub promise: String,
    /// The row of the log that says so.
    pub promised_row: i64,
    /// How it was drawn; nothing before it is over.
    pub drawn: Option<Drawn>,
    /// How many looks of each kind stand how.
    pub counts: BTreeMap<(Why, Standing), i64>,
}

/// How a round was drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drawn {
    /// When.
    pub at: Timestamp,
    /// The seed, in hexadecimal.
    pub seed: String,
    /// It covers the rows after this one,
    pub after: i64,
    /// up to this one.
    pub upto: i64,
    /// How many looks it covers.
    pub looks: i64,
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

    const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Ok => "ok",
            Self::Reported => "reported",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
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

/// Whether surnames are compared when a round is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Compared,
    /// They change; a check leaves them out, and need not ask for each child's.
    Passed,
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
    /// Promises rounds so that one is always promised before it begins, and draws those that are over. `due_on` gives the last day for a
    /// review from the day of the draw.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tend_samples(
        &self,
        now: Timestamp,
        mut random: impl FnMut() -> [u8; 32],
        due_on: impl Fn(Date) -> Date,
    ) -> Result<Tended, StoreError> {
        let mut tended = Tended::default();
        // The first round begins at once, and the next is promised with it.
        while self.promise_next(now, Seed::new(random())).await? {
            tended.promised += 1;
        }
        while let Some(samples) = self.draw_one(now, due_on(day_of(now))).await? {
            tended.drawn += 1;
            tended.samples += samples;
        }
        Ok(tended)
    }

    /// Promises one round, unless one that has not begun is promised.
    async fn promise_next(&self, now: Timestamp, seed: Seed) -> Result<bool, StoreError> {
        let mut tx = self.db.write().await?;
        let last = tx.rows(LAST_ROUND, Vec::new()).await?.into_iter().next();
        let (id, from) = match last.map(|mut cells| Ok::<_, StoreError>((cells.int()?, cells.instant()?, cells.instant()?))).transpose()? {
            None => (1, now),
            // The round before is under way: this one begins when that is over.
            Some((id, from, until)) => {
                if now < from {
                    tx.undo().await?;
                    return Ok(false);
                }
                (id + 1, until.max(now))
            }
        };
        let promise = seed.promise();
        let body = LogBody { seed: Some(promise.clone()), about: Some(id), ..LogBody::by_trin(now, "sample-promise", PURPOSE) };
        let row = one(&mut tx, body.row()?).await?;
        let sealed = self.sealing.seal_draft(StaffId::TRIN, &seed_place(id), &seed.to_hex());
        tx.run(PUT_ROUND, args![id, from, next_monday(from), promise, row, sealed]).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Draws one round that is over; how many looks are to be reviewed in it, or nothing when none is over.
    async fn draw_one(&self, now: Timestamp, due_on: Date) -> Result<Option<u64>, StoreError> {
        let Some(mut cells) = self.db.row(OVER, args![now]).await? else { return Ok(None) };
        let (round, sealed, promised_row) = (cells.int()?, cells.text()?, cells.int()?);
        let told = self.sealing.open_draft(StaffId::TRIN, &seed_place(round), &sealed).ok_or(StoreError::WrongKey)?;
        let seed = Seed::from_hex(&told).ok_or_else(|| StoreError::Unlogged(format!("the seed of round {round} cannot be read")))?;
        let before = self.db.row(LAST_ROW_OF, args![round - 1]).await?.map(|mut cells| cells.maybe_int()).transpose()?.flatten();
        let after = before.unwrap_or(promised_row);
        let upto = match self.engine() {
            Engine::Sqlite => self.db.row(LAST_ROW, Vec::new()).await?.map_or(Ok(0), |mut cells| cells.int())?,
            Engine::Postgres => self.settled().await?,
        };
        let (looks, found) = self.draw(&seed, after, upto, Names::Compared).await?;
        let everyone = self.staff_list(None).await?;
        let mut tx = self.db.write().await?;
        if tx.run(DRAWN, args![round, told.as_str(), now, after, upto, looks]).await? == 0 {
            // Another process drew it.
            tx.undo().await?;
            return Ok(Some(0));
        }
        let mut id = tx.rows(LAST_SAMPLE, Vec::new()).await?.into_iter().next().map_or(Ok(0), |mut cells| cells.int())?;
        let rows: Vec<Row> = found
            .iter()
            .map(|(entry, why, staff)| {
                id += 1;
                let of = everyone.iter().find(|one| one.id == *staff);
                let may = of.map(|of| reviewers(of, &everyone)).unwrap_or_default();
                let reviewer = may.get(seed.choice(*entry, may.len())).copied();
                args![id, round, *entry, why.code(), *staff, reviewer, due_on, Standing::Waiting.code()]
            })
            .collect();
        let count = rows.len() as u64;
        SAMPLES.insert(&mut tx, rows).await?;
        let body = LogBody { seed: Some(told), about: Some(round), ..LogBody::by_trin(now, "sample-draw", PURPOSE) };
        one(&mut tx, body.row()?).await?;
        tx.commit().await?;
        Ok(Some(count))
    }

    /// Reads the rows of a round, and gives how many looks there were and which are to be reviewed and why.
    async fn draw(&self, seed: &Seed, after: i64, upto: i64, names: Names) -> Result<(i64, Vec<(i64, Why, StaffId)>), StoreError> {
        let everyone = if names == Names::Compared { self.staff_list(None).await? } else { Vec::new() };
        let surnames: BTreeMap<StaffId, String> =
            everyone.into_iter().filter_map(|staff| Some((staff.id, surname(&staff.name)?))).collect();
        let mut of_children: BTreeMap<ChildId, Option<String>> = BTreeMap::new();
        let (mut watch, mut looks, mut found, mut last) = (Watch::default(), 0, Vec::new(), after);
        loop {
            let page = self.db.rows(PAGE, args![last, upto, AT_ONCE]).await?;
            if page.is_empty() {
                return Ok((looks, found));
            }
            for mut cells in page {
                let (id, _, body) = logged(&mut cells)?;
                last = id;
                // A row that cannot be read is no look; `trin verify` tells of it.
                let Ok(body) = body else { continue };
                if !is_look(&body) {
                    continue;
                }
                looks += 1;
                if seed.draws(id) {
                    found.push((id, Why::Lot, body.actor));
                }
                let is_search = body.fields.as_deref() == Some(super::looks::SEARCH);
                let named: &[ChildId] = if is_search { &body.children } else { &[] };
                for child in body.child.iter().chain(named) {
                    if names == Names::Compared && !of_children.contains_key(child) {
                        let name = self.db.row(CHILD_NAME, args![*child]).await?.map(|mut cells| cells.text()).transpose()?;
                        of_children.insert(*child, name.as_deref().and_then(surname));
                    }
                }
                let theirs = surnames.get(&body.actor);
                let look = Look {
                    at: Timestamp::from_microsecond(body.at).unwrap_or(Timestamp::MIN),
                    by: body.actor,
                    is_emergency: body.purpose == "emergency" || body.basis.as_deref() == Some("glass"),
                    is_refused: body.result == LogResult::Refused,
                    is_address: (body.action == ADDRESS || body.fields.as_deref() == Some(PROTECTED)) && body.result == LogResult::Shown,
                    child: body.child,
                    found: named,
                };
                let same = |child: ChildId| theirs.is_some() && of_children.get(&child).and_then(Option::as_ref) == theirs;
                found.extend(watch.see(&look, same).into_iter().map(|why| (id, why, body.actor)));
            }
        }
    }

    /// The rounds, the newest first, with how many looks of each kind stand how.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sample_rounds(&self, most: i64) -> Result<Vec<Round>, StoreError> {
        let mut rounds = Vec::new();
        for mut cells in self.db.rows(ROUNDS, args![most]).await? {
            let (id, from, until, promise, promised_row) = (cells.int()?, cells.instant()?, cells.instant()?, cells.text()?, cells.int()?);
            let (seed, at) = (cells.text()?, cells.maybe_instant()?);
            let (after, upto, looks) = (cells.maybe_int()?, cells.maybe_int()?, cells.maybe_int()?);
            let drawn = at.map(|at| Drawn { at, seed, after: after.unwrap_or(0), upto: upto.unwrap_or(0), looks: looks.unwrap_or(0) });
            let mut counts = BTreeMap::new();
            for mut cells in self.db.rows(COUNTS, args![id]).await? {
                counts.insert((cells.code(Why::from_code)?, cells.code(Standing::from_code)?), cells.int()?);
            }
            rounds.push(Round { id, from, until, promise, promised_row, drawn, counts });
        }
        Ok(rounds)
    }

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
        let standing = match finding {
            GlassFinding::Ok => Standing::Ok,
            GlassFinding::Ask => Standing::Asked,
            GlassFinding::Report => Standing::Reported,
        };
        self.act(id, by, (MARK, args![id, standing.code(), by.id]), finding.code(), note, now).await
    }

    /// Answers what was asked about one's own look; `false` when nothing was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_sample(&self, id: i64, by: &Staff, note: &str, now: Timestamp) -> Result<bool, StoreError> {
        self.act(id, by, (ANSWER, args![id, by.id]), "answer", note, now).await
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
        let body = LogBody { fields: Some(act.to_owned()), about: entry, ..LogBody::of(by.id, by.role, now, "sample-review", PURPOSE) };
        one(&mut tx, body.row()?).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn samples(&self, statement: &'static str, arguments: Vec<crate::cells::Value>) -> Result<Vec<Sample>, StoreError> {
        self.db.rows(statement, arguments).await?.into_iter().map(sample).collect()
    }

    /// Seals it with another key.
    pub(crate) async fn reseal_samples(&self, tx: &mut Tx, new: &Sealing) -> Result<(), StoreError> {
        for mut cells in tx.rows(ALL_ACTS, Vec::new()).await? {
            let (id, no, staff, note) = (cells.int()?, cells.int()?, cells.id(StaffId::new)?, cells.text()?);
            let place = act_place(id, no);
            if let Some(note) = self.sealing.open_draft(staff, &place, &note) {
                tx.run(RESEAL_ACT, args![id, no, new.seal_draft(staff, &place, &note)]).await?;
            }
        }
        for mut cells in tx.rows(SEALED_SEEDS, Vec::new()).await? {
            let (id, seed) = (cells.int()?, cells.text()?);
            if let Some(seed) = self.sealing.open_draft(StaffId::TRIN, &seed_place(id), &seed) {
                tx.run(RESEAL_SEED, args![id, new.seal_draft(StaffId::TRIN, &seed_place(id), &seed)]).await?;
            }
        }
        Ok(())
    }

    /// Whether each drawn round is what its seed, its promise and the log give; what is not is named.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn check_samples(&self) -> Result<Vec<String>, StoreError> {
        let mut faults = Vec::new();
        for round in self.sample_rounds(i64::MAX).await? {
            let Some(drawn) = &round.drawn else { continue };
            let promised = self.db.row(PAGE, args![round.promised_row - 1, round.promised_row, 1_i64]).await?;
            let promised = promised.map(|mut cells| logged(&mut cells)).transpose()?.and_then(|(_, _, body)| body.ok());
            let Some(seed) = Seed::from_hex(&drawn.seed) else {
                faults.push(format!("round {}: its seed cannot be read", round.id));
                continue;
            };
            if promised.and_then(|body| body.seed).is_none_or(|promise| promise != seed.promise()) {
                faults.push(format!("round {}: its seed is not the one that was promised", round.id));
            }
            let (looks, again) = self.draw(&seed, drawn.after, drawn.upto, Names::Passed).await?;
            // Names change; what was drawn by lot, and what does not hang on a name, does not.
            let steady = |why: Why| why != Why::Surname;
            let again: BTreeSet<(i64, Why)> = again.into_iter().map(|(id, why, _)| (id, why)).filter(|(_, why)| steady(*why)).collect();
            let mut there = BTreeSet::new();
            for mut cells in self.db.rows(OF_ROUND, args![round.id]).await? {
                there.insert((cells.int()?, cells.code(Why::from_code)?));
            }
            there.retain(|(_, why)| steady(*why));
            if looks != drawn.looks || again != there {
                faults.push(format!("round {}: another draw than its seed gives", round.id));
            }
        }
        Ok(faults)
    }
}

/// What a row says that tells of a whole record given to whoever operates Trin.
pub const EXPORTED: &str = "export";

/// A look: a request that was answered or a record that was printed, not a change and not the program's own work.
fn is_look(body: &LogBody) -> bool {
    body.command.is_none() && (body.action.starts_with("GET ") || body.action.starts_with("POST ") || body.action == EXPORTED)
}

fn sample(mut cells: Cells) -> Result<Sample, StoreError> {
    let (id, round, entry, why) = (cells.int()?, cells.int()?, cells.int()?, cells.code(Why::from_code)?);
    let (staff, reviewer) = (cells.id(StaffId::new)?, cells.maybe_id(StaffId::new)?);
    let (due_on, standing) = (cells.day()?, cells.code(Standing::from_code)?);
    let (row, _, look) = logged(&mut cells)?;
    let look = look.map_err(|why| StoreError::Unlogged(format!("row {row} of the log: {why}")))?;
    Ok(Sample { id, round, entry, why, staff, reviewer, due_on, standing, look })
}

/// The first instant of the Monday after this one.
fn next_monday(from: Timestamp) -> Timestamp {
    let mut day = days_after(day_of(from), 1);
    while day.weekday() != Weekday::Monday {
        day = days_after(day, 1);
    }
    start_of_day(day)
}

fn seed_place(round: i64) -> String {
    format!("sample:round:{round}")
}

fn act_place(sample: i64, no: i64) -> String {
    format!("sample:act:{sample}:{no}")
}
