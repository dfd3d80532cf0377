//! Feedback to a professional notifier on what came of the notification.
//!
//! ## Loven
//! Den fagperson, der har underrettet, skal have at vide, om kommunen har iværksat en undersøgelse eller indsats. Kommunen kan også fortælle,
//! hvilken slags hjælp barnet får, når det har væsentlig betydning for den støtte, fagpersonen kan give barnet. Orienteringen kan undlades,
//! når særlige forhold taler imod den. Loven sætter ingen frist.
//!
//! ## Strategien
//! Ingen af strategierne sætter en frist.
//!
//! ## Med almindelige ord
//! Læreren, der skrev, skal ikke stå tilbage uden svar. Når screeningen er afsluttet, ved kommunen, hvad der sker, og så skal fagpersonen have
//! det at vide inden for 10 hverdage. De 10 hverdage er Trins eget tal, så at pligten ikke glider ud; tallet er ikke lov.
//!
//! ## Tæller fra
//! Den dag, screeningen af underretningen blev afsluttet. Før da er der intet at orientere om, og pligten vises ikke. Loven på den dag gælder.
//!
//! ## Opfyldes af
//! Orienteringen om netop den underretning, også når det er skrevet ned, hvorfor den undlades.
//!
//! ## Dækker ikke
//! Privatpersoner og anonyme har ikke krav på orientering. En senere orientering, når en undersøgelse fører til hjælp, er ikke en frist her.

use super::build::*;

const WITHIN: Dated<Span> = Dated {
    what_da: "Orientering til faglig underretter efter afsluttet screening",
    starts: &[
        Start {
            from: SERVICE_ACT,
            value: Some(Span::WorkingDays(10)),
            source: Source {
                citation: "serviceloven § 155 b, stk. 2 (fristens længde er Trins parameter)",
                read_in: "admin.soroe.dk: Beredskabsplan; lejre.dk: Hvad sker der, når jeg underretter",
                read_on: READ_ON,
                verified: false,
                note: "Pligten er læst i kommuners gengivelse. Loven sætter ingen frist: de 10 hverdage er valgt.",
            },
        },
        Start {
            from: CHILDRENS_ACT,
            value: Some(Span::WorkingDays(10)),
            source: Source {
                citation: "barnets lov § 138 (fristens længde er Trins parameter)",
                read_in: "VEJ nr. 9471 af 21/06/2024, indholdsfortegnelse",
                read_on: READ_ON,
                verified: false,
                note: "At pligten er videreført i § 138, er sluttet af vejledningens kapiteloverskrifter. Loven sætter ingen frist: de 10 hverdage er valgt.",
            },
        },
    ],
};

pub(super) const VALUES: &[&dyn LawValue] = &[&WITHIN];

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    for notification in &state.notifications {
        let (no, what) = (notification.received.no, notification.received.what);
        let Some(screened) = notification.screened else { continue };
        let Ok(within) = WITHIN.on(screened.what.on) else { continue };
        if !what.notifier.kind.is_professional() {
            continue;
        }
        let due = after(within.value, screened.what.on, strategy);
        let counted_from = (screened.no, Due::On(screened.what.on));
        let duty = Duty::owed(DutyKind::Feedback, no, counted_from, by_law(due, within.source), Role::Intake)
            .falls_to_responsible(state)
            .met_by(notification.feedback.map(|given| Met::on(given.no, given.what.on)))
            .because(
                format!("Screeningen af underretningen fra {} blev afsluttet {}.", what.notifier.kind.da(), Da(screened.what.on)),
                format!("The screening of the notification from {} was concluded on {}.", what.notifier.kind.en(), En(screened.what.on)),
            );
        out.push(duty);
    }
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Dagen før fristen", ALL, "2024-06-05 09:00 underretning fra skole; 2024-06-10 screenet; 2024-06-23 underretter orienteret", "frist 2024-06-24 efter loven, opfyldt i tide"),
    ex("På fristens dag", ALL, "2024-06-05 09:00 underretning fra skole; 2024-06-10 screenet; 2024-06-24 underretter orienteret", "frist 2024-06-24 efter loven, opfyldt i tide"),
    ex("Dagen efter fristen", ALL, "2024-06-05 09:00 underretning fra skole; 2024-06-10 screenet; 2024-06-25 underretter orienteret", "frist 2024-06-24 efter loven, opfyldt for sent"),
    ex("Undladt med en grund: også det opfylder pligten", ALL, "2024-06-05 09:00 underretning fra skole; 2024-06-10 screenet; 2024-06-12 orientering undladt", "frist 2024-06-24 efter loven, opfyldt i tide"),
    ex("Sidste minut af fristens dag", ALL, "2024-06-05 09:00 underretning fra skole; 2024-06-10 screenet; 2024-06-24 23:59 status", "frist 2024-06-24 efter loven, endnu ikke opfyldt"),
    ex("Fristens dag er forbi", ALL, "2024-06-05 09:00 underretning fra skole; 2024-06-10 screenet; 2024-06-25 00:00 status", "frist 2024-06-24 efter loven, overskredet"),
    ex("Hvor lørdag er hverdag", SATURDAYS, "2024-06-05 09:00 underretning fra skole; 2024-06-10 screenet", "frist 2024-06-21 efter loven"),
    ex("Ikke screenet endnu", ALL, "2024-06-05 09:00 underretning fra skole", "ingen frist"),
    ex("Privatperson", ALL, "2024-06-05 09:00 underretning fra familie; 2024-06-10 screenet", "ingen frist"),
    ex("Anonym", ALL, "2024-06-05 09:00 underretning fra anonym; 2024-06-10 screenet", "ingen frist"),
    ex("Screenet en fredag", ALL, "2024-06-05 09:00 underretning fra dagpleje; 2024-06-07 screenet", "frist 2024-06-21 efter loven"),
    ex("Hen over påske, og uret stilles frem imens", ALL, "2024-03-20 09:00 underretning fra dagpleje; 2024-03-26 screenet", "frist 2024-04-12 efter loven"),
    ex("Uret stilles tilbage imens", ALL, "2024-10-18 09:00 underretning fra skole; 2024-10-21 screenet", "frist 2024-11-04 efter loven"),
    ex("Skuddag er en hverdag", ALL, "2024-02-12 09:00 underretning fra skole; 2024-02-19 screenet", "frist 2024-03-04 efter loven"),
    ex("Screenet sidste dag under serviceloven", ALL, "2023-12-28 09:00 underretning fra skole; 2023-12-31 screenet", "frist 2024-01-15 efter loven"),
    ex("Underrettet under serviceloven, screenet under barnets lov: barnets lov gælder", ALL, "2023-12-28 09:00 underretning fra skole; 2024-01-01 screenet", "frist 2024-01-15 efter loven"),
];
