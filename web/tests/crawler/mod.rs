//! Walks the pages as people do, and listens for what they must not be told.
#![allow(dead_code, reason = "each test uses its part")]

pub mod chance;
pub mod hearing;
pub mod hostile;
pub mod html;
pub mod oracle;

use crate::street::{self, Child, mark};
use crate::support::{Page, Person, Town, at, now, staff, unit};
use crate::table::{ROUTES, route_of};
use chance::Chance;
use html::Form;
use jiff::civil::date;
use oracle::{Oracle, Spoken, What};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use trin_domain::absence::{AbsenceKind, AbsentDay, Register};
use trin_domain::access::Room;
use trin_domain::calendar::days_after;
use trin_domain::enquiry::{Enquiry, EnquiryKind};
use trin_domain::id::{ChildId, EnquiryId, RoundId};
use trin_domain::kinds::{GlassFinding, NotifierKind, RelationKind, Role, UnitKind};
use trin_domain::record::*;
use trin_domain::rounds::{ParentsTold, Round};
use trin_domain::worries::WorrySign;
use trin_store::Destruction;
use trin_testkit::relations::{Relation, relations};

/// The relation in which a role meets children on most days.
pub fn everyday(role: Role) -> &'static str {
    match role {
        Role::Pedagogue | Role::Teacher | Role::HealthVisitor => "enrolled",
        Role::Intake => "notification",
        Role::Caseworker => "responsible",
        Role::TeamLeader => "leads",
        Role::Provider => "gives-help",
        Role::HeadOfDepartment | Role::System => "none",
    }
}

/// Whose children of which relations there are: each role's everyday one, and so many others of it, other ones for each role.
pub fn which(others: usize, chance: &mut Chance) -> Vec<(Role, Relation)> {
    let all = relations();
    let mut which: Vec<(Role, Relation)> = Vec::new();
    // Each relation comes before any comes again.
    let mut left: Vec<Relation> = Vec::new();
    for role in Role::ALL {
        let everyday = all.iter().find(|relation| relation.code == everyday(*role)).expect("a relation");
        which.push((*role, *everyday));
        for _ in 0..others {
            if left.is_empty() {
                left.clone_from(&all);
            }
            let relation = left.swap_remove(chance.below(left.len()));
            if !which.iter().any(|(its, known)| its == role && known.code == relation.code) {
                which.push((*role, relation));
            }
        }
    }
    which
}

/// Every role with every relation.
pub fn every_one() -> Vec<(Role, Relation)> {
    Role::ALL.iter().flat_map(|role| relations().into_iter().map(move |relation| (*role, relation))).collect()
}

/// Somebody who walks: in a role and known anew, or nobody.
pub struct Walker {
    /// In which role; `None` has not said who they are.
    pub role: Option<Role>,
    /// Their browser.
    pub person: Person,
}

/// Everyone, having just shown who they are; nobody last.
pub async fn everyone(town: &Town) -> Vec<Walker> {
    let mut all = Vec::new();
    for role in Role::ALL {
        all.push(Walker { role: Some(*role), person: proved(&town.as_role(*role).await).await });
    }
    all.push(Walker { role: None, person: town.as_nobody() });
    all
}

/// The same browser after the page that asks who one is has been answered.
pub async fn proved(person: &Person) -> Person {
    let page = person.post("/bekraeft", &[("hvorfor", "bevis"), ("til", "/min-dag")]).await;
    person.with_cookie_of(&page)
}

/// The week before: looks are drawn as samples, so that there is a log to review.
pub async fn a_week_of_looks(town: &Town) {
    let due = |day| days_after(day, 14);
    town.store.tend_samples(now(), || [3; 32], due).await.unwrap();
    let noah = town.noah().await;
    for role in [Role::HealthVisitor, Role::Provider, Role::Caseworker] {
        town.as_role(role).await.get(&format!("/boern/{noah}")).await;
    }
    town.later(8 * 24 * 60 * 60);
    town.store.tend_samples(town.now(), || [4; 32], due).await.unwrap();
    // One of them is asked about, and waits for its answer; the others wait to be reviewed.
    let per = town.store.staff(staff(Role::HeadOfDepartment)).await.unwrap().expect("somebody");
    let waiting = town.store.samples_to_review(&per, 9).await.unwrap();
    let asked = waiting.first().expect("a look without a relation is drawn");
    assert!(town.store.mark_sample(asked.id, &per, GlassFinding::Ask, "Hvorfor så du efter?", town.now()).await.unwrap());
}

