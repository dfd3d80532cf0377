//! Every address against every role: who comes in, for a child they have a relation to and for one they have none to.

use crate::support::{HELP, Page, Person, Town, decided, now, staff, unit};
use crate::table::{PROVE, ROUTES, To};
use axum::http::StatusCode;
use jiff::civil::date;
use std::collections::BTreeSet;
use std::path::Path;
use trin_domain::id::{ChildId, StaffId, UnitId};
use trin_domain::kinds::{Cause, EndReason, InterventionKind, MeetingKind, NotifierKind, Role, ScreeningOutcome, UnitKind};
use trin_domain::organisation::{self, Unit};
use trin_domain::record::*;
use trin_store::Destruction;

/// A place nobody in the town works at.
fn elsewhere(kind: UnitKind) -> UnitId {
    UnitId::from_label(&format!("elsewhere-{}", kind.code()))
}

/// A child with something behind every address; `place` says where it goes and who helps, `responsible` who has it and meets about it.
async fn child(town: &Town, name: &str, place: fn(UnitKind) -> UnitId, responsible: StaffId) -> ChildId {
    let child = ChildId::from_label(name);
    let enrolled = |kind: UnitKind| {
        Fact::Enrolled(Enrolled { unit: place(kind), unit_name: kind.da().to_owned(), unit_kind: kind, on: date(2022, 8, 8) })
    };
    let help =
        InterventionDecided { provider: Some(place(UnitKind::Provider)), ..decided(InterventionKind::FamilyTreatment, date(2026, 3, 20)) };
    let placement = InterventionDecided { provider: None, ..decided(InterventionKind::PlacementFoster, date(2026, 4, 1)) };
    let opened = || {
        let reason = "Vi ved for lidt".to_owned();
        let kind = AssessmentKind::Full;
        Fact::AssessmentOpened(AssessmentOpened { kind, on: date(2026, 3, 21), aware_on: date(2026, 3, 2), notification: None, reason })
    };
    let facts = vec![
        Fact::Registered(Registered { name: name.to_owned(), birth: Birth::Born(date(2016, 4, 2)), cpr: None }),
        enrolled(UnitKind::School),
        enrolled(UnitKind::DayCare),
        enrolled(UnitKind::HealthService),
        Fact::NotificationReceived(NotificationReceived {
            received_at: "2026-03-02T09:00:00Z".parse().expect("an instant"),
            notifier: Notifier { kind: NotifierKind::School, name: Some("Skolen".to_owned()), workplace: None },
            concern: "Væk fra skole to dage om ugen.".to_owned(),
            causes: vec![Cause::SchoolProblems],
            acute: false,
            abuse_suspected: false,
            siblings: Vec::new(),
        }),
        Fact::InterventionDecided(help),
        Fact::InterventionStarted(InterventionStarted { intervention: HELP, on: date(2026, 3, 23) }),
        Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: responsible, on: date(2026, 3, 2), reason: "Distrikt Nord".to_owned() }),
        Fact::ChildHeard(ChildHeard { on: date(2026, 3, 22), hearing: Hearing::Talk { words: "Jeg vil have en ven.".to_owned() } }),
        opened(),
        Fact::AssessmentConcluded(AssessmentConcluded {
            assessment: EntryNo(10),
            on: date(2026, 4, 1),
            conclusion: "Der er brug for hjælp.".to_owned(),
            support_needed: true,
            child_attitude: "Vil gerne.".to_owned(),
            parents_attitude: "Enige.".to_owned(),
        }),
        opened(),
        Fact::InterventionDecided(placement),
        Fact::InterventionStarted(InterventionStarted { intervention: EntryNo(13), on: date(2026, 4, 2) }),
        Fact::PlanMade(PlanMade {
            on: date(2026, 3, 25),
            interventions: vec![HELP],
            purpose: "Ro om skolen".to_owned(),
            child_wishes: "En ven".to_owned(),
            family_part: String::new(),
        }),
        Fact::WellbeingScored(WellbeingScored { on: date(2026, 4, 2), wellbeing: 3, care: None, note: String::new() }),
        Fact::MeetingPlanned(MeetingPlanned {
            at: now(),
            kind: MeetingKind::ALL[0],
            place: "Rådhuset".to_owned(),
            participants: "Mor".to_owned(),
            staff: vec![responsible],
        }),
    ];
    town.write(child, Role::Caseworker, facts).await;
    child
}

