//! What was done about samples and emergency accesses: as the rows of the log tell it, against the tables it is shown from.
//!
//! Whose review a look is, is settled when it is drawn, from who worked here then, and is not told by any row; nor is what somebody has read of
//! My day.

use super::LogBody;
use super::samples::Standing;
use crate::StoreError;
use crate::db::{Tx, statements};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use trin_domain::id::StaffId;
use trin_domain::kinds::GlassFinding;

statements! {
    LOOKS = "SELECT id, entry, standing FROM sample ORDER BY id";
    ACTS = "SELECT sample, at, staff, act FROM sample_act ORDER BY sample, no";
    QUESTIONS = "SELECT id, asked_by, asked_at, staff, answered_at, read_at FROM glass_question ORDER BY id";
}

/// What the log says was done with a drawn look.
pub(super) const REVIEWED: &str = "sample-review";
/// What it says was done with a question about an emergency access.
pub(super) const QUESTION: &str = "glass-question";
/// An answer to what was asked of a drawn look.
pub(super) const ANSWER: &str = "answer";
/// The steps of a question.
pub(super) const ASKED: &str = "asked";
pub(super) const ANSWERED: &str = "answered";
pub(super) const READ: &str = "read";

/// When, by whom, what.
type Act = (Timestamp, StaffId, String);

/// What the log tells, by the row a look is in, and by the number of a question.
#[derive(Default)]
pub(super) struct Oversight {
    reviews: BTreeMap<i64, Vec<Act>>,
    questions: BTreeMap<i64, Vec<Act>>,
}

impl Oversight {
    /// One more row.
    pub(super) fn add(&mut self, body: &LogBody) {
        let acts = match body.action.as_str() {
            REVIEWED => &mut self.reviews,
            QUESTION => &mut self.questions,
            _ => return,
        };
        let (Some(about), Some(what)) = (body.about, body.fields.clone()) else { return };
        let at = Timestamp::from_microsecond(body.at).unwrap_or(Timestamp::MIN);
        acts.entry(about).or_default().push((at, body.actor, what));
    }

    /// What is stored otherwise, in words.
    pub(super) async fn compared(mut self, tx: &mut Tx) -> Result<Vec<String>, StoreError> {
        let mut faults = self.reviews(tx).await?;
        for mut cells in tx.rows(QUESTIONS, Vec::new()).await? {
            let (id, asked_by, asked_at) = (cells.int()?, cells.id(StaffId::new)?, cells.instant()?);
            let (asked, answered_at, read_at) = (cells.id(StaffId::new)?, cells.maybe_instant()?, cells.maybe_instant()?);
            let steps = [(Some(asked_at), asked_by, ASKED), (answered_at, asked, ANSWERED), (read_at, asked_by, READ)];
            let stored: Vec<Act> = steps.into_iter().filter_map(|(at, by, what)| Some((at?, by, what.to_owned()))).collect();
            // A question whose child's key was destroyed is gone, and may be.
            if self.questions.remove(&id).unwrap_or_default() != stored {
                faults.push(format!("question {id} about an emergency access: who asked, answered or read it is not what the log tells"));
            }
        }
        Ok(faults)
    }

    async fn reviews(&mut self, tx: &mut Tx) -> Result<Vec<String>, StoreError> {
        let mut acts: BTreeMap<i64, Vec<Act>> = BTreeMap::new();
        for mut cells in tx.rows(ACTS, Vec::new()).await? {
            acts.entry(cells.int()?).or_default().push((cells.instant()?, cells.id(StaffId::new)?, cells.text()?));
        }
        let (mut faults, mut stored) = (Vec::new(), BTreeMap::<i64, Vec<Act>>::new());
        for mut cells in tx.rows(LOOKS, Vec::new()).await? {
            let (id, entry, standing) = (cells.int()?, cells.int()?, cells.text()?);
            let done = acts.remove(&id).unwrap_or_default();
            if standing != after(done.last()).code() {
                faults.push(format!("the look in row {entry}: it stands as {standing}, which is not what was done about it"));
            }
            stored.entry(entry).or_default().extend(done);
        }
        // A look may be drawn for more reasons than one; a row of the log says which look.
        let entries: BTreeSet<i64> = stored.keys().chain(self.reviews.keys()).copied().collect();
        for entry in entries {
            let [mut stored, mut told] = [&mut stored, &mut self.reviews].map(|of| of.remove(&entry).unwrap_or_default());
            stored.sort();
            told.sort();
            if stored != told {
                faults.push(format!("the look in row {entry}: what was done about it is not what the log tells"));
            }
        }
        faults.extend(acts.into_keys().map(|sample| format!("sample {sample} is not there, and something was done about it")));
        Ok(faults)
    }
}

/// How a look stands after the last that was done about it.
fn after(last: Option<&Act>) -> Standing {
    match last.map(|(.., what)| what.as_str()) {
        None => Standing::Waiting,
        Some(ANSWER) => Standing::Answered,
        Some(finding) => GlassFinding::from_code(finding).map_or(Standing::Waiting, Standing::of),
    }
}
