//! A worry on its pages: raised where the child goes, helped by the guide, kept at the unit, and ended.

use crate::support::{Page, Person, Town, staff, unit};
use axum::http::StatusCode;
use jiff::civil::date;
use trin_domain::id::{ChildId, RoundId, StaffId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::*;
use trin_domain::worries::{Reached, WorryOutcome, WorrySign};

/// As a form sends it.
const TODAY: &str = "2026-05-12";

async fn child(town: &Town, name: &str) -> ChildId {
    let child = ChildId::from_label(name);
    let registered = Registered { name: name.to_owned(), birth: Birth::Born(date(2022, 4, 2)), cpr: None };
    let place = unit(UnitKind::DayCare);
    let enrolled = Enrolled { unit: place, unit_name: "Dagtilbud".to_owned(), unit_kind: UnitKind::DayCare, on: date(2025, 8, 1) };
    town.write(child, Role::System, vec![Fact::Registered(registered), Fact::Enrolled(enrolled)]).await;
    child
}

async fn send(by: &Person, page: &Page, path: &str, fields: &[(&str, &str)]) -> Page {
    let (key, set) = (page.hidden("key"), page.hidden("set"));
    let all: Vec<(&str, &str)> = [("key", key.as_str()), ("set", set.as_str())].into_iter().chain(fields.iter().copied()).collect();
    by.post(path, &all).await
}

async fn fill(by: &Person, path: &str, fields: &[(&str, &str)]) -> Page {
    let page = by.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    send(by, &page, path, fields).await
}

const SEEN: [(&str, &str); 4] =
    [("seen", "wellbeing"), ("signs", "Leger alene og sover ikke."), ("child_words", "Peger på døren."), ("on", TODAY)];

/// Raises a worry about the child; its address.
async fn raised(by: &Person, child: ChildId, fields: &[(&str, &str)]) -> String {
    let page = fill(by, &format!("/bekymringer/{child}/ny"), fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.to.split('?').next().unwrap_or_default().to_owned()
}

async fn state_of<T>(town: &Town, child: ChildId, read: impl Fn(&State<'_>) -> T) -> T {
    let record = town.record(child).await;
    read(&record.state())
}

#[tokio::test]
async fn a_worry_is_raised_helped_and_ended() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund").await;
    let pernille = town.as_role(Role::Pedagogue).await;
    pernille.get("/bekymringer").await.must(StatusCode::OK, &["Her er ingen åbne bekymringer", "/bekymringer/ny"]);
    pernille.get("/bekymringer/ny").await.must(StatusCode::OK, &["Noah Lund", &format!("/bekymringer/{noah}/ny"), "Ring 112"]);
    pernille.get(&format!("/boern/{noah}")).await.must(StatusCode::OK, &["Jeg er bekymret"]);

    let at = raised(&pernille, noah, &SEEN).await;
    let page = pernille.get(&at).await;
    page.must(StatusCode::OK, &["Leger alene og sover ikke.", "Peger på døren.", "Tal med forældrene", "0 af 5 er gjort", "Gjort i dag"]);
    page.must_not(&["Ikke forældrene først", "Se på fremmødet"]);
    pernille.get("/bekymringer").await.must(StatusCode::OK, &["Noah Lund", "Tal med en kollega og med din leder"]);
    let my_day = pernille.get("/min-dag").await;
    my_day.must_not(&["intet, du skylder", "Ingen frister"]);
    my_day.must(StatusCode::OK, &["Én bekymring er åben.", "Noah Lund"]);

    // One press, and what came of it in words.
    let step = format!("{at}/skridt/colleague");
    let done = send(&pernille, &page, &step, &[("hvordan", "gjort"), ("on", TODAY)]).await;
    assert_eq!((done.status, done.to.split('?').next()), (StatusCode::SEE_OTHER, Some(at.as_str())), "{}", done.body);
    let words =
        fill(&pernille, &format!("{at}/skridt/parents"), &[("hvordan", "gjort"), ("words", "Mor ser det samme."), ("on", TODAY)]).await;
    assert_eq!(words.status, StatusCode::SEE_OTHER);
    let other = fill(&pernille, &format!("{at}/andet"), &[("what", "Ringede til mormor"), ("on", TODAY)]).await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
    let left = fill(&pernille, &format!("{at}/skridt/child"), &[("hvordan", "udgaar"), ("words", "Han er syg."), ("on", TODAY)]).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER);
    let agreed =
        [("goal", "Sover til middag"), ("action", "Pernille sidder hos"), ("who", "Pernille"), ("by_day", "2026-05-26"), ("on", TODAY)];
    assert_eq!(fill(&pernille, &format!("{at}/aftale"), &agreed).await.status, StatusCode::SEE_OTHER);
    let page = pernille.get(&at).await;
    page.must(StatusCode::OK, &["2 af 5 er gjort", "Mor ser det samme.", "Ringede til mormor", "Han er syg.", "Sover til middag", "Udgik"]);

    let point = state_of(&town, noah, |state| state.focus_points[0].agreed.no).await;
    let look = format!("/bekymringer/{noah}/aftale/{point}");
    pernille.get(&look).await.must(StatusCode::OK, &["Sover til middag"]);
    let looked = [("reached", "partly"), ("words", "Tre dage af fem."), ("on", TODAY), ("next_on", "2026-06-02")];
    assert_eq!(fill(&pernille, &look, &looked).await.status, StatusCode::SEE_OTHER);

    let ended = [("outcome", "thriving"), ("words", "Han leger og sover."), ("on", TODAY)];
    assert_eq!(fill(&pernille, &format!("{at}/afslut"), &ended).await.status, StatusCode::SEE_OTHER);
    pernille
        .get(&at)
        .await
        .must(StatusCode::OK, &["Barnet er i trivsel igen", "Han leger og sover.", "Tre dage af fem.", "Blev ikke gjort"]);
    pernille
        .get("/bekymringer")
        .await
        .must(StatusCode::OK, &["Her er ingen åbne bekymringer", "Afsluttet de seneste tre måneder", "Noah Lund"]);
    let (reached, outcome, taken) = state_of(&town, noah, |state| {
        let worry = &state.worries[0];
        (state.focus_points[0].looks[0].what.reached, worry.settled.map(|settled| settled.what.outcome), worry.taken.len())
    })
    .await;
    assert_eq!((reached, outcome, taken), (Reached::Partly, Some(WorryOutcome::Thriving), 4));
    // What comes after the end is refused with a word, and kept.
    let late = fill(&pernille, &format!("{at}/andet"), &[("what", "Endnu et opkald"), ("on", TODAY)]).await;
    late.must(StatusCode::UNPROCESSABLE_ENTITY, &["Endnu et opkald"]);
    assert!(town.store.verify(&town.strategy).await.expect("verified").is_sound());
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_stays() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund").await;
    let pernille = town.as_role(Role::Pedagogue).await;
    let new = format!("/bekymringer/{noah}/ny");
    for (fields, says) in [
        (vec![("signs", "Leger alene."), ("on", TODAY)], "Sæt mindst ét kryds"),
        (vec![("seen", "dragons"), ("signs", "Leger alene."), ("on", TODAY)], "Sæt mindst ét kryds"),
        (vec![("seen", "friends"), ("signs", " "), ("on", TODAY), ("child_words", "Leger alene.")], "Hvad har du set og hørt"),
        (vec![("seen", "friends"), ("signs", "Leger alene."), ("on", "i går")], "i går"),
        (vec![("seen", "friends"), ("signs", "Leger alene."), ("on", "2026-05-20")], "ligger for langt fremme"),
        (vec![("seen", "friends"), ("signs", "Leger alene."), ("on", "2025-07-31")], "Barnet går ikke her den dag"),
    ] {
        let page = fill(&pernille, &new, &fields).await;
        page.must(StatusCode::UNPROCESSABLE_ENTITY, &["Leger alene.", says]);
    }
    assert_eq!(state_of(&town, noah, |state| state.worries.len()).await, 0);
    let at = raised(&pernille, noah, &SEEN).await;
    let step = format!("{at}/skridt/parents");
    fill(&pernille, &step, &[("hvordan", "udgaar"), ("words", ""), ("on", TODAY)])
        .await
        .must(StatusCode::UNPROCESSABLE_ENTITY, &["Hvad der kom ud af det"]);
    fill(&pernille, &step, &[("words", "Ord, der står"), ("on", TODAY)]).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["Ord, der står"]);
    fill(&pernille, &format!("{at}/afslut"), &[("words", "Ord, der står"), ("on", TODAY)])
        .await
        .must(StatusCode::UNPROCESSABLE_ENTITY, &["Ord, der står", "Hvordan"]);
    // Taken twice, it is once; taken back, it says why.
    assert_eq!(fill(&pernille, &step, &[("hvordan", "gjort"), ("on", TODAY)]).await.status, StatusCode::SEE_OTHER);
    // The same once more is asked about, and on another day it is done already; what came of it may be said later.
    assert_eq!(fill(&pernille, &step, &[("hvordan", "gjort"), ("on", TODAY)]).await.status, StatusCode::CONFLICT);
    let another_day = [("hvordan", "gjort"), ("on", "2026-05-11")];
    assert_eq!(fill(&pernille, &step, &another_day).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let more = [("hvordan", "gjort"), ("words", "Og far med."), ("on", TODAY)];
    assert_eq!(fill(&pernille, &step, &more).await.status, StatusCode::SEE_OTHER);
    pernille.get(&at).await.must(StatusCode::OK, &["Og far med."]);
    assert_eq!(
        fill(&pernille, &step, &[("hvordan", "udgaar"), ("words", "Det var Karls mor."), ("on", TODAY)]).await.status,
        StatusCode::SEE_OTHER
    );
    for nothing in ["skridt/findes-ikke", "skridt/notify-now", "../1", "../abc", "../99"] {
        assert_eq!(pernille.get(&format!("{at}/{nothing}")).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

/// Sent twice it is one worry, and both lead to it.
#[tokio::test]
async fn a_form_sent_twice_is_one_worry() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund").await;
    let pernille = town.as_role(Role::Pedagogue).await;
    let new = format!("/bekymringer/{noah}/ny");
    let page = pernille.get(&new).await;
    let mut led = Vec::new();
    for _ in 0..2 {
        led.push(send(&pernille, &page, &new, &SEEN).await.to);
    }
    assert_eq!(led[0], led[1]);
    assert_eq!(pernille.get(led[0].split('?').next().unwrap_or_default()).await.status, StatusCode::OK);
    assert_eq!(state_of(&town, noah, |state| state.worries.len()).await, 1);
}

/// Colleagues at the unit see it; nobody else finds a page of it, whatever their relation to the child.
#[tokio::test]
async fn a_worry_is_its_units_alone() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund").await;
    let pernille = town.as_role(Role::Pedagogue).await;
    let at = raised(&pernille, noah, &SEEN).await;
    assert_eq!(
        fill(
            &pernille,
            &format!("{at}/aftale"),
            &[("goal", "Ro"), ("action", "Fast plads"), ("who", "P"), ("by_day", TODAY), ("on", TODAY)]
        )
        .await
        .status,
        StatusCode::SEE_OTHER
    );
    let point = state_of(&town, noah, |state| state.focus_points[0].agreed.no).await;
    let notified = trin_testkit::notification("2026-05-12T06:00:00Z");
    let hers = ResponsibilityAssigned { to: staff(Role::Caseworker), on: date(2026, 5, 12), reason: "Distrikt".to_owned() };
    town.write(noah, Role::Intake, vec![notified, Fact::ResponsibilityAssigned(hers)]).await;

    let place = |label: &str, kind| Unit { id: UnitId::from_label(label), name: label.to_owned(), kind, district: "Nord".to_owned() };
    let elsewhere = place("Solsikken", UnitKind::DayCare);
    town.store.put_unit(&elsewhere).await.expect("a unit");
    let person = async |label: &str, at: UnitId| {
        let staff = Staff { id: StaffId::from_label(label), name: label.to_owned(), role: Role::Pedagogue, unit: at, is_active: true };
        town.store.put_staff(&staff).await.expect("a colleague");
        let entered = town.as_nobody().post("/ind", &[("person", &staff.id.to_string())]).await;
        town.as_nobody().with_cookie_of(&entered)
    };
    let colleague = person("Per", unit(UnitKind::DayCare)).await;
    colleague.get(&at).await.must(StatusCode::OK, &["Leger alene og sover ikke."]);
    let mut others = vec![person("Sofie", elsewhere.id).await];
    for role in Role::ALL.iter().filter(|role| **role != Role::Pedagogue) {
        others.push(town.as_role(*role).await);
    }
    for other in &others {
        for page in ["", "/skridt/parents", "/andet", "/aftale", "/afslut"] {
            assert_eq!(other.get(&format!("{at}{page}")).await.status, StatusCode::NOT_FOUND, "{page}");
            if !page.is_empty() {
                let sent = other.post(&format!("{at}{page}"), &[("what", "x"), ("on", TODAY), ("hvordan", "gjort"), ("set", "9")]).await;
                assert_eq!(sent.status, StatusCode::NOT_FOUND, "{page}");
            }
        }
        for page in [format!("/bekymringer/{noah}/aftale/{point}"), format!("/bekymringer/{noah}/ny")] {
            assert_eq!(other.get(&page).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        other.get(&format!("/boern/{noah}")).await.must_not(&["Leger alene", "Åben bekymring hos jer", "Fast plads"]);
        other.get("/min-dag").await.must_not(&["Leger alene", "Fast plads"]);
    }
    assert_eq!(state_of(&town, noah, |state| state.worries[0].taken.len()).await, 0);
}

/// Where harm is suspected nobody is led to the parents, and the notification knows what was seen and is noted as the step it is.
#[tokio::test]
async fn suspicion_of_harm_leads_to_the_intake() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund").await;
    let pernille = town.as_role(Role::Pedagogue).await;
    let harm =
        [("seen", "violence"), ("seen", "wellbeing"), ("signs", "Blåt mærke på armen."), ("child_words", "Far slog."), ("on", TODAY)];
    let at = raised(&pernille, noah, &harm).await;
    let page = pernille.get(&at).await;
    page.must(StatusCode::OK, &["Ikke forældrene først", "Underret Modtagelsen med det samme", "Mistanke eller viden om vold"]);
    page.must_not(&["Tal med forældrene</b>"]);
    let no = at.rsplit('/').next().unwrap_or_default().to_owned();
    let notify = format!("/modtagelsen/ny/{noah}?bekymring={no}");
    page.must(StatusCode::OK, &[&notify]);
    let form = pernille.get(&notify).await;
    form.must(StatusCode::OK, &["Blåt mærke på armen.", "Barnet selv: Far slog.", "Det, I skrev om bekymringen"]);
    let (key, address) = (form.hidden("key"), format!("/modtagelsen/ny/{noah}"));
    let told = [
        ("key", key.as_str()),
        ("barn", &noah.to_string()),
        ("bekymring", &no),
        ("notifier", "day-care"),
        ("received_at", "2026-05-12T09:00"),
        ("concern", "Blåt mærke på armen."),
        ("causes", "abuse-by-parents"),
        ("abuse", "ja"),
    ];
    for _ in 0..2 {
        let sent = pernille.post(&address, &told).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    }
    let (steps, notifications) = state_of(&town, noah, |state| {
        (state.worries[0].taken.iter().map(|taken| taken.what.step.clone()).collect::<Vec<_>>(), state.notifications.len())
    })
    .await;
    assert_eq!((steps, notifications), (vec!["notify-now".to_owned()], 1), "once, with the notification");
    // It may end now; one of harm that nobody notified about may not.
    let ended = [("outcome", "notified"), ("words", "Modtagelsen har det."), ("on", TODAY)];
    assert_eq!(fill(&pernille, &format!("{at}/afslut"), &ended).await.status, StatusCode::SEE_OTHER);
    let second = raised(&pernille, noah, &[("seen", "honour"), ("signs", "Må ikke komme med på tur."), ("on", TODAY)]).await;
    for (outcome, says) in [("notified", "ikke sendt nogen underretning"), ("no-ground", "Underret først")] {
        let silent = [("outcome", outcome), ("words", "Nok ikke noget."), ("on", TODAY)];
        fill(&pernille, &format!("{second}/afslut"), &silent).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["Nok ikke noget.", says]);
    }
    // Somebody else's worry, or none, is left out of the form and of what is written.
    let teacher = town.as_role(Role::Teacher).await;
    teacher.get(&notify).await.must_not(&["Blåt mærke", "Far slog"]);
    for not_one in ["1", "0", "999", "x", "4294967296"] {
        pernille.get(&format!("{address}?bekymring={not_one}")).await.must_not(&["Det, I skrev om bekymringen"]);
    }
}

/// A round places the child at 4, alone and then together: the joint assessment's number.
async fn settled_in_a_round(town: &Town, child: ChildId) -> EntryNo {
    let assessed = |together| {
        Fact::WellbeingAssessed(WellbeingAssessed {
            round: RoundId::from_label("foråret"),
            unit: unit(UnitKind::DayCare),
            on: date(2026, 5, 12),
            together,
            wellbeing: 4,
            care: None,
            signs: "Trækker sig fra de andre.".into(),
            protects: String::new(),
            burdens: String::new(),
            child_words: "Vil hjem.".into(),
        })
    };
    town.write(child, Role::Pedagogue, vec![assessed(false), assessed(true)]).await;
    state_of(town, child, |state| state.assessed[1].no).await
}

/// What a round found and settled leads into the guide, with the words it was settled with.
#[tokio::test]
async fn a_round_leads_into_the_guide() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund").await;
    let pernille = town.as_role(Role::Pedagogue).await;
    let settled = settled_in_a_round(&town, noah).await;
    let new = format!("/bekymringer/{noah}/ny/{settled}");
    pernille.get(&new).await.must(StatusCode::OK, &["Trækker sig fra de andre.", "Vil hjem."]);
    let raised = fill(&pernille, &new, &SEEN).await;
    assert_eq!(raised.status, StatusCode::SEE_OTHER, "{}", raised.body);
    let (from, seen) =
        state_of(&town, noah, |state| (state.worries[0].raised.what.assessment, state.worries[0].raised.what.seen.clone())).await;
    assert_eq!((from, seen), (Some(settled), vec![WorrySign::Wellbeing]));
    // Another entry is none of a round's: the form stands without it.
    let other = pernille.get(&format!("/bekymringer/{noah}/ny/1")).await;
    other.must(StatusCode::OK, &["Jeg er bekymret for Noah"]);
    other.must_not(&["Trækker sig fra de andre."]);
}

/// The guide is read by everybody who works here, in both languages.
#[tokio::test]
async fn the_guide_is_for_everybody_who_works_here() {
    let town = Town::new().await;
    for role in [Role::Teacher, Role::HealthVisitor, Role::Caseworker, Role::HeadOfDepartment] {
        let page = town.as_role(role).await.get("/saadan-goer-vi").await;
        page.must(StatusCode::OK, &["Sådan gør vi", "Tal med forældrene", "Underret Modtagelsen med det samme", "Ring 112"]);
    }
}

/// A child in day-care and at a school at once: each place has its own, at every address, and in the notification.
#[tokio::test]
async fn two_places_with_the_same_child_see_nothing_of_each_other() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund").await;
    let school =
        Enrolled { unit: unit(UnitKind::School), unit_name: "Skolen".to_owned(), unit_kind: UnitKind::School, on: date(2026, 1, 1) };
    town.write(noah, Role::System, vec![Fact::Enrolled(school)]).await;
    let (pernille, tom) = (town.as_role(Role::Pedagogue).await, town.as_role(Role::Teacher).await);
    let at = raised(&pernille, noah, &SEEN).await;
    let agreed = [("goal", "Ro"), ("action", "Fast plads"), ("who", "P"), ("by_day", "2026-05-26"), ("on", TODAY)];
    assert_eq!(fill(&pernille, &format!("{at}/aftale"), &agreed).await.status, StatusCode::SEE_OTHER);
    let point = state_of(&town, noah, |state| state.focus_points[0].agreed.no).await;
    tom.get(&format!("/bekymringer/{noah}/ny")).await.must(StatusCode::OK, &["Jeg er bekymret for Noah"]);
    let pages = ["", "/skridt/parents", "/andet", "/aftale", "/afslut"].map(|page| format!("{at}{page}"));
    for page in pages.into_iter().chain([format!("/bekymringer/{noah}/aftale/{point}")]) {
        assert_eq!(tom.get(&page).await.status, StatusCode::NOT_FOUND, "{page}");
        let sent =
            [("what", "x"), ("words", "x"), ("reached", "yes"), ("outcome", "thriving"), ("on", TODAY), ("hvordan", "gjort"), ("set", "9")];
        assert_ne!(tom.post(&page, &sent).await.status, StatusCode::SEE_OTHER, "{page}");
    }
    for page in ["/bekymringer".to_owned(), "/min-dag".to_owned(), format!("/boern/{noah}")] {
        tom.get(&page).await.must_not(&["Leger alene", "Åben bekymring hos jer", "Fast plads", "Sidder"]);
    }
    let no = at.rsplit('/').next().unwrap_or_default();
    tom.get(&format!("/modtagelsen/ny/{noah}?bekymring={no}")).await.must_not(&["Leger alene", "Det, I skrev om bekymringen"]);
    let (looks, taken) = state_of(&town, noah, |state| (state.focus_points[0].looks.len(), state.worries[0].taken.len())).await;
    assert_eq!((looks, taken), (0, 0));
}

