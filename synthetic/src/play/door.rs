//! The one door: a notification arrives, is assessed within 24 hours or not, receipted, screened, and its notifier told.

use super::case::{Carried, Notice};
use super::help::Wanted;
use super::{Event, Life};
use crate::texts::{Stage, door};
use crate::{practice, times};
use jiff::{SignedDuration, Timestamp, ToSpan};
use trin_domain::calendar::{copenhagen, day_of, days_after};
use trin_domain::door::assessment_opened_by;
use trin_domain::kinds::{NotifierKind, Role, ScreeningOutcome};
use trin_domain::record::{
    AcuteAssessed, AssessmentKind, Author, ConcernsReread, EntryNo, Fact, FeedbackGiven, NotificationReceived, ReceiptSent, Screened,
    SecondProfessionalAssessed,
};

impl Life<'_> {
    /// A notification has arrived; someone registers it, at once in office hours, else when the duty line or the morning comes.
    pub(super) fn notified(&mut self, at: Timestamp, which: usize) {
        if self.is_grown(at) {
            return;
        }
        let minutes = i64::from(self.chance.between(4, 55));
        let registered_at = self.when_seen(at) + SignedDuration::from_mins(minutes);
        // What came just now is registered just now.
        let registered_at = if self.concerns[which].is_running {
            (at + SignedDuration::from_mins(minutes / 3)).min(self.options.now)
        } else {
            registered_at
        };
        self.arrange(registered_at, Event::Registered(which));
    }

    /// When someone looks: now in office hours; else the duty line the same evening, or the next morning.
    fn when_seen(&mut self, at: Timestamp) -> Timestamp {
        let local = copenhagen().to_datetime(at);
        let is_workday = times::is_workday(local.date());
        match local.hour() {
            8..=15 if is_workday => at,
            16..=22 if self.chance.is(0.6) => at,
            hour => {
                let day = if hour >= 9 { days_after(local.date(), 1) } else { local.date() };
                let opens = times::at(day, if times::is_workday(day) { 8 } else { 9 }, self.chance.between(0, 50) as i8);
                opens.max(at)
            }
        }
    }

    pub(super) fn registered(&mut self, at: Timestamp, which: usize) {
        let concern = &self.concerns[which];
        let fact = concern.for_child(self.household, self.nth);
        let is_running = concern.is_running;
        let (kind, acute, received_at, abuse) = (fact.notifier.kind, fact.acute, fact.received_at, fact.abuse_suspected);
        // Siblings named together are met by one person.
        let met_by = self.met_by(which);
        self.received(at, fact, met_by, None);
        let Some(no) = self.case.notices.last().map(|notice| notice.no) else { return };
        let hours = self.options.now.duration_since(received_at).as_hours();

        // Within 24 hours, or after.
        if !(is_running && self.chance.is(if hours >= 18 { 0.6 } else { 0.85 })) {
            let acute_at = if self.chance.is(practice::ACUTE_WITHIN_24_HOURS) {
                let minutes = self.chance.around(if acute || abuse { 110.0 } else { 320.0 }, 0.9).min(22.5 * 60.0) as i64;
                self.when_seen(received_at + minutes.minutes()).min(received_at + 1_425.minutes())
            } else {
                let minutes = self.chance.around(14.0 * 60.0, 0.7) as i64;
                self.when_seen(received_at + 1_445.minutes() + minutes.minutes())
            };
            self.arrange(acute_at.max(at), Event::Acute(no));
        }
        if kind != NotifierKind::Anonymous && !self.chance.is(practice::RECEIPT_NEVER_SENT) {
            let days = *self.chance.weighted(practice::RECEIPT_WORKING_DAYS);
            let receipt_at = times::office(self.chance, times::working_days_after(day_of(received_at), days));
            self.arrange(receipt_at.max(at), Event::Receipt(no));
        }
        if self.case.is_second_wanted(day_of(received_at)) && self.chance.is(practice::SECOND_PROFESSIONAL) {
            let days = if self.chance.is(0.8) { self.chance.between(0, 6) } else { self.chance.between(7, 20) };
            self.arrange_after(day_of(at), days, Event::Second(no));
        }
        let year_before = days_after(day_of(received_at), -365);
        let within_a_year = self.case.notified_on.iter().filter(|on| **on > year_before).count();
        if within_a_year >= usize::from(self.strategy.reread_from_notification) && self.chance.is(practice::REREAD) {
            let days = if self.chance.is(0.75) { self.chance.between(0, 6) } else { self.chance.between(7, 20) };
            self.arrange_after(day_of(at), days, Event::Reread);
        }
        let within = super::working_days(self.strategy.screening_within.after);
        let days = if self.chance.is(practice::SCREENED_IN_TIME) {
            self.chance.between(1, within.max(2) - 1)
        } else {
            within + self.chance.between(1, 14)
        };
        let screened_at = times::office(self.chance, times::working_days_after(day_of(received_at), days));
        self.arrange(screened_at.max(at), Event::Screen(no));
    }

    /// Who is at the door for a notification about the family.
    fn met_by(&self, which: usize) -> Author {
        let intake = &self.municipality.intake;
        intake[(self.household.index as usize + which) % intake.len()]
    }

    /// Writes the notification, and gives someone at the door the responsibility when no one has it.
    pub(super) fn received(&mut self, at: Timestamp, fact: NotificationReceived, by: Author, carried: Option<Carried>) {
        let on = day_of(fact.received_at);
        let (kind, abuse_suspected) = (fact.notifier.kind, fact.abuse_suspected);
        self.case.causes.extend(&fact.causes);
        let mut facts = vec![Fact::NotificationReceived(fact)];
        if self.case.responsible.is_none() {
            facts.push(self.assigned(at, by));
        }
        if let Some(no) = self.write(at, by, facts) {
            self.case.is_closing = false;
            self.case.notified_on.push(on);
            self.case.notices.push(Notice {
                no,
                received_on: on,
                kind,
                in_danger: false,
                abuse_suspected,
                is_assessed: false,
                is_screened: false,
                carried,
            });
        }
    }

    pub(super) fn acute(&mut self, at: Timestamp, no: EntryNo) {
        let Some(notice) = self.case.notices.iter().find(|notice| notice.no == no && !notice.is_screened) else { return };
        let abuse = notice.abuse_suspected;
        let words = self.words(at);
        let is_unborn = words.stage == Stage::Unborn;
        let in_danger = !is_unborn && self.chance.is(if abuse { practice::IN_DANGER_WHEN_ABUSE } else { practice::IN_DANGER });
        let templates = match (in_danger, is_unborn) {
            (true, _) => door::IN_DANGER,
            (false, true) => door::NOT_IN_DANGER_UNBORN,
            (false, false) => door::NOT_IN_DANGER,
        };
        let reason = words.one(self.chance, templates);
        let acute_measure = in_danger.then(|| words.one(self.chance, door::ACUTE_MEASURES));
        let by = *self.chance.pick(&self.municipality.intake);
        let fact = Fact::AcuteAssessed(AcuteAssessed { notification: no, at, in_danger, acute_measure, reason });
        if self.write(at, by, vec![fact]).is_none() {
            return;
        }
        if let Some(notice) = self.case.notice(no) {
            notice.in_danger = in_danger;
            notice.is_assessed = true;
        }
        if in_danger && !self.case.is_placed() && self.chance.is(practice::ACUTE_PLACEMENT) {
            let wanted = Wanted::acute_placement(self.chance, self.child.age(day_of(at)));
            self.want(at + 2.hours(), wanted);
        }
    }

    pub(super) fn receipt(&mut self, at: Timestamp, no: EntryNo) {
        let by = *self.chance.pick(&self.municipality.intake);
        self.write(at, by, vec![Fact::ReceiptSent(ReceiptSent { notification: no, on: day_of(at) })]);
    }

    /// Someone who has not taken part: a caseworker of the same or the next district.
    pub(super) fn second(&mut self, at: Timestamp, no: EntryNo) {
        let on = day_of(at);
        let state = self.record.state();
        let municipality = self.municipality;
        let district = &municipality.districts[self.household.district];
        let colleagues = district.desks.iter().map(|desk| municipality.desks[*desk].holder(on));
        let elsewhere = municipality.desks.iter().map(|desk| desk.holder(on));
        let second = colleagues.chain([district.leader.staff]).chain(elsewhere).find(|staff| !state.took_part(*staff));
        let Some(second) = second else { return };
        let role = if second == district.leader.staff { Role::TeamLeader } else { Role::Caseworker };
        let conclusion = self.text(at, door::SECOND);
        let fact = Fact::SecondProfessionalAssessed(SecondProfessionalAssessed { notification: no, on, second, conclusion });
        self.write(at, Author { staff: second, role }, vec![fact]);
    }

    pub(super) fn reread(&mut self, at: Timestamp) {
        if self.case.last_reread.is_some_and(|last| days_after(last, 7) > day_of(at)) {
            return;
        }
        self.case.last_reread = Some(day_of(at));
        let conclusion = self.text(at, door::REREAD);
        let by = self.responsible();
        self.write(at, by, vec![Fact::ConcernsReread(ConcernsReread { on: day_of(at), conclusion })]);
    }

    pub(super) fn screen(&mut self, at: Timestamp, no: EntryNo) {
        let on = day_of(at);
        let Some(notice) = self.case.notices.iter().find(|notice| notice.no == no && !notice.is_screened) else { return };
        let (kind, received_on, carried) = (notice.kind, notice.received_on, notice.carried);
        if !notice.is_assessed {
            // First things first; when the assessment within 24 hours is late, so is the rest.
            self.arrange_after(on, 1, Event::Screen(no));
            return;
        }
        let is_serious = notice.in_danger || notice.abuse_suspected;
        let outcome = if let Some(carried) = carried {
            if carried.kind.is_measure() { ScreeningOutcome::Assessment } else { ScreeningOutcome::EarlyHelp }
        } else if self.case.assessment.is_some() || self.case.has_help() || self.case.pending > 0 {
            *self.chance.weighted(practice::SCREENING_WHEN_ONGOING)
        } else {
            let year_before = days_after(on, -365);
            let is_repeated = self.case.notified_on.iter().filter(|on| **on > year_before).count() >= 3;
            *self.chance.weighted(if is_serious {
                practice::SCREENING_WHEN_SERIOUS
            } else if is_repeated {
                practice::SCREENING_WHEN_REPEATED
            } else {
                practice::SCREENING
            })
        };
        let reason = self.text(at, door::screening(outcome));
        let by = self.responsible();
        let mut facts = vec![Fact::Screened(Screened { notification: no, on, outcome, reason })];
        let assessment = assessment_opened_by(outcome).filter(|_| self.case.assessment.is_none());
        if let Some(kind) = assessment {
            facts.push(self.opening(at, kind, received_on, Some(no)));
        }
        let Some(first) = self.write(at, by, facts) else { return };
        if let Some(notice) = self.case.notice(no) {
            notice.is_screened = true;
        }
        if let Some(kind) = assessment {
            self.opened(at, EntryNo(first.0 + 1), kind, received_on, carried);
            self.bring_to_desk(at);
        }
        if outcome == ScreeningOutcome::EarlyHelp && !self.is_grown(at) {
            let stage = self.words(at).stage;
            let mut wanted = Wanted::early(self.chance, stage, self.child.unit_on(on).is_some());
            wanted.carried = carried;
            let later = self.chance.between(0, 6);
            let decided_on = carried.map_or(days_after(on, later), |carried| days_after(carried.started_on, -8));
            let decided_at = times::office(self.chance, decided_on).max(at);
            self.want(decided_at, wanted);
            self.bring_to_desk(at);
        }
        if kind.is_professional() && self.chance.is(practice::FEEDBACK_GIVEN) {
            let days = self.chance.around(6.0, 0.8) as i32;
            self.arrange_after(on, days.min(60), Event::Feedback(no, outcome));
        }
        self.settle(at);
    }

    pub(super) fn feedback(&mut self, at: Timestamp, no: EntryNo, outcome: ScreeningOutcome) {
        let withheld = self.chance.is(practice::FEEDBACK_WITHHELD);
        let text = self.text(at, if withheld { door::WITHHELD } else { door::told(outcome) });
        let (told, withheld_because) = if withheld { (None, Some(text)) } else { (Some(text), None) };
        let by = self.responsible();
        self.write(at, by, vec![Fact::FeedbackGiven(FeedbackGiven { notification: no, on: day_of(at), told, withheld_because })]);
    }

    /// A family asks for help itself: an assessment without a notification.
    pub(super) fn applies(&mut self, at: Timestamp) {
        if self.case.is_open || self.is_grown(at) || !self.child.is_born(day_of(at)) {
            return;
        }
        let by = *self.chance.pick(&self.municipality.intake);
        let opening = self.opening(at, AssessmentKind::Full, day_of(at), None);
        let facts = vec![self.assigned(at, by), opening];
        if let Some(first) = self.write(at, by, facts) {
            self.opened(at, EntryNo(first.0 + 1), AssessmentKind::Full, day_of(at), None);
            self.bring_to_desk(at);
        }
    }
}
