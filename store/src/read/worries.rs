//! Worries at day-care and school, as the unit lists them.

use super::children::with;
use crate::cells::{Cells, args};
use crate::db::statements;
use crate::paging::{ByTime, Cursor, Page, Parts, asked, page};
use crate::reader::may_know;
use crate::rows::{NextWorry, WorryRow};
use crate::{Reader, Store, StoreError};
use jiff::civil::Date;
use trin_domain::id::{ChildId, StaffId, UnitId};
use trin_domain::worries::{WorryOutcome, WorrySign};

statements! {
    OPEN = concat!("SELECT w.child, c.name, w.no, w.raised_on, w.raised_by, w.seen, w.next_due, w.next_step, w.settled_on, w.outcome
        FROM worry w JOIN child c ON c.id = w.child WHERE w.unit = $1 AND w.settled_on IS NULL AND (w.next_due, w.child, w.no) > ($2, $3, $4) AND ",
        may_know!("w.child", ["$6", "$7", "$8", "$9"]), " ORDER BY w.next_due, w.child, w.no LIMIT $5");
    SETTLED = concat!("SELECT w.child, c.name, w.no, w.raised_on, w.raised_by, w.seen, w.next_due, w.next_step, w.settled_on, w.outcome
        FROM worry w JOIN child c ON c.id = w.child WHERE w.unit = $1 AND w.settled_on >= $2 AND ",
        may_know!("w.child", ["$4", "$5", "$6", "$7"]), " ORDER BY w.settled_on DESC, w.child, w.no LIMIT $3");
    COUNTS = concat!("SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN w.next_due < $2 THEN 1 ELSE 0 END), 0) AS BIGINT)
        FROM worry w WHERE w.unit = $1 AND w.settled_on IS NULL AND ", may_know!("w.child", ["$3", "$4", "$5", "$6"]));
}

impl Store {
    /// The open worries of a unit about children whom somebody has a relation to, by what is to be done first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_worries(&self, by: &Reader, unit: UnitId, cursor: Option<&Cursor>, limit: u32) -> Result<Page<WorryRow>, StoreError> {
        let after = ByTime::of(cursor);
        // The day stands where other lists by time have a code.
        let rows = self.db.rows(OPEN, with(by, args![unit, after.kind, after.child, after.numbers[0], asked(limit)])).await?;
        page(rows, limit, |cells| {
            let row = worry_row(cells)?;
            let due = row.next.as_ref().map(|(due, _)| due.to_string()).unwrap_or_default();
            let place =
                ByTime { stage: 0, micros: 0, child: row.child.uuid().to_string(), kind: due, numbers: [i64::from(row.no.0), 0, 0] };
            Ok((row, place))
        })
    }

    /// The worries of a unit that ended on a day or later, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn settled_worries(&self, by: &Reader, unit: UnitId, since: Date, most: i64) -> Result<Vec<WorryRow>, StoreError> {
        self.db.rows(SETTLED, with(by, args![unit, since, most])).await?.into_iter().map(worry_row).collect()
    }

    /// How many worries of a unit are open, and in how many of them something should have been done before today.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn worry_counts(&self, by: &Reader, unit: UnitId, today: Date) -> Result<(i64, i64), StoreError> {
        self.db.row(COUNTS, with(by, args![unit, today])).await?.map_or(Ok((0, 0)), |mut cells| Ok((cells.int()?, cells.int()?)))
    }
}

fn worry_row(mut cells: Cells) -> Result<WorryRow, StoreError> {
    Ok(WorryRow {
        child: cells.id(ChildId::new)?,
        child_name: cells.text()?,
        no: cells.no()?,
        raised_on: cells.day()?,
        raised_by: cells.id(StaffId::new)?,
        seen: cells.text()?.split(',').filter_map(WorrySign::from_code).collect(),
        next: cells.maybe_day()?.zip(cells.maybe_text()?.as_deref().and_then(NextWorry::from_code)),
        settled: cells.maybe_day()?.zip(cells.maybe_text()?.as_deref().and_then(WorryOutcome::from_code)),
    })
}
