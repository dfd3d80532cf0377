//! Making the read models anew from the journal, and seeing where they are not what follows from it.

use crate::around::setting;
use crate::cells::{Cells, Value, args};
use crate::db::{Tx, statements};
use crate::journal::{self, Line, entries};
use crate::log::{self, LogBody};
use crate::project::{EDITION, Projection, TABLES, project};
use crate::seal::{Keys, Sealing, open_row, seal_rows};
use crate::table::Row;
use crate::verify::Problem;
use crate::{Difference, Store, StoreError};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use trin_domain::id::ChildId;
use trin_domain::strategy::Strategy;
use uuid::Uuid;

statements! {
    /// Children in the journal, in order.
    NEXT_CHILDREN = "SELECT child FROM journal WHERE child > $1 GROUP BY child ORDER BY child LIMIT $2";
    LINES = entries!("j.child > $1 AND j.child <= $2 ORDER BY j.child, j.no");
}

/// How many children are looked at together: what is held in memory.
pub(crate) const AT_ONCE: i64 = 200;
/// How many children a start looks at to see whether the read models are of this program's making.
const SAMPLE: i64 = 40;
/// How often some children are tried again when another writer came first.
const TRIES: u32 = 8;
/// After every identity.
const LAST: &str = "\u{10FFFF}";

/// What a start found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Adopted {
    /// The read models were made by this program with this strategy.
    AsBefore,
    /// Strategy, law or program is another than the one they were made with, and they have been made anew.
    Rebuilt {
        /// How many children were looked at.
        children: u64,
    },
    /// Nothing had changed, and yet some rows were not what follows from the journal: somebody changed them beside Trin, or a fault did. The log
    /// got a row that says so before they were made anew.
    Mended {
        /// How many children were looked at.
        children: u64,
        /// What was found, among the few children a start looks at.
        found: Vec<Problem>,
    },
}

/// What a rebuild did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rebuilt {
    /// How many children were looked at.
    pub children: u64,
    /// Children whose journal cannot be read; their rows were left as they are.
    pub unreadable: Vec<ChildId>,
}

/// Some children, by identity: after one, up to and including another.
pub(crate) struct Range {
    after: String,
    upto: String,
    pub(crate) children: u64,
}

impl Range {
    /// Before every child.
    pub(crate) const fn beginning() -> Self {
        Self { after: String::new(), upto: String::new(), children: 0 }
    }

    /// The next children in the journal; the last range reaches beyond them, over rows that have no record.
    pub(crate) async fn next(&self, tx: &mut Tx, most: i64) -> Result<Self, StoreError> {
        let children = tx.rows(NEXT_CHILDREN, args![self.upto.as_str(), most]).await?;
        let count = children.len() as u64;
        let upto = match children.into_iter().last() {
            Some(mut cells) if i64::try_from(count) == Ok(most) => cells.text()?,
            _ => LAST.to_owned(),
        };
        Ok(Self { after: self.upto.clone(), upto, children: count })
    }

    pub(crate) fn is_last(&self) -> bool {
        self.upto == LAST
    }

    /// The range's two ends, as statements take them.
    pub(crate) fn ends(&self) -> Vec<Value> {
        args![self.after.as_str(), self.upto.as_str()]
    }

    /// Rows of these children, by a statement that takes the range's two ends.
    pub(crate) async fn rows(&self, tx: &mut Tx, statement: &'static str) -> Result<Vec<Cells>, StoreError> {
        tx.rows(statement, self.ends()).await
    }

    /// The journal's lines of these children.
    pub(crate) async fn lines(&self, tx: &mut Tx, sealing: &Sealing) -> Result<Vec<Line>, StoreError> {
        journal::lines(self.rows(tx, LINES).await?, &mut Keys::new(sealing))
    }

    /// The keys of these children.
    async fn keys<'s>(&self, tx: &mut Tx, sealing: &'s Sealing) -> Result<Keys<'s>, StoreError> {
        Keys::of_range(tx, sealing, &self.after, &self.upto).await
    }

    /// What the read models hold for these children, opened.
    pub(crate) async fn stored(&self, tx: &mut Tx, sealing: &Sealing) -> Result<Projection, StoreError> {
        let keys = self.keys(tx, sealing).await?;
        let mut together = Projection::default();
        for (into, table) in together.tables.iter_mut().zip(&TABLES) {
            *into = table.read_range(tx, &self.after, &self.upto).await?;
            into.values_mut().for_each(|row| open_row(table, row, &keys));
        }
        Ok(together)
    }

    /// What they should hold.
    async fn wanted(&self, tx: &mut Tx, strategy: &Strategy, sealing: &Sealing) -> Result<Wanted, StoreError> {
        let lines = self.lines(tx, sealing).await?;
        let mut wanted = Wanted::default();
        for (child, lines) in journal::by_child(lines) {
            match journal::record(child, lines) {
                Ok(record) => wanted.add(project(&record, strategy, sealing)),
                // Nothing may be left of it.
                Err(StoreError::Destroyed { .. }) => {}
                Err(_) => drop(wanted.unreadable.insert(child)),
            }
        }
        Ok(wanted)
    }
}

