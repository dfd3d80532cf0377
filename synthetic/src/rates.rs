//! How often things happen in the invented municipality, beside what is published of the real ones.
//!
//! Counted from records alone, so that it serves any records: the rates of a real municipality may be laid beside the same numbers.
//! Time limits are not counted anew here; they are asked of [`duties`].

mod published;

pub use published::{RateRow, compare};

use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use trin_domain::calendar::{age_in_years, day_of, days_after, months_after};
use trin_domain::cpr::Sex;
use trin_domain::duties::{self, BasisKind, Duty, DutyKind};
use trin_domain::kinds::{Cause, InterventionKind, NotifierKind};
use trin_domain::record::{Birth, ConsentBasis, Fact, Hearing, Intervention, Record, State};
use trin_domain::strategy::Strategy;

/// Some of a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Share {
    /// How many.
    pub part: u32,
    /// Of how many.
    pub whole: u32,
}

impl Share {
    fn count(&mut self, is_part: bool) {
        self.whole += 1;
        self.part += u32::from(is_part);
    }

    /// In percent; 0 of nothing.
    pub fn percent(self) -> f64 {
        if self.whole == 0 { 0.0 } else { 100.0 * f64::from(self.part) / f64::from(self.whole) }
    }
}

/// What was counted.
#[derive(Clone, PartialEq, Debug)]
pub struct Rates {
    now: Timestamp,
    /// The years counted: whole calendar years, or the last twelve months when there is none.
    pub years: Vec<(Date, Date)>,
    /// Children under 18 in the middle of each year, added up.
    pub child_years: u32,
    /// Notifications in those years.
    pub notifications: u32,
    /// Children by how many notifications they had in a year; the last is six and more.
    pub repeats: [u32; 6],
    /// Notifications by who sent them.
    pub sources: BTreeMap<NotifierKind, u32>,
    /// Children in a year by why others were concerned; several may apply.
    pub causes: BTreeMap<Cause, u32>,
    /// Boys among the children notified of.
    pub boys: Share,
    /// Children under 18 with a measure in force on the last day.
    pub with_measure: Share,
    /// Children under 18 placed on the last day.
    pub placed: Share,
    /// Those placed by kind of place.
    pub places: BTreeMap<InterventionKind, u32>,
    /// Those placed with consent.
    pub with_consent: Share,
    /// Those placed who are 12 or older.
    pub placed_from_12: Share,
    /// Placed on 1 January, gone within the year.
    pub left_placement: Share,
    /// Placed on 1 January, in another type of place within the year.
    pub changed_place: Share,
    /// New placements in the years.
    pub new_placements: u32,
    /// Assessed within 24 hours.
    pub acute_in_time: Share,
    /// Assessments within four months.
    pub assessed_in_time: Share,
    /// First follow-ups within three months.
    pub first_follow_up_in_time: Share,
    /// Decisions on a measure before which a child of four or older was talked with.
    pub talked_before_decision: Share,
    /// Decisions on a measure with a plan within four months, the longest any law has given.
    pub with_plan: Share,
    /// Children with an open case on the last day.
    pub open: Share,
}

