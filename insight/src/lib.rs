//! What records add up to: figures about the municipality's own work, never about a person. Never reads the database.

pub mod caseload;
pub mod counts;
pub mod staircase;
pub mod statistics;
pub mod timeliness;
