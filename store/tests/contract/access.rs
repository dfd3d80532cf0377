//! Who sees what, as the database answers: what is stored is what the domain grants, and no list, search or count tells of another's child.

use crate::life::*;
use crate::stores::Place;
use jiff::{SignedDuration, Timestamp, ToSpan, civil::date};
use std::collections::BTreeSet;
use trin_domain::access::{self, Access};
use trin_domain::calendar::day_of;
use trin_domain::id::{ChildId, StaffId, UnitId};
use trin_domain::kinds::{GlassReason, InterventionKind, MeetingKind, RestrictionReason, Role, UnitKind};
use trin_domain::organisation::Staff;
use trin_domain::record::*;
use trin_store::{Reader, Store};

on_both! {
    the_database_lets_in_exactly_those_the_record_does;
    what_one_may_not_know_of_is_in_no_list_and_no_count;
    a_relation_that_ends_is_gone_on_the_next_question;
    an_unknown_child_and_a_colleagues_child_are_the_same_answer;
}

fn somebody(label: &str, role: Role, unit: &str) -> Staff {
    Staff { id: staff(label), name: label.into(), role, unit: UnitId::from_label(unit), is_active: true }
}

/// Everyone who may come asking, each role at the places that matter, and one who has left.
fn everyone() -> Vec<Staff> {
    let mut all = vec![
        somebody("mette", Role::Caseworker, "team"),
        somebody("bo", Role::Caseworker, "team"),
        somebody("åse", Role::Caseworker, "other team"),
        somebody("intake-ida", Role::Intake, "intake"),
        somebody("lone", Role::TeamLeader, "team"),
        somebody("leif", Role::TeamLeader, "other team"),
        somebody("per", Role::HeadOfDepartment, "department"),
        somebody("asta", Role::Pedagogue, "solsikken"),
        somebody("tove", Role::Teacher, "elsewhere"),
        somebody("jens", Role::Provider, "familiehuset"),
        somebody("jim", Role::Provider, "elsewhere"),
    ];
    all.push(Staff { is_active: false, ..somebody("gone", Role::TeamLeader, "team") });
    all
}

async fn they_work_here(store: &Store) {
    people(store).await;
    for staff in everyone() {
        let unit =
            trin_domain::organisation::Unit { id: staff.unit, name: "Sted".into(), kind: UnitKind::CaseTeam, district: "Nord".into() };
        store.put_unit(&unit).await.unwrap();
        store.put_staff(&staff).await.unwrap();
    }
}

async fn writes(store: &Store, label: &str, who: (&str, Role), now: Timestamp, facts: Vec<Fact>) {
    let seen = store.record(child(label)).await.unwrap().map_or(0, |record| record.version().0);
    let context = Context { now, by: Author { staff: staff(who.0), role: who.1 } };
    let command = command(label, &format!("{label} {seen}"), seen, facts);
    store.execute(strategy(), &context, "prøve", &command).await.unwrap();
}

fn screened(on: jiff::civil::Date) -> Vec<Fact> {
    let at = morning();
    let acute = AcuteAssessed { notification: EntryNo(2), at, in_danger: false, acute_measure: None, reason: "Nej".into() };
    let screened =
        Screened { notification: EntryNo(2), on, outcome: trin_domain::kinds::ScreeningOutcome::EarlyHelp, reason: "Tidlig hjælp".into() };
    vec![Fact::AcuteAssessed(acute), Fact::Screened(screened)]
}

