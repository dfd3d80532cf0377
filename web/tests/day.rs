//! Min dag, what a refusal points at, and the page that says the store failed.

use crate::support::{Page, Town, staff};
use axum::http::StatusCode;
use jiff::civil::date;
use trin_domain::duties::DutyKind;
use trin_domain::id::ChildId;
use trin_domain::kinds::{Cause, NotifierKind, Role};
use trin_domain::record::*;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// A child notified about in January and left since.
async fn left_since_january(town: &Town) -> ChildId {
    let child = ChildId::from_label("ida");
    let facts = vec![
        Fact::Registered(Registered { name: "Ida Krog".to_owned(), birth: Birth::Born(date(2017, 4, 2)), cpr: None }),
        Fact::NotificationReceived(NotificationReceived {
            received_at: "2026-01-02T09:00:00Z".parse().unwrap(),
            notifier: Notifier { kind: NotifierKind::School, name: None, workplace: None },
            concern: "Ida er alene hjemme.".to_owned(),
            causes: vec![Cause::SchoolProblems],
            acute: false,
            abuse_suspected: false,
            siblings: Vec::new(),
        }),
        Fact::ResponsibilityAssigned(ResponsibilityAssigned {
            to: staff(Role::Caseworker),
            on: date(2026, 1, 2),
            reason: "Distrikt Nord".to_owned(),
        }),
    ];
    town.write(child, Role::Caseworker, facts).await;
    child
}

#[tokio::test]
async fn a_draft_says_which_form_it_is_of_and_about_whom() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let mette = town.as_caseworker().await;
    let pages = ["note", "opfoelgning/6", "indsats/ny", "indsats/6/slut", "plan/tal", "post/3/ret", "moede/ny", "undersoegelse/8"];
    for page in pages {
        let key = format!("boern~{noah}~{}", page.replace('/', "~"));
        assert_eq!(mette.post(&format!("/kladder/{key}"), &[("facts", "Halvt")]).await.status, StatusCode::NO_CONTENT);
    }
    mette.post(&format!("/kladder/modtagelsen~ny~{noah}"), &[("concern", "Halvt")]).await;
    let ida = left_since_january(&town).await;
    let inge = town.as_role(Role::Teacher).await;
    inge.post(&format!("/kladder/boern~{ida}~note"), &[("facts", "Halvt")]).await;
    let day = mette.get("/min-dag").await;
    let says =
        ["Notat", "Opfølgning", "Afgørelse om indsats", "Indsats sluttet", "Mål scoret", "Rettelse", "Møde aftalt", "Undersøgelse, afsnit"];
    for (page, says) in pages.iter().zip(says) {
        day.must(StatusCode::OK, &[&format!("<a href=\"/boern/{noah}/{page}\">Noah Holm: {says}</a>")]);
    }
    day.must(StatusCode::OK, &[&format!("<a href=\"/modtagelsen/ny/{noah}\">Noah Holm: Underretning</a>")]);
    // A child one has no relation to, or no longer, has no name.
    let day = inge.get("/min-dag").await;
    day.must(StatusCode::OK, &[&format!("<a href=\"/boern/{ida}/note\">Notat</a>")]);
    assert!(!day.says("Ida Krog"));
}

#[tokio::test]
async fn what_is_most_overdue_stands_first_and_the_rest_of_the_old_is_one_line() {
    let town = Town::new().await;
    town.noah().await;
    left_since_january(&town).await;
    let mette = town.as_caseworker().await;
    let day = mette.get("/min-dag").await;
    day.must(StatusCode::OK, &["Noah Holm", "af dem har været forfaldne i mere end 90 dage", "/min-dag?liste=forfaldne"]);
    // The oldest of all leads; the others that have waited long are behind the line.
    let late = &day.body[day.body.find("Forfaldent").unwrap()..];
    let ida = late.find("Ida Krog").expect("the most overdue stands on the day");
    assert!(ida < late.find("Noah Holm").unwrap(), "and first: {late}");
    let others = late.split("Noah Holm").next().unwrap();
    assert_eq!(others.matches("Ida Krog").count(), 1, "one of them: {others}");
    mette.get("/min-dag?liste=forfaldne").await.must(StatusCode::OK, &["Ida Krog", DutyKind::AcuteAssessment.da(), "Noah Holm"]);
}

