//! `trin backup`, `restore`, `key` and `child`: a municipality from its first key to a restored copy.
#![allow(clippy::unwrap_used)]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::path::Path;
use std::time::{Duration, Instant};
use support::{Folder, Ran, Server, number, run_in, trin};
use trin_domain::id::{ChildId, StaffId};
use trin_domain::kinds::Role;
use trin_proof::LogKey;
use trin_store::{EMERGENCY_BYTES, EmergencyLog, LogResult, Look, MunicipalityKey, Sealing};

fn done(arguments: &[&str]) -> Ran {
    let ran = trin(arguments);
    assert_eq!(ran.code, 0, "{}: {}{}", arguments.join(" "), ran.stdout, ran.stderr);
    ran
}

fn refused(arguments: &[&str], says: &str) {
    let ran = trin(arguments);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{}: {}", arguments.join(" "), ran.stderr);
    assert!(ran.stderr.contains(says), "{}: {}", arguments.join(" "), ran.stderr);
}

#[test]
fn a_municipality_is_backed_up_restored_given_another_key_and_forgets_a_child() {
    let folder = Folder::new();
    let (data, backup, target, later) = (folder.path("data"), folder.path("kopi"), folder.path("genskabt"), folder.path("senere"));
    let made = run_in(
        &folder.0,
        &["init", "--data", &data, "--municipality", "Prøvekøbing", "--user", "anna", "--name", "Anna And"],
        "fire ord uden mening\n",
    );
    assert_eq!(made.code, 0, "{}", made.stderr);
    let key = folder.path("data/trin.key");
    assert!(made.stdout.contains(&key) && made.stdout.contains("et andet sted"), "{}", made.stdout);
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&key).unwrap().permissions()) & 0o777, 0o600);
    done(&["import", "--data", &data, "scenarios"]);
    let database = std::fs::read(folder.path("data/trin.sqlite")).unwrap();
    let secret = std::fs::read_to_string(&key).unwrap();
    assert!(!database.windows(20).any(|window| window == &secret.as_bytes()[11..31]), "the key is in the database");

    let log_secret = format!("trin/prøve {}\n", "pv4Wc0hTrinUndersKriverLoggenMedDenneNoegle0=");
    std::fs::write(folder.path("data/log.key"), &log_secret).unwrap();

    // A child whose key is destroyed after the backup is gone from the restored copy too.
    let said = done(&["backup", "--data", &data, &backup]);
    for says in ["kommunens nøgle", "data/trin.key", "data/child-keys/child-keys.trin", "data/log.key", "gem ingen gamle"] {
        assert!(said.stdout.contains(says), "{says}: {}", said.stdout);
    }
    assert!(!Path::new(&backup).join("child_key.jsonl").exists());
    let (inside, elsewhere) = (folder.path("kopi2/keys"), folder.path("kopi2"));
    refused(&["backup", "--data", &data, "--keys-to", &inside, &elsewhere], "må ikke ligge i sikkerhedskopiens mappe");
    // Neither the municipality's key nor the log's is in the backup or beside the children's keys.
    for file in [&backup, &folder.path("data/child-keys")].into_iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()) {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in [&secret.trim()["trin-key-1-".len()..], &log_secret[11..51]] {
            assert!(!bytes.windows(20).any(|window| window == &secret.as_bytes()[..20]), "a key is in the backup");
        }
    }
    refused(&["backup", "--data", &data, &backup], "der er allerede noget");
    let children: Vec<String> = children();
    let gone = children[0].as_str();
    let destroy = |child: &str, by: &str, confirmed_by: &str| {
        let asked =
            ["child", "destroy-key", "--data", &data, child, "--why", "retention-ended", "--by", by, "--confirmed-by", confirmed_by];
        trin(&asked)
    };
    let is_refused = |ran: Ran, says: &str| assert!(ran.code != 0 && ran.stderr.contains(says), "{says}: {}{}", ran.stdout, ran.stderr);
    let person = ["staff", "add", "--data", &data, "--user", "hanne", "--name", "Hanne Chef", "--role", "head-of-department"];
    let made = run_in(&folder.0, &person, "fire ord uden mening\n");
    assert_eq!(made.code, 0, "{}", made.stderr);
    let person = ["staff", "add", "--data", &data, "--user", "rikke", "--name", "Rikke Modtager", "--role", "intake"];
    let made = run_in(&folder.0, &person, "fire ord uden mening\n");
    assert_eq!(made.code, 0, "{}", made.stderr);
    is_refused(destroy("00000000-0000-0000-0000-000000000001", "anna", "hanne"), "intet barn");
    done(&["export", "--by", "anna", "--purpose", "copy", "--data", &data, gone]);
    is_refused(destroy(gone, "anna", "Anna And"), "det kræver to");
    is_refused(destroy(gone, "anna", "rikke"), "Rikke Modtager kan ikke destruere en nøgle");
    is_refused(destroy(gone, "ingen", "hanne"), "der er ingen");
    assert!(!folder.0.join("data/destroyed-keys.txt").exists(), "a destruction that was refused is on the list");
    done(&["export", "--by", "anna", "--purpose", "copy", "--data", &data, gone]);
    let said = destroy(gone, "anna", "hanne");
    assert!(said.code == 0 && said.stdout.contains("Anna And og Hanne Chef"), "{}{}", said.stdout, said.stderr);
    refused(&["export", "--by", "anna", "--purpose", "copy", "--data", &data, gone], "intet barn");
    is_refused(destroy(gone, "anna", "hanne"), "intet barn");
    done(&["verify", "--data", &data]);

    refused(&["restore", "--data", &target, &backup], "nøgle mangler");
    let said = done(&["restore", "--data", &target, "--key-file", &key, &backup]);
    assert!(said.stdout.contains("14 børn") && said.stdout.contains("1 børns nøgler er destrueret"), "{}", said.stdout);
    refused(&["export", "--by", "anna", "--purpose", "copy", "--data", &target, "--key-file", &key, gone], "intet barn");
    let (there, here) = (
        done(&["export", "--by", "anna", "--purpose", "copy", "--data", &target, "--key-file", &key, &children[1]]),
        done(&["export", "--by", "anna", "--purpose", "copy", "--data", &data, &children[1]]),
    );
    assert_eq!(there.stdout, here.stdout);
    refused(&["restore", "--data", &target, "--key-file", &key, &backup], "der er allerede noget");

    // Another key.
    let new = folder.path("ny.key");
    done(&["key", "new", &new]);
    refused(&["key", "new", &new], "kan ikke skrives");
    let keys = folder.path("data/child-keys");
    refused(&["restore", "--data", &later, "--key-file", &new, &backup], "nøglen er ikke kommunens");
    let alone = folder.path("alene.key");
    std::fs::copy(&key, &alone).unwrap();
    refused(&["restore", "--data", &later, "--key-file", &alone, &backup], "holder ingen nøgler");
    refused(&["restore", "--data", &later, "--key-file", &new, "--keys", &keys, &backup], "ikke skrevet med den nøgle");
    done(&["key", "rotate", "--data", &data, "--new", &new]);
    refused(&["verify", "--data", &data], "nøglen er ikke den");
    done(&["verify", "--data", &data, "--key-file", &new]);
    assert_eq!(
        done(&["export", "--by", "anna", "--purpose", "copy", "--data", &data, "--key-file", &new, &children[1]]).stdout,
        here.stdout
    );

    // The backup of before the key was changed, with that day's key, today's and today's key file.
    refused(&["restore", "--data", &later, "--key-file", &new, "--keys", &keys, &backup], "--backup-key");
    done(&["restore", "--data", &later, "--key-file", &new, "--keys", &keys, "--backup-key", &key, &backup]);
    refused(&["verify", "--data", &later, "--key-file", &key], "nøglen er ikke den");
    assert_eq!(
        done(&["export", "--by", "anna", "--purpose", "copy", "--data", &later, "--key-file", &new, &children[1]]).stdout,
        here.stdout
    );
    refused(&["export", "--by", "anna", "--purpose", "copy", "--data", &later, "--key-file", &new, gone], "intet barn");
    let later = folder.path("igen");

    // A spoiled backup leaves nothing behind.
    let file = folder.path("kopi/journal.jsonl");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[1234] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let with = ["restore", "--data", &later, "--key-file", &new, "--keys", &keys, "--backup-key", &key, &backup];
    refused(&with, "journal.jsonl er ikke, hvad den var");
    assert!(!Path::new(&later).join("trin.sqlite").exists());
}

