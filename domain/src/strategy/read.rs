//! Reading fields out of a TOML file while collecting every fault with its line.
//!
//! What a value may look like is a `Form`; here is where it stands, whether it must be there, and what to say when it is wrong.

use super::fault::Fault;
use super::form::Form;
use super::words::Text;
use crate::nearest::nearest;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Largest file that is read: ten times the largest that ships with Trin.
const MOST_BYTES: usize = 400_000;

/// So many faults are told at once: whoever has mended them reads the file again.
const MOST_FAULTS: usize = 100;

/// A table in the file.
pub(crate) struct Section<'a, 'i> {
    table: &'a DeTable<'i>,
    /// Its path in the file: `steps[2]`; empty for the file itself.
    pub(crate) path: String,
    /// The line it begins on.
    pub(crate) line: usize,
}

impl Section<'_, '_> {
    /// The path of one of its fields.
    pub(crate) fn field(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Whether the field is written.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }
}

/// A value with the place it stands.
pub(crate) struct Placed<T> {
    /// The value.
    pub(crate) value: T,
    /// Its path.
    pub(crate) field: String,
    /// Its line.
    pub(crate) line: usize,
}

/// Collects faults while fields are read.
pub(crate) struct Reader {
    line_starts: Vec<usize>,
    faults: Vec<Fault>,
    /// How many there were, those not told included.
    met: usize,
    /// Whether the file is not TOML everywhere: then what is missing is no news.
    broken: bool,
}

