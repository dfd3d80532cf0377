//! What a record's entries add up to: the child's state, folded in one pass, borrowing from the entries.

mod parts;

pub use parts::*;

use super::{Entry, EntryNo, Version, facts::*};
use crate::calendar::day_of;
use crate::cpr::Cpr;
use crate::id::{StaffId, UnitId};
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeMap;

/// Everything a child's record says, as of its last entry. Lists are in writing order unless said otherwise.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "the field names are the documentation; each type says what it holds")]
pub struct State<'r> {
    pub version: Version,
    /// When something was last written about the child. That somebody looked (an address shown, a copy given, an emergency access and its
    /// review) is not.
    pub written_at: Option<Timestamp>,
    /// What each entry says now, in order.
    pub facts: Vec<&'r Fact>,
    /// Everyone who has written in the record, in the order they first did.
    pub writers: Vec<StaffId>,
    pub registered: Option<Noted<'r, Registered>>,
    pub born: Option<Noted<'r, Born>>,
    pub enrolments: Vec<Enrolment<'r>>,
    pub relations: Vec<Relation<'r>>,
    pub consents: Vec<Consent<'r>>,
    pub notifications: Vec<Notification<'r>>,
    pub rereads: Vec<Noted<'r, ConcernsReread>>,
    /// Who is responsible now.
    pub responsible: Option<Responsible>,
    /// Everyone who was, oldest first, the current included.
    pub responsible_history: Vec<Responsible>,
    pub offers: Vec<Offer<'r>>,
    pub co_workers: Vec<CoWorker<'r>>,
    pub restrictions: Vec<Restriction<'r>>,
    /// Openings in an emergency, oldest first.
    pub glass: Vec<Glass<'r>>,
    /// Where the child lives, the latest said last.
    pub addresses: Vec<Noted<'r, AddressStated>>,
    /// When a protected address was shown, and what for.
    pub addresses_shown: Vec<Noted<'r, AddressShown>>,
    /// Copies given of the record, oldest first.
    pub copies: Vec<Noted<'r, CopyGiven>>,
    pub assessments: Vec<Assessment<'r>>,
    pub hearings: Vec<Noted<'r, ChildHeard>>,
    pub interventions: Vec<Intervention<'r>>,
    pub plans: Vec<Plan<'r>>,
    pub wellbeing: Vec<Noted<'r, WellbeingScored>>,
    /// Assessments in wellbeing rounds, in the order written.
    pub assessed: Vec<Noted<'r, WellbeingAssessed>>,
    /// What was agreed in them, and about worries.
    pub focus_points: Vec<FocusPoint<'r>>,
    /// Individual talks there, in the order written.
    pub talks: Vec<Noted<'r, IndividualTalkHeld>>,
    /// Absence as the school stated it, in the order written.
    pub absences: Vec<Noted<'r, AbsenceStated>>,
    /// What the school did about it.
    pub absence_steps: Vec<Noted<'r, AbsenceStepTaken>>,
    /// Worries at the child's day-care or school.
    pub worries: Vec<Worry<'r>>,
    pub notes: Vec<Noted<'r, NoteWritten>>,
    pub meetings: Vec<Meeting<'r>>,
    pub views: Vec<Noted<'r, ViewAttached>>,
    pub corrections: Vec<Noted<'r, Corrected>>,
    /// Closings, oldest first.
    pub closings: Vec<Noted<'r, Closed>>,
    /// First and last day of each closed case, in the order of `closings`.
    pub closed_cases: Vec<(Date, Date)>,
    /// Whether a case is open: from the first notification, assessment, decision or assigned responsibility until closed.
    pub is_open: bool,
    /// Day of the entry that opened the present case, or the last.
    pub opened_on: Option<Date>,
}

impl<'r> State<'r> {
    /// Folds entries, oldest first. Entries that refer to nothing are left out here; [`super::decide`] never lets them in.
    pub fn fold(entries: &'r [Entry]) -> Self {
        Self::fold_with(entries.iter())
    }

