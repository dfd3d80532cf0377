//! Meetings: arranged, held or cancelled (A14).

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form::{Reader, Sent, instant_value};
use crate::form_page::{self, Form, Saving};
use crate::parts::field::{Choice, Field, Typed};
use crate::parts::list;
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{format, t, t_with};
use axum::extract::{Path, State};
use maud::{Markup, html};
use trin_domain::access::{self, Room};
use trin_domain::id::StaffId;
use trin_domain::kinds::MeetingKind;
use trin_domain::organisation::Staff;
use trin_domain::record::{EntryNo, Fact, MeetingClosed, MeetingPlanned};

const LABELS: &[(&str, &str)] =
    &[("at", "child-meeting-at"), ("participants", "child-meeting-participants"), ("note", "child-meeting-note")];

pub(super) async fn show_plan(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    form_page::show(&app, &visitor, &id, &format!("/boern/{id}/moede/ny"), draw_plan).await
}

pub(super) async fn save_plan(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    let mut reader = Reader::new(&mut typed, lang);
    let at = reader.instant("at", &t(lang, "child-meeting-at"));
    let kind = reader.choice("kind", &t(lang, "child-meeting-kind"), MeetingKind::from_code);
    let place = reader.optional("place").unwrap_or_default();
    let participants = reader.text("participants", &t(lang, "child-meeting-participants"));
    let may_meet = invited(&app, &visitor, &seen);
    let named: Vec<String> = reader.all("staff");
    let with: Vec<StaffId> = may_meet.iter().filter(|staff| named.contains(&staff.id.to_string())).map(|staff| staff.id).collect();
    if with.len() < named.len() {
        reader.fault("staff", "child-meeting-not-with", &t(lang, "child-meeting-staff-label"), &[]);
    }
    let staff: Vec<StaffId> = std::iter::once(visitor.staff.id).chain(with).collect();
    let facts = at.zip(kind).map(|(at, kind)| vec![Fact::MeetingPlanned(MeetingPlanned { at, kind, place, participants, staff })]);
    let address = paths::below(seen.child(), "moede/ny");
    let saving =
        Saving { address: &address, purpose: "meeting", then: paths::child(seen.child()), done: "child-done-meeting", draw: draw_plan };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(lang, LABELS), saving).await
}

fn draw_plan(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let typed = typed.clone().or_else("at", instant_value(app.now()));
    let invited: Vec<(String, String)> = invited(app, visitor, seen)
        .into_iter()
        .map(|staff| {
            let told = [staff.name.as_str(), lang.pick(staff.role.da(), staff.role.en()), seen.names.of_unit(staff.unit)];
            (staff.id.to_string(), told.join(", "))
        })
        .collect();
    let people: Vec<Choice<'_>> = invited.iter().map(|(id, label)| Choice::new(id, label)).collect();
    let kinds: Vec<Choice<'_>> = MeetingKind::ALL.iter().map(|kind| Choice::new(kind.code(), lang.pick(kind.da(), kind.en()))).collect();
    let fields = html! {
        (Field::new(lang, "kind", &t(lang, "child-meeting-kind-label")).typed(&typed).select(&kinds))
        (Field::new(lang, "at", &t(lang, "child-meeting-at-label")).typed(&typed).date_and_time())
        (Field::new(lang, "place", &t(lang, "child-meeting-place")).optional().typed(&typed).text())
        (Field::new(lang, "participants", &t(lang, "child-meeting-participants-label")).hint(&t(lang, "child-meeting-participants-hint")).lines(3).typed(&typed).text_area())
        @if !people.is_empty() { (Field::new(lang, "staff", &t(lang, "child-meeting-staff-label")).hint(&t(lang, "child-meeting-staff-hint")).optional().typed(&typed).checkboxes(&people)) }
    };
    let title = t_with(lang, "child-meeting-title", &[("name", seen.first_name().to_owned().into())]);
    let open: Vec<_> = seen.state.meetings.iter().filter(|meeting| meeting.closed.is_none()).collect();
    let side = (!open.is_empty()).then(|| {
        list::section(
            &t(lang, "child-meetings-open"),
            html! {
                ul.plain {
                    @for meeting in &open {
                        li { a href=(paths::below(seen.child(), &format!("moede/{}", meeting.planned.no))) { (lang.pick(meeting.planned.what.kind.da(), meeting.planned.what.kind.en())) ", " (format::instant(lang, meeting.planned.what.at, seen.now)) } }
                    }
                }
            },
        )
    });
    let address = paths::below(seen.child(), "moede/ny");
    Form { title: &title, lead: "", address: &address, button: &t(lang, "child-meeting-save"), side, back: None }
        .page(app, visitor, seen, &typed, notice, fields)
}

