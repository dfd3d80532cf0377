//! What one person sees of a record: all their grants together.

use super::{Because, Grant, Holder, Room, Rooms};
use crate::duties::Duty;
use crate::id::UnitId;
use crate::organisation::Staff;
use crate::record::{Entry, EntryNo, Fact, Intervention, Noted, Plan, State, ViewAttached};
use crate::rounds;
use jiff::Timestamp;

/// What somebody may see of a child, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Access {
    /// The strongest reason.
    pub because: Because,
    /// Until when, when every relation has a known end: the last of them.
    pub until: Option<Timestamp>,
    /// The rooms seen whole.
    pub rooms: Rooms,
    /// The rooms written in.
    pub writes: Rooms,
    /// Everything it rests on, strongest first.
    pub grants: Vec<Grant>,
}

impl Access {
    /// What grants held by one person open together; nothing without any.
    pub fn of(mut grants: Vec<Grant>) -> Option<Self> {
        grants.sort_by_key(|grant| grant.because);
        let because = grants.first()?.because;
        let ends: Option<Vec<Timestamp>> = grants.iter().map(|grant| grant.until).collect();
        let union = |rooms: fn(&Grant) -> Rooms| grants.iter().map(rooms).fold(Rooms::NONE, Rooms::and);
        let (rooms, writes) = (union(|grant| grant.rooms), union(|grant| grant.writes));
        Some(Self { because, until: ends.and_then(|ends| ends.into_iter().max()), rooms, writes, grants })
    }

    /// Whether a room is seen whole.
    pub const fn sees(&self, room: Room) -> bool {
        self.rooms.has(room)
    }

    /// Whether the whole case is seen.
    pub const fn sees_case(&self) -> bool {
        self.rooms.has_all(Rooms::CASE)
    }

    /// Whether everyday words about the case may be written: what the child's page offers to do.
    pub const fn may_write(&self) -> bool {
        self.writes.has(Room::Notes)
    }

    /// Whether a room is written in.
    pub const fn writes(&self, room: Room) -> bool {
        self.writes.has(room)
    }

    /// The opening in an emergency that the access rests on, when it rests on nothing stronger that opens the case.
    pub fn glass(&self) -> Option<&Grant> {
        let opens_case = |grant: &&Grant| grant.rooms.has_all(Rooms::CASE);
        self.grants.iter().find(opens_case).filter(|grant| matches!(grant.because, Because::Glass(_)))
    }

    fn rests_on(&self, because: Because) -> bool {
        self.grants.iter().any(|grant| grant.because == because)
    }

    /// Whether an entry of the child's record is seen: what it said first and what every correction says it should have said, for a page shows
    /// them together. What one wrote oneself always is; a correction is when what it is about would be.
    pub fn sees_entry(&self, state: &State<'_>, staff: &Staff, entry: &Entry) -> bool {
        let (no, first) = match &entry.fact {
            Fact::Corrected(what) => (what.entry, &*what.should_say),
            fact => (entry.no, fact),
        };
        let corrections = state.corrections.iter().filter(|correction| correction.what.entry == no);
        let mut said = std::iter::once(first).chain(corrections.map(|correction| &*correction.what.should_say));
        said.all(|fact| entry.by.staff == staff.id || (self.sees_fact(state, no, fact) && !is_kept_apart(state, staff, no, fact)))
    }

    /// Whether this person meets the child in everyday life at a unit.
    fn is_at(&self, unit: UnitId) -> bool {
        self.grants.iter().any(|grant| grant.holder == Holder::Everyday(unit) && matches!(grant.because, Because::Enrolled(_)))
    }

