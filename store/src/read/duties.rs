//! Duties: whose, which are late, how they went.

use super::children::with;
use crate::cells::{Cells, Stored, args};
use crate::db::statements;
use crate::paging::{ByTime, Cursor, Page, Parts, asked, page};
use crate::reader::{Reader, may_know, may_see};
use crate::rows::{DutyRow, LateCount, Timeliness};
use crate::{Store, StoreError};
use jiff::{Timestamp, civil::Date};
use trin_domain::calendar::day_of;
use trin_domain::duties::{Basis, BasisKind, DueBy, Duty, DutyKind, Met};
use trin_domain::id::{ChildId, StaffId};
use trin_domain::kinds::Role;

/// Whether a duty is open on a day: not settled by what is written, and not by an end agreed ahead that has come since.
macro_rules! is_open {
    ($day:literal) => {
        concat!("d.settled IS NULL AND COALESCE(d.lapsed_on, '9999-12-31') > ", $day)
    };
}
pub(super) use is_open;

/// A list of duties that the reader may know of, open on day `$10`, by due time, after the place in the arguments from `$3` on.
macro_rules! duties {
    ($which:literal, for $reader:tt) => {
        concat!(
            "SELECT d.child, c.name, r.name, d.kind, d.about, d.counted_from, d.nth, d.counts_at, d.counts_on, d.due_at, d.due_on, d.basis,
                d.citation, d.other_at, d.other_on, d.other_basis, d.other_citation, d.responsible, d.role, d.met_entry, d.met_at,
                d.lapsed_on, d.because_da, d.because_en
            FROM duty d JOIN child c ON c.id = d.child LEFT JOIN staff r ON r.id = d.responsible
            WHERE ",
            is_open!("$10"),
            " AND ",
            may_see!("d.child", "131071", $reader),
            " AND ",
            $which,
            " AND (d.late_from, d.child, d.kind, d.about, d.counted_from, d.nth) > ($3, $4, $5, $6, $7, $8)
            ORDER BY d.late_from, d.child, d.kind, d.about, d.counted_from, d.nth LIMIT $9"
        )
    };
}

/// How many kinds one [`TIMELINESS`] asks about.
const KINDS_AT_ONCE: usize = 6;

