//! What is owed, by due time: late of late, then what is coming; what has been late for long is one line that leads to the list.

use super::clocks::Clocks;
use super::glass::Openings;
use crate::app::App;
use crate::errors::PageResult;
use crate::names::Names;
use crate::parts::duty::{self, DutyView};
use crate::parts::list;
use crate::seen::{duty_lines, rooms_of, with_child};
use crate::session::Visitor;
use crate::words::{Lang, t, t_with};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use trin_domain::duties::Duty;
use trin_domain::id::ChildId;
use trin_domain::kinds::Role;
use trin_store::{Cursor, DutyRow, Page};

/// Duties on one page.
const DUTIES: u32 = 25;
/// Late duties on the day's own page; the rest are one click away.
const LATE_SHOWN: u32 = 5;
/// What has been late for longer than so many days does not lead the day: it is gathered in a line of its own.
const LONG_LATE: i64 = 90;
/// The names in an address of the lists of late duties: one's own, and those shared by a role.
const LATE: &str = "forfaldne";
const SHARED: &str = "faelles";

/// Which list goes on, and from where.
pub(super) struct Asked<'a> {
    pub list: &'a str,
    pub after: Option<Cursor>,
}

/// What is owed: the sentence at the top, and the lists below.
pub(super) struct Owed {
    pub summary: String,
    pub lists: Markup,
    /// Whether nothing is owed, now or later.
    pub is_nothing: bool,
    /// Whether the page is one list alone.
    pub is_list: bool,
}

pub(super) async fn gather(
    app: &App,
    visitor: &Visitor,
    names: &Names,
    asked: Asked<'_>,
    openings: &Openings,
    clocks: &Clocks,
) -> PageResult<Owed> {
    let (lang, me, now, store) = (visitor.lang, visitor.staff.id, app.now(), app.store());
    let by = &visitor.reader(app);
    let long_ago = now.saturating_sub(SignedDuration::from_hours(24 * LONG_LATE)).unwrap_or(now);
    let drawn = async |rows: &[DutyRow]| duty_list(app, visitor, rows, names, now).await;
    let (late, long_late) = (store.late_count(by, me, now, now).await?, store.late_count(by, me, long_ago, now).await?);
    let shared_role = Some(visitor.staff.role).filter(|role| matches!(role, Role::Intake | Role::TeamLeader));

    let whole = match (asked.list, shared_role) {
        (LATE, _) => Some((t(lang, "my-day-late"), store.duties_of_staff(by, me, now, Some(now), asked.after.as_ref(), DUTIES).await?)),
        (SHARED, Some(role)) => {
            Some((shared_name(lang, role), store.duties_of_role(by, role, now, None, asked.after.as_ref(), DUTIES).await?))
        }
        _ => None,
    };
    let shared_late = match shared_role {
        Some(role) => store.late_count_of_role(by, role, now, now).await?,
        None => 0,
    } + openings.late;
    if let Some((name, rows)) = whole {
        let next = rows.next.as_ref().map(|cursor| format!("/min-dag?liste={}&efter={cursor}", asked.list));
        let drawn = drawn(&rows.rows).await?;
        let lists = html! {
            p { a href="/min-dag" { "← " (t(lang, "my-day-title")) } }
            (list::section(&name, html! { (drawn) (list::pager(lang, None, next.as_deref())) }))
        };
        return Ok(Owed { summary: summary(lang, late, long_late, shared_late, false), lists, is_nothing: false, is_list: true });
    }

    let lately = Cursor::after_instant(long_ago);
    let mut late_rows = store.duties_of_staff(by, me, now, Some(now), Some(&lately), LATE_SHOWN).await?;
    let is_later_page = asked.after.is_some();
    let mut coming = store.coming_duties_of_staff(by, me, now, asked.after.as_ref(), DUTIES).await?;
    let nothing_comes = coming.rows.is_empty();
    let late_said = said_above(lang, &mut late_rows.rows, clocks);
    let coming_said = said_above(lang, &mut coming.rows, clocks);
    let shared = match shared_role {
        Some(role) => {
            let rows = store.duties_of_role(by, role, now, None, Some(&lately), DUTIES).await?;
            let shown = drawn(&rows.rows).await?;
            let older = store.late_count_of_role(by, role, long_ago, now).await?;
            let oldest = if older > 0 { store.duties_of_role(by, role, now, Some(now), None, 1).await?.rows } else { Vec::new() };
            Some((role, rows, drawn(&oldest).await?, shown, older))
        }
        None => None,
    };
    // What has waited longest stands first, and the others that have waited long are one line below it.
    let oldest = if long_late > 0 { store.duties_of_staff(by, me, now, Some(now), None, 1).await?.rows } else { Vec::new() };
    let oldest_drawn = drawn(&oldest).await?;
    let (late_drawn, coming_drawn) = (drawn(&late_rows.rows).await?, drawn(&coming.rows).await?);
    let lists = html! {
        @if let Some((role, rows, oldest, shown, older)) = &shared {
            @if !rows.rows.is_empty() || *older > 0 { (list::section(&shared_name(lang, *role), html! {
                @if *older > 0 { (oldest) }
                (older_ones(lang, *older - 1, SHARED))
                (shown)
                (more(lang, rows.next.is_some(), SHARED))
            })) }
        }
        @if late > 0 { (list::section(&late_heading(lang, late), html! {
            @if long_late > 0 { (oldest_drawn) }
            (older_ones(lang, long_late - 1, LATE))
            (late_said) (late_drawn)
            (more(lang, late_rows.next.is_some(), LATE))
        })) }
        (list::section(&t(lang, "my-day-duties"), html! {
            (coming_said)
            @if nothing_comes || !coming.rows.is_empty() || coming.next.is_some() { (coming_duties(lang, &coming, is_later_page, coming_drawn)) }
        }))
    };
    let nothing_shared =
        shared.as_ref().is_none_or(|(_, rows, ..)| rows.rows.is_empty()) && openings.count == 0 && clocks.section.is_none();
    let nothing_coming = nothing_comes && nothing_shared;
    let is_nothing = nothing_coming && late == 0 && shared_late == 0;
    Ok(Owed { summary: summary(lang, late, long_late, shared_late, nothing_coming), lists, is_nothing, is_list: false })
}

