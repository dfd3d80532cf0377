//! Reading a form: everything typed is kept, every fault is found at once, and each says what to do.

use crate::parts::field::Typed;
use crate::words::{Lang, Value, format, t_with};
use jiff::civil::{Date, Time};
use jiff::{Timestamp, civil::DateTime};
use trin_domain::record::Version;

/// Most fields of one form: more than the longest has, with a goal for each of a child's helps.
const MOST_FIELDS: usize = 2_000;

/// A form as it was sent; takes any urlencoded body within the size limit.
#[derive(Clone, Debug)]
pub struct Sent(pub Typed);

impl<S: Send + Sync> axum::extract::FromRequest<S> for Sent {
    type Rejection = axum::http::StatusCode;

    async fn from_request(request: axum::extract::Request, state: &S) -> Result<Self, Self::Rejection> {
        match axum::extract::Form::<Vec<(String, String)>>::from_request(request, state).await {
            Ok(axum::extract::Form(fields)) if fields.len() > MOST_FIELDS => Err(axum::http::StatusCode::PAYLOAD_TOO_LARGE),
            Ok(axum::extract::Form(fields)) => Ok(Self(Typed::new(fields))),
            Err(rejection) => Err(axum::response::IntoResponse::into_response(rejection).status()),
        }
    }
}

/// Reads typed values, gathering faults.
pub struct Reader<'f> {
    typed: &'f mut Typed,
    lang: Lang,
}

impl<'f> Reader<'f> {
    /// Begins reading.
    pub fn new(typed: &'f mut Typed, lang: Lang) -> Self {
        Self { typed, lang }
    }

    /// A text that must be there. `label` is the field's name on the page, for the message.
    pub fn text(&mut self, field: &str, label: &str) -> String {
        let text = tidy(self.typed.value(field));
        if text.is_empty() {
            self.fault(field, "forms-missing", label, &[]);
        }
        text
    }

    /// A text that may be left out.
    pub fn optional(&self, field: &str) -> Option<String> {
        Some(tidy(self.typed.value(field))).filter(|text| !text.is_empty())
    }

    /// What was sent in a field, empty or not; `None` when the form had no such field.
    pub fn sent(&self, field: &str) -> Option<String> {
        self.typed.all(field).next().map(tidy)
    }

    /// A day that must be there: 2026-05-12, 12-05-2026, 12.5.2026 or 12/5 2026.
    pub fn date(&mut self, field: &str, label: &str) -> Option<Date> {
        if self.typed.value(field).trim().is_empty() {
            self.fault(field, "forms-missing", label, &[]);
            return None;
        }
        self.optional_date(field, label)
    }

    /// A day that may be left out; a fault when something is there that is no day.
    pub fn optional_date(&mut self, field: &str, label: &str) -> Option<Date> {
        let typed = self.typed.value(field).trim().to_owned();
        if typed.is_empty() {
            return None;
        }
        let date = parse_date(&typed);
        if date.is_none() {
            self.fault(field, "forms-no-date", label, &[("typed", typed.into())]);
        }
        date
    }

    /// A day and a time of day that must be there, in Danish time: 2026-05-12T09:30, or 12-05-2026 9.30.
    pub fn instant(&mut self, field: &str, label: &str) -> Option<Timestamp> {
        let typed = self.typed.value(field).to_owned();
        if typed.is_empty() {
            self.fault(field, "forms-missing", label, &[]);
            return None;
        }
        let instant = parse_instant(&typed);
        if instant.is_none() {
            self.fault(field, "forms-no-time", label, &[("typed", typed.into())]);
        }
        instant
    }

    /// A whole number that must be there and lie within bounds.
    pub fn number(&mut self, field: &str, label: &str, lowest: i64, highest: i64) -> Option<i64> {
        let typed = self.typed.value(field).trim().to_owned();
        match typed.parse::<i64>() {
            Ok(number) if (lowest..=highest).contains(&number) => Some(number),
            _ if typed.is_empty() => {
                self.fault(field, "forms-missing", label, &[]);
                None
            }
            _ => {
                let bounds = [("typed", typed.into()), ("lowest", lowest.into()), ("highest", highest.into())];
                self.fault(field, "forms-no-number", label, &bounds);
                None
            }
        }
    }

    /// One choice of a list that must be made.
    pub fn choice<T>(&mut self, field: &str, label: &str, from_code: impl Fn(&str) -> Option<T>) -> Option<T> {
        let chosen = from_code(self.typed.value(field));
        if chosen.is_none() {
            self.fault(field, "forms-choose", label, &[]);
        }
        chosen
    }

    /// Any number of choices of a list; values that are not in it are left out.
    pub fn choices<T>(&self, field: &str, from_code: impl Fn(&str) -> Option<T>) -> Vec<T> {
        self.typed.all(field).filter_map(from_code).collect()
    }

    /// A fault when a field says something that is only saved together with a choice, and the choice was not made: nothing typed is dropped
    /// without a word. `label` and `choice` are both as they stand on the page.
    pub fn only_with(&mut self, is_chosen: bool, choice: &str, field: &str, label: &str) {
        if !is_chosen && self.optional(field).is_some() {
            self.fault(field, "forms-only-with", &format::capital(label), &[("choice", format::capital(choice).into())]);
        }
    }

    /// Everything that was sent under one name.
    pub fn all(&self, field: &str) -> Vec<String> {
        self.typed.all(field).map(str::to_owned).collect()
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, field: &str) -> bool {
        !self.typed.value(field).is_empty()
    }

