//! How long what is written about children is kept: what is ripe for deletion, what keeps it, and what people decided ([`steps`]). What belongs to
//! no child is cleared by Trin itself ([`tidy`]).
//!
//! The class and its day are a read model made by `trin_domain::retention`; the rest are decisions, each with its row in the log.

pub(crate) mod steps;
pub(crate) mod tidy;

use crate::cells::{Cells, args};
use crate::db::statements;
use crate::paging::{Cursor, Page, Parts, Place, asked, page};
use crate::read::children::birth;
use crate::reader::{Reader, may_know};
use crate::{Store, StoreError};
use jiff::Timestamp;
use jiff::civil::Date;
use trin_domain::duties::BasisKind;
use trin_domain::id::{ChildId, StaffId};
use trin_domain::record::{Birth, Version};
use trin_domain::retention::{Class, CountedFrom, Follows, HoldReason, KeepReason, Standing, rule, standing};

/// What is kept of children whom the reader may know of, and what was decided of it.
macro_rules! kept {
    ($which:literal, for $reader:tt) => {
        concat!(
            "SELECT c.id, c.name, c.version, k.class, k.counted_from, k.counted_on, k.ripe_on, k.basis, k.citation, k.because_da, k.because_en,
                h.reason, h.from_at, h.by_staff, p.by_staff, p.at, p.version, u.until_day, u.reason, u.by_staff, a.version, a.at, a.by_staff,
                c.born_on, c.expected_on, (SELECT j.recorded_at FROM journal j WHERE j.child = c.id AND j.no = 1), c.last_entry_at, l.reason, l.lifted_at, l.lifted_by
            FROM retention k JOIN child c ON c.id = k.child
            LEFT JOIN legal_hold h ON h.child = k.child AND h.lifted_at IS NULL
            LEFT JOIN legal_hold l ON l.child = k.child AND l.lifted_at IS NOT NULL
                AND l.no = (SELECT MAX(last.no) FROM legal_hold last WHERE last.child = k.child)
            LEFT JOIN deletion_proposal p ON p.child = k.child
            LEFT JOIN kept_until u ON u.child = k.child
            LEFT JOIN archive_version a ON a.child = k.child
            WHERE ",
            may_know!("k.child", $reader),
            " AND ",
            $which
        )
    };
}

statements! {
    ONE = kept!("k.child = $1", for ["$2", "$3", "$4", "$5"]);
    /// Those proposed come with the others, in the order of their days.
    RIPE = kept!("k.ripe_on <= $1 AND h.child IS NULL AND (u.until_day IS NULL OR u.until_day <= $1)
        AND (k.ripe_on, k.child) > ($2, $3) ORDER BY k.ripe_on, k.child LIMIT $4", for ["$5", "$6", "$7", "$8"]);
    WAITS_FOR_ANOTHER = kept!("p.by_staff <> $1 AND p.version = c.version AND h.child IS NULL ORDER BY p.at, k.child LIMIT $2",
        for ["$3", "$4", "$5", "$6"]);
    HELD = kept!("h.child IS NOT NULL ORDER BY h.from_at, k.child LIMIT $1", for ["$2", "$3", "$4", "$5"]);
    DECLINED = concat!("SELECT c.id, c.name, d.by_staff, d.at FROM deletion_declined d JOIN child c ON c.id = d.child
        WHERE d.proposed_by = $1 AND d.at > $2 AND ", may_know!("c.id", ["$4", "$5", "$6", "$7"]), " ORDER BY d.at, d.child LIMIT $3");
    PUT_OFF = kept!("k.ripe_on <= $1 AND h.child IS NULL AND u.until_day > $1 ORDER BY u.until_day, k.child LIMIT $2", for ["$3", "$4", "$5", "$6"]);
}

/// What is kept about one child, and what was decided of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptRow {
    /// Which child.
    pub child: ChildId,
    /// Their name.
    pub name: String,
    /// How much is written.
    pub version: Version,
    /// What it is classed as.
    pub class: Class,
    /// The fact it is counted from, and its day; nothing while a case is open.
    pub counted: Option<(CountedFrom, Date)>,
    /// The first day on which it may be proposed for deletion.
    pub ripe_on: Option<Date>,
    /// Whether law or strategy sets the period.
    pub basis: BasisKind,
    /// Where it is written.
    pub citation: String,
    /// Why, in Danish.
    pub because_da: String,
    /// Why, in English.
    pub because_en: String,
    /// The hold in force: why, from when, by whom.
    pub hold: Option<(HoldReason, Timestamp, StaffId)>,
    /// The last hold, lifted: why it was put, when it was lifted and by whom.
    pub lifted: Option<(HoldReason, Timestamp, StaffId)>,
    /// Who proposed deletion, when, and at which version.
    pub proposal: Option<(StaffId, Timestamp, Version)>,
    /// Until when it was put off, why and by whom.
    pub put_off: Option<(Date, KeepReason, StaffId)>,
    /// The version that the archive has, since when, and who says so.
    pub archived: Option<(Version, Timestamp, StaffId)>,
    /// The child's birth, or expected birth.
    pub birth: Option<Birth>,
    /// When the first entry was written, and the last.
    pub written: (Timestamp, Timestamp),
}

/// Somebody said no to a proposal to delete.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclinedRow {
    /// Which child.
    pub child: ChildId,
    /// Their name.
    pub name: String,
    /// Who said no.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
}

