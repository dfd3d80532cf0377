//! A strategy as a list of facts, and what differs between two strategies (L5).
//!
//! Two strategies are compared fact by fact. A fact has a key that is the same in every strategy, so that what one says and the
//! other leaves out shows as well. Sources are shown beside the values but not compared.

use super::words::Text;
use super::{Coverage, GuidePath, IndicatorTarget, NumberRange, SourcedSpan, Span, Step, StepNo, Strategy, TargetDirection};
use crate::absence::year_of;
use crate::kinds::{InterventionKind, Role};
use crate::worries::WorrySign;
use serde::Serialize;

/// What a fact is about; differences are shown group by group, in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Years and ages.
    Scope,
    /// Steps and what stands on them.
    Ladder,
    /// Follow-up cadences.
    Cadences,
    /// Other times and limits.
    Limits,
    /// Order of preference among placements.
    Priority,
    /// Children per caseworker.
    Caseload,
    /// Forums.
    Forums,
    /// Rounds, visits and talks.
    Routines,
    /// The action guide.
    Guide,
    /// The roadmap for school absence.
    Absence,
    /// What it costs.
    Investments,
    /// Targets.
    Indicators,
}

impl Group {
    /// All groups, in the order they are shown.
    pub const ALL: &'static [Self] = &[
        Self::Scope,
        Self::Ladder,
        Self::Cadences,
        Self::Limits,
        Self::Priority,
        Self::Caseload,
        Self::Forums,
        Self::Routines,
        Self::Guide,
        Self::Absence,
        Self::Investments,
        Self::Indicators,
    ];

    /// Its heading.
    pub const fn heading(self) -> (&'static str, &'static str) {
        match self {
            Self::Scope => ("Omfang", "Scope"),
            Self::Ladder => ("Indsatstrappen", "The ladder"),
            Self::Cadences => ("Opfølgning", "Follow-up"),
            Self::Limits => ("Frister og grænser", "Time limits"),
            Self::Priority => ("Valg af anbringelsessted", "Choice of placement"),
            Self::Caseload => ("Sager pr. rådgiver", "Children per caseworker"),
            Self::Forums => ("Mødefora", "Forums"),
            Self::Routines => ("Runder, besøg og samtaler", "Rounds, visits and talks"),
            Self::Guide => ("Sådan gør vi: handleguiden", "What we do: the action guide"),
            Self::Absence => ("Køreplan for skolefravær", "Roadmap for school absence"),
            Self::Investments => ("Investering", "Investment"),
            Self::Indicators => ("Mål", "Targets"),
        }
    }

    /// Danish heading.
    pub const fn da(self) -> &'static str {
        self.heading().0
    }

    /// English heading.
    pub const fn en(self) -> &'static str {
        self.heading().1
    }
}

/// What a strategy says on one matter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Side {
    /// What it says.
    pub value: Text,
    /// Where it says so; empty where the fact needs none of its own.
    pub source: String,
}

/// One fact of a strategy.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Fact {
    /// What it is about.
    pub group: Group,
    /// The same for this matter in every strategy.
    pub key: String,
    /// What the matter is called.
    pub label: Text,
    /// What is said.
    pub side: Side,
}

/// A matter on which two strategies say different things.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Difference {
    /// What it is about.
    pub group: Group,
    /// What the matter is called.
    pub label: Text,
    /// What the first says; `None` where it is silent.
    pub a: Option<Side>,
    /// What the second says; `None` where it is silent.
    pub b: Option<Side>,
}

