//! The pages around a login at the provider.

use super::arrive::{Arrived, Refused};
use super::{AGAIN, BEGIN, Provider};
use crate::app::App;
use crate::frame::{Frame, page};
use crate::parts::button::{self, Weight};
use crate::words::{Lang, t, t_with};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use trin_domain::sign_in::Refusal;

/// Why nobody came in.
pub(super) enum Stopped {
    /// The provider does not answer.
    Down,
    /// The provider's answer is not to be trusted.
    Untrusted,
    /// This browser began no such login, or not lately.
    NotBegun,
    /// They were to show anew who they are, and the provider did not ask them.
    NotAgain,
    /// The provider let nobody in, or the person thought better of it.
    RefusedThere,
    /// The provider knows them, and they do not come in here.
    Refused(Refused),
}

fn whole(app: &App, lang: Lang, title: &str, main: Markup) -> Markup {
    let frame = Frame { lang, municipality: app.municipality().to_owned(), here: "/".to_owned(), ..Frame::default() };
    page(&frame, title, main, None)
}

/// The door: a link, since a form may lead to no other site.
pub(in crate::entrance) fn door(app: &App, lang: Lang, provider: &Provider) -> Markup {
    let title = t(lang, "provider-title");
    let name = provider.mapping().name.clone();
    let main = html! {
        h1 { (title) }
        p.lead { (t_with(lang, "provider-lead", &[("provider", name.clone().into())])) }
        p { (button::link(&t_with(lang, "provider-do", &[("provider", name.into())]), BEGIN, Weight::Main)) }
    };
    whole(app, lang, &title, main)
}

/// Nobody came in: what happened, and what to do.
pub(super) fn stopped(app: &App, lang: Lang, provider: &Provider, why: Stopped) -> Response {
    let mapping = provider.mapping();
    let (status, title, what, to_do) = match &why {
        Stopped::Down => (StatusCode::SERVICE_UNAVAILABLE, "provider-down", "provider-down-what", "provider-down-do"),
        Stopped::Untrusted => (StatusCode::BAD_GATEWAY, "provider-untrusted", "provider-untrusted-what", "provider-untrusted-do"),
        Stopped::NotBegun => (StatusCode::BAD_REQUEST, "provider-not-begun", "provider-not-begun-what", "provider-not-begun-do"),
        Stopped::NotAgain => (StatusCode::FORBIDDEN, "provider-not-again", "provider-not-again-what", "provider-operator-do"),
        Stopped::RefusedThere => (StatusCode::FORBIDDEN, "provider-there", "provider-there-what", "provider-there-do"),
        Stopped::Refused(refused) => {
            let (what, to_do) = match refused {
                Refused::Claims(Refusal::Assurance { had: Some(_) }) => ("provider-assurance-what", "provider-assurance-do"),
                Refused::Claims(Refusal::Assurance { had: None }) => ("provider-assurance-none-what", "provider-assurance-do"),
                Refused::Claims(Refusal::NoRole) => ("provider-role-what", "provider-role-do"),
                Refused::Claims(Refusal::NoPerson | Refusal::NoName) => ("provider-name-what", "provider-operator-do"),
                Refused::Claims(Refusal::UnknownPlace) => ("provider-place-what", "provider-operator-do"),
                Refused::WhichPlace(_) => ("provider-which-what", "provider-operator-do"),
                Refused::OtherKind(..) => ("provider-kind-what", "provider-operator-do"),
                Refused::Left => ("provider-left-what", "provider-left-do"),
                Refused::Taken => ("provider-taken-what", "provider-operator-do"),
            };
            (StatusCode::FORBIDDEN, "provider-refused", what, to_do)
        }
    };
    let (mut had, mut role, mut place) = (String::new(), String::new(), String::new());
    if let Stopped::Refused(refused) = &why {
        match refused {
            Refused::Claims(Refusal::Assurance { had: Some(level) }) => had.clone_from(level),
            Refused::WhichPlace(asked) => role = lang.pick(asked.da(), asked.en()).to_owned(),
            Refused::OtherKind(asked, name) => {
                role = lang.pick(asked.da(), asked.en()).to_owned();
                place.clone_from(name);
            }
            _ => {}
        }
    }
    let values = [
        ("provider", mapping.name.clone().into()),
        ("accepted", mapping.accepted.join(", ").into()),
        ("had", had.into()),
        ("role", role.into()),
        ("place", place.into()),
    ];
    let title = t(lang, title);
    let main = html! {
        h1 { (title) }
        p.lead { (t_with(lang, what, &values)) }
        p { (t_with(lang, to_do, &values)) }
        p { (button::link(&t(lang, "provider-again"), AGAIN, Weight::Main)) }
    };
    (status, whole(app, lang, &title, main)).into_response()
}

/// Somebody's role is another, and children still have them as responsible.
pub(super) fn still_holds(app: &App, lang: Lang, arrived: &Arrived, to: &str) -> Response {
    let title = t(lang, "provider-changed");
    let role = lang.pick(arrived.staff.role.da(), arrived.staff.role.en()).to_owned();
    let count = u32::try_from(arrived.still_holds).unwrap_or(u32::MAX);
    let main = html! {
        h1 { (title) }
        p.lead { (t_with(lang, "provider-changed-what", &[("role", role.into()), ("count", count.into())])) }
        p { (t(lang, "provider-changed-do")) }
        p { (button::link(&t(lang, "provider-go-on"), to, Weight::Main)) }
    };
    whole(app, lang, &title, main).into_response()
}

/// Out of Trin, on the way out of the provider.
pub(super) fn leaving(app: &App, lang: Lang, provider: &Provider, to: &str) -> Markup {
    let title = t(lang, "provider-leaving");
    let name = provider.mapping().name.clone();
    let main = html! {
        h1 { (title) }
        p.lead { (t_with(lang, "provider-leaving-what", &[("provider", name.clone().into())])) }
        p { (button::link(&t_with(lang, "provider-leaving-do", &[("provider", name.into())]), to, Weight::Main)) }
    };
    whole(app, lang, &title, main)
}
