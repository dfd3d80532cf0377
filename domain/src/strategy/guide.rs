//! The action guide (handleguiden, "Sådan gør vi"; D7): what whoever becomes worried about a child does at least, in order.
//!
//! It is part of the strategy file, so a municipality edits it as it edits its ladder. A strategy that says nothing of it follows the guide
//! that comes with Trin, `domain/strategies/guide.toml`.

use super::form::{Flag, Form, Key, Line, SpanText, Word};
use super::parse::{NAME, SENTENCE, SOURCE};
use super::read::{Reader, Section};
use super::words::Text;
use super::{Span, fields};
use crate::access::is_everyday;
use crate::kinds::Role;
use crate::worries::WorrySign;
use serde::Serialize;
use std::sync::OnceLock;

const STANDARD: &str = include_str!("../../strategies/guide.toml");

/// Which way a worry goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GuidePath {
    /// Helped where the child is, with the parents.
    Everyday,
    /// Violence, abuse or honour: the intake at once, before the parents.
    Harm,
}

/// One step of the guide.
#[doc(alias = "minimumshandling")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GuideStep {
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
    /// On which path.
    pub path: GuidePath,
    /// What must have been seen for it to apply; anything, when empty.
    pub seen: Vec<WorrySign>,
    /// For which professions; all, when empty.
    pub roles: Vec<Role>,
    /// How long after the worry was raised; the same day, when left out.
    pub within: Option<Span>,
    /// Whether it is done by notifying the intake.
    pub notifies: bool,
    /// What helps to do it, in the municipality's words.
    pub tools: Vec<String>,
    /// Where it is said.
    pub source: String,
}

/// The professions a step may be for.
struct Profession;

impl Form for Profession {
    type Out = Role;
    fn allowed(&self) -> Text {
        let codes = Role::ALL.iter().filter(|role| is_everyday(**role)).map(|role| format!("\"{}\"", role.code()));
        let codes = codes.collect::<Vec<_>>().join(", ");
        Text::new(format!("en af koderne {codes}"), format!("one of the codes {codes}"))
    }
    fn read(&self, value: &toml::de::DeValue<'_>) -> Option<Role> {
        Role::from_code(value.as_str()?).filter(|role| is_everyday(*role))
    }
}

/// The guide of a strategy file, or the one that comes with Trin when the file has none.
pub(super) fn guide(r: &mut Reader, file: &Section<'_, '_>) -> Vec<GuideStep> {
    if file.has("guide") { read(r, file) } else { standard().to_vec() }
}

/// The guide that comes with Trin.
fn standard() -> &'static [GuideStep] {
    static GUIDE: OnceLock<Vec<GuideStep>> = OnceLock::new();
    GUIDE.get_or_init(|| {
        let (document, mut reader) = Reader::open(STANDARD);
        let file = reader.root(document.get_ref(), &["guide"]);
        let guide = read(&mut reader, &file);
        debug_assert!(reader.is_clean(), "a test reads the guide");
        guide
    })
}

fn read(r: &mut Reader, file: &Section<'_, '_>) -> Vec<GuideStep> {
    let mut guide: Vec<GuideStep> = Vec::new();
    for section in r.sections(file, "guide", fields::GUIDE) {
        let line = Line(SENTENCE.0);
        let path = r.need(&section, "path", &Word(GuidePath::ALL, GuidePath::word));
        let step = GuideStep {
            key: r.need(&section, "key", &Key).unwrap_or_default(),
            name: r.need(&section, "name", &NAME).unwrap_or_default(),
            name_en: r.need(&section, "name-en", &NAME).unwrap_or_default(),
            how: r.need(&section, "how", &line).unwrap_or_default(),
            how_en: r.need(&section, "how-en", &line).unwrap_or_default(),
            path: path.unwrap_or(GuidePath::Everyday),
            seen: r.list(&section, "seen", &Word(WorrySign::ALL, WorrySign::code)).into_iter().map(|sign| sign.value).collect(),
            roles: r.list(&section, "roles", &Profession).into_iter().map(|role| role.value).collect(),
            within: r.may(&section, "within", &SpanText),
            notifies: r.may(&section, "notifies", &Flag).unwrap_or_default(),
            tools: r.list(&section, "tools", &NAME).into_iter().map(|tool| tool.value).collect(),
            source: r.need(&section, "source", &SOURCE).unwrap_or_default(),
        };
        if !step.key.is_empty() && guide.iter().any(|other| other.key == step.key) {
            let key = &step.key;
            let text = Text::new(format!("\"{key}\" er allerede et trin i guiden"), format!("\"{key}\" is a step of the guide already"));
            r.fault_at(&section, "key", text);
        }
        guide.push(step);
    }
    for path in GuidePath::ALL {
        complete(r, file, &guide, *path);
    }
    guide
}

/// Whoever is worried is never left without a step; and where harm is suspected the law asks for a notification (barnets lov § 133).
fn complete(r: &mut Reader, file: &Section<'_, '_>, guide: &[GuideStep], path: GuidePath) {
    if r.broken() {
        return;
    }
    let word = path.word();
    let always = || guide.iter().filter(|step| step.path == path && step.seen.is_empty() && step.roles.is_empty());
    if always().next().is_none() {
        let da = format!("der mangler et trin med path = \"{word}\", som gælder alle: uden seen og roles");
        r.fault_at(file, "guide", Text::new(da, format!("a step with path = \"{word}\" for everybody is missing: without seen and roles")));
    } else if path == GuidePath::Harm && !always().any(|step| step.notifies && step.within.is_none()) {
        let da = format!("path = \"{word}\" skal have et trin med notifies = true, uden within og for alle: der underrettes med det samme");
        let en = format!(
            "path = \"{word}\" must have a step with notifies = true, without within and for everybody: the intake is told at once"
        );
        r.fault_at(file, "guide", Text::new(da, en));
    }
}