#[tokio::test]
async fn an_assessment_that_may_take_longer_is_one_line() {
    let town = Town::new().await;
    let child = town.noah().await;
    let opened = AssessmentOpened {
        kind: AssessmentKind::Full,
        on: date(2026, 4, 1),
        aware_on: date(2026, 3, 2),
        notification: Some(EntryNo(3)),
        reason: "Fraværet".to_owned(),
    };
    town.write(child, Role::Caseworker, vec![Fact::AssessmentOpened(opened)]).await;
    let mette = town.as_caseworker().await;
    for page in ["/min-dag".to_owned(), format!("/boern/{child}")] {
        let shown = mette.get(&page).await;
        shown.must(StatusCode::OK, &[DutyKind::Assessment.da(), "skal en foreløbig vurdering være skrevet den dag"]);
        let line = format!(">{}<", DutyKind::PreliminaryAssessment.da());
        assert!(!shown.says(&line), "{page}: {}", shown.body);
    }
}

/// Every fault in the summary leads to a field that is there.
#[track_caller]
fn leads_to_its_field(page: &Page, id: &str) {
    let (_, summary) = page.body.split_once("id=\"errors\"").unwrap();
    let (summary, _) = summary.split_once("</ul>").unwrap();
    let links: Vec<&str> = summary.split("href=\"#").skip(1).filter_map(|link| link.split('"').next()).collect();
    assert_eq!(links, [id], "{summary}");
    assert!(page.says(&format!("id=\"{id}\"")), "no {id} on the page");
}

#[tokio::test]
async fn a_refusal_leads_to_the_field_in_which_it_was_written() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let at = |page: &str| format!("/boern/{child}/{page}");
    let long = "ord ".repeat(12_000);

    let follow_up = [
        ("on", "2026-05-12"),
        ("child_voice", "Bedre"),
        ("family_voice", "Ja"),
        ("provider_status", "Holdt"),
        ("reason", "Færdig"),
        ("decision", "stop-goals-reached"),
        ("ended_on", "2050-01-01"),
    ];
    let refused = mette.fill(&at("opfoelgning/6"), &follow_up).await;
    refused.must(WRONG, &["“Sidste dag” ligger for langt fremme"]);
    leads_to_its_field(&refused, "f-ended_on");

    let decision = [
        ("on", "2026-05-12"),
        ("kind", "relief-care"),
        ("purpose", "Luft"),
        ("consent", "with"),
        ("why_not_lower", "Prøvet"),
        ("starts_on", "2050-01-01"),
        ("ended_on", ""),
    ];
    let refused = mette.fill(&at("indsats/ny"), &decision).await;
    refused.must(WRONG, &["“Begynder den” ligger for langt fremme"]);
    leads_to_its_field(&refused, "f-starts_on");

    let screened = [("outcome", "nothing-further"), ("screening_reason", long.as_str())];
    let refused = mette.fill(&format!("/modtagelsen/{child}/3"), &screened).await;
    refused.must(WRONG, &["“Begrundelse for screeningen” er længere end"]);
    leads_to_its_field(&refused, "f-screening_reason");

    let goal = [
        ("form", "maal"),
        ("text", "Mål"),
        ("scale", "0 til 10"),
        ("lowest", "10"),
        ("highest", "0"),
        ("from", "10"),
        ("to", "10"),
        ("by", "2026-09-01"),
    ];
    mette.fill(&at("plan/ny"), &[("on", "2026-05-12"), ("purpose", "Ro")]).await.leads_to(&at("plan"));
    let refused = mette.fill(&at("plan"), &goal).await;
    assert_eq!(refused.status, WRONG);
    assert!(refused.body.matches("href=\"#f-").count() >= 1);
}

#[tokio::test]
async fn the_page_that_says_the_store_failed_is_in_the_readers_language() {
    let town = Town::new().await;
    let mette = town.as_caseworker().await;
    town.store.close().await;
    mette.get("/min-dag").await.must(StatusCode::SERVICE_UNAVAILABLE, &["Trin kan ikke gemme eller hente lige nu"]);
    // A form comes back with what was typed, to be sent again.
    let sent = mette.post("/modtagelsen/ny", &[("concern", "Drengen har blå mærker på armen.")]).await;
    sent.must(StatusCode::SERVICE_UNAVAILABLE, &["ikke gemt endnu", "Drengen har blå mærker på armen.", "Send igen"]);
    let english = mette.in_english().get("/min-dag").await;
    english.must(StatusCode::SERVICE_UNAVAILABLE, &["<h1>", "lang=\"en\""]);
    assert!(!english.says("lige nu"));
}

#[tokio::test]
async fn a_second_correction_begins_from_the_first() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = format!("/boern/{child}/post/6/ret");
    let first = [("f-purpose", "Noah kommer i skole."), ("reason", "Skrivefejl")];
    mette.fill(&path, &first).await.leads_to(&format!("/boern/{child}"));
    let second = mette.get(&path).await;
    second.must(StatusCode::OK, &["Noah kommer i skole.", "Familiehuset"]);
    assert!(!second.says("Noah kommer i skole hver dag."), "what was corrected away does not come back");
    assert!(!second.says("with-consent") && !second.says("family-treatment"), "codes are not texts");
    mette.fill(&path, &[("f-offer", "Ungehuset"), ("reason", "Forkert sted")]).await.leads_to(&format!("/boern/{child}"));
    let record = town.record(child).await;
    let help = record.state().interventions[0].decided.what.clone();
    assert_eq!((help.offer.as_deref(), help.purpose.as_str()), (Some("Ungehuset"), "Noah kommer i skole."));
}

