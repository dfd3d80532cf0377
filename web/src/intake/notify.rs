//! From notification to 24-hour decision on one page (A1, A2): who the child is, what worries, and what we do.
//!
//! People who are not the authority see the first half: they notify, and the intake decides.

use super::facts_read::{self, LABELS, When};
use super::{absent, alike, door, enquiry, worried};
use crate::app::App;
use crate::drafts;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value, instant_value, parse_date};
use crate::frame::{Frame, Room, page};
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Choice, Field, Typed};
use crate::paths;
use crate::seen::{self, age, first_name};
use crate::session::{Visitor, done};
use crate::submit::{self, Written};
use crate::words::{Lang, t, t_with};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;
use trin_domain::access;
use trin_domain::cpr::Cpr;
use trin_domain::enquiry::{Enquiry, EnquiryOutcome};
use trin_domain::id::{ChildId, EnquiryId};
use trin_domain::kinds::{Cause, NotifierKind, Role, ScreeningOutcome};
use trin_domain::record::{Birth, Command, Entry, EntryNo, Fact, NotificationReceived, Record, Registered, ResponsibilityAssigned};
use trin_store::{ChildRow, child_for, sibling_key};
use uuid::Uuid;

const ADDRESS: &str = "/modtagelsen/ny";
/// Value of `barn` for a child the municipality does not know.
const NEW: &str = "ny";
/// Value of `barn` for a child that somebody else has and that is not named here: what is told is laid with it.
const OTHERS: &str = "andens";

#[derive(Clone, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    barn: String,
    /// The worry at the unit it follows from.
    #[serde(default)]
    bekymring: String,
    /// The step of the roadmap for absence it is.
    #[serde(default)]
    fravaer: String,
}

/// `GET /modtagelsen/ny`, about `?barn=` when it is given.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> PageResult {
    open(&app, &visitor, &asked.barn, &Asked { bekymring: String::new(), fravaer: String::new(), ..asked.clone() }).await
}

/// `GET /modtagelsen/ny/{barn}`, from `?bekymring=` or `?fravaer=` when one is given.
pub(super) async fn show_about(
    State(app): State<App>,
    visitor: Visitor,
    Path(child): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult {
    open(&app, &visitor, &child, &asked).await
}

/// `POST /modtagelsen/ny`.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, Sent(typed): Sent) -> PageResult {
    write(app, visitor, typed, ADDRESS, None).await
}

/// `POST /modtagelsen/ny/{barn}`.
pub(super) async fn save_about(State(app): State<App>, visitor: Visitor, Path(child): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let address = address_about(&child);
    if address != ADDRESS {
        typed.replace("barn", child);
    }
    write(app, visitor, typed, &address, None).await
}

/// `GET /modtagelsen/henvendelser/{id}/underretning`: what came from outside, to be written in a child's record.
pub(super) async fn show_told(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let row = enquiry::open(&app, &visitor, &id).await?;
    let Some(said) = row.said.as_ref().filter(|_| row.settled.is_none()) else {
        return Ok(Redirect::to(&enquiry::address(row.id)).into_response());
    };
    let address = enquiry::writes_in(row.id);
    let typed = told(visitor.lang, drafts::load(&app, &visitor, &drafts::key(&address)).await?, said, row.received_at);
    let about = About::find(&app, &visitor, &typed).await?;
    Ok(draw(&app, &visitor, &typed, &about, &address, None).into_response())
}

/// `POST /modtagelsen/henvendelser/{id}/underretning`.
pub(super) async fn save_told(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let row = enquiry::open(&app, &visitor, &id).await?;
    if let Some(settled) = &row.settled {
        // A form sent twice by the one who wrote it in is done already; anybody else's comes too late.
        if settled.by == visitor.staff.id && settled.outcome == EnquiryOutcome::Notification {
            return Ok(Redirect::to(&enquiry::address(row.id)).into_response());
        }
        typed.wrong("", t(visitor.lang, "door-settled-meanwhile"));
        let about = About::find(&app, &visitor, &typed).await?;
        let again = draw(&app, &visitor, &typed, &about, &enquiry::writes_in(row.id), None);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response());
    }
    // The clock runs from when it came, whatever the form says.
    typed.replace("received_at", instant_value(row.received_at));
    write(app, visitor, typed, &enquiry::writes_in(row.id), Some((row.id, row.said))).await
}

