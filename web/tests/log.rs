//! No row, no data: every look is in the log before it is shown, and the family finds it there.

use crate::support::{Person, Town, at, now, staff};
use axum::http::StatusCode;
use sqlx::{Connection, Executor};
use trin_domain::id::{ChildId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_store::{LogResult, Logged};

/// Every row that tells of a look, in order.
async fn looks(town: &Town) -> Vec<Logged> {
    let day = jiff::SignedDuration::from_hours(24);
    let rows = town.store.log_between(now() - day, now() + day).await.unwrap();
    rows.into_iter().filter(|row| row.body.action != "change").collect()
}

/// What a search finds.
async fn search(person: &Person, words: &str) -> crate::support::Page {
    let sent = person.post("/boern/soeg", &[("q", words)]).await;
    if sent.status == StatusCode::SEE_OTHER { person.get(&sent.to).await } else { sent }
}

/// The one row written since the last call.
async fn one(town: &Town, before: &mut usize) -> Logged {
    let rows = looks(town).await;
    assert_eq!(rows.len(), *before + 1, "{:#?}", &rows[*before..]);
    *before = rows.len();
    rows.into_iter().last().unwrap()
}

#[tokio::test]
async fn a_page_about_a_child_is_one_row_with_its_purpose_and_reason() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let mut before = looks(&town).await.len();
    assert_eq!(before, 0, "coming in shows nothing about any child");
    for (path, route, purpose) in [
        (format!("/boern/{child}"), "GET /boern/{id}", "casework"),
        (at(child, "plan"), "GET /boern/{id}/plan", "help"),
        (at(child, "note"), "GET /boern/{id}/note", "note"),
    ] {
        mette.get(&path).await.must(StatusCode::OK, &["Noah"]);
        let row = one(&town, &mut before).await.body;
        assert_eq!((row.action.as_str(), row.purpose.as_str(), row.result), (route, purpose, LogResult::Shown));
        assert_eq!((row.child, row.actor, row.role.as_str()), (Some(child), staff(Role::Caseworker), Role::Caseworker.code()));
        assert_eq!(row.basis.as_deref(), Some("responsible"));
        assert!(row.session.is_some_and(|session| session.len() == 16) && row.request.is_some());
    }
}

#[tokio::test]
async fn a_search_is_a_row_of_each_child_it_shows_and_has_no_searched_word() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let mut before = looks(&town).await.len();
    search(&mette, "noah").await.must(StatusCode::OK, &["Noah Holm"]);
    let row = one(&town, &mut before).await;
    assert_eq!((row.body.fields.as_deref(), row.body.children.as_slice(), row.body.child), (Some("search"), [child].as_slice(), None));
    assert!(!format!("{row:?}").to_lowercase().contains("noah"));
    assert_eq!(town.store.log_of_child(child, 10).await.unwrap()[0].id, row.id);
    search(&mette, "ingen").await.must(StatusCode::OK, &[]);
    let row = one(&town, &mut before).await.body;
    assert_eq!((row.result, row.children.len()), (LogResult::Nothing, 0));
    mette.get("/min-dag").await.must(StatusCode::OK, &["Noah"]);
    let row = one(&town, &mut before).await.body;
    assert_eq!((row.fields.as_deref(), row.purpose.as_str()), (Some("list"), "my-day"));
    assert!(row.children.contains(&child));
    mette.get("/strategi").await.must(StatusCode::OK, &[]);
    assert_eq!(looks(&town).await.len(), before, "what tells of no child is no look");
}

#[tokio::test]
async fn a_look_one_may_not_take_is_refused_and_logged() {
    let town = Town::new().await;
    let child = town.noah().await;
    // A health visitor from elsewhere has no relation to Noah.
    let ulla = town.as_role(Role::HealthVisitor).await;
    let mut before = looks(&town).await.len();
    ulla.get(&format!("/boern/{child}")).await.must(StatusCode::NOT_FOUND, &[]);
    let row = one(&town, &mut before).await.body;
    assert_eq!((row.result, row.child, row.basis), (LogResult::Refused, Some(child), None));
    ulla.post(&at(child, "note"), &[("facts", "Jeg så noget.")]).await.must(StatusCode::NOT_FOUND, &[]);
    assert_eq!(one(&town, &mut before).await.body.result, LogResult::Refused);
    // A child who is not there is asked for in the same way.
    ulla.get(&format!("/boern/{}", ChildId::from_label("ingen"))).await.must(StatusCode::NOT_FOUND, &[]);
    assert_eq!(looks(&town).await.len(), before + 1);
}