/// What differs, group by group; within a group, what only one strategy says stands where that strategy says it.
pub fn diff(a: &Strategy, b: &Strategy) -> Vec<Difference> {
    let (ours, theirs) = (facts(a), facts(b));
    let mut matters: Vec<&Fact> = ours.iter().collect();
    let mut next = 0;
    for fact in &theirs {
        if let Some(at) = matters.iter().position(|other| same_matter(fact, other)) {
            next = at + 1;
        } else {
            matters.insert(next, fact);
            next += 1;
        }
    }
    let said = |by: &[Fact], matter: &Fact| by.iter().find(|fact| same_matter(fact, matter)).map(|fact| fact.side.clone());
    let mut differences = Vec::new();
    for matter in matters {
        let (a, b) = (said(&ours, matter), said(&theirs, matter));
        if a.as_ref().map(|side| &side.value) != b.as_ref().map(|side| &side.value) {
            differences.push(Difference { group: matter.group, label: matter.label.clone(), a, b });
        }
    }
    differences.sort_by_key(|difference| difference.group);
    differences
}

fn same_matter(a: &Fact, b: &Fact) -> bool {
    a.group == b.group && a.key == b.key
}

/// Everything a strategy says, as facts, group by group.
pub fn facts(strategy: &Strategy) -> Vec<Fact> {
    let mut facts = Facts(Vec::new());
    scope(&mut facts, strategy);
    ladder(&mut facts, strategy);
    follow_up(&mut facts, strategy);
    limits(&mut facts, strategy);
    people_and_places(&mut facts, strategy);
    meetings(&mut facts, strategy);
    guide(&mut facts, strategy);
    absence(&mut facts, strategy);
    targets(&mut facts, strategy);
    facts.0
}

struct Facts(Vec<Fact>);

impl Facts {
    fn add(&mut self, group: Group, key: impl Into<String>, label: Text, value: Text, source: &str) {
        self.0.push(Fact { group, key: key.into(), label, side: Side { value, source: source.to_owned() } });
    }
}

fn scope(facts: &mut Facts, strategy: &Strategy) {
    let years = match strategy.to_year {
        Some(to) => format!("{}–{to}", strategy.from_year),
        None => format!("fra {}", strategy.from_year),
    };
    let years_en = years.replace("fra", "from");
    facts.add(Group::Scope, "years", Text::new("År", "Years"), Text::new(years, years_en), &strategy.source);
    if let Some(ages) = strategy.ages {
        facts.add(
            Group::Scope,
            "ages",
            Text::new("Alder", "Ages"),
            Text::new(format!("{ages} år"), format!("{ages} years")),
            &strategy.source,
        );
    }
}

fn ladder(facts: &mut Facts, strategy: &Strategy) {
    let group = Group::Ladder;
    let count = strategy.steps.len();
    facts.add(group, "steps", Text::new("Antal trin", "Number of steps"), Text::own_words(count.to_string()), "");
    let order =
        |word: fn(super::LadderOrder) -> &'static str| strategy.ladder_ordered_by.iter().map(|by| word(*by)).collect::<Vec<_>>().join(", ");
    let value = Text::new(order(super::LadderOrder::da), order(super::LadderOrder::en));
    facts.add(group, "ordered-by", Text::new("Trappen er ordnet efter", "The ladder is ordered by"), value, "");
    for step in &strategy.steps {
        one_step(facts, step);
    }
    for kind in InterventionKind::ALL {
        let no = strategy.step_of(*kind);
        let unnamed = strategy.step(no).is_some_and(|step| step.unnamed.contains(kind));
        let source = if unnamed { "ikke nævnt i strategien" } else { "" };
        let value = Text::new(format!("trin {no}"), format!("step {no}"));
        facts.add(group, format!("kind-{}", kind.code()), Text::new(kind.da(), kind.en()), value, source);
    }
    for level in &strategy.levels {
        let label = Text::new(format!("{} indsats", level.level.da()), format!("{} help", level.level.en()));
        let value = Text::own_words(format!("{} {}", level.aim, level.target_group));
        facts.add(group, format!("level-{}", level.level.word()), label, value, &level.source);
    }
}

