//! The municipality's own people and places.

use crate::id::{StaffId, UnitId};
use crate::kinds::{Role, UnitKind};
use serde::{Deserialize, Serialize};

/// A place where people work with children.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Unit {
    /// Its identity.
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// What kind of place.
    pub kind: UnitKind,
    /// The district it serves.
    pub district: String,
}

/// A member of staff, or a provider's employee.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Staff {
    /// Their identity.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub role: Role,
    /// Where they work.
    pub unit: UnitId,
    /// Whether they work here now; someone who has left keeps their name in the record.
    pub is_active: bool,
}
