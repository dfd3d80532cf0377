//! The network page: where the child goes in everyday life, and siblings the municipality knows.

use crate::support::{Town, at, staff, unit};
use axum::http::StatusCode;
use jiff::civil::date;
use trin_domain::id::ChildId;
use trin_domain::kinds::{RelationKind, Role, UnitKind};
use trin_domain::record::*;

async fn known(town: &Town, name: &str) -> ChildId {
    let child = ChildId::from_label(name);
    let birth = Birth::Born(date(2018, 4, 2));
    let responsible = ResponsibilityAssigned { to: staff(Role::Caseworker), on: date(2026, 5, 1), reason: "Distrikt Nord".to_owned() };
    let registered = Registered { name: name.to_owned(), birth, cpr: None };
    town.write(child, Role::Intake, vec![Fact::Registered(registered), Fact::ResponsibilityAssigned(responsible)]).await;
    child
}

/// The children a record names as siblings.
async fn siblings(town: &Town, child: ChildId) -> Vec<Option<ChildId>> {
    let record = town.record(child).await;
    let state = record.state();
    let all = state.relations.iter().filter(|relation| relation.added.what.relation == RelationKind::Sibling);
    all.map(|relation| relation.added.what.child).collect()
}

#[tokio::test]
async fn a_teacher_sees_a_child_from_the_day_it_is_written_that_it_goes_there_until_it_stops() {
    let town = Town::new().await;
    let child = known(&town, "Viggo Lund").await;
    let (mette, teacher) = (town.as_caseworker().await, town.as_role(Role::Teacher).await);
    let address = format!("/boern/{child}");
    assert_eq!(teacher.get(&address).await.status, StatusCode::NOT_FOUND);
    let page = at(child, "netvaerk");
    mette.get(&page).await.must(StatusCode::OK, &["Går i", UnitKind::School.da(), UnitKind::DayCare.da(), UnitKind::HealthService.da()]);
    for made_up in ["skolen".to_owned(), unit(UnitKind::Provider).to_string()] {
        let answer = mette.fill(&page, &[("on", "2026-05-12"), ("unit", &made_up)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{made_up}");
    }
    let school = unit(UnitKind::School).to_string();
    mette.fill(&page, &[("on", "2026-05-12"), ("unit", &school)]).await.leads_to(&page);
    teacher.get(&address).await.must(StatusCode::OK, &["Viggo Lund"]);
    mette.get(&page).await.must(StatusCode::OK, &["Stoppede i"]);
    mette.fill(&page, &[("on", "2026-05-12"), ("left", "3")]).await.leads_to(&page);
    let record = town.record(child).await;
    assert_eq!(record.state().enrolments[0].left_on(), Some(date(2026, 5, 12)));
}

#[tokio::test]
async fn a_sibling_is_found_and_linked_in_both_records() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let (first, second) = (known(&town, "Alma Holm").await, known(&town, "Alma Holst").await);
    let mette = town.as_caseworker().await;
    let page = at(noah, "netvaerk");
    let none = mette.fill(&page, &[("on", "2026-05-12"), ("sibling", "Ingen Sådan")]).await;
    none.must(StatusCode::UNPROCESSABLE_ENTITY, &["Kommunen kender intet barn", "Ingen Sådan"]);
    // Noah himself is not among them, nor taken for his own sibling.
    let himself = mette.fill(&page, &[("on", "2026-05-12"), ("sibling", "Noah Holm")]).await;
    assert_eq!(himself.status, StatusCode::UNPROCESSABLE_ENTITY);
    let several = mette.fill(&page, &[("on", "2026-05-12"), ("sibling", "Alma Hol")]).await;
    several.must(StatusCode::UNPROCESSABLE_ENTITY, &["Hvem af dem?", "Alma Holm, 8 år", "Alma Holst, 8 år", &first.to_string()]);
    assert!(siblings(&town, noah).await.is_empty());
    let chosen = first.to_string();
    let fields = [("on", "2026-05-12"), ("sibling", "Alma Hol"), ("sibling_child", &chosen)];
    let (key, set) = (several.hidden("key"), several.hidden("set"));
    let sent: Vec<(&str, &str)> = fields.into_iter().chain([("key", key.as_str()), ("set", set.as_str())]).collect();
    mette.post(&page, &sent).await.leads_to(&page);
    // As by a double click.
    mette.post(&page, &sent).await.leads_to(&page);
    assert_eq!(siblings(&town, noah).await, [Some(first)]);
    assert_eq!(siblings(&town, first).await, [Some(noah)]);
    assert!(siblings(&town, second).await.is_empty());
    let again = mette.fill(&page, &fields).await;
    again.must(StatusCode::UNPROCESSABLE_ENTITY, &["Alma Holm er allerede knyttet til som søskende."]);
    // The link is one to follow.
    mette.get(&format!("/boern/{noah}")).await.must(StatusCode::OK, &[&format!("href=\"/boern/{first}\"")]);
}
