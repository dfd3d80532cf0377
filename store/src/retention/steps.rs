//! What people decide of what is kept: a hold, an archive version, keeping it some time yet, and deletion by two people.
//!
//! Each step is checked and done in one transaction with its row in the log. That a held child stays, the database itself sees to
//! (`migrations/0016`): whatever program deletes a key while a hold is put, one of the two fails and looks again.

use super::{KeptRow, ONE, row};
use crate::cells::args;
use crate::db::{Tx, statements};
use crate::log::{self, Errand, LogBody, LogResult};
use crate::reader::Reader;
use crate::seal::Keys;
use crate::{DestroyError, Destruction, Store, StoreError, journal};
use jiff::Timestamp;
use jiff::civil::Date;
use trin_domain::access::{leads, may_hold};
use trin_domain::calendar::{day_of, months_after};
use trin_domain::id::{ChildId, StaffId};
use trin_domain::organisation::Staff;
use trin_domain::retention::{self, HoldReason, KeepReason};

statements! {
    LAST_HOLD = "SELECT COALESCE(MAX(no), 0) FROM legal_hold WHERE child = $1";
    HOLD = "INSERT INTO legal_hold (child, no, reason, from_at, by_staff) VALUES ($1, $2, $3, $4, $5)";
    LIFT = "UPDATE legal_hold SET lifted_at = $1, lifted_by = $2 WHERE child = $3 AND lifted_at IS NULL";
    ARCHIVED = "INSERT INTO archive_version (child, version, by_staff, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (child) DO UPDATE SET version = excluded.version, by_staff = excluded.by_staff, at = excluded.at";
    PUT_OFF = "INSERT INTO kept_until (child, until_day, reason, by_staff, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (child) DO UPDATE SET until_day = excluded.until_day, reason = excluded.reason, by_staff = excluded.by_staff, at = excluded.at";
    PROPOSE = "INSERT INTO deletion_proposal (child, by_staff, at, version) VALUES ($1, $2, $3, $4)
        ON CONFLICT (child) DO UPDATE SET by_staff = excluded.by_staff, at = excluded.at, version = excluded.version";
    DECLINE = "INSERT INTO deletion_declined (child, proposed_by, by_staff, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (child) DO UPDATE SET proposed_by = excluded.proposed_by, by_staff = excluded.by_staff, at = excluded.at";
    FORGET_DECLINED = "DELETE FROM deletion_declined WHERE child = $1";
    FORGET_PROPOSAL = "DELETE FROM deletion_proposal WHERE child = $1";
    LOGGED = "SELECT id, at, staff, child, command, body FROM log WHERE child = $1 AND body LIKE '%\"purpose\":\"retention\"%' ORDER BY id";
}

/// Longest time something ripe is put off at once.
const LONGEST_PUT_OFF_MONTHS: i32 = 60;
/// How often it is tried again when somebody else came first.
const TRIES: u32 = 8;
/// For what, in the log.
pub(crate) const PURPOSE: &str = "retention";
/// What is done, in the log.
const HOLD_PUT: &str = "hold";
const HOLD_LIFTED: &str = "hold-lift";
const KEPT_UNTIL: &str = "keep-until";
const PROPOSED: &str = "deletion-propose";
const WITHDRAWN: &str = "deletion-withdraw";
/// Why a key was destroyed that was destroyed here.
const RIPE: &str = "retention-ended";

/// What the log's rows come to: whether a hold keeps the record, and who proposed to delete it. The tables of both can be changed beside Trin; the
/// log cannot unseen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct ByLog {
    /// A hold keeps it.
    pub(crate) is_held: bool,
    /// Who proposed, and did not take it back; nor did anybody else say no.
    pub(crate) proposer: Option<StaffId>,
}

impl ByLog {
    /// What one more row makes of it.
    pub(crate) fn after(self, body: &LogBody) -> Self {
        if body.purpose != PURPOSE {
            return self;
        }
        match body.action.as_str() {
            HOLD_PUT => Self { is_held: true, proposer: None },
            HOLD_LIFTED => Self { is_held: false, ..self },
            PROPOSED => Self { proposer: Some(body.actor), ..self },
            KEPT_UNTIL | WITHDRAWN => Self { proposer: None, ..self },
            _ => self,
        }
    }

    /// Whether a deletion in pages is one that was proposed by whoever is said to, and that nothing forbids.
    pub(crate) fn allows(self, proposer: StaffId) -> bool {
        !self.is_held && self.proposer == Some(proposer)
    }
}

/// One step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RetentionStep {
    /// The record must not be deleted.
    Hold(HoldReason),
    /// It may again.
    LiftHold,
    /// The archive has the record as it is now.
    Archived,
    /// It is kept until a day.
    KeepUntil(Date, KeepReason),
    /// It should be deleted.
    Propose,
    /// It should not, or not now.
    Withdraw,
    /// It is deleted: by another than who proposed it.
    Confirm,
}

