//! Logins as rows of the log: who, when and how it went, and never what was typed.

use crate::support::{Page, Person, Town, staff};
use axum::http::StatusCode;
use jiff::Timestamp;
use totp_rs::{Builder, Secret};
use trin_domain::id::StaffId;
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_store::LogResult::{self, Done, Refused};
use trin_web::{Edges, passwords};

const PASSWORD: &str = "blå cykel under trappen";
const WRONG: &str = "et hemmeligt forkert ord";
const SECOND: &str = "/ind/trin-2";

fn bo() -> StaffId {
    StaffId::from_label("bo")
}

/// A town with local login, where Bo, a caseworker, and Lone, who leads him, have passwords.
async fn town() -> Town {
    let town = Town::with_login(Edges::default()).await;
    let mette = town.store.staff(staff(Role::Caseworker)).await.unwrap().unwrap();
    town.store.put_staff(&Staff { id: bo(), name: "Bo Krog".to_owned(), ..mette }).await.unwrap();
    for (who, salt) in [(bo(), 7), (staff(Role::TeamLeader), 9)] {
        town.store.set_password(who, &passwords::hash(PASSWORD, &[salt; 16]).unwrap()).await.unwrap();
    }
    town
}

/// Every row of a login there is: whose, what, how it went, and by which session.
async fn rows(town: &Town) -> Vec<(StaffId, String, LogResult, Option<String>)> {
    let all = town.store.log_between(Timestamp::UNIX_EPOCH, Timestamp::MAX).await.unwrap();
    let logins = all.into_iter().map(|row| row.body).filter(|body| body.purpose == "login");
    logins.map(|body| (body.actor, body.action, body.result, body.session)).collect()
}

/// The rows since so many, as what was done and how it went.
async fn since(town: &Town, before: &mut usize) -> Vec<(String, LogResult)> {
    let all = rows(town).await;
    let new = all[*before..].iter().map(|(_, action, result, _)| (action.clone(), *result)).collect();
    *before = all.len();
    new
}

