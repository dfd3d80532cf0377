//! What is ripe for deletion, what keeps it, and that it takes two people.

use crate::life::*;
use crate::stores::Place;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use trin_domain::id::{ChildId, UnitId};
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_domain::record::*;
use trin_domain::retention::{Class, HoldReason, KeepReason, Standing};
use trin_store::{
    ChildKeys, DestroyError, Destruction, KeptRow, LogTrust, Problem, Reader, RetentionError, RetentionStep as Step, Sealing, Session,
    Store,
};

on_both! {
    two_people_delete_what_is_ripe;
    nothing_goes_before_its_day_or_while_a_case_is_open;
    a_day_changed_beside_trin_deletes_nothing;
    a_case_file_waits_for_the_archive;
    what_is_written_after_a_proposal_stops_it;
    a_held_child_stays_by_every_path;
    what_was_put_beside_trin_deletes_nothing_and_is_told;
    a_hold_and_a_deletion_at_once_never_both_win;
    lists_tell_only_of_whom_the_reader_may_know;
    a_key_destroyed_after_a_hold_was_lifted_is_destroyed_again_after_a_restore;
    a_missing_guard_is_told_of;
    tidying_clears_what_has_had_its_time_and_says_how_much;
}

fn person(label: &str, role: Role, unit: &str) -> Staff {
    Staff { id: staff(label), name: format!("{label} Prøve"), role, unit: UnitId::from_label(unit), is_active: true }
}

fn lone() -> Staff {
    person("lone", Role::TeamLeader, "team")
}

fn hanne() -> Staff {
    person("hanne", Role::HeadOfDepartment, "team")
}

/// Nine in the morning of a day.
fn on(day: Date) -> Timestamp {
    trin_domain::calendar::start_of_day(day).checked_add(9.hours()).unwrap()
}

const CLOSED: Date = date(2024, 6, 3);
/// A concern is kept five years.
const RIPE: Date = date(2029, 6, 3);

async fn open(place: &Place) -> Store {
    let store = place.open().await;
    people(&store).await;
    store.put_staff(&hanne()).await.unwrap();
    store
}

/// A concern that never became a case, closed on [`CLOSED`].
async fn concern(store: &Store, label: &str) -> ChildId {
    arrived(store, label).await;
    writes(store, label, 3, vec![screened(), closed()]).await
}

fn screened() -> Fact {
    let outcome = trin_domain::kinds::ScreeningOutcome::EarlyHelp;
    Fact::Screened(Screened { notification: EntryNo(2), on: CLOSED, outcome, reason: "Skolen følger op".into() })
}

fn closed() -> Fact {
    Fact::Closed(Closed { on: CLOSED, reason: "Hverdagen bærer".into() })
}

async fn arrived(store: &Store, label: &str) -> ChildId {
    let command = arrives(label, &format!("Ida {label}"), "mette", morning());
    store.execute(strategy(), &context("mette", morning()), "prøve", &command).await.unwrap();
    command.child
}

async fn writes(store: &Store, label: &str, seen: u32, facts: Vec<Fact>) -> ChildId {
    let command = command(label, &format!("{label} {seen}"), seen, facts);
    store.execute(strategy(), &context("mette", on(CLOSED)), "prøve", &command).await.unwrap();
    command.child
}

async fn step(store: &Store, by: &Staff, day: Date, child: ChildId, step: Step) -> Result<(), RetentionError> {
    store.retention_step(by, on(day), child, step, "prøve").await
}

macro_rules! refused {
    ($result:expr, $why:pat) => {
        let result = $result;
        assert!(matches!(result, Err($why)), "{result:?}");
    };
}

