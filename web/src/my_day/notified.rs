//! What came of the notifications one wrote oneself: that they arrived, and which letters were sent. Nothing of the case.

use crate::app::App;
use crate::errors::PageResult;
use crate::parts::list;
use crate::paths;
use crate::session::Visitor;
use crate::words::{format, t, t_with};
use maud::{Markup, html};
use trin_domain::calendar::day_of;
use trin_domain::id::ChildId;
use trin_domain::kinds::NotifierKind;
use trin_domain::record::{EntryNo, Record};

/// Newest notifications shown; each record is opened to ask how much of it the notifier may see, so they are few.
const SHOWN: u32 = 8;

/// The list, for those who notify from everyday life; nothing for the authority, whose own rooms show more.
pub(super) async fn show(app: &App, visitor: &Visitor) -> PageResult<Option<Markup>> {
    if visitor.is_authority() {
        return Ok(None);
    }
    let mut lines = Vec::new();
    for (child, no) in app.store().notified_by(visitor.staff.id, SHOWN).await? {
        let record = app.store().record(child).await?;
        let may_know = app.store().may_know(&visitor.reader(app), child).await?;
        lines.extend(record.and_then(|record| line(app, visitor, child, &record, no, may_know)));
    }
    if lines.is_empty() {
        return Ok(None);
    }
    Ok(Some(list::section(&t(visitor.lang, "my-day-notified"), html! { ul.plain.apart { @for line in lines { li { (line) } } } })))
}

/// One notification: whom it is about only while the child may be known to the notifier, when it arrived, and the letters.
fn line(app: &App, visitor: &Visitor, child: ChildId, record: &Record, no: EntryNo, may_know: bool) -> Option<Markup> {
    let (lang, today) = (visitor.lang, app.today());
    let state = record.state();
    let notification = state.notification(no)?;
    let is_anonymous = notification.received.what.notifier.kind == NotifierKind::Anonymous;
    let on = |day| [("day", format::day(lang, day, today).into())];
    let received = format::instant(lang, notification.received.recorded_at, app.now());
    let receipt = match notification.receipt {
        Some(receipt) => Some(t_with(lang, "my-day-notified-receipt", &on(receipt.what.on))),
        None if is_anonymous => None,
        None => Some(t(lang, "my-day-notified-no-receipt")),
    };
    let feedback = notification.feedback.filter(|feedback| feedback.what.told.is_some());
    let feedback = feedback.map(|feedback| t_with(lang, "my-day-notified-feedback", &on(feedback.what.on)));
    Some(html! {
        @if may_know { a href=(paths::child(child)) { (state.name()) } } @else { (format::day(lang, day_of(notification.received.recorded_at), today)) }
        " · " (t_with(lang, "my-day-notified-received", &[("when", received.into())]))
        @for said in receipt.into_iter().chain(feedback) { p.quiet { (said) } }
    })
}
