//! A journal note: facts, the child's words, others' words and judgement apart (principle 8).

use super::small::Small;
use crate::form::Reader;
use crate::parts::field::{Field, Typed};
use crate::seen::Seen;
use crate::words::{Lang, t, t_with};
use maud::{Markup, html};
use trin_domain::record::{Fact, NoteWritten};

pub(super) struct Note;

impl Small for Note {
    const PAGE: &'static str = "note";
    const PURPOSE: &'static str = "note";
    const DONE: &'static str = "child-done-note";
    const LABELS: &'static [(&'static str, &'static str)] = &[
        ("on", "child-note-on"),
        ("facts", "child-note-facts"),
        ("child_words", "child-note-child-words"),
        ("others_words", "child-note-others-words"),
        ("judgement", "child-note-judgement"),
    ];

    fn read(reader: &mut Reader<'_>, lang: Lang) -> Option<Fact> {
        let on = reader.date("on", &t(lang, "child-note-on"));
        let text = |field| reader.optional(field).unwrap_or_default();
        let (facts, child_words, others_words, judgement) = (text("facts"), text("child_words"), text("others_words"), text("judgement"));
        if [&facts, &child_words, &others_words, &judgement].iter().all(|text| text.is_empty()) {
            reader.fault("facts", "child-note-empty", "", &[]);
            return None;
        }
        Some(Fact::NoteWritten(NoteWritten { on: on?, facts, child_words, others_words, judgement }))
    }

    fn texts(lang: Lang, name: &str) -> [String; 3] {
        let title = t_with(lang, "child-note-title", &[("name", name.to_owned().into())]);
        [title, t(lang, "child-note-lead"), t(lang, "child-note-save")]
    }

    fn fields(lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
        let words_of = t_with(lang, "child-note-child-words-of", &[("name", seen.first_name().to_owned().into())]);
        let area = |field: &str, label: String, hint: String| {
            Field::new(lang, field, &label).hint(&hint).lines(3).optional().typed(typed).text_area()
        };
        html! {
            (Field::new(lang, "on", &t(lang, "child-note-on")).typed(typed).date())
            (Field::new(lang, "facts", &t(lang, "child-note-facts")).hint(&t(lang, "child-note-facts-hint")).lines(6).optional().first().typed(typed).text_area())
            (area("child_words", words_of, t(lang, "child-note-child-words-hint")))
            (area("others_words", t(lang, "child-note-others-words"), t(lang, "child-note-others-words-hint")))
            (area("judgement", t(lang, "child-note-judgement"), t(lang, "child-note-judgement-hint")))
        }
    }
}
