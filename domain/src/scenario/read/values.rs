//! Reads the fields of a fact by its form, and fills in what may be left out.

use super::super::form::{ABSENT, About, FactForm, Field, LeftOut, List, Takes};
use super::super::json::{self, Json, Node};
use super::super::time::{self, When};
use super::{Given, Reading, meant, member};
use crate::calendar;
use crate::cpr::Cpr;
use crate::id::{ChildId, RoundId, UnitId};
use jiff::{Timestamp, civil::Date};
use serde_json::{Map, Value};

/// The day of birth that a `registered` entry gives, when it can be read.
pub(super) fn born_on(members: &[(String, Node)]) -> Option<Date> {
    let birth = match &member(members, "birth")?.json {
        Json::Text(text) => text,
        Json::Object(members) => match &member(members, "born")?.json {
            Json::Text(text) => text,
            _ => return None,
        },
        _ => return None,
    };
    time::day(birth).ok()
}

impl Reading {
    /// The fields of a fact as the record keeps them, or `None` when a fault was found.
    /// With a base (a correction), what is not given is taken over from it and null empties a field.
    pub(super) fn fields(
        &mut self,
        form: &'static FactForm,
        given: Given<'_>,
        base: Option<&Map<String, Value>>,
    ) -> Option<Map<String, Value>> {
        let faults = self.faults.len();
        let mut fields = base.cloned().unwrap_or_default();
        fields.insert("fact".into(), form.name.into());
        if form.name == "child-heard" && member(given.members, "manner").is_some() {
            // Another manner has other fields; the old ones go with the old manner.
            for name in ["words", "why", "perspective"] {
                fields.remove(name);
            }
        }
        let mut is_complete = true;
        for field in form.fields {
            let path = given.path_of(field.name);
            let value = match member(given.members, field.name) {
                Some(Node { json: Json::Null, .. }) => {
                    fields.remove(field.name);
                    self.left_out(field, given, &path, &fields)
                }
                Some(node) => self.value(node, field, &path),
                None if fields.contains_key(field.name) => continue,
                None => self.left_out(field, given, &path, &fields),
            };
            is_complete &= value.is_some() || field.left_out == LeftOut::Unsaid;
            if form.name == "corrected" && field.name == "entry" {
                self.correcting = value.as_ref().and_then(Value::as_u64).and_then(|no| u32::try_from(no).ok());
            }
            if let Some(value) = value {
                fields.insert(field.name.into(), value);
            }
        }
        self.together(form, given, &fields);
        (is_complete && self.faults.len() == faults).then_some(fields)
    }

    /// A field that is not given: its default, or a fault when it must be.
    fn left_out(&mut self, field: &Field, given: Given<'_>, path: &str, fields: &Map<String, Value>) -> Option<Value> {
        match field.left_out {
            LeftOut::Unsaid => None,
            LeftOut::Never => {
                self.missing(given.line, path, field);
                None
            }
            LeftOut::Written => match (given.at, field.takes) {
                (Some(When::At(at)), Takes::Day) => Some(calendar::day_of(at).to_string()),
                (Some(When::On(on)), Takes::Day) => Some(on.to_string()),
                (Some(When::At(at)), _) => Some(at.to_string()),
                (Some(When::On(_)), _) => {
                    self.missing(given.line, path, field);
                    None
                }
                (None, _) => None, // that no time is given at all has been said
            }
            .map(Value::from),
            LeftOut::OnlyCandidate => self.only_candidate(field, given.line, path),
            LeftOut::NotificationDay => {
                let notification = fields.get("notification").and_then(Value::as_u64);
                let received = notification.and_then(|no| self.facts.get(usize::try_from(no).ok()?.checked_sub(1)?)?.get("received_at"));
                match (notification, received.and_then(Value::as_str).and_then(|at| at.parse::<Timestamp>().ok())) {
                    (_, Some(at)) => Some(calendar::day_of(at).to_string().into()),
                    (Some(_), None) => None, // the notification's own fault has been said
                    (None, None) if member(given.members, "notification").is_some() => None,
                    (None, None) => {
                        self.fault(
                            given.line,
                            path,
                            "feltet mangler: dagen, hvor kommunen blev opmærksom på barnet. Skriv den, eller henvis til underretningen med \"notification\"",
                            "the field is missing: the day the municipality became aware of the child. Write it, or refer to the notification with \"notification\"",
                        );
                        None
                    }
                }
            }
            LeftOut::OtherUnitName => self.other_unit_name(field, given, path),
        }
    }

