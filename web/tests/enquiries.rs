//! The one door from outside: anybody writes without a login, gets a receipt when it is kept, and the intake reads it, writes it in or answers it.

use crate::support::{Page, Person, Town, staff};
use axum::http::StatusCode;
use trin_domain::enquiry::{EnquiryOutcome, reference};
use trin_domain::id::EnquiryId;
use trin_domain::kinds::{NotifierKind, Role};
use trin_domain::record::Fact;
use trin_web::Edges;
use trin_web::limits::{Limits, Rate};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const WORDS: &str = "Drengen i nummer fire råber om natten.";

/// Sends the form of a page opened before.
async fn posts(person: &Person, form: &Page, address: &str, fields: &[(&str, &str)]) -> Page {
    let key = form.hidden("key");
    let all: Vec<(&str, &str)> = [("key", key.as_str())].into_iter().chain(fields.iter().copied()).collect();
    person.post(address, &all).await
}

/// What a neighbour sends, with what a test changes of it.
async fn sends(town: &Town, changed: &[(&str, &str)]) -> Page {
    let usual = [
        ("kind", "concern"),
        ("text", WORDS),
        ("child", "Otto Krog"),
        ("born", "2019-04-02"),
        ("from", "family-or-friends"),
        ("name", "Nabo Nielsen"),
        ("contact", "12 34 56 78"),
    ];
    let kept = usual.iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    let fields: Vec<(&str, &str)> = kept.chain(changed).copied().filter(|(_, value)| !value.is_empty()).collect();
    let nobody = town.as_nobody();
    let form = nobody.get("/henvendelse").await;
    posts(&nobody, &form, "/henvendelse", &fields).await
}

fn waits(row: &str) -> EnquiryId {
    EnquiryId::from_label(row.rsplit("/modtagelsen/henvendelser/").next().unwrap_or_default().split('"').next().unwrap_or_default())
}

/// The first enquiry on the intake's list.
async fn first(town: &Town) -> EnquiryId {
    let list = town.as_role(Role::Intake).await.get("/modtagelsen").await;
    let (_, from) = list.body.split_once("/modtagelsen/henvendelser/").expect("an enquiry waits");
    waits(&format!("/modtagelsen/henvendelser/{from}"))
}

fn at(id: EnquiryId) -> String {
    format!("/modtagelsen/henvendelser/{id}")
}

