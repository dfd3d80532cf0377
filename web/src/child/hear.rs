//! The child heard: a talk in its own words, the adults' picture of its perspective, or why neither (A10).

use crate::app::App;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Form, Saving};
use crate::parts::field::{Choice, Field, Typed};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{t, t_with};
use axum::extract::{Path, State};
use maud::{Markup, html};
use trin_domain::record::{ChildHeard, Fact, Hearing};

const PAGE: &str = "boernesamtale";
/// Values of `manner`: a talk, through those who know the child, or not at all.
const MANNERS: [&str; 3] = [TALK, INDIRECT, NOT];
const TALK: &str = "samtale";
const INDIRECT: &str = "indirekte";
const NOT: &str = "ikke";
const LABELS: &[(&str, &str)] =
    &[("on", "child-note-on"), ("words", "child-hear-words"), ("why", "child-hear-why"), ("perspective", "child-hear-perspective")];

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    form_page::show(&app, &visitor, &id, &format!("/boern/{id}/{PAGE}"), draw).await
}

pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    let mut reader = Reader::new(&mut typed, lang);
    let on = reader.date("on", &t(lang, "child-note-on"));
    let hearing = match reader
        .choice("manner", &t(lang, "child-hear-say-manner"), |code| MANNERS.contains(&code).then(|| code.to_owned()))
        .as_deref()
    {
        Some(INDIRECT) => {
            let (why, perspective) =
                (reader.text("why", &t(lang, "child-hear-why")), reader.text("perspective", &t(lang, "child-hear-perspective")));
            Some(Hearing::Indirect { why, perspective })
        }
        Some(NOT) => Some(Hearing::NotHeard { why: reader.text("why", &t(lang, "child-hear-why")) }),
        Some(_) => Some(Hearing::Talk { words: reader.text("words", &t(lang, "child-hear-words")) }),
        None => None,
    };
    let facts = on.zip(hearing).map(|(on, hearing)| vec![Fact::ChildHeard(ChildHeard { on, hearing })]);
    let address = paths::below(seen.child(), PAGE);
    let saving = Saving { address: &address, purpose: "child-heard", then: paths::child(seen.child()), done: "child-done-heard", draw };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(lang, LABELS), saving).await
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let name = [("name", seen.first_name().to_owned().into())];
    let typed = typed.clone().or_else("on", date_value(app.today()));
    let manners = [
        (TALK, t(lang, "child-hear-talk"), t(lang, "child-hear-talk-hint")),
        (INDIRECT, t(lang, "child-hear-indirect"), t(lang, "child-hear-indirect-hint")),
        (NOT, t(lang, "child-hear-not"), t(lang, "child-hear-not-hint")),
    ];
    let manners: Vec<Choice<'_>> = manners.iter().map(|(code, name, hint)| Choice::with_hint(code, name, hint)).collect();
    let fields = html! {
        (Field::new(lang, "on", &t(lang, "child-note-on")).typed(&typed).date())
        (Field::new(lang, "manner", &t(lang, "child-hear-manner")).typed(&typed).radios(&manners))
        (Field::new(lang, "words", &t_with(lang, "child-note-child-words-of", &name)).hint(&t(lang, "child-hear-words-hint")).when_needed().lines(6).typed(&typed).text_area())
        (Field::new(lang, "why", &t(lang, "child-hear-why-label")).hint(&t(lang, "child-hear-why-hint")).when_needed().lines(2).typed(&typed).text_area())
        (Field::new(lang, "perspective", &t(lang, "child-hear-perspective-label")).hint(&t(lang, "child-hear-perspective-hint")).when_needed().lines(4).typed(&typed).text_area())
    };
    let (title, lead) = (t_with(lang, "child-hear-title", &name), t(lang, "child-hear-lead"));
    let address = paths::below(seen.child(), PAGE);
    Form { title: &title, lead: &lead, address: &address, button: &t(lang, "child-hear-save"), side: None }
        .page(app, visitor, seen, &typed, notice, fields)
}
