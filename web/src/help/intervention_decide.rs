//! The decision: which help, on which step, why not less, and how the child gets down again (L3, P2).

use super::decision::{self, Decision};
use crate::app::App;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Form, Saving};
use crate::parts::duty;
use crate::parts::field::{Choice, Field, Typed};
use crate::parts::list;
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{Lang, t, t_with};
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::duties::{self, Duty, DutyKind};
use trin_domain::help::end_reason;
use trin_domain::kinds::InterventionKind;
use trin_domain::record::{ConsentBasis, EntryNo, Fact, Intervention, InterventionDecided, InterventionEnded};

/// `GET /boern/{id}/indsats/ny`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    form_page::show_seen(&app, &visitor, &seen, &paths::below(seen.child(), "indsats/ny"), &[], draw).await
}

/// `POST /boern/{id}/indsats/ny`.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = submit::open(&app, &visitor, &id, &typed).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    let mut reader = Reader::new(&mut typed, lang);
    let on = reader.date("on", &t(lang, "help-say-day"));
    let decision = Decision::read(&mut reader, &app, lang, &seen.names);
    let replaced = replaced(&mut reader, &seen, lang);
    let ended_on = reader.optional_date("ended_on", &t(lang, "help-say-day"));
    reader.only_with(replaced.is_some(), &t(lang, "help-decision-replaces"), "ended_on", &t(lang, "help-ended-on"));
    // With neither day known the old help would end today and leave the child without: one of them must be said.
    if replaced.is_some() && ended_on.is_none() && decision.as_ref().is_some_and(|new| new.starts_on.is_none()) {
        reader.fault("starts_on", "help-fault-starts-or-ends", "", &[]);
    }
    // The form's own numbering: the page was made from this version, and a newer record refuses the command as stale.
    let next = crate::form::seen(&typed).0 + 1;
    let facts = match (on, decision) {
        (Some(on), Some(decision)) => Some(facts(&app, &mut typed, lang, next, on, decision, replaced, ended_on)),
        _ => None,
    };
    let no = facts.as_ref().map_or(next, |facts| number_of_decision(next, facts));
    let address = paths::below(seen.child(), "indsats/ny");
    let then = paths::intervention(seen.child(), EntryNo(no));
    let saving = Saving { address: &address, purpose: "decision", then, done: "help-done-decided", draw };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(lang, decision::LABELS), saving).await
}

fn number_of_decision(next: u32, facts: &[Fact]) -> u32 {
    (next..).zip(facts).find(|(_, fact)| matches!(fact, Fact::InterventionDecided(_))).map_or(next, |(no, _)| no)
}

/// The running help that the new takes over from, when one was chosen.
fn replaced<'s, 'r>(reader: &mut Reader<'_>, seen: &'s Seen<'r>, lang: Lang) -> Option<&'s Intervention<'r>> {
    reader.optional("replaces")?;
    reader.choice("replaces", &t(lang, "help-say-replaces"), |no| running(seen).find(|help| help.no().to_string() == no))
}

#[allow(clippy::too_many_arguments, reason = "what one form says")]
fn facts(
    app: &App,
    typed: &mut Typed,
    lang: Lang,
    next: u32,
    on: Date,
    decision: Decision,
    replaced: Option<&Intervention<'_>>,
    ended_on: Option<Date>,
) -> Vec<Fact> {
    let Some(old) = replaced else { return decision.facts(EntryNo(next), on, None) };
    let began = old.started_on().unwrap_or(old.decided.what.on);
    // The old help carries the child until the day before the new begins.
    let day_before = decision.starts_on.and_then(|starts| starts.yesterday().ok());
    let last_day = ended_on.unwrap_or_else(|| day_before.unwrap_or(on).max(began));
    if last_day < began {
        let values = [("field", t(lang, "help-ended-on").into()), ("day", crate::form::day_in_words(lang, began).into())];
        typed.wrong("ended_on", t_with(lang, "refusals-too-early", &values));
    }
    let reason = end_reason(app.strategy(), old.decided.what.kind, decision.kind);
    let ended = InterventionEnded { intervention: old.no(), on: last_day, reason, note: String::new() };
    let mut facts = vec![Fact::InterventionEnded(ended)];
    facts.extend(decision.facts(EntryNo(next + 1), on, Some(old.no())));
    facts
}

