//! The record: what is let in, what is refused and why, and what the entries add up to.
#![allow(clippy::expect_used, reason = "a test says what it expected")]

use jiff::{Timestamp, civil::date};
use trin_domain::id::{ChildId, CommandKey};
use trin_domain::kinds::{FollowUpDecision, InterventionKind, Role, ScreeningOutcome};
use trin_domain::record::*;
use trin_testkit::*;

#[test]
fn a_command_on_an_old_version_is_refused_and_names_both() {
    let desk = Desk::with_notification();
    let command =
        Command { child: desk.record.child, key: CommandKey::from_label("x"), seen: Version(1), facts: vec![note("Ringet til mor")] };
    let refusal = decide(&desk.record, &command, &Context { now: desk.now, by: desk.by });
    assert_eq!(refusal, Err(Refusal::Stale { seen: Version(1), now: Version(3) }));
}

#[test]
fn facts_of_one_command_stand_or_fall_together() {
    let desk = Desk::with_notification();
    assert_eq!(desk.refuses([note("Ringet til mor"), note("  ")]), Refusal::Missing("facts"));
    assert_eq!(desk.record.version(), Version(3), "nothing was written");
}

#[test]
fn a_later_fact_may_refer_to_an_earlier_one_of_the_same_command() {
    let mut desk = Desk::open();
    desk.writes([notification("2024-03-01T08:00:00Z"), assigned("ida"), screened(2, ScreeningOutcome::NothingFurther)]);
    assert!(desk.record.state().notifications[0].screened.is_some());
}

#[test]
fn an_open_child_always_has_someone_responsible() {
    let desk = Desk::open();
    assert_eq!(desk.refuses([notification("2024-03-01T08:00:00Z")]), Refusal::WouldBeWithoutResponsible);
}

#[test]
fn an_offer_moves_nothing_until_the_one_asked_accepts() {
    let mut desk = Desk::with_notification();
    desk.writes([offered("mette")]);
    assert_eq!(desk.record.state().responsible.map(|responsible| responsible.staff), Some(staff("ida")));
    let accept = Fact::ResponsibilityAccepted(ResponsibilityAccepted { offer: EntryNo(4), on: date(2024, 3, 1) });
    assert_eq!(desk.refuses([accept.clone()]), Refusal::NotYours);
    assert_eq!(desk.refuses([offered("hans")]), Refusal::OfferPending(EntryNo(4)));

    let mut desk = desk.acting_as("mette");
    desk.writes([accept.clone()]);
    assert_eq!(desk.record.state().responsible.map(|responsible| responsible.staff), Some(staff("mette")));
    assert_eq!(desk.refuses([accept]), Refusal::AlreadyDone(EntryNo(5)));
}

#[test]
fn only_a_leader_moves_responsibility_past_the_one_who_has_it() {
    let desk = Desk::with_notification();
    assert_eq!(desk.refuses([assigned("mette")]), Refusal::MustBeOffered(EntryNo(3)));
    let mut desk = Desk::with_notification();
    desk.by.role = Role::TeamLeader;
    desk.writes([assigned("mette")]);
    assert_eq!(desk.record.state().responsible.map(|responsible| responsible.staff), Some(staff("mette")));
}

#[test]
fn a_leader_moves_a_child_though_the_one_asked_never_answers() {
    let mut desk = Desk::with_notification();
    desk.writes([offered("mette")]);
    let mut leader = desk.acting_as("hans");
    leader.by.role = Role::TeamLeader;
    leader.writes([assigned("hans")]);
    let state = leader.record.state();
    assert_eq!(state.responsible.map(|responsible| responsible.staff), Some(staff("hans")));
    assert_eq!(state.open_offers().count(), 0);
    let answer = state.offers[0].answer.expect("the offer has ended");
    assert_eq!((answer.no, answer.outcome), (EntryNo(5), OfferOutcome::Withdrawn));
    let mut asked = leader.acting_as("mette");
    asked.by.role = Role::Caseworker;
    let accept = Fact::ResponsibilityAccepted(ResponsibilityAccepted { offer: EntryNo(4), on: date(2024, 3, 1) });
    assert_eq!(asked.refuses([accept]), Refusal::AlreadyDone(EntryNo(5)), "what was overtaken is not accepted afterwards");
    assert_eq!(asked.refuses([offered("ida")]), Refusal::NotYoursToOffer(EntryNo(5)));
    asked.by.role = Role::HeadOfDepartment;
    asked.writes([offered("ida")]);
}

