//! A small invented municipality, the people who write in it, and what they were told was saved.

use super::form::{Answer, encoded, get, post};
use crate::support::{Folder, command, trin};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _, Row as _};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How many write at once.
pub const CLIENTS: usize = 8;
/// A restart after a crash takes no longer (T2).
pub const READY_WITHIN: Duration = Duration::from_secs(5);

/// The municipality and one caseworker with children enough for every client.
pub struct Town {
    pub folder: Folder,
    pub data: PathBuf,
    staff: String,
    children: Vec<String>,
    runtime: tokio::runtime::Runtime,
}

/// A note somebody sent: whether the answer said that it was saved.
#[derive(Clone)]
pub struct Sent {
    pub child: String,
    pub key: String,
    pub form: String,
    pub is_acknowledged: bool,
}

/// Every note sent, by its key.
pub type Notes = BTreeMap<String, Sent>;

impl Town {
    /// Makes it in `data`, below the folder if none is given.
    pub fn new(data: Option<PathBuf>) -> Self {
        let folder = Folder::new();
        let data = data.unwrap_or_else(|| folder.0.join("town"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Running::start(&folder.0, &data, &[], &["--children", "300"]).end();
        let mut town = Self { folder, data, staff: String::new(), children: Vec::new(), runtime };
        (town.staff, town.children) = town.read(async |store| {
            let most = "SELECT c.responsible FROM child c JOIN staff s ON s.id = c.responsible
                WHERE c.is_open = 1 AND s.role = 'caseworker' GROUP BY c.responsible ORDER BY COUNT(*) DESC LIMIT 1";
            let staff: String = sqlx::query_scalar(most).fetch_one(&mut *store).await.unwrap();
            let children = sqlx::query_scalar("SELECT id FROM child WHERE responsible = $1 AND is_open = 1 ORDER BY id");
            let children = children.bind(&staff).fetch_all(&mut *store).await.unwrap();
            (staff, children)
        });
        assert!(town.children.len() >= CLIENTS, "only {} children: nobody to write about", town.children.len());
        town
    }

    /// The same people, for a copy of the store.
    pub fn at(&self, data: PathBuf) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { folder: Folder::new(), data, staff: self.staff.clone(), children: self.children.clone(), runtime }
    }

    /// Asks the closed store something.
    pub fn read<T>(&self, ask: impl AsyncFnOnce(&mut SqliteConnection) -> T) -> T {
        self.runtime.block_on(async {
            let file = SqliteConnectOptions::new().filename(self.data.join("trin.sqlite"));
            let mut connection = file.connect().await.unwrap();
            let answer = ask(&mut connection).await;
            connection.close().await.unwrap();
            answer
        })
    }

    /// Starts the server, traced if asked.
    pub fn serve(&self, trace: &[&str]) -> Running {
        Running::start(&self.folder.0, &self.data, trace, &[])
    }

    /// Starts the server with more said on its command line.
    pub fn serve_with(&self, more: &[&str]) -> Running {
        Running::start(&self.folder.0, &self.data, &[], more)
    }

    /// A child in the caseworker's care, and an open case the caseworker has nothing to do with.
    pub fn own_and_anothers(&self) -> (String, String) {
        let staff = self.staff.clone();
        let anothers = self.read(async |store| {
            let stranger = "SELECT c.id FROM child c JOIN staff s ON s.id = c.responsible WHERE c.is_open = 1 AND NOT EXISTS
                (SELECT 1 FROM access_grant g WHERE g.child = c.id AND g.holder = $1) ORDER BY c.id LIMIT 1";
            sqlx::query_scalar(stranger).bind(&staff).fetch_one(&mut *store).await.unwrap()
        });
        (self.children[0].clone(), anothers)
    }

    /// The caseworker comes in.
    pub fn cookie(&self, address: &str) -> Option<String> {
        post(address, "/ind", "", &encoded(&[("person", &self.staff)])).ok()?.cookie
    }

    /// Lets every client write notes until the server is gone, until `enough`, or for `long`. What was sent before stays in `notes`.
    pub fn write(&self, address: &str, notes: &Mutex<Notes>, round: usize, long: Duration, enough: &AtomicBool) {
        if let Some(cookie) = self.cookie(address) {
            self.write_as(&cookie, &[], address, notes, round, long, enough);
        }
    }

    /// The forms that every client has open: how much of the record each has seen.
    pub fn open_forms(&self, address: &str, cookie: &str) -> Vec<String> {
        self.children.iter().take(CLIENTS).map(|child| self.version(address, cookie, child).expect("a form")).collect()
    }

    /// As [`Self::write`], for somebody who came in before and has `forms` open, which are sent when no new one can be had.
    #[expect(clippy::too_many_arguments, reason = "who writes what, where and for how long")]
    pub fn write_as(
        &self,
        cookie: &str,
        forms: &[String],
        address: &str,
        notes: &Mutex<Notes>,
        round: usize,
        long: Duration,
        enough: &AtomicBool,
    ) {
        let until = Instant::now() + long;
        std::thread::scope(|scope| {
            for (client, child) in self.children.iter().take(CLIENTS).enumerate() {
                scope.spawn(move || {
                    for nth in 0.. {
                        if Instant::now() > until || enough.load(Ordering::Relaxed) {
                            return;
                        }
                        let Some(seen) = self.version(address, cookie, child).or_else(|| forms.get(client).cloned()) else { return };
                        let key = key(round, client, nth);
                        let words = format!("Runde {round}, skriver {client}, note {nth}. {}", "Mor fortæller om ugen. ".repeat(20));
                        let form = encoded(&[("key", &key), ("set", &seen), ("on", "2026-01-05"), ("facts", &words)]);
                        notes.lock().unwrap().insert(
                            key.clone(),
                            Sent { child: child.clone(), key: key.clone(), form: form.clone(), is_acknowledged: false },
                        );
                        match post(address, &format!("/boern/{child}/note"), cookie, &form) {
                            Ok(answer) if answer.status == 303 => {
                                notes.lock().unwrap().get_mut(&key).unwrap().is_acknowledged = true;
                            }
                            Ok(answer) => assert!(answer.status >= 500, "a note was answered with {}", answer.status),
                            Err(_) => return,
                        }
                    }
                });
            }
        });
    }

    /// How much of a child's record a form made now has seen, and the form's page at that.
    pub fn version(&self, address: &str, cookie: &str, child: &str) -> Option<String> {
        let page = get(address, &format!("/boern/{child}/note"), cookie).ok()?;
        if page.status != 200 {
            assert!(page.status >= 500, "the form was answered with {}", page.status);
            return None;
        }
        let (_, rest) = page.body.split_once("name=\"set\" value=\"")?;
        Some(rest.split('"').next()?.to_owned())
    }

    /// Sends every note again that was not answered: whether it had got in or not, it is in once afterwards.
    pub fn send_again(&self, address: &str, notes: &Mutex<Notes>) {
        let cookie = self.cookie(address).expect("the caseworker comes in again");
        let waiting: Vec<Sent> = notes.lock().unwrap().values().filter(|note| !note.is_acknowledged).cloned().collect();
        for note in waiting {
            let path = format!("/boern/{}/note", note.child);
            let mut answer = patiently(address, &path, &cookie, &note.form);
            if answer.status == 200 || answer.status == 409 || answer.status == 422 {
                // Others wrote meanwhile, and it had not got in: the page shows both, and the person saves again.
                let seen = self.version(address, &cookie, &note.child).expect("a version");
                let (before, after) = note.form.split_once("&set=").expect("a form");
                let rest = after.split_once('&').map_or("", |(_, rest)| rest);
                answer = patiently(address, &path, &cookie, &format!("{before}&set={seen}&{rest}"));
            }
            assert_eq!(answer.status, 303, "a note sent again");
            notes.lock().unwrap().get_mut(&note.key).unwrap().is_acknowledged = true;
        }
    }

    /// Every note that was answered as saved is in the store once, and none is there twice.
    pub fn lost_and_doubled(&self, notes: &Notes) -> (Vec<String>, Vec<String>) {
        let stored: BTreeMap<String, i64> = self.read(async |store| {
            let rows = sqlx::query("SELECT command, COUNT(*) FROM journal GROUP BY command").fetch_all(&mut *store).await.unwrap();
            rows.iter().map(|row| (row.get(0), row.get(1))).collect()
        });
        let is_lost = |note: &&Sent| note.is_acknowledged && !stored.contains_key(&note.key);
        let is_doubled = |note: &&Sent| stored.get(&note.key).is_some_and(|times| *times > 1);
        let keys = |which: &dyn Fn(&&Sent) -> bool| notes.values().filter(|note| which(note)).map(|note| note.key.clone()).collect();
        (keys(&is_lost), keys(&is_doubled))
    }

    /// Everything hangs together: `trin verify`, and SQLite's own check.
    pub fn is_sound(&self) {
        let verified = trin(&["verify", "--data", &self.data.display().to_string()]);
        assert_eq!(verified.code, 0, "{}{}", verified.stdout, verified.stderr);
        let integrity: String = self.read(async |store| sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut *store).await.unwrap());
        assert_eq!(integrity, "ok");
    }
}

