//! The local login: password, second factor, what is refused, and how often one may try.

use crate::support::{Page, Person, Town, staff};
use axum::http::StatusCode;
use totp_rs::{Builder, Secret};
use trin_domain::id::StaffId;
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_web::limits::{Limits, Rate};
use trin_web::{Edges, passwords};

const PASSWORD: &str = "blå cykel under trappen";
const SECOND: &str = "/ind/trin-2";

/// A town with local login, where Bo, a caseworker, has a password and nothing more.
async fn town() -> Town {
    town_at(Edges::default()).await
}

async fn town_at(edges: Edges) -> Town {
    let town = Town::with_login(edges).await;
    let mette = town.store.staff(staff(Role::Caseworker)).await.unwrap().unwrap();
    let bo = Staff { id: bo(), name: "Bo Krog".to_owned(), ..mette };
    town.store.put_staff(&bo).await.unwrap();
    town.store.set_password(bo.id, &passwords::hash(PASSWORD, &[7; 16]).unwrap()).await.unwrap();
    town
}

fn bo() -> StaffId {
    StaffId::from_label("bo")
}

async fn password(person: &Person, user: &str, password: &str) -> Page {
    person.post("/ind", &[("brugernavn", user), ("adgangskode", password)]).await
}

/// The code an app shows for the secret on a page.
fn code(town: &Town, page: &Page) -> String {
    let (_, rest) = page.body.split_once("code class=\"secret\">").expect("a secret");
    code_of(town, &rest.split('<').next().unwrap().replace(' ', ""))
}

fn code_of(town: &Town, secret: &str) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    totp.generate(u64::try_from(town.now().as_second()).unwrap()).to_string()
}

/// Bo, in for the first time, with the recovery codes he was given.
async fn set_up(town: &Town) -> (Person, Vec<String>) {
    let door = password(&town.as_nobody(), "Bo ", PASSWORD).await;
    door.leads_to(SECOND);
    let half = town.as_nobody().with_cookie_of(&door);
    let page = half.get(SECOND).await;
    page.must(StatusCode::OK, &["Sæt to-trin op", "<svg class=\"qr\"", "role=\"img\""]);
    let done = half.post(SECOND, &[("kode", &code(town, &page))]).await;
    done.must(StatusCode::OK, &["Dine nødkoder"]);
    let codes: Vec<String> = done.body.split("<li><code>").skip(1).filter_map(|rest| rest.split('<').next().map(str::to_owned)).collect();
    assert_eq!(codes.len(), 10);
    (town.as_nobody().with_cookie_of(&done), codes)
}

#[tokio::test]
async fn who_has_no_second_factor_sets_one_up_before_anything_opens() {
    let town = town().await;
    let child = town.noah().await;
    let door = password(&town.as_nobody(), "bo", PASSWORD).await;
    let half = town.as_nobody().with_cookie_of(&door);
    for path in ["/min-dag", "/boern", &format!("/boern/{child}"), "/mig/sikkerhed/app", "/mig/sessioner"] {
        half.get(path).await.leads_to(SECOND);
    }
    let note = half.post(&format!("/boern/{child}/note"), &[("facts", "Et langt notat")]).await;
    note.must(StatusCode::UNAUTHORIZED, &["Et langt notat"]);
    half.post(SECOND, &[("kode", "000000")]).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["Koden passer ikke"]);
    let (bo, _) = set_up(&town).await;
    assert_eq!(bo.get("/min-dag").await.status, StatusCode::OK);
    assert_eq!(half.get("/min-dag").await.to, SECOND, "the half session elsewhere stays half");
}

#[tokio::test]
async fn a_code_works_once_and_a_password_alone_opens_nothing() {
    let town = town().await;
    let (_, codes) = set_up(&town).await;
    let secret = town.store.app_secret(bo(), true).await.unwrap().unwrap();
    let enter = async || town.as_nobody().with_cookie_of(&password(&town.as_nobody(), "bo", PASSWORD).await);
    let half = enter().await;
    half.get(SECOND).await.must(StatusCode::OK, &["To-trin: vis, at det er dig"]);
    assert!(!half.get(SECOND).await.says("class=\"secret\""), "who has a factor is not offered another at the door");
    // The code that set it up is used up; so is each after it.
    let used = code_of(&town, &secret);
    half.post(SECOND, &[("kode", &used)]).await.must(StatusCode::UNAUTHORIZED, &["den er brugt"]);
    town.later(30);
    let fresh = code_of(&town, &secret);
    half.post(SECOND, &[("kode", &format!("{} {}", &fresh[..3], &fresh[3..]))]).await.leads_to("/min-dag");
    let other = enter().await;
    assert_eq!(other.post(SECOND, &[("kode", &fresh)]).await.status, StatusCode::UNAUTHORIZED, "a replay");
    // A recovery code, however it is written, once.
    other.post(SECOND, &[("kode", &codes[0].to_uppercase().replace('-', " "))]).await.leads_to("/min-dag");
    let again = enter().await;
    assert_eq!(again.post(SECOND, &[("kode", &codes[0])]).await.status, StatusCode::UNAUTHORIZED);
    again.post(SECOND, &[("kode", &codes[1])]).await.leads_to("/min-dag");
    assert_eq!(town.store.factors(bo()).await.unwrap().recovery_codes, 8);
}

