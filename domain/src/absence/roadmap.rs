//! The roadmap: which thresholds a pupil's absence has reached, by when the school acts on each, and what it did.

use super::law;
use super::school_days::{SchoolYear, quarter_of};
use super::{AbsenceKind, Answered, Attendance};
use crate::calendar::WorkingDays;
use crate::strategy::{AbsenceStep, AbsenceWindow, Counted, Strategy};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Days of school in a week.
const WEEK: usize = 5;
/// What is seen as lately, in days of school: four weeks.
const LATELY: usize = 4 * WEEK;

/// How much of some days of school a pupil was absent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Share {
    /// Hundredths of days absent.
    pub hundredths: u32,
    /// Days of school.
    pub of: u32,
}

impl Share {
    /// In whole percent, rounded down: nobody is said to have reached what they have not.
    pub const fn percent(self) -> u32 {
        match self.hundredths.checked_div(self.of) {
            Some(percent) => percent,
            None => 0,
        }
    }

    /// Whether it is at least so many percent; never of no days.
    const fn reaches(self, percent: u8) -> bool {
        self.of > 0 && self.hundredths >= percent as u32 * self.of
    }
}

/// A threshold that was reached.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reached<'s> {
    /// The step it asks for.
    pub step: &'s AbsenceStep,
    /// Percent of absence that asks for it.
    pub percent: u8,
    /// The day it was reached.
    pub on: Date,
    /// How much the pupil had been absent by then.
    pub share: Share,
    /// The last day the step is in time.
    pub due: Date,
    /// That it was taken or left out.
    pub answer: Option<Answered>,
    /// The day on which it was asked for no longer, with nothing done: the pupil was back, or the quarter over.
    pub lapsed_on: Option<Date>,
}

impl Reached<'_> {
    /// Whether it is still to be done.
    pub const fn is_open(&self) -> bool {
        self.answer.is_none() && self.lapsed_on.is_none()
    }
}

/// How a pupil's absence adds up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Shares {
    /// All absence in the last four weeks of school.
    pub lately: Share,
    /// Unlawful absence in the quarter, of all the days of school it has.
    pub unlawful: Share,
    /// All absence in the school year until now.
    pub year: Share,
}

/// The roadmap of a school year, as far as absence is known.
#[derive(Clone, Debug)]
pub struct Roadmap<'s> {
    /// The school year before, of which what the law asks for is remembered.
    before: SchoolYear,
    year: SchoolYear,
    /// How many days of school of the year are known.
    known: usize,
    known_until: Date,
    steps: &'s [AbsenceStep],
    working_days: WorkingDays,
}

impl<'s> Roadmap<'s> {
    /// The roadmap of the school year in which absence is known until a day; in the summer holiday, of the one that is over.
    pub fn new(strategy: &'s Strategy, known_until: Date) -> Self {
        let mut year = SchoolYear::of(known_until, strategy);
        if year.days().first().is_none_or(|first| known_until < *first) {
            year = SchoolYear::of(year.eve(), strategy);
        }
        let before = SchoolYear::of(year.eve(), strategy);
        let known = year.days().partition_point(|day| *day <= known_until);
        Self { before, year, known, known_until, steps: &strategy.absence, working_days: strategy.working_days() }
    }

    /// Until when absence is known.
    pub const fn known_until(&self) -> Date {
        self.known_until
    }

    /// The first day of whose absence the roadmap may still ask something.
    pub const fn since(&self) -> Date {
        self.before.first_day()
    }

    /// The school year.
    pub const fn year(&self) -> &SchoolYear {
        &self.year
    }

