//! From assessment to the end of help, as people do it in the browser.

use crate::support::{HELP, TODAY, Town, at, decided};
use axum::http::StatusCode;
use jiff::civil::date;
use trin_domain::id::ChildId;
use trin_domain::kinds::{AssessmentHeading, EndReason, InterventionKind, Role};
use trin_domain::record::*;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

#[tokio::test]
async fn an_assessment_is_opened_from_the_notification_and_goes_to_its_page() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "undersoegelse/ny");
    mette.get(&path).await.must(StatusCode::OK, &["value=\"2026-03-02\"", "to dage om ugen"]);

    let fields =
        [("kind", "full"), ("on", "2026-05-11"), ("aware_on", "i marts"), ("notification", "3"), ("reason", "Vi vil forstå fraværet")];
    mette.fill(&path, &fields).await.must(WRONG, &["“i marts” er ikke en dato", "Vi vil forstå fraværet"]);

    let fields = [("kind", "full"), ("on", "2026-05-11"), ("aware_on", "2026-03-02"), ("notification", "3"), ("reason", "Fraværet")];
    mette.fill(&path, &fields).await.leads_to(&at(child, "undersoegelse/8"));
    let record = town.record(child).await;
    let state = record.state();
    let opened = state.assessments[0].opened.what;
    assert_eq!((opened.kind, opened.aware_on, opened.notification), (AssessmentKind::Full, date(2026, 3, 2), Some(EntryNo(3))));
}

async fn assessed(town: &Town) -> ChildId {
    let child = town.noah().await;
    let opened = AssessmentOpened {
        kind: AssessmentKind::Full,
        on: date(2026, 4, 1),
        aware_on: date(2026, 3, 2),
        notification: Some(EntryNo(3)),
        reason: "Fraværet".to_owned(),
    };
    town.write(child, Role::Caseworker, vec![Fact::AssessmentOpened(opened)]).await;
    child
}

#[tokio::test]
async fn only_headings_that_changed_are_written_again() {
    let town = Town::new().await;
    let child = assessed(&town).await;
    let mette = town.as_caseworker().await;
    let path = at(child, "undersoegelse/8");
    mette.get(&path).await.must(StatusCode::OK, &["Familieforhold", "er ikke hørt i undersøgelsen", "Noah er væk fra skole", "hvorfor?"]);

    let first = [("school-challenges", "Fravær to dage om ugen"), ("family-resources", "Mor henter hver dag")];
    mette.fill(&path, &first).await.leads_to(&path);
    let second = [("school-challenges", "Fravær én dag om ugen"), ("family-resources", "Mor henter hver dag")];
    mette.get(&path).await.must(StatusCode::OK, &["Fravær to dage om ugen", "Mette Holm"]);
    mette.fill(&path, &second).await.leads_to(&path);

    let record = town.record(child).await;
    let headings: Vec<AssessmentHeading> = record.state().assessments[0].sections.iter().map(|section| section.what.heading).collect();
    assert_eq!(headings, [AssessmentHeading::Family, AssessmentHeading::School, AssessmentHeading::School]);
}

#[tokio::test]
async fn an_assessment_is_concluded_with_everyones_attitude_and_can_then_be_read() {
    let town = Town::new().await;
    let child = assessed(&town).await;
    let mette = town.as_caseworker().await;
    let path = at(child, "undersoegelse/8");

    let half = [("gem", "afslut"), ("on", "2026-05-12"), ("conclusion", "Noah mangler ro"), ("parents_attitude", "Enige")];
    mette.fill(&path, &half).await.must(WRONG, &["Noah mangler ro", "Vælg, om der er brug for hjælp", "Skriv, hvad barnet mener"]);
    assert!(town.record(child).await.state().assessments[0].concluded.is_none());

    let bare = [("health-knowledge", "Kun viden")];
    mette.fill(&path, &bare).await.must(WRONG, &["Sundhedsforhold: skriv, hvad der bekymrer", "Kun viden"]);

    let whole = [
        ("school-challenges", "Fravær"),
        ("gem", "afslut"),
        ("on", "2026-05-12"),
        ("conclusion", "Noah mangler ro"),
        ("support_needed", "ja"),
        ("child_attitude", "Vil gerne i skole"),
        ("parents_attitude", "Enige"),
    ];
    mette.fill(&path, &whole).await.leads_to(&path);
    mette.get(&path).await.must(StatusCode::OK, &["Noah mangler ro", "Ja, Noah har brug for hjælp", "Vil gerne i skole", "Fravær"]);
}

