//! Login at an identity provider: who comes in, and that nobody does by a token, an answer or a message that is not what it must be.

use crate::provider::{ACCESS, Browser, Signed, Tamper, Token, Town, key};
use axum::http::StatusCode;
use jiff::civil::date;
use openidconnect::core::CoreJwsSigningAlgorithm;
use openidconnect::{AccessToken, AccessTokenHash, PrivateSigningKey};
use serde_json::json;
use trin_domain::id::{ChildId, CommandKey, StaffId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::*;
use trin_store::LogResult;

#[tokio::test]
async fn somebody_the_provider_knows_comes_in_and_is_who_the_claims_say() {
    let town = Town::new().await;
    let mut mette = town.browser();
    mette.get("/").await.must(StatusCode::OK, &["Log ind hos Prøvekøbing", "/ind/udbyder"]);
    mette.post("/ind", &[("brugernavn", "mette"), ("adgangskode", "x")]).await.must(StatusCode::NOT_FOUND, &[]);
    let page = town.logs_in_with(&mut mette, "/ind/udbyder?til=/boern").await;
    assert_eq!((page.status, page.to.as_str()), (StatusCode::SEE_OTHER, "/boern"));
    assert!(mette.is_in().await);
    let everyone = town.store.staff_list(None).await.unwrap();
    let [staff] = everyone.as_slice() else { panic!("{everyone:?}") };
    assert_eq!((staff.name.as_str(), staff.role, staff.is_active), ("Mette Holm", Role::Caseworker, true));
    assert_eq!(town.store.unit(staff.unit).await.unwrap().unwrap().kind, UnitKind::CaseTeam);
    // At the next login they are the same person, with the name and role of that day.
    town.issuer.says(|says| {
        says.claims.insert("name".into(), json!("Mette Holm Krog"));
        says.claims.insert("groups".into(), json!(["leder"]));
    });
    let (mut again, _) = town.logs_in().await;
    assert!(again.is_in().await);
    let changed = town.store.staff(staff.id).await.unwrap().unwrap();
    assert_eq!((changed.name.as_str(), changed.role), ("Mette Holm Krog", Role::TeamLeader));
    assert_eq!(town.people().await, 1);
}

#[tokio::test]
async fn only_an_address_of_our_own_is_returned_to() {
    let town = Town::new().await;
    for elsewhere in ["https://evil.example", "//evil.example", "/%5Cevil.example", "min-dag"] {
        let mut browser = town.browser();
        let page = town.logs_in_with(&mut browser, &format!("/ind/udbyder?til={elsewhere}")).await;
        assert_eq!(page.to, "/min-dag", "{elsewhere}");
    }
}

/// A token that is not what it must be, and what was done to it.
const TAMPERED: &[(&str, Tamper)] = &[
    ("for another client", |token| token.claim("aud", json!("another"))),
    ("for another client too", |token| token.claim("aud", json!(["trin", "another"]))),
    ("for nobody", |token| token.without("aud")),
    ("of another party", |token| token.claim("azp", json!("another"))),
    ("of another issuer", |token| token.claim("iss", json!("https://evil.example"))),
    ("of no issuer", |token| token.without("iss")),
    ("run out", |token| token.claim("exp", json!(token.now - 61))),
    ("that never runs out", |token| token.without("exp")),
    ("issued long ago", |token| token.claim("iat", json!(token.now - 601))),
    ("issued tomorrow", |token| token.claim("iat", json!(token.now + 61))),
    ("not in force yet", |token| token.claim("nbf", json!(token.now + 61))),
    ("of another login", |token| token.claim("nonce", json!("of another login"))),
    ("of no login", |token| token.without("nonce")),
    ("of nobody", |token| token.without("sub")),
    ("with another access token", |token| token.claim("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA"))),
    ("that is a message", |token| drop(token.header.insert("typ".into(), json!("logout+jwt")))),
    ("with an extension nobody knows", |token| drop(token.header.insert("crit".into(), json!(["b64"])))),
    ("unsigned", |token| token.signed = Signed::Not),
    ("signed by another", |token| token.signed = Signed::ByAnother),
    ("signed with the public key", |token| token.signed = Signed::WithPublicKey),
    ("signed with the client's secret", |token| token.signed = Signed::WithClientSecret),
    ("changed after it was signed", |token| token.signed = Signed::ThenChanged),
];

