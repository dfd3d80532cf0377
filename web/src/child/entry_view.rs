//! An entry as people read it: its kind, one line of what it says, and the whole of it unfolded.

use super::entry_texts::{texts, version};
use super::views;
use crate::my_day::entry_name;
use crate::parts::list::{self, Tone};
use crate::parts::timeline;
use crate::paths;
use crate::seen::Seen;
use crate::words::{Lang, format, t, t_with};
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::access::Room;
use trin_domain::calendar::day_of;
use trin_domain::kinds::FollowUpDecision;
use trin_domain::organisation::Staff;
use trin_domain::record::{Corrected, Entry, EntryNo, Fact, Hearing, Noted, stays_as_written};

/// How much of a text stands on the line.
const ON_THE_LINE: usize = 160;

/// The entry for the timeline, with what it says now when it was corrected. What others wrote about it is shown to those who see that too.
pub(super) fn view(lang: Lang, entry: &Entry, seen: &Seen<'_>, staff: &Staff) -> timeline::Entry {
    let sees = |no: EntryNo| seen.record.entry(no).is_some_and(|entry| seen.grant.sees_entry(&seen.state, staff, entry));
    let corrections = seen.state.corrections.iter().filter(|correction| correction.what.entry == entry.no && sees(correction.no));
    let corrections: Vec<_> = corrections.collect();
    let correction = corrections.last();
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
        more: Some(more(lang, entry, &corrections, seen, staff)),
        beside: views::of(lang, seen, entry.no),
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
    shortened(&sentence(lang, fact, seen))
}

