//! A command is done once, whole or not at all, and never over something unseen.

use crate::life::*;
use crate::stores::Place;
use jiff::civil::date;
use std::task::Poll;
use trin_domain::calendar::day_of;
use trin_domain::id::CommandKey;
use trin_domain::record::{EntryNo, Refusal, Version};
use trin_store::{Done, ExecuteError, Store, child_for, sibling_key};

on_both! {
    a_command_sent_twice_is_done_once;
    a_command_sent_by_many_at_once_is_done_once;
    a_key_serves_one_command;
    a_stale_command_is_refused;
    of_sixteen_writers_at_once_each_version_has_one;
    several_children_stand_or_fall_together;
    a_bulk_leaves_out_the_refused_and_lets_the_rest_in;
    a_bulk_sent_twice_changes_nothing;
    a_command_cut_off_midway_leaves_all_or_nothing;
    nothing_that_has_happened_lies_in_the_future;
    text_no_engine_can_hold_is_kept_out_of_the_lists;
    a_server_that_was_restarted_is_reached_again;
}

async fn sound(store: &Store) {
    let report = store.verify(strategy()).await.unwrap();
    assert!(report.is_sound(), "{report:#?}");
}

async fn a_command_sent_twice_is_done_once(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let arrives = arrives("ida", "Ida Holm", "mette", morning());
    let first = store.execute(strategy(), &context("intake-ida", morning()), "modtagelse", &arrives).await.unwrap();
    assert!(!first.repeated);
    assert_eq!(first.version, Version(3));
    let later = at("2024-03-04T08:00:07Z");
    let again = store.execute(strategy(), &context("intake-ida", later), "modtagelse", &arrives).await.unwrap();
    assert_eq!(again, Done { repeated: true, ..first });
    assert_eq!(store.done(arrives.key).await.unwrap(), Some((arrives.child, EntryNo(1), EntryNo(3))));
    assert_eq!(store.done(CommandKey::from_label("never")).await.unwrap(), None);
    assert_eq!(store.record(arrives.child).await.unwrap().unwrap().version(), Version(3));
    assert_eq!(place.number("SELECT COUNT(*) FROM log").await, 1);
    let report = store.verify(strategy()).await.unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.children, report.entries, report.commands), (1, 3, 1));
}

async fn a_command_sent_by_many_at_once_is_done_once(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let sent: Vec<_> = (0..16)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let arrives = arrives("ida", "Ida Holm", "mette", morning());
                store.execute(strategy(), &context("intake-ida", morning()), "modtagelse", &arrives).await.unwrap()
            })
        })
        .collect();
    let mut first = 0;
    for one in sent {
        let done = one.await.unwrap();
        assert_eq!((done.entries.len(), done.version), (3, Version(3)));
        first += usize::from(!done.repeated);
    }
    assert_eq!(first, 1);
    assert_eq!(place.number("SELECT COUNT(*) FROM journal").await, 3);
    assert_eq!(place.number("SELECT COUNT(*) FROM log").await, 1);
    sound(&store).await;
}

async fn a_key_serves_one_command(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let context = context("mette", morning());
    let ida = arrives("ida", "Ida Holm", "mette", morning());
    store.execute(strategy(), &context, "modtagelse", &ida).await.unwrap();
    let mut other_child = arrives("bo-barn", "Bo Holm", "mette", morning());
    other_child.key = ida.key;
    let mut other_facts = ida.clone();
    other_facts.facts[0] = registered("Ida Holm Jensen", date(2015, 5, 17));
    for command in [other_child, other_facts] {
        let error = store.execute(strategy(), &context, "modtagelse", &command).await.unwrap_err();
        assert!(matches!(error, ExecuteError::KeyUsed { child } if child == command.child), "{error:?}");
    }
    // In a bulk, it alone is left out.
    let mut stranger = arrives("karla", "Karla Holm", "mette", morning());
    stranger.key = ida.key;
    let rest = ["a", "b"].map(|label| arrives(label, label, "mette", morning()));
    let sent = [rest[0].clone(), stranger, rest[1].clone()].map(|command| (context, command));
    let tally = store.execute_many(strategy(), "import", sent).await.unwrap();
    assert_eq!((tally.done, tally.refused.len()), (2, 1));
    assert!(matches!(tally.refused[0].error, ExecuteError::KeyUsed { .. }), "{:?}", tally.refused);
    sound(&store).await;
    // A form for several children gives each its own key and identity, the same whenever it is sent.
    let form = key("form");
    assert_ne!(sibling_key(form, child("ida")), sibling_key(form, child("bo-barn")));
    assert_ne!(child_for(form, 0), child_for(form, 1));
    assert_eq!(child_for(form, 0), child_for(form, 0));
}

