//! Wellbeing rounds on their pages: opened when parents know, each alone and then together, and only for those of the unit.

use crate::support::{Page, Person, TODAY, Town, unit};
use axum::http::StatusCode;
use jiff::civil::date;
use trin_domain::id::{ChildId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::*;
use trin_domain::rounds::in_round;

/// A child at a day-care, born on the second of April in a year.
async fn child(town: &Town, name: &str, year: i16, place: UnitId) -> ChildId {
    let child = ChildId::from_label(name);
    let registered = Registered { name: name.to_owned(), birth: Birth::Born(date(year, 4, 2)), cpr: None };
    let enrolled = Enrolled { unit: place, unit_name: "Dagtilbud".to_owned(), unit_kind: UnitKind::DayCare, on: date(2025, 8, 1) };
    town.write(child, Role::System, vec![Fact::Registered(registered), Fact::Enrolled(enrolled)]).await;
    child
}

fn day_care() -> UnitId {
    unit(UnitKind::DayCare)
}

/// A colleague of the pedagogue.
async fn colleague(town: &Town, label: &str, place: UnitId) -> Person {
    let id = trin_domain::id::StaffId::from_label(label);
    let per = Staff { id, name: format!("{label} Bang"), role: Role::Pedagogue, unit: place, is_active: true };
    town.store.put_staff(&per).await.expect("a colleague");
    let entered = town.as_nobody().post("/ind", &[("person", &id.to_string())]).await;
    town.as_nobody().with_cookie_of(&entered)
}

const FIELDS: [(&str, &str); 7] = [
    ("name", "Blå stue, forår"),
    ("youngest", "3"),
    ("oldest", "5"),
    ("from", "2026-05-12"),
    ("until", "2026-06-12"),
    ("told_on", "2026-05-01"),
    ("told_how", "Brev til alle"),
];

/// Opens a round; its address.
async fn opened(by: &Person) -> String {
    let page = fill(by, "/runder/ny", &FIELDS).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.to.split('?').next().unwrap_or_default().to_owned()
}

/// Sends the form of a page with its key; what it is made from travels in fields of its own.
async fn send(by: &Person, page: &Page, path: &str, fields: &[(&str, &str)]) -> Page {
    let key = page.hidden("key");
    let all: Vec<(&str, &str)> = [("key", key.as_str())].into_iter().chain(fields.iter().copied()).collect();
    by.post(path, &all).await
}

async fn fill(by: &Person, path: &str, fields: &[(&str, &str)]) -> Page {
    let page = by.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    send(by, &page, path, fields).await
}

/// Sends a place on the ruler and what was seen for a child, from a page as it is.
async fn says(by: &Person, page: &Page, address: &str, child: ChildId, place: &str, seen: &str) -> Page {
    let [place_name, seen_name, before] = ["trivsel", "set", "foer"].map(|part| format!("{part}-{child}"));
    let before_value = page.hidden(&before);
    send(by, page, address, &[(&place_name, place), (&seen_name, seen), (&before, &before_value)]).await
}

async fn sets(by: &Person, address: &str, child: ChildId, place: &str, seen: &str) -> Page {
    let page = by.get(address).await;
    says(by, &page, address, child, place, seen).await
}

async fn record_of(town: &Town, child: ChildId) -> Record {
    town.record(child).await
}

#[tokio::test]
async fn a_round_opens_only_when_parents_have_been_told() {
    let town = Town::new().await;
    let pernille = town.as_role(Role::Pedagogue).await;
    pernille.get("/runder").await.must(StatusCode::OK, &["Her er endnu ingen runder", "/runder/ny"]);
    let with = |field: &'static str, value: &'static str| FIELDS.map(|(name, was)| if name == field { (name, value) } else { (name, was) });
    for (field, value, says) in [
        ("told_on", "", "Hvornår fik forældrene besked?"),
        ("told_on", "2026-05-13", "Forældrene skal have besked, før runden begynder"),
        ("told_how", " ", "Udfyld “Hvordan?”"),
        ("until", "2026-05-01", "højst et halvt år efter"),
        ("oldest", "2", "De ældste er mindst så gamle"),
        ("oldest", "tre", "“tre” er ikke et helt tal mellem 0 og 17"),
        ("name", "", "Udfyld “Navn”"),
    ] {
        let page = fill(&pernille, "/runder/ny", &with(field, value)).await;
        page.must(StatusCode::UNPROCESSABLE_ENTITY, &[says]);
        assert!(field == "name" || page.says("Blå stue, forår"), "what was typed stays: {field}");
    }
    assert!(town.store.rounds_at(day_care(), 9).await.expect("rounds").is_empty());
    let address = opened(&pernille).await;
    pernille.get(&address).await.must(StatusCode::OK, &["Blå stue, forår", "Ingen børn i den alder går her nu"]);
    // The same form sent twice opens one.
    let page = pernille.get("/runder/ny").await;
    for _ in 0..2 {
        assert_eq!(send(&pernille, &page, "/runder/ny", &FIELDS).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(town.store.rounds_at(day_care(), 9).await.expect("rounds").len(), 2);
    assert!(town.store.verify(&town.strategy).await.expect("verified").is_sound());
}

#[tokio::test]
async fn a_round_is_its_units_alone() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund", 2022, day_care()).await;
    let address = opened(&town.as_role(Role::Pedagogue).await).await;
    let elsewhere =
        Unit { id: UnitId::from_label("solsikken"), name: "Solsikken".to_owned(), kind: UnitKind::DayCare, district: "Nord".to_owned() };
    town.store.put_unit(&elsewhere).await.expect("a unit");
    let stranger = colleague(&town, "Sofie", elsewhere.id).await;
    let mut others = vec![stranger];
    for role in Role::ALL.iter().filter(|role| **role != Role::Pedagogue) {
        others.push(town.as_role(*role).await);
    }
    for other in &others {
        for page in [address.clone(), format!("{address}/sammen"), format!("{address}/barn/{noah}")] {
            assert_eq!(other.get(&page).await.status, StatusCode::NOT_FOUND, "{page}");
            assert_eq!(other.post(&page, &[("wellbeing", "1")]).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        assert_eq!(other.post(&format!("{address}/luk"), &[]).await.status, StatusCode::NOT_FOUND);
    }
    let pernille = town.as_role(Role::Pedagogue).await;
    for bad in ["/runder/nej", "/runder/00000000-0000-0000-0000-000000000001", &format!("{address}/barn/nej")] {
        assert_eq!(pernille.get(bad).await.status, StatusCode::NOT_FOUND, "{bad}");
    }
    let far = child(&town, "Freja Lund", 2022, elsewhere.id).await;
    assert_eq!(pernille.get(&format!("{address}/barn/{far}")).await.status, StatusCode::NOT_FOUND, "a child of another place");
}

#[tokio::test]
async fn everyone_of_the_age_is_in_it_and_who_is_missing_is_named() {
    let town = Town::new().await;
    let (noah, ida) = (child(&town, "Noah Lund", 2022, day_care()).await, child(&town, "Ida Holm", 2021, day_care()).await);
    child(&town, "Otto Skov", 2018, day_care()).await;
    child(&town, "Vera Dam", 2024, day_care()).await;
    let pernille = town.as_role(Role::Pedagogue).await;
    let address = opened(&pernille).await;
    let page = pernille.get(&address).await;
    page.must(StatusCode::OK, &["Noah Lund", "Ida Holm", "Du har vurderet 0 af 2", "Mangler: Ida Holm og Noah Lund"]);
    assert!(!page.says("Otto Skov") && !page.says("Vera Dam"), "too old and too young");
    let saved = sets(&pernille, &address, noah, "2", "").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    pernille.get(&saved.to).await.must(StatusCode::OK, &["Det er gemt.", "Du har vurderet 1 af 2", "Mangler: Ida Holm."]);
    let record = record_of(&town, noah).await;
    let Fact::WellbeingAssessed(what) = &record.entries().last().expect("an entry").fact else { panic!("an assessment") };
    assert_eq!((what.wellbeing, what.care, what.together, what.unit, what.on), (2, None, false, day_care(), TODAY));
    assert_eq!(record_of(&town, ida).await.version(), Version(2), "nothing was said of Ida");
    // Two at once, and what is not changed is not written again.
    let both = async |page: &Page| {
        let fields = [(noah, "2"), (ida, "1")].map(|(child, place)| {
            let before = page.hidden(&format!("foer-{child}"));
            [(format!("trivsel-{child}"), place.to_owned()), (format!("set-{child}"), String::new()), (format!("foer-{child}"), before)]
        });
        let fields: Vec<(&str, &str)> = fields.iter().flatten().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        send(&pernille, page, &address, &fields).await
    };
    let open = pernille.get(&address).await;
    assert_eq!(both(&open).await.status, StatusCode::SEE_OTHER);
    assert_eq!((record_of(&town, noah).await.version(), record_of(&town, ida).await.version()), (Version(3), Version(3)));
    assert_eq!(both(&open).await.status, StatusCode::CONFLICT, "the same page sent again says that she has saved since");
    let again = both(&pernille.get(&address).await).await;
    again.must(StatusCode::UNPROCESSABLE_ENTITY, &["Der er ikke sat noget nyt."]);
}

#[tokio::test]
async fn each_judges_before_they_hear_the_others_and_then_they_settle_it() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund", 2022, day_care()).await;
    let (pernille, per) = (town.as_role(Role::Pedagogue).await, colleague(&town, "Per", day_care()).await);
    let address = opened(&pernille).await;
    let (together, page_of) = (format!("{address}/sammen"), format!("{address}/barn/{noah}"));
    let early = sets(&pernille, &together, noah, "1", "").await;
    early.must(StatusCode::UNPROCESSABLE_ENTITY, &["Noah Lund: Ingen har vurderet barnet alene endnu."]);
    sets(&pernille, &address, noah, "4", "Leger alene ved hegnet.").await;
    for page in [&together, &page_of, &format!("/boern/{noah}")] {
        let page = per.get(page).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.says("ved hegnet") && !page.says("Hver for sig: 4"), "Per hears it before he has said his own");
    }
    per.get(&page_of).await.must(StatusCode::OK, &["Én har vurderet alene.", "Du kan læse det, når du har skrevet dit."]);
    sets(&per, &address, noah, "2", "").await;
    per.get(&page_of).await.must(StatusCode::OK, &["ved hegnet", "4 af 5"]);
    per.get(&together).await.must(StatusCode::OK, &["2 · 4"]);
    // A worry says what was seen.
    let silent = sets(&per, &together, noah, "3", "").await;
    silent.must(StatusCode::UNPROCESSABLE_ENTITY, &["Noah Lund: ", "hvad I har set"]);
    // Both have the page open; the second to save reads the first's.
    let open = pernille.get(&together).await;
    let settled = sets(&per, &together, noah, "3", "Leger mest alene.").await;
    assert_eq!(settled.status, StatusCode::SEE_OTHER, "{}", settled.body);
    let late = says(&pernille, &open, &together, noah, "2", "Leger bedre nu.").await;
    late.must(StatusCode::CONFLICT, &["en kollega har lige gemt et fælles tal", "3 af 5", "Leger bedre nu."]);
    let record = record_of(&town, noah).await;
    let state = record.state();
    let round = trin_domain::id::RoundId::from_label(address.rsplit('/').next().unwrap_or_default());
    assert_eq!(in_round(&state, round).together.map(|said| said.what.wellbeing), Some(3));
    // What they read they may replace.
    let again = says(&pernille, &late, &together, noah, "2", "Leger bedre nu.").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    pernille.get(&together).await.must(StatusCode::OK, &["Gul: opmærksomhed", "Tal med forældrene om det, I har set"]);
    // The case, when there is one, is not told.
    let intake = town.as_role(Role::Intake).await;
    let page = intake.get(&format!("/boern/{noah}")).await;
    assert!(!page.says("Leger bedre nu.") && !page.says("ved hegnet"));
}

#[tokio::test]
async fn a_childs_own_page_has_its_words_and_what_is_done_from_here() {
    let town = Town::new().await;
    let noah = child(&town, "Noah <b>Lund", 2022, day_care()).await;
    let pernille = town.as_role(Role::Pedagogue).await;
    let address = opened(&pernille).await;
    let page_of = format!("{address}/barn/{noah}");
    let alone =
        [("hvordan", "alene"), ("wellbeing", "4"), ("care", "5"), ("signs", "Sulten hver mandag."), ("child_words", "Jeg vil ikke hjem.")];
    let saved = fill(&pernille, &page_of, &alone).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    pernille
        .get(&saved.to)
        .await
        .must(StatusCode::OK, &["Det er gemt.", "Jeg vil ikke hjem.", "4 af 5, omsorg 5 af 5", "Noah &lt;b&gt;Lund"]);
    let half =
        [("hvordan", "sammen"), ("foer", "0"), ("wellbeing", "4"), ("signs", "Sulten hver mandag."), ("goal", "Spiser med de andre")];
    fill(&pernille, &page_of, &half).await.must(
        StatusCode::UNPROCESSABLE_ENTITY,
        &["Skriv, hvad I gør.", "Skriv, hvem der gør det.", "Skriv dagen, I ser på det igen.", "Spiser med de andre"],
    );
    let mut whole = half.to_vec();
    whole.extend([("action", "Morgenmad kl. 8"), ("who", "Pernille"), ("by_day", "2026-06-01")]);
    let page = pernille.get(&page_of).await;
    for _ in 0..2 {
        let saved = send(&pernille, &page, &page_of, &whole).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    }
    let record = record_of(&town, noah).await;
    assert_eq!(record.state().focus_points.len(), 1, "sent twice, agreed once");
    assert_eq!(record.state().focus_points[0].agreed.what.about, record.state().assessed[1].no);
    pernille.get(&page_of).await.must(
        StatusCode::OK,
        &["Rød: brug for hjælp nu", "Begynd i Sådan gør vi i dag", &format!("/modtagelsen/ny/{noah}"), "Morgenmad kl. 8"],
    );
    // A second focus point, with nothing else changed, follows from the same.
    let settled = record.state().assessed[1].no.0.to_string();
    let more = [
        ("hvordan", "sammen"),
        ("foer", settled.as_str()),
        ("wellbeing", "4"),
        ("signs", "Sulten hver mandag."),
        ("goal", "Ro ved afsked"),
        ("action", "Fast plads"),
        ("who", "Per"),
        ("by_day", "2026-06-01"),
    ];
    assert_eq!(fill(&pernille, &page_of, &more).await.status, StatusCode::SEE_OTHER);
    let record = record_of(&town, noah).await;
    assert_eq!((record.state().assessed.len(), record.state().focus_points.len()), (2, 2));
}

#[tokio::test]
async fn a_closed_round_is_read_and_not_written() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund", 2022, day_care()).await;
    let pernille = town.as_role(Role::Pedagogue).await;
    let address = opened(&pernille).await;
    sets(&pernille, &address, noah, "2", "Bider.").await;
    let open = pernille.get(&address).await;
    let closed = pernille.post(&format!("{address}/luk"), &[]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    pernille.get("/runder").await.must(StatusCode::OK, &["Lukket"]);
    let late = says(&pernille, &open, &address, noah, "1", "Sover bedre.").await;
    late.must(StatusCode::CONFLICT, &["Runden er lukket, så det blev ikke gemt.", "Du havde skrevet", "Sover bedre."]);
    pernille.get(&address).await.must(StatusCode::OK, &["Sover bedre."]);
    let late = pernille.post(&format!("{address}/barn/{noah}"), &[("wellbeing", "1"), ("signs", "Bider ikke mere.")]).await;
    late.must(StatusCode::CONFLICT, &["Bider ikke mere."]);
    assert_eq!(record_of(&town, noah).await.version(), Version(3));
    let page = pernille.get(&address).await;
    page.must(StatusCode::OK, &["Noah Lund", "Runden er lukket."]);
    assert!(!page.says("<textarea"));
    // The next round remembers what was settled, and nothing of what one said alone.
    let next = opened(&pernille).await;
    assert!(!pernille.get(&next).await.says("Sidst:"));
}

#[tokio::test]
async fn what_is_being_written_is_kept_and_named_on_my_day() {
    let town = Town::new().await;
    let noah = child(&town, "Noah Lund", 2022, day_care()).await;
    let pernille = town.as_role(Role::Pedagogue).await;
    let address = opened(&pernille).await;
    let key = address.trim_start_matches('/').replace('/', "~");
    let typed = format!("trivsel-{noah}=5&set-{noah}=Gr%C3%A6der");
    let request = axum::http::Request::post(format!("/kladder/{key}"))
        .header(axum::http::header::COOKIE, pernille.cookie())
        .body(axum::body::Body::from(typed))
        .expect("a request");
    assert_eq!(pernille.ask(request).await.status, StatusCode::NO_CONTENT);
    let page = pernille.get(&address).await;
    page.must(StatusCode::OK, &["Græder"]);
    assert!(
        page.body.contains(&format!("id=\"f-trivsel-{noah}-5\" name=\"trivsel-{noah}\" type=\"radio\" value=\"5\" checked")),
        "{}",
        page.body
    );
    pernille.get("/min-dag").await.must(StatusCode::OK, &["Trivselsvurdering", &address]);
}

/// Two have the page open. What one did not touch is not theirs to turn back.
#[tokio::test]
async fn a_row_nobody_touched_turns_nothing_back() {
    let town = Town::new().await;
    let (noah, ida) = (child(&town, "Noah Lund", 2022, day_care()).await, child(&town, "Ida Holm", 2021, day_care()).await);
    let (pernille, per) = (town.as_role(Role::Pedagogue).await, colleague(&town, "Per", day_care()).await);
    let address = opened(&pernille).await;
    let together = format!("{address}/sammen");
    for child in [noah, ida] {
        sets(&pernille, &address, child, "2", "").await;
    }
    sets(&pernille, &together, noah, "3", "Leger alene.").await;
    let open = pernille.get(&together).await;
    sets(&per, &together, noah, "2", "Leger med to andre.").await;
    // Pernille sends Noah as her page had him, and settles Ida.
    let fields: Vec<(String, String)> = [noah, ida]
        .into_iter()
        .flat_map(|child| {
            let before = open.hidden(&format!("foer-{child}"));
            let (place, seen) = if child == noah { ("3", "Leger alene.") } else { ("1", "") };
            [(format!("trivsel-{child}"), place.to_owned()), (format!("set-{child}"), seen.to_owned()), (format!("foer-{child}"), before)]
        })
        .collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let saved = send(&pernille, &open, &together, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let record = record_of(&town, noah).await;
    assert_eq!(record.state().assessed.last().map(|said| said.what.wellbeing), Some(2));
    assert!(record_of(&town, ida).await.state().assessed.last().is_some_and(|said| said.what.together));
    // Her own number, said anew on the child's page, is not turned back by a page from before either.
    let open = pernille.get(&address).await;
    let page_of = format!("{address}/barn/{noah}");
    pernille.get(&page_of).await.must(StatusCode::OK, &["Ret dit eget"]);
    pernille.get(&format!("{page_of}?hvordan=alene")).await.must(StatusCode::OK, &["Gem mine tal", "Skriv det, I er enige om"]);
    let own = [("hvordan", "alene"), ("wellbeing", "4"), ("signs", "Græder.")];
    assert_eq!(fill(&pernille, &page_of, &own).await.status, StatusCode::SEE_OTHER);
    let late = says(&pernille, &open, &address, noah, "1", "").await;
    late.must(StatusCode::CONFLICT, &["du har selv gemt noget nyt", "Noah Lund"]);
}

/// What was written of a child who left meanwhile is not dropped without a word.
#[tokio::test]
async fn a_child_that_leaves_takes_no_words_along() {
    let town = Town::new().await;
    let (noah, ida) = (child(&town, "Noah Lund", 2022, day_care()).await, child(&town, "Ida Holm", 2021, day_care()).await);
    let pernille = town.as_role(Role::Pedagogue).await;
    let address = opened(&pernille).await;
    let open = pernille.get(&address).await;
    let left = LeftUnit { enrolment: EntryNo(2), on: date(2026, 5, 11) };
    town.write(noah, Role::System, vec![Fact::LeftUnit(left)]).await;
    let names = [noah, ida].map(|child| [format!("trivsel-{child}"), format!("set-{child}"), format!("foer-{child}")]);
    let fields: Vec<(&str, &str)> =
        names.iter().flat_map(|[place, seen, before]| [(place.as_str(), "3"), (seen, "Sov ikke."), (before, "0")]).collect();
    let page = send(&pernille, &open, &address, &fields).await;
    page.must(StatusCode::UNPROCESSABLE_ENTITY, &["Et barn er ikke længere i runden her", "Sov ikke."]);
    assert!(!page.says("Noah Lund"), "who it is, is not told");
    assert_eq!(record_of(&town, ida).await.state().assessed.len(), 1, "the other is saved");
    assert_eq!(pernille.get(&format!("{address}/barn/{noah}")).await.status, StatusCode::NOT_FOUND);
    let otto = child(&town, "Otto Skov", 2018, day_care()).await;
    assert_eq!(pernille.get(&format!("{address}/barn/{otto}")).await.status, StatusCode::NOT_FOUND, "too old for it");
}