fn one_step(facts: &mut Facts, step: &Step) {
    let StepNo(no) = step.no;
    let mut add = |what: &str, da: &str, en: &str, value: Text| {
        let label = Text::new(format!("Trin {no}{da}"), format!("Step {no}{en}"));
        facts.add(Group::Ladder, format!("step-{no}-{what}"), label, value, &step.source);
    };
    add("name", "", "", Text::new(step.name.clone(), step.name_en.clone()));
    add("intrusion", ", indgriben", ", intrusion", Text::own_words(&step.intrusion));
    add("area", ", område", ", area", Text::new(step.area.da(), step.area.en()));
    if let Some(level) = step.level {
        add("level", ", niveau", ", level", Text::new(level.da(), level.en()));
    }
    if let Some(cost) = &step.cost {
        add("cost", ", udgift", ", expenditure", Text::own_words(cost));
    }
    if !step.methods.is_empty() {
        add("methods", ", metoder", ", methods", Text::own_words(step.methods.join(" · ")));
    }
    if !step.actors.is_empty() {
        add("actors", ", aktører", ", actors", Text::own_words(step.actors.join(" · ")));
    }
}

fn follow_up(facts: &mut Facts, strategy: &Strategy) {
    for coverage in Coverage::ALL {
        let Some(cadence) = strategy.cadences.iter().find(|cadence| cadence.covers == *coverage) else { continue };
        let (first, then) = (cadence.first, cadence.then);
        let da = format!("første gang efter {first}, derefter hver gang efter {then}");
        let en = format!("first after {}, then every {}", first.en(), then.en());
        facts.add(Group::Cadences, coverage.word(), Text::new(coverage.da(), coverage.en()), Text::new(da, en), &cadence.source);
    }
}

fn limits(facts: &mut Facts, strategy: &Strategy) {
    let mut span = |key: &str, da: &str, en: &str, limit: Option<&SourcedSpan>| {
        if let Some(limit) = limit {
            facts.add(Group::Limits, key, Text::new(da, en), span_text(limit.after), &limit.source);
        }
    };
    span("return-home", "Hjemgivelse vurderes efter", "Return home is reviewed after", strategy.return_home_review.as_ref());
    span("maximum", "En anbringelse varer højst", "A placement lasts at most", strategy.placement_maximum.as_ref());
    span(
        "log-review",
        "Stikprøver af loggen ses efter inden",
        "Samples of the log are reviewed within",
        strategy.log_review_within.as_ref(),
    );
    span("screening", "Screening er afsluttet inden", "Screening is concluded within", Some(&strategy.screening_within));
    span("offer", "Tilbud om ansvar besvares inden", "An offer of responsibility is answered within", Some(&strategy.answer_offer_within));
    for own in &strategy.retention {
        let label = Text::new(format!("{} bevares", own.of.da()), format!("{} is kept", own.of.en()));
        facts.add(Group::Limits, format!("keep-{}", own.of.code()), label, Text::new(own.keep.kept_da(), own.keep.kept_en()), &own.source);
    }
    let number = strategy.reread_from_notification;
    let value = Text::new(format!("nr. {number} på 12 måneder"), format!("number {number} in 12 months"));
    let label = Text::new("Alle bekymringer genlæses fra underretning", "All concerns are reread from notification");
    facts.add(Group::Limits, "reread", label, value, &strategy.reread_source);
    let value = if strategy.saturdays_count { Text::new("ja", "yes") } else { Text::new("nej", "no") };
    facts.add(
        Group::Limits,
        "saturdays",
        Text::new("Lørdag tæller som hverdag", "Saturday counts as a working day"),
        value,
        &strategy.saturdays_source,
    );
}

fn span_text(span: Span) -> Text {
    Text::new(span.to_string(), span.en())
}

