//! Reading absence from a school's register: one row for each pupil and day, as a CSV file or as copied from a spreadsheet.

use super::{AbsenceKind, WHOLE};
use crate::cpr::Cpr;
use crate::nearest::nearest;
use crate::strategy::Text;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Most rows read at a time: a large school's for a school year.
pub const MOST_ROWS: usize = 20_000;
/// A date has no more digits.
const DATE_DIGITS: usize = 8;
/// Most faults told of: whoever has more has another file.
const MOST_FAULTS: usize = 30;

/// What each column may be called, the first as Trin calls it.
const COLUMNS: [&[&str]; 4] = [
    &["cpr", "cpr-nummer", "cprnr", "personnummer"],
    &["dato", "dag", "fraværsdato", "date"],
    &["fravær", "fraværstype", "type", "årsag", "kind"],
    &["andel", "procent", "percent"],
];

/// What the kinds may be called.
const KINDS: [(&str, AbsenceKind); 16] = [
    ("sygdom", AbsenceKind::Illness),
    ("syg", AbsenceKind::Illness),
    ("s", AbsenceKind::Illness),
    ("illness", AbsenceKind::Illness),
    ("lovligt", AbsenceKind::Lawful),
    ("lovligt fravær", AbsenceKind::Lawful),
    ("l", AbsenceKind::Lawful),
    ("lawful", AbsenceKind::Lawful),
    ("ekstraordinær frihed", AbsenceKind::Leave),
    ("ekstraordinær", AbsenceKind::Leave),
    ("e", AbsenceKind::Leave),
    ("leave", AbsenceKind::Leave),
    ("ulovligt", AbsenceKind::Unlawful),
    ("ulovligt fravær", AbsenceKind::Unlawful),
    ("u", AbsenceKind::Unlawful),
    ("unlawful", AbsenceKind::Unlawful),
];

/// A row of the register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// The line it stands on, from 1.
    pub line: u64,
    /// Who.
    pub cpr: Cpr,
    /// When, why and how much.
    pub day: super::AbsentDay,
}

/// Everything read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sheet {
    /// The rows, in order.
    pub rows: Vec<Row>,
}

/// What is wrong in a line, and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileFault {
    /// The line, from 1.
    pub line: u64,
    /// What to do. It repeats no number that could be a pupil's.
    pub text: Text,
}

