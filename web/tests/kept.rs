//! Slettemoden: what has been kept long enough is deleted by two people, and a legal hold stops it.

use crate::support::{Person, Town, at, staff};
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use trin_domain::id::ChildId;
use trin_domain::kinds::Role;
use trin_domain::record::*;
use trin_store::LogResult;

const LIST: &str = "/team/sletning";

fn on(day: Date) -> Timestamp {
    trin_domain::calendar::start_of_day(day).checked_add(jiff::SignedDuration::from_hours(9)).unwrap()
}

/// A child whose case was closed two years and more ago, with nothing but somebody responsible: two years are its time.
async fn long_closed(town: &Town, label: &str, name: &str) -> ChildId {
    let child = ChildId::from_label(label);
    let (opened, closed) = (date(2023, 9, 4), date(2024, 3, 4));
    let facts = vec![
        Fact::Registered(Registered { name: name.to_owned(), birth: Birth::Born(date(2012, 4, 2)), cpr: None }),
        Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: staff(Role::Caseworker), on: opened, reason: "Rådgivning".to_owned() }),
    ];
    town.write_at(child, Role::Caseworker, on(opened), facts).await;
    town.write_at(child, Role::Caseworker, on(closed), vec![Fact::Closed(Closed { on: closed, reason: "Familien klarer sig".to_owned() })])
        .await;
    child
}

/// The same browser after the page that asks who one is has been answered.
async fn proved(person: &Person) -> Person {
    let page = person.post("/bekraeft", &[("hvorfor", "bevis"), ("til", "/min-dag")]).await;
    person.with_cookie_of(&page)
}

#[tokio::test]
async fn two_leaders_delete_what_is_ripe_and_the_log_says_who() {
    let town = Town::new().await;
    let child = long_closed(&town, "liv", "Liv Prøve").await;
    let noah = town.noah().await;
    let (lone, hanne) = (town.as_role(Role::TeamLeader).await, town.as_role(Role::HeadOfDepartment).await);
    let list = lone.get(LIST).await;
    list.must(
        StatusCode::OK,
        &[
            "Slettemoden",
            "Liv Prøve",
            "Rådgivning og konsultativ bistand uden sag",
            "Kan foreslås slettet",
            "4. marts 2026",
            "Kilden er ikke læst efter",
        ],
    );
    assert!(!list.says("Noah Holm"), "an open case is not on the list");
    lone.in_english().get(LIST).await.must(StatusCode::OK, &["Ripe for deletion", "May be proposed for deletion"]);
    let step = |what: &str| at(child, &format!("opbevaring/{what}"));
    // Nobody who works on cases, and nobody who has no relation.
    for role in [Role::Caseworker, Role::Teacher, Role::Provider] {
        let person = town.as_role(role).await;
        assert_eq!(person.get(LIST).await.status, StatusCode::NOT_FOUND, "{role:?}");
        assert_eq!(person.get(&at(child, "opbevaring")).await.status, StatusCode::NOT_FOUND, "{role:?}");
        assert_eq!(person.post(&step("foreslaa"), &[]).await.status, StatusCode::NOT_FOUND, "{role:?}");
    }
    let named = [("confirm_name", "liv  prøve")];
    hanne.post(&step("bekraeft"), &named).await.must(StatusCode::FORBIDDEN, &["Vis, at det er dig"]);
    lone.post(&step("foreslaa"), &[]).await.leads_to(&at(child, "opbevaring"));
    lone.post(&step("foreslaa"), &[]).await.must(StatusCode::CONFLICT, &["allerede foreslået"]);
    lone.get(&at(child, "opbevaring")).await.must(StatusCode::OK, &["En anden leder skal bekræfte", "Tag forslaget tilbage"]);
    let lone = proved(&lone).await;
    lone.post(&step("bekraeft"), &named).await.must(StatusCode::CONFLICT, &["Du har selv foreslået sletningen"]);
    assert!(town.store.record(child).await.unwrap().is_some());
    hanne.get(LIST).await.must(StatusCode::OK, &["Venter på din bekræftelse", "Venter på dig", "foreslået af Lone Bach"]);
    assert!(!lone.get(LIST).await.says("Venter på din bekræftelse"), "her own proposal");
    hanne.get("/min-dag").await.must(StatusCode::OK, &["Et barns oplysninger er foreslået slettet"]);
    hanne.get(&at(child, "opbevaring")).await.must(
        StatusCode::OK,
        &["Slet for altid", "Det kan ikke fortrydes", "2. april 2012, 14 år", "4. september 2023", "4. marts 2024", "Antal poster", ">3<"],
    );
    // She says no, and whoever proposed it is told until they have read it.
    hanne.post(&step("afvis"), &[]).await.leads_to(&at(child, "opbevaring"));
    assert!(!hanne.get("/min-dag").await.says("sagde nej"), "her own no");
    let day = lone.get("/min-dag").await;
    day.must(StatusCode::OK, &["Per Kjær sagde nej til dit forslag om at slette Liv Prøves oplysninger"]);
    let (_, rest) = day.body.split_once("value=\"declined\"").unwrap();
    let (_, til) = rest.split_once("name=\"til\" value=\"").unwrap();
    lone.post("/min-dag/laest", &[("liste", "declined"), ("til", til.split('"').next().unwrap())]).await.leads_to("/min-dag");
    assert!(!lone.get("/min-dag").await.says("sagde nej"));
    lone.post(&step("foreslaa"), &[]).await.leads_to(&at(child, "opbevaring"));
    let hanne = proved(&hanne).await;
    // Proved already, and still not one press away.
    hanne.post(&step("bekraeft"), &[]).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["Barnets navn", "poster"]);
    let other = hanne.post(&step("bekraeft"), &[("confirm_name", "Noah Holm")]).await;
    other.must(StatusCode::UNPROCESSABLE_ENTITY, &["Det er ikke navnet på siden", "value=\"Noah Holm\""]);
    assert!(town.store.record(child).await.unwrap().is_some());
    hanne.post(&step("bekraeft"), &named).await.leads_to(LIST);
    assert_eq!(town.store.record(child).await.unwrap(), None);
    assert_eq!(hanne.get(&at(child, "opbevaring")).await.status, StatusCode::NOT_FOUND);
    assert!(!hanne.get(LIST).await.says("Liv Prøve"));
    assert!(town.store.record(noah).await.unwrap().is_some(), "deletion is never a cascade");
    let log = town.store.log_of_child(child, 100).await.unwrap();
    let gone = log.iter().map(|row| &row.body).find(|body| body.action == "destroy-key").unwrap();
    assert_eq!((gone.actor, gone.confirmed_by), (staff(Role::TeamLeader), Some(staff(Role::HeadOfDepartment))));
    assert!(gone.request.is_some() && gone.rows.is_some(), "{gone:?}");
    let shown = log
        .iter()
        .any(|row| row.body.action == "GET /team/sletning" || row.body.result == LogResult::Shown && row.body.purpose == "retention");
    assert!(shown, "who looked is in the log, for its purpose");
}

