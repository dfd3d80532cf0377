//! A table of children, used wherever a number opens to the children behind it.

use crate::app::App;
use crate::parts::duty;
use crate::parts::list;
use crate::parts::table::{Column, table};
use crate::paths;
use crate::seen::{age, due};
use crate::session::Visitor;
use crate::svg::step_mark;
use crate::words::t;
use maud::{Markup, html};
use trin_store::{ChildRow, Page};

/// The children of one page of a list, and the way to the next page. `address` is the list's own, without a cursor.
pub(crate) fn children_table(app: &App, visitor: &Visitor, rows: &Page<ChildRow>, caption: &str, address: &str) -> Markup {
    let lang = visitor.lang;
    let today = app.today();
    let now = app.now();
    let labels = ["child-list-name", "child-list-age", "child-list-unit", "child-list-stands", "child-list-responsible", "child-list-next"];
    let labels = labels.map(|key| t(lang, key));
    let columns: Vec<Column<'_>> = labels.iter().map(|label| Column::text(label)).collect();
    let steps = u8::try_from(app.strategy().steps.len()).unwrap_or(u8::MAX);
    let stands = |row: &ChildRow| match row.step {
        Some(step) => html! { (step_mark(lang, step.0, steps)) " " (app.step_name(lang, step)) },
        None if row.is_open => html! { (t(lang, "child-list-open")) },
        None => html! { "–" },
    };
    let next = |row: &ChildRow| match &row.next_duty {
        Some(next) => html! { (lang.pick(next.kind.da(), next.kind.en())) " " (duty::due(lang, due(next.due), now)) },
        None => html! { "–" },
    };
    // Where a child stands and what is owed is the case itself: not for those who meet the child in everyday life.
    let sees_case = visitor.is_authority();
    let columns: Vec<Column<'_>> =
        columns.into_iter().enumerate().filter(|(index, _)| sees_case || *index < 3).map(|(_, column)| column).collect();
    let cells = rows
        .rows
        .iter()
        .map(|row| {
            let all = vec![
                html! { a href=(paths::child(row.child)) { (row.name) } },
                html! { (age(lang, row.birth, today)) },
                html! { (row.unit_name.as_deref().unwrap_or("–")) },
                stands(row),
                html! { (row.responsible_name.as_deref().unwrap_or("–")) },
                next(row),
            ];
            all.into_iter().enumerate().filter(|(index, _)| sees_case || *index < 3).map(|(_, cell)| cell).collect()
        })
        .collect();
    let join = if address.contains('?') { '&' } else { '?' };
    let onward = rows.next.as_ref().map(|cursor| format!("{address}{join}efter={cursor}"));
    html! {
        (table(caption, &columns, cells))
        (list::pager(lang, None, onward.as_deref()))
    }
}