/// A name and a birthday can be told to an address with a made-up child in it: what is shown then is logged as what it is.
#[tokio::test]
async fn children_shown_beside_a_made_up_one_are_in_the_log() {
    let town = Town::new().await;
    let child = town.noah().await;
    town.moves_to_another_team().await;
    let made_up = ChildId::from_label("ingen");
    let mette = town.as_caseworker().await;
    let before = looks(&town).await.len();
    let asked = mette.post(&format!("/modtagelsen/ny/{made_up}"), &[("name", "Noah Holm"), ("born", "02-04-2016")]).await;
    asked.must(StatusCode::UNPROCESSABLE_ENTITY, &[&format!("value=\"{child}\"")]);
    let rows = looks(&town).await.split_off(before);
    let told: Vec<_> = rows.iter().map(|row| (row.body.result, row.body.child, row.body.children.as_slice())).collect();
    assert_eq!(told, [(LogResult::Shown, None, [child].as_slice()), (LogResult::Refused, Some(made_up), [].as_slice())], "{rows:#?}");
    assert_eq!(rows[0].body.request, rows[1].body.request);
    assert_eq!(town.store.log_of_child(child, 1).await.unwrap()[0].id, rows[0].id, "the family finds it");
}

#[tokio::test]
async fn asking_for_a_pages_head_is_a_look_like_another() {
    let town = Town::new().await;
    let child = town.noah().await;
    let ulla = town.as_role(Role::HealthVisitor).await;
    let mut before = looks(&town).await.len();
    let head = |path: String| axum::http::Request::head(path).header("cookie", ulla.cookie()).body(axum::body::Body::empty()).unwrap();
    let answer = ulla.request(head(format!("/boern/{child}"))).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let row = one(&town, &mut before).await.body;
    // Samples are drawn from what begins so, and so is what is counted as without relation.
    assert_eq!((row.result, row.child, row.action.as_str()), (LogResult::Refused, Some(child), "GET /boern/{id}"));
}

pub async fn behind_its_back(town: &Town, sql: &str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(town.file());
    let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_logged_is_not_shown() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    behind_its_back(&town, "CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'no room'); END").await;
    for path in [format!("/boern/{child}"), at(child, "note"), at(child, "plan"), "/min-dag".to_owned()] {
        let page = mette.get(&path).await;
        page.must(StatusCode::SERVICE_UNAVAILABLE, &["loggen"]);
        assert!(!page.says("Noah") && !page.says("Holm"), "{path}: {}", page.body);
        mette.in_english().get(&path).await.must(StatusCode::SERVICE_UNAVAILABLE, &["must be in the log"]);
    }
    let found = search(&mette, "noah").await;
    assert!(found.status == StatusCode::SERVICE_UNAVAILABLE && !found.says("Holm"), "{}", found.body);
    mette.get("/strategi").await.must(StatusCode::OK, &[]);
    // What was typed comes back, whether the form would have been saved or shown again.
    for fields in [[("on", "2026-05-12"), ("facts", "Noah var glad i dag.")], [("on", "i går"), ("facts", "Noah var glad i dag.")]] {
        let page = mette.post(&at(child, "note"), &fields).await;
        assert!(page.status.is_server_error(), "{}", page.status);
        assert!(page.says("Noah var glad i dag."), "{}", page.body);
    }
    assert_eq!(town.record(child).await.entries().len(), 7, "nothing was written");
    behind_its_back(&town, "DROP TRIGGER full").await;
    mette.get(&format!("/boern/{child}")).await.must(StatusCode::OK, &["Noah"]);
}

/// T9, completeness: what a browser was shown about a child = rows in the log = rows in the family's view.
#[tokio::test]
async fn a_day_of_looks_is_in_the_familys_view() {
    let town = Town::new().await;
    let child = town.noah().await;
    let people: Vec<Person> = {
        let mut people = Vec::new();
        for role in [Role::Caseworker, Role::TeamLeader, Role::Teacher, Role::Pedagogue, Role::Provider, Role::HealthVisitor, Role::Intake]
        {
            people.push(town.as_role(role).await);
        }
        people
    };
    let paths = [
        format!("/boern/{child}"),
        format!("/boern/{child}?kendt=2026-05-11"),
        at(child, "plan"),
        at(child, "note"),
        at(child, "netvaerk"),
        at(child, "ansvar"),
        at(child, "luk"),
        "search".to_owned(),
        format!("/modtagelsen/ny/{child}"),
        format!("/modtagelsen/{child}/3"),
        "/strategi".to_owned(),
    ];
    let mut seen = Vec::new();
    for _ in 0..6 {
        for person in &people {
            for path in &paths {
                let page = if path == "search" { search(person, "noah").await } else { person.get(path).await };
                // What lies under the child's address tells of the child also where no name is on the page.
                let tells = page.says("Noah") || path.contains(&child.to_string());
                seen.extend(tells.then(|| path.clone()));
            }
        }
    }
    assert!(seen.len() > 100, "{}", seen.len());
    let rows = looks(&town).await;
    let about = rows.iter().filter(|row| {
        row.body.child == Some(child) || (row.body.fields.as_deref() == Some("search") && row.body.children.contains(&child))
    });
    let about: Vec<i64> = about.map(|row| row.id).collect();
    assert_eq!(about.len(), seen.len(), "rows in the log");
    let mut family: Vec<i64> =
        town.store.log_of_child(child, 10_000).await.unwrap().iter().filter(|row| row.body.action != "change").map(|row| row.id).collect();
    family.reverse();
    assert_eq!(family, about, "the family's view");
    // The page the family is shown: every row of the child, change or look, once, and no name.
    let on_page = pages_of_looks(&people[0], child).await;
    let mut whole: Vec<i64> = town.store.log_of_child(child, 10_000).await.unwrap().iter().map(|row| row.id).collect();
    assert!(on_page.len() > 200, "{} rows: more than one page", on_page.len());
    let own_pages = whole.iter().filter(|id| **id > *on_page.first().unwrap()).count();
    assert_eq!(own_pages, on_page.len().div_ceil(200), "after the newest row shown there are only the page's own");
    whole.drain(..own_pages);
    assert_eq!(on_page, whole, "the pages");
}

