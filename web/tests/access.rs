//! Who opens what, and whom a form may name: the holes that were found, each held shut.

use crate::support::{HELP, Town, at, decided, now, staff};
use axum::http::StatusCode;
use jiff::civil::date;
use trin_domain::id::{ChildId, StaffId};
use trin_domain::kinds::{InterventionKind, MeetingKind, RelationKind, Role};
use trin_domain::record::*;

fn noah() -> ChildId {
    ChildId::from_label("noah")
}

async fn screened(town: &Town) {
    let screened = Screened {
        notification: EntryNo(3),
        on: date(2026, 3, 3),
        outcome: trin_domain::kinds::ScreeningOutcome::Assessment,
        reason: "Flere tegn".to_owned(),
    };
    town.write(noah(), Role::Caseworker, vec![Fact::Screened(screened)]).await;
}

/// A command key.
const USED: &str = "6f0c2d3e-0000-4000-8000-00000000beef";

#[tokio::test]
async fn a_meeting_is_no_business_of_those_who_meet_the_child_in_everyday_life() {
    let town = Town::new().await;
    let child = town.noah().await;
    let meeting = MeetingPlanned {
        at: now(),
        kind: MeetingKind::ALL[0],
        place: "Rådhuset".to_owned(),
        participants: "Mor, psykiatrien".to_owned(),
        staff: vec![staff(Role::Caseworker)],
    };
    town.write(child, Role::Caseworker, vec![Fact::MeetingPlanned(meeting)]).await;
    assert_eq!(town.as_role(Role::Teacher).await.get(&at(child, "moede/8")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(town.as_role(Role::Provider).await.get(&at(child, "moede/8")).await.status, StatusCode::NOT_FOUND);
    town.as_caseworker().await.get(&at(child, "moede/8")).await.must(StatusCode::OK, &["psykiatrien"]);
}

#[tokio::test]
async fn a_provider_sees_its_help_on_the_childs_page_and_neither_notifications_other_help_nor_network() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mut other = decided(InterventionKind::ContactPerson, date(2026, 5, 1));
    (other.provider, other.offer) = (None, Some("Ungehuset".to_owned()));
    let mother = RelationAdded {
        relation: RelationKind::ALL[0],
        name: "Karla Holm".to_owned(),
        child: None,
        has_custody: true,
        on: date(2026, 3, 2),
    };
    let start = InterventionStarted { intervention: EntryNo(8), on: date(2026, 5, 2) };
    let facts = vec![Fact::InterventionDecided(other), Fact::InterventionStarted(start), Fact::RelationAdded(mother)];
    town.write(child, Role::Caseworker, facts).await;
    let whole = town.as_caseworker().await.get(&format!("/boern/{child}")).await;
    whole.must(StatusCode::OK, &["Familiehuset", "Ungehuset", "Karla Holm", "sti", "/modtagelsen/"]);
    let provider = town.as_role(Role::Provider).await.get(&format!("/boern/{child}")).await;
    provider.must(StatusCode::OK, &["Familiehuset"]);
    for secret in ["Ungehuset", "Karla Holm", "id=\"sti", &format!("/modtagelsen/{child}/")] {
        assert!(!provider.says(secret), "the provider reads {secret}");
    }
    assert_eq!(HELP, EntryNo(6));
}

#[tokio::test]
async fn responsibility_goes_to_somebody_who_is_there_and_may_have_it() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let made_up = StaffId::from_label("nobody at all").to_string();
    for to in [made_up, staff(Role::Teacher).to_string(), staff(Role::System).to_string(), "Ida".to_owned()] {
        let answer = mette.fill(&at(child, "ansvar"), &[("to", &to), ("reason", "Bor i dit distrikt")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{to}");
    }
    assert_eq!(town.record(child).await.entries().len(), 7, "nothing was written");
    let lone = staff(Role::TeamLeader).to_string();
    let answer = mette.fill(&at(child, "ansvar"), &[("to", &lone), ("reason", "Bor i dit distrikt")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_that_was_saved_with_something_else_can_be_saved_again() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let page = at(child, "note");
    let note = |facts| [("on", "2026-05-12"), ("facts", facts), ("key", USED), ("set", "7")];
    assert_eq!(mette.post(&page, &note("Ringet til mor.")).await.status, StatusCode::SEE_OTHER);
    let again = mette.post(&page, &note("Ringet til far.")).await;
    again.must(StatusCode::UNPROCESSABLE_ENTITY, &["Ringet til far."]);
    assert!(!again.says(USED), "the used key would refuse the form for ever");
}

#[tokio::test]
async fn an_address_that_cannot_be_read_is_answered_with_a_page() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    for address in [at(child, "indsats/99999999999"), at(child, "indsats/x%22%3Cb%3E"), "/trappen/trin?trin=mange".to_owned()] {
        let answer = mette.get(&address).await;
        assert!(answer.status.is_client_error(), "{address}");
        assert!(answer.says("<h1>") && !answer.says("Cannot parse") && !answer.says("Failed to"), "{address}: {}", answer.body);
    }
    let overflow = [("set", "4294967295"), ("on", "2026-05-12")];
    assert!(mette.post(&at(child, "undersoegelse/ny"), &overflow).await.status.is_client_error());
}

#[tokio::test]
async fn a_search_finds_the_children_one_has_a_relation_to() {
    let town = Town::new().await;
    town.noah().await;
    for role in [Role::Pedagogue, Role::HealthVisitor, Role::System] {
        assert!(!town.as_role(role).await.search("noah").await.says("Noah Holm"), "{role:?}");
    }
    for role in [Role::Teacher, Role::Provider, Role::Intake, Role::Caseworker, Role::TeamLeader, Role::HeadOfDepartment] {
        assert!(town.as_role(role).await.search("noah").await.says("Noah Holm"), "{role:?}");
    }
    // His notification is screened: the intake has no more to do with him. And he is a colleague's now, in another team.
    screened(&town).await;
    town.moves_to_another_team().await;
    for role in [Role::Intake, Role::Caseworker, Role::TeamLeader] {
        let person = town.as_role(role).await;
        assert!(!person.search("noah").await.says("Noah Holm"), "{role:?}");
        let (his, nobodys) =
            (person.get(&format!("/boern/{}", noah())).await, person.get(&format!("/boern/{}", ChildId::from_label("?"))).await);
        assert_eq!(his.status, StatusCode::NOT_FOUND, "{role:?}");
        assert_eq!(his.body, nobodys.body, "{role:?}: not there and not yours are the same page");
    }
}

#[tokio::test]
async fn everyone_else_searches_among_the_children_of_their_own_unit() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let elsewhere = ChildId::from_label("noah-elsewhere");
    let registered = Registered { name: "Noah Lund".to_owned(), birth: Birth::Born(date(2016, 5, 2)), cpr: None };
    town.write(elsewhere, Role::Intake, vec![Fact::Registered(registered)]).await;
    let classmate = ChildId::from_label("ida");
    let enrolled = town.record(noah).await.entries()[1].fact.clone();
    let registered = Registered { name: "Ida Krog".to_owned(), birth: Birth::Born(date(2016, 6, 2)), cpr: None };
    let mut help = decided(InterventionKind::FamilyTreatment, date(2026, 5, 1));
    help.purpose = "Ro om aftenen".to_owned();
    let responsible = ResponsibilityAssigned { to: staff(Role::Caseworker), on: date(2026, 5, 1), reason: "Distrikt Nord".to_owned() };
    let facts = vec![Fact::Registered(registered), enrolled, Fact::InterventionDecided(help), Fact::ResponsibilityAssigned(responsible)];
    town.write(classmate, Role::Caseworker, facts).await;
    assert!(town.as_role(Role::Intake).await.search("noah").await.says("Noah Lund"), "the intake finds a child who has no case");
    assert!(!town.as_caseworker().await.search("noah").await.says("Noah Lund"), "who is no child of hers");
    for role in [Role::Teacher, Role::Provider] {
        let person = town.as_role(role).await;
        person.get("/boern").await.must(StatusCode::OK, &["Noah Holm", "Ida Krog"]);
        for words in ["noah", "Noah Ho", "020416"] {
            let found = person.search(words).await;
            found.must(StatusCode::OK, &["Noah Holm"]);
            assert!(!found.says("Ida Krog") && !found.says("Noah Lund"), "{role:?} finds more than “{words}”");
        }
        assert!(!person.search("lund").await.says("Noah Lund"));
    }
}

#[tokio::test]
async fn a_meeting_is_with_colleagues_who_have_to_do_with_the_child() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let page = at(child, "moede/ny");
    let [teacher, leader, pedagogue] = [Role::Teacher, Role::TeamLeader, Role::Pedagogue].map(|role| staff(role).to_string());
    let form = mette.get(&page).await;
    form.must(StatusCode::OK, &[&teacher, &leader, &staff(Role::Provider).to_string()]);
    assert!(!form.says(&pedagogue) && !form.says(&staff(Role::System).to_string()), "no relation to Noah");
    let kind = MeetingKind::ALL[0].code();
    let fields = [("kind", kind), ("at", "2026-05-12T13:00"), ("participants", "Mor")];
    for stranger in [pedagogue, StaffId::from_label("nobody").to_string()] {
        let sent: Vec<(&str, &str)> = fields.into_iter().chain([("staff", teacher.as_str()), ("staff", &stranger)]).collect();
        mette.fill(&page, &sent).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["ikke længere med barnet at gøre"]);
    }
    let sent: Vec<(&str, &str)> = fields.into_iter().chain([("staff", teacher.as_str()), ("staff", &leader)]).collect();
    mette.fill(&page, &sent).await.leads_to(&format!("/boern/{child}"));
    for role in [Role::Caseworker, Role::Teacher, Role::TeamLeader] {
        assert!(town.as_role(role).await.get("/min-dag").await.says("Noah Holm"), "{role:?}");
    }
    // Whoever is asked knows of the meeting, also when the child is no longer at their school, and of nothing else.
    let left = LeftUnit { enrolment: EntryNo(2), on: date(2026, 5, 11) };
    town.write(child, Role::Caseworker, vec![Fact::LeftUnit(left)]).await;
    let teacher = town.as_role(Role::Teacher).await;
    teacher.get("/min-dag").await.must(StatusCode::OK, &["Noah Holm"]);
    let page = teacher.get(&format!("/boern/{child}")).await;
    page.must(StatusCode::OK, &["du deltager i et møde om Noah"]);
    assert!(!page.says("Væk fra skole") && !page.says("Familiebehandling"));
    // The meeting is cancelled, and with it what the invitation tells, on the next request.
    let cancelled = MeetingClosed { meeting: EntryNo(8), held: false, note: "Mor er syg".to_owned() };
    town.write(child, Role::Caseworker, vec![Fact::MeetingClosed(cancelled)]).await;
    assert!(!teacher.get("/min-dag").await.says("Noah Holm"));
    assert_eq!(teacher.get(&format!("/boern/{child}")).await.status, StatusCode::NOT_FOUND);
}
