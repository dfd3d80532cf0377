//! Next follow-up of help: by the Service Act every 6 months, by the Children's Act as agreed, by most strategies sooner.
//!
//! ## Loven
//! Serviceloven: efter den første opfølgning vurderes indsatsen med højst 6 måneders mellemrum. Barnets lov: den faste frist er væk. Ved den
//! første opfølgning beslutter og begrunder kommunen, hvordan der følges op fremover, så det passer til barnet og dets ønsker, og ved hver
//! opfølgning tages der stilling igen.
//!
//! ## Strategien
//! Kommunens næste opfølgning tælles fra den forrige. Kerteminde følger op på anbringelser hver 6. uge, Hvidovre på anbringelser hver 6. uge og
//! på andre indsatser hver anden måned, og Faxe hvert kvartal på alle iværksatte indsatser, tidlig hjælp med. Køge siger intet.
//!
//! ## Med almindelige ord
//! Når en opfølgning er holdt, skal det være klart, hvornår den næste er. Den dag, der er aftalt ved opfølgningen, gælder som lovens dag efter
//! barnets lov. Kommer strategiens dag før, gælder den; den anden vises ved siden af. Er der ingen aftalt dag, har barnets lov ingen frist,
//! og strategien gælder alene.
//!
//! ## Tæller fra
//! Den dag, den forrige opfølgning af samme indsats blev holdt. Loven på den dag gælder: en opfølgning holdt til og med den 31. december 2023
//! har servicelovens 6 måneder foran sig.
//!
//! ## Opfyldes af
//! Den næste opfølgning af samme indsats. Ophører indsatsen inden, falder opfølgningen bort, så efter den sidste opfølgning står altid en, der er
//! bortfaldet. Er fristen overskredet, når indsatsen ophører, står den som aldrig opfyldt.
//!
//! ## Dækker ikke
//! Om opfølgningen var grundig, og om den aftalte dag passer til barnet: det er et fagligt skøn. En dag, der blev aftalt under serviceloven,
//! ændrer ikke de 6 måneder. Tidlig hjælp uden afgørelse har kun en næste opfølgning, når strategien siger det. Ungestøtte følges op efter
//! samme bestemmelse, men er ikke blandt de indsatser, Trin kender.

use super::build::*;
use crate::kinds::InterventionKind;
use crate::record::FollowedUp;

const WITHIN: Dated<Span> = Dated {
    what_da: "Længste tid mellem to opfølgninger",
    starts: &[
        Start {
            from: SERVICE_ACT,
            value: Some(Span::Months(6)),
            source: Source {
                citation: "serviceloven § 70, stk. 1",
                read_in: "sm.dk: Handleplan - opfølgning",
                read_on: READ_ON,
                verified: true,
                note: "Læst i ministeriets gengivelse.",
            },
        },
        Start { from: CHILDRENS_ACT, value: None, source: AS_AGREED },
    ],
};

const ON_THE_AGREED_DAY: Dated<Demanded> = Dated {
    what_da: "Næste opfølgning, som den blev tilrettelagt ved den forrige",
    starts: &[Start {
        from: CHILDRENS_ACT,
        value: Some(Demanded),
        source: Source {
            note: "At den aftalte dag dermed er kommunens egen frist efter loven, er Trins læsning: loven kræver, at der besluttes en \
                   tilrettelæggelse, og nævner ingen længde.",
            ..AS_AGREED
        },
    }],
};

const AS_AGREED: Source = Source {
    citation: "barnets lov § 95, stk. 3 og 4",
    read_in: "lovguiden.dk: LBK nr. 282 af 17/03/2025, § 95",
    read_on: READ_ON,
    verified: true,
    note: "",
};

