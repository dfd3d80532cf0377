//! What is wrong in a strategy file, said so that whoever wrote it can mend it.

use std::fmt;

/// One fault in a strategy file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Line in the file, from 1.
    pub line: usize,
    /// The field as it stands in the file, entries counted from 1: `steps[2].interventions`. Empty when the fault is the line itself.
    pub field: String,
    /// What is wrong and what is allowed, in Danish.
    pub da: String,
    /// The same in English.
    pub en: String,
}

impl Fault {
    /// The whole message in English, as `Display` gives it in Danish.
    pub fn in_english(&self) -> String {
        if self.field.is_empty() {
            format!("line {}: {}", self.line, self.en)
        } else {
            format!("line {}, {}: {}", self.line, self.field, self.en)
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() {
            write!(f, "linje {}: {}", self.line, self.da)
        } else {
            write!(f, "linje {}, {}: {}", self.line, self.field, self.da)
        }
    }
}

impl std::error::Error for Fault {}
