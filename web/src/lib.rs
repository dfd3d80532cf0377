//! Shows it: one folder per room of the building. Decides nothing.

pub mod app;
pub mod assets;
mod child;
mod children_table;
pub mod clock;
mod drafts;
mod entrance;
mod errors;
pub mod form;
mod form_page;
pub mod frame;
mod handed_back;
mod help;
mod intake;
mod my_day;
mod names;
pub mod parts;
mod paths;
mod refusals;
mod seen;
pub mod serve;
mod session;
mod staircase;
mod strategy;
mod submit;
pub mod svg;
mod team;
pub mod words;

pub use app::{App, Entrance};
pub use clock::{Clock, Randomness};
pub use entrance::oidc::Provider;
pub use serve::{router, serve};
