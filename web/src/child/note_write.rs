//! A journal note: facts, the child's words, others' words and judgement apart (principle 8).

use crate::app::App;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Form, Saving};
use crate::parts::field::{Field, Typed};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{t, t_with};
use axum::extract::{Path, State};
use maud::{Markup, html};
use trin_domain::record::{Fact, NoteWritten};

const LABELS: &[(&str, &str)] = &[
    ("on", "child-note-on"),
    ("facts", "child-note-facts"),
    ("child_words", "child-note-child-words"),
    ("others_words", "child-note-others-words"),
    ("judgement", "child-note-judgement"),
];

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    form_page::show(&app, &visitor, &id, &format!("/boern/{id}/note"), draw).await
}

pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let mut reader = Reader::new(&mut typed, visitor.lang);
    let on = reader.date("on", &t(visitor.lang, "child-note-on"));
    let text = |field| reader.optional(field).unwrap_or_default();
    let (facts, child_words, others_words, judgement) = (text("facts"), text("child_words"), text("others_words"), text("judgement"));
    let note = on.map(|on| vec![Fact::NoteWritten(NoteWritten { on, facts, child_words, others_words, judgement })]);
    let address = paths::below(seen.child(), "note");
    let saving = Saving { address: &address, purpose: "note", then: paths::child(seen.child()), done: "child-done-note", draw };
    form_page::save(&app, &visitor, &seen, typed, note, submit::labels(visitor.lang, LABELS), saving).await
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let typed = typed.clone().or_else("on", date_value(app.today()));
    let name = [("name", seen.first_name().to_owned().into())];
    let area = |field: &str, label: String, hint: String, lines: u8| {
        Field::new(lang, field, &label).hint(&hint).lines(lines).optional().typed(&typed).text_area()
    };
    let fields = html! {
        (Field::new(lang, "on", &t(lang, "child-note-on")).typed(&typed).date())
        (Field::new(lang, "facts", &t(lang, "child-note-facts")).hint(&t(lang, "child-note-facts-hint")).lines(6).optional().first().typed(&typed).text_area())
        (area("child_words", t_with(lang, "child-note-child-words-of", &name), t(lang, "child-note-child-words-hint"), 3))
        (area("others_words", t(lang, "child-note-others-words"), t(lang, "child-note-others-words-hint"), 3))
        (area("judgement", t(lang, "child-note-judgement"), t(lang, "child-note-judgement-hint"), 3))
    };
    let form = Form {
        title: &t_with(lang, "child-note-title", &name),
        lead: &t(lang, "child-note-lead"),
        address: &paths::below(seen.child(), "note"),
        button: &t(lang, "child-note-save"),
        side: None,
    };
    form.page(app, visitor, seen, &typed, notice, fields)
}
