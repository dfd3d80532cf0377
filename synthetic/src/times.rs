//! When people work.

use crate::chance::Chance;
use jiff::Timestamp;
use jiff::civil::Date;
use trin_domain::calendar::{WorkingDays, instant_of};

/// An instant of the day.
pub(crate) fn at(day: Date, hour: i8, minute: i8) -> Timestamp {
    instant_of(day.at(hour, minute, 0, 0))
}

/// Some time in office hours, on the day or the next working day.
pub(crate) fn office(chance: &mut Chance, day: Date) -> Timestamp {
    let day = WorkingDays::MONDAY_TO_FRIDAY.next_on_or_after(day);
    at(day, chance.between(8, 14) as i8, chance.between(0, 59) as i8)
}

pub(crate) fn is_workday(day: Date) -> bool {
    WorkingDays::MONDAY_TO_FRIDAY.is_working_day(day)
}

/// The day so many working days later.
pub(crate) fn working_days_after(day: Date, n: i32) -> Date {
    WorkingDays::MONDAY_TO_FRIDAY.add(day, u32::try_from(n).unwrap_or(0))
}
