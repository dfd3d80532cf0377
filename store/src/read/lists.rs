//! The queue of notifications, offers, meetings, news.

use super::children::{birth, with};
use crate::cells::{Cells, args};
use crate::db::statements;
use crate::paging::{ByTime, Cursor, Page, Parts, asked, page};
use crate::reader::{Reader, may_know, may_see};
use crate::rows::{MeetingRow, NewsRow, OfferRow, QueueCounts, QueueRow};
use crate::seal::{About, Keys};
use crate::{Store, StoreError};
use jiff::{Timestamp, civil::Date};
use trin_domain::id::{ChildId, StaffId};
use trin_domain::kinds::{Cause, MeetingKind, NotifierKind, Role};
use trin_domain::record::EntryNo;

macro_rules! offers {
    ($which:literal, for $reader:tt) => {
        concat!(
            "SELECT o.child, c.name, o.no, o.from_staff, f.name, o.to_staff, t.name, o.offered_on, o.reason, k.wrapped
            FROM offer o JOIN child c ON c.id = o.child JOIN child_key k ON k.child = o.child LEFT JOIN staff f ON f.id = o.from_staff LEFT JOIN staff t ON t.id = o.to_staff
            WHERE o.answered_on IS NULL AND ",
            may_see!("o.child", "4", $reader),
            " AND ",
            $which
        )
    };
}