    /// Whether a wording of entry `no` is seen, of itself or of a correction of it.
    fn sees_fact(&self, state: &State<'_>, no: EntryNo, fact: &Fact) -> bool {
        let sees_help = |no: EntryNo| state.intervention(no).is_some_and(|help| self.sees_help(help));
        let sees_plan = |no: EntryNo| state.plans.iter().any(|plan| plan.made.no == no && self.sees_plan(state, plan));
        // How the family sees what a unit found stays there with it.
        let is_of_unit = is_of_unit(state, no, fact);
        (self.rooms.has(Room::of(fact)) && !is_of_unit)
            || match fact {
                Fact::InterventionDecided(_) => sees_help(no),
                Fact::InterventionStarted(what) => sees_help(what.intervention),
                Fact::InterventionEnded(what) => sees_help(what.intervention),
                Fact::StepDownAimStated(what) => sees_help(what.intervention),
                Fact::FollowedUp(what) => sees_help(what.intervention),
                Fact::PlanMade(_) => sees_plan(no),
                Fact::GoalSet(what) => sees_plan(what.plan),
                Fact::MeetingPlanned(_) => self.sees_meeting(no),
                // What a unit finds stays there.
                fact if Room::of(fact) == Room::AtUnit => state.unit_of(fact).is_some_and(|unit| self.is_at(unit)),
                Fact::MeetingClosed(what) => self.sees_meeting(what.meeting),
                // With the entry goes how the family sees it. An entry is never about a later one: this ends.
                Fact::ViewAttached(what) => {
                    what.entry < no && state.fact(what.entry).is_some_and(|fact| self.sees_fact(state, what.entry, fact))
                }
                _ => false,
            }
    }

    /// Whether the family's view of an entry is seen: by all whose relation shows them the entry. Whoever only wrote the entry does not.
    pub fn sees_view(&self, state: &State<'_>, view: &Noted<'_, ViewAttached>) -> bool {
        let fact = state.fact(view.no);
        (self.rooms.has(Room::Notes) && fact.is_some_and(|fact| !is_of_unit(state, view.no, fact)))
            || fact.is_some_and(|fact| self.sees_fact(state, view.no, fact))
    }

    /// Who said a view of the family, by name: the child to all who see the view, others to whoever sees the network they stand in.
    pub fn sees_who_said<'v>(&self, view: &'v ViewAttached) -> Option<&'v str> {
        (view.is_child || self.sees(Room::Network)).then_some(&*view.who)
    }

    /// Whether help is seen: its purpose, aims and follow-ups.
    pub fn sees_help(&self, help: &Intervention<'_>) -> bool {
        self.sees(Room::Help) || self.rests_on(Because::GivesHelp(help.no()))
    }

    /// Whether any help is seen.
    pub fn sees_some_help(&self) -> bool {
        self.sees(Room::Help) || self.grants.iter().any(|grant| matches!(grant.because, Because::GivesHelp(_)))
    }

    /// Whether a plan is seen with its goals: it covers help that is seen.
    pub fn sees_plan(&self, state: &State<'_>, plan: &Plan<'_>) -> bool {
        let covers = |no: &EntryNo| state.intervention(*no).is_some_and(|help| self.sees_help(help));
        self.sees(Room::Help) || plan.made.what.interventions.iter().any(covers)
    }

    /// Whether a meeting is seen: when and where it is, who takes part, and what came of it.
    pub fn sees_meeting(&self, no: EntryNo) -> bool {
        self.sees(Room::Meetings) || self.rests_on(Because::Meets(no))
    }

    /// Whether a duty is seen: what is owed about help that is seen. What is owed about anything else tells that it happened.
    pub fn sees_duty(&self, state: &State<'_>, duty: &Duty) -> bool {
        self.sees(Room::Duties) || state.intervention(duty.about).is_some_and(|help| self.sees_help(help))
    }
}

/// What a fact is about in the end: of the family's view of a view, the entry itself. An entry is never about a later one: this ends.
fn in_the_end<'s>(state: &'s State<'_>, no: EntryNo, fact: &'s Fact) -> &'s Fact {
    match fact {
        Fact::ViewAttached(what) if what.entry < no => state.fact(what.entry).map_or(fact, |about| in_the_end(state, what.entry, about)),
        fact => fact,
    }
}

/// Whether a fact is what a unit found or did, or how the family sees that.
fn is_of_unit(state: &State<'_>, no: EntryNo, fact: &Fact) -> bool {
    Room::of(in_the_end(state, no, fact)) == Room::AtUnit
}

/// Whether a colleague assessed the child alone, and this person has still to do so: each judges before they hear the others, and before they hear
/// what the family says of it.
fn is_kept_apart(state: &State<'_>, staff: &Staff, no: EntryNo, fact: &Fact) -> bool {
    let about = in_the_end(state, no, fact);
    matches!(about, Fact::WellbeingAssessed(what) if !what.together && !rounds::in_round(state, what.round).is_open_to(staff.id))
}
