//! Lists: each row once, in the order people expect, found however it is typed.

use crate::life::*;
use crate::stores::Place;
use jiff::{ToSpan, civil::date};
use trin_domain::calendar::day_of;
use trin_domain::duties::{Duty, DutyKind, Standing};
use trin_domain::id::UnitId;
use trin_domain::kinds::*;
use trin_domain::record::*;

use trin_domain::organisation::{Staff, Unit};
use trin_store::{ChildRow, Cursor, Page, Reader, Store};

on_both! {
    every_list_shows_each_row_once_however_it_is_cut;
    a_list_read_while_others_write_misses_nobody;
    an_unreadable_cursor_means_the_beginning;
    names_come_in_danish_order;
    children_are_found_however_they_are_typed;
    likely_doubles_are_found_at_the_door;
    siblings_are_found_from_either_record;
    the_queue_goes_by_the_clock;
    duties_come_by_due_time_and_carry_their_why;
    an_end_agreed_ahead_leaves_duties_owed_until_it_comes;
    offers_wait_for_the_one_asked;
    meetings_stand_in_the_day_of_those_who_take_part;
    news_is_what_others_wrote;
    a_protected_address_that_was_shown_is_told;
    notifications_are_found_by_who_wrote_them;
    children_of_a_unit_are_those_enrolled_that_day;
    readers_do_not_wait_for_a_writer;
}

/// Reads a list to its end, so many at a time.
macro_rules! all_pages {
    ($limit:expr, |$cursor:ident| $page:expr) => {{
        let mut rows = Vec::new();
        let mut cursor: Option<Cursor> = None;
        loop {
            let $cursor = cursor.as_ref();
            let Page { rows: some, next } = $page.await.unwrap();
            assert!(some.len() <= $limit as usize);
            rows.extend(some);
            match next {
                // As it comes back from a link.
                Some(next) => cursor = Some(next.to_string().parse().unwrap()),
                None => break rows,
            }
        }
    }};
}

/// Fifty-three open children with the same few names and times, so that ties are common.
async fn a_municipality(store: &Store) {
    people(store).await;
    let mut commands = Vec::new();
    for nth in 0..53_u32 {
        let label = format!("child {nth}");
        let name = ["Ida Holm", "Åse Kjær", "Aage Kjær", "Ærlig Holm"][nth as usize % 4];
        let now = morning().checked_add((i64::from(nth) % 3).hours()).unwrap();
        let on = day_of(now);
        let responsible = if nth % 2 == 0 { "mette" } else { "bo" };
        commands.push((context("mette", now), arrives(&label, name, responsible, now)));
        let mut facts = vec![
            Fact::InterventionDecided(decided(
                on,
                if nth % 3 == 0 { InterventionKind::PlacementFoster } else { InterventionKind::FamilyTreatment },
            )),
            Fact::InterventionStarted(InterventionStarted { intervention: EntryNo(4), on }),
        ];
        if nth % 5 == 0 {
            facts.push(Fact::ResponsibilityOffered(ResponsibilityOffered { to: staff("åse"), on, reason: "Flytter".into() }));
        }
        commands.push((context(responsible, now), command(&label, &format!("{label} help"), 3, facts)));
    }
    let tally = store.execute_many(strategy(), "prøve", commands).await.unwrap();
    assert!(tally.refused.is_empty(), "{:?}", tally.refused);
}

fn decided(on: jiff::civil::Date, kind: InterventionKind) -> InterventionDecided {
    InterventionDecided {
        on,
        kind,
        offer: None,
        provider: None,
        consent: ConsentBasis::WithConsent,
        purpose: "Ro derhjemme".into(),
        expected_until: None,
        why_not_lower: None,
        why_not_preferred: None,
        replaces: None,
    }
}

fn names(rows: &[ChildRow]) -> Vec<&str> {
    rows.iter().map(|row| row.name.as_str()).collect()
}

