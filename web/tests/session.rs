//! Sessions: how long they last, what locks and unlocks them, what asks for a fresh proof, and who ends them.

use crate::support::{Person, Town, at, staff};
use axum::http::StatusCode;
use trin_domain::kinds::Role;

const LOCKED: StatusCode = StatusCode::UNAUTHORIZED;
const MINUTE: i64 = 60;

/// The same browser after the page that asks has been answered with yes, as the demo asks.
async fn proved(person: &Person, why: &str, til: &str) -> Person {
    let page = person.post("/bekraeft", &[("hvorfor", why), ("til", til)]).await;
    page.leads_to(til);
    person.with_cookie_of(&page)
}

#[tokio::test]
async fn a_session_left_alone_for_half_an_hour_locks_and_unlocks_to_the_same_place() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let place = at(child, "note");
    town.later(29 * MINUTE);
    assert_eq!(mette.get(&place).await.status, StatusCode::OK);
    // Its use was noted: half an hour counts from there.
    town.later(29 * MINUTE);
    assert_eq!(mette.get(&place).await.status, StatusCode::OK);
    town.later(30 * MINUTE + 1);
    let locked = mette.get(&place).await;
    locked.must(LOCKED, &["Trin er låst", "Mette Holm", &format!("value=\"{place}\""), "/log-ud"]);
    assert!(!locked.says("Noah Holm"), "nothing of the page shows");
    // Looking again does not unlock.
    assert_eq!(mette.get("/min-dag").await.status, LOCKED);
    let back = proved(&mette, "laas", &place).await;
    assert_eq!(back.get(&place).await.status, StatusCode::OK);
    assert_eq!(mette.get(&place).await.to, "/", "the old token opens nothing");
}

#[tokio::test]
async fn a_form_sent_while_locked_is_handed_back_whole() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "note");
    let page = mette.get(&path).await;
    town.later(31 * MINUTE);
    let words = "Talte med Noahs mor & \"far\" i går.\nDe vil gerne have hjælp.";
    let locked = mette.send(&page, &path, &[("on", "2026-05-12"), ("facts", words), ("adgangskode", "hemmelig")]).await;
    locked.must(LOCKED, &["Trin er låst", "ikke tabt", "name=\"s.facts\"", "name=\"s.key\"", "&quot;far&quot;"]);
    assert!(!locked.says("hemmelig"), "a secret is never written back");
    assert_eq!(town.record(child).await.entries().len(), 7, "nothing was saved");
    let (key, set) = (locked.hidden("s.key"), locked.hidden("s.set"));
    let along = [
        ("hvorfor", "laas"),
        ("til", &path),
        ("sendt", "ja"),
        ("s.key", &key),
        ("s.set", &set),
        ("s.on", "2026-05-12"),
        ("s.facts", words),
    ];
    let handed = mette.post("/bekraeft", &along).await;
    handed
        .must(StatusCode::OK, &["Send det, du havde skrevet", &format!("action=\"{path}\""), "name=\"facts\"", "De vil gerne have hjælp."]);
    let back = mette.with_cookie_of(&handed);
    back.post(&path, &[("key", &handed.hidden("key")), ("set", &handed.hidden("set")), ("on", "2026-05-12"), ("facts", words)])
        .await
        .leads_to("/boern/");
    assert_eq!(town.record(child).await.entries().len(), 8);
    // What is typed meanwhile is not lost silently either.
    town.later(31 * MINUTE);
    assert_eq!(back.post("/kladder/boern", &[("facts", "Halvt")]).await.status, LOCKED);
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours_however_busy() {
    let town = Town::new().await;
    let mette = town.as_caseworker().await;
    for _ in 0..(12 * 3 - 1) {
        town.later(20 * MINUTE);
        assert_eq!(mette.get("/min-dag").await.status, StatusCode::OK);
    }
    town.later(20 * MINUTE);
    let over = mette.get("/min-dag").await;
    assert_eq!((over.status, over.to.as_str()), (StatusCode::SEE_OTHER, "/"));
    assert_eq!(mette.post("/bekraeft", &[("hvorfor", "laas"), ("til", "/min-dag")]).await.to, "/", "nor can it be unlocked");
}

