//! An entry as people read it: its kind, one line of what it says, and the whole of it unfolded.

use crate::my_day::entry_name;
use crate::parts::list::Tone;
use crate::parts::timeline;
use crate::paths;
use crate::seen::Seen;
use crate::words::{Lang, format, t, t_with};
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::access::Sight;
use trin_domain::calendar::day_of;
use trin_domain::kinds::FollowUpDecision;
use trin_domain::record::{Birth, ConsentBasis, Entry, EntryNo, Fact, Hearing};

/// How much of a text stands on the line.
const ON_THE_LINE: usize = 160;

/// The entry for the timeline, with what it says now when it was corrected.
pub(super) fn view(lang: Lang, entry: &Entry, seen: &Seen<'_>) -> timeline::Entry {
    let correction = seen.state.correction_of(entry.no);
    let fact = correction.map_or(&entry.fact, |correction| &*correction.what.should_say);
    let mut tags = tags(lang, fact);
    if let Some(correction) = correction {
        tags.push((t_with(lang, "child-entry-corrected-in", &[("no", correction.no.0.into())]), Tone::Plain));
    }
    timeline::Entry {
        id: format!("entry-{}", entry.no),
        day: day(fact).unwrap_or_else(|| day_of(entry.recorded_at)),
        time: None,
        kind: kind(lang, fact),
        line: line(lang, fact, seen),
        who: seen.names.of(entry.by.staff).to_owned(),
        role: lang.pick(entry.by.role.da(), entry.by.role.en()).to_owned(),
        tags,
        more: Some(more(lang, entry, fact, seen)),
    }
}

/// What the entry is called; a meeting that was closed says which way.
fn kind(lang: Lang, fact: &Fact) -> String {
    match fact {
        Fact::MeetingClosed(what) if what.held => t(lang, "child-entry-meeting-held"),
        Fact::MeetingClosed(_) => t(lang, "child-entry-meeting-cancelled"),
        _ => entry_name(lang, fact.kind()),
    }
}

/// The day an entry stands under on the line of time; `None` when that is the day it was written. Since when somebody is part of the
/// network is told in the entry, which stands where they became known.
pub(super) fn day(fact: &Fact) -> Option<Date> {
    if matches!(fact, Fact::RelationAdded(_)) { None } else { fact.day() }
}