    /// Adds a fault of the reader's own finding.
    pub fn fault(&mut self, field: &str, key: &str, label: &str, values: &[(&str, Value<'_>)]) {
        let mut all: Vec<(&str, Value<'_>)> = vec![("label", label.to_owned().into())];
        all.extend(values.iter().cloned());
        let message = t_with(self.lang, in_a_sentence(key, label), &all);
        self.typed.wrong(field, message);
    }

    /// Whether nothing was wrong.
    pub fn is_fine(&self) -> bool {
        self.typed.is_fine()
    }
}

/// Danish words that begin a clause, before which a comma stands.
const CLAUSES: [&str; 9] = ["hvad ", "hvem ", "hvilke ", "hvilken ", "hvor ", "hvordan ", "hvorfor ", "hvornår ", "om "];

/// The same message so that it is a sentence with this label in it: a label written for the sentence stands in it as it is; one that stands
/// so on the page, often a question, is quoted.
fn in_a_sentence<'k>(key: &'k str, label: &str) -> &'k str {
    let is_quoted = label.starts_with(char::is_uppercase) || label.ends_with(['?', '.']);
    let is_clause = CLAUSES.iter().any(|word| label.starts_with(word));
    match (key, is_quoted, is_clause) {
        ("forms-missing", true, _) => "forms-missing-named",
        ("forms-missing", _, true) => "forms-missing-clause",
        ("forms-choose", true, _) => "forms-choose-named",
        ("forms-choose", _, true) => "forms-choose-clause",
        ("forms-no-date", true, _) => "forms-no-date-named",
        ("forms-no-time", true, _) => "forms-no-time-named",
        ("forms-no-number", true, _) => "forms-no-number-named",
        _ => key,
    }
}

/// More entries than any record has.
const NO_RECORD_IS_SO_LONG: u32 = 1_000_000_000;

/// The version of the record the page was made from; 0 when it is missing or no record's, which is then refused as stale.
pub fn seen(typed: &Typed) -> Version {
    Version(typed.value("set").parse().ok().filter(|version| *version < NO_RECORD_IS_SO_LONG).unwrap_or(0))
}

/// What is shown in a date field.
pub fn date_value(date: Date) -> String {
    date.to_string()
}

/// What is shown in a field for day and time.
pub fn instant_value(at: Timestamp) -> String {
    at.to_zoned(trin_domain::calendar::copenhagen().clone()).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// Line ends as one newline, no stray control characters, nothing around.
fn tidy(typed: &str) -> String {
    typed
        .replace("\r\n", "\n")
        .chars()
        .filter(|letter| *letter == '\n' || *letter == '\t' || !letter.is_control())
        .collect::<String>()
        .trim()
        .to_owned()
}

/// A day in the ways Danes write it.
pub fn parse_date(typed: &str) -> Option<Date> {
    let parts: Vec<&str> = typed.split(['-', '.', '/', ' ']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A day and a time of day in Danish time, however the browser or the person wrote it.
pub fn parse_instant(typed: &str) -> Option<Timestamp> {
    let (day, clock) = typed.split_once('T').or_else(|| typed.trim().rsplit_once(' '))?;
    let at = DateTime::from_parts(parse_date(day)?, parse_time(clock)?);
    at.to_zoned(trin_domain::calendar::copenhagen().clone()).ok().map(|zoned| zoned.timestamp())
}

/// A time of day: 9.30, 09:30, 930 or 9.
pub fn parse_time(typed: &str) -> Option<Time> {
    let digits: Vec<&str> = typed.split([':', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let (hour, minute) = match digits.as_slice() {
        [hour, minute] => (hour.parse().ok()?, minute.parse().ok()?),
        [one] if one.len() <= 2 => (one.parse().ok()?, 0),
        [one] if one.len() <= 4 && one.is_ascii() => {
            let (hour, minute) = one.split_at(one.len() - 2);
            (hour.parse().ok()?, minute.parse().ok()?)
        }
        _ => return None,
    };
    Time::new(hour, minute, 0, 0).ok()
}

/// A date in words for a message.
pub(crate) fn day_in_words(lang: Lang, day: Date) -> String {
    format::date(lang, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_danes_write_them() {
        for typed in ["2026-05-12", "12-05-2026", "12.5.2026", "12/5 2026", "12. 5. 2026"] {
            assert_eq!(parse_date(typed), Some(date(2026, 5, 12)), "{typed}");
        }
        for typed in ["", "i går", "2024-02-30", "12-05-26", "12.5", "99999-1-1", "12.13.2026"] {
            assert_eq!(parse_date(typed), None, "{typed}");
        }
    }

    #[test]
    fn clocks_are_read_as_people_write_them() {
        for typed in ["9.30", "09:30", "930", "0930", "9 30"] {
            assert_eq!(parse_time(typed), Time::new(9, 30, 0, 0).ok(), "{typed}");
        }
        for typed in ["", "25.00", "9.61", "middag", "12345", "æ9"] {
            assert_eq!(parse_time(typed), None, "{typed}");
        }
    }

    #[test]
    fn day_and_time_are_danish_time() {
        let summer = "2026-05-12T07:30:00Z".parse().ok();
        for typed in ["2026-05-12T09:30", "12-05-2026 9.30", "12.5.2026 kl. 9.30"] {
            let typed = typed.replace("kl. ", "");
            assert_eq!(parse_instant(&typed), summer, "{typed}");
        }
        assert_eq!(parse_instant("i morgen"), None);
    }

    #[test]
    fn a_version_no_record_has_is_read_as_none() {
        let of = |set: &str| seen(&Typed::new(vec![("set".to_owned(), set.to_owned())])).0;
        assert_eq!(["7", "999999999", "1000000000", "4294967295", "4294967296", "-1", ""].map(of), [7, 999_999_999, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn texts_lose_only_what_cannot_be_printed() {
        assert_eq!(tidy("  Hej\r\nFreja\u{0}\u{8} \n"), "Hej\nFreja");
    }
}
