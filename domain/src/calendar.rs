//! Placeholder merged with the calendar branch.
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::sync::OnceLock;
/// Copenhagen.
pub fn copenhagen() -> &'static TimeZone {
    static TZ: OnceLock<TimeZone> = OnceLock::new();
    TZ.get_or_init(|| TimeZone::get("Europe/Copenhagen").expect("bundled"))
}
/// Day.
pub fn day_of(at: Timestamp) -> Date {
    at.to_zoned(copenhagen().clone()).date()
}
/// End.
pub fn end_of_day(on: Date) -> Timestamp {
    on.tomorrow().unwrap_or(on).to_zoned(copenhagen().clone()).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}
