//! The form: what is acute first, then what one has to say, then who and about whom, as much as one wants to tell.

use super::ADDRESS;
use crate::app::App;
use crate::errors::PageResult;
use crate::form::{Reader, Sent};
use crate::frame::{Frame, page};
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Choice, Field, Typed};
use crate::session::language;
use crate::submit;
use crate::words::{Lang, t, t_with};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use trin_domain::enquiry::{Enquiry, EnquiryFault, EnquiryKind, may_be_anonymous};
use trin_domain::id::EnquiryId;
use trin_domain::kinds::NotifierKind;
use trin_store::setting;

/// What the page calls the domain's fields.
const LABELS: &[(&str, &str)] = &[
    ("text", "door-text"),
    ("name", "door-name"),
    ("workplace", "door-workplace"),
    ("contact", "door-contact"),
    ("child", "door-child"),
    ("born", "door-born"),
    ("known_by", "door-known-by"),
];

/// `GET /henvendelse`.
pub(super) async fn show(State(app): State<App>, jar: CookieJar) -> PageResult {
    Ok(draw(&app, language(&jar), &Typed::default()).await?.into_response())
}

/// `POST /henvendelse`. That something was sent is counted before it is read, so that what is lost on the way is missed.
pub(super) async fn send(State(app): State<App>, jar: CookieJar, Sent(mut typed): Sent) -> PageResult {
    let (lang, now) = (language(&jar), app.now());
    app.store().door_sent(now).await?;
    let key = submit::key_of(&app, &typed);
    let Some(enquiry) = read(&app, &mut typed, lang) else {
        app.store().door_handed_back(now).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&app, lang, &typed).await?).into_response());
    };
    let received = app.store().receive(EnquiryId::new(key.uuid()), &enquiry, now).await?;
    Ok(Redirect::to(&format!("{ADDRESS}/kvittering/{}", received.reference)).into_response())
}

/// What was sent, or nothing when something is wrong with it.
fn read(app: &App, typed: &mut Typed, lang: Lang) -> Option<Enquiry> {
    let mut reader = Reader::new(typed, lang);
    let kind = reader.choice("kind", &t(lang, "door-kind"), EnquiryKind::from_code);
    let from = reader.choice("from", &t(lang, "door-from"), |code| NotifierKind::from_code(code).filter(|kind| offered(*kind)));
    let born = reader.optional_date("born", &t(lang, "door-born"));
    let is_anonymous = reader.ticked("anonymous");
    if is_anonymous && from.is_some_and(|from| !may_be_anonymous(from)) {
        reader.fault("anonymous", "door-not-anonymous", "", &[]);
    }
    // What is wrong besides is told with a choice that was not made.
    let enquiry = Enquiry {
        kind: kind.unwrap_or(EnquiryKind::Concern),
        from: from.unwrap_or(NotifierKind::Other),
        name: reader.optional("name"),
        workplace: reader.optional("workplace"),
        contact: reader.optional("contact"),
        child: reader.optional("child").unwrap_or_default(),
        born,
        known_by: reader.optional("known_by").unwrap_or_default(),
        text: reader.optional("text").unwrap_or_default(),
        acute: reader.ticked("acute"),
        abuse_suspected: reader.ticked("abuse"),
    };
    let enquiry = if is_anonymous && may_be_anonymous(enquiry.from) { enquiry.anonymous() } else { enquiry };
    for fault in enquiry.faults(app.today()) {
        let label = LABELS.iter().find(|(field, _)| *field == fault.field()).map(|(_, key)| t(lang, key)).unwrap_or_default();
        match fault {
            EnquiryFault::Missing(field) => reader.fault(field, "forms-missing", &label, &[]),
            EnquiryFault::TooLong { field, most } => {
                let most = i64::try_from(most).unwrap_or(i64::MAX);
                reader.fault(field, "door-too-long", &label, &[("most", most.into())]);
            }
            EnquiryFault::NotBorn => reader.fault("born", "door-not-born", "", &[]),
            EnquiryFault::NoChild => reader.fault("child", "door-no-child", "", &[]),
            EnquiryFault::NoWayBack if is_anonymous => reader.fault("contact", "door-no-way-back-anonymous", "", &[]),
            EnquiryFault::NoWayBack => reader.fault("contact", "door-no-way-back", "", &[]),
        }
    }
    reader.is_fine().then_some(enquiry)
}

/// Who one may say one is. Who keeps it to themselves ticks that.
fn offered(kind: NotifierKind) -> bool {
    kind != NotifierKind::Anonymous
}

