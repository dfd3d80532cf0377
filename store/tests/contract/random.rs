//! Lives that nobody planned: facts of every kind in any order, from a seed. What the domain refuses is refused here too;
//! what it lets in, the store must keep and follow.

use crate::life::{child, staff};
use jiff::{Timestamp, ToSpan, civil::Date};
use trin_domain::calendar::day_of;
use trin_domain::id::{CommandKey, UnitId};
use trin_domain::kinds::*;
use trin_domain::record::*;
use uuid::Uuid;

/// A die with memory of its seed alone (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most as u64).unwrap()
    }

    pub fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    pub fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }
}

const PEOPLE: [&str; 5] = ["intake-ida", "mette", "bo", "åse", "lone"];

pub fn author(dice: &mut Dice) -> Author {
    let who = dice.of(&PEOPLE);
    Author { staff: staff(who), role: if who == "lone" { Role::TeamLeader } else { Role::Caseworker } }
}

/// A command with one to three facts that may follow from this record at this time.
pub fn command(dice: &mut Dice, record: &Record, now: Timestamp) -> Command {
    let state = record.state();
    let facts = if state.registered.is_none() {
        vec![first(dice, now)]
    } else if !state.is_open && dice.one_in(2) {
        vec![notification(dice, now), assigned(dice, day_of(now))]
    } else {
        (0..=dice.below(2)).map(|_| any(dice, record, &state, now)).collect()
    };
    let key = CommandKey::new(Uuid::from_u64_pair(dice.next(), dice.next()));
    Command { child: record.child, key, seen: record.version(), facts }
}

fn first(dice: &mut Dice, now: Timestamp) -> Fact {
    let first_name = dice.of(&["Åse", "Aage", "Ærlig", "Øjvind", "Ida", "Søren", "Zoe", "Muhammed", "Anne-Mie"]);
    let last_name = dice.of(&["Holm", "Kjær", "Åkjær", "Østergaard", "Nguyen", "O'Brien"]);
    let today = day_of(now);
    let birth = if dice.one_in(6) {
        Birth::Expected(today.checked_add(60.days()).unwrap())
    } else {
        Birth::Born(today.checked_sub(i64::try_from(dice.below(17 * 365)).unwrap().days()).unwrap())
    };
    Fact::Registered(Registered { name: format!("{first_name} {last_name}"), birth, cpr: None })
}

fn text(dice: &mut Dice) -> String {
    dice.of(&["Mor siger, at det går bedre.", "Æbler, øl & \"ål\" – 100 %", "Ny aftale\nom morgenerne", "😀 glad", "Uændret"]).to_owned()
}

/// A day in the past half year, mostly near.
fn past(dice: &mut Dice, today: Date) -> Date {
    let days = dice.of(&[0, 0, 0, 1, 2, 7, 30, 120]);
    today.checked_sub(days.days()).unwrap()
}

fn notification(dice: &mut Dice, now: Timestamp) -> Fact {
    Fact::NotificationReceived(NotificationReceived {
        received_at: now.checked_sub(i64::try_from(dice.below(72)).unwrap().hours()).unwrap(),
        notifier: Notifier { kind: dice.of(NotifierKind::ALL), name: dice.one_in(2).then(|| "Jens".to_owned()), workplace: None },
        concern: text(dice).repeat(1 + dice.below(30)),
        causes: vec![dice.of(Cause::ALL), dice.of(Cause::ALL)],
        acute: dice.one_in(3),
        abuse_suspected: dice.one_in(9),
        siblings: if dice.one_in(4) { vec![child("random 0"), child("random 1")] } else { Vec::new() },
    })
}

fn assigned(dice: &mut Dice, on: Date) -> Fact {
    Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: staff(dice.of(&PEOPLE)), on, reason: text(dice) })
}

fn pick(dice: &mut Dice, numbers: impl Iterator<Item = EntryNo>) -> EntryNo {
    let numbers: Vec<EntryNo> = numbers.collect();
    // Now and then an entry of another kind, which is refused.
    if numbers.is_empty() || dice.one_in(40) { EntryNo(1) } else { dice.of(&numbers) }
}

