//! From a form to the record: facts become a command, and a refusal becomes something the person can act on.

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form::seen;
use crate::looking;
use crate::parts::field::Typed;
use crate::refusals;
use crate::session::Visitor;
use crate::words::{Lang, t, t_with};
use trin_domain::id::{ChildId, CommandKey, EnquiryId};
use trin_domain::record::{Command, Context, Entry, Fact, Record, Refusal, refusals as all_refusals};
use trin_store::ExecuteError;

/// How an attempt to write went.
#[derive(Debug)]
pub enum Written {
    /// It is in the record.
    Done,
    /// It is not, and the form now says why; nothing is lost.
    Refused,
    /// Others wrote meanwhile: show what, beside what was typed, and let the person save again.
    Stale {
        /// The record as it is now.
        now: Box<Record>,
        /// How much of it the person had seen.
        seen: usize,
    },
}

/// A record as a command that was done already found it, and what the command wrote in it.
#[derive(Debug)]
pub struct Before {
    /// The record up to the command.
    pub found: Record,
    /// What the command wrote.
    pub wrote: Vec<Entry>,
}

/// What a record was before a command that the visitor has already done on it. A form sent twice, as by a double click, is read against
/// that once more, and so says the same twice and is written once. Read the record first, then ask: a command done in between is found.
///
/// # Errors
/// When the store fails.
pub async fn before(app: &App, visitor: &Visitor, record: &Record, key: CommandKey) -> PageResult<Option<Before>> {
    let Some((child, first, last)) = app.store().done(key).await? else { return Ok(None) };
    let (first, last) = ((first.0 as usize).saturating_sub(1), last.0 as usize);
    let wrote = record.entries().get(first..last).filter(|_| child == record.child).unwrap_or_default();
    if wrote.first().is_none_or(|entry| entry.by.staff != visitor.staff.id) {
        return Ok(None);
    }
    // The entries up to one are numbered in sequence as all of them are.
    let found = Record::from_entries(child, record.entries()[..first].to_vec()).unwrap_or_else(|_| record.clone());
    Ok(Some(Before { found, wrote: wrote.to_vec() }))
}

/// The record of the child in the address, as a form that was sent is to be read against it: see [`before`].
///
/// # Errors
/// [`PageError::NotFound`] when there is no such child, or none that the visitor has a relation to now.
pub async fn open(app: &App, visitor: &Visitor, id: &str, typed: &Typed) -> PageResult<Record> {
    let (record, before) = open_with(app, visitor, id, typed).await?;
    Ok(before.map_or(record, |before| before.found))
}

/// The record of the child in the address as it is, and as the form found it when it was sent before.
///
/// # Errors
/// As [`open`].
pub async fn open_with(app: &App, visitor: &Visitor, id: &str, typed: &Typed) -> PageResult<(Record, Option<Before>)> {
    let record = crate::seen::open(app, visitor, id).await?;
    let grant = crate::seen::access(app, visitor, &record.state()).await?.ok_or(PageError::NotFound(visitor.lang))?;
    looking::because(&grant);
    let before = match typed.value("key") {
        "" => None,
        key => before(app, visitor, &record, CommandKey::from_label(key)).await?,
    };
    Ok((record, before))
}

/// What a form about a child says, as a command.
pub fn command(app: &App, typed: &Typed, child: ChildId, facts: Vec<Fact>) -> Command {
    Command { child, key: key_of(app, typed), seen: seen(typed), facts }
}

/// Writes one child's command or several children's, all or none, such as one notification about siblings.
///
/// `purpose` is why the person acts, for the log: a fixed word, never text from the form.
///
/// # Errors
/// Only when the store fails.
pub async fn write_all(
    app: &App,
    visitor: &Visitor,
    typed: &mut Typed,
    purpose: &str,
    commands: &[Command],
    label: impl Fn(&str) -> String,
) -> Result<Written, PageError> {
    write_in(app, visitor, typed, (purpose, None), commands, label).await
}

/// As [`write_all`], with the enquiry that is written in by it and settled with it.
///
/// # Errors
/// Only when the store fails.
pub async fn write_in(
    app: &App,
    visitor: &Visitor,
    typed: &mut Typed,
    (purpose, enquiry): (&str, Option<EnquiryId>),
    commands: &[Command],
    label: impl Fn(&str) -> String,
) -> Result<Written, PageError> {
    let context = Context { now: app.now(), by: visitor.author() };
    match app.store().execute_all(app.strategy(), &context, purpose, commands, enquiry).await {
        Ok(_) => Ok(Written::Done),
        Err(ExecuteError::Refused { child, refusal }) => {
            if let (Refusal::Stale { seen, .. }, Some(now)) = (&refusal, app.store().record(child).await?) {
                return Ok(Written::Stale { now: Box::new(now), seen: seen.0 as usize });
            }
            let record = app.store().record(child).await?.unwrap_or_else(|| Record::new(child));
            let command = commands.iter().find(|command| command.child == child);
            // All that is wrong is said at one go; the store's refusal stands first.
            let mut all: Vec<(Option<&Fact>, Refusal)> = command
                .map(|command| (command, all_refusals(&record, command, &context)))
                .map(|(command, found)| found.into_iter().map(|(at, refusal)| (command.facts.get(at), refusal)).collect())
                .unwrap_or_default();
            if all.first().is_none_or(|(_, first)| *first != refusal) {
                all.insert(0, (None, refusal));
            }
            for (fact, refusal) in &all {
                let place = |field: &str| place(typed, *fact, field);
                let (field, message) = refusals::say(visitor.lang, refusal, |field| named(visitor.lang, &label, field, &place(field)));
                let field = place(&field);
                typed.wrong(&field, message);
            }
            Ok(Written::Refused)
        }
        Err(ExecuteError::KeyUsed { .. }) => {
            // What was saved stays; what was typed since can be saved too, as something of its own.
            typed.replace("key", app.command_key().to_string());
            typed.wrong("", t(visitor.lang, "refusals-key-used"));
            Ok(Written::Refused)
        }
        Err(ExecuteError::EnquirySettled { .. }) => {
            typed.wrong("", t(visitor.lang, "door-settled-meanwhile"));
            Ok(Written::Refused)
        }
        Err(ExecuteError::ResponsibleLeft { staff, .. }) => {
            // They left between the page and the answer: no page offers somebody who is not here.
            let name = app.store().staff(staff).await?.map(|staff| staff.name).unwrap_or_default();
            typed.wrong("", t_with(visitor.lang, "refusals-responsible-left", &[("name", name.into())]));
            Ok(Written::Refused)
        }
        Err(ExecuteError::Db(error)) => Err(error.into()),
    }
}