/// A refusal at the door is written aside: it is there soon.
async fn must_become(town: &Town, many: usize) {
    for _ in 0..500 {
        if rows(town).await.len() >= many {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("{many} rows are not there: {:?}", rows(town).await);
}

fn was(action: &str, result: LogResult) -> (String, LogResult) {
    (action.to_owned(), result)
}

async fn password(person: &Person, user: &str, password: &str) -> Page {
    person.post("/ind", &[("brugernavn", user), ("adgangskode", password)]).await
}

fn code(town: &Town, page: &Page) -> String {
    let (_, rest) = page.body.split_once("code class=\"secret\">").expect("a secret");
    let secret = rest.split('<').next().unwrap().replace(' ', "");
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    totp.generate(u64::try_from(town.now().as_second()).unwrap()).to_string()
}

/// Somebody in for the first time, with their recovery codes.
async fn set_up(town: &Town, user: &str) -> (Person, Vec<String>) {
    let half = town.as_nobody().with_cookie_of(&password(&town.as_nobody(), user, PASSWORD).await);
    let page = half.get(SECOND).await;
    let done = half.post(SECOND, &[("kode", &code(town, &page))]).await;
    let codes = done.body.split("<li><code>").skip(1).filter_map(|rest| rest.split('<').next().map(str::to_owned)).collect();
    (town.as_nobody().with_cookie_of(&done), codes)
}

#[tokio::test]
async fn asvs_16_3_1_coming_in_and_going_out_are_rows() {
    let town = town().await;
    let mut before = 0;
    let (bo_in, codes) = set_up(&town, "bo").await;
    assert_eq!(since(&town, &mut before).await, [was("add-app", Done), was("log-in", Done), was("new-codes", Done)]);
    let (who, _, _, session) = rows(&town).await[1].clone();
    assert_eq!(who, bo());
    let open = town.store.sessions_of(bo(), town.now()).await.unwrap().remove(0);
    assert_eq!(session.unwrap(), open.token_hash[..16], "by which session what he looks at is found");
    bo_in.post("/log-ud", &[]).await;
    assert_eq!(since(&town, &mut before).await, [was("log-out", Done)]);
    // A second factor refused, and one given.
    let half = town.as_nobody().with_cookie_of(&password(&town.as_nobody(), "bo", PASSWORD).await);
    assert_eq!(half.post(SECOND, &[("kode", "000000")]).await.status, StatusCode::UNAUTHORIZED);
    let done = half.post(SECOND, &[("kode", &codes[0])]).await;
    assert_eq!(since(&town, &mut before).await, [was("second-factor", Refused), was("log-in", Done)]);
    // A lock, a fresh proof, and both refused.
    let bo_in = town.as_nobody().with_cookie_of(&done);
    let prove =
        async |person: &Person, why, field, typed| person.post("/bekraeft", &[("hvorfor", why), ("til", "/min-dag"), (field, typed)]).await;
    town.later(31 * 60);
    prove(&bo_in, "laas", "adgangskode", WRONG).await;
    let bo_in = town.as_nobody().with_cookie_of(&prove(&bo_in, "laas", "adgangskode", PASSWORD).await);
    prove(&bo_in, "bevis", "kode", "000000").await;
    let bo_in = town.as_nobody().with_cookie_of(&prove(&bo_in, "bevis", "kode", &codes[1]).await);
    assert_eq!(since(&town, &mut before).await, [was("unlock", Refused), was("unlock", Done), was("prove", Refused), was("prove", Done)]);
    // What lets him in is changed.
    let new = "fire grønne ord på rad";
    bo_in.post("/mig/sikkerhed/koder", &[]).await;
    let change = async |now| bo_in.post("/mig/sikkerhed/adgangskode", &[("adgangskode", now), ("ny", new), ("gentag", new)]).await;
    change(WRONG).await;
    change(PASSWORD).await.leads_to("/mig/sikkerhed");
    assert_eq!(since(&town, &mut before).await, [was("new-codes", Done), was("set-password", Refused), was("set-password", Done)]);
    // Nothing that was typed is anywhere in the log.
    for row in town.store.log_between(Timestamp::UNIX_EPOCH, Timestamp::MAX).await.unwrap() {
        let said = format!("{row:?}");
        assert!([PASSWORD, WRONG, new, &codes[0]].iter().all(|typed| !said.contains(typed)), "{said}");
    }
}

#[tokio::test]
async fn asvs_16_3_1_a_refusal_is_a_row_of_a_known_person_and_there_are_no_more_than_attempts() {
    let town = town().await;
    let there = town.as_nobody().from("192.0.2.1:4000");
    for _ in 0..15 {
        password(&there, "bo", WRONG).await;
    }
    must_become(&town, 10).await;
    // What nobody is called may be a password: it is nobody's row.
    for _ in 0..5 {
        password(&town.as_nobody().from("192.0.2.2:4000"), WRONG, WRONG).await;
    }
    let gone = Staff { is_active: false, ..town.store.staff(bo()).await.unwrap().unwrap() };
    town.store.put_staff(&gone).await.unwrap();
    password(&town.as_nobody().from("192.0.2.3:4000"), "bo", PASSWORD).await;
    must_become(&town, 11).await;
    let all = rows(&town).await;
    assert_eq!(all.len(), 11, "one for each attempt, and none beyond the limit: {all:?}");
    assert!(all.iter().all(|(who, action, result, session)| (*who, action.as_str(), *result, session) == (bo(), "log-in", Refused, &None)));
}

#[tokio::test]
async fn asvs_16_3_1_logins_that_are_ended_are_rows_of_whoever_ended_them_and_whose_they_were() {
    let town = town().await;
    let (bo_in, codes) = set_up(&town, "bo").await;
    let (lone_in, _) = set_up(&town, Role::TeamLeader.code()).await;
    let half = town.as_nobody().with_cookie_of(&password(&town.as_nobody(), "bo", PASSWORD).await);
    let other = town.as_nobody().with_cookie_of(&half.post(SECOND, &[("kode", &codes[0])]).await);
    let mut before = rows(&town).await.len();
    bo_in.post("/mig/sessioner/slut", &[("andre", "ja")]).await;
    assert_eq!(other.get("/min-dag").await.to, "/");
    bo_in.post("/mig/sessioner/slut", &[("andre", "ja")]).await;
    assert_eq!(since(&town, &mut before).await, [was("end-own", Done)], "nothing was there to end the second time");
    lone_in.post("/team/logget-ind/slut", &[("hvem", &bo().to_string())]).await.leads_to("/team/logget-ind");
    assert_eq!(bo_in.get("/min-dag").await.to, "/");
    assert_eq!(since(&town, &mut before).await, [was("end-anothers", Done), was("ended-by-another", Done)]);
    let whose: Vec<StaffId> = rows(&town).await.iter().rev().take(2).map(|(who, ..)| *who).collect();
    assert_eq!(whose, [bo(), staff(Role::TeamLeader)]);
}

#[tokio::test]
async fn no_login_is_a_row_of_a_child_or_a_look_and_the_demo_has_none() {
    let town = town().await;
    let child = town.noah().await;
    set_up(&town, "bo").await;
    let of_child = town.store.log_of_child(child, 100).await.unwrap();
    assert!(!of_child.is_empty() && of_child.iter().all(|row| row.body.purpose != "login"), "{of_child:?}");
    let demo = Town::new().await;
    let mette = demo.as_caseworker().await;
    demo.later(31 * 60);
    mette.post("/bekraeft", &[("hvorfor", "laas"), ("til", "/min-dag")]).await;
    mette.post("/log-ud", &[]).await;
    assert_eq!(rows(&demo).await, []);
}
