//! Talks on their pages: those nobody has talked with stand first, one press is enough, and what a child said stays at the unit.

use crate::support::{Town, staff, unit};
use axum::http::StatusCode;
use jiff::civil::date;
use trin_domain::id::ChildId;
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::record::*;

const TODAY: &str = "2026-05-12";

async fn child(town: &Town, name: &str) -> ChildId {
    let child = ChildId::from_label(name);
    let registered = Registered { name: name.to_owned(), birth: Birth::Born(date(2022, 4, 2)), cpr: None };
    let place = unit(UnitKind::DayCare);
    let enrolled = Enrolled { unit: place, unit_name: "Dagtilbud".to_owned(), unit_kind: UnitKind::DayCare, on: date(2025, 8, 1) };
    town.write(child, Role::System, vec![Fact::Registered(registered), Fact::Enrolled(enrolled)]).await;
    child
}

#[tokio::test]
async fn one_press_says_that_a_child_was_talked_with() {
    let town = Town::new().await;
    let pernille = town.as_role(Role::Pedagogue).await;
    pernille.get("/samtaler").await.must(StatusCode::OK, &["Samtaler"]);
    let (noah, alma) = (child(&town, "Noah Lund").await, child(&town, "Alma Holm").await);
    let page = pernille.get("/samtaler").await;
    page.must(StatusCode::OK, &["2 af 2 børn har ikke haft en samtale", "Noah Lund", "Alma Holm", "ikke endnu", "Talt med i dag"]);
    let address = format!("/samtaler/{noah}");
    let key = page.hidden("key");
    // A caseworker writes meanwhile: it is nothing this follows from.
    town.write(
        noah,
        Role::System,
        vec![Fact::NoteWritten(NoteWritten {
            on: date(2026, 5, 12),
            facts: "x".into(),
            child_words: String::new(),
            others_words: String::new(),
            judgement: String::new(),
        })],
    )
    .await;
    for _ in 0..2 {
        let sent = pernille.post(&address, &[("key", &key), ("on", TODAY)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert!(sent.to.starts_with("/samtaler?"), "{}", sent.to);
        pernille.get(&sent.to).await.must(StatusCode::OK, &["Samtalen er gemt."]);
    }
    assert_eq!(town.record(noah).await.state().talks.len(), 1, "sent twice, held once");
    pernille.get("/samtaler").await.must(StatusCode::OK, &["1 af 2 børn har ikke haft en samtale", "Talt med", "Alma Holm"]);
    // In words, and what is wrong is said with what was typed.
    let address = format!("/samtaler/{alma}");
    let form = pernille.get(&address).await;
    let key = form.hidden("key");
    let ahead = pernille.post(&address, &[("key", &key), ("on", "2026-05-13"), ("child_words", "Vil have sin egen knage.")]).await;
    ahead.must(StatusCode::UNPROCESSABLE_ENTITY, &["Vil have sin egen knage.", "ligger for langt fremme"]);
    let said = pernille.post(&address, &[("key", &key), ("on", TODAY), ("child_words", "Vil have sin egen knage.")]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    pernille.get("/samtaler").await.must(StatusCode::OK, &["Alle 2 børn har haft en samtale"]);
    pernille.get(&address).await.must(StatusCode::OK, &["Én tidligere samtale her", "Vil have sin egen knage."]);
    // Nobody else finds it, whatever their relation to the child.
    let hers = ResponsibilityAssigned { to: staff(Role::Caseworker), on: date(2026, 5, 12), reason: "Distrikt".to_owned() };
    town.write(alma, Role::Intake, vec![trin_testkit::notification("2026-05-12T06:00:00Z"), Fact::ResponsibilityAssigned(hers)]).await;
    for role in Role::ALL.iter().filter(|role| **role != Role::Pedagogue) {
        let other = town.as_role(*role).await;
        assert_eq!(other.get(&address).await.status, StatusCode::NOT_FOUND, "{role:?}");
        assert_eq!(other.post(&address, &[("on", TODAY)]).await.status, StatusCode::NOT_FOUND, "{role:?}");
        for page in [format!("/boern/{alma}"), "/min-dag".to_owned()] {
            other.get(&page).await.must_not(&["egen knage", "Individuel samtale"]);
        }
    }
}
