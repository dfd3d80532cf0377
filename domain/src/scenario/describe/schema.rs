//! The JSON Schema (2020-12) of a scenario. It knows the form of a file; that references fit, and that the record allows what is written, only Trin can tell.

use super::super::form::{About, FACTS, FactForm, Field, LeftOut, List, Takes};
use serde_json::{Map, Value, json};

/// The schema as JSON.
pub fn json_schema() -> Value {
    let mut defs = Map::new();
    for list in List::ALL {
        defs.insert(key(*list), json!({ "enum": list.codes().iter().map(|code| code.code).collect::<Vec<_>>() }));
    }
    defs.insert("day".into(), json!({ "type": "string", "pattern": DAY, "description": "A date, such as 2024-03-01." }));
    defs.insert(
        "instant".into(),
        json!({ "type": "string", "pattern": INSTANT, "description": "A point in time in Danish time, such as 2024-03-01T09:30, or with an offset." }),
    );
    defs.insert(
        "when".into(),
        json!({ "anyOf": [{ "$ref": "#/$defs/instant" }, { "$ref": "#/$defs/day" }], "description": "When the entry was written." }),
    );
    defs.insert("label".into(), json!({ "type": "string", "minLength": 1, "maxLength": 100, "pattern": "^\\S(.*\\S)?$" }));
    defs.insert(
        "reference".into(),
        json!({ "anyOf": [{ "type": "integer", "minimum": 1 }, { "$ref": "#/$defs/label" }], "description": "An earlier entry, by number or label." }),
    );
    for form in FACTS {
        defs.insert(form.name.into(), fact(form));
    }
    let choices: Vec<Value> = FACTS
        .iter()
        .map(|form| {
            json!({
                "if": { "properties": { "fact": { "const": form.name } }, "required": ["fact"] },
                "then": { "$ref": format!("#/$defs/{}", form.name) }
            })
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scenario: one child's record for Trin",
        "type": "object",
        "required": ["child", "entries"],
        "additionalProperties": false,
        "properties": {
            "$schema": { "type": "string" },
            "child": { "$ref": "#/$defs/label", "description": "A name for the child that is used in files only, or its UUID." },
            "about": { "type": "string", "description": "What the case shows." },
            "by": { "$ref": "#/$defs/label", "description": "Who wrote the entries that do not say." },
            "role": { "$ref": format!("#/$defs/{}", key(List::Role)) },
            "entries": {
                "type": "array",
                "minItems": 1,
                "maxItems": super::super::read::MOST_ENTRIES,
                "items": {
                    "type": "object",
                    "required": ["fact"],
                    "properties": { "fact": { "enum": FACTS.iter().map(|form| form.name).collect::<Vec<_>>() } },
                    "allOf": choices
                }
            }
        },
        "$defs": defs
    })
}

const DAY: &str = "^(19[7-9][0-9]|20[0-9]{2}|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const INSTANT: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)?$";

fn key(list: List) -> String {
    format!("code {}", list.name()).replace(' ', "-")
}

fn fact(form: &FactForm) -> Value {
    let mut properties = Map::new();
    let role = format!("#/$defs/{}", key(List::Role));
    properties.insert("no".into(), json!({ "type": "integer", "minimum": 1, "description": "Its place in the list; may be left out." }));
    properties.insert("at".into(), json!({ "$ref": "#/$defs/when" }));
    properties.insert("by".into(), json!({ "$ref": "#/$defs/label", "description": "Who wrote it." }));
    properties.insert("role".into(), json!({ "$ref": role }));
    properties.insert("label".into(), json!({ "$ref": "#/$defs/label", "description": "A name for later entries to refer to." }));
    properties.insert("fact".into(), json!({ "const": form.name }));
    for field in form.fields {
        properties.insert(field.name.into(), value(field));
    }
    let required: Vec<&str> =
        form.fields.iter().filter(|field| field.left_out == LeftOut::Never).map(|field| field.name).chain(["fact"]).collect();
    let mut schema = json!({
        "description": form.what,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false
    });
    let mut together = Vec::new();
    match form.dated_by() {
        Some(field) => together.push(any_of(&["at", field.name])),
        None if form.name != "registered" => together.push(json!({ "required": ["at"] })),
        None => {}
    }
    if form.fields.iter().any(|field| field.left_out == LeftOut::NotificationDay) {
        together.push(any_of(&["aware_on", "notification"]));
    }
    if form.fields.iter().any(|field| field.left_out == LeftOut::OtherUnitName) {
        together.push(any_of(&["unit", "unit_name"]));
    }
    if !together.is_empty() {
        schema["allOf"] = together.into();
    }
    schema
}

