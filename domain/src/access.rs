//! Who may see how much of a child's record, and because of which relation to the child.
//!
//! Access follows a live relation and ends with it. This is the first, coarse form: the authority's own staff see the whole record,
//! everyday staff see children enrolled at their unit, providers see children whose help they give. Rooms of the record,
//! expiry, and breaking the glass come with the issue on trust.

use crate::kinds::Role;
use crate::organisation::Staff;
use crate::record::{EntryNo, State};
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
        Role::Intake | Role::Caseworker | Role::TeamLeader | Role::HeadOfDepartment => {
            Some(Grant { sight: Sight::Whole, because: Because::Authority })
        }
        Role::Pedagogue | Role::Teacher | Role::HealthVisitor => state
            .enrolments
            .iter()
            .find(|enrolment| {
                enrolment.began.what.unit == staff.unit
                    && enrolment.began.what.on <= today
                    && enrolment.left_on.is_none_or(|left| today <= left)
            })
            .map(|enrolment| Grant { sight: Sight::Everyday, because: Because::Enrolled(enrolment.began.no) }),
        Role::Provider => state
            .interventions
            .iter()
            .find(|help| help.decided.what.provider == Some(staff.unit) && help.ended_on().is_none_or(|ended| today <= ended))
            .map(|help| Grant { sight: Sight::OrderedHelp, because: Because::GivesHelp(help.no()) }),
        Role::System => None,
    }
}
