//! Min dag: what I owe by due time, what is new on my children, who offers me responsibility, today's meetings, my drafts.

use crate::app::App;
use crate::errors::PageResult;
use crate::frame::{Room, page};
use crate::names::Names;
use crate::parts::button::{self, Weight};
use crate::parts::duty::DutyView;
use crate::parts::{duty, list};
use crate::paths;
use crate::seen::{duty_view, first_name, with_child};
use crate::session::{Visitor, done};
use crate::words::{Lang, format, t, t_with};
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use serde::Deserialize;
use trin_domain::kinds::Role;
use trin_store::{Cursor, Draft, DutyRow, MeetingRow, NewsRow, OfferRow, Page};

mod entry_name;
mod notified;
pub(crate) use entry_name::entry_name;

/// Duties on one page.
const DUTIES: u32 = 25;
/// Late duties on the day's own page; the rest are one click away.
const LATE_SHOWN: u32 = 5;
/// The name of the list of late duties in an address.
const LATE: &str = "forfaldne";
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
    /// Which list goes on: `forfaldne`, or the coming ones.
    #[serde(default)]
    liste: String,
}

async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> PageResult<Markup> {
    let lang = visitor.lang;
    let now = app.now();
    let today = app.today();
    let me = visitor.staff.id;
    let cursor: Option<Cursor> = asked.efter.as_deref().and_then(|cursor| cursor.parse().ok());
    let store = app.store();
    let only_late = asked.liste == LATE;
    let late_count = store.late_count(me, now).await?;
    let (late_cursor, coming_cursor) = if only_late { (cursor.as_ref(), None) } else { (None, cursor.as_ref()) };
    let late = store.duties_of_staff(me, Some(now), late_cursor, if only_late { DUTIES } else { LATE_SHOWN }).await?;
    let coming = store.coming_duties_of_staff(me, now, coming_cursor, DUTIES).await?;
    let shared = match visitor.staff.role {
        Role::Intake => store.duties_of_role(Role::Intake, None, None, DUTIES).await?.rows,
        _ => Vec::new(),
    };
    let offers = store.offers_to(me).await?;
    let meetings = store.meetings_of(me, today).await?;
    let drafts = store.drafts(me).await?;
    let since = store.last_looked(me).await?.unwrap_or_else(|| yesterday(now));
    let news = store.news_for(me, since, NEWS).await?;
    let names = Names::load(&app).await?;
    let notified = notified::show(&app, &visitor).await?;

    let title = t(lang, "my-day-title");
    let main = html! {
        h1 { (t_with(lang, "my-day-hello", &[("name", first_name(&visitor.staff.name).to_owned().into())])) }
        p.lead { (format::capital(&format::weekday_and_day(lang, today, today))) ". " (summary(lang, late_count, coming.rows.is_empty())) }
        @if only_late {
            p { a href="/min-dag" { "← " (t(lang, "my-day-title")) } }
            (list::section(&t(lang, "my-day-late"), late_duties(&app, lang, &late, &names, now, true)))
        } @else {
            @if !offers.is_empty() { (offered(lang, &offers, today)) }
            @if !shared.is_empty() { (list::section(&t(lang, "my-day-shared"), duty_list(&app, lang, &shared, &names, now))) }
            @if late_count > 0 { (list::section(&t_with(lang, "my-day-late-count", &[("count", late_count.into())]), late_duties(&app, lang, &late, &names, now, false))) }
            (list::section(&t(lang, "my-day-duties"), coming_duties(&app, lang, &coming, &names, now, asked.efter.is_some())))
            (what_else(lang, &visitor))
            @if let Some(notified) = notified { (notified) }
        }
    };
    let side = html! {
        (list::section(&t(lang, "my-day-meetings"), met_today(lang, &meetings)))
        (list::section(&t(lang, "my-day-news"), new_since(lang, &news, since, now)))
        (list::section(&t(lang, "my-day-drafts"), unfinished(lang, &drafts, now)))
    };
    Ok(page(&visitor.frame(&app, Some(Room::MyDay)), &title, main, Some(side)))
}

