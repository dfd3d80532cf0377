//! From a record to a scenario that reads back to the same record.

use super::form::{FactForm, LeftOut, Takes};
use super::time;
use crate::id::StaffId;
use crate::record::{Entry, Fact, Record};
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// Writes a record as a scenario. `name_of_staff` may give a readable name; it is used when it reads back to the same person.
pub fn write(record: &Record, name_of_staff: Names<'_>) -> String {
    let mut file = String::from("{\n");
    let _ = writeln!(file, "  \"child\": \"{}\",\n  \"entries\": [", record.child);
    let mut entries = record.entries().iter().peekable();
    while let Some(entry) = entries.next() {
        write_entry(&mut file, entry, name_of_staff);
        file.push_str(if entries.peek().is_some() { ",\n" } else { "\n" });
    }
    file.push_str("  ]\n}\n");
    file
}

type Names<'n> = &'n dyn Fn(StaffId) -> Option<String>;

/// The name of a person, when it reads back to the same person; else their identity.
fn named(staff: StaffId, name_of_staff: Names<'_>) -> Value {
    name_of_staff(staff).filter(|name| StaffId::from_label(name) == staff).unwrap_or_else(|| staff.to_string()).into()
}

fn write_entry(file: &mut String, entry: &Entry, name_of_staff: Names<'_>) {
    let by = named(entry.by.staff, name_of_staff);
    let head = [
        ("no", Value::from(entry.no.0)),
        ("at", time::written(entry.recorded_at).into()),
        ("by", by),
        ("role", entry.by.role.code().into()),
        ("fact", entry.fact.kind().into()),
    ];
    let head: Vec<String> = head.iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
    let _ = write!(file, "    {{ {}", head.join(", "));
    for (name, value) in fields(&entry.fact, name_of_staff) {
        let _ = write!(file, ",\n      \"{name}\": {value}");
    }
    file.push_str(" }");
}

/// A fact's fields in the order of its form, as a file has them.
fn fields(fact: &Fact, name_of_staff: Names<'_>) -> Vec<(&'static str, Value)> {
    let (Some(form), Some(mut members)) = (FactForm::of(fact.kind()), members(fact)) else {
        return Vec::new();
    };
    if let Fact::Corrected(correction) = fact {
        // What the correction leaves unsaid must read back as unsaid, not as what the entry said before.
        let mut should_say = Map::new();
        let corrected = FactForm::of(correction.should_say.kind());
        let given: Vec<(&str, Value)> = fields(&correction.should_say, name_of_staff);
        for field in corrected.map(|form| form.fields).unwrap_or_default() {
            match given.iter().find(|(name, _)| *name == field.name) {
                Some((name, value)) => should_say.insert((*name).into(), value.clone()),
                None if field.left_out == LeftOut::Unsaid => should_say.insert(field.name.into(), Value::Null),
                None => None,
            };
        }
        members.insert("should_say".into(), should_say.into());
    }
    form.fields
        .iter()
        .filter_map(|field| {
            let value = members.remove(field.name)?;
            let value = match (field.takes, value.as_str().map(str::parse)) {
                (Takes::Instant, Some(Ok(at))) => time::written(at).into(),
                (Takes::Staff, _) => value.as_str().map_or(Value::Null, |id| named(StaffId::from_label(id), name_of_staff)),
                _ => value,
            };
            Some((field.name, value))
        })
        .collect()
}

fn members(fact: &Fact) -> Option<Map<String, Value>> {
    match serde_json::to_value(fact) {
        Ok(Value::Object(members)) => Some(members),
        _ => None,
    }
}
