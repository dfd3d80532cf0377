//! Reading the ladder: steps, levels of prevention, order of preference among placements.

use super::fields;
use super::form::{Intervention, Line, Whole, Word};
use super::parse::{NAME, SENTENCE, SOURCE};
use super::read::{Placed, Reader, Section};
use super::words::Text;
use super::{Area, LevelOfPrevention, PlacementRank, PreventionLevel, Step, StepNo};
use crate::kinds::InterventionKind;

/// Most steps a ladder may have.
const MOST_STEPS: i64 = 20;

/// A kind of help, the step it stands on, and where that is written.
struct Standing {
    step: usize,
    kind: Placed<InterventionKind>,
}

pub(super) fn steps(r: &mut Reader, file: &Section<'_, '_>) -> Vec<Step> {
    let sections = r.sections(file, "steps", fields::STEP);
    if sections.len() < 2 && !r.broken() {
        let count = sections.len();
        let da = format!("der er {count} trin; en trappe har mindst 2, hvert med linjen [[steps]]");
        r.fault_at(file, "steps", Text::new(da, format!("there are {count} steps; a ladder has at least 2, each with the line [[steps]]")));
    }
    let mut steps = Vec::new();
    let mut standing = Vec::new();
    let mut every_list_read = true;
    for (index, section) in sections.iter().enumerate() {
        let step = index + 1;
        let before = r.count();
        let named = r.need_list(section, "interventions", &Intervention);
        let unnamed = r.list(section, "interventions-unnamed", &Intervention);
        every_list_read &= r.count() == before;
        if every_list_read && named.is_empty() && unnamed.is_empty() && !r.broken() {
            let da = "trinnet er tomt; mindst én slags hjælp står på hvert trin";
            r.fault_at(section, "interventions", Text::new(da, "the step is empty; at least one kind of help stands on every step"));
        }
        steps.push(Step {
            no: number(r, section, step),
            name: r.need(section, "name", &NAME).unwrap_or_default(),
            name_en: r.need(section, "name-en", &NAME).unwrap_or_default(),
            area: r.need(section, "area", &Word(Area::ALL, Area::word)).unwrap_or(Area::Both),
            level: r.may(section, "level", &Word(PreventionLevel::ALL, PreventionLevel::word)),
            intrusion: r.need(section, "intrusion", &SENTENCE).unwrap_or_default(),
            cost: r.may(section, "cost", &SENTENCE),
            interventions: named.iter().chain(&unnamed).map(|kind| kind.value).collect(),
            unnamed: unnamed.iter().map(|kind| kind.value).collect(),
            methods: texts(r, section, "methods"),
            actors: texts(r, section, "actors"),
            source: r.need(section, "source", &SOURCE).unwrap_or_default(),
        });
        standing.extend(named.into_iter().chain(unnamed).map(|kind| Standing { step, kind }));
    }
    names_differ(r, &sections, &steps);
    each_kind_once(r, file, &standing, every_list_read && steps.len() > 1);
    placements_on_top(r, &standing);
    steps
}

fn number(r: &mut Reader, section: &Section<'_, '_>, expected: usize) -> StepNo {
    let Some(no) = r.need(section, "no", &Whole(1, MOST_STEPS)) else { return StepNo(0) };
    if usize::try_from(no) != Ok(expected) {
        let da = format!("{no} er ude af rækkefølge; trinnene står nedefra og nummereres 1, 2, 3 …, så her skal stå {expected}");
        let en = format!("{no} is out of order; steps stand from the bottom, numbered 1, 2, 3 …, so write {expected} here");
        r.fault_at(section, "no", Text::new(da, en));
    }
    StepNo(u8::try_from(no).unwrap_or_default())
}

fn texts(r: &mut Reader, section: &Section<'_, '_>, key: &str) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for text in r.list(section, key, &NAME) {
        if texts.contains(&text.value) {
            let written = &text.value;
            r.fault(
                text.line,
                &text.field,
                Text::new(format!("\"{written}\" står to gange i listen"), format!("\"{written}\" is listed twice")),
            );
        }
        texts.push(text.value);
    }
    texts
}

fn names_differ(r: &mut Reader, sections: &[Section<'_, '_>], steps: &[Step]) {
    for (index, step) in steps.iter().enumerate() {
        if let Some(earlier) = steps[..index].iter().position(|other| !step.name.is_empty() && other.name == step.name) {
            let (name, earlier) = (&step.name, earlier + 1);
            let text = Text::new(
                format!("\"{name}\" er allerede navnet på trin {earlier}"),
                format!("\"{name}\" is already the name of step {earlier}"),
            );
            r.fault_at(&sections[index], "name", text);
        }
    }
}

