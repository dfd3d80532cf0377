//! T1: whatever happens in a department, no child is ever dropped. People are hired and leave, cases open and close, responsibility is offered,
//! taken, declined and moved, the program restarts; after every step each open child has exactly one professional who is here, and it is the one the
//! model says. A failing life prints the seed that plays it again.
//!
//! `TRIN_TRIALS=long` plays 2,000 lives, `TRIN_SEED=n` one of them.

use crate::life::*;
use crate::random::Dice;
use crate::stores::Place;
use jiff::{Timestamp, ToSpan};
use std::collections::{BTreeMap, BTreeSet};
use trin_domain::calendar::day_of;
use trin_domain::id::{ChildId, CommandKey, StaffId, UnitId};
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_domain::record::*;
use trin_store::{ExecuteError, LeaveError, Store};
use uuid::Uuid;

on_both! {
    no_child_is_ever_dropped;
    a_leaver_with_children_is_refused_by_the_database_itself;
    a_child_does_not_begin_with_somebody_who_left;
    a_leaver_stops_their_own_children_alone;
    who_was_responsible_on_the_way_may_have_left;
    a_case_a_leaver_has_already_is_written_in_beside_one_they_are_refused;
    somebody_leaving_while_a_child_begins_with_them_leaves_no_child_behind;
    a_child_is_not_given_to_somebody_who_left_by_the_database_itself;
    somebody_leaving_and_being_given_a_child_at_once_leaves_no_child_behind;
}

/// Steps of one life at most.
const STEPS: usize = 200;
const PEOPLE: [&str; 5] = ["mette", "bo", "åse", "intake-ida", "lone"];
const CHILDREN: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// What must be so.
#[derive(Default)]
struct Model {
    /// Who has each open child.
    open: BTreeMap<ChildId, StaffId>,
    known: BTreeSet<ChildId>,
    here: BTreeSet<StaffId>,
}

struct Life {
    dice: Dice,
    store: Store,
    model: Model,
    now: Timestamp,
    taken: Vec<String>,
}

fn system() -> Staff {
    Staff { id: staff("trin"), name: "Trin".into(), role: Role::System, unit: UnitId::from_label("team"), is_active: true }
}

async fn no_child_is_ever_dropped(place: &Place) {
    let one: Option<u64> = std::env::var("TRIN_SEED").ok().and_then(|seed| seed.parse().ok());
    let lives = if std::env::var("TRIN_TRIALS").is_ok_and(|wanted| wanted == "long") {
        2000
    } else if matches!(place, Place::File(_)) {
        12
    } else {
        2
    };
    let (mut steps, mut moved) = (0, 0);
    for seed in one.map_or(1..=lives, |seed| seed..=seed) {
        let place = place.another().await;
        let (more, left) = live(&place, seed).await;
        steps += more;
        moved += left;
        place.clear().await;
    }
    assert!(moved > 0 || lives < 12 || one.is_some(), "nobody with children ever left: nothing was tried");
    eprintln!("T1: {lives} lives, {steps} steps, {moved} children moved when somebody left, 0 dropped");
}

async fn live(place: &Place, seed: u64) -> (usize, u64) {
    let store = place.open().await;
    people(&store).await;
    store.put_staff(&system()).await.unwrap();
    let here = PEOPLE.iter().map(|label| staff(label)).collect();
    let mut life = Life { dice: Dice(seed), store, model: Model { here, ..Model::default() }, now: morning(), taken: Vec::new() };
    let (steps, mut moved) = (20 + life.dice.below(STEPS - 20), 0);
    for _ in 0..steps {
        life.now = life.now.checked_add(life.dice.of(&[1i64, 3, 26, 70]).hours()).unwrap();
        moved += life.step(place).await;
        let fault = life.fault(place).await;
        assert!(fault.is_none(), "TRIN_SEED={seed}: {}\nafter {}", fault.unwrap(), life.taken.join(", "));
    }
    let report = life.store.verify(strategy()).await.unwrap();
    assert!(report.is_sound(), "TRIN_SEED={seed}: {report:#?}");
    life.store.close().await;
    (steps, moved)
}

