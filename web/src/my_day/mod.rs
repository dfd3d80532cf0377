//! Min dag: what I owe by due time, what is new on my children, who offers me responsibility, today's meetings, my drafts.

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form::Sent;
use crate::frame::{Room, page};
use crate::names::Names;
use crate::parts::button::{self, Weight};
use crate::parts::list;
use crate::paths;
use crate::seen::first_name;
use crate::session::{Visitor, done};
use crate::words::{Lang, format, t, t_with};
use crate::{absence, worries};
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use serde::Deserialize;
use told::Told;
use trin_domain::kinds::Role;
use trin_store::{MeetingRow, OfferRow, ReadList};

mod addresses;
mod clocks;
mod entry_name;
mod glass;
mod notified;
mod owed;
mod samples;
mod told;
mod unfinished;
pub(crate) use entry_name::entry_name;

/// Newest entries shown.
const NEWS: u32 = 12;

/// The room's routes.
pub(crate) fn router() -> Router<App> {
    Router::new().route("/min-dag", get(show)).route("/min-dag/laest", post(mark_read))
}

#[derive(Deserialize)]
struct Asked {
    /// Where the list goes on.
    #[serde(default)]
    efter: Option<String>,
    /// Which list goes on: `forfaldne`, `faelles`, or the coming ones.
    #[serde(default)]
    liste: String,
}

async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> PageResult<Markup> {
    let lang = visitor.lang;
    let now = app.now();
    let today = app.today();
    let me = visitor.staff.id;
    let store = app.store();
    let by = visitor.reader(&app);
    let offers = store.offers_to(&by, me).await?;
    // An invitation tells of a child only while there is a relation to it.
    let meetings = store.meetings_of(&by, me, today).await?;
    let drafts = store.drafts(me).await?;
    let since = store.read_until(me, ReadList::News).await?.unwrap_or_else(|| yesterday(now));
    let news = Told::of(ReadList::News, store.news_for(&by, me, since, NEWS + 1).await?, NEWS as usize);
    let names = Names::load(&app).await?;
    let after = asked.efter.as_deref().and_then(|cursor| cursor.parse().ok());
    let is_openings = asked.liste == glass::LIST;
    let openings = glass::waiting(&app, &visitor, is_openings).await?;
    let clocks = clocks::running(&app, &visitor).await?;
    let owed = owed::gather(&app, &visitor, &names, owed::Asked { list: &asked.liste, after }, &openings, &clocks).await?;
    let notified = notified::show(&app, &visitor).await?;
    let glass = openings.section;
    let addresses = addresses::shown(&app, &visitor).await?;
    let samples = samples::waiting(&app, &visitor).await?;
    let worries = worries::on_my_day(&app, &visitor, &names).await?;
    let absence = absence::on_my_day(&app, &visitor).await?;
    let unfinished = unfinished::show(&app, &visitor, &drafts).await?;

    let is_quiet = worries.is_none() && absence.is_none();
    let title = t(lang, "my-day-title");
    let main = html! {
        h1 { (t_with(lang, "my-day-hello", &[("name", first_name(&visitor.staff.name).to_owned().into())])) }
        p.lead { (format::capital(&format::weekday_and_day(lang, today, today))) ". "
            @if let Some(worries) = &worries { (worries.summary) " " }
            @if let Some(absence) = &absence { (absence.summary) " " }
            @if is_quiet || !owed.is_nothing { (owed.summary) }
        }
        @if is_openings {
            p { a href="/min-dag" { "← " (t(lang, "my-day-title")) } }
            @if let Some(glass) = glass { (glass) }
        } @else if owed.is_list { (owed.lists) } @else {
            @if let Some(glass) = glass { (glass) }
            @if let Some(addresses) = addresses { (addresses) }
            @if let Some(clocks) = clocks.section { (clocks) }
            @if !offers.is_empty() { (offered(lang, &offers, today)) }
            @if let Some(worries) = &worries { (worries.section) }
            @if let Some(absence) = &absence { (absence.section) }
            // It is never said that nothing is owed beside something that waits to be done.
            @if is_quiet || !owed.is_nothing { (owed.lists) }
            @if let Some(samples) = samples { (samples) }
            (what_else(lang, &visitor))
            @if let Some(notified) = notified { (notified) }
        }
    };
    let side = html! {
        (list::section(&t(lang, "my-day-meetings"), met_today(lang, &meetings)))
        (list::section(&t(lang, "my-day-news"), new_since(lang, &news, since, now)))
        (list::section(&t(lang, "my-day-drafts"), unfinished))
    };
    Ok(page(&visitor.frame(&app, Some(Room::MyDay)), &title, main, Some(side)))
}

