//! A decision on help, as it is asked for and read: on its own page, and in a follow-up that ends in other help.

use crate::app::App;
use crate::form::Reader;
use crate::names::Names;
use crate::parts::field::{Choice, Field, Typed};
use crate::seen::Seen;
use crate::words::{Lang, t, t_with};
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::help::reasons_owed;
use trin_domain::id::UnitId;
use trin_domain::kinds::{InterventionKind, UnitKind};
use trin_domain::record::{ConsentBasis, EntryNo, Fact, InterventionDecided, InterventionStarted, StepDownAimStated};
use trin_domain::strategy::PlacementRank;

/// The page's names of the domain's fields.
pub(super) const LABELS: &[(&str, &str)] = &[
    ("on", "help-decision-on"),
    ("kind", "help-decision-kind"),
    ("purpose", "help-decision-purpose"),
    ("expected_until", "help-decision-expected-until"),
    ("aim", "help-aim"),
];

/// What was decided, read from a form.
pub(super) struct Decision {
    /// Which help.
    pub kind: InterventionKind,
    /// Its first day, when it is known.
    pub starts_on: Option<Date>,
    offer: Option<String>,
    provider: Option<UnitId>,
    consent: ConsentBasis,
    purpose: String,
    expected_until: Option<Date>,
    why_not_lower: Option<String>,
    why_not_preferred: Option<String>,
    aim: Option<String>,
    aim_by: Option<Date>,
}

impl Decision {
    /// Reads it, finding every fault at once.
    pub(super) fn read(reader: &mut Reader<'_>, app: &App, lang: Lang, names: &Names) -> Option<Self> {
        let strategy = app.strategy();
        let kind = reader.choice("kind", &t(lang, "help-say-kind"), InterventionKind::from_code);
        let consent = reader.choice("consent", &t(lang, "help-say-consent"), consent_from);
        let provider = match reader.optional("provider") {
            None => None,
            Some(id) => reader.choice("provider", &t(lang, "help-say-provider"), |_| {
                let id = UnitId::from_label(&id);
                names.units(UnitKind::Provider).any(|unit| unit.id == id).then_some(id)
            }),
        };
        let purpose = reader.text("purpose", &t(lang, "help-say-purpose"));
        let expected_until = reader.optional_date("expected_until", &t(lang, "help-say-day"));
        let starts_on = reader.optional_date("starts_on", &t(lang, "help-say-day"));
        if let (Some(starts), Some(until)) = (starts_on, expected_until)
            && until < starts
        {
            reader.fault("expected_until", "help-fault-ends-before", "", &[]);
        }
        let aim = reader.optional("aim");
        let aim_by = reader.optional_date("aim_by", &t(lang, "help-say-day"));
        let why_not_lower = reader.optional("why_not_lower");
        let why_not_preferred = reader.optional("why_not_preferred");
        if let Some(kind) = kind {
            let owed = reasons_owed(strategy, kind);
            if let Some(step) = owed.why_not_lower.filter(|_| why_not_lower.is_none()) {
                reader.fault("why_not_lower", "help-fault-why-not-lower", "", &[("step", step.0.into())]);
            }
            if let Some(rank) = owed.why_not_preferred.filter(|_| why_not_preferred.is_none()) {
                let values = [("rank", rank.into()), ("municipality", strategy.municipality.clone().into())];
                reader.fault("why_not_preferred", "help-fault-why-not-preferred", "", &values);
            }
        }
        if aim.is_none() && aim_by.is_some() {
            reader.fault("aim", "forms-missing", &t(lang, "help-say-aim"), &[]);
        }
        Some(Self {
            kind: kind?,
            starts_on,
            offer: reader.optional("offer"),
            provider,
            consent: consent?,
            purpose,
            expected_until,
            why_not_lower,
            why_not_preferred,
            aim,
            aim_by,
        })
    }

    /// The facts, when the first of them becomes entry `no`.
    pub(super) fn facts(self, no: EntryNo, on: Date, replaces: Option<EntryNo>) -> Vec<Fact> {
        let mut facts = vec![Fact::InterventionDecided(InterventionDecided {
            on,
            kind: self.kind,
            offer: self.offer,
            provider: self.provider,
            consent: self.consent,
            purpose: self.purpose,
            expected_until: self.expected_until,
            why_not_lower: self.why_not_lower,
            why_not_preferred: self.why_not_preferred,
            replaces,
        })];
        if let Some(on) = self.starts_on {
            facts.push(Fact::InterventionStarted(InterventionStarted { intervention: no, on }));
        }
        if let Some(aim) = self.aim {
            facts.push(Fact::StepDownAimStated(StepDownAimStated { intervention: no, on, aim, by: self.aim_by }));
        }
        facts
    }
}

