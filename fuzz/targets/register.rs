//! Any text read as a school's register of absence: it is read, or refused line by line, and what is read lies in the period.
#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use trin_domain::absence::read;

fuzz_target!(|text: &str| {
    let period = (date(2025, 8, 1), date(2026, 7, 31));
    for file in [text.to_owned(), format!("cpr;dato;fravær;andel\n{text}")] {
        match read(&file, period) {
            Ok(sheet) => {
                for row in sheet.rows {
                    assert!((period.0..=period.1).contains(&row.day.on) && (1..=100).contains(&row.day.percent));
                }
            }
            Err(faults) => assert!(!faults.is_empty() && faults.len() <= 30),
        }
    }
});