/// The form as the enquiry fills it, where nobody has typed anything else: the notifier's own words, and what they told to find the child by.
fn told(lang: Lang, typed: Typed, said: &Enquiry, received_at: Timestamp) -> Typed {
    let line = |key: &str, value: &str| (!value.is_empty()).then(|| format!("{}: {value}", t(lang, key)));
    let more = [line("door-told-known-by", &said.known_by), line("door-told-contact", said.contact.as_deref().unwrap_or_default())];
    let concern = std::iter::once(said.text.clone()).chain(more.into_iter().flatten()).collect::<Vec<_>>().join("\n\n");
    let ticked = |yes: bool| if yes { "ja" } else { "" };
    typed
        .or_else("name", said.child.clone())
        .or_else("born", said.born.map(date_value).unwrap_or_default())
        .or_else("notifier", said.from.code())
        .or_else("notifier_name", said.name.clone().unwrap_or_default())
        .or_else("notifier_workplace", said.workplace.clone().unwrap_or_default())
        .or_else("received_at", instant_value(received_at))
        .or_else("concern", concern)
        .or_else("acute", ticked(said.acute))
        .or_else("abuse", ticked(said.abuse_suspected))
}

/// The form's address, and so the draft it keeps: a notification begun about one child must not come up under another's name.
fn address_about(child: &str) -> String {
    Uuid::parse_str(child).map_or_else(|_| ADDRESS.to_owned(), |child| format!("{ADDRESS}/{child}"))
}

async fn open(app: &App, visitor: &Visitor, child: &str, asked: &Asked) -> PageResult {
    let address = address_about(child);
    let mut typed = drafts::load(app, visitor, &drafts::key(&address)).await?;
    // Words begun about somebody else must not be taken for the beginning of a new notification.
    let is_resumed = ["name", "born", "concern"].iter().any(|field| !typed.value(field).is_empty());
    let mut notice = is_resumed.then(|| resumed(visitor.lang, &drafts::key(&address)));
    let prefilled =
        |field: &str, key: &str, typed: &Typed| (!typed.value(field).is_empty()).then(|| html! { p.note { (t(visitor.lang, key)) } });
    if !asked.bekymring.is_empty() {
        typed = worried::filled(app, visitor, child, &asked.bekymring, typed).await?;
        notice = notice.or_else(|| prefilled(worried::FIELD, "worries-prefilled", &typed));
    }
    if !asked.fravaer.is_empty() {
        typed = absent::filled(app, visitor, child, &asked.fravaer, typed).await?;
        notice = notice.or_else(|| prefilled(absent::FIELD, "absence-prefilled", &typed));
    }
    if address != ADDRESS {
        typed.replace("barn", child);
    }
    let about = About::find(app, visitor, &typed).await?;
    let workplace = workplace(app, visitor).await?;
    Ok(draw(app, visitor, &typed.or_else("notifier_workplace", workplace), &about, &address, notice).into_response())
}

/// Where somebody from everyday life works, which they need not write themselves; empty for the authority, who write on behalf of others.
async fn workplace(app: &App, visitor: &Visitor) -> PageResult<String> {
    let unit = if own_kind(visitor).is_some() { app.store().unit(visitor.staff.unit).await? } else { None };
    Ok(unit.map(|unit| unit.name).unwrap_or_default())
}