/// What the help is, who gives it, and what for.
pub(super) fn what_fields(app: &App, lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
    let steps: Vec<(String, Vec<Choice<'_>>)> = app
        .strategy()
        .steps
        .iter()
        .map(|step| {
            let name =
                t_with(lang, "help-step-named", &[("step", step.no.0.into()), ("name", app.step_name(lang, step.no).to_owned().into())]);
            (name, step.interventions.iter().map(|kind| Choice::new(kind.code(), lang.pick(kind.da(), kind.en()))).collect())
        })
        .collect();
    let steps: Vec<(&str, Vec<Choice<'_>>)> = steps.iter().map(|(name, kinds)| (name.as_str(), kinds.clone())).collect();
    let providers: Vec<(String, &str)> =
        seen.names.units(UnitKind::Provider).map(|unit| (unit.id.to_string(), unit.name.as_str())).collect();
    let providers: Vec<Choice<'_>> = providers.iter().map(|(id, name)| Choice::new(id, name)).collect();
    html! {
        (Field::new(lang, "kind", &t(lang, "help-decision-kind")).hint(&t(lang, "help-decision-kind-hint")).typed(typed).select_grouped(&steps))
        (Field::new(lang, "offer", &t(lang, "help-decision-offer")).hint(&t(lang, "help-decision-offer-hint")).optional().typed(typed).text())
        (Field::new(lang, "provider", &t(lang, "help-decision-provider")).optional().typed(typed).select(&providers))
        (Field::new(lang, "purpose", &t(lang, "help-decision-purpose")).hint(&t(lang, "help-decision-purpose-hint")).lines(3).typed(typed).text_area())
    }
}

/// Why not less intrusive help, and for a placement why not a place higher in the strategy's order.
pub(super) fn why_fields(app: &App, lang: Lang, typed: &Typed) -> Markup {
    let is_placement = InterventionKind::from_code(typed.value("kind")).is_some_and(InterventionKind::is_placement);
    let is_asked = is_placement || typed.error("why_not_preferred").is_some() || !typed.value("why_not_preferred").is_empty();
    let municipality = || [("municipality", app.strategy().municipality.clone().into())];
    html! {
        (Field::new(lang, "why_not_lower", &t(lang, "help-decision-why-not-lower")).hint(&t(lang, "help-decision-why-not-lower-hint")).lines(3).when_needed().typed(typed).text_area())
        @if !app.strategy().placement_priority.is_empty() {
            details.unfold open[is_asked] {
                summary { (t(lang, "help-placement-if")) }
                div {
                    p { (t_with(lang, "help-placement-order", &municipality())) }
                    ol.ranks { @for rank in &app.strategy().placement_priority { li { (ranked(lang, rank)) } } }
                    (Field::new(lang, "why_not_preferred", &t(lang, "help-decision-why-not-preferred"))
                        .hint(&t_with(lang, "help-decision-why-not-preferred-hint", &municipality())).lines(3).when_needed().typed(typed).text_area())
                }
            }
        }
    }
}

fn ranked(lang: Lang, rank: &PlacementRank) -> Markup {
    let kinds: Vec<&str> = rank.kinds.iter().map(|kind| lang.pick(kind.da(), kind.en())).collect();
    html! {
        b { (rank.name) }
        @if kinds.len() > 1 || kinds.first().is_some_and(|kind| *kind != rank.name) { span.note { " · " (kinds.join(", ")) } }
        span.note { " · " (rank.source) }
    }
}

/// On which consent.
pub(super) fn consent_field(lang: Lang, typed: &Typed) -> Markup {
    let names = [
        ("with", t(lang, "help-consent-with"), t(lang, "help-consent-with-hint")),
        ("without", t(lang, "help-consent-without"), t(lang, "help-consent-without-hint")),
        ("preliminary", t(lang, "help-consent-preliminary"), t(lang, "help-consent-preliminary-hint")),
    ];
    let choices: Vec<Choice<'_>> = names.iter().map(|(code, name, hint)| Choice::with_hint(code, name, hint)).collect();
    Field::new(lang, "consent", &t(lang, "help-decision-consent")).typed(typed).radios(&choices)
}

/// When it starts and how long it is expected to last.
pub(super) fn time_fields(lang: Lang, typed: &Typed, starts_hint: &str) -> Markup {
    html! {
        div.beside {
        (Field::new(lang, "starts_on", &t(lang, "help-decision-starts-on")).hint(starts_hint).optional().typed(typed).date())
        (Field::new(lang, "expected_until", &t(lang, "help-decision-expected-until")).optional().typed(typed).date())
        }
    }
}

/// How the child is to get down the ladder from here.
pub(super) fn aim_fields(lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
    let name = [("name", seen.first_name().to_owned().into())];
    html! {
        (Field::new(lang, "aim", &t_with(lang, "help-aim-of", &name)).hint(&t(lang, "help-aim-hint")).lines(3).optional().typed(typed).text_area())
        (Field::new(lang, "aim_by", &t(lang, "help-aim-by")).optional().typed(typed).date())
    }
}

fn consent_from(code: &str) -> Option<ConsentBasis> {
    match code {
        "with" => Some(ConsentBasis::WithConsent),
        "without" => Some(ConsentBasis::WithoutConsent),
        "preliminary" => Some(ConsentBasis::Preliminary),
        _ => None,
    }
}

/// The consent in words.
pub(super) fn consent_name(lang: Lang, consent: ConsentBasis) -> String {
    match consent {
        ConsentBasis::WithConsent => t(lang, "help-consent-with"),
        ConsentBasis::WithoutConsent => t(lang, "help-consent-without"),
        ConsentBasis::Preliminary => t(lang, "help-consent-preliminary"),
    }
}