impl RetentionStep {
    /// What is done, in the log.
    pub const fn action(self) -> &'static str {
        match self {
            Self::Hold(_) => HOLD_PUT,
            Self::LiftHold => HOLD_LIFTED,
            Self::Archived => "archive-version",
            Self::KeepUntil(..) => KEPT_UNTIL,
            Self::Propose => PROPOSED,
            Self::Withdraw => WITHDRAWN,
            Self::Confirm => "deletion-confirm",
        }
    }

    const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Hold(reason) => Some(reason.code()),
            Self::KeepUntil(_, reason) => Some(reason.code()),
            _ => None,
        }
    }
}

/// Why a step was not taken. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RetentionError {
    /// There is no such child for the one who asks.
    #[error("there is no such child")]
    NotThere,
    /// Their role does not take this step.
    #[error("this role may not")]
    MayNot,
    /// A hold is in force.
    #[error("a legal hold keeps this child")]
    Held,
    /// There is no hold to lift.
    #[error("there is no hold")]
    NotHeld,
    /// Its time has not come, a case is open, or it was put off.
    #[error("it is not ripe")]
    NotRipe,
    /// The archive must have the record as it is now first.
    #[error("an archive version of the record as it is now comes first")]
    NoArchive,
    /// Nobody proposed it, or it was taken back.
    #[error("nobody proposed it")]
    NotProposed,
    /// Somebody proposed it already.
    #[error("it is proposed already")]
    Proposed,
    /// Whoever proposed cannot confirm.
    #[error("it takes another person than who proposed it")]
    SamePerson,
    /// More was written since it was proposed.
    #[error("more was written since it was proposed")]
    Stale,
    /// The day is not ahead, or too far ahead.
    #[error("the day must be ahead, and at most five years")]
    Day,
    /// What is stored says another thing than the log: it was changed beside Trin.
    #[error("the log does not say so")]
    Beside,
    /// Who proposed it may no longer take part.
    #[error("who proposed it has left or no longer leads")]
    ProposerGone,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] StoreError),
}

impl From<DestroyError> for RetentionError {
    fn from(error: DestroyError) -> Self {
        match error {
            DestroyError::NoSuchChild => Self::NotThere,
            DestroyError::OnePerson => Self::SamePerson,
            DestroyError::MayNot(_) => Self::ProposerGone,
            // The reason is the program's own: nobody who proposes can put it right.
            DestroyError::NoCode => Self::Db(StoreError::Unlogged("the reason of a deletion is not a code".to_owned())),
            DestroyError::Held => Self::Held,
            DestroyError::Db(error) => Self::Db(error),
        }
    }
}

impl Store {
    /// Takes a step, for somebody who may know of the child, with its row in the log.
    ///
    /// # Errors
    /// See [`RetentionError`].
    pub async fn retention_step(
        &self,
        by: &Staff,
        at: Timestamp,
        child: ChildId,
        step: RetentionStep,
        errand: impl Into<Errand>,
    ) -> Result<(), RetentionError> {
        let errand = errand.into();
        let mut tries = 0;
        loop {
            tries += 1;
            let mut tx = self.db.write().await?;
            let failed = match self.step_in(&mut tx, by, at, child, step, &errand).await {
                Ok(()) => match tx.commit().await {
                    Ok(()) => {
                        self.waiting.grew(1);
                        if step == RetentionStep::Confirm {
                            self.forget_destroyed().await?;
                        }
                        return Ok(());
                    }
                    Err(error) => error.into(),
                },
                Err(error) => {
                    // What went wrong first is what is told.
                    let _ = tx.undo().await;
                    error
                }
            };
            if tries == TRIES || !matches!(&failed, RetentionError::Db(error) if error.is_race()) {
                return Err(failed);
            }
        }
    }