async fn every_list_shows_each_row_once_however_it_is_cut(place: &Place) {
    let store = place.open().await;
    a_municipality(&store).await;
    let today = day_of(morning());
    let late = morning().checked_add((24 * 400).hours()).unwrap();
    let step = strategy().step_of(InterventionKind::PlacementFoster);
    for limit in [1, 7, 53, 500] {
        let same = |whole: usize, rows: &[String]| {
            let mut once = rows.to_vec();
            once.sort();
            once.dedup();
            assert_eq!((rows.len(), once.len()), (whole, whole), "limit {limit}");
        };
        let ids = |rows: Vec<ChildRow>| rows.into_iter().map(|row| row.child.to_string()).collect::<Vec<_>>();
        same(27, &ids(all_pages!(limit, |cursor| store.children_of(&leader(), staff("mette"), today, cursor, limit))));
        same(18, &ids(all_pages!(limit, |cursor| store.children_on_step(&leader(), Some(step), today, cursor, limit))));
        same(26, &ids(all_pages!(limit, |cursor| store.search_children(&leader(), "kjær", today, cursor, limit))));
        let flow = all_pages!(limit, |cursor| store.children_moved(&leader(), None, Some(step), date(2024, 1, 1), today, cursor, limit));
        same(18, &ids(flow));
        let queue = all_pages!(limit, |cursor| store.queue(&leader(), cursor, limit));
        assert!(queue.is_sorted_by_key(|row| row.clock));
        same(53, &queue.iter().map(|row| format!("{} {}", row.child, row.no)).collect::<Vec<_>>());
        let offers = all_pages!(limit, |cursor| store.offers_waiting(&leader(), cursor, limit));
        same(11, &offers.iter().map(|row| row.child.to_string()).collect::<Vec<_>>());
        let duties = all_pages!(limit, |cursor| store.duties_of_staff(&leader(), staff("mette"), morning(), None, cursor, limit));
        assert!(duties.is_sorted_by_key(|row| row.duty.due().late_from()));
        let whole = usize::try_from(
            place.number(&format!("SELECT COUNT(*) FROM duty WHERE settled IS NULL AND responsible = '{}'", staff("mette"))).await,
        )
        .unwrap();
        assert!(whole > 27, "Mette owes more than one thing to each child");
        let named = |row: &trin_store::DutyRow| format!("{} {:?} {} {}", row.child, row.duty.kind, row.duty.about, row.duty.counted_from);
        same(whole, &duties.iter().map(named).collect::<Vec<_>>());
        let by_now = all_pages!(limit, |cursor| store.late_duties(&leader(), None, None, late, cursor, limit));
        let counted: i64 = store.late_by_kind(&leader(), late).await.unwrap().iter().map(|late| late.count).sum();
        same(usize::try_from(counted).unwrap(), &by_now.iter().map(named).collect::<Vec<_>>());
        for count in store.late_by_kind(&leader(), late).await.unwrap() {
            let rows = all_pages!(limit, |cursor| store.late_duties(&leader(), Some(count.kind), count.responsible, late, cursor, limit));
            if count.responsible.is_some() {
                assert_eq!(rows.len(), usize::try_from(count.count).unwrap());
            }
        }
    }
}

async fn a_list_read_while_others_write_misses_nobody(place: &Place) {
    let store = place.open().await;
    a_municipality(&store).await;
    let today = day_of(morning());
    let first = store.children_of(&leader(), staff("mette"), today, None, 10).await.unwrap();
    // Someone earlier in the list goes, someone later comes: the rest is neither skipped nor shown twice.
    let gone = first.rows[0].child;
    let handed = Command {
        child: gone,
        key: key("handed on"),
        seen: first.rows[0].version,
        facts: vec![Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: staff("åse"), on: today, reason: "Flyttet".into() })],
    };
    // A leader moves it; others would have to offer it.
    let mut moved_by = context("lone", morning().checked_add(3.hours()).unwrap());
    moved_by.by.role = Role::TeamLeader;
    let result = store.execute(strategy(), &moved_by, "prøve", &handed).await;
    result.unwrap();
    let rest = all_pages!(10, |cursor| store.children_of(&leader(), staff("mette"), today, cursor.or(first.next.as_ref()), 10));
    let mut seen: Vec<_> = first.rows.iter().chain(&rest).map(|row| row.child).collect();
    seen.sort();
    seen.dedup();
    assert_eq!((first.rows.len() + rest.len(), seen.len()), (27, 27));
}

