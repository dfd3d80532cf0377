//! For whom, and what of it: the page on which everything that may concern somebody else is decided.

use super::{Words, made};
use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form::{Reader, Sent};
use crate::form_page::{self, Saving};
use crate::frame::page;
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Choice, Field, Typed};
use crate::parts::list;
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::{self, Visitor};
use crate::submit;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use maud::{Markup, html};
use trin_domain::access::Room;
use trin_domain::disclosure::{Decision, Decisions, Draft, Occurrence, Part, Place, Recipient, Whole, Why, write_decisions};
use trin_domain::record::{CopyGiven, Fact};

const LABELS: &[(&str, &str)] = &[("who", "child-copy-who"), ("words", "child-copy-words"), ("decisions", "child-copy-decisions")];
/// Letters of the text shown on either side of a place.
const AROUND: usize = 60;

/// Whoever may ask for a protected address, and lets others in: the responsible, those beside them, and their leader.
pub(super) fn may(visitor: &Visitor, seen: &Seen<'_>) -> PageResult<()> {
    let may = seen.grant.sees(Room::ProtectedAddress) && seen.grant.sees_case() && seen.grant.writes(Room::Admission);
    if may { Ok(()) } else { Err(PageError::NotFound(visitor.lang)) }
}

/// `GET /boern/{id}/aktindsigt`: for whom, and what was given before.
pub(in super::super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    may(&visitor, &seen)?;
    Ok(draw(&app, &visitor, &seen, &Typed::default(), None).into_response())
}

/// For whom a copy is, by the form.
struct Asked {
    recipient: Recipient,
    who: String,
    words: Vec<String>,
}

impl Asked {
    fn read(lang: Lang, seen: &Seen<'_>, typed: &mut Typed) -> Option<Self> {
        let parties = crate::child::view_write::parties(lang, seen);
        let mut reader = Reader::new(typed, lang);
        let label = t(lang, "child-copy-who");
        let party = reader.choice("party", &label, |code| {
            let of_family = parties.iter().find(|(value, ..)| value == code);
            let of_family = of_family.map(|(_, who, no)| (no.map_or(Recipient::Child, Recipient::Relative), Some(who.clone())));
            of_family.or_else(|| (code == crate::child::view_write::OTHER).then_some((Recipient::Other, None)))
        });
        let (recipient, who) = party?;
        let who = who.unwrap_or_else(|| reader.text("who", &t(lang, "child-view-name")));
        let words = reader.optional("words").unwrap_or_default();
        let words = words.lines().map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        (!who.is_empty()).then_some(Self { recipient, who, words })
    }

    fn draft(&self, seen: &Seen<'_>) -> Draft {
        Draft::new(seen.record, self.recipient, &self.words, &Words(&seen.names))
    }
}

/// The name of the field in which a place is decided.
fn name_of(place: &Place) -> String {
    format!("d-{place}")
}

/// What is decided so far: of each place, and of whole texts.
fn decisions(typed: &Typed, draft: &Draft) -> Decisions {
    let mut all = Decisions::new();
    for found in draft.occurrences() {
        match typed.value(&name_of(&found.place)) {
            "giv" => drop(all.insert(found.place, Decision::Give)),
            "hold" => drop(all.insert(found.place, Decision::Withhold(found.why))),
            _ => {}
        }
    }
    for whole in typed.all("hel").filter_map(|place| place.parse::<Place>().ok()) {
        all.insert(whole, Decision::Withhold(Why::Chosen));
    }
    all
}

