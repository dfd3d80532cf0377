//! Whether the log is what it was: rows against their hashes, hashes against the tree, the tree against every signed head, ours and others'.

use super::sequence::{is_kept, to_int};
use super::{DESTROY_KEY, LogBody, leaf, logged};
use crate::cells::{Cells, Value, args};
use crate::db::{Tx, statements};
use crate::log::around::Around;
use crate::log::enquiries::Enquiries;
use crate::log::looks::SEARCH;
use crate::log::oversight::Oversight;
use crate::rebuild::{ACKNOWLEDGED, MENDED};
use crate::retention::steps::{self, ByLog};
use crate::seal::all_destroyed;
use crate::{Destroyed, Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use trin_domain::id::{ChildId, StaffId};
use trin_proof::note::Note;
use trin_proof::tree::{Growing, Subtree};
use trin_proof::{Checkpoint, Hash, PublicKey};

statements! {
    LAST = "SELECT pos, entry FROM log_leaf ORDER BY pos DESC LIMIT 1";
    /// Places with their rows; a place without its row has none.
    PLACES = "SELECT f.pos, f.entry, f.hash, l.id, l.at, l.staff, l.child, l.command, l.body
        FROM log_leaf f LEFT JOIN log l ON l.id = f.entry WHERE f.pos >= $1 AND f.pos < $2 ORDER BY f.pos";
    ROWS = "SELECT COUNT(*) FROM log";
    ROWS_UPTO = "SELECT COUNT(*) FROM log WHERE id <= $1";
    WITHOUT_PLACE = "SELECT l.id FROM log l WHERE l.id <= $1 AND NOT EXISTS (SELECT 1 FROM log_leaf f WHERE f.entry = l.id) ORDER BY l.id LIMIT 100";
    WAITING = "SELECT id, at, staff, child, command, body FROM log WHERE id > $1 ORDER BY id LIMIT $2";
    NODES = "SELECT idx, hash FROM log_node WHERE level = $1 AND idx >= $2 AND idx <= $3 ORDER BY idx";
    COUNT_NODES = "SELECT COUNT(*) FROM log_node";
    CHECKPOINTS = "SELECT size, root, note FROM log_checkpoint ORDER BY size";
    FOUND = "SELECT entry, child FROM log_child WHERE entry >= $1 AND entry <= $2";
    HELD = "SELECT child FROM legal_hold WHERE lifted_at IS NULL";
    PROPOSALS = "SELECT child, by_staff FROM deletion_proposal";
}

/// How many places are read at a time: so few that they fit in the processor's cache and its allocator's small lists (docs/benchmarks.md).
const AT_ONCE: u64 = 1_024;

/// A head held elsewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldHead {
    /// The head.
    pub head: Checkpoint,
    /// Where it was held, to be told.
    pub held_by: String,
}

/// What the log is checked against besides itself.
#[derive(Clone, Debug, Default)]
pub struct LogTrust {
    /// The key that must have signed every head; none is looked at without it.
    pub key: Option<PublicKey>,
    /// Heads held elsewhere.
    pub held: Vec<HeldHead>,
}

/// How much of the log was looked at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LogReport {
    /// Rows.
    pub rows: u64,
    /// Of them, those under a signed head.
    pub proven: u64,
    /// Signed heads.
    pub heads: u64,
    /// Heads held elsewhere that it was compared with.
    pub held: u64,
    /// Children whose key it says was destroyed, with the hash of what nobody can read since, when it has one.
    pub destroyed: BTreeMap<ChildId, Option<String>>,
    /// Rows that tell of read models which differed though nothing had changed, and that nobody has acknowledged; with what differed.
    pub mended: BTreeMap<i64, String>,
    /// What it tells of staff, units, settings, passwords and what opens a login.
    pub(crate) around: Around,
    /// What is stored of holds, proposals and destroyed keys otherwise than the log tells it, and how.
    pub(crate) beside: Vec<(ChildId, &'static str)>,
    /// What is stored of samples, of questions about emergency accesses and of enquiries otherwise than the log tells it, and how.
    pub(crate) oversight: Vec<String>,
    /// Children on the list of destroyed keys, as the log was when it was gone through.
    pub(crate) listed: BTreeSet<ChildId>,
}

