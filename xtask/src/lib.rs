//! Development only: checks that the repository keeps its own rules, and measures how fast the program is.
//!
//! Each check is a pure function from text to a list of faults in plain words, with a test on made-up bad input beside it;
//! the files in `tests/` apply them to the repository itself.

pub mod arrows;
pub mod asvs;
pub mod documents;
pub mod glossary;
pub mod load;
pub mod repository;
pub mod rights;
pub mod rulebook;
pub mod sources;
pub mod supply;
