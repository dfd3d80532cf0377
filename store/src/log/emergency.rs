//! The emergency log: a file of its own whose room is taken beforehand, so that an emergency access and what it shows can be logged when the
//! database's disk is full.
//!
//! The file begins with sixteen letters and 32 random bytes. Each record after them is its length in four bytes, the record, the hash of the
//! hash before it with both, and a signature of that hash with the log's key (nothing without one). The first hash is that of the random
//! bytes. A record is sealed with the municipality's key, and on disk when [`EmergencyLog::append`] returns. What does not continue the
//! chain, such as half a record, is the end.
//!
//! Carried over ([`Store::carry_over`]), each record is a row of the log, and an opening an entry of the record too, once: the database
//! knows each by its identity. Then the file is overwritten with zeros and begins anew. Anything else than zeros after the last record is
//! damage, and a row of the log says so.

use super::around::clock;
use super::looks::Look;
use super::looks::{LOG_CHILD, SEARCH, one};
use super::{LogBody, LogResult};
use crate::cells::args;
use crate::db::statements;
use crate::{Errand, ExecuteError, Sealing, Store, StoreError};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use trin_domain::id::{ChildId, CommandKey, StaffId, UnitId};
use trin_domain::record::{Author, Command, Context, Entry, EntryNo, Fact, GlassBroken, Record, Refusal, Version};
use trin_domain::strategy::Strategy;
use trin_proof::note::{Note, Signature};
use trin_proof::{Hash, LogKey};
use uuid::Uuid;

statements! {
    CARRIED = "INSERT INTO log_carried (id, at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
}

const MAGIC: &[u8; 16] = b"trin-emergency-1";
const HEAD: u64 = 48;
const SIGNATURE: usize = 64;
/// How large the file is made: many thousand pages looked at.
pub const EMERGENCY_BYTES: u64 = 8 * 1024 * 1024;
/// How often an opening is tried again when others write in the same record.
const TRIES: u32 = 8;

/// What is kept until the database takes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Kept {
    /// Something was shown.
    Look(Box<LogBody>),
    /// Somebody opened a record.
    Opening(Opening),
}

/// An emergency access that the record does not have yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opening {
    /// Whose record.
    pub child: ChildId,
    /// The key of its command.
    pub key: CommandKey,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Author,
    /// Where they worked; absent in older files.
    #[serde(default)]
    pub unit: Option<UnitId>,
    /// Why, and until when.
    pub glass: GlassBroken,
    /// The beginning of the hash by which the session is kept.
    pub session: Option<String>,
}

impl Opening {
    /// The record as it is with this opening in it.
    pub fn shown_in(&self, record: &mut Record) {
        let no = EntryNo(record.version().0.saturating_add(1));
        record.extend([Entry { no, recorded_at: self.at, by: self.by, fact: Fact::GlassBroken(self.glass.clone()) }]);
    }
}

/// A record as it lies in the file.
#[derive(Serialize, Deserialize)]
struct Lying {
    id: Uuid,
    sealed: String,
}

/// The emergency log of one municipality.
pub struct EmergencyLog {
    inner: Mutex<Inner>,
    key: Option<LogKey>,
    sealing: Sealing,
}

struct Inner {
    file: File,
    size: u64,
    /// Where the next record goes.
    end: u64,
    chain: Hash,
    /// What the chain began with: another each time the file begins anew.
    begun: Hash,
    waiting: Vec<(Uuid, Kept)>,
    /// Whether something lies after the last record that is none: half a record that was never answered for, or a changed one.
    is_damaged: bool,
}

impl std::fmt::Debug for EmergencyLog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmergencyLog")
    }
}

