//! What is not about a child: units and staff, settings, drafts.

use crate::cells::{Cells, args};
use crate::db::statements;
use crate::log::around::{Guarded, Kind};
use crate::rows::Draft;
use crate::text::sort_key;
use crate::{Store, StoreError, seal};
use jiff::Timestamp;
use std::sync::atomic::Ordering;
use trin_domain::id::{StaffId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};

/// Names of settings.
pub mod setting {
    /// The municipality's name.
    pub const MUNICIPALITY: &str = "municipality";
    /// The key of the strategy in force.
    pub const STRATEGY_KEY: &str = "strategy-key";
    /// The strategy in force, as written.
    pub const STRATEGY_TOML: &str = "strategy-toml";
    /// Whom to call outside office hours when a child is in danger, as it is said on the page for everybody.
    pub const ON_CALL: &str = "on-call";
    /// When the store was made, as an ISO instant.
    pub const MADE_AT: &str = "made-at";
    /// The seed of an invented municipality.
    pub const SEED: &str = "seed";
    /// By which program and strategy the read models were built; Trin's own.
    pub(crate) const READ_MODELS: &str = "read-models";
    /// Since when staff, units, settings and passwords are followed in the log; Trin's own.
    pub(crate) const FOLLOWED: &str = "followed-since";
    /// Since when what opens a login is followed too; Trin's own.
    pub(crate) const LOGINS_FOLLOWED: &str = "logins-followed-since";
}

/// What My day tells until somebody says they have read it: each list has a mark of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReadList {
    /// What others wrote on one's children.
    News,
    /// Protected addresses that were shown.
    Addresses,
    /// Records that were opened in an emergency.
    Openings,
    /// Proposals to delete that somebody said no to.
    Declined,
}

impl ReadList {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::News, Self::Addresses, Self::Openings, Self::Declined];

    /// The code in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Addresses => "addresses",
            Self::Openings => "openings",
            Self::Declined => "declined",
        }
    }

    /// The list with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.code() == code)
    }
}

statements! {
    PUT_UNIT = "INSERT INTO unit (id, name, sort_key, kind, district) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, sort_key = excluded.sort_key, kind = excluded.kind, district = excluded.district";
    UNIT = "SELECT id, name, kind, district FROM unit WHERE id = $1";
    UNITS = "SELECT id, name, kind, district FROM unit ORDER BY sort_key, id";
    PUT_STAFF = "INSERT INTO staff (id, name, sort_key, role, unit, is_active) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, sort_key = excluded.sort_key, role = excluded.role, unit = excluded.unit,
            is_active = excluded.is_active";
    STAFF = "SELECT id, name, role, unit, is_active FROM staff WHERE id = $1";
    ALL_STAFF = "SELECT id, name, role, unit, is_active FROM staff ORDER BY is_active DESC, sort_key, id";
    STAFF_IN_ROLE = "SELECT id, name, role, unit, is_active FROM staff WHERE role = $1 ORDER BY is_active DESC, sort_key, id";
    SETTING = "SELECT body FROM setting WHERE id = $1";
    SETTINGS = "SELECT id, body FROM setting ORDER BY id";
    SET = "INSERT INTO setting (id, body) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET body = excluded.body";
    SAVE_DRAFT = "INSERT INTO draft (staff, id, body, saved_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (staff, id) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at";
    DRAFT = "SELECT id, body, saved_at FROM draft WHERE staff = $1 AND id = $2";
    DRAFTS = "SELECT id, body, saved_at FROM draft WHERE staff = $1 ORDER BY saved_at DESC, id";
    DELETE_DRAFT = "DELETE FROM draft WHERE staff = $1 AND id = $2";
    READ_UNTIL = "SELECT at FROM read_mark WHERE staff = $1 AND list = $2";
    /// A list that was open meanwhile takes no mark back.
    HAS_READ = "INSERT INTO read_mark (staff, list, at) VALUES ($1, $2, $3)
        ON CONFLICT (staff, list) DO UPDATE SET at = excluded.at WHERE excluded.at > read_mark.at";
}

/// Units and staff.
impl Store {
    /// How often units or staff were changed through this store or a clone of it: who keeps names knows when they are stale.
    /// Another program's changes are not counted.
    pub fn organisation_changes(&self) -> u64 {
        self.organisation_changes.load(Ordering::Acquire)
    }

