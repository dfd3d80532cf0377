//! Records that were opened in an emergency and wait for a review: at once on the day of whoever is responsible, and of the leaders.

use crate::app::App;
use crate::errors::PageResult;
use crate::parts::duty;
use crate::parts::list;
use crate::paths;
use crate::seen::due;
use crate::session::Visitor;
use crate::words::t;
use maud::{Markup, html};
use trin_domain::duties::DutyKind;

/// How many are shown.
const SHOWN: u32 = 10;

/// The list; nothing where none waits. Whoever opened one sees it too, while it is open to them.
pub(super) async fn waiting(app: &App, visitor: &Visitor) -> PageResult<Option<Markup>> {
    if !visitor.is_authority() {
        return Ok(None);
    }
    let (lang, now) = (visitor.lang, app.now());
    let rows = app.store().duties_of_kind(&visitor.reader(app), DutyKind::GlassReview, now, SHOWN).await?;
    Ok((!rows.is_empty()).then(|| {
        list::section(
            &t(lang, "access-glass-open-now"),
            html! {
                p { (t(lang, "access-glass-open-lead")) }
                ul.plain {
                    @for row in &rows {
                        li {
                            a href=(paths::below(row.child, "adgang")) { b { (row.child_name) } } " "
                            (duty::due(lang, due(row.duty.due()), now))
                            p.quiet { (lang.pick(&row.duty.because_da, &row.duty.because_en)) }
                        }
                    }
                }
            },
        )
    }))
}
