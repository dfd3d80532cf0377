//! What is not about a child, and how a store opens.

use crate::life::*;
use crate::stores::Place;
use jiff::ToSpan;
use trin_domain::id::UnitId;
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_store::{Engine, Factors, Method, Passkey, Problem, Sealing, Session, Store, StoreError, setting};

on_both! {
    what_was_written_is_there_when_opened_again;
    a_store_from_a_newer_program_is_refused;
    a_schema_that_was_tampered_with_is_refused;
    staff_and_units_are_listed_by_name;
    settings_drafts_and_looks_are_kept;
    staff_units_settings_and_passwords_changed_beside_trin_are_seen;
    logins_are_kept_used_and_forgotten;
    second_factors_are_used_once;
    a_search_is_kept_for_its_own_searcher_and_forgotten;
}

async fn what_was_written_is_there_when_opened_again(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let arrives = arrives("ida", "Ida Holm", "mette", morning());
    store.execute(strategy(), &context("mette", morning()), "prøve", &arrives).await.unwrap();
    let written = store.record(arrives.child).await.unwrap();
    store.close().await;
    let store = place.open().await;
    assert_eq!(store.record(arrives.child).await.unwrap(), written);
    assert_eq!(store.engine(), if matches!(place, Place::File(_)) { Engine::Sqlite } else { Engine::Postgres });
    assert!(store.verify(strategy()).await.unwrap().is_sound());
    assert_eq!(store.records_after(None, 10).await.unwrap(), [written.unwrap()]);
    assert!(store.records_after(Some(arrives.child), 10).await.unwrap().is_empty());
}

async fn a_store_from_a_newer_program_is_refused(place: &Place) {
    place.open().await.close().await;
    let newer = if matches!(place, Place::File(_)) { "x'00'" } else { "'\\x00'" };
    place
        .raw(&format!(
            "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time)
             VALUES (9000, 'from the future', CURRENT_TIMESTAMP, TRUE, {newer}, 0)"
        ))
        .await
        .unwrap();
    let refused = Store::open(&place.url(), Sealing::seeded("test")).await.unwrap_err();
    assert!(matches!(refused, StoreError::NewerSchema { found: 9000, known: 8.. }), "{refused:?}");
    assert!(refused.to_string().contains("use the newer program"));
}

async fn a_schema_that_was_tampered_with_is_refused(place: &Place) {
    place.open().await.close().await;
    let other = if matches!(place, Place::File(_)) { "x'00'" } else { "'\\x00'" };
    place.raw(&format!("UPDATE _sqlx_migrations SET checksum = {other} WHERE version = 1")).await.unwrap();
    assert!(matches!(Store::open(&place.url(), Sealing::seeded("test")).await.unwrap_err(), StoreError::Migrate(_)));
}

async fn staff_and_units_are_listed_by_name(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let left = Staff {
        id: staff("anna"),
        name: "Anna Andersen".into(),
        role: Role::Caseworker,
        unit: UnitId::from_label("team"),
        is_active: false,
    };
    store.put_staff(&left).await.unwrap();
    let names = |staff: Vec<Staff>| staff.into_iter().map(|one| one.name).collect::<Vec<_>>();
    assert_eq!(
        names(store.staff_list(Some(Role::Caseworker)).await.unwrap()),
        ["Bo Rådgiver", "Mette Rådgiver", "Åse Rådgiver", "Anna Andersen"]
    );
    assert_eq!(store.staff_list(None).await.unwrap().len(), 6);
    assert_eq!(store.staff(staff("anna")).await.unwrap(), Some(left));
    assert_eq!(store.staff(staff("nobody")).await.unwrap(), None);
    assert_eq!(store.units().await.unwrap().len(), 1);
    assert_eq!(store.unit(UnitId::from_label("team")).await.unwrap(), store.units().await.unwrap().pop());
    let homeless = Staff { id: staff("x"), name: "X".into(), role: Role::Caseworker, unit: UnitId::from_label("nowhere"), is_active: true };
    assert!(store.put_staff(&homeless).await.is_err(), "a unit that is not there");
}