/// A town with a street of children, a past, drafts, a family of two, and a child whose key was destroyed: the last of them.
pub async fn town(which: &[(Role, Relation)]) -> (Town, Vec<Child>) {
    let town = Town::new().await;
    a_week_of_looks(&town).await;
    street::people(&town).await;
    let mut children = street::children(&town, which).await;
    let of =
        |role: Role| children.iter().position(|child| child.role == role && child.relation.is_some_and(|its| its.code == everyday(role)));
    let (mette, ulla) = (of(Role::Caseworker).expect("hers"), of(Role::HealthVisitor).expect("hers"));
    // The caseworker's child has a brother whom she has nothing to do with.
    let brother = RelationAdded {
        relation: RelationKind::Sibling,
        name: "Bror".to_owned(),
        child: Some(children[ulla].id),
        has_custody: false,
        on: date(2022, 1, 1),
    };
    write(&town, children[mette].id, vec![Fact::RelationAdded(brother)]).await;
    // And a plan with a goal.
    let plan = EntryNo(town.record(children[mette].id).await.version().0 + 1);
    let (on, by, help) = (date(2026, 5, 19), date(2026, 9, 1), EntryNo(8));
    let [purpose, child_wishes, family_part] = ["Ro om skolen", "En ven", ""].map(str::to_owned);
    let made = PlanMade { on, interventions: vec![help], purpose, child_wishes, family_part };
    let [text, scale, known_to] = ["I skole hver dag", "0 er slet ikke, 10 er helt nået.", "Klasselæreren"].map(str::to_owned);
    let goal = GoalSet { plan, on, text, scale, lowest: 0, highest: 10, from: 2, to: 8, by, known_to };
    write(&town, children[mette].id, vec![Fact::PlanMade(made), Fact::GoalSet(goal)]).await;
    for child in &children {
        let draft = format!("facts=Kladdekanarie{}", mark(children.iter().position(|one| one.id == child.id).expect("itself")));
        let key = format!("boern~{}~note", child.id);
        town.store.save_draft(staff(child.role), &key, &draft, town.now()).await.unwrap();
    }
    // One who is not born yet, of whom nothing is a canary.
    let mother = Registered { name: "Barn af Sanne Lund".to_owned(), birth: Birth::Expected(date(2026, 8, 1)), cpr: None };
    let hers = ResponsibilityAssigned { to: staff(Role::Caseworker), on: date(2026, 5, 19), reason: "Distrikt".to_owned() };
    let unborn = ChildId::from_label("not born yet");
    town.write_at(unborn, Role::Caseworker, town.now(), vec![Fact::Registered(mother), Fact::ResponsibilityAssigned(hers)]).await;
    // A notification that the teacher has begun, of nobody in particular.
    let begun = format!("name=Nogen&concern=Kladdekanarie{}", mark(of(Role::Teacher).expect("hers")));
    town.store.save_draft(staff(Role::Teacher), "modtagelsen~ny", &begun, town.now()).await.unwrap();
    // What came from outside, and waits.
    for label in ["one", "two", "three"] {
        town.store.receive(EnquiryId::from_label(label), &from_outside(), town.now()).await.unwrap();
    }
    // A worry of theirs where a child goes every day, with something agreed.
    for role in [Role::Pedagogue, Role::Teacher] {
        let (here, theirs) = (town.store.staff(staff(role)).await.unwrap().expect("somebody"), children[of(role).expect("theirs")].id);
        let worry = EntryNo(town.record(theirs).await.version().0 + 1);
        let (on, seen) = (date(2026, 5, 19), vec![WorrySign::Friends]);
        let [signs, goal, action, who] = ["Leger alene", "Leger med en", "Ny plads", "Vi"].map(str::to_owned);
        let raised = WorryRaised { unit: here.unit, on, seen, signs, child_words: String::new(), assessment: None };
        let agreed = FocusPointAgreed { about: worry, on, goal, action, who, by_day: on };
        write(&town, theirs, vec![Fact::WorryRaised(raised), Fact::FocusPointAgreed(agreed)]).await;
    }
    // A pupil who was away, and that the school's register was read in.
    let (school, theirs) =
        (town.store.staff(staff(Role::Teacher)).await.unwrap().expect("somebody"), children[of(Role::Teacher).expect("theirs")].id);
    let (from, until) = (date(2026, 5, 18), date(2026, 5, 19));
    let absent = [from, until].map(|on| AbsentDay { on, kind: AbsenceKind::Unlawful, percent: 100 }).to_vec();
    write(&town, theirs, vec![Fact::AbsenceStated(AbsenceStated { unit: school.unit, from, until, absent })]).await;
    let register = Register { unit: school.unit, from, until, rows: 2, news: 1, unknown: 0, by: school.id, at: town.now() };
    town.store.note_register(uuid::Uuid::from_u128(1), &register).await.unwrap();
    // A wellbeing round where children go every day.
    for role in [Role::Pedagogue, Role::Teacher] {
        let here = town.store.staff(staff(role)).await.unwrap().expect("somebody");
        let today = date(2026, 5, 19);
        let round = Round {
            id: RoundId::from_label(role.code()),
            unit: here.unit,
            name: "Foråret".to_owned(),
            ages: (0, 17),
            from: today,
            until: today,
            told: ParentsTold { on: today, how: "Brev".to_owned() },
            opened_by: here.id,
            opened_at: town.now(),
            closed_at: None,
        };
        town.store.open_round(&round).await.unwrap();
    }
    children.push(destroyed(&town, children.len()).await);
    (town, children)
}

