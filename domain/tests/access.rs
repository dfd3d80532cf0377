//! Who sees what: every role with every relation to a child, and every kind of entry with every sight.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use jiff::civil::{Date, date};
use trin_domain::access::{
    AFTER_CLOSING_DAYS, Access, Because, Holder, Room, Rooms, grant, grants, is_authority, leads, may_be_co_worker, may_be_responsible,
    may_break_glass,
};
use trin_domain::address::Address;
use trin_domain::duties;
use trin_domain::id::{StaffId, UnitId};
use trin_domain::kinds::{GlassFinding, GlassReason, InterventionKind, MeetingKind, RestrictionReason, Role, ScreeningOutcome, UnitKind};
use trin_domain::organisation::Staff;
use trin_domain::record::*;
use trin_domain::strategy::Strategy;
use trin_testkit::{Desk, assigned, at, decided, ended, note, notification, offered, screened, staff, started};

const TODAY: Date = date(2024, 6, 10);

/// "me", in a role, at my own unit.
fn me(role: Role) -> Staff {
    Staff { id: staff("me"), name: "Mig".into(), role, unit: mine(), is_active: true }
}

fn mine() -> UnitId {
    UnitId::from_label("mine")
}

fn elsewhere() -> UnitId {
    UnitId::from_label("elsewhere")
}

fn enrolled(unit: UnitId, on: Date) -> Fact {
    Fact::Enrolled(Enrolled { unit, unit_name: "Solsikken".into(), unit_kind: UnitKind::DayCare, on })
}

fn helped_by(provider: UnitId) -> Fact {
    match decided(InterventionKind::FamilyTreatment) {
        Fact::InterventionDecided(what) => Fact::InterventionDecided(InterventionDecided { provider: Some(provider), ..what }),
        other => other,
    }
}

/// Freja's record with a notification and Ida responsible (entries 1 to 3), and what a relation adds.
fn desk(facts: Vec<Fact>) -> Desk {
    let mut desk = Desk::with_notification();
    desk.now = at("2024-06-10T09:00:00Z");
    for fact in facts {
        desk.writes([fact]);
    }
    desk
}

fn left(on: Date) -> Fact {
    Fact::LeftUnit(LeftUnit { enrolment: EntryNo(6), on })
}

/// The instant at which the relations are asked about.
fn now() -> jiff::Timestamp {
    at("2024-06-10T09:00:00Z")
}

/// Where people work: Ida, who has the case, at my unit; everybody else elsewhere.
fn unit_of(who: StaffId) -> Option<UnitId> {
    Some(if who == staff("ida") { mine() } else { elsewhere() })
}

fn strategy() -> &'static Strategy {
    Strategy::named("kerteminde-2021").expect("a shipped strategy")
}

fn access(state: &State<'_>, staff: &Staff) -> Option<Access> {
    grant(state, strategy(), staff, unit_of, now())
}

/// What it is called, the facts that make it, the roles to which it opens the record, how much of it, and why.
type Relation = (&'static str, Vec<Fact>, &'static [Role], Rooms, Because);

const LEADER: &[Role] = &[Role::TeamLeader];
const HEAD: &[Role] = &[Role::HeadOfDepartment];
const INTAKE: &[Role] = &[Role::Intake];
const EVERYDAY: &[Role] = &[Role::Pedagogue, Role::Teacher, Role::HealthVisitor];
const PROVIDER: &[Role] = &[Role::Provider];
const WHO: Rooms = Rooms::of(&[Room::Identity]);
const KNOWN: Rooms = Rooms::of(&[Room::Identity, Room::Enrolment]);
const OVERSEEN: Rooms = Rooms::of(&[Room::Identity, Room::Responsibility, Room::Duties, Room::Position]);

fn co_worker(from: Date, until: Option<Date>) -> Fact {
    Fact::CoWorkerAdded(CoWorkerAdded { staff: staff("me"), reason: "Tolk".into(), on: from, until })
}

fn meeting(days: i64, held: Option<bool>) -> Vec<Fact> {
    let at = now().checked_add(jiff::SignedDuration::from_hours(24 * days)).unwrap();
    let planned =
        MeetingPlanned { at, kind: MeetingKind::Network, place: String::new(), participants: "Mor".into(), staff: vec![staff("me")] };
    let closed = held.map(|held| Fact::MeetingClosed(MeetingClosed { meeting: EntryNo(5), held, note: "Udsat".into() }));
    [Fact::MeetingPlanned(planned)].into_iter().chain(closed).collect()
}

fn glass(by: &str, minutes: i64) -> Fact {
    let until = now().checked_add(jiff::SignedDuration::from_mins(minutes)).unwrap();
    Fact::GlassBroken(GlassBroken { reason: GlassReason::OnCall, text: by.into(), until })
}

fn restricted() -> Fact {
    Fact::ChildRestricted(ChildRestricted { reason: RestrictionReason::StaffFamily, on: date(2024, 6, 1) })
}

