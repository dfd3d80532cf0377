//! Who may see how much of a child's record, because of which relation to the child, and until when.
//!
//! A grant follows from the record, as a position and a duty do: [`grants`] lists everything a record opens, to whom, which rooms of it, why,
//! from when and until when; [`grant`] answers for one person. Nobody is given access by a role alone. A relation that ends in the record
//! takes its grant with it, on the next request.
//!
//! The rooms are in `access/rooms.rs`, the relations in `access/grants.rs`, what one person sees of an entry in `access/seen.rs`.

mod grants;
mod rooms;
mod seen;

pub use grants::{AFTER_CLOSING_DAYS, EMERGENCY_LASTS, grants};
pub use rooms::{Room, Rooms};
pub use seen::Access;

use crate::id::{StaffId, UnitId};
use crate::kinds::Role;
use crate::organisation::Staff;
use crate::record::{Author, EntryNo, Offer, State};
use crate::strategy::Strategy;
use jiff::Timestamp;

/// To whom a grant is given.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Holder {
    /// A person.
    Staff(StaffId),
    /// Those of everyday life at a unit: pedagogues, teachers, health visitors.
    Everyday(UnitId),
    /// The provider's people at a unit.
    Provider(UnitId),
    /// The team leaders of the unit where a person works.
    LeadersOf(StaffId),
    /// The intake.
    Intake,
    /// The head of department.
    Oversight,
}

impl Holder {
    /// The kind, as it is stored and listed.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Staff(_) => "staff",
            Self::Everyday(_) => "everyday",
            Self::Provider(_) => "provider",
            Self::LeadersOf(_) => "leaders",
            Self::Intake => "intake",
            Self::Oversight => "oversight",
        }
    }

    /// Whether a person is one of those the grant is given to. `unit_of` says where somebody works now.
    pub fn is(self, staff: &Staff, unit_of: impl Fn(StaffId) -> Option<UnitId>) -> bool {
        staff.is_active
            && match self {
                Self::Staff(holder) => holder == staff.id,
                Self::Everyday(unit) => is_everyday(staff.role) && unit == staff.unit,
                Self::Provider(unit) => staff.role == Role::Provider && unit == staff.unit,
                Self::LeadersOf(led) => staff.role == Role::TeamLeader && unit_of(led) == Some(staff.unit),
                Self::Intake => staff.role == Role::Intake,
                Self::Oversight => staff.role == Role::HeadOfDepartment,
            }
    }
}

/// The relation that opens the record, strongest first. The number names the entry it rests on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Because {
    /// Responsible for the child.
    Responsible,
    /// Works on the case beside the responsible.
    CoWorker(EntryNo),
    /// Leads the team of whoever is responsible.
    Leads,
    /// Asked to take over responsibility.
    Offered(EntryNo),
    /// Was responsible, or led the one who was, when the case was closed a short while ago.
    Closed(EntryNo),
    /// A notification waits for the intake.
    Notification(EntryNo),
    /// Something is owed about this entry, and nobody is responsible any more.
    Owed(EntryNo),
    /// An open case has nobody responsible.
    NobodyResponsible,
    /// Opened the record in an emergency.
    Glass(EntryNo),
    /// Oversees the department's open cases.
    Oversees,
    /// An opening in an emergency waits to be reviewed.
    GlassToReview(EntryNo),
    /// The child is known to the municipality and has no case.
    Known,
    /// What is written about the child has been kept long enough: it is to be deleted, or kept for a reason.
    RetentionEnded,
    /// The child is enrolled at one's unit.
    Enrolled(EntryNo),
    /// One's unit gives this help.
    GivesHelp(EntryNo),
    /// Takes part in this meeting.
    Meets(EntryNo),
}

impl Because {
    /// The stable code in the database, in the log and in the rights matrix.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Responsible => "responsible",
            Self::CoWorker(_) => "co-worker",
            Self::Leads => "leads",
            Self::Offered(_) => "offered",
            Self::Closed(_) => "closed",
            Self::Notification(_) => "notification",
            Self::Owed(_) => "owed",
            Self::NobodyResponsible => "nobody-responsible",
            Self::Glass(_) => "glass",
            Self::Oversees => "oversees",
            Self::GlassToReview(_) => "glass-to-review",
            Self::Known => "known",
            Self::RetentionEnded => "retention-ended",
            Self::Enrolled(_) => "enrolled",
            Self::GivesHelp(_) => "gives-help",
            Self::Meets(_) => "meets",
        }
    }

    /// The entry it rests on, where it rests on one.
    pub const fn entry(self) -> Option<EntryNo> {
        match self {
            Self::CoWorker(no)
            | Self::Offered(no)
            | Self::Closed(no)
            | Self::Notification(no)
            | Self::Owed(no)
            | Self::Glass(no)
            | Self::GlassToReview(no)
            | Self::Enrolled(no)
            | Self::GivesHelp(no)
            | Self::Meets(no) => Some(no),
            Self::Responsible | Self::Leads | Self::NobodyResponsible | Self::Oversees | Self::Known | Self::RetentionEnded => None,
        }
    }
}

