//! The roadmap for school absence (køreplan for skolefravær; D4), and the school's holidays.
//!
//! Both are part of the strategy file. A strategy that says nothing of the roadmap follows the one that comes with Trin,
//! `domain/strategies/absence.toml`; of its holidays, what most schools do. The law's own thresholds are in [`crate::absence::law`].

use super::form::{DayText, Flag, Form, Key, Line, SpanText, Whole, Word};
use super::parse::{NAME, SENTENCE, SOURCE};
use super::read::{Reader, Section};
use super::words::Text;
use super::{Span, fields};
use crate::absence::{SchoolHoliday, law};
use crate::calendar::days_after;
use serde::Serialize;
use std::sync::OnceLock;

const STANDARD: &str = include_str!("../../strategies/absence.toml");
/// Longest holiday, in days.
const LONGEST_HOLIDAY: i32 = 100;
/// Most weeks a threshold may look back on.
const MOST_WEEKS: u8 = 20;

/// Which absence a step counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// All, whatever the reason: a child who is ill much is missed, too.
    All,
    /// Unlawful absence alone.
    Unlawful,
}

impl Counted {
    pub(super) const BOTH: &'static [Self] = &[Self::All, Self::Unlawful];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::All => "alt",
            Self::Unlawful => "ulovligt",
        }
    }
}

/// Over how long absence is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AbsenceWindow {
    /// The last so many weeks of school, of five days each.
    Weeks(u8),
    /// The calendar quarter.
    Quarter,
}

impl AbsenceWindow {
    /// In words: "på 4 uger".
    fn text(self) -> Text {
        match self {
            Self::Weeks(weeks) => {
                let span = Span::Weeks(weeks.into());
                Text::new(format!("på {span}"), format!("in {}", span.en()))
            }
            Self::Quarter => Text::new("i et kvartal", "in a quarter"),
        }
    }
}

/// A step of the roadmap: what the school does when a pupil's absence reaches a threshold.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AbsenceStep {
    /// Its key, by which a record remembers that it was taken.
    pub key: String,
    /// What to do, in Danish.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// How, in Danish.
    pub how: String,
    /// In English.
    pub how_en: String,
    /// Which absence it counts.
    pub counted: Counted,
    /// How much asks for it, in percent of the days of school.
    pub percent: u8,
    /// Over how long.
    pub over: AbsenceWindow,
    /// How long after the threshold was reached; the same day, when left out.
    pub within: Option<Span>,
    /// Who at the school does it, in Danish.
    pub responsible: String,
    /// In English.
    pub responsible_en: String,
    /// Whether it is done by notifying the intake.
    pub notifies: bool,
    /// Where it is said.
    pub source: String,
}

impl AbsenceStep {
    /// What reaches it, in words: "15 % fravær på 4 uger". The law's percent is the one in force.
    pub fn threshold(&self, percent: u8) -> Text {
        let (da, en) = if self.counted == Counted::All { ("fravær", "absence") } else { ("ulovligt fravær", "unlawful absence") };
        if self.is_any(percent) {
            return Text::new(da, en);
        }
        let over = self.over.text();
        Text::new(format!("{percent} % {da} {}", over.da), format!("{percent} % {en} {}", over.en))
    }

    /// Whether a single day reaches it.
    pub fn is_any(&self, percent: u8) -> bool {
        matches!(self.over, AbsenceWindow::Weeks(weeks) if u32::from(percent) * u32::from(weeks) * 5 <= 100)
    }

    /// Whether the law asks for it; else the municipality does.
    pub fn is_law(&self) -> bool {
        self.key.starts_with(law::PREFIX)
    }
}

/// "4 uger" or "kvartal".
struct WindowText;

impl Form for WindowText {
    type Out = AbsenceWindow;
    fn allowed(&self) -> Text {
        Text::new(
            format!("\"kvartal\" eller et antal skoleuger fra 1 til {MOST_WEEKS}, fx \"4 uger\""),
            format!("\"kvartal\" or a number of school weeks from 1 to {MOST_WEEKS}, such as \"4 uger\""),
        )
    }
    fn read(&self, value: &toml::de::DeValue<'_>) -> Option<AbsenceWindow> {
        match value.as_str()? {
            "kvartal" => Some(AbsenceWindow::Quarter),
            text => match Span::read(text)? {
                Span::Weeks(weeks) => u8::try_from(weeks).ok().filter(|weeks| *weeks <= MOST_WEEKS).map(AbsenceWindow::Weeks),
                _ => None,
            },
        }
    }
}

