//! Forms about a child that its day-care or school writes by itself, one fact each: what the address names, what is asked, and how it is read.

use crate::app::App;
use crate::drafts;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Form, Saving};
use crate::parts::field::{Field, Typed};
use crate::rounds::PURPOSE;
use crate::seen::{self, Seen};
use crate::session::{Visitor, done};
use crate::submit;
use crate::words::{Lang, t};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use std::collections::BTreeMap;
use trin_domain::id::ChildId;
use trin_domain::record::Fact;

/// The field of a button that says in one press what a form says in words.
pub(crate) const ONE_PRESS: &str = "hurtigt";
/// Fields of a form that are no words of a person.
const CARRIED: [&str; 5] = ["key", "set", "on", "hvordan", ONE_PRESS];

/// The parts of an address by name.
pub(crate) struct At {
    path: BTreeMap<String, String>,
}

impl At {
    pub(crate) fn part(&self, name: &str) -> &str {
        self.path.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// One of the forms.
pub(crate) trait Writes: Sized + Send + Sync {
    /// Whether it follows from what stands in the record, so that what others wrote meanwhile is shown first.
    const FOLLOWS: bool = true;
    /// The text that says it was done.
    const SAID: &'static str;
    /// The page's names of the domain's fields.
    const LABELS: &'static [(&'static str, &'static str)];

    /// What the address names, as far as it is this visitor's.
    fn of(app: &App, visitor: &Visitor, seen: &Seen<'_>, at: &At) -> PageResult<Self>;
    fn address(&self, child: ChildId) -> String;
    /// Where to go when it is saved.
    fn then(&self, seen: &Seen<'_>) -> String;
    /// Where one goes who writes nothing.
    fn back(&self, seen: &Seen<'_>) -> String {
        self.then(seen)
    }
    /// What follows from the address.
    fn known(&self, _: &Seen<'_>) -> Vec<(&'static str, String)> {
        Vec::new()
    }
    /// Title, lead and button.
    fn texts(&self, lang: Lang, seen: &Seen<'_>) -> [String; 3];
    /// What stands above the fields.
    fn above(&self, _: Lang) -> Markup {
        html! {}
    }
    fn fields(&self, lang: Lang, typed: &Typed) -> Markup;
    /// The fact, when nothing is missing. The day, `on`, is today until another is typed.
    fn read(&self, reader: &mut Reader<'_>, lang: Lang) -> Option<Fact>;
}

pub(crate) async fn show<W: Writes>(State(app): State<App>, visitor: Visitor, Path(path): Path<BTreeMap<String, String>>) -> PageResult {
    let at = At { path };
    let record = seen::open(&app, &visitor, at.part("barn")).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let form = W::of(&app, &visitor, &seen, &at)?;
    let known = form.known(&seen);
    form_page::show_seen(&app, &visitor, &seen, &form.address(seen.child()), &known, draws(&form)).await
}

pub(crate) async fn save<W: Writes>(
    State(app): State<App>,
    visitor: Visitor,
    Path(path): Path<BTreeMap<String, String>>,
    Sent(mut typed): Sent,
) -> PageResult {
    let (lang, at) = (visitor.lang, At { path });
    let record = submit::open(&app, &visitor, at.part("barn"), &typed).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let form = W::of(&app, &visitor, &seen, &at)?;
    // One press never overtakes words that were begun: they are shown instead.
    let address = form.address(seen.child());
    if !typed.value(ONE_PRESS).is_empty() {
        let begun = drafts::load(&app, &visitor, &drafts::key(&address)).await?;
        let is_words = |(name, value): &(String, String)| !CARRIED.contains(&name.as_str()) && !value.trim().is_empty();
        if begun.as_sent().iter().any(is_words) {
            return Ok(Redirect::to(&done(&address, "worries-done-begun")).into_response());
        }
    }
    // What was written meanwhile that they may not see is nothing for them to read first.
    let since: usize = typed.value("set").parse().unwrap_or(0);
    let told = record.entries().iter().skip(since).any(|entry| seen.grant.sees_entry(&seen.state, &visitor.staff, entry));
    if !W::FOLLOWS || (since > 0 && !told) {
        typed.replace("set", record.version().0.to_string());
    }
    let facts = form.read(&mut Reader::new(&mut typed, lang), lang).map(|fact| vec![fact]);
    let saving = Saving { address: &address, purpose: PURPOSE, then: form.then(&seen), done: W::SAID, draw: draws(&form) };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(lang, W::LABELS), saving).await
}

fn draws<W: Writes>(form: &W) -> impl form_page::Draws {
    move |app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>| {
        let lang = visitor.lang;
        let typed = typed.clone().or_else("on", date_value(app.today()));
        let [title, lead, button] = form.texts(lang, seen);
        let (address, back) = (form.address(seen.child()), form.back(seen));
        let page = Form { title: &title, lead: &lead, address: &address, button: &button, side: None, back: Some(&back) };
        let above = html! { @if let Some(notice) = notice { (notice) } (form.above(lang)) };
        page.page(app, visitor, seen, &typed, Some(above), form.fields(lang, &typed))
    }
}

/// A day, called by a text.
pub(crate) fn day(lang: Lang, name: &str, key: &str, typed: &Typed) -> Markup {
    Field::new(lang, name, &t(lang, key)).typed(typed).date()
}