async fn an_unreadable_cursor_means_the_beginning(place: &Place) {
    let store = place.open().await;
    a_municipality(&store).await;
    let today = day_of(morning());
    let beginning = store.children_of(&leader(), staff("mette"), today, None, 3).await.unwrap();
    let queue = store.queue(&leader(), None, 3).await.unwrap();
    for nonsense in ["", "%", "zz.1", "æøå.x", "1.2.3.4.5.6.7", "-.-.", "00.x", "9999999999999999999999.1.a..1.1.1", "' OR 1=1"] {
        let cursor: Cursor = nonsense.parse().unwrap();
        assert_eq!(store.children_of(&leader(), staff("mette"), today, Some(&cursor), 3).await.unwrap(), beginning, "{nonsense}");
        if nonsense != "1.2.3.4.5.6.7" {
            assert_eq!(store.queue(&leader(), Some(&cursor), 3).await.unwrap(), queue, "{nonsense}");
        }
    }
    assert_eq!(store.children_of(&leader(), staff("mette"), today, None, 0).await.unwrap().rows.len(), 1, "a page shows at least one row");
}

async fn names_come_in_danish_order(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let context = context("mette", morning());
    for name in ["Østen Bæk", "Åse Bæk", "Zoe Bæk", "Ærlig Bæk", "Aage Bæk", "anna Bæk", "Élise Bæk"] {
        store.execute(strategy(), &context, "prøve", &arrives(name, name, "mette", morning())).await.unwrap();
    }
    let found = store.search_children(&leader(), "bæk", day_of(morning()), None, 50).await.unwrap();
    assert_eq!(names(&found.rows), ["anna Bæk", "Élise Bæk", "Zoe Bæk", "Ærlig Bæk", "Østen Bæk", "Aage Bæk", "Åse Bæk"]);
}

async fn children_are_found_however_they_are_typed(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let cpr = trin_domain::cpr::Cpr::parse("770515-5235").unwrap();
    let with_cpr = Command {
        child: child("åse"),
        key: key("åse"),
        seen: Version(0),
        facts: vec![
            Fact::Registered(Registered { name: "Åse Kjær-Sørensen".into(), birth: Birth::Born(cpr.birth_date()), cpr: Some(cpr) }),
            assigned("mette", day_of(morning())),
        ],
    };
    store.execute(strategy(), &context("mette", morning()), "prøve", &with_cpr).await.unwrap();
    store.execute(strategy(), &context("mette", morning()), "prøve", &arrives("far", "Farah Holm", "mette", morning())).await.unwrap();
    for typed in ["Åse", "åse", "aase", "ÅSE KJÆR", "kjær", "sørensen åse", "Kjær-Sør", "770515-5235", "7705155235", "770515", "7705 åse"]
    {
        let found = store.search_children(&leader(), typed, day_of(morning()), None, 10).await.unwrap();
        assert_eq!(names(&found.rows), ["Åse Kjær-Sørensen"], "{typed}");
    }
    // A part of a CPR number beyond the birthday is in no index.
    for typed in ["770515-52", "770515-5236", "", "   ", "-", "ase", "får", "åse holm", "%", "_", "sorensen", "\u{10FFFF}"] {
        let found = store.search_children(&leader(), typed, day_of(morning()), None, 10).await.unwrap();
        assert!(found.rows.is_empty(), "{typed}: {found:?}");
    }
    assert_eq!(names(&store.search_children(&leader(), "far", day_of(morning()), None, 10).await.unwrap().rows), ["Farah Holm"]);
    // The birthday finds, with or without a CPR number.
    let on_the_day = store.search_children(&leader(), "170515", day_of(morning()), None, 10).await.unwrap();
    assert_eq!(names(&on_the_day.rows), ["Farah Holm", "Åse Kjær-Sørensen"]);
    // A new name is found, the old no longer.
    let renamed = Fact::Corrected(Corrected {
        entry: EntryNo(1),
        should_say: Box::new(registered("Farah Nielsen", date(2015, 5, 17))),
        reason: "Nyt efternavn".into(),
    });
    store.execute(strategy(), &context("mette", morning()), "prøve", &command("far", "renamed", 3, vec![renamed])).await.unwrap();
    assert_eq!(names(&store.search_children(&leader(), "nielsen", day_of(morning()), None, 10).await.unwrap().rows), ["Farah Nielsen"]);
    assert!(store.search_children(&leader(), "farah holm", day_of(morning()), None, 10).await.unwrap().rows.is_empty());
}

