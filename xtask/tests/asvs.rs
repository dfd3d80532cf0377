//! `docs/asvs.md` answers every requirement, and what it names is there.

use trin_xtask::asvs::{DOCUMENT, REQUIREMENTS, faults};
use trin_xtask::repository::text_files;

#[test]
fn every_requirement_is_answered_with_evidence_that_exists() {
    let files = text_files();
    let document = files.iter().find(|file| file.path == DOCUMENT).unwrap_or_else(|| panic!("{DOCUMENT} is missing"));
    let faults = faults(REQUIREMENTS, &document.text, &files);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_requirements_are_all_of_levels_one_and_two_and_those_chosen_of_three() {
    let of = |level: &str| REQUIREMENTS.lines().filter(|line| line.ends_with(&format!(" {level}"))).count();
    // As the standard itself counts them.
    assert_eq!((of("1"), of("2"), of("3")), (70, 183, 29));
}
