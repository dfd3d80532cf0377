//! Preliminary assessment, when the assessment is not concluded within 4 months.
//!
//! ## Loven
//! Kan den børnefaglige undersøgelse undtagelsesvis ikke afsluttes inden for de 4 måneder, skal kommunen skrive en foreløbig vurdering og
//! afslutte undersøgelsen snarest muligt derefter.
//!
//! ## Strategien
//! Ingen af strategierne siger andet.
//!
//! ## Med almindelige ord
//! En undersøgelse, der trækker ud, må ikke betyde, at ingen har taget stilling. Senest den dag, undersøgelsen skulle have været færdig, skal
//! det stå skrevet, hvad man ved, og hvorfor det tager længere tid. Bliver undersøgelsen færdig i tide, falder pligten bort.
//!
//! ## Tæller fra
//! Samme dag som undersøgelsen: da kommunen blev opmærksom på barnets behov. Loven på den dag gælder.
//!
//! ## Opfyldes af
//! Den foreløbige vurdering i netop den undersøgelse. Afsluttes undersøgelsen for sent uden en, står den som aldrig opfyldt.
//!
//! ## Dækker ikke
//! Hvad »undtagelsesvis« og »snarest muligt« betyder: det er et skøn, som ledelsestilsynet ser på. Om pligten også stod i serviceloven med samme
//! ord, er ikke læst i lovteksten.

use super::assessment;
use super::build::*;

const DEMANDED: Dated<Demanded> = Dated {
    what_da: "Foreløbig vurdering, når undersøgelsen ikke er afsluttet i tide",
    starts: &[
        Start {
            from: SERVICE_ACT,
            value: Some(Demanded),
            source: Source {
                citation: "serviceloven § 50",
                read_in: "sm.dk: Børnefaglig undersøgelse",
                read_on: READ_ON,
                verified: false,
                note: "De 4 måneder er læst i ministeriets gengivelse; kravet om foreløbig vurdering er ikke læst i servicelovens tekst.",
            },
        },
        Start {
            from: CHILDRENS_ACT,
            value: Some(Demanded),
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

pub(super) const VALUES: &[&dyn LawValue] = &[&DEMANDED];

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    for assessment in &state.assessments {
        let Some((_, due)) = assessment::limit(assessment, strategy) else { continue };
        let (no, aware_on) = (assessment.opened.no, assessment.opened.what.aware_on);
        let Ok(demanded) = DEMANDED.on(aware_on) else { continue };
        let duty = Duty::owed(DutyKind::PreliminaryAssessment, no, (no, Due::On(aware_on)), by_law(due, demanded.source), Role::Caseworker)
            .falls_to_responsible(state)
            .met_by(assessment.preliminary.map(|written| Met::on(written.no, written.what.on)))
            .lapses(assessment.concluded.map(|done| done.what.on))
            .because(
                format!(
                    "Kommunen blev opmærksom på barnets behov {}, og undersøgelsen skal være afsluttet {}.",
                    Da(aware_on),
                    Da(due.day())
                ),
                format!(
                    "The municipality became aware of the child's need on {}, and the assessment is to be concluded by {}.",
                    En(aware_on),
                    En(due.day())
                ),
            );
        out.push(duty);
    }
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Undersøgelsen blev afsluttet dagen før fristen", ALL, "2024-05-21 undersøgelse åbnet, kendskab fra 2024-05-14; 2024-09-13 undersøgelse afsluttet", "frist 2024-09-14 efter loven, bortfaldet 2024-09-13"),
    ex("Undersøgelsen blev afsluttet på fristens dag", ALL, "2024-05-21 undersøgelse åbnet, kendskab fra 2024-05-14; 2024-09-14 undersøgelse afsluttet", "frist 2024-09-14 efter loven, bortfaldet 2024-09-14"),
    ex("Undersøgelsen blev afsluttet dagen efter fristen, uden foreløbig vurdering", ALL, "2024-05-21 undersøgelse åbnet, kendskab fra 2024-05-14; 2024-09-15 undersøgelse afsluttet", "frist 2024-09-14 efter loven, aldrig opfyldt, udgået 2024-09-15"),
    ex("Foreløbig vurdering på fristens dag, undersøgelsen færdig senere", ALL, "2024-05-21 undersøgelse åbnet, kendskab fra 2024-05-14; 2024-09-14 foreløbig vurdering skrevet; 2024-10-20 undersøgelse afsluttet", "frist 2024-09-14 efter loven, opfyldt i tide"),
    ex("Foreløbig vurdering dagen efter fristen", ALL, "2024-05-21 undersøgelse åbnet, kendskab fra 2024-05-14; 2024-09-15 foreløbig vurdering skrevet", "frist 2024-09-14 efter loven, opfyldt for sent"),
    ex("Sidste minut af fristens dag", ALL, "2024-05-21 undersøgelse åbnet, kendskab fra 2024-05-14; 2024-09-14 23:59 status", "frist 2024-09-14 efter loven, endnu ikke opfyldt"),
    ex("Fristens dag er forbi", ALL, "2024-05-21 undersøgelse åbnet, kendskab fra 2024-05-14; 2024-09-15 00:00 status", "frist 2024-09-14 efter loven, overskredet"),
    ex("Afdækning", ALL, "2024-05-21 afdækning åbnet, kendskab fra 2024-05-14", "ingen frist"),
    ex("Kendskab fredag aften", ALL, "2024-06-07 20:00 underretning fra politi; 2024-06-10 undersøgelse åbnet, kendskab fra 2024-06-07", "frist 2024-10-07 efter loven"),
    ex("Fristen falder langfredag og flyttes ikke", ALL, "2023-11-29 undersøgelse åbnet", "frist 2024-03-29 efter loven"),
    ex("Uret stilles frem dagen efter fristen", ALL, "2023-11-30 undersøgelse åbnet; 2024-03-31 00:00 status", "frist 2024-03-30 efter loven, overskredet"),
    ex("Uret stilles tilbage på fristens dag", ALL, "2024-06-27 undersøgelse åbnet; 2024-10-27 23:59 status", "frist 2024-10-27 efter loven, endnu ikke opfyldt"),
    ex("Fristen falder på en skuddag", ALL, "2023-10-29 undersøgelse åbnet", "frist 2024-02-29 efter loven"),
    ex("Kendskab sidste dag under serviceloven", ALL, "2023-12-31 undersøgelse åbnet", "frist 2024-04-30 efter loven"),
    ex("Kendskab første dag under barnets lov", ALL, "2024-01-01 undersøgelse åbnet", "frist 2024-05-01 efter loven"),
];
