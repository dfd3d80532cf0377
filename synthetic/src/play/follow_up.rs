//! Follow-ups: when they are held, what is said, what is decided.

use super::case::Effect;
use super::help::Wanted;
use super::{Event, Life};
use crate::texts::follow_up::{self as texts, Going};
use crate::texts::{child, help};
use crate::{practice, times};
use jiff::Timestamp;
use jiff::civil::Date;
use trin_domain::calendar::{WorkingDays, day_of, days_after, months_after, weeks_after};
use trin_domain::kinds::{EndReason, FollowUpDecision, InterventionKind, MeetingKind};
use trin_domain::record::{Fact, FollowedUp, GoalScore, MeetingClosed};
use trin_domain::strategy::Span;

/// The last day of a span counted from a day.
pub(super) fn after(span: Span, from: Date) -> Date {
    match span {
        Span::Days(days) => days_after(from, i32::from(days)),
        Span::Weeks(weeks) => weeks_after(from, i32::from(weeks)),
        Span::Months(months) => months_after(from, i32::from(months)),
        Span::WorkingDays(days) => WorkingDays::MONDAY_TO_FRIDAY.add(from, u32::from(days)),
    }
}

/// What a follow-up leads to.
enum Turn {
    GoesOn(FollowUpDecision),
    Ends(FollowUpDecision, EndReason, &'static [&'static str]),
    Becomes(FollowUpDecision, Wanted),
}