fn running<'s, 'r>(seen: &'s Seen<'r>) -> impl Iterator<Item = &'s Intervention<'r>> {
    seen.state.interventions.iter().filter(|help| help.ended.is_none())
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let typed = &typed.clone().or_else("on", date_value(app.today()));
    let name = [("name", seen.first_name().to_owned().into())];
    let missing = missing(app, visitor, seen, typed);
    let choices: Vec<(String, String)> =
        running(seen).map(|help| (help.no().to_string(), crate::child::help_name(lang, seen, help.no()))).collect();
    let choices: Vec<Choice<'_>> = choices.iter().map(|(no, name)| Choice::new(no, name)).collect();
    let fields = html! {
        @if missing.iter().any(|duty| duty.kind == DutyKind::ChildHeard) {
            div.warning role="note" {
                p { b { (t_with(lang, "help-not-heard", &name)) } " " (t_with(lang, "help-not-heard-why", &name)) }
                p { a href=(paths::below(seen.child(), "boernesamtale")) { (t_with(lang, "help-hear", &name)) } }
            }
        }
        fieldset.group { legend { (t(lang, "help-decision-what")) } (decision::what_fields(app, lang, seen, typed)) }
        fieldset.group { legend { (t(lang, "help-decision-why")) } (decision::why_fields(app, lang, typed)) }
        fieldset.group {
            legend { (t(lang, "help-decision-how")) }
            (decision::consent_field(lang, typed))
            (Field::new(lang, "on", &t(lang, "help-decision-on")).typed(typed).date())
            (decision::time_fields(lang, typed, &t(lang, "help-decision-starts-on-hint")))
        }
        @if !choices.is_empty() {
            fieldset.group {
                legend { (t(lang, "help-decision-replacing")) }
                (Field::new(lang, "replaces", &t(lang, "help-decision-replaces")).hint(&t(lang, "help-decision-replaces-hint")).optional().typed(typed).select(&choices))
                (Field::new(lang, "ended_on", &t(lang, "help-ended-on")).hint(&t(lang, "help-ended-on-hint")).optional().typed(typed).date())
            }
        }
        fieldset.group { legend { (t(lang, "help-aim")) } (decision::aim_fields(lang, seen, typed)) }
    };
    let form = Form {
        title: &t_with(lang, "help-decide-title", &name),
        lead: &t(lang, "help-decide-lead"),
        address: &paths::below(seen.child(), "indsats/ny"),
        button: &t(lang, "help-decide-save"),
        side: Some(side(app, lang, seen, &missing)),
        back: None,
    };
    form.page(app, visitor, seen, typed, notice, fields)
}

/// What is missing by duty, were a measure decided today: asked of the rules, with the kind chosen or any measure.
fn missing(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed) -> Vec<Duty> {
    let kind = InterventionKind::from_code(typed.value("kind")).unwrap_or(InterventionKind::FamilyTreatment);
    let decided = InterventionDecided {
        on: app.today(),
        kind,
        offer: None,
        provider: None,
        consent: ConsentBasis::WithConsent,
        purpose: String::new(),
        expected_until: None,
        why_not_lower: None,
        why_not_preferred: None,
        replaces: None,
    };
    let fact = Fact::InterventionDecided(decided);
    let owed = duties::if_written(seen.record, app.strategy(), fact, visitor.author(), app.now());
    owed.into_iter().filter(|duty| duty.met.is_none() && matches!(duty.kind, DutyKind::ChildHeard | DutyKind::Plan)).collect()
}

fn side(app: &App, lang: Lang, seen: &Seen<'_>, missing: &[Duty]) -> Markup {
    let views: Vec<_> = missing.iter().map(|duty| seen.view_duty(app, lang, duty)).collect();
    html! {
        @if !views.is_empty() {
            (list::section(&t(lang, "help-will-owe"), html! { p.note { (t(lang, "help-will-owe-why")) } (duty::duties(lang, &views, seen.now)) }))
        }
        (super::assessment_read::conclusions(lang, seen))
        (list::section(&t(lang, "help-running"), html! {
            @if running(seen).next().is_none() { p.note { (t(lang, "help-running-none")) } }
            ul.plain {
                @for help in running(seen) {
                    li { a href=(paths::intervention(seen.child(), help.no())) { (crate::child::help_name(lang, seen, help.no())) }
                        span.note { " · " (app.step_name(lang, app.strategy().step_of(help.decided.what.kind))) } }
                }
            }
        }))
    }
}
