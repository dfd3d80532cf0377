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
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use trin_domain::absence::{AbsentDay, Attendance, FileFault, Register, Sheet, read};
use trin_domain::calendar::days_after;
use trin_domain::id::{ChildId, CommandKey};
use trin_domain::record::{Command, Fact, Record};
use uuid::Uuid;

const HERE: &str = "/fravaer/hent";
/// Longest period read at a time, in days.
const LONGEST: i32 = 400;
/// Lines named of pupils who do not go here.
const NAMED: usize = 40;
/// The tick that reads the rest of a file with pupils who do not go here.
const REST: &str = "resten";

/// `GET /fravaer/hent`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> PageResult {
    for_those_of_a_school(&visitor)?;
    let known = known_until(&app, &visitor).await?;
    let today = app.today();
    let from = known.map_or(days_after(today, -7), |known| days_after(known, 1)).min(today);
    let typed = Typed::default().or_else("from", date_value(from)).or_else("until", date_value(today));
    Ok(draw(&app, &visitor, &typed, &Told::Nothing).into_response())
}

/// What the form is told of the file.
enum Told {
    Nothing,
    /// Lines that cannot be read.
    Faults(Vec<FileFault>),
    /// Lines about pupils who did not go here that day.
    Unknown(Vec<u64>),
}

/// `POST /fravaer/hent`.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, Sent(mut typed): Sent) -> PageResult {
    for_those_of_a_school(&visitor)?;
    let lang = visitor.lang;
    let again = |typed: &Typed, told: Told| (StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &visitor, typed, &told)).into_response();
    let Some(period) = period(&app, lang, &mut typed) else { return Ok(again(&typed, Told::Nothing)) };
    let sheet = match read(typed.value("rows"), period) {
        Ok(sheet) => sheet,
        Err(faults) => {
            typed.wrong("rows", t_with(lang, "absence-file-faults", &[("count", faults.len().into())]));
            return Ok(again(&typed, Told::Faults(faults)));
        }
    };
    let (pupils, unknown) = pupils(&app, &visitor, &sheet).await?;
    if !unknown.is_empty() && typed.value(REST).is_empty() {
        typed.wrong(REST, t_with(lang, "absence-unknown", &[("count", unknown.len().into())]));
        return Ok(again(&typed, Told::Unknown(unknown)));
    }
    let key = submit::key_of(&app, &typed).uuid();
    let Some(news) = state(&app, &visitor, &mut typed, (period, key), pupils).await? else { return Ok(again(&typed, Told::Nothing)) };
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
    app.store().note_register(Uuid::new_v5(&key, b"register"), &register).await?;
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
    } else if until > days_after(from, LONGEST) {
        Some("absence-until-long")
    } else {
        None
    };
    if let Some(wrong) = wrong {
        reader.fault("until", wrong, &t(lang, "absence-until"), &[]);
    }
    reader.is_fine().then_some((from, until))
}

/// A pupil in the file: the record, and the days of absence.
type Pupils = BTreeMap<ChildId, (Record, Vec<AbsentDay>)>;

/// The pupils of a file with their days, and the lines about others: the school's are those who go there that day.
async fn pupils(app: &App, visitor: &Visitor, sheet: &Sheet) -> PageResult<(Pupils, Vec<u64>)> {
    let (store, by, unit, today) = (app.store(), visitor.reader(app), visitor.staff.unit, app.today());
    let mut of_number: BTreeMap<String, Option<ChildId>> = BTreeMap::new();
    for row in &sheet.rows {
        if let Entry::Vacant(new) = of_number.entry(row.cpr.digits()) {
            new.insert(store.pupil(&by, unit, today, row.cpr).await?);
        }
    }
    let found: Vec<ChildId> = of_number.values().flatten().copied().collect();
    let records = store.records_for(&by, &found).await?;
    let mut pupils: Pupils = records.into_iter().map(|record| (record.child, (record, Vec::new()))).collect();
    let mut unknown = Vec::new();
    for row in &sheet.rows {
        let child = of_number.get(&row.cpr.digits()).copied().flatten();
        match child.and_then(|child| pupils.get_mut(&child)) {
            Some((record, days)) if record.state().goes_to(unit, row.day.on) => days.push(row.day),
            _ => unknown.push(row.line),
        }
    }
    Ok((pupils, unknown))
}

/// States what is new about each pupil, and about those who were said to be absent in the period and are not in the file. How many there was something
/// new about; nothing when one could not be written, so that it is sent again.
async fn state(
    app: &App,
    visitor: &Visitor,
    typed: &mut Typed,
    (period, key): ((Date, Date), Uuid),
    mut pupils: Pupils,
) -> PageResult<Option<usize>> {
    let (store, by, unit) = (app.store(), visitor.reader(app), visitor.staff.unit);
    let is_in_period = |day: &AbsentDay| (period.0..=period.1).contains(&day.on);
    let rows = store.attendance_at(&by, unit, app.today(), period.0).await?;
    let gone = rows.iter().filter(|row| row.attendance.days.iter().any(is_in_period) && !pupils.contains_key(&row.child));
    let gone: Vec<ChildId> = gone.map(|row| row.child).collect();
    let back = store.records_for(&by, &gone).await?;
    pupils.extend(back.into_iter().map(|record| (record.child, (record, Vec::new()))));
    let mut news = 0;
    let mut failed = BTreeSet::new();
    for (child, (record, days)) in pupils {
        let Some(stated) = Attendance::of(&record.state(), unit).news(unit, period, days) else { continue };
        // The record as it was read goes into the key: the same file twice is the same command, and a file that was corrected another.
        let key = CommandKey::from_label(&format!("{key}/{child}/{}", record.version().0));
        let command = Command { child, key, seen: record.version(), facts: vec![Fact::AbsenceStated(stated)] };
        match submit::write_all(app, visitor, typed, PURPOSE, &[command], |field| field.to_owned()).await? {
            Written::Done => news += 1,
            Written::Refused | Written::Stale { .. } => {
                failed.insert(child);
            }
        }
    }
    if failed.is_empty() {
        return Ok(Some(news));
    }
    typed.wrong("", t_with(visitor.lang, "absence-not-all", &[("count", failed.len().into())]));
    Ok(None)
}

fn draw(app: &App, visitor: &Visitor, typed: &Typed, told: &Told) -> Markup {
    let lang = visitor.lang;
    let title = t(lang, "absence-read");
    let body = html! {
        (field::hidden("key", &submit::key_of(app, typed).to_string()))
        (Field::new(lang, "from", &t(lang, "absence-from")).typed(typed).date())
        (Field::new(lang, "until", &t(lang, "absence-until")).hint(&t(lang, "absence-until-hint")).typed(typed).date())
        p.file-chooser hidden { label { (t(lang, "absence-file")) " " input type="file" accept=".csv,.txt,text/csv,text/plain" data-into="rows"; } }
        (Field::new(lang, "rows", &t(lang, "absence-rows")).hint(&t(lang, "absence-rows-hint")).lines(8).typed(typed).text_area())
        @if let Told::Faults(faults) = told {
            ul { @for fault in faults { li { b { (t_with(lang, "absence-line", &[("line", fault.line.into())])) } " " (lang.pick(&fault.text.da, &fault.text.en)) } } }
        }
        @if let Told::Unknown(lines) = told {
            @let named: Vec<String> = lines.iter().take(NAMED).map(ToString::to_string).collect();
            p { (t_with(lang, "absence-unknown-lines", &[("lines", named.join(", ").into())])) @if lines.len() > NAMED { " …" } }
            (Field::new(lang, REST, &t(lang, "absence-unknown-rest")).typed(typed).tick())
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
