//! What people meet at the door and on a child's small forms, held as they were put right.

use crate::support::{HELP, TODAY, Town, at, decided, now, staff};
use axum::http::StatusCode;
use jiff::civil::date;
use trin_domain::id::ChildId;
use trin_domain::kinds::{InterventionKind, MeetingKind, RelationKind, Role, ScreeningOutcome};
use trin_domain::record::*;

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// Noah's sister, who lives with him.
async fn nora(town: &Town, noah: ChildId) -> ChildId {
    let nora = ChildId::from_label("nora");
    let registered = Registered { name: "Nora Holm".to_owned(), birth: Birth::Born(date(2018, 6, 1)), cpr: None };
    let sibling = RelationAdded {
        relation: RelationKind::Sibling,
        name: "Noah Holm".to_owned(),
        child: Some(noah),
        has_custody: false,
        on: date(2026, 3, 2),
    };
    town.write(nora, Role::Caseworker, vec![Fact::Registered(registered), Fact::RelationAdded(sibling)]).await;
    nora
}

#[tokio::test]
async fn how_a_child_was_heard_is_asked_and_each_way_says_what_it_needs() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = at(child, "boernesamtale");
    let asked = mette.get(&path).await;
    asked.must(StatusCode::OK, &["Skriv barnets egne ord.", "hvorfor der ikke var en samtale, og barnets perspektiv"]);
    assert!(!asked.says("checked"), "nothing is taken for granted");
    mette
        .fill(&path, &[("on", "2026-05-12"), ("words", "Jeg vil hjem")])
        .await
        .must(WRONG, &["Vælg, hvordan barnet er hørt", "Jeg vil hjem"]);
    let indirect = [("on", "2026-05-12"), ("manner", "indirekte")];
    mette.fill(&path, &indirect).await.must(WRONG, &["Skriv hvorfor", "Skriv barnets perspektiv"]);
    mette.fill(&path, &[("on", "2026-05-12"), ("manner", "samtale"), ("words", "Jeg vil hjem")]).await.leads_to(&format!("/boern/{child}"));
}

#[tokio::test]
async fn a_notification_begun_about_one_child_does_not_come_up_under_anothers_name() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let nora = nora(&town, noah).await;
    // The intake knows of a sister who has no case; a caseworker does not.
    let mette = town.as_role(Role::Intake).await;
    mette
        .get(&format!("/modtagelsen/ny?barn={noah}"))
        .await
        .must(StatusCode::OK, &["Noah Holm", &format!("/kladder/modtagelsen~ny~{noah}")]);
    let draft = [("barn", noah.to_string()), ("concern", "Noah sover ikke".to_owned())];
    let draft: Vec<(&str, &str)> = draft.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(mette.post(&format!("/kladder/modtagelsen~ny~{noah}"), &draft).await.status, StatusCode::NO_CONTENT);
    let about_nora = mette.get(&format!("/modtagelsen/ny?barn={nora}")).await;
    about_nora.must(StatusCode::OK, &["Nora Holm"]);
    assert!(!about_nora.says("Noah sover ikke"));
    mette
        .get(&format!("/modtagelsen/ny/{noah}"))
        .await
        .must(StatusCode::OK, &["Noah sover ikke", "Det her er din kladde", "Begynd forfra"]);
    // Whatever the form says: the address is about whom it names.
    let fields = [("barn", noah.to_string()), ("notifier", "school".to_owned()), ("concern", "Nora fryser".to_owned())];
    let more = [("received_at", "2026-05-12T09:00".to_owned()), ("causes", "school-problems".to_owned())];
    let all: Vec<(&str, &str)> = fields.iter().chain(&more).map(|(name, value)| (*name, value.as_str())).collect();
    mette.post(&format!("/modtagelsen/ny/{nora}"), &all).await.leads_to("/modtagelsen");
    assert!(town.record(nora).await.state().notifications[0].received.what.concern.starts_with("Nora fryser"));
    // Thrown away, it is gone, and leads back to its own form; a key that is none leads nowhere.
    mette.post(&format!("/kladder/modtagelsen~ny~{noah}/glem"), &[]).await.leads_to(&format!("/modtagelsen/ny/{noah}"));
    assert!(!mette.get(&format!("/modtagelsen/ny/{noah}")).await.says("Noah sover ikke"));
    for key in ["~evil.example", "a%0d%0ab", "a?b"] {
        assert!(!mette.post(&format!("/kladder/{key}/glem"), &[]).await.status.is_redirection(), "{key}");
    }
}

