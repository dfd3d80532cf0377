//! What the lists and figures give: plain rows.

use jiff::{Timestamp, civil::Date};
use trin_domain::absence::Attendance;
use trin_domain::duties::{Due, Duty, DutyKind};
use trin_domain::id::{ChildId, StaffId, UnitId};
use trin_domain::kinds::{Cause, MeetingKind, NotifierKind, Role};
use trin_domain::record::{Birth, EntryNo, Version};
use trin_domain::strategy::StepNo;
use trin_domain::worries::{Next, WorryOutcome, WorrySign};

/// A child on a list.
#[derive(Clone, PartialEq, Debug)]
pub struct ChildRow {
    /// Who.
    pub child: ChildId,
    /// Name now.
    pub name: String,
    /// Birth, or expected birth.
    pub birth: Option<Birth>,
    /// Whether a case is open.
    pub is_open: bool,
    /// The responsible professional, while a case is open.
    pub responsible: Option<StaffId>,
    /// Their name.
    pub responsible_name: Option<String>,
    /// Day-care or school on the day asked about.
    pub unit: Option<UnitId>,
    /// Its name.
    pub unit_name: Option<String>,
    /// Step on the day asked about; `None` without help in force.
    pub step: Option<StepNo>,
    /// First day on that step.
    pub step_since: Option<Date>,
    /// How many entries the record has.
    pub version: Version,
    /// Day the present case opened, or the last.
    pub opened_on: Option<Date>,
    /// When the last entry was written.
    pub last_entry_at: Timestamp,
    /// The open duty that is late first.
    pub next_duty: Option<NextDuty>,
}

/// The open duty that is late first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NextDuty {
    /// What is owed.
    pub kind: DutyKind,
    /// When.
    pub due: Due,
    /// The first instant that is late.
    pub late_from: Timestamp,
}

/// A duty on a list.
#[derive(Clone, PartialEq, Debug)]
pub struct DutyRow {
    /// To whom it is owed.
    pub child: ChildId,
    /// Their name.
    pub child_name: String,
    /// Name of the one it falls to.
    pub responsible_name: Option<String>,
    /// The duty.
    pub duty: Duty,
}

/// How much of a concern the queue shows, in characters.
pub const CONCERN_SHOWN: usize = 280;

/// A notification that awaits assessment or screening.
#[derive(Clone, PartialEq, Debug)]
pub struct QueueRow {
    /// Whom it concerns.
    pub child: ChildId,
    /// Their name.
    pub child_name: String,
    /// Birth, or expected birth.
    pub birth: Option<Birth>,
    /// The entry.
    pub no: EntryNo,
    /// When the municipality got it.
    pub received_at: Timestamp,
    /// When its acute assessment is late.
    pub clock: Timestamp,
    /// Whether the notifier thinks it cannot wait.
    pub acute: bool,
    /// Whether violence or abuse is suspected.
    pub abuse_suspected: bool,
    /// What the notifier is to the child.
    pub notifier: NotifierKind,
    /// The notifier's name.
    pub notifier_name: Option<String>,
    /// Why.
    pub causes: Vec<Cause>,
    /// The concern's beginning: whole when it has at most [`CONCERN_SHOWN`] characters, else one more, so that it can be told.
    pub concern: String,
    /// When it was assessed.
    pub assessed_at: Option<Timestamp>,
    /// What the assessment found.
    pub in_danger: Option<bool>,
    /// Who is responsible for the child.
    pub responsible: Option<StaffId>,
    /// Their name.
    pub responsible_name: Option<String>,
    /// How many siblings the same notification concerns.
    pub siblings: u32,
}

/// A worry at a day-care or school.
#[derive(Clone, PartialEq, Debug)]
pub struct WorryRow {
    /// About whom.
    pub child: ChildId,
    /// Their name.
    pub child_name: String,
    /// The entry.
    pub no: EntryNo,
    /// Day raised.
    pub raised_on: Date,
    /// By whom.
    pub raised_by: StaffId,
    /// What it is about.
    pub seen: Vec<WorrySign>,
    /// What comes next and by when, while it is open.
    pub next: Option<(Date, NextWorry)>,
    /// The day it ended, and how.
    pub settled: Option<(Date, WorryOutcome)>,
}

