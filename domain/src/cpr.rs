//! CPR numbers.

use serde::{Deserialize, Serialize};

/// A civil registration number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cpr(u64);