#[tokio::test]
async fn what_is_said_of_one_sibling_alone_stands_first_in_its_own_record() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let nora = nora(&town, noah).await;
    // The intake knows of a sister who has no case; a caseworker does not.
    let mette = town.as_role(Role::Intake).await;
    let (own, of_nora) = (format!("concern-{noah}"), format!("concern-{nora}"));
    let path = format!("/modtagelsen/ny?barn={noah}");
    mette.get(&path).await.must(StatusCode::OK, &["Særligt om Nora", "Særligt om Noah", &own]);
    let fields = [
        ("notifier", "school"),
        ("received_at", "2026-05-12T09:00"),
        ("causes", "school-problems"),
        ("concern", "Der er ikke mad hjemme."),
        (of_nora.as_str(), "Nora græder i klassen."),
    ];
    mette.post(&format!("/modtagelsen/ny/{noah}"), &fields).await.leads_to("/modtagelsen");
    let record = town.record(nora).await;
    let state = record.state();
    let concern = &state.notifications[0].received.what.concern;
    assert!(concern.starts_with("Nora græder i klassen.") && concern.ends_with("Der er ikke mad hjemme."), "{concern}");
    let record = town.record(noah).await;
    assert_eq!(record.state().notifications.last().unwrap().received.what.concern, "Der er ikke mad hjemme.");
    mette.get(&format!("/boern/{nora}")).await.must(StatusCode::OK, &["om flere søskende"]);
    // Nora had nobody: the intake has her until somebody takes over.
    let assigned = town.record(nora).await.entries().iter().find_map(|entry| match &entry.fact {
        Fact::ResponsibilityAssigned(what) => Some(what.reason.clone()),
        _ => None,
    });
    assert!(assigned.unwrap().starts_with("Modtagelsen"));
}

#[tokio::test]
async fn a_teachers_workplace_is_known_and_what_they_sent_shows_that_it_arrived() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let inge = town.as_role(Role::Teacher).await;
    assert!(!inge.get("/min-dag").await.says("Underretninger, du har sendt"));
    let form = inge.get(&format!("/modtagelsen/ny?barn={noah}")).await;
    form.must(StatusCode::OK, &["name=\"notifier_workplace\" type=\"text\" class=\"text\" value=\"Skole\"", "value=\"Inge Lund\""]);
    let fields = [
        ("notifier", "school"),
        ("notifier_name", "Inge Lund"),
        ("notifier_workplace", "Skole"),
        ("received_at", "2026-05-12T09:30"),
        ("causes", "school-problems"),
        ("concern", "Væk hele ugen."),
    ];
    inge.post(&format!("/modtagelsen/ny/{noah}"), &fields).await.leads_to("/min-dag");
    let day = inge.get("/min-dag").await;
    day.must(
        StatusCode::OK,
        &["Underretninger, du har sendt", "Noah Holm", "modtaget i dag kl. 10.00", "Kvitteringen er ikke sendt endnu."],
    );

    let no = town.record(noah).await.state().notifications.last().unwrap().received.no;
    let told = Some("Vi har begyndt en undersøgelse.".to_owned());
    let reason = "Tredje bekymring".to_owned();
    let facts = vec![
        Fact::Screened(Screened { notification: no, on: TODAY, outcome: ScreeningOutcome::Assessment, reason }),
        Fact::ReceiptSent(ReceiptSent { notification: no, on: TODAY }),
        Fact::FeedbackGiven(FeedbackGiven { notification: no, on: TODAY, told, withheld_because: None }),
    ];
    town.write(noah, Role::Caseworker, facts).await;
    let day = inge.get("/min-dag").await;
    day.must(StatusCode::OK, &["Kvittering sendt", "Orientering sendt"]);
    assert!(!day.says("Tredje bekymring") && !day.says("begyndt en undersøgelse"), "no more than that it was sent");

    // Noah leaves the school: he is no longer the teacher's to know of, but the notification still arrived.
    town.write(noah, Role::Caseworker, vec![Fact::LeftUnit(LeftUnit { enrolment: EntryNo(2), on: date(2026, 5, 11) })]).await;
    let day = inge.get("/min-dag").await;
    day.must(StatusCode::OK, &["Underretninger, du har sendt", "modtaget i dag"]);
    assert!(!day.says("Noah Holm"));
    for other in [Role::Pedagogue, Role::Caseworker] {
        assert!(!town.as_role(other).await.get("/min-dag").await.says("Underretninger, du har sendt"), "{other:?}");
    }
}

