//! A whole room on one page: every child on the ruler, who is missing, and what changed since last time. Done by keyboard in the time it takes to
//! talk about the children; kept as a draft while one does.

use super::open::ages_and_days;
use super::{InGroup, address, child_address, children, find, follows, in_group, position, write};
use crate::app::App;
use crate::drafts;
use crate::errors::PageResult;
use crate::form::{Reader, Sent};
use crate::frame::{Room, page};
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Field, Typed};
use crate::parts::list::{self, Tone, tag};
use crate::session::{Visitor, done};
use crate::submit::key_of;
use crate::words::{Lang, t, t_with};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use trin_domain::id::{ChildId, CommandKey};
use trin_domain::record::{Fact, Noted, Record, WellbeingAssessed};
use trin_domain::rounds::Round;

/// How the children are assessed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Alone,
    Together,
}

impl How {
    fn address(self, round: &Round) -> String {
        match self {
            Self::Alone => address(round.id),
            Self::Together => format!("{}/sammen", address(round.id)),
        }
    }

    /// What the visitor's form begins with.
    fn before<'g, 'r>(self, visitor: &Visitor, row: &'g InGroup<'r>) -> Option<&'g Noted<'r, WellbeingAssessed>> {
        match self {
            Self::Alone => row.found.of(visitor.staff.id),
            Self::Together => row.found.together.as_ref(),
        }
    }
}

pub(super) async fn show_alone(state: State<App>, visitor: Visitor, id: Path<String>) -> PageResult {
    show(state, visitor, id, How::Alone).await
}

pub(super) async fn show_together(state: State<App>, visitor: Visitor, id: Path<String>) -> PageResult {
    show(state, visitor, id, How::Together).await
}

pub(super) async fn save_alone(state: State<App>, visitor: Visitor, id: Path<String>, sent: Sent) -> PageResult {
    save(state, visitor, id, sent, How::Alone).await
}

pub(super) async fn save_together(state: State<App>, visitor: Visitor, id: Path<String>, sent: Sent) -> PageResult {
    save(state, visitor, id, sent, How::Together).await
}

async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, how: How) -> PageResult {
    let round = find(&app, &visitor, &id).await?;
    let records = children(&app, &visitor, &round).await?;
    let typed = drafts::load(&app, &visitor, &drafts::key(&how.address(&round))).await?;
    Ok(draw(&app, &visitor, &round, &records, &typed, how).into_response())
}

/// The names of a child's fields.
fn names(child: ChildId) -> [String; 4] {
    ["trivsel", "omsorg", "set", "foer"].map(|part| format!("{part}-{child}"))
}

async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent, how: How) -> PageResult {
    let (lang, round) = (visitor.lang, find(&app, &visitor, &id).await?);
    let draft = drafts::key(&how.address(&round));
    let records = children(&app, &visitor, &round).await?;
    if round.closed_at.is_some() {
        drafts::keep(&app, &visitor, &draft, &typed).await?;
        typed.wrong("", t(lang, "rounds-closed-meanwhile"));
        return Ok((StatusCode::CONFLICT, draw(&app, &visitor, &round, &records, &typed, how)).into_response());
    }
    let key = key_of(&app, &typed);
    let (mut saved, mut is_stale) = (0_u32, false);
    for record in &records {
        let row = in_group(&app, lang, &round, record);
        // A row that nobody touched says nothing, whatever was written of the child meanwhile.
        if !is_touched(&typed, &row) {
            continue;
        }
        let [_, _, signs, before] = names(record.child);
        let name = || ("name", row.name.to_owned().into());
        // What was said while this page was open is read before it is said anew.
        let now = how.before(&visitor, &row).map_or(0, |before| before.no.0);
        if typed.value(&before).parse().ok() != Some(now) {
            let key = if how == How::Together { "rounds-settled-meanwhile" } else { "rounds-said-meanwhile" };
            typed.wrong(&signs, t_with(lang, key, &[name()]));
            typed.replace(&before, now.to_string());
            is_stale = true;
            continue;
        }
        let Some(facts) = read(&app, &visitor, &round, &row, &mut typed, how) else { continue };
        let key = CommandKey::from_label(&format!("{key} {}", record.child));
        match write(&app, &visitor, record.clone(), key, facts).await? {
            Ok(()) => saved += 1,
            Err((_, message)) => typed.wrong(&signs, t_with(lang, "rounds-of-child", &[name(), ("message", message.into())])),
        }
    }
    if let Some(texts) = of_others(&typed, &records) {
        typed.wrong("", t_with(lang, "rounds-child-gone", &[("texts", texts.into())]));
    }
    // Sent twice, as by a double click, it is saved once.
    if typed.is_fine() && saved == 0 {
        for record in &records {
            saved += u32::from(app.store().done(CommandKey::from_label(&format!("{key} {}", record.child))).await?.is_some());
        }
    }
    if typed.is_fine() && saved > 0 {
        drafts::forget(&app, &visitor, &draft).await?;
        return Ok(Redirect::to(&done(&how.address(&round), "rounds-done-saved")).into_response());
    }
    if typed.is_fine() {
        typed.wrong("", t(lang, "rounds-nothing"));
    }
    // Some are saved: what is sent again is something of its own.
    typed.replace("key", app.command_key().to_string());
    let records = children(&app, &visitor, &round).await?;
    let status = if is_stale { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, draw(&app, &visitor, &round, &records, &typed, how)).into_response())
}