/// What the read models should hold for some children.
#[derive(Default)]
pub(crate) struct Wanted {
    pub(crate) rows: Projection,
    /// Children whose journal cannot be read: nothing is known of what their rows should be.
    pub(crate) unreadable: BTreeSet<ChildId>,
}

impl Wanted {
    pub(crate) fn add(&mut self, projection: Projection) {
        for (into, rows) in self.rows.tables.iter_mut().zip(projection.tables) {
            into.extend(rows);
        }
    }

    /// Where the stored rows are not the right ones: in which table, by which key, and how.
    pub(crate) fn differences(&self, stored: &Projection) -> Vec<(usize, Vec<Value>, Difference)> {
        let mut found = Vec::new();
        for (table, (stored, right)) in stored.tables.iter().zip(&self.rows.tables).enumerate() {
            let too_many = stored.keys().filter(|key| !right.contains_key(*key) && !self.is_unreadable(key));
            found.extend(too_many.map(|key| (table, key.clone(), Difference::TooMany)));
            for (key, row) in right {
                match stored.get(key) {
                    None => found.push((table, key.clone(), Difference::Missing)),
                    Some(there) if !is_same(there, row) => found.push((table, key.clone(), Difference::Other)),
                    Some(_) => {}
                }
            }
        }
        found
    }

    fn is_unreadable(&self, key: &[Value]) -> bool {
        !self.unreadable.is_empty() && self.unreadable.iter().any(|child| child_of(key) == child.uuid().to_string())
    }
}

/// Whose row has this key.
pub(crate) fn child_of(key: &[Value]) -> &str {
    match key.first() {
        Some(Value::Text(Some(child))) => child,
        _ => "",
    }
}

fn is_same(one: &Row, other: &Row) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.is_same(other))
}

/// What is told of a row that is not what follows.
pub(crate) fn differs(table: usize, key: &[Value], how: Difference) -> Problem {
    Problem::Differs { child: child_of(key).to_owned(), table: TABLES[table].name, how }
}

/// By which program and strategy the read models say they were made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MadeBy {
    /// This one.
    This,
    /// Another: what differs may differ for that.
    Another,
    /// They do not say.
    Nobody,
}

/// What a row of the log says that tells of read models that were not what follows, before they were made anew.
pub(crate) const MENDED: &str = "read-models-differed";
/// What a row says that tells that somebody has looked into it.
pub(crate) const ACKNOWLEDGED: &str = "read-models-acknowledged";

/// The purpose the log gives of both.
const PURPOSE: &str = "integrity";

/// By which program, with which strategy.
fn stamp(strategy: &Strategy) -> String {
    let written = serde_json::to_vec(strategy).unwrap_or_default();
    format!("edition {EDITION}, trin {}, strategy {}", env!("CARGO_PKG_VERSION"), Uuid::new_v5(&Uuid::NAMESPACE_OID, &written))
}

