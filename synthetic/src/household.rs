//! Families: who lives in them, where the children go to day-care and school. Nothing here is about concern or help.

use crate::chance::{Chance, Purpose};
use crate::municipality::Municipality;
use crate::names::ORIGINS;
use crate::{Options, practice};
use jiff::civil::{Date, date};
use trin_domain::calendar::{age_in_years, days_after, months_after};
use trin_domain::cpr::{Cpr, Sex};
use trin_domain::id::ChildId;
use trin_domain::kinds::UnitKind;
use trin_domain::organisation::Unit;

/// A family with children who were under 18 at some time in the period.
pub(crate) struct Household {
    pub index: u64,
    pub district: usize,
    pub desk: usize,
    /// First day in the municipality, when they moved here within the period.
    pub arrived_on: Option<Date>,
    pub children: Vec<Child>,
    pub adults: Adults,
    /// How much the family carries, around 1. Decides how often others become concerned; no record and no page ever sees it.
    pub load: f64,
}

/// The grown-ups around the children.
#[derive(Clone)]
pub(crate) struct Adults {
    pub mother: String,
    /// The father, or the mother's wife.
    pub other: Option<String>,
    pub is_co_mother: bool,
    /// Since when the parents live apart.
    pub apart_since: Option<Date>,
    /// Whether only the mother has custody.
    pub sole_custody: bool,
    pub step_parent: Option<(Date, String)>,
    pub grandparent: String,
}

/// A child of the family.
pub(crate) struct Child {
    pub id: ChildId,
    pub first_name: String,
    pub name: String,
    pub sex: Sex,
    /// Birth, or the day it is expected after the period.
    pub birth: Date,
    pub cpr: Option<Cpr>,
    pub has_disability: bool,
    /// Whether the pregnancy was known to the municipality, and since when.
    pub known_before_birth: Option<Date>,
    /// Day-care and school, in order.
    pub stays: Vec<Stay>,
}

/// A time at a unit.
pub(crate) struct Stay {
    pub unit: Unit,
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Child {
    /// Age in whole years; 0 before birth.
    pub(crate) fn age(&self, on: Date) -> u32 {
        age_in_years(self.birth, on).unwrap_or(0)
    }

    /// Where the child goes on a day: day-care or school. The health visitor comes home.
    pub(crate) fn unit_on(&self, on: Date) -> Option<&Unit> {
        let goes_there = |stay: &&Stay| stay.unit.kind != UnitKind::HealthService;
        self.stays.iter().filter(goes_there).find(|stay| stay.from <= on && on <= stay.to).map(|stay| &stay.unit)
    }

    pub(crate) fn is_born(&self, on: Date) -> bool {
        self.birth <= on
    }

    /// First day of the month the child turns 18 has nothing to do with it: help for children ends on the birthday.
    pub(crate) fn grown_on(&self) -> Date {
        months_after(self.birth, 18 * 12)
    }
}

const CHILDREN_PER_FAMILY: usize = 4;

/// Days from which a family's births are chosen.
///
/// There are 3,000 replacement numbers for a birth day and sex up to 2036, 2,000 after. A family's index gives its children's
/// numbers (index modulo `families_per_residue`, four each) and the residue of their birth days, so no two children anywhere share
/// both: numbers are unique without a list of them.
struct Days {
    families_per_residue: u64,
    modulus: u64,
    residue: u64,
}

impl Days {
    fn of(options: &Options, index: u64) -> Self {
        let families_per_residue = if options.today().year() < 2036 { 750 } else { 500 };
        // There are some eight families for ten children.
        let families = u64::from(options.children) * 9 / 10 + 100;
        let modulus = families.div_ceil(families_per_residue);
        Self { families_per_residue, modulus, residue: index / families_per_residue % modulus }
    }

    /// The number that the family's `nth` child has on its birth day.
    fn serial(&self, index: u64, nth: usize) -> u16 {
        let family = usize::try_from(index % self.families_per_residue).unwrap_or(0);
        u16::try_from(family * CHILDREN_PER_FAMILY + nth).unwrap_or(0)
    }

