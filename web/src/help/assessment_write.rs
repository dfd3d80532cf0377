//! The assessment on one page: six headings, what carries over beside each, the child heard, and the conclusion (A4, A10).

use super::{about, assessment_read};
use crate::app::App;
use crate::drafts;
use crate::errors::{PageError, PageResult};
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Saving};
use crate::frame::page;
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Choice, Field, Typed};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::access::Room;
use trin_domain::calendar::day_of;
use trin_domain::duties::DutyKind;
use trin_domain::kinds::AssessmentHeading;
use trin_domain::record::{Assessment, AssessmentConcluded, AssessmentSectionWritten, EntryNo, Fact, Noted, PreliminaryAssessmentWritten};

const LABELS: &[(&str, &str)] = &[
    ("on", "help-assessment-concluded-on"),
    ("challenges", "help-assessment-challenges"),
    ("resources", "help-assessment-resources"),
    ("knowledge", "help-assessment-knowledge"),
    ("text", "help-assessment-preliminary"),
    ("conclusion", "help-assessment-conclusion"),
    ("child_attitude", "help-assessment-child-attitude"),
    ("parents_attitude", "help-assessment-parents-attitude"),
];

/// What may be half written while the headings are saved: stays a draft.
const STAYS_DRAFT: [&str; 5] = ["text", "conclusion", "support_needed", "child_attitude", "parents_attitude"];

/// `GET /boern/{id}/undersoegelse/{no}`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let assessment = find(&visitor, &seen, no)?;
    if assessment.concluded.is_some() {
        return Ok(assessment_read::page_of(&app, &visitor, &seen, assessment).into_response());
    }
    let known = [("no", no.to_string())];
    form_page::show_seen(&app, &visitor, &seen, &paths::assessment(seen.child(), EntryNo(no)), &known, draw).await
}

/// `POST /boern/{id}/undersoegelse/{no}`.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>, Sent(typed): Sent) -> PageResult {
    let record = submit::open(&app, &visitor, &id, &typed).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let assessment = find(&visitor, &seen, no)?;
    let lang = visitor.lang;
    let mut typed = typed.or_else("no", no.to_string());
    let action = typed.value("gem").to_owned();
    let mut reader = Reader::new(&mut typed, lang);
    let mut facts = Some(sections(&mut reader, lang, assessment, app.today()));
    let done = match action.as_str() {
        "afslut" => {
            facts = facts.zip(conclusion(&mut reader, lang, assessment.opened.no)).map(|(facts, last)| [facts, vec![last]].concat());
            "help-done-assessment-concluded"
        }
        "foreloebig" => {
            let text = reader.text("text", &t(lang, "help-say-preliminary"));
            let written = PreliminaryAssessmentWritten { assessment: assessment.opened.no, on: app.today(), text };
            facts = facts.map(|facts| [facts, vec![Fact::PreliminaryAssessmentWritten(written)]].concat());
            "help-done-assessment-preliminary"
        }
        _ => "help-done-assessment-saved",
    };
    let kept = leftovers(&typed, &action);
    let address = paths::assessment(seen.child(), EntryNo(no));
    let saving = Saving { address: &address, purpose: "assessment", then: address.clone(), done, draw };
    let response = form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(lang, LABELS), saving).await?;
    if response.status() == StatusCode::SEE_OTHER && !kept.is_empty() {
        let body = serde_urlencoded::to_string(&kept).unwrap_or_default();
        app.store().save_draft(visitor.staff.id, &drafts::key(&address), &body, app.now()).await?;
    }
    Ok(response)
}

/// Fields that were typed but belong to a button that was not pressed.
fn leftovers(typed: &Typed, action: &str) -> Vec<(String, String)> {
    let saved: &[&str] = match action {
        "afslut" => &STAYS_DRAFT,
        "foreloebig" => &["text"],
        _ => &[],
    };
    let left = STAYS_DRAFT.iter().filter(|name| !saved.contains(name) && !typed.value(name).is_empty());
    left.map(|name| ((*name).to_owned(), typed.value(name).to_owned())).collect()
}

fn find<'s, 'r>(visitor: &Visitor, seen: &'s Seen<'r>, no: u32) -> PageResult<&'s Assessment<'r>> {
    let assessment = seen.state.assessment(EntryNo(no)).filter(|_| seen.grant.sees(Room::Assessment));
    assessment.ok_or(PageError::NotFound(visitor.lang))
}

