//! Answer to an offered responsibility, within the time the municipality has set itself.
//!
//! ## Loven
//! Loven siger intet om, hvordan ansvaret for et barn går fra en medarbejder til en anden. Vejledningen til barnets lov § 136 kræver, at viden
//! ikke går tabt, når en sag skifter hænder.
//!
//! ## Strategien
//! Ingen må slippe et barn, før den næste har taget over. Ansvaret tilbydes og skal tages imod; kommunen sætter fristen for svaret.
//!
//! ## Med almindelige ord
//! Den, der bliver spurgt, skylder barnet et ja eller et nej. Indtil svaret kommer, bliver ansvaret, hvor det er. Et nej er også et svar.
//!
//! ## Tæller fra
//! Den dag, ansvaret blev tilbudt.
//!
//! ## Opfyldes af
//! Svaret på netop det tilbud, ja eller nej. Trækkes tilbuddet tilbage, eller flytter en leder ansvaret imens, falder svaret bort.
//!
//! ## Dækker ikke
//! Hvor længe der må gå fra et nej til et nyt tilbud: barnet har stadig den ansvarlige, det havde. Ansvar, som en leder giver direkte, skal
//! ikke besvares.

use super::build::*;
use crate::record::OfferOutcome;

pub(super) const VALUES: &[&dyn LawValue] = &[];

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    for offer in &state.offers {
        let (no, what) = (offer.offered.no, offer.offered.what);
        let within = &strategy.answer_offer_within;
        let dates = by_strategy(after(within.after, what.on, strategy), &within.source);
        let (withdrawn, answered) = match offer.answer {
            Some(answer) if answer.outcome == OfferOutcome::Withdrawn => (Some(answer), None),
            answer => (None, answer),
        };
        let mut duty = Duty::owed(DutyKind::AnswerOffer, no, (no, Due::On(what.on)), dates, Role::Caseworker)
            .met_by(answered.map(|answer| Met::on(answer.no, answer.on)))
            .lapses(withdrawn.map(|answer| answer.on))
            .because(
                format!("Ansvaret for barnet blev tilbudt {}.", Da(what.on)),
                format!("The responsibility for the child was offered on {}.", En(what.on)),
            );
        duty.responsible = Some(what.to);
        out.push(duty);
    }
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Dagen før fristen", ALL, "2024-06-03 ansvar til Mette; 2024-06-10 ansvar tilbudt Karim; 2024-06-14 ansvar overtaget", "frist 2024-06-17 efter strategien, hos Karim, opfyldt i tide"),
    ex("På fristens dag", ALL, "2024-06-03 ansvar til Mette; 2024-06-10 ansvar tilbudt Karim; 2024-06-17 ansvar overtaget", "frist 2024-06-17 efter strategien, hos Karim, opfyldt i tide"),
    ex("Dagen efter fristen", ALL, "2024-06-03 ansvar til Mette; 2024-06-10 ansvar tilbudt Karim; 2024-06-18 ansvar overtaget", "frist 2024-06-17 efter strategien, hos Karim, opfyldt for sent"),
    ex("Et nej er også et svar", ALL, "2024-06-03 ansvar til Mette; 2024-06-10 ansvar tilbudt Karim; 2024-06-12 ansvar afslået", "frist 2024-06-17 efter strategien, hos Karim, opfyldt i tide"),
    ex("Trukket tilbage inden fristen", ALL, "2024-06-03 ansvar til Mette; 2024-06-10 ansvar tilbudt Karim; 2024-06-12 ansvar trukket tilbage", "frist 2024-06-17 efter strategien, hos Karim, bortfaldet 2024-06-12"),
    ex("Trukket tilbage, efter at fristen var overskredet", ALL, "2024-06-03 ansvar til Mette; 2024-06-10 ansvar tilbudt Karim; 2024-06-18 ansvar trukket tilbage", "frist 2024-06-17 efter strategien, hos Karim, aldrig opfyldt, udgået 2024-06-18"),
    ex("Lederen flyttede ansvaret, mens tilbuddet ventede", ALL, "2024-06-03 ansvar til Mette; 2024-06-10 ansvar tilbudt Karim; 2024-06-13 ansvar til Bente", "frist 2024-06-17 efter strategien, hos Karim, bortfaldet 2024-06-13"),
    ex("Intet svar endnu: svaret skyldes af den, der er spurgt, ikke af den ansvarlige", ALL, "2024-06-03 ansvar til Mette; 2024-06-10 ansvar tilbudt Karim; 2024-06-17 23:59 status", "frist 2024-06-17 efter strategien, hos Karim, endnu ikke opfyldt"),
    ex("Intet svar, og fristens dag er forbi", ALL, "2024-06-03 ansvar til Mette; 2024-06-10 ansvar tilbudt Karim; 2024-06-18 00:00 status", "frist 2024-06-17 efter strategien, hos Karim, overskredet"),
    ex("Et nyt tilbud efter et nej har sin egen frist", ALL, "2024-06-03 ansvar til Mette; 2024-06-10 ansvar tilbudt Karim; 2024-06-12 ansvar afslået; 2024-06-13 ansvar tilbudt Bente", "frist 2024-06-17 efter strategien, hos Karim, opfyldt i tide; frist 2024-06-20 efter strategien, hos Bente"),
    ex("Tilbudt en fredag", ALL, "2024-06-03 ansvar til Mette; 2024-06-07 ansvar tilbudt Karim", "frist 2024-06-14 efter strategien, hos Karim"),
    ex("Tilbudt en fredag, hvor lørdag er hverdag", SATURDAYS, "2024-06-03 ansvar til Mette; 2024-06-07 ansvar tilbudt Karim", "frist 2024-06-13 efter strategien, hos Karim"),
    ex("Hen over påske, og uret stilles frem imens", ALL, "2024-03-20 ansvar til Mette; 2024-03-26 ansvar tilbudt Karim", "frist 2024-04-05 efter strategien, hos Karim"),
    ex("Uret stilles tilbage imens", ALL, "2024-10-20 ansvar til Mette; 2024-10-24 ansvar tilbudt Karim", "frist 2024-10-31 efter strategien, hos Karim"),
    ex("Skuddag er en hverdag", ALL, "2024-02-20 ansvar til Mette; 2024-02-26 ansvar tilbudt Karim", "frist 2024-03-04 efter strategien, hos Karim"),
    ex("Første dag under barnets lov", ALL, "2023-12-01 ansvar til Mette; 2024-01-01 ansvar tilbudt Karim", "frist 2024-01-08 efter strategien, hos Karim"),
    ex("Sidste dag under serviceloven: fristen er kommunens egen", ALL, "2023-12-01 ansvar til Mette; 2023-12-31 ansvar tilbudt Karim", "frist 2024-01-08 efter strategien, hos Karim"),
    ex("Hvor lørdage er hverdage", SATURDAYS, "2024-06-03 ansvar til Mette; 2024-06-10 ansvar tilbudt Karim", "frist 2024-06-15 efter strategien, hos Karim"),
    ex("Ansvar givet direkte skal ikke besvares", ALL, "2024-06-03 ansvar til Mette", "ingen frist"),
];
