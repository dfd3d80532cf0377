//! A copy of everything a record says, for the child or somebody of its family (databeskyttelsesforordningen art. 15, aktindsigt), with what
//! concerns others withheld.
//!
//! A [`Draft`] holds the whole record as lines of text. What may never leave is not in it at all. Every place in it that may concern
//! somebody else is an [`Occurrence`], found by `disclosure/find.rs`, and a person decides each. [`Draft::redact`] makes the [`Disclosure`],
//! the only thing that may be given; it refuses while a place is undecided. In it what is withheld is gone, not covered: no text, no length.
//!
//! Which fields a fact has comes from the form of a scenario, so that a new fact cannot be forgotten: `disclosure/lines.rs`.

mod find;
mod lines;

pub use find::Subject;
pub use lines::told;

use crate::id::{StaffId, UnitId};
use crate::kinds::{Role, code_list};
use crate::record::{Birth, CopyGiven, Entry, EntryNo, Fact, GoalSet, Record, State};
use crate::scenario::Code;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::str::FromStr;

code_list!(
    /// Why something is withheld, or may have to be.
    Why {
        ProtectedAddress = "protected-address", "Beskyttet adresse", "Protected address";
        Place = "place", "Sted, der røber en beskyttet adresse", "A place that gives a protected address away";
        Notifier = "notifier", "Den, der underrettede", "Whoever notified";
        OtherPerson = "other-person", "En anden person", "Somebody else";
        Cpr = "cpr", "CPR-nummer", "CPR number";
        Number = "number", "Telefonnummer eller andet langt nummer", "Telephone or other long number";
        Chosen = "chosen", "Udpeget af sagsbehandleren", "Pointed out by the caseworker";
    }
);

/// For whom the copy is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Recipient {
    /// The child.
    Child,
    /// Somebody of the child's family or network, by their entry.
    Relative(EntryNo),
    /// Another party.
    Other,
}

impl Recipient {
    /// Whether they hold custody of the child, or are the child: the child's own number is theirs to see.
    fn may_have_the_childs_number(self, state: &State<'_>) -> bool {
        match self {
            Self::Child => true,
            Self::Relative(no) => state.relations.iter().any(|relation| relation.added.no == no && relation.has_custody),
            Self::Other => false,
        }
    }
}

/// How what the record has as identities, codes, days and numbers is said in words: for each language and each reader once.
pub trait Says {
    /// A member of staff.
    fn staff(&self, staff: StaffId) -> String;
    /// Where they work.
    fn workplace(&self, staff: StaffId) -> String;
    /// A place.
    fn unit(&self, unit: UnitId) -> String;
    /// A day.
    fn day(&self, day: Date) -> String;
    /// An instant.
    fn instant(&self, at: Timestamp) -> String;
    /// Yes or no.
    fn flag(&self, yes: bool) -> String;
    /// A code of a list.
    fn code(&self, code: Code) -> String;
    /// When the child was born, or is expected.
    fn birth(&self, birth: Birth) -> String;
    /// A kind of fact.
    fn fact(&self, kind: &'static str) -> String;
    /// What a field of a fact is called, by the names in [`crate::scenario::FACTS`]; `notifier_name` and `notifier_workplace` beside those.
    fn field(&self, kind: &'static str, field: &'static str) -> String;
    /// A label of what an entry should say, when that is a correction's.
    fn corrected(&self, label: &str) -> String;
    /// Another entry, by what it is and when, with what it says now.
    fn entry(&self, entry: &Entry, now: &Fact) -> String;
    /// Where something stands on a goal's scale, and what its ends are; `names_it` when the goal is not named beside it.
    fn score(&self, goal: Option<&GoalSet>, score: i16, names_it: bool) -> String;
    /// A position on the wellbeing ruler, and what its ends are.
    fn position(&self, position: i64) -> String;
    /// That there is a protected address, without saying it.
    fn protected(&self) -> String;
}

/// One line of an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line<T> {
    /// The field of the fact, as `docs/scenario.md` names it.
    pub field: String,
    /// What it is called.
    pub label: String,
    /// What it says.
    pub says: T,
    /// The entries whose words are said in it, as a goal's by what it was scored.
    pub quotes: Vec<EntryNo>,
}

/// One entry of the copy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part<T> {
    /// Its number in the record.
    pub no: EntryNo,
    /// The kind of fact.
    pub kind: &'static str,
    /// What that is called.
    pub name: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// By whom.
    pub staff: StaffId,
    /// In which role.
    pub role: Role,
    /// What it says.
    pub lines: Vec<Line<T>>,
}

/// What a line says before anybody has decided: its text, or why it can never leave.
pub type Whole = Result<String, Why>;

