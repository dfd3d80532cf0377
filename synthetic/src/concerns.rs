//! When others become concerned for a family's children, and what they write.

use crate::Options;
use crate::chance::Chance;
use crate::household::Household;
use crate::practice;
use crate::texts::{Stage, Words, concerns as texts};
use crate::times;
use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Timestamp};
use trin_domain::calendar::{days_after, holiday_on};
use trin_domain::id::ChildId;
use trin_domain::kinds::{Cause, NotifierKind};
use trin_domain::record::{NotificationReceived, Notifier};

/// A notification as it is sent, about one child or several.
pub(crate) struct Concern {
    pub notification: NotificationReceived,
    /// The children it is about, by their place in the family.
    pub children: Vec<usize>,
    /// Whether it lies in the last hours, so that its clock still runs when the histories end.
    pub is_running: bool,
}

impl Concern {
    /// The notification as it stands in one child's record, naming the others.
    pub(crate) fn for_child(&self, household: &Household, nth: usize) -> NotificationReceived {
        let others: Vec<ChildId> = self.children.iter().filter(|n| **n != nth).map(|n| household.children[*n].id).collect();
        NotificationReceived { siblings: others, ..self.notification.clone() }
    }
}

/// Every notification about the family, oldest first.
pub(crate) fn concerns(options: &Options, household: &Household, chance: &mut Chance) -> Vec<Concern> {
    let (start, today) = (options.start(), options.today());
    let mut concerns = Vec::new();
    for year in start.year()..=today.year() {
        a_year(options, household, chance, year, &mut concerns);
    }
    for (n, child) in household.children.iter().enumerate() {
        if let Some(known_on) = child.known_before_birth.filter(|on| *on > start && *on < child.birth) {
            let received_at = times::at(known_on, chance.between(9, 15) as i8, chance.between(0, 59) as i8);
            concerns.push(write(household, chance, received_at, vec![n], false));
        }
    }
    if let Some(received_at) = in_the_last_hours(options, household.index)
        && let children = eligible(household, options.today())
        && !children.is_empty()
    {
        let chosen = vec![*chance.pick(&children)];
        concerns.push(write(household, chance, received_at, chosen, true));
    }
    concerns.retain(|concern| concern.notification.received_at < options.now);
    concerns.sort_by_key(|concern| concern.notification.received_at);
    concerns
}

/// The notification from before the records began that led to help carried over.
pub(crate) fn carried(household: &Household, nth: usize, chance: &mut Chance, received_at: Timestamp) -> NotificationReceived {
    write(household, chance, received_at, vec![nth], false).notification
}

/// A few families, evenly spread, are notified in the last hours, so that the present has running clocks whatever its size.
fn in_the_last_hours(options: &Options, index: u64) -> Option<Timestamp> {
    const MINUTES_AGO: &[i64] = &[25, 95, 190, 330, 560, 840, 1_090, 1_300, 1_405, 1_560];
    let families = u64::from(options.children) * 7 / 10;
    let wanted = 3 + u64::from(options.children) / 1_200;
    let spacing = (families / wanted).max(1);
    if index % spacing != spacing / 2 {
        return None;
    }
    let which = usize::try_from(index / spacing).unwrap_or(0) % MINUTES_AGO.len();
    Some(options.now - SignedDuration::from_mins(MINUTES_AGO[which]))
}

/// The children a notification could be about on a day: born, known here, under 18.
fn eligible(household: &Household, on: Date) -> Vec<usize> {
    let here = household.arrived_on.is_none_or(|arrived| arrived < on);
    let children = household.children.iter().enumerate();
    children.filter(|(_, child)| here && days_after(child.birth, 3) < on && on < child.grown_on()).map(|(n, _)| n).collect()
}

fn a_year(options: &Options, household: &Household, chance: &mut Chance, year: i16, concerns: &mut Vec<Concern>) {
    let Ok(midsummer) = Date::new(year, 7, 1) else { return };
    let (first, last) = (options.start(), options.today());
    let children = eligible(household, midsummer.clamp(days_after(first, 1), last));
    if children.is_empty() {
        return;
    }
    let n = children.len() as f64;
    let weights: Vec<(f64, usize)> =
        children.iter().map(|nth| (practice::concern_by_age(household.children[*nth].age(midsummer)), *nth)).collect();
    let mean_weight = weights.iter().map(|(weight, _)| weight).sum::<f64>() / n;
    // With siblings drawn in, a child's chance is the family's times the share of children it is about.
    let family_chance = practice::CHILDREN_NOTIFIED_A_YEAR * household.load * mean_weight * n / (1.0 + (n - 1.0) * practice::SIBLING_SHARE);
    if !chance.is(family_chance.min(0.92)) {
        return;
    }
    let main = *chance.weighted(&weights);
    let siblings: Vec<usize> = children.iter().copied().filter(|nth| *nth != main).filter(|_| chance.is(practice::SIBLING_SHARE)).collect();
    for _ in 0..notifications_in_a_year(chance) {
        let Some(received_at) = moment(chance, year) else { continue };
        let day = trin_domain::calendar::day_of(received_at);
        if day <= first || received_at >= options.now {
            continue;
        }
        let still = eligible(household, day);
        if !still.contains(&main) {
            continue;
        }
        let mut about = vec![main];
        about.extend(siblings.iter().filter(|nth| still.contains(nth) && chance.is(practice::SIBLING_NAMED_EACH_TIME)));
        concerns.push(write(household, chance, received_at, about, false));
    }
}

fn notifications_in_a_year(chance: &mut Chance) -> usize {
    let count = *chance.weighted(practice::NOTIFICATIONS_IN_A_YEAR);
    if count < 6 { count } else { count + chance.below(5) }
}

