//! From JSON to a scenario: the envelope, who wrote each entry and when. The fields of a fact are read in [`values`].

mod values;

use super::form::{FactForm, List, Takes};
use super::json::{Json, Node};
use super::time::{self, When};
use super::{Fault, Scenario, ScenarioEntry, json};
use crate::calendar;
use crate::id::{ChildId, StaffId};
use crate::kinds::Role;
use crate::nearest::nearest;
use crate::record::{Author, Fact};
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Fields of the file itself.
pub(super) const TOP_FIELDS: &[&str] = &["child", "about", "by", "role", "entries", "$schema"];
/// Fields every entry may have, whatever its fact.
pub(super) const ENTRY_FIELDS: &[&str] = &["no", "at", "by", "role", "label", "fact"];
/// More entries than a childhood fills.
pub(super) const MOST_ENTRIES: usize = 20_000;
/// After so many faults the rest is likely the same again.
const MOST_FAULTS: usize = 100;

/// Reads a scenario, or says everything that is wrong with it.
pub(super) fn scenario(bytes: &[u8]) -> Result<Scenario, Vec<Fault>> {
    let root = json::read(bytes).map_err(|fault| vec![fault])?;
    let mut reading = Reading::default();
    let scenario = reading.file(&root);
    reading.faults.truncate(MOST_FAULTS);
    match scenario {
        Some(scenario) if reading.faults.is_empty() => Ok(scenario),
        _ => Err(reading.faults),
    }
}

/// The members a fact is read from, and what is given outside them.
#[derive(Clone, Copy)]
struct Given<'n> {
    line: u32,
    members: &'n [(String, Node)],
    /// When the entry says it was written.
    at: Option<When>,
    /// Where the members stand, when not directly in the entry.
    path: &'n str,
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    faults: Vec<Fault>,
    /// The entry being read, counted from 1.
    entry: Option<u32>,
    /// The form of each entry read so far; `None` for one whose fact is unknown.
    forms: Vec<Option<&'static FactForm>>,
    /// Each entry's fact as it now reads, corrections included.
    facts: Vec<Map<String, Value>>,
    /// Labels given to entries.
    labels: BTreeMap<String, u32>,
    /// The entry that the correction being read is about.
    correcting: Option<u32>,
    /// Staff by the name used in the file, with the line where it first stands.
    people: BTreeMap<String, (StaffId, u32)>,
    /// The role each last had.
    roles: BTreeMap<StaffId, Role>,
}

/// An entry's own members and those of its fact.
struct Draft<'n> {
    line: u32,
    members: &'n [(String, Node)],
    form: Option<&'static FactForm>,
    at: Option<When>,
    own: Option<When>,
}