    /// The last of the family's days on or before a day.
    fn on_or_before(&self, day: Date) -> Date {
        let since = i64::from((day - date(1970, 1, 1)).get_days());
        let modulus = i64::try_from(self.modulus).unwrap_or(1);
        let residue = i64::try_from(self.residue).unwrap_or(0);
        let back = (since - residue).rem_euclid(modulus);
        days_after(day, -i32::try_from(back).unwrap_or(0))
    }
}

impl Household {
    /// The family with this index. Counts for the municipality's size those under 18 on the last day, and the expected.
    pub(crate) fn new(options: &Options, municipality: &Municipality, index: u64) -> Self {
        let chance = &mut Chance::stream(options.seed, Purpose::Household, index);
        let today = options.today();
        let days = Days::of(options, index);
        let births = births(options, chance, &days);

        let district = chance.below(municipality.districts.len());
        let desks: Vec<(f64, usize)> =
            municipality.districts[district].desks.iter().map(|desk| (municipality.desks[*desk].weight, *desk)).collect();
        let desk = *chance.weighted(&desks);

        let origin = *chance.weighted(ORIGINS);
        let surname = *chance.pick(origin.surnames);
        let eldest = births.first().copied().unwrap_or(today);
        let adults = adults(options, chance, &origin, surname, eldest);
        let arrived_on = chance.is(0.028 * f64::from(options.years)).then(|| {
            let span = (today - options.start()).get_days();
            days_after(options.start(), chance.between(1, span - 1))
        });
        let load = *chance.weighted(practice::FAMILY_LOADS);

        let mut first_names: Vec<&str> = Vec::new();
        let mut children = Vec::with_capacity(births.len());
        for (n, birth) in births.iter().copied().enumerate() {
            let sex = if chance.is(0.513) { Sex::Male } else { Sex::Female };
            let names = if sex == Sex::Male { origin.boys } else { origin.girls };
            let mut first_name = *chance.pick(names);
            while first_names.contains(&first_name) {
                first_name = *chance.pick(names);
            }
            first_names.push(first_name);
            let serial = days.serial(index, n);
            let is_born = birth <= today;
            let has_disability = chance.is(0.03);
            let is_expected = !is_born || (birth > options.start() && chance.is(0.015));
            children.push(Child {
                id: ChildId::from_label(&format!("synthetic {} family {index} child {n}", options.seed)),
                first_name: first_name.to_string(),
                name: format!("{first_name} {surname}"),
                sex,
                birth,
                cpr: if is_born { Cpr::replacement(birth, sex, serial).ok() } else { None },
                has_disability,
                known_before_birth: is_expected.then(|| days_after(birth, -chance.between(70, 150)).min(today).max(options.start())),
                stays: stays(municipality, chance, district, birth, has_disability),
            });
        }
        Self { index, district, desk, arrived_on, children, adults, load }
    }