/// What is wrong with the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LogFault {
    /// A row says something else than when it got its place.
    RowChanged(i64),
    /// A row is gone.
    RowMissing(i64),
    /// A row stands among those that have places, without one.
    RowInserted(i64),
    /// A row cannot be read, and why.
    RowUnreadable(i64, &'static str),
    /// A search is not found by the children it names, or by others.
    FoundByOthers(i64),
    /// A place is gone.
    PlaceMissing(u64),
    /// Places are not in the order of rows.
    OutOfOrder(u64),
    /// The hash kept for a subtree, of 2 to a power of leaves, is gone or another.
    Subtree(u32, u64),
    /// Subtrees are kept that do not belong to the tree.
    StraySubtrees,
    /// A head does not have the tree's root.
    HeadDiffers(u64),
    /// A head is not signed with the log's key.
    HeadUnsigned(u64),
    /// Places after the last head, or a head after the last place.
    HeadMissing(u64),
    /// A head held elsewhere has more rows than there are: the end was cut off.
    CutOff {
        /// How many it has.
        size: u64,
        /// Where it was held.
        held_by: String,
    },
    /// A head held elsewhere has another root: the log was written anew.
    Rewritten {
        /// How many rows it has.
        size: u64,
        /// Where it was held.
        held_by: String,
    },
}

impl fmt::Display for LogFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RowChanged(id) => write!(f, "row {id} was changed after it was written"),
            Self::RowMissing(id) => write!(f, "row {id} was removed"),
            Self::RowInserted(id) => write!(f, "row {id} was put in afterwards"),
            Self::RowUnreadable(id, why) => write!(f, "row {id}: {why}"),
            Self::FoundByOthers(id) => write!(f, "row {id}: the list of children it is found by was changed"),
            Self::PlaceMissing(place) => write!(f, "the hash at place {place} was removed"),
            Self::OutOfOrder(place) => write!(f, "the row at place {place} does not follow the one before"),
            Self::Subtree(level, index) => write!(f, "the hash of subtree {index} of level {level} is missing or another"),
            Self::StraySubtrees => f.write_str("there are hashes of subtrees that do not belong to the tree"),
            Self::HeadDiffers(size) => write!(f, "the signed head over {size} rows has another root than the rows"),
            Self::HeadUnsigned(size) => write!(f, "the head over {size} rows is not signed with the log's key"),
            Self::HeadMissing(size) => write!(f, "the last signed head is not over all {size} rows that have a place"),
            Self::CutOff { size, held_by } => {
                write!(f, "{held_by} holds a head over {size} rows, and there are fewer: the end was cut off")
            }
            Self::Rewritten { size, held_by } => {
                write!(f, "{held_by} holds another head over {size} rows: what lies before it was written anew")
            }
        }
    }
}

impl Store {
    /// Checks the whole log, as it is at one moment: rows and heads that others write meanwhile are no faults. Each fault is told as it is
    /// found.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn check_log(&self, trust: &LogTrust, fault: impl FnMut(LogFault)) -> Result<LogReport, StoreError> {
        let mut tx = self.db.snapshot().await?;
        let report = check(&mut tx, trust, fault).await?;
        tx.undo().await?;
        Ok(report)
    }
}

