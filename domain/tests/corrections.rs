//! Corrections: what was written afterwards must still hold, and only what the correction itself breaks is held against it.
#![allow(clippy::expect_used, reason = "a test says what it expected")]

use jiff::civil::{Date, date};
use trin_domain::id::UnitId;
use trin_domain::kinds::{FollowUpDecision, InterventionKind, NotifierKind, RelationKind, ScreeningOutcome, UnitKind};
use trin_domain::record::*;
use trin_testkit::*;

fn corrects(no: u32, should_say: Fact) -> Fact {
    Fact::Corrected(Corrected { entry: EntryNo(no), should_say: Box::new(should_say), reason: "Skrevet forkert".into() })
}

fn acute(at_text: &str) -> Fact {
    let reason = "Barnet er hos mormor".into();
    Fact::AcuteAssessed(AcuteAssessed { notification: EntryNo(2), at: at(at_text), in_danger: false, acute_measure: None, reason })
}

fn receipt(on: Date) -> Fact {
    Fact::ReceiptSent(ReceiptSent { notification: EntryNo(2), on })
}

fn begins(no: u32, on: Date) -> Fact {
    Fact::InterventionStarted(InterventionStarted { intervention: EntryNo(no), on })
}

fn follow_up(no: u32, on: Date) -> Fact {
    Fact::FollowedUp(FollowedUp {
        intervention: EntryNo(no),
        on,
        child_voice: "Jeg savner min seng".into(),
        family_voice: "Mor er tryg".into(),
        provider_status: "Falder til".into(),
        scores: Vec::new(),
        decision: FollowUpDecision::Continue,
        reason: "God udvikling".into(),
        next_on: None,
    })
}

fn visit(no: u32, on: Date) -> Fact {
    let note = "Leg på gulvet".into();
    Fact::SupervisionVisited(SupervisionVisited { intervention: EntryNo(no), on, talked_with_child: true, note })
}

fn registered(birth: Birth) -> Fact {
    Fact::Registered(Registered { name: "Freja Holm".into(), birth, cpr: None })
}

fn noted(on: Date) -> Fact {
    let Fact::NoteWritten(what) = note("Ringet til mor") else { unreachable!("a note is a note") };
    Fact::NoteWritten(NoteWritten { on, ..what })
}

fn goal(lowest: i16, highest: i16) -> Fact {
    Fact::GoalSet(GoalSet {
        plan: EntryNo(6),
        on: date(2024, 6, 1),
        text: "Freja sover hele natten".into(),
        scale: "Nætter om ugen".into(),
        lowest,
        highest,
        from: 2,
        to: 3,
        by: date(2024, 9, 1),
        known_to: String::new(),
    })
}

fn enrolled(on: Date) -> Fact {
    let unit = UnitId::from_label("skolen");
    Fact::Enrolled(Enrolled { unit, unit_name: "Skolen".into(), unit_kind: UnitKind::School, on })
}

fn consent(on: Date, until: Option<Date>) -> Fact {
    Fact::ConsentGiven(ConsentGiven { given_by: "Mor".into(), purpose: "Læge".into(), recipients: String::new(), on, until })
}

/// A desk on 1 September 2024, where these facts were written one by one after what was there.
fn written(mut desk: Desk, facts: impl IntoIterator<Item = Fact>) -> Desk {
    desk.now = at("2024-09-01T09:00:00Z");
    for fact in facts {
        desk.writes([fact]);
    }
    desk
}

