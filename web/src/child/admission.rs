//! Who can see the case and why, and the ways to change it: colleagues let in, the record kept to the fewest, an emergency access reviewed.

use crate::app::App;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Saving};
use crate::frame::page;
use crate::handed_back;
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Choice, Field, Typed};
use crate::parts::list;
use crate::parts::table::{Column, table};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use maud::{Markup, html};
use trin_domain::access::{self, Because, Grant, Holder, Room, Rooms, grants};
use trin_domain::calendar::day_of;
use trin_domain::kinds::{GlassFinding, RestrictionReason, Role};
use trin_domain::organisation::Staff;
use trin_domain::oversight::is_said_beside_the_record;
use trin_domain::record::{ChildRestricted, CoWorkerAdded, CoWorkerEnded, Entry, EntryNo, Fact, Glass, GlassReviewed, RestrictionLifted};
use trin_domain::strategy::Strategy;
use trin_store::Opened;

const LABELS: &[(&str, &str)] = &[("reason", "access-reason"), ("on", "child-note-on"), ("until", "access-until"), ("note", "access-note")];

/// What was sent.
mod act {
    pub(super) const FIELD: &str = "goer";
    pub(super) const ADD: &str = "medbehandler";
    pub(super) const END: &str = "slut";
    pub(super) const RESTRICT: &str = "begraens";
    pub(super) const LIFT: &str = "ophaev";
    pub(super) const REVIEW: &str = "gennemsyn";
    /// Said on the page that asks first.
    pub(super) const SURE: &str = "sikker";
}

/// `GET /boern/{id}/adgang`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    Ok(draw(&app, &visitor, &seen, &Typed::default(), None).into_response())
}

/// `POST /boern/{id}/adgang`.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = submit::open(&app, &visitor, &id, &typed).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    form_page::may_write(&visitor, &seen, Room::Admission)?;
    let (lang, on) = (visitor.lang, app.today());
    let action = typed.value(act::FIELD).to_owned();
    let number = EntryNo(typed.value("no").parse().unwrap_or(0));
    let mut reader = Reader::new(&mut typed, lang);
    let (fact, done) = match action.as_str() {
        act::ADD => {
            let staff = reader.choice("staff", &t(lang, "access-say-who"), |id| {
                seen.names.working(id).filter(|staff| access::may_be_co_worker(staff)).map(|staff| staff.id)
            });
            let reason = reader.text("reason", &t(lang, "access-say-what-for"));
            let until = reader.optional_date("until", &t(lang, "access-until"));
            (staff.map(|staff| Fact::CoWorkerAdded(CoWorkerAdded { staff, reason, on, until })), "access-done-added")
        }
        act::END => (Some(Fact::CoWorkerEnded(CoWorkerEnded { co_worker: number, on })), "access-done-ended"),
        act::RESTRICT => {
            let reason = reader.choice("reason", &t(lang, "access-say-why"), RestrictionReason::from_code);
            if let Some(reason) = reason.filter(|_| typed.value(act::SURE).is_empty() && seen.state.restriction().is_none()) {
                return Ok(ask_first(&app, &visitor, &seen, &typed, reason).into_response());
            }
            (reason.map(|reason| Fact::ChildRestricted(ChildRestricted { reason, on })), "access-done-restricted")
        }
        act::LIFT => {
            let reason = reader.text("reason", &t(lang, "access-say-why"));
            (Some(Fact::RestrictionLifted(RestrictionLifted { restriction: number, reason, on })), "access-done-lifted")
        }
        _ => {
            let finding = reader.choice("finding", &t(lang, "access-say-finding"), GlassFinding::from_code);
            let must_say = finding.is_some_and(|finding| finding != GlassFinding::Ok);
            let note =
                if must_say { reader.text("note", &t(lang, "access-say-note")) } else { reader.optional("note").unwrap_or_default() };
            if finding.is_some_and(is_said_beside_the_record) {
                return ask_about(&app, &visitor, &seen, typed, number, note).await;
            }
            (finding.map(|finding| Fact::GlassReviewed(GlassReviewed { glass: number, on, finding, note })), "access-done-reviewed")
        }
    };
    let address = paths::below(seen.child(), "adgang");
    let saving = Saving { address: &address, purpose: "access", then: address.clone(), done, draw };
    form_page::save(&app, &visitor, &seen, typed, fact.map(|fact| vec![fact]), submit::labels(lang, LABELS), saving).await
}