#[tokio::test]
async fn one_does_not_offer_a_child_to_oneself() {
    let town = Town::new().await;
    let child = town.noah().await;
    let page = at(child, "ansvar");
    let mette = staff(Role::Caseworker).to_string();
    assert!(!town.as_caseworker().await.get(&page).await.says(&mette), "Mette has Noah already");
    let sara = town.as_role(Role::Intake).await;
    assert!(!sara.get(&page).await.says(&format!("value=\"{}\"", staff(Role::Intake))), "nor does the intake take him from Mette");
    let lone = town.as_role(Role::TeamLeader).await;
    lone.get(&page).await.must(StatusCode::OK, &[&format!("value=\"{}\"", staff(Role::TeamLeader))]);
    let offer = [("to", mette.as_str()), ("reason", "Dig igen")];
    assert_eq!(town.as_caseworker().await.fill(&page, &offer).await.status, WRONG);
}

#[tokio::test]
async fn a_meeting_says_whether_it_was_held() {
    let town = Town::new().await;
    let child = town.noah().await;
    let planned = MeetingPlanned {
        at: now(),
        kind: MeetingKind::ALL[0],
        place: "Rådhuset".to_owned(),
        participants: "Mor".to_owned(),
        staff: vec![staff(Role::Caseworker)],
    };
    let closed = MeetingClosed { meeting: EntryNo(8), held: false, note: "Mor blev syg".to_owned() };
    town.write(child, Role::Caseworker, vec![Fact::MeetingPlanned(planned), Fact::MeetingClosed(closed)]).await;
    let page = town.as_caseworker().await.get(&format!("/boern/{child}")).await;
    page.must(StatusCode::OK, &["Møde aflyst", MeetingKind::ALL[0].da(), "Mor blev syg"]);
}

#[tokio::test]
async fn a_provider_reads_no_other_help_in_the_plans_first_line() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mut other = decided(InterventionKind::ContactPerson, date(2026, 5, 1));
    (other.provider, other.offer) = (None, Some("Ungehuset".to_owned()));
    let plan = PlanMade {
        on: TODAY,
        interventions: vec![HELP, EntryNo(8)],
        purpose: "Ro".to_owned(),
        child_wishes: String::new(),
        family_part: String::new(),
    };
    town.write(child, Role::Caseworker, vec![Fact::InterventionDecided(other), Fact::PlanMade(plan)]).await;
    town.as_caseworker().await.get(&at(child, "plan")).await.must(StatusCode::OK, &["Familiehuset og Ungehuset"]);
    let provider = town.as_role(Role::Provider).await.get(&at(child, "plan")).await;
    provider.must(StatusCode::OK, &["Gælder Familiehuset."]);
    assert!(!provider.says("Ungehuset"));
}

#[tokio::test]
async fn a_text_too_long_is_answered_by_its_form_which_keeps_it() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    // Letters outside the first plane take twelve bytes each on the way; four texts of the longest still fit.
    let (fits, too_long) = ("🌱".repeat(40_000), "🌱".repeat(40_001));
    let note = |facts| [("on", "2026-05-12"), ("facts", facts), ("child_words", &fits), ("others_words", &fits), ("judgement", &fits)];
    mette.fill(&at(child, "note"), &note(&too_long)).await.must(WRONG, &["længere end 40.000 tegn", &too_long]);
    mette.fill(&at(child, "note"), &note(&fits)).await.leads_to(&format!("/boern/{child}"));
    let book = "ordene ".repeat(1 << 20);
    let page = mette.post(&at(child, "note"), &[("facts", &book)]).await;
    page.must(StatusCode::PAYLOAD_TOO_LARGE, &["tilbageknap"]);
    mette.in_english().post(&at(child, "note"), &[("facts", &book)]).await.must(StatusCode::PAYLOAD_TOO_LARGE, &["back button"]);
}

