//! The published numbers, each with its source, beside what was counted.

use super::{Rates, place_type};
use trin_domain::kinds::{Cause, NotifierKind};

/// One rate, counted and published.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RateRow {
    /// What it is, in Danish.
    pub name_da: &'static str,
    /// What it is, in English.
    pub name_en: &'static str,
    /// The unit in Danish: `%`, or what it is counted per.
    pub unit_da: &'static str,
    /// The unit in English.
    pub unit_en: &'static str,
    /// What was counted.
    pub synthetic: f64,
    /// What is published.
    pub published: f64,
    /// How far apart the two may lie at 20,000 children, in the same unit; a test holds to it.
    pub tolerance: f64,
    /// Where it is published.
    pub source: &'static str,
}

impl RateRow {
    /// Whether the two lie as near each other as they should.
    pub fn is_near(&self) -> bool {
        (self.synthetic - self.published).abs() <= self.tolerance
    }
}

const DST_2018: &str = "Danmarks Statistik, Nyt nr. 32762: underretninger 2018";
const DST_2020: &str = "Danmarks Statistik, Nyt: underretninger 2020";
const DST_2022: &str = "Danmarks Statistik, Nyt nr. 46855: underretninger 2022";
const DST_PLACED: &str = "Danmarks Statistik, Nyt nr. 28159: anbragte ultimo 2018";
const DST_SUPPORT: &str = "Danmarks Statistik, Nyt nr. 49265: udsatte børn og unge 2023 (0-22 år)";
const AST_2019: &str = "Ankestyrelsen, Børnesagsbarometret 2019";
const AST_2024: &str = "Ankestyrelsen, Børnesagsbarometret 2024";