impl Store {
    /// Makes sure the read models are this program's, made with this strategy. Called once at each start, also of an empty store. What differs though
    /// nothing had changed is in the log before it is put right.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn adopt(&self, strategy: &Strategy, now: Timestamp) -> Result<Adopted, StoreError> {
        self.follow_from_now(now).await?;
        if self.made_by(strategy).await? != MadeBy::This {
            return Ok(Adopted::Rebuilt { children: self.rebuild(strategy).await?.children });
        }
        let found = self.differing(strategy).await?;
        if found.is_empty() {
            return Ok(Adopted::AsBefore);
        }
        self.log_mending(&found, now).await?;
        Ok(Adopted::Mended { children: self.rebuild(strategy).await?.children, found })
    }

    /// By which program and strategy the read models say they were made.
    pub(crate) async fn made_by(&self, strategy: &Strategy) -> Result<MadeBy, StoreError> {
        Ok(match self.setting(setting::READ_MODELS).await? {
            None => MadeBy::Nobody,
            Some(made) if made == stamp(strategy) => MadeBy::This,
            Some(_) => MadeBy::Another,
        })
    }

    /// Says in the log what is about to be put right, so that the evidence does not go with it.
    async fn log_mending(&self, found: &[Problem], now: Timestamp) -> Result<(), StoreError> {
        let mut tables: BTreeMap<&'static str, u32> = BTreeMap::new();
        let mut children: BTreeSet<ChildId> = BTreeSet::new();
        for problem in found {
            if let Problem::Differs { child, table, .. } = problem {
                *tables.entry(table).or_default() += 1;
                children.extend(Uuid::parse_str(child).ok().map(ChildId::new));
            }
        }
        let mut body = LogBody::by_trin(now, MENDED, PURPOSE);
        body.fields = Some(tables.iter().map(|(table, rows)| format!("{table}={rows}")).collect::<Vec<_>>().join(" "));
        body.children = children.into_iter().collect();
        let mut tx = self.db.write().await?;
        log::append(&mut tx, vec![body.row()?]).await?;
        tx.commit().await
    }

    /// Somebody has looked into what a start put right: from now on [`Store::verify`] is content with it. By the number of the row of the log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn acknowledge_mending(&self, row: i64, now: Timestamp) -> Result<(), StoreError> {
        let mut body = LogBody::by_trin(now, ACKNOWLEDGED, PURPOSE);
        body.about = Some(row);
        let mut tx = self.db.write().await?;
        log::append(&mut tx, vec![body.row()?]).await?;
        tx.commit().await
    }

    /// What differs at a few children, in case the program's rules changed without anyone saying so or somebody changed rows.
    async fn differing(&self, strategy: &Strategy) -> Result<Vec<Problem>, StoreError> {
        let mut tx = self.db.snapshot().await?;
        // Others at each start: those who change rows beside Trin do not know which.
        let mut from = [0; 16];
        self.sealing.fill(&mut from);
        let from = Uuid::from_bytes(from).to_string();
        let some = Range { upto: from.clone(), ..Range::beginning() }.next(&mut tx, SAMPLE).await?;
        let left = SAMPLE - i64::try_from(some.children).unwrap_or(SAMPLE);
        let mut first = None;
        if left > 0 {
            let range = Range::beginning().next(&mut tx, left).await?;
            first = Some(Range { upto: range.upto.clone().min(from), ..range });
        }
        let mut found = Vec::new();
        for range in [Some(some), first].into_iter().flatten() {
            let wanted = range.wanted(&mut tx, strategy, &self.sealing).await?;
            let stored = range.stored(&mut tx, &self.sealing).await?;
            found.extend(wanted.differences(&stored).into_iter().map(|(table, key, how)| differs(table, &key, how)));
        }
        tx.undo().await?;
        Ok(found)
    }

    /// Makes every row of the read models what follows from the journal, some children at a time, beside others who write.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rebuild(&self, strategy: &Strategy) -> Result<Rebuilt, StoreError> {
        let mut done = Rebuilt::default();
        let mut range = Range::beginning();
        let mut tries = 0;
        while !range.is_last() {
            match self.rebuild_next(&range, strategy).await {
                Ok((next, unreadable)) => {
                    done.children += next.children;
                    done.unreadable.extend(unreadable);
                    (range, tries) = (next, 0);
                }
                Err(error) if error.is_race() && tries < TRIES => tries += 1,
                Err(error) => return Err(error),
            }
        }
        self.set(setting::READ_MODELS, &stamp(strategy)).await?;
        Ok(done)
    }

    async fn rebuild_next(&self, before: &Range, strategy: &Strategy) -> Result<(Range, BTreeSet<ChildId>), StoreError> {
        let mut tx = self.db.write().await?;
        let range = before.next(&mut tx, AT_ONCE).await?;
        let wanted = range.wanted(&mut tx, strategy, &self.sealing).await?;
        let stored = range.stored(&mut tx, &self.sealing).await?;
        let keys = range.keys(&mut tx, &self.sealing).await?;
        let mut changed: [Vec<Row>; TABLES.len()] = Default::default();
        for (table, key, _) in wanted.differences(&stored) {
            match wanted.rows.tables[table].get(&key) {
                Some(row) => changed[table].push(row.clone()),
                None => TABLES[table].delete(&mut tx, key).await?,
            }
        }
        for (table, rows) in TABLES.iter().zip(changed) {
            table.upsert(&mut tx, seal_rows(table, rows, &keys)?).await?;
        }
        tx.commit().await?;
        Ok((range, wanted.unreadable))
    }
}