async fn likely_doubles_are_found_at_the_door(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    for (label, name) in [("ida", "Ida Marie Holm"), ("bo-barn", "Bo Holm Jensen")] {
        store.execute(strategy(), &context("mette", morning()), "prøve", &arrives(label, name, "mette", morning())).await.unwrap();
    }
    let (born, other_day) = (date(2015, 5, 17), date(2016, 1, 1));
    let doubles = |name: &'static str, birth| {
        let store = store.clone();
        async move {
            let found = store.children_by_name_and_birth(name, birth, None).await.unwrap();
            found.into_iter().map(|row| row.name).collect::<Vec<_>>()
        }
    };
    assert_eq!(doubles("Ida Holm Larsen", born).await, ["Ida Marie Holm"]);
    assert_eq!(doubles("Ida Larsen", born).await, ["Ida Marie Holm"]);
    assert_eq!(doubles("Holm Ida", born).await, ["Ida Marie Holm"]);
    assert_eq!(doubles("Noa Jensen", born).await, ["Bo Holm Jensen"]);
    // A row of surnames is not a way through everybody born on a day.
    assert!(doubles("Jensen Holm Nielsen", born).await.iter().all(|name| name == "Bo Holm Jensen"));
    assert!(doubles("Holm Hansen Nielsen", born).await.is_empty());
    assert_eq!(doubles("ida-marie HOLM", other_day).await, ["Ida Marie Holm"]);
    assert!(doubles("Ida Holm", other_day).await.is_empty());
    assert!(doubles("Karla Bæk", born).await.is_empty());
    assert!(doubles("", born).await.is_empty());
}

async fn siblings_are_found_from_either_record(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    for label in ["ida", "bo-barn", "karla"] {
        store.execute(strategy(), &context("mette", morning()), "prøve", &arrives(label, label, "mette", morning())).await.unwrap();
    }
    let on = day_of(morning());
    let sibling = |other: &str| {
        Fact::RelationAdded(RelationAdded {
            relation: RelationKind::Sibling,
            name: other.into(),
            child: Some(child(other)),
            has_custody: false,
            on,
        })
    };
    store
        .execute(strategy(), &context("mette", morning()), "prøve", &command("ida", "sibling", 3, vec![sibling("bo-barn")]))
        .await
        .unwrap();
    assert_eq!(names(&store.siblings_of(&leader(), child("ida"), on).await.unwrap()), ["bo-barn"]);
    assert_eq!(names(&store.siblings_of(&leader(), child("bo-barn"), on).await.unwrap()), ["ida"]);
    assert!(store.siblings_of(&leader(), child("karla"), on).await.unwrap().is_empty());
    let asked = [child("karla"), child("nobody"), child("ida")];
    assert_eq!(names(&store.children(&leader(), &asked, on).await.unwrap()), ["karla", "ida"]);
}

async fn the_queue_goes_by_the_clock(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let now = morning();
    for (label, hours_ago) in [("new", 1), ("old", 30), ("assessed", 50), ("screened", 60), ("in haste", 40)] {
        let mut arrives = arrives(label, label, "mette", now);
        arrives.facts[1] = notified(now.checked_sub(i64::from(hours_ago).hours()).unwrap());
        store.execute(strategy(), &context("intake-ida", now), "modtagelse", &arrives).await.unwrap();
    }
    let assessed = Fact::AcuteAssessed(AcuteAssessed {
        notification: EntryNo(2),
        at: now,
        in_danger: false,
        acute_measure: None,
        reason: "Er hos mormor".into(),
    });
    let screened = Fact::Screened(Screened {
        notification: EntryNo(2),
        on: day_of(now),
        outcome: ScreeningOutcome::Assessment,
        reason: "Flere tegn".into(),
    });
    for (label, facts) in
        [("assessed", vec![assessed.clone()]), ("screened", vec![assessed, screened.clone()]), ("in haste", vec![screened])]
    {
        store.execute(strategy(), &context("intake-ida", now), "modtagelse", &command(label, label, 3, facts)).await.unwrap();
    }
    let queue = store.queue(&leader(), None, 10).await.unwrap().rows;
    assert_eq!(queue.iter().map(|row| row.child_name.as_str()).collect::<Vec<_>>(), ["in haste", "old", "new", "assessed"]);
    let (old, queue) = (&queue[1], &queue[1..]);
    assert_eq!(old.clock, old.received_at.checked_add(24.hours()).unwrap(), "the clock is the acute assessment's");
    assert_eq!((old.notifier, old.causes.len(), old.responsible_name.as_deref()), (NotifierKind::School, 2, Some("Mette Rådgiver")));
    assert_eq!((queue[2].assessed_at, queue[2].in_danger), (Some(now), Some(false)));
    let counts = store.queue_counts(&leader(), now).await.unwrap();
    assert_eq!((counts.unassessed, counts.late, counts.unscreened), (3, 2, 3), "what was screened and not assessed still waits for that");
}

