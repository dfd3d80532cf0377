//! School absence: what a school lists as its own, and which child of it a row of its register is about.

use super::children::with;
use crate::cells::args;
use crate::db::statements;
use crate::reader::may_know;
use crate::rows::AttendanceRow;
use crate::seal::{About, Keys};
use crate::{Reader, Store, StoreError};
use jiff::civil::Date;
use trin_domain::absence::Attendance;
use trin_domain::cpr::Cpr;
use trin_domain::id::{ChildId, UnitId};
use trin_domain::record::Record;

statements! {
    OF_UNIT = concat!(
        "SELECT a.child, c.name, a.no, a.days, k.wrapped FROM attendance a JOIN child c ON c.id = a.child JOIN child_key k ON k.child = a.child
        WHERE a.unit = $1 AND a.until_day >= $3 AND EXISTS (SELECT 1 FROM enrolment e
            WHERE e.child = a.child AND e.unit = a.unit AND e.from_day <= $2 AND e.until_day >= $2) AND ",
        may_know!("a.child", ["$4", "$5", "$6", "$7"]),
        " ORDER BY c.sort_key, c.id"
    );
    PUPIL = concat!(
        "SELECT s.child FROM search_term s WHERE s.term = $3 AND EXISTS (SELECT 1 FROM enrolment e
            WHERE e.child = s.child AND e.unit = $1 AND e.from_day <= $2 AND e.until_day >= $2) AND ",
        may_know!("s.child", ["$4", "$5", "$6", "$7"]),
        " ORDER BY s.child LIMIT 1"
    );
}

impl Store {
    /// The absence of the children who go to a school today, of whom some was stated since a day, by name. A school has some hundreds.
    ///
    /// # Errors
    /// When the database fails, or what is sealed does not open.
    pub async fn attendance_at(&self, by: &Reader, unit: UnitId, today: Date, since: Date) -> Result<Vec<AttendanceRow>, StoreError> {
        let mut keys = Keys::new(&self.sealing);
        let mut rows = Vec::new();
        for mut cells in self.db.rows(OF_UNIT, with(by, args![unit, today, since])).await? {
            let (child, name, no, sealed) = (cells.id(ChildId::new)?, cells.text()?, cells.no()?, cells.text()?);
            let about = About::Cell { child, no: i64::from(no.0), table: "attendance", column: "days" };
            let days = keys.open_cell(&cells.bytes()?, &about, &sealed)?;
            let attendance: Attendance = serde_json::from_str(&days)
                .map_err(|error| StoreError::Value { what: format!("attendance: {error}"), statement: OF_UNIT })?;
            rows.push(AttendanceRow { child, name, attendance });
        }
        Ok(rows)
    }

    /// The records of some children, of those somebody has a relation to.
    ///
    /// # Errors
    /// When the database fails or an entry cannot be read.
    pub async fn records_for(&self, by: &Reader, children: &[ChildId]) -> Result<Vec<Record>, StoreError> {
        let mut records = Vec::with_capacity(children.len());
        for child in children {
            records.extend(self.record_for(by, *child).await?);
        }
        Ok(records)
    }

    /// The child with a CPR number who goes to a school today, when the reader may know of it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn pupil(&self, by: &Reader, unit: UnitId, today: Date, cpr: Cpr) -> Result<Option<ChildId>, StoreError> {
        let term = self.sealing.blind(&cpr.digits());
        self.db.row(PUPIL, with(by, args![unit, today, term])).await?.map(|mut cells| cells.id(ChildId::new)).transpose()
    }
}