#[tokio::test]
async fn a_hold_stops_deletion_and_a_leader_lifts_it() {
    let town = Town::new().await;
    let child = long_closed(&town, "liv", "Liv Prøve").await;
    let (lone, ida) = (town.as_role(Role::TeamLeader).await, town.as_role(Role::Intake).await);
    let step = |what: &str| at(child, &format!("opbevaring/{what}"));
    // A complaint reaches the intake, who know that the child was here.
    ida.get(&at(child, "opbevaring")).await.must(StatusCode::OK, &["Slettestop", "Klage"]);
    ida.post(&step("stop"), &[]).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["Hvorfor må det ikke slettes?"]);
    ida.post(&step("stop"), &[("hold_reason", "complaint")]).await.leads_to(&at(child, "opbevaring"));
    for what in ["ophaev", "foreslaa", "arkiv", "behold", "bekraeft", "afvis", "andet"] {
        assert_eq!(ida.post(&step(what), &[]).await.status, StatusCode::NOT_FOUND, "{what}");
    }
    lone.post(&step("foreslaa"), &[]).await.must(StatusCode::CONFLICT, &["Der er slettestop"]);
    let list = lone.get(LIST).await;
    list.must(StatusCode::OK, &["Intet er slettemodent", "Liv Prøve", "Klage"]);
    lone.post(&step("ophaev"), &[]).await.must(StatusCode::FORBIDDEN, &["Vis, at det er dig"]);
    let lone = proved(&lone).await;
    lone.post(&step("ophaev"), &[]).await.leads_to(&at(child, "opbevaring"));
    lone.post(&step("foreslaa"), &[]).await.leads_to(&at(child, "opbevaring"));
    // Whoever is asked to confirm reads that it was held, and who lifted it.
    let hanne = town.as_role(Role::HeadOfDepartment).await;
    hanne.get(&at(child, "opbevaring")).await.must(StatusCode::OK, &["Lone", "ophævede den", "et slettestop: Klage", "foreslog sletning"]);
}

#[tokio::test]
async fn what_is_ripe_is_put_off_for_a_reason() {
    let town = Town::new().await;
    let child = long_closed(&town, "liv", "Liv Prøve").await;
    let lone = town.as_role(Role::TeamLeader).await;
    let keep = at(child, "opbevaring/behold");
    lone.post(&keep, &[("until", "2026-09-01")]).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["Hvorfor"]);
    for wrong in ["2026-05-12", "2031-05-13"] {
        lone.post(&keep, &[("until", wrong), ("reason", "sibling")]).await.must(StatusCode::CONFLICT, &["højst fem år frem"]);
    }
    lone.post(&keep, &[("until", "2026-09-01"), ("reason", "sibling")]).await.leads_to(&at(child, "opbevaring"));
    lone.get(LIST).await.must(StatusCode::OK, &["Intet er slettemodent", "Bevares til 1. september 2026", "En søskendes sag er åben"]);
    lone.post(&at(child, "opbevaring/foreslaa"), &[]).await.must(StatusCode::CONFLICT, &["ikke slettemodne"]);
    // An open case says so.
    let noah = town.noah().await;
    lone.get(&at(noah, "opbevaring")).await.must(StatusCode::OK, &["Sagen er åben"]);
}