/// The numbers of the rows on the family's pages, from the first page to the last.
async fn pages_of_looks(person: &Person, child: ChildId) -> Vec<i64> {
    let (mut rows, mut next) = (Vec::new(), at(child, "opslag?alle=ja"));
    loop {
        let page = person.get(&next).await;
        page.must(StatusCode::OK, &["Navnene på de ansatte står her ikke"]);
        // Their names stand in the frame, as theirs who look and theirs who are responsible; in the table nobody's does.
        let table = page.body.split_once("<tbody").unwrap().1.split_once("</tbody>").unwrap().0;
        for name in ["Mette", "Lone", "Inge", "Asta", "Jens", "Ulla", "Sara", "Per "] {
            assert!(!table.contains(name), "{name} is in the family's view");
        }
        for line in table.split("class=\"proof\">").skip(1) {
            rows.push(line.split_once(' ').unwrap().0.parse().unwrap());
        }
        match page.body.split_once("rel=\"next\"").map(|(before, _)| before.rsplit_once("href=\"").unwrap().1) {
            Some(link) => next = link.split_once('"').unwrap().0.replace("&amp;", "&"),
            None => return rows,
        }
    }
}

#[tokio::test]
async fn a_line_the_family_keeps_is_the_hash_of_the_row_and_its_purpose_is_said() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    mette.get(&at(child, "plan")).await.must(StatusCode::OK, &["Noah"]);
    // An hour's work is one line for each purpose, with how often.
    for _ in 0..3 {
        mette.get(&at(child, "plan")).await;
    }
    let gathered = mette.get(&at(child, "opslag")).await;
    gathered.must(StatusCode::OK, &["12. maj 2026 kl. 10–11", "Hjælp til barnet og familien", "opslag?alle=ja"]);
    let table = gathered.body.split_once("<tbody").unwrap().1.split_once("</tbody>").unwrap().0;
    let line = table.split("<tr").find(|line| line.contains("Hjælp til barnet og familien")).unwrap();
    assert!(line.contains(">4<"), "four looks: {line}");
    assert_eq!(table.matches("Hjælp til barnet og familien").count(), 1, "{table}");
    let page = mette.get(&at(child, "opslag?alle=ja")).await;
    let row =
        town.store.log_of_child_before(child, i64::MAX, 10).await.unwrap().into_iter().find(|row| row.body.purpose == "help").unwrap();
    use base64::Engine as _;
    let line = format!("{} {}", row.id, base64::engine::general_purpose::STANDARD.encode(row.leaf));
    page.must(StatusCode::OK, &["Hjælp til barnet og familien", &line, "Så i sagen"]);
    page.must(StatusCode::OK, &[UnitKind::CaseTeam.da()]);
    // Who helps sees only the help: not who looked.
    assert_eq!(town.as_role(Role::Provider).await.get(&at(child, "opslag")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_moves_to_another_office_looked_from_the_one_they_were_in() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    mette.get(&at(child, "plan")).await.must(StatusCode::OK, &["Noah"]);
    let before = UnitKind::CaseTeam.da();
    let team =
        Unit { id: UnitId::from_label("harbour"), kind: UnitKind::CaseTeam, name: "Havneholdet".to_owned(), district: "Havn".to_owned() };
    town.store.put_unit(&team).await.expect("a team");
    let moved =
        Staff { id: staff(Role::Caseworker), name: "Mette Holm".to_owned(), role: Role::Caseworker, unit: team.id, is_active: true };
    town.store.put_staff(&moved).await.expect("moved");
    mette.get(&at(child, "plan")).await.must(StatusCode::OK, &["Noah"]);
    for address in ["opslag", "opslag?alle=ja"] {
        let page = mette.get(&at(child, address)).await;
        page.must(StatusCode::OK, &["Havneholdet"]);
        let table = page.body.split_once("<tbody").unwrap().1.split_once("</tbody>").unwrap().0;
        let helped: Vec<&str> = table.split("<tr").filter(|line| line.contains("Hjælp til barnet og familien")).collect();
        assert_eq!(helped.len(), 2, "{address}: one line for each office\n{table}");
        assert!(helped[0].contains("Havneholdet") && helped[1].contains(before), "{address}: {helped:?}");
    }
}