/// Words that were begun are not thrown away by a press beside them.
#[tokio::test]
async fn one_press_never_overtakes_words_that_were_begun() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund").await;
    let pernille = town.as_role(Role::Pedagogue).await;
    let at = raised(&pernille, noah, &SEEN).await;
    let page = pernille.get(&at).await;
    let step = format!("{at}/skridt/colleague");
    let kept = pernille
        .post(&format!("/kladder/{}", step.trim_start_matches('/').replace('/', "~")), &[("words", "Per har set det samme.")])
        .await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    let press = [("hvordan", "gjort"), ("on", TODAY), ("hurtigt", "ja")];
    let pressed = send(&pernille, &page, &step, &press).await;
    assert!(pressed.to.starts_with(&step), "{}", pressed.to);
    pernille.get(&pressed.to).await.must(StatusCode::OK, &["Per har set det samme.", "Du har begyndt på nogle ord her"]);
    assert_eq!(state_of(&town, noah, |state| state.worries[0].taken.len()).await, 0);
    let other = send(&pernille, &page, &format!("{at}/skridt/child"), &press).await;
    assert!(other.to.starts_with(&format!("{at}?")), "{}", other.to);
}

/// What is begun from a round is there again, under the address it is sent from, and gone once it is saved.
#[tokio::test]
async fn a_draft_of_a_worry_is_kept_and_forgotten() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund").await;
    let pernille = town.as_role(Role::Pedagogue).await;
    let settled = settled_in_a_round(&town, noah).await;
    for new in [format!("/bekymringer/{noah}/ny"), format!("/bekymringer/{noah}/ny/{settled}")] {
        let page = pernille.get(&new).await;
        let autosaved =
            page.body.split("data-autosave=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("it keeps a draft").to_owned();
        assert_eq!(pernille.post(&autosaved, &[("signs", "Fem linjer"), ("seen", "home")]).await.status, StatusCode::NO_CONTENT);
        pernille.get(&new).await.must(StatusCode::OK, &["Fem linjer"]);
        pernille.get("/min-dag").await.must(StatusCode::OK, &["Bekymring"]);
        let saved = fill(&pernille, &new, &[("seen", "home"), ("signs", &format!("Fem linjer {new}")), ("on", TODAY)]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        pernille.get(&new).await.must_not(&["Fem linjer"]);
    }
}

/// The same written again a moment later is asked about, and “no” leads to what stands.
#[tokio::test]
async fn the_same_worry_again_leads_to_the_first() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund").await;
    let pernille = town.as_role(Role::Pedagogue).await;
    let at = raised(&pernille, noah, &SEEN).await;
    let new = format!("/bekymringer/{noah}/ny");
    let page = pernille.get(&new).await;
    let asked = send(&pernille, &page, &new, &SEEN).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    let no: Vec<(&str, &str)> = SEEN.into_iter().chain([("igen", "nej")]).collect();
    let led = send(&pernille, &page, &new, &no).await;
    assert!(led.to.starts_with(&format!("{at}?")), "{} instead of {at}", led.to);
    assert_eq!(pernille.get(&led.to).await.status, StatusCode::OK);
}