impl Reading {
    fn fault(&mut self, line: u32, path: &str, da: impl Into<String>, en: impl Into<String>) {
        let fault = Fault { line, entry: self.entry, path: path.into(), da: da.into(), en: en.into() };
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    fn file(&mut self, root: &Node) -> Option<Scenario> {
        let Json::Object(members) = &root.json else {
            let (da, en) = root.json.what();
            self.fault(
                root.line,
                "",
                format!("et scenarie er ét objekt: {{ \"child\": …, \"entries\": [ … ] }}, men her står {da}"),
                format!("a scenario is one object: {{ \"child\": …, \"entries\": [ … ] }}, but here is {en}"),
            );
            return None;
        };
        self.unknown(members, TOP_FIELDS, "");
        let child = self.required_label(root, members, "child", "barnet", "the child")?;
        let about = member(members, "about").and_then(|node| self.text(node, "about"));
        let author = self.author(members, None);
        let Some(list) = member(members, "entries") else {
            self.fault(
                root.line,
                "entries",
                "feltet mangler: listen af poster, ældst først",
                "the field is missing: the list of entries, oldest first",
            );
            return None;
        };
        let Json::List(nodes) = &list.json else {
            let (da, en) = list.json.what();
            self.fault(
                list.line,
                "entries",
                format!("skal være en liste [ … ], men er {da}"),
                format!("must be a list [ … ], but is {en}"),
            );
            return None;
        };
        if nodes.is_empty() {
            self.fault(list.line, "entries", "er tom. Den første post er \"registered\"", "is empty. The first entry is \"registered\"");
        }
        if nodes.len() > MOST_ENTRIES {
            self.fault(
                list.line,
                "entries",
                format!("har {} poster; højst {MOST_ENTRIES} i én fil", nodes.len()),
                format!("has {} entries; at most {MOST_ENTRIES} in one file", nodes.len()),
            );
            return None;
        }
        let entries = self.entries(nodes, author);
        self.alike();
        let people = self.people.iter().map(|(name, (id, _))| (*id, name.clone())).collect();
        Some(Scenario { child: ChildId::from_label(&child), child_label: child, about, people, entries })
    }

    fn entries(&mut self, nodes: &[Node], mut author: Option<Author>) -> Vec<ScenarioEntry> {
        let drafts: Vec<Option<Draft<'_>>> = nodes
            .iter()
            .enumerate()
            .map(|(index, node)| {
                self.entry = u32::try_from(index + 1).ok();
                self.draft(node)
            })
            .collect();
        let mut entries = Vec::with_capacity(nodes.len());
        let mut before: Option<Timestamp> = None;
        for (index, draft) in drafts.iter().enumerate() {
            self.entry = u32::try_from(index + 1).ok();
            let read = draft.as_ref().and_then(|draft| {
                author = self.author(draft.members, author).or(author);
                let by = author;
                if by.is_none() {
                    self.fault(
                        draft.line,
                        "by",
                        "hvem har skrevet posten? Skriv \"by\" her eller øverst i filen, fx \"mette\"",
                        "who wrote the entry? Write \"by\" here or at the top of the file, e.g. \"mette\"",
                    );
                }
                let at = self.written_at(draft, before, &drafts[index..]);
                before = at.or(before);
                let fact = self.fact(draft);
                if fact.is_none() && self.faults.is_empty() {
                    // Never leave an entry out in silence.
                    self.fault(draft.line, "", "posten kan ikke læses", "the entry cannot be read");
                }
                Some(ScenarioEntry { line: draft.line, at: at?, by: by?, fact: fact? })
            });
            if draft.is_none() {
                self.forms.push(None);
                self.facts.push(Map::new());
            }
            entries.extend(read);
        }
        self.entry = None;
        entries
    }

    /// Reads what an entry is about, and every time it gives, before its fields.
    fn draft<'n>(&mut self, node: &'n Node) -> Option<Draft<'n>> {
        let Json::Object(members) = &node.json else {
            let (da, en) = node.json.what();
            self.fault(
                node.line,
                "",
                format!("en post er et objekt {{ \"fact\": …, … }}, men her står {da}"),
                format!("an entry is an object {{ \"fact\": …, … }}, but here is {en}"),
            );
            return None;
        };
        let no = self.entry.unwrap_or_default();
        if let Some(given) = member(members, "no")
            && given.json != Json::Number(no.to_string())
        {
            let (da, en) = given.json.what();
            self.fault(
                given.line,
                "no",
                format!("her er post nummer {no}, men der står {da}. Ret nummeret, eller udelad \"no\""),
                format!("this is entry number {no}, but it says {en}. Correct the number, or leave out \"no\""),
            );
        }
        if let Some(label) = member(members, "label").and_then(|node| self.label(node, "label")) {
            let line = member(members, "label").map_or(node.line, |node| node.line);
            if label.bytes().all(|byte| byte.is_ascii_digit()) {
                self.fault(
                    line,
                    "label",
                    "en etiket kan ikke kun være cifre, for tal er postnumre",
                    "a label cannot be digits only, since numbers are entry numbers",
                );
            } else if let Some(earlier) = self.labels.insert(label.clone(), no) {
                self.fault(
                    line,
                    "label",
                    format!("post {earlier} har allerede etiketten \"{label}\". Vælg en anden"),
                    format!("entry {earlier} already has the label \"{label}\". Choose another"),
                );
            }
        }
        let form = self.form(node, members, "fact");
        let at = member(members, "at").and_then(|node| self.time(node, "at", time::when));
        let own = form.and_then(FactForm::dated_by).and_then(|field| {
            let node = member(members, field.name).filter(|node| node.json != Json::Null)?;
            match field.takes {
                Takes::Day => self.time(node, field.name, time::day).map(When::On),
                _ => self.time(node, field.name, time::instant).map(When::At),
            }
        });
        Some(Draft { line: node.line, members, form, at, own })
    }

    /// The form of the fact that is named; a fault when there is none of that name.
    fn form(&mut self, node: &Node, members: &[(String, Node)], field: &str) -> Option<&'static FactForm> {
        let Some(given) = member(members, "fact") else {
            self.fault(
                node.line,
                field,
                "feltet mangler: hvad posten siger, fx \"notification-received\". Alle står i docs/scenario.md",
                "the field is missing: what the entry states, e.g. \"notification-received\". All are in docs/scenario.md",
            );
            return None;
        };
        let name = self.text(given, field)?;
        let form = FactForm::of(&name);
        if form.is_none() {
            let (da, en) = meant(&name, super::FACTS.iter().map(|form| form.name));
            self.fault(
                given.line,
                field,
                format!("\"{}\" er ikke en kendt slags post{da} Alle står i docs/scenario.md", json::shortened(&name)),
                format!("\"{}\" is not a known fact{en} All are in docs/scenario.md", json::shortened(&name)),
            );
        }
        form
    }

    /// When the entry was written: as given, else from the fact's own date, never before the entry it follows.
    fn written_at(&mut self, draft: &Draft<'_>, before: Option<Timestamp>, rest: &[Option<Draft<'_>>]) -> Option<Timestamp> {
        let line = member(draft.members, "at").map_or(draft.line, |node| node.line);
        let given = draft.at.is_some();
        match (draft.at.or(draft.own), before) {
            (Some(When::At(at)), Some(before)) if given && at < before => {
                let (at, before) = (time::written(at), time::written(before));
                self.fault(
                    line,
                    "at",
                    format!("{at} er før posten ovenfor ({before}). Poster står i den rækkefølge, de blev skrevet; det, de handler om, kan ligge før"),
                    format!("{at} is before the entry above ({before}). Entries stand in the order they were written; what they are about may lie before"),
                );
                None
            }
            (Some(When::At(at)), before) => Some(before.map_or(at, |before| at.max(before))),
            (Some(When::On(on)), Some(before)) if on < calendar::day_of(before) && given => {
                let before = time::written(before);
                self.fault(
                    line,
                    "at",
                    format!("{on} er før posten ovenfor ({before}). Poster står i den rækkefølge, de blev skrevet"),
                    format!("{on} is before the entry above ({before}). Entries stand in the order they were written"),
                );
                None
            }
            (Some(When::On(on)), Some(before)) if on <= calendar::day_of(before) => Some(before),
            (Some(When::On(on)), _) => Some(time::noon(on)),
            (None, _) if member(draft.members, "at").is_some() || draft.form.is_none() => None, // said already
            (None, None) if draft.form.is_some_and(|form| form.name == "registered") => {
                let next = rest.iter().flatten().find_map(|draft| draft.at.or(draft.own));
                match next {
                    Some(when) => {
                        let at = match when {
                            When::At(at) => at,
                            When::On(on) => time::noon(on),
                        };
                        Some(values::born_on(draft.members).map_or(at, |on| at.max(time::noon(on))))
                    }
                    None => self.without_time(draft),
                }
            }
            (None, _) => self.without_time(draft),
        }
    }

    fn without_time(&mut self, draft: &Draft<'_>) -> Option<Timestamp> {
        let own = draft.form.and_then(FactForm::dated_by);
        if own.is_some_and(|field| member(draft.members, field.name).is_some_and(|node| node.json != Json::Null)) {
            return None; // the field's own fault has been said
        }
        let (da, en) = own.map_or_else(
            || (String::new(), String::new()),
            |field| (format!(" eller \"{}\"", field.name), format!(" or \"{}\"", field.name)),
        );
        self.fault(
            draft.line,
            "at",
            format!("hvornår? Skriv \"at\"{da}, fx \"2024-03-01T09:30\""),
            format!("when? Write \"at\"{en}, e.g. \"2024-03-01T09:30\""),
        );
        None
    }

    fn fact(&mut self, draft: &Draft<'_>) -> Option<Fact> {
        let read = draft.form.and_then(|form| {
            let common: Vec<&str> = ENTRY_FIELDS.iter().copied().chain(form.fields.iter().map(|field| field.name)).collect();
            self.unknown(draft.members, &common, "");
            let given = Given { line: draft.line, members: draft.members, at: draft.at, path: "" };
            self.fields(form, given, None)
        });
        self.forms.push(draft.form);
        let Some(fields) = read else {
            self.facts.push(Map::new());
            return None;
        };
        self.facts.push(fields.clone());
        self.corrects(&fields);
        match serde_json::from_value(Value::Object(fields)) {
            Ok(fact) => Some(fact),
            Err(error) => {
                self.fault(draft.line, "", format!("kan ikke læses: {error}"), format!("cannot be read: {error}"));
                None
            }
        }
    }

    /// After a correction, later corrections build on what the entry says now.
    fn corrects(&mut self, fields: &Map<String, Value>) {
        if let (Some(Value::Object(now)), Some(no)) = (fields.get("should_say"), fields.get("entry").and_then(Value::as_u64))
            && let Some(fact) = usize::try_from(no).ok().and_then(|no| self.facts.get_mut(no.checked_sub(1)?))
        {
            now.clone_into(fact);
        }
    }

    /// Who wrote: as given, else as before; the role as given, else as the same person last had, else caseworker.
    fn author(&mut self, members: &[(String, Node)], before: Option<Author>) -> Option<Author> {
        let staff = match member(members, "by") {
            Some(node) => Some(self.staff(node, "by")?),
            None => before.map(|author| author.staff),
        };
        let role = match member(members, "role") {
            Some(node) => self.code(node, "role", List::Role).and_then(Role::from_code),
            None => None,
        };
        let staff = staff?;
        let role = role.or_else(|| self.roles.get(&staff).copied()).unwrap_or(Role::Caseworker);
        self.roles.insert(staff, role);
        Some(Author { staff, role })
    }

    fn staff(&mut self, node: &Node, path: &str) -> Option<StaffId> {
        let name = self.label(node, path)?;
        let id = StaffId::from_label(&name);
        self.people.entry(name).or_insert((id, node.line));
        Some(id)
    }

    /// "Mette" and "mette" would be two people; that is never meant.
    fn alike(&mut self) {
        let mut seen: BTreeMap<String, (&String, u32)> = BTreeMap::new();
        let mut twice = Vec::new();
        for (name, (_, line)) in &self.people {
            if let Some((other, other_line)) = seen.insert(name.to_lowercase(), (name, *line)) {
                twice.push((other_line.max(*line), other.clone(), name.clone()));
            }
        }
        for (line, one, other) in twice {
            self.fault(
                line,
                "",
                format!("\"{one}\" og \"{other}\" ville være to forskellige personer. Skriv navnet ens alle steder"),
                format!("\"{one}\" and \"{other}\" would be two different people. Write the name the same everywhere"),
            );
        }
    }

    fn required_label(&mut self, root: &Node, members: &[(String, Node)], field: &str, da: &str, en: &str) -> Option<String> {
        match member(members, field) {
            Some(node) => self.label(node, field),
            None => {
                self.fault(
                    root.line,
                    field,
                    format!("feltet mangler: et navn på {da}, som kun bruges i filer, fx \"freja\", eller en UUID"),
                    format!("the field is missing: a name for {en} that is used in files only, e.g. \"freja\", or a UUID"),
                );
                None
            }
        }
    }

    /// A name that people and things are known by in files.
    fn label(&mut self, node: &Node, path: &str) -> Option<String> {
        let text = self.text(node, path)?;
        if text.trim() == text && !text.is_empty() && text.chars().count() <= 100 {
            return Some(text);
        }
        self.fault(
            node.line,
            path,
            "skal have 1 til 100 tegn uden mellemrum før og efter",
            "must have 1 to 100 characters without spaces before and after",
        );
        None
    }

    fn text(&mut self, node: &Node, path: &str) -> Option<String> {
        if let Json::Text(text) = &node.json {
            return Some(text.clone());
        }
        self.not_a(node, path, "en tekst i anførselstegn", "a text in double quotes");
        None
    }

    fn time<T>(&mut self, node: &Node, path: &str, read: impl FnOnce(&str) -> time::Read<T>) -> Option<T> {
        let text = self.text(node, path)?;
        match read(&text) {
            Ok(read) => Some(read),
            Err((da, en)) => {
                self.fault(node.line, path, da, en);
                None
            }
        }
    }

    fn code(&mut self, node: &Node, path: &str, list: List) -> Option<&'static str> {
        let written = self.text(node, path)?;
        let codes = list.codes();
        if let Some(code) = codes.iter().find(|code| code.code == written) {
            return Some(code.code);
        }
        // A Danish name is as good a hint as the code itself.
        let by_name = codes.iter().find(|code| code.da.to_lowercase() == written.to_lowercase()).map(|code| code.code);
        let (da, en) = match by_name {
            Some(code) => (format!(": skriv \"{code}\"."), format!(": write \"{code}\".")),
            None => meant(&written, codes.iter().map(|code| code.code)),
        };
        let allowed = codes.iter().map(|code| code.code).collect::<Vec<_>>().join(", ");
        self.fault(
            node.line,
            path,
            format!("\"{}\" kendes ikke{da} Tilladt: {allowed}", json::shortened(&written)),
            format!("\"{}\" is not known{en} Allowed: {allowed}", json::shortened(&written)),
        );
        None
    }

    fn not_a(&mut self, node: &Node, path: &str, da: &str, en: &str) {
        let (is_da, is_en) = node.json.what();
        self.fault(node.line, path, format!("skal være {da}, men er {is_da}"), format!("must be {en}, but is {is_en}"));
    }

    /// Fields that do not belong, each with the nearest that does.
    fn unknown(&mut self, members: &[(String, Node)], known: &[&str], path: &str) {
        for (key, node) in members.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
            let (da, en) = meant(key, known.iter().copied());
            let allowed = known.join(", ");
            let full = if path.is_empty() { json::shortened(key) } else { format!("{path}.{}", json::shortened(key)) };
            self.fault(
                node.line,
                &full,
                format!("feltet kendes ikke her{da} Kendte felter: {allowed}"),
                format!("the field is not known here{en} Known fields: {allowed}"),
            );
        }
    }

    /// A field that must be there and is not.
    fn missing(&mut self, line: u32, path: &str, field: &super::form::Field) {
        let (da, en) = (takes_da(field.takes), takes_en(field.takes));
        self.fault(line, path, format!("feltet mangler: {da}"), format!("the field is missing: {en}. {}", field.what));
    }
}