/// Every relation beside those everyone has here: Ida is responsible, her leader leads, the head oversees, and no notification waits.
fn relations() -> Vec<Relation> {
    let all = Role::ALL;
    let declined = Fact::ResponsibilityDeclined(ResponsibilityDeclined { offer: EntryNo(6), on: date(2024, 6, 1), reason: "Ferie".into() });
    let withdrawn =
        Fact::ResponsibilityOfferWithdrawn(ResponsibilityOfferWithdrawn { offer: EntryNo(6), on: date(2024, 6, 1), reason: "Syg".into() });
    let (day, help) = (Because::Enrolled(EntryNo(6)), Because::GivesHelp(EntryNo(6)));
    let ended_co = Fact::CoWorkerEnded(CoWorkerEnded { co_worker: EntryNo(6), on: TODAY });
    let (case, none) = (Rooms::CASE, (Rooms::NONE, Because::Known));
    let row = |name, facts, roles, rooms, because| (name, facts, roles, rooms, because);
    let nobody = |name, facts| (name, facts, &[] as &[Role], none.0, none.1);
    let with = |mut facts: Vec<Fact>, more: Fact| {
        facts.push(more);
        facts
    };
    vec![
        nobody("no relation", vec![]),
        row("responsible", vec![assigned("me")], all, Rooms::ALL, Because::Responsible),
        nobody("was responsible", vec![assigned("me"), assigned("ida")]),
        row("offered responsibility", vec![offered("me")], all, case, Because::Offered(EntryNo(6))),
        nobody("declined responsibility", vec![offered("me"), declined]),
        nobody("offered responsibility, withdrawn", vec![offered("me"), withdrawn]),
        nobody("offered to another", vec![offered("mette")]),
        row("works on the case", vec![co_worker(TODAY, None)], all, Rooms::ALL, Because::CoWorker(EntryNo(6))),
        row(
            "works on the case until today",
            vec![co_worker(date(2024, 6, 1), Some(TODAY))],
            all,
            Rooms::ALL,
            Because::CoWorker(EntryNo(6)),
        ),
        nobody("worked on the case until yesterday", vec![co_worker(date(2024, 6, 1), Some(date(2024, 6, 9)))]),
        nobody("works on the case from tomorrow", vec![co_worker(date(2024, 6, 11), None)]),
        nobody("worked on the case until it was ended today", vec![co_worker(date(2024, 6, 1), None), ended_co]),
        row("enrolled at my unit", vec![enrolled(mine(), date(2024, 1, 1))], EVERYDAY, KNOWN, day),
        row("enrolled from today", vec![enrolled(mine(), TODAY)], EVERYDAY, KNOWN, day),
        nobody("enrolled from tomorrow", vec![enrolled(mine(), date(2024, 6, 11))]),
        nobody("enrolled elsewhere", vec![enrolled(elsewhere(), date(2024, 1, 1))]),
        row("leaves my unit today", vec![enrolled(mine(), date(2024, 1, 1)), left(TODAY)], EVERYDAY, KNOWN, day),
        nobody("left my unit yesterday", vec![enrolled(mine(), date(2024, 1, 1)), left(date(2024, 6, 9))]),
        row("my unit is to give help", vec![helped_by(mine())], PROVIDER, KNOWN, help),
        row("my unit gives help", vec![helped_by(mine()), started(6)], PROVIDER, KNOWN, help),
        row("my unit's help ends today", vec![helped_by(mine()), started(6), ended(6, TODAY)], PROVIDER, KNOWN, help),
        nobody("my unit's help ended yesterday", vec![helped_by(mine()), started(6), ended(6, date(2024, 6, 9))]),
        nobody("another unit gives help", vec![helped_by(elsewhere()), started(6)]),
        row("meets today", meeting(0, None), all, WHO, Because::Meets(EntryNo(6))),
        row("met yesterday", meeting(-1, None), all, WHO, Because::Meets(EntryNo(6))),
        nobody("met the day before yesterday", meeting(-2, None)),
        row("meets next week", meeting(7, None), all, WHO, Because::Meets(EntryNo(6))),
        row("opened in an emergency", vec![glass("me", 60)], all, case, Because::Glass(EntryNo(6))),
        nobody("wrote a note once", vec![note("Ringet")]),
        row("a new notification waits", vec![notification("2024-06-10T08:00:00Z")], INTAKE, case, Because::Notification(EntryNo(6))),
        nobody("a restricted child enrolled at my unit", with(vec![enrolled(mine(), date(2024, 1, 1))], restricted())),
        nobody("a restricted child my unit is to help", with(vec![helped_by(mine())], restricted())),
        nobody("a restricted child I am to meet", with(meeting(0, None), restricted())),
        nobody("a restricted child with a new notification", with(vec![notification("2024-06-10T08:00:00Z")], restricted())),
        row(
            "a restricted child I work with",
            with(vec![co_worker(TODAY, None)], restricted()),
            all,
            Rooms::ALL,
            Because::CoWorker(EntryNo(6)),
        ),
        row("a restricted child I am responsible for", with(vec![assigned("me")], restricted()), all, Rooms::ALL, Because::Responsible),
        row("a restricted child I am offered", with(vec![offered("me")], restricted()), all, case, Because::Offered(EntryNo(6))),
    ]
}

