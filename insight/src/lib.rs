//! What records add up to: figures about the municipality's own work, never about a person. Never reads the database.

pub mod statistics;
