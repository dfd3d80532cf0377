//! What came to the one door, as the rows of the log tell it, against the table it is shown from.

use super::LogBody;
use crate::StoreError;
use crate::db::{Tx, statements};
use jiff::Timestamp;
use std::collections::BTreeMap;
use trin_domain::enquiry::{EnquiryKind, EnquiryOutcome};
use trin_domain::id::StaffId;

statements! {
    ENQUIRIES = "SELECT entry, reference, received_at, kind, settled_at, settled_by, outcome, CASE WHEN body IS NULL THEN 1 ELSE 0 END FROM enquiry ORDER BY entry";
}

/// What a row about an enquiry says was done.
pub(crate) const ACTION: &str = "enquiry";
/// Those that wait were shown.
pub(crate) const LISTED: &str = "listed";
/// One was read.
pub(crate) const READ: &str = "read";

/// That one came.
pub(crate) fn received_as(kind: EnquiryKind) -> String {
    format!("received {}", kind.code())
}

/// That one was settled.
pub(crate) fn settled_as(outcome: EnquiryOutcome) -> String {
    format!("settled {}", outcome.code())
}

/// When it came and as what; when it was settled, by whom and how.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Course {
    received: (Timestamp, String),
    settled: Option<(Timestamp, StaffId, String)>,
}

/// What the log tells, by the row that says an enquiry came.
#[derive(Default)]
pub(super) struct Enquiries(BTreeMap<i64, Course>);

impl Enquiries {
    /// One more row.
    pub(super) fn add(&mut self, id: i64, body: &LogBody) {
        let Some(what) = body.fields.clone().filter(|_| body.action == ACTION) else { return };
        let at = Timestamp::from_microsecond(body.at).unwrap_or(Timestamp::MIN);
        if what.starts_with("received ") {
            self.0.insert(id, Course { received: (at, what), settled: None });
        } else if let Some(course) = body.about.filter(|_| what.starts_with("settled ")).and_then(|about| self.0.get_mut(&about)) {
            course.settled = Some((at, body.actor, what));
        }
    }

    /// What is stored otherwise, in words.
    pub(super) async fn compared(mut self, tx: &mut Tx) -> Result<Vec<String>, StoreError> {
        let mut faults = Vec::new();
        for mut cells in tx.rows(ENQUIRIES, Vec::new()).await? {
            let (entry, reference, at, kind) = (cells.int()?, cells.text()?, cells.instant()?, cells.text()?);
            let (settled_at, by, outcome) = (cells.maybe_instant()?, cells.maybe_id(StaffId::new)?, cells.maybe_text()?);
            if cells.yes()? && settled_at.is_none() {
                faults.push(format!("enquiry {reference}: it waits, and what was written is gone"));
            }
            let settled = settled_at.zip(by).zip(outcome).map(|((at, by), outcome)| (at, by, format!("settled {outcome}")));
            let stored = Course { received: (at, format!("received {kind}")), settled };
            match self.0.remove(&entry) {
                None => faults.push(format!("enquiry {reference}: no row of the log tells that it came")),
                Some(told) if told != stored => {
                    faults.push(format!("enquiry {reference}: when it came or what became of it is not what the log tells"))
                }
                Some(_) => {}
            }
        }
        faults.extend(self.0.into_keys().map(|entry| format!("the enquiry that row {entry} says came is gone")));
        Ok(faults)
    }
}
