//! What a leader asks about an emergency access: beside the child's record, since it is about a colleague, and the record is the child's.
//!
//! Each question and each answer is a row of the log. Whoever is asked reads and answers without opening the record again. What is said tells of the
//! child, so it is sealed with the child's key, and goes with it in backups too.

use super::{LogBody, looks::one, oversight};
use crate::cells::{Cells, Value, args};
use crate::db::{Tx, statements};
use crate::seal::{About, Keys};
use crate::{Store, StoreError};
use jiff::Timestamp;
use trin_domain::id::{ChildId, StaffId};
use trin_domain::organisation::Staff;
use trin_domain::record::EntryNo;

macro_rules! questions {
    ($which:literal) => {
        concat!(
            "SELECT q.id, q.child, q.opening, q.opened_at, q.staff, q.asked_by, q.asked_at, q.answered_at, q.said, q.question, q.answer, k.wrapped
            FROM glass_question q JOIN child_key k ON k.child = q.child WHERE ",
            $which
        )
    };
}

statements! {
    LAST = "SELECT COALESCE(MAX(id), 0) FROM glass_question";
    PUT = "INSERT INTO glass_question (id, child, opening, opened_at, staff, asked_by, asked_at, said, question)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (child, opening) DO NOTHING";
    /// Not answered yet.
    ASKED_OF = questions!("q.staff = $1 AND q.answered_at IS NULL ORDER BY q.id LIMIT $2");
    COUNT_ASKED_OF = "SELECT COUNT(*) FROM glass_question WHERE staff = $1 AND answered_at IS NULL";
    /// Waiting for an answer, or answered and not read.
    ASKED_BY = questions!("q.asked_by = $1 AND q.read_at IS NULL ORDER BY q.id LIMIT $2");
    COUNT_ANSWERED = "SELECT COUNT(*) FROM glass_question WHERE asked_by = $1 AND read_at IS NULL AND answered_at IS NOT NULL";
    /// Nobody answers for another, and once.
    ANSWER = "UPDATE glass_question SET answered_at = $3, answer = $4 WHERE id = $1 AND staff = $2 AND answered_at IS NULL";
    READ = "UPDATE glass_question SET read_at = $3 WHERE id = $1 AND asked_by = $2 AND answered_at IS NOT NULL AND read_at IS NULL";
    KEY_OF_CHILD = "SELECT wrapped FROM child_key WHERE child = $1";
    ABOUT = "SELECT q.child, q.opening, k.wrapped FROM glass_question q JOIN child_key k ON k.child = q.child WHERE q.id = $1";
    OF_CHILD = "DELETE FROM glass_question WHERE child = $1";
}

/// What a question is about, before it is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    /// Whose record.
    pub child: ChildId,
    /// The entry by which it was opened.
    pub opening: EntryNo,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: StaffId,
    /// What they wrote then.
    pub said: String,
}

/// A question about an emergency access.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// Its number.
    pub id: i64,
    /// What it is about.
    pub about: Opened,
    /// Who asks.
    pub asked_by: StaffId,
    /// When.
    pub asked_at: Timestamp,
    /// What.
    pub question: String,
    /// The answer, and when it was given.
    pub answer: Option<(Timestamp, String)>,
}

