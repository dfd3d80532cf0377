//! The four shipped files against expectations copied by hand from the documents.

use super::*;
use InterventionKind as Kind;

fn strategy(key: &str) -> &'static Strategy {
    Strategy::named(key).expect(key)
}

#[test]
fn every_shipped_file_is_without_fault() {
    for (file, text) in [
        ("kerteminde-2021", include_str!("../../strategies/kerteminde-2021.toml")),
        ("hvidovre-2014", include_str!("../../strategies/hvidovre-2014.toml")),
        ("faxe-2019", include_str!("../../strategies/faxe-2019.toml")),
        ("koege-2020", include_str!("../../strategies/koege-2020.toml")),
    ] {
        let strategy = Strategy::parse(text)
            .unwrap_or_else(|faults| panic!("{file}:\n{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")));
        assert_eq!(strategy.key, file, "the key is the file's name");
        assert_eq!(Strategy::named(file), Some(&strategy));
    }
    assert_eq!(Strategy::shipped().len(), 4);
    assert_eq!(Strategy::standard().key, "kerteminde-2021");
    assert_eq!(Strategy::named("findes-ikke"), None);
}

/// Cadences, limits and caseload, one line per strategy.
#[test]
fn numbers_of_the_documents() {
    use Span::{Months, Weeks};
    let check = |key: &str,
                 [placement, measure, early]: [Option<(Span, Span)>; 3],
                 review: Option<Span>,
                 maximum: Option<Span>,
                 caseload: Option<(u16, u16, u16, Option<u16>)>| {
        let strategy = strategy(key);
        let cadence = |kind| strategy.cadence_for(kind).map(|cadence| (cadence.first, cadence.then));
        assert_eq!(cadence(Kind::PlacementFoster), placement, "{key}");
        assert_eq!(cadence(Kind::ContactPerson), measure, "{key}");
        assert_eq!(cadence(Kind::FamilyRoom), early, "{key}");
        assert_eq!(strategy.return_home_review.as_ref().map(|limit| limit.after), review, "{key}");
        assert_eq!(strategy.placement_maximum.as_ref().map(|limit| limit.after), maximum, "{key}");
        let read = strategy.caseload.as_ref().map(|load| {
            let from = load.from.expect("both documents say where they begin");
            (from.low, from.high, load.target, load.sized_for)
        });
        assert_eq!(read, caseload, "{key}");
    };
    let quarterly = Some((Months(3), Months(3)));
    check("kerteminde-2021", [Some((Weeks(2), Weeks(6))), None, None], Some(Months(7)), Some(Months(12)), None);
    check(
        "hvidovre-2014",
        [Some((Weeks(4), Weeks(6))), Some((Weeks(4), Months(2))), None],
        Some(Months(6)),
        None,
        Some((30, 35, 20, None)),
    );
    check("faxe-2019", [quarterly, quarterly, quarterly], None, None, Some((55, 55, 30, Some(25))));
    check("koege-2020", [None, None, None], None, None, None);
}

#[test]
fn what_the_strategies_are_silent_on_is_said_to_be_set_by_the_municipality() {
    let silent = "sat af kommunen; strategien siger intet";
    for strategy in Strategy::shipped() {
        assert_eq!(strategy.reread_from_notification, 3);
        let sources =
            [&strategy.reread_source, &strategy.saturdays_source, &strategy.screening_within.source, &strategy.answer_offer_within.source];
        assert!(sources.iter().all(|source| source.as_str() == silent), "{}", strategy.key);
    }
}

fn check_step(key: &str, no: u8, name: &str, area: Area, level: Option<PreventionLevel>) {
    let step = strategy(key).step(StepNo(no)).expect("the step is there");
    assert_eq!((step.name.as_str(), step.area, step.level), (name, area, level), "{key} {no}");
}

