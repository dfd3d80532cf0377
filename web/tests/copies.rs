//! A copy of the record for the child or its family: nothing leaves undecided, what is withheld is gone, and what was given is known.

use crate::support::{Page, Person, TODAY, Town, at, unit};
use axum::body::to_bytes;
use axum::http::{Request, StatusCode};
use jiff::civil::date;
use sha2::{Digest, Sha256};
use std::sync::{Condvar, Mutex};
use std::time::Duration;
use trin_domain::address::Address;
use trin_domain::id::ChildId;
use trin_domain::kinds::{Cause, NotifierKind, RelationKind, Role, UnitKind};
use trin_domain::record::*;

/// Noah, who lives at a protected address, with everybody who must not get out written about.
async fn noah(town: &Town) -> ChildId {
    let child = town.noah().await;
    let related = |relation, name: &str, has_custody| {
        Fact::RelationAdded(RelationAdded { relation, name: name.to_owned(), child: None, has_custody, on: date(2016, 4, 2) })
    };
    let note = |facts: &str| {
        let none = String::new;
        Fact::NoteWritten(NoteWritten { on: TODAY, facts: facts.to_owned(), child_words: none(), others_words: none(), judgement: none() })
    };
    let facts = vec![
        related(RelationKind::Mother, "=HYPERLINK(\"x\")<script>Sanne", true),
        related(RelationKind::Father, "Tarik Bagge", false),
        related(RelationKind::Sibling, "Villads Holm", false),
        Fact::Enrolled(Enrolled {
            unit: unit(UnitKind::School),
            unit_name: "Mælkebøtteskolen".to_owned(),
            unit_kind: UnitKind::School,
            on: date(2025, 8, 8),
        }),
        Fact::AddressStated(AddressStated { address: Address::new("Kanariefuglevej 7, 5399 Fjordby".to_owned(), true), on: TODAY }),
        Fact::NotificationReceived(NotificationReceived {
            received_at: crate::support::now(),
            notifier: Notifier { kind: NotifierKind::FamilyOrFriends, name: Some("Gerda Krogsgaard".to_owned()), workplace: None },
            concern: "Fru Krogsgaard hører gråd om natten.".to_owned(),
            causes: vec![Cause::OtherNeglect],
            acute: false,
            abuse_suspected: false,
            siblings: vec![ChildId::from_label("villads")],
        }),
        note("De bor nu på Kanariefuglevej 7, og Villads' astma er værre."),
        note("Ring 40 50 60 70. Tariks nummer er 610570-1234. #panic(\"x\") <b>fed</b>"),
        note("Noah går i Mælkebøtteskolens røde stue og er glad."),
    ];
    town.write(child, Role::Caseworker, facts).await;
    child
}

const CANARIES: [&str; 10] =
    ["kanarie", "fjordby", "5399", "krogsgaard", "gerda", "villads", "40506070", "610570", "mælkebøtte", "40 50 60 70"];

/// Why somebody who is no party may have one.
const GROUND: &str = "Fuldmagt fra mor";

async fn proved(person: &Person) -> Person {
    let page = person.post("/bekraeft", &[("hvorfor", "bevis"), ("til", "/min-dag")]).await;
    person.with_cookie_of(&page)
}

/// Every place on the page that is to be decided.
fn places(page: &Page) -> Vec<String> {
    let mut all: Vec<String> =
        page.body.split("name=\"d-").skip(1).filter_map(|rest| Some(format!("d-{}", rest.split_once('"')?.0))).collect();
    all.dedup();
    all
}