fn people_and_places(facts: &mut Facts, strategy: &Strategy) {
    for (index, rank) in strategy.placement_priority.iter().enumerate() {
        let no = index + 1;
        let label = Text::new(format!("{no}. valg"), format!("Choice {no}"));
        let named = |kind: fn(InterventionKind) -> &'static str| rank.kinds.iter().map(|of| kind(*of)).collect::<Vec<_>>().join(", ");
        let (name, da, en) = (&rank.name, named(InterventionKind::da), named(InterventionKind::en));
        let value = Text::new(format!("{name} ({da})"), format!("{name} ({en})"));
        facts.add(Group::Priority, format!("rank-{no}"), label, value, &rank.source);
    }
    let Some(caseload) = &strategy.caseload else { return };
    let mut add = |key: &str, da: &str, en: &str, number: Option<NumberRange>| {
        if let Some(number) = number {
            facts.add(Group::Caseload, key, Text::new(da, en), Text::own_words(number.to_string()), &caseload.source);
        }
    };
    let single = |number: u16| NumberRange { low: number, high: number };
    add("from", "Udgangspunkt", "Starting point", caseload.from);
    add("target", "Mål, højst", "Target, at most", Some(single(caseload.target)));
    add("sized-for", "Investeringen er beregnet til", "The investment is sized for", caseload.sized_for.map(single));
}

fn meetings(facts: &mut Facts, strategy: &Strategy) {
    for forum in &strategy.forums {
        let mut parts = vec![how_often(forum.every)];
        if let Some(year) = forum.from_year {
            parts.push(Text::new(format!("fra {year}"), format!("from {year}")));
        }
        if let Some(area) = forum.area {
            parts.push(Text::new(area.da(), area.en()));
        }
        if !forum.members.is_empty() {
            parts.push(Text::own_words(forum.members.join(", ")));
        }
        if forum.invites_parents {
            parts.push(Text::new("forældre inviteres", "parents are invited"));
        }
        let label = Text::own_words(format!("{}, {}", forum.name, forum.at));
        facts.add(Group::Forums, format!("{}|{}", forum.name, forum.at), label, joined(&parts), &forum.source);
    }
    for routine in &strategy.routines {
        let label = Text::own_words(format!("{}, {}", routine.name, routine.at));
        let value = joined(&[how_often(routine.every), Text::own_words(&routine.by)]);
        facts.add(Group::Routines, format!("{}|{}", routine.name, routine.at), label, value, &routine.source);
    }
}

fn absence(facts: &mut Facts, strategy: &Strategy) {
    for step in &strategy.absence {
        let threshold = step.threshold(step.percent);
        let name = Text::new(&step.name, &step.name_en);
        let mut parts = vec![name, threshold.clone(), within(step.within), Text::new(&step.responsible, &step.responsible_en)];
        if step.notifies {
            parts.push(Text::new("ved at underrette", "by notifying"));
        }
        parts.push(Text::new(&step.how, &step.how_en));
        facts.add(Group::Absence, step.key.clone(), threshold, joined(&parts), &step.source);
    }
    for holiday in &strategy.school_holidays {
        let label = Text::own_words(format!("{}, {}", holiday.name, year_of(holiday.from)));
        let value = Text::own_words(format!("{}–{}", holiday.from, holiday.until));
        facts.add(Group::Absence, format!("{}|{}", holiday.name, holiday.from), label, value, &holiday.source);
    }
}

fn within(within: Option<Span>) -> Text {
    within.map_or_else(
        || Text::new("samme dag", "the same day"),
        |within| Text::new(format!("inden {within}"), format!("within {}", within.en())),
    )
}

fn guide(facts: &mut Facts, strategy: &Strategy) {
    for path in GuidePath::ALL {
        for (step, no) in strategy.guide_on(*path).zip(1..) {
            let mut parts = vec![Text::new(&step.name, &step.name_en)];
            parts.push(within(step.within));
            if !step.seen.is_empty() {
                parts.push(Text::new(listed(&step.seen, WorrySign::da), listed(&step.seen, WorrySign::en)));
            }
            if !step.roles.is_empty() {
                parts.push(Text::new(listed(&step.roles, Role::da), listed(&step.roles, Role::en)));
            }
            if step.notifies {
                parts.push(Text::new("ved at underrette", "by notifying"));
            }
            parts.push(Text::new(&step.how, &step.how_en));
            if !step.tools.is_empty() {
                parts.push(Text::own_words(step.tools.join(", ")));
            }
            let label = Text::new(format!("{}, {no}", path.da()), format!("{}, {no}", path.en()));
            facts.add(Group::Guide, step.key.clone(), label, joined(&parts), &step.source);
        }
    }
}