/// Every published rate beside the counted one.
pub fn compare(rates: &Rates) -> Vec<RateRow> {
    use NotifierKind as N;
    let percent = |name_da, name_en, synthetic, published, tolerance, source| RateRow {
        name_da,
        name_en,
        unit_da: "%",
        unit_en: "%",
        synthetic,
        published,
        tolerance,
        source,
    };
    vec![
        RateRow {
            name_da: "Underretninger",
            name_en: "Notifications",
            unit_da: "pr. 100 børn 0-17 år om året",
            unit_en: "per 100 children aged 0–17 a year",
            synthetic: rates.notifications_per_100(),
            published: 11.1,
            tolerance: 1.5,
            source: DST_2018,
        },
        percent("Børn med underretning i et år", "Children notified of in a year", rates.children_notified().percent(), 6.5, 0.7, DST_2018),
        percent("Heraf med én underretning", "Of them, with one", rates.repeated(1).percent(), 66.2, 3.0, DST_2018),
        percent("Heraf med to", "Of them, with two", rates.repeated(2).percent(), 18.7, 2.5, DST_2018),
        percent("Heraf med tre", "Of them, with three", rates.repeated(3).percent(), 7.2, 2.0, DST_2018),
        percent("Heraf med fire", "Of them, with four", rates.repeated(4).percent(), 3.5, 1.5, DST_2018),
        percent("Heraf med fem", "Of them, with five", rates.repeated(5).percent(), 1.8, 1.2, DST_2018),
        percent("Heraf med seks eller flere", "Of them, with six or more", rates.repeated(6).percent(), 2.7, 1.3, DST_2018),
        percent("Drenge blandt børn med underretning", "Boys among children notified of", rates.boys.percent(), 52.0, 4.0, DST_2018),
        percent("Underretninger fra skole", "Notifications from schools", rates.from_sources(&[N::School]).percent(), 21.0, 2.5, DST_2022),
        percent("Fra sundhedsvæsenet", "From the health service", rates.from_sources(&[N::HealthCare]).percent(), 19.6, 2.5, DST_2022),
        percent(
            "Fra politi eller domstol",
            "From police or courts",
            rates.from_sources(&[N::PoliceOrCourt]).percent(),
            12.5,
            2.0,
            DST_2022,
        ),
        percent("Anonyme", "Anonymous", rates.from_sources(&[N::Anonymous]).percent(), 8.0, 1.5, DST_2020),
        percent("Fra dagtilbud, SFO og klub", "From day-care and clubs", rates.from_sources(&[N::DayCare]).percent(), 5.0, 1.5, DST_2020),
        percent(
            "Børn med skoleproblemer som årsag",
            "Children with school problems as a cause",
            rates.because_of(Cause::SchoolProblems).percent(),
            17.0,
            3.0,
            DST_2022,
        ),
        percent(
            "Børn med utilstrækkelig omsorg som årsag",
            "Children with insufficient care as a cause",
            rates.because_of(Cause::InsufficientCare).percent(),
            16.0,
            4.0,
            DST_2022,
        ),
        percent(
            "Børn med en støttende indsats eller anbringelse",
            "Children with a measure in force",
            rates.with_measure.percent(),
            3.5,
            0.5,
            DST_SUPPORT,
        ),
        percent("Anbragte børn", "Placed children", rates.placed.percent(), 0.9, 0.2, DST_SUPPORT),
        percent(
            "Anbragte i plejefamilie",
            "Placed in foster care",
            rates.in_places(|kind| place_type(kind) == 1).percent(),
            63.0,
            8.0,
            DST_PLACED,
        ),
        percent(
            "Anbragte på døgninstitution",
            "Placed in institutions",
            rates.in_places(|kind| place_type(kind) == 2).percent(),
            17.0,
            6.0,
            DST_PLACED,
        ),
        percent(
            "Anbragte på opholdssted",
            "Placed in residences",
            rates.in_places(|kind| place_type(kind) == 3).percent(),
            14.0,
            6.0,
            DST_PLACED,
        ),
        percent(
            "Anbragte på eget værelse, kost- eller efterskole",
            "Placed in own rooms or boarding schools",
            rates.in_places(|kind| place_type(kind) == 4).percent(),
            6.0,
            4.0,
            DST_PLACED,
        ),
        percent("Anbragte med samtykke", "Placed with consent", rates.with_consent.percent(), 75.9, 7.0, DST_PLACED),
        percent("Anbragte, der er 12 år eller ældre", "Placed who are 12 or older", rates.placed_from_12.percent(), 50.0, 10.0, DST_PLACED),
        percent(
            "Anbragte 1. januar, der er fri igen ved årets slutning",
            "Placed on 1 January and no longer at the year's end",
            rates.left_placement.percent(),
            16.0,
            5.0,
            DST_PLACED,
        ),
        percent(
            "Anbragte 1. januar, der har skiftet type af sted",
            "Placed on 1 January and in another type of place at the year's end",
            rates.changed_place.percent(),
            7.0,
            3.5,
            DST_PLACED,
        ),
        RateRow {
            name_da: "Nye anbringelser",
            name_en: "New placements",
            unit_da: "pr. 1.000 børn 0-17 år om året",
            unit_en: "per 1,000 children aged 0–17 a year",
            synthetic: 1_000.0 * f64::from(rates.new_placements) / f64::from(rates.child_years.max(1)),
            published: 2.9,
            tolerance: 0.8,
            source: "Danmarks Statistik, Nyt nr. 49265: 3.400 nyanbragte i 2023, af 1,16 mio. børn",
        },
        percent("Akutvurdering inden 24 timer", "Assessed within 24 hours", rates.acute_in_time.percent(), 87.5, 2.5, AST_2024),
        percent("Undersøgelse inden 4 måneder", "Assessment within 4 months", rates.assessed_in_time.percent(), 50.0, 5.0, AST_2024),
        percent(
            "Samtale med barnet før afgørelse (børn fra 4 år)",
            "Talk with the child before the decision (children from 4)",
            rates.talked_before_decision.percent(),
            65.0,
            5.0,
            AST_2024,
        ),
        percent(
            "Første opfølgning inden 3 måneder",
            "First follow-up within 3 months",
            rates.first_follow_up_in_time.percent(),
            75.0,
            4.0,
            AST_2024,
        ),
        percent(
            "Afgørelser, der har en plan inden 4 måneder",
            "Decisions with a plan within 4 months",
            rates.with_plan.percent(),
            77.0,
            6.0,
            AST_2019,
        ),
    ]
}
