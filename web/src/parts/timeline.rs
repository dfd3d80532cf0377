//! The record as people read it: newest first, grouped by day, each entry in one or two lines that open.

use jiff::civil::Date;
use maud::{Markup, html};

use super::list::{Tone, tag};
use crate::words::Lang;
use crate::words::format;

/// One entry of a record.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Anchor on the page, `entry-12`; the path's marks link to it.
    pub id: String,
    /// The day it happened.
    pub day: Date,
    /// The time, where it matters: "15.30".
    pub time: Option<String>,
    /// What kind of entry: "Opfølgning".
    pub kind: String,
    /// One or two lines of what it says.
    pub line: String,
    /// Who wrote it.
    pub who: String,
    /// In which role.
    pub role: String,
    /// Words beside it: "Et trin ned", "rettet".
    pub tags: Vec<(String, Tone)>,
    /// The whole entry, unfolded on demand.
    pub more: Option<Markup>,
    /// What stands beside it, never folded: how the family sees it.
    pub beside: Markup,
}

/// Entries in the order given (newest first), under the heading of their day.
pub fn timeline(lang: Lang, entries: &[Entry], today: Date) -> Markup {
    html! {
        div.timeline {
            @for day in entries.chunk_by(|one, next| one.day == next.day) {
                section.day {
                    h2 {
                        time datetime=(day[0].day) { (format::weekday_and_day(lang, day[0].day, today)) }
                        " " span.relative { (format::relative_day(lang, day[0].day, today)) }
                    }
                    ol { @for entry in day { li.entry id=(entry.id) tabindex="-1" { (one(entry)) } } }
                }
            }
        }
    }
}

fn one(entry: &Entry) -> Markup {
    let head = html! {
        span.kind { (entry.kind) }
        @for (text, tone) in &entry.tags { " " (tag(text, *tone)) }
        " " span.line { (entry.line) }
    };
    html! {
        @match &entry.more {
            Some(more) => details { summary { (head) } div.more { (more) } },
            None => p { (head) },
        }
        p.by { (entry.who) @if entry.role != entry.who { ", " (entry.role) } @if let Some(time) = &entry.time { " · " (time) } }
        (entry.beside)
    }
}