#[tokio::test]
async fn asvs_9_1_1_a_token_that_was_tampered_with_lets_nobody_in() {
    let town = Town::new().await;
    let mut let_in = Vec::new();
    for (what, tamper) in TAMPERED {
        town.issuer.says(|says| says.tamper = *tamper);
        let (mut browser, page) = town.logs_in().await;
        if page.status != StatusCode::BAD_GATEWAY || browser.is_in().await || town.people().await > 0 {
            let_in.push(format!("{what}: {} {}", page.status, page.to));
        }
    }
    assert!(let_in.is_empty(), "{let_in:#?}");
    // What is right is let in, also with the claims that may be there and a clock a little off.
    let fine: &[(&str, Tamper)] = &[
        ("as it is", |_| {}),
        ("for us in a list", |token| token.claim("aud", json!(["trin"]))),
        ("of our party", |token| token.claim("azp", json!("trin"))),
        ("by a clock a little behind", |token| token.claim("exp", json!(token.now - 30))),
        ("by a clock a little ahead", |token| token.claim("iat", json!(token.now + 30))),
        ("with its access token", |token: &mut Token| {
            let (access, key) = (AccessToken::new(ACCESS.to_owned()), key(1).as_verification_key());
            let hash = AccessTokenHash::from_token(&access, &CoreJwsSigningAlgorithm::EdDsa, &key).unwrap();
            token.claim("at_hash", json!(hash));
        }),
    ];
    for (what, tamper) in fine {
        town.issuer.says(|says| says.tamper = *tamper);
        let (mut browser, page) = town.logs_in().await;
        assert!(browser.is_in().await, "{what}: {page:?}");
    }
}

#[tokio::test]
async fn asvs_10_1_2_an_answer_is_of_use_once_in_the_browser_that_asked_and_not_for_long() {
    let town = Town::new().await;
    let sent = |browser: Browser| async {
        let mut browser = browser;
        let sent = browser.get("/ind/udbyder").await;
        (town.issuer.logs_in(&sent.to), browser)
    };
    // Once.
    let (back, mut browser) = sent(town.browser()).await;
    assert_eq!(browser.get(&back).await.to, "/min-dag");
    let mut thief = browser.clone();
    thief.cookies.remove("trin");
    thief.get(&back).await.must(StatusCode::BAD_REQUEST, &["Begynd forfra"]);
    // In that browser: whoever is sent another's answer is not logged in as them.
    let (back, mut first) = sent(town.browser()).await;
    let (_, mut second) = sent(town.browser()).await;
    second.get(&back).await.must(StatusCode::BAD_REQUEST, &["Begynd forfra"]);
    assert!(!second.is_in().await);
    first.get(&back).await.must(StatusCode::BAD_REQUEST, &[]);
    // With that state.
    for change in [|back: &str| back.replace("state=", "state=x"), |back: &str| back.replace("state=", "tilstand=")] {
        let (back, mut browser) = sent(town.browser()).await;
        browser.get(&change(&back)).await.must(StatusCode::BAD_REQUEST, &["Begynd forfra"]);
        assert!(!browser.is_in().await);
    }
    // Of that provider, which says who it is.
    for change in
        [|back: &str| back.replace("iss=", "iss=https://evil.example/"), |back: &str| back.split("&iss=").next().unwrap().to_owned()]
    {
        let (back, mut browser) = sent(town.browser()).await;
        browser.get(&change(&back)).await.must(StatusCode::BAD_REQUEST, &["Begynd forfra"]);
        assert!(!browser.is_in().await);
    }
    // Soon.
    let (back, mut browser) = sent(town.browser()).await;
    town.later(601);
    browser.get(&back).await.must(StatusCode::BAD_REQUEST, &["Begynd forfra"]);
    // And a refusal there is told here.
    let (back, mut browser) = sent(town.browser()).await;
    browser.get(&back.replace("code=", "error=access_denied&x=")).await.must(StatusCode::FORBIDDEN, &["Du er ikke logget ind"]);
}