/// A concern of a citizen who says who they are.
fn from_outside() -> Enquiry {
    let canary = || "Henvendelsekanarie".to_owned();
    Enquiry {
        kind: EnquiryKind::Concern,
        from: NotifierKind::FamilyOrFriends,
        name: Some(canary()),
        workplace: Some(canary()),
        contact: Some(canary()),
        child: canary(),
        born: None,
        known_by: canary(),
        text: canary(),
        acute: true,
        abuse_suspected: true,
    }
}

/// Writes more about a child, as its leader.
async fn write(town: &Town, child: ChildId, facts: Vec<Fact>) {
    town.write_at(child, Role::TeamLeader, town.now(), facts).await;
}

/// A child with a case and a draft, whose key two people destroyed.
async fn destroyed(town: &Town, nth: usize) -> Child {
    let child = ChildId::from_label("destroyed");
    let marked = |words: &str| format!("{words}kanarie{}", mark(nth));
    let on = date(2026, 5, 12);
    let facts = vec![
        Fact::Registered(Registered { name: format!("Freja Kanarie{}", mark(nth)), birth: Birth::Born(date(2016, 4, 2)), cpr: None }),
        Fact::Enrolled(Enrolled { unit: unit(UnitKind::School), unit_name: marked("Skole"), unit_kind: UnitKind::School, on }),
        Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: staff(Role::Caseworker), on, reason: marked("Ansvars") }),
        Fact::NoteWritten(NoteWritten {
            on,
            facts: marked("Journal"),
            child_words: String::new(),
            others_words: String::new(),
            judgement: String::new(),
        }),
    ];
    town.write_at(child, Role::Caseworker, town.now(), facts).await;
    let mette = town.as_caseworker().await;
    let page = mette.get(&format!("/boern/{child}")).await;
    assert!(page.says(&marked("Journal")) && page.says(&marked("Ansvars")), "it is there until it is gone: {}", page.body);
    let draft = [("facts", marked("Kladde"))];
    let sent = mette.post(&format!("/kladder/boern~{child}~note"), &draft.each_ref().map(|(name, text)| (*name, text.as_str()))).await;
    assert!(sent.status.is_success());
    // What was searched for is kept for a while, too.
    mette.search(&format!("Kanarie{}", mark(nth))).await;
    let (by, confirmed_by) = (staff(Role::TeamLeader), staff(Role::HeadOfDepartment));
    let gone = Destruction { child, at: town.now(), why: "retention-ended".to_owned(), by, confirmed_by };
    town.store.destroy_key(&gone, "test").await.unwrap();
    Child { id: child, role: Role::Caseworker, relation: None, cpr: None }
}

/// An address as one of many alike: what route it is of, about which child, and what it asks for.
fn kind_of(address: &str) -> (String, String, String) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let child = path.split('/').find(|piece| piece.len() == 36).unwrap_or_default().to_owned();
    let asks: Vec<&str> = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default()).collect();
    let last = path.rsplit('/').next().filter(|piece| piece.chars().all(char::is_alphabetic)).unwrap_or_default();
    (route_of("GET", address).unwrap_or(path).to_owned() + last, child, asks.join("&"))
}

/// What somebody met on their walk.
#[derive(Default)]
pub struct Walk {
    /// Every address asked for, and what it answered.
    pub asked: BTreeMap<String, u16>,
    /// What was told on which page.
    pub told: Vec<(String, Spoken)>,
    /// Each form that is sent with POST, and the page it stood on.
    pub forms: Vec<(String, Form)>,
}