statements! {
    QUEUE = concat!("SELECT n.child, c.name, c.born_on, c.expected_on, n.no, n.received_at, n.clock, n.acute, n.abuse_suspected, n.notifier,
            n.notifier_name, n.causes, n.concern, n.assessed_at, n.in_danger, c.responsible, r.name, n.siblings, n.stage, k.wrapped
        FROM notification n JOIN child c ON c.id = n.child JOIN child_key k ON k.child = n.child LEFT JOIN staff r ON r.id = c.responsible
        WHERE n.stage < 2 AND (n.stage, n.clock, n.child, n.no) > ($1, $2, $3, $4) AND ",
        may_see!("n.child", "32", ["$6", "$7", "$8", "$9"]), " ORDER BY n.stage, n.clock, n.child, n.no LIMIT $5");
    QUEUE_COUNTS = concat!("SELECT CAST(COALESCE(SUM(CASE WHEN n.stage = 0 THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN n.stage = 0 AND n.clock <= $1 THEN 1 ELSE 0 END), 0) AS BIGINT), 
            CAST(COALESCE(SUM(CASE WHEN n.screened_on IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT)
        FROM notification n WHERE n.stage < 2 AND ", may_see!("n.child", "32", ["$2", "$3", "$4", "$5"]));
    COUNT_OFFERS_TO = "SELECT COUNT(*) FROM offer o WHERE o.answered_on IS NULL AND o.to_staff = $1";
    OFFERS_TO = offers!("o.to_staff = $1 ORDER BY o.offered_on, o.child, o.no", for ["$2", "$3", "$4", "$5"]);
    OFFERS_WAITING = offers!("(o.offered_on, o.child, o.no) > ($1, $2, $3) ORDER BY o.offered_on, o.child, o.no LIMIT $4",
        for ["$5", "$6", "$7", "$8"]);
    MEETINGS = concat!("SELECT m.child, c.name, m.no, m.at, m.kind, m.place, m.participants, m.is_held, k.wrapped
        FROM meeting_staff s JOIN meeting m ON m.child = s.child AND m.no = s.no JOIN child c ON c.id = m.child
            JOIN child_key k ON k.child = m.child
        WHERE s.staff = $1 AND s.on_day = $2 AND ", may_know!("m.child", ["$3", "$4", "$5", "$6"]), " ORDER BY m.at, m.child, m.no");
    NEWS = concat!("SELECT j.child, c.name, j.no, j.recorded_at, j.by_staff, s.name, j.by_role, j.kind
        FROM child c JOIN journal j ON j.child = c.id LEFT JOIN staff s ON s.id = j.by_staff
        WHERE c.responsible = $1 AND c.is_open = 1 AND c.last_entry_at > $2 AND j.recorded_at > $2 AND j.by_staff <> $1
            AND j.kind NOT IN ('address-shown', 'glass-broken', 'wellbeing-assessed', 'focus-point-agreed',
                'focus-point-looked-at', 'individual-talk-held', 'absence-stated', 'absence-step-taken', 'worry-raised', 'worry-step-taken', 'worry-settled') AND ", may_know!("c.id", ["$4", "$5", "$6", "$7"]), " ORDER BY j.recorded_at, j.child, j.no LIMIT $3");
    SHOWN_BY_OTHERS = concat!("SELECT j.child, c.name, j.no, j.recorded_at, j.by_staff, s.name, j.by_role, j.kind
        FROM child c JOIN journal j ON j.child = c.id LEFT JOIN staff s ON s.id = j.by_staff
        WHERE c.responsible = $1 AND c.is_open = 1 AND c.last_entry_at > $2 AND j.recorded_at > $2 AND j.by_staff <> $1
            AND j.kind = 'address-shown' AND ", may_know!("c.id", ["$4", "$5", "$6", "$7"]), " ORDER BY j.recorded_at, j.child, j.no LIMIT $3");
    OPENED_BY_OTHERS = concat!("SELECT j.child, c.name, j.no, j.recorded_at, j.by_staff, s.name, j.by_role, j.kind
        FROM child c JOIN journal j ON j.child = c.id LEFT JOIN staff s ON s.id = j.by_staff
        WHERE c.responsible = $1 AND c.is_open = 1 AND c.last_entry_at > $2 AND j.recorded_at > $2 AND j.by_staff <> $1
            AND j.kind = 'glass-broken' AND ", may_know!("c.id", ["$4", "$5", "$6", "$7"]), " ORDER BY j.recorded_at, j.child, j.no LIMIT $3");
    /// To those responsible themselves: told to their leaders, and where there is none, to the heads of department.
    SHOWN_TO_THOSE_LED = concat!("SELECT j.child, c.name, j.no, j.recorded_at, j.by_staff, r.name, j.by_role, j.kind
        FROM staff r JOIN child c ON c.responsible = r.id AND c.is_open = 1 JOIN journal j ON j.child = c.id AND j.by_staff = r.id
        WHERE r.id <> $1 AND c.last_entry_at > $2 AND j.recorded_at > $2 AND j.kind = 'address-shown'
            AND (($5 = 'leaders' AND r.unit = $6 AND r.role <> 'team-leader') OR ($5 = 'oversight' AND (r.role = 'team-leader' OR NOT EXISTS
                (SELECT 1 FROM staff l WHERE l.unit = r.unit AND l.role = 'team-leader' AND l.is_active = 1))))
            AND ", may_know!("c.id", ["$4", "$5", "$6", "$7"]), " ORDER BY j.recorded_at, j.child, j.no LIMIT $3");
    NOTIFIED_BY = "SELECT j.child, j.no FROM journal j WHERE j.by_staff = $1 AND j.kind = 'notification-received'
        ORDER BY j.recorded_at DESC, j.child, j.no DESC LIMIT $2";
}

impl Store {
    /// How many offers await somebody's answer: a number for whoever runs the program, who reads no case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_offers_to(&self, staff: StaffId) -> Result<i64, StoreError> {
        self.db.row(COUNT_OFFERS_TO, args![staff]).await?.map_or(Ok(0), |mut cells| cells.int())
    }

    /// Notifications not yet both assessed and screened: first those not yet assessed, by their clock, then the others, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn queue(&self, by: &Reader, cursor: Option<&Cursor>, limit: u32) -> Result<Page<QueueRow>, StoreError> {
        let after = ByTime::of(cursor);
        let mut keys = Keys::new(&self.sealing);
        let arguments = with(by, args![after.stage, after.micros, after.child, after.numbers[0], asked(limit)]);
        page(self.db.rows(QUEUE, arguments).await?, limit, |cells| queue_row(cells, &mut keys))
    }

    /// How many notifications wait, and how many of them too long.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn queue_counts(&self, by: &Reader, now: Timestamp) -> Result<QueueCounts, StoreError> {
        let Some(mut cells) = self.db.row(QUEUE_COUNTS, with(by, args![now])).await? else { return Ok(QueueCounts::default()) };
        Ok(QueueCounts { unassessed: cells.int()?, late: cells.int()?, unscreened: cells.int()? })
    }

    /// Offers of responsibility that await someone's answer, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn offers_to(&self, by: &Reader, staff: StaffId) -> Result<Vec<OfferRow>, StoreError> {
        let mut keys = Keys::new(&self.sealing);
        let rows = self.db.rows(OFFERS_TO, with(by, args![staff])).await?;
        rows.into_iter().map(|cells| offer_row(cells, &mut keys).map(|(row, _)| row)).collect()
    }

    /// All offers of responsibility that await an answer, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn offers_waiting(&self, by: &Reader, cursor: Option<&Cursor>, limit: u32) -> Result<Page<OfferRow>, StoreError> {
        let after = ByTime::of(cursor);
        // The day stands where other lists by time have a code.
        let rows = self.db.rows(OFFERS_WAITING, with(by, args![after.kind, after.child, after.numbers[0], asked(limit)])).await?;
        let mut keys = Keys::new(&self.sealing);
        page(rows, limit, |cells| offer_row(cells, &mut keys))
    }

    /// Meetings that stand in someone's day, by time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn meetings_of(&self, by: &Reader, staff: StaffId, day: Date) -> Result<Vec<MeetingRow>, StoreError> {
        let mut keys = Keys::new(&self.sealing);
        let row = |mut cells: Cells| {
            let mut row = MeetingRow {
                child: cells.id(ChildId::new)?,
                child_name: cells.text()?,
                no: cells.no()?,
                at: cells.instant()?,
                kind: cells.code(MeetingKind::from_code)?,
                place: cells.text()?,
                participants: cells.text()?,
                held: cells.maybe_yes()?,
            };
            let wrapped = cells.bytes()?;
            let mut open = |column, cell: &mut String| {
                let about = About::Cell { child: row.child, no: i64::from(row.no.0), table: "meeting", column };
                *cell = keys.open_cell(&wrapped, &about, cell)?;
                Ok::<_, StoreError>(())
            };
            open("place", &mut row.place)?;
            open("participants", &mut row.participants)?;
            Ok(row)
        };
        self.db.rows(MEETINGS, with(by, args![staff, day])).await?.into_iter().map(row).collect()
    }

    /// What others wrote, after an instant, on open children someone is responsible for, oldest first, so that what is read is read whole;
    /// without what [`Store::addresses_shown`] tells, and what is told of emergencies.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn news_for(&self, by: &Reader, staff: StaffId, since: Timestamp, limit: u32) -> Result<Vec<NewsRow>, StoreError> {
        self.db.rows(NEWS, with(by, args![staff, since, i64::from(limit)])).await?.into_iter().map(news_row).collect()
    }

    /// Which records of open children someone is responsible for others opened in an emergency, after an instant, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn openings_told(&self, by: &Reader, staff: StaffId, since: Timestamp, limit: u32) -> Result<Vec<NewsRow>, StoreError> {
        self.db.rows(OPENED_BY_OTHERS, with(by, args![staff, since, i64::from(limit)])).await?.into_iter().map(news_row).collect()
    }

    /// Where a protected address was shown after an instant, oldest first: to others, of the children somebody is responsible for; and to
    /// those responsible whom somebody leads.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn addresses_shown(&self, by: &Reader, staff: StaffId, since: Timestamp, limit: u32) -> Result<Vec<NewsRow>, StoreError> {
        let asked = || with(by, args![staff, since, i64::from(limit)]);
        let mut rows = self.db.rows(SHOWN_BY_OTHERS, asked()).await?;
        if by.leads() {
            rows.extend(self.db.rows(SHOWN_TO_THOSE_LED, asked()).await?);
        }
        let mut rows = rows.into_iter().map(news_row).collect::<Result<Vec<_>, _>>()?;
        rows.sort_by_key(|row| (row.at, row.child, row.no));
        rows.truncate(limit as usize);
        Ok(rows)
    }
}

