//! Destroying a child's key: what was written about the child opens to nobody, here and in every copy. It takes two people.

use super::settle::forget_old_pages;
use crate::cells::{Value, args};
use crate::db::{Tx, statements};
use crate::journal::RowsHash;
use crate::log::{self, Errand};
use crate::project::TABLES;
use crate::{Store, StoreError};
use jiff::Timestamp;
use trin_domain::access::may_destroy;
use trin_domain::id::{ChildId, StaffId};
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_proof::Hash;

statements! {
    ALL_DESTROYED = "SELECT child, at, why_code, by_staff, confirmed_by FROM destroyed_key ORDER BY at, child";
    ONE_DESTROYED = "SELECT child, at, why_code, by_staff, confirmed_by FROM destroyed_key WHERE child = $1";
    NOTE = "INSERT INTO destroyed_key (child, at, why_code, by_staff, confirmed_by) VALUES ($1, $2, $3, $4, $5)";
    DELETE_KEY = "DELETE FROM child_key WHERE child = $1";
    /// As [`RowsHash`] takes them.
    WRITTEN = "SELECT child, no, recorded_at, by_staff, by_role, kind, command, payload FROM journal WHERE child = $1 ORDER BY no";
    /// Unfinished writing about the child: a draft's name holds whom it is about.
    DELETE_DRAFTS = "DELETE FROM draft WHERE id LIKE $1";
    /// A hold that was in force when a backup was taken, on a child whose key was destroyed after it was lifted.
    LIFT_AGAIN = "UPDATE legal_hold SET lifted_at = $1 WHERE child = $2 AND lifted_at IS NULL";
    FORGET_DECLINED = "DELETE FROM deletion_declined WHERE child = $1";
    FORGET_PROPOSAL = "DELETE FROM deletion_proposal WHERE child = $1";
    IS_HELD = "SELECT no FROM legal_hold WHERE child = $1 AND lifted_at IS NULL";
    WHO = "SELECT id, name, role, unit, is_active FROM staff WHERE id = $1";
}

/// How often it is tried again when somebody writes about the child meanwhile.
const TRIES: u32 = 8;

/// A child whose key was destroyed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Destroyed {
    /// Which child.
    pub child: ChildId,
    /// When.
    pub at: Timestamp,
    /// Why, as a code such as `retention-ended`; never in words about anybody.
    pub why: String,
    /// Who did it; nobody for one from before it took two people.
    pub by: Option<StaffId>,
    /// Who confirmed it: another person.
    pub confirmed_by: Option<StaffId>,
}

/// Two people agree that a child's key be destroyed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Destruction {
    /// Which child.
    pub child: ChildId,
    /// When it was confirmed.
    pub at: Timestamp,
    /// Why, as a code of small letters and hyphens such as `retention-ended`; never in words about anybody.
    pub why: String,
    /// Who proposed it.
    pub by: StaffId,
    /// Who confirmed it.
    pub confirmed_by: StaffId,
}

/// Why a child's key was not destroyed. Nothing was.
#[derive(Debug, thiserror::Error)]
pub enum DestroyError {
    /// There is no such child.
    #[error("there is no such child")]
    NoSuchChild,
    /// One person cannot do it alone.
    #[error("it takes two people: whoever proposes it cannot confirm it")]
    OnePerson,
    /// One of the two is not here, has left, or does not lead.
    #[error("{0} may not take part in destroying a key: both must lead and work here")]
    MayNot(StaffId),
    /// A legal hold keeps the child.
    #[error("a legal hold keeps this child: lift it first")]
    Held,
    /// The reason is not a code.
    #[error("the reason is a code of small letters and hyphens, such as retention-ended")]
    NoCode,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] StoreError),
}

impl Store {
    /// Destroys a child's key: its record reads as not there from now on, its rows in the read models are gone, while the journal's
    /// sealed rows and what counts and proves them stay. A row of the log says in the same transaction who did it with whom and why. It
    /// cannot be undone. A key that was destroyed before stays so, and is told as it was.
    ///
    /// # Errors
    /// See [`DestroyError`]. Then nothing was destroyed.
    pub async fn destroy_key(&self, asked: &Destruction, errand: impl Into<Errand>) -> Result<Destroyed, DestroyError> {
        let errand = errand.into();
        let mut tries = 0;
        loop {
            tries += 1;
            let mut tx = self.db.write().await?;
            let attempt = async {
                let gone = self.destroy_in(&mut tx, asked, &errand).await?;
                Ok::<_, DestroyError>(gone)
            };
            let failed = match attempt.await {
                Ok(gone) => match tx.commit().await {
                    Ok(()) => {
                        self.forget_destroyed().await?;
                        return Ok(gone);
                    }
                    Err(error) => error.into(),
                },
                Err(error) => {
                    // What went wrong first is what is told.
                    let _ = tx.undo().await;
                    error
                }
            };
            // Somebody wrote about the child meanwhile: what they wrote must go too.
            if tries == TRIES || !matches!(&failed, DestroyError::Db(error) if error.is_race()) {
                return Err(failed);
            }
        }
    }

