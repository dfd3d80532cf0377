//! The family sees an entry differently: who says so, in their own words (principle 8).

use super::entry_answer::find;
use super::entry_view::line;
use crate::app::App;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Form, Saving};
use crate::parts::field::{Choice, Field, Typed};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{Lang, t, t_with};
use axum::extract::{Path, State};
use maud::{Markup, html};
use trin_domain::calendar::day_of;
use trin_domain::record::{EntryNo, Fact, Relation, ViewAttached};

const LABELS: &[(&str, &str)] = &[("who", "child-view-who"), ("text", "child-view-text"), ("on", "child-note-on")];

/// The child itself, among those who may say so.
const CHILD: &str = "barn";
/// Somebody who is not written in the record as family.
pub(super) const OTHER: &str = "anden";

/// Whether somebody is a party of the case by law: the child, and whoever holds custody.
pub(super) fn is_party(seen: &Seen<'_>, relation: Option<EntryNo>) -> bool {
    relation.is_none_or(|no| seen.state.relations.iter().any(|relation| relation.added.no == no && relation.has_custody))
}

/// Who may say so: the child, and those of the family and network who are part of it now, with what they are to the child.
pub(super) fn parties(lang: Lang, seen: &Seen<'_>) -> Vec<(String, String, Option<EntryNo>)> {
    let child = (CHILD.to_owned(), t_with(lang, "child-view-the-child", &[("name", seen.state.name().to_owned().into())]), None);
    let today = day_of(seen.now);
    let still = |relation: &&Relation<'_>| relation.ended_on().is_none_or(|ended| ended >= today);
    let related = seen.state.relations.iter().filter(still).map(|relation| {
        let (no, what) = (relation.added.no, relation.added.what);
        let kind = lang.pick(what.relation.da(), what.relation.en()).to_lowercase();
        let custody = if relation.has_custody { format!(", {}", t(lang, "child-custody")) } else { String::new() };
        (no.to_string(), format!("{}, {kind}{custody}", what.name), Some(no))
    });
    std::iter::once(child).chain(related).collect()
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    find(&visitor, &seen, no)?;
    let address = paths::below(seen.child(), &format!("post/{no}/syn"));
    form_page::show_seen(&app, &visitor, &seen, &address, &[("no", no.to_string())], draw).await
}

pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>, Sent(typed): Sent) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    find(&visitor, &seen, no)?;
    let parties = parties(lang, &seen);
    let mut typed = typed.or_else("no", no.to_string());
    let mut reader = Reader::new(&mut typed, lang);
    let (label, name_label) = (t(lang, "child-view-who"), t(lang, "child-view-name"));
    let party = reader.choice("party", &label, |code| {
        let of_family = parties.iter().find(|(value, ..)| value == code).map(|(_, who, relation)| (Some(who.clone()), *relation));
        of_family.or_else(|| (code == OTHER).then_some((None, None)))
    });
    let by_name = matches!(party, Some((None, _)));
    if party.is_some() {
        reader.only_with(by_name, &t(lang, "child-view-other"), "who", &name_label);
    }
    let who = match &party {
        Some((Some(who), _)) => who.clone(),
        Some((None, _)) => reader.text("who", &name_label),
        None => String::new(),
    };
    let text = reader.text("text", &t(lang, "child-view-text"));
    let on = reader.date("on", &t(lang, "child-note-on"));
    let facts = on.zip(party).filter(|_| reader.is_fine());
    let is_child = typed.value("party") == CHILD;
    let facts =
        facts.map(|(on, (_, relation))| vec![Fact::ViewAttached(ViewAttached { entry: EntryNo(no), on, who, is_child, relation, text })]);
    let address = paths::below(seen.child(), &format!("post/{no}/syn"));
    let then = paths::child(seen.child());
    let saving = Saving { address: &address, purpose: "family-view", then, done: "child-done-view", draw };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(lang, LABELS), saving).await
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let typed = typed.clone().or_else("on", date_value(app.today()));
    let no: u32 = typed.value("no").parse().unwrap_or(0);
    let says = seen.record.entry(EntryNo(no)).map(|entry| line(lang, seen.state.says(entry), seen)).unwrap_or_default();
    let other = t(lang, "child-view-other");
    let parties = parties(lang, seen);
    let choices = parties.iter().map(|(value, who, _)| Choice::new(value, who)).chain([Choice::new(OTHER, &other)]);
    let choices: Vec<Choice<'_>> = choices.collect();
    let fields = html! {
        blockquote { p { (says) } }
        (super::views::of(lang, seen, EntryNo(no)))
        (Field::new(lang, "party", &t(lang, "child-view-who-label")).typed(&typed).radios(&choices))
        (Field::new(lang, "who", &t(lang, "child-view-name-label")).hint(&t(lang, "child-view-name-hint")).when_needed().typed(&typed).text())
        (Field::new(lang, "text", &t(lang, "child-view-text-label")).hint(&t(lang, "child-view-text-hint")).lines(5).typed(&typed).text_area())
        (Field::new(lang, "on", &t(lang, "child-view-on")).typed(&typed).date())
    };
    let title = t_with(lang, "child-view-title", &[("no", no.into())]);
    let address = paths::below(seen.child(), &format!("post/{no}/syn"));
    let lead = t(lang, "child-view-lead");
    Form { title: &title, lead: &lead, address: &address, button: &t(lang, "child-view-save"), side: None, back: None }
        .page(app, visitor, seen, &typed, notice, fields)
}