    /// The only earlier entry of the right kind.
    fn only_candidate(&mut self, field: &Field, line: u32, path: &str) -> Option<Value> {
        let (Takes::Entry(about) | Takes::Entries(about)) = field.takes else {
            return None;
        };
        let candidates: Vec<u32> = self.earlier(about);
        let fact = about.fact().unwrap_or_default();
        match candidates.as_slice() {
            [only] if matches!(field.takes, Takes::Entries(_)) => Some(vec![*only].into()),
            [only] => Some((*only).into()),
            [] => {
                self.fault(
                    line,
                    path,
                    format!("der er ingen tidligere post \"{fact}\" at henvise til. Skriv den før denne"),
                    format!("there is no earlier entry \"{fact}\" to refer to. Write it before this one"),
                );
                None
            }
            _ => {
                let (da, en) = (self.listed(&candidates, "og"), self.listed(&candidates, "and"));
                self.fault(
                    line,
                    path,
                    format!("hvilken? Der er flere \"{fact}\": {da}. Skriv nummer eller etiket"),
                    format!("which? There are several \"{fact}\": {en}. Write a number or a label"),
                );
                None
            }
        }
    }

    fn other_unit_name(&mut self, field: &Field, given: Given<'_>, path: &str) -> Option<Value> {
        let other = if field.name == "unit" { "unit_name" } else { "unit" };
        let Some(Node { json: Json::Text(name), .. }) = member(given.members, other) else {
            self.missing(given.line, path, field);
            return None;
        };
        let id = UnitId::from_label(name);
        if field.name == "unit" {
            return Some(id.to_string().into());
        }
        if id.to_string() == *name {
            self.missing(given.line, path, field);
            return None;
        }
        Some(name.as_str().into())
    }

    /// What must fit between the fields of one fact.
    fn together(&mut self, form: &FactForm, given: Given<'_>, fields: &Map<String, Value>) {
        if form.name == "child-heard"
            && let Some(manner) = fields.get("manner").and_then(Value::as_str)
        {
            let needed: &[&str] = match manner {
                "talk" => &["words"],
                "indirect" => &["why", "perspective"],
                _ => &["why"],
            };
            for name in ["words", "why", "perspective"] {
                let path = given.path_of(name);
                match (needed.contains(&name), fields.contains_key(name)) {
                    (true, false) => self.fault(
                        given.line,
                        &path,
                        format!("feltet mangler, når \"manner\" er \"{manner}\""),
                        format!("the field is missing when \"manner\" is \"{manner}\""),
                    ),
                    (false, true) => {
                        let needed = needed.join(", ");
                        let line = member(given.members, name).map_or(given.line, |node| node.line);
                        self.fault(
                            line,
                            &path,
                            format!("hører ikke til \"manner\": \"{manner}\", som har {needed}"),
                            format!("does not belong to \"manner\": \"{manner}\", which has {needed}"),
                        );
                    }
                    _ => {}
                }
            }
        }
    }

