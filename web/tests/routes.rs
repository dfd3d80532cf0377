//! Every address against every role: who comes in, for a child they have a relation to and for one they have none to.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use axum::http::StatusCode;
use jiff::civil::date;
use std::collections::BTreeSet;
use std::path::Path;
use support::{HELP, Page, Town, decided, now, staff, unit};
use trin_domain::id::{ChildId, StaffId, UnitId};
use trin_domain::kinds::{Cause, InterventionKind, MeetingKind, NotifierKind, Role, ScreeningOutcome, UnitKind};
use trin_domain::organisation::{self, Unit};
use trin_domain::record::*;

/// Whom an address opens to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum To {
    /// Anyone at all.
    Anyone,
    /// Everyone who has said who they are.
    Staff,
    /// The authority.
    Authority,
    /// Those who lead.
    Leaders,
    /// Everyone with a relation to the child.
    Related,
    /// Those who see the whole record, and the provider who gives the help.
    Helping,
    /// Those who see and write the whole record.
    Whole,
    /// Those, and whoever oversees who is responsible.
    Responsibility,
    /// Nobody: what it would show is not there.
    Nobody,
    /// Those who may put a legal hold: who lead, and the intake, with a relation to the child.
    Keeping,
    /// The responsible and their leader: who lets others in, and may ask for a protected address.
    Admitting,
}
use To::*;

/// Gives whoever proves who they are a new token: its own tests are in `session.rs`.
const PROVE: &str = "/bekraeft";

