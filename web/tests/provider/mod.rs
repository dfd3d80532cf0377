//! A small issuer in this process that says whatever a test asks it to, and a town whose people come in by it.
#![allow(dead_code, reason = "each file of tests uses its part")]

use axum::body::{Body, to_bytes};
use axum::extract::{Form, State};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::url::Url;
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tower::ServiceExt;
use trin_domain::sign_in::Mapping;
use trin_domain::strategy::Strategy;
use trin_store::Store;
use trin_web::{App, Clock, Entrance, Provider, Randomness, router};

/// What a test may say of the issuer's next token.
pub type Tamper = fn(&mut Token);

/// A token before it is sent.
pub struct Token {
    pub header: Map<String, Value>,
    pub claims: Map<String, Value>,
    /// How it is signed.
    pub signed: Signed,
    pub now: i64,
}

impl Token {
    pub fn claim(&mut self, name: &str, value: Value) {
        self.claims.insert(name.to_owned(), value);
    }

    pub fn without(&mut self, name: &str) {
        self.claims.remove(name).expect("a claim that was there");
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// With the published key.
    Well,
    /// With another key under the published key's name.
    ByAnother,
    /// Not at all.
    Not,
    /// As with a shared secret: the public key, which everybody has.
    WithPublicKey,
    /// As with a shared secret: the client's.
    WithClientSecret,
    /// Well, and then one claim changed.
    ThenChanged,
}

/// What the issuer knows and does.
pub struct Says {
    pub address: String,
    pub claims: Map<String, Value>,
    pub tamper: Tamper,
    /// The key it signs with, and the keys it publishes.
    pub seed: u8,
    pub published: Vec<u8>,
    pub is_down: bool,
    /// The claims that go with each code, with its challenge.
    codes: HashMap<String, (Map<String, Value>, String)>,
    pub asked_keys: u32,
    pub last_token: String,
    pub now: i64,
    /// What it says its name is, when another than it has.
    pub calls_itself: Option<String>,
    /// Whether its description leads on to another address, and how often that was followed.
    pub leads_elsewhere: bool,
    pub followed: u32,
}

/// A key from a seed, in the form the library reads.
pub fn key(seed: u8) -> CoreEdDsaPrivateSigningKey {
    let mut der = vec![0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    der.extend([seed; 32]);
    let armour = |edge: &str| format!("-----{edge} {} KEY-----", "PRIVATE");
    let pem = format!("{}\n{}\n{}\n", armour("BEGIN"), BASE64_STANDARD.encode(der), armour("END"));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(format!("k{seed}")))).expect("a key")
}

fn encoded(value: &impl serde::Serialize) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(value).expect("JSON"))
}

impl Says {
    /// A token with these claims, as the test has it.
    pub fn token(&self, typ: &str, claims: Map<String, Value>, tamper: Tamper) -> String {
        let header = json!({"alg": "EdDSA", "kid": format!("k{}", self.seed), "typ": typ});
        let mut token = Token { header: header.as_object().cloned().expect("an object"), claims, signed: Signed::Well, now: self.now };
        tamper(&mut token);
        let hmac = |message: &str, secret: &[u8]| {
            use openidconnect::core::CoreHmacKey;
            CoreHmacKey::new(secret).sign(&CoreJwsSigningAlgorithm::HmacSha256, message.as_bytes()).expect("signed")
        };
        match token.signed {
            Signed::Not => drop(token.header.insert("alg".into(), json!("none"))),
            Signed::WithPublicKey | Signed::WithClientSecret => drop(token.header.insert("alg".into(), json!("HS256"))),
            _ => {}
        }
        let message = format!("{}.{}", encoded(&token.header), encoded(&token.claims));
        let with = |seed: u8, message: &str| key(seed).sign(&CoreJwsSigningAlgorithm::EdDsa, message.as_bytes()).expect("signed");
        let public = || {
            let jwk = serde_json::to_value(key(self.seed).as_verification_key()).expect("JSON");
            BASE64_URL_SAFE_NO_PAD.decode(jwk["x"].as_str().expect("a point")).expect("base64")
        };
        let signature = match token.signed {
            Signed::Well | Signed::ThenChanged => with(self.seed, &message),
            Signed::ByAnother => with(99, &message),
            Signed::Not => Vec::new(),
            Signed::WithPublicKey => hmac(&message, &public()),
            Signed::WithClientSecret => hmac(&message, SECRET.as_bytes()),
        };
        let message = if token.signed == Signed::ThenChanged {
            token.claim("groups", json!(["leder"]));
            format!("{}.{}", encoded(&token.header), encoded(&token.claims))
        } else {
            message
        };
        format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
    }
}

pub const SECRET: &str = "a client's secret of good length";

/// The issuer, on this machine.
#[derive(Clone)]
pub struct Issuer(pub Arc<Mutex<Says>>);

