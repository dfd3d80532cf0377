//! Who may see how much of a child's record, and because of which relation to the child.
//!
//! Access follows a live relation and ends with it. This is the first, coarse form: the authority's own staff see the whole record,
//! everyday staff see children enrolled at their unit, providers see children whose help they give. Rooms of the record,
//! expiry, and breaking the glass come with the issue on trust.

use crate::duties::Duty;
use crate::kinds::Role;
use crate::organisation::Staff;
use crate::record::{Author, Entry, EntryNo, Fact, Intervention, Offer, Plan, State};
use jiff::civil::Date;

/// How much of the record is seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sight {
    /// The whole record.
    Whole,
    /// Name, age, enrolment, responsible person, and what one wrote oneself.
    Everyday,
    /// The ordered help: its purpose, plan, goals and follow-ups.
    OrderedHelp,
}

impl Sight {
    /// Whether one may write in the record. Everyone may send a notification; that is another door.
    pub const fn may_write(self) -> bool {
        matches!(self, Self::Whole)
    }
}

/// The relation that opens the record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Because {
    /// Responsible for the child.
    Responsible,
    /// Asked to take over responsibility, in this entry.
    Offered(EntryNo),
    /// Works in the authority that has the child's case.
    Authority,
    /// The child is enrolled at one's unit, since this entry.
    Enrolled(EntryNo),
    /// One's unit gives this help.
    GivesHelp(EntryNo),
}

/// What a member of staff may see of a child, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grant {
    /// How much.
    pub sight: Sight,
    /// Why.
    pub because: Because,
}

/// The widest grant this person has to this child on this day, if any. Without one the child does not exist for them.
pub fn grant(state: &State<'_>, staff: &Staff, today: Date) -> Option<Grant> {
    if !staff.is_active {
        return None;
    }
    if state.responsible.is_some_and(|responsible| responsible.staff == staff.id) {
        return Some(Grant { sight: Sight::Whole, because: Because::Responsible });
    }
    if let Some(offer) = state.open_offers().find(|offer| offer.offered.what.to == staff.id) {
        return Some(Grant { sight: Sight::Whole, because: Because::Offered(offer.offered.no) });
    }
    match staff.role {
        role if is_authority(role) => Some(Grant { sight: Sight::Whole, because: Because::Authority }),
        Role::Pedagogue | Role::Teacher | Role::HealthVisitor => state
            .enrolments
            .iter()
            .find(|enrolment| {
                enrolment.began.what.unit == staff.unit
                    && enrolment.began.what.on <= today
                    && enrolment.left_on().is_none_or(|left| today <= left)
            })
            .map(|enrolment| Grant { sight: Sight::Everyday, because: Because::Enrolled(enrolment.began.no) }),
        Role::Provider => state
            .interventions
            .iter()
            .find(|help| help.decided.what.provider == Some(staff.unit) && help.ended_on().is_none_or(|ended| today <= ended))
            .map(|help| Grant { sight: Sight::OrderedHelp, because: Because::GivesHelp(help.no()) }),
        _ => None,
    }
}

/// Whether a role is the authority's own.
pub const fn is_authority(role: Role) -> bool {
    matches!(role, Role::Intake | Role::Caseworker | Role::TeamLeader | Role::HeadOfDepartment)
}

/// Whether a role leads: sees the team's caseload and what is late.
pub const fn leads(role: Role) -> bool {
    matches!(role, Role::TeamLeader | Role::HeadOfDepartment)
}

/// Whether somebody may offer the child to another: who is responsible, and who leads.
pub fn may_offer(state: &State<'_>, by: Author) -> bool {
    leads(by.role) || state.responsible.is_some_and(|responsible| responsible.staff == by.staff)
}

/// Whether somebody may take back an offer that waits: who made it, who has the child, and who leads.
pub fn may_withdraw(offer: &Offer<'_>, by: Author) -> bool {
    leads(by.role) || offer.from == Some(by.staff) || offer.offered.by.staff == by.staff
}

/// Whether somebody may be given responsibility for a child, or be offered it.
pub fn may_be_responsible(staff: &Staff) -> bool {
    staff.is_active && matches!(staff.role, Role::Intake | Role::Caseworker | Role::TeamLeader)
}

impl Grant {
    /// Whether an entry of the child's record is seen: what it said first and what every correction says it should have said, for a page shows
    /// them together. What one wrote oneself always is; a correction is when what it is about would be.
    pub fn sees_entry(self, state: &State<'_>, staff: &Staff, entry: &Entry) -> bool {
        let (no, first) = match &entry.fact {
            Fact::Corrected(what) => (what.entry, &*what.should_say),
            fact => (entry.no, fact),
        };
        let corrections = state.corrections.iter().filter(|correction| correction.what.entry == no);
        let mut said = std::iter::once(first).chain(corrections.map(|correction| &*correction.what.should_say));
        said.all(|fact| self.sees_fact(state, staff, entry, no, fact))
    }

    /// Whether a wording of entry `no` is seen, as part of `entry`: of itself, or of a correction of it.
    fn sees_fact(self, state: &State<'_>, staff: &Staff, entry: &Entry, no: EntryNo, fact: &Fact) -> bool {
        let about_child = matches!(fact, Fact::Registered(_) | Fact::Born(_) | Fact::Enrolled(_) | Fact::LeftUnit(_));
        let is_everyday = about_child || entry.by.staff == staff.id;
        let sees_help = |no: EntryNo| state.intervention(no).is_some_and(|help| self.sees_help(staff, help));
        let sees_plan = |no: EntryNo| state.plans.iter().any(|plan| plan.made.no == no && self.sees_plan(state, staff, plan));
        match self.sight {
            Sight::Whole => true,
            Sight::Everyday => is_everyday,
            Sight::OrderedHelp => {
                is_everyday
                    || match fact {
                        Fact::InterventionDecided(_) => sees_help(no),
                        Fact::InterventionStarted(what) => sees_help(what.intervention),
                        Fact::InterventionEnded(what) => sees_help(what.intervention),
                        Fact::StepDownAimStated(what) => sees_help(what.intervention),
                        Fact::FollowedUp(what) => sees_help(what.intervention),
                        Fact::PlanMade(_) => sees_plan(no),
                        Fact::GoalSet(what) => sees_plan(what.plan),
                        _ => false,
                    }
            }
        }
    }

    /// Whether help is seen: its purpose, aims and follow-ups. Everyday staff see none.
    pub fn sees_help(self, staff: &Staff, help: &Intervention<'_>) -> bool {
        match self.sight {
            Sight::Whole => true,
            Sight::OrderedHelp => help.decided.what.provider == Some(staff.unit),
            Sight::Everyday => false,
        }
    }

    /// Whether a plan is seen with its goals: it covers help that is seen.
    pub fn sees_plan(self, state: &State<'_>, staff: &Staff, plan: &Plan<'_>) -> bool {
        let covers = |no: &EntryNo| state.intervention(*no).is_some_and(|help| self.sees_help(staff, help));
        self.sight == Sight::Whole || plan.made.what.interventions.iter().any(covers)
    }

    /// Whether a duty is seen: it is about help that is seen. What is owed about anything else tells that it happened.
    pub fn sees_duty(self, state: &State<'_>, staff: &Staff, duty: &Duty) -> bool {
        self.sight == Sight::Whole || state.intervention(duty.about).is_some_and(|help| self.sees_help(staff, help))
    }
}
