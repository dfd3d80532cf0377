//! Reading the school's register: a file, or rows copied from a spreadsheet. Everything is read before anything is written, what is wrong is said
//! line by line, and reading the same again writes nothing.

use super::{for_those_of_a_school, known_until};
use crate::app::App;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value};
use crate::frame::{Room, page};
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Field, Typed};
use crate::rounds::PURPOSE;
use crate::session::{Visitor, done};
use crate::submit::{self, Written};
use crate::words::{Lang, t, t_with};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::BTreeMap;
use trin_domain::absence::{AbsentDay, Attendance, FileFault, LONGEST_PERIOD, Register, Row, Sheet, read};
use trin_domain::calendar::days_after;
use trin_domain::id::{ChildId, CommandKey};
use trin_domain::record::{Command, Fact, Record};
use trin_store::AttendanceRow;
use uuid::Uuid;

const HERE: &str = "/fravaer/hent";
/// So many days are read again each time: reasons are corrected, and days are not over when they are read.
const AGAIN: i32 = 14;
/// Most pupils of one file: more than any school has.
const MOST_PUPILS: usize = 3_000;
/// Where fewer faults are told of than there may be.
const MANY: usize = 30;
/// Lines named of pupils who do not go here.
const NAMED: usize = 40;
/// The tick that reads the rest of a file with pupils who do not go here.
const REST: &str = "resten";
/// The tick that counts pupils who are not in the file as present.
const PRESENT: &str = "til_stede";

/// `GET /fravaer/hent`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> PageResult {
    for_those_of_a_school(&visitor)?;
    let known = known_until(&app, &visitor).await?;
    let today = app.today();
    let from = days_after(known.unwrap_or(today), -AGAIN);
    let typed = Typed::default().or_else("from", date_value(from)).or_else("until", date_value(today));
    Ok(draw(&app, &visitor, &typed, &Told::default()).into_response())
}

/// What the form is told of the file.
#[derive(Default)]
struct Told {
    /// Lines that cannot be read.
    faults: Vec<FileFault>,
    /// Lines about pupils who did not go here that day.
    unknown: Vec<u64>,
    /// How many pupils had absence in the period and are not in the file.
    gone: usize,
}

/// `POST /fravaer/hent`.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, Sent(mut typed): Sent) -> PageResult {
    for_those_of_a_school(&visitor)?;
    let lang = visitor.lang;
    let again = |typed: &Typed, told: Told| (StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &visitor, typed, &told)).into_response();
    let Some(period) = period(&app, lang, &mut typed) else { return Ok(again(&typed, Told::default())) };
    if typed.value("rows").trim().is_empty() {
        typed.wrong("rows", t(lang, "absence-file-empty"));
        return Ok(again(&typed, Told::default()));
    }
    let sheet = match read(typed.value("rows"), period) {
        Ok(sheet) => sheet,
        Err(faults) => {
            let key = if faults.len() < MANY { "absence-file-faults" } else { "absence-file-many" };
            typed.wrong("rows", t_with(lang, key, &[("count", faults.len().into())]));
            return Ok(again(&typed, Told { faults, ..Told::default() }));
        }
    };
    let of_number = by_number(&sheet);
    if of_number.len() > MOST_PUPILS {
        typed.wrong("rows", t_with(lang, "absence-file-pupils", &[("count", MOST_PUPILS.into())]));
        return Ok(again(&typed, Told::default()));
    }
    let (mut pupils, unknown) = pupils(&app, &visitor, of_number).await?;
    let gone = gone(&app, &visitor, period, &pupils).await?;
    let asks = [(REST, "absence-unknown", unknown.len()), (PRESENT, "absence-gone", gone.len())];
    for (tick, key, count) in asks.into_iter().filter(|(_, _, count)| *count > 0) {
        if typed.value(tick).is_empty() {
            typed.wrong(tick, t_with(lang, key, &[("count", count.into())]));
        }
    }
    if !typed.is_fine() {
        return Ok(again(&typed, Told { unknown, gone: gone.len(), ..Told::default() }));
    }
    pupils.extend(gone);
    let key = submit::key_of(&app, &typed).uuid();
    let Some(news) = state(&app, &visitor, &mut typed, (period, key), pupils).await? else { return Ok(again(&typed, Told::default())) };
    let id = Uuid::new_v5(&key, format!("{} {} {}", period.0, period.1, typed.value("rows")).as_bytes());
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let register = Register {
        unit: visitor.staff.unit,
        from: period.0,
        until: period.1,
        rows: count(sheet.rows.len()),
        news: count(news),
        unknown: count(unknown.len()),
        by: visitor.staff.id,
        at: app.now(),
    };
    app.store().note_register(id, &register).await?;
    Ok(Redirect::to(&done(super::ADDRESS, "absence-done-read")).into_response())
}