pub(super) const VALUES: &[&dyn LawValue] = &[&WITHIN, &ON_THE_AGREED_DAY];

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    for help in &state.interventions {
        let kind = help.decided.what.kind;
        for (index, held) in help.follow_ups.iter().enumerate() {
            let on = held.what.on;
            let set = strategy.cadence_for(kind).map(|cadence| by_strategy(after(cadence.then, on, strategy), &cadence.source));
            let Some(dates) = earlier(by_the_law(kind, held.what, strategy), set) else { continue };

            let (mut da, mut en) =
                (format!("{} blev fulgt op {}", kind.da(), Da(on)), format!("{} was followed up on {}", kind.en(), En(on)));
            if let Some(agreed) = agreed_on(held.what) {
                da += &format!(", og næste opfølgning blev aftalt til {}", Da(agreed));
                en += &format!(", and the next follow-up was agreed for {}", En(agreed));
            }
            let duty = Duty::owed(DutyKind::NextFollowUp, help.no(), (held.no, Due::On(on)), dates, Role::Caseworker)
                .falls_to_responsible(state)
                .met_by(help.follow_ups.get(index + 1).map(|next| Met::on(next.no, next.what.on)))
                .lapses(help.ended_on())
                .because(da + ".", en + ".");
            out.push(duty);
        }
    }
}

/// Serviceloven sets a longest time; barnets lov leaves it to what was agreed.
fn by_the_law(kind: InterventionKind, held: &FollowedUp, strategy: &Strategy) -> Option<DueBy> {
    if !kind.is_measure() {
        return None;
    }
    if let Ok(within) = WITHIN.on(held.on) {
        return Some(by_law(after(within.value, held.on, strategy), within.source));
    }
    let rule = ON_THE_AGREED_DAY.on(held.on).ok()?;
    agreed_on(held).map(|agreed| by_law(Due::On(agreed), rule.source))
}

