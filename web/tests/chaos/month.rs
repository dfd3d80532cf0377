//! What happens in the month and when, drawn from the seed before it begins: October 2026, with the night the clock is set back.

use super::people::{Colleague, HIRED, Town, everybody, somebody, unit, units};
use super::place::{Dice, Place};
use jiff::civil::{Date, Time, Weekday, date, time};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, HashMap};
use trin_domain::calendar::{copenhagen, day_of, days_after};
use trin_domain::id::{ChildId, CommandKey};
use trin_domain::kinds::{Cause, InterventionKind, NotifierKind, Role, ScreeningOutcome, UnitKind};
use trin_domain::record::*;

const FIRST: Date = date(2026, 10, 1);
/// The Monday after, when the month's last looks have been drawn.
pub const LAST: Date = date(2026, 11, 2);
/// The night in which three o'clock becomes two.
const NIGHT: Date = date(2026, 10, 25);

/// Children who have help already when the month begins.
pub const BEFORE: usize = 24;

/// Something that goes wrong, or comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    Hired(usize),
    Ill(usize, i32),
    Leaves(usize),
    Nosy,
    Browses,
    Killed,
    Full,
    /// The server's clock is wrong by so many hours until the round is over.
    Clock(i64),
}

/// A few hours of work.
#[derive(Clone, Debug)]
pub struct Round {
    pub at: Timestamp,
    /// The on-call duty alone.
    pub is_on_call: bool,
    /// How many notifications come.
    pub notifications: usize,
    pub events: Vec<Event>,
}

/// The month as the seed has it.
pub struct Month {
    pub rounds: Vec<Round>,
    pub nosy: usize,
}