    /// Adds a unit, or overwrites it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_unit(&self, unit: &Unit) -> Result<(), StoreError> {
        self.put_units(std::slice::from_ref(unit)).await
    }

    /// Adds units, or overwrites them, all or none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_units(&self, units: &[Unit]) -> Result<(), StoreError> {
        let mut tx = self.db.write().await?;
        let mut watch = Guarded::begin(&mut tx).await?;
        for unit in units {
            watch.before(&mut tx, Kind::Unit, &unit.id.uuid().to_string()).await?;
            tx.run(PUT_UNIT, args![unit.id, unit.name.as_str(), sort_key(&unit.name), unit.kind.code(), unit.district.as_str()]).await?;
        }
        watch.end(&mut tx).await?;
        tx.commit().await?;
        self.organisation_changes.fetch_add(1, Ordering::Release);
        Ok(())
    }

    /// A unit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unit(&self, unit: UnitId) -> Result<Option<Unit>, StoreError> {
        self.db.row(UNIT, args![unit]).await?.map(unit_row).transpose()
    }

    /// All units, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn units(&self) -> Result<Vec<Unit>, StoreError> {
        self.db.rows(UNITS, Vec::new()).await?.into_iter().map(unit_row).collect()
    }

    /// Adds a member of staff, or overwrites them. Their unit must be there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_staff(&self, staff: &Staff) -> Result<(), StoreError> {
        self.put_staff_all(std::slice::from_ref(staff)).await
    }

    /// Adds members of staff, or overwrites them, all or none. Their units must be there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_staff_all(&self, staff: &[Staff]) -> Result<(), StoreError> {
        let mut tx = self.db.write().await?;
        let mut watch = Guarded::begin(&mut tx).await?;
        for one in staff {
            watch.before(&mut tx, Kind::Staff, &one.id.uuid().to_string()).await?;
            tx.run(PUT_STAFF, args![one.id, one.name.as_str(), sort_key(&one.name), one.role.code(), one.unit, one.is_active]).await?;
        }
        watch.end(&mut tx).await?;
        tx.commit().await?;
        self.organisation_changes.fetch_add(1, Ordering::Release);
        Ok(())
    }

    /// A member of staff.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn staff(&self, staff: StaffId) -> Result<Option<Staff>, StoreError> {
        self.db.row(STAFF, args![staff]).await?.map(staff_row).transpose()
    }

    /// Staff in a role, or all; those at work here first, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn staff_list(&self, role: Option<Role>) -> Result<Vec<Staff>, StoreError> {
        let rows = match role {
            Some(role) => self.db.rows(STAFF_IN_ROLE, args![role.code()]).await?,
            None => self.db.rows(ALL_STAFF, Vec::new()).await?,
        };
        rows.into_iter().map(staff_row).collect()
    }
}

/// Settings.
impl Store {
    /// A setting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.db.row(SETTING, args![key]).await?.map(|mut cells| cells.text()).transpose()
    }

    /// All settings.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn settings(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.db.rows(SETTINGS, Vec::new()).await?.into_iter().map(|mut cells| Ok((cells.text()?, cells.text()?))).collect()
    }

    /// Makes a setting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let mut tx = self.db.write().await?;
        let mut watch = Guarded::begin(&mut tx).await?;
        watch.before(&mut tx, Kind::Setting, key).await?;
        tx.run(SET, args![key, value]).await?;
        watch.end(&mut tx).await?;
        tx.commit().await
    }
}

/// Unfinished writing, and what someone has read.
impl Store {
    /// Keeps what someone is writing in a form.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save_draft(&self, staff: StaffId, key: &str, body: &str, now: Timestamp) -> Result<(), StoreError> {
        let body = self.sealing.seal_draft(staff, key, body);
        let mut tx = self.db.write().await?;
        // Another program may have changed the municipality's key since this one started.
        seal::check(&mut tx, &self.sealing).await?;
        tx.run(SAVE_DRAFT, args![staff, key, body, now]).await?;
        tx.commit().await
    }

    /// What someone was writing in a form.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn draft(&self, staff: StaffId, key: &str) -> Result<Option<Draft>, StoreError> {
        self.db.row(DRAFT, args![staff, key]).await?.map(|cells| self.draft_row(staff, cells)).transpose()
    }

    /// Everything someone was writing, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn drafts(&self, staff: StaffId) -> Result<Vec<Draft>, StoreError> {
        self.db.rows(DRAFTS, args![staff]).await?.into_iter().map(|cells| self.draft_row(staff, cells)).collect()
    }

    fn draft_row(&self, staff: StaffId, mut cells: Cells) -> Result<Draft, StoreError> {
        let (key, sealed, saved_at) = (cells.text()?, cells.text()?, cells.instant()?);
        let body = self.sealing.open_draft(staff, &key, &sealed).ok_or(StoreError::WrongKey)?;
        Ok(Draft { key, body, saved_at })
    }

    /// Forgets a draft.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_draft(&self, staff: StaffId, key: &str) -> Result<(), StoreError> {
        self.db.run(DELETE_DRAFT, args![staff, key]).await.map(drop)
    }

    /// Until when someone has read a list.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read_until(&self, staff: StaffId, list: ReadList) -> Result<Option<Timestamp>, StoreError> {
        self.db.row(READ_UNTIL, args![staff, list.code()]).await?.map(|mut cells| cells.instant()).transpose()
    }

    /// Notes that someone has read a list: what it told up to an instant, that included.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_read(&self, staff: StaffId, list: ReadList, until: Timestamp) -> Result<(), StoreError> {
        self.db.run(HAS_READ, args![staff, list.code(), until]).await.map(drop)
    }
}

fn unit_row(mut cells: Cells) -> Result<Unit, StoreError> {
    Ok(Unit { id: cells.id(UnitId::new)?, name: cells.text()?, kind: cells.code(UnitKind::from_code)?, district: cells.text()? })
}

pub(crate) fn staff_row(mut cells: Cells) -> Result<Staff, StoreError> {
    Ok(Staff {
        id: cells.id(StaffId::new)?,
        name: cells.text()?,
        role: cells.code(Role::from_code)?,
        unit: cells.id(UnitId::new)?,
        is_active: cells.yes()?,
    })
}
