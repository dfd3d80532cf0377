//! Receipt to the notifier, within 6 working days.
//!
//! ## Loven
//! Senest 6 hverdage efter, at en underretning er modtaget, skal kommunen bekræfte modtagelsen over for den, der underrettede.
//!
//! ## Strategien
//! Ingen af strategierne sætter en kortere frist. Kommunen afgør, om lørdag tæller som hverdag.
//!
//! ## Med almindelige ord
//! Den, der underretter, skal vide, at underretningen er kommet frem. Dagen, hvor den kom, tæller ikke med; den sjette hverdag derefter er den
//! sidste, og hele den dag er i tide. Weekender og helligdage tæller ikke. 5. juni, 24. og 31. december er hverdage, når de ikke falder i en
//! weekend. Den strengeste regel er at regne lørdag med som hverdag, for så kommer fristen tidligere.
//!
//! ## Tæller fra
//! Den dag i Danmark, kommunen modtog underretningen.
//!
//! ## Opfyldes af
//! Kvitteringen for netop den underretning.
//!
//! ## Dækker ikke
//! Anonyme underretninger og privatpersoner, hvis navn ikke kendes: der er ingen at sende til. En fagperson uden navn har en arbejdsplads og
//! skal have en kvittering. Hvad der står i kvitteringen, prøves ikke her. Loven siger ikke, hvad en hverdag er; derfor er det et valg.

use super::build::*;

const WITHIN: Dated<Span> = Dated {
    what_da: "Frist for kvittering til underretter",
    starts: &[
        Start {
            from: SERVICE_ACT,
            value: Some(Span::WorkingDays(6)),
            source: Source {
                citation: "serviceloven § 155 b, stk. 1",
                read_in: "admin.soroe.dk: Beredskabsplan; kommune.viborg.dk: Efter en underretning",
                read_on: READ_ON,
                verified: true,
                note: "Læst i kommuners gengivelse. »Hverdage« er ikke defineret der.",
            },
        },
        Start {
            from: CHILDRENS_ACT,
            value: Some(Span::WorkingDays(6)),
            source: Source {
                citation: "barnets lov § 138",
                read_in: "VEJ nr. 9471 af 21/06/2024, indholdsfortegnelse; kommuners hjemmesider",
                read_on: READ_ON,
                verified: false,
                note: "De 6 hverdage er læst hos kommuner. At de står i § 138, er sluttet af vejledningens kapiteloverskrifter; paragraffens tekst er ikke læst.",
            },
        },
    ],
};

pub(super) const VALUES: &[&dyn LawValue] = &[&WITHIN];

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    for notification in &state.notifications {
        let (no, what) = (notification.received.no, notification.received.what);
        let received_on = day_of(what.received_at);
        let Ok(within) = WITHIN.on(received_on) else { continue };
        if !what.notifier.can_be_reached() {
            continue;
        }
        let due = after(within.value, received_on, strategy);
        let duty = Duty::owed(DutyKind::Receipt, no, (no, Due::On(received_on)), by_law(due, within.source), Role::Intake)
            .falls_to_responsible(state)
            .met_by(notification.receipt.map(|sent| Met::on(sent.no, sent.what.on)))
            .because(
                format!("Underretningen fra {} kom {}.", what.notifier.kind.da(), Da(received_on)),
                format!("The notification from {} arrived on {}.", what.notifier.kind.en(), En(received_on)),
            );
        out.push(duty);
    }
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Dagen før fristen", ALL, "2024-05-21 09:00 underretning fra skole; 2024-05-28 kvittering sendt", "frist 2024-05-29 efter loven, opfyldt i tide"),
    ex("På fristens dag", ALL, "2024-05-21 09:00 underretning fra skole; 2024-05-29 kvittering sendt", "frist 2024-05-29 efter loven, opfyldt i tide"),
    ex("Dagen efter fristen", ALL, "2024-05-21 09:00 underretning fra skole; 2024-05-30 kvittering sendt", "frist 2024-05-29 efter loven, opfyldt for sent"),
    ex("Sidste minut af fristens dag", ALL, "2024-05-21 09:00 underretning fra skole; 2024-05-29 23:59 status", "frist 2024-05-29 efter loven, endnu ikke opfyldt"),
    ex("Fristens dag er forbi", ALL, "2024-05-21 09:00 underretning fra skole; 2024-05-30 00:00 status", "frist 2024-05-29 efter loven, overskredet"),
    ex("Samme underretning, hvor lørdag er hverdag: fristen kommer en dag tidligere", SATURDAYS, "2024-05-21 09:00 underretning fra skole", "frist 2024-05-28 efter loven"),
    ex("Fredag aften: dagen tæller ikke med, og to weekender springes over", ALL, "2024-06-07 20:00 underretning fra politi", "frist 2024-06-17 efter loven"),
    ex("Fredag aften, hvor lørdag er hverdag", SATURDAYS, "2024-06-07 20:00 underretning fra politi", "frist 2024-06-14 efter loven"),
    ex("Påske: skærtorsdag, langfredag, påskedag og 2. påskedag springes over", ALL, "2024-03-27 10:00 underretning fra skole", "frist 2024-04-09 efter loven"),
    ex("Påske, hvor lørdag er hverdag: påskelørdag tæller", SATURDAYS, "2024-03-27 10:00 underretning fra skole", "frist 2024-04-06 efter loven"),
    ex("Jul og nytår: 24. og 31. december er hverdage, juledagene og nytårsdag er ikke", ALL, "2024-12-20 10:00 underretning fra skole", "frist 2025-01-02 efter loven"),
    ex("5. juni er en hverdag", ALL, "2024-06-04 10:00 underretning fra skole", "frist 2024-06-12 efter loven"),
    ex("Store bededag var helligdag til og med 2023", ALL, "2023-05-04 10:00 underretning fra skole", "frist 2023-05-15 efter loven"),
    ex("Store bededag er hverdag fra 2024", ALL, "2024-04-25 10:00 underretning fra skole", "frist 2024-05-03 efter loven"),
    ex("Uret stilles frem den dag, underretningen kommer: der tælles dage, ikke timer", ALL, "2024-03-31 03:30 underretning fra politi", "frist 2024-04-09 efter loven"),
    ex("Uret stilles tilbage den dag, underretningen kommer", ALL, "2024-10-27 02:30+01 underretning fra politi", "frist 2024-11-04 efter loven"),
    ex("Et minut over midnat hører til den nye dag", ALL, "2024-05-22 00:01 underretning fra politi", "frist 2024-05-30 efter loven"),
    ex("Skuddag er en hverdag", ALL, "2024-02-23 10:00 underretning fra skole", "frist 2024-03-04 efter loven"),
    ex("Sidste dag under serviceloven", ALL, "2023-12-31 10:00 underretning fra politi", "frist 2024-01-09 efter loven"),
    ex("Første dag under barnets lov", ALL, "2024-01-01 10:00 underretning fra politi", "frist 2024-01-09 efter loven"),
    ex("Anonym", ALL, "2024-05-21 09:00 underretning fra anonym", "ingen frist"),
    ex("Privatperson, hvis navn ikke kendes", ALL, "2024-05-21 09:00 underretning fra familie uden navn", "ingen frist"),
    ex("Fagperson uden navn", ALL, "2024-05-21 09:00 underretning fra skole uden navn", "frist 2024-05-29 efter loven"),
    ex("Barnet selv får også kvittering", ALL, "2024-05-21 09:00 underretning fra barnet", "frist 2024-05-29 efter loven"),
];