/// A review that asks: the record says that it was reviewed, and the question goes to whoever opened the record, beside it. Sent again, it is
/// the same review and the same question.
async fn ask_about(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: Typed, glass: EntryNo, question: String) -> PageResult {
    let address = paths::below(seen.child(), "adgang");
    let opening = seen.state.glass.iter().find(|opening| opening.broken.no == glass).map(|opening| Opened {
        child: seen.child(),
        opening: glass,
        at: opening.broken.recorded_at,
        by: opening.broken.by.staff,
        said: opening.broken.what.text.clone(),
    });
    let reviewed = GlassReviewed { glass, on: app.today(), finding: GlassFinding::Ask, note: String::new() };
    let facts = typed.is_fine().then(|| vec![Fact::GlassReviewed(reviewed)]);
    let saving = Saving { address: &address, purpose: "access", then: address.clone(), done: "access-done-asked", draw };
    let answer = form_page::save(app, visitor, seen, typed, facts, submit::labels(visitor.lang, LABELS), saving).await?;
    if let Some(opening) = opening.filter(|_| answer.status().is_redirection()) {
        app.store().ask_about_glass(&visitor.staff, &opening, &question, app.now()).await?;
    }
    Ok(answer)
}

/// Before a record is kept to the fewest: whom that shuts out, and that only a leader lifts it.
fn ask_first(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, reason: RestrictionReason) -> Markup {
    let lang = visitor.lang;
    let name = || [("name", seen.first_name().to_owned().into())];
    let restricted = Fact::ChildRestricted(ChildRestricted { reason, on: app.today() });
    let mut after = seen.record.clone();
    after.extend([Entry { no: EntryNo(after.version().0 + 1), recorded_at: seen.now, by: visitor.author(), fact: restricted }]);
    let mut out: Vec<(String, String)> = Vec::new();
    for grant in access::shut_out(&seen.state, &after.state(), app.strategy(), seen.now) {
        let line = (holder(lang, seen, grant.holder), because(lang, seen, &grant));
        if !out.contains(&line) {
            out.push(line);
        }
    }
    let title = t_with(lang, "access-restrict-title", &name());
    let mut fields = typed.beginning_with("");
    fields.push((act::SURE.to_owned(), "ja".to_owned()));
    let address = paths::below(seen.child(), "adgang");
    let main = html! {
        h1 { (title) }
        @if out.is_empty() { p.lead { (t(lang, "access-restrict-nobody")) } } @else {
            p.lead { (t(lang, "access-restrict-out")) }
            ul { @for (who, why) in &out { li { b { (who) } ": " (why) } } }
        }
        p { (t(lang, "access-restrict-lifts")) }
        (button::row(html! {
            (handed_back::with(&address, &fields, &t_with(lang, "access-restrict-yes", &name()), Weight::Grave))
            (button::link(&t(lang, "access-restrict-no"), &address, Weight::Other))
        }))
    };
    page(&seen.frame(app, visitor), &title, main, None)
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let sees_all = seen.grant.sees(Room::Admission);
    let of_child = [("name", seen.first_name().to_owned().into())];
    let title = t_with(lang, if sees_all { "access-title" } else { "access-title-why" }, &of_child);
    let forms = seen.grant.writes(Room::Admission).then(|| forms(app, visitor, seen, typed));
    let main = html! {
        h1 { (title) }
        @if let Some(notice) = notice { (notice) }
        @if let Some(forms) = &forms { (field::errors(lang, typed, forms)) }
        (list::section(&t(lang, "access-why-you"), html! {
            ul.plain { @for grant in &seen.grant.grants { li {
                (format::capital(&seen::why(lang, grant.because, seen.first_name())))
                @if let Some(until) = grant.until { span.quiet { " " (t_with(lang, "access-ends", &[("until", seen.until(lang, until).into())])) } }
            } } }
        }))
        @if sees_all {
            @if let Some(restriction) = seen.state.restriction() {
                div.flash.notice role="note" { p { (t_with(lang, "access-restricted", &[("reason", lang.pick(restriction.stated.what.reason.da(), restriction.stated.what.reason.en()).to_owned().into())])) } }
            }
            (list::section(&t(lang, "access-who-sees"), who(lang, app.strategy(), seen)))
            (button::row(html! {
                (button::print(&t(lang, "access-print")))
                (button::link(&t(lang, "access-every-look"), &paths::below(seen.child(), "opslag"), Weight::Other))
            }))
        }
        // On paper it says who sees the case, and nothing of what could be done here.
        @if let Some(forms) = forms { div.screen-only { (forms) } }
        @if !sees_all { p { (t_with(lang, "access-others", &of_child)) } }
        p.screen-only { a href=(paths::child(seen.child())) { (t_with(lang, "access-back", &of_child)) } }
    };
    page(&seen.frame(app, visitor), &title, main, None)
}