/// Freja's record with Ida responsible and a notification that is assessed and screened (entries 1 to 5), and what a relation adds, written
/// by whoever may.
fn relate(facts: Vec<Fact>) -> Desk {
    let mut desk = Desk::with_notification();
    let acute = AcuteAssessed {
        notification: EntryNo(2),
        at: at("2024-03-01T09:00:00Z"),
        in_danger: false,
        acute_measure: None,
        reason: "Ikke akut".into(),
    };
    desk.writes([Fact::AcuteAssessed(acute), screened(2, ScreeningOutcome::PartOfOngoing)]);
    desk.now = now();
    for fact in facts {
        // Only the one asked answers an offer, and whoever needs an emergency access opens it.
        let by_me = matches!(fact, Fact::ResponsibilityDeclined(_) | Fact::GlassBroken(_));
        desk = desk.acting_as(if by_me { "me" } else { "ida" });
        // A leader alone may move responsibility past the one who has it.
        desk.by.role = if matches!(fact, Fact::GlassBroken(_)) { Role::Caseworker } else { Role::TeamLeader };
        desk.writes([fact]);
    }
    desk
}

#[test]
fn every_role_with_every_relation() {
    for (relation, facts, opened, rooms, because) in relations() {
        let is_restricted = facts.iter().any(|fact| matches!(fact, Fact::ChildRestricted(_)));
        let desk = relate(facts);
        let state = desk.record.state();
        let responsible_is_me = state.responsible.is_some_and(|responsible| responsible.staff == staff("me"));
        for role in Role::ALL {
            let found = access(&state, &me(*role));
            let mut all = Vec::new();
            if opened.contains(role) {
                all.push((because, rooms));
            }
            if LEADER.contains(role) && !responsible_is_me {
                all.push((Because::Leads, Rooms::ALL));
            }
            if HEAD.contains(role) && !is_restricted {
                all.push((Because::Oversees, OVERSEEN));
            }
            let wanted = all.iter().map(|(because, _)| *because).min();
            assert_eq!(found.as_ref().map(|access| access.because), wanted, "{role:?}, {relation}");
            let together = all.iter().fold(Rooms::NONE, |together, (_, rooms)| together.and(*rooms));
            assert_eq!(found.map_or(Rooms::NONE, |access| access.rooms), together, "{role:?}, {relation}");
            let gone = Staff { is_active: false, ..me(*role) };
            assert_eq!(access(&state, &gone), None, "{role:?} who has left, {relation}");
        }
    }
}

#[test]
fn a_caseworker_sees_nothing_of_a_colleagues_child() {
    let state_of = relate(vec![note("Ringet"), enrolled(mine(), TODAY), helped_by(mine()), notification("2024-06-10T08:00:00Z")]);
    assert_eq!(access(&state_of.record.state(), &me(Role::Caseworker)), None);
}

#[test]
fn the_leader_is_the_one_of_the_unit_where_the_responsible_works() {
    let desk = relate(vec![]);
    let state = desk.record.state();
    let elsewhere = |_: StaffId| Some(elsewhere());
    assert!(grant(&state, strategy(), &me(Role::TeamLeader), unit_of, now()).is_some());
    assert!(grant(&state, strategy(), &me(Role::TeamLeader), elsewhere, now()).is_none(), "she moved to another team");
    assert!(grant(&state, strategy(), &me(Role::TeamLeader), |_| None, now()).is_none(), "nobody knows where she works");
}

#[test]
fn a_meeting_that_was_cancelled_opens_nothing_and_one_that_was_held_until_the_day_after() {
    let cancelled = |held| {
        let mut facts = meeting(0, Some(held));
        if let Some(Fact::MeetingClosed(what)) = facts.last_mut() {
            what.meeting = EntryNo(6);
        }
        relate(facts)
    };
    assert!(access(&cancelled(false).record.state(), &me(Role::Teacher)).is_none());
    let held = cancelled(true);
    let seen = access(&held.record.state(), &me(Role::Teacher)).unwrap();
    assert!(seen.sees_meeting(EntryNo(6)) && !seen.sees_meeting(EntryNo(7)) && !seen.sees(Room::Meetings));
    assert_eq!(seen.until, Some(at("2024-06-11T22:00:00Z")), "the end of the day after, in Denmark");
    let entries: Vec<u32> = held
        .record
        .entries()
        .iter()
        .filter(|entry| seen.sees_entry(&held.record.state(), &me(Role::Teacher), entry))
        .map(|entry| entry.no.0)
        .collect();
    assert_eq!(entries, [1, 6, 7], "who the child is, and the meeting");
}

#[test]
fn an_emergency_access_is_over_after_an_hour_and_waits_for_a_leader_who_did_not_open_it() {
    let desk = relate(vec![glass("me", 60)]);
    let state = desk.record.state();
    let worker = me(Role::Caseworker);
    let until = now().checked_add(jiff::SignedDuration::from_mins(60)).unwrap();
    let before = until.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap();
    assert!(grant(&state, strategy(), &worker, unit_of, before).is_some_and(|access| access.glass().is_some()));
    assert!(grant(&state, strategy(), &worker, unit_of, until).is_none());
    // Another leader than Ida's: the one where I work.
    let other = |unit: UnitId| Staff { id: staff("lone"), unit, ..me(Role::TeamLeader) };
    let reviews = access(&state, &other(elsewhere())).unwrap();
    assert_eq!(reviews.because, Because::GlassToReview(EntryNo(6)));
    assert!(reviews.writes(Room::Admission) && !reviews.sees(Room::Notes) && !reviews.sees(Room::ProtectedAddress));
    // The longest an opening may be.
    let mut again = relate(vec![]);
    again.by.role = Role::Caseworker;
    assert_eq!(again.refuses([glass("x", 61)]), Refusal::TooLate { field: "until", not_after: TODAY });
    again.by.role = Role::Teacher;
    assert_eq!(again.refuses([glass("x", 60)]), Refusal::NotYoursToOpen);
}

