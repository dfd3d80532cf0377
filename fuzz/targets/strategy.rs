//! A municipality's strategy.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trin_domain::strategy::Strategy;

fuzz_target!(|file: &str| {
    if let Err(faults) = Strategy::parse(file) {
        assert!(!faults.is_empty(), "refused without a word");
        for fault in faults {
            assert!(!fault.to_string().is_empty());
        }
    }
});