async fn check(tx: &mut Tx, trust: &LogTrust, mut fault: impl FnMut(LogFault)) -> Result<LogReport, StoreError> {
    let (size, last) = match tx.rows(LAST, Vec::new()).await?.into_iter().next() {
        Some(mut cells) => (u64::try_from(cells.int()?).unwrap_or(0) + 1, cells.int()?),
        None => (0, 0),
    };
    let mut report = LogReport { held: trust.held.len() as u64, ..LogReport::default() };
    let mut heads = heads_of(tx, trust, size, &mut report, &mut fault).await?;
    for held in &trust.held {
        if held.head.size > size {
            fault(LogFault::CutOff { size: held.head.size, held_by: held.held_by.clone() });
        } else {
            heads.entry(held.head.size).or_default().push((held.head.root, Some(held.held_by.clone())));
        }
    }
    let mut walk = Walk { growing: Growing::default(), last: 0, rows: 0, kept: 0, heads, told: Told::default() };
    walk.compare(&mut fault);
    while walk.growing.size() < size {
        let from = walk.growing.size();
        let to = size.min(from + AT_ONCE);
        let rows = tx.rows(PLACES, args![to_int(from), to_int(to)]).await?;
        let first = walk.last;
        let Some((nodes, found)) = walk.some(rows, to, &mut fault)? else { break };
        compare_nodes(tx, nodes, &mut fault).await?;
        compare_found(tx, first + 1, walk.last, found, &mut fault).await?;
    }
    if number(tx, COUNT_NODES, Vec::new()).await? != walk.kept {
        fault(LogFault::StraySubtrees);
    }
    if number(tx, ROWS_UPTO, args![last]).await? != walk.rows {
        for mut cells in tx.rows(WITHOUT_PLACE, args![last]).await? {
            fault(LogFault::RowInserted(cells.int()?));
        }
    }
    let mut told = walk.told;
    waiting_rows(tx, last, &mut told, &mut fault).await?;
    let listed = all_destroyed(tx).await?;
    report.beside = beside(tx, &told, &listed).await?;
    report.oversight = std::mem::take(&mut told.oversight).compared(tx).await?;
    report.oversight.extend(std::mem::take(&mut told.enquiries).compared(tx).await?);
    (report.destroyed, report.mended, report.around) =
        (told.destroyed.into_iter().map(|(child, gone)| (child, gone.rows)).collect(), told.mended, told.around);
    report.rows = u64::try_from(number(tx, ROWS, Vec::new()).await?).unwrap_or(0);
    report.listed = listed.into_iter().map(|gone| gone.child).collect();
    Ok(report)
}

