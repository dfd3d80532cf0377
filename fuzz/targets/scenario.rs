//! A record to be imported.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trin_domain::scenario::{Scenario, write};

fuzz_target!(|file: &[u8]| {
    match Scenario::parse(file) {
        Err(faults) => assert!(!faults.is_empty(), "refused without a word"),
        Ok(scenario) => {
            if let Ok(record) = scenario.record() {
                let written = write(&record, &|_| None);
                let again = Scenario::parse(written.as_bytes()).expect("what is written is read");
                assert_eq!(again.record().expect("and taken").entries().len(), record.entries().len());
            }
        }
    }
});
