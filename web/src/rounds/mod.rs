//! Trivselsrunder: every child of a room or a class looked at twice a year, each alone and then together (D1, D2).
//!
//! Opening and closing a round are in `open.rs`, the page of the whole group in `group.rs`, one child's in `child.rs`.

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::parts::list;
use crate::parts::list::Tone;
use crate::refusals;
use crate::seen;
use crate::session::Visitor;
use crate::words::{Lang, t, t_with};
use crate::worries;
use axum::Router;
use axum::routing::{get, post};
use maud::{Markup, html};
use trin_domain::access::Room;
use trin_domain::id::{ChildId, CommandKey, RoundId};
use trin_domain::kinds::Role;
use trin_domain::record::{Command, Context, EntryNo, Fact, Noted, Record, Refusal, WellbeingAssessed};
use trin_domain::rounds::{InRound, Round, Situation, in_round, last_before};
use trin_store::ExecuteError;
use uuid::Uuid;

mod child;
mod group;
mod open;

/// Why the person acts, for the log: the same for all that a unit does by itself.
pub(crate) const PURPOSE: &str = "unit";
/// How often a child's record is read again because a colleague wrote in it at the same moment.
const TRIES: u32 = 5;

/// The room's routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/runder", get(open::list))
        .route("/runder/ny", get(open::show).post(open::save))
        .route("/runder/{runde}", get(group::show_alone).post(group::save_alone))
        .route("/runder/{runde}/sammen", get(group::show_together).post(group::save_together))
        .route("/runder/{runde}/luk", post(open::close))
        .route("/runder/{runde}/barn/{barn}", get(child::show).post(child::save))
}

/// Whether somebody works where children go every day: there the rounds are.
pub(crate) const fn takes_part(role: Role) -> bool {
    matches!(role, Role::Pedagogue | Role::Teacher)
}

fn address(round: RoundId) -> String {
    format!("/runder/{round}")
}

fn child_address(round: RoundId, child: ChildId) -> String {
    format!("/runder/{round}/barn/{child}")
}

/// The round of an address, for those of its unit; for others there is none.
async fn find(app: &App, visitor: &Visitor, id: &str) -> PageResult<Round> {
    let not_found = || PageError::NotFound(visitor.lang);
    let id = Uuid::parse_str(id).map(RoundId::new).map_err(|_| not_found())?;
    let round = app.store().round(id).await?.filter(|round| takes_part(visitor.staff.role) && round.unit == visitor.staff.unit);
    round.ok_or_else(not_found)
}

/// The records of the children who belong to a round and whom the visitor assesses, by name.
async fn children(app: &App, visitor: &Visitor, round: &Round) -> PageResult<Vec<Record>> {
    let records = app.store().records_in_round(&visitor.reader(app), round, app.today()).await?;
    let mut mine = Vec::with_capacity(records.len());
    for record in records {
        if assesses(app, visitor, &record).await? {
            mine.push(record);
        }
    }
    Ok(mine)
}

/// Whether the visitor meets the child in everyday life, and so assesses it.
async fn assesses(app: &App, visitor: &Visitor, record: &Record) -> PageResult<bool> {
    Ok(seen::access(app, visitor, &record.state()).await?.is_some_and(|access| access.writes(Room::AtUnit)))
}

/// A child in a round.
struct InGroup<'r> {
    record: &'r Record,
    name: &'r str,
    age: String,
    /// Everything that was said of it in rounds.
    all: Vec<Noted<'r, WellbeingAssessed>>,
    found: InRound<'r>,
    last: Option<Noted<'r, WellbeingAssessed>>,
    /// A worry about it that is open at the unit.
    worry: Option<EntryNo>,
}

fn in_group<'r>(app: &App, lang: Lang, round: &Round, record: &'r Record) -> InGroup<'r> {
    let state = record.state();
    InGroup {
        record,
        name: state.name(),
        age: seen::age(lang, state.birth(), app.today()),
        found: in_round(&state, round.id),
        last: last_before(&state, round),
        worry: state.worries.iter().find(|worry| worry.settled.is_none() && worry.raised.what.unit == round.unit).map(|worry| worry.no()),
        all: state.assessed,
    }
}