/// Children with one relation each, and one without any case.
async fn a_town(store: &Store) -> Vec<ChildId> {
    they_work_here(store).await;
    let (now, on) = (morning(), day_of(morning()));
    let leads = ("lone", Role::TeamLeader);
    let mine = ("mette", Role::Caseworker);
    let labels = ["waits", "screened", "of-åse", "enrolled", "helped", "meets", "shared", "offered", "restricted", "glass", "closed"];
    for label in labels {
        let responsible = if label == "of-åse" { "åse" } else { "mette" };
        store
            .execute(strategy(), &context("mette", now), "prøve", &arrives(label, &format!("{label} Holm"), responsible, now))
            .await
            .unwrap();
        if label != "waits" {
            writes(store, label, mine, now, screened(on)).await;
        }
    }
    writes(store, "known", mine, now, vec![registered("Kendt Holm", date(2015, 5, 17))]).await;
    let enrolled = Enrolled { unit: UnitId::from_label("solsikken"), unit_name: "Solsikken".into(), unit_kind: UnitKind::DayCare, on };
    writes(store, "enrolled", mine, now, vec![Fact::Enrolled(enrolled.clone())]).await;
    let help = InterventionDecided {
        on,
        kind: InterventionKind::FamilyTreatment,
        offer: None,
        provider: Some(UnitId::from_label("familiehuset")),
        consent: ConsentBasis::WithConsent,
        purpose: "Ro".into(),
        expected_until: None,
        why_not_lower: None,
        why_not_preferred: None,
        replaces: None,
    };
    writes(store, "helped", mine, now, vec![Fact::InterventionDecided(help)]).await;
    let meeting = MeetingPlanned {
        at: now.checked_add(2.hours()).unwrap(),
        kind: MeetingKind::Network,
        place: String::new(),
        participants: "Mor".into(),
        staff: vec![staff("bo"), staff("tove")],
    };
    writes(store, "meets", mine, now, vec![Fact::MeetingPlanned(meeting)]).await;
    let shared = CoWorkerAdded { staff: staff("bo"), reason: "Tolk".into(), on, until: Some(on) };
    writes(store, "shared", mine, now, vec![Fact::CoWorkerAdded(shared)]).await;
    let offered = ResponsibilityOffered { to: staff("bo"), on, reason: "Distrikt".into() };
    writes(store, "offered", mine, now, vec![Fact::ResponsibilityOffered(offered)]).await;
    let restricted = ChildRestricted { reason: RestrictionReason::PublicInterest, on };
    writes(store, "restricted", leads, now, vec![Fact::Enrolled(enrolled), Fact::ChildRestricted(restricted)]).await;
    let until = now.checked_add(SignedDuration::from_mins(60)).unwrap();
    let glass = GlassBroken { reason: GlassReason::OnCall, text: "Døgnvagt".into(), until };
    writes(store, "glass", ("bo", Role::Caseworker), now, vec![Fact::GlassBroken(glass)]).await;
    writes(store, "closed", mine, now, vec![Fact::Closed(Closed { on, reason: "Skolen følger op".into() })]).await;
    labels.into_iter().chain(["known"]).map(child).collect()
}

fn workplaces() -> impl Fn(StaffId) -> Option<UnitId> {
    let all = everyone();
    move |staff| all.iter().find(|somebody| somebody.id == staff).map(|somebody| somebody.unit)
}

async fn the_database_lets_in_exactly_those_the_record_does(place: &Place) {
    let store = place.open().await;
    let children = a_town(&store).await;
    let mut opened = 0;
    for now in [
        morning(),
        morning().checked_add(30.minutes()).unwrap(),
        morning().checked_add(61.minutes()).unwrap(),
        at("2024-03-06T08:00:00Z"),
        at("2025-03-04T08:00:00Z"),
    ] {
        for somebody in everyone() {
            let by = Reader::new(&somebody, now);
            for child in &children {
                let record = store.record(*child).await.unwrap().unwrap();
                let granted: Option<Access> = access::grant(&record.state(), strategy(), &somebody, workplaces(), now);
                assert_eq!(
                    store.may_know(&by, *child).await.unwrap(),
                    granted.is_some(),
                    "{} and {} at {now}",
                    somebody.name,
                    record.state().name()
                );
                assert_eq!(store.record_for(&by, *child).await.unwrap().is_some(), granted.is_some());
                opened += usize::from(granted.is_some());
            }
        }
    }
    assert!(opened > 60, "the relations of this town open something: {opened}");
}

