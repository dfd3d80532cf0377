//! A notification that follows from a pupil's absence: what it adds up to stands in the form, and that the municipality was told stands at the school
//! (D4).

use crate::absence::known_until;
use crate::app::App;
use crate::errors::PageResult;
use crate::parts::field::Typed;
use crate::seen;
use crate::session::Visitor;
use crate::words::{Lang, format, t, t_with};
use jiff::civil::Date;
use trin_domain::absence::{Attendance, Reached, Roadmap, quarter_of};
use trin_domain::access::Room;
use trin_domain::id::ChildId;
use trin_domain::kinds::Cause;
use trin_domain::record::{AbsenceStepTaken, Fact, Record};
use uuid::Uuid;

/// The field that carries the step and the day its threshold was reached.
pub(super) const FIELD: &str = "fravaer";

/// The form with what is known of the absence. What stands in it already stays. A step that is none of the visitor's is left out.
pub(super) async fn filled(app: &App, visitor: &Visitor, child: &str, step: &str, mut typed: Typed) -> PageResult<Typed> {
    let key = |step: &str| step.rsplit_once('.').map(|(key, _)| key.to_owned());
    let follows = key(typed.value(FIELD)).is_some_and(|before| Some(before) == key(step));
    typed.replace(FIELD, "");
    let Ok(id) = Uuid::parse_str(child) else { return Ok(typed) };
    let Some(record) = app.store().record_for(&visitor.reader(app), ChildId::new(id)).await? else { return Ok(typed) };
    let Some((attendance, roadmap, reached)) = find(app, visitor, &record, step).await? else { return Ok(typed) };
    typed.replace(FIELD, format!("{}.{}", reached.step.key, reached.on));
    let said = words(&attendance, (&roadmap, &reached), &record, visitor);
    let before = typed.value("concern").to_owned();
    if before.is_empty() {
        typed.replace("concern", said);
    } else if !follows {
        typed.replace("concern", format!("{before}\n\n{said}"));
    }
    if typed.all("causes").next().is_none() {
        typed.replace("causes", Cause::SchoolProblems.code());
    }
    Ok(typed)
}

/// What the absence adds up to and what the school did, in Danish as the record is.
fn words(attendance: &Attendance, (roadmap, reached): (&Roadmap<'_>, &Reached<'_>), record: &Record, visitor: &Visitor) -> String {
    let (lang, state) = (Lang::Da, record.state());
    let share = |share| crate::absence::share(lang, share);
    let quarter_of = |day: Date| {
        let (year, quarter) = quarter_of(day);
        t_with(lang, "absence-notify-quarter-of", &[("quarter", quarter.into()), ("year", year.to_string().into())])
    };
    let of_quarter = |day: Date| {
        let values = [("quarter", quarter_of(day).into()), ("share", share(roadmap.unlawful_in(attendance, day)).into())];
        t_with(lang, "absence-notify-quarter", &values)
    };
    let until = roadmap.known_until();
    let values = [("percent", reached.percent.into()), ("day", format::date(lang, reached.on).into())];
    let mut said = vec![t_with(lang, "absence-notify-reached", &values), of_quarter(reached.on)];
    if quarter_of(until) != quarter_of(reached.on) {
        said.push(of_quarter(until));
    }
    let year = [("day", format::date(lang, until).into()), ("share", share(roadmap.shares(attendance).year).into())];
    said.push(t_with(lang, "absence-notify-year", &year));
    let ours: Vec<&AbsenceStepTaken> =
        state.absence_steps.iter().map(|taken| taken.what).filter(|what| what.unit == visitor.staff.unit).collect();
    // What was said not to have happened is told to nobody.
    let is_taken_back = |place: usize, what: &AbsenceStepTaken| {
        ours[place..].iter().any(|later| later.left_out && later.step == what.step && later.reached_on == what.reached_on)
    };
    let done = ours.iter().enumerate().filter(|(place, what)| !is_taken_back(*place, what)).map(|(_, what)| what);
    let done: Vec<String> = done
        .map(|what| {
            let day = format::date(lang, what.on);
            if what.words.is_empty() { format!("{day}: {}", what.what) } else { format!("{day}: {}. {}", what.what, what.words) }
        })
        .collect();
    if !done.is_empty() {
        said.push(format!("{}\n{}", t(lang, "absence-notify-done"), done.join("\n")));
    }
    said.join("\n")
}

/// That the municipality was notified, for the step the form names.
pub(super) async fn told(app: &App, visitor: &Visitor, record: &Record, typed: &Typed, on: Date) -> PageResult<Option<Fact>> {
    let Some((_, _, reached)) = find(app, visitor, record, typed.value(FIELD)).await? else { return Ok(None) };
    Ok(Some(Fact::AbsenceStepTaken(AbsenceStepTaken {
        unit: visitor.staff.unit,
        step: reached.step.key.clone(),
        what: reached.step.name.clone(),
        reached_on: reached.on,
        on,
        left_out: false,
        words: t(Lang::Da, "absence-notified-words"),
    })))
}

/// A pupil's absence, its roadmap, and the step of it that is done by notifying and still to be done, when it is the visitor's school's.
async fn find<'a>(
    app: &'a App,
    visitor: &Visitor,
    record: &Record,
    step: &str,
) -> PageResult<Option<(Attendance, Roadmap<'a>, Reached<'a>)>> {
    let Some((key, on)) = step.rsplit_once('.') else { return Ok(None) };
    let (Ok(on), true) = (on.parse::<Date>(), crate::absence::takes_part(visitor.staff.role)) else { return Ok(None) };
    let state = record.state();
    let unit = visitor.staff.unit;
    if !state.goes_to(unit, app.today()) || !seen::access(app, visitor, &state).await?.is_some_and(|access| access.writes(Room::AtUnit)) {
        return Ok(None);
    }
    let Some(until) = known_until(app, visitor).await? else { return Ok(None) };
    let (attendance, roadmap) = (Attendance::of(&state, unit), Roadmap::new(app.strategy(), until));
    let is_it = |reached: &&Reached<'_>| reached.step.key == key && reached.step.notifies && reached.is_open();
    let all = roadmap.of(&attendance);
    // A register that was corrected meanwhile may have moved the day.
    let reached = all.iter().filter(is_it).min_by_key(|reached| reached.on != on).cloned();
    Ok(reached.map(|reached| (attendance, roadmap, reached)))
}
