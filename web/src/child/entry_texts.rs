//! Everything a fact says in words, each text under its own label.

use super::entry_view::{goal_name, sentence};
use crate::seen::Seen;
use crate::words::{Lang, format, t};
use jiff::civil::Date;
use trin_domain::calendar::day_of;
use trin_domain::record::{Birth, ConsentBasis, Fact, Hearing};

/// Label and text of everything a fact says in words.
pub(super) fn texts(lang: Lang, fact: &Fact, seen: &Seen<'_>) -> Vec<(String, String)> {
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
                say(&t(lang, "child-list-name"), &what.name),
                say(&t(lang, "child-text-birth"), &birth),
                say(&t(lang, "child-text-cpr"), &what.cpr.map(|cpr| cpr.masked()).unwrap_or_default().to_string()),
            ]
        }
        Fact::Born(what) => vec![
            say(&t(lang, "child-list-name"), &what.name),
            say(&t(lang, "child-birth-on-label"), &format::date(lang, what.on)),
            say(&t(lang, "child-text-cpr"), &what.cpr.map(|cpr| cpr.masked()).unwrap_or_default().to_string()),
        ],
        Fact::RelationAdded(what) => {
            vec![say("", &sentence(lang, fact, seen)), say(&t(lang, "child-network-custody"), &yes_or_no(lang, what.has_custody))]
        }
        Fact::ConsentGiven(what) => vec![
            say(&t(lang, "child-consent-by-label"), &what.given_by),
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
                say(&t(lang, "child-text-abuse"), &yes_or_no(lang, what.abuse_suspected)),
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
            say(&t(lang, "child-text-support-needed"), &yes_or_no(lang, what.support_needed)),
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
        Fact::SupervisionVisited(what) => {
            vec![say(&t(lang, "child-text-talked"), &yes_or_no(lang, what.talked_with_child)), say("", &what.note)]
        }
        Fact::ReturnHomeReviewed(what) => vec![
            say(&t(lang, "child-text-less-intrusive"), &yes_or_no(lang, what.less_intrusive_possible)),
            say(&t(lang, "child-text-reason"), &what.reason),
        ],
        // What it should have said; what it said before stands by the entry itself.
        Fact::Corrected(what) => {
            let reason = say(&t(lang, "child-correct-reason-label"), &what.reason);
            std::iter::once(reason).chain(version(lang, &what.should_say, seen)).collect()
        }
        other => vec![say("", &whole(other))],
    }
}

/// One version of an entry: the day it was about and everything it said, also when that is no more than its line.
pub(super) fn version(lang: Lang, fact: &Fact, seen: &Seen<'_>) -> Vec<(String, String)> {
    let on = fact.day().map(|on| (t(lang, "child-note-on"), format::date(lang, on)));
    let mut says: Vec<_> = texts(lang, fact, seen).into_iter().filter(|(_, text)| !text.is_empty()).collect();
    if says.is_empty() {
        says.push((String::new(), sentence(lang, fact, seen)));
    }
    on.into_iter().chain(says).collect()
}

fn yes_or_no(lang: Lang, yes: bool) -> String {
    t(lang, if yes { "child-text-yes" } else { "child-text-no" })
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
        Fact::PlacementProlonged(what) => what.reason.clone(),
        Fact::PlanNotNeeded(what) => what.reason.clone(),
        Fact::MeetingPlanned(what) => [what.place.as_str(), what.participants.as_str()].join(" "),
        Fact::MeetingClosed(what) => what.note.clone(),
        Fact::ViewAttached(what) => what.text.clone(),
        Fact::Closed(what) => what.reason.clone(),
        _ => String::new(),
    }
}