fn at(day: Date, time: Time) -> Timestamp {
    day.to_datetime(time).to_zoned(copenhagen().clone()).expect("a time").timestamp()
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

impl Month {
    pub fn drawn(dice: &mut Dice, notifications: usize) -> Self {
        let mut rounds = Vec::new();
        let mut day = FIRST;
        while day < LAST {
            let times: &[Time] = match is_weekend(day) {
                true => &[time(11, 0, 0, 0), time(20, 30, 0, 0)],
                false => &[time(8, 15, 0, 0), time(10, 30, 0, 0), time(13, 0, 0, 0), time(15, 15, 0, 0)],
            };
            let round = |at, is_on_call| Round { at, is_on_call, notifications: 0, events: Vec::new() };
            if day == NIGHT {
                // Half past two, the first of two times.
                rounds.push(round(at(day, time(0, 30, 0, 0)) + SignedDuration::from_hours(2), true));
            }
            rounds.extend(times.iter().map(|time| round(at(day, *time), is_weekend(day))));
            day = days_after(day, 1);
        }
        for _ in 0..notifications {
            // One in eight comes when only the on-call duty is there.
            let on_call = dice.one_in(8);
            let some: Vec<usize> = (0..rounds.len()).filter(|round| rounds[*round].is_on_call == on_call).collect();
            rounds[dice.of(&some)].notifications += 1;
        }
        let workers: Vec<usize> = (2..8).collect();
        let leaver = dice.of(&workers);
        let others: Vec<usize> = workers.iter().copied().filter(|one| *one != leaver).collect();
        let nosy = dice.of(&others);
        let mut month = Self { rounds, nosy };
        let ill: Vec<usize> = others.into_iter().filter(|one| *one != nosy).collect();
        month.put(dice, 3..9, Event::Hired(0));
        month.put(dice, 10..18, Event::Hired(1));
        let worker = dice.of(&ill);
        month.put(dice, 5..12, Event::Ill(worker, 4));
        // The intake's or a leader's.
        let vital = dice.of(&[0, 1, 8, 9]);
        month.put(dice, 13..22, Event::Ill(vital, 3));
        month.put(dice, 12..21, Event::Leaves(leaver));
        for days in [2..10, 11..19, 20..27] {
            month.put(dice, days, Event::Nosy);
        }
        month.put(dice, 14..28, Event::Browses);
        month.put(dice, 2..15, Event::Killed);
        month.put(dice, 15..30, Event::Killed);
        month.put(dice, 6..27, Event::Full);
        month.put(dice, 2..28, Event::Clock(-1));
        month.put(dice, 2..28, Event::Clock(24));
        month
    }

    /// Lays an event on some working round of these days where nothing else goes wrong.
    fn put(&mut self, dice: &mut Dice, days: std::ops::Range<i8>, event: Event) {
        let free: Vec<usize> = (0..self.rounds.len())
            .filter(|round| {
                let round = &self.rounds[*round];
                let day = day_of(round.at);
                !round.is_on_call && day.month() == 10 && days.contains(&day.day()) && round.events.is_empty()
            })
            .collect();
        self.rounds[dice.of(&free)].events.push(event);
    }
}

/// The municipality on the last day of September: its people, and the children who have help.
pub async fn opened(seed: u64) -> Town {
    let begins = at(FIRST, time(7, 0, 0, 0));
    let place = Place::new(seed, begins).await;
    let staff = everybody();
    place.store.put_units(&units()).await.expect("units");
    place.store.put_staff_all(&staff).await.expect("staff");
    let people = staff.into_iter().map(Colleague::new).collect();
    let mut town = Town {
        place,
        dice: Dice(seed),
        people,
        told: super::people::Told::default(),
        events: Vec::new(),
        pace: 4,
        marks: 0,
        children: BTreeMap::new(),
        received: BTreeMap::new(),
        offered: BTreeMap::new(),
        failure: String::new(),
        nosy: Vec::new(),
        left: None,
        killed: Vec::new(),
        filled: 0,
        promised: BTreeMap::new(),
        owed: HashMap::new(),
    };
    for nth in 0..BEFORE {
        town.has_help(nth).await;
    }
    town
}

/// A name nobody else has: of syllables, so that no two begin alike by chance.
pub fn name(nth: usize, surname: &str) -> String {
    let (starts, ends) = (
        ["Al", "Be", "Cy", "Di", "Ef", "Fi", "Gy", "Hu", "Ib", "Jo", "Ky", "Li"],
        ["na", "ro", "sa", "mi", "lo", "va", "ki", "ta", "du", "pe", "gi", "fe"],
    );
    format!("{}{}{} {surname}", starts[nth % 12], ends[nth / 12 % 12], ends[nth / 144 % 12])
}

/// A birthday nobody else has.
pub fn birth(nth: usize) -> Date {
    days_after(date(2011, 1, 3), i32::try_from(nth * 13).expect("few"))
}

impl Town {
    /// A child with family treatment since the summer, at school, whose caseworker is one after the other.
    async fn has_help(&mut self, nth: usize) {
        let child = ChildId::from_label(&format!("before {nth}"));
        let worker = &self.people[2 + nth % 6].staff;
        // One of them has the surname of each caseworker, and is another's child.
        let kin = self.people[2 + (nth + 1) % 6].staff.name.clone();
        let surname = if nth < 6 { kin.split(' ').next_back().expect("a name").to_owned() } else { "Aagaard".to_owned() };
        let on = date(2026, 8, 10);
        let received_at = at(on, time(9, 0, 0, 0));
        let no = EntryNo;
        let facts = vec![
            Fact::Registered(Registered { name: name(nth, &surname), birth: Birth::Born(birth(nth)), cpr: None }),
            Fact::Enrolled(Enrolled {
                unit: unit("school"),
                unit_name: "Byskolen".into(),
                unit_kind: UnitKind::School,
                on: date(2026, 8, 3),
            }),
            Fact::NotificationReceived(NotificationReceived {
                received_at,
                notifier: Notifier { kind: NotifierKind::School, name: Some("Inge Lund".into()), workplace: None },
                concern: "Væk fra skole to dage om ugen.".into(),
                causes: vec![Cause::SchoolProblems],
                acute: false,
                abuse_suspected: false,
                siblings: Vec::new(),
            }),
            Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: worker.id, on, reason: "Distriktet".into() }),
            Fact::AcuteAssessed(AcuteAssessed {
                notification: no(3),
                at: received_at + SignedDuration::from_hours(2),
                in_danger: false,
                acute_measure: None,
                reason: "Ikke akut".into(),
            }),
            Fact::Screened(Screened { notification: no(3), on, outcome: ScreeningOutcome::EarlyHelp, reason: "Hjælp nu".into() }),
            Fact::ReceiptSent(ReceiptSent { notification: no(3), on }),
            Fact::FeedbackGiven(FeedbackGiven { notification: no(3), on, told: Some("Hjælp er begyndt".into()), withheld_because: None }),
            Fact::InterventionDecided(InterventionDecided {
                on,
                kind: InterventionKind::FamilyTreatment,
                offer: Some("Familiehuset".into()),
                provider: Some(unit("provider")),
                consent: ConsentBasis::WithConsent,
                purpose: "I skole hver dag.".into(),
                expected_until: None,
                why_not_lower: Some("Skolen har prøvet.".into()),
                why_not_preferred: None,
                replaces: None,
            }),
            Fact::InterventionStarted(InterventionStarted { intervention: no(9), on }),
        ];
        let context = Context { now: at(on, time(12, 0, 0, 0)), by: Author { staff: worker.id, role: Role::Caseworker } };
        let command = Command { child, key: CommandKey::from_label(&format!("before {nth}")), seen: Version(0), facts };
        self.place.store.execute(&self.place.strategy, &context, "import", &command).await.expect("it follows");
        self.children.insert(name(nth, &surname), child);
    }

    /// Somebody is hired: told to another program on the same store.
    pub async fn hires(&mut self, which: usize) {
        let (name, place) = HIRED[which];
        let staff = somebody(name, Role::Caseworker, place);
        self.place.beside(async |store| store.put_staff(&staff).await.expect("hired")).await;
        self.people.push(Colleague::new(staff));
        self.event(format!("{name} is hired"));
    }
}
