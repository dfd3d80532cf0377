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

impl Role {
    /// The kind of place a role works in.
    pub const fn works_in(self) -> UnitKind {
        match self {
            Self::Pedagogue => UnitKind::DayCare,
            Self::Teacher => UnitKind::School,
            Self::HealthVisitor => UnitKind::HealthService,
            Self::Intake => UnitKind::Intake,
            Self::Caseworker | Self::TeamLeader => UnitKind::CaseTeam,
            Self::Provider => UnitKind::Provider,
            Self::HeadOfDepartment | Self::System => UnitKind::Department,
        }
    }
}

impl UnitKind {
    /// Whether a municipality has several places of the kind, each with a name of its own.
    pub const fn is_one_of_several(self) -> bool {
        matches!(self, Self::DayCare | Self::School | Self::Provider)
    }
}

/// The place somebody works in, when it can be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Workplace {
    /// One that is there.
    Known(Unit),
    /// One that must be made.
    New(Unit),
    /// One that must be made and that nobody named, though a municipality has several of its kind: it would be called after the kind.
    Unnamed(Unit),
    /// It must be said which of these.
    Which(Vec<Unit>),
    /// The one named is of another kind than the role works in.
    OtherKind(Unit),
}

/// The place somebody in a role works in: the one named, the one they had, the only one of the role's kind, or a new one.
pub fn workplace(role: Role, named: Option<&str>, had: Option<UnitId>, units: &[Unit], municipality: &str) -> Workplace {
    let kind = role.works_in();
    let make = |id: UnitId, name: &str| Workplace::New(Unit { id, name: name.to_owned(), kind, district: municipality.to_owned() });
    let of_kind: Vec<&Unit> = units.iter().filter(|unit| unit.kind == kind).collect();
    let Some(name) = named else {
        let had = of_kind.iter().find(|unit| Some(unit.id) == had);
        return match (had, of_kind.as_slice()) {
            (Some(unit), _) => Workplace::Known((*unit).clone()),
            (None, [only]) => Workplace::Known((*only).clone()),
            (None, []) => {
                let id = UnitId::from_label(&format!("{municipality}: {}", role.code()));
                let unit = Unit { id, name: kind.da().to_owned(), kind, district: municipality.to_owned() };
                if kind.is_one_of_several() { Workplace::Unnamed(unit) } else { Workplace::New(unit) }
            }
            (None, several) => Workplace::Which(several.iter().map(|unit| (*unit).clone()).collect()),
        };
    };
    if let Some(unit) = of_kind.iter().find(|unit| unit.name.to_lowercase() == name.to_lowercase()) {
        return Workplace::Known((*unit).clone());
    }
    // A scenario file names a place by the same label.
    let id = UnitId::from_label(name);
    match units.iter().find(|unit| unit.id == id || unit.name.to_lowercase() == name.to_lowercase()) {
        None => make(id, name),
        Some(other) => Workplace::OtherKind(other.clone()),
    }
}
