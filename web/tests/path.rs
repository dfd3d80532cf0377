//! The child's path: where it stood, and what is agreed for later.
#![allow(missing_docs, clippy::unwrap_used)]

mod support;

use axum::http::StatusCode;
use jiff::civil::date;
use support::{HELP, Town, decided};
use trin_domain::kinds::{EndReason, InterventionKind, Role};
use trin_domain::record::*;

#[tokio::test]
async fn an_end_and_a_start_agreed_for_later_stand_on_the_path() {
    let town = Town::new().await;
    let child = town.noah().await;
    let ends = InterventionEnded { intervention: HELP, on: date(2026, 6, 30), reason: EndReason::GoalsReached, note: String::new() };
    let facts = vec![
        Fact::StepDownAimStated(StepDownAimStated {
            intervention: HELP,
            on: date(2026, 4, 1),
            aim: "Noah kommer selv i skole".to_owned(),
            by: Some(date(2026, 8, 1)),
        }),
        Fact::InterventionEnded(ends),
        Fact::InterventionDecided(decided(InterventionKind::ContactPerson, date(2026, 4, 2))),
        Fact::InterventionStarted(InterventionStarted { intervention: EntryNo(10), on: date(2026, 7, 15) }),
    ];
    town.write(child, Role::Caseworker, facts).await;
    let page = town.as_caseworker().await.get(&format!("/boern/{child}")).await;
    page.must(StatusCode::OK, &["1. juli 2026: Familiehuset slutter", "15. juli 2026: Familiehuset begynder"]);
    let promised = page.body.matches("<path class=\"way dashed\"").count();
    assert!(promised >= 2, "dashed on the wide and the narrow picture: {promised}");
    // What was hoped for after the help's end is not promised any longer.
    assert!(!page.says("Aftalt: Noah kommer selv i skole"), "{}", page.body);
}
