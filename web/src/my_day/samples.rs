//! What waits for me as one of two, or as another than who did it: looks to review, looks of mine that somebody asks about, deletions to confirm.

use crate::app::App;
use crate::errors::PageResult;
use crate::names::Names;
use crate::parts::button::{self, Weight};
use crate::parts::duty::{self, Due};
use crate::parts::list;
use crate::paths;
use crate::session::Visitor;
use crate::words::{format, t, t_with};
use jiff::Timestamp;
use maud::{Markup, html};
use trin_domain::access;
use trin_store::ReadList;

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
    let questions = app.store().count_glass_asked_of(visitor.staff.id).await?;
    let answers = app.store().count_glass_answered(visitor.staff.id).await?;
    let declined = declined(app, visitor).await?;
    if asked == 0 && review.count == 0 && deletions == 0 && questions == 0 && answers == 0 && declined.is_empty() {
        return Ok(None);
    }
    Ok(Some(list::section(
        &t(lang, "samples-my-day"),
        html! {
            ul.plain {
                @if questions > 0 { li { a href="/mig/stikproever" { (t_with(lang, "samples-my-day-glass", &[("count", questions.into())])) } } }
                @if answers > 0 { li { a href="/team/log" { (t_with(lang, "samples-my-day-answers", &[("count", answers.into())])) } } }
                @for said in &declined { li { (said) } }
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

/// Proposals to delete that somebody else said no to, each with the button that says it is read.
async fn declined(app: &App, visitor: &Visitor) -> PageResult<Vec<Markup>> {
    if !access::leads(visitor.staff.role) {
        return Ok(Vec::new());
    }
    let (lang, now, me) = (visitor.lang, app.now(), visitor.staff.id);
    let since = app.store().read_until(me, ReadList::Declined).await?.unwrap_or(Timestamp::UNIX_EPOCH);
    let rows = app.store().declined_to(&visitor.reader(app), me, since, MOST_DELETIONS).await?;
    let names = Names::load(app).await?;
    let last = rows.len();
    let draw = |(nth, row): (usize, &trin_store::DeclinedRow)| {
        let values = [
            ("by", names.of(row.by).to_owned().into()),
            ("name", row.name.clone().into()),
            ("when", format::instant(lang, row.at, now).into()),
        ];
        html! {
            a href=(paths::below(row.child, "opbevaring")) { (t_with(lang, "kept-my-day-declined", &values)) }
            @if nth + 1 == last {
                (button::post("/min-dag/laest", &[("liste", ReadList::Declined.code()), ("til", &row.at.as_microsecond().to_string())], &t(lang, "my-day-read"), Weight::Quiet))
            }
        }
    };
    Ok(rows.iter().enumerate().map(draw).collect())
}