#[tokio::test]
async fn a_code_from_before_and_after_the_neighbours_is_refused() {
    let town = town().await;
    set_up(&town).await;
    let secret = town.store.app_secret(bo(), true).await.unwrap().unwrap();
    let early = code_of(&town, &secret);
    town.later(120);
    let half = town.as_nobody().with_cookie_of(&password(&town.as_nobody(), "bo", PASSWORD).await);
    assert_eq!(half.post(SECOND, &[("kode", &early)]).await.status, StatusCode::UNAUTHORIZED);
    let now = code_of(&town, &secret);
    town.later(30);
    half.post(SECOND, &[("kode", &now)]).await.leads_to("/min-dag");
}

#[tokio::test]
async fn each_step_has_a_token_of_its_own() {
    let town = town().await;
    let planted = Person::clone(&town.as_nobody());
    let door = password(&planted, "bo", PASSWORD).await;
    let half = planted.with_cookie_of(&door);
    let page = half.get(SECOND).await;
    let whole = half.post(SECOND, &[("kode", &code(&town, &page))]).await;
    assert_ne!(door.cookie, whole.cookie);
    assert_eq!(half.get("/min-dag").await.to, "/", "the token from the door is dead");
}

#[tokio::test]
async fn an_unknown_user_and_a_wrong_password_are_answered_alike() {
    let town = town().await;
    let wrong = password(&town.as_nobody(), "bo", "forkert kode her").await;
    let unknown = password(&town.as_nobody(), "ingen", "forkert kode her").await;
    assert_eq!((wrong.status, unknown.status), (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED));
    assert_eq!(wrong.body.replace("\"bo\"", ""), unknown.body.replace("\"ingen\"", ""));
    assert!(wrong.cookie.is_empty() && unknown.cookie.is_empty());
    // Both are hashed: the time is of one size. Argon2 takes tens of milliseconds in this build; answering without it takes one.
    let time = async |user: &str| {
        let began = std::time::Instant::now();
        password(&town.as_nobody(), user, "forkert kode her").await;
        began.elapsed()
    };
    let (known, unknown) = (time("bo").await, time("ingen").await);
    assert!(unknown * 4 > known && known * 4 > unknown, "known {known:?}, unknown {unknown:?}");
}

#[tokio::test]
async fn trying_is_slowed_down_where_it_comes_from_and_keeps_nobody_out() {
    let town = town().await;
    let (there, home) = (town.as_nobody().from("192.0.2.1:4000"), town.as_nobody().from("192.0.2.9:4000"));
    for _ in 0..10 {
        assert_eq!(password(&there, "bo", "forkert kode her").await.status, StatusCode::UNAUTHORIZED);
    }
    let slowed = password(&there, "bo", PASSWORD).await;
    slowed.must(StatusCode::TOO_MANY_REQUESTS, &["Det går for stærkt", "Vent et minut"]);
    assert!(slowed.cookie.is_empty(), "not even the right one, so that nothing is learnt");
    password(&home, "bo", PASSWORD).await.leads_to(SECOND);
    // An unknown user is slowed down alike.
    for _ in 0..10 {
        password(&there, "ingen", "x").await;
    }
    assert_eq!(password(&there, "ingen", "x").await.status, StatusCode::TOO_MANY_REQUESTS);
    town.later(60);
    password(&there, "bo", PASSWORD).await.leads_to(SECOND);
}

#[tokio::test]
async fn codes_are_not_tried_by_the_thousand() {
    let town = town().await;
    set_up(&town).await;
    town.later(600);
    let half = town.as_nobody().with_cookie_of(&password(&town.as_nobody(), "bo", PASSWORD).await);
    let mut answers = Vec::new();
    for nth in 0..30 {
        answers.push(half.post(SECOND, &[("kode", &format!("{nth:06}"))]).await.status);
    }
    assert_eq!(answers.last(), Some(&StatusCode::TOO_MANY_REQUESTS));
    assert!(answers.iter().filter(|status| **status == StatusCode::UNAUTHORIZED).count() <= 10);
}

