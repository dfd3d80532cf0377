//! T6 and T7: two people write at once and neither overwrites the other; the same thing sent many times, at once, out of order or broken off
//! half-way comes to the same as once.

use crate::life::*;
use crate::random::Dice;
use crate::stores::Place;
use std::collections::{BTreeMap, BTreeSet};
use trin_domain::calendar::day_of;
use trin_domain::id::{ChildId, CommandKey};
use trin_domain::record::*;
use trin_store::{ExecuteError, Store, Tally};
use uuid::Uuid;

on_both! {
    no_update_is_lost;
    a_feed_replayed_shuffled_and_cut_comes_to_the_same_as_once;
}

fn is_long() -> bool {
    std::env::var("TRIN_TRIALS").is_ok_and(|wanted| wanted == "long")
}

fn noted(dice: &mut Dice, child: ChildId, seen: Version, words: &str) -> Command {
    let key = CommandKey::new(Uuid::from_u64_pair(dice.next(), dice.next()));
    Command { child, key, seen, facts: vec![note(day_of(morning()), words)] }
}

/// What the notes of a record say, in order.
fn notes(record: &Record) -> Vec<String> {
    record
        .entries()
        .iter()
        .filter_map(|entry| match &entry.fact {
            Fact::NoteWritten(note) => Some(note.facts.clone()),
            _ => None,
        })
        .collect()
}

async fn no_update_is_lost(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let pairs = if is_long() { 1000 } else { 60 };
    let mut dice = Dice(6);
    let child = child("a");
    store.execute(strategy(), &context("mette", morning()), "trial", &arrives("a", "Ida Holm", "mette", morning())).await.unwrap();
    let (mut accepted, mut refused) = (BTreeSet::new(), 0);
    for pair in 0..pairs {
        let seen = store.record(child).await.unwrap().unwrap().version();
        let (first, second) = (format!("{pair} mette"), format!("{pair} bo"));
        let (one, two) = (noted(&mut dice, child, seen, &first), noted(&mut dice, child, seen, &second));
        let (by_mette, by_bo) = (context("mette", morning()), context("bo", morning()));
        let (one_done, two_done) = if dice.one_in(2) {
            tokio::join!(store.execute(strategy(), &by_mette, "trial", &one), store.execute(strategy(), &by_bo, "trial", &two))
        } else {
            let two_done = store.execute(strategy(), &by_bo, "trial", &two).await;
            (store.execute(strategy(), &by_mette, "trial", &one).await, two_done)
        };
        assert!(one_done.is_ok() != two_done.is_ok(), "pair {pair}: of two who saw the same, one is let in");
        for (words, by, command, done) in [(first, by_mette, one, one_done), (second, by_bo, two, two_done)] {
            match done {
                Ok(_) => {}
                Err(ExecuteError::Refused { refusal: Refusal::Stale { seen: theirs, now, .. }, .. }) => {
                    refused += 1;
                    assert!(theirs == seen && now > seen, "told how far behind they were");
                    // Both texts are before them, and they save again.
                    let again = Command { seen: now, ..command };
                    store.execute(strategy(), &by, "trial", &again).await.unwrap();
                }
                Err(error) => panic!("pair {pair}: {error}"),
            }
            accepted.insert(words);
        }
    }
    let kept = notes(&store.record(child).await.unwrap().unwrap());
    assert_eq!(kept.len(), accepted.len(), "nothing is there twice");
    assert_eq!(kept.into_iter().collect::<BTreeSet<_>>(), accepted, "what was accepted is what is there");
    assert_eq!(refused, pairs);
    eprintln!("T6: {pairs} pairs, {refused} told, 0 lost");
}

/// Everything but the instants at which it came in.
async fn contents(store: &Store) -> BTreeMap<ChildId, Vec<(EntryNo, Fact)>> {
    let records = store.records_after(None, 1000).await.unwrap();
    records
        .into_iter()
        .map(|record| (record.child, record.entries().iter().map(|entry| (entry.no, entry.fact.clone())).collect()))
        .collect()
}

/// A feed in which each child's commands follow each other, children mixed.
fn feed(children: usize) -> Vec<Command> {
    let mut feed = Vec::new();
    for nth in 0..children {
        let label = format!("feed {nth}");
        feed.push(arrives(&label, "Ida Holm", "mette", morning()));
        feed.push(command(&label, &format!("{label} one"), 3, vec![note(day_of(morning()), "Første")]));
        feed.push(command(&label, &format!("{label} two"), 4, vec![note(day_of(morning()), "Anden")]));
    }
    feed
}

async fn send(store: &Store, feed: impl IntoIterator<Item = Command>) -> Tally {
    let sent = feed.into_iter().map(|command| (context("mette", morning()), command));
    store.execute_many(strategy(), "feed", sent).await.unwrap()
}

async fn a_feed_replayed_shuffled_and_cut_comes_to_the_same_as_once(place: &Place) {
    let feed = feed(if is_long() { 120 } else { 12 });
    let once = place.another().await;
    let store = once.open().await;
    people(&store).await;
    send(&store, feed.clone()).await;
    let wanted = contents(&store).await;
    store.close().await;
    once.clear().await;
    for seed in 0..if is_long() { 40 } else { 4 } {
        let place = place.another().await;
        let store = place.open().await;
        people(&store).await;
        let mut dice = Dice(seed);
        // Cut off somewhere, by a restart; then all of it again, out of order, three times and from two sides at once.
        let cut = dice.below(feed.len());
        send(&store, feed[..cut].to_vec()).await;
        store.close().await;
        let store = place.open().await;
        for _ in 0..3 {
            let mut shuffled = feed.clone();
            for at in (1..shuffled.len()).rev() {
                shuffled.swap(at, dice.below(at + 1));
            }
            tokio::join!(send(&store, shuffled.clone()), send(&store, shuffled));
        }
        // What came before the thing it follows was refused, and comes again in its turn.
        send(&store, feed.clone()).await;
        // Sent once more it is known again, all of it: whoever sends is told that it is in, not that it was refused.
        let again = send(&store, feed.clone()).await;
        assert_eq!((again.repeated, again.done, again.refused.len()), (feed.len() as u64, 0, 0), "seed {seed}");
        assert!(contents(&store).await == wanted, "seed {seed}: another state than sent once");
        assert!(store.verify(strategy()).await.unwrap().is_sound());
        store.close().await;
        place.clear().await;
    }
}