impl Store {
    /// Asks somebody about a record they opened in an emergency; once about each opening.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ask_about_glass(&self, by: &Staff, about: &Opened, question: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.db.write().await?;
        let id = tx.rows(LAST, Vec::new()).await?.into_iter().next().map_or(Ok(0), |mut cells| cells.int())? + 1;
        let Opened { child, opening, at, by: staff, said } = about;
        let Some(mut key) = tx.rows(KEY_OF_CHILD, args![*child]).await?.into_iter().next() else { return tx.undo().await };
        let (wrapped, mut keys) = (key.bytes()?, Keys::new(&self.sealing));
        let mut seal = |column, text: &str| keys.seal_cell(&wrapped, &cell(*child, *opening, column), text);
        let (said, question) = (seal("said", said)?, seal("question", question)?);
        if tx.run(PUT, args![id, *child, *opening, *at, *staff, by.id, now, said, question]).await? == 0 {
            return tx.undo().await;
        }
        self.noted(&mut tx, by, id, oversight::ASKED, now).await?;
        tx.commit().await
    }

    /// What somebody is asked about their emergency accesses.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn glass_asked_of(&self, staff: StaffId, most: i64) -> Result<Vec<Question>, StoreError> {
        self.questions(ASKED_OF, args![staff, most]).await
    }

    /// How much that is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_glass_asked_of(&self, staff: StaffId) -> Result<i64, StoreError> {
        self.db.row(COUNT_ASKED_OF, args![staff]).await?.map_or(Ok(0), |mut cells| cells.int())
    }

    /// What somebody has asked and not yet read the answer to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn glass_asked_by(&self, staff: StaffId, most: i64) -> Result<Vec<Question>, StoreError> {
        self.questions(ASKED_BY, args![staff, most]).await
    }

    /// How many answers somebody has not read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_glass_answered(&self, asked_by: StaffId) -> Result<i64, StoreError> {
        self.db.row(COUNT_ANSWERED, args![asked_by]).await?.map_or(Ok(0), |mut cells| cells.int())
    }

    /// Answers what one was asked; `false` when one was not, or has answered.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_about_glass(&self, id: i64, by: &Staff, answer: &str, now: Timestamp) -> Result<bool, StoreError> {
        let Some(mut about) = self.db.row(ABOUT, args![id]).await? else { return Ok(false) };
        let (child, opening, wrapped) = (about.id(ChildId::new)?, about.no()?, about.bytes()?);
        let sealed = Keys::new(&self.sealing).seal_cell(&wrapped, &cell(child, opening, "answer"), answer)?;
        self.step(ANSWER, args![id, by.id, now, sealed], (id, by, oversight::ANSWERED), now).await
    }

    /// The asker has read the answer; `false` when there is none, or it is another's.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read_about_glass(&self, id: i64, by: &Staff, now: Timestamp) -> Result<bool, StoreError> {
        self.step(READ, args![id, by.id, now], (id, by, oversight::READ), now).await
    }

    async fn step(
        &self,
        statement: &'static str,
        arguments: Vec<Value>,
        (id, by, what): (i64, &Staff, &str),
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.db.write().await?;
        if tx.run(statement, arguments).await? == 0 {
            tx.undo().await?;
            return Ok(false);
        }
        self.noted(&mut tx, by, id, what, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// The row of the log: who did what about which question; of whom and what it says is in none.
    async fn noted(&self, tx: &mut Tx, by: &Staff, id: i64, what: &str, now: Timestamp) -> Result<(), StoreError> {
        let body =
            LogBody { fields: Some(what.to_owned()), about: Some(id), ..LogBody::of(by.id, by.role, now, oversight::QUESTION, "review") };
        one(tx, body.row()?).await.map(drop)
    }

    async fn questions(&self, statement: &'static str, arguments: Vec<Value>) -> Result<Vec<Question>, StoreError> {
        self.db.rows(statement, arguments).await?.into_iter().map(|cells| self.question(cells)).collect()
    }

    fn question(&self, mut cells: Cells) -> Result<Question, StoreError> {
        let (id, child, opening, at) = (cells.int()?, cells.id(ChildId::new)?, cells.no()?, cells.instant()?);
        let (by, asked_by, asked_at) = (cells.id(StaffId::new)?, cells.id(StaffId::new)?, cells.instant()?);
        let answered_at = cells.maybe_instant()?;
        let (said, question, answer) = (cells.text()?, cells.text()?, cells.maybe_text()?);
        let (wrapped, mut keys) = (cells.bytes()?, Keys::new(&self.sealing));
        let mut open = |column, sealed: &str| keys.open_cell(&wrapped, &cell(child, opening, column), sealed);
        let answer = answer.map(|answer| open("answer", &answer)).transpose()?;
        let about = Opened { child, opening, at, by, said: open("said", &said)? };
        Ok(Question { id, about, asked_by, asked_at, question: open("question", &question)?, answer: answered_at.zip(answer) })
    }
}

/// What was asked about a child goes with what was written about it.
pub(crate) async fn delete_of(tx: &mut Tx, child: ChildId) -> Result<(), StoreError> {
    tx.run(OF_CHILD, args![child]).await.map(drop)
}

const fn cell(child: ChildId, opening: EntryNo, column: &'static str) -> About<'static> {
    About::Cell { child, no: opening.0 as i64, table: "glass_question", column }
}