async fn write(app: App, visitor: Visitor, mut typed: Typed, address: &str, enquiry: Option<(EnquiryId, Option<Enquiry>)>) -> PageResult {
    let lang = visitor.lang;
    let now = app.now();
    let about = About::find(&app, &visitor, &typed).await?;
    let mut reader = Reader::new(&mut typed, lang);
    let notification = facts_read::notification(&mut reader, lang, notifiers_of(&visitor));
    let decision = facts_read::decision(&mut reader, lang);
    let newcomer = about.newcomer(&mut reader, lang);
    let fine = reader.is_fine();
    let again = |typed: &Typed| (StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &visitor, typed, &about, address, None)).into_response();
    let (Some(mut notification), true) = (notification, fine) else { return Ok(again(&typed)) };
    let (enquiry, told) = enquiry.map_or((None, None), |(id, told)| (Some(id), told));
    notification.concern = with_words(notification.concern, told.as_ref());

    let key = submit::key_of(&app, &typed);
    let child = match (about.child.as_ref().map(|row| row.child).or(about.linked), newcomer) {
        (Some(child), _) => Some((child, None)),
        (None, Some(registered)) => Some((child_for(key, 0), Some(registered))),
        (None, None) => None,
    };
    let Some((child, registered)) = child else { return Ok(again(&typed)) };
    // What was written about one of them is never lost for want of a tick.
    let is_meant =
        |id: &ChildId| typed.all("siblings").any(|chosen| chosen == id.to_string()) || !typed.value(&concern_field(*id)).is_empty();
    let siblings: Vec<ChildId> = about.siblings.iter().map(|row| row.child).filter(is_meant).collect();
    let everyone: Vec<ChildId> = std::iter::once(child).chain(siblings).collect();
    let was_compared = registered.is_none() || about.was_compared;
    let mut commands = Vec::new();
    for one in &everyone {
        let mut record = app.store().record(*one).await?.unwrap_or_else(|| Record::new(*one));
        // A form sent twice is read against what it found the first time, and is then the same command.
        let earlier = submit::before(&app, &visitor, &record, sibling_key(key, *one)).await?;
        let assigned_before = earlier.as_ref().and_then(|earlier| earlier.wrote.iter().find_map(assigned));
        let when = When::of(now, earlier.as_ref());
        record = earlier.map_or(record, |earlier| earlier.found);
        let others = everyone.iter().copied().filter(|other| other != one).collect();
        let concern = concern_of(&typed, *one, &notification.concern);
        let theirs = NotificationReceived { siblings: others, concern, ..notification.clone() };
        let mut facts: Vec<Fact> = Vec::new();
        if let (Some(registered), true) = (&registered, *one == child) {
            facts.push(Fact::Registered(registered.clone()));
        }
        let no = EntryNo(record.version().0 + 1 + u32::try_from(facts.len()).unwrap_or(0));
        let received_at = theirs.received_at;
        let is_anonymous = theirs.notifier.is_anonymous();
        facts.push(Fact::NotificationReceived(theirs));
        let mut becomes_responsible = false;
        if record.state().responsible.is_none() {
            let assigned = match assigned_before {
                Some(assigned) => assigned,
                None => match door::assign(&app, &visitor, &record, key.uuid(), when.today()).await? {
                    Some(assigned) => assigned,
                    None => {
                        typed.wrong("", t(lang, "intake-nobody-there"));
                        return Ok(again(&typed));
                    }
                },
            };
            becomes_responsible = assigned.to == visitor.staff.id;
            facts.push(Fact::ResponsibilityAssigned(assigned));
        }
        if *one == child {
            facts.extend(worried::told(&app, &visitor, &record, &typed, when.today()).await?);
            facts.extend(absent::told(&app, &visitor, &record, &typed, when.today()).await?);
        }
        // Whoever only tells of a child that others have, or had, decides nothing about it.
        if visitor.is_authority() && (becomes_responsible || may_decide(&app, &visitor, &record).await?) {
            facts.extend(decision.facts(no, received_at, &when, !is_anonymous));
        }
        commands.push(Command { child: *one, key: sibling_key(key, *one), seen: record.version(), facts });
    }
    match submit::write_in(&app, &visitor, &mut typed, ("notification", enquiry), &commands, submit::labels(lang, LABELS)).await? {
        Written::Done => {
            drafts::forget(&app, &visitor, &drafts::key(address)).await?;
            let is_known = app.store().may_know(&visitor.reader(&app), child).await?;
            let then = match visitor.is_authority() {
                false => done("/min-dag", "intake-done-sent"),
                true if !is_known => done("/modtagelsen", "intake-done-passed-on"),
                true if !was_compared => done("/modtagelsen", "intake-done-not-compared"),
                true if decision.is_empty() => done("/modtagelsen", "intake-done-notified"),
                true => done(&paths::child(child), "intake-done-decided"),
            };
            Ok(Redirect::to(&then).into_response())
        }
        // Versions were read a moment ago, so a stale one means two people notified at once: saving again reads them anew.
        Written::Stale { .. } => {
            typed.wrong("", t(lang, "refusals-stale"));
            Ok(again(&typed))
        }
        Written::Refused => Ok(again(&typed)),
    }
}

/// The concern with what came from outside in the sender's own words: what is written in is gone from where it came, so nothing of it may be left out.
fn with_words(concern: String, told: Option<&Enquiry>) -> String {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let left_out: Vec<&str> =
        told.map(|told| told.words().filter(|words| !flat(&concern).contains(&flat(words))).collect()).unwrap_or_default();
    if left_out.is_empty() {
        return concern;
    }
    format!("{concern}\n\n{}\n{}", t(Lang::Da, "door-own-words"), left_out.join("\n\n"))
}