/// What a record opens to somebody, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grant {
    /// To whom.
    pub holder: Holder,
    /// Which rooms they see. Of help and meetings that are named by [`Because::GivesHelp`] and [`Because::Meets`], that one alone.
    pub rooms: Rooms,
    /// In which they write.
    pub writes: Rooms,
    /// Why.
    pub because: Because,
    /// From when.
    pub from: Timestamp,
    /// Until when, when an end is known: the first instant that is no longer in it.
    pub until: Option<Timestamp>,
}

impl Grant {
    /// Whether it holds at an instant.
    pub fn holds_at(&self, now: Timestamp) -> bool {
        self.from <= now && self.until.is_none_or(|until| now < until)
    }
}

/// What this person may see of this child now: everything their relations open together, with the strongest first. Without one the child does
/// not exist for them. `unit_of` says where somebody works now.
pub fn grant(
    state: &State<'_>,
    strategy: &Strategy,
    staff: &Staff,
    unit_of: impl Fn(StaffId) -> Option<UnitId>,
    now: Timestamp,
) -> Option<Access> {
    let held = grants(state, strategy).into_iter().filter(|grant| grant.holds_at(now) && grant.holder.is(staff, &unit_of));
    Access::of(held.collect())
}

/// The grants that hold now and would not, or would open less, if the record were as `after` has it: whom a step shuts out, said before it is taken.
pub fn shut_out(before: &State<'_>, after: &State<'_>, strategy: &Strategy, now: Timestamp) -> Vec<Grant> {
    let then: Vec<Grant> = grants(after, strategy).into_iter().filter(|grant| grant.holds_at(now)).collect();
    let stays = |grant: &Grant| then.iter().any(|other| other.holder == grant.holder && other.rooms.has_all(grant.rooms));
    grants(before, strategy).into_iter().filter(|grant| grant.holds_at(now) && !stays(grant)).collect()
}

/// Whether a role is the authority's own.
pub const fn is_authority(role: Role) -> bool {
    matches!(role, Role::Intake | Role::Caseworker | Role::TeamLeader | Role::HeadOfDepartment)
}

/// Whether a role is of the child's everyday life.
pub const fn is_everyday(role: Role) -> bool {
    matches!(role, Role::Pedagogue | Role::Teacher | Role::HealthVisitor)
}

/// Whether a role leads: sees the team's caseload and what is late.
pub const fn leads(role: Role) -> bool {
    matches!(role, Role::TeamLeader | Role::HeadOfDepartment)
}

/// Whether somebody may offer the child to another: who is responsible, and who leads.
pub fn may_offer(state: &State<'_>, by: Author) -> bool {
    leads(by.role) || state.responsible.is_some_and(|responsible| responsible.staff == by.staff)
}

/// Whether somebody may let a colleague in, or keep the record to the fewest: who is responsible, and who leads.
pub fn may_admit(state: &State<'_>, by: Author) -> bool {
    may_offer(state, by)
}

/// Whether somebody may take back an offer that waits: who made it, who has the child, and who leads.
pub fn may_withdraw(offer: &Offer<'_>, by: Author) -> bool {
    leads(by.role) || offer.from == Some(by.staff) || offer.offered.by.staff == by.staff
}

/// Whether somebody may be given responsibility for a child, or be offered it.
pub fn may_be_responsible(staff: &Staff) -> bool {
    staff.is_active && matches!(staff.role, Role::Intake | Role::Caseworker | Role::TeamLeader)
}

/// Whether a record says more than who the child is and where it is enrolled: something that was written in confidence. What a unit keeps to
/// itself is opened to nobody else by a case.
pub fn has_past(state: &State<'_>) -> bool {
    state.facts.iter().any(|fact| !matches!(Room::of(fact), Room::Identity | Room::Enrolment | Room::AtUnit))
}

/// Whether whoever writes a notification about a child nobody is responsible for becomes responsible by it. A notification can be made up, so it
/// opens nothing that was written before: only those who could move the responsibility already, or where there is no past to open. `access` is
/// the writer's before the notification. An emergency access moves no responsibility, and so is not made lasting by it.
pub fn may_take_by_notifying(state: &State<'_>, access: Option<&Access>) -> bool {
    let holds = access.is_some_and(|access| access.sees_case() && access.writes(Room::Responsibility));
    holds || (state.restriction().is_none() && !has_past(state))
}

/// Whether somebody may work on a case beside the responsible.
pub fn may_be_co_worker(staff: &Staff) -> bool {
    may_be_responsible(staff)
}

/// Whether somebody may take part in destroying a child's key: who leads, and works here. It takes two of them.
pub fn may_destroy(staff: &Staff) -> bool {
    staff.is_active && leads(staff.role)
}

/// Whether somebody may put a legal hold on what is written about a child: those who lead, and the intake, who hear of a complaint about a case
/// closed long ago. It is lifted by those who lead.
pub fn may_hold(staff: &Staff) -> bool {
    staff.is_active && (leads(staff.role) || staff.role == Role::Intake)
}

/// Whether somebody reviews an opening in an emergency: who leads, and never their own.
pub fn reviews_glass(staff: &Staff, opened_by: StaffId) -> bool {
    staff.is_active && leads(staff.role) && staff.id != opened_by
}

/// Whether somebody may open a record in an emergency.
pub fn may_break_glass(staff: &Staff) -> bool {
    staff.is_active && is_authority(staff.role)
}
