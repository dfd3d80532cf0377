//! A day, a time and both as somebody typed them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trin_web::form::{date_value, parse_date, parse_instant, parse_time};

fuzz_target!(|typed: &str| {
    if let Some(day) = parse_date(typed) {
        assert_eq!(parse_date(&date_value(day)), Some(day), "shown again, it is the same day");
    }
    let _ = (parse_time(typed), parse_instant(typed));
});