async fn a_stale_command_is_refused(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let arrives = arrives("ida", "Ida Holm", "mette", morning());
    let context = context("mette", morning());
    store.execute(strategy(), &context, "sagsbehandling", &arrives).await.unwrap();
    let on = date(2024, 3, 4);
    let unseen = command("ida", "a note", 2, vec![note(on, "Talt med skolen.")]);
    let refused = store.execute(strategy(), &context, "sagsbehandling", &unseen).await.unwrap_err();
    let ExecuteError::Refused { child, refusal } = refused else { panic!("{refused:?}") };
    assert_eq!((child, refusal), (arrives.child, Refusal::Stale { seen: Version(2), now: Version(3) }));
    assert_eq!(store.record(arrives.child).await.unwrap().unwrap().version(), Version(3));
    // The same form, sent again after looking, goes in under its key.
    let seen = command("ida", "a note", 3, vec![note(on, "Talt med skolen.")]);
    assert!(!store.execute(strategy(), &context, "sagsbehandling", &seen).await.unwrap().repeated);
    sound(&store).await;
}

async fn of_sixteen_writers_at_once_each_version_has_one(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.execute(strategy(), &context("mette", morning()), "modtagelse", &arrives("ida", "Ida Holm", "mette", morning())).await.unwrap();
    for round in 0..3 {
        let seen = 3 + round;
        let writers: Vec<_> = (0..16)
            .map(|writer| {
                let store = store.clone();
                tokio::spawn(async move {
                    let name = format!("note {round} {writer}");
                    let command = command("ida", &name, seen, vec![note(day_of(morning()), &name)]);
                    store.execute(strategy(), &context("mette", morning()), "sagsbehandling", &command).await
                })
            })
            .collect();
        let mut won = 0;
        for writer in writers {
            match writer.await.unwrap() {
                Ok(done) => {
                    assert_eq!(done.version, Version(seen + 1));
                    won += 1;
                }
                Err(ExecuteError::Refused { refusal: Refusal::Stale { now, .. }, .. }) => assert_eq!(now, Version(seen + 1)),
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(won, 1);
    }
    sound(&store).await;
}

async fn several_children_stand_or_fall_together(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let context = context("intake-ida", morning());
    let (ida, mut bo) = (arrives("ida", "Ida Holm", "mette", morning()), arrives("bo-barn", "Bo Holm", "mette", morning()));
    bo.facts.truncate(2);
    let refused = store.execute_all(strategy(), &context, "modtagelse", &[ida.clone(), bo.clone()]).await.unwrap_err();
    assert!(
        matches!(refused, ExecuteError::Refused { child, refusal: Refusal::WouldBeWithoutResponsible } if child == bo.child),
        "{refused:?}"
    );
    assert!(store.record(ida.child).await.unwrap().is_none());
    assert_eq!(place.number("SELECT COUNT(*) FROM command").await, 0);
    bo.facts.push(assigned("bo", day_of(morning())));
    let done = store.execute_all(strategy(), &context, "modtagelse", &[ida.clone(), bo.clone()]).await.unwrap();
    assert_eq!(done.iter().map(|done| done.child).collect::<Vec<_>>(), [ida.child, bo.child]);
    // Two commands on one child in one go: the second sees the first's entries.
    let on = day_of(morning());
    let notes = [command("ida", "one", 3, vec![note(on, "Et")]), command("ida", "two", 4, vec![note(on, "To")])];
    let done = store.execute_all(strategy(), &context, "sagsbehandling", &notes).await.unwrap();
    assert_eq!(done[1].version, Version(5));
    sound(&store).await;
}

async fn a_bulk_leaves_out_the_refused_and_lets_the_rest_in(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let context = context("mette", morning());
    let mut commands = Vec::new();
    for nth in 0..700_u32 {
        let label = format!("child {nth}");
        commands.push((context, arrives(&label, &format!("Barn {nth}"), "mette", morning())));
        let seen = if nth % 7 == 0 { 1 } else { 3 };
        commands.push((context, command(&label, &format!("{label} note"), seen, vec![note(day_of(morning()), "Set i skolen.")])));
    }
    let tally = store.execute_many(strategy(), "import", commands).await.unwrap();
    assert_eq!((tally.done, tally.repeated, tally.entries), (1300, 0, 2700));
    assert_eq!(tally.refused.len(), 100);
    assert!(tally.refused.iter().all(|refused| matches!(refused.error, ExecuteError::Refused { refusal: Refusal::Stale { .. }, .. })));
    assert_eq!(store.counts().await.unwrap().children, 700);
    sound(&store).await;
}

async fn a_bulk_sent_twice_changes_nothing(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let context = context("mette", morning());
    let commands = || {
        let children = (0..60).map(|nth| arrives(&format!("child {nth}"), &format!("Barn {nth}"), "mette", morning()));
        // Once more within the same bulk.
        children.chain([arrives("child 3", "Barn 3", "mette", morning())]).map(|command| (context, command)).collect::<Vec<_>>()
    };
    let first = store.execute_many(strategy(), "import", commands()).await.unwrap();
    assert_eq!((first.done, first.repeated), (60, 1));
    let again = store.execute_many(strategy(), "import", commands()).await.unwrap();
    assert_eq!((again.done, again.repeated, again.entries, again.refused.len()), (0, 61, 0, 0));
    assert_eq!(place.number("SELECT COUNT(*) FROM journal").await, 180);
    sound(&store).await;
}

/// Works on something until it has asked to be woken so many times, then drops it wherever it has come to,
/// as when a browser goes away in the middle of a request.
async fn cut_after<T>(polls: usize, work: impl Future<Output = T>) -> Option<T> {
    let mut work = std::pin::pin!(work);
    let mut polled = 0;
    std::future::poll_fn(|task| match work.as_mut().poll(task) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending if polled == polls => Poll::Ready(None),
        Poll::Pending => {
            polled += 1;
            Poll::Pending
        }
    })
    .await
}

async fn a_command_cut_off_midway_leaves_all_or_nothing(place: &Place) {
    let (store, elsewhere) = (place.open().await, place.open().await);
    people(&store).await;
    let context = context("mette", morning());
    let (mut finished, mut cut) = (0, 0);
    for nth in 0..300 {
        let (label, after) = (format!("child {nth}"), format!("after {nth}"));
        let arrives_cut = arrives(&label, "Ida Holm", "mette", morning());
        // Every third cut somewhere along the way, the others near the beginning, where the transaction opens.
        let polls = if nth % 3 == 0 { nth / 3 } else { nth % 6 };
        let result = cut_after(polls, store.execute(strategy(), &context, "modtagelse", &arrives_cut)).await;
        match (result, store.record(arrives_cut.child).await.unwrap()) {
            (Some(done), Some(record)) => {
                assert_eq!(done.unwrap().version, record.version());
                finished += 1;
            }
            (Some(result), None) => panic!("cut after {polls}: answered {result:?}, but nothing is there"),
            // Cut off while the commit was on its way; then it is there, whole.
            (None, Some(record)) => assert_eq!(record.version(), Version(3)),
            (None, None) => cut += 1,
        }
        // What is written next, in another process, is seen at once: the connection that was cut off looks at no old state.
        let next = arrives(&after, "Efter Holm", "mette", morning());
        elsewhere.execute(strategy(), &context, "modtagelse", &next).await.unwrap();
        assert!(store.record(next.child).await.unwrap().is_some(), "cut after {polls}: what was written next cannot be seen");
    }
    assert!(cut > 0 && finished > 0, "{cut} cut off, {finished} finished: the cuts went elsewhere than through the middle");
    sound(&store).await;
}

async fn nothing_that_has_happened_lies_in_the_future(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    // The edge reads one clock for the form and the context; the store keeps whole microseconds.
    let now = at("2024-03-04T08:00:00.123456789Z");
    let mut arrives = arrives("ida", "Ida Holm", "mette", now);
    arrives.facts[1] = notified(now);
    let done = store.execute(strategy(), &context("mette", now), "modtagelse", &arrives).await.unwrap();
    let read = store.record(arrives.child).await.unwrap().unwrap();
    assert_eq!(read.entries(), done.entries, "what was answered is what is kept");
    sound(&store).await;
}

async fn text_no_engine_can_hold_is_kept_out_of_the_lists(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let name = "Ida\0 Holm 😀 \"'; DROP TABLE journal; --";
    let arrives = arrives("ida", name, "mette", morning());
    store.execute(strategy(), &context("mette", morning()), "modtagelse\0", &arrives).await.unwrap();
    let record = store.record(arrives.child).await.unwrap().unwrap();
    assert_eq!(record.state().name(), name, "the record keeps what was written");
    let row = store.child(&leader(), arrives.child, day_of(morning())).await.unwrap().unwrap();
    assert_eq!(row.name, name.replace('\0', ""));
    sound(&store).await;
}

async fn a_server_that_was_restarted_is_reached_again(place: &Place) {
    if matches!(place, Place::File(_)) {
        return;
    }
    let store = place.open().await;
    people(&store).await;
    let context = context("mette", morning());
    // Several connections in use, then all of them closed by the server.
    let many: Vec<_> = (0..12)
        .map(|nth| {
            let store = store.clone();
            let label = format!("child {nth}");
            tokio::spawn(async move {
                store.execute(strategy(), &context, "prøve", &arrives(&label, &label, "mette", morning())).await.unwrap()
            })
        })
        .collect();
    for one in many {
        one.await.unwrap();
    }
    place.end_connections().await;
    assert_eq!(store.children_of(&leader(), staff("mette"), day_of(morning()), None, 50).await.unwrap().rows.len(), 12);
    place.end_connections().await;
    store.execute(strategy(), &context, "prøve", &arrives("after", "Efter", "mette", morning())).await.unwrap();
    sound(&store).await;
}
