//! Family, network, everyday places and consents on one page, each with its own small form; what ends keeps its place in the record.

use crate::app::App;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Form, Saving};
use crate::parts::field::{Choice, Field, Typed};
use crate::parts::list;
use crate::paths;
use crate::seen::Seen;
use crate::session::Visitor;
use crate::submit;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use maud::{Markup, html};
use trin_domain::access::Room;
use trin_domain::calendar::day_of;
use trin_domain::kinds::{RelationKind, UnitKind};
use trin_domain::record::{
    ConsentGiven, ConsentWithdrawn, CustodyChanged, Enrolled, EntryNo, Fact, LeftUnit, RelationAdded, RelationEnded,
};
use trin_store::ChildRow;

mod sibling;

/// The places a child goes in everyday life.
const EVERYDAY: [UnitKind; 3] = [UnitKind::DayCare, UnitKind::School, UnitKind::HealthService];

const LABELS: &[(&str, &str)] =
    &[("name", "child-network-name"), ("given_by", "child-consent-by"), ("purpose", "child-consent-purpose"), ("on", "child-note-on")];

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    form_page::show(&app, &visitor, &id, &format!("/boern/{id}/netvaerk"), draw).await
}

pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = submit::open(&app, &visitor, &id, &typed).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    form_page::may_write(&visitor, &seen, Room::Network)?;
    let lang = visitor.lang;
    let mut reader = Reader::new(&mut typed, lang);
    let facts = read(&mut reader, lang, &seen);
    let on = reader.optional_date("on", &t(lang, "child-note-on"));
    let sibling = sibling::read(&app, &visitor, &seen, &mut typed).await?;
    let commands = match (facts, on) {
        (Some(facts), Some(on)) => Some(sibling::commands(&app, &visitor, &seen, &typed, facts, sibling.chosen(), on).await?),
        _ => None,
    };
    let address = paths::below(seen.child(), "netvaerk");
    let draw = |app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>| {
        draw_with(app, visitor, seen, typed, notice, sibling.several())
    };
    let saving = Saving { address: &address, purpose: "network", then: address.clone(), done: "child-done-network", draw };
    form_page::save_all(&app, &visitor, &seen, typed, commands, submit::labels(lang, LABELS), saving).await
}

/// What was filled in: a place begun at or left, a new person, a change to one, a consent given or withdrawn. What is empty is left alone.
fn read(reader: &mut Reader<'_>, lang: Lang, seen: &Seen<'_>) -> Option<Vec<Fact>> {
    let on = reader.date("on", &t(lang, "child-note-on"))?;
    let mut facts = Vec::new();
    if let Some(no) = reader.optional("left") {
        facts.push(Fact::LeftUnit(LeftUnit { enrolment: EntryNo(no.parse().unwrap_or(0)), on }));
    }
    if reader.optional("unit").is_some() {
        let place = |id: &str| EVERYDAY.iter().flat_map(|kind| seen.names.units(*kind)).find(|unit| unit.id.to_string() == id);
        let unit = reader.choice("unit", &t(lang, "child-network-unit-label"), place)?;
        facts.push(Fact::Enrolled(Enrolled { unit: unit.id, unit_name: unit.name.clone(), unit_kind: unit.kind, on }));
    }
    let (name, purpose) = (reader.optional("name").is_some(), reader.optional("purpose").is_some());
    for (field, label) in [("relation", "child-network-relation-label"), ("custody", "child-network-custody")] {
        reader.only_with(name, &t(lang, "child-network-name-label"), field, &t(lang, label));
    }
    let of_consent = [("given_by", "child-consent-by-label"), ("recipients", "child-text-recipients"), ("until", "child-text-until")];
    for (field, label) in of_consent {
        reader.only_with(purpose, &t(lang, "child-consent-purpose-label"), field, &t(lang, label));
    }
    if let Some(name) = reader.optional("name") {
        let relation = reader.choice("relation", &t(lang, "child-network-relation"), RelationKind::from_code)?;
        facts.push(Fact::RelationAdded(RelationAdded { relation, name, child: None, has_custody: reader.ticked("custody"), on }));
    }
    if let Some(change) = reader.optional("change") {
        let (what, no) = change.split_once(':').unwrap_or_default();
        let relation = EntryNo(no.parse().unwrap_or(0));
        facts.push(match what {
            "gives" => Fact::CustodyChanged(CustodyChanged { relation, has_custody: true, on }),
            "takes" => Fact::CustodyChanged(CustodyChanged { relation, has_custody: false, on }),
            _ => Fact::RelationEnded(RelationEnded { relation, on }),
        });
    }
    if let Some(purpose) = reader.optional("purpose") {
        let given_by = reader.text("given_by", &t(lang, "child-consent-by"));
        let recipients = reader.optional("recipients").unwrap_or_default();
        let until = reader.optional_date("until", &t(lang, "child-consent-until"));
        facts.push(Fact::ConsentGiven(ConsentGiven { given_by, purpose, recipients, on, until }));
    }
    if let Some(no) = reader.optional("withdrawn") {
        facts.push(Fact::ConsentWithdrawn(ConsentWithdrawn { consent: EntryNo(no.parse().unwrap_or(0)), on }));
    }
    Some(facts)
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    draw_with(app, visitor, seen, typed, notice, &[])
}