statements! {
    OF_STAFF = duties!("d.responsible = $1 AND d.late_from <= $2", for ["$11", "$12", "$13", "$14"]);
    LATE_OF_STAFF = concat!("SELECT COUNT(*) FROM duty d WHERE ", is_open!("$3"), " AND d.responsible = $1 AND d.late_from <= $2 AND ",
        may_know!("d.child", ["$4", "$5", "$6", "$7"]), " AND NOT (d.kind = 'preliminary-assessment' AND EXISTS (SELECT 1 FROM duty a
            WHERE a.child = d.child AND a.kind = 'assessment' AND a.about = d.about AND a.settled IS NULL))");
    LATE_OF_ROLE = concat!("SELECT COUNT(*) FROM duty d WHERE ", is_open!("$3"), " AND d.responsible IS NULL AND d.role = $1
        AND d.late_from <= $2 AND d.kind <> 'glass-review' AND ", may_know!("d.child", ["$4", "$5", "$6", "$7"]));
    OF_ROLE = duties!("d.responsible IS NULL AND d.role = $1 AND d.late_from <= $2 AND d.kind <> 'glass-review'", for ["$11", "$12", "$13", "$14"]);
    LATE = duties!("d.late_from <= $2 AND $1 = ''", for ["$11", "$12", "$13", "$14"]);
    LATE_OF_KIND = duties!("d.kind = $1 AND d.late_from <= $2", for ["$11", "$12", "$13", "$14"]);
    LATE_OF_KIND_AND_STAFF = duties!("d.kind = $1 AND d.responsible = $15 AND d.late_from <= $2", for ["$11", "$12", "$13", "$14"]);
    LATE_BY_KIND = concat!("SELECT d.kind, d.responsible, COUNT(*) FROM duty d WHERE ", is_open!("$2"), " AND d.late_from <= $1 AND ",
        may_know!("d.child", ["$3", "$4", "$5", "$6"]), " GROUP BY d.kind, d.responsible ORDER BY d.kind, d.responsible");
    TIMELINESS = concat!("SELECT d.kind, CASE WHEN d.settled IS NOT NULL THEN d.settled
            WHEN NOT (", is_open!("$10"), ") THEN CASE WHEN d.lapsed_on <= d.due_on THEN 'lapsed' ELSE 'missed' END
            WHEN d.late_from <= $3 THEN 'late' ELSE 'owed' END AS outcome, COUNT(*)
        FROM duty d WHERE d.kind IN ($4, $5, $6, $7, $8, $9) AND d.due_on >= $1 AND d.due_on <= $2 GROUP BY d.kind, outcome");
}

impl Store {
    /// Duties open now that fall to someone, by due time; with `until` only those late from then or before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn duties_of_staff(
        &self,
        by: &Reader,
        staff: StaffId,
        now: Timestamp,
        until: Option<Timestamp>,
        cursor: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<DutyRow>, StoreError> {
        self.duty_page(by, OF_STAFF, &staff.uuid().to_string(), now, until, None, (cursor, limit)).await
    }

    /// Open duties of one person that are not late yet, by due time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn coming_duties_of_staff(
        &self,
        by: &Reader,
        staff: StaffId,
        now: Timestamp,
        cursor: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<DutyRow>, StoreError> {
        let beginning = Cursor::after_instant(now);
        self.duty_page(by, OF_STAFF, &staff.uuid().to_string(), now, None, None, (cursor.or(Some(&beginning)), limit)).await
    }

    /// How many duties of one person that are open now were late at `late_by` or before. An assessment and the preliminary one owed when it
    /// takes longer count as one thing to do.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn late_count(&self, by: &Reader, staff: StaffId, late_by: Timestamp, now: Timestamp) -> Result<i64, StoreError> {
        self.db
            .rows(LATE_OF_STAFF, with(by, args![staff, late_by, day_of(now)]))
            .await?
            .into_iter()
            .next()
            .map_or(Ok(0), |mut cells| cells.int())
    }

    /// How many duties open now that fall to a role, with nobody named, were late at `late_by` or before; without reviews of an emergency
    /// access, which not everybody of the role may do: see [`Store::duties_of_kind`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn late_count_of_role(&self, by: &Reader, role: Role, late_by: Timestamp, now: Timestamp) -> Result<i64, StoreError> {
        self.db
            .rows(LATE_OF_ROLE, with(by, args![role.code(), late_by, day_of(now)]))
            .await?
            .into_iter()
            .next()
            .map_or(Ok(0), |mut cells| cells.int())
    }

    /// Duties open now that fall to a role, with nobody named, by due time; with `until` only those late from then or before. Without
    /// reviews of an emergency access, as [`Store::late_count_of_role`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn duties_of_role(
        &self,
        by: &Reader,
        role: Role,
        now: Timestamp,
        until: Option<Timestamp>,
        cursor: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<DutyRow>, StoreError> {
        self.duty_page(by, OF_ROLE, role.code(), now, until, None, (cursor, limit)).await
    }

    /// Open duties that are late now, longest first, of one kind or all, of one person or all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn late_duties(
        &self,
        by: &Reader,
        kind: Option<DutyKind>,
        responsible: Option<StaffId>,
        now: Timestamp,
        cursor: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<DutyRow>, StoreError> {
        match (kind, responsible) {
            (None, None) => self.duty_page(by, LATE, "", now, Some(now), None, (cursor, limit)).await,
            (None, Some(staff)) => self.duties_of_staff(by, staff, now, Some(now), cursor, limit).await,
            (Some(kind), None) => self.duty_page(by, LATE_OF_KIND, kind.code(), now, Some(now), None, (cursor, limit)).await,
            (Some(kind), Some(_)) => {
                self.duty_page(by, LATE_OF_KIND_AND_STAFF, kind.code(), now, Some(now), responsible, (cursor, limit)).await
            }
        }
    }

    /// Open duties of one kind that the reader may know of, late or not, by due time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn duties_of_kind(&self, by: &Reader, kind: DutyKind, now: Timestamp, limit: u32) -> Result<Vec<DutyRow>, StoreError> {
        Ok(self.duty_page(by, LATE_OF_KIND, kind.code(), now, None, None, (None, limit)).await?.rows)
    }

    /// How many open duties are late now, by kind and person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn late_by_kind(&self, by: &Reader, now: Timestamp) -> Result<Vec<LateCount>, StoreError> {
        let count = |mut cells: Cells| {
            Ok(LateCount { kind: cells.code(DutyKind::from_code)?, responsible: cells.maybe_id(StaffId::new)?, count: cells.int()? })
        };
        self.db.rows(LATE_BY_KIND, with(by, args![now, day_of(now)])).await?.into_iter().map(count).collect()
    }

    /// How the duties of some kinds that were due in a period went, both days included: each kind once, in the order asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn timeliness(
        &self,
        kinds: &[DutyKind],
        from: Date,
        to: Date,
        now: Timestamp,
    ) -> Result<Vec<(DutyKind, Timeliness)>, StoreError> {
        let mut all: Vec<(DutyKind, Timeliness)> = kinds.iter().map(|kind| (*kind, Timeliness::default())).collect();
        for some in kinds.chunks(KINDS_AT_ONCE) {
            let mut arguments = args![from, to, now];
            // A kind named twice counts once, so a shorter list is filled up with its last.
            let filled = some.iter().chain(some.last().into_iter().cycle()).take(KINDS_AT_ONCE);
            arguments.extend(filled.map(|kind| kind.code().stored()));
            arguments.push(day_of(now).stored());
            for mut cells in self.db.rows(TIMELINESS, arguments).await? {
                let (kind, outcome, count) = (cells.code(DutyKind::from_code)?, cells.text()?, cells.int()?);
                let Some((_, went)) = all.iter_mut().find(|(asked, _)| *asked == kind) else { continue };
                match outcome.as_str() {
                    "met-in-time" => went.met_in_time = count,
                    "met-late" => went.met_late = count,
                    "late" => went.late = count,
                    "owed" => went.owed = count,
                    "lapsed" => went.lapsed = count,
                    "missed" => went.missed = count,
                    _ => return Err(StoreError::Value { what: format!("unknown outcome {outcome}"), statement: TIMELINESS }),
                }
            }
        }
        Ok(all)
    }

    #[expect(clippy::too_many_arguments, reason = "one statement with all a page of duties may be asked by")]
    async fn duty_page(
        &self,
        by: &Reader,
        statement: &'static str,
        whose: &str,
        now: Timestamp,
        until: Option<Timestamp>,
        responsible: Option<StaffId>,
        (cursor, limit): (Option<&Cursor>, u32),
    ) -> Result<Page<DutyRow>, StoreError> {
        let after = ByTime::of(cursor);
        let [about, counted_from, nth] = after.numbers;
        let until = until.map_or(i64::MAX, Timestamp::as_microsecond);
        let mut arguments = args![whose, until, after.micros, after.child, after.kind, about, counted_from, nth, asked(limit), day_of(now)];
        arguments.extend(by.arguments());
        arguments.extend(responsible.map(Stored::stored));
        page(self.db.rows(statement, arguments).await?, limit, row)
    }
}