#[tokio::test]
async fn the_letter_is_shown_before_it_is_written_as_given() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let path = format!("/modtagelsen/{child}/3/orientering");
    let shown = mette.fill(&path, &[("told", "Vi taler med skolen."), ("vis", "brev")]).await;
    shown.must(StatusCode::OK, &["data-mirror=\"told\">Vi taler med skolen.</p>"]);
    assert!(town.record(child).await.state().notifications[0].feedback.is_none(), "nothing is written");
}

#[tokio::test]
async fn the_head_says_when_the_help_ends_and_that_the_case_is_closed() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let page = format!("/boern/{child}");
    let ended = |on| {
        Fact::InterventionEnded(InterventionEnded {
            intervention: HELP,
            on,
            reason: trin_domain::kinds::EndReason::GoalsReached,
            note: String::new(),
        })
    };
    let screened =
        Screened { notification: EntryNo(3), on: TODAY, outcome: ScreeningOutcome::EarlyHelp, reason: "Tidlig hjælp".to_owned() };
    let closed = Closed { on: TODAY, reason: "Familien klarer sig".to_owned() };
    town.write(child, Role::Caseworker, vec![Fact::Screened(screened), ended(TODAY)]).await;
    mette.get(&page).await.must(StatusCode::OK, &["Trin 3, ", "siden 23. marts; slutter i dag<"]);
    town.write(child, Role::Caseworker, vec![Fact::Closed(closed)]).await;
    mette.get(&page).await.must(StatusCode::OK, &["slutter i dag. Sagen er lukket."]);
}

#[tokio::test]
async fn a_child_registered_twice_is_pointed_out_to_the_intake() {
    let town = Town::new().await;
    let noah = town.noah().await;
    nora(&town, noah).await;
    // A health visitor has no relation to Noah, and so is not told that the municipality knows him.
    let visitor = town.as_role(Role::HealthVisitor).await;
    let fields = [
        ("name", "Noah Holm"),
        ("born", "02-04-2016"),
        ("notifier", "health-visitor-or-dentist"),
        ("notifier_name", "Sidsel"),
        ("received_at", "2026-05-12T09:30"),
        ("causes", "school-problems"),
        ("concern", "Ser træt ud."),
    ];
    visitor.post("/modtagelsen/ny", &fields).await.leads_to("/min-dag");
    let intake = town.as_role(Role::Intake).await;
    let queue = intake.get("/modtagelsen").await;
    let waiting = queue.body.split("href=\"/modtagelsen/").filter_map(|link| link.split('"').next()).find(|link| link.ends_with("/2"));
    let page = intake.get(&format!("/modtagelsen/{}", waiting.expect("it waits"))).await;
    page.must(StatusCode::OK, &["Måske er barnet et, vi kender i forvejen", "Noah Holm", "spørg Mette Holm"]);
    assert!(!page.says(&format!("href=\"/boern/{noah}\"")), "whom to ask, not a way in");
    // It still says so when the form comes back.
    let path = format!("/modtagelsen/{}", waiting.expect("it waits"));
    let again = intake.send(&page, &path, &[("danger", "nej")]).await;
    again.must(WRONG, &["Måske er barnet et, vi kender i forvejen", "Skriv "]);
    // Noah's own notification says nothing of the kind about his sister.
    assert!(!intake.get(&format!("/modtagelsen/{noah}/3")).await.says("Nora Holm"));
}

/// What a notification says, without the child it is about.
const CONCERN: [(&str, &str); 4] =
    [("notifier", "school"), ("received_at", "2026-05-12T09:30"), ("causes", "school-problems"), ("concern", "Væk hele ugen.")];

/// The children with a name, in Trin's own order.
async fn called(town: &Town, name: &str, born: jiff::civil::Date) -> Vec<ChildId> {
    let rows = town.store.children_by_name_and_birth(name, born, None).await.unwrap();
    rows.into_iter().filter(|row| row.name == name).map(|row| row.child).collect()
}

/// The facts of a notification with all that follows from it.
const DECIDED: [(&str, &str); 5] = [
    ("danger", "nej"),
    ("acute_reason", "Ingen fare nu"),
    ("outcome", "early-help"),
    ("screening_reason", "Tidlig hjælp"),
    ("receipt", "ja"),
];

