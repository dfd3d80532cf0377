//! From JSON to a scenario: the envelope, who wrote each entry and when. The fields of a fact are read in [`values`].

mod fields;
mod takes;
mod values;

use super::form::{FactForm, List, Takes};
use super::json::{Json, Node};
use super::time::{self, When};
use super::{Fault, Scenario, ScenarioEntry, json};
use crate::calendar;
use crate::id::{ChildId, StaffId};
use crate::kinds::Role;
use crate::record::{Author, Fact};
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

use fields::{meant, member};
pub(super) use takes::takes_en;

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
}
