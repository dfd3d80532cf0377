//! The example in the repository reads, every fault names line and field, and claims become who they should.

use super::{Claims, Mapping, Person, Refusal, Secret, parse};
use crate::kinds::Role;
use serde_json::json;

const EXAMPLE: &str = include_str!("../../../docs/how-to/identity-provider.example.toml");
const HOW_TO: &str = include_str!("../../../docs/how-to/connect-an-identity-provider.md");

fn example() -> Mapping {
    Mapping::parse(EXAMPLE).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn mette() -> serde_json::Value {
    json!({
        "sub": "2f0d6c1e", "name": "Mette Holm", "groups": ["alle", "trin-raadgiver"],
        "org_unit": "3a9c", "https://data.gov.dk/concept/core/nsis/loa": "Substantial",
    })
}

fn claims(value: serde_json::Value) -> Claims {
    value.as_object().cloned().expect("an object")
}

#[track_caller]
fn check(change: impl Fn(&mut Claims), expected: Result<Person, Refusal>) {
    let mut said = claims(mette());
    change(&mut said);
    assert_eq!(example().person(&said), expected);
}

fn mette_holm() -> Person {
    Person {
        id: "2f0d6c1e".to_owned(),
        name: "Mette Holm".to_owned(),
        user_name: None,
        role: Role::Caseworker,
        place: Some("Børn og Familie".to_owned()),
    }
}

#[test]
fn the_example_reads_and_says_where_the_secret_is() {
    let example = example();
    assert_eq!(example.issuer, "https://login.proevekoebing.example");
    assert!(matches!(example.secret, Secret::File(_)));
    assert_eq!(example.redirect_address(), "https://trin.proevekoebing.example/ind/svar");
}

#[test]
fn claims_become_a_member_of_staff() {
    check(|_| {}, Ok(mette_holm()));
    // The first line of the mapping that fits counts, whatever the order of the groups.
    let two = |said: &mut Claims| drop(said.insert("groups".into(), json!(["trin-raadgiver", "trin-leder"])));
    check(two, Ok(Person { role: Role::TeamLeader, ..mette_holm() }));
    let one = |said: &mut Claims| drop(said.insert("groups".into(), json!("trin-raadgiver")));
    check(one, Ok(mette_holm()));
    check(|said| drop(said.remove("org_unit")), Ok(Person { place: None, ..mette_holm() }));
}

#[test]
fn who_is_not_known_surely_enough_or_has_no_role_is_refused() {
    const LEVEL: &str = "https://data.gov.dk/concept/core/nsis/loa";
    for had in ["Low", "substantial", "Substantial2", "Høj"] {
        check(|said| drop(said.insert(LEVEL.into(), json!(had))), Err(Refusal::Assurance { had: Some(had.to_owned()) }));
    }
    check(|said| drop(said.remove(LEVEL)), Err(Refusal::Assurance { had: None }));
    check(|said| drop(said.insert(LEVEL.into(), json!(["Low", "High"]))), Err(Refusal::Assurance { had: None }));
    check(|said| drop(said.insert("groups".into(), json!(["trin-raadgivere"]))), Err(Refusal::NoRole));
    check(|said| drop(said.remove("groups")), Err(Refusal::NoRole));
    check(|said| drop(said.insert("sub".into(), json!(7))), Err(Refusal::NoPerson));
    check(|said| drop(said.insert("sub".into(), json!(" "))), Err(Refusal::NoPerson));
    check(|said| drop(said.insert("name".into(), json!("Mette\nHolm"))), Err(Refusal::NoName));
    check(|said| drop(said.insert("name".into(), json!("x".repeat(201)))), Err(Refusal::NoName));
    check(|said| drop(said.insert("org_unit".into(), json!("9999"))), Err(Refusal::UnknownPlace));
}

#[test]
fn a_claim_may_stand_inside_another() {
    let text = EXAMPLE.replace("claim = \"groups\"", "claim = [\"realm_access\", \"roles\"]");
    let mapping = Mapping::parse(&text).expect("a mapping");
    let mut said = claims(mette());
    said.remove("groups");
    assert_eq!(mapping.person(&said), Err(Refusal::NoRole));
    said.insert("realm_access".into(), json!({"roles": ["trin-raadgiver"]}));
    assert_eq!(mapping.person(&said), Ok(mette_holm()));
}

#[test]
fn every_fault_names_its_line_and_field() {
    let check = |from: &str, to: &str, expected: &str| {
        assert!(EXAMPLE.contains(from), "{from}");
        let text = EXAMPLE.replacen(from, to, 1);
        let at = text.lines().position(|line| !to.is_empty() && line == to.lines().next().unwrap_or_default()).map(|line| line + 1);
        let faults = Mapping::parse(&text).expect_err(to);
        let said = faults.iter().map(crate::strategy::Fault::in_english).collect::<Vec<_>>().join("\n");
        let expected = expected.replace("LINE", &at.unwrap_or_default().to_string());
        assert!(said.contains(&expected), "{said} is not {expected}");
        assert!(faults.iter().all(|fault| !fault.da.is_empty() && fault.line > 0));
    };
    let issuer = "issuer = \"https://login.proevekoebing.example\"";
    check(
        issuer,
        "issuer = \"http://login.proevekoebing.example\"",
        "line LINE, provider.issuer: \"http://login.proevekoebing.example\" cannot be used",
    );
    check(issuer, "issuer = \"https://a@b.example\"", "line LINE, provider.issuer: ");
    check(issuer, "isuer = \"x\"", "line LINE, provider.isuer: no such field; did you mean issuer?");
    check("role = \"team-leader\"", "role = \"team-leder\"", "line LINE, role.when[1].role: \"team-leder\" cannot be used here");
    check("role = \"team-leader\"", "role = \"system\"", "line LINE, role.when[1].role: ");
    check("accepted = [\"Substantial\", \"High\"]", "accepted = []", "line LINE, assurance.accepted: name at least one value");
    check("id = \"sub\"", "id = []", "line LINE, person.id: a list cannot be used here");
    let file = "secret-file = \"/run/credentials/trin/oidc\"";
    check(file, "secret = \"hush\"", "line LINE, provider.secret: no such field");
    check(file, "secret-file = \"a\"\nsecret-variable = \"B\"", "provider.secret-variable: the secret can be in one place only");
    check(file, "", "line 3, provider.secret-file: is missing; write secret-file, secret-variable or secret-command");
}

#[test]
fn plain_http_is_for_this_machine_only() {
    let with = |address: &str| Mapping::parse(&EXAMPLE.replace("https://login.proevekoebing.example", address)).is_ok();
    for fine in ["http://127.0.0.1:4000", "http://localhost:4000/oidc", "http://[::1]:4000", "https://login.example/a/b"] {
        assert!(with(fine), "{fine}");
    }
    for wrong in
        ["http://127.0.0.1.example", "http://localhost.example:80", "ftp://localhost", "https://", "login.example", "http://10.0.0.1"]
    {
        assert!(!with(wrong), "{wrong}");
    }
}

#[test]
fn the_how_to_names_every_field_and_no_other() {
    let rows = |heading: &str| -> Vec<&str> {
        let from = HOW_TO.lines().skip_while(|line| *line != heading).skip(1);
        let table = from.take_while(|line| !line.starts_with('#')).filter(|line| line.starts_with("| `"));
        table.flat_map(|row| row.split('|').nth(1).unwrap_or_default().split(',')).map(|name| name.trim().trim_matches('`')).collect()
    };
    for (heading, fields) in [
        ("### `[provider]`", parse::PROVIDER),
        ("### `[person]`", parse::PERSON),
        ("### `[role]`", parse::ROLE),
        ("### `[[role.when]]`", parse::WHEN),
        ("### `[place]`", parse::PLACE),
        ("### `[[place.named]]`", parse::NAMED),
        ("### `[assurance]`", parse::ASSURANCE),
    ] {
        assert_eq!(rows(heading), fields, "{heading}");
    }
    assert_eq!(parse::FILE.len(), 5);
}
