//! The edges: headers, the cookie, hosts, methods, sizes, forms from elsewhere, and what is never said.

use crate::support::{Town, at};
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;
use trin_domain::kinds::Role;
use trin_web::limits::{Limits, Rate};
use trin_web::{Edges, PublicUrl};

const OURS: &str = "https://trin.example.dk";

fn https() -> Edges {
    Edges { public_url: PublicUrl::parse(OURS), limits: Limits::of_demo(), ..Edges::default() }
}

fn said(response: &Response, name: &str) -> String {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

async fn body(response: Response) -> String {
    String::from_utf8_lossy(&to_bytes(response.into_body(), 8 << 20).await.unwrap()).into_owned()
}

#[tokio::test]
async fn every_answer_carries_the_strict_headers() {
    let town = Town::new().await;
    let mette = town.as_caseworker().await;
    for (path, method) in
        [("/", "GET"), ("/min-dag", "GET"), ("/findes-ikke", "GET"), ("/boern/x", "GET"), ("/min-dag", "TRACE"), ("/kladder/x", "POST")]
    {
        let answer = mette.request(Request::builder().method(method).uri(path).body(Body::empty()).unwrap()).await;
        let csp = said(&answer, "content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'",
        ] {
            assert!(csp.contains(part), "{method} {path}: {part} is missing in {csp}");
        }
        assert!(!csp.contains("unsafe") && !csp.contains('*'), "{csp}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(said(&answer, name), value, "{method} {path}: {name}");
        }
        assert!(said(&answer, "permissions-policy").contains("geolocation=()"));
        assert_eq!(said(&answer, "strict-transport-security"), "", "not over http");
        for banner in ["server", "x-powered-by", "via"] {
            assert_eq!(said(&answer, banner), "", "no banner");
        }
    }
}

#[tokio::test]
async fn over_https_the_cookie_is_this_hosts_alone_and_the_browser_stays_on_https() {
    let town = Town::with_login(https()).await;
    let ask = |method: &str, path: &str, host: &str| {
        Request::builder().method(method).uri(path).header("host", host).body(Body::empty()).unwrap()
    };
    let page = town.as_nobody().request(ask("GET", "/", "trin.example.dk")).await;
    assert_eq!(page.status(), StatusCode::OK);
    assert_eq!(said(&page, "strict-transport-security"), "max-age=31622400; includeSubDomains");
    let mut leaving = ask("POST", "/log-ud", "trin.example.dk");
    leaving.headers_mut().insert("cookie", "__Host-trin=abc".parse().unwrap());
    let out = town.as_nobody().request(leaving).await;
    let cookie = said(&out, "set-cookie");
    assert!(
        cookie.starts_with("__Host-trin=;") && cookie.contains("Secure") && cookie.contains("Path=/") && !cookie.contains("Domain"),
        "{cookie}"
    );
    // Another name that leads here, as in an attack by DNS, is nobody's.
    for host in ["evil.example", "trin.example.dk.evil.example", "127.0.0.1"] {
        let refused = town.as_nobody().request(ask("GET", "/", host)).await;
        assert_eq!(refused.status(), StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(!body(refused).await.contains(host));
    }
}

#[tokio::test]
async fn the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let town = Town::new().await;
    let nobody = town.as_nobody();
    let answer = nobody.request(
        Request::post("/ind")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("person={}", crate::support::staff(Role::Caseworker))))
            .unwrap(),
    );
    let cookie = said(&answer.await, "set-cookie");
    assert!(
        cookie.starts_with("trin=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
        "{cookie}"
    );
    assert!(!cookie.contains("Max-Age") && !cookie.contains("Expires"), "it ends with the browser");
    let token = cookie.split(['=', ';']).nth(1).unwrap();
    assert_eq!(token.len(), 64, "256 bits");
}

#[tokio::test]
async fn a_form_is_taken_from_our_own_pages_alone() {
    let town = Town::new().await;
    let mette = town.as_caseworker().await;
    let ours = Some("http://trin.test");
    let evil = Some("https://evil.example");
    for (site, origin, is_taken) in [
        (Some("same-origin"), ours, true),
        (Some("same-origin"), None, true),
        (Some("same-site"), ours, false),
        (Some("cross-site"), evil, false),
        (Some("cross-site"), ours, false),
        (Some("none"), None, false),
        (None, ours, true),
        (None, evil, false),
        (None, Some("null"), false),
        (None, Some("http://trin.test.evil.example"), false),
        (None, Some("http://evil.example/trin.test"), false),
        (None, None, true),
    ] {
        let mut request = Request::post("/min-dag/laest").header("host", "trin.test");
        for (name, value) in [("sec-fetch-site", site), ("origin", origin)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let answer = mette.request(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status() != StatusCode::FORBIDDEN, is_taken, "{site:?} {origin:?}");
    }
}

#[tokio::test]
async fn nothing_is_changed_by_looking_and_no_other_method_is_taken() {
    let town = Town::new().await;
    let mette = town.as_caseworker().await;
    for method in ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND"] {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let answer = mette.request(Request::builder().method(&method).uri("/min-dag").body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert!(!body(answer).await.contains("trin="), "nothing is echoed");
    }
    for path in ["/log-ud", "/min-dag/laest", "/mig/sessioner/slut", "/boern/soeg"] {
        assert!(mette.get(path).await.status.is_client_error(), "{path} by GET");
    }
    assert_eq!(mette.get("/min-dag").await.status, StatusCode::OK, "still logged in");
}

