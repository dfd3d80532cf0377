//! What comes to the one door from outside: kept once before its receipt, sealed, read and settled with a row each, and counted at both ends.

use crate::life::*;
use crate::stores::Place;
use jiff::{SignedDuration, Timestamp};
use trin_domain::calendar::day_of;
use trin_domain::enquiry::{Enquiry, EnquiryKind, EnquiryOutcome, reference};
use trin_domain::id::{EnquiryId, UnitId};
use trin_domain::kinds::{NotifierKind, Role};
use trin_domain::organisation::Staff;
use trin_store::{DoorDay, Errand, ExecuteError, LogResult, Sealing, Store};

on_both! {
    what_came_is_kept_once_and_counted_at_both_ends;
    what_is_added_to_a_form_that_was_sent_is_not_lost;
    many_at_once_are_all_kept;
    concerns_are_listed_before_what_has_no_clock;
    what_was_written_is_sealed_and_opens_with_another_key_after_a_rotation;
    nothing_is_shown_without_a_row;
    it_is_settled_once_and_a_notification_stands_in_the_record_alone;
    two_who_write_it_in_write_one_notification;
    what_is_changed_beside_trin_is_told;
    what_was_written_goes_when_its_time_is_over_and_that_it_came_stays;
}

const WORDS: &str = "Drengen i nummer fire råber om natten.";

fn intake_worker() -> Staff {
    Staff { id: staff("ida"), name: "Ida Modtagelse".into(), role: Role::Intake, unit: UnitId::from_label("team"), is_active: true }
}

fn id(label: &str) -> EnquiryId {
    EnquiryId::from_label(label)
}

fn enquiry(kind: EnquiryKind) -> Enquiry {
    Enquiry {
        kind,
        from: NotifierKind::FamilyOrFriends,
        name: Some("Nabo Nielsen".into()),
        workplace: None,
        contact: Some("12 34 56 78".into()),
        child: "Drengen i nr. 4".into(),
        born: None,
        known_by: "Solvej 4".into(),
        text: WORDS.into(),
        acute: true,
        abuse_suspected: false,
    }
}

fn later(hours: i64) -> Timestamp {
    morning() + SignedDuration::from_hours(hours)
}

async fn faults(store: &Store) -> Vec<String> {
    let report = store.verify(strategy()).await.unwrap();
    report.problems.iter().map(ToString::to_string).collect()
}

async fn what_came_is_kept_once_and_counted_at_both_ends(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    for _ in 0..4 {
        store.door_sent(morning()).await.unwrap();
    }
    let first = store.receive(id("one"), &enquiry(EnquiryKind::Concern), morning()).await.unwrap();
    assert_eq!((first.reference.as_str(), first.at), (reference(id("one")).as_str(), morning()));
    // The same form again, and later: the receipt is the first one's.
    let again = store.receive(id("one"), &enquiry(EnquiryKind::Concern), later(2)).await.unwrap();
    assert_eq!(again, first);
    store.door_handed_back(morning()).await.unwrap();
    let today = day_of(morning());
    let counted = DoorDay { day: today, sent: 4, kept: 1, again: 1, mended: 1 };
    assert_eq!(store.door_days(today).await.unwrap(), vec![counted]);
    assert_eq!(counted.missing(), 1, "one was sent and never kept");
    assert_eq!(store.door_days(today.tomorrow().unwrap()).await.unwrap(), vec![]);
    // Its name tells that it came, and nothing of what it says.
    assert_eq!(store.received(&first.reference).await.unwrap(), Some(first));
    assert_eq!(store.received("0000-0000").await.unwrap(), None);
    store.receive(id("two"), &enquiry(EnquiryKind::Help), later(1)).await.unwrap();
    let mut counts = store.enquiry_counts().await.unwrap();
    counts.sort_by_key(|count| count.kind);
    let told: Vec<_> = counts.iter().map(|count| (count.kind, count.count, count.since)).collect();
    assert_eq!(told, [(EnquiryKind::Concern, 1, morning()), (EnquiryKind::Help, 1, later(1))]);
    assert_eq!(faults(&store).await, Vec::<String>::new());
}

