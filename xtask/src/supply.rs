//! What Trin is made of: licences, sources, known holes, and the list of parts (SBOM, CycloneDX).
//!
//! `cargo-deny` does more and takes longer to compile than the rest of the check together; where somebody has it, `./check supply` runs it too.
//! Both read `deny.toml`.

use semver::{Version, VersionReq};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

mod licence;

pub use licence::is_allowed;

/// What `deny.toml` says.
pub struct Rules {
    allowed: Vec<String>,
    ignored: Vec<String>,
}

impl Rules {
    /// Reads them. An advisory that is ignored without a reason is a fault.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: toml::Table = text.parse().map_err(|error| format!("deny.toml: {error}"))?;
        let list = |part: &str, key: &str| {
            file.get(part).and_then(|part| part.get(key)).and_then(toml::Value::as_array).cloned().unwrap_or_default()
        };
        let allowed = list("licenses", "allow").iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
        let reasoned = |entry: &toml::Value| {
            let text = |key: &str| entry.get(key).and_then(toml::Value::as_str).unwrap_or_default();
            if text("id").is_empty() || text("reason").len() < 20 {
                return Err(format!("deny.toml: {entry} is ignored without a reason"));
            }
            Ok(text("id").to_owned())
        };
        let ignored = list("advisories", "ignore").iter().map(reasoned).collect::<Result<_, _>>()?;
        Ok(Self { allowed, ignored })
    }
}

/// One part.
pub struct Part {
    name: String,
    version: Version,
    licence: String,
    source: Option<String>,
}

/// The parts of what `cargo metadata` says.
///
/// # Errors
/// When it says something else.
pub fn parts(metadata: &Value) -> Result<Vec<Part>, String> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let part = |package: &Value| {
        Some(Part {
            name: text(&package["name"])?,
            version: package["version"].as_str()?.parse().ok()?,
            licence: text(&package["license"]).unwrap_or_default(),
            source: text(&package["source"]),
        })
    };
    let packages = metadata["packages"].as_array().ok_or("cargo metadata names no packages")?;
    packages.iter().map(|package| part(package).ok_or_else(|| format!("cargo metadata: {} cannot be read", package["name"]))).collect()
}

/// Parts under a licence that is not allowed, or from another place than crates.io and this repository.
pub fn strangers(parts: &[Part], rules: &Rules) -> Vec<String> {
    let mut faults = Vec::new();
    for part in parts {
        if !is_allowed(&part.licence, &rules.allowed) {
            faults.push(format!("{} {}: the licence “{}” is not allowed in deny.toml", part.name, part.version, part.licence));
        }
        if part.source.as_ref().is_some_and(|source| source != "registry+https://github.com/rust-lang/crates.io-index") {
            faults.push(format!("{} {}: comes from {}", part.name, part.version, part.source.as_deref().unwrap_or_default()));
        }
    }
    faults
}

/// What is known of a part.
#[derive(PartialEq, Eq, Debug)]
pub enum Known {
    /// A hole: the build fails.
    Hole(String),
    /// Something to know: nobody looks after it, or it was withdrawn from sale.
    Notice(String),
}

/// What the advisories of a folder (`crates/NAME/RUSTSEC-….md` of the RustSec database) know of these parts.
///
/// # Errors
/// When the folder holds no advisories, or one about a part cannot be read.
pub fn known(parts: &[Part], database: &Path, rules: &Rules) -> Result<Vec<Known>, String> {
    let folder = database.join("crates");
    if !folder.is_dir() {
        return Err(format!("{} holds no advisories", database.display()));
    }
    let mut found = Vec::new();
    for part in parts.iter().filter(|part| part.source.is_some()) {
        // Most parts have none.
        let Ok(listing) = fs::read_dir(folder.join(&part.name)) else { continue };
        for file in listing {
            let path = file.map_err(|error| error.to_string())?.path();
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let about = about(&text).ok_or_else(|| format!("{} cannot be read", path.display()))?;
            found.extend(of_part(part, &about, rules).map_err(|error| format!("{}: {error}", path.display()))?);
        }
    }
    Ok(found)
}