#[tokio::test]
async fn asvs_10_2_1_a_code_stolen_on_its_way_is_of_no_use_to_another_login() {
    let town = Town::new().await;
    // The thief has the victim's code, and a login of their own with its own state and verifier.
    let mut victim = town.browser();
    let stolen = town.issuer.logs_in(&victim.get("/ind/udbyder").await.to);
    let code = stolen.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let mut thief = town.browser();
    let own = town.issuer.logs_in(&thief.get("/ind/udbyder").await.to);
    let own_code = own.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    thief.get(&own.replace(&own_code, &code)).await.must(StatusCode::BAD_GATEWAY, &[]);
    assert!(!thief.is_in().await);
}

#[tokio::test]
async fn asvs_6_8_4_who_is_not_known_surely_enough_is_refused_with_the_reason() {
    let town = Town::new().await;
    let with = async |name: &str, value: serde_json::Value| {
        let before = town.issuer.says(|says| says.claims.insert(name.to_owned(), value));
        let (mut browser, page) = town.logs_in().await;
        assert!(!browser.is_in().await);
        town.issuer.says(|says| match before {
            Some(before) => says.claims.insert(name.to_owned(), before),
            None => says.claims.remove(name),
        });
        page
    };
    with("acr", json!("Low")).await.must(StatusCode::FORBIDDEN, &["“Low”", "Substantial, High", "MitID"]);
    with("acr", json!(null)).await.must(StatusCode::FORBIDDEN, &["siger ikke, hvor sikkert", "Substantial, High"]);
    with("groups", json!(["alle"])).await.must(StatusCode::FORBIDDEN, &["ingen rolle"]);
    with("name", json!("")).await.must(StatusCode::FORBIDDEN, &["hvad du hedder"]);
    assert_eq!(town.people().await, 0);
    let markup = with("acr", json!("<script>alert(1)</script>")).await;
    markup.must(StatusCode::FORBIDDEN, &["&lt;script&gt;"]);
}

#[tokio::test]
async fn who_loses_their_role_is_out_and_who_was_closed_here_stays_out() {
    let town = Town::new().await;
    let (mut mette, _) = town.logs_in().await;
    assert!(mette.is_in().await);
    town.issuer.says(|says| says.claims.insert("groups".into(), json!([])));
    town.logs_in().await.1.must(StatusCode::FORBIDDEN, &["dine øvrige login er afsluttet"]);
    assert!(!mette.is_in().await, "the login they had goes on");
    town.issuer.says(|says| says.claims.insert("groups".into(), json!(["raadgiver"])));
    let staff = town.store.staff_list(None).await.unwrap().remove(0);
    town.store.put_staff(&Staff { is_active: false, ..staff.clone() }).await.unwrap();
    town.logs_in().await.1.must(StatusCode::FORBIDDEN, &["lukket"]);
    assert!(!town.store.staff(staff.id).await.unwrap().unwrap().is_active);
}

#[tokio::test]
async fn a_place_is_made_or_found_and_one_that_cannot_be_told_is_asked_for() {
    let town = Town::new().await;
    let as_teacher = async |place: serde_json::Value| {
        town.issuer.says(|says| {
            says.claims.insert("sub".into(), json!(format!("t-{place}")));
            says.claims.insert("groups".into(), json!(["laerer"]));
            says.claims.insert("org_unit".into(), place);
        });
        town.logs_in().await.1
    };
    assert_eq!(as_teacher(json!("Skovskolen")).await.to, "/min-dag");
    assert_eq!(as_teacher(json!("skovskolen")).await.to, "/min-dag");
    assert_eq!(town.store.units().await.unwrap().len(), 1);
    assert_eq!(as_teacher(json!("Byskolen")).await.to, "/min-dag");
    as_teacher(json!(null)).await.must(StatusCode::FORBIDDEN, &["flere steder for rollen Lærer"]);
    town.issuer.says(|says| drop(says.claims.insert("groups".into(), json!(["raadgiver"]))));
    town.logs_in().await;
    let team = town.store.units().await.unwrap().into_iter().find(|unit| unit.kind == UnitKind::CaseTeam).unwrap();
    as_teacher(json!(team.name)).await.must(StatusCode::FORBIDDEN, &["Dér arbejder ingen med rollen Lærer"]);
}

