//! The queue: notifications not yet screened, those without an acute assessment first, by the 24-hour clock.

use super::enquiry;
use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::frame::{Frame, Room, Shortcut, page};
use crate::parts::button::{self, Weight};
use crate::parts::duty::{self, Due};
use crate::parts::list::{self, Tone, tag};
use crate::parts::table::{Column, table};
use crate::paths;
use crate::seen::age;
use crate::session::Visitor;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;
use trin_store::{CONCERN_SHOWN, Cursor, Page, QueueRow};

/// Notifications on one page.
const NOTIFICATIONS: u32 = 25;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    efter: Option<String>,
}

/// `GET /modtagelsen`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> PageResult<Markup> {
    let lang = visitor.lang;
    if !visitor.is_authority() {
        return Err(PageError::NotFound(lang));
    }
    let now = app.now();
    let cursor: Option<Cursor> = asked.efter.as_deref().and_then(|cursor| cursor.parse().ok());
    let counts = app.store().queue_counts(&visitor.reader(&app), now).await?;
    let rows = app.store().queue(&visitor.reader(&app), cursor.as_ref(), NOTIFICATIONS).await?;
    let came = enquiry::waiting(&app, &visitor).await?;
    let title = t(lang, "intake-title");
    let main = html! {
        h1 { (title) }
        (list::figures(html! {
            (list::figure(&t(lang, "intake-unassessed"), &format::number(lang, counts.unassessed), None))
            (list::figure(&t(lang, "intake-late"), &format::number(lang, counts.late), None))
            (list::figure(&t(lang, "intake-unscreened"), &format::number(lang, counts.unscreened), None))
        }))
        (button::row(button::link_with_key(&t(lang, "intake-new"), "/modtagelsen/ny", Weight::Main, 'u')))
        @if let Some(came) = came { (came) }
        @if rows.rows.is_empty() { (list::empty(&t(lang, "intake-empty"), &t(lang, "intake-empty-how"), None)) } @else { (queue(&app, lang, &rows)) }
    };
    let shortcuts = vec![Shortcut { key: 'u', what: t(lang, "intake-new") }];
    let frame = Frame { wide: true, shortcuts, ..visitor.frame(&app, Some(Room::Intake)) };
    Ok(page(&frame, &title, main, None))
}

fn queue(app: &App, lang: Lang, rows: &Page<QueueRow>) -> Markup {
    let now = app.now();
    let labels = ["intake-child", "intake-clock", "intake-concern", "intake-from", "intake-responsible"].map(|key| t(lang, key));
    let [child, clock, concern, from, responsible] = &labels;
    let columns = [Column::text(child), Column::text(clock), Column::prose(concern), Column::text(from), Column::text(responsible)];
    let cells = rows
        .rows
        .iter()
        .map(|row| {
            let causes: Vec<String> = row.causes.iter().map(|cause| lang.pick(cause.da(), cause.en()).to_lowercase()).collect();
            let notifier = row.notifier_name.clone().unwrap_or_else(|| lang.pick(row.notifier.da(), row.notifier.en()).to_owned());
            vec![
                html! {
                    a href=(paths::notification(row.child, row.no)) { (row.child_name) }
                    span.quiet { ", " (age(lang, row.birth, app.today())) }
                    @if row.siblings > 0 { " " (tag(&t_with(lang, "intake-and-siblings", &[("count", row.siblings.into())]), Tone::Plain)) }
                },
                html! {
                    @match row.assessed_at {
                        None => (duty::due(lang, Due::Instant(row.clock), now)),
                        Some(at) => span.quiet { (t_with(lang, "intake-assessed", &[("when", format::instant(lang, at, now).into())])) },
                    }
                    @if row.acute { " " (tag(&t(lang, "child-entry-acute"), Tone::Late)) }
                    @if row.in_danger == Some(true) { " " (tag(&t(lang, "child-entry-in-danger"), Tone::Late)) }
                },
                html! { (shown(&row.concern)) @if !causes.is_empty() { p.quiet { (format::list(lang, &causes)) } } },
                html! { (notifier) p.quiet { (format::instant(lang, row.received_at, now)) } },
                html! { (row.responsible_name.as_deref().unwrap_or("–")) },
            ]
        })
        .collect();
    let next = rows.next.as_ref().map(|cursor| format!("/modtagelsen?efter={cursor}"));
    html! {
        (table(&t(lang, "intake-queue"), &columns, cells))
        (list::pager(lang, None, next.as_deref()))
    }
}

/// The store keeps the first words of a concern for the queue: what was cut ends at a word, and says that it goes on.
pub(super) fn shown(concern: &str) -> String {
    if concern.chars().count() <= CONCERN_SHOWN {
        return concern.to_owned();
    }
    let most: String = concern.chars().take(CONCERN_SHOWN).collect();
    format!("{} …", most.rsplit_once(char::is_whitespace).map_or(most.as_str(), |(words, _)| words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_concern_that_just_fits_is_shown_whole_and_a_longer_one_says_that_it_goes_on() {
        let fits = format!("{} æble", "o".repeat(CONCERN_SHOWN - 5));
        assert_eq!(shown(&fits), fits);
        assert_eq!(shown(&format!("{fits}r")), format!("{} …", "o".repeat(CONCERN_SHOWN - 5)));
    }
}
