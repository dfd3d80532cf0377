//! A letter on A4: on the screen a sheet of paper, in print the paper itself.

use maud::{Markup, html};

/// Head and foot of a letter.
#[derive(Clone, Debug)]
pub struct Letter {
    /// "Kerteminde Kommune".
    pub municipality: String,
    /// Department and address, line by line.
    pub sender: Vec<String>,
    /// Name and address of whom it goes to, line by line.
    pub recipient: Vec<String>,
    /// The day written out.
    pub date: String,
    /// "Sag 2026-0412" or nothing.
    pub reference: Option<String>,
    /// What it is about.
    pub subject: String,
    /// Name and role of the signer, line by line.
    pub signature: Vec<String>,
}

/// The letter with its text (paragraphs).
pub fn letter(letter: &Letter, text: Markup) -> Markup {
    html! {
        article.letter {
            div.letter-head {
                div.to { @for line in &letter.recipient { p { (line) } } }
                div.from {
                    p { b { (letter.municipality) } }
                    @for line in &letter.sender { p { (line) } }
                    p.date { (letter.date) }
                    @if let Some(reference) = &letter.reference { p { (reference) } }
                }
            }
            h2 { (letter.subject) }
            div.text { (text) }
            div.signature { @for line in &letter.signature { p { (line) } } }
        }
    }
}