#[test]
fn an_offer_is_withdrawn_by_who_made_it_or_a_leader() {
    let withdrawn = |reason: &str| {
        let on = date(2024, 3, 1);
        Fact::ResponsibilityOfferWithdrawn(ResponsibilityOfferWithdrawn { offer: EntryNo(4), on, reason: reason.into() })
    };
    for (who, role) in [("ida", Role::Caseworker), ("hans", Role::TeamLeader)] {
        let mut desk = Desk::with_notification();
        desk.writes([offered("mette")]);
        let other = desk.acting_as("jens");
        assert_eq!(other.refuses([withdrawn("Nej")]), Refusal::NotYoursToWithdraw(EntryNo(4)));
        let mut desk = other.acting_as(who);
        desk.by.role = role;
        assert_eq!(desk.refuses([withdrawn(" ")]), Refusal::Missing("reason"));
        desk.writes([withdrawn("Mette er rejst")]);
        let state = desk.record.state();
        assert_eq!(state.responsible.map(|responsible| responsible.staff), Some(staff("ida")), "responsibility stays");
        assert_eq!(state.offers[0].answer.map(|answer| answer.outcome), Some(OfferOutcome::Withdrawn));
        assert_eq!(desk.refuses([withdrawn("Igen")]), Refusal::AlreadyDone(EntryNo(5)));
        let mut desk = desk.acting_as("ida");
        desk.writes([offered("jens")]);
    }
}

#[test]
fn nobody_offers_away_somebody_elses_child() {
    let desk = Desk::with_notification().acting_as("mette");
    assert_eq!(desk.refuses([offered("hans")]), Refusal::NotYoursToOffer(EntryNo(3)));
}

#[test]
fn the_four_months_run_from_the_notification_at_the_latest() {
    let mut desk = Desk::with_notification();
    desk.now = at("2024-03-10T09:00:00Z");
    let opened = |aware_on| {
        Fact::AssessmentOpened(AssessmentOpened {
            kind: AssessmentKind::Full,
            on: date(2024, 3, 10),
            aware_on,
            notification: Some(EntryNo(2)),
            reason: "Alvorlig bekymring".into(),
        })
    };
    assert_eq!(desk.refuses([opened(date(2024, 3, 2))]), Refusal::TooLate { field: "aware_on", not_after: date(2024, 3, 1) });
    desk.writes([opened(date(2024, 3, 1))]);
}

#[test]
fn a_declined_offer_leaves_responsibility_where_it_was() {
    let mut desk = Desk::with_notification();
    desk.writes([offered("mette")]);
    let mut desk = desk.acting_as("mette");
    desk.writes([Fact::ResponsibilityDeclined(ResponsibilityDeclined { offer: EntryNo(4), on: date(2024, 3, 1), reason: "Syg".into() })]);
    assert_eq!(desk.record.state().responsible.map(|responsible| responsible.staff), Some(staff("ida")));
    assert_eq!(desk.record.state().open_offers().count(), 0);
}

