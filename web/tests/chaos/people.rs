//! Who works in the municipality, and what a person at a browser does: comes in, unlocks, reads, sends a form until it is answered.

use super::events::{Left, Nosy};
use super::place::{Dice, Place};
use crate::support::{Page, Person};
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use trin_domain::calendar::day_of;
use trin_domain::duties::Standing;
use trin_domain::id::{ChildId, StaffId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use uuid::Uuid;

/// Everybody from the first day, and where: name, role, place.
const PEOPLE: &[(&str, Role, &str)] = &[
    ("Sara Dam", Role::Intake, "intake"),
    ("Tom Vig", Role::Intake, "intake"),
    ("Mette Holm", Role::Caseworker, "nord"),
    ("Bo Lind", Role::Caseworker, "nord"),
    ("Anja Krog", Role::Caseworker, "nord"),
    ("Karim Bang", Role::Caseworker, "syd"),
    ("Eva Juul", Role::Caseworker, "syd"),
    ("Lars Friis", Role::Caseworker, "syd"),
    ("Lone Bach", Role::TeamLeader, "nord"),
    ("Ulla Skov", Role::TeamLeader, "syd"),
    ("Per Kjær", Role::HeadOfDepartment, "department"),
    ("Inge Lund", Role::Teacher, "school"),
    ("Asta Ravn", Role::Pedagogue, "day-care"),
    ("Birte Munk", Role::HealthVisitor, "health-service"),
    ("Jens Toft", Role::Provider, "provider"),
    ("Trin", Role::System, "department"),
];
/// Those who are hired in the course of the month.
pub const HIRED: [(&str, &str); 2] = [("Nina Hald", "nord"), ("Oskar Dahl", "syd")];

const UNITS: &[(&str, &str, UnitKind)] = &[
    ("intake", "Modtagelsen", UnitKind::Intake),
    ("nord", "Team Nord", UnitKind::CaseTeam),
    ("syd", "Team Syd", UnitKind::CaseTeam),
    ("department", "Børn og Familie", UnitKind::Department),
    ("school", "Byskolen", UnitKind::School),
    ("day-care", "Kløverhuset", UnitKind::DayCare),
    ("health-service", "Sundhedsplejen", UnitKind::HealthService),
    ("provider", "Familiehuset", UnitKind::Provider),
];

pub fn unit(label: &str) -> UnitId {
    UnitId::from_label(label)
}

pub fn units() -> Vec<Unit> {
    UNITS.iter().map(|(label, name, kind)| Unit { id: unit(label), name: (*name).into(), kind: *kind, district: "By".into() }).collect()
}

pub fn somebody(name: &str, role: Role, place: &str) -> Staff {
    Staff { id: StaffId::from_label(name), name: name.to_owned(), role, unit: unit(place), is_active: true }
}

pub fn everybody() -> Vec<Staff> {
    PEOPLE.iter().map(|(name, role, place)| somebody(name, *role, place)).collect()
}

/// Somebody who works here, or did, and the browser they left open.
pub struct Colleague {
    pub staff: Staff,
    pub browser: Option<Person>,
    /// The days they are ill.
    pub ill: Option<(Date, Date)>,
}

impl Colleague {
    pub const fn new(staff: Staff) -> Self {
        Self { staff, browser: None, ill: None }
    }

    pub fn is_here(&self, on: Date) -> bool {
        self.staff.is_active && self.ill.is_none_or(|(from, to)| !(from..=to).contains(&on))
    }
}

/// A form somebody wrote, until it is answered.
#[derive(Clone, Debug)]
pub struct Form {
    pub who: usize,
    pub path: String,
    pub fields: Vec<(String, String)>,
    /// A word that stands in what was written, once.
    pub mark: String,
}

impl Form {
    pub fn set(&mut self, name: &str, value: &str) {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    /// Whether the mark is among what was typed: some forms have no text.
    pub fn is_marked(&self) -> bool {
        self.fields.iter().any(|(_, value)| value.contains(&self.mark))
    }

    /// Fails when what was typed is not on the page that was answered.
    fn is_kept_on(&self, page: &Page, when: &str) {
        assert!(!self.is_marked() || page.says(&self.mark), "{when}, what was typed is lost: {} {}", self.path, page.body);
    }

    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }
}

/// How a form was answered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Answer {
    Saved,
    /// By a rule, with what was typed on the page.
    Refused,
    /// Its writer has left.
    LoggedOut,
    /// Not now.
    Failed,
}

