//! How the family sees an entry. It stands with the entry wherever the entry is shown, unfolded and in print (principle 8).

use crate::seen::Seen;
use crate::words::{Lang, format, t, t_with};
use maud::{Markup, html};
use trin_domain::calendar::day_of;
use trin_domain::record::{EntryNo, Noted, ViewAttached};

/// Who said it, as far as the visitor may know.
pub(super) fn who(lang: Lang, seen: &Seen<'_>, view: &ViewAttached) -> String {
    seen.grant.sees_who_said(view).map_or_else(|| t(lang, "child-view-the-family"), str::to_owned)
}

/// Every view of an entry that the visitor sees, oldest first; nothing when there is none.
pub(crate) fn of(lang: Lang, seen: &Seen<'_>, no: EntryNo) -> Markup {
    let views: Vec<_> = seen.state.views_of(no).filter(|view| seen.grant.sees_view(&seen.state, view)).collect();
    html! { @for view in views { (one(lang, seen, view)) } }
}

fn one(lang: Lang, seen: &Seen<'_>, view: &Noted<'_, ViewAttached>) -> Markup {
    let today = day_of(seen.now);
    let written = [
        ("day", format::day(lang, view.what.on, today).into()),
        ("who", seen.names.of(view.by.staff).to_owned().into()),
        ("role", lang.pick(view.by.role.da(), view.by.role.en()).to_owned().into()),
        ("written", format::day(lang, day_of(view.recorded_at), today).into()),
    ];
    let name = format!("view-{}", view.no);
    html! {
        figure.view aria-labelledby=(name) {
            figcaption id=(name) { (t_with(lang, "child-view-sees", &[("who", who(lang, seen, view.what).into())])) }
            blockquote { p.words { (view.what.text) } }
            p.quiet { (t_with(lang, "child-view-written", &written)) }
        }
    }
}
