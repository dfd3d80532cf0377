//! What is stored in the read models is what follows from the journal, whatever was written; and when it is not, it is seen and put right.

use crate::life::*;
use crate::random::{Dice, author, command as any_command};
use crate::stores::Place;
use jiff::ToSpan;
use trin_domain::calendar::day_of;
use trin_domain::record::{Context, Record};
use trin_domain::strategy::Strategy;
use trin_store::{Adopted, Difference, ExecuteError, Problem, Report, Store, StoreError};

on_both! {
    read_models_are_what_follows_after_any_commands;
    read_models_thrown_away_are_rebuilt_to_the_same_rows;
    another_strategy_rebuilds_at_start;
    a_start_notices_rules_that_changed_unannounced;
    what_was_changed_beside_trin_is_told_before_it_is_put_right;
    a_forged_stamp_hides_nothing;
    no_child_is_out_of_a_starts_sight;
    a_forged_destruction_of_an_open_childs_key_is_seen;
    the_database_keeps_every_open_child_assigned;
    what_is_written_stays_written;
    a_payload_spoiled_is_reported_and_the_rest_goes_on;
    verify_sees_every_kind_of_fault;
}

const READ_MODELS: [&str; 11] =
    ["child", "search_term", "enrolment", "kin", "standing", "intervention", "duty", "notification", "offer", "meeting", "meeting_staff"];

/// Plays lives from a seed; how many entries they came to.
async fn play(store: &Store, seed: u64, children: usize, steps: usize) -> usize {
    let mut dice = Dice(seed);
    let mut now = morning();
    let mut written = 0;
    for _ in 0..steps {
        now = now.checked_add(i64::try_from(dice.below(30)).unwrap().hours()).unwrap();
        let child = child(&format!("random {}", dice.below(children)));
        let record = store.record(child).await.unwrap().unwrap_or(Record::new(child));
        let command = any_command(&mut dice, &record, now);
        match store.execute(strategy(), &Context { now, by: author(&mut dice) }, "prøve", &command).await {
            Ok(done) => written += done.entries.len(),
            Err(ExecuteError::Refused { .. }) => {}
            Err(other) => panic!("{other:?} for {command:?}"),
        }
    }
    written
}

