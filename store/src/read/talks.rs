//! Individual talks of a unit: whom nobody has talked with for long, and whom somebody has.

use super::children::with;
use crate::cells::{Cells, args};
use crate::db::statements;
use crate::paging::{ByName, Cursor, Page, asked, page};
use crate::reader::may_know;
use crate::rows::TalkRow;
use crate::{Reader, Store, StoreError};
use jiff::civil::Date;
use trin_domain::id::{ChildId, UnitId};

macro_rules! of_unit {
    ($select:literal, $which:literal, for $reader:tt, $order:literal) => {
        concat!(
            "SELECT ",
            $select,
            " FROM child c LEFT JOIN talk t ON t.child = c.id AND t.unit = $2
            WHERE c.id IN (SELECT u.child FROM enrolment u WHERE u.unit = $2 AND u.until_day >= $1 AND u.from_day <= $1) AND ",
            $which,
            " AND ",
            may_know!("c.id", $reader),
            $order
        )
    };
}

statements! {
    LACKING = of_unit!("c.id, c.name, t.last_on, c.sort_key", "COALESCE(t.last_on, '') < $3 AND (c.sort_key, c.id) > ($4, $5)",
        for ["$7", "$8", "$9", "$10"], " ORDER BY c.sort_key, c.id LIMIT $6");
    LATEST = of_unit!("c.id, c.name, t.last_on, c.sort_key", "t.last_on >= $3", for ["$5", "$6", "$7", "$8"],
        " ORDER BY t.last_on DESC, c.sort_key, c.id LIMIT $4");
    COUNTS = of_unit!("COUNT(*), CAST(COALESCE(SUM(CASE WHEN COALESCE(t.last_on, '') < $3 THEN 1 ELSE 0 END), 0) AS BIGINT)", "1 = 1",
        for ["$4", "$5", "$6", "$7"], "");
}

impl Store {
    /// The children of a unit with whom nobody there has talked since a day, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn without_talk(
        &self,
        by: &Reader,
        unit: UnitId,
        (today, since): (Date, Date),
        cursor: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<TalkRow>, StoreError> {
        let after = self.by_name(cursor).await?;
        let rows = self.db.rows(LACKING, with(by, args![today, unit, since, after.sort_key, after.child, asked(limit)])).await?;
        page(rows, limit, talk_row)
    }

    /// The children of a unit with whom somebody there has talked since a day, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn with_talk(&self, by: &Reader, unit: UnitId, (today, since): (Date, Date), most: i64) -> Result<Vec<TalkRow>, StoreError> {
        let rows = self.db.rows(LATEST, with(by, args![today, unit, since, most])).await?;
        rows.into_iter().map(|cells| talk_row(cells).map(|(row, _)| row)).collect()
    }

    /// How many children go to a unit, and with how many of them nobody there has talked since a day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn talk_counts(&self, by: &Reader, unit: UnitId, (today, since): (Date, Date)) -> Result<(i64, i64), StoreError> {
        let row = self.db.row(COUNTS, with(by, args![today, unit, since])).await?;
        row.map_or(Ok((0, 0)), |mut cells| Ok((cells.int()?, cells.int()?)))
    }
}

fn talk_row(mut cells: Cells) -> Result<(TalkRow, ByName), StoreError> {
    let row = TalkRow { child: cells.id(ChildId::new)?, name: cells.text()?, last_on: cells.maybe_day()? };
    let place = ByName { sort_key: cells.text()?, child: row.child.uuid().to_string() };
    Ok((row, place))
}