#[test]
fn ladders() {
    use Area::{Both, General, Special};
    use PreventionLevel::{Anticipatory, Intervening, Preventive};
    check_step("kerteminde-2021", 1, "Trivsel og sundhedsfremme", General, None);
    check_step("kerteminde-2021", 2, "Forebygge", Both, None);
    check_step("kerteminde-2021", 3, "Foranstalte", Special, None);
    check_step("kerteminde-2021", 4, "Anbringe", Special, None);
    check_step("hvidovre-2014", 1, "Hjælp i det almene system", General, Some(Preventive));
    check_step("hvidovre-2014", 2, "Tidligt forebyggende indsatser", Both, Some(Anticipatory));
    check_step("hvidovre-2014", 3, "Forebyggende foranstaltninger", Special, Some(Intervening));
    check_step("hvidovre-2014", 4, "Familie- og netværkspleje", Special, Some(Intervening));
    check_step("hvidovre-2014", 5, "Døgninstitution", Special, Some(Intervening));
    check_step("faxe-2019", 1, "Almenområdet", General, None);
    check_step("faxe-2019", 2, "Lavtærskel- og rådgivningstilbud", Both, None);
    check_step("faxe-2019", 3, "Familie- og Ungeindsatsen", Special, None);
    check_step("faxe-2019", 4, "Anbringelser", Special, None);
    check_step("koege-2020", 1, "Tidlige indsatser på almenområdet", General, Some(Preventive));
    check_step("koege-2020", 2, "Forebyggende indsatser på almen- eller specialområdet", Both, Some(Anticipatory));
    check_step("koege-2020", 3, "Hjemmebaserede foranstaltninger", Special, Some(Intervening));
    check_step("koege-2020", 4, "Anbringelse", Special, Some(Intervening));
    let steps: Vec<usize> = Strategy::shipped().iter().map(|strategy| strategy.steps.len()).collect();
    assert_eq!(steps, [4, 5, 4, 4]);
    assert_eq!(strategy("faxe-2019").ladder_ordered_by, [LadderOrder::Intrusion, LadderOrder::Cost]);
    assert_eq!(strategy("kerteminde-2021").ladder_ordered_by, [LadderOrder::Intrusion]);
}

/// The help each document itself puts on a step.
#[test]
fn help_the_documents_name_stands_where_they_say() {
    let check = |key: &str, no: u8, kinds: &[Kind]| {
        let step = strategy(key).step(StepNo(no)).expect("the step is there");
        for kind in kinds {
            assert_eq!(strategy(key).step_of(*kind), StepNo(no), "{key} {kind:?}");
            assert!(!step.unnamed.contains(kind), "{key} names {kind:?}");
        }
    };
    check("kerteminde-2021", 1, &[Kind::FamilyRoom, Kind::ConversationGroup, Kind::Counselling, Kind::FamilyGroupConference]);
    check("kerteminde-2021", 3, &[Kind::FamilyTreatment, Kind::ReliefCare, Kind::ContactPerson, Kind::DayTreatment, Kind::HomeSupport]);
    check("kerteminde-2021", 4, &[Kind::FamilyStay, Kind::PlacementKin, Kind::PlacementResidentialOwn, Kind::PlacementBoardingSchool]);
    check("koege-2020", 1, &[Kind::SupportPedagogue, Kind::WellbeingEffort]);
    check("koege-2020", 2, &[Kind::HealthVisitorExtra, Kind::PprCourse, Kind::PsychologistTalks, Kind::ParentCourse]);
    check("koege-2020", 3, &[Kind::FamilyTreatment, Kind::ContactPerson, Kind::LostEarnings]);
    check("hvidovre-2014", 5, &[Kind::PlacementResidentialOwn, Kind::PlacementResidentialExternal]);
    check("hvidovre-2014", 4, &[Kind::PlacementKin, Kind::PlacementFoster]);
    check("faxe-2019", 4, &[Kind::PlacementKin, Kind::PlacementFoster, Kind::PlacementOwnRoom, Kind::PlacementResidentialHome]);
}

