//! Buttons and links that say what happens.

use maud::{Markup, html};

/// How much a button stands out. One [`Weight::Main`] to a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Weight {
    /// What most people came to do.
    #[default]
    Main,
    /// Another way on.
    Other,
    /// Beside the work: a filter, a way back.
    Quiet,
    /// Something that cannot be taken back at once. Not a colour of alarm; it asks twice by its words.
    Grave,
}

impl Weight {
    const fn class(self) -> &'static str {
        match self {
            Self::Main => "button main",
            Self::Other => "button other",
            Self::Quiet => "button quiet",
            Self::Grave => "button grave",
        }
    }
}

/// Sends the form it stands in.
pub fn submit(label: &str, weight: Weight) -> Markup {
    html! { button class=(weight.class()) type="submit" { (label) } }
}

/// Sends the form together with `name=value`, for forms that end in a choice ("Gem kladde", "Gem og send kvittering").
pub fn submit_as(label: &str, weight: Weight, name: &str, value: &str) -> Markup {
    html! { button class=(weight.class()) type="submit" name=(name) value=(value) { (label) } }
}

/// A form of its own with one button: does something to `action` with hidden values.
pub fn post(action: &str, hidden: &[(&str, &str)], label: &str, weight: Weight) -> Markup {
    html! {
        form.one-button method="post" action=(action) {
            @for (name, value) in hidden { input type="hidden" name=(name) value=(value); }
            (submit(label, weight))
        }
    }
}

/// A link that looks like a button because it begins a task.
pub fn link(label: &str, href: &str, weight: Weight) -> Markup {
    html! { a class=(weight.class()) href=(href) { (label) } }
}

/// As [`link`], followed when `key` is pressed outside a field; name the key in [`crate::frame::Frame::shortcuts`] too.
pub fn link_with_key(label: &str, href: &str, weight: Weight, key: char) -> Markup {
    html! { a class=(weight.class()) href=(href) data-key=(key) aria-keyshortcuts=(key) { (label) } }
}

/// Opens the browser's print; shown only where scripts run.
pub fn print(label: &str) -> Markup {
    html! { button class=(Weight::Other.class()) type="button" data-print hidden { (super::icon::icon(super::icon::Icon::Print)) (label) } }
}

/// Buttons in a row, the main one first.
pub fn row(buttons: Markup) -> Markup {
    html! { div.buttons { (buttons) } }
}
