//! The documents: what they name exists, what they promise is so, and the glossary is complete.

use trin_domain::duties::DutyKind;
use trin_domain::kinds::{InterventionKind, MeetingKind, Role, ScreeningOutcome, UnitKind};
use trin_domain::strategy::{PreventionLevel, Strategy};
use trin_xtask::documents::{broken_links, missing_files};
use trin_xtask::glossary::{self, Term};
use trin_xtask::repository::{TextFile, root, text_files};
use trin_xtask::sources::danish_aliases;

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn document<'a>(files: &'a [TextFile], path: &str) -> &'a TextFile {
    files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("{path} is missing"))
}

fn terms(files: &[TextFile]) -> Vec<Term> {
    glossary::parse(&document(files, "GLOSSARY.md").text).unwrap_or_else(|faults| panic!("\n{}", faults.join("\n")))
}

/// Danish and English names of the code lists whose values are terms of the field.
fn code_lists() -> Vec<(&'static str, &'static str)> {
    let mut names = Vec::new();
    names.extend(InterventionKind::ALL.iter().map(|value| (value.da(), value.en())));
    names.extend(MeetingKind::ALL.iter().map(|value| (value.da(), value.en())));
    // Trin acting by itself is no term of the field.
    names.extend(Role::ALL.iter().filter(|role| **role != Role::System).map(|value| (value.da(), value.en())));
    names.extend(ScreeningOutcome::ALL.iter().map(|value| (value.da(), value.en())));
    names.extend(UnitKind::ALL.iter().map(|value| (value.da(), value.en())));
    names
}

#[test]
fn the_project_has_its_documents() {
    let files = text_files();
    for path in [
        "README.md",
        "ARCHITECTURE.md",
        "GLOSSARY.md",
        "STYLE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "LICENSE",
        "publiccode.yml",
        "docs/decisions/0001-shape-names-and-dependencies.md",
        "docs/how-to/add-a-rule.md",
        "docs/how-to/change-a-law-value.md",
        "docs/how-to/write-a-strategy.md",
    ] {
        assert!(document(&files, path).text.len() > 100, "{path} is empty");
    }
    let licence = &document(&files, "LICENSE").text;
    assert!(licence.starts_with("Mozilla Public License Version 2.0") && licence.contains("Exhibit B"), "LICENSE is not the whole MPL-2.0");
}

#[test]
fn readme_shows_the_two_commands() {
    let files = text_files();
    let readme = &document(&files, "README.md").text;
    for command in ["cargo run --release -- demo", "./check"] {
        assert!(readme.lines().any(|line| line.trim() == command), "README.md does not show `{command}` on a line of its own");
    }
    assert!(readme.lines().count() <= 90, "README.md is longer than a screen and a half");
}

#[test]
fn every_link_leads_somewhere() {
    let files = text_files();
    let documents: Vec<&TextFile> = files.iter().filter(|file| file.path.ends_with(".md")).collect();
    assert!(documents.len() >= 8, "only {} documents were found", documents.len());
    none(&documents.iter().flat_map(|document| broken_links(document, &root())).collect::<Vec<_>>());
}

#[test]
fn files_that_documents_name_exist() {
    let files = text_files();
    for path in ["ARCHITECTURE.md", "README.md", "CONTRIBUTING.md", "STYLE.md", "GLOSSARY.md"] {
        none(&missing_files(document(&files, path), &root()));
    }
    for how_to in files.iter().filter(|file| file.path.starts_with("docs/how-to/")) {
        none(&missing_files(how_to, &root()));
    }
}

#[test]
fn the_glossary_is_unambiguous() {
    let terms = terms(&text_files());
    assert!(terms.len() >= 80, "only {} terms", terms.len());
    none(&glossary::ambiguous(&terms));
}

#[test]
fn every_danish_term_of_the_code_is_in_the_glossary() {
    let files = text_files();
    let terms = terms(&files);
    let aliases: Vec<String> =
        files.iter().filter(|file| file.path.ends_with(".rs") && !file.path.starts_with("xtask/")).flat_map(danish_aliases).collect();
    assert!(aliases.len() >= 10, "only {} aliases were found", aliases.len());
    none(&glossary::missing(&terms, aliases.iter().map(String::as_str)));
    none(&glossary::missing(&terms, code_lists().into_iter().map(|(danish, _)| danish)));
    none(&glossary::contradicted(&terms, code_lists()));
    none(&glossary::contradicted(&terms, DutyKind::ALL.iter().map(|kind| (kind.da(), kind.en()))));
}

#[test]
fn every_forum_and_level_of_the_strategies_is_in_the_glossary() {
    let terms = terms(&text_files());
    let strategies = Strategy::shipped();
    let forums: Vec<&str> = strategies.iter().flat_map(|strategy| &strategy.forums).map(|forum| forum.name.as_str()).collect();
    assert!(forums.len() >= 10, "only {} forums", forums.len());
    none(&glossary::missing(&terms, forums));
    none(&glossary::missing(&terms, PreventionLevel::ALL.iter().map(|level| level.da())));
    none(&glossary::contradicted(&terms, PreventionLevel::ALL.iter().map(|level| (level.da(), level.en()))));
}
