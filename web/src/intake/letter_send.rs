//! The letters to a notifier: the receipt to everyone who gave a name, feedback to a professional. Shown as they print, then marked as sent.

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form::{Reader, Sent, date_value, parse_date};
use crate::form_page::{self, Form, Saving};
use crate::parts::button::{self, Weight};
use crate::parts::field::{Field, Typed};
use crate::parts::letter::{Letter, letter};
use crate::parts::list;
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use maud::{Markup, html};
use trin_domain::calendar::day_of;
use trin_domain::door::{Feedback, feedback_on};
use trin_domain::record::{EntryNo, Fact, FeedbackGiven, Notification, ReceiptSent};

/// Name of the button that shows the letter as it reads now, and writes nothing.
const PREVIEW: &str = "vis";

const LABELS: &[(&str, &str)] = &[("told", "intake-told"), ("withheld_because", "intake-withheld"), ("on", "intake-letter-day")];

pub(super) async fn show_receipt(app: State<App>, visitor: Visitor, path: Path<(String, u32)>) -> PageResult {
    show(app, visitor, path, "kvittering", draw_receipt).await
}

pub(super) async fn show_feedback(app: State<App>, visitor: Visitor, path: Path<(String, u32)>) -> PageResult {
    show(app, visitor, path, "orientering", draw_feedback).await
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, no)): Path<(String, u32)>,
    which: &str,
    draw: form_page::Draw,
) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    find(&visitor, &seen, EntryNo(no))?;
    let address = format!("{}/{which}", paths::notification(seen.child(), EntryNo(no)));
    form_page::show_seen(&app, &visitor, &seen, &address, &[("no", no.to_string())], draw).await
}

pub(super) async fn save_receipt(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, no)): Path<(String, u32)>,
    Sent(typed): Sent,
) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let no = EntryNo(no);
    find(&visitor, &seen, no)?;
    let mut typed = typed.or_else("no", no.to_string()).or_else("on", date_value(app.today()));
    let on = Reader::new(&mut typed, visitor.lang).date("on", &t(visitor.lang, "intake-letter-day"));
    let facts = on.map(|on| vec![Fact::ReceiptSent(ReceiptSent { notification: no, on })]);
    let then = paths::notification(seen.child(), no);
    let saving = Saving {
        address: &format!("{then}/kvittering"),
        purpose: "receipt",
        then: then.clone(),
        done: "intake-done-receipt",
        draw: draw_receipt,
    };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(visitor.lang, LABELS), saving).await
}

pub(super) async fn save_feedback(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, no)): Path<(String, u32)>,
    Sent(typed): Sent,
) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let no = EntryNo(no);
    find(&visitor, &seen, no)?;
    let mut typed = typed.or_else("no", no.to_string()).or_else("on", date_value(app.today()));
    if typed.value(PREVIEW) == "brev" {
        return Ok(draw_feedback(&app, &visitor, &seen, &typed, None).into_response());
    }
    let mut reader = Reader::new(&mut typed, visitor.lang);
    let on = reader.date("on", &t(visitor.lang, "intake-letter-day"));
    let withheld_because = reader.optional("withheld_because");
    let told = if withheld_because.is_none() { Some(reader.text("told", &t(visitor.lang, "intake-told"))) } else { None };
    let is_withheld = withheld_because.is_some();
    let facts = on.map(|on| vec![Fact::FeedbackGiven(FeedbackGiven { notification: no, on, told, withheld_because })]);
    let then = paths::notification(seen.child(), no);
    let saving = Saving {
        address: &format!("{then}/orientering"),
        purpose: "feedback",
        then: then.clone(),
        done: if is_withheld { "intake-done-feedback-withheld" } else { "intake-done-feedback" },
        draw: draw_feedback,
    };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(visitor.lang, LABELS), saving).await
}

/// A notification whose notifier can be written to.
fn find<'s, 'r>(visitor: &Visitor, seen: &'s Seen<'r>, no: EntryNo) -> PageResult<&'s Notification<'r>> {
    let notification = seen.state.notification(no).filter(|_| seen.grant.sees(trin_domain::access::Room::Notifications));
    notification.filter(|notification| !notification.received.what.notifier.is_anonymous()).ok_or(PageError::NotFound(visitor.lang))
}

