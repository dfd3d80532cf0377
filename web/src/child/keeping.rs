//! How long what is written about one child is kept, and what is decided of it: a hold, an archive version, keeping it some time yet, deletion by
//! two people. It shows a name and codes, and nothing that was written.

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form::{Reader, Sent};
use crate::frame::{Room, page};
use crate::names::Names;
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Choice, Field, Typed};
use crate::parts::list;
use crate::paths;
use crate::seen;
use crate::session::{self, Visitor, done};
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use trin_domain::access;
use trin_domain::id::ChildId;
use trin_domain::retention::{HoldReason, KeepReason};
use trin_store::{KeptRow, RetentionError, RetentionStep};
use uuid::Uuid;

/// Where what is ripe is listed.
const LIST: &str = "/team/sletning";

async fn find(app: &App, visitor: &Visitor, id: &str) -> PageResult<KeptRow> {
    let not_found = || PageError::NotFound(visitor.lang);
    if !access::may_hold(&visitor.staff) {
        return Err(not_found());
    }
    let child = ChildId::new(Uuid::parse_str(id).map_err(|_| not_found())?);
    if !app.limiters().takes_look_up(visitor.staff.id, app.now()) {
        return Err(PageError::TooMany);
    }
    app.store().kept_of(&visitor.reader(app), child).await?.ok_or_else(not_found)
}

/// `GET /boern/{id}/opbevaring`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let row = find(&app, &visitor, &id).await?;
    let names = Names::load(&app).await?;
    Ok(draw(&app, &visitor, &names, &row, &Typed::default()).await?.into_response())
}

/// `POST /boern/{id}/opbevaring/{what}`: takes one step.
pub(super) async fn save(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, what)): Path<(String, String)>,
    Sent(mut typed): Sent,
) -> PageResult {
    let row = find(&app, &visitor, &id).await?;
    let lang = visitor.lang;
    let not_found = || PageError::NotFound(lang);
    if what != "stop" && !access::leads(visitor.staff.role) {
        return Err(not_found());
    }
    let names = Names::load(&app).await?;
    let mut reader = Reader::new(&mut typed, lang);
    let (step, told) = match what.as_str() {
        "stop" => {
            (reader.choice("hold_reason", &t(lang, "kept-hold-reason"), HoldReason::from_code).map(RetentionStep::Hold), "kept-done-held")
        }
        "ophaev" => (Some(RetentionStep::LiftHold), "kept-done-lifted"),
        "arkiv" => (Some(RetentionStep::Archived), "kept-done-archived"),
        "behold" => {
            let until = reader.date("until", &t(lang, "kept-until"));
            let reason = reader.choice("reason", &t(lang, "kept-until-reason"), KeepReason::from_code);
            (until.zip(reason).map(|(until, reason)| RetentionStep::KeepUntil(until, reason)), "kept-done-put-off")
        }
        "foreslaa" => (Some(RetentionStep::Propose), "kept-done-proposed"),
        "afvis" => (Some(RetentionStep::Withdraw), "kept-done-withdrawn"),
        "bekraeft" if access::leads(visitor.staff.role) => {
            // Nothing that cannot be undone is one press away.
            let said = reader.text(NAME, &t(lang, "kept-confirm-name"));
            let is_said = is_same_name(&said, &row.name);
            if !said.is_empty() && !is_said {
                reader.fault(NAME, "kept-confirm-name-other", "", &[("name", row.name.clone().into())]);
            }
            (is_said.then_some(RetentionStep::Confirm), "kept-done-deleted")
        }
        _ => return Err(not_found()),
    };
    let Some(step) = step else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &visitor, &names, &row, &typed).await?).into_response());
    };
    // What cannot be taken back, and what lets it happen, asks again who it is.
    if matches!(step, RetentionStep::Confirm | RetentionStep::LiftHold) {
        session::require_step_up(&app, &visitor)?;
    }
    let error = match app.store().retention_step(&visitor.staff, app.now(), row.child, step).await {
        Ok(()) => {
            let then = if step == RetentionStep::Confirm { LIST.to_owned() } else { paths::below(row.child, "opbevaring") };
            return Ok(Redirect::to(&done(&then, told)).into_response());
        }
        Err(RetentionError::Db(error)) => return Err(error.into()),
        Err(RetentionError::NotThere | RetentionError::MayNot) => return Err(not_found()),
        Err(error) => error,
    };
    typed.wrong(if matches!(error, RetentionError::Day) { "until" } else { "" }, t(lang, refusal(&error)));
    // As it is now: somebody else may have come first.
    let row = app.store().kept_of(&visitor.reader(&app), row.child).await?.ok_or_else(not_found)?;
    Ok((StatusCode::CONFLICT, draw(&app, &visitor, &names, &row, &typed).await?).into_response())
}

