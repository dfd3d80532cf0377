//! A CPR number as somebody typed it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trin_domain::cpr::Cpr;

fuzz_target!(|typed: &str| {
    if let Ok(cpr) = Cpr::parse(typed) {
        let digits = cpr.digits();
        assert_eq!(Cpr::parse(&digits), Ok(cpr), "its digits are the same number");
        assert_eq!(cpr.masked().replace(&digits[..6], ""), "-xxxx", "masked, the last four are not shown");
        let (birth, _, _) = (cpr.birth_date(), cpr.sex(), cpr.satisfies_modulus_11());
        assert!((1858..=2057).contains(&birth.year()), "{birth}");
    }
});
