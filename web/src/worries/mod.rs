//! Bekymringer på stedet: "I am worried about a child", what is done about it there, and the action guide that says what at least (D7, D8).
//!
//! The unit's list is in `list_page.rs`, one worry in `show.rs`, everything that is written about it in `write.rs`, the guide in `guide.rs`.

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::parts::list::{self, Tone};
use crate::paths;
use crate::seen::Seen;
use crate::session::Visitor;
use crate::unit_form;
use crate::words::{Lang, t};
use axum::Router;
use axum::routing::get;
use maud::{Markup, html};
use trin_domain::access::Room;
use trin_domain::id::ChildId;
use trin_domain::kinds::Role;
use trin_domain::record::{EntryNo, Worry};
use trin_domain::worries::WorrySign;
use write::{Agree, Beyond, Look, Raise, Settle, Step};

mod guide;
mod list_page;
mod show;
mod write;

pub(crate) use list_page::today as on_my_day;
pub(crate) use show::focus;

/// The room's routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/saadan-goer-vi", get(guide::show))
        .route("/bekymringer", get(list_page::show))
        .route("/bekymringer/ny", get(list_page::choose))
        .route("/bekymringer/{barn}/ny", get(unit_form::show::<Raise>).post(unit_form::save::<Raise>))
        .route("/bekymringer/{barn}/ny/{vurdering}", get(unit_form::show::<Raise>).post(unit_form::save::<Raise>))
        .route("/bekymringer/{barn}/{nr}", get(show::show))
        .route("/bekymringer/{barn}/{nr}/skridt/{skridt}", get(unit_form::show::<Step>).post(unit_form::save::<Step>))
        .route("/bekymringer/{barn}/{nr}/andet", get(unit_form::show::<Beyond>).post(unit_form::save::<Beyond>))
        .route("/bekymringer/{barn}/{nr}/aftale", get(unit_form::show::<Agree>).post(unit_form::save::<Agree>))
        .route("/bekymringer/{barn}/aftale/{nr}", get(unit_form::show::<Look>).post(unit_form::save::<Look>))
        .route("/bekymringer/{barn}/{nr}/afslut", get(unit_form::show::<Settle>).post(unit_form::save::<Settle>))
}

/// Whether somebody works where children go every day: there the worries are.
pub(crate) const fn takes_part(role: Role) -> bool {
    crate::rounds::takes_part(role)
}

pub(crate) fn address(child: ChildId, worry: EntryNo) -> String {
    format!("/bekymringer/{child}/{worry}")
}

pub(crate) fn raise_address(child: ChildId) -> String {
    format!("/bekymringer/{child}/ny")
}

/// Only who works where children go every day finds these pages.
pub(crate) fn for_those_of_a_unit(visitor: &Visitor) -> PageResult<()> {
    if takes_part(visitor.staff.role) { Ok(()) } else { Err(PageError::NotFound(visitor.lang)) }
}

/// The worry of an address, for those of its unit; for others there is none.
fn find<'s, 'r>(visitor: &Visitor, seen: &'s Seen<'r>, no: &str) -> PageResult<&'s Worry<'r>> {
    let not_found = || PageError::NotFound(visitor.lang);
    for_those_of_a_unit(visitor)?;
    let no = EntryNo(no.parse().map_err(|_| not_found())?);
    let worry = seen.state.worry(no).filter(|worry| is_here(visitor, seen, worry));
    worry.ok_or_else(not_found)
}

/// Whether a worry is the visitor's unit's, and they meet the child.
fn is_here(visitor: &Visitor, seen: &Seen<'_>, worry: &Worry<'_>) -> bool {
    let entry = seen.record.entries().iter().find(|entry| entry.no == worry.no());
    worry.raised.what.unit == visitor.staff.unit
        && seen.grant.writes(Room::AtUnit)
        && entry.is_some_and(|entry| seen.grant.sees_entry(&seen.state, &visitor.staff, entry))
}

/// What a worry is about, in words; harm first and marked.
fn signs(lang: Lang, seen: &[WorrySign]) -> Markup {
    html! {
        @for sign in seen.iter().filter(|sign| sign.is_harm()) { (list::tag(lang.pick(sign.da(), sign.en()), Tone::Late)) " " }
        @for sign in seen.iter().filter(|sign| !sign.is_harm()) { (list::tag(lang.pick(sign.da(), sign.en()), Tone::Plain)) " " }
    }
}

/// The worries about a child that are open at the visitor's unit, and the way to a new one: for the child's own page.
pub(crate) fn of_child(visitor: &Visitor, seen: &Seen<'_>) -> Markup {
    let lang = visitor.lang;
    let open: Vec<&Worry<'_>> =
        seen.state.worries.iter().filter(|worry| worry.settled.is_none() && is_here(visitor, seen, worry)).collect();
    html! {
        @for worry in open {
            p.note { a href=(address(seen.child(), worry.no())) { (t(lang, "worries-open-here")) } " " (signs(lang, &worry.raised.what.seen)) }
        }
    }
}

/// The way back to the child.
fn to_child(seen: &Seen<'_>) -> Markup {
    html! { p { a href=(paths::child(seen.child())) { "← " (seen.state.name()) } } }
}
