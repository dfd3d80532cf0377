//! Every record of an invented municipality, written as a scenario, reads back through `decide` to the same record.
#![allow(clippy::unwrap_used)]

use trin_domain::scenario::{Scenario, write};
use trin_domain::strategy::Strategy;
use trin_synthetic::{Options, families, municipality};

#[test]
fn what_people_did_in_years_reads_back_from_a_file() {
    let options = Options { children: 400, ..Options::new(5, "2025-06-15T10:00:00Z".parse().unwrap()) };
    let (strategy, town) = (Strategy::standard(), municipality(&options));
    let mut entries = 0;
    for record in families(&options, strategy, &town).flat_map(|family| family.records) {
        let file = write(&record, &|_| None);
        let scenario = Scenario::parse(file.as_bytes()).unwrap_or_else(|faults| panic!("{}\n{file}", faults[0]));
        let read = scenario.record().unwrap_or_else(|fault| panic!("{fault}\n{file}"));
        assert_eq!(read, record);
        entries += record.entries().len();
    }
    assert!(entries > 1_000, "{entries}");
}
