//! Showing again that one is who one is: to unlock a session left alone, and before what asks for a fresh proof.
//!
//! The page stands at the address that was asked for, so that one is back there afterwards. A form that was sent travels along unseen and is
//! handed back to be sent: nothing typed is lost.

use crate::app::App;
use crate::entrance::noted::{Event, note};
use crate::entrance::{attempts, is_own_path, oidc};
use crate::errors::{Asked, PageError, PageResult};
use crate::factor::{self, SECRET_FIELDS};
use crate::form::Sent;
use crate::frame::{Frame, page};
use crate::handed_back;
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Field, Typed};
use crate::session::{is_locked, language, renew, whose};
use crate::words::{Lang, t, t_with};
use crate::{edge, passkey};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use trin_domain::organisation::Staff;
use trin_store::{Factors, LogResult, Method, Session};

/// Where proofs are sent.
pub(crate) const PROVE: &str = "/bekraeft";
/// Before the name of each field that travels along.
const ALONG: &str = "s.";

/// What somebody is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Means {
    /// A yes: the demo.
    Yes,
    /// The password, or a passkey.
    Password,
    /// A code, or a passkey.
    Code,
    /// What only the identity provider can say: to log in anew.
    Provider,
}

/// A session that was whole is unlocked with the password, since the browser's cookie is the other factor; a fresh proof asks for the second.
const fn means(method: Method, asked: Asked, factors: Factors) -> Means {
    match (method, asked) {
        (Method::Demo, _) => Means::Yes,
        (Method::Provider, _) => Means::Provider,
        (Method::Local, Asked::StepUp) if factors.any() => Means::Code,
        (Method::Local, _) => Means::Password,
    }
}

/// The page that asks, in place of the one that was asked for.
pub(crate) async fn answer(app: &App, jar: &CookieJar, to: &Uri, sent: Option<&Bytes>, asked: Asked) -> Response {
    if to.path().starts_with("/kladder/") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let til = to.path_and_query().map_or("/", |path| path.as_str());
    let along: Option<Vec<(String, String)>> = sent.map(|sent| serde_urlencoded::from_bytes(sent).unwrap_or_default());
    let made = async {
        let Some((session, staff)) = whose(app, jar).await? else { return Err(PageError::SignIn) };
        ask(app, language(jar), &session, &staff, asked, til, along.as_deref(), &Typed::default()).await
    };
    let status = if asked == Asked::Unlock { StatusCode::UNAUTHORIZED } else { StatusCode::FORBIDDEN };
    match made.await {
        Ok(page) => (status, page).into_response(),
        Err(error) => error.into_response(),
    }
}

#[allow(clippy::too_many_arguments, reason = "one page, said in full")]
async fn ask(
    app: &App,
    lang: Lang,
    session: &Session,
    staff: &Staff,
    asked: Asked,
    til: &str,
    along: Option<&[(String, String)]>,
    typed: &Typed,
) -> PageResult<Markup> {
    let factors = app.store().factors(staff.id).await?;
    let means = means(session.method, asked, factors);
    let key = if means == Means::Yes || means == Means::Provider { None } else { key(app, lang, session, staff).await? };
    let (heading, why) = match asked {
        Asked::Unlock => (t(lang, "me-lock-heading"), t_with(lang, "me-lock-why", &[("name", staff.name.clone().into())])),
        Asked::StepUp => (t(lang, "me-proof-heading"), t(lang, "me-proof-why")),
    };
    let go_on = match asked {
        Asked::Unlock => t(lang, "me-lock-do"),
        Asked::StepUp => t(lang, "me-proof-do"),
    };
    let fields = html! {
        (field::hidden("til", til))
        (field::hidden("hvorfor", asked.code()))
        @if let Some(along) = along {
            (field::hidden("sendt", "ja"))
            @for (name, value) in along.iter().filter(|(name, _)| !SECRET_FIELDS.contains(&name.as_str())) {
                (field::hidden(&format!("{ALONG}{name}"), value))
            }
        }
        @match means {
            Means::Yes => { p { (t_with(lang, "me-proof-demo", &[("name", staff.name.clone().into())])) } }
            Means::Password => { (Field::new(lang, "adgangskode", &t(lang, "entrance-login-password")).typed(typed).secret("current-password")) }
            Means::Code => { (Field::new(lang, "kode", &t(lang, "me-code")).hint(&t(lang, "me-code-hint")).typed(typed).code()) }
            Means::Provider => {}
        }
        @if means != Means::Provider { (button::submit(&go_on, Weight::Main)) }
        @if let Some(key) = &key { p.or { (t(lang, "me-or")) } (key) }
    };
    let again = format!("{}&{}", oidc::AGAIN, serde_urlencoded::to_string([("til", til)]).unwrap_or_default());
    let main = html! {
        h1 { (heading) }
        p.lead { (why) }
        @if along.is_some() { p { (t(lang, "me-proof-kept")) } }
        @match (means, along) {
            // The way there is a link: a form may lead to no other site. A form that was sent waits here meanwhile.
            (Means::Provider, None) => { p { (button::link(&t(lang, "me-proof-provider"), &again, Weight::Main)) } }
            (Means::Provider, Some(along)) => {
                ol {
                    li { a href=(oidc::AGAIN) target="_blank" rel="noopener" { (t(lang, "me-proof-provider-tab")) } }
                    li { (t(lang, "errors-signed-out-again")) }
                }
                (handed_back::again(lang, til, along, "me-handed-send"))
            }
            _ => {
                (field::errors(lang, typed, &fields))
                (field::form(lang, PROVE, None, fields))
            }
        }
        p.quiet { (t_with(lang, "me-lock-other", &[("name", staff.name.clone().into())])) }
        (button::post("/log-ud", &[], &t(lang, "frame-log-out"), Weight::Quiet))
    };
    // The language is changed on a page that can be asked for again; a form that was sent cannot.
    let here = if along.is_some() { "/" } else { til };
    let frame = Frame {
        lang,
        municipality: app.municipality().to_owned(),
        here: here.to_owned(),
        scripts: key.iter().map(|_| passkey::script()).collect(),
        ..Frame::default()
    };
    Ok(page(&frame, &heading, main, None))
}

