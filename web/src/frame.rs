//! The frame every page stands in: top bar, rooms, the child's header, the main column and the column of what follows.
//!
//! Handlers fill a [`Frame`] and call [`page`]. Nothing here decides who may see what: it shows the rooms it is given.

use maud::{DOCTYPE, Markup, html};

use crate::assets;
use crate::parts::icon;
use crate::words::{Lang, t, t_with};

mod child_header;
#[cfg(test)]
mod tests;

pub use child_header::{ChildHeader, child_header};

/// A room of the building, by the users' own word for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Room {
    /// Min dag: what I owe and what is new.
    MyDay,
    /// Modtagelsen: everything that arrives.
    Intake,
    /// Børn: the children I have a relation to.
    Children,
    /// Trivselsrunder: the children of a room or a class, one round after another.
    Rounds,
    /// Bekymringer: what the unit itself sees and does about its children.
    Worries,
    /// Fravær: a school's pupils by what the roadmap for absence asks for.
    Absence,
    /// Team: caseload, late duties, responsibilities waiting.
    Team,
    /// Trappen: children on the steps and how they move.
    Staircase,
    /// Strategi: the ladder, the cadences, the targets.
    Strategy,
}

impl Room {
    /// All rooms, in the order of the rail.
    pub const ALL: [Self; 9] = [
        Self::MyDay,
        Self::Intake,
        Self::Children,
        Self::Worries,
        Self::Rounds,
        Self::Absence,
        Self::Team,
        Self::Staircase,
        Self::Strategy,
    ];

    /// Its address.
    pub const fn href(self) -> &'static str {
        match self {
            Self::MyDay => "/min-dag",
            Self::Intake => "/modtagelsen",
            Self::Children => "/boern",
            Self::Rounds => "/runder",
            Self::Worries => "/bekymringer",
            Self::Absence => "/fravaer",
            Self::Team => "/team",
            Self::Staircase => "/trappen",
            Self::Strategy => "/strategi",
        }
    }

    /// Its name on the rail.
    pub fn name(self, lang: Lang) -> String {
        t(
            lang,
            match self {
                Self::MyDay => "room-my-day",
                Self::Intake => "room-intake",
                Self::Children => "room-children",
                Self::Rounds => "room-rounds",
                Self::Worries => "room-worries",
                Self::Absence => "absence-title",
                Self::Team => "room-team",
                Self::Staircase => "room-staircase",
                Self::Strategy => "room-strategy",
            },
        )
    }

    const fn icon(self) -> icon::Icon {
        match self {
            Self::MyDay => icon::Icon::Day,
            Self::Intake => icon::Icon::Inbox,
            Self::Children => icon::Icon::Child,
            Self::Rounds => icon::Icon::Round,
            Self::Worries => icon::Icon::Heart,
            Self::Absence => icon::Icon::Calendar,
            Self::Team => icon::Icon::Team,
            Self::Staircase => icon::Icon::Stairs,
            Self::Strategy => icon::Icon::Compass,
        }
    }
}

/// The person who is using Trin.
#[derive(Clone, Debug)]
pub struct Me {
    /// Display name.
    pub name: String,
    /// The role in words, in the page's language.
    pub role: String,
    /// How this person leaves.
    pub leave: Leave,
}

/// What the button beside one's name does; both send `POST /log-ud`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Leave {
    /// Ends the session.
    #[default]
    LogOut,
    /// In the demo: back to the entrance to be somebody else.
    ChoosePerson,
}

/// A message shown once, after something was done.
#[derive(Clone, Debug)]
pub enum Flash {
    /// It happened: "Kvitteringen er sendt."
    Done(String),
    /// It happened, and stands at an address: "Notatet er gemt. Se det".
    DoneAt(String, String),
    /// It happened, and there is something to know or do.
    Notice(String),
    /// It did not happen; nothing is lost.
    Failed(String),
}