impl KeptRow {
    /// Whether the archive must have it first, and has not what is written now.
    pub fn awaits_archive(&self) -> bool {
        rule(self.class).follows == Follows::ArchiveThenDelete && self.archived.is_none_or(|(version, ..)| version < self.version)
    }

    /// How it stands on a day.
    pub fn standing(&self, day: Date) -> Standing {
        standing(self.counted, self.ripe_on, self.hold.is_some(), self.put_off.map(|(until, ..)| until), day)
    }

    /// Whether its time has passed on a day and nothing keeps it.
    pub fn is_ripe(&self, day: Date) -> bool {
        self.standing(day) == Standing::Ripe
    }
}

struct ByDay {
    day: String,
    child: String,
}

impl Place for ByDay {
    fn write(&self) -> String {
        format!("{}.{}", self.day, self.child)
    }
}

impl Parts for ByDay {
    fn beginning() -> Self {
        Self { day: String::new(), child: String::new() }
    }

    fn read(text: &str) -> Option<Self> {
        let (day, child) = text.split_once('.')?;
        let (day, child): (Date, uuid::Uuid) = (day.parse().ok()?, child.parse().ok()?);
        Some(Self { day: day.to_string(), child: child.to_string() })
    }
}

fn row(mut cells: Cells) -> Result<(KeptRow, ByDay), StoreError> {
    let (child, name, version, class) = (cells.id(ChildId::new)?, cells.text()?, cells.version()?, cells.code(Class::from_code)?);
    let counted = cells.maybe_code(CountedFrom::from_code)?.zip(cells.maybe_day()?);
    let (ripe_on, basis) = (cells.maybe_day()?, cells.text()?);
    let (citation, because_da, because_en) = (cells.text()?, cells.text()?, cells.text()?);
    let hold = (cells.maybe_code(HoldReason::from_code)?, cells.maybe_instant()?, cells.maybe_id(StaffId::new)?);
    let proposal = (cells.maybe_id(StaffId::new)?, cells.maybe_instant()?, maybe_version(&mut cells)?);
    let put_off = (cells.maybe_day()?, cells.maybe_code(KeepReason::from_code)?, cells.maybe_id(StaffId::new)?);
    let archived = (maybe_version(&mut cells)?, cells.maybe_instant()?, cells.maybe_id(StaffId::new)?);
    let birth = birth(&mut cells)?;
    let first = cells.maybe_instant()?;
    let last = cells.instant()?;
    let lifted = (cells.maybe_code(HoldReason::from_code)?, cells.maybe_instant()?, cells.maybe_id(StaffId::new)?);
    let place = ByDay { day: ripe_on.map(|day| day.to_string()).unwrap_or_default(), child: child.uuid().to_string() };
    let row = KeptRow {
        child,
        name,
        version,
        class,
        counted,
        ripe_on,
        basis: if basis == STRATEGY { BasisKind::Strategy } else { BasisKind::Law },
        citation,
        because_da,
        because_en,
        hold: all(hold),
        lifted: all(lifted),
        proposal: all(proposal),
        put_off: all(put_off),
        archived: all(archived),
        birth,
        written: (first.unwrap_or(last), last),
    };
    Ok((row, place))
}