/// The page, with the children one of whom may be the sibling that was searched for.
fn draw_with(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>, found: &[ChildRow]) -> Markup {
    let lang = visitor.lang;
    let typed = typed.clone().or_else("on", date_value(app.today()));
    let fields = html! {
        (Field::new(lang, "on", &t(lang, "child-network-on")).hint(&t(lang, "child-network-on-hint")).typed(&typed).date())
        (people_fields(lang, seen, &typed))
        (sibling::fields(lang, app.today(), &typed, found))
        (place_fields(lang, seen, &typed))
        (consent_fields(lang, seen, &typed))
    };
    let title = t_with(lang, "child-network-title", &[("name", seen.first_name().to_owned().into())]);
    let address = paths::below(seen.child(), "netvaerk");
    let lead = t(lang, "child-network-lead");
    let side = Some(list::section(&t(lang, "child-enrolments"), enrolments(lang, seen)));
    Form { title: &title, lead: &lead, address: &address, button: &t(lang, "child-network-save"), side, back: None }
        .page(app, visitor, seen, &typed, notice, fields)
}

fn people_fields(lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
    let today = day_of(seen.now);
    let relations: Vec<Choice<'_>> =
        RelationKind::ALL.iter().map(|kind| Choice::new(kind.code(), lang.pick(kind.da(), kind.en()))).collect();
    let current: Vec<_> = seen.state.relations.iter().filter(|relation| relation.ended_on().is_none()).collect();
    let mut changes: Vec<(String, String)> = Vec::new();
    for relation in &current {
        let (no, name) = (relation.added.no, relation.added.what.name.clone());
        let name = [("name", name.into())];
        if relation.has_custody {
            changes.push((format!("takes:{no}"), t_with(lang, "child-network-takes", &name)));
        } else {
            changes.push((format!("gives:{no}"), t_with(lang, "child-network-gives", &name)));
        }
        changes.push((format!("ends:{no}"), t_with(lang, "child-network-ends", &name)));
    }
    let changes: Vec<Choice<'_>> = changes.iter().map(|(value, label)| Choice::new(value, label)).collect();
    html! {
        fieldset.group {
            legend { (t(lang, "child-network")) }
            ul.plain {
                @for relation in &current {
                    li {
                        @match relation.added.what.child { Some(child) => a href=(paths::child(child)) { (relation.added.what.name) }, None => (relation.added.what.name), }
                        span.quiet { " · " (lang.pick(relation.added.what.relation.da(), relation.added.what.relation.en())) @if relation.has_custody { ", " (t(lang, "child-custody")) } ", " (t_with(lang, "child-since", &[("day", format::day(lang, relation.added.what.on, today).into())])) }
                    }
                }
            }
            (Field::new(lang, "name", &t(lang, "child-network-name-label")).hint(&t(lang, "child-network-name-hint")).optional().typed(typed).text())
            (Field::new(lang, "relation", &t(lang, "child-network-relation-label")).optional().typed(typed).select(&relations))
            (Field::new(lang, "custody", &t(lang, "child-network-custody")).optional().typed(typed).tick())
            @if !changes.is_empty() { (Field::new(lang, "change", &t(lang, "child-network-change")).optional().typed(typed).select(&changes)) }
        }
    }
}

