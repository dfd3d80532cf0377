//! School absence on its pages: read in from the register, added up in weeks, acted on by the roadmap, and told to the municipality when the law asks.

use crate::support::{Page, Person, Town, staff, unit};
use axum::http::StatusCode;
use jiff::civil::date;
use trin_domain::absence::Attendance;
use trin_domain::cpr::Cpr;
use trin_domain::id::{ChildId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::*;

/// As a form sends it: a Tuesday.
const TODAY: &str = "2026-05-12";

async fn pupil(town: &Town, name: &str, cpr: &str) -> ChildId {
    let child = ChildId::from_label(name);
    let cpr = Cpr::parse(cpr).expect("a replacement number");
    let registered = Registered { name: name.to_owned(), birth: Birth::Born(cpr.birth_date()), cpr: Some(cpr) };
    let enrolled =
        Enrolled { unit: unit(UnitKind::School), unit_name: "Skole".to_owned(), unit_kind: UnitKind::School, on: date(2025, 8, 11) };
    town.write(child, Role::System, vec![Fact::Registered(registered), Fact::Enrolled(enrolled)]).await;
    child
}

const NOAH: &str = "6204154325";
const ALMA: &str = "6302154320";

async fn read_in(by: &Person, fields: &[(&str, &str)]) -> Page {
    let page = by.get("/fravaer/hent").await;
    page.must(StatusCode::OK, &["Hent fravær", "cpr;dato;fravær"]);
    let key = page.hidden("key");
    let all: Vec<(&str, &str)> = std::iter::once(("key", key.as_str())).chain(fields.iter().copied()).collect();
    by.post("/fravaer/hent", &all).await
}

fn rows(rows: &[(&str, &str, &str)]) -> String {
    let rows: String = rows.iter().map(|(cpr, day, kind)| format!("{cpr};{day};{kind}\n")).collect();
    format!("cpr;dato;fravær\n{rows}")
}

async fn reads(by: &Person, from: &str, text: &str) {
    let read = read_in(by, &[("from", from), ("until", TODAY), ("rows", text)]).await;
    assert_eq!((read.status, read.to.split('?').next()), (StatusCode::SEE_OTHER, Some("/fravaer")), "{}", read.body);
}

async fn attendance(town: &Town, child: ChildId) -> Attendance {
    let record = town.record(child).await;
    Attendance::of(&record.state(), unit(UnitKind::School))
}

#[tokio::test]
async fn absence_is_read_in_added_up_and_acted_on() {
    let town = Town::new().await;
    let (noah, alma) = (pupil(&town, "Noah Lund", NOAH).await, pupil(&town, "Alma Holm", ALMA).await);
    let lone = town.as_role(Role::Teacher).await;
    lone.get("/fravaer").await.must(StatusCode::OK, &["Der er ikke hentet noget fravær endnu", "/fravaer/hent"]);
    lone.get(&format!("/fravaer/{noah}")).await.must(StatusCode::OK, &["Der er ikke hentet noget fravær endnu"]);

    let text = rows(&[
        (NOAH, "2026-05-04", "syg"),
        (NOAH, "2026-05-05", "syg"),
        (NOAH, "2026-05-06", "syg"),
        (ALMA, "2026-05-11", "ekstraordinær frihed"),
    ]);
    reads(&lone, "2026-04-01", &text).await;
    assert_eq!((attendance(&town, noah).await.days.len(), attendance(&town, alma).await.days.len()), (3, 1));
    let list = lone.get("/fravaer").await;
    list.must(
        StatusCode::OK,
        &["Fraværet er kendt til og med", "Noah Lund", "Tal med eleven", "3 af 20 skoledage (15 %)", "4 rækker, nyt om 2 elever"],
    );
    list.must_not(&["Tag det op med PPR"]);
    lone.get("/min-dag").await.must(StatusCode::OK, &["Køreplanen for fravær beder os handle for én elev.", "Tal med eleven"]);
    lone.get(&format!("/boern/{noah}")).await.must(StatusCode::OK, &[&format!("/fravaer/{noah}")]);

    // The days drawn, by letter; and a step in one press.
    let page = lone.get(&format!("/fravaer/{noah}")).await;
    page.must(
        StatusCode::OK,
        &["Noah og fraværet", "15 % fravær på 4 uger blev nået", "<abbr title=\"Sygdom\">S</abbr>", "Gjort i dag", "Klasselæreren"],
    );
    let step = format!("/fravaer/{noah}/skridt/elev/2026-05-06");
    let (key, set) = (page.hidden("key"), page.hidden("set"));
    for _ in 0..2 {
        let done = lone.post(&step, &[("key", &key), ("set", &set), ("hvordan", "gjort"), ("on", TODAY), ("hurtigt", "ja")]).await;
        assert_eq!(
            (done.status, done.to.split('?').next()),
            (StatusCode::SEE_OTHER, Some(format!("/fravaer/{noah}").as_str())),
            "{}",
            done.body
        );
    }
    assert_eq!(attendance(&town, noah).await.answers.len(), 1, "sent twice, done once");
    let page = lone.get(&format!("/fravaer/{noah}")).await;
    page.must(StatusCode::OK, &["Køreplanen beder ikke om noget lige nu", "Det, der er gjort"]);
    // More of it in words.
    let form = lone.get(&step).await;
    let more = lone.send(&form, &step, &[("hvordan", "gjort"), ("words", "Han er bange for bussen."), ("on", TODAY)]).await;
    assert_eq!(more.status, StatusCode::SEE_OTHER, "{}", more.body);
    lone.get(&format!("/fravaer/{noah}")).await.must(StatusCode::OK, &["Han er bange for bussen."]);
    let unsaid = lone.send(&lone.get(&step).await, &step, &[("hvordan", "udgaar"), ("words", " "), ("on", TODAY)]).await;
    unsaid.must(StatusCode::UNPROCESSABLE_ENTITY, &["Hvad der kom ud af det"]);
    // It did not happen after all: it is to be done still, and what was said stays.
    let mistake =
        lone.send(&lone.get(&step).await, &step, &[("hvordan", "udgaar"), ("words", "Det var en anden Noah."), ("on", TODAY)]).await;
    assert_eq!(mistake.status, StatusCode::SEE_OTHER, "{}", mistake.body);
    lone.get(&format!("/fravaer/{noah}")).await.must(StatusCode::OK, &["Gjort i dag", "Det var en anden Noah."]);
    lone.get("/fravaer").await.must(StatusCode::OK, &["15 % fravær på 4 uger blev nået"]);
    let early = lone.send(&lone.get(&step).await, &step, &[("hvordan", "gjort"), ("words", "Sidste år."), ("on", "2026-01-02")]).await;
    early.must(StatusCode::UNPROCESSABLE_ENTITY, &["Sidste år."]);
    let again = lone.send(&lone.get(&step).await, &step, &[("hvordan", "gjort"), ("words", "Nu."), ("on", TODAY)]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    // He shows as away, and that the school acted.
    lone.get("/fravaer").await.must(StatusCode::OK, &["Køreplanen beder ikke om noget", "Noah Lund", "vi handlede"]);
}

#[tokio::test]
async fn the_same_file_again_writes_nothing_and_a_corrected_one_what_is_new() {
    let town = Town::new().await;
    let (noah, alma) = (pupil(&town, "Noah Lund", NOAH).await, pupil(&town, "Alma Holm", ALMA).await);
    let lone = town.as_role(Role::Teacher).await;
    let text = rows(&[(NOAH, "2026-05-04", "u"), (ALMA, "2026-05-05", "s")]);
    reads(&lone, "2026-05-01", &text).await;
    let (before, other) = (town.record(noah).await.version(), town.record(alma).await.version());
    for _ in 0..2 {
        reads(&lone, "2026-05-01", &text).await;
    }
    assert_eq!((town.record(noah).await.version(), town.record(alma).await.version()), (before, other));
    // He was ill, it turns out, and she is not in the file: whether she was there is asked before anything is written.
    let corrected = rows(&[(NOAH, "2026-05-04", "s")]);
    let fields = [("from", "2026-05-01"), ("until", TODAY), ("rows", corrected.as_str())];
    let asked = read_in(&lone, &fields).await;
    asked.must(StatusCode::UNPROCESSABLE_ENTITY, &["Én elev, der stod med fravær i perioden, er ikke i filen.", "Det er hele skolens fil"]);
    assert_eq!((town.record(noah).await.version(), town.record(alma).await.version()), (before, other));
    let said: Vec<(&str, &str)> = fields.into_iter().chain([("til_stede", "ja")]).collect();
    assert_eq!(read_in(&lone, &said).await.status, StatusCode::SEE_OTHER);
    assert_eq!(attendance(&town, alma).await.days, []);
    assert_eq!(attendance(&town, noah).await.days.iter().map(|day| day.kind.code()).collect::<Vec<_>>(), ["illness"]);
    // What was done stays on the page, also when nothing asks for it any more.
    let step = AbsenceStepTaken {
        unit: unit(UnitKind::School),
        step: "ring".to_owned(),
        what: "Ring hjem".to_owned(),
        reached_on: date(2026, 5, 4),
        on: date(2026, 5, 4),
        left_out: false,
        words: "Mor tog den.".to_owned(),
    };
    town.write(noah, Role::Teacher, vec![Fact::AbsenceStepTaken(step)]).await;
    lone.get(&format!("/fravaer/{noah}")).await.must(StatusCode::OK, &["Det, der er gjort", "Mor tog den."]);
    // What is said of one period leaves the days before it alone.
    reads(&lone, "2026-05-05", &rows(&[])).await;
    assert_eq!(attendance(&town, noah).await.days.len(), 1);
}

#[tokio::test]
async fn a_file_with_faults_is_handed_back_whole_and_nothing_of_it_is_used() {
    let town = Town::new().await;
    let noah = pupil(&town, "Noah Lund", NOAH).await;
    let lone = town.as_role(Role::Teacher).await;
    let text = rows(&[(NOAH, "2026-05-04", "ulovlit"), (NOAH, "i går", "s")]);
    let wrong = read_in(&lone, &[("from", "2026-05-01"), ("until", TODAY), ("rows", &text)]).await;
    wrong.must(
        StatusCode::UNPROCESSABLE_ENTITY,
        &["2 linjer kan ikke læses", "Linje 2:", "mente du", "Linje 3:", "ingen dato", "6204154325;i går;s"],
    );
    for (from, until, says) in [
        ("2026-05-12", "2026-05-01", "ligger før"),
        ("2026-05-01", "2026-05-13", "til og med i dag"),
        ("2024-05-01", TODAY, "længere end et skoleår"),
    ] {
        let wrong = read_in(&lone, &[("from", from), ("until", until), ("rows", &rows(&[]))]).await;
        wrong.must(StatusCode::UNPROCESSABLE_ENTITY, &[says]);
    }
    read_in(&lone, &[("from", TODAY), ("until", TODAY), ("rows", " ")])
        .await
        .must(StatusCode::UNPROCESSABLE_ENTITY, &["sæt rækkerne ind her"]);
    read_in(&lone, &[("from", ""), ("until", TODAY), ("rows", "x")]).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["Fra og med"]);
    // A pupil who does not go here is named by the line, not by the number, and the rest is read when somebody says so.
    let text = rows(&[(NOAH, "2026-05-04", "s"), (ALMA, "2026-05-04", "s"), (NOAH, "2025-08-10", "s")]);
    let fields = [("from", "2025-08-01"), ("until", TODAY), ("rows", text.as_str())];
    let unknown = read_in(&lone, &fields).await;
    unknown.must(StatusCode::UNPROCESSABLE_ENTITY, &["2 rækker er om elever, der ikke går her", "Linje 3, 4."]);
    assert_eq!(attendance(&town, noah).await.days, []);
    let rest: Vec<(&str, &str)> = fields.into_iter().chain([("resten", "ja")]).collect();
    assert_eq!(read_in(&lone, &rest).await.status, StatusCode::SEE_OTHER);
    assert_eq!(attendance(&town, noah).await.days.len(), 1);
    lone.get("/fravaer").await.must(StatusCode::OK, &["(2 rækker var om elever, der ikke går her)"]);
}

/// At fifteen percent the municipality is told, with what the school knows and did, and the step is taken by that.
#[tokio::test]
async fn the_law_asks_for_a_notification_and_it_is_the_step() {
    let town = Town::new().await;
    let noah = pupil(&town, "Noah Lund", NOAH).await;
    let lone = town.as_role(Role::Teacher).await;
    let days = ["03-02", "03-03", "03-04", "03-05", "03-06", "03-09", "03-10", "03-11", "03-12", "03-13"];
    let text: Vec<String> = days.iter().map(|day| format!("2026-{day}")).collect();
    let text: Vec<(&str, &str, &str)> = text.iter().map(|day| (NOAH, day.as_str(), "ulovligt")).collect();
    reads(&lone, "2026-03-01", &rows(&text)).await;
    let page = lone.get(&format!("/fravaer/{noah}")).await;
    page.must(StatusCode::OK, &["Underret kommunen", "Skolens leder", "Loven"]);
    page.must_not(&["Varsl forældrene skriftligt"]);
    // The law leaves nobody to leave it out.
    let step = page.body.split("href=\"").find(|part| part.contains("/skridt/lov-underret/")).expect("a way to write").split('"').next();
    let step = step.unwrap_or_default().to_owned();
    let form = lone.get(&step).await;
    form.must_not(&["Det skal ikke gøres her"]);
    let left = lone.send(&form, &step, &[("hvordan", "udgaar"), ("words", "Gider ikke."), ("on", TODAY)]).await;
    assert_eq!(left.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", left.body);
    let link = page.body.split("href=\"").find(|part| part.contains("?fravaer=lov-underret.")).expect("a way to notify");
    let link = link.split('"').next().unwrap_or_default().to_owned();
    // What was said not to have happened is told to nobody.
    let said = [(false, "Brevet er sendt."), (true, "Trykkede forkert."), (false, "Talt med far.")].map(|(left_out, words)| {
        let (step, what, words) = ("samtale".to_owned(), "Tal med forældrene".to_owned(), words.to_owned());
        let (unit, reached_on, on) = (unit(UnitKind::School), date(2026, 3, 4), date(2026, 3, 6));
        Fact::AbsenceStepTaken(AbsenceStepTaken { unit, step, what, reached_on, on, left_out, words })
    });
    town.write(noah, Role::Teacher, said.to_vec()).await;
    let form = lone.get(&link).await;
    form.must(StatusCode::OK, &["Skolen har gjort:", "Talt med far."]);
    form.must_not(&["Brevet er sendt.", "Trykkede forkert."]);
    let says = ["15 % ulovligt fravær blev nået", "Ulovligt fravær i 1. kvartal 2026: 10 af", "Ulovligt fravær i 2. kvartal 2026: 0 af"];
    form.must(StatusCode::OK, &says);
    form.must(StatusCode::OK, &["står her", "name=\"fravaer\""]);
    // Opened again, it says it once.
    assert_eq!(lone.get(&link).await.body.matches("1. kvartal 2026").count(), 1);
    // The register is corrected meanwhile, and the day moves: it is the same step.
    let moved: Vec<(&str, &str, &str)> = text[1..].iter().copied().chain([(NOAH, "2026-03-16", "ulovligt")]).collect();
    reads(&lone, "2026-03-01", &rows(&moved)).await;
    let step = form.hidden("fravaer");
    let (key, noahs) = (form.hidden("key"), noah.to_string());
    let fields = [
        ("key", key.as_str()),
        ("barn", &noahs),
        ("fravaer", &step),
        ("notifier", "school"),
        ("notifier_name", "Lone"),
        ("received_at", "2026-05-12T09:00"),
        ("concern", "Væk i ni dage."),
        ("causes", "school-problems"),
    ];
    let sent = lone.post(&format!("/modtagelsen/ny/{noah}"), &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let record = town.record(noah).await;
    let state = record.state();
    assert_eq!(state.notifications.len(), 1);
    let [.., taken] = state.absence_steps.as_slice() else { panic!("{:?}", state.absence_steps) };
    assert_eq!((taken.what.step.as_str(), taken.what.what.as_str(), taken.what.left_out), ("lov-underret", "Underret kommunen", false));
    lone.get(&format!("/fravaer/{noah}")).await.must(StatusCode::OK, &["Underretningen er sendt."]);
}

/// It stays at the school: nobody else finds the pages, and no other page of theirs says anything of it, whatever their relation to the child.
#[tokio::test]
async fn absence_stays_at_the_school() {
    let town = Town::new().await;
    let noah = pupil(&town, "Noah Lund", NOAH).await;
    let lone = town.as_role(Role::Teacher).await;
    let days = ["2026-05-04", "2026-05-05", "2026-05-06"].map(|day| (NOAH, day, "u"));
    reads(&lone, "2026-05-01", &rows(&days)).await;
    let step = format!("/fravaer/{noah}/skridt/elev/2026-05-06");
    let words = [("hvordan", "gjort"), ("words", "Bange for bussen."), ("on", TODAY)];
    assert_eq!(lone.send(&lone.get(&step).await, &step, &words).await.status, StatusCode::SEE_OTHER);
    let hers = ResponsibilityAssigned { to: staff(Role::Caseworker), on: date(2026, 5, 12), reason: "Distrikt".to_owned() };
    town.write(noah, Role::Intake, vec![trin_testkit::notification("2026-05-12T06:00:00Z"), Fact::ResponsibilityAssigned(hers)]).await;
    for role in Role::ALL.iter().filter(|role| **role != Role::Teacher) {
        let other = town.as_role(*role).await;
        for page in ["/fravaer".to_owned(), "/fravaer/hent".to_owned(), format!("/fravaer/{noah}"), step.clone()] {
            assert_eq!(other.get(&page).await.status, StatusCode::NOT_FOUND, "{role:?} {page}");
        }
        assert_eq!(other.post(&step, &words).await.status, StatusCode::NOT_FOUND, "{role:?}");
        assert_eq!(
            other.post("/fravaer/hent", &[("from", TODAY), ("until", TODAY), ("rows", &rows(&[]))]).await.status,
            StatusCode::NOT_FOUND,
            "{role:?}"
        );
        for page in [format!("/boern/{noah}"), "/min-dag".to_owned()] {
            other.get(&page).await.must_not(&["Bange for bussen", "Skolefravær", "Handling ved skolefravær"]);
        }
    }
    // Nor does a teacher of another school, nor those of this one when the child has left.
    let elsewhere = Unit { id: UnitId::from_label("byskolen"), name: "Byskolen".into(), kind: UnitKind::School, district: "Syd".into() };
    town.store.put_unit(&elsewhere).await.expect("a unit");
    let inge = town.store.staff(staff(Role::Teacher)).await.expect("asked").expect("somebody");
    let both = [format!("/fravaer/{noah}"), step.clone()];
    town.store.put_staff(&Staff { unit: elsewhere.id, ..inge.clone() }).await.expect("moved");
    for page in &both {
        assert_eq!(lone.get(page).await.status, StatusCode::NOT_FOUND, "of another school: {page}");
    }
    lone.get("/fravaer").await.must_not(&["Noah Lund"]);
    town.store.put_staff(&inge).await.expect("back");
    // A day that never was, a step that is none, a day that is no day.
    for wrong in ["elev/2026-05-04", "ingen/2026-05-06", "elev/i-går"] {
        assert_eq!(lone.get(&format!("/fravaer/{noah}/skridt/{wrong}")).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let left = LeftUnit { enrolment: EntryNo(2), on: date(2026, 5, 11) };
    town.write(noah, Role::System, vec![Fact::LeftUnit(left)]).await;
    for page in &both {
        assert_eq!(lone.get(page).await.status, StatusCode::NOT_FOUND, "when the child has left: {page}");
    }
    lone.get("/fravaer").await.must_not(&["Noah Lund"]);
}
