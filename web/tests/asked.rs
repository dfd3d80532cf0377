//! What Trin asks before it writes, tells until it is read, and asks a colleague beside the child's record.

use crate::support::{Page, Person, Town, at};
use axum::http::StatusCode;
use jiff::civil::date;
use trin_domain::id::ChildId;
use trin_domain::kinds::{GlassFinding, Role, ScreeningOutcome};
use trin_domain::record::*;

async fn proved(person: &Person) -> Person {
    let page = person.post("/bekraeft", &[("hvorfor", "bevis"), ("til", "/min-dag")]).await;
    person.with_cookie_of(&page)
}

async fn notes(town: &Town, child: ChildId) -> usize {
    town.record(child).await.entries().iter().filter(|entry| matches!(entry.fact, Fact::NoteWritten(_))).count()
}

#[tokio::test]
async fn the_same_note_is_asked_about_before_it_is_written_again() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let (page, words) = (at(child, "note"), [("on", "2026-05-12"), ("facts", "Vi talte om skolen.")]);
    let first = mette.get(&page).await;
    mette.send(&first, &page, &words).await.leads_to(&format!("/boern/{child}"));
    // A double click is one note, without a question.
    mette.send(&first, &page, &words).await.leads_to(&format!("/boern/{child}"));
    assert_eq!(notes(&town, child).await, 1);
    // Back, and saved once more: the form is filled in still, with a key of its own.
    town.later(120);
    let asks = mette.fill(&page, &words).await;
    asks.must(
        StatusCode::CONFLICT,
        &["Det samme (Notat) er gemt i dag kl. 10.00. Vil du skrive et til?", "Vi talte om skolen.", "Ja, skriv et til"],
    );
    assert_eq!(notes(&town, child).await, 1, "nothing is written while it asks");
    // No: it stands there already, and the draft of it goes.
    mette.post(&format!("/kladder/boern~{child}~note"), &[("facts", "Vi talte om skolen.")]).await;
    let no = [words[0], words[1], ("igen", "nej")];
    mette.send(&asks, &page, &no).await.leads_to(&format!("/boern/{child}"));
    assert_eq!(notes(&town, child).await, 1);
    assert!(!mette.get(&page).await.says("Vi talte om skolen."), "no draft of it is left");
    // Yes: two talks a day can go alike.
    let asks = mette.fill(&page, &words).await;
    mette.send(&asks, &page, &[words[0], words[1], ("igen", "ja")]).await.leads_to(&format!("/boern/{child}"));
    assert_eq!(notes(&town, child).await, 2);
    // No answer long after writes nothing either.
    town.later(2 * 60 * 60);
    let mette = town.as_caseworker().await;
    let late = mette.get(&page).await;
    mette.send(&late, &page, &no).await.leads_to(&format!("/boern/{child}"));
    assert_eq!(notes(&town, child).await, 2);
    // Another text, and another person, are not asked.
    let lone = town.as_role(Role::TeamLeader).await;
    mette.fill(&page, &words).await.leads_to(&format!("/boern/{child}"));
    lone.fill(&page, &words).await.leads_to(&format!("/boern/{child}"));
    mette.fill(&page, &[words[0], ("facts", "Vi talte om hjemmet.")]).await.leads_to(&format!("/boern/{child}"));
    assert_eq!(notes(&town, child).await, 5);
}

#[tokio::test]
async fn another_form_of_an_entry_asks_too() {
    let town = Town::new().await;
    let child = town.noah().await;
    let mette = town.as_caseworker().await;
    let score = [("on", "2026-05-12"), ("wellbeing", "3"), ("note", "Noah sover bedre.")];
    mette.fill(&at(child, "trivsel"), &score).await.leads_to(&format!("/boern/{child}"));
    mette.fill(&at(child, "trivsel"), &score).await.must(StatusCode::CONFLICT, &["Det samme (Trivselslineal) er gemt"]);
}

/// The hidden values of the button under a list on My day.
fn button(day: &Page, list: &str) -> Option<String> {
    let (_, rest) = day.body.split_once(&format!("name=\"liste\" value=\"{list}\""))?;
    let (_, til) = rest.split_once("name=\"til\" value=\"")?;
    Some(til.split('"').next()?.to_owned())
}

