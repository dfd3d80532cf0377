//! Who is let in and kept out, where the child lives, and what is opened in an emergency: rare, and told by the length of the record, so that no
//! other chance in the municipality is another for it.

use super::Life;
use jiff::{SignedDuration, Timestamp};
use trin_domain::address::Address;
use trin_domain::calendar::{day_of, days_after};
use trin_domain::kinds::{GlassFinding, GlassReason, RestrictionReason, Role};
use trin_domain::record::{
    AddressShown, AddressStated, Author, ChildRestricted, CoWorkerAdded, CoWorkerEnded, CopyGiven, EntryNo, Fact, GlassBroken, GlassClosed,
    GlassReviewed, RestrictionLifted,
};

impl Life<'_> {
    /// After a note, now and then: see the file's heading.
    pub(super) fn admits(&mut self, at: Timestamp) {
        let Some(holder) = self.record.state().responsible.map(|responsible| responsible.staff) else { return };
        // What was brought along from before the record began is written later than it happened: nobody is let in then.
        if self.record.entries().last().is_none_or(|last| last.recorded_at > at) {
            return;
        }
        let by = Author { staff: holder, role: Role::Caseworker };
        let leader = self.municipality.districts[self.household.district].leader;
        let length = self.record.version().0;
        let fact = match length % 41 {
            3 => self.co_worker(at, holder),
            9 => Some((by, address(at, length))),
            11 if length.is_multiple_of(2) => self.address_shown().map(|fact| (by, fact)),
            13 if length.is_multiple_of(7) => Some((by, self.copy(at, length))),
            17 if length.is_multiple_of(3) => Some(self.restriction(at, by, leader)),
            29 if length.is_multiple_of(2) => self.emergency(at),
            _ if length.is_multiple_of(5) && self.record.state().restriction().is_some() => Some(self.restriction(at, by, leader)),
            _ => None,
        };
        // What was opened since the last note is reviewed before anything new.
        self.reviews(at, leader);
        if let Some((by, fact)) = fact {
            let is_emergency = matches!(fact, Fact::GlassBroken(_));
            self.write(at, by, vec![fact]);
            // Some are done before the hour is over.
            let done = at.checked_add(SignedDuration::from_mins(20)).unwrap_or(at);
            if is_emergency && length.is_multiple_of(4) && day_of(done) == day_of(at) {
                let glass = EntryNo(self.record.version().0);
                self.write(done, by, vec![Fact::GlassClosed(GlassClosed { glass, on: day_of(done) })]);
            }
        }
    }

    /// A colleague is let in for three months, or the one who was is no longer needed.
    fn co_worker(&mut self, at: Timestamp, holder: trin_domain::id::StaffId) -> Option<(Author, Fact)> {
        let on = day_of(at);
        let by = Author { staff: holder, role: Role::Caseworker };
        let state = self.record.state();
        let open = state.co_workers.iter().find(|co_worker| co_worker.ended.is_none() && co_worker.added.what.on <= on);
        if let Some(open) = open {
            return Some((by, Fact::CoWorkerEnded(CoWorkerEnded { co_worker: open.added.no, on })));
        }
        let desks = &self.municipality.districts[self.household.district].desks;
        let colleague = desks.iter().map(|desk| self.municipality.desks[*desk].holder(on)).find(|staff| *staff != holder)?;
        let reason = "Tager sig af samarbejdet med skolen.".to_owned();
        Some((by, Fact::CoWorkerAdded(CoWorkerAdded { staff: colleague, reason, on, until: Some(days_after(on, 90)) })))
    }

    /// The record is kept to the fewest, or a leader opens it again.
    fn restriction(&self, at: Timestamp, by: Author, leader: Author) -> (Author, Fact) {
        let on = day_of(at);
        match self.record.state().restriction() {
            Some(held) => {
                let reason = "Den ansatte er rejst.".to_owned();
                (leader, Fact::RestrictionLifted(RestrictionLifted { restriction: held.stated.no, reason, on }))
            }
            None => (by, Fact::ChildRestricted(ChildRestricted { reason: RestrictionReason::StaffFamily, on })),
        }
    }

    /// Somebody of the intake opens the record when the on-call duty is called.
    fn emergency(&self, at: Timestamp) -> Option<(Author, Fact)> {
        let by = *self.municipality.intake.first()?;
        let until = at.checked_add(SignedDuration::from_mins(60)).ok()?;
        let text = "Døgnvagten blev ringet op af en nabo.".to_owned();
        Some((by, Fact::GlassBroken(GlassBroken { reason: GlassReason::OnCall, text, until })))
    }

    /// Whoever has the case is shown where the child lives.
    fn address_shown(&self) -> Option<Fact> {
        let state = self.record.state();
        let address = state.address().filter(|stated| stated.what.address.is_protected())?.no;
        Some(Fact::AddressShown(AddressShown { address, purpose: "Køre barnet hjem efter mødet.".to_owned() }))
    }

    /// The family asked for a copy, made by the system before Trin: only that it was given is known of it.
    fn copy(&self, at: Timestamp, length: u32) -> Fact {
        let who = format!("{}, mor", self.household.adults.mother);
        let (words, decisions, digest) = (String::new(), String::new(), "0".repeat(64));
        let (ground, copy) = (String::new(), String::new());
        let (on, last) = (day_of(at), EntryNo(length));
        Fact::CopyGiven(CopyGiven { on, who, is_child: false, relation: None, ground, last, words, decisions, digest, copy })
    }

    /// A leader has read the openings that are some days old.
    fn reviews(&mut self, at: Timestamp, leader: Author) {
        let waiting = self.record.state().glass.iter().find(|glass| glass.reviewed.is_none()).map(|glass| glass.broken.no);
        if let Some(glass) = waiting.filter(|_| leader.role == Role::TeamLeader) {
            let reviewed = GlassReviewed { glass, on: day_of(at), finding: GlassFinding::Ok, note: String::new() };
            self.write(at, leader, vec![Fact::GlassReviewed(reviewed)]);
        }
    }
}

/// Where the child lives; now and then protected, and it stays so.
fn address(at: Timestamp, length: u32) -> Fact {
    let address = Address::new(format!("Strandvejen {length}, 5300 Kerteminde"), true);
    Fact::AddressStated(AddressStated { address, on: day_of(at) })
}