#[test]
fn a_correction_may_not_make_impossible_what_was_written_afterwards() {
    let notified = || Desk::with_notification();
    let placed = || Desk::with_placement();
    let plan = || {
        let (purpose, child_wishes, family_part) = ("Ro".into(), String::new(), String::new());
        Fact::PlanMade(PlanMade { on: date(2024, 6, 1), interventions: vec![EntryNo(4)], purpose, child_wishes, family_part })
    };
    let scored = |score| Fact::GoalScored(GoalScored { on: date(2024, 7, 1), score: GoalScore { goal: EntryNo(7), score } });
    let left = |on| Fact::LeftUnit(LeftUnit { enrolment: EntryNo(2), on });
    let withdrawn = |on| Fact::ConsentWithdrawn(ConsentWithdrawn { consent: EntryNo(2), on });
    let opens = |aware_on| {
        let (kind, on, notification) = (AssessmentKind::Full, date(2024, 3, 5), Some(EntryNo(2)));
        Fact::AssessmentOpened(AssessmentOpened { kind, on, aware_on, notification, reason: "Bekymring".into() })
    };
    // What stands; a correction that fits, if there is one near; one that does not, and the first entry it would break.
    let cases: Vec<(&str, Desk, Option<Fact>, Fact, u32)> = vec![
        (
            "a notification received after its acute assessment",
            written(notified(), [acute("2024-03-01T20:00:00Z")]),
            Some(corrects(2, notification("2024-03-01T20:00:00Z"))),
            corrects(2, notification("2024-03-01T20:00:01Z")),
            4,
        ),
        (
            "a notification received after its receipt",
            written(notified(), [receipt(date(2024, 3, 4))]),
            Some(corrects(2, notification("2024-03-04T08:00:00Z"))),
            corrects(2, notification("2024-03-05T08:00:00Z")),
            4,
        ),
        (
            "a notification received before the day the municipality became aware",
            written(notified(), [opens(date(2024, 3, 1))]),
            Some(corrects(2, notification("2024-03-02T08:00:00Z"))),
            corrects(2, notification("2024-02-29T08:00:00Z")),
            4,
        ),
        (
            "a notification that turns out to be anonymous, when a receipt was sent",
            written(notified(), [receipt(date(2024, 3, 4))]),
            None,
            {
                let Fact::NotificationReceived(mut what) = notification("2024-03-01T08:00:00Z") else { unreachable!("a notification") };
                what.notifier.kind = NotifierKind::Anonymous;
                corrects(2, Fact::NotificationReceived(what))
            },
            4,
        ),
        (
            "help that begins after it was followed up",
            written(placed(), [follow_up(4, date(2024, 6, 15)), follow_up(4, date(2024, 7, 15))]),
            Some(corrects(5, begins(4, date(2024, 6, 15)))),
            corrects(5, begins(4, date(2024, 6, 16))),
            6,
        ),
        (
            "help that begins after it ended",
            written(placed(), [ended(4, date(2024, 6, 30))]),
            Some(corrects(5, begins(4, date(2024, 6, 30)))),
            corrects(5, begins(4, date(2024, 7, 1))),
            6,
        ),
        (
            "help that ended before it was followed up",
            written(placed(), [ended(4, date(2024, 8, 31)), follow_up(4, date(2024, 8, 15))]),
            Some(corrects(6, ended(4, date(2024, 8, 15)))),
            corrects(6, ended(4, date(2024, 8, 14))),
            7,
        ),
        (
            "a placement that was none, when it was visited",
            written(placed(), [follow_up(4, date(2024, 6, 15)), visit(4, date(2024, 7, 1))]),
            Some(corrects(4, decided(InterventionKind::PlacementFoster))),
            corrects(4, decided(InterventionKind::FamilyTreatment)),
            7,
        ),
        (
            "a scale too short for a score",
            written(placed(), [plan(), goal(0, 7), scored(2), scored(6)]),
            Some(corrects(7, goal(0, 6))),
            corrects(7, goal(0, 5)),
            9,
        ),
        (
            "a scale too short for a score that was itself corrected upwards",
            written(
                placed(),
                [plan(), goal(0, 7), scored(2), {
                    let score = GoalScore { goal: EntryNo(7), score: 6 };
                    corrects(8, Fact::GoalScored(GoalScored { on: date(2024, 7, 1), score }))
                }],
            ),
            None,
            corrects(7, goal(0, 5)),
            8,
        ),
        (
            "a birth more than a pregnancy after what was written about the child",
            written(Desk::open(), [noted(date(2023, 10, 1))]),
            Some(corrects(1, registered(Birth::Born(date(2024, 7, 27))))),
            corrects(1, registered(Birth::Born(date(2024, 7, 28)))),
            2,
        ),
        (
            "a child registered as born after its enrolment",
            written(Desk::open(), [enrolled(date(2024, 3, 1))]),
            Some(corrects(1, registered(Birth::Born(date(2024, 3, 1))))),
            corrects(1, registered(Birth::Born(date(2024, 3, 2)))),
            2,
        ),
        (
            "a first day at school after the last",
            written(Desk::open(), [enrolled(date(2024, 3, 1)), left(date(2024, 6, 30))]),
            Some(corrects(2, enrolled(date(2024, 6, 30)))),
            corrects(2, enrolled(date(2024, 7, 1))),
            3,
        ),
        (
            "a consent given after it was withdrawn",
            written(Desk::open(), [consent(date(2024, 3, 1), None), withdrawn(date(2024, 6, 30))]),
            Some(corrects(2, consent(date(2024, 6, 30), None))),
            corrects(2, consent(date(2024, 7, 1), None)),
            3,
        ),
    ];
    for (what, desk, fits, breaks, first) in cases {
        if let Some(fits) = fits {
            assert!(desk.tries([fits]).is_ok(), "{what}: the nearest that fits");
        }
        assert_eq!(desk.refuses([breaks]), Refusal::WouldContradict(EntryNo(first)), "{what}");
    }
}

