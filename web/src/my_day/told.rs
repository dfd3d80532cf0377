//! What is told until somebody says they have read it: each list has a button of its own, which marks what that list showed and nothing else.

use crate::parts::button::{self, Weight};
use crate::words::{Lang, t};
use jiff::Timestamp;
use maud::{Markup, html};
use trin_store::{NewsRow, ReadList};

/// One list as it is shown: the oldest that is not read, the newest of them first, and whether there is more.
pub(super) struct Told {
    pub rows: Vec<NewsRow>,
    pub has_more: bool,
    list: ReadList,
}

impl Told {
    /// What is shown of rows that come oldest first: at most so many, and never a part of what was written at one moment, which a mark could not
    /// tell from the rest.
    pub(super) fn of(list: ReadList, mut rows: Vec<NewsRow>, most: usize) -> Self {
        let next = rows.get(most).map(|row| row.at);
        rows.truncate(most);
        if let Some(next) = next
            && rows.first().is_some_and(|first| first.at < next)
        {
            rows.retain(|row| row.at < next);
        }
        rows.reverse();
        Self { rows, has_more: next.is_some(), list }
    }

    /// The button under the list.
    pub(super) fn button(&self, lang: Lang) -> Markup {
        let Some(newest) = self.rows.first() else { return html! {} };
        let label = match self.list {
            ReadList::News => t(lang, "my-day-read"),
            ReadList::Addresses => t(lang, "my-day-read-addresses"),
            ReadList::Openings => t(lang, "my-day-read-openings"),
            ReadList::Declined => t(lang, "my-day-read"),
        };
        html! {
            @if self.has_more { p.quiet { (t(lang, "my-day-told-more")) } }
            (button::post("/min-dag/laest", &[("liste", self.list.code()), ("til", &newest.at.as_microsecond().to_string())], &label, Weight::Quiet))
        }
    }
}

/// Which list was read, and until when; nothing that has not come yet is read.
pub(super) fn read(list: &str, until: &str, now: Timestamp) -> Option<(ReadList, Timestamp)> {
    let until = until.parse().ok().and_then(|micros| Timestamp::from_microsecond(micros).ok())?;
    Some((ReadList::from_code(list)?, until.min(now)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use trin_domain::id::{ChildId, StaffId};
    use trin_domain::kinds::Role;
    use trin_domain::record::EntryNo;

    fn rows(seconds: &[i64]) -> Vec<NewsRow> {
        let row = |(no, at): (u32, &i64)| NewsRow {
            child: ChildId::from_label("noah"),
            child_name: "Noah".to_owned(),
            no: EntryNo(no),
            at: Timestamp::from_second(*at).expect("an instant"),
            by: StaffId::from_label("bo"),
            by_name: None,
            role: Role::Caseworker,
            kind: "note-written".to_owned(),
        };
        (1..).zip(seconds).map(row).collect()
    }

    #[test]
    fn a_list_shows_the_oldest_unread_and_no_part_of_a_moment() {
        let shown = |seconds: &[i64], most| {
            let told = Told::of(ReadList::News, rows(seconds), most);
            (told.rows.iter().map(|row| row.at.as_second()).collect::<Vec<_>>(), told.has_more)
        };
        assert_eq!(shown(&[1, 2, 3], 3), (vec![3, 2, 1], false));
        assert_eq!(shown(&[1, 2, 3, 4], 3), (vec![3, 2, 1], true));
        assert_eq!(shown(&[1, 2, 3, 3], 3), (vec![2, 1], true), "the mark would have read a fourth that was not shown");
        assert_eq!(shown(&[3, 3, 3, 3], 3), (vec![3, 3, 3], true), "more than a page at one moment is read at once");
        assert_eq!(shown(&[], 3), (vec![], false));
    }

    #[test]
    fn a_mark_is_of_a_list_that_is_there_and_not_of_the_future() {
        let now = Timestamp::from_second(10).expect("an instant");
        assert_eq!(read("news", "9000000", now), Some((ReadList::News, Timestamp::from_second(9).expect("an instant"))));
        assert_eq!(read("addresses", "99000000", now), Some((ReadList::Addresses, now)));
        assert_eq!(read("all", "9000000", now), None);
        assert_eq!(read("news", "now", now), None);
    }
}
