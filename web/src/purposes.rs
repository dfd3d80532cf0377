//! For which purpose each address is asked: what the family is told. One table; an address that is not in it fails a test.

use crate::words::{Lang, t};

/// Purposes by their codes, with their texts.
const WORDS: [(&str, &str); 19] = [
    ("my-day", "log-purpose-my-day"),
    ("find", "log-purpose-find"),
    ("casework", "log-purpose-casework"),
    ("note", "log-purpose-note"),
    ("meeting", "log-purpose-meeting"),
    ("notification", "log-purpose-notification"),
    ("network", "log-purpose-network"),
    ("wellbeing", "log-purpose-wellbeing"),
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
];

/// An address that says nothing about any child.
const NONE: &str = "none";

/// Each route, for GET and POST alike.
const TABLE: &[(&str, &str)] = &[
    ("/", NONE),
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
    ("/modtagelsen/{id}/{no}", "notification"),
    ("/modtagelsen/{id}/{no}/kvittering", "notification"),
    ("/modtagelsen/{id}/{no}/orientering", "notification"),
    ("/boern", "find"),
    ("/boern/soeg", "find"),
    ("/noedadgang", "emergency"),
    ("/boern/{id}", "casework"),
    ("/boern/{id}/noedadgang", "emergency"),
    ("/boern/{id}/adgang", "access"),
    ("/boern/{id}/opslag", "access"),
    ("/boern/{id}/opbevaring", "retention"),
    ("/boern/{id}/opbevaring/{what}", "retention"),
    ("/boern/{id}/adresse", "network"),
    ("/boern/{id}/adresse/vis", "network"),
    ("/boern/{id}/aktindsigt", "copy"),
    ("/boern/{id}/aktindsigt/{no}", "copy"),
    ("/boern/{id}/aktindsigt/{no}/{file}", "copy"),
    ("/boern/{id}/note", "note"),
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

/// A purpose in words; its code when it has none.
pub fn in_words(lang: Lang, code: &str) -> String {
    WORDS.iter().find(|(known, _)| *known == code).map_or_else(|| code.to_owned(), |(_, key)| t(lang, key))
}
