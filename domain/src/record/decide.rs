//! The one way in: a command becomes entries, or a refusal that says why.

mod need;

use super::facts::*;
use super::{Author, Entry, EntryNo, Record, Refusal, State, Version};
use crate::access;
use crate::calendar;
use crate::id::{ChildId, CommandKey};
use jiff::{Timestamp, civil::Date};
use need::{
    after_notification, ahead, answering, filled, fits, intervention, not_before, not_future, not_future_instant, notification, on_scale,
    once, open_assessment, placed_since, running, scoring,
};
use serde::{Deserialize, Serialize};

/// Longest text a field takes, in characters: some ten printed pages.
pub(super) const LONGEST_TEXT: usize = 40_000;
/// Longest name, in characters.
pub(super) const LONGEST_NAME: usize = 200;
/// How far ahead a start, an end or a meeting may be agreed, in days.
const FURTHEST_AHEAD: i64 = 2 * 366;

/// What a person wants written: one or more facts that stand or fall together.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Command {
    /// Whose record.
    pub child: ChildId,
    /// The same key twice is done once.
    pub key: CommandKey,
    /// How much of the record the person had seen.
    pub seen: Version,
    /// The facts, in order; a later one may refer to an earlier by the number it will get.
    pub facts: Vec<Fact>,
}

/// Who acts, and when.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// Now.
    pub now: Timestamp,
    /// Who writes.
    pub by: Author,
}

/// Decides a command against the record: the entries to append, or why not.
///
/// # Errors
/// A [`Refusal`] when the record has moved on, a fact does not follow from what is there, a field is empty or out of range,
/// or an open child would be left without a responsible professional. Then nothing is written.
pub fn decide(record: &Record, command: &Command, context: &Context) -> Result<Vec<Entry>, Refusal> {
    if command.seen != record.version() {
        return Err(Refusal::Stale { seen: command.seen, now: record.version() });
    }
    if command.facts.is_empty() {
        return Err(Refusal::Empty);
    }
    // Entries are never dated before the one they follow, even when a clock was set back.
    let recorded_at = record.entries().last().map_or(context.now, |last| last.recorded_at.max(context.now));
    let mut grown = record.clone();
    for (fact, no) in command.facts.iter().zip(record.version().0 + 1..) {
        check(&grown, &grown.state(), fact, context)?;
        grown.extend([Entry { no: EntryNo(no), recorded_at, by: context.by, fact: fact.clone() }]);
    }
    let after = grown.state();
    if after.is_open && after.responsible.is_none() {
        return Err(Refusal::WouldBeWithoutResponsible);
    }
    Ok(grown.entries()[record.entries().len()..].to_vec())
}