/// Everyone to whom the record is open now or will be, each once, with the reasons, how much, and until when.
fn who(lang: Lang, strategy: &Strategy, seen: &Seen<'_>) -> Markup {
    let labels = ["access-who", "access-because", "access-sees", "access-until"].map(|key| t(lang, key));
    let columns: Vec<Column<'_>> = labels.iter().map(|label| Column::text(label)).collect();
    let now = grants(&seen.state, strategy).into_iter().filter(|grant| grant.until.is_none_or(|until| seen.now < until));
    let mut people: Vec<(String, Vec<Grant>)> = Vec::new();
    for grant in now {
        let name = holder(lang, seen, grant.holder);
        match people.iter_mut().find(|(other, _)| *other == name) {
            Some((_, grants)) => grants.push(grant),
            None => people.push((name, vec![grant])),
        }
    }
    let lines =
        |lines: Vec<String>| html! { @match lines.as_slice() { [one] => (one), many => ul.plain { @for line in many { li { (line) } } } } };
    let until = |grant: &Grant| grant.until.map_or_else(|| t(lang, "access-no-end"), |until| seen.until(lang, until));
    let each = |grants: &[Grant], says: &dyn Fn(&Grant) -> String| lines(grants.iter().map(says).collect());
    let rows = people
        .iter()
        .map(|(name, grants)| {
            vec![
                html! { (name) },
                html! { div.free { (each(grants, &|grant| because(lang, seen, grant))) } },
                each(grants, &|grant| rooms(lang, grant)),
                each(grants, &until),
            ]
        })
        .collect();
    table(&t(lang, "access-who-sees"), &columns, rows)
}

fn holder(lang: Lang, seen: &Seen<'_>, holder: Holder) -> String {
    let named = |staff: &Staff| format!("{}, {}", staff.name, lang.pick(staff.role.da(), staff.role.en()));
    match holder {
        Holder::Staff(staff) => seen.names.staff(staff).map(named).unwrap_or_default(),
        Holder::Everyday(unit) | Holder::Provider(unit) => {
            t_with(lang, "access-those-at", &[("unit", seen.names.of_unit(unit).to_owned().into())])
        }
        Holder::LeadersOf(staff) => {
            let unit = seen.names.workplace(staff);
            let leads = |leader: &&Staff| leader.is_active && leader.role == Role::TeamLeader && Some(leader.unit) == unit;
            let mut leaders: Vec<String> = seen.names.everyone().filter(leads).map(named).collect();
            leaders.sort();
            if leaders.is_empty() {
                t_with(lang, "access-no-leader", &[("name", seen.names.of(staff).to_owned().into())])
            } else {
                format::list(lang, &leaders)
            }
        }
        Holder::Intake => t(lang, "access-intake"),
        Holder::Oversight => t(lang, "access-head"),
    }
}