fn news_row(mut cells: Cells) -> Result<NewsRow, StoreError> {
    Ok(NewsRow {
        child: cells.id(ChildId::new)?,
        child_name: cells.text()?,
        no: cells.no()?,
        at: cells.instant()?,
        by: cells.id(StaffId::new)?,
        by_name: cells.maybe_text()?,
        role: cells.code(Role::from_code)?,
        kind: cells.text()?,
    })
}

impl Store {
    /// The notifications someone wrote, newest first. It names no child: how much of it they may see now, the domain says.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notified_by(&self, staff: StaffId, limit: u32) -> Result<Vec<(ChildId, EntryNo)>, StoreError> {
        let row = |mut cells: Cells| Ok((cells.id(ChildId::new)?, cells.no()?));
        self.db.rows(NOTIFIED_BY, args![staff, i64::from(limit)]).await?.into_iter().map(row).collect()
    }
}

fn queue_row(mut cells: Cells, keys: &mut Keys<'_>) -> Result<(QueueRow, ByTime), StoreError> {
    let mut row = QueueRow {
        child: cells.id(ChildId::new)?,
        child_name: cells.text()?,
        birth: birth(&mut cells)?,
        no: cells.no()?,
        received_at: cells.instant()?,
        clock: cells.instant()?,
        acute: cells.yes()?,
        abuse_suspected: cells.yes()?,
        notifier: cells.code(NotifierKind::from_code)?,
        notifier_name: cells.maybe_text()?,
        causes: causes(&cells.text()?).collect(),
        concern: cells.text()?,
        assessed_at: cells.maybe_instant()?,
        in_danger: cells.maybe_yes()?,
        responsible: cells.maybe_id(StaffId::new)?,
        responsible_name: cells.maybe_text()?,
        siblings: cells.small()?,
    };
    let place = ByTime {
        stage: cells.int()?,
        micros: row.clock.as_microsecond(),
        child: row.child.uuid().to_string(),
        kind: String::new(),
        numbers: [i64::from(row.no.0), 0, 0],
    };
    let wrapped = cells.bytes()?;
    let about = |column| About::Cell { child: row.child, no: i64::from(row.no.0), table: "notification", column };
    row.concern = keys.open_cell(&wrapped, &about("concern"), &row.concern)?;
    if let Some(name) = &mut row.notifier_name {
        *name = keys.open_cell(&wrapped, &about("notifier_name"), name)?;
    }
    Ok((row, place))
}

