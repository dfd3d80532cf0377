//! For whom, and what of it: the page on which everything that may concern somebody else is decided.

use super::{made, words};
use crate::app::App;
use crate::child::view_write::{OTHER, is_party, parties};
use crate::drafts;
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

const LABELS: &[(&str, &str)] =
    &[("who", "child-copy-who"), ("ground", "child-copy-ground"), ("words", "child-copy-words"), ("decisions", "child-copy-decisions")];
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
    // What was chosen before the telephone rang.
    let typed = drafts::load(&app, &visitor, &drafts::key(&address(&seen))).await?;
    let notice = if typed.value("party").is_empty() {
        None
    } else {
        session::require_step_up(&app, &visitor)?;
        Some(html! { p.notice role="status" { (t(visitor.lang, "child-copy-draft")) } })
    };
    Ok(draw(&app, &visitor, &seen, &typed, notice).into_response())
}

fn address(seen: &Seen<'_>) -> String {
    paths::below(seen.child(), "aktindsigt")
}

/// For whom a copy is, by the form.
struct Asked {
    recipient: Recipient,
    who: String,
    /// Why they may have it, when they are no party.
    ground: String,
    words: Vec<String>,
}

impl Asked {
    fn read(lang: Lang, seen: &Seen<'_>, typed: &mut Typed) -> Option<Self> {
        let parties = parties(lang, seen);
        let mut reader = Reader::new(typed, lang);
        let label = t(lang, "child-copy-who");
        let party = reader.choice("party", &label, |code| {
            let of_family = parties.iter().find(|(value, ..)| value == code);
            let of_family = of_family.map(|(_, who, no)| (no.map_or(Recipient::Child, Recipient::Relative), Some(who.clone())));
            of_family.or_else(|| (code == OTHER).then_some((Recipient::Other, None)))
        });
        let (recipient, who) = party?;
        let who = who.unwrap_or_else(|| reader.text("who", &t(lang, "child-view-name")));
        let is_party = match recipient {
            Recipient::Child => true,
            Recipient::Relative(no) => is_party(seen, Some(no)),
            Recipient::Other => false,
        };
        let ground = if is_party { String::new() } else { reader.text("ground", &t(lang, "child-copy-ground")) };
        let words = reader.optional("words").unwrap_or_default();
        let words = words.lines().map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        (!who.is_empty() && (is_party || !ground.is_empty())).then_some(Self { recipient, who, ground, words })
    }

    fn draft(&self, seen: &Seen<'_>) -> Draft {
        Draft::new(seen.record, self.recipient, &self.words, &words(&seen.names))
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

/// What a button decides of many places at once: of one person everywhere, or of all of a kind that nobody has decided yet.
fn decide_many(typed: &mut Typed, draft: &Draft, goes: &str) {
    let mut parts = goes.splitn(3, ':');
    let (Some(which), Some(key), Some(decision @ ("giv" | "hold"))) = (parts.next(), parts.next(), parts.next()) else { return };
    let is_of = |found: &&Occurrence| match which {
        "alle" => found.why.code() == key,
        _ => found.whom.is_some_and(|whom| draft.subjects()[whom].key == key),
    };
    for found in draft.occurrences().iter().filter(is_of) {
        let name = name_of(&found.place);
        if which == "hver" || !matches!(typed.value(&name), "giv" | "hold") {
            typed.replace(&name, decision);
        }
    }
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
    typed.replace("goer", "");
    decide_many(&mut typed, &draft, &goes);
    if goes != "giv" {
        drafts::keep(&app, &visitor, &drafts::key(&address(&seen)), &typed).await?;
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
        ground: asked.ground,
        last: trin_domain::record::EntryNo(record.version().0),
        words: asked.words.join("\n"),
        decisions: write_decisions(&decided),
        digest: copy.digest(),
        copy: copy.packed(),
    };
    let address = address(&seen);
    let then = format!("{address}/{}", record.version().0 + 1);
    let saving = Saving { address: &address, purpose: "copy", then, done: "child-done-copy", draw };
    form_page::save(&app, &visitor, &seen, typed, Some(vec![Fact::CopyGiven(given)]), submit::labels(lang, LABELS), saving).await
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let title = t_with(lang, "child-copy-title", &[("name", seen.first_name().to_owned().into())]);
    let address = address(seen);
    let asked = Asked::read(lang, seen, &mut typed.clone());
    let body = html! {
        (submit::hidden(submit::key_of(app, typed), seen.record))
        (for_whom(lang, seen, typed))
        @match &asked {
            None => {
                // What was decided stays decided while it is put right for whom.
                @for beginning in ["d-", "hel"] {
                    @for (rest, value) in typed.beginning_with(beginning) { (field::hidden(&format!("{beginning}{rest}"), &value)) }
                }
                (button::row(button::submit(&t(lang, "child-copy-begin"), Weight::Main)))
            }
            Some(asked) => (to_decide(lang, &address, &asked.draft(seen), typed)),
        }
    };
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, "child-copy-lead")) }
        @if let Some(notice) = notice { (notice) }
        (field::errors(lang, typed, &body))
        (field::form(lang, &address, Some(&drafts::key(&address)), body))
        p { a href=(paths::child(seen.child())) { (t(lang, "forms-back")) } }
    };
    page(&seen.frame(app, visitor), &title, main, Some(given_before(lang, seen)))
}