#[tokio::test]
async fn a_half_written_conclusion_stays_a_draft_when_the_headings_are_saved() {
    let town = Town::new().await;
    let child = assessed(&town).await;
    let mette = town.as_caseworker().await;
    let path = at(child, "undersoegelse/8");
    mette.fill(&path, &[("leisure-resources", "Fodbold"), ("conclusion", "Foreløbigt ser det ud til")]).await.leads_to(&path);
    mette.get(&path).await.must(StatusCode::OK, &["Foreløbigt ser det ud til", "Fodbold"]);
    mette
        .fill(&path, &[("leisure-resources", "Fodbold"), ("gem", "foreloebig"), ("text", "Skolen svarer først i juni")])
        .await
        .leads_to(&path);
    assert!(town.record(child).await.state().assessments[0].preliminary.is_some());
}

#[tokio::test]
async fn a_plan_is_made_where_there_was_none_and_goals_are_set_and_scored_on_it() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "plan");
    mette.get(&path).await.must(StatusCode::OK, &["Ny plan for Noah", "Familiehuset"]);

    let empty = [("on", "2026-05-12"), ("purpose", ""), ("child_wishes", "En ven"), ("interventions", "6")];
    let new = at(child, "plan/ny");
    mette.fill(&new, &empty).await.must(WRONG, &["Skriv, hvad planen skal føre til", "En ven"]);
    let plan = [("on", "2026-05-12"), ("purpose", "Ro om skolen"), ("child_wishes", "En ven"), ("interventions", "6")];
    mette.fill(&new, &plan).await.leads_to(&path);

    let goal = |to: &'static str| {
        [
            ("form", "maal"),
            ("text", "I skole hver dag"),
            ("scale", "0 til 10"),
            ("lowest", "0"),
            ("highest", "10"),
            ("from", "2"),
            ("to", to),
            ("by", "2026-09-01"),
            ("known_to", "Inge"),
        ]
    };
    mette.fill(&path, &goal("80")).await.must(WRONG, &["“Skal til” skal være mellem 0 og 10", "I skole hver dag"]);
    mette.fill(&path, &goal("otte")).await.must(WRONG, &["“otte” er ikke et helt tal"]);
    mette.fill(&path, &goal("8")).await.leads_to(&path);
    mette.get(&path).await.must(StatusCode::OK, &["I skole hver dag", "Står på 2, skal til 8", "Inge", "svg class=\"goal\""]);

    mette
        .fill(&path, &[("form", "tal"), ("on", "2026-05-12"), ("score-9", "11")])
        .await
        .must(WRONG, &["“11” er ikke et helt tal mellem 0 og 10"]);
    mette.fill(&path, &[("form", "tal"), ("on", "2026-05-12"), ("score-9", "5")]).await.leads_to(&path);
    let record = town.record(child).await;
    let state = record.state();
    assert_eq!(state.plans[0].made.what.interventions, [HELP]);
    assert_eq!(state.plans[0].goals[0].scores, [(TODAY, 5, EntryNo(10))]);
}

