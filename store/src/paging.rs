//! Pages of a list. The next page begins after the last row of this one, by value, so that the database never counts or skips,
//! and nobody is missed or shown twice when others write meanwhile.

use crate::StoreError;
use crate::cells::Cells;
use jiff::Timestamp;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// Longest page.
const MOST: u32 = 500;

/// Rows, and where the next ones begin.
#[derive(Clone, PartialEq, Debug)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// After which the next begin; `None` when these were the last.
    pub next: Option<Cursor>,
}

/// A place in a list. Its text may stand in a URL; one that cannot be read means the beginning.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Cursor(String);

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Cursor {
    type Err = Infallible;
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl Cursor {
    /// The place in a list by time from which everything is later than an instant.
    pub fn after_instant(at: Timestamp) -> Self {
        Self(ByTime { micros: at.as_microsecond().saturating_add(1), ..ByTime::beginning() }.write())
    }
}

/// A place in a list.
pub(crate) trait Place {
    /// Its cursor.
    fn write(&self) -> String;
}

/// The parts of a cursor that says all of its place, each as the list's order compares them.
pub(crate) trait Parts: Place + Sized {
    /// Before every row.
    fn beginning() -> Self;
    fn read(text: &str) -> Option<Self>;

    fn of(cursor: Option<&Cursor>) -> Self {
        cursor.and_then(|cursor| Self::read(&cursor.0)).unwrap_or_else(Self::beginning)
    }
}

/// Lists by name: sort key and child. Its cursor names the child alone: a name has no business in an address.
pub(crate) struct ByName {
    pub(crate) sort_key: String,
    pub(crate) child: String,
}

impl ByName {
    /// Before every row.
    pub(crate) const fn beginning() -> Self {
        Self { sort_key: String::new(), child: String::new() }
    }

    /// The child a cursor names, when it may be one.
    pub(crate) fn child_of(cursor: Option<&Cursor>) -> Option<&str> {
        cursor.map(|cursor| cursor.0.as_str()).filter(|child| is_plain(child))
    }
}

impl Place for ByName {
    fn write(&self) -> String {
        self.child.clone()
    }
}

/// Lists by time: an ordering number first, then the instant, the child and whatever names the row within the child.
pub(crate) struct ByTime {
    pub(crate) stage: i64,
    pub(crate) micros: i64,
    pub(crate) child: String,
    pub(crate) kind: String,
    pub(crate) numbers: [i64; 3],
}

impl Place for ByTime {
    fn write(&self) -> String {
        let [first, second, third] = self.numbers;
        format!("{}.{}.{}.{}.{first}.{second}.{third}", self.stage, self.micros, self.child, self.kind)
    }
}

impl Parts for ByTime {
    fn beginning() -> Self {
        Self { stage: i64::MIN, micros: i64::MIN, child: String::new(), kind: String::new(), numbers: [i64::MIN; 3] }
    }

    fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let [stage, micros, child, kind, first, second, third] = parts.as_slice() else { return None };
        let number = |text: &str| text.parse::<i64>().ok();
        (is_plain(child) && is_plain(kind)).then_some(())?;
        Some(Self {
            stage: number(stage)?,
            micros: number(micros)?,
            child: (*child).to_owned(),
            kind: (*kind).to_owned(),
            numbers: [number(first)?, number(second)?, number(third)?],
        })
    }
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// How many rows to ask for: one more than shown tells whether there are more.
pub(crate) fn asked(limit: u32) -> i64 {
    i64::from(limit.clamp(1, MOST)) + 1
}

/// Reads at most `limit` rows into a page.
pub(crate) fn page<T, P: Place>(
    rows: Vec<Cells>,
    limit: u32,
    mut read: impl FnMut(Cells) -> Result<(T, P), StoreError>,
) -> Result<Page<T>, StoreError> {
    let shown = limit.clamp(1, MOST) as usize;
    let has_more = rows.len() > shown;
    let mut last = None;
    let mut read_rows = Vec::with_capacity(rows.len().min(shown));
    for cells in rows.into_iter().take(shown) {
        let (row, place) = read(cells)?;
        read_rows.push(row);
        last = Some(place);
    }
    let next = last.filter(|_| has_more).map(|place| Cursor(place.write()));
    Ok(Page { rows: read_rows, next })
}
