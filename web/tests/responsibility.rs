//! Responsibility in the browser: offered by who has the child, withdrawn, moved by a leader when nobody answers.

use crate::support::*;
use axum::http::StatusCode;
use trin_domain::kinds::Role;
use trin_domain::record::{Fact, OfferOutcome, ResponsibilityOffered};

async fn noah_offered_to_intake(town: &Town) -> trin_domain::id::ChildId {
    let noah = town.noah().await;
    let offer = ResponsibilityOffered { to: staff(Role::Intake), on: TODAY, reason: "Orlov".to_owned() };
    town.write(noah, Role::Caseworker, vec![Fact::ResponsibilityOffered(offer)]).await;
    noah
}

#[tokio::test]
async fn who_offered_takes_the_offer_back_and_asks_another() {
    let town = Town::new().await;
    let noah = noah_offered_to_intake(&town).await;
    let (mette, page) = (town.as_caseworker().await, at(noah, "ansvar"));
    let shown = mette.get(&page).await;
    shown.must(StatusCode::OK, &["Træk tilbuddet tilbage"]);
    assert!(!shown.says("Flyt ansvaret nu"), "a caseworker does not move a child past anybody");
    assert_eq!(mette.fill(&page, &[("svar", "tilbage"), ("reason", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    mette.fill(&page, &[("svar", "tilbage"), ("reason", "Hun er rejst")]).await.leads_to(&format!("/boern/{noah}"));
    let record = town.record(noah).await;
    assert_eq!(record.state().offers[0].answer.map(|answer| answer.outcome), Some(OfferOutcome::Withdrawn));
    mette.get(&page).await.must(StatusCode::OK, &["Tilbyd ansvaret"]);
    mette.get(&format!("/boern/{noah}")).await.must(StatusCode::OK, &["Tilbud om ansvar trukket tilbage", "Hun er rejst"]);
}

#[tokio::test]
async fn a_leader_moves_a_child_whether_or_not_an_offer_waits() {
    for is_offered in [true, false] {
        let town = Town::new().await;
        let noah = if is_offered { noah_offered_to_intake(&town).await } else { town.noah().await };
        let (lone, page) = (town.as_role(Role::TeamLeader).await, at(noah, "ansvar"));
        lone.get(&page).await.must(StatusCode::OK, &["Flyt ansvaret nu"]);
        let to = staff(Role::TeamLeader).to_string();
        let moved = [("svar", "flyt"), ("to", to.as_str()), ("reason", "Mette er sygemeldt")];
        lone.fill(&page, &moved).await.leads_to(&format!("/boern/{noah}"));
        let record = town.record(noah).await;
        let state = record.state();
        assert_eq!(state.responsible.map(|responsible| responsible.staff), Some(staff(Role::TeamLeader)));
        assert_eq!(state.open_offers().count(), 0);
    }
}

#[tokio::test]
async fn others_neither_offer_nor_move_nor_withdraw() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let (sara, page) = (town.as_role(Role::Intake).await, at(noah, "ansvar"));
    sara.get(&page).await.must(StatusCode::OK, &["Kun den ansvarlige eller en leder"]);
    let note = sara.get(&at(noah, "note")).await;
    let to = staff(Role::TeamLeader).to_string();
    for act in ["", "flyt"] {
        let answer = sara.send(&note, &page, &[("svar", act), ("to", to.as_str()), ("reason", "Travlt")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
    }
    assert_eq!(town.record(noah).await.state().responsible.map(|responsible| responsible.staff), Some(staff(Role::Caseworker)));
}