/// The period, when it can be: it is over, and no longer than a school year.
fn period(app: &App, lang: Lang, typed: &mut Typed) -> Option<(Date, Date)> {
    let mut reader = Reader::new(typed, lang);
    let from = reader.date("from", &t(lang, "absence-from"));
    let until = reader.date("until", &t(lang, "absence-until"));
    let (from, until) = from.zip(until)?;
    let wrong = if until < from {
        Some("absence-until-before")
    } else if until > app.today() {
        Some("absence-until-ahead")
    } else if until > days_after(from, LONGEST_PERIOD) {
        Some("absence-until-long")
    } else {
        None
    };
    if let Some(wrong) = wrong {
        reader.fault("until", wrong, &t(lang, "absence-until"), &[]);
    }
    reader.is_fine().then_some((from, until))
}

/// A pupil: the record, and the days of absence.
type Pupils = BTreeMap<ChildId, (Record, Vec<AbsentDay>)>;

/// The rows of a file by whose they are.
fn by_number(sheet: &Sheet) -> BTreeMap<String, Vec<Row>> {
    let mut of_number: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in &sheet.rows {
        of_number.entry(row.cpr.digits()).or_default().push(*row);
    }
    of_number
}

/// The pupils of a file with their days, and the lines about others: the school's are those who go there that day.
async fn pupils(app: &App, visitor: &Visitor, of_number: BTreeMap<String, Vec<Row>>) -> PageResult<(Pupils, Vec<u64>)> {
    let (store, by, unit, today) = (app.store(), visitor.reader(app), visitor.staff.unit, app.today());
    let mut unknown = Vec::new();
    let mut found = BTreeMap::new();
    for rows in of_number.into_values() {
        let child = match rows.first() {
            Some(row) => store.pupil(&by, unit, today, row.cpr).await?,
            None => None,
        };
        match child {
            Some(child) => drop(found.insert(child, rows)),
            None => unknown.extend(rows.iter().map(|row| row.line)),
        }
    }
    let children: Vec<ChildId> = found.keys().copied().collect();
    let mut pupils = Pupils::new();
    for record in store.records_for(&by, &children).await? {
        let rows = found.remove(&record.child).unwrap_or_default();
        let state = record.state();
        let (here, elsewhere): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| state.goes_to(unit, row.day.on));
        unknown.extend(elsewhere.iter().map(|row| row.line));
        let days = here.iter().map(|row| row.day).collect();
        drop(state);
        pupils.insert(record.child, (record, days));
    }
    unknown.extend(found.values().flatten().map(|row| row.line));
    unknown.sort_unstable();
    Ok((pupils, unknown))
}

/// The pupils who were said to be absent in the period and are not in the file.
async fn gone(app: &App, visitor: &Visitor, period: (Date, Date), pupils: &Pupils) -> PageResult<Pupils> {
    let (store, by) = (app.store(), visitor.reader(app));
    let is_in_period = |day: &AbsentDay| (period.0..=period.1).contains(&day.on);
    let show = |rows: Vec<AttendanceRow>| {
        let gone = rows.into_iter().filter(|row| !pupils.contains_key(&row.child) && row.attendance.days.iter().any(is_in_period));
        let children: Vec<ChildId> = gone.map(|row| row.child).collect();
        (children.clone(), children)
    };
    let children = store.attendance_at(&by, visitor.staff.unit, (app.today(), period.0), show).await?;
    let records = store.records_for(&by, &children).await?;
    Ok(records.into_iter().map(|record| (record.child, (record, Vec::new()))).collect())
}

