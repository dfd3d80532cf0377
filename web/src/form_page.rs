//! Pages with one form about a child: shown with its draft, saved as one command, and shown again with everything typed when it could not be.

use crate::app::App;
use crate::drafts;
use crate::errors::{PageError, PageResult};
use crate::frame::page;
use crate::my_day::entry_name;
use crate::parts::button::{self, Weight};
use crate::parts::compare::{self, Side};
use crate::parts::field::{self, Typed};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::{Visitor, done};
use crate::submit::{self, Written};
use crate::words::{format, t, t_with};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use trin_domain::access::Room;
use trin_domain::id::ChildId;
use trin_domain::record::{Command, Entry, Fact};

mod again;

/// Draws a form's page: fields with what was typed, and a notice above them when there is one.
pub type Draw = fn(&App, &Visitor, &Seen<'_>, &Typed, Option<Markup>) -> Markup;

/// What draws a form's page: a [`Draw`], or one that knows something more.
pub trait Draws: Fn(&App, &Visitor, &Seen<'_>, &Typed, Option<Markup>) -> Markup + Send + Sync {}
impl<D: Fn(&App, &Visitor, &Seen<'_>, &Typed, Option<Markup>) -> Markup + Send + Sync> Draws for D {}

/// Draws a form with something said above it each time it is shown, beside what others wrote.
pub fn below(above: Option<Markup>, draw: Draw) -> impl Draws {
    move |app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>| {
        let all = html! { @for said in notice.iter().chain(&above) { (said) } };
        draw(app, visitor, seen, typed, Some(all))
    }
}

/// What a form says about itself.
pub struct Form<'a> {
    /// Its heading.
    pub title: &'a str,
    /// What it is for, in a sentence.
    pub lead: &'a str,
    /// Where it is sent, which is also where it is shown.
    pub address: &'a str,
    /// What its button says.
    pub button: &'a str,
    /// What stands beside it.
    pub side: Option<Markup>,
    /// Where it leads back to; the child's page, when nothing is said.
    pub back: Option<&'a str>,
}

impl Form<'_> {
    /// The whole page: heading, errors, fields, button, and the way back.
    pub fn page(&self, app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>, fields: Markup) -> Markup {
        let lang = visitor.lang;
        let body = html! {
            (submit::hidden(submit::key_of(app, typed), seen.record))
            (fields)
            (button::row(html! {
                (button::submit(self.button, Weight::Main))
                (button::link(&t(lang, "forms-back"), self.back.unwrap_or(&paths::child(seen.child())), Weight::Quiet))
            }))
        };
        let main = html! {
            h1 { (self.title) }
            @if !self.lead.is_empty() { p.lead { (self.lead) } }
            @if let Some(notice) = notice { (notice) }
            (field::errors(lang, typed, &body))
            (field::form(lang, self.address, Some(&drafts::key(self.address)), body))
        };
        page(&seen.frame(app, visitor), self.title, main, self.side.clone())
    }
}

/// Shows a form, with its draft when there is one.
///
/// # Errors
/// [`PageError::NotFound`] when the visitor may not write about the child.
pub async fn show(app: &App, visitor: &Visitor, id: &str, address: &str, draw: Draw) -> PageResult {
    let record = seen::open(app, visitor, id).await?;
    let seen = Seen::new(app, visitor, &record).await?;
    show_seen(app, visitor, &seen, address, &[], draw).await
}

/// Shows a form about a child who was opened already. `known` are values that follow from the address.
///
/// A draft begun before others wrote comes with what they wrote, so that it is not saved over it unread.
///
/// # Errors
/// [`PageError::NotFound`] when the visitor may not write about the child.
pub async fn show_seen(
    app: &App,
    visitor: &Visitor,
    seen: &Seen<'_>,
    address: &str,
    known: &[(&str, String)],
    draw: impl Draws,
) -> PageResult {
    may_write(visitor, seen, room(address))?;
    let mut typed = drafts::load(app, visitor, &drafts::key(address)).await?;
    let before = typed.value("set").parse().ok();
    for (name, value) in known {
        typed = typed.or_else(name, value.as_str());
    }
    let by_others = |before: &usize| seen.record.entries().iter().skip(*before).any(|entry| entry.by.staff != visitor.staff.id);
    let notice = before.filter(by_others).map(|before| written_since(visitor, seen, before));
    Ok(draw(app, visitor, seen, &typed, notice).into_response())
}

/// What a form is saved as, once it has been read.
pub struct Saving<'a, D> {
    /// The form's address, whose draft is forgotten when it is saved.
    pub address: &'a str,
    /// Why the person acts, for the log.
    pub purpose: &'a str,
    /// Where to go when it is saved.
    pub then: String,
    /// The text that says it was done.
    pub done: &'a str,
    /// Draws the form again when it could not be saved.
    pub draw: D,
}