#[test]
fn refusals_say_what_is_wrong() {
    let desk = Desk::with_notification();
    let acute = |at_text: &str, in_danger: bool| {
        Fact::AcuteAssessed(AcuteAssessed {
            notification: EntryNo(2),
            at: at(at_text),
            in_danger,
            acute_measure: None,
            reason: "Barnet er hos mormor".into(),
        })
    };
    let second = |who: &str| {
        Fact::SecondProfessionalAssessed(SecondProfessionalAssessed {
            notification: EntryNo(2),
            on: date(2024, 3, 1),
            second: staff(who),
            conclusion: "Enig".into(),
        })
    };
    let cases: Vec<(Fact, Refusal)> = vec![
        (screened(1, ScreeningOutcome::Assessment), Refusal::NoSuchEntry(EntryNo(1), "notification")),
        (screened(99, ScreeningOutcome::Assessment), Refusal::NoSuchEntry(EntryNo(99), "notification")),
        (acute("2024-03-01T07:00:00Z", false), Refusal::TooEarly { field: "at", not_before: date(2024, 3, 1) }),
        (acute("2024-03-01T10:00:00Z", false), Refusal::InTheFuture { field: "at", now: desk.now }),
        (acute("2024-03-01T08:30:00Z", true), Refusal::Missing("acute_measure")),
        (second("ida"), Refusal::TookPart),
        (offered("ida"), Refusal::AlreadyResponsible),
        (closed(), Refusal::Unfinished(EntryNo(2))),
        (started(7), Refusal::NoSuchEntry(EntryNo(7), "intervention")),
        (note(&"æ".repeat(40_001)), Refusal::TooLong { field: "facts", most: 40_000 }),
        (
            Fact::WellbeingScored(WellbeingScored { on: date(2024, 3, 1), wellbeing: 6, care: None, note: String::new() }),
            Refusal::OutsideScale { field: "wellbeing", lowest: 1, highest: 5 },
        ),
        (
            Fact::Registered(Registered { name: "Freja".into(), birth: Birth::Born(date(2016, 5, 4)), cpr: None }),
            Refusal::AlreadyRegistered,
        ),
        (Fact::Born(Born { on: date(2024, 3, 1), name: "Freja".into(), cpr: None }), Refusal::AlreadyBorn),
    ];
    for (fact, expected) in cases {
        assert_eq!(desk.refuses([fact.clone()]), expected, "{fact:?}");
    }
    assert_eq!(desk.refuses(Vec::new()), Refusal::Empty);
    assert_eq!(
        Desk { record: Record::new(ChildId::from_label("ny")), ..desk }.refuses([notification("2024-03-01T08:00:00Z")]),
        Refusal::NotRegistered
    );
}

#[test]
fn help_is_followed_up_only_while_it_runs() {
    let mut desk = Desk::with_placement();
    let follow_up = |on| {
        Fact::FollowedUp(FollowedUp {
            intervention: EntryNo(4),
            on,
            child_voice: "Jeg savner min seng".into(),
            family_voice: "Mor er tryg".into(),
            provider_status: "Falder til".into(),
            scores: Vec::new(),
            decision: FollowUpDecision::Continue,
            reason: "God udvikling".into(),
            next_on: None,
        })
    };
    assert_eq!(desk.refuses([follow_up(date(2024, 5, 31))]), Refusal::TooEarly { field: "on", not_before: date(2024, 6, 1) });
    desk.now = at("2024-09-01T09:00:00Z");
    desk.writes([follow_up(date(2024, 6, 15)), ended(4, date(2024, 8, 31))]);
    assert_eq!(desk.refuses([follow_up(date(2024, 9, 1))]), Refusal::Ended(date(2024, 8, 31)));
    assert_eq!(desk.refuses([ended(4, date(2024, 9, 1))]), Refusal::AlreadyDone(EntryNo(7)));
}

#[test]
fn a_correction_shows_the_new_and_keeps_the_old() {
    let mut desk = Desk::with_placement();
    let right = Fact::InterventionStarted(InterventionStarted { intervention: EntryNo(4), on: date(2024, 6, 3) });
    desk.writes([Fact::Corrected(Corrected { entry: EntryNo(5), should_say: Box::new(right), reason: "Flyttede ind mandag".into() })]);
    let state = desk.record.state();
    assert_eq!(state.interventions[0].started_on(), Some(date(2024, 6, 3)));
    assert_eq!(state.interventions[0].started.and_then(|started| started.corrected_by), Some(EntryNo(6)));
    assert_eq!(desk.record.entry(EntryNo(5)).map(|entry| &entry.fact), Some(&started(4)), "the old entry stands");
}

