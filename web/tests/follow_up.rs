//! The follow-up on one page: what it scores and agrees, and the help that takes over.

use crate::support::{HELP, TODAY, Town, at, decided};
use axum::http::StatusCode;
use jiff::civil::date;
use trin_domain::kinds::{EndReason, FollowUpDecision, InterventionKind, Role};
use trin_domain::record::*;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// What a decision on other help says.
const DECISION: [(&str, &str); 4] =
    [("on", "2026-05-12"), ("purpose", "Et trygt sted"), ("consent", "with"), ("why_not_lower", "Prøvet i et år")];

const VOICES: [(&str, &str); 5] = [
    ("on", "2026-05-12"),
    ("child_voice", "Det går bedre"),
    ("family_voice", "Vi sover igen"),
    ("provider_status", "Seks møder holdt"),
    ("reason", "Fraværet falder"),
];

#[tokio::test]
async fn a_follow_up_that_goes_on_scores_the_goals_and_agrees_the_next_day() {
    let town = Town::new().await;
    let (child, _) = town.planned().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "opfoelgning/6");
    mette.get(&path).await.must(StatusCode::OK, &["Stod sidst på 2, skal til 8", "svg class=\"goal\"", "Det skal hjælpen føre til"]);

    let silent = [("on", "2026-05-12"), ("family_voice", "Vi sover igen"), ("decision", "continue"), ("score-9", "5")];
    mette
        .fill(&path, &silent)
        .await
        .must(WRONG, &["Skriv, hvad barnet siger", "Skriv begrundelsen", "Vi sover igen", "value=\"5\" checked"]);
    let early: Vec<(&str, &str)> = [("decision", "continue"), ("next_on", "2026-05-01")].into_iter().chain(VOICES).collect();
    mette.fill(&path, &early).await.must(WRONG, &["kan tidligst være 12. maj 2026", "Seks møder holdt"]);

    let whole: Vec<(&str, &str)> =
        [("decision", "adjust"), ("score-9", "5"), ("next_on", "2026-06-23")].into_iter().chain(VOICES).collect();
    mette.fill(&path, &whole).await.leads_to(&at(child, "indsats/6"));
    let record = town.record(child).await;
    let state = record.state();
    let held = state.intervention(HELP).unwrap().follow_ups[0].what;
    assert_eq!((held.decision, held.next_on), (FollowUpDecision::Adjust, Some(date(2026, 6, 23))));
    assert_eq!(state.plans[0].goals[0].stands_at(), 5);
    mette.get(&path).await.must(StatusCode::OK, &["Sidste opfølgning, 12. maj", "Vi sover igen", "Stod sidst på 5"]);
}

#[tokio::test]
async fn the_next_day_is_proposed_by_the_strategy_with_the_law_beside_it() {
    let town = Town::new().await;
    let (child, no) = town.placed().await;
    let mette = town.as_caseworker().await;
    // Kerteminde follows up placements every sixth week.
    mette
        .get(&at(child, &format!("opfoelgning/{no}")))
        .await
        .must(StatusCode::OK, &["value=\"2026-06-23\"", "Kertemindes strategi: 23. juni", "loven: den dag, I aftaler"]);
    // It says nothing of family treatment, and the Children's Act leaves the day to be agreed.
    mette.get(&at(child, "opfoelgning/6")).await.must(StatusCode::OK, &["Hverken loven eller Kertemindes strategi sætter en dag"]);
}

