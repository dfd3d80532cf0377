//! The rulebook says what the rules say.

use trin_domain::duties::{DutyKind, RULES};
use trin_xtask::repository::root;
use trin_xtask::rulebook::{COMMAND, PATH, rulebook};

#[test]
fn the_rulebook_is_up_to_date() {
    let kept = std::fs::read_to_string(root().join(PATH)).unwrap_or_default();
    let says = rulebook();
    let differs = says.lines().zip(kept.lines()).position(|(new, old)| new != old);
    let first = differs.map_or_else(|| "its length differs".to_owned(), |line| format!("line {} differs", line + 1));
    assert!(kept == says, "{PATH} is stale ({first}). Run: {COMMAND}");
}

#[test]
fn every_duty_has_a_chapter() {
    let says = rulebook();
    for kind in DutyKind::ALL.iter().filter(|kind| RULES.iter().any(|rule| rule.kind == **kind)) {
        assert!(says.contains(&format!("<a id=\"{}\">", kind.code())), "{} has no chapter", kind.code());
    }
}
