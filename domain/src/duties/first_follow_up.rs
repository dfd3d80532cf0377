//! First follow-up of help: by the law within 3 months of its start, by most strategies sooner.
//!
//! ## Loven
//! Serviceloven: planen tages op til vurdering senest 3 måneder efter, at indsatsen er iværksat. Barnets lov: der følges op første gang på
//! det tidligste af to tidspunkter: når den afdækning eller undersøgelse, der løber sideløbende med indsatsen, er afsluttet, eller 3 måneder
//! efter iværksættelsen.
//!
//! ## Strategien
//! Kommunens første opfølgning tælles fra indsatsens start, med hver sin længde for anbringelser, andre indsatser og tidlig hjælp. En
//! strategi, der intet siger om en gruppe, ændrer ikke lovens frist for den.
//!
//! ## Med almindelige ord
//! Når hjælpen er begyndt, skal nogen spørge barnet og familien, om den virker, før der er gået for lang tid. Den tidligste dato gælder; den
//! anden vises ved siden af. Ophører hjælpen inden, falder opfølgningen bort. Er fristen overskredet, når hjælpen ophører, står den som aldrig
//! opfyldt. Tidlig hjælp uden afgørelse følges kun op, når strategien siger det.
//!
//! ## Tæller fra
//! Indsatsens første dag. Efter barnets lov desuden den dag, en sideløbende afdækning eller undersøgelse afsluttes, når den dag kommer efter
//! indsatsens start og før de 3 måneder er gået. Loven på indsatsens første dag gælder.
//!
//! ## Opfyldes af
//! Den første opfølgning af netop den indsats.
//!
//! ## Dækker ikke
//! Anbringelse uden samtykke efter barnets lov forudsætter en afsluttet undersøgelse, så en undersøgelse, der afsluttes senere, rykker ikke
//! fristen frem. Ungestøtte efter §§ 114-116 og 120 følges op efter samme bestemmelse, men er ikke blandt de indsatser, Trin kender.

use super::build::*;
use crate::record::{ConsentBasis, Intervention};

const WITHIN: Dated<Span> = Dated {
    what_da: "Første opfølgning efter iværksættelse",
    starts: &[
        Start {
            from: SERVICE_ACT,
            value: Some(Span::Months(3)),
            source: Source {
                citation: "serviceloven § 70, stk. 1",
                read_in: "sm.dk: Handleplan - opfølgning",
                read_on: READ_ON,
                verified: true,
                note: "Læst i ministeriets gengivelse.",
            },
        },
        Start {
            from: CHILDRENS_ACT,
            value: Some(Span::Months(3)),
            source: Source {
                citation: "barnets lov § 95, stk. 2",
                read_in: "lovguiden.dk: LBK nr. 282 af 17/03/2025, § 95",
                read_on: READ_ON,
                verified: true,
                note: "",
            },
        },
    ],
};

/// From barnets lov on, the end of a parallel assessment brings the first follow-up forward.
const WHEN_ASSESSED: Dated<Demanded> = Dated {
    what_da: "Første opfølgning, når en sideløbende afdækning eller undersøgelse er afsluttet",
    starts: &[Start {
        from: CHILDRENS_ACT,
        value: Some(Demanded),
        source: Source {
            citation: "barnets lov § 95, stk. 2, nr. 1",
            read_in: "lovguiden.dk: LBK nr. 282 af 17/03/2025, § 95",
            read_on: READ_ON,
            verified: true,
            note: "Gælder støttende indsatser efter § 32, stk. 4, og anbringelser efter §§ 46 og 143.",
        },
    }],
};

pub(super) const VALUES: &[&dyn LawValue] = &[&WITHIN, &WHEN_ASSESSED];

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    for help in &state.interventions {
        let Some(started) = help.started else { continue };
        let (no, start, kind) = (help.no(), started.what.on, help.decided.what.kind);
        let Some((assessed, dates)) = dates(state, help, start, strategy) else { continue };

        let (mut da, mut en) = (format!("{} begyndte {}", kind.da(), Da(start)), format!("{} began on {}", kind.en(), En(start)));
        if let Some(assessed) = assessed {
            da += &format!(", og den sideløbende undersøgelse blev afsluttet {}", Da(assessed));
            en += &format!(", and the parallel assessment was concluded on {}", En(assessed));
        }
        let duty = Duty::owed(DutyKind::FirstFollowUp, no, (started.no, Due::On(start)), dates, Role::Caseworker)
            .falls_to_responsible(state)
            .met_by(help.follow_ups.first().map(|held| Met::on(held.no, held.what.on)))
            .lapses(help.ended_on())
            .because(da + ".", en + ".");
        out.push(duty);
    }
}

