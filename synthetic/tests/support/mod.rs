//! What the tests share.
#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses its part")]

use jiff::Timestamp;
use trin_domain::kinds::InterventionKind as K;
use trin_domain::strategy::{
    Area, Cadence, CaseloadTarget, Coverage, LadderOrder, PlacementRank, SourcedSpan, Span, Step, StepNo, Strategy,
};
use trin_synthetic::Options;

/// A Tuesday morning.
pub fn now() -> Timestamp {
    "2026-03-17T09:30:00+01:00".parse().unwrap()
}

pub fn options(seed: u64, children: u32) -> Options {
    Options { seed, children, now: now(), years: 6 }
}

/// A strategy with four steps and a cadence for placements and measures.
pub fn strategy() -> Strategy {
    let text = || "prøve".to_string();
    let span = |after| SourcedSpan { after, source: text() };
    let step = |no: u8, kinds: Vec<K>| Step {
        no: StepNo(no),
        name: text(),
        name_en: text(),
        area: Area::Both,
        level: None,
        intrusion: text(),
        cost: None,
        interventions: kinds,
        unnamed: Vec::new(),
        methods: Vec::new(),
        actors: Vec::new(),
        source: text(),
    };
    let kinds = |test: fn(K) -> bool| K::ALL.iter().copied().filter(|kind| test(*kind)).collect();
    let rank = |kinds: &[K]| PlacementRank { name: text(), kinds: kinds.to_vec(), source: text() };
    Strategy {
        key: text(),
        municipality: text(),
        title: text(),
        from_year: 2021,
        to_year: None,
        ages: None,
        source: text(),
        saturdays_count: false,
        saturdays_source: text(),
        reread_from_notification: 3,
        reread_source: text(),
        screening_within: span(Span::WorkingDays(10)),
        answer_offer_within: span(Span::WorkingDays(5)),
        ladder_ordered_by: vec![LadderOrder::Intrusion],
        steps: vec![
            step(1, kinds(|kind| matches!(kind, K::WellbeingEffort | K::SupportPedagogue))),
            step(2, kinds(|kind| !kind.is_measure() && !matches!(kind, K::WellbeingEffort | K::SupportPedagogue))),
            step(3, kinds(|kind| kind.is_measure() && !kind.is_placement())),
            step(4, kinds(|kind| kind.is_placement())),
        ],
        levels: Vec::new(),
        cadences: vec![
            Cadence { covers: Coverage::Placement, first: Span::Weeks(2), then: Span::Weeks(6), source: text() },
            Cadence { covers: Coverage::Measure, first: Span::Weeks(4), then: Span::Months(2), source: text() },
        ],
        return_home_review: Some(span(Span::Months(7))),
        placement_maximum: Some(span(Span::Months(12))),
        retention: Vec::new(),
        placement_priority: vec![
            rank(&[K::PlacementKin]),
            rank(&[K::PlacementFoster, K::PlacementFosterSpecialised, K::PlacementFosterReinforced]),
            rank(&[K::PlacementResidentialOwn]),
            rank(&[K::PlacementResidentialExternal, K::PlacementResidentialHome]),
        ],
        log_review_within: None,
        caseload: Some(CaseloadTarget { from: None, target: 25, sized_for: None, source: text() }),
        forums: Vec::new(),
        guide: Vec::new(),
        absence: Vec::new(),
        school_holidays: Vec::new(),
        routines: Vec::new(),
        investments: Vec::new(),
        indicators: Vec::new(),
    }
}
