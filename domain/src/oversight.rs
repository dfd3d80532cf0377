//! Which looks into the record somebody reads afterwards, besides those drawn by lot, and who reads them.
//!
//! What Trin can know: that somebody had no relation to the child, asked in an emergency, was shown a protected address, has the child's
//! surname, looked at night, or at very many children in a day. What it cannot know: a friend, a neighbour or kin by another name; whether
//! somebody was on duty that night; what a colleague read over a shoulder.

use crate::calendar::{copenhagen, days_after};
use crate::id::{ChildId, StaffId};
use crate::kinds::{GlassFinding, Role};
use crate::organisation::Staff;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// More children than this in a day are looked into.
pub const MANY_CHILDREN: usize = 40;
/// The night begins at this hour.
const NIGHT_FROM: i8 = 22;
/// And ends before this one.
const NIGHT_UNTIL: i8 = 6;
/// People's days that are kept in sight at once.
const MOST_DAYS: usize = 10_000;

/// Why a look is read afterwards.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Why {
    /// It was drawn.
    Lot,
    /// In an emergency, or on the way to one.
    Emergency,
    /// Without a relation to the child at the time.
    NoRelation,
    /// A protected address was shown.
    ProtectedAddress,
    /// The child has the surname of whoever looked.
    Surname,
    /// Between 22 and 6.
    Night,
    /// More than [`MANY_CHILDREN`] children in a day.
    ManyChildren,
}

impl Why {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Lot, Self::Emergency, Self::NoRelation, Self::ProtectedAddress, Self::Surname, Self::Night, Self::ManyChildren];

    /// The code in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Lot => "lot",
            Self::Emergency => "emergency",
            Self::NoRelation => "no-relation",
            Self::ProtectedAddress => "protected-address",
            Self::Surname => "surname",
            Self::Night => "night",
            Self::ManyChildren => "many-children",
        }
    }

    /// The value with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }
}

/// A look as this needs it.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
    /// Whether it was for an emergency, by its purpose or by the reason for which the child was seen.
    pub is_emergency: bool,
    /// Whether they asked for a child they had no relation to.
    pub is_refused: bool,
    /// Whether a protected address was shown.
    pub is_address: bool,
    /// The child whose record it was.
    pub child: Option<ChildId>,
    /// The children it told of by name, searched for.
    pub found: &'a [ChildId],
}

/// Sees the looks of a round one by one, and says which are special. Each kind is said once of the same people, child or day: the first look
/// stands for those after it.
#[derive(Debug, Default)]
pub struct Watch {
    said: BTreeSet<(Why, StaffId, Option<ChildId>, Option<Date>)>,
    children: BTreeMap<(StaffId, Date), BTreeSet<ChildId>>,
}

impl Watch {
    /// Why a look is special; `surname` says whether a child has the surname of whoever looked.
    pub fn see(&mut self, look: &Look<'_>, mut surname: impl FnMut(ChildId) -> bool) -> Vec<Why> {
        let local = look.at.to_zoned(copenhagen().clone());
        let (day, hour) = (local.date(), local.hour());
        let mut why = Vec::new();
        if look.is_emergency {
            why.extend(self.first(Why::Emergency, look.by, look.child, Some(day)));
        } else if look.is_refused {
            why.extend(self.first(Why::NoRelation, look.by, look.child, None));
        }
        if look.is_address {
            // Each time it is shown.
            why.push(Why::ProtectedAddress);
        }
        let told = look.child.iter().filter(|_| !look.is_refused).chain(look.found).copied();
        let kin: Vec<ChildId> = told.clone().filter(|child| surname(*child)).collect();
        let first = kin.into_iter().filter(|child| self.first(Why::Surname, look.by, Some(*child), None).is_some()).count();
        if first > 0 {
            why.push(Why::Surname);
        }
        if !(NIGHT_UNTIL..NIGHT_FROM).contains(&hour) {
            // A night belongs to the day it began on.
            let night = if hour < NIGHT_UNTIL { days_after(day, -1) } else { day };
            why.extend(self.first(Why::Night, look.by, None, Some(night)));
        }
        // Rows come in the order they were written; what is long past is not asked about again.
        if self.children.len() > MOST_DAYS {
            let past = days_after(day, -2);
            self.children.retain(|(_, on), _| *on >= past);
        }
        let children = self.children.entry((look.by, day)).or_default();
        children.extend(told);
        if children.len() > MANY_CHILDREN {
            why.extend(self.first(Why::ManyChildren, look.by, None, Some(day)));
        }
        why
    }

    fn first(&mut self, why: Why, by: StaffId, child: Option<ChildId>, day: Option<Date>) -> Option<Why> {
        self.said.insert((why, by, child, day)).then_some(why)
    }
}

/// The last of somebody's names, as names are compared: children of unknown name have none.
pub fn surname(name: &str) -> Option<String> {
    let mut names = name.split_whitespace();
    names.next()?;
    names.next_back().map(str::to_lowercase)
}

/// Whether what a leader writes with a finding about an emergency access stands beside the child's record: a question to a colleague is about the
/// colleague, and the record is the child's, whose family gets a copy of it.
pub const fn is_said_beside_the_record(finding: GlassFinding) -> bool {
    matches!(finding, GlassFinding::Ask)
}

/// Who may look at somebody's looks afterwards, by identity: their own leaders; for those who lead, and where no leader is, the heads of
/// department, and where there is none, other leaders. Never themselves.
pub fn reviewers(of: &Staff, everyone: &[Staff]) -> Vec<StaffId> {
    let others = |role: Role, here: bool| {
        let is_one = move |staff: &&Staff| staff.is_active && staff.role == role && staff.id != of.id && (!here || staff.unit == of.unit);
        let mut some: Vec<StaffId> = everyone.iter().filter(is_one).map(|staff| staff.id).collect();
        some.sort_unstable();
        some
    };
    let leads = crate::access::leads(of.role);
    let own = if leads { Vec::new() } else { others(Role::TeamLeader, true) };
    [own, others(Role::HeadOfDepartment, false), others(Role::TeamLeader, false)]
        .into_iter()
        .find(|some| !some.is_empty())
        .unwrap_or_default()
}
