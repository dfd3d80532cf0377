//! Samples of the log as work: the looks a leader reads afterwards, the answers to what was asked, and the count of it all.
//!
//! Nobody reviews their own looks; a leader's fall to somebody else. A child is named only to those who may know of it.

use super::asked;
use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form::{Reader, Sent};
use crate::frame::{Frame, Room, page};
use crate::names::Names;
use crate::parts::button::{self, Weight};
use crate::parts::duty::{self, Due};
use crate::parts::field::{self, Choice, Field, Typed};
use crate::parts::list;
use crate::parts::table::{Column, table};
use crate::purposes;
use crate::session::{Visitor, done};
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use jiff::Timestamp;
use maud::{Markup, html};
use std::collections::BTreeMap;
use trin_domain::id::ChildId;
use trin_domain::kinds::{GlassFinding, Role};
use trin_domain::oversight::Why;
use trin_store::{Act, LogResult, Round, Sample, Standing};

/// The list's address.
pub(super) const LOG: &str = "/team/log";
/// Where those who are asked answer, and everybody reads how it works.
pub(super) const MINE: &str = "/mig/stikproever";
/// Looks on one page, and reports.
const ROWS: i64 = 100;
/// Rounds shown.
const ROUNDS: i64 = 13;
/// The longest note, in letters.
pub(super) const LONGEST: usize = 4_000;

/// `GET /team/log`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> PageResult<Markup> {
    let lang = visitor.lang;
    visitor.must_lead()?;
    let waiting = app.store().samples_to_review(&visitor.staff, ROWS).await?;
    let is_head = visitor.staff.role == Role::HeadOfDepartment;
    let reported = if is_head { app.store().samples_reported(visitor.staff.id, ROWS).await? } else { Vec::new() };
    let rounds = app.store().sample_rounds(ROUNDS).await?;
    let names = Names::load(&app).await?;
    let children = named(&app, &visitor, waiting.iter().chain(&reported)).await?;
    let asked = asked::by_me(&app, &visitor, &names).await?;
    let title = t(lang, "samples-title");
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, "samples-lead")) }
        @if let Some(asked) = asked { (asked) }
        (list::section(&t(lang, "samples-waiting"), html! {
            @if waiting.is_empty() { (list::empty(&t(lang, "samples-none"), &t(lang, "samples-none-how"), None)) }
            @else { (looks_table(&app, lang, &names, &children, &waiting)) }
        }))
        @if !reported.is_empty() { (list::section(&t(lang, "samples-reported"), looks_table(&app, lang, &names, &children, &reported))) }
        (list::section(&t(lang, "samples-rounds"), html! {
            (rounds_table(lang, app.now(), &rounds))
            (button::row(button::print(&t(lang, "access-print"))))
        }))
        (how(lang))
        p { a href="/team" { (t(lang, "team-back")) } }
    };
    let frame = Frame { wide: true, ..visitor.frame(&app, Some(Room::Team)) };
    Ok(page(&frame, &title, main, None))
}

/// The names of the children looked at that the visitor may know of.
async fn named<'s>(app: &App, visitor: &Visitor, samples: impl Iterator<Item = &'s Sample>) -> PageResult<BTreeMap<ChildId, String>> {
    let mut children: Vec<ChildId> = samples.filter_map(|sample| sample.look.child).collect();
    children.sort_unstable();
    children.dedup();
    if children.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = app.store().children(&visitor.reader(app), &children, app.today()).await?;
    Ok(rows.into_iter().map(|row| (row.child, row.name)).collect())
}

fn whose(lang: Lang, sample: &Sample, children: &BTreeMap<ChildId, String>) -> String {
    match sample.look.child {
        Some(child) => children.get(&child).cloned().unwrap_or_else(|| t(lang, "samples-child-unknown")),
        None => t_with(lang, "samples-children", &[("count", sample.look.children.len().into())]),
    }
}

fn when(sample: &Sample) -> Timestamp {
    Timestamp::from_microsecond(sample.look.at).unwrap_or(Timestamp::MIN)
}