async fn what_is_added_to_a_form_that_was_sent_is_not_lost(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let more = Enquiry { text: format!("{WORDS} Og han er slået."), ..enquiry(EnquiryKind::Concern) };
    let first = store.receive(id("one"), &enquiry(EnquiryKind::Concern), morning()).await.unwrap();
    let added = store.receive(id("one"), &more, later(1)).await.unwrap();
    assert_ne!(added.reference, first.reference);
    assert_eq!(store.receive(id("one"), &more, later(2)).await.unwrap(), added, "sent twice, it is kept once");
    let texts: Vec<String> =
        store.enquiries(&intake_worker(), later(3), 9).await.unwrap().into_iter().map(|row| row.said.unwrap().text).collect();
    assert_eq!(texts, [WORDS.to_owned(), more.text.clone()]);
    // What stands in a record by now, and comes again, is kept once more rather than not at all.
    store.execute(strategy(), &context("mette", later(4)), writes_in(), &arrives("otto", "Otto Krog", "mette", later(4))).await.unwrap();
    let late = store.receive(id("one"), &enquiry(EnquiryKind::Concern), later(5)).await.unwrap();
    assert!(late.reference != first.reference && late.reference != added.reference);
    // Two that would be called the same are not.
    let (one, other) = (EnquiryId::new(uuid::Uuid::from_u128(7)), EnquiryId::new(uuid::Uuid::from_u128(7 | 1 << 100)));
    assert_eq!(reference(one), reference(other));
    let called = [
        store.receive(one, &enquiry(EnquiryKind::Help), later(6)).await.unwrap(),
        store.receive(other, &enquiry(EnquiryKind::Question), later(6)).await.unwrap(),
    ];
    assert_ne!(called[0].reference, called[1].reference);
    assert_eq!(faults(&store).await, Vec::<String>::new());
}

async fn many_at_once_are_all_kept(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let all: Vec<_> = (0..24)
        .map(|nth| {
            let store = store.clone();
            tokio::spawn(async move {
                store.door_sent(morning()).await?;
                store.receive(id(&format!("at once {nth}")), &enquiry(EnquiryKind::Concern), morning()).await
            })
        })
        .collect();
    for one in all {
        one.await.unwrap().expect("it is kept");
    }
    let day = store.door_days(day_of(morning())).await.unwrap();
    assert_eq!((day[0].sent, day[0].kept, day[0].missing()), (24, 24, 0));
}

async fn concerns_are_listed_before_what_has_no_clock(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    for nth in 0..12 {
        store.receive(id(&format!("question {nth}")), &enquiry(EnquiryKind::Question), morning()).await.unwrap();
    }
    store.receive(id("one"), &enquiry(EnquiryKind::Concern), later(5)).await.unwrap();
    assert_eq!(store.enquiries(&intake_worker(), later(6), 1).await.unwrap()[0].id, id("one"));
}

async fn what_was_written_is_sealed_and_opens_with_another_key_after_a_rotation(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.receive(id("one"), &enquiry(EnquiryKind::Concern), morning()).await.unwrap();
    store.receive(id("two"), &enquiry(EnquiryKind::Help), morning()).await.unwrap();
    assert!(store.settle_enquiry(&intake_worker(), id("two"), EnquiryOutcome::Answered, "Ringet til hende.", later(1)).await.unwrap());
    for word in ["natten", "Nielsen", "Solvej", "12 34", "Ringet"] {
        let written = format!("SELECT COUNT(*) FROM enquiry WHERE body LIKE '%{word}%' OR note LIKE '%{word}%'");
        assert_eq!(place.number(&written).await, 0, "{word} is written in the clear");
        assert_eq!(place.number(&format!("SELECT COUNT(*) FROM log WHERE body LIKE '%{word}%'")).await, 0, "{word} is in the log");
    }
    let store = store.rotate_key(Sealing::seeded("another")).await.unwrap();
    let one = store.enquiry(&intake_worker(), id("one"), later(2)).await.unwrap().unwrap();
    assert_eq!(one.said.unwrap(), enquiry(EnquiryKind::Concern));
    let two = store.enquiry(&intake_worker(), id("two"), later(2)).await.unwrap().unwrap();
    assert_eq!(
        two.settled.map(|settled| (settled.by, settled.outcome, settled.note)),
        Some((staff("ida"), EnquiryOutcome::Answered, "Ringet til hende.".into()))
    );
    // What is sealed of one opens as no other's.
    let move_it = format!("UPDATE enquiry SET body = (SELECT body FROM enquiry WHERE id = '{}') WHERE id = '{}'", id("one"), id("two"));
    assert_eq!(place.raw(&move_it).await.unwrap(), 1);
    assert_eq!(store.enquiry(&intake_worker(), id("two"), later(3)).await.unwrap().unwrap().said, None);
    assert_eq!(store.enquiries(&intake_worker(), later(3), 9).await.unwrap().len(), 1, "and takes none of the others with it");
}

