//! The pupils of one's school by what the roadmap asks for, and those who begin to stay away.

use super::{ADDRESS, address, for_those_of_a_school, known_until, reached_words, registers, sums, takes_part};
use crate::app::App;
use crate::errors::PageResult;
use crate::frame::{Room, page};
use crate::names::Names;
use crate::parts::button::{self, Weight};
use crate::parts::duty::{self, Due};
use crate::parts::list::{self, Tone};
use crate::session::Visitor;
use crate::words::{Lang, format, t, t_with};
use axum::extract::State;
use jiff::civil::Date;
use maud::{Markup, html};
use std::cmp::Reverse;
use trin_domain::absence::{Reached, Roadmap};
use trin_domain::calendar::days_after;
use trin_store::AttendanceRow;

/// Registers shown as read lately.
const READ: i64 = 8;
/// After so many days absence is no longer known of now.
const FRESH: i32 = 7;
/// Beginning absence, in percent of the last four weeks.
const BEGINS: u32 = 10;
/// Pupils with beginning absence on the page.
const SHOWN: usize = 60;
/// On My day.
const ON_MY_DAY: usize = 3;

/// A pupil with what the absence asks for.
struct Pupil<'s> {
    row: AttendanceRow,
    reached: Vec<Reached<'s>>,
    lately: u32,
    sums: String,
}

impl<'s> Pupil<'s> {
    /// What is to be done first: what the municipality must be told goes before what has waited longer.
    fn first(&self) -> Option<&Reached<'s>> {
        let open = || self.reached.iter().filter(|reached| reached.is_open());
        open().find(|reached| reached.step.notifies).or_else(|| open().next())
    }
}

/// The pupils whose absence the roadmap may ask about: those something is to be done about first, by when; then those who were away most lately.
fn in_order<'a>(lang: Lang, rows: Vec<AttendanceRow>, roadmap: &Roadmap<'a>) -> Vec<Pupil<'a>> {
    let of = |row: AttendanceRow| {
        let (reached, shares) = (roadmap.of(&row.attendance), roadmap.shares(&row.attendance));
        Pupil { row, reached, lately: shares.lately.percent(), sums: sums(lang, shares) }
    };
    let mut all: Vec<Pupil<'a>> = rows.into_iter().map(of).collect();
    all.sort_by_key(|pupil| {
        let first = pupil.first();
        (!first.is_some_and(|first| first.step.notifies), first.map_or(Date::MAX, |first| first.due), Reverse(pupil.lately))
    });
    all
}

/// Who stands on the page.
struct OnPage<'s> {
    open: Vec<Pupil<'s>>,
    begins: Vec<Pupil<'s>>,
    /// How many more begin to stay away.
    more: usize,
}

async fn on_page<'a>(app: &App, visitor: &Visitor, roadmap: &Roadmap<'a>) -> PageResult<OnPage<'a>> {
    let show = |rows| {
        let (open, rest): (Vec<_>, Vec<_>) = in_order(visitor.lang, rows, roadmap).into_iter().partition(|pupil| pupil.first().is_some());
        let mut begins: Vec<_> = rest.into_iter().filter(|pupil| pupil.lately >= BEGINS).collect();
        let more = begins.len().saturating_sub(SHOWN);
        begins.truncate(SHOWN);
        let children = open.iter().chain(&begins).map(|pupil| pupil.row.child).collect();
        (OnPage { open, begins, more }, children)
    };
    let days = (app.today(), roadmap.since());
    Ok(app.store().attendance_at(&visitor.reader(app), visitor.staff.unit, days, show).await?)
}

