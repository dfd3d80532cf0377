//! Team: how many children each caseworker has against the target, what is late, which responsibilities wait, and that nobody is unassigned.

mod asked;
mod kept;

use crate::app::App;
use crate::children_table::children_table;
use crate::errors::{PageError, PageResult};
use crate::frame::{Frame, Room, page};
use crate::names::Names;
use crate::parts::table::{Column, table};
use crate::parts::{duty, list};
use crate::paths;
use crate::seen::{duty_view, rooms_of, with_child};
use crate::session::Visitor;
use crate::words::{Lang, format, t, t_with};
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::{get, post};
use maud::{Markup, html};
use serde::Deserialize;
use trin_domain::duties::DutyKind;
use trin_domain::id::StaffId;
use trin_domain::kinds::Role;
use trin_insight::caseload::{Shared, shared};
use trin_insight::counts::totals;
use trin_insight::statistics::FEWEST;
use trin_insight::timeliness::{Outcomes, kept_in_time};
use trin_store::{Caseload, ChildRow, Cursor, LateCount, OfferRow, Page, Timeliness};

mod log;

/// The duties whose keeping in time the country measures, and so the ones shown as shares.
const TIMELY: [DutyKind; 6] = [
    DutyKind::AcuteAssessment,
    DutyKind::Receipt,
    DutyKind::Assessment,
    DutyKind::ChildHeard,
    DutyKind::FirstFollowUp,
    DutyKind::NextFollowUp,
];

/// Rows on one page.
const ROWS: u32 = 30;

/// The room's routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/team", get(show))
        .route("/team/forfaldne", get(late))
        .route("/team/boern", get(children_of))
        .route("/team/log", get(log::show))
        .route("/team/log/laest", post(asked::read))
        .route("/team/log/{no}", get(log::show_one).post(log::mark))
        .route("/mig/stikproever", get(log::mine).post(log::answer))
        .route("/team/sletning", get(kept::show))
}

async fn show(State(app): State<App>, visitor: Visitor) -> PageResult<Markup> {
    let lang = visitor.lang;
    visitor.must_lead()?;
    let (today, now, by) = (app.today(), app.now(), visitor.reader(&app));
    let caseload = app.store().caseload(&by, today, now).await?;
    let late = app.store().late_by_kind(&by, now).await?;
    let offers = app.store().offers_waiting(&by, None, ROWS).await?;
    let year_ago = trin_domain::calendar::months_after(today, -12);
    let timely = app.store().timeliness(&TIMELY, year_ago, today, now).await?;
    let unassigned = app.store().unassigned(&by, today, None, ROWS).await?;
    let title = t(lang, "team-title");
    let main = html! {
        h1 { (title) }
        p.lead { (sentence(&app, lang, &caseload)) }
        (list::section(&t(lang, "team-caseload"), html! { (caseload_table(&app, lang, &caseload)) p.quiet { (t(lang, "team-caseload-whose")) } }))
        (list::section(&t(lang, "team-late"), late_table(lang, &late)))
        (list::section(&t(lang, "team-timely"), timely_table(lang, &timely)))
    };
    let side = html! {
        (list::section(&t(lang, "team-unassigned"), nobody_unassigned(&app, &visitor, &unassigned)))
        (list::section(&t(lang, "team-offers"), waiting(lang, &offers, today)))
        (list::section(&t(lang, "team-use"), html! {
            ul.plain {
                li { a href="/team/log" { (t(lang, "samples-title")) } }
                li { a href="/team/sletning" { (t(lang, "kept-link")) } }
                li { a href="/team/logget-ind" { (t(lang, "me-others-title")) } }
            }
        }))
    };
    Ok(page(&visitor.frame(&app, Some(Room::Team)), &title, main, Some(side)))
}

fn sentence(app: &App, lang: Lang, caseload: &[Caseload]) -> String {
    let Shared { children, people, each } = shared(caseworkers(caseload).map(|row| row.children));
    let elsewhere = caseload.iter().map(|row| row.children).sum::<i64>() - children;
    let mut values = vec![("children", children.into()), ("people", people.into()), ("each", format::decimal(lang, each, 1).into())];
    let sentence = match &app.strategy().caseload {
        Some(target) => {
            values.push(("target", target.target.into()));
            t_with(lang, "team-sentence-target", &values)
        }
        None => t_with(lang, "team-sentence", &values),
    };
    if elsewhere == 0 { sentence } else { format!("{sentence} {}", t_with(lang, "team-elsewhere", &[("children", elsewhere.into())])) }
}

