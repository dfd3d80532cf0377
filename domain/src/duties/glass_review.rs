//! Review of a record opened in an emergency.
//!
//! ## Loven
//! Databeskyttelsesforordningens artikel 32 kræver, at kommunen sikrer, at oplysninger kun bruges af dem, der har brug for dem, og at den kan
//! vise det. Loven nævner ingen frist for at se en nødadgang efter. Fristen er Trins parameter.
//!
//! ## Strategien
//! Strategierne siger ikke noget om nødadgang.
//!
//! ## Med almindelige ord
//! Når en medarbejder uden tilknytning til et barn åbner sagen i en nødsituation, skal en leder læse hvorfor, og hvad der blev gjort. En
//! registrering, ingen læser, beskytter ingen.
//!
//! ## Tæller fra
//! Den dag i Danmark, sagen blev åbnet.
//!
//! ## Opfyldes af
//! En leders gennemsyn af netop den nødadgang: i orden, spørges nærmere, eller indberettes. Ingen ser sin egen nødadgang efter.
//!
//! ## Dækker ikke
//! Hvad der kommer ud af et spørgsmål eller en indberetning. Opslag med en almindelig tilknytning til barnet ses efter ved stikprøver i
//! loggen.

use super::build::*;

/// The first day the regulation applied.
const REGULATION: Date = Date::constant(2018, 5, 25);

const WITHIN: Dated<Span> = Dated {
    what_da: "Frist for gennemsyn af en nødadgang",
    starts: &[Start {
        from: REGULATION,
        value: Some(Span::WorkingDays(2)),
        source: Source {
            citation: "databeskyttelsesforordningen, artikel 32 (fristens længde er Trins parameter)",
            read_in: "datatilsynet.dk: katalog over foranstaltninger, Logning og Stikprøver i log",
            read_on: READ_ON,
            verified: false,
            note: "Artiklen er ikke læst i sin ordlyd her. De 2 hverdage står ikke i loven, men er Trins eget valg.",
        },
    }],
};

pub(super) const VALUES: &[&dyn LawValue] = &[&WITHIN];

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    for opening in &state.glass {
        let (no, broken) = (opening.broken.no, opening.broken);
        let opened_on = day_of(opening.opened_at());
        let Ok(within) = WITHIN.on(opened_on) else { continue };
        let due = after(within.value, opened_on, strategy);
        let duty = Duty::owed(DutyKind::GlassReview, no, (no, Due::On(opened_on)), by_law(due, within.source), Role::TeamLeader)
            .met_by(opening.reviewed.map(|reviewed| Met::on(reviewed.no, reviewed.what.on)))
            .because(
                format!("Sagen blev åbnet med nødadgang {}: {}.", Da(opened_on), broken.what.reason.da()),
                format!("The record was opened in an emergency on {}: {}.", En(opened_on), broken.what.reason.en()),
            );
        out.push(duty);
    }
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Dagen før fristen", ALL, "2024-05-13 10:00 nødadgang; 2024-05-14 nødadgang set efter", "frist 2024-05-15 efter loven, opfyldt i tide"),
    ex("På fristens dag", ALL, "2024-05-13 10:00 nødadgang; 2024-05-15 nødadgang set efter", "frist 2024-05-15 efter loven, opfyldt i tide"),
    ex("Dagen efter fristen", ALL, "2024-05-13 10:00 nødadgang; 2024-05-16 nødadgang set efter", "frist 2024-05-15 efter loven, opfyldt for sent"),
    ex("Sidste minut af fristens dag", ALL, "2024-05-13 10:00 nødadgang; 2024-05-15 23:59 status", "frist 2024-05-15 efter loven, endnu ikke opfyldt"),
    ex("Fristens dag er forbi", ALL, "2024-05-13 10:00 nødadgang; 2024-05-16 00:00 status", "frist 2024-05-15 efter loven, overskredet"),
    ex("Fredag aften: weekenden springes over", ALL, "2024-05-24 22:00 nødadgang", "frist 2024-05-28 efter loven"),
    ex("Fredag aften, hvor lørdag er hverdag", SATURDAYS, "2024-05-24 22:00 nødadgang", "frist 2024-05-27 efter loven"),
    ex("Påske: helligdagene springes over", ALL, "2024-03-27 10:00 nødadgang", "frist 2024-04-03 efter loven"),
    ex("Natten, hvor uret stilles frem: der tælles dage, ikke timer", ALL, "2024-03-31 03:30 nødadgang", "frist 2024-04-03 efter loven"),
    ex("Natten, hvor uret stilles tilbage", ALL, "2024-10-27 02:30+01 nødadgang", "frist 2024-10-29 efter loven"),
    ex("Skuddag er en hverdag", ALL, "2024-02-27 10:00 nødadgang", "frist 2024-02-29 efter loven"),
    ex("Et minut over midnat hører til den nye dag", ALL, "2024-05-14 00:01 nødadgang", "frist 2024-05-16 efter loven"),
    ex("Sidste dag under serviceloven", ALL, "2023-12-31 10:00 nødadgang", "frist 2024-01-03 efter loven"),
    ex("Første dag under barnets lov", ALL, "2024-01-01 10:00 nødadgang", "frist 2024-01-03 efter loven"),
    ex("To nødadgange ses efter hver for sig", ALL, "2024-05-13 10:00 nødadgang; 2024-05-13 15:00 nødadgang; 2024-05-14 nødadgang set efter nr. 1", "frist 2024-05-15 efter loven, opfyldt i tide; frist 2024-05-15 efter loven"),
    ex("Før forordningen", ALL, "2018-05-24 10:00 nødadgang", "ingen frist"),
    ex("Forordningens første dag", ALL, "2018-05-25 10:00 nødadgang", "frist 2018-05-29 efter loven"),
];