#[tokio::test]
async fn a_step_down_ends_the_help_and_begins_what_takes_over_in_one_go() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "opfoelgning/6");
    let step = |kind: &'static str| -> Vec<(&'static str, &'static str)> {
        let new = [("decision", "step-down"), ("ended_on", "2026-05-31"), ("kind", kind), ("purpose", "Holde fast"), ("consent", "with")];
        new.into_iter().chain([("why_not_lower", "Endnu ikke"), ("aim", "Tre måneder uden fravær")]).chain(VOICES).collect()
    };
    mette.fill(&path, &step("placement-kin")).await.must(WRONG, &["Vælg hjælp på et lavere trin", "Holde fast", "Vi sover igen"]);
    assert!(town.record(child).await.state().intervention(HELP).unwrap().follow_ups.is_empty(), "nothing was written");

    let agreed: Vec<(&str, &str)> = [("starts", "dag")].into_iter().chain(step("support-pedagogue")).collect();
    mette.fill(&path, &agreed).await.must(WRONG, &["Skriv dagen", "Holde fast"]);
    // On to the help that begins, not back to the one that ends.
    mette.fill(&path, &step("support-pedagogue")).await.leads_to(&at(child, "indsats/10"));
    let record = town.record(child).await;
    let state = record.state();
    let (old, new) = (state.intervention(HELP).unwrap(), state.interventions.last().unwrap());
    assert_eq!((old.ended.unwrap().what.reason, old.ended_on()), (EndReason::SteppedDown, Some(date(2026, 5, 31))));
    assert_eq!((new.decided.what.replaces, new.started_on()), (Some(HELP), Some(date(2026, 6, 1))), "no day without help");
    assert_eq!(new.aims[0].what.aim, "Tre måneder uden fravær");
}

#[tokio::test]
async fn new_help_filled_in_where_none_takes_over_is_not_dropped() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "opfoelgning/6");
    for decision in ["continue", "stop-goals-reached"] {
        let step = [("decision", decision), ("ended_on", "2026-05-12"), ("kind", "support-pedagogue"), ("purpose", "Holde fast")];
        let fields: Vec<(&str, &str)> = step.into_iter().chain(VOICES).collect();
        mette.fill(&path, &fields).await.must(WRONG, &["Du har udfyldt ny hjælp", "Holde fast", "Vi sover igen"]);
    }
    assert_eq!(town.record(child).await.version(), Version(7));
}

#[tokio::test]
async fn a_step_down_may_leave_the_child_to_help_it_already_has() {
    let town = Town::new().await;
    let (child, no) = town.placed().await;
    let mette = town.as_caseworker().await;
    let path = at(child, &format!("opfoelgning/{no}"));
    mette.get(&path).await.must(StatusCode::OK, &["Barnet har allerede Familiehuset (trin 3); den fortsætter alene."]);
    let step = |more: &[(&'static str, &'static str)]| -> Vec<(&'static str, &'static str)> {
        let step = [("decision", "step-down"), ("ended_on", "2026-05-12")];
        step.into_iter().chain(more.iter().copied()).chain(VOICES).collect()
    };
    mette.fill(&path, &step(&[])).await.must(WRONG, &["Vælg den hjælp, der bærer barnet herfra", "Vi sover igen"]);
    let both = [("takes_over", "6"), ("kind", "support-pedagogue"), ("purpose", "Holde fast")];
    mette.fill(&path, &step(&both)).await.must(WRONG, &["også udfyldt ny hjælp", "Holde fast"]);
    mette.fill(&path, &step(&[("takes_over", "6")])).await.leads_to(&at(child, "indsats/6"));
    let record = town.record(child).await;
    let state = record.state();
    let ended = state.intervention(no).unwrap().ended.unwrap().what;
    assert_eq!((ended.reason, ended.note.as_str()), (EndReason::SteppedDown, ""), "the note names no other help");
    mette.get(&at(child, &format!("indsats/{no}"))).await.must(StatusCode::OK, &["Hjælp herefter", &at(child, "indsats/6")]);
    assert_eq!(state.interventions.len(), 2, "no new help was decided");
    // From the family treatment the placement is no step down.
    let up: Vec<(&str, &str)> = [("decision", "step-up"), ("takes_over", "8")].into_iter().chain(VOICES).collect();
    mette.fill(&at(child, "opfoelgning/6"), &up).await.must(WRONG, &["Vælg den hjælp, der bærer barnet herfra"]);
}

