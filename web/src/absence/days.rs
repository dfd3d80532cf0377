//! A school year's days as a calendar: each month five days wide, absence by letter and pattern, never by colour alone.

use crate::words::{Lang, format, t};
use jiff::civil::{Date, Weekday};
use maud::{Markup, html};
use trin_domain::absence::{AbsenceKind, AbsentDay, SchoolYear, WHOLE};

/// The letter a kind is drawn by, the first of its Danish or English name.
fn letter(lang: Lang, kind: AbsenceKind) -> String {
    lang.pick(kind.da(), kind.en()).chars().take(1).flat_map(char::to_uppercase).collect()
}

const fn class(kind: AbsenceKind) -> &'static str {
    match kind {
        AbsenceKind::Illness => "ill",
        AbsenceKind::Lawful | AbsenceKind::Leave => "leave",
        AbsenceKind::Unlawful => "unlawful",
    }
}

/// Monday to Friday of every week of a month, from the first; nothing before or after it.
fn weeks(first: Date) -> Vec<[Option<Date>; 5]> {
    let mut weeks: Vec<[Option<Date>; 5]> = Vec::new();
    let of_month = first.series(jiff::ToSpan::day(1)).take_while(|day| day.month() == first.month());
    for day in of_month {
        let place = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        if weeks.is_empty() || day.weekday() == Weekday::Monday {
            weeks.push([None; 5]);
        }
        if let Some(cell) = weeks.last_mut().and_then(|week| week.get_mut(place)) {
            *cell = Some(day);
        }
    }
    weeks.retain(|week| week.iter().any(Option::is_some));
    weeks
}

/// The months of a school year until a day.
pub(super) fn calendar(lang: Lang, year: &SchoolYear, absent: &[AbsentDay], until: Date) -> Markup {
    let Some(from) = year.days().first().map(|day| day.first_of_month()) else { return html! {} };
    let months = from.series(jiff::ToSpan::month(1)).take_while(|month| *month <= until);
    html! {
        div.months {
            @for month in months {
                table.month {
                    caption { (format::month(lang, month)) }
                    thead { tr { @for day in month_heads(lang) { th scope="col" { (day) } } } }
                    tbody { @for week in weeks(month) { tr { @for day in week { (cell(lang, year, absent, until, day)) } } } }
                }
            }
        }
        p.quiet { @for (place, kind) in AbsenceKind::ALL.iter().enumerate() { @if place > 0 { " · " } b { (letter(lang, *kind)) } " " (lang.pick(kind.da(), kind.en())) } " · " (t(lang, "absence-no-school")) }
    }
}

fn month_heads(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::Da => ["ma", "ti", "on", "to", "fr"],
        Lang::En => ["Mo", "Tu", "We", "Th", "Fr"],
    }
}

fn cell(lang: Lang, year: &SchoolYear, absent: &[AbsentDay], until: Date, day: Option<Date>) -> Markup {
    let Some(day) = day else { return html! { td {} } };
    let here: Vec<&AbsentDay> = absent.iter().filter(|absent| absent.on == day).collect();
    let class = here.iter().map(|absent| class(absent.kind)).max();
    let class = class.or_else(|| (day > until).then_some("later")).or_else(|| (!year.has(day)).then_some("none"));
    html! {
        td class=[class] {
            (day.day())
            @for absent in &here {
                " " b { abbr title=(said(lang, absent)) { (letter(lang, absent.kind)) @if absent.percent < WHOLE { (absent.percent) "%" } } }
            }
        }
    }
}

fn said(lang: Lang, absent: &AbsentDay) -> String {
    let kind = lang.pick(absent.kind.da(), absent.kind.en());
    if absent.percent == WHOLE { kind.to_owned() } else { format!("{kind}, {} %", absent.percent) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_is_drawn_from_its_first_weekday_to_its_last() {
        let weeks = weeks(date(2026, 8, 1));
        assert_eq!(weeks.first().map(|week| week.map(|day| day.map(Date::day))), Some([Some(3), Some(4), Some(5), Some(6), Some(7)]));
        assert_eq!(weeks.last().map(|week| week.map(|day| day.map(Date::day))), Some([Some(31), None, None, None, None]));
        let september = super::weeks(date(2026, 9, 1));
        assert_eq!(september.first().map(|week| week[0]), Some(None));
        assert_eq!(september.iter().flatten().flatten().count(), 22);
    }
}