/// One line of what a fact says.
pub(crate) fn line(lang: Lang, fact: &Fact, seen: &Seen<'_>) -> String {
    let help = |no: EntryNo| help_name(lang, seen, no);
    let text = match fact {
        Fact::Registered(what) => what.name.clone(),
        Fact::Born(what) => what.name.clone(),
        Fact::Enrolled(what) => what.unit_name.clone(),
        Fact::LeftUnit(what) => seen
            .state
            .enrolments
            .iter()
            .find(|enrolment| enrolment.began.no == what.enrolment)
            .map(|enrolment| enrolment.began.what.unit_name.clone())
            .unwrap_or_default(),
        Fact::RelationAdded(what) => format!("{}: {}", lang.pick(what.relation.da(), what.relation.en()), what.name),
        Fact::RelationEnded(what) => relative(seen, what.relation),
        Fact::CustodyChanged(what) => {
            let key = if what.has_custody { "child-entry-has-custody" } else { "child-entry-no-custody" };
            format!("{}: {}", relative(seen, what.relation), custody(lang, key))
        }
        Fact::ConsentGiven(what) => format!("{}: {}", what.given_by, what.purpose),
        Fact::ConsentWithdrawn(_) => String::new(),
        Fact::NotificationReceived(what) => {
            format!("{}: {}", lang.pick(what.notifier.kind.da(), what.notifier.kind.en()), what.concern)
        }
        Fact::AcuteAssessed(what) if what.in_danger => what.acute_measure.clone().unwrap_or_else(|| what.reason.clone()),
        Fact::AcuteAssessed(what) => what.reason.clone(),
        Fact::SecondProfessionalAssessed(what) => format!("{}: {}", seen.names.of(what.second), what.conclusion),
        Fact::ConcernsReread(what) => what.conclusion.clone(),
        Fact::ReceiptSent(_) => String::new(),
        Fact::FeedbackGiven(what) => what.told.clone().or_else(|| what.withheld_because.clone()).unwrap_or_default(),
        Fact::Screened(what) => format!("{}. {}", lang.pick(what.outcome.da(), what.outcome.en()), what.reason),
        Fact::ResponsibilityAssigned(what) => format!("{}. {}", seen.names.of(what.to), what.reason),
        Fact::ResponsibilityOffered(what) => format!("{}. {}", seen.names.of(what.to), what.reason),
        Fact::ResponsibilityAccepted(_) => String::new(),
        Fact::ResponsibilityDeclined(what) => what.reason.clone(),
        Fact::AssessmentOpened(what) => what.reason.clone(),
        Fact::AssessmentSectionWritten(what) => format!("{}: {}", lang.pick(what.heading.da(), what.heading.en()), what.challenges),
        Fact::PreliminaryAssessmentWritten(what) => what.text.clone(),
        Fact::AssessmentConcluded(what) => what.conclusion.clone(),
        Fact::ChildHeard(what) => match &what.hearing {
            Hearing::Talk { words } => format!("“{words}”"),
            Hearing::Indirect { perspective, .. } => perspective.clone(),
            Hearing::NotHeard { why } => why.clone(),
        },
        Fact::InterventionDecided(what) => format!("{}. {}", lang.pick(what.kind.da(), what.kind.en()), what.purpose),
        Fact::InterventionStarted(what) => help(what.intervention),
        Fact::InterventionEnded(what) => format!("{}. {}", help(what.intervention), lang.pick(what.reason.da(), what.reason.en())),
        Fact::StepDownAimStated(what) => what.aim.clone(),
        Fact::PlanMade(what) => what.purpose.clone(),
        Fact::GoalSet(what) => format!("{} ({} → {})", what.text, what.from, what.to),
        Fact::GoalScored(what) => format!("{}: {}", goal_name(seen, what.score.goal), what.score.score),
        Fact::FollowedUp(what) => format!("{}. {}", help(what.intervention), what.reason),
        Fact::SupervisionVisited(what) => what.note.clone(),
        Fact::ReturnHomeReviewed(what) => what.reason.clone(),
        Fact::PlacementProlonged(what) => what.reason.clone(),
        Fact::PlanNotNeeded(what) => what.reason.clone(),
        Fact::WellbeingScored(what) => t_with(lang, "child-entry-wellbeing", &[("position", what.wellbeing.into())]),
        Fact::NoteWritten(what) => [&what.facts, &what.child_words, &what.others_words, &what.judgement]
            .into_iter()
            .find(|text| !text.is_empty())
            .cloned()
            .unwrap_or_default(),
        Fact::MeetingPlanned(what) => {
            format!("{}, {}. {}", lang.pick(what.kind.da(), what.kind.en()), format::instant(lang, what.at, seen.now), what.participants)
        }
        Fact::MeetingClosed(what) => {
            let meeting = seen.state.meetings.iter().find(|meeting| meeting.planned.no == what.meeting).map(|meeting| meeting.planned.what);
            let which = meeting.map(|planned| {
                format!("{}, {}. ", lang.pick(planned.kind.da(), planned.kind.en()), format::instant(lang, planned.at, seen.now))
            });
            which.unwrap_or_default() + &what.note
        }
        Fact::ViewAttached(what) => format!("{}: “{}”", what.who, what.text),
        Fact::Corrected(what) => {
            t_with(lang, "child-entry-corrects", &[("no", what.entry.0.into()), ("reason", what.reason.clone().into())])
        }
        Fact::Closed(what) => what.reason.clone(),
    };
    shortened(&text)
}