/// While it serves, Trin keeps the key file; and what is restored is held to the key that signs the log.
#[test]
fn the_server_keeps_the_key_file_and_a_restore_looks_at_the_logs_key() {
    let folder = Folder::new();
    let (data, keys, backup) = (folder.path("data"), folder.path("nøgler"), folder.path("kopi"));
    let made = ["init", "--data", &data, "--municipality", "Prøvekøbing", "--user", "anna", "--name", "Anna And"];
    assert_eq!(run_in(&folder.0, &made, "fire ord uden mening\n").code, 0);
    let server = Server::start(&folder.0, &["serve", "--data", &data, "--listen", "127.0.0.1:0", "--keys-to", &keys]);
    let file = Path::new(&keys).join("child-keys.trin");
    let begun = Instant::now();
    let grows_beyond = |before: u64| {
        loop {
            match std::fs::metadata(&file).map(|file| file.len()) {
                Ok(now) if now > before => return now,
                _ => assert!(begun.elapsed() < Duration::from_secs(90), "the key file does not follow"),
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    };
    let empty = grows_beyond(0);
    done(&["import", "--data", &data, "scenarios"]);
    grows_beyond(empty);
    // Its end signs a head over the log.
    server.stop();
    let log_pub = folder.path("data/log.pub");
    done(&["backup", "--data", &data, "--keys-to", &keys, &backup]);
    let (key, other) = (folder.path("data/trin.key"), folder.path("anden.pub"));
    let theirs = trin_proof::LogKey::new("trin/anden/1", &[1; 32]).unwrap();
    std::fs::write(&other, format!("{}\n", theirs.public())).unwrap();
    let (wrong, target) = (folder.path("forkert"), folder.path("genskabt"));
    let restore =
        |to: &str, log: &[&str]| trin(&[&["restore", "--data", to, "--key-file", &key, "--keys", &keys], log, &[&backup]].concat());
    let ran = restore(&wrong, &["--log-key", &other]);
    assert!(ran.code == 1 && ran.stderr.contains("ikke underskrevet med den nøgle til loggen"), "{}{}", ran.stdout, ran.stderr);
    assert!(!Path::new(&wrong).join("trin.sqlite").exists());
    let ran = restore(&target, &["--log-key", &log_pub]);
    assert!(ran.code == 0 && ran.stdout.contains("Loggens hoveder er underskrevet med loggens nøgle"), "{}{}", ran.stdout, ran.stderr);
    std::fs::remove_file(&log_pub).unwrap();
    let ran = restore(&folder.path("ukendt"), &[]);
    assert!(ran.code == 0 && ran.stdout.contains("IKKE kontrolleret"), "{}{}", ran.stdout, ran.stderr);
}

/// The children of the scenario files.
fn children() -> Vec<String> {
    let mut all: Vec<String> = std::fs::read_dir("../scenarios")
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .filter_map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            let scenario: serde_json::Value = serde_json::from_str(&text).ok()?;
            let label = scenario.get("child")?.as_str()?.to_owned();
            Some(trin_domain::id::ChildId::from_label(&label).to_string())
        })
        .collect();
    all.sort();
    all
}

