//! Shows it: one folder per room of the building. Decides nothing.

pub mod assets;
pub mod frame;
pub mod parts;
pub mod svg;
pub mod words;