async fn two_people_delete_what_is_ripe(place: &Place) {
    let store = open(place).await;
    let child = concern(&store, "a").await;
    let kept = store.kept_of(&Reader::new(&lone(), on(RIPE)), child).await.unwrap().unwrap();
    assert_eq!((kept.class, kept.ripe_on), (Class::Concern, Some(RIPE)));
    refused!(step(&store, &hanne(), RIPE, child, Step::Confirm).await, RetentionError::NotProposed);
    refused!(step(&store, &person("mette", Role::Caseworker, "team"), RIPE, child, Step::Propose).await, RetentionError::NotThere);
    refused!(step(&store, &person("ida", Role::Intake, "team"), RIPE, child, Step::Propose).await, RetentionError::MayNot);
    step(&store, &lone(), RIPE, child, Step::Propose).await.unwrap();
    refused!(step(&store, &hanne(), RIPE, child, Step::Propose).await, RetentionError::Proposed);
    refused!(step(&store, &lone(), RIPE, child, Step::Confirm).await, RetentionError::SamePerson);
    assert!(store.record(child).await.unwrap().is_some(), "one person deleted it");
    step(&store, &hanne(), RIPE, child, Step::Confirm).await.unwrap();
    assert_eq!(store.record(child).await.unwrap(), None);
    refused!(step(&store, &hanne(), RIPE, child, Step::Confirm).await, RetentionError::NotThere);
    let gone = store.destroyed().await.unwrap();
    assert_eq!((gone[0].by, gone[0].confirmed_by), (Some(staff("lone")), Some(staff("hanne"))));
    let log = store.log_of_child(child, 100).await.unwrap();
    let row = &log[0].body;
    assert_eq!((row.action.as_str(), row.why.as_deref()), ("destroy-key", Some("retention-ended")));
    assert_eq!(row.rows.as_ref().map(String::len), Some(64), "the hash of what went");
    assert!(log.iter().any(|row| row.body.action == "deletion-propose" && row.body.actor == staff("lone")));
    assert!(store.verify(strategy()).await.unwrap().is_sound());
    store.close().await;
}

async fn nothing_goes_before_its_day_or_while_a_case_is_open(place: &Place) {
    let store = open(place).await;
    let (closed, still_open) = (concern(&store, "a").await, arrived(&store, "b").await);
    let day_before = RIPE.yesterday().unwrap();
    // Nobody knows of it yet.
    refused!(step(&store, &lone(), day_before, closed, Step::Propose).await, RetentionError::NotThere);
    refused!(step(&store, &lone(), date(2099, 1, 1), still_open, Step::Propose).await, RetentionError::NotRipe);
    refused!(step(&store, &lone(), date(2099, 1, 1), still_open, Step::Archived).await, RetentionError::NotRipe);
    // Put off: not before that day, and no further than five years at once.
    for wrong in [RIPE, date(2034, 6, 4)] {
        refused!(step(&store, &lone(), RIPE, closed, Step::KeepUntil(wrong, KeepReason::Doubt)).await, RetentionError::Day);
    }
    step(&store, &lone(), RIPE, closed, Step::Propose).await.unwrap();
    step(&store, &hanne(), RIPE, closed, Step::KeepUntil(date(2030, 1, 1), KeepReason::Sibling)).await.unwrap();
    refused!(step(&store, &hanne(), date(2029, 12, 31), closed, Step::Confirm).await, RetentionError::NotRipe);
    refused!(step(&store, &hanne(), date(2030, 1, 1), closed, Step::Confirm).await, RetentionError::NotProposed);
    step(&store, &lone(), date(2030, 1, 1), closed, Step::Propose).await.unwrap();
    step(&store, &hanne(), date(2030, 1, 1), closed, Step::Withdraw).await.unwrap();
    refused!(step(&store, &hanne(), date(2030, 1, 1), closed, Step::Confirm).await, RetentionError::NotProposed);
    store.close().await;
}

async fn a_day_changed_beside_trin_deletes_nothing(place: &Place) {
    let store = open(place).await;
    let child = concern(&store, "a").await;
    // The read models are the program's to write, and so of whoever has its password.
    assert_eq!(place.raw("UPDATE retention SET ripe_on = '2024-07-01'").await.unwrap(), 1);
    place.raw("UPDATE access_grant SET from_at = 0 WHERE because = 'retention-ended'").await.unwrap();
    let early = date(2024, 7, 2);
    step(&store, &lone(), early, child, Step::Propose).await.unwrap();
    refused!(step(&store, &hanne(), early, child, Step::Confirm).await, RetentionError::NotRipe);
    assert!(store.record(child).await.unwrap().is_some());
    store.close().await;
}