    /// Everything a pupil's absence has asked for this school year, and what the law asked for in the one before and nobody did: what is still to be done
    /// first, by when; then the rest, the latest first.
    pub fn of(&self, attendance: &Attendance) -> Vec<Reached<'s>> {
        let days = &self.year.days()[..self.known];
        let (all, unlawful) = (absent(days, attendance, Counted::All), absent(days, attendance, Counted::Unlawful));
        let by = |counted| if counted == Counted::All { &all } else { &unlawful };
        let answers = attendance.standing();
        let mut reached = Vec::new();
        for step in self.steps {
            match step.over {
                AbsenceWindow::Weeks(weeks) => self.rolling(step, usize::from(weeks) * WEEK, by(step.counted), &answers, &mut reached),
                AbsenceWindow::Quarter => {
                    self.quarterly((&self.year, days), step, |_| Some(step.percent), by(step.counted), &answers, &mut reached);
                }
            }
        }
        let of_before = absent(self.before.days(), attendance, Counted::Unlawful);
        let mut before = Vec::new();
        for (step, percent) in law::steps() {
            let in_force = |day| percent.on(day).ok().map(|percent| percent.value.0);
            self.quarterly((&self.before, self.before.days()), step, in_force, &of_before, &answers, &mut before);
            self.quarterly((&self.year, days), step, in_force, &unlawful, &answers, &mut reached);
        }
        // Nobody is warned of what has come already.
        let is_told = |one: &&Reached<'_>| one.step.is_law() && one.step.notifies;
        let told: Vec<_> = reached.iter().chain(&before).filter(is_told).map(|one| quarter_of(one.on)).collect();
        let is_late_warning = |one: &Reached<'_>| one.step.is_law() && !one.step.notifies && told.contains(&quarter_of(one.on));
        reached.retain(|one| !(one.is_open() && is_late_warning(one)));
        reached.extend(before.into_iter().filter(|one| one.is_open() && !is_late_warning(one)));
        // What was not done in one quarter and is asked for again in the next is one thing to do.
        let mut asked: BTreeMap<&str, Date> = BTreeMap::new();
        for one in reached.iter().filter(|one| one.is_open()) {
            let first = asked.entry(&one.step.key).or_insert(one.on);
            *first = one.on.min(*first);
        }
        reached.retain(|one| !one.is_open() || asked.get(one.step.key.as_str()) == Some(&one.on));
        reached.sort_by_key(|reached| (!reached.is_open(), if reached.is_open() { days_of(reached.due) } else { -days_of(reached.on) }));
        reached
    }

    /// How a pupil's absence adds up, from when the pupil began at the school.
    pub fn shares(&self, attendance: &Attendance) -> Shares {
        let days = &self.year.days()[..self.known];
        let began = attendance.since.map_or(0, |since| days.partition_point(|day| *day < since));
        let all = absent(days, attendance, Counted::All);
        let lately = self.known.saturating_sub(LATELY).max(began)..self.known;
        Shares {
            lately: Share { hundredths: all[lately.clone()].iter().sum(), of: count(lately.len()) },
            unlawful: self.unlawful_in(attendance, self.known_until),
            year: Share { hundredths: all[began..].iter().sum(), of: count(self.known - began) },
        }
    }

    /// Unlawful absence in the quarter of a day, as far as it is known, of all the days of school the quarter has.
    pub fn unlawful_in(&self, attendance: &Attendance, day: Date) -> Share {
        let quarter = quarter_of(day);
        let of_year = |year: &SchoolYear| {
            let absent = absent(year.days(), attendance, Counted::Unlawful);
            let in_quarter = year.days().iter().zip(absent).filter(|(day, _)| quarter_of(**day) == quarter && **day <= self.known_until);
            Share { hundredths: in_quarter.map(|(_, absent)| absent).sum(), of: count(year.in_quarter(quarter)) }
        };
        Some(of_year(&self.year)).filter(|share| share.of > 0).unwrap_or_else(|| of_year(&self.before))
    }

    /// Where the absence of some weeks together reaches a threshold. What was acted on is not counted again; a pupil who is back is not asked about.
    fn rolling(&self, step: &'s AbsenceStep, days: usize, absent: &[u32], answers: &[Answered], out: &mut Vec<Reached<'s>>) {
        let day = |at: usize| self.year.days()[at];
        let sums: Vec<u32> = std::iter::once(0)
            .chain(absent.iter().scan(0, |sum, absent| {
                *sum += absent;
                Some(*sum)
            }))
            .collect();
        let (mut since, mut at) = (0, 0);
        while at < absent.len() {
            let share = |at: usize| {
                let from = since.max((at + 1).saturating_sub(days)).min(at + 1);
                Share { hundredths: sums[at + 1] - sums[from], of: count(days) }
            };
            if !share(at).reaches(step.percent) {
                at += 1;
                continue;
            }
            let on = day(at);
            let back = (at + 1..absent.len()).find(|later| !share(*later).reaches(step.percent));
            let until = back.map_or(Date::MAX, day);
            let concerns = |one: &&Answered| {
                one.step == step.key
                    && ((on..=until).contains(&one.reached_on) || (one.reached_on <= until && (on..=until).contains(&one.on)))
            };
            // What is said more of it later was not done then.
            let answer = answers.iter().find(concerns).cloned();
            let acted = answer.as_ref().map(|answer| answer.on.max(on));
            out.push(Reached {
                step,
                percent: step.percent,
                on,
                share: share(at),
                due: self.due(step, on),
                answer,
                lapsed_on: back.map(day).filter(|_| acted.is_none()),
            });
            match (acted, back) {
                (Some(acted), _) => {
                    since = self.year.days().partition_point(|day| *day <= acted);
                    at = since.max(at + 1);
                }
                (None, Some(back)) => at = back,
                (None, None) => return,
            }
        }
    }

    /// Where the absence of a calendar quarter reaches a threshold: each quarter for itself, and of all the days of school it has. What the law
    /// asks for does not end with the quarter.
    fn quarterly(
        &self,
        (year, days): (&SchoolYear, &[Date]),
        step: &'s AbsenceStep,
        percent: impl Fn(Date) -> Option<u8>,
        absent: &[u32],
        answers: &[Answered],
        out: &mut Vec<Reached<'s>>,
    ) {
        let mut from = 0;
        while let Some(first) = days.get(from) {
            let quarter = quarter_of(*first);
            let until = days.partition_point(|day| quarter_of(*day) <= quarter);
            let of = count(year.in_quarter(quarter));
            let mut so_far = days[from..until].iter().zip(&absent[from..until]).scan(0, |sum, (day, absent)| {
                *sum += absent;
                Some((*day, Share { hundredths: *sum, of }))
            });
            if let Some(percent) = percent(*first)
                && let Some((on, share)) = so_far.find(|(_, share)| share.hundredths > 0 && share.reaches(percent))
            {
                // Done once it was reached, it is done for this quarter, whichever of them it was asked for in.
                let concerns = |one: &&Answered| one.step == step.key && (quarter_of(one.reached_on) == quarter || one.on >= on);
                let answer = answers.iter().find(concerns).cloned();
                let lapsed_on = days.get(until).copied().filter(|_| answer.is_none() && !step.is_law());
                out.push(Reached { step, percent, on, share, due: self.due(step, on), answer, lapsed_on });
            }
            from = until;
        }
    }

    fn due(&self, step: &AbsenceStep, reached_on: Date) -> Date {
        step.within.map_or(reached_on, |within| within.after(reached_on, self.working_days))
    }
}

/// Hundredths of absence on each of some days of school.
fn absent(days: &[Date], attendance: &Attendance, counted: Counted) -> Vec<u32> {
    let mut absent = vec![0; days.len()];
    for day in attendance.days.iter().filter(|day| counted == Counted::All || day.kind == AbsenceKind::Unlawful) {
        if let Some(found) = days.binary_search(&day.on).ok().and_then(|at| absent.get_mut(at)) {
            *found += u32::from(day.percent);
        }
    }
    absent
}

fn count(days: usize) -> u32 {
    u32::try_from(days).unwrap_or(u32::MAX)
}

/// A day as a number, to sort by.
fn days_of(day: Date) -> i64 {
    i64::from(day.year()) * 366 + i64::from(day.day_of_year())
}
