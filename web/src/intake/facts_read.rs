//! Reading the intake's forms into facts: the notification, its 24-hour assessment and its screening.

use crate::form::Reader;
use crate::words::{Lang, t};
use jiff::Timestamp;
use jiff::civil::Date;
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
pub(super) fn notification(reader: &mut Reader<'_>, lang: Lang) -> Option<NotificationReceived> {
    let received_at = reader.instant("received_at", &t(lang, "intake-received-at"));
    let kind = reader.choice("notifier", &t(lang, "intake-notifier"), NotifierKind::from_code);
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

/// What was decided about a notification: assessed, screened, receipt. Empty parts are left for later.
pub(super) struct Decision {
    in_danger: Option<bool>,
    acute_measure: Option<String>,
    acute_reason: String,
    at: Option<Timestamp>,
    outcome: Option<ScreeningOutcome>,
    screening_reason: String,
    receipt: bool,
}

/// Reads the decision. A part begun must be finished: a choice needs its reason.
pub(super) fn decision(reader: &mut Reader<'_>, lang: Lang, now: Timestamp) -> Decision {
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
    let at =
        if reader.optional("assessed_at").is_some() { reader.instant("assessed_at", &t(lang, "intake-assessed-at")) } else { Some(now) };
    let outcome = reader.optional("outcome").and_then(|code| ScreeningOutcome::from_code(&code));
    reader.only_with(outcome.is_some(), &t(lang, "intake-outcome"), "screening_reason", &t(lang, "intake-screening-reason"));
    let screening_reason =
        if outcome.is_some() { reader.text("screening_reason", &t(lang, "intake-screening-reason")) } else { String::new() };
    Decision { in_danger, acute_measure, acute_reason, at, outcome, screening_reason, receipt: reader.ticked("receipt") }
}

impl Decision {
    /// Whether anything was decided at all.
    pub(super) const fn is_empty(&self) -> bool {
        self.in_danger.is_none() && self.outcome.is_none() && !self.receipt
    }

    /// The facts about a notification. A screening that ends in an assessment opens it, counted from the day of the notification.
    pub(super) fn facts(&self, no: EntryNo, received_at: Timestamp, today: Date, may_send_receipt: bool) -> Vec<Fact> {
        let mut facts = Vec::new();
        if let (Some(in_danger), Some(at)) = (self.in_danger, self.at) {
            let (acute_measure, reason) = (self.acute_measure.clone(), self.acute_reason.clone());
            facts.push(Fact::AcuteAssessed(AcuteAssessed { notification: no, at: at.max(received_at), in_danger, acute_measure, reason }));
        }
        if let Some(outcome) = self.outcome {
            let reason = self.screening_reason.clone();
            facts.push(Fact::Screened(Screened { notification: no, on: today, outcome, reason: reason.clone() }));
            if let Some(kind) = door::assessment_opened_by(outcome) {
                let aware_on = door::aware_on(received_at);
                facts.push(Fact::AssessmentOpened(AssessmentOpened { kind, on: today, aware_on, notification: Some(no), reason }));
            }
        }
        if self.receipt && may_send_receipt {
            facts.push(Fact::ReceiptSent(ReceiptSent { notification: no, on: today }));
        }
        facts
    }
}
