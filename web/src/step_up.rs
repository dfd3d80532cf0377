//! The one place where the pages ask that somebody shows again who they are, before an emergency access and before a protected address.
//!
//! Showing again who one is belongs to the entrance. Until a session says when that last happened, [`last`] knows of no such time: a
//! protected address is then never released, and an emergency access goes on without it, for it is recorded, shown and reviewed, and a child in
//! danger does not wait for a program.

use crate::errors::PageResult;
use crate::session::Visitor;
use jiff::Timestamp;

/// When the visitor last showed again who they are, in this session.
pub const fn last(_visitor: &Visitor) -> Option<Timestamp> {
    None
}

/// Asked before a record is opened in an emergency.
///
/// # Errors
/// None, until a session knows of stepping up.
#[allow(clippy::unnecessary_wraps, reason = "where a session that can be stepped up refuses one that was not")]
pub const fn before_an_emergency(_visitor: &Visitor) -> PageResult<()> {
    Ok(())
}
