//! The file that says which of a provider's people have which role.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trin_domain::sign_in::Mapping;

fuzz_target!(|file: &str| {
    match Mapping::parse(file) {
        Ok(mapping) => assert!(mapping.redirect_address().starts_with("http")),
        Err(faults) => assert!(!faults.is_empty(), "refused without a word"),
    }
});
