//! Both languages say everything, with the same values; every key is used, and every used key exists.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_bundle::FluentResource;
use trin_domain::scenario::FACTS;

use super::{FILES, Lang, t, t_with};

/// Key → names of the values put in, for one file.
fn keys(text: &str, file: &str) -> BTreeMap<String, BTreeSet<String>> {
    FluentResource::try_new(text.to_owned()).unwrap_or_else(|(_, faults)| panic!("{file}: {faults:?}"));
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((key, _)) = line.split_once(" =").filter(|(key, _)| is_key(key)) {
            current = key.to_owned();
            assert!(keys.insert(current.clone(), BTreeSet::new()).is_none(), "{file}: {key} is written twice");
        }
        for part in line.split('$').skip(1) {
            let name: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '-' || *c == '_').collect();
            keys.entry(current.clone()).or_default().insert(name);
        }
    }
    keys
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// The text of every Rust file in `web`, its own tests and examples included.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                walk(&entry, found);
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                found.push((entry.display().to_string(), std::fs::read_to_string(&entry).expect("a source file")));
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_values() {
    for (file, da, en) in FILES {
        assert_eq!(keys(da, file), keys(en, file), "words/da/{file}.ftl and words/en/{file}.ftl differ");
    }
}

#[test]
fn a_key_stands_in_the_file_of_its_room() {
    let mut seen = BTreeSet::new();
    for (file, da, _) in FILES {
        let prefix = format!("{}-", file.replace('_', "-"));
        for key in keys(da, file).into_keys() {
            assert!(*file == "common" || key.starts_with(&prefix), "{file}.ftl: {key} should begin with {prefix}");
            assert!(seen.insert(key.clone()), "{key} is written in two files");
        }
    }
}

#[test]
fn every_key_is_used() {
    let sources = sources();
    let texts: String = FILES.iter().map(|(_, da, _)| *da).collect();
    // The names of fields follow from the names of the forms, and a test beside them knows each.
    let is_label = |key: &str| FACTS.iter().any(|form| key.starts_with(&format!("facts-{}-", form.name)));
    for (file, da, _) in FILES {
        for key in keys(da, file).into_keys().filter(|key| !is_label(key)) {
            let quoted = format!("\"{key}\"");
            let is_used = sources.iter().any(|(_, source)| source.contains(&quoted)) || texts.contains(&format!("{{ {key} }}"));
            assert!(is_used, "{file}.ftl: nothing uses {key}");
        }
    }
}

#[test]
fn every_used_key_is_written() {
    let written: BTreeSet<String> = FILES.iter().flat_map(|(file, da, _)| keys(da, file).into_keys()).collect();
    for (path, source) in sources() {
        for key in used(&source) {
            assert!(written.contains(key), "{path}: {key} stands in no file of texts");
        }
    }
}

/// The keys given as literals to `t` and `t_with` in a source.
fn used(source: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for call in ["t(", "t_with("] {
        for (at, _) in source.match_indices(call) {
            let is_name = source[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
            let Some((_, rest)) = source[at + call.len()..].split_once(',') else { continue };
            let literal = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
            if let Some((key, _)) = literal.filter(|(key, _)| !is_name && is_key(key)) {
                found.push(key);
            }
        }
    }
    found
}

#[test]
fn the_search_for_used_keys_finds_them() {
    let source =
        "t(lang, \"room-team\") list(lang, \"no\") t_with(\n  self.lang.other(),\n \"head-next\", &[]) t(lang, match x { A => \"one\" })";
    assert_eq!(used(source), ["room-team", "head-next"]);
}

#[test]
fn a_missing_key_shows_itself_and_stops_nothing() {
    let missing = ["no", "such", "key"].join("-");
    assert_eq!(t(Lang::En, &missing), "[no-such-key]");
    assert!(t_with(Lang::Da, "time-left", &[]).contains("tilbage"));
}

#[test]
fn numbers_in_sentences_are_grouped() {
    assert_eq!(t_with(Lang::Da, "time-in-days", &[("count", 1200.into())]), "om 1.200 dage");
    assert_eq!(t_with(Lang::Da, "time-in-days", &[("count", 1.into())]), "om 1 dag");
    assert_eq!(t_with(Lang::En, "time-in-days", &[("count", 1200.into())]), "in 1,200 days");
}

#[test]
fn a_name_that_ends_in_s_takes_an_apostrophe() {
    for (name, expected) in [("Ida", "Idas plan"), ("Sofus", "Sofus' plan"), ("Max", "Max' plan")] {
        assert_eq!(t_with(Lang::Da, "help-plan-title", &[("name", name.to_owned().into())]), expected);
    }
}
