//! One test for each requirement of OWASP ASVS 5.0.0 that is shown here, named after its number; `docs/asvs.md` has them all.

use crate::support::{Page, Person, TODAY, Town, at, now, staff};
use axum::body::Body;
use axum::http::{HeaderName, Method, Request, StatusCode, header};
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::date;
use trin_domain::cpr::Cpr;
use trin_domain::id::{ChildId, CommandKey, UnitId};
use trin_domain::kinds::{Cause, NotifierKind, Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::*;
use trin_store::Session;

async fn get(person: &Person, path: &str) -> Response {
    person.answer(Request::get(path).body(Body::empty()).unwrap()).await
}

async fn post(person: &Person, path: &str, headers: &[(&str, &str)], body: &str) -> Response {
    let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(HeaderName::from_bytes(name.as_bytes()).unwrap(), *value);
    }
    person.answer(request.body(Body::from(body.to_owned())).unwrap()).await
}

fn said(response: &Response, name: &str) -> String {
    let values = response.headers().get_all(name).iter().map(|value| value.to_str().unwrap().to_owned());
    values.collect::<Vec<_>>().join("\n")
}

/// A page, a refusal, a page that is not there, a form that is not understood, an asset.
async fn one_of_each(town: &Town) -> Vec<(String, Response)> {
    let caseworker = town.as_caseworker().await;
    let mut answers = Vec::new();
    for path in ["/min-dag", "/boern", "/", "/no/such/page", "/boern/00000000-0000-0000-0000-000000000000"] {
        answers.push((path.to_owned(), get(&caseworker, path).await));
    }
    answers.push(("/min-dag as nobody".to_owned(), get(&town.as_nobody(), "/min-dag").await));
    answers
        .push(("a form from elsewhere".to_owned(), post(&caseworker, "/sprog", &[("origin", "https://evil.example")], "sprog=en").await));
    let asset = trin_web::assets::url("trin.js");
    answers.push((asset.to_owned(), get(&caseworker, asset).await));
    answers
}

/// The one session there is, whoever made it; as the store keeps it.
async fn session_of(town: &Town, person: &Person) -> Session {
    use sha2::{Digest, Sha256};
    let token = person.cookie().split_once('=').unwrap().1;
    let hash = Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    town.store.session(&hash).await.unwrap().expect("the session of this cookie").0
}

fn is_in(page: &Page) -> bool {
    assert!(page.status == StatusCode::OK || (page.status == StatusCode::SEE_OTHER && page.to == "/"), "{page:?}");
    page.status == StatusCode::OK
}

#[tokio::test]
async fn asvs_1_2_1_what_people_write_is_text_on_every_page() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let words = "<script>alert(1)</script>\" onload=\"alert(2)<img src=x onerror=alert(3)>";
    let note = NoteWritten {
        on: date(2026, 5, 11),
        facts: words.to_owned(),
        child_words: words.to_owned(),
        others_words: String::new(),
        judgement: String::new(),
    };
    town.write(noah, Role::Caseworker, vec![Fact::NoteWritten(note)]).await;
    let caseworker = town.as_caseworker().await;
    let page = caseworker.get(&format!("/boern/{noah}")).await;
    page.must(StatusCode::OK, &["&lt;script&gt;alert(1)"]);
    // In a field, a form that is handed back, and the address.
    let form = caseworker.fill(&at(noah, "note"), &[("on", "no day"), ("facts", words), ("q", words)]).await;
    for page in [page, form, caseworker.get("/boern?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%20onload%3D%22x").await] {
        assert!(!page.says("<script>alert"), "{}", page.body);
        assert!(!page.says("<img src=x"), "{}", page.body);
        assert!(!page.says("\" onload=\""), "{}", page.body);
    }
}

#[tokio::test]
async fn asvs_2_3_3_a_command_is_written_whole_or_not_at_all() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let before = town.record(noah).await.entries().len();
    let good = Fact::ChildHeard(ChildHeard { on: date(2026, 5, 11), hearing: Hearing::Talk { words: "Jeg vil have en ven.".to_owned() } });
    // Help that is not in the record cannot begin.
    let bad = Fact::InterventionStarted(InterventionStarted { intervention: EntryNo(99), on: date(2026, 5, 11) });
    let command =
        Command { child: noah, key: CommandKey::from_label("half"), seen: town.record(noah).await.version(), facts: vec![good, bad] };
    let context = Context { now: now(), by: Author { staff: staff(Role::Caseworker), role: Role::Caseworker } };
    town.store.execute_all(&town.strategy, &context, "test", &[command]).await.expect_err("refused");
    assert_eq!(town.record(noah).await.entries().len(), before, "half of it was written");
}

