//! For which purpose each address is asked: what the family is told. One table; an address that is not in it fails a test.

use crate::words::{Lang, t};

/// Purposes by their codes, with their texts.
const WORDS: &[(&str, &str)] = &[
    ("my-day", "log-purpose-my-day"),
    ("find", "log-purpose-find"),
    ("casework", "log-purpose-casework"),
    ("door", "log-purpose-door"),
    ("note", "log-purpose-note"),
    ("meeting", "log-purpose-meeting"),
    ("notification", "log-purpose-notification"),
    ("network", "log-purpose-network"),
    ("wellbeing", "log-purpose-wellbeing"),
    // One for all that a day-care or school does by itself: the log is read by the case and by the family, and must not tell that somebody worries.
    ("unit", "log-purpose-unit"),
    ("assessment", "log-purpose-assessment"),
    ("help", "log-purpose-help"),
    ("responsibility", "log-purpose-responsibility"),
    ("closing", "log-purpose-closing"),
    ("leading", "log-purpose-leading"),
    ("statistics", "log-purpose-statistics"),
    ("emergency", "log-purpose-emergency"),
    ("access", "log-purpose-access"),
    ("copy", "log-purpose-copy"),
    ("review", "log-purpose-review"),
    ("retention", "log-purpose-retention"),
    ("address", "log-purpose-address"),
    ("correction", "log-purpose-correction"),
    ("decision", "log-purpose-decision"),
    ("plan", "log-purpose-plan"),
    ("follow-up", "log-purpose-follow-up"),
    ("family-view", "log-purpose-family-view"),
    ("receipt", "log-purpose-receipt"),
    ("feedback", "log-purpose-feedback"),
    ("import", "log-purpose-import"),
    ("invented", "log-purpose-invented"),
    ("staff-leaves", "log-purpose-staff-leaves"),
    ("destruction", "log-purpose-destruction"),
    ("restore", "log-purpose-restore"),
    ("protected-address", "log-purpose-protected-address"),
    ("login", "log-purpose-login"),
    ("close", "log-purpose-closing"),
    ("child-heard", "log-purpose-child-heard"),
    ("reread", "log-purpose-reread"),
    ("birth", "log-purpose-birth"),
    ("administration", "log-purpose-administration"),
    ("integrity", "log-purpose-integrity"),
];

/// An address that says nothing about any child.
const NONE: &str = "none";