/// The roadmap of a strategy file, or the one that comes with Trin when the file has none.
pub(super) fn roadmap(r: &mut Reader, file: &Section<'_, '_>) -> Vec<AbsenceStep> {
    if file.has("absence") { read(r, file) } else { standard().to_vec() }
}

/// The roadmap that comes with Trin.
fn standard() -> &'static [AbsenceStep] {
    static ROADMAP: OnceLock<Vec<AbsenceStep>> = OnceLock::new();
    ROADMAP.get_or_init(|| {
        let (document, mut reader) = Reader::open(STANDARD);
        let file = reader.root(document.get_ref(), &["absence"]);
        let roadmap = read(&mut reader, &file);
        debug_assert!(reader.is_clean(), "a test reads the roadmap");
        roadmap
    })
}

fn read(r: &mut Reader, file: &Section<'_, '_>) -> Vec<AbsenceStep> {
    let mut steps: Vec<AbsenceStep> = Vec::new();
    for section in r.sections(file, "absence", fields::ABSENCE) {
        let line = Line(SENTENCE.0);
        let counted = r.need(&section, "counts", &Word(Counted::BOTH, Counted::word));
        let step = AbsenceStep {
            key: r.need(&section, "key", &Key).unwrap_or_default(),
            name: r.need(&section, "name", &NAME).unwrap_or_default(),
            name_en: r.need(&section, "name-en", &NAME).unwrap_or_default(),
            how: r.need(&section, "how", &line).unwrap_or_default(),
            how_en: r.need(&section, "how-en", &line).unwrap_or_default(),
            counted: counted.unwrap_or(Counted::All),
            percent: r.need(&section, "percent", &Whole(1, 100)).and_then(|percent| u8::try_from(percent).ok()).unwrap_or(1),
            over: r.need(&section, "over", &WindowText).unwrap_or(AbsenceWindow::Quarter),
            within: r.may(&section, "within", &SpanText),
            responsible: r.need(&section, "responsible", &NAME).unwrap_or_default(),
            responsible_en: r.need(&section, "responsible-en", &NAME).unwrap_or_default(),
            notifies: r.may(&section, "notifies", &Flag).unwrap_or_default(),
            source: r.need(&section, "source", &SOURCE).unwrap_or_default(),
        };
        let key = &step.key;
        if step.is_law() {
            let (prefix, da) = (law::PREFIX, "er lovens egne trin");
            r.fault_at(
                &section,
                "key",
                Text::new(
                    format!("nøgler, der begynder med \"{prefix}\", {da}"),
                    format!("keys beginning with \"{prefix}\" are the law's own steps"),
                ),
            );
        } else if !key.is_empty() && steps.iter().any(|other| other.key == *key) {
            let text =
                Text::new(format!("\"{key}\" er allerede et trin i køreplanen"), format!("\"{key}\" is a step of the roadmap already"));
            r.fault_at(&section, "key", text);
        }
        steps.push(step);
    }
    steps
}

/// The school's holidays.
pub(super) fn holidays(r: &mut Reader, file: &Section<'_, '_>) -> Vec<SchoolHoliday> {
    let mut holidays = Vec::new();
    for section in r.sections(file, "school-holidays", fields::SCHOOL_HOLIDAY) {
        let name = r.need(&section, "name", &NAME).unwrap_or_default();
        let (from, until) = (r.need(&section, "from", &DayText), r.need(&section, "until", &DayText));
        let source = r.need(&section, "source", &SOURCE).unwrap_or_default();
        let (Some(from), Some(until)) = (from, until) else { continue };
        if until < from || until > days_after(from, LONGEST_HOLIDAY) {
            let da = format!("{until} ligger før {from} eller mere end {LONGEST_HOLIDAY} dage efter");
            r.fault_at(&section, "until", Text::new(da, format!("{until} is before {from}, or more than {LONGEST_HOLIDAY} days after")));
        }
        holidays.push(SchoolHoliday { name, from, until, source });
    }
    holidays
}
