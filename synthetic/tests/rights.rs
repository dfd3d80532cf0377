//! Whoever owes a child something may do it: over an invented municipality, as it is today and as it was along the way.
#![allow(clippy::unwrap_used)]

mod support;

use jiff::{Timestamp, ToSpan};
use std::collections::BTreeMap;
use support::{now, options, strategy};
use trin_domain::access::{Room, grant, grants};
use trin_domain::duties::{self, Duty, Standing};
use trin_domain::id::StaffId;
use trin_domain::kinds::{RestrictionReason, Role};
use trin_domain::organisation::Staff;
use trin_domain::record::{Author, ChildRestricted, Entry, EntryNo, Fact, Record, State};
use trin_domain::strategy::Strategy;
use trin_synthetic::{Municipality, families, municipality};

/// Those who may do what is owed.
fn who_may<'m>(place: &'m Municipality, strategy: &Strategy, state: &State<'_>, duty: &Duty, now: Timestamp) -> Vec<&'m Staff> {
    let units: BTreeMap<StaffId, _> = place.staff.iter().map(|somebody| (somebody.id, somebody.unit)).collect();
    let may = |somebody: &&Staff| {
        let access = grant(state, strategy, somebody, |staff| units.get(&staff).copied(), now);
        access.is_some_and(|access| access.writes(Room::met_in(duty.kind)))
    };
    place.staff.iter().filter(may).collect()
}

/// Everybody who owes something at an instant and cannot do it.
fn left_alone(place: &Municipality, strategy: &Strategy, state: &State<'_>, now: Timestamp, looked: &mut [usize; 2]) -> Vec<String> {
    let mut left = Vec::new();
    let open = |duty: &Duty| matches!(duty.standing(now), Standing::Owed | Standing::Late);
    for duty in duties::of(state, strategy).into_iter().filter(open) {
        // Access is derived from a record as it is at the instant; one who has left since gave the child on.
        let may = who_may(place, strategy, state, &duty, now);
        let is_met = match duty.responsible {
            Some(responsible) => {
                let works_here = place.staff.iter().any(|somebody| somebody.id == responsible && somebody.is_active);
                may.iter().any(|somebody| somebody.id == responsible) || !works_here
            }
            // Each of the intake; of the others those who have, or had, to do with the child.
            None if duty.role == Role::Intake && state.restriction().is_none() => {
                let everyone = place.staff.iter().filter(|somebody| somebody.role == Role::Intake && somebody.is_active);
                everyone.clone().count() > 0 && everyone.clone().all(|one| may.iter().any(|somebody| somebody.id == one.id))
            }
            None => !may.is_empty(),
        };
        looked[usize::from(duty.responsible.is_none())] += 1;
        if !is_met {
            let grants: Vec<String> =
                grants(state, strategy).iter().map(|grant| format!("{:?} {:?}", grant.holder, grant.because)).collect();
            let whose = (duty.responsible, duty.role);
            left.push(format!("{:?} about {:?} of {whose:?}, {} at {now}: {grants:?}", duty.kind, duty.about, state.name()));
        }
    }
    left
}

/// The record as it was after so many entries.
fn first(record: &Record, count: usize) -> Record {
    let mut then = Record::new(record.child);
    then.extend(record.entries().iter().take(count).cloned().collect::<Vec<Entry>>());
    then
}

/// The same record kept to the fewest, by whoever wrote last in it.
fn restricted(record: &Record) -> Record {
    let mut kept = first(record, record.entries().len());
    let last = record.entries().last().unwrap();
    let fact = Fact::ChildRestricted(ChildRestricted {
        reason: RestrictionReason::StaffFamily,
        on: trin_domain::calendar::day_of(last.recorded_at),
    });
    let by = Author { staff: last.by.staff, role: Role::TeamLeader };
    kept.extend(vec![Entry { no: EntryNo(last.no.0 + 1), recorded_at: last.recorded_at, by, fact }]);
    kept
}

#[test]
fn whoever_owes_something_may_open_the_room_where_it_is_done() {
    let (options, strategy) = (options(11, 300), strategy());
    // A strategy that asks for more to be read again leaves more to be owed.
    let strategy = Strategy { reread_from_notification: 2, ..strategy };
    let place = municipality(&options);
    let (mut left, mut looked) = (Vec::new(), [0, 0]);
    for record in families(&options, &strategy, &place).flat_map(|family| family.records) {
        let count = record.entries().len();
        let mut looks = vec![(count, now())];
        // As it was along the way: just after a closing, and months and years later.
        for (place, entry) in
            record.entries().iter().enumerate().filter(|(place, entry)| matches!(entry.fact, Fact::Closed(_)) || place % 17 == 0)
        {
            looks.extend([0, 40 * 24, 500 * 24].map(|hours| (place + 1, entry.recorded_at.checked_add(hours.hours()).unwrap())));
        }
        for (entries, at) in looks {
            let then = first(&record, entries);
            left.extend(left_alone(&place, &strategy, &then.state(), at, &mut looked));
            let kept = restricted(&then);
            left.extend(
                left_alone(&place, &strategy, &kept.state(), at, &mut looked).into_iter().map(|line| format!("restricted: {line}")),
            );
        }
    }
    assert!(looked.iter().all(|count| *count > 100), "there is something to look at: {looked:?}");
    assert!(left.is_empty(), "{} of {looked:?}:\n{}", left.len(), left.iter().take(20).cloned().collect::<Vec<_>>().join("\n"));
}
