//! How much is taken at a time, so that nobody tries passwords by the thousand or copies the municipality child by child.
//!
//! Kept in memory, at most [`MOST_KEPT`] names of each kind: a limit slows down, and a restart forgets it.

use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use jiff::Timestamp;
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use trin_domain::id::StaffId;

/// Names remembered of each kind. What has not been asked for a while is forgotten first.
const MOST_KEPT: usize = 20_000;

/// How many in how long. Each comes back evenly over the time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rate {
    /// How many at once.
    pub most: NonZeroU32,
    /// In how many seconds all of them have come back.
    pub seconds: NonZeroU32,
}

impl Rate {
    /// A rate; zeros are read as one.
    pub const fn new(most: u32, seconds: u32) -> Self {
        let most = match NonZeroU32::new(most) {
            Some(most) => most,
            None => NonZeroU32::MIN,
        };
        let seconds = match NonZeroU32::new(seconds) {
            Some(seconds) => seconds,
            None => NonZeroU32::MIN,
        };
        Self { most, seconds }
    }

    /// Reads `20/60`: twenty in sixty seconds.
    pub fn parse(given: &str) -> Option<Self> {
        let (most, seconds) = given.trim().split_once('/')?;
        Some(Self { most: most.trim().parse().ok()?, seconds: seconds.trim().parse().ok()? })
    }
}

/// The limits of a municipality.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Attempts at one account's password or second factor from one address; and in one browser its owner has come in by before.
    pub attempts_at_account: Rate,
    /// Attempts at any account from one address.
    pub attempts_from_address: Rate,
    /// Attempts at one account from anywhere: a stranger with many addresses who spends them keeps the owner out until they come back, but for
    /// browsers the owner has come in by before.
    pub attempts_at_account_in_all: Rate,
    /// Searches and openings of a child by one person.
    pub look_ups: Rate,
    /// Children of the whole municipality asked for by name and birthday, by one person.
    pub names: Rate,
    /// Forms from one address where nobody has said who they are.
    pub forms_of_nobody: Rate,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            attempts_at_account: Rate::new(10, 300),
            attempts_from_address: Rate::new(60, 300),
            attempts_at_account_in_all: Rate::new(100, 3_600),
            look_ups: Rate::new(300, 600),
            names: Rate::new(20, 600),
            forms_of_nobody: Rate::new(120, 300),
        }
    }
}

impl Limits {
    /// In the demo everything is invented, and tests and measurements come as fast as they can.
    pub const fn of_demo() -> Self {
        let many = Rate::new(1_000_000, 1);
        Self {
            attempts_at_account: many,
            attempts_from_address: many,
            attempts_at_account_in_all: many,
            look_ups: many,
            names: many,
            forms_of_nobody: many,
        }
    }
}

/// The time the limiters count in, set before each question: the rest of Trin hands out the clock, too.
#[derive(Clone, Debug, Default)]
struct Ticks(Arc<AtomicI64>);

impl GovernorClock for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.load(Ordering::Relaxed)).unwrap_or(0))
    }
}

/// A clock that is this much behind what it said before was set back; less is two requests that overtook each other.
const SET_BACK: i64 = 60_000_000;

/// How many share a limit among them when there are more names than are kept.
const CROWDS: u64 = 4_096;

type Limiter<K> = RateLimiter<K, HashMapStateStore<K>, Ticks, NoOpMiddleware<Duration>>;

struct Kept<K: std::hash::Hash + Eq + Clone> {
    limiter: Limiter<K>,
    /// Those who come when no more names are kept, by a hash nobody outside can aim at.
    crowds: Limiter<u64>,
    hashes: RandomState,
    ticks: Ticks,
    /// What the clock said last, in microseconds.
    said: Mutex<Option<i64>>,
}

impl<K: std::hash::Hash + Eq + Clone> Kept<K> {
    fn new(rate: Rate) -> Self {
        let ticks = Ticks::default();
        let period = Duration::from_secs(u64::from(rate.seconds.get())) / rate.most.get();
        let quota =
            Quota::with_period(period.max(Duration::from_micros(1))).unwrap_or(Quota::per_second(NonZeroU32::MIN)).allow_burst(rate.most);
        let limiter = RateLimiter::new(quota, HashMapStateStore::default(), ticks.clone());
        let crowds = RateLimiter::new(quota, HashMapStateStore::default(), ticks.clone());
        Self { limiter, crowds, hashes: RandomState::new(), ticks, said: Mutex::default() }
    }