#[derive(PartialEq, Eq, Debug)]
enum Met {
    In,
    NotThere,
    MustSignIn,
}

fn met(page: &Page) -> Met {
    match page.status {
        StatusCode::NOT_FOUND => Met::NotThere,
        // Who looks is led to the entrance; who sends gets the form back, to be sent again.
        StatusCode::SEE_OTHER if page.to == "/" => Met::MustSignIn,
        StatusCode::UNAUTHORIZED => Met::MustSignIn,
        _ => Met::In,
    }
}

/// The name of the child nobody outside the authority has to do with.
const FAR: &str = "Freja Lund";

/// Somebody with a role, or nobody.
type Someone = (Option<Role>, Person);

/// Nobody, and one person in each role.
async fn everyone(town: &Town) -> Vec<Someone> {
    let mut people = vec![(None, town.as_nobody())];
    for role in Role::ALL {
        people.push((Some(*role), town.as_role(*role).await));
    }
    people
}

/// Two children with something behind every address: one whom each role has its relation to, and one whom nobody in the town has.
async fn near_and_far(town: &Town) -> (ChildId, ChildId) {
    let kinds = [UnitKind::School, UnitKind::DayCare, UnitKind::HealthService, UnitKind::Provider];
    let units = kinds.map(|kind| Unit { id: elsewhere(kind), name: format!("En anden {}", kind.da()), kind, district: "Syd".to_owned() });
    town.store.put_units(&units).await.expect("units");
    let near = child(town, "Noah Holm", unit, staff(Role::Caseworker)).await;
    let karim = organisation::Staff {
        id: colleague(),
        name: "Karim".to_owned(),
        role: Role::Caseworker,
        unit: elsewhere(UnitKind::Provider),
        is_active: true,
    };
    town.store.put_staff(&karim).await.expect("a colleague in another team");
    let far = child(town, FAR, elsewhere, colleague()).await;
    waits_for_nobody(town, far).await;
    (near, far)
}

/// A caseworker in another team.
fn colleague() -> StaffId {
    StaffId::from_label("karim")
}

/// A child's notification is assessed and screened.
async fn waits_for_nobody(town: &Town, child: ChildId) {
    let acute = AcuteAssessed {
        notification: EntryNo(5),
        at: "2026-03-02T12:00:00Z".parse().expect("an instant"),
        in_danger: false,
        acute_measure: None,
        reason: "Ikke akut".to_owned(),
    };
    let screened =
        Screened { notification: EntryNo(5), on: date(2026, 3, 3), outcome: ScreeningOutcome::Assessment, reason: "Flere tegn".to_owned() };
    town.write(child, Role::Caseworker, vec![Fact::AcuteAssessed(acute), Fact::Screened(screened)]).await;
}

/// What an address answers, asked as it is tried in the table.
async fn asked(person: &Person, method: &str, address: &str, child: ChildId) -> Page {
    let path = address.replace("ID", &child.to_string()).replace("STAFF", &staff(Role::Caseworker).to_string());
    if method == "GET" { person.get(&path).await } else { person.post(&path, &[]).await }
}

/// Asks everyone's way at every address that is not for just anyone, of these children, and says where they met what they should not.
async fn ask(people: &[Someone], children: &[ChildId], expects: impl Fn(To, Option<Role>, ChildId) -> Met) -> (usize, Vec<String>) {
    let (mut asks, mut wrong) = (0, Vec::new());
    // The entrance lets in whoever comes.
    for (method, route, to, addresses) in ROUTES.iter().filter(|(_, route, to, _)| *to != To::Anyone && *route != PROVE) {
        for address in *addresses {
            for (role, person) in people {
                for child in children {
                    let page = asked(person, method, address, *child).await;
                    let expected = expects(*to, *role, *child);
                    asks += 1;
                    if met(&page) != expected {
                        wrong.push(format!("{method} {route} as {role:?}, {child}: {} instead of {expected:?}", page.status));
                    }
                    // The head of department oversees them all.
                    let may_be_told = *role == Some(Role::HeadOfDepartment);
                    if page.says(FAR) && !may_be_told {
                        wrong.push(format!("{method} {route} tells {role:?} the name of a child they have no relation to"));
                    }
                }
            }
        }
    }
    (asks, wrong)
}

fn expected(to: To, role: Option<Role>, related: bool) -> Met {
    match role {
        None => Met::MustSignIn,
        Some(role) if to.opens(role, related) => Met::In,
        Some(_) => Met::NotThere,
    }
}