/// The field in which one says whose record goes.
const NAME: &str = "confirm_name";

fn is_same_name(said: &str, name: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(said) == words(name)
}

fn refusal(error: &RetentionError) -> &'static str {
    match error {
        RetentionError::Held => "kept-refused-held",
        RetentionError::NotHeld => "kept-refused-not-held",
        RetentionError::NotRipe => "kept-refused-not-ripe",
        RetentionError::NoArchive => "kept-refused-no-archive",
        RetentionError::NotProposed => "kept-refused-not-proposed",
        RetentionError::Proposed => "kept-refused-proposed",
        RetentionError::SamePerson => "kept-refused-same-person",
        RetentionError::Stale => "kept-stale",
        RetentionError::Day => "kept-refused-day",
        RetentionError::Beside => "kept-refused-beside",
        RetentionError::ProposerGone | RetentionError::NotThere | RetentionError::MayNot | RetentionError::Db(_) => "kept-refused-proposer",
    }
}

async fn draw(app: &App, visitor: &Visitor, names: &Names, row: &KeptRow, typed: &Typed) -> PageResult<Markup> {
    let lang = visitor.lang;
    // What is written is read by those who may: whoever keeps it knows the child by name and class alone.
    let rooms = app.store().rooms_seen(&visitor.reader(app), &[row.child]).await?;
    let may_read = rooms.get(&row.child).is_some_and(|rooms| rooms.has(access::Room::Notes));
    let title = t_with(lang, "kept-of", &[("name", row.name.clone().into())]);
    let forms = forms(app, visitor, names, row, typed);
    let labels = ["kept-class", "kept-since", "kept-why", "kept-source"].map(|key| t(lang, key));
    let why = list::facts(&[
        (&labels[0], html! { (lang.pick(row.class.da(), row.class.en())) }),
        (&labels[1], html! { @match row.ripe_on { Some(on) => (format::date(lang, on)), None => (t(lang, "kept-not-counted")) } }),
        (&labels[2], html! { (lang.pick(&row.because_da, &row.because_en)) }),
        (&labels[3], html! { (row.citation) }),
    ]);
    let is_leader = access::leads(visitor.staff.role);
    let main = html! {
        @if is_leader { p.screen-only { a href=(LIST) { "← " (t(lang, "kept-title")) } } }
        h1 { (title) }
        p.lead { (sentence(app, lang, names, row)) }
        (extent(app, lang, row))
        @if may_read { p.screen-only { a href=(paths::child(row.child)) { (t(lang, "kept-extent-read")) } } }
        (field::errors(lang, typed, &forms))
        div.screen-only { (forms) }
    };
    Ok(page(
        &visitor.frame(app, Some(if is_leader { Room::Team } else { Room::Children })),
        &title,
        main,
        Some(list::section(&t(lang, "kept-why-heading"), why)),
    ))
}

/// Who it is and how much is written from when to when: what two people must know before they agree.
fn extent(app: &App, lang: Lang, row: &KeptRow) -> Markup {
    let labels = ["kept-extent-born", "kept-extent-first", "kept-extent-last", "kept-extent-count"].map(|key| t(lang, key));
    let day = |at| format::date(lang, format::day_of(at));
    let (first, last) = row.written;
    list::facts(&[
        (
            &labels[0],
            html! { @match row.birth { Some(birth) => { (format::date(lang, birth.day())) ", " (seen::age(lang, row.birth, app.today())) }, None => "–" } },
        ),
        (&labels[1], html! { (day(first)) }),
        (&labels[2], html! { (day(last)) }),
        (&labels[3], html! { (row.version.0) }),
    ])
}

/// How it stands, in a sentence.
fn sentence(app: &App, lang: Lang, names: &Names, row: &KeptRow) -> String {
    let today = app.today();
    if let Some((reason, from, by)) = row.hold {
        let reason = lang.pick(reason.da(), reason.en()).to_owned();
        let values =
            [("name", names.of(by).to_owned().into()), ("day", format::date(lang, format::day_of(from)).into()), ("reason", reason.into())];
        return t_with(lang, "kept-is-held", &values);
    }
    let Some(ripe_on) = row.ripe_on else { return t(lang, "kept-is-open") };
    if let Some((until, reason, by)) = row.put_off.filter(|(until, ..)| today < *until) {
        let reason = lang.pick(reason.da(), reason.en()).to_owned();
        let values = [("name", names.of(by).to_owned().into()), ("day", format::date(lang, until).into()), ("reason", reason.into())];
        return t_with(lang, "kept-is-put-off", &values);
    }
    let day = [("day", format::date(lang, ripe_on).into())];
    t_with(lang, if today < ripe_on { "kept-is-kept" } else { "kept-is-ripe" }, &day)
}

