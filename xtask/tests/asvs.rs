//! `docs/asvs.md` answers every requirement, and what it names is there.

use std::collections::BTreeSet;
use trin_xtask::asvs::{DOCUMENT, FORTY, REQUIREMENTS, faults, shown_by_no_test};
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

#[test]
fn those_that_weigh_most_are_shown_by_tests() {
    let files = text_files();
    let document = files.iter().find(|file| file.path == DOCUMENT).unwrap_or_else(|| panic!("{DOCUMENT} is missing"));
    let faults = shown_by_no_test(FORTY, &document.text);
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn asvs_14_1_1_every_table_is_of_a_kind_of_data() {
    let files = text_files();
    let migrations = files.iter().filter(|file| file.path.starts_with("store/migrations/"));
    let made = |text: &str| -> Vec<String> {
        let after = text.split("CREATE TABLE ").skip(1);
        after.map(|rest| rest.chars().take_while(|letter| letter.is_ascii_lowercase() || *letter == '_').collect()).collect()
    };
    let tables: BTreeSet<String> = migrations.clone().flat_map(|file| made(&file.text)).collect();
    let dropped: BTreeSet<String> = migrations
        .flat_map(|file| file.text.split("DROP TABLE ").skip(1).filter_map(|rest| Some(rest.split([';', '\n']).next()?.to_owned())))
        .collect();
    let security = files.iter().find(|file| file.path == "docs/security.md").expect("docs/security.md");
    let said = security.text.lines().find(|line| line.starts_with("In the database: ")).expect("a line on the tables of each kind");
    let named: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    let is_of_a_kind: BTreeSet<String> = named.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(named.len(), is_of_a_kind.len(), "a table is of two kinds");
    assert!(tables.len() > 40, "{tables:?}");
    let of_none: Vec<&String> = tables.difference(&is_of_a_kind).filter(|table| !dropped.contains(*table)).collect();
    assert!(of_none.is_empty(), "say in docs/security.md what kind of data these hold: {of_none:?}");
    let not_there: Vec<&String> = is_of_a_kind.difference(&tables).collect();
    assert!(not_there.is_empty(), "there are no such tables: {not_there:?}");
}