/// When it is sent: the month by the year's rhythm, with the drop of April 2020; the weekday and hour by who sends it.
fn moment(chance: &mut Chance, year: i16) -> Option<Timestamp> {
    for _ in 0..40 {
        let month = *chance.weighted(practice::MONTHS);
        if year == 2020 && month == 4 && chance.is(practice::APRIL_2020_DROP) {
            continue;
        }
        let first = Date::new(year, month, 1).ok()?;
        let day = days_after(first, chance.between(0, i32::from(first.days_in_month()) - 1));
        let is_free = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || holiday_on(day).is_some();
        if is_free && !chance.is(practice::WEEKEND_SHARE) {
            continue;
        }
        if !is_free && day.weekday() != Weekday::Friday && chance.is(practice::OTHER_THAN_FRIDAY_FEWER) {
            continue;
        }
        let hours = if is_free { practice::FREE_DAY_HOURS } else { practice::WORKDAY_HOURS };
        let hour = *chance.weighted(hours);
        return Some(times::at(day, hour, chance.between(0, 59) as i8));
    }
    None
}

/// Puts a notification into words.
fn write(household: &Household, chance: &mut Chance, received_at: Timestamp, children: Vec<usize>, is_running: bool) -> Concern {
    let on = trin_domain::calendar::day_of(received_at);
    let main = &household.children[children[0]];
    let words = Words::of(main, household, on);
    let hour = trin_domain::calendar::copenhagen().to_datetime(received_at).hour();
    let kind = notifier_kind(chance, main.age(on), words.stage, hour, main.unit_on(on).is_some());
    let causes = causes(chance, kind, &words);
    let abuse_suspected = causes.iter().any(|cause| matches!(cause, Cause::AbuseByParents))
        || causes.iter().any(|cause| matches!(cause, Cause::AbuseByOthers | Cause::ConflictOrViolenceAtHome)) && chance.is(0.25);
    let acute = chance.is(if abuse_suspected {
        0.4
    } else if kind == NotifierKind::PoliceOrCourt {
        0.16
    } else {
        0.06
    });

    let openings = if words.stage == Stage::Unborn { texts::UNBORN_OPENINGS } else { texts::openings(kind) };
    let mut concern = words.one(chance, openings);
    concern.push(' ');
    concern += &words.staged(chance, texts::concerns(causes[0]));
    if causes.len() > 1 && words.stage != Stage::Unborn {
        concern.push(' ');
        concern += &words.one(chance, texts::ALSO);
    }
    if children.len() > 1 {
        let names: Vec<&str> = children[1..].iter().map(|n| household.children[*n].first_name.as_str()).collect();
        concern += &format!(" Bekymringen gælder også {}.", and(&names));
    }
    if kind.is_professional() && words.stage != Stage::Unborn && !matches!(kind, NotifierKind::PoliceOrCourt) {
        concern.push(' ');
        concern += &words.one(chance, if abuse_suspected { texts::PARENTS_NOT_TOLD } else { texts::PARENTS_TOLD });
    }
    let notifier = notifier(household, chance, kind, main.unit_on(on).map(|unit| unit.name.as_str()));
    let notification = NotificationReceived { received_at, notifier, concern, causes, acute, abuse_suspected, siblings: Vec::new() };
    Concern { notification, children, is_running }
}

fn notifier(household: &Household, chance: &mut Chance, kind: NotifierKind, unit: Option<&str>) -> Notifier {
    let origin = &crate::names::ORIGINS[0].1;
    let stranger = |chance: &mut Chance| {
        let first = if chance.is(0.7) { chance.pick(origin.women) } else { chance.pick(origin.men) };
        format!("{first} {}", chance.pick(origin.surnames))
    };
    match kind {
        NotifierKind::Anonymous => Notifier { kind, name: None, workplace: None },
        NotifierKind::Child => Notifier { kind, name: None, workplace: None },
        NotifierKind::FamilyOrFriends => {
            let name = if chance.is(0.5) { household.adults.grandparent.clone() } else { stranger(chance) };
            Notifier { kind, name: Some(name), workplace: None }
        }
        _ => {
            let (title, workplace) = *chance.pick(texts::professionals(kind));
            let name = format!("{}, {title}", stranger(chance));
            let workplace = workplace.or(unit).map(str::to_string);
            Notifier { kind, name: Some(name), workplace }
        }
    }
}

fn notifier_kind(chance: &mut Chance, age: u32, stage: Stage, hour: i8, has_unit: bool) -> NotifierKind {
    let by_stage = practice::notifiers(stage);
    for _ in 0..30 {
        let kind = *chance.weighted(by_stage);
        let in_hours = (7..=16).contains(&hour);
        let fits = match kind {
            NotifierKind::School => has_unit && age >= 6 && in_hours,
            NotifierKind::DayCare => has_unit && in_hours,
            NotifierKind::Municipality | NotifierKind::HealthVisitorOrDentist => in_hours,
            _ => true,
        };
        if fits {
            return kind;
        }
    }
    NotifierKind::Other
}

fn causes(chance: &mut Chance, kind: NotifierKind, words: &Words) -> Vec<Cause> {
    let weights = practice::causes(kind);
    let wanted = *chance.weighted(&[(0.70, 1), (0.25, 2), (0.05, 3)]);
    let mut causes = Vec::with_capacity(wanted);
    for _ in 0..60 {
        let cause = *chance.weighted(weights);
        if practice::can_be(cause, words.stage) && words.has(texts::concerns(cause)) && !causes.contains(&cause) {
            causes.push(cause);
        }
        if causes.len() == wanted {
            break;
        }
    }
    if causes.is_empty() {
        causes.push(Cause::InsufficientCare);
    }
    causes
}

fn and(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_string(),
        [before @ .., last] => format!("{} og {last}", before.join(", ")),
    }
}
