//! A sibling the municipality knows: found by name, birthday or CPR number, and linked in both children's records at once.

use crate::app::App;
use crate::errors::PageResult;
use crate::parts::field::{Choice, Field, Typed};
use crate::seen::{self, Seen, age};
use crate::session::Visitor;
use crate::submit;
use crate::words::{Lang, t, t_with};
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::access::Room;
use trin_domain::id::ChildId;
use trin_domain::kinds::RelationKind;
use trin_domain::record::{Command, Fact, RelationAdded, State};
use trin_store::{ChildRow, sibling_key};

/// Children to choose among; more want a longer search.
const FOUND: u32 = 8;

/// Whom a search may mean.
pub(super) enum Sought {
    /// Nobody was searched for, or nobody was found.
    Nobody,
    /// This child.
    One(ChildRow),
    /// One of these, not chosen yet.
    Several(Vec<ChildRow>),
}

impl Sought {
    pub(super) fn chosen(&self) -> Option<&ChildRow> {
        if let Self::One(row) = self { Some(row) } else { None }
    }

    pub(super) fn several(&self) -> &[ChildRow] {
        if let Self::Several(rows) = self { rows } else { &[] }
    }
}

/// Finds who was searched for; what is left to say stands at the field.
pub(super) async fn read(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &mut Typed) -> PageResult<Sought> {
    let lang = visitor.lang;
    let words = typed.value("sibling").to_owned();
    if words.is_empty() || !visitor.is_authority() {
        return Ok(Sought::Nobody);
    }
    let mut found = app.store().search_children(&visitor.reader(app), &words, app.today(), None, FOUND).await?.rows;
    found.retain(|row| row.child != seen.child());
    let chosen = found.iter().position(|row| row.child.to_string() == typed.value("sibling_child"));
    let sought = match (chosen, found.len()) {
        (_, 0) => {
            typed.wrong("sibling", t(lang, "child-sibling-none"));
            return Ok(Sought::Nobody);
        }
        (Some(index), _) => found.swap_remove(index),
        (None, 1) => found.swap_remove(0),
        (None, _) => {
            typed.wrong("sibling_child", t(lang, "child-sibling-several"));
            return Ok(Sought::Several(found));
        }
    };
    if is_linked(&seen.state, sought.child) && links_back(app, sought.child, seen.child()).await? {
        typed.wrong("sibling", t_with(lang, "child-sibling-known", &[("name", sought.name.into())]));
        return Ok(Sought::Nobody);
    }
    Ok(Sought::One(sought))
}

async fn links_back(app: &App, sibling: ChildId, child: ChildId) -> PageResult<bool> {
    Ok(app.store().record(sibling).await?.is_some_and(|record| is_linked(&record.state(), child)))
}

fn is_linked(state: &State<'_>, other: ChildId) -> bool {
    let is_this = |what: &RelationAdded| what.relation == RelationKind::Sibling && what.child == Some(other);
    state.relations.iter().any(|relation| relation.ended_on().is_none() && is_this(relation.added.what))
}

/// The child's own command, with the sibling when it is not there yet, and the one that says the same in the sibling's record.
pub(super) async fn commands(
    app: &App,
    visitor: &Visitor,
    seen: &Seen<'_>,
    typed: &Typed,
    mut facts: Vec<Fact>,
    sibling: Option<&ChildRow>,
    on: Date,
) -> PageResult<Vec<Command>> {
    let link = |child: ChildId, name: &str| {
        let name = name.to_owned();
        Fact::RelationAdded(RelationAdded { relation: RelationKind::Sibling, name, child: Some(child), has_custody: false, on })
    };
    let mut theirs = None;
    if let Some(sibling) = sibling {
        if !is_linked(&seen.state, sibling.child) {
            facts.push(link(sibling.child, &sibling.name));
        }
        if let Some(mut record) = app.store().record(sibling.child).await? {
            let key = sibling_key(submit::key_of(app, typed), sibling.child);
            // A form sent twice is read against what it found the first time, and is then the same command.
            if let Some(before) = submit::before(app, visitor, &record, key).await? {
                record = before.found;
            }
            // What the sibling's own record says is written by those who write there.
            let writes_there = seen::access(app, visitor, &record.state()).await?.is_some_and(|access| access.writes(Room::Network));
            if writes_there && !is_linked(&record.state(), seen.child()) {
                let facts = vec![link(seen.child(), seen.state.name())];
                theirs = Some(Command { child: sibling.child, key, seen: record.version(), facts });
            }
        }
    }
    // Nothing at all filled in is the domain's to answer; the link back alone needs no entry here.
    let own = (!facts.is_empty() || theirs.is_none()).then(|| submit::command(app, typed, seen.child(), facts));
    Ok(own.into_iter().chain(theirs).collect())
}

/// The search, and those found when they are several.
pub(super) fn fields(lang: Lang, today: Date, typed: &Typed, found: &[ChildRow]) -> Markup {
    let ids: Vec<(String, String)> = found
        .iter()
        .map(|row| {
            let told = [Some(row.name.clone()), Some(age(lang, row.birth, today)), row.unit_name.clone()];
            (row.child.to_string(), told.into_iter().flatten().collect::<Vec<_>>().join(", "))
        })
        .collect();
    let choices: Vec<Choice<'_>> = ids.iter().map(|(id, label)| Choice::new(id, label)).collect();
    html! {
        fieldset.group {
            legend { (t(lang, "child-sibling")) }
            (Field::new(lang, "sibling", &t(lang, "child-sibling-label")).hint(&t(lang, "child-sibling-hint")).optional().typed(typed).text())
            @if !choices.is_empty() { (Field::new(lang, "sibling_child", &t(lang, "child-sibling-which")).typed(typed).radios(&choices)) }
        }
    }
}
