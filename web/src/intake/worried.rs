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

/// The form with what is known from the worry of this number. What stands in it already stays: where it does not follow from that worry, the
/// worry's words stand below it. A number that names none of the visitor's is left out.
pub(super) async fn filled(app: &App, visitor: &Visitor, child: &str, no: &str, mut typed: Typed) -> PageResult<Typed> {
    let follows = typed.value(FIELD) == no;
    typed.replace(FIELD, "");
    let Ok(id) = Uuid::parse_str(child) else { return Ok(typed) };
    let Some(record) = app.store().record_for(&visitor.reader(app), ChildId::new(id)).await? else { return Ok(typed) };
    let state = record.state();
    let worry = find(app, visitor, &record, no).await?.and_then(|no| state.worry(no));
    let Some(worry) = worry.filter(|worry| worry.settled.is_none()) else { return Ok(typed) };
    let what = worry.raised.what;
    typed.replace(FIELD, no);
    let mut said = what.signs.clone();
    if !what.child_words.is_empty() {
        said = format!("{said}\n\n{} {}", t(Lang::Da, "worries-notify-child-words"), what.child_words);
    }
    let before = typed.value("concern").to_owned();
    if before.is_empty() {
        typed.replace("concern", said);
    } else if !follows && !before.contains(&what.signs) {
        typed.replace("concern", format!("{before}\n\n{said}"));
    }
    if !follows && what.seen.iter().any(|sign| matches!(sign, WorrySign::Violence | WorrySign::SexualAbuse)) {
        typed.replace("abuse", "ja");
    }
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
