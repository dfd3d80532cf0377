//! The child heard: a talk in its own words, the adults' picture of its perspective, or why neither (A10).

use super::small::Small;
use crate::form::Reader;
use crate::parts::field::{Choice, Field, Typed};
use crate::seen::Seen;
use crate::words::{Lang, t, t_with};
use maud::{Markup, html};
use trin_domain::record::{ChildHeard, Fact, Hearing};

/// Values of `manner`: a talk, through those who know the child, or not at all.
const TALK: &str = "samtale";
const INDIRECT: &str = "indirekte";
const NOT: &str = "ikke";

pub(super) struct Hear;

impl Small for Hear {
    const PAGE: &'static str = "boernesamtale";
    const PURPOSE: &'static str = "child-heard";
    const DONE: &'static str = "child-done-heard";
    const LABELS: &'static [(&'static str, &'static str)] =
        &[("on", "child-note-on"), ("words", "child-hear-words"), ("why", "child-hear-why"), ("perspective", "child-hear-perspective")];

    fn read(reader: &mut Reader<'_>, lang: Lang) -> Option<Fact> {
        let on = reader.date("on", &t(lang, "child-note-on"));
        let known = |code: &str| [TALK, INDIRECT, NOT].into_iter().find(|known| *known == code);
        let manner = reader.choice("manner", &t(lang, "child-hear-say-manner"), known)?;
        let (talk, indirect, not) = (t(lang, "child-hear-talk"), t(lang, "child-hear-indirect"), t(lang, "child-hear-not"));
        reader.only_with(manner == TALK, &talk, "words", &t(lang, "child-hear-words"));
        reader.only_with(manner == INDIRECT, &indirect, "perspective", &t(lang, "child-hear-perspective-label"));
        reader.only_with(manner != TALK, &not, "why", &t(lang, "child-hear-why-label"));
        let hearing = match manner {
            INDIRECT => Hearing::Indirect {
                why: reader.text("why", &t(lang, "child-hear-why")),
                perspective: reader.text("perspective", &t(lang, "child-hear-perspective")),
            },
            NOT => Hearing::NotHeard { why: reader.text("why", &t(lang, "child-hear-why")) },
            _ => Hearing::Talk { words: reader.text("words", &t(lang, "child-hear-words")) },
        };
        Some(Fact::ChildHeard(ChildHeard { on: on?, hearing }))
    }

    fn texts(lang: Lang, name: &str) -> [String; 3] {
        let title = t_with(lang, "child-hear-title", &[("name", name.to_owned().into())]);
        [title, t(lang, "child-hear-lead"), t(lang, "child-hear-save")]
    }

    fn fields(lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
        let manners = [
            (TALK, t(lang, "child-hear-talk"), t(lang, "child-hear-talk-hint")),
            (INDIRECT, t(lang, "child-hear-indirect"), t(lang, "child-hear-indirect-hint")),
            (NOT, t(lang, "child-hear-not"), t(lang, "child-hear-not-hint")),
        ];
        let manners: Vec<Choice<'_>> = manners.iter().map(|(code, name, hint)| Choice::with_hint(code, name, hint)).collect();
        let words_of = t_with(lang, "child-note-child-words-of", &[("name", seen.first_name().to_owned().into())]);
        let area = |field: &str, label: String, hint: String, lines: u8| {
            Field::new(lang, field, &label).hint(&hint).when_needed().lines(lines).typed(typed).text_area()
        };
        html! {
            (Field::new(lang, "on", &t(lang, "child-note-on")).typed(typed).date())
            (Field::new(lang, "manner", &t(lang, "child-hear-manner")).typed(typed).radios(&manners))
            (area("words", words_of, t(lang, "child-hear-words-hint"), 6))
            (area("why", t(lang, "child-hear-why-label"), t(lang, "child-hear-why-hint"), 2))
            (area("perspective", t(lang, "child-hear-perspective-label"), t(lang, "child-hear-perspective-hint"), 4))
        }
    }
}
