//! The registers of absence each school has read in.

use crate::municipality::Municipality;
use crate::{Options, times};
use jiff::Timestamp;
use jiff::civil::Date;
use trin_domain::absence::{Register, year_of};
use trin_domain::calendar::{day_of, days_after};
use trin_domain::id::UnitId;
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::Staff;
use uuid::Uuid;

/// The period read in, from the beginning of the school year until the day before yesterday, and when that was.
pub(crate) fn period(options: &Options) -> (Date, Date, Timestamp) {
    let until = days_after(day_of(options.now), -2);
    let from = Date::new(year_of(until), 8, 1).unwrap_or(until);
    (from, until, times::at(days_after(until, 1), 9, 10))
}

/// Who reads a school's register in.
pub(crate) fn reader(municipality: &Municipality, unit: UnitId) -> Option<&Staff> {
    municipality.staff.iter().find(|staff| staff.unit == unit && staff.is_active && staff.role == Role::Teacher)
}

/// The register of every school; how many rows it had, and about how many pupils, follows from what was written.
pub fn registers(options: &Options, municipality: &Municipality) -> Vec<(Uuid, Register)> {
    let (from, until, at) = period(options);
    let schools = municipality.units.iter().filter(|unit| unit.kind == UnitKind::School);
    schools
        .filter_map(|school| {
            let by = reader(municipality, school.id)?.id;
            let id = Uuid::new_v5(&school.id.uuid(), format!("invented {} {until}", options.seed).as_bytes());
            Some((id, Register { unit: school.id, from, until, rows: 0, news: 0, unknown: 0, by, at }))
        })
        .collect()
}
