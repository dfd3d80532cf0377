//! A concluded assessment, to read and print; and what an assessment leans on while it is written.

use super::assessment_write::latest;
use crate::app::App;
use crate::child::views_of;
use crate::frame::page;
use crate::parts::button::{self, Weight};
use crate::parts::duty;
use crate::parts::list;
use crate::paths;
use crate::seen::Seen;
use crate::session::Visitor;
use crate::words::{Lang, format, t, t_with};
use maud::{Markup, html};
use trin_domain::calendar::day_of;
use trin_domain::kinds::AssessmentHeading;
use trin_domain::record::{Assessment, AssessmentKind, AssessmentSectionWritten, ChildHeard, Hearing};

/// "Børnefaglig undersøgelse af Noah".
pub(super) fn title(lang: Lang, seen: &Seen<'_>, assessment: &Assessment<'_>) -> String {
    let name = [("name", seen.first_name().to_owned().into())];
    match assessment.opened.what.kind {
        AssessmentKind::Full => t_with(lang, "help-assessment-full-of", &name),
        AssessmentKind::Partial => t_with(lang, "help-assessment-partial-of", &name),
    }
}

/// The page of a concluded assessment.
pub(super) fn page_of(app: &App, visitor: &Visitor, seen: &Seen<'_>, assessment: &Assessment<'_>) -> Markup {
    let lang = visitor.lang;
    let name = [("name", seen.first_name().to_owned().into())];
    let title = title(lang, seen, assessment);
    let (child, parents) = (t_with(lang, "help-assessment-child-attitude-of", &name), t(lang, "help-assessment-parents-attitude"));
    let support = t(lang, "help-assessment-support");
    let opened = assessment.opened.what;
    let main = html! {
        h1 { (title) }
        @if let Some(concluded) = assessment.concluded {
            p.lead { (t_with(lang, "help-assessment-concluded", &[
                ("day", format::date(lang, concluded.what.on).into()),
                ("who", seen.names.of(concluded.by.staff).to_owned().into()),
            ])) }
            (button::row(html! {
                (button::print(&t(lang, "help-assessment-print")))
                @if concluded.what.support_needed { (button::link(&t(lang, "help-assessment-to-help"), &paths::below(seen.child(), "indsats/ny"), Weight::Other)) }
            }))
            (list::section(&t(lang, "help-assessment-conclusion"), html! {
                p.words { (concluded.what.conclusion) }
                (views_of(lang, seen, concluded.no))
                (list::facts(&[
                    (&support, html! { (if concluded.what.support_needed { t_with(lang, "help-assessment-support-yes", &name) } else { t_with(lang, "help-assessment-support-no", &name) }) }),
                    (&child, html! { p.words { (concluded.what.child_attitude) } }),
                    (&parents, html! { p.words { (concluded.what.parents_attitude) } }),
                ]))
            }))
        }
        (list::section(&t(lang, "help-assessment-why-opened"), html! {
            p.words { (opened.reason) }
            p.note { (t_with(lang, "help-assessment-days", &[
                ("aware", format::date(lang, opened.aware_on).into()),
                ("opened", format::date(lang, opened.on).into()),
            ])) }
            (views_of(lang, seen, assessment.opened.no))
        }))
        @for heading in AssessmentHeading::ALL {
            @if let Some(section) = latest(assessment, *heading) {
                (list::section(lang.pick(heading.da(), heading.en()), html! { (section_texts(lang, section.what)) (views_of(lang, seen, section.no)) }))
            }
        }
        @if let Some(preliminary) = assessment.preliminary {
            (list::section(&t(lang, "help-assessment-preliminary"), html! { p.words { (preliminary.what.text) } p.note { (format::date(lang, preliminary.what.on)) } (views_of(lang, seen, preliminary.no)) }))
        }
        (heard(lang, seen, assessment))
    };
    page(&seen.frame(app, visitor), &title, main, Some(side(app, lang, seen, assessment)))
}