#[test]
fn nobody_reviews_their_own_emergency_access() {
    let reviewed = |finding, note: &str| Fact::GlassReviewed(GlassReviewed { glass: EntryNo(6), on: TODAY, finding, note: note.into() });
    let mut desk = relate(vec![glass("me", 60)]);
    desk.by.role = Role::TeamLeader;
    assert_eq!(desk.refuses([reviewed(GlassFinding::Ok, "")]), Refusal::OwnGlass(EntryNo(6)));
    let mut desk = desk.acting_as("lone");
    desk.by.role = Role::Caseworker;
    assert_eq!(desk.refuses([reviewed(GlassFinding::Ok, "")]), Refusal::OnlyLeaders);
    desk.by.role = Role::TeamLeader;
    assert_eq!(desk.refuses([reviewed(GlassFinding::Report, " ")]), Refusal::Missing("note"));
    desk.writes([reviewed(GlassFinding::Report, "Ingen grund fundet")]);
    assert_eq!(desk.refuses([reviewed(GlassFinding::Ok, "")]), Refusal::AlreadyDone(EntryNo(7)));
    let to_review = grants(&desk.record.state(), strategy()).iter().any(|grant| matches!(grant.because, Because::GlassToReview(_)));
    assert!(!to_review, "what is reviewed waits no more");
    // A leader's own opening is the head's to review.
    let mut own = relate(vec![]);
    own.by.role = Role::TeamLeader;
    own.writes([glass("ida", 60)]);
    let head = access(&own.record.state(), &me(Role::HeadOfDepartment)).unwrap();
    assert!(head.writes(Room::Admission) && !head.sees(Room::Notes));
}

#[test]
fn a_closed_case_can_be_finished_for_some_weeks_by_whoever_was_responsible() {
    let mut desk = relate(vec![assigned("me")]).acting_as("me");
    desk.writes([Fact::ReceiptSent(ReceiptSent { notification: EntryNo(2), on: TODAY })]);
    let closed = Closed { on: TODAY, reason: "Skolen følger op".into() };
    desk.writes([Fact::Closed(closed)]);
    let state = desk.record.state();
    let after = |days: i32| at("2024-06-10T09:00:00Z").checked_add(jiff::SignedDuration::from_hours(24 * i64::from(days))).unwrap();
    let seen = |days| grant(&state, strategy(), &me(Role::Caseworker), unit_of, after(days)).map(|access| access.because);
    assert_eq!(seen(0), Some(Because::Closed(EntryNo(8))));
    assert_eq!(seen(AFTER_CLOSING_DAYS), Some(Because::Closed(EntryNo(8))));
    assert_eq!(seen(AFTER_CLOSING_DAYS + 1), None);
    let intake = |days| grant(&state, strategy(), &me(Role::Intake), unit_of, after(days)).unwrap();
    let elsewhere = Staff { id: staff("ulla"), ..me(Role::Intake) };
    let theirs = grant(&state, strategy(), &elsewhere, unit_of, after(0)).unwrap();
    assert!(theirs.sees(Room::Notifications) && !theirs.sees(Room::Notes), "the feedback is still owed, and theirs to send");
    assert!(!theirs.writes(Room::Notes) && theirs.writes(Room::Notifications) && theirs.because == Because::Owed(EntryNo(2)));
    assert!(intake(4000).writes(Room::Notifications), "what is owed does not grow too old to be done");
    assert_eq!(grant(&state, strategy(), &Staff { id: staff("per"), ..me(Role::HeadOfDepartment) }, unit_of, after(0)), None);
}

#[test]
fn who_lets_a_colleague_in_and_who_keeps_the_record_to_the_fewest() {
    let lifted = |no| Fact::RestrictionLifted(RestrictionLifted { restriction: EntryNo(no), reason: "Rejst".into(), on: TODAY });
    let mut desk = relate(vec![]).acting_as("mette");
    desk.by.role = Role::Caseworker;
    assert_eq!(desk.refuses([co_worker(TODAY, None)]), Refusal::NotYoursToOpen);
    assert_eq!(desk.refuses([restricted()]), Refusal::NotYoursToOpen);
    let mut desk = desk.acting_as("ida");
    desk.writes([co_worker(TODAY, None), restricted()]);
    assert_eq!(desk.refuses([co_worker(TODAY, None)]), Refusal::AlreadyDone(EntryNo(6)));
    assert_eq!(desk.refuses([restricted()]), Refusal::AlreadyDone(EntryNo(7)));
    assert_eq!(desk.refuses([lifted(7)]), Refusal::OnlyLeaders);
    assert_eq!(
        desk.refuses([Fact::CoWorkerAdded(CoWorkerAdded { staff: staff("ida"), reason: "x".into(), on: TODAY, until: None })]),
        Refusal::AlreadyResponsible
    );
    desk.by.role = Role::TeamLeader;
    desk.writes([lifted(7)]);
    // The co-worker may leave by themselves; a stranger may not end it for them.
    let ended = Fact::CoWorkerEnded(CoWorkerEnded { co_worker: EntryNo(6), on: TODAY });
    let mut stranger = desk.acting_as("ole");
    stranger.by.role = Role::Caseworker;
    assert_eq!(stranger.refuses([ended.clone()]), Refusal::NotYoursToOpen);
    stranger.acting_as("me").writes([ended]);
}