/// The headings that say something new.
fn sections(reader: &mut Reader<'_>, lang: Lang, assessment: &Assessment<'_>, on: Date) -> Vec<Fact> {
    let mut facts = Vec::new();
    for heading in AssessmentHeading::ALL {
        let text = |part: Part| reader.optional(&part.field(*heading)).unwrap_or_default();
        let (challenges, resources, knowledge) = (text(Part::Challenges), text(Part::Resources), text(Part::Knowledge));
        let before = latest(assessment, *heading).map(|section| section.what);
        let is_new = match before {
            Some(before) => (&before.challenges, &before.resources, &before.knowledge) != (&challenges, &resources, &knowledge),
            None => !(challenges.is_empty() && resources.is_empty() && knowledge.is_empty()),
        };
        if is_new && challenges.is_empty() && resources.is_empty() {
            let label = t(lang, "help-assessment-challenges");
            let heading_name = lang.pick(heading.da(), heading.en()).to_owned();
            reader.fault(&Part::Challenges.field(*heading), "help-fault-section", &label, &[("heading", heading_name.into())]);
        } else if is_new {
            let assessment = assessment.opened.no;
            let heading = *heading;
            facts.push(Fact::AssessmentSectionWritten(AssessmentSectionWritten {
                assessment,
                on,
                heading,
                challenges,
                resources,
                knowledge,
            }));
        }
    }
    facts
}

fn conclusion(reader: &mut Reader<'_>, lang: Lang, assessment: EntryNo) -> Option<Fact> {
    let on = reader.date("on", &t(lang, "help-say-day"));
    let conclusion = reader.text("conclusion", &t(lang, "help-say-conclusion"));
    let support_needed = reader.choice("support_needed", &t(lang, "help-say-support"), |code| match code {
        "ja" => Some(true),
        "nej" => Some(false),
        _ => None,
    });
    let child_attitude = reader.text("child_attitude", &t(lang, "help-say-child-attitude"));
    let parents_attitude = reader.text("parents_attitude", &t(lang, "help-say-parents-attitude"));
    let support_needed = support_needed?;
    Some(Fact::AssessmentConcluded(AssessmentConcluded {
        assessment,
        on: on?,
        conclusion,
        support_needed,
        child_attitude,
        parents_attitude,
    }))
}

/// What stands under a heading now.
pub(super) fn latest<'s, 'r>(
    assessment: &'s Assessment<'r>,
    heading: AssessmentHeading,
) -> Option<&'s Noted<'r, AssessmentSectionWritten>> {
    assessment.sections.iter().rfind(|section| section.what.heading == heading)
}

/// The three texts under a heading.
#[derive(Clone, Copy)]
enum Part {
    Challenges,
    Resources,
    Knowledge,
}

impl Part {
    fn field(self, heading: AssessmentHeading) -> String {
        let part = match self {
            Self::Challenges => "challenges",
            Self::Resources => "resources",
            Self::Knowledge => "knowledge",
        };
        format!("{}-{part}", heading.code())
    }
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let name = [("name", seen.first_name().to_owned().into())];
    let Some(assessment) = seen.state.assessment(about(typed)) else { return html! {} };
    let title = assessment_read::title(lang, seen, assessment);
    let address = paths::assessment(seen.child(), assessment.opened.no);
    let mut typed = typed.clone().or_else("on", date_value(app.today()));
    for heading in AssessmentHeading::ALL {
        if let Some(section) = latest(assessment, *heading) {
            typed = typed
                .or_else(&Part::Challenges.field(*heading), section.what.challenges.as_str())
                .or_else(&Part::Resources.field(*heading), section.what.resources.as_str())
                .or_else(&Part::Knowledge.field(*heading), section.what.knowledge.as_str());
        }
    }
    let typed = &typed;
    let body = html! {
        (submit::hidden(submit::key_of(app, typed), seen.record))
        @for heading in AssessmentHeading::ALL { (heading_fields(lang, seen, assessment, *heading, typed)) }
        (button::row(button::submit_as(&t(lang, "help-assessment-save"), Weight::Main, "gem", "")))
        (preliminary_fields(lang, seen, assessment, typed))
        fieldset.group {
            legend { (t(lang, "help-assessment-concluding")) }
            p.hint { (t_with(lang, "help-assessment-concluding-hint", &name)) }
            (conclusion_fields(lang, seen, typed))
            (button::row(html! {
                (button::submit_as(&t(lang, "help-assessment-conclude"), Weight::Other, "gem", "afslut"))
                (button::link(&t(lang, "forms-back"), &paths::child(seen.child()), Weight::Quiet))
            }))
        }
    };
    let main = html! {
        h1 { (title) }
        p.lead { (t_with(lang, "help-assessment-lead", &name)) }
        @if let Some(notice) = notice { (notice) }
        (field::errors(lang, typed, &body))
        (field::form(lang, &address, Some(&drafts::key(&address)), body))
    };
    page(&seen.frame(app, visitor), &title, main, Some(assessment_read::side(app, lang, seen, assessment)))
}

