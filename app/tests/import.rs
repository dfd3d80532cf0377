//! `trin import`, `export` and `verify` on a municipality of their own.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Folder, Ran, Server, run_in, trin};

fn municipality(folder: &Folder) -> String {
    let data = folder.path("data");
    let made = run_in(
        &folder.0,
        &["init", "--data", &data, "--municipality", "Prøvekøbing", "--user", "anna", "--name", "Anna And"],
        "fire ord uden mening\n",
    );
    assert_eq!(made.code, 0, "{}", made.stderr);
    data
}

fn import(data: &str, folder: &str) -> Ran {
    trin(&["import", "--data", data, folder])
}

#[test]
fn a_folder_goes_in_once_and_comes_out_the_same() {
    let folder = Folder::new();
    let data = municipality(&folder);
    let first = import(&data, "scenarios");
    assert_eq!(first.code, 0, "{}", first.stderr);
    assert!(first.stdout.contains("14 nye børn, 0 fortsat, 0 uændrede, 0 med fejl"), "{}", first.stdout);
    assert!(first.stdout.contains("oprettet uden login: birthe, jens, karin"), "{}", first.stdout);
    let second = import(&data, "scenarios");
    assert!(second.stdout.contains("0 nye børn, 0 fortsat, 14 uændrede, 0 med fejl. 0 poster"), "{}", second.stdout);

    let verified = trin(&["verify", "--data", &data]);
    assert_eq!(verified.code, 0, "{}", verified.stderr);
    assert!(verified.stdout.contains("14 børn"), "{}", verified.stdout);

    // What comes out goes into another municipality, and comes out of that the same.
    let out = folder.path("out");
    std::fs::create_dir_all(&out).unwrap();
    for child in ["alma", "noah", "liva", "malou"] {
        let exported = trin(&["export", "--by", "anna", "--purpose", "copy", "--data", &data, child]);
        assert_eq!(exported.code, 0, "{}", exported.stderr);
        folder.file(&format!("out/{child}.json"), &exported.stdout);
    }
    let other = Folder::new();
    let there = municipality(&other);
    let moved = import(&there, &out);
    assert!(moved.stdout.contains("4 nye børn"), "{}{}", moved.stdout, moved.stderr);
    for child in ["alma", "noah", "liva", "malou"] {
        let here = trin(&["export", "--by", "anna", "--purpose", "copy", "--data", &data, child]).stdout;
        assert_eq!(trin(&["export", "--by", "anna", "--purpose", "copy", "--data", &there, child]).stdout, here);
    }
}

#[test]
fn a_bad_file_is_told_with_line_and_reason_and_the_rest_goes_in() {
    let folder = Folder::new();
    let data = municipality(&folder);
    for name in ["easter", "unborn"] {
        let good = std::fs::read(format!("{}/../scenarios/{name}.json", env!("CARGO_MANIFEST_DIR"))).unwrap();
        folder.file(&format!("in/deep/{name}.json"), good);
    }
    folder.file("in/a-komma.json", "{ \"child\": \"x\",\n }");
    folder.file(
        "in/b-fremtid.json",
        r#"{ "child": "y", "by": "m", "entries": [
        { "at": "2099-01-01T10:00", "fact": "registered", "name": "Y", "birth": "2015-04-02" } ] }"#,
    );
    folder.file(
        "in/c-afvist.json",
        r#"{ "child": "z", "by": "m", "entries": [
        { "at": "2024-01-01T10:00", "fact": "registered", "name": "Z", "birth": "2015-04-02" },
        { "at": "2024-01-01T10:00", "fact": "closed", "reason": "x" } ] }"#,
    );
    folder.file("in/læs-mig.txt", "ikke et barn");
    let ran = import(&data, &folder.path("in"));
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("5 filer: 2 nye børn, 0 fortsat, 0 uændrede, 3 med fejl"), "{}", ran.stdout);
    for expected in [
        "a-komma.json:",
        "linje 2: der er et komma for meget",
        "b-fremtid.json:",
        "linje 2 (post 1, at): 2099-01-01T10:00:00+01:00 er ikke kommet endnu",
        "c-afvist.json:",
        "linje 3 (post 2, closed): der er ingen åben sag",
        "3 filer kom ikke ind",
    ] {
        assert!(ran.stderr.contains(expected), "lacks {expected}: {}", ran.stderr);
    }
    for child in ["x", "y", "z"] {
        assert_eq!(
            trin(&["export", "--by", "anna", "--purpose", "copy", "--data", &data, child]).code,
            1,
            "nothing of {child} was written"
        );
    }
    assert_eq!(trin(&["verify", "--data", &data]).code, 0);
}