impl EmergencyLog {
    /// Opens the file, or makes it and takes its room. A key signs what is written; records must have been signed with the same.
    ///
    /// # Errors
    /// When there is no room for it, another program has it open, it is another kind of file, or a record in it was changed or is sealed with another key.
    pub fn open(path: &Path, size: u64, key: Option<&LogKey>, sealing: Sealing) -> io::Result<Self> {
        let key = key.and_then(|key| key.aside("emergency").ok());
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        // Two that write in it would each overwrite what the other answered for.
        if let Err(error) = file.try_lock() {
            return Err(match error {
                TryLockError::WouldBlock => io::Error::new(io::ErrorKind::ResourceBusy, "another Trin uses it"),
                TryLockError::Error(error) => error,
            });
        }
        let length = file.metadata()?.len();
        // Every block is written, so that it is there when nothing else is.
        let zeros = vec![0_u8; 64 * 1024];
        file.seek(SeekFrom::Start(length))?;
        let mut left = size.saturating_sub(length);
        while left > 0 {
            let some = usize::try_from(left).unwrap_or(usize::MAX).min(zeros.len());
            file.write_all(&zeros[..some])?;
            left -= some as u64;
        }
        file.sync_all()?;
        let size = size.max(length);
        let mut inner = Inner { file, size, end: HEAD, chain: [0; 32], begun: [0; 32], waiting: Vec::new(), is_damaged: false };
        if length < HEAD {
            inner.begin(&sealing)?;
        } else {
            inner.read(key.as_ref(), &sealing)?;
        }
        Ok(Self { inner: Mutex::new(inner), key, sealing })
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a look. When this returns, it is on disk.
    ///
    /// # Errors
    /// When the file is full or fails: then what it tells of must not be shown.
    pub fn append_look(&self, look: Look) -> Result<(), StoreError> {
        self.append(Kept::Look(Box::new(look.body())))
    }

    /// Keeps an opening. When this returns, it is on disk, and the record is open to whoever opened it.
    ///
    /// # Errors
    /// When the file is full or fails: then nothing is opened.
    pub fn append_opening(&self, opening: Opening) -> Result<(), StoreError> {
        self.append(Kept::Opening(opening))
    }

    /// The openings of somebody that hold now and are not in their records yet.
    pub fn openings_of(&self, staff: StaffId, now: Timestamp) -> Vec<Opening> {
        let inner = self.inner();
        let openings = inner.waiting.iter().filter_map(|(_, kept)| match kept {
            Kept::Opening(opening) => Some(opening),
            Kept::Look(_) => None,
        });
        openings.filter(|opening| opening.by.staff == staff && now < opening.glass.until).cloned().collect()
    }

    /// How many records wait to be carried over.
    pub fn waiting(&self) -> usize {
        self.inner().waiting.len()
    }

    fn append(&self, kept: Kept) -> Result<(), StoreError> {
        let mut inner = self.inner();
        let mut id = [0; 16];
        self.sealing.fill(&mut id);
        let id = uuid::Builder::from_random_bytes(id).into_uuid();
        let sealed = self.sealing.seal_draft(StaffId::TRIN, &place(id), &serde_json::to_string(&kept)?);
        let payload = serde_json::to_vec(&Lying { id, sealed })?;
        let length = u32::try_from(payload.len()).map_err(|_| full())?;
        let chain = link(&inner.chain, &payload);
        let mut record = length.to_be_bytes().to_vec();
        record.extend_from_slice(&payload);
        record.extend_from_slice(&chain);
        record.extend_from_slice(&self.key.as_ref().map_or([0; SIGNATURE], |key| signature(key, &chain)));
        if inner.end + record.len() as u64 > inner.size {
            return Err(full());
        }
        let end = inner.end;
        let written =
            inner.file.seek(SeekFrom::Start(end)).and_then(|_| inner.file.write_all(&record)).and_then(|()| inner.file.sync_data());
        written.map_err(|error| StoreError::Unlogged(format!("the emergency log cannot be written: {error}")))?;
        inner.end += record.len() as u64;
        inner.chain = chain;
        inner.waiting.push((id, kept));
        Ok(())
    }

    /// Begins anew, unless more came in meanwhile.
    fn clear(&self, carried: usize) -> io::Result<bool> {
        let mut inner = self.inner();
        if inner.waiting.len() != carried {
            return Ok(false);
        }
        inner.begin(&self.sealing)?;
        Ok(true)
    }
}

impl Inner {
    fn begin(&mut self, sealing: &Sealing) -> io::Result<()> {
        let mut random = [0; 32];
        sealing.fill(&mut random);
        // Nothing but zeros lies after the last record, so that anything else is seen to be damage.
        let used = if self.is_damaged { self.size } else { self.end };
        self.file.seek(SeekFrom::Start(HEAD))?;
        let zeros = vec![0_u8; usize::try_from(used.saturating_sub(HEAD)).unwrap_or_default()];
        self.file.write_all(&zeros)?;
        self.file.sync_data()?;
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&[MAGIC.as_slice(), &random].concat())?;
        self.file.sync_data()?;
        (self.end, self.chain, self.is_damaged) = (HEAD, Sha256::digest(random).into(), false);
        self.begun = self.chain;
        self.waiting.clear();
        Ok(())
    }

