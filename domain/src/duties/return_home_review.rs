//! Return-home review of a placement: by the strategy after 6 or 7 months.
//!
//! ## Loven
//! Loven sætter ingen dag for denne vurdering. At hjemgivelse overvejes, hører til den løbende opfølgning.
//!
//! ## Strategien
//! Kerteminde: efter 7 måneder vurderes det, om barnet kan komme hjem til sin familie, eller om andre mindre indgribende tiltag skal
//! iværksættes. Hvidovre: det samme efter 6 måneder. Faxe og Køge sætter ingen dag.
//!
//! ## Med almindelige ord
//! Jo længere et barn har været væk hjemmefra, jo sværere er vejen hjem. Derfor stopper vi op på en fast dag og spørger, om barnet kan komme
//! hjem eller bo et mindre indgribende sted. Flytter barnet fra et anbringelsessted til et andet, tæller tiden videre.
//!
//! ## Tæller fra
//! Den dag, barnet flyttede hjemmefra: første dag i den første af de anbringelser, der følger efter hinanden uden en dag hjemme imellem.
//!
//! ## Opfyldes af
//! Den første vurdering af hjemgivelse i den tid, barnet har været væk hjemmefra; den må gerne komme før dagen. Ophører anbringelsen inden, falder
//! vurderingen bort. Er dagen overskredet, når anbringelsen ophører, står den som aldrig opfyldt.
//!
//! ## Dækker ikke
//! Hvad vurderingen når frem til, og afgørelsen om hjemgivelse og hjemgivelsesperiode. Nye vurderinger efter den første: dem fører den løbende
//! opfølgning til. Døgnophold for hele familien er ikke en anbringelse.

use super::build::*;
use super::time_away::times_away;

pub(super) const VALUES: &[&dyn LawValue] = &[];

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    let Some(review) = &strategy.return_home_review else { return };
    for time in times_away(state) {
        let reviews = time.places.iter().flat_map(|place| &place.reviews).filter(|reviewed| time.began_on <= reviewed.what.on);
        let met = reviews.min_by_key(|reviewed| reviewed.what.on).map(|reviewed| Met::on(reviewed.no, reviewed.what.on));
        out.push(time.owes(DutyKind::ReturnHomeReview, review, met, state, strategy));
    }
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Kerteminde: dagen før", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-11-14 hjemgivelse vurderet", "frist 2024-11-15 efter strategien, opfyldt i tide"),
    ex("Kerteminde: på dagen", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-11-15 hjemgivelse vurderet", "frist 2024-11-15 efter strategien, opfyldt i tide"),
    ex("Kerteminde: dagen efter", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-11-16 hjemgivelse vurderet", "frist 2024-11-15 efter strategien, opfyldt for sent"),
    ex("Kerteminde: sidste minut, en fredag aften", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-11-15 23:59 status", "frist 2024-11-15 efter strategien, endnu ikke opfyldt"),
    ex("Kerteminde: dagen er forbi", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-11-16 00:00 status", "frist 2024-11-15 efter strategien, overskredet"),
    ex("Hvidovre: 6 måneder", "hvidovre-2014", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "frist 2024-10-15 efter strategien"),
    ex("Faxe: ingen fast dag", "faxe-2019", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("Køge: ingen fast dag", "koege-2020", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("Loven alene: ingen fast dag", LAW_ALONE, "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("En søndag flyttes ikke", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-17 indsats begyndt", "frist 2024-11-17 efter strategien"),
    ex("Påskedag, hvor uret stilles frem: hele dagen er i tide", "kerteminde-2021", "2023-08-30 afgørelse om almen plejefamilie; 2023-08-31 indsats begyndt; 2024-03-31 23:59 status", "frist 2024-03-31 efter strategien, endnu ikke opfyldt"),
    ex("Uret stilles tilbage på dagen: hele dagen er i tide", "kerteminde-2021", "2024-03-27 afgørelse om almen plejefamilie; 2024-03-27 indsats begyndt; 2024-10-27 23:59 status", "frist 2024-10-27 efter strategien, endnu ikke opfyldt"),
    ex("Måneden er kortere, skudår", "kerteminde-2021", "2023-07-31 afgørelse om almen plejefamilie; 2023-07-31 indsats begyndt", "frist 2024-02-29 efter strategien"),
    ex("Måneden er kortere", "hvidovre-2014", "2014-08-29 afgørelse om almen plejefamilie; 2014-08-31 indsats begyndt", "frist 2015-02-28 efter strategien"),
    ex("Tælles fra en skuddag", "kerteminde-2021", "2024-02-29 afgørelse om almen plejefamilie; 2024-02-29 indsats begyndt", "frist 2024-09-29 efter strategien"),
    ex("Sidste dag under serviceloven", "kerteminde-2021", "2023-12-31 afgørelse om almen plejefamilie foreløbigt; 2023-12-31 indsats begyndt", "frist 2024-07-31 efter strategien"),
    ex("Første dag under barnets lov", "kerteminde-2021", "2024-01-01 afgørelse om almen plejefamilie foreløbigt; 2024-01-01 indsats begyndt", "frist 2024-08-01 efter strategien"),
    ex("Barnet flytter til et andet sted: tiden tæller videre", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-08-31 indsats ophørt: afløst af mere indgribende hjælp; 2024-08-31 afgørelse om opholdssted; 2024-09-01 indsats begyndt", "frist 2024-11-15 efter strategien"),
    ex("Vurderet på det første sted, før barnet flyttede", "kerteminde-2021", "2024-04-10 afgørelse om opholdssted; 2024-04-15 indsats begyndt; 2024-10-01 hjemgivelse vurderet; 2024-10-20 indsats ophørt: afløst af mindre indgribende hjælp; 2024-10-20 afgørelse om almen plejefamilie; 2024-10-20 indsats begyndt", "frist 2024-11-15 efter strategien, opfyldt i tide"),
    ex("En dag hjemme imellem: tiden begynder forfra", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-08-31 indsats ophørt: hjemgivet; 2024-09-01 afgørelse om opholdssted; 2024-09-02 indsats begyndt", "frist 2024-11-15 efter strategien, bortfaldet 2024-08-31; frist 2025-04-02 efter strategien"),
    ex("Hjemgivet inden dagen", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-09-30 indsats ophørt: hjemgivet", "frist 2024-11-15 efter strategien, bortfaldet 2024-09-30"),
    ex("Anbringelsen ophørte, efter at dagen var overskredet", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt; 2024-11-16 indsats ophørt: hjemgivet", "frist 2024-11-15 efter strategien, aldrig opfyldt, udgået 2024-11-16"),
    ex("Besluttet, men ikke begyndt", "kerteminde-2021", "2024-04-10 afgørelse om almen plejefamilie", "ingen frist"),
    ex("Støtte i hjemmet er ikke en anbringelse", "kerteminde-2021", "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt", "ingen frist"),
    ex("Falder til den ansvarlige rådgiver", "hvidovre-2014", "2024-04-10 ansvar til Ole; 2024-04-10 afgørelse om almen plejefamilie; 2024-04-15 indsats begyndt", "frist 2024-10-15 efter strategien, hos Ole"),
];
