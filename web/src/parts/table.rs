//! Tables: rows on a wide screen, cards on a phone, still a table to a screen reader.

use maud::{Markup, html};

/// A column's heading and how its cells stand.
#[derive(Clone, Debug)]
pub struct Column<'a> {
    /// What stands in it.
    pub label: &'a str,
    /// Whether its cells are numbers, set flush right with figures of one width.
    pub is_numeric: bool,
    /// Whether it holds running text, and gets the room the others leave.
    pub is_roomy: bool,
}

impl<'a> Column<'a> {
    /// A column of words.
    pub const fn text(label: &'a str) -> Self {
        Self { label, is_numeric: false, is_roomy: false }
    }

    /// A column of numbers.
    pub const fn number(label: &'a str) -> Self {
        Self { label, is_numeric: true, is_roomy: false }
    }

    /// A column of running text.
    pub const fn prose(label: &'a str) -> Self {
        Self { label, is_numeric: false, is_roomy: true }
    }
}

/// A table; the first cell of each row is its heading. The caption says what the table shows and may be a whole sentence.
pub fn table(caption: &str, columns: &[Column<'_>], rows: Vec<Vec<Markup>>) -> Markup {
    html! {
        // The roles keep it a table for screen readers where the style sheet turns rows into cards.
        table.table role="table" {
            caption { (caption) }
            thead role="rowgroup" {
                tr role="row" { @for column in columns { th.number[column.is_numeric].roomy[column.is_roomy] scope="col" role="columnheader" { (column.label) } } }
            }
            tbody role="rowgroup" {
                @for row in rows {
                    tr role="row" {
                        @for (index, cell) in row.into_iter().enumerate() {
                            @let column = columns.get(index);
                            @let is_numeric = column.is_some_and(|column| column.is_numeric);
                            @let is_roomy = column.is_some_and(|column| column.is_roomy);
                            @let label = column.map(|column| column.label).unwrap_or_default();
                            @if index == 0 {
                                th.number[is_numeric] scope="row" role="rowheader" data-label=(label) { div.cell { (cell) } }
                            } @else {
                                td.number[is_numeric].roomy[is_roomy] role="cell" data-label=(label) { div.cell { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
