//! Responsibility: given at the door, offered, accepted, declined, handed over. Never dropped.

use super::{Event, Life};
use crate::practice;
use crate::texts::door;
use crate::times;
use jiff::Timestamp;
use trin_domain::calendar::{day_of, days_after};
use trin_domain::kinds::Role;
use trin_domain::record::{
    Author, EntryNo, Fact, ResponsibilityAccepted, ResponsibilityAssigned, ResponsibilityDeclined, ResponsibilityOfferWithdrawn,
    ResponsibilityOffered,
};

impl Life<'_> {
    /// Who writes in the case: the responsible, or whoever is at the door.
    pub(super) fn responsible(&mut self) -> Author {
        match self.case.responsible {
            Some(author) => author,
            None => *self.chance.pick(&self.municipality.intake),
        }
    }

    pub(super) fn holder(&self, desk: usize, at: Timestamp) -> Author {
        Author { staff: self.municipality.desks[desk].holder(day_of(at)), role: Role::Caseworker }
    }

    /// Assigns responsibility to someone at the door, when no one has it.
    pub(super) fn assigned(&mut self, at: Timestamp, to: Author) -> Fact {
        self.case.responsible = Some(to);
        self.case.is_open = true;
        let reason = self.text(at, door::INTAKE_TAKES);
        Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: to.staff, on: day_of(at), reason })
    }

    /// Arranges that the child gets a caseworker, if it has none.
    pub(super) fn bring_to_desk(&mut self, at: Timestamp) {
        if !self.case.is_at_desk && self.case.offer.is_none() {
            let later = at + jiff::SignedDuration::from_mins(i64::from(self.chance.between(2, 50)));
            self.case.pending += 1;
            self.arrange(later, Event::Offer);
        }
    }

    pub(super) fn offer(&mut self, at: Timestamp) {
        self.case.pending = self.case.pending.saturating_sub(1);
        let to = self.holder(self.case.desk, at);
        let Some(from) = self.case.responsible.filter(|from| from.staff != to.staff) else { return };
        if self.case.offer.is_some() || self.is_grown(at) {
            return;
        }
        let reason = self.text(at, door::OFFERED);
        let fact = Fact::ResponsibilityOffered(ResponsibilityOffered { to: to.staff, on: day_of(at), reason });
        let Some(no) = self.write(at, from, vec![fact]) else { return };
        self.awaits_answer(at, no, to);
    }

    fn awaits_answer(&mut self, at: Timestamp, no: EntryNo, to: Author) {
        self.case.offer = Some((no, to));
        // Those of the last days are often still unanswered.
        let is_recent = self.options.now.duration_since(at).as_hours() < 5 * 24;
        if is_recent && self.chance.is(practice::RECENT_OFFER_UNANSWERED) {
            return;
        }
        let within = super::working_days(self.strategy.answer_offer_within.after);
        let days = if self.chance.is(practice::OFFER_ANSWERED_IN_TIME) {
            self.chance.between(0, within)
        } else {
            within + self.chance.between(1, 7)
        };
        let answers_at = times::office(self.chance, times::working_days_after(day_of(at), days));
        self.arrange(answers_at.max(at), Event::Answer);
    }

    pub(super) fn answer(&mut self, at: Timestamp) {
        let Some((offer, to)) = self.case.offer.take() else { return };
        let on = day_of(at);
        let others: Vec<usize> = self.municipality.districts[self.household.district]
            .desks
            .iter()
            .copied()
            .filter(|desk| *desk != self.case.desk && self.municipality.desks[*desk].holder(on) != to.staff)
            .collect();
        let may_come_to_nothing = !self.case.is_at_desk && !others.is_empty();
        let from = self.case.responsible.filter(|_| may_come_to_nothing);
        let turned_down = if may_come_to_nothing && self.chance.is(practice::DECLINED) {
            let reason = self.text(at, door::DECLINED);
            Some((to, Fact::ResponsibilityDeclined(ResponsibilityDeclined { offer, on, reason })))
        } else if let Some(from) = from.filter(|_| self.chance.is(practice::OFFER_WITHDRAWN)) {
            let reason = self.text(at, door::WITHDRAWN);
            Some((from, Fact::ResponsibilityOfferWithdrawn(ResponsibilityOfferWithdrawn { offer, on, reason })))
        } else {
            None
        };
        if let Some((by, fact)) = turned_down {
            self.write(at, by, vec![fact]);
            self.case.desk = *self.chance.pick(&others);
            let next = times::office(self.chance, days_after(on, 1));
            self.case.pending += 1;
            self.arrange(next, Event::Offer);
            return;
        }
        self.write(at, to, vec![Fact::ResponsibilityAccepted(ResponsibilityAccepted { offer, on })]);
        self.at_desk(at, to);
        self.settle(at);
    }

    /// The desk has the child: notes begin, and whoever comes after takes over.
    pub(super) fn at_desk(&mut self, at: Timestamp, who: Author) {
        self.case.responsible = Some(who);
        self.case.is_at_desk = true;
        if !self.case.notes_arranged {
            self.case.notes_arranged = true;
            let days = self.chance.between(8, 40);
            self.arrange_after(day_of(at), days, Event::Note);
        }
        let next = self.municipality.desks[self.case.desk].held_by.iter().map(|(from, _)| *from).find(|from| *from > day_of(at));
        if let Some(changes_on) = next {
            let days = self.chance.between(0, 4);
            self.arrange_after(changes_on, days, Event::HandOver);
        }
    }

    /// The desk has a new holder, and the one before hands over; sometimes the leader must.
    pub(super) fn hand_over(&mut self, at: Timestamp) {
        let to = self.holder(self.case.desk, at);
        let Some(from) = self.case.responsible.filter(|from| self.case.is_at_desk && from.staff != to.staff) else { return };
        if self.case.offer.is_some() {
            self.arrange_after(day_of(at), 3, Event::HandOver);
            return;
        }
        let on = day_of(at);
        if self.chance.is(practice::LEADER_HANDS_OVER) {
            let leader = self.municipality.districts[self.household.district].leader;
            let reason = self.text(at, door::LEADER_ASSIGNS);
            self.write(at, leader, vec![Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: to.staff, on, reason })]);
            self.at_desk(at, to);
        } else {
            let reason = self.text(at, door::HANDED_OVER);
            let fact = Fact::ResponsibilityOffered(ResponsibilityOffered { to: to.staff, on, reason });
            if let Some(no) = self.write(at, from, vec![fact]) {
                self.awaits_answer(at, no, to);
            }
        }
    }
}
