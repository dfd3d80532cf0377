//! A notification can be made up: it is taken and never lost, and opens to whoever wrote it nothing that was written before.

use crate::support::{HELP, Person, TODAY, Town, at, staff};
use axum::http::StatusCode;
use jiff::civil::date;
use trin_domain::access::{Access, grant};
use trin_domain::cpr::Cpr;
use trin_domain::id::{ChildId, StaffId, UnitId};
use trin_domain::kinds::{EndReason, RestrictionReason, Role, ScreeningOutcome};
use trin_domain::organisation::Staff;
use trin_domain::record::*;
use trin_web::Edges;
use trin_web::limits::{Limits, Rate};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const TOO_MANY: StatusCode = StatusCode::TOO_MANY_REQUESTS;
const DAY: i64 = 24 * 60 * 60;

/// What a notification says, without the child it is about, with all that can be decided at once.
const SAID: [(&str, &str); 8] = [
    ("notifier", "school"),
    ("received_at", "2026-05-12T09:30"),
    ("causes", "school-problems"),
    ("concern", "Opdigtet."),
    ("danger", "nej"),
    ("acute_reason", "Ro"),
    ("outcome", "early-help"),
    ("screening_reason", "Se"),
];

/// Noah as whoever has met the family would tell of him.
const NOAH: [(&str, &str); 2] = [("name", "Noah Holm"), ("born", "02-04-2016")];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Case {
    Open,
    OpenAndRestricted,
    Closed,
    ClosedAndRestricted,
}

/// Noah, whose case Karim of another team has or had; closed so long ago that nobody has anything to finish in it.
async fn noah(town: &Town, case: Case) -> ChildId {
    let child = town.noah().await;
    town.moves_to_another_team().await;
    if matches!(case, Case::OpenAndRestricted | Case::ClosedAndRestricted) {
        town.write(child, Role::TeamLeader, vec![Fact::ChildRestricted(ChildRestricted { on: TODAY, reason: RestrictionReason::ALL[0] })])
            .await;
    }
    if matches!(case, Case::Closed | Case::ClosedAndRestricted) {
        let outcome = ScreeningOutcome::EarlyHelp;
        let facts = vec![
            Fact::Screened(Screened { notification: EntryNo(3), on: TODAY, outcome, reason: "Tidlig hjælp".to_owned() }),
            Fact::ReceiptSent(ReceiptSent { notification: EntryNo(3), on: TODAY }),
            Fact::InterventionEnded(InterventionEnded {
                intervention: HELP,
                on: TODAY,
                reason: EndReason::GoalsReached,
                note: String::new(),
            }),
            Fact::Closed(Closed { on: TODAY, reason: "Familien klarer sig".to_owned() }),
        ];
        town.write(child, Role::Caseworker, facts).await;
    }
    town.later(40 * DAY);
    child
}

fn with<'f>(fields: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    fields.iter().copied().chain(SAID).collect()
}

async fn responsible(town: &Town, child: ChildId) -> Option<StaffId> {
    town.record(child).await.state().responsible.map(|responsible| responsible.staff)
}

async fn access(town: &Town, child: ChildId, role: Role) -> Option<Access> {
    let everyone = town.store.staff_list(None).await.expect("staff");
    let me = everyone.iter().find(|one| one.id == staff(role)).expect("somebody");
    let unit_of = |one| everyone.iter().find(|staff| staff.id == one).map(|staff| staff.unit);
    grant(&town.record(child).await.state(), &town.strategy, me, unit_of, town.now())
}

#[tokio::test]
async fn a_made_up_notification_opens_no_closed_case_and_is_the_intakes() {
    for role in [Role::Caseworker, Role::TeamLeader] {
        let town = Town::new().await;
        let child = noah(&town, Case::Closed).await;
        let me = town.as_role(role).await;
        let id = child.to_string();
        me.post("/modtagelsen/ny", &with(&NOAH)).await.must(WRONG, &[&format!("value=\"{id}\"")]);
        let sent = me.post("/modtagelsen/ny", &with(&[NOAH[0], NOAH[1], ("barn", &id)])).await;
        sent.leads_to("/modtagelsen?gjort=intake-done-passed-on");
        me.get(&sent.to).await.must(StatusCode::OK, &["Underretningen er modtaget"]);
        assert_eq!(me.get(&format!("/boern/{child}")).await.status, StatusCode::NOT_FOUND, "{role:?}");
        // It is taken, it waits for the intake undecided, and the intake reads it with all that came before.
        assert_eq!(responsible(&town, child).await, Some(staff(Role::Intake)));
        let record = town.record(child).await;
        let state = record.state();
        let last = state.notifications.last().unwrap();
        assert_eq!((state.notifications.len(), last.screened.is_none(), last.acute.is_none()), (2, true, true));
        let sara = town.as_role(Role::Intake).await;
        sara.get(&format!("/modtagelsen/{child}/{}", last.received.no)).await.must(StatusCode::OK, &["Opdigtet.", "væk fra skole"]);
    }
}