/// What waits in the emergency log when the municipality's key is changed.
#[test]
fn what_waits_in_the_emergency_log_outlives_the_key_it_is_sealed_with() {
    let folder = Folder::new();
    let (data, file) = (folder.path("data"), folder.path("nødlog"));
    let init = ["init", "--data", &data, "--municipality", "Prøvekøbing", "--user", "anna", "--name", "Anna And"];
    assert_eq!(run_in(&folder.0, &init, "fire ord uden mening\n").code, 0);
    let serve = |key: &str| {
        Server::start(&folder.0, &["serve", "--data", &data, "--key-file", key, "--listen", "127.0.0.1:0", "--emergency-log", &file])
    };
    let old = folder.path("data/trin.key");
    serve(&old).stop();
    let log_key = std::fs::read_to_string(folder.path("data/log.key")).unwrap();
    let (origin, secret) = log_key.trim().split_once(' ').unwrap();
    let log_key = LogKey::new(origin, &STANDARD.decode(secret).unwrap().try_into().unwrap()).unwrap();
    let sealing = Sealing::new(&MunicipalityKey::parse(&std::fs::read_to_string(&old).unwrap()).unwrap(), |into| into.fill(7));
    let log = EmergencyLog::open(Path::new(&file), EMERGENCY_BYTES, Some(&log_key), sealing).unwrap();
    let look = Look {
        at: "2026-03-01T10:00:00Z".parse().unwrap(),
        actor: StaffId::from_label("anna"),
        role: Role::TeamLeader,
        unit: None,
        session: None,
        action: "GET /boern/{id}".to_owned(),
        purpose: "emergency".to_owned(),
        child: Some(ChildId::from_label("alma")),
        children: Vec::new(),
        basis: Some("glass".to_owned()),
        fields: Some("record".to_owned()),
        result: LogResult::Shown,
        request: None,
    };
    log.append_look(look).unwrap();
    drop(log);
    let copy = std::fs::read(&file).unwrap();
    let carried = |how: &str| assert_eq!(number(&data, "SELECT COUNT(*) FROM log WHERE body LIKE '%glass%'"), 1, "{how}");

    // Where it was is remembered; it may have been moved.
    let new = folder.path("ny.key");
    done(&["key", "new", &new]);
    let elsewhere = folder.path("flyttet");
    std::fs::rename(&file, &elsewhere).unwrap();
    let ran = trin(&["key", "rotate", "--data", &data, "--key-file", &old, "--new", &new]);
    assert!(ran.code != 0 && ran.stderr.contains("--emergency-log"), "{}", ran.stderr);
    std::fs::rename(&elsewhere, &file).unwrap();
    done(&["key", "rotate", "--data", &data, "--key-file", &old, "--new", &new]);
    carried("before the key was changed");
    serve(&new).stop();

    // One that was not carried over before is not lost either.
    std::fs::write(&file, &copy).unwrap();
    let ran = trin(&["serve", "--data", &data, "--key-file", &new, "--listen", "127.0.0.1:0", "--emergency-log", &file]);
    assert!(ran.code != 0 && ran.stderr.contains("trin log carry"), "{}", ran.stderr);
    done(&["log", "carry", &file, "--data", &data, "--key-file", &new, "--sealed-with", &old]);
    carried("once");
    serve(&new).stop();
}