/// Each method and route, to whom it opens, and the addresses it is tried at, where `ID` is the child's.
const ROUTES: &[(&str, &str, To, &[&str])] = &[
    ("GET", "/", Anyone, &["/"]),
    ("POST", "/ind", Anyone, &["/ind"]),
    ("GET", "/ind/trin-2", Staff, &["/ind/trin-2"]),
    ("POST", "/ind/trin-2", Staff, &["/ind/trin-2"]),
    ("POST", "/bekraeft", Staff, &[PROVE]),
    ("GET", "/ind/udbyder", Anyone, &["/ind/udbyder"]),
    ("GET", "/ind/svar", Anyone, &["/ind/svar"]),
    ("POST", "/ind/udbyder/log-ud", Anyone, &["/ind/udbyder/log-ud"]),
    ("POST", "/log-ud", Anyone, &["/log-ud"]),
    ("POST", "/sprog", Anyone, &["/sprog"]),
    ("GET", "/assets/{file}", Anyone, &[]),
    ("GET", "/min-dag", Staff, &["/min-dag"]),
    ("POST", "/min-dag/laest", Staff, &["/min-dag/laest"]),
    ("POST", "/kladder/{key}", Staff, &["/kladder/boern"]),
    ("POST", "/kladder/{key}/glem", Staff, &["/kladder/boern/glem"]),
    ("GET", "/strategi", Staff, &["/strategi"]),
    ("GET", "/strategi/sammenlign", Staff, &["/strategi/sammenlign"]),
    ("GET", "/strategi/{key}", Staff, &["/strategi/kerteminde-2021"]),
    ("GET", "/trappen", Authority, &["/trappen"]),
    ("GET", "/trappen/trin", Authority, &["/trappen/trin?trin=3", "/trappen/trin"]),
    ("GET", "/trappen/flyttet", Authority, &["/trappen/flyttet", "/trappen/flyttet?fra=hverdag&til=3"]),
    ("GET", "/team", Leaders, &["/team"]),
    ("GET", "/mig/sessioner", Staff, &["/mig/sessioner"]),
    ("POST", "/mig/sessioner/slut", Staff, &["/mig/sessioner/slut"]),
    ("GET", "/mig/sikkerhed", Staff, &["/mig/sikkerhed"]),
    ("GET", "/mig/sikkerhed/adgangskode", Staff, &["/mig/sikkerhed/adgangskode"]),
    ("POST", "/mig/sikkerhed/adgangskode", Staff, &["/mig/sikkerhed/adgangskode"]),
    ("GET", "/mig/sikkerhed/app", Staff, &["/mig/sikkerhed/app"]),
    ("POST", "/mig/sikkerhed/app", Staff, &["/mig/sikkerhed/app"]),
    ("POST", "/mig/sikkerhed/app/fjern", Staff, &["/mig/sikkerhed/app/fjern"]),
    ("GET", "/mig/sikkerhed/noegle", Staff, &["/mig/sikkerhed/noegle"]),
    ("POST", "/mig/sikkerhed/noegle", Staff, &["/mig/sikkerhed/noegle"]),
    ("POST", "/mig/sikkerhed/noegle/fjern", Staff, &["/mig/sikkerhed/noegle/fjern"]),
    ("POST", "/mig/sikkerhed/koder", Staff, &["/mig/sikkerhed/koder"]),
    ("GET", "/team/logget-ind", Leaders, &["/team/logget-ind"]),
    ("POST", "/team/logget-ind/slut", Leaders, &["/team/logget-ind/slut"]),
    ("GET", "/mig/stikproever", Staff, &["/mig/stikproever"]),
    ("POST", "/mig/stikproever", Staff, &["/mig/stikproever"]),
    ("GET", "/team/log", Leaders, &["/team/log"]),
    // Nothing is drawn in this town: there is no such look for anybody. `samples.rs` tries whose are whose.
    ("GET", "/team/log/{no}", Nobody, &["/team/log/1"]),
    ("POST", "/team/log/{no}", Nobody, &["/team/log/1"]),
    ("GET", "/team/forfaldne", Leaders, &["/team/forfaldne"]),
    ("GET", "/team/sletning", Leaders, &["/team/sletning"]),
    ("GET", "/team/boern", Leaders, &["/team/boern?hos=STAFF"]),
    ("GET", "/modtagelsen", Authority, &["/modtagelsen"]),
    ("GET", "/modtagelsen/ny", Staff, &["/modtagelsen/ny", "/modtagelsen/ny?barn=ID"]),
    ("POST", "/modtagelsen/ny", Staff, &["/modtagelsen/ny"]),
    ("GET", "/modtagelsen/ny/{barn}", Staff, &["/modtagelsen/ny/ID"]),
    ("POST", "/modtagelsen/ny/{barn}", Staff, &["/modtagelsen/ny/ID"]),
    ("GET", "/modtagelsen/{id}/{no}", Whole, &["/modtagelsen/ID/5"]),
    ("POST", "/modtagelsen/{id}/{no}", Whole, &["/modtagelsen/ID/5"]),
    ("GET", "/modtagelsen/{id}/{no}/kvittering", Whole, &["/modtagelsen/ID/5/kvittering"]),
    ("POST", "/modtagelsen/{id}/{no}/kvittering", Whole, &["/modtagelsen/ID/5/kvittering"]),
    ("GET", "/modtagelsen/{id}/{no}/orientering", Whole, &["/modtagelsen/ID/5/orientering"]),
    ("POST", "/modtagelsen/{id}/{no}/orientering", Whole, &["/modtagelsen/ID/5/orientering"]),
    ("GET", "/boern", Staff, &["/boern", "/boern?soegning=freja"]),
    ("POST", "/boern/soeg", Staff, &["/boern/soeg"]),
    ("GET", "/boern/{id}", Related, &["/boern/ID", "/boern/ID?kendt=2026-05-11", "/boern/ID?post=3"]),
    ("GET", "/noedadgang", Authority, &["/noedadgang"]),
    ("POST", "/noedadgang", Authority, &["/noedadgang"]),
    ("GET", "/boern/{id}/noedadgang", Authority, &["/boern/ID/noedadgang"]),
    ("POST", "/boern/{id}/noedadgang", Authority, &["/boern/ID/noedadgang"]),
    ("GET", "/boern/{id}/adgang", Related, &["/boern/ID/adgang"]),
    ("POST", "/boern/{id}/adgang", Admitting, &["/boern/ID/adgang"]),
    ("GET", "/boern/{id}/opslag", Whole, &["/boern/ID/opslag", "/boern/ID/opslag?foer=3"]),
    ("GET", "/boern/{id}/opbevaring", Keeping, &["/boern/ID/opbevaring"]),
    ("POST", "/boern/{id}/opbevaring/{what}", Keeping, &["/boern/ID/opbevaring/stop"]),
    ("GET", "/boern/{id}/adresse", Whole, &["/boern/ID/adresse"]),
    ("POST", "/boern/{id}/adresse", Whole, &["/boern/ID/adresse"]),
    ("POST", "/boern/{id}/adresse/vis", Admitting, &["/boern/ID/adresse/vis"]),
    ("GET", "/boern/{id}/aktindsigt", Admitting, &["/boern/ID/aktindsigt"]),
    ("POST", "/boern/{id}/aktindsigt", Admitting, &["/boern/ID/aktindsigt"]),
    // None was given here: a page and a file that nobody finds. Who finds one stands in `copies.rs`.
    ("GET", "/boern/{id}/aktindsigt/{no}", Nobody, &["/boern/ID/aktindsigt/5"]),
    ("GET", "/boern/{id}/aktindsigt/{no}/{file}", Nobody, &["/boern/ID/aktindsigt/5/kopi.json"]),
    ("GET", "/boern/{id}/note", Whole, &["/boern/ID/note"]),
    ("POST", "/boern/{id}/note", Whole, &["/boern/ID/note"]),
    ("GET", "/boern/{id}/ansvar", Responsibility, &["/boern/ID/ansvar"]),
    ("POST", "/boern/{id}/ansvar", Responsibility, &["/boern/ID/ansvar"]),
    ("GET", "/boern/{id}/boernesamtale", Whole, &["/boern/ID/boernesamtale"]),
    ("POST", "/boern/{id}/boernesamtale", Whole, &["/boern/ID/boernesamtale"]),
    ("GET", "/boern/{id}/foedt", Whole, &["/boern/ID/foedt"]),
    ("POST", "/boern/{id}/foedt", Whole, &["/boern/ID/foedt"]),
    ("GET", "/boern/{id}/genlaesning", Whole, &["/boern/ID/genlaesning"]),
    ("POST", "/boern/{id}/genlaesning", Whole, &["/boern/ID/genlaesning"]),
    ("GET", "/boern/{id}/luk", Whole, &["/boern/ID/luk"]),
    ("POST", "/boern/{id}/luk", Whole, &["/boern/ID/luk"]),
    ("GET", "/boern/{id}/moede/ny", Whole, &["/boern/ID/moede/ny"]),
    ("POST", "/boern/{id}/moede/ny", Whole, &["/boern/ID/moede/ny"]),
    ("GET", "/boern/{id}/moede/{no}", Whole, &["/boern/ID/moede/17"]),
    ("POST", "/boern/{id}/moede/{no}", Whole, &["/boern/ID/moede/17"]),
    ("GET", "/boern/{id}/netvaerk", Whole, &["/boern/ID/netvaerk"]),
    ("POST", "/boern/{id}/netvaerk", Whole, &["/boern/ID/netvaerk"]),
    ("GET", "/boern/{id}/post/{no}/ret", Whole, &["/boern/ID/post/1/ret", "/boern/ID/post/6/ret"]),
    ("POST", "/boern/{id}/post/{no}/ret", Whole, &["/boern/ID/post/1/ret", "/boern/ID/post/6/ret"]),
    ("GET", "/boern/{id}/post/{no}/syn", Whole, &["/boern/ID/post/1/syn", "/boern/ID/post/6/syn"]),
    ("POST", "/boern/{id}/post/{no}/syn", Whole, &["/boern/ID/post/1/syn", "/boern/ID/post/6/syn"]),
    ("GET", "/boern/{id}/trivsel", Whole, &["/boern/ID/trivsel"]),
    ("POST", "/boern/{id}/trivsel", Whole, &["/boern/ID/trivsel"]),
    ("GET", "/boern/{id}/undersoegelse/ny", Whole, &["/boern/ID/undersoegelse/ny"]),
    ("POST", "/boern/{id}/undersoegelse/ny", Whole, &["/boern/ID/undersoegelse/ny"]),
    // One that is being written, and one that was concluded.
    ("GET", "/boern/{id}/undersoegelse/{no}", Whole, &["/boern/ID/undersoegelse/12", "/boern/ID/undersoegelse/10"]),
    ("POST", "/boern/{id}/undersoegelse/{no}", Whole, &["/boern/ID/undersoegelse/12"]),
    ("GET", "/boern/{id}/plan", Helping, &["/boern/ID/plan"]),
    ("POST", "/boern/{id}/plan", Whole, &["/boern/ID/plan"]),
    ("GET", "/boern/{id}/plan/ny", Whole, &["/boern/ID/plan/ny"]),
    ("POST", "/boern/{id}/plan/ny", Whole, &["/boern/ID/plan/ny"]),
    ("GET", "/boern/{id}/indsats/ny", Whole, &["/boern/ID/indsats/ny"]),
    ("POST", "/boern/{id}/indsats/ny", Whole, &["/boern/ID/indsats/ny"]),
    ("GET", "/boern/{id}/indsats/{no}", Helping, &["/boern/ID/indsats/6"]),
    (
        "GET",
        "/boern/{id}/indsats/{no}/{what}",
        Whole,
        &["/boern/ID/indsats/6/maal", "/boern/ID/indsats/6/slut", "/boern/ID/indsats/13/tilsyn"],
    ),
    (
        "POST",
        "/boern/{id}/indsats/{no}/{what}",
        Whole,
        &["/boern/ID/indsats/6/maal", "/boern/ID/indsats/6/slut", "/boern/ID/indsats/13/tilsyn"],
    ),
    ("GET", "/boern/{id}/opfoelgning/{no}", Whole, &["/boern/ID/opfoelgning/6"]),
    ("POST", "/boern/{id}/opfoelgning/{no}", Whole, &["/boern/ID/opfoelgning/6"]),
];