async fn what_one_may_not_know_of_is_in_no_list_and_no_count(place: &Place) {
    let store = place.open().await;
    let children = a_town(&store).await;
    let (now, today) = (at("2024-03-04T12:00:00Z"), day_of(morning()));
    let late = at("2024-06-04T12:00:00Z");
    let mut told = 0;
    for somebody in everyone() {
        let by = Reader::new(&somebody, now);
        let mut known = BTreeSet::new();
        for child in &children {
            if store.may_know(&by, *child).await.unwrap() {
                known.insert(*child);
            }
        }
        let unit = |label: &str| UnitId::from_label(label);
        let mut seen: Vec<ChildId> = Vec::new();
        let rows = |page: trin_store::Page<trin_store::ChildRow>| page.rows.into_iter().map(|row| row.child);
        seen.extend(rows(store.search_children(&by, "holm", today, None, 50).await.unwrap()));
        assert_eq!(seen.iter().copied().collect::<BTreeSet<_>>(), known, "a search finds all one may know of: {}", somebody.name);
        seen.extend(rows(store.children_of(&by, staff("mette"), today, None, 50).await.unwrap()));
        seen.extend(rows(store.children_of(&by, staff("åse"), today, None, 50).await.unwrap()));
        seen.extend(rows(store.children_on_step(&by, None, today, None, 50).await.unwrap()));
        seen.extend(rows(store.children_moved(&by, None, None, date(2024, 1, 1), today, None, 50).await.unwrap()));
        seen.extend(rows(store.children_in_unit(&by, unit("solsikken"), today, None, 50).await.unwrap()));
        seen.extend(rows(store.children_helped_by(&by, unit("familiehuset"), today, None, 50).await.unwrap()));
        seen.extend(store.children(&by, &children, today).await.unwrap().into_iter().map(|row| row.child));
        let queue = store.queue(&by, None, 50).await.unwrap().rows;
        seen.extend(queue.iter().map(|row| row.child));
        assert_eq!(store.queue_counts(&by, now).await.unwrap().unscreened, i64::try_from(queue.len()).unwrap(), "{}", somebody.name);
        seen.extend(store.offers_waiting(&by, None, 50).await.unwrap().rows.iter().map(|row| row.child));
        seen.extend(store.meetings_of(&by, staff("bo"), today).await.unwrap().iter().map(|row| row.child));
        seen.extend(store.news_for(&by, staff("mette"), at("2020-01-01T00:00:00Z"), 50).await.unwrap().iter().map(|row| row.child));
        let duties = store.late_duties(&by, None, None, late, None, 500).await.unwrap().rows;
        seen.extend(duties.iter().map(|row| row.child));
        for who in ["mette", "åse"] {
            seen.extend(store.duties_of_staff(&by, staff(who), now, None, None, 500).await.unwrap().rows.iter().map(|row| row.child));
        }
        let others: Vec<_> = seen.iter().filter(|child| !known.contains(child)).collect();
        assert!(others.is_empty(), "{} is told of {others:?}", somebody.name);
        let held: i64 = store.caseload(&by, today, now).await.unwrap().iter().map(|row| row.children).sum();
        assert!(held <= i64::try_from(known.len()).unwrap(), "{}", somebody.name);
        let stands: i64 = store.staircase_of(&by, today).await.unwrap().iter().map(|row| row.children).sum();
        assert!(stands <= i64::try_from(known.len()).unwrap(), "{}", somebody.name);
        told += seen.len();
    }
    assert!(told > 100, "the lists of this town name children: {told}");
    let colleague = Reader::new(&somebody("åse", Role::Caseworker, "other team"), now);
    let only = store.search_children(&colleague, "holm", today, None, 50).await.unwrap().rows;
    assert_eq!(only.iter().map(|row| row.child).collect::<Vec<_>>(), [child("of-åse")]);
    // Who takes part in a meeting knows who the child is, not where it stands or what is owed.
    let teacher = Reader::new(&somebody("tove", Role::Teacher, "elsewhere"), now);
    let met = store.search_children(&teacher, "holm", today, None, 50).await.unwrap().rows;
    assert_eq!(met.len(), 1);
    assert!(met[0].next_duty.is_none());
    let leader = Reader::new(&somebody("lone", Role::TeamLeader, "team"), now);
    assert!(store.child(&leader, child("meets"), today).await.unwrap().unwrap().next_duty.is_some());
}

async fn a_relation_that_ends_is_gone_on_the_next_question(place: &Place) {
    let store = place.open().await;
    a_town(&store).await;
    let now = at("2024-03-04T12:00:00Z");
    let bo = || Reader::new(&somebody("bo", Role::Caseworker, "team"), now);
    for (label, ends) in [
        ("shared", Fact::CoWorkerEnded(CoWorkerEnded { co_worker: EntryNo(6), on: day_of(now) })),
        (
            "offered",
            Fact::ResponsibilityOfferWithdrawn(ResponsibilityOfferWithdrawn { offer: EntryNo(6), on: day_of(now), reason: "Nej".into() }),
        ),
        ("meets", Fact::MeetingClosed(MeetingClosed { meeting: EntryNo(6), held: false, note: "Aflyst".into() })),
    ] {
        assert!(store.may_know(&bo(), child(label)).await.unwrap(), "{label}");
        writes(&store, label, ("mette", Role::Caseworker), now, vec![ends]).await;
        assert!(!store.may_know(&bo(), child(label)).await.unwrap(), "{label}");
        assert!(store.search_children(&bo(), label, day_of(now), None, 10).await.unwrap().rows.is_empty(), "{label}");
    }
    // Whoever moves to another team takes their own children along, and no longer those of their leader.
    let leader = Reader::new(&somebody("lone", Role::TeamLeader, "team"), now);
    assert!(store.may_know(&leader, child("shared")).await.unwrap());
    store.put_staff(&somebody("mette", Role::Caseworker, "other team")).await.unwrap();
    assert!(!store.may_know(&leader, child("shared")).await.unwrap());
}

async fn an_unknown_child_and_a_colleagues_child_are_the_same_answer(place: &Place) {
    let store = place.open().await;
    a_town(&store).await;
    let by = Reader::new(&somebody("åse", Role::Caseworker, "other team"), morning());
    for label in ["screened", "restricted", "no such child"] {
        // One question, no row, and no record read.
        assert!(!store.may_know(&by, child(label)).await.unwrap(), "{label}");
        assert_eq!(store.record_for(&by, child(label)).await.unwrap(), None, "{label}");
        assert_eq!(store.child(&by, child(label), day_of(morning())).await.unwrap(), None, "{label}");
        assert!(store.children(&by, &[child(label)], day_of(morning())).await.unwrap().is_empty(), "{label}");
    }
}