#[tokio::test]
async fn each_address_opens_to_those_it_is_for_and_to_no_one_else() {
    let town = Town::new().await;
    let (near, far) = near_and_far(&town).await;
    let people = everyone(&town).await;
    let (_, wrong) = ask(&people, &[near, far], |to, role, child| expected(to, role, child == near)).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (child, entries) in [(near, 17), (far, 19)] {
        assert_eq!(town.record(child).await.entries().len(), entries, "nothing was written");
    }
}

/// Whoever comes with what opened a moment ago, after their relation is over, meets at every address what a stranger meets.
#[tokio::test]
async fn a_relation_that_is_over_opens_no_address() {
    let town = Town::new().await;
    let (near, _) = near_and_far(&town).await;
    let people = everyone(&town).await;
    let opened = ROUTES.iter().filter(|(_, _, to, _)| Role::ALL.iter().any(|role| to.opens(*role, true) != to.opens(*role, false)));
    assert!(opened.count() > 50, "the relation is what most addresses ask for");
    // The child leaves all three, the help ends, another has it, and nothing waits.
    let left = (2..=4).map(|no| Fact::LeftUnit(LeftUnit { enrolment: EntryNo(no), on: date(2026, 5, 11) }));
    let ended = InterventionEnded { intervention: HELP, on: date(2026, 5, 11), reason: EndReason::GoalsReached, note: String::new() };
    let met = MeetingClosed { meeting: EntryNo(17), held: false, note: "Syg".to_owned() };
    let mut facts: Vec<Fact> = left.collect();
    facts.extend([Fact::InterventionEnded(ended), Fact::MeetingClosed(met)]);
    town.write(near, Role::Caseworker, facts).await;
    waits_for_nobody(&town, near).await;
    let moved = ResponsibilityAssigned { to: colleague(), on: crate::support::TODAY, reason: "Flyttet".to_owned() };
    town.write(near, Role::TeamLeader, vec![Fact::ResponsibilityAssigned(moved)]).await;
    let entries = town.record(near).await.entries().len();
    let (asks, wrong) = ask(&people, &[near], |to, role, _| expected(to, role, false)).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(asks > 1_000, "{asks}");
    assert_eq!(town.record(near).await.entries().len(), entries, "nothing was written");
}

/// A child whose key was destroyed is at no address, not for whoever knew it best.
#[tokio::test]
async fn a_child_that_is_gone_is_at_no_address() {
    let town = Town::new().await;
    let (near, _) = near_and_far(&town).await;
    let people = everyone(&town).await;
    let destruction = Destruction {
        child: near,
        at: now(),
        why: "retention-ended".to_owned(),
        by: staff(Role::TeamLeader),
        confirmed_by: staff(Role::HeadOfDepartment),
    };
    town.store.destroy_key(&destruction, "test").await.expect("two who lead agree");
    let (_, wrong) = ask(&people, &[near], |to, role, child| match to {
        // An address without a child in it, and those that say nothing of whether there is one.
        To::Staff | To::Authority | To::Leaders | To::Everyday | To::School => expected(to, role, child == near),
        _ if role.is_none() => Met::MustSignIn,
        _ => Met::NotThere,
    })
    .await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(town.store.record(near).await.expect("the store"), None);
}

/// A session that has ended opens no address: by logging out, and by leaving.
#[tokio::test]
async fn a_session_that_is_over_opens_no_address() {
    let town = Town::new().await;
    let (near, _) = near_and_far(&town).await;
    let people = everyone(&town).await;
    for (role, person) in &people {
        match role {
            // Whoever is responsible for a child cannot leave, but can log out.
            None | Some(Role::Caseworker | Role::Teacher | Role::HeadOfDepartment) => drop(person.post("/log-ud", &[]).await),
            Some(role) => {
                let one = town.store.staff(staff(*role)).await.expect("the store").expect("somebody");
                town.store.put_staff(&organisation::Staff { is_active: false, ..one }).await.expect("they leave");
            }
        }
    }
    let (_, wrong) = ask(&people, &[near], |_, _, _| Met::MustSignIn).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(town.record(near).await.entries().len(), 17, "nothing was written");
}