fn looks_table(app: &App, lang: Lang, names: &Names, children: &BTreeMap<ChildId, String>, samples: &[Sample]) -> Markup {
    let now = app.now();
    let labels = ["samples-who", "samples-when", "samples-purpose", "samples-child", "samples-why", "samples-due"].map(|key| t(lang, key));
    let columns: Vec<Column<'_>> = labels.iter().map(|label| Column::text(label)).collect();
    let row = |sample: &Sample| {
        vec![
            html! { a href=(format!("{LOG}/{}", sample.id)) { (names.of(sample.staff)) } },
            html! { (format::instant(lang, when(sample), now)) },
            html! { (purposes::in_words(lang, &sample.look.purpose)) },
            html! { (whose(lang, sample, children)) },
            html! { (t(lang, why_key(sample.why))) @if sample.standing == Standing::Answered { " " (list::tag(&t(lang, "samples-answered"), list::Tone::Work)) } },
            html! { @if sample.standing == Standing::Reported { (t(lang, "samples-standing-reported")) } @else { (duty::due(lang, Due::Day(sample.due_on), now)) } },
        ]
    };
    table(&t(lang, "samples-caption"), &columns, samples.iter().map(row).collect())
}

const fn why_key(why: Why) -> &'static str {
    match why {
        Why::Lot => "samples-why-lot",
        Why::Emergency => "samples-why-emergency",
        Why::NoRelation => "samples-why-no-relation",
        Why::ProtectedAddress => "samples-why-protected-address",
        Why::Surname => "samples-why-surname",
        Why::Night => "samples-why-night",
        Why::ManyChildren => "samples-why-many-children",
    }
}

/// Counted openly: for each round how many looks there were, how many were drawn, and how far they have come.
fn rounds_table(lang: Lang, now: Timestamp, rounds: &[Round]) -> Markup {
    let labels = [
        "samples-round",
        "samples-looks",
        "samples-drawn",
        "samples-special",
        "samples-ok",
        "samples-asked",
        "samples-standing-reported",
        "samples-undone",
        "samples-seed",
    ]
    .map(|key| t(lang, key));
    let columns: Vec<Column<'_>> = labels
        .iter()
        .enumerate()
        .map(|(nth, label)| match nth {
            0 => Column::text(label),
            8 => Column::prose(label),
            _ => Column::number(label),
        })
        .collect();
    let row = |round: &Round| {
        let count = |fits: &dyn Fn(Why, Standing) -> bool| {
            round.counts.iter().filter(|((why, standing), _)| fits(*why, *standing)).map(|(_, count)| count).sum::<i64>()
        };
        let standing = |wanted: &'static [Standing]| count(&move |_, standing| wanted.contains(&standing));
        let number = |count: i64| html! { @if round.drawn.is_some() { (format::number(lang, count)) } @else { "–" } };
        let day = |at: Timestamp| format::day(lang, format::day_of(at), format::day_of(now));
        let until = round.until.saturating_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(round.until);
        vec![
            html! { (round.id) ": " (t_with(lang, "samples-from-until", &[("from", day(round.from).into()), ("until", day(until).into())])) },
            number(round.drawn.as_ref().map_or(0, |drawn| drawn.looks)),
            number(count(&|why, _| why == Why::Lot)),
            number(count(&|why, _| why != Why::Lot)),
            number(standing(&[Standing::Ok])),
            number(standing(&[Standing::Asked, Standing::Answered])),
            number(standing(&[Standing::Reported])),
            number(standing(&[Standing::Waiting])),
            html! {
                @match &round.drawn {
                    Some(drawn) => code.proof { (t_with(lang, "samples-seed-told", &[("seed", drawn.seed.clone().into()), ("after", drawn.after.to_string().into()), ("upto", drawn.upto.to_string().into())])) },
                    None => code.proof { (t_with(lang, "samples-seed-promised", &[("promise", round.promise.clone().into()), ("row", round.promised_row.to_string().into())])) },
                }
            },
        ]
    };
    table(&t(lang, "samples-rounds-caption"), &columns, rounds.iter().map(row).collect())
}

/// How it works, said to those who review and to everybody else alike.
fn how(lang: Lang) -> Markup {
    let lines = ["samples-how-drawn", "samples-how-special", "samples-how-who", "samples-how-seed", "samples-how-unknown"];
    list::section(&t(lang, "samples-how"), html! { ul { @for key in lines { li { (t(lang, key)) } } } })
}

/// Whether somebody may see and mark a look: whoever reviews it, and every head of department; never their own.
fn may_review(visitor: &Visitor, sample: &Sample) -> bool {
    let is_theirs = sample.reviewer == Some(visitor.staff.id) || visitor.staff.role == Role::HeadOfDepartment;
    is_theirs && sample.staff != visitor.staff.id
}

async fn find(app: &App, visitor: &Visitor, id: &str) -> PageResult<(Sample, Vec<Act>)> {
    visitor.must_lead()?;
    let not_found = || PageError::NotFound(visitor.lang);
    let id: i64 = id.parse().map_err(|_| not_found())?;
    let (sample, acts) = app.store().sample(id).await?.ok_or_else(not_found)?;
    if may_review(visitor, &sample) { Ok((sample, acts)) } else { Err(not_found()) }
}

