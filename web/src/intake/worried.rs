//! A notification that follows from a worry at the unit: what was seen stands in the form, and that the intake was told stands in the worry (D7).

use crate::app::App;
use crate::errors::PageResult;
use crate::parts::field::Typed;
use crate::seen;
use crate::session::Visitor;
use crate::words::{Lang, t};
use crate::worries::takes_part;
use jiff::civil::Date;
use trin_domain::access::Room;
use trin_domain::id::ChildId;
use trin_domain::kinds::Cause;
use trin_domain::record::{EntryNo, Fact, Record, Worry, WorryStepTaken};
use trin_domain::worries::WorrySign;
use uuid::Uuid;

/// The field that carries the worry's number.
pub(super) const FIELD: &str = "bekymring";

/// The form with what is known from the worry it names, where nothing was typed; a number that names none of the visitor's is left out.
pub(super) async fn filled(app: &App, visitor: &Visitor, child: &str, mut typed: Typed) -> PageResult<Typed> {
    let no = typed.value(FIELD).to_owned();
    typed.replace(FIELD, "");
    let Ok(id) = Uuid::parse_str(child) else { return Ok(typed) };
    let record = if no.is_empty() { None } else { app.store().record_for(&visitor.reader(app), ChildId::new(id)).await? };
    let Some(record) = record else { return Ok(typed) };
    let state = record.state();
    let Some(worry) = find(app, visitor, &record, &no).await? else { return Ok(typed) };
    typed.replace(FIELD, no);
    let what = state.worry(worry).map(|worry| worry.raised.what);
    let Some(what) = what else { return Ok(typed) };
    let said = if what.child_words.is_empty() {
        String::new()
    } else {
        format!("\n\n{} {}", t(Lang::Da, "worries-notify-child-words"), what.child_words)
    };
    let is_abuse = what.seen.iter().any(|sign| matches!(sign, WorrySign::Violence | WorrySign::SexualAbuse));
    let mut typed = typed.or_else("concern", format!("{}{said}", what.signs)).or_else("abuse", if is_abuse { "ja" } else { "" });
    if typed.all("causes").next().is_none()
        && let Some(cause) = what.seen.iter().find_map(|sign| cause(*sign))
    {
        typed.replace("causes", cause.code());
    }
    Ok(typed)
}

/// The cause that a sign names beyond doubt; whoever abuses is for the notifier to say.
const fn cause(sign: WorrySign) -> Option<Cause> {
    match sign {
        WorrySign::Absence => Some(Cause::SchoolProblems),
        WorrySign::OwnHarm => Some(Cause::ChildBehaviour),
        _ => None,
    }
}

/// That the intake was notified, for the worry the form names: the guide's own step, or something more where it has none left.
pub(super) async fn told(app: &App, visitor: &Visitor, record: &Record, typed: &Typed, on: Date) -> PageResult<Option<Fact>> {
    let Some(no) = find(app, visitor, record, typed.value(FIELD)).await? else { return Ok(None) };
    let state = record.state();
    let Some(worry) = state.worry(no).filter(|worry| worry.settled.is_none()) else { return Ok(None) };
    let steps = worry.steps(app.strategy());
    let step = steps.iter().find(|of| of.step.notifies && of.taken.is_none_or(|taken| taken.what.left_out));
    let (key, what) =
        step.map_or_else(|| (String::new(), t(Lang::Da, "worries-notified")), |of| (of.step.key.clone(), of.step.name.clone()));
    let words = t(Lang::Da, "worries-notified-words");
    Ok(Some(Fact::WorryStepTaken(WorryStepTaken { worry: no, step: key, what, on, left_out: false, words })))
}

/// The worry of this number in the record, when it is the visitor's unit's.
async fn find(app: &App, visitor: &Visitor, record: &Record, no: &str) -> PageResult<Option<EntryNo>> {
    let Some(no) = no.parse().ok().map(EntryNo).filter(|_| takes_part(visitor.staff.role)) else { return Ok(None) };
    let state = record.state();
    let is_ours = |worry: &&Worry<'_>| worry.raised.what.unit == visitor.staff.unit;
    if state.worry(no).filter(is_ours).is_none() {
        return Ok(None);
    }
    Ok(seen::access(app, visitor, &state).await?.filter(|access| access.writes(Room::AtUnit)).map(|_| no))
}