#[tokio::test]
async fn what_asks_for_a_fresh_proof_asks_for_the_second_factor() {
    let town = town().await;
    let (bo_in, codes) = set_up(&town).await;
    let path = "/mig/sikkerhed/app";
    assert_eq!(bo_in.get(path).await.status, StatusCode::OK, "just logged in");
    town.later(5 * 60 + 1);
    bo_in.get(path).await.must(StatusCode::FORBIDDEN, &["Vis, at det er dig", "name=\"kode\"", &format!("value=\"{path}\"")]);
    assert_eq!(bo_in.post("/mig/sikkerhed/koder", &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(town.store.factors(bo()).await.unwrap().recovery_codes, 10, "nothing was done");
    // The password is not the second factor.
    let by_password = [("hvorfor", "bevis"), ("til", path), ("adgangskode", PASSWORD)];
    assert_eq!(bo_in.post("/bekraeft", &by_password).await.status, StatusCode::UNAUTHORIZED);
    // Nor does a code unlock, whatever the form says it is for: whoever holds the telephone and the machine is not yet the person.
    town.later(30 * 60 + 1);
    let by_code = [("hvorfor", "bevis"), ("til", path), ("kode", &codes[1])];
    assert_eq!(bo_in.post("/bekraeft", &by_code).await.status, StatusCode::UNAUTHORIZED);
    // Nor does an unlocking by password count as one.
    let unlocked = bo_in.post("/bekraeft", &[("hvorfor", "laas"), ("til", path), ("adgangskode", PASSWORD)]).await;
    unlocked.leads_to(path);
    let bo_in = bo_in.with_cookie_of(&unlocked);
    assert_eq!(bo_in.get(path).await.status, StatusCode::FORBIDDEN);
    let proved = bo_in.post("/bekraeft", &[("hvorfor", "bevis"), ("til", path), ("kode", &codes[0])]).await;
    proved.leads_to(path);
    let bo_in = bo_in.with_cookie_of(&proved);
    assert_eq!(bo_in.get(path).await.status, StatusCode::OK);
    bo_in.post("/mig/sikkerhed/koder", &[]).await.must(StatusCode::OK, &["Dine nødkoder"]);
}

#[tokio::test]
async fn a_lock_opens_with_the_password_and_not_with_another() {
    let town = town().await;
    let (bo_in, _) = set_up(&town).await;
    town.later(31 * 60);
    bo_in
        .get("/min-dag")
        .await
        .must(StatusCode::UNAUTHORIZED, &["Trin er låst", "name=\"adgangskode\"", "autocomplete=\"current-password\""]);
    let unlock =
        async |password: &str| bo_in.post("/bekraeft", &[("hvorfor", "laas"), ("til", "/min-dag"), ("adgangskode", password)]).await;
    unlock("forkert kode her").await.must(StatusCode::UNAUTHORIZED, &["Adgangskoden passer ikke"]);
    assert_eq!(bo_in.get("/min-dag").await.status, StatusCode::UNAUTHORIZED);
    unlock(PASSWORD).await.leads_to("/min-dag");
}

#[tokio::test]
async fn one_changes_ones_password_and_every_other_login_ends() {
    let town = town().await;
    let (bo_in, codes) = set_up(&town).await;
    let half = town.as_nobody().with_cookie_of(&password(&town.as_nobody(), "bo", PASSWORD).await);
    let other = half.post(SECOND, &[("kode", &codes[0])]).await;
    let other = town.as_nobody().with_cookie_of(&other);
    let path = "/mig/sikkerhed/adgangskode";
    let page = bo_in.get(path).await;
    page.must(StatusCode::OK, &["autocomplete=\"new-password\"", "Mindst 12 tegn"]);
    assert!(!page.says("onpaste"));
    let new = "fire grønne ord på rad";
    for (now, new, again, says) in [
        ("forkert kode her", new, new, "Adgangskoden passer ikke"),
        (PASSWORD, "kort", "kort", "mindst 12 tegn"),
        (PASSWORD, "password1234", "password1234", "blandt de første"),
        (PASSWORD, "Kerteminde2026", "Kerteminde2026", "kommunens"),
        (PASSWORD, new, "noget andet her", "ikke ens"),
    ] {
        let refused = bo_in.post(path, &[("adgangskode", now), ("ny", new), ("gentag", again)]).await;
        refused.must(StatusCode::UNPROCESSABLE_ENTITY, &[says]);
        assert!(!refused.says(new) && !refused.says(now), "no secret is written back");
    }
    // Each try counts as one at the password.
    town.later(5 * 60);
    let changed = bo_in.post(path, &[("adgangskode", PASSWORD), ("ny", new), ("gentag", new)]).await;
    changed.leads_to("/mig/sikkerhed");
    assert_eq!(bo_in.with_cookie_of(&changed).get("/min-dag").await.status, StatusCode::OK);
    assert_eq!(bo_in.get("/min-dag").await.to, "/", "the old token is dead");
    assert_eq!(other.get("/min-dag").await.to, "/", "and so is every other login");
    // Having tried so often, Bo waits a while before the next login.
    town.later(600);
    password(&town.as_nobody(), "bo", new).await.leads_to(SECOND);
    assert_eq!(password(&town.as_nobody(), "bo", PASSWORD).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn asvs_6_2_8_a_password_is_taken_as_it_is_typed() {
    let town = town().await;
    let (bo_in, _) = set_up(&town).await;
    for other in [format!(" {PASSWORD}"), format!("{PASSWORD} "), PASSWORD.to_uppercase()] {
        assert_eq!(password(&town.as_nobody(), "bo", &other).await.status, StatusCode::UNAUTHORIZED, "{other:?}");
    }
    let path = "/mig/sikkerhed/adgangskode";
    let new = "  fire grønne ord på Rad ";
    let differs = bo_in.post(path, &[("adgangskode", PASSWORD), ("ny", new), ("gentag", new.trim())]).await;
    differs.must(StatusCode::UNPROCESSABLE_ENTITY, &["ikke ens"]);
    let spaced = format!("{PASSWORD} ");
    let wrong = bo_in.post(path, &[("adgangskode", &spaced), ("ny", new), ("gentag", new)]).await;
    wrong.must(StatusCode::UNPROCESSABLE_ENTITY, &["Adgangskoden passer ikke"]);
    let changed = bo_in.post(path, &[("adgangskode", PASSWORD), ("ny", new), ("gentag", new)]).await;
    changed.leads_to("/mig/sikkerhed");
    town.later(5 * 60);
    for other in [new.trim(), new.trim_start(), new.trim_end()] {
        assert_eq!(password(&town.as_nobody(), "bo", other).await.status, StatusCode::UNAUTHORIZED, "{other:?}");
    }
    password(&town.as_nobody(), "bo", new).await.leads_to(SECOND);
    // The lock asks for the same password, and takes it the same way.
    let bo_in = bo_in.with_cookie_of(&changed);
    town.later(31 * 60);
    let unlock =
        async |password: &str| bo_in.post("/bekraeft", &[("hvorfor", "laas"), ("til", "/min-dag"), ("adgangskode", password)]).await;
    unlock(new.trim()).await.must(StatusCode::UNAUTHORIZED, &["Adgangskoden passer ikke"]);
    unlock(new).await.leads_to("/min-dag");
}

#[tokio::test]
async fn the_last_second_factor_cannot_be_taken_away_and_a_reset_asks_for_a_new_one() {
    let town = town().await;
    let (bo_in, _) = set_up(&town).await;
    assert!(!bo_in.get("/mig/sikkerhed").await.says("/mig/sikkerhed/app/fjern"));
    bo_in.post("/mig/sikkerhed/app/fjern", &[]).await;
    assert!(town.store.factors(bo()).await.unwrap().has_app);
    town.store.reset_factors(bo()).await.unwrap();
    assert_eq!(bo_in.get("/min-dag").await.to, "/", "logins end with it");
    set_up(&town).await;
}

/// The same town, where an account has six attempts an hour in all rather than a hundred: each costs a hash.
async fn small_town() -> Town {
    let limits = Limits { attempts_at_account_in_all: Rate::new(6, 3_600), ..Limits::default() };
    town_at(Edges { limits, ..Edges::default() }).await
}

/// A stranger wears Bo's attempts out, from so many addresses that none of them is limited.
async fn worn_out(town: &Town) {
    for nth in 0..7 {
        let there = town.as_nobody().from(&format!("198.51.100.{nth}:4000"));
        password(&there, "bo", "forkert kode her").await;
    }
}

/// The door again, set up once: who comes in, and what their browser is known by.
async fn known_browser(town: &Town) -> (String, Vec<String>) {
    let door = password(&town.as_nobody(), "bo", PASSWORD).await;
    assert!(door.known.is_empty(), "a password alone makes no browser known");
    let half = town.as_nobody().with_cookie_of(&door);
    let page = half.get(SECOND).await;
    let done = half.post(SECOND, &[("kode", &code(town, &page))]).await;
    let codes = done.body.split("<li><code>").skip(1).filter_map(|rest| rest.split('<').next().map(str::to_owned)).collect();
    let set = done.set.iter().find(|set| set.contains("trin-kendt=")).expect("a cookie");
    for part in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=7776000"] {
        assert!(set.contains(part), "{set}");
    }
    (done.known, codes)
}

#[tokio::test]
async fn a_stranger_with_many_addresses_keeps_an_owner_out_of_no_browser_they_came_in_by() {
    let town = small_town().await;
    let (known, codes) = known_browser(&town).await;
    worn_out(&town).await;
    let new = town.as_nobody().from("203.0.113.7:4000");
    assert_eq!(
        password(&new, "bo", PASSWORD).await.status,
        StatusCode::TOO_MANY_REQUESTS,
        "the stranger is still limited, and so is a new browser"
    );
    // In the browser he came in by before: the password, the second factor, and then a new name for the browser.
    let home = new.known_by(&known);
    let door = password(&home, "bo", PASSWORD).await;
    door.leads_to(SECOND);
    let half = home.with_cookie_of(&door).known_by(&known);
    let done = half.post(SECOND, &[("kode", &codes[0])]).await;
    done.leads_to("/min-dag");
    assert!(!done.known.is_empty() && done.known != known);
    assert_eq!(password(&home, "bo", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS, "the old name is nobody's");
    let inside = home.with_cookie_of(&done).known_by(&done.known);
    town.later(31 * 60);
    worn_out(&town).await;
    inside.post("/bekraeft", &[("hvorfor", "laas"), ("til", "/min-dag"), ("adgangskode", PASSWORD)]).await.leads_to("/min-dag");
}

#[tokio::test]
async fn a_known_browser_has_ten_attempts_of_its_owner_and_none_of_anybody_elses() {
    let town = small_town().await;
    let (known, _) = known_browser(&town).await;
    let mette = staff(Role::Caseworker);
    town.store.set_password(mette, &passwords::hash(PASSWORD, &[8; 16]).unwrap()).await.unwrap();
    town.later(600);
    // Whoever has the browser guesses no faster by it.
    let home = town.as_nobody().from("203.0.113.7:4000").known_by(&known);
    for _ in 0..10 {
        assert_eq!(password(&home, "bo", "forkert kode her").await.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(password(&home, "bo", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(password(&home.from("203.0.113.8:4000"), "bo", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS, "elsewhere neither");
    // Bo's browser is a stranger's to Mette.
    let label = Role::Caseworker.code();
    for nth in 0..7 {
        let there = town.as_nobody().from(&format!("198.51.100.{nth}:4000")).known_by(&known);
        password(&there, label, "forkert kode her").await;
    }
    let elsewhere = town.as_nobody().from("203.0.113.9:4000").known_by(&known);
    assert_eq!(password(&elsewhere, label, PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_browser_is_known_for_ninety_days_and_until_the_password_is_another() {
    let town = small_town().await;
    let (known, codes) = known_browser(&town).await;
    town.later(89 * 24 * 3600);
    worn_out(&town).await;
    let home = town.as_nobody().from("203.0.113.7:4000").known_by(&known);
    password(&home, "bo", PASSWORD).await.leads_to(SECOND);
    town.later(2 * 24 * 3600);
    worn_out(&town).await;
    assert_eq!(password(&home, "bo", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    // Changing the password, one goes on being known where one sits; a reset by the operator forgets every browser.
    town.later(2 * 3600);
    let half = home.with_cookie_of(&password(&home, "bo", PASSWORD).await);
    let done = half.post(SECOND, &[("kode", &codes[0])]).await;
    let inside = home.with_cookie_of(&done).known_by(&done.known);
    let new = "fire grønne ord på rad";
    let changed = inside.post("/mig/sikkerhed/adgangskode", &[("adgangskode", PASSWORD), ("ny", new), ("gentag", new)]).await;
    changed.leads_to("/mig/sikkerhed");
    worn_out(&town).await;
    let there = town.as_nobody().from("203.0.113.7:4000");
    assert_eq!(password(&there.known_by(&done.known), "bo", new).await.status, StatusCode::TOO_MANY_REQUESTS);
    password(&there.known_by(&changed.known), "bo", new).await.leads_to(SECOND);
    town.store.reset_factors(bo()).await.unwrap();
    assert_eq!(password(&there.known_by(&changed.known), "bo", new).await.status, StatusCode::TOO_MANY_REQUESTS);
}
