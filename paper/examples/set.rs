//! Sets a made-up copy of so many entries and says how long it took: `set ENTRIES [FILE.pdf]`.

use serde_json::{Value, json};
use std::time::Instant;

const SAID: &str =
    "Noah fortalte om morgenen, og mor ringede til skolen. Klasselæreren har set, at han er mere med i timerne, og at han spiser sin mad. ";

fn entry(no: usize) -> Value {
    let line = |label: &str, says: Value| json!({ "field": "x", "label": label, "says": says });
    json!({
        "no": no, "kind": "note-written", "name": if no.is_multiple_of(7) { "Opfølgning" } else { "Notat" }, "written_at": "2026-01-01T08:00:00Z",
        "written": format!("{}. marts 2026 kl. 9.00", no % 28 + 1), "by": { "name": "Mette Holm", "role": "Rådgiver", "unit": "Familieafdelingen Nord" },
        "lines": [
            line("Dag", json!([{ "text": format!("{}. marts 2026", no % 28 + 1) }])),
            line("Hvad skete der", json!([{ "text": SAID.repeat(no % 5 + 1) }, { "withheld": "Beskyttet adresse" }, { "text": " Aftalen er, at vi taler sammen igen på fredag." }])),
            line("Barnets egne ord", json!([{ "text": "“Jeg kan godt lide, når far henter mig.”" }])),
            line("Vores vurdering", json!([{ "text": SAID.repeat(no % 3) + "Det går den rigtige vej." }])),
        ],
    })
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().map_or(Ok(500), |given| given.parse())?;
    let entries: Vec<Value> = (1..=count).map(entry).collect();
    let looks: Vec<Value> = (0..count)
        .map(|no| json!({ "at": "2026-01-01T08:00:00Z", "on": format!("{}. april 2026 kl. 10.{:02}", no % 28 + 1, no % 60), "purpose": "Arbejdet med barnets sag" }))
        .collect();
    let copy = json!({
        "form": "trin-copy/1", "municipality": "Kerteminde", "child": "Noah Holm", "given_to": "Sanne Holm, mor", "given_on": "2026-05-12",
        "given": "12. maj 2026", "about": [], "entries": entries, "looks": looks, "withheld": count,
    })
    .to_string();
    for _ in 0..3 {
        let began = Instant::now();
        let pdf = trin_paper::copy(&copy, &"3fa9c1d2".repeat(8))?;
        println!(
            "{count} entries, {} kB of JSON: {:.2} s, {} kB of PDF",
            copy.len() / 1000,
            began.elapsed().as_secs_f64(),
            pdf.len() / 1000
        );
        if let Some(file) = std::env::args().nth(2) {
            std::fs::write(file, pdf)?;
        }
    }
    Ok(())
}