async fn a_case_file_waits_for_the_archive(place: &Place) {
    let store = open(place).await;
    arrived(&store, "a").await;
    let assessed =
        AssessmentOpened { kind: AssessmentKind::Full, on: CLOSED, aware_on: CLOSED, notification: None, reason: "Bekymring".into() };
    let concluded = AssessmentConcluded {
        assessment: EntryNo(5),
        on: CLOSED,
        conclusion: "Ingen støtte".into(),
        support_needed: false,
        child_attitude: "Er glad for skolen".into(),
        parents_attitude: "Enige".into(),
    };
    let facts = vec![screened(), Fact::AssessmentOpened(assessed), Fact::AssessmentConcluded(concluded), closed()];
    let child = writes(&store, "a", 3, facts).await;
    // Ten years from the 18th birthday, in 2033.
    let ripe = date(2043, 5, 17);
    refused!(step(&store, &lone(), date(2043, 5, 16), child, Step::Propose).await, RetentionError::NotThere);
    refused!(step(&store, &lone(), ripe, child, Step::Propose).await, RetentionError::NoArchive);
    step(&store, &hanne(), ripe, child, Step::Archived).await.unwrap();
    step(&store, &lone(), ripe, child, Step::Propose).await.unwrap();
    // What the archive has must be what is written now.
    place.raw(&format!("UPDATE archive_version SET version = 6 WHERE child = '{}'", child.uuid())).await.unwrap();
    refused!(step(&store, &hanne(), ripe, child, Step::Confirm).await, RetentionError::NoArchive);
    step(&store, &hanne(), ripe, child, Step::Archived).await.unwrap();
    step(&store, &hanne(), ripe, child, Step::Confirm).await.unwrap();
    assert_eq!(store.record(child).await.unwrap(), None);
    store.close().await;
}

async fn what_is_written_after_a_proposal_stops_it(place: &Place) {
    let store = open(place).await;
    let child = concern(&store, "a").await;
    step(&store, &lone(), RIPE, child, Step::Propose).await.unwrap();
    writes(&store, "a", 5, vec![note(CLOSED, "Et opkald fra skolen.")]).await;
    refused!(step(&store, &hanne(), RIPE, child, Step::Confirm).await, RetentionError::Stale);
    // Proposed anew, by somebody who knows of what was written.
    step(&store, &hanne(), RIPE, child, Step::Propose).await.unwrap();
    step(&store, &lone(), RIPE, child, Step::Confirm).await.unwrap();
    store.close().await;
}

fn agreed(child: ChildId) -> Destruction {
    Destruction { child, at: on(RIPE), why: "court-order".into(), by: staff("lone"), confirmed_by: staff("hanne") }
}

async fn a_held_child_stays_by_every_path(place: &Place) {
    let store = open(place).await;
    let child = concern(&store, "a").await;
    step(&store, &lone(), RIPE, child, Step::Propose).await.unwrap();
    refused!(
        step(&store, &person("mette", Role::Caseworker, "team"), RIPE, child, Step::Hold(HoldReason::Lawsuit)).await,
        RetentionError::NotThere
    );
    step(&store, &person("ida", Role::Intake, "team"), RIPE, child, Step::Hold(HoldReason::Complaint)).await.unwrap();
    refused!(step(&store, &lone(), RIPE, child, Step::Hold(HoldReason::Lawsuit)).await, RetentionError::Held);
    for step_ in [Step::Propose, Step::Confirm, Step::Archived, Step::KeepUntil(date(2030, 1, 1), KeepReason::Doubt)] {
        refused!(step(&store, &hanne(), RIPE, child, step_).await, RetentionError::Held);
    }
    refused!(store.destroy_key(&agreed(child), "prøve").await, DestroyError::Held);
    // The database itself refuses, whichever program asks.
    place.raw(&format!("DELETE FROM child_key WHERE child = '{}'", child.uuid())).await.unwrap_err();
    place.raw("DELETE FROM child_key").await.unwrap_err();
    if let Place::Schema { .. } = place {
        place.raw("TRUNCATE child_key").await.unwrap_err();
    }
    place.raw("DELETE FROM legal_hold").await.unwrap_err();
    place.raw("UPDATE legal_hold SET child = 'another'").await.unwrap_err();
    assert!(store.record(child).await.unwrap().is_some());
    refused!(step(&store, &person("ida", Role::Intake, "team"), RIPE, child, Step::LiftHold).await, RetentionError::MayNot);
    step(&store, &lone(), RIPE, child, Step::LiftHold).await.unwrap();
    refused!(step(&store, &lone(), RIPE, child, Step::LiftHold).await, RetentionError::NotHeld);
    place.raw("UPDATE legal_hold SET lifted_at = NULL").await.unwrap_err();
    // A hold takes the proposal with it: it is proposed anew.
    refused!(step(&store, &hanne(), RIPE, child, Step::Confirm).await, RetentionError::NotProposed);
    let told: Vec<(String, Option<String>)> =
        store.log_of_child(child, 10).await.unwrap().into_iter().map(|row| (row.body.action, row.body.why)).collect();
    assert!(told.contains(&("hold".into(), Some("complaint".into()))) && told.contains(&("hold-lift".into(), None)), "{told:?}");
    store.destroy_key(&agreed(child), "prøve").await.unwrap();
    // Nothing is left to hold.
    let late = format!("INSERT INTO legal_hold (child, no, reason, from_at, by_staff) VALUES ('{}', 9, 'complaint', 0, 'x')", child.uuid());
    place.raw(&late).await.unwrap_err();
    store.close().await;
}