fn check(record: &Record, state: &State<'_>, fact: &Fact, context: &Context) -> Result<(), Refusal> {
    let today = calendar::day_of(context.now);
    if let Fact::Registered(what) = fact {
        filled("name", &what.name, LONGEST_NAME)?;
        if state.registered.is_some() {
            return Err(Refusal::AlreadyRegistered);
        }
        if let Birth::Born(on) = what.birth {
            not_future("birth", on, context)?;
        }
        return Ok(());
    }
    if state.registered.is_none() {
        return Err(Refusal::NotRegistered);
    }
    match fact {
        Fact::Registered(_) => Ok(()),
        Fact::Born(what) => {
            filled("name", &what.name, LONGEST_NAME)?;
            not_future("on", what.on, context)?;
            match state.birth() {
                Some(Birth::Born(_)) => Err(Refusal::AlreadyBorn),
                _ => Ok(()),
            }
        }
        Fact::Enrolled(what) => filled("unit_name", &what.unit_name, LONGEST_NAME).and(ahead("on", what.on, today)),
        Fact::LeftUnit(what) => {
            let enrolment = state
                .enrolments
                .iter()
                .find(|enrolment| enrolment.began.no == what.enrolment)
                .ok_or(Refusal::NoSuchEntry(what.enrolment, "enrolment"))?;
            not_before("on", what.on, enrolment.began.what.on)?;
            ahead("on", what.on, today)
        }
        Fact::RelationAdded(what) => filled("name", &what.name, LONGEST_NAME),
        Fact::RelationEnded(RelationEnded { relation, on }) | Fact::CustodyChanged(CustodyChanged { relation, on, .. }) => {
            if !state.relations.iter().any(|candidate| candidate.added.no == *relation) {
                return Err(Refusal::NoSuchEntry(*relation, "relation"));
            }
            not_future("on", *on, context)
        }
        Fact::ConsentGiven(what) => {
            filled("given_by", &what.given_by, LONGEST_NAME)?;
            filled("purpose", &what.purpose, LONGEST_TEXT)?;
            not_future("on", what.on, context)
        }
        Fact::ConsentWithdrawn(what) => {
            let consent = state
                .consents
                .iter()
                .find(|consent| consent.given.no == what.consent)
                .ok_or(Refusal::NoSuchEntry(what.consent, "consent"))?;
            not_before("on", what.on, consent.given.what.on)?;
            not_future("on", what.on, context)
        }
        Fact::NotificationReceived(what) => {
            filled("concern", &what.concern, LONGEST_TEXT)?;
            if what.causes.is_empty() {
                return Err(Refusal::Missing("causes"));
            }
            not_future_instant("received_at", what.received_at, context)
        }
        Fact::AcuteAssessed(what) => {
            let notification = notification(state, what.notification)?;
            once(notification.acute.map(|done| done.no))?;
            filled("reason", &what.reason, LONGEST_TEXT)?;
            if what.in_danger {
                filled("acute_measure", what.acute_measure.as_deref().unwrap_or_default(), LONGEST_TEXT)?;
            }
            not_future_instant("at", what.at, context)?;
            if what.at < notification.received.what.received_at {
                return Err(Refusal::TooEarly { field: "at", not_before: calendar::day_of(notification.received.what.received_at) });
            }
            Ok(())
        }
        Fact::SecondProfessionalAssessed(what) => {
            let notification = notification(state, what.notification)?;
            once(notification.second.map(|done| done.no))?;
            filled("conclusion", &what.conclusion, LONGEST_TEXT)?;
            after_notification(notification, "on", what.on, context)?;
            let took_part = record.entries().iter().any(|entry| entry.by.staff == what.second)
                || state.responsible_history.iter().any(|responsible| responsible.staff == what.second);
            if took_part { Err(Refusal::TookPart) } else { Ok(()) }
        }
        Fact::ConcernsReread(what) => {
            filled("conclusion", &what.conclusion, LONGEST_TEXT)?;
            if state.notifications.is_empty() {
                return Err(Refusal::Missing("notifications"));
            }
            not_future("on", what.on, context)
        }
        Fact::ReceiptSent(what) => {
            let notification = notification(state, what.notification)?;
            once(notification.receipt.map(|done| done.no))?;
            if notification.received.what.notifier.kind == crate::kinds::NotifierKind::Anonymous {
                return Err(Refusal::Anonymous);
            }
            after_notification(notification, "on", what.on, context)
        }
        Fact::FeedbackGiven(what) => {
            let notification = notification(state, what.notification)?;
            once(notification.feedback.map(|done| done.no))?;
            match (&what.told, &what.withheld_because) {
                (Some(told), _) => filled("told", told, LONGEST_TEXT)?,
                (None, Some(because)) => filled("withheld_because", because, LONGEST_TEXT)?,
                (None, None) => return Err(Refusal::Missing("told")),
            }
            after_notification(notification, "on", what.on, context)
        }
        Fact::Screened(what) => {
            let notification = notification(state, what.notification)?;
            once(notification.screened.map(|done| done.no))?;
            filled("reason", &what.reason, LONGEST_TEXT)?;
            after_notification(notification, "on", what.on, context)
        }
        Fact::ResponsibilityAssigned(what) => {
            filled("reason", &what.reason, LONGEST_TEXT)?;
            if let Some(responsible) = state.responsible {
                if responsible.staff == what.to {
                    return Err(Refusal::AlreadyDone(responsible.no));
                }
                // Whoever holds a child offers it; only a leader may move it past them, when they are ill or gone.
                if !access::leads(context.by.role) {
                    return Err(Refusal::MustBeOffered(responsible.no));
                }
            }
            if let Some(offer) = state.open_offers().next() {
                return Err(Refusal::OfferPending(offer.offered.no));
            }
            not_future("on", what.on, context)
        }
        Fact::ResponsibilityOffered(what) => {
            filled("reason", &what.reason, LONGEST_TEXT)?;
            let responsible = state.responsible.ok_or(Refusal::NotOpen)?;
            if responsible.staff == what.to {
                return Err(Refusal::AlreadyResponsible);
            }
            if let Some(offer) = state.open_offers().next() {
                return Err(Refusal::OfferPending(offer.offered.no));
            }
            not_future("on", what.on, context)
        }
        Fact::ResponsibilityAccepted(what) => answering(state, what.offer, what.on, context),
        Fact::ResponsibilityDeclined(what) => {
            filled("reason", &what.reason, LONGEST_TEXT)?;
            answering(state, what.offer, what.on, context)
        }
        Fact::AssessmentOpened(what) => {
            filled("reason", &what.reason, LONGEST_TEXT)?;
            if let Some(no) = what.notification {
                // The four months run from awareness, which no later entry can move past the notification itself.
                let received_on = calendar::day_of(notification(state, no)?.received.what.received_at);
                if what.aware_on > received_on {
                    return Err(Refusal::TooLate { field: "aware_on", not_after: received_on });
                }
            }
            not_future("aware_on", what.aware_on, context)?;
            not_before("on", what.on, what.aware_on)?;
            not_future("on", what.on, context)
        }
        Fact::AssessmentSectionWritten(what) => {
            let assessment = open_assessment(state, what.assessment)?;
            if what.challenges.trim().is_empty() && what.resources.trim().is_empty() {
                return Err(Refusal::Missing("challenges"));
            }
            fits("challenges", &what.challenges, LONGEST_TEXT)?;
            fits("resources", &what.resources, LONGEST_TEXT)?;
            fits("knowledge", &what.knowledge, LONGEST_TEXT)?;
            not_before("on", what.on, assessment.opened.what.on)?;
            not_future("on", what.on, context)
        }
        Fact::PreliminaryAssessmentWritten(what) => {
            let assessment = open_assessment(state, what.assessment)?;
            once(assessment.preliminary.map(|done| done.no))?;
            filled("text", &what.text, LONGEST_TEXT)?;
            not_before("on", what.on, assessment.opened.what.on)?;
            not_future("on", what.on, context)
        }
        Fact::AssessmentConcluded(what) => {
            let assessment = open_assessment(state, what.assessment)?;
            filled("conclusion", &what.conclusion, LONGEST_TEXT)?;
            filled("child_attitude", &what.child_attitude, LONGEST_TEXT)?;
            filled("parents_attitude", &what.parents_attitude, LONGEST_TEXT)?;
            not_before("on", what.on, assessment.opened.what.on)?;
            not_future("on", what.on, context)
        }
        Fact::ChildHeard(what) => {
            match &what.hearing {
                Hearing::Talk { words } => filled("words", words, LONGEST_TEXT)?,
                Hearing::Indirect { why, perspective } => {
                    filled("why", why, LONGEST_TEXT)?;
                    filled("perspective", perspective, LONGEST_TEXT)?;
                }
                Hearing::NotHeard { why } => filled("why", why, LONGEST_TEXT)?,
            }
            not_future("on", what.on, context)
        }
        Fact::InterventionDecided(what) => {
            filled("purpose", &what.purpose, LONGEST_TEXT)?;
            if let Some(replaced) = what.replaces {
                intervention(state, replaced)?;
            }
            if let Some(until) = what.expected_until {
                not_before("expected_until", until, what.on)?;
            }
            not_future("on", what.on, context)
        }
        Fact::InterventionStarted(what) => {
            let help = intervention(state, what.intervention)?;
            once(help.started.map(|done| done.no))?;
            if let Some(ended) = help.ended_on() {
                return Err(Refusal::Ended(ended));
            }
            ahead("on", what.on, today)
        }
        Fact::InterventionEnded(what) => {
            let help = intervention(state, what.intervention)?;
            once(help.ended.map(|done| done.no))?;
            fits("note", &what.note, LONGEST_TEXT)?;
            not_before("on", what.on, help.started_on().unwrap_or(help.decided.what.on))?;
            ahead("on", what.on, today)
        }
        Fact::StepDownAimStated(what) => {
            running(state, what.intervention, what.on)?;
            filled("aim", &what.aim, LONGEST_TEXT)?;
            not_future("on", what.on, context)
        }
        Fact::PlanMade(what) => {
            filled("purpose", &what.purpose, LONGEST_TEXT)?;
            for no in &what.interventions {
                intervention(state, *no)?;
            }
            not_future("on", what.on, context)
        }
        Fact::GoalSet(what) => {
            if !state.plans.iter().any(|plan| plan.made.no == what.plan) {
                return Err(Refusal::NoSuchEntry(what.plan, "plan"));
            }
            filled("text", &what.text, LONGEST_TEXT)?;
            filled("scale", &what.scale, LONGEST_NAME)?;
            if what.lowest >= what.highest {
                return Err(Refusal::OutsideScale { field: "highest", lowest: what.lowest.saturating_add(1), highest: i16::MAX });
            }
            on_scale("from", what.from, what.lowest, what.highest)?;
            on_scale("to", what.to, what.lowest, what.highest)?;
            not_before("by", what.by, what.on)?;
            not_future("on", what.on, context)
        }
        Fact::GoalScored(what) => scoring(state, what.score).and(not_future("on", what.on, context)),
        Fact::FollowedUp(what) => {
            let help = running(state, what.intervention, what.on)?;
            let started = help.started_on().ok_or(Refusal::NotStarted)?;
            filled("child_voice", &what.child_voice, LONGEST_TEXT)?;
            filled("family_voice", &what.family_voice, LONGEST_TEXT)?;
            filled("provider_status", &what.provider_status, LONGEST_TEXT)?;
            filled("reason", &what.reason, LONGEST_TEXT)?;
            for score in &what.scores {
                scoring(state, *score)?;
            }
            if let Some(next) = what.next_on {
                not_before("next_on", next, what.on)?;
            }
            not_before("on", what.on, started)?;
            not_future("on", what.on, context)
        }
        Fact::SupervisionVisited(what) => {
            placed_since(state, what.intervention, "on", what.on)?;
            filled("note", &what.note, LONGEST_TEXT)?;
            not_future("on", what.on, context)
        }
        Fact::ReturnHomeReviewed(what) => {
            placed_since(state, what.intervention, "on", what.on)?;
            filled("reason", &what.reason, LONGEST_TEXT)?;
            not_future("on", what.on, context)
        }
        Fact::PlacementProlonged(what) => {
            placed_since(state, what.intervention, "on", what.on)?;
            filled("reason", &what.reason, LONGEST_TEXT)?;
            not_future("on", what.on, context)
        }
        Fact::WellbeingScored(what) => {
            on_scale("wellbeing", i16::from(what.wellbeing), 1, 5)?;
            if let Some(care) = what.care {
                on_scale("care", i16::from(care), 1, 5)?;
            }
            not_future("on", what.on, context)
        }
        Fact::NoteWritten(what) => {
            if [&what.facts, &what.child_words, &what.others_words, &what.judgement].iter().all(|text| text.trim().is_empty()) {
                return Err(Refusal::Missing("facts"));
            }
            fits("facts", &what.facts, LONGEST_TEXT)?;
            fits("child_words", &what.child_words, LONGEST_TEXT)?;
            fits("others_words", &what.others_words, LONGEST_TEXT)?;
            fits("judgement", &what.judgement, LONGEST_TEXT)?;
            not_future("on", what.on, context)
        }
        Fact::MeetingPlanned(what) => {
            filled("participants", &what.participants, LONGEST_TEXT)?;
            ahead("at", calendar::day_of(what.at), today)
        }
        Fact::MeetingClosed(what) => {
            let meeting = state
                .meetings
                .iter()
                .find(|meeting| meeting.planned.no == what.meeting)
                .ok_or(Refusal::NoSuchEntry(what.meeting, "meeting"))?;
            once(meeting.closed.map(|done| done.no))?;
            filled("note", &what.note, LONGEST_TEXT)
        }
        Fact::ViewAttached(what) => {
            record.entry(what.entry).ok_or(Refusal::NoSuchEntry(what.entry, "entry"))?;
            filled("who", &what.who, LONGEST_NAME)?;
            filled("text", &what.text, LONGEST_TEXT)?;
            not_future("on", what.on, context)
        }
        Fact::Corrected(what) => correcting(record, what, context),
        Fact::Closed(what) => {
            filled("reason", &what.reason, LONGEST_TEXT)?;
            not_future("on", what.on, context)?;
            closing(state, what.on)
        }
    }
}

