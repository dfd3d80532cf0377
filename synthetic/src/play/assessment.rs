//! Assessments: opened, written heading by heading, concluded within four months of awareness or not.

use super::case::{Assessing, Carried};
use super::help::Wanted;
use super::journal;
use super::{Event, Life};
use crate::texts::{assessment as texts, child};
use crate::{practice, times};
use jiff::Timestamp;
use jiff::civil::Date;
use trin_domain::calendar::{day_of, days_after, months_after};
use trin_domain::kinds::{AssessmentHeading, MeetingKind, RelationKind};
use trin_domain::record::{
    AssessmentConcluded, AssessmentKind, AssessmentOpened, AssessmentSectionWritten, ChildHeard, EntryNo, Fact, Hearing,
    PreliminaryAssessmentWritten,
};

impl Life<'_> {
    pub(super) fn opening(&mut self, at: Timestamp, kind: AssessmentKind, aware_on: Date, notification: Option<EntryNo>) -> Fact {
        let templates = match (kind, notification) {
            (_, None) => texts::OPENED_ON_REQUEST,
            (AssessmentKind::Full, _) => texts::OPENED_FULL,
            (AssessmentKind::Partial, _) => texts::OPENED_PARTIAL,
        };
        let reason = self.text(at, templates);
        Fact::AssessmentOpened(AssessmentOpened { kind, on: day_of(at), aware_on, notification, reason })
    }

    /// Arranges what an assessment consists of.
    pub(super) fn opened(&mut self, at: Timestamp, no: EntryNo, kind: AssessmentKind, aware_on: Date, carried: Option<Carried>) {
        self.case.assessment = Some(Assessing { no, kind, carried });
        let on = day_of(at);
        let is_full = kind == AssessmentKind::Full;
        let days = match carried {
            Some(carried) => (days_after(carried.started_on, -14) - aware_on).get_days(),
            None if is_full => self.chance.around(practice::ASSESSMENT_DAYS, practice::ASSESSMENT_SPREAD) as i32,
            None => self.chance.around(practice::PARTIAL_DAYS, 0.4) as i32,
        };
        let ends_on = days_after(aware_on, days).max(days_after(on, 12));
        let length = (ends_on - on).get_days();
        let part =
            |chance: &mut crate::chance::Chance, from: f64, to: f64| (f64::from(length) * (from + (to - from) * chance.unit())) as i32;

        if self.chance.is(practice::CONSENT_ASKED) {
            let days = self.chance.between(1, 14);
            self.arrange_after(on, days, Event::Consent);
        }
        if self.chance.is(practice::HEARING_ARRANGED) {
            let days = part(self.chance, 0.15, 0.9);
            self.arrange_after(on, days, Event::Hear);
        }
        for heading in AssessmentHeading::ALL {
            let is_written = match (is_full, heading) {
                (true, AssessmentHeading::Other) => 0.3,
                (true, _) => 0.92,
                (false, _) => 0.3,
            };
            if self.chance.is(is_written) {
                let days = part(self.chance, 0.25, 0.95);
                self.arrange_after(on, days, Event::Section(*heading));
            }
        }
        if self.chance.is(0.5) {
            let days = part(self.chance, 0.2, 0.6);
            self.arrange_after(on, days, Event::Network);
        }
        let days = part(self.chance, 0.4, 0.9);
        self.arrange_after(on, days, Event::Ruler);
        let limit = months_after(aware_on, 4);
        if ends_on > limit && self.chance.is(practice::PRELIMINARY_WRITTEN) {
            let early = self.chance.between(-6, 9);
            self.arrange_after(days_after(limit, -early).max(on), 0, Event::Preliminary);
        }
        self.arrange_after(ends_on, 0, Event::Conclude);
        self.write_network(at);
    }

    /// The wider network, once.
    fn write_network(&mut self, at: Timestamp) {
        if self.case.network_known {
            return;
        }
        self.case.network_known = true;
        let on = day_of(at);
        let mut facts = Vec::new();
        if self.chance.is(0.6) {
            facts.push(super::everyday::relation(RelationKind::Grandparent, &self.household.adults.grandparent, false, on));
        }
        if self.chance.is(0.3) {
            let origin = &crate::names::ORIGINS[0].1;
            let name = format!("{} {}", self.chance.pick(origin.women), self.chance.pick(origin.surnames));
            facts.push(super::everyday::relation(RelationKind::Friend, &name, false, on));
        }
        if !facts.is_empty() {
            let by = self.responsible();
            self.write(at, by, facts);
        }
    }

    pub(super) fn hear(&mut self, at: Timestamp) {
        if !self.case.is_open || self.is_grown(at) {
            return;
        }
        let words = self.words(at);
        let age = self.child.age(day_of(at));
        let [talk, indirect, _] = practice::hearing(age, self.child.has_disability);
        let drawn = self.chance.unit();
        let hearing = if drawn < talk {
            Hearing::Talk { words: words.staged(self.chance, child::WORDS) }
        } else if drawn < talk + indirect || age < 1 {
            Hearing::Indirect {
                why: words.staged(self.chance, child::WHY_INDIRECT),
                perspective: words.staged(self.chance, child::PERSPECTIVE),
            }
        } else {
            Hearing::NotHeard { why: words.staged(self.chance, child::NOT_HEARD) }
        };
        let by = self.responsible();
        self.write(at, by, vec![Fact::ChildHeard(ChildHeard { on: day_of(at), hearing })]);
    }

    pub(super) fn section(&mut self, at: Timestamp, heading: AssessmentHeading) {
        let Some(assessment) = self.case.assessment.as_ref().map(|assessment| assessment.no) else { return };
        if heading == AssessmentHeading::School && self.child.unit_on(day_of(at)).is_none() && !self.is_teen(at) {
            return;
        }
        let words = self.words(at);
        let challenges = words.staged(self.chance, texts::challenges(heading));
        let resources = words.staged(self.chance, texts::resources(heading));
        let knowledge = if self.chance.is(0.4) { words.one(self.chance, texts::KNOWLEDGE) } else { String::new() };
        let by = self.responsible();
        let section = AssessmentSectionWritten { assessment, on: day_of(at), heading, challenges, resources, knowledge };
        self.write(at, by, vec![Fact::AssessmentSectionWritten(section)]);
    }

    pub(super) fn network_meeting(&mut self, at: Timestamp) {
        if self.case.assessment.is_none() {
            return;
        }
        let days = self.chance.between(7, 21);
        let meets_at = times::office(self.chance, days_after(day_of(at), days));
        let kind = if self.chance.is(0.6) { MeetingKind::Network } else { MeetingKind::Dialogue };
        if let Some(meeting) = self.plan_meeting(at, meets_at, kind, None) {
            self.arrange(meets_at + journal::meeting_length(), Event::MeetingHeld(meeting));
        }
    }

    pub(super) fn preliminary(&mut self, at: Timestamp) {
        let Some(assessment) = self.case.assessment.as_ref().map(|assessment| assessment.no) else { return };
        let text = self.text(at, texts::PRELIMINARY);
        let by = self.responsible();
        let written = PreliminaryAssessmentWritten { assessment, on: day_of(at), text };
        self.write(at, by, vec![Fact::PreliminaryAssessmentWritten(written)]);
    }

    pub(super) fn conclude(&mut self, at: Timestamp) {
        let Some(assessing) = self.case.assessment.take() else { return };
        let on = day_of(at);
        let age = self.child.age(on);
        let is_full = assessing.kind == AssessmentKind::Full;
        let is_born = self.child.is_born(on);
        let support_needed = assessing.carried.is_some()
            || self.chance.is(if is_full { practice::SUPPORT_AFTER_FULL } else { practice::SUPPORT_AFTER_PARTIAL });
        let placement = match assessing.carried {
            Some(carried) => carried.kind.is_placement(),
            None => {
                support_needed && is_full && is_born && !self.case.is_placed() && self.chance.is(practice::placement_after_assessment(age))
            }
        };
        let words = self.words(at);
        let templates = match (support_needed, placement) {
            (true, true) => texts::PLACEMENT_NEEDED,
            (true, false) => texts::SUPPORT_NEEDED,
            (false, _) => texts::NO_SUPPORT,
        };
        let concluded = AssessmentConcluded {
            assessment: assessing.no,
            on,
            conclusion: words.one(self.chance, templates),
            support_needed,
            child_attitude: words.staged(self.chance, texts::CHILD_ATTITUDE),
            parents_attitude: words.one(self.chance, texts::PARENTS_ATTITUDE),
        };
        let by = self.responsible();
        let written = self.write(at, by, vec![Fact::AssessmentConcluded(concluded)]);
        if let Some(no) = written
            && self.chance.is(practice::VIEW_ON_ASSESSMENT)
        {
            let days = self.chance.between(2, 14);
            self.arrange_after(on, days, Event::View(no));
        }
        if support_needed {
            let wanted = match assessing.carried {
                Some(carried) => Wanted::carried(carried, self.chance),
                None if placement => Wanted::placement(self.chance, age),
                None => Wanted::measure(self.chance, words.stage, self.child.has_disability),
            };
            let days = self.chance.between(0, 14);
            let decided_on = assessing.carried.map_or(days_after(on, days), |carried| days_after(carried.started_on, -10));
            let decided_at = times::office(self.chance, decided_on).max(at);
            self.want(decided_at, wanted);
        } else if self.chance.is(0.25) {
            let wanted = Wanted::early(self.chance, words.stage, self.child.unit_on(on).is_some());
            self.want(at, wanted);
        }
        self.settle(at);
    }
}