/// What was seen and sent: what the end is held against.
#[derive(Default)]
pub struct Told {
    /// How each form was answered at last, by its mark.
    pub forms: BTreeMap<String, Answer>,
    /// Pages about a child that somebody was shown.
    pub shown: BTreeMap<(StaffId, ChildId), u32>,
    /// Of such pages, those asked for that nobody knows whether they were sent when the server died.
    pub maybe: BTreeMap<(StaffId, ChildId), u32>,
    pub pages: u32,
    pub unlocked: u32,
    pub logins: u32,
    pub stale: u32,
}

/// The municipality at work.
pub struct Town {
    pub place: Place,
    pub dice: Dice,
    pub people: Vec<Colleague>,
    pub told: Told,
    /// What happened, in order.
    pub events: Vec<String>,
    /// Seconds between one request and the next.
    pub pace: i64,
    pub marks: u32,
    /// The children by their names, which nobody shares; those who were told of in a form have the identity that follows from it.
    pub children: BTreeMap<String, ChildId>,
    /// When a notification really came, by its mark.
    pub received: BTreeMap<String, Timestamp>,
    /// What a page last said when something could not be saved.
    pub failure: String,
    /// Looks without business.
    pub nosy: Vec<Nosy>,
    pub left: Option<Left>,
    /// Of each time the server was killed, how many under way had been answered.
    pub killed: Vec<u32>,
    /// How often the disk was full.
    pub filled: u32,
    /// When what is owed was last seen to be late from.
    pub promised: BTreeMap<(String, String, i64, i64, i64), i64>,
    /// How many things owed stand how, at the end.
    pub owed: HashMap<Standing, u32>,
    /// When each child was last offered to somebody by those who pass them on.
    pub offered: BTreeMap<ChildId, Date>,
}

impl Town {
    /// Writes down what happens; the real time stands before it.
    pub fn event(&mut self, what: impl Into<String>) {
        let at = self.place.clock.truth().to_zoned(trin_domain::calendar::copenhagen().clone());
        self.events.push(format!("{} {}", at.strftime("%d.%m. %H:%M"), what.into()));
    }

    pub fn today(&self) -> Date {
        day_of(self.place.clock.truth())
    }

    /// The day the server believes it is, which its forms are filled in with.
    pub fn shown_today(&self) -> String {
        day_of(self.place.now()).to_string()
    }

    /// Those at work today in a role.
    pub fn at_work(&self, role: Role) -> Vec<usize> {
        let today = self.today();
        (0..self.people.len()).filter(|one| self.people[*one].staff.role == role && self.people[*one].is_here(today)).collect()
    }

    pub fn who(&self, staff: StaffId) -> Option<usize> {
        self.people.iter().position(|one| one.staff.id == staff)
    }

    pub fn mark(&mut self) -> String {
        self.marks += 1;
        format!("mærke{:05}", self.marks)
    }

    pub fn key(&mut self) -> String {
        Uuid::from_u64_pair(self.dice.roll(), self.dice.roll()).to_string()
    }

    /// The browser of somebody, who comes in when it is closed; `None` when they are not let in.
    pub async fn browser(&mut self, who: usize) -> Option<Person> {
        if let Some(browser) = &self.people[who].browser {
            return Some(browser.clone());
        }
        let nobody = self.place.nobody();
        let entered = nobody.post("/ind", &[("person", &self.people[who].staff.id.to_string())]).await;
        if entered.status != StatusCode::SEE_OTHER {
            return None;
        }
        self.told.logins += 1;
        let browser = nobody.with_cookie_of(&entered);
        self.people[who].browser = Some(browser.clone());
        Some(browser)
    }

    /// Opens a page as somebody: comes in, or shows again who they are, when the page asks.
    pub async fn get(&mut self, who: usize, path: &str) -> Page {
        for _ in 0..4 {
            self.place.clock.go_on(self.pace);
            let Some(browser) = self.browser(who).await else { return nothing() };
            let page = browser.get(path).await;
            self.told.pages += 1;
            if page.status == StatusCode::SEE_OTHER && page.to == "/" {
                self.people[who].browser = None;
                continue;
            }
            if page.status == StatusCode::UNAUTHORIZED && page.says("name=\"hvorfor\"") {
                self.prove(who, &browser, "laas", path).await;
                continue;
            }
            let name = &self.people[who].staff.name;
            assert_ne!(page.status, StatusCode::TOO_MANY_REQUESTS, "{name} is slowed down in ordinary work at {path}");
            // The form of an emergency access tells of no child.
            let child = child_of(path).filter(|_| !path.ends_with("/noedadgang"));
            if let (StatusCode::OK, Some(child)) = (page.status, child) {
                *self.told.shown.entry((self.people[who].staff.id, child)).or_default() += 1;
            }
            return page;
        }
        panic!("{} does not get in to {path}", self.people[who].staff.name);
    }

