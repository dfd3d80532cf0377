//! A fact as lines of text: every field its form has, in the form's order, each under its own label.

use super::{Line, Says, Whole, Why};
use crate::absence::{AbsentDay, WHOLE};
use crate::address::Address;
use crate::cpr::Cpr;
use crate::id::{StaffId, UnitId};
use crate::kinds::NotifierKind;
use crate::record::{Birth, EntryNo, Fact, GoalScore, GoalSet, Notifier, Record, State};
use crate::scenario::{FactForm, Field, List, Takes};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// For whom a fact is put into words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// Somebody who works with the child and sees the entry.
    Staff,
    /// The child or its family; the child's number only to those who may have it.
    Family { shows_number: bool },
}

/// Everything a fact says, for somebody who sees its entry. Neither a protected address nor another child is told here either.
pub fn told(fact: &Fact, record: &Record, state: &State<'_>, says: &impl Says) -> Vec<Line<String>> {
    let lines = Telling { record, state, says, reader: Reader::Staff }.all(fact);
    let told = |line: Line<Whole>| {
        let text = match line.says {
            Ok(text) => text,
            Err(Why::ProtectedAddress) => says.protected(),
            Err(_) => return None,
        };
        Some(Line { field: line.field, label: line.label, says: text, quotes: line.quotes })
    };
    lines.into_iter().filter_map(told).collect()
}

/// Everything a fact says to the family. A protected address, and who notified where that is nobody's duty, are not among it.
pub(super) fn given(fact: &Fact, record: &Record, state: &State<'_>, shows_number: bool, says: &impl Says) -> Vec<Line<Whole>> {
    Telling { record, state, says, reader: Reader::Family { shows_number } }.all(fact)
}

struct Telling<'t, 'r, S> {
    record: &'t Record,
    state: &'t State<'r>,
    says: &'t S,
    reader: Reader,
}

/// A text, and the entries whose words are in it.
type Quoting = (Whole, Vec<EntryNo>);

impl<S: Says> Telling<'_, '_, S> {
    fn all(&self, fact: &Fact) -> Vec<Line<Whole>> {
        let mut all = Vec::new();
        let (Some(form), Ok(Value::Object(written))) = (FactForm::of(fact.kind()), serde_json::to_value(fact)) else { return all };
        for field in form.fields {
            let Some(value) = written.get(field.name).filter(|value| !value.is_null()) else { continue };
            if let (Fact::Corrected(what), "should_say") = (fact, field.name) {
                let inner = self.all(&what.should_say).into_iter();
                all.extend(inner.map(|line| Line {
                    field: format!("should_say.{}", line.field),
                    label: self.says.corrected(&line.label),
                    ..line
                }));
                continue;
            }
            let said = self.field(fact, field, value).into_iter();
            all.extend(said.map(|(name, (says, quotes))| Line {
                field: name.to_owned(),
                label: self.says.field(form.name, name),
                says,
                quotes,
            }));
        }
        all.retain(|line| line.says.as_deref() != Ok(""));
        all
    }

    /// The lines of one field.
    fn field(&self, fact: &Fact, field: &Field, value: &Value) -> Vec<(&'static str, Quoting)> {
        let alone = |text: Whole| vec![(field.name, (text, Vec::new()))];
        match (fact, field.name) {
            // What was decided about an earlier copy, and looked for in it, is not given with the next.
            (Fact::CopyGiven(_), "decisions" | "words" | "copy") => Vec::new(),
            (Fact::AddressStated(what), "address") => alone(address(&what.address)),
            // What was done says which step it was.
            (Fact::WorryStepTaken(_) | Fact::AbsenceStepTaken(_), "step") => Vec::new(),
            // The place is named once, unless it is called something else by now.
            (Fact::Enrolled(what), "unit") if self.says.unit(what.unit) == what.unit_name => Vec::new(),
            (Fact::GoalScored(what), "score") => {
                let (goal, quotes) = self.goal(what.score.goal);
                vec![(field.name, (Ok(self.says.score(goal, what.score.score, false)), quotes))]
            }
            (Fact::WellbeingScored(_) | Fact::WellbeingAssessed(_), "wellbeing" | "care") => {
                alone(Ok(value.as_i64().map(|at| self.says.position(at)).unwrap_or_default()))
            }
            _ => match field.takes {
                Takes::Notifier => self.notifier(value),
                Takes::Scores => {
                    let scores = value.as_array().into_iter().flatten().filter_map(typed::<GoalScore>);
                    let line = |score: GoalScore| {
                        let (goal, quotes) = self.goal(score.goal);
                        (field.name, (Ok(self.says.score(goal, score.score, true)), quotes))
                    };
                    scores.map(line).collect()
                }
                Takes::Entry(_) => {
                    let said = typed::<EntryNo>(value).map(|no| self.entries(&[no]));
                    // Who they are was said with their name.
                    let said = said.filter(|(says, _)| says.as_deref().ok() != who(fact));
                    said.map(|said| (field.name, said)).into_iter().collect()
                }
                Takes::Entries(_) => vec![(field.name, self.entries(&typed::<Vec<EntryNo>>(value).unwrap_or_default()))],
                takes => alone(self.text(takes, value)),
            },
        }
    }