/// All rows of all read models, counted: enough to see that something was lost or doubled; the contents are `verify`'s to compare.
async fn rows(place: &Place) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in READ_MODELS {
        counts.push(place.number(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    counts
}

async fn read_models_are_what_follows_after_any_commands(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let mut written = 0;
    for seed in [1, 2] {
        written += play(&store, seed, 5, 560).await;
        let report = store.verify(strategy()).await.unwrap();
        assert!(report.is_sound(), "seed {seed}: {report:#?}");
    }
    assert!(written > 500, "only {written} entries were let in: the play is too thin to show anything");
    let kinds = place.number("SELECT COUNT(DISTINCT kind) FROM journal").await;
    assert!(kinds >= 35, "only {kinds} kinds of fact were let in: the play is too thin to show anything");
    for (table, count) in READ_MODELS.iter().zip(rows(place).await) {
        assert!(count > 0, "no row was ever written in {table}: the play is too thin to show anything");
    }
}

async fn read_models_thrown_away_are_rebuilt_to_the_same_rows(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    play(&store, 3, 4, 250).await;
    let before = rows(place).await;
    for table in READ_MODELS {
        place.raw(&format!("DELETE FROM {table}")).await.unwrap();
    }
    let report = store.verify(strategy()).await.unwrap();
    assert!(!report.is_sound(), "verify must see that everything is gone");
    assert_eq!(store.rebuild(strategy()).await.unwrap().children, 4);
    assert_eq!(rows(place).await, before);
    let report = store.verify(strategy()).await.unwrap();
    assert!(report.is_sound(), "{report:#?}");
}

async fn another_strategy_rebuilds_at_start(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    assert_eq!(store.adopt(strategy(), morning()).await.unwrap(), Adopted::Rebuilt { children: 0 });
    play(&store, 4, 4, 250).await;
    assert_eq!(store.adopt(strategy(), morning()).await.unwrap(), Adopted::AsBefore);
    let other = Strategy::shipped().iter().find(|other| other.key != strategy().key).unwrap();
    assert!(!store.verify(other).await.unwrap().is_sound(), "another strategy asks other duties: the rows must differ");
    assert_eq!(store.adopt(other, morning()).await.unwrap(), Adopted::Rebuilt { children: 4 });
    let report = store.verify(other).await.unwrap();
    assert!(report.is_sound(), "{report:#?}");
}

async fn a_start_notices_rules_that_changed_unannounced(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.adopt(strategy(), morning()).await.unwrap();
    play(&store, 5, 3, 120).await;
    // As if an earlier build had said it otherwise.
    assert!(place.raw("UPDATE child SET sort_key = 'x'").await.unwrap() > 0);
    assert!(matches!(store.adopt(strategy(), morning()).await.unwrap(), Adopted::Mended { children: 3, .. }));
    assert!(store.verify(strategy()).await.unwrap().problems.iter().all(|problem| matches!(problem, Problem::Mended { .. })));
}

/// Somebody with the database changes what pages show, and a start puts it right: that it was so stays in the log until somebody has seen it.
async fn what_was_changed_beside_trin_is_told_before_it_is_put_right(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.adopt(strategy(), morning()).await.unwrap();
    play(&store, 5, 3, 120).await;
    place.raw("UPDATE child SET name = 'En Anden'").await.unwrap();
    assert!(place.raw("DELETE FROM duty").await.unwrap() > 0);
    let is_of = |problem: &Problem, name: &str| matches!(problem, Problem::Differs { table, .. } if *table == name);
    let seen = |problems: &[Problem]| ["child", "duty"].iter().all(|table| problems.iter().any(|problem| is_of(problem, table)));
    for _ in 0..2 {
        let report = store.verify(strategy()).await.unwrap();
        assert!(seen(&report.problems), "{report:?}");
    }
    match store.adopt(strategy(), morning()).await.unwrap() {
        Adopted::Mended { children: 3, found } => assert!(seen(&found), "{found:?}"),
        other => panic!("{other:?}"),
    }
    // Another start finds nothing to mend, and the note stays.
    assert_eq!(store.adopt(strategy(), morning()).await.unwrap(), Adopted::AsBefore);
    let problems = store.verify(strategy()).await.unwrap().problems;
    let [Problem::Mended { row, what }] = problems.as_slice() else { panic!("{problems:?}") };
    assert!(what.contains("child=3") && what.contains("duty="), "{what}");
    store.acknowledge_mending(*row, morning()).await.unwrap();
    assert!(store.verify(strategy()).await.unwrap().is_sound());
}

/// A start looks at some, and not at the same each time: whoever changes a row cannot know that nobody looks at it.
async fn no_child_is_out_of_a_starts_sight(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.adopt(strategy(), morning()).await.unwrap();
    let mut bulk = store.bulk(strategy(), "import");
    for nth in 0..90 {
        bulk.push(context("mette", morning()), arrives(&format!("child {nth}"), "Ida Holm", "mette", morning())).await.unwrap();
    }
    bulk.finish().await.unwrap();
    assert_eq!(store.adopt(strategy(), morning()).await.unwrap(), Adopted::AsBefore);
    for last in ["MIN", "MAX"] {
        let changed = format!("UPDATE child SET sort_key = 'x' WHERE id = (SELECT {last}(id) FROM child)");
        assert_eq!(place.raw(&changed).await.unwrap(), 1);
        let mut is_seen = false;
        for _ in 0..60 {
            is_seen |= matches!(store.adopt(strategy(), morning()).await.unwrap(), Adopted::Mended { .. });
        }
        assert!(is_seen, "{last}: no start of 60 looked at it");
    }
}

/// Whoever says that another program made the rows gets no clean bill for them.
async fn a_forged_stamp_hides_nothing(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.adopt(strategy(), morning()).await.unwrap();
    play(&store, 5, 3, 120).await;
    place.raw("UPDATE setting SET body = 'edition 1' WHERE id = 'read-models'").await.unwrap();
    let problems = store.verify(strategy()).await.unwrap().problems;
    assert!(
        matches!(problems.as_slice(), [Problem::Around { kind: "setting", .. }]),
        "the rows are the same, the stamp is not: {problems:?}"
    );
    place.raw("UPDATE child SET name = 'En Anden'").await.unwrap();
    let problems = store.verify(strategy()).await.unwrap().problems;
    assert!(problems.contains(&Problem::NotCompared { table: "child", rows: 3 }), "{problems:?}");
    // With no stamp at all they are compared.
    place.raw("DELETE FROM setting WHERE id = 'read-models'").await.unwrap();
    let problems = store.verify(strategy()).await.unwrap().problems;
    assert!(problems.iter().any(|problem| matches!(problem, Problem::Differs { table: "child", .. })), "{problems:?}");
}

/// A child is made unreadable as though two people had destroyed its key.
async fn a_forged_destruction_of_an_open_childs_key_is_seen(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let arrives = arrives("ida", "Ida Holm", "mette", morning());
    store.execute(strategy(), &context("mette", morning()), "prøve", &arrives).await.unwrap();
    assert!(store.verify(strategy()).await.unwrap().is_sound());
    let child = arrives.child;
    let forged = format!(
        "INSERT INTO destroyed_key (child, at, by_staff, confirmed_by, why_code) VALUES ('{child}', 1, '{by}', '{by}', 'retention-ended')",
        by = staff("lone")
    );
    place.raw(&forged).await.unwrap();
    place.raw(&format!("DELETE FROM child_key WHERE child = '{child}'")).await.unwrap();
    let problems = store.verify(strategy()).await.unwrap().problems;
    let is_told = |problem: &Problem| matches!(problem, Problem::Destruction { child: told, .. } if *told == child);
    assert!(problems.iter().any(is_told), "{problems:?}");
}

async fn the_database_keeps_every_open_child_assigned(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.execute(strategy(), &context("mette", morning()), "modtagelse", &arrives("ida", "Ida Holm", "mette", morning())).await.unwrap();
    let refused = place.raw("UPDATE child SET responsible = NULL").await.unwrap_err();
    let database = refused.into_database_error().unwrap();
    assert!(database.is_check_violation(), "{database}");
    let refused = place
        .raw("INSERT INTO child (id, name, sort_key, is_open, version, last_entry_at) VALUES ('x', 'x', 'x', 1, 1, 0)")
        .await
        .unwrap_err();
    assert!(refused.into_database_error().unwrap().is_check_violation());
    assert!(store.unassigned(&leader(), day_of(morning()), None, 10).await.unwrap().rows.is_empty());
}

async fn what_is_written_stays_written(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.execute(strategy(), &context("mette", morning()), "modtagelse", &arrives("ida", "Ida Holm", "mette", morning())).await.unwrap();
    for table in ["journal", "log", "command"] {
        for attempt in [format!("UPDATE {table} SET child = 'x'"), format!("DELETE FROM {table}")] {
            let refused = place.raw(&attempt).await.unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{attempt}: {refused}");
        }
    }
    // What was carried over from the emergency log is known by its row here: without it, it would be carried over again.
    place.raw("INSERT INTO log_carried (id, at) VALUES ('x', 1)").await.unwrap();
    for attempt in ["UPDATE log_carried SET id = 'y'", "DELETE FROM log_carried"] {
        let refused = place.raw(attempt).await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{attempt}: {refused}");
    }
    // An entry cannot be written without a command either.
    let stray = "INSERT INTO journal (child, no, recorded_at, by_staff, by_role, kind, command, payload) VALUES ('x', 1, 0, 'x', 'x', 'x', 'none', '')";
    let foreign_keys_on = if matches!(place, Place::File(_)) { "PRAGMA foreign_keys = ON; " } else { "" };
    let refused = place.raw(&format!("{foreign_keys_on}{stray}")).await.unwrap_err();
    assert!(refused.into_database_error().unwrap().is_foreign_key_violation());
    assert!(store.verify(strategy()).await.unwrap().is_sound());
}

/// What is only ever added to.
/// What guards other tables.
const GUARDS: [(&str, &str); 2] = [("staff", "worker_leaves"), ("child", "child_is_given")];
pub const LOCKED: [&str; 9] =
    ["journal", "command", "log", "log_child", "log_leaf", "log_node", "log_checkpoint", "log_cosignature", "log_carried"];

/// What verify says of a database without its triggers.
fn open_tables() -> Vec<Problem> {
    LOCKED.into_iter().chain(GUARDS.map(|(table, _)| table)).map(|table| Problem::Unprotected { table }).collect()
}

/// Takes the lock off, as someone with full rights over the database could.
pub async fn unprotect(place: &Place) {
    for table in LOCKED {
        match place {
            Place::File(_) => {
                place.raw(&format!("DROP TRIGGER {table}_is_kept_on_update; DROP TRIGGER {table}_is_kept_on_delete")).await.unwrap();
            }
            Place::Schema { .. } => {
                place.raw(&format!("DROP TRIGGER {table}_is_kept ON {table}")).await.unwrap();
            }
        }
    }
    for (table, guard) in GUARDS {
        let on = if matches!(place, Place::File(_)) { String::new() } else { format!(" ON {table}") };
        place.raw(&format!("DROP TRIGGER {guard}{on}")).await.unwrap();
    }
}

async fn a_payload_spoiled_is_reported_and_the_rest_goes_on(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    for label in ["ida", "bo-barn", "åse-barn"] {
        let command = arrives(label, "Ida Holm", "mette", morning());
        store.execute(strategy(), &context("mette", morning()), "modtagelse", &command).await.unwrap();
    }
    unprotect(place).await;
    let spoiled = child("ida");
    place.raw(&format!("UPDATE journal SET payload = '{{\"fact\":\"regi' WHERE child = '{spoiled}' AND no = 2")).await.unwrap();
    let report = without_lock(store.verify(strategy()).await.unwrap());
    assert_eq!(report.problems.len(), 2, "{report:#?}");
    assert!(matches!(&report.problems[0], Problem::Unreadable { child, no: 2, .. } if *child == spoiled), "{report:#?}");
    assert!(
        matches!(&report.problems[1], Problem::Unaccounted { why: "its entries were changed after they were written", .. }),
        "{report:#?}"
    );
    assert!(matches!(store.record(spoiled).await.unwrap_err(), StoreError::Unreadable { no: 2, .. }));
    // A command on this child says so; others go on; a rebuild leaves its rows as they were.
    let on = day_of(morning());
    let command_on = |label| command(label, &format!("{label} note"), 3, vec![note(on, "Set i skolen.")]);
    let error = store.execute(strategy(), &context("mette", morning()), "x", &command_on("ida")).await.unwrap_err();
    assert!(matches!(error, ExecuteError::Db(StoreError::Unreadable { .. })), "{error:?}");
    let both = [command_on("ida"), command_on("bo-barn")].map(|command| (context("mette", morning()), command));
    let tally = store.execute_many(strategy(), "x", both).await.unwrap();
    assert_eq!((tally.done, tally.refused.len()), (1, 1));
    let rebuilt = store.rebuild(strategy()).await.unwrap();
    assert_eq!(rebuilt.unreadable, [spoiled]);
    assert_eq!(store.child(&leader(), spoiled, on).await.unwrap().unwrap().name, "Ida Holm");
}

/// What else there is than that the lock is off.
fn without_lock(mut report: Report) -> Report {
    report.problems.retain(|problem| !matches!(problem, Problem::Unprotected { .. }));
    report
}

type Fault = (String, fn(&Problem) -> bool, String);

async fn verify_sees_every_kind_of_fault(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    for label in ["ida", "bo-barn"] {
        let command = arrives(label, "Ida Holm", "mette", morning());
        store.execute(strategy(), &context("mette", morning()), "modtagelse", &command).await.unwrap();
        let later = command_after(label);
        store.execute(strategy(), &context("mette", morning()), "sagsbehandling", &later).await.unwrap();
    }
    unprotect(place).await;
    let (ida, bo, after) = (child("ida"), child("bo-barn"), key("ida after"));
    // Each fault, what verify must say of it, and how it is undone; by a rebuild when nothing is said.
    let faults: [Fault; 15] = [
        (
            format!("UPDATE journal SET recorded_at = recorded_at - 9000000000 WHERE child = '{ida}' AND no = 4"),
            |problem| matches!(problem, Problem::Backwards { no: 4, .. }),
            format!("UPDATE journal SET recorded_at = recorded_at + 9000000000 WHERE child = '{ida}' AND no = 4"),
        ),
        (
            format!("UPDATE journal SET no = 9 WHERE child = '{ida}' AND no = 4"),
            // Which number it has, is sealed with it.
            |problem| matches!(problem, Problem::Unreadable { no: 9, .. }),
            format!("UPDATE journal SET no = 4 WHERE child = '{ida}' AND no = 9"),
        ),
        (
            format!(
                "CREATE TABLE kept AS SELECT * FROM journal WHERE child = '{ida}' AND no = 3;
                DELETE FROM journal WHERE child = '{ida}' AND no = 3"
            ),
            |problem| matches!(problem, Problem::Gap { missing: 3, .. }),
            "INSERT INTO journal SELECT * FROM kept; DROP TABLE kept".to_owned(),
        ),
        (
            format!("UPDATE journal SET kind = 'closed' WHERE child = '{ida}' AND no = 4"),
            // What kind it is, is sealed with it.
            |problem| matches!(problem, Problem::Unreadable { no: 4, .. }),
            format!("UPDATE journal SET kind = 'receipt-sent' WHERE child = '{ida}' AND no = 4"),
        ),
        (
            // Another child's entry of the same number and kind.
            format!(
                "CREATE TABLE kept AS SELECT payload FROM journal WHERE child = '{ida}' AND no = 4;
                UPDATE journal SET payload = (SELECT o.payload FROM journal o WHERE o.child = '{bo}' AND o.no = 4) WHERE child = '{ida}' AND no = 4"
            ),
            |problem| matches!(problem, Problem::Unreadable { no: 4, .. }),
            format!("UPDATE journal SET payload = (SELECT payload FROM kept) WHERE child = '{ida}' AND no = 4; DROP TABLE kept"),
        ),
        (
            format!("UPDATE child_key SET child = 'nobody' WHERE child = '{ida}'"),
            |problem| matches!(problem, Problem::Unreadable { no: 1, .. }),
            format!("UPDATE child_key SET child = '{ida}' WHERE child = 'nobody'"),
        ),
        (
            format!("UPDATE notification SET concern = 'I klar tekst' WHERE child = '{ida}'"),
            |problem| matches!(problem, Problem::Differs { table: "notification", how: Difference::Other, .. }),
            String::new(),
        ),
        (
            "DELETE FROM staff WHERE name = 'Mette Rådgiver'".to_owned(),
            |problem| matches!(problem, Problem::UnknownResponsible { .. }),
            format!(
                "INSERT INTO staff (id, name, sort_key, role, unit, is_active) SELECT '{}', 'Mette Rådgiver', 'mette', 'caseworker', id, 1 FROM unit",
                staff("mette")
            ),
        ),
        (
            "UPDATE staff SET is_active = 0 WHERE name = 'Mette Rådgiver'".to_owned(),
            |problem| matches!(problem, Problem::InactiveResponsible { .. }),
            "UPDATE staff SET is_active = 1 WHERE name = 'Mette Rådgiver'".to_owned(),
        ),
        (
            "UPDATE journal SET by_staff = '00000000-0000-0000-0000-000000000001' WHERE no = 4".to_owned(),
            |problem| matches!(problem, Problem::UnknownAuthor { .. }),
            format!("UPDATE journal SET by_staff = '{}' WHERE no = 4", staff("mette")),
        ),
        (
            "UPDATE duty SET responsible = NULL WHERE kind = 'acute-assessment'".to_owned(),
            |problem| matches!(problem, Problem::Differs { table: "duty", how: Difference::Other, .. }),
            String::new(),
        ),
        (
            format!("DELETE FROM search_term WHERE child = '{ida}' AND term = 'holm'"),
            |problem| matches!(problem, Problem::Differs { table: "search_term", how: Difference::Missing, .. }),
            String::new(),
        ),
        (
            "INSERT INTO search_term (child, term) VALUES ('nobody', 'holm')".to_owned(),
            |problem| matches!(problem, Problem::Differs { table: "search_term", how: Difference::TooMany, .. }),
            String::new(),
        ),
        (
            format!("UPDATE log SET body = REPLACE(body, '\"last\":4', '\"last\":7') WHERE command = '{after}'"),
            |problem| matches!(problem, Problem::Unaccounted { why: "its row in the log does not tell of its entries", .. }),
            format!("UPDATE log SET body = REPLACE(body, '\"last\":7', '\"last\":4') WHERE command = '{after}'"),
        ),
        (
            "INSERT INTO command (id, child, first_no, last_no) VALUES ('stray', 'nobody', 1, 1)".to_owned(),
            |problem| matches!(problem, Problem::Unaccounted { why: "it wrote no entry", .. }),
            "DELETE FROM command WHERE id = 'stray'".to_owned(),
        ),
    ];
    let report = store.verify(strategy()).await.unwrap();
    let open: Vec<&Problem> = report.problems.iter().collect();
    assert_eq!(open, open_tables().iter().collect::<Vec<_>>());
    assert!(without_lock(report).is_sound());
    for (fault, is_seen, undo) in faults {
        assert!(place.raw(&fault).await.unwrap() > 0, "nothing happened: {fault}");
        let report = store.verify(strategy()).await.unwrap();
        assert!(report.problems.iter().any(is_seen), "{fault}: {report:#?}");
        if undo.is_empty() {
            store.rebuild(strategy()).await.unwrap();
        } else {
            place.raw(&undo).await.unwrap();
        }
        let report = without_lock(store.verify(strategy()).await.unwrap());
        assert!(report.is_sound(), "after undoing {fault}: {report:#?}");
    }
}

fn command_after(label: &str) -> trin_domain::record::Command {
    use trin_domain::record::{EntryNo, Fact, ReceiptSent};
    let receipt = Fact::ReceiptSent(ReceiptSent { notification: EntryNo(2), on: day_of(morning()) });
    command(label, &format!("{label} after"), 3, vec![receipt])
}