    /// As [`Store::destroy_key`], within a transaction that does more; after it has committed, [`Store::forget_destroyed`] is called.
    pub(crate) async fn destroy_in(&self, tx: &mut Tx, asked: &Destruction, errand: &Errand) -> Result<Destroyed, DestroyError> {
        let Destruction { child, at, why, by, confirmed_by } = asked;
        if why.is_empty() || !why.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'-') {
            return Err(DestroyError::NoCode);
        }
        if by == confirmed_by {
            return Err(DestroyError::OnePerson);
        }
        // Within the transaction: who left or was moved meanwhile may not.
        let mut role = Role::System;
        for one in [confirmed_by, by] {
            role = who(tx, *one).await?.filter(may_destroy).ok_or(DestroyError::MayNot(*one))?.role;
        }
        if let Some(mut cells) = tx.rows(ONE_DESTROYED, args![*child]).await?.into_iter().next() {
            return Ok(destroyed(&mut cells)?);
        }
        // The database itself refuses too, whoever puts a hold meanwhile: this is what says so in words.
        if !tx.rows(IS_HELD, args![*child]).await?.is_empty() {
            return Err(DestroyError::Held);
        }
        let gone = Destroyed { child: *child, at: *at, why: why.clone(), by: Some(*by), confirmed_by: Some(*confirmed_by) };
        if !self.erase(tx, &gone, role, errand).await? {
            return Err(DestroyError::NoSuchChild);
        }
        Ok(gone)
    }

    /// Lets no copy of what was deleted stay in the database's own files, and counts the row of the log.
    pub(crate) async fn forget_destroyed(&self) -> Result<(), StoreError> {
        self.waiting.grew(1);
        forget_old_pages(&self.db).await
    }

    /// Destroys a key again in a restored store, which may be from before it was destroyed. After the last of them,
    /// [`Store::forget_destroyed`] is called.
    pub(crate) async fn destroy_again(&self, gone: &Destroyed) -> Result<(), StoreError> {
        let mut tx = self.db.write().await?;
        tx.run(LIFT_AGAIN, args![gone.at, gone.child]).await?;
        if tx.rows(ONE_DESTROYED, args![gone.child]).await?.is_empty() {
            let role = match gone.by {
                Some(by) => who(&mut tx, by).await?.map_or(Role::System, |staff| staff.role),
                None => Role::System,
            };
            self.erase(&mut tx, gone, role, &Errand::from("restore")).await?;
        } else {
            delete(&mut tx, gone.child).await?;
        }
        tx.commit().await
    }

    /// Deletes, notes and logs; `false` when there is no such child.
    async fn erase(&self, tx: &mut Tx, gone: &Destroyed, role: Role, errand: &Errand) -> Result<bool, StoreError> {
        let (entries, hash) = written(tx, gone.child).await?;
        if entries == 0 {
            return Ok(false);
        }
        let Destroyed { child, at, why, by, confirmed_by } = gone;
        tx.run(NOTE, args![*child, *at, why.as_str(), *by, *confirmed_by]).await?;
        delete(tx, *child).await?;
        log::append(tx, vec![log::destruction(gone, role, errand, entries, &hash)?]).await?;
        Ok(true)
    }

    /// Children whose key was destroyed, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn destroyed(&self) -> Result<Vec<Destroyed>, StoreError> {
        self.db.rows(ALL_DESTROYED, Vec::new()).await?.iter_mut().map(destroyed).collect()
    }
}

/// As [`Store::destroyed`], within a transaction.
pub(crate) async fn all_destroyed(tx: &mut Tx) -> Result<Vec<Destroyed>, StoreError> {
    tx.rows(ALL_DESTROYED, Vec::new()).await?.iter_mut().map(destroyed).collect()
}