impl Rates {
    /// Counts records. `start` is the day they begin.
    pub fn of<'r>(records: impl IntoIterator<Item = &'r Record>, strategy: &Strategy, start: Date, now: Timestamp) -> Self {
        let mut rates = Self::new(start, now);
        for record in records {
            rates.add(record, strategy);
        }
        rates
    }

    /// Nothing counted yet.
    pub fn new(start: Date, now: Timestamp) -> Self {
        let today = day_of(now);
        let whole_year = |year: i16| Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
        let mut years: Vec<(Date, Date)> =
            (start.year()..=today.year()).filter_map(whole_year).filter(|(first, last)| *first > start && *last < today).collect();
        if years.is_empty() {
            years.push((days_after(today, -364), today));
        }
        Self {
            now,
            years,
            child_years: 0,
            notifications: 0,
            repeats: [0; 6],
            sources: BTreeMap::new(),
            causes: BTreeMap::new(),
            boys: Share::default(),
            with_measure: Share::default(),
            placed: Share::default(),
            places: BTreeMap::new(),
            with_consent: Share::default(),
            placed_from_12: Share::default(),
            left_placement: Share::default(),
            changed_place: Share::default(),
            new_placements: 0,
            acute_in_time: Share::default(),
            assessed_in_time: Share::default(),
            first_follow_up_in_time: Share::default(),
            talked_before_decision: Share::default(),
            with_plan: Share::default(),
            open: Share::default(),
        }
    }

    /// Counts one child.
    pub fn add(&mut self, record: &Record, strategy: &Strategy) {
        let state = record.state();
        let Some(Birth::Born(birth)) = state.birth() else { return };
        let is_child_on = |on: Date| age_in_years(birth, on).is_some_and(|age| age < 18);
        for (first, last) in self.years.clone() {
            self.add_year(&state, first, last, is_child_on(days_after(first, 181)));
        }
        let today = day_of(self.now);
        if is_child_on(today) {
            self.add_today(&state, today, birth);
        }
        if !state.notifications.is_empty() || !state.assessments.is_empty() || !state.interventions.is_empty() {
            for duty in duties::of(&state, strategy) {
                self.add_duty(&duty, record, birth);
            }
        }
    }

    fn add_year(&mut self, state: &State<'_>, first: Date, last: Date, is_child: bool) {
        self.child_years += u32::from(is_child);
        let mut count = 0;
        let mut causes: Vec<Cause> = Vec::new();
        for notification in &state.notifications {
            let received = notification.received.what;
            let on = day_of(received.received_at);
            if first <= on && on <= last {
                count += 1;
                *self.sources.entry(received.notifier.kind).or_default() += 1;
                causes.extend(&received.causes);
            }
        }
        self.notifications += count;
        if count > 0 {
            self.repeats[count.min(6) as usize - 1] += 1;
            self.boys.count(state.cpr().is_some_and(|cpr| cpr.sex() == Sex::Male));
        }
        causes.sort_unstable();
        causes.dedup();
        for cause in causes {
            *self.causes.entry(cause).or_default() += 1;
        }
        let placements = || state.interventions.iter().filter(|help| help.decided.what.kind.is_placement());
        self.new_placements += placements()
            .filter(|help| help.decided.what.replaces.is_none() || !replaces_placement(state, help))
            .filter(|help| help.started_on().is_some_and(|on| first <= on && on <= last))
            .count() as u32;
        if let Some(before) = placements().find(|help| help.in_force_on(first)) {
            let after: Vec<&Intervention<'_>> = placements().filter(|help| help.in_force_on(last)).collect();
            self.left_placement.count(after.is_empty());
            let moved =
                !after.is_empty() && after.iter().all(|help| place_type(help.decided.what.kind) != place_type(before.decided.what.kind));
            self.changed_place.count(moved);
        }
    }

    fn add_today(&mut self, state: &State<'_>, today: Date, birth: Date) {
        self.open.count(state.is_open);
        self.with_measure.count(state.in_force_on(today).any(|help| help.decided.what.kind.is_measure()));
        let placement = state.in_force_on(today).find(|help| help.decided.what.kind.is_placement());
        self.placed.count(placement.is_some());
        if let Some(placement) = placement {
            *self.places.entry(placement.decided.what.kind).or_default() += 1;
            self.with_consent.count(placement.decided.what.consent == ConsentBasis::WithConsent);
            self.placed_from_12.count(age_in_years(birth, today).is_some_and(|age| age >= 12));
        }
    }

    fn add_duty(&mut self, duty: &Duty, record: &Record, birth: Date) {
        if duty.kind == DutyKind::Plan {
            let four_months = months_after(duty.counts_from.day(), 4);
            if four_months < day_of(self.now) {
                self.with_plan.count(duty.met.is_some_and(|met| day_of(met.at) <= four_months));
            }
            return;
        }
        let Some(is_in_time) = kept_by_law(duty, self.now) else { return };
        match duty.kind {
            DutyKind::AcuteAssessment => self.acute_in_time.count(is_in_time),
            DutyKind::Assessment => self.assessed_in_time.count(is_in_time),
            DutyKind::FirstFollowUp => self.first_follow_up_in_time.count(is_in_time),
            DutyKind::ChildHeard => {
                if let Some(Fact::InterventionDecided(decided)) = record.entry(duty.about).map(|entry| &entry.fact)
                    && age_in_years(birth, decided.on).is_some_and(|age| age >= 4)
                {
                    let met_by = duty.met.and_then(|met| record.entry(met.entry)).map(|entry| &entry.fact);
                    let talked = matches!(met_by, Some(Fact::ChildHeard(heard)) if matches!(heard.hearing, Hearing::Talk { .. }));
                    self.talked_before_decision.count(is_in_time && talked);
                }
            }
            _ => {}
        }
    }

    /// Notifications per 100 children and year.
    pub fn notifications_per_100(&self) -> f64 {
        100.0 * f64::from(self.notifications) / f64::from(self.child_years.max(1))
    }

    /// Children notified of, in percent of all in a year.
    pub fn children_notified(&self) -> Share {
        Share { part: self.repeats.iter().sum(), whole: self.child_years }
    }

    /// Children with this many notifications in a year, in percent of those with any; 6 means six and more.
    pub fn repeated(&self, times: usize) -> Share {
        Share { part: self.repeats.get(times.saturating_sub(1)).copied().unwrap_or(0), whole: self.repeats.iter().sum() }
    }

    /// Notifications from these, of all.
    pub fn from_sources(&self, kinds: &[NotifierKind]) -> Share {
        Share { part: kinds.iter().filter_map(|kind| self.sources.get(kind)).sum(), whole: self.notifications }
    }

    /// Children for whom this was a cause, of all notified of in a year.
    pub fn because_of(&self, cause: Cause) -> Share {
        Share { part: self.causes.get(&cause).copied().unwrap_or(0), whole: self.repeats.iter().sum() }
    }

    /// Placed children in places of these kinds.
    pub fn in_places(&self, is_one: impl Fn(InterventionKind) -> bool) -> Share {
        Share {
            part: self.places.iter().filter(|(kind, _)| is_one(**kind)).map(|(_, count)| count).sum(),
            whole: self.places.values().sum(),
        }
    }
}

