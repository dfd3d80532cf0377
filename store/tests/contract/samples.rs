//! Samples of the log: promised before, drawn as promised, whole, reviewed by another, and each step in the log.

use crate::life::*;
use crate::log::look;
use crate::stores::Place;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use trin_domain::calendar::days_after;
use trin_domain::id::UnitId;
use trin_domain::kinds::{GlassFinding, Role};
use trin_domain::organisation::Staff;
use trin_domain::oversight::Why;
use trin_domain::record::EntryNo;
use trin_proof::sample::Seed;
use trin_store::{LogResult, Look, Opened, Sealing, Standing, Store, Tended};

on_both! {
    a_round_is_promised_before_it_begins_and_drawn_as_promised;
    no_row_escapes_and_none_is_drawn_twice;
    what_is_special_is_drawn_and_said_why;
    nobody_reviews_their_own_and_each_step_is_a_row;
    another_key_opens_seeds_and_notes;
    two_who_draw_draw_once;
    a_question_about_an_emergency_is_sealed_answered_once_and_logged;
}

fn person(label: &str, name: &str, role: Role) -> Staff {
    Staff { id: staff(label), name: name.into(), role, unit: UnitId::from_label("team"), is_active: true }
}

fn after_days(days: i64) -> Timestamp {
    morning() + SignedDuration::from_hours(24 * days)
}

async fn tend(store: &Store, now: Timestamp, byte: u8) -> Tended {
    let mut next = byte;
    let random = || {
        next = next.wrapping_add(1);
        [next; 32]
    };
    store.tend_samples(now, random, |day| days_after(day, 14)).await.unwrap()
}

async fn looks(store: &Store, who: &str, at: Timestamp, count: usize) {
    let label = |nth: usize| child(&format!("child-{}", nth % 7));
    store.log_looks((0..count).map(|nth| look(who, at, Some(label(nth)), Vec::new())).collect()).await.unwrap();
}

async fn a_round_is_promised_before_it_begins_and_drawn_as_promised(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    assert_eq!(tend(&store, morning(), 0).await, Tended { promised: 2, ..Tended::default() });
    assert_eq!(tend(&store, morning(), 9).await, Tended::default(), "promised already");
    looks(&store, "mette", morning(), 1_500).await;
    let [next, first] = store.sample_rounds(9).await.unwrap().try_into().unwrap();
    assert!(first.drawn.is_none() && next.from == first.until && next.until > next.from);
    assert_eq!(place.number("SELECT COUNT(*) FROM sample").await, 0);
    // The seed is nowhere to be read before.
    let hex = Seed::new([1; 32]).to_hex();
    assert_eq!(place.number(&format!("SELECT COUNT(*) FROM sample_round WHERE seed LIKE '%{hex}%'")).await, 0);
    assert_eq!(place.number(&format!("SELECT COUNT(*) FROM log WHERE body LIKE '%{hex}%'")).await, 0);
    assert_eq!(place.number(&format!("SELECT COUNT(*) FROM log WHERE body LIKE '%{}%'", first.promise)).await, 1);

    let tended = tend(&store, after_days(7), 20).await;
    assert_eq!((tended.promised, tended.drawn), (1, 1), "the round after the next is promised when the next begins");
    let [_, _, first] = store.sample_rounds(9).await.unwrap().try_into().unwrap();
    let drawn = first.drawn.unwrap();
    let seed = Seed::from_hex(&drawn.seed).unwrap();
    assert_eq!((seed.promise(), drawn.seed.as_str(), drawn.looks), (first.promise, hex.as_str(), 1_500));
    assert_eq!(place.number(&format!("SELECT COUNT(*) FROM log WHERE body LIKE '%{hex}%'")).await, 1, "the seed is told");
    // Anybody can make the draw again.
    let lone = person("lone", "Lone Leder", Role::TeamLeader);
    let samples = store.samples_to_review(&lone, 1_000).await.unwrap();
    let there: BTreeSet<i64> = samples.iter().filter(|sample| sample.why == Why::Lot).map(|sample| sample.entry).collect();
    // Every row of the round but the promise of the next is a look.
    let of_next = next.promised_row;
    let again: BTreeSet<i64> = (drawn.after + 1..=drawn.upto).filter(|id| *id != of_next && seed.draws(*id)).collect();
    assert_eq!(there, again.into_iter().filter(|id| *id <= of_next + 1_500).collect());
    assert!((3..40).contains(&there.len()), "{} of 1,500", there.len());
    assert_eq!(store.check_samples().await.unwrap(), Vec::<String>::new());
    // A look taken out of the draw, and a seed other than the promised one, are seen.
    let taken = samples[0].id;
    place.raw(&format!("DELETE FROM sample WHERE id = {taken}")).await.unwrap();
    assert_eq!(store.check_samples().await.unwrap().len(), 1);
    place.raw(&format!("UPDATE sample_round SET seed = '{}' WHERE id = 1", Seed::new([77; 32]).to_hex())).await.unwrap();
    assert_eq!(store.check_samples().await.unwrap().len(), 2);
    let problems = store.verify(strategy()).await.unwrap().problems;
    assert_eq!(problems.iter().filter(|problem| matches!(problem, trin_store::Problem::Samples(_))).count(), 2, "{problems:?}");
}

