//! Records that were opened in an emergency: who, when and why in their words. On the day of those who review it until it is reviewed, and on
//! the day of whoever is responsible until they have read it.

use super::addresses::facts;
use super::told::Told;
use crate::app::App;
use crate::errors::PageResult;
use crate::names::Names;
use crate::parts::duty;
use crate::parts::list;
use crate::paths;
use crate::seen::due;
use crate::session::Visitor;
use crate::words::{Lang, format, t, t_with};
use jiff::Timestamp;
use maud::{Markup, html};
use trin_domain::access::{self, Room};
use trin_domain::duties::DutyKind;
use trin_domain::id::ChildId;
use trin_domain::record::{Entry, EntryNo, Fact};
use trin_store::{DutyRow, ReadList};

/// How many are shown on the day's own page.
const SHOWN: usize = 10;
/// How many are asked for, and shown as a list of their own.
const MOST: u32 = 50;
/// The list's name in an address.
pub(super) const LIST: &str = "noedadgang";

/// What waits, and what is told.
#[derive(Default)]
pub(super) struct Openings {
    pub section: Option<Markup>,
    /// How many of the visitor's to review are late.
    pub late: i64,
    /// How many are theirs to review.
    pub count: usize,
}

/// The list; nothing where there is nothing. `is_whole` shows all of it.
pub(super) async fn waiting(app: &App, visitor: &Visitor, is_whole: bool) -> PageResult<Openings> {
    if !visitor.is_authority() {
        return Ok(Openings::default());
    }
    if access::leads(visitor.staff.role) { to_review(app, visitor, is_whole).await } else { told(app, visitor).await }
}

async fn to_review(app: &App, visitor: &Visitor, is_whole: bool) -> PageResult<Openings> {
    let (lang, now, by) = (visitor.lang, app.now(), visitor.reader(app));
    let rows = app.store().duties_of_kind(&by, DutyKind::GlassReview, now, MOST).await?;
    if rows.is_empty() {
        return Ok(Openings::default());
    }
    let places: Vec<(ChildId, EntryNo)> = rows.iter().map(|row| (row.child, row.duty.about)).collect();
    let children: Vec<ChildId> = places.iter().map(|(child, _)| *child).collect();
    let rooms = app.store().rooms_seen(&by, &children).await?;
    let entries = app.store().entries_at(&places).await?;
    let names = Names::load(app).await?;
    let opening = |row: &DutyRow| {
        let is_it = |(child, entry): &&(ChildId, Entry)| *child == row.child && entry.no == row.duty.about;
        entries.iter().find(is_it).map(|(_, entry)| entry)
    };
    // Nobody reviews their own: to them it is nothing that is owed.
    let theirs = |row: &&DutyRow| opening(row).is_some_and(|entry| access::reviews_glass(&visitor.staff, entry.by.staff));
    let mine: Vec<&DutyRow> = rows.iter().filter(theirs).collect();
    let late = mine.iter().filter(|row| row.duty.due().late_from() <= now).count();
    let shown = if is_whole { mine.len() } else { SHOWN.min(mine.len()) };
    let says = |row: &DutyRow| {
        let sees = rooms.get(&row.child).is_some_and(|rooms| rooms.has(Room::Admission));
        opening(row).filter(|_| sees).map(|entry| said(lang, &names, entry.by.staff, entry.recorded_at, &entry.fact, now))
    };
    let section = (!mine.is_empty()).then(|| {
        list::section(
            &t(lang, "access-glass-open-now"),
            html! {
                p { (t(lang, "access-glass-open-lead")) }
                ul.plain {
                    @for row in &mine[..shown] {
                        li {
                            a href=(paths::below(row.child, "adgang")) { b { (row.child_name) } } " "
                            (duty::due(lang, due(row.duty.due()), now))
                            @match says(row) {
                                Some(said) => (said),
                                None => p.quiet { (lang.pick(&row.duty.because_da, &row.duty.because_en)) },
                            }
                        }
                    }
                }
                @if shown < mine.len() { p { a href=(format!("/min-dag?liste={LIST}")) { (t_with(lang, "access-glass-all", &[("count", mine.len().into())])) } } }
            },
        )
    });
    Ok(Openings { section, late: i64::try_from(late).unwrap_or(i64::MAX), count: mine.len() })
}

/// What others opened of the children one is responsible for: only a leader reviews it, so it is told and not owed.
async fn told(app: &App, visitor: &Visitor) -> PageResult<Openings> {
    let (lang, now, me) = (visitor.lang, app.now(), visitor.staff.id);
    let since = app.store().read_until(me, ReadList::Openings).await?.unwrap_or(Timestamp::UNIX_EPOCH);
    let most = u32::try_from(SHOWN).unwrap_or(u32::MAX);
    let rows = app.store().openings_told(&visitor.reader(app), me, since, most + 1).await?;
    if rows.is_empty() {
        return Ok(Openings::default());
    }
    let told = Told::of(ReadList::Openings, rows, SHOWN);
    let facts = facts(app, visitor, &told.rows).await?;
    let names = Names::load(app).await?;
    let section = list::section(
        &t(lang, "access-glass-open-now"),
        html! {
            p { (t(lang, "access-glass-told-lead")) }
            ul.plain {
                @for row in &told.rows {
                    li {
                        a href=(paths::entry(row.child, row.no)) { b { (row.child_name) } }
                        @match facts.get(&(row.child, row.no)) {
                            Some(fact) => (said(lang, &names, row.by, row.at, fact, now)),
                            None => span.quiet { " · " (format::instant(lang, row.at, now)) },
                        }
                    }
                }
            }
            (told.button(lang))
        },
    );
    Ok(Openings { section: Some(section), late: 0, count: 0 })
}

/// Who opened it when, for which reason, and what they wrote.
fn said(lang: Lang, names: &Names, by: trin_domain::id::StaffId, at: Timestamp, fact: &Fact, now: Timestamp) -> Markup {
    let Fact::GlassBroken(glass) = fact else { return html! {} };
    let values = [("name", names.of(by).to_owned().into()), ("when", format::instant(lang, at, now).into())];
    html! {
        p { (t_with(lang, "access-glass-by", &values)) " " (lang.pick(glass.reason.da(), glass.reason.en())) "." }
        p.quiet { (t_with(lang, "access-quoted", &[("text", glass.text.clone().into())])) }
    }
}
