//! Figures: counts the database makes in one pass.

use super::children::with;
use super::duties::is_open;
use crate::cells::{Cells, args};
use crate::db::statements;
use crate::reader::{Reader, may_see};
use crate::rows::{Caseload, Counts, Flow, Place, StepCount};
use crate::{Store, StoreError};
use jiff::{Timestamp, civil::Date};
use trin_domain::id::{StaffId, UnitId};
use trin_domain::kinds::Role;
use trin_domain::strategy::StepNo;

statements! {
    CASELOAD = concat!("WITH mine AS MATERIALIZED (SELECT c.id, c.responsible FROM child c WHERE c.is_open = 1 AND ",
            may_see!("c.id", "4", ["$3", "$4", "$5", "$6"]), "),
            carried AS (SELECT m.responsible, COUNT(DISTINCT m.id) AS children, COUNT(DISTINCT CASE WHEN i.is_placed = 1 THEN m.id END) AS placed,
                    COUNT(CASE WHEN i.is_measure = 1 THEN 1 END) AS measures
                FROM mine m LEFT JOIN intervention i ON i.child = m.id AND i.started_on <= $1 AND i.ended_on >= $1 GROUP BY m.responsible)
        SELECT s.id, s.name, s.role, s.unit, COALESCE(n.children, 0), COALESCE(n.placed, 0), COALESCE(n.measures, 0),
            (SELECT COUNT(*) FROM duty d WHERE d.responsible = s.id AND ", is_open!("$1"), " AND d.late_from <= $2
                AND ", may_see!("d.child", "16", ["$3", "$4", "$5", "$6"]), ")
        FROM staff s LEFT JOIN carried n ON n.responsible = s.id
        WHERE n.children > 0 OR (s.role = 'caseworker' AND s.is_active = 1 AND ($4 <> 'leaders' OR s.unit = $5))
        ORDER BY s.sort_key, s.id");
    STAIRCASE = "SELECT s.step, COUNT(*) FROM standing s WHERE s.until_day >= $1 AND s.from_day <= $1 GROUP BY s.step ORDER BY s.step";
    STAIRCASE_OF = concat!("SELECT s.step, COUNT(*) FROM standing s WHERE s.until_day >= $1 AND s.from_day <= $1 AND ",
        may_see!("s.child", "8", ["$2", "$3", "$4", "$5"]), " GROUP BY s.step ORDER BY s.step");
    FLOWS_OF = concat!("SELECT f.stood, f.stands, COUNT(*) FROM
            (SELECT MAX(CASE WHEN s.from_day <= $1 AND s.until_day >= $1 THEN s.step ELSE -1 END) AS stood,
                    MAX(CASE WHEN s.from_day <= $2 AND s.until_day >= $2 THEN s.step ELSE -1 END) AS stands
             FROM standing s
             WHERE ((s.from_day <= $1 AND s.until_day >= $1) OR (s.from_day <= $2 AND s.until_day >= $2)) AND ",
        may_see!("s.child", "8", ["$3", "$4", "$5", "$6"]), " GROUP BY s.child) f
        GROUP BY f.stood, f.stands ORDER BY f.stood, f.stands");
    FLOWS = "SELECT f.stood, f.stands, COUNT(*) FROM
            (SELECT MAX(CASE WHEN s.from_day <= $1 AND s.until_day >= $1 THEN s.step ELSE -1 END) AS stood,
                    MAX(CASE WHEN s.from_day <= $2 AND s.until_day >= $2 THEN s.step ELSE -1 END) AS stands
             FROM standing s
             WHERE (s.from_day <= $1 AND s.until_day >= $1) OR (s.from_day <= $2 AND s.until_day >= $2) GROUP BY s.child) f
        GROUP BY f.stood, f.stands ORDER BY f.stood, f.stands";
    COUNTS = "SELECT COUNT(*), CAST(COALESCE(SUM(c.is_open), 0) AS BIGINT), CAST(COALESCE(SUM(c.version), 0) AS BIGINT) FROM child c";
}

impl Store {
    /// What each professional carries on a day, by name: everyone responsible for an open child, and every caseworker at work here.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn caseload(&self, by: &Reader, today: Date, now: Timestamp) -> Result<Vec<Caseload>, StoreError> {
        let row = |mut cells: Cells| {
            Ok(Caseload {
                responsible: cells.id(StaffId::new)?,
                name: cells.text()?,
                role: cells.code(Role::from_code)?,
                unit: cells.maybe_id(UnitId::new)?,
                children: cells.int()?,
                placed: cells.int()?,
                measures: cells.int()?,
                late: cells.int()?,
            })
        };
        self.db.rows(CASELOAD, with(by, args![today, now])).await?.into_iter().map(row).collect()
    }

    /// How many children stand on each step on a day, lowest first; `None` for an open case without help in force.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn staircase(&self, day: Date) -> Result<Vec<StepCount>, StoreError> {
        let row = |mut cells: Cells| Ok(StepCount { step: cells.maybe_step()?, children: cells.int()? });
        self.db.rows(STAIRCASE, args![day]).await?.into_iter().map(row).collect()
    }

    /// As [`Self::staircase`], of the children whose place somebody may see.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn staircase_of(&self, by: &Reader, day: Date) -> Result<Vec<StepCount>, StoreError> {
        let row = |mut cells: Cells| Ok(StepCount { step: cells.maybe_step()?, children: cells.int()? });
        self.db.rows(STAIRCASE_OF, with(by, args![day])).await?.into_iter().map(row).collect()
    }

    /// As [`Self::flows`], of the children whose place somebody may see.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn flows_of(&self, by: &Reader, from_day: Date, to_day: Date) -> Result<Vec<Flow>, StoreError> {
        let row = |mut cells: Cells| Ok(Flow { from: place(cells.int()?), to: place(cells.int()?), children: cells.int()? });
        self.db.rows(FLOWS_OF, with(by, args![from_day, to_day])).await?.into_iter().map(row).collect()
    }

    /// How many children stood where on a day and where on a later day. Children without a case on both days are not counted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn flows(&self, from_day: Date, to_day: Date) -> Result<Vec<Flow>, StoreError> {
        let row = |mut cells: Cells| Ok(Flow { from: place(cells.int()?), to: place(cells.int()?), children: cells.int()? });
        self.db.rows(FLOWS, args![from_day, to_day]).await?.into_iter().map(row).collect()
    }

    /// How much there is. Counts whole tables: not for a page that is asked often.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn counts(&self) -> Result<Counts, StoreError> {
        let Some(mut cells) = self.db.row(COUNTS, Vec::new()).await? else { return Ok(Counts::default()) };
        Ok(Counts { children: cells.int()?, open_children: cells.int()?, entries: cells.int()? })
    }
}

fn place(number: i64) -> Place {
    match u8::try_from(number) {
        Ok(0) => Place::NoStep,
        Ok(step) => Place::Step(StepNo(step)),
        Err(_) => Place::NoCase,
    }
}