/// Those the strategy's target is for: whoever else holds a child on its way, such as the intake, is not measured against it.
fn caseworkers(caseload: &[Caseload]) -> impl Iterator<Item = &Caseload> {
    caseload.iter().filter(|row| row.role == Role::Caseworker)
}

fn caseload_table(app: &App, lang: Lang, caseload: &[Caseload]) -> Markup {
    let target = app.strategy().caseload.as_ref().map(|target| i64::from(target.target));
    let labels =
        ["team-person", "team-children", "team-against", "team-placed", "team-measures", "team-late-short"].map(|key| t(lang, key));
    let columns: Vec<Column<'_>> =
        labels.iter().enumerate().map(|(index, label)| if index == 0 { Column::text(label) } else { Column::number(label) }).collect();
    let rows = caseload
        .iter()
        .map(|row| {
            let is_caseworker = row.role == Role::Caseworker;
            let against = target.filter(|_| is_caseworker).map_or_else(|| "–".to_owned(), |target| signed(lang, row.children - target));
            let late = format::number(lang, row.late);
            vec![
                html! { (row.name) @if !is_caseworker { span.note { " · " (lang.pick(row.role.da(), row.role.en())) } } },
                html! { a href=(format!("/team/boern?hos={}", row.responsible)) { (format::number(lang, row.children)) } },
                html! { (against) },
                html! { (format::number(lang, row.placed)) },
                html! { (format::number(lang, row.measures)) },
                html! { @if row.late > 0 { a href=(format!("/team/forfaldne?hos={}", row.responsible)) { (late) } } @else { (late) } },
            ]
        })
        .collect();
    table(&t(lang, "team-caseload-caption"), &columns, rows)
}

fn signed(lang: Lang, number: i64) -> String {
    if number > 0 { format!("+{}", format::number(lang, number)) } else { format::number(lang, number) }
}

fn late_table(lang: Lang, late: &[LateCount]) -> Markup {
    let kinds = totals(late.iter().map(|row| (row.kind, row.count)));
    if kinds.is_empty() {
        return list::empty(&t(lang, "team-late-none"), &t(lang, "team-late-none-how"), None);
    }
    let labels = [t(lang, "team-duty"), t(lang, "team-count")];
    let rows = kinds
        .iter()
        .map(|(kind, count)| {
            let href = format!("/team/forfaldne?slags={}", kind.code());
            vec![html! { (lang.pick(kind.da(), kind.en())) }, html! { a href=(href) { (format::number(lang, *count)) } }]
        })
        .collect();
    table(&t(lang, "team-late-caption"), &[Column::text(&labels[0]), Column::number(&labels[1])], rows)
}

/// How large a part of what was due in the last twelve months was done in time, with the interval it lies in.
fn timely_table(lang: Lang, timely: &[(DutyKind, Timeliness)]) -> Markup {
    let labels = [t(lang, "team-duty"), t(lang, "team-in-time"), t(lang, "team-interval"), t(lang, "team-of")];
    let columns = [Column::text(&labels[0]), Column::number(&labels[1]), Column::number(&labels[2]), Column::number(&labels[3])];
    let rows = timely
        .iter()
        .map(|(kind, went)| {
            let Timeliness { met_in_time, met_late, late, missed, .. } = *went;
            let name = html! { (lang.pick(kind.da(), kind.en())) };
            match kept_in_time(Outcomes { met_in_time, met_late, late, missed }) {
                Some(share) => vec![
                    name,
                    html! { (format::percent(lang, share.value)) },
                    html! { (format::percent(lang, share.low)) "–" (format::percent(lang, share.high)) },
                    html! { (format::number(lang, i64::try_from(share.whole).unwrap_or(0))) },
                ],
                None => vec![name, html! { "–" }, html! { (t(lang, "team-too-few")) }, html! { "<" (FEWEST) }],
            }
        })
        .collect();
    table(&t(lang, "team-timely-caption"), &columns, rows)
}