/// `GET /team/log/{no}`.
pub(super) async fn show_one(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let (sample, acts) = find(&app, &visitor, &id).await?;
    Ok(draw(&app, &visitor, &sample, &acts, &Typed::default()).await?.into_response())
}

/// `POST /team/log/{no}`.
pub(super) async fn mark(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let (sample, acts) = find(&app, &visitor, &id).await?;
    let lang = visitor.lang;
    let mut reader = Reader::new(&mut typed, lang);
    let finding = reader.choice("finding", &t(lang, "access-say-finding"), GlassFinding::from_code);
    // To be in order needs no words; to ask or to report does.
    let note = if finding == Some(GlassFinding::Ok) {
        reader.optional("note").unwrap_or_default()
    } else {
        reader.text("note", &t(lang, "access-say-note"))
    };
    if note.chars().count() > LONGEST {
        typed.wrong("note", t(lang, "samples-too-long"));
    }
    let is_open = matches!(sample.standing, Standing::Waiting | Standing::Answered);
    let Some(finding) = finding.filter(|_| typed.is_fine() && is_open) else {
        let page = draw(&app, &visitor, &sample, &acts, &typed).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    if app.store().mark_sample(sample.id, &visitor.staff, finding, &note, app.now()).await? {
        return Ok(Redirect::to(&done(LOG, "samples-done-marked")).into_response());
    }
    // Somebody else marked it meanwhile.
    let (sample, acts) = find(&app, &visitor, &id).await?;
    typed.wrong("", t(lang, "samples-marked-already"));
    Ok((StatusCode::CONFLICT, draw(&app, &visitor, &sample, &acts, &typed).await?).into_response())
}

async fn draw(app: &App, visitor: &Visitor, sample: &Sample, acts: &[Act], typed: &Typed) -> PageResult<Markup> {
    let lang = visitor.lang;
    let names = Names::load(app).await?;
    let children = named(app, visitor, std::iter::once(sample)).await?;
    let findings: Vec<Choice<'_>> =
        GlassFinding::ALL.iter().map(|finding| Choice::new(finding.code(), lang.pick(finding.da(), finding.en()))).collect();
    let body = html! {
        (Field::new(lang, "finding", &t(lang, "access-finding")).typed(typed).radios(&findings))
        (Field::new(lang, "note", &t(lang, "samples-note")).hint(&t(lang, "samples-note-hint")).optional().lines(3).typed(typed).text_area())
        (button::row(button::submit(&t(lang, "samples-save"), Weight::Main)))
    };
    let is_open = matches!(sample.standing, Standing::Waiting | Standing::Answered);
    let title = t_with(lang, "samples-one-title", &[("name", names.of(sample.staff).to_owned().into())]);
    let main = html! {
        h1 { (title) }
        @if is_open { p.lead { (duty::due(lang, Due::Day(sample.due_on), app.now())) } }
        @else { p.lead { (t(lang, standing_key(sample.standing))) } }
        (facts(app, lang, &names, sample, &whose(lang, sample, &children)))
        (said(app, lang, &names, acts))
        @if is_open {
            (field::errors(lang, typed, &body))
            (field::form(lang, &format!("{LOG}/{}", sample.id), None, body))
        }
        p { a href=(LOG) { (t(lang, "samples-back")) } }
    };
    Ok(page(&visitor.frame(app, Some(Room::Team)), &title, main, None))
}

const fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Waiting => "samples-standing-waiting",
        Standing::Asked => "samples-standing-asked",
        Standing::Answered => "samples-answered",
        Standing::Ok => "samples-ok",
        Standing::Reported => "samples-standing-reported",
    }
}

fn facts(app: &App, lang: Lang, names: &Names, sample: &Sample, whose: &str) -> Markup {
    let look = &sample.look;
    let role = trin_store::role_of(look).map(|role| lang.pick(role.da(), role.en())).unwrap_or_default();
    let place = look.unit.or_else(|| names.workplace(sample.staff)).map(|unit| names.of_unit(unit).to_owned()).unwrap_or_default();
    let terms = ["samples-who", "samples-when", "samples-purpose", "samples-child", "samples-basis", "samples-why", "samples-row"]
        .map(|key| t(lang, key));
    let basis = match (look.result, look.basis.as_deref()) {
        (LogResult::Refused, _) => t(lang, "samples-basis-refused"),
        (_, Some("glass")) => t(lang, "samples-why-emergency"),
        (_, Some(_)) => t(lang, "samples-basis-relation"),
        (_, None) => t(lang, "samples-basis-list"),
    };
    let values = [
        html! { (names.of(sample.staff)) ", " (role) @if !place.is_empty() { ", " (place) } },
        html! { (format::instant(lang, when(sample), app.now())) },
        html! { (purposes::in_words(lang, &look.purpose)) },
        html! { (whose) },
        html! { (basis) },
        html! { (t(lang, why_key(sample.why))) },
        html! { (sample.entry) },
    ];
    let rows: Vec<(&str, Markup)> = terms.iter().map(String::as_str).zip(values).collect();
    list::facts(&rows)
}