#[test]
fn what_did_not_hold_before_stands_in_nobodys_way() {
    let mut desk = written(Desk::with_placement(), [follow_up(4, date(2024, 6, 15)), follow_up(4, date(2024, 7, 15))]);
    // As if written under looser rules: the first follow-up is dated before the help began.
    let mut entries = desk.record.entries().to_vec();
    entries[5].fact = follow_up(4, date(2024, 5, 1));
    desk.record = Record::from_entries(desk.record.child, entries).expect("numbered in order");
    desk.writes([corrects(5, begins(4, date(2024, 6, 3)))]);
    assert_eq!(desk.refuses([corrects(5, begins(4, date(2024, 7, 16)))]), Refusal::WouldContradict(EntryNo(7)), "the other still counts");
}

#[test]
fn a_correction_by_somebody_else_long_after_is_no_contradiction_in_itself() {
    let mut desk = Desk::with_notification();
    desk.writes([offered("mette")]);
    let mut desk = desk.acting_as("mette");
    desk.writes([Fact::ResponsibilityAccepted(ResponsibilityAccepted { offer: EntryNo(4), on: date(2024, 3, 1) })]);
    // Ida corrects: it was Mette who was asked, and Mette who answered.
    let mut desk = desk.acting_as("ida");
    desk.now = at("2024-03-20T09:00:00Z");
    desk.writes([corrects(2, notification("2024-03-01T07:00:00Z"))]);

    // A start agreed two years ahead was allowed on the day it was written, and is so still when something before it is corrected years later.
    let mut desk = Desk::with_notification();
    desk.writes([decided_on(date(2024, 3, 1)), begins(4, date(2026, 3, 1))]);
    desk.now = at("2027-01-01T09:00:00Z");
    desk.writes([corrects(4, decided_on(date(2024, 2, 20)))]);
}

fn decided_on(on: Date) -> Fact {
    let Fact::InterventionDecided(what) = decided(InterventionKind::FamilyTreatment) else { unreachable!("a decision") };
    Fact::InterventionDecided(InterventionDecided { on, ..what })
}

#[test]
fn a_correction_is_checked_among_what_stands_not_among_what_was_corrected_away() {
    let follow_ups = [follow_up(4, date(2024, 7, 1)), corrects(5, begins(4, date(2024, 6, 10)))];
    let desk = written(Desk::with_placement(), follow_ups);
    assert_eq!(
        desk.refuses([corrects(6, follow_up(4, date(2024, 6, 5)))]),
        Refusal::TooEarly { field: "on", not_before: date(2024, 6, 10) },
        "the help began on the 10th, as corrected"
    );
    // An earlier correction of what comes after counts as what it says: the follow-up was really on 15 June.
    let mut desk = desk;
    desk.writes([corrects(6, follow_up(4, date(2024, 6, 15)))]);
    assert_eq!(desk.refuses([corrects(5, begins(4, date(2024, 6, 20)))]), Refusal::WouldContradict(EntryNo(6)));
    desk.writes([corrects(5, begins(4, date(2024, 6, 15)))]);
    assert_eq!(desk.record.state().interventions[0].started_on(), Some(date(2024, 6, 15)));
}