/// The log of who has looked is read by the case and by the family, and does not tell that somebody worries.
#[tokio::test]
async fn the_log_does_not_tell_of_a_worry() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund").await;
    let pernille = town.as_role(Role::Pedagogue).await;
    let harm = [("seen", "violence"), ("signs", "Blåt mærke."), ("on", TODAY)];
    let at = raised(&pernille, noah, &harm).await;
    pernille.get(&at).await.must(StatusCode::OK, &["Blåt mærke."]);
    let hers = ResponsibilityAssigned { to: staff(Role::Caseworker), on: date(2026, 5, 12), reason: "Distrikt".to_owned() };
    town.write(noah, Role::Intake, vec![trin_testkit::notification("2026-05-12T06:00:00Z"), Fact::ResponsibilityAssigned(hers)]).await;
    let log = town.as_role(Role::Caseworker).await.get(&format!("/boern/{noah}/opslag")).await;
    log.must(StatusCode::OK, &["Hverdagen i dagtilbud eller skole"]);
    log.must_not(&["bekymring", "Bekymring", "Trivselsrunde", "amtale med"]);
}

/// A notification begun about something else stays, with the worry's words below it, and follows from the worry it was sent from.
#[tokio::test]
async fn a_notification_begun_before_keeps_its_words_and_has_the_worrys() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund").await;
    let pernille = town.as_role(Role::Pedagogue).await;
    let first = raised(&pernille, noah, &SEEN).await;
    let harm = [("seen", "violence"), ("signs", "Blåt mærke."), ("on", TODAY)];
    let second = raised(&pernille, noah, &harm).await;
    // Harm stands first, also before what is longer overdue.
    let (karl, alma) = (child(&town, "Karl Holm").await, ChildId::from_label("Alma Bang"));
    let registered = Registered { name: "Alma Bang".to_owned(), birth: Birth::Born(date(2022, 4, 2)), cpr: None };
    let goes =
        Enrolled { unit: unit(UnitKind::DayCare), unit_name: "Dagtilbud".to_owned(), unit_kind: UnitKind::DayCare, on: date(2025, 8, 1) };
    let friends = WorryRaised {
        unit: unit(UnitKind::DayCare),
        on: date(2026, 3, 2),
        seen: vec![WorrySign::Friends],
        signs: "Alene.".into(),
        child_words: String::new(),
        assessment: None,
    };
    let facts = vec![Fact::Registered(registered), Fact::Enrolled(goes), Fact::WorryRaised(friends)];
    town.write_at(alma, Role::Pedagogue, "2026-03-02T08:00:00Z".parse().expect("an instant"), facts).await;
    raised(&pernille, karl, &[("seen", "sexual-abuse"), ("signs", "Tegner det."), ("on", TODAY)]).await;
    for list in ["/bekymringer", "/min-dag"] {
        let page = pernille.get(list).await;
        let place = |text: &str| page.body.find(text).expect("it is listed");
        assert!(place("seksuelle overgreb") < place("Venskaber"), "{list}");
    }
    // The everyday worry waits while the other is open.
    let page = pernille.get(&first).await;
    page.must(StatusCode::OK, &["går foran"]);
    page.must_not(&["Tal med forældrene", "Gjort i dag"]);
    let number = |at: &str| at.rsplit('/').next().unwrap_or_default().to_owned();
    let key = format!("/kladder/modtagelsen~ny~{noah}");
    let begun = [("concern", "Har været væk i tre uger."), ("bekymring", &number(&first))];
    assert_eq!(pernille.post(&key, &begun).await.status, StatusCode::NO_CONTENT);
    let form = pernille.get(&format!("/modtagelsen/ny/{noah}?bekymring={}", number(&second))).await;
    form.must(StatusCode::OK, &["Har været væk i tre uger.", "Blåt mærke."]);
    assert_eq!(form.hidden("bekymring"), number(&second));
    assert_eq!(pernille.post(&key, &[("concern", ""), ("bekymring", &number(&second))]).await.status, StatusCode::NO_CONTENT);
    pernille.get(&format!("/modtagelsen/ny/{noah}?bekymring={}", number(&second))).await.must(StatusCode::OK, &["Blåt mærke."]);
}