#[tokio::test]
async fn asvs_3_3_4_the_session_cookie_is_out_of_reach() {
    let town = Town::new().await;
    let answer = post(&town.as_nobody(), "/ind", &[], &format!("person={}", staff(Role::Teacher))).await;
    let cookie = said(&answer, "set-cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let token = cookie.split(';').next().unwrap().split_once('=').unwrap().1.to_owned();
    let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    assert!(!String::from_utf8_lossy(&body).contains(&token), "the token is told in another way too");
}

#[tokio::test]
async fn asvs_3_4_3_the_policy_lets_nothing_in_from_elsewhere() {
    let town = Town::new().await;
    for (what, answer) in one_of_each(&town).await {
        let policy = said(&answer, "content-security-policy");
        for part in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "script-src 'self'", "form-action 'self'"] {
            assert!(policy.contains(part), "{what}: {policy}");
        }
        for part in ["unsafe", "http", "*", "data:"] {
            assert!(!policy.contains(part), "{what}: {policy}");
        }
        assert_eq!(said(&answer, "referrer-policy"), "same-origin", "{what}");
        assert_eq!(said(&answer, "cross-origin-opener-policy"), "same-origin", "{what}");
        assert_eq!(said(&answer, "access-control-allow-origin"), "", "{what}");
    }
}

#[tokio::test]
async fn asvs_3_4_4_every_answer_says_what_it_is() {
    let town = Town::new().await;
    for (what, answer) in one_of_each(&town).await {
        assert_eq!(said(&answer, "x-content-type-options"), "nosniff", "{what}");
        assert_eq!(said(&answer, "server"), "", "{what}");
        assert_eq!(said(&answer, "x-powered-by"), "", "{what}");
        let kind = said(&answer, "content-type");
        let has_body = !answer.status().is_redirection();
        assert!(!has_body || kind.ends_with("charset=utf-8"), "{what}: {kind}");
    }
}

#[tokio::test]
async fn asvs_3_5_1_a_form_from_another_site_is_refused() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let before = town.record(noah).await.entries().len();
    let caseworker = town.as_caseworker().await;
    let form = caseworker.get(&at(noah, "note")).await;
    let body = format!("key={}&set={}&on=2026-05-11&facts=Fra+et+andet+sted", form.hidden("key"), form.hidden("set"));
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[("origin", "https://evil.example"), ("host", "trin.example")],
        &[("origin", "null"), ("host", "trin.example")],
        // As a script elsewhere may send without asking first, whatever it says the form is.
        &[("sec-fetch-site", "cross-site"), ("content-type", "text/plain")],
    ] {
        for path in [at(noah, "note"), "/kladder/boern".to_owned(), "/ind".to_owned()] {
            let answer = post(&caseworker, &path, headers, &body).await;
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path} {headers:?}");
        }
    }
    assert_eq!(town.record(noah).await.entries().len(), before);
    assert!(is_in(&caseworker.get("/min-dag").await), "the session was changed");
}

#[tokio::test]
async fn asvs_3_5_3_nothing_is_written_by_looking() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let before = town.record(noah).await.entries().len();
    let caseworker = town.as_caseworker().await;
    for page in ["", "/note?on=2026-05-11&facts=x", "/ansvar?to=x", "/luk?reason=x", "/boernesamtale?on=2026-05-11&how=talk&words=x"] {
        caseworker.get(&format!("/boern/{noah}{page}")).await;
    }
    // What only writes has no page to look at.
    for path in ["/log-ud", "/ind", "/sprog", "/kladder/boern", "/min-dag/laest"] {
        let answer = get(&caseworker, path).await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
    assert_eq!(town.record(noah).await.entries().len(), before);
    assert!(is_in(&caseworker.get("/min-dag").await), "looking logged somebody out");
}

