//! Login at an identity provider: what is kept, for how long, and that each thing is used once.

use super::life::{at, morning, people, staff};
use super::stores::Place;
use jiff::ToSpan;
use trin_store::{Method, ProviderLogin, ProviderSession, Session, Store};

const ISSUER: &str = "https://login.example";

on_both! {
    /// A login that began is taken once, and those never finished go.
    a_login_that_began_is_taken_once;
    /// Whoever is somebody at the provider is nobody else.
    a_person_at_the_provider_is_one_here;
    /// Ended there is ended here: that login, or every login of that person, and nobody else's.
    a_login_ended_at_the_provider_ends_here;
    /// The same message again is not heeded.
    a_message_is_heeded_once;
}

fn login(expires: &str) -> ProviderLogin {
    ProviderLogin {
        browser_hash: "b".into(),
        nonce: "n".into(),
        verifier: "v".into(),
        return_to: "/boern".into(),
        is_again: true,
        expires_at: at(expires),
    }
}

async fn a_login_that_began_is_taken_once(place: &Place) {
    let store = place.open().await;
    let (early, late) = (login("2024-03-04T08:10:00Z"), login("2024-03-04T09:10:00Z"));
    assert!(store.begin_provider_login("early", &early, morning()).await.unwrap());
    assert_eq!(store.take_provider_login("other").await.unwrap(), None);
    assert_eq!(store.take_provider_login("early").await.unwrap(), Some(early.clone()));
    assert_eq!(store.take_provider_login("early").await.unwrap(), None, "taken twice");
    assert!(store.begin_provider_login("early", &early, morning()).await.unwrap());
    assert!(store.begin_provider_login("late", &late, at("2024-03-04T09:00:00Z")).await.unwrap());
    assert_eq!(store.take_provider_login("early").await.unwrap(), None, "what was never finished stays");
    assert_eq!(store.take_provider_login("late").await.unwrap(), Some(late));
}

async fn a_person_at_the_provider_is_one_here(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    assert_eq!(store.staff_at_provider(ISSUER, "1").await.unwrap(), None);
    assert!(store.put_at_provider(ISSUER, "1", staff("mette")).await.unwrap());
    assert_eq!(store.staff_at_provider(ISSUER, "1").await.unwrap(), Some(staff("mette")));
    assert_eq!(store.staff_at_provider("https://other.example", "1").await.unwrap(), None, "of another provider");
    assert!(!store.put_at_provider(ISSUER, "1", staff("bo")).await.unwrap(), "the same person as somebody else");
    assert!(!store.put_at_provider(ISSUER, "2", staff("mette")).await.unwrap(), "another person as the same");
    assert!(store.is_at_provider(ISSUER, staff("mette")).await.unwrap());
    assert!(!store.is_at_provider(ISSUER, staff("bo")).await.unwrap());
    // Either way in is one.
    store.set_password(staff("lone"), "a hash").await.unwrap();
    for (who, can) in [("mette", true), ("lone", true), ("bo", false)] {
        assert_eq!(store.can_come_in(staff(who)).await.unwrap(), can, "{who}");
    }
}

async fn logged_in(store: &Store, token: &str, who: &str, subject: &str, sid: &str) {
    let (created_at, last_seen_at, expires_at) = (morning(), morning(), morning().checked_add(12.hours()).unwrap());
    let session = Session {
        token_hash: token.into(),
        staff: staff(who),
        created_at,
        last_seen_at,
        expires_at,
        id: token.into(),
        browser: String::new(),
        method: Method::Provider,
        is_whole: true,
        proved_at: None,
    };
    store.put_session(&session).await.unwrap();
    let there = ProviderSession { issuer: ISSUER.into(), subject: subject.into(), sid: sid.into() };
    store.put_provider_session(token, &there).await.unwrap();
    assert_eq!(store.provider_session(token).await.unwrap(), Some(there));
}

async fn a_login_ended_at_the_provider_ends_here(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let everyone = async || {
        for (token, who, subject, sid) in [("m1", "mette", "7", "s1"), ("m2", "mette", "7", "s2"), ("b1", "bo", "8", "s3")] {
            logged_in(&store, token, who, subject, sid).await;
        }
    };
    let left = async || {
        let mut left = Vec::new();
        for token in ["m1", "m2", "b1"] {
            if store.session(token).await.unwrap().is_some() {
                left.push(token);
            }
            assert_eq!(store.provider_session(token).await.unwrap().is_some(), left.contains(&token), "{token}: goes with its login");
        }
        left
    };
    for (issuer, subject, sid, still) in [
        (ISSUER, None, Some("s1"), vec!["m2", "b1"]),
        (ISSUER, Some("7"), None, vec!["b1"]),
        (ISSUER, Some("7"), Some("s2"), vec!["m1", "b1"]),
        (ISSUER, Some("8"), Some("s2"), vec!["m1", "m2", "b1"]),
        (ISSUER, None, None, vec!["m1", "m2", "b1"]),
        ("https://other.example", Some("7"), None, vec!["m1", "m2", "b1"]),
    ] {
        everyone().await;
        let ended = store.end_provider_sessions(issuer, subject, sid).await.unwrap();
        assert_eq!(left().await, still, "{issuer} {subject:?} {sid:?}");
        assert_eq!(ended.len(), 3 - still.len());
        assert!(ended.iter().all(|who| *who == staff(if subject == Some("8") { "bo" } else { "mette" })), "whose it was is told");
    }
    // Under another token it is the same login, there too.
    logged_in(&store, "old", "mette", "9", "s9").await;
    let (session, _) = store.session("old").await.unwrap().unwrap();
    assert!(store.replace_session("old", &Session { token_hash: "new".into(), ..session }).await.unwrap());
    assert_eq!(store.end_provider_sessions(ISSUER, None, Some("s9")).await.unwrap(), [staff("mette")]);
    assert!(store.session("new").await.unwrap().is_none());
}

async fn a_message_is_heeded_once(place: &Place) {
    let store = place.open().await;
    let expires = at("2024-03-04T08:20:00Z");
    assert!(store.heed_provider_message("m", morning(), expires).await.unwrap());
    assert!(!store.heed_provider_message("m", morning(), expires).await.unwrap());
    assert!(store.heed_provider_message("other", morning(), expires).await.unwrap());
    assert!(store.heed_provider_message("m", at("2024-03-04T09:00:00Z"), expires).await.unwrap(), "old ones go: their age refuses them");
}
