//! Reading one field: a label, a text, a time, a code; and what to say of one that is unknown, missing or of the wrong kind.

use super::super::form::{self, List};
use super::super::json::{self, Json, Node};
use super::super::time;
use super::Reading;
use super::takes::{takes_da, takes_en};
use crate::nearest::nearest;

impl Reading {
    pub(super) fn required_label(&mut self, root: &Node, members: &[(String, Node)], field: &str, da: &str, en: &str) -> Option<String> {
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
    pub(super) fn label(&mut self, node: &Node, path: &str) -> Option<String> {
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

    pub(super) fn text(&mut self, node: &Node, path: &str) -> Option<String> {
        if let Json::Text(text) = &node.json {
            return Some(text.clone());
        }
        self.not_a(node, path, "en tekst i anførselstegn", "a text in double quotes");
        None
    }

    pub(super) fn time<T>(&mut self, node: &Node, path: &str, read: impl FnOnce(&str) -> time::Read<T>) -> Option<T> {
        let text = self.text(node, path)?;
        match read(&text) {
            Ok(read) => Some(read),
            Err((da, en)) => {
                self.fault(node.line, path, da, en);
                None
            }
        }
    }

    pub(super) fn code(&mut self, node: &Node, path: &str, list: List) -> Option<&'static str> {
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

    pub(super) fn not_a(&mut self, node: &Node, path: &str, da: &str, en: &str) {
        let (is_da, is_en) = node.json.what();
        self.fault(node.line, path, format!("skal være {da}, men er {is_da}"), format!("must be {en}, but is {is_en}"));
    }

    /// Fields that do not belong, each with the nearest that does.
    pub(super) fn unknown(&mut self, members: &[(String, Node)], known: &[&str], path: &str) {
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
    pub(super) fn missing(&mut self, line: u32, path: &str, field: &form::Field) {
        let (da, en) = (takes_da(field.takes), takes_en(field.takes));
        self.fault(line, path, format!("feltet mangler: {da}"), format!("the field is missing: {en}. {}", field.what));
    }
}

/// The end of a sentence: " – mente du …?" when a word is near enough to a known one, else a full stop.
pub(super) fn meant<'c>(word: &str, known: impl IntoIterator<Item = &'c str>) -> (String, String) {
    match nearest(word, known) {
        Some(known) => (format!(" – mente du \"{known}\"?"), format!(" – did you mean \"{known}\"?")),
        None => (".".into(), ".".into()),
    }
}

pub(super) fn member<'n>(members: &'n [(String, Node)], key: &str) -> Option<&'n Node> {
    members.iter().find(|(known, _)| known == key).map(|(_, node)| node)
}
