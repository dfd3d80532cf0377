//! Login at an identity provider: who is who there, which login here came from which there, and what may be used only once.

use crate::cells::args;
use crate::db::statements;
use crate::log::around::{Kind, followed};
use crate::rows::{ProviderLogin, ProviderSession};
use crate::{Store, StoreError};
use jiff::Timestamp;
use trin_domain::id::StaffId;

statements! {
    LINKED = "SELECT staff FROM provider_person WHERE issuer = $1 AND person = $2";
    LINKED_STAFF = "SELECT person FROM provider_person WHERE issuer = $1 AND staff = $2";
    COMES_IN = "SELECT hash FROM password WHERE staff = $1 UNION ALL SELECT person FROM provider_person WHERE staff = $1";
    LINK = "INSERT INTO provider_person (issuer, person, staff) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    PUT_PROVIDER_SESSION = "INSERT INTO provider_session (token_hash, issuer, subject, sid) VALUES ($1, $2, $3, $4)
        ON CONFLICT (token_hash) DO UPDATE SET issuer = excluded.issuer, subject = excluded.subject, sid = excluded.sid";
    PROVIDER_SESSION = "SELECT issuer, subject, sid FROM provider_session WHERE token_hash = $1";
    BY_SID = "SELECT s.id, s.staff FROM session s JOIN provider_session p ON p.token_hash = s.token_hash
        WHERE p.issuer = $1 AND p.sid = $2";
    BY_SUBJECT = "SELECT s.id, s.staff FROM session s JOIN provider_session p ON p.token_hash = s.token_hash
        WHERE p.issuer = $1 AND p.subject = $2";
    BY_BOTH = "SELECT s.id, s.staff FROM session s JOIN provider_session p ON p.token_hash = s.token_hash
        WHERE p.issuer = $1 AND p.subject = $2 AND p.sid = $3";
    END = "DELETE FROM session WHERE id = $1 AND staff = $2";
    BEGIN_LOGIN = "INSERT INTO provider_login (state_hash, browser_hash, nonce, verifier, return_to, is_again, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    TAKE_LOGIN = "DELETE FROM provider_login WHERE state_hash = $1 RETURNING browser_hash, nonce, verifier, return_to, is_again, expires_at";
    COUNT_LOGINS = "SELECT COUNT(*) FROM provider_login";
    OLD_LOGINS = "DELETE FROM provider_login WHERE expires_at < $1";
    HEED = "INSERT INTO provider_message (id, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    OLD_MESSAGES = "DELETE FROM provider_message WHERE expires_at < $1";
}

/// Logins that may be under way at once. Whoever begins more than people do fills nothing up.
pub const MOST_LOGINS: i64 = 10_000;

/// Login at an identity provider.
impl Store {
    /// Who a person at the provider is here.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn staff_at_provider(&self, issuer: &str, person: &str) -> Result<Option<StaffId>, StoreError> {
        self.db.row(LINKED, args![issuer, person]).await?.map(|mut cells| cells.id(StaffId::new)).transpose()
    }

    /// Whether a member of staff is somebody at the provider.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_at_provider(&self, issuer: &str, staff: StaffId) -> Result<bool, StoreError> {
        Ok(self.db.row(LINKED_STAFF, args![issuer, staff]).await?.is_some())
    }

    /// Whether a member of staff has a way in: a local password, or somebody they are at an identity provider. Who was put in by an import has none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn can_come_in(&self, staff: StaffId) -> Result<bool, StoreError> {
        Ok(self.db.row(COMES_IN, args![staff]).await?.is_some())
    }

    /// Says who a person at the provider is here; whether that could be said: neither may be somebody else already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_at_provider(&self, issuer: &str, person: &str, staff: StaffId) -> Result<bool, StoreError> {
        followed!(self, |tx, watch| {
            watch.before(tx, Kind::Person, &format!("{issuer} {person}")).await?;
            tx.run(LINK, args![issuer, person, staff]).await? == 1
        })
    }

    /// Keeps which login at the provider a login here came from.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_provider_session(&self, token_hash: &str, session: &ProviderSession) -> Result<(), StoreError> {
        let ProviderSession { issuer, subject, sid } = session;
        self.db.run(PUT_PROVIDER_SESSION, args![token_hash, issuer.as_str(), subject.as_str(), sid.as_str()]).await.map(drop)
    }

    /// Which login at the provider a login here came from.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn provider_session(&self, token_hash: &str) -> Result<Option<ProviderSession>, StoreError> {
        let row = self.db.row(PROVIDER_SESSION, args![token_hash]).await?;
        row.map(|mut cells| Ok(ProviderSession { issuer: cells.text()?, subject: cells.text()?, sid: cells.text()? })).transpose()
    }

    /// Ends the logins here that came from a login, or from any login of a person, at the provider; whose each was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_provider_sessions(&self, issuer: &str, subject: Option<&str>, sid: Option<&str>) -> Result<Vec<StaffId>, StoreError> {
        let (which, of) = match (subject, sid) {
            (Some(subject), Some(sid)) => (BY_BOTH, args![issuer, subject, sid]),
            (Some(subject), None) => (BY_SUBJECT, args![issuer, subject]),
            (None, Some(sid)) => (BY_SID, args![issuer, sid]),
            (None, None) => return Ok(Vec::new()),
        };
        followed!(self, |tx, watch| {
            let mut ended = Vec::new();
            for mut cells in tx.rows(which, of.clone()).await? {
                let (id, staff) = (cells.text()?, cells.id(StaffId::new)?);
                watch.before(tx, Kind::Session, &id).await?;
                if tx.run(END, args![id, staff]).await? > 0 {
                    ended.push(staff);
                }
            }
            ended
        })
    }

    /// Keeps a login that begins; whether it could be: not when far more are under way than people begin.
    /// Those that were never finished are forgotten.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_provider_login(&self, state_hash: &str, login: &ProviderLogin, now: Timestamp) -> Result<bool, StoreError> {
        let ProviderLogin { browser_hash, nonce, verifier, return_to, is_again, expires_at } = login;
        let mut tx = self.db.write().await?;
        tx.run(OLD_LOGINS, args![now]).await?;
        let under_way = tx.rows(COUNT_LOGINS, Vec::new()).await?.pop().map(|mut cells| cells.int()).transpose()?.unwrap_or_default();
        if under_way >= MOST_LOGINS {
            tx.undo().await?;
            return Ok(false);
        }
        let texts = args![state_hash, browser_hash.as_str(), nonce.as_str(), verifier.as_str(), return_to.as_str(), *is_again, *expires_at];
        tx.run(BEGIN_LOGIN, texts).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Takes a login that began: the next who asks finds none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_provider_login(&self, state_hash: &str) -> Result<Option<ProviderLogin>, StoreError> {
        let mut tx = self.db.write().await?;
        let row = tx.rows(TAKE_LOGIN, args![state_hash]).await?.pop();
        let login = row.map(|mut cells| {
            Ok(ProviderLogin {
                browser_hash: cells.text()?,
                nonce: cells.text()?,
                verifier: cells.text()?,
                return_to: cells.text()?,
                is_again: cells.yes()?,
                expires_at: cells.instant()?,
            })
        });
        tx.commit().await?;
        login.transpose()
    }

    /// Notes a message of the provider as heeded; whether it is the first time. It is remembered until it would be refused by its age.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn heed_provider_message(&self, id: &str, now: Timestamp, expires: Timestamp) -> Result<bool, StoreError> {
        self.db.run(OLD_MESSAGES, args![now]).await?;
        Ok(self.db.run(HEED, args![id, expires]).await? == 1)
    }
}