async fn mark_read(State(app): State<App>, visitor: Visitor) -> PageResult {
    app.store().looked(visitor.staff.id, app.now()).await?;
    Ok(Redirect::to(&done("/min-dag", "my-day-done-read")).into_response())
}

fn yesterday(now: Timestamp) -> Timestamp {
    now.saturating_sub(SignedDuration::from_hours(24)).unwrap_or(now)
}

/// The day in one sentence: how much is late.
fn summary(lang: Lang, late: i64, nothing_coming: bool) -> String {
    match (nothing_coming, late) {
        (true, 0) => t(lang, "my-day-nothing-owed"),
        (false, 0) => t(lang, "my-day-none-late"),
        (_, late) => t_with(lang, "my-day-some-late", &[("late", late.into())]),
    }
}

/// Duties with the child's name, and without the person, whose own page this is.
fn duty_list(app: &App, lang: Lang, rows: &[DutyRow], names: &Names, now: Timestamp) -> Markup {
    let view = |row: &DutyRow| {
        let own = DutyView { person: String::new(), ..duty_view(app, lang, row.child, &row.duty, names) };
        with_child(own, row.child, &row.child_name)
    };
    duty::duties(lang, &rows.iter().map(view).collect::<Vec<_>>(), now)
}

/// What is late: the first few on the day's page, all of it on a page of its own.
fn late_duties(app: &App, lang: Lang, late: &Page<DutyRow>, names: &Names, now: Timestamp, is_whole: bool) -> Markup {
    let more = late
        .next
        .as_ref()
        .map(|cursor| if is_whole { format!("/min-dag?liste={LATE}&efter={cursor}") } else { format!("/min-dag?liste={LATE}") });
    html! {
        (duty_list(app, lang, &late.rows, names, now))
        @if is_whole { (list::pager(lang, None, more.as_deref())) } @else if let Some(more) = more { p { a href=(more) { (t(lang, "my-day-late-all")) } } }
    }
}

fn coming_duties(app: &App, lang: Lang, coming: &Page<DutyRow>, names: &Names, now: Timestamp, is_later_page: bool) -> Markup {
    if coming.rows.is_empty() {
        return list::empty(&t(lang, "my-day-duties-none"), &t(lang, "my-day-duties-how"), None);
    }
    let next = coming.next.as_ref().map(|cursor| format!("/min-dag?efter={cursor}"));
    html! {
        (duty_list(app, lang, &coming.rows, names, now))
        (list::pager(lang, is_later_page.then_some("/min-dag"), next.as_deref()))
    }
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

fn new_since(lang: Lang, news: &[NewsRow], since: Timestamp, now: Timestamp) -> Markup {
    if news.is_empty() {
        return html! { p.quiet { (t_with(lang, "my-day-news-none", &[("since", format::instant(lang, since, now).into())])) } };
    }
    html! {
        ul.plain {
            @for row in news {
                li {
                    a href=(paths::entry(row.child, row.no)) { (row.child_name) ": " (entry_name(lang, &row.kind)) }
                    span.quiet { " · " (row.by_name.as_deref().unwrap_or_default()) ", " (format::instant(lang, row.at, now)) }
                }
            }
        }
        (button::post("/min-dag/laest", &[], &t(lang, "my-day-read"), Weight::Quiet))
    }
}

fn unfinished(lang: Lang, drafts: &[Draft], now: Timestamp) -> Markup {
    if drafts.is_empty() {
        return html! { p.quiet { (t(lang, "my-day-drafts-none")) } };
    }
    html! {
        ul.plain {
            @for draft in drafts {
                li {
                    a href=(crate::drafts::address(&draft.key)) { (t(lang, "my-day-draft")) }
                    span.quiet { " · " (format::instant(lang, draft.saved_at, now)) }
                }
            }
        }
    }
}

/// Ways on for those whose day does not begin with duties.
fn what_else(lang: Lang, visitor: &Visitor) -> Markup {
    html! {
        @if !visitor.is_authority() && visitor.staff.role != Role::Provider {
            (button::row(html! {
                (button::link(&t(lang, "my-day-notify"), "/modtagelsen/ny", Weight::Main))
                (button::link(&t(lang, "my-day-my-children"), "/boern", Weight::Other))
            }))
        }
    }
}