/// Where the child goes in everyday life, whose staff then see that it does.
fn place_fields(lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
    let today = day_of(seen.now);
    let ids: Vec<(UnitKind, Vec<(String, &str)>)> = EVERYDAY
        .iter()
        .map(|kind| (*kind, seen.names.units(*kind).map(|unit| (unit.id.to_string(), unit.name.as_str())).collect()))
        .collect();
    let groups: Vec<(&str, Vec<Choice<'_>>)> = ids
        .iter()
        .map(|(kind, units)| (lang.pick(kind.da(), kind.en()), units.iter().map(|(id, name)| Choice::new(id, name)).collect()))
        .collect();
    let now: Vec<(String, &str)> = seen
        .state
        .enrolments
        .iter()
        .filter(|enrolment| enrolment.left_on().is_none_or(|left| left > today))
        .map(|enrolment| (enrolment.began.no.to_string(), enrolment.began.what.unit_name.as_str()))
        .collect();
    let leaving: Vec<Choice<'_>> = now.iter().map(|(no, name)| Choice::new(no, name)).collect();
    html! {
        fieldset.group {
            legend { (t(lang, "child-enrolments")) }
            (Field::new(lang, "unit", &t(lang, "child-network-unit-label")).hint(&t(lang, "child-network-unit-hint")).optional().typed(typed).select_grouped(&groups))
            @if !leaving.is_empty() { (Field::new(lang, "left", &t(lang, "child-network-left-label")).optional().typed(typed).select(&leaving)) }
        }
    }
}

fn consent_fields(lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
    let today = day_of(seen.now);
    let holding: Vec<_> = seen.state.consents.iter().filter(|consent| consent.holds_on(today)).collect();
    let withdrawals: Vec<(String, String)> = holding
        .iter()
        .map(|consent| (consent.given.no.to_string(), format!("{}: {}", consent.given.what.given_by, consent.given.what.purpose)))
        .collect();
    let withdrawals: Vec<Choice<'_>> = withdrawals.iter().map(|(value, label)| Choice::new(value, label)).collect();
    html! {
        fieldset.group {
            legend { (t(lang, "child-consents")) }
            @if holding.is_empty() { p.quiet { (t(lang, "child-consents-none")) } }
            ul.plain {
                @for consent in &holding {
                    li { (consent.given.what.purpose) span.quiet { " · " (consent.given.what.given_by) ", " (t_with(lang, "child-since", &[("day", format::day(lang, consent.given.what.on, today).into())])) } }
                }
            }
            (Field::new(lang, "purpose", &t(lang, "child-consent-purpose-label")).hint(&t(lang, "child-consent-purpose-hint")).optional().lines(2).typed(typed).text_area())
            (Field::new(lang, "given_by", &t(lang, "child-consent-by-label")).optional().typed(typed).text())
            (Field::new(lang, "recipients", &t(lang, "child-text-recipients")).optional().typed(typed).text())
            (Field::new(lang, "until", &t(lang, "child-text-until")).optional().typed(typed).date())
            @if !withdrawals.is_empty() { (Field::new(lang, "withdrawn", &t(lang, "child-consent-withdraw")).optional().typed(typed).select(&withdrawals)) }
        }
    }
}

fn enrolments(lang: Lang, seen: &Seen<'_>) -> Markup {
    let today = day_of(seen.now);
    html! {
        @if seen.state.enrolments.is_empty() { p.quiet { (t(lang, "child-enrolments-none")) } }
        ul.plain {
            @for enrolment in seen.state.enrolments.iter().rev() {
                li {
                    (enrolment.began.what.unit_name)
                    span.quiet {
                        " · " (t_with(lang, "child-since", &[("day", format::day(lang, enrolment.began.what.on, today).into())]))
                        @if let Some(left) = enrolment.left_on() { " " (t_with(lang, "child-until", &[("day", format::day(lang, left, today).into())])) }
                    }
                }
            }
        }
    }
}
