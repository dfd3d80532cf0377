//! Colleagues are given a login, change their password, leave and come back.
#![allow(clippy::unwrap_used)]

mod support;

use support::{Folder, run_in};

const PASSWORD: &str = "fire ord uden mening\n";

/// Runs it, and its exit code must be this one; what it said.
fn said(folder: &Folder, arguments: &[&str], code: i32) -> String {
    let ran = run_in(&folder.0, arguments, PASSWORD);
    assert_eq!(ran.code, code, "{}: {}{}", arguments.join(" "), ran.stdout, ran.stderr);
    if code == 0 { ran.stdout } else { ran.stderr }
}

fn has(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "lacks {word}: {text}");
    }
}

#[test]
fn a_colleague_gets_a_login_leaves_and_comes_back() {
    let folder = Folder::new();
    let data = folder.path("data");
    let on = ["--data", data.as_str()];
    let with = |words: &[&'static str]| -> Vec<String> { words.iter().copied().chain(on).map(str::to_owned).collect() };
    let run = |words: &[&'static str], code: i32| {
        let arguments = with(words);
        said(&folder, &arguments.iter().map(String::as_str).collect::<Vec<_>>(), code)
    };
    let made = run(&["init", "--municipality", "Prøvekøbing", "--user", "anna", "--name", "Anna And"], 0);
    has(&made, &["trin staff add"]);

    has(
        &run(&["staff", "add", "--user", "bo", "--name", "Bo Bæk", "--role", "caseworker"], 0),
        &["Bo Bæk kan logge ind som bo", "Rådgiver"],
    );
    // A municipality has several schools: the first is not called "Skole".
    let nowhere = ["staff", "add", "--user", "lis", "--name", "Lis Lund", "--role", "teacher"];
    has(&run(&nowhere, 2), &["hvilket sted?", "Lærer", "--unit", "bliver oprettet"]);
    has(&run(&["staff", "move", "bo", "--role", "pedagogue"], 2), &["hvilket sted?", "Dagtilbud"]);
    assert!(!run(&["staff", "list"], 0).contains("Lis Lund"), "nothing of it is written");
    let teacher = ["staff", "add", "--user", "lis", "--name", "Lis Lund", "--role", "teacher", "--unit", "Skovskolen"];
    has(&run(&teacher, 0), &["Skovskolen, som er et nyt sted"]);
    // The only school is meant, however it is written.
    has(&run(&["staff", "add", "--user", "mai", "--name", "Mai Mark", "--role", "teacher", "--unit", "skovskolen"], 0), &["Skovskolen.\n"]);
    has(&run(&["staff", "add", "--user", "ole", "--name", "Ole Ost", "--role", "teacher", "--unit", "Byskolen"], 0), &["nyt sted"]);
    has(&run(&["staff", "add", "--user", "pia", "--name", "Pia Post", "--role", "teacher"], 2), &["hvilket sted?", "Byskolen, Skovskolen"]);
    let wrong = ["staff", "add", "--user", "pia", "--name", "Pia Post", "--role", "provider", "--unit", "Byskolen"];
    has(&run(&wrong, 2), &["Byskolen er af en anden slags (Skole)"]);
    has(&run(&["staff", "add", "--user", "bo", "--name", "Bo To", "--role", "intake"], 1), &["bo er allerede login for Bo Bæk"]);

    has(&run(&["staff", "add", "--user", "Bo", "--name", "Bo To", "--role", "intake"], 1), &["allerede login for Bo Bæk"]);
    // The words the help shows in brackets are taken too.
    has(
        &run(&["staff", "add", "--user", "rie", "--name", "Rie Ravn", "--role", "Afdelingschef"], 0),
        &["Rie Ravn kan logge ind som rie: Afdelingschef"],
    );
    has(&run(&["staff", "move", "rie", "--role", "rådgiver"], 0), &["Rie Ravn er nu Rådgiver"]);
    has(&run(&["staff", "move", "rie", "--role", "afdelingschf"], 2), &["Mente du afdelingschef?", "head-of-department (afdelingschef)"]);
    has(&run(&["staff", "leave", "Bo"], 0), &["Bo Bæk kan ikke længere logge ind"]);
    let again = run(&["staff", "leave", "Bo"], 0);
    assert_eq!(again, "Bo Bæk er allerede stoppet; intet er ændret.\n");
    let list = run(&["staff", "list"], 0);
    let of = |name: &str| list.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    has(&of("Bo Bæk"), &["Rådgiver", "stoppet"]);
    has(&of("Lis Lund"), &["Lærer", "Skovskolen", "ja"]);
    has(&run(&["staff", "return", "bo bæk"], 0), &["Bo Bæk kan logge ind igen"]);
    has(&run(&["staff", "password", "bo"], 0), &["ny adgangskode"]);
    has(&run(&["staff", "move", "lis", "--unit", "Byskolen"], 0), &["Lis Lund er nu Lærer, Byskolen."]);
    has(&run(&["staff", "move", "bo", "--role", "modtagelse"], 0), &["Bo Bæk er nu Medarbejder i Modtagelsen", "nyt sted"]);
    has(&run(&["staff", "move", "bo"], 2), &["skriv --role, --unit"]);
    has(&run(&["staff", "leave", "bob"], 1), &["ingen \"bob\" her", "trin staff list"]);
    has(&run(&["--lang", "en", "staff", "list"], 0), &["Teacher", "Login"]);
}

#[test]
fn a_municipality_goes_over_to_another_strategy_and_to_a_file_of_its_own() {
    let folder = Folder::new();
    let data = folder.path("data");
    let made = said(&folder, &["init", "--data", &data, "--municipality", "Prøvekøbing", "--user", "anna", "--name", "Anna And"], 0);
    has(&made, &["kerteminde-2021"]);
    let adopt = |strategy: &str, code: i32| said(&folder, &["strategy", "adopt", "--data", &data, strategy], code);
    has(&adopt("faxe-2019", 0), &["Prøvekøbing følger nu faxe-2019"]);
    let own =
        std::fs::read_to_string("../domain/strategies/koege-2020.toml").unwrap().replacen("key = \"koege-2020\"", "key = \"egen-2027\"", 1);
    let own = folder.file("egen.toml", own);
    has(&adopt(&own, 0), &["følger nu egen-2027"]);
    has(&said(&folder, &["verify", "--data", &data], 0), &["stemmer"]);
    // Back to one that comes with Trin: the file is not followed any longer.
    has(&adopt("hvidovre-2014", 0), &["hvidovre-2014"]);
    let server = support::Server::start(&folder.0, &["serve", "--data", &data, "--listen", "localhost:0"]);
    assert!(server.get("/").contains("Prøvekøbing"));
    has(&adopt("hvidovre", 2), &["Mente du hvidovre-2014?"]);
}

#[test]
fn an_invented_municipality_has_no_logins() {
    let folder = Folder::new();
    let data = folder.path("data");
    drop(support::Server::start(&folder.0, &["demo", "--data", &data, "--children", "100", "--listen", "127.0.0.1:0"]));
    has(&said(&folder, &["staff", "list", "--data", &data], 1), &["opdigtet kommune", "trin init"]);
}

#[test]
fn who_leaves_with_children_gives_them_to_somebody_who_is_here() {
    let folder = Folder::new();
    let data = folder.path("data");
    said(&folder, &["init", "--data", &data, "--municipality", "Prøvekøbing", "--user", "anna", "--name", "Anna And"], 0);
    let run = |words: &[&str], code: i32| said(&folder, &[words, &["--data", &data]].concat(), code);
    run(&["staff", "add", "--user", "bo", "--name", "Bo Bæk", "--role", "caseworker"], 0);
    run(&["staff", "add", "--user", "lis", "--name", "Lis Lund", "--role", "teacher", "--unit", "Skovskolen"], 0);
    folder.file(
        "sager/barn.json",
        r#"{ "child": "liva", "by": "bo", "role": "caseworker", "entries": [
            { "at": "2024-10-01T10:00", "fact": "registered", "name": "Liva Toft", "birth": "2010-02-28", "cpr": "880210-4386" },
            { "at": "2024-10-01T10:00", "fact": "responsibility-assigned", "to": "bo", "reason": "Familien søgte selv" } ] }"#,
    );
    run(&["import", &folder.path("sager")], 0);
    has(&run(&["staff", "leave", "bo", "--children-to", "lis"], 2), &["skal være en anden"]);
    has(&run(&["staff", "leave", "bo", "--children-to", "bo"], 2), &["skal være en anden"]);
    has(&run(&["staff", "leave", "bo", "--children-to", "bob"], 1), &["ingen \"bob\" her"]);
    has(&run(&["staff", "list"], 0), &["Bo Bæk"]);
    // A leader the import made has no way in: nobody would see the child.
    folder.file(
        "ledet/barn.json",
        r#"{ "child": "ada", "by": "lene", "role": "team-leader", "entries": [
            { "at": "2024-10-01T10:00", "fact": "registered", "name": "Ada Toft", "birth": "2012-02-28" } ] }"#,
    );
    has(&run(&["import", &folder.path("ledet")], 0), &["uden login: lene"]);
    let refused = run(&["staff", "leave", "bo", "--children-to", "lene"], 1);
    has(&refused, &["lene har intet login", "trin staff password", "--children-to"]);
    assert!(!run(&["staff", "list"], 0).contains("stoppet"), "nobody has left by it");
    // Another role that cannot be responsible: said, and nothing is left with nobody.
    has(
        &run(&["staff", "move", "bo", "--role", "teacher", "--unit", "Skovskolen"], 0),
        &["Bo Bæk er nu", "har stadig ansvaret for 1 barn"],
    );
    assert!(!run(&["staff", "move", "bo", "--role", "caseworker", "--unit", "Familierådgivningen"], 0).contains("ansvaret"));
    has(&run(&["staff", "leave", "bo"], 0), &["Bo Bæk kan ikke længere logge ind", "1 barn er nu hos Anna And"]);
    // Nobody else leads here, so nobody has the child by itself.
    has(
        &run(&["staff", "leave", "anna"], 1),
        &["ansvarlig for åbne sager (1)", "--children-to med en kollega, der kan logge ind", "Ingen teamleder her kan logge ind"],
    );
    // Somebody who stopped is told so, and an heir who did is none.
    has(&run(&["staff", "leave", "bo"], 0), &["Bo Bæk er allerede stoppet"]);
    has(&run(&["staff", "leave", "anna", "--children-to", "bo"], 2), &["skal være en anden"]);
    run(&["staff", "add", "--user", "lone", "--name", "Lone Leder", "--role", "team-leader", "--unit", "Familierådgivningen"], 0);
    has(&run(&["staff", "leave", "anna"], 0), &["1 barn er nu hos Lone Leder"]);
    // A password makes lene somebody who can come in.
    run(&["staff", "password", "lene"], 0);
    has(&run(&["staff", "leave", "lone", "--children-to", "lene"], 0), &["1 barn er nu hos lene"]);
    has(&run(&["verify"], 0), &["stemmer"]);
    let list = run(&["staff", "list"], 0);
    assert!(list.lines().any(|line| line.starts_with("Bo Bæk") && line.contains("stoppet")), "{list}");
    assert!(!list.lines().any(|line| line.starts_with("Trin ")), "Trin itself is nobody's colleague: {list}");
}

#[test]
fn whom_to_call_is_said_and_taken_back() {
    let folder = Folder::new();
    let data = folder.path("data");
    said(&folder, &["init", "--municipality", "Prøvekøbing", "--user", "anna", "--name", "Anna And", "--data", &data], 0);
    let door = |arguments: &[&str]| said(&folder, &[&["door", "--data", &data], arguments].concat(), 0);
    has(&door(&[]), &["nævner ingen døgnvagt", "--on-call"]);
    has(&door(&["--on-call", " Døgnvagten, 00 00 00 00 "]), &["man ringer til: Døgnvagten, 00 00 00 00\n"]);
    has(&door(&["--lang", "en"]), &["says to call: Døgnvagten, 00 00 00 00"]);
    has(&door(&["--on-call", ""]), &["nævner ingen døgnvagt"]);
}
