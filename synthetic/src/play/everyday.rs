//! What happens to every child: registered, born, in day-care and school, siblings, parents who part.

use super::{Carried, Event, Life};
use crate::{practice, times};
use jiff::Timestamp;
use jiff::civil::Date;
use trin_domain::calendar::{day_of, days_after};
use trin_domain::kinds::{NotifierKind, RelationKind};
use trin_domain::record::{Birth, Born, CustodyChanged, Enrolled, Fact, LeftUnit, Registered, RelationAdded, RelationEnded};

impl Life<'_> {
    /// Registers the child and arranges its everyday life.
    pub(super) fn everyday(&mut self) {
        let start = self.options.start();
        let child = self.child;
        let here_from = self.household.arrived_on.unwrap_or(start).max(start);
        let (known_on, known_unborn) = match child.known_before_birth {
            Some(on) if on.max(here_from) < child.birth => (on.max(here_from), true),
            _ => (days_after(child.birth, 1).max(here_from), false),
        };
        // Spread over the night's first hours, as a transfer of some thousand records would be.
        let minute = i64::try_from(self.household.index % 175).unwrap_or(0);
        let known_at = (times::at(known_on, 3, 0) + jiff::SignedDuration::from_mins(minute)).min(self.options.now);
        self.begins_at = known_at;
        self.register(known_at, known_unborn);
        if known_unborn {
            self.arrange(times::at(days_after(child.birth, 1), 3, 30), Event::Born);
        }
        for (n, stay) in child.stays.iter().enumerate().filter(|(_, stay)| stay.to >= known_on) {
            self.arrange(times::at(stay.from, 5, 0).max(known_at), Event::Enrols(n));
        }
        self.arrange_rounds(known_at);
        self.arrange_talk(known_at);
        self.arrange_absence(known_at);
        let household = self.household;
        for (n, sibling) in household.children.iter().enumerate() {
            if n != self.nth && sibling.birth > known_on {
                self.arrange(times::at(days_after(sibling.birth, 2), 4, 0), Event::SiblingBorn(n));
            }
        }
        if child.birth > known_on || known_on < days_after(child.birth, 8) {
            self.arrange_health_visit();
        }
        self.arrange(times::at(child.grown_on(), 9, 0), Event::TurnsEighteen);
        if child.has_disability && self.chance.is(practice::DISABLED_WHO_APPLY) {
            let days = self.chance.between(400, 6_000);
            let at = times::office(self.chance, days_after(child.birth, days));
            if at > known_at {
                self.arrange(at, Event::Applies);
            }
        }
        let adults = &household.adults;
        if let Some(on) = adults.apart_since.filter(|on| *on > known_on && *on > child.birth) {
            self.arrange(times::at(days_after(on, 10), 4, 10), Event::ParentsPart);
        }
        if let Some((on, _)) = adults.step_parent.as_ref().filter(|(on, _)| *on > known_on) {
            self.arrange(times::at(days_after(*on, 30), 4, 20), Event::StepParent);
        }
    }

    /// Help carried over from before the records began, from the notification that led to it.
    pub(super) fn carried_over(&mut self, carried: Option<Carried>) {
        let Some(carried) = carried else { return };
        let days = if carried.kind.is_measure() { self.chance.between(110, 170) } else { self.chance.between(20, 40) };
        let on = days_after(carried.started_on, -days).max(days_after(self.child.birth, 5));
        let at = times::office(self.chance, on);
        self.arrange(at, Event::CarriedOver(carried));
    }

    pub(super) fn carries_over(&mut self, at: Timestamp, carried: Carried) {
        let concern = crate::concerns::carried(self.household, self.nth, self.chance, at);
        let by = *self.chance.pick(&self.municipality.intake);
        self.received(at, concern, by, Some(carried));
        let Some(no) = self.case.notices.last().map(|notice| notice.no) else { return };
        self.arrange(at + jiff::SignedDuration::from_hours(3), Event::Acute(no));
        if self.case.notices.last().is_some_and(|notice| notice.kind != NotifierKind::Anonymous) {
            self.arrange_after(day_of(at), 2, Event::Receipt(no));
        }
        let days = self.chance.between(3, 9);
        self.arrange_after(day_of(at), days, Event::Screen(no));
    }

    fn register(&mut self, at: Timestamp, unborn: bool) {
        let on = day_of(at);
        let child = self.child;
        let adults = &self.household.adults;
        let (name, birth, cpr) = if unborn {
            (format!("Barn af {}", adults.mother), Birth::Expected(child.birth), None)
        } else {
            (child.name.clone(), Birth::Born(child.birth), child.cpr)
        };
        let since = if unborn { on } else { child.birth };
        let mut facts =
            vec![Fact::Registered(Registered { name, birth, cpr }), relation(RelationKind::Mother, &adults.mother, true, since)];
        let is_apart = adults.apart_since.is_some_and(|apart| apart <= on);
        let mut other_at = None;
        if let Some(other) = &adults.other {
            let kind = if adults.is_co_mother { RelationKind::CoParent } else { RelationKind::Father };
            other_at = Some(facts.len() as u32);
            facts.push(relation(kind, other, !(is_apart && adults.sole_custody), since));
        }
        for (n, sibling) in self.household.children.iter().enumerate() {
            if n != self.nth && sibling.is_born(on) {
                facts.push(self.sibling(n, sibling.birth.max(since)));
            }
        }
        if let Some((since, name)) = adults.step_parent.as_ref().filter(|(since, _)| *since <= on) {
            facts.push(relation(RelationKind::StepParent, name, false, *since));
        }
        let first = self.write(at, self.municipality.system, facts);
        self.other_parent = first.zip(other_at).map(|(first, n)| trin_domain::record::EntryNo(first.0 + n));
    }

    fn sibling(&self, n: usize, on: Date) -> Fact {
        let sibling = &self.household.children[n];
        Fact::RelationAdded(RelationAdded {
            relation: RelationKind::Sibling,
            name: sibling.name.clone(),
            child: Some(sibling.id),
            has_custody: false,
            on,
        })
    }

    pub(super) fn enrols(&mut self, at: Timestamp, n: usize) {
        let stay = &self.child.stays[n];
        let mut facts = Vec::with_capacity(2);
        if let Some(enrolment) = self.enrolment {
            facts.push(Fact::LeftUnit(LeftUnit { enrolment, on: days_after(stay.from, -1) }));
        }
        let no = facts.len() as u32;
        facts.push(Fact::Enrolled(Enrolled {
            unit: stay.unit.id,
            unit_name: stay.unit.name.clone(),
            unit_kind: stay.unit.kind,
            on: stay.from,
        }));
        let written = self.write(at, self.municipality.system, facts);
        self.enrolment = written.map(|first| trin_domain::record::EntryNo(first.0 + no));
        if n + 1 == self.child.stays.len() {
            self.arrange(times::at(days_after(stay.to, 1), 5, 0), Event::Leaves);
        }
    }

    pub(super) fn leaves(&mut self, at: Timestamp) {
        if let Some(enrolment) = self.enrolment.take() {
            let on = days_after(day_of(at), -1);
            self.write(at, self.municipality.system, vec![Fact::LeftUnit(LeftUnit { enrolment, on })]);
        }
    }

    pub(super) fn is_born(&mut self, at: Timestamp) {
        let child = self.child;
        let born = Born { on: child.birth, name: child.name.clone(), cpr: child.cpr };
        self.write(at, self.municipality.system, vec![Fact::Born(born)]);
    }

    pub(super) fn sibling_born(&mut self, at: Timestamp, n: usize) {
        let fact = self.sibling(n, self.household.children[n].birth);
        self.write(at, self.municipality.system, vec![fact]);
    }

    /// The parents part; with sole custody the other parent loses it.
    pub(super) fn parents_part(&mut self, at: Timestamp) {
        let on = days_after(day_of(at), -10);
        if let Some(relation) = self.other_parent.filter(|_| self.household.adults.sole_custody) {
            let changed = CustodyChanged { relation, has_custody: false, on };
            self.write(at, self.municipality.system, vec![Fact::CustodyChanged(changed)]);
        }
    }

    pub(super) fn step_parent(&mut self, at: Timestamp) {
        let household = self.household;
        if let Some((since, name)) = &household.adults.step_parent {
            let fact = relation(RelationKind::StepParent, name, false, *since);
            if let Some(no) = self.write(at, self.municipality.system, vec![fact])
                && self.chance.is(0.15)
            {
                let ends = times::at(days_after(*since, self.chance.between(300, 1_500)), 4, 20).max(at);
                self.arrange(ends, Event::StepParentGone(no));
            }
        }
    }

    pub(super) fn step_parent_gone(&mut self, at: Timestamp, relation: trin_domain::record::EntryNo) {
        let ended = RelationEnded { relation, on: day_of(at) };
        self.write(at, self.municipality.system, vec![Fact::RelationEnded(ended)]);
    }
}

pub(super) fn relation(relation: RelationKind, name: &str, has_custody: bool, on: Date) -> Fact {
    Fact::RelationAdded(RelationAdded { relation, name: name.to_string(), child: None, has_custody, on })
}
