//! The rights matrix says what the derivation says, and it is as large as it says.

use std::collections::BTreeSet;
use trin_domain::access::{Because, Room, Rooms};
use trin_domain::kinds::Role;
use trin_testkit::relations::{End, relations};
use trin_xtask::repository::root;
use trin_xtask::rights::{COMMAND, Cell, PATH, cells, me, rights, seen, size, whose};

#[test]
fn the_matrix_is_up_to_date() {
    let kept = std::fs::read_to_string(root().join(PATH)).unwrap_or_default();
    let says = rights();
    let differs = says.lines().zip(kept.lines()).position(|(new, old)| new != old);
    let first = differs.map_or_else(|| "its length differs".to_owned(), |line| format!("line {} differs", line + 1));
    assert!(kept == says, "{PATH} is stale ({first}). Run: {COMMAND}");
}

#[test]
fn the_matrix_has_as_many_cells_as_it_says() {
    let kept = std::fs::read_to_string(root().join(PATH)).expect("the matrix");
    let is_cell = |word: &&str| matches!(*word, "." | "d" | "D" | "l" | "S" | "J");
    let rows = kept.lines().skip_while(|line| !line.starts_with("Relation til barnet"));
    // A relation's name may hold a word of one letter, but no row begins its cells before them.
    let in_a_row = |line: &str| line.split_whitespace().rev().take_while(is_cell).count();
    let cells: usize = rows.map(in_a_row).sum();
    assert_eq!(cells, size(), "the cells counted in the file");
    assert!(cells >= 2_000, "{cells}");
    assert!(kept.contains(&format!("= {cells}.")), "it says how many there are");
}

/// Every reason the domain knows is met by some role with some relation, but for one the record does not let happen.
#[test]
fn every_reason_to_see_a_child_is_in_the_matrix() {
    let mut met = BTreeSet::new();
    for role in Role::ALL {
        let me = me(*role);
        for relation in relations() {
            let record = relation.record(&whose(&relation, &me));
            let access = seen(&record, &me);
            met.extend(access.iter().flat_map(|access| access.grants.iter()).map(|grant| grant.because.code()));
            if let Some(access) = &access {
                // Of what a unit finds, one reads one's own unit's: entry by entry, not as a room.
                let read = access.rooms.and(Rooms::of(&[Room::AtUnit]));
                assert!(read.has_all(access.writes), "{role:?} {}: nobody writes where they do not read", relation.code);
            }
            let row = cells(&record.state(), &me, access.as_ref());
            assert!(row[Room::ProtectedAddress as usize] == Cell::Nothing, "a protected address is no cell of a page");
        }
    }
    let no = trin_domain::record::EntryNo(1);
    let all = [
        Because::Responsible,
        Because::CoWorker(no),
        Because::Leads,
        Because::Offered(no),
        Because::Closed(no),
        Because::Notification(no),
        Because::Owed(no),
        Because::Glass(no),
        Because::Oversees,
        Because::GlassToReview(no),
        Because::RetentionEnded,
        Because::Known,
        Because::Enrolled(no),
        Because::GivesHelp(no),
        Because::Meets(no),
    ];
    let missing: Vec<_> = all.iter().map(|because| because.code()).filter(|code| !met.contains(code)).collect();
    assert!(missing.is_empty(), "no role with any relation has {missing:?}");
}

/// What is withdrawn is gone, in the domain; `web/tests/rights.rs` asks the server.
#[test]
fn a_relation_that_ends_takes_its_grant_with_it() {
    let mut ended = 0;
    for role in Role::ALL {
        let me = me(*role);
        for relation in relations() {
            let whose = whose(&relation, &me);
            let record = relation.record(&whose);
            let End::Written(..) = relation.end(&whose) else { continue };
            let before = seen(&record, &me).map(|access| access.grants);
            let Some(opened) = before.filter(|grants| !grants.is_empty()) else { continue };
            let after = trin_xtask::rights::ended(&relation, &whose);
            let left = seen(&after, &me).map(|access| access.grants).unwrap_or_default();
            let of_the_relation = opened.iter().filter(|grant| grant.because.code() == relation.code.trim_start_matches("restricted-"));
            for grant in of_the_relation {
                ended += 1;
                assert!(
                    !left.iter().any(|other| other.because == grant.because),
                    "{role:?}, {}: {:?} is left",
                    relation.code,
                    grant.because
                );
            }
        }
    }
    assert!(ended > 40, "{ended} relations were ended");
}