/// Whether the form says something else of a child than what it began with.
fn is_touched(typed: &Typed, row: &InGroup<'_>) -> bool {
    let [wellbeing, care, signs, before] = names(row.record.child);
    let begun = typed.value(&before).parse().ok().and_then(|no: u32| row.all.iter().find(|said| said.no.0 == no)).map(|said| said.what);
    let was = [
        begun.map(|begun| begun.wellbeing.to_string()).unwrap_or_default(),
        begun.and_then(|begun| begun.care).map(|care| care.to_string()).unwrap_or_default(),
        begun.map(|begun| begun.signs.clone()).unwrap_or_default(),
    ];
    let same = |(name, was): (&String, &String)| typed.value(name).trim().replace("\r\n", "\n") == *was;
    let is_sent = [&wellbeing, &care, &signs].iter().any(|name| typed.all(name).next().is_some());
    is_sent && !([&wellbeing, &care, &signs].into_iter().zip(&was).all(same))
}

/// What was written of children who are no longer among these: nothing is dropped without a word, and nobody is named.
fn of_others(typed: &Typed, records: &[Record]) -> Option<String> {
    let is_here = |name: &str| records.iter().any(|record| names(record.child).iter().any(|own| own == name));
    let gone = |part: &str| -> Vec<String> {
        let sent = typed.as_sent().iter().filter(|(name, value)| name.starts_with(part) && !value.trim().is_empty() && !is_here(name));
        sent.map(|(_, value)| value.clone()).collect()
    };
    let (places, texts) = (gone("trivsel-"), gone("set-"));
    (!places.is_empty() || !texts.is_empty()).then(|| if texts.is_empty() { places.join(" · ") } else { texts.join(" · ") })
}

/// What the form says of a child that was not said before.
fn read(app: &App, visitor: &Visitor, round: &Round, row: &InGroup<'_>, typed: &mut Typed, how: How) -> Option<Vec<Fact>> {
    let lang = visitor.lang;
    let [wellbeing, care, signs, _] = names(row.record.child);
    let before = how.before(visitor, row).map(|before| before.what);
    let mut reader = Reader::new(typed, lang);
    let said = [&wellbeing, &care, &signs].map(|name| reader.optional(name));
    if said.iter().all(Option::is_none) {
        return None;
    }
    let label = |key: &str| t_with(lang, key, &[("name", row.name.to_owned().into())]);
    let point =
        |reader: &mut Reader<'_>, name: &str, key: &str| reader.number(name, &label(key), 1, 5).and_then(|point| u8::try_from(point).ok());
    let place = point(&mut reader, &wellbeing, "rounds-wellbeing-of");
    let care = if said[1].is_some() { Some(point(&mut reader, &care, "rounds-care-of")?) } else { None };
    // What a child's own page says besides stays.
    let base = before.cloned().unwrap_or_else(|| WellbeingAssessed {
        round: round.id,
        unit: round.unit,
        on: app.today(),
        together: how == How::Together,
        wellbeing: 1,
        care: None,
        signs: String::new(),
        protects: String::new(),
        burdens: String::new(),
        child_words: String::new(),
    });
    let [_, _, seen] = said;
    let fact = WellbeingAssessed { wellbeing: place?, care, signs: seen.unwrap_or_default(), ..base };
    (before != Some(&fact)).then(|| vec![Fact::WellbeingAssessed(WellbeingAssessed { on: app.today(), ..fact })])
}