#[test]
fn a_case_left_with_somebody_who_has_stopped_is_told_and_the_rest_goes_in() {
    let folder = Folder::new();
    let data = municipality(&folder);
    let staff = |words: &[&str]| {
        let ran = run_in(&folder.0, &[&["staff"], words, &["--data", &data]].concat(), "fire ord uden mening\n");
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    };
    staff(&["add", "--user", "mette", "--name", "Mette Mus", "--role", "caseworker"]);
    let case = |child: &str, to: &str, end: &str| {
        format!(
            r#"{{ "child": "{child}", "by": "birgit", "role": "team-leader", "entries": [
  {{ "at": "2024-03-01T09:30", "fact": "registered", "name": "A", "birth": "2015-04-02" }},
  {{ "at": "2024-03-01T09:30", "fact": "notification-received", "notifier": "school", "concern": "x", "causes": ["other"] }},
  {{ "at": "2024-03-01T09:30", "fact": "responsibility-assigned", "to": "{to}", "reason": "x" }}{end} ] }}"#
        )
    };
    let noted = |by: &str| {
        format!(
            ",\n  {{ \"at\": \"2024-03-08T09:30\", \"by\": \"{by}\", \"role\": \"caseworker\", \"fact\": \"note-written\", \"facts\": \"x\" }}"
        )
    };
    let moved = ",\n  { \"at\": \"2024-04-01T09:30\", \"by\": \"birgit\", \"role\": \"team-leader\", \"fact\": \"responsibility-assigned\", \"to\": \"anna\", \"reason\": \"Mette stopper\" }";
    // In before she stops, and grown after.
    folder.file("in/hos-mette-før.json", case("tidlig", "mette", ""));
    assert_eq!(import(&data, &folder.path("in")).code, 0);
    staff(&["leave", "mette"]);
    folder.file("in/hos-mette-før.json", case("tidlig", "mette", &noted("mette")));
    folder.file("in/a-hos-mette.json", case("stoppet", "mette", &noted("mette")));
    folder.file("in/b-var-hos-mette.json", case("videre", "mette", &(noted("mette") + moved)));
    folder.file("in/c-hos-anna.json", case("anden", "anna", ""));
    let ran = import(&data, &folder.path("in"));
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("4 filer: 2 nye børn, 0 fortsat, 0 uændrede, 2 med fejl"), "{}{}", ran.stdout, ran.stderr);
    for expected in [
        "a-hos-mette.json:",
        "linje 4 (post 3, responsibility-assigned): Mette Mus er her ikke længere",
        "Skriv en anden som ansvarlig i filen",
        // She had it, and her leader was given it when she stopped: the file tells another past.
        "hos-mette-før.json:",
        "post 4): databasen har en anden post 4",
        "2 filer kom ikke ind",
    ] {
        assert!(ran.stderr.contains(expected), "lacks {expected}: {}", ran.stderr);
    }
    assert!(!ran.stderr.contains("code:") && !ran.stderr.contains("has left"), "the database's own words: {}", ran.stderr);
    let english = trin(&["--lang", "en", "import", "--data", &data, &folder.path("in")]);
    assert!(english.stderr.contains("Mette Mus is no longer here") && english.stderr.contains("Name another"), "{}", english.stderr);
    let export = |child: &str| trin(&["export", "--by", "anna", "--purpose", "copy", "--data", &data, child]).code;
    assert_eq!([export("stoppet"), export("videre"), export("anden")], [1, 0, 0]);
    assert_eq!(trin(&["verify", "--data", &data]).code, 0);
}

