//! `trin demo`: made whole or not at all, opened at once the second time.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod support;

use std::time::{Duration, Instant};
use support::{Folder, Server, command, run_in, trin};

const SMALL: [&str; 4] = ["--children", "120", "--listen", "127.0.0.1:0"];

fn demo<'a>(data: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["demo", "--data", data], more].concat()
}

#[test]
fn an_invented_caseworker_who_has_not_handed_over_has_not_left() {
    // This seed has one whose last child waits to be taken over.
    let folder = Folder::new();
    let data = folder.path("d");
    let server = Server::start(&folder.0, &demo(&data, &["--children", "1500", "--seed", "3", "--listen", "127.0.0.1:0"]));
    assert_eq!(server.stop().0, 0);
}

#[test]
fn it_is_made_once_served_and_opened_at_once_the_second_time() {
    let folder = Folder::new();
    let data = folder.path("d");
    let server = Server::start(&folder.0, &demo(&data, &SMALL));
    let page = server.get("/");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Hvem vil du være?"), "{page}");
    let (code, stderr) = server.stop();
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains("Laver en opdigtet kommune med 120 børn under 18"), "{stderr}");
    assert!(!folder.0.join("d/.trin-making").exists(), "nothing is left of the making");
    assert!(!stderr.contains('\r'), "no progress bar where there is no terminal");

    let begun = Instant::now();
    let again = Server::run(
        command(&demo(&data, &["--listen", "127.0.0.1:0"]), &folder.0).env("TRIN_LOG", "trace").stderr(std::process::Stdio::piped()),
    );
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    again.get("/");
    let (code, stderr) = again.stop();
    assert_eq!(code, 0);
    assert!(stderr.contains("TRACE") || stderr.contains("DEBUG"), "what happens is told: {stderr}");
    assert!(!stderr.contains('\u{1b}'), "colours where there is no terminal: {stderr}");
    assert!(stderr.contains("Åbner den opdigtede kommune"), "{stderr}");

    let verified = trin(&["verify", "--data", &data]);
    assert_eq!(verified.code, 0, "{}", verified.stderr);
    assert!(verified.stdout.contains("alt, der følger, er regnet om og stemmer"));

    let rates = trin(&["rates", "--data", &data]);
    assert_eq!(rates.code, 0, "{}", rates.stderr);
    for expected in ["Her", "Offentliggjort", "11,1", "Akutvurdering inden 24 timer", "Danmarks Statistik", "Ankestyrelsen"] {
        assert!(rates.stdout.contains(expected), "lacks {expected}:\n{}", rates.stdout);
    }
    // A number beside the published one, not nothing.
    let notifications = rates.stdout.lines().find(|line| line.starts_with("Underretninger ")).unwrap();
    assert!(!notifications.split_whitespace().nth(1).unwrap().starts_with("0,0"), "{notifications}");

    for (asked, made) in [
        (["--children", "500"], "--children 120"),
        (["--seed", "2"], "--seed 1"),
        (["--strategy", "faxe-2019"], "--strategy kerteminde-2021"),
    ] {
        let other = trin(&demo(&data, &[asked[0], asked[1], "--listen", "127.0.0.1:0"]));
        assert_eq!(other.code, 2, "{}", other.stderr);
        assert!(other.stderr.contains(made) && other.stderr.contains(&format!("--data {data}-2")), "{}", other.stderr);
    }
    let served = trin(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]);
    assert!(served.stderr.contains("opdigtet kommune") && served.stderr.contains("trin demo"), "{}", served.stderr);
}

#[test]
fn one_that_was_broken_off_is_begun_anew() {
    let folder = Folder::new();
    let data = folder.path("d");
    let mut child = command(&demo(&data, &["--children", "3000", "--listen", "127.0.0.1:0"]), &folder.0)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let unfinished = folder.0.join("d/trin.sqlite.unfinished");
    let begun = Instant::now();
    while !unfinished.exists() && begun.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(unfinished.exists(), "killed while it was being made");
    assert!(!folder.0.join("d/trin.sqlite").exists(), "half a municipality is not to be seen");

    let nothing = trin(&["verify", "--data", &data]);
    assert!(nothing.stderr.contains("der er ingen kommune"), "{}", nothing.stderr);

    let server = Server::start(&folder.0, &demo(&data, &SMALL));
    let (code, stderr) = server.stop();
    assert_eq!(code, 0);
    assert!(stderr.contains("blev arbejdet afbrudt"), "{stderr}");
    assert!(!unfinished.exists());
    assert!(trin(&["verify", "--data", &data]).stdout.contains("stemmer"));
}

