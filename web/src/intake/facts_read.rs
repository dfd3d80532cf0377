//! Reading the intake's forms into facts: the notification, its 24-hour assessment and its screening.

use crate::form::Reader;
use crate::submit::Before;
use crate::words::{Lang, t};
use jiff::Timestamp;
use jiff::civil::Date;
use trin_domain::calendar::day_of;
use trin_domain::door;
use trin_domain::kinds::{Cause, NotifierKind, ScreeningOutcome};
use trin_domain::record::{AcuteAssessed, AssessmentOpened, EntryNo, Fact, NotificationReceived, Notifier, ReceiptSent, Screened};

/// The page's names for the domain's fields.
pub(super) const LABELS: &[(&str, &str)] = &[
    ("received_at", "intake-received-at"),
    ("birth", "intake-born"),
    ("concern", "intake-concern-label"),
    ("causes", "intake-causes"),
    ("at", "intake-assessed-at"),
    ("acute_measure", "intake-acute-measure"),
    ("reason", "intake-reason"),
    ("name", "intake-child-name"),
    ("on", "intake-assessed-at"),
];

/// The notification, as it is written in each child's record; `siblings` is filled in by the caller.
pub(super) fn notification(reader: &mut Reader<'_>, lang: Lang, may_be: fn(NotifierKind) -> bool) -> Option<NotificationReceived> {
    let received_at = reader.instant("received_at", &t(lang, "intake-received-at"));
    let kind = reader.choice("notifier", &t(lang, "intake-notifier"), |code| NotifierKind::from_code(code).filter(|kind| may_be(*kind)));
    let is_anonymous = kind == Some(NotifierKind::Anonymous);
    let name = reader.optional("notifier_name").filter(|_| !is_anonymous);
    let workplace = reader.optional("notifier_workplace").filter(|_| !is_anonymous);
    let concern = reader.text("concern", &t(lang, "intake-concern-label"));
    let causes = reader.choices("causes", Cause::from_code);
    if causes.is_empty() {
        reader.fault("causes", "forms-choose", &t(lang, "intake-causes"), &[]);
    }
    let acute = reader.ticked("acute");
    let abuse_suspected = reader.ticked("abuse");
    Some(NotificationReceived {
        received_at: received_at?,
        notifier: Notifier { kind: kind?, name, workplace },
        concern,
        causes,
        acute,
        abuse_suspected,
        siblings: Vec::new(),
    })
}

/// What a decision takes for now: the same both times when a form is sent twice.
pub(super) struct When {
    now: Timestamp,
    today: Date,
}

impl When {
    /// Now, or when a command that is sent again wrote what it did.
    pub(super) fn of(now: Timestamp, earlier: Option<&Before>) -> Self {
        let wrote = earlier.map(|earlier| earlier.wrote.as_slice()).unwrap_or_default();
        let assessed = wrote.iter().find_map(|entry| match &entry.fact {
            Fact::AcuteAssessed(what) => Some(what.at),
            _ => None,
        });
        let first = wrote.first().map_or(now, |entry| entry.recorded_at);
        Self { now: assessed.unwrap_or(first), today: day_of(first) }
    }

    /// The day.
    pub(super) const fn today(&self) -> Date {
        self.today
    }
}

/// What was decided about a notification: assessed, screened, receipt. Empty parts are left for later.
pub(super) struct Decision {
    in_danger: Option<bool>,
    acute_measure: Option<String>,
    acute_reason: String,
    /// When it was assessed, unless that is now.
    at: Option<Timestamp>,
    outcome: Option<ScreeningOutcome>,
    /// When it was screened, unless that is today.
    screened_on: Option<Date>,
    screening_reason: String,
    receipt: bool,
}

/// Reads the decision. A part begun must be finished: a choice needs its reason.
pub(super) fn decision(reader: &mut Reader<'_>, lang: Lang) -> Decision {
    let in_danger = match reader.optional("danger").as_deref() {
        Some("ja") => Some(true),
        Some("nej") => Some(false),
        _ => None,
    };
    let acute_measure = match in_danger {
        Some(true) => Some(reader.text("acute_measure", &t(lang, "intake-acute-measure"))),
        _ => None,
    };
    let (danger, measure) = (t(lang, "intake-danger"), t(lang, "intake-acute-measure"));
    reader.only_with(in_danger == Some(true), &t(lang, "intake-danger-yes"), "acute_measure", &measure);
    reader.only_with(in_danger.is_some(), &danger, "acute_reason", &t(lang, "intake-acute-reason"));
    let acute_reason = if in_danger.is_some() { reader.text("acute_reason", &t(lang, "intake-say-acute-reason")) } else { String::new() };
    reader.only_with(in_danger.is_some(), &danger, "assessed_at", &t(lang, "intake-assessed-at"));
    let at = reader.optional("assessed_at").and_then(|_| reader.instant("assessed_at", &t(lang, "intake-assessed-at")));
    let outcome = reader.optional("outcome").and_then(|code| ScreeningOutcome::from_code(&code));
    reader.only_with(outcome.is_some(), &t(lang, "intake-outcome"), "screening_reason", &t(lang, "intake-screening-reason"));
    reader.only_with(outcome.is_some(), &t(lang, "intake-outcome"), "screened_on", &t(lang, "intake-screened-on"));
    let screened_on = reader.optional_date("screened_on", &t(lang, "intake-screened-on"));
    let screening_reason =
        if outcome.is_some() { reader.text("screening_reason", &t(lang, "intake-screening-reason")) } else { String::new() };
    Decision { in_danger, acute_measure, acute_reason, at, outcome, screened_on, screening_reason, receipt: reader.ticked("receipt") }
}

impl Decision {
    /// Whether anything was decided at all.
    pub(super) const fn is_empty(&self) -> bool {
        self.in_danger.is_none() && self.outcome.is_none() && !self.receipt
    }

    /// The facts about a notification. A screening that ends in an assessment opens it, counted from the day of the notification.
    pub(super) fn facts(&self, no: EntryNo, received_at: Timestamp, when: &When, may_send_receipt: bool) -> Vec<Fact> {
        let today = when.today;
        let mut facts = Vec::new();
        if let Some(in_danger) = self.in_danger {
            let (acute_measure, reason) = (self.acute_measure.clone(), self.acute_reason.clone());
            // Clocks differ by a moment, and what is assessed now was received. A time that was given stands as it is.
            let at = self.at.unwrap_or_else(|| when.now.max(received_at));
            facts.push(Fact::AcuteAssessed(AcuteAssessed { notification: no, at, in_danger, acute_measure, reason }));
        }
        if let Some(outcome) = self.outcome {
            let (on, reason) = (self.screened_on.unwrap_or(today), self.screening_reason.clone());
            facts.push(Fact::Screened(Screened { notification: no, on, outcome, reason: reason.clone() }));
            if let Some(kind) = door::assessment_opened_by(outcome) {
                let aware_on = door::aware_on(received_at);
                facts.push(Fact::AssessmentOpened(AssessmentOpened { kind, on, aware_on, notification: Some(no), reason }));
            }
        }
        if self.receipt && may_send_receipt {
            facts.push(Fact::ReceiptSent(ReceiptSent { notification: no, on: today }));
        }
        facts
    }
}
