//! What would be owed if something were written: asked before a decision or an agreed day, answered by the same rules as afterwards.

use super::Duty;
use crate::record::{Author, Entry, EntryNo, Fact, Record};
use crate::strategy::Strategy;
use jiff::Timestamp;

/// The duties about a fact, or counted from it, if it were written now. Nothing is written, and whether it could be is not asked.
pub fn if_written(record: &Record, strategy: &Strategy, fact: Fact, by: Author, now: Timestamp) -> Vec<Duty> {
    let no = EntryNo(record.version().0 + 1);
    let mut grown = record.clone();
    grown.extend([Entry { no, recorded_at: now, by, fact }]);
    let mut duties = super::of(&grown.state(), strategy);
    duties.retain(|duty| duty.about == no || duty.counted_from == no);
    duties
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::DutyKind;
    use crate::id::{ChildId, StaffId};
    use crate::kinds::{FollowUpDecision, InterventionKind, Role};
    use crate::record::{Birth, ConsentBasis, FollowedUp, InterventionDecided, InterventionStarted, Registered};
    use jiff::civil::{Date, date};

    fn decided(on: Date) -> Fact {
        Fact::InterventionDecided(InterventionDecided {
            on,
            kind: InterventionKind::PlacementFoster,
            offer: None,
            provider: None,
            consent: ConsentBasis::WithConsent,
            purpose: "Ro".to_owned(),
            expected_until: None,
            why_not_lower: None,
            why_not_preferred: None,
            replaces: None,
        })
    }

    #[test]
    fn asking_ahead_answers_as_the_record_would_and_writes_nothing() {
        let strategy = Strategy::named("kerteminde-2021").expect("shipped");
        let by = Author { staff: StaffId::from_label("mette"), role: Role::Caseworker };
        let at: Timestamp = "2026-03-02T09:00:00Z".parse().expect("an instant");
        let mut record = Record::new(ChildId::from_label("noah"));
        let first = [
            Fact::Registered(Registered { name: "Noah".to_owned(), birth: Birth::Born(date(2016, 5, 1)), cpr: None }),
            decided(date(2026, 3, 2)),
            Fact::InterventionStarted(InterventionStarted { intervention: EntryNo(2), on: date(2026, 3, 2) }),
        ];
        record.extend((1..).zip(first).map(|(no, fact)| Entry { no: EntryNo(no), recorded_at: at, by, fact }));
        let before = record.clone();

        let text = || "…".to_owned();
        let held = FollowedUp {
            intervention: EntryNo(2),
            on: date(2026, 3, 16),
            child_voice: text(),
            family_voice: text(),
            provider_status: text(),
            scores: Vec::new(),
            decision: FollowUpDecision::Continue,
            reason: text(),
            next_on: None,
        };
        let next = if_written(&record, strategy, Fact::FollowedUp(held), by, at);
        assert!(next.iter().all(|duty| duty.counted_from == EntryNo(4)), "only what would be owed because of it: {next:?}");
        let next = next.iter().find(|duty| duty.kind == DutyKind::NextFollowUp).expect("Kerteminde follows up every sixth week");
        assert_eq!(next.due().day(), date(2026, 4, 27));

        let owed: Vec<DutyKind> = if_written(&record, strategy, decided(date(2026, 3, 20)), by, at).iter().map(|duty| duty.kind).collect();
        assert!(owed.contains(&DutyKind::Plan) && owed.contains(&DutyKind::ChildHeard), "{owed:?}");
        assert_eq!(record, before);
    }
}