/// The day agreed for the next; not when it is the day of the follow-up itself.
fn agreed_on(held: &FollowedUp) -> Option<Date> {
    held.next_on.filter(|next| held.on < *next)
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Serviceloven: dagen før fristen", LAW_ALONE, "2022-01-05 afgørelse om fast kontaktperson; 2022-01-10 indsats begyndt; 2022-04-08 opfølgning; 2022-10-07 opfølgning", "frist 2022-10-08 efter loven, opfyldt i tide; frist 2023-04-07 efter loven"),
    ex("På fristens dag, en lørdag", LAW_ALONE, "2022-01-05 afgørelse om fast kontaktperson; 2022-01-10 indsats begyndt; 2022-04-08 opfølgning; 2022-10-08 opfølgning", "frist 2022-10-08 efter loven, opfyldt i tide; frist 2023-04-08 efter loven"),
    ex("Dagen efter fristen; den næste falder påskedag og flyttes ikke", LAW_ALONE, "2022-01-05 afgørelse om fast kontaktperson; 2022-01-10 indsats begyndt; 2022-04-08 opfølgning; 2022-10-09 opfølgning", "frist 2022-10-08 efter loven, opfyldt for sent; frist 2023-04-09 efter loven"),
    ex("Sidste minut af fristens dag", LAW_ALONE, "2022-01-05 afgørelse om fast kontaktperson; 2022-01-10 indsats begyndt; 2022-04-08 opfølgning; 2022-10-08 23:59 status", "frist 2022-10-08 efter loven, endnu ikke opfyldt"),
    ex("Fristens dag er forbi", LAW_ALONE, "2022-01-05 afgørelse om fast kontaktperson; 2022-01-10 indsats begyndt; 2022-04-08 opfølgning; 2022-10-09 00:00 status", "frist 2022-10-08 efter loven, overskredet"),
    ex("Serviceloven: en aftalt dag ændrer ikke de 6 måneder", LAW_ALONE, "2022-01-05 afgørelse om fast kontaktperson; 2022-01-10 indsats begyndt; 2022-04-08 opfølgning, næste 2022-06-01", "frist 2022-10-08 efter loven"),
    ex("Måneden er kortere: sidste dag i februar", LAW_ALONE, "2022-06-01 afgørelse om fast kontaktperson; 2022-06-01 indsats begyndt; 2022-08-31 opfølgning", "frist 2023-02-28 efter loven"),
    ex("Måneden er kortere: skudår", LAW_ALONE, "2023-06-01 afgørelse om fast kontaktperson; 2023-06-01 indsats begyndt; 2023-08-31 opfølgning", "frist 2024-02-29 efter loven"),
    ex("Sidste opfølgning under serviceloven", LAW_ALONE, "2023-10-02 afgørelse om fast kontaktperson; 2023-10-02 indsats begyndt; 2023-12-31 opfølgning", "frist 2024-06-30 efter loven"),
    ex("Første opfølgning under barnets lov, ingen dag aftalt", LAW_ALONE, "2023-10-02 afgørelse om fast kontaktperson; 2023-10-02 indsats begyndt; 2024-01-01 opfølgning", "ingen frist"),
    ex("Første opfølgning under barnets lov, aftalt dag", LAW_ALONE, "2023-10-02 afgørelse om fast kontaktperson; 2023-10-02 indsats begyndt; 2024-01-01 opfølgning, næste 2024-03-01", "frist 2024-03-01 efter loven"),
    ex("Barnets lov: opfølgningens egen dag er ingen aftale om den næste", LAW_ALONE, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-06-03 opfølgning, næste 2024-06-03", "ingen frist"),
    ex("Barnets lov: dagen før den aftalte dag", LAW_ALONE, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-06-03 opfølgning, næste 2024-09-02; 2024-09-01 opfølgning", "frist 2024-09-02 efter loven, opfyldt i tide"),
    ex("Barnets lov: på den aftalte dag, og ingen ny dag aftalt", LAW_ALONE, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-06-03 opfølgning, næste 2024-09-02; 2024-09-02 opfølgning", "frist 2024-09-02 efter loven, opfyldt i tide"),
    ex("Barnets lov: dagen efter den aftalte dag", LAW_ALONE, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-06-03 opfølgning, næste 2024-09-02; 2024-09-03 opfølgning, næste 2024-12-02", "frist 2024-09-02 efter loven, opfyldt for sent; frist 2024-12-02 efter loven"),
    ex("Aftalt til en skuddag", LAW_ALONE, "2024-01-02 afgørelse om fast kontaktperson; 2024-01-02 indsats begyndt; 2024-01-15 opfølgning, næste 2024-02-29; 2024-03-01 00:00 status", "frist 2024-02-29 efter loven, overskredet"),
    ex("Aftalt til påskedag, hvor uret stilles frem: hele dagen er i tide", LAW_ALONE, "2024-01-02 afgørelse om fast kontaktperson; 2024-01-02 indsats begyndt; 2024-02-05 opfølgning, næste 2024-03-31; 2024-03-31 23:59 status", "frist 2024-03-31 efter loven, endnu ikke opfyldt"),
    ex("Uret stilles tilbage på den aftalte dag: hele dagen er i tide", LAW_ALONE, "2024-06-03 afgørelse om fast kontaktperson; 2024-06-03 indsats begyndt; 2024-08-26 opfølgning, næste 2024-10-27; 2024-10-27 23:59 status", "frist 2024-10-27 efter loven, endnu ikke opfyldt"),
    ex("Kerteminde, anbringelse, ingen dag aftalt: 6 uger", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-29 opfølgning", "frist 2024-06-10 efter strategien"),
    ex("Kerteminde: den aftalte dag er senere", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-29 opfølgning, næste 2024-07-01", "frist 2024-06-10 efter strategien (loven: 2024-07-01)"),
    ex("Kerteminde: den aftalte dag er tidligere", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-29 opfølgning, næste 2024-05-27", "frist 2024-05-27 efter loven (strategien: 2024-06-10)"),
    ex("Kerteminde: den aftalte dag er strategiens", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-29 opfølgning, næste 2024-06-10", "frist 2024-06-10 efter loven"),
    ex("Kerteminde, støttende indsats: strategien siger intet", "kerteminde-2021", "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-07-15 opfølgning", "ingen frist"),
    ex("Kerteminde under serviceloven", "kerteminde-2021", "2022-04-06 afgørelse om almen plejefamilie; 2022-04-11 indsats begyndt; 2022-04-25 opfølgning", "frist 2022-06-06 efter strategien (loven: 2022-10-25)"),
    ex("Hvidovre, anbringelse: 6 uger", "hvidovre-2014", "2015-02-02 afgørelse om opholdssted; 2015-02-02 indsats begyndt; 2015-03-02 opfølgning", "frist 2015-04-13 efter strategien (loven: 2015-09-02)"),
    ex("Hvidovre, støttende indsats: 2 måneder, måneden er kortere, skudår", "hvidovre-2014", "2015-12-03 afgørelse om fast kontaktperson; 2015-12-03 indsats begyndt; 2015-12-31 opfølgning", "frist 2016-02-29 efter strategien (loven: 2016-06-30)"),
    ex("Faxe, støttende indsats: hvert kvartal", "faxe-2019", "2019-09-02 afgørelse om fast kontaktperson; 2019-09-02 indsats begyndt; 2019-11-30 opfølgning", "frist 2020-02-29 efter strategien (loven: 2020-05-30)"),
    ex("Faxe, anbringelse: hvert kvartal", "faxe-2019", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-07-15 opfølgning", "frist 2024-10-15 efter strategien"),
    ex("Faxe, tidlig hjælp: hvert kvartal, uden lov", "faxe-2019", "2020-01-06 afgørelse om forældrekursus; 2020-01-06 indsats begyndt; 2020-04-06 opfølgning", "frist 2020-07-06 efter strategien"),
    ex("Køge under serviceloven: loven alene", "koege-2020", "2020-12-01 afgørelse om almen plejefamilie; 2020-12-01 indsats begyndt; 2021-03-01 opfølgning", "frist 2021-09-01 efter loven"),
    ex("Køge under barnets lov, ingen dag aftalt", "koege-2020", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-07-15 opfølgning", "ingen frist"),
    ex("Indsatsen ophørte inden fristen", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-29 opfølgning; 2024-05-20 indsats ophørt", "frist 2024-06-10 efter strategien, bortfaldet 2024-05-20"),
    ex("Opfølgningen førte til, at indsatsen ophørte samme dag", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-29 opfølgning; 2024-06-10 opfølgning; 2024-06-10 indsats ophørt: hjemgivet", "frist 2024-06-10 efter strategien, opfyldt i tide; frist 2024-07-22 efter strategien, bortfaldet 2024-06-10"),
    ex("Indsatsen ophørte, efter at fristen var overskredet", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-29 opfølgning; 2024-06-11 indsats ophørt", "frist 2024-06-10 efter strategien, aldrig opfyldt, udgået 2024-06-11"),
    ex("Ophør aftalt: dagen før er opfølgningen stadig skyldig", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-29 opfølgning; 2024-07-22 indsats ophørt: hjemgivet; 2024-07-21 status", "frist 2024-06-10 efter strategien, overskredet"),
    ex("Ophør aftalt: dagen efter er den udgået", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-29 opfølgning; 2024-07-22 indsats ophørt: hjemgivet; 2024-07-23 status", "frist 2024-06-10 efter strategien, aldrig opfyldt, udgået 2024-07-22"),
    ex("To indsatser følges op hver for sig", "hvidovre-2014", "2024-04-01 afgørelse om almen plejefamilie; 2024-04-01 indsats begyndt; 2024-04-01 afgørelse om fast kontaktperson; 2024-04-01 indsats begyndt; 2024-04-29 opfølgning nr. 1; 2024-04-29 opfølgning nr. 2; 2024-06-10 opfølgning nr. 1", "frist 2024-06-10 efter strategien, opfyldt i tide; frist 2024-06-29 efter strategien; frist 2024-07-22 efter strategien"),
    ex("Ingen opfølgning er holdt endnu", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("Tidlig hjælp, ingen aftale og ingen strategi", LAW_ALONE, "2024-04-10 afgørelse om forældrekursus; 2024-04-15 indsats begyndt; 2024-06-03 opfølgning, næste 2024-09-02", "ingen frist"),
    ex("Falder til den ansvarlige rådgiver", LAW_ALONE, "2024-04-10 ansvar til Bente; 2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-06-03 opfølgning, næste 2024-09-02", "frist 2024-09-02 efter loven, hos Bente"),
];
