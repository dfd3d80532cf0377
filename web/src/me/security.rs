//! What keeps others out of one's login: the password, an authenticator app, passkeys, recovery codes.

use super::{SECURITY, tabs};
use crate::app::App;
use crate::edge::Asker;
use crate::entrance::attempts;
use crate::entrance::noted::{Event, note};
use crate::errors::{PageError, PageResult};
use crate::factor;
use crate::form::Sent;
use crate::frame::{Frame, page};
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Field, Typed};
use crate::passkey;
use crate::passwords::{self, Refused};
use crate::session::{Visitor, browser, done, new_session, require_step_up};
use crate::words::{Lang, Value, format, t, t_with};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use trin_domain::organisation::Staff;
use trin_store::{LogResult, Method, Session};

/// Whether there is anything local to keep: not in the demo, nor where an identity provider says who people are.
fn is_local(visitor: &Visitor) -> bool {
    visitor.session.method == Method::Local
}

/// Writes to the log what the visitor did to their own login.
async fn noted(app: &App, visitor: &Visitor, event: Event, result: LogResult) -> PageResult<()> {
    Ok(note(app, &visitor.staff, visitor.session.method, Some(&visitor.session.token_hash), event, result).await?)
}

/// What is shown where there is not.
fn elsewhere(app: &App, visitor: &Visitor) -> Markup {
    let lang = visitor.lang;
    let title = t(lang, "me-security-title");
    let what = match visitor.session.method {
        Method::Provider => t(lang, "me-security-provider"),
        _ => t(lang, "me-security-demo"),
    };
    let main = html! { h1 { (title) } (tabs(lang, SECURITY)) p { (what) } };
    page(&visitor.frame(app, None), &title, main, None)
}

/// `GET /mig/sikkerhed`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> PageResult<Markup> {
    if !is_local(&visitor) {
        return Ok(elsewhere(&app, &visitor));
    }
    let lang = visitor.lang;
    let now = app.now();
    let factors = app.store().factors(visitor.staff.id).await?;
    let keys = app.store().passkeys(visitor.staff.id).await?;
    let is_last = u32::from(factors.has_app) + factors.passkeys < 2;
    let title = t(lang, "me-security-title");
    let count = |key, number: u32| t_with(lang, key, &[("count", Value::from(number))]);
    let main = html! {
        h1 { (title) }
        (tabs(lang, SECURITY))
        h2 { (t(lang, "me-password")) }
        p { a href="/mig/sikkerhed/adgangskode" { (t(lang, "me-password-change")) } }
        h2 { (t(lang, "me-passkey")) }
        p { (t(lang, "me-passkey-what")) }
        @if !keys.is_empty() {
            ul.plain { @for key in &keys {
                li {
                    (key.name) " · " (t_with(lang, "me-passkey-since", &[("when", format::instant(lang, key.created_at, now).into())]))
                    @if let Some(used) = key.last_used_at { " · " (t_with(lang, "me-passkey-used", &[("when", format::instant(lang, used, now).into())])) }
                    @if !is_last {
                        form.one-button method="post" action="/mig/sikkerhed/noegle/fjern" {
                            input type="hidden" name="id" value=(key.id);
                            button.button.quiet type="submit" aria-label=(format!("{}: {}", t(lang, "me-factor-remove"), key.name)) { (t(lang, "me-factor-remove")) }
                        }
                    }
                }
            } }
        }
        @if factors.passkeys < passkey::MOST && app.webauthn().is_some() { p { a href="/mig/sikkerhed/noegle" { (t(lang, "me-passkey-add")) } } }
        h2 { (t(lang, "me-app")) }
        @if factors.has_app { p { (t(lang, "me-app-have")) } } @else { p { (t(lang, "me-app-what")) } }
        p { a href="/mig/sikkerhed/app" { (t(lang, if factors.has_app { "me-app-another" } else { "me-app-add" })) } }
        @if factors.has_app && !is_last { (button::post("/mig/sikkerhed/app/fjern", &[], &t(lang, "me-app-remove"), Weight::Quiet)) }
        h2 { (t(lang, "me-codes")) }
        p { (count("me-codes-left", factors.recovery_codes)) }
        (button::post("/mig/sikkerhed/koder", &[], &t(lang, "me-codes-new"), Weight::Other))
    };
    Ok(page(&visitor.frame(&app, None), &title, main, None))
}