/// Whether somebody may assess and screen a notification they write in a record: who writes about notifications there, and the intake, for whom
/// every new notification waits.
async fn may_decide(app: &App, visitor: &Visitor, record: &Record) -> PageResult<bool> {
    let state = record.state();
    let writes = seen::access(app, visitor, &state).await?.is_some_and(|access| access.writes(access::Room::Notifications));
    let is_intakes = visitor.staff.role == Role::Intake && state.restriction().is_none();
    Ok(writes || is_intakes)
}

/// Who was made responsible by an entry.
fn assigned(entry: &Entry) -> Option<ResponsibilityAssigned> {
    if let Fact::ResponsibilityAssigned(what) = &entry.fact { Some(what.clone()) } else { None }
}

/// The concern as it stands in one child's record: first what was said of that child alone, then what was said of them all.
fn concern_of(typed: &Typed, child: ChildId, shared: &str) -> String {
    match typed.value(&concern_field(child)) {
        "" => shared.to_owned(),
        own => format!("{own}\n\n{}\n{shared}", t(Lang::Da, "intake-concern-shared")),
    }
}

fn concern_field(child: ChildId) -> String {
    format!("concern-{child}")
}

/// Which child the form is about, as far as it is known: found, to be chosen among alike, or new.
struct About {
    child: Option<Known>,
    /// The child that what is told is laid with, and that is not named to whoever tells it.
    linked: Option<ChildId>,
    /// Whether such a child may be the one told of.
    is_kept_close: bool,
    /// Whether it was looked for among the children the municipality knows: not when somebody asks for one name after another.
    was_compared: bool,
    siblings: Vec<Known>,
    alike: Vec<Known>,
    is_new: bool,
    /// Whether the child was found among alike: then the notifier has no relation to it, and what was typed must find it again.
    is_told: bool,
}

/// A child as the form names it: who it is, and where it goes or whom to ask.
struct Known {
    child: ChildId,
    name: String,
    birth: Option<Birth>,
    hint: String,
}

impl From<ChildRow> for Known {
    fn from(row: ChildRow) -> Self {
        Self { child: row.child, name: row.name, birth: row.birth, hint: row.unit_name.unwrap_or_default() }
    }
}

impl About {
    async fn find(app: &App, visitor: &Visitor, typed: &Typed) -> PageResult<Self> {
        let (today, by) = (app.today(), visitor.reader(app));
        let is_new = typed.value("barn") == NEW;
        let mut about = Self {
            child: None,
            linked: None,
            is_kept_close: false,
            was_compared: true,
            siblings: Vec::new(),
            alike: Vec::new(),
            is_new,
            is_told: false,
        };
        let chosen = Uuid::parse_str(typed.value("barn")).ok().map(ChildId::new);
        if let Some(id) = chosen
            && let Some(row) = app.store().child(&by, id, today).await?
        {
            about.child = Some(row.into());
            // Names and whereabouts of siblings elsewhere are not for those without a relation to them.
            about.siblings = app.store().siblings_of(&by, id, today).await?.into_iter().map(Known::from).collect();
            return Ok(about);
        }
        if !visitor.is_authority() || is_new {
            return Ok(about);
        }
        let name = typed.value("name");
        let (birth, cpr) = born(typed.value("born"));
        if let (false, Some(birth)) = (name.is_empty(), birth) {
            let birth_told = if typed.value("unborn").is_empty() { Birth::Born(birth) } else { Birth::Expected(birth) };
            // The child this very form made is not another one, and a form sent twice is not asked about twice.
            let key = submit::key_of(app, typed);
            let own = child_for(key, 0);
            let compared = |visitor: &Visitor| app.limiters().takes_name(visitor.staff.id, app.now());
            // Whoever has chosen among those shown has asked already; a made-up choice is counted below.
            let has_chosen = chosen.is_some() || typed.value("barn") == OTHERS;
            about.was_compared = has_chosen || compared(visitor);
            if app.store().done(sibling_key(key, own)).await?.is_some_and(|(child, ..)| child == own) {
                about.is_new = true;
                return Ok(about);
            }
            if !about.was_compared {
                return Ok(about);
            }
            let told = alike::Told { birth: Some(birth_told), cpr };
            let alike::Alike { named: alike, kept_close } = alike::may_be(app, visitor, told, name, birth).await?;
            if typed.value("barn") == OTHERS {
                // When there is none it is taken as new, and the form looks the same: it tells nobody whether there is one.
                (about.linked, about.is_kept_close) = (kept_close.first().copied(), true);
                about.is_new = about.linked.is_none();
                return Ok(about);
            }
            if has_chosen && !alike.iter().any(|row| Some(row.child) == chosen) && !compared(visitor) {
                about.was_compared = false;
                return Ok(about);
            }
            about.is_kept_close = !kept_close.is_empty();
            let whom = |responsible: Option<&str>| {
                alike::whom_to_ask(visitor.lang, &visitor.staff.name, responsible).trim_start_matches([' ', '·']).to_owned()
            };
            let known = alike.into_iter().filter(|row| row.child != own);
            about.alike = known
                .map(|row| Known { child: row.child, name: row.name, birth: row.birth, hint: whom(row.responsible_name.as_deref()) })
                .collect();
            if let Some(place) = about.alike.iter().position(|row| Some(row.child) == chosen) {
                (about.child, about.is_told) = (Some(about.alike.swap_remove(place)), true);
            }
        }
        Ok(about)
    }

