//! Supervision visits to a placed child: at least two a year on which the municipality talks with the child.
//!
//! ## Loven
//! Kommunens tilsyn med et anbragt barn skal omfatte mindst to årlige tilsynsbesøg på anbringelsesstedet, hvor kommunen taler med barnet. Samtalen
//! skal så vidt muligt finde sted uden ansatte fra anbringelsesstedet.
//!
//! ## Strategien
//! Ingen af strategierne sætter flere tilsynsbesøg end loven. Deres tætte opfølgning er noget andet.
//!
//! ## Med almindelige ord
//! Et barn, der bor væk hjemmefra, skal kunne fortælle en udefra, hvordan det har det. Loven siger to gange om året. Trin fordeler dem: det første
//! besøg senest 6 måneder efter, at barnet flyttede hjemmefra, og det næste senest 6 måneder efter det forrige, så to besøg i samme uge ikke
//! klarer et helt år. Flytter barnet fra et anbringelsessted til et andet, tæller tiden videre.
//!
//! ## Tæller fra
//! Den dag, barnet flyttede hjemmefra; derefter dagen for det forrige tilsynsbesøg, hvor der blev talt med barnet. Loven på den dag gælder.
//!
//! ## Opfyldes af
//! Et tilsynsbesøg, hvor der blev talt med barnet. Et besøg uden samtale tæller ikke, men vises. Ophører anbringelsen inden, falder besøget
//! bort, så efter det sidste besøg står altid et, der er bortfaldet. Er fristen overskredet, når anbringelsen ophører, står det som aldrig
//! opfyldt.
//!
//! ## Dækker ikke
//! Om der var ansatte til stede, og om det var samme rådgiver som sidst. Socialtilsynets tilsyn med stedet. At de to besøg skal ligge med højst 6
//! måneder imellem, er Trins fordeling og ikke lovens ord: to besøg med 7 måneder imellem kan opfylde loven, men vises som for sent.
//! Døgnophold for hele familien er ikke en anbringelse.

use super::build::*;
use super::time_away::{TimeAway, times_away};

const A_YEAR: Dated<TimesAYear> = Dated {
    what_da: "Tilsynsbesøg med samtale hos et anbragt barn",
    starts: &[
        Start {
            from: SERVICE_ACT,
            value: Some(TimesAYear(2)),
            source: Source {
                citation: "serviceloven § 148",
                read_in: "ft.dk: Børnesagsbarometret 2020 (SOU 2019-20, bilag 321), afsnittet om personrettet tilsyn",
                read_on: READ_ON,
                verified: false,
                note: "At pligten var der, ses af Ankestyrelsens rapport. Bestemmelsens ord, tallet og stykket er ikke læst; tallet er \
                       sat som i barnets lov.",
            },
        },
        Start {
            from: CHILDRENS_ACT,
            value: Some(TimesAYear(2)),
            source: Source {
                citation: "barnets lov § 156, stk. 5",
                read_in: "lovguiden.dk: LBK nr. 282 af 17/03/2025, § 156",
                read_on: READ_ON,
                verified: true,
                note: "Loven siger mindst to årlige besøg. At de fordeles med højst 6 måneder imellem, er Trins parameter.",
            },
        },
    ],
};

