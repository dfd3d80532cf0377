//! The same said twice by the same person: asked about before it is written once more, on a page that needs no scripts.

use super::{Draws, Saving, onward};
use crate::app::App;
use crate::drafts;
use crate::errors::PageResult;
use crate::frame::page;
use crate::handed_back;
use crate::my_day::entry_name;
use crate::parts::button::{self, Weight};
use crate::parts::field::Typed;
use crate::paths;
use crate::seen::Seen;
use crate::session::{Visitor, done};
use crate::submit;
use crate::words::{format, t, t_with};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use trin_domain::record::{Command, said_before};

/// The answer to the question, in the form as it is sent again.
const FIELD: &str = "igen";
const YES: &str = "ja";
const NO: &str = "nej";

/// The question, or where it leads when it was answered with no; nothing when there is nothing to ask.
pub(super) async fn asked(
    app: &App,
    visitor: &Visitor,
    seen: &Seen<'_>,
    typed: &Typed,
    commands: &[Command],
    saving: &Saving<'_, impl Draws>,
) -> PageResult<Option<Response>> {
    let answer = typed.value(FIELD);
    if answer == NO {
        drafts::forget(app, visitor, &drafts::key(saving.address)).await?;
        // Where it was to lead to what is written, it leads to what stands.
        let own = commands.iter().find(|command| command.child == seen.child());
        let stands =
            own.and_then(|command| said_before(seen.record, &command.facts, visitor.staff.id, app.now()).map(|said| (command, said.no)));
        let led = stands
            .and_then(|(command, no)| saving.then.strip_suffix(&format!("/{}", command.seen.0 + 1)).map(|before| format!("{before}/{no}")));
        let then = onward(app, visitor, seen.child(), led.as_ref().unwrap_or(&saving.then)).await?;
        return Ok(Some(Redirect::to(&done(&then, "forms-done-once")).into_response()));
    }
    let own = commands.iter().find(|command| command.child == seen.child());
    let said = own.and_then(|command| said_before(seen.record, &command.facts, visitor.staff.id, app.now()));
    let Some(said) = said.filter(|_| answer != YES) else { return Ok(None) };
    // The same form sent twice, as by a double click, is done once without a word.
    if let Some(command) = own
        && submit::before(app, visitor, seen.record, command.key).await?.is_some()
    {
        return Ok(None);
    }
    let lang = visitor.lang;
    let kind = entry_name(lang, said.fact.kind());
    let when = format::instant(lang, said.recorded_at, seen.now);
    let title = t_with(lang, "forms-again-title", &[("kind", kind.into()), ("when", when.into())]);
    let fields: Vec<(String, String)> = typed.beginning_with("").into_iter().filter(|(name, _)| name != FIELD).collect();
    let with = |answer: &str| fields.iter().cloned().chain([(FIELD.to_owned(), answer.to_owned())]).collect::<Vec<_>>();
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, "forms-again-lead")) }
        p { a href=(paths::entry(seen.child(), said.no)) { (t(lang, "forms-again-see")) } }
        (button::row(html! {
            (handed_back::with(saving.address, &with(NO), &t(lang, "forms-again-no"), Weight::Main))
            (handed_back::with(saving.address, &with(YES), &t(lang, "forms-again-yes"), Weight::Other))
        }))
        (handed_back::to_read(lang, &fields))
    };
    Ok(Some((StatusCode::CONFLICT, page(&seen.frame(app, visitor), &title, main, None)).into_response()))
}