    /// The child to register, when it is new. A child that may be known already must be chosen or said to be new.
    fn newcomer(&self, reader: &mut Reader<'_>, lang: Lang) -> Option<Registered> {
        if self.child.is_some() || self.linked.is_some() {
            return None;
        }
        let name = reader.text("name", &t(lang, "intake-child-name"));
        let text = reader.text("born", &t(lang, "intake-born"));
        let (birth, cpr) = born(&text);
        let unborn = reader.ticked("unborn");
        if birth.is_none() && !text.is_empty() {
            reader.fault("born", "intake-born-how", &text, &[]);
        }
        if !self.is_new && (!self.alike.is_empty() || self.is_kept_close) {
            reader.fault("barn", "intake-choose-child", "", &[]);
        }
        let birth = birth?;
        Some(Registered { name, birth: if unborn { Birth::Expected(birth) } else { Birth::Born(birth) }, cpr })
    }
}

/// A birth day or a CPR number, as it was typed.
fn born(typed: &str) -> (Option<Date>, Option<Cpr>) {
    match Cpr::parse(typed) {
        Ok(cpr) => (Some(cpr.birth_date()), Some(cpr)),
        Err(_) => (parse_date(typed), None),
    }
}

/// Says that the form is a draft, and offers to begin anew.
fn resumed(lang: Lang, key: &str) -> Markup {
    html! {
        div.flash.notice role="note" {
            p { (t(lang, "intake-resumed")) }
            (button::post(&format!("/kladder/{key}/glem"), &[], &t(lang, "intake-begin-anew"), Weight::Other))
        }
    }
}

fn draw(app: &App, visitor: &Visitor, typed: &Typed, about: &About, address: &str, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let title = t(lang, if visitor.is_authority() { "intake-new" } else { "my-day-notify" });
    let own = own_kind(visitor);
    let mut typed = typed.clone().or_else("received_at", instant_value(app.now()));
    if let Some(kind) = own {
        typed = typed.or_else("notifier", kind.code()).or_else("notifier_name", visitor.staff.name.clone());
    }
    let body = html! {
        input type="hidden" name="key" value=(submit::key_of(app, &typed));
        @for field in [worried::FIELD, absent::FIELD] { @if !typed.value(field).is_empty() { (field::hidden(field, typed.value(field))) } }
        (child_fields(app, lang, visitor, &typed, about, if address.starts_with(ADDRESS) { ADDRESS } else { address }))
        (concern_fields(lang, visitor, &typed, about, address.starts_with(ADDRESS)))
        @if visitor.is_authority() { (decision_fields(lang, &typed, true)) }
        (button::row(button::submit(&t(lang, if visitor.is_authority() { "intake-save" } else { "intake-send" }), Weight::Main)))
    };
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, if visitor.is_authority() { "intake-lead" } else { "intake-lead-notifier" })) }
        @if let Some(notice) = notice { (notice) }
        (field::errors(lang, &typed, &body))
        (field::form(lang, address, Some(&drafts::key(address)), body))
    };
    let room = if visitor.is_authority() { Room::Intake } else { Room::MyDay };
    page(&Frame { ..visitor.frame(app, Some(room)) }, &title, main, None)
}

