//! The rounds of one's unit, opening one and closing it. None opens before parents know of it.

use super::{address, find, takes_part};
use crate::app::App;
use crate::drafts;
use crate::errors::{PageError, PageResult};
use crate::form::{Reader, Sent, date_value};
use crate::frame::{Room, page};
use crate::names::Names;
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Field, Typed};
use crate::parts::list::{self, Tone, tag};
use crate::session::{Visitor, done};
use crate::submit::key_of;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use trin_domain::calendar::days_after;
use trin_domain::id::RoundId;
use trin_domain::rounds::{NotOpened, ParentsTold, Round};

/// How many rounds are listed: some ten years of a place with several rooms.
const LISTED: i64 = 100;
/// Days a round is open, unless somebody says otherwise.
const DAYS: i32 = 42;
/// Longest text.
const LONGEST: usize = 500;
const NEW: &str = "/runder/ny";

/// `GET /runder`.
pub(super) async fn list(State(app): State<App>, visitor: Visitor) -> PageResult<Markup> {
    let lang = visitor.lang;
    if !takes_part(visitor.staff.role) {
        return Err(PageError::NotFound(lang));
    }
    let rounds = app.store().rounds_at(visitor.staff.unit, LISTED).await?;
    let names = Names::load(&app).await?;
    let title = t(lang, "rounds-title");
    let begin = || button::link(&t(lang, "rounds-open"), NEW, Weight::Main);
    let main = html! {
        h1 { (title) }
        p.lead { (t_with(lang, "rounds-lead", &[("unit", names.of_unit(visitor.staff.unit).to_owned().into())])) }
        @if rounds.is_empty() {
            (list::empty(&t(lang, "rounds-none"), &t(lang, "rounds-none-how"), Some(begin())))
        } @else {
            ul.plain.rounds {
                @for round in &rounds {
                    li {
                        a href=(address(round.id)) { b { (round.name) } } " "
                        @if round.closed_at.is_some() { (tag(&t(lang, "rounds-closed"), Tone::Plain)) } @else { (tag(&t(lang, "rounds-is-open"), Tone::Work)) }
                        p.quiet { (ages_and_days(lang, round)) }
                    }
                }
            }
            (button::row(begin()))
        }
    };
    Ok(page(&visitor.frame(&app, Some(Room::Rounds)), &title, main, None))
}

/// Whom a round takes, and when.
pub(super) fn ages_and_days(lang: Lang, round: &Round) -> String {
    let (youngest, oldest) = round.ages;
    let (from, until) = (format::date(lang, round.from), format::date(lang, round.until));
    let values = [("youngest", youngest.into()), ("oldest", oldest.into()), ("from", from.into()), ("until", until.into())];
    t_with(lang, "rounds-ages-and-days", &values)
}

/// `GET /runder/ny`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> PageResult {
    if !takes_part(visitor.staff.role) {
        return Err(PageError::NotFound(visitor.lang));
    }
    let typed = drafts::load(&app, &visitor, &drafts::key(NEW)).await?;
    Ok(draw(&app, &visitor, &typed).into_response())
}

/// `POST /runder/ny`.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, Sent(mut typed): Sent) -> PageResult {
    let lang = visitor.lang;
    if !takes_part(visitor.staff.role) {
        return Err(PageError::NotFound(lang));
    }
    let id = RoundId::from_label(&format!("{} {}", visitor.staff.id, key_of(&app, &typed)));
    let read = read(&app, &visitor, id, &mut Reader::new(&mut typed, lang));
    let Some(round) = read.filter(|_| typed.is_fine()) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &visitor, &typed)).into_response());
    };
    app.store().open_round(&round).await?;
    let kept = app.store().round(round.id).await?;
    if kept.is_some_and(|kept| Round { opened_at: round.opened_at, closed_at: None, ..kept } != round) {
        // Opened before, and changed since on a page one went back to: it is a round of its own.
        typed.replace("key", app.command_key().to_string());
        typed.wrong("", t(lang, "refusals-key-used"));
        return Ok((StatusCode::CONFLICT, draw(&app, &visitor, &typed)).into_response());
    }
    drafts::forget(&app, &visitor, &drafts::key(NEW)).await?;
    Ok(Redirect::to(&done(&address(round.id), "rounds-done-opened")).into_response())
}

