//! The record on the child's page: what an entry says, said before, and where it is found.

use crate::support::{HELP, TODAY, Town, decided, staff, unit};
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::date;
use trin_domain::id::ChildId;
use trin_domain::kinds::{Cause, EndReason, InterventionKind, NotifierKind, Role, UnitKind};
use trin_domain::record::*;

fn note(facts: &str, judgement: &str) -> NoteWritten {
    let judgement = judgement.to_owned();
    NoteWritten { on: TODAY, facts: facts.to_owned(), child_words: String::new(), others_words: String::new(), judgement }
}

fn corrected(entry: EntryNo, should_say: Fact, reason: &str) -> Fact {
    Fact::Corrected(Corrected { entry, should_say: Box::new(should_say), reason: reason.to_owned() })
}

#[tokio::test]
async fn everything_an_entry_said_before_each_correction_can_still_be_read() {
    let town = Town::new().await;
    let child = town.noah().await;
    let long = format!("{} til sidst.", "Mor fortalte om morgenerne. ".repeat(12));
    town.write(child, Role::Caseworker, vec![Fact::NoteWritten(note(&long, "Den første vurdering."))]).await;
    let second = Fact::NoteWritten(NoteWritten { on: date(2026, 5, 4), ..note(&long, "Den anden vurdering.") });
    town.write(child, Role::Caseworker, vec![corrected(EntryNo(8), second, "Forkert dag.")]).await;
    let third = Fact::NoteWritten(note("Kort.", "Den tredje vurdering."));
    town.write(child, Role::TeamLeader, vec![corrected(EntryNo(8), third, "For langt.")]).await;
    let page = town.as_caseworker().await.get(&format!("/boern/{child}")).await;
    let (_, entry) = page.body.split_once("id=\"entry-8\"").expect("the note");
    let (entry, _) = entry.split_once("</li>").expect("its end");
    for said in ["til sidst.", "Den første vurdering.", "Den anden vurdering.", "Den tredje vurdering.", "4. maj 2026", "2 udgaver"] {
        assert!(entry.contains(said), "“{said}” is lost: {entry}");
    }
    for who in ["Rettet i post 9 af Mette Holm", "Forkert dag.", "Rettet i post 10 af Lone Bach", "For langt."] {
        assert!(entry.contains(who), "“{who}” is not told: {entry}");
    }
    let (_, correction) = page.body.split_once("id=\"entry-9\"").expect("the correction");
    let (correction, _) = correction.split_once("</li>").expect("its end");
    assert!(correction.contains("Den anden vurdering.") && correction.contains("Forkert dag."), "{correction}");
}

#[tokio::test]
async fn ones_own_entry_brings_nobody_elses_words_with_it() {
    let town = Town::new().await;
    let child = town.noah().await;
    let notification = |concern: &str| {
        Fact::NotificationReceived(NotificationReceived {
            received_at: crate::support::now(),
            notifier: Notifier { kind: NotifierKind::School, name: None, workplace: None },
            concern: concern.to_owned(),
            causes: vec![Cause::SchoolProblems],
            acute: false,
            abuse_suspected: false,
            siblings: Vec::new(),
        })
    };
    town.write(child, Role::Teacher, vec![notification("Noah sover i timerne.")]).await;
    let view = ViewAttached {
        entry: EntryNo(8),
        on: TODAY,
        who: "Mor".to_owned(),
        is_child: false,
        relation: None,
        text: "Han er syg om natten.".to_owned(),
    };
    let correction = corrected(EntryNo(8), notification("Noah sover af sin medicin."), "Lægen har fortalt det.");
    town.write(child, Role::Caseworker, vec![Fact::ViewAttached(view), correction]).await;
    let address = format!("/boern/{child}");
    let theirs = ["Han er syg om natten.", "af sin medicin", "Lægen har fortalt det."];
    town.as_caseworker().await.get(&address).await.must(StatusCode::OK, &theirs);
    let teacher = town.as_role(Role::Teacher).await.get(&address).await;
    teacher.must(StatusCode::OK, &["Noah sover i timerne."]);
    for secret in theirs {
        assert!(!teacher.says(secret), "the teacher reads “{secret}”");
    }
}

#[tokio::test]
async fn a_provider_reads_its_help_as_it_was_corrected() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mut should_say = decided(InterventionKind::FamilyTreatment, date(2026, 3, 20));
    should_say.purpose = "Noah kommer i skole tre dage.".to_owned();
    town.write(child, Role::Caseworker, vec![corrected(HELP, Fact::InterventionDecided(should_say), "Fem var for mange.")]).await;
    let page = town.as_role(Role::Provider).await.get(&format!("/boern/{child}")).await;
    page.must(StatusCode::OK, &["Noah kommer i skole tre dage.", "Fem var for mange."]);
}

