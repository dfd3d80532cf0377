//! Every pair of colours that meets as text and ground has a contrast of at least 4.5 to 1, light and dark; edges and marks at least 3.

use std::collections::BTreeMap;

const TEXT: f64 = 4.5;
const MARK: f64 = 3.0;

/// Text or mark, ground, least contrast.
const PAIRS: &[(&str, &str, f64)] = &[
    ("ink", "paper", TEXT),
    ("ink", "sheet", TEXT),
    ("ink", "well", TEXT),
    ("ink", "work-wash", TEXT),
    ("ink", "late-wash", TEXT),
    ("ink", "up-wash", TEXT),
    ("soft", "paper", TEXT),
    ("soft", "sheet", TEXT),
    ("soft", "well", TEXT),
    ("soft", "work-wash", TEXT),
    ("soft", "k1", TEXT),
    ("work", "paper", TEXT),
    ("work", "sheet", TEXT),
    ("work", "well", TEXT),
    ("work-deep", "work-wash", TEXT),
    ("sheet", "work", TEXT),
    ("sheet", "work-deep", TEXT),
    ("late", "paper", TEXT),
    ("late", "sheet", TEXT),
    ("late", "late-wash", TEXT),
    ("down", "paper", TEXT),
    ("down", "down-wash", TEXT),
    ("up", "paper", TEXT),
    ("up", "up-wash", TEXT),
    ("green-ink", "green", TEXT),
    ("yellow-ink", "yellow", TEXT),
    ("red-ink", "red", TEXT),
    ("night-ink", "night", TEXT),
    ("night-soft", "night", TEXT),
    ("on-light", "k1", TEXT),
    ("on-light", "k2", TEXT),
    ("on-light", "k3", TEXT),
    ("on-middle", "k4", TEXT),
    ("on-dark", "k5", TEXT),
    ("on-dark", "k6", TEXT),
    ("edge", "paper", MARK),
    ("edge", "sheet", MARK),
    ("focus", "paper", MARK),
    ("focus", "sheet", MARK),
    ("work", "k1", MARK),
    ("work", "k2", MARK),
];

#[test]
fn text_can_be_read_in_light_and_dark() {
    let css = include_str!("../../assets/trin.css");
    let (light, rest) = block(css);
    let (dark, _) = block(rest);
    assert!(light.len() > 30 && dark.len() > 25, "the colours of the style sheet were not found");
    for (name, scheme) in [("light", light.clone()), ("dark", light.into_iter().chain(dark).collect::<BTreeMap<_, _>>())] {
        for (over, under, least) in PAIRS {
            let contrast = contrast(scheme[*over], scheme[*under]);
            assert!(contrast >= *least, "{name}: {over} on {under} has a contrast of {contrast:.2}, less than {least}");
        }
    }
}

#[test]
fn the_measure_is_that_of_wcag() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01);
    assert!((contrast([0x76; 3], [255; 3]) - 4.54).abs() < 0.01);
}

/// The colours of the next `:root` block, and the text after it.
fn block(css: &str) -> (BTreeMap<String, [u8; 3]>, &str) {
    let (_, from) = css.split_once(":root {").expect("a block of colours");
    let (block, rest) = from.split_once('}').expect("its end");
    let colours = block.split(';').filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
        let hex: String = if value.len() == 3 { value.chars().flat_map(|digit| [digit, digit]).collect() } else { value.to_owned() };
        let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        Some((name.to_owned(), [part(0)?, part(2)?, part(4)?]))
    });
    (colours.collect(), rest)
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