async fn what_was_put_beside_trin_deletes_nothing_and_is_told(place: &Place) {
    let store = open(place).await;
    let (held, free) = (concern(&store, "a").await, concern(&store, "b").await);
    step(&store, &person("ida", Role::Intake, "team"), RIPE, held, Step::Hold(HoldReason::Lawsuit)).await.unwrap();
    assert!(store.verify(strategy()).await.unwrap().is_sound());
    // By whoever may write to the database: the hold lifted in somebody's name, and a proposal in the same name.
    let by = staff("lone");
    place.raw(&format!("UPDATE legal_hold SET lifted_at = 1, lifted_by = '{by}' WHERE lifted_at IS NULL")).await.unwrap();
    for child in [held, free] {
        let version = store.kept_of(&Reader::new(&hanne(), on(RIPE)), child).await.unwrap().unwrap().version;
        place
            .raw(&format!("INSERT INTO deletion_proposal (child, by_staff, at, version) VALUES ('{child}', '{by}', 1, {})", version.0))
            .await
            .unwrap();
        refused!(step(&store, &hanne(), RIPE, child, Step::Confirm).await, RetentionError::Beside);
        assert!(store.record(child).await.unwrap().is_some(), "one person deleted it");
    }
    let problems = store.verify(strategy()).await.unwrap().problems;
    let told = |of: ChildId, says: &str| {
        problems.iter().any(|problem| matches!(problem, Problem::Destruction { child, why } if *child == of && why.contains(says)))
    };
    assert!(
        told(held, "a legal hold") && told(held, "a proposal") && told(free, "a proposal") && !told(free, "a legal hold"),
        "{problems:?}"
    );
    store.close().await;
}

async fn a_hold_and_a_deletion_at_once_never_both_win(place: &Place) {
    let store = open(place).await;
    let rounds = if matches!(place, Place::File(_)) { 40 } else { 25 };
    let (mut held, mut deleted) = (0, 0);
    for round in 0..rounds {
        let child = concern(&store, &format!("barn {round}")).await;
        step(&store, &lone(), RIPE, child, Step::Propose).await.unwrap();
        let (one, other) = (store.clone(), store.clone());
        let holding = tokio::spawn(async move { step(&one, &lone(), RIPE, child, Step::Hold(HoldReason::Lawsuit)).await });
        let deleting = tokio::spawn(async move {
            if round % 2 == 0 {
                step(&other, &hanne(), RIPE, child, Step::Confirm).await.is_ok()
            } else {
                other.destroy_key(&agreed(child), "prøve").await.is_ok()
            }
        });
        let (holding, deleting) = (holding.await.unwrap().is_ok(), deleting.await.unwrap());
        assert!(holding != deleting, "round {round}: held {holding}, deleted {deleting}");
        assert_eq!(store.record(child).await.unwrap().is_some(), holding, "round {round}");
        held += u32::from(holding);
        deleted += u32::from(deleting);
    }
    eprintln!("holds against deletions: {held} held, {deleted} deleted");
    assert!(store.verify(strategy()).await.unwrap().is_sound());
    store.close().await;
}