    /// Other entries by what they are, whose words may be said with that: as they were written and as they were corrected.
    fn entries(&self, nos: &[EntryNo]) -> Quoting {
        let known: Vec<_> = nos.iter().filter_map(|no| self.record.entry(*no)).collect();
        let named: Vec<String> =
            known.iter().map(|entry| self.says.entry(entry, self.state.fact(entry.no).unwrap_or(&entry.fact))).collect();
        (Ok(named.join("; ")), known.iter().flat_map(|entry| self.told_by(entry.no)).collect())
    }

    /// The entries that say what an entry says: itself, and what corrected it.
    fn told_by(&self, no: EntryNo) -> Vec<EntryNo> {
        let corrections = self.state.corrections.iter().filter(|correction| correction.what.entry == no);
        std::iter::once(no).chain(corrections.map(|correction| correction.no)).collect()
    }

    fn goal(&self, no: EntryNo) -> (Option<&GoalSet>, Vec<EntryNo>) {
        let goal = self.state.fact(no).and_then(|fact| if let Fact::GoalSet(goal) = fact { Some(goal) } else { None });
        (goal, self.told_by(no))
    }

    /// To the family, who notified is named where it was their duty to; others may have asked not to be.
    fn notifier(&self, value: &Value) -> Vec<(&'static str, Quoting)> {
        let Some(notifier) = typed::<Notifier>(value) else { return Vec::new() };
        let may_be_named = self.reader == Reader::Staff || notifier.kind.is_professional() || notifier.kind == NotifierKind::Child;
        let named = [("notifier_name", notifier.name), ("notifier_workplace", notifier.workplace)];
        let named = named.into_iter().filter_map(|(field, text)| {
            let text = text.filter(|text| !text.is_empty())?;
            Some((field, (if may_be_named { Ok(text) } else { Err(Why::Notifier) }, Vec::new())))
        });
        let kind = self.coded(List::NotifierKind, notifier.kind.code());
        std::iter::once(("notifier", (Ok(kind), Vec::new()))).chain(named).collect()
    }

    fn absent(&self, day: AbsentDay) -> String {
        let kind = self.coded(List::AbsenceKind, day.kind.code());
        let on = self.says.day(day.on);
        if day.percent == WHOLE { format!("{on}: {kind}") } else { format!("{on}: {kind} ({} %)", day.percent) }
    }

    fn coded(&self, list: List, code: &str) -> String {
        list.codes().into_iter().find(|known| known.code == code).map(|code| self.says.code(code)).unwrap_or_default()
    }

    fn text(&self, takes: Takes, value: &Value) -> Whole {
        let each = |say: &dyn Fn(&Value) -> String| {
            let all: Vec<String> = value.as_array().into_iter().flatten().map(say).filter(|said| !said.is_empty()).collect();
            all.join("; ")
        };
        let staff = |value: &Value| typed::<StaffId>(value).map(|staff| self.says.staff(staff)).unwrap_or_default();
        let coded = |list: List, value: &Value| self.coded(list, value.as_str().unwrap_or_default());
        Ok(match takes {
            Takes::Day => typed(value).map(|day| self.says.day(day)).unwrap_or_default(),
            Takes::Instant => typed::<Timestamp>(value).map(|at| self.says.instant(at)).unwrap_or_default(),
            Takes::Flag => value.as_bool().map(|yes| self.says.flag(yes)).unwrap_or_default(),
            Takes::Code(list) => coded(list, value),
            Takes::Codes(list) => each(&|value| coded(list, value)),
            Takes::Staff => staff(value),
            Takes::StaffList => each(&staff),
            // A round has no name in the record.
            Takes::Round => String::new(),
            Takes::Unit => typed::<UnitId>(value).map(|unit| self.says.unit(unit)).unwrap_or_default(),
            // Which other child it is stands in nobody's reading of this one's record.
            Takes::Child => return Err(Why::OtherPerson),
            Takes::Children => {
                return if value.as_array().is_some_and(|all| !all.is_empty()) { Err(Why::OtherPerson) } else { Ok(String::new()) };
            }
            Takes::Cpr => match typed::<Cpr>(value) {
                Some(cpr) if self.reader == (Reader::Family { shows_number: true }) => cpr.digits(),
                Some(cpr) => cpr.masked(),
                None => String::new(),
            },
            Takes::Birth => typed::<Birth>(value).map(|birth| self.says.birth(birth)).unwrap_or_default(),
            Takes::Whole(..) => value.as_i64().map(|number| number.to_string()).unwrap_or_default(),
            Takes::Absent => each(&|value| typed::<AbsentDay>(value).map(|day| self.absent(day)).unwrap_or_default()),
            Takes::Text | Takes::Notifier | Takes::Scores | Takes::Correction | Takes::Entry(_) | Takes::Entries(_) => {
                value.as_str().unwrap_or_default().to_owned()
            }
        })
    }
}

/// Who says something, or was given something, as it was written.
fn who(fact: &Fact) -> Option<&str> {
    match fact {
        Fact::ViewAttached(what) => Some(&what.who),
        Fact::CopyGiven(what) => Some(&what.who),
        _ => None,
    }
}

fn address(address: &Address) -> Whole {
    address.open().map(str::to_owned).ok_or(Why::ProtectedAddress)
}

fn typed<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}