#[tokio::test]
async fn a_correction_that_does_not_fit_says_with_what_and_leads_to_its_field() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let followed_up = FollowedUp {
        intervention: EntryNo(6),
        on: date(2026, 4, 20),
        child_voice: "Bedre".to_owned(),
        family_voice: "Ja".to_owned(),
        provider_status: "Holdt".to_owned(),
        scores: Vec::new(),
        decision: trin_domain::kinds::FollowUpDecision::Continue,
        reason: "Det går frem".to_owned(),
        next_on: None,
    };
    town.write(child, Role::Caseworker, vec![Fact::FollowedUp(followed_up)]).await;
    let corrects = |no: u32| format!("/boern/{child}/post/{no}/ret");
    let later = [("f-on", "2026-04-21"), ("reason", "Begyndte først da")];
    let refused = mette.fill(&corrects(7), &later).await;
    refused.must(WRONG, &["Rettelsen passer ikke med post 8", "Begyndte først da"]);
    mette.in_english().fill(&corrects(7), &later).await.must(WRONG, &["does not fit with entry 8"]);
    let refused = mette.fill(&corrects(8), &[("f-on", "2026-03-22"), ("reason", "En anden dag")]).await;
    refused.must(WRONG, &["“Holdt den” kan tidligst være 23. marts 2026"]);
    leads_to_its_field(&refused, "f-f-on");
}

#[tokio::test]
async fn a_time_is_corrected_in_danish_time_and_what_may_be_left_out_can_be_taken_out() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let corrects = |no: u32| format!("/boern/{child}/post/{no}/ret");
    // Received 09:00 in Greenwich, 10:00 here.
    mette.get(&corrects(3)).await.must(StatusCode::OK, &["value=\"2026-03-02T10:00\""]);
    let refused = mette.fill(&corrects(3), &[("f-received_at", "2026-03-02T13:01"), ("reason", "Postbogen")]).await;
    refused.must(WRONG, &["passer ikke med post 5"]);
    mette.fill(&corrects(3), &[("f-received_at", "2. marts"), ("reason", "Postbogen")]).await.must(WRONG, &["2. marts"]);
    mette.fill(&corrects(3), &[("f-received_at", "2026-03-02T09:30"), ("reason", "Postbogen")]).await.leads_to(&format!("/boern/{child}"));
    mette.fill(&corrects(6), &[("f-offer", ""), ("reason", "Intet tilbud")]).await.leads_to(&format!("/boern/{child}"));
    mette.fill(&corrects(6), &[("f-purpose", ""), ("reason", "Tomt")]).await.must(WRONG, &["Feltet “Hvad hjælpen skal føre til” er tomt"]);
    mette.fill(&corrects(6), &[("f-on", ""), ("reason", "Ingen dag")]).await.must(WRONG, &["Udfyld “Besluttet den”."]);
    let record = town.record(child).await;
    let state = record.state();
    assert_eq!(state.notifications[0].received.what.received_at.to_string(), "2026-03-02T08:30:00Z");
    assert_eq!(state.interventions[0].decided.what.offer, None);
    assert_eq!(state.interventions[0].decided.what.purpose, "Noah kommer i skole hver dag.");
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_is_handed_back_to_be_sent_again() {
    let town = Town::new().await;
    let child = left_since_january(&town).await;
    let mette = town.as_caseworker().await;
    let address = format!("/boern/{child}/note");
    let form = mette.get(&address).await;
    let said = [("on", "2026-05-12"), ("facts", "Ringede til mor om torsdag.")];
    let back = town.as_nobody().send(&form, &address, &said).await;
    back.must(
        StatusCode::UNAUTHORIZED,
        &["Du er logget ud", "Send igen", "value=\"Ringede til mor om torsdag.\"", &format!("action=\"{address}\"")],
    );
    // What was handed back is the whole form: sent again by the same person, it is saved.
    mette.send(&back, &address, &said).await.leads_to(&format!("/boern/{child}"));
    // A draft is only told no, so that the page it came from can say so.
    let draft = town.as_nobody().post("/kladder/boern", &[("facts", "Ringede")]).await;
    assert_eq!(draft.status, StatusCode::UNAUTHORIZED);
    // Looking without a session leads to the entrance as before.
    town.as_nobody().get(&address).await.leads_to("/");
}