impl Issuer {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let claims = json!({
            "sub": "2f0d6c1e", "name": "Mette Holm", "groups": ["alle", "raadgiver"], "acr": "Substantial", "sid": "s1",
        });
        let issuer = Self(Arc::new(Mutex::new(Says {
            address,
            claims: claims.as_object().cloned().expect("an object"),
            tamper: |_| {},
            seed: 1,
            published: vec![1],
            is_down: false,
            codes: HashMap::new(),
            asked_keys: 0,
            last_token: String::new(),
            now: START,
            calls_itself: None,
            leads_elsewhere: false,
            followed: 0,
        })));
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/jwks", get(keys))
            .route("/elsewhere", get(elsewhere))
            .route("/token", post(token))
            .with_state(issuer.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await.expect("it serves") });
        issuer
    }

    pub fn says<T>(&self, with: impl FnOnce(&mut Says) -> T) -> T {
        with(&mut self.0.lock().expect("nobody panicked"))
    }

    /// Somebody logs in at the address Trin sent them to; where they are sent back to.
    pub fn logs_in(&self, to: &str) -> String {
        let url = Url::parse(to).expect("an address");
        let asked: HashMap<String, String> = url.query_pairs().into_owned().collect();
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["code_challenge_method"], "S256");
        assert_eq!(asked["client_id"], "trin");
        assert!(asked["scope"].split(' ').any(|scope| scope == "openid"));
        assert!(asked["state"].len() >= 43 && asked["nonce"].len() >= 43, "too short to be unguessable");
        self.says(|says| {
            let code = format!("code-{}", says.codes.len());
            let mut claims = says.claims.clone();
            claims.insert("nonce".into(), json!(asked["nonce"]));
            claims.insert("iss".into(), json!(says.address));
            claims.insert("aud".into(), json!("trin"));
            claims.insert("iat".into(), json!(says.now));
            claims.insert("exp".into(), json!(says.now + 300));
            says.codes.insert(code.clone(), (claims, asked["code_challenge"].clone()));
            format!("/ind/svar?code={code}&state={}&iss={}", asked["state"], says.address)
        })
    }

    /// A message that a login has ended.
    pub fn logout_token(&self, id: &str, tamper: Tamper) -> String {
        self.says(|says| {
            let claims = json!({
                "iss": says.address, "aud": ["trin"], "iat": says.now, "exp": says.now + 120, "jti": id, "sub": "2f0d6c1e", "sid": "s1",
                "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
            });
            says.token("logout+jwt", claims.as_object().cloned().expect("an object"), tamper)
        })
    }
}

async fn discovery(State(issuer): State<Issuer>) -> Response {
    issuer.says(|says| {
        if says.is_down {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
        if says.leads_elsewhere {
            return axum::response::Redirect::to("/elsewhere").into_response();
        }
        let at = |path: &str| format!("{}{path}", says.address);
        Json(json!({
            "issuer": says.calls_itself.as_ref().unwrap_or(&says.address), "authorization_endpoint": at("/auth"), "token_endpoint": at("/token"), "jwks_uri": at("/jwks"),
            "end_session_endpoint": at("/end"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA", "none", "HS256"], "authorization_response_iss_parameter_supported": true,
        }))
        .into_response()
    })
}

async fn elsewhere(State(issuer): State<Issuer>) -> Response {
    issuer.says(|says| {
        says.leads_elsewhere = false;
        says.followed += 1;
    });
    discovery(State(issuer)).await
}

async fn keys(State(issuer): State<Issuer>) -> Response {
    issuer.says(|says| {
        says.asked_keys += 1;
        let keys: Vec<Value> =
            says.published.iter().map(|seed| serde_json::to_value(key(*seed).as_verification_key()).expect("JSON")).collect();
        Json(json!({ "keys": keys })).into_response()
    })
}

async fn token(State(issuer): State<Issuer>, headers: HeaderMap, Form(asked): Form<HashMap<String, String>>) -> Response {
    let refused = || (StatusCode::BAD_REQUEST, Json(json!({"error": "invalid_grant"}))).into_response();
    let credentials = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let shown = credentials.strip_prefix("Basic ").and_then(|text| BASE64_STANDARD.decode(text).ok()).unwrap_or_default();
    let shown = String::from_utf8(shown).unwrap_or_default();
    if !shown.starts_with("trin:") {
        return (StatusCode::UNAUTHORIZED, Json(json!({"error": "invalid_client"}))).into_response();
    }
    issuer.says(|says| {
        if says.is_down {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
        let Some((claims, challenge)) = says.codes.remove(&asked["code"]) else { return refused() };
        if BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(asked["code_verifier"].as_bytes())) != challenge {
            return refused();
        }
        says.last_token = says.token("JWT", claims, says.tamper);
        Json(json!({"access_token": ACCESS, "token_type": "Bearer", "expires_in": 60, "id_token": says.last_token})).into_response()
    })
}

/// The access token that comes with every token of a person.
pub const ACCESS: &str = "an access token nobody uses";

/// When everything begins, in seconds.
pub const START: i64 = 1_778_572_800;

struct Clocked(Arc<AtomicI64>);

impl Clock for Clocked {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::Relaxed)).expect("an instant")
    }
}

/// Spread out, so that no two are alike, and the same in every run.
struct Counts(AtomicU64);

