//! Two texts side by side: for a conflict nobody's words are thrown away, for two strategies both are read together.

use maud::{Markup, html};

/// One of the two.
#[derive(Clone, Debug)]
pub struct Side {
    /// Whose text, from when: "Din tekst", "Mette Holm, i dag kl. 9.12".
    pub heading: String,
    /// The text or the fields.
    pub body: Markup,
}

/// Both, side by side where there is room.
pub fn compare(left: &Side, right: &Side) -> Markup {
    html! {
        div.compare {
            @for side in [left, right] { section { h2 { (side.heading) } div { (side.body) } } }
        }
    }
}