async fn settings_drafts_and_looks_are_kept(place: &Place) {
    let store = place.open().await;
    store.set(setting::MUNICIPALITY, "Kerteminde").await.unwrap();
    store.set(setting::MUNICIPALITY, "Ærø").await.unwrap();
    assert_eq!(store.setting(setting::MUNICIPALITY).await.unwrap().as_deref(), Some("Ærø"));
    assert_eq!(store.setting(setting::SEED).await.unwrap(), None);
    assert_eq!(store.settings().await.unwrap(), [(setting::MUNICIPALITY.to_owned(), "Ærø".to_owned())]);

    let (mette, later) = (staff("mette"), morning().checked_add(5.seconds()).unwrap());
    store.save_draft(mette, "note/ida", "Halv", morning()).await.unwrap();
    store.save_draft(mette, "note/bo", "En anden", morning()).await.unwrap();
    store.save_draft(mette, "note/ida", "Halv sætning", later).await.unwrap();
    assert_eq!(store.drafts(mette).await.unwrap().iter().map(|draft| draft.key.as_str()).collect::<Vec<_>>(), ["note/ida", "note/bo"]);
    assert_eq!(store.draft(mette, "note/ida").await.unwrap().unwrap().body, "Halv sætning");
    assert!(store.draft(staff("bo"), "note/ida").await.unwrap().is_none(), "a draft is its writer's own");
    store.delete_draft(mette, "note/ida").await.unwrap();
    assert!(store.draft(mette, "note/ida").await.unwrap().is_none());

    assert_eq!(store.last_looked(mette).await.unwrap(), None);
    store.looked(mette, morning()).await.unwrap();
    store.looked(mette, later).await.unwrap();
    assert_eq!(store.last_looked(mette).await.unwrap(), Some(later));
}

async fn a_search_is_kept_for_its_own_searcher_and_forgotten(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let (mette, later) = (staff("mette"), morning().checked_add(12.hours()).unwrap());
    store.keep_search("s1", mette, "noah holm", morning()).await.unwrap();
    assert_eq!(store.searched("s1", mette, morning()).await.unwrap().as_deref(), Some("noah holm"));
    assert_eq!(store.searched("s1", staff("bo"), morning()).await.unwrap(), None);
    assert_eq!(store.searched("s1", mette, later).await.unwrap(), None);
    store.keep_search("s2", mette, "ida", later).await.unwrap();
    assert_eq!(store.searched("s1", mette, morning()).await.unwrap(), None, "gone from the store, too");
}

async fn second_factors_are_used_once(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let mette = staff("mette");
    assert!(!store.factors(mette).await.unwrap().any());
    store.propose_app(mette, "ABC").await.unwrap();
    assert!(!store.factors(mette).await.unwrap().any(), "a secret that has shown no code is none");
    assert_eq!(store.app_secret(mette, false).await.unwrap().as_deref(), Some("ABC"));
    assert!(store.confirm_app(mette, 100).await.unwrap() && !store.confirm_app(mette, 101).await.unwrap());
    assert_eq!(store.app_secret(mette, true).await.unwrap().as_deref(), Some("ABC"));
    for (step, is_taken) in [(100, false), (99, false), (101, true), (101, false)] {
        assert_eq!(store.use_app_step(mette, step).await.unwrap(), is_taken, "{step}");
    }
    // Another app waits beside the first, and takes its place.
    store.propose_app(mette, "DEF").await.unwrap();
    assert_eq!(store.app_secret(mette, true).await.unwrap().as_deref(), Some("ABC"));
    assert!(store.confirm_app(mette, 102).await.unwrap());
    assert_eq!(store.app_secret(mette, true).await.unwrap().as_deref(), Some("DEF"));
    // Sealed with the municipality's key, and with the next one when it is changed.
    store.keep_search("s", mette, "noah", morning()).await.unwrap();
    let store = store.rotate_key(Sealing::seeded("the next key")).await.unwrap();
    assert_eq!(store.app_secret(mette, true).await.unwrap().as_deref(), Some("DEF"));
    assert_eq!(store.searched("s", mette, morning()).await.unwrap(), None);
    store.set_recovery_codes(mette, &["one".into(), "two".into()]).await.unwrap();
    assert!(!store.use_recovery_code(staff("bo"), "one").await.unwrap());
    assert!(store.use_recovery_code(mette, "one").await.unwrap() && !store.use_recovery_code(mette, "one").await.unwrap());
    let key = Passkey { id: "k".into(), staff: mette, name: "Min".into(), body: "{}".into(), created_at: morning(), last_used_at: None };
    store.add_passkey(&key).await.unwrap();
    assert!(store.add_passkey(&Passkey { staff: staff("bo"), ..key.clone() }).await.is_err(), "one key is one person's");
    store.used_passkey(mette, "k", "{1}", morning()).await.unwrap();
    let kept = store.passkeys(mette).await.unwrap();
    assert_eq!(kept, [Passkey { body: "{1}".into(), last_used_at: Some(morning()), ..key }]);
    assert_eq!(store.factors(mette).await.unwrap(), Factors { has_app: true, passkeys: 1, recovery_codes: 1 });
    let soon = morning().checked_add(5.minutes()).unwrap();
    store.put_ceremony("q", "first", soon).await.unwrap();
    store.put_ceremony("q", "second", soon).await.unwrap();
    assert_eq!(store.take_ceremony("q", morning()).await.unwrap().as_deref(), Some("second"));
    assert_eq!(store.take_ceremony("q", morning()).await.unwrap(), None, "once");
    store.put_ceremony("q", "third", soon).await.unwrap();
    assert_eq!(store.take_ceremony("q", soon).await.unwrap(), None, "too late");
    store.reset_factors(mette).await.unwrap();
    assert_eq!(store.factors(mette).await.unwrap(), Factors::default());
}