/// The figure "Indsatstrappen" in Kerteminde's strategy, list by list.
#[test]
fn kertemindes_figure_word_for_word() {
    let figure = [
        (
            1,
            "TOPI|Trivselsundersøgelser|Konsultativ bistand|Overgangsmøder|Neuroaffektive/mentalisering|Dialogmøde|Familierådslagning|\
             Familiestuer|Vækstmodel|Hjernen & Hjertet|Åben anonym rådgivning|Angstgrupper|Snakkegrupper",
            13,
            "Ressourcepædagoger|Pæd. praksiskonsulent|Dagtilbud|Skoler|Sundhedsplejen|PPR|Modtagelsen|Kompetencecenter (KC)|\
             Pædagogisk indsatsteam (PIT)",
            9,
        ),
        (
            2,
            "Undersøgende dialogmøder|ICS|TOPI|Konsultativ bistand|Overgangsmøder|Neuroaffektive/mentalisering|Dialogmøde|\
             Familierådslagning|Familiestuer|Netværksmøder|Vækstmodel|Hjernen og hjertet|Åben anonym rådgivning|Angstgrupper|Snakkegrupper",
            15,
            "Ressourcepædagoger|Pæd. praksiskonsulent|Modtagelsen|PPR|Sundhedsplejen|Familiehuset|Fritidsfamilier|Kompetencecenter (KC)|\
             Pædagogisk indsatsteam (PIT)|Psykoterapeut",
            10,
        ),
        (
            3,
            "ICS|Dialogmøder|Neuroaffektive/mentalisering|Netværksmøder|Vækstmodel|Børnefaglige undersøgelser|Undersøgende dialogmøder|\
             Familierådslagning|Signs of safety|Opfølgningsmøder|Angstgrupper",
            11,
            "Familieteam|Familiehuset|Plejefamilier|Døgninstitutioner|Børnenes Hus|Fritidsfamilier|Kost-/efterskole|Babyteam",
            8,
        ),
        (
            4,
            "Dialogmøde med underretningsstatus|ICS|Netværksmøder|Neuroaffektive/mentalisering|Vækstmodel|Børnefaglige undersøgelser|\
             Familierådslagning|Signs of safety|Opfølgningsmøder",
            9,
            "Familieteam|Familiehuset|Plejefamilier|Opholdssteder|Døgninstitutioner|Børnenes Hus|Kost-/efterskole|Babyteam",
            8,
        ),
    ];
    for (no, methods, methods_count, actors, actors_count) in figure {
        let step = strategy("kerteminde-2021").step(StepNo(no)).expect("four steps");
        assert_eq!(step.methods.join("|"), methods, "methods of step {no}");
        assert_eq!(step.actors.join("|"), actors, "actors of step {no}");
        assert_eq!((step.methods.len(), step.actors.len()), (methods_count, actors_count), "counts of step {no}");
    }
}

#[test]
fn kertemindes_order_of_placements() {
    let kerteminde = strategy("kerteminde-2021");
    let names: Vec<&str> = kerteminde.placement_priority.iter().map(|rank| rank.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Slægts- eller netværksplejefamilie",
            "Almen, Specialiseret eller Forstærket plejefamilie",
            "Egne døgntilbud",
            "Eksterne døgntilbud i egen kommune",
        ]
    );
    assert_eq!(kerteminde.placement_rank(Kind::PlacementKin), Some(1));
    assert_eq!(kerteminde.placement_rank(Kind::PlacementFosterReinforced), Some(2));
    assert_eq!(kerteminde.placement_rank(Kind::PlacementResidentialOwn), Some(3));
    assert_eq!(kerteminde.placement_rank(Kind::PlacementResidentialHome), Some(4));
    assert_eq!(kerteminde.placement_rank(Kind::PlacementSecure), None);
    for key in ["hvidovre-2014", "faxe-2019", "koege-2020"] {
        assert!(strategy(key).placement_priority.is_empty(), "{key} gives no order");
    }
}

#[test]
fn forums_and_routines() {
    let every = |key: &str, name: &str, at: &str| {
        let forum = strategy(key).forums.iter().find(|forum| forum.name == name && forum.at == at).expect(name);
        (forum.every, forum.area, forum.invites_parents, forum.members.len())
    };
    assert_eq!(every("faxe-2019", "TVÆRS", "dagtilbud"), (Some(Span::Weeks(6)), Some(Area::Both), true, 4));
    assert_eq!(every("faxe-2019", "TVÆRS", "skole"), (Some(Span::Weeks(2)), Some(Area::Both), true, 4));
    assert_eq!(every("faxe-2019", "TVÆRS", "dagpleje"), (None, Some(Area::Both), true, 4));
    let koege: Vec<(&str, Option<Area>)> = strategy("koege-2020").forums.iter().map(|forum| (forum.name.as_str(), forum.area)).collect();
    assert_eq!(
        koege,
        [("Ressourceteammøde", Some(Area::General)), ("Netværksmøde", Some(Area::Both)), ("Handleplansmøde", Some(Area::Special))]
    );
    let routines = |key: &str| strategy(key).routines.iter().map(|routine| (routine.kind, routine.every)).collect::<Vec<_>>();
    assert_eq!(routines("kerteminde-2021"), [(RoutineKind::Round, Some(Span::Months(6))), (RoutineKind::Visit, Some(Span::Months(1)))]);
    assert_eq!(routines("hvidovre-2014"), [(RoutineKind::Visit, Some(Span::Weeks(1))), (RoutineKind::Visit, Some(Span::Months(1)))]);
    assert_eq!(routines("koege-2020"), [(RoutineKind::Talk, None)]);
    assert_eq!(strategy("koege-2020").levels.len(), 3);
}