async fn draw(app: &App, lang: Lang, typed: &Typed) -> PageResult<Markup> {
    let on_call = app.store().setting(setting::ON_CALL).await?.filter(|on_call| !on_call.is_empty());
    let title = t(lang, "door-title");
    let body = html! {
        input type="hidden" name="key" value=(submit::key_of(app, typed));
        (words(lang, typed))
        (about(lang, typed))
        (sender(lang, typed))
        p.quiet { (t_with(lang, "door-kept", &[("municipality", app.municipality().to_owned().into())])) }
        (button::row(button::submit(&t(lang, "door-send"), Weight::Main)))
    };
    let main = html! {
        h1 { (title) }
        p.lead { (t_with(lang, "door-lead", &[("municipality", app.municipality().to_owned().into())])) }
        (acute(lang, on_call.as_deref()))
        (field::errors(lang, typed, &body))
        (field::form(lang, ADDRESS, None, body))
    };
    Ok(page(&outside(app, lang, ADDRESS), &title, main, None))
}

/// The frame of a page for those without a login, whoever may be logged in: a shared screen shows nobody's rooms.
pub(super) fn outside(app: &App, lang: Lang, here: &str) -> Frame {
    Frame { lang, municipality: app.municipality().to_owned(), here: here.to_owned(), ..Frame::default() }
}

/// Whom to call when it cannot wait.
fn acute(lang: Lang, on_call: Option<&str>) -> Markup {
    html! {
        section.flash.notice aria-label=(t(lang, "door-acute-title")) {
            div {
                p { b { (t(lang, "door-acute-title")) } }
                ul {
                    li { (t(lang, "door-call-112")) " " a href="tel:112" { "112" } }
                    @if let Some(on_call) = on_call { li { (t(lang, "door-call-duty")) " " (duty_number(on_call)) } }
                    li { (t(lang, "door-call-children")) " " a href="tel:116111" { "116 111" } }
                }
            }
        }
    }
}

/// A number that a telephone can call, where the text has one.
fn duty_number(on_call: &str) -> Markup {
    let digits: String = on_call.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    html! { @if digits.len() >= 6 { a href=(format!("tel:{digits}")) { (on_call) } } @else { b { (on_call) } } }
}

fn words(lang: Lang, typed: &Typed) -> Markup {
    let kinds: Vec<Choice<'_>> = EnquiryKind::ALL.iter().map(|kind| Choice::new(kind.code(), lang.pick(kind.da(), kind.en()))).collect();
    html! {
        fieldset.group {
            legend { (t(lang, "door-what")) }
            (Field::new(lang, "kind", &t(lang, "door-kind")).typed(typed).radios(&kinds))
            (Field::new(lang, "text", &t(lang, "door-text")).hint(&t(lang, "door-text-hint")).lines(7).typed(typed).text_area())
            (Field::new(lang, "acute", &t(lang, "door-acute")).hint(&t(lang, "door-acute-hint")).optional().typed(typed).tick())
            (Field::new(lang, "abuse", &t(lang, "door-abuse")).hint(&t(lang, "door-abuse-hint")).optional().typed(typed).tick())
        }
    }
}

fn about(lang: Lang, typed: &Typed) -> Markup {
    html! {
        fieldset.group {
            legend { (t(lang, "door-about")) }
            p.hint { (t(lang, "door-about-hint")) }
            (Field::new(lang, "child", &t(lang, "door-child")).when_needed().typed(typed).text())
            (Field::new(lang, "born", &t(lang, "door-born")).optional().typed(typed).date())
            (Field::new(lang, "known_by", &t(lang, "door-known-by")).hint(&t(lang, "door-known-by-hint")).when_needed().lines(2).typed(typed).text_area())
        }
    }
}

fn sender(lang: Lang, typed: &Typed) -> Markup {
    let who = |is_citizen: bool| {
        let of = NotifierKind::ALL.iter().filter(move |kind| offered(**kind) && may_be_anonymous(**kind) == is_citizen);
        of.map(|kind| Choice::new(kind.code(), lang.pick(kind.da(), kind.en()))).collect::<Vec<_>>()
    };
    let (citizens, professionals) = (t(lang, "door-citizens"), t(lang, "door-professionals"));
    html! {
        fieldset.group {
            legend { (t(lang, "door-you")) }
            (Field::new(lang, "from", &t(lang, "door-from")).typed(typed).select_grouped(&[(&citizens, who(true)), (&professionals, who(false))]))
            (Field::new(lang, "anonymous", &t(lang, "door-anonymous")).hint(&t(lang, "door-anonymous-hint")).optional().typed(typed).tick())
            (Field::new(lang, "name", &t(lang, "door-name")).when_needed().typed(typed).text())
            (Field::new(lang, "contact", &t(lang, "door-contact")).hint(&t(lang, "door-contact-hint")).when_needed().typed(typed).text())
            (Field::new(lang, "workplace", &t(lang, "door-workplace")).hint(&t(lang, "door-workplace-hint")).when_needed().typed(typed).text())
        }
    }
}
