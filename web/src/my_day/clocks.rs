//! The 24-hour clocks that run in the municipality: on the day of everyone who can stop one, whoever holds the child.

use crate::app::App;
use crate::errors::PageResult;
use crate::parts::duty::{self, Due};
use crate::parts::list::{self, Tone, tag};
use crate::paths;
use crate::session::Visitor;
use crate::words::{t, t_with};
use maud::{Markup, html};
use trin_domain::kinds::Role;

/// How many are shown; the queue has them all.
const SHOWN: u32 = 10;

/// The clocks by when they run out; `None` for other roles, and when none runs.
pub(super) async fn running(app: &App, visitor: &Visitor) -> PageResult<Option<Markup>> {
    if !matches!(visitor.staff.role, Role::Intake | Role::TeamLeader) {
        return Ok(None);
    }
    let (lang, now) = (visitor.lang, app.now());
    let count = app.store().queue_counts(&visitor.reader(app), now).await?.unassessed;
    if count == 0 {
        return Ok(None);
    }
    // Those that wait for their assessment stand first in the queue.
    let queue = app.store().queue(&visitor.reader(app), None, SHOWN).await?;
    let rows = queue.rows.iter().filter(|row| row.assessed_at.is_none());
    let with = |name: &str| t_with(lang, "my-day-clock-with", &[("name", name.to_owned().into())]);
    Ok(Some(list::section(
        &t_with(lang, "my-day-clocks", &[("count", count.into())]),
        html! {
            ul.plain {
                @for row in rows {
                    li {
                        a href=(paths::notification(row.child, row.no)) { b { (row.child_name) } } " "
                        (duty::due(lang, Due::Instant(row.clock), now))
                        @if row.acute { " " (tag(&t(lang, "child-entry-acute"), Tone::Late)) }
                        @if let Some(name) = &row.responsible_name { span.quiet { " · " (with(name)) } }
                    }
                }
            }
            @if count > i64::from(SHOWN) { p { a href="/modtagelsen" { (t(lang, "my-day-clocks-all")) } } }
        },
    )))
}
