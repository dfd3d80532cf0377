//! What the people in a case keep in mind between two events. Follows from the record; kept here so that it need not be folded anew.

use jiff::civil::Date;
use trin_domain::kinds::{Cause, EndReason, InterventionKind, NotifierKind};
use trin_domain::record::{AssessmentKind, Author, EntryNo};

/// A child's present case, or none.
pub(super) struct Case {
    pub is_open: bool,
    pub responsible: Option<Author>,
    /// The caseworker's desk that has, or is to have, the child.
    pub desk: usize,
    /// Whether the desk has accepted the child.
    pub is_at_desk: bool,
    pub offer: Option<(EntryNo, Author)>,
    pub notices: Vec<Notice>,
    /// Days on which notifications came, through all cases.
    pub notified_on: Vec<Date>,
    pub last_reread: Option<Date>,
    /// Why others have been concerned.
    pub causes: Vec<Cause>,
    pub assessment: Option<Assessing>,
    pub helps: Vec<Help>,
    /// Decisions that are on their way.
    pub pending: u32,
    pub is_closing: bool,
    pub has_had_help: bool,
    pub notes_arranged: bool,
    /// Whether the wider network is written down.
    pub network_known: bool,
    /// Where the child stands on the wellbeing ruler, 1 thriving to 5 endangered.
    pub wellbeing: f64,
    pub last_ruler: Option<Date>,
    /// Meetings arranged and not yet held.
    pub meetings: Vec<EntryNo>,
}

/// A notification in hand.
pub(super) struct Notice {
    pub no: EntryNo,
    pub received_on: Date,
    pub kind: NotifierKind,
    pub in_danger: bool,
    pub abuse_suspected: bool,
    pub is_assessed: bool,
    pub is_screened: bool,
    /// Help that was decided long before the records began, to be carried over.
    pub carried: Option<Carried>,
}

/// Help that runs when the records begin.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Carried {
    pub kind: InterventionKind,
    pub started_on: Date,
    pub ends_on: Date,
}

pub(super) struct Assessing {
    pub no: EntryNo,
    pub kind: AssessmentKind,
    pub carried: Option<Carried>,
}

/// Whether help works, which shows at the follow-ups.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Effect {
    Works,
    Some,
    None,
}

pub(super) struct Help {
    pub no: EntryNo,
    pub kind: InterventionKind,
    pub decided_on: Date,
    pub started_on: Option<Date>,
    pub ends_on: Date,
    /// When a placement moves to another kind of place, if it comes to that.
    pub moves_on: Option<Date>,
    pub effect: Effect,
    pub follow_ups: u32,
    pub plan: Option<EntryNo>,
    pub goals: Vec<Goal>,
    pub meeting: Option<EntryNo>,
    /// The foster parent, as part of the child's network.
    pub foster: Option<EntryNo>,
    /// The help it takes over from, and why that ends.
    pub replaces: Option<(usize, EndReason, &'static [&'static str])>,
    /// Whether other help is about to take over.
    pub is_leaving: bool,
    pub has_ended: bool,
}

pub(super) struct Goal {
    pub no: EntryNo,
    pub from: i16,
    pub to: i16,
    pub lowest: i16,
    pub highest: i16,
}

impl Case {
    pub(super) fn new(desk: usize) -> Self {
        Self {
            is_open: false,
            responsible: None,
            desk,
            is_at_desk: false,
            offer: None,
            notices: Vec::new(),
            notified_on: Vec::new(),
            last_reread: None,
            causes: Vec::new(),
            assessment: None,
            helps: Vec::new(),
            pending: 0,
            is_closing: false,
            has_had_help: false,
            notes_arranged: false,
            network_known: false,
            wellbeing: 3.4,
            last_ruler: None,
            meetings: Vec::new(),
        }
    }

    /// Whether nothing is in hand any more.
    pub(super) fn is_idle(&self) -> bool {
        self.is_open
            && self.pending == 0
            && self.offer.is_none()
            && self.assessment.is_none()
            && self.notices.iter().all(|notice| notice.is_screened)
            && self.helps.iter().all(|help| help.has_ended)
    }

    /// Whether a second professional is to look at a notification: when a measure is in force, in 2024 any help (barnets lov § 137).
    pub(super) fn is_second_wanted(&self, on: Date) -> bool {
        let any_help = on.year() == 2024;
        let mut running = self.helps.iter().filter(|help| !help.has_ended && help.started_on.is_some_and(|started| started <= on));
        running.any(|help| any_help || help.kind.is_measure())
    }

    /// Whether any help runs or is decided.
    pub(super) fn has_help(&self) -> bool {
        self.helps.iter().any(|help| !help.has_ended)
    }

    /// Whether the child lives away from home, or is about to.
    pub(super) fn is_placed(&self) -> bool {
        self.helps.iter().any(|help| !help.has_ended && help.kind.is_placement())
    }

    pub(super) fn notice(&mut self, no: EntryNo) -> Option<&mut Notice> {
        self.notices.iter_mut().find(|notice| notice.no == no)
    }

    /// Forgets everything but what lasts beyond a case.
    pub(super) fn closed(&mut self) {
        *self = Self {
            notified_on: std::mem::take(&mut self.notified_on),
            last_reread: self.last_reread,
            causes: std::mem::take(&mut self.causes),
            // Kept, so that an event that comes too late finds its help ended.
            helps: std::mem::take(&mut self.helps),
            notices: std::mem::take(&mut self.notices),
            network_known: self.network_known,
            ..Self::new(self.desk)
        };
    }
}