fn draw(app: &App, visitor: &Visitor, round: &Round, records: &[Record], typed: &Typed, how: How) -> Markup {
    let lang = visitor.lang;
    let rows: Vec<InGroup<'_>> = records.iter().map(|record| in_group(app, lang, round, record)).collect();
    let at = how.address(round);
    let together = format!("{}/sammen", address(round.id));
    let (alone_tab, together_tab) = (t(lang, "rounds-alone"), t(lang, "rounds-together"));
    let body = html! {
        (field::hidden("key", &key_of(app, typed).to_string()))
        @for row in &rows { (one(lang, visitor, round, row, typed, how)) }
        (button::row(button::submit(&t(lang, if how == How::Alone { "rounds-save-alone" } else { "rounds-save-together" }), Weight::Main)))
    };
    let main = html! {
        h1 { (round.name) }
        p.lead { (ages_and_days(lang, round)) }
        (progress(lang, visitor, &rows))
        (list::tabs(&t(lang, "rounds-how"), &[(&alone_tab, &address(round.id)), (&together_tab, &together)], &at))
        @if rows.is_empty() {
            (list::empty(&t(lang, "rounds-no-children"), &t(lang, "rounds-no-children-how"), None))
        } @else if round.closed_at.is_some() {
            (field::errors(lang, typed, &html! {}))
            p { (t(lang, "rounds-is-closed")) }
            @for row in &rows { div.round-child { (heading(lang, visitor, round, row, how)) (unsaved(lang, typed, row)) } }
        } @else {
            p { (t(lang, if how == How::Alone { "rounds-alone-lead" } else { "rounds-together-lead" })) }
            (field::errors(lang, typed, &body))
            (field::form(lang, &at, Some(&drafts::key(&at)), body))
            (list::unfold(&t(lang, "rounds-close"), html! {
                p { (t(lang, "rounds-close-lead")) }
                (button::post(&format!("{}/luk", address(round.id)), &[], &t(lang, "rounds-close-now"), Weight::Other))
            }))
        }
        p { a href="/runder" { "← " (t(lang, "rounds-title")) } }
    };
    page(&visitor.frame(app, Some(Room::Rounds)), &round.name, main, None)
}

/// What somebody had written of a child when the round was closed: to be copied from here.
fn unsaved(lang: Lang, typed: &Typed, row: &InGroup<'_>) -> Markup {
    let [wellbeing, care, signs, _] = names(row.record.child);
    html! {
        @if is_touched(typed, row) {
            p.note { (t(lang, "rounds-unsaved")) " " (typed.value(&wellbeing)) " " (typed.value(&care)) " " (typed.value(&signs)) }
        }
    }
}

