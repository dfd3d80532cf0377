//! Protected addresses that were shown: told to whoever is responsible for the child, and to their leader when it was to themselves.

use super::told::Told;
use crate::app::App;
use crate::errors::PageResult;
use crate::parts::list;
use crate::paths;
use crate::session::Visitor;
use crate::words::{format, t, t_with};
use jiff::Timestamp;
use maud::{Markup, html};
use std::collections::BTreeMap;
use trin_domain::access::Room;
use trin_domain::id::ChildId;
use trin_domain::record::{EntryNo, Fact};
use trin_store::{NewsRow, ReadList};

/// How many are shown: more would be read by nobody one by one.
const SHOWN: u32 = 20;

/// The list with what each was used for, until they say they have read it; nothing where none was shown.
pub(super) async fn shown(app: &App, visitor: &Visitor) -> PageResult<Option<Markup>> {
    if !visitor.is_authority() {
        return Ok(None);
    }
    let (lang, now, me) = (visitor.lang, app.now(), visitor.staff.id);
    // Whoever has never said so has seen none.
    let since = app.store().read_until(me, ReadList::Addresses).await?.unwrap_or(Timestamp::UNIX_EPOCH);
    let rows = app.store().addresses_shown(&visitor.reader(app), me, since, SHOWN + 1).await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let told = Told::of(ReadList::Addresses, rows, SHOWN as usize);
    let purposes = facts(app, visitor, &told.rows).await?;
    let purpose = |row: &NewsRow| match purposes.get(&(row.child, row.no)) {
        Some(Fact::AddressShown(shown)) => Some(shown.purpose.clone()),
        _ => None,
    };
    Ok(Some(list::section(
        &t(lang, "access-address-told"),
        html! {
            p { (t(lang, "access-address-told-lead")) }
            ul.plain {
                @for row in &told.rows {
                    @let by = row.by_name.clone().unwrap_or_default();
                    @let values = [("name", by.into()), ("when", format::instant(lang, row.at, now).into())];
                    li {
                        a href=(paths::entry(row.child, row.no)) { b { (row.child_name) } } " " (t_with(lang, "access-address-told-by", &values))
                        @if let Some(purpose) = purpose(row) { p.quiet { (t_with(lang, "access-quoted", &[("text", purpose.into())])) } }
                    }
                }
            }
            (told.button(lang))
        },
    )))
}

/// What the entries say, as far as the visitor sees that room of the record.
pub(super) async fn facts(app: &App, visitor: &Visitor, rows: &[NewsRow]) -> PageResult<BTreeMap<(ChildId, EntryNo), Fact>> {
    let places: Vec<(ChildId, EntryNo)> = rows.iter().map(|row| (row.child, row.no)).collect();
    let mut children: Vec<ChildId> = places.iter().map(|(child, _)| *child).collect();
    children.dedup();
    let rooms = app.store().rooms_seen(&visitor.reader(app), &children).await?;
    let sees = |child: &ChildId, fact: &Fact| rooms.get(child).is_some_and(|rooms| rooms.has(Room::of(fact)));
    let entries = app.store().entries_at(&places).await?.into_iter().filter(|(child, entry)| sees(child, &entry.fact));
    Ok(entries.map(|(child, entry)| ((child, entry.no), entry.fact)).collect())
}