/// The head of an advisory.
fn about(text: &str) -> Option<toml::Table> {
    let (_, rest) = text.split_once("```toml")?;
    rest.split_once("```")?.0.parse().ok()
}

fn of_part(part: &Part, about: &toml::Table, rules: &Rules) -> Result<Option<Known>, String> {
    let advisory = about.get("advisory").ok_or("it has no head")?;
    let text = |key: &str| advisory.get(key).and_then(toml::Value::as_str).unwrap_or_default();
    let id = text("id").to_owned();
    if advisory.get("withdrawn").is_some() || rules.ignored.contains(&id) {
        return Ok(None);
    }
    let versions = |key: &str| {
        about.get("versions").and_then(|versions| versions.get(key)).and_then(toml::Value::as_array).cloned().unwrap_or_default()
    };
    let fits = |wanted: &toml::Value| -> Result<bool, String> {
        let wanted = wanted.as_str().unwrap_or_default();
        Ok(VersionReq::parse(wanted).map_err(|error| format!("“{wanted}”: {error}"))?.matches(&part.version))
    };
    for whole in versions("patched").iter().chain(&versions("unaffected")) {
        if fits(whole)? {
            return Ok(None);
        }
    }
    let line = format!("{} {}: {id} ({})", part.name, part.version, text("date"));
    Ok(Some(if text("informational").is_empty() { Known::Hole(line) } else { Known::Notice(format!("{line}: {}", text("informational"))) }))
}

/// The list of parts, CycloneDX 1.5. No time and no number of its own, so that the same parts make the same list.
pub fn bill(parts: &[Part]) -> Value {
    let url = |part: &Part| format!("pkg:cargo/{}@{}", part.name, part.version);
    let component = |part: &Part| {
        json!({
            "type": if part.source.is_some() { "library" } else { "application" },
            "bom-ref": url(part), "name": part.name, "version": part.version.to_string(), "purl": url(part),
            "licenses": [{ "expression": part.licence.replace('/', " OR ") }],
        })
    };
    let components: Vec<Value> = parts.iter().map(component).collect();
    json!({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": { "component": { "type": "application", "name": "trin", "bom-ref": "trin" } },
        "components": components,
    })
}

/// `supply [DATABASE]`: checks licences and sources, writes the list of parts to `target/supply/trin.cdx.json`, and looks in the advisories
/// when a database is given.
///
/// # Errors
/// Everything that is wrong, in lines.
pub fn run(root: &Path, database: Option<&Path>) -> Result<String, String> {
    let rules = Rules::read(&fs::read_to_string(root.join("deny.toml")).map_err(|error| format!("deny.toml: {error}"))?)?;
    let mut cargo = Command::new("cargo");
    cargo.args(["metadata", "--format-version", "1", "--locked"]).current_dir(root);
    let said = cargo.output().map_err(|error| format!("cargo metadata: {error}"))?;
    if !said.status.success() {
        return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&said.stderr)));
    }
    let metadata = serde_json::from_slice(&said.stdout).map_err(|error| format!("cargo metadata: {error}"))?;
    let mut parts = parts(&metadata)?;
    parts.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    let written = root.join("target/supply/trin.cdx.json");
    let folder = written.parent().unwrap_or(root);
    let list = serde_json::to_string_pretty(&bill(&parts)).map_err(|error| error.to_string())?;
    fs::create_dir_all(folder).and_then(|()| fs::write(&written, list)).map_err(|error| format!("{}: {error}", written.display()))?;
    let mut faults = strangers(&parts, &rules);
    let mut told = vec![format!("{} parts, written to target/supply/trin.cdx.json", parts.len())];
    if let Some(database) = database {
        for known in known(&parts, database, &rules)? {
            match known {
                Known::Hole(line) => faults.push(line),
                Known::Notice(line) => told.push(line),
            }
        }
        told.push("no known hole is left open without a reason".to_owned());
    }
    if faults.is_empty() { Ok(told.join("\n")) } else { Err(faults.join("\n")) }
}