/// The end of a sentence: " – mente du …?" when a word is near enough to a known one, else a full stop.
fn meant<'c>(word: &str, known: impl IntoIterator<Item = &'c str>) -> (String, String) {
    match nearest(word, known) {
        Some(known) => (format!(" – mente du \"{known}\"?"), format!(" – did you mean \"{known}\"?")),
        None => (".".into(), ".".into()),
    }
}

fn member<'n>(members: &'n [(String, Node)], key: &str) -> Option<&'n Node> {
    members.iter().find(|(known, _)| known == key).map(|(_, node)| node)
}

/// What a field takes, in Danish.
fn takes_da(takes: Takes) -> String {
    match takes {
        Takes::Day => "en dato, fx \"2024-03-01\"".into(),
        Takes::Instant => "et tidspunkt, fx \"2024-03-01T09:30\"".into(),
        Takes::Text => "en tekst".into(),
        Takes::Flag => "true eller false".into(),
        Takes::Whole(lowest, highest) if lowest > i16::MIN => format!("et helt tal fra {lowest} til {highest}"),
        Takes::Whole(..) => "et helt tal".into(),
        Takes::Code(list) => format!("en af {}", codes(list)),
        Takes::Codes(list) => format!("en liste med en eller flere af {}", codes(list)),
        Takes::Entry(_) => "nummeret på en tidligere post, eller dens etiket".into(),
        Takes::Entries(_) => "en liste med numre eller etiketter på tidligere poster".into(),
        Takes::Staff => "en medarbejder, fx \"mette\"".into(),
        Takes::StaffList => "en liste af medarbejdere, fx [\"mette\"]".into(),
        Takes::Unit => "en enhed, fx \"Solsikken\"".into(),
        Takes::Child => "et barn, fx \"freja\"".into(),
        Takes::Children => "en liste af børn, fx [\"freja\"]".into(),
        Takes::Cpr => "et CPR-nummer (i opdigtede data et erstatningsnummer: dag + 60)".into(),
        Takes::Birth => "en fødselsdag, fx \"2015-04-02\", eller { \"expected\": \"2024-09-01\" }".into(),
        Takes::Notifier => "en underretter, fx \"school\" eller { \"kind\": \"school\", \"name\": … }".into(),
        Takes::Scores => "en liste, fx [{ \"goal\": 12, \"score\": 3 }]".into(),
        Takes::Correction => "et objekt med de felter, der skal være anderledes".into(),
    }
}

