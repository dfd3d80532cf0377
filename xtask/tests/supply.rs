//! Licences, sources and known holes are found, and this repository has none that stop a build.
#![allow(clippy::unwrap_used, missing_docs)]

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use trin_xtask::repository::root;
use trin_xtask::supply::{Known, Part, Rules, bill, is_allowed, known, parts, strangers};

const RULES: &str = r#"
[licenses]
allow = ["MIT", "Apache-2.0", "Unicode-3.0"]
[advisories]
ignore = [{ id = "RUSTSEC-2023-0071", reason = "used with public keys alone, as said" }]
"#;

fn rules() -> Rules {
    Rules::read(RULES).unwrap()
}

fn package(name: &str, version: &str) -> Value {
    json!({ "name": name, "version": version, "license": "MIT", "source": "registry+https://github.com/rust-lang/crates.io-index" })
}

fn these(packages: &[Value]) -> Vec<Part> {
    parts(&json!({ "packages": packages })).unwrap()
}

/// A folder of advisories, gone when the test ends.
struct Database(PathBuf);

impl Database {
    fn of(advisories: &[(&str, &str, &str)]) -> Self {
        let name = format!("trin-advisories-{}-{:?}", std::process::id(), std::thread::current().id());
        let folder = std::env::temp_dir().join(name.replace(['(', ')'], ""));
        for (part, id, head) in advisories {
            let of_part = folder.join("crates").join(part);
            std::fs::create_dir_all(&of_part).unwrap();
            let text =
                format!("```toml\n[advisory]\nid = \"{id}\"\npackage = \"{part}\"\ndate = \"2026-01-01\"\n{head}\n```\n\n# It says more\n");
            std::fs::write(of_part.join(format!("{id}.md")), text).unwrap();
        }
        Self(folder)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_licence_is_enough_or_it_is_not() {
    let allowed: Vec<String> = ["MIT", "Apache-2.0", "Unicode-3.0"].map(str::to_owned).to_vec();
    for enough in [
        "MIT",
        "MIT OR GPL-3.0",
        "MIT/GPL-2.0",
        "(MIT OR GPL-3.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception",
        "GPL-2.0 OR (MIT AND Apache-2.0)",
    ] {
        assert!(is_allowed(enough, &allowed), "{enough}");
    }
    for not in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR GPL-3.0", "MIT OR", "AND", "mit"] {
        assert!(!is_allowed(not, &allowed), "{not}");
    }
}

#[test]
fn a_stranger_is_named() {
    let elsewhere = json!({ "name": "far", "version": "1.0.0", "license": "MIT", "source": "git+https://example.com/far" });
    let closed = json!({ "name": "closed", "version": "1.0.0", "license": "GPL-3.0", "source": null });
    let none = json!({ "name": "none", "version": "1.0.0", "license": null, "source": null });
    let faults = strangers(&these(&[package("fine", "1.0.0"), elsewhere, closed, none]), &rules());
    assert_eq!(faults.len(), 3, "{faults:?}");
}

#[test]
fn a_known_hole_is_found_in_the_versions_that_have_it() {
    let holes = "[versions]\npatched = [\">= 1.2.3, < 2.0.0\", \">= 2.1.0\"]\nunaffected = [\"< 0.5.0\"]";
    let database = Database::of(&[("leaky", "RUSTSEC-2026-0001", holes), ("rsa", "RUSTSEC-2023-0071", "[versions]\npatched = []")]);
    let of = |name: &str, version: &str| known(&these(&[package(name, version)]), &database.0, &rules()).unwrap();
    for (version, has_hole) in [("1.2.2", true), ("2.0.0", true), ("0.5.0", true), ("1.2.3", false), ("2.1.0", false), ("0.4.9", false)] {
        assert_eq!(matches!(of("leaky", version).as_slice(), [Known::Hole(_)]), has_hole, "{version}");
    }
    assert_eq!(of("rsa", "0.9.10"), [], "ignored, with a reason");
    assert_eq!(of("whole", "1.0.0"), []);
    let nowhere = Path::new("/nowhere-at-all");
    assert!(known(&these(&[]), nowhere, &rules()).is_err(), "an empty database finds nothing and must not pass for a clean one");
}

#[test]
fn what_nobody_looks_after_is_told_and_what_was_withdrawn_is_not() {
    let database = Database::of(&[
        ("old", "RUSTSEC-2026-0002", "informational = \"unmaintained\"\n[versions]\npatched = []"),
        ("sorry", "RUSTSEC-2026-0003", "withdrawn = \"2026-02-01\"\n[versions]\npatched = []"),
    ]);
    let found = known(&these(&[package("old", "1.0.0"), package("sorry", "1.0.0")]), &database.0, &rules()).unwrap();
    assert!(matches!(found.as_slice(), [Known::Notice(line)] if line.contains("unmaintained")), "{found:?}");
}

#[test]
fn nothing_is_ignored_without_a_reason() {
    assert!(Rules::read("[advisories]\nignore = [\"RUSTSEC-2023-0071\"]").is_err());
    assert!(Rules::read("[advisories]\nignore = [{ id = \"RUSTSEC-2023-0071\", reason = \"\" }]").is_err());
    assert!(Rules::read(&std::fs::read_to_string(root().join("deny.toml")).unwrap()).is_ok());
}

#[test]
fn the_list_names_every_part() {
    let list = bill(&these(&[package("one", "1.0.0"), package("two", "2.0.0")]));
    assert_eq!(list["bomFormat"], "CycloneDX");
    let urls: Vec<&str> = list["components"].as_array().unwrap().iter().filter_map(|part| part["purl"].as_str()).collect();
    assert_eq!(urls, ["pkg:cargo/one@1.0.0", "pkg:cargo/two@2.0.0"]);
}
