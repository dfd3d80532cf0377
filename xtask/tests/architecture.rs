//! The shape of the workspace: arrows between crates, no clock and no chance outside `app`, no scores of people.

use std::process::Command;
use trin_xtask::arrows;
use trin_xtask::repository::{root, sources_of, text_files};
use trin_xtask::sources::{Exception, clock_and_chance, idle_exceptions, machine_paths, scores_of_people};

/// Places outside `app` that may name a clock or a source of chance.
const EXCEPTIONS: [Exception; 1] = [Exception {
    path: "web/src/entrance/oidc/token.rs",
    says: "SystemTime",
    because: "the login library wants the instant it is handed as this type; no clock is read",
}];

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn crates_use_each_other_in_one_direction() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo metadata runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let crates = arrows::parse(&String::from_utf8_lossy(&output.stdout)).expect("cargo metadata is understood");
    assert!(crates.len() >= 8, "only {} crates were found", crates.len());
    none(&arrows::forbidden(&crates));
}

#[test]
fn time_and_chance_are_arguments_outside_app() {
    let files = text_files();
    for krate in ["domain", "insight", "store", "web", "synthetic", "testkit"] {
        assert!(sources_of(&files, krate).count() > 0, "{krate} has no sources");
        none(&sources_of(&files, krate).flat_map(|file| clock_and_chance(file, &EXCEPTIONS)).collect::<Vec<_>>());
    }
    none(&idle_exceptions(&files, &EXCEPTIONS));
    assert!(EXCEPTIONS.iter().all(|exception| exception.because.len() > 20), "every exception says why");
}

#[test]
fn no_field_or_column_scores_people() {
    let files = text_files();
    // Not `synthetic`, whose dice have probabilities, nor `insight`, whose curves do: they say nothing of one person.
    let rust = ["domain", "store", "web", "app"].into_iter().flat_map(|krate| sources_of(&files, krate));
    let sql = files.iter().filter(|file| file.path.ends_with(".sql"));
    none(&rust.chain(sql).flat_map(scores_of_people).collect::<Vec<_>>());
}

#[test]
fn no_file_names_a_machine_it_was_made_on() {
    let mut paths = vec![format!("{}/", root().display()), concat!("/wo", "rk/").to_owned()];
    paths.extend(std::env::var("HOME").ok().map(|home| format!("{home}/")));
    paths.retain(|path| path.len() > 2);
    none(&text_files().iter().flat_map(|file| machine_paths(file, &paths)).collect::<Vec<_>>());
}

#[test]
fn the_lock_of_the_browser_tests_names_no_download_address() {
    let files = text_files();
    let lock = files.iter().find(|file| file.path == "browser/package-lock.json").expect("the browser tests have a lock file");
    assert!(lock.text.contains("\"integrity\""), "packages are pinned by their content");
    assert!(!lock.text.contains("\"resolved\""), "npm wrote download addresses; browser/.npmrc turns them off");
}
