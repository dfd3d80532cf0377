//! Responsibility for a child: offered, accepted, declined, withdrawn, or moved by a leader. Nobody lets go before the next has taken over (A12).

use crate::app::App;
use crate::errors::PageResult;
use crate::form::{Reader, Sent};
use crate::form_page::{self, Form, Saving};
use crate::frame::page;
use crate::parts::button::{self, Weight};
use crate::parts::field::{Choice, Field, Typed};
use crate::parts::list;
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use maud::{Markup, html};
use trin_domain::access;
use trin_domain::calendar::day_of;
use trin_domain::organisation::Staff;
use trin_domain::record::{
    Author, Fact, Offer, ResponsibilityAccepted, ResponsibilityAssigned, ResponsibilityDeclined, ResponsibilityOfferWithdrawn,
    ResponsibilityOffered,
};

/// What the form was sent to do; empty is the plain offer.
mod act {
    pub(super) const FIELD: &str = "svar";
    pub(super) const YES: &str = "ja";
    pub(super) const NO: &str = "nej";
    pub(super) const WITHDRAW: &str = "tilbage";
    pub(super) const MOVE: &str = "flyt";
}

const LABELS: &[(&str, &str)] = &[("to", "child-offer-to"), ("reason", "child-offer-reason")];

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    form_page::show(&app, &visitor, &id, &format!("/boern/{id}/ansvar"), draw).await
}

pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    let on = app.today();
    let waiting = seen.state.open_offers().next().map(|offer| offer.offered.no);
    let answered = seen.state.open_offers().find(|offer| offer.offered.what.to == visitor.staff.id).map(|offer| offer.offered.no);
    let action = typed.value(act::FIELD).to_owned();
    let mut reader = Reader::new(&mut typed, lang);
    let (fact, done) = match (answered, action.as_str()) {
        (Some(offer), act::YES) => (Some(Fact::ResponsibilityAccepted(ResponsibilityAccepted { offer, on })), "child-done-accepted"),
        (Some(offer), act::NO) => {
            let reason = reader.text("reason", &t(lang, "child-decline-reason"));
            (Some(Fact::ResponsibilityDeclined(ResponsibilityDeclined { offer, on, reason })), "child-done-declined")
        }
        (_, act::WITHDRAW) if let Some(offer) = waiting => {
            let reason = reader.text("reason", &t(lang, "child-withdraw-reason"));
            let withdrawn = ResponsibilityOfferWithdrawn { offer, on, reason };
            (Some(Fact::ResponsibilityOfferWithdrawn(withdrawn)), "child-done-withdrawn")
        }
        _ => {
            let is_moved = seen.state.responsible.is_none() || action == act::MOVE;
            let to = reader.choice("to", &t(lang, "child-offer-to"), |id| {
                seen.names.working(id).filter(|staff| may_be_asked(&visitor, &seen, staff)).map(|staff| staff.id)
            });
            let reason = reader.text("reason", &t(lang, "child-offer-reason"));
            // With nobody responsible there is no one to offer from: then responsibility is given at once.
            let fact = to.map(|to| match is_moved {
                false => Fact::ResponsibilityOffered(ResponsibilityOffered { to, on, reason }),
                true => Fact::ResponsibilityAssigned(ResponsibilityAssigned { to, on, reason }),
            });
            (fact, if is_moved { "child-done-assigned" } else { "child-done-offered" })
        }
    };
    let address = paths::below(seen.child(), "ansvar");
    let saving = Saving { address: &address, purpose: "responsibility", then: paths::child(seen.child()), done, draw };
    form_page::save(&app, &visitor, &seen, typed, fact.map(|fact| vec![fact]), submit::labels(lang, LABELS), saving).await
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let name = [("name", seen.first_name().to_owned().into())];
    let pending = seen.state.open_offers().next();
    let mine = pending.filter(|offer| offer.offered.what.to == visitor.staff.id);
    let by = Author { staff: visitor.staff.id, role: visitor.staff.role };
    let leads = access::leads(by.role);
    let (fields, button) = match (mine, pending) {
        (Some(offer), _) => (answer_fields(lang, seen, offer, typed), Some("child-accept")),
        (None, Some(offer)) if access::may_withdraw(offer, by) => (withdraw_fields(visitor, seen, offer, typed), Some("child-withdraw")),
        (None, Some(offer)) => (waiting(lang, seen, offer), None),
        (None, None) if seen.state.responsible.is_none() => (offer_fields(visitor, seen, typed), Some("child-assign-save")),
        (None, None) if leads => (
            html! { (offer_fields(visitor, seen, typed)) (list::unfold(&t(lang, "child-move"), move_now(lang))) },
            Some("child-offer-save"),
        ),
        (None, None) if access::may_offer(&seen.state, by) => (offer_fields(visitor, seen, typed), Some("child-offer-save")),
        (None, None) => (html! { p { (t(lang, "child-offer-not-yours")) } }, None),
    };
    let address = paths::below(seen.child(), "ansvar");
    let title = t_with(lang, "child-responsibility-title", &name);
    let lead = t(lang, "child-responsibility-lead");
    let side = Some(history(lang, seen));
    let Some(button) = button.map(|button| t(lang, button)) else {
        let main = html! {
            h1 { (title) }
            p.lead { (lead) }
            @if let Some(notice) = notice { (notice) }
            (fields)
            (button::row(html! { (button::link(&t(lang, "forms-back"), &paths::child(seen.child()), Weight::Quiet)) }))
        };
        return page(&seen.frame(app, visitor), &title, main, side);
    };
    Form { title: &title, lead: &lead, address: &address, button: &button, side, back: None }
        .page(app, visitor, seen, typed, notice, fields)
}