/// What can be done now, by this person.
fn forms(app: &App, visitor: &Visitor, names: &Names, row: &KeptRow, typed: &Typed) -> Markup {
    let lang = visitor.lang;
    let leads = access::leads(visitor.staff.role);
    let to = |what: &str| paths::below(row.child, &format!("opbevaring/{what}"));
    let step = |what: &str, label: &str, weight: Weight| button::post(&to(what), &[], &t(lang, label), weight);
    if row.hold.is_some() {
        return html! { @if leads { (list::section(&t(lang, "kept-hold"), html! { p { (t(lang, "kept-lift-how")) } (step("ophaev", "kept-lift", Weight::Other)) })) } };
    }
    html! {
        @if leads && row.is_ripe(app.today()) {
            (list::section(&t(lang, "kept-deletion"), deletion(visitor, names, row, typed, &step)))
            (list::section(&t(lang, "kept-keep"), keep_on(lang, &to("behold"), typed)))
        }
        (list::section(&t(lang, "kept-hold"), hold(lang, &to("stop"), typed)))
    }
}

fn deletion(visitor: &Visitor, names: &Names, row: &KeptRow, typed: &Typed, step: &dyn Fn(&str, &str, Weight) -> Markup) -> Markup {
    let lang = visitor.lang;
    let archived = row.archived.map(|(_, at, by)| {
        t_with(lang, "kept-archived", &[("name", names.of(by).to_owned().into()), ("day", format::date(lang, format::day_of(at)).into())])
    });
    let proposal = row.proposal.filter(|(.., version)| *version == row.version);
    let lifted = row.lifted.map(|(reason, at, by)| {
        let (name, day) = (names.of(by).to_owned(), format::date(lang, format::day_of(at)));
        let reason = lang.pick(reason.da(), reason.en()).to_owned();
        t_with(lang, "kept-was-lifted", &[("name", name.into()), ("day", day.into()), ("reason", reason.into())])
    });
    html! {
        @if let Some(lifted) = lifted { p { strong { (lifted) } } }
        @if row.awaits_archive() {
            p { (t(lang, "kept-archive-how")) }
            (step("arkiv", "kept-archive", Weight::Main))
        } @else {
            @if let Some(archived) = archived { p { (archived) } }
            @match proposal {
                Some((by, at, _)) if by != visitor.staff.id => {
                    p { (t_with(lang, "kept-confirm-how", &[("name", names.of(by).to_owned().into()), ("day", format::date(lang, format::day_of(at)).into())])) }
                    p { (t_with(lang, "kept-confirm-what", &[("name", row.name.clone().into()), ("count", row.version.0.into())])) }
                    (field::form(lang, &paths::below(row.child, "opbevaring/bekraeft"), None, html! {
                        (Field::new(lang, NAME, &t(lang, "kept-confirm-name")).hint(&t(lang, "kept-confirm-name-hint")).typed(typed).text())
                        (button::row(button::submit(&t(lang, "kept-confirm"), Weight::Grave)))
                    }))
                    (step("afvis", "kept-decline", Weight::Other))
                }
                Some(_) => {
                    p { (t(lang, "kept-waits-for-another")) }
                    (step("afvis", "kept-withdraw", Weight::Other))
                }
                None => {
                    @if row.proposal.is_some() { p { (t(lang, "kept-stale")) } }
                    p { (t(lang, "kept-propose-how")) }
                    (step("foreslaa", "kept-propose", Weight::Main))
                }
            }
        }
    }
}

fn keep_on(lang: Lang, action: &str, typed: &Typed) -> Markup {
    let reasons: Vec<Choice<'_>> =
        KeepReason::ALL.iter().map(|reason| Choice::new(reason.code(), lang.pick(reason.da(), reason.en()))).collect();
    let body = html! {
        (Field::new(lang, "until", &t(lang, "kept-until")).hint(&t(lang, "kept-until-hint")).typed(typed).date())
        (Field::new(lang, "reason", &t(lang, "kept-until-reason")).typed(typed).radios(&reasons))
        (button::row(button::submit(&t(lang, "kept-keep-on"), Weight::Other)))
    };
    field::form(lang, action, None, body)
}

fn hold(lang: Lang, action: &str, typed: &Typed) -> Markup {
    let reasons: Vec<Choice<'_>> =
        HoldReason::ALL.iter().map(|reason| Choice::new(reason.code(), lang.pick(reason.da(), reason.en()))).collect();
    let body = html! {
        p { (t(lang, "kept-hold-how")) }
        (Field::new(lang, "hold_reason", &t(lang, "kept-hold-reason")).typed(typed).radios(&reasons))
        (button::row(button::submit(&t(lang, "kept-hold-set"), Weight::Other)))
    };
    field::form(lang, action, None, body)
}
