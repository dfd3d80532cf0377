//! Everything a fact says in words, each text under its own label.

use super::fact_words::FactWords;
use crate::seen::Seen;
use crate::words::Lang;
use trin_domain::disclosure::told;
use trin_domain::organisation::Staff;
use trin_domain::record::{EntryNo, Fact};
use trin_domain::scenario::{FactForm, Takes};

/// Label and text of everything a fact says, but the day it stands under. What tells of another entry is for those who see that too.
pub(super) fn texts(lang: Lang, fact: &Fact, seen: &Seen<'_>, staff: &Staff) -> Vec<(String, String)> {
    let dated_by = FactForm::of(fact.kind()).and_then(FactForm::dated_by).filter(|field| field.takes == Takes::Day);
    said(lang, fact, seen, staff, dated_by.map(|field| field.name))
}

/// One version of an entry: the day it was about and everything it said.
pub(super) fn version(lang: Lang, fact: &Fact, seen: &Seen<'_>, staff: &Staff) -> Vec<(String, String)> {
    said(lang, fact, seen, staff, None)
}

fn said(lang: Lang, fact: &Fact, seen: &Seen<'_>, staff: &Staff, without: Option<&str>) -> Vec<(String, String)> {
    let words = FactWords { lang, names: &seen.names };
    let sees = |no: &EntryNo| seen.record.entry(*no).is_some_and(|entry| seen.grant.sees_entry(&seen.state, staff, entry));
    let lines = told(fact, seen.record, &seen.state, &words).into_iter();
    // Who of the family says so is for those who see the network.
    let is_named = match fact {
        Fact::ViewAttached(view) => seen.grant.sees_who_said(view).is_some(),
        _ => true,
    };
    let lines = lines.filter(|line| is_named || line.field != "who");
    lines.filter(|line| Some(line.field.as_str()) != without && line.quotes.iter().all(sees)).map(|line| (line.label, line.says)).collect()
}