/// Reads absence in a period: the first line names the columns, separated by semicolon, tab or comma.
///
/// # Errors
/// Every line that cannot be read, at most thirty: nothing of a file with faults is used.
pub fn read(text: &str, period: (Date, Date)) -> Result<Sheet, Vec<FileFault>> {
    // The reader counts a line that ends the Windows way to the one before it.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    if text.starts_with("PK") {
        let en = "this is an Excel file: save it as CSV in Excel, or copy the rows";
        return Err(vec![fault(1, "det er en Excel-fil: gem den som CSV i Excel, eller kopiér rækkerne".into(), en.into())]);
    }
    let first = text.lines().next().unwrap_or_default();
    let separator = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|separator| (first.bytes().filter(|byte| byte == separator).count(), *separator == b';'));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.unwrap_or(b';'))
        .flexible(true)
        .trim(csv::Trim::All)
        .has_headers(true)
        .from_reader(text.as_bytes());
    let places = match reader.headers().map(places) {
        Ok(Ok(places)) => places,
        Ok(Err(fault)) => return Err(vec![fault]),
        Err(_) => return Err(vec![unreadable(1)]),
    };
    let mut sheet = Sheet::default();
    let (mut faults, mut total) = (Vec::new(), BTreeMap::new());
    for record in reader.records() {
        if faults.len() >= MOST_FAULTS {
            break;
        }
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                faults.push(unreadable(error.position().map_or(0, csv::Position::line)));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(str::is_empty) {
            continue;
        }
        if sheet.rows.len() >= MOST_ROWS {
            faults.push(fault(
                line,
                format!("der er flere end {MOST_ROWS} rækker: del filen"),
                format!("there are more than {MOST_ROWS} rows: divide the file"),
            ));
            break;
        }
        match row(&record, line, &places, period) {
            Ok(row) => {
                let of_day: &mut u32 = total.entry((row.cpr.digits(), row.day.on)).or_default();
                *of_day += u32::from(row.day.percent);
                if *of_day > u32::from(WHOLE) {
                    faults.push(fault(
                        line,
                        "eleven er mere end hele dagen væk den dag: se efter en række, der står to gange".into(),
                        "the pupil is absent more than the whole of that day: look for a row that stands twice".into(),
                    ));
                }
                sheet.rows.push(row);
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(sheet) } else { Err(faults) }
}

/// Where each column stands; the last may be missing.
type Places = [Option<usize>; 4];

fn places(header: &csv::StringRecord) -> Result<Places, FileFault> {
    let names: Vec<String> = header.iter().map(str::to_lowercase).collect();
    let places = COLUMNS.map(|known| names.iter().position(|name| known.contains(&name.as_str())));
    match places.iter().take(3).position(Option::is_none) {
        None => Ok(places),
        Some(lacking) => {
            let name = COLUMNS[lacking][0];
            Err(fault(
                1,
                format!("kolonnen \"{name}\" mangler: den første linje skal være overskrifter, fx cpr;dato;fravær"),
                format!("the column \"{name}\" is missing: the first line names the columns, such as cpr;dato;fravær"),
            ))
        }
    }
}

fn row(record: &csv::StringRecord, line: u64, places: &Places, (from, until): (Date, Date)) -> Result<Row, FileFault> {
    let [cpr, on, kind, percent] = places.map(|place| place.and_then(|place| record.get(place)).unwrap_or_default());
    // A spreadsheet drops the nought a number begins with.
    let whole = if cpr.len() == 9 && cpr.bytes().all(|sign| sign.is_ascii_digit()) { format!("0{cpr}") } else { cpr.to_owned() };
    let cpr = Cpr::parse(&whole).map_err(|_| {
        fault(
            line,
            "CPR-nummeret kan ikke læses: ti cifre, fx 010118-1234".into(),
            "the CPR number cannot be read: ten digits, such as 010118-1234".into(),
        )
    })?;
    let on = day(on).ok_or_else(|| {
        fault(
            line,
            format!("\"{}\" er ingen dato: skriv fx 24-11-2026", short(on)),
            format!("\"{}\" is no date: write e.g. 24-11-2026", short(on)),
        )
    })?;
    if !(from..=until).contains(&on) {
        let (on_da, from_da, until_da) = (danish(on), danish(from), danish(until));
        let da = format!("{on_da} ligger uden for perioden {from_da} til {until_da}: ret perioden eller rækken");
        return Err(fault(line, da, format!("{on} is outside the period {from} to {until}: correct the period or the row")));
    }
    let kind = kind_of(kind).ok_or_else(|| {
        if kind.is_empty() {
            return fault(line, "fraværets slags mangler: fx sygdom".into(), "the kind of absence is missing: such as sygdom".into());
        }
        let meant = nearest(&kind.to_lowercase(), KINDS.iter().map(|(name, _)| *name).filter(|name| name.len() > 1));
        let kind = short(kind);
        let (da, en) = meant.map_or_else(
            || ("sygdom, lovligt, ekstraordinær frihed eller ulovligt".to_owned(), "illness, lawful, leave or unlawful".to_owned()),
            |meant| (format!("mente du \"{meant}\"?"), format!("did you mean \"{meant}\"?")),
        );
        fault(line, format!("\"{kind}\" er ingen slags fravær: {da}"), format!("\"{kind}\" is no kind of absence: {en}"))
    })?;
    let percent = match percent.trim_end_matches('%').trim_end() {
        "" => WHOLE,
        percent => {
            percent.trim_end_matches(",0").trim_end_matches(".0").parse().ok().filter(|percent| (1..=WHOLE).contains(percent)).ok_or_else(
                || {
                    let percent = short(percent);
                    let da = format!("\"{percent}\" er ingen andel af dagen: et helt tal fra 1 til 100");
                    fault(line, da, format!("\"{percent}\" is no share of the day: a whole number from 1 to 100"))
                },
            )?
        }
    };
    Ok(Row { line, cpr, day: super::AbsentDay { on, kind, percent } })
}

fn kind_of(name: &str) -> Option<AbsenceKind> {
    let name = name.to_lowercase();
    KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

/// 2026-11-24, 24-11-2026, 24.11.26 or 24/11/2026.
fn day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '.', '/']).map(str::trim).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let century = if year.len() == 2 { 2000 } else { 0 };
    let year = year.parse::<i16>().ok().filter(|_| matches!(year.len(), 2 | 4))?;
    Date::new(year + century, month.parse().ok()?, day.parse().ok()?).ok()
}

/// What was written, as much as a message has room for.
fn short(written: &str) -> String {
    let digits = written.chars().filter(char::is_ascii_digit).count();
    if digits > DATE_DIGITS { "…".to_owned() } else { written.chars().filter(|sign| !sign.is_control()).take(30).collect() }
}

/// A day in Danish: 24-11-2026.
fn danish(day: Date) -> String {
    format!("{:02}-{:02}-{}", day.day(), day.month(), day.year())
}

fn unreadable(line: u64) -> FileFault {
    fault(
        line,
        "linjen kan ikke læses: se efter et anførselstegn, der mangler".into(),
        "the line cannot be read: look for a missing quotation mark".into(),
    )
}

fn fault(line: u64, da: String, en: String) -> FileFault {
    FileFault { line, text: Text::new(da, en) }
}