/// `GET /mig/sikkerhed/adgangskode`.
pub(super) async fn password(State(app): State<App>, visitor: Visitor) -> PageResult<Markup> {
    Ok(if is_local(&visitor) { password_page(&app, &visitor, &Typed::default()) } else { elsewhere(&app, &visitor) })
}

fn password_page(app: &App, visitor: &Visitor, typed: &Typed) -> Markup {
    let lang = visitor.lang;
    let title = t(lang, "me-password-title");
    let fields = html! {
        (Field::new(lang, "adgangskode", &t(lang, "me-password-now")).typed(typed).secret("current-password"))
        (Field::new(lang, "ny", &t(lang, "me-password-new")).hint(&t(lang, "me-password-rules")).typed(typed).secret("new-password"))
        (Field::new(lang, "gentag", &t(lang, "me-password-again")).typed(typed).secret("new-password"))
        (button::submit(&t(lang, "me-password-do"), Weight::Main))
    };
    let main = html! {
        h1 { (title) }
        p { (t(lang, "me-password-lead")) }
        (field::errors(lang, typed, &fields))
        (field::form(lang, "/mig/sikkerhed/adgangskode", None, fields))
        p { a href=(SECURITY) { (t(lang, "me-security-back")) } }
    };
    page(&visitor.frame(app, None), &title, main, None)
}

