//! Staff and units that imported files name and the municipality does not have: they are put in, so that lists can show their names.
//! They get no login.

use crate::place::{self, Place};
use crate::speak::{Lang, Outcome};
use std::collections::{BTreeMap, BTreeSet};
use trin_domain::id::{StaffId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::Fact;
use trin_domain::scenario::Scenario;

/// Who was unknown, by name.
#[derive(Default)]
pub(super) struct Unknown {
    staff: BTreeSet<String>,
}

impl Unknown {
    /// Puts in whom and what this file names and the municipality does not have.
    pub(super) async fn put_in(&mut self, place: &Place, scenario: &Scenario) -> Outcome<()> {
        let failed = |error| place::failed(&error);
        let roles: BTreeMap<StaffId, Role> = scenario.entries.iter().map(|entry| (entry.by.staff, entry.by.role)).collect();
        for (id, name) in &scenario.people {
            if place.store.staff(*id).await.map_err(failed)?.is_some() {
                continue;
            }
            let role = roles.get(id).copied().unwrap_or(Role::Caseworker);
            let unit = self.unit(place).await?;
            place.store.put_staff(&Staff { id: *id, name: name.clone(), role, unit, is_active: true }).await.map_err(failed)?;
            self.staff.insert(name.clone());
        }
        for entry in &scenario.entries {
            if let Fact::Enrolled(enrolled) = &entry.fact
                && place.store.unit(enrolled.unit).await.map_err(failed)?.is_none()
            {
                let unit = Unit {
                    id: enrolled.unit,
                    name: enrolled.unit_name.clone(),
                    kind: enrolled.unit_kind,
                    district: place.municipality.clone(),
                };
                place.store.put_unit(&unit).await.map_err(failed)?;
            }
        }
        Ok(())
    }

    /// The unit of staff whose own is not known.
    async fn unit(&self, place: &Place) -> Outcome<UnitId> {
        let failed = |error| place::failed(&error);
        let id = UnitId::from_label("imported staff");
        if place.store.unit(id).await.map_err(failed)?.is_none() {
            let unit = Unit { id, name: "Importeret".into(), kind: UnitKind::CaseTeam, district: place.municipality.clone() };
            place.store.put_unit(&unit).await.map_err(failed)?;
        }
        Ok(id)
    }

    /// Who was put in, for the one who imported.
    pub(super) fn said(&self, lang: Lang) -> String {
        if self.staff.is_empty() {
            return String::new();
        }
        let names = self.staff.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        match lang {
            Lang::Da => format!("Ukendte medarbejdere er oprettet uden login: {names}.\n"),
            Lang::En => format!("Unknown staff were put in without a login: {names}.\n"),
        }
    }
}