impl Life {
    /// One thing that happens; how many children moved because somebody left.
    async fn step(&mut self, place: &Place) -> u64 {
        let child = child(self.dice.of(&CHILDREN));
        let who = self.dice.of(&PEOPLE);
        let person = self.person(who);
        let on = day_of(self.now);
        let record = self.store.record(child).await.unwrap().unwrap_or_else(|| Record::new(child));
        let state = record.state();
        let responsible = self.model.open.get(&child).copied();
        let offer = state.open_offers().next().map(|offer| (offer.offered.no, offer.offered.what.to));
        let by_lone = Author { staff: staff("lone"), role: Role::TeamLeader };
        let as_holder = |staff| Author { staff, role: Role::Caseworker };
        match self.dice.below(11) {
            0 => return self.leave(&person, who).await,
            1 => {
                self.did(&format!("{who} is hired"));
                self.store.put_staff(&Staff { is_active: true, ..person }).await.unwrap();
                self.model.here.insert(staff(who));
            }
            2 => {
                self.did("restart");
                self.store.close().await;
                self.store = place.open().await;
            }
            3 | 4 => {
                // As the pages do: nobody who has left is offered a child. The database refuses it all the same.
                if responsible.is_none() && self.model.here.contains(&person.id) {
                    let mut facts = vec![notified(self.now), assigned(who, on)];
                    if !self.model.known.contains(&child) {
                        facts.insert(0, registered("Ida Holm", jiff::civil::date(2015, 5, 17)));
                    }
                    if self.write("opens", &record, by_lone, facts).await {
                        self.model.open.insert(child, person.id);
                        self.model.known.insert(child);
                    }
                }
            }
            5 => {
                if let Some(responsible) = responsible {
                    let closed = Fact::Closed(Closed { on, reason: "Familien klarer sig.".into() });
                    if self.write("closes", &record, as_holder(responsible), vec![closed]).await {
                        self.model.open.remove(&child);
                    }
                }
            }
            6 | 7 => {
                if let Some(responsible) = responsible.filter(|_| self.model.here.contains(&person.id)) {
                    let offered = ResponsibilityOffered { to: person.id, on, reason: "Nyt distrikt".into() };
                    // Nothing moves before it is accepted.
                    self.write("offers", &record, as_holder(responsible), vec![Fact::ResponsibilityOffered(offered)]).await;
                }
            }
            8 => {
                if let Some((offer, to)) = offer.filter(|(_, to)| self.model.here.contains(to)) {
                    let accepted = Fact::ResponsibilityAccepted(ResponsibilityAccepted { offer, on });
                    if self.write("accepts", &record, as_holder(to), vec![accepted]).await {
                        self.model.open.insert(child, to);
                    }
                }
            }
            9 => {
                if let Some((offer, to)) = offer.filter(|(_, to)| self.model.here.contains(to)) {
                    let declined = ResponsibilityDeclined { offer, on, reason: "For mange børn".into() };
                    self.write("declines", &record, as_holder(to), vec![Fact::ResponsibilityDeclined(declined)]).await;
                }
            }
            _ => {
                if responsible.is_some() && self.model.here.contains(&person.id) {
                    let moved = self.write("is moved", &record, by_lone, vec![assigned(who, on)]).await;
                    if moved {
                        self.model.open.insert(child, person.id);
                    }
                }
            }
        }
        0
    }

    fn person(&self, who: &str) -> Staff {
        let role = match who {
            "intake-ida" => Role::Intake,
            "lone" => Role::TeamLeader,
            _ => Role::Caseworker,
        };
        let id = staff(who);
        Staff { id, name: who.into(), role, unit: UnitId::from_label("team"), is_active: self.model.here.contains(&id) }
    }

