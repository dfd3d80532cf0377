//! What pages ask. Every list is paged and ordered by the database, by an index; nothing here asks once for each row.

mod absence;
pub(crate) mod children;
mod duties;
mod figures;
mod lists;
mod talks;
mod worries;

/// Every statement that reads, for the test that prepares them all.
#[cfg(test)]
pub(crate) fn statements() -> Vec<(&'static str, &'static str)> {
    [
        absence::STATEMENTS,
        children::STATEMENTS,
        duties::STATEMENTS,
        figures::STATEMENTS,
        lists::STATEMENTS,
        talks::STATEMENTS,
        worries::STATEMENTS,
    ]
    .concat()
}
