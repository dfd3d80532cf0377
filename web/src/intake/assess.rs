//! A notification that waits: read it, see what came before, assess, screen, and answer, on one page.

use super::alike::{self, Told, whom_to_ask};
use super::facts_read::{self, LABELS, When};
use super::notify::{acute_fields, screening_fields};
use crate::app::App;
use crate::child::views_of;
use crate::errors::{PageError, PageResult};
use crate::form::{Reader, Sent};
use crate::form_page::{self, Form, Saving};
use crate::parts::button::{self, Weight};
use crate::parts::duty;
use crate::parts::field::{Choice, Field, Typed};
use crate::parts::list::{self, Tone, tag};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use maud::{Markup, html};
use trin_domain::access::{Room, is_authority};
use trin_domain::calendar::day_of;
use trin_domain::duties::DutyKind;
use trin_domain::record::{Birth, EntryNo, Fact, Notification, SecondProfessionalAssessed};

/// `GET /modtagelsen/{id}/{no}`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let notification = find(&visitor, &seen, EntryNo(no))?;
    let address = paths::notification(seen.child(), EntryNo(no));
    let alike = alike(&app, &visitor, &seen, notification).await?;
    form_page::show_seen(&app, &visitor, &seen, &address, &[("no", no.to_string())], form_page::below(alike, draw)).await
}

/// Other children who may be this one, registered twice by those who could not see that it was known; asked until it is screened.
async fn alike(app: &App, visitor: &Visitor, seen: &Seen<'_>, notification: &Notification<'_>) -> PageResult<Option<Markup>> {
    let Some(Birth::Born(born)) = seen.state.birth().filter(|_| notification.screened.is_none()) else { return Ok(None) };
    let lang = visitor.lang;
    let kin: Vec<_> =
        app.store().siblings_of(&visitor.reader(app), seen.child(), app.today()).await?.into_iter().map(|row| row.child).collect();
    let told = Told { birth: seen.state.birth(), cpr: seen.state.cpr() };
    let mut others = alike::may_be(app, visitor, told, seen.state.name(), born).await?;
    others.named.retain(|other| other.child != seen.child() && !kin.contains(&other.child));
    Ok((!others.is_empty()).then(|| {
        html! {
            div.flash.notice role="note" {
                p { b { (t(lang, "intake-alike")) } " " (t(lang, "intake-alike-how")) }
                @if !others.kept_close.is_empty() { p { (t(lang, "intake-alike-kept-close")) } }
                ul { @for other in &others.named { li { (other.name) ", " (seen::age(lang, other.birth, app.today())) (whom_to_ask(lang, &visitor.staff.name, other.responsible_name.as_deref())) } } }
            }
        }
    }))
}

/// `POST /modtagelsen/{id}/{no}`.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>, Sent(typed): Sent) -> PageResult {
    let (record, earlier) = submit::open_with(&app, &visitor, &id, &typed).await?;
    let when = When::of(app.now(), earlier.as_ref());
    let record = earlier.map_or(record, |earlier| earlier.found);
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    let no = EntryNo(no);
    let notification = find(&visitor, &seen, no)?;
    let mut typed = typed.or_else("no", no.to_string());
    let mut reader = Reader::new(&mut typed, lang);
    let decision = facts_read::decision(&mut reader, lang);
    let mut facts = decision.facts(no, notification.received.what.received_at, &when, notification.awaits_receipt());
    let chose_second = reader.optional("second").is_some();
    reader.only_with(chose_second, &t(lang, "intake-second-who"), "second_conclusion", &t(lang, "intake-second-conclusion"));
    if chose_second {
        let conclusion = reader.text("second_conclusion", &t(lang, "intake-second-conclusion"));
        let authority = |id: &str| seen.names.working(id).filter(|staff| is_authority(staff.role)).map(|staff| staff.id);
        let second = reader.choice("second", &t(lang, "intake-second-who"), authority);
        facts.extend(second.map(|second| {
            Fact::SecondProfessionalAssessed(SecondProfessionalAssessed { notification: no, on: when.today(), second, conclusion })
        }));
    }
    let address = paths::notification(seen.child(), no);
    let draw = form_page::below(alike(&app, &visitor, &seen, notification).await?, draw);
    let saving = Saving { address: &address, purpose: "notification", then: paths::child(seen.child()), done: "intake-done-decided", draw };
    form_page::save(&app, &visitor, &seen, typed, Some(facts), submit::labels(lang, LABELS), saving).await
}