/// How a basis in the strategy is written.
pub(crate) const STRATEGY: &str = "strategy";

fn maybe_version(cells: &mut Cells) -> Result<Option<Version>, StoreError> {
    Ok(cells.maybe_int()?.and_then(|version| u32::try_from(version).ok()).map(Version))
}

fn all<A, B, C>((a, b, c): (Option<A>, Option<B>, Option<C>)) -> Option<(A, B, C)> {
    Some((a?, b?, c?))
}

impl Store {
    /// What is kept about a child, for somebody who may know of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn kept_of(&self, by: &Reader, child: ChildId) -> Result<Option<KeptRow>, StoreError> {
        let arguments = args![child].into_iter().chain(by.arguments()).collect();
        self.db.row(ONE, arguments).await?.map(|cells| row(cells).map(|(row, _)| row)).transpose()
    }

    /// What is ripe for deletion on a day, proposed or not, the longest ripe first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ripe(&self, by: &Reader, today: Date, cursor: Option<&Cursor>, limit: u32) -> Result<Page<KeptRow>, StoreError> {
        let after = ByDay::of(cursor);
        let arguments = args![today, after.day, after.child, asked(limit)].into_iter().chain(by.arguments()).collect();
        page(self.db.rows(RIPE, arguments).await?, limit, row)
    }

    /// What somebody else proposed for deletion and nobody confirmed, the first proposed first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn proposed_by_others(&self, by: &Reader, staff: StaffId, limit: u32) -> Result<Vec<KeptRow>, StoreError> {
        let arguments = args![staff, i64::from(limit)].into_iter().chain(by.arguments()).collect();
        self.db.rows(WAITS_FOR_ANOTHER, arguments).await?.into_iter().map(|cells| row(cells).map(|(row, _)| row)).collect()
    }

    /// Whose deletion somebody proposed and another said no to, after an instant, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declined_to(&self, by: &Reader, staff: StaffId, since: Timestamp, limit: u32) -> Result<Vec<DeclinedRow>, StoreError> {
        let arguments = args![staff, since, i64::from(limit)].into_iter().chain(by.arguments()).collect();
        let row = |mut cells: Cells| {
            Ok(DeclinedRow { child: cells.id(ChildId::new)?, name: cells.text()?, by: cells.id(StaffId::new)?, at: cells.instant()? })
        };
        self.db.rows(DECLINED, arguments).await?.into_iter().map(row).collect()
    }

    /// Children under a legal hold, the longest held first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn held(&self, by: &Reader, limit: u32) -> Result<Vec<KeptRow>, StoreError> {
        let arguments = args![i64::from(limit)].into_iter().chain(by.arguments()).collect();
        self.db.rows(HELD, arguments).await?.into_iter().map(|cells| row(cells).map(|(row, _)| row)).collect()
    }

    /// What is ripe and was put off, the next to come back first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_off(&self, by: &Reader, today: Date, limit: u32) -> Result<Vec<KeptRow>, StoreError> {
        let arguments = args![today, i64::from(limit)].into_iter().chain(by.arguments()).collect();
        self.db.rows(PUT_OFF, arguments).await?.into_iter().map(|cells| row(cells).map(|(row, _)| row)).collect()
    }
}

#[cfg(test)]
pub(crate) fn statements() -> Vec<(&'static str, &'static str)> {
    [STATEMENTS, steps::STATEMENTS, tidy::STATEMENTS].concat()
}