/// What others wrote meanwhile is shown first when one may read it, and stands in nobody's way when one may not.
#[tokio::test]
async fn only_what_one_may_read_is_to_be_read_first() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund").await;
    let pernille = town.as_role(Role::Pedagogue).await;
    let at = raised(&pernille, noah, &SEEN).await;
    let (step, other) = (format!("{at}/skridt/parents"), format!("{at}/andet"));
    let fields = [("hvordan", "gjort"), ("words", "Mor ser det samme."), ("on", TODAY)];
    let page = pernille.get(&step).await;
    town.write(
        noah,
        Role::Intake,
        vec![
            trin_testkit::notification("2026-05-12T06:00:00Z"),
            Fact::ResponsibilityAssigned(ResponsibilityAssigned {
                to: staff(Role::Caseworker),
                on: date(2026, 5, 12),
                reason: "Distrikt".to_owned(),
            }),
        ],
    )
    .await;
    assert_eq!(send(&pernille, &page, &step, &fields).await.status, StatusCode::SEE_OTHER, "a notification she may not read");
    let page = pernille.get(&other).await;
    let theirs = FocusPointAgreed {
        about: state_of(&town, noah, |state| state.worries[0].no()).await,
        on: date(2026, 5, 12),
        goal: "Sover til middag".into(),
        action: "Per sidder hos".into(),
        who: "Per".into(),
        by_day: date(2026, 5, 26),
    };
    town.write(noah, Role::Pedagogue, vec![Fact::FocusPointAgreed(theirs)]).await;
    let said = send(&pernille, &page, &other, &[("what", "Ringede til mormor"), ("on", TODAY)]).await;
    said.must(StatusCode::CONFLICT, &["Sover til middag", "Ringede til mormor"]);
}