/// The first words of a text, ending at a word.
fn shortened(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= ON_THE_LINE {
        return one_line;
    }
    let cut: String = one_line.chars().take(ON_THE_LINE).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words))
}

/// The kind of help an entry number names.
pub(crate) fn help_name(lang: Lang, seen: &Seen<'_>, no: EntryNo) -> String {
    let help = seen.state.intervention(no).map(|help| help.decided.what);
    help.map(|help| help.offer.clone().unwrap_or_else(|| lang.pick(help.kind.da(), help.kind.en()).to_owned())).unwrap_or_default()
}

fn goal_name(seen: &Seen<'_>, no: EntryNo) -> String {
    seen.state.goal(no).map(|goal| goal.set.what.text.clone()).unwrap_or_default()
}

fn relative(seen: &Seen<'_>, no: EntryNo) -> String {
    seen.state
        .relations
        .iter()
        .find(|relation| relation.added.no == no)
        .map(|relation| relation.added.what.name.clone())
        .unwrap_or_default()
}

fn custody(lang: Lang, key: &str) -> String {
    match key {
        "child-entry-has-custody" => t(lang, "child-entry-has-custody"),
        _ => t(lang, "child-entry-no-custody"),
    }
}

fn tags(lang: Lang, fact: &Fact) -> Vec<(String, Tone)> {
    match fact {
        Fact::FollowedUp(what) => {
            let tone = match what.decision {
                FollowUpDecision::StepDown | FollowUpDecision::StopGoalsReached => Tone::Down,
                FollowUpDecision::StepUp => Tone::Up,
                _ => Tone::Work,
            };
            vec![(lang.pick(what.decision.da(), what.decision.en()).to_owned(), tone)]
        }
        Fact::NotificationReceived(what) => {
            let acute = what.acute.then(|| (t(lang, "child-entry-acute"), Tone::Late));
            let several = (!what.siblings.is_empty()).then(|| (t(lang, "child-entry-several"), Tone::Plain));
            acute.into_iter().chain(several).collect()
        }
        Fact::AcuteAssessed(what) if what.in_danger => vec![(t(lang, "child-entry-in-danger"), Tone::Late)],
        _ => Vec::new(),
    }
}

/// The whole entry: each text under its own label, when it was written, and what can be done with it.
fn more(lang: Lang, entry: &Entry, fact: &Fact, seen: &Seen<'_>) -> Markup {
    let child = seen.child();
    let views = seen.state.views.iter().filter(|view| view.what.entry == entry.no);
    html! {
        dl.facts {
            @for (label, text) in texts(lang, fact, seen) {
                @if !text.is_empty() { div { dt { (label) } dd.words { (text) } } }
            }
        }
        @for view in views {
            blockquote.view { p { b { (view.what.who) } ": " (view.what.text) } }
        }
        @if let Some(correction) = seen.state.correction_of(entry.no) {
            p.quiet { (t_with(lang, "child-entry-said-before", &[("line", line(lang, &entry.fact, seen).into()), ("reason", correction.what.reason.clone().into())])) }
        }
        p.quiet {
            (t_with(lang, "child-entry-written", &[("no", entry.no.0.into()), ("who", seen.names.of(entry.by.staff).to_owned().into()), ("when", format::instant(lang, entry.recorded_at, seen.now).into())]))
            // A door only for those it opens to.
            @if seen.grant.sight == Sight::Whole {
                // The way back to the letters, also when nothing is owed any more.
                @if matches!(entry.fact, Fact::NotificationReceived(_)) {
                    " · " a href=(paths::notification(child, entry.no)) { (t(lang, "child-entry-notification")) }
                }
                " · " a href=(paths::below(child, &format!("post/{}/ret", entry.no))) { (t(lang, "child-entry-correct")) }
                " · " a href=(paths::below(child, &format!("post/{}/syn", entry.no))) { (t(lang, "child-entry-attach-view")) }
            }
        }
    }
}