async fn lists_tell_only_of_whom_the_reader_may_know(place: &Place) {
    let store = open(place).await;
    let (first, second, third) = (concern(&store, "a").await, concern(&store, "b").await, concern(&store, "c").await);
    arrived(&store, "open").await;
    let elsewhere = person("eva", Role::TeamLeader, "another team");
    let ripe = async |by: &Staff, day| -> Vec<ChildId> {
        store.ripe(&Reader::new(by, on(day)), day, None, 10).await.unwrap().rows.into_iter().map(|row| row.child).collect()
    };
    let mut all = vec![first, second, third];
    all.sort_by_key(|child| child.uuid().to_string());
    assert_eq!(ripe(&lone(), RIPE).await, all);
    assert_eq!(ripe(&hanne(), RIPE).await, all);
    assert_eq!(ripe(&lone(), RIPE.yesterday().unwrap()).await, []);
    assert_eq!(ripe(&elsewhere, RIPE).await, []);
    assert_eq!(ripe(&person("mette", Role::Caseworker, "team"), RIPE).await, []);
    step(&store, &lone(), RIPE, first, Step::Hold(HoldReason::Archive)).await.unwrap();
    step(&store, &lone(), RIPE, second, Step::KeepUntil(date(2030, 1, 1), KeepReason::Aftercare)).await.unwrap();
    assert_eq!(ripe(&lone(), RIPE).await, [third]);
    let by = Reader::new(&lone(), on(RIPE));
    assert_eq!(store.held(&by, 10).await.unwrap().iter().map(|row| row.child).collect::<Vec<_>>(), [first]);
    assert_eq!(store.put_off(&by, RIPE, 10).await.unwrap().iter().map(|row| row.child).collect::<Vec<_>>(), [second]);
    // The lists and the rule say the same, on the days when it turns.
    for day in [RIPE.yesterday().unwrap(), RIPE, date(2029, 12, 31), date(2030, 1, 1)] {
        let listed = (ripe(&lone(), day).await, store.put_off(&by, day, 10).await.unwrap(), store.held(&by, 10).await.unwrap());
        for child in &all {
            let standing = store.kept_of(&by, *child).await.unwrap().unwrap().standing(day);
            let is_in = |rows: &[KeptRow]| rows.iter().any(|row| row.child == *child);
            assert_eq!(standing == Standing::Ripe, listed.0.contains(child), "{standing:?} on {day}");
            assert_eq!(
                matches!(standing, Standing::Until(until) if until > RIPE && day >= RIPE),
                is_in(&listed.1),
                "{standing:?} on {day}"
            );
            assert_eq!(standing == Standing::Held, is_in(&listed.2), "{standing:?} on {day}");
        }
    }
    let away = Reader::new(&elsewhere, on(RIPE));
    assert!(store.held(&away, 10).await.unwrap().is_empty() && store.put_off(&away, RIPE, 10).await.unwrap().is_empty());
    assert_eq!(store.kept_of(&away, first).await.unwrap(), None);
    // Page by page.
    step(&store, &lone(), RIPE, first, Step::LiftHold).await.unwrap();
    let mut pages = Vec::new();
    let mut cursor = None;
    loop {
        let page = store.ripe(&by, date(2030, 1, 1), cursor.as_ref(), 1).await.unwrap();
        pages.extend(page.rows.into_iter().map(|row| row.child));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(pages, all);
    store.close().await;
}

async fn a_key_destroyed_after_a_hold_was_lifted_is_destroyed_again_after_a_restore(place: &Place) {
    let store = open(place).await;
    let child = concern(&store, "a").await;
    step(&store, &lone(), RIPE, child, Step::Hold(HoldReason::Inspection)).await.unwrap();
    let folder = std::env::temp_dir().join(format!("trin-kept-{}-{}", std::process::id(), matches!(place, Place::File(_))));
    store.backup(&folder.join("kept"), &folder.join("keys"), on(RIPE)).await.unwrap();
    let keys = ChildKeys::read(&folder.join("keys"), &Sealing::seeded("test")).unwrap();
    // While it is held, a restored store holds it too.
    let target = place.another().await;
    let restored = Store::restore(&folder.join("kept"), &target.url(), Sealing::seeded("test"), Some(&keys), &[]).await.unwrap();
    assert!(restored.make_whole(strategy(), &[], &LogTrust::default()).await.unwrap().is_sound());
    refused!(restored.destroy_key(&agreed(child), "prøve").await, DestroyError::Held);
    restored.close().await;
    target.clear().await;
    step(&store, &lone(), RIPE, child, Step::LiftHold).await.unwrap();
    store.destroy_key(&agreed(child), "prøve").await.unwrap();
    let list = store.destroyed().await.unwrap();
    // Known before the keys are put back, or only after.
    for known in [&list[..], &[]] {
        let target = place.another().await;
        let restored = Store::restore(&folder.join("kept"), &target.url(), Sealing::seeded("test"), Some(&keys), known).await.unwrap();
        let report = restored.make_whole(strategy(), &list, &LogTrust::default()).await.unwrap();
        assert!(report.is_sound(), "{report:#?}");
        assert_eq!(restored.record(child).await.unwrap(), None);
        assert_eq!(target.number("SELECT COUNT(*) FROM legal_hold WHERE lifted_at IS NOT NULL").await, 1, "that it was held is remembered");
        restored.close().await;
        target.clear().await;
    }
    store.close().await;
    std::fs::remove_dir_all(&folder).unwrap();
}

async fn a_missing_guard_is_told_of(place: &Place) {
    let store = open(place).await;
    concern(&store, "a").await;
    let (first, second) = match place {
        Place::File(_) => ("DROP TRIGGER held_child_stays", "DROP TRIGGER hold_is_taken"),
        Place::Schema { .. } => ("DROP TRIGGER held_child_stays ON child_key", "DROP TRIGGER hold_is_taken ON legal_hold"),
    };
    place.raw(first).await.unwrap();
    place.raw(second).await.unwrap();
    let problems = store.verify(strategy()).await.unwrap().problems;
    let unguarded = |table| problems.iter().any(|problem| matches!(problem, Problem::Unprotected { table: found } if *found == table));
    assert!(unguarded("child_key") && unguarded("legal_hold"), "{problems:?}");
    store.close().await;
}

async fn tidying_clears_what_has_had_its_time_and_says_how_much(place: &Place) {
    let store = open(place).await;
    let now = on(date(2026, 11, 22));
    let days_ago = |days: i64| now.checked_sub((days * 24).hours()).unwrap();
    store.save_draft(staff("mette"), "gammel", "Ikke færdig", days_ago(40)).await.unwrap();
    store.save_draft(staff("mette"), "ny", "Ikke færdig", days_ago(20)).await.unwrap();
    store.keep_search("s1", staff("mette"), "ida", days_ago(2)).await.unwrap();
    let session = |hash: &str, expires_at| Session {
        token_hash: hash.into(),
        staff: staff("mette"),
        created_at: days_ago(3),
        last_seen_at: days_ago(3),
        expires_at,
        id: hash.into(),
        browser: String::new(),
        method: trin_store::Method::Local,
        is_whole: true,
        proved_at: None,
    };
    store.put_session(&session("ended", days_ago(2))).await.unwrap();
    store.put_session(&session("going on", now.checked_add(1.hour()).unwrap())).await.unwrap();
    let tidied = store.tidy(now).await.unwrap();
    assert_eq!((tidied.drafts, tidied.logins, tidied.searches), (1, 1, 1));
    assert!(store.draft(staff("mette"), "gammel").await.unwrap().is_none());
    assert!(store.draft(staff("mette"), "ny").await.unwrap().is_some());
    assert!(store.session("ended").await.unwrap().is_none() && store.session("going on").await.unwrap().is_some());
    let rows = store.log_between(now, now.checked_add(1.hour()).unwrap()).await.unwrap();
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!((rows[0].body.action.as_str(), rows[0].body.fields.as_deref()), ("tidy", Some("drafts=1 logins=1 searches=1 enquiries=0")));
    // Nothing to clear, nothing to say.
    assert!(store.tidy(now).await.unwrap().is_nothing());
    assert_eq!(store.log_between(now, now.checked_add(1.hour()).unwrap()).await.unwrap().len(), 1);
    assert!(store.verify(strategy()).await.unwrap().is_sound());
    store.close().await;
}