/// A piece of a line as it is given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Text.
    Text(String),
    /// Something is withheld here. How long it was is not told.
    Withheld(Why),
}

/// A place in the draft that may concern somebody else.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// In which entry.
    pub no: EntryNo,
    /// In which of its lines, counted from 0.
    pub line: usize,
    /// First byte, and the first that is no longer in it.
    pub bytes: (usize, usize),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}-{}", self.no, self.line, self.bytes.0, self.bytes.1)
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split(['.', '-']).map(|part| part.parse::<u32>().map_err(|_| ()));
        let mut next = || parts.next().unwrap_or(Err(()));
        let (no, line, from, to) = (next()?, next()?, next()?, next()?);
        Ok(Self { no: EntryNo(no), line: line as usize, bytes: (from as usize, to as usize) })
    }
}

/// A place with why it was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Occurrence {
    /// Where.
    pub place: Place,
    /// Why.
    pub why: Why,
    /// Who is meant, among [`Draft::subjects`], where only one can be.
    pub whom: Option<usize>,
}

/// What a person decided of a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// The recipient may have it.
    Give,
    /// It is withheld.
    Withhold(Why),
}

/// Everything decided, by place.
pub type Decisions = BTreeMap<Place, Decision>;

/// Writes decisions as the record keeps them: a line for each.
pub fn write_decisions(decisions: &Decisions) -> String {
    let line = |(place, decision): (&Place, &Decision)| match decision {
        Decision::Give => format!("{place} give\n"),
        Decision::Withhold(why) => format!("{place} {}\n", why.code()),
    };
    decisions.iter().map(line).collect()
}

/// Reads decisions as the record keeps them; nothing when a line is no decision.
pub fn read_decisions(text: &str) -> Option<Decisions> {
    let line = |line: &str| {
        let (place, decision) = line.split_once(' ')?;
        let decision = if decision == "give" { Decision::Give } else { Decision::Withhold(Why::from_code(decision)?) };
        Some((place.parse().ok()?, decision))
    };
    text.lines().map(line).collect()
}

/// The whole record as text, before anything was decided.
#[derive(Clone, Debug)]
pub struct Draft {
    parts: Vec<Part<Whole>>,
    occurrences: Vec<Occurrence>,
    subjects: Vec<Subject>,
}

impl Draft {
    /// Everything the record says, and every place in it that may concern somebody else than the recipient. `words` are further words to look
    /// for: what the person who prepares the copy knows and the record does not.
    pub fn new(record: &Record, recipient: Recipient, words: &[String], says: &impl Says) -> Self {
        let state = record.state();
        let parts: Vec<_> = record.entries().iter().map(|entry| part(entry, record, &state, recipient, says)).collect();
        let sought = find::Sought::of(record, &state, recipient, words, says);
        let mut occurrences = Vec::new();
        for part in &parts {
            for (line, what) in part.lines.iter().enumerate() {
                if let Ok(text) = &what.says {
                    let found = sought.in_text(text).into_iter();
                    let place = |bytes| Place { no: part.no, line, bytes };
                    occurrences.extend(found.map(|found| Occurrence { place: place(found.bytes), why: found.why, whom: found.whom() }));
                }
            }
        }
        Self { parts, occurrences, subjects: sought.subjects() }
    }

    /// Everybody and everything sought by name.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// The entries, whole.
    pub fn parts(&self) -> &[Part<Whole>] {
        &self.parts
    }

    /// Every place to decide, in order.
    pub fn occurrences(&self) -> &[Occurrence] {
        &self.occurrences
    }

    /// The words in a place.
    pub fn text(&self, at: &Place) -> Option<&str> {
        let line = self.parts.iter().find(|part| part.no == at.no)?.lines.get(at.line)?;
        let text = line.says.as_deref().ok()?;
        let (from, to) = (text.floor_char_boundary(at.bytes.0), text.ceil_char_boundary(at.bytes.1));
        text.get(from..to)
    }