/// What a notifier from one's own profession is called in the national list.
fn own_kind(visitor: &Visitor) -> Option<NotifierKind> {
    match visitor.staff.role {
        Role::Pedagogue => Some(NotifierKind::DayCare),
        Role::Teacher => Some(NotifierKind::School),
        Role::HealthVisitor => Some(NotifierKind::HealthVisitorOrDentist),
        Role::Provider => Some(NotifierKind::PlaceOfPlacement),
        _ => None,
    }
}

fn child_fields(app: &App, lang: Lang, visitor: &Visitor, typed: &Typed, about: &About, anew: &str) -> Markup {
    let today = app.today();
    let describe =
        |row: &Known| format!("{}, {} · {}", row.name, age(lang, row.birth, today), row.hint).trim_end_matches([' ', '·']).to_owned();
    html! {
        fieldset.group {
            legend { (t(lang, "intake-who")) }
            @match &about.child {
                Some(row) => {
                    p { b { (describe(row)) } " " a href=(anew) { (t(lang, "intake-another-child")) } }
                    (field::hidden("barn", &row.child.to_string()))
                    @if about.is_told { @for name in ["name", "born", "unborn"] { (field::hidden(name, typed.value(name))) } }
                    @if !about.siblings.is_empty() {
                        @let names: Vec<(String, String)> = about.siblings.iter().map(|row| (row.child.to_string(), describe(row))).collect();
                        @let choices: Vec<Choice<'_>> = names.iter().map(|(id, name)| Choice::new(id, name)).collect();
                        (Field::new(lang, "siblings", &t(lang, "intake-siblings")).hint(&t(lang, "intake-siblings-hint")).optional().typed(typed).checkboxes(&choices))
                    }
                }
                None => {
                    @if !visitor.is_authority() { p.quiet { (t(lang, "intake-find-first")) " " a href="/boern" { (t(lang, "intake-find-link")) } } }
                    (Field::new(lang, "name", &t(lang, "intake-child-name")).typed(typed).text())
                    (Field::new(lang, "born", &t(lang, "intake-born")).hint(&t(lang, "intake-born-hint")).typed(typed).text())
                    (Field::new(lang, "unborn", &t(lang, "intake-unborn")).optional().typed(typed).tick())
                    @if !about.alike.is_empty() || about.is_kept_close {
                        @let mut names: Vec<(String, String)> = about.alike.iter().map(|row| (row.child.to_string(), describe(row))).collect();
                        @if about.is_kept_close { @let () = names.push((OTHERS.to_owned(), t(lang, "intake-is-others"))); }
                        @let () = names.push((NEW.to_owned(), t(lang, "intake-is-new")));
                        @let choices: Vec<Choice<'_>> = names.iter().map(|(id, name)| Choice::new(id, name)).collect();
                        (Field::new(lang, "barn", &t(lang, "intake-known")).hint(&t(lang, "intake-known-hint")).typed(typed).radios(&choices))
                    } @else if about.is_new {
                        (field::hidden("barn", NEW))
                    }
                }
            }
        }
    }
}

/// Who may stand as the notifier: a public employee who notifies in service is never anonymous.
fn notifiers_of(visitor: &Visitor) -> fn(NotifierKind) -> bool {
    if visitor.is_authority() { |_| true } else { |kind| kind != NotifierKind::Anonymous }
}

