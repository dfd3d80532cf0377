//! Reading what a strategy sets out to do: cadences, caseload, forums, routines, investments, indicators.

use super::fields;
use super::form::{Between, Flag, KeepText, Key, Line, Number, SpanText, Whole, Word, Year};
use super::parse::{NAME, SENTENCE, SOURCE};
use super::read::{Reader, Section};
use super::words::Text;
use super::{
    Area, Cadence, CaseloadTarget, Coverage, Forum, IndicatorTarget, Investment, Retention, Routine, RoutineKind, Span, TargetDirection,
};

use crate::retention::{self, Class};

/// Most children per caseworker that is believed.
const MOST_CASES: u16 = 200;

pub(super) fn cadences(r: &mut Reader, file: &Section<'_, '_>) -> Vec<Cadence> {
    let mut cadences: Vec<Cadence> = Vec::new();
    for section in r.sections(file, "cadences", fields::CADENCE) {
        let covers = r.need(&section, "covers", &Word(Coverage::ALL, Coverage::word));
        if let Some(covers) = covers
            && cadences.iter().any(|other| other.covers == covers)
        {
            let word = covers.word();
            let da = format!("\"{word}\" har allerede en kadence; der er højst én for hver slags");
            r.fault_at(&section, "covers", Text::new(da, format!("\"{word}\" has a cadence already; at most one for each group")));
        }
        let cadence = Cadence {
            covers: covers.unwrap_or(Coverage::Placement),
            first: r.need(&section, "first", &SpanText).unwrap_or(Span::Days(1)),
            then: r.need(&section, "then", &SpanText).unwrap_or(Span::Days(1)),
            source: r.need(&section, "source", &SOURCE).unwrap_or_default(),
        };
        if covers.is_some() {
            cadences.push(cadence);
        }
    }
    cadences
}

/// What is kept longer here than the shortest. Never shorter, and not what Trin clears by itself.
pub(super) fn retention(r: &mut Reader, file: &Section<'_, '_>) -> Vec<Retention> {
    let mut all: Vec<Retention> = Vec::new();
    for section in r.sections(file, "retention", fields::RETENTION) {
        let of = r.need(&section, "of", &Word(Class::LENGTHENED, Class::word));
        let keep = r.need(&section, "keep", &KeepText);
        let source = r.need(&section, "source", &SOURCE).unwrap_or_default();
        let (Some(of), Some(keep)) = (of, keep) else { continue };
        let word = of.word();
        if all.iter().any(|other| other.of == of) {
            let da = format!("\"{word}\" har allerede en opbevaringstid; der er højst én for hver slags");
            r.fault_at(&section, "of", Text::new(da, format!("\"{word}\" has a period already; at most one for each class")));
        }
        if let Some(shortest) = retention::rule(of).shortest().map(|law| law.value)
            && is_shorter(keep, shortest)
        {
            let da = format!("{} er kortere end {}, som \"{word}\" mindst skal bevares", keep.kept_da(), shortest.kept_da());
            let en = format!("{} is shorter than {}, which \"{word}\" is kept for at least", keep.kept_en(), shortest.kept_en());
            r.fault_at(&section, "keep", Text::new(da, en));
        }
        all.push(Retention { of, keep, source });
    }
    less_is_not_kept_longer(r, file, &all);
    all
}

/// A record moves up among the classes as more is written in it, and then must not be ripe earlier than before.
fn less_is_not_kept_longer(r: &mut Reader, file: &Section<'_, '_>, own: &[Retention]) {
    let period = |class: Class| {
        let own = own.iter().find(|own| own.of == class).map(|own| own.keep);
        own.or_else(|| retention::rule(class).shortest().map(|law| law.value))
    };
    for pair in retention::OF_RECORDS.windows(2) {
        if let [less, more] = *pair
            && let (Some(short), Some(long)) = (period(less), period(more))
            && is_shorter(long, short)
        {
            let (less, more) = (less.word(), more.word());
            let (short_da, long_da, short_en, long_en) = (short.kept_da(), long.kept_da(), short.kept_en(), long.kept_en());
            let da = format!("\"{less}\" bevares i {short_da}, og så kan \"{more}\" ikke bevares i kun {long_da}");
            let en = format!("\"{less}\" is kept for {short_en}, so \"{more}\" cannot be kept for only {long_en}");
            r.fault_at(file, "retention", Text::new(da, en));
        }
    }
}