    /// What may be given.
    ///
    /// # Errors
    /// The places nobody has decided. Nothing is given until there are none.
    pub fn redact(self, decisions: &Decisions) -> Result<Disclosure, Vec<Occurrence>> {
        let is_within = |place: &Place, other: &Place| {
            place.no == other.no && place.line == other.line && other.bytes.0 <= place.bytes.0 && place.bytes.1 <= other.bytes.1
        };
        // A place within one that is withheld is decided with it.
        let is_decided = |found: &&Occurrence| {
            decisions.contains_key(&found.place)
                || decisions.iter().any(|(place, decision)| matches!(decision, Decision::Withhold(_)) && is_within(&found.place, place))
        };
        let undecided: Vec<Occurrence> = self.occurrences.iter().filter(|found| !is_decided(found)).copied().collect();
        if !undecided.is_empty() {
            return Err(undecided);
        }
        let withheld = decisions.iter().filter_map(|(at, decision)| match decision {
            Decision::Withhold(why) => Some((at, *why)),
            Decision::Give => None,
        });
        // What is withheld, with its words: where another entry says them too, they are withheld there with it.
        let withheld: Vec<(&Place, Why, String)> =
            withheld.map(|(at, why)| (at, why, self.text(at).unwrap_or_default().trim().to_owned())).collect();
        let given = |no: EntryNo, (place, line): (usize, Line<Whole>)| {
            let says = match &line.says {
                Ok(text) => {
                    let own = withheld.iter().filter(|(at, ..)| at.no == no && at.line == place).map(|(at, why, _)| (at.bytes, *why));
                    let quoted = withheld.iter().filter(|(at, _, words)| line.quotes.contains(&at.no) && !words.is_empty());
                    let quoted = quoted.flat_map(|(_, why, words)| {
                        text.match_indices(words.as_str()).map(|(from, found)| ((from, from + found.len()), *why))
                    });
                    cut(text, own.chain(quoted).collect())
                }
                Err(why) => vec![Piece::Withheld(*why)],
            };
            Line { field: line.field, label: line.label, says, quotes: line.quotes }
        };
        let parts = self.parts.iter().cloned().map(|part| {
            let lines = part.lines.into_iter().enumerate().map(|line| given(part.no, line)).collect();
            Part { no: part.no, kind: part.kind, name: part.name, written_at: part.written_at, staff: part.staff, role: part.role, lines }
        });
        Ok(Disclosure { parts: parts.collect() })
    }
}

/// What may be given: made by [`Draft::redact`] alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Disclosure {
    parts: Vec<Part<Vec<Piece>>>,
}

impl Disclosure {
    /// The entries, oldest first.
    pub fn parts(&self) -> &[Part<Vec<Piece>>] {
        &self.parts
    }

    /// How many places are withheld.
    pub fn withheld(&self) -> usize {
        let lines = self.parts.iter().flat_map(|part| &part.lines);
        lines.flat_map(|line| &line.says).filter(|piece| matches!(piece, Piece::Withheld(_))).count()
    }
}

/// A text without what is cut out of it. Cuts that overlap are one; one that ends within a letter takes the letter.
fn cut(text: &str, mut cuts: Vec<((usize, usize), Why)>) -> Vec<Piece> {
    cuts.sort_by_key(|((from, to), _)| (*from, std::cmp::Reverse(*to)));
    let (mut pieces, mut at) = (Vec::new(), 0);
    for ((from, to), why) in cuts {
        let from = text.floor_char_boundary(from);
        let to = text.ceil_char_boundary(to);
        if to <= at {
            continue;
        }
        if from > at {
            pieces.push(Piece::Text(text[at..from].to_owned()));
        }
        // What touches what is withheld before it is the same bar.
        if from > at || !matches!(pieces.last(), Some(Piece::Withheld(_))) {
            pieces.push(Piece::Withheld(why));
        }
        at = to;
    }
    if at < text.len() || pieces.is_empty() {
        pieces.push(Piece::Text(text[at..].to_owned()));
    }
    pieces
}

fn part(entry: &Entry, record: &Record, state: &State<'_>, recipient: Recipient, says: &impl Says) -> Part<Whole> {
    let kind = entry.fact.kind();
    let lines = lines::given(&entry.fact, record, state, recipient.may_have_the_childs_number(state), says);
    Part { no: entry.no, kind, name: says.fact(kind), written_at: entry.recorded_at, staff: entry.by.staff, role: entry.by.role, lines }
}

impl CopyGiven {
    /// For whom it was.
    pub const fn recipient(&self) -> Recipient {
        match (self.relation, self.is_child) {
            (_, true) => Recipient::Child,
            (Some(no), _) => Recipient::Relative(no),
            (None, false) => Recipient::Other,
        }
    }

    /// The record as it was when the copy was made.
    pub fn of(&self, record: &Record) -> Record {
        let mut then = Record::new(record.child);
        then.extend(record.entries().iter().take_while(|entry| entry.no <= self.last).cloned());
        then
    }

    /// The copy once more, as it was given; nothing when the decisions do not fit the record.
    pub fn again(&self, record: &Record, says: &impl Says) -> Option<Disclosure> {
        let words: Vec<String> = self.words.lines().map(str::to_owned).collect();
        Draft::new(&self.of(record), self.recipient(), &words, says).redact(&read_decisions(&self.decisions)?).ok()
    }
}
