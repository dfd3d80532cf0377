//! The list of rules, and the published page of each.

use super::examples::Example;
use super::{Duty, DutyKind};
use crate::law::LawValue;
use crate::record::State;
use crate::strategy::Strategy;

/// One rule: a duty, the law it rests on, and examples.
pub struct Rule {
    /// The duty it gives.
    pub kind: DutyKind,
    /// The law's values it uses, with sources.
    pub values: &'static [&'static dyn LawValue],
    /// Examples, which are tests.
    pub examples: &'static [Example],
    /// Adds what this record owes.
    pub(super) owed: fn(&State<'_>, &Strategy, &mut Vec<Duty>),
}

macro_rules! rules {
    ($($kind:ident: $module:ident;)+) => {
        /// Every rule, in the order a child meets them.
        pub static RULES: &[Rule] = &[$(Rule {
            kind: DutyKind::$kind,
            values: super::$module::VALUES,
            examples: super::$module::EXAMPLES,
            owed: super::$module::owed,
        },)+];

        /// The text of the file that holds the rule.
        const fn file_of(kind: DutyKind) -> &'static str {
            match kind {
                $(DutyKind::$kind => include_str!(concat!(stringify!($module), ".rs")),)+
            }
        }
    };
}

rules! {
    AcuteAssessment: acute_assessment;
    Receipt: receipt;
    Feedback: feedback;
    SecondProfessional: second_professional;
    RereadConcerns: reread_concerns;
    Screening: screening;
    Assessment: assessment;
    PreliminaryAssessment: preliminary_assessment;
    ChildHeard: child_heard;
    Plan: plan;
    FirstFollowUp: first_follow_up;
    NextFollowUp: next_follow_up;
    ReturnHomeReview: return_home_review;
    PlacementMaximum: placement_maximum;
    SupervisionVisit: supervision_visit;
    StepDownAim: step_down_aim;
    AnswerOffer: answer_offer;
    GlassReview: glass_review;
}

/// The rule that gives this duty.
pub fn rule(kind: DutyKind) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.kind == kind)
}

/// Headings of a rule's page, in their fixed order.
pub const SECTIONS: [&str; 6] = ["Loven", "Strategien", "Med almindelige ord", "Tæller fra", "Opfyldes af", "Dækker ikke"];

/// What a rule file's heading says, for people who read no code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// One English line for readers of the code.
    pub summary_en: String,
    /// Danish text under each of [`SECTIONS`].
    pub sections: Vec<(String, String)>,
}

impl Page {
    /// The text under a heading; empty when there is none.
    pub fn section(&self, heading: &str) -> &str {
        self.sections.iter().find(|(name, _)| name == heading).map_or("", |(_, text)| text)
    }
}

/// The published page of a rule: the heading comment of its file.
pub fn page(kind: DutyKind) -> Page {
    let mut page = Page { summary_en: String::new(), sections: Vec::new() };
    let lines = file_of(kind).lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    for line in lines {
        if let Some(heading) = line.strip_prefix("## ") {
            page.sections.push((heading.to_owned(), String::new()));
            continue;
        }
        let text = page.sections.last_mut().map_or(&mut page.summary_en, |(_, text)| text);
        match line {
            "" if !text.is_empty() => text.push_str("\n\n"),
            "" => {}
            _ if text.is_empty() || text.ends_with('\n') => text.push_str(line),
            _ => {
                text.push(' ');
                text.push_str(line);
            }
        }
    }
    page.summary_en.truncate(page.summary_en.trim_end().len());
    for (_, text) in &mut page.sections {
        text.truncate(text.trim_end().len());
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_the_fixed_headings_and_says_something_under_each() {
        for rule in RULES {
            let page = page(rule.kind);
            let headings: Vec<&str> = page.sections.iter().map(|(heading, _)| heading.as_str()).collect();
            assert_eq!(headings, SECTIONS, "{}", rule.kind.code());
            assert!(!page.summary_en.is_empty(), "{}", rule.kind.code());
            assert!(page.sections.iter().all(|(_, text)| text.ends_with('.')), "{}: {page:?}", rule.kind.code());
        }
    }

    #[test]
    fn each_kind_has_its_rule_and_its_words() {
        for kind in DutyKind::ALL.iter().copied() {
            assert_eq!(rule(kind).map(|rule| rule.kind), Some(kind));
            let page = page(kind);
            assert!(page.section("Loven").len() > 20 && page.section("Loven") != page.section("Strategien"), "{kind:?}");
            assert_eq!(page.section("Vejret"), "");
        }
    }

    #[test]
    fn no_value_of_the_law_lacks_a_source() {
        for (kind, period) in RULES
            .iter()
            .flat_map(|rule| rule.values.iter().map(|value| (rule.kind, value.periods())))
            .flat_map(|(kind, periods)| periods.into_iter().map(move |period| (kind, period)))
        {
            let source = period.source;
            let named = !source.citation.is_empty() && !source.read_in.is_empty();
            assert!(named, "{}: {period:?} names no source", kind.code());
            assert!(source.verified || !source.note.is_empty(), "{}: {period:?} does not say why it is unverified", kind.code());
        }
    }

    #[test]
    fn periods_of_a_value_are_in_order() {
        for value in RULES.iter().flat_map(|rule| rule.values) {
            let starts: Vec<_> = value.periods().into_iter().map(|period| period.from).collect();
            assert!(starts.is_sorted_by(|one, next| one < next), "{}: {starts:?}", value.what_da());
        }
    }
}