/// An emergency access that is open.
#[derive(Clone, Debug)]
pub struct Emergency {
    /// The child's page.
    pub href: String,
    /// What is said of it.
    pub says: String,
    /// Where it is closed; nothing where the record cannot be written in.
    pub close: Option<String>,
}

/// A keyboard shortcut of the page, shown in the help: pressing `key` follows the link or presses the button with the same `data-key`.
#[derive(Clone, Debug)]
pub struct Shortcut {
    /// One letter.
    pub key: char,
    /// What it does, in words.
    pub what: String,
}

/// What a page tells the frame.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Language of the page.
    pub lang: Lang,
    /// "Kerteminde Kommune".
    pub municipality: String,
    /// Who is looking; `None` at the entrance.
    pub me: Option<Me>,
    /// The rooms of the rail.
    pub rooms: Vec<Room>,
    /// The room one stands in.
    pub current: Option<Room>,
    /// Path and query of this page, so that changing language comes back to it.
    pub here: String,
    /// What was searched for, to stay in the search field.
    pub search: String,
    /// A message shown once.
    pub flash: Option<Flash>,
    /// Why I see this page: "Du er Noahs ansvarlige rådgiver siden 14. marts."
    pub why: Option<String>,
    /// The child the page is about; keeps name, age and responsible person in sight.
    pub child: Option<ChildHeader>,
    /// What is open to this person in an emergency: said on every page.
    pub emergencies: Vec<Emergency>,
    /// Keyboard shortcuts of this page besides `/`.
    pub shortcuts: Vec<Shortcut>,
    /// Whether the main column takes the whole width (boards, wide tables); prose stays narrow either way.
    pub wide: bool,
    /// Addresses of further scripts, from [`assets::url`].
    pub scripts: Vec<&'static str>,
}

/// A whole page. `title` is the heading of the browser's tab and, unless the page is about a child and brings its own, should equal its `h1`.
pub fn page(frame: &Frame, title: &str, main: Markup, side: Option<Markup>) -> Markup {
    let lang = frame.lang;
    html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                title { (title) @if !frame.municipality.is_empty() { " · " (frame.municipality) } " · Trin" }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                link rel="icon" type="image/svg+xml" href=(assets::url("trin.svg"));
                link rel="preload" as="font" type="font/woff2" crossorigin href=(assets::url("plex-regular.woff2"));
                link rel="stylesheet" href=(assets::url("trin.css"));
                script src=(assets::url("trin.js")) defer {}
                @for script in &frame.scripts { script src=(script) defer {} }
            }
            body {
                a.skip href="#main" { (t(lang, "frame-skip")) }
                (top_bar(frame))
                div.building.no-rail[frame.rooms.is_empty()] {
                    @if !frame.rooms.is_empty() { (rail(frame)) }
                    div.room {
                        // Printed at the head of every sheet.
                        div.running aria-hidden="true" { p { @if let Some(child) = &frame.child { (child.name) " · " } (frame.municipality) } }
                        // Above whom the page is about: it is about another.
                        @for emergency in open_elsewhere(frame) { (emergency_banner(lang, emergency)) }
                        @if let Some(child) = &frame.child { (child_header(lang, child)) }
                        @if let Some(flash) = &frame.flash { (flash_message(lang, flash)) }
                        div.columns.has-side[side.is_some()].wide[frame.wide] {
                            main #main tabindex="-1" { (main) }
                            @if let Some(side) = side { aside.side aria-label=(t(lang, "frame-side")) { (side) } }
                        }
                        @if frame.me.is_some() || frame.why.is_some() { (foot(frame)) }
                    }
                }
            }
        }
    }
}

