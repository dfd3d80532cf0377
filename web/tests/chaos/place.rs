//! Where the month is played: the store's files on a small disk of their own, a clock that can go wrong, the real pages, and what may happen to a
//! server: it is killed, its disk fills up, somebody else's program opens the same file.

use crate::support::Person;
use jiff::{SignedDuration, Timestamp};
use sqlx::{Connection, Executor};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;
use trin_domain::strategy::Strategy;
use trin_store::{MunicipalityKey, Sealing, Store};
use trin_web::{App, Edges, Entrance, router};

/// How large the disk is: a month and its copy after a crash.
const DISK: &str = "size=128m";

/// Chance from the seed alone (SplitMix64).
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }

    pub fn of<T: Clone>(&mut self, some: &[T]) -> T {
        some[self.below(some.len())].clone()
    }

    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

/// What time it is, and what the server believes.
#[derive(Clone, Default)]
pub struct Hands {
    truth: Arc<AtomicI64>,
    wrong_by: Arc<AtomicI64>,
}

impl Hands {
    pub fn truth(&self) -> Timestamp {
        Timestamp::from_second(self.truth.load(Ordering::Relaxed)).expect("an instant")
    }

    pub fn go_on(&self, seconds: i64) {
        self.truth.fetch_add(seconds, Ordering::Relaxed);
    }

    /// The real time never goes back.
    pub fn is(&self, at: Timestamp) {
        self.truth.fetch_max(at.as_second(), Ordering::Relaxed);
    }

    pub fn goes_wrong_by(&self, hours: i64) {
        self.wrong_by.store(hours * 3_600, Ordering::Relaxed);
    }
}

impl trin_web::Clock for Hands {
    fn now(&self) -> Timestamp {
        self.truth() + SignedDuration::from_secs(self.wrong_by.load(Ordering::Relaxed))
    }
}

/// Bytes from the seed, never the same twice, also not after a crash.
#[derive(Clone)]
struct Bytes(Arc<AtomicU64>);

impl Bytes {
    fn eight(&self) -> [u8; 8] {
        Dice(self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed)).roll().to_be_bytes()
    }
}

impl trin_web::Randomness for Bytes {
    fn bytes(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        for half in bytes.chunks_mut(8) {
            half.copy_from_slice(&self.eight());
        }
        bytes
    }
}

/// A file system of a size of its own. Unmounted before its folder goes, and the folder only when it is unmounted.
struct Disk(PathBuf);

impl Disk {
    fn mounted(at: PathBuf) -> Option<Self> {
        std::fs::create_dir_all(&at).ok()?;
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", DISK, "tmpfs"]).arg(&at).stderr(Stdio::null()).status();
        mounted.is_ok_and(|status| status.success()).then_some(Self(at))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Somebody may still be closing a file.
        // A test that fails has the store open: then the disk is taken out of the tree, and goes with the last of its files.
        let how: &[&str] = if std::thread::panicking() { &["-l"] } else { &[] };
        let unmount = || Command::new("umount").args(how).arg(&self.0).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        let is_gone = (0..50).any(|_| {
            let is_gone = unmount();
            if !is_gone {
                std::thread::sleep(Duration::from_millis(100));
            }
            is_gone
        });
        if !is_gone && !std::thread::panicking() {
            panic!("{} is still mounted", self.0.display());
        }
    }
}

/// The municipality's server and what stands under it.
pub struct Place {
    pub store: Store,
    pub strategy: Strategy,
    pub clock: Hands,
    /// How often it was started.
    pub starts: u32,
    bytes: Bytes,
    nobody: Person,
    root: PathBuf,
    disk: Option<Disk>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let is_mounted = self.disk.is_some();
        self.disk = None;
        let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        if !mounts.contains(&self.root.display().to_string()) {
            // On the disk everything has gone with it; without one the files lie here.
            let _ = if is_mounted { std::fs::remove_dir(self.root.join("disk")) } else { std::fs::remove_dir_all(self.root.join("disk")) };
            let _ = std::fs::remove_dir(&self.root);
        }
    }
}