async fn logins_are_kept_used_and_forgotten(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let later = morning().checked_add(8.hours()).unwrap();
    let session = Session {
        token_hash: "abc".into(),
        staff: staff("mette"),
        created_at: morning(),
        last_seen_at: morning(),
        expires_at: later,
        id: "one".into(),
        browser: "Firefox · Linux".into(),
        method: Method::Local,
        is_whole: true,
        proved_at: None,
    };
    store.put_session(&session).await.unwrap();
    let (used, whose) = store.session("abc").await.unwrap().unwrap();
    assert_eq!(whose.id, staff("mette"));
    assert_eq!(used, session);
    assert!(store.session("abd").await.unwrap().is_none());
    assert_eq!(store.delete_sessions_before(later).await.unwrap(), 0);
    assert_eq!(store.delete_sessions_before(later.checked_add(1.second()).unwrap()).await.unwrap(), 1);
    store.put_session(&session).await.unwrap();
    store.delete_session("abc").await.unwrap();
    assert!(store.session("abc").await.unwrap().is_none());
    store.put_session(&session).await.unwrap();
    // Seen, listed, renewed.
    let noon = morning().checked_add(4.hours()).unwrap();
    store.touch_session("abc", noon).await.unwrap();
    store.touch_session("abc", morning()).await.unwrap();
    assert_eq!(store.sessions_of(staff("mette"), noon).await.unwrap()[0].last_seen_at, noon, "never back in time");
    assert!(store.sessions_of(staff("mette"), later).await.unwrap().is_empty());
    let logged_in = store.logged_in(noon).await.unwrap();
    assert_eq!(logged_in.iter().map(|(who, times, seen)| (who.id, *times, *seen)).collect::<Vec<_>>(), [(staff("mette"), 1, noon)]);
    let half = Session { token_hash: "half".into(), id: "half".into(), is_whole: false, ..session.clone() };
    store.put_session(&half).await.unwrap();
    assert_eq!(store.sessions_of(staff("mette"), noon).await.unwrap().len(), 1, "one that waits at the door is none yet");
    let whole = Session { token_hash: "new".into(), proved_at: Some(noon), ..session.clone() };
    assert!(store.replace_session("half", &whole).await.unwrap());
    assert!(!store.replace_session("half", &Session { token_hash: "newer".into(), ..whole.clone() }).await.unwrap());
    assert!(store.session("half").await.unwrap().is_none() && store.session("newer").await.unwrap().is_none());
    assert_eq!(store.session("new").await.unwrap().unwrap().0, whole);
    assert!(!store.delete_session_called(staff("bo"), "one").await.unwrap(), "only one's own");
    assert_eq!(store.delete_other_sessions(staff("mette"), "abc").await.unwrap(), 1);
    assert!(store.delete_session_called(staff("mette"), "one").await.unwrap());
    store.put_session(&session).await.unwrap();
    store.set_password(staff("mette"), "$argon2id$1").await.unwrap();
    assert!(store.session("abc").await.unwrap().is_none(), "a new password ends every login");
    store.set_password(staff("mette"), "$argon2id$2").await.unwrap();
    assert_eq!(store.password(staff("mette")).await.unwrap().as_deref(), Some("$argon2id$2"));
    assert_eq!(store.password(staff("bo")).await.unwrap(), None);
}