/// What asks for a passkey; nothing while the disk is full, when what is asked cannot be remembered.
async fn key(app: &App, lang: Lang, session: &Session, staff: &Staff) -> PageResult<Option<Markup>> {
    match passkey::ask(app, lang, session, staff).await {
        Err(error) if app.emergency().goes_on_after(&error) => Ok(None),
        asked => asked,
    }
}

/// Writes to the log how it went. While the disk is full an emergency goes on without; what it shows is in the emergency log.
async fn noted(app: &App, staff: &Staff, session: &Session, asked: Asked, result: LogResult) -> PageResult<()> {
    let event = if asked == Asked::Unlock { Event::Unlock } else { Event::Prove };
    match note(app, staff, session.method, Some(&session.token_hash), event, result).await {
        Err(error) if app.emergency().goes_on(&error) => Ok(()),
        noted => Ok(noted?),
    }
}

/// `POST /bekraeft`: tries the proof, and leads back.
pub(crate) async fn prove(State(app): State<App>, jar: CookieJar, edge::Asker(from): edge::Asker, Sent(mut typed): Sent) -> PageResult {
    let lang = language(&jar);
    let til = typed.value("til").to_owned();
    let til = if is_own_path(&til) { til } else { "/".to_owned() };
    let asked = if typed.value("hvorfor") == Asked::StepUp.code() { Asked::StepUp } else { Asked::Unlock };
    let along: Option<Vec<(String, String)>> = (!typed.value("sendt").is_empty()).then(|| typed.beginning_with(ALONG));
    let Some((mut session, staff)) = whose(&app, &jar).await? else {
        // Logged out meanwhile: what was sent is still handed back.
        return match &along {
            Some(along) => Ok(handed_back::signed_out_page(lang, &til, along)),
            None => Ok(Redirect::to("/").into_response()),
        };
    };
    if !session.is_whole {
        return Err(PageError::SecondFactor);
    }
    if !attempts::takes(&app, &jar, staff.id, from).await? {
        return Err(PageError::TooMany);
    }
    let factors = app.store().factors(staff.id).await?;
    // What a form says it is for unlocks nothing: a locked session is opened as a locked one, whatever is asked for next.
    let asked = if is_locked(&session, app.now()) { Asked::Unlock } else { asked };
    let means = means(session.method, asked, factors);
    let key = typed.value("noegle").to_owned();
    let (fits, field, wrong) = match means {
        Means::Yes => (true, "til", ""),
        Means::Provider => (false, "til", "me-proof-provider"),
        _ if !key.is_empty() => {
            let field = if means == Means::Code { "kode" } else { "adgangskode" };
            (passkey::fits(&app, &session, &staff, &key).await?, field, "me-passkey-failed")
        }
        Means::Password => (factor::password_fits(&app, staff.id, typed.raw("adgangskode")).await?, "adgangskode", "me-lock-wrong"),
        Means::Code => (factor::code_fits(&app, staff.id, typed.value("kode")).await?, "kode", "me-code-wrong"),
    };
    if !fits {
        tracing::warn!(session = session.id, "a proof did not fit");
        noted(&app, &staff, &session, asked, LogResult::Refused).await?;
        typed.wrong(field, t(lang, wrong));
        let page = ask(&app, lang, &session, &staff, asked, &til, along.as_deref(), &factor::without_secrets(typed)).await?;
        return Ok((StatusCode::UNAUTHORIZED, page).into_response());
    }
    let was_locked = is_locked(&session, app.now());
    noted(&app, &staff, &session, asked, LogResult::Done).await?;
    // A password unlocks; it is no second factor where there is one, and an unlocked session has not shown it.
    if asked == Asked::StepUp || (means == Means::Password && !factors.any()) || !key.is_empty() {
        session.proved_at = Some(app.now());
    } else if was_locked {
        session.proved_at = None;
    }
    let (kept, proved) = (session.token_hash.clone(), session.proved_at);
    let jar = match renew(&app, session).await {
        Ok(Some((_, cookie))) => jar.add(cookie),
        Ok(None) => return Err(PageError::SignIn),
        // The disk is full: the session stays as it is, and that its owner is here is remembered for the emergency.
        Err(error) if app.emergency().goes_on_after(&error) => {
            app.emergency().proved(&kept, proved.unwrap_or_else(|| app.now()));
            jar
        }
        Err(error) => return Err(error),
    };
    Ok(match &along {
        None => (jar, Redirect::to(&til)).into_response(),
        Some(along) => (jar, handed_back::proved_page(lang, &til, along)).into_response(),
    })
}