#[tokio::test]
async fn asvs_7_2_3_a_session_is_256_unguessable_bits_kept_as_a_hash() {
    let town = Town::new().await;
    let caseworker = town.as_caseworker().await;
    let token = caseworker.cookie().split_once('=').unwrap().1.to_owned();
    assert_eq!(token.len(), 64, "{token}");
    assert!(token.chars().all(|letter| letter.is_ascii_hexdigit()));
    let session = session_of(&town, &caseworker).await;
    assert_ne!(session.token_hash, token);
    assert!(town.store.session(&token).await.unwrap().is_none(), "a copy of the store would open the session");
    // A token that is nearly right, and what the store keeps, open nothing.
    for wrong in [session.token_hash.clone(), token[..63].to_owned(), token.to_uppercase() + "0", String::new()] {
        let answer = Request::get("/min-dag").header(header::COOKIE, format!("trin={wrong}")).body(Body::empty()).unwrap();
        let nobody = town.as_nobody();
        let mut request = answer;
        request.headers_mut().insert(header::COOKIE, format!("trin={wrong}").parse().unwrap());
        assert_eq!(nobody.answer(request).await.status(), StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn asvs_7_2_4_a_login_has_a_token_of_its_own() {
    let town = Town::new().await;
    let (first, second) = (town.as_caseworker().await, town.as_caseworker().await);
    assert_ne!(first.cookie(), second.cookie());
    // A token somebody was given beforehand is not the one they get.
    let planted = format!("trin={}", "a".repeat(64));
    let body = format!("person={}", staff(Role::Teacher));
    let mut request =
        Request::post("/ind").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(body)).unwrap();
    request.headers_mut().insert(header::COOKIE, planted.parse().unwrap());
    let answer = town.as_nobody().answer(request).await;
    assert!(!said(&answer, "set-cookie").contains(&"a".repeat(64)));
}

#[tokio::test]
async fn asvs_7_3_2_a_session_ends_after_twelve_hours() {
    let town = Town::new().await;
    let caseworker = town.as_caseworker().await;
    let session = session_of(&town, &caseworker).await;
    assert_eq!(session.expires_at.duration_since(session.created_at).as_hours(), 12);
    assert!(is_in(&caseworker.get("/min-dag").await));
    town.store.put_session(&Session { expires_at: now().checked_sub(1.second()).unwrap(), ..session }).await.unwrap();
    assert!(!is_in(&caseworker.get("/min-dag").await));
}

#[tokio::test]
async fn asvs_7_4_1_what_ended_opens_nothing() {
    let town = Town::new().await;
    let caseworker = town.as_caseworker().await;
    assert!(is_in(&caseworker.get("/min-dag").await));
    caseworker.post("/log-ud", &[]).await;
    assert!(!is_in(&caseworker.get("/min-dag").await), "the cookie still opens");
}

#[tokio::test]
async fn asvs_7_4_2_a_leavers_sessions_end_at_once() {
    let town = Town::new().await;
    let (here, there, other) = (town.as_role(Role::Teacher).await, town.as_role(Role::Teacher).await, town.as_caseworker().await);
    assert!(is_in(&here.get("/min-dag").await) && is_in(&there.get("/min-dag").await));
    let teacher = town.store.staff(staff(Role::Teacher)).await.unwrap().unwrap();
    town.store.put_staff(&Staff { is_active: false, ..teacher.clone() }).await.unwrap();
    assert!(!is_in(&here.get("/min-dag").await) && !is_in(&there.get("/min-dag").await));
    assert!(is_in(&other.get("/min-dag").await));
}

#[tokio::test]
async fn asvs_7_4_4_every_page_has_the_way_out() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let caseworker = town.as_caseworker().await;
    for path in ["/min-dag".to_owned(), "/boern".to_owned(), "/strategi".to_owned(), format!("/boern/{noah}"), at(noah, "note")] {
        let page = caseworker.get(&path).await;
        page.must(StatusCode::OK, &["method=\"post\" action=\"/log-ud\""]);
    }
}

#[tokio::test]
async fn asvs_8_2_2_other_peoples_ids_are_not_found() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let elsewhere = ChildId::from_label("a child of another school");
    let facts = vec![
        Fact::Registered(Registered { name: "Freja Lund".to_owned(), birth: Birth::Born(date(2016, 4, 2)), cpr: None }),
        Fact::ResponsibilityAssigned(ResponsibilityAssigned {
            to: staff(Role::Caseworker),
            on: date(2026, 3, 2),
            reason: "Distrikt Syd".to_owned(),
        }),
    ];
    town.write(elsewhere, Role::Caseworker, facts).await;
    let teacher = town.as_role(Role::Teacher).await;
    teacher.get(&format!("/boern/{noah}")).await.must(StatusCode::OK, &["Noah Holm"]);
    // One that is not theirs and one that is nobody's are the same answer, to the byte.
    let (theirs, nobodys) = (elsewhere, ChildId::from_label("nobody at all"));
    for page in ["", "/plan", "/note", "/indsats/6", "/moede/1", "/post/1/ret", "/ansvar"] {
        let answers = [theirs, nobodys].map(|child| format!("/boern/{child}{page}"));
        let [one, none] = [teacher.get(&answers[0]).await, teacher.get(&answers[1]).await];
        assert_eq!(one.status, StatusCode::NOT_FOUND, "{page}");
        assert_eq!(none.status, StatusCode::NOT_FOUND, "{page}");
        assert_eq!(one.body.replace(&theirs.to_string(), ""), none.body.replace(&nobodys.to_string(), ""), "{page}");
    }
}