/// Saves what was read, or shows the form again with what is wrong. `facts` is `None` when reading found faults.
///
/// # Errors
/// [`PageError::NotFound`] when the visitor may not write about the child; the store's failures.
pub async fn save(
    app: &App,
    visitor: &Visitor,
    seen: &Seen<'_>,
    typed: Typed,
    facts: Option<Vec<Fact>>,
    label: impl Fn(&str) -> String,
    saving: Saving<'_, impl Draws>,
) -> PageResult {
    let commands = facts.map(|facts| vec![submit::command(app, &typed, seen.child(), facts)]);
    save_all(app, visitor, seen, typed, commands, label, saving).await
}

/// As [`save`], with commands in other children's records too: all or none.
///
/// # Errors
/// As [`save`].
pub async fn save_all(
    app: &App,
    visitor: &Visitor,
    seen: &Seen<'_>,
    mut typed: Typed,
    commands: Option<Vec<Command>>,
    label: impl Fn(&str) -> String,
    saving: Saving<'_, impl Draws>,
) -> PageResult {
    may_write(visitor, seen, room(saving.address))?;
    let own = commands.iter().flatten().filter(|command| command.child == seen.child());
    if own.flat_map(|command| &command.facts).any(|fact| !seen.grant.writes(Room::of(fact))) {
        return Err(PageError::NotFound(visitor.lang));
    }
    let Some(commands) = commands.filter(|_| typed.is_fine()) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, (saving.draw)(app, visitor, seen, &typed, None)).into_response());
    };
    let own_first = commands.iter().find(|command| command.child == seen.child()).map(|command| command.seen.0 + 1);
    if let Some(page) = again::asked(app, visitor, seen, &typed, &commands, &saving).await? {
        return Ok(page);
    }
    match submit::write_all(app, visitor, &mut typed, saving.purpose, &commands, label).await? {
        Written::Done => {
            drafts::forget(app, visitor, &drafts::key(saving.address)).await?;
            let then = onward(app, visitor, seen.child(), &saving.then).await?;
            // On the child's own page what was written may stand some screens down: the message leads to it.
            let wrote = own_first.filter(|_| then == paths::child(seen.child())).map(|no| format!("&nyt={no}")).unwrap_or_default();
            Ok(Redirect::to(&format!("{}{wrote}", done(&then, saving.done))).into_response())
        }
        Written::Refused => Ok((StatusCode::UNPROCESSABLE_ENTITY, (saving.draw)(app, visitor, seen, &typed, None)).into_response()),
        // Another child's record was read a moment ago: saving again reads it anew.
        Written::Stale { now, .. } if now.child != seen.child() => {
            typed.wrong("", t(visitor.lang, "refusals-stale"));
            Ok((StatusCode::CONFLICT, (saving.draw)(app, visitor, seen, &typed, None)).into_response())
        }
        Written::Stale { now, seen: before } => {
            let fresh = Seen::new(app, visitor, &now).await?;
            let notice = written_since(visitor, &fresh, before);
            Ok((StatusCode::CONFLICT, (saving.draw)(app, visitor, &fresh, &typed, Some(notice))).into_response())
        }
    }
}

