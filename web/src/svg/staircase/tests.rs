use super::*;

fn stair(number: u8, name: &str, children: u32, before: u32) -> Stair {
    Stair { number, name: name.into(), children, href: format!("/trin/{number}"), before, before_href: format!("/trin/{number}/2025") }
}

fn flow(from: u8, to: u8, children: u32) -> Flow {
    let step = |number: u8| (number > 0).then_some(number);
    Flow { from: step(from), to: step(to), children, href: format!("/flyt/{from}-{to}") }
}

fn a_staircase() -> Staircase {
    Staircase {
        id: "s".into(),
        title: "Flere går ned end op".into(),
        period: "Det seneste år".into(),
        stairs: vec![
            stair(1, "Trivsel", 400, 380),
            stair(2, "Forebygge", 220, 200),
            stair(3, "Foranstalte", 90, 120),
            stair(4, "Anbringe", 47, 52),
        ],
        flows: vec![
            flow(2, 1, 40),
            flow(1, 2, 25),
            flow(3, 2, 14),
            flow(2, 3, 9),
            flow(4, 2, 2),
            flow(3, 4, 3),
            flow(0, 1, 60),
            flow(1, 0, 70),
            flow(4, 3, 0),
        ],
    }
}

#[test]
fn steps_are_as_wide_as_their_share_and_narrow_ones_are_told() {
    let (even, is_widened) = widths(&[stair(1, "a", 300, 0), stair(2, "b", 100, 0)]);
    assert!((even[0] / even[1] - 3.0).abs() < 0.01 && !is_widened);
    let (uneven, is_widened) = widths(&a_staircase().stairs);
    assert_eq!(uneven[3], NARROWEST);
    assert!(is_widened && (uneven.iter().sum::<f64>() - (WIDTH - 2.0 * MARGIN)).abs() < 0.01);
    assert!((uneven[0] / uneven[1] - 400.0 / 220.0).abs() < 0.01, "wide steps keep their proportion");
}

#[test]
fn an_empty_municipality_has_a_staircase() {
    let (even, _) = widths(&[stair(1, "a", 0, 0), stair(2, "b", 0, 0)]);
    assert!(even.iter().all(|width| *width >= NARROWEST));
    assert!(widths(&[]).0.is_empty());
}

#[test]
fn every_number_is_a_link_in_both_drawings_and_the_table() {
    let staircase = a_staircase();
    let (widths, _) = widths(&staircase.stairs);
    let page = super::staircase(Lang::Da, &staircase).into_string();
    for drawing in [
        wide(Lang::Da, &staircase, &widths).into_string(),
        narrow::draw(Lang::Da, &staircase).into_string(),
        tables(Lang::Da, &staircase).into_string(),
    ] {
        for flow in staircase.flows.iter().filter(|flow| flow.children > 0) {
            assert_eq!(drawing.matches(&format!("href=\"{}\"", flow.href)).count(), 1, "{}", flow.href);
        }
        for stair in &staircase.stairs {
            assert!(drawing.contains(&format!("href=\"{}\"", stair.href)) && drawing.contains(&format!("href=\"{}\"", stair.before_href)));
        }
        assert!(!drawing.contains("/flyt/4-3"), "a movement of nobody is not drawn");
    }
    assert!(!page.contains("style="));
    assert!(page.contains("↓ 56") && page.contains("↑ 37"));
}

#[test]
fn arrows_never_lie_on_one_another() {
    let staircase = a_staircase();
    let (widths, _) = widths(&staircase.stairs);
    let mut left = MARGIN;
    let mut blocks = Vec::new();
    for (index, width) in widths.iter().enumerate() {
        blocks.push(Block { left, width: *width, tread: -(LOWEST + RISE * index as f64) });
        left += width;
    }
    let arcs = arcs::arcs(&staircase, &blocks);
    assert_eq!(arcs.len(), 6);
    let mut heights: Vec<String> = arcs.iter().map(|arc| n(arc.apex)).collect();
    heights.sort();
    heights.dedup();
    assert_eq!(heights.len(), 6, "arrows over the same steps lie at different heights: {heights:?}");
}

#[test]
fn thickness_follows_the_number() {
    let staircase = a_staircase();
    assert!(staircase.thickness(40) > staircase.thickness(14) && staircase.thickness(0) >= 2.0);
}