    /// Says again who one is.
    pub async fn prove(&mut self, who: usize, browser: &Person, why: &str, path: &str) {
        let page = browser.post("/bekraeft", &[("hvorfor", why), ("til", path)]).await;
        if page.status == StatusCode::SEE_OTHER {
            self.told.unlocked += 1;
            self.people[who].browser = Some(browser.with_cookie_of(&page));
        }
    }

    /// Sends a form as somebody, until it is answered for good: again when others wrote meanwhile, when the session had ended or was locked.
    pub async fn send(&mut self, form: &Form) -> Answer {
        let mut form = form.clone();
        let fields = |form: &Form| form.fields.clone();
        for _ in 0..6 {
            self.place.clock.go_on(self.pace);
            let Some(browser) = self.browser(form.who).await else { return self.answered(&form, Answer::LoggedOut) };
            let page = posted(&browser, &form.path, fields(&form)).await;
            self.told.pages += 1;
            match page.status {
                StatusCode::SEE_OTHER if page.to == "/" => self.people[form.who].browser = None,
                StatusCode::SEE_OTHER => return self.answered(&form, Answer::Saved),
                StatusCode::UNAUTHORIZED if page.says("name=\"hvorfor\"") => {
                    form.is_kept_on(&page, "while it is asked who one is");
                    self.prove(form.who, &browser, "laas", &form.path).await;
                }
                StatusCode::UNAUTHORIZED => self.people[form.who].browser = None,
                StatusCode::CONFLICT => {
                    self.told.stale += 1;
                    let set = page.hidden("set");
                    form.set("set", &set);
                }
                StatusCode::UNPROCESSABLE_ENTITY => {
                    form.is_kept_on(&page, "refused");
                    return self.answered(&form, Answer::Refused);
                }
                StatusCode::NOT_FOUND => return self.answered(&form, Answer::Refused),
                status if status.is_server_error() => {
                    form.is_kept_on(&page, "not saved");
                    self.failure =
                        format!("{status} {}", page.body.split_once("<h1>").map_or("", |(_, rest)| &rest[..rest.floor_char_boundary(300)]));
                    return self.answered(&form, Answer::Failed);
                }
                status => panic!("{} was answered with {status}: {}", form.path, page.body),
            }
        }
        panic!("{} at {} is never answered", self.people[form.who].staff.name, form.path);
    }

    fn answered(&mut self, form: &Form, answer: Answer) -> Answer {
        if form.is_marked() {
            self.told.forms.insert(form.mark.clone(), answer);
        }
        let name = &self.people[form.who].staff.name;
        let what = form.path.split('/').filter(|piece| Uuid::parse_str(piece).is_err()).collect::<Vec<_>>().join("/");
        self.event(format!("{name} {what} {} {answer:?}", form.mark));
        answer
    }

    /// Opens a form, fills it in and sends it. `None` when it is not open to them.
    pub async fn fill(&mut self, who: usize, path: &str, fields: &[(&str, &str)], mark: &str) -> Option<Answer> {
        let page = self.get(who, path).await;
        if page.status != StatusCode::OK || !page.says("name=\"set\"") {
            return None;
        }
        let form = self.form(who, path, &page.hidden("set"), fields, mark);
        Some(self.send(&form).await)
    }

    /// A form as it is sent.
    pub fn form(&mut self, who: usize, path: &str, set: &str, fields: &[(&str, &str)], mark: &str) -> Form {
        let mut form = Form { who, path: path.to_owned(), fields: Vec::new(), mark: mark.to_owned() };
        form.set("key", &self.key());
        form.set("set", set);
        form.fields.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        form
    }
}

/// Sends fields that belong to whoever waits for the answer.
pub async fn posted(browser: &Person, path: &str, fields: Vec<(String, String)>) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(path, &fields).await
}

/// Which child a page's address is about.
pub fn child_of(path: &str) -> Option<ChildId> {
    let piece = path.strip_prefix("/boern/").or_else(|| path.strip_prefix("/modtagelsen/"))?.split(['/', '?', '#']).next()?;
    Uuid::parse_str(piece).ok().map(ChildId::new)
}

/// The addresses a page leads to that begin so, each once, in its order.
pub fn links(page: &Page, begins: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rest in page.body.split("href=\"").skip(1) {
        let link = rest.split('"').next().unwrap_or_default().replace("&amp;", "&");
        if link.starts_with(begins) && !found.contains(&link) {
            found.push(link);
        }
    }
    found
}

fn nothing() -> Page {
    Page {
        status: StatusCode::UNAUTHORIZED,
        to: "/".to_owned(),
        body: String::new(),
        cookie: String::new(),
        known: String::new(),
        set: Vec::new(),
    }
}
