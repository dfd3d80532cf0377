//! Who has a child from the door on, where nobody works in the intake: never the teacher who wrote.

use crate::support::*;
use axum::http::StatusCode;
use jiff::civil::date;
use trin_domain::id::ChildId;
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::record::{Birth, Enrolled, Fact, Registered};

/// A child at the teacher's school whom the authority does not know.
async fn at_school(town: &Town) -> ChildId {
    let child = ChildId::from_label("nora");
    let teacher = town.store.staff(staff(Role::Teacher)).await.expect("a store").expect("a teacher");
    let facts = vec![
        Fact::Registered(Registered { name: "Nora Holm".to_owned(), birth: Birth::Born(date(2016, 5, 1)), cpr: None }),
        Fact::Enrolled(Enrolled { unit: teacher.unit, unit_name: "Skolen".to_owned(), unit_kind: UnitKind::School, on: date(2025, 8, 1) }),
    ];
    town.write(child, Role::Caseworker, facts).await;
    child
}

async fn leaves(town: &Town, role: Role) {
    let mut gone = town.store.staff(staff(role)).await.expect("a store").expect("somebody");
    gone.is_active = false;
    town.store.put_staff(&gone).await.expect("saved");
}

#[tokio::test]
async fn where_nobody_works_in_the_intake_a_caseworker_has_the_child_then_a_leader_and_never_who_wrote() {
    for (gone, has_it) in [
        (&[][..], Some(Role::Intake)),
        (&[Role::Intake], Some(Role::Caseworker)),
        (&[Role::Intake, Role::Caseworker], Some(Role::TeamLeader)),
        (&[Role::Intake, Role::Caseworker, Role::TeamLeader], None),
    ] {
        let town = Town::new().await;
        let nora = at_school(&town).await;
        for role in gone {
            leaves(&town, *role).await;
        }
        let inge = town.as_role(Role::Teacher).await;
        let page = format!("/modtagelsen/ny/{nora}");
        let sent = inge
            .post(
                &page,
                &[
                    ("barn", nora.to_string().as_str()),
                    ("received_at", "2026-05-12T09:00"),
                    ("notifier", "school"),
                    ("concern", "Hun er bange for at gå hjem"),
                    ("causes", "other-neglect"),
                ],
            )
            .await;
        let record = town.record(nora).await;
        let responsible = record.state().responsible.map(|responsible| responsible.staff);
        assert_eq!(responsible, has_it.map(staff), "gone: {gone:?}\n{}", sent.body);
        if has_it.is_none() {
            sent.must(StatusCode::UNPROCESSABLE_ENTITY, &["Ring til kommunen", "Hun er bange for at gå hjem"]);
            assert_eq!(record.entries().len(), 2, "nothing was written");
        }
    }
}