#[tokio::test]
async fn a_restricted_child_is_not_named_and_what_is_told_goes_to_those_who_had_it() {
    let leader = StaffId::from_label("ulla i syd");
    for (role, has_leader) in [(Role::Caseworker, false), (Role::Intake, true), (Role::TeamLeader, true)] {
        let town = Town::new().await;
        let child = noah(&town, Case::ClosedAndRestricted).await;
        if has_leader {
            let ulla =
                Staff { id: leader, name: "Ulla Syd".to_owned(), role: Role::TeamLeader, unit: UnitId::from_label("syd"), is_active: true };
            town.store.put_staff(&ulla).await.unwrap();
        }
        let me = town.as_role(role).await;
        let asked = me.post("/modtagelsen/ny", &with(&NOAH)).await;
        asked.must(WRONG, &["Der kan være et barn, som en anden har", "value=\"andens\"", "Opdigtet."]);
        assert!(!asked.says(&child.to_string()) && !asked.says("Karim Bang"), "{role:?}");
        // Its identity, had in another way, is no choice either.
        let (id, link) = (child.to_string(), ("barn", "andens"));
        me.post("/modtagelsen/ny", &with(&[NOAH[0], NOAH[1], ("barn", &id)])).await.must(WRONG, &["value=\"andens\""]);
        // What is written wrongly comes back alike, whether there is such a child or not.
        let mut wrong = with(&[NOAH[0], ("born", "02-04-2015"), link]);
        wrong.retain(|(name, _)| *name != "causes");
        me.post("/modtagelsen/ny", &wrong).await.must(WRONG, &["value=\"andens\""]);
        me.post("/modtagelsen/ny", &with(&[NOAH[0], NOAH[1], link])).await.leads_to("/modtagelsen?gjort=intake-done-passed-on");
        assert_eq!(me.get(&format!("/boern/{child}")).await.status, StatusCode::NOT_FOUND, "{role:?}");
        let karim = StaffId::from_label("karim");
        assert_eq!(responsible(&town, child).await, Some(if has_leader { leader } else { karim }), "{role:?}");
        assert_eq!(town.record(child).await.state().notifications.len(), 2);
    }
}

#[tokio::test]
async fn a_bare_registration_is_the_writers_as_before() {
    let town = Town::new().await;
    let child = ChildId::from_label("ida");
    let ida = Registered { name: "Ida Bang".to_owned(), birth: Birth::Born(date(2019, 3, 1)), cpr: None };
    town.write(child, Role::Intake, vec![Fact::Registered(ida)]).await;
    let mette = town.as_caseworker().await;
    let id = child.to_string();
    let fields = with(&[("name", "Ida Bang"), ("born", "01-03-2019"), ("barn", &id)]);
    mette.post("/modtagelsen/ny", &fields).await.leads_to(&format!("/boern/{child}"));
    assert_eq!(responsible(&town, child).await, Some(staff(Role::Caseworker)));
}

/// Everything somebody without a relation can try to send about a child.
async fn tries_everything(me: &Person, child: ChildId, myself: StaffId) {
    let (id, myself) = (child.to_string(), myself.to_string());
    for barn in ["", &id, "andens", "ny"] {
        me.post("/modtagelsen/ny", &with(&[NOAH[0], NOAH[1], ("barn", barn)])).await;
        me.post(&format!("/modtagelsen/ny/{id}"), &with(&[NOAH[0], NOAH[1], ("barn", barn)])).await;
    }
    let mine =
        [("to", myself.as_str()), ("staff", &myself), ("on", "2026-06-20"), ("reason", "Fordi"), ("text", "Fordi"), ("goer", "luk-ind")];
    for page in ["ansvar", "adgang", "note", "moede/ny", "netvaerk", "undersoegelse/ny", "plan", "luk", "stamkort", "noedadgang"] {
        for set in ["0", "7", "8", "9", "12", "13"] {
            let fields: Vec<(&str, &str)> = mine.iter().copied().chain([("set", set)]).collect();
            me.post(&at(child, page), &fields).await;
        }
    }
}