/// What a field takes, in English.
pub(super) fn takes_en(takes: Takes) -> String {
    match takes {
        Takes::Day => "a date, e.g. \"2024-03-01\"".into(),
        Takes::Instant => "a point in time, e.g. \"2024-03-01T09:30\"".into(),
        Takes::Text => "a text".into(),
        Takes::Flag => "true or false".into(),
        Takes::Whole(lowest, highest) if lowest > i16::MIN => format!("a whole number from {lowest} to {highest}"),
        Takes::Whole(..) => "a whole number".into(),
        Takes::Code(list) => format!("one of {}", codes(list)),
        Takes::Codes(list) => format!("a list of one or more of {}", codes(list)),
        Takes::Entry(_) => "the number of an earlier entry, or its label".into(),
        Takes::Entries(_) => "a list of numbers or labels of earlier entries".into(),
        Takes::Staff => "a member of staff, e.g. \"mette\"".into(),
        Takes::StaffList => "a list of members of staff, e.g. [\"mette\"]".into(),
        Takes::Unit => "a unit, e.g. \"Solsikken\"".into(),
        Takes::Child => "a child, e.g. \"freja\"".into(),
        Takes::Children => "a list of children, e.g. [\"freja\"]".into(),
        Takes::Cpr => "a CPR number (in invented data a replacement number: day + 60)".into(),
        Takes::Birth => "a day of birth, e.g. \"2015-04-02\", or { \"expected\": \"2024-09-01\" }".into(),
        Takes::Notifier => "a notifier, e.g. \"school\" or { \"kind\": \"school\", \"name\": … }".into(),
        Takes::Scores => "a list, e.g. [{ \"goal\": 12, \"score\": 3 }]".into(),
        Takes::Correction => "an object with the fields that should be otherwise".into(),
    }
}

fn codes(list: List) -> String {
    list.codes().iter().map(|code| code.code).collect::<Vec<_>>().join(", ")
}