#[tokio::test]
async fn help_that_takes_over_says_its_first_day_or_the_last_of_the_old() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "indsats/ny");
    let fields: Vec<(&str, &str)> = [("kind", "wellbeing-effort"), ("replaces", "6")].into_iter().chain(DECISION).collect();
    mette.fill(&path, &fields).await.must(WRONG, &["Ellers stod barnet uden hjælp", "Et trygt sted"]);
    let until: Vec<(&str, &str)> = fields.iter().copied().chain([("ended_on", "2026-06-30")]).collect();
    mette.fill(&path, &until).await.leads_to(&at(child, "indsats/9"));
}

#[tokio::test]
async fn help_without_effect_stops_with_a_last_day() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "opfoelgning/6");
    let early: Vec<(&str, &str)> = [("decision", "stop-no-effect"), ("ended_on", "2026-03-01")].into_iter().chain(VOICES).collect();
    mette.fill(&path, &early).await.must(WRONG, &["“Sidste dag” kan tidligst være 23. marts 2026"]);
    let whole: Vec<(&str, &str)> = [("decision", "stop-no-effect"), ("ended_on", "2026-05-11")].into_iter().chain(VOICES).collect();
    let opened = mette.get(&path).await;
    for _ in 0..2 {
        // The second time the help has ended already; that is no other follow-up.
        mette.send(&opened, &path, &whole).await.leads_to(&at(child, "indsats/6"));
    }
    let record = town.record(child).await;
    let state = record.state();
    let help = state.intervention(HELP).unwrap();
    assert_eq!((help.ended.unwrap().what.reason, help.follow_ups.len()), (EndReason::NoEffect, 1));
    mette.get(&path).await.must(StatusCode::OK, &["Hjælpen er slut"]);
}

#[tokio::test]
async fn help_with_an_agreed_end_is_followed_up_until_that_day() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "indsats/6");
    let end = [("on", "2026-06-30"), ("reason", "goals-reached")];
    mette.fill(&at(child, "indsats/6/slut"), &end).await.leads_to(&path);
    let help = mette.get(&path).await;
    help.must(StatusCode::OK, &["Slutter 30. juni", "Følg op"]);
    assert!(!help.says("Afslut hjælpen"));
    let fields: Vec<(&str, &str)> = [("decision", "stop-goals-reached")].into_iter().chain(VOICES).collect();
    mette.fill(&at(child, "opfoelgning/6"), &fields).await.leads_to(&path);
    let record = town.record(child).await;
    let state = record.state();
    let help = state.intervention(HELP).unwrap();
    assert_eq!((help.follow_ups.len(), help.ended_on()), (1, Some(date(2026, 6, 30))));
}

#[tokio::test]
async fn what_others_wrote_meanwhile_stands_beside_what_was_typed_and_can_be_saved_again() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "opfoelgning/6");
    let opened = mette.get(&path).await;
    let note = NoteWritten {
        on: TODAY,
        facts: "Noah ringede i nat".to_owned(),
        child_words: String::new(),
        others_words: String::new(),
        judgement: String::new(),
    };
    town.write(child, Role::TeamLeader, vec![Fact::NoteWritten(note)]).await;
    let fields: Vec<(&str, &str)> = [("decision", "continue")].into_iter().chain(VOICES).collect();
    let stale = mette.send(&opened, &path, &fields).await;
    stale.must(StatusCode::CONFLICT, &["Noah ringede i nat", "Lone Bach", "Vi sover igen"]);
    mette.send(&stale, &path, &fields).await.leads_to(&at(child, "indsats/6"));
    assert_eq!(town.record(child).await.state().intervention(HELP).unwrap().follow_ups.len(), 1);
}