#[expect(clippy::too_many_lines, reason = "one arm for each kind of fact")]
fn any(dice: &mut Dice, record: &Record, state: &State<'_>, now: Timestamp) -> Fact {
    let today = day_of(now);
    let on = past(dice, today);
    let notification_no = pick(dice, state.notifications.iter().map(|notification| notification.received.no));
    let assessment = pick(dice, state.assessments.iter().map(|assessment| assessment.opened.no));
    let intervention = pick(dice, state.interventions.iter().map(Intervention::no));
    let offer = pick(dice, state.open_offers().map(|offer| offer.offered.no));
    let goal = pick(dice, state.plans.iter().flat_map(|plan| &plan.goals).map(|goal| goal.set.no));
    let score = GoalScore { goal, score: i16::try_from(dice.below(6)).unwrap() };
    match dice.below(54) {
        0 => Fact::Born(Born { on, name: "Nyfødt Holm".into(), cpr: None }),
        1 => Fact::Enrolled(Enrolled {
            unit: UnitId::from_label(dice.of(&["solsikken", "skolen"])),
            unit_name: "Solsikken".into(),
            unit_kind: UnitKind::DayCare,
            on,
        }),
        2 => Fact::LeftUnit(LeftUnit { enrolment: pick(dice, state.enrolments.iter().map(|enrolment| enrolment.began.no)), on }),
        3 => Fact::RelationAdded(RelationAdded {
            relation: dice.of(RelationKind::ALL),
            name: "Karen Holm".into(),
            child: dice.one_in(2).then(|| child("random 1")),
            has_custody: dice.one_in(2),
            on,
        }),
        4 => Fact::RelationEnded(RelationEnded { relation: pick(dice, state.relations.iter().map(|relation| relation.added.no)), on }),
        5 => Fact::CustodyChanged(CustodyChanged {
            relation: pick(dice, state.relations.iter().map(|relation| relation.added.no)),
            has_custody: dice.one_in(2),
            on,
        }),
        6 => Fact::ConsentGiven(ConsentGiven {
            given_by: "Mor".into(),
            purpose: text(dice),
            recipients: "Skolen".into(),
            on,
            until: dice.one_in(2).then_some(today),
        }),
        7 => Fact::ConsentWithdrawn(ConsentWithdrawn {
            consent: pick(dice, state.consents.iter().map(|consent| consent.given.no)),
            on: today,
        }),
        8 | 9 => notification(dice, now),
        10 | 11 => Fact::AcuteAssessed(AcuteAssessed {
            notification: notification_no,
            at: now.checked_sub(i64::try_from(dice.below(20)).unwrap().hours()).unwrap(),
            in_danger: dice.one_in(3),
            acute_measure: Some("Hos mormor".into()),
            reason: text(dice),
        }),
        12 => Fact::SecondProfessionalAssessed(SecondProfessionalAssessed {
            notification: notification_no,
            on: today,
            second: staff("someone from outside"),
            conclusion: text(dice),
        }),
        13 => Fact::ConcernsReread(ConcernsReread { on, conclusion: text(dice) }),
        14 => Fact::ReceiptSent(ReceiptSent { notification: notification_no, on: today }),
        15 => {
            Fact::FeedbackGiven(FeedbackGiven { notification: notification_no, on: today, told: Some(text(dice)), withheld_because: None })
        }
        16 | 17 => Fact::Screened(Screened {
            notification: notification_no,
            on: today,
            outcome: dice.of(ScreeningOutcome::ALL),
            reason: text(dice),
        }),
        18 => assigned(dice, on),
        19 | 20 => Fact::ResponsibilityOffered(ResponsibilityOffered { to: staff(dice.of(&PEOPLE)), on, reason: text(dice) }),
        21 | 22 => Fact::ResponsibilityAccepted(ResponsibilityAccepted { offer, on: today }),
        23 => Fact::ResponsibilityDeclined(ResponsibilityDeclined { offer, on: today, reason: text(dice) }),
        44 => Fact::ResponsibilityOfferWithdrawn(ResponsibilityOfferWithdrawn { offer, on: today, reason: text(dice) }),
        45 => Fact::CoWorkerAdded(CoWorkerAdded {
            staff: staff(dice.of(&PEOPLE)),
            reason: text(dice),
            on,
            until: dice.one_in(2).then(|| today.checked_add(7.days()).unwrap()),
        }),
        46 => Fact::CoWorkerEnded(CoWorkerEnded { co_worker: pick(dice, state.co_workers.iter().map(|one| one.added.no)), on: today }),
        47 => Fact::ChildRestricted(ChildRestricted { reason: dice.of(RestrictionReason::ALL), on: today }),
        48 => Fact::RestrictionLifted(RestrictionLifted {
            restriction: pick(dice, state.restrictions.iter().map(|one| one.stated.no)),
            reason: text(dice),
            on: today,
        }),
        49 => Fact::GlassBroken(GlassBroken {
            reason: dice.of(GlassReason::ALL),
            text: text(dice),
            until: now.checked_add(30.minutes()).unwrap(),
        }),
        50 => Fact::GlassReviewed(GlassReviewed {
            glass: pick(dice, state.glass.iter().map(|one| one.broken.no)),
            on: today,
            finding: dice.of(GlassFinding::ALL),
            note: text(dice),
        }),
        52 => Fact::CopyGiven(CopyGiven {
            on: today,
            who: text(dice),
            is_child: true,
            relation: None,
            ground: text(dice),
            last: EntryNo(1),
            words: text(dice),
            decisions: String::new(),
            digest: "0".repeat(64),
            copy: text(dice),
        }),
        53 => Fact::AddressShown(AddressShown { address: pick(dice, state.addresses.iter().map(|one| one.no)), purpose: text(dice) }),
        51 => Fact::AddressStated(AddressStated { address: trin_domain::address::Address::new(text(dice), dice.one_in(2)), on: today }),
        24 => Fact::AssessmentOpened(AssessmentOpened {
            kind: dice.of(&[AssessmentKind::Full, AssessmentKind::Partial]),
            on,
            aware_on: past(dice, on),
            notification: None,
            reason: text(dice),
        }),
        25 => Fact::AssessmentSectionWritten(AssessmentSectionWritten {
            assessment,
            on: today,
            heading: dice.of(AssessmentHeading::ALL),
            challenges: text(dice),
            resources: text(dice),
            knowledge: String::new(),
        }),
        26 => Fact::PreliminaryAssessmentWritten(PreliminaryAssessmentWritten { assessment, on: today, text: text(dice) }),
        27 => Fact::AssessmentConcluded(AssessmentConcluded {
            assessment,
            on: today,
            conclusion: text(dice),
            support_needed: dice.one_in(2),
            child_attitude: text(dice),
            parents_attitude: text(dice),
        }),
        28 => Fact::ChildHeard(ChildHeard { on, hearing: Hearing::Indirect { why: text(dice), perspective: text(dice) } }),
        29 | 30 => Fact::InterventionDecided(InterventionDecided {
            on,
            kind: dice.of(InterventionKind::ALL),
            offer: None,
            provider: dice.one_in(2).then(|| UnitId::from_label("team")),
            consent: ConsentBasis::WithConsent,
            purpose: text(dice),
            expected_until: None,
            why_not_lower: None,
            why_not_preferred: None,
            replaces: None,
        }),
        31 | 32 => Fact::InterventionStarted(InterventionStarted {
            intervention,
            on: if dice.one_in(3) { today.checked_add(14.days()).unwrap() } else { on },
        }),
        33 => Fact::InterventionEnded(InterventionEnded { intervention, on: today, reason: dice.of(EndReason::ALL), note: String::new() }),
        34 => Fact::StepDownAimStated(StepDownAimStated { intervention, on, aim: text(dice), by: None }),
        35 => Fact::PlanMade(PlanMade {
            on,
            interventions: state.interventions.iter().map(Intervention::no).take(2).collect(),
            purpose: text(dice),
            child_wishes: text(dice),
            family_part: String::new(),
        }),
        36 => Fact::GoalSet(GoalSet {
            plan: pick(dice, state.plans.iter().map(|plan| plan.made.no)),
            on,
            text: text(dice),
            scale: "Dage om ugen".into(),
            lowest: 0,
            highest: 5,
            from: 1,
            to: 5,
            by: today.checked_add(90.days()).unwrap(),
            known_to: String::new(),
        }),
        37 => Fact::GoalScored(GoalScored { on, score }),
        38 => Fact::FollowedUp(FollowedUp {
            intervention,
            on: today,
            child_voice: text(dice),
            family_voice: text(dice),
            provider_status: text(dice),
            scores: if dice.one_in(2) { vec![score] } else { Vec::new() },
            decision: dice.of(FollowUpDecision::ALL),
            reason: text(dice),
            next_on: None,
        }),
        39 => Fact::SupervisionVisited(SupervisionVisited { intervention, on: today, talked_with_child: true, note: text(dice) }),
        40 => Fact::MeetingPlanned(MeetingPlanned {
            at: now.checked_add(i64::try_from(dice.below(200)).unwrap().hours()).unwrap(),
            kind: dice.of(MeetingKind::ALL),
            place: "Rådhuset".into(),
            participants: text(dice),
            staff: vec![staff("mette"), staff("mette"), staff("bo")],
        }),
        41 => Fact::MeetingClosed(MeetingClosed {
            meeting: pick(dice, state.meetings.iter().map(|meeting| meeting.planned.no)),
            held: dice.one_in(2),
            note: text(dice),
        }),
        42 => corrected(dice, record),
        _ => {
            if dice.one_in(2) {
                Fact::Closed(Closed { on: today, reason: text(dice) })
            } else {
                crate::life::note(on, &text(dice))
            }
        }
    }
}

/// A correction that says again what an entry said, or a little more.
fn corrected(dice: &mut Dice, record: &Record) -> Fact {
    let entry = &record.entries()[dice.below(record.entries().len())];
    let mut should_say = entry.fact.clone();
    match &mut should_say {
        Fact::Registered(what) => what.name.push_str(" Rettet"),
        Fact::NotificationReceived(what) => what.acute = !what.acute,
        Fact::InterventionStarted(what) => what.on = what.on.checked_sub(3.days()).unwrap(),
        Fact::Enrolled(what) => what.unit_name.push_str(" (rettet)"),
        _ => {}
    }
    Fact::Corrected(Corrected { entry: entry.no, should_say: Box::new(should_say), reason: "Skrevet forkert".into() })
}
