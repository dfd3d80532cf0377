//! A placement that reaches the strategy's maximum: ended, or prolonged with a reason.
//!
//! ## Loven
//! Loven sætter ingen længste tid for en anbringelse. Afgørelsen skal sige, hvor længe anbringelsen forventes at vare.
//!
//! ## Strategien
//! Kerteminde arbejder som udgangspunkt med, at en anbringelse højst varer 1 år; helt særlige omstændigheder kan tale for mere. De andre
//! strategier sætter ingen længste tid.
//!
//! ## Med almindelige ord
//! En anbringelse er en vej hjem, ikke et sted at blive glemt. Skal den vare længere end strategiens grænse, skal nogen tage stilling til det
//! og skrive hvorfor. Ingen bliver flyttet, fordi en dag er gået; det er begrundelsen, vi skylder. Flytter barnet fra et anbringelsessted til et
//! andet, tæller tiden videre.
//!
//! ## Tæller fra
//! Den dag, barnet flyttede hjemmefra: første dag i den første af de anbringelser, der følger efter hinanden uden en dag hjemme imellem.
//!
//! ## Opfyldes af
//! En begrundet forlængelse i den tid, barnet har været væk hjemmefra; den må gerne komme før grænsen. Ophører anbringelsen senest på grænsens
//! dag, falder pligten bort. Ophører den senere uden en forlængelse, står den som aldrig opfyldt.
//!
//! ## Dækker ikke
//! Om de særlige omstændigheder er gode nok, og hvor længe en forlængelse rækker: det følger opfølgningerne op på. Anbringelser, der fra
//! begyndelsen er tænkt at vare barndommen ud, har samme grænse; begrundelsen kan skrives med det samme.

use super::build::*;
use super::time_away::times_away;

pub(super) const VALUES: &[&dyn LawValue] = &[];

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    let Some(maximum) = &strategy.placement_maximum else { return };
    for time in times_away(state) {
        let prolongations = time.places.iter().flat_map(|place| &place.prolongations);
        let met = prolongations.min_by_key(|prolonged| prolonged.what.on).map(|prolonged| Met::on(prolonged.no, prolonged.what.on));
        out.push(time.owes(DutyKind::PlacementMaximum, maximum, met, state, strategy));
    }
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Kerteminde: forlænget dagen før", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2025-04-14 anbringelse forlænget", "frist 2025-04-15 efter strategien, opfyldt i tide"),
    ex("Kerteminde: forlænget på dagen", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2025-04-15 anbringelse forlænget", "frist 2025-04-15 efter strategien, opfyldt i tide"),
    ex("Kerteminde: forlænget dagen efter", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2025-04-16 anbringelse forlænget", "frist 2025-04-15 efter strategien, opfyldt for sent"),
    ex("Kerteminde: sidste minut", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2025-04-15 23:59 status", "frist 2025-04-15 efter strategien, endnu ikke opfyldt"),
    ex("Kerteminde: dagen er forbi", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2025-04-16 00:00 status", "frist 2025-04-15 efter strategien, overskredet"),
    ex("Hvidovre: ingen grænse", "hvidovre-2014", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("Faxe: ingen grænse", "faxe-2019", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("Køge: ingen grænse", "koege-2020", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("Loven alene: ingen grænse", LAW_ALONE, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("Ophørt på grænsens dag", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2025-04-15 indsats ophørt: hjemgivet", "frist 2025-04-15 efter strategien, bortfaldet 2025-04-15"),
    ex("Ophørt dagen efter grænsen, uden begrundelse", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2025-04-16 indsats ophørt: hjemgivet", "frist 2025-04-15 efter strategien, aldrig opfyldt, udgået 2025-04-16"),
    ex("Begyndt fredag aften, grænsen falder en lørdag og flyttes ikke", "kerteminde-2021", "2024-05-17 20:30 afgørelse om almen plejefamilie foreløbigt; 2024-05-17 21:00 indsats begyndt", "frist 2025-05-17 efter strategien"),
    ex("Påskedag, hvor uret stilles frem: hele dagen er i tide", "kerteminde-2021", "2023-03-31 afgørelse om almen plejefamilie; 2023-03-31 indsats begyndt; 2024-03-31 23:59 status", "frist 2024-03-31 efter strategien, endnu ikke opfyldt"),
    ex("Uret stilles tilbage på dagen: hele dagen er i tide", "kerteminde-2021", "2023-10-27 afgørelse om almen plejefamilie; 2023-10-27 indsats begyndt; 2024-10-27 23:59 status", "frist 2024-10-27 efter strategien, endnu ikke opfyldt"),
    ex("Begyndt en skuddag", "kerteminde-2021", "2024-02-29 afgørelse om almen plejefamilie; 2024-02-29 indsats begyndt", "frist 2025-02-28 efter strategien"),
    ex("Grænsen i et skudår", "kerteminde-2021", "2023-02-28 afgørelse om almen plejefamilie; 2023-02-28 indsats begyndt", "frist 2024-02-28 efter strategien"),
    ex("Sidste dag under serviceloven", "kerteminde-2021", "2023-12-31 afgørelse om almen plejefamilie foreløbigt; 2023-12-31 indsats begyndt", "frist 2024-12-31 efter strategien"),
    ex("Første dag under barnets lov", "kerteminde-2021", "2024-01-01 afgørelse om almen plejefamilie foreløbigt; 2024-01-01 indsats begyndt", "frist 2025-01-01 efter strategien"),
    ex("Barnet flytter til et andet sted: tiden tæller videre", "kerteminde-2021", "2024-04-10 afgørelse om opholdssted; 2024-04-15 indsats begyndt; 2024-12-01 indsats ophørt: afløst af mindre indgribende hjælp; 2024-12-01 afgørelse om almen plejefamilie; 2024-12-02 indsats begyndt; 2025-04-16 00:00 status", "frist 2025-04-15 efter strategien, overskredet"),
    ex("Forlænget på det første sted, før barnet flyttede", "kerteminde-2021", "2024-04-10 afgørelse om opholdssted; 2024-04-15 indsats begyndt; 2025-03-03 anbringelse forlænget; 2025-06-30 indsats ophørt: afløst af mindre indgribende hjælp; 2025-06-30 afgørelse om almen plejefamilie; 2025-07-01 indsats begyndt", "frist 2025-04-15 efter strategien, opfyldt i tide"),
    ex("En dag hjemme imellem: tiden begynder forfra", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-08-31 indsats ophørt: hjemgivet; 2024-09-01 afgørelse om opholdssted; 2024-09-02 indsats begyndt", "frist 2025-04-15 efter strategien, bortfaldet 2024-08-31; frist 2025-09-02 efter strategien"),
    ex("Besluttet, men ikke begyndt", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie", "ingen frist"),
    ex("Støtte i hjemmet har ingen grænse", "kerteminde-2021", "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("Falder til den ansvarlige rådgiver", "kerteminde-2021", "2024-04-10 ansvar til Karim; 2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "frist 2025-04-15 efter strategien, hos Karim"),
];
