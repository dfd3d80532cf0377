//! Passkeys: a key in the telephone, the computer or on a stick, that answers this site and no other.
//!
//! What a key is asked stands in the page; its answer is sent with the page's own form, in the field `noegle`. So the only thing a script does
//! (`assets/passkey.js`) is carry the question to the browser, and there is no door for scripts alone.

use crate::app::App;
use crate::assets;
use crate::errors::PageResult;
use crate::parts::button::Weight;
use crate::words::{Lang, t};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use maud::{Markup, html};
use trin_domain::organisation::Staff;
use trin_store::{Passkey as Kept, Session};
use webauthn_rs::prelude::{
    Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url, Webauthn, WebauthnBuilder,
};

/// How long a question waits for its answer.
const QUESTION_WAITS: SignedDuration = SignedDuration::from_mins(10);
/// Longest answer taken, in bytes.
const LONGEST_ANSWER: usize = 64 * 1024;
/// Most passkeys of one person.
pub(crate) const MOST: u32 = 10;

/// Checks passkeys for the address people open Trin at; `None` where that is no name a browser makes keys for, such as an IP address.
pub(crate) fn checker(origin: &str, name: &str, municipality: &str) -> Option<Webauthn> {
    let origin = Url::parse(origin).ok()?;
    let title = format!("Trin {municipality}");
    WebauthnBuilder::new(name, &origin).ok()?.rp_name(&title).build().ok()
}

fn question_for(session: &Session, what: &str) -> String {
    format!("{what}:{}", session.token_hash)
}

/// The button that asks one of somebody's passkeys, for a form; `None` when they have none.
pub(crate) async fn ask(app: &App, lang: Lang, session: &Session, staff: &Staff) -> PageResult<Option<Markup>> {
    let Some(webauthn) = app.webauthn() else { return Ok(None) };
    let keys: Vec<Passkey> =
        app.store().passkeys(staff.id).await?.iter().filter_map(|kept| serde_json::from_str(&kept.body).ok()).collect();
    if keys.is_empty() {
        return Ok(None);
    }
    let Ok((question, state)) = webauthn.start_passkey_authentication(&keys) else { return Ok(None) };
    let (Ok(question), Ok(state)) = (serde_json::to_string(&question), serde_json::to_string(&state)) else { return Ok(None) };
    keep(app, &question_for(session, "show"), &state).await?;
    Ok(Some(button(lang, "get", &question, "me-passkey-use", Weight::Main)))
}

/// Whether a passkey of theirs answered what it was asked. Each question is answered once.
pub(crate) async fn fits(app: &App, session: &Session, staff: &Staff, answer: &str) -> PageResult<bool> {
    let Some(webauthn) = app.webauthn() else { return Ok(false) };
    let Some(state) = app.store().take_ceremony(&question_for(session, "show"), app.now()).await? else { return Ok(false) };
    let Ok(state) = serde_json::from_str::<PasskeyAuthentication>(&state) else { return Ok(false) };
    let Some(answer) = read::<PublicKeyCredential>(answer) else { return Ok(false) };
    let shown = match webauthn.finish_passkey_authentication(&answer, &state) {
        Ok(shown) => shown,
        Err(error) => {
            tracing::info!(%error, "a passkey was refused");
            return Ok(false);
        }
    };
    for kept in app.store().passkeys(staff.id).await? {
        let Ok(mut key) = serde_json::from_str::<Passkey>(&kept.body) else { continue };
        if key.update_credential(&shown).is_some() {
            let body = serde_json::to_string(&key).unwrap_or(kept.body);
            app.store().used_passkey(staff.id, &kept.id, &body, app.now()).await?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// The button that makes a passkey, for a form; `None` where the address allows none.
pub(crate) async fn offer(app: &App, lang: Lang, session: &Session, staff: &Staff) -> PageResult<Option<Markup>> {
    let Some(webauthn) = app.webauthn() else { return Ok(None) };
    let known = app.store().passkeys(staff.id).await?;
    let known = known.iter().filter_map(|kept| URL_SAFE_NO_PAD.decode(&kept.id).ok()).collect();
    let begun = webauthn.start_passkey_registration(staff.id.uuid(), &staff.name, &staff.name, Some(known));
    let Ok((question, state)) = begun else { return Ok(None) };
    let (Ok(question), Ok(state)) = (serde_json::to_string(&question), serde_json::to_string(&state)) else { return Ok(None) };
    keep(app, &question_for(session, "make"), &state).await?;
    Ok(Some(button(lang, "create", &question, "me-passkey-make", Weight::Main)))
}

/// Takes a new passkey into use; whether it was one.
pub(crate) async fn add(app: &App, session: &Session, staff: &Staff, answer: &str, name: &str) -> PageResult<bool> {
    let Some(webauthn) = app.webauthn() else { return Ok(false) };
    let Some(state) = app.store().take_ceremony(&question_for(session, "make"), app.now()).await? else { return Ok(false) };
    let Ok(state) = serde_json::from_str::<PasskeyRegistration>(&state) else { return Ok(false) };
    let Some(answer) = read::<RegisterPublicKeyCredential>(answer) else { return Ok(false) };
    let key = match webauthn.finish_passkey_registration(&answer, &state) {
        Ok(key) => key,
        Err(error) => {
            tracing::info!(%error, "a new passkey was refused");
            return Ok(false);
        }
    };
    let Ok(body) = serde_json::to_string(&key) else { return Ok(false) };
    let kept = Kept {
        id: URL_SAFE_NO_PAD.encode(key.cred_id()),
        staff: staff.id,
        name: name.to_owned(),
        body,
        created_at: app.now(),
        last_used_at: None,
    };
    // One key is one person's: the same one again, or somebody else's, is refused by the store.
    Ok(app.store().add_passkey(&kept, MOST).await?)
}

async fn keep(app: &App, id: &str, state: &str) -> PageResult<()> {
    Ok(app.store().put_ceremony(id, state, app.now().saturating_add(QUESTION_WAITS).unwrap_or(app.now())).await?)
}

fn read<T: serde::de::DeserializeOwned>(answer: &str) -> Option<T> {
    (answer.len() <= LONGEST_ANSWER).then(|| serde_json::from_str(answer).ok()).flatten()
}

/// Shown only where scripts run; what went wrong is said beside it.
fn button(lang: Lang, what: &str, question: &str, label: &str, weight: Weight) -> Markup {
    let class = if weight == Weight::Main { "button main" } else { "button other" };
    html! {
        div.passkey {
            input type="hidden" name="noegle" value="";
            button class=(class) type="button" hidden data-passkey=(what) data-question=(question) data-failed=(t(lang, "me-passkey-failed")) { (t(lang, label)) }
            p.hint role="status" {}
            noscript { p.hint { (t(lang, "me-passkey-script")) } }
        }
    }
}

/// The script a page with such a button needs.
pub(crate) fn script() -> &'static str {
    assets::url("passkey.js")
}