#[tokio::test]
async fn asvs_8_3_2_a_right_withdrawn_is_gone_on_the_next_request() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let teacher = town.as_role(Role::Teacher).await;
    let page = format!("/boern/{noah}");
    teacher.get(&page).await.must(StatusCode::OK, &["Noah Holm"]);
    // They go to another school; the same session asks again.
    let other =
        Unit { id: UnitId::from_label("another school"), name: "Byskolen".to_owned(), kind: UnitKind::School, district: "Syd".to_owned() };
    town.store.put_unit(&other).await.unwrap();
    let before = town.store.staff(staff(Role::Teacher)).await.unwrap().unwrap();
    town.store.put_staff(&Staff { unit: other.id, ..before.clone() }).await.unwrap();
    teacher.get(&page).await.must(StatusCode::NOT_FOUND, &[]);
    town.store.put_staff(&before).await.unwrap();
    teacher.get(&page).await.must(StatusCode::OK, &[]);
    // The child goes to another school.
    let moved = Fact::Enrolled(Enrolled { unit: other.id, unit_name: other.name, unit_kind: UnitKind::School, on: date(2026, 5, 11) });
    let left = Fact::LeftUnit(LeftUnit { enrolment: EntryNo(2), on: date(2026, 5, 10) });
    town.write(noah, Role::Caseworker, vec![left, moved]).await;
    teacher.get(&page).await.must(StatusCode::NOT_FOUND, &[]);
}

#[tokio::test]
async fn asvs_8_4_1_a_login_of_one_municipality_opens_nothing_in_another() {
    let (here, there) = (Town::new().await, Town::new().await);
    let noah = here.noah().await;
    let caseworker = here.as_caseworker().await;
    assert!(is_in(&caseworker.get("/min-dag").await));
    let there = caseworker.at_another(&there);
    assert!(!is_in(&there.get("/min-dag").await));
    assert_eq!(there.get(&format!("/boern/{noah}")).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn asvs_13_4_4_no_method_but_those_of_the_table() {
    let town = Town::new().await;
    let noah = town.noah().await;
    let caseworker = town.as_caseworker().await;
    for path in ["/min-dag".to_owned(), "/".to_owned(), format!("/boern/{noah}"), at(noah, "note")] {
        for method in [Method::TRACE, Method::PUT, Method::DELETE, Method::PATCH, Method::CONNECT, Method::OPTIONS] {
            let answer = caseworker.answer(Request::builder().method(method.clone()).uri(&path).body(Body::empty()).unwrap()).await;
            assert!(answer.status().is_client_error(), "{method} {path}: {}", answer.status());
        }
    }
}

#[tokio::test]
async fn asvs_14_2_6_the_last_four_digits_of_a_number_are_on_no_page() {
    let town = Town::new().await;
    let number = Cpr::parse("620416-4000").unwrap();
    let child = ChildId::from_label("ida");
    let facts = vec![
        Fact::Registered(Registered { name: "Ida Marie Bang".to_owned(), birth: Birth::Born(number.birth_date()), cpr: Some(number) }),
        Fact::NotificationReceived(NotificationReceived {
            received_at: now(),
            notifier: Notifier { kind: NotifierKind::School, name: None, workplace: None },
            concern: "Ida kommer ikke i skole.".to_owned(),
            causes: vec![Cause::SchoolProblems],
            acute: false,
            abuse_suspected: false,
            siblings: Vec::new(),
        }),
        Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: staff(Role::Caseworker), on: TODAY, reason: "Distrikt Nord".to_owned() }),
    ];
    town.write(child, Role::Caseworker, facts).await;
    let pages = ["/boern", "/min-dag", "/modtagelsen", "/trappen", "/team", "/team/boern", "/team/forfaldne"].map(str::to_owned);
    let of_child = ["", "/foedt", "/adgang", "/opslag", "/netvaerk", "/aktindsigt", "/note", "/opbevaring"]
        .map(|page| format!("/boern/{child}{page}"));
    let mut named = 0;
    for role in [Role::Caseworker, Role::TeamLeader, Role::Intake, Role::HeadOfDepartment] {
        let person = town.as_role(role).await;
        for path in pages.iter().chain(&of_child) {
            let page = person.get(path).await;
            named += usize::from(page.says("Ida Marie Bang"));
            for told in [number.digits(), "-4000".to_owned(), "620416 4000".to_owned()] {
                assert!(!page.says(&told), "{path} for {role:?}");
            }
        }
    }
    town.as_caseworker().await.get(&of_child[0]).await.must(StatusCode::OK, &["620416-xxxx"]);
    assert!(named > 8, "the child is on {named} pages");
}

