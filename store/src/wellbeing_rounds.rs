//! Wellbeing rounds: where, for whom, and that parents knew. They are followed in the log as units and staff are, and name no child.

use crate::cells::{Cells, args};
use crate::db::statements;
use crate::log::around::{Kind, followed};
use crate::{Reader, Store, StoreError};
use jiff::Timestamp;
use jiff::civil::Date;
use trin_domain::id::{RoundId, StaffId, UnitId};
use trin_domain::record::{Birth, Record};
use trin_domain::rounds::{ParentsTold, Round};

statements! {
    OPEN = "INSERT INTO wellbeing_round (id, unit, name, youngest, oldest, from_day, until_day, told_on, told_how, opened_by, opened_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING";
    ONE = "SELECT id, unit, name, youngest, oldest, from_day, until_day, told_on, told_how, opened_by, opened_at, closed_at
        FROM wellbeing_round WHERE id = $1";
    /// Those that are open first, then the latest.
    AT_UNIT = "SELECT id, unit, name, youngest, oldest, from_day, until_day, told_on, told_how, opened_by, opened_at, closed_at
        FROM wellbeing_round WHERE unit = $1 ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, from_day DESC, opened_at DESC, id LIMIT $2";
    CLOSE = "UPDATE wellbeing_round SET closed_at = $2, closed_by = $3 WHERE id = $1 AND closed_at IS NULL";
}

/// Children listed at a time.
const PAGE: u32 = 100;

impl Store {
    /// Opens a round; whether it may is asked before ([`Round::may_open`]). Of two with the same identity the first stands.
    ///
    /// # Errors
    /// When the database fails, or refuses days or ages that cannot be.
    pub async fn open_round(&self, round: &Round) -> Result<(), StoreError> {
        followed!(self, |tx, watch| {
            watch.before(tx, Kind::Round, &round.id.to_string()).await?;
            let arguments = args![
                round.id,
                round.unit,
                round.name.as_str(),
                i64::from(round.ages.0),
                i64::from(round.ages.1),
                round.from,
                round.until,
                round.told.on,
                round.told.how.as_str(),
                round.opened_by,
                round.opened_at,
            ];
            tx.run(OPEN, arguments).await?;
        })
    }

    /// A round.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn round(&self, round: RoundId) -> Result<Option<Round>, StoreError> {
        self.db.row(ONE, args![round]).await?.map(round_row).transpose()
    }

    /// The rounds at a unit, open ones first, then the latest.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rounds_at(&self, unit: UnitId, most: i64) -> Result<Vec<Round>, StoreError> {
        self.db.rows(AT_UNIT, args![unit, most]).await?.into_iter().map(round_row).collect()
    }

    /// Closes a round; `false` when it is closed already, or there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn close_round(&self, round: RoundId, by: StaffId, at: Timestamp) -> Result<bool, StoreError> {
        followed!(self, |tx, watch| {
            watch.before(tx, Kind::Round, &round.to_string()).await?;
            tx.run(CLOSE, args![round, at, by]).await? > 0
        })
    }

    /// The records of the children who belong to a round, by name: those who go to its unit on a day, of its ages, whom somebody has a relation to.
    ///
    /// # Errors
    /// When the database fails or an entry cannot be read.
    pub async fn records_in_round(&self, by: &Reader, round: &Round, today: Date) -> Result<Vec<Record>, StoreError> {
        let (mut records, mut after) = (Vec::new(), None);
        loop {
            let page = self.children_in_unit(by, round.unit, today, after.as_ref(), PAGE).await?;
            for row in page.rows.iter().filter(|row| matches!(row.birth, Some(Birth::Born(on)) if round.takes(on))) {
                records.extend(self.record(row.child).await?);
            }
            after = page.next;
            if after.is_none() {
                return Ok(records);
            }
        }
    }
}

fn round_row(mut cells: Cells) -> Result<Round, StoreError> {
    let age = |age: i64| u8::try_from(age).unwrap_or(u8::MAX);
    Ok(Round {
        id: cells.id(RoundId::new)?,
        unit: cells.id(UnitId::new)?,
        name: cells.text()?,
        ages: (age(cells.int()?), age(cells.int()?)),
        from: cells.day()?,
        until: cells.day()?,
        told: ParentsTold { on: cells.day()?, how: cells.text()? },
        opened_by: cells.id(StaffId::new)?,
        opened_at: cells.instant()?,
        closed_at: cells.maybe_instant()?,
    })
}