/// Whether the law's date was kept; `None` when the law has none, or when it is not yet known.
fn kept_by_law(duty: &Duty, now: Timestamp) -> Option<bool> {
    let law = [Some(&duty.leads), duty.other.as_ref()].into_iter().flatten().find(|by| by.basis.from == BasisKind::Law)?;
    let late_from = law.due.late_from();
    match (duty.met, duty.lapsed_on) {
        (Some(met), _) => Some(met.at < late_from),
        (None, Some(on)) if on <= law.due.day() => None,
        (None, _) if now < late_from => None,
        (None, _) => Some(false),
    }
}

fn replaces_placement(state: &State<'_>, help: &Intervention<'_>) -> bool {
    let replaced = help.decided.what.replaces.and_then(|no| state.intervention(no));
    replaced.is_some_and(|replaced| replaced.decided.what.kind.is_placement())
}

/// Foster care, institution, residence, or living by oneself: what Danmarks Statistik counts as types.
const fn place_type(kind: InterventionKind) -> u8 {
    use InterventionKind as K;
    match kind {
        K::PlacementKin | K::PlacementFoster | K::PlacementFosterSpecialised | K::PlacementFosterReinforced => 1,
        K::PlacementResidentialOwn | K::PlacementResidentialExternal | K::PlacementSecure => 2,
        K::PlacementResidentialHome => 3,
        _ => 4,
    }
}