/// What forms call a field of a fact, where it is another name than the domain's because a form states several facts.
const PLACES: &[(&str, &str, &str)] = &[
    ("registered", "birth", "born"),
    ("registered", "cpr", "born"),
    ("acute-assessed", "at", "assessed_at"),
    ("acute-assessed", "reason", "acute_reason"),
    ("screened", "on", "screened_on"),
    ("assessment-opened", "on", "screened_on"),
    ("screened", "reason", "screening_reason"),
    ("assessment-opened", "reason", "screening_reason"),
    ("second-professional-assessed", "conclusion", "second_conclusion"),
    ("intervention-ended", "on", "ended_on"),
    ("intervention-started", "on", "starts_on"),
    ("step-down-aim-stated", "by", "aim_by"),
];

/// The field of the form that was sent in which a fact's field stands.
fn place(typed: &Typed, fact: Option<&Fact>, field: &str) -> String {
    let is_sent = |name: &str| typed.all(name).next().is_some();
    if let Some(Fact::AssessmentSectionWritten(section)) = fact {
        let place = format!("{}-{field}", section.heading.code());
        return if is_sent(&place) { place } else { field.to_owned() };
    }
    if let Some(Fact::Corrected(_)) = fact {
        let place = format!("f-{field}");
        return if is_sent(&place) { place } else { field.to_owned() };
    }
    let places = PLACES.iter().filter(|(kind, name, _)| *name == field && fact.is_some_and(|fact| fact.kind() == *kind));
    places.map(|(_, _, place)| *place).find(|place| is_sent(place)).unwrap_or(field).to_owned()
}

/// The label of a field in a message: the page's own, one that is the same on every page, or just "the field".
fn named(lang: Lang, label: &impl Fn(&str) -> String, field: &str, place: &str) -> String {
    let own = |name: &str| Some(label(name)).filter(|label| label != name);
    let general = |name: &str| {
        Some(match name {
            "acute_reason" => t(lang, "intake-acute-reason"),
            "screening_reason" => t(lang, "intake-screening-reason"),
            "screened_on" => t(lang, "intake-screened-on"),
            "assessed_at" => t(lang, "intake-assessed-at"),
            "second_conclusion" => t(lang, "intake-second-conclusion"),
            "notifier_name" => t(lang, "intake-notifier-name"),
            "notifier_workplace" => t(lang, "intake-workplace"),
            "ended_on" => t(lang, "help-ended-on"),
            "starts_on" => t(lang, "help-decision-starts-on"),
            "aim_by" => t(lang, "help-aim-by"),
            "offer" => t(lang, "help-decision-offer"),
            "why_not_lower" => t(lang, "help-decision-why-not-lower"),
            "why_not_preferred" => t(lang, "help-decision-why-not-preferred"),
            "family_part" => t(lang, "help-plan-family"),
            "known_to" => t(lang, "help-goal-known-to"),
            "place" => t(lang, "child-meeting-place"),
            "note" => t(lang, "help-note"),
            "cpr" => t(lang, "child-text-cpr"),
            "recipients" => t(lang, "child-text-recipients"),
            "until" => t(lang, "child-text-until"),
            "child_wishes" => t(lang, "child-text-child-wishes"),
            _ => return None,
        })
    };
    let found = general(place).filter(|_| place != field).or_else(|| own(place)).or_else(|| own(field)).or_else(|| general(field));
    found.unwrap_or_else(|| t(lang, "refusals-the-field"))
}

/// The command key a form carries, or a fresh one when it carries none.
pub fn key_of(app: &App, typed: &Typed) -> CommandKey {
    match typed.value("key") {
        "" => app.command_key(),
        key => CommandKey::from_label(key),
    }
}

/// The two hidden fields every form about a child carries: its key, and how much of the record the page was made from.
pub fn hidden(key: CommandKey, record: &Record) -> maud::Markup {
    maud::html! {
        input type="hidden" name="key" value=(key);
        input type="hidden" name="set" value=(record.version().0);
    }
}

/// A language's label lookup from the field names of the domain to the page's own labels, by a table.
pub fn labels(lang: Lang, table: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> String {
    move |field| table.iter().find(|(name, _)| *name == field).map_or_else(|| field.to_owned(), |(_, key)| t(lang, key))
}
