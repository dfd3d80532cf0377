//! Bad input gets one message that says what was understood and what to do, in the right language, with the right exit code.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Folder, Ran, run_in, trin};

const CASE: &str = r#"{ "child": "a", "by": "m", "entries": [
  { "at": "2024-03-01T09:30", "fact": "registered", "name": "A", "birth": "2015-04-02" },
  { "at": "2024-03-01T09:30", "fact": "notification-received", "notifier": "school", "concern": "x", "causes": ["other"] },
  { "at": "2024-03-01T09:30", "fact": "responsibility-assigned", "to": "m", "reason": "x" }"#;

/// No message may look like a program talking to itself.
fn is_for_people(ran: &Ran, what: &str) {
    for inside in ["Error(", "Err(", "panicked", "unwrap", "RUST_BACKTRACE", "os error", "Some(", "StoreError", "sqlx", " { url"] {
        assert!(!ran.stderr.contains(inside), "{what} says {inside}: {}", ran.stderr);
    }
    assert!(ran.stderr.starts_with("trin: "), "{what}: {}", ran.stderr);
}

#[test]
fn arguments_that_cannot_be_understood() {
    let good = "scenarios/easter.json";
    let table: &[(&[&str], &[&str])] = &[
        (&["deu"], &["\"deu\" er ikke en kommando", "due", "trin --help"]),
        (&["due"], &["der mangler", "SCENARIO.json"]),
        (&["due", good, "extra"], &["extra kendes ikke her"]),
        (&["due", "--onn", "2024-01-01", good], &["--onn kendes ikke her", "--on"]),
        (&["due", "--on"], &["--on", "mangler sin værdi"]),
        (&["due", "--on", "2024-02-30", good], &["2024-02-30 findes ikke i kalenderen", "29 dage"]),
        (&["due", "--on", "2023-02-29", good], &["28 dage"]),
        (&["due", "--on", "1/3/2024", good], &["skriv datoen som 2024-03-01"]),
        (&["due", "--on", "i går", good], &["er ikke en dato", "fx 2024-03-01"]),
        (&["due", "--on", "2024-03-31T02:30", good], &["uret blev stillet frem"]),
        (&["due", "--on", "2024-10-27T02:30", good], &["findes to gange", "+02:00"]),
        (&["due", "--on", "2224-01-01", good], &["1970", "2100"]),
        (&["due", "--strategy", "hvidovre", good], &["ingen strategi \"hvidovre\"", "Mente du hvidovre-2014?"]),
        (&["due", "--strategy", "kertemine-2021", good], &["Mente du kerteminde-2021?"]),
        (&["due", "--strategy", "", good], &["Trin har kerteminde-2021"]),
        (&["--lang", "fr", "strategy", "list"], &["\"fr\" kan ikke bruges til --lang", "da, en"]),
        (&["strategy", "chek", "x"], &["\"chek\" er ikke en kommando", "check"]),
        (&["strategy", "diff", "faxe-2019"], &["der mangler", "<B>"]),
        (&["strategy", "diff", "faxe-2019", "faxe-2018"], &["Mente du faxe-2019?"]),
        (&["demo", "--children", "0"], &["\"0\" kan ikke bruges til --children", "fra 100 til 1200000"]),
        (&["demo", "--children", "10000000"], &["fra 100 til 1200000"]),
        (&["demo", "--children", "mange"], &["\"mange\"", "et helt tal"]),
        (&["demo", "--seed", "-1"], &["-1"]),
        (&["demo", "--seed", "x"], &["\"x\" kan ikke bruges til --seed", "et helt tal fra 0"]),
        (&["demo", "--listen", "8080"], &["\"8080\" kan ikke bruges til --listen", "127.0.0.1:8080"]),
        (&["demo", "--listen", "127.0.0.1:99999"], &["kan ikke bruges til --listen"]),
        (&["demo", "--strategy", "naestved"], &["ingen strategi \"naestved\""]),
        (&["serve"], &["hvilken kommune?", "--data MAPPE"]),
        (&["serve", "--database", "mysql://x"], &["PostgreSQL", "postgres://"]),
        (&["serve", "--data", "d", "--public-url", "trin.example.dk"], &["\"trin.example.dk\"", "https://", "fx https://trin.example.dk"]),
        (&["serve", "--data", "d", "--public-url", "https://a.dk/trin"], &["uden sti"]),
        (&["serve", "--data", "d", "--limit", "look-ups"], &["HVAD=ANTAL/SEKUNDER", "look-ups=300/600", "login-account"]),
        (&["serve", "--data", "d", "--limit", "look-up=1/2"], &["ingen grænse \"look-up\"", "Mente du look-ups?"]),
        (&["serve", "--data", "d", "--limit", "names=20"], &["\"20\" er ikke ANTAL/SEKUNDER", "fx names=300/600"]),
        (&["serve", "--data", "d", "--limit", "names=0/20"], &["\"0/20\" er ikke", "over 0"]),
        (&["--lang", "en", "serve", "--data", "d", "--limit", "names=x/2"], &["\"x/2\" is not N/SECONDS", "e.g. names=300/600"]),
        (&["serve", "--data", "d", "--witness", "https://vidne.dk"], &["URL=NØGLE", "trin witness serve"]),
        (&["import", "x"], &["hvilken kommune?"]),
        (&["import", "--data", "d"], &["der mangler", "<FOLDER>"]),
        (&["export"], &["der mangler", "<CHILD>"]),
        (&["verify", "--data", "a", "--database", "postgres://b"], &["kan ikke bruges sammen med"]),
        (&["init", "--data", "d"], &["der mangler", "--municipality", "--user", "--name"]),
        (&["init", "--data", "d", "--municipality", " ", "--user", "u", "--name", "n"], &["--municipality skal være et navn"]),
        (
            &["init", "--data", "d", "--municipality", "M", "--user", "u", "--name", "n", "--role", "leder"],
            &["\"leder\" er ikke en rolle", "team-leader (teamleder)"],
        ),
        (&["due", "--json", "--json", good], &["flere gange"]),
        (&["staff", "list"], &["hvilken kommune?"]),
        (&["staff", "add", "--data", "d"], &["der mangler", "--user", "--name", "--role"]),
        (
            &["staff", "add", "--data", "d", "--user", "u", "--name", "n", "--role", "teachr"],
            &["\"teachr\" er ikke en rolle", "Mente du teacher?"],
        ),
        (&["staff", "add", "--data", "d", "--user", "u", "--name", "n", "--role", "teacher", "--unit", " "], &["--unit skal være et navn"]),
    ];
    for (arguments, expected) in table {
        let ran = trin(arguments);
        let what = arguments.join(" ");
        assert_eq!(ran.code, 2, "{what}: {}{}", ran.stdout, ran.stderr);
        assert_eq!(ran.stdout, "", "{what}");
        is_for_people(&ran, &what);
        for word in *expected {
            assert!(ran.stderr.contains(word), "{what} lacks {word}: {}", ran.stderr);
        }
    }
}