async fn nothing_is_shown_without_a_row(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    assert!(store.enquiries(&intake_worker(), morning(), 9).await.unwrap().is_empty());
    store.receive(id("one"), &enquiry(EnquiryKind::Concern), morning()).await.unwrap();
    store.receive(id("two"), &enquiry(EnquiryKind::Concern), later(1)).await.unwrap();
    let shown = store.enquiries(&intake_worker(), later(2), 9).await.unwrap();
    assert_eq!(shown.iter().map(|row| row.id).collect::<Vec<_>>(), [id("one"), id("two")], "the oldest first");
    assert_eq!(store.enquiries(&intake_worker(), later(2), 1).await.unwrap().len(), 1);
    store.enquiry(&intake_worker(), id("two"), later(3)).await.unwrap();
    assert!(store.enquiry(&intake_worker(), id("three"), later(3)).await.unwrap().is_none());
    let rows = store.log_between(morning(), later(4)).await.unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row.body.actor, row.body.fields.as_deref().unwrap_or_default(), row.body.result)).collect();
    let (trin, ida) = (trin_domain::id::StaffId::TRIN, staff("ida"));
    let wanted = [
        (trin, "received concern", LogResult::Done),
        (trin, "received concern", LogResult::Done),
        (ida, "listed", LogResult::Shown),
        (ida, "listed", LogResult::Shown),
        (ida, "read", LogResult::Shown),
    ];
    assert_eq!(told, wanted);
    assert_eq!(rows[4].body.about, Some(rows[1].id), "the row says which was read");
}

async fn it_is_settled_once_and_a_notification_stands_in_the_record_alone(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let ida = intake_worker();
    store.receive(id("one"), &enquiry(EnquiryKind::Concern), morning()).await.unwrap();
    assert!(!store.settle_enquiry(&ida, id("none"), EnquiryOutcome::Answered, "", later(1)).await.unwrap());
    store.execute(strategy(), &context("mette", later(1)), writes_in(), &arrives("otto", "Otto Krog", "mette", later(1))).await.unwrap();
    assert!(!store.settle_enquiry(&ida, id("one"), EnquiryOutcome::NotMeant, "", later(2)).await.unwrap(), "settled already");
    let one = store.enquiry(&ida, id("one"), later(3)).await.unwrap().unwrap();
    assert_eq!((one.said, one.settled.map(|settled| settled.outcome)), (None, Some(EnquiryOutcome::Notification)));
    assert!(store.enquiries(&ida, later(3), 9).await.unwrap().is_empty());
    assert_eq!(store.enquiry_counts().await.unwrap(), vec![]);
    assert_eq!(faults(&store).await, Vec::<String>::new());
}

fn writes_in() -> Errand {
    Errand { writes_in: Some(id("one")), ..Errand::from("notification") }
}