fn find<'s, 'r>(visitor: &Visitor, seen: &'s Seen<'r>, no: EntryNo) -> PageResult<&'s Notification<'r>> {
    if !seen.grant.sees(Room::Notifications) {
        return Err(PageError::NotFound(visitor.lang));
    }
    seen.state.notification(no).ok_or(PageError::NotFound(visitor.lang))
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let no = EntryNo(typed.value("no").parse().unwrap_or(0));
    let address = paths::notification(seen.child(), no);
    let title = t_with(lang, "intake-about", &[("name", seen.first_name().to_owned().into())]);
    let Some(notification) = seen.state.notification(no) else {
        return Form { title: &title, lead: "", address: &address, button: &t(lang, "intake-save"), side: None, back: None }.page(
            app,
            visitor,
            seen,
            typed,
            notice,
            html! {},
        );
    };
    let needs_second = seen.duties.iter().any(|duty| duty.kind == DutyKind::SecondProfessional && duty.about == no && duty.met.is_none());
    let nothing_left = notification.acute.is_some() && notification.screened.is_some() && !needs_second;
    let fields = html! {
        (what_it_says(lang, seen, notification))
        @match notification.acute {
            None => (acute_fields(lang, typed)),
            Some(acute) => (list::section(&t(lang, "intake-acute-assessment"), html! {
                p { b { (t(lang, if acute.what.in_danger { "intake-danger-yes" } else { "intake-danger-no" })) } }
                p { @if acute.what.in_danger { (tag(&t(lang, "child-entry-in-danger"), Tone::Late)) " " } (acute.what.reason) }
                p.quiet { (format::instant(lang, acute.what.at, seen.now)) " · " (seen.names.of(acute.by.staff)) }
                (views_of(lang, seen, acute.no))
            })),
        }
        @if needs_second { (second_fields(lang, seen, typed)) }
        @match notification.screened {
            None => (screening_fields(lang, typed)),
            Some(screened) => (list::section(&t(lang, "intake-screening"), html! {
                p { b { (lang.pick(screened.what.outcome.da(), screened.what.outcome.en())) } ". " (screened.what.reason) }
                (views_of(lang, seen, screened.no))
            })),
        }
        @if notification.awaits_receipt() && !nothing_left {
            (Field::new(lang, "receipt", &t(lang, "intake-receipt")).hint(&t(lang, "intake-receipt-hint")).optional().typed(typed).tick())
        }
        (letters(lang, seen, notification))
    };
    let button = if nothing_left { t(lang, "intake-nothing-left") } else { t(lang, "intake-save") };
    let side = Some(side(app, lang, seen, no));
    Form { title: &title, lead: "", address: &address, button: &button, side, back: None }.page(app, visitor, seen, typed, notice, fields)
}

fn what_it_says(lang: Lang, seen: &Seen<'_>, notification: &Notification<'_>) -> Markup {
    let what = notification.received.what;
    let causes: Vec<String> = what.causes.iter().map(|cause| lang.pick(cause.da(), cause.en()).to_owned()).collect();
    let notifier = [
        what.notifier.name.as_deref(),
        what.notifier.workplace.as_deref(),
        Some(lang.pick(what.notifier.kind.da(), what.notifier.kind.en())),
    ];
    let notifier: Vec<&str> = notifier.into_iter().flatten().collect();
    html! {
        blockquote.concern { p.words { (what.concern) } }
        (views_of(lang, seen, notification.received.no))
        (list::facts(&[
            (&t(lang, "intake-from"), html! { (notifier.join(", ")) }),
            (&t(lang, "child-text-received"), html! { (format::instant(lang, what.received_at, seen.now)) }),
            (&t(lang, "child-text-causes"), html! { (format::list(lang, &causes)) }),
        ]))
        @if what.acute { p { (tag(&t(lang, "child-entry-acute"), Tone::Late)) " " (t(lang, "intake-notifier-says-acute")) } }
        @if what.abuse_suspected { div.flash.notice role="note" { p { (t(lang, "intake-abuse-path")) } } }
    }
}

