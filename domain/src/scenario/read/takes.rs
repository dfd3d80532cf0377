//! What a field takes, in words.

use super::super::form::{List, Takes};

/// What a field takes, in Danish.
pub(super) fn takes_da(takes: Takes) -> String {
    match takes {
        Takes::Day => "en dato, fx \"2024-03-01\"".into(),
        Takes::Instant => "et tidspunkt, fx \"2024-03-01T09:30\"".into(),
        Takes::Text => "en tekst".into(),
        Takes::Flag => "true eller false".into(),
        Takes::Whole(lowest, highest) if lowest > i16::MIN => format!("et helt tal fra {lowest} til {highest}"),
        Takes::Whole(..) => "et helt tal".into(),
        Takes::Code(list) => format!("en af {}", codes(list)),
        Takes::Codes(list) => format!("en liste med en eller flere af {}", codes(list)),
        Takes::Entry(_) => "nummeret på en tidligere post, eller dens etiket".into(),
        Takes::Entries(_) => "en liste med numre eller etiketter på tidligere poster".into(),
        Takes::Staff => "en medarbejder, fx \"mette\"".into(),
        Takes::StaffList => "en liste af medarbejdere, fx [\"mette\"]".into(),
        Takes::Unit => "en enhed, fx \"Solsikken\"".into(),
        Takes::Round => "en trivselsrunde, fx \"foråret\"".into(),
        Takes::Child => "et barn, fx \"freja\"".into(),
        Takes::Children => "en liste af børn, fx [\"freja\"]".into(),
        Takes::Cpr => "et CPR-nummer (i opdigtede data et erstatningsnummer: dag + 60)".into(),
        Takes::Birth => "en fødselsdag, fx \"2015-04-02\", eller { \"expected\": \"2024-09-01\" }".into(),
        Takes::Notifier => "en underretter, fx \"school\" eller { \"kind\": \"school\", \"name\": … }".into(),
        Takes::Scores => "en liste, fx [{ \"goal\": 12, \"score\": 3 }]".into(),
        Takes::Absent => "en liste, fx [{ \"on\": \"2024-03-01\", \"kind\": \"unlawful\" }]".into(),
        Takes::Correction => "et objekt med de felter, der skal være anderledes".into(),
    }
}

/// What a field takes, in English.
pub(in crate::scenario) fn takes_en(takes: Takes) -> String {
    match takes {
        Takes::Day => "a date, e.g. \"2024-03-01\"".into(),
        Takes::Instant => "a point in time, e.g. \"2024-03-01T09:30\"".into(),
        Takes::Text => "a text".into(),
        Takes::Flag => "true or false".into(),
        Takes::Whole(lowest, highest) if lowest > i16::MIN => format!("a whole number from {lowest} to {highest}"),
        Takes::Whole(..) => "a whole number".into(),
        Takes::Code(list) => format!("one of {}", codes(list)),
        Takes::Codes(list) => format!("a list of one or more of {}", codes(list)),
        Takes::Entry(_) => "the number of an earlier entry, or its label".into(),
        Takes::Entries(_) => "a list of numbers or labels of earlier entries".into(),
        Takes::Staff => "a member of staff, e.g. \"mette\"".into(),
        Takes::StaffList => "a list of members of staff, e.g. [\"mette\"]".into(),
        Takes::Unit => "a unit, e.g. \"Solsikken\"".into(),
        Takes::Round => "a wellbeing round, e.g. \"spring\"".into(),
        Takes::Child => "a child, e.g. \"freja\"".into(),
        Takes::Children => "a list of children, e.g. [\"freja\"]".into(),
        Takes::Cpr => "a CPR number (in invented data a replacement number: day + 60)".into(),
        Takes::Birth => "a day of birth, e.g. \"2015-04-02\", or { \"expected\": \"2024-09-01\" }".into(),
        Takes::Notifier => "a notifier, e.g. \"school\" or { \"kind\": \"school\", \"name\": … }".into(),
        Takes::Scores => "a list, e.g. [{ \"goal\": 12, \"score\": 3 }]".into(),
        Takes::Absent => "a list, e.g. [{ \"on\": \"2024-03-01\", \"kind\": \"unlawful\" }]".into(),
        Takes::Correction => "an object with the fields that should be otherwise".into(),
    }
}

pub(super) fn codes(list: List) -> String {
    list.codes().iter().map(|code| code.code).collect::<Vec<_>>().join(", ")
}