/// Who and what keeps a record or lets it go, as the log tells it and as it is stored.
async fn beside(tx: &mut Tx, told: &Told, listed: &[Destroyed]) -> Result<Vec<(ChildId, &'static str)>, StoreError> {
    let mut found: Vec<(ChildId, &'static str)> = told
        .unproposed
        .iter()
        .map(|child| (*child, "its key was destroyed in pages, and the log has no proposal of another's, or has a hold"))
        .collect();
    for gone in listed {
        let is_same = |said: &Gone| {
            (said.by, said.confirmed_by, said.why.as_deref())
                == (gone.by.unwrap_or(StaffId::TRIN), gone.confirmed_by, Some(gone.why.as_str()))
        };
        if told.destroyed.get(&gone.child).is_some_and(|said| !is_same(said)) {
            found.push((gone.child, "the list of destroyed keys names others, or another reason, than the log"));
        }
    }
    let (mut held, mut proposed) = (BTreeSet::new(), BTreeMap::new());
    for mut cells in tx.rows(HELD, Vec::new()).await? {
        held.insert(cells.id(ChildId::new)?);
    }
    for mut cells in tx.rows(PROPOSALS, Vec::new()).await? {
        proposed.insert(cells.id(ChildId::new)?, cells.id(StaffId::new)?);
    }
    let by_log = |child: &ChildId| told.keeping.get(child).copied().unwrap_or_default();
    let all: BTreeSet<ChildId> = told.keeping.keys().chain(&held).chain(proposed.keys()).copied().collect();
    for child in all {
        if by_log(&child).is_held != held.contains(&child) {
            found.push((child, "a legal hold was put or taken away beside Trin"));
        }
        if by_log(&child).proposer != proposed.get(&child).copied() {
            found.push((child, "a proposal to delete was made or taken away beside Trin"));
        }
    }
    Ok(found)
}

async fn number(tx: &mut Tx, statement: &'static str, arguments: Vec<Value>) -> Result<i64, StoreError> {
    tx.rows(statement, arguments).await?.into_iter().next().map_or(Ok(0), |mut cells| cells.int())
}

/// Our own heads by size; those that are not what they must be are told.
async fn heads_of(
    tx: &mut Tx,
    trust: &LogTrust,
    size: u64,
    report: &mut LogReport,
    fault: &mut impl FnMut(LogFault),
) -> Result<BTreeMap<u64, Vec<(Hash, Option<String>)>>, StoreError> {
    let mut heads: BTreeMap<u64, Vec<(Hash, Option<String>)>> = BTreeMap::new();
    for mut cells in tx.rows(CHECKPOINTS, Vec::new()).await? {
        let (at, root, note) =
            (u64::try_from(cells.int()?).unwrap_or(0), Hash::try_from(cells.bytes()?).unwrap_or_default(), cells.text()?);
        report.heads += 1;
        report.proven = at;
        heads.entry(at).or_default().push((root, None));
        let note = Note::parse(&note).ok();
        let told = note.as_ref().and_then(|note| Checkpoint::from_text(&note.text).ok());
        let is_signed = match (&trust.key, &note) {
            (Some(key), Some(note)) => key.open(note).is_some(),
            (None, Some(_)) => true,
            (_, None) => false,
        };
        if !is_signed || told.is_none_or(|told| (told.size, told.root) != (at, root)) {
            fault(LogFault::HeadUnsigned(at));
        }
    }
    if report.proven != size {
        fault(LogFault::HeadMissing(size));
    }
    Ok(heads)
}

/// The kept hashes of subtrees against those worked out.
async fn compare_nodes(tx: &mut Tx, nodes: Vec<(Subtree, Hash)>, fault: &mut impl FnMut(LogFault)) -> Result<(), StoreError> {
    let mut levels: BTreeMap<u32, Vec<(u64, Hash)>> = BTreeMap::new();
    for (subtree, hash) in nodes {
        levels.entry(subtree.level).or_default().push((subtree.index, hash));
    }
    for (level, wanted) in levels {
        let (Some((first, _)), Some((last, _))) = (wanted.first(), wanted.last()) else { continue };
        let mut kept: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
        for mut cells in tx.rows(NODES, args![i64::from(level), to_int(*first), to_int(*last)]).await? {
            kept.insert(u64::try_from(cells.int()?).unwrap_or(u64::MAX), cells.bytes()?);
        }
        for (index, hash) in wanted {
            if kept.get(&index).is_none_or(|kept| kept.as_slice() != hash.as_slice()) {
                fault(LogFault::Subtree(level, index));
            }
        }
    }
    Ok(())
}

/// The children searches are found by against those they name.
async fn compare_found(
    tx: &mut Tx,
    first: i64,
    last: i64,
    named: BTreeSet<(i64, String)>,
    fault: &mut impl FnMut(LogFault),
) -> Result<(), StoreError> {
    let mut found = BTreeSet::new();
    for mut cells in tx.rows(FOUND, args![first, last]).await? {
        found.insert((cells.int()?, cells.text()?));
    }
    let wrong: BTreeSet<i64> = found.symmetric_difference(&named).map(|(entry, _)| *entry).collect();
    wrong.into_iter().for_each(|entry| fault(LogFault::FoundByOthers(entry)));
    Ok(())
}

/// Rows that wait for a place must at least be readable.
async fn waiting_rows(tx: &mut Tx, last: i64, told: &mut Told, fault: &mut impl FnMut(LogFault)) -> Result<(), StoreError> {
    let mut after = last;
    loop {
        let rows = tx.rows(WAITING, args![after, to_int(AT_ONCE)]).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let (first, mut found) = (after + 1, BTreeSet::new());
        for mut cells in rows {
            let (id, _, body) = logged(&mut cells)?;
            after = id;
            match body {
                Ok(body) => {
                    found.extend(found_by(id, &body));
                    told.add(id, body);
                }
                Err(why) => fault(LogFault::RowUnreadable(id, why)),
            }
        }
        compare_found(tx, first, after, found, fault).await?;
    }
}

/// The children a row is found by, where it names several.
fn found_by(id: i64, body: &LogBody) -> Vec<(i64, String)> {
    let children = if body.fields.as_deref() == Some(SEARCH) { body.children.as_slice() } else { &[] };
    children.iter().map(|child| (id, child.uuid().to_string())).collect()
}

/// What rows tell that is compared with something else.
#[derive(Default)]
struct Told {
    destroyed: BTreeMap<ChildId, Gone>,
    /// Children whose key was destroyed in pages, without what that takes.
    unproposed: BTreeSet<ChildId>,
    keeping: BTreeMap<ChildId, ByLog>,
    /// As [`LogReport::mended`].
    mended: BTreeMap<i64, String>,
    around: Around,
    oversight: Oversight,
    enquiries: Enquiries,
}

impl Told {
    fn add(&mut self, id: i64, body: LogBody) {
        match body.action.as_str() {
            DESTROY_KEY => {
                let Some(child) = body.child else { return };
                let kept = self.keeping.remove(&child).unwrap_or_default();
                if body.purpose == steps::PURPOSE && !kept.allows(body.actor) {
                    self.unproposed.insert(child);
                }
                let gone = Gone { rows: body.rows, by: body.actor, confirmed_by: body.confirmed_by, why: body.why };
                self.destroyed.insert(child, gone);
            }
            MENDED => drop(self.mended.insert(id, body.fields.unwrap_or_default())),
            ACKNOWLEDGED => drop(body.about.and_then(|row| self.mended.remove(&row))),
            _ => {
                if let Some(child) = body.child.filter(|_| body.purpose == steps::PURPOSE) {
                    let kept = self.keeping.get(&child).copied().unwrap_or_default().after(&body);
                    self.keeping.insert(child, kept);
                }
                self.oversight.add(&body);
                self.enquiries.add(id, &body);
                self.around.add(id, body);
            }
        }
    }
}

/// What a row says of a destroyed key.
struct Gone {
    rows: Option<String>,
    by: StaffId,
    confirmed_by: Option<StaffId>,
    why: Option<String>,
}

/// The tree made again from the first row to the last.
struct Walk {
    growing: Growing,
    /// The number of the last row.
    last: i64,
    /// How many places had their row.
    rows: i64,
    /// How many subtrees should be kept.
    kept: i64,
    /// The heads that are still to come, and where they were held; ours nowhere.
    heads: BTreeMap<u64, Vec<(Hash, Option<String>)>>,
    told: Told,
}

type Seen = (Vec<(Subtree, Hash)>, BTreeSet<(i64, String)>);

impl Walk {
    /// Some places; the subtrees that became whole, and the children searches should be found by. Nothing when a place is missing: what comes
    /// after it has no meaning.
    fn some(&mut self, rows: Vec<Cells>, to: u64, fault: &mut impl FnMut(LogFault)) -> Result<Option<Seen>, StoreError> {
        let (mut nodes, mut found) = (Vec::new(), BTreeSet::new());
        for mut cells in rows {
            let (place, entry, kept) = (u64::try_from(cells.int()?).unwrap_or(u64::MAX), cells.int()?, cells.bytes()?);
            if place != self.growing.size() {
                break;
            }
            if entry <= self.last {
                fault(LogFault::OutOfOrder(place));
            }
            self.last = self.last.max(entry);
            let hash = match cells.is_null() {
                true => {
                    fault(LogFault::RowMissing(entry));
                    Hash::try_from(kept).unwrap_or_default()
                }
                false => {
                    self.rows += 1;
                    let (id, text, body) = logged(&mut cells)?;
                    let hash = leaf(id, &text);
                    if kept.as_slice() != hash.as_slice() {
                        fault(LogFault::RowChanged(id));
                    }
                    match body {
                        Ok(body) => {
                            found.extend(found_by(id, &body));
                            self.told.add(id, body);
                        }
                        Err(why) => fault(LogFault::RowUnreadable(id, why)),
                    }
                    hash
                }
            };
            self.growing.push(hash, |whole, hash| {
                if is_kept(whole.level) {
                    nodes.push((whole, *hash));
                }
            });
            self.compare(fault);
        }
        if self.growing.size() < to {
            fault(LogFault::PlaceMissing(self.growing.size()));
            return Ok(None);
        }
        self.kept += nodes.len() as i64;
        Ok(Some((nodes, found)))
    }

    /// The heads over as many rows as there are so far.
    fn compare(&mut self, fault: &mut impl FnMut(LogFault)) {
        if self.heads.first_key_value().is_none_or(|(size, _)| *size != self.growing.size()) {
            return;
        }
        let Some((size, heads)) = self.heads.pop_first() else { return };
        let root = self.growing.root();
        for (_, held_by) in heads.into_iter().filter(|(head, _)| *head != root) {
            fault(match held_by {
                Some(held_by) => LogFault::Rewritten { size, held_by },
                None => LogFault::HeadDiffers(size),
            });
        }
    }
}
