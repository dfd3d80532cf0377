//! One child in a round: what each said alone, what is settled together, and what is done from here.

use super::{InGroup, address, assesses, child_address, find, follows, in_group, position, write};
use crate::app::App;
use crate::drafts;
use crate::errors::{PageError, PageResult};
use crate::form::{Reader, Sent};
use crate::frame::{Room, page};
use crate::names::Names;
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Field, Typed};
use crate::parts::list;
use crate::seen;
use crate::session::{Visitor, done};
use crate::submit::{self, key_of};
use crate::words::{Lang, format, t, t_with};
use crate::worries;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use serde::Deserialize;
use trin_domain::record::{Birth, EntryNo, Fact, FocusPointAgreed, Noted, Record, WellbeingAssessed};
use trin_domain::rounds::Round;

/// The round and the child of an address, when the visitor assesses the child.
async fn open(app: &App, visitor: &Visitor, round: &str, child: &str) -> PageResult<(Round, Record)> {
    let round = find(app, visitor, round).await?;
    let record = seen::open(app, visitor, child).await?;
    let is_of_age = matches!(record.state().birth(), Some(Birth::Born(on)) if round.takes(on));
    if !is_of_age || !assesses(app, visitor, &record).await? {
        return Err(PageError::NotFound(visitor.lang));
    }
    Ok((round, record))
}

#[derive(Deserialize)]
pub(super) struct Asked {
    /// Which of the two is written, where somebody chose.
    #[serde(default)]
    hvordan: String,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((round, child)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let (round, record) = open(&app, &visitor, &round, &child).await?;
    let mut typed = drafts::load(&app, &visitor, &drafts::key(&child_address(round.id, record.child))).await?;
    if [ALONE, TOGETHER].contains(&asked.hvordan.as_str()) && typed.value("hvordan") != asked.hvordan {
        typed = Typed::default().or_else("hvordan", asked.hvordan);
    }
    Ok(draw(&app, &visitor, &round, &record, &typed).await?.into_response())
}

/// Saves what is settled together when somebody has said theirs alone, and else what the visitor says alone.
pub(super) async fn save(
    State(app): State<App>,
    visitor: Visitor,
    Path((round, child)): Path<(String, String)>,
    Sent(mut typed): Sent,
) -> PageResult {
    let lang = visitor.lang;
    let (round, record) = open(&app, &visitor, &round, &child).await?;
    let at = child_address(round.id, record.child);
    // Sent twice, as by a double click, it is saved once.
    if !typed.value("key").is_empty() && submit::before(&app, &visitor, &record, key_of(&app, &typed)).await?.is_some() {
        return Ok(Redirect::to(&done(&at, "rounds-done-saved")).into_response());
    }
    let row = in_group(&app, lang, &round, &record);
    if round.closed_at.is_some() {
        drafts::keep(&app, &visitor, &drafts::key(&at), &typed).await?;
        typed.wrong("", t(lang, "rounds-closed-meanwhile"));
        return Ok((StatusCode::CONFLICT, draw(&app, &visitor, &round, &record, &typed).await?).into_response());
    }
    let facts = read(&app, &visitor, &round, &row, &mut typed);
    let now = row.found.together.map_or(0, |settled| settled.no.0);
    if typed.value("hvordan") == TOGETHER && typed.is_fine() && typed.value("foer").parse().ok() != Some(now) {
        typed.wrong("", t_with(lang, "rounds-settled-meanwhile", &[("name", row.name.to_owned().into())]));
        typed.replace("foer", now.to_string());
        return Ok((StatusCode::CONFLICT, draw(&app, &visitor, &round, &record, &typed).await?).into_response());
    }
    if typed.is_fine()
        && let Some(facts) = facts
    {
        if facts.is_empty() {
            typed.wrong("", t(lang, "rounds-nothing"));
        } else {
            match write(&app, &visitor, record.clone(), key_of(&app, &typed), facts).await? {
                Ok(()) => {
                    drafts::forget(&app, &visitor, &drafts::key(&at)).await?;
                    return Ok(Redirect::to(&done(&at, "rounds-done-saved")).into_response());
                }
                Err((field, message)) => typed.wrong(&field, message),
            }
        }
    }
    typed.replace("key", app.command_key().to_string());
    Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &visitor, &round, &record, &typed).await?).into_response())
}

const ALONE: &str = "alene";
const TOGETHER: &str = "sammen";

