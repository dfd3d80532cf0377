//! Children's lives in small: commands as people send them, at fixed instants.

use jiff::{Timestamp, ToSpan, civil::Date};
use trin_domain::calendar::day_of;
use trin_domain::id::{ChildId, CommandKey, StaffId, UnitId};
use trin_domain::kinds::{Cause, NotifierKind, Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::*;
use trin_domain::strategy::Strategy;
use trin_store::{Reader, Store};

pub fn strategy() -> &'static Strategy {
    Strategy::standard()
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn staff(label: &str) -> StaffId {
    StaffId::from_label(label)
}

pub fn child(label: &str) -> ChildId {
    ChildId::from_label(label)
}

pub fn key(label: &str) -> CommandKey {
    CommandKey::from_label(label)
}

pub fn context(who: &str, now: Timestamp) -> Context {
    let role = if who.starts_with("intake") { Role::Intake } else { Role::Caseworker };
    Context { now, by: Author { staff: staff(who), role } }
}

pub fn morning() -> Timestamp {
    at("2024-03-04T08:00:00Z")
}

/// The leader of the team where everyone in these tests works, late in their year: she may know of every child with somebody responsible.
pub fn leader() -> Reader {
    leader_at(at("2024-12-31T12:00:00Z"))
}

/// The intake, who may know that any child is here.
pub fn intake() -> Reader {
    let ida = Staff {
        id: staff("intake-ida"),
        name: "Ida Modtager".into(),
        role: Role::Intake,
        unit: UnitId::from_label("team"),
        is_active: true,
    };
    Reader::new(&ida, at("2024-12-31T12:00:00Z"))
}

/// The same leader at another time: what was closed long before is no longer hers to see.
pub fn leader_at(now: Timestamp) -> Reader {
    let lone =
        Staff { id: staff("lone"), name: "Lone Leder".into(), role: Role::TeamLeader, unit: UnitId::from_label("team"), is_active: true };
    Reader::new(&lone, now)
}

/// Two teams and the people of these tests.
pub async fn people(store: &Store) {
    let team =
        Unit { id: UnitId::from_label("team"), name: "Familierådgivningen".into(), kind: UnitKind::CaseTeam, district: "Nord".into() };
    store.put_unit(&team).await.unwrap();
    for (label, name, role) in [
        ("intake-ida", "Ida Modtager", Role::Intake),
        ("mette", "Mette Rådgiver", Role::Caseworker),
        ("bo", "Bo Rådgiver", Role::Caseworker),
        ("åse", "Åse Rådgiver", Role::Caseworker),
        ("lone", "Lone Leder", Role::TeamLeader),
    ] {
        store.put_staff(&Staff { id: staff(label), name: name.into(), role, unit: team.id, is_active: true }).await.unwrap();
    }
}

pub fn registered(name: &str, born: Date) -> Fact {
    Fact::Registered(Registered { name: name.into(), birth: Birth::Born(born), cpr: None })
}

pub fn notified(received_at: Timestamp) -> Fact {
    Fact::NotificationReceived(NotificationReceived {
        received_at,
        notifier: Notifier { kind: NotifierKind::School, name: Some("Skolelærer Jens".into()), workplace: None },
        concern: "Kommer sulten i skole og fortæller om råb derhjemme.".into(),
        causes: vec![Cause::OtherNeglect, Cause::ConflictOrViolenceAtHome],
        acute: false,
        abuse_suspected: false,
        siblings: Vec::new(),
    })
}

pub fn assigned(to: &str, on: Date) -> Fact {
    Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: staff(to), on, reason: "Distrikt Nord".into() })
}

pub fn note(on: Date, facts: &str) -> Fact {
    Fact::NoteWritten(NoteWritten {
        on,
        facts: facts.into(),
        child_words: String::new(),
        others_words: String::new(),
        judgement: String::new(),
    })
}

/// A child registered with a notification, and someone responsible.
pub fn arrives(label: &str, name: &str, responsible: &str, now: Timestamp) -> Command {
    let received_at = now.checked_sub(1.hour()).unwrap();
    let on = day_of(now);
    Command {
        child: child(label),
        key: key(&format!("{label} arrives")),
        seen: Version(0),
        facts: vec![registered(name, jiff::civil::date(2015, 5, 17)), notified(received_at), assigned(responsible, on)],
    }
}

pub fn command(label: &str, name: &str, seen: u32, facts: Vec<Fact>) -> Command {
    Command { child: child(label), key: key(name), seen: Version(seen), facts }
}