#[tokio::test]
async fn a_clock_that_was_ahead_and_is_put_right_lengthens_no_session_and_no_proof() {
    let town = Town::new().await;
    let child = town.noah().await;
    let early = town.as_caseworker().await;
    // Two hours ahead: locked, unlocked and shown anew who one is.
    town.later(2 * 60 * MINUTE);
    assert_eq!(early.get("/min-dag").await.status, LOCKED);
    let early = proved(&early, "laas", "/min-dag").await;
    let early = proved(&early, "bevis", "/min-dag").await;
    // A day ahead, somebody comes in.
    town.later(24 * 60 * MINUTE);
    let late = town.as_role(Role::TeamLeader).await;
    town.later(-26 * 60 * MINUTE);
    assert_eq!(early.get("/min-dag").await.status, LOCKED, "its last use lies ahead: nobody knows how long it was left alone");
    let early = proved(&early, "laas", "/min-dag").await;
    let glass = early.post(&at(child, "adresse/vis"), &[("purpose", "Brev")]).await;
    assert_eq!(glass.status, StatusCode::FORBIDDEN, "a proof given ahead is none");
    assert_eq!(late.get("/min-dag").await.to, "/", "it would last a day longer than any may");
}

#[tokio::test]
async fn reading_writes_its_time_at_most_once_a_minute() {
    let town = Town::new().await;
    let mette = town.as_caseworker().await;
    let seen = async || town.store.sessions_of(staff(Role::Caseworker), town.now()).await.unwrap()[0].last_seen_at;
    let began = seen().await;
    town.later(59);
    mette.get("/min-dag").await;
    assert_eq!(seen().await, began);
    town.later(1);
    mette.get("/min-dag").await;
    assert_eq!(seen().await, town.now());
}

#[tokio::test]
async fn a_fresh_proof_lasts_five_minutes_and_a_form_waits_for_it() {
    // The demo shows what a step-up is; its own pages ask for none, so the store is asked what the next helper's pages will be told.
    let town = Town::new().await;
    let mette = town.as_caseworker().await;
    let proved_at = async || town.store.sessions_of(staff(Role::Caseworker), town.now()).await.unwrap()[0].proved_at;
    assert_eq!(proved_at().await, None, "choosing a person is no proof");
    let back = proved(&mette, "bevis", "/min-dag").await;
    assert_eq!(proved_at().await, Some(town.now()));
    assert_eq!(back.get("/min-dag").await.status, StatusCode::OK);
    assert_ne!(back.cookie(), mette.cookie(), "a new token at every change of what it may");
    assert_eq!(mette.get("/min-dag").await.to, "/");
    // Elsewhere is nowhere.
    let page = back.post("/bekraeft", &[("hvorfor", "bevis"), ("til", "//elsewhere.example")]).await;
    assert_eq!(page.to, "/");
}

#[tokio::test]
async fn one_sees_ones_sessions_and_ends_them() {
    let town = Town::new().await;
    let mette = town.as_caseworker().await;
    town.later(MINUTE);
    let elsewhere = town.as_caseworker().await;
    let lone = town.as_role(Role::TeamLeader).await;
    let page = mette.get("/mig/sessioner").await;
    page.must(StatusCode::OK, &["Hvor du er logget ind", "Afslut alle andre end dette"]);
    let ids: Vec<String> =
        page.body.split("name=\"id\" value=\"").skip(1).filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect();
    assert_eq!(ids.len(), 2);
    let own = |sessions: Vec<trin_store::Session>| sessions.into_iter().map(|session| session.id).collect::<Vec<_>>();
    assert_eq!(own(town.store.sessions_of(staff(Role::Caseworker), town.now()).await.unwrap()), ids);
    // Somebody else's cannot be ended by its name.
    lone.post("/mig/sessioner/slut", &[("id", &ids[0])]).await;
    assert_eq!(elsewhere.get("/min-dag").await.status, StatusCode::OK);
    mette.post("/mig/sessioner/slut", &[("andre", "ja")]).await.leads_to("/mig/sessioner");
    assert_eq!(elsewhere.get("/min-dag").await.to, "/", "ended at once");
    assert_eq!(mette.get("/min-dag").await.status, StatusCode::OK);
    let id = own(town.store.sessions_of(staff(Role::Caseworker), town.now()).await.unwrap()).remove(0);
    mette.post("/mig/sessioner/slut", &[("id", &id)]).await.leads_to("/");
    assert_eq!(mette.get("/min-dag").await.to, "/");
}