    /// Counts how much time has passed: none when the clock was set back, and from there on as it goes.
    fn passes(&self, now: Timestamp) {
        let now = now.as_microsecond();
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let before = said.unwrap_or(now);
        if now >= before || before - now > SET_BACK {
            self.ticks.0.fetch_add((now - before).max(0), Ordering::Relaxed);
            *said = Some(now);
        }
    }

    fn takes(&self, key: &K, now: Timestamp) -> bool {
        self.passes(now);
        if self.limiter.len() >= MOST_KEPT {
            self.limiter.retain_recent();
            if self.limiter.len() >= MOST_KEPT {
                // More names than people in the municipality: somebody makes them up. Nobody is shut out for that; they share limits.
                return self.crowds.check_key(&(self.hashes.hash_one(key) % CROWDS)).is_ok();
            }
        }
        self.limiter.check_key(key).is_ok()
    }
}

/// Counts who asks for what.
pub(crate) struct Limiters {
    at_account: Kept<(StaffId, Option<IpAddr>)>,
    from_address: Kept<Option<IpAddr>>,
    at_account_in_all: Kept<StaffId>,
    in_known_browser: Kept<(StaffId, String)>,
    look_ups: Kept<StaffId>,
    names: Kept<StaffId>,
    forms: Kept<Option<IpAddr>>,
}

impl Limiters {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            at_account: Kept::new(limits.attempts_at_account),
            from_address: Kept::new(limits.attempts_from_address),
            at_account_in_all: Kept::new(limits.attempts_at_account_in_all),
            in_known_browser: Kept::new(limits.attempts_at_account),
            look_ups: Kept::new(limits.look_ups),
            names: Kept::new(limits.names),
            forms: Kept::new(limits.forms_of_nobody),
        }
    }

    /// Whether another attempt at an account is taken. Known and unknown accounts are counted alike.
    pub(crate) fn takes_attempt(&self, account: StaffId, from: Option<IpAddr>, now: Timestamp) -> bool {
        self.from_address.takes(&from.map(network), now)
            && self.at_account.takes(&(account, from.map(network)), now)
            && self.at_account_in_all.takes(&account, now)
    }

    /// Whether another attempt at an account is taken in a browser its owner has come in by before, by the hash that is known by. Nobody else's
    /// attempts are counted here, and these are counted nowhere else.
    pub(crate) fn takes_attempt_in(&self, account: StaffId, browser: String, now: Timestamp) -> bool {
        self.in_known_browser.takes(&(account, browser), now)
    }

    /// Whether another look-up by a person is taken.
    pub(crate) fn takes_look_up(&self, by: StaffId, now: Timestamp) -> bool {
        self.look_ups.takes(&by, now)
    }

    /// Whether a person may ask once more whether the municipality knows a child of a name and a birthday.
    pub(crate) fn takes_name(&self, by: StaffId, now: Timestamp) -> bool {
        self.names.takes(&by, now) && self.takes_look_up(by, now)
    }

    /// Whether another form from somebody unknown is taken.
    pub(crate) fn takes_form(&self, from: Option<IpAddr>, now: Timestamp) -> bool {
        self.forms.takes(&from.map(network), now)
    }
}