#[tokio::test]
async fn goals_that_are_not_reached_go_on_into_a_new_plan_from_where_they_stand() {
    let town = Town::new().await;
    let (child, goal) = town.planned().await;
    let score = GoalScore { goal, score: 4 };
    town.write(child, Role::Caseworker, vec![Fact::GoalScored(GoalScored { on: date(2026, 5, 1), score })]).await;
    let mette = town.as_caseworker().await;
    let fields = [("on", "2026-05-12"), ("purpose", "Videre"), ("interventions", "6"), ("carried", "9")];
    mette.fill(&at(child, "plan/ny"), &fields).await.leads_to(&at(child, "plan"));
    let record = town.record(child).await;
    let state = record.state();
    let carried = state.plans[1].goals[0].set.what;
    assert_eq!((carried.from, carried.to, carried.plan), (4, 8, state.plans[1].made.no));
}

/// What every decision in these tests says.
const DECISION: [(&str, &str); 4] =
    [("on", "2026-05-12"), ("purpose", "Et trygt sted"), ("consent", "with"), ("why_not_lower", "Prøvet i et år")];

#[tokio::test]
async fn a_decision_says_why_less_is_not_enough_and_starts_the_help() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "indsats/ny");
    mette.get(&path).await.must(StatusCode::OK, &["optgroup", "Noah er ikke hørt.", "Barnets plan klar"]);

    let without_why = [("kind", "relief-care"), ("on", "2026-05-12"), ("purpose", "Luft"), ("consent", "with"), ("why_not_lower", "")];
    mette.fill(&path, &without_why).await.must(WRONG, &["Skriv, hvorfor hjælp på et lavere trin ikke er nok", "Luft"]);
    let nothing = [("on", "2026-05-12"), ("provider", "findes-ikke")];
    mette.fill(&path, &nothing).await.must(
        WRONG,
        &["Vælg, hvilken hjælp det er", "Vælg, om der er samtykke", "Vælg, hvem der giver hjælpen", "Skriv, hvad hjælpen skal føre til"],
    );

    let backwards: Vec<(&str, &str)> =
        [("kind", "relief-care"), ("starts_on", "2026-05-20"), ("expected_until", "2026-05-19")].into_iter().chain(DECISION).collect();
    mette.fill(&path, &backwards).await.must(WRONG, &["kan ikke ventes at slutte, før den begynder"]);

    let whole: Vec<(&str, &str)> = [("kind", "relief-care"), ("starts_on", "2026-05-20"), ("aim", "Mor sover"), ("aim_by", "2026-12-01")]
        .into_iter()
        .chain(DECISION)
        .collect();
    mette.fill(&path, &whole).await.leads_to(&at(child, "indsats/8"));
    let record = town.record(child).await;
    let state = record.state();
    let help = state.intervention(EntryNo(8)).unwrap();
    assert_eq!((help.decided.what.kind, help.started_on()), (InterventionKind::ReliefCare, Some(date(2026, 5, 20))));
    assert_eq!(help.aims[0].what.by, Some(date(2026, 12, 1)));
}

#[tokio::test]
async fn a_place_lower_in_the_strategys_order_asks_for_the_reason() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "indsats/ny");
    mette.get(&path).await.must(StatusCode::OK, &["Kerteminde vælger sted i denne rækkefølge", "Slægts- eller netværksplejefamilie"]);

    let lower: Vec<(&str, &str)> = [("kind", "placement-foster")].into_iter().chain(DECISION).collect();
    mette.fill(&path, &lower).await.must(WRONG, &["Stedet er nummer 2 i Kertemindes rækkefølge"]);
    let first: Vec<(&str, &str)> = [("kind", "placement-kin")].into_iter().chain(DECISION).collect();
    mette.fill(&path, &first).await.leads_to(&at(child, "indsats/8"));
    let reasoned: Vec<(&str, &str)> =
        [("kind", "placement-foster"), ("why_not_preferred", "Ingen slægtninge kan")].into_iter().chain(DECISION).collect();
    mette.fill(&path, &reasoned).await.leads_to(&at(child, "indsats/9"));
    let record = town.record(child).await;
    assert_eq!(record.state().intervention(EntryNo(9)).unwrap().decided.what.why_not_preferred.as_deref(), Some("Ingen slægtninge kan"));
}

