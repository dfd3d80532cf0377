//! Every page, list, search, file and refusal, and everything the program says of itself, searched for what it must not tell (T8).
#![allow(missing_docs, clippy::unwrap_used)]

mod crawler;
mod street;
mod support;
mod table;

use axum::http::StatusCode;
use crawler::chance::Chance;
use crawler::hearing::Ear;
use crawler::oracle::{Oracle, Scanner, Spoken, What, has_words};
use crawler::{Walk, Walker, below, everyone, faults, walk};
use std::collections::{BTreeMap, BTreeSet};
use support::{Page, Town, at, staff};
use table::{ROUTES, To, opens_to, route_of};
use trin_domain::access::Room;
use trin_domain::kinds::Role;
use trin_web::Edges;
use trin_web::limits::{Limits, Rate};

/// Routes that nobody reaches in this town, and why.
const NOT_HERE: [(&str, &str); 4] = [
    ("/henvendelse/kvittering/{reference}", "led to when something is sent: enquiries.rs"),
    ("/ind/trin-2", "the demo asks for no second factor: login.rs"),
    ("/ind/udbyder", "there is no identity provider: oidc.rs"),
    ("/ind/svar", "there is no identity provider: oidc.rs"),
];

fn is_long() -> bool {
    std::env::var("TRIN_TRIALS").is_ok_and(|form| form == "long")
}

