//! The how-to names every field and every word of a strategy file, table by table, and no others.

use super::{Area, Counted, Coverage, GuidePath, LadderOrder, PreventionLevel, RoutineKind, TargetDirection, fields};

const HOW_TO: &str = include_str!("../../../docs/how-to/write-a-strategy.md");

/// The names in the first column of the table under this heading.
fn rows(heading: &str) -> Vec<&'static str> {
    let from = HOW_TO.lines().skip_while(|line| *line != heading).skip(1);
    let table = from.take_while(|line| !line.starts_with('#')).filter(|line| line.starts_with("| `"));
    table.flat_map(|row| row.split('|').nth(1).unwrap_or_default().split(',')).map(|name| name.trim().trim_matches('`')).collect()
}

#[track_caller]
fn check(heading: &str, fields: &[&str]) {
    assert_eq!(rows(heading), fields, "{heading}");
}

#[test]
fn every_field_is_described_and_no_other() {
    check("### The file itself", fields::FILE);
    check("### `[saturdays-count]` and `[reread-from-notification]`", fields::SOURCED_VALUE);
    check(
        "### `[screening-within]`, `[answer-offer-within]`, `[return-home-review]`, `[placement-maximum]`, `[log-review-within]`",
        fields::SOURCED_SPAN,
    );
    check("### `[[steps]]`", fields::STEP);
    check("### `[[levels]]`", fields::LEVEL);
    check("### `[[cadences]]`", fields::CADENCE);
    check("### `[[retention]]`", fields::RETENTION);
    check("### `[[placement-priority]]`", fields::PLACEMENT_PRIORITY);
    check("### `[caseload]`", fields::CASELOAD);
    check("### `[[forums]]`", fields::FORUM);
    check("### `[[routines]]`", fields::ROUTINE);
    check("### `[[guide]]`", fields::GUIDE);
    check("### `[[absence]]`", fields::ABSENCE);
    check("### `[[school-holidays]]`", fields::SCHOOL_HOLIDAY);
    check("### `[[investments]]`", fields::INVESTMENT);
    check("### `[[indicators]]`", fields::INDICATOR);
}

#[test]
fn every_word_is_given() {
    fn check<T: Copy>(all: &[T], word: fn(T) -> &'static str) {
        for value in all {
            assert!(HOW_TO.contains(&format!("`\"{}\"`", word(*value))), "{} is not in the how-to", word(*value));
        }
    }
    check(Area::ALL, Area::word);
    check(Coverage::ALL, Coverage::word);
    check(LadderOrder::ALL, LadderOrder::word);
    check(PreventionLevel::ALL, PreventionLevel::word);
    check(RoutineKind::ALL, RoutineKind::word);
    check(GuidePath::ALL, GuidePath::word);
    check(Counted::BOTH, Counted::word);
    check(TargetDirection::ALL, TargetDirection::word);
}
