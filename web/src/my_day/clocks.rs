//! The 24-hour clocks that run in the municipality: on the day of everyone who can stop one, whoever holds the child.

use crate::app::App;
use crate::errors::PageResult;
use crate::intake::enquiry;
use crate::parts::duty::{self, Due};
use crate::parts::list::{self, Tone, tag};
use crate::paths;
use crate::session::Visitor;
use crate::words::{t, t_with};
use maud::{Markup, html};
use trin_domain::duties::DutyKind;
use trin_domain::enquiry::{EnquiryKind, assess_by};
use trin_domain::id::ChildId;
use trin_domain::kinds::Role;
use trin_domain::record::EntryNo;
use trin_store::DutyRow;

/// How many are shown; the queue has them all.
const SHOWN: u32 = 10;

/// The clocks of the day.
#[derive(Default)]
pub(super) struct Clocks {
    /// By when they run out; `None` for other roles, and when none runs.
    pub section: Option<Markup>,
    shown: Vec<(ChildId, EntryNo)>,
}

impl Clocks {
    /// Whether a duty stands among the clocks already, so that no list of the same page says it again.
    pub(super) fn say(&self, row: &DutyRow) -> bool {
        row.duty.kind == DutyKind::AcuteAssessment && self.shown.contains(&(row.child, row.duty.about))
    }
}

/// The clocks that run, for those who can stop one.
pub(super) async fn running(app: &App, visitor: &Visitor) -> PageResult<Clocks> {
    if !matches!(visitor.staff.role, Role::Intake | Role::TeamLeader) {
        return Ok(Clocks::default());
    }
    let (lang, now) = (visitor.lang, app.now());
    let came: i64 =
        app.store().enquiry_counts().await?.iter().filter(|came| came.kind == EnquiryKind::Concern).map(|came| came.count).sum();
    let count = app.store().queue_counts(&visitor.reader(app), now).await?.unassessed + came;
    if count == 0 {
        return Ok(Clocks::default());
    }
    // Those that wait for their assessment stand first in the queue.
    let queue = app.store().queue(&visitor.reader(app), None, SHOWN).await?;
    let rows: Vec<_> = queue.rows.iter().filter(|row| row.assessed_at.is_none()).collect();
    let waiting = if came > 0 { app.store().enquiries(&visitor.staff, now, i64::from(SHOWN)).await? } else { Vec::new() };
    let enquiries: Vec<_> = waiting.iter().filter_map(|row| Some((row, assess_by(row.kind, row.received_at)?))).collect();
    let with = |name: &str| t_with(lang, "my-day-clock-with", &[("name", name.to_owned().into())]);
    let section = list::section(
        &t_with(lang, "my-day-clocks", &[("count", count.into())]),
        html! {
            ul.plain {
                @for (row, by) in &enquiries {
                    li {
                        a href=(enquiry::address(row.id)) { b { (t_with(lang, "door-clock", &[("reference", row.reference.clone().into())])) } } " "
                        (duty::due(lang, Due::Instant(*by), now))
                        @if row.said.as_ref().is_some_and(|said| said.acute) { " " (tag(&t(lang, "child-entry-acute"), Tone::Late)) }
                    }
                }
                @for row in &rows {
                    li {
                        a href=(paths::notification(row.child, row.no)) { b { (row.child_name) } } " "
                        (duty::due(lang, Due::Instant(row.clock), now))
                        @if row.acute { " " (tag(&t(lang, "child-entry-acute"), Tone::Late)) }
                        @if let Some(name) = &row.responsible_name { span.quiet { " · " (with(name)) } }
                    }
                }
            }
            @if count > i64::from(SHOWN) { p { a href="/modtagelsen" { (t(lang, "my-day-clocks-all")) } } }
        },
    );
    Ok(Clocks { section: Some(section), shown: rows.iter().map(|row| (row.child, row.no)).collect() })
}
