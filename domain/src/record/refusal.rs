//! Why a command is not done, and what to do instead. A refusal never ends in a dead end.

use super::{EntryNo, Version};
use jiff::Timestamp;
use jiff::civil::Date;

/// A command that was not done. Nothing was written.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// Others have written since.
    #[error("the record has {now:?}, the command saw {seen:?}")]
    Stale {
        /// What the command saw.
        seen: Version,
        /// What there is.
        now: Version,
    },
    /// There is nothing to do.
    #[error("the command states no fact")]
    Empty,
    /// The child must be registered first.
    #[error("the child is not registered")]
    NotRegistered,
    /// The child is registered already.
    #[error("the child is registered already")]
    AlreadyRegistered,
    /// The child is born already.
    #[error("the child is born already")]
    AlreadyBorn,
    /// A fact refers to an entry that is not there, or is of another kind.
    #[error("entry {0} is not a {1}")]
    NoSuchEntry(EntryNo, &'static str),
    /// It was done already.
    #[error("already done in entry {0}")]
    AlreadyDone(EntryNo),
    /// A field that must be filled is empty.
    #[error("{0} is empty")]
    Missing(&'static str),
    /// A day or instant that has not come yet.
    #[error("{field} is after now ({now})")]
    InTheFuture {
        /// Which field.
        field: &'static str,
        /// Now.
        now: Timestamp,
    },
    /// A day before what it follows from.
    #[error("{field} is before {not_before}")]
    TooEarly {
        /// Which field.
        field: &'static str,
        /// The first day possible.
        not_before: Date,
    },
    /// A day after what it cannot be later than.
    #[error("{field} is after {not_after}")]
    TooLate {
        /// Which field.
        field: &'static str,
        /// The last day possible.
        not_after: Date,
    },
    /// A number outside its scale.
    #[error("{field} is outside {lowest} to {highest}")]
    OutsideScale {
        /// Which field.
        field: &'static str,
        /// Lowest allowed.
        lowest: i16,
        /// Highest allowed.
        highest: i16,
    },
    /// A text longer than the field allows.
    #[error("{field} is longer than {most} characters")]
    TooLong {
        /// Which field.
        field: &'static str,
        /// Most allowed.
        most: usize,
    },
    /// An open child must always have one responsible professional.
    #[error("the child would be without a responsible professional")]
    WouldBeWithoutResponsible,
    /// Only the one asked may answer.
    #[error("the offer was made to someone else")]
    NotYours,
    /// Only the responsible professional or a leader offers a child to another.
    #[error("somebody else is responsible since entry {0}: only they or a leader may offer the child")]
    NotYoursToOffer(EntryNo),
    /// Only the one who made an offer, or a leader, takes it back.
    #[error("offer {0} was made by someone else: only they or a leader may withdraw it")]
    NotYoursToWithdraw(EntryNo),
    /// An offer is already waiting for an answer.
    #[error("an offer awaits an answer in entry {0}")]
    OfferPending(EntryNo),
    /// Somebody is responsible: responsibility is offered and accepted, or moved by a leader.
    #[error("somebody is responsible since entry {0}: offer it")]
    MustBeOffered(EntryNo),
    /// The offer goes to the one who is responsible already.
    #[error("already responsible")]
    AlreadyResponsible,
    /// The intervention has not started.
    #[error("the intervention has not started")]
    NotStarted,
    /// The intervention has ended.
    #[error("the intervention ended on {0}")]
    Ended(Date),
    /// Something must be finished first.
    #[error("unfinished: entry {0}")]
    Unfinished(EntryNo),
    /// The child does not go to the unit where it is assessed.
    #[error("the child is not enrolled at the unit on that day")]
    NotEnrolledThere,
    /// In a wellbeing round each assesses alone before they do so together.
    #[error("nobody has assessed the child alone in this round")]
    AloneFirst,
    /// A correction must be of the same kind of fact.
    #[error("a correction states the same kind of fact as the entry")]
    OtherKind,
    /// A correction would make something written afterwards impossible.
    #[error("entry {0}, written afterwards, would no longer hold")]
    WouldContradict(EntryNo),
    /// The CPR number tells another day of birth. Nothing of the number is repeated.
    #[error("the CPR number tells another day of birth than {0}")]
    OtherBirthDate(Date),
    /// The law asks for a plan for this help whatever is thought of it.
    #[error("the law asks for a plan for intervention {0}")]
    PlanRequired(EntryNo),
    /// Early help owes no plan, so there is nothing to decide against.
    #[error("no plan is owed for intervention {0}")]
    NoPlanOwed(EntryNo),
    /// The case is closed.
    #[error("no case is open")]
    NotOpen,
    /// Anonymous notifiers get no receipt.
    #[error("the notifier is anonymous")]
    Anonymous,
    /// Only the responsible or a leader lets colleagues in, or keeps the record to the fewest.
    #[error("only the responsible or a leader may do that")]
    NotYoursToOpen,
    /// Only a leader reviews, lifts a restriction, or takes the protection from an address.
    #[error("only a leader may do that")]
    OnlyLeaders,
    /// What a protected address is shown for is read by more than those it is shown to.
    #[error("the purpose says the protected address")]
    SaysTheAddress,
    /// Nobody reviews their own opening in an emergency.
    #[error("the opening in entry {0} was one's own")]
    OwnGlass(EntryNo),
    /// A second professional who has taken part in the case is not a second.
    #[error("the second professional has taken part in the case")]
    TookPart,
}

impl Refusal {
    /// The field it is about, when it is about one.
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::Missing(field)
            | Self::InTheFuture { field, .. }
            | Self::TooEarly { field, .. }
            | Self::TooLate { field, .. }
            | Self::OutsideScale { field, .. }
            | Self::TooLong { field, .. } => Some(field),
            _ => None,
        }
    }
}