/// One household has a whole /64 of the new addresses.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;

    fn at(seconds: i64) -> Timestamp {
        let start: Timestamp = "2026-05-12T08:00:00Z".parse().expect("an instant");
        start.checked_add(seconds.seconds()).expect("an instant")
    }

    #[test]
    fn the_limits_are_documented_as_they_are() {
        let document = include_str!("../../docs/security.md");
        let is_said = |what: &str, says: String| {
            let limits = document.split_once("## Limits").map_or("", |(_, limits)| limits);
            let row = limits.lines().find(|line| line.starts_with(&format!("| {what}"))).unwrap_or_default();
            assert!(row.contains(&says), "{what}: {says}: {row}");
        };
        let limits = Limits::default();
        for (what, rate) in [
            ("Attempts at one account from one address", limits.attempts_at_account),
            ("Attempts from one address", limits.attempts_from_address),
            ("Attempts at one account from anywhere", limits.attempts_at_account_in_all),
            ("Attempts at one account in a browser", limits.attempts_at_account),
            ("Children opened and searches", limits.look_ups),
            ("Children asked for by name and birthday", limits.names),
            ("Forms from one address", limits.forms_of_nobody),
        ] {
            is_said(what, format!("{} in {} minutes", rate.most, rate.seconds.get() / 60));
        }
        let session = (crate::session::LONGEST_SESSION.as_hours(), crate::session::LONGEST_IDLE.as_mins());
        is_said("Attempts at one account in a browser", format!("{} days", crate::entrance::attempts::KNOWN_FOR.as_hours() / 24));
        is_said("A session", format!("{} hours, locked after {} minutes", session.0, session.1));
        is_said("A session", format!("an emergency access {}", trin_domain::access::EMERGENCY_LASTS.as_mins()));
        is_said("A form", format!("{} MiB", crate::guard::LARGEST_FORM / 1024 / 1024));
        let patience = crate::edges::Patience::default();
        let (head, body) = (patience.head.as_secs(), patience.body.as_secs());
        is_said("How long a request", format!("its head {head} seconds, its form {body} seconds"));
        is_said("Connections from browsers", format!("{} at a time", patience.connections));
        is_said("Connections from browsers", format!("after {head} seconds, and any after {} minutes", patience.connection.as_secs() / 60));
        is_said("Passwords", format!("{} to {} characters", crate::passwords::SHORTEST, crate::passwords::LONGEST));
    }

    #[test]
    fn an_account_is_tried_ten_times_and_then_slowly_and_only_from_there() {
        let limiters = Limiters::new(&Limits::default());
        let (mette, bo) = (StaffId::from_label("mette"), StaffId::from_label("bo"));
        let (there, home): (Option<IpAddr>, Option<IpAddr>) = ("192.0.2.1".parse().ok(), "192.0.2.2".parse().ok());
        for _ in 0..10 {
            assert!(limiters.takes_attempt(mette, there, at(0)));
        }
        assert!(!limiters.takes_attempt(mette, there, at(0)));
        assert!(limiters.takes_attempt(mette, home, at(0)), "the owner, elsewhere, is not kept out");
        assert!(limiters.takes_attempt(bo, there, at(0)));
        assert!(limiters.takes_attempt(mette, there, at(31)), "one more each half minute");
        assert!(!limiters.takes_attempt(mette, there, at(31)));
    }

    #[test]
    fn an_address_that_tries_many_accounts_is_slowed_down() {
        let limiters = Limiters::new(&Limits::default());
        let there: Option<IpAddr> = "2001:db8::1".parse().ok();
        let taken = (0..200).filter(|nth| limiters.takes_attempt(StaffId::from_label(&format!("user {nth}")), there, at(0))).count();
        assert_eq!(taken, 60);
        assert!(!limiters.takes_attempt(StaffId::from_label("another"), "2001:db8::2".parse().ok(), at(0)), "the same household");
    }

    #[test]
    fn what_is_remembered_is_bounded_and_forgotten_in_time() {
        let kept = Kept::new(Rate::new(2, 10));
        for nth in 0..MOST_KEPT {
            assert!(kept.takes(&nth, at(0)));
        }
        let others = MOST_KEPT..MOST_KEPT * 2;
        assert!(kept.takes(&MOST_KEPT, at(0)), "a crowd shuts nobody out");
        let taken = others.filter(|nth| kept.takes(nth, at(0))).count() as u64;
        assert!((CROWDS..2 * CROWDS).contains(&taken), "and they are still counted: {taken}");
        assert_eq!(kept.limiter.len(), MOST_KEPT);
        assert!(kept.takes(&MOST_KEPT, at(60)), "the old have run out");
        assert!(kept.limiter.len() <= 1);
    }

    #[test]
    fn a_clock_that_was_a_day_ahead_and_is_put_right_stops_nobody_for_that_day() {
        let kept = Kept::new(Rate::new(2, 10));
        assert!(kept.takes(&1, at(86_400)) && kept.takes(&1, at(86_400)));
        assert!(!kept.takes(&1, at(86_400)));
        assert!(!kept.takes(&1, at(0)), "setting a clock back gives nothing back");
        assert!(kept.takes(&1, at(5)), "and what comes back in five seconds comes back in five seconds");
        // Two who asked at nearly the same time, told in the other order, do not make time pass twice.
        for _ in 0..1_000 {
            kept.takes(&2, at(6));
            kept.takes(&2, at(5));
        }
        assert!(!kept.takes(&2, at(6)));
    }

    #[test]
    fn a_rate_is_read_as_it_is_written() {
        assert_eq!(Rate::parse("20/60"), Some(Rate::new(20, 60)));
        for wrong in ["", "20", "0/60", "20/0", "x/y"] {
            assert_eq!(Rate::parse(wrong), None, "{wrong}");
        }
    }
}