async fn no_row_escapes_and_none_is_drawn_twice(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    tend(&store, morning(), 0).await;
    for week in 0..4 {
        looks(&store, "mette", after_days(7 * week), 200).await;
        // One that was written late, as from a full disk: with a time of long ago.
        looks(&store, "mette", morning() - SignedDuration::from_hours(24 * 30), 10).await;
        tend(&store, after_days(7 * (week + 1)), 10 + u8::try_from(week).unwrap()).await;
    }
    let rounds = store.sample_rounds(99).await.unwrap();
    let drawn: Vec<_> = rounds.iter().rev().filter_map(|round| round.drawn.clone()).collect();
    assert_eq!(drawn.len(), 4);
    assert!(drawn.windows(2).all(|pair| pair[0].upto == pair[1].after), "{drawn:#?}");
    assert_eq!(drawn.iter().map(|drawn| drawn.looks).sum::<i64>(), 840);
    assert_eq!(store.check_samples().await.unwrap(), Vec::<String>::new());
}

async fn what_is_special_is_drawn_and_said_why(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    for (label, name) in [("ida", "Ida Rådgiver"), ("ida-holm", "Ida Holm")] {
        let command = arrives(label, name, "mette", morning());
        store.execute(strategy(), &context("mette", morning()), "test", &command).await.unwrap();
    }
    tend(&store, morning(), 0).await;
    let of = |label: &str, at: Timestamp| look("mette", at, Some(child(label)), Vec::new());
    let night = at("2024-03-04T22:30:00Z");
    let mut special: Vec<(Why, Look)> = vec![
        (Why::Surname, of("ida", morning())),
        (Why::NoRelation, Look { result: LogResult::Refused, ..of("ida-holm", morning()) }),
        (Why::Emergency, Look { basis: Some("glass".into()), ..of("ida-holm", morning()) }),
        (Why::ProtectedAddress, Look { action: "POST /boern/{id}/adresse/vis".into(), ..of("ida-holm", morning()) }),
        (Why::Night, of("ida-holm", night)),
    ];
    special.extend((0..41).map(|nth| (Why::ManyChildren, look("bo", morning(), Some(child(&format!("many-{nth}"))), Vec::new()))));
    let plain = vec![of("ida-holm", morning()), of("ida-holm", at("2024-03-04T05:30:00Z")), of("ida", morning())];
    store.log_looks(special.iter().map(|(_, look)| look.clone()).chain(plain).collect()).await.unwrap();
    tend(&store, after_days(7), 30).await;
    let lone = person("lone", "Lone Leder", Role::TeamLeader);
    let mut found: Vec<(Why, String)> = store
        .samples_to_review(&lone, 99)
        .await
        .unwrap()
        .into_iter()
        .filter(|sample| sample.why != Why::Lot)
        .map(|sample| (sample.why, sample.staff.to_string()))
        .collect();
    found.sort();
    let (mette, bo) = (staff("mette").to_string(), staff("bo").to_string());
    let mut wanted = vec![
        (Why::Surname, mette.clone()),
        (Why::NoRelation, mette.clone()),
        (Why::Emergency, mette.clone()),
        (Why::ProtectedAddress, mette.clone()),
        (Why::Night, mette.clone()),
        // 06.30 in Denmark is morning; 05.30 UTC is that in March.
        (Why::ManyChildren, bo),
    ];
    wanted.sort();
    assert_eq!(found, wanted, "one for each kind, and none for what is plain");
}

