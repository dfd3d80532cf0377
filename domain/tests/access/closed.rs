//! What is left of access when a case is closed, waits for somebody, or has had its time.

use super::*;

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
    assert_eq!(seen(&desk, AFTER_CLOSING_DAYS + 1), Some(Rooms::CASE_AND_ADDRESS));
    desk.writes([Fact::Closed(Closed { on: TODAY, reason: "Skolen følger op".into() })]);
    assert_eq!(seen(&desk, AFTER_CLOSING_DAYS), Some(Rooms::CASE), "without the protected address");
    assert_eq!(seen(&desk, AFTER_CLOSING_DAYS + 1), None);
    desk.writes([assigned("ida")]);
    assert!(desk.record.state().is_open);
    assert_eq!(seen(&desk, AFTER_CLOSING_DAYS + 1), None, "another case");
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
fn what_was_never_done_and_no_longer_can_be_opens_nothing() {
    let mut desk = relate(vec![assigned("me"), decided(InterventionKind::FamilyTreatment), started(7), ended(7, TODAY)]);
    desk.writes([Fact::Closed(Closed { on: TODAY, reason: "Skolen følger op".into() })]);
    let state = desk.record.state();
    let is_lapsed = |duty: &duties::Duty| duty.met.is_none() && duty.lapsed_on.is_some() && duty.role == Role::Caseworker;
    assert!(duties::of(&state, strategy()).iter().any(is_lapsed), "the plan was never made");
    let later = now().checked_add(jiff::SignedDuration::from_hours(24 * 400)).unwrap();
    assert_eq!(grant(&state, strategy(), &me(Role::Caseworker), unit_of, later), None);
}

#[test]
fn what_was_done_in_time_opens_nothing_afterwards() {
    let mut desk = relate(vec![assigned("me")]);
    let opened =
        AssessmentOpened { kind: AssessmentKind::Full, on: TODAY, aware_on: TODAY, notification: None, reason: "Bekymring".into() };
    let concluded = AssessmentConcluded {
        assessment: EntryNo(7),
        on: TODAY,
        conclusion: "Ingen støtte".into(),
        support_needed: false,
        child_attitude: "Enig".into(),
        parents_attitude: "Enige".into(),
    };
    let heard = ChildHeard { on: TODAY, hearing: Hearing::Talk { words: "Det går".into() } };
    desk.writes([Fact::AssessmentOpened(opened), Fact::ChildHeard(heard), Fact::AssessmentConcluded(concluded)]);
    desk.writes([Fact::Closed(Closed { on: TODAY, reason: "Skolen følger op".into() })]);
    let state = desk.record.state();
    let is_done = |duty: &duties::Duty| duty.met.is_some() && duty.role == Role::Caseworker;
    assert!(duties::of(&state, strategy()).iter().any(is_done), "the assessment was concluded");
    let later = now().checked_add(jiff::SignedDuration::from_hours(24 * 400)).unwrap();
    assert_eq!(grant(&state, strategy(), &me(Role::Caseworker), unit_of, later), None);
}