/// `POST /boern/{id}/aktindsigt`: what may concern others, until all of it is decided; then the copy is made and noted.
pub(in super::super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    may(&visitor, &seen)?;
    session::require_step_up(&app, &visitor)?;
    let lang = visitor.lang;
    let again = |status: StatusCode, typed: &Typed| Ok((status, draw(&app, &visitor, &seen, typed, None)).into_response());
    let Some(asked) = Asked::read(lang, &seen, &mut typed).filter(|_| typed.is_fine()) else {
        return again(StatusCode::UNPROCESSABLE_ENTITY, &typed);
    };
    let draft = asked.draft(&seen);
    let goes = typed.value("goer").to_owned();
    if let Some((why, decision)) = goes.strip_prefix("alle:").and_then(|all| all.split_once(':')) {
        for found in draft.occurrences().iter().filter(|found| found.why.code() == why && matches!(decision, "giv" | "hold")) {
            typed.replace(&name_of(&found.place), decision.to_owned());
        }
        return again(StatusCode::OK, &typed);
    }
    if goes != "giv" {
        return again(StatusCode::OK, &typed);
    }
    let decided = decisions(&typed, &draft);
    let disclosure = match draft.redact(&decided) {
        Ok(disclosure) => disclosure,
        Err(undecided) => {
            let first = undecided.first().map(|found| name_of(&found.place)).unwrap_or_default();
            typed.wrong(&first, t_with(lang, "child-copy-undecided", &[("count", undecided.len().into())]));
            return again(StatusCode::UNPROCESSABLE_ENTITY, &typed);
        }
    };
    let on = app.today();
    let copy = made::Copy::of(&app, &seen, seen.state.name(), &asked.who, on, &disclosure).await?;
    let (is_child, relation) = match asked.recipient {
        Recipient::Child => (true, None),
        Recipient::Relative(no) => (false, Some(no)),
        Recipient::Other => (false, None),
    };
    let given = CopyGiven {
        on,
        who: asked.who,
        is_child,
        relation,
        last: trin_domain::record::EntryNo(record.version().0),
        words: asked.words.join("\n"),
        decisions: write_decisions(&decided),
        digest: copy.digest(),
    };
    let address = paths::below(seen.child(), "aktindsigt");
    let then = format!("{address}/{}", record.version().0 + 1);
    let saving = Saving { address: &address, purpose: "copy", then, done: "child-done-copy", draw };
    form_page::save(&app, &visitor, &seen, typed, Some(vec![Fact::CopyGiven(given)]), submit::labels(lang, LABELS), saving).await
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let title = t_with(lang, "child-copy-title", &[("name", seen.first_name().to_owned().into())]);
    let address = paths::below(seen.child(), "aktindsigt");
    let asked = Asked::read(lang, seen, &mut typed.clone());
    let body = html! {
        (submit::hidden(submit::key_of(app, typed), seen.record))
        (for_whom(lang, seen, typed))
        @match &asked {
            None => (button::row(button::submit(&t(lang, "child-copy-begin"), Weight::Main))),
            Some(asked) => (to_decide(lang, &asked.draft(seen), typed)),
        }
    };
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, "child-copy-lead")) }
        @if let Some(notice) = notice { (notice) }
        (field::errors(lang, typed, &body))
        (field::form(lang, &address, None, body))
        p { a href=(paths::child(seen.child())) { (t(lang, "forms-back")) } }
    };
    page(&seen.frame(app, visitor), &title, main, Some(given_before(lang, seen)))
}

fn for_whom(lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
    let parties = crate::child::view_write::parties(lang, seen);
    let other = t(lang, "child-view-other");
    let choices = parties.iter().map(|(value, who, _)| Choice::new(value, who));
    let choices: Vec<Choice<'_>> = choices.chain([Choice::new(crate::child::view_write::OTHER, &other)]).collect();
    html! {
        (Field::new(lang, "party", &t(lang, "child-copy-for")).typed(typed).radios(&choices))
        (Field::new(lang, "who", &t(lang, "child-view-name-label")).hint(&t(lang, "child-copy-other-hint")).when_needed().typed(typed).text())
        (Field::new(lang, "words", &t(lang, "child-copy-words-label")).hint(&t(lang, "child-copy-words-hint")).optional().lines(3).typed(typed).text_area())
    }
}

