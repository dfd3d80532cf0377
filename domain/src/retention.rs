//! How long what Trin keeps is kept, and what is done then.
//!
//! Everything kept is of one [`Class`]; a rule for each says what follows, after how long and counted from what, with its source
//! ([`classes`]). Deletion is per class, never a cascade, and the case file outlives the childhood it tells of: grown-up children come for it.
//! What is ripe is work for a person, never a deletion by itself; only what belongs to no record (drafts, sessions, searched words) is cleared
//! by Trin. A municipality lengthens a period in its strategy; nobody shortens one.
//!
//! Pure: [`of`] takes a record's state and the strategy, [`Kept::standing`] the day and whether something keeps it longer.

mod classes;
#[cfg(test)]
mod tests;

pub use classes::{CLASSES, ClassRule, rule};

use crate::calendar::{WorkingDays, day_of};
use crate::duties::words::{Da, En};
use crate::duties::{Basis, BasisKind};
use crate::kinds::{InterventionKind, code_list};
use crate::record::{Birth, State};
use crate::strategy::{Span, Strategy};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

code_list!(
    /// What a thing kept is classed as.
    #[doc(alias = "opbevaringsklasse")]
    Class {
        CaseFile = "case-file", "Barnets sag", "The child's case file";
        Concern = "concern", "Bekymring, der ikke blev en sag", "A concern that never became a case";
        Counselling = "counselling", "Rådgivning og konsultativ bistand uden sag", "Counselling and consultative help without a case";
        Enquiry = "enquiry", "Henvendelser, der ikke blev en underretning", "Enquiries that became no notification";
        Known = "known", "Barn uden sag", "A child without a case";
        Draft = "draft", "Kladder", "Drafts";
        FailedImport = "failed-import", "Importer, der gik galt", "Imports that failed";
        Log = "log", "Loggen", "The log";
        Login = "login", "Logins og forsøg på at logge ind", "Logins and tries to log in";
        Search = "search", "Søgeord", "Searched words";
        BackupKey = "backup-key", "Nøglefiler til sikkerhedskopier", "Key files of backups";
    }
);

code_list!(
    /// What is done when the time has passed.
    Follows {
        ArchiveThenDelete = "archive-then-delete", "Arkivversion, derefter sletning", "Archive version, then deletion";
        DeleteAtDate = "delete", "Sletning", "Deletion";
        Keep = "keep", "Bevares", "Kept";
    }
);

code_list!(
    /// Who does it.
    ClearedBy {
        TwoPeople = "two-people", "To personer", "Two people";
        Trin = "trin", "Trin selv", "Trin itself";
        Operator = "operator", "Driften", "The operators";
    }
);

code_list!(
    /// Why a record must not be deleted, whatever its age.
    #[doc(alias = "slettestop")]
    HoldReason {
        Complaint = "complaint", "Klage", "Complaint";
        Lawsuit = "lawsuit", "Retssag eller krav om erstatning", "Lawsuit or claim for compensation";
        Access = "access", "Aktindsigt eller indsigt er ikke afsluttet", "A request for access is not concluded";
        Inspection = "inspection", "Tilsyn, Ombudsmanden eller en undersøgelse", "An inspection, the Ombudsman or an inquiry";
        Archive = "archive", "Arkivet har bedt om det", "The archive asked for it";
        Person = "person", "Barnet, nu voksen, har bedt om det", "The child, now grown up, asked for it";
    }
);

code_list!(
    /// Why a record that is ripe is kept some time yet.
    KeepReason {
        Sibling = "sibling", "En søskendes sag er åben", "A sibling's case is open";
        Aftercare = "aftercare", "Den unge får stadig hjælp", "The young person still has help";
        Archive = "archive", "Arkivversionen er ikke klar", "The archive version is not ready";
        Doubt = "doubt", "Der er tvivl om klassen", "The class is in doubt";
    }
);

code_list!(
    /// The fact a period is counted from.
    CountedFrom {
        Closing = "closing", "sagens lukning", "the case's closing";
        LastEntry = "last-entry", "den seneste post", "the latest entry";
        Eighteen = "eighteen", "18-års-dagen", "the 18th birthday";
    }
);

/// A child comes of age.
const OF_AGE_YEARS: i32 = 18;

/// How long a record is kept, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// What it is classed as.
    pub class: Class,
    /// The fact it is counted from, and its day; nothing while a case is open.
    pub counted: Option<(CountedFrom, Date)>,
    /// The first day on which it may be proposed for deletion; nothing while a case is open, and for what is kept for good.
    pub ripe_on: Option<Date>,
    /// Where the period is written.
    pub basis: Basis,
    /// Why, in one Danish sentence.
    pub because_da: String,
    /// The same in English.
    pub because_en: String,
}

/// How a record stands on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// A case is open: nothing is counted.
    Open,
    /// Somebody decided that it must stay.
    Held,
    /// Its time has not come, or it was put off until a day.
    Until(Date),
    /// It may be proposed for deletion.
    Ripe,
    /// It stays.
    Kept,
}