#[test]
fn a_file_left_by_one_that_was_killed_stops_nobody_and_one_that_is_held_does() {
    let folder = Folder::new();
    let data = folder.path("d");
    let left = folder.file("d/.trin-making", b"");
    let held = std::fs::File::open(&left).unwrap();
    held.lock().unwrap();
    let refused = trin(&demo(&data, &SMALL));
    assert_eq!(refused.code, 1);
    assert!(refused.stderr.contains("er ved at lave en kommune"), "{}", refused.stderr);
    assert!(folder.0.join("d/.trin-making").exists(), "another's is not taken away");
    drop(held);
    let (code, stderr) = Server::start(&folder.0, &demo(&data, &SMALL)).stop();
    assert_eq!(code, 0, "{stderr}");
    assert!(!folder.0.join("d/.trin-making").exists());
}

#[test]
fn a_strategy_file_is_remembered() {
    let folder = Folder::new();
    let data = folder.path("d");
    let mine = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/strategies/koege-2020.toml")).unwrap();
    let file = folder.file("min.toml", mine.replace("key = \"koege-2020\"", "key = \"min-kommune\""));
    let arguments = demo(&data, &["--strategy", &file, "--children", "100", "--listen", "127.0.0.1:0"]);
    Server::start(&folder.0, &arguments).stop();
    std::fs::remove_file(&file).unwrap();
    let again = Server::start(&folder.0, &demo(&data, &["--listen", "127.0.0.1:0"]));
    assert_eq!(again.stop().0, 0);
}

#[test]
fn the_place_is_said_when_nobody_chose_it() {
    let folder = Folder::new();
    let server = Server::start(&folder.0, &["demo", "--children", "100", "--listen", "127.0.0.1:0"]);
    let (_, stderr) = server.stop();
    let place = folder.0.join("data/trin/demo");
    assert!(stderr.contains(&place.display().to_string()), "{stderr}");
    assert!(place.join("trin.sqlite").is_file());
    let verified = run_in(&folder.0, &["verify"], "");
    assert_eq!(verified.code, 0, "verify looks there too: {}", verified.stderr);
}

#[test]
fn logins_that_have_ended_are_forgotten_at_the_start() {
    use sqlx::{ConnectOptions as _, Connection as _};
    let folder = Folder::new();
    let data = folder.path("d");
    let again = ["--listen", "127.0.0.1:0"];
    Server::start(&folder.0, &demo(&data, &["--children", "100", "--listen", "127.0.0.1:0"])).stop();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let file = sqlx::sqlite::SqliteConnectOptions::new().filename(format!("{data}/trin.sqlite"));
    runtime.block_on(async {
        let mut store = file.connect().await.unwrap();
        for (token, expires) in [("ended", 1_i64), ("in use", i64::MAX)] {
            let login = "INSERT INTO session (token_hash, staff, created_at, last_seen_at, expires_at) VALUES ($1, 'x', 0, 0, $2)";
            sqlx::query(login).bind(token).bind(expires).execute(&mut store).await.unwrap();
        }
        store.close().await.unwrap();
    });
    Server::start(&folder.0, &demo(&data, &again)).stop();
    runtime.block_on(async {
        let mut store = file.connect().await.unwrap();
        let left: Vec<String> = sqlx::query_scalar("SELECT token_hash FROM session").fetch_all(&mut store).await.unwrap();
        assert_eq!(left, ["in use"]);
        store.close().await.unwrap();
    });
}

#[test]
fn data_of_a_newer_trin_is_left_alone() {
    let folder = Folder::new();
    let data = folder.path("d");
    Server::start(&folder.0, &demo(&data, &["--children", "100", "--listen", "127.0.0.1:0"])).stop();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        use sqlx::{ConnectOptions as _, Connection as _};
        let mut newer = sqlx::sqlite::SqliteConnectOptions::new().filename(format!("{data}/trin.sqlite")).connect().await.unwrap();
        sqlx::query(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)",
        )
        .execute(&mut newer)
        .await
        .unwrap();
        newer.close().await.unwrap();
    });
    for arguments in [demo(&data, &["--listen", "127.0.0.1:0"]), vec!["verify", "--data", &data]] {
        let ran = trin(&arguments);
        assert_eq!(ran.code, 1);
        assert!(ran.stderr.contains("nyere Trin") && ran.stderr.contains("9999"), "{}", ran.stderr);
    }
}

#[test]
fn a_port_in_use_is_told_before_anything_is_made() {
    let folder = Folder::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let data = folder.path("d");
    let ran = trin(&["demo", "--data", &data, "--listen", &address]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains(&address) && ran.stderr.contains("--listen"), "{}", ran.stderr);
    assert!(!folder.0.join("d/trin.sqlite.unfinished").exists());
}