#[test]
fn taking_the_protection_from_an_address_takes_a_leader() {
    let stated = |is_protected| Fact::AddressStated(AddressStated { address: Address::new("Vej 1".into(), is_protected), on: TODAY });
    let mut desk = relate(vec![]);
    desk.by.role = Role::Caseworker;
    desk.writes([stated(false)]);
    desk.writes([stated(true)]);
    assert_eq!(desk.refuses([stated(false)]), Refusal::OnlyLeaders);
    desk.by.role = Role::TeamLeader;
    desk.writes([stated(false)]);
    assert_eq!(desk.record.state().address().unwrap().what.address.open(), Some("Vej 1"));
}

#[test]
fn a_protected_address_is_shown_for_a_purpose_that_does_not_say_it() {
    let stated =
        |on_no: u32| Fact::AddressStated(AddressStated { address: Address::new(format!("Vej {on_no}, 5300 Kerteminde"), true), on: TODAY });
    let mut desk = relate(vec![]);
    desk.by.role = Role::Caseworker;
    desk.writes([stated(1)]);
    let first = desk.record.state().address().unwrap().no;
    let shown = |address, purpose: &str| [Fact::AddressShown(AddressShown { address, purpose: purpose.into() })];
    assert_eq!(desk.refuses(shown(first, " ")), Refusal::Missing("purpose"));
    for says_it in ["Kør til vej 1", "VEJ 1, 5300 Kerteminde"] {
        assert_eq!(desk.refuses(shown(first, says_it)), Refusal::SaysTheAddress);
    }
    desk.by.role = Role::Teacher;
    assert_eq!(desk.refuses(shown(first, "Hente barnet")), Refusal::NotYoursToOpen);
    desk.by.role = Role::Caseworker;
    desk.writes(shown(first, "Hente barnet"));
    desk.writes(shown(first, "Hente barnet"));
    assert_eq!(desk.record.state().addresses_shown.len(), 2, "each time");
    // The one that holds, and nothing that is no protected address.
    desk.writes([stated(2)]);
    assert_eq!(desk.refuses(shown(first, "Hente barnet")), Refusal::NoSuchEntry(first, "address"));
    assert_eq!(desk.refuses(shown(EntryNo(1), "Hente barnet")), Refusal::NoSuchEntry(EntryNo(1), "address"));
}

#[test]
fn what_each_role_may() {
    let says = |role: &Role| (is_authority(*role), leads(*role), may_be_responsible(&me(*role)));
    for role in Role::ALL {
        let wanted = match role {
            Role::Pedagogue | Role::Teacher | Role::HealthVisitor | Role::Provider | Role::System => (false, false, false),
            Role::Intake | Role::Caseworker => (true, false, true),
            Role::TeamLeader => (true, true, true),
            Role::HeadOfDepartment => (true, true, false),
        };
        assert_eq!(says(role), wanted, "{role:?}");
    }
    assert!(!may_be_responsible(&Staff { is_active: false, ..me(Role::Caseworker) }));
    for role in Role::ALL {
        assert_eq!(may_break_glass(&me(*role)), is_authority(*role), "{role:?}");
    }
    assert!(!may_break_glass(&Staff { is_active: false, ..me(Role::Caseworker) }));
}

#[test]
fn an_entry_corrected_to_be_of_anothers_help_is_no_longer_seen() {
    let mut desk = helped_by_two();
    let mine_again = desk.record.entries()[9].fact.clone();
    desk.writes([mine_again]);
    let corrected = |desk: &mut Desk, no: usize, plan: u32| {
        let Fact::GoalSet(goal) = desk.record.entries()[no - 1].fact.clone() else { panic!("it sets a goal") };
        let no = u32::try_from(no).expect("a small number");
        let should_say = Box::new(Fact::GoalSet(GoalSet { plan: EntryNo(plan), ..goal }));
        desk.writes([Fact::Corrected(Corrected { entry: EntryNo(no), reason: "Forkert plan".into(), should_say })]);
    };
    // A goal of my unit's plan is the other's, and the other way round.
    corrected(&mut desk, 14, 11);
    corrected(&mut desk, 12, 9);
    let state = desk.record.state();
    let grant = access(&state, &me(Role::Provider)).unwrap();
    let seen = desk.record.entries().iter().filter(|entry| grant.sees_entry(&state, &me(Role::Provider), entry));
    let seen: Vec<u32> = seen.map(|entry| entry.no.0).filter(|no| *no < 16).collect();
    assert_eq!(
        seen,
        [1, 4, 5, 6, 9, 10],
        "neither of the two goals, which once or now are another's, nor the correction that moves mine away"
    );
}