/// A child of a unit, and when it was last talked with there.
#[derive(Clone, PartialEq, Debug)]
pub struct TalkRow {
    /// Who.
    pub child: ChildId,
    /// Their name.
    pub name: String,
    /// When last, if ever.
    pub last_on: Option<Date>,
}

/// A pupil's absence.
#[derive(Clone, PartialEq, Debug)]
pub struct AttendanceRow {
    /// Who.
    pub child: ChildId,
    /// Their name.
    pub name: String,
    /// What is known of it.
    pub attendance: Attendance,
}

/// What comes next in a worry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NextWorry {
    /// A step of the guide, by its key.
    Step(String),
    /// What was agreed is looked at again.
    FocusPoint,
    /// Whether it helped.
    LookAgain,
}

impl NextWorry {
    pub(crate) fn of(next: Next<'_>) -> Self {
        match next {
            Next::Step(step) => Self::Step(step.key.clone()),
            Next::FocusPoint(_) => Self::FocusPoint,
            Next::LookAgain => Self::LookAgain,
        }
    }

    /// How a database keeps it; a step's key has no colon.
    pub(crate) fn code(&self) -> String {
        match self {
            Self::Step(key) => format!("step:{key}"),
            Self::FocusPoint => "focus-point".to_owned(),
            Self::LookAgain => "look-again".to_owned(),
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        match code {
            "focus-point" => Some(Self::FocusPoint),
            "look-again" => Some(Self::LookAgain),
            code => code.strip_prefix("step:").map(|key| Self::Step(key.to_owned())),
        }
    }
}

/// An offer of responsibility that awaits an answer.
#[derive(Clone, PartialEq, Debug)]
pub struct OfferRow {
    /// For whom.
    pub child: ChildId,
    /// Their name.
    pub child_name: String,
    /// The entry.
    pub no: EntryNo,
    /// Who offers.
    pub from: Option<StaffId>,
    /// Their name.
    pub from_name: Option<String>,
    /// Who is asked.
    pub to: StaffId,
    /// Their name.
    pub to_name: Option<String>,
    /// Day offered.
    pub on: Date,
    /// Why.
    pub reason: String,
}

/// A meeting on someone's day.
#[derive(Clone, PartialEq, Debug)]
pub struct MeetingRow {
    /// About whom.
    pub child: ChildId,
    /// Their name.
    pub child_name: String,
    /// The entry.
    pub no: EntryNo,
    /// When.
    pub at: Timestamp,
    /// What kind.
    pub kind: MeetingKind,
    /// Where.
    pub place: String,
    /// Who takes part.
    pub participants: String,
    /// Whether it was held, once closed.
    pub held: Option<bool>,
}

/// An entry someone else wrote on a child one is responsible for.
#[derive(Clone, PartialEq, Debug)]
pub struct NewsRow {
    /// About whom.
    pub child: ChildId,
    /// Their name.
    pub child_name: String,
    /// The entry.
    pub no: EntryNo,
    /// When it was written.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: StaffId,
    /// Their name.
    pub by_name: Option<String>,
    /// As what.
    pub role: Role,
    /// The name of its kind of fact, such as `note-written`.
    pub kind: String,
}

/// How many notifications wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct QueueCounts {
    /// Not yet assessed.
    pub unassessed: i64,
    /// Not yet assessed, and late.
    pub late: i64,
    /// Not yet screened, the unassessed included.
    pub unscreened: i64,
}

/// Late duties of one kind that fall to one person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LateCount {
    /// What is owed.
    pub kind: DutyKind,
    /// To whom it falls.
    pub responsible: Option<StaffId>,
    /// How many.
    pub count: i64,
}

/// What one professional carries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Caseload {
    /// Who.
    pub responsible: StaffId,
    /// Name.
    pub name: String,
    /// As what.
    pub role: Role,
    /// Where they work.
    pub unit: Option<UnitId>,
    /// Open children.
    pub children: i64,
    /// Of these, living away from home.
    pub placed: i64,
    /// Measures in force for them.
    pub measures: i64,
    /// Their duties that are late.
    pub late: i64,
}