async fn duties_come_by_due_time_and_carry_their_why(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let now = morning();
    let arrives = arrives("ida", "Ida Holm", "mette", now);
    store.execute(strategy(), &context("intake-ida", now), "modtagelse", &arrives).await.unwrap();
    let record = store.record(arrives.child).await.unwrap().unwrap();
    let follows = trin_domain::duties::of(&record.state(), strategy());
    assert!(follows.iter().any(|duty| duty.kind == DutyKind::AcuteAssessment));
    let mut listed = store.duties_of_staff(&leader(), staff("mette"), now, None, None, 100).await.unwrap().rows;
    for role in Role::ALL {
        listed.extend(store.duties_of_role(&leader(), *role, now, None, None, 100).await.unwrap().rows);
    }
    assert_eq!(listed.len(), follows.len());
    for duty in &follows {
        let row = listed.iter().find(|row| row.duty == *duty);
        assert_eq!(row.map(|row| row.child_name.as_str()), Some("Ida Holm"), "{duty:?} came back otherwise: {listed:#?}");
    }
    let first = store.child(&leader(), arrives.child, day_of(now)).await.unwrap().unwrap().next_duty.unwrap();
    let earliest = follows.iter().min_by_key(|duty| duty.due().late_from()).unwrap();
    assert_eq!((first.kind, first.due.day(), first.late_from), (earliest.kind, earliest.due().day(), earliest.due().late_from()));
    // Late and coming are apart, and together all.
    for hours in [0, 24, 24 * 30, 24 * 400] {
        let then = now.checked_add(i64::from(hours).hours()).unwrap();
        let late = store.late_duties(&leader(), None, Some(staff("mette")), then, None, 100).await.unwrap().rows;
        let coming = store.coming_duties_of_staff(&leader(), staff("mette"), then, None, 100).await.unwrap().rows;
        assert_eq!(store.late_count(&leader(), staff("mette"), then, then).await.unwrap(), i64::try_from(late.len()).unwrap());
        assert!(late.iter().all(|row| row.duty.due().late_from() <= then) && coming.iter().all(|row| row.duty.due().late_from() > then));
        let all = store.duties_of_staff(&leader(), staff("mette"), then, None, None, 100).await.unwrap().rows;
        assert_eq!([late, coming].concat(), all);
    }
    let until = earliest.due().late_from();
    let soon = store.duties_of_staff(&leader(), staff("mette"), now, Some(until), None, 100).await.unwrap().rows;
    assert!(soon.iter().all(|row| row.duty.due().late_from() <= until));
}