impl Reader {
    /// Parses the text as TOML, keeping what can be read beside the syntax faults.
    pub(crate) fn open(text: &str) -> (Spanned<DeTable<'_>>, Self) {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut reader = Self { line_starts, faults: Vec::new(), met: 0, broken: false };
        if text.len() > MOST_BYTES {
            let kilobytes = MOST_BYTES / 1000;
            reader.fault(
                1,
                "",
                Text::new(format!("filen fylder mere end {kilobytes} kB"), format!("the file is larger than {kilobytes} kB")),
            );
            reader.broken = true;
            return (Spanned::new(0..0, DeTable::new()), reader);
        }
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let at = error.span().map_or(0, |span| span.start);
            let line = reader.line_of(at);
            reader.fault(line, "", super::syntax::explain(error.message(), text, at));
        }
        reader.broken = !errors.is_empty();
        (table, reader)
    }

    /// The whole file as a section.
    pub(crate) fn root<'a, 'i>(&mut self, table: &'a DeTable<'i>, known: &[&str]) -> Section<'a, 'i> {
        let section = Section { table, path: String::new(), line: 1 };
        self.unknown_fields(&section, known);
        section
    }

    /// Notes a fault.
    pub(crate) fn fault(&mut self, line: usize, field: &str, text: Text) {
        self.met += 1;
        if self.met > MOST_FAULTS {
            return;
        }
        self.faults.push(Fault { line, field: field.to_owned(), da: text.da, en: text.en });
    }

    /// Whether the file is not TOML everywhere.
    pub(crate) fn broken(&self) -> bool {
        self.broken
    }

    /// Whether more is wrong than is told: what else is wrong need not be put in words.
    fn is_full(&self) -> bool {
        self.met >= MOST_FAULTS
    }

    /// Every fault, by line, or the first hundred. A line that is not TOML has one fault: what else is said of it follows from that.
    pub(crate) fn into_faults(mut self) -> Vec<Fault> {
        let broken: std::collections::BTreeSet<usize> =
            self.faults.iter().filter(|fault| fault.field.is_empty()).map(|fault| fault.line).collect();
        self.faults.retain(|fault| fault.field.is_empty() || !broken.contains(&fault.line));
        self.faults.sort_by_key(|fault| fault.line);
        self.faults.dedup_by(|later, earlier| later.field.is_empty() && earlier.field.is_empty() && later.line == earlier.line);
        if self.met > MOST_FAULTS {
            let line = self.faults.last().map_or(1, |fault| fault.line);
            let (da, en) = (
                "der er flere fejl end disse; ret dem først, og læs filen igen",
                "there are more faults than these; mend them first, and read the file again",
            );
            self.faults.push(Fault { line, field: String::new(), da: da.to_owned(), en: en.to_owned() });
        }
        self.faults
    }

    /// How many faults so far.
    pub(crate) fn count(&self) -> usize {
        self.met
    }

    /// Whether nothing was wrong so far.
    pub(crate) fn is_clean(&self) -> bool {
        self.met == 0
    }

    fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset)
    }

    /// A field that must be there.
    pub(crate) fn need<F: Form>(&mut self, section: &Section<'_, '_>, key: &str, form: &F) -> Option<F::Out> {
        if !section.has(key) {
            self.missing(section, key, &form.allowed());
        }
        self.may(section, key, form)
    }

    /// A field that may be left out.
    pub(crate) fn may<F: Form>(&mut self, section: &Section<'_, '_>, key: &str, form: &F) -> Option<F::Out> {
        let value = section.table.get(key)?;
        self.value(value, section.field(key), form).map(|placed| placed.value)
    }

    /// A list of values; an absent list is empty.
    pub(crate) fn list<F: Form>(&mut self, section: &Section<'_, '_>, key: &str, form: &F) -> Vec<Placed<F::Out>> {
        let Some(value) = section.table.get(key) else { return Vec::new() };
        let path = section.field(key);
        let Some(entries) = value.get_ref().as_array() else {
            let wanted = form.allowed();
            let allowed =
                Text::new(format!("en liste [ … ], hvor hver post er {}", wanted.da), format!("a list [ … ], each entry {}", wanted.en));
            self.wrong(value, &path, &allowed, None);
            return Vec::new();
        };
        entries.iter().enumerate().filter_map(|(index, entry)| self.value(entry, format!("{path}[{}]", index + 1), form)).collect()
    }

    /// A list that must be there.
    pub(crate) fn need_list<F: Form>(&mut self, section: &Section<'_, '_>, key: &str, form: &F) -> Vec<Placed<F::Out>> {
        if !section.has(key) {
            let wanted = form.allowed();
            self.missing(
                section,
                key,
                &Text::new(format!("en liste [ … ], hvor hver post er {}", wanted.da), format!("a list [ … ], each entry {}", wanted.en)),
            );
        }
        self.list(section, key, form)
    }

    /// A table `[key]` that may be left out.
    pub(crate) fn may_section<'a, 'i>(&mut self, section: &Section<'a, 'i>, key: &str, known: &[&str]) -> Option<Section<'a, 'i>> {
        let (name, value) = section.table.get_key_value(key)?;
        let path = section.field(key);
        let Some(table) = value.get_ref().as_table() else {
            let allowed =
                Text::new(format!("en tabel, der begynder med linjen [{path}]"), format!("a table that begins with the line [{path}]"));
            self.wrong(value, &path, &allowed, None);
            return None;
        };
        // A table written with dotted keys has no line of its own.
        let line = self.line_of(value.span().start.max(name.span().start));
        let inner = Section { table, path, line };
        self.unknown_fields(&inner, known);
        Some(inner)
    }

    /// A table `[key]` that must be there.
    pub(crate) fn need_section<'a, 'i>(&mut self, section: &Section<'a, 'i>, key: &str, known: &[&str]) -> Option<Section<'a, 'i>> {
        if !section.has(key) {
            let path = section.field(key);
            self.missing(
                section,
                key,
                &Text::new(format!("en tabel, der begynder med linjen [{path}]"), format!("a table that begins with the line [{path}]")),
            );
        }
        self.may_section(section, key, known)
    }

    /// Tables that each begin with `[[key]]`, or inline ones in a list; an absent list is empty.
    pub(crate) fn sections<'a, 'i>(&mut self, section: &Section<'a, 'i>, key: &str, known: &[&str]) -> Vec<Section<'a, 'i>> {
        let Some(value) = section.table.get(key) else { return Vec::new() };
        let path = section.field(key);
        let allowed = Text::new(
            format!("tabeller, der hver begynder med linjen [[{path}]]"),
            format!("tables that each begin with the line [[{path}]]"),
        );
        let Some(entries) = value.get_ref().as_array() else {
            self.wrong(value, &path, &allowed, None);
            return Vec::new();
        };
        let mut sections = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            let path = format!("{path}[{}]", index + 1);
            let Some(table) = entry.get_ref().as_table() else {
                self.wrong(entry, &path, &allowed, None);
                continue;
            };
            let section = Section { table, path, line: self.line_of(entry.span().start) };
            self.unknown_fields(&section, known);
            sections.push(section);
        }
        sections
    }

    /// The line a field of the section stands on, or the section's own.
    pub(crate) fn line_in(&self, section: &Section<'_, '_>, key: &str) -> usize {
        section.table.get_key_value(key).map_or(section.line, |(name, _)| self.line_of(name.span().start))
    }

    /// Notes a fault at a field of the section.
    pub(crate) fn fault_at(&mut self, section: &Section<'_, '_>, key: &str, text: Text) {
        let line = self.line_in(section, key);
        self.fault(line, &section.field(key), text);
    }

    fn value<F: Form>(&mut self, value: &Spanned<DeValue<'_>>, field: String, form: &F) -> Option<Placed<F::Out>> {
        let Some(read) = form.read(value.get_ref()) else {
            if self.is_full() {
                self.met += 1;
                return None;
            }
            let meant = value.get_ref().as_str().and_then(|written| form.meant(written));
            self.wrong(value, &field, &form.allowed(), meant);
            return None;
        };
        Some(Placed { value: read, field, line: self.line_of(value.span().start) })
    }

    fn unknown_fields(&mut self, section: &Section<'_, '_>, known: &[&str]) {
        for key in section.table.keys() {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            if self.is_full() {
                self.met += 1;
                continue;
            }
            let list = known.join(", ");
            let (da, en) = match nearest(name, known.iter().copied()) {
                Some(meant) => (format!("feltet findes ikke; mente du {meant}?"), format!("no such field; did you mean {meant}?")),
                None => (format!("feltet findes ikke; her må stå {list}"), format!("no such field; allowed here are {list}")),
            };
            let line = self.line_of(key.span().start);
            self.fault(line, &section.field(&shortened(name)), Text::new(da, en));
        }
    }

    fn missing(&mut self, section: &Section<'_, '_>, key: &str, allowed: &Text) {
        if !self.broken {
            let text = Text::new(format!("mangler; skriv {}", allowed.da), format!("is missing; write {}", allowed.en));
            self.fault(section.line, &section.field(key), text);
        }
    }

    fn wrong(&mut self, value: &Spanned<DeValue<'_>>, field: &str, allowed: &Text, meant: Option<String>) {
        let (what_da, what_en) = describe(value.get_ref());
        let mut da = format!("{what_da} kan ikke bruges her; skriv {}", allowed.da);
        let mut en = format!("{what_en} cannot be used here; write {}", allowed.en);
        if let Some(meant) = meant {
            da.push_str(&format!(". Mente du \"{meant}\"?"));
            en.push_str(&format!(". Did you mean \"{meant}\"?"));
        }
        let line = self.line_of(value.span().start);
        self.fault(line, field, Text::new(da, en));
    }
}

/// The value as written, or its type where that says more.
fn describe(value: &DeValue<'_>) -> (String, String) {
    match value {
        DeValue::String(text) if text.trim().is_empty() => ("en tom tekst".into(), "an empty text".into()),
        DeValue::String(text) if text.chars().count() > 60 => {
            let count = text.chars().count();
            (format!("en tekst på {count} tegn"), format!("a text of {count} characters"))
        }
        DeValue::String(text) => (format!("\"{}\"", shortened(text)), format!("\"{}\"", shortened(text))),
        DeValue::Integer(number) => (number.as_str().to_owned(), number.as_str().to_owned()),
        DeValue::Float(number) => (number.as_str().to_owned(), number.as_str().to_owned()),
        DeValue::Boolean(flag) => (flag.to_string(), flag.to_string()),
        DeValue::Datetime(_) => ("en dato".into(), "a date".into()),
        DeValue::Array(_) => ("en liste".into(), "a list".into()),
        DeValue::Table(_) => ("en tabel".into(), "a table".into()),
    }
}

/// At most 60 characters on one line, so that a message stays readable whatever the file holds.
fn shortened(text: &str) -> String {
    let mut short: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(60).collect();
    if text.chars().count() > 60 {
        short.push('…');
    }
    short
}
