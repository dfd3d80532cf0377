//! The entrance: in the demo, choose who you are; otherwise, log in.

use crate::app::{App, Entrance};
use crate::edge::Asker;
use crate::errors::{PageError, PageResult};
use crate::form::Sent;
use crate::frame::{Frame, page};
use crate::parts::button::{self, Weight};
use crate::session::{self, LANGUAGE, Visitor, language, new_session, rooms};
use crate::words::{Lang, t, t_with};
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use maud::{Markup, html};
use noted::{Event, note};
use trin_domain::id::StaffId;
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_store::{LogResult, Method};

pub(crate) mod attempts;
mod login;
pub(crate) mod noted;
pub mod oidc;
mod second;

/// Where the second factor is given.
pub(crate) const SECOND: &str = "/ind/trin-2";

/// How many people of a role are offered at the demo's entrance.
const OFFERED: usize = 3;

/// The entrance's routes.
pub fn router() -> Router<App> {
    Router::new()
        .route("/", get(show))
        .route("/ind", post(enter))
        .route("/ind/trin-2", get(second::show).post(second::give))
        .route("/log-ud", post(leave))
        .route("/sprog", post(speak))
        .merge(oidc::router())
}

async fn show(State(app): State<App>, jar: CookieJar, visitor: Result<Visitor, PageError>) -> PageResult {
    let lang = language(&jar);
    match app.entrance() {
        Entrance::Demo => Ok(choose_person(&app, lang, visitor.ok().as_ref()).await?.into_response()),
        Entrance::Login | Entrance::OpenId(_) if visitor.is_ok() => Ok(Redirect::to("/min-dag").into_response()),
        Entrance::OpenId(provider) => Ok(oidc::door(&app, lang, provider).into_response()),
        Entrance::Login => Ok(login::form(&app, lang, &crate::parts::field::Typed::default()).into_response()),
    }
}

async fn enter(State(app): State<App>, jar: CookieJar, asker: Asker, headers: HeaderMap, Sent(typed): Sent) -> PageResult {
    match app.entrance() {
        Entrance::Demo => {
            let id = StaffId::from_label(typed.value("person"));
            let staff = app.store().staff(id).await?.filter(|staff| staff.is_active);
            let staff = staff.ok_or(PageError::BadRequest(language(&jar)))?;
            begin(&app, jar, &staff, Method::Demo, &headers).await
        }
        Entrance::Login => login::attempt(&app, jar, asker, &headers, typed).await,
        // Nobody has a password here.
        Entrance::OpenId(_) => Err(PageError::NotFound(language(&jar))),
    }
}

/// The room somebody begins their day in.
pub(crate) fn first_room(staff: &Staff) -> &'static str {
    rooms(staff.role).first().map_or("/", |room| room.href())
}

/// Begins a whole session with a fresh token and goes to the person's first room: when somebody else has vouched for who they are.
async fn begin(app: &App, jar: CookieJar, staff: &Staff, method: Method, headers: &HeaderMap) -> PageResult {
    forget_before(app, &jar).await?;
    let (session, cookie) = new_session(app, staff, method, true, headers);
    app.store().put_session(&session).await?;
    Ok((jar.add(cookie), Redirect::to(first_room(staff))).into_response())
}

/// The session a browser came with ends when another begins in it, and when its owner leaves.
async fn forget_before(app: &App, jar: &CookieJar) -> PageResult<()> {
    if let Some(cookie) = jar.get(session::cookie_name(app)) {
        // A door somebody turned away from was never entered.
        if let Some((session, staff)) = session::whose(app, jar).await?.filter(|(session, _)| session.is_whole) {
            note(app, &staff, session.method, Some(&session.token_hash), Event::LogOut, LogResult::Done).await?;
        }
        app.store().delete_session(&session::token_hash(cookie.value())).await?;
    }
    Ok(())
}

async fn leave(State(app): State<App>, jar: CookieJar) -> PageResult {
    let on = match jar.get(session::cookie_name(&app)) {
        Some(cookie) => oidc::way_out(&app, cookie.value()).await.unwrap_or(None),
        None => None,
    };
    // Whoever leaves has left, also while the disk is full.
    if forget_before(&app, &jar).await.is_err()
        && let Some(cookie) = jar.get(session::cookie_name(&app))
    {
        tracing::warn!("the end of a session could not be written: it is remembered until the next start");
        app.emergency().ends(&session::token_hash(cookie.value()));
    }
    let jar = jar.remove(session::no_cookie(&app));
    let next = on.map_or_else(|| Redirect::to("/").into_response(), |to| oidc::leaving(&app, &jar, &to));
    // Cookies are taken out one by one: the language stays. What the browser keeps of pages and of its own storage goes.
    Ok((jar, [("clear-site-data", "\"cache\", \"storage\"")], next).into_response())
}

