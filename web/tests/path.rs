//! The child's path: where it stood, and what is agreed for later.

use crate::support::{HELP, Town, decided};
use axum::http::StatusCode;
use jiff::civil::date;
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

#[tokio::test]
async fn the_scores_of_the_newest_plans_goals_stand_on_the_path() {
    let town = Town::new().await;
    let (child, goal) = town.planned().await;
    let another = |text: &str| {
        Fact::GoalSet(GoalSet {
            plan: EntryNo(8),
            on: date(2026, 3, 26),
            text: text.to_owned(),
            scale: "0 er slet ikke, 5 er helt nået.".to_owned(),
            lowest: 0,
            highest: 5,
            from: 1,
            to: 5,
            by: date(2026, 9, 1),
            known_to: String::new(),
        })
    };
    let scored = |goal: EntryNo, on, score| Fact::GoalScored(GoalScored { on, score: GoalScore { goal, score } });
    let facts = vec![
        another("Noah sover til kl. 7"),
        another("Noah spiller fodbold"),
        another("Ingen har scoret det"),
        scored(goal, date(2026, 4, 2), 3),
        scored(goal, date(2026, 4, 20), 6),
        scored(EntryNo(10), date(2026, 4, 20), 2),
        scored(EntryNo(11), date(2026, 4, 2), 2),
        scored(EntryNo(11), date(2026, 4, 20), 4),
        Fact::WellbeingScored(WellbeingScored { on: date(2026, 4, 20), wellbeing: 3, care: None, note: String::new() }),
    ];
    town.write(child, Role::Caseworker, facts).await;
    let page = town.as_caseworker().await.get(&format!("/boern/{child}")).await;
    let label = |goal: &str, score: u8| format!("20. april 2026: Mål: {goal} {score}");
    page.must(StatusCode::OK, &["Trivsel: 5 er truet", &label("Noah er i skole hver dag", 6), &label("Noah spiller fodbold", 4)]);
    // At most two goals, those with the most scores.
    assert!(!page.says("Mål: Noah sover til kl. 7") && !page.says("Mål: Ingen har scoret det"));
}
