//! Samples of the log as work: drawn, asked about, answered, reported; never by whoever looked.

use crate::support::{Town, now, staff};
use axum::http::StatusCode;
use jiff::SignedDuration;
use trin_domain::calendar::days_after;
use trin_domain::kinds::Role;
use trin_domain::oversight::Why;

const DAY: i64 = 24 * 60 * 60;

/// Lets a week of looks be drawn. What is special is drawn whatever the seed.
async fn drawn(town: &Town) {
    let due = |day| days_after(day, 14);
    town.store.tend_samples(town.now(), || [3; 32], due).await.unwrap();
    town.later(8 * DAY);
    town.store.tend_samples(town.now(), || [4; 32], due).await.unwrap();
}

#[tokio::test]
async fn a_look_is_asked_about_answered_and_reported() {
    let town = Town::new().await;
    let child = town.noah().await;
    let due = |day| days_after(day, 14);
    town.store.tend_samples(now(), || [3; 32], due).await.unwrap();
    // The health visitor has nothing to do with Noah, and neither has the leader of no team of hers.
    let ulla = town.as_role(Role::HealthVisitor).await;
    ulla.get(&format!("/boern/{child}")).await.must(StatusCode::NOT_FOUND, &[]);
    town.later(8 * DAY);
    town.store.tend_samples(town.now(), || [4; 32], due).await.unwrap();
    let (ulla, lone, per) =
        (town.as_role(Role::HealthVisitor).await, town.as_role(Role::TeamLeader).await, town.as_role(Role::HeadOfDepartment).await);
    // Where she works nobody leads: it is the head of department's to review.
    let day = per.get("/min-dag").await;
    day.must(StatusCode::OK, &["Et opslag skal ses efter", "/team/log"]);
    assert!(!lone.get("/min-dag").await.says("skal ses efter"));
    per.get("/team").await.must(StatusCode::OK, &["/team/log", "/team/logget-ind"]);
    let list = per.get("/team/log").await;
    list.must(StatusCode::OK, &["Ulla Krog", "Ingen tilknytning til barnet", "Lovet i linje"]);
    let one = "/team/log/1";
    assert_eq!(lone.get(one).await.status, StatusCode::NOT_FOUND, "another's to review");
    assert_eq!(ulla.get(one).await.status, StatusCode::NOT_FOUND);
    per.get(one).await.must(StatusCode::OK, &["Ulla Krog", "Bad om sagen uden tilknytning"]);
    per.post(one, &[("finding", "ask")]).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["Bemærkning"]);
    per.post(one, &[("finding", "ask"), ("note", "Hvorfor spurgte du efter sagen?")]).await.leads_to("/team/log");
    // She is asked, on her day; the child is not named to her.
    ulla.get("/min-dag").await.must(StatusCode::OK, &["Du er spurgt om et opslag"]);
    let asked = ulla.get("/mig/stikproever").await;
    asked.must(StatusCode::OK, &["Hvorfor spurgte du efter sagen?", "Et barn, du ikke har med at gøre"]);
    assert!(!asked.says("Noah"));
    lone.post("/mig/stikproever", &[("no", "1"), ("note", "Jeg svarer for hende.")])
        .await
        .must(StatusCode::UNPROCESSABLE_ENTITY, &["ikke gemt"]);
    ulla.post("/mig/stikproever", &[("no", "1"), ("note", "")]).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["Hvorfor spurgte du"]);
    ulla.post("/mig/stikproever", &[("no", "1"), ("note", "Et forkert link.")]).await.leads_to("/mig/stikproever");
    per.get(one).await.must(StatusCode::OK, &["Et forkert link.", "Hvorfor spurgte du efter sagen?"]);
    per.post(one, &[("finding", "report"), ("note", "Det passer ikke.")]).await.leads_to("/team/log");
    per.get("/team/log").await.must(StatusCode::OK, &["Indberettet til dig", "Ulla Krog"]);
    per.post(one, &[("finding", "ok")]).await.must(StatusCode::UNPROCESSABLE_ENTITY, &[]);
    // Everybody reads how many there were, in both languages.
    ulla.get("/mig/stikproever").await.must(StatusCode::OK, &["Ét af hundrede", &"03".repeat(32)]);
    ulla.in_english().get("/mig/stikproever").await.must(StatusCode::OK, &["One look in a hundred"]);
}

#[tokio::test]
async fn a_late_review_is_late_and_a_leaders_own_look_is_somebody_elses() {
    let town = Town::new().await;
    let child = town.noah().await;
    town.moves_to_another_team().await;
    let lone = town.as_role(Role::TeamLeader).await;
    town.store.tend_samples(now(), || [3; 32], |day| days_after(day, 14)).await.unwrap();
    lone.get(&format!("/boern/{child}")).await.must(StatusCode::NOT_FOUND, &[]);
    drawn(&town).await;
    let (lone, per) = (town.as_role(Role::TeamLeader).await, town.as_role(Role::HeadOfDepartment).await);
    assert!(!lone.get("/team/log").await.says("Lone Bach så"), "not her own");
    let waiting = town.store.samples_to_review(&town.store.staff(staff(Role::HeadOfDepartment)).await.unwrap().unwrap(), 9).await.unwrap();
    let hers = waiting.iter().find(|sample| sample.why == Why::NoRelation && sample.staff == staff(Role::TeamLeader)).unwrap();
    let one = format!("/team/log/{}", hers.id);
    assert_eq!(lone.get(&one).await.status, StatusCode::NOT_FOUND);
    assert_eq!(lone.post(&one, &[("finding", "ok")]).await.status, StatusCode::NOT_FOUND);
    per.get(&one).await.must(StatusCode::OK, &["Lone Bach"]);
    town.later(SignedDuration::from_hours(24 * 20).as_secs());
    let per = town.as_role(Role::HeadOfDepartment).await;
    per.get("/min-dag").await.must(StatusCode::OK, &["Forfaldne: "]);
}
