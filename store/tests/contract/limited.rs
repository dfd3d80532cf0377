//! PostgreSQL: the role that serves adds to the journal and the log and can change neither, whatever it runs.

use crate::life::*;
use crate::stores::Place;
use sqlx::{Connection, Executor, PgConnection};
use trin_domain::calendar::day_of;
use trin_domain::id::UnitId;
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_proof::LogKey;
use trin_store::{Destruction, GrantError, LogResult, Look, Sealing, Store, StoreError};

/// A role of one test, who may log in and no more.
struct AppRole {
    name: String,
    owner: String,
    url: String,
}

impl AppRole {
    async fn new(place: &Place, nth: u32) -> Self {
        let (owner, name) = (place.url(), format!("trin_app_{}_{nth}", std::process::id()));
        let mut server = PgConnection::connect(&owner).await.unwrap();
        server.execute(sqlx::AssertSqlSafe(format!("CREATE ROLE {name} LOGIN PASSWORD 'prøve'"))).await.unwrap();
        let (scheme, rest) = owner.split_once("://").unwrap();
        let host = rest.split_once('@').map_or(rest, |(_, host)| host);
        let url = format!("{scheme}://{name}:pr%C3%B8ve@{host}");
        Self { name, owner, url }
    }

    /// The code with which the database refuses a statement; nothing when it does it.
    async fn refused(&self, sql: &str) -> Option<String> {
        let mut role = PgConnection::connect(&self.url).await.unwrap();
        match role.execute(sqlx::AssertSqlSafe(sql.to_owned())).await {
            Ok(_) => None,
            Err(sqlx::Error::Database(error)) => Some(error.code().unwrap_or_default().into_owned()),
            Err(other) => panic!("{other}"),
        }
    }

    async fn drop(self) {
        let mut server = PgConnection::connect(&self.owner).await.unwrap();
        let gone = format!("DROP OWNED BY {0}; DROP ROLE {0}", self.name);
        server.execute(sqlx::AssertSqlSafe(gone)).await.unwrap();
    }
}

