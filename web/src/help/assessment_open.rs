//! An assessment is opened: full or partial, and from which day the municipality was aware of the child's need (A4).

use crate::app::App;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Form, Saving};
use crate::parts::field::{Choice, Field, Typed};
use crate::parts::list;
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{format, t, t_with};
use axum::extract::{Path, State};
use maud::{Markup, html};
use trin_domain::calendar::day_of;
use trin_domain::door::aware_on;
use trin_domain::record::{AssessmentKind, AssessmentOpened, EntryNo, Fact, Notification};

const LABELS: &[(&str, &str)] =
    &[("on", "help-assessment-on"), ("aware_on", "help-assessment-aware"), ("reason", "help-assessment-reason")];

/// `GET /boern/{id}/undersoegelse/ny`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    form_page::show_seen(&app, &visitor, &seen, &paths::below(seen.child(), "undersoegelse/ny"), &[], draw).await
}

/// `POST /boern/{id}/undersoegelse/ny`.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    let next = EntryNo(crate::form::seen(&typed).0 + 1);
    let mut reader = Reader::new(&mut typed, lang);
    let kind = reader.choice("kind", &t(lang, "help-say-assessment-kind"), kind_from);
    let on = reader.date("on", &t(lang, "help-say-day"));
    let aware_on = reader.date("aware_on", &t(lang, "help-say-day"));
    let reason = reader.text("reason", &t(lang, "help-say-assessment-reason"));
    let notification = match reader.optional("notification") {
        None => None,
        Some(_) => reader.choice("notification", &t(lang, "help-say-notification"), |no| {
            seen.state.notifications.iter().map(|notification| notification.received.no).find(|known| known.to_string() == no)
        }),
    };
    let opened = match (kind, on, aware_on) {
        (Some(kind), Some(on), Some(aware_on)) => {
            Some(vec![Fact::AssessmentOpened(AssessmentOpened { kind, on, aware_on, notification, reason })])
        }
        _ => None,
    };
    let address = paths::below(seen.child(), "undersoegelse/ny");
    let then = paths::assessment(seen.child(), next);
    let saving = Saving { address: &address, purpose: "assessment", then, done: "help-done-assessment-opened", draw };
    form_page::save(&app, &visitor, &seen, typed, opened, submit::labels(lang, LABELS), saving).await
}

fn kind_from(code: &str) -> Option<AssessmentKind> {
    match code {
        "full" => Some(AssessmentKind::Full),
        "partial" => Some(AssessmentKind::Partial),
        _ => None,
    }
}

/// The newest notification that no assessment follows yet, else the newest: it says when we became aware.
fn followed<'s, 'r>(seen: &'s Seen<'r>) -> Option<&'s Notification<'r>> {
    let is_followed = |no: EntryNo| seen.state.assessments.iter().any(|assessment| assessment.opened.what.notification == Some(no));
    let mut newest_first = seen.state.notifications.iter().rev();
    newest_first.clone().find(|notification| !is_followed(notification.received.no)).or_else(|| newest_first.next())
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let name = [("name", seen.first_name().to_owned().into())];
    let followed = followed(seen);
    let mut typed = typed.clone().or_else("on", date_value(app.today()));
    if let Some(notification) = followed {
        typed = typed
            .or_else("notification", notification.received.no.to_string())
            .or_else("aware_on", date_value(aware_on(notification.received.what.received_at)));
    }
    let kinds = [
        (t(lang, "help-assessment-full"), t(lang, "help-assessment-full-hint")),
        (t(lang, "help-assessment-partial"), t(lang, "help-assessment-partial-hint")),
    ];
    let kinds = [Choice::with_hint("full", &kinds[0].0, &kinds[0].1), Choice::with_hint("partial", &kinds[1].0, &kinds[1].1)];
    let notifications: Vec<(String, String)> = seen
        .state
        .notifications
        .iter()
        .rev()
        .map(|notification| {
            let what = notification.received.what;
            let day = format::date(lang, day_of(what.received_at));
            (notification.received.no.to_string(), format!("{day} · {}", lang.pick(what.notifier.kind.da(), what.notifier.kind.en())))
        })
        .collect();
    let notifications: Vec<Choice<'_>> = notifications.iter().map(|(no, name)| Choice::new(no, name)).collect();
    let fields = html! {
        (Field::new(lang, "kind", &t(lang, "help-assessment-kind")).typed(&typed).radios(&kinds))
        @if !notifications.is_empty() {
            (Field::new(lang, "notification", &t(lang, "help-assessment-notification")).optional().typed(&typed).select(&notifications))
        }
        (Field::new(lang, "aware_on", &t(lang, "help-assessment-aware")).hint(&t(lang, "help-assessment-aware-hint")).typed(&typed).date())
        (Field::new(lang, "on", &t(lang, "help-assessment-on")).typed(&typed).date())
        (Field::new(lang, "reason", &t(lang, "help-assessment-reason")).hint(&t(lang, "help-assessment-reason-hint")).lines(3).typed(&typed).text_area())
    };
    let side = html! {
        @if let Some(notification) = followed {
            (list::section(&t(lang, "help-assessment-concern"), html! {
                p.note { (format::date(lang, day_of(notification.received.what.received_at))) }
                p.words { (notification.received.what.concern) }
            }))
        }
        (super::assessment_read::conclusions(lang, seen))
    };
    let form = Form {
        title: &t_with(lang, "help-assessment-open-title", &name),
        lead: &t(lang, "help-assessment-open-lead"),
        address: &paths::below(seen.child(), "undersoegelse/ny"),
        button: &t(lang, "help-assessment-open-save"),
        side: Some(side),
        back: None,
    };
    form.page(app, visitor, seen, &typed, notice, fields)
}
