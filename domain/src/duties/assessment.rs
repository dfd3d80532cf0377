//! Assessment concluded within 4 months of the municipality's becoming aware of the child.
//!
//! ## Loven
//! Den børnefaglige undersøgelse skal være afsluttet senest 4 måneder efter, at kommunen bliver opmærksom på, at barnet kan have behov for
//! særlig støtte. Kan den undtagelsesvis ikke det, skal der skrives en foreløbig vurdering, og undersøgelsen afsluttes snarest derefter.
//!
//! ## Strategien
//! Ingen af strategierne sætter en kortere frist.
//!
//! ## Med almindelige ord
//! Uret begynder, når kommunen får kendskab til barnet, ikke når nogen når at åbne undersøgelsen. Som regel er det dagen, hvor underretningen
//! kom. Fristen falder på samme dato fire måneder senere, eller på månedens sidste dag, når måneden er kortere; den flyttes ikke, fordi dagen er
//! en weekend eller helligdag.
//!
//! ## Tæller fra
//! Den dag, kommunen blev opmærksom på barnets behov, som det står i undersøgelsens åbning. Loven på den dag gælder.
//!
//! ## Opfyldes af
//! At netop den undersøgelse er afsluttet med en begrundet konklusion.
//!
//! ## Dækker ikke
//! Afdækning efter barnets lov § 19: der er ikke fundet en selvstændig frist for den i loven. En undersøgelse, der er åbnet i en
//! underretning om et barn, kommunen allerede kendte: den dag, der skrives, er et skøn, som ledelsestilsynet ser på.

use super::build::*;
use crate::law::InForce;
use crate::record::{Assessment, AssessmentKind};

const WITHIN: Dated<Span> = Dated {
    what_da: "Afslutning af børnefaglig undersøgelse",
    starts: &[
        Start {
            from: SERVICE_ACT,
            value: Some(Span::Months(4)),
            source: Source {
                citation: "serviceloven § 50",
                read_in: "sm.dk: Børnefaglig undersøgelse",
                read_on: READ_ON,
                verified: true,
                note: "Læst i ministeriets gengivelse.",
            },
        },
        Start {
            from: CHILDRENS_ACT,
            value: Some(Span::Months(4)),
            source: Source {
                citation: "barnets lov § 20, stk. 3",
                read_in: "lovguiden.dk: LBK nr. 282 af 17/03/2025, § 20",
                read_on: READ_ON,
                verified: true,
                note: "",
            },
        },
    ],
};

pub(super) const VALUES: &[&dyn LawValue] = &[&WITHIN];

/// The law's limit for this assessment, and its last day; none for a partial one, or before the law Trin knows.
pub(super) fn limit(assessment: &Assessment<'_>, strategy: &Strategy) -> Option<(InForce<Span>, Due)> {
    let opened = assessment.opened.what;
    if opened.kind != AssessmentKind::Full {
        return None;
    }
    let within = WITHIN.on(opened.aware_on).ok()?;
    Some((within, after(within.value, opened.aware_on, strategy)))
}

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    for assessment in &state.assessments {
        let Some((within, due)) = limit(assessment, strategy) else { continue };
        let (no, aware_on) = (assessment.opened.no, assessment.opened.what.aware_on);
        let duty = Duty::owed(DutyKind::Assessment, no, (no, Due::On(aware_on)), by_law(due, within.source), Role::Caseworker)
            .falls_to_responsible(state)
            .met_by(assessment.concluded.map(|done| Met::on(done.no, done.what.on)))
            .because(
                format!("Kommunen blev opmærksom på barnets behov {}.", Da(aware_on)),
                format!("The municipality became aware of the child's need on {}.", En(aware_on)),
            );
        out.push(duty);
    }
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Dagen før fristen", ALL, "2024-05-21 undersøgelse åbnet, kendskab fra 2024-05-14; 2024-09-13 undersøgelse afsluttet", "frist 2024-09-14 efter loven, opfyldt i tide"),
    ex("På fristens dag, en lørdag", ALL, "2024-05-21 undersøgelse åbnet, kendskab fra 2024-05-14; 2024-09-14 undersøgelse afsluttet", "frist 2024-09-14 efter loven, opfyldt i tide"),
    ex("Dagen efter fristen", ALL, "2024-05-21 undersøgelse åbnet, kendskab fra 2024-05-14; 2024-09-15 undersøgelse afsluttet", "frist 2024-09-14 efter loven, opfyldt for sent"),
    ex("Sidste minut af fristens dag", ALL, "2024-05-21 undersøgelse åbnet, kendskab fra 2024-05-14; 2024-09-14 23:59 status", "frist 2024-09-14 efter loven, endnu ikke opfyldt"),
    ex("Fristens dag er forbi", ALL, "2024-05-21 undersøgelse åbnet, kendskab fra 2024-05-14; 2024-09-15 00:00 status", "frist 2024-09-14 efter loven, overskredet"),
    ex("Uret begynder ved kendskab, ikke ved åbning", ALL, "2024-05-14 10:00 underretning fra skole; 2024-06-30 undersøgelse åbnet, kendskab fra 2024-05-14", "frist 2024-09-14 efter loven"),
    ex("Fredag aften: fristen tæller fra fredag", ALL, "2024-06-07 20:00 underretning fra politi; 2024-06-10 undersøgelse åbnet, kendskab fra 2024-06-07", "frist 2024-10-07 efter loven"),
    ex("Fristen falder skærtorsdag og flyttes ikke", ALL, "2023-11-28 undersøgelse åbnet", "frist 2024-03-28 efter loven"),
    ex("Uret stilles frem på fristens dag: hele dagen er i tide", ALL, "2023-11-30 undersøgelse åbnet, kendskab fra 2023-11-30; 2024-03-30 23:59 status", "frist 2024-03-30 efter loven, endnu ikke opfyldt"),
    ex("Uret stilles tilbage på fristens dag: hele dagen er i tide", ALL, "2024-06-27 undersøgelse åbnet; 2024-10-27 23:59 status", "frist 2024-10-27 efter loven, endnu ikke opfyldt"),
    ex("Måneden er kortere: skuddag", ALL, "2023-10-31 undersøgelse åbnet", "frist 2024-02-29 efter loven"),
    ex("Måneden er kortere: ikke skudår", ALL, "2024-10-31 undersøgelse åbnet", "frist 2025-02-28 efter loven"),
    ex("Kendskab på en skuddag", ALL, "2024-02-29 undersøgelse åbnet", "frist 2024-06-29 efter loven"),
    ex("Kendskab sidste dag under serviceloven, åbnet under barnets lov: serviceloven gælder, fristen er den samme", ALL, "2024-01-05 undersøgelse åbnet, kendskab fra 2023-12-31", "frist 2024-04-30 efter loven"),
    ex("Kendskab første dag under barnets lov", ALL, "2024-01-05 undersøgelse åbnet, kendskab fra 2024-01-01", "frist 2024-05-01 efter loven"),
    ex("Afdækning har ingen frist i loven", ALL, "2024-05-21 afdækning åbnet, kendskab fra 2024-05-14", "ingen frist"),
    ex("Falder til den ansvarlige rådgiver", ALL, "2024-05-14 ansvar til Karim; 2024-05-21 undersøgelse åbnet, kendskab fra 2024-05-14", "frist 2024-09-14 efter loven, hos Karim"),
];
