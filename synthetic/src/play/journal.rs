//! What is written beside: notes, meetings, consents, the wellbeing ruler, views, corrections.

use super::case::Effect;
use super::{Event, Life};
use crate::texts::follow_up::Going;
use crate::texts::{help as help_texts, notes as texts};
use crate::{practice, times};
use jiff::{SignedDuration, Timestamp};
use trin_domain::calendar::{day_of, days_after};
use trin_domain::kinds::{InterventionKind, MeetingKind};
use trin_domain::record::{
    ConsentGiven, ConsentWithdrawn, Corrected, EntryNo, Fact, MeetingClosed, MeetingPlanned, NoteWritten, ViewAttached, WellbeingScored,
};

/// From the beginning of a meeting until its outcome is written.
pub(super) fn meeting_length() -> SignedDuration {
    SignedDuration::from_mins(75)
}

impl Life<'_> {
    pub(super) fn note(&mut self, at: Timestamp) {
        if !self.case.is_open || self.is_grown(at) {
            return;
        }
        let on = day_of(at);
        let help = self.case.helps.iter().find(|help| !help.has_ended && help.started_on.is_some()).map(|help| help.kind);
        let provider = help.and_then(|kind| self.municipality.provider(self.household.district, kind));
        let words = self.words(at).about(help.map_or("hjælpen", help_texts::definite), provider.map(|unit| unit.name.as_str()));
        let child_words = if self.chance.is(0.35) { words.staged(self.chance, texts::CHILD_WORDS) } else { String::new() };
        let facts = if provider.is_some() && self.chance.is(0.35) {
            texts::FACTS_WITH_HELP
        } else if self.child.unit_on(on).is_some() && self.chance.is(0.3) {
            texts::FACTS_AT_UNIT
        } else {
            texts::FACTS
        };
        let judgements = if help.is_some() && self.chance.is(0.5) { texts::JUDGEMENTS_WITH_HELP } else { texts::JUDGEMENTS };
        let note = NoteWritten {
            on,
            facts: words.one(self.chance, facts),
            child_words,
            others_words: words.staged(self.chance, texts::OTHERS_WORDS),
            judgement: words.one(self.chance, judgements),
        };
        let by = self.responsible();
        if let Some(no) = self.write(at, by, vec![Fact::NoteWritten(note)]) {
            if self.chance.is(practice::NOTE_CORRECTED) {
                let days = self.chance.between(0, 6);
                self.arrange_after(on, days, Event::Correct(no));
            }
            if self.chance.is(practice::VIEW_ON_NOTE) {
                let days = self.chance.between(2, 20);
                self.arrange_after(on, days, Event::View(no));
            }
        }
        let days = self.chance.around(practice::DAYS_BETWEEN_NOTES, 0.5).clamp(6.0, 150.0) as i32;
        self.arrange_after(on, days, Event::Note);
    }

    /// A note was dated wrongly, or said too little.
    pub(super) fn correct(&mut self, at: Timestamp, entry: EntryNo) {
        let Some(Fact::NoteWritten(note)) = self.record.entry(entry).map(|entry| entry.fact.clone()) else { return };
        let mut should_say = note;
        let reason = self.text(at, texts::CORRECTIONS);
        if self.chance.is(0.5) || should_say.others_words.is_empty() {
            should_say.on = days_after(should_say.on, -1);
        }
        if should_say.others_words.is_empty() {
            should_say.others_words = self.text(at, texts::OTHERS_ADDED);
        } else {
            should_say.others_words += " ";
            should_say.others_words += &self.text(at, texts::OTHERS_ADDED);
        }
        let by = self.responsible();
        self.write(at, by, vec![Fact::Corrected(Corrected { entry, should_say: Box::new(Fact::NoteWritten(should_say)), reason })]);
    }

    /// The family, or a child old enough, sees it differently.
    pub(super) fn view(&mut self, at: Timestamp, entry: EntryNo) {
        let is_own = self.child.age(day_of(at)) >= 12 && self.chance.is(0.4);
        let who = if is_own { self.child.name.clone() } else { format!("{}, mor", self.household.adults.mother) };
        let text = self.text(at, if is_own { texts::OWN_VIEWS } else { texts::VIEWS });
        let by = self.responsible();
        self.write(at, by, vec![Fact::ViewAttached(ViewAttached { entry, on: day_of(at), who, is_child: is_own, relation: None, text })]);
    }

    pub(super) fn consent(&mut self, at: Timestamp) {
        if !self.case.is_open {
            return;
        }
        let on = day_of(at);
        let (purpose, recipients) = *self.chance.pick(texts::CONSENTS);
        let words = self.words(at);
        let given_by = format!("{}, mor", self.household.adults.mother);
        let until = self.chance.is(0.6).then(|| days_after(on, 365));
        let given = ConsentGiven {
            given_by,
            purpose: crate::texts::fill(purpose, &words),
            recipients: crate::texts::fill(recipients, &words),
            on,
            until,
        };
        let by = self.responsible();
        if let Some(no) = self.write(at, by, vec![Fact::ConsentGiven(given)])
            && self.chance.is(practice::CONSENT_WITHDRAWN)
        {
            let days = self.chance.between(20, 200);
            self.arrange_after(on, days, Event::Withdraw(no));
        }
    }

    pub(super) fn withdraw(&mut self, at: Timestamp, consent: EntryNo) {
        let by = self.responsible();
        self.write(at, by, vec![Fact::ConsentWithdrawn(ConsentWithdrawn { consent, on: day_of(at) })]);
    }

    pub(super) fn ruler(&mut self, at: Timestamp) {
        if self.case.assessment.is_none() {
            return;
        }
        let fact = self.ruler_fact(at);
        let by = self.responsible();
        self.write(at, by, vec![fact]);
    }

    /// A position on the wellbeing ruler, as the child stands now.
    pub(super) fn ruler_fact(&mut self, at: Timestamp) -> Fact {
        let on = day_of(at);
        self.case.last_ruler = Some(on);
        let noise = (self.chance.unit() - 0.5) * 0.9;
        let wellbeing = (self.case.wellbeing + noise).round().clamp(1.0, 5.0) as u8;
        let noise = (self.chance.unit() - 0.5) * 1.4;
        let care = self.chance.is(0.7).then(|| (self.case.wellbeing + noise).round().clamp(1.0, 5.0) as u8);
        let note = self.text(at, texts::WELLBEING);
        Fact::WellbeingScored(WellbeingScored { on, wellbeing, care, note })
    }

    /// The child's wellbeing moves with how it goes.
    pub(super) fn feels(&mut self, effect: Effect, going: Going) {
        let step = match (effect, going) {
            (Effect::Works, Going::Better) => -0.22,
            (_, Going::Better) => -0.12,
            (_, Going::Same) => -0.02,
            (_, Going::Worse) => 0.2,
        };
        self.case.wellbeing = (self.case.wellbeing + step).clamp(1.0, 5.0);
    }

    /// Arranges a meeting with the responsible and, for help, its provider.
    pub(super) fn plan_meeting(
        &mut self,
        at: Timestamp,
        meets_at: Timestamp,
        kind: MeetingKind,
        help: Option<InterventionKind>,
    ) -> Option<EntryNo> {
        let district = self.household.district;
        let provider = help.and_then(|help| self.municipality.provider(district, help)).map(|unit| unit.name.as_str());
        let words = self.words(at).about(help.map_or("hjælpen", help_texts::definite), provider);
        let by = self.responsible();
        let mut staff = vec![by.staff];
        if let Some(author) = help.and_then(|help| self.municipality.provider_staff(district, help)) {
            staff.push(author.staff);
        }
        let planned = MeetingPlanned {
            at: meets_at,
            kind,
            place: words.one(self.chance, texts::PLACES),
            participants: words.one(self.chance, texts::participants(kind)),
            staff,
        };
        let no = self.write(at, by, vec![Fact::MeetingPlanned(planned)])?;
        self.case.meetings.push(no);
        Some(no)
    }

    pub(super) fn meeting_held(&mut self, at: Timestamp, meeting: EntryNo) {
        if !self.case.meetings.contains(&meeting) {
            return;
        }
        self.case.meetings.retain(|open| *open != meeting);
        let held = self.chance.is(0.9);
        let note = self.text(at, if held { texts::MEETING_HELD } else { texts::MEETING_CANCELLED });
        let by = self.responsible();
        self.write(at, by, vec![Fact::MeetingClosed(MeetingClosed { meeting, held, note })]);
    }

    /// The health visitor's visit to a newborn.
    pub(super) fn health_visit(&mut self, at: Timestamp) {
        let by = self.municipality.districts[self.household.district].health_visitor;
        let note = NoteWritten {
            on: day_of(at),
            facts: self.text(at, texts::FIRST_VISITS),
            child_words: String::new(),
            others_words: String::new(),
            judgement: String::new(),
        };
        self.write(at, by, vec![Fact::NoteWritten(note)]);
    }

    /// Arranges that visit.
    pub(super) fn arrange_health_visit(&mut self) {
        if self.chance.is(0.6) {
            let days = self.chance.between(8, 24);
            let at = times::office(self.chance, days_after(self.child.birth, days));
            self.arrange(at, Event::HealthVisit);
        }
    }
}
