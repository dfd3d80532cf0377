//! What stands under the path: the legend, and the table of everything on it.

use jiff::civil::Date;
use maud::{Markup, html};

use super::{MarkKind, Path};
use crate::parts::table::{Column, table};
use crate::words::{Lang, format, t, t_with};

pub(super) fn legend(lang: Lang) -> Markup {
    html! {
        ul.legend aria-hidden="true" {
            li { svg viewBox="0 0 14 14" width="14" height="14" { circle.held cx="7" cy="7" r="5.5" {} } (t(lang, "picture-path-held")) }
            li { svg viewBox="0 0 14 14" width="14" height="14" { circle.owed cx="7" cy="7" r="5" {} } (t(lang, "picture-path-owed")) }
            li { svg viewBox="0 0 14 14" width="14" height="14" { path.told d="M7 0l7 7l-7 7l-7 -7z" {} } (t(lang, "picture-path-notification")) }
            li { svg viewBox="0 0 14 14" width="14" height="14" { rect.event x="3" y="3" width="8" height="8" {} } (t(lang, "picture-path-event")) }
            li { svg viewBox="0 0 28 14" width="28" height="14" { path.way.dashed d="M0 7h28" {} } (t(lang, "picture-path-promised")) }
        }
    }
}

/// Everything on the path, newest first.
pub(super) fn as_table(lang: Lang, path: &Path) -> Markup {
    let name = |number: Option<u8>| match number.and_then(|number| path.steps.iter().find(|step| step.number == number)) {
        Some(step) => format!("{} {}", step.number, step.name),
        None => "–".to_owned(),
    };
    let mut rows: Vec<(Date, &str, String, String)> = Vec::new();
    for stretch in &path.stretches {
        rows.push((stretch.from, &stretch.href, stretch.label.clone(), name(Some(stretch.step))));
    }
    for promise in &path.promises {
        let label = t_with(lang, "picture-path-is-promised", &[("label", promise.label.as_str().into())]);
        rows.push((promise.on, &promise.href, label, name(promise.step)));
    }
    for mark in &path.marks {
        let label = match mark.kind {
            MarkKind::Owed => t_with(lang, "picture-path-is-owed", &[("label", mark.label.as_str().into())]),
            _ => mark.label.clone(),
        };
        rows.push((mark.on, &mark.href, label, String::new()));
    }
    for scale in &path.scales {
        for point in &scale.points {
            let value = format::decimal(lang, point.value, usize::from(point.value.fract() != 0.0));
            rows.push((point.on, &point.href, format!("{}: {value}", scale.label), String::new()));
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.0));
    let (day, what, step) = (t(lang, "picture-day"), t(lang, "picture-what"), t(lang, "picture-step"));
    table(
        &path.title,
        &[Column::text(&day), Column::text(&what), Column::text(&step)],
        rows.into_iter()
            .map(|(on, href, label, step)| vec![html! { (format::date(lang, on)) }, html! { a href=(href) { (label) } }, html! { (step) }])
            .collect(),
    )
}