#[tokio::test]
async fn each_list_is_read_by_itself_and_only_as_far_as_it_was_shown() {
    let town = Town::new().await;
    let child = town.noah().await;
    let (mette, lone) = (town.as_caseworker().await, town.as_role(Role::TeamLeader).await);
    mette.fill(&at(child, "adresse"), &[("address", "Kanariefuglevej 7"), ("on", "2026-05-12"), ("is_protected", "ja")]).await;
    let lone = proved(&lone).await;
    lone.post(&at(child, "adresse/vis"), &[("purpose", "Tilsyn")]).await.must(StatusCode::OK, &["Kanariefuglevej"]);
    town.later(60);
    lone.fill(&at(child, "note"), &[("on", "2026-05-12"), ("facts", "Lone ringede.")]).await;
    let day = mette.get("/min-dag").await;
    day.must(StatusCode::OK, &["Noah Holm: Notat", "Beskyttede adresser, der er vist", "“Tilsyn”"]);
    let (news, addresses) = (button(&day, "news").unwrap(), button(&day, "addresses").unwrap());
    // Written while she reads: it was on no list of hers.
    town.later(60);
    lone.fill(&at(child, "trivsel"), &[("on", "2026-05-12"), ("wellbeing", "3")]).await.leads_to(&format!("/boern/{child}"));
    mette.post("/min-dag/laest", &[("liste", "addresses"), ("til", &addresses)]).await.leads_to("/min-dag");
    let day = mette.get("/min-dag").await;
    assert!(!day.says("Beskyttede adresser, der er vist"));
    day.must(StatusCode::OK, &["Noah Holm: Notat"]);
    mette.post("/min-dag/laest", &[("liste", "news"), ("til", &news)]).await.leads_to("/min-dag");
    let day = mette.get("/min-dag").await;
    assert!(!day.says("Noah Holm: Notat"), "{}", day.body);
    day.must(StatusCode::OK, &["Noah Holm: Trivselslineal"]);
    // A button without a list reads nothing.
    assert_eq!(mette.post("/min-dag/laest", &[]).await.status, StatusCode::BAD_REQUEST);
}