fn because(lang: Lang, seen: &Seen<'_>, grant: &Grant) -> String {
    let entry = grant.because.entry().map_or(0, |no| no.0);
    match grant.because {
        Because::Responsible => t(lang, "access-as-responsible"),
        Because::CoWorker(no) => {
            let reason = seen.state.co_workers.iter().find(|one| one.added.no == no).map(|one| one.added.what.reason.clone());
            t_with(lang, "access-as-co-worker", &[("reason", reason.unwrap_or_default().into())])
        }
        Because::Leads => t(lang, "access-as-leader"),
        Because::Offered(_) => t(lang, "access-as-offered"),
        Because::Closed(_) => t(lang, "access-as-closed"),
        Because::Notification(_) => t_with(lang, "access-as-notification", &[("no", entry.into())]),
        Because::Owed(_) => t_with(lang, "access-as-owed", &[("no", entry.into())]),
        Because::NobodyResponsible => t(lang, "access-as-nobody"),
        Because::Glass(_) => t_with(lang, "access-as-glass", &[("no", entry.into())]),
        Because::Oversees => t(lang, "access-as-head"),
        Because::GlassToReview(_) => t_with(lang, "access-as-review", &[("no", entry.into())]),
        Because::Known => t(lang, "access-as-known"),
        Because::RetentionEnded => t(lang, "access-as-retention-ended"),
        Because::Enrolled(_) => t(lang, "access-as-enrolled"),
        Because::GivesHelp(no) => t_with(lang, "access-as-help", &[("help", crate::child::help_name(lang, seen, no).into())]),
        Because::Meets(no) => meets(lang, seen, no),
    }
}

/// A meeting, and whether the record says that what is shared there may be: a consent that holds that day, or that none is written.
fn meets(lang: Lang, seen: &Seen<'_>, no: EntryNo) -> String {
    let Some(meeting) = seen.state.meetings.iter().find(|meeting| meeting.planned.no == no) else { return String::new() };
    let day = day_of(meeting.planned.what.at);
    let when = [("day", format::day(lang, day, day_of(seen.now)).into())];
    let says = t_with(lang, "access-as-meeting", &when);
    let basis = match seen.state.consents.iter().find(|consent| consent.holds_on(day)) {
        Some(consent) => t_with(lang, "access-meeting-consent", &[("purpose", consent.given.what.purpose.clone().into())]),
        None => t(lang, "access-meeting-no-consent"),
    };
    format!("{says} {basis}")
}

fn rooms(lang: Lang, grant: &Grant) -> String {
    if grant.rooms.has_all(Rooms::CASE) {
        return t(lang, "access-whole");
    }
    let mut seen: Vec<String> = grant.rooms.iter().map(|room| lang.pick(room.da(), room.en()).to_owned()).collect();
    match grant.because {
        Because::GivesHelp(_) => seen.push(t(lang, "access-that-help")),
        Because::Meets(_) => seen.push(t(lang, "access-that-meeting")),
        _ => {}
    }
    seen.join("; ")
}

#[expect(clippy::too_many_arguments, reason = "one form of several on the page")]
fn form(
    lang: Lang,
    app: &App,
    seen: &Seen<'_>,
    typed: &Typed,
    action: &str,
    no: Option<EntryNo>,
    fields: Markup,
    button: &str,
    weight: Weight,
) -> Markup {
    let body = html! {
        (submit::hidden(submit::key_of(app, typed), seen.record))
        (field::hidden(act::FIELD, action))
        @if let Some(no) = no { (field::hidden("no", &no.to_string())) }
        (fields)
        (button::row(button::submit(button, weight)))
    };
    field::form(lang, &paths::below(seen.child(), "adgang"), None, body)
}