fn each_kind_once(r: &mut Reader, file: &Section<'_, '_>, standing: &[Standing], every_list_read: bool) {
    for (index, Standing { step, kind }) in standing.iter().enumerate() {
        if let Some(first) = standing[..index].iter().find(|earlier| earlier.kind.value == kind.value) {
            let (code, first_step, line) = (kind.value.code(), first.step, first.kind.line);
            let da = format!(
                "\"{code}\" står allerede på trin {first_step} (linje {line}); hver slags hjælp står på ét trin, her er det trin {step}"
            );
            let en = format!(
                "\"{code}\" already stands on step {first_step} (line {line}); each kind of help stands on one step, this is step {step}"
            );
            r.fault(kind.line, &kind.field, Text::new(da, en));
        }
    }
    let missing: Vec<InterventionKind> =
        InterventionKind::ALL.iter().copied().filter(|kind| !standing.iter().any(|placed| placed.kind.value == *kind)).collect();
    // A kind misspelt above is not missing as well.
    if !missing.is_empty() && every_list_read && !r.broken() {
        let codes = missing.iter().map(|kind| format!("\"{}\"", kind.code())).collect::<Vec<_>>().join(", ");
        let da = format!("står ikke på noget trin: {codes}; det, strategien ikke nævner, skrives i interventions-unnamed");
        let en = format!("stand on no step: {codes}; what the strategy does not name goes in interventions-unnamed");
        r.fault_at(file, "steps", Text::new(da, en));
    }
}

/// In all four documents placement is the most intrusive help: nothing short of placement stands above one.
fn placements_on_top(r: &mut Reader, standing: &[Standing]) {
    let Some(highest_other) = standing.iter().filter(|placed| !placed.kind.value.is_placement()).max_by_key(|placed| placed.step) else {
        return;
    };
    for Standing { step, kind } in standing {
        if kind.value.is_placement() && *step < highest_other.step {
            let (code, other, other_step) = (kind.value.code(), highest_other.kind.value.code(), highest_other.step);
            let da =
                format!("anbringelsen \"{code}\" står på trin {step}, under \"{other}\" på trin {other_step}; anbringelser står øverst");
            let en = format!(
                "the placement \"{code}\" stands on step {step}, below \"{other}\" on step {other_step}; placements stand at the top"
            );
            r.fault(kind.line, &kind.field, Text::new(da, en));
        }
    }
}

pub(super) fn levels(r: &mut Reader, file: &Section<'_, '_>) -> Vec<LevelOfPrevention> {
    let mut levels: Vec<LevelOfPrevention> = Vec::new();
    for section in r.sections(file, "levels", fields::LEVEL) {
        let level = r.need(&section, "level", &Word(PreventionLevel::ALL, PreventionLevel::word));
        if let Some(level) = level
            && levels.iter().any(|other| other.level == level)
        {
            let word = level.word();
            r.fault_at(&section, "level", Text::new(format!("\"{word}\" er beskrevet før"), format!("\"{word}\" is described before")));
        }
        let read = LevelOfPrevention {
            level: level.unwrap_or(PreventionLevel::Preventive),
            aim: r.need(&section, "aim", &SENTENCE).unwrap_or_default(),
            target_group: r.need(&section, "target-group", &SENTENCE).unwrap_or_default(),
            area: r.need(&section, "area", &Word(Area::ALL, Area::word)).unwrap_or(Area::Both),
            source: r.need(&section, "source", &SOURCE).unwrap_or_default(),
        };
        if level.is_some() {
            levels.push(read);
        }
    }
    levels
}

pub(super) fn placement_priority(r: &mut Reader, file: &Section<'_, '_>) -> Vec<PlacementRank> {
    let mut ranks: Vec<PlacementRank> = Vec::new();
    for section in r.sections(file, "placement-priority", fields::PLACEMENT_PRIORITY) {
        let mut kinds = Vec::new();
        for kind in r.need_list(&section, "kinds", &Intervention) {
            let code = kind.value.code();
            if !kind.value.is_placement() {
                let da = format!("\"{code}\" er ikke en anbringelse; her må kun stå koder, der begynder med placement-");
                r.fault(
                    kind.line,
                    &kind.field,
                    Text::new(da, format!("\"{code}\" is no placement; only codes beginning with placement- belong here")),
                );
            }
            if kinds.contains(&kind.value) || ranks.iter().any(|rank| rank.kinds.contains(&kind.value)) {
                let text = Text::new(format!("\"{code}\" står to gange i rækkefølgen"), format!("\"{code}\" stands twice in the order"));
                r.fault(kind.line, &kind.field, text);
            }
            kinds.push(kind.value);
        }
        let name = r.need(&section, "name", &Line(160)).unwrap_or_default();
        ranks.push(PlacementRank { name, kinds, source: r.need(&section, "source", &SOURCE).unwrap_or_default() });
    }
    ranks
}
