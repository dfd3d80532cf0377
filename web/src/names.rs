//! The names of everyone who works here or has, and of the places: on nearly every page, and nearly never changed.

use crate::app::App;
use crate::errors::PageResult;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use trin_domain::id::{StaffId, UnitId};
use trin_domain::kinds::UnitKind;
use trin_domain::organisation::{Staff, Unit};
use uuid::Uuid;

/// Another program on the same store may change a name or close a login; so long a form may still offer that colleague. What somebody may
/// see is never read from here.
const KEPT: SignedDuration = SignedDuration::from_secs(10);

/// The names of everyone who works here or has, and of the places.
#[derive(Debug, Default)]
pub struct Names {
    staff: HashMap<StaffId, Staff>,
    units: Vec<Unit>,
}

impl Names {
    /// The names as they are now: kept from an earlier page while nobody changed them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn load(app: &App) -> PageResult<Arc<Self>> {
        // Counted before reading: a change made meanwhile is read again next time.
        let changes = app.store().organisation_changes();
        let now = app.now();
        if let Some(kept) = app.names_kept().get(changes, now) {
            return Ok(kept);
        }
        let staff = app.store().staff_list(None).await?;
        let units = app.store().units().await?;
        let names = Arc::new(Self { staff: staff.into_iter().map(|staff| (staff.id, staff)).collect(), units });
        app.names_kept().put(changes, now, &names);
        Ok(names)
    }

    /// A name; empty for somebody unknown.
    pub fn of(&self, staff: StaffId) -> &str {
        self.staff.get(&staff).map_or("", |staff| staff.name.as_str())
    }

    /// Somebody who works here or has.
    pub fn staff(&self, staff: StaffId) -> Option<&Staff> {
        self.staff.get(&staff)
    }

    /// Where somebody works, as far as the page that offers them knows. What anybody may see is asked of the store.
    pub fn workplace(&self, staff: StaffId) -> Option<UnitId> {
        self.staff.get(&staff).map(|staff| staff.unit)
    }

    /// The name of a place; empty for an unknown one.
    pub fn of_unit(&self, unit: UnitId) -> &str {
        self.units.iter().find(|known| known.id == unit).map_or("", |unit| unit.name.as_str())
    }

    /// The places of a kind.
    pub fn units(&self, kind: UnitKind) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(move |unit| unit.kind == kind)
    }

    /// Who is named in a form, when they work here; nobody for a name that was made up.
    pub fn working(&self, typed: &str) -> Option<&Staff> {
        Uuid::parse_str(typed).ok().and_then(|id| self.staff.get(&StaffId::new(id))).filter(|staff| staff.is_active)
    }

    /// Everyone.
    pub fn everyone(&self) -> impl Iterator<Item = &Staff> {
        self.staff.values()
    }
}

/// Names read for an earlier page.
#[derive(Debug, Default)]
pub(crate) struct NamesKept(Mutex<Option<Reading>>);

#[derive(Debug)]
struct Reading {
    changes: u64,
    at: Timestamp,
    names: Arc<Names>,
}

impl NamesKept {
    fn get(&self, changes: u64, now: Timestamp) -> Option<Arc<Names>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let reading = kept.as_ref()?;
        let age = now.duration_since(reading.at);
        (reading.changes == changes && !age.is_negative() && age < KEPT).then(|| reading.names.clone())
    }

    fn put(&self, changes: u64, at: Timestamp, names: &Arc<Names>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Reading { changes, at, names: names.clone() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_for_a_while_and_until_somebody_changes_them() {
        let read: Timestamp = "2026-03-17T09:30:00Z".parse().expect("an instant");
        let after = |seconds: i64| read.saturating_add(SignedDuration::from_secs(seconds)).expect("in range");
        let kept = NamesKept::default();
        assert!(kept.get(1, read).is_none(), "nothing was read");
        kept.put(1, read, &Arc::default());
        for (changes, now, is_kept, why) in [
            (1, read, true, "just read"),
            (1, after(9), true, "within ten seconds"),
            (1, after(10), false, "another program may have changed them"),
            (2, after(1), false, "changed here"),
            (1, after(-1), false, "the clock was set back"),
        ] {
            assert_eq!(kept.get(changes, now).is_some(), is_kept, "{why}");
        }
    }
}
