//! Drafts: what is being typed is kept on the server within seconds, and comes back when the form is opened again.

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::parts::field::Typed;
use crate::session::Visitor;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};

/// Longest draft kept, in bytes.
const LONGEST_DRAFT: usize = 2 * 1024 * 1024;

/// `POST /kladder/{key}`: keeps what is typed.
pub async fn save(State(app): State<App>, visitor: Visitor, Path(key): Path<String>, body: String) -> PageResult<StatusCode> {
    if key.len() > 200 || body.len() > LONGEST_DRAFT {
        return Ok(StatusCode::PAYLOAD_TOO_LARGE);
    }
    app.store().save_draft(visitor.staff.id, &key, &body, app.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The draft kept under a key, as a form; nothing typed when there is none.
pub async fn load(app: &App, visitor: &Visitor, key: &str) -> PageResult<Typed> {
    Ok(app
        .store()
        .draft(visitor.staff.id, key)
        .await?
        .map(|draft| Typed::new(serde_urlencoded::from_str(&draft.body).unwrap_or_default()))
        .unwrap_or_default())
}

/// Keeps what was sent with a form that is not finished, as its script does while one writes.
///
/// # Errors
/// When the store fails.
pub async fn keep(app: &App, visitor: &Visitor, key: &str, typed: &Typed) -> PageResult<()> {
    let body = serde_urlencoded::to_string(typed.as_sent()).unwrap_or_default();
    if body.len() <= LONGEST_DRAFT {
        app.store().save_draft(visitor.staff.id, key, &body, app.now()).await?;
    }
    Ok(())
}

/// Forgets a draft, once it has been saved for good.
pub async fn forget(app: &App, visitor: &Visitor, key: &str) -> PageResult<()> {
    Ok(app.store().delete_draft(visitor.staff.id, key).await?)
}

/// `POST /kladder/{key}/glem`: throws a draft away, and begins its form anew.
pub async fn throw_away(State(app): State<App>, visitor: Visitor, Path(key): Path<String>) -> PageResult {
    // The key becomes an address within Trin: nothing else may.
    let is_key = key.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '~' | '-')) && !key.starts_with('~');
    if !is_key {
        return Err(PageError::NotFound(visitor.lang));
    }
    forget(&app, &visitor, &key).await?;
    Ok(Redirect::to(&address(&key)).into_response())
}

/// The key of the draft of the form at an address: the address without its first `/`, with `~` for `/`.
pub fn key(address: &str) -> String {
    address.trim_start_matches('/').replace('/', "~")
}

/// The address of the form a draft belongs to.
pub fn address(key: &str) -> String {
    format!("/{}", key.replace('~', "/"))
}
