//! Statistics with their uncertainty.

mod share;

pub use share::{FEWEST, Share};