    fn read(&mut self, key: Option<&LogKey>, sealing: &Sealing) -> io::Result<()> {
        let wrong = |why: &str| io::Error::new(io::ErrorKind::InvalidData, why.to_owned());
        let mut bytes = Vec::new();
        self.file.seek(SeekFrom::Start(0))?;
        self.file.read_to_end(&mut bytes)?;
        let head = bytes.get(..usize::try_from(HEAD).unwrap_or(48)).ok_or_else(|| wrong("it is too short"))?;
        if head.iter().all(|byte| *byte == 0) {
            // Its room was taken, and then the program was stopped.
            return self.begin(sealing);
        }
        let random = head.strip_prefix(MAGIC.as_slice()).ok_or_else(|| wrong("it is another kind of file"))?;
        self.chain = Sha256::digest(random).into();
        self.begun = self.chain;
        let mut rest = bytes.get(head.len()..).unwrap_or_default();
        while let Some((length, after)) = rest.split_at_checked(4) {
            let length = length.iter().fold(0_usize, |number, byte| (number << 8) | usize::from(*byte));
            let Some((payload, after)) = after.split_at_checked(length).filter(|_| length > 0) else { break };
            let Some((hash, after)) = after.split_at_checked(32) else { break };
            let Some((signed, after)) = after.split_at_checked(SIGNATURE) else { break };
            let chain = link(&self.chain, payload);
            if chain != hash {
                break;
            }
            if key.is_some_and(|key| !is_signed(key, &chain, signed)) {
                return Err(wrong("a record is not signed with the log's key"));
            }
            let lying: Lying = serde_json::from_slice(payload)?;
            let text = sealing
                .open_draft(StaffId::TRIN, &place(lying.id), &lying.sealed)
                .ok_or_else(|| wrong("a record is sealed with another key"))?;
            self.waiting.push((lying.id, serde_json::from_str(&text)?));
            self.chain = chain;
            self.end += (4 + length + 32 + SIGNATURE) as u64;
            rest = after;
        }
        self.is_damaged = rest.iter().any(|byte| *byte != 0);
        Ok(())
    }
}

fn link(before: &Hash, payload: &[u8]) -> Hash {
    let length = u32::try_from(payload.len()).unwrap_or(u32::MAX).to_be_bytes();
    Sha256::new().chain_update(before).chain_update(length).chain_update(payload).finalize().into()
}

/// The head of a log of another name than the log's own: no such signature is ever one of the log.
fn signature(key: &LogKey, chain: &Hash) -> [u8; SIGNATURE] {
    let note = key.sign(0, *chain);
    note.signatures.first().and_then(|signature| signature.bytes.clone().try_into().ok()).unwrap_or([0; SIGNATURE])
}

fn is_signed(key: &LogKey, chain: &Hash, bytes: &[u8]) -> bool {
    let Note { text, signatures } = key.sign(0, *chain);
    let signatures = signatures.into_iter().map(|signature| Signature { bytes: bytes.to_vec(), ..signature }).collect();
    key.public().open(&Note { text, signatures }).is_some()
}

fn full() -> StoreError {
    StoreError::Unlogged("the emergency log is full".to_owned())
}

fn place(id: Uuid) -> String {
    format!("emergency:{id}")
}

