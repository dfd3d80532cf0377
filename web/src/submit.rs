//! From a form to the record: facts become a command, and a refusal becomes something the person can act on.

use crate::app::App;
use crate::errors::PageError;
use crate::form::seen;
use crate::parts::field::Typed;
use crate::refusals;
use crate::session::Visitor;
use crate::words::{Lang, t};
use trin_domain::id::{ChildId, CommandKey};
use trin_domain::record::{Command, Context, Fact, Record, Refusal};
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

/// Writes facts about one child on behalf of a visitor.
///
/// `purpose` is why the person acts, for the log: a fixed word, never text from the form.
///
/// # Errors
/// Only when the store fails.
pub async fn write(
    app: &App,
    visitor: &Visitor,
    typed: &mut Typed,
    purpose: &str,
    child: ChildId,
    facts: Vec<Fact>,
    label: impl Fn(&str) -> String,
) -> Result<Written, PageError> {
    let command = Command { child, key: key_of(app, typed), seen: seen(typed), facts };
    write_all(app, visitor, typed, purpose, &[command], label).await
}

/// Writes several children's commands, all or none, such as one notification about siblings.
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
    let context = Context { now: app.now(), by: visitor.author() };
    match app.store().execute_all(app.strategy(), &context, purpose, commands).await {
        Ok(_) => Ok(Written::Done),
        Err(ExecuteError::Refused { child, refusal }) => {
            if let (Refusal::Stale { seen, .. }, Some(now)) = (&refusal, app.store().record(child).await?) {
                return Ok(Written::Stale { now: Box::new(now), seen: seen.0 as usize });
            }
            let (field, message) = refusals::say(visitor.lang, &refusal, label);
            typed.wrong(&field, message);
            Ok(Written::Refused)
        }
        Err(ExecuteError::KeyUsed { .. }) => {
            // What was saved stays; what was typed since can be saved too, as something of its own.
            typed.replace("key", app.command_key().to_string());
            typed.wrong("", t(visitor.lang, "refusals-key-used"));
            Ok(Written::Refused)
        }
        Err(ExecuteError::Db(error)) => Err(error.into()),
    }
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