fn said(app: &App, lang: Lang, names: &Names, acts: &[Act]) -> Markup {
    html! {
        @if !acts.is_empty() {
            (list::section(&t(lang, "samples-said"), html! {
                ul.plain { @for act in acts { li {
                    b { (names.of(act.by)) } span.quiet { " · " (format::instant(lang, act.at, app.now())) }
                    p { @if let Some(finding) = act.finding { (lang.pick(finding.da(), finding.en())) ". " } (act.note) }
                } } }
            }))
        }
    }
}

/// `GET /mig/stikproever`: how samples work, how many there were, and what one is asked oneself.
pub(crate) async fn mine(State(app): State<App>, visitor: Visitor) -> PageResult<Markup> {
    draw_mine(&app, &visitor, &Typed::default()).await
}

/// `POST /mig/stikproever`: answers.
pub(crate) async fn answer(State(app): State<App>, visitor: Visitor, Sent(mut typed): Sent) -> PageResult {
    let lang = visitor.lang;
    if !typed.value(asked::FIELD).is_empty() {
        if asked::answer(&app, &visitor, &mut typed).await? {
            return Ok(Redirect::to(&done(MINE, "samples-done-answered")).into_response());
        }
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, draw_mine(&app, &visitor, &typed).await?).into_response());
    }
    let note = Reader::new(&mut typed, lang).text("note", &t(lang, "samples-answer"));
    if note.chars().count() > LONGEST {
        typed.wrong("note", t(lang, "samples-too-long"));
    }
    if typed.is_fine() {
        let id = typed.value("no").parse().unwrap_or(0);
        if app.store().answer_sample(id, &visitor.staff, &note, app.now()).await? {
            return Ok(Redirect::to(&done(MINE, "samples-done-answered")).into_response());
        }
        typed.wrong("", t(lang, "samples-marked-already"));
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, draw_mine(&app, &visitor, &typed).await?).into_response())
}

async fn draw_mine(app: &App, visitor: &Visitor, typed: &Typed) -> PageResult<Markup> {
    let lang = visitor.lang;
    let asked = app.store().samples_asked_of(visitor.staff.id, ROWS).await?;
    let children = named(app, visitor, asked.iter()).await?;
    let names = Names::load(app).await?;
    let rounds = app.store().sample_rounds(ROUNDS).await?;
    let empty = Typed::default();
    let mut questions = asked::of_me(app, visitor, &names, typed).await?;
    let is_asked = asked.iter().any(|sample| sample.id.to_string() == typed.value("no")) || !questions.is_empty();
    for sample in &asked {
        let acts = app.store().sample(sample.id).await?.map(|(_, acts)| acts).unwrap_or_default();
        let no = sample.id.to_string();
        let typed = if typed.value("no") == no { typed } else { &empty };
        let body = html! {
            (field::hidden("no", &no))
            (Field::new(lang, "note", &t(lang, "samples-answer")).hint(&t(lang, "samples-answer-hint")).lines(3).typed(typed).text_area())
            (button::row(button::submit(&t(lang, "samples-send"), Weight::Main)))
        };
        questions.push(html! {
            (list::section(&t(lang, "samples-asked-you"), html! {
                (facts(app, lang, &names, sample, &whose(lang, sample, &children)))
                (said(app, lang, &names, &acts))
                (field::errors(lang, typed, &body))
                (field::form(lang, MINE, None, body))
            }))
        });
    }
    let title = t(lang, "samples-mine-title");
    let main = html! {
        h1 { (title) }
        (crate::me::tabs(lang, MINE))
        p.lead { (t(lang, "samples-mine-lead")) }
        // What was answered is not asked any longer: there is no form to say it in.
        @if !typed.is_fine() && !is_asked {
            div.flash.notice role="alert" { p { (t(lang, "samples-marked-already")) } }
        }
        @for question in questions { (question) }
        (list::section(&t(lang, "samples-rounds"), rounds_table(lang, app.now(), &rounds)))
        (how(lang))
    };
    let frame = Frame { wide: true, ..visitor.frame(app, None) };
    Ok(page(&frame, &title, main, None))
}