fn read(app: &App, visitor: &Visitor, id: RoundId, reader: &mut Reader<'_>) -> Option<Round> {
    let lang = visitor.lang;
    let text = |reader: &mut Reader<'_>, name: &str, key: &str| {
        let text = reader.text(name, &t(lang, key));
        if text.chars().count() > LONGEST {
            reader.fault(name, "refusals-too-long-name", &t(lang, key), &[("field", t(lang, key).into()), ("most", LONGEST.into())]);
        }
        text
    };
    let name = text(reader, "name", "rounds-name");
    let years = |reader: &mut Reader<'_>, name: &str, key: &str| {
        reader.number(name, &t(lang, key), 0, 17).and_then(|years| u8::try_from(years).ok())
    };
    let (youngest, oldest) = (years(reader, "youngest", "rounds-youngest"), years(reader, "oldest", "rounds-oldest"));
    let (from, until) = (reader.date("from", &t(lang, "rounds-from")), reader.date("until", &t(lang, "rounds-until")));
    let told_on = reader.date("told_on", &t(lang, "rounds-told-on"));
    let how = text(reader, "told_how", "rounds-told-how");
    let round = Round {
        id,
        unit: visitor.staff.unit,
        name,
        ages: (youngest?, oldest?),
        from: from?,
        until: until?,
        told: ParentsTold { on: told_on?, how },
        opened_by: visitor.staff.id,
        opened_at: app.now(),
        closed_at: None,
    };
    if let Err(why) = round.may_open(app.today()) {
        let (field, key) = match why {
            NotOpened::ParentsNotTold => ("told_on", "rounds-not-told"),
            NotOpened::WrongDays => ("until", "rounds-wrong-days"),
            NotOpened::WrongAges => ("oldest", "rounds-wrong-ages"),
        };
        // A text that is missing is said already.
        if reader.is_fine() {
            reader.fault(field, key, "", &[]);
        }
    }
    Some(round)
}

fn draw(app: &App, visitor: &Visitor, typed: &Typed) -> Markup {
    let (lang, today) = (visitor.lang, app.today());
    let typed = typed.clone().or_else("from", date_value(today)).or_else("until", date_value(days_after(today, DAYS)));
    let title = t(lang, "rounds-open");
    let label = |key: &str| t(lang, key);
    let body = html! {
        (field::hidden("key", &key_of(app, &typed).to_string()))
        (Field::new(lang, "name", &label("rounds-name")).hint(&label("rounds-name-hint")).typed(&typed).text())
        (Field::new(lang, "youngest", &label("rounds-youngest")).unit(&label("rounds-years")).typed(&typed).number())
        (Field::new(lang, "oldest", &label("rounds-oldest")).unit(&label("rounds-years")).typed(&typed).number())
        (Field::new(lang, "from", &label("rounds-from")).typed(&typed).date())
        (Field::new(lang, "until", &label("rounds-until")).typed(&typed).date())
        h2 { (label("rounds-told")) }
        p { (label("rounds-told-lead")) }
        blockquote { p { (label("rounds-letter-purpose")) } p { (label("rounds-letter-who")) } p { (label("rounds-letter-how-long")) } p { (label("rounds-letter-rights")) } }
        (Field::new(lang, "told_on", &label("rounds-told-on")).typed(&typed).date())
        (Field::new(lang, "told_how", &label("rounds-told-how")).hint(&label("rounds-told-how-hint")).typed(&typed).text())
        (button::row(html! {
            (button::submit(&label("rounds-open-save"), Weight::Main))
            (button::link(&label("forms-back"), "/runder", Weight::Quiet))
        }))
    };
    let main = html! {
        h1 { (title) }
        p.lead { (label("rounds-open-lead")) }
        (field::errors(lang, &typed, &body))
        (field::form(lang, NEW, Some(&drafts::key(NEW)), body))
    };
    page(&visitor.frame(app, Some(Room::Rounds)), &title, main, None)
}

/// `POST /runder/{runde}/luk`.
pub(super) async fn close(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let round = find(&app, &visitor, &id).await?;
    app.store().close_round(round.id, visitor.staff.id, app.now()).await?;
    Ok(Redirect::to(&done("/runder", "rounds-done-closed")).into_response())
}