/// Sends a form as a person does who is told that it was not saved: again, for a while.
fn patiently(address: &str, path: &str, cookie: &str, form: &str) -> Answer {
    let begun = Instant::now();
    loop {
        let answer = post(address, path, cookie, form).expect("answered");
        if answer.status < 500 || begun.elapsed() > Duration::from_secs(20) {
            return answer;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A key no other round or client uses: a UUID as the forms carry.
fn key(round: usize, client: usize, nth: usize) -> String {
    format!("00000000-0000-4000-8000-{round:04x}{client:02x}{nth:06x}")
}

/// The same command under `strace`.
pub fn traced(plain: &Command, trace: &[&str]) -> Command {
    let mut traced = Command::new("strace");
    traced.args(["-f", "-qq", "-o", "/dev/null"]).args(trace).arg(plain.get_program()).args(plain.get_args());
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => traced.env(name, value),
            None => traced.env_remove(name),
        };
    }
    traced.current_dir(plain.get_current_dir().unwrap()).stdin(Stdio::null());
    traced
}

/// The server, maybe traced.
pub struct Running {
    child: Child,
    is_traced: bool,
    pub address: Option<String>,
    /// From the start to the line that says it listens.
    pub ready_after: Duration,
}

impl Running {
    fn start(home: &Path, data: &Path, trace: &[&str], more: &[&str]) -> Self {
        let data = data.display().to_string();
        let arguments: Vec<&str> = ["demo", "--data", &data, "--listen", "127.0.0.1:0"].iter().chain(more).copied().collect();
        let plain = command(&arguments, home);
        let mut run = if trace.is_empty() { plain } else { traced(&plain, trace) };
        let begun = Instant::now();
        let mut child = run.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut line = String::new();
        let _ = BufReader::new(child.stdout.take().unwrap()).read_line(&mut line);
        // Killed before it listens, it says nothing.
        let address = line.trim_end().strip_prefix("Trin lytter på http://").map(String::from);
        Self { child, is_traced: !trace.is_empty(), address, ready_after: begun.elapsed() }
    }

    /// The program itself, which a tracer stands before.
    pub fn pid(&self) -> Option<u32> {
        let id = self.child.id();
        if !self.is_traced {
            return Some(id);
        }
        let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).ok()?;
        children.split_whitespace().next()?.parse().ok()
    }

    pub fn signal(&self, name: &str) {
        if let Some(pid) = self.pid() {
            let _ = Command::new("kill").args([name, &pid.to_string()]).stderr(Stdio::null()).status();
        }
    }

    /// Whether it has ended by itself, now or in a moment.
    pub fn has_ended(&mut self) -> bool {
        (0..20).any(|_| {
            let ended = self.child.try_wait().is_ok_and(|ended| ended.is_some());
            if !ended {
                std::thread::sleep(Duration::from_millis(10));
            }
            ended
        })
    }

    /// Ends it as a service manager does.
    pub fn end(mut self) {
        self.signal("-TERM");
        let _ = self.child.wait();
    }

    /// Ends it as a crash does.
    pub fn kill(mut self) {
        self.signal("-KILL");
        let _ = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            self.signal("-KILL");
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