    async fn leave(&mut self, person: &Staff, who: &str) -> u64 {
        let heir = self.dice.of(&PEOPLE);
        let heir = Some(self.person(heir)).filter(|_| !self.dice.one_in(4));
        let left = self.store.leave(strategy(), self.now, system().id, person, heir.as_ref(), "Er stoppet").await;
        self.did(&format!("{who} leaves, children to {:?}: {left:?}", heir.as_ref().map(|heir| heir.name.as_str())));
        let held: Vec<ChildId> = self.model.open.iter().filter(|(_, has)| **has == person.id).map(|(child, _)| *child).collect();
        match (left, heir) {
            (Ok(moved), heir) => {
                assert_eq!(moved, held.len() as u64, "every child of theirs moved");
                for child in held {
                    self.model.open.insert(child, heir.as_ref().expect("somebody had the children").id);
                }
                self.model.here.remove(&person.id);
                moved
            }
            (Err(LeaveError::Children(_)), None) => {
                assert!(!held.is_empty(), "refused for children they do not have");
                0
            }
            (Err(LeaveError::NotHere), Some(heir)) => {
                assert!(!heir.is_active || heir.id == person.id);
                0
            }
            (Err(error), heir) => panic!("{error} with {heir:?}"),
        }
    }

    /// Whether the domain and the store let it in.
    async fn write(&mut self, what: &str, record: &Record, by: Author, facts: Vec<Fact>) -> bool {
        let key = CommandKey::new(Uuid::from_u64_pair(self.dice.next(), self.dice.next()));
        let command = Command { child: record.child, key, seen: record.version(), facts };
        let done = self.store.execute(strategy(), &Context { now: self.now, by }, "trial", &command).await;
        self.did(&format!("{what} {}", if done.is_ok() { "" } else { "(refused)" }));
        match done {
            Ok(_) => true,
            Err(ExecuteError::Refused { .. }) => false,
            Err(error) => panic!("{what}: {error}\nafter {}", self.taken.join(", ")),
        }
    }

    fn did(&mut self, what: &str) {
        self.taken.push(what.to_owned());
    }

    /// What is wrong now, if anything.
    async fn fault(&self, place: &Place) -> Option<String> {
        let dropped = place
            .number(
                "SELECT COUNT(*) FROM child c LEFT JOIN staff s ON s.id = c.responsible
                    WHERE c.is_open = 1 AND (s.id IS NULL OR s.is_active = 0)",
            )
            .await;
        if dropped > 0 {
            return Some(format!("{dropped} open children have nobody who is here"));
        }
        for label in CHILDREN {
            let child = child(label);
            let row = self.store.child(&leader_at(self.now), child, day_of(self.now)).await.unwrap();
            let has = row.filter(|row| row.is_open).and_then(|row| row.responsible);
            if has != self.model.open.get(&child).copied() {
                return Some(format!("child {label}: {has:?} has it, {:?} should", self.model.open.get(&child)));
            }
        }
        None
    }
}

async fn a_leaver_with_children_is_refused_by_the_database_itself(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.execute(strategy(), &context("lone", morning()), "trial", &arrives("a", "Ida Holm", "mette", morning())).await.unwrap();
    let left = format!("UPDATE staff SET is_active = 0 WHERE id = '{}'", staff("mette").uuid());
    let refused = place.raw(&left).await.unwrap_err();
    assert!(refused.to_string().contains("open children have this person as responsible"), "{refused}");
    let left = format!("UPDATE staff SET is_active = 0 WHERE id = '{}'", staff("bo").uuid());
    assert_eq!(place.raw(&left).await.unwrap(), 1, "who has no children may leave");
}

async fn a_child_is_not_given_to_somebody_who_left_by_the_database_itself(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.execute(strategy(), &context("lone", morning()), "trial", &arrives("a", "Ida Holm", "mette", morning())).await.unwrap();
    place.raw(&format!("UPDATE staff SET is_active = 0 WHERE id = '{}'", staff("bo").uuid())).await.unwrap();
    let given = format!("UPDATE child SET responsible = '{}' WHERE id = '{}'", staff("bo").uuid(), child("a").uuid());
    let refused = place.raw(&given).await.unwrap_err();
    assert!(refused.to_string().contains("the responsible person has left"), "{refused}");
}

