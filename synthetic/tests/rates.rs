//! The invented municipality is as the published numbers say real ones are.
#![allow(clippy::unwrap_used)]

mod support;

use support::{now, options};
use trin_domain::strategy::Strategy;
use trin_synthetic::{Rates, compare, families, municipality};

#[test]
fn published_rates_are_hit_at_20_000_children() {
    let options = options(2, 20_000);
    let (place, strategy) = (municipality(&options), Strategy::standard());
    let mut rates = Rates::new(options.start(), now());
    for family in families(&options, strategy, &place) {
        for record in &family.records {
            rates.add(record, strategy);
        }
    }
    let rows = compare(&rates);
    let far: Vec<String> = rows
        .iter()
        .filter(|row| !row.is_near())
        .map(|row| format!("{}: {:.2}, published {:.2} ± {}", row.name_en, row.synthetic, row.published, row.tolerance))
        .collect();
    assert!(far.is_empty(), "{far:#?}");
    assert!(rows.len() > 30);
    assert!(rows.iter().all(|row| !row.source.is_empty() && !row.name_da.is_empty()));
}

#[test]
fn april_2020_has_fewer_notifications() {
    let options = options(5, 6_000);
    let (place, strategy) = (municipality(&options), Strategy::standard());
    let mut by_month = [0u32; 13];
    for record in families(&options, strategy, &place).flat_map(|family| family.records) {
        for notification in &record.state().notifications {
            let on = trin_domain::calendar::day_of(notification.received.what.received_at);
            if on.year() == 2020 {
                by_month[on.month() as usize] += 1;
            }
        }
    }
    // The years begin in the middle of March; May and June are the months around it.
    assert!(f64::from(by_month[4]) < 0.75 * f64::from(by_month[5] + by_month[6]) / 2.0, "{by_month:?}");
}