/// `POST /mig/sikkerhed/adgangskode`: another password. Every other login ends.
pub(super) async fn change_password(
    State(app): State<App>,
    visitor: Visitor,
    jar: CookieJar,
    Asker(from): Asker,
    headers: HeaderMap,
    Sent(mut typed): Sent,
) -> PageResult {
    if !is_local(&visitor) {
        return Ok(elsewhere(&app, &visitor).into_response());
    }
    let (lang, me) = (visitor.lang, visitor.staff.id);
    if !attempts::takes(&app, &jar, me, from).await? {
        return Err(PageError::TooMany);
    }
    // As it was typed: a space at either end is a character of a password.
    let raw = |name: &str| typed.raw(name).to_owned();
    let (now, new, again) = (raw("adgangskode"), raw("ny"), raw("gentag"));
    if !factor::password_fits(&app, me, &now).await? {
        noted(&app, &visitor, Event::SetPassword, LogResult::Refused).await?;
        typed.wrong("adgangskode", t(lang, "me-lock-wrong"));
    }
    if let Err(refused) = passwords::allowed(&new, &[&visitor.staff.name, app.municipality()]) {
        typed.wrong("ny", said(lang, refused));
    } else if new != again {
        typed.wrong("gentag", t(lang, "me-password-differ"));
    }
    if !typed.is_fine() {
        let page = password_page(&app, &visitor, &factor::without_secrets(typed));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let salt = app.random();
    let hash = tokio::task::spawn_blocking(move || passwords::hash(&new, &salt)).await.ok().and_then(Result::ok);
    let hash = hash.ok_or(PageError::BadRequest(lang))?;
    noted(&app, &visitor, Event::SetPassword, LogResult::Done).await?;
    app.store().set_password(me, &hash).await?;
    let (mut session, cookie) = new_session(&app, &visitor.staff, Method::Local, true, &headers);
    session.proved_at = visitor.session.proved_at;
    app.store().put_session(&session).await?;
    // Every browser was forgotten with the password; this one its owner sits at.
    let known = attempts::remember(&app, &jar, me).await?;
    Ok((jar.add(cookie).add(known), Redirect::to(&done(SECURITY, "me-done-password"))).into_response())
}

/// Why a password is refused, in words.
fn said(lang: Lang, refused: Refused) -> String {
    match refused {
        Refused::TooShort => t(lang, "me-password-short"),
        Refused::TooLong => t(lang, "me-password-long"),
        Refused::Common => t(lang, "me-password-common"),
        Refused::Own => t(lang, "me-password-own"),
    }
}

/// The form that takes an app into use: a picture for its camera, the same as text, and its first code.
pub(crate) async fn app_form(app: &App, lang: Lang, staff: &Staff, action: &str, typed: &Typed) -> PageResult<Markup> {
    // A form that came back shows the secret the app has already.
    let secret = match app.store().app_secret(staff.id, false).await? {
        Some(secret) if !typed.is_fine() => secret,
        _ => {
            let secret = factor::new_secret(app);
            app.store().propose_app(staff.id, &secret).await?;
            secret
        }
    };
    let address = factor::app_address(&secret, &staff.name, app.municipality());
    let spaced = secret.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    let fields = html! {
        ol.steps {
            li { (t(lang, "me-app-step-get")) }
            li {
                (t(lang, "me-app-step-scan"))
                @if let Some(picture) = factor::qr(&address, &t(lang, "me-app-picture")) { div { (picture) } }
                p { (t(lang, "me-app-step-type")) " " code.secret { (spaced) } }
            }
            li { (t(lang, "me-app-step-code")) }
        }
        (Field::new(lang, "kode", &t(lang, "me-app-code")).typed(typed).code())
        (button::submit(&t(lang, "me-app-do"), Weight::Main))
    };
    Ok(field::form(lang, action, None, fields))
}

/// `GET /mig/sikkerhed/app`.
pub(super) async fn app_page(State(app): State<App>, visitor: Visitor) -> PageResult {
    if !is_local(&visitor) {
        return Ok(elsewhere(&app, &visitor).into_response());
    }
    require_step_up(&app, &visitor)?;
    Ok(app_page_of(&app, &visitor, &Typed::default()).await?.into_response())
}

async fn app_page_of(app: &App, visitor: &Visitor, typed: &Typed) -> PageResult<Markup> {
    let lang = visitor.lang;
    let form = app_form(app, lang, &visitor.staff, "/mig/sikkerhed/app", typed).await?;
    let title = t(lang, "me-app-title");
    let main = html! {
        h1 { (title) }
        p { (t(lang, "me-app-what")) }
        (field::errors(lang, typed, &form))
        (form)
        p { a href=(SECURITY) { (t(lang, "me-security-back")) } }
    };
    Ok(page(&visitor.frame(app, None), &title, main, None))
}

/// `POST /mig/sikkerhed/app`.
pub(super) async fn take_app(
    State(app): State<App>,
    visitor: Visitor,
    jar: CookieJar,
    Asker(from): Asker,
    Sent(mut typed): Sent,
) -> PageResult {
    if !is_local(&visitor) {
        return Ok(elsewhere(&app, &visitor).into_response());
    }
    require_step_up(&app, &visitor)?;
    if !attempts::takes(&app, &jar, visitor.staff.id, from).await? {
        return Err(PageError::TooMany);
    }
    if !factor::confirm_app(&app, visitor.staff.id, typed.value("kode")).await? {
        typed.wrong("kode", t(visitor.lang, "me-app-wrong"));
        let page = app_page_of(&app, &visitor, &factor::without_secrets(typed)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    noted(&app, &visitor, Event::AddApp, LogResult::Done).await?;
    Ok(Redirect::to(&done(SECURITY, "me-done-app")).into_response())
}

/// `POST /mig/sikkerhed/app/fjern`: takes the app out of use, when something else is left.
pub(super) async fn remove_app(State(app): State<App>, visitor: Visitor) -> PageResult {
    if !is_local(&visitor) {
        return Ok(elsewhere(&app, &visitor).into_response());
    }
    require_step_up(&app, &visitor)?;
    if app.store().delete_app(visitor.staff.id).await? {
        noted(&app, &visitor, Event::RemoveApp, LogResult::Done).await?;
    }
    Ok(Redirect::to(&done(SECURITY, "me-done-removed")).into_response())
}

/// `GET /mig/sikkerhed/noegle`.
pub(super) async fn key_page(State(app): State<App>, visitor: Visitor) -> PageResult {
    if !is_local(&visitor) {
        return Ok(elsewhere(&app, &visitor).into_response());
    }
    require_step_up(&app, &visitor)?;
    Ok(key_page_of(&app, &visitor, &Typed::default()).await?.into_response())
}

async fn key_page_of(app: &App, visitor: &Visitor, typed: &Typed) -> PageResult<Markup> {
    let lang = visitor.lang;
    let key = passkey::offer(app, lang, &visitor.session, &visitor.staff).await?;
    let title = t(lang, "me-passkey-title");
    let fields = html! {
        (Field::new(lang, "navn", &t(lang, "me-passkey-name")).hint(&t(lang, "me-passkey-name-hint")).typed(typed).optional().text())
        @if let Some(key) = &key { (key) } @else { p { (t(lang, "me-passkey-nowhere")) } }
    };
    let main = html! {
        h1 { (title) }
        p { (t(lang, "me-passkey-what")) }
        (field::errors(lang, typed, &fields))
        (field::form(lang, "/mig/sikkerhed/noegle", None, fields))
        p { a href=(SECURITY) { (t(lang, "me-security-back")) } }
    };
    let frame = Frame { scripts: key.iter().map(|_| passkey::script()).collect(), ..visitor.frame(app, None) };
    Ok(page(&frame, &title, main, None))
}

/// What a passkey is called by one who gives it no name.
pub(crate) fn key_name(lang: Lang, headers: &HeaderMap) -> String {
    Some(browser(headers)).filter(|name| !name.is_empty()).unwrap_or_else(|| t(lang, "me-passkey"))
}

/// `POST /mig/sikkerhed/noegle`.
pub(super) async fn take_key(State(app): State<App>, visitor: Visitor, headers: HeaderMap, Sent(mut typed): Sent) -> PageResult {
    if !is_local(&visitor) {
        return Ok(elsewhere(&app, &visitor).into_response());
    }
    require_step_up(&app, &visitor)?;
    let lang = visitor.lang;
    let name: String = typed.value("navn").chars().filter(|letter| !letter.is_control()).take(60).collect();
    let name = if name.is_empty() { key_name(lang, &headers) } else { name };
    if !passkey::add(&app, &visitor.session, &visitor.staff, typed.value("noegle"), &name).await? {
        typed.wrong("navn", t(lang, "me-passkey-failed"));
        let page = key_page_of(&app, &visitor, &factor::without_secrets(typed)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    noted(&app, &visitor, Event::AddPasskey, LogResult::Done).await?;
    Ok(Redirect::to(&done(SECURITY, "me-done-key")).into_response())
}

/// `POST /mig/sikkerhed/noegle/fjern`: takes a passkey out of use, when something else is left.
pub(super) async fn remove_key(State(app): State<App>, visitor: Visitor, Sent(typed): Sent) -> PageResult {
    if !is_local(&visitor) {
        return Ok(elsewhere(&app, &visitor).into_response());
    }
    require_step_up(&app, &visitor)?;
    if app.store().delete_passkey(visitor.staff.id, typed.value("id")).await? {
        noted(&app, &visitor, Event::RemovePasskey, LogResult::Done).await?;
    }
    Ok(Redirect::to(&done(SECURITY, "me-done-removed")).into_response())
}

/// Gives somebody new recovery codes; as they are shown, once.
pub(crate) async fn give_codes(app: &App, session: &Session, staff: &Staff) -> PageResult<Vec<String>> {
    let codes = factor::new_recovery_codes(app);
    let hashes: Vec<String> = codes.iter().map(|code| factor::code_hash(code)).collect();
    note(app, staff, session.method, Some(&session.token_hash), Event::NewCodes, LogResult::Done).await?;
    app.store().set_recovery_codes(staff.id, &hashes).await?;
    Ok(codes)
}

/// `POST /mig/sikkerhed/koder`.
pub(super) async fn new_codes(State(app): State<App>, visitor: Visitor) -> PageResult {
    if !is_local(&visitor) {
        return Ok(elsewhere(&app, &visitor).into_response());
    }
    require_step_up(&app, &visitor)?;
    let codes = give_codes(&app, &visitor.session, &visitor.staff).await?;
    Ok(codes_page(&visitor.frame(&app, None), visitor.lang, &codes, SECURITY).into_response())
}

/// Recovery codes, shown this once.
pub(crate) fn codes_page(frame: &Frame, lang: Lang, codes: &[String], then: &str) -> Markup {
    let title = t(lang, "me-codes-title");
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, "me-codes-lead")) }
        ul.codes { @for code in codes { li { code { (code) } } } }
        (button::row(html! { (button::link(&t(lang, "me-codes-on"), then, Weight::Main)) (button::print(&t(lang, "me-codes-print"))) }))
    };
    page(frame, &title, main, None)
}