async fn two_who_write_it_in_write_one_notification(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.receive(id("one"), &enquiry(EnquiryKind::Concern), morning()).await.unwrap();
    let (otto, kragh) = (arrives("otto", "Otto Krog", "mette", later(1)), arrives("kragh", "Otto Kragh", "bo", later(1)));
    // At the same moment, each in a record of its own: no version and no key tells one of the other.
    let both = [("mette", otto.clone()), ("bo", kragh)].map(|(who, command)| {
        let store = store.clone();
        tokio::spawn(async move { store.execute(strategy(), &context(who, later(1)), writes_in(), &command).await })
    });
    let mut done = Vec::new();
    for one in both {
        done.push(one.await.unwrap());
    }
    let refused: Vec<_> = done.iter().filter_map(|one| one.as_ref().err()).collect();
    assert!(matches!(refused[..], [ExecuteError::EnquirySettled { .. }]), "{refused:?}");
    assert_eq!(place.number("SELECT COUNT(*) FROM journal WHERE kind = 'notification-received'").await, 1);
    // The one who was first is told the same when their form comes again.
    if done[0].is_ok() {
        assert!(store.execute(strategy(), &context("mette", later(2)), writes_in(), &otto).await.unwrap().repeated);
    }
    assert_eq!(faults(&store).await, Vec::<String>::new());
}

async fn what_is_changed_beside_trin_is_told(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.receive(id("one"), &enquiry(EnquiryKind::Concern), morning()).await.unwrap();
    store.receive(id("two"), &enquiry(EnquiryKind::Help), morning()).await.unwrap();
    store.settle_enquiry(&intake_worker(), id("two"), EnquiryOutcome::Answered, "Ringet.", later(1)).await.unwrap();
    let (one, two) = (id("one"), id("two"));
    let later = later(1).as_microsecond();
    for (does, undo) in [
        (format!("received_at = received_at + 1 WHERE id = '{one}'"), format!("received_at = received_at - 1 WHERE id = '{one}'")),
        (format!("kind = 'question' WHERE id = '{one}'"), format!("kind = 'concern' WHERE id = '{one}'")),
        (format!("outcome = 'not-meant' WHERE id = '{two}'"), format!("outcome = 'answered' WHERE id = '{two}'")),
        (format!("settled_by = '{one}' WHERE id = '{two}'"), format!("settled_by = '{}' WHERE id = '{two}'", staff("ida"))),
        (
            format!("settled_at = NULL, settled_by = NULL, outcome = NULL WHERE id = '{two}'"),
            format!("settled_at = {later}, settled_by = '{}', outcome = 'answered' WHERE id = '{two}'", staff("ida")),
        ),
    ] {
        assert_eq!(place.raw(&format!("UPDATE enquiry SET {does}")).await.unwrap(), 1);
        assert_eq!(faults(&store).await.len(), 1, "{does}");
        place.raw(&format!("UPDATE enquiry SET {undo}")).await.unwrap();
        assert_eq!(faults(&store).await, Vec::<String>::new(), "{undo}");
    }
    assert_eq!(place.raw(&format!("UPDATE enquiry SET body = NULL WHERE id = '{one}'")).await.unwrap(), 1);
    let told = faults(&store).await;
    assert!(told.len() == 1 && told[0].contains("what was written is gone"), "{told:?}");
    // One that is taken away, as if nobody had ever told.
    assert_eq!(place.raw(&format!("DELETE FROM enquiry WHERE id = '{one}'")).await.unwrap(), 1);
    let told = faults(&store).await;
    assert!(told.len() == 1 && told[0].contains("is gone"), "{told:?}");
}

async fn what_was_written_goes_when_its_time_is_over_and_that_it_came_stays(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    for label in ["one", "two"] {
        store.receive(id(label), &enquiry(EnquiryKind::Question), morning()).await.unwrap();
    }
    store.settle_enquiry(&intake_worker(), id("one"), EnquiryOutcome::Answered, "Ringet.", later(1)).await.unwrap();
    let years_later = later(24 * 365 * 2 + 48);
    assert_eq!(store.tidy(later(24 * 700)).await.unwrap().enquiries, 0, "its time has not come");
    assert_eq!(store.tidy(years_later).await.unwrap().enquiries, 1);
    assert!(store.tidy(years_later).await.unwrap().is_nothing());
    let one = store.enquiry(&intake_worker(), id("one"), years_later).await.unwrap().unwrap();
    assert_eq!((one.said, one.settled.map(|settled| settled.note)), (None, Some(String::new())));
    let waits = store.enquiry(&intake_worker(), id("two"), years_later).await.unwrap().unwrap();
    assert!(waits.said.is_some(), "what waits is never forgotten");
    assert_eq!(faults(&store).await, Vec::<String>::new());
}