#[tokio::test]
async fn help_that_takes_over_ends_the_old_by_the_steps_they_stand_on() {
    for (kind, reason) in
        [("placement-kin", EndReason::SteppedUp), ("wellbeing-effort", EndReason::SteppedDown), ("family-treatment", EndReason::Replaced)]
    {
        let town = Town::new().await;
        let child = town.noah().await;
        let mette = town.as_caseworker().await;
        let path = at(child, "indsats/ny");
        let fields: Vec<(&str, &str)> =
            [("kind", kind), ("replaces", "6"), ("starts_on", "2026-05-18")].into_iter().chain(DECISION).collect();
        mette.fill(&path, &fields).await.leads_to(&at(child, "indsats/9"));
        let record = town.record(child).await;
        let state = record.state();
        let ended = state.intervention(HELP).unwrap().ended.unwrap().what;
        assert_eq!((ended.reason, ended.on), (reason, date(2026, 5, 17)), "{kind}");
        assert_eq!(state.intervention(EntryNo(9)).unwrap().decided.what.replaces, Some(HELP));
    }
}

#[tokio::test]
async fn help_shows_its_decision_and_is_given_an_aim_and_an_end() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "indsats/6");
    mette
        .get(&path)
        .await
        .must(StatusCode::OK, &["Familiehuset", "Noah kommer i skole hver dag", "Leverandør", "Målet mangler", "Følg op"]);

    let aim = at(child, "indsats/6/maal");
    mette
        .fill(&aim, &[("on", "2026-05-12"), ("aim", " "), ("aim_by", "2026-12-01")])
        .await
        .must(WRONG, &["Skriv, hvad der skal være på plads først", "2026-12-01"]);
    mette.fill(&aim, &[("on", "2026-05-12"), ("aim", "Skole hver dag i en måned"), ("aim_by", "2026-12-01")]).await.leads_to(&path);
    mette.get(&path).await.must(StatusCode::OK, &["Skole hver dag i en måned", "1. december"]);

    let end = at(child, "indsats/6/slut");
    mette.fill(&end, &[("on", "2026-03-01"), ("reason", "goals-reached")]).await.must(WRONG, &["kan tidligst være 23. marts 2026"]);
    mette.fill(&end, &[("on", "2026-05-12"), ("reason", "fordi")]).await.must(WRONG, &["Vælg, hvorfor hjælpen slutter"]);
    mette.fill(&end, &[("on", "2026-05-11"), ("reason", "goals-reached"), ("note", "Skolen bærer")]).await.leads_to(&path);
    mette.get(&path).await.must(StatusCode::OK, &["Slut.", "Målene er nået", "Skolen bærer"]);
    mette.fill(&aim, &[("on", "2026-05-12"), ("aim", "For sent")]).await.must(WRONG, &["Indsatsen sluttede"]);
}

#[tokio::test]
async fn help_decided_without_a_day_is_begun_once() {
    let town = Town::new().await;
    let child = town.noah().await;
    let decision = decided(InterventionKind::ContactPerson, date(2026, 5, 1));
    town.write(child, Role::Caseworker, vec![Fact::InterventionDecided(decision)]).await;
    let mette = town.as_caseworker().await;
    mette.get(&at(child, "opfoelgning/8")).await.must(StatusCode::OK, &["Hjælpen er ikke begyndt"]);
    let path = at(child, "indsats/8/begynd");
    mette.fill(&path, &[("on", "2050-01-01")]).await.must(WRONG, &["ligger for langt fremme"]);
    mette.fill(&path, &[("on", "2026-05-04")]).await.leads_to(&at(child, "indsats/8"));
    mette.fill(&path, &[("on", "2026-05-05")]).await.must(WRONG, &["allerede gjort i post 9"]);
}

