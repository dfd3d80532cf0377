//! Who can see a case and why; colleagues let in; restricted records; emergency access; protected addresses.

use crate::support::{Page, Person, Town, at, staff};
use axum::http::StatusCode;
use jiff::civil::date;
use trin_domain::address::Address;
use trin_domain::id::{ChildId, StaffId};
use trin_domain::kinds::{RestrictionReason, Role, ScreeningOutcome};
use trin_domain::record::*;

/// Stands for the address nobody may read.
const CANARY: &str = "Kanariefuglevej 7";

/// Noah, screened, and the child of Karim in another team.
async fn a_colleagues_child(town: &Town) -> (ChildId, StaffId) {
    let child = town.noah().await;
    let outcome = ScreeningOutcome::Assessment;
    let screened = Screened { notification: EntryNo(3), on: date(2026, 3, 3), outcome, reason: "Flere tegn".to_owned() };
    town.write(child, Role::Caseworker, vec![Fact::Screened(screened)]).await;
    let karim = town.moves_to_another_team().await;
    (child, karim)
}

#[tokio::test]
async fn the_page_says_who_sees_the_case_and_why() {
    let town = Town::new().await;
    let child = town.noah().await;
    let page = town.as_caseworker().await.get(&at(child, "adgang")).await;
    page.must(
        StatusCode::OK,
        &[
            "Hvem kan se Noahs sag?",
            "Mette Holm, Rådgiver",
            "Lone Bach, Teamleder",
            "Afdelingschefen",
            "Medarbejderne i Modtagelsen",
            "Underretningen i post 3 venter",
            "De ansatte på Skole",
            "De ansatte på Leverandør",
            "Hele sagen",
        ],
    );
    // Those of everyday life are told why they see the child, not who else does: that would tell of the case.
    let teacher = town.as_role(Role::Teacher).await.get(&at(child, "adgang")).await;
    teacher.must(StatusCode::OK, &["Noah går hos jer"]);
    assert!(!teacher.says("Modtagelsen venter") && !teacher.says("Mette Holm, Rådgiver"));
}