impl Store {
    /// Carries what waits in the emergency log over into the log and the records, each once, and empties the file. How many were carried.
    ///
    /// # Errors
    /// When the database fails, as while the disk is still full. What was carried stays, and the rest waits.
    pub async fn carry_over(&self, strategy: &Strategy, emergency: &EmergencyLog) -> Result<usize, StoreError> {
        loop {
            let (waiting, is_damaged, begun) = {
                let inner = emergency.inner();
                (inner.waiting.clone(), inner.is_damaged, inner.begun)
            };
            if waiting.is_empty() && !is_damaged {
                return Ok(0);
            }
            if is_damaged {
                // Half a record that nobody was answered for, or one that was changed: the log says that there was something.
                self.tell_damage(&begun).await?;
            }
            for (id, kept) in &waiting {
                match kept {
                    Kept::Look(body) => self.carry_look(*id, body).await?,
                    Kept::Opening(opening) => self.carry_opening(strategy, *id, opening).await?,
                }
            }
            let cleared = emergency.clear(waiting.len());
            if cleared.map_err(|error| StoreError::Unlogged(format!("the emergency log cannot be emptied: {error}")))? {
                return Ok(waiting.len());
            }
        }
    }

    /// Once for each beginning of the file, however often it is tried to carry the rest over.
    async fn tell_damage(&self, begun: &Hash) -> Result<(), StoreError> {
        let mut tx = self.db.write().await?;
        let at = clock(&mut tx).await?;
        let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, begun);
        if tx.run(CARRIED, args![id.to_string(), at]).await? == 0 {
            return tx.undo().await;
        }
        let body = LogBody { result: LogResult::Refused, ..LogBody::by_trin(at, "emergency-log-damaged", "emergency") };
        one(&mut tx, body.row()?).await?;
        tx.commit().await
    }

    async fn carry_look(&self, id: Uuid, body: &LogBody) -> Result<(), StoreError> {
        let mut tx = self.db.write().await?;
        if tx.run(CARRIED, args![id.to_string(), Timestamp::from_microsecond(body.at).unwrap_or(Timestamp::MIN)]).await? == 0 {
            return tx.undo().await;
        }
        let entry = one(&mut tx, body.row()?).await?;
        if body.fields.as_deref() == Some(SEARCH) {
            LOG_CHILD.insert(&mut tx, body.children.iter().map(|child| args![*child, entry]).collect()).await?;
        }
        tx.commit().await
    }

    async fn carry_opening(&self, strategy: &Strategy, id: Uuid, opening: &Opening) -> Result<(), StoreError> {
        let context = Context { now: opening.at, by: opening.by };
        let errand = Errand { purpose: "emergency".to_owned(), session: opening.session.clone(), unit: opening.unit, ..Errand::default() };
        for _ in 0..TRIES {
            let seen = self.record(opening.child).await?.map_or(Version(0), |record| record.version());
            let facts = vec![Fact::GlassBroken(opening.glass.clone())];
            let command = Command { child: opening.child, key: opening.key, seen, facts };
            match self.execute_all(strategy, &context, errand.clone(), &[command]).await {
                Ok(_) => return Ok(()),
                // Somebody wrote in between.
                Err(ExecuteError::Refused { refusal: Refusal::Stale { .. }, .. }) => {}
                Err(ExecuteError::Db(error)) => return Err(error),
                Err(error) => {
                    // The record does not take it: the log says all the same that it was opened.
                    tracing::error!(%error, "an emergency access could not be written in its record");
                    return self.carry_look(id, &refused(opening)).await;
                }
            }
        }
        Err(StoreError::Unlogged("an emergency access could not be written while others wrote in the record".to_owned()))
    }
}

fn refused(opening: &Opening) -> LogBody {
    let look = Look {
        at: opening.at,
        actor: opening.by.staff,
        role: opening.by.role,
        unit: opening.unit,
        session: opening.session.clone(),
        action: "POST /boern/{id}/noedadgang".to_owned(),
        purpose: "emergency".to_owned(),
        child: Some(opening.child),
        children: Vec::new(),
        basis: None,
        fields: None,
        result: LogResult::Refused,
        request: None,
    };
    look.body()
}