/// An end agreed for a later day settles nothing before that day, and on that day without anybody writing anything.
async fn an_end_agreed_ahead_leaves_duties_owed_until_it_comes(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let now = morning();
    let arrives = arrives("ida", "Ida Holm", "mette", now);
    store.execute(strategy(), &context("intake-ida", now), "modtagelse", &arrives).await.unwrap();
    let (today, ends) = (day_of(now), day_of(now).checked_add(200.days()).unwrap());
    let help = EntryNo(4);
    let facts = vec![
        Fact::InterventionDecided(decided(today, InterventionKind::PlacementFoster)),
        Fact::InterventionStarted(InterventionStarted { intervention: help, on: today }),
        Fact::InterventionEnded(InterventionEnded { intervention: help, on: ends, reason: EndReason::Other, note: "Anden hjælp".into() }),
    ];
    store.execute(strategy(), &context("mette", now), "indsats", &command("ida", "help that ends later", 3, facts)).await.unwrap();
    assert_eq!(place.number("SELECT COUNT(*) FROM duty WHERE kind = 'first-follow-up' AND settled IS NULL").await, 1);

    for days in [0, 199, 200, 201] {
        let then = now.checked_add((24 * days).hours()).unwrap();
        let record = store.record(arrives.child).await.unwrap().unwrap();
        let mut owed: Vec<_> = trin_domain::duties::of(&record.state(), strategy())
            .into_iter()
            .filter(|duty| matches!(duty.standing(then), Standing::Owed | Standing::Late))
            .collect();
        let is_late = |duty: &Duty| duty.due().late_from() <= then;
        assert_eq!(owed.iter().any(|duty| duty.kind == DutyKind::FirstFollowUp), days < 200, "day {days}");

        let next = store.child(&leader(), arrives.child, day_of(then)).await.unwrap().unwrap().next_duty;
        assert_eq!(next.map(|next| next.late_from), owed.iter().map(|duty| duty.due().late_from()).min(), "day {days}");
        let late = i64::try_from(owed.iter().filter(|duty| is_late(duty)).count()).unwrap();
        let counted: i64 = store.late_by_kind(&leader(), then).await.unwrap().iter().map(|late| late.count).sum();
        assert_eq!(counted, late, "day {days}");
        let rows = store.late_duties(&leader(), None, None, then, None, 100).await.unwrap().rows;
        assert_eq!(i64::try_from(rows.len()).unwrap(), late, "day {days}");
        owed.retain(|duty| duty.responsible == Some(staff("mette")));
        let listed = store.duties_of_staff(&leader(), staff("mette"), then, None, None, 100).await.unwrap().rows;
        assert_eq!(listed.len(), owed.len(), "day {days}");
        owed.retain(is_late);
        let by = leader();
        let [long_late, late] = [(now, then), (then, then)].map(|(late_by, then)| store.late_count(&by, staff("mette"), late_by, then));
        assert_eq!((long_late.await.unwrap(), late.await.unwrap()), (0, i64::try_from(owed.len()).unwrap()), "day {days}");
        let carried = store.caseload(&leader(), day_of(then), then).await.unwrap();
        assert_eq!(carried.iter().map(|load| load.late).sum::<i64>(), i64::try_from(owed.len()).unwrap(), "day {days}");

        let went = store.timeliness(&[DutyKind::FirstFollowUp], today, ends, then).await.unwrap()[0].1;
        let told = (went.owed + went.late, went.lapsed + went.missed);
        assert_eq!(told, if days < 200 { (1, 0) } else { (0, 1) }, "day {days}");
    }
    assert!(store.verify(strategy()).await.unwrap().is_sound());
}

async fn offers_wait_for_the_one_asked(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let on = day_of(morning());
    let arrives = arrives("ida", "Ida Holm", "mette", morning());
    let context_of = |who| context(who, morning());
    store.execute(strategy(), &context_of("mette"), "prøve", &arrives).await.unwrap();
    let offered = Fact::ResponsibilityOffered(ResponsibilityOffered { to: staff("bo"), on, reason: "Barsel".into() });
    store.execute(strategy(), &context_of("mette"), "prøve", &command("ida", "offer", 3, vec![offered])).await.unwrap();
    let waiting = store.offers_to(&leader(), staff("bo")).await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].from_name.as_deref(), waiting[0].to_name.as_deref()), (Some("Mette Rådgiver"), Some("Bo Rådgiver")));
    assert!(store.offers_to(&leader(), staff("mette")).await.unwrap().is_empty());
    let responsible = || async { store.child(&leader(), arrives.child, on).await.unwrap().unwrap().responsible };
    assert_eq!(responsible().await, Some(staff("mette")), "an offer moves nothing");
    let accepted = Fact::ResponsibilityAccepted(ResponsibilityAccepted { offer: EntryNo(4), on });
    store.execute(strategy(), &context_of("bo"), "prøve", &command("ida", "accept", 4, vec![accepted])).await.unwrap();
    assert_eq!(responsible().await, Some(staff("bo")));
    assert!(store.offers_waiting(&leader(), None, 10).await.unwrap().rows.is_empty());
    assert_eq!(store.children_of(&leader(), staff("bo"), on, None, 10).await.unwrap().rows.len(), 1);
    assert!(store.children_of(&leader(), staff("mette"), on, None, 10).await.unwrap().rows.is_empty());
}

