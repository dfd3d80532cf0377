//! What is wrong with a scenario: where, what, and what is allowed, in Danish and English.

use std::fmt;

/// One fault in a scenario file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fault {
    /// Line in the file, counted from 1; 0 when it concerns no line.
    pub line: u32,
    /// The entry it concerns, counted from 1.
    pub entry: Option<u32>,
    /// The field it concerns, such as `notifier.kind`; empty for the whole.
    pub path: String,
    /// What is wrong and what is allowed, in Danish.
    pub da: String,
    /// The same in English.
    pub en: String,
}

impl Fault {
    pub(super) fn syntax(line: u32, da: &str, en: &str) -> Self {
        Self { line, entry: None, path: String::new(), da: da.into(), en: en.into() }
    }

    /// The whole message in Danish.
    pub fn message_da(&self) -> String {
        self.message("linje", "post", &self.da)
    }

    /// The whole message in English.
    pub fn message_en(&self) -> String {
        self.message("line", "entry", &self.en)
    }

    fn message(&self, line: &str, entry: &str, text: &str) -> String {
        let place = match (self.entry, self.path.as_str()) {
            (None, "") => String::new(),
            (None, path) => format!(" ({path})"),
            (Some(no), "") => format!(" ({entry} {no})"),
            (Some(no), path) => format!(" ({entry} {no}, {path})"),
        };
        if self.line == 0 {
            format!("{}{}{text}", place.trim_start(), if place.is_empty() { "" } else { ": " })
        } else {
            format!("{line} {}{place}: {text}", self.line)
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message_en())
    }
}