#[tokio::test]
async fn a_link_leads_to_the_page_its_entry_stands_on() {
    let town = Town::new().await;
    let child = town.noah().await;
    for nth in 8..=60 {
        town.write(child, Role::Caseworker, vec![Fact::NoteWritten(note(&format!("Notat {nth}."), ""))]).await;
    }
    let mette = town.as_caseworker().await;
    let page = mette.get(&format!("/boern/{child}")).await;
    assert!(page.says("id=\"entry-60\"") && !page.says("id=\"entry-6\""));
    // The path's marks: no link on the page may lead nowhere.
    for link in page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|link| link.contains("#entry-")) {
        let (before, no) = link.split_once('#').expect("an anchor");
        let there = if before.is_empty() { page.clone() } else { mette.get(before).await };
        assert!(there.says(&format!("id=\"{no}\"")), "{link} leads nowhere");
    }
    assert!(page.says(&format!("/boern/{child}?post={HELP}#entry-{HELP}")), "the help is on the path");
    // An entry among the newest is shown among them.
    let newest = mette.get(&format!("/boern/{child}?post=50")).await;
    assert!(newest.says("id=\"entry-60\"") && newest.says("id=\"entry-50\""));
    // What is news stands on my day with the same address.
    let lone = town.as_role(Role::TeamLeader).await;
    assert_eq!(lone.get(&format!("/boern/{child}?post=999")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_was_answered_with_yes_or_no_is_told() {
    let town = Town::new().await;
    let (child, placement) = town.placed().await;
    let visit = SupervisionVisited { intervention: placement, on: TODAY, talked_with_child: true, note: "Hos plejefamilien.".to_owned() };
    let review =
        ReturnHomeReviewed { intervention: placement, on: TODAY, less_intrusive_possible: false, reason: "For tidligt.".to_owned() };
    town.write(child, Role::Caseworker, vec![Fact::SupervisionVisited(visit), Fact::ReturnHomeReviewed(review)]).await;
    let page = town.as_caseworker().await.get(&format!("/boern/{child}")).await;
    let said = |label: &str, answer: &str| format!("<dt>{label}</dt><dd class=\"words\">{answer}</dd>");
    page.must(
        StatusCode::OK,
        &[&said("Talt med barnet", "Ja"), &said("Barnet kan komme hjem eller få mindre indgribende hjælp", "Nej"), "Hos plejefamilien."],
    );
    assert!(page.says(&said("Mistanke om vold eller overgreb", "Nej")));
}

#[tokio::test]
async fn as_known_on_a_day_it_hides_what_was_written_later_from_those_who_may_see_the_child_today() {
    let town = Town::new().await;
    let child = ChildId::from_label("alma");
    let spring: Timestamp = "2026-04-10T09:00:00Z".parse().expect("an instant");
    let enrolled = |kind: UnitKind| {
        Fact::Enrolled(Enrolled { unit: unit(kind), unit_name: kind.da().to_owned(), unit_kind: kind, on: date(2024, 8, 8) })
    };
    let then = NoteWritten { on: date(2026, 4, 10), ..note("Mor ringede.", "Vi venter.") };
    let facts = vec![
        Fact::Registered(Registered { name: "Alma Kjær".to_owned(), birth: Birth::Born(date(2016, 4, 2)), cpr: None }),
        enrolled(UnitKind::School),
        enrolled(UnitKind::HealthService),
        Fact::NoteWritten(then.clone()),
        Fact::InterventionDecided(decided(InterventionKind::FamilyTreatment, date(2026, 4, 9))),
        Fact::InterventionStarted(InterventionStarted { intervention: EntryNo(5), on: date(2026, 4, 9) }),
        Fact::ResponsibilityAssigned(ResponsibilityAssigned {
            to: staff(Role::Caseworker),
            on: date(2026, 4, 9),
            reason: "Distrikt Nord".to_owned(),
        }),
    ];
    town.write_at(child, Role::Caseworker, spring, facts).await;
    let ended = InterventionEnded { intervention: EntryNo(5), on: date(2026, 5, 8), reason: EndReason::GoalsReached, note: String::new() };
    let later = vec![
        corrected(EntryNo(4), Fact::NoteWritten(NoteWritten { facts: "Far ringede.".to_owned(), ..then }), "Det var far."),
        Fact::NoteWritten(note("Skolen ringede.", "")),
        Fact::InterventionEnded(ended),
        Fact::LeftUnit(LeftUnit { enrolment: EntryNo(2), on: date(2026, 5, 8) }),
    ];
    town.write(child, Role::Caseworker, later).await;
    let address = format!("/boern/{child}?kendt=2026-04-30");
    let then = town.as_caseworker().await.get(&address).await;
    then.must(StatusCode::OK, &["Mor ringede.", "kendt 30. april 2026"]);
    for unknown in ["Far ringede.", "Det var far.", "Skolen ringede.", "rettet i post"] {
        assert!(!then.says(unknown), "“{unknown}” was not known");
    }
    // The grant is today's: whoever could see the child then and cannot now sees nothing.
    for role in [Role::Teacher, Role::Provider] {
        assert_eq!(town.as_role(role).await.get(&address).await.status, StatusCode::NOT_FOUND, "{role:?}");
    }
    let nurse = town.as_role(Role::HealthVisitor).await.get(&address).await;
    nurse.must(StatusCode::OK, &["Alma Kjær"]);
    assert!(!nurse.says("Mor ringede.") && !nurse.says("Familiehuset"), "no more of the past than of the present");
}