impl Walk {
    /// Notes what a page tells.
    pub fn hears(&mut self, oracle: &Oracle, address: &str, page: &Page) {
        let all = [page.body.as_str(), page.to.as_str()];
        self.told.extend(all.iter().flat_map(|text| oracle.scanner.scan(text)).map(|spoken| (address.to_owned(), spoken)));
    }
}

/// Where somebody begins: at the entrance, on their day, and at every address of the table that names nobody or the child they meet each day.
fn begins(walker: &Walker, oracle: &Oracle) -> Vec<String> {
    let is_theirs = |child: &&Child| child.relation.is_some_and(|its| walker.role == Some(child.role) && its.code == everyday(child.role));
    let child = oracle.children.iter().find(is_theirs).map(|child| child.id.to_string());
    let addresses = ROUTES.iter().filter(|(method, ..)| *method == "GET").flat_map(|(_, _, _, addresses)| *addresses);
    let named = addresses.filter_map(|address| match &child {
        _ if address.contains("STAFF") => None,
        Some(child) => Some(address.replace("ID", child)),
        None => Some((*address).to_owned()).filter(|address| !address.contains("ID")),
    });
    ["/", "/min-dag"].map(str::to_owned).into_iter().chain(named).collect()
}

/// Follows every link and every form that asks from where somebody begins, until there is nothing new. Of addresses alike, such as the
/// correction of each entry of one record, a few are chosen, unless all are asked for.
pub async fn walk(walker: &Walker, oracle: &Oracle, is_whole: bool, chance: &mut Chance) -> Walk {
    let mut walk = Walk::default();
    let mut to_do: VecDeque<String> = begins(walker, oracle).into();
    let mut known: BTreeSet<String> = to_do.iter().cloned().collect();
    let mut kinds = BTreeSet::new();
    while let Some(address) = to_do.pop_front() {
        let page = walker.person.get(&address).await;
        walk.asked.insert(address.clone(), page.status.as_u16());
        walk.hears(oracle, &address, &page);
        let mut found = html::read(&page.body);
        found.links.extend(Some(page.to.clone()).filter(|to| to.starts_with('/')));
        for form in found.forms {
            if form.posts {
                walk.forms.push((address.clone(), form));
            } else {
                let fields = form.as_it_stands();
                found.links.push(format!("{}?{}", form.action, serde_urlencoded::to_string(&fields).unwrap()));
            }
        }
        for link in found.links {
            let is_chosen = is_whole || !kinds.contains(&kind_of(&link)) || chance.one_in(25);
            if is_chosen && known.insert(link.clone()) {
                kinds.insert(kind_of(&link));
                to_do.push_back(link);
            }
        }
    }
    walk
}

/// The faults in what somebody was told: everything the file does not let them see.
pub async fn faults(town: &Town, oracle: &mut Oracle, role: Option<Role>, told: &[(String, Spoken)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (address, spoken) in told {
        let may = match role {
            Some(role) => oracle.may(town, role, *spoken).await,
            None => false,
        };
        let is_release = match (role, spoken.child) {
            (Some(role), Some(nth)) if releases(address, spoken.what) => {
                oracle.access(town, role, nth).await.is_some_and(|access| access.sees(Room::ProtectedAddress))
            }
            _ => false,
        };
        // The copy for the family has all there is, also what a unit keeps to itself: whoever makes it reads it.
        let is_in_copy = match (role, spoken.child) {
            (Some(role), Some(nth)) if spoken.what == What::Room(Room::AtUnit as usize) && address.contains("/aktindsigt") => {
                oracle.access(town, role, nth).await.is_some_and(|access| access.writes(Room::Admission))
            }
            _ => false,
        };
        if !may && !is_release && !is_in_copy {
            let whose = spoken.child.and_then(|nth| oracle.children.get(nth));
            let relation = whose.and_then(|child| child.relation).map_or("gone", |relation| relation.code);
            wrong.push(format!(
                "{role:?} is told {:?} of the {relation} child of {:?} at {address}",
                spoken.what,
                whose.map(|child| child.role)
            ));
        }
    }
    wrong.sort();
    wrong.dedup();
    wrong
}

/// Where what stands on no other page does: whoever is shown a protected address, or decides what of it leaves in a copy, has it before them;
/// and the copy of a record has its own child's number.
fn releases(address: &str, what: What) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    let is_copy = path.contains("/aktindsigt");
    match what {
        What::Protected => path.starts_with("POST ") && (path.ends_with("/adresse/vis") || is_copy),
        What::Number => is_copy,
        _ => false,
    }
}

/// The address of a page below a child's.
pub fn below(child: &Child, page: &str) -> String {
    at(child.id, page)
}