impl Life<'_> {
    /// The day the strategy aims at, and the day practice keeps.
    fn next_day(&mut self, kind: InterventionKind, from: Date, is_first: bool) -> (Option<Date>, Date) {
        let cadence = self.strategy.cadence_for(kind).map(|cadence| after(if is_first { cadence.first } else { cadence.then }, from));
        let by_law = months_after(from, 3);
        let chance = &mut *self.chance;
        let early = |chance: &mut crate::chance::Chance, day: Date, most: i32| days_after(day, -chance.between(0, most));
        // A cadence as long as the law's asks for nothing more.
        let shorter = cadence.filter(|local| !is_first || days_after(*local, 10) < by_law);
        let day = match (is_first && kind.is_measure(), shorter) {
            // The law: first after three months at the latest. Kept in 75 % of cases (Børnesagsbarometret 2024).
            (true, Some(local)) => {
                let drawn = chance.unit();
                if drawn < practice::LOCAL_CADENCE_KEPT_FIRST {
                    early(chance, local, 5)
                } else if drawn < practice::FIRST_FOLLOW_UP_IN_TIME {
                    let between = (by_law - local).get_days().max(3);
                    days_after(local, chance.between(1, between - 2))
                } else {
                    days_after(by_law, chance.around(38.0, 0.7) as i32 + 3)
                }
            }
            (true, None) if chance.is(practice::FIRST_FOLLOW_UP_IN_TIME) => early(chance, by_law, 32),
            (true, None) => days_after(by_law, chance.around(38.0, 0.7) as i32 + 3),
            (false, Some(local)) if chance.is(practice::LOCAL_CADENCE_KEPT) => early(chance, local, 5),
            (false, Some(local)) => {
                let whole = f64::from((local - from).get_days());
                days_after(from, (whole * (1.05 + chance.unit() * 0.9)) as i32)
            }
            (false, None) => days_after(from, chance.around(practice::usual_interval(kind), 0.3).clamp(21.0, 230.0) as i32),
        };
        let aimed = cadence.or(Some(if is_first { by_law } else { days_after(from, practice::usual_interval(kind) as i32) }));
        (aimed, day.max(days_after(from, 4)))
    }

    /// Arranges the next follow-up, often with a meeting. Returns the day agreed.
    pub(super) fn arrange_follow_up(&mut self, at: Timestamp, help: usize, from: Date, is_first: bool) -> Option<Date> {
        let kind = self.case.helps[help].kind;
        let (aimed, mut day) = self.next_day(kind, from, is_first);
        let today = self.options.today();
        let is_near = (day - today).get_days().abs() <= 9 && from < today;
        // The last days' follow-ups gather on the last day, so that people have meetings to go to.
        let gathers = if self.case.desk == 0 { 0.45 } else { 0.16 };
        let meets_today = is_near && day > from && self.chance.is(gathers);
        if meets_today {
            day = today;
        }
        let held_at = times::office(self.chance, day);
        let held_at = if held_at <= at { times::office(self.chance, days_after(day_of(at), 3)) } else { held_at };
        self.arrange(held_at + super::journal::meeting_length(), Event::FollowUp(help));
        if meets_today || self.chance.is(practice::FOLLOW_UP_BY_INVITATION) {
            let days_before = self.chance.between(9, 24);
            let invited_at = times::office(self.chance, days_after(day_of(held_at), -days_before)).max(at);
            if invited_at < held_at {
                self.arrange(invited_at, Event::Invite(help, held_at));
            }
        }
        if self.chance.is(practice::GOAL_SCORED_BETWEEN) {
            let half = (day_of(held_at) - from).get_days() / 2;
            self.arrange_after(from, half.max(7), Event::Score(help));
        }
        aimed
    }

    pub(super) fn invite(&mut self, at: Timestamp, help: usize, meets_at: Timestamp) {
        let this = &self.case.helps[help];
        if this.has_ended || this.is_leaving || this.meeting.is_some() {
            return;
        }
        let kind = if self.chance.is(0.8) { MeetingKind::FollowUp } else { MeetingKind::ActionPlan };
        let help_kind = this.kind;
        let meeting = self.plan_meeting(at, meets_at, kind, Some(help_kind));
        self.case.helps[help].meeting = meeting;
    }

    pub(super) fn follow_up(&mut self, at: Timestamp, help: usize) {
        let this = &self.case.helps[help];
        if this.started_on.is_none() || this.has_ended || this.is_leaving || !self.case.is_open || self.is_grown(at) {
            return;
        }
        let on = day_of(at);
        let (no, kind, effect, nth) = (this.no, this.kind, this.effect, this.follow_ups);
        let going = self.going(effect, nth);
        let turn = self.turn(at, help, going);
        // What is said fits what is decided.
        let going = match &turn {
            Turn::GoesOn(_) => going,
            Turn::Ends(FollowUpDecision::StopNoEffect, ..)
            | Turn::Becomes(FollowUpDecision::StopNoEffect | FollowUpDecision::StepUp, _) => Going::Worse,
            Turn::Becomes(FollowUpDecision::Adjust, _) => Going::Same,
            Turn::Ends(..) | Turn::Becomes(..) => Going::Better,
        };
        let decision = match &turn {
            Turn::GoesOn(decision) | Turn::Ends(decision, ..) | Turn::Becomes(decision, _) => *decision,
        };

        let provider = self.municipality.provider(self.household.district, kind).map(|unit| unit.name.as_str());
        let words = self.words(at).about(help::definite(kind), provider);
        let voices = match going {
            _ if kind.is_placement() && going != Going::Worse => child::VOICE_PLACED,
            Going::Better => child::VOICE_BETTER,
            Going::Same => child::VOICE_SAME,
            Going::Worse => child::VOICE_WORSE,
        };
        let child_voice = words.staged(self.chance, voices);
        let family_voice = words.one(self.chance, texts::family_voice(going));
        let mut provider_status = words.one(self.chance, texts::status(going));
        if going != Going::Worse && self.chance.is(0.6) {
            provider_status.push(' ');
            provider_status += &words.one(self.chance, texts::detail(kind));
        }
        let reason = words.one(self.chance, reasons(decision, going));
        let scores = (0..self.case.helps[help].goals.len())
            .map(|goal| GoalScore { goal: self.case.helps[help].goals[goal].no, score: self.stands_at(help, goal, at) })
            .collect();
        let next_on = match turn {
            Turn::GoesOn(_) => self.arrange_follow_up(at, help, on, false),
            _ => None,
        };
        let mut facts = Vec::with_capacity(3);
        if let Some(meeting) = self.case.helps[help].meeting.take() {
            self.case.meetings.retain(|open| *open != meeting);
            let note = words.one(self.chance, crate::texts::notes::MEETING_HELD);
            facts.push(Fact::MeetingClosed(MeetingClosed { meeting, held: true, note }));
        }
        let followed_up_at = facts.len() as u32;
        facts.push(Fact::FollowedUp(FollowedUp {
            intervention: no,
            on,
            child_voice,
            family_voice,
            provider_status,
            scores,
            decision,
            reason,
            next_on: next_on.map(|next| next.max(on)),
        }));
        self.feels(effect, going);
        let ruler_is_old = self.case.last_ruler.is_none_or(|last| days_after(last, 100) < on);
        if (ruler_is_old && self.chance.is(0.7)) || !matches!(turn, Turn::GoesOn(_)) && self.chance.is(0.8) {
            facts.push(self.ruler_fact(at));
        }
        let by = self.responsible();
        let Some(first) = self.write(at, by, facts) else { return };
        let this = &mut self.case.helps[help];
        this.follow_ups += 1;
        if self.chance.is(practice::VIEW_ON_FOLLOW_UP) {
            let days = self.chance.between(1, 10);
            self.arrange_after(on, days, Event::View(trin_domain::record::EntryNo(first.0 + followed_up_at)));
        }
        match turn {
            Turn::GoesOn(_) => {}
            Turn::Ends(_, reason, note) => {
                let later = at + jiff::SignedDuration::from_mins(20);
                self.end_help(later, help, reason, note);
                self.settle(later);
            }
            Turn::Becomes(_, wanted) => {
                self.case.helps[help].is_leaving = true;
                let days = self.chance.between(0, 10);
                let decided_at = times::office(self.chance, days_after(on, days)).max(at + jiff::SignedDuration::from_mins(15));
                if wanted.kind.is_measure() && self.chance.is(practice::HEARING_ARRANGED) {
                    self.arrange(at + jiff::SignedDuration::from_mins(10), Event::Hear);
                }
                self.want(decided_at, wanted);
            }
        }
    }

    /// How it goes at this follow-up.
    fn going(&mut self, effect: Effect, nth: u32) -> Going {
        let weights: &[(f64, Going)] = match (effect, nth) {
            (Effect::Works, 0) => &[(0.45, Going::Better), (0.5, Going::Same), (0.05, Going::Worse)],
            (Effect::Works, _) => &[(0.75, Going::Better), (0.2, Going::Same), (0.05, Going::Worse)],
            (Effect::Some, _) => &[(0.35, Going::Better), (0.5, Going::Same), (0.15, Going::Worse)],
            (Effect::None, _) => &[(0.08, Going::Better), (0.5, Going::Same), (0.42, Going::Worse)],
        };
        *self.chance.weighted(weights)
    }

    /// What is decided: end and step down when the time has come, other help when this does not work, otherwise on.
    fn turn(&mut self, at: Timestamp, index: usize, going: Going) -> Turn {
        use FollowUpDecision as D;
        let this = &self.case.helps[index];
        let (kind, effect, nth) = (this.kind, this.effect, this.follow_ups);
        let on = day_of(at);
        let is_due = this.ends_on <= on;
        let moves = this.moves_on.is_some_and(|moves_on| moves_on <= on);
        let stage = self.words(at).stage;
        let age = self.child.age(on);
        let has_unit = self.child.unit_on(on).is_some();

        if kind.is_placement() {
            if is_due {
                return self.home_again(index, stage);
            }
            if moves {
                self.case.helps[index].moves_on = None;
                return self.another_place(index, age);
            }
            let adjusts = if going == Going::Worse { 0.8 } else { 0.12 };
            return Turn::GoesOn(if self.chance.is(adjusts) { D::Adjust } else { D::Continue });
        }
        if !is_due {
            let gives_up = effect == Effect::None && nth >= 2 && going == Going::Worse;
            if !gives_up || !self.chance.is(0.3) {
                let adjusts = match going {
                    Going::Better => 0.1,
                    Going::Same => 0.35,
                    Going::Worse => 0.85,
                };
                return Turn::GoesOn(if self.chance.is(adjusts) { D::Adjust } else { D::Continue });
            }
        }
        match effect {
            Effect::Works if kind.is_measure() && self.chance.is(practice::STEP_DOWN_WHEN_DONE) => {
                let wanted = Wanted::early(self.chance, stage, has_unit).replacing(index, EndReason::SteppedDown, help::STEPPED_DOWN);
                Turn::Becomes(D::StepDown, wanted)
            }
            Effect::Works => Turn::Ends(D::StopGoalsReached, EndReason::GoalsReached, help::ENDED_WELL),
            Effect::Some if self.chance.is(0.25) => {
                let days = self.chance.between(90, 200);
                self.case.helps[index].ends_on = days_after(on, days);
                self.case.helps[index].effect = if self.chance.is(0.6) { Effect::Works } else { Effect::None };
                Turn::GoesOn(D::Adjust)
            }
            Effect::Some if self.chance.is(0.15) => Turn::Ends(D::StopGoalsReached, EndReason::FamilyDeclined, help::DECLINED_BY_FAMILY),
            Effect::Some => Turn::Ends(D::StopGoalsReached, EndReason::GoalsReached, help::ENDED_WELL),
            Effect::None => self.more_or_other(index, age, stage),
        }
    }

    /// Help without effect: stopped, changed, or a step up.
    fn more_or_other(&mut self, index: usize, age: u32, stage: crate::texts::Stage) -> Turn {
        use FollowUpDecision as D;
        let kind = self.case.helps[index].kind;
        let is_born = stage != crate::texts::Stage::Unborn;
        if kind.is_measure() {
            if is_born && !self.case.is_placed() && self.chance.is(practice::placement_after_measure(age)) {
                let wanted = Wanted::placement(self.chance, age).replacing(index, EndReason::SteppedUp, help::STEPPED_UP);
                return Turn::Becomes(D::StepUp, wanted);
            }
            if self.chance.is(0.5) {
                let wanted = Wanted::measure(self.chance, stage, self.child.has_disability);
                if wanted.kind != kind {
                    return Turn::Becomes(D::StopNoEffect, wanted.replacing(index, EndReason::NoEffect, help::ENDED_WITHOUT_EFFECT));
                }
            }
        } else if self.chance.is(practice::STEP_UP_FROM_EARLY_HELP) {
            let wanted =
                Wanted::measure(self.chance, stage, self.child.has_disability).replacing(index, EndReason::SteppedUp, help::STEPPED_UP);
            return Turn::Becomes(D::StepUp, wanted);
        }
        Turn::Ends(D::StopNoEffect, EndReason::NoEffect, help::ENDED_WITHOUT_EFFECT)
    }

    /// Home again, most often with support.
    fn home_again(&mut self, index: usize, stage: crate::texts::Stage) -> Turn {
        if self.chance.is(practice::SUPPORT_AFTER_RETURN) {
            let kind = if self.chance.is(0.5) { InterventionKind::HomeSupport } else { InterventionKind::FamilyTreatment };
            let mut wanted = Wanted::measure(self.chance, stage, false);
            wanted.kind = kind;
            wanted.days = self.chance.between(150, 320);
            wanted.starts_after = self.chance.between(7, 40);
            return Turn::Becomes(FollowUpDecision::StepDown, wanted.replacing(index, EndReason::ReturnedHome, help::RETURNED_HOME));
        }
        Turn::Ends(FollowUpDecision::StopGoalsReached, EndReason::ReturnedHome, help::RETURNED_HOME)
    }

    /// Another kind of place: up, down or beside, as the strategy ranks them.
    fn another_place(&mut self, index: usize, age: u32) -> Turn {
        let this = &self.case.helps[index];
        let (kind, ends_on) = (this.kind, this.ends_on);
        let on = this.started_on.unwrap_or(this.decided_on);
        // Children in families stay more often than those in institutions.
        if kind.is_foster_care() && self.chance.is(practice::STAYS_IN_FOSTER_CARE) {
            return Turn::GoesOn(FollowUpDecision::Continue);
        }
        let mut wanted = Wanted::placement(self.chance, age);
        for _ in 0..20 {
            // Foster families of one kind and another are not counted as a move.
            if wanted.kind != kind && !(wanted.kind.is_foster_care() && kind.is_foster_care()) {
                break;
            }
            wanted = Wanted::placement(self.chance, age);
        }
        if wanted.kind == kind {
            return Turn::GoesOn(FollowUpDecision::Continue);
        }
        wanted.days = wanted.days.max((ends_on - on).get_days() / 2);
        let (decision, reason, note) = match self.intrusion(wanted.kind).cmp(&self.intrusion(kind)) {
            std::cmp::Ordering::Less => (FollowUpDecision::StepDown, EndReason::SteppedDown, help::STEPPED_DOWN),
            std::cmp::Ordering::Greater => (FollowUpDecision::StepUp, EndReason::SteppedUp, help::STEPPED_UP),
            std::cmp::Ordering::Equal => (FollowUpDecision::Adjust, EndReason::Replaced, help::REPLACED),
        };
        Turn::Becomes(decision, wanted.replacing(index, reason, note))
    }
}

const fn reasons(decision: FollowUpDecision, going: Going) -> &'static [&'static str] {
    match decision {
        FollowUpDecision::Continue if matches!(going, Going::Better) => texts::CONTINUE,
        FollowUpDecision::Continue => texts::CONTINUE_STILL,
        FollowUpDecision::Adjust => texts::ADJUST,
        FollowUpDecision::StepDown => texts::STEP_DOWN,
        FollowUpDecision::StepUp => texts::STEP_UP,
        FollowUpDecision::StopNoEffect => texts::STOP_NO_EFFECT,
        FollowUpDecision::StopGoalsReached => texts::STOP_GOALS_REACHED,
    }
}
