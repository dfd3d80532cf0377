//! What is true: the record of a child, the ladder, the law, the strategy, and what follows from them.
//!
//! Pure: no input or output, no clock, no randomness, no SQL, no HTML. Time and identity are arguments.
//!
//! Reading order: [`record`] → one file in [`duties`].

pub mod absence;
pub mod access;
pub mod address;
pub mod calendar;
pub mod cpr;
pub mod disclosure;
pub mod door;
pub mod duties;
pub mod enquiry;
pub mod help;
pub mod id;
pub mod kinds;
pub mod ladder;
pub mod law;
pub mod nearest;
pub mod organisation;
pub mod oversight;
pub mod record;
pub mod retention;
pub mod rounds;
pub mod scenario;
pub mod sign_in;
pub mod strategy;
pub mod talks;
pub mod worries;
