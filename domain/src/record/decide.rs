//! The one way in: a command becomes entries, or a refusal that says why.

mod absence;
mod admit;
mod correct;
mod days;
mod need;
mod rounds;
mod texts;
mod worries;

use super::facts::*;
use super::{Author, Entry, EntryNo, Record, Refusal, State, Version};
use crate::access;
use crate::calendar;
use crate::door;
use crate::duties;
use crate::id::{ChildId, CommandKey};
use correct::correcting;
pub use correct::stays_as_written;
use days::{agrees, not_before_the_child, possible_birth};
use jiff::{Timestamp, civil::Date};
use need::{
    after_notification, ahead, answering, consent, enrolment, filled, goes_there, intervention, not_after, not_before, not_future,
    not_future_instant, notification, offer, on_scale, once, open_assessment, placed_since, relation, running, scoring,
};
use serde::{Deserialize, Serialize};

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
    let entry = |(fact, no): (&Fact, u32)| Entry { no: EntryNo(no), recorded_at, by: context.by, fact: fact.clone() };
    let added: Vec<Entry> = command.facts.iter().zip(record.version().0 + 1..).map(entry).collect();
    let mut state = record.state();
    for (place, entry) in added.iter().enumerate() {
        if let Fact::Corrected(what) = &entry.fact {
            // Rare, and it reads everything that is written once more; what follows in the same command is checked as corrected.
            let written: Vec<Entry> = record.entries().iter().chain(&added[..place]).cloned().collect();
            check(&state, &entry.fact, context)?;
            correcting(&written, what, context)?;
            state = State::fold_with(record.entries().iter().chain(&added[..=place]));
        } else {
            check(&state, &entry.fact, context)?;
            state.add(entry, &entry.fact, None);
        }
    }
    if state.is_open && state.responsible.is_none() {
        return Err(Refusal::WouldBeWithoutResponsible);
    }
    Ok(added)
}

/// Everything a command is refused for that can be mended in its own fields, with the place of each fact in the command: what is wrong is said at
/// one go. The first is the one [`decide`] gives, whatever it is about; none when the command is not refused.
pub fn refusals(record: &Record, command: &Command, context: &Context) -> Vec<(usize, Refusal)> {
    let Err(first) = decide(record, command, context) else { return Vec::new() };
    let entry = |(place, fact): (usize, &Fact)| {
        let no = EntryNo(record.version().0 + 1 + u32::try_from(place).unwrap_or(u32::MAX - 1 - record.version().0));
        Entry { no, recorded_at: context.now, by: context.by, fact: fact.clone() }
    };
    let added: Vec<Entry> = command.facts.iter().enumerate().map(entry).collect();
    let mut state = record.state();
    let mut all: Vec<(usize, Refusal)> = Vec::new();
    for (place, entry) in added.iter().enumerate() {
        if !matches!(entry.fact, Fact::Corrected(_)) {
            for refusal in [texts::fit(&entry.fact), follows(&state, &entry.fact, context)].into_iter().filter_map(Result::err) {
                let is_of_a_field = refusal.field().is_some() || refusal == first;
                if is_of_a_field && !all.iter().any(|(_, other)| *other == refusal) {
                    all.push((place, refusal));
                }
            }
            state.add(entry, &entry.fact, None);
        }
    }
    // What follows from all of it together, or from a correction, belongs to no one fact.
    match all.iter().position(|(_, refusal)| *refusal == first) {
        Some(at) => all.swap(0, at),
        None => all.insert(0, (command.facts.len().saturating_sub(1), first)),
    }
    all
}

/// Whether a fact follows from what is there. A correction follows from the entries themselves: see [`correcting`].
fn check(state: &State<'_>, fact: &Fact, context: &Context) -> Result<(), Refusal> {
    texts::fit(fact)?;
    follows(state, fact, context)
}