/// Noah's case, with another team, opened by Mette in an emergency; the entry.
async fn opened(town: &Town) -> (ChildId, EntryNo, Person) {
    let child = town.noah().await;
    let screened =
        Screened { notification: EntryNo(3), on: date(2026, 3, 3), outcome: ScreeningOutcome::Assessment, reason: "Flere tegn".to_owned() };
    town.write(child, Role::Caseworker, vec![Fact::Screened(screened)]).await;
    town.moves_to_another_team().await;
    let mette = proved(&town.as_caseworker().await).await;
    let form = mette.get(&at(child, "noedadgang")).await;
    let fields = [("key", form.hidden("key")), ("reason", "on-call".to_owned()), ("text", "Mor ringede til vagten.".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    mette.post(&at(child, "noedadgang"), &fields).await.leads_to(&format!("/boern/{child}"));
    (child, EntryNo(town.record(child).await.version().0), mette)
}

#[tokio::test]
async fn a_question_about_an_emergency_reaches_whoever_opened_and_stays_out_of_the_childs_record() {
    let town = Town::new().await;
    let (child, no, _) = opened(&town).await;
    let lone = town.as_role(Role::TeamLeader).await;
    assert!(!lone.get("/min-dag").await.says("Der er intet, du skylder nogen"));
    let question = "Hvorfor ringede du ikke til Dennis?";
    let asks = [("goer", "gennemsyn"), ("no", &no.to_string()), ("finding", "ask")];
    lone.fill(&at(child, "adgang"), &asks).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["hvad du spurgte om eller indberettede"]);
    let page = lone.get(&at(child, "adgang")).await;
    let asked: Vec<(&str, &str)> = asks.iter().copied().chain([("note", question)]).collect();
    lone.send(&page, &at(child, "adgang"), &asked).await.leads_to("/min-dag");
    // It is reviewed, and the record says no more of it than that.
    let record = town.record(child).await;
    let reviewed = record.state().glass[0].reviewed.unwrap();
    assert_eq!((reviewed.what.finding, reviewed.what.note.as_str()), (GlassFinding::Ask, ""));
    // The hour is over: the case is closed to her, and the question is open.
    town.later(2 * 60 * 60);
    let (mette, lone) = (town.as_caseworker().await, town.as_role(Role::TeamLeader).await);
    assert_eq!(mette.get(&format!("/boern/{child}")).await.status, StatusCode::NOT_FOUND);
    mette.get("/min-dag").await.must(StatusCode::OK, &["Du er spurgt om en nødadgang", "/mig/stikproever"]);
    let mine = mette.get("/mig/stikproever").await;
    mine.must(StatusCode::OK, &["Lone Bach spørger", question, "Mor ringede til vagten."]);
    assert!(!mine.says("Noah") && !mine.says(&child.to_string()), "the child is not named to somebody who has nothing to do with it");
    // Nobody else answers, nobody answers with nothing, and it is answered once.
    lone.post("/mig/stikproever", &[("noed", "1"), ("note", "Jeg svarer.")])
        .await
        .must(StatusCode::UNPROCESSABLE_ENTITY, &["Din tekst er ikke gemt"]);
    assert_eq!(mette.post("/mig/stikproever", &[("noed", "1"), ("note", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    mette.post("/mig/stikproever", &[("noed", "1"), ("note", "Han tog ikke telefonen.")]).await.leads_to("/mig/stikproever");
    assert_eq!(mette.post("/mig/stikproever", &[("noed", "1"), ("note", "Igen.")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!mette.get("/min-dag").await.says("Du er spurgt om en nødadgang"));
    // Whoever asked is told, reads it, and is done.
    lone.get("/min-dag").await.must(StatusCode::OK, &["Der er svaret på et spørgsmål"]);
    lone.get("/team/log").await.must(StatusCode::OK, &["Han tog ikke telefonen.", question]);
    let hanne = town.as_role(Role::HeadOfDepartment).await;
    assert_eq!(hanne.post("/team/log/laest", &[("noed", "1")]).await.status, StatusCode::NOT_FOUND, "another's to read");
    lone.post("/team/log/laest", &[("noed", "1")]).await.leads_to("/team/log");
    assert!(!lone.get("/min-dag").await.says("Der er svaret på et spørgsmål"));
    // Nothing of it stands in the record, nor in the clear in the store.
    let record = town.record(child).await;
    assert!(!format!("{:?}", record.entries()).contains("Dennis") && !format!("{:?}", record.entries()).contains("telefonen"));
}

#[tokio::test]
async fn whoever_is_done_closes_their_emergency_access_at_once() {
    let town = Town::new().await;
    let (child, no, mette) = opened(&town).await;
    let close = at(child, "noedadgang/luk");
    mette.get(&format!("/boern/{child}")).await.must(StatusCode::OK, &["Jeg er færdig, luk nu", &format!("action=\"{close}\"")]);
    mette.get("/min-dag").await.must(StatusCode::OK, &["Noah Holms sag åben med nødadgang", &format!("action=\"{close}\"")]);
    // Nobody closes another's.
    let lone = town.as_role(Role::TeamLeader).await;
    assert_eq!(lone.post(&close, &[]).await.status, StatusCode::NOT_FOUND);
    mette.post(&close, &[]).await.leads_to("/min-dag?gjort=access-done-glass-closed");
    assert_eq!(mette.get(&format!("/boern/{child}")).await.status, StatusCode::NOT_FOUND);
    assert!(!mette.get("/min-dag").await.says("åben med nødadgang"));
    assert_eq!(mette.post(&close, &[]).await.status, StatusCode::NOT_FOUND, "once");
    // It is an entry, and the leader still reviews the opening.
    let record = town.record(child).await;
    let closed = record.state().glass[0].closed.unwrap();
    assert_eq!(closed.what.glass, no);
    lone.get("/min-dag").await.must(StatusCode::OK, &["Mette Holm åbnede sagen"]);
}

#[tokio::test]
async fn an_emergency_is_owed_by_leaders_alone_and_told_to_the_responsible_once() {
    let town = Town::new().await;
    let child = town.noah().await;
    // Somebody of the intake opens it; Mette is responsible.
    let until = town.now() + jiff::SignedDuration::from_mins(50);
    let glass = GlassBroken { reason: trin_domain::kinds::GlassReason::OnCall, text: "Politiet ringer.".to_owned(), until };
    town.write(child, Role::Intake, vec![Fact::GlassBroken(glass)]).await;
    town.later(30 * 24 * 60 * 60);
    let mette = town.as_caseworker().await;
    let day = mette.get("/min-dag").await;
    day.must(StatusCode::OK, &["Noah Holm", "åbnede sagen", "“Politiet ringer.”", "du skal kun vide det"]);
    let (_, told) = day.body.split_once("du skal kun vide det").unwrap();
    assert!(!told.split("</section>").next().unwrap().contains("forfalden"), "nothing she owes: {told}");
    let til = button(&day, "openings").unwrap();
    mette.post("/min-dag/laest", &[("liste", "openings"), ("til", &til)]).await.leads_to("/min-dag");
    assert!(!mette.get("/min-dag").await.says("Politiet ringer."));
    // Her leader owes it, and is told so on top.
    let day = town.as_role(Role::TeamLeader).await.get("/min-dag").await;
    day.must(StatusCode::OK, &["“Politiet ringer.”", "forfalden"]);
    assert!(!day.says("Der er intet, du skylder nogen lige nu") && !day.says("Intet er forfaldent"), "{}", day.body);
}

#[tokio::test]
async fn the_page_with_the_address_loaded_again_is_no_new_showing() {
    let town = Town::new().await;
    let child = town.noah().await;
    let address = at(child, "adresse");
    let mette = proved(&town.as_caseworker().await).await;
    mette.fill(&address, &[("address", "Kanariefuglevej 7"), ("on", "2026-05-12"), ("is_protected", "ja")]).await;
    let show = format!("{address}/vis");
    // What is missing is said before anybody proves anything.
    let unproved = town.as_caseworker().await;
    unproved.post(&show, &[("purpose", "")]).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["hvad du skal bruge adressen til"]);
    unproved.post(&show, &[("purpose", "Hente")]).await.must(StatusCode::FORBIDDEN, &["Vis, at det er dig"]);
    let key = mette.get(&address).await.hidden("key");
    let fields = [("key", key.as_str()), ("purpose", "Hente Noah")];
    for _ in 0..3 {
        let shown = mette.post(&show, &fields).await;
        shown.must(StatusCode::OK, &["Kanariefuglevej 7", "Skjul adressen", &format!("data-here=\"{address}\"")]);
    }
    let times = async || town.record(child).await.state().addresses_shown.len();
    assert_eq!(times().await, 1, "loaded again");
    // Another purpose, and another day, are another time.
    mette.post(&show, &[("key", key.as_str()), ("purpose", "Sende et brev")]).await.must(StatusCode::OK, &["Kanariefuglevej 7"]);
    assert_eq!(times().await, 2);
    town.later(20 * 60);
    let mette = proved(&mette).await;
    mette.post(&show, &fields).await.must(StatusCode::OK, &["Kanariefuglevej 7"]);
    assert_eq!(times().await, 3);
}

#[tokio::test]
async fn closing_names_what_is_unfinished_and_leads_there() {
    let town = Town::new().await;
    let child = town.noah().await;
    let page = town.as_caseworker().await.get(&at(child, "luk")).await;
    page.must(
        StatusCode::OK,
        &["Dette skal gøres færdigt", "Underretning, 2. marts 2026", "Familiebehandling", &format!("?post={}", crate::support::HELP)],
    );
}

#[tokio::test]
async fn an_emergency_search_takes_a_birthday_as_people_write_it() {
    let town = Town::new().await;
    let child = town.noah().await;
    town.moves_to_another_team().await;
    let mette = town.as_caseworker().await;
    mette.post("/noedadgang", &[("name", "Noah Holm"), ("born", "020416")]).await.must(StatusCode::OK, &[&at(child, "noedadgang")]);
    mette.post("/noedadgang", &[("name", "Noah Holm"), ("born", "030416")]).await.must(StatusCode::OK, &["Ingen"]);
    // Whoever sees the case already is told so.
    let karim = town.as_role(Role::Intake).await.get(&at(child, "noedadgang")).await;
    assert_eq!(karim.to, format!("/boern/{child}?gjort=access-done-already"));
}