/// Takes from a list what stands among the clocks above it, and says so.
fn said_above(lang: Lang, rows: &mut Vec<DutyRow>, clocks: &Clocks) -> Markup {
    let before = rows.len();
    rows.retain(|row| !clocks.say(row));
    let said = before - rows.len();
    html! { @if said > 0 { p.quiet { (t_with(lang, "my-day-said-above", &[("count", said.into())])) } } }
}

fn shared_name(lang: Lang, role: Role) -> String {
    t(lang, if role == Role::Intake { "my-day-shared" } else { "my-day-shared-leaders" })
}

/// The day in one sentence: how much is late, and how much of it for long. What falls to all of a role is not one's own, and not nothing: it is
/// never said that nothing is owed above something that is.
fn summary(lang: Lang, late: i64, long_late: i64, shared_late: i64, nothing_coming: bool) -> String {
    if late == 0 && shared_late > 0 {
        return t_with(lang, "my-day-shared-late", &[("count", shared_late.into())]);
    }
    if late == 0 {
        return t(lang, if nothing_coming { "my-day-nothing-owed" } else { "my-day-none-late" });
    }
    let values = [("count", long_late.into()), ("days", LONG_LATE.into())];
    let says = [
        Some(t_with(lang, "my-day-some-late", &[("late", late.into())])),
        (long_late > 0).then(|| t_with(lang, "my-day-some-older", &values)),
        (shared_late > 0).then(|| t_with(lang, "my-day-shared-too", &[("count", shared_late.into())])),
    ];
    says.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn late_heading(lang: Lang, late: i64) -> String {
    if late > 0 { t_with(lang, "my-day-late-count", &[("count", late.into())]) } else { t(lang, "my-day-late") }
}

fn address_of(which: &str) -> String {
    format!("/min-dag?liste={which}")
}

/// The way to the rest of a list.
fn more(lang: Lang, has_more: bool, which: &str) -> Markup {
    html! { @if has_more { p { a href=(address_of(which)) { (t(lang, "my-day-late-all")) } } } }
}

/// How many others have been late for long.
fn older_ones(lang: Lang, older: i64, which: &str) -> Markup {
    html! { @if older > 0 { p { a href=(address_of(which)) { (t_with(lang, "my-day-late-older", &[("count", older.into()), ("days", LONG_LATE.into())])) } } } }
}

/// Duties with the child's name, and without the person, whose own page this is.
async fn duty_list(app: &App, visitor: &Visitor, rows: &[DutyRow], names: &Names, now: Timestamp) -> PageResult<Markup> {
    let (lang, seen) = (visitor.lang, rooms_of(app, visitor, rows).await?);
    let duties: Vec<(ChildId, &Duty)> = rows.iter().map(|row| (row.child, &row.duty)).collect();
    let view = |(place, view): (usize, DutyView)| {
        let row = &rows[place];
        with_child(DutyView { person: String::new(), ..view }, row, &seen)
    };
    Ok(duty::duties(lang, &duty_lines(app, lang, &duties, names).into_iter().map(view).collect::<Vec<_>>(), now))
}

fn coming_duties(lang: Lang, coming: &Page<DutyRow>, is_later_page: bool, drawn: Markup) -> Markup {
    if coming.rows.is_empty() {
        return list::empty(&t(lang, "my-day-duties-none"), &t(lang, "my-day-duties-how"), None);
    }
    let next = coming.next.as_ref().map(|cursor| format!("/min-dag?efter={cursor}"));
    html! { (drawn) (list::pager(lang, is_later_page.then_some("/min-dag"), next.as_deref())) }
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::words::Lang;

    #[test]
    fn nothing_owed_is_never_said_above_something_that_is() {
        let nothing = summary(Lang::Da, 0, 0, 0, true);
        for late in 0..3 {
            for shared_late in 0..3 {
                for long_late in 0..=late {
                    for nothing_coming in [true, false] {
                        let says = summary(Lang::Da, late, long_late, shared_late, nothing_coming);
                        assert_eq!(says == nothing, late + shared_late == 0 && nothing_coming, "{late} {shared_late}: {says}");
                        assert!(late + shared_late == 0 || says.contains("forfald"), "{late} {shared_late}: {says}");
                    }
                }
            }
        }
    }
}