async fn meetings_stand_in_the_day_of_those_who_take_part(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.execute(strategy(), &context("mette", morning()), "prøve", &arrives("ida", "Ida Holm", "mette", morning())).await.unwrap();
    // Just after midnight in Denmark, the day before in UTC.
    let at = at("2024-06-09T22:30:00Z");
    let planned = Fact::MeetingPlanned(MeetingPlanned {
        at,
        kind: MeetingKind::Network,
        place: "Skolen".into(),
        participants: "Mor, Mette, Bo".into(),
        staff: vec![staff("mette"), staff("bo")],
    });
    store.execute(strategy(), &context("mette", morning()), "prøve", &command("ida", "meeting", 3, vec![planned])).await.unwrap();
    let meetings = store.meetings_of(&leader(), staff("bo"), date(2024, 6, 10)).await.unwrap();
    assert_eq!(meetings.len(), 1);
    assert_eq!((meetings[0].at, meetings[0].kind, meetings[0].held), (at, MeetingKind::Network, None));
    assert!(store.meetings_of(&leader(), staff("bo"), date(2024, 6, 9)).await.unwrap().is_empty());
    assert!(store.meetings_of(&leader(), staff("åse"), date(2024, 6, 10)).await.unwrap().is_empty());
}

async fn news_is_what_others_wrote(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let day = |nth: i64| morning().checked_add((24 * nth).hours()).unwrap();
    store.execute(strategy(), &context("intake-ida", day(0)), "prøve", &arrives("ida", "Ida Holm", "mette", day(0))).await.unwrap();
    store.execute(strategy(), &context("intake-ida", day(0)), "prøve", &arrives("other", "En Anden", "bo", day(0))).await.unwrap();
    let on = day_of(day(1));
    store.execute(strategy(), &context("mette", day(1)), "prøve", &command("ida", "own", 3, vec![note(on, "Min egen")])).await.unwrap();
    store
        .execute(strategy(), &context("bo", day(2)), "prøve", &command("ida", "others", 4, vec![note(on, "Fra Bo"), note(on, "Mere")]))
        .await
        .unwrap();
    let news = store.news_for(&leader(), staff("mette"), day(0), 10).await.unwrap();
    assert_eq!(news.iter().map(|row| (row.no.0, row.kind.as_str())).collect::<Vec<_>>(), [(5, "note-written"), (6, "note-written")]);
    assert_eq!(news[0].by_name.as_deref(), Some("Bo Rådgiver"));
    assert_eq!(store.news_for(&leader(), staff("mette"), day(0), 1).await.unwrap().len(), 1);
    assert!(store.news_for(&leader(), staff("mette"), day(2), 10).await.unwrap().is_empty());
}

async fn a_protected_address_that_was_shown_is_told(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let team = |place: &str| UnitId::from_label(place);
    store.put_unit(&Unit { id: team("other team"), name: "Syd".into(), kind: UnitKind::CaseTeam, district: "Syd".into() }).await.unwrap();
    for (label, role, unit) in [
        ("sofie", Role::TeamLeader, "other team"),
        ("headed", Role::Caseworker, "without a leader"),
        ("birgit", Role::HeadOfDepartment, "team"),
    ] {
        let unit = team(if unit == "without a leader" { "third team" } else { unit });
        if label == "headed" {
            store.put_unit(&Unit { id: unit, name: "Vest".into(), kind: UnitKind::CaseTeam, district: "Vest".into() }).await.unwrap();
        }
        store.put_staff(&Staff { id: staff(label), name: label.into(), role, unit, is_active: true }).await.unwrap();
    }
    let hour = |nth: i64| morning().checked_add(nth.hours()).unwrap();
    let on = day_of(morning());
    for (child, responsible) in [("ida", "mette"), ("other", "bo"), ("third", "headed")] {
        store
            .execute(strategy(), &context("intake-ida", morning()), "prøve", &arrives(child, child, responsible, morning()))
            .await
            .unwrap();
    }
    let address = || Fact::AddressStated(AddressStated { address: trin_domain::address::Address::new("Vej 1".into(), true), on });
    let shown = || Fact::AddressShown(AddressShown { address: EntryNo(4), purpose: "Hente".into() });
    for (child, by) in [("ida", "mette"), ("other", "bo"), ("third", "headed")] {
        let command = command(child, &format!("stated {child}"), 3, vec![address()]);
        store.execute(strategy(), &context(by, hour(1)), "prøve", &command).await.unwrap();
    }
    // To the responsible herself, to a colleague, and to somebody whose team nobody leads.
    for (child, by, at) in [("ida", "mette", 2), ("other", "mette", 3), ("third", "headed", 4)] {
        let command = command(child, &format!("shown {child}"), 4, vec![shown()]);
        store.execute(strategy(), &context(by, hour(at)), "prøve", &command).await.unwrap();
    }
    let reader = async |who: &str| Reader::new(&store.staff(staff(who)).await.unwrap().unwrap(), hour(24));
    let told = async |who: &str, since: i64| {
        let rows = store.addresses_shown(&reader(who).await, staff(who), hour(since), 10).await.unwrap();
        rows.iter().map(|row| (row.child_name.clone(), row.by)).collect::<Vec<_>>()
    };
    assert_eq!(told("lone", 0).await, [("ida".to_owned(), staff("mette"))], "the leader, of what the responsible was shown");
    assert_eq!(told("bo", 0).await, [("other".to_owned(), staff("mette"))], "the responsible, of what others were shown");
    assert_eq!(told("birgit", 0).await, [("third".to_owned(), staff("headed"))], "where nobody leads, the head of department");
    for nobody in ["mette", "sofie", "headed", "intake-ida"] {
        assert_eq!(told(nobody, 0).await, [], "{nobody}");
    }
    assert_eq!(told("lone", 2).await, [], "until it is read");
    let news = store.news_for(&reader("bo").await, staff("bo"), hour(0), 10).await.unwrap();
    assert!(news.iter().all(|row| row.kind != "address-shown"), "told once");
}

