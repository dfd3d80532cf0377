//! Somebody leaves: the login ends at once, and no child is left behind.

use crate::cells::args;
use crate::db::statements;
use crate::log::around::{Guarded, Kind};
use crate::login::end_sessions;
use crate::write::sibling_key;
use crate::{ExecuteError, Store, StoreError};
use jiff::Timestamp;
use trin_domain::access::may_be_responsible;
use trin_domain::calendar::day_of;
use trin_domain::id::{ChildId, CommandKey, StaffId};
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_domain::record::{Author, Command, Context, Fact, ResponsibilityAssigned, Version};
use trin_domain::strategy::Strategy;
use uuid::Uuid;

statements! {
    HELD = "SELECT id, version FROM child WHERE responsible = $1 AND is_open = 1 ORDER BY id LIMIT 200";
    DEPART = "UPDATE staff SET is_active = 0 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM child WHERE responsible = $2 AND is_open = 1)";
}

/// How often it is tried again when somebody gives the leaver a child meanwhile.
const TRIES: u32 = 8;

/// Somebody could not leave. Their login is closed all the same, unless nobody was to have the children.
#[derive(Debug, thiserror::Error)]
pub enum LeaveError {
    /// They have children, and nobody who may have them was named.
    #[error("{0} open children need somebody who is here")]
    Children(u64),
    /// The one to have the children has left, or may not be responsible.
    #[error("the one to have the children may not be responsible")]
    NotHere,
    /// The database failed; the same may be tried again.
    #[error(transparent)]
    Db(#[from] StoreError),
}

impl Store {
    /// Lets somebody leave: ends every login they have, gives each open child of theirs to `heir`, and closes their account, in this order, so that
    /// what is broken off half-way leaves nobody in and no child without somebody. How many children moved.
    ///
    /// # Errors
    /// See [`LeaveError`].
    pub async fn leave(
        &self,
        strategy: &Strategy,
        now: Timestamp,
        by: StaffId,
        leaver: &Staff,
        heir: Option<&Staff>,
        reason: &str,
    ) -> Result<u64, LeaveError> {
        if heir.is_some_and(|heir| heir.id == leaver.id || !may_be_responsible(heir)) {
            return Err(LeaveError::NotHere);
        }
        self.delete_sessions_of(leaver.id).await?;
        let mut moved = 0;
        for _ in 0..TRIES {
            let (gone, failed) = self.give_away(strategy, now, by, leaver, heir, reason).await?;
            moved += gone;
            if failed > 0 && heir.is_none() {
                return Err(LeaveError::Children(failed));
            }
            // Somebody may have given them a child since: then nothing happens here, and the child is given on too.
            let mut tx = self.db.write().await?;
            let departed = async {
                let mut watch = Guarded::begin(&mut tx).await?;
                end_sessions(&mut tx, &mut watch, leaver.id).await?;
                watch.before(&mut tx, Kind::Staff, &leaver.id.uuid().to_string()).await?;
                let departed = tx.run(DEPART, args![leaver.id, leaver.id]).await?;
                watch.end(&mut tx).await?;
                tx.commit().await?;
                Ok::<_, StoreError>(departed)
            };
            match departed.await {
                Ok(0) => {}
                Ok(_) => return Ok(moved),
                Err(error) if error.is_race() => {}
                Err(error) => return Err(error.into()),
            }
        }
        let held = self.db.rows(HELD, args![leaver.id]).await?.len();
        Err(LeaveError::Children(held as u64))
    }

    /// Gives every child to the heir: how many went, and how many did not.
    async fn give_away(
        &self,
        strategy: &Strategy,
        now: Timestamp,
        by: StaffId,
        leaver: &Staff,
        heir: Option<&Staff>,
        reason: &str,
    ) -> Result<(u64, u64), LeaveError> {
        let mut moved = 0;
        loop {
            let rows = self.db.rows(HELD, args![leaver.id]).await?;
            let Some(heir) = heir else { return Ok((moved, rows.len() as u64)) };
            if rows.is_empty() {
                return Ok((moved, 0));
            }
            let before = moved;
            for mut cells in rows {
                let (child, version) = (cells.id(ChildId::new)?, u32::try_from(cells.int()?).unwrap_or(u32::MAX));
                let given = ResponsibilityAssigned { to: heir.id, on: day_of(now), reason: reason.to_owned() };
                let leaving = Uuid::new_v5(&leaver.id.uuid(), format!("leaves {version}").as_bytes());
                let key = sibling_key(CommandKey::new(leaving), child);
                let command = Command { child, key, seen: Version(version), facts: vec![Fact::ResponsibilityAssigned(given)] };
                let context = Context { now, by: Author { staff: by, role: Role::System } };
                match self.execute(strategy, &context, "staff-leaves", &command).await {
                    Ok(_) => moved += 1,
                    // Somebody wrote about the child meanwhile: it is found again.
                    Err(ExecuteError::Refused { .. } | ExecuteError::KeyUsed { .. } | ExecuteError::EnquirySettled { .. }) => {}
                    // The heir has left meanwhile.
                    Err(ExecuteError::ResponsibleLeft { .. }) => return Err(LeaveError::NotHere),
                    Err(ExecuteError::Db(error)) => return Err(error.into()),
                }
            }
            if moved == before {
                return Ok((moved, self.db.rows(HELD, args![leaver.id]).await?.len() as u64));
            }
        }
    }
}