fn top_bar(frame: &Frame) -> Markup {
    let lang = frame.lang;
    html! {
        header.top {
            a.mark href=(frame.rooms.first().map_or("/", |room| room.href())) {
                (icon::mark())
                span { b { "Trin" } " " span.municipality { (frame.municipality) } }
            }
            @if frame.me.is_some() {
                form.search role="search" method="post" action="/boern/soeg" {
                    label.hidden for="q" { (t(lang, "frame-search-label")) }
                    (icon::icon(icon::Icon::Search))
                    input #q name="q" type="search" value=(frame.search) placeholder=(t(lang, "frame-search-label")) autocomplete="off" maxlength="100";
                    kbd aria-hidden="true" { "/" }
                    button.hidden type="submit" { (t(lang, "frame-search")) }
                }
            }
            div.who {
                @if let Some(me) = &frame.me {
                    p { a href="/mig/sessioner" { b { (me.name) } } " " span { (me.role) } }
                }
                form method="post" action="/sprog" {
                    input type="hidden" name="til" value=(frame.here);
                    button.on-dark name="sprog" aria-label=(format!("{} {}", t(lang.other(), "frame-this-language"), lang.other().code())) value=(lang.other().code()) lang=(lang.other().code()) type="submit" {
                        span.long { (t(lang.other(), "frame-this-language")) } span.brief aria-hidden="true" { (lang.other().code()) }
                    }
                }
                @if let Some(me) = &frame.me {
                    form method="post" action="/log-ud" {
                        button.on-dark type="submit" {
                            @match me.leave {
                                Leave::LogOut => { (t(lang, "frame-log-out")) }
                                Leave::ChoosePerson => { (t(lang, "frame-choose-person")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn rail(frame: &Frame) -> Markup {
    html! {
        nav.rail aria-label=(t(frame.lang, "frame-rooms")) {
            ul {
                @for room in &frame.rooms {
                    li {
                        a href=(room.href()) aria-current=[(frame.current == Some(*room)).then_some("page")] {
                            (icon::icon(room.icon()))
                            span { (room.name(frame.lang)) }
                        }
                    }
                }
            }
        }
    }
}

/// The emergencies that this page's own header does not say already.
fn open_elsewhere(frame: &Frame) -> impl Iterator<Item = &Emergency> {
    let here = frame.child.as_ref().map(|child| child.href.as_str());
    frame.emergencies.iter().filter(move |emergency| Some(emergency.href.as_str()) != here)
}

fn emergency_banner(lang: Lang, emergency: &Emergency) -> Markup {
    html! {
        section.flash.notice aria-label=(t(lang, "access-glass-search")) {
            (icon::icon(icon::Icon::Key))
            p { (emergency.says) " " a href=(emergency.href) { (t(lang, "access-glass-to-case")) } }
            @if let Some(close) = &emergency.close { (child_header::close_now(lang, close)) }
        }
    }
}

fn flash_message(lang: Lang, flash: &Flash) -> Markup {
    let (class, role, icon, text) = match flash {
        Flash::DoneAt(text, href) => {
            let see = html! { (text) " " a href=(href) { (t(lang, "frame-see-it")) } };
            return html! { div class="flash done" role="status" { (icon::icon(icon::Icon::Check)) p { (see) } } };
        }
        Flash::Done(text) => ("flash done", "status", icon::Icon::Check, text),
        Flash::Notice(text) => ("flash notice", "status", icon::Icon::Info, text),
        Flash::Failed(text) => ("flash failed", "alert", icon::Icon::Stop, text),
    };
    html! { div class=(class) role=(role) { (icon::icon(icon)) p { (text) } } }
}

fn foot(frame: &Frame) -> Markup {
    let lang = frame.lang;
    html! {
        footer.foot {
            @if let Some(why) = &frame.why { p.why { (icon::icon(icon::Icon::Key)) (t_with(lang, "frame-why", &[("why", why.into())])) } }
            @if frame.me.is_some() {
                details.keys {
                    summary { (t(lang, "frame-keys")) }
                    dl {
                        div { dt { kbd { "/" } } dd { (t(lang, "frame-key-search")) } }
                        @for shortcut in &frame.shortcuts { div { dt { kbd { (shortcut.key) } } dd { (shortcut.what) } } }
                    }
                    button.button.quiet type="button" hidden data-keys-off=(t(lang, "frame-keys-off")) data-keys-on=(t(lang, "frame-keys-on")) {}
                }
            }
        }
    }
}