/// Each route, for GET and POST alike.
const TABLE: &[(&str, &str)] = &[
    ("/", NONE),
    ("/henvendelse", NONE),
    ("/henvendelse/kvittering/{reference}", NONE),
    ("/ind", NONE),
    ("/ind/trin-2", NONE),
    ("/bekraeft", NONE),
    ("/mig/sessioner", NONE),
    ("/mig/sessioner/slut", NONE),
    ("/mig/sikkerhed", NONE),
    ("/mig/sikkerhed/adgangskode", NONE),
    ("/mig/sikkerhed/app", NONE),
    ("/mig/sikkerhed/app/fjern", NONE),
    ("/mig/sikkerhed/noegle", NONE),
    ("/mig/sikkerhed/noegle/fjern", NONE),
    ("/mig/sikkerhed/koder", NONE),
    ("/mig/stikproever", "review"),
    ("/team/log", "review"),
    ("/team/log/laest", "review"),
    ("/team/log/{no}", "review"),
    ("/team/logget-ind", NONE),
    ("/team/logget-ind/slut", NONE),
    ("/ind/udbyder", NONE),
    ("/ind/svar", NONE),
    ("/ind/udbyder/log-ud", NONE),
    ("/log-ud", NONE),
    ("/sprog", NONE),
    ("/assets/{file}", NONE),
    ("/kladder/{key}", NONE),
    ("/kladder/{key}/glem", NONE),
    ("/strategi", NONE),
    ("/strategi/sammenlign", NONE),
    ("/strategi/{key}", NONE),
    ("/min-dag", "my-day"),
    ("/min-dag/laest", "my-day"),
    ("/trappen", "statistics"),
    ("/trappen/trin", "statistics"),
    ("/trappen/flyttet", "statistics"),
    ("/team", "leading"),
    ("/team/forfaldne", "leading"),
    ("/team/boern", "leading"),
    ("/team/sletning", "retention"),
    ("/modtagelsen", "notification"),
    ("/modtagelsen/ny", "notification"),
    ("/modtagelsen/ny/{barn}", "notification"),
    ("/modtagelsen/henvendelser/{id}", "door"),
    ("/modtagelsen/henvendelser/{id}/underretning", "notification"),
    ("/modtagelsen/{id}/{no}", "notification"),
    ("/modtagelsen/{id}/{no}/kvittering", "notification"),
    ("/modtagelsen/{id}/{no}/orientering", "notification"),
    ("/boern", "find"),
    ("/boern/soeg", "find"),
    ("/noedadgang", "emergency"),
    ("/boern/{id}", "casework"),
    ("/boern/{id}/noedadgang", "emergency"),
    ("/boern/{id}/noedadgang/luk", "emergency"),
    ("/boern/{id}/adgang", "access"),
    ("/boern/{id}/opslag", "access"),
    ("/boern/{id}/opbevaring", "retention"),
    ("/boern/{id}/opbevaring/{what}", "retention"),
    ("/boern/{id}/adresse", "network"),
    ("/boern/{id}/adresse/vis", "protected-address"),
    ("/boern/{id}/aktindsigt", "copy"),
    ("/boern/{id}/aktindsigt/{no}", "copy"),
    ("/boern/{id}/aktindsigt/{no}/{file}", "copy"),
    ("/boern/{id}/note", "note"),
    ("/samtaler", "unit"),
    ("/samtaler/{barn}", "unit"),
    ("/fravaer", "unit"),
    ("/fravaer/hent", "unit"),
    ("/fravaer/{barn}", "unit"),
    ("/fravaer/{barn}/skridt/{trin}/{dag}", "unit"),
    ("/saadan-goer-vi", NONE),
    ("/bekymringer", "unit"),
    ("/bekymringer/ny", "unit"),
    ("/bekymringer/{barn}/ny", "unit"),
    ("/bekymringer/{barn}/ny/{vurdering}", "unit"),
    ("/bekymringer/{barn}/{nr}", "unit"),
    ("/bekymringer/{barn}/{nr}/skridt/{skridt}", "unit"),
    ("/bekymringer/{barn}/{nr}/andet", "unit"),
    ("/bekymringer/{barn}/{nr}/aftale", "unit"),
    ("/bekymringer/{barn}/aftale/{nr}", "unit"),
    ("/bekymringer/{barn}/{nr}/afslut", "unit"),
    ("/runder", NONE),
    ("/runder/ny", NONE),
    ("/runder/{runde}", "unit"),
    ("/runder/{runde}/sammen", "unit"),
    ("/runder/{runde}/luk", NONE),
    ("/runder/{runde}/barn/{barn}", "unit"),
    ("/boern/{id}/ansvar", "responsibility"),
    ("/boern/{id}/boernesamtale", "casework"),
    ("/boern/{id}/foedt", "casework"),
    ("/boern/{id}/genlaesning", "notification"),
    ("/boern/{id}/luk", "closing"),
    ("/boern/{id}/moede/ny", "meeting"),
    ("/boern/{id}/moede/{no}", "meeting"),
    ("/boern/{id}/netvaerk", "network"),
    ("/boern/{id}/post/{no}/ret", "note"),
    ("/boern/{id}/post/{no}/syn", "note"),
    ("/boern/{id}/trivsel", "wellbeing"),
    ("/boern/{id}/undersoegelse/ny", "assessment"),
    ("/boern/{id}/undersoegelse/{no}", "assessment"),
    ("/boern/{id}/plan", "help"),
    ("/boern/{id}/plan/ny", "help"),
    ("/boern/{id}/indsats/ny", "help"),
    ("/boern/{id}/indsats/{no}", "help"),
    ("/boern/{id}/indsats/{no}/{what}", "help"),
    ("/boern/{id}/opfoelgning/{no}", "help"),
];

/// The purpose of an address; nothing for one that is not in the table.
pub fn known(route: &str) -> Option<&'static str> {
    TABLE.iter().find(|(address, _)| *address == route).map(|(_, purpose)| *purpose)
}

/// The purpose of an address as the log has it.
pub(crate) fn of(route: &str) -> &'static str {
    known(route).unwrap_or(NONE)
}

/// Every purpose there are words for.
pub fn all() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(code, _)| *code)
}

/// A purpose in words; its code when it has none.
pub fn in_words(lang: Lang, code: &str) -> String {
    WORDS.iter().find(|(known, _)| *known == code).map_or_else(|| code.to_owned(), |(_, key)| t(lang, key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// What stands before a purpose where a command is done.
    const BEFORE: [&str; 9] = [
        "purpose: \"",
        "bulk(strategy, \"",
        "Errand::from(\"",
        "destroy_key(&asked, \"",
        "errand(\"",
        "context(), \"",
        "&context, \"",
        "PURPOSE: &str = \"",
        "PURPOSE: &'static str = \"",
    ];

    fn sources(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs") && !path.to_string_lossy().contains("tests") {
                let text = std::fs::read_to_string(&path).expect("a source");
                let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
                found.push(shipped.to_owned());
            }
        }
    }

    #[test]
    fn the_family_is_told_each_purpose_in_words() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut files = Vec::new();
        for part in ["web/src", "app/src", "store/src"] {
            sources(&root.join(part), &mut files);
        }
        let commands = files.iter().flat_map(|text| BEFORE.iter().flat_map(|before| text.split(before).skip(1)));
        let mut codes: Vec<&str> = commands.filter_map(|rest| rest.split('"').next()).collect();
        codes.extend(TABLE.iter().map(|(_, purpose)| *purpose).filter(|purpose| *purpose != NONE));
        codes.sort_unstable();
        codes.dedup();
        assert!(codes.len() > 20, "they are found: {codes:?}");
        let silent: Vec<&&str> = codes.iter().filter(|code| !WORDS.iter().any(|(known, _)| known == *code)).collect();
        assert!(silent.is_empty(), "no words for {silent:?}");
    }
}
