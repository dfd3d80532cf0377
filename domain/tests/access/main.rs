//! Who sees what: every role with every relation to a child, and every kind of entry with every sight.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod closed;
mod codes;
mod emergency;
mod entries;
mod notifying;

use jiff::civil::{Date, date};
use trin_domain::access::{
    AFTER_CLOSING_DAYS, Access, Because, Holder, Room, Rooms, grant, grants, is_authority, leads, may_be_co_worker, may_be_responsible,
    may_break_glass, may_destroy, may_hold, reviews_glass,
};
use trin_domain::address::Address;
use trin_domain::duties;
use trin_domain::id::{StaffId, UnitId};
use trin_domain::kinds::{
    FollowUpDecision, GlassFinding, GlassReason, InterventionKind, MeetingKind, RestrictionReason, Role, ScreeningOutcome, UnitKind,
};
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
        row("responsible", vec![assigned("me")], all, Rooms::CASE_AND_ADDRESS, Because::Responsible),
        nobody("was responsible", vec![assigned("me"), assigned("ida")]),
        row("offered responsibility", vec![offered("me")], all, case, Because::Offered(EntryNo(6))),
        nobody("declined responsibility", vec![offered("me"), declined]),
        nobody("offered responsibility, withdrawn", vec![offered("me"), withdrawn]),
        nobody("offered to another", vec![offered("mette")]),
        row("works on the case", vec![co_worker(TODAY, None)], all, Rooms::CASE_AND_ADDRESS, Because::CoWorker(EntryNo(6))),
        row(
            "works on the case until today",
            vec![co_worker(date(2024, 6, 1), Some(TODAY))],
            all,
            Rooms::CASE_AND_ADDRESS,
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
            Rooms::CASE_AND_ADDRESS,
            Because::CoWorker(EntryNo(6)),
        ),
        row(
            "a restricted child I am responsible for",
            with(vec![assigned("me")], restricted()),
            all,
            Rooms::CASE_AND_ADDRESS,
            Because::Responsible,
        ),
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
                all.push((Because::Leads, Rooms::CASE_AND_ADDRESS));
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
    for role in Role::ALL {
        let (here, gone) = (me(*role), Staff { is_active: false, ..me(*role) });
        assert_eq!(may_destroy(&here), leads(*role), "{role:?}");
        assert_eq!(may_hold(&here), leads(*role) || *role == Role::Intake, "{role:?}");
        assert_eq!(reviews_glass(&here, staff("ida")), leads(*role), "{role:?}");
        assert!(!reviews_glass(&here, here.id), "nobody reviews their own");
        assert!(!may_destroy(&gone) && !may_hold(&gone) && !reviews_glass(&gone, staff("ida")), "{role:?} who has left");
    }
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

#[test]
fn rooms_are_put_together_and_taken_away() {
    let (some, more) = (Rooms::of(&[Room::Identity, Room::Notes]), Rooms::of(&[Room::Notes, Room::Help]));
    let rooms = |rooms: Rooms| rooms.iter().collect::<Vec<_>>();
    assert_eq!(rooms(some.and(more)), [Room::Identity, Room::Help, Room::Notes]);
    assert_eq!(rooms(some.without(&[Room::Notes, Room::Help])), [Room::Identity]);
    assert!(some.has_all(Rooms::of(&[Room::Notes])) && some.has_all(Rooms::NONE) && !some.has_all(more));
    assert!(Rooms::NONE.is_empty() && !some.is_empty());
    // As a database keeps them: a bit for each in their order, and none that is no room's.
    assert_eq!((Rooms::of(&[Room::Identity]).bits(), Rooms::of(&[Room::Enrolment, Room::Position]).bits()), (1, 0b1010));
    for set in [Rooms::NONE, some, more, Rooms::CASE, Rooms::ALL] {
        assert_eq!((Rooms::from_bits(set.bits()), Rooms::from_bits(set.bits() | 1 << 31)), (set, set));
    }
}