/// Entry 4 enrols, 5 and 6 are my unit's help, 7 and 8 another's, 9 and 10 a plan for mine with a goal, 11 and 12 for the other's.
fn helped_by_two() -> Desk {
    let plan = |no| {
        Fact::PlanMade(PlanMade {
            on: date(2024, 6, 2),
            interventions: vec![EntryNo(no)],
            purpose: "Ro om sengetid".into(),
            child_wishes: String::new(),
            family_part: String::new(),
        })
    };
    let goal = |plan| {
        Fact::GoalSet(GoalSet {
            plan: EntryNo(plan),
            on: date(2024, 6, 2),
            text: "I skole til tiden".into(),
            scale: "Dage om ugen".into(),
            lowest: 0,
            highest: 5,
            from: 2,
            to: 5,
            by: date(2024, 9, 1),
            known_to: String::new(),
        })
    };
    desk(vec![
        enrolled(elsewhere(), date(2024, 1, 1)),
        helped_by(mine()),
        started(5),
        helped_by(elsewhere()),
        started(7),
        plan(5),
        goal(9),
        plan(7),
        goal(11),
        note("Ringet til mor"),
    ])
}

#[test]
fn a_provider_sees_its_own_help_with_its_plan_and_nothing_of_the_rest() {
    let desk = helped_by_two();
    let state = desk.record.state();
    let sees = |somebody: &Staff| {
        let grant = access(&state, somebody).unwrap();
        let seen = desk.record.entries().iter().filter(|entry| grant.sees_entry(&state, somebody, entry));
        seen.map(|entry| entry.no.0).collect::<Vec<_>>()
    };
    let at_school = Staff { unit: elsewhere(), ..me(Role::Teacher) };
    assert_eq!(sees(&me(Role::TeamLeader)), (1..=13).collect::<Vec<_>>());
    assert_eq!(sees(&me(Role::Provider)), [1, 4, 5, 6, 9, 10], "not the notification, the other's help, its plan, or the note");
    assert_eq!(sees(&at_school), [1, 4]);
    assert_eq!(sees(&me(Role::HeadOfDepartment)), [1, 3], "who the child is and who is responsible, and nothing that was written");
    let ida = Staff { id: desk.by.staff, ..me(Role::Teacher) };
    let everyday = access(&state, &at_school).unwrap();
    assert!(desk.record.entries().iter().all(|entry| everyday.sees_entry(&state, &ida, entry)), "what one wrote oneself");
}

#[test]
fn what_is_owed_about_anything_else_than_ones_own_help_is_not_told() {
    let mut desk = helped_by_two();
    desk.writes([notification("2024-06-10T08:00:00Z")]);
    let state = desk.record.state();
    let strategy = Strategy::named("kerteminde-2021").expect("a shipped strategy");
    let duties = duties::of(&state, strategy);
    assert!(duties.iter().any(|duty| duty.about == EntryNo(2)) && duties.iter().any(|duty| duty.about == EntryNo(7)));
    let seen = |somebody: &Staff| {
        let grant = access(&state, somebody).unwrap();
        let mut about: Vec<u32> = duties.iter().filter(|duty| grant.sees_duty(&state, duty)).map(|duty| duty.about.0).collect();
        about.sort_unstable();
        about.dedup();
        about
    };
    assert_eq!(seen(&me(Role::Provider)), [5]);
    assert!(seen(&Staff { unit: elsewhere(), ..me(Role::Teacher) }).is_empty());
    assert_eq!(seen(&me(Role::TeamLeader)).len(), duties.iter().map(|duty| duty.about).collect::<std::collections::BTreeSet<_>>().len());
}

#[test]
fn how_the_family_sees_an_entry_is_seen_with_the_entry() {
    let said = |entry: u32| {
        let (who, text) = ("Mor".into(), "Vi ser det anderledes.".into());
        Fact::ViewAttached(ViewAttached { entry: EntryNo(entry), on: TODAY, who, relation: None, text })
    };
    // Help of the provider's own unit, a note, and a view of each and of the last view.
    let help = desk(Vec::new()).record.version().0 + 1;
    let desk = desk(vec![helped_by(mine()), note("Mor ringede"), said(help), said(help + 1), said(help + 2)]);
    let record = &desk.record;
    let (state, provider) = (record.state(), me(Role::Provider));
    let access = access(&state, &provider).expect("it gives the help");
    let sees = |no: u32| access.sees_entry(&state, &provider, record.entry(EntryNo(no)).expect("an entry"));
    let seen: Vec<bool> = (help..help + 5).map(sees).collect();
    assert_eq!(seen, [true, false, true, false, true], "the help, its view, and the view of that");
    let views: Vec<u32> = state.views.iter().filter(|view| access.sees_view(&state, view)).map(|view| view.no.0).collect();
    assert_eq!(views, [help + 2, help + 4]);
}