#[tokio::test]
async fn who_is_here_already_is_found_by_their_user_name_once() {
    let town = Town::new().await;
    let unit = Unit { id: UnitId::from_label("team"), name: "Teamet".to_owned(), kind: UnitKind::CaseTeam, district: "Nord".to_owned() };
    town.store.put_unit(&unit).await.unwrap();
    let id = StaffId::from_label("mette");
    town.store.put_staff(&Staff { id, name: "Mette".to_owned(), role: Role::Caseworker, unit: unit.id, is_active: true }).await.unwrap();
    town.issuer.says(|says| says.claims.insert("preferred_username".into(), json!("Mette")));
    town.logs_in().await;
    assert_eq!(town.store.staff(id).await.unwrap().unwrap().name, "Mette Holm");
    assert_eq!(town.people().await, 1);
    // Another at the provider who says the same user name is somebody else.
    town.issuer.says(|says| says.claims.insert("sub".into(), json!("another")));
    town.logs_in().await;
    assert_eq!(town.people().await, 2);
    assert_eq!(town.store.staff_at_provider(&town.issuer.says(|says| says.address.clone()), "2f0d6c1e").await.unwrap(), Some(id));
}

#[tokio::test]
async fn whose_role_no_longer_carries_responsibility_is_told_and_the_children_keep_them() {
    let town = Town::new().await;
    town.logs_in().await;
    let mette = town.store.staff_list(None).await.unwrap().remove(0);
    let child = ChildId::from_label("noah");
    let facts = vec![
        Fact::Registered(Registered { name: "Noah Holm".to_owned(), birth: Birth::Born(date(2016, 4, 2)), cpr: None }),
        Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: mette.id, on: date(2026, 5, 12), reason: "Distrikt Nord".to_owned() }),
    ];
    let context = Context {
        now: jiff::Timestamp::from_second(crate::provider::START).unwrap(),
        by: Author { staff: mette.id, role: Role::Caseworker },
    };
    let command = Command { child, key: CommandKey::from_label("noah"), seen: Version(0), facts };
    town.store.execute(&town.strategy, &context, "test", &command).await.expect("written");
    town.issuer.says(|says| says.claims.insert("groups".into(), json!(["laerer"])));
    let (mut browser, page) = town.logs_in().await;
    page.must(StatusCode::OK, &["Du er nu Lærer", "et barn har dig stadig som ansvarlig", "teamleder"]);
    assert!(browser.is_in().await);
    let responsible = town.store.record(child).await.unwrap().unwrap().state().responsible.as_ref().map(|responsible| responsible.staff);
    assert_eq!(responsible, Some(mette.id), "nobody was taken from the child");
}

/// A message that is not what it must be, and what was done to it.
const NO_MESSAGES: &[(&str, Tamper)] = &[
    ("of another issuer", |token| token.claim("iss", json!("https://evil.example"))),
    ("for another client", |token| token.claim("aud", json!(["another"]))),
    ("for nobody", |token| token.without("aud")),
    ("old", |token| token.claim("iat", json!(token.now - 601))),
    ("of tomorrow", |token| token.claim("iat", json!(token.now + 61))),
    ("of no time", |token| token.without("iat")),
    ("run out", |token| token.claim("exp", json!(token.now - 60))),
    ("without a number of its own", |token| token.without("jti")),
    ("of no event", |token| token.without("events")),
    ("of another event", |token| token.claim("events", json!({"http://schemas.openid.net/event/other": {}}))),
    ("that is a token of a person", |token| token.claim("nonce", json!("n"))),
    ("of nobody", |token| {
        token.without("sub");
        token.without("sid");
    }),
    ("of no kind", |token| drop(token.header.remove("typ"))),
    ("of the kind of any token", |token| drop(token.header.insert("typ".into(), json!("JWT")))),
    ("of another kind", |token| drop(token.header.insert("typ".into(), json!("at+jwt")))),
    ("with an extension nobody knows", |token| drop(token.header.insert("crit".into(), json!(["b64"])))),
    ("unsigned", |token| token.signed = Signed::Not),
    ("signed by another", |token| token.signed = Signed::ByAnother),
    ("signed with the public key", |token| token.signed = Signed::WithPublicKey),
    ("signed with the client's secret", |token| token.signed = Signed::WithClientSecret),
    ("changed after it was signed", |token| token.signed = Signed::ThenChanged),
];