fn offer_fields(visitor: &Visitor, seen: &Seen<'_>, typed: &Typed) -> Markup {
    let lang = visitor.lang;
    html! {
        (to_whom(visitor, seen, typed))
        (Field::new(lang, "reason", &t(lang, "child-offer-reason")).hint(&t(lang, "child-offer-reason-hint")).typed(typed).text_area())
    }
}

fn to_whom(visitor: &Visitor, seen: &Seen<'_>, typed: &Typed) -> Markup {
    let lang = visitor.lang;
    let mut people: Vec<&Staff> = seen.names.everyone().filter(|staff| may_be_asked(visitor, seen, staff)).collect();
    people.sort_by(|one, other| (one.role, &one.name).cmp(&(other.role, &other.name)));
    let choices: Vec<(String, String)> = people
        .iter()
        .map(|staff| (staff.id.to_string(), format!("{} · {}", staff.name, lang.pick(staff.role.da(), staff.role.en()))))
        .collect();
    let choices: Vec<Choice<'_>> = choices.iter().map(|(id, name)| Choice::new(id, name)).collect();
    Field::new(lang, "to", &t(lang, "child-offer-to")).typed(typed).select(&choices)
}

/// A leader's way past the one who has the child, who may be ill or gone.
fn move_now(lang: Lang) -> Markup {
    html! {
        p.quiet { (t(lang, "child-move-when")) }
        (button::submit_as(&t(lang, "child-move-save"), Weight::Grave, act::FIELD, act::MOVE))
    }
}

/// An offer that waits, for who may take it back; a leader may also move the child past it.
fn withdraw_fields(visitor: &Visitor, seen: &Seen<'_>, offer: &Offer<'_>, typed: &Typed) -> Markup {
    let lang = visitor.lang;
    html! {
        input type="hidden" name=(act::FIELD) value=(act::WITHDRAW);
        (waiting(lang, seen, offer))
        (Field::new(lang, "reason", &t(lang, "child-withdraw-reason")).typed(typed).text_area())
        @if access::leads(visitor.staff.role) {
            (list::unfold(&t(lang, "child-move"), html! { (to_whom(visitor, seen, typed)) (move_now(lang)) }))
        }
    }
}

/// Whether somebody may be asked to take over: not the one who has the child already, and not oneself. A leader steps in when somebody is
/// ill or gone, and with nobody responsible anyone may take the child.
fn may_be_asked(visitor: &Visitor, seen: &Seen<'_>, staff: &Staff) -> bool {
    let holds = seen.state.responsible.is_some_and(|responsible| responsible.staff == staff.id);
    let offers_to_oneself = staff.id == visitor.staff.id && seen.state.responsible.is_some() && !access::leads(staff.role);
    access::may_be_responsible(staff) && !holds && !offers_to_oneself
}

fn answer_fields(lang: Lang, seen: &Seen<'_>, offer: &Offer<'_>, typed: &Typed) -> Markup {
    html! {
        input type="hidden" name=(act::FIELD) value=(act::YES);
        (offer_text(lang, seen, offer))
        (list::unfold(&t(lang, "child-decline"), html! {
            (Field::new(lang, "reason", &t(lang, "child-decline-reason")).optional().typed(typed).text_area())
            (button::submit_as(&t(lang, "child-decline-save"), Weight::Other, act::FIELD, act::NO))
        }))
    }
}

fn waiting(lang: Lang, seen: &Seen<'_>, offer: &Offer<'_>) -> Markup {
    html! { (offer_text(lang, seen, offer)) p.quiet { (t(lang, "child-offer-waits")) } }
}

fn offer_text(lang: Lang, seen: &Seen<'_>, offer: &Offer<'_>) -> Markup {
    let what = offer.offered.what;
    let from = offer.from.map(|from| seen.names.of(from).to_owned()).unwrap_or_default();
    let day = format::day(lang, what.on, day_of(seen.now));
    html! {
        p { b { (t_with(lang, "child-offer-says", &[("from", from.into()), ("to", seen.names.of(what.to).to_owned().into()), ("day", day.into())])) } }
        blockquote { p { (what.reason) } }
    }
}

/// Everyone who has been responsible, newest first.
fn history(lang: Lang, seen: &Seen<'_>) -> Markup {
    let today = day_of(seen.now);
    list::section(
        &t(lang, "child-responsible-history"),
        html! {
            ul.plain {
                @for responsible in seen.state.responsible_history.iter().rev() {
                    li { (seen.names.of(responsible.staff)) span.quiet { " · " (t_with(lang, "child-since", &[("day", format::day(lang, responsible.since, today).into())])) } }
                }
            }
        },
    )
}