fn nobody_unassigned(app: &App, visitor: &Visitor, unassigned: &Page<ChildRow>) -> Markup {
    let lang = visitor.lang;
    if unassigned.rows.is_empty() {
        return html! { p { (t(lang, "team-unassigned-none")) } };
    }
    children_table(app, visitor, unassigned, &t(lang, "team-unassigned"), "/team")
}

fn waiting(lang: Lang, offers: &Page<OfferRow>, today: jiff::civil::Date) -> Markup {
    if offers.rows.is_empty() {
        return html! { p.quiet { (t(lang, "team-offers-none")) } };
    }
    let says = |offer: &OfferRow| {
        let (from, to) = (offer.from_name.clone().unwrap_or_default(), offer.to_name.clone().unwrap_or_default());
        t_with(lang, "team-offer", &[("from", from.into()), ("to", to.into()), ("day", format::day(lang, offer.on, today).into())])
    };
    html! { ul.plain { @for offer in &offers.rows { li { a href=(paths::below(offer.child, "ansvar")) { (offer.child_name) } span.quiet { " · " (says(offer)) } } } } }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    slags: String,
    #[serde(default)]
    hos: String,
    #[serde(default)]
    efter: Option<String>,
}

impl Asked {
    fn staff(&self) -> Option<StaffId> {
        uuid::Uuid::parse_str(&self.hos).ok().map(StaffId::new)
    }

    fn cursor(&self) -> Option<Cursor> {
        self.efter.as_deref().and_then(|cursor| cursor.parse().ok())
    }
}

/// Late duties, of one kind or one person, longest late first.
async fn late(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> PageResult<Markup> {
    let lang = visitor.lang;
    visitor.must_lead()?;
    let (now, by) = (app.now(), visitor.reader(&app));
    let kind = DutyKind::from_code(&asked.slags);
    let rows = app.store().late_duties(&by, kind, asked.staff(), now, asked.cursor().as_ref(), ROWS).await?;
    let names = Names::load(&app).await?;
    let what = kind.map_or_else(|| t(lang, "team-late"), |kind| lang.pick(kind.da(), kind.en()).to_owned());
    let title = match asked.staff() {
        Some(staff) => format!("{what}: {}", names.of(staff)),
        None => what,
    };
    // Every duty on its own line, as they were counted.
    let seen = rooms_of(&app, &visitor, &rows.rows).await?;
    let views: Vec<_> = rows.rows.iter().map(|row| with_child(duty_view(&app, lang, row.child, &row.duty, &names), row, &seen)).collect();
    let pairs = [("slags", asked.slags.as_str()), ("hos", asked.hos.as_str())];
    let address = serde_urlencoded::to_string(pairs).unwrap_or_default();
    let next = rows.next.as_ref().map(|cursor| format!("/team/forfaldne?{address}&efter={cursor}"));
    let main = html! {
        p { a href="/team" { "← " (t(lang, "team-back")) } }
        h1 { (title) }
        @if views.is_empty() { (list::empty(&t(lang, "team-late-none"), &t(lang, "team-late-none-how"), None)) } @else { (duty::duties(lang, &views, now)) }
        (list::pager(lang, None, next.as_deref()))
    };
    Ok(page(&visitor.frame(&app, Some(Room::Team)), &title, main, None))
}

/// The children one person is responsible for.
async fn children_of(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> PageResult<Markup> {
    let lang = visitor.lang;
    visitor.must_lead()?;
    let staff = asked.staff().ok_or(PageError::NotFound(lang))?;
    let person = app.store().staff(staff).await?.ok_or(PageError::NotFound(lang))?;
    let by = visitor.reader(&app);
    let rows = app.store().children_of(&by, staff, app.today(), asked.cursor().as_ref(), ROWS).await?;
    let title = t_with(lang, "team-children-of", &[("name", person.name.into())]);
    let main = html! {
        p { a href="/team" { "← " (t(lang, "team-back")) } }
        h1 { (title) }
        (children_table(&app, &visitor, &rows, &title, &format!("/team/boern?hos={staff}")))
    };
    let frame = Frame { wide: true, ..visitor.frame(&app, Some(Room::Team)) };
    Ok(page(&frame, &title, main, None))
}
