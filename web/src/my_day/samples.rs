//! What waits for me as one of two, or as another than who did it: looks to review, looks of mine that somebody asks about, deletions to confirm.

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
/// The most proposals counted.
const MOST_DELETIONS: u32 = 50;

/// The section; nothing where there is nothing.
pub(super) async fn waiting(app: &App, visitor: &Visitor) -> PageResult<Option<Markup>> {
    let (lang, now) = (visitor.lang, app.now());
    let asked = app.store().count_samples_asked_of(visitor.staff.id, MOST).await?;
    let review = if access::leads(visitor.staff.role) {
        app.store().count_samples_to_review(&visitor.staff, app.today()).await?
    } else {
        trin_store::ToReview::default()
    };
    let deletions = if access::leads(visitor.staff.role) {
        app.store().proposed_by_others(&visitor.reader(app), visitor.staff.id, MOST_DELETIONS).await?.len()
    } else {
        0
    };
    if asked == 0 && review.count == 0 && deletions == 0 {
        return Ok(None);
    }
    Ok(Some(list::section(
        &t(lang, "samples-my-day"),
        html! {
            ul.plain {
                @if deletions > 0 { li { a href="/team/sletning" { (t_with(lang, "kept-my-day", &[("count", deletions.into())])) } } }
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