impl To {
    /// In words, for those who read no code.
    const fn da(self) -> &'static str {
        match self {
            Anyone => "alle, også uden login",
            Staff => "alle, der er logget ind",
            Authority => "myndigheden",
            Leaders => "ledere",
            Related => "dem med en relation til barnet",
            Helping => "dem, der ser hele sagen, og leverandøren af indsatsen",
            Whole => "dem, der ser hele sagen",
            Responsibility => "dem, og afdelingschefen",
            Admitting => "den ansvarlige og dennes leder",
            To::Nobody => "ingen",
            To::Keeping => "ledere og Modtagelsen, med relation til barnet",
        }
    }

    /// Whether it opens to a role; `related` says whether the child is one the role has a relation to: the caseworker is responsible, the team
    /// leader leads her, a notification waits for the intake, the child goes to school or is helped. The head of department oversees both.
    fn opens(self, role: Role, related: bool) -> bool {
        let works_on_it = related && matches!(role, Role::Intake | Role::Caseworker | Role::TeamLeader);
        let oversees = role == Role::HeadOfDepartment;
        match self {
            Anyone | Staff => true,
            Nobody => false,
            Authority => matches!(role, Role::Intake | Role::Caseworker | Role::TeamLeader | Role::HeadOfDepartment),
            Leaders => matches!(role, Role::TeamLeader | Role::HeadOfDepartment),
            Related => oversees || (related && role != Role::System),
            Helping => works_on_it || (related && role == Role::Provider),
            Whole => works_on_it,
            Responsibility => works_on_it || oversees,
            Keeping => oversees || (related && matches!(role, Role::Intake | Role::TeamLeader)),
            Admitting => related && matches!(role, Role::Caseworker | Role::TeamLeader),
        }
    }
}

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