#[tokio::test]
async fn what_is_too_large_is_refused_with_a_page() {
    let town = Town::new().await;
    let mette = town.as_caseworker().await;
    assert_eq!(mette.get(&format!("/boern?efter={}", "a".repeat(5_000))).await.status, StatusCode::URI_TOO_LONG);
    let request = Request::get("/min-dag").header("x-long", "a".repeat(40_000)).body(Body::empty()).unwrap();
    assert_eq!(mette.request(request).await.status(), StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    let many: Vec<(&str, &str)> = vec![("felt", "x"); 2_001];
    assert_eq!(mette.post("/boern/soeg", &many).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_name_or_number_searched_for_stands_in_no_address() {
    let town = Town::new().await;
    town.noah().await;
    let mette = town.as_caseworker().await;
    let kept = mette.post("/boern/soeg", &[("q", "Noah Holm 020476-1234")]).await;
    kept.leads_to("/boern?soegning=");
    for part in ["oah", "olm", "0204", "4e6f6168", "6e6f6168"] {
        assert!(!kept.to.to_lowercase().contains(part), "{}", kept.to);
    }
    let found = mette.search("noah").await;
    found.must(StatusCode::OK, &["Noah Holm", "value=\"noah\"", "action=\"/boern/soeg\"", "method=\"post\""]);
    // Back works, for whoever searched: the address is one's own.
    let kept = mette.post("/boern/soeg", &[("q", "noah")]).await.to;
    mette.get(&kept).await.must(StatusCode::OK, &["Noah Holm"]);
    assert!(!town.as_role(Role::Intake).await.get(&kept).await.says("value=\"noah\""), "another's search is not shown");
    assert!(!mette.get("/boern?q=noah").await.says("value=\"noah\""), "the old way is closed");
    mette.post("/boern/soeg", &[("q", "  ")]).await.leads_to("/boern");
    town.later(13 * 60 * 60);
    assert!(
        town.store.searched(kept.split('=').nth(1).unwrap(), crate::support::staff(Role::Caseworker), town.now()).await.unwrap().is_none()
    );
}

#[tokio::test]
async fn one_child_after_another_is_slowed_down() {
    let edges = Edges { limits: Limits { look_ups: Rate::new(20, 600), ..Limits::of_demo() }, ..Edges::default() };
    let town = Town::in_demo(edges).await;
    let child = town.noah().await;
    let (mette, sara) = (town.as_caseworker().await, town.as_role(Role::Intake).await);
    let page = at(child, "note");
    for _ in 0..19 {
        assert_eq!(mette.get(&page).await.status, StatusCode::OK);
    }
    assert_eq!(mette.search("noah").await.status, StatusCode::OK);
    for _ in 0..2 {
        mette.get(&page).await.must(StatusCode::TOO_MANY_REQUESTS, &["Det går for stærkt", "tal med din leder"]);
    }
    assert_eq!(mette.search("noah").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(mette.get("/min-dag").await.status, StatusCode::OK, "the rest of the work goes on");
    assert_eq!(sara.get(&page).await.status, StatusCode::OK, "and so does everybody else's");
    town.later(31);
    assert_eq!(mette.get(&page).await.status, StatusCode::OK);
}

#[tokio::test]
async fn forms_from_nobody_are_counted_by_address() {
    let edges = Edges { limits: Limits { forms_of_nobody: Rate::new(5, 300), ..Limits::of_demo() }, ..Edges::default() };
    let town = Town::in_demo(edges).await;
    let there = town.as_nobody().from("192.0.2.1:4000");
    for _ in 0..5 {
        assert_ne!(there.post("/sprog", &[("sprog", "en")]).await.status, StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(there.post("/sprog", &[("sprog", "en")]).await.status, StatusCode::TOO_MANY_REQUESTS);
    let at_the_door = there.with_a_made_up_session().post("/ind", &[("person", "x")]).await;
    assert_eq!(at_the_door.status, StatusCode::TOO_MANY_REQUESTS, "a cookie anybody can make up passes no limit");
    assert_eq!(there.get("/ind/udbyder").await.status, StatusCode::TOO_MANY_REQUESTS, "what keeps something for each who begins");
    assert_ne!(town.as_nobody().from("192.0.2.2:4000").post("/sprog", &[("sprog", "en")]).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn an_error_says_nothing_of_the_inside() {
    let town = Town::new().await;
    let mette = town.as_caseworker().await;
    town.store.close().await;
    let page = mette.get("/min-dag").await;
    assert!(page.status.is_server_error());
    for inner in ["sqlx", "SELECT", "pool", "Pool", "panicked", ".rs", "sqlite", "StoreError"] {
        assert!(!page.says(inner), "{inner}: {}", page.body);
    }
}
