//! Help: decided, started, with an aim of getting down the ladder and a plan with measurable goals.

use super::case::{Carried, Effect, Goal, Help};
use super::{Event, Life};
use crate::chance::Chance;
use crate::texts::{Stage, goals, help as texts};
use crate::{practice, times};
use jiff::Timestamp;
use trin_domain::calendar::{day_of, days_after, months_after};
use trin_domain::duties::plan_may_be_left_out;
use trin_domain::help::reasons_owed;
use trin_domain::kinds::{Cause, EndReason, InterventionKind, RelationKind};
use trin_domain::record::{
    ConsentBasis, EntryNo, Fact, GoalScore, GoalScored, GoalSet, InterventionDecided, InterventionEnded, InterventionStarted, PlanMade,
    PlanNotNeeded, RelationAdded, StepDownAimStated,
};

/// Help that is about to be decided.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub kind: InterventionKind,
    pub consent: ConsentBasis,
    /// How long it is meant to last, in days.
    pub days: i32,
    /// Days from decision to start.
    pub starts_after: i32,
    /// The help it takes over from, and why that ends.
    pub replaces: Option<(usize, EndReason, &'static [&'static str])>,
    pub carried: Option<Carried>,
    pub is_acute: bool,
}

impl Wanted {
    fn new(kind: InterventionKind, days: i32, starts_after: i32) -> Self {
        Self { kind, consent: ConsentBasis::WithConsent, days, starts_after, replaces: None, carried: None, is_acute: false }
    }

    /// Early help.
    pub(super) fn early(chance: &mut Chance, stage: Stage, has_unit: bool) -> Self {
        let kind = loop {
            let kind = *chance.weighted(practice::early_help(stage));
            if has_unit || !matches!(kind, InterventionKind::WellbeingEffort | InterventionKind::SupportPedagogue) {
                break kind;
            }
        };
        let days = chance.around(practice::length_in_days(kind), 0.45) as i32;
        Self::new(kind, days.max(28), chance.between(3, 28))
    }

    /// A measure short of placement.
    pub(super) fn measure(chance: &mut Chance, stage: Stage, has_disability: bool) -> Self {
        let weights = if has_disability { practice::MEASURES_WHEN_DISABLED } else { practice::measures(stage) };
        let kind = *chance.weighted(weights);
        let longer = if has_disability { 1.8 } else { 1.0 };
        let days = (chance.around(practice::length_in_days(kind), 0.5) * longer) as i32;
        Self::new(kind, days.max(60), chance.between(5, 42))
    }

    /// A placement, with or without consent; some short, most long.
    pub(super) fn placement(chance: &mut Chance, age: u32) -> Self {
        let kind = *chance.weighted(practice::placements(age));
        let consent = if chance.is(practice::PLACED_WITH_CONSENT) { ConsentBasis::WithConsent } else { ConsentBasis::WithoutConsent };
        let days = if chance.is(practice::SHORT_PLACEMENT) {
            chance.around(practice::SHORT_PLACEMENT_DAYS, 0.5)
        } else {
            practice::exponential(chance, practice::RETURNING_HOME_A_YEAR) * 365.0 + 200.0
        };
        Self { consent, ..Self::new(kind, (days as i32).max(21), chance.between(3, 24)) }
    }

    /// A placement that cannot wait.
    pub(super) fn acute_placement(chance: &mut Chance, age: u32) -> Self {
        let mut wanted = Self::placement(chance, age);
        if chance.is(0.35) {
            wanted.consent = ConsentBasis::Preliminary;
        }
        if chance.is(0.5) {
            wanted.days = chance.around(70.0, 0.5) as i32;
        }
        Self { starts_after: 0, is_acute: true, ..wanted }
    }

    /// Help that runs when the records begin.
    pub(super) fn carried(carried: Carried, chance: &mut Chance) -> Self {
        let without_consent = carried.kind.is_placement() && !chance.is(practice::PLACED_WITH_CONSENT);
        let consent = if without_consent { ConsentBasis::WithoutConsent } else { ConsentBasis::WithConsent };
        Self { consent, carried: Some(carried), ..Self::new(carried.kind, 0, 10) }
    }

    pub(super) fn replacing(self, help: usize, reason: EndReason, note: &'static [&'static str]) -> Self {
        Self { replaces: Some((help, reason, note)), ..self }
    }
}