/// Writes about a child in its record. What somebody says alone follows from nothing that a colleague writes meanwhile, and is written beside
/// it; what is settled together is read again first. What is wrong, by the field it is about.
async fn write(
    app: &App,
    visitor: &Visitor,
    mut record: Record,
    key: CommandKey,
    facts: Vec<Fact>,
) -> PageResult<Result<(), (String, String)>> {
    let (lang, child) = (visitor.lang, record.child);
    let context = Context { now: app.now(), by: visitor.author() };
    let is_alone = facts.iter().all(|fact| matches!(fact, Fact::WellbeingAssessed(what) if !what.together));
    for _ in 0..if is_alone { TRIES } else { 1 } {
        let command = Command { child, key, seen: record.version(), facts: facts.clone() };
        match app.store().execute_all(app.strategy(), &context, PURPOSE, std::slice::from_ref(&command), None).await {
            Ok(_) => return Ok(Ok(())),
            Err(ExecuteError::Refused { refusal: Refusal::Stale { .. }, .. }) => {
                let again = app.store().record_for(&visitor.reader(app), child).await?;
                record = again.ok_or(PageError::NotFound(lang))?;
            }
            Err(ExecuteError::Refused { refusal, .. }) => return Ok(Err(refusals::say(lang, &refusal, |field| label(lang, field)))),
            Err(ExecuteError::Db(error)) => return Err(error.into()),
            Err(_) => return Ok(Err((String::new(), t(lang, "refusals-key-used")))),
        }
    }
    Ok(Err((String::new(), t(lang, "rounds-at-once"))))
}

/// The page's names of the domain's fields.
fn label(lang: Lang, field: &str) -> String {
    let key = match field {
        "wellbeing" => "child-wellbeing-child",
        "care" => "child-wellbeing-care",
        "signs" => "rounds-signs-label",
        "protects" => "rounds-protects",
        "burdens" => "rounds-burdens",
        "child_words" => "rounds-child-words",
        "goal" => "rounds-goal",
        "action" => "rounds-action",
        "who" => "rounds-who",
        "by_day" => "rounds-by-day",
        _ => return field.to_owned(),
    };
    t(lang, key)
}

/// A place on the ruler in words: the colour of the situation, and the numbers.
fn position(lang: Lang, what: &WellbeingAssessed) -> Markup {
    let numbers = match what.care {
        Some(care) => t_with(lang, "rounds-numbers-both", &[("wellbeing", what.wellbeing.into()), ("care", care.into())]),
        None => t_with(lang, "rounds-numbers", &[("wellbeing", what.wellbeing.into())]),
    };
    html! { (list::situation(lang, what.situation())) " " span.quiet { (numbers) } }
}

/// What follows from the situation of a child: the action guide, and from red the intake at once. A worry that is open already is led to.
fn follows(lang: Lang, row: &InGroup<'_>) -> Markup {
    let Some(settled) = &row.found.together else { return html! {} };
    let child = row.record.child;
    let guide = match row.worry {
        Some(no) => html! { a href=(worries::address(child, no)) { (t(lang, "worries-open-here")) } },
        None => {
            html! { a href=(format!("{}/{}", worries::raise_address(child), settled.no)) { (t(lang, "worries-from-round")) } }
        }
    };
    match settled.what.situation() {
        Situation::Green => html! {},
        Situation::Yellow => html! { p.note { (t(lang, "rounds-follows-yellow")) " " (guide) } },
        Situation::Red => html! {
            p.note { (list::tag(&t(lang, "rounds-follows-now"), Tone::Late)) " " (t(lang, "rounds-follows-red")) " " (guide) " · "
                a href=(format!("/modtagelsen/ny/{child}")) { (t(lang, "rounds-notify")) } }
        },
    }
}