/// Marks what a list showed, and that list alone.
async fn mark_read(State(app): State<App>, visitor: Visitor, Sent(typed): Sent) -> PageResult {
    let Some((list, until)) = told::read(typed.value("liste"), typed.value("til"), app.now()) else {
        return Err(PageError::BadRequest(visitor.lang));
    };
    app.store().has_read(visitor.staff.id, list, until).await?;
    let said = if list == ReadList::News { "my-day-done-read" } else { "my-day-done-told" };
    Ok(Redirect::to(&done("/min-dag", said)).into_response())
}

fn yesterday(now: Timestamp) -> Timestamp {
    now.saturating_sub(SignedDuration::from_hours(24)).unwrap_or(now)
}

fn offered(lang: Lang, offers: &[OfferRow], today: Date) -> Markup {
    let from = |offer: &OfferRow| {
        let name = offer.from_name.clone().unwrap_or_default();
        t_with(lang, "my-day-offer-from", &[("name", name.into()), ("day", format::day(lang, offer.on, today).into())])
    };
    list::section(
        &t(lang, "my-day-offers"),
        html! {
            ul.plain {
                @for offer in offers {
                    li {
                        a href=(paths::below(offer.child, "ansvar")) { b { (offer.child_name) } } " · " (from(offer))
                        p.quiet { (offer.reason) }
                    }
                }
            }
        },
    )
}

fn met_today(lang: Lang, meetings: &[MeetingRow]) -> Markup {
    if meetings.is_empty() {
        return html! { p.quiet { (t(lang, "my-day-meetings-none")) } };
    }
    html! {
        ul.plain {
            @for meeting in meetings {
                li {
                    b { (format::clock(lang, format::local(meeting.at))) } " " (lang.pick(meeting.kind.da(), meeting.kind.en())) " · "
                    a href=(paths::child(meeting.child)) { (meeting.child_name) }
                    @if !meeting.place.is_empty() { span.quiet { " · " (meeting.place) } }
                }
            }
        }
    }
}

fn new_since(lang: Lang, news: &Told, since: Timestamp, now: Timestamp) -> Markup {
    if news.rows.is_empty() {
        return html! { p.quiet { (t_with(lang, "my-day-news-none", &[("since", format::instant(lang, since, now).into())])) } };
    }
    html! {
        ul.plain {
            @for row in &news.rows {
                li {
                    a href=(paths::entry(row.child, row.no)) { (row.child_name) ": " (entry_name(lang, &row.kind)) }
                    span.quiet { " · " (row.by_name.as_deref().unwrap_or_default()) ", " (format::instant(lang, row.at, now)) }
                }
            }
        }
        (news.button(lang))
    }
}

/// Ways on for those whose day does not begin with duties.
fn what_else(lang: Lang, visitor: &Visitor) -> Markup {
    html! {
        @if !visitor.is_authority() && visitor.staff.role != Role::Provider {
            (button::row(html! {
                @if worries::takes_part(visitor.staff.role) { (button::link(&t(lang, "worries-begin"), "/bekymringer/ny", Weight::Main)) }
                (button::link(&t(lang, "my-day-notify"), "/modtagelsen/ny", if worries::takes_part(visitor.staff.role) { Weight::Other } else { Weight::Main }))
                (button::link(&t(lang, "my-day-my-children"), "/boern", Weight::Other))
                @if worries::takes_part(visitor.staff.role) { (button::link(&t(lang, "talks-title"), "/samtaler", Weight::Quiet)) }
            }))
        }
    }
}