const END: &str = "/ind/udbyder/log-ud";

#[tokio::test]
async fn asvs_10_5_5_a_login_ended_at_the_provider_ends_here_by_a_true_message_only() {
    let town = Town::new().await;
    let (mut mette, _) = town.logs_in().await;
    let mut provider = town.browser();
    let mut ended = Vec::new();
    for (nth, (what, tamper)) in NO_MESSAGES.iter().enumerate() {
        let message = town.issuer.logout_token(&format!("false-{nth}"), *tamper);
        let answer = provider.post(END, &[("logout_token", &message)]).await;
        if answer.status != StatusCode::BAD_REQUEST || !mette.is_in().await {
            ended.push(format!("{what}: {}", answer.status));
            mette = town.logs_in().await.0;
        }
    }
    assert!(ended.is_empty(), "{ended:#?}");
    for no_token in ["", "a.b", "a.b.c", "....", "eyJhbGciOiJub25lIn0..", &"a".repeat(20_000)] {
        assert_eq!(provider.post(END, &[("logout_token", no_token)]).await.status, StatusCode::BAD_REQUEST);
    }
    assert!(mette.is_in().await);
    let message = town.issuer.logout_token("1", |_| {});
    assert_eq!(provider.post(END, &[("logout_token", &message)]).await.status, StatusCode::OK);
    assert!(!mette.is_in().await, "the next request is let in");
    // The same message again ends nothing.
    let (mut mette, _) = town.logs_in().await;
    assert_eq!(provider.post(END, &[("logout_token", &message)]).await.status, StatusCode::BAD_REQUEST);
    assert!(mette.is_in().await);
    // Of another session: not this one. Of the person: every one.
    town.issuer.says(|says| says.claims.insert("sid".into(), json!("s2")));
    let (mut elsewhere, _) = town.logs_in().await;
    let of_one = town.issuer.logout_token("2", |token| token.without("sub"));
    assert_eq!(provider.post(END, &[("logout_token", &of_one)]).await.status, StatusCode::OK);
    assert_eq!((mette.is_in().await, elsewhere.is_in().await), (false, true));
    let of_all = town.issuer.logout_token("3", |token| token.without("sid"));
    assert_eq!(provider.post(END, &[("logout_token", &of_all)]).await.status, StatusCode::OK);
    assert!(!elsewhere.is_in().await);
}

#[tokio::test]
async fn leaving_leads_on_to_leave_the_provider_too() {
    let town = Town::new().await;
    let (mut mette, _) = town.logs_in().await;
    let page = mette.post("/log-ud", &[]).await;
    page.must(StatusCode::OK, &["Du er logget ud af Trin", "Log ud hos Prøvekøbing"]);
    assert!(page.refresh.contains("/end?client_id=trin&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2F"), "{}", page.refresh);
    assert!(!mette.is_in().await);
    // Who is in nowhere goes to the door.
    assert_eq!(town.browser().post("/log-ud", &[]).await.to, "/");
}

#[tokio::test]
async fn a_new_key_is_fetched_when_it_is_met_and_not_over_and_over() {
    let town = Town::new().await;
    town.logs_in().await;
    let asked = || town.issuer.says(|says| says.asked_keys);
    assert_eq!(asked(), 1);
    town.logs_in().await;
    assert_eq!(asked(), 1, "what is kept is used");
    town.issuer.says(|says| {
        says.seed = 2;
        says.published = vec![1, 2];
    });
    town.later(31);
    let (mut browser, page) = town.logs_in().await;
    assert!(browser.is_in().await, "{page:?}");
    assert_eq!(asked(), 2);
    // Messages with made-up keys do not make Trin ask again and again.
    town.issuer.says(|says| says.seed = 3);
    for nth in 0..20 {
        let message = town.issuer.logout_token(&nth.to_string(), |_| {});
        assert_eq!(town.browser().post(END, &[("logout_token", &message)]).await.status, StatusCode::BAD_REQUEST);
    }
    assert!(asked() <= 3, "{}", asked());
}