/// Changes language and comes back to the same page.
async fn speak(jar: CookieJar, Sent(typed): Sent) -> Response {
    let Some(lang) = Lang::from_code(typed.value("sprog")) else { return PageError::BadRequest(language(&jar)).into_response() };
    let til = typed.value("til");
    let mut cookie = Cookie::build((LANGUAGE, lang.code())).path("/").http_only(true).same_site(SameSite::Lax).build();
    cookie.make_permanent();
    (jar.add(cookie), Redirect::to(if is_own_path(til) { til } else { "/" })).into_response()
}

/// Only a path of our own: "//elsewhere" and "/\\elsewhere" would lead away, and a browser reads "/\t/elsewhere" without the tab.
pub(crate) fn is_own_path(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains(|letter: char| letter == '\\' || letter.is_control())
}

async fn choose_person(app: &App, lang: Lang, visitor: Option<&Visitor>) -> PageResult<Markup> {
    let everyone = app.store().staff_list(None).await?;
    let units = app.store().units().await?;
    let unit_name = |staff: &Staff| units.iter().find(|unit| unit.id == staff.unit).map_or("", |unit| unit.name.as_str()).to_owned();
    let people = Role::ALL.iter().filter(|role| **role != Role::System).map(|role| {
        let of_role: Vec<&Staff> = everyone.iter().filter(|staff| staff.role == *role && staff.is_active).take(OFFERED).collect();
        (*role, of_role)
    });
    let title = t(lang, "entrance-title");
    let main = html! {
        h1 { (title) }
        p.lead { (t_with(lang, "entrance-lead", &[("municipality", app.municipality().to_owned().into())])) }
        p { (t(lang, "entrance-invented")) }
        (outside(lang))
        div.persons-all { @for (role, of_role) in people {
            @if !of_role.is_empty() {
                section.persons aria-labelledby=(format!("rolle-{}", role.code())) {
                    h2 id=(format!("rolle-{}", role.code())) { (lang.pick(role.da(), role.en())) }
                    p.quiet { (what_they_do(lang, role)) }
                    ul.people {
                        @for staff in of_role {
                            li {
                                (button::post("/ind", &[("person", &staff.id.to_string())], &staff.name, Weight::Other))
                                " " span.quiet { (unit_name(staff)) }
                            }
                        }
                    }
                }
            }
        } }
    };
    let here = "/".to_owned();
    let frame = Frame {
        lang,
        municipality: app.municipality().to_owned(),
        here,
        me: visitor.and_then(|visitor| visitor.frame(app, None).me),
        ..Frame::default()
    };
    Ok(page(&frame, &title, main, None))
}

/// The way to the intake for those without a login.
fn outside(lang: Lang) -> Markup {
    html! { p { a href=(crate::door::ADDRESS) { (t(lang, "door-link")) } } }
}

fn what_they_do(lang: Lang, role: Role) -> String {
    match role {
        Role::Pedagogue => t(lang, "entrance-role-pedagogue"),
        Role::Teacher => t(lang, "entrance-role-teacher"),
        Role::HealthVisitor => t(lang, "entrance-role-health-visitor"),
        Role::Intake => t(lang, "entrance-role-intake"),
        Role::Caseworker => t(lang, "entrance-role-caseworker"),
        Role::TeamLeader => t(lang, "entrance-role-team-leader"),
        Role::Provider => t(lang, "entrance-role-provider"),
        Role::HeadOfDepartment => t(lang, "entrance-role-head-of-department"),
        Role::System => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_own_path;

    #[test]
    fn only_a_path_of_our_own_is_returned_to() {
        for ours in ["/", "/min-dag", "/boern?q=%2F%2Fx", "/boern/1#entry-2"] {
            assert!(is_own_path(ours), "{ours}");
        }
        for elsewhere in
            ["", "min-dag", "//elsewhere.example", "/\\elsewhere.example", "/\t/elsewhere.example", "/\n/elsewhere.example", "https://x"]
        {
            assert!(!is_own_path(elsewhere), "{elsewhere:?}");
        }
    }
}
