//! Screening of a notification concluded, within the time the municipality has set itself.
//!
//! ## Loven
//! Barnets lov § 18: når kommunen får kendskab til eller grund til at antage, at et barn har behov for hjælp, skal den screene, om der intet
//! skal ske, om enkelte forhold skal afdækkes, eller om der skal laves en børnefaglig undersøgelse. Serviceloven bad om en systematisk
//! vurdering af alle underretninger. Ingen af lovene sætter en frist for, hvornår screeningen skal være afsluttet.
//!
//! ## Strategien
//! Kommunen sætter selv fristen, i hverdage fra underretningen kom.
//!
//! ## Med almindelige ord
//! Akutvurderingen svarer på, om det haster nu. Screeningen svarer på, hvad der så skal ske. Uden en dato kunne en underretning, der ikke
//! haster, ligge. Derfor har hver underretning en, også den, der kommer i en sag, hvor barnet allerede får hjælp.
//!
//! ## Tæller fra
//! Den dag i Danmark, kommunen modtog underretningen.
//!
//! ## Opfyldes af
//! Den afsluttede screening af netop den underretning, uanset hvad den fører til.
//!
//! ## Dækker ikke
//! Om udfaldet er rigtigt. Pligten til først at vurdere risikoen ved mistanke om æresrelateret konflikt eller negativ social kontrol (§ 18,
//! stk. 3) har ingen dato og huskes i screeningens tekst.

use super::build::*;

pub(super) const VALUES: &[&dyn LawValue] = &[];

/// The last day of the screening of a notification that arrived on this day.
pub(super) fn due(received_on: Date, strategy: &Strategy) -> Due {
    after(strategy.screening_within.after, received_on, strategy)
}

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    for notification in &state.notifications {
        let no = notification.received.no;
        let received_on = day_of(notification.received.what.received_at);
        let dates = by_strategy(due(received_on, strategy), &strategy.screening_within.source);
        let duty = Duty::owed(DutyKind::Screening, no, (no, Due::On(received_on)), dates, Role::Intake)
            .falls_to_responsible(state)
            .met_by(notification.screened.map(|done| Met::on(done.no, done.what.on)))
            .because(format!("Underretningen kom {}.", Da(received_on)), format!("The notification arrived on {}.", En(received_on)));
        out.push(duty);
    }
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Dagen før fristen", ALL, "2024-06-10 09:00 underretning fra skole; 2024-06-21 screenet", "frist 2024-06-24 efter strategien, opfyldt i tide"),
    ex("På fristens dag", ALL, "2024-06-10 09:00 underretning fra skole; 2024-06-24 screenet", "frist 2024-06-24 efter strategien, opfyldt i tide"),
    ex("Dagen efter fristen", ALL, "2024-06-10 09:00 underretning fra skole; 2024-06-25 screenet", "frist 2024-06-24 efter strategien, opfyldt for sent"),
    ex("Sidste minut af fristens dag", ALL, "2024-06-10 09:00 underretning fra skole; 2024-06-24 23:59 status", "frist 2024-06-24 efter strategien, endnu ikke opfyldt"),
    ex("Fristens dag er forbi", ALL, "2024-06-10 09:00 underretning fra skole; 2024-06-25 00:00 status", "frist 2024-06-24 efter strategien, overskredet"),
    ex("Fredag aften", ALL, "2024-06-07 20:00 underretning fra politi", "frist 2024-06-21 efter strategien"),
    ex("Hen over påske, og uret stilles frem imens", ALL, "2024-03-26 10:00 underretning fra skole", "frist 2024-04-12 efter strategien"),
    ex("Uret stilles tilbage imens", ALL, "2024-10-21 10:00 underretning fra skole", "frist 2024-11-04 efter strategien"),
    ex("Skuddag er en hverdag", ALL, "2024-02-19 10:00 underretning fra skole", "frist 2024-03-04 efter strategien"),
    ex("Lovskiftet ændrer intet: fristen er kommunens egen", ALL, "2023-12-31 10:00 underretning fra politi", "frist 2024-01-15 efter strategien"),
    ex("Første dag under barnets lov", ALL, "2024-01-01 10:00 underretning fra politi", "frist 2024-01-15 efter strategien"),
    ex("Hvor lørdage er hverdage", SATURDAYS, "2024-06-10 09:00 underretning fra skole", "frist 2024-06-21 efter strategien"),
    ex("Indgår i igangværende hjælp: også det er et udfald", ALL, "2024-06-10 09:00 underretning fra skole; 2024-06-12 screenet: indgår i igangværende undersøgelse eller indsats", "frist 2024-06-24 efter strategien, opfyldt i tide"),
    ex("To underretninger screenes hver for sig", ALL, "2024-06-10 09:00 underretning fra skole; 2024-06-11 09:00 underretning fra familie; 2024-06-12 screenet nr. 1", "frist 2024-06-24 efter strategien, opfyldt i tide; frist 2024-06-25 efter strategien"),
];
