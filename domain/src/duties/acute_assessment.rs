//! Acute assessment of a notification, within 24 elapsed hours of its arrival.
//!
//! ## Loven
//! Kommunen skal inden 24 timer efter, at en underretning er modtaget, vurdere, om barnets eller den unges sundhed eller udvikling er i
//! fare, og om der derfor er behov for akutte indsatser.
//!
//! ## Strategien
//! Ingen af strategierne sætter en kortere frist.
//!
//! ## Med almindelige ord
//! Uret går, fra underretningen kommer, uanset hvornår den bliver læst. Nætter, weekender og helligdage tæller med. De 24 timer er
//! forløbne timer: når uret stilles frem, udløber fristen en time senere på uret, og når det stilles tilbage, en time tidligere. En
//! vurdering i det øjeblik, de 24 timer er gået, er for sen.
//!
//! ## Tæller fra
//! Det tidspunkt, kommunen modtog underretningen.
//!
//! ## Opfyldes af
//! Akutvurderingen af netop den underretning, på det tidspunkt den blev foretaget.
//!
//! ## Dækker ikke
//! Om vurderingen er rigtig, og om den akutte hjælp kom i tide: det er et fagligt skøn, som ledelsestilsynet ser på. En underretning, der
//! er sendt videre til en anden kommune, skal stadig vurderes her, fordi barnet kan være i fare imens.

use super::build::*;
use jiff::Timestamp;

const WITHIN: Dated<ElapsedHours> = Dated {
    what_da: "Frist for akutvurdering",
    starts: &[
        Start {
            from: SERVICE_ACT,
            value: Some(ElapsedHours(24)),
            source: Source {
                citation: "serviceloven § 155, stk. 2",
                read_in: "admin.soroe.dk: Beredskabsplan for forebyggelse og håndtering af overgreb",
                read_on: READ_ON,
                verified: true,
                note: "Læst i en kommunes gengivelse, som henviser til § 155, stk. 1 og 2.",
            },
        },
        Start {
            from: CHILDRENS_ACT,
            value: Some(ElapsedHours(24)),
            source: Source {
                citation: "barnets lov § 136",
                read_in: "www.sm.dk: Kommunens pligt; VEJ nr. 9471 af 21/06/2024, afsnit 39",
                read_on: READ_ON,
                verified: true,
                note: "Læst i ministeriets gengivelse. At de 24 timer er forløbne timer og ikke arbejdstid, er en tolkning.",
            },
        },
    ],
};

pub(super) const VALUES: &[&dyn LawValue] = &[&WITHIN];

/// Whether a notification still awaits the acute assessment it is owed.
pub fn awaits(notification: &crate::record::Notification<'_>) -> bool {
    notification.acute.is_none() && WITHIN.on(day_of(notification.received.what.received_at)).is_ok()
}

/// By when a notification that came at an instant must be assessed; nothing where the law in force then sets no time.
pub fn due(received_at: Timestamp) -> Option<Timestamp> {
    let within = WITHIN.on(day_of(received_at)).ok()?;
    Some(hours_after(received_at, within.value.0.into()))
}

pub(super) fn owed(state: &State<'_>, _strategy: &Strategy, out: &mut Vec<Duty>) {
    for notification in &state.notifications {
        let (no, received_at) = (notification.received.no, notification.received.what.received_at);
        let Ok(within) = WITHIN.on(day_of(received_at)) else { continue };
        let Some(due) = due(received_at).map(Due::At) else { continue };
        let met = notification.acute.map(|done| Met { entry: done.no, at: done.what.at });
        let duty = Duty::owed(DutyKind::AcuteAssessment, no, (no, Due::At(received_at)), by_law(due, within.source), Role::Intake)
            .falls_to_responsible(state)
            .met_by(met)
            .because(format!("Underretningen kom {}.", Da(received_at)), format!("The notification arrived on {}.", En(received_at)));
        out.push(duty);
    }
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Et minut før fristen", ALL, "2024-05-14 09:00 underretning fra skole; 2024-05-15 08:59 akutvurderet", "frist 2024-05-15 09:00 efter loven, opfyldt i tide"),
    ex("På fristen", ALL, "2024-05-14 09:00 underretning fra skole; 2024-05-15 09:00 akutvurderet", "frist 2024-05-15 09:00 efter loven, opfyldt for sent"),
    ex("Dagen efter fristen", ALL, "2024-05-14 09:00 underretning fra skole; 2024-05-16 09:00 akutvurderet", "frist 2024-05-15 09:00 efter loven, opfyldt for sent"),
    ex("Ikke vurderet endnu, i tide", ALL, "2024-05-14 09:00 underretning fra skole; 2024-05-15 08:59 status", "frist 2024-05-15 09:00 efter loven, endnu ikke opfyldt"),
    ex("Ikke vurderet, for sent", ALL, "2024-05-14 09:00 underretning fra skole; 2024-05-15 09:00 status", "frist 2024-05-15 09:00 efter loven, overskredet"),
    ex("Fredag eftermiddag: weekenden tæller med", ALL, "2024-05-17 15:45 underretning fra skole", "frist 2024-05-18 15:45 efter loven"),
    ex("Skærtorsdag: helligdage tæller med", ALL, "2024-03-28 10:00 underretning fra politi", "frist 2024-03-29 10:00 efter loven"),
    ex("Uret stilles frem: fristen falder en time senere på uret", ALL, "2024-03-30 18:00 underretning fra politi", "frist 2024-03-31 19:00 efter loven"),
    ex("Uret stilles tilbage: fristen falder en time tidligere på uret", ALL, "2024-10-26 18:00 underretning fra politi", "frist 2024-10-27 17:00 efter loven"),
    ex("Fristen falder i den time, der kommer to gange: første gang", ALL, "2024-10-26 02:30 underretning fra politi", "frist 2024-10-27 02:30 efter loven"),
    ex("Underretningen kom i den time, der kommer to gange: anden gang", ALL, "2024-10-27 02:30+01 underretning fra politi", "frist 2024-10-28 02:30 efter loven"),
    ex("Skuddag", ALL, "2024-02-28 12:00 underretning fra skole", "frist 2024-02-29 12:00 efter loven"),
    ex("Sidste minut under serviceloven", ALL, "2023-12-31 23:59 underretning fra politi; 2024-01-01 23:58 akutvurderet", "frist 2024-01-01 23:59 efter loven, opfyldt i tide"),
    ex("Første minut under barnets lov", ALL, "2024-01-01 00:00 underretning fra politi", "frist 2024-01-02 00:00 efter loven"),
    ex("Også en anonym underretning", ALL, "2024-05-14 09:00 underretning fra anonym", "frist 2024-05-15 09:00 efter loven"),
    ex("To underretninger har hver sin frist, og den åbne sags ansvarlige har begge", ALL, "2024-05-14 09:00 underretning fra skole; 2024-05-14 10:00 ansvar til Mette; 2024-05-14 11:00 underretning fra familie; 2024-05-15 08:00 akutvurderet nr. 1", "frist 2024-05-15 09:00 efter loven, hos Mette, opfyldt i tide; frist 2024-05-15 11:00 efter loven, hos Mette"),
];