/// What everyone met together.
#[derive(Default)]
struct Found {
    asks: usize,
    wrong: Vec<String>,
    /// Who was told what.
    told: BTreeSet<(Option<&'static str>, Spoken)>,
    /// What each route answered to anybody, and how often.
    answers: BTreeMap<(&'static str, u16), usize>,
    statuses: BTreeSet<u16>,
    /// Addresses that opened to somebody, by their route.
    opened: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Found {
    async fn add(&mut self, town: &Town, oracle: &mut Oracle, walker: &Walker, walk: &Walk) {
        self.asks += walk.asked.len();
        self.wrong.extend(faults(town, oracle, walker.role, &walk.told).await);
        self.told.extend(walk.told.iter().map(|(_, spoken)| (walker.role.map(Role::code), *spoken)));
        for (address, status) in &walk.asked {
            self.statuses.insert(*status);
            if !oracle.scanner.scan(address).is_empty() {
                self.wrong.push(format!("{address} names somebody"));
            }
            if *status >= 500 {
                self.wrong.push(format!("{:?} was answered {status} at {address}", walker.role));
            }
            let Some(route) = route_of("GET", address) else {
                self.wrong.push(format!("{address} is of no route"));
                continue;
            };
            *self.answers.entry((route, *status)).or_default() += 1;
            if *status == 200 {
                self.opened.entry(route).or_default().insert(address.clone());
            }
        }
    }

    /// One page that was asked for in another way.
    async fn page(&mut self, town: &Town, oracle: &mut Oracle, walker: &Walker, what: &str, page: &Page) {
        let mut walk = Walk::default();
        walk.hears(oracle, what, page);
        self.asks += 1;
        self.statuses.insert(page.status.as_u16());
        self.wrong.extend(faults(town, oracle, walker.role, &walk.told).await);
        self.told.extend(walk.told.iter().map(|(_, spoken)| (walker.role.map(Role::code), *spoken)));
    }
}

/// Gives the caseworker's child a copy of its record, so that there is one to read and fetch.
async fn a_copy(town: &Town, oracle: &mut Oracle, found: &mut Found, walkers: &[Walker], child: usize) {
    let mette = walkers.iter().find(|walker| walker.role == Some(Role::Caseworker)).expect("her");
    let address = below(&oracle.children[child], "aktindsigt");
    let page = mette.person.fill(&address, &[("party", "barn")]).await;
    page.must(StatusCode::OK, &["kan handle om andre"]);
    found.page(town, oracle, mette, &format!("POST {address}"), &page).await;
    let places: BTreeSet<String> =
        page.body.split("name=\"d-").skip(1).filter_map(|rest| Some(format!("d-{}", rest.split_once('"')?.0))).collect();
    let mut fields: Vec<(&str, &str)> = places.iter().map(|place| (place.as_str(), "hold")).collect();
    fields.extend([("party", "barn"), ("goer", "giv")]);
    let saved = mette.person.send(&page, &address, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let given = saved.to.split('?').next().expect("a path").to_owned();
    for page in [given.clone(), format!("{given}/kopi.json")] {
        let copy = mette.person.get(&page).await;
        copy.must(StatusCode::OK, &["Journalkanarie"]);
        let told: BTreeSet<What> = oracle.scanner.scan(&copy.body).iter().map(|spoken| spoken.what).collect();
        for never in [What::Protected, What::Room(Room::Enrolment as usize)] {
            assert!(!told.contains(&never), "{never:?} is in {page}");
        }
        assert!(!copy.says("Melderkanarie"), "who notified is in {page}");
        found.page(town, oracle, mette, &page, &copy).await;
    }
}

/// The protected address is shown to whoever may ask for it, and to no one else.
async fn releases(town: &Town, oracle: &mut Oracle, found: &mut Found, walkers: &[Walker], child: usize) {
    let address = below(&oracle.children[child], "adresse/vis");
    for walker in walkers {
        let page = walker.person.post(&address, &[("purpose", "Hente barnet")]).await;
        let may = matches!(walker.role, Some(Role::Caseworker | Role::TeamLeader));
        let is_told = oracle.scanner.scan(&page.body).contains(&Spoken { what: What::Protected, child: Some(child) });
        assert_eq!(is_told, may, "{:?}", walker.role);
        found.page(town, oracle, walker, &format!("POST {address}"), &page).await;
    }
}

/// Everyone searches for all that could be searched for.
async fn searches(town: &Town, oracle: &mut Oracle, found: &mut Found, walkers: &[Walker]) {
    let number = oracle.children[0].cpr.expect("a number").digits();
    let hyphened = format!("{}-{}", &number[..6], &number[6..]);
    for walker in walkers.iter().filter(|walker| walker.role.is_some()) {
        for words in ["Freja", "Kanariebbb", &number, &hyphened, "Skjulekanariebbbvej", "Gerda", "Journalkanariebbb", "04", "%"] {
            let page = walker.person.post("/boern/soeg", &[("q", words)]).await;
            let listed = walker.person.get(&page.to).await;
            // What one typed oneself stands on one's own page.
            let own = listed.body.replace(words, "");
            let listed = Page { body: own, ..listed };
            found.page(town, oracle, walker, &format!("the search for {words}"), &listed).await;
        }
    }
}

/// Every address that opened to somebody, asked for by everyone else.
async fn other_peoples_addresses(town: &Town, oracle: &mut Oracle, found: &mut Found, walkers: &[Walker], few: usize, chance: &mut Chance) {
    let opened = found.opened.clone();
    for walker in walkers {
        for (route, addresses) in &opened {
            let to = opens_to("GET", route).expect("in the table");
            let all: Vec<&String> = addresses.iter().collect();
            for _ in 0..few.min(all.len()) {
                let address = *chance.of(&all);
                let path = address.split('?').next().unwrap_or_default();
                let child = oracle.children.iter().position(|child| path.contains(&child.id.to_string()));
                let page = walker.person.get(address).await;
                let mut one = Walk::default();
                one.hears(oracle, address, &page);
                one.asked.insert(address.clone(), page.status.as_u16());
                found.add(town, oracle, walker, &one).await;
                let is_strangers = match (walker.role, child) {
                    (None, _) => to != To::Anyone,
                    (Some(role), Some(child)) => {
                        !matches!(to, To::Anyone | To::Staff | To::Authority) && oracle.access(town, role, child).await.is_none()
                    }
                    (Some(_), None) => false,
                };
                if is_strangers && page.status.is_success() {
                    found.wrong.push(format!("{:?} comes in at {address}, which is not theirs", walker.role));
                }
            }
        }
    }
}

/// Every route about a child, asked of a child that is nobody's, of one that is gone, and of others', with every number there can be.
async fn every_route(town: &Town, oracle: &mut Oracle, found: &mut Found, walkers: &[Walker], chance: &mut Chance) {
    for (_, route, _, addresses) in ROUTES.iter().filter(|(method, route, ..)| *method == "GET" && !route.starts_with("/ind/")) {
        for walker in walkers {
            let gone = oracle.children.last().expect("the one that is gone").id.to_string();
            let other = chance.of(&oracle.children).id.to_string();
            for (address, id) in addresses.iter().flat_map(|address| [(address, &gone), (address, &other)]) {
                let number = chance.below(22).to_string();
                let pieces = address.split('/').zip(route.split('/')).map(|(step, piece)| match piece {
                    "{no}" => number.as_str(),
                    _ => step,
                });
                let path = pieces.collect::<Vec<_>>().join("/").replace("ID", id).replace("STAFF", &staff(Role::Caseworker).to_string());
                let page = walker.person.get(&path).await;
                let mut one = Walk::default();
                one.hears(oracle, &path, &page);
                one.asked.insert(path.clone(), page.status.as_u16());
                found.add(town, oracle, walker, &one).await;
            }
        }
    }
}

/// What is refused: too large, too much, not understood, broken. A refusal tells nobody anything.
async fn refusals(town: &Town, oracle: &mut Oracle, found: &mut Found, walkers: &[Walker], child: usize) {
    let mette = walkers.iter().find(|walker| walker.role == Some(Role::Caseworker)).expect("her");
    let note = below(&oracle.children[child], "note");
    let long = "x".repeat(5 << 20);
    let large = mette.person.post(&note, &[("facts", &long)]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    found.page(town, oracle, mette, "a form too large", &large).await;
    for bad in ["/boern/%FF", "/boern?soegning=%FF&efter=%00", "/trappen/trin?trin=x", "/nowhere", "/boern/x/note"] {
        let page = mette.person.get(bad).await;
        assert!(page.status.is_client_error() || page.status.is_success(), "{bad}: {}", page.status);
        found.page(town, oracle, mette, bad, &page).await;
    }
    // A second server on the same store, which takes one look at a time.
    let few = Rate::new(1, 600);
    let narrow = town.once_more(Edges { limits: Limits { look_ups: few, names: few, ..Limits::of_demo() }, ..Edges::default() });
    let hurried = mette.person.at_pages(&narrow);
    hurried.get(&note).await;
    let too_many = hurried.get(&note).await;
    assert_eq!(too_many.status, StatusCode::TOO_MANY_REQUESTS);
    found.page(town, oracle, mette, "too many looks", &too_many).await;
    // So late is no instant: whoever asks the clock panics.
    town.later(i64::MAX / 4);
    for page in [mette.person.get(&note).await, mette.person.post(&note, &[("facts", "Ringet til mor.")]).await] {
        assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(oracle.scanner.scan(&page.body).is_empty(), "{}", page.body);
        found.statuses.insert(page.status.as_u16());
    }
    town.later(-(i64::MAX / 4));
}

#[tokio::test]
async fn nobody_is_told_what_they_may_not_see_anywhere() {
    let seed = std::env::var("TRIN_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let mut chance = Chance::new(seed);
    let is_long = is_long();
    let which = if is_long { crawler::every_one() } else { crawler::which(2, &mut chance) };
    let ear = Ear::listens();
    let (town, children) = crawler::town(&which).await;
    let mettes = children
        .iter()
        .position(|child| child.role == Role::Caseworker && child.relation.is_some_and(|relation| relation.code == "responsible"))
        .expect("hers");
    ear.knows(&Scanner::of(&children));
    let mut oracle = Oracle::of(&town, children, false).await;
    let walkers = everyone(&town).await;
    let mut found = Found::default();
    a_copy(&town, &mut oracle, &mut found, &walkers, mettes).await;
    for walker in &walkers {
        let walk = walk(walker, &oracle, is_long, &mut chance).await;
        found.add(&town, &mut oracle, walker, &walk).await;
    }
    searches(&town, &mut oracle, &mut found, &walkers).await;
    other_peoples_addresses(&town, &mut oracle, &mut found, &walkers, if is_long { 40 } else { 1 }, &mut chance).await;
    every_route(&town, &mut oracle, &mut found, &walkers, &mut chance).await;
    releases(&town, &mut oracle, &mut found, &walkers, mettes).await;
    refusals(&town, &mut oracle, &mut found, &walkers, mettes).await;

    let heard = ear.heard();
    println!("{} asks, {} lines of the program's own, statuses {:?}", found.asks, heard.lines, found.statuses);
    found.wrong.sort();
    found.wrong.dedup();
    assert!(found.wrong.is_empty(), "seed {seed}: {}\n{}", found.wrong.len(), found.wrong.join("\n"));
    assert!(heard.told.is_empty(), "{} lines of the program's own tell of somebody:\n{}", heard.told.len(), heard.told[0]);
    assert!(heard.of_database > 1_000, "the statements were not heard: {} of {}", heard.of_database, heard.lines);
    is_not_blind(&town, &mut oracle, &found).await;
    for status in [200, 303, 400, 404, 413, 429, 500] {
        assert!(found.statuses.contains(&status), "{status} was never met");
    }
    // What came from outside was read by those it is for, so that nobody else having read it means something.
    let read = |role: Role| found.told.iter().any(|(by, spoken)| *by == Some(role.code()) && spoken.what == What::Enquiry);
    assert!(read(Role::Intake) && read(Role::TeamLeader), "what came from outside was read by nobody");
    let unlike: Vec<(&str, bool)> = ROUTES
        .iter()
        .filter(|(method, ..)| *method == "GET")
        .map(|(_, route, ..)| (*route, found.opened.contains_key(route)))
        .filter(|(route, is_met)| *is_met == NOT_HERE.iter().any(|(its, _)| its == route))
        .collect();
    assert!(unlike.is_empty(), "say in NOT_HERE why nobody reaches these, or that they do: {unlike:?}");
}

/// Each thing that may be seen was seen by whoever may see it, so that its absence elsewhere means something.
async fn is_not_blind(town: &Town, oracle: &mut Oracle, found: &Found) {
    let mut missing = Vec::new();
    let mut seen = 0;
    let pages = &found.opened["/boern/{id}"];
    for role in Role::ALL {
        for nth in 0..oracle.children.len() {
            let page = at(oracle.children[nth].id, "");
            let is_known = pages.iter().any(|address| address.starts_with(page.trim_end_matches('/')));
            let has_case = oracle.children[nth].relation.is_some_and(|relation| relation.has_canaries());
            if !is_known || !has_case || oracle.children[nth].role != *role {
                continue;
            }
            let rooms = Room::ALL.iter().filter(|room| has_words(**room)).map(|room| What::Room(*room as usize));
            for what in rooms.chain([What::Name]) {
                let spoken = Spoken { what, child: Some(nth) };
                if !oracle.may(town, *role, spoken).await {
                    continue;
                }
                seen += 1;
                if !found.told.contains(&(Some(role.code()), spoken)) {
                    missing.push(format!("{role:?} was not told {what:?} of {:?}", oracle.children[nth].relation.map(|its| its.code)));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{} of {seen}:\n{}", missing.len(), missing.join("\n"));
    assert!(seen > 100, "{seen}");
    let drafts = found.told.iter().filter(|(_, spoken)| spoken.what == What::Draft).count();
    assert!(drafts > 3, "whoever writes finds their own draft: {drafts}");
}

#[test]
fn the_ear_and_the_eye_know_a_canary() {
    let scanner = Scanner::of(&[]);
    let of = |text: &str| scanner.scan(text);
    let one = |what| vec![Spoken { what, child: Some(217) }];
    assert_eq!(of("<p>Journalkanariedck"), one(What::Room(Room::Notes as usize)));
    assert_eq!(of("?q=Freja+Kanariedck&x"), one(What::Name));
    assert_eq!(of("på Skjulekanariedckvej 7"), one(What::Protected));
    assert_eq!(of("Melderkanariedck"), one(What::Room(Room::Notifications as usize)));
    assert_eq!(of("Journalkanarie er ingens"), vec![Spoken { what: What::Room(Room::Notes as usize), child: None }]);
    assert!(of("kanal, 1234567890").is_empty());
}