fn draw_receipt(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let no = EntryNo(typed.value("no").parse().unwrap_or(0));
    let typed = &typed.clone().or_else("on", date_value(app.today()));
    let received = received_day(seen, no);
    // A letter to a notifier is Danish whatever the reader's own language, and names neither the child nor what is thought of it.
    let text = html! {
        p { (t_with(Lang::Da, "intake-receipt-text", &[("day", received.into()), ("municipality", app.municipality().to_owned().into())])) }
        p { (t(Lang::Da, "intake-receipt-text-next")) }
        p { (t(Lang::Da, "intake-receipt-text-more")) }
    };
    let fields = html! {
        (day_field(lang, typed))
        (paper(app, visitor, seen, typed, t(Lang::Da, "intake-receipt-subject"), text))
        (button::print(&t(lang, "intake-print")))
    };
    let title = t(lang, "intake-letter-receipt");
    let address = format!("{}/kvittering", paths::notification(seen.child(), no));
    Form { title: &title, lead: "", address: &address, button: &t(lang, "intake-receipt-sent"), side: None, back: None }
        .page(app, visitor, seen, typed, notice, fields)
}

fn draw_feedback(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let no = EntryNo(typed.value("no").parse().unwrap_or(0));
    let typed = typed.clone().or_else("told", proposed(seen, no)).or_else("on", date_value(app.today()));
    let received = received_day(seen, no);
    let text = html! {
        p { (t_with(Lang::Da, "intake-feedback-text", &[("day", received.into())])) }
        p.words data-mirror="told" { (typed.value("told")) }
        p { (t(Lang::Da, "intake-feedback-text-secret")) }
    };
    let fields = html! {
        (Field::new(lang, "told", &t(lang, "intake-told")).hint(&t(lang, "intake-told-hint")).lines(4).typed(&typed).text_area())
        (button::row(button::submit_as(&t(lang, "intake-letter-show"), Weight::Other, PREVIEW, "brev")))
        (list::unfold(&t(lang, "intake-withhold"), Field::new(lang, "withheld_because", &t(lang, "intake-withheld")).hint(&t(lang, "intake-withheld-hint")).optional().lines(3).typed(&typed).text_area()))
        (day_field(lang, &typed))
        (paper(app, visitor, seen, &typed, t(Lang::Da, "intake-feedback-subject"), text))
        (button::print(&t(lang, "intake-print")))
    };
    let title = t(lang, "intake-letter-feedback");
    let address = format!("{}/orientering", paths::notification(seen.child(), no));
    Form { title: &title, lead: "", address: &address, button: &t(lang, "intake-feedback-sent"), side: None, back: None }
        .page(app, visitor, seen, &typed, notice, fields)
}

/// The day the letter is dated and was sent.
fn day_field(lang: Lang, typed: &Typed) -> Markup {
    Field::new(lang, "on", &t(lang, "intake-letter-on")).hint(&t(lang, "intake-letter-on-hint")).typed(typed).date()
}

/// The letter as it prints.
fn paper(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, subject: String, text: Markup) -> Markup {
    let no = EntryNo(typed.value("no").parse().unwrap_or(0));
    let dated = parse_date(typed.value("on")).unwrap_or_else(|| app.today());
    let notifier = seen.state.notification(no).map(|notification| &notification.received.what.notifier);
    let recipient =
        notifier.map(|notifier| [notifier.name.clone(), notifier.workplace.clone()].into_iter().flatten().collect()).unwrap_or_default();
    let role = Lang::Da.pick(visitor.staff.role.da(), visitor.staff.role.en()).to_owned();
    letter(
        &Letter {
            municipality: app.municipality().to_owned(),
            sender: vec![t(Lang::Da, "intake-sender")],
            recipient,
            date: format::date(Lang::Da, dated),
            reference: None,
            subject,
            signature: vec![visitor.staff.name.clone(), role],
        },
        text,
    )
}

fn received_day(seen: &Seen<'_>, no: EntryNo) -> String {
    let notification = seen.state.notification(no);
    notification.map(|notification| format::date(Lang::Da, day_of(notification.received.what.received_at))).unwrap_or_default()
}

/// What a professional notifier may be told, in words; nothing before the screening is concluded.
fn proposed(seen: &Seen<'_>, no: EntryNo) -> String {
    let screened = seen.state.notification(no).and_then(|notification| notification.screened);
    match screened.map(|screened| feedback_on(screened.what.outcome)) {
        Some(Feedback::AssessmentBegun) => t(Lang::Da, "intake-told-assessment"),
        Some(Feedback::PartOfOngoing) => t(Lang::Da, "intake-told-ongoing"),
        Some(Feedback::EarlyHelpOffered) => t(Lang::Da, "intake-told-early-help"),
        Some(Feedback::NothingBegun) => t(Lang::Da, "intake-told-nothing"),
        None => String::new(),
    }
}