/// `GET /fravaer`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> PageResult<Markup> {
    let (lang, today) = (visitor.lang, app.today());
    for_those_of_a_school(&visitor)?;
    let read = registers(&app, &visitor, READ).await?;
    let names = Names::load(&app).await?;
    let title = t(lang, "absence-title");
    let lead = t_with(lang, "absence-lead", &[("unit", names.of_unit(visitor.staff.unit).to_owned().into())]);
    let Some(until) = read.first().map(|register| register.until) else {
        let begin = button::link(&t(lang, "absence-read"), "/fravaer/hent", Weight::Main);
        let main = html! { h1 { (title) } p.lead { (lead) } (list::empty(&t(lang, "absence-none-read"), &t(lang, "absence-none-read-how"), Some(begin))) };
        return Ok(page(&visitor.frame(&app, Some(Room::Absence)), &title, main, None));
    };
    let roadmap = Roadmap::new(app.strategy(), until);
    let OnPage { open, begins, more } = on_page(&app, &visitor, &roadmap).await?;
    let is_stale = until < days_after(today, -FRESH);
    let known = t_with(lang, "absence-known-until", &[("day", format::date(lang, until).into())]);
    let main = html! {
        h1 { (title) }
        p.lead { (lead) }
        p { @if is_stale { (list::tag(&t(lang, "absence-stale"), Tone::Late)) " " } (known) }
        (button::row(button::link(&t(lang, "absence-read"), "/fravaer/hent", if is_stale { Weight::Main } else { Weight::Other })))
        (list::section(&t(lang, "absence-to-do"), html! {
            @if open.is_empty() { p.quiet { (t(lang, "absence-to-do-none")) } }
            (rows(&app, lang, &open))
        }))
        (list::section(&t(lang, "absence-begins"), html! {
            @if begins.is_empty() { p.quiet { (t(lang, "absence-begins-none")) } }
            ul.plain.rounds { @for pupil in &begins { li { (away(lang, pupil, today)) } } }
            @if more > 0 { p.quiet { (t_with(lang, "absence-more", &[("count", more.into())])) } }
        }))
        (list::unfold(&t(lang, "absence-registers"), html! {
            ul.plain {
                @for register in &read {
                    @let values = [("from", format::date(lang, register.from).into()), ("until", format::date(lang, register.until).into()), ("rows", register.rows.into()), ("news", register.news.into())];
                    li {
                        (t_with(lang, "absence-register", &values))
                        @if register.unknown > 0 { " " (t_with(lang, "absence-register-unknown", &[("count", register.unknown.into())])) }
                        span.quiet { " · " (names.of(register.by)) ", " (format::instant(lang, register.at, app.now())) }
                    }
                }
            }
            @if !roadmap.year().is_given { p.quiet { (t(lang, "absence-usual-days")) } }
        }))
        p { a href="/boern" { (t(lang, "absence-find")) } }
    };
    Ok(page(&visitor.frame(&app, Some(Room::Absence)), &title, main, None))
}

/// Pupils something is to be done about: whose, what and by when, who does it, and what the absence adds up to.
fn rows(app: &App, lang: Lang, open: &[Pupil<'_>]) -> Markup {
    html! {
        ul.plain.rounds {
            @for pupil in open {
                @if let Some(first) = pupil.first() {
                    li {
                        a href=(address(pupil.row.child)) { b { (pupil.row.name) } }
                        " · " (lang.pick(&first.step.name, &first.step.name_en)) " · " (duty::due(lang, Due::Day(first.due), app.now()))
                        @let others = pupil.reached.iter().filter(|reached| reached.is_open()).count() - 1;
                        p.quiet { (lang.pick(&first.step.responsible, &first.step.responsible_en)) " · " (reached_words(lang, first, app.today())) }
                        p.quiet { (pupil.sums)
                            @if others > 0 { " · " (t_with(lang, "absence-others", &[("count", others.into())])) } }
                    }
                }
            }
        }
    }
}

/// A pupil who is away, and that the school acted on it.
fn away(lang: Lang, pupil: &Pupil<'_>, today: Date) -> Markup {
    let acted = pupil.reached.iter().filter_map(|reached| reached.answer.as_ref()).map(|answer| answer.on).max();
    html! {
        a href=(address(pupil.row.child)) { (pupil.row.name) } " " span.quiet { (pupil.sums) }
        @if let Some(on) = acted { " " (list::tag(&t_with(lang, "absence-acted", &[("day", format::day(lang, on, today).into())]), Tone::Down)) }
    }
}

/// The school's absence on My day.
pub(crate) struct OnMyDay {
    pub summary: String,
    pub section: Markup,
}

/// What the roadmap asks for on My day: the first of it, and the way to the rest.
pub(crate) async fn today(app: &App, visitor: &Visitor) -> PageResult<Option<OnMyDay>> {
    if !takes_part(visitor.staff.role) {
        return Ok(None);
    }
    let lang = visitor.lang;
    let Some(until) = known_until(app, visitor).await? else { return Ok(None) };
    let roadmap = Roadmap::new(app.strategy(), until);
    // Who is not shown was not looked at.
    let show = |rows| {
        let mut open: Vec<_> = in_order(lang, rows, &roadmap).into_iter().filter(|pupil| pupil.first().is_some()).collect();
        let all = open.len();
        open.truncate(ON_MY_DAY);
        let children = open.iter().map(|pupil| pupil.row.child).collect();
        ((open, all), children)
    };
    let (open, all) = app.store().attendance_at(&visitor.reader(app), visitor.staff.unit, (app.today(), roadmap.since()), show).await?;
    if open.is_empty() {
        return Ok(None);
    }
    let section = list::section(
        &t(lang, "absence-title"),
        html! {
            (rows(app, lang, &open))
            @if all > ON_MY_DAY { p { a href=(ADDRESS) { (t(lang, "absence-all")) } } }
        },
    );
    Ok(Some(OnMyDay { summary: t_with(lang, "absence-today", &[("count", all.into())]), section }))
}
