//! The invented municipality repeats by seed, is of the size asked for, and holds only invented people.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use support::{options, strategy};
use trin_domain::kinds::Role;
use trin_domain::record::Birth;
use trin_synthetic::{Options, families, family, municipality};

fn fingerprint(options: &Options) -> u64 {
    let (strategy, place) = (strategy(), municipality(options));
    let mut hasher = DefaultHasher::new();
    format!("{place:?}").hash(&mut hasher);
    for family in families(options, &strategy, &place) {
        format!("{:?}", family.commands).hash(&mut hasher);
    }
    hasher.finish()
}

#[test]
fn the_same_seed_gives_the_same_and_another_gives_another() {
    assert_eq!(fingerprint(&options(7, 400)), fingerprint(&options(7, 400)));
    assert_ne!(fingerprint(&options(7, 400)), fingerprint(&options(8, 400)));
}

#[test]
fn a_family_alone_is_the_same_as_among_all() {
    let (options, strategy) = (options(7, 400), strategy());
    let place = municipality(&options);
    for (n, among_all) in families(&options, &strategy, &place).enumerate().take(150).step_by(7) {
        let alone = family(&options, &strategy, &place, n as u64);
        assert_eq!(format!("{:?}", alone.commands), format!("{:?}", among_all.commands));
    }
}

#[test]
fn a_country_is_made_one_family_at_a_time() {
    let (options, strategy) = (options(7, 1_200_000), strategy());
    let place = municipality(&options);
    let mut numbers = HashSet::new();
    // The first families are there before the last are thought of, and any other can be made alone.
    let first: Vec<_> = families(&options, &strategy, &place).take(200).collect();
    let later = (400_000..400_200).map(|index| family(&options, &strategy, &place, index));
    for record in first.into_iter().chain(later).flat_map(|family| family.records) {
        if let Some(cpr) = record.state().cpr() {
            assert!(numbers.insert(cpr));
        }
    }
}

#[test]
fn there_are_as_many_children_as_asked_for() {
    for children in [100, 101, 1_000] {
        let (options, strategy) = (options(3, children), strategy());
        let place = municipality(&options);
        let under_18 = families(&options, &strategy, &place)
            .flat_map(|family| family.records)
            .filter(|record| match record.state().birth().unwrap() {
                Birth::Born(on) => trin_domain::calendar::age_in_years(on, options.today()).unwrap() < 18,
                Birth::Expected(_) => true,
            })
            .count();
        assert_eq!(under_18, children as usize);
    }
}

#[test]
fn every_number_is_a_replacement_number_and_no_two_are_alike() {
    let (options, strategy) = (options(11, 12_000), strategy());
    let place = municipality(&options);
    let mut seen = HashSet::new();
    let mut last = 0;
    for record in families(&options, &strategy, &place).inspect(|family| last = family.index).flat_map(|family| family.records) {
        let state = record.state();
        if let Some(cpr) = state.cpr() {
            assert!(cpr.is_replacement());
            assert!(seen.insert(cpr), "twice");
            assert!(matches!(state.birth(), Some(Birth::Born(on)) if on == cpr.birth_date()));
        } else {
            assert!(matches!(state.birth(), Some(Birth::Expected(_))), "only an unborn child has no number");
        }
    }
    assert!(seen.len() > 12_000);
    // The numbers are dealt out by family, and there must not be more of them than were counted on.
    assert!(last < u64::from(options.children) * 9 / 10, "{last}");
}

#[test]
fn every_role_has_someone_and_everyone_has_a_unit() {
    for children in [100, 4_700, 60_000, 1_200_000] {
        let place = municipality(&options(1, children));
        for role in Role::ALL {
            assert!(place.person(*role).is_some(), "{role:?}");
        }
        let names: Vec<&str> = [
            Role::Pedagogue,
            Role::Teacher,
            Role::HealthVisitor,
            Role::Intake,
            Role::Caseworker,
            Role::TeamLeader,
            Role::Provider,
            Role::HeadOfDepartment,
        ]
        .iter()
        .map(|role| place.person(*role).unwrap().name.as_str())
        .collect();
        assert_eq!(
            names,
            [
                "Pernille Plumgaard",
                "Lars Lærkedal",
                "Sidsel Stormgaard",
                "Mona Modtoft",
                "Rikke Raskmark",
                "Torben Toftlund",
                "Lone Lyngholm",
                "Anders Agerlund"
            ]
        );
        let units: HashSet<_> = place.units.iter().map(|unit| unit.id).collect();
        assert!(place.staff.iter().all(|staff| units.contains(&staff.unit)));
        assert_eq!(units.len(), place.units.len());
        let staff: HashSet<_> = place.staff.iter().map(|staff| staff.id).collect();
        assert_eq!(staff.len(), place.staff.len());
    }
}