/// Only who writes in a room of the record finds its forms.
///
/// # Errors
/// [`PageError::NotFound`] for everyone else.
pub fn may_write(visitor: &Visitor, seen: &Seen<'_>, room: Room) -> PageResult<()> {
    if seen.grant.writes(room) { Ok(()) } else { Err(PageError::NotFound(visitor.lang)) }
}

/// The room of the record that a form, by its address, writes in.
pub(crate) fn room(address: &str) -> Room {
    let mut parts = address.trim_start_matches('/').split('/');
    match (parts.next(), parts.nth(1)) {
        (Some("runder" | "bekymringer" | "samtaler" | "fravaer"), _) => Room::AtUnit,
        (Some("modtagelsen"), _) | (_, Some("genlaesning")) => Room::Notifications,
        (_, Some("ansvar")) => Room::Responsibility,
        (_, Some("netvaerk")) => Room::Network,
        (_, Some("adresse")) => Room::Address,
        (_, Some("adgang" | "noedadgang" | "aktindsigt")) => Room::Admission,
        (_, Some("moede")) => Room::Meetings,
        (_, Some("boernesamtale" | "undersoegelse")) => Room::Assessment,
        (_, Some("foedt")) => Room::Identity,
        (_, Some("luk")) => Room::Position,
        (_, Some("trivsel")) => Room::Wellbeing,
        (_, Some("plan" | "indsats" | "opfoelgning")) => Room::Help,
        _ => Room::Notes,
    }
}

/// Where to go when something was written: there, unless what was written ended the writer's own relation to the child.
///
/// # Errors
/// When the store fails.
pub async fn onward(app: &App, visitor: &Visitor, child: ChildId, then: &str) -> PageResult<String> {
    let may_know = app.store().may_know(&visitor.reader(app), child).await?;
    Ok(if may_know || !then.contains(&child.to_string()) { then.to_owned() } else { "/min-dag".to_owned() })
}

/// What others wrote since the page was opened, as far as the visitor sees it, beside a word on what to do.
fn written_since(visitor: &Visitor, seen: &Seen<'_>, before: usize) -> Markup {
    let lang = visitor.lang;
    let since = seen.record.entries().iter().skip(before);
    // That something was written is said; what it says is for those who see that room of the record.
    let since: Vec<&Entry> = since.filter(|entry| seen.grant.sees_entry(&seen.state, &visitor.staff, entry)).collect();
    let theirs = html! {
        ul.plain {
            @for entry in &since {
                li {
                    a href=(paths::entry(seen.child(), entry.no)) { (entry_name(lang, entry.fact.kind())) }
                    span.quiet { " · " (seen.names.of(entry.by.staff)) ", " (format::instant(lang, entry.recorded_at, seen.now)) }
                    p { (crate::child::line(lang, &entry.fact, seen)) }
                }
            }
        }
    };
    let by_others = since.iter().any(|entry| entry.by.staff != visitor.staff.id);
    let count = [("count", since.len().into())];
    let heading = if by_others { t_with(lang, "forms-written-since", &count) } else { t(lang, "forms-written-by-you") };
    html! {
        div.flash.notice role="alert" { p { (t(lang, "refusals-stale")) } }
        @if !since.is_empty() {
            (compare::compare(
                &Side { heading, body: theirs },
                &Side { heading: t(lang, "forms-yours"), body: html! { p { (t(lang, "forms-yours-below")) } } },
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::room;
    use crate::paths;
    use trin_domain::access::Room;
    use trin_domain::duties::DutyKind;
    use trin_domain::id::ChildId;
    use trin_domain::record::EntryNo;

    #[test]
    fn what_is_owed_is_done_on_a_page_of_the_room_its_grants_open() {
        for kind in DutyKind::ALL {
            let page = paths::duty(ChildId::from_label("noah"), *kind, EntryNo(3));
            assert_eq!(room(&page), Room::met_in(*kind), "{kind:?}");
        }
    }
}