/// Whether a period ends before another on any day it is counted from: months against days are compared at their shortest.
fn is_shorter(keep: Span, shortest: Span) -> bool {
    match (keep, shortest) {
        _ if keep == shortest => false,
        (Span::Months(keep), Span::Months(shortest)) => keep < shortest,
        // Days never outlast months of the same about length on every day: a little more is asked.
        (keep, Span::Months(shortest)) => u32::from(keep.about_days()) < u32::from(shortest) * 31,
        (keep, shortest) => keep.about_days() < shortest.about_days(),
    }
}

pub(super) fn caseload(r: &mut Reader, file: &Section<'_, '_>) -> Option<CaseloadTarget> {
    let section = r.may_section(file, "caseload", fields::CASELOAD)?;
    let cases = Whole(1, i64::from(MOST_CASES));
    let small = |number: i64| u16::try_from(number).unwrap_or_default();
    Some(CaseloadTarget {
        from: r.may(&section, "from", &Between(1, MOST_CASES)),
        target: r.need(&section, "target", &cases).map(small).unwrap_or_default(),
        sized_for: r.may(&section, "sized-for", &cases).map(small),
        source: r.need(&section, "source", &SOURCE).unwrap_or_default(),
    })
}

pub(super) fn forums(r: &mut Reader, file: &Section<'_, '_>) -> Vec<Forum> {
    let mut forums: Vec<Forum> = Vec::new();
    for section in r.sections(file, "forums", fields::FORUM) {
        let forum = Forum {
            name: r.need(&section, "name", &NAME).unwrap_or_default(),
            at: r.need(&section, "at", &NAME).unwrap_or_default(),
            area: r.may(&section, "area", &Word(Area::ALL, Area::word)),
            every: r.may(&section, "every", &SpanText),
            from_year: r.may(&section, "from-year", &Year),
            members: r.list(&section, "members", &NAME).into_iter().map(|member| member.value).collect(),
            invites_parents: r.may(&section, "invites-parents", &Flag).unwrap_or_default(),
            source: r.need(&section, "source", &SOURCE).unwrap_or_default(),
        };
        if !forum.name.is_empty() && forums.iter().any(|other| other.name == forum.name && other.at == forum.at) {
            twice(r, &section, &forum.name, &forum.at);
        }
        forums.push(forum);
    }
    forums
}

fn twice(r: &mut Reader, section: &Section<'_, '_>, name: &str, at: &str) {
    let text = Text::new(format!("\"{name}\" i \"{at}\" står to gange"), format!("\"{name}\" at \"{at}\" is written twice"));
    r.fault_at(section, "name", text);
}

pub(super) fn routines(r: &mut Reader, file: &Section<'_, '_>) -> Vec<Routine> {
    let mut routines: Vec<Routine> = Vec::new();
    for section in r.sections(file, "routines", fields::ROUTINE) {
        let routine = Routine {
            kind: r.need(&section, "kind", &Word(RoutineKind::ALL, RoutineKind::word)).unwrap_or(RoutineKind::Round),
            name: r.need(&section, "name", &NAME).unwrap_or_default(),
            at: r.need(&section, "at", &NAME).unwrap_or_default(),
            every: r.may(&section, "every", &SpanText),
            by: r.need(&section, "by", &NAME).unwrap_or_default(),
            source: r.need(&section, "source", &SOURCE).unwrap_or_default(),
        };
        if !routine.name.is_empty() && routines.iter().any(|other| other.name == routine.name && other.at == routine.at) {
            twice(r, &section, &routine.name, &routine.at);
        }
        routines.push(routine);
    }
    routines
}

