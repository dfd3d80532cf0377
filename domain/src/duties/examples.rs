//! Examples: facts in, duties out, one line each. They are tests, and are printed in `docs/rulebook.md`.
//!
//! The facts are dated lines of a record in Danish, `;` between them; `examples_read.rs` (tests only) says which words it knows.
//! What they give is the duties of the rule at hand, in due order, `;` between them.

/// One example of a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Example {
    /// What it shows, in Danish.
    pub shows: &'static str,
    /// Under which strategy: a key, [`ALL`], [`LAW_ALONE`] or [`SATURDAYS`].
    pub strategy: &'static str,
    /// The facts.
    pub facts: &'static str,
    /// What is owed.
    pub gives: &'static str,
}

/// Under every strategy alike, and under the law alone.
pub const ALL: &str = "";
/// Under a strategy that sets no dates of its own.
pub const LAW_ALONE: &str = "loven alene";
/// The same, in a municipality that counts Saturdays as working days.
pub const SATURDAYS: &str = "loven alene, lørdag er hverdag";

/// An example: what it shows, under which strategy, the facts, and what they give.
pub(super) const fn ex(shows: &'static str, strategy: &'static str, facts: &'static str, gives: &'static str) -> Example {
    Example { shows, strategy, facts, gives }
}
