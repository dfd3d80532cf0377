//! Reread of all concerns together, when notifications repeat.
//!
//! ## Loven
//! Loven siger ikke, hvornår bekymringer skal læses samlet.
//!
//! ## Strategien
//! Når der er kommet et bestemt antal underretninger inden for 12 måneder, læser en person dem alle samlet. Antallet er kommunens valg; Trins
//! forslag er den tredje.
//!
//! ## Med almindelige ord
//! Hver underretning for sig kan se lille ud. Tilsammen kan de vise et barn, som mange har set, og ingen har hjulpet. Derfor læses de sammen,
//! fra den tredje i løbet af et år og ved hver ny derefter.
//!
//! ## Tæller fra
//! Den dag i Danmark, den underretning kom, som gør tallet fuldt. Underretninger, der kom indtil samme dato et år før, tæller med.
//!
//! ## Opfyldes af
//! Den første samlede genlæsning på den dag eller senere, inden for samme frist som screeningen af den underretning. Én genlæsning kan svare på
//! flere underretninger, der kom tæt på hinanden.
//!
//! ## Dækker ikke
//! Bekymringer, der ikke er underretninger, såsom noter fra dagtilbud og skole. De læses med, men tæller ikke. Tallet siger intet om, hvor
//! alvorlige bekymringerne er.

use super::build::*;
use super::screening;
use crate::calendar::months_after;

pub(super) const VALUES: &[&dyn LawValue] = &[];

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    let from_the = usize::from(strategy.reread_from_notification);
    if state.notifications.len() < from_the {
        return;
    }
    for notification in &state.notifications {
        let (no, received_at) = (notification.received.no, notification.received.what.received_at);
        let received_on = day_of(received_at);
        let a_year_before = months_after(received_on, -12);
        let within_a_year = |earlier: &&crate::record::Notification<'_>| {
            let earlier = &earlier.received;
            (earlier.what.received_at, earlier.no) <= (received_at, no) && a_year_before <= day_of(earlier.what.received_at)
        };
        let count = state.notifications.iter().filter(within_a_year).count();
        if count < from_the {
            continue;
        }
        let rereads = state.rereads.iter().filter(|reread| received_on <= reread.what.on);
        let met = rereads.min_by_key(|reread| reread.what.on).map(|reread| Met::on(reread.no, reread.what.on));
        let dates = by_strategy(screening::due(received_on, strategy), &strategy.reread_source);
        let duty = Duty::owed(DutyKind::RereadConcerns, no, (no, Due::On(received_on)), dates, Role::Intake)
            .falls_to_responsible(state)
            .met_by(met)
            .because(
                format!("Underretningen, der kom {}, er nummer {count} inden for 12 måneder.", Da(received_on)),
                format!("The notification that arrived on {} is number {count} within 12 months.", En(received_on)),
            );
        out.push(duty);
    }
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("To underretninger på et år", ALL, "2024-01-10 underretning fra skole; 2024-06-10 underretning fra skole", "ingen frist"),
    ex("Den tredje på et år", ALL, "2024-01-10 underretning fra skole; 2024-02-10 underretning fra politi; 2024-06-10 underretning fra skole", "frist 2024-06-24 efter strategien"),
    ex("Den første kom på samme dato et år før", ALL, "2023-06-10 underretning fra skole; 2024-02-10 underretning fra politi; 2024-06-10 underretning fra skole", "frist 2024-06-24 efter strategien"),
    ex("Den første kom dagen før det", ALL, "2023-06-09 underretning fra skole; 2024-02-10 underretning fra politi; 2024-06-10 underretning fra skole", "ingen frist"),
    ex("Et år regnet fra en skuddag begynder 28. februar", ALL, "2023-02-28 underretning fra skole; 2023-10-10 underretning fra politi; 2024-02-29 underretning fra skole", "frist 2024-03-14 efter strategien"),
    ex("Dagen før fristen", ALL, "2024-01-10 underretning fra skole; 2024-02-10 underretning fra politi; 2024-06-10 underretning fra skole; 2024-06-21 bekymringer genlæst", "frist 2024-06-24 efter strategien, opfyldt i tide"),
    ex("På fristens dag", ALL, "2024-01-10 underretning fra skole; 2024-02-10 underretning fra politi; 2024-06-10 underretning fra skole; 2024-06-24 bekymringer genlæst", "frist 2024-06-24 efter strategien, opfyldt i tide"),
    ex("Dagen efter fristen", ALL, "2024-01-10 underretning fra skole; 2024-02-10 underretning fra politi; 2024-06-10 underretning fra skole; 2024-06-25 bekymringer genlæst", "frist 2024-06-24 efter strategien, opfyldt for sent"),
    ex("En genlæsning fra før den tredje kom, tæller ikke", ALL, "2024-01-10 underretning fra skole; 2024-02-10 underretning fra politi; 2024-06-09 bekymringer genlæst; 2024-06-10 underretning fra skole", "frist 2024-06-24 efter strategien"),
    ex("Hver ny underretning kræver sin, og én genlæsning kan svare på begge", ALL, "2024-01-10 underretning fra skole; 2024-02-10 underretning fra politi; 2024-06-10 underretning fra skole; 2024-06-12 underretning fra familie; 2024-06-20 bekymringer genlæst", "frist 2024-06-24 efter strategien, opfyldt i tide; frist 2024-06-26 efter strategien, opfyldt i tide"),
    ex("En underretning, der blev skrevet ind for sent, tæller fra den dag, den kom", ALL, "2024-01-10 underretning fra skole; 2024-06-10 underretning fra skole; 2024-02-10 underretning fra politi", "frist 2024-06-24 efter strategien"),
    ex("Fredag aften, ikke genlæst i tide", ALL, "2024-01-10 underretning fra skole; 2024-02-10 underretning fra politi; 2024-06-07 20:00 underretning fra politi; 2024-06-22 00:00 status", "frist 2024-06-21 efter strategien, overskredet"),
    ex("Hen over påske, og uret stilles frem imens", ALL, "2024-01-10 underretning fra skole; 2024-02-10 underretning fra politi; 2024-03-26 underretning fra skole; 2024-04-12 23:59 status", "frist 2024-04-12 efter strategien, endnu ikke opfyldt"),
    ex("Uret stilles tilbage imens", ALL, "2024-01-10 underretning fra skole; 2024-02-10 underretning fra politi; 2024-10-21 underretning fra skole", "frist 2024-11-04 efter strategien"),
    ex("Lovskiftet ændrer intet", ALL, "2023-10-10 underretning fra skole; 2023-11-10 underretning fra politi; 2023-12-31 underretning fra politi; 2024-01-01 underretning fra politi", "frist 2024-01-15 efter strategien; frist 2024-01-15 efter strategien"),
];