#[tokio::test]
async fn a_placed_child_is_visited_reviewed_and_its_placement_prolonged() {
    let town = Town::new().await;
    let (child, no) = town.placed().await;
    let mette = town.as_caseworker().await;
    let path = at(child, &format!("indsats/{no}"));
    mette.get(&path).await.must(StatusCode::OK, &["Skriv et tilsynsbesøg", "Intet besøg er skrevet endnu"]);

    let visit = format!("{path}/tilsyn");
    mette
        .fill(&visit, &[("on", "2026-05-10"), ("note", "Eget værelse")])
        .await
        .must(WRONG, &["Vælg, om du talte med barnet", "Eget værelse"]);
    mette.fill(&visit, &[("on", "2026-05-10"), ("talked", "ja"), ("note", "Eget værelse")]).await.leads_to(&path);
    let review = format!("{path}/hjemgivelse");
    mette.fill(&review, &[("on", "2026-05-12"), ("possible", "nej"), ("reason", "")]).await.must(WRONG, &["Skriv begrundelsen"]);
    mette.fill(&review, &[("on", "2026-05-12"), ("possible", "nej"), ("reason", "Mor er i behandling")]).await.leads_to(&path);
    let prolong = format!("{path}/forlaengelse");
    mette.fill(&prolong, &[("on", "2026-03-12"), ("reason", "For tidligt")]).await.must(WRONG, &["kan tidligst være 2. april 2026"]);
    mette.fill(&prolong, &[("on", "2026-05-12"), ("reason", "Skoleåret gøres færdigt")]).await.leads_to(&path);
    mette.get(&path).await.must(StatusCode::OK, &["Eget værelse", "talt med barnet", "Mor er i behandling", "Skoleåret gøres færdigt"]);

    // Family treatment is no placement: those forms do not exist for it.
    assert_eq!(mette.get(&at(child, "indsats/6/tilsyn")).await.status, StatusCode::NOT_FOUND);
}

/// The voices and the reason of a follow-up.
#[tokio::test]
async fn the_same_form_sent_twice_is_done_once() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "indsats/6/maal");
    let opened = mette.get(&path).await;
    let fields = [("on", "2026-05-12"), ("aim", "Skole hver dag")];
    mette.send(&opened, &path, &fields).await.leads_to(&at(child, "indsats/6"));
    mette.send(&opened, &path, &fields).await.leads_to(&at(child, "indsats/6"));
    assert_eq!(town.record(child).await.state().intervention(HELP).unwrap().aims.len(), 1);
}

#[tokio::test]
async fn a_draft_begun_before_others_wrote_comes_back_with_what_they_wrote() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "indsats/6/maal");
    let key = path.trim_start_matches('/').replace('/', "~");
    let draft = [("set", "7"), ("aim", "Halvt skrevet")];
    assert_eq!(mette.post(&format!("/kladder/{key}"), &draft).await.status, StatusCode::NO_CONTENT);
    mette.get(&path).await.must(StatusCode::OK, &["Halvt skrevet"]);
    let aim = StepDownAimStated { intervention: HELP, on: TODAY, aim: "Lones mål".to_owned(), by: None };
    town.write(child, Role::TeamLeader, vec![Fact::StepDownAimStated(aim)]).await;
    mette.get(&path).await.must(StatusCode::OK, &["Halvt skrevet", "Lones mål", "Skrevet af en anden"]);
}

#[tokio::test]
async fn who_has_no_part_in_the_help_finds_no_page() {
    let town = Town::new().await;
    let (child, _) = town.planned().await;
    let pages = ["undersoegelse/ny", "plan", "plan/ny", "indsats/ny", "indsats/6", "indsats/6/maal", "opfoelgning/6"];
    for role in [Role::Pedagogue, Role::Teacher, Role::HealthVisitor] {
        let somebody = town.as_role(role).await;
        for page in pages {
            assert_eq!(somebody.get(&at(child, page)).await.status, StatusCode::NOT_FOUND, "{role:?} {page}");
        }
        let fields = [("on", "2026-05-12"), ("aim", "Ikke mit")];
        assert_eq!(somebody.post(&at(child, "indsats/6/maal"), &fields).await.status, StatusCode::NOT_FOUND, "{role:?}");
    }
    assert_eq!(town.as_nobody().get(&at(child, "plan")).await.status, StatusCode::SEE_OTHER);
    let mette = town.as_caseworker().await;
    for page in ["indsats/1", "indsats/99", "opfoelgning/1", "undersoegelse/6", "indsats/6/andet"] {
        assert_eq!(mette.get(&at(child, page)).await.status, StatusCode::NOT_FOUND, "{page}");
    }
}

