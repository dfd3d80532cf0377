//! Children: one, many, found, listed.

use super::duties::is_open;
use crate::cells::{Cells, Value, args};
use crate::db::statements;
use crate::journal::entries;
use crate::paging::{ByName, Cursor, Page, asked, page};
use crate::reader::{Reader, may_see};
use crate::rows::{AlikeRow, ChildRow, NextDuty, Place};
use crate::seal::{Keys, Sealing};
use crate::text::{after_prefix, searched_words, sort_key, words};
use crate::{Store, StoreError, journal};
use jiff::civil::Date;
use std::collections::BTreeMap;
use trin_domain::cpr::Cpr;
use trin_domain::duties::DutyKind;
use trin_domain::id::{ChildId, StaffId, UnitId};
use trin_domain::record::{Birth, Record};
use trin_domain::strategy::StepNo;

/// A list of children as they stand on day `$1`, of those the reader may know of. Which they are is settled first, so that only those shown
/// are looked up further; where a child goes, where it stands and what is owed is told to who may see that.
macro_rules! children {
    ($which:literal, for $reader:tt, order by $order:literal) => {
        children!($which, seeing "131071", for $reader, order by $order)
    };
    // Of those whose room of this number the reader sees: what a list is of must not be told by being in it.
    ($which:literal, seeing $room:literal, for $reader:tt) => {
        children!($which, seeing $room, for $reader, order by "c.sort_key, c.id")
    };
    ($which:literal, seeing $room:literal, for $reader:tt, order by $order:literal) => {
        concat!(
            "SELECT c.id, c.name, c.born_on, c.expected_on, c.is_open, c.responsible, r.name, e.unit, e.unit_name, p.step, p.from_day,
                c.version, c.opened_on, c.last_entry_at, n.kind, n.due_at, n.due_on, n.late_from, c.sort_key
            FROM (SELECT c.* FROM child c WHERE ",
            may_see!("c.id", $room, $reader),
            " AND ",
            $which,
            ") c
            LEFT JOIN staff r ON r.id = c.responsible
            LEFT JOIN enrolment e ON e.child = c.id AND e.no =
                (SELECT MAX(l.no) FROM enrolment l WHERE l.child = c.id AND l.from_day <= $1 AND l.until_day >= $1) AND ",
            may_see!("c.id", "2", $reader),
            " LEFT JOIN standing p ON p.child = c.id AND p.from_day <= $1 AND p.until_day >= $1 AND ",
            may_see!("c.id", "8", $reader),
            " LEFT JOIN duty n ON n.child = c.id AND (n.kind, n.about, n.counted_from, n.nth) =
                (SELECT d.kind, d.about, d.counted_from, d.nth FROM duty d WHERE d.child = c.id AND ",
            is_open!("$1"),
            " ORDER BY d.late_from, d.kind, d.about, d.counted_from, d.nth LIMIT 1) AND ",
            may_see!("c.id", "16", $reader),
            " ORDER BY ",
            $order
        )
    };
    ($which:literal, for $reader:tt) => {
        children!($which, for $reader, order by "c.sort_key, c.id")
    };
}

statements! {
    SORT_KEY = "SELECT sort_key FROM child WHERE id = $1";
    CHILD = children!("c.id = $2",
        for ["$3", "$4", "$5", "$6"]);
    CHILDREN = children!("c.id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        for ["$18", "$19", "$20", "$21"]);
    /// Every word a prefix of one of the child's terms; a word not given is the empty prefix, which fits any.
    SEARCH = children!("c.id IN (SELECT t.child FROM search_term t WHERE t.term >= $2 AND t.term < $3)
        AND EXISTS (SELECT 1 FROM search_term t WHERE t.child = c.id AND t.term >= $4 AND t.term < $5)
        AND EXISTS (SELECT 1 FROM search_term t WHERE t.child = c.id AND t.term >= $6 AND t.term < $7)
        AND EXISTS (SELECT 1 FROM search_term t WHERE t.child = c.id AND t.term >= $8 AND t.term < $9)
        AND (c.sort_key, c.id) > ($10, $11) ORDER BY c.sort_key, c.id LIMIT $12",
        for ["$13", "$14", "$15", "$16"]);
    COUNT_OF_RESPONSIBLE = "SELECT COUNT(*) FROM child c WHERE c.responsible = $1 AND c.is_open = 1";
    OF_RESPONSIBLE = children!("c.responsible = $2 AND c.is_open = 1
        AND (c.sort_key, c.id) > ($3, $4) ORDER BY c.sort_key, c.id LIMIT $5",
        for ["$6", "$7", "$8", "$9"]);
    WITHOUT_RESPONSIBLE = children!("c.responsible IS NULL AND c.is_open = 1
        AND (c.sort_key, c.id) > ($2, $3) ORDER BY c.sort_key, c.id LIMIT $4",
        for ["$5", "$6", "$7", "$8"]);
    ON_STEP = children!("c.id IN (SELECT s.child FROM standing s WHERE s.step = $2 AND s.until_day >= $1 AND s.from_day <= $1)
        AND (c.sort_key, c.id) > ($3, $4) ORDER BY c.sort_key, c.id LIMIT $5",
        seeing "8", for ["$6", "$7", "$8", "$9"]);
    /// Those who stood on one step on the first day and on another on the second; both kinds of everyday life, no case and no help, are one place.
    MOVED = children!("c.id IN (SELECT s.child FROM standing s
            WHERE (s.from_day <= $2 AND s.until_day >= $2) OR (s.from_day <= $1 AND s.until_day >= $1) GROUP BY s.child
            HAVING MAX(CASE WHEN s.from_day <= $2 AND s.until_day >= $2 THEN s.step ELSE 0 END) = $3
               AND MAX(CASE WHEN s.from_day <= $1 AND s.until_day >= $1 THEN s.step ELSE 0 END) = $4)
        AND (c.sort_key, c.id) > ($5, $6) ORDER BY c.sort_key, c.id LIMIT $7",
        seeing "8", for ["$8", "$9", "$10", "$11"]);
    HELPED_BY = children!("c.id IN (SELECT i.child FROM intervention i WHERE i.provider = $2 AND (i.ended_on IS NULL OR i.ended_on >= $1))
        AND (c.sort_key, c.id) > ($3, $4) ORDER BY c.sort_key, c.id LIMIT $5",
        for ["$6", "$7", "$8", "$9"]);
    IN_UNIT = children!("c.id IN (SELECT u.child FROM enrolment u WHERE u.unit = $2 AND u.until_day >= $1 AND u.from_day <= $1)
        AND (c.sort_key, c.id) > ($3, $4) ORDER BY c.sort_key, c.id LIMIT $5",
        for ["$6", "$7", "$8", "$9"]);
    SIBLINGS = children!("c.id IN (SELECT k.other_child FROM kin k WHERE k.child = $2 AND k.relation = 'sibling' AND k.other_child IS NOT NULL
            UNION SELECT k.child FROM kin k WHERE k.other_child = $2 AND k.relation = 'sibling')", for ["$3", "$4", "$5", "$6"],
        order by "COALESCE(c.born_on, c.expected_on), c.sort_key, c.id");
    /// Same CPR number, same name, or same birthday and a word of the name in common. Whether the child is known at all is asked of the whole
    /// municipality, and answered with a name, a birth and whom to ask.
    ALIKE = "SELECT c.id, c.name, c.born_on, c.expected_on, r.name FROM child c LEFT JOIN staff r ON r.id = c.responsible
        WHERE c.id IN (SELECT t.child FROM search_term t WHERE t.term = $1
            UNION SELECT s.id FROM child s WHERE s.sort_key = $2
            UNION SELECT b.id FROM child b JOIN search_term t ON t.child = b.id
                WHERE b.born_on = $3 AND t.term IN ($4, $5, $6, $7))
        ORDER BY CASE WHEN c.sort_key = $2 THEN 0 WHEN EXISTS (SELECT 1 FROM search_term n WHERE n.child = c.id AND n.term = $1) THEN 1 ELSE 2 END,
            c.sort_key, c.id LIMIT 50";
    RECORDS_AFTER = entries!("j.child IN (SELECT c.id FROM child c WHERE c.id > $1 ORDER BY c.id LIMIT $2) ORDER BY j.child, j.no");
}

/// How many children [`CHILDREN`] names.
const AT_ONCE: usize = 16;
/// How many words of a search or a name are compared.
const WORDS: usize = 4;
/// How many children alike are told of.
const ALIKE_TOLD: usize = 5;
/// How many digits a CPR number has.
const CPR: usize = 10;

impl Store {
    /// A child's whole record; `None` for a child that is not there, or whose key was destroyed.
    ///
    /// # Errors
    /// When the database fails or an entry cannot be read.
    pub async fn record(&self, child: ChildId) -> Result<Option<Record>, StoreError> {
        let rows = self.db.rows(journal::ONE_RECORD, args![child]).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let lines = journal::lines(rows, &mut Keys::new(&self.sealing))?;
        match journal::record(child, lines) {
            Err(StoreError::Destroyed { .. }) => Ok(None),
            record => record.map(Some),
        }
    }

    /// Whole records in the order of their identities, after one of them: a way through all of them, a few at a time.
    ///
    /// # Errors
    /// When the database fails or an entry cannot be read.
    pub async fn records_after(&self, after: Option<ChildId>, limit: u32) -> Result<Vec<Record>, StoreError> {
        let after = after.map_or_else(String::new, |child| child.uuid().to_string());
        let rows = self.db.rows(RECORDS_AFTER, args![after, i64::from(limit)]).await?;
        let lines = journal::lines(rows, &mut Keys::new(&self.sealing))?;
        let records = journal::by_child(lines).into_iter().map(|(child, lines)| journal::record(child, lines));
        records.filter(|record| !matches!(record, Err(StoreError::Destroyed { .. }))).collect()
    }

    /// A child as it stands on a day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn child(&self, by: &Reader, child: ChildId, today: Date) -> Result<Option<ChildRow>, StoreError> {
        self.db.row(CHILD, with(by, args![today, child])).await?.map(|cells| row(cells).map(|(row, _)| row)).transpose()
    }

    /// Several children as they stand on a day, in the order asked; those not there are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn children(&self, by: &Reader, children: &[ChildId], today: Date) -> Result<Vec<ChildRow>, StoreError> {
        let mut found: BTreeMap<ChildId, ChildRow> = BTreeMap::new();
        for some in children.chunks(AT_ONCE) {
            let padded = some.iter().chain(some.iter().cycle()).take(AT_ONCE);
            let arguments = args![today].into_iter().chain(padded.flat_map(|child| args![*child])).collect();
            let arguments = with(by, arguments);
            for cells in self.db.rows(CHILDREN, arguments).await? {
                let (child, _) = row(cells)?;
                found.insert(child.child, child);
            }
        }
        Ok(children.iter().filter_map(|child| found.get(child).cloned()).collect())
    }

    /// Children whose name or birthday (`ddmmyy`) has every word of the text as a beginning, or whose CPR number is the word, by name.
    /// A CPR number is found by all its ten digits or by the birthday in it: it is in no index in the clear.
    /// The longest four words count; an empty text finds nobody.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_children(
        &self,
        by: &Reader,
        text: &str,
        today: Date,
        cursor: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<ChildRow>, StoreError> {
        let Some(ranges) = searched_ranges(text, &self.sealing) else {
            return Ok(Page { rows: Vec::new(), next: None });
        };
        let after = self.by_name(cursor).await?;
        let arguments = args![today].into_iter().chain(ranges).chain(args![after.sort_key, after.child, asked(limit)]).collect();
        page(self.db.rows(SEARCH, with(by, arguments)).await?, limit, row)
    }

    /// Open children a professional is responsible for, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn children_of(
        &self,
        by: &Reader,
        responsible: StaffId,
        today: Date,
        cursor: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<ChildRow>, StoreError> {
        let after = self.by_name(cursor).await?;
        let arguments = args![today, responsible, after.sort_key, after.child, asked(limit)];
        page(self.db.rows(OF_RESPONSIBLE, with(by, arguments)).await?, limit, row)
    }

    /// Open children without a responsible professional. The database lets there be none; the page that says so asks it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unassigned(&self, by: &Reader, today: Date, cursor: Option<&Cursor>, limit: u32) -> Result<Page<ChildRow>, StoreError> {
        let after = self.by_name(cursor).await?;
        page(self.db.rows(WITHOUT_RESPONSIBLE, with(by, args![today, after.sort_key, after.child, asked(limit)])).await?, limit, row)
    }

    /// Children who stood on a step on a day, by name; `None` for an open case without help in force.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn children_on_step(
        &self,
        by: &Reader,
        step: Option<StepNo>,
        day: Date,
        cursor: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<ChildRow>, StoreError> {
        let after = self.by_name(cursor).await?;
        let step = step.map_or(0, |step| i64::from(step.0));
        page(self.db.rows(ON_STEP, with(by, args![day, step, after.sort_key, after.child, asked(limit)])).await?, limit, row)
    }

    /// Children who stood on one step on the first day and on another on the second, by name. `None` is everyday life, with or without a case.
    ///
    /// # Errors
    /// When the database fails.
    #[expect(clippy::too_many_arguments, reason = "who asks, from where, between which days, and so many at a time")]
    pub async fn children_moved(
        &self,
        by: &Reader,
        from: Option<StepNo>,
        to: Option<StepNo>,
        from_day: Date,
        to_day: Date,
        cursor: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<ChildRow>, StoreError> {
        let after = self.by_name(cursor).await?;
        let number = |step: Option<StepNo>| step.map_or(Place::NoStep, Place::Step).number();
        let arguments = args![to_day, from_day, number(from), number(to), after.sort_key, after.child, asked(limit)];
        page(self.db.rows(MOVED, with(by, arguments)).await?, limit, row)
    }

    /// Children whose help a provider gives or is to give, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn children_helped_by(
        &self,
        by: &Reader,
        provider: UnitId,
        today: Date,
        cursor: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<ChildRow>, StoreError> {
        let after = self.by_name(cursor).await?;
        page(self.db.rows(HELPED_BY, with(by, args![today, provider, after.sort_key, after.child, asked(limit)])).await?, limit, row)
    }

    /// Children enrolled at a unit on a day, by name, whether or not a case is open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn children_in_unit(
        &self,
        by: &Reader,
        unit: UnitId,
        today: Date,
        cursor: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<ChildRow>, StoreError> {
        let after = self.by_name(cursor).await?;
        page(self.db.rows(IN_UNIT, with(by, args![today, unit, after.sort_key, after.child, asked(limit)])).await?, limit, row)
    }

    /// How many open children somebody is responsible for: a number for whoever runs the program, who reads no case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_children_of(&self, responsible: StaffId) -> Result<i64, StoreError> {
        self.db.row(COUNT_OF_RESPONSIBLE, args![responsible]).await?.map_or(Ok(0), |mut cells| cells.int())
    }

    /// Children linked to this one as siblings, in either record, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn siblings_of(&self, by: &Reader, child: ChildId, today: Date) -> Result<Vec<ChildRow>, StoreError> {
        self.db.rows(SIBLINGS, with(by, args![today, child])).await?.into_iter().map(|cells| row(cells).map(|(row, _)| row)).collect()
    }

    /// Children who may be this one: the same CPR number, the same name, or the same birthday, and in each case a name that fits.
    /// At most five, of the whole municipality: whether a child is known must be known before it is registered twice. The answer is a name, a
    /// birth and whom to ask, and opens nothing. A number alone tells no name, and more surnames find no more children.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn children_by_name_and_birth(&self, name: &str, born: Date, cpr: Option<Cpr>) -> Result<Vec<AlikeRow>, StoreError> {
        let typed = words(name);
        let mut words = typed.clone();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words.resize(WORDS, String::new());
        let fixed = args![cpr.map(|cpr| self.sealing.blind(&cpr.digits())).unwrap_or_default(), sort_key(name), born];
        let arguments = fixed.into_iter().chain(words.into_iter().flat_map(|word| args![word])).collect();
        let row = |mut cells: Cells| {
            Ok(AlikeRow {
                child: cells.id(ChildId::new)?,
                name: cells.text()?,
                birth: birth(&mut cells)?,
                responsible_name: cells.maybe_text()?,
            })
        };
        let mut alike: Vec<AlikeRow> = self.db.rows(ALIKE, arguments).await?.into_iter().map(row).collect::<Result<_, StoreError>>()?;
        alike.retain(|row| name_fits(&typed, &row.name));
        alike.truncate(ALIKE_TOLD);
        Ok(alike)
    }
}