    /// Folds entries that lie in more than one place.
    pub(super) fn fold_with(entries: impl Iterator<Item = &'r Entry> + Clone) -> Self {
        let corrections = latest_corrections(entries.clone());
        let mut state = Self::default();
        for entry in entries {
            match corrections.get(&entry.no) {
                Some((fact, by)) => state.add(entry, fact, Some(*by)),
                None => state.add(entry, &entry.fact, None),
            }
        }
        state
    }

    /// Adds the next entry, with what it says: its own fact, or what a correction says it should have said.
    pub(super) fn add(&mut self, entry: &'r Entry, fact: &'r Fact, corrected_by: Option<EntryNo>) {
        self.version = Version(entry.no.0);
        // What a unit finds and does by itself is no work on the case: it neither prolongs it nor makes its writer a part of it.
        let is_of_unit = crate::access::Room::of(fact) == crate::access::Room::AtUnit;
        if !is_of_unit
            && !matches!(
                fact,
                Fact::AddressShown(_) | Fact::CopyGiven(_) | Fact::GlassBroken(_) | Fact::GlassClosed(_) | Fact::GlassReviewed(_)
            )
        {
            self.written_at = Some(entry.recorded_at);
        }
        self.facts.push(fact);
        if !is_of_unit && !self.writers.contains(&entry.by.staff) {
            self.writers.push(entry.by.staff);
        }
        self.apply(entry, fact, corrected_by);
    }

    /// Whether a person has taken part in the case: has written in the record, or been responsible for the child. Whoever has cannot be
    /// the second professional on a notification, who must see the case with fresh eyes (source: `duties/second_professional.rs`).
    pub fn took_part(&self, staff: StaffId) -> bool {
        self.writers.contains(&staff) || self.responsible_history.iter().any(|responsible| responsible.staff == staff)
    }