impl Place {
    pub async fn new(seed: u64, begins: Timestamp) -> Self {
        static PLACES: AtomicU64 = AtomicU64::new(0);
        let nth = PLACES.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("trin-chaos-{}-{nth}", std::process::id()));
        std::fs::create_dir_all(&root).expect("a folder");
        let disk = Disk::mounted(root.join("disk"));
        let strategy = Strategy::named("kerteminde-2021").expect("a shipped strategy").clone();
        let clock = Hands::default();
        clock.is(begins);
        let bytes = Bytes(Arc::new(AtomicU64::new(seed ^ 0x5eed)));
        std::fs::create_dir_all(root.join("disk/1")).expect("a folder");
        let (store, nobody) = start(&root.join("disk/1"), &strategy, &clock, &bytes).await;
        Self { store, strategy, clock, starts: 1, bytes, nobody, root, disk }
    }

    /// Somebody at the door.
    pub fn nobody(&self) -> Person {
        self.nobody.clone()
    }

    /// The server's time.
    pub fn now(&self) -> Timestamp {
        trin_web::Clock::now(&self.clock)
    }

    pub fn has_disk(&self) -> bool {
        self.disk.is_some()
    }

    fn folder(&self) -> PathBuf {
        self.root.join(format!("disk/{}", self.starts))
    }

    fn file(&self) -> PathBuf {
        self.folder().join("trin.db")
    }

    /// What another program does that opens the same file, as `trin staff` does.
    pub async fn beside<T>(&self, does: impl AsyncFnOnce(&Store) -> T) -> T {
        let store = Store::open(&self.file().display().to_string(), sealing(self.bytes.clone())).await.expect("opens");
        let done = does(&store).await;
        store.close().await;
        done
    }

    /// The server is killed: what it had in memory is gone, and the files are as the system had them at that moment. It starts on those.
    pub async fn killed(&mut self) {
        // What nobody waits for any longer has been dropped; the threads that write get the time a signal would not give them, or not: the file
        // is taken when nothing moves, so that it is one moment's.
        let (from, to) = (self.folder(), self.root.join(format!("disk/{}", self.starts + 1)));
        std::fs::create_dir_all(&to).expect("a folder");
        let mut before = stamps(&from);
        loop {
            tokio::time::sleep(Duration::from_millis(15)).await;
            for name in ["trin.db", "trin.db-wal"] {
                if from.join(name).exists() {
                    std::fs::copy(from.join(name), to.join(name)).expect("a copy");
                }
            }
            let after = stamps(&from);
            if before == after {
                break;
            }
            before = after;
        }
        let dead = self.store.clone();
        self.starts += 1;
        (self.store, self.nobody) = start(&to, &self.strategy, &self.clock, &self.bytes).await;
        dead.close().await;
        std::fs::remove_dir_all(&from).expect("the dead server's files");
    }

    /// Takes all room there is; `None` where there is no disk to fill.
    pub async fn filled(&self) -> Option<Filler> {
        use std::io::Write as _;
        let disk = self.disk.as_ref()?;
        // Room inside the store's own files is given back first: SQLite writes there before it asks for more.
        self.sql("PRAGMA wal_checkpoint(TRUNCATE)").await;
        let filler = Filler(disk.0.join("filler"));
        let mut file = std::fs::File::create(&filler.0).expect("a file");
        while file.write_all(&[0; 4096]).is_ok() {}
        Some(filler)
    }

    /// Behind the store's back.
    pub async fn sql(&self, sql: &'static str) {
        let mut connection = self.connection().await;
        connection.execute(sql).await.expect("it runs");
        connection.close().await.expect("closed");
    }

    /// Asks the file for rows of text.
    pub async fn rows<R>(&self, sql: &'static str) -> Vec<R>
    where
        R: for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> + Send + Unpin,
    {
        let mut connection = self.connection().await;
        let rows = sqlx::query_as(sql).fetch_all(&mut connection).await.expect("rows");
        connection.close().await.expect("closed");
        rows
    }

    async fn connection(&self) -> sqlx::SqliteConnection {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(self.file());
        sqlx::SqliteConnection::connect_with(&options).await.expect("the file")
    }
}

/// Takes up the room until it is dropped.
pub struct Filler(PathBuf);

impl Drop for Filler {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn stamps(folder: &Path) -> Vec<Option<(u64, std::time::SystemTime)>> {
    ["trin.db", "trin.db-wal"]
        .map(|name| std::fs::metadata(folder.join(name)).ok().map(|meta| (meta.len(), meta.modified().expect("a time"))))
        .to_vec()
}

fn sealing(bytes: Bytes) -> Sealing {
    Sealing::new(&MunicipalityKey::new([7; 32]), move |into| {
        for some in into.chunks_mut(8) {
            some.copy_from_slice(&bytes.eight()[..some.len()]);
        }
    })
}

async fn start(folder: &Path, strategy: &Strategy, clock: &Hands, bytes: &Bytes) -> (Store, Person) {
    let store = Store::open(&folder.join("trin.db").display().to_string(), sealing(bytes.clone())).await.expect("it starts");
    store.adopt(strategy, trin_web::Clock::now(clock)).await.expect("it takes the strategy");
    let (hands, random) = (Box::new(clock.clone()), Box::new(bytes.clone()));
    // The limits of every municipality, not the demo's.
    let app =
        App::new(store.clone(), strategy.clone(), "Kerteminde".to_owned(), Entrance::Demo, hands, random).with_edges(Edges::default());
    let nobody = Person::at_the_door(router(app));
    (store, nobody)
}
