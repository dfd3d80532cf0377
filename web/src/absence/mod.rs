//! Fravær: a school's pupils by what its roadmap asks for, seen in weeks (D4).
//!
//! The school's list is in `list_page.rs`, one pupil in `show.rs` with the days drawn in `days.rs`, what is written about a step in `write.rs`, and
//! reading the school's register in `register.rs`.

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::seen::Seen;
use crate::session::Visitor;
use crate::unit_form;
use crate::words::{Lang, format, t, t_with};
use axum::Router;
use axum::routing::get;
use jiff::civil::Date;
use trin_domain::absence::{Attendance, Reached, Register, Share, Shares};
use trin_domain::access::Room;
use trin_domain::id::ChildId;
use trin_domain::kinds::Role;
use write::Step;

mod days;
mod list_page;
mod register;
mod show;
mod write;

pub(crate) use list_page::today as on_my_day;

pub(crate) const ADDRESS: &str = "/fravaer";

/// The room's routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/fravaer", get(list_page::show))
        .route("/fravaer/hent", get(register::show).post(register::save))
        .route("/fravaer/{barn}", get(show::show))
        .route("/fravaer/{barn}/skridt/{trin}/{dag}", get(unit_form::show::<Step>).post(unit_form::save::<Step>))
}

/// Whether somebody works at a school.
pub(crate) const fn takes_part(role: Role) -> bool {
    matches!(role, Role::Teacher)
}

/// Only who works at a school finds these pages.
pub(crate) fn for_those_of_a_school(visitor: &Visitor) -> PageResult<()> {
    if takes_part(visitor.staff.role) { Ok(()) } else { Err(PageError::NotFound(visitor.lang)) }
}

/// A pupil's page.
pub(crate) fn address(child: ChildId) -> String {
    format!("{ADDRESS}/{child}")
}

fn step_address(child: ChildId, reached: &Reached<'_>) -> String {
    format!("{ADDRESS}/{child}/skridt/{}/{}", reached.step.key, reached.on)
}

/// The registers of a school that were read lately, the one that reaches furthest first.
async fn registers(app: &App, visitor: &Visitor, most: i64) -> PageResult<Vec<Register>> {
    Ok(app.store().registers_at(visitor.staff.unit, most).await?)
}

/// Until when absence at the visitor's school is known.
pub(crate) async fn known_until(app: &App, visitor: &Visitor) -> PageResult<Option<Date>> {
    Ok(registers(app, visitor, 1).await?.first().map(|register| register.until))
}

/// A pupil's absence at the visitor's school; for others, and for who may not write there, there is none.
fn attendance(app: &App, visitor: &Visitor, seen: &Seen<'_>) -> PageResult<Attendance> {
    for_those_of_a_school(visitor)?;
    let unit = visitor.staff.unit;
    let is_here = seen.grant.writes(Room::AtUnit) && seen.state.goes_to(unit, app.today());
    if is_here { Ok(Attendance::of(&seen.state, unit)) } else { Err(PageError::NotFound(visitor.lang)) }
}

/// A share in words: "4 af 20 skoledage (20 %)".
pub(crate) fn share(lang: Lang, share: Share) -> String {
    let values = [("days", days_of(lang, share.hundredths).into()), ("of", share.of.into()), ("percent", share.percent().into())];
    t_with(lang, "absence-share", &values)
}

/// Days with at most two decimals, none where there are none: "4", "3,5".
fn days_of(lang: Lang, hundredths: u32) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    if rest == 0 {
        return whole.to_string();
    }
    let decimals = format!("{rest:02}");
    format!("{whole}{}{}", lang.pick(",", "."), decimals.trim_end_matches('0'))
}

/// What the pupil's absence adds up to, in one line.
fn sums(lang: Lang, shares: Shares) -> String {
    let mut said = t_with(lang, "absence-lately", &[("share", share(lang, shares.lately).into())]);
    if shares.unlawful.hundredths > 0 {
        said = format!("{said} · {}", t_with(lang, "absence-unlawful", &[("share", share(lang, shares.unlawful).into())]));
    }
    said
}

/// When and by what a threshold was reached.
fn reached_words(lang: Lang, reached: &Reached<'_>, today: Date) -> String {
    let threshold = reached.step.threshold(reached.percent);
    let values = [
        ("day", format::day(lang, reached.on, today).into()),
        ("threshold", lang.pick(&threshold.da, &threshold.en).to_owned().into()),
        ("share", share(lang, reached.share).into()),
    ];
    t_with(lang, if reached.step.is_any(reached.percent) { "absence-reached-any" } else { "absence-reached" }, &values)
}

/// The link from a child's own page.
pub(crate) fn link_from_child(visitor: &Visitor, seen: &Seen<'_>) -> Option<(String, String)> {
    let is_here = takes_part(visitor.staff.role) && seen.grant.writes(Room::AtUnit);
    is_here.then(|| (t(visitor.lang, "absence-title"), address(seen.child())))
}