#[tokio::test]
async fn each_address_opens_to_those_it_is_for_and_to_no_one_else() {
    let town = Town::new().await;
    let kinds = [UnitKind::School, UnitKind::DayCare, UnitKind::HealthService, UnitKind::Provider];
    let units = kinds.map(|kind| Unit { id: elsewhere(kind), name: format!("En anden {}", kind.da()), kind, district: "Syd".to_owned() });
    town.store.put_units(&units).await.expect("units");
    let near = child(&town, "Noah Holm", unit, staff(Role::Caseworker)).await;
    let colleague = StaffId::from_label("karim");
    let karim = organisation::Staff {
        id: colleague,
        name: "Karim".to_owned(),
        role: Role::Caseworker,
        unit: elsewhere(UnitKind::Provider),
        is_active: true,
    };
    town.store.put_staff(&karim).await.expect("a colleague in another team");
    let far = child(&town, FAR, elsewhere, colleague).await;
    // His notification waits for nobody.
    let acute = AcuteAssessed {
        notification: EntryNo(5),
        at: "2026-03-02T12:00:00Z".parse().expect("an instant"),
        in_danger: false,
        acute_measure: None,
        reason: "Ikke akut".to_owned(),
    };
    let screened =
        Screened { notification: EntryNo(5), on: date(2026, 3, 3), outcome: ScreeningOutcome::Assessment, reason: "Flere tegn".to_owned() };
    town.write(far, Role::Caseworker, vec![Fact::AcuteAssessed(acute), Fact::Screened(screened)]).await;
    let mut wrong = Vec::new();
    let mut people = vec![(None, town.as_nobody())];
    for role in Role::ALL {
        people.push((Some(*role), town.as_role(*role).await));
    }
    // The entrance lets in whoever comes.
    for (method, route, to, addresses) in ROUTES.iter().filter(|(_, route, to, _)| *to != Anyone && *route != PROVE) {
        for ((address, (role, person)), (child, related)) in addresses
            .iter()
            .flat_map(|address| people.iter().map(move |person| (address, person)))
            .flat_map(|visit| [(visit, (near, true)), (visit, (far, false))])
        {
            let path = address.replace("ID", &child.to_string()).replace("STAFF", &staff(Role::Caseworker).to_string());
            let page = if *method == "GET" { person.get(&path).await } else { person.post(&path, &[]).await };
            let expected = match role {
                None => Met::MustSignIn,
                Some(role) if to.opens(*role, related) => Met::In,
                Some(_) => Met::NotThere,
            };
            if met(&page) != expected {
                wrong.push(format!("{method} {route} as {role:?}, related {related}: {} instead of {expected:?}", page.status));
            }
            // The head of department oversees them all.
            let may_be_told = *role == Some(Role::HeadOfDepartment);
            let is_told = page.says(FAR) && !may_be_told;
            if is_told {
                wrong.push(format!("{method} {route} tells {role:?} the name of a child they have no relation to"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (child, entries) in [(near, 17), (far, 19)] {
        assert_eq!(town.record(child).await.entries().len(), entries, "nothing was written");
    }
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
         Hver adresse i Trin, og de roller, den åbner for. Skrevet af `TRIN_WRITE=1 cargo test -p trin-web --test routes`; en prøve spørger\n\
         serveren om hver linje for hver rolle, med og uden relation til barnet. En adresse uden linje her får prøven til at fejle.\n\n\
         J  åbner\n\
         r  åbner, når rollen har sin relation til barnet: rådgiveren er ansvarlig, teamlederen leder rådgiveren, en underretning venter på\n\
        \x20  Modtagelsen, barnet går på skolen eller får hjælp hos leverandøren. Hvad en anden relation åbner, står i docs/rights.txt\n\
         .  findes ikke: siden svarer, som om barnet eller adressen ikke var der\n\n",
    );
    let widest = ROUTES.iter().map(|(_, route, ..)| route.chars().count()).max().unwrap_or_default();
    let roles: Vec<String> = Role::ALL.iter().map(|role| role.da().chars().take(5).collect::<String>()).collect();
    let heading = roles.iter().map(|role| format!("{role:5}")).collect::<Vec<_>>().join(" ");
    text += &format!("     {:widest$} Ingen {heading} Åbner for\n", "Adresse");
    for (method, route, to, _) in ROUTES {
        let opens = |role: &Role| match (to.opens(*role, true), to.opens(*role, false)) {
            (_, true) => "J",
            (true, false) => "r",
            (false, false) => ".",
        };
        let nobody = if *to == Anyone { "J" } else { "." };
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
    assert!(kept == written(), "{WRITTEN} is stale. Run: TRIN_WRITE=1 cargo test -p trin-web --test routes");
}