#[tokio::test]
async fn a_provider_that_is_down_is_told_on_a_page() {
    let town = Town::new().await;
    town.issuer.says(|says| says.is_down = true);
    town.browser().get("/ind/udbyder").await.must(StatusCode::SERVICE_UNAVAILABLE, &["svarer ikke lige nu", "Prøv igen"]);
    town.browser().get("/").await.must(StatusCode::OK, &["Log ind hos"]);
    town.issuer.says(|says| says.is_down = false);
    let (mut mette, _) = town.logs_in().await;
    // Down between there and back: nobody is in, and those who are stay.
    let mut other = town.browser();
    let back = town.issuer.logs_in(&other.get("/ind/udbyder").await.to);
    town.issuer.says(|says| says.is_down = true);
    assert!(other.get(&back).await.status.is_server_error());
    assert!(mette.is_in().await);
    mette.post("/log-ud", &[]).await;
    assert!(!mette.is_in().await);
}

#[tokio::test]
async fn who_is_to_show_anew_who_they_are_must_have_been_asked() {
    let town = Town::new().await;
    let mut browser = town.browser();
    let sent = browser.get("/ind/udbyder?igen=ja").await;
    assert!(sent.to.contains("prompt=login") && sent.to.contains("max_age=0"), "{}", sent.to);
    for (auth_time, comes_in) in
        [(json!(null), false), (json!(crate::provider::START - 3600), false), (json!(crate::provider::START), true)]
    {
        town.issuer.says(|says| says.claims.insert("auth_time".into(), auth_time.clone()));
        let mut browser = town.browser();
        let page = town.logs_in_with(&mut browser, "/ind/udbyder?igen=ja").await;
        assert_eq!(browser.is_in().await, comes_in, "{auth_time}: {page:?}");
    }
}

#[tokio::test]
async fn a_locked_browser_is_not_opened_by_a_login_the_provider_remembers() {
    let town = Town::new().await;
    let (mut browser, _) = town.logs_in().await;
    assert!(!browser.clone().get("/ind/udbyder").await.to.contains("prompt=login"), "a session in use asks for nothing anew");
    town.later(31 * 60);
    browser.get("/min-dag").await.must(StatusCode::UNAUTHORIZED, &["Trin er låst"]);
    // The door's own link, without a word of logging in anew.
    let sent = browser.get("/ind/udbyder").await;
    assert!(sent.to.contains("prompt=login") && sent.to.contains("max_age=0"), "{}", sent.to);
    for (auth_time, opens) in
        [(json!(crate::provider::START), false), (json!(null), false), (json!(crate::provider::START + 31 * 60), true)]
    {
        town.issuer.says(|says| says.claims.insert("auth_time".into(), auth_time.clone()));
        let page = town.logs_in_with(&mut browser, "/ind/udbyder").await;
        assert_eq!(page.to == "/min-dag", opens, "{auth_time}: {page:?}");
        let first = browser.get("/min-dag").await;
        assert_eq!(first.status, if opens { StatusCode::OK } else { StatusCode::UNAUTHORIZED }, "{auth_time}");
    }
}

#[tokio::test]
async fn nothing_of_a_token_is_kept() {
    let town = Town::new().await;
    let (mut browser, _) = town.logs_in().await;
    assert!(browser.is_in().await);
    let token = town.issuer.says(|says| says.last_token.clone());
    let pieces: Vec<&str> = token.split('.').chain([ACCESS, crate::provider::SECRET]).collect();
    let session = browser.cookies["trin"].clone();
    let mut read = 0;
    for file in std::fs::read_dir(&town.folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        read += bytes.len();
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        for piece in pieces.iter().copied().chain([session.as_str()]) {
            assert!(!holds(piece), "the store holds {piece}");
        }
    }
    assert!(read > 100_000, "the store was looked at: {read} bytes");
}

#[tokio::test]
async fn asvs_7_6_2_another_site_begins_no_login() {
    let town = Town::new().await;
    for (from, begins) in [("cross-site", false), ("same-site", false), ("same-origin", true), ("none", true)] {
        let page = town.browser().led_to("/ind/udbyder", from).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert_eq!(page.to != "/", begins, "{from}: {}", page.to);
    }
}

