//! Values on their way to and from a table, and the one place that says how each kind of thing is stored.

use crate::StoreError;
use jiff::{Timestamp, civil::Date};
use trin_domain::duties::Due;
use trin_domain::id::{ChildId, CommandKey, EnquiryId, RoundId, StaffId, UnitId};
use trin_domain::record::{EntryNo, Version};
use trin_domain::strategy::StepNo;
use uuid::Uuid;

/// A value in a column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    /// `BIGINT`: numbers, yes and no as 1 and 0, instants as microseconds since 1970.
    Int(Option<i64>),
    /// `TEXT`: words, codes, identities, days as ISO dates.
    Text(Option<String>),
    /// `BYTEA`: sealed payloads.
    Bytes(Vec<u8>),
}

impl Value {
    /// Equal as stored: an absent number and an absent text are the same NULL.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let is_null = |value: &Self| matches!(value, Self::Int(None) | Self::Text(None));
        self == other || (is_null(self) && is_null(other))
    }
}

/// How a thing is stored in a column.
pub(crate) trait Stored {
    /// The NULL of its column.
    const NONE: Value;
    /// The value in its column.
    fn stored(self) -> Value;
}

impl<T: Stored> Stored for Option<T> {
    const NONE: Value = T::NONE;
    fn stored(self) -> Value {
        self.map_or(T::NONE, T::stored)
    }
}

macro_rules! stored {
    ($column:ident: $($type:ty, $value:ident => $stored:expr;)+) => {
        $(impl Stored for $type {
            const NONE: Value = Value::$column(None);
            fn stored(self) -> Value {
                let $value = self;
                Value::$column(Some($stored))
            }
        })+
    };
}
stored!(Int:
    i64, number => number;
    bool, yes => i64::from(yes);
    // Whole microseconds: both engines keep them exactly, and numbers sort where written times do not.
    Timestamp, at => at.as_microsecond();
    EntryNo, no => i64::from(no.0);
    Version, version => i64::from(version.0);
    StepNo, step => i64::from(step.0);
);
stored!(Text:
    // PostgreSQL's text holds no NUL character; none belongs in a name or a note.
    String, text => if text.contains('\0') { text.replace('\0', "") } else { text };
    &str, text => text.replace('\0', "");
    Date, day => day.to_string();
    ChildId, id => id.uuid().to_string();
    EnquiryId, id => id.uuid().to_string();
    RoundId, id => id.uuid().to_string();
    StaffId, id => id.uuid().to_string();
    UnitId, id => id.uuid().to_string();
    CommandKey, id => id.uuid().to_string();
);

/// The arguments of a statement, `$1` first.
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::cells::Stored::stored($value)),*] };
}
pub(crate) use args;

/// The last day there is: the end of what has not ended.
pub(crate) const NO_END: Date = Date::MAX;

/// One row, read from its first column to its last.
#[derive(Debug)]
pub(crate) struct Cells {
    values: std::vec::IntoIter<Value>,
    statement: &'static str,
}

impl Cells {
    pub(crate) fn new(values: Vec<Value>, statement: &'static str) -> Self {
        Self { values: values.into_iter(), statement }
    }

    /// The next cell as text, whatever was put there by hand.
    pub(crate) fn any_text(&mut self) -> Option<String> {
        match self.values.next()? {
            Value::Int(value) => value.map(|value| value.to_string()),
            Value::Text(value) => value,
            Value::Bytes(value) => Some(String::from_utf8_lossy(&value).into_owned()),
        }
    }

    /// Whether the next cell is NULL; such a one is taken.
    pub(crate) fn is_null(&mut self) -> bool {
        let is_null = matches!(self.values.as_slice().first(), None | Some(Value::Int(None) | Value::Text(None)));
        if is_null {
            self.values.next();
        }
        is_null
    }

    /// What is left, as it is.
    pub(crate) fn rest(self) -> Vec<Value> {
        self.values.collect()
    }

    fn wrong(&self, what: impl Into<String>) -> StoreError {
        StoreError::Value { what: what.into(), statement: self.statement }
    }

    pub(crate) fn maybe_int(&mut self) -> Result<Option<i64>, StoreError> {
        match self.values.next() {
            Some(Value::Int(value)) => Ok(value),
            Some(Value::Text(None)) => Ok(None),
            other => Err(self.wrong(format!("expected a number, not {}", shape(other.as_ref())))),
        }
    }

    pub(crate) fn int(&mut self) -> Result<i64, StoreError> {
        self.maybe_int()?.ok_or_else(|| self.wrong("a number is missing"))
    }