async fn nobody_reviews_their_own_and_each_step_is_a_row(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    tend(&store, morning(), 0).await;
    let (lone, mette) = (person("lone", "Lone Leder", Role::TeamLeader), person("mette", "Mette Rådgiver", Role::Caseworker));
    let address = |who: &str, role: Role| Look {
        role,
        action: "POST /boern/{id}/adresse/vis".into(),
        ..look(who, morning(), Some(child("ida")), Vec::new())
    };
    store.log_looks(vec![address("mette", Role::Caseworker), address("lone", Role::TeamLeader)]).await.unwrap();
    tend(&store, after_days(7), 40).await;
    // The leader's own falls to nobody here: no head of department, no other leader.
    let hers = store.samples_to_review(&lone, 9).await.unwrap();
    assert_eq!(hers.iter().map(|sample| (sample.staff, sample.why)).collect::<Vec<_>>(), [(mette.id, Why::ProtectedAddress)]);
    let per = person("per", "Per Chef", Role::HeadOfDepartment);
    store.put_staff(&per).await.unwrap();
    let his = store.samples_to_review(&per, 9).await.unwrap();
    assert_eq!(his.iter().map(|sample| sample.staff).collect::<Vec<_>>(), [lone.id], "a leader's falls to the head");
    assert!(!store.mark_sample(his[0].id, &lone, GlassFinding::Ok, "Min egen", after_days(8)).await.unwrap(), "nobody marks their own");
    let counted = store.count_samples_to_review(&lone, days_after(hers[0].due_on, 1)).await.unwrap();
    assert_eq!((counted.count, counted.late, counted.next), (1, 1, Some(hers[0].due_on)));

    let one = hers[0].id;
    assert!(!store.answer_sample(one, &mette, "Ikke spurgt", after_days(8)).await.unwrap(), "nothing was asked");
    assert!(store.mark_sample(one, &lone, GlassFinding::Ask, "Hvad skulle du bruge den til?", after_days(8)).await.unwrap());
    assert!(store.samples_to_review(&lone, 9).await.unwrap().is_empty());
    assert_eq!(store.samples_asked_of(mette.id, 9).await.unwrap()[0].id, one);
    assert!(!store.answer_sample(one, &lone, "For hende", after_days(8)).await.unwrap(), "nobody else answers");
    assert!(store.answer_sample(one, &mette, "Jeg hentede hende.", after_days(9)).await.unwrap());
    assert!(store.samples_asked_of(mette.id, 9).await.unwrap().is_empty());
    let (back, acts) = store.sample(one).await.unwrap().unwrap();
    assert_eq!((back.standing, acts.len(), acts[1].note.as_str(), acts[1].finding), (Standing::Answered, 2, "Jeg hentede hende.", None));
    assert_eq!(store.samples_to_review(&lone, 9).await.unwrap()[0].id, one, "the answer comes back");
    assert!(store.mark_sample(one, &lone, GlassFinding::Report, "Stemmer ikke.", after_days(9)).await.unwrap());
    assert!(!store.mark_sample(one, &lone, GlassFinding::Ok, "Alligevel", after_days(9)).await.unwrap(), "marked once");
    assert_eq!(store.samples_reported(per.id, 9).await.unwrap()[0].id, one);
    assert!(store.samples_reported(mette.id, 9).await.unwrap().is_empty(), "not to whom it is about");
    // Words are sealed, and each step is in the log by its code.
    assert_eq!(place.number("SELECT COUNT(*) FROM sample_act WHERE note LIKE '%hentede%'").await, 0);
    assert_eq!(place.number("SELECT COUNT(*) FROM log WHERE body LIKE '%sample-review%' AND body NOT LIKE '%hentede%'").await, 3);
    let round = store.sample_rounds(9).await.unwrap().into_iter().find(|round| round.drawn.is_some()).unwrap();
    assert_eq!(round.counts[&(Why::ProtectedAddress, Standing::Reported)], 1);
    assert_eq!(round.counts[&(Why::ProtectedAddress, Standing::Waiting)], 1);
    // Each way to have done something else about it is seen.
    assert_eq!(oversight(&store).await, Vec::<String>::new());
    let mette = mette.id.uuid();
    for (does, undo, seen) in [
        (
            format!("UPDATE sample SET standing = 'ok' WHERE id = {one}"),
            format!("UPDATE sample SET standing = 'reported' WHERE id = {one}"),
            1,
        ),
        (
            format!("UPDATE sample_act SET act = 'ok' WHERE sample = {one} AND no = 3"),
            format!("UPDATE sample_act SET act = 'report' WHERE sample = {one} AND no = 3"),
            2,
        ),
        (
            format!("UPDATE sample_act SET staff = '{mette}' WHERE sample = {one} AND no = 1"),
            format!("UPDATE sample_act SET staff = '{}' WHERE sample = {one} AND no = 1", lone.id.uuid()),
            1,
        ),
        (format!("DELETE FROM sample_act WHERE sample = {one} AND no < 3"), String::new(), 1),
    ] {
        assert_ne!(place.raw(&does).await.unwrap(), 0);
        assert_eq!(oversight(&store).await.len(), seen, "{does}");
        if !undo.is_empty() {
            place.raw(&undo).await.unwrap();
        }
    }
    assert_eq!(store.check_samples().await.unwrap(), Vec::<String>::new());
    place.raw(&format!("UPDATE sample SET staff = '{}' WHERE id = {one}", per.id.uuid())).await.unwrap();
    assert_eq!(store.check_samples().await.unwrap().len(), 1, "whose look it is");
}