/// The colleagues who may be asked to a meeting about the child: those with a relation to it now, and the authority. Those who meet the child in everyday life
/// or give it help stand first; then the authority, by name.
fn invited<'s>(app: &App, visitor: &Visitor, seen: &'s Seen<'_>) -> Vec<&'s Staff> {
    let unit_of = |staff| seen.names.workplace(staff);
    let may_know = |staff: &&Staff| {
        let may_meet = access::is_authority(staff.role) || access::grant(&seen.state, app.strategy(), staff, unit_of, app.now()).is_some();
        staff.id != visitor.staff.id && staff.is_active && may_meet
    };
    let mut staff: Vec<&Staff> = seen.names.everyone().filter(may_know).collect();
    staff.sort_by_key(|staff| (access::is_authority(staff.role), staff.name.as_str()));
    staff
}

pub(super) async fn show_close(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    form_page::may_write(&visitor, &seen, Room::Meetings)?;
    if !seen.state.meetings.iter().any(|meeting| meeting.planned.no == EntryNo(no)) {
        return Err(PageError::NotFound(visitor.lang));
    }
    let address = paths::below(seen.child(), &format!("moede/{no}"));
    form_page::show_seen(&app, &visitor, &seen, &address, &[("no", no.to_string())], draw_close).await
}

pub(super) async fn save_close(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, no)): Path<(String, u32)>,
    Sent(typed): Sent,
) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    let mut typed = typed.or_else("no", no.to_string());
    let mut reader = Reader::new(&mut typed, lang);
    let held = reader.choice("held", &t(lang, "child-meeting-held"), |code| match code {
        "ja" => Some(true),
        "nej" => Some(false),
        _ => None,
    });
    let note = reader.text("note", &t(lang, "child-meeting-note"));
    let facts = held.map(|held| vec![Fact::MeetingClosed(MeetingClosed { meeting: EntryNo(no), held, note })]);
    let address = paths::below(seen.child(), &format!("moede/{no}"));
    let saving = Saving {
        address: &address,
        purpose: "meeting",
        then: paths::child(seen.child()),
        done: "child-done-meeting-closed",
        draw: draw_close,
    };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(lang, LABELS), saving).await
}

fn draw_close(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let no = typed.value("no").to_owned();
    let meeting = seen.state.meetings.iter().find(|meeting| meeting.planned.no.to_string() == no);
    let (yes, cancelled) = (t(lang, "child-meeting-was-held"), t(lang, "child-meeting-was-cancelled"));
    let fields = html! {
        @if let Some(meeting) = meeting {
            p { (lang.pick(meeting.planned.what.kind.da(), meeting.planned.what.kind.en())) ", " (format::instant(lang, meeting.planned.what.at, seen.now)) ". " (meeting.planned.what.participants) }
        }
        (Field::new(lang, "held", &t(lang, "child-meeting-held-label")).typed(typed).radios(&[Choice::new("ja", &yes), Choice::new("nej", &cancelled)]))
        (Field::new(lang, "note", &t(lang, "child-meeting-note-label")).hint(&t(lang, "child-meeting-note-hint")).lines(6).typed(typed).text_area())
    };
    let title = t(lang, "child-meeting-close-title");
    let address = paths::below(seen.child(), &format!("moede/{no}"));
    Form { title: &title, lead: "", address: &address, button: &t(lang, "child-meeting-close-save"), side: None, back: None }
        .page(app, visitor, seen, typed, notice, fields)
}