#[tokio::test]
async fn asvs_10_5_3_a_provider_that_calls_itself_another_is_not_used() {
    let town = Town::new().await;
    town.issuer.says(|says| says.calls_itself = Some("https://evil.example".to_owned()));
    town.browser().get("/ind/udbyder").await.must(StatusCode::SERVICE_UNAVAILABLE, &["svarer ikke"]);
    town.issuer.says(|says| says.calls_itself = None);
    town.later(60);
    assert_eq!(town.logs_in().await.1.to, "/min-dag");
}

#[tokio::test]
async fn asvs_15_3_2_a_provider_that_leads_elsewhere_is_not_followed() {
    let town = Town::new().await;
    town.issuer.says(|says| says.leads_elsewhere = true);
    town.browser().get("/ind/udbyder").await.must(StatusCode::SERVICE_UNAVAILABLE, &["svarer ikke"]);
    assert_eq!(town.issuer.says(|says| says.followed), 0, "it was followed");
}

#[tokio::test]
async fn asvs_16_4_1_what_is_logged_of_an_answer_is_letters_alone() {
    let log = Log::default();
    let _logging = tracing::subscriber::set_default(log.clone());
    let town = Town::new().await;
    let mut browser = town.browser();
    let back = town.issuer.logs_in(&browser.get("/ind/udbyder").await.to);
    let page = browser.get(&back.replace("code=", "error=access%0Adenied%1B[31m%0A2026-05-12+INFO+Mette+Holm&x=")).await;
    page.must(StatusCode::FORBIDDEN, &[]);
    let lines = log.lines();
    let line = lines.iter().find(|line| line.contains("refused a login")).unwrap_or_else(|| panic!("{lines:?}"));
    assert!(line.contains("accessdenied31m20260512INFOMetteHolm"), "{line}");
}

/// Keeps what is logged on this thread.
#[derive(Clone, Default)]
struct Log(std::sync::Arc<std::sync::Mutex<Vec<String>>>);

impl Log {
    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

struct Line(String);

impl tracing::field::Visit for Line {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        use std::fmt::Write as _;
        let _ = write!(self.0, "{field}={value:?} ");
    }
}

impl tracing::Subscriber for Log {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        metadata.target().starts_with("trin")
    }
    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        let mut line = Line(String::new());
        event.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[tokio::test]
async fn asvs_16_3_1_logins_at_the_provider_are_rows_of_those_who_are_known_here() {
    let town = Town::new().await;
    let rows = async || {
        let all = town.store.log_between(jiff::Timestamp::UNIX_EPOCH, jiff::Timestamp::MAX).await.unwrap();
        let logins = all.into_iter().map(|row| row.body).filter(|body| body.purpose == "login");
        logins.map(|body| (body.action, body.result, body.fields.unwrap_or_default())).collect::<Vec<_>>()
    };
    let was = |action: &str, result| (action.to_owned(), result, "provider".to_owned());
    let said = |name: &'static str, value| town.issuer.says(|says| says.claims.insert(name.to_owned(), value));
    // Somebody nobody here knows is not let in, and is nobody's row.
    let role = said("groups", json!([])).unwrap();
    town.logs_in().await.1.must(StatusCode::FORBIDDEN, &["ingen rolle"]);
    assert_eq!(rows().await, []);
    said("groups", role.clone());
    let (mut mette, _) = town.logs_in().await;
    assert!(mette.is_in().await);
    let mut so_far = vec![was("log-in", LogResult::Done)];
    assert_eq!(rows().await, so_far);
    // The same person without a role, and not known surely enough.
    for (name, refused) in [("groups", json!([])), ("acr", json!("Low"))] {
        let before = said(name, refused);
        town.logs_in().await.1.must(StatusCode::FORBIDDEN, &[]);
        town.issuer.says(|says| match before {
            Some(before) => says.claims.insert(name.to_owned(), before),
            None => says.claims.remove(name),
        });
        so_far.push(was("log-in", LogResult::Refused));
    }
    assert_eq!(rows().await, so_far);
    // Ended there.
    let (mut again, _) = town.logs_in().await;
    let message = town.issuer.logout_token("1", |_| {});
    assert_eq!(town.browser().post(END, &[("logout_token", &message)]).await.status, StatusCode::OK);
    assert!(!again.is_in().await);
    so_far.extend([was("log-in", LogResult::Done), was("ended-at-provider", LogResult::Done)]);
    assert_eq!(rows().await, so_far);
}