    pub(crate) fn maybe_text(&mut self) -> Result<Option<String>, StoreError> {
        match self.values.next() {
            Some(Value::Text(value)) => Ok(value),
            Some(Value::Int(None)) => Ok(None),
            other => Err(self.wrong(format!("expected text, not {}", shape(other.as_ref())))),
        }
    }

    pub(crate) fn text(&mut self) -> Result<String, StoreError> {
        self.maybe_text()?.ok_or_else(|| self.wrong("a text is missing"))
    }

    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>, StoreError> {
        self.maybe_bytes()?.ok_or_else(|| self.wrong("bytes are missing"))
    }

    pub(crate) fn maybe_bytes(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        match self.values.next() {
            Some(Value::Bytes(value)) => Ok(Some(value)),
            // SQLite keeps what it is given; a payload put there by hand may be text.
            Some(Value::Text(Some(value))) => Ok(Some(value.into_bytes())),
            Some(Value::Int(None) | Value::Text(None)) => Ok(None),
            other => Err(self.wrong(format!("expected bytes, not {}", shape(other.as_ref())))),
        }
    }

    pub(crate) fn yes(&mut self) -> Result<bool, StoreError> {
        Ok(self.int()? != 0)
    }

    pub(crate) fn maybe_yes(&mut self) -> Result<Option<bool>, StoreError> {
        Ok(self.maybe_int()?.map(|value| value != 0))
    }

    pub(crate) fn maybe_instant(&mut self) -> Result<Option<Timestamp>, StoreError> {
        self.maybe_int()?.map(|micros| Timestamp::from_microsecond(micros).map_err(|error| self.wrong(error.to_string()))).transpose()
    }

    pub(crate) fn instant(&mut self) -> Result<Timestamp, StoreError> {
        self.maybe_instant()?.ok_or_else(|| self.wrong("an instant is missing"))
    }

    pub(crate) fn maybe_day(&mut self) -> Result<Option<Date>, StoreError> {
        self.maybe_text()?.map(|day| day.parse().map_err(|_| self.wrong("expected a day"))).transpose()
    }

    pub(crate) fn day(&mut self) -> Result<Date, StoreError> {
        self.maybe_day()?.ok_or_else(|| self.wrong("a day is missing"))
    }

    /// Two columns, an instant and a day, of which one is filled.
    pub(crate) fn maybe_due(&mut self) -> Result<Option<Due>, StoreError> {
        let (at, on) = (self.maybe_instant()?, self.maybe_day()?);
        Ok(at.map(Due::At).or(on.map(Due::On)))
    }

    pub(crate) fn due(&mut self) -> Result<Due, StoreError> {
        self.maybe_due()?.ok_or_else(|| self.wrong("a due time is missing"))
    }

    pub(crate) fn maybe_id<T>(&mut self, wrap: fn(Uuid) -> T) -> Result<Option<T>, StoreError> {
        self.maybe_text()?.map(|id| Uuid::parse_str(&id).map(wrap).map_err(|_| self.wrong("expected an identity"))).transpose()
    }

    pub(crate) fn id<T>(&mut self, wrap: fn(Uuid) -> T) -> Result<T, StoreError> {
        self.maybe_id(wrap)?.ok_or_else(|| self.wrong("an identity is missing"))
    }

    pub(crate) fn maybe_code<T>(&mut self, from_code: fn(&str) -> Option<T>) -> Result<Option<T>, StoreError> {
        self.maybe_text()?.map(|code| from_code(&code).ok_or_else(|| self.wrong(format!("unknown code {code}")))).transpose()
    }

    pub(crate) fn code<T>(&mut self, from_code: fn(&str) -> Option<T>) -> Result<T, StoreError> {
        self.maybe_code(from_code)?.ok_or_else(|| self.wrong("a code is missing"))
    }

    pub(crate) fn no(&mut self) -> Result<EntryNo, StoreError> {
        self.small().map(EntryNo)
    }

    pub(crate) fn version(&mut self) -> Result<Version, StoreError> {
        self.small().map(Version)
    }

    pub(crate) fn small(&mut self) -> Result<u32, StoreError> {
        u32::try_from(self.int()?).map_err(|_| self.wrong("expected a small number"))
    }

    /// A step; 0 is none.
    pub(crate) fn maybe_step(&mut self) -> Result<Option<StepNo>, StoreError> {
        Ok(self.maybe_int()?.and_then(|step| u8::try_from(step).ok()).filter(|step| *step > 0).map(StepNo))
    }
}

fn shape(value: Option<&Value>) -> &'static str {
    match value {
        None => "nothing",
        Some(Value::Int(None) | Value::Text(None)) => "NULL",
        Some(Value::Int(_)) => "a number",
        Some(Value::Text(_)) => "text",
        Some(Value::Bytes(_)) => "bytes",
    }
}