/// Whether a name that was told fits a child's: the same first name, the same surname, or two words in common, in whatever order. Of a single
/// word it is asked whether it is one of the child's. So a row of common surnames fits no more children than the last of them does.
fn name_fits(typed: &[String], name: &str) -> bool {
    let own = words(name);
    let common = own.iter().filter(|word| typed.contains(word)).count();
    match typed {
        [] => false,
        [only] => own.contains(only),
        [first, .., last] => common >= 2 || own.first() == Some(first) || own.iter().skip(1).any(|word| word == last),
    }
}

/// A statement's own arguments, and the reader's after them.
pub(super) fn with(by: &Reader, mut own: Vec<Value>) -> Vec<Value> {
    own.extend(by.arguments());
    own
}

/// The ranges of search terms that begin with the words of a text; `None` for a text without any.
fn searched_ranges(text: &str, sealing: &Sealing) -> Option<Vec<Value>> {
    let mut words = searched_words(text);
    if words.is_empty() {
        return None;
    }
    // The longest first: it leaves the fewest to look through.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.resize(WORDS, String::new());
    let range = |word: &String| {
        // A whole CPR number is looked up as it stands in the blind index; a part of one is in no index.
        let is_cpr = word.len() == CPR && word.bytes().all(|sign| sign.is_ascii_digit());
        let word = if is_cpr { sealing.blind(word) } else { word.clone() };
        args![word.as_str(), after_prefix(&word)]
    };
    Some(words.iter().flat_map(range).collect())
}