/// What stands under one heading.
pub(super) fn section_texts(lang: Lang, section: &AssessmentSectionWritten) -> Markup {
    let labels = [t(lang, "help-assessment-challenges"), t(lang, "help-assessment-resources"), t(lang, "help-assessment-knowledge")];
    let texts = [&section.challenges, &section.resources, &section.knowledge];
    let rows: Vec<(&str, Markup)> = labels
        .iter()
        .zip(texts)
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| (label.as_str(), html! { p.words { (text) } }))
        .collect();
    list::facts(&rows)
}

/// What stands beside an assessment: its due date with why, the child heard, the concern, and earlier conclusions.
pub(super) fn side(app: &App, lang: Lang, seen: &Seen<'_>, assessment: &Assessment<'_>) -> Markup {
    let no = assessment.opened.no;
    let owed = seen.view_duties(app, lang, seen.owed().filter(|duty| duty.about == no));
    let concern = assessment.opened.what.notification.and_then(|no| seen.state.notification(no));
    html! {
        @if !owed.is_empty() { (list::section(&t(lang, "help-owed"), duty::duties(lang, &owed, seen.now))) }
        @if assessment.concluded.is_none() { (heard(lang, seen, assessment)) }
        @if let Some(concern) = concern {
            (list::section(&t(lang, "help-assessment-concern"), html! {
                p.note { (format::date(lang, day_of(concern.received.what.received_at))) " · " (lang.pick(concern.received.what.notifier.kind.da(), concern.received.what.notifier.kind.en())) }
                p.words { (concern.received.what.concern) }
                (views_of(lang, seen, concern.received.no))
                p { a href=(paths::notification(seen.child(), concern.received.no)) { (t(lang, "help-assessment-to-notification")) } }
            }))
        }
        (concluded_before(lang, seen, |earlier| earlier.opened.no < no))
    }
}

/// The child's own words while the assessment ran.
fn heard(lang: Lang, seen: &Seen<'_>, assessment: &Assessment<'_>) -> Markup {
    let name = [("name", seen.first_name().to_owned().into())];
    let from = assessment.opened.what.on;
    let until = assessment.concluded.map(|concluded| concluded.what.on);
    let during: Vec<_> =
        seen.state.hearings.iter().filter(|heard| from <= heard.what.on && until.is_none_or(|until| heard.what.on <= until)).collect();
    list::section(
        &t_with(lang, "help-assessment-heard", &name),
        html! {
            @if during.is_empty() {
                p { (t_with(lang, if until.is_some() { "help-assessment-never-heard" } else { "help-assessment-not-heard" }, &name)) }
            }
            @for heard in &during { p.note { (format::date(lang, heard.what.on)) } p.words { (hearing_text(heard.what)) } (views_of(lang, seen, heard.no)) }
            @if until.is_none() { p.screen-only { a href=(paths::below(seen.child(), "boernesamtale")) { (t_with(lang, "help-hear", &name)) } } }
        },
    )
}

fn hearing_text(heard: &ChildHeard) -> String {
    match &heard.hearing {
        Hearing::Talk { words } => format!("“{words}”"),
        Hearing::Indirect { perspective, .. } => perspective.clone(),
        Hearing::NotHeard { why } => why.clone(),
    }
}

/// What concluded assessments said, newest first.
pub(super) fn conclusions(lang: Lang, seen: &Seen<'_>) -> Markup {
    concluded_before(lang, seen, |_| true)
}

fn concluded_before(lang: Lang, seen: &Seen<'_>, is_meant: impl Fn(&Assessment<'_>) -> bool) -> Markup {
    let concluded: Vec<_> = seen
        .state
        .assessments
        .iter()
        .rev()
        .filter(|assessment| is_meant(assessment))
        .filter_map(|assessment| Some((assessment, assessment.concluded?)))
        .collect();
    html! {
        @if !concluded.is_empty() {
            (list::section(&t(lang, "help-assessment-before"), html! {
                @for (assessment, concluded) in &concluded {
                    p { a href=(paths::assessment(seen.child(), assessment.opened.no)) { (title(lang, seen, assessment)) } span.note { " · " (format::date(lang, concluded.what.on)) } }
                    p.words { (concluded.what.conclusion) }
                    (views_of(lang, seen, concluded.no))
                }
            }))
        }
    }
}