    /// One value, as the record keeps it.
    fn value(&mut self, node: &Node, field: &Field, path: &str) -> Option<Value> {
        match field.takes {
            Takes::Day => self.time(node, path, time::day).map(|on| on.to_string().into()),
            Takes::Instant => self.time(node, path, time::instant).map(|at| at.to_string().into()),
            Takes::Text => {
                let text = self.text(node, path)?;
                if text.trim().is_empty() && field.left_out == LeftOut::Never {
                    self.fault(node.line, path, "er tom. Skriv en tekst", "is empty. Write a text");
                    return None;
                }
                Some(text.into())
            }
            Takes::Flag => match node.json {
                Json::Flag(flag) => Some(flag.into()),
                _ => {
                    self.not_a(node, path, "true eller false", "true or false");
                    None
                }
            },
            Takes::Whole(lowest, highest) => self.whole(node, path, lowest, highest).map(Value::from),
            Takes::Code(list) => self.code(node, path, list).map(Value::from),
            Takes::Codes(list) => self.codes(node, path, list),
            Takes::Entry(about) => self.reference(node, path, about).map(Value::from),
            Takes::Entries(about) => {
                if let Json::List(nodes) = &node.json {
                    self.list(nodes, path, |reading, node, path| reading.reference(node, path, about).map(Value::from))
                } else {
                    self.reference(node, path, about).map(|no| vec![no].into())
                }
            }
            Takes::Staff => self.staff(node, path).map(|id| id.to_string().into()),
            Takes::StaffList => {
                let nodes = self.nodes(node, path)?;
                self.list(nodes, path, |reading, node, path| reading.staff(node, path).map(|id| id.to_string().into()))
            }
            Takes::Unit => self.label(node, path).map(|name| UnitId::from_label(&name).to_string().into()),
            Takes::Round => self.label(node, path).map(|name| RoundId::from_label(&name).to_string().into()),
            Takes::Child => self.label(node, path).map(|name| ChildId::from_label(&name).to_string().into()),
            Takes::Children => {
                let nodes = self.nodes(node, path)?;
                self.list(nodes, path, |reading, node, path| {
                    reading.label(node, path).map(|name| ChildId::from_label(&name).to_string().into())
                })
            }
            Takes::Cpr => self.cpr(node, path),
            Takes::Birth => self.birth(node, path),
            Takes::Notifier => self.notifier(node, path),
            Takes::Scores => self.scores(node, path),
            Takes::Absent => self.absent(node, path),
            Takes::Correction => self.correction(node, path),
        }
    }