#[test]
fn an_offer_is_taken_back_by_who_made_it_who_has_the_child_and_who_leads() {
    let back = || Fact::ResponsibilityOfferWithdrawn(ResponsibilityOfferWithdrawn { offer: EntryNo(6), on: TODAY, reason: "Syg".into() });
    let as_caseworker = |name: &str| {
        let mut desk = relate(vec![offered("me")]).acting_as(name);
        desk.by.role = Role::Caseworker;
        desk
    };
    for stranger in ["mette", "me"] {
        assert_eq!(as_caseworker(stranger).refuses([back()]), Refusal::NotYoursToWithdraw(EntryNo(6)), "{stranger}");
    }
    as_caseworker("ida").writes([back()]);
    // Lone, who leads, made the offer of Ida's child: she as whoever she is today, and any leader, may take it back.
    let mut made = relate(vec![]).acting_as("lone");
    made.by.role = Role::TeamLeader;
    made.writes([offered("me")]);
    for (name, role) in [("lone", Role::Caseworker), ("ida", Role::Caseworker), ("per", Role::HeadOfDepartment)] {
        let mut desk = Desk { record: made.record.clone(), ..relate(vec![]) }.acting_as(name);
        desk.by.role = role;
        desk.writes([back()]);
    }
}

#[test]
fn who_works_beside_is_whoever_could_be_responsible() {
    for role in Role::ALL {
        let wanted = matches!(role, Role::Intake | Role::Caseworker | Role::TeamLeader);
        assert_eq!(may_be_co_worker(&me(*role)), wanted, "{role:?}");
        assert!(!may_be_co_worker(&Staff { is_active: false, ..me(*role) }));
    }
}

/// A closed case with a letter owed, maybe kept to the fewest before it was closed.
fn closed_with_a_letter_owed(is_restricted: bool) -> Desk {
    let mut desk = relate(vec![assigned("me")]).acting_as("ida");
    desk.by.role = Role::TeamLeader;
    if is_restricted {
        desk.writes([restricted()]);
    }
    desk.writes([Fact::Closed(Closed { on: TODAY, reason: "Skolen følger op".into() })]);
    desk
}

#[test]
fn what_is_owed_on_a_closed_case_is_for_the_intake_and_on_a_restricted_one_for_those_who_had_it() {
    let later = now().checked_add(jiff::SignedDuration::from_hours(24 * 400)).unwrap();
    let intake = Staff { id: staff("ulla"), ..me(Role::Intake) };
    let open = closed_with_a_letter_owed(false);
    let seen = grant(&open.record.state(), strategy(), &intake, unit_of, later).unwrap();
    assert_eq!(seen.rooms, Rooms::of(&[Room::Identity, Room::Enrolment, Room::Notifications]), "and that the child is known");
    assert_eq!(seen.writes, Rooms::of(&[Room::Notifications]));
    assert!(seen.grants.iter().all(|grant| grant.until.is_none()));
    assert_eq!(grant(&open.record.state(), strategy(), &me(Role::Caseworker), unit_of, later), None, "it is the intake's");
    let kept = closed_with_a_letter_owed(true);
    assert_eq!(grant(&kept.record.state(), strategy(), &intake, unit_of, later), None);
    let had = grant(&kept.record.state(), strategy(), &me(Role::Caseworker), unit_of, later).unwrap();
    assert_eq!((had.rooms, had.writes), (Rooms::of(&[Room::Identity, Room::Notifications]), Rooms::of(&[Room::Notifications])));
}

#[test]
fn a_screened_notification_without_its_acute_assessment_waits_for_the_intake() {
    let mut desk = Desk::with_notification();
    desk.writes([screened(2, ScreeningOutcome::PartOfOngoing)]);
    let intake = Staff { id: staff("ulla"), ..me(Role::Intake) };
    let seen = grant(&desk.record.state(), strategy(), &intake, unit_of, now()).unwrap();
    assert_eq!(seen.because, Because::Notification(EntryNo(2)));
    let unscreened = AcuteAssessed {
        notification: EntryNo(2),
        at: at("2024-03-01T09:00:00Z"),
        in_danger: false,
        acute_measure: None,
        reason: "Ikke akut".into(),
    };
    let mut desk = Desk::with_notification();
    desk.writes([Fact::AcuteAssessed(unscreened)]);
    let seen = grant(&desk.record.state(), strategy(), &intake, unit_of, now()).unwrap();
    assert_eq!(seen.because, Because::Notification(EntryNo(2)), "assessed is not screened");
}

#[test]
fn a_child_without_a_case_is_known_to_the_intake_and_to_nobody_else() {
    let desk = Desk::open();
    let known = grant(&desk.record.state(), strategy(), &me(Role::Intake), unit_of, now()).unwrap();
    assert_eq!((known.because, known.rooms, known.writes), (Because::Known, KNOWN, Rooms::NONE));
    for role in Role::ALL.iter().filter(|role| **role != Role::Intake) {
        assert_eq!(grant(&desk.record.state(), strategy(), &me(*role), unit_of, now()), None, "{role:?}");
    }
}

#[test]
fn a_co_worker_has_the_case_for_the_weeks_after_it_was_closed_and_not_when_it_is_opened_again() {
    let mut desk = relate(vec![co_worker(TODAY, None)]);
    let seen = |desk: &Desk, days: i32| {
        let then = now().checked_add(jiff::SignedDuration::from_hours(24 * i64::from(days))).unwrap();
        grant(&desk.record.state(), strategy(), &me(Role::Caseworker), unit_of, then).map(|access| access.rooms)
    };
    assert_eq!(seen(&desk, AFTER_CLOSING_DAYS + 1), Some(Rooms::ALL));
    desk.writes([Fact::Closed(Closed { on: TODAY, reason: "Skolen følger op".into() })]);
    assert_eq!(seen(&desk, AFTER_CLOSING_DAYS), Some(Rooms::CASE), "without the protected address");
    assert_eq!(seen(&desk, AFTER_CLOSING_DAYS + 1), None);
    desk.writes([assigned("ida")]);
    assert!(desk.record.state().is_open);
    assert_eq!(seen(&desk, AFTER_CLOSING_DAYS + 1), None, "another case");
}

