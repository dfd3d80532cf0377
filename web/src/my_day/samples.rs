//! What of the log's samples is mine today: looks to review, and looks of mine that somebody asks about.

use crate::app::App;
use crate::errors::PageResult;
use crate::parts::duty::{self, Due};
use crate::parts::list;
use crate::session::Visitor;
use crate::words::{format, t, t_with};
use maud::{Markup, html};
use trin_domain::access;

/// The most questions counted one by one.
const MOST: i64 = 50;

/// The section; nothing where there is nothing.
pub(super) async fn waiting(app: &App, visitor: &Visitor) -> PageResult<Option<Markup>> {
    let (lang, now) = (visitor.lang, app.now());
    let asked = app.store().count_samples_asked_of(visitor.staff.id, MOST).await?;
    let review = if access::leads(visitor.staff.role) {
        app.store().count_samples_to_review(&visitor.staff, app.today()).await?
    } else {
        trin_store::ToReview::default()
    };
    if asked == 0 && review.count == 0 {
        return Ok(None);
    }
    Ok(Some(list::section(
        &t(lang, "samples-my-day"),
        html! {
            ul.plain {
                @if asked > 0 { li { a href="/mig/stikproever" { (t_with(lang, "samples-my-day-asked", &[("count", asked.into())])) } } }
                @if review.count > 0 {
                    li {
                        a href="/team/log" { (t_with(lang, "samples-my-day-review", &[("count", review.count.into())])) }
                        @if let Some(next) = review.next { " · " (duty::due(lang, Due::Day(next), now)) }
                        @if review.late > 0 { p.quiet { (t_with(lang, "samples-my-day-late", &[("count", format::number(lang, review.late).into())])) } }
                    }
                }
            }
        },
    )))
}