impl Life<'_> {
    /// Arranges a decision.
    pub(super) fn want(&mut self, at: Timestamp, wanted: Wanted) {
        self.case.pending += 1;
        self.arrange(at, Event::Decide(Box::new(wanted)));
    }

    /// How intrusive a kind of help is under the strategy: its step, then its rank among places.
    pub(super) fn intrusion(&self, kind: InterventionKind) -> (u8, usize) {
        (self.strategy.step_of(kind).0, self.strategy.placement_rank(kind).unwrap_or(0))
    }

    pub(super) fn decide_help(&mut self, at: Timestamp, wanted: &Wanted) {
        self.case.pending = self.case.pending.saturating_sub(1);
        let on = day_of(at);
        let doubles = wanted.kind.is_placement() && wanted.replaces.is_none() && self.case.is_placed();
        let is_replaced_gone = wanted.replaces.is_some_and(|(help, _, _)| self.case.helps[help].has_ended);
        if self.case.responsible.is_none() || self.is_grown(at) || doubles || is_replaced_gone {
            self.settle(at);
            return;
        }
        let kind = wanted.carried.map_or(wanted.kind, |carried| carried.kind);
        let provider = self.municipality.provider(self.household.district, kind);
        let (provider_id, provider_name) = match provider {
            Some(unit) => (Some(unit.id), Some(unit.name.as_str())),
            None => match kind {
                InterventionKind::LostEarnings => (None, None),
                _ => self.child.unit_on(on).map_or((None, None), |unit| (Some(unit.id), Some(unit.name.as_str()))),
            },
        };
        let words = self.words(at).about(texts::definite(kind), provider_name);
        let until = wanted.carried.map_or(days_after(on, wanted.starts_after + wanted.days), |carried| carried.ends_on);
        let owed = reasons_owed(self.strategy, kind);
        let why_not_lower = (owed.why_not_lower.is_some() && kind.is_measure() && self.chance.is(practice::WHY_NOT_LOWER_GIVEN))
            .then(|| words.one(self.chance, texts::WHY_NOT_LOWER));
        let why_not_preferred = (owed.why_not_preferred.is_some() && self.chance.is(practice::WHY_NOT_PREFERRED_GIVEN))
            .then(|| words.one(self.chance, texts::WHY_NOT_PREFERRED));
        let longest = if kind.is_placement() { months_after(on, 24) } else { months_after(on, 12) };
        let decided = InterventionDecided {
            on,
            kind,
            offer: texts::offer(kind).map(str::to_string),
            provider: provider_id,
            consent: wanted.consent,
            purpose: words.one(self.chance, texts::purposes(kind)),
            expected_until: Some(until.min(longest).max(days_after(on, 28))),
            why_not_lower,
            why_not_preferred,
            replaces: wanted.replaces.map(|(help, _, _)| self.case.helps[help].no),
        };
        let by = self.responsible();
        let Some(no) = self.write(at, by, vec![Fact::InterventionDecided(decided)]) else { return };
        let effect = *self.chance.weighted(practice::EFFECTS);
        self.case.has_had_help = true;
        let index = self.case.helps.len();
        self.case.helps.push(Help {
            no,
            kind,
            decided_on: on,
            started_on: None,
            ends_on: until,
            moves_on: None,
            effect,
            follow_ups: 0,
            plan: None,
            goals: Vec::new(),
            meeting: None,
            foster: None,
            replaces: wanted.replaces,
            is_leaving: false,
            has_ended: false,
        });
        if let Some((replaced, _, _)) = wanted.replaces {
            self.case.helps[replaced].is_leaving = true;
        }
        let starts_at = match wanted.carried {
            Some(carried) => times::at(carried.started_on, 9, 0).max(at),
            None if wanted.is_acute => at + jiff::SignedDuration::from_mins(90),
            None => times::office(self.chance, days_after(on, wanted.starts_after)).max(at),
        };
        self.arrange(starts_at, Event::Start(index));
        if kind.is_measure() {
            self.arrange_plan(at, starts_at, index, wanted.consent);
        }
        // Responsibility for help lies with a caseworker.
        self.bring_to_desk(at);
    }

    /// Under the Service Act a plan was due before the decision, under the Children's Act within three months of it, and before a
    /// placement without consent. Practice follows the law of the day, as often as [`practice`] says.
    fn arrange_plan(&mut self, at: Timestamp, starts_at: Timestamp, help: usize, consent: ConsentBasis) {
        let drawn = self.chance.unit();
        let (decided_on, starts_on) = (day_of(at), day_of(starts_at));
        let is_due_at_once = decided_on < trin_domain::law::CHILDRENS_ACT || consent == ConsentBasis::WithoutConsent;
        if drawn < practice::PLAN_AT_ONCE && is_due_at_once {
            self.arrange(at + jiff::SignedDuration::from_mins(25), Event::Plan(help));
        } else if drawn < practice::PLAN_AT_ONCE {
            let days = self.chance.between(0, (starts_on - decided_on).get_days().max(1));
            self.arrange_after(decided_on, days, Event::Plan(help));
        } else if drawn < practice::PLAN_IN_TIME {
            let days = self.chance.between(10, 84);
            self.arrange_after(decided_on, days, Event::Plan(help));
        } else if drawn < practice::PLAN_EVER {
            let days = self.chance.between(125, 220);
            self.arrange_after(decided_on, days, Event::Plan(help));
        }
    }

    pub(super) fn start(&mut self, at: Timestamp, help: usize) {
        if self.case.helps[help].has_ended || self.is_grown(at) {
            return;
        }
        let on = day_of(at);
        let by = self.responsible();
        let mut facts = Vec::new();
        if let Some((replaced, reason, note)) = self.case.helps[help].replaces
            && !self.case.helps[replaced].has_ended
        {
            self.end_meeting(at, replaced, &mut facts);
            self.end_relation(at, replaced, &mut facts);
            let old = &self.case.helps[replaced];
            let ended_on = days_after(on, -1).max(old.started_on.unwrap_or(old.decided_on));
            let words = self.words(at).about(texts::definite(old.kind), None);
            let note = words.one(self.chance, note);
            facts.push(Fact::InterventionEnded(InterventionEnded { intervention: old.no, on: ended_on, reason, note }));
            self.case.helps[replaced].has_ended = true;
        }
        let this = &self.case.helps[help];
        let (no, kind, ends_on) = (this.no, this.kind, this.ends_on);
        facts.push(Fact::InterventionStarted(InterventionStarted { intervention: no, on }));
        let foster_at = facts.len() as u32;
        if kind.is_foster_care() {
            let origin = &crate::names::ORIGINS[0].1;
            let name = if kind == InterventionKind::PlacementKin {
                self.household.adults.grandparent.clone()
            } else {
                format!("{} {}", self.chance.pick(origin.women), self.chance.pick(origin.surnames))
            };
            facts.push(Fact::RelationAdded(RelationAdded {
                relation: RelationKind::FosterParent,
                name,
                child: None,
                has_custody: false,
                on,
            }));
        }
        let Some(first) = self.write(at, by, facts) else { return };
        let moves = kind.is_placement().then(|| practice::exponential(self.chance, practice::MOVING_A_YEAR) * 365.0 + 60.0);
        let this = &mut self.case.helps[help];
        this.started_on = Some(on);
        if kind.is_foster_care() {
            this.foster = Some(EntryNo(first.0 + foster_at));
        }
        this.moves_on = moves.filter(|days| *days < 6_000.0).map(|days| days_after(on, days as i32)).filter(|moves_on| *moves_on < ends_on);
        if self.chance.is(practice::AIM_STATED) {
            let days = self.chance.around(24.0, 0.8).min(240.0) as i32;
            self.arrange_after(on, days, Event::Aim(help));
        }
        if kind.is_placement() {
            self.placed(at, help);
        }
        self.arrange_follow_up(at, help, on, true);
    }

    pub(super) fn aim(&mut self, at: Timestamp, help: usize) {
        let this = &self.case.helps[help];
        if this.has_ended {
            return;
        }
        let (no, kind, ends_on) = (this.no, this.kind, this.ends_on);
        let on = day_of(at);
        let words = self.words(at).about(texts::definite(kind), None);
        let aim = words.one(self.chance, texts::step_down_aims(kind));
        let by = self.responsible();
        let stated = StepDownAimStated { intervention: no, on, aim, by: Some(ends_on.max(days_after(on, 60)).min(months_after(on, 18))) };
        self.write(at, by, vec![Fact::StepDownAimStated(stated)]);
    }

    pub(super) fn plan(&mut self, at: Timestamp, help: usize) {
        let this = &self.case.helps[help];
        if this.has_ended || this.plan.is_some() || self.is_grown(at) {
            return;
        }
        let (no, kind) = (this.no, this.kind);
        let on = day_of(at);
        let provider = self.municipality.provider(self.household.district, kind).map(|unit| unit.name.as_str());
        let words = self.words(at).about(texts::definite(kind), provider);
        if plan_may_be_left_out(kind, this.decided_on) && self.chance.is(practice::SUPPORT_WITHOUT_PLAN) {
            let reason = words.one(self.chance, texts::WITHOUT_PLAN);
            let by = self.responsible();
            self.write(at, by, vec![Fact::PlanNotNeeded(PlanNotNeeded { intervention: no, on, reason })]);
            return;
        }
        let plan_no = EntryNo(self.record.version().0 + 1);
        let made = PlanMade {
            on,
            interventions: vec![no],
            purpose: words.one(self.chance, texts::PLANS),
            child_wishes: if self.chance.is(0.7) { words.staged(self.chance, texts::CHILD_WISHES) } else { String::new() },
            family_part: words.one(self.chance, texts::FAMILY_PART),
        };
        let mut facts = vec![Fact::PlanMade(made)];
        let mut set = Vec::new();
        let mut goals_for_stage: Vec<&goals::GoalText> =
            goals::GOALS.iter().filter(|goal| goal.from_stage <= words.stage && words.stage <= goal.to_stage).collect();
        let smokes = self.case.causes.contains(&Cause::ChildSubstanceUse);
        if smokes && words.stage == Stage::Teen {
            goals_for_stage.push(&goals::LESS_HASH);
        }
        let wanted = self.chance.between(2, 3);
        for _ in 0..wanted {
            if goals_for_stage.is_empty() {
                break;
            }
            let goal = goals_for_stage.swap_remove(self.chance.below(goals_for_stage.len()));
            let from = self.chance.between(i32::from(goal.begins.0), i32::from(goal.begins.1)) as i16;
            let days = self.chance.between(120, 365);
            facts.push(Fact::GoalSet(GoalSet {
                plan: plan_no,
                on,
                text: crate::texts::fill(goal.text, &words),
                scale: crate::texts::fill(goal.scale, &words),
                lowest: goal.lowest,
                highest: goal.highest,
                from,
                to: goal.target,
                by: days_after(on, days),
                known_to: words.staged(self.chance, goals::KNOWN_TO),
            }));
            let no = EntryNo(plan_no.0 + facts.len() as u32 - 1);
            set.push(Goal { no, from, to: goal.target, lowest: goal.lowest, highest: goal.highest });
        }
        let by = self.responsible();
        if self.write(at, by, facts).is_some() {
            let this = &mut self.case.helps[help];
            this.plan = Some(plan_no);
            this.goals = set;
        }
    }

    /// Where a goal stands, by how far the help has come and whether it works.
    pub(super) fn stands_at(&mut self, help: usize, goal: usize, at: Timestamp) -> i16 {
        let this = &self.case.helps[help];
        let (goal, effect) = (&this.goals[goal], this.effect);
        let started = this.started_on.unwrap_or(this.decided_on);
        let whole = f64::from((this.ends_on - started).get_days().clamp(60, 720));
        let gone = (f64::from((day_of(at) - started).get_days()) / whole).clamp(0.0, 1.2);
        let reach = match effect {
            Effect::Works => 1.0,
            Effect::Some => 0.8,
            Effect::None => 0.1,
        };
        let (from, to, lowest, highest) = (f64::from(goal.from), f64::from(goal.to), goal.lowest, goal.highest);
        let noise = (self.chance.unit() - 0.5) * 0.25;
        let score = from + (to - from) * (gone.min(1.0) * reach + noise);
        (score.round() as i16).clamp(lowest, highest)
    }

    /// The provider tells where a goal stands between follow-ups, and the responsible writes it.
    pub(super) fn score(&mut self, at: Timestamp, help: usize) {
        let this = &self.case.helps[help];
        if this.has_ended || this.goals.is_empty() {
            return;
        }
        let which = self.chance.below(self.case.helps[help].goals.len());
        let goal = self.case.helps[help].goals[which].no;
        let score = self.stands_at(help, which, at);
        let by = self.responsible();
        self.write(at, by, vec![Fact::GoalScored(GoalScored { on: day_of(at), score: GoalScore { goal, score } })]);
    }
}