#[tokio::test]
async fn suspected_abuse_is_said_on_every_page_of_the_open_case_and_to_nobody_else() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let page = format!("/boern/{child}");
    assert!(!mette.get(&page).await.says("tal ikke med forældrene først"));
    let suspected = NotificationReceived {
        received_at: "2026-05-11T09:00:00Z".parse().unwrap(),
        notifier: Notifier { kind: NotifierKind::School, name: None, workplace: None },
        concern: "Noah har mærker på armen.".to_owned(),
        causes: vec![Cause::AbuseByParents],
        acute: true,
        abuse_suspected: true,
        siblings: Vec::new(),
    };
    town.write(child, Role::Caseworker, vec![Fact::NotificationReceived(suspected)]).await;
    for below in ["", "/note", "/netvaerk", "/moede/ny"] {
        mette.get(&format!("{page}{below}")).await.must(StatusCode::OK, &["tal ikke med forældrene først"]);
    }
    assert!(!town.as_role(Role::Teacher).await.get(&page).await.says("tal ikke med forældrene"));
}

#[tokio::test]
async fn whoever_is_no_caseworker_is_not_held_against_the_caseload_target() {
    let town = Town::new().await;
    town.noah().await;
    left_since_january(&town).await;
    let child = ChildId::from_label("otto");
    let facts = vec![
        Fact::Registered(Registered { name: "Otto Bang".to_owned(), birth: Birth::Born(date(2019, 4, 2)), cpr: None }),
        Fact::ResponsibilityAssigned(ResponsibilityAssigned {
            to: staff(Role::Intake),
            on: date(2026, 5, 1),
            reason: "Modtagelsen".to_owned(),
        }),
    ];
    town.write(child, Role::Intake, facts).await;
    // A leader counts her own team's children; the head of department all of them.
    assert!(!town.as_role(Role::TeamLeader).await.get("/team").await.says("· Medarbejder i Modtagelsen"));
    let team = town.as_role(Role::HeadOfDepartment).await.get("/team").await;
    team.must(
        StatusCode::OK,
        &["Én rådgiver har ansvaret for 2 børn", "Ét barn er hos en, der ikke er rådgiver", "· Medarbejder i Modtagelsen"],
    );
}

#[tokio::test]
async fn every_running_clock_stands_on_the_day_of_the_intake_and_the_leader_whoever_holds_the_child() {
    let town = Town::new().await;
    left_since_january(&town).await;
    for role in [Role::Intake, Role::TeamLeader] {
        let day = town.as_role(role).await.get("/min-dag").await;
        day.must(StatusCode::OK, &["venter på døgnvurdering: 1", "Ida Krog", "hos "]);
    }
    assert!(!town.as_role(Role::HeadOfDepartment).await.get("/min-dag").await.says("venter på døgnvurdering"));
}

#[tokio::test]
async fn a_running_clock_is_said_once_on_the_day_of_the_intake() {
    let town = Town::new().await;
    let otto = ChildId::from_label("otto");
    let facts = vec![
        Fact::Registered(Registered { name: "Otto Bang".to_owned(), birth: Birth::Born(date(2019, 4, 2)), cpr: None }),
        Fact::NotificationReceived(NotificationReceived {
            received_at: town.now(),
            notifier: Notifier { kind: NotifierKind::Anonymous, name: None, workplace: None },
            concern: "Otto er alene ude om aftenen.".to_owned(),
            causes: vec![Cause::SchoolProblems],
            acute: false,
            abuse_suspected: false,
            siblings: Vec::new(),
        }),
        Fact::ResponsibilityAssigned(ResponsibilityAssigned {
            to: staff(Role::Intake),
            on: date(2026, 5, 1),
            reason: "Modtagelsen".to_owned(),
        }),
    ];
    town.write(otto, Role::Intake, facts).await;
    let day = town.as_role(Role::Intake).await.get("/min-dag").await;
    day.must(StatusCode::OK, &["venter på døgnvurdering: 1", "Otto Bang"]);
    day.must(StatusCode::OK, &["Én døgnvurdering står ovenfor med sit ur."]);
    assert!(!day.says("Akutvurdering af underretning"), "the clock and the list say the same");
    // When it is late the list of what is late leaves nothing out.
    town.later(48 * 3_600);
    let intake = town.as_role(Role::Intake).await;
    let day = intake.get("/min-dag").await;
    assert!(day.says("Én døgnvurdering står ovenfor") && !day.says("Akutvurdering af underretning"), "{}", day.body);
    intake.get("/min-dag?liste=forfaldne").await.must(StatusCode::OK, &["Otto Bang", "Akutvurdering"]);
}