fn forms(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed) -> Markup {
    let lang = visitor.lang;
    let leads = access::leads(visitor.staff.role);
    let may_admit = access::may_admit(&seen.state, visitor.author());
    let empty = Typed::default();
    let of = |action: &str| if typed.value(act::FIELD) == action { typed } else { &empty };
    let waits = |glass: &&Glass<'_>| glass.reviewed.is_none() && access::reviews_glass(&visitor.staff, glass.broken.by.staff);
    let to_review: Vec<&Glass<'_>> = seen.state.glass.iter().filter(waits).collect();
    let findings: Vec<Choice<'_>> =
        GlassFinding::ALL.iter().map(|finding| Choice::new(finding.code(), lang.pick(finding.da(), finding.en()))).collect();
    let reasons: Vec<Choice<'_>> =
        RestrictionReason::ALL.iter().map(|reason| Choice::new(reason.code(), lang.pick(reason.da(), reason.en()))).collect();
    html! {
        @for glass in to_review {
            (list::section(&t(lang, "access-review"), html! {
                p { (t_with(lang, "access-review-what", &[("who", seen.names.of(glass.broken.by.staff).to_owned().into()), ("when", format::instant(lang, glass.broken.recorded_at, seen.now).into())])) }
                p { b { (lang.pick(glass.broken.what.reason.da(), glass.broken.what.reason.en())) } ". " (glass.broken.what.text) }
                (form(lang, app, seen, of(act::REVIEW), act::REVIEW, Some(glass.broken.no), html! {
                    (Field::new(lang, "finding", &t(lang, "access-finding")).typed(of(act::REVIEW)).radios(&findings))
                    (Field::new(lang, "note", &t(lang, "access-note")).hint(&t(lang, "access-note-hint")).when_needed().lines(3).typed(of(act::REVIEW)).text_area())
                }, &t(lang, "access-review-save"), Weight::Main))
            }))
        }
        @for co_worker in seen.state.co_workers.iter().filter(|one| !may_admit && one.ended.is_none() && one.added.what.staff == visitor.staff.id) {
            (list::section(&t(lang, "access-co-workers"), html! {
                p { (co_worker.added.what.reason) }
                (form(lang, app, seen, of(act::END), act::END, Some(co_worker.added.no), html! {}, &t(lang, "access-end"), Weight::Quiet))
            }))
        }
        @if may_admit {
            (list::section(&t(lang, "access-co-workers"), html! {
                // Those the table has, and those who are let in from a day to come.
                @for co_worker in seen.state.co_workers.iter().filter(|one| one.ended.is_none() && one.last_day().is_none_or(|last| day_of(seen.now) <= last)) {
                    p { b { (seen.names.of(co_worker.added.what.staff)) } ", " (from_until(lang, seen, co_worker.added.what)) ": " (co_worker.added.what.reason) }
                    (form(lang, app, seen, of(act::END), act::END, Some(co_worker.added.no), html! {}, &t(lang, "access-end"), Weight::Quiet))
                }
                (form(lang, app, seen, of(act::ADD), act::ADD, None, html! {
                    (add_fields(lang, seen, of(act::ADD)))
                }, &t(lang, "access-add"), Weight::Other))
            }))
            (list::section(&t(lang, "access-restriction"), html! {
                @match seen.state.restriction() {
                    None => (form(lang, app, seen, of(act::RESTRICT), act::RESTRICT, None, html! {
                        p.quiet { (t(lang, "access-restrict-how")) }
                        (Field::new(lang, "reason", &t(lang, "access-reason")).typed(of(act::RESTRICT)).select(&reasons))
                    }, &t(lang, "access-restrict"), Weight::Grave)),
                    Some(restriction) if leads => (form(lang, app, seen, of(act::LIFT), act::LIFT, Some(restriction.stated.no), html! {
                        (Field::new(lang, "reason", &t(lang, "access-reason")).typed(of(act::LIFT)).text())
                    }, &t(lang, "access-lift"), Weight::Other)),
                    Some(_) => p.quiet { (t(lang, "access-lift-how")) },
                }
            }))
        }
    }
}

/// From when to when a colleague is let in.
fn from_until(lang: Lang, seen: &Seen<'_>, co_worker: &CoWorkerAdded) -> String {
    let today = day_of(seen.now);
    let from = ("from", format::day(lang, co_worker.on, today).into());
    match co_worker.until {
        Some(until) => t_with(lang, "access-from-until", &[from, ("until", format::day(lang, until, today).into())]),
        None => t_with(lang, "access-from", &[from]),
    }
}

fn add_fields(lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
    let held = seen.state.responsible.map(|responsible| responsible.staff);
    let mut people: Vec<&Staff> = seen.names.everyone().filter(|staff| access::may_be_co_worker(staff) && Some(staff.id) != held).collect();
    people.sort_by(|one, other| one.name.cmp(&other.name));
    let people: Vec<(String, String)> = people
        .into_iter()
        .map(|staff| (staff.id.to_string(), format!("{} · {}", staff.name, lang.pick(staff.role.da(), staff.role.en()))))
        .collect();
    let choices: Vec<Choice<'_>> = people.iter().map(|(id, name)| Choice::new(id, name)).collect();
    let typed = &typed.clone().or_else("until", date_value(trin_domain::calendar::months_after(day_of(seen.now), 1)));
    html! {
        (Field::new(lang, "staff", &t(lang, "access-who")).typed(typed).select(&choices))
        (Field::new(lang, "reason", &t(lang, "access-what-for")).typed(typed).text())
        (Field::new(lang, "until", &t(lang, "access-until")).hint(&t(lang, "access-until-hint")).optional().typed(typed).date())
    }
}
