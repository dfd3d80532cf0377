//! A command is done once, whole or not at all, and never over something unseen.

use crate::life::*;
use crate::stores::Place;
use jiff::civil::date;
use trin_domain::record::{Refusal, Version};
use trin_store::{ExecuteError, sibling_key};

on_both! {
    a_command_sent_twice_is_done_once;
    a_stale_command_is_refused;
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
    assert!(again.repeated);
    assert_eq!((again.entries, again.version), (first.entries, first.version));
    let record = store.record(arrives.child).await.unwrap().unwrap();
    assert_eq!(record.version(), Version(3));
    let report = store.verify(strategy()).await.unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.children, report.entries, report.commands), (1, 3, 1));
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
    let _ = sibling_key(unseen.key, child);
}
