//! Schools' registers of absence that were read: of which days absence is known. They are followed in the log as units and staff are, and name no
//! child.

use crate::cells::{Cells, args};
use crate::db::statements;
use crate::log::around::{Kind, followed};
use crate::{Store, StoreError};
use trin_domain::absence::Register;
use trin_domain::id::{StaffId, UnitId};
use uuid::Uuid;

statements! {
    NOTE = "INSERT INTO absence_register (id, unit, from_day, until_day, row_count, news, unknown, read_by, read_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING";
    AT_UNIT = "SELECT unit, from_day, until_day, row_count, news, unknown, read_by, read_at FROM absence_register
        WHERE unit = $1 ORDER BY until_day DESC, read_at DESC, id LIMIT $2";
}

impl Store {
    /// Notes that a register was read. Of two with the same identity the first stands.
    ///
    /// # Errors
    /// When the database fails, or refuses a period that cannot be.
    pub async fn note_register(&self, id: Uuid, register: &Register) -> Result<(), StoreError> {
        followed!(self, |tx, watch| {
            watch.before(tx, Kind::Register, &id.to_string()).await?;
            let Register { unit, from, until, rows, news, unknown, by, at } = register;
            tx.run(NOTE, args![id.to_string(), *unit, *from, *until, *rows, *news, *unknown, *by, *at]).await?;
        })
    }

    /// The registers of a school that were read, the one that reaches furthest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn registers_at(&self, unit: UnitId, most: i64) -> Result<Vec<Register>, StoreError> {
        self.db.rows(AT_UNIT, args![unit, most]).await?.into_iter().map(register).collect()
    }
}

fn register(mut cells: Cells) -> Result<Register, StoreError> {
    Ok(Register {
        unit: cells.id(UnitId::new)?,
        from: cells.day()?,
        until: cells.day()?,
        rows: cells.int()?,
        news: cells.int()?,
        unknown: cells.int()?,
        by: cells.id(StaffId::new)?,
        at: cells.instant()?,
    })
}