/// Label and text of everything a fact says in words.
fn texts(lang: Lang, fact: &Fact, seen: &Seen<'_>) -> Vec<(String, String)> {
    let say = |key: &str, text: &str| (key.to_owned(), text.to_owned());
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let today = day_of(seen.now);
    let day = |on: Date| format::day(lang, on, today);
    let optional_day = |on: Option<Date>| on.map(day).unwrap_or_default();
    match fact {
        Fact::Registered(what) => {
            let birth = match what.birth {
                Birth::Born(on) | Birth::Expected(on) => format::date(lang, on),
            };
            vec![
                say(&t(lang, "child-text-birth"), &birth),
                say(&t(lang, "child-text-cpr"), &what.cpr.map(|cpr| cpr.masked()).unwrap_or_default().to_string()),
            ]
        }
        Fact::ConsentGiven(what) => vec![
            say(&t(lang, "child-text-purpose"), &what.purpose),
            say(&t(lang, "child-text-recipients"), &what.recipients),
            say(&t(lang, "child-text-until"), &optional_day(what.until)),
        ],
        Fact::NotificationReceived(what) => {
            let causes: Vec<String> = what.causes.iter().map(|cause| lang.pick(cause.da(), cause.en()).to_owned()).collect();
            vec![
                say(&t(lang, "child-text-notifier"), &[optional(&what.notifier.name), optional(&what.notifier.workplace)].join(" ")),
                say(&t(lang, "child-text-received"), &format::instant(lang, what.received_at, seen.now)),
                say(&t(lang, "child-text-concern"), &what.concern),
                say(&t(lang, "child-text-causes"), &format::list(lang, &causes)),
            ]
        }
        Fact::AcuteAssessed(what) => vec![
            say(&t(lang, "child-text-acute-measure"), &optional(&what.acute_measure)),
            say(&t(lang, "child-text-reason"), &what.reason),
            say(&t(lang, "child-text-assessed"), &format::instant(lang, what.at, seen.now)),
        ],
        Fact::Screened(what) => vec![say(lang.pick(what.outcome.da(), what.outcome.en()), &what.reason)],
        Fact::AssessmentSectionWritten(what) => vec![
            say(&t(lang, "child-text-challenges"), &what.challenges),
            say(&t(lang, "child-text-resources"), &what.resources),
            say(&t(lang, "child-text-knowledge"), &what.knowledge),
        ],
        Fact::AssessmentConcluded(what) => vec![
            say(&t(lang, "child-text-conclusion"), &what.conclusion),
            say(&t(lang, "child-text-child-attitude"), &what.child_attitude),
            say(&t(lang, "child-text-parents-attitude"), &what.parents_attitude),
        ],
        Fact::ChildHeard(what) => match &what.hearing {
            Hearing::Talk { words } => vec![say(&t(lang, "child-text-child-words"), words)],
            Hearing::Indirect { why, perspective } => {
                vec![say(&t(lang, "child-text-indirect-why"), why), say(&t(lang, "child-text-perspective"), perspective)]
            }
            Hearing::NotHeard { why } => vec![say(&t(lang, "child-text-not-heard-why"), why)],
        },
        Fact::InterventionDecided(what) => {
            let consent = match what.consent {
                ConsentBasis::WithConsent => t(lang, "child-text-with-consent"),
                ConsentBasis::WithoutConsent => t(lang, "child-text-without-consent"),
                ConsentBasis::Preliminary => t(lang, "child-text-preliminary"),
            };
            vec![
                say(&t(lang, "child-text-offer"), &optional(&what.offer)),
                say(&t(lang, "child-text-purpose"), &what.purpose),
                say(&t(lang, "child-text-consent"), &consent),
                say(&t(lang, "child-text-until"), &optional_day(what.expected_until)),
                say(&t(lang, "child-text-why-not-lower"), &optional(&what.why_not_lower)),
                say(&t(lang, "child-text-why-not-preferred"), &optional(&what.why_not_preferred)),
            ]
        }
        Fact::InterventionEnded(what) => vec![say(lang.pick(what.reason.da(), what.reason.en()), &what.note)],
        Fact::StepDownAimStated(what) => {
            vec![say(&t(lang, "child-text-aim"), &what.aim), say(&t(lang, "child-text-by"), &optional_day(what.by))]
        }
        Fact::PlanMade(what) => vec![
            say(&t(lang, "child-text-purpose"), &what.purpose),
            say(&t(lang, "child-text-child-wishes"), &what.child_wishes),
            say(&t(lang, "child-text-family-part"), &what.family_part),
        ],
        Fact::GoalSet(what) => vec![
            say(&t(lang, "child-text-goal"), &what.text),
            say(&t(lang, "child-text-scale"), &format!("{} ({}–{}): {} → {}", what.scale, what.lowest, what.highest, what.from, what.to)),
            say(&t(lang, "child-text-by"), &day(what.by)),
            say(&t(lang, "child-text-known-to"), &what.known_to),
        ],
        Fact::FollowedUp(what) => {
            let scores: Vec<String> = what.scores.iter().map(|score| format!("{}: {}", goal_name(seen, score.goal), score.score)).collect();
            vec![
                say(&t(lang, "child-text-child-voice"), &what.child_voice),
                say(&t(lang, "child-text-family-voice"), &what.family_voice),
                say(&t(lang, "child-text-provider-status"), &what.provider_status),
                say(&t(lang, "child-text-scores"), &scores.join("; ")),
                say(&t(lang, "child-text-reason"), &what.reason),
                say(&t(lang, "child-text-next-on"), &optional_day(what.next_on)),
            ]
        }
        Fact::NoteWritten(what) => vec![
            say(&t(lang, "child-text-facts"), &what.facts),
            say(&t(lang, "child-text-child-words"), &what.child_words),
            say(&t(lang, "child-text-others-words"), &what.others_words),
            say(&t(lang, "child-text-judgement"), &what.judgement),
        ],
        Fact::WellbeingScored(what) => vec![
            say(&t(lang, "child-text-wellbeing"), &what.wellbeing.to_string()),
            say(&t(lang, "child-text-care"), &what.care.map(|care| care.to_string()).unwrap_or_default()),
            say(&t(lang, "child-text-note"), &what.note),
        ],
        other => vec![say("", &whole(other))],
    }
}

