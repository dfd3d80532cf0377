//! Worries at day-care and school, as the unit lists them.

use super::children::with;
use crate::cells::{Cells, args};
use crate::db::statements;
use crate::paging::{ByTime, Cursor, Page, Parts, asked, page};
use crate::reader::may_know;
use crate::rows::{NextWorry, WorryRow};
use crate::seal::{About, Keys};
use crate::{Reader, Store, StoreError};
use jiff::civil::Date;
use trin_domain::id::{ChildId, StaffId, UnitId};
use trin_domain::worries::{WorryOutcome, WorrySign};

/// The worries of unit `$1` about children who go there on day `$2`, whom the reader has a relation to.
macro_rules! of_unit {
    ($select:literal, $which:literal, for $reader:tt, $order:literal) => {
        concat!(
            "SELECT ",
            $select,
            " FROM worry w JOIN child c ON c.id = w.child JOIN child_key k ON k.child = w.child WHERE w.unit = $1 AND EXISTS (SELECT 1 FROM enrolment e
                WHERE e.child = w.child AND e.unit = w.unit AND e.from_day <= $2 AND e.until_day >= $2) AND ",
            $which,
            " AND ",
            may_know!("w.child", $reader),
            $order
        )
    };
}

statements! {
    OPEN = of_unit!("w.child, c.name, w.no, w.raised_on, w.raised_by, w.seen, w.next_due, w.next_step, w.settled_on, w.outcome, k.wrapped",
        "w.settled_on IS NULL AND (w.next_due, w.child, w.no) > ($3, $4, $5)", for ["$7", "$8", "$9", "$10"],
        " ORDER BY w.next_due, w.child, w.no LIMIT $6");
    SETTLED = of_unit!("w.child, c.name, w.no, w.raised_on, w.raised_by, w.seen, w.next_due, w.next_step, w.settled_on, w.outcome, k.wrapped",
        "w.settled_on >= $3", for ["$5", "$6", "$7", "$8"], " ORDER BY w.settled_on DESC, w.child, w.no LIMIT $4");
    COUNTS = of_unit!("COUNT(*), CAST(COALESCE(SUM(CASE WHEN w.next_due < $2 THEN 1 ELSE 0 END), 0) AS BIGINT)", "w.settled_on IS NULL",
        for ["$3", "$4", "$5", "$6"], "");
}

impl Store {
    /// The open worries of a unit about children who go there today and whom somebody has a relation to, by what is to be done first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_worries(
        &self,
        by: &Reader,
        unit: UnitId,
        today: Date,
        cursor: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<WorryRow>, StoreError> {
        let after = ByTime::of(cursor);
        // The day stands where other lists by time have a code.
        let rows = self.db.rows(OPEN, with(by, args![unit, today, after.kind, after.child, after.numbers[0], asked(limit)])).await?;
        let mut keys = Keys::new(&self.sealing);
        page(rows, limit, |cells| {
            let row = worry_row(cells, &mut keys)?;
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
    pub async fn settled_worries(
        &self,
        by: &Reader,
        unit: UnitId,
        (today, since): (Date, Date),
        most: i64,
    ) -> Result<Vec<WorryRow>, StoreError> {
        let mut keys = Keys::new(&self.sealing);
        self.db
            .rows(SETTLED, with(by, args![unit, today, since, most]))
            .await?
            .into_iter()
            .map(|cells| worry_row(cells, &mut keys))
            .collect()
    }

    /// How many worries of a unit are open, and in how many of them something should have been done before today.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn worry_counts(&self, by: &Reader, unit: UnitId, today: Date) -> Result<(i64, i64), StoreError> {
        self.db.row(COUNTS, with(by, args![unit, today])).await?.map_or(Ok((0, 0)), |mut cells| Ok((cells.int()?, cells.int()?)))
    }
}

fn worry_row(mut cells: Cells, keys: &mut Keys<'_>) -> Result<WorryRow, StoreError> {
    let (child, child_name, no) = (cells.id(ChildId::new)?, cells.text()?, cells.no()?);
    let (raised_on, raised_by, sealed) = (cells.day()?, cells.id(StaffId::new)?, cells.text()?);
    let next = cells.maybe_day()?.zip(cells.maybe_text()?.as_deref().and_then(NextWorry::from_code));
    let settled = cells.maybe_day()?.zip(cells.maybe_text()?.as_deref().and_then(WorryOutcome::from_code));
    let about = About::Cell { child, no: i64::from(no.0), table: "worry", column: "seen" };
    let seen = keys.open_cell(&cells.bytes()?, &about, &sealed)?.split(',').filter_map(WorrySign::from_code).collect();
    Ok(WorryRow { child, child_name, no, raised_on, raised_by, seen, next, settled })
}