impl Place {
    /// As the staircase's statements count: -1 without a case, 0 without a step.
    pub(crate) fn number(self) -> i64 {
        match self {
            Self::NoCase => -1,
            Self::NoStep => 0,
            Self::Step(step) => i64::from(step.0),
        }
    }
}

/// Where a list by name goes on.
impl Store {
    /// The place a cursor names; the beginning when there is no such child any more.
    pub(super) async fn by_name(&self, cursor: Option<&Cursor>) -> Result<ByName, StoreError> {
        let Some(child) = ByName::child_of(cursor) else { return Ok(ByName::beginning()) };
        match self.db.row(SORT_KEY, args![child]).await? {
            Some(mut cells) => Ok(ByName { sort_key: cells.text()?, child: child.to_owned() }),
            None => Ok(ByName::beginning()),
        }
    }
}

fn row(mut cells: Cells) -> Result<(ChildRow, ByName), StoreError> {
    let row = ChildRow {
        child: cells.id(ChildId::new)?,
        name: cells.text()?,
        birth: birth(&mut cells)?,
        is_open: cells.yes()?,
        responsible: cells.maybe_id(StaffId::new)?,
        responsible_name: cells.maybe_text()?,
        unit: cells.maybe_id(UnitId::new)?,
        unit_name: cells.maybe_text()?,
        step: cells.maybe_step()?,
        step_since: cells.maybe_day()?,
        version: cells.version()?,
        opened_on: cells.maybe_day()?,
        last_entry_at: cells.instant()?,
        next_duty: next_duty(&mut cells)?,
    };
    // The day an interval without a step began is not the day a step did.
    let row = ChildRow { step_since: row.step.and(row.step_since), ..row };
    let place = ByName { sort_key: cells.text()?, child: row.child.uuid().to_string() };
    Ok((row, place))
}

/// Reads `born_on, expected_on`.
pub(crate) fn birth(cells: &mut Cells) -> Result<Option<Birth>, StoreError> {
    let (born, expected) = (cells.maybe_day()?, cells.maybe_day()?);
    Ok(born.map(Birth::Born).or(expected.map(Birth::Expected)))
}

fn next_duty(cells: &mut Cells) -> Result<Option<NextDuty>, StoreError> {
    let (kind, due, late_from) = (cells.maybe_code(DutyKind::from_code)?, cells.maybe_due()?, cells.maybe_instant()?);
    Ok(kind.zip(due).zip(late_from).map(|((kind, due), late_from)| NextDuty { kind, due, late_from }))
}