#[test]
fn a_child_whose_key_is_destroyed_is_told_and_the_rest_goes_in() {
    let folder = Folder::new();
    let data = municipality(&folder);
    let run = |words: &[&str]| run_in(&folder.0, &[words, &["--data", &data]].concat(), "fire ord uden mening\n");
    let lone = run(&["staff", "add", "--user", "lone", "--name", "Lone Leder", "--role", "teamleder"]);
    assert_eq!(lone.code, 0, "{}", lone.stderr);
    let case = |child: &str| {
        format!(
            r#"{{ "child": "{child}", "by": "m", "entries": [
  {{ "at": "2024-03-01T09:30", "fact": "registered", "name": "A", "birth": "2015-04-02" }} ] }}"#
        )
    };
    folder.file("in/a-væk.json", case("0b0d9b4e-6c3f-4b7e-8f51-1f3f7c1f2a11"));
    assert_eq!(import(&data, &folder.path("in")).code, 0);
    let gone = run(&[
        "child",
        "destroy-key",
        "0b0d9b4e-6c3f-4b7e-8f51-1f3f7c1f2a11",
        "--why",
        "retention-ended",
        "--by",
        "anna",
        "--confirmed-by",
        "lone",
    ]);
    assert_eq!(gone.code, 0, "{}", gone.stderr);
    folder.file("in/b-ny.json", case("ny"));
    let ran = import(&data, &folder.path("in"));
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("2 filer: 1 nye børn, 0 fortsat, 0 uændrede, 1 med fejl"), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("a-væk.json:") && ran.stderr.contains("nøgle er destrueret"), "{}", ran.stderr);
}

#[test]
fn a_longer_file_continues_the_record_and_another_past_is_refused() {
    let folder = Folder::new();
    let data = municipality(&folder);
    let case = |middle: &str, end: &str| {
        format!(
            r#"{{ "child": "a", "by": "m", "entries": [
  {{ "at": "2024-03-01T09:30", "fact": "registered", "name": "A", "birth": "2015-04-02" }},
  {{ "at": "2024-03-01T09:30", "fact": "notification-received", "notifier": "school", "concern": "{middle}", "causes": ["other"] }},
  {{ "at": "2024-03-01T09:30", "fact": "responsibility-assigned", "to": "m", "reason": "x" }}{end} ] }}"#
        )
    };
    folder.file("in/a.json", case("x", ""));
    assert!(import(&data, &folder.path("in")).stdout.contains("1 nye børn"));
    folder.file("in/a.json", case("x", ",\n  { \"on\": \"2024-03-04\", \"fact\": \"receipt-sent\" }"));
    let longer = import(&data, &folder.path("in"));
    assert!(longer.stdout.contains("0 nye børn, 1 fortsat, 0 uændrede, 0 med fejl. 1 poster"), "{}{}", longer.stdout, longer.stderr);
    // The shorter file is an older copy: nothing to do.
    folder.file("in/a.json", case("x", ""));
    assert!(import(&data, &folder.path("in")).stdout.contains("1 uændrede"));
    folder.file("in/a.json", case("noget andet", ""));
    let other = import(&data, &folder.path("in"));
    assert_eq!(other.code, 1);
    assert!(
        other.stderr.contains("linje 3 (post 2): databasen har en anden post 2") && other.stderr.contains("\"corrected\""),
        "{}",
        other.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_municipality_is_served_with_login_and_stops_when_told_to() {
    let folder = Folder::new();
    let data = municipality(&folder);
    let server = Server::start(&folder.0, &["serve", "--data", &data, "--listen", "127.0.0.1:0"]);
    let page = server.get("/");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("adgangskode"), "the login asks for a password");
    let taken = trin(&["serve", "--data", &data, "--listen", &server.address]);
    assert_eq!(taken.code, 1);
    assert!(taken.stderr.contains("er i brug af et andet program") && taken.stderr.contains("--listen"), "{}", taken.stderr);
    // A visitor who never finishes asking does not keep the program.
    let mut slow = std::net::TcpStream::connect(&server.address).unwrap();
    std::io::Write::write_all(&mut slow, b"GET / HTTP/1.1\r\nHost: x\r\n").unwrap();
    let begun = std::time::Instant::now();
    let (code, stderr) = server.stop();
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(begun.elapsed() < std::time::Duration::from_secs(15), "{:?}", begun.elapsed());
}

#[test]
fn a_named_directory_goes_before_the_environment() {
    let folder = Folder::new();
    let data = municipality(&folder);
    let mut command = support::command(&["verify", "--data", &data], &folder.0);
    let ran = command.env("TRIN_DATABASE", "postgres://nobody@127.0.0.1:1/none").output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let mut command = support::command(&["verify"], &folder.0);
    let key = "trin-key-1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let ran = command.env("TRIN_DATABASE", "postgres://nobody@127.0.0.1:1/none").env("TRIN_KEY", key).output().unwrap();
    assert!(String::from_utf8_lossy(&ran.stderr).contains("127.0.0.1:1/none kan ikke åbnes"));
}
