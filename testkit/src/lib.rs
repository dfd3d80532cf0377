//! Fixtures with fixed defaults, a fixed clock and no randomness, for the tests of every crate.
#![allow(clippy::expect_used, reason = "a fixture that does not hold is a broken test")]

pub mod relations;

use jiff::{Timestamp, civil::date};
use trin_domain::id::{ChildId, CommandKey, StaffId};
use trin_domain::kinds::{Cause, EndReason, InterventionKind, NotifierKind, Role, ScreeningOutcome};
use trin_domain::record::*;

/// A child's record with a clock that the test sets, written by a person.
pub struct Desk {
    /// The record so far.
    pub record: Record,
    /// Now; a test sets it.
    pub now: Timestamp,
    /// Who writes.
    pub by: Author,
}

/// A member of staff by name.
pub fn staff(name: &str) -> StaffId {
    StaffId::from_label(name)
}

/// An instant from text.
pub fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

impl Desk {
    /// A registered child, Freja Holm, born 2016-05-04; the intake worker Ida writes, on 1 March 2024.
    pub fn open() -> Self {
        let child = ChildId::from_label("freja");
        let mut desk =
            Self { record: Record::new(child), now: at("2024-03-01T09:00:00Z"), by: Author { staff: staff("ida"), role: Role::Intake } };
        desk.writes([Fact::Registered(Registered { name: "Freja Holm".into(), birth: Birth::Born(date(2016, 5, 4)), cpr: None })]);
        desk
    }

    /// With a notification (entry 2) that Ida is responsible for.
    pub fn with_notification() -> Self {
        let mut desk = Self::open();
        desk.writes([notification("2024-03-01T08:00:00Z"), assigned("ida")]);
        desk
    }

    /// With a placement decided (entry 4) and begun (entry 5) on 1 June 2024.
    pub fn with_placement() -> Self {
        let mut desk = Self::with_notification();
        desk.now = at("2024-06-01T09:00:00Z");
        desk.writes([decided(InterventionKind::PlacementKin), started(4)]);
        desk
    }

    /// What a command would add.
    ///
    /// # Errors
    /// Its refusal.
    pub fn tries(&self, facts: impl Into<Vec<Fact>>) -> Result<Vec<Entry>, Refusal> {
        let command =
            Command { child: self.record.child, key: CommandKey::from_label("x"), seen: self.record.version(), facts: facts.into() };
        decide(&self.record, &command, &Context { now: self.now, by: self.by })
    }

    /// Writes facts that must be accepted.
    pub fn writes(&mut self, facts: impl Into<Vec<Fact>>) {
        let entries = self.tries(facts).expect("accepted");
        self.record.extend(entries);
    }

    /// The refusal of facts that must be refused.
    pub fn refuses(&self, facts: impl Into<Vec<Fact>>) -> Refusal {
        self.tries(facts).expect_err("refused")
    }

    /// The same desk with another person at it.
    #[must_use]
    pub fn acting_as(mut self, name: &str) -> Self {
        self.by.staff = staff(name);
        self
    }
}

/// A notification from the school, received at an instant.
pub fn notification(received_at: &str) -> Fact {
    Fact::NotificationReceived(NotificationReceived {
        received_at: at(received_at),
        notifier: Notifier { kind: NotifierKind::School, name: Some("Lone Bech".into()), workplace: None },
        concern: "Freja er ofte alene om aftenen.".into(),
        causes: vec![Cause::InsufficientCare],
        acute: false,
        abuse_suspected: false,
        siblings: Vec::new(),
    })
}

/// Responsibility assigned to somebody.
pub fn assigned(to: &str) -> Fact {
    Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: staff(to), on: date(2024, 3, 1), reason: "Modtagelsen".into() })
}

/// The screening of a notification.
pub fn screened(no: u32, outcome: ScreeningOutcome) -> Fact {
    Fact::Screened(Screened { notification: EntryNo(no), on: date(2024, 3, 1), outcome, reason: "Skolen og hjemmet er enige.".into() })
}

/// A kind of help decided on 1 June 2024.
pub fn decided(kind: InterventionKind) -> Fact {
    Fact::InterventionDecided(InterventionDecided {
        on: date(2024, 6, 1),
        kind,
        offer: None,
        provider: None,
        consent: ConsentBasis::WithConsent,
        purpose: "Ro og omsorg".into(),
        expected_until: None,
        why_not_lower: None,
        why_not_preferred: None,
        replaces: None,
    })
}

/// Its start on the same day.
pub fn started(no: u32) -> Fact {
    Fact::InterventionStarted(InterventionStarted { intervention: EntryNo(no), on: date(2024, 6, 1) })
}

/// Its end, home again.
pub fn ended(no: u32, on: jiff::civil::Date) -> Fact {
    Fact::InterventionEnded(InterventionEnded { intervention: EntryNo(no), on, reason: EndReason::ReturnedHome, note: String::new() })
}

/// Responsibility offered to somebody.
pub fn offered(to: &str) -> Fact {
    Fact::ResponsibilityOffered(ResponsibilityOffered { to: staff(to), on: date(2024, 3, 1), reason: "Bor i dit distrikt".into() })
}

/// A note with one text.
pub fn note(text: &str) -> Fact {
    Fact::NoteWritten(NoteWritten {
        on: date(2024, 3, 1),
        facts: text.into(),
        child_words: String::new(),
        others_words: String::new(),
        judgement: String::new(),
    })
}

/// The case closed.
pub fn closed() -> Fact {
    Fact::Closed(Closed { on: date(2024, 3, 1), reason: "Skolen følger op".into() })
}