async fn delete(tx: &mut Tx, child: ChildId) -> Result<(), StoreError> {
    tx.run(DELETE_KEY, args![child]).await?;
    for table in &TABLES {
        table.delete_of(tx, child).await?;
    }
    log::questions::delete_of(tx, child).await?;
    tx.run(FORGET_DECLINED, args![child]).await?;
    tx.run(FORGET_PROPOSAL, args![child]).await?;
    tx.run(DELETE_DRAFTS, vec![Value::Text(Some(format!("%{}%", child.uuid())))]).await.map(drop)
}

/// How many entries a child has, and the hash of their rows as they are stored.
pub(crate) async fn written(tx: &mut Tx, child: ChildId) -> Result<(u32, Hash), StoreError> {
    let (mut hash, mut entries) = (RowsHash::default(), 0);
    for cells in tx.rows(WRITTEN, args![child]).await? {
        hash.add(&cells.rest());
        entries += 1;
    }
    Ok((entries, hash.finish()))
}

async fn who(tx: &mut Tx, staff: StaffId) -> Result<Option<Staff>, StoreError> {
    tx.rows(WHO, args![staff]).await?.into_iter().next().map(crate::around::staff_row).transpose()
}

fn destroyed(cells: &mut crate::cells::Cells) -> Result<Destroyed, StoreError> {
    let (child, at, why) = (cells.id(ChildId::new)?, cells.instant()?, cells.text()?);
    let (by, confirmed_by) = (cells.maybe_id(StaffId::new)?, cells.maybe_id(StaffId::new)?);
    Ok(Destroyed { child, at, why, by, confirmed_by })
}

#[cfg(test)]
mod tests {
    use crate::open::open_at;
    use crate::{Sealing, Store};
    use trin_domain::id::ChildId;
    use trin_domain::strategy::Strategy;

    const OLD: [i64; 12] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13];
    const GONE: &str =
        "INSERT INTO destroyed_key (child, at, why_code) VALUES ('00000000-0000-4000-8000-000000000001', 5, 'retention-ended')";

    const SEALED: &str = "INSERT INTO sealing (id, version, proof) VALUES (1, 1, $1)";

    /// A key destroyed by an older program stays so, and gets its row in the log.
    async fn an_older_store_keeps_what_it_destroyed(url: &str) {
        let db = open_at(url, Some(&OLD)).await.expect("an older store can be made");
        let proof = crate::cells::Value::Bytes(Sealing::seeded("test").proof(true));
        db.run(SEALED, vec![proof]).await.expect("it is written");
        db.run(GONE, Vec::new()).await.expect("it is written");
        db.close().await;
        for _ in 0..2 {
            let store = Store::open(url, Sealing::seeded("test")).await.expect("it is brought up to date");
            let child = ChildId::new(uuid::Uuid::from_u128(0x0000_0000_0000_4000_8000_0000_0000_0001));
            let gone = store.destroyed().await.expect("it can be read");
            assert_eq!(
                gone.iter().map(|gone| (gone.child, gone.why.as_str(), gone.by)).collect::<Vec<_>>(),
                [(child, "retention-ended", None)]
            );
            let rows = store.log_of_child(child, 9).await.expect("it can be read");
            let [row] = rows.as_slice() else { panic!("{rows:?}") };
            assert_eq!((row.body.v, row.body.action.as_str(), row.body.why.as_deref()), (0, "destroy-key", Some("retention-ended")));
            let report = store.verify(Strategy::standard()).await.expect("it can be read");
            assert!(report.is_sound(), "{:?}", report.problems);
            store.close().await;
        }
    }

    #[tokio::test]
    async fn an_older_file_keeps_what_it_destroyed() {
        let folder = std::env::temp_dir().join(format!("trin-destroyed-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
        an_older_store_keeps_what_it_destroyed(&folder.join("store.db").display().to_string()).await;
        std::fs::remove_dir_all(&folder).expect("it can be removed");
    }

    #[tokio::test]
    async fn an_older_server_keeps_what_it_destroyed() {
        // The contract suite says aloud when there is no server.
        let Ok(server) = std::env::var("TRIN_TEST_POSTGRES") else { return };
        let schema = format!("trin_destroyed_{}", std::process::id());
        let pool = sqlx::PgPool::connect(&server).await.expect("the server named answers");
        let run = async |sql: String| sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&pool).await.expect("it is done");
        run(format!("CREATE SCHEMA {schema}")).await;
        let sign = if server.contains('?') { '&' } else { '?' };
        an_older_store_keeps_what_it_destroyed(&format!("{server}{sign}options=-csearch_path%3D{schema}")).await;
        run(format!("DROP SCHEMA {schema} CASCADE")).await;
    }
}
