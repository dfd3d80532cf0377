//! PostgreSQL: a role for serving that may add to the journal and the log and nothing more, so that whoever takes over the program cannot
//! change what is written. The schema belongs to another role, which brings it up to date.

use crate::db::Db;
use crate::verify::KEPT;
use crate::{Engine, Store, StoreError};
use sqlx::{PgPool, Row as _};

/// Whose the schema's tables are, and whether a role is a superuser or may act as their owner.
const IS_OWNER: &str = "SELECT r.rolsuper OR EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relname = 'journal' AND pg_has_role(r.oid, c.relowner, 'MEMBER')) AS is_owner
    FROM pg_roles r WHERE r.rolname = $1";
const TABLES: &str = "SELECT CAST(c.relname AS TEXT) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind = 'r' ORDER BY c.relname";
const SCHEMA: &str = "SELECT CAST(current_schema() AS TEXT)";
/// A role that may not even use the schema has none.
const MAY_MAKE: &str = "SELECT COALESCE(has_schema_privilege(current_schema(), 'CREATE'), false)";
const MAY_CHANGE: &str = "SELECT CAST(relname AS TEXT) FROM (SELECT unnest(CAST($1 AS TEXT[])) AS relname) kept
    WHERE to_regclass(relname) IS NOT NULL AND (has_table_privilege(relname, 'UPDATE') OR has_table_privilege(relname, 'DELETE')
        OR has_table_privilege(relname, 'TRUNCATE')) ORDER BY relname";
const STEPS: &str = "SELECT version FROM _sqlx_migrations WHERE success ORDER BY version";
/// The schema's own history: only its owner writes it.
const HISTORY_TABLE: &str = "_sqlx_migrations";

/// Why a role was not limited.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// An embedded database has no roles.
    #[error("an embedded database has no roles")]
    Embedded,
    /// The server has no such role.
    #[error("the server has no role of that name")]
    NoSuchRole,
    /// What is granted would limit nothing.
    #[error("the role is a superuser, or owns the tables or may act as their owner: it cannot be limited")]
    IsOwner,
    /// The database refused or failed.
    #[error(transparent)]
    Db(#[from] StoreError),
}

impl From<sqlx::Error> for GrantError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Store {
    /// Gives a role what serving takes and nothing more: it reads everything, adds to the journal, the log and the list of destroyed keys, and
    /// changes the rest. What it had before in this schema is taken from it. To be done again after each new version. All or nothing.
    ///
    /// # Errors
    /// See [`GrantError`].
    pub async fn limit_role(&self, role: &str) -> Result<(), GrantError> {
        let Db::Postgres(pool) = &self.db else { return Err(GrantError::Embedded) };
        let mut tx = pool.begin().await?;
        let found = sqlx::query(IS_OWNER).bind(role).fetch_optional(&mut *tx).await?.ok_or(GrantError::NoSuchRole)?;
        if found.try_get("is_owner")? {
            return Err(GrantError::IsOwner);
        }
        let schema: String = sqlx::query_scalar(SCHEMA).fetch_one(&mut *tx).await?;
        let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&mut *tx).await?;
        let (role, schema) = (quoted(role), quoted(&schema));
        let mut statements = vec![
            format!("REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}"),
            format!("REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {role}"),
            format!("REVOKE ALL ON SCHEMA {schema} FROM {role}"),
            format!("GRANT USAGE ON SCHEMA {schema} TO {role}"),
            format!("GRANT SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}"),
        ];
        for table in tables {
            let what = match table.as_str() {
                HISTORY_TABLE => "SELECT",
                kept if KEPT.contains(&kept) => "SELECT, INSERT",
                _ => "SELECT, INSERT, UPDATE, DELETE",
            };
            statements.push(format!("GRANT {what} ON {schema}.{} TO {role}", quoted(&table)));
        }
        for statement in statements {
            sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Tables of what is only ever added to that this program's role could change, were it not for triggers: none for a limited role. Always
    /// none for an embedded database, which has no roles.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changeable(&self) -> Result<Vec<String>, StoreError> {
        let Db::Postgres(pool) = &self.db else { return Ok(Vec::new()) };
        debug_assert_eq!(self.engine(), Engine::Postgres);
        Ok(sqlx::query_scalar(MAY_CHANGE).bind(KEPT.map(str::to_owned).to_vec()).fetch_all(pool).await?)
    }
}

/// Whether this role may bring the schema up to date.
pub(crate) async fn may_make(pool: &PgPool) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(MAY_MAKE).fetch_one(pool).await?)
}

/// The steps the schema has.
pub(crate) async fn steps(pool: &PgPool) -> Result<Vec<i64>, StoreError> {
    Ok(sqlx::query_scalar(STEPS).fetch_all(pool).await?)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_stays_one_name() {
        assert_eq!(super::quoted("a\"; DROP TABLE journal; --"), "\"a\"\"; DROP TABLE journal; --\"");
    }
}
