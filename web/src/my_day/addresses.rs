//! Protected addresses that were shown: told to whoever is responsible for the child, and to their leader when it was to themselves.

use crate::app::App;
use crate::errors::PageResult;
use crate::parts::button::{self, Weight};
use crate::parts::list;
use crate::paths;
use crate::session::Visitor;
use crate::words::{format, t, t_with};
use jiff::Timestamp;
use maud::{Markup, html};

/// How many are shown: more would be read by nobody one by one.
const SHOWN: u32 = 50;

/// The list, until they say they have read it; nothing where none was shown.
pub(super) async fn shown(app: &App, visitor: &Visitor, last_looked: Option<Timestamp>) -> PageResult<Option<Markup>> {
    if !visitor.is_authority() {
        return Ok(None);
    }
    let (lang, now, me) = (visitor.lang, app.now(), visitor.staff.id);
    // Whoever has never said so has seen none.
    let since = last_looked.unwrap_or(Timestamp::UNIX_EPOCH);
    let rows = app.store().addresses_shown(&visitor.reader(app), me, since, SHOWN).await?;
    Ok((!rows.is_empty()).then(|| {
        list::section(
            &t(lang, "access-address-told"),
            html! {
                p { (t(lang, "access-address-told-lead")) }
                ul.plain {
                    @for row in &rows {
                        @let by = row.by_name.clone().unwrap_or_default();
                        @let values = [("name", by.into()), ("when", format::instant(lang, row.at, now).into())];
                        li { a href=(paths::entry(row.child, row.no)) { b { (row.child_name) } } " " (t_with(lang, "access-address-told-by", &values)) }
                    }
                }
                (button::post("/min-dag/laest", &[], &t(lang, "my-day-read"), Weight::Quiet))
            },
        )
    }))
}