/// A correction restates the same kind of fact about the same thing, and must itself have been possible.
fn correcting(record: &Record, what: &Corrected, context: &Context) -> Result<(), Refusal> {
    filled("reason", &what.reason, LONGEST_TEXT)?;
    let entry = record.entry(what.entry).ok_or(Refusal::NoSuchEntry(what.entry, "entry"))?;
    let same_kind = std::mem::discriminant(&entry.fact) == std::mem::discriminant(&*what.should_say);
    // What moved responsibility or closed a case has been acted on by others; it is changed by a new fact, not by rewriting.
    let acted_on = matches!(
        entry.fact,
        Fact::Corrected(_)
            | Fact::Closed(_)
            | Fact::ResponsibilityAssigned(_)
            | Fact::ResponsibilityOffered(_)
            | Fact::ResponsibilityAccepted(_)
            | Fact::ResponsibilityDeclined(_)
    );
    if !same_kind || acted_on {
        return Err(Refusal::OtherKind);
    }
    let before = Record::from_entries(record.child, record.entries()[..entry.no.0 as usize - 1].to_vec())
        .map_err(|no| Refusal::NoSuchEntry(no, "entry"))?;
    check(&before, &before.state(), &what.should_say, context)
}

/// A case closes only when nobody is left waiting.
fn closing(state: &State<'_>, on: Date) -> Result<(), Refusal> {
    if !state.is_open {
        return Err(Refusal::NotOpen);
    }
    let unscreened =
        state.notifications.iter().find(|notification| notification.screened.is_none()).map(|notification| notification.received.no);
    let unconcluded = state.assessments.iter().find(|assessment| assessment.concluded.is_none()).map(|assessment| assessment.opened.no);
    let running =
        state.interventions.iter().find(|help| help.ended_on().is_none_or(|ended| ended > on)).map(super::state::Intervention::no);
    let offered = state.open_offers().next().map(|offer| offer.offered.no);
    match unscreened.or(unconcluded).or(running).or(offered) {
        Some(no) => Err(Refusal::Unfinished(no)),
        None => Ok(()),
    }
}