/// How a record stands on a day, by what it counts from and when it is ripe ([`Kept`]), when it is held or was put off until a day. A hold goes
/// before everything.
pub fn standing(
    counted: Option<(CountedFrom, Date)>,
    ripe_on: Option<Date>,
    is_held: bool,
    put_off_until: Option<Date>,
    day: Date,
) -> Standing {
    let Some(ripe_on) = ripe_on else {
        return match (is_held, counted) {
            (true, _) => Standing::Held,
            (false, None) => Standing::Open,
            (false, Some(_)) => Standing::Kept,
        };
    };
    let until = put_off_until.map_or(ripe_on, |put_off| put_off.max(ripe_on));
    match is_held {
        true => Standing::Held,
        false if day < until => Standing::Until(until),
        false => Standing::Ripe,
    }
}

/// The classes of records, the least first: what is written later moves a record up among them and never down.
pub const OF_RECORDS: [Class; 4] = [Class::Known, Class::Counselling, Class::Concern, Class::CaseFile];

/// What a record is classed as.
pub fn class(state: &State<'_>) -> Class {
    let is_advice = |kind| kind == InterventionKind::Counselling;
    let has_help = |wanted: bool| state.interventions.iter().any(|help| is_advice(help.decided.what.kind) == wanted);
    if !state.assessments.is_empty() || has_help(false) {
        Class::CaseFile
    } else if !state.notifications.is_empty() {
        Class::Concern
    } else if has_help(true) || state.is_open || !state.closings.is_empty() {
        Class::Counselling
    } else {
        Class::Known
    }
}

/// How long a record is kept.
pub fn of(state: &State<'_>, strategy: &Strategy) -> Kept {
    let class = class(state);
    let rule = rule(class);
    let law = rule.shortest();
    let own = strategy.retention.iter().find(|own| own.of == class);
    let (period, basis) = match (own, law) {
        (Some(own), _) => (Some(own.keep), Basis { from: BasisKind::Strategy, citation: own.source.clone().into() }),
        (None, Some(law)) => (Some(law.value), Basis { from: BasisKind::Law, citation: law.source.citation.into() }),
        (None, None) => (None, Basis { from: BasisKind::Law, citation: rule.kept_by.into() }),
    };
    let counted = counted_from(state, class);
    let after = |period: Option<Span>| counted.zip(period).map(|((_, from), period)| period.after(from, WorkingDays::default()));
    // A strategy that was read before the law changed cannot shorten what the law says now.
    let ripe_on = after(period).max(ripe_by_law_on(state));
    let (because_da, because_en) = because(class, counted, period, ripe_on);
    Kept { class, counted, ripe_on, basis, because_da, because_en }
}

/// The first day on which the law itself lets the record be deleted, whatever the strategy says; nothing while a case is open.
pub fn ripe_by_law_on(state: &State<'_>) -> Option<Date> {
    let class = class(state);
    let (_, from) = counted_from(state, class)?;
    Some(rule(class).shortest()?.value.after(from, WorkingDays::default()))
}

/// The latest of the facts a class is counted from; nothing while a case is open.
fn counted_from(state: &State<'_>, class: Class) -> Option<(CountedFrom, Date)> {
    if state.is_open {
        return None;
    }
    let last = state.written_at.map(day_of)?;
    let mut latest = (CountedFrom::LastEntry, last);
    if let Some(closing) = state.closings.last().filter(|closing| closing.what.on >= last) {
        latest = (CountedFrom::Closing, closing.what.on);
    }
    if class == Class::CaseFile
        && let Some(birth) = state.birth()
    {
        let (Birth::Born(on) | Birth::Expected(on)) = birth;
        let of_age = crate::calendar::months_after(on, OF_AGE_YEARS * 12);
        if of_age > latest.1 {
            latest = (CountedFrom::Eighteen, of_age);
        }
    }
    // A child who goes to day-care or school here is known for that reason, and is not proposed for deletion meanwhile: the latest entry counts
    // when they have left. Where nobody wrote that they left, the 18th birthday does.
    let goes_here = state.enrolments.iter().any(|enrolment| enrolment.left.is_none());
    if class == Class::Known
        && goes_here
        && let Some(birth) = state.birth()
    {
        let of_age = crate::calendar::months_after(birth.day(), OF_AGE_YEARS * 12);
        if of_age > latest.1 {
            latest = (CountedFrom::Eighteen, of_age);
        }
    }
    Some(latest)
}

fn because(class: Class, counted: Option<(CountedFrom, Date)>, period: Option<Span>, ripe_on: Option<Date>) -> (String, String) {
    let Some((from, on)) = counted else {
        return (
            "Sagen er åben, og så længe tælles der ikke.".to_owned(),
            "The case is open, and until it is closed nothing is counted.".to_owned(),
        );
    };
    let (Some(period), Some(ripe_on)) = (period, ripe_on) else {
        return (format!("{}: bevares.", class.da()), format!("{}: kept.", class.en()));
    };
    (
        format!("{}: {} fra {}, {}, altså til {}.", class.da(), period.kept_da(), from.da(), Da(on), Da(ripe_on)),
        format!("{}: {} from {}, {}, that is until {}.", class.en(), period.kept_en(), from.en(), En(on), En(ripe_on)),
    )
}