#[test]
fn a_correction_cannot_turn_one_thing_into_another_or_rewrite_responsibility() {
    let desk = Desk::with_placement();
    let corrects =
        |no: u32, fact: Fact| Fact::Corrected(Corrected { entry: EntryNo(no), should_say: Box::new(fact), reason: "Fejl".into() });
    assert_eq!(desk.refuses([corrects(5, note("Noget andet"))]), Refusal::OtherKind);
    assert_eq!(desk.refuses([corrects(3, assigned("mette"))]), Refusal::OtherKind);
    assert_eq!(desk.refuses([corrects(42, note("Intet"))]), Refusal::NoSuchEntry(EntryNo(42), "entry"));
    let empty = Fact::InterventionStarted(InterventionStarted { intervention: EntryNo(9), on: date(2024, 6, 3) });
    assert_eq!(desk.refuses([corrects(5, empty)]), Refusal::NoSuchEntry(EntryNo(9), "intervention"));
}

#[test]
fn a_case_closes_when_nobody_waits_and_opens_again_with_someone_responsible() {
    let mut desk = Desk::with_notification();
    desk.writes([screened(2, ScreeningOutcome::NothingFurther), closed()]);
    assert!(!desk.record.state().is_open);
    assert_eq!(desk.record.state().responsible, None);
    assert_eq!(desk.refuses([closed()]), Refusal::NotOpen);
    assert_eq!(desk.refuses([notification("2024-03-01T08:30:00Z")]), Refusal::WouldBeWithoutResponsible);
    desk.writes([notification("2024-03-01T08:30:00Z"), assigned("mette")]);
    assert!(desk.record.state().is_open);
}

#[test]
fn what_was_known_on_a_day_is_what_had_been_written_by_then() {
    let mut desk = Desk::with_notification();
    desk.now = at("2024-03-05T09:00:00Z");
    desk.writes([screened(2, ScreeningOutcome::Assessment)]);
    let then = desk.record.as_known_at(at("2024-03-04T23:00:00Z"));
    assert!(then.state().notifications[0].screened.is_none());
    assert_eq!(then.version(), Version(3));
}

#[test]
fn entries_never_go_back_in_time_though_a_clock_does() {
    let mut desk = Desk::with_notification();
    desk.now = at("2024-03-01T08:59:00Z");
    desk.writes([note("Ringet til mor")]);
    let times: Vec<Timestamp> = desk.record.entries().iter().map(|entry| entry.recorded_at).collect();
    assert!(times.is_sorted());
}

#[test]
fn goals_show_where_they_stand_and_when_they_are_reached_in_either_direction() {
    let mut desk = Desk::with_placement();
    let goal = |from, to| {
        Fact::GoalSet(GoalSet {
            plan: EntryNo(6),
            on: date(2024, 6, 1),
            text: "Freja sover hele natten".into(),
            scale: "Nætter om ugen".into(),
            lowest: 0,
            highest: 7,
            from,
            to,
            by: date(2024, 9, 1),
            known_to: String::new(),
        })
    };
    let plan = Fact::PlanMade(PlanMade {
        on: date(2024, 6, 1),
        interventions: vec![EntryNo(4)],
        purpose: "Ro".into(),
        child_wishes: String::new(),
        family_part: String::new(),
    });
    desk.writes([plan, goal(2, 6), goal(5, 1)]);
    let scored = |no: u32, score: i16| Fact::GoalScored(GoalScored { on: date(2024, 6, 1), score: GoalScore { goal: EntryNo(no), score } });
    assert_eq!(desk.refuses([scored(7, 8)]), Refusal::OutsideScale { field: "score", lowest: 0, highest: 7 });
    desk.writes([scored(7, 6), scored(8, 2)]);
    let state = desk.record.state();
    assert!(state.plans[0].goals[0].is_reached());
    assert!(!state.plans[0].goals[1].is_reached());
    assert_eq!(state.plans[0].goals[1].stands_at(), 2);
}