/// How often what is new of one pupil is said when others write in the record meanwhile.
const TRIES: usize = 3;

/// States what is new about each pupil. How many there was something new about; nothing when one could not be written, so that it is sent again.
async fn state(
    app: &App,
    visitor: &Visitor,
    typed: &mut Typed,
    (period, key): ((Date, Date), Uuid),
    pupils: Pupils,
) -> PageResult<Option<usize>> {
    let unit = visitor.staff.unit;
    let (mut news, mut refused, mut overtaken) = (0, 0_usize, 0_usize);
    for (child, (mut record, days)) in pupils {
        for tried in 1..=TRIES {
            let Some(stated) = Attendance::of(&record.state(), unit).news(unit, period, days.clone()) else { break };
            // The record as it was read goes into the key: the same file twice is the same command, and a file that was corrected another.
            let key = CommandKey::from_label(&format!("{key}/{child}/{}", record.version().0));
            let command = Command { child, key, seen: record.version(), facts: vec![Fact::AbsenceStated(stated)] };
            match submit::write_all(app, visitor, &mut typed.clone(), PURPOSE, &[command], str::to_owned).await? {
                Written::Done => news += 1,
                Written::Refused => refused += 1,
                Written::Stale { now, .. } if tried < TRIES => {
                    record = *now;
                    continue;
                }
                Written::Stale { .. } => overtaken += 1,
            }
            break;
        }
    }
    for (key, count) in [("absence-refused", refused), ("absence-not-all", overtaken)] {
        if count > 0 {
            typed.wrong("", t_with(visitor.lang, key, &[("count", count.into())]));
        }
    }
    Ok(typed.is_fine().then_some(news))
}

fn draw(app: &App, visitor: &Visitor, typed: &Typed, told: &Told) -> Markup {
    let lang = visitor.lang;
    let title = t(lang, "absence-read");
    let body = html! {
        (field::hidden("key", &submit::key_of(app, typed).to_string()))
        (Field::new(lang, "from", &t(lang, "absence-from")).typed(typed).date())
        (Field::new(lang, "until", &t(lang, "absence-until")).hint(&t(lang, "absence-until-hint")).typed(typed).date())
        p.file-chooser hidden { label { (t(lang, "absence-file")) " " input type="file" accept=".csv,.txt,text/csv,text/plain" data-into="rows" data-too-large=(t(lang, "absence-file-too-large")); } span.error role="status" {} }
        (Field::new(lang, "rows", &t(lang, "absence-rows")).hint(&t(lang, "absence-rows-hint")).lines(8).typed(typed).text_area())
        @if !told.faults.is_empty() {
            ul { @for fault in &told.faults { li { b { (t_with(lang, "absence-line", &[("line", fault.line.into())])) } " " (lang.pick(&fault.text.da, &fault.text.en)) } } }
        }
        @if !told.unknown.is_empty() {
            @let named: Vec<String> = told.unknown.iter().take(NAMED).map(ToString::to_string).collect();
            p { (t_with(lang, "absence-unknown-lines", &[("lines", named.join(", ").into())])) @if told.unknown.len() > NAMED { " …" } }
            (Field::new(lang, REST, &t(lang, "absence-unknown-rest")).typed(typed).tick())
        }
        @if told.gone > 0 {
            p { (t(lang, "absence-gone-why")) }
            (Field::new(lang, PRESENT, &t(lang, "absence-gone-rest")).typed(typed).tick())
        }
        (button::row(html! {
            (button::submit(&t(lang, "absence-read"), Weight::Main))
            (button::link(&t(lang, "forms-back"), super::ADDRESS, Weight::Quiet))
        }))
    };
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, "absence-read-lead")) }
        (field::errors(lang, typed, &body))
        (field::form(lang, HERE, None, body))
    };
    page(&visitor.frame(app, Some(Room::Absence)), &title, main, None)
}
