//! The scenario format described for people (`docs/scenario.md`) and for editors (`docs/scenario.schema.json`), from the table the reader uses.

mod schema;

pub use schema::json_schema;

use super::form::{FACTS, FactForm, Field, LeftOut, List, Takes};
use std::fmt::Write as _;

/// Every fact with every field, and every code list, as Markdown.
pub fn markdown() -> String {
    let mut page = String::from("| fact | Danish | what it says |\n|---|---|---|\n");
    for form in FACTS {
        let _ = writeln!(page, "| [`{0}`](#{0}) | {1} | {2} |", form.name, form.da, form.what);
    }
    for form in FACTS {
        fact(&mut page, form);
    }
    page.push_str("\n## Codes\n");
    for list in List::ALL {
        let _ = write!(page, "\n### {}\n\n| code | Danish | English |\n|---|---|---|\n", heading(*list));
        for code in list.codes() {
            let _ = writeln!(page, "| `{}` | {} | {} |", code.code, code.da, code.en);
        }
    }
    page
}

fn fact(page: &mut String, form: &FactForm) {
    let _ = write!(
        page,
        "\n### {}\n\n{} ({}).\n\n| field | takes | when left out | meaning |\n|---|---|---|---|\n",
        form.name,
        form.what.trim_end_matches('.'),
        form.da
    );
    for field in form.fields {
        let _ = writeln!(page, "| `{}` | {} | {} | {} |", field.name, takes(field.takes), left_out(field), field.what);
    }
}

fn heading(list: List) -> String {
    format!("Codes: {}", list.name())
}

fn link(list: List) -> String {
    format!("[{}](#{})", list.name(), heading(list).to_lowercase().replace(": ", "-").replace(' ', "-"))
}

fn takes(takes: Takes) -> String {
    match takes {
        Takes::Code(list) => format!("one code: {}", link(list)),
        Takes::Codes(list) => format!("a list of codes: {}", link(list)),
        Takes::Entry(about) => {
            format!("a reference to {}", about.fact().map_or("any earlier entry".to_owned(), |fact| format!("`{fact}`")))
        }
        Takes::Entries(about) => format!("references to {}", about.fact().map_or("earlier entries".to_owned(), |fact| format!("`{fact}`"))),
        other => super::read::takes_en(other).replace('|', "\\|"),
    }
}

fn left_out(field: &Field) -> &'static str {
    match (field.left_out, field.takes) {
        (LeftOut::Never, _) => "must be given",
        (LeftOut::Unsaid, Takes::Flag) => "false",
        (LeftOut::Unsaid, _) => "unsaid",
        (LeftOut::Written, Takes::Day) => "the day of `at`",
        (LeftOut::Written, _) => "`at`",
        (LeftOut::OnlyCandidate, _) => "the only one there is",
        (LeftOut::NotificationDay, _) => "the day `notification` was received",
        (LeftOut::OtherUnitName, _) => "the other of `unit` and `unit_name`",
    }
}
