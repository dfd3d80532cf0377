//! Where one is logged in, and ending it; for leaders also where their staff are.

use super::{SESSIONS, tabs};
use crate::app::App;
use crate::entrance::noted::{Event, note};
use crate::errors::PageResult;
use crate::form::Sent;
use crate::frame::{Room, page};
use crate::names::Names;
use crate::parts::button::{self, Weight};
use crate::parts::list;
use crate::parts::table::{Column, table};
use crate::session::{Visitor, done, is_locked, no_cookie};
use crate::words::{format, t, t_with};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use trin_domain::access;
use trin_domain::id::StaffId;
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_store::LogResult;

/// `GET /mig/sessioner`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> PageResult<Markup> {
    let lang = visitor.lang;
    let now = app.now();
    let sessions = app.store().sessions_of(visitor.staff.id, now).await?;
    let labels = ["me-sessions-where", "me-sessions-since", "me-sessions-seen", "me-sessions-end"].map(|key| t(lang, key));
    let columns: Vec<Column<'_>> = labels.iter().map(|label| Column::text(label)).collect();
    let rows = sessions
        .iter()
        .map(|session| {
            let is_this = session.id == visitor.session.id;
            let browser = if session.browser.is_empty() { t(lang, "me-sessions-unknown") } else { session.browser.clone() };
            vec![
                html! { (browser) @if is_this { " " (list::tag(&t(lang, "me-sessions-this"), list::Tone::Work)) } },
                html! { (format::instant(lang, session.created_at, now)) },
                html! { (format::instant(lang, session.last_seen_at, now)) @if is_locked(session, now) { " · " (t(lang, "me-sessions-locked")) } },
                html! {
                    form.one-button method="post" action="/mig/sessioner/slut" {
                        input type="hidden" name="id" value=(session.id);
                        button.button.quiet type="submit" aria-label=(format!("{}: {browser}, {}", t(lang, "me-sessions-end-this"), format::instant(lang, session.created_at, now))) {
                            (t(lang, "me-sessions-end-this"))
                        }
                    }
                },
            ]
        })
        .collect();
    let title = t(lang, "me-sessions-title");
    let main = html! {
        h1 { (title) }
        (tabs(lang, SESSIONS))
        p.lead { (t(lang, "me-sessions-lead")) }
        (table(&t(lang, "me-sessions-caption"), &columns, rows))
        @if sessions.len() > 1 { (button::post("/mig/sessioner/slut", &[("andre", "ja")], &t(lang, "me-sessions-end-others"), Weight::Other)) }
        p.hint { (t(lang, "me-sessions-kept")) }
    };
    Ok(page(&visitor.frame(&app, None), &title, main, None))
}

/// Writes to the log what the visitor did, as a row of this person's.
async fn noted(app: &App, visitor: &Visitor, of: &Staff, event: Event) -> PageResult<()> {
    let session = (of.id == visitor.staff.id).then_some(visitor.session.token_hash.as_str());
    Ok(note(app, of, visitor.session.method, session, event, LogResult::Done).await?)
}

/// `POST /mig/sessioner/slut`: ends one of one's own sessions, or all but this one.
pub(super) async fn end(State(app): State<App>, visitor: Visitor, jar: CookieJar, Sent(typed): Sent) -> PageResult {
    let me = visitor.staff.id;
    if !typed.value("andre").is_empty() {
        if app.store().delete_other_sessions(me, &visitor.session.token_hash).await? > 0 {
            noted(&app, &visitor, &visitor.staff, Event::EndOwn).await?;
        }
    } else if app.store().delete_session_called(me, typed.value("id")).await? {
        noted(&app, &visitor, &visitor.staff, Event::EndOwn).await?;
        if typed.value("id") == visitor.session.id {
            return Ok((jar.remove(no_cookie(&app)), Redirect::to("/")).into_response());
        }
    }
    Ok(Redirect::to(&done(SESSIONS, "me-done-ended")).into_response())
}

/// Whose sessions somebody may end: a head of department everybody's, a team leader those of their own place.
fn leads(visitor: &Visitor, staff: &Staff) -> bool {
    match visitor.staff.role {
        Role::HeadOfDepartment => true,
        role => access::leads(role) && staff.unit == visitor.staff.unit,
    }
}

const OTHERS: &str = "/team/logget-ind";

/// `GET /team/logget-ind`: which of one's staff are logged in.
pub(super) async fn others(State(app): State<App>, visitor: Visitor) -> PageResult<Markup> {
    let lang = visitor.lang;
    visitor.must_lead()?;
    let now = app.now();
    let names = Names::load(&app).await?;
    let in_now: Vec<_> = app.store().logged_in(now).await?.into_iter().filter(|(staff, ..)| leads(&visitor, staff)).collect();
    let labels = ["me-others-who", "me-others-where", "me-others-times", "me-sessions-seen", "me-sessions-end"].map(|key| t(lang, key));
    let columns: Vec<Column<'_>> =
        labels.iter().enumerate().map(|(index, label)| if index == 2 { Column::number(label) } else { Column::text(label) }).collect();
    let rows = in_now
        .iter()
        .map(|(staff, times, seen)| {
            vec![
                html! { (staff.name) },
                html! { (names.of_unit(staff.unit)) },
                html! { (times) },
                html! { (format::instant(lang, *seen, now)) },
                html! {
                    form.one-button method="post" action="/team/logget-ind/slut" {
                        input type="hidden" name="hvem" value=(staff.id);
                        button.button.quiet type="submit" aria-label=(t_with(lang, "me-others-end", &[("name", staff.name.clone().into())])) { (t(lang, "me-sessions-end-this")) }
                    }
                },
            ]
        })
        .collect();
    let title = t(lang, "me-others-title");
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, "me-others-lead")) }
        (table(&title, &columns, rows))
        p { a href="/team" { (t(lang, "room-team")) } }
    };
    Ok(page(&visitor.frame(&app, Some(Room::Team)), &title, main, None))
}

/// `POST /team/logget-ind/slut`: ends every session of one of one's staff.
pub(super) async fn end_others(State(app): State<App>, visitor: Visitor, Sent(typed): Sent) -> PageResult {
    visitor.must_lead()?;
    let Some(staff) = app.store().staff(StaffId::from_label(typed.value("hvem"))).await?.filter(|staff| leads(&visitor, staff)) else {
        return Ok(Redirect::to(OTHERS).into_response());
    };
    app.store().delete_sessions_of(staff.id).await?;
    noted(&app, &visitor, &visitor.staff, Event::EndAnothers).await?;
    noted(&app, &visitor, &staff, Event::EndedByAnother).await?;
    Ok(Redirect::to(&done(OTHERS, "me-done-ended")).into_response())
}