/// As [`check`], but for how long its texts are.
fn follows(state: &State<'_>, fact: &Fact, context: &Context) -> Result<(), Refusal> {
    let today = calendar::day_of(context.now);
    if let Fact::Registered(what) = fact {
        filled("name", &what.name)?;
        if state.registered.is_some() {
            return Err(Refusal::AlreadyRegistered);
        }
        possible_birth("birth", what.birth, context)?;
        return match what.birth {
            Birth::Born(on) => agrees(what.cpr, on),
            Birth::Expected(_) => Ok(()),
        };
    }
    if state.registered.is_none() {
        return Err(Refusal::NotRegistered);
    }
    not_before_the_child(state, fact, context)?;
    match fact {
        // Both asked elsewhere.
        Fact::Registered(_) | Fact::Corrected(_) => Ok(()),
        Fact::Born(what) => {
            filled("name", &what.name)?;
            possible_birth("on", Birth::Born(what.on), context)?;
            if let Some(Birth::Born(_)) = state.birth() {
                return Err(Refusal::AlreadyBorn);
            }
            agrees(what.cpr.or(state.cpr()), what.on)
        }
        Fact::Enrolled(what) => filled("unit_name", &what.unit_name).and(ahead("on", what.on, today)),
        Fact::LeftUnit(what) => {
            let enrolment = enrolment(state, what.enrolment)?;
            once(enrolment.left.map(|done| done.no))?;
            not_before("on", what.on, enrolment.began.what.on)?;
            ahead("on", what.on, today)
        }
        // A foster family is part of it from the first day, which may be agreed.
        Fact::RelationAdded(what) => filled("name", &what.name).and(ahead("on", what.on, today)),
        Fact::RelationEnded(what) => {
            let relation = relation(state, what.relation)?;
            once(relation.ended.map(|done| done.no))?;
            not_before("on", what.on, relation.added.what.on)?;
            not_future("on", what.on, context)
        }
        Fact::CustodyChanged(what) => {
            if let Some(ended) = relation(state, what.relation)?.ended_on() {
                not_after("on", what.on, ended)?;
            }
            not_future("on", what.on, context)
        }
        Fact::ConsentGiven(what) => {
            filled("given_by", &what.given_by)?;
            filled("purpose", &what.purpose)?;
            if let Some(until) = what.until {
                not_before("until", until, what.on)?;
            }
            not_future("on", what.on, context)
        }
        Fact::ConsentWithdrawn(what) => {
            let consent = consent(state, what.consent)?;
            once(consent.withdrawn.map(|done| done.no))?;
            not_before("on", what.on, consent.given.what.on)?;
            not_future("on", what.on, context)
        }
        Fact::NotificationReceived(what) => {
            filled("concern", &what.concern)?;
            if what.causes.is_empty() {
                return Err(Refusal::Missing("causes"));
            }
            not_future_instant("received_at", what.received_at, context)
        }
        Fact::AcuteAssessed(what) => {
            let notification = notification(state, what.notification)?;
            once(notification.acute.map(|done| done.no))?;
            filled("reason", &what.reason)?;
            if what.in_danger {
                filled("acute_measure", what.acute_measure.as_deref().unwrap_or_default())?;
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
            filled("conclusion", &what.conclusion)?;
            after_notification(notification, "on", what.on, context)?;
            if state.took_part(what.second) { Err(Refusal::TookPart) } else { Ok(()) }
        }
        Fact::ConcernsReread(what) => {
            filled("conclusion", &what.conclusion)?;
            if state.notifications.is_empty() {
                return Err(Refusal::Missing("notifications"));
            }
            not_future("on", what.on, context)
        }
        Fact::ReceiptSent(what) => {
            let notification = notification(state, what.notification)?;
            once(notification.receipt.map(|done| done.no))?;
            if notification.received.what.notifier.is_anonymous() {
                return Err(Refusal::Anonymous);
            }
            after_notification(notification, "on", what.on, context)
        }
        Fact::FeedbackGiven(what) => {
            let notification = notification(state, what.notification)?;
            once(notification.feedback.map(|done| done.no))?;
            match (&what.told, &what.withheld_because) {
                (Some(told), _) => filled("told", told)?,
                (None, Some(because)) => filled("withheld_because", because)?,
                (None, None) => return Err(Refusal::Missing("told")),
            }
            after_notification(notification, "on", what.on, context)
        }
        Fact::Screened(what) => {
            let notification = notification(state, what.notification)?;
            once(notification.screened.map(|done| done.no))?;
            filled("reason", &what.reason)?;
            after_notification(notification, "on", what.on, context)
        }
        Fact::ResponsibilityAssigned(what) => {
            filled("reason", &what.reason)?;
            if let Some(responsible) = state.responsible {
                if responsible.staff == what.to {
                    return Err(Refusal::AlreadyDone(responsible.no));
                }
                // Whoever holds a child offers it; only a leader may move it past them, when they are ill or gone, and Trin when they leave.
                if !access::leads(context.by.role) && context.by.role != crate::kinds::Role::System {
                    return Err(Refusal::MustBeOffered(responsible.no));
                }
            }
            not_future("on", what.on, context)
        }
        Fact::ResponsibilityOffered(what) => {
            filled("reason", &what.reason)?;
            let responsible = state.responsible.ok_or(Refusal::NotOpen)?;
            if responsible.staff == what.to {
                return Err(Refusal::AlreadyResponsible);
            }
            if !access::may_offer(state, context.by) {
                return Err(Refusal::NotYoursToOffer(responsible.no));
            }
            if let Some(offer) = state.open_offers().next() {
                return Err(Refusal::OfferPending(offer.offered.no));
            }
            not_future("on", what.on, context)
        }
        Fact::ResponsibilityOfferWithdrawn(what) => {
            let offer = offer(state, what.offer)?;
            once(offer.answer.map(|answer| answer.no))?;
            if !access::may_withdraw(offer, context.by) {
                return Err(Refusal::NotYoursToWithdraw(what.offer));
            }
            filled("reason", &what.reason)?;
            not_before("on", what.on, offer.offered.what.on)?;
            not_future("on", what.on, context)
        }
        Fact::ResponsibilityAccepted(what) => answering(state, what.offer, what.on, context),
        Fact::ResponsibilityDeclined(what) => {
            filled("reason", &what.reason)?;
            answering(state, what.offer, what.on, context)
        }
        Fact::CoWorkerAdded(what) => admit::co_worker(state, what, context),
        Fact::CoWorkerEnded(what) => admit::co_worker_ended(state, what, context),
        Fact::ChildRestricted(what) => admit::restricted(state, what, context),
        Fact::RestrictionLifted(what) => admit::lifted(state, what, context),
        Fact::GlassBroken(what) => admit::glass_broken(what, context),
        Fact::GlassClosed(what) => admit::glass_closed(state, what, context),
        Fact::GlassReviewed(what) => admit::glass_reviewed(state, what, context),
        Fact::CopyGiven(what) => admit::copy_given(state, what, context),
        Fact::AddressStated(what) => admit::address(state, what, context),
        Fact::AddressShown(what) => admit::address_shown(state, what, context),
        Fact::AssessmentOpened(what) => {
            filled("reason", &what.reason)?;
            if let Some(no) = what.notification {
                // The four months run from awareness, which no later entry can move past the notification itself.
                let latest = door::aware_on(notification(state, no)?.received.what.received_at);
                not_after("aware_on", what.aware_on, latest)?;
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
            not_before("on", what.on, assessment.opened.what.on)?;
            not_future("on", what.on, context)
        }
        Fact::PreliminaryAssessmentWritten(what) => {
            let assessment = open_assessment(state, what.assessment)?;
            once(assessment.preliminary.map(|done| done.no))?;
            filled("text", &what.text)?;
            not_before("on", what.on, assessment.opened.what.on)?;
            not_future("on", what.on, context)
        }
        Fact::AssessmentConcluded(what) => {
            let assessment = open_assessment(state, what.assessment)?;
            filled("conclusion", &what.conclusion)?;
            filled("child_attitude", &what.child_attitude)?;
            filled("parents_attitude", &what.parents_attitude)?;
            not_before("on", what.on, assessment.opened.what.on)?;
            not_future("on", what.on, context)
        }
        Fact::ChildHeard(what) => {
            match &what.hearing {
                Hearing::Talk { words } => filled("words", words)?,
                Hearing::Indirect { why, perspective } => {
                    filled("why", why)?;
                    filled("perspective", perspective)?;
                }
                Hearing::NotHeard { why } => filled("why", why)?,
            }
            not_future("on", what.on, context)
        }
        Fact::InterventionDecided(what) => {
            filled("purpose", &what.purpose)?;
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
            not_before("on", what.on, help.started_on().unwrap_or(help.decided.what.on))?;
            ahead("on", what.on, today)
        }
        Fact::StepDownAimStated(what) => {
            let help = running(state, what.intervention, what.on)?;
            filled("aim", &what.aim)?;
            not_before("on", what.on, help.decided.what.on)?;
            not_future("on", what.on, context)
        }
        Fact::PlanMade(what) => {
            filled("purpose", &what.purpose)?;
            for no in &what.interventions {
                intervention(state, *no)?;
            }
            not_future("on", what.on, context)
        }
        Fact::PlanNotNeeded(what) => {
            let help = intervention(state, what.intervention)?;
            once(help.without_plan.map(|done| done.no))?;
            if !help.decided.what.kind.is_measure() {
                return Err(Refusal::NoPlanOwed(what.intervention));
            }
            // Under the Service Act, and for every placement, the law leaves no choice.
            if !duties::plan_may_be_left_out(help.decided.what.kind, help.decided.what.on) {
                return Err(Refusal::PlanRequired(what.intervention));
            }
            filled("reason", &what.reason)?;
            not_before("on", what.on, help.decided.what.on)?;
            not_future("on", what.on, context)
        }
        Fact::GoalSet(what) => {
            if !state.plans.iter().any(|plan| plan.made.no == what.plan) {
                return Err(Refusal::NoSuchEntry(what.plan, "plan"));
            }
            filled("text", &what.text)?;
            filled("scale", &what.scale)?;
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
            filled("child_voice", &what.child_voice)?;
            filled("family_voice", &what.family_voice)?;
            filled("provider_status", &what.provider_status)?;
            filled("reason", &what.reason)?;
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
            filled("note", &what.note)?;
            not_future("on", what.on, context)
        }
        Fact::ReturnHomeReviewed(what) => {
            placed_since(state, what.intervention, "on", what.on)?;
            filled("reason", &what.reason)?;
            not_future("on", what.on, context)
        }
        Fact::PlacementProlonged(what) => {
            placed_since(state, what.intervention, "on", what.on)?;
            filled("reason", &what.reason)?;
            not_future("on", what.on, context)
        }
        Fact::WellbeingScored(what) => {
            on_scale("wellbeing", i16::from(what.wellbeing), 1, 5)?;
            if let Some(care) = what.care {
                on_scale("care", i16::from(care), 1, 5)?;
            }
            not_future("on", what.on, context)
        }
        Fact::WellbeingAssessed(what) => rounds::assessed(state, what, context),
        Fact::FocusPointAgreed(what) => worries::agreed(state, what, context),
        Fact::FocusPointLookedAt(what) => worries::looked_at(state, what, context),
        Fact::IndividualTalkHeld(what) => {
            not_future("on", what.on, context)?;
            goes_there(state, what.unit, what.on)
        }
        Fact::AbsenceStated(what) => absence::stated(state, what, context),
        Fact::AbsenceStepTaken(what) => absence::step_taken(state, what, context),
        Fact::WorryRaised(what) => worries::raised(state, what, context),
        Fact::WorryStepTaken(what) => worries::step_taken(state, what, context),
        Fact::WorrySettled(what) => worries::settled(state, what, context),
        Fact::NoteWritten(what) => {
            if [&what.facts, &what.child_words, &what.others_words, &what.judgement].iter().all(|text| text.trim().is_empty()) {
                return Err(Refusal::Missing("facts"));
            }
            not_future("on", what.on, context)
        }
        Fact::MeetingPlanned(what) => {
            filled("participants", &what.participants)?;
            ahead("at", calendar::day_of(what.at), today)
        }
        Fact::MeetingClosed(what) => {
            let meeting = state
                .meetings
                .iter()
                .find(|meeting| meeting.planned.no == what.meeting)
                .ok_or(Refusal::NoSuchEntry(what.meeting, "meeting"))?;
            once(meeting.closed.map(|done| done.no))?;
            filled("note", &what.note)
        }
        Fact::ViewAttached(what) => {
            if !(1..=state.version.0).contains(&what.entry.0) {
                return Err(Refusal::NoSuchEntry(what.entry, "entry"));
            }
            if let Some(no) = what.relation {
                relation(state, no)?;
                // The child is nobody of its own network.
                if what.is_child {
                    return Err(Refusal::NoSuchEntry(no, "child"));
                }
            }
            filled("who", &what.who)?;
            filled("text", &what.text)?;
            not_future("on", what.on, context)
        }
        Fact::Closed(what) => {
            filled("reason", &what.reason)?;
            not_future("on", what.on, context)?;
            closing(state, what.on)
        }
    }
}

/// A case closes only when nobody is left waiting.
fn closing(state: &State<'_>, on: Date) -> Result<(), Refusal> {
    if !state.is_open {
        return Err(Refusal::NotOpen);
    }
    if let Some(opened) = state.opened_on {
        not_before("on", on, opened)?;
    }
    match unfinished(state, on).first() {
        Some(no) => Err(Refusal::Unfinished(*no)),
        None => Ok(()),
    }
}

/// The entries that must be finished before a case closes on a day: notifications not screened, assessments not concluded, help that goes on, an
/// offer nobody has answered.
pub fn unfinished(state: &State<'_>, on: Date) -> Vec<EntryNo> {
    let unscreened = state.notifications.iter().filter(|one| one.screened.is_none()).map(|one| one.received.no);
    let unconcluded = state.assessments.iter().filter(|one| one.concluded.is_none()).map(|one| one.opened.no);
    let running =
        state.interventions.iter().filter(|help| help.ended_on().is_none_or(|ended| ended > on)).map(super::state::Intervention::no);
    let offered = state.open_offers().map(|offer| offer.offered.no);
    unscreened.chain(unconcluded).chain(running).chain(offered).collect()
}
