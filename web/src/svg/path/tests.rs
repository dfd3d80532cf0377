use jiff::civil::date;

use super::*;

fn a_path() -> Path {
    let step = |number, name: &str| Step { number, name: name.to_owned() };
    let mark = |on, kind, entry| Mark { on, kind, label: format!("hændelse {entry}"), href: format!("#entry-{entry}") };
    Path {
        id: "p".into(),
        title: "Noah er gået fra trin 3 til trin 2".into(),
        from: date(2025, 9, 1),
        until: date(2026, 9, 1),
        today: date(2026, 5, 9),
        steps: vec![step(1, "Trivsel"), step(2, "Forebygge"), step(3, "Foranstalte"), step(4, "Anbringe")],
        stretches: vec![
            Stretch {
                from: date(2025, 10, 1),
                until: Some(date(2026, 3, 14)),
                step: 3,
                label: "Støtte i hjemmet".into(),
                href: "#entry-2".into(),
            },
            Stretch { from: date(2026, 3, 14), until: None, step: 2, label: "Et trin ned".into(), href: "#entry-9".into() },
        ],
        promises: vec![Promise { on: date(2026, 8, 1), step: Some(1), label: "Ned på trin 1".into(), href: "#entry-9".into() }],
        marks: vec![
            mark(date(2025, 9, 20), MarkKind::Notification, 1),
            mark(date(2025, 11, 1), MarkKind::Held, 3),
            mark(date(2026, 2, 1), MarkKind::Held, 4),
            mark(date(2026, 2, 3), MarkKind::Held, 5),
            mark(date(2026, 5, 1), MarkKind::Owed, 6),
            mark(date(2026, 6, 1), MarkKind::Owed, 7),
        ],
        scales: vec![Scale {
            label: "Fremmøde".into(),
            lowest: 0.0,
            highest: 10.0,
            points: vec![
                ScalePoint { on: date(2025, 11, 1), value: 3.0, href: "#entry-3".into() },
                ScalePoint { on: date(2026, 2, 1), value: 6.0, href: "#entry-4".into() },
            ],
        }],
    }
}

fn drawn(size: Size) -> String {
    let path = a_path();
    Sheet::new(Lang::Da, &path, size).draw().into_string()
}

#[test]
fn time_runs_right_and_steps_rise() {
    let path = a_path();
    let sheet = Sheet::new(Lang::Da, &path, Size::Wide);
    assert!(sheet.x(date(2025, 10, 1)) < sheet.x(date(2026, 3, 14)));
    assert_eq!(sheet.x(date(2020, 1, 1)), sheet.left, "days before the drawing stay inside it");
    assert!(sheet.y(Some(4)) < sheet.y(Some(1)) && sheet.y(Some(1)) < sheet.y(None));
}

#[test]
fn every_mark_is_a_link_and_near_ones_become_one() {
    let svg = drawn(Size::Wide);
    for entry in [1, 2, 3, 5, 6, 7, 9] {
        assert!(svg.contains(&format!("href=\"#entry-{entry}\"")), "entry {entry} is missing");
    }
    assert_eq!(svg.matches("class=\"held\"").count(), 2, "two follow-ups two days apart are one dot");
    assert!(svg.contains("2 gange"));
}

#[test]
fn held_is_filled_owed_is_a_ring_and_late_says_so() {
    let svg = drawn(Size::Wide);
    assert_eq!(svg.matches("class=\"owed\"").count(), 1);
    assert_eq!(svg.matches("class=\"owed late\"").count(), 1);
}

#[test]
fn a_move_down_points_down_and_the_promise_is_dashed() {
    let svg = drawn(Size::Wide);
    assert_eq!(svg.matches("class=\"down\"").count(), 1);
    assert!(!svg.contains("class=\"up\""));
    assert!(svg.contains("class=\"way dashed\"") && svg.contains("class=\"promise\""));
}

#[test]
fn there_is_no_style_attribute_and_no_id_twice() {
    let page = path(Lang::Da, &a_path()).into_string();
    assert!(!page.contains("style="));
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let distinct: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(ids.len(), distinct.len(), "{ids:?}");
}

#[test]
fn the_table_holds_everything_newest_first() {
    let table = behind::as_table(Lang::Da, &a_path()).into_string();
    assert_eq!(table.matches("<tr").count(), 1 + 2 + 1 + 6 + 2);
    let at = |text: &str| table.find(text).expect(text);
    assert!(at("1. august 2026") < at("1. juni 2026") && at("1. juni 2026") < at("20. september 2025"));
}

#[test]
fn a_child_with_nothing_yet_has_a_path() {
    let empty = Path { stretches: Vec::new(), promises: Vec::new(), marks: Vec::new(), scales: Vec::new(), ..a_path() };
    let svg = Sheet::new(Lang::En, &empty, Size::Narrow).draw().into_string();
    assert!(svg.contains("today") && !svg.contains("way"));
}

#[test]
fn a_phone_shows_the_latest_part() {
    let long = Path { from: date(2019, 1, 1), ..a_path() };
    assert_eq!(Sheet::new(Lang::Da, &long, Size::Wide).from, date(2019, 1, 1));
    assert_eq!(Sheet::new(Lang::Da, &long, Size::Narrow).from, date(2024, 11, 5));
}

#[test]
fn a_link_shows_nothing_but_what_it_is_called() {
    let mut path = a_path();
    let again = path.marks.clone();
    // The same marks twice stand on top of each other and become one with a number.
    path.marks.extend(again);
    let drawn = super::path(Lang::Da, &path).into_string();
    assert!(drawn.contains(r#"class="count"#), "marks became one with a number");
    for link in drawn.split("<a ").skip(1).filter(|link| link.contains("tabindex")) {
        let inside = link.split("</a>").next().unwrap_or_default();
        assert!(!inside.contains("<text"), "{inside}");
    }
}