#[test]
fn a_command_goes_on_from_what_its_own_correction_says() {
    let desk = written(Desk::with_placement(), []);
    let facts = vec![corrects(5, begins(4, date(2024, 6, 15))), follow_up(4, date(2024, 6, 10))];
    assert_eq!(desk.refuses(facts), Refusal::TooEarly { field: "on", not_before: date(2024, 6, 15) });
    assert_eq!(desk.tries([corrects(5, begins(4, date(2024, 6, 9))), follow_up(4, date(2024, 6, 10))]).map(|entries| entries.len()), Ok(2));
    let own = vec![noted(date(2024, 7, 1)), corrects(6, noted(date(2024, 7, 2)))];
    assert_eq!(desk.tries(own).map(|entries| entries.len()), Ok(2), "also an entry of the same command");
}

#[test]
fn a_screening_cannot_be_moved_to_a_notification_that_is_screened_later() {
    let mut desk = Desk::with_notification();
    desk.writes([notification("2024-03-01T08:30:00Z")]);
    desk.writes([screened(2, ScreeningOutcome::Assessment)]);
    desk.writes([screened(4, ScreeningOutcome::NothingFurther)]);
    assert_eq!(desk.refuses([corrects(5, screened(4, ScreeningOutcome::Assessment))]), Refusal::WouldContradict(EntryNo(6)));
}

fn view(entry: u32, relation: Option<u32>) -> Fact {
    let (who, text) = ("Signe Holm, mor".into(), "Vi var der alle tre.".into());
    Fact::ViewAttached(ViewAttached {
        entry: EntryNo(entry),
        on: date(2024, 5, 30),
        who,
        is_child: false,
        relation: relation.map(EntryNo),
        text,
    })
}

/// The family's own words cannot be written over, and stay with the entry whatever becomes of it.
#[test]
fn how_the_family_sees_an_entry_is_not_corrected_and_outlives_the_entrys_corrections() {
    let mut desk = Desk::with_notification();
    desk.now = at("2024-06-10T09:00:00Z");
    let no = desk.record.version().0 + 1;
    desk.writes([noted(date(2024, 5, 28))]);
    desk.writes([view(no, None)]);
    let Fact::ViewAttached(said) = view(no, None) else { unreachable!("a view is a view") };
    let other = Fact::ViewAttached(ViewAttached { text: "Vi var der.".into(), ..said });
    assert_eq!(desk.refuses([corrects(no + 1, other)]), Refusal::OtherKind, "nobody rewrites their words");
    desk.writes([corrects(no, noted(date(2024, 5, 29)))]);
    let state = desk.record.state();
    let views: Vec<&str> = state.views_of(EntryNo(no)).map(|view| view.what.text.as_str()).collect();
    assert_eq!(views, ["Vi var der alle tre."]);
    // Somebody of the network is somebody of the network.
    assert_eq!(desk.refuses([view(no, Some(no))]), Refusal::NoSuchEntry(EntryNo(no), "relation"));
    assert!(matches!(desk.refuses([view(no + 9, None)]), Refusal::NoSuchEntry(_, "entry")));
    // And the child is nobody of its own.
    let father = desk.record.version().0 + 1;
    let (name, on) = ("Jonas Holm".into(), date(2024, 5, 1));
    desk.writes([Fact::RelationAdded(RelationAdded { relation: RelationKind::Father, name, child: None, has_custody: true, on })]);
    let Fact::ViewAttached(said) = view(no, Some(father)) else { unreachable!("a view is a view") };
    let as_the_child = Fact::ViewAttached(ViewAttached { is_child: true, ..said });
    assert_eq!(desk.refuses([as_the_child]), Refusal::NoSuchEntry(EntryNo(father), "child"));
    desk.writes([view(no, Some(father))]);
}