#[tokio::test]
async fn asvs_14_3_1_leaving_clears_the_browser() {
    let town = Town::new().await;
    let answer = post(&town.as_caseworker().await, "/log-ud", &[], "").await;
    assert!(said(&answer, "clear-site-data").contains("\"cache\""), "{answer:?}");
    assert!(said(&answer, "set-cookie").contains("Max-Age=0"));
}

#[tokio::test]
async fn asvs_14_3_2_no_page_is_kept_by_a_browser() {
    let town = Town::new().await;
    for (what, answer) in one_of_each(&town).await {
        let expected = if what.starts_with("/assets/") { "immutable" } else { "no-store" };
        assert!(said(&answer, "cache-control").contains(expected), "{what}: {}", said(&answer, "cache-control"));
    }
    let missing = get(&town.as_caseworker().await, "/assets/0000000000000000-trin.css").await;
    assert_eq!(missing.status(), StatusCode::NOT_FOUND, "an asset that is not there is another");
}

#[test]
fn asvs_14_3_3_the_script_keeps_nothing_about_anybody() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let mut scripts = 0;
    for file in
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).filter(|file| file.extension().is_some_and(|kind| kind == "js"))
    {
        let script = std::fs::read_to_string(&file).unwrap();
        scripts += 1;
        for store in ["sessionStorage", "indexedDB", "document.cookie", "caches.open"] {
            assert!(!script.contains(store), "{}: {store}", file.display());
        }
        // Whether single keys are shortcuts.
        let kept = script.matches("localStorage").count();
        let known = script.matches("localStorage.getItem(\"keys\")").count() + script.matches("localStorage.setItem(\"keys\",").count();
        assert_eq!(kept, known, "{}: more is kept in the browser", file.display());
    }
    assert!(scripts > 0);
}

#[tokio::test]
async fn asvs_16_5_4_a_fault_of_ours_is_a_page_and_what_was_written_comes_back() {
    let town = Town::new().await;
    let child = town.noah().await;
    let caseworker = town.as_caseworker().await;
    // So late is no instant: whoever asks the clock panics.
    let breaks = i64::MAX / 4;
    town.later(breaks);
    let shown = get(&caseworker, "/min-dag").await;
    assert_eq!(shown.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(said(&shown, "cache-control"), "no-store");
    assert!(said(&shown, "content-security-policy").contains("default-src 'none'"));
    let form = [("text", "Noah var glad i dag.")];
    let sent = caseworker.post(&format!("/boern/{child}/note"), &form).await;
    assert_eq!(sent.status, StatusCode::INTERNAL_SERVER_ERROR);
    for words in ["Siden gik i stykker", "Noah var glad i dag.", "Det samme gemmes kun én gang", &format!("action=\"/boern/{child}/note\"")]
    {
        assert!(sent.body.contains(words), "{words}: {}", sent.body);
    }
    assert!(!sent.body.contains("an instant"), "the inner message stays inside");
    town.later(-breaks);
    assert_eq!(get(&caseworker, "/min-dag").await.status(), StatusCode::OK, "the next request is answered");
}