#[test]
fn a_receipt_is_awaited_until_sent_and_never_by_the_anonymous() {
    let mut desk = Desk::with_notification();
    assert!(desk.record.state().notifications[0].awaits_receipt());
    desk.writes([Fact::ReceiptSent(ReceiptSent { notification: EntryNo(2), on: date(2024, 3, 1) })]);
    assert!(!desk.record.state().notifications[0].awaits_receipt());

    let Fact::NotificationReceived(mut what) = notification("2024-03-01T08:30:00Z") else { unreachable!("a notification") };
    what.notifier.kind = trin_domain::kinds::NotifierKind::Anonymous;
    desk.writes([Fact::NotificationReceived(what)]);
    assert!(!desk.record.state().notifications[1].awaits_receipt());
    assert_eq!(desk.refuses([Fact::ReceiptSent(ReceiptSent { notification: EntryNo(5), on: date(2024, 3, 1) })]), Refusal::Anonymous);
}

#[test]
fn whoever_wrote_or_was_responsible_has_taken_part() {
    let mut desk = Desk::with_notification();
    desk.by.role = Role::TeamLeader;
    desk.writes([assigned("mette")]);
    let desk = desk.acting_as("lone");
    let state = desk.record.state();
    assert!(state.took_part(staff("ida")), "wrote");
    assert!(state.took_part(staff("mette")), "was given responsibility, and has written nothing");
    assert!(!state.took_part(staff("lone")));
}

#[test]
fn the_way_down_is_not_stated_before_the_help_was_decided() {
    let mut desk = Desk::with_notification();
    desk.now = at("2024-06-01T09:00:00Z");
    desk.writes([decided(InterventionKind::PlacementFoster)]);
    let stated = |on| Fact::StepDownAimStated(StepDownAimStated { intervention: EntryNo(4), on, aim: "Bo hjemme".into(), by: None });
    let day = date(2024, 6, 1);
    assert_eq!(desk.refuses([stated(date(2024, 5, 31))]), Refusal::TooEarly { field: "on", not_before: day });
    desk.writes([stated(day)]);
}

#[test]
fn only_support_under_barnets_lov_may_do_without_a_plan_and_says_why() {
    let without = |no: u32, on: jiff::civil::Date, reason: &str| {
        Fact::PlanNotNeeded(PlanNotNeeded { intervention: EntryNo(no), on, reason: reason.into() })
    };
    let day = date(2024, 6, 1);
    let placed = Desk::with_placement();
    assert_eq!(placed.refuses([without(4, day, "Kort ophold")]), Refusal::PlanRequired(EntryNo(4)));

    let mut desk = Desk::with_notification();
    desk.now = at("2024-06-01T09:00:00Z");
    desk.writes([decided(InterventionKind::ContactPerson)]);
    assert_eq!(desk.refuses([without(4, day, " ")]), Refusal::Missing("reason"));
    let before = date(2024, 5, 31);
    assert_eq!(desk.refuses([without(4, before, "Kort")]), Refusal::TooEarly { field: "on", not_before: day });
    desk.writes([without(4, day, "Kontaktpersonen er der i få uger")]);
    assert_eq!(desk.refuses([without(4, day, "Igen")]), Refusal::AlreadyDone(EntryNo(5)));

    let mut early = Desk::with_notification();
    early.now = at("2024-06-01T09:00:00Z");
    early.writes([decided(InterventionKind::ParentCourse)]);
    assert_eq!(early.refuses([without(4, day, "Kort")]), Refusal::NoPlanOwed(EntryNo(4)), "early help owes no plan");

    let mut older = Desk::with_notification();
    older.now = at("2024-06-01T09:00:00Z");
    let Fact::InterventionDecided(help) = decided(InterventionKind::ContactPerson) else { panic!("it decides help") };
    older.writes([Fact::InterventionDecided(InterventionDecided { on: date(2023, 12, 31), ..help })]);
    assert_eq!(older.refuses([without(4, day, "Kort")]), Refusal::PlanRequired(EntryNo(4)), "decided under serviceloven");
}