fn any_of(fields: &[&str]) -> Value {
    json!({ "anyOf": fields.iter().map(|field| json!({ "required": [field] })).collect::<Vec<_>>() })
}

fn value(field: &Field) -> Value {
    let label = json!({ "$ref": "#/$defs/label" });
    let mut schema = match field.takes {
        Takes::Day => json!({ "$ref": "#/$defs/day" }),
        Takes::Instant => json!({ "$ref": "#/$defs/instant" }),
        Takes::Text if field.left_out == LeftOut::Never => json!({ "type": "string", "pattern": "\\S" }),
        Takes::Text => json!({ "type": "string" }),
        Takes::Flag => json!({ "type": "boolean" }),
        Takes::Whole(lowest, highest) => json!({ "type": "integer", "minimum": lowest, "maximum": highest }),
        Takes::Code(list) => json!({ "$ref": format!("#/$defs/{}", key(list)) }),
        Takes::Codes(list) => json!({ "type": "array", "minItems": 1, "items": { "$ref": format!("#/$defs/{}", key(list)) } }),
        Takes::Entry(_) => json!({ "$ref": "#/$defs/reference" }),
        Takes::Entries(_) => {
            json!({ "anyOf": [{ "type": "array", "items": { "$ref": "#/$defs/reference" } }, { "$ref": "#/$defs/reference" }] })
        }
        Takes::Staff | Takes::Unit | Takes::Round | Takes::Child => label,
        Takes::StaffList | Takes::Children => json!({ "type": "array", "items": label }),
        Takes::Cpr => json!({ "type": "string", "pattern": "^[0-9 –—-]{10,}$" }),
        Takes::Birth => json!({ "anyOf": [
            { "$ref": "#/$defs/day" },
            { "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": false,
              "properties": { "born": { "$ref": "#/$defs/day" }, "expected": { "$ref": "#/$defs/day" } } }
        ] }),
        Takes::Notifier => {
            let kind = json!({ "$ref": format!("#/$defs/{}", key(List::NotifierKind)) });
            json!({ "anyOf": [kind, {
                "type": "object", "required": ["kind"], "additionalProperties": false,
                "properties": { "kind": kind, "name": { "type": ["string", "null"] }, "workplace": { "type": ["string", "null"] } }
            }] })
        }
        Takes::Scores => json!({ "type": "array", "items": {
            "type": "object", "required": ["score"], "additionalProperties": false,
            "properties": { "goal": { "$ref": "#/$defs/reference" }, "score": { "type": "integer", "minimum": i16::MIN, "maximum": i16::MAX } }
        } }),
        Takes::Absent => {
            let fields = super::super::form::ABSENT;
            let properties: serde_json::Map<_, _> = fields.iter().map(|field| (field.name.to_owned(), value(field))).collect();
            let required: Vec<&str> = fields.iter().filter(|field| field.left_out == LeftOut::Never).map(|field| field.name).collect();
            json!({ "type": "array", "items": {
                "type": "object", "required": required, "additionalProperties": false, "properties": properties
            } })
        }
        Takes::Correction => json!({ "type": "object" }),
    };
    if field.left_out != LeftOut::Never {
        schema = json!({ "anyOf": [schema, { "type": "null" }] });
    }
    let about = match field.takes {
        Takes::Entry(About::Any) => " Any earlier entry.".to_owned(),
        Takes::Entry(about) | Takes::Entries(about) => format!(" Refers to {}.", about.fact().unwrap_or_default()),
        _ => String::new(),
    };
    schema["description"] = format!("{}{about}", field.what).into();
    schema
}