/// Methods and routes as the rooms register them.
fn registered(folder: &Path, found: &mut BTreeSet<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("the rooms").map(|entry| entry.expect("a file").path()) {
        if entry.is_dir() {
            registered(&entry, found);
            continue;
        }
        let source = std::fs::read_to_string(&entry).expect("a source file");
        for piece in source.split(".route(\"").skip(1) {
            let (route, rest) = piece.split_once('"').expect("an address");
            let handlers = rest.lines().next().unwrap_or_default();
            for (method, is_there) in [
                ("GET", handlers.contains("get(") || handlers.contains("small::route")),
                ("POST", handlers.contains("post(") || handlers.contains("small::route")),
            ] {
                if is_there {
                    found.insert((method.to_owned(), route.to_owned()));
                }
            }
        }
    }
}

#[test]
fn no_address_is_left_out_of_the_table() {
    let mut found = BTreeSet::new();
    registered(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let table: BTreeSet<(String, String)> = ROUTES.iter().map(|(method, route, ..)| ((*method).to_owned(), (*route).to_owned())).collect();
    assert_eq!(found, table, "say in the table whom a new address opens to");
    for (_, route, _, addresses) in ROUTES {
        assert!(trin_web::purposes::known(route).is_some(), "say in web/src/purposes.rs for which purpose {route} is asked");
        let is_one = |address: &str| {
            let (path, _) = address.split_once('?').unwrap_or((address, ""));
            let (pieces, steps): (Vec<_>, Vec<_>) = (route.split('/').collect(), path.split('/').collect());
            pieces.len() == steps.len() && pieces.iter().zip(steps).all(|(piece, step)| piece.starts_with('{') || *piece == step)
        };
        assert!(addresses.iter().all(|address| is_one(address)), "{route} is tried at another address: {addresses:?}");
        assert!(*route == "/assets/{file}" || !addresses.is_empty(), "{route} is not tried");
    }
}

/// Where the table is written, for those who read no code.
const WRITTEN: &str = "docs/routes.txt";

/// The table as text: `J` opens, `r` opens with the relation of the role, `.` is not there.
fn written() -> String {
    let mut text = String::from(
        "HVILKEN SIDE DER ÅBNER FOR HVEM\n\
         ===============================\n\n\
         Hver adresse i Trin, og de roller, den åbner for. Skrevet af `TRIN_WRITE=1 cargo test -p trin-web --test pages routes`; en prøve spørger\n\
         serveren om hver linje for hver rolle, med og uden relation til barnet. En adresse uden linje her får prøven til at fejle.\n\n\
         J  åbner\n\
         r  åbner, når rollen har sin relation til barnet: rådgiveren er ansvarlig, teamlederen leder rådgiveren, en underretning venter på\n\
        \x20  Modtagelsen, barnet går på skolen eller får hjælp hos leverandøren. Hvad en anden relation åbner, står i docs/rights.txt\n\
         v  åbner, når det, der står til højre, er der; hvor linjerne her prøves, er det der ikke, og de åbner for ingen\n\
         .  findes ikke: siden svarer, som om barnet eller adressen ikke var der\n\n",
    );
    let widest = ROUTES.iter().map(|(_, route, ..)| route.chars().count()).max().unwrap_or_default();
    let roles: Vec<String> = Role::ALL.iter().map(|role| role.da().chars().take(5).collect::<String>()).collect();
    let heading = roles.iter().map(|role| format!("{role:5}")).collect::<Vec<_>>().join(" ");
    text += &format!("     {:widest$} Ingen {heading} Åbner for\n", "Adresse");
    for (method, route, to, _) in ROUTES {
        let opens = |role: &Role| match (to, to.opens(*role, true), to.opens(*role, false)) {
            (To::WhenThere(then, _), ..) if then.opens(*role, true) => "v",
            (_, _, true) => "J",
            (_, true, false) => "r",
            (_, false, false) => ".",
        };
        let nobody = if *to == To::Anyone { "J" } else { "." };
        let signs = Role::ALL.iter().map(|role| format!("{:5}", opens(role))).collect::<Vec<_>>().join(" ");
        text += &format!("{method:4} {route:widest$} {nobody:5} {signs} {}\n", to.da());
    }
    text
}

#[test]
fn the_table_of_addresses_is_written_down() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(WRITTEN);
    if std::env::var("TRIN_WRITE").is_ok() {
        std::fs::write(&file, written()).expect("the table is written");
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == written(), "{WRITTEN} is stale. Run: TRIN_WRITE=1 cargo test -p trin-web --test pages routes");
}