fn second_fields(lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
    let mut people: Vec<_> =
        seen.names.everyone().filter(|staff| staff.is_active && is_authority(staff.role) && !seen.state.took_part(staff.id)).collect();
    people.sort_by(|one, other| one.name.cmp(&other.name));
    let people: Vec<(String, &str)> = people.into_iter().map(|staff| (staff.id.to_string(), staff.name.as_str())).collect();
    let choices: Vec<Choice<'_>> = people.iter().map(|(id, name)| Choice::new(id, name)).collect();
    html! {
        fieldset.group {
            legend { (t(lang, "intake-second")) }
            p.quiet { (t(lang, "intake-second-why")) }
            (Field::new(lang, "second", &t(lang, "intake-second-who")).optional().typed(typed).select(&choices))
            (Field::new(lang, "second_conclusion", &t(lang, "intake-second-conclusion")).optional().lines(3).typed(typed).text_area())
        }
    }
}

/// The letters: what is sent and what is owed.
fn letters(lang: Lang, seen: &Seen<'_>, notification: &Notification<'_>) -> Markup {
    let what = notification.received.what;
    let address = paths::notification(seen.child(), notification.received.no);
    let today = day_of(seen.now);
    let sent = |on| t_with(lang, "intake-sent", &[("day", format::day(lang, on, today).into())]);
    html! {
        @if !what.notifier.is_anonymous() {
            (button::row(html! {
                (button::link(&t(lang, "intake-letter-receipt"), &format!("{address}/kvittering"), Weight::Other))
                @if what.notifier.kind.is_professional() { (button::link(&t(lang, "intake-letter-feedback"), &format!("{address}/orientering"), Weight::Other)) }
            }))
            @if let Some(receipt) = notification.receipt { p.quiet { (t(lang, "intake-letter-receipt")) ": " (sent(receipt.what.on)) } }
            @if let Some(feedback) = notification.feedback { p.quiet { (t(lang, "intake-letter-feedback")) ": " (sent(feedback.what.on)) } }
        }
    }
}

/// What is owed about this notification, and every concern before it on one line of time.
fn side(app: &App, lang: Lang, seen: &Seen<'_>, no: EntryNo) -> Markup {
    let owed: Vec<_> = seen.owed().filter(|duty| duty.about == no).map(|duty| seen.view_duty(app, lang, duty)).collect();
    let earlier: Vec<_> = seen.state.notifications.iter().rev().filter(|notification| notification.received.no < no).collect();
    let siblings = seen.state.notification(no).map(|notification| notification.received.what.siblings.as_slice()).unwrap_or_default();
    html! {
        @if !owed.is_empty() { (list::section(&t(lang, "child-owed"), duty::duties(lang, &owed, seen.now))) }
        (list::section(&t(lang, "intake-earlier"), html! {
            @if earlier.is_empty() { p.quiet { (t(lang, "intake-earlier-none")) } } @else {
                p { (t_with(lang, "intake-earlier-count", &[("count", earlier.len().into())])) }
                ul.plain {
                    @for notification in &earlier {
                        li {
                            a href=(paths::entry(seen.child(), notification.received.no)) { (format::date(lang, day_of(notification.received.what.received_at))) }
                            span.quiet { " · " (lang.pick(notification.received.what.notifier.kind.da(), notification.received.what.notifier.kind.en())) }
                            p.words { (crate::child::line(lang, &Fact::NotificationReceived(notification.received.what.clone()), seen)) }
                            (views_of(lang, seen, notification.received.no))
                        }
                    }
                }
            }
        }))
        @if !siblings.is_empty() {
            (list::section(&t(lang, "intake-siblings"), html! {
                ul.plain { @for sibling in siblings { li {
                    @if seen.known_kin.contains(sibling) { a href=(paths::child(*sibling)) { (sibling_name(lang, seen, *sibling)) } } @else { (sibling_name(lang, seen, *sibling)) }
                } } }
            }))
        }
    }
}

fn sibling_name(lang: Lang, seen: &Seen<'_>, child: trin_domain::id::ChildId) -> String {
    let known = seen.state.relations.iter().find(|relation| relation.added.what.child == Some(child));
    known.map_or_else(|| t(lang, "intake-a-sibling"), |relation| relation.added.what.name.clone())
}