fn for_whom(lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
    let all = parties(lang, seen);
    let other = t(lang, "child-view-other");
    let of = |party: bool| all.iter().filter(move |(.., no)| is_party(seen, *no) == party).map(|(value, who, _)| Choice::new(value, who));
    let groups = [
        (t(lang, "child-copy-parties"), String::new(), of(true).collect::<Vec<_>>()),
        (t(lang, "child-copy-no-parties"), t(lang, "child-copy-no-parties-more"), of(false).chain([Choice::new(OTHER, &other)]).collect()),
    ];
    let groups: Vec<(&str, &str, Vec<Choice<'_>>)> =
        groups.iter().map(|(name, more, all)| (name.as_str(), more.as_str(), all.clone())).collect();
    html! {
        (Field::new(lang, "party", &t(lang, "child-copy-for")).typed(typed).radios_under(&groups))
        (Field::new(lang, "who", &t(lang, "child-view-name-label")).hint(&t(lang, "child-copy-other-hint")).when_needed().typed(typed).text())
        (Field::new(lang, "ground", &t(lang, "child-copy-ground-label")).hint(&t(lang, "child-copy-ground-hint")).when_needed().typed(typed).text())
        (Field::new(lang, "words", &t(lang, "child-copy-words-label")).hint(&t(lang, "child-copy-words-hint")).optional().lines(3).typed(typed).text_area())
    }
}

/// The places of one person, or those of whom nobody can say.
struct Together<'d> {
    whom: Option<usize>,
    found: Vec<&'d Occurrence>,
}

/// The places found for one reason: each person's together, then the rest.
fn together(draft: &Draft, why: Why) -> Vec<Together<'_>> {
    let mut all: Vec<Together<'_>> = Vec::new();
    for found in draft.occurrences().iter().filter(|found| found.why == why) {
        match all.iter_mut().find(|together| together.whom == found.whom) {
            Some(together) => together.found.push(found),
            None => all.push(Together { whom: found.whom, found: vec![found] }),
        }
    }
    all.sort_by_key(|together| together.whom.is_none());
    all
}

/// Where one is taken after choosing: the first place that is left, or the end.
const ONWARD: &str = "mangler";