/// Children on a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StepCount {
    /// The step; `None` for an open case without help in force.
    pub step: Option<StepNo>,
    /// How many.
    pub children: i64,
}

/// Where a child stands on a day, seen from the staircase.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Place {
    /// No open case.
    NoCase,
    /// An open case without help in force.
    NoStep,
    /// On a step.
    Step(StepNo),
}

/// Children who stood in one place on a day and in another on a later day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Flow {
    /// Where they stood first.
    pub from: Place,
    /// Where they stood later; may be the same.
    pub to: Place,
    /// How many.
    pub children: i64,
}

/// How the duties of a period went.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Timeliness {
    /// Done in time.
    pub met_in_time: i64,
    /// Done too late.
    pub met_late: i64,
    /// Not done, too late.
    pub late: i64,
    /// Not done, in time.
    pub owed: i64,
    /// Fell away in time.
    pub lapsed: i64,
    /// Never done, too late, and can no longer be done.
    pub missed: i64,
}

/// The size of a store.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Children registered.
    pub children: i64,
    /// Of these, with an open case.
    pub open_children: i64,
    /// Entries in all records.
    pub entries: i64,
}

/// Something half written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// Which form.
    pub key: String,
    /// What was typed.
    pub body: String,
    /// When it was last saved.
    pub saved_at: Timestamp,
}

/// A login in use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    /// Hash of the token; the token itself is not kept.
    pub token_hash: String,
    /// Whose.
    pub staff: StaffId,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_seen_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// What it is called in its owner's list; opens nothing.
    pub id: String,
    /// The kind of browser, such as "Firefox · Windows"; no more is kept of where it came from.
    pub browser: String,
    /// How its owner came in.
    pub method: Method,
    /// Whether everything asked for at the door was given; until then it opens nothing but the door's own pages.
    pub is_whole: bool,
    /// When its owner last gave a second factor, or the password where there is none.
    pub proved_at: Option<Timestamp>,
}

/// How somebody came in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Chosen at the demo's entrance.
    Demo,
    /// A local user name and password.
    Local,
    /// The municipality's identity provider.
    Provider,
}

impl Method {
    /// Its code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Local => "local",
            Self::Provider => "provider",
        }
    }

    /// The method of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Demo, Self::Local, Self::Provider].into_iter().find(|method| method.code() == code)
    }
}

/// A passkey: its public key and counter, as the library that checks it writes them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passkey {
    /// The credential's identity, in text.
    pub id: String,
    /// Whose.
    pub staff: StaffId,
    /// What its owner calls it.
    pub name: String,
    /// The credential.
    pub body: String,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
}

/// What second factors somebody has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Factors {
    /// An authenticator app that has shown a code.
    pub has_app: bool,
    /// How many passkeys.
    pub passkeys: u32,
    /// How many recovery codes are left.
    pub recovery_codes: u32,
}

impl Factors {
    /// Whether there is one at all. Recovery codes stand in for one and are none.
    pub const fn any(self) -> bool {
        self.has_app || self.passkeys > 0
    }
}

/// A login that has begun at an identity provider and is not finished.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProviderLogin {
    /// Hash of what the browser carries.
    pub browser_hash: String,
    /// What the token must say.
    pub nonce: String,
    /// What proves that who began is who finishes.
    pub verifier: String,
    /// Where the person was going.
    pub return_to: String,
    /// Whether they were to show anew who they are, also when the provider knew.
    pub is_again: bool,
    /// When it is too late.
    pub expires_at: Timestamp,
}

/// A login at an identity provider.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProviderSession {
    /// The provider.
    pub issuer: String,
    /// The person there.
    pub subject: String,
    /// The session there; empty when the provider does not say.
    pub sid: String,
}

/// A child that may be the one told of: who it is, and whom to ask.
#[derive(Clone, Debug, PartialEq)]
pub struct AlikeRow {
    /// The child.
    pub child: ChildId,
    /// Its name.
    pub name: String,
    /// Its birth, or expected birth.
    pub birth: Option<Birth>,
    /// Who is responsible: whom to ask.
    pub responsible_name: Option<String>,
}