async fn a_child_does_not_begin_with_somebody_who_left(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let by = Context { now: morning(), by: Author { staff: staff("lone"), role: Role::TeamLeader } };
    let old = arrives("old", "Ida Holm", "bo", morning());
    store.execute(strategy(), &by, "trial", &old).await.unwrap();
    let leaves = format!("UPDATE staff SET is_active = 0 WHERE id = '{}'", staff("bo").uuid());
    store.execute(strategy(), &by, "trial", &command("old", "given", 3, vec![assigned("mette", day_of(morning()))])).await.unwrap();
    place.raw(&leaves).await.unwrap();
    let begun = store.execute(strategy(), &by, "trial", &arrives("new", "Bo Holm", "bo", morning())).await;
    let refused = begun.unwrap_err();
    let is_told =
        matches!(refused, ExecuteError::ResponsibleLeft { child: whose, staff: who } if (whose, who) == (child("new"), staff("bo")));
    assert!(is_told, "not told who has left: {refused:?}");
    assert_eq!(store.record(child("new")).await.unwrap(), None);
    // A case from before the database refused it is still written in, and can be given on.
    let trigger = match place {
        Place::File(_) => ["DROP TRIGGER child_is_given", "UPDATE child SET responsible = ''"],
        Place::Schema { .. } => ["DROP TRIGGER child_is_given ON child", "UPDATE child SET responsible = ''"],
    };
    place.raw(trigger[0]).await.unwrap();
    place.raw(&trigger[1].replace("''", &format!("'{}'", staff("bo").uuid()))).await.unwrap();
    let again = "INSERT INTO child SELECT * FROM child WHERE true ON CONFLICT (id) DO UPDATE SET version = excluded.version";
    assert_eq!(place.raw(again).await.unwrap(), 1, "what is written as it was is left alone");
}

async fn a_leaver_stops_their_own_children_alone(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let bo = store.staff(staff("bo")).await.unwrap().unwrap();
    store.put_staff(&Staff { is_active: false, ..bo }).await.unwrap();
    let by = context("lone", morning());
    let sent = [("a", "mette"), ("b", "bo"), ("c", "mette")].map(|(label, to)| arrives(label, label, to, morning()));
    // Of many, theirs is left out.
    let tally = store.execute_many(strategy(), "import", sent.clone().map(|command| (by, command))).await.unwrap();
    assert_eq!((tally.done, tally.refused.len()), (2, 1), "{:?}", tally.refused);
    assert_eq!(tally.refused[0].child, child("b"));
    assert!(matches!(tally.refused[0].error, ExecuteError::ResponsibleLeft { .. }), "{:?}", tally.refused);
    assert!(store.record(child("a")).await.unwrap().is_some() && store.record(child("c")).await.unwrap().is_some());
    assert_eq!(store.record(child("b")).await.unwrap(), None);
    // Of siblings on one form, none goes in.
    let siblings = [("d", "mette"), ("e", "bo")].map(|(label, to)| arrives(label, label, to, morning()));
    let refused = store.execute_all(strategy(), &by, "trial", &siblings).await.unwrap_err();
    assert!(matches!(refused, ExecuteError::ResponsibleLeft { child: whose, .. } if whose == child("e")), "{refused:?}");
    assert_eq!(store.record(child("d")).await.unwrap(), None);
    // A child is not moved to them either, and stays where it was.
    let given = command("a", "given", 3, vec![assigned("bo", day_of(morning()))]);
    let leads = Context { now: morning(), by: Author { staff: staff("lone"), role: Role::TeamLeader } };
    let refused = store.execute(strategy(), &leads, "trial", &given).await.unwrap_err();
    assert!(matches!(refused, ExecuteError::ResponsibleLeft { child: whose, .. } if whose == child("a")), "{refused:?}");
    assert_eq!(store.record(child("a")).await.unwrap().unwrap().version(), Version(3));
    assert!(store.verify(strategy()).await.unwrap().is_sound());
}

async fn who_was_responsible_on_the_way_may_have_left(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let bo = store.staff(staff("bo")).await.unwrap().unwrap();
    store.put_staff(&Staff { is_active: false, ..bo }).await.unwrap();
    let leads = Context { now: morning(), by: Author { staff: staff("lone"), role: Role::TeamLeader } };
    let life = |label: &str, last: &str| {
        let given = command(label, &format!("{label} given"), 3, vec![assigned(last, day_of(morning()))]);
        [(leads, arrives(label, "Ida Holm", "bo", morning())), (leads, given)]
    };
    let done = store.execute_together(strategy(), "import", &life("a", "mette")).await.unwrap();
    assert_eq!(done.iter().map(|done| done.version.0).collect::<Vec<_>>(), [3, 4]);
    let row = store.child(&leader(), child("a"), day_of(morning())).await.unwrap().unwrap();
    assert_eq!(row.responsible, Some(staff("mette")));
    // The other way round nothing of it is written.
    let back = [
        (leads, arrives("b", "Bo Holm", "mette", morning())),
        (leads, command("b", "b given", 3, vec![assigned("bo", day_of(morning()))])),
    ];
    let refused = store.execute_together(strategy(), "import", &back).await.unwrap_err();
    assert!(matches!(refused, ExecuteError::ResponsibleLeft { child: whose, .. } if whose == child("b")), "{refused:?}");
    assert_eq!(store.record(child("b")).await.unwrap(), None);
    assert!(store.verify(strategy()).await.unwrap().is_sound());
}

