//! Which crate may use which. One direction only: `app → web → { store, insight } → domain`, `store → proof`, `app → paper`.

use serde_json::Value;

/// What a dependency is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Use {
    /// Part of the crate itself, or of building it.
    Shipped,
    /// Only in its tests and benchmarks.
    Tests,
}

/// A crate of the workspace and what it uses, by `cargo metadata`.
#[derive(Debug)]
pub struct Crate {
    /// Name without the prefix `trin-`.
    pub name: String,
    /// Crates of the workspace, and libraries, by name.
    pub uses: Vec<(String, Use)>,
}

/// Our own crates that each crate may use. A crate that is not listed needs a decision record first.
const MAY_USE: [(&str, &[&str]); 10] = [
    ("domain", &[]),
    ("proof", &[]),
    ("insight", &["domain"]),
    ("store", &["domain", "proof"]),
    ("synthetic", &["domain"]),
    ("web", &["store", "insight", "domain"]),
    ("paper", &[]),
    ("app", &["web", "store", "insight", "synthetic", "proof", "paper", "domain"]),
    ("testkit", &["domain"]),
    ("xtask", &["domain", "testkit"]),
];

/// Our own crates that any crate's tests may use besides.
const TESTS_MAY_USE: [&str; 2] = ["testkit", "synthetic"];

/// Libraries that would break what a crate promises never to do, and the promise.
const NEVER: [(&str, &[&str], &str); 8] = [
    ("domain", &["tokio", "sqlx", "axum", "maud", "tower", "rand", "tracing", "fluent-bundle"], "no I/O, async, randomness, SQL or HTML"),
    ("proof", &["tokio", "sqlx", "axum", "jiff", "rand", "tracing"], "no I/O, clock or randomness"),
    ("insight", &["tokio", "sqlx", "axum", "maud"], "never reads the database"),
    ("synthetic", &["tokio", "sqlx", "axum", "maud"], "acts through commands, not past them"),
    ("paper", &["tokio", "sqlx", "axum", "jiff", "rand", "reqwest"], "no I/O, clock or randomness"),
    ("store", &["axum", "maud", "fluent-bundle", "rand"], "knows no page"),
    ("web", &["sqlx", "rand", "typst", "typst-pdf"], "no SQL; randomness and the typesetter are handed in"),
    ("app", &["sqlx", "maud"], "no SQL, no HTML"),
];

/// Reads the output of `cargo metadata --no-deps`.
///
/// # Errors
/// What is missing, when the text is not that.
pub fn parse(metadata: &str) -> Result<Vec<Crate>, String> {
    let metadata: Value = serde_json::from_str(metadata).map_err(|error| error.to_string())?;
    let packages = metadata["packages"].as_array().ok_or("no packages")?;
    packages
        .iter()
        .map(|package| {
            let name = package["name"].as_str().ok_or("a package without a name")?;
            let dependencies = package["dependencies"].as_array().ok_or("a package without dependencies")?;
            let uses = dependencies
                .iter()
                .filter_map(|dependency| {
                    let purpose = if dependency["kind"] == "dev" { Use::Tests } else { Use::Shipped };
                    dependency["name"].as_str().map(|name| (name.to_owned(), purpose))
                })
                .collect();
            Ok(Crate { name: short(name).to_owned(), uses })
        })
        .collect()
}

fn short(name: &str) -> &str {
    name.strip_prefix("trin-").unwrap_or(name)
}

/// Every arrow that goes another way than the map in `ARCHITECTURE.md`.
pub fn forbidden(crates: &[Crate]) -> Vec<String> {
    let mut faults = Vec::new();
    for krate in crates {
        let name = krate.name.as_str();
        let Some((_, may_use)) = MAY_USE.iter().find(|(listed, _)| *listed == name) else {
            faults.push(format!("{name} is not on the map: a new crate needs a decision record"));
            continue;
        };
        for (used, purpose) in &krate.uses {
            let ours = used.starts_with("trin-").then(|| short(used));
            match ours {
                Some(ours) if may_use.contains(&ours) => {}
                Some(ours) if *purpose == Use::Tests && TESTS_MAY_USE.contains(&ours) => {}
                Some(ours) => faults.push(format!("{name} → {ours} is not an arrow of the map")),
                None => {
                    let promise = NEVER.iter().find(|(listed, libraries, _)| *listed == name && libraries.contains(&used.as_str()));
                    if let (Some((_, _, promise)), Use::Shipped) = (promise, purpose) {
                        faults.push(format!("{name} uses {used}, but promises: {promise}"));
                    }
                }
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_when(name: &str, used: &str, purpose: Use) -> Vec<String> {
        forbidden(&[Crate { name: name.into(), uses: vec![(used.into(), purpose)] }])
    }

    #[test]
    fn arrows_of_the_map_pass_and_others_do_not() {
        assert_eq!(faults_when("web", "trin-store", Use::Shipped), Vec::<String>::new());
        assert_eq!(faults_when("domain", "trin-testkit", Use::Tests), Vec::<String>::new());
        for (name, used, purpose) in [
            ("domain", "trin-store", Use::Shipped),
            ("insight", "trin-store", Use::Shipped),
            ("store", "trin-web", Use::Tests),
            ("web", "trin-synthetic", Use::Shipped),
            ("app", "trin-testkit", Use::Shipped),
            ("domain", "tokio", Use::Shipped),
            ("web", "sqlx", Use::Shipped),
            ("web", "trin-paper", Use::Shipped),
            ("paper", "trin-domain", Use::Shipped),
            ("economy", "trin-domain", Use::Shipped),
        ] {
            assert_eq!(faults_when(name, used, purpose).len(), 1, "{name} → {used}");
        }
    }

    #[test]
    fn reads_cargos_own_words() {
        let metadata = r#"{"packages": [{"name": "trin-domain", "dependencies": [
            {"name": "trin-store", "kind": null}, {"name": "trin-testkit", "kind": "dev"}, {"name": "jiff", "kind": null}]}]}"#;
        let crates = parse(metadata).expect("well-formed");
        assert_eq!(forbidden(&crates), ["domain → store is not an arrow of the map"]);
        assert!(parse("{}").is_err());
    }
}