fn row(mut cells: Cells) -> Result<(DutyRow, ByTime), StoreError> {
    let child = cells.id(ChildId::new)?;
    let (child_name, responsible_name) = (cells.text()?, cells.maybe_text()?);
    let (kind, about, counted_from, nth) = (cells.code(DutyKind::from_code)?, cells.no()?, cells.no()?, cells.int()?);
    let counts_from = cells.due()?;
    let leads = DueBy { due: cells.due()?, basis: basis(cells.code(basis_kind)?, cells.text()?) };
    let (other_due, other_basis, other_citation) = (cells.maybe_due()?, cells.maybe_code(basis_kind)?, cells.maybe_text()?);
    let other = other_due.zip(other_basis).zip(other_citation).map(|((due, from), citation)| DueBy { due, basis: basis(from, citation) });
    let (responsible, role) = (cells.maybe_id(StaffId::new)?, cells.code(Role::from_code)?);
    let (met_entry, met_at) = (cells.maybe_int()?, cells.maybe_instant()?);
    let met = met_entry.and_then(|no| u32::try_from(no).ok()).zip(met_at);
    let duty = Duty {
        kind,
        about,
        counted_from,
        counts_from,
        leads,
        other,
        responsible,
        role,
        met: met.map(|(no, at)| Met { entry: trin_domain::record::EntryNo(no), at }),
        lapsed_on: cells.maybe_day()?,
        because_da: cells.text()?,
        because_en: cells.text()?,
    };
    let place = ByTime {
        stage: 0,
        micros: duty.due().late_from().as_microsecond(),
        child: child.uuid().to_string(),
        kind: kind.code().to_owned(),
        numbers: [i64::from(about.0), i64::from(counted_from.0), nth],
    };
    Ok((DutyRow { child, child_name, responsible_name, duty }, place))
}

fn basis(from: BasisKind, citation: String) -> Basis {
    #[allow(clippy::useless_conversion, reason = "the citation's type may be borrowed from the law's tables")]
    Basis { from, citation: citation.into() }
}

fn basis_kind(code: &str) -> Option<BasisKind> {
    match code {
        "law" => Some(BasisKind::Law),
        "strategy" => Some(BasisKind::Strategy),
        _ => None,
    }
}
