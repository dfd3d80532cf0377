//! An invented municipality: places, staff, families, and years of practice, made by people acting through the same
//! commands as real users.
//!
//! Nothing here is about a real person or place. Everything follows from [`Options`]: the same options give the same commands,
//! and each family comes from a stream of chance of its own, so that families may be made in any order.
//!
//! Reading order: [`municipality()`] → `household` → `concerns` → `play` → `practice`, where every number has its source.

mod absence;
mod chance;
mod concerns;
mod enquiries;
mod household;
mod inherited;
mod municipality;
mod names;
mod play;
mod practice;
mod rates;
mod rounds;
mod texts;
mod times;

pub use absence::registers;
pub use enquiries::{Came, enquiries};
pub use municipality::{District, Municipality, WHOLE_MUNICIPALITY, municipality};
pub use rates::{RateRow, Rates, Share, compare};
pub use rounds::rounds;

use household::Household;
use jiff::Timestamp;
use jiff::civil::Date;
use trin_domain::calendar;
use trin_domain::record::{Command, Context, Record};
use trin_domain::strategy::Strategy;

/// What to invent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// Another seed, another municipality.
    pub seed: u64,
    /// Children under 18 on the last day, the expected ones known to the municipality included. Young people who grew up within
    /// the years come on top: they were children when the records began.
    pub children: u32,
    /// When the histories end. Nothing is written later than this.
    pub now: Timestamp,
    /// How many years of practice.
    pub years: u8,
}

impl Options {
    /// The demo: a municipality of some 24,000 inhabitants with six years of practice.
    pub const fn new(seed: u64, now: Timestamp) -> Self {
        Self { seed, children: 4_700, now, years: 6 }
    }

    /// The day the records begin: what is older was carried over that day.
    pub fn start(&self) -> Date {
        calendar::months_after(self.today(), -12 * i32::from(self.years.max(1)))
    }

    /// The last day.
    pub fn today(&self) -> Date {
        calendar::day_of(self.now)
    }
}

/// One command, with who gave it and when.
#[derive(Clone, Debug)]
pub struct Written {
    /// Who, and when.
    pub context: Context,
    /// What.
    pub command: Command,
}

/// Everything that happened to the children of one family.
#[derive(Clone, Debug)]
pub struct Family {
    /// Which family, counted from 0.
    pub index: u64,
    /// The commands, child after child, in time order for each. Every one was approved by `decide`.
    pub commands: Vec<Written>,
    /// The records the commands add up to, one for each child.
    pub records: Vec<Record>,
    /// How many of the children count for [`Options::children`]: under 18, or expected, today.
    pub children_now: u64,
}

/// The families of a municipality, one at a time: memory does not grow with their number.
///
/// The strategy shapes what the people do; the families, their children and the concerns for them are the same under any strategy.
pub fn families<'m>(options: &Options, strategy: &'m Strategy, municipality: &'m Municipality) -> impl Iterator<Item = Family> + use<'m> {
    let options = *options;
    let today = options.today();
    let wanted = options.children as usize;
    let mut counted = 0;
    (0u64..)
        .map_while(move |index| {
            if counted >= wanted {
                return None;
            }
            let mut household = Household::new(&options, municipality, index);
            // The last family is cut so that the number comes out; the youngest go.
            while counted + household.counted(today) > wanted {
                household.children.pop();
            }
            counted += household.counted(today);
            Some(household)
        })
        .map(move |household| play::play(&options, strategy, municipality, &household))
}

/// One family alone, the same as [`families`] gives (except the last, which is cut there to reach the number of children).
pub fn family(options: &Options, strategy: &Strategy, municipality: &Municipality, index: u64) -> Family {
    play::play(options, strategy, municipality, &Household::new(options, municipality, index))
}