#[test]
fn an_emergency_closes_nothing_and_shares_nothing() {
    let mut desk = relate(vec![]).acting_as("me");
    desk.writes([glass("me", 60)]);
    let writes = grant(&desk.record.state(), strategy(), &me(Role::Caseworker), unit_of, now()).unwrap().writes;
    for room in [Room::Responsibility, Room::Admission, Room::Address, Room::Position, Room::Network, Room::Consents] {
        assert!(!writes.has(room), "{room:?}");
    }
    for room in [Room::Notes, Room::Help, Room::Notifications] {
        assert!(writes.has(room), "{room:?}");
    }
}

#[test]
fn an_emergency_access_is_reviewed_by_who_leads_whoever_opened_it_and_never_by_nobody() {
    let opened_by = |role| {
        let mut desk = relate(vec![]).acting_as("x");
        desk.by.role = role;
        desk.writes([glass("x", 60)]);
        let review = |grant: &trin_domain::access::Grant| matches!(grant.because, Because::GlassToReview(_));
        let found = grants(&desk.record.state(), strategy());
        found.into_iter().filter(review).map(|grant| grant.holder).collect::<Vec<_>>()
    };
    let (its_own, idas) = (Holder::LeadersOf(staff("x")), Holder::LeadersOf(staff("ida")));
    assert_eq!(opened_by(Role::Caseworker), [its_own, Holder::Oversight], "a team may have no leader");
    assert_eq!(opened_by(Role::Intake), [its_own, Holder::Oversight]);
    assert_eq!(opened_by(Role::TeamLeader), [Holder::Oversight]);
    assert_eq!(opened_by(Role::HeadOfDepartment), [idas, Holder::Oversight]);
}

#[test]
fn a_child_whose_time_has_passed_is_known_by_name_to_those_who_lead() {
    let mut desk = closed_with_a_letter_owed(true);
    desk.now = now();
    let far = at("2070-01-01T09:00:00Z");
    for role in [Role::HeadOfDepartment, Role::TeamLeader] {
        // The leader of whoever had the case: "me" works elsewhere.
        let leader = Staff { id: staff("leder"), unit: elsewhere(), ..me(role) };
        let seen = grant(&desk.record.state(), strategy(), &leader, unit_of, far).unwrap();
        assert!(seen.grants.iter().any(|grant| grant.because == Because::RetentionEnded && grant.rooms == WHO), "{role:?}");
    }
}

#[test]
fn rooms_are_put_together_and_taken_away() {
    let (some, more) = (Rooms::of(&[Room::Identity, Room::Notes]), Rooms::of(&[Room::Notes, Room::Help]));
    let rooms = |rooms: Rooms| rooms.iter().collect::<Vec<_>>();
    assert_eq!(rooms(some.and(more)), [Room::Identity, Room::Help, Room::Notes]);
    assert_eq!(rooms(some.without(&[Room::Notes, Room::Help])), [Room::Identity]);
}

#[test]
fn a_clock_that_was_a_day_ahead_locks_nobody_out() {
    let me = me(Role::Caseworker);
    // Written while the clock was ahead: entries that follow are dated after it.
    let mut desk = desk(Vec::new());
    desk.now = at("2024-06-11T09:00:00Z");
    desk.by = Author { staff: staff("lone"), role: Role::TeamLeader };
    desk.writes([Fact::ResponsibilityAssigned(ResponsibilityAssigned {
        to: staff("bo"),
        on: date(2024, 6, 11),
        reason: "Flyttet".into(),
    })]);
    desk.now = now();
    let bo = Staff { id: staff("bo"), ..me.clone() };
    let because = |desk: &Desk, staff: &Staff| access(&desk.record.state(), staff).map(|access| access.because);
    assert_eq!(because(&desk, &bo), Some(Because::Responsible), "whoever was made responsible sees the child");
    desk.by = Author { staff: me.id, role: me.role };
    desk.writes([glass("Politiet ringer", 60)]);
    assert_eq!(because(&desk, &me), Some(Because::Glass(EntryNo(5))), "an emergency access opens at once");
    let review = duties::of(&desk.record.state(), strategy()).into_iter().find(|duty| duty.kind == duties::DutyKind::GlassReview);
    assert_eq!(review.map(|duty| duty.counts_from.day()), Some(TODAY), "and its review is not due a day later");
    let lone = Staff { id: staff("lone"), unit: elsewhere(), ..self::me(Role::TeamLeader) };
    assert!(access(&desk.record.state(), &lone).is_some(), "its leader may review it");
    desk.by = Author { staff: staff("lone"), role: Role::TeamLeader };
    desk.writes([Fact::GlassReviewed(GlassReviewed { glass: EntryNo(5), on: TODAY, finding: GlassFinding::Ok, note: String::new() })]);
}