#[tokio::test]
async fn a_notification_sent_twice_is_written_once() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let nora = nora(&town, noah).await;
    let intake = town.as_role(Role::Intake).await;
    let path = format!("/modtagelsen/ny/{noah}");
    let (key, sibling) = (intake.get(&path).await.hidden("key"), nora.to_string());
    let fields: Vec<(&str, &str)> = [("key", key.as_str()), ("siblings", &sibling)].into_iter().chain(CONCERN).chain(DECIDED).collect();
    for _ in 0..2 {
        intake.post(&path, &fields).await.leads_to(&format!("/boern/{noah}?gjort=intake-done-decided"));
    }
    assert_eq!(town.record(noah).await.state().notifications.len(), 2, "one from March, one from today");
    assert_eq!(town.record(nora).await.state().notifications.len(), 1);
    // Other words under the same key are something else, which the person is asked about.
    let other: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, if *name == "concern" { "Og træt." } else { value })).collect();
    intake.post(&path, &other).await.must(WRONG, &["allerede gemt én gang", "Og træt."]);
    // Nor may another person's key be answered as theirs.
    let mette = town.as_caseworker().await;
    assert_eq!(mette.post(&path, &fields).await.status, WRONG);
    assert_eq!(town.record(noah).await.state().notifications.len(), 2);
}

#[tokio::test]
async fn a_notification_of_a_new_child_sent_twice_makes_one_child() {
    let town = Town::new().await;
    for (role, to) in [(Role::Intake, "/boern/"), (Role::Teacher, "/min-dag?gjort=intake-done-sent")] {
        let person = town.as_role(role).await;
        let name = format!("Ida {}", role.code());
        let key = person.get("/modtagelsen/ny").await.hidden("key");
        let fields: Vec<(&str, &str)> =
            [("key", key.as_str()), ("name", &name), ("born", "01-03-2019")].into_iter().chain(CONCERN).chain(DECIDED).collect();
        for _ in 0..2 {
            person.post("/modtagelsen/ny", &fields).await.leads_to(to);
        }
        let children = called(&town, &name, date(2019, 3, 1)).await;
        assert_eq!(children.len(), 1, "{role:?}");
        assert_eq!(town.record(children[0]).await.state().notifications.len(), 1, "{role:?}");
    }
}

#[tokio::test]
async fn an_assessment_of_a_notification_sent_twice_is_written_once() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let intake = town.as_role(Role::Intake).await;
    let path = format!("/modtagelsen/ny/{noah}");
    intake.post(&path, &CONCERN).await.leads_to("/modtagelsen");
    let path = format!("/modtagelsen/{noah}/8");
    let page = intake.get(&path).await;
    for _ in 0..2 {
        intake.send(&page, &path, &DECIDED).await.leads_to(&format!("/boern/{noah}?gjort=intake-done-decided"));
    }
    let record = town.record(noah).await;
    let receipts = record.entries().iter().filter(|entry| matches!(entry.fact, Fact::ReceiptSent(_))).count();
    assert_eq!((receipts, record.entries().len()), (1, 11));
}

/// Sends a form that says something without the choice it belongs to: nothing is written, the field says so, and the text stays.
async fn says_what_it_lacks(town: &Town, child: ChildId, page: &str, fields: &[(&str, &str)], lacks: &str) {
    let before = town.record(child).await.version();
    let sent = town.as_caseworker().await.fill(page, fields).await;
    sent.must(WRONG, &["Du har skrevet i “", &format!("men ikke valgt eller udfyldt “{lacks}”"), "Kun for sig selv"]);
    assert_eq!(town.record(child).await.version(), before);
}

