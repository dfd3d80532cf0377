//! Aim of stepping down: for every intervention in force it is written how the child gets down the ladder.
//!
//! ## Loven
//! Loven kender ikke indsatstrappen. Den kræver, at afgørelsen siger formålet og den forventede varighed.
//!
//! ## Strategien
//! Faxe (1b): målet for at bringe barnet ned ad indsatstrappen dokumenteres i sagerne, og der følges op i ledelsestilsynet. Hvidovre (2 og 3) og
//! Kerteminde (7): i arbejdet med foranstaltninger er der hele tiden fokus på, at barnet bringes ned ad trappen. Køge (C): der arbejdes på at
//! bringe indsatsen ned i intensitet. Ingen af dem siger, hvornår målet skal være skrevet.
//!
//! ## Med almindelige ord
//! Hjælp, der griber ind, skal være på vej mod noget mindre. Derfor skal det stå skrevet, hvad der skal være på plads, før mindre indgribende hjælp
//! er nok. Strategierne knytter vejen ned til opfølgningen: den er grunden til at følge tæt op. Derfor er dagen den, hvor indsatsen første
//! gang skal følges op, så opfølgningen har et mål at se efter. Dagen er Trins parameter; i en sag, der ikke haster, hører målet til, når
//! hjælpen begynder.
//!
//! ## Tæller fra
//! Indsatsens første dag, for støttende indsatser og anbringelser. Dagen er den samme som for første opfølgning, lovens eller strategiens, den
//! der kommer først.
//!
//! ## Opfyldes af
//! Den første beskrivelse af vejen ned for netop den indsats; den må gerne komme, før indsatsen begynder. Ophører indsatsen inden, falder pligten
//! bort. Er dagen overskredet, når indsatsen ophører, står den som aldrig opfyldt.
//!
//! ## Dækker ikke
//! Om målet er godt, og om det er nået: det ser opfølgningen og ledelsestilsynet på. At målet bliver fornyet, når det er overhalet. Tidlig og almen
//! hjælp, som er der, hvor trappen fører hen.

use super::build::*;
use super::first_follow_up;