    fn nodes<'n>(&mut self, node: &'n Node, path: &str) -> Option<&'n [Node]> {
        if let Json::List(nodes) = &node.json {
            return Some(nodes);
        }
        self.not_a(node, path, "en liste [ … ]", "a list [ … ]");
        None
    }

    fn list(&mut self, nodes: &[Node], path: &str, mut read: impl FnMut(&mut Self, &Node, &str) -> Option<Value>) -> Option<Value> {
        let values: Vec<Option<Value>> =
            nodes.iter().enumerate().map(|(index, node)| read(self, node, &format!("{path}[{index}]"))).collect();
        values.into_iter().collect::<Option<Vec<Value>>>().map(Value::from)
    }

    fn codes(&mut self, node: &Node, path: &str, list: List) -> Option<Value> {
        let nodes = self.nodes(node, path)?;
        if nodes.is_empty() {
            self.fault(node.line, path, "er tom. Skriv mindst én", "is empty. Write at least one");
            return None;
        }
        self.list(nodes, path, |reading, node, path| reading.code(node, path, list).map(Value::from))
    }

    fn whole(&mut self, node: &Node, path: &str, lowest: i16, highest: i16) -> Option<i16> {
        if let Json::Number(written) = &node.json
            && let Ok(number) = written.parse::<i16>()
            && (lowest..=highest).contains(&number)
        {
            return Some(number);
        }
        self.not_a(node, path, &format!("et helt tal fra {lowest} til {highest}"), &format!("a whole number from {lowest} to {highest}"));
        None
    }

    /// The number of an earlier entry of the right kind, given by number or label.
    fn reference(&mut self, node: &Node, path: &str, about: About) -> Option<u32> {
        let here = self.entry.unwrap_or(u32::MAX);
        let no = match &node.json {
            Json::Number(written) => written.parse::<u32>().ok(),
            Json::Text(label) => match self.labels.get(label) {
                Some(no) => Some(*no),
                None => {
                    let known: Vec<String> = self.labels.iter().filter(|(_, no)| **no < here).map(|(label, _)| label.clone()).collect();
                    let (da, en) = meant(label, known.iter().map(String::as_str));
                    let all = if known.is_empty() { "–".to_owned() } else { known.join(", ") };
                    let label = json::shortened(label);
                    self.fault(
                        node.line,
                        path,
                        format!("ingen tidligere post har etiketten \"{label}\"{da} Kendte etiketter: {all}"),
                        format!("no earlier entry has the label \"{label}\"{en} Known labels: {all}"),
                    );
                    return None;
                }
            },
            _ => None,
        };
        let Some(no) = no.filter(|no| *no >= 1) else {
            self.not_a(
                node,
                path,
                "nummeret på en tidligere post (fra 1), eller dens etiket",
                "the number of an earlier entry (from 1), or its label",
            );
            return None;
        };
        if no >= here {
            self.fault(
                node.line,
                path,
                format!("post {no} kommer ikke før denne (post {here}). Man kan kun henvise til tidligere poster"),
                format!("entry {no} does not come before this one (entry {here}). Only earlier entries can be referred to"),
            );
            return None;
        }
        let is = usize::try_from(no).ok().and_then(|no| self.forms.get(no - 1)).copied().flatten();
        match (about.fact(), is) {
            (Some(fact), Some(form)) if form.name != fact => {
                let candidates = self.earlier(about);
                let (da, en) = if candidates.is_empty() {
                    (format!("Der er ingen tidligere \"{fact}\""), format!("There is no earlier \"{fact}\""))
                } else {
                    (format!("Der er {}", self.listed(&candidates, "og")), format!("There are {}", self.listed(&candidates, "and")))
                };
                self.fault(
                    node.line,
                    path,
                    format!("post {no} er \"{}\", men her skal henvises til en \"{fact}\". {da}", form.name),
                    format!("entry {no} is \"{}\", but this must refer to a \"{fact}\". {en}", form.name),
                );
                None
            }
            _ => Some(no),
        }
    }

    /// Numbers of the earlier entries of a kind.
    fn earlier(&self, about: About) -> Vec<u32> {
        let fact = about.fact();
        (1..).zip(&self.forms).filter(|(_, form)| form.is_some_and(|form| Some(form.name) == fact)).map(|(no, _)| no).collect()
    }

    /// Entries by number and label: "4 (familiebehandling) og 9".
    fn listed(&self, entries: &[u32], and: &str) -> String {
        let named: Vec<String> = entries
            .iter()
            .map(|no| match self.labels.iter().find(|(_, labelled)| *labelled == no) {
                Some((label, _)) => format!("{no} ({label})"),
                None => no.to_string(),
            })
            .collect();
        match named.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} {and} {last}", rest.join(", ")),
            None => String::new(),
        }
    }

    fn cpr(&mut self, node: &Node, path: &str) -> Option<Value> {
        let text = self.text(node, path)?;
        match serde_json::from_value::<Cpr>(Value::from(text.trim())) {
            Ok(_) => Some(text.trim().into()),
            Err(_) => {
                // What was typed is not repeated: it may be somebody's number.
                self.fault(
                    node.line,
                    path,
                    "er ikke et CPR-nummer med en fødselsdag, der findes. Skriv ti cifre, fx \"610315-4321\"; opdigtede børn har dag + 60",
                    "is not a CPR number with a day of birth that exists. Write ten digits, e.g. \"610315-4321\"; invented children have day + 60",
                );
                None
            }
        }
    }

    fn birth(&mut self, node: &Node, path: &str) -> Option<Value> {
        if let Json::Text(_) = node.json {
            let on = self.time(node, path, time::day)?;
            return Some(serde_json::json!({ "born": on.to_string() }));
        }
        if let Json::Object(members) = &node.json
            && let [(key @ ("born" | "expected"), node)] =
                members.iter().map(|(key, node)| (key.as_str(), node)).collect::<Vec<_>>().as_slice()
        {
            let on = self.time(node, &format!("{path}.{key}"), time::day)?;
            return Some(serde_json::json!({ *key: on.to_string() }));
        }
        self.not_a(
            node,
            path,
            "en fødselsdag som \"2015-04-02\", eller { \"expected\": \"2024-09-01\" } for et ufødt barn",
            "a day of birth such as \"2015-04-02\", or { \"expected\": \"2024-09-01\" } for an unborn child",
        );
        None
    }

    fn notifier(&mut self, node: &Node, path: &str) -> Option<Value> {
        let Json::Object(members) = &node.json else {
            if let Json::Text(_) = node.json {
                return self.code(node, path, List::NotifierKind).map(|kind| serde_json::json!({ "kind": kind }));
            }
            self.not_a(
                node,
                path,
                "en underretter: \"school\" eller { \"kind\": \"school\", \"name\": … }",
                "a notifier: \"school\" or { \"kind\": \"school\", \"name\": … }",
            );
            return None;
        };
        self.unknown(members, &["kind", "name", "workplace"], path);
        let mut notifier = Map::new();
        match member(members, "kind") {
            Some(kind) => notifier.insert("kind".into(), self.code(kind, &format!("{path}.kind"), List::NotifierKind)?.into()),
            None => {
                self.fault(
                    node.line,
                    &format!("{path}.kind"),
                    "feltet mangler: hvem der underretter, fx \"school\"",
                    "the field is missing: who notifies, e.g. \"school\"",
                );
                return None;
            }
        };
        for name in ["name", "workplace"] {
            if let Some(node) = member(members, name).filter(|node| node.json != Json::Null) {
                notifier.insert(name.into(), self.text(node, &format!("{path}.{name}"))?.into());
            }
        }
        Some(notifier.into())
    }

    fn scores(&mut self, node: &Node, path: &str) -> Option<Value> {
        let nodes = self.nodes(node, path)?;
        self.list(nodes, path, |reading, node, path| {
            let Json::Object(members) = &node.json else {
                reading.not_a(node, path, "{ \"goal\": …, \"score\": … }", "{ \"goal\": …, \"score\": … }");
                return None;
            };
            reading.unknown(members, &["goal", "score"], path);
            let form = FactForm::of("goal-scored")?;
            let mut score = Map::new();
            for name in ["goal", "score"] {
                let field = form.field(name)?;
                let path = format!("{path}.{name}");
                let value = match member(members, name) {
                    Some(node) => reading.value(node, field, &path),
                    None if name == "goal" => reading.only_candidate(field, node.line, &path),
                    None => {
                        reading.missing(node.line, &path, field);
                        None
                    }
                };
                score.insert(name.into(), value?);
            }
            Some(score.into())
        })
    }

    fn absent(&mut self, node: &Node, path: &str) -> Option<Value> {
        let nodes = self.nodes(node, path)?;
        self.list(nodes, path, |reading, node, path| {
            let Json::Object(members) = &node.json else {
                reading.not_a(node, path, "{ \"on\": …, \"kind\": … }", "{ \"on\": …, \"kind\": … }");
                return None;
            };
            let names: Vec<&str> = ABSENT.iter().map(|field| field.name).collect();
            reading.unknown(members, &names, path);
            let mut day = Map::new();
            for field in ABSENT {
                let path = format!("{path}.{}", field.name);
                match member(members, field.name) {
                    Some(node) => {
                        day.insert(field.name.into(), reading.value(node, field, &path)?);
                    }
                    None if field.left_out == LeftOut::Never => {
                        reading.missing(node.line, &path, field);
                        return None;
                    }
                    None => {}
                }
            }
            Some(day.into())
        })
    }

    /// What an entry should have said: the fields given, and the rest as the entry says them now.
    fn correction(&mut self, node: &Node, path: &str) -> Option<Value> {
        let Json::Object(members) = &node.json else {
            self.not_a(
                node,
                path,
                "et objekt med de felter, der skal være anderledes",
                "an object with the fields that should be otherwise",
            );
            return None;
        };
        // The entry that is corrected stands beside; its own faults are said where it is read.
        let target = self.correcting?;
        let index = usize::try_from(target).ok()?.checked_sub(1)?;
        let form = self.forms.get(index).copied().flatten()?;
        if let Some(Node { json: Json::Text(fact), line }) = member(members, "fact")
            && fact != form.name
        {
            let shown = json::shortened(fact);
            self.fault(
                *line,
                &format!("{path}.fact"),
                format!("post {target} er \"{}\" og kan ikke rettes til \"{shown}\". Udelad \"fact\", og skriv en ny post, hvis det er noget andet", form.name),
                format!("entry {target} is \"{}\" and cannot be corrected to \"{shown}\". Leave out \"fact\", and write a new entry if it is something else", form.name),
            );
            return None;
        }
        let known: Vec<&str> = std::iter::once("fact").chain(form.fields.iter().map(|field| field.name)).collect();
        self.unknown(members, &known, path);
        let base = self.facts.get(index).filter(|base| !base.is_empty())?.clone();
        self.fields(form, Given { line: node.line, members, at: None, path }, Some(&base)).map(Value::from)
    }
}

impl Given<'_> {
    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }
}