async fn a_day(store: &Store) {
    let hanne = Staff {
        id: staff("hanne"),
        name: "Hanne Chef".into(),
        role: Role::HeadOfDepartment,
        unit: UnitId::from_label("team"),
        is_active: true,
    };
    people(store).await;
    store.put_staff(&hanne).await.unwrap();
    for label in ["ida", "bo", "eva"] {
        store.execute(strategy(), &context("mette", morning()), "prøve", &arrives(label, "Barn Holm", "mette", morning())).await.unwrap();
    }
    let more = command("bo", "bo note", 3, vec![note(day_of(morning()), "Set i dag.")]);
    store.execute(strategy(), &context("mette", morning()), "prøve", &more).await.unwrap();
    store.save_draft(staff("mette"), "note", "Ikke færdig", morning()).await.unwrap();
    let look = |fields: Option<&str>| Look {
        at: morning(),
        actor: staff("intake-ida"),
        role: Role::Intake,
        unit: None,
        session: None,
        action: "GET /find".into(),
        purpose: "find".into(),
        child: None,
        children: vec![child("ida"), child("bo")],
        basis: None,
        fields: fields.map(str::to_owned),
        result: LogResult::Shown,
        request: None,
    };
    store.log_looks(vec![look(None), look(Some("search"))]).await.unwrap();
    let key = LogKey::new("trin/test/1", &[7; 32]).unwrap();
    store.checkpoint(&key, morning()).await.unwrap().unwrap();
    store.log_cosigned(1, "witness", morning(), "— witness abc\n").await.unwrap();
    assert_eq!(store.search_children(&intake(), "holm", day_of(morning()), None, 9).await.unwrap().rows.len(), 3);
    let (by, confirmed_by) = (staff("lone"), staff("hanne"));
    let asked = Destruction { child: child("eva"), at: morning(), why: "retention-ended".into(), by, confirmed_by };
    store.destroy_key(&asked, "destruction").await.unwrap();
    store.rebuild(strategy()).await.unwrap();
    store
        .leave(
            strategy(),
            morning(),
            by,
            &store.staff(staff("mette")).await.unwrap().unwrap(),
            store.staff(staff("bo")).await.unwrap().as_ref(),
            "Ny plads",
        )
        .await
        .unwrap();
    let report = store.verify(strategy()).await.unwrap();
    assert!(report.is_sound(), "{:?}", report.problems);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_role_that_serves_can_change_nothing_that_is_written() {
    let Some(place) = Place::postgres("the_role_that_serves_can_change_nothing_that_is_written").await else { return };
    let owner = place.open().await;
    let role = AppRole::new(&place, 1).await;
    // Before anything is granted it is told what to do.
    let refused = Store::open(&role.url, Sealing::seeded("test")).await.unwrap_err();
    assert!(matches!(&refused, StoreError::Open { why, .. } if why.contains("trin database grant")), "{refused}");
    // More than it should have, as from a careless hand: it is taken away again.
    place.raw(&format!("GRANT ALL ON journal, log TO {}", role.name)).await.unwrap();
    owner.limit_role(&role.name).await.unwrap();
    assert!(!owner.changeable().await.unwrap().is_empty(), "the owner can change what it owns");
    assert!(matches!(owner.limit_role("trin_nobody").await.unwrap_err(), GrantError::NoSuchRole));
    let superuser = role.owner.split_once("://").unwrap().1.split(['@', ':']).next().unwrap().to_owned();
    assert!(matches!(owner.limit_role(&superuser).await.unwrap_err(), GrantError::IsOwner));

    let store = Store::open(&role.url, Sealing::seeded("test")).await.unwrap();
    assert_eq!(store.changeable().await.unwrap(), Vec::<String>::new());
    a_day(&store).await;
    let folder = std::env::temp_dir().join(&role.name);
    store.backup(&folder.join("kept"), &folder.join("keys"), morning()).await.unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    // The triggers are not what stops it: they are off.
    for table in [
        "journal",
        "command",
        "log",
        "log_child",
        "log_leaf",
        "log_node",
        "log_checkpoint",
        "log_cosignature",
        "log_carried",
        "destroyed_key",
    ] {
        place.raw(&format!("ALTER TABLE {table} DISABLE TRIGGER USER")).await.unwrap();
        let column = place.text(&format!("SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}' AND table_schema = current_schema() ORDER BY ordinal_position LIMIT 1")).await;
        for statement in [
            format!("UPDATE {table} SET {column} = {column}"),
            format!("DELETE FROM {table}"),
            format!("TRUNCATE {table} CASCADE"),
            format!("ALTER TABLE {table} ENABLE TRIGGER USER"),
            format!("DROP TABLE {table} CASCADE"),
            format!("SELECT * FROM {table} FOR UPDATE"),
        ] {
            let code = role.refused(&statement).await;
            assert_eq!(code.as_deref(), Some("42501"), "{statement}");
        }
        assert_eq!(role.refused(&format!("SELECT * FROM {table}")).await, None, "{table} cannot be read");
        place.raw(&format!("ALTER TABLE {table} ENABLE TRIGGER USER")).await.unwrap();
    }
    for statement in [
        "CREATE TABLE other (id BIGINT)",
        "UPDATE _sqlx_migrations SET success = false",
        "DROP FUNCTION is_append_only() CASCADE",
        "SELECT setval('log_id_seq', 1)",
    ] {
        assert_eq!(role.refused(statement).await.as_deref(), Some("42501"), "{statement}");
    }
    // An older schema is not served by a role that cannot bring it up to date; a newer one is another program's.
    place
        .raw("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'x', true, '', 0)")
        .await
        .unwrap();
    let newer = Store::open(&role.url, Sealing::seeded("test")).await.unwrap_err();
    assert!(matches!(newer, StoreError::NewerSchema { found: 9999, .. }), "{newer}");
    place.raw("DELETE FROM _sqlx_migrations WHERE version IN (9999, 14)").await.unwrap();
    let older = Store::open(&role.url, Sealing::seeded("test")).await.unwrap_err();
    assert!(matches!(&older, StoreError::Open { why, .. } if why.contains("older program")), "{older}");
    store.close().await;
    owner.close().await;
    role.drop().await;
    place.clear().await;
}