async fn notifications_are_found_by_who_wrote_them(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let later = morning().checked_add(24.hours()).unwrap();
    store.execute(strategy(), &context("mette", morning()), "prøve", &arrives("ida", "Ida Holm", "mette", morning())).await.unwrap();
    store.execute(strategy(), &context("mette", later), "prøve", &arrives("noah", "Noah Holm", "mette", later)).await.unwrap();
    store.execute(strategy(), &context("bo", later), "prøve", &arrives("other", "En Anden", "bo", later)).await.unwrap();
    let written = store.notified_by(staff("mette"), 10).await.unwrap();
    assert_eq!(written, [(child("noah"), EntryNo(2)), (child("ida"), EntryNo(2))], "newest first, and none of Bo's");
    assert_eq!(store.notified_by(staff("mette"), 1).await.unwrap().len(), 1);
}

async fn children_of_a_unit_are_those_enrolled_that_day(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let unit = UnitId::from_label("solsikken");
    store.execute(strategy(), &context("mette", morning()), "prøve", &arrives("ida", "Ida Holm", "mette", morning())).await.unwrap();
    let enrolled = Fact::Enrolled(Enrolled { unit, unit_name: "Solsikken".into(), unit_kind: UnitKind::DayCare, on: date(2023, 8, 1) });
    let left = Fact::LeftUnit(LeftUnit { enrolment: EntryNo(4), on: date(2024, 6, 30) });
    store.execute(strategy(), &context("mette", morning()), "prøve", &command("ida", "enrolled", 3, vec![enrolled, left])).await.unwrap();
    for (day, is_there) in [(date(2023, 7, 31), false), (date(2023, 8, 1), true), (date(2024, 6, 30), true), (date(2024, 7, 1), false)] {
        let page = store.children_in_unit(&leader(), unit, day, None, 10).await.unwrap();
        assert_eq!(!page.rows.is_empty(), is_there, "{day}");
        let row = store.child(&leader(), child("ida"), day).await.unwrap().unwrap();
        assert_eq!(row.unit_name.is_some(), is_there, "{day}");
    }
}

async fn readers_do_not_wait_for_a_writer(place: &Place) {
    let store = place.open().await;
    a_municipality(&store).await;
    let today = day_of(morning());
    // A bulk that takes its time, and a reader who keeps looking.
    let writer = {
        let store = store.clone();
        tokio::spawn(async move {
            let commands = (0..400).map(|nth| (context("mette", morning()), arrives(&format!("more {nth}"), "Mere Holm", "bo", morning())));
            store.execute_many(strategy(), "import", commands).await.unwrap().done
        })
    };
    let mut looked = 0_u32;
    while !writer.is_finished() {
        let page =
            tokio::time::timeout(std::time::Duration::from_secs(60), store.children_of(&leader(), staff("mette"), today, None, 10)).await;
        assert_eq!(page.expect("a reader waited for the writer").unwrap().rows.len(), 10);
        looked += 1;
    }
    assert_eq!(writer.await.unwrap(), 400);
    assert!(looked > 3, "only {looked} looks while the writer wrote");
}