/// A child deleted in a page is in no list that `trin child destroy-key` writes; whoever serves keeps keys and list all the same.
#[test]
fn the_children_s_keys_and_the_list_of_destroyed_ones_are_kept_without_being_asked_for() {
    let folder = Folder::new();
    let (data, elsewhere) = (folder.path("data"), folder.path("andet.txt"));
    let init = ["init", "--data", &data, "--municipality", "Prøvekøbing", "--user", "anna", "--name", "Anna And"];
    assert_eq!(run_in(&folder.0, &init, "fire ord uden mening\n").code, 0);
    let person = ["staff", "add", "--data", &data, "--user", "hanne", "--name", "Hanne Chef", "--role", "head-of-department"];
    assert_eq!(run_in(&folder.0, &person, "fire ord uden mening\n").code, 0);
    done(&["import", "--data", &data, "scenarios"]);
    let gone = children()[0].clone();
    let destroy = ["child", "destroy-key", "--data", &data, &gone, "--why", "retention-ended", "--by", "anna", "--confirmed-by", "hanne"];
    done(&[&destroy[..], &["--destroyed", &elsewhere]].concat());
    let (list, keys) = (folder.0.join("data/destroyed-keys.txt"), folder.0.join("data/child-keys/child-keys.trin"));
    assert!(!list.exists() && !keys.exists());
    for _ in 0..2 {
        let server = Server::start(&folder.0, &["serve", "--data", &data, "--listen", "127.0.0.1:0"]);
        let begun = Instant::now();
        while !(list.exists() && keys.exists()) {
            assert!(begun.elapsed() < Duration::from_secs(30), "neither is written");
            std::thread::sleep(Duration::from_millis(100));
        }
        server.stop();
        let listed = std::fs::read_to_string(&list).unwrap();
        assert_eq!(listed, std::fs::read_to_string(&elsewhere).unwrap(), "each is there once");
    }
}

/// A municipality with the scenarios' children, and two who lead; its data.
fn municipality(folder: &Folder) -> String {
    let data = folder.path("data");
    let made = ["init", "--data", &data, "--municipality", "Prøvekøbing", "--user", "anna", "--name", "Anna And"];
    assert_eq!(run_in(&folder.0, &made, "fire ord uden mening\n").code, 0);
    let person = ["staff", "add", "--data", &data, "--user", "hanne", "--name", "Hanne Chef", "--role", "head-of-department"];
    assert_eq!(run_in(&folder.0, &person, "fire ord uden mening\n").code, 0);
    done(&["import", "--data", &data, "scenarios"]);
    data
}

