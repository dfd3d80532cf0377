//! Prints the rates of an invented municipality beside the published ones, and how long it took to make.
//!
//! `cargo run --release -p trin-synthetic --example rates -- [children] [seed] [strategy]`

use std::time::Instant;
use trin_domain::duties::{self, DutyKind, Standing};
use trin_domain::strategy::Strategy;
use trin_synthetic::{Options, Rates, compare, families, municipality};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |otherwise| arguments.next().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (children, seed) = (number(20_000), number(1));
    let strategy = arguments.next().and_then(|key| Strategy::named(&key)).unwrap_or_else(Strategy::standard);
    let now = "2026-03-17T09:30:00+01:00".parse().expect("an instant");
    let options = Options { children: u32::try_from(children).unwrap_or(u32::MAX), ..Options::new(seed, now) };

    let begun = Instant::now();
    let place = municipality(&options);
    let (mut records, mut commands, mut entries, mut longest, mut families_made) = (0, 0, 0, 0, 0);
    for family in families(&options, strategy, &place) {
        families_made += 1;
        records += family.records.len();
        commands += family.commands.len();
        for record in &family.records {
            entries += record.entries().len();
            longest = longest.max(record.entries().len());
        }
    }
    println!(
        "{} · {} · {families_made} families, {records} records, {commands} commands, {entries} entries (longest {longest}) in {:.2} s",
        place.name,
        strategy.key,
        begun.elapsed().as_secs_f64()
    );

    let mut rates = Rates::new(options.start(), now);
    let mut standing: std::collections::BTreeMap<DutyKind, [u32; 6]> = std::collections::BTreeMap::new();
    let mut load: std::collections::BTreeMap<_, u32> = std::collections::BTreeMap::new();
    for family in families(&options, strategy, &place) {
        for record in &family.records {
            rates.add(record, strategy);
            let state = record.state();
            if let Some(responsible) = state.responsible {
                *load.entry(responsible.staff).or_default() += 1;
            }
            if !state.notifications.is_empty() || !state.interventions.is_empty() || !state.assessments.is_empty() {
                for duty in duties::of(&state, strategy) {
                    let place = match duty.standing(now) {
                        Standing::Owed => 0,
                        Standing::Late => 1,
                        Standing::MetInTime => 2,
                        Standing::MetLate => 3,
                        Standing::Lapsed => 4,
                        Standing::Missed => 5,
                    };
                    standing.entry(duty.kind).or_default()[place] += 1;
                }
            }
        }
    }
    for row in compare(&rates) {
        let mark = if row.is_near() { ' ' } else { '!' };
        println!("{mark} {:<62} {:>8.2} {:>8.2} ±{:<5} {}", row.name_en, row.synthetic, row.published, row.tolerance, row.unit_en);
    }
    println!("open: {:.2} %", rates.open.percent());
    println!("{:<28} owed late met met-late lapsed missed", "duty");
    for (kind, counts) in standing {
        println!("{:<28} {counts:?}", kind.en());
    }
    let mut loads: Vec<u32> = load.into_values().collect();
    loads.sort_unstable();
    println!("children per responsible: {loads:?}");
}