/// What stands on the line, however long.
fn sentence(lang: Lang, fact: &Fact, seen: &Seen<'_>) -> String {
    let help = |no: EntryNo| help_name(lang, seen, no);
    match fact {
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
            let has = if what.has_custody { t(lang, "child-entry-has-custody") } else { t(lang, "child-entry-no-custody") };
            format!("{}: {has}", relative(seen, what.relation))
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
        Fact::ResponsibilityOfferWithdrawn(what) => what.reason.clone(),
        Fact::CoWorkerAdded(what) => format!("{}. {}", seen.names.of(what.staff), what.reason),
        Fact::CoWorkerEnded(what) => {
            let ended = seen.state.co_workers.iter().find(|co_worker| co_worker.added.no == what.co_worker);
            ended.map(|co_worker| seen.names.of(co_worker.added.what.staff).to_owned()).unwrap_or_default()
        }
        Fact::ChildRestricted(what) => lang.pick(what.reason.da(), what.reason.en()).to_owned(),
        Fact::RestrictionLifted(what) => what.reason.clone(),
        Fact::GlassBroken(what) => format!("{}. {}", lang.pick(what.reason.da(), what.reason.en()), what.text),
        Fact::GlassClosed(_) => t(lang, "access-entry-glass-closed"),
        Fact::GlassReviewed(what) => format!("{}. {}", lang.pick(what.finding.da(), what.finding.en()), what.note),
        Fact::CopyGiven(what) => what.who.clone(),
        Fact::AddressShown(what) => what.purpose.clone(),
        Fact::AddressStated(what) => super::address::says(lang, &what.address),
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
        Fact::GoalScored(what) => format!("“{}”: {}", goal_name(seen, what.score.goal), what.score.score),
        Fact::FollowedUp(what) => format!("{}. {}", help(what.intervention), what.reason),
        Fact::SupervisionVisited(what) => what.note.clone(),
        Fact::ReturnHomeReviewed(what) => what.reason.clone(),
        Fact::PlacementProlonged(what) => what.reason.clone(),
        Fact::PlanNotNeeded(what) => what.reason.clone(),
        Fact::WellbeingScored(what) => t_with(lang, "child-entry-wellbeing", &[("position", what.wellbeing.into())]),
        Fact::WellbeingAssessed(what) => {
            let position = t_with(lang, "child-entry-wellbeing", &[("position", what.wellbeing.into())]);
            if what.signs.is_empty() { position } else { format!("{position}. {}", what.signs) }
        }
        Fact::FocusPointAgreed(what) => format!("{} → {}", what.goal, what.action),
        Fact::FocusPointLookedAt(what) => format!("{}. {}", lang.pick(what.reached.da(), what.reached.en()), what.words),
        Fact::IndividualTalkHeld(what) => what.child_words.clone(),
        Fact::AbsenceStated(what) => {
            let values = [
                ("days", what.absent.len().into()),
                ("from", format::date(lang, what.from).into()),
                ("until", format::date(lang, what.until).into()),
            ];
            t_with(lang, "absence-entry", &values)
        }
        Fact::AbsenceStepTaken(what) if what.left_out => format!("{}: {}. {}", t(lang, "worries-step-left-out"), what.what, what.words),
        Fact::AbsenceStepTaken(what) if what.words.is_empty() => what.what.clone(),
        Fact::AbsenceStepTaken(what) => format!("{}. {}", what.what, what.words),
        Fact::WorryRaised(what) => what.signs.clone(),
        Fact::WorryStepTaken(what) if what.left_out => format!("{}: {}. {}", t(lang, "worries-step-left-out"), what.what, what.words),
        Fact::WorryStepTaken(what) => {
            if what.words.is_empty() {
                what.what.clone()
            } else {
                format!("{}. {}", what.what, what.words)
            }
        }
        Fact::WorrySettled(what) => format!("{}. {}", lang.pick(what.outcome.da(), what.outcome.en()), what.words),
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
        Fact::ViewAttached(what) => format!("{}: “{}”", super::views::who(lang, seen, what), what.text),
        Fact::Corrected(what) => {
            t_with(lang, "child-entry-corrects", &[("no", what.entry.0.into()), ("reason", what.reason.clone().into())])
        }
        Fact::Closed(what) => what.reason.clone(),
    }
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

/// The whole entry: each text under its own label, what it said before, when it was written, and what can be done with it.
fn more(lang: Lang, entry: &Entry, corrections: &[&Noted<'_, Corrected>], seen: &Seen<'_>, staff: &Staff) -> Markup {
    let child = seen.child();
    let says = corrections.last().map_or(&entry.fact, |correction| &*correction.what.should_say);
    html! {
        (words(texts(lang, says, seen, staff)))
        @if !corrections.is_empty() { (before(lang, entry, corrections, seen, staff)) }
        p.quiet {
            (t_with(lang, "child-entry-written", &[("no", entry.no.0.into()), ("who", seen.names.of(entry.by.staff).to_owned().into()), ("when", format::instant(lang, entry.recorded_at, seen.now).into())]))
            // A door only for those it opens to.
            @if seen.grant.may_write() { span.screen-only {
                // The way back to the letters, also when nothing is owed any more.
                @if matches!(entry.fact, Fact::NotificationReceived(_)) && seen.grant.sees(Room::Notifications) {
                    " · " a href=(paths::notification(child, entry.no)) { (t(lang, "child-entry-notification")) }
                }
                // No link to a form that would be refused.
                @if !stays_as_written(&entry.fact) {
                    " · " a href=(paths::below(child, &format!("post/{}/ret", entry.no))) { (t(lang, "child-entry-correct")) }
                }
                " · " a href=(paths::below(child, &format!("post/{}/syn", entry.no))) { (t(lang, "child-entry-attach-view")) }
            } }
        }
    }
}

/// Why an entry was corrected, each time, and folded all it said until then: the old stays beside the new.
fn before(lang: Lang, entry: &Entry, corrections: &[&Noted<'_, Corrected>], seen: &Seen<'_>, staff: &Staff) -> Markup {
    let when = |at| format::instant(lang, at, seen.now);
    let who = |staff| seen.names.of(staff).to_owned();
    let first = (
        &entry.fact,
        t_with(lang, "child-entry-first-said", &[("who", who(entry.by.staff).into()), ("when", when(entry.recorded_at).into())]),
    );
    let reason = |correction: &Noted<'_, Corrected>| {
        let values = [
            ("no", correction.no.0.into()),
            ("who", who(correction.by.staff).into()),
            ("when", when(correction.recorded_at).into()),
            ("reason", correction.what.reason.clone().into()),
        ];
        t_with(lang, "child-entry-corrected-by", &values)
    };
    let later = corrections.iter().map(|correction| (&*correction.what.should_say, reason(correction)));
    let versions: Vec<(&Fact, String)> = std::iter::once(first).chain(later).collect();
    let (now, earlier) = versions.split_last().map_or((None, [].as_slice()), |(now, earlier)| (Some(now), earlier));
    html! {
        @if let Some((_, reason)) = now { p.quiet { (reason) } }
        (list::unfold(&t_with(lang, "child-entry-said-before", &[("count", earlier.len().into())]), html! {
            @for (fact, reason) in earlier { p.quiet { (reason) } (words(version(lang, fact, seen, staff))) }
        }))
    }
}

/// Texts under their labels.
fn words(texts: Vec<(String, String)>) -> Markup {
    html! {
        dl.facts {
            @for (label, text) in texts {
                @if !text.is_empty() { div { dt { (label) } dd.words { (text) } } }
            }
        }
    }
}