/// How far the round is: of those who are missing, their names, while they are few.
fn progress(lang: Lang, visitor: &Visitor, rows: &[InGroup<'_>]) -> Markup {
    let without = |is_missing: &dyn Fn(&InGroup<'_>) -> bool| -> Vec<String> {
        rows.iter().filter(|row| is_missing(row)).map(|row| row.name.to_owned()).collect()
    };
    let mine = without(&|row| row.found.of(visitor.staff.id).is_none());
    let settled = without(&|row| row.found.together.is_none());
    let says = |key: &str, missing: &[String]| {
        let all = [("done", (rows.len() - missing.len()).into()), ("all", rows.len().into())];
        let who = (1..=NAMED)
            .contains(&missing.len())
            .then(|| t_with(lang, "rounds-missing", &[("names", crate::words::format::list(lang, missing).into())]));
        html! { li { (t_with(lang, key, &all)) @if let Some(who) = who { " " (who) } } }
    };
    html! { ul.plain { (says("rounds-progress-alone", &mine)) (says("rounds-progress-together", &settled)) } }
}

/// So many are named.
const NAMED: usize = 6;

/// Who it is, what was said last time, and how far it is.
fn heading(lang: Lang, visitor: &Visitor, round: &Round, row: &InGroup<'_>, how: How) -> Markup {
    let is_open = row.found.is_open_to(visitor.staff.id);
    html! {
        p { a href=(child_address(round.id, row.record.child)) { b { (row.name) } } " " span.quiet { (row.age) }
            @if how.before(visitor, row).is_none() { " " (tag(&t(lang, "rounds-missing-tag"), Tone::Work)) } }
        @if let Some(settled) = &row.found.together {
            p { (t(lang, "rounds-settled")) " " (position(lang, settled.what)) @if let Some(moved) = moved(lang, row) { " " (moved) } }
        } @else if let Some(last) = &row.last {
            p.quiet { (t(lang, "rounds-last-time")) " " (position(lang, last.what)) }
        }
        @if how == How::Together {
            @if row.found.alone.is_empty() { p.quiet { (t(lang, "rounds-nobody-alone")) } }
            @else if is_open { p.quiet { (t(lang, "rounds-said-alone")) " " (said_alone(row)) } }
            @else { p.quiet { (t_with(lang, "rounds-count-alone", &[("count", row.found.alone.len().into())])) } }
        }
    }
}

/// The places colleagues gave, without who: they are talked about, not counted.
fn said_alone(row: &InGroup<'_>) -> String {
    let mut places: Vec<String> = row.found.alone.iter().map(|said| said.what.wellbeing.to_string()).collect();
    places.sort_unstable();
    places.join(" · ")
}

/// How the situation moved since the last round.
fn moved(lang: Lang, row: &InGroup<'_>) -> Option<String> {
    let (now, before) = (row.found.together.as_ref()?.what.wellbeing, row.last.as_ref()?.what.wellbeing);
    let key = match now.cmp(&before) {
        std::cmp::Ordering::Less => "rounds-moved-better",
        std::cmp::Ordering::Equal => "rounds-moved-same",
        std::cmp::Ordering::Greater => "rounds-moved-worse",
    };
    Some(t_with(lang, key, &[("before", before.into())]))
}

fn one(lang: Lang, visitor: &Visitor, round: &Round, row: &InGroup<'_>, typed: &Typed, how: How) -> Markup {
    let child = row.record.child;
    let [wellbeing, care, signs, before] = names(child);
    let said = how.before(visitor, row).map(|before| before.what);
    let mut typed = typed.clone();
    let now = how.before(visitor, row).map_or(0, |before| before.no.0);
    // What nobody touched is shown as it is now.
    if !is_touched(&typed, row) {
        typed.replace(&wellbeing, said.map(|said| said.wellbeing.to_string()).unwrap_or_default());
        typed.replace(&care, said.and_then(|said| said.care).map(|care| care.to_string()).unwrap_or_default());
        typed.replace(&signs, said.map(|said| said.signs.clone()).unwrap_or_default());
        typed.replace(&before, now.to_string());
    }
    let typed = typed.or_else(&before, now.to_string());
    let (low, high) = (t(lang, "child-wellbeing-low"), t(lang, "child-wellbeing-high"));
    let name = format!("barn-{child}");
    html! {
        section.round-child aria-labelledby=(name) {
            div id=(name) { (heading(lang, visitor, round, row, how)) }
            (field::hidden(&before, typed.value(&before)))
            div.round-fields {
                (Field::new(lang, &wellbeing, &t(lang, "rounds-wellbeing")).when_needed().typed(&typed).scale(1, 5, &low, &high))
                (Field::new(lang, &care, &t(lang, "rounds-care")).when_needed().typed(&typed).scale(1, 5, &low, &high))
                (Field::new(lang, &signs, &t(lang, "rounds-signs")).when_needed().lines(1).typed(&typed).text_area())
            }
            @if how == How::Together { (follows(lang, row)) }
        }
    }
}
