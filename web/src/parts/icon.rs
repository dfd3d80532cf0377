//! Icons, drawn by hand on a grid of 24: they stand beside a word, never instead of one.

use maud::{Markup, PreEscaped, html};

/// What an icon stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Icon {
    Day,
    Inbox,
    Child,
    Team,
    Stairs,
    Compass,
    Search,
    Check,
    Info,
    Stop,
    Key,
    Print,
    Down,
    Up,
    Note,
    Round,
    Heart,
    Calendar,
}

impl Icon {
    const fn strokes(self) -> &'static str {
        match self {
            Self::Day => {
                "M12 4V2M12 22v-2M4 12H2M22 12h-2M6.3 6.3 4.9 4.9M19.1 19.1l-1.4-1.4M6.3 17.7l-1.4 1.4M19.1 4.9l-1.4 1.4M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8"
            }
            Self::Inbox => "M3 13h5l1.5 3h5L16 13h5M5.5 5h13L21 13v6H3v-6z",
            Self::Child => "M12 4a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M5 21v-1a7 7 0 0 1 14 0v1",
            Self::Team => "M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M3 20v-1a6 6 0 0 1 12 0v1M16 5.2a3 3 0 0 1 0 5.6M18 14a6 6 0 0 1 3 5v1",
            Self::Stairs => "M3 20v-4h5v-4h4.5V8H17V4h4v16z",
            Self::Compass => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M15.5 8.5l-2 5-5 2 2-5z",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 21 21",
            Self::Check => "M4 12.5 9.5 18 20 6.5",
            Self::Info => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v6M12 7.2v.1",
            Self::Stop => "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 7.5v6M12 16.4v.1",
            Self::Key => "M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8M11 12 20 3M16 7l3 3",
            Self::Print => "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
            Self::Down => "M12 4v15M6 13.5 12 19.5l6-6",
            Self::Up => "M12 20V5M6 10.5 12 4.5l6 6",
            Self::Round => "M19.5 8.5A8.3 8.3 0 0 0 4 10M4.5 15.5A8.3 8.3 0 0 0 20 14M4 4.5V10h5.5M20 19.5V14h-5.5",
            Self::Calendar => "M4 6h16v14H4zM4 10.5h16M8 3v4M16 3v4M8.5 15l2.5 2.5 4.5-4.5",
            Self::Heart => "M12 20.5 4.2 12.6a4.7 4.7 0 0 1 6.7-6.6L12 7.2l1.1-1.2a4.7 4.7 0 0 1 6.7 6.6z",
            Self::Note => "M5 3h10l4 4v14H5zM8.5 12h7M8.5 16h7M8.5 8h3",
        }
    }
}

/// The icon, hidden from screen readers because a word stands beside it.
pub fn icon(icon: Icon) -> Markup {
    html! {
        svg.icon viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"
            stroke-linejoin="round" aria-hidden="true" focusable="false" { path d=(icon.strokes()) {} }
    }
}

/// The product's mark: four steps, the last one light.
pub fn mark() -> Markup {
    PreEscaped(
        "<svg class=\"sign\" viewBox=\"0 0 24 22\" width=\"26\" height=\"24\" aria-hidden=\"true\" focusable=\"false\">\
         <path class=\"a\" d=\"M0 16h5v6H0z\"/><path class=\"b\" d=\"M6 11h5v11H6z\"/><path class=\"c\" d=\"M12 6h5v16h-5z\"/>\
         <path class=\"d\" d=\"M18 0h5v22h-5z\"/></svg>"
            .to_owned(),
    )
}