#[tokio::test]
async fn a_text_without_the_choice_it_belongs_to_is_not_dropped() {
    let town = Town::new().await;
    let child = town.noah().await;
    let path = format!("/modtagelsen/ny/{child}");
    let with = |more: &[(&'static str, &'static str)]| -> Vec<(&'static str, &'static str)> {
        CONCERN.into_iter().chain(more.iter().copied()).collect()
    };
    let alone = "Kun for sig selv";
    town.as_caseworker().await.post(&path, &CONCERN).await.leads_to("/modtagelsen");
    let (danger, yes) = ("Er barnets sundhed eller udvikling i fare nu?", "Ja, der er handlet med det samme");
    let waiting = format!("/modtagelsen/{child}/8");
    let no = [("danger", "nej"), ("acute_reason", "Ro"), ("acute_measure", alone)];
    for (fields, lacks) in [
        (&[("acute_reason", alone)][..], danger),
        (&no[..], yes),
        (&[("screening_reason", alone), ("receipt", "ja")][..], "Hvad fører den til?"),
        (&[("second_conclusion", alone), ("receipt", "ja")][..], "Fagperson"),
    ] {
        says_what_it_lacks(&town, child, &waiting, fields, lacks).await;
        if lacks != "Fagperson" {
            // The notification's own form carries no `set`: it is sent as it is.
            let sent = town.as_caseworker().await.post(&path, &with(fields)).await;
            sent.must(WRONG, &["men ikke valgt eller udfyldt “", alone]);
        }
    }
    let page = at(child, "boernesamtale");
    for (manner, field, lacks) in [
        ("indirekte", "words", "I en samtale"),
        ("ikke", "perspective", "Gennem dem, der kender barnet"),
        ("samtale", "why", "Barnet er ikke hørt"),
    ] {
        let fields = [("on", "2026-05-12"), ("manner", manner), (field, alone)];
        let sent = town.as_caseworker().await.fill(&page, &fields).await;
        sent.must(WRONG, &["Du har skrevet i “", lacks, alone]);
    }
    let page = at(child, "netvaerk");
    for (field, lacks) in [("given_by", "Nyt samtykke: til hvad?"), ("recipients", "Nyt samtykke: til hvad?")] {
        says_what_it_lacks(&town, child, &page, &[("on", "2026-05-12"), (field, alone)], lacks).await;
    }
    let mother = [("on", "2026-05-12"), ("custody", "ja")];
    town.as_caseworker().await.fill(&page, &mother).await.must(WRONG, &["men ikke valgt eller udfyldt “En til i netværket: navn”"]);
}

#[tokio::test]
async fn a_draft_of_an_assessment_comes_with_what_others_wrote_since() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let intake = town.as_role(Role::Intake).await;
    intake.post(&format!("/modtagelsen/ny/{noah}"), &CONCERN).await.leads_to("/modtagelsen");
    let path = format!("/modtagelsen/{noah}/8");
    let set = intake.get(&path).await.hidden("set");
    let draft = [("set", set.as_str()), ("danger", "nej"), ("acute_reason", "Halvt skrevet")];
    assert_eq!(intake.post(&format!("/kladder/modtagelsen~{noah}~8"), &draft).await.status, StatusCode::NO_CONTENT);
    assert!(!intake.get(&path).await.says("siden du åbnede siden"));
    let heard = ChildHeard { on: TODAY, hearing: Hearing::Talk { words: "Jeg er bange hjemme".to_owned() } };
    town.write(noah, Role::TeamLeader, vec![Fact::ChildHeard(heard)]).await;
    intake.get(&path).await.must(StatusCode::OK, &["Halvt skrevet", "Lone Bach", "Jeg er bange hjemme", "siden du åbnede siden"]);
}

#[tokio::test]
async fn a_draft_of_a_correction_a_view_or_an_outcome_comes_back() {
    let town = Town::new().await;
    let child = town.noah().await;
    let planned = MeetingPlanned {
        at: now(),
        kind: MeetingKind::ALL[0],
        place: String::new(),
        participants: "Mor".to_owned(),
        staff: vec![staff(Role::Caseworker)],
    };
    town.write(child, Role::Caseworker, vec![Fact::MeetingPlanned(planned)]).await;
    let mette = town.as_caseworker().await;
    for (page, field, begins) in [
        ("post/3/ret", "f-concern", "Noah er væk fra skole to dage om ugen."),
        ("post/3/syn", "text", "Det her er sagt"),
        ("moede/8", "note", "Mødet"),
    ] {
        let path = at(child, page);
        mette.get(&path).await.must(StatusCode::OK, &[&format!("name=\"{field}\"")]);
        let key = path.trim_start_matches('/').replace('/', "~");
        let (set, text) = (mette.get(&path).await.hidden("set"), format!("{begins} Halvt skrevet"));
        let draft = [("set", set.as_str()), (field, &text)];
        assert_eq!(mette.post(&format!("/kladder/{key}"), &draft).await.status, StatusCode::NO_CONTENT);
        mette.get(&path).await.must(StatusCode::OK, &[&text]);
        // The draft is one's own.
        assert!(!town.as_role(Role::TeamLeader).await.get(&path).await.says("Halvt skrevet"), "{page}");
    }
}