fn concern_fields(lang: Lang, visitor: &Visitor, typed: &Typed, about: &About, may_say_when: bool) -> Markup {
    let several = about.child.iter().filter(|_| !about.siblings.is_empty()).chain(&about.siblings);
    let of_one: Vec<(String, &str)> = several.map(|row| (concern_field(row.child), first_name(&row.name))).collect();
    let is_open = of_one.iter().any(|(field, _)| !typed.value(field).is_empty());
    let notifiers: Vec<Choice<'_>> = NotifierKind::ALL
        .iter()
        .filter(|kind| notifiers_of(visitor)(**kind))
        .map(|kind| Choice::new(kind.code(), lang.pick(kind.da(), kind.en())))
        .collect();
    let causes: Vec<Choice<'_>> = Cause::ALL.iter().map(|cause| Choice::new(cause.code(), lang.pick(cause.da(), cause.en()))).collect();
    html! {
        fieldset.group {
            legend { (t(lang, "intake-who-notifies")) }
            (Field::new(lang, "notifier", &t(lang, "intake-notifier")).typed(typed).select(&notifiers))
            (Field::new(lang, "notifier_name", &t(lang, "intake-notifier-name")).hint(&t(lang, "intake-notifier-name-hint")).optional().typed(typed).text())
            (Field::new(lang, "notifier_workplace", &t(lang, "intake-workplace")).optional().typed(typed).text())
            @if may_say_when { (Field::new(lang, "received_at", &t(lang, "intake-received-at")).hint(&t(lang, "intake-received-at-hint")).typed(typed).date_and_time()) }
            @else { (field::hidden("received_at", typed.value("received_at"))) }
        }
        fieldset.group {
            legend { (t(lang, "intake-what-worries")) }
            (Field::new(lang, "concern", &t(lang, "intake-concern-label")).hint(&t(lang, "intake-concern-hint")).lines(7).typed(typed).text_area())
            @if !of_one.is_empty() {
                details.unfold open[is_open] {
                    summary { (t(lang, "intake-concern-of-one")) }
                    div {
                        p.hint { (t(lang, "intake-concern-of-one-hint")) }
                        @for (field, name) in &of_one {
                            (Field::new(lang, field, &t_with(lang, "intake-concern-about", &[("name", (*name).to_owned().into())])).optional().lines(3).typed(typed).text_area())
                        }
                    }
                }
            }
            (Field::new(lang, "causes", &t(lang, "intake-causes")).typed(typed).checkboxes(&causes))
            (Field::new(lang, "acute", &t(lang, "intake-acute")).hint(&t(lang, "intake-acute-hint")).optional().typed(typed).tick())
            (Field::new(lang, "abuse", &t(lang, "intake-abuse")).hint(&t(lang, "intake-abuse-hint")).optional().typed(typed).tick())
        }
    }
}

/// The 24-hour assessment, the screening and the receipt; shared with the page about a notification that waits.
pub(super) fn decision_fields(lang: Lang, typed: &Typed, offers_receipt: bool) -> Markup {
    html! {
        (acute_fields(lang, typed))
        (screening_fields(lang, typed))
        @if offers_receipt {
            (Field::new(lang, "receipt", &t(lang, "intake-receipt")).hint(&t(lang, "intake-receipt-hint")).optional().typed(typed).tick())
        }
    }
}

/// The 24-hour assessment.
pub(super) fn acute_fields(lang: Lang, typed: &Typed) -> Markup {
    let (yes, no, later) = (t(lang, "intake-danger-yes"), t(lang, "intake-danger-no"), t(lang, "intake-danger-later"));
    let typed = &typed.clone().or_else("danger", "");
    html! {
        fieldset.group {
            legend { (t(lang, "intake-acute-assessment")) }
            (Field::new(lang, "danger", &t(lang, "intake-danger")).optional().typed(typed).radios(&[Choice::new("nej", &no), Choice::new("ja", &yes), Choice::new("", &later)]))
            (Field::new(lang, "assessed_at", &t(lang, "intake-assessed-at")).hint(&t(lang, "intake-assessed-at-hint")).optional().typed(typed).date_and_time())
            (Field::new(lang, "acute_measure", &t(lang, "intake-acute-measure")).hint(&t(lang, "intake-acute-measure-hint")).optional().lines(2).typed(typed).text_area())
            (Field::new(lang, "acute_reason", &t(lang, "intake-acute-reason")).optional().lines(3).typed(typed).text_area())
        }
    }
}

/// The screening: every outcome, with its reason.
pub(super) fn screening_fields(lang: Lang, typed: &Typed) -> Markup {
    let later = t(lang, "intake-screen-later");
    let outcomes: Vec<Choice<'_>> = std::iter::once(Choice::new("", &later))
        .chain(ScreeningOutcome::ALL.iter().map(|outcome| Choice::new(outcome.code(), lang.pick(outcome.da(), outcome.en()))))
        .collect();
    let typed = &typed.clone().or_else("outcome", "");
    html! {
        fieldset.group {
            legend { (t(lang, "intake-screening")) }
            (Field::new(lang, "outcome", &t(lang, "intake-outcome")).optional().typed(typed).radios(&outcomes))
            (Field::new(lang, "screened_on", &t(lang, "intake-screened-on")).hint(&t(lang, "intake-screened-on-hint")).optional().typed(typed).date())
            (Field::new(lang, "screening_reason", &t(lang, "intake-screening-reason")).optional().lines(3).typed(typed).text_area())
        }
    }
}
