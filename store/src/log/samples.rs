//! Samples of the log: rounds promised beforehand, the looks drawn in them and the special ones, and what was found.
//!
//! The rule of the draw is in `trin_proof::sample`, what is special in `trin_domain::oversight`. Each step is a row of the log: a promise,
//! the draw with its seed, and each mark. The draw reads the log in pages and holds no more of it than what it drew.

pub(crate) mod review;

pub use review::{Act, Sample, Standing, ToReview};

use super::looks::one;
use super::{LogBody, LogResult, logged};
use crate::cells::args;
use crate::db::{Tx, statements};
use crate::table::{Row, Table};
use crate::{Engine, Sealing, Store, StoreError};
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use trin_domain::calendar::{day_of, days_after, start_of_day};
use trin_domain::id::{ChildId, StaffId};
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
    OF_ROUND = "SELECT entry, why, staff FROM sample WHERE round = $1";
    LAST_SAMPLE = "SELECT COALESCE(MAX(id), 0) FROM sample";
    ROUNDS = "SELECT id, from_at, until_at, promise, promised_row, seed, drawn_at, first_row, last_row, looks
        FROM sample_round ORDER BY id DESC LIMIT $1";
    COUNTS = "SELECT why, standing, COUNT(*) FROM sample WHERE round = $1 GROUP BY why, standing";
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

/// Whether surnames are compared when a round is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Compared,
    /// They change; a check leaves them out, and need not ask for each child's.
    Passed,
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

    /// Seals it with another key.
    pub(crate) async fn reseal_samples(&self, tx: &mut Tx, new: &Sealing) -> Result<(), StoreError> {
        self.reseal_acts(tx, new).await?;
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
            let again: BTreeSet<(i64, Why, StaffId)> = again.into_iter().filter(|(_, why, _)| steady(*why)).collect();
            let mut there = BTreeSet::new();
            for mut cells in self.db.rows(OF_ROUND, args![round.id]).await? {
                there.insert((cells.int()?, cells.code(Why::from_code)?, cells.id(StaffId::new)?));
            }
            there.retain(|(_, why, _)| steady(*why));
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