/// The text of a fact that has only one.
fn whole(fact: &Fact) -> String {
    match fact {
        Fact::SecondProfessionalAssessed(what) => what.conclusion.clone(),
        Fact::ConcernsReread(what) => what.conclusion.clone(),
        Fact::FeedbackGiven(what) => what.told.clone().or_else(|| what.withheld_because.clone()).unwrap_or_default(),
        Fact::ResponsibilityAssigned(what) => what.reason.clone(),
        Fact::ResponsibilityOffered(what) => what.reason.clone(),
        Fact::ResponsibilityDeclined(what) => what.reason.clone(),
        Fact::AssessmentOpened(what) => what.reason.clone(),
        Fact::PreliminaryAssessmentWritten(what) => what.text.clone(),
        Fact::SupervisionVisited(what) => what.note.clone(),
        Fact::ReturnHomeReviewed(what) => what.reason.clone(),
        Fact::PlacementProlonged(what) => what.reason.clone(),
        Fact::PlanNotNeeded(what) => what.reason.clone(),
        Fact::MeetingPlanned(what) => [what.place.as_str(), what.participants.as_str()].join(" "),
        Fact::MeetingClosed(what) => what.note.clone(),
        Fact::ViewAttached(what) => what.text.clone(),
        Fact::Closed(what) => what.reason.clone(),
        _ => String::new(),
    }
}