#[tokio::test]
async fn what_was_held_before_help_ended_can_be_written_in_afterwards() {
    let town = Town::new().await;
    let (child, no) = town.placed().await;
    let ended = InterventionEnded { intervention: no, on: date(2026, 5, 8), reason: EndReason::GoalsReached, note: String::new() };
    town.write(child, Role::Caseworker, vec![Fact::InterventionEnded(ended)]).await;
    let mette = town.as_caseworker().await;
    let (help, follow_up) = (at(child, &format!("indsats/{no}")), at(child, &format!("opfoelgning/{no}")));
    mette.get(&help).await.must(StatusCode::OK, &["Registrér noget, der er sket", &follow_up, "/tilsyn\"", "/hjemgivelse\""]);
    let form = mette.get(&follow_up).await;
    form.must(StatusCode::OK, &["Her skriver du en opfølgning, der blev holdt", "value=\"2026-05-08\"", "name=\"reason\""]);
    let fields = |on| -> Vec<(&str, &str)> {
        [("on", on), ("decision", "stop-goals-reached")].into_iter().chain(VOICES.into_iter().filter(|(name, _)| *name != "on")).collect()
    };
    mette.fill(&follow_up, &fields("2026-05-12")).await.must(WRONG, &["sluttede", "Vi sover igen"]);
    mette.fill(&follow_up, &fields("2026-05-07")).await.leads_to(&help);
    let visit = [("on", "2026-05-06"), ("talked", "ja"), ("note", "Rolig eftermiddag")];
    mette.get(&format!("{help}/tilsyn")).await.must(StatusCode::OK, &["value=\"2026-05-08\""]);
    mette.fill(&format!("{help}/tilsyn"), &visit).await.leads_to(&help);
    let record = town.record(child).await;
    let state = record.state();
    let placement = state.intervention(no).unwrap();
    assert_eq!((placement.follow_ups.len(), placement.visits.len()), (1, 1));
}

#[tokio::test]
async fn no_follow_up_is_proposed_after_the_agreed_end() {
    let town = Town::new().await;
    let (child, no) = town.placed().await;
    let mette = town.as_caseworker().await;
    let path = at(child, &format!("opfoelgning/{no}"));
    // Kerteminde follows up placements every sixth week, which is 23 June: the help ends before, or after.
    mette.get(&path).await.must(StatusCode::OK, &["value=\"2026-06-23\""]);
    let ended = InterventionEnded { intervention: no, on: date(2026, 6, 15), reason: EndReason::GoalsReached, note: String::new() };
    town.write(child, Role::Caseworker, vec![Fact::InterventionEnded(ended)]).await;
    let page = mette.get(&path).await;
    page.must(StatusCode::OK, &["name=\"next_on\"", "Hjælpen slutter 15. juni"]);
    assert!(!page.says("value=\"2026-06-23\""));
}

#[tokio::test]
async fn a_provider_reads_nothing_of_the_help_that_carries_on_elsewhere() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mut other = decided(InterventionKind::SupportPedagogue, date(2026, 5, 1));
    (other.provider, other.offer) = (None, Some("Ungehuset".to_owned()));
    let facts =
        vec![Fact::InterventionDecided(other), Fact::InterventionStarted(InterventionStarted { intervention: EntryNo(8), on: TODAY })];
    town.write(child, Role::Caseworker, facts).await;
    let mette = town.as_caseworker().await;
    let step = [("decision", "step-down"), ("ended_on", "2026-05-31"), ("takes_over", "8")];
    let fields: Vec<(&str, &str)> = step.into_iter().chain(VOICES).collect();
    mette.fill(&at(child, "opfoelgning/6"), &fields).await.leads_to(&at(child, "indsats/8"));
    let help = at(child, "indsats/6");
    mette.get(&help).await.must(StatusCode::OK, &["Hjælp herefter", "Ungehuset"]);
    let provider = town.as_role(Role::Provider).await;
    for page in [help, format!("/boern/{child}")] {
        let shown = provider.get(&page).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(!shown.says("Ungehuset") && !shown.says("Hjælp herefter"), "{page}: {}", shown.body);
    }
}