#[tokio::test]
async fn a_leader_ends_the_sessions_of_their_own_staff() {
    let town = Town::new().await;
    let (mette, inge) = (town.as_caseworker().await, town.as_role(Role::Teacher).await);
    let (lone, per) = (town.as_role(Role::TeamLeader).await, town.as_role(Role::HeadOfDepartment).await);
    lone.get("/team/logget-ind").await.must(StatusCode::OK, &["Mette Holm", "Afslut alle logins for Mette Holm"]);
    assert!(!lone.get("/team/logget-ind").await.says("Inge Lund"), "the school has its own leader");
    let who = |role| [("hvem", staff(role).to_string())];
    for (role, person, leader, ends) in
        [(Role::Teacher, &inge, &lone, false), (Role::Caseworker, &mette, &lone, true), (Role::Teacher, &inge, &per, true)]
    {
        let [(name, value)] = who(role);
        leader.post("/team/logget-ind/slut", &[(name, &value)]).await.leads_to("/team/logget-ind");
        assert_eq!(person.get("/min-dag").await.to == "/", ends, "{role:?}");
    }
}

#[tokio::test]
async fn a_leavers_session_and_an_old_role_end_with_the_next_page() {
    let town = Town::new().await;
    let mette = town.as_caseworker().await;
    let mut staff = town.store.staff(staff(Role::Caseworker)).await.unwrap().unwrap();
    staff.role = Role::Teacher;
    town.store.put_staff(&staff).await.unwrap();
    assert_eq!(mette.get("/trappen").await.status, StatusCode::NOT_FOUND);
    staff.is_active = false;
    town.store.put_staff(&staff).await.unwrap();
    assert_eq!(mette.get("/min-dag").await.to, "/");
}

#[tokio::test]
async fn logging_out_ends_the_session_on_the_server_and_clears_the_browser() {
    let town = Town::new().await;
    let mette = town.as_caseworker().await;
    assert!(mette.get("/min-dag").await.says("action=\"/log-ud\""), "always in sight");
    let request = axum::http::Request::post("/log-ud").body(axum::body::Body::empty()).unwrap();
    let answer = mette.request(request).await;
    let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    assert_eq!(header("clear-site-data"), "\"cache\", \"storage\"");
    assert!(header("set-cookie").contains("Max-Age=0"), "{}", header("set-cookie"));
    assert_eq!(mette.get("/min-dag").await.to, "/");
}

#[tokio::test]
async fn whoever_logs_out_while_the_store_fails_is_out() {
    let town = Town::new().await;
    let mette = town.as_caseworker().await;
    let stuck = "CREATE TRIGGER stuck BEFORE DELETE ON session BEGIN SELECT RAISE(ABORT, 'disk full'); END";
    crate::log::behind_its_back(&town, stuck).await;
    mette.post("/log-ud", &[]).await.leads_to("/");
    assert_eq!(mette.get("/min-dag").await.to, "/", "its token still opens");
    // When there is room again, it is gone for good.
    crate::log::behind_its_back(&town, "DROP TRIGGER stuck").await;
    assert_eq!(mette.get("/min-dag").await.to, "/");
    assert!(
        town.store
            .sessions_of(crate::support::staff(trin_domain::kinds::Role::Caseworker), crate::support::now())
            .await
            .unwrap()
            .is_empty()
    );
}
