//! Questions about an emergency access: answered by whoever opened the record, without opening it again, and read by whoever asked.

use super::log::{LOG, LONGEST, MINE};
use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form::{Reader, Sent};
use crate::names::Names;
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Field, Typed};
use crate::parts::list;
use crate::session::{Visitor, done};
use crate::words::{format, t, t_with};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use trin_store::Question;

/// Which question is answered, in the form.
pub(super) const FIELD: &str = "noed";
/// Questions on one page.
const ROWS: i64 = 50;

/// What one is asked oneself, each with its answer to be written.
pub(super) async fn of_me(app: &App, visitor: &Visitor, names: &Names, typed: &Typed) -> PageResult<Vec<Markup>> {
    let (lang, now) = (visitor.lang, app.now());
    let empty = Typed::default();
    let draw = |question: &Question| {
        let no = question.id.to_string();
        let typed = if typed.value(FIELD) == no { typed } else { &empty };
        let body = html! {
            (field::hidden(FIELD, &no))
            (Field::new(lang, "note", &t(lang, "samples-answer")).hint(&t(lang, "samples-glass-answer-hint")).lines(3).typed(typed).text_area())
            (button::row(button::submit(&t(lang, "samples-send"), Weight::Main)))
        };
        let opened = [("when", format::instant(lang, question.about.at, now).into()), ("said", question.about.said.clone().into())];
        let asks = [("name", names.of(question.asked_by).to_owned().into()), ("question", question.question.clone().into())];
        list::section(
            &t(lang, "samples-glass-asked-you"),
            html! {
                p { (t_with(lang, "samples-glass-opened", &opened)) }
                p { (t_with(lang, "samples-glass-asks", &asks)) }
                (field::errors(lang, typed, &body))
                (field::form(lang, MINE, None, body))
            },
        )
    };
    Ok(app.store().glass_asked_of(visitor.staff.id, ROWS).await?.iter().map(draw).collect())
}

/// Sends an answer; `false` when it is not one's to answer, or is answered already.
pub(super) async fn answer(app: &App, visitor: &Visitor, typed: &mut Typed) -> PageResult<bool> {
    let lang = visitor.lang;
    let note = Reader::new(typed, lang).text("note", &t(lang, "samples-answer"));
    if note.chars().count() > LONGEST {
        typed.wrong("note", t(lang, "samples-too-long"));
    }
    if !typed.is_fine() {
        return Ok(false);
    }
    let id = typed.value(FIELD).parse().unwrap_or(0);
    let is_answered = app.store().answer_about_glass(id, &visitor.staff, &note, app.now()).await?;
    if !is_answered {
        typed.wrong("", t(lang, "samples-marked-already"));
    }
    Ok(is_answered)
}

/// What one has asked and not yet read the answer to; nothing where there is none.
pub(super) async fn by_me(app: &App, visitor: &Visitor, names: &Names) -> PageResult<Option<Markup>> {
    let (lang, now) = (visitor.lang, app.now());
    let asked = app.store().glass_asked_by(visitor.staff.id, ROWS).await?;
    let draw = |question: &Question| {
        let by = names.of(question.about.by).to_owned();
        let opened = [
            ("name", by.clone().into()),
            ("when", format::instant(lang, question.about.at, now).into()),
            ("said", question.about.said.clone().into()),
        ];
        html! {
            p { (t_with(lang, "samples-glass-by", &opened)) }
            p { (t_with(lang, "samples-glass-you-asked", &[("question", question.question.clone().into())])) }
            @match &question.answer {
                None => p.quiet { (t(lang, "samples-glass-not-yet")) },
                Some((at, answer)) => {
                    p { b { (t_with(lang, "samples-glass-answered", &[("name", by.into()), ("when", format::instant(lang, *at, now).into()), ("answer", answer.clone().into())])) } }
                    (button::post(&format!("{LOG}/laest"), &[(FIELD, &question.id.to_string())], &t(lang, "samples-glass-read"), Weight::Quiet))
                },
            }
        }
    };
    let lines: Vec<Markup> = asked.iter().map(draw).collect();
    Ok((!lines.is_empty())
        .then(|| list::section(&t(lang, "samples-glass-asked"), html! { ul.plain.apart { @for line in &lines { li { (line) } } } })))
}

/// `POST /team/log/laest`: the answer is read.
pub(super) async fn read(State(app): State<App>, visitor: Visitor, Sent(typed): Sent) -> PageResult {
    let not_found = || PageError::NotFound(visitor.lang);
    visitor.must_lead()?;
    let id = typed.value(FIELD).parse().map_err(|_| not_found())?;
    if !app.store().read_about_glass(id, &visitor.staff, app.now()).await? {
        return Err(not_found());
    }
    Ok(Redirect::to(&done(LOG, "samples-done-glass-read")).into_response())
}
