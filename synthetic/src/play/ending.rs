//! How help and cases end: nobody is left waiting.

use super::{Event, Life};
use crate::practice;
use crate::texts::{assessment, door, help as help_texts, notes};
use jiff::{SignedDuration, Timestamp};
use trin_domain::calendar::{day_of, days_after};
use trin_domain::kinds::{EndReason, ScreeningOutcome};
use trin_domain::record::{
    AcuteAssessed, AssessmentConcluded, Closed, Fact, InterventionEnded, MeetingClosed, RelationEnded, ResponsibilityAccepted, Screened,
};

impl Life<'_> {
    /// Ends help.
    pub(super) fn end_help(&mut self, at: Timestamp, help: usize, reason: EndReason, note: &[&str]) {
        let mut facts = Vec::new();
        self.end_meeting(at, help, &mut facts);
        self.end_relation(at, help, &mut facts);
        let this = &self.case.helps[help];
        let words = self.words(at).about(help_texts::definite(this.kind), None);
        let ended = InterventionEnded { intervention: this.no, on: day_of(at), reason, note: words.one(self.chance, note) };
        facts.push(Fact::InterventionEnded(ended));
        let by = self.responsible();
        self.write(at, by, facts);
        self.case.helps[help].has_ended = true;
    }

    /// A meeting about help that ends is cancelled.
    pub(super) fn end_meeting(&mut self, at: Timestamp, help: usize, facts: &mut Vec<Fact>) {
        if let Some(meeting) = self.case.helps[help].meeting.take() {
            self.case.meetings.retain(|open| *open != meeting);
            let note = self.text(at, notes::MEETING_CANCELLED);
            facts.push(Fact::MeetingClosed(MeetingClosed { meeting, held: false, note }));
        }
    }

    /// The foster family is no longer part of the child's network.
    pub(super) fn end_relation(&mut self, at: Timestamp, help: usize, facts: &mut Vec<Fact>) {
        if let Some(relation) = self.case.helps[help].foster.take() {
            facts.push(Fact::RelationEnded(RelationEnded { relation, on: day_of(at) }));
        }
    }

    /// Arranges the closing when nothing is in hand any more.
    pub(super) fn settle(&mut self, at: Timestamp) {
        if self.case.is_idle() && !self.case.is_closing {
            self.case.is_closing = true;
            let days = if self.case.has_had_help { self.chance.between(3, 25) } else { self.chance.between(0, 8) };
            let closes_at = crate::times::office(self.chance, days_after(day_of(at), days)).max(at);
            self.arrange(closes_at, Event::Close);
        }
    }

    pub(super) fn close(&mut self, at: Timestamp) {
        if !self.case.is_idle() || !self.case.is_closing {
            self.case.is_closing = false;
            return;
        }
        let templates = if self.case.has_had_help { door::CLOSED_AFTER_HELP } else { door::CLOSED_AT_THE_DOOR };
        self.write_closing(at, templates);
        if self.chance.is(practice::COMES_BACK) {
            // Some come back by themselves and ask for help.
            let days = self.chance.between(60, 500);
            self.arrange_after(day_of(at), days, Event::Applies);
        }
    }

    fn write_closing(&mut self, at: Timestamp, templates: &[&str]) {
        let mut facts = Vec::new();
        for meeting in std::mem::take(&mut self.case.meetings) {
            let note = self.text(at, notes::MEETING_CANCELLED);
            facts.push(Fact::MeetingClosed(MeetingClosed { meeting, held: false, note }));
        }
        let reason = self.text(at, templates);
        facts.push(Fact::Closed(Closed { on: day_of(at), reason }));
        let by = self.responsible();
        self.write(at, by, facts);
        self.case.closed();
    }

    /// At 18 everything for the child ends: what is unfinished is finished, help ends, and the case is closed.
    pub(super) fn turns_eighteen(&mut self, at: Timestamp) {
        self.queue.clear();
        if !self.case.is_open {
            return;
        }
        let on = day_of(at);
        let mut now = at;
        let mut later = || {
            now += SignedDuration::from_mins(6);
            now
        };
        if let Some((offer, to)) = self.case.offer.take() {
            self.write(later(), to, vec![Fact::ResponsibilityAccepted(ResponsibilityAccepted { offer, on })]);
            self.case.responsible = Some(to);
        }
        let by = self.responsible();
        for n in 0..self.case.notices.len() {
            let notice = &self.case.notices[n];
            if notice.is_screened {
                continue;
            }
            let (notification, is_assessed) = (notice.no, notice.is_assessed);
            let at = later();
            let mut facts = Vec::new();
            if !is_assessed {
                let reason = self.text(at, door::SCREENED_AT_EIGHTEEN);
                facts.push(Fact::AcuteAssessed(AcuteAssessed { notification, at, in_danger: false, acute_measure: None, reason }));
            }
            let reason = self.text(at, door::SCREENED_AT_EIGHTEEN);
            facts.push(Fact::Screened(Screened { notification, on, outcome: ScreeningOutcome::NothingFurther, reason }));
            self.write(at, by, facts);
            self.case.notices[n].is_screened = true;
        }
        if let Some(assessing) = self.case.assessment.take() {
            let at = later();
            let words = self.words(at);
            let concluded = AssessmentConcluded {
                assessment: assessing.no,
                on,
                conclusion: words.one(self.chance, door::CONCLUDED_AT_EIGHTEEN),
                support_needed: false,
                child_attitude: words.staged(self.chance, assessment::CHILD_ATTITUDE),
                parents_attitude: words.one(self.chance, assessment::PARENTS_ATTITUDE),
            };
            self.write(at, by, vec![Fact::AssessmentConcluded(concluded)]);
        }
        for help in 0..self.case.helps.len() {
            if !self.case.helps[help].has_ended {
                self.end_help(later(), help, EndReason::TurnedEighteen, help_texts::ENDED_AT_EIGHTEEN);
            }
        }
        self.write_closing(later(), door::CLOSED_AT_EIGHTEEN);
    }
}
