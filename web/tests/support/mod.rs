//! A town to act in: a temporary store, a clock that stands still, one person in each role, and a child with help in force.
#![allow(dead_code, reason = "each room's tests use their part")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tower::ServiceExt;
use trin_domain::id::{ChildId, CommandKey, StaffId, UnitId};
use trin_domain::kinds::{Cause, InterventionKind, NotifierKind, Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::*;
use trin_domain::strategy::Strategy;
use trin_store::{Sealing, Store};
use trin_web::limits::Limits;
use trin_web::paper::SetCopy;
use trin_web::{App, Clock, Edges, Entrance, Randomness, router};

/// The day on which everything happens, a Tuesday.
pub const TODAY: Date = date(2026, 5, 12);

/// Ten in the morning of that day.
pub fn now() -> Timestamp {
    "2026-05-12T08:00:00Z".parse().expect("an instant")
}

/// Stands still until a test moves it on.
#[derive(Clone, Default)]
struct StandsStill(Arc<AtomicI64>);

impl Clock for StandsStill {
    fn now(&self) -> Timestamp {
        now().checked_add(jiff::SignedDuration::from_secs(self.0.load(Ordering::Relaxed))).expect("an instant")
    }
}

/// Counts, so that a run can be repeated to the byte.
struct Counts(AtomicU64);

impl Randomness for Counts {
    fn bytes(&self) -> [u8; 16] {
        u128::from(self.0.fetch_add(1, Ordering::Relaxed)).to_be_bytes()
    }
}

/// The municipality's Trin, with its store in a folder that goes when the test ends.
pub struct Town {
    /// The store behind the pages.
    pub store: Store,
    /// The strategy the municipality works by.
    pub strategy: Strategy,
    /// The app behind the pages, for those who serve it themselves.
    pub app: App,
    pages: Router,
    clock: StandsStill,
    folder: PathBuf,
}

impl Drop for Town {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The unit of a kind.
pub fn unit(kind: UnitKind) -> UnitId {
    UnitId::from_label(kind.code())
}

/// The person in a role.
pub fn staff(role: Role) -> StaffId {
    StaffId::from_label(role.code())
}

impl Town {
    /// A town under Kerteminde's strategy.
    pub async fn new() -> Self {
        Self::under("kerteminde-2021").await
    }

    /// A town under one of the strategies that come with Trin.
    pub async fn under(strategy: &str) -> Self {
        Self::at_edges(strategy, Entrance::Demo, Edges { limits: Limits::of_demo(), ..Edges::default() }).await
    }

    /// A town with local login, open at an address of its own.
    pub async fn with_login(edges: Edges) -> Self {
        Self::at_edges("kerteminde-2021", Entrance::Login, edges).await
    }

    /// A demo that meets the network otherwise.
    pub async fn in_demo(edges: Edges) -> Self {
        Self::at_edges("kerteminde-2021", Entrance::Demo, edges).await
    }

    /// A town whose copies are set as PDF so.
    pub async fn with_paper(set: SetCopy) -> Self {
        Self::built("kerteminde-2021", Entrance::Demo, Edges { limits: Limits::of_demo(), ..Edges::default() }, Some(set)).await
    }

    /// Time passes.
    pub fn later(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Now, as the town's clock says.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    async fn at_edges(strategy: &str, entrance: Entrance, edges: Edges) -> Self {
        Self::built(strategy, entrance, edges, None).await
    }

    async fn built(strategy: &str, entrance: Entrance, edges: Edges, paper: Option<SetCopy>) -> Self {
        static TOWNS: AtomicU64 = AtomicU64::new(0);
        let nth = TOWNS.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("trin-town-{}-{nth}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let strategy = Strategy::named(strategy).expect("a shipped strategy").clone();
        let store = Store::open(&folder.join("trin.db").display().to_string(), Sealing::seeded("test")).await.expect("a store");
        store.adopt(&strategy, jiff::Timestamp::UNIX_EPOCH).await.expect("a fresh store takes the strategy");
        let units: Vec<Unit> = UnitKind::ALL
            .iter()
            .map(|kind| Unit { id: unit(*kind), name: kind.da().to_owned(), kind: *kind, district: "Nord".to_owned() })
            .collect();
        store.put_units(&units).await.expect("units");
        let people: Vec<Staff> = Role::ALL
            .iter()
            .map(|role| Staff {
                id: staff(*role),
                name: name(*role).to_owned(),
                role: *role,
                unit: unit(workplace(*role)),
                is_active: true,
            })
            .collect();
        store.put_staff_all(&people).await.expect("staff");
        let clock = StandsStill::default();
        let app = serving(&store, &strategy, entrance, &clock, edges);
        let app = match paper {
            Some(set) => app.with_paper(set),
            None => app,
        };
        Self { store, strategy, pages: router(app.clone()), app, clock, folder }
    }

    /// The pages of a second server on the same store, which meets the network otherwise.
    pub fn once_more(&self, edges: Edges) -> Router {
        router(serving(&self.store, &self.strategy, Entrance::Demo, &self.clock, edges))
    }

    /// Somebody who has said who they are.
    pub async fn as_role(&self, role: Role) -> Person {
        let nobody = Person { pages: self.pages.clone(), cookie: String::new(), from: None };
        let entered = nobody.post("/ind", &[("person", &staff(role).to_string())]).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
        Person { pages: self.pages.clone(), cookie: entered.cookie, from: None }
    }

    /// The caseworker, responsible for [`Self::noah`].
    pub async fn as_caseworker(&self) -> Person {
        self.as_role(Role::Caseworker).await
    }

    /// Somebody who has not said who they are.
    pub fn as_nobody(&self) -> Person {
        Person { pages: self.pages.clone(), cookie: String::new(), from: None }
    }

    /// Writes facts about a child as somebody, outside the pages.
    pub async fn write(&self, child: ChildId, role: Role, facts: Vec<Fact>) {
        self.write_at(child, role, now(), facts).await;
    }

    /// Writes facts about a child at another time than now.
    pub async fn write_at(&self, child: ChildId, role: Role, at: Timestamp, facts: Vec<Fact>) {
        let seen = self.store.record(child).await.expect("a record").map_or(Version(0), |record| record.version());
        let key = CommandKey::from_label(&format!("town-{child}-{}", seen.0));
        let context = Context { now: at, by: Author { staff: staff(role), role } };
        let command = Command { child, key, seen, facts };
        self.store.execute_all(&self.strategy, &context, "test", &[command]).await.expect("the facts follow from the record");
    }

    /// Noah, 10 years: notified, with family treatment (entry [`HELP`]) since 23 March.
    pub async fn noah(&self) -> ChildId {
        let child = ChildId::from_label("noah");
        let facts = vec![
            Fact::Registered(Registered { name: "Noah Holm".to_owned(), birth: Birth::Born(date(2016, 4, 2)), cpr: None }),
            Fact::Enrolled(Enrolled {
                unit: unit(UnitKind::School),
                unit_name: UnitKind::School.da().to_owned(),
                unit_kind: UnitKind::School,
                on: date(2022, 8, 8),
            }),
            Fact::NotificationReceived(NotificationReceived {
                received_at: "2026-03-02T09:00:00Z".parse().expect("an instant"),
                notifier: Notifier { kind: NotifierKind::School, name: Some("Inge Lund".to_owned()), workplace: None },
                concern: "Noah er væk fra skole to dage om ugen.".to_owned(),
                causes: vec![Cause::SchoolProblems],
                acute: false,
                abuse_suspected: false,
                siblings: Vec::new(),
            }),
            Fact::ResponsibilityAssigned(ResponsibilityAssigned {
                to: staff(Role::Caseworker),
                on: date(2026, 3, 2),
                reason: "Distrikt Nord".to_owned(),
            }),
            Fact::AcuteAssessed(AcuteAssessed {
                notification: EntryNo(3),
                at: "2026-03-02T12:00:00Z".parse().expect("an instant"),
                in_danger: false,
                acute_measure: None,
                reason: "Ikke akut".to_owned(),
            }),
            Fact::InterventionDecided(decided(InterventionKind::FamilyTreatment, date(2026, 3, 20))),
            Fact::InterventionStarted(InterventionStarted { intervention: HELP, on: date(2026, 3, 23) }),
        ];
        self.write(child, Role::Caseworker, facts).await;
        child
    }

    /// Noah becomes the child of a caseworker in another team, Karim.
    pub async fn moves_to_another_team(&self) -> StaffId {
        let karim = StaffId::from_label("karim");
        let team =
            Unit { id: UnitId::from_label("syd"), name: "Team Syd".to_owned(), kind: UnitKind::CaseTeam, district: "Syd".to_owned() };
        self.store.put_unit(&team).await.expect("a team");
        let staff = Staff { id: karim, name: "Karim Bang".to_owned(), role: Role::Caseworker, unit: team.id, is_active: true };
        self.store.put_staff(&staff).await.expect("a colleague");
        let moved = ResponsibilityAssigned { to: karim, on: TODAY, reason: "Flyttet".to_owned() };
        self.write(ChildId::from_label("noah"), Role::TeamLeader, vec![Fact::ResponsibilityAssigned(moved)]).await;
        karim
    }

    /// A placement in force (entry 8), beside the family treatment.
    pub async fn placed(&self) -> (ChildId, EntryNo) {
        let child = self.noah().await;
        let facts = vec![
            Fact::InterventionDecided(decided(InterventionKind::PlacementFoster, date(2026, 4, 1))),
            Fact::InterventionStarted(InterventionStarted { intervention: EntryNo(8), on: date(2026, 4, 2) }),
        ];
        self.write(child, Role::Caseworker, facts).await;
        (child, EntryNo(8))
    }

    /// A plan with one goal from 0 to 10 (entry 9), after Noah's first seven entries.
    pub async fn planned(&self) -> (ChildId, EntryNo) {
        let child = self.noah().await;
        let facts = vec![
            Fact::PlanMade(PlanMade {
                on: date(2026, 3, 25),
                interventions: vec![HELP],
                purpose: "Ro om skolen".to_owned(),
                child_wishes: "En ven".to_owned(),
                family_part: String::new(),
            }),
            Fact::GoalSet(GoalSet {
                plan: EntryNo(8),
                on: date(2026, 3, 25),
                text: "Noah er i skole hver dag".to_owned(),
                scale: "0 er slet ikke, 10 er helt nået.".to_owned(),
                lowest: 0,
                highest: 10,
                from: 2,
                to: 8,
                by: date(2026, 9, 1),
                known_to: "Klasselæreren".to_owned(),
            }),
        ];
        self.write(child, Role::Caseworker, facts).await;
        (child, EntryNo(9))
    }

    /// The store's file, for what happens behind its back.
    pub fn file(&self) -> PathBuf {
        self.folder.join("trin.db")
    }

    /// What a child's record says now.
    pub async fn record(&self, child: ChildId) -> Record {
        self.store.record(child).await.expect("the store").expect("a child")
    }
}

fn serving(store: &Store, strategy: &Strategy, entrance: Entrance, clock: &StandsStill, edges: Edges) -> App {
    let (clock, counts) = (Box::new(clock.clone()), Box::new(Counts(AtomicU64::new(1))));
    App::new(store.clone(), strategy.clone(), "Kerteminde".to_owned(), entrance, clock, counts).with_edges(edges)
}

/// The entry of Noah's family treatment.
pub const HELP: EntryNo = EntryNo(6);

/// A decision on help.
pub fn decided(kind: InterventionKind, on: Date) -> InterventionDecided {
    InterventionDecided {
        on,
        kind,
        offer: Some("Familiehuset".to_owned()),
        provider: Some(unit(UnitKind::Provider)),
        consent: ConsentBasis::WithConsent,
        purpose: "Noah kommer i skole hver dag.".to_owned(),
        expected_until: None,
        why_not_lower: Some("Skolens egne forsøg slog ikke til.".to_owned()),
        why_not_preferred: None,
        replaces: None,
    }
}

fn name(role: Role) -> &'static str {
    match role {
        Role::Pedagogue => "Asta Friis",
        Role::Teacher => "Inge Lund",
        Role::HealthVisitor => "Ulla Krog",
        Role::Intake => "Sara Dam",
        Role::Caseworker => "Mette Holm",
        Role::TeamLeader => "Lone Bach",
        Role::Provider => "Jens Toft",
        Role::HeadOfDepartment => "Per Kjær",
        Role::System => "Trin",
    }
}

fn workplace(role: Role) -> UnitKind {
    match role {
        Role::Pedagogue => UnitKind::DayCare,
        Role::Teacher => UnitKind::School,
        Role::HealthVisitor => UnitKind::HealthService,
        Role::Intake => UnitKind::Intake,
        Role::Caseworker | Role::TeamLeader => UnitKind::CaseTeam,
        Role::Provider => UnitKind::Provider,
        Role::HeadOfDepartment | Role::System => UnitKind::Department,
    }
}

/// Somebody at a browser without scripts.
#[derive(Clone)]
pub struct Person {
    pages: Router,
    cookie: String,
    from: Option<std::net::SocketAddr>,
}

impl Person {
    /// Somebody who has not said who they are, at these pages.
    pub fn at_the_door(pages: Router) -> Self {
        Self { pages, cookie: String::new(), from: None }
    }

    /// The same person with a session that nobody gave them.
    pub fn with_a_made_up_session(&self) -> Self {
        Self { cookie: "trin=made-up; __Host-trin=made-up".to_owned(), ..self.clone() }
    }

    /// The same person, reading English.
    pub fn in_english(&self) -> Self {
        Self { cookie: format!("{}; trin-sprog=en", self.cookie), ..self.clone() }
    }

    /// The same person, at another machine.
    pub fn from(&self, address: &str) -> Self {
        Self { from: Some(address.parse().expect("an address with a port")), ..self.clone() }
    }

    /// The same browser with what a page gave it in place of the cookie before.
    pub fn with_cookie_of(&self, page: &Page) -> Self {
        Self { cookie: page.cookie.clone(), ..self.clone() }
    }

    /// The same browser with what it is known by besides.
    pub fn known_by(&self, known: &str) -> Self {
        let cookie = [self.cookie.as_str(), known].into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join("; ");
        Self { cookie, ..self.clone() }
    }

    /// The cookie the browser sends.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Sends a request as it is, with the cookie.
    pub async fn request(&self, mut request: Request<Body>) -> axum::response::Response {
        if !self.cookie.is_empty() {
            request.headers_mut().insert(header::COOKIE, self.cookie.parse().expect("a header"));
        }
        if let Some(from) = self.from {
            request.extensions_mut().insert(axum::extract::ConnectInfo(from));
        }
        self.pages.clone().oneshot(request).await.expect("an answer")
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Page {
        self.ask(Request::get(path).header(header::COOKIE, &self.cookie).body(Body::empty()).expect("a request")).await
    }

    /// Sends a form as it is.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = serde_urlencoded::to_string(fields).expect("fields");
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a request");
        self.ask(request).await
    }

    /// Searches from the field at the top of every page, and opens what it leads to.
    pub async fn search(&self, words: &str) -> Page {
        let kept = self.post("/boern/soeg", &[("q", words)]).await;
        kept.leads_to("/boern?soegning=");
        self.get(&kept.to).await
    }

    /// Opens a page and sends its form with these fields filled in.
    pub async fn fill(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        self.send(&page, path, fields).await
    }

    /// Sends the form of a page opened before.
    pub async fn send(&self, page: &Page, path: &str, fields: &[(&str, &str)]) -> Page {
        let (key, set) = (page.hidden("key"), page.hidden("set"));
        let all: Vec<(&str, &str)> = [("key", key.as_str()), ("set", set.as_str())].into_iter().chain(fields.iter().copied()).collect();
        self.post(path, &all).await
    }

    /// The whole answer to a request made by hand; the cookie is added.
    pub async fn answer(&self, mut request: Request<Body>) -> axum::response::Response {
        request.headers_mut().insert(header::COOKIE, self.cookie.parse().expect("a header"));
        self.pages.clone().oneshot(request).await.expect("an answer")
    }

    /// The same browser when the server was started anew.
    pub fn at_pages_of(&self, another: &Self) -> Self {
        Self { pages: another.pages.clone(), ..self.clone() }
    }

    /// The same browser at another town's pages.
    pub fn at_another(&self, town: &Town) -> Self {
        Self { pages: town.pages.clone(), ..self.clone() }
    }

    /// The same browser at another server's pages.
    pub fn at_pages(&self, pages: &Router) -> Self {
        Self { pages: pages.clone(), ..self.clone() }
    }

    /// Sends a request as it is, and reads the answer.
    pub async fn ask(&self, request: Request<Body>) -> Page {
        let (parts, body) = self.request(request).await.into_parts();
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let (status, to) = (parts.status, header(header::LOCATION));
        let set: Vec<String> =
            parts.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok()).map(str::to_owned).collect();
        let pair =
            |sign: fn(&str) -> bool| set.iter().find(|set| sign(set)).and_then(|set| set.split(';').next()).unwrap_or_default().to_owned();
        let (cookie, known) = (pair(|set| !set.contains("trin-kendt=")), pair(|set| set.contains("trin-kendt=")));
        let body = to_bytes(body, 4 << 20).await.expect("a page");
        Page { status, to, cookie, known, set, body: String::from_utf8_lossy(&body).into_owned() }
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its status.
    pub status: StatusCode,
    /// Where it leads on to.
    pub to: String,
    /// Its text.
    pub body: String,
    /// The cookie it set, as the browser sends it.
    pub cookie: String,
    /// What it said the browser is known by.
    pub known: String,
    /// Everything it said of cookies.
    pub set: Vec<String>,
}

impl Page {
    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let marker = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.body.split_once(&marker).unwrap_or_else(|| panic!("no hidden field {name}: {}", self.body));
        rest.split('"').next().unwrap_or_default().to_owned()
    }

    /// Whether the page says something.
    pub fn says(&self, text: &str) -> bool {
        self.body.contains(text)
    }

    /// Checks that the page says none of these.
    #[track_caller]
    pub fn must_not(&self, texts: &[&str]) {
        for text in texts {
            assert!(!self.says(text), "the page says “{text}”: {}", self.body);
        }
    }

    /// Fails unless the page has this status and says all of this.
    #[track_caller]
    pub fn must(&self, status: StatusCode, texts: &[&str]) {
        assert_eq!(self.status, status, "{}", self.body);
        for text in texts {
            assert!(self.says(text), "the page does not say “{text}”: {}", self.body);
        }
    }

    /// Fails unless the form was saved and leads on to an address that begins so.
    #[track_caller]
    pub fn leads_to(&self, address: &str) {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        assert!(self.to.starts_with(address), "{} instead of {address}", self.to);
    }
}

/// The address of a page below a child's.
pub fn at(child: ChildId, page: &str) -> String {
    format!("/boern/{child}/{page}")
}