/// Every place to decide, by why it was found, and every text to withhold whole.
fn to_decide(lang: Lang, draft: &Draft, typed: &Typed) -> Markup {
    let decided = decisions(typed, draft);
    let open = draft.occurrences().iter().filter(|found| !decided.contains_key(&found.place)).count();
    html! {
        // First of the form's buttons: what Enter in a field presses.
        (button::row(html! { button.button.other type="submit" name="goer" value="vis" { (t(lang, "child-copy-look-again")) } }))
        p.notice role="status" { (t_with(lang, "child-copy-count", &[("count", draft.occurrences().len().into()), ("open", open.into())])) }
        @for why in Why::ALL {
            @let found: Vec<&Occurrence> = draft.occurrences().iter().filter(|found| found.why == *why).collect();
            @if !found.is_empty() {
                fieldset.group {
                    legend { (lang.pick(why.da(), why.en())) " (" (found.len()) ")" }
                    div.buttons {
                        @for (decision, key) in [("hold", "child-copy-hold-all"), ("giv", "child-copy-give-all")] {
                            button.button.quiet type="submit" name="goer" value=(format!("alle:{}:{decision}", why.code())) { (t(lang, key)) }
                        }
                    }
                    @for found in found { (one(lang, draft, found, typed)) }
                }
            }
        }
        (list::unfold(&t(lang, "child-copy-whole"), html! {
            p.note { (t(lang, "child-copy-whole-hint")) }
            @for part in draft.parts() { (whole(lang, part, typed)) }
        }))
        (button::row(html! {
            button.button.grave type="submit" name="goer" value="giv" { (t(lang, "child-copy-give")) }
            button.button.other type="submit" name="goer" value="vis" { (t(lang, "child-copy-look-again")) }
        }))
    }
}

/// One place, in the words around it.
fn one(lang: Lang, draft: &Draft, found: &Occurrence, typed: &Typed) -> Markup {
    let Some(part) = draft.parts().iter().find(|part| part.no == found.place.no) else { return html! {} };
    let line = part.lines.get(found.place.line);
    let text = line.and_then(|line| line.says.as_deref().ok()).unwrap_or_default();
    let (from, to) = found.place.bytes;
    let (before, word, after) =
        (text.get(..from).unwrap_or_default(), text.get(from..to).unwrap_or_default(), text.get(to..).unwrap_or_default());
    let cut = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let name = name_of(&found.place);
    let (hold, give) = (t(lang, "child-copy-hold"), t(lang, "child-copy-let"));
    let label = t_with(
        lang,
        "child-copy-place",
        &[
            ("no", part.no.0.into()),
            ("kind", part.name.to_owned().into()),
            ("field", line.map(|line| line.label.clone()).unwrap_or_default().into()),
        ],
    );
    html! {
        div.to-decide {
            p.words { @if cut > 0 { "… " } (&before[cut..]) mark { (word) } (&after[..end]) @if end < after.len() { " …" } }
            (Field::new(lang, &name, &label).typed(typed).radios(&[Choice::new("hold", &hold), Choice::new("giv", &give)]))
        }
    }
}

/// An entry's texts, each with a box to withhold all of it.
fn whole(lang: Lang, part: &Part<Whole>, typed: &Typed) -> Markup {
    let chosen: Vec<&str> = typed.all("hel").collect();
    html! {
        fieldset.group {
            legend { (t_with(lang, "child-copy-entry", &[("no", part.no.0.into()), ("kind", part.name.to_owned().into())])) }
            @for (index, line) in part.lines.iter().enumerate() {
                @match &line.says {
                    Ok(text) => {
                        @let place = Place { no: part.no, line: index, bytes: (0, text.len()) }.to_string();
                        label.choice {
                            input type="checkbox" name="hel" value=(place) checked[chosen.contains(&place.as_str())];
                            span { b { (format::capital(&line.label)) ": " } (text) }
                        }
                    }
                    Err(why) => p.quiet { (format::capital(&line.label)) ": " (t(lang, "child-copy-never")) " (" (lang.pick(why.da(), why.en()).to_lowercase()) ")" },
                }
            }
        }
    }
}

/// What was given before.
fn given_before(lang: Lang, seen: &Seen<'_>) -> Markup {
    let address = paths::below(seen.child(), "aktindsigt");
    list::section(
        &t(lang, "child-copy-before"),
        html! {
            @if seen.state.copies.is_empty() { p.quiet { (t(lang, "child-copy-none")) } }
            ul.plain {
                @for copy in seen.state.copies.iter().rev() {
                    li { a href=(format!("{address}/{}", copy.no)) { (copy.what.who) } span.quiet { " · " (format::date(lang, copy.what.on)) " · " (seen.names.of(copy.by.staff)) } }
                }
            }
        },
    )
}