#[tokio::test]
async fn nothing_one_can_send_gives_one_a_record_with_a_past() {
    let mut opened_for_the_intake = 0;
    for case in [Case::Open, Case::OpenAndRestricted, Case::Closed, Case::ClosedAndRestricted] {
        for role in Role::ALL.iter().copied().filter(|role| *role != Role::System) {
            let town = Town::new().await;
            let child = noah(&town, case).await;
            if access(&town, child, role).await.is_some_and(|access| access.sees_case()) {
                assert_eq!((case, role), (Case::Open, Role::Intake), "Noah's notification of March waits for them");
                continue;
            }
            tries_everything(&town.as_role(role).await, child, staff(role)).await;
            let after = access(&town, child, role).await;
            // A notification that waits is read by the intake with all that came before, whoever wrote it; not in a restricted record.
            if (case, role) == (Case::Closed, Role::Intake) {
                opened_for_the_intake += 1;
                continue;
            }
            let rooms = after.as_ref().map(|access| access.rooms);
            assert!(!after.is_some_and(|access| access.sees_case() || access.may_write()), "{case:?} {role:?}: {rooms:?}");
            assert_ne!(responsible(&town, child).await, Some(staff(role)), "{case:?} {role:?}");
        }
    }
    assert_eq!(opened_for_the_intake, 1);
}

#[tokio::test]
async fn a_number_tells_no_name_and_surnames_by_the_dozen_find_nobody() {
    let town = Town::new().await;
    let child = ChildId::from_label("ida");
    let cpr = Cpr::parse("620416-4000").unwrap();
    let ida = Registered { name: "Ida Marie Bang".to_owned(), birth: Birth::Born(cpr.birth_date()), cpr: Some(cpr) };
    town.write(child, Role::Intake, vec![Fact::Registered(ida)]).await;
    let mette = town.as_caseworker().await;
    for (name, is_found) in [("Ida", true), ("Ida Holm", true), ("Hansen", false), ("x", false), ("Bang Jensen Nielsen Hansen", false)] {
        for born in ["620416-4000", "02-04-2016"] {
            let fields = [("name", name), ("born", born)];
            let shown = mette.post("/noedadgang", &fields).await;
            let is_day = cpr.birth_date() == date(2016, 4, 2);
            assert_eq!(shown.says("Ida Marie Bang"), is_found && (is_day || born.len() == 11), "{name} {born}");
        }
        let asked = mette.post("/modtagelsen/ny", &[("name", name), ("born", "620416-4000")]).await;
        assert_eq!(asked.says("Ida Marie Bang"), is_found, "{name} at the door");
    }
}

#[tokio::test]
async fn one_name_after_another_is_slowed_down_and_no_notification_is_lost_by_it() {
    let edges = Edges { limits: Limits { names: Rate::new(3, 600), ..Limits::of_demo() }, ..Edges::default() };
    let town = Town::in_demo(edges).await;
    let child = noah(&town, Case::Closed).await;
    let mette = town.as_caseworker().await;
    for _ in 0..2 {
        mette.post("/noedadgang", &NOAH).await.must(StatusCode::OK, &["Noah Holm"]);
    }
    let id = child.to_string();
    mette.post("/modtagelsen/ny", &with(&NOAH)).await.must(WRONG, &[&id]);
    let slow = mette.post("/noedadgang", &NOAH).await;
    slow.must(TOO_MANY, &["Du har slået mange navne op", "value=\"Noah Holm\"", "value=\"02-04-2016\""]);
    assert!(!slow.says(&id));
    // What was chosen among those shown is taken as it was meant.
    mette.post("/modtagelsen/ny", &with(&[NOAH[0], NOAH[1], ("barn", &id)])).await.leads_to("/modtagelsen?gjort=intake-done-passed-on");
    assert_eq!(town.record(child).await.state().notifications.len(), 2);
    // What comes now is taken as of a new child, and whoever screens it is told that it may be Noah.
    let key = ("key", "6f0c2d3e-0000-4000-8000-00000000beef");
    for _ in 0..2 {
        let sent = mette.post("/modtagelsen/ny", &with(&[NOAH[0], NOAH[1], key])).await;
        sent.leads_to("/modtagelsen?gjort=intake-done-not-compared");
        mette.get(&sent.to).await.must(StatusCode::OK, &["Du har slået mange navne op"]);
    }
    let twice = town.store.children_by_name_and_birth("Noah Holm", date(2016, 4, 2), None).await.unwrap();
    assert_eq!(twice.len(), 2, "one new child, though the form was sent twice");
    // The others have their own.
    town.as_role(Role::TeamLeader).await.post("/noedadgang", &NOAH).await.must(StatusCode::OK, &["Noah Holm"]);
    town.later(201);
    mette.post("/noedadgang", &NOAH).await.must(StatusCode::OK, &["Noah Holm"]);
}