/// What verifying says of what was done about samples and emergency accesses.
async fn oversight(store: &Store) -> Vec<String> {
    let problems = store.verify(strategy()).await.unwrap().problems;
    let of = |problem| match problem {
        trin_store::Problem::Oversight(what) => Some(what),
        _ => None,
    };
    problems.into_iter().filter_map(of).collect()
}

async fn another_key_opens_seeds_and_notes(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    tend(&store, morning(), 0).await;
    let address = Look { action: "POST /boern/{id}/adresse/vis".into(), ..look("mette", morning(), Some(child("ida")), Vec::new()) };
    store.log_looks(vec![address]).await.unwrap();
    tend(&store, after_days(7), 50).await;
    let lone = person("lone", "Lone Leder", Role::TeamLeader);
    let one = store.samples_to_review(&lone, 9).await.unwrap()[0].id;
    store.mark_sample(one, &lone, GlassFinding::Ask, "Hvorfor?", after_days(8)).await.unwrap();
    let store = store.rotate_key(Sealing::seeded("another")).await.unwrap();
    assert_eq!(store.sample(one).await.unwrap().unwrap().1[0].note, "Hvorfor?");
    assert_eq!(tend(&store, after_days(14), 60).await.drawn, 1, "the seed promised before opens");
    assert_eq!(store.check_samples().await.unwrap(), Vec::<String>::new());
}

