//! What is not about a child, and how a store opens.

use crate::life::*;
use crate::stores::Place;
use jiff::ToSpan;
use trin_domain::id::UnitId;
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_store::{Engine, Factors, MOST_BROWSERS, Method, Passkey, Problem, ReadList, Sealing, Session, Store, StoreError, setting};

on_both! {
    what_was_written_is_there_when_opened_again;
    a_store_from_a_newer_program_is_refused;
    a_schema_that_was_tampered_with_is_refused;
    staff_and_units_are_listed_by_name;
    settings_drafts_and_looks_are_kept;
    staff_units_settings_and_passwords_changed_beside_trin_are_seen;
    logins_and_what_opens_them_put_in_beside_trin_are_seen;
    logins_are_kept_used_and_forgotten;
    a_browser_somebody_came_in_by_is_known_for_a_while;
    second_factors_are_used_once;
    the_last_second_factor_stays;
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

    assert_eq!(store.read_until(mette, ReadList::News).await.unwrap(), None);
    store.has_read(mette, ReadList::News, morning()).await.unwrap();
    store.has_read(mette, ReadList::News, later).await.unwrap();
    // A page that stood open since before takes nothing back.
    store.has_read(mette, ReadList::News, morning()).await.unwrap();
    assert_eq!(store.read_until(mette, ReadList::News).await.unwrap(), Some(later));
    assert_eq!(store.read_until(mette, ReadList::Addresses).await.unwrap(), None, "a mark is of one list");
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
    assert!(store.add_passkey(&key, 2).await.unwrap());
    assert!(!store.add_passkey(&Passkey { staff: staff("bo"), ..key.clone() }, 2).await.unwrap(), "one key is one person's");
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

/// Whoever takes the last one away by two requests at once would be let in with a password alone.
async fn the_last_second_factor_stays(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let (mette, bo) = (staff("mette"), staff("bo"));
    let key =
        |id: &str, staff| Passkey { id: id.into(), staff, name: id.into(), body: "{}".into(), created_at: morning(), last_used_at: None };
    for round in 0..12 {
        store.reset_factors(mette).await.unwrap();
        assert!(store.add_passkey(&key("one", mette), 2).await.unwrap());
        if round % 2 == 0 {
            store.propose_app(mette, "ABC").await.unwrap();
            assert!(store.confirm_app(mette, 100).await.unwrap());
            let (app, passkey) = tokio::join!(store.delete_app(mette), store.delete_passkey(mette, "one"));
            assert!(app.unwrap() != passkey.unwrap(), "round {round}: one of the two");
        } else {
            assert!(store.add_passkey(&key("two", mette), 2).await.unwrap());
            let (first, second) = tokio::join!(store.delete_passkey(mette, "one"), store.delete_passkey(mette, "two"));
            assert!(first.unwrap() != second.unwrap(), "round {round}: one of the two");
        }
        assert!(store.factors(mette).await.unwrap().any(), "round {round}");
    }
    // Nor are there more of them than may be.
    let (first, second) = (key("first", bo), key("second", bo));
    let (first, second) = tokio::join!(store.add_passkey(&first, 1), store.add_passkey(&second, 1));
    assert!(first.unwrap() != second.unwrap());
    assert_eq!(store.factors(bo).await.unwrap().passkeys, 1);
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
    assert_eq!(store.tidy(later).await.unwrap().logins, 0);
    assert_eq!(store.tidy(later.checked_add(1.second()).unwrap()).await.unwrap().logins, 1);
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

/// Somebody with the database puts in a login, takes one over, or gives themselves a second factor: verifying tells it. When a login was last used is
/// not followed, and what opens nothing any more is not told.
async fn logins_and_what_opens_them_put_in_beside_trin_are_seen(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.adopt(strategy(), morning()).await.unwrap();
    let of = async |store: &Store| {
        let problems = store.verify(strategy()).await.unwrap().problems;
        let told = problems.iter().map(|problem| match problem {
            Problem::Around { kind, id, why } => (*kind, id.clone(), *why),
            other => panic!("{other:?}"),
        });
        told.collect::<Vec<_>>()
    };
    let (mette, bo, end) = (staff("mette"), staff("bo"), at("2199-01-01T00:00:00Z"));
    let session = |name: &str, is_whole| Session {
        token_hash: format!("token {name}"),
        staff: mette,
        created_at: morning(),
        last_seen_at: morning(),
        expires_at: end,
        id: name.into(),
        browser: String::new(),
        method: Method::Local,
        is_whole,
        proved_at: is_whole.then(morning),
    };
    let key = Passkey { id: "k".into(), staff: mette, name: "Min".into(), body: "{}".into(), created_at: morning(), last_used_at: None };
    // All that Trin does to a login, twice over.
    for round in ["one", "two"] {
        store.put_session(&session(&format!("door {round}"), false)).await.unwrap();
        assert!(store.replace_session(&format!("token door {round}"), &session(round, true)).await.unwrap());
        let renewed = Session { token_hash: format!("renewed {round}"), ..session(round, true) };
        assert!(store.replace_session(&format!("token {round}"), &renewed).await.unwrap());
        store.touch_session(&renewed.token_hash, at("2024-03-04T09:00:00Z")).await.unwrap();
        store.put_session(&session(&format!("ended {round}"), true)).await.unwrap();
        store.delete_session(&format!("token ended {round}")).await.unwrap();
        store.put_session(&session(&format!("called {round}"), true)).await.unwrap();
        assert!(store.delete_session_called(mette, &format!("called {round}")).await.unwrap());
        store.propose_app(mette, &format!("SECRET{round}")).await.unwrap();
        assert!(store.confirm_app(mette, 1).await.unwrap() && store.use_app_step(mette, 2).await.unwrap());
        store.set_recovery_codes(mette, &[format!("code {round}"), format!("other {round}")]).await.unwrap();
        assert!(store.use_recovery_code(mette, &format!("other {round}")).await.unwrap());
        assert!(store.add_passkey(&key, 2).await.unwrap());
        store.used_passkey(mette, "k", &format!("{{{round}}}"), morning()).await.unwrap();
        if round == "one" {
            store.delete_other_sessions(mette, &renewed.token_hash).await.unwrap();
            assert!(store.delete_passkey(mette, "k").await.unwrap());
            store.set_password(mette, "en hash").await.unwrap();
            store.reset_factors(mette).await.unwrap();
        }
    }
    assert!(store.put_at_provider("https://login.example", "7", mette).await.unwrap());
    assert!(!store.put_at_provider("https://login.example", "7", bo).await.unwrap());
    let store = store.rotate_key(Sealing::seeded("the next key")).await.unwrap();
    assert_eq!(of(&store).await, []);
    store.adopt(strategy(), morning()).await.unwrap();
    assert_eq!(of(&store).await, []);
    assert_eq!(
        place.number("SELECT COUNT(*) FROM log WHERE body LIKE '%SECRET%' OR body LIKE '%code two%' OR body LIKE '%login.example%'").await,
        0
    );

    let later = at("2024-03-04T12:00:00Z").as_microsecond();
    let put = |id: &str, who, until: i64| {
        format!(
            "INSERT INTO session (token_hash, staff, created_at, last_seen_at, expires_at, id, browser, method, is_whole, proved_at)
             VALUES ('forged {id}', '{who}', 1, 1, {until}, '{id}', '', 'local', 1, NULL)"
        )
    };
    // Used at another time, ended, and put in when it opens nothing: nothing to tell.
    place.raw(&format!("UPDATE session SET last_seen_at = {later} WHERE id = 'two'")).await.unwrap();
    place.raw(&put("old", bo, later)).await.unwrap();
    assert_eq!(of(&store).await, []);
    // A login, one that ended and is there again, one taken over, one that says it was proved; and second factors.
    for (does, kind, id, why) in [
        (put("new", bo, end.as_microsecond()), "session", "new", "was put in beside Trin"),
        (put("ended two", bo, end.as_microsecond()), "session", "ended two", "was put in beside Trin"),
        ("UPDATE session SET token_hash = 'mine' WHERE id = 'two'".to_owned(), "session", "two", "was changed beside Trin"),
        (format!("UPDATE passkey SET staff = '{bo}' WHERE id = 'k'"), "passkey", "k", "was changed beside Trin"),
        ("UPDATE passkey SET body = 'mine' WHERE id = 'k'".to_owned(), "passkey", "k", "was changed beside Trin"),
    ] {
        assert_eq!(place.raw(&does).await.unwrap(), 1, "{does}");
        assert!(of(&store).await.contains(&(kind, id.to_owned(), why)), "{does}");
    }
    place.raw(&format!("UPDATE session SET token_hash = 'renewed two', proved_at = {later} WHERE id = 'two'")).await.unwrap();
    assert!(of(&store).await.contains(&("session", "two".to_owned(), "was changed beside Trin")));
    place.raw("UPDATE totp SET secret = 'mine' WHERE is_confirmed = 1").await.unwrap();
    assert!(of(&store).await.contains(&("app", mette.to_string(), "was changed beside Trin")));
    for (does, kind) in [
        (format!("INSERT INTO totp (staff, is_confirmed, secret, last_step) VALUES ('{bo}', 1, 'mine', 0)"), "app"),
        (format!("INSERT INTO recovery_code (staff, hash) VALUES ('{bo}', 'mine')"), "recovery-code"),
        (format!("INSERT INTO provider_person (issuer, person, staff) VALUES ('https://login.example', '8', '{bo}')"), "provider-person"),
    ] {
        let before = of(&store).await.len();
        place.raw(&does).await.unwrap();
        let told = of(&store).await;
        assert!(
            told.len() == before + 1 && told.iter().any(|(one, _, why)| *one == kind && *why == "was put in beside Trin"),
            "{does}: {told:?}"
        );
    }
    // What Trin does later to the same does not wipe it out.
    let taken = Session { token_hash: "later".into(), ..session("two", true) };
    assert!(store.replace_session("renewed two", &taken).await.unwrap());
    assert!(of(&store).await.contains(&("session", "two".to_owned(), "was changed beside Trin, and by Trin since")));
}

async fn a_browser_somebody_came_in_by_is_known_for_a_while(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let (mette, bo, end) = (staff("mette"), staff("bo"), morning().checked_add(24.hours()).unwrap());
    let knows = async |token: &str, who, now| store.knows_browser(token, who, now).await.unwrap();
    store.put_known_browser(None, "one", mette, end).await.unwrap();
    assert!(knows("one", mette, morning()).await);
    assert!(!knows("one", bo, morning()).await && !knows("two", mette, morning()).await);
    assert!(!knows("one", mette, end).await, "no longer");
    // Another comes in by the same browser: both are known by its next token, and by the old one nobody.
    store.put_known_browser(Some("one"), "two", bo, end).await.unwrap();
    assert!(knows("two", mette, morning()).await && knows("two", bo, morning()).await);
    assert!(!knows("one", mette, morning()).await);
    // A new password forgets them, and so does time.
    store.set_password(mette, "en hash").await.unwrap();
    assert!(!knows("two", mette, morning()).await && knows("two", bo, morning()).await);
    store.tidy(end.checked_add(1.second()).unwrap()).await.unwrap();
    assert_eq!(place.number("SELECT COUNT(*) FROM known_browser").await, 0);
    for nth in 0..MOST_BROWSERS + 5 {
        let end = end.checked_add(nth.seconds()).unwrap();
        store.put_known_browser(None, &format!("browser {nth}"), bo, end).await.unwrap();
    }
    assert_eq!(place.number("SELECT COUNT(*) FROM known_browser").await, MOST_BROWSERS);
    assert!(knows(&format!("browser {}", MOST_BROWSERS + 4), bo, morning()).await && !knows("browser 0", bo, morning()).await);
}