/// Every place to decide, by why it was found and whom it names, and every text to withhold whole.
fn to_decide(lang: Lang, address: &str, draft: &Draft, typed: &Typed) -> Markup {
    let decided = decisions(typed, draft);
    let is_open = |found: &&Occurrence| !decided.contains_key(&found.place);
    let open = draft.occurrences().iter().filter(is_open).count();
    let groups: Vec<(Why, Vec<Together<'_>>)> = Why::ALL.iter().map(|why| (*why, together(draft, *why))).collect();
    let first = groups.iter().flat_map(|(_, all)| all).flat_map(|together| &together.found).copied().find(is_open).map(|found| found.place);
    let button = |goes: &str, to: &str, label: &str| {
        html! { button.button.quiet type="submit" name="goer" value=(goes) formaction=(format!("{address}#{to}")) { (label) } }
    };
    let look_again = html! {
        button.button.other type="submit" name="goer" value="vis" formaction=(format!("{address}#{ONWARD}")) { (t(lang, "child-copy-look-again")) }
    };
    html! {
        // First of the form's buttons: what Enter in a field presses.
        (button::row(look_again.clone()))
        p.notice role="status" { (t_with(lang, "child-copy-count", &[("count", draft.occurrences().len().into()), ("open", open.into())])) }
        @for (why, all) in groups.iter().filter(|(_, all)| !all.is_empty()) {
            @let found = || all.iter().flat_map(|together| &together.found).copied();
            @let left = found().filter(is_open).count();
            fieldset.group id=(why.code()) {
                legend { (lang.pick(why.da(), why.en())) " (" (found().count()) ")" }
                @if left > 0 {
                    div.buttons {
                        @for (decision, key) in [("hold", "child-copy-hold-rest"), ("giv", "child-copy-give-rest")] {
                            (button(&format!("alle:{}:{decision}", why.code()), why.code(), &t_with(lang, key, &[("count", left.into())])))
                        }
                    }
                }
                @for together in all {
                    @let subject = together.whom.and_then(|whom| draft.subjects().get(whom)).filter(|_| together.found.len() > 1);
                    @if let Some(subject) = subject {
                        @let id = format!("{}-{}", why.code(), together.whom.unwrap_or_default());
                        h3 id=(id) { (subject.name) " (" (together.found.len()) ")" }
                        div.buttons {
                            @for (decision, key) in [("hold", "child-copy-hold-person"), ("giv", "child-copy-give-person")] {
                                (button(&format!("hver:{}:{decision}", subject.key), &id, &t_with(lang, key, &[("name", subject.name.clone().into())])))
                            }
                        }
                    }
                    @for found in &together.found { (one(lang, draft, found, typed, (first == Some(found.place)).then_some(ONWARD))) }
                }
            }
        }
        (list::unfold(&t(lang, "child-copy-whole"), html! {
            p.note { (t(lang, "child-copy-whole-hint")) }
            @for part in draft.parts() { (whole(lang, part, typed)) }
        }))
        div id=[first.is_none().then_some(ONWARD)] {
            (button::row(html! {
                button.button.grave type="submit" name="goer" value="giv" { (t(lang, "child-copy-give")) }
                (look_again)
            }))
        }
    }
}

/// Where the words before a place begin: with a whole word, if there is one so near.
fn begins(before: &str) -> usize {
    let Some((at, _)) = before.char_indices().rev().nth(AROUND) else { return 0 };
    let mut letters = before[at..].char_indices();
    letters.find(|(_, letter)| letter.is_whitespace()).map_or(at, |(space, letter)| at + space + letter.len_utf8())
}

/// Where the words after a place end, likewise.
fn ends(after: &str) -> usize {
    let Some((at, _)) = after.char_indices().nth(AROUND) else { return after.len() };
    after[..at].rfind(char::is_whitespace).unwrap_or(at)
}

/// One place, in the words around it.
fn one(lang: Lang, draft: &Draft, found: &Occurrence, typed: &Typed, id: Option<&str>) -> Markup {
    let Some(part) = draft.parts().iter().find(|part| part.no == found.place.no) else { return html! {} };
    let line = part.lines.get(found.place.line);
    let text = line.and_then(|line| line.says.as_deref().ok()).unwrap_or_default();
    let (from, to) = found.place.bytes;
    let (before, word, after) =
        (text.get(..from).unwrap_or_default(), text.get(from..to).unwrap_or_default(), text.get(to..).unwrap_or_default());
    let (cut, end) = (begins(before), ends(after));
    let name = name_of(&found.place);
    let (hold, give) = (t(lang, "child-copy-hold"), t(lang, "child-copy-let"));
    let label = t_with(
        lang,
        "child-copy-place",
        &[
            ("no", part.no.0.into()),
            ("kind", part.name.clone().into()),
            ("field", line.map(|line| line.label.clone()).unwrap_or_default().into()),
        ],
    );
    html! {
        div.to-decide id=[id] {
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
            legend { (t_with(lang, "child-copy-entry", &[("no", part.no.0.into()), ("kind", part.name.clone().into())])) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_place_is_whole_words() {
        let (word, long) = ("æblegrød ".repeat(20), "æ".repeat(200));
        assert!(word[begins(&word)..].starts_with("æblegrød ") && word[begins(&word)..].chars().count() == 54);
        assert!(word[..ends(&word)].ends_with(" æblegrød"));
        assert_eq!((begins("kort "), ends(" kort")), (0, 5));
        // No end of a word so near: cut where it may be cut.
        assert_eq!(long[begins(&long)..].chars().count(), AROUND + 1);
        assert_eq!(long[..ends(&long)].chars().count(), AROUND);
    }
}