/// Wherever the children's keys were written: with that file and an old backup a destroyed child is not read.
#[test]
fn a_destroyed_key_is_in_no_key_file_that_was_ever_written() {
    let folder = Folder::new();
    let data = municipality(&folder);
    let (one, two, away) = (folder.path("ene"), folder.path("anden"), folder.path("drev"));
    for (keys, backup) in [(&one, "kopi-1"), (&two, "kopi-2"), (&away, "kopi-3")] {
        done(&["backup", "--data", &data, "--keys-to", keys, &folder.path(backup)]);
    }
    let children = children();
    let destroy = |child: &str| {
        trin(&["child", "destroy-key", "--data", &data, child, "--why", "retention-ended", "--by", "anna", "--confirmed-by", "hanne"])
    };
    // As where the key is carried to another machine: its list of destroyed keys does not come along.
    let key = folder.path("alene.key");
    std::fs::copy(folder.path("data/trin.key"), &key).unwrap();
    let restored =
        |keys: &str, to: &str| done(&["restore", "--data", &folder.path(to), "--key-file", &key, "--keys", keys, &folder.path("kopi-1")]);
    assert_eq!(destroy(&children[0]).code, 0);
    for keys in [&one, &two, &away] {
        let said = restored(keys, &format!("fra-{}", keys.rsplit('/').next().unwrap())).stdout;
        assert!(
            said.contains("1 børns nøgler er destrueret") && said.contains("Der er ingen liste over destruerede nøgler"),
            "{keys}: {said}"
        );
    }
    // A disk that is not attached: said, and made up for.
    let elsewhere = folder.path("drev-taget-fra");
    std::fs::rename(&away, &elsewhere).unwrap();
    let ran = destroy(&children[1]);
    assert!(ran.code == 1 && ran.stderr.contains(&away) && ran.stderr.contains("trin key keep"), "{}{}", ran.stdout, ran.stderr);
    refused(&["export", "--by", "anna", "--purpose", "copy", "--data", &data, &children[1]], "intet barn");
    refused(&["key", "keep", "--data", &data], &away);
    std::fs::rename(&elsewhere, &away).unwrap();
    done(&["key", "keep", "--data", &data]);
    assert!(restored(&away, "efter").stdout.contains("2 børns nøgler er destrueret"));
    // One whose file was removed is not waited for, nor one that is forgotten.
    std::fs::remove_file(Path::new(&two).join("child-keys.trin")).unwrap();
    std::fs::rename(&away, &elsewhere).unwrap();
    done(&["key", "keep", "--data", &data, "--forget", &away]);
    let ran = destroy(&children[2]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(!Path::new(&two).join("child-keys.trin").exists());
    // A restored copy leaves alone what belongs to the municipality it is a copy of.
    let before = std::fs::read(Path::new(&one).join("child-keys.trin")).unwrap();
    done(&["key", "keep", "--data", &folder.path("efter"), "--key-file", &key]);
    assert_eq!(std::fs::read(Path::new(&one).join("child-keys.trin")).unwrap(), before);
}

/// A log goes on with the key that signed it, and is not spoiled by a start without.
#[test]
fn a_log_is_not_signed_with_another_key_by_accident() {
    let folder = Folder::new();
    let data = municipality(&folder);
    let serve = ["serve", "--data", &data, "--listen", "127.0.0.1:0"];
    Server::start(&folder.0, &serve).stop();
    let (key, public) = (folder.path("data/log.key"), folder.path("data/log.pub"));
    let (aside, aside_public) = (folder.path("log.key"), folder.path("log.pub"));
    std::fs::rename(&key, &aside).unwrap();
    std::fs::rename(&public, &aside_public).unwrap();
    refused(&serve, "Læg log.key og log.pub på plads");
    assert!(!Path::new(&key).exists(), "a key was made");
    std::fs::write(&key, format!("trin/anden/1 {}\n", STANDARD.encode([9; 32]))).unwrap();
    refused(&serve, "ikke den nøgle");
    std::fs::rename(&aside, &key).unwrap();
    std::fs::rename(&aside_public, &public).unwrap();
    Server::start(&folder.0, &serve).stop();
    done(&["verify", "--data", &data]);
    // It is lost for good.
    std::fs::remove_file(&key).unwrap();
    std::fs::remove_file(&public).unwrap();
    Server::start(&folder.0, &[&serve[..], &["--new-log-key"]].concat()).stop();
    Server::start(&folder.0, &serve).stop();
}

/// An older database put in the place of a newer one has the destroyed child again; the list beside the key knows.
#[test]
fn a_child_that_is_back_in_an_older_database_is_not_served() {
    let folder = Folder::new();
    let data = municipality(&folder);
    let (database, older) = (folder.path("data/trin.sqlite"), folder.path("ældre.sqlite"));
    std::fs::copy(&database, &older).unwrap();
    let child = &children()[0];
    done(&["child", "destroy-key", "--data", &data, child, "--why", "retention-ended", "--by", "anna", "--confirmed-by", "hanne"]);
    std::fs::copy(&older, &database).unwrap();
    refused(&["verify", "--data", &data], "databasen har dem igen");
    refused(&["serve", "--data", &data, "--listen", "127.0.0.1:0"], child);
    done(&["child", "destroy-key", "--data", &data, child, "--why", "retention-ended", "--by", "anna", "--confirmed-by", "hanne"]);
    done(&["verify", "--data", &data]);
}