impl Randomness for Counts {
    fn bytes(&self) -> [u8; 16] {
        let digest = Sha256::digest(self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        digest[..16].try_into().expect("sixteen bytes")
    }
}

/// A municipality whose people come in by the issuer.
pub struct Town {
    pub issuer: Issuer,
    pub store: Store,
    pub strategy: Strategy,
    pub folder: PathBuf,
    clock: Arc<AtomicI64>,
    pages: Router,
}

impl Drop for Town {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub fn mapping(issuer: &str) -> String {
    format!(
        r#"
[provider]
issuer = "{issuer}"
client = "trin"
address = "http://127.0.0.1:8080"
name = "Prøvekøbing"
secret-variable = "TRIN_TEST"
[person]
id = "sub"
name = "name"
user-name = "preferred_username"
[role]
claim = "groups"
when = [{{ value = "leder", role = "team-leader" }}, {{ value = "raadgiver", role = "caseworker" }}, {{ value = "laerer", role = "teacher" }}]
[place]
claim = "org_unit"
[assurance]
claim = "acr"
accepted = ["Substantial", "High"]
"#
    )
}

impl Town {
    pub async fn new() -> Self {
        static TOWNS: AtomicU64 = AtomicU64::new(0);
        let nth = TOWNS.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("trin-provider-{}-{nth}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let strategy = Strategy::standard().clone();
        let store = Store::open(&folder.join("trin.db").display().to_string(), trin_store::Sealing::seeded("test")).await.expect("a store");
        store.adopt(&strategy, jiff::Timestamp::UNIX_EPOCH).await.expect("a fresh store takes the strategy");
        let issuer = Issuer::start().await;
        let address = issuer.says(|says| says.address.clone());
        let mapping = Mapping::parse(&mapping(&address)).unwrap_or_else(|faults| panic!("{faults:?}"));
        let provider = Arc::new(Provider::new(mapping, SECRET.to_owned()).expect("a provider"));
        let clock = Arc::new(AtomicI64::new(START));
        let app = App::new(
            store.clone(),
            strategy.clone(),
            "Prøvekøbing".to_owned(),
            Entrance::OpenId(provider),
            Box::new(Clocked(Arc::clone(&clock))),
            Box::new(Counts(AtomicU64::new(1))),
        );
        Self { issuer, store, strategy, folder, clock, pages: router(app) }
    }

    /// Time goes by, for both.
    pub fn later(&self, seconds: i64) {
        let now = self.clock.fetch_add(seconds, Ordering::Relaxed) + seconds;
        self.issuer.says(|says| says.now = now);
    }

    pub fn browser(&self) -> Browser {
        Browser { pages: self.pages.clone(), cookies: HashMap::new() }
    }

    /// Logs in at the issuer as whoever it says, to the end.
    pub async fn logs_in(&self) -> (Browser, Page) {
        let mut browser = self.browser();
        let page = self.logs_in_with(&mut browser, "/ind/udbyder").await;
        (browser, page)
    }

    pub async fn logs_in_with(&self, browser: &mut Browser, from: &str) -> Page {
        let sent = browser.get(from).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let back = self.issuer.logs_in(&sent.to);
        browser.get(&back).await
    }

    /// How many members of staff and sessions there are.
    pub async fn people(&self) -> usize {
        self.store.staff_list(None).await.expect("staff").len()
    }
}

/// A browser: it keeps its cookies.
#[derive(Clone)]
pub struct Browser {
    pages: Router,
    pub cookies: HashMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub to: String,
    pub refresh: String,
    pub body: String,
}

impl Page {
    #[track_caller]
    pub fn must(&self, status: StatusCode, texts: &[&str]) {
        assert_eq!(self.status, status, "{} {}", self.to, self.body);
        for text in texts {
            assert!(self.body.contains(text), "the page does not say “{text}”: {}", self.body);
        }
    }
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Page {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        self.ask(request).await
    }

    /// As when another site leads there.
    pub async fn led_to(&mut self, path: &str, from: &str) -> Page {
        self.ask(Request::get(path).header("sec-fetch-site", from).body(Body::empty()).expect("a request")).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = serde_urlencoded::to_string(fields).expect("fields");
        let kind = "application/x-www-form-urlencoded";
        self.ask(Request::post(path).header(header::CONTENT_TYPE, kind).body(Body::from(body)).expect("a request")).await
    }

    /// Whether it opens what only those logged in see.
    pub async fn is_in(&mut self) -> bool {
        let page = self.get("/min-dag").await;
        assert!(page.status == StatusCode::OK || (page.status == StatusCode::SEE_OTHER && page.to == "/"), "{page:?}");
        page.status == StatusCode::OK
    }

    async fn ask(&mut self, mut request: Request<Body>) -> Page {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        request.headers_mut().insert(header::COOKIE, cookies.parse().expect("a header"));
        let response = self.pages.clone().oneshot(request).await.expect("an answer");
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("text");
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let (status, to, refresh) = (response.status(), header(header::LOCATION), header(header::REFRESH));
        let body = to_bytes(response.into_body(), 4 << 20).await.expect("a page");
        Page { status, to, refresh, body: String::from_utf8_lossy(&body).into_owned() }
    }
}