#[tokio::test]
async fn a_colleague_is_let_in_and_out_again() {
    let town = Town::new().await;
    let (child, _) = a_colleagues_child(&town).await;
    let address = format!("/boern/{child}");
    let mette = town.as_caseworker().await;
    assert_eq!(mette.get(&address).await.status, StatusCode::NOT_FOUND);
    let added = CoWorkerAdded { staff: staff(Role::Caseworker), reason: "Kender mor".to_owned(), on: date(2026, 5, 12), until: None };
    let version = town.record(child).await.version().0;
    town.write(child, Role::TeamLeader, vec![Fact::CoWorkerAdded(added)]).await;
    mette.get(&address).await.must(StatusCode::OK, &["du arbejder med på Noahs sag", "Noah er væk fra skole"]);
    // She leaves by her own hand, and the page she stands on is gone with it.
    let no = (version + 1).to_string();
    let page = mette.get(&at(child, "adgang")).await;
    mette.send(&page, &at(child, "adgang"), &[("goer", "slut"), ("no", &no)]).await.leads_to("/min-dag");
    assert_eq!(mette.get(&address).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_list_of_colleagues_agrees_with_the_table() {
    let town = Town::new().await;
    let child = town.noah().await;
    let (ida, until) = (staff(Role::Intake), Some(date(2026, 5, 20)));
    let added = CoWorkerAdded { staff: ida, reason: "Kender mor".to_owned(), on: date(2026, 5, 12), until };
    town.write(child, Role::TeamLeader, vec![Fact::CoWorkerAdded(added)]).await;
    // The responsible is asked to a meeting too: still one line.
    let meeting = MeetingPlanned {
        at: "2026-05-13T08:00:00Z".parse().unwrap(),
        kind: trin_domain::kinds::MeetingKind::Network,
        place: "Rådhuset".to_owned(),
        participants: "Mette".to_owned(),
        staff: vec![staff(Role::Caseworker)],
    };
    town.write(child, Role::Caseworker, vec![Fact::MeetingPlanned(meeting)]).await;
    let page = town.as_caseworker().await.get(&at(child, "adgang")).await;
    let (before, list) = page.body.split_once("<h2>Medbehandlere").unwrap();
    let (_, who) = before.split_once("<tbody").unwrap();
    assert_eq!(who.matches("Mette Holm, Rådgiver").count(), 1, "{who}");
    assert!(who.contains("Kender mor"), "{who}");
    assert!(
        list.contains("fra i dag til og med 20. maj: Kender mor") || list.contains("fra 12. maj til og med 20. maj: Kender mor"),
        "{list}"
    );
    // When the day has passed they are in neither.
    town.later(9 * 24 * 60 * 60);
    let page = town.as_caseworker().await.get(&at(child, "adgang")).await;
    assert!(!page.says("Kender mor"), "{}", page.body);
}

#[tokio::test]
async fn a_restricted_record_is_for_those_who_work_on_it_alone() {
    let town = Town::new().await;
    let child = town.noah().await;
    let address = format!("/boern/{child}");
    let mette = town.as_caseworker().await;
    let opens = |role| {
        let (town, address) = (&town, address.clone());
        async move { town.as_role(role).await.get(&address).await.status == StatusCode::OK }
    };
    let everyone = [Role::Intake, Role::HeadOfDepartment, Role::Teacher, Role::Provider];
    for role in everyone {
        assert!(opens(role).await, "{role:?}");
    }
    // First it says whom that shuts out, and who alone lifts it; nothing is done.
    let asks = mette.fill(&at(child, "adgang"), &[("goer", "begraens"), ("reason", "staff-family")]).await;
    asks.must(
        StatusCode::OK,
        &["Begræns Noahs sag?", "Afdelingschefen", "De ansatte på Skole", "De ansatte på Leverandør", "Kun en leder kan ophæve"],
    );
    assert!(!asks.says("Mette Holm, Rådgiver</b>") && !asks.says("Lone Bach"), "those who stay are not among them: {}", asks.body);
    assert!(opens(Role::HeadOfDepartment).await);
    let sure = [("goer", "begraens"), ("reason", "staff-family"), ("sikker", "ja")];
    mette.send(&asks, &at(child, "adgang"), &sure).await.leads_to(&at(child, "adgang"));
    for role in everyone {
        assert!(!opens(role).await, "{role:?}");
        let day = town.as_role(role).await;
        for list in ["/min-dag", "/boern", "/boern?q=noah", "/modtagelsen", "/trappen/trin?trin=3", "/team/forfaldne"] {
            assert!(!day.get(list).await.says("Noah Holm"), "{role:?} on {list}");
        }
    }
    for role in [Role::Caseworker, Role::TeamLeader] {
        assert!(opens(role).await, "{role:?}");
    }
    // The responsible does not lift it: a leader does.
    let no = town.record(child).await.version().0.to_string();
    let lifts = [("goer", "ophaev"), ("no", no.as_str()), ("reason", "Rejst")];
    mette.fill(&at(child, "adgang"), &lifts).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["Kun en leder kan gøre det"]);
    town.as_role(Role::TeamLeader).await.fill(&at(child, "adgang"), &lifts).await.leads_to(&at(child, "adgang"));
    assert!(opens(Role::HeadOfDepartment).await);
}

/// The same browser after the page that asks who one is has been answered.
async fn proved(person: &Person) -> Person {
    let page = person.post("/bekraeft", &[("hvorfor", "bevis"), ("til", "/min-dag")]).await;
    person.with_cookie_of(&page)
}

#[tokio::test]
async fn an_emergency_access_is_opened_seen_and_reviewed() {
    let town = Town::new().await;
    let (child, _) = a_colleagues_child(&town).await;
    let mette = town.as_caseworker().await;
    let lone = town.as_role(Role::TeamLeader).await;
    assert_eq!(lone.get(&format!("/boern/{child}")).await.status, StatusCode::NOT_FOUND);
    // Found by name and birthday together, and by neither alone.
    assert!(!mette.post("/noedadgang", &[("name", "Noah Holm"), ("born", "03-04-2016")]).await.says(&child.to_string()));
    let found = mette.post("/noedadgang", &[("name", "Noah Holm"), ("born", "02-04-2016")]).await;
    found.must(StatusCode::OK, &["Noah Holm", &at(child, "noedadgang")]);
    assert_eq!(town.as_role(Role::Teacher).await.get("/noedadgang").await.status, StatusCode::NOT_FOUND);
    let form = mette.get(&at(child, "noedadgang")).await;
    form.must(StatusCode::OK, &["Sagen åbnes i en time"]);
    // Whoever merely holds an identity learns nothing by it: not the name, and not whether there is such a child.
    let nobody = ChildId::from_label("nobody");
    let of_nobody = mette.get(&at(nobody, "noedadgang")).await;
    let without = |page: &Page, child: ChildId| page.body.replace(&child.to_string(), "ID").replace(&page.hidden("key"), "KEY");
    assert_eq!(without(&form, child), without(&of_nobody, nobody), "a colleague's child and none are the same page");
    assert!(!form.says("Noah") && !form.says("Holm åbner"), "no name before reason and proof");
    assert!(!form.says("Væk fra skole") && !form.says("Familiebehandling"), "nothing of the case before it is opened");
    let key = form.hidden("key");
    // Not on a machine somebody has walked away from: who one is, is shown again first.
    let unproved = mette.post(&at(child, "noedadgang"), &[("key", &key), ("reason", "on-call"), ("text", "Vagten")]).await;
    unproved.must(StatusCode::FORBIDDEN, &["Vis, at det er dig"]);
    assert!(town.record(child).await.state().glass.is_empty(), "nothing is opened before that");
    let mette = proved(&mette).await;
    let missing = mette.post(&at(child, "noedadgang"), &[("key", &key), ("reason", "on-call")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!missing.says("Noah"));
    // With the proof and the reason given, a child that is not there is not there.
    assert_eq!(
        mette.post(&at(nobody, "noedadgang"), &[("key", &key), ("reason", "on-call")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let gone = mette.post(&at(nobody, "noedadgang"), &[("key", &key), ("reason", "on-call"), ("text", "Vagten")]).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    let fields = [("key", key.as_str()), ("reason", "on-call"), ("text", "Mor ringede til døgnvagten.")];
    mette.post(&at(child, "noedadgang"), &fields).await.leads_to(&format!("/boern/{child}"));
    let page = mette.get(&format!("/boern/{child}")).await;
    page.must(StatusCode::OK, &["Du ser sagen med nødadgang til", "Noah er væk fra skole"]);
    mette.get(&at(child, "note")).await.must(StatusCode::OK, &["Du ser sagen med nødadgang til"]);
    // And on every other page, by name; not for anybody else, and not when it is over.
    for path in ["/min-dag", "/strategi", "/boern", "/noedadgang", "/mig/sessioner"] {
        mette
            .get(path)
            .await
            .must(StatusCode::OK, &["Du har også Noah Holms sag åben med nødadgang til", &format!("href=\"/boern/{child}\"")]);
        assert!(!lone.get(path).await.says("åben med nødadgang"), "{path}");
    }
    assert_eq!(
        mette.post(&at(child, "adresse/vis"), &[("purpose", "Hente")]).await.status,
        StatusCode::NOT_FOUND,
        "never a protected address"
    );
    // Her leader sees it at once, and reviews it; she does not review it herself.
    let day = lone.get("/min-dag").await;
    day.must(StatusCode::OK, &["Nødadgang", "Noah Holm", "Mette Holm åbnede sagen", "“Mor ringede til døgnvagten.”"]);
    assert_eq!(day.body.matches("Noah Holm").count(), 1, "once: {}", day.body);
    let review = at(child, "adgang");
    let waiting = lone.get(&review).await;
    waiting.must(StatusCode::OK, &["Mette Holm åbnede sagen", "Mor ringede til døgnvagten."]);
    assert!(!lone.get(&format!("/boern/{child}")).await.says("Noah er væk fra skole"), "the review opens no case");
    let no = town.record(child).await.version().0.to_string();
    let unsaid = [("goer", "gennemsyn"), ("no", no.as_str()), ("finding", "report")];
    lone.fill(&review, &unsaid).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["Hvad spurgte eller indberettede du"]);
    lone.fill(&review, &[("goer", "gennemsyn"), ("no", &no), ("finding", "ok")]).await.leads_to("/min-dag");
    assert!(!lone.get("/min-dag").await.says("Noah Holm"), "what is reviewed is gone");
    assert!(town.record(child).await.state().glass[0].reviewed.is_some());
}

#[tokio::test]
async fn a_protected_address_is_on_no_page_for_anybody() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let address = at(child, "adresse");
    mette.fill(&address, &[("address", "Åben Vej 2"), ("on", "2026-05-01")]).await.leads_to(&address);
    mette.get(&address).await.must(StatusCode::OK, &["Åben Vej 2"]);
    mette.fill(&address, &[("address", CANARY), ("on", "2026-05-12"), ("is_protected", "ja")]).await.leads_to(&address);
    let state_has_it = matches!(town.record(child).await.state().address().unwrap().what.address, Address::Protected(_));
    assert!(state_has_it);
    // Released only to somebody who has just shown again who they are, and who says what for.
    let asked = mette.fill(&address, &[]).await;
    assert!(!asked.says(CANARY));
    let show = format!("{address}/vis");
    let refused = mette.post(&show, &[("purpose", "Køre barnet hjem")]).await;
    refused.must(StatusCode::FORBIDDEN, &["Vis, at det er dig"]);
    assert!(!refused.says(CANARY));
    let mette = proved(&mette).await;
    let unsaid = mette.post(&show, &[("purpose", " ")]).await;
    assert!(unsaid.status == StatusCode::UNPROCESSABLE_ENTITY && !unsaid.says(CANARY), "not without a purpose");
    mette.post(&show, &[("purpose", "Køre barnet hjem")]).await.must(StatusCode::OK, &[CANARY]);
    assert!(!mette.get(&address).await.says(CANARY), "it is shown once");
    town.later(6 * 60);
    let later = mette.post(&show, &[("purpose", "Køre barnet hjem")]).await;
    assert!(later.status == StatusCode::FORBIDDEN && !later.says(CANARY), "a proof lasts five minutes");
    // Taking the protection away takes a leader.
    let bare = mette.fill(&address, &[("address", CANARY), ("on", "2026-05-12")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    for role in Role::ALL {
        let person = town.as_role(*role).await;
        for page in [
            "",
            "/adresse",
            "/adgang",
            "/netvaerk",
            "/plan",
            "/note",
            "/post/9/ret",
            "/post/9/syn",
            "?post=9",
            "?vis=alt",
            "/ansvar",
            "/moede/ny",
        ] {
            let shown = person.get(&format!("/boern/{child}{page}")).await;
            assert!(!shown.says("Kanarie"), "{role:?} on {page}");
        }
        for page in ["/min-dag", "/boern", "/modtagelsen", "/team"] {
            assert!(!person.get(page).await.says(CANARY), "{role:?} on {page}");
        }
        for words in ["kanariefuglevej", "noah"] {
            assert!(!person.search(words).await.says(CANARY), "{role:?} searching {words}");
        }
    }
    mette.get(&format!("/boern/{child}")).await.must(StatusCode::OK, &["Beskyttet adresse"]);
    assert_eq!(RestrictionReason::ALL.len(), 3, "the reasons a page offers");
}

#[tokio::test]
async fn a_protection_is_not_lost_by_leaving_a_box_empty() {
    let town = Town::new().await;
    let child = town.noah().await;
    let address = at(child, "adresse");
    let (mette, lone) = (town.as_caseworker().await, town.as_role(Role::TeamLeader).await);
    let new = |place: &'static str| [("address", place), ("on", "2026-05-12")];
    mette.fill(&address, &[new("Kanariefuglevej 7"), [("is_protected", "ja"); 2]].concat()).await.leads_to(&address);
    let is_protected = async || town.record(child).await.state().address().unwrap().what.address.is_protected();
    let page = lone.get(&address).await;
    assert!(page.body.contains("name=\"is_protected\" type=\"checkbox\" value=\"ja\" checked"), "{}", page.body);
    // The box is emptied, or a form without it is sent.
    let refused = lone.send(&page, &address, &new("Skovvej 1")).await;
    refused.must(StatusCode::UNPROCESSABLE_ENTITY, &["Den nuværende adresse er beskyttet", "Skovvej 1", "name=\"unprotect\""]);
    mette.send(&page, &address, &new("Skovvej 1")).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["kun en leder kan"]);
    let takes_away = [new("Skovvej 1"), [("unprotect", "ja"); 2]].concat();
    lone.send(&page, &address, &takes_away).await.must(StatusCode::FORBIDDEN, &["Vis, at det er dig"]);
    assert!(is_protected().await);
    let lone = proved(&lone).await;
    let page = lone.get(&address).await;
    lone.send(&page, &address, &takes_away).await.leads_to(&address);
    assert!(!is_protected().await);
}

#[tokio::test]
async fn each_time_a_protected_address_is_shown_is_written_down_and_told() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let address = at(child, "adresse");
    mette
        .fill(&address, &[("address", "Kanariefuglevej 7, 5300 Kerteminde"), ("on", "2026-05-12"), ("is_protected", "ja")])
        .await
        .leads_to(&address);
    let stated = town.record(child).await.state().address().unwrap().no;
    let mette = proved(&mette).await;
    let show = format!("{address}/vis");
    // Said in the purpose, it would stand in the record for more to read.
    for says_it in ["Kør til kanariefuglevej 7", "Kanariefuglevej 7, 5300 Kerteminde"] {
        let refused = mette.post(&show, &[("purpose", says_it)]).await;
        refused.must(StatusCode::UNPROCESSABLE_ENTITY, &["Skriv formålet uden selve adressen"]);
    }
    assert!(town.record(child).await.state().addresses_shown.is_empty(), "nothing shown, nothing written");
    for purpose in ["Køre barnet hjem", "Køre barnet hjem", "Sende et brev"] {
        mette.post(&show, &[("purpose", purpose)]).await.must(StatusCode::OK, &[CANARY]);
    }
    let record = town.record(child).await;
    let state = record.state();
    let shown: Vec<(EntryNo, StaffId, &str)> =
        state.addresses_shown.iter().map(|shown| (shown.what.address, shown.by.staff, shown.what.purpose.as_str())).collect();
    let by = staff(Role::Caseworker);
    assert_eq!(shown, [(stated, by, "Køre barnet hjem"), (stated, by, "Køre barnet hjem"), (stated, by, "Sende et brev")]);
    assert!(!serde_json::to_string(&state.addresses_shown.iter().map(|one| one.what).collect::<Vec<_>>()).unwrap().contains("Kanarie"));
    // The log says what was shown, and the purpose by its code alone.
    let log = town.store.log_between("2026-01-01T00:00:00Z".parse().unwrap(), "2027-01-01T00:00:00Z".parse().unwrap()).await.unwrap();
    let rows: Vec<_> = log.iter().filter(|row| row.body.fields.as_deref() == Some("protected-address")).collect();
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row.body.purpose == "protected-address" && row.body.child == Some(child)));
    assert!(log.iter().all(|row| !format!("{:?}", row.body).contains("Sende")));
    // She showed it to herself, so her leader is told; whoever leads another team is not.
    assert!(!mette.get("/min-dag").await.says("Beskyttede adresser, der er vist"));
    let lone = town.as_role(Role::TeamLeader).await;
    let day = lone.get("/min-dag").await;
    day.must(StatusCode::OK, &["Beskyttede adresser, der er vist", "Noah Holm", "Mette Holm", "“Sende et brev”"]);
    assert_eq!(day.body.matches("?post=").count(), 3, "each time");
    // Hers is told to the responsible.
    let lone = proved(&lone).await;
    town.later(60);
    lone.post(&show, &[("purpose", "Tilsyn")]).await.must(StatusCode::OK, &[CANARY]);
    mette.get("/min-dag").await.must(StatusCode::OK, &["Beskyttede adresser, der er vist", "Lone Bach"]);
    // Until they have read it.
    for person in [&mette, &lone] {
        town.later(60);
        let day = person.get("/min-dag").await;
        let (_, list) = day.body.split_once("Beskyttede adresser, der er vist").unwrap();
        let (_, til) = list.split_once("name=\"til\" value=\"").unwrap();
        let til = til.split('"').next().unwrap();
        person.post("/min-dag/laest", &[("liste", "addresses"), ("til", til)]).await.leads_to("/min-dag");
        assert!(!person.get("/min-dag").await.says("Beskyttede adresser, der er vist"));
    }
    mette.get(&format!("/boern/{child}")).await.must(StatusCode::OK, &["Beskyttet adresse vist", "Sende et brev"]);
}