#[tokio::test]
async fn a_place_that_cannot_keep_a_store_is_refused_in_plain_words() {
    for (url, says) in [
        ("sqlite::memory:", "needs a file"),
        ("", "needs a file"),
        ("/no/such/folder/store.db", "does not exist"),
        ("postgres://trin:hemmelig@127.0.0.1:1/trin", "is the server running"),
        ("postgres://[", "postgres://user:password@host/database"),
    ] {
        let refused = Store::open(url, Sealing::seeded("test")).await.unwrap_err().to_string();
        assert!(refused.contains(says), "{url}: {refused}");
        assert!(!refused.contains("hemmelig"), "a password was told: {refused}");
    }
    let place = Place::sqlite();
    std::fs::write(place.url(), "this is a letter, not a database, and long enough to be taken for neither").unwrap();
    let refused = Store::open(&place.url(), Sealing::seeded("test")).await.unwrap_err().to_string();
    assert!(refused.contains("is it a SQLite file"), "{refused}");
}

/// Somebody with the database makes a teacher a leader: verifying tells it, also when Trin changes the same row afterwards.
async fn staff_units_settings_and_passwords_changed_beside_trin_are_seen(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let of = async || {
        let problems = store.verify(strategy()).await.unwrap().problems;
        let told = problems.iter().map(|problem| match problem {
            Problem::Around { kind, id, why } => (*kind, id.clone(), *why),
            other => panic!("{other:?}"),
        });
        told.collect::<Vec<_>>()
    };
    let (mette, bo) = (staff("mette"), staff("bo"));
    // A store no start has followed yet, and then what Trin itself does.
    assert_eq!(of().await, []);
    for _ in 0..2 {
        store.adopt(strategy(), morning()).await.unwrap();
    }
    let mut changed = store.staff(mette).await.unwrap().unwrap();
    changed.name = "Mette Ny".into();
    store.put_staff(&changed).await.unwrap();
    store.set_password(mette, "en hash").await.unwrap();
    store.set_password(mette, "en anden hash").await.unwrap();
    store.set(setting::MUNICIPALITY, "Prøvekøbing").await.unwrap();
    let mut unit = store.units().await.unwrap().remove(0);
    unit.district = "Syd".into();
    store.put_unit(&unit).await.unwrap();
    let gone = store.staff(bo).await.unwrap().unwrap();
    store.leave(strategy(), morning(), mette, &gone, Some(&changed), "Rejst").await.unwrap();
    assert_eq!(of().await, []);
    assert!(place.number("SELECT COUNT(*) FROM log WHERE body LIKE '%administration%'").await > 8);
    assert_eq!(
        place.number("SELECT COUNT(*) FROM log WHERE body LIKE '%Mette%' OR body LIKE '%hash%'").await,
        0,
        "hashes and identities alone"
    );

    for (does, kind, id) in [
        (format!("UPDATE staff SET role = 'team-leader' WHERE id = '{mette}'"), "staff", mette.to_string()),
        (format!("UPDATE unit SET district = 'Nord' WHERE id = '{}'", unit.id), "unit", unit.id.to_string()),
        (format!("UPDATE password SET hash = 'min egen' WHERE staff = '{mette}'"), "password", mette.to_string()),
        ("UPDATE setting SET body = 'Andet' WHERE id = 'municipality'".to_owned(), "setting", "municipality".to_owned()),
    ] {
        assert_eq!(place.raw(&does).await.unwrap(), 1);
        assert!(of().await.contains(&(kind, id, "was changed beside Trin")), "{does}");
    }
    place.raw(&format!("INSERT INTO password (staff, hash) VALUES ('{bo}', 'min egen')")).await.unwrap();
    assert!(of().await.contains(&("password", bo.to_string(), "was put in beside Trin")));
    place.raw(&format!("DELETE FROM password WHERE staff = '{bo}'")).await.unwrap();
    place.raw("DELETE FROM setting WHERE id = 'followed-since'").await.unwrap();
    assert!(of().await.contains(&("setting", "followed-since".to_owned(), "was removed beside Trin")));
    // Nothing Trin does later, and no start, makes it unseen.
    place.raw(&format!("INSERT INTO setting (id, body) VALUES ('followed-since', '{}')", morning())).await.unwrap();
    store.put_staff(&changed).await.unwrap();
    store.set_password(mette, "en tredje").await.unwrap();
    store.adopt(strategy(), morning()).await.unwrap();
    let told = of().await;
    assert!(told.contains(&("password", mette.to_string(), "was changed beside Trin, and by Trin since")), "{told:?}");
    assert!(told.contains(&("staff", mette.to_string(), "was changed beside Trin, and by Trin since")), "{told:?}");
}