async fn a_case_a_leaver_has_already_is_written_in_beside_one_they_are_refused(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let by = context("lone", morning());
    store.execute(strategy(), &by, "trial", &arrives("old", "Ida Holm", "bo", morning())).await.unwrap();
    // As before the database refused it.
    let (trigger, on) = match place {
        Place::File(_) => ("DROP TRIGGER worker_leaves", ""),
        Place::Schema { .. } => ("DROP TRIGGER worker_leaves", " ON staff"),
    };
    place.raw(&format!("{trigger}{on}")).await.unwrap();
    place.raw(&format!("UPDATE staff SET is_active = 0 WHERE id = '{}'", staff("bo").uuid())).await.unwrap();
    let noted = command("old", "noted", 3, vec![note(day_of(morning()), "Talt med skolen.")]);
    let sent = [noted, arrives("new", "Bo Holm", "bo", morning())].map(|command| (by, command));
    let tally = store.execute_many(strategy(), "import", sent).await.unwrap();
    assert_eq!((tally.done, tally.refused.len()), (1, 1), "{:?}", tally.refused);
    assert_eq!(tally.refused[0].child, child("new"));
}

async fn somebody_leaving_while_a_child_begins_with_them_leaves_no_child_behind(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.put_staff(&system()).await.unwrap();
    let lone = store.staff(staff("lone")).await.unwrap().unwrap();
    let now = morning();
    let by = Context { now, by: Author { staff: staff("lone"), role: Role::TeamLeader } };
    for round in 0..12 {
        let mette = store.staff(staff("mette")).await.unwrap().unwrap();
        store.put_staff(&Staff { is_active: true, ..mette.clone() }).await.unwrap();
        let begins = arrives(&format!("race {round}"), "Ida Holm", "mette", now);
        let (left, _) = tokio::join!(
            store.leave(strategy(), now, system().id, &mette, Some(&lone), "Er stoppet"),
            store.execute(strategy(), &by, "trial", &begins)
        );
        left.unwrap();
        let dropped =
            place.number("SELECT COUNT(*) FROM child c JOIN staff s ON s.id = c.responsible WHERE c.is_open = 1 AND s.is_active = 0").await;
        assert_eq!(dropped, 0, "round {round}");
    }
}

async fn somebody_leaving_and_being_given_a_child_at_once_leaves_no_child_behind(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    store.put_staff(&system()).await.unwrap();
    let by = Author { staff: staff("lone"), role: Role::TeamLeader };
    let lone = store.staff(staff("lone")).await.unwrap().unwrap();
    for round in 0..12 {
        let label = format!("race {round}");
        let (mette, now) = (store.staff(staff("mette")).await.unwrap().unwrap(), morning());
        store.put_staff(&Staff { is_active: true, ..mette.clone() }).await.unwrap();
        store.execute(strategy(), &Context { now, by }, "trial", &arrives(&label, "Ida Holm", "bo", now)).await.unwrap();
        let given = command(&label, &format!("given {round}"), 3, vec![assigned("mette", day_of(now))]);
        let context = Context { now, by };
        let (left, _) = tokio::join!(
            store.leave(strategy(), now, system().id, &mette, Some(&lone), "Er stoppet"),
            store.execute(strategy(), &context, "trial", &given)
        );
        left.unwrap();
        let dropped =
            place.number("SELECT COUNT(*) FROM child c JOIN staff s ON s.id = c.responsible WHERE c.is_open = 1 AND s.is_active = 0").await;
        assert_eq!(dropped, 0, "round {round}");
    }
}