    async fn step_in(
        &self,
        tx: &mut Tx,
        by: &Staff,
        at: Timestamp,
        child: ChildId,
        step: RetentionStep,
        errand: &Errand,
    ) -> Result<(), RetentionError> {
        let reader = Reader::new(by, at);
        let arguments = args![child].into_iter().chain(reader.arguments()).collect();
        let found = tx.rows(ONE, arguments).await?.into_iter().next().map(row).transpose()?;
        let (kept, _) = found.ok_or(RetentionError::NotThere)?;
        let may = if matches!(step, RetentionStep::Hold(_)) { may_hold(by) } else { by.is_active && leads(by.role) };
        if !may {
            return Err(RetentionError::MayNot);
        }
        let today = day_of(at);
        // Whoever proposed it is told that somebody else said no, by whichever step.
        let says_no = matches!(step, RetentionStep::Hold(_) | RetentionStep::KeepUntil(..) | RetentionStep::Withdraw);
        if let Some((proposer, ..)) = kept.proposal.filter(|(proposer, ..)| says_no && *proposer != by.id) {
            tx.run(DECLINE, args![child, proposer, by.id, at]).await?;
        } else if matches!(step, RetentionStep::Propose | RetentionStep::Confirm) {
            tx.run(FORGET_DECLINED, args![child]).await?;
        }
        match step {
            RetentionStep::Hold(reason) => {
                if kept.hold.is_some() {
                    return Err(RetentionError::Held);
                }
                let last = tx.rows(LAST_HOLD, args![child]).await?.into_iter().next().map_or(Ok(0), |mut cells| cells.int())?;
                tx.run(HOLD, args![child, last + 1, reason.code(), at, by.id]).await?;
                tx.run(FORGET_PROPOSAL, args![child]).await?;
            }
            RetentionStep::LiftHold => {
                if tx.run(LIFT, args![at, by.id, child]).await? == 0 {
                    return Err(RetentionError::NotHeld);
                }
            }
            RetentionStep::Archived => {
                is_ripe(&kept, today)?;
                tx.run(ARCHIVED, args![child, kept.version, by.id, at]).await?;
            }
            RetentionStep::KeepUntil(until, reason) => {
                is_ripe(&kept, today)?;
                if until <= today || until > months_after(today, LONGEST_PUT_OFF_MONTHS) {
                    return Err(RetentionError::Day);
                }
                tx.run(PUT_OFF, args![child, until, reason.code(), by.id, at]).await?;
                tx.run(FORGET_PROPOSAL, args![child]).await?;
            }
            RetentionStep::Propose => {
                may_go(&kept, today)?;
                if kept.proposal.is_some_and(|(.., version)| version == kept.version) {
                    return Err(RetentionError::Proposed);
                }
                tx.run(PROPOSE, args![child, by.id, at, kept.version]).await?;
            }
            RetentionStep::Withdraw => {
                if tx.run(FORGET_PROPOSAL, args![child]).await? == 0 {
                    return Err(RetentionError::NotProposed);
                }
            }
            RetentionStep::Confirm => {
                may_go(&kept, today)?;
                let (proposer, _, version) = kept.proposal.ok_or(RetentionError::NotProposed)?;
                if proposer == by.id {
                    return Err(RetentionError::SamePerson);
                }
                if version != kept.version {
                    return Err(RetentionError::Stale);
                }
                self.follows_from_the_record(tx, &kept, today).await?;
                if !by_log(tx, child).await?.allows(proposer) {
                    return Err(RetentionError::Beside);
                }
                tx.run(FORGET_PROPOSAL, args![child]).await?;
                let asked = Destruction { child, at, why: RIPE.to_owned(), by: proposer, confirmed_by: by.id };
                // Its row in the log names both and has the hash of what went.
                let errand = Errand { purpose: PURPOSE.to_owned(), ..errand.clone() };
                self.destroy_in(tx, &asked, &errand).await?;
                return Ok(());
            }
        }
        log::append(tx, vec![told(by, at, child, step, errand).row()?]).await?;
        Ok(())
    }

    /// What cannot be undone does not rest on a read model, which whoever may write to the database can change.
    async fn follows_from_the_record(&self, tx: &mut Tx, kept: &KeptRow, today: Date) -> Result<(), RetentionError> {
        let lines = journal::lines(tx.rows(journal::ONE_RECORD, args![kept.child]).await?, &mut Keys::new(&self.sealing))?;
        let record = journal::record(kept.child, lines)?;
        let state = record.state();
        let is_ripe = retention::ripe_by_law_on(&state).is_some_and(|ripe_on| ripe_on <= today);
        let is_same = (retention::class(&state), state.version) == (kept.class, kept.version);
        if is_ripe && is_same { Ok(()) } else { Err(RetentionError::NotRipe) }
    }
}

/// What the log says of a child's hold and proposal.
async fn by_log(tx: &mut Tx, child: ChildId) -> Result<ByLog, StoreError> {
    tx.rows(LOGGED, args![child]).await?.into_iter().try_fold(ByLog::default(), |so_far, mut cells| {
        let (_, _, body) = log::logged(&mut cells)?;
        Ok(body.map_or(so_far, |body| so_far.after(&body)))
    })
}

fn is_ripe(kept: &KeptRow, today: Date) -> Result<(), RetentionError> {
    match (kept.hold, kept.is_ripe(today)) {
        (Some(_), _) => Err(RetentionError::Held),
        (None, false) => Err(RetentionError::NotRipe),
        (None, true) => Ok(()),
    }
}

fn may_go(kept: &KeptRow, today: Date) -> Result<(), RetentionError> {
    is_ripe(kept, today)?;
    if kept.awaits_archive() { Err(RetentionError::NoArchive) } else { Ok(()) }
}

fn told(by: &Staff, at: Timestamp, child: ChildId, step: RetentionStep, errand: &Errand) -> LogBody {
    let mut body = LogBody::of(by.id, by.role, at, step.action(), PURPOSE);
    body.child = Some(child);
    body.session.clone_from(&errand.session);
    body.request.clone_from(&errand.request);
    body.basis.clone_from(&errand.basis);
    body.why = step.reason().map(str::to_owned);
    body.result = LogResult::Done;
    body
}
