//! T12: a municipality's month, played on the real pages, the real log and a real file, with everything going wrong that does: people are hired,
//! ill, leave, move children, look where they have no business; the server is killed twice; its disk fills up; its clock is wrong twice.
//! When it is over nothing that was answered as saved is lost, every child has somebody who is here, and what is late is on somebody's list.
//!
//! Everything that happens is drawn from the seed. `TRIN_TRIALS=long` plays 20 whole months; `TRIN_SEED=n` one of them. A month that fails prints
//! the line that plays it again.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::cast_possible_truncation, clippy::cast_possible_wrap)]
#![cfg(target_os = "linux")]

#[path = "chaos/checks.rs"]
mod checks;
#[path = "chaos/events.rs"]
mod events;
#[path = "chaos/month.rs"]
mod month;
#[path = "chaos/people.rs"]
mod people;
#[path = "chaos/place.rs"]
mod place;
mod support;
#[path = "chaos/work.rs"]
mod work;

use jiff::civil::time;
use month::{Event, LAST, Month};
use people::Town;
use place::Dice;
use std::io::Write as _;
use std::time::Instant;
use trin_domain::calendar::{WorkingDays, copenhagen, day_of};

/// Notifications of a whole month, and of the one in `./check`.
const MONTH: usize = 130;
const SHORT: usize = 40;
const LONG: u64 = 20;

fn is_long() -> bool {
    std::env::var("TRIN_TRIALS").is_ok_and(|wanted| wanted == "long")
}

fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Says in one line how to play it again, when it fails.
struct Replay(u64);

impl Drop for Replay {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let long = if is_long() { "TRIN_TRIALS=long " } else { "" };
            say(&format!("\nT12 replay: {long}TRIN_SEED={} cargo test -p trin-web --test chaos_day\n", self.0));
        }
    }
}

#[tokio::test]
async fn chaos_day() {
    let one: Option<u64> = std::env::var("TRIN_SEED").ok().and_then(|seed| seed.parse().ok());
    let last = if is_long() { LONG } else { 1 };
    for seed in one.map_or(1..=last, |seed| seed..=seed) {
        month_of(seed, if is_long() { MONTH } else { SHORT }).await;
    }
}

/// The same seed makes the same things happen.
#[tokio::test]
async fn a_seed_is_played_the_same_twice() {
    if is_long() {
        let (once, again) = (month_of(3, SHORT).await, month_of(3, SHORT).await);
        assert_eq!(once, again);
    }
}

async fn month_of(seed: u64, notifications: usize) -> Vec<String> {
    let _replay = Replay(seed);
    let begun = Instant::now();
    let mut town = month::opened(seed).await;
    let month = Month::drawn(&mut Dice(seed ^ 0xc4a0_5da7), notifications);
    let played = play(&mut town, &month).await;
    let (told, events) = (&town.told, &town.events);
    say(&format!(
        "T12 seed {seed}: {} events, {} notifications, {} forms saved, {} refused, {} stale, {} pages ({} about a child), {} logins, {} unlocked, \
         {} killed ({} answered of those under way), disk full {}, {} nosy looks, {played} rows in the log, owed {:?}, {:.1} s",
        events.len(),
        town.received.len(),
        told.forms.values().filter(|answer| **answer == people::Answer::Saved).count(),
        told.forms.values().filter(|answer| **answer == people::Answer::Refused).count(),
        told.stale,
        told.pages,
        told.shown.values().sum::<u32>(),
        told.logins,
        told.unlocked,
        town.killed.len(),
        town.killed.iter().sum::<u32>(),
        town.filled,
        town.nosy.len(),
        town.owed,
        begun.elapsed().as_secs_f64(),
    ));
    if !town.place.has_disk() {
        assert!(std::env::var_os("TRIN_TRIALS_MUST").is_none(), "chaos_day: a small file system may not be mounted here");
        say("\n*** NOT TRIED: chaos_day: the full disk: a small file system may not be mounted here ***\n");
    }
    town.place.store.close().await;
    std::mem::take(&mut town.events)
}

/// Plays it, and gives how long the log has become.
async fn play(town: &mut Town, month: &Month) -> i64 {
    let mut last_day = town.today();
    for (nth, round) in month.rounds.iter().enumerate() {
        town.place.clock.is(round.at);
        if town.today() != last_day {
            town.day_is_sound().await;
            town.place.store.tidy(town.place.now()).await.expect("tidied");
            last_day = town.today();
        }
        tend(town).await;
        town.happens(round, month.nosy).await;
        town.works(round, nth).await;
        if round.events.iter().any(|event| matches!(event, Event::Clock(_))) {
            tend(town).await;
            town.place.clock.goes_wrong_by(0);
            town.event("the clock is right again");
            town.the_responsible_see_theirs().await;
        }
    }
    town.place.clock.is(LAST.to_datetime(time(8, 15, 0, 0)).to_zoned(copenhagen().clone()).expect("a time").timestamp());
    town.people.iter_mut().for_each(|one| one.ill = None);
    tend(town).await;
    town.day_is_sound().await;
    town.the_responsible_see_theirs().await;
    town.all_is_sound().await;
    town.place.rows::<(i64,)>("SELECT MAX(id) FROM log").await[0].0
}

/// What the program does beside its pages: rounds of samples are promised and drawn.
async fn tend(town: &mut Town) {
    let mut dice = town.dice.clone();
    let working_days = WorkingDays { saturdays_count: town.place.strategy.saturdays_count };
    let within = town.place.strategy.log_review_within();
    let random = || std::array::from_fn(|_| dice.roll() as u8);
    let tended = town.place.store.tend_samples(town.place.now(), random, |day| within.after(day, working_days)).await;
    let tended = tended.expect("the samples are seen to");
    if tended.drawn > 0 {
        town.event(format!("a round of samples is drawn on {}", day_of(town.place.now())));
    }
}