#[test]
fn files_that_cannot_be_used() {
    let folder = Folder::new();
    let file = |name: &str, content: &[u8]| folder.file(name, content);
    let with = |entry: &str| format!("{CASE},\n  {entry} ] }}");
    let table: Vec<(Vec<String>, &[&str])> = vec![
        (vec!["due".into(), folder.path("mangler.json")], &["mangler.json kan ikke læses: findes ikke", "Kontrollér stien"]),
        (vec!["due".into(), folder.path("")], &["er en mappe", "Nævn en fil"]),
        (vec!["due".into(), file("tom.json", b"")], &["1 fejl", "filen er tom"]),
        (vec!["due".into(), file("latin.json", b"{ \"child\": \"S\xf8ren\" }")], &["ikke UTF-8", "Gem den som UTF-8"]),
        (vec!["due".into(), file("komma.json", b"{ \"child\": \"a\",\n }")], &["linje 2", "komma for meget"]),
        (vec!["due".into(), file("billede.png", b"\x89PNG\r\n\x1a\n")], &["ikke UTF-8"]),
        (vec!["due".into(), file("liste.json", b"[]")], &["et scenarie er ét objekt"]),
        (
            vec!["due".into(), file("ukendt.json", with(r#"{ "on": "2024-03-02", "fact": "screend" }"#).as_bytes())],
            &["linje 5 (post 4, fact)", "mente du \"screened\"?"],
        ),
        (
            vec!["due".into(), file("flere.json", with(r#"{ "on": "2024-02-30", "fact": "screened", "outcome": "x" }"#).as_bytes())],
            &["3 fejl", "29 dage", "Tilladt: nothing-further", "reason): feltet mangler"],
        ),
        (
            vec!["due".into(), file("afvist.json", with(r#"{ "on": "2024-03-02", "fact": "closed", "reason": "x" }"#).as_bytes())],
            &["linje 5 (post 4, closed)", "post 2 er ikke gjort færdig", "Afslut den"],
        ),
        (vec!["strategy".into(), "check".into(), folder.path("ingen.toml")], &["ingen.toml kan ikke læses: findes ikke"]),
        (vec!["strategy".into(), "check".into(), file("tom.toml", b"")], &["fejl:", "linje 1", "key"]),
        (vec!["strategy".into(), "check".into(), file("skrald.toml", b"key = [")], &["linje 1"]),
        (vec!["due".into(), "--strategy".into(), folder.path("egen.toml"), "scenarios/easter.json".into()], &["egen.toml kan ikke læses"]),
        (vec!["verify".into(), "--data".into(), folder.path("intet")], &["der er ingen kommune i", "trin init", "trin demo"]),
        (vec!["verify".into()], &["der er ingen kommune i"]),
        (vec!["export".into(), "--data".into(), folder.path("intet"), "a".into()], &["der er ingen kommune i"]),
        (vec!["serve".into(), "--data".into(), folder.path("intet"), "--listen".into(), "127.0.0.1:0".into()], &["der er ingen kommune i"]),
        (vec!["import".into(), "--data".into(), folder.path("intet"), folder.path("ingen-mappe")], &["kan ikke læses: findes ikke"]),
        (vec!["import".into(), "--data".into(), folder.path("intet"), file("en-fil.json", b"{}")], &["er en fil, ikke en mappe"]),
        (
            vec!["demo".into(), "--data".into(), file("optaget", b""), "--listen".into(), "127.0.0.1:0".into()],
            &["er en fil, ikke en mappe"],
        ),
        (
            vec!["demo".into(), "--data".into(), format!("{}/under", file("fil", b"")), "--listen".into(), "127.0.0.1:0".into()],
            &["kan ikke bruges", "en del af stien er ikke en mappe", "--data"],
        ),
        (
            vec![
                "verify".into(),
                "--database".into(),
                "postgres://nobody@127.0.0.1:1/none".into(),
                "--key-file".into(),
                file("kommune.key", b"trin-key-1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"),
            ],
            &["databasen", "kan ikke åbnes", "databasen kører"],
        ),
        (
            vec!["verify".into(), "--database".into(), "postgres://nobody@127.0.0.1:1/none".into()],
            &["kommunens nøgle mangler", "--key-file", "TRIN_KEY"],
        ),
        (
            vec![
                "verify".into(),
                "--database".into(),
                "postgres://nobody@127.0.0.1:1/none".into(),
                "--key-file".into(),
                file("forkert.key", b"hemmelig"),
            ],
            &["forkert.key er ikke en nøgle", "trin-key-1-"],
        ),
        (
            vec![
                "verify".into(),
                "--database".into(),
                "postgres://nobody@127.0.0.1:1/none".into(),
                "--key-command".into(),
                "exit 3".into(),
            ],
            &["--key-command gav ingen nøgle", "kode 3"],
        ),
    ];
    std::fs::create_dir_all(folder.0.join("tom-mappe")).unwrap();
    for (arguments, expected) in &table {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ran = trin(&arguments);
        let what = arguments.join(" ");
        assert_eq!(ran.code, 1, "{what}: {}{}", ran.stdout, ran.stderr);
        assert_eq!(ran.stdout, "", "{what}");
        is_for_people(&ran, &what);
        for word in *expected {
            assert!(ran.stderr.contains(word), "{what} lacks {word}: {}", ran.stderr);
        }
        let english: Vec<&str> = ["--lang", "en"].into_iter().chain(arguments.iter().copied()).collect();
        let ran = trin(&english);
        is_for_people(&ran, &what);
        assert!(!ran.stderr.contains(" ikke ") && !ran.stderr.contains("fejl"), "{what} in English: {}", ran.stderr);
    }
}

#[test]
fn an_empty_folder_a_short_password_and_a_taken_place() {
    let folder = Folder::new();
    let data = folder.path("data");
    std::fs::create_dir_all(folder.0.join("tom")).unwrap();
    let init = ["init", "--data", &data, "--municipality", "Prøvekøbing", "--user", "anna", "--name", "Anna And"];

    let short = run_in(&folder.0, &init, "kort\n");
    assert_eq!(short.code, 1);
    assert!(short.stderr.contains("mindst 12 tegn"), "{}", short.stderr);
    assert_eq!(run_in(&folder.0, &init, "").code, 1, "no password at all");

    let made = run_in(&folder.0, &init, "fire ord uden mening\n");
    assert_eq!(made.code, 0, "{}", made.stderr);
    assert!(made.stdout.contains("log ind som anna"), "{}", made.stdout);

    let again = run_in(&folder.0, &init, "fire ord uden mening\n");
    assert_eq!(again.code, 1);
    assert!(again.stderr.contains("der er allerede en kommune"), "{}", again.stderr);

    let rates = trin(&["rates", "--data", &data]);
    assert_eq!(rates.code, 0, "{}", rates.stderr);
    assert!(rates.stdout.contains("endnu intet at sammenligne") && !rates.stdout.contains("0,0"), "{}", rates.stdout);

    let empty = trin(&["import", "--data", &data, &folder.path("tom")]);
    assert!(empty.stderr.contains("ingen filer, der ender på .json"), "{}", empty.stderr);

    let demo = trin(&["demo", "--data", &data, "--listen", "127.0.0.1:0"]);
    assert!(demo.stderr.contains("ikke er en opdigtet kommune") && demo.stderr.contains("trin serve"), "{}", demo.stderr);

    let unknown = trin(&["export", "--by", "anna", "--purpose", "copy", "--data", &data, "ingen"]);
    assert!(unknown.stderr.contains("intet barn \"ingen\""), "{}", unknown.stderr);
}