fn heading_fields(lang: Lang, seen: &Seen<'_>, assessment: &Assessment<'_>, heading: AssessmentHeading, typed: &Typed) -> Markup {
    let area = |part: Part, label: String, lines: u8| {
        Field::new(lang, &part.field(heading), &label).lines(lines).when_needed().typed(typed).text_area()
    };
    let knowledge_open = !typed.value(&Part::Knowledge.field(heading)).is_empty();
    html! {
        fieldset.group id=(heading.code()) {
            legend { (lang.pick(heading.da(), heading.en())) }
            (carried_over(lang, seen, assessment, heading))
            (area(Part::Challenges, t(lang, "help-assessment-challenges"), 3))
            (area(Part::Resources, t(lang, "help-assessment-resources"), 3))
            details.unfold open[knowledge_open] {
                summary { (t(lang, "help-assessment-knowledge")) }
                div { (area(Part::Knowledge, t(lang, "help-assessment-knowledge-long"), 2)) }
            }
            @if let Some(section) = latest(assessment, heading) {
                p.note { (t_with(lang, "help-assessment-written", &[
                    ("who", seen.names.of(section.by.staff).to_owned().into()),
                    ("day", format::day(lang, section.what.on, day_of(seen.now)).into()),
                ])) }
            }
        }
    }
}

/// What the last assessment before this one said under the same heading.
fn carried_over(lang: Lang, seen: &Seen<'_>, assessment: &Assessment<'_>, heading: AssessmentHeading) -> Markup {
    let earlier = seen.state.assessments.iter().rev().filter(|earlier| earlier.opened.no < assessment.opened.no);
    let section = earlier.filter_map(|earlier| latest(earlier, heading)).next();
    html! {
        @if let Some(section) = section {
            (crate::parts::list::unfold(
                &t_with(lang, "help-assessment-earlier", &[("day", format::date(lang, section.what.on).into())]),
                assessment_read::section_texts(lang, section.what),
            ))
        }
    }
}

/// Shown when the four months are near or gone, or when one was written.
fn preliminary_fields(lang: Lang, seen: &Seen<'_>, assessment: &Assessment<'_>, typed: &Typed) -> Markup {
    let is_owed = seen.owed().any(|duty| duty.kind == DutyKind::PreliminaryAssessment && duty.about == assessment.opened.no);
    html! {
        @match assessment.preliminary {
            Some(written) => (crate::parts::list::section(&t(lang, "help-assessment-preliminary"), html! {
                p.words { (written.what.text) }
                p.note { (format::date(lang, written.what.on)) " · " (seen.names.of(written.by.staff)) }
            })),
            None => {
                details.unfold open[is_owed || typed.error("text").is_some() || !typed.value("text").is_empty()] {
                    summary { (t(lang, "help-assessment-preliminary")) }
                    div {
                        (Field::new(lang, "text", &t(lang, "help-assessment-preliminary-text")).hint(&t(lang, "help-assessment-preliminary-hint")).when_needed().typed(typed).text_area())
                        (button::row(button::submit_as(&t(lang, "help-assessment-preliminary-save"), Weight::Other, "gem", "foreloebig")))
                    }
                }
            }
        }
    }
}

fn conclusion_fields(lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
    let name = [("name", seen.first_name().to_owned().into())];
    let (yes, no) = (t_with(lang, "help-assessment-support-yes", &name), t_with(lang, "help-assessment-support-no", &name));
    let area = |field: &str, label: String, lines: u8| Field::new(lang, field, &label).lines(lines).when_needed().typed(typed).text_area();
    html! {
        (area("conclusion", t(lang, "help-assessment-conclusion-long"), 5))
        (Field::new(lang, "support_needed", &t(lang, "help-assessment-support")).when_needed().typed(typed).radios(&[Choice::new("ja", &yes), Choice::new("nej", &no)]))
        (area("child_attitude", t_with(lang, "help-assessment-child-attitude-of", &name), 3))
        (area("parents_attitude", t(lang, "help-assessment-parents-attitude"), 3))
        (Field::new(lang, "on", &t(lang, "help-assessment-concluded-on")).typed(typed).date())
    }
}