pub(super) fn investments(r: &mut Reader, file: &Section<'_, '_>) -> Vec<Investment> {
    let mut investments = Vec::new();
    for section in r.sections(file, "investments", fields::INVESTMENT) {
        investments.push(Investment {
            name: r.need(&section, "name", &NAME).unwrap_or_default(),
            amount_ore: r.need(&section, "kr", &Whole(0, 100_000_000_000)).unwrap_or_default() * 100,
            posts: r.may(&section, "posts", &Whole(1, 10_000)).and_then(|posts| u16::try_from(posts).ok()),
            source: r.need(&section, "source", &SOURCE).unwrap_or_default(),
        });
    }
    investments
}

pub(super) fn indicators(r: &mut Reader, file: &Section<'_, '_>) -> Vec<IndicatorTarget> {
    let mut indicators: Vec<IndicatorTarget> = Vec::new();
    for section in r.sections(file, "indicators", fields::INDICATOR) {
        let indicator = IndicatorTarget {
            key: r.need(&section, "key", &Key).unwrap_or_default(),
            name: r.need(&section, "name", &Line(300)).unwrap_or_default(),
            target: r.may(&section, "target", &Number),
            unit: r.need(&section, "unit", &Line(40)).unwrap_or_default(),
            direction: r
                .need(&section, "direction", &Word(TargetDirection::ALL, TargetDirection::word))
                .unwrap_or(TargetDirection::Followed),
            year: r.may(&section, "year", &Year),
            milestones: series(r, &section, "milestones"),
            history: series(r, &section, "history"),
            note: r.may(&section, "note", &SENTENCE),
            source: r.need(&section, "source", &SOURCE).unwrap_or_default(),
        };
        if !indicator.key.is_empty() && indicators.iter().any(|other| other.key == indicator.key) {
            let key = &indicator.key;
            let text = Text::new(
                format!("\"{key}\" er brugt før; hver nøgle står én gang"),
                format!("\"{key}\" is used before; each key stands once"),
            );
            r.fault_at(&section, "key", text);
        }
        target_fits(r, &section, &indicator);
        indicators.push(indicator);
    }
    indicators
}

/// Years and values, oldest first: `[{ year = 2018, value = 36 }]`.
fn series(r: &mut Reader, section: &Section<'_, '_>, key: &str) -> Vec<(i16, f64)> {
    let mut series: Vec<(i16, f64)> = Vec::new();
    for point in r.sections(section, key, fields::POINT) {
        let (year, value) = (r.need(&point, "year", &Year), r.need(&point, "value", &Number));
        let (Some(year), Some(value)) = (year, value) else { continue };
        if let Some((before, _)) = series.last()
            && *before >= year
        {
            let text = Text::new(
                format!("{year} skal stå før {before}; ældste år først, hvert år én gang"),
                format!("{year} belongs before {before}; oldest year first, each year once"),
            );
            r.fault_at(&point, "year", text);
        }
        series.push((year, value));
    }
    series
}

fn target_fits(r: &mut Reader, section: &Section<'_, '_>, indicator: &IndicatorTarget) {
    let bound = matches!(indicator.direction, TargetDirection::AtLeast | TargetDirection::AtMost);
    if bound && !section.has("target") && section.has("direction") {
        let word = indicator.direction.word();
        let da = format!("\"{word}\" kræver et tal i target; uden tal skriv \"faldende\", \"stigende\", \"uændret\" eller \"følges\"");
        let en = format!("\"{word}\" needs a number in target; without one write \"faldende\", \"stigende\", \"uændret\" or \"følges\"");
        r.fault_at(section, "direction", Text::new(da, en));
    }
    if let Some(target) = indicator.target
        && indicator.unit == "%"
        && !(0.0..=100.0).contains(&target)
    {
        r.fault_at(
            section,
            "target",
            Text::new(format!("{target} % findes ikke; skriv 0–100"), format!("{target} % does not exist; write 0–100")),
        );
    }
    if let (Some((last, _)), Some(year)) = (indicator.milestones.last(), indicator.year)
        && *last >= year
    {
        let text = Text::new(
            format!("delmålet {last} skal ligge før målets år {year}"),
            format!("the milestone {last} must be before the target's year {year}"),
        );
        r.fault_at(section, "milestones", text);
    }
}