/// Target, direction, year, milestones, history.
#[test]
fn indicators_of_the_documents() {
    use TargetDirection::{AtLeast, AtMost, Falling, Followed};
    type Series<'a> = &'a [(i16, f64)];
    let check =
        |key: &str, indicator: &str, target: Option<f64>, direction, year: Option<i16>, milestones: Series<'_>, history: Series<'_>| {
            let read = strategy(key).indicators.iter().find(|read| read.key == indicator).expect(indicator);
            assert_eq!((read.target, read.direction, read.year), (target, direction, year), "{key} {indicator}");
            assert_eq!((read.milestones.as_slice(), read.history.as_slice()), (milestones, history), "{key} {indicator}");
        };
    check("hvidovre-2014", "notifications-under-6", Some(60.0), AtLeast, None, &[], &[]);
    check("hvidovre-2014", "less-intrusive-within-8-months", Some(80.0), AtLeast, None, &[], &[]);
    check("hvidovre-2014", "residential-placements", None, Falling, Some(2017), &[], &[]);
    check("hvidovre-2014", "unlawful-absence", None, Falling, None, &[], &[]);
    check("faxe-2019", "notifications-under-8", Some(50.0), AtLeast, Some(2021), &[], &[(2018, 36.0)]);
    check("faxe-2019", "notifications", None, Falling, None, &[], &[(2014, 524.0), (2017, 1023.0)]);
    check("faxe-2019", "placed-children", None, Followed, None, &[], &[(2014, 87.0), (2018, 131.0)]);
    let segregated = [(2013, 6.2), (2014, 6.5), (2015, 6.7), (2016, 7.3), (2017, 7.9), (2018, 8.3)];
    check("faxe-2019", "segregated-schooling", None, Falling, None, &[], &segregated);
    check("faxe-2019", "ppv-with-testing", None, Falling, Some(2021), &[], &[]);
    check("faxe-2019", "day-care-quality", None, Followed, None, &[], &[(2016, 2.6), (2018, 3.8)]);
    check("kerteminde-2021", "segregated-schooling", Some(4.0), AtMost, Some(2025), &[], &[]);
    check("kerteminde-2021", "tariff-share-detection", Some(3.0), AtLeast, Some(2025), &[(2023, 2.0)], &[(2021, 1.0)]);
    check("kerteminde-2021", "posts-special-to-intake", Some(1.0), AtLeast, Some(2025), &[(2023, 1.0)], &[]);
    check("kerteminde-2021", "school-budget-share-general", Some(2.0), AtLeast, None, &[], &[(2021, 2.0)]);
    check("kerteminde-2021", "family-rooms-in-districts", Some(100.0), AtLeast, Some(2025), &[], &[]);
    check("kerteminde-2021", "health-clinics-in-districts", Some(100.0), AtLeast, Some(2025), &[], &[]);
    let counts: Vec<usize> = Strategy::shipped().iter().map(|strategy| strategy.indicators.len()).collect();
    assert_eq!(counts, [19, 12, 20, 0]);
}

/// The rises the document states in per cent follow from the figures read.
#[test]
fn faxes_figures_agree_with_its_own_percentages() {
    let rise = |indicator: &str| {
        let history = &strategy("faxe-2019").indicators.iter().find(|read| read.key == indicator).expect(indicator).history;
        let (first, last) = (history[0].1, history[history.len() - 1].1);
        ((last / first - 1.0) * 1000.0).round() / 10.0
    };
    assert_eq!(rise("notifications"), 95.2);
    assert!((rise("placed-children") - 50.5).abs() < 0.15, "50.57 %, which the document cuts to 50.5");
    let total: i64 = strategy("faxe-2019").investments.iter().map(|line| line.amount_ore).sum();
    assert_eq!(total, 16_400_000 * 100, "the document's total, in øre");
}