/// Causes as stored together in one column.
fn causes(codes: &str) -> impl Iterator<Item = Cause> + '_ {
    codes.split(',').filter_map(Cause::from_code)
}

fn offer_row(mut cells: Cells, keys: &mut Keys<'_>) -> Result<(OfferRow, ByTime), StoreError> {
    let mut row = OfferRow {
        child: cells.id(ChildId::new)?,
        child_name: cells.text()?,
        no: cells.no()?,
        from: cells.maybe_id(StaffId::new)?,
        from_name: cells.maybe_text()?,
        to: cells.id(StaffId::new)?,
        to_name: cells.maybe_text()?,
        on: cells.day()?,
        reason: cells.text()?,
    };
    let place =
        ByTime { stage: 0, micros: 0, child: row.child.uuid().to_string(), kind: row.on.to_string(), numbers: [i64::from(row.no.0), 0, 0] };
    let about = About::Cell { child: row.child, no: i64::from(row.no.0), table: "offer", column: "reason" };
    row.reason = keys.open_cell(&cells.bytes()?, &about, &row.reason)?;
    Ok((row, place))
}

#[cfg(test)]
mod tests {
    use super::NEWS;
    use std::collections::BTreeSet;
    use trin_domain::access::Room;
    use trin_domain::scenario::Scenario;

    /// What a unit writes by itself is no news to whoever is responsible for the child, who is not told that it was written either.
    #[test]
    fn what_a_unit_writes_is_no_news() {
        let scenario = Scenario::parse(include_bytes!("../../../scenarios/every-fact.json")).expect("the scenario");
        let record = scenario.record().expect("the record");
        let of_unit = record.entries().iter().filter(|entry| Room::of(&entry.fact) == Room::AtUnit);
        let kinds: BTreeSet<&str> = of_unit.map(|entry| entry.fact.kind()).collect();
        assert!(kinds.len() >= 6, "{kinds:?}");
        for kind in kinds {
            assert!(NEWS.contains(&format!("'{kind}'")), "{kind}");
        }
    }
}
