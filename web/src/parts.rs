//! Parts that pages are put together from. Plain values in, markup out; none knows the domain.

pub mod button;
pub mod compare;
pub mod duty;
pub mod field;
pub mod icon;
pub mod letter;
pub mod list;
pub mod table;
pub mod timeline;
mod typed;