fn listed<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> String {
    all.iter().map(|one| name(*one)).collect::<Vec<_>>().join(", ")
}

fn how_often(every: Option<Span>) -> Text {
    every.map_or_else(
        || Text::new("hyppighed ikke nævnt", "frequency not stated"),
        |every| Text::new(format!("med {every} imellem"), format!("every {}", every.en())),
    )
}

fn joined(parts: &[Text]) -> Text {
    let join = |part: fn(&Text) -> &str| parts.iter().map(part).collect::<Vec<_>>().join("; ");
    Text::new(join(|part| &part.da), join(|part| &part.en))
}

fn targets(facts: &mut Facts, strategy: &Strategy) {
    for (index, investment) in strategy.investments.iter().enumerate() {
        let kroner = investment.amount_ore / 100;
        let mut parts = vec![Text::new(format!("{} kr.", grouped(kroner, '.')), format!("DKK {}", grouped(kroner, ',')))];
        if let Some(posts) = investment.posts {
            parts.push(Text::new(format!("{posts} årsværk"), format!("{posts} full-time posts")));
        }
        let value = joined(&parts);
        facts.add(Group::Investments, format!("{index}-{}", investment.name), Text::own_words(&investment.name), value, &investment.source);
    }
    for indicator in &strategy.indicators {
        let value = target(indicator);
        facts.add(Group::Indicators, indicator.key.clone(), Text::own_words(&indicator.name), value, &indicator.source);
    }
}

/// The target with its way there: "Mindst 3 % i 2025; delmål: 2 % i 2023; før: 1 % i 2021".
fn target(indicator: &IndicatorTarget) -> Text {
    let (mut da, mut en) = (indicator.direction.da().to_owned(), indicator.direction.en().to_owned());
    if let Some(target) = indicator.target {
        let bound = matches!(indicator.direction, TargetDirection::AtLeast | TargetDirection::AtMost);
        let join = if bound { " " } else { ": " };
        da.push_str(&format!("{join}{} {}", decimal(target, '.', ","), indicator.unit));
        en.push_str(&format!("{join}{} {}", decimal(target, ',', "."), indicator.unit));
    }
    if let Some(year) = indicator.year {
        da.push_str(&format!(" i {year}"));
        en.push_str(&format!(" in {year}"));
    }
    let mut add = |name_da: &str, name_en: &str, series: &[(i16, f64)]| {
        if !series.is_empty() {
            let unit = &indicator.unit;
            let listed = |mark: char, point: &str, preposition: &str| {
                let one = |(year, value): &(i16, f64)| format!("{} {unit} {preposition} {year}", decimal(*value, mark, point));
                series.iter().map(one).collect::<Vec<_>>().join(", ")
            };
            da.push_str(&format!("; {name_da}: {}", listed('.', ",", "i")));
            en.push_str(&format!("; {name_en}: {}", listed(',', ".", "in")));
        }
    };
    add("delmål", "on the way", &indicator.milestones);
    add("før", "before", &indicator.history);
    Text::new(da, en)
}

/// A number with its thousands set apart.
fn grouped(number: i64, mark: char) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::from(if number < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}

/// A number as the language writes it: thousands set apart by `mark`, decimals after `point`.
fn decimal(number: f64, mark: char, point: &str) -> String {
    let written = number.to_string();
    let (whole, decimals) = written.split_once('.').map_or((written.as_str(), None), |(whole, decimals)| (whole, Some(decimals)));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| grouped(whole, mark));
    decimals.map_or_else(|| whole.clone(), |decimals| format!("{whole}{point}{decimals}"))
}