    /// The last correction of an entry.
    pub fn correction_of(&self, no: EntryNo) -> Option<&Noted<'r, Corrected>> {
        self.corrections.iter().rfind(|correction| correction.what.entry == no)
    }

    /// What an entry of this record says now: what its last correction says it should have said, or its own fact.
    pub fn says(&self, entry: &'r Entry) -> &'r Fact {
        self.correction_of(entry.no).map_or(&entry.fact, |correction| &*correction.what.should_say)
    }

    /// What the entry with this number says now.
    pub fn fact(&self, no: EntryNo) -> Option<&'r Fact> {
        self.facts.get((no.0 as usize).checked_sub(1)?).copied()
    }

    /// How the family sees an entry, oldest first.
    pub fn views_of(&self, no: EntryNo) -> impl Iterator<Item = &Noted<'r, ViewAttached>> {
        self.views.iter().filter(move |view| view.what.entry == no)
    }

    /// The child's name now.
    pub fn name(&self) -> &'r str {
        match (self.born, self.registered) {
            (Some(born), _) => &born.what.name,
            (None, Some(registered)) => &registered.what.name,
            (None, None) => "",
        }
    }

    /// Birth, or expected birth.
    pub fn birth(&self) -> Option<Birth> {
        match (self.born, self.registered) {
            (Some(born), _) => Some(Birth::Born(born.what.on)),
            (None, Some(registered)) => Some(registered.what.birth),
            (None, None) => None,
        }
    }

    /// The civil registration number, when known.
    pub fn cpr(&self) -> Option<Cpr> {
        self.born.and_then(|born| born.what.cpr).or_else(|| self.registered.and_then(|registered| registered.what.cpr))
    }

    /// The notification with this number.
    pub fn notification(&self, no: EntryNo) -> Option<&Notification<'r>> {
        self.notifications.iter().find(|notification| notification.received.no == no)
    }

    /// Whether the child goes to a day-care or school on a day.
    pub fn goes_to(&self, unit: UnitId, on: Date) -> bool {
        self.enrolments.iter().any(|enrolment| {
            let began = enrolment.began.what;
            began.unit == unit && began.on <= on && enrolment.left_on().is_none_or(|left| on <= left)
        })
    }

    /// The worry with this number.
    pub fn worry(&self, no: EntryNo) -> Option<&Worry<'r>> {
        self.worries.iter().find(|worry| worry.no() == no)
    }

    /// The unit that an entry stays at: what it finds and does by itself, or what follows from that. `None` for every other entry.
    pub fn unit_of(&self, fact: &Fact) -> Option<UnitId> {
        let of_worry = |no: EntryNo| self.worry(no).map(|worry| worry.raised.what.unit);
        let of_point = |what: &FocusPointAgreed| {
            let assessed = self.assessed.iter().find(|assessed| assessed.no == what.about).map(|assessed| assessed.what.unit);
            assessed.or_else(|| of_worry(what.about))
        };
        match fact {
            Fact::WellbeingAssessed(what) => Some(what.unit),
            Fact::FocusPointAgreed(what) => of_point(what),
            Fact::FocusPointLookedAt(what) => {
                self.focus_points.iter().find(|point| point.agreed.no == what.point).and_then(|point| of_point(point.agreed.what))
            }
            Fact::IndividualTalkHeld(what) => Some(what.unit),
            Fact::AbsenceStated(what) => Some(what.unit),
            Fact::AbsenceStepTaken(what) => Some(what.unit),
            Fact::WorryRaised(what) => Some(what.unit),
            Fact::WorryStepTaken(what) => of_worry(what.worry),
            Fact::WorrySettled(what) => of_worry(what.worry),
            _ => None,
        }
    }

    /// The assessment with this number.
    pub fn assessment(&self, no: EntryNo) -> Option<&Assessment<'r>> {
        self.assessments.iter().find(|assessment| assessment.opened.no == no)
    }

    /// The intervention with this number.
    pub fn intervention(&self, no: EntryNo) -> Option<&Intervention<'r>> {
        self.interventions.iter().find(|intervention| intervention.no() == no)
    }

    /// The goal with this number, in whichever plan.
    pub fn goal(&self, no: EntryNo) -> Option<&Goal<'r>> {
        self.plans.iter().flat_map(|plan| &plan.goals).find(|goal| goal.set.no == no)
    }

    /// Interventions in force on this day.
    pub fn in_force_on(&self, day: Date) -> impl Iterator<Item = &Intervention<'r>> {
        self.interventions.iter().filter(move |intervention| intervention.in_force_on(day))
    }

    /// Interventions decided that neither began nor ended by this day.
    pub fn not_begun_on(&self, day: Date) -> impl Iterator<Item = &Intervention<'r>> {
        self.interventions
            .iter()
            .filter(move |intervention| intervention.ended.is_none() && intervention.started_on().is_none_or(|on| day < on))
    }

    /// Whether violence or abuse is suspected in the case that is open: then the parents are not talked with first.
    pub fn is_abuse_suspected(&self) -> bool {
        let since = self.opened_on.filter(|_| self.is_open);
        let suspected =
            |received: &NotificationReceived| received.abuse_suspected && since.is_some_and(|since| since <= day_of(received.received_at));
        self.notifications.iter().any(|notification| suspected(notification.received.what))
    }

    /// Offers that await an answer.
    pub fn open_offers(&self) -> impl Iterator<Item = &Offer<'r>> {
        self.offers.iter().filter(|offer| offer.answer.is_none())
    }

    /// The restriction that holds, if any.
    pub fn restriction(&self) -> Option<&Restriction<'r>> {
        self.restrictions.iter().rfind(|restriction| restriction.lifted.is_none())
    }

    /// Where the child lives now, as far as it was said.
    pub fn address(&self) -> Option<&Noted<'r, AddressStated>> {
        self.addresses.last()
    }

    /// The unit where the child is enrolled on this day, the latest begun when several.
    pub fn enrolment_on(&self, day: Date) -> Option<&Enrolment<'r>> {
        self.enrolments.iter().rfind(|enrolment| enrolment.began.what.on <= day && enrolment.left_on().is_none_or(|left| day <= left))
    }

    fn apply(&mut self, entry: &'r Entry, fact: &'r Fact, corrected_by: Option<EntryNo>) {
        macro_rules! noted {
            ($what:expr) => {
                Noted { no: entry.no, recorded_at: entry.recorded_at, by: entry.by, what: $what, corrected_by }
            };
        }
        match fact {
            Fact::Registered(what) => self.registered = Some(noted!(what)),
            Fact::Born(what) => self.born = Some(noted!(what)),
            Fact::Enrolled(what) => self.enrolments.push(Enrolment { began: noted!(what), left: None }),
            Fact::LeftUnit(what) => {
                if let Some(enrolment) = self.enrolments.iter_mut().find(|enrolment| enrolment.began.no == what.enrolment) {
                    enrolment.left = Some(noted!(what));
                }
            }
            Fact::RelationAdded(what) => self.relations.push(Relation { added: noted!(what), has_custody: what.has_custody, ended: None }),
            Fact::RelationEnded(what) => {
                if let Some(relation) = self.relations.iter_mut().find(|relation| relation.added.no == what.relation) {
                    relation.ended = Some(noted!(what));
                }
            }
            Fact::CustodyChanged(what) => {
                if let Some(relation) = self.relations.iter_mut().find(|relation| relation.added.no == what.relation) {
                    relation.has_custody = what.has_custody;
                }
            }
            Fact::ConsentGiven(what) => self.consents.push(Consent { given: noted!(what), withdrawn: None }),
            Fact::ConsentWithdrawn(what) => {
                if let Some(consent) = self.consents.iter_mut().find(|consent| consent.given.no == what.consent) {
                    consent.withdrawn = Some(noted!(what));
                }
            }
            Fact::NotificationReceived(what) => {
                self.open(crate::calendar::day_of(what.received_at));
                self.notifications.push(Notification {
                    received: noted!(what),
                    acute: None,
                    second: None,
                    receipt: None,
                    feedback: None,
                    screened: None,
                });
            }
            Fact::AcuteAssessed(what) => self.about(what.notification, |notification| notification.acute = Some(noted!(what))),
            Fact::SecondProfessionalAssessed(what) => {
                self.about(what.notification, |notification| notification.second = Some(noted!(what)))
            }
            Fact::ConcernsReread(what) => self.rereads.push(noted!(what)),
            Fact::ReceiptSent(what) => self.about(what.notification, |notification| notification.receipt = Some(noted!(what))),
            Fact::FeedbackGiven(what) => self.about(what.notification, |notification| notification.feedback = Some(noted!(what))),
            Fact::Screened(what) => self.about(what.notification, |notification| notification.screened = Some(noted!(what))),
            Fact::ResponsibilityAssigned(what) => {
                self.open(what.on);
                // A leader who moves the child overtakes an offer that waits, whoever was asked.
                for offer in self.offers.iter_mut().filter(|offer| offer.answer.is_none()) {
                    offer.answer = Some(OfferAnswer { no: entry.no, on: what.on, outcome: OfferOutcome::Withdrawn });
                }
                self.becomes_responsible(Responsible { staff: what.to, since: what.on, no: entry.no });
            }
            Fact::ResponsibilityOffered(what) => {
                let from = self.responsible.map(|responsible| responsible.staff);
                self.offers.push(Offer { offered: noted!(what), from, answer: None });
            }
            Fact::ResponsibilityAccepted(what) => {
                if let Some(to) = self.answer(what.offer, OfferAnswer { no: entry.no, on: what.on, outcome: OfferOutcome::Accepted }) {
                    self.becomes_responsible(Responsible { staff: to, since: what.on, no: entry.no });
                }
            }
            Fact::ResponsibilityDeclined(what) => {
                self.answer(what.offer, OfferAnswer { no: entry.no, on: what.on, outcome: OfferOutcome::Declined });
            }
            Fact::ResponsibilityOfferWithdrawn(what) => {
                self.answer(what.offer, OfferAnswer { no: entry.no, on: what.on, outcome: OfferOutcome::Withdrawn });
            }
            Fact::CoWorkerAdded(what) => self.co_workers.push(CoWorker { added: noted!(what), ended: None }),
            Fact::CoWorkerEnded(what) => {
                if let Some(co_worker) = self.co_workers.iter_mut().find(|co_worker| co_worker.added.no == what.co_worker) {
                    co_worker.ended = Some(noted!(what));
                }
            }
            Fact::ChildRestricted(what) => self.restrictions.push(Restriction { stated: noted!(what), lifted: None }),
            Fact::RestrictionLifted(what) => {
                if let Some(restriction) = self.restrictions.iter_mut().find(|restriction| restriction.stated.no == what.restriction) {
                    restriction.lifted = Some(noted!(what));
                }
            }
            Fact::GlassBroken(what) => self.glass.push(Glass { broken: noted!(what), closed: None, reviewed: None }),
            Fact::GlassClosed(what) => {
                if let Some(glass) = self.glass.iter_mut().find(|glass| glass.broken.no == what.glass) {
                    glass.closed = Some(noted!(what));
                }
            }
            Fact::GlassReviewed(what) => {
                if let Some(glass) = self.glass.iter_mut().find(|glass| glass.broken.no == what.glass) {
                    glass.reviewed = Some(noted!(what));
                }
            }
            Fact::CopyGiven(what) => self.copies.push(noted!(what)),
            Fact::AddressStated(what) => self.addresses.push(noted!(what)),
            Fact::AddressShown(what) => self.addresses_shown.push(noted!(what)),
            Fact::AssessmentOpened(what) => {
                self.open(what.on);
                self.assessments.push(Assessment { opened: noted!(what), sections: Vec::new(), preliminary: None, concluded: None });
            }
            Fact::AssessmentSectionWritten(what) => self.assessing(what.assessment, |assessment| assessment.sections.push(noted!(what))),
            Fact::PreliminaryAssessmentWritten(what) => {
                self.assessing(what.assessment, |assessment| assessment.preliminary = Some(noted!(what)));
            }
            Fact::AssessmentConcluded(what) => self.assessing(what.assessment, |assessment| assessment.concluded = Some(noted!(what))),
            Fact::ChildHeard(what) => self.hearings.push(noted!(what)),
            Fact::InterventionDecided(what) => {
                self.open(what.on);
                self.interventions.push(Intervention {
                    decided: noted!(what),
                    started: None,
                    ended: None,
                    aims: Vec::new(),
                    follow_ups: Vec::new(),
                    visits: Vec::new(),
                    reviews: Vec::new(),
                    prolongations: Vec::new(),
                    without_plan: None,
                });
            }
            Fact::InterventionStarted(what) => self.helping(what.intervention, |help| help.started = Some(noted!(what))),
            Fact::InterventionEnded(what) => self.helping(what.intervention, |help| help.ended = Some(noted!(what))),
            Fact::StepDownAimStated(what) => self.helping(what.intervention, |help| help.aims.push(noted!(what))),
            Fact::PlanMade(what) => self.plans.push(Plan { made: noted!(what), goals: Vec::new() }),
            Fact::GoalSet(what) => {
                if let Some(plan) = self.plans.iter_mut().find(|plan| plan.made.no == what.plan) {
                    plan.goals.push(Goal { set: noted!(what), scores: Vec::new() });
                }
            }
            Fact::GoalScored(what) => self.score(what.on, what.score, entry.no),
            Fact::FollowedUp(what) => {
                self.helping(what.intervention, |help| {
                    let place = help.follow_ups.partition_point(|earlier| earlier.what.on <= what.on);
                    help.follow_ups.insert(place, noted!(what));
                });
                for score in &what.scores {
                    self.score(what.on, *score, entry.no);
                }
            }
            Fact::SupervisionVisited(what) => self.helping(what.intervention, |help| {
                let place = help.visits.partition_point(|earlier| earlier.what.on <= what.on);
                help.visits.insert(place, noted!(what));
            }),
            Fact::ReturnHomeReviewed(what) => self.helping(what.intervention, |help| help.reviews.push(noted!(what))),
            Fact::PlanNotNeeded(what) => self.helping(what.intervention, |help| help.without_plan = Some(noted!(what))),
            Fact::PlacementProlonged(what) => self.helping(what.intervention, |help| help.prolongations.push(noted!(what))),
            Fact::WellbeingScored(what) => self.wellbeing.push(noted!(what)),
            Fact::WellbeingAssessed(what) => self.assessed.push(noted!(what)),
            Fact::FocusPointAgreed(what) => self.focus_points.push(FocusPoint { agreed: noted!(what), looks: Vec::new() }),
            Fact::FocusPointLookedAt(what) => {
                if let Some(point) = self.focus_points.iter_mut().find(|point| point.agreed.no == what.point) {
                    point.looks.push(noted!(what));
                }
            }
            Fact::IndividualTalkHeld(what) => self.talks.push(noted!(what)),
            Fact::AbsenceStated(what) => self.absences.push(noted!(what)),
            Fact::AbsenceStepTaken(what) => self.absence_steps.push(noted!(what)),
            Fact::WorryRaised(what) => self.worries.push(Worry { raised: noted!(what), taken: Vec::new(), settled: None }),
            Fact::WorryStepTaken(what) => {
                if let Some(worry) = self.worries.iter_mut().find(|worry| worry.no() == what.worry) {
                    worry.taken.push(noted!(what));
                }
            }
            Fact::WorrySettled(what) => {
                if let Some(worry) = self.worries.iter_mut().find(|worry| worry.no() == what.worry) {
                    worry.settled = Some(noted!(what));
                }
            }
            Fact::NoteWritten(what) => self.notes.push(noted!(what)),
            Fact::MeetingPlanned(what) => self.meetings.push(Meeting { planned: noted!(what), closed: None }),
            Fact::MeetingClosed(what) => {
                if let Some(meeting) = self.meetings.iter_mut().find(|meeting| meeting.planned.no == what.meeting) {
                    meeting.closed = Some(noted!(what));
                }
            }
            Fact::ViewAttached(what) => self.views.push(noted!(what)),
            Fact::Corrected(what) => self.corrections.push(noted!(what)),
            Fact::Closed(what) => {
                self.closings.push(noted!(what));
                self.closed_cases.extend(self.opened_on.filter(|_| self.is_open).map(|opened| (opened, what.on)));
                self.is_open = false;
                self.responsible = None;
            }
        }
    }

    fn open(&mut self, on: Date) {
        if !self.is_open {
            self.is_open = true;
            self.opened_on = Some(on);
        }
    }

    fn becomes_responsible(&mut self, responsible: Responsible) {
        self.responsible = Some(responsible);
        self.responsible_history.push(responsible);
    }

    fn answer(&mut self, offer: EntryNo, answer: OfferAnswer) -> Option<StaffId> {
        let offer = self.offers.iter_mut().find(|candidate| candidate.offered.no == offer)?;
        offer.answer = Some(answer);
        Some(offer.offered.what.to)
    }

    fn about(&mut self, no: EntryNo, change: impl FnOnce(&mut Notification<'r>)) {
        if let Some(notification) = self.notifications.iter_mut().find(|notification| notification.received.no == no) {
            change(notification);
        }
    }

    fn assessing(&mut self, no: EntryNo, change: impl FnOnce(&mut Assessment<'r>)) {
        if let Some(assessment) = self.assessments.iter_mut().find(|assessment| assessment.opened.no == no) {
            change(assessment);
        }
    }

    fn helping(&mut self, no: EntryNo, change: impl FnOnce(&mut Intervention<'r>)) {
        if let Some(intervention) = self.interventions.iter_mut().find(|intervention| intervention.no() == no) {
            change(intervention);
        }
    }

    fn score(&mut self, on: Date, score: GoalScore, no: EntryNo) {
        if let Some(goal) = self.plans.iter_mut().flat_map(|plan| &mut plan.goals).find(|goal| goal.set.no == score.goal) {
            let place = goal.scores.partition_point(|(day, _, _)| *day <= on);
            goal.scores.insert(place, (on, score.score, no));
        }
    }
}

/// What each corrected entry should have said, by its last correction.
pub(super) fn latest_corrections<'r>(entries: impl Iterator<Item = &'r Entry>) -> BTreeMap<EntryNo, (&'r Fact, EntryNo)> {
    entries
        .filter_map(|entry| match &entry.fact {
            Fact::Corrected(correction) => Some((correction.entry, (&*correction.should_say, entry.no))),
            _ => None,
        })
        .collect()
}