    /// How many of the children count for the municipality's size: under 18, or expected, on the last day.
    pub(crate) fn counted(&self, today: Date) -> usize {
        self.children.iter().filter(|child| child.grown_on() > today).count()
    }
}

/// Births of those who are under 18 at the start or born later, eldest first. At least one.
fn births(options: &Options, chance: &mut Chance, days: &Days) -> Vec<Date> {
    let (start, today) = (options.start(), options.today());
    let last_expected = days_after(today, 140);
    let still_a_child_from = months_after(start, -18 * 12);
    // Eldest siblings may have grown up before the period, which makes the youngest families as common as they are.
    let first = days_after(still_a_child_from, -9 * 365);
    loop {
        let count = *chance.weighted(&[(0.34, 1), (0.46, 2), (0.16, 3), (0.04, CHILDREN_PER_FAMILY)]);
        let mut born = days.on_or_before(days_after(first, chance.between(0, (last_expected - first).get_days())));
        let mut births = vec![born];
        for _ in 1..count {
            let spacing = (365.0 * chance.around(2.9, 0.35)).max(330.0) as i32;
            let next = days.on_or_before(days_after(born, spacing));
            // Large municipalities round to few days; never less than a pregnancy apart.
            born = if (next - born).get_days() < 300 { days.on_or_before(days_after(born, 300 + days.modulus as i32)) } else { next };
            births.push(born);
        }
        births.retain(|birth| *birth > still_a_child_from && *birth <= last_expected);
        if let Some(youngest) = births.last() {
            // Most of those expected are not known to the municipality yet.
            if *youngest > today && !chance.is(0.12) {
                births.pop();
            }
        }
        if !births.is_empty() {
            return births;
        }
    }
}

fn adults(options: &Options, chance: &mut Chance, origin: &crate::names::Origin, surname: &str, eldest: Date) -> Adults {
    let today = options.today();
    let mother = format!("{} {surname}", chance.pick(origin.women));
    let is_co_mother = chance.is(0.008);
    let has_other = chance.is(0.965);
    let other_surname = if chance.is(0.55) { surname } else { *chance.pick(origin.surnames) };
    let other = has_other.then(|| {
        let first = if is_co_mother { chance.pick(origin.women) } else { chance.pick(origin.men) };
        format!("{first} {other_surname}")
    });
    let ever_apart = has_other && chance.is(0.33);
    let apart_since = ever_apart.then(|| days_after(eldest, chance.between(100, 5_800))).filter(|on| *on < today);
    let sole_custody = !has_other || (apart_since.is_some() && chance.is(0.14));
    let step_parent = apart_since
        .filter(|_| chance.is(0.4))
        .map(|apart| days_after(apart, chance.between(200, 1_500)))
        .filter(|on| *on < today)
        .map(|on| (on, format!("{} {}", chance.pick(origin.men), chance.pick(origin.surnames))));
    let elders = if chance.is(0.7) { origin.women } else { origin.men };
    let grandparent = format!("{} {surname}", chance.pick(elders));
    Adults { mother, other, is_co_mother, apart_since, sole_custody, step_parent, grandparent }
}

/// Day-care from some ten months, the same house or another from three, school from the August of the year the child turns six
/// to the June of the year it turns sixteen.
/// Days from birth until the health visitor knows a child.
const HEALTH_VISITOR_FROM: i32 = 14;

fn stays(municipality: &Municipality, chance: &mut Chance, district: usize, birth: Date, has_disability: bool) -> Vec<Stay> {
    let district = &municipality.districts[district];
    let of_kind = |kind| district.units.iter().filter(move |unit| unit.kind == kind).collect::<Vec<&Unit>>();
    let (day_cares, schools) = (of_kind(UnitKind::DayCare), of_kind(UnitKind::School));
    let mut stays = Vec::with_capacity(4);
    let school_begins = Date::new(birth.year() + if chance.is(0.06) { 7 } else { 6 }, 8, 1).unwrap_or(birth);
    let first_day = days_after(birth, chance.between(280, 380));
    let at_three = months_after(birth, 36);
    let nursery = *chance.pick(&day_cares);
    let kindergarten = if chance.is(0.55) { nursery } else { *chance.pick(&day_cares) };
    let mut add = |unit: &Unit, from: Date, until: Date| {
        if from < until {
            stays.push(Stay { unit: unit.clone(), from, to: days_after(until, -1) });
        }
    };
    // The health visitor follows every infant until day-care begins.
    if let Some(health) = municipality.units.iter().find(|unit| unit.kind == UnitKind::HealthService) {
        add(health, days_after(birth, HEALTH_VISITOR_FROM), first_day);
    }
    if chance.is(0.99) {
        if kindergarten.id == nursery.id {
            add(nursery, first_day, school_begins);
        } else {
            add(nursery, first_day, at_three);
            add(kindergarten, at_three, school_begins);
        }
    }
    let school_ends = Date::new(school_begins.year() + 10, 7, 1).unwrap_or(school_begins);
    let school = if has_disability && chance.is(0.6) { &district.special_school } else { *chance.pick(&schools) };
    // Some change school, a few of them to the special school.
    if chance.is(0.22) {
        let changes = days_after(school_begins, chance.between(250, 3_300));
        let next = if chance.is(0.1) { &district.special_school } else { *chance.pick(&schools) };
        if next.id == school.id {
            add(school, school_begins, school_ends);
        } else {
            add(school, school_begins, changes);
            add(next, changes, school_ends);
        }
    } else {
        add(school, school_begins, school_ends);
    }
    stays
}