/// When help that began on a day is first followed up, and the day a parallel assessment was concluded when that decides the law's date.
pub(super) fn dates(state: &State<'_>, help: &Intervention<'_>, start: Date, strategy: &Strategy) -> Option<(Option<Date>, Dates)> {
    let (assessed, law) = match by_the_law(state, help, start, strategy) {
        Some((assessed, law)) => (assessed, Some(law)),
        None => (None, None),
    };
    let cadence = strategy.cadence_for(help.decided.what.kind);
    let set = cadence.map(|cadence| by_strategy(after(cadence.first, start, strategy), &cadence.source));
    Some((assessed, earlier(law, set)?))
}

/// The law's date, and the day a parallel assessment was concluded when that decides it.
fn by_the_law(state: &State<'_>, help: &Intervention<'_>, start: Date, strategy: &Strategy) -> Option<(Option<Date>, DueBy)> {
    if !help.decided.what.kind.is_measure() {
        return None;
    }
    let within = WITHIN.on(start).ok()?;
    let months = after(within.value, start, strategy);
    let with_assessment_alongside = help.decided.what.consent != ConsentBasis::WithoutConsent;
    let assessed = if let Ok(rule) = WHEN_ASSESSED.on(start)
        && with_assessment_alongside
    {
        let concluded = state.assessments.iter().filter_map(|assessment| Some(assessment.concluded?.what.on));
        concluded.filter(|day| start < *day && *day < months.day()).min().map(|day| (day, rule.source))
    } else {
        None
    };
    Some(match assessed {
        Some((day, source)) => (Some(day), by_law(Due::On(day), source)),
        None => (None, by_law(months, within.source)),
    })
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Dagen før fristen", LAW_ALONE, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-07-14 opfølgning", "frist 2024-07-15 efter loven, opfyldt i tide"),
    ex("På fristens dag", LAW_ALONE, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-07-15 opfølgning", "frist 2024-07-15 efter loven, opfyldt i tide"),
    ex("Dagen efter fristen", LAW_ALONE, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-07-16 opfølgning", "frist 2024-07-15 efter loven, opfyldt for sent"),
    ex("Sidste minut af fristens dag", LAW_ALONE, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-07-15 23:59 status", "frist 2024-07-15 efter loven, endnu ikke opfyldt"),
    ex("Fristens dag er forbi", LAW_ALONE, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-07-16 00:00 status", "frist 2024-07-15 efter loven, overskredet"),
    ex("En frist i en weekend eller helligdag flyttes ikke", LAW_ALONE, "2023-12-30 afgørelse om støtteophold; 2023-12-30 indsats begyndt", "frist 2024-03-30 efter loven"),
    ex("Måneden er kortere: sidste dag i februar, skudår", LAW_ALONE, "2023-11-28 afgørelse om fast kontaktperson; 2023-11-30 indsats begyndt", "frist 2024-02-29 efter loven"),
    ex("Måneden er kortere: sidste dag i februar", LAW_ALONE, "2024-11-28 afgørelse om fast kontaktperson; 2024-11-29 indsats begyndt", "frist 2025-02-28 efter loven"),
    ex("Tælles fra en skuddag", LAW_ALONE, "2024-02-29 afgørelse om fast kontaktperson; 2024-02-29 indsats begyndt", "frist 2024-05-29 efter loven"),
    ex("Uret stilles frem på fristens dag: hele dagen er i tide", LAW_ALONE, "2023-12-31 afgørelse om fast kontaktperson; 2023-12-31 indsats begyndt; 2024-03-31 23:59 status", "frist 2024-03-31 efter loven, endnu ikke opfyldt"),
    ex("Uret stilles tilbage på fristens dag: hele dagen er i tide", LAW_ALONE, "2024-07-27 afgørelse om fast kontaktperson; 2024-07-27 indsats begyndt; 2024-10-27 23:59 status", "frist 2024-10-27 efter loven, endnu ikke opfyldt"),
    ex("Anbringelse: 2 uger, og lovens dato vises ved siden af", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "frist 2024-04-29 efter strategien (loven: 2024-07-15)"),
    ex("Anbringelse: 4 uger", "hvidovre-2014", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "frist 2024-05-13 efter strategien (loven: 2024-07-15)"),
    ex("Anbringelse: hvert kvartal er samme dag som lovens", "faxe-2019", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "frist 2024-07-15 efter loven"),
    ex("Anbringelse: strategien siger intet", "koege-2020", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "frist 2024-07-15 efter loven"),
    ex("Anden indsats: strategien siger intet", "kerteminde-2021", "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt", "frist 2024-07-15 efter loven"),
    ex("Anden indsats: 4 uger", "hvidovre-2014", "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt", "frist 2024-05-13 efter strategien (loven: 2024-07-15)"),
    ex("Anden indsats: hvert kvartal er samme dag som lovens", "faxe-2019", "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt", "frist 2024-07-15 efter loven"),
    ex("Anden indsats: strategien siger intet", "koege-2020", "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt", "frist 2024-07-15 efter loven"),
    ex("Tidlig hjælp: strategien siger intet", "kerteminde-2021", "2024-04-10 afgørelse om forældrekursus; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("Tidlig hjælp: strategien siger intet", "hvidovre-2014", "2024-04-10 afgørelse om forældrekursus; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("Tidlig hjælp: hvert kvartal, og loven siger intet", "faxe-2019", "2024-04-10 afgørelse om forældrekursus; 2024-04-15 indsats begyndt", "frist 2024-07-15 efter strategien"),
    ex("Tidlig hjælp: strategien siger intet", "koege-2020", "2024-04-10 afgørelse om forældrekursus; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("Dagen før strategiens dato", "hvidovre-2014", "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-05-12 opfølgning", "frist 2024-05-13 efter strategien (loven: 2024-07-15), opfyldt i tide"),
    ex("På strategiens dato", "hvidovre-2014", "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-05-13 opfølgning", "frist 2024-05-13 efter strategien (loven: 2024-07-15), opfyldt i tide"),
    ex("Dagen efter strategiens dato, i tide efter loven: strategien gælder", "hvidovre-2014", "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-05-14 opfølgning", "frist 2024-05-13 efter strategien (loven: 2024-07-15), opfyldt for sent"),
    ex("En sideløbende undersøgelse, der afsluttes før strategiens dato: loven kommer først", "hvidovre-2014", "2024-04-01 undersøgelse åbnet; 2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-05-01 undersøgelse afsluttet", "frist 2024-05-01 efter loven (strategien: 2024-05-13)"),
    ex("En sideløbende undersøgelse, der afsluttes efter strategiens dato", "hvidovre-2014", "2024-04-01 undersøgelse åbnet; 2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-06-01 undersøgelse afsluttet", "frist 2024-05-13 efter strategien (loven: 2024-06-01)"),
    ex("Begyndt under serviceloven", "kerteminde-2021", "2023-11-10 afgørelse om almen plejefamilie; 2023-11-15 indsats begyndt", "frist 2023-11-29 efter strategien (loven: 2024-02-15)"),
    ex("Undersøgelsen afsluttet netop på lovens tremånedersdag: det er måneden, der tæller", LAW_ALONE, "2024-04-01 undersøgelse åbnet; 2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-07-15 undersøgelse afsluttet", "frist 2024-07-15 efter loven"),
    ex("Serviceloven: en sideløbende undersøgelse rykker ikke fristen", LAW_ALONE, "2023-12-01 undersøgelse åbnet; 2023-12-20 afgørelse om fast kontaktperson; 2023-12-31 indsats begyndt; 2024-02-01 undersøgelse afsluttet", "frist 2024-03-31 efter loven"),
    ex("Barnets lov: en sideløbende undersøgelse rykker fristen frem", LAW_ALONE, "2023-12-01 undersøgelse åbnet; 2023-12-20 afgørelse om fast kontaktperson; 2024-01-01 indsats begyndt; 2024-02-01 undersøgelse afsluttet", "frist 2024-02-01 efter loven"),
    ex("Undersøgelsen var afsluttet, før hjælpen begyndte", LAW_ALONE, "2024-03-01 undersøgelse åbnet; 2024-04-15 undersøgelse afsluttet; 2024-04-15 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt", "frist 2024-07-15 efter loven"),
    ex("Uden samtykke rykker en senere undersøgelse ikke fristen", LAW_ALONE, "2024-04-10 afgørelse om almen plejefamilie uden samtykke; 2024-04-15 indsats begyndt; 2024-04-20 undersøgelse åbnet; 2024-06-01 undersøgelse afsluttet", "frist 2024-07-15 efter loven"),
    ex("Hjælpen ophørte inden fristen", LAW_ALONE, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-07-15 indsats ophørt", "frist 2024-07-15 efter loven, bortfaldet 2024-07-15"),
    ex("Hjælpen ophørte, efter at fristen var overskredet", LAW_ALONE, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-07-16 indsats ophørt", "frist 2024-07-15 efter loven, aldrig opfyldt, udgået 2024-07-16"),
    ex("Ophør aftalt til en senere dag: opfølgningen skyldes til da", LAW_ALONE, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-08-31 indsats ophørt; 2024-07-01 status", "frist 2024-07-15 efter loven, endnu ikke opfyldt"),
    ex("Ophør aftalt til en senere dag: fristen overskrides imens", LAW_ALONE, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-08-31 indsats ophørt; 2024-08-30 status", "frist 2024-07-15 efter loven, overskredet"),
    ex("Den aftalte dag for ophør er kommet", LAW_ALONE, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-08-31 indsats ophørt; 2024-08-31 00:00 status", "frist 2024-07-15 efter loven, aldrig opfyldt, udgået 2024-08-31"),
    ex("Besluttet, men ikke begyndt", LAW_ALONE, "2024-04-10 afgørelse om fast kontaktperson", "ingen frist"),
    ex("Tidlig hjælp har ingen lovfrist", LAW_ALONE, "2024-04-10 afgørelse om forældrekursus; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("Falder til den ansvarlige rådgiver", LAW_ALONE, "2024-04-10 ansvar til Karim; 2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt", "frist 2024-07-15 efter loven, hos Karim"),
];