pub(super) const VALUES: &[&dyn LawValue] = &[];

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    for help in &state.interventions {
        let kind = help.decided.what.kind;
        let (Some(started), Some(step)) = (help.started, strategy.step(strategy.step_of(kind))) else { continue };
        if !kind.is_measure() {
            continue;
        }
        let start = started.what.on;
        let Some((_, first_follow_up)) = first_follow_up::dates(state, help, start, strategy) else { continue };
        let met = help.aims.iter().min_by_key(|aim| aim.what.on).map(|aim| Met::on(aim.no, aim.what.on));

        let source = format!("{} (dagen er Trins parameter)", step.source);
        let da = format!("{} begyndte {} på trin {} af indsatstrappen.", kind.da(), Da(start), step.no);
        let en = format!("{} began on {} on step {} of the ladder.", kind.en(), En(start), step.no);
        let dates = by_strategy(first_follow_up.due(), &source);
        let duty = Duty::owed(DutyKind::StepDownAim, help.no(), (started.no, Due::On(start)), dates, Role::Caseworker)
            .falls_to_responsible(state)
            .met_by(met)
            .lapses(help.ended_on())
            .because(da, en);
        out.push(duty);
    }
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Dagen før første opfølgning", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-28 vejen ned beskrevet", "frist 2024-04-29 efter strategien, opfyldt i tide"),
    ex("Dagen for første opfølgning", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-29 vejen ned beskrevet", "frist 2024-04-29 efter strategien, opfyldt i tide"),
    ex("Dagen efter", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-30 vejen ned beskrevet", "frist 2024-04-29 efter strategien, opfyldt for sent"),
    ex("Beskrevet, før indsatsen begyndte", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-12 vejen ned beskrevet; 2024-04-15 indsats begyndt", "frist 2024-04-29 efter strategien, opfyldt i tide"),
    ex("Sidste minut af dagen", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-29 23:59 status", "frist 2024-04-29 efter strategien, endnu ikke opfyldt"),
    ex("Dagen er forbi", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-30 00:00 status", "frist 2024-04-29 efter strategien, overskredet"),
    ex("En opfølgning uden mål for vejen ned er ikke nok", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-29 opfølgning; 2024-04-30 00:00 status", "frist 2024-04-29 efter strategien, overskredet"),
    ex("Kerteminde, støttende indsats: lovens første opfølgning", "kerteminde-2021", "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt", "frist 2024-07-15 efter strategien"),
    ex("Hvidovre, anbringelse", "hvidovre-2014", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "frist 2024-05-13 efter strategien"),
    ex("Hvidovre, støttende indsats", "hvidovre-2014", "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt", "frist 2024-05-13 efter strategien"),
    ex("Faxe", "faxe-2019", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "frist 2024-07-15 efter strategien"),
    ex("Køge", "koege-2020", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "frist 2024-07-15 efter strategien"),
    ex("Køge: en sideløbende undersøgelse rykker første opfølgning frem", "koege-2020", "2024-04-01 undersøgelse åbnet; 2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-06-01 undersøgelse afsluttet", "frist 2024-06-01 efter strategien"),
    ex("Begyndt en lørdag: dagen flyttes ikke", "kerteminde-2021", "2024-04-19 20:30 afgørelse om almen plejefamilie foreløbigt; 2024-04-20 indsats begyndt", "frist 2024-05-04 efter strategien"),
    ex("Påskedag, hvor uret stilles frem: hele dagen er i tide", "kerteminde-2021", "2024-03-15 afgørelse om almen plejefamilie; 2024-03-17 indsats begyndt; 2024-03-31 23:59 status", "frist 2024-03-31 efter strategien, endnu ikke opfyldt"),
    ex("Uret stilles tilbage på dagen: hele dagen er i tide", "kerteminde-2021", "2024-10-11 afgørelse om almen plejefamilie; 2024-10-13 indsats begyndt; 2024-10-27 23:59 status", "frist 2024-10-27 efter strategien, endnu ikke opfyldt"),
    ex("Skuddag", "kerteminde-2021", "2024-02-14 afgørelse om almen plejefamilie; 2024-02-15 indsats begyndt", "frist 2024-02-29 efter strategien"),
    ex("Måneden er kortere, skudår", "faxe-2019", "2019-11-28 afgørelse om fast kontaktperson; 2019-11-30 indsats begyndt", "frist 2020-02-29 efter strategien"),
    ex("Sidste dag under serviceloven", "koege-2020", "2023-12-31 afgørelse om almen plejefamilie foreløbigt; 2023-12-31 indsats begyndt", "frist 2024-03-31 efter strategien"),
    ex("Første dag under barnets lov", "koege-2020", "2024-01-01 afgørelse om almen plejefamilie foreløbigt; 2024-01-01 indsats begyndt", "frist 2024-04-01 efter strategien"),
    ex("Hver indsats har sin egen vej ned", "hvidovre-2014", "2024-04-01 afgørelse om almen plejefamilie; 2024-04-01 indsats begyndt; 2024-04-02 vejen ned beskrevet; 2024-04-08 afgørelse om fast kontaktperson; 2024-04-08 indsats begyndt; 2024-05-07 00:00 status", "frist 2024-04-29 efter strategien, opfyldt i tide; frist 2024-05-06 efter strategien, overskredet"),
    ex("Indsatsen ophørte inden dagen", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-22 indsats ophørt: hjemgivet", "frist 2024-04-29 efter strategien, bortfaldet 2024-04-22"),
    ex("Indsatsen ophørte, efter at dagen var overskredet", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-04-30 indsats ophørt: hjemgivet", "frist 2024-04-29 efter strategien, aldrig opfyldt, udgået 2024-04-30"),
    ex("Besluttet, men ikke begyndt", ALL, "2024-04-10 afgørelse om almen plejefamilie", "ingen frist"),
    ex("Tidlig hjælp er der, hvor trappen fører hen", ALL, "2024-04-10 afgørelse om forældrekursus; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("Falder til den ansvarlige rådgiver", "faxe-2019", "2024-04-10 ansvar til Bente; 2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "frist 2024-07-15 efter strategien, hos Bente"),
];
