//! A street of children in a real store: one for each role and relation, told apart by a mark in every word that matters.
#![allow(dead_code, reason = "each test uses its part")]

use crate::support::{Town, staff, unit};
use std::collections::BTreeMap;
use std::path::Path;
use trin_domain::cpr::Cpr;
use trin_domain::id::{ChildId, CommandKey, StaffId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::{Birth, Command, Context, Entry, Fact, Record, Version};
use trin_testkit::relations::{Relation, Whose, relations};

/// The signs of a role's rows, by the relation's name, as the file has them.
pub type Matrix = BTreeMap<(&'static str, String), Vec<char>>;

/// Where the actions begin.
pub const KNOWS: usize = 17;

/// `docs/rights.txt`, read back.
pub fn matrix() -> Matrix {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rights.txt");
    let text = std::fs::read_to_string(file).expect("the matrix");
    let mut matrix = Matrix::new();
    for role in Role::ALL {
        let heading = format!("\n{}\n=", role.da().to_uppercase());
        let (_, section) = text.split_once(&heading).unwrap_or_else(|| panic!("no section for {role:?}"));
        for relation in relations() {
            let begins = format!("{}  ", relation.da);
            let row = section.lines().find(|line| line.starts_with(&begins)).unwrap_or_else(|| panic!("no row {}", relation.da));
            let signs: Vec<char> = row[relation.da.len()..].split_whitespace().map(|sign| sign.chars().next().unwrap()).collect();
            assert_eq!(signs.len(), 24, "{role:?}, {}", relation.da);
            matrix.insert((role.code(), relation.da.to_owned()), signs);
        }
    }
    matrix
}

/// Somebody who works beside the person in a role.
pub fn colleague(role: Role) -> StaffId {
    StaffId::from_label(&format!("kollega {}", role.code()))
}

/// A place none of the roles works at.
pub fn elsewhere() -> UnitId {
    UnitId::from_label("et andet sted")
}

/// Where each role works.
pub fn places() -> BTreeMap<&'static str, UnitId> {
    Role::ALL.iter().map(|role| (role.code(), unit(role.works_in()))).collect()
}

/// The town with somebody beside each, and a caseworker elsewhere.
pub async fn town() -> (Town, BTreeMap<&'static str, UnitId>) {
    let town = Town::new().await;
    people(&town).await;
    (town, places())
}

/// Those who live in the records of the street.
pub async fn people(town: &Town) {
    let places = places();
    let away = Unit { id: elsewhere(), name: "Et andet sted".into(), kind: UnitKind::CaseTeam, district: "Syd".into() };
    town.store.put_unit(&away).await.unwrap();
    let somebody = |id, name: &str, unit| Staff { id, name: name.into(), role: Role::Caseworker, unit, is_active: true };
    let mut people = vec![
        somebody(StaffId::from_label("tolken"), "Tolken", elsewhere()),
        somebody(StaffId::from_label("en anden"), "En anden", elsewhere()),
    ];
    people.extend(Role::ALL.iter().map(|role| somebody(colleague(*role), "Kollegaen", places[role.code()])));
    town.store.put_staff_all(&people).await.unwrap();
}

/// Whose relation to which child.
pub fn whose(town: &Town, role: Role, relation: &Relation, my_unit: UnitId) -> Whose {
    Whose {
        child: ChildId::from_label(&format!("{} {}", role.code(), relation.code)),
        me: staff(role),
        my_unit,
        colleague: colleague(role),
        other: StaffId::from_label("en anden"),
        elsewhere: elsewhere(),
        now: town.now(),
    }
}

/// Writes a record into the store as those who wrote it did, when they did.
pub async fn put(town: &Town, record: &Record) {
    put_as(town, record, |fact| fact.clone()).await;
}

async fn put_as(town: &Town, record: &Record, told: impl Fn(&Fact) -> Fact) {
    let together = |one: &Entry, other: &Entry| (one.recorded_at, one.by) == (other.recorded_at, other.by);
    for entries in record.entries().chunk_by(together) {
        let seen = Version(entries[0].no.0 - 1);
        let facts = entries.iter().map(|entry| told(&entry.fact)).collect();
        let key = CommandKey::from_label(&format!("{} {}", record.child, seen.0));
        let command = Command { child: record.child, key, seen, facts };
        let context = Context { now: entries[0].recorded_at, by: entries[0].by };
        town.store.execute(&town.strategy, &context, "test", &command).await.expect("the facts follow from the record");
    }
}

/// The letters of a mark: three, and no vowel, so that nothing else is spelled so.
const LETTERS: &[u8; 10] = b"bcdfghjklm";

/// A number as a mark: 217 is `dck`.
pub fn mark(number: usize) -> String {
    [number / 100 % 10, number / 10 % 10, number % 10].iter().map(|digit| char::from(LETTERS[*digit])).collect()
}

/// The number of a mark.
pub fn number(mark: &str) -> Option<usize> {
    let digits: Option<Vec<usize>> = mark.bytes().map(|letter| LETTERS.iter().position(|one| *one == letter)).collect();
    digits.filter(|digits| digits.len() == 3).map(|digits| digits[0] * 100 + digits[1] * 10 + digits[2])
}

/// A replacement number for a child born on a day, another for each child.
fn replacement(birth: Birth, number: usize) -> Cpr {
    let on = birth.day();
    let century = if on.year() >= 2000 { 4 } else { 0 };
    let text = format!("{:02}{:02}{:02}-{century}{number:03}", on.day() + 60, on.month(), on.year() % 100);
    Cpr::parse(&text).expect("a replacement number")
}

/// A fact with the child's mark after each canary in it, the notifier's name a canary too, and a number for the child.
fn marked(fact: &Fact, number: usize) -> Fact {
    let text = serde_json::to_string(fact).expect("a fact can be written");
    let text = text.replace("Kanariebørnehaven", "Skolekanarie").replace("Lone Bech", "Gerda Melderkanarie");
    let text = text.replace("anarie", &format!("anarie{}", mark(number)));
    let mut fact: Fact = serde_json::from_str(&text).expect("and read again");
    if let Fact::Registered(registered) = &mut fact {
        registered.cpr = Some(replacement(registered.birth, number));
    }
    fact
}

/// A child of the street.
pub struct Child {
    /// Who.
    pub id: ChildId,
    /// Whose relation it was made for.
    pub role: Role,
    /// And which; `None` for one whose key was destroyed.
    pub relation: Option<Relation>,
    /// Its number, as it would stand in the clear.
    pub cpr: Option<Cpr>,
}

/// Puts the children of these roles and relations in the town, each with its mark: its place in the list.
pub async fn children(town: &Town, which: &[(Role, Relation)]) -> Vec<Child> {
    let places = places();
    let mut all = Vec::new();
    for (nth, (role, relation)) in which.iter().enumerate() {
        let record = relation.record(&whose(town, *role, relation, places[role.code()]));
        put_as(town, &record, |fact| marked(fact, nth)).await;
        let cpr = record.entries().iter().find_map(|entry| match marked(&entry.fact, nth) {
            Fact::Registered(registered) => registered.cpr,
            _ => None,
        });
        all.push(Child { id: record.child, role: *role, relation: Some(*relation), cpr });
    }
    all
}