fn read(app: &App, visitor: &Visitor, round: &Round, row: &InGroup<'_>, typed: &mut Typed) -> Option<Vec<Fact>> {
    let lang = visitor.lang;
    let together = typed.value("hvordan") == TOGETHER;
    let mut reader = Reader::new(typed, lang);
    let point = |reader: &mut Reader<'_>, name: &str, key: &str| {
        reader.number(name, &t(lang, key), 1, 5).and_then(|point| u8::try_from(point).ok())
    };
    let wellbeing = point(&mut reader, "wellbeing", "child-wellbeing-child");
    let care = if reader.optional("care").is_some() { Some(point(&mut reader, "care", "child-wellbeing-care")) } else { None };
    let text = |name: &str| reader.optional(name).unwrap_or_default();
    let [signs, protects, burdens, child_words] = ["signs", "protects", "burdens", "child_words"].map(text);
    let mut focus = None;
    if ["goal", "action", "who", "by_day"].iter().any(|name| reader.optional(name).is_some()) {
        let [goal, action, who] = [("goal", "rounds-goal"), ("action", "rounds-action"), ("who", "rounds-who")]
            .map(|(name, key)| reader.text(name, &t(lang, key)));
        focus = reader.date("by_day", &t(lang, "rounds-by-day")).map(|by_day| (goal, action, who, by_day));
    }
    if !reader.is_fine() {
        return None;
    }
    let on = app.today();
    let (wellbeing, care) = (wellbeing?, care.flatten());
    let fact =
        WellbeingAssessed { round: round.id, unit: round.unit, on, together, wellbeing, care, signs, protects, burdens, child_words };
    let before = if together { row.found.together } else { row.found.of(visitor.staff.id).copied() };
    let is_new = before.is_none_or(|before| *before.what != WellbeingAssessed { on: before.what.on, ..fact.clone() });
    let assessment = match (is_new, before) {
        (false, Some(before)) => before.no,
        _ => EntryNo(row.record.version().0 + 1),
    };
    let agreed = focus
        .map(|(goal, action, who, by_day)| Fact::FocusPointAgreed(FocusPointAgreed { about: assessment, on, goal, action, who, by_day }));
    Some(is_new.then_some(Fact::WellbeingAssessed(fact)).into_iter().chain(agreed).collect())
}

async fn draw(app: &App, visitor: &Visitor, round: &Round, record: &Record, typed: &Typed) -> PageResult<Markup> {
    let (lang, names) = (visitor.lang, Names::load(app).await?);
    let row = in_group(app, lang, round, record);
    let seen = seen::Seen::new(app, visitor, record).await?;
    let mine = row.found.of(visitor.staff.id);
    let is_open = row.found.is_open_to(visitor.staff.id);
    let at = child_address(round.id, record.child);
    let main = html! {
        h1 { (row.name) ": " (round.name) }
        p.lead { (row.age) }
        @if let Some(last) = &row.last { p { (t(lang, "rounds-last-time")) " " (position(lang, last.what)) " · " span.quiet { (format::date(lang, last.what.on)) } } }
        @if let Some(settled) = &row.found.together { (list::section(&t(lang, "rounds-settled-heading"), told(lang, app, &names, settled, true))) (follows(lang, &row)) }
        @if !row.found.focus.is_empty() { (list::section(&t(lang, "rounds-focus"), worries::focus(lang, app, &seen, &row.found.focus.iter().collect::<Vec<_>>(), true))) }
        @if is_open {
            (list::section(&t(lang, "rounds-alone-heading"), html! { @for said in &row.found.alone { (told(lang, app, &names, said, false)) } }))
        } @else if !row.found.alone.is_empty() {
            p.note { (t_with(lang, "rounds-count-alone", &[("count", row.found.alone.len().into())])) " " (t(lang, "rounds-after-your-own")) }
        }
        @if round.closed_at.is_some() {
            (field::errors(lang, typed, &html! {}))
            p { (t(lang, "rounds-is-closed")) }
            @if !typed.value("signs").is_empty() { p.note { (t(lang, "rounds-unsaved")) " " (typed.value("wellbeing")) " " (typed.value("care")) } }
            @for text in ["signs", "protects", "burdens", "child_words", "goal", "action"].map(|name| typed.value(name)) {
                @if !text.is_empty() { blockquote { p { (text) } } }
            }
        } @else {
            (form(app, visitor, &at, &row, typed, if mine.is_some() || row.found.together.is_some() { TOGETHER } else { ALONE }))
        }
        p { a href=(address(round.id)) { "← " (round.name) } }
    };
    let title = format!("{}: {}", row.name, round.name);
    Ok(page(&visitor.frame(app, Some(Room::Rounds)), &title, main, None))
}