#[tokio::test]
async fn anybody_writes_and_the_receipt_says_that_it_is_kept() {
    let town = Town::new().await;
    let form = town.as_nobody().get("/henvendelse").await;
    form.must(StatusCode::OK, &["Er et barn i fare nu?", "tel:112", "tel:116111", "Fortæl det med dine egne ord"]);
    assert!(form.body.find("tel:112") < form.body.find("name=\"text\""), "whom to call stands before what to write");
    town.store.set("on-call", "Døgnvagten, 00 00 00 00").await.expect("the store");
    town.as_nobody().get("/henvendelse").await.must(StatusCode::OK, &["Døgnvagten, 00 00 00 00"]);
    let sent = sends(&town, &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let receipt = town.as_nobody().get(&sent.to).await;
    let name = sent.to.rsplit('/').next().unwrap_or_default();
    receipt.must(StatusCode::OK, &["Vi har fået det", name, "inden for 24 timer"]);
    for told in ["Otto", "Nielsen", "råber", "12 34"] {
        assert!(!receipt.says(told) && !sent.to.contains(told), "{told} is on a receipt that anybody may open");
    }
    // As somebody says it on the telephone.
    town.as_nobody().get(&sent.to.to_lowercase()).await.must(StatusCode::OK, &[name]);
    assert_eq!(town.as_nobody().get("/henvendelse/kvittering/0000-0000").await.status, StatusCode::NOT_FOUND);
    // In English.
    town.as_nobody().in_english().get("/henvendelse").await.must(StatusCode::OK, &["Is a child in danger now?"]);
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_enquiry_and_what_is_sent_is_counted() {
    let town = Town::new().await;
    let form = town.as_nobody().get("/henvendelse").await;
    let fields = [("kind", "concern"), ("text", WORDS), ("child", "Otto"), ("from", "other")];
    let once = posts(&town.as_nobody(), &form, "/henvendelse", &fields).await;
    let twice = posts(&town.as_nobody(), &form, "/henvendelse", &fields).await;
    assert_eq!((once.status, &once.to), (StatusCode::SEE_OTHER, &twice.to));
    assert_eq!(posts(&town.as_nobody(), &form, "/henvendelse", &fields[..2]).await.status, WRONG);
    let day = trin_domain::calendar::day_of(town.now());
    let counted = town.store.door_days(day).await.expect("the store");
    assert_eq!((counted[0].sent, counted[0].kept, counted[0].again, counted[0].mended, counted[0].missing()), (3, 1, 1, 1, 0));
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_typed_is_lost() {
    let town = Town::new().await;
    let long = "æ".repeat(20_001);
    for (changed, says) in [
        (vec![("text", "")], "Fortæl det med dine egne ord"),
        (vec![("child", "")], "noget andet, vi kan finde barnet på"),
        (vec![("kind", "")], "Hvad handler det om?"),
        (vec![("from", "")], "Hvem er du for barnet?"),
        (vec![("from", "anonymous")], "Hvem er du for barnet?"),
        (vec![("born", "2031-01-01")], "Fødselsdagen er ikke kommet endnu"),
        (vec![("born", "i fjor")], "i fjor"),
        (vec![("text", long.as_str())], "20.000 tegn"),
        (vec![("from", "school")], "Arbejdssted"),
        (vec![("from", "school"), ("anonymous", "ja")], "Fagpersoner underretter i eget navn"),
        (vec![("kind", "question"), ("contact", "")], "så vi kan svare dig"),
        (vec![("kind", "question"), ("anonymous", "ja")], "Vi kan ikke svare, når vi ikke ved, hvem du er"),
    ] {
        let page = sends(&town, &changed).await;
        assert!(page.status == WRONG && page.says("ting at rette") && page.says(says), "{changed:?}: {} {}", page.status, page.body);
        for (name, typed) in [("name", "Nabo Nielsen"), ("text", WORDS), ("child", "Otto Krog")] {
            let is_kept = page.says(typed) || changed.iter().any(|(other, _)| *other == name);
            assert!(is_kept, "{changed:?} lost {typed}");
        }
    }
    let nothing = posts(&town.as_nobody(), &town.as_nobody().get("/henvendelse").await, "/henvendelse", &[]).await;
    nothing.must(
        WRONG,
        &["4 ting at rette", "Hvad handler det om?", "Hvem er du for barnet?", "Fortæl det med dine egne ord", "finde barnet på"],
    );
    assert_eq!(town.store.enquiry_counts().await.expect("the store"), vec![], "nothing of it is kept");
}

#[tokio::test]
async fn a_citizen_who_is_anonymous_leaves_nothing_behind() {
    let town = Town::new().await;
    let sent = sends(&town, &[("anonymous", "ja")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = town.as_role(Role::Intake).await.get(&at(first(&town).await)).await;
    page.must(StatusCode::OK, &[WORDS, "Anonym", "Otto Krog"]);
    assert!(!page.says("Nielsen") && !page.says("12 34 56 78"));
}

#[tokio::test]
async fn the_intake_and_its_leaders_read_what_came_and_each_look_is_a_row() {
    let town = Town::new().await;
    sends(&town, &[("acute", "ja"), ("abuse", "ja")]).await;
    let id = first(&town).await;
    for role in [Role::Intake, Role::TeamLeader] {
        let list = town.as_role(role).await.get("/modtagelsen").await;
        list.must(StatusCode::OK, &["Henvendelser, der er kommet: 1", "Otto Krog", WORDS, "Nabo Nielsen"]);
        let day = town.as_role(role).await.get("/min-dag").await;
        day.must(StatusCode::OK, &["venter på døgnvurdering: 1", &reference(id)]);
        let one = town.as_role(role).await.get(&at(id)).await;
        one.must(StatusCode::OK, &["Skal vurderes", "Mistanke om vold", "Skriv ind som underretning", "12 34 56 78"]);
    }
    for role in Role::ALL.iter().copied().filter(|role| !matches!(role, Role::Intake | Role::TeamLeader | Role::System)) {
        let person = town.as_role(role).await;
        for address in ["/modtagelsen", "/min-dag"] {
            let page = person.get(address).await;
            assert!(!page.says("Otto") && !page.says(&reference(id)), "{role:?} is told at {address}");
        }
        for address in [at(id), format!("{}/underretning", at(id))] {
            assert_eq!(person.get(&address).await.status, StatusCode::NOT_FOUND, "{role:?} at {address}");
            assert_eq!(person.post(&address, &[("outcome", "answered"), ("note", "x")]).await.status, StatusCode::NOT_FOUND, "{role:?}");
        }
    }
    let rows = town.store.log_between(jiff::Timestamp::UNIX_EPOCH, jiff::Timestamp::MAX).await.expect("the store");
    let read = rows.iter().filter(|row| row.body.action == "enquiry" && row.body.fields.as_deref() == Some("read"));
    assert_eq!(read.map(|row| row.body.actor).collect::<Vec<_>>(), [staff(Role::Intake), staff(Role::TeamLeader)]);
    assert!(
        town.store
            .enquiry(&town.store.staff(staff(Role::Intake)).await.expect("the store").expect("her"), id, town.now())
            .await
            .expect("the store")
            .expect("it")
            .settled
            .is_none()
    );
}

#[tokio::test]
async fn it_is_written_in_with_its_own_words_and_time_and_is_then_in_the_record_alone() {
    let town = Town::new().await;
    sends(&town, &[("known_by", "Solvej 4"), ("acute", "ja")]).await;
    let (id, came) = (first(&town).await, town.now());
    town.later(3 * 3_600);
    let intake = town.as_role(Role::Intake).await;
    let address = format!("{}/underretning", at(id));
    let form = intake.get(&address).await;
    form.must(StatusCode::OK, &[WORDS, "Solvej 4", "Nabo Nielsen", "2019-04-02", "Otto Krog", "12 34 56 78"]);
    let fields = [
        ("name", "Otto Krog"),
        ("born", "2019-04-02"),
        ("notifier", "family-or-friends"),
        ("notifier_name", "Nabo Nielsen"),
        ("concern", WORDS),
        ("acute", "ja"),
        ("causes", "other-neglect"),
        // What a form says of when it came is not believed.
        ("received_at", "2026-05-12T23:59"),
    ];
    let draft = format!("modtagelsen~henvendelser~{id}~underretning");
    town.store.save_draft(staff(Role::TeamLeader), &draft, "concern=Drengen", town.now()).await.expect("the store");
    let saved = posts(&intake, &form, &address, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let queue = intake.get("/modtagelsen").await;
    assert!(queue.says("Otto Krog") && !queue.says("Henvendelser, der er kommet"), "{}", queue.body);
    // The clock runs from when it came.
    let child = queue
        .body
        .split("/modtagelsen/")
        .find_map(|piece| piece.split('/').next().and_then(|id| id.parse::<uuid::Uuid>().ok()))
        .expect("the child");
    let record = town.record(trin_domain::id::ChildId::new(child)).await;
    let notified = record.entries().iter().find_map(|entry| match &entry.fact {
        Fact::NotificationReceived(what) => Some(what.clone()),
        _ => None,
    });
    let notified = notified.expect("a notification");
    assert_eq!(notified.notifier.kind, NotifierKind::FamilyOrFriends);
    let kept = format!("{WORDS}\n\nDet, der blev skrevet udefra:\nSolvej 4");
    assert_eq!(notified.concern, kept, "what was left out of the form is kept all the same");
    assert_eq!(town.store.draft(staff(Role::TeamLeader), &draft).await.expect("the store"), None, "a copy that somebody began is gone");
    assert!(came.duration_since(notified.received_at).as_secs() < 60, "the minute it came");
    // Sent twice it is written once; the page says where it stands now.
    assert_eq!(posts(&intake, &form, &address, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(town.record(record.child).await.version(), record.version());
    let page = intake.get(&at(id)).await;
    page.must(StatusCode::OK, &[EnquiryOutcome::Notification.da(), "står nu i barnets journal og kun dér"]);
    assert!(!page.says(WORDS));
    assert_eq!(intake.get(&address).await.to, at(id), "what is written in is not written in again");
    let report = town.store.verify(trin_domain::strategy::Strategy::named("kerteminde-2021").expect("shipped")).await.expect("the store");
    assert!(report.is_sound(), "{:?}", report.problems);
}

#[tokio::test]
async fn two_who_write_it_in_at_once_write_one_notification() {
    let town = Town::new().await;
    sends(&town, &[]).await;
    let id = first(&town).await;
    let address = format!("{}/underretning", at(id));
    let (one, two) = (town.as_role(Role::Intake).await, town.as_role(Role::TeamLeader).await);
    let fields = |name: &'static str| {
        [
            ("name", name),
            ("born", "2019-04-02"),
            ("notifier", "other"),
            ("concern", WORDS),
            ("causes", "other-neglect"),
            ("received_at", "2026-05-01T09:00"),
        ]
    };
    let (first_form, second_form) = (one.get(&address).await, two.get(&address).await);
    assert_eq!(posts(&one, &first_form, &address, &fields("Otto Krog")).await.status, StatusCode::SEE_OTHER);
    let late = posts(&two, &second_form, &address, &fields("Otto Kragh")).await;
    assert!(late.status == WRONG && late.says("Henvendelsen er afsluttet imens") && late.says(WORDS), "{} {}", late.status, late.body);
    let queue = one.get("/modtagelsen").await;
    assert!(queue.says("Otto Krog") && !queue.says("Otto Kragh"));
}

#[tokio::test]
async fn what_is_no_notification_is_answered_once() {
    let town = Town::new().await;
    sends(&town, &[("kind", "question")]).await;
    let id = first(&town).await;
    let intake = town.as_role(Role::Intake).await;
    assert!(!town.as_role(Role::Intake).await.get("/min-dag").await.says(&reference(id)), "a question has no clock");
    for fields in [vec![("note", "Ringet.")], vec![("outcome", "answered")], vec![("outcome", "notification"), ("note", "Ringet.")]] {
        let page = intake.post(&at(id), &fields).await;
        assert!(page.status == WRONG && page.says("ting at rette"), "{fields:?}: {}", page.body);
    }
    let answered = intake.post(&at(id), &[("outcome", "answered"), ("note", "Ringet og rådgivet.")]).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
    let again = town.as_role(Role::TeamLeader).await.post(&at(id), &[("outcome", "not-meant"), ("note", "Fejl.")]).await;
    again.must(StatusCode::CONFLICT, &["Henvendelsen er afsluttet imens", "Ringet og rådgivet.", "Fejl."]);
    intake.get(&at(id)).await.must(StatusCode::OK, &["Besvaret, rådgivet", "Ringet og rådgivet."]);
    assert!(!intake.get("/modtagelsen").await.says("Henvendelser, der er kommet"));
}

#[tokio::test]
async fn what_was_sent_and_never_kept_is_told() {
    let town = Town::new().await;
    town.store.door_sent(town.now()).await.expect("the store");
    let intake = town.as_role(Role::Intake).await;
    assert!(!intake.get("/modtagelsen").await.says("hverken gemt"), "it may be on its way");
    town.later(24 * 3_600);
    let intake = town.as_role(Role::Intake).await;
    intake.get("/modtagelsen").await.must(StatusCode::OK, &["Én henvendelse er sendt", "hverken gemt eller sendt tilbage"]);
    assert!(!town.as_role(Role::Caseworker).await.get("/modtagelsen").await.says("hverken gemt"));
}

#[tokio::test]
async fn a_flood_is_slowed_down_whatever_cookie_it_brings() {
    let limits = Limits { forms_of_nobody: Rate::new(3, 600), ..Limits::of_demo() };
    let town = Town::in_demo(Edges { limits, ..Edges::default() }).await;
    let fields = [("kind", "concern"), ("text", WORDS), ("child", "Otto"), ("from", "other")];
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(town.as_nobody().with_a_made_up_session().post("/henvendelse", &fields).await.status.as_u16());
    }
    assert_eq!(statuses, [303, 303, 303, 429, 429]);
}
