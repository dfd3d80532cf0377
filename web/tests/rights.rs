//! `docs/rights.txt` held to the running system: a child for each role and relation in a real store, and the server asked about the cells.
#![allow(missing_docs, clippy::unwrap_used)]

mod street;
mod support;

use axum::http::StatusCode;
use street::{KNOWS, matrix, put, town, whose};
use support::{Person, Town, at};
use trin_domain::access::Room;
use trin_domain::id::{ChildId, CommandKey, UnitId};
use trin_domain::kinds::Role;
use trin_domain::record::{Author, Command, Context};
use trin_testkit::relations::{CANARIES, End, PROTECTED, Relation, Whose, relations};

/// A form of each room, where one has a form: what a person opens who writes in it.
const FORMS: [(Room, &str); 11] = [
    (Room::Identity, "foedt"),
    (Room::Responsibility, "ansvar"),
    (Room::Position, "luk"),
    (Room::Notifications, "genlaesning"),
    (Room::Assessment, "boernesamtale"),
    (Room::Help, "indsats/ny"),
    (Room::Notes, "note"),
    (Room::Wellbeing, "trivsel"),
    (Room::Network, "netvaerk"),
    (Room::Meetings, "moede/ny"),
    (Room::Address, "adresse"),
];

/// What is asked about a child beside its page.
#[derive(Clone, Copy)]
enum Ask {
    Form(Room, &'static str),
    Admit,
    Release,
    Glass,
}

impl Ask {
    fn all() -> Vec<Self> {
        let forms = FORMS.iter().map(|(room, page)| Self::Form(*room, page));
        forms.chain([Self::Admit, Self::Release, Self::Glass]).collect()
    }