pub(super) const VALUES: &[&dyn LawValue] = &[&A_YEAR];

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    for time in times_away(state) {
        let mut visits: Vec<_> = time.places.iter().flat_map(|place| place.visits.iter().map(|visit| (place.no(), visit))).collect();
        visits.sort_by_key(|(_, visit)| visit.what.on);
        let (talks, silent): (Vec<_>, Vec<_>) = visits.into_iter().partition(|(_, visit)| visit.what.talked_with_child);

        // One duty for each talk, and one for the talk still to come.
        let mut from = (time.began, time.began_on);
        for talk in talks.iter().map(Some).chain([None]) {
            let (counted_from, on) = from;
            let met = talk.map(|(_, visit)| Met::on(visit.no, visit.what.on));
            if let Some((_, visit)) = talk {
                from = (visit.no, visit.what.on);
            }
            let Ok(times) = A_YEAR.on(on) else { continue };
            let due = after(Span::Months(12 / times.value.0), on, strategy);

            let (mut da, mut en) = since(&time, counted_from, on);
            let next = talk.map_or(Date::MAX, |(_, visit)| visit.what.on);
            if let Some((_, visit)) = silent.iter().rfind(|(_, visit)| on <= visit.what.on && visit.what.on < next) {
                da += &format!(", og besøget {} var uden samtale med barnet", Da(visit.what.on));
                en += &format!(", and the visit on {} was without a talk with the child", En(visit.what.on));
            }
            let about = talk.map_or(time.latest.no(), |(place, _)| *place);
            let duty =
                Duty::owed(DutyKind::SupervisionVisit, about, (counted_from, Due::On(on)), by_law(due, times.source), Role::Caseworker)
                    .falls_to_responsible(state)
                    .met_by(met)
                    .lapses(time.ended_on)
                    .because(da + ".", en + ".");
            out.push(duty);
        }
    }
}