#[test]
fn of_two_kinds_of_help_begun_on_one_day_the_leading_one_moved_the_child() {
    let mut desk = Desk::with_notification();
    desk.now = at("2024-06-01T09:00:00Z");
    desk.writes([decided(InterventionKind::ContactPerson), started(4)]);
    desk.writes([decided(InterventionKind::PlacementKin), started(6)]);
    desk.now = at("2024-07-01T09:00:00Z");
    desk.writes([ended(6, date(2024, 6, 20))]);
    let strategy = trin_domain::strategy::Strategy::standard();
    let state = desk.record.state();
    let moved: Vec<_> =
        trin_domain::ladder::movements(&state, strategy, date(2024, 7, 1)).iter().map(|moved| (moved.on, moved.because)).collect();
    assert_eq!(moved, [(date(2024, 6, 1), EntryNo(6)), (date(2024, 6, 21), EntryNo(4))]);
}

#[test]
fn all_that_is_wrong_in_the_fields_is_told_at_once() {
    let desk = Desk::with_notification();
    let wrong = |on, facts: String| {
        let empty = String::new;
        Fact::NoteWritten(NoteWritten { on, facts, child_words: empty(), others_words: empty(), judgement: empty() })
    };
    let facts = vec![wrong(date(2099, 1, 1), "ord ".repeat(12_000)), wrong(date(2024, 3, 1), " ".to_owned())];
    let command = Command { child: desk.record.child, key: CommandKey::from_label("x"), seen: desk.record.version(), facts };
    let context = Context { now: desk.now, by: desk.by };
    let told = refusals(&desk.record, &command, &context);
    let fields: Vec<(usize, Option<&str>)> = told.iter().map(|(at, refusal)| (*at, refusal.field())).collect();
    assert_eq!(fields, [(0, Some("facts")), (0, Some("on")), (1, Some("facts"))], "{told:?}");
    assert_eq!(decide(&desk.record, &command, &context).err().as_ref(), told.first().map(|(_, refusal)| refusal));
    let fine = Command { facts: vec![note("Ringet til mor")], ..command.clone() };
    assert!(refusals(&desk.record, &fine, &context).is_empty());
    // What is about no field stands alone, and first.
    let stale = Command { seen: Version(1), facts: vec![note("Ringet til mor")], ..command };
    assert!(matches!(refusals(&desk.record, &stale, &context)[..], [(_, Refusal::Stale { .. })]));
}

#[test]
fn whoever_opened_a_record_in_an_emergency_closes_it_while_it_is_open() {
    let mut desk = Desk::with_notification().acting_as("mette");
    let until = desk.now + jiff::SignedDuration::from_mins(60);
    let glass = GlassBroken { reason: trin_domain::kinds::GlassReason::OnCall, text: "Døgnvagt".into(), until };
    desk.writes([Fact::GlassBroken(glass)]);
    let no = EntryNo(desk.record.version().0);
    let closed = Fact::GlassClosed(GlassClosed { glass: no, on: trin_domain::calendar::day_of(desk.now) });
    assert_eq!(desk.record.state().glass[0].until(), until);
    let mut desk = desk.acting_as("ida");
    assert_eq!(desk.refuses([closed.clone()]), Refusal::NotYoursToOpen, "another's");
    desk = desk.acting_as("mette");
    let opened_at = desk.now;
    desk.now = until;
    assert!(matches!(desk.refuses([closed.clone()]), Refusal::TooLate { .. }), "it is closed already");
    desk.now = opened_at + jiff::SignedDuration::from_mins(10);
    desk.writes([closed.clone()]);
    assert_eq!(desk.record.state().glass[0].until(), desk.now);
    assert_eq!(desk.refuses([closed]), Refusal::AlreadyDone(EntryNo(no.0 + 1)));
}