fn form(app: &App, visitor: &Visitor, at: &str, row: &InGroup<'_>, typed: &Typed, proposed: &str) -> Markup {
    let lang = visitor.lang;
    let how = match typed.value("hvordan") {
        "" => proposed,
        said => said,
    };
    let together = how == TOGETHER;
    let base = if together { row.found.together.map(|said| said.what) } else { row.found.of(visitor.staff.id).map(|said| said.what) };
    let mut typed = typed.clone();
    if let Some(base) = base.filter(|_| typed.all("signs").next().is_none()) {
        typed = typed
            .or_else("wellbeing", base.wellbeing.to_string())
            .or_else("care", base.care.map(|care| care.to_string()).unwrap_or_default());
        let texts = [("signs", &base.signs), ("protects", &base.protects), ("burdens", &base.burdens), ("child_words", &base.child_words)];
        for (name, text) in texts {
            typed = typed.or_else(name, text.as_str());
        }
    }
    let typed = typed.or_else("hvordan", how).or_else("foer", row.found.together.map_or(0, |settled| settled.no.0).to_string());
    let (low, high) = (t(lang, "child-wellbeing-low"), t(lang, "child-wellbeing-high"));
    let label = |key: &str| t(lang, key);
    let body = html! {
        (field::hidden("key", &submit::key_of(app, &typed).to_string()))
        (field::hidden("hvordan", how))
        (field::hidden("foer", typed.value("foer")))
        (Field::new(lang, "wellbeing", &label("child-wellbeing-child-label")).typed(&typed).scale(1, 5, &low, &high))
        (Field::new(lang, "care", &label("child-wellbeing-care-label")).optional().typed(&typed).scale(1, 5, &low, &high))
        (Field::new(lang, "signs", &label("rounds-signs")).hint(&label("rounds-signs-hint")).when_needed().lines(3).typed(&typed).text_area())
        (Field::new(lang, "protects", &label("rounds-protects-label")).optional().lines(2).typed(&typed).text_area())
        (Field::new(lang, "burdens", &label("rounds-burdens-label")).optional().lines(2).typed(&typed).text_area())
        (Field::new(lang, "child_words", &label("rounds-child-words-label")).hint(&label("rounds-child-words-hint")).optional().lines(2).typed(&typed).text_area())
        @if together {
            h3 { (label("rounds-focus-new")) }
            (Field::new(lang, "goal", &label("rounds-goal-label")).when_needed().lines(2).typed(&typed).text_area())
            (Field::new(lang, "action", &label("rounds-action-label")).when_needed().lines(2).typed(&typed).text_area())
            (Field::new(lang, "who", &label("rounds-who-label")).when_needed().typed(&typed).text())
            (Field::new(lang, "by_day", &label("rounds-by-day-label")).when_needed().typed(&typed).date())
        }
        (button::row(button::submit(&label(if together { "rounds-save-together" } else { "rounds-save-alone" }), Weight::Main)))
    };
    let (other, says) = if together { (ALONE, "rounds-write-alone") } else { (TOGETHER, "rounds-write-together") };
    html! {
        h2 { (label(if together { "rounds-together" } else { "rounds-alone" })) }
        @if !row.found.alone.is_empty() { p { a href=(format!("{at}?hvordan={other}")) { (label(says)) } } }
        (field::errors(lang, &typed, &body))
        (field::form(lang, at, Some(&drafts::key(at)), body))
    }
}

/// What somebody said alone, or all together.
fn told(lang: Lang, app: &App, names: &Names, said: &Noted<'_, WellbeingAssessed>, together: bool) -> Markup {
    let what = said.what;
    let mut rows: Vec<(String, Markup)> = Vec::new();
    for (key, text) in [
        ("rounds-signs-fact", &what.signs),
        ("rounds-protects-label", &what.protects),
        ("rounds-burdens-label", &what.burdens),
        ("rounds-child-words-label", &what.child_words),
    ] {
        if !text.is_empty() {
            rows.push((t(lang, key), html! { @for line in text.lines() { p { (line) } } }));
        }
    }
    let rows: Vec<(&str, Markup)> = rows.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let who = if together {
        t_with(lang, "rounds-written-by", &[("name", names.of(said.by.staff).to_owned().into())])
    } else {
        names.of(said.by.staff).to_owned()
    };
    html! {
        div.round-said {
            p { (position(lang, what)) " · " (who) ", " span.quiet { (format::day(lang, what.on, app.today())) } }
            @if !rows.is_empty() { (list::facts(&rows)) }
        }
    }
}
