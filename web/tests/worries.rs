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
    page.must(StatusCode::OK, &["3 af 5 er gjort", "Mor ser det samme.", "Ringede til mormor", "Han er syg.", "Sover til middag", "Udgik"]);

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
        .must(StatusCode::UNPROCESSABLE_ENTITY, &["Hvorfor ikke"]);
    fill(&pernille, &step, &[("words", "Ord, der står"), ("on", TODAY)]).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["Ord, der står"]);
    fill(&pernille, &format!("{at}/afslut"), &[("words", "Ord, der står"), ("on", TODAY)])
        .await
        .must(StatusCode::UNPROCESSABLE_ENTITY, &["Ord, der står", "Hvordan"]);
    // Taken twice, it is once; taken back, it says why.
    assert_eq!(fill(&pernille, &step, &[("hvordan", "gjort"), ("on", TODAY)]).await.status, StatusCode::SEE_OTHER);
    // The same once more is asked about; in other words it is refused.
    assert_eq!(fill(&pernille, &step, &[("hvordan", "gjort"), ("on", TODAY)]).await.status, StatusCode::CONFLICT);
    let again = [("hvordan", "gjort"), ("words", "Og far med."), ("on", TODAY)];
    fill(&pernille, &step, &again).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["Og far med."]);
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
    // Somebody else's worry, or none, is left out of the form and of what is written.
    let teacher = town.as_role(Role::Teacher).await;
    teacher.get(&notify).await.must_not(&["Blåt mærke", "Far slog"]);
    for not_one in ["1", "0", "999", "x", "4294967296"] {
        pernille.get(&format!("{address}?bekymring={not_one}")).await.must_not(&["Det, I skrev om bekymringen"]);
    }
}

/// What a round found and settled leads into the guide, with the words it was settled with.
#[tokio::test]
async fn a_round_leads_into_the_guide() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund").await;
    let pernille = town.as_role(Role::Pedagogue).await;
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
    town.write(noah, Role::Pedagogue, vec![assessed(false), assessed(true)]).await;
    let settled = state_of(&town, noah, |state| state.assessed[1].no).await;
    let new = format!("/bekymringer/{noah}/ny?vurdering={settled}");
    pernille.get(&new).await.must(StatusCode::OK, &["Trækker sig fra de andre.", "Vil hjem."]);
    let raised = fill(&pernille, &new, &SEEN).await;
    assert_eq!(raised.status, StatusCode::SEE_OTHER, "{}", raised.body);
    let (from, seen) =
        state_of(&town, noah, |state| (state.worries[0].raised.what.assessment, state.worries[0].raised.what.seen.clone())).await;
    assert_eq!((from, seen), (Some(settled), vec![WorrySign::Wellbeing]));
    // Not of the round's own: the form stands without it.
    pernille.get(&format!("/bekymringer/{noah}/ny?vurdering=1")).await.must(StatusCode::OK, &[]);
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