#[tokio::test]
async fn what_was_done_before_it_is_written_in_says_when() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let intake = town.as_role(Role::Intake).await;
    let path = format!("/modtagelsen/ny/{noah}");
    let received = [("notifier", "school"), ("received_at", "2026-05-11T09:30"), ("causes", "school-problems"), ("concern", "Væk.")];
    let fields = |at, on| -> Vec<(&str, &str)> {
        let decided =
            [("danger", "nej"), ("acute_reason", "Ro"), ("assessed_at", at), ("outcome", "assessment"), ("screening_reason", "Se")];
        received.into_iter().chain(decided).chain([("screened_on", on)]).collect()
    };
    intake.get(&path).await.must(StatusCode::OK, &["name=\"assessed_at\"", "name=\"screened_on\"", "Kun når det ikke er nu"]);
    intake.post(&path, &fields("i går", "2026-05-11")).await.must(WRONG, &["“i går” er ikke et klokkeslæt"]);
    // Not before it was received, and not tomorrow.
    for (at, on) in [("2026-05-11T08:00", "2026-05-11"), ("2026-05-13T08:00", "2026-05-11"), ("2026-05-11T15:00", "2026-05-13")] {
        let refused = intake.post(&path, &fields(at, on)).await;
        let field = if on == "2026-05-13" { "f-screened_on" } else { "f-assessed_at" };
        refused.must(WRONG, &[&format!("href=\"#{field}\"")]);
    }
    intake.post(&path, &fields("2026-05-11T15:10", "2026-05-11")).await.leads_to("/boern/");
    let record = town.record(noah).await;
    let state = record.state();
    let last = state.notifications.last().unwrap();
    assert_eq!(last.acute.unwrap().what.at, "2026-05-11T13:10:00Z".parse().unwrap());
    assert_eq!(last.screened.unwrap().what.on, date(2026, 5, 11));
    assert_eq!(state.assessments[0].opened.what.on, date(2026, 5, 11));

    let letters = format!("/modtagelsen/{noah}/{}", last.received.no);
    for which in ["kvittering", "orientering"] {
        let page = format!("{letters}/{which}");
        intake.get(&page).await.must(StatusCode::OK, &["Brevets dag", "value=\"2026-05-12\""]);
        intake.fill(&page, &[("on", "mandag"), ("told", "Vi ser på det.")]).await.must(WRONG, &["“mandag” er ikke en dato"]);
        intake.fill(&page, &[("on", "2026-05-11"), ("told", "Vi ser på det.")]).await.leads_to(&letters);
    }
    let record = town.record(noah).await;
    let state = record.state();
    let last = state.notifications.last().unwrap();
    let sent = (last.receipt.unwrap().what.on, last.feedback.unwrap().what.on);
    assert_eq!(sent, (date(2026, 5, 11), date(2026, 5, 11)));
}

#[tokio::test]
async fn a_namesake_of_another_year_is_not_asked_about() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let intake = town.as_role(Role::Intake).await;
    let of = |born| -> Vec<(&str, &str)> { [("name", "Noah Holm"), ("born", born)].into_iter().chain(CONCERN).collect() };
    intake.post("/modtagelsen/ny", &of("03-04-2016")).await.must(WRONG, &[&format!("value=\"{noah}\"")]);
    intake.post("/modtagelsen/ny", &of("02-04-2012")).await.leads_to("/modtagelsen?");
    assert_eq!(called(&town, "Noah Holm", date(2012, 4, 2)).await.len(), 2, "the query itself finds both");
}

#[tokio::test]
async fn who_notifies_at_work_is_not_anonymous() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let address = format!("/modtagelsen/ny/{noah}");
    let teacher = town.as_role(Role::Teacher).await;
    assert!(!teacher.get(&address).await.body.contains("value=\"anonymous\""));
    let fields = [("notifier", "anonymous"), ("received_at", "2026-05-12T09:30"), ("causes", "school-problems"), ("concern", "Væk.")];
    teacher.post(&address, &fields).await.must(WRONG, &["Vælg, hvem der underretter"]);
    assert!(town.as_role(Role::Intake).await.get(&address).await.body.contains("value=\"anonymous\""));
}