async fn a_question_about_an_emergency_is_sealed_answered_once_and_logged(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let (lone, mette) = (person("lone", "Lone Leder", Role::TeamLeader), person("mette", "Mette Rådgiver", Role::Caseworker));
    let arrives = arrives("ida", "Ida Holm", "mette", morning());
    store.execute(strategy(), &context("mette", morning()), "prøve", &arrives).await.unwrap();
    let opened =
        |nth: u32| Opened { child: child("ida"), opening: EntryNo(nth), at: morning(), by: mette.id, said: "Vagten ringede.".into() };
    store.ask_about_glass(&lone, &opened(7), "Hvem ringede?", after_days(1)).await.unwrap();
    // The same form sent again asks once; another opening is another question.
    store.ask_about_glass(&lone, &opened(7), "Hvem ringede?", after_days(1)).await.unwrap();
    store.ask_about_glass(&lone, &opened(9), "Og anden gang?", after_days(1)).await.unwrap();
    assert_eq!(store.count_glass_asked_of(mette.id).await.unwrap(), 2);
    assert!(store.glass_asked_of(lone.id, 9).await.unwrap().is_empty());
    let asked = store.glass_asked_of(mette.id, 9).await.unwrap();
    let one = asked[0].id;
    assert_eq!((&asked[0].about, asked[0].question.as_str(), &asked[0].answer), (&opened(7), "Hvem ringede?", &None));
    assert!(!store.read_about_glass(one, &lone, after_days(1)).await.unwrap(), "there is no answer to have read");
    assert!(!store.answer_about_glass(one, &lone, "For hende.", after_days(2)).await.unwrap(), "nobody else answers");
    assert!(store.answer_about_glass(one, &mette, "Det gjorde naboen.", after_days(2)).await.unwrap());
    assert!(!store.answer_about_glass(one, &mette, "Eller politiet.", after_days(2)).await.unwrap(), "answered once");
    assert_eq!((store.count_glass_asked_of(mette.id).await.unwrap(), store.count_glass_answered(lone.id).await.unwrap()), (1, 1));
    // Another key opens what was asked and answered.
    let store = store.rotate_key(Sealing::seeded("another")).await.unwrap();
    let told = store.glass_asked_by(lone.id, 9).await.unwrap();
    assert_eq!(told[0].answer, Some((after_days(2), "Det gjorde naboen.".into())));
    assert_eq!((told[0].question.as_str(), told[0].about.said.as_str()), ("Hvem ringede?", "Vagten ringede."));
    assert!(!store.read_about_glass(one, &mette, after_days(3)).await.unwrap(), "another's to read");
    assert!(store.read_about_glass(one, &lone, after_days(3)).await.unwrap());
    assert_eq!(store.glass_asked_by(lone.id, 9).await.unwrap().len(), 1, "the one that waits");
    // Sealed, and each step a row by its code alone.
    let words = "'%naboen%' OR said LIKE '%Vagten%' OR question LIKE '%ringede%'";
    assert_eq!(place.number(&format!("SELECT COUNT(*) FROM glass_question WHERE answer LIKE {words}")).await, 0);
    let rows = "SELECT COUNT(*) FROM log WHERE body LIKE '%glass-question%' AND body NOT LIKE '%naboen%' AND body NOT LIKE '%ringede%'";
    assert_eq!(place.number(rows).await, 4);
    // Another asker, an answer that nobody gave and one that is taken away are seen.
    assert_eq!(oversight(&store).await, Vec::<String>::new());
    for (does, undo) in [
        (format!("asked_by = '{}' WHERE id = {one}", mette.id.uuid()), format!("asked_by = '{}' WHERE id = {one}", lone.id.uuid())),
        ("answered_at = 1 WHERE answered_at IS NULL".to_owned(), "answered_at = NULL WHERE answered_at = 1".to_owned()),
        (format!("read_at = NULL WHERE id = {one}"), format!("read_at = {} WHERE id = {one}", after_days(3).as_microsecond())),
    ] {
        assert_eq!(place.raw(&format!("UPDATE glass_question SET {does}")).await.unwrap(), 1);
        assert_eq!(oversight(&store).await.len(), 1, "{does}");
        place.raw(&format!("UPDATE glass_question SET {undo}")).await.unwrap();
    }
    assert_eq!(oversight(&store).await, Vec::<String>::new());
    // With the child's own key: where that is gone, as in a backup from before, the municipality's key opens nothing of it.
    let other = "UPDATE child_key SET wrapped = (SELECT wrapped FROM child_key WHERE child <> '{ida}') WHERE child = '{ida}'";
    let bo = crate::life::arrives("bo", "Bo Holm", "mette", morning());
    store.execute(strategy(), &context("mette", morning()), "prøve", &bo).await.unwrap();
    place.raw(&other.replace("{ida}", &arrives.child.uuid().to_string())).await.unwrap();
    assert!(store.glass_asked_by(lone.id, 9).await.is_err(), "another child's key opens it");
}

async fn two_who_draw_draw_once(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    tend(&store, morning(), 0).await;
    let address = Look { action: "POST /boern/{id}/adresse/vis".into(), ..look("mette", morning(), Some(child("ida")), Vec::new()) };
    store.log_looks(vec![address]).await.unwrap();
    let both: Vec<_> = (0..2_u8)
        .map(|nth| {
            let store = store.clone();
            tokio::spawn(async move { store.tend_samples(after_days(7), || [90 + nth; 32], |day| days_after(day, 14)).await })
        })
        .collect();
    let mut worked = 0;
    for one in both {
        // The one that came second may be told that it did.
        worked += usize::from(one.await.unwrap().is_ok());
    }
    assert!(worked > 0);
    tend(&store, after_days(7), 120).await;
    assert_eq!(place.number("SELECT COUNT(*) FROM sample").await, 1);
    assert_eq!(place.number("SELECT COUNT(*) FROM sample_round").await, 3);
    assert_eq!(place.number("SELECT COUNT(*) FROM log WHERE body LIKE '%sample-draw%'").await, 1);
}