#[tokio::test]
async fn a_provider_reads_the_help_it_gives_and_writes_nothing_there() {
    let town = Town::new().await;
    let (child, _) = town.planned().await;
    let mut other = decided(InterventionKind::ContactPerson, date(2026, 5, 1));
    other.provider = None;
    town.write(child, Role::Caseworker, vec![Fact::InterventionDecided(other)]).await;
    let jens = town.as_role(Role::Provider).await;
    let help = jens.get(&at(child, "indsats/6")).await;
    help.must(StatusCode::OK, &["Noah kommer i skole hver dag"]);
    assert!(!help.says("Afslut hjælpen"));
    let plan = jens.get(&at(child, "plan")).await;
    plan.must(StatusCode::OK, &["Noah er i skole hver dag", "Klasselæreren"]);
    assert!(!plan.says("Tilføj et mål"));
    assert_eq!(jens.get(&at(child, "indsats/10")).await.status, StatusCode::NOT_FOUND, "help given by others");
    assert_eq!(jens.get(&at(child, "opfoelgning/6")).await.status, StatusCode::NOT_FOUND);

    // A newer plan for help that others give is not theirs to read: they still find their own.
    let theirs = PlanMade {
        on: TODAY,
        interventions: vec![EntryNo(10)],
        purpose: "En voksen til samtaler".to_owned(),
        child_wishes: String::new(),
        family_part: String::new(),
    };
    town.write(child, Role::Caseworker, vec![Fact::PlanMade(theirs)]).await;
    let plan = jens.get(&at(child, "plan")).await;
    plan.must(StatusCode::OK, &["Ro om skolen", "Noah er i skole hver dag"]);
    assert!(!plan.says("En voksen til samtaler"));
}

#[tokio::test]
async fn the_pages_are_whole_in_english_too() {
    let town = Town::new().await;
    let (child, _) = town.planned().await;
    let mette = town.as_caseworker().await.in_english();
    for (page, says) in [("plan", "Noah&#39;s plan"), ("indsats/6", "The way down the ladder"), ("opfoelgning/6", "What does Noah say?")] {
        let shown = mette.get(&at(child, page)).await;
        let says = says.replace("&#39;", "'");
        assert!(shown.says(&says), "{page}: {}", shown.body);
        assert!(!shown.says("[help-") && !shown.says("[follow-up-"), "{page}");
    }
}

#[tokio::test]
async fn supporting_help_may_do_without_a_plan_and_a_placement_may_not() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "indsats/6");
    mette.get(&path).await.must(StatusCode::OK, &["Hjælpen skal ikke have en plan", "Barnets plan klar"]);
    mette.fill(&at(child, "indsats/6/uden-plan"), &[]).await.must(WRONG, &["begrundelse"]);
    let said = [("on", "2026-05-12"), ("reason", "Få uger; vi følger op på aftalerne.")];
    mette.fill(&at(child, "indsats/6/uden-plan"), &said).await.leads_to(&path);
    let help = mette.get(&path).await;
    help.must(StatusCode::OK, &["Ingen plan, fordi", "Få uger; vi følger op på aftalerne."]);
    assert!(!help.says("Hjælpen skal ikke have en plan") && !help.says("Barnets plan klar"), "{}", help.body);

    let town = Town::new().await;
    let (child, placement) = town.placed().await;
    let mette = town.as_caseworker().await;
    assert!(!mette.get(&at(child, &format!("indsats/{placement}"))).await.says("Hjælpen skal ikke have en plan"));
    assert_eq!(mette.get(&at(child, &format!("indsats/{placement}/uden-plan"))).await.status, StatusCode::NOT_FOUND);
}