    /// Whether the file says that it opens, and whether it does.
    async fn says_and_does(self, person: &Person, child: ChildId, signs: &[char]) -> (String, bool, bool) {
        let (what, says, page) = match self {
            Self::Form(room, page) => (format!("form {page}"), signs[room as usize] == 'S', person.get(&at(child, page)).await),
            Self::Admit => ("let in".into(), signs[Room::Admission as usize] == 'S', person.post(&at(child, "adgang"), &[]).await),
            Self::Release => {
                let page = person.post(&at(child, "adresse/vis"), &[("purpose", "Hente")]).await;
                assert!(!page.says(PROTECTED), "no fresh proof, no address");
                ("release".into(), signs[KNOWS + 5] == 'J', page)
            }
            Self::Glass => ("emergency".into(), signs[KNOWS + 6] == 'J', person.get(&at(child, "noedadgang")).await),
        };
        (what, says, page.status != StatusCode::NOT_FOUND)
    }
}

/// What the child's page shows against what the file says: whether the child is there, and which rooms' words are.
async fn page_against_file(person: &Person, relation: &Relation, child: ChildId, signs: &[char]) -> (usize, Vec<String>) {
    let page = person.get(&format!("/boern/{child}?post=2")).await;
    let knows = signs[KNOWS] == 'J';
    let mut wrong = Vec::new();
    if (page.status == StatusCode::OK) != knows {
        wrong.push(format!("the page is {}, known: {knows}", page.status));
    }
    if page.says(PROTECTED) {
        wrong.push("the protected address is on the page".into());
    }
    let held = CANARIES.iter().filter(|(room, ..)| *room == Room::Enrolment || relation.has_canaries());
    let mut asked = 2;
    for (room, _, words) in held {
        asked += 1;
        let sees = matches!(signs[*room as usize], 'l' | 'S');
        if page.says(words) != sees {
            wrong.push(format!("{room:?}: shown {}, the file says {}", page.says(words), signs[*room as usize]));
        }
    }
    // Of what is seen in part, one's own part is there.
    for (room, words) in [(Room::Help, "Hos os"), (Room::Meetings, "Mor og skolen")] {
        if signs[room as usize] == 'd' && !page.says(words) {
            wrong.push(format!("{room:?}: one's own part is not shown"));
        }
    }
    (asked, wrong)
}

#[tokio::test]
async fn the_server_answers_as_the_matrix_says() {
    let (town, places) = town().await;
    let (matrix, asks) = (matrix(), Ask::all());
    let is_long = std::env::var("TRIN_TRIALS").is_ok_and(|form| form == "long");
    let (mut asked, mut wrong) = (0, Vec::new());
    for (nth, role) in Role::ALL.iter().enumerate() {
        let person = town.as_role(*role).await;
        for (place, relation) in relations().iter().enumerate() {
            let whose = whose(&town, *role, relation, places[role.code()]);
            put(&town, &relation.record(&whose)).await;
            let signs = &matrix[&(role.code(), relation.da.to_owned())];
            let (count, mut faults) = page_against_file(&person, relation, whose.child, signs).await;
            asked += count;
            // The short form asks about three of the rest, others for each role and relation.
            let few = if is_long { asks.len() } else { 3 };
            for ask in asks.iter().cycle().skip((nth * 5 + place * 3) % asks.len()).take(few) {
                let (what, says, does) = ask.says_and_does(&person, whose.child, signs).await;
                asked += 1;
                if says != does {
                    faults.push(format!("{what}: opens {does}, the file says {says}"));
                }
            }
            wrong.extend(faults.into_iter().map(|fault| format!("{role:?}, {}: {fault}", relation.code)));
        }
    }
    println!("{asked} cells asked of the server");
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(asked > 3_000, "{asked}");
}

/// Whoever has a relation that can end, and nothing else, finds nothing on the request after it has.
#[tokio::test]
async fn a_relation_that_ends_is_gone_on_the_next_request() {
    let (town, places) = town().await;
    let mut after = Vec::new();
    let mut ended = 0;
    for role in Role::ALL {
        let person = town.as_role(*role).await;
        let alone = town_page(&town, &person, *role, places[role.code()]).await;
        for relation in relations() {
            let whose = whose(&town, *role, &relation, places[role.code()]);
            put(&town, &relation.record(&whose)).await;
            let address = format!("/boern/{}", whose.child);
            let before = person.get(&address).await;
            match relation.end(&whose) {
                End::Written(by, who, facts) if before.status == StatusCode::OK => {
                    let seen = town.record(whose.child).await.version();
                    let context = Context { now: town.now(), by: Author { staff: who, role: by } };
                    let key = CommandKey::from_label(&format!("{} ends", whose.child));
                    let command = Command { child: whose.child, key, seen, facts };
                    town.store.execute(&town.strategy, &context, "test", &command).await.expect("it can end");
                    let page = person.get(&address).await;
                    // The head oversees open cases whatever else; who knows a child without a case still does, and no more.
                    let rest = if relation.code == "owed" && *role == Role::Intake { StatusCode::OK } else { alone };
                    let rest = if relation.code.starts_with("restricted") { StatusCode::NOT_FOUND } else { rest };
                    assert_eq!(page.status, rest, "{role:?}, {} when it has ended", relation.code);
                    assert!(!page.says("Underretningskanarie"), "{role:?}, {} when it has ended", relation.code);
                    ended += 1;
                }
                End::After(time) if before.status == StatusCode::OK && alone != StatusCode::OK => {
                    after.push((role, relation.code, address, time));
                }
                _ => (),
            }
        }
    }
    // What ends with time, by the town's clock; who sits there for weeks comes in anew.
    after.sort_by_key(|(.., time)| *time);
    let mut gone_by = jiff::SignedDuration::ZERO;
    for (role, code, address, time) in after {
        town.later((time - gone_by).as_secs());
        gone_by = time;
        let person = town.as_role(*role).await;
        let page = person.get(&address).await;
        // Whoever opened it as a caseworker and leads that team now has it to review.
        let knows = *role == Role::Intake && code.starts_with("closed") || *role == Role::TeamLeader && code.contains("glass");
        assert!(page.status == StatusCode::NOT_FOUND || knows, "{role:?}, {code} when its time has passed: {}", page.status);
        // The letters of that case are still owed, and the intake's.
        let owes = *role == Role::Intake && code.starts_with("closed");
        assert!(!page.says("Journalkanarie") && (owes || !page.says("Underretningskanarie")), "{role:?}, {code} when its time has passed");
        ended += 1;
    }
    assert!(ended > 60, "{ended} relations ended");
}

/// What somebody gets of a child they have no relation to but their role.
async fn town_page(town: &Town, person: &Person, role: Role, my_unit: UnitId) -> StatusCode {
    let none = relations()[0];
    let whose = Whose { child: ChildId::from_label(&format!("{} alone", role.code())), ..whose(town, role, &none, my_unit) };
    put(town, &none.record(&whose)).await;
    person.get(&format!("/boern/{}", whose.child)).await.status
}