/// What a visit is counted from, in words.
fn since(time: &TimeAway<'_, '_>, counted_from: EntryNo, on: Date) -> (String, String) {
    if counted_from == time.began {
        return time.because();
    }
    (
        format!("Barnet blev sidst talt med på tilsynsbesøg {}", Da(on)),
        format!("The child was last talked with on a supervision visit on {}", En(on)),
    )
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Dagen før fristen", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-10-14 tilsynsbesøg med samtale", "frist 2024-10-15 efter loven, opfyldt i tide; frist 2025-04-14 efter loven"),
    ex("På fristens dag", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-10-15 tilsynsbesøg med samtale", "frist 2024-10-15 efter loven, opfyldt i tide; frist 2025-04-15 efter loven"),
    ex("Dagen efter fristen", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-10-16 tilsynsbesøg med samtale", "frist 2024-10-15 efter loven, opfyldt for sent; frist 2025-04-16 efter loven"),
    ex("Sidste minut af fristens dag", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-10-15 23:59 status", "frist 2024-10-15 efter loven, endnu ikke opfyldt"),
    ex("Fristens dag er forbi", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-10-16 00:00 status", "frist 2024-10-15 efter loven, overskredet"),
    ex("Et besøg uden samtale tæller ikke", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-10-01 tilsynsbesøg uden samtale; 2024-10-16 00:00 status", "frist 2024-10-15 efter loven, overskredet"),
    ex("Et besøg uden samtale før et med: det nævnes kun, hvor det hører til", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-06-03 tilsynsbesøg uden samtale; 2024-07-01 tilsynsbesøg med samtale", "frist 2024-10-15 efter loven, opfyldt i tide; frist 2025-01-01 efter loven"),
    ex("Et besøg uden samtale samme dag som et med: det hører til det næste", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-07-01 tilsynsbesøg uden samtale; 2024-07-01 tilsynsbesøg med samtale", "frist 2024-10-15 efter loven, opfyldt i tide; frist 2025-01-01 efter loven"),
    ex("Begyndt fredag aften, fristen falder en søndag og flyttes ikke", ALL, "2024-05-17 20:30 afgørelse om almen plejefamilie foreløbigt; 2024-05-17 21:00 indsats begyndt", "frist 2024-11-17 efter loven"),
    ex("2. påskedag flyttes ikke", ALL, "2023-10-01 afgørelse om almen plejefamilie; 2023-10-01 indsats begyndt", "frist 2024-04-01 efter loven"),
    ex("Uret stilles frem på fristens dag: hele dagen er i tide", ALL, "2024-09-30 afgørelse om almen plejefamilie; 2024-09-30 indsats begyndt; 2025-03-30 23:59 status", "frist 2025-03-30 efter loven, endnu ikke opfyldt"),
    ex("Uret stilles tilbage på fristens dag: hele dagen er i tide", ALL, "2024-04-27 afgørelse om almen plejefamilie; 2024-04-27 indsats begyndt; 2024-10-27 23:59 status", "frist 2024-10-27 efter loven, endnu ikke opfyldt"),
    ex("Måneden er kortere, skudår", ALL, "2023-08-31 afgørelse om almen plejefamilie; 2023-08-31 indsats begyndt", "frist 2024-02-29 efter loven"),
    ex("Måneden er kortere", ALL, "2024-08-31 afgørelse om almen plejefamilie; 2024-08-31 indsats begyndt", "frist 2025-02-28 efter loven"),
    ex("Tælles fra en skuddag", ALL, "2024-02-29 afgørelse om almen plejefamilie; 2024-02-29 indsats begyndt", "frist 2024-08-29 efter loven"),
    ex("Sidste dag under serviceloven", ALL, "2023-12-31 afgørelse om almen plejefamilie foreløbigt; 2023-12-31 indsats begyndt", "frist 2024-06-30 efter loven"),
    ex("Første dag under barnets lov", ALL, "2024-01-01 afgørelse om almen plejefamilie foreløbigt; 2024-01-01 indsats begyndt", "frist 2024-07-01 efter loven"),
    ex("Før de regler, Trin kender: tælles fra det første besøg derefter", ALL, "2013-12-31 afgørelse om almen plejefamilie; 2013-12-31 indsats begyndt; 2014-03-03 tilsynsbesøg med samtale", "frist 2014-09-03 efter loven"),
    ex("To besøg kort efter hinanden: det næste tælles fra det seneste", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-05-13 tilsynsbesøg med samtale; 2024-06-10 tilsynsbesøg med samtale", "frist 2024-10-15 efter loven, opfyldt i tide; frist 2024-11-13 efter loven, opfyldt i tide; frist 2024-12-10 efter loven"),
    ex("Barnet flytter til et andet sted: tiden tæller videre", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-07-01 tilsynsbesøg med samtale; 2024-09-30 indsats ophørt: afløst af mere indgribende hjælp; 2024-09-30 afgørelse om opholdssted; 2024-10-01 indsats begyndt; 2025-01-02 tilsynsbesøg med samtale", "frist 2024-10-15 efter loven, opfyldt i tide; frist 2025-01-01 efter loven, opfyldt for sent; frist 2025-07-02 efter loven"),
    ex("Anbringelsen ophørte inden fristen", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-09-30 indsats ophørt: hjemgivet", "frist 2024-10-15 efter loven, bortfaldet 2024-09-30"),
    ex("Efter det sidste besøg ophørte anbringelsen", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-09-02 tilsynsbesøg med samtale; 2024-12-31 indsats ophørt: hjemgivet", "frist 2024-10-15 efter loven, opfyldt i tide; frist 2025-03-02 efter loven, bortfaldet 2024-12-31"),
    ex("Anbringelsen ophørte, efter at fristen var overskredet", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-10-16 indsats ophørt: hjemgivet", "frist 2024-10-15 efter loven, aldrig opfyldt, udgået 2024-10-16"),
    ex("Ophør aftalt til en senere dag: besøget skyldes til da", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-11-30 indsats ophørt: hjemgivet; 2024-10-01 status", "frist 2024-10-15 efter loven, endnu ikke opfyldt"),
    ex("Ophør aftalt: dagen før er besøget overskredet", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-11-30 indsats ophørt: hjemgivet; 2024-11-29 status", "frist 2024-10-15 efter loven, overskredet"),
    ex("Ophør aftalt: dagen efter er besøget udgået", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-11-30 indsats ophørt: hjemgivet; 2024-12-01 status", "frist 2024-10-15 efter loven, aldrig opfyldt, udgået 2024-11-30"),
    ex("Støtte i hjemmet har ingen tilsynsbesøg", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("Falder til den ansvarlige rådgiver", ALL, "2024-04-10 ansvar til Mette; 2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "frist 2024-10-15 efter loven, hos Mette"),
];