/// The copy of Noah's record for somebody, with every place withheld; the address of it.
async fn given(mette: &Person, child: ChildId, party: &str) -> String {
    let address = at(child, "aktindsigt");
    let page = mette.fill(&address, &[("party", party), ("ground", GROUND)]).await;
    page.must(StatusCode::OK, &["kan handle om andre", "<mark>"]);
    let places = places(&page);
    let mut fields: Vec<(&str, &str)> = places.iter().map(|place| (place.as_str(), "hold")).collect();
    fields.extend([("party", party), ("ground", GROUND), ("goer", "giv")]);
    let saved = mette.send(&page, &address, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let to = saved.to.split('?').next().expect("a path").to_owned();
    assert!(to.starts_with(&address));
    to
}

async fn fetch(person: &Person, address: &str) -> (StatusCode, axum::http::HeaderMap, Vec<u8>) {
    let answer = person.request(Request::get(address).body(axum::body::Body::empty()).expect("a request")).await;
    let (parts, body) = answer.into_parts();
    (parts.status, parts.headers, to_bytes(body, usize::MAX).await.expect("a body").to_vec())
}

/// What is read on a page.
fn words(page: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for letter in page.chars() {
        match letter {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                text.push(' ');
            }
            _ if !in_tag => text.push(letter),
            _ => {}
        }
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn squeezed(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sets nothing: gives back what it was to set.
fn as_it_came(json: &str, digest: &str) -> Result<Vec<u8>, String> {
    Ok(format!("%PDF {digest}\n{json}").into_bytes())
}

#[tokio::test]
async fn a_copy_made_one_place_too_early_keeps_every_choice_and_enter_decides_nothing() {
    let town = Town::new().await;
    let child = noah(&town).await;
    let mette = proved(&town.as_caseworker().await).await;
    let address = at(child, "aktindsigt");
    let page = mette.fill(&address, &[("party", "barn")]).await;
    let (first, rest) = page.body.split_once("name=\"goer\"").expect("a button");
    assert!(!first.contains("type=\"submit\" name=") && rest.starts_with(" value=\"vis\""), "Enter presses the form's first button");
    let places = places(&page);
    let mut fields: Vec<(&str, &str)> = places.iter().skip(1).map(|place| (place.as_str(), "hold")).collect();
    fields.extend([("party", "barn"), ("goer", "giv")]);
    let again = mette.send(&page, &address, &fields).await;
    again.must(StatusCode::UNPROCESSABLE_ENTITY, &["Tag stilling til", "<mark>"]);
    assert_eq!(again.body.matches("value=\"hold\" checked").count(), places.len() - 1, "what was decided is decided still");
}

#[tokio::test]
async fn what_was_chosen_is_kept_as_a_draft_and_there_again_after_a_telephone_call() {
    let town = Town::new().await;
    let child = noah(&town).await;
    let mette = proved(&town.as_caseworker().await).await;
    let address = at(child, "aktindsigt");
    let page = mette.fill(&address, &[("party", "barn"), ("words", "røde stue")]).await;
    let places = places(&page);
    let mut fields: Vec<(&str, &str)> = places.iter().skip(2).map(|place| (place.as_str(), "hold")).collect();
    fields.extend([("party", "barn"), ("words", "røde stue"), ("goer", "vis")]);
    mette.send(&page, &address, &fields).await.must(StatusCode::OK, &["Du mangler at tage stilling til 2"]);
    mette.get("/min-dag").await.must(StatusCode::OK, &[&address]);
    let later = mette.get(&address).await;
    later.must(StatusCode::OK, &["Her er det, du havde valgt", "Du mangler at tage stilling til 2", ">røde stue</textarea>"]);
    assert_eq!(later.body.matches("value=\"hold\" checked").count(), places.len() - 2);
    // What is in the case is for those who showed who they are, also in a draft; and once it is made there is none.
    town.later(400);
    assert_eq!(mette.get(&address).await.status, StatusCode::FORBIDDEN);
    let mette = proved(&mette).await;
    given(&mette, child, "barn").await;
    assert!(!mette.get(&address).await.says("<mark>"));
}

#[tokio::test]
async fn one_click_decides_a_person_everywhere_and_the_rest_of_a_kind_overwrites_nothing() {
    let town = Town::new().await;
    let child = noah(&town).await;
    let mette = proved(&town.as_caseworker().await).await;
    let address = at(child, "aktindsigt");
    let page = mette.fill(&address, &[("party", "barn")]).await;
    page.must(StatusCode::OK, &["Villads Holm (2)", "Tilbagehold Villads Holm overalt", &format!("formaction=\"{address}#mangler\"")]);
    let all = places(&page);
    let of_villads = mette.send(&page, &address, &[("party", "barn"), ("goer", "hver:villads-holm:giv")]).await;
    assert_eq!(of_villads.body.matches("value=\"giv\" checked").count(), 2, "both places that name him, and no other");
    let given: Vec<String> = all
        .iter()
        .filter(|place| of_villads.says(&format!("id=\"f-{place}-giv\" name=\"{place}\" type=\"radio\" value=\"giv\" checked")))
        .cloned()
        .collect();
    assert_eq!(given.len(), 2);
    let mut fields: Vec<(&str, &str)> = given.iter().map(|place| (place.as_str(), "giv")).collect();
    fields.extend([("party", "barn"), ("goer", "alle:other-person:hold")]);
    let rest = mette.send(&page, &address, &fields).await;
    assert_eq!(rest.body.matches("value=\"giv\" checked").count(), 2, "what was decided stays decided");
    assert!(rest.says("value=\"hold\" checked"));
    // Now the other way, for him alone.
    fields.pop();
    fields.push(("goer", "hver:villads-holm:hold"));
    assert_eq!(mette.send(&page, &address, &fields).await.body.matches("value=\"giv\" checked").count(), 0);
}

#[tokio::test]
async fn somebody_who_is_no_party_has_a_copy_only_on_a_ground_which_the_record_keeps() {
    let town = Town::new().await;
    let child = noah(&town).await;
    let mette = proved(&town.as_caseworker().await).await;
    let address = at(child, "aktindsigt");
    let page = mette.get(&address).await;
    let (parties, others) = page.body.split_once("Ikke parter i sagen").expect("others stand by themselves");
    assert!(parties.contains("Sanne, mor, forældremyndighed") && !parties.contains("Tarik Bagge") && others.contains("Tarik Bagge, far"));
    let refused = mette.fill(&address, &[("party", "9"), ("d-1.0.0-4", "hold")]).await;
    refused.must(StatusCode::UNPROCESSABLE_ENTITY, &["Skriv, hvorfor de må få kopien.", "name=\"d-1.0.0-4\" value=\"hold\""]);
    given(&mette, child, "9").await;
    let record = town.record(child).await;
    let Fact::CopyGiven(noted) = &record.entries().last().expect("an entry").fact else { panic!("it is noted") };
    assert_eq!(noted.ground, GROUND);
}

/// Names, offices and the program's own words change; what was given does not.
#[tokio::test]
async fn a_copy_that_was_given_is_shown_again_to_the_byte_whatever_is_called_what_by_then() {
    let town = Town::new().await;
    let child = noah(&town).await;
    let mette = proved(&town.as_caseworker().await).await;
    let address = given(&mette, child, "barn").await;
    let (_, _, before) = fetch(&mette, &format!("{address}/kopi.json")).await;
    let page = mette.get(&address).await;
    for mut staff in town.store.staff_list(None).await.expect("staff") {
        staff.name = format!("{} Efternavn", staff.name);
        town.store.put_staff(&staff).await.expect("renamed");
    }
    for mut unit in town.store.units().await.expect("units") {
        unit.name = format!("{} Nord", unit.name);
        town.store.put_unit(&unit).await.expect("renamed");
    }
    town.later(20);
    let (status, _, after) = fetch(&mette, &format!("{address}/kopi.json")).await;
    assert_eq!((status, before == after), (StatusCode::OK, true), "the same bytes");
    let copied =
        |page: &Page| page.body.split_once("class=\"copied\"").expect("the copy").1.split("</main>").next().expect("its end").to_owned();
    assert_eq!(copied(&mette.get(&address).await), copied(&page), "and the same on the page");
    // One from before they were kept is drawn anew, and shown only when it is the same.
    let record = town.record(child).await;
    let Fact::CopyGiven(noted) = &record.entries().last().expect("an entry").fact else { panic!("it is noted") };
    assert!(noted.copy.len() < before.len() / 2, "packed: {} of {}", noted.copy.len(), before.len());
    let old = CopyGiven { copy: String::new(), ..noted.clone() };
    let tampered = CopyGiven { copy: "eJyrrgUAAXUA+Q==".to_owned(), ..noted.clone() };
    for other in [old, tampered] {
        town.write(child, Role::Caseworker, vec![Fact::CopyGiven(other)]).await;
        let no = town.record(child).await.version().0;
        mette.get(&at(child, &format!("aktindsigt/{no}"))).await.must(StatusCode::OK, &["Kopien kan ikke vises"]);
    }
}

/// Read as the family reads it: nothing is a name of the program's own, nobody a number, no office twice.
#[tokio::test]
async fn the_family_reads_words_and_no_machine_names() {
    let town = Town::new().await;
    let (child, _) = town.planned().await;
    let mette = proved(&town.as_caseworker().await).await;
    let address = at(child, "aktindsigt");
    let page = mette.fill(&address, &[("party", "barn")]).await;
    let places = places(&page);
    let mut fields: Vec<(&str, &str)> = places.iter().map(|place| (place.as_str(), "giv")).collect();
    fields.extend([("party", "barn"), ("goer", "giv")]);
    let saved = mette.send(&page, &address, &fields).await;
    let read = words(&mette.get(saved.to.split('?').next().expect("a path")).await.body);
    for machine in ["Feltet", "_", "in danger", "scores", "Trin, Trin", "i Modtagelsen, Modtagelsen", "Hvem: ", ", post:", "true", "false"]
    {
        assert!(!read.contains(machine), "“{machine}” is in:\n{read}");
    }
    assert!(read.contains("Underretningen af "), "{read}");
}

#[tokio::test]
async fn a_correction_asks_in_the_same_words_and_is_offered_only_where_it_can_be_made() {
    let town = Town::new().await;
    let child = noah(&town).await;
    let met = MeetingPlanned {
        at: crate::support::now(),
        kind: trin_domain::kinds::MeetingKind::Network,
        place: "Skolen".to_owned(),
        participants: "Mor og lærer".to_owned(),
        staff: Vec::new(),
    };
    town.write(child, Role::Caseworker, vec![Fact::MeetingPlanned(met)]).await;
    let no = town.record(child).await.version().0;
    let mette = town.as_caseworker().await;
    let form = at(child, &format!("post/{no}/ret"));
    let page = mette.get(&form).await;
    page.must(StatusCode::OK, &["Mødet er", "Mødested", "Hvem der deltager"]);
    assert!(!page.says("meets at") && !page.says("Feltet"));
    let english = mette.in_english().get(&form).await;
    english.must(StatusCode::OK, &["The meeting is", "Place of the meeting", "Who takes part"]);
    // What is refused keeps everything typed.
    let fields = [("f-meets_at", "i morgen"), ("f-place", "Biblioteket ved torvet"), ("f-participants", ""), ("reason", "Ny aftale")];
    let refused = mette.send(&page, &form, &fields).await;
    refused.must(StatusCode::UNPROCESSABLE_ENTITY, &["Biblioteket ved torvet", "i morgen", "Ny aftale", "“Mødet er” som 9.30"]);
    // Neither a link nor a form where it could only be refused.
    let address = at(child, "post/12/ret");
    assert!(matches!(town.record(child).await.entries()[11].fact, Fact::AddressStated(_)));
    assert_eq!(mette.get(&address).await.status, StatusCode::NOT_FOUND);
    assert!(!mette.get(&format!("/boern/{child}")).await.says(&address));
}

#[tokio::test]
async fn what_concerns_others_is_in_no_form_for_any_recipient_and_everything_else_is_in_all() {
    let town = Town::with_paper(as_it_came).await;
    let child = noah(&town).await;
    let mette = proved(&town.as_caseworker().await).await;
    for party in ["barn", "8", "9"] {
        let entries = town.record(child).await.version().0;
        let address = given(&mette, child, party).await;
        let (status, headers, json) = fetch(&mette, &format!("{address}/kopi.json")).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers["content-type"], "application/json");
        let no = address.rsplit('/').next().expect("a number");
        assert_eq!(headers["content-disposition"], format!("attachment; filename=\"aktindsigt-{no}.json\"").as_str());
        assert!(headers["cache-control"].to_str().expect("text").contains("no-store"));
        let written = String::from_utf8(json.clone()).expect("text");
        let read = Some(squeezed(&words(&mette.get(&address).await.body)));
        let own = if party == "9" { "tarik" } else { "" };
        for canary in CANARIES {
            assert!(!written.to_lowercase().contains(canary), "{party}: “{canary}” is in the JSON");
            assert!(read.as_ref().is_none_or(|text| !text.contains(canary)), "{party}: “{canary}” is on the page");
        }
        assert_eq!(written.to_lowercase().contains("tarik"), !own.is_empty(), "{party}");
        // The same in both: every entry, and every word that is given of it.
        let copy: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
        assert_eq!(copy["form"], "trin-copy/1");
        let parts = copy["entries"].as_array().expect("entries");
        assert_eq!(parts.len(), entries as usize);
        if let Some(read) = &read {
            for part in parts {
                assert!(read.contains(&squeezed(&format!("{}. {}", part["no"], part["name"].as_str().expect("a name")))));
                let said = part["lines"].as_array().expect("lines").iter().flat_map(|line| line["says"].as_array().expect("pieces"));
                for word in said.filter_map(|piece| piece["text"].as_str()).flat_map(str::split_whitespace) {
                    assert!(read.contains(&word.to_lowercase()), "{party}: “{word}” is not on the page");
                }
            }
            assert!(read.contains("tilbageholdt: beskyttet adresse") && read.contains("#panic"));
        }
        // What was given is known by its hash, in the record.
        let record = town.record(child).await;
        let Fact::CopyGiven(noted) = &record.entries().last().expect("an entry").fact else { panic!("it is noted") };
        let hash: String = Sha256::digest(&json).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(noted.digest, hash);
        // What is set as PDF is that JSON, to the last byte.
        let (status, headers, pdf) = fetch(&mette, &format!("{address}/kopi.pdf")).await;
        assert_eq!((status, headers["content-type"].to_str().expect("text")), (StatusCode::OK, "application/pdf"));
        assert_eq!(headers["content-disposition"], format!("attachment; filename=\"aktindsigt-{no}.pdf\"").as_str());
        assert!(headers["cache-control"].to_str().expect("text").contains("no-store"));
        assert_eq!(String::from_utf8(pdf).expect("text"), format!("%PDF {hash}\n{written}"));
        let page = mette.get(&address).await;
        page.must(StatusCode::OK, &[&hash, "Noah er væk fra", &format!("href=\"{address}/kopi.pdf\""), "Hent som PDF"]);
        assert!(CANARIES.iter().all(|canary| !page.body.to_lowercase().contains(canary)) && !page.says("<script>Sanne"));
    }
}

#[tokio::test]
async fn nothing_leaves_until_every_place_is_decided_by_somebody_who_just_showed_who_they_are() {
    let town = Town::with_paper(as_it_came).await;
    let child = noah(&town).await;
    let address = at(child, "aktindsigt");
    let mette = town.as_caseworker().await;
    mette.fill(&address, &[("party", "barn")]).await.must(StatusCode::FORBIDDEN, &["Vis, at det er dig"]);
    let mette = proved(&mette).await;
    let page = mette.fill(&address, &[("party", "barn")]).await;
    let places = places(&page);
    assert!(places.len() > 8, "{places:?}");
    let before = town.record(child).await.version();
    // None, all but one, and a decision that is none.
    for (count, last) in [(0, "hold"), (places.len() - 1, "hold"), (places.len(), "måske")] {
        let mut fields: Vec<(&str, &str)> = places.iter().take(count).map(|place| (place.as_str(), "hold")).collect();
        if let Some(field) = fields.last_mut() {
            field.1 = last;
        }
        fields.extend([("party", "barn"), ("goer", "giv")]);
        mette.send(&page, &address, &fields).await.must(StatusCode::UNPROCESSABLE_ENTITY, &["Tag stilling til"]);
    }
    assert_eq!(town.record(child).await.version(), before, "nothing was made");
    for (why, fields) in [("nobody", vec![]), ("nobody of the child's", vec![("party", "3")]), ("without a name", vec![("party", "anden")])]
    {
        let page = mette.fill(&address, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
    }
    // A whole group at a time, without JavaScript.
    let all = mette.send(&page, &address, &[("party", "barn"), ("goer", "alle:protected-address:hold")]).await;
    assert!(all.status == StatusCode::OK && all.says("checked"));
    // Neither a page nor a file where no copy was given.
    assert_eq!(mette.get(&format!("{address}/3")).await.status, StatusCode::NOT_FOUND);
    let to = given(&mette, child, "barn").await;
    assert_eq!(mette.get(&format!("{to}/kopi.exe")).await.status, StatusCode::NOT_FOUND);
    // In the log before it left, with its purpose.
    for file in ["kopi.json", "kopi.pdf"] {
        let before = town.store.log_of_child(child, 100).await.expect("the log").len();
        fetch(&mette, &format!("{to}/{file}")).await;
        let log = town.store.log_of_child(child, 100).await.expect("the log");
        assert_eq!(log.len(), before + 1, "{file}");
        assert_eq!((log[0].body.action.as_str(), log[0].body.purpose.as_str()), ("GET /boern/{id}/aktindsigt/{no}/{file}", "copy"));
    }
    // Six minutes later one shows again who one is.
    town.later(400);
    for file in ["kopi.json", "kopi.pdf"] {
        assert_eq!(mette.get(&format!("{to}/{file}")).await.status, StatusCode::FORBIDDEN);
        // Others find neither.
        for role in [Role::Teacher, Role::Provider, Role::Intake, Role::HeadOfDepartment] {
            let page = town.as_role(role).await.get(&format!("{to}/{file}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{role:?}");
        }
    }
}

#[tokio::test]
async fn a_whole_text_can_be_withheld_and_a_word_the_record_does_not_know_found() {
    let town = Town::new().await;
    let child = noah(&town).await;
    let mette = proved(&town.as_caseworker().await).await;
    let address = at(child, "aktindsigt");
    let page = mette.fill(&address, &[("party", "barn"), ("words", "røde stue\n\n ")]).await;
    let places = places(&page);
    let whole = page.body.split("name=\"hel\" value=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    let whole = whole.map(|(place, _)| place).find(|place| place.starts_with("3.")).expect("the first notification");
    let mut fields: Vec<(&str, &str)> = places.iter().map(|place| (place.as_str(), "hold")).collect();
    fields.extend([("party", "barn"), ("words", "røde stue"), ("goer", "giv")]);
    let lines: Vec<String> =
        page.body.split("value=\"3.").skip(1).filter_map(|rest| Some(format!("3.{}", rest.split_once('"')?.0))).collect();
    assert!(lines.iter().any(|line| line == whole));
    fields.extend(lines.iter().map(|line| ("hel", line.as_str())));
    let saved = mette.send(&page, &address, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let to = saved.to.split('?').next().expect("a path").to_owned();
    let (_, _, json) = fetch(&mette, &format!("{to}/kopi.json")).await;
    let written = String::from_utf8(json).expect("text");
    assert!(!written.contains("røde stue") && !written.contains("væk fra skole to dage"), "{written}");
    assert!(written.contains("Udpeget af sagsbehandleren") && written.contains("er glad."));
}

#[tokio::test]
async fn where_nothing_sets_a_pdf_there_is_none_and_no_link_to_one() {
    let town = Town::new().await;
    let child = noah(&town).await;
    let mette = proved(&town.as_caseworker().await).await;
    let to = given(&mette, child, "barn").await;
    assert!(!mette.get(&to).await.says("kopi.pdf"));
    assert_eq!(mette.get(&format!("{to}/kopi.pdf")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_pdf_that_cannot_be_set_is_an_ordinary_page_and_takes_nobodys_turn() {
    for set in [(|_, _| Err("no".to_owned())) as trin_web::paper::SetCopy, |_, _| panic!("a fault of the typesetter")] {
        let town = Town::with_paper(set).await;
        let child = noah(&town).await;
        let mette = proved(&town.as_caseworker().await).await;
        let to = given(&mette, child, "barn").await;
        // More than may be set and wait at once.
        for _ in 0..10 {
            let page = mette.get(&format!("{to}/kopi.pdf")).await;
            let back = format!("href=\"{to}\"");
            page.must(StatusCode::INTERNAL_SERVER_ERROR, &["PDF'en kunne ikke laves", "kan udskrives", "<html", &back]);
            assert!(!page.says("Noah"));
        }
        mette.get(&to).await.must(StatusCode::OK, &["data-print", "Hent som JSON"]);
        mette.in_english().get(&format!("{to}/kopi.pdf")).await.must(StatusCode::INTERNAL_SERVER_ERROR, &["The PDF could not be made"]);
    }
}

/// How many are being set, how many ever were at once, and whether they may end.
static SETTING: (Mutex<(usize, usize, bool)>, Condvar) = (Mutex::new((0, 0, false)), Condvar::new());

fn until_let_go(_: &str, _: &str) -> Result<Vec<u8>, String> {
    let mut state = SETTING.0.lock().expect("unbroken");
    state.0 += 1;
    state.1 = state.1.max(state.0);
    let (mut state, _) = SETTING.1.wait_timeout_while(state, Duration::from_secs(60), |state| !state.2).expect("unbroken");
    state.0 -= 1;
    Ok(b"%PDF".to_vec())
}

#[tokio::test]
async fn two_are_set_at_once_six_wait_half_of_them_one_persons_and_the_rest_are_told_to_come_again() {
    let town = Town::with_paper(until_let_go).await;
    let child = noah(&town).await;
    let mette = proved(&town.as_caseworker().await).await;
    let lone = proved(&town.as_role(Role::TeamLeader).await).await;
    let to = given(&mette, child, "barn").await;
    let (answers, answered) = tokio::sync::mpsc::unbounded_channel();
    let here = tokio::task::LocalSet::new();
    // Eight places, four of them one person's at most.
    for (who, person, asks) in [("Mette", &mette, 7), ("Lone", &lone, 5)] {
        for _ in 0..asks {
            let (person, address, answers) = (person.clone(), format!("{to}/kopi.pdf"), answers.clone());
            here.spawn_local(async move { answers.send((who, person.get(&address).await)) });
        }
    }
    here.run_until(few_at_a_time(&mette, &to, answered)).await;
}

async fn few_at_a_time(mette: &Person, to: &str, mut answered: tokio::sync::mpsc::UnboundedReceiver<(&str, Page)>) {
    let mut told = Vec::new();
    for _ in 0..4 {
        let (who, page) = tokio::time::timeout(Duration::from_secs(30), answered.recv())
            .await
            .expect("whoever is too many is told at once")
            .expect("a page");
        page.must(StatusCode::SERVICE_UNAVAILABLE, &["kan ikke laves lige nu", "Vent et minut", &format!("href=\"{to}\"")]);
        told.push(who);
    }
    told.sort_unstable();
    assert_eq!(told, ["Lone", "Mette", "Mette", "Mette"], "Mette alone keeps nobody out");
    // Others are served meanwhile.
    mette.get(to).await.must(StatusCode::OK, &["Hent som PDF"]);
    SETTING.0.lock().expect("unbroken").2 = true;
    SETTING.1.notify_all();
    for _ in 0..8 {
        let (_, page) = tokio::time::timeout(Duration::from_secs(30), answered.recv()).await.expect("it is set").expect("a page");
        page.must(StatusCode::OK, &["%PDF"]);
    }
    assert_eq!(SETTING.0.lock().expect("unbroken").1, 2, "at once");
}
