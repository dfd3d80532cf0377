//! `trin log`, `trin witness` and `trin verify --witness`: heads kept elsewhere, proofs a family keeps, and a tail that was cut off.
#![allow(clippy::unwrap_used)]

mod support;

use sqlx::{Connection, Executor};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use support::{Folder, Server, number, run_in, trin};
use trin_proof::CosignerKey;
use trin_proof::witness::Request;

/// A witness that is stopped at the end.
struct Witness {
    child: Child,
    address: String,
    /// What its signatures are checked with, as it prints it.
    key: String,
    folder: PathBuf,
}

impl Witness {
    fn start(home: &Path, folder: PathBuf, log: &str) -> Self {
        let shown = folder.display().to_string();
        let arguments = ["witness", "serve", "--folder", &shown, "--name", "vidne.test", "--listen", "127.0.0.1:0", "--log", log];
        let mut child = support::command(&arguments, home).stdout(Stdio::piped()).spawn().unwrap();
        let (mut said, mut line, mut key) = (BufReader::new(child.stdout.take().unwrap()), String::new(), String::new());
        said.read_line(&mut line).unwrap();
        said.read_line(&mut key).unwrap();
        let address = line.trim().strip_prefix("Vidnet lytter på ").unwrap_or_else(|| panic!("not ready: {line}")).to_owned();
        Self { child, address, key: key.trim().to_owned(), folder }
    }

    /// As `--witness` takes it.
    fn named(&self) -> String {
        format!("{}={}", self.address, self.key)
    }

    /// The file with the one head it keeps.
    fn head(&self) -> Option<PathBuf> {
        let mut files = std::fs::read_dir(&self.folder).unwrap().map(|file| file.unwrap().path());
        files.find(|path| path.extension().is_some_and(|ending| ending == "head"))
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn until<T>(what: &str, mut found: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = found() {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{what} does not come");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn municipality(folder: &Folder) -> String {
    let data = folder.path("data");
    let arguments = ["init", "--data", &data, "--municipality", "Prøvekøbing Kommune", "--user", "anna", "--name", "Anna And"];
    assert_eq!(run_in(&folder.0, &arguments, "fire ord uden mening\n").code, 0);
    assert_eq!(trin(&["import", "--data", &data, "scenarios"]).code, 0);
    data
}

fn run_sql(data: &str, statements: &[String]) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(Path::new(data).join("trin.sqlite"));
        let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
        for statement in statements {
            connection.execute(sqlx::AssertSqlSafe(statement.as_str())).await.unwrap();
        }
    });
}

#[test]
fn a_witness_finds_the_tail_that_was_cut_off_and_a_family_its_row() {
    let folder = Folder::new();
    let data = municipality(&folder);
    let key = folder.path("data/log.pub");
    assert_eq!(trin(&["log", "key", "--data", &data]).stdout, std::fs::read_to_string(&key).unwrap());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(folder.path("data/log.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "the secret key is this user's alone");
    }
    let witness = Witness::start(&folder.0, folder.0.join("witness"), &key);
    let server = Server::start(&folder.0, &["serve", "--data", &data, "--listen", "127.0.0.1:0", "--witness", &witness.named()]);
    let head = until("the witness's head", || witness.head());
    let (code, said) = server.stop();
    assert_eq!(code, 0, "{said}");
    let head = head.display().to_string();
    let kept = std::fs::read_to_string(&head).unwrap();
    assert!(kept.starts_with("trin/prøvekøbing-kommune/") && kept.contains("\u{2014} vidne.test "), "{kept}");

    let verified = trin(&["--lang", "en", "verify", "--data", &data, "--witness", &head]);
    assert_eq!(verified.code, 0, "{}", verified.stderr);
    assert!(verified.stdout.contains("1 held elsewhere") && !verified.stdout.contains("not checked"), "{}", verified.stdout);

    // A row's proof holds without the log, and no other row's does.
    let proofs = (1..200).map(|row: u32| trin(&["log", "proof", "--data", &data, &row.to_string()]).stdout);
    let proof = proofs.into_iter().find(|proof| proof.contains("\"change\"")).expect("a change is in the log");
    assert!(proof.contains("\u{2014} vidne.test "), "the witness's signature goes along: {proof}");
    let file = folder.file("bevis.txt", &proof);
    let checked = trin(&["log", "check", &file, "--key", &key]);
    assert!(checked.code == 0 && checked.stdout.contains("Beviset holder"), "{}{}", checked.stdout, checked.stderr);
    let changed = folder.file("andet.txt", proof.replace("\"change\"", "\"other\""));
    assert_eq!(trin(&["log", "check", &changed, "--key", &key]).code, 1);
    assert_eq!(trin(&["log", "proof", "--data", &data, "99999"]).code, 1);

    // Somebody with all rights over the database, and the key, writes the log anew without its end.
    let tables = ["log", "log_child", "log_leaf", "log_node", "log_checkpoint"];
    let mut cut: Vec<String> = tables
        .iter()
        .flat_map(|table| {
            ["update", "delete"].map(|on| format!("CREATE TEMP TABLE IF NOT EXISTS t (x); DROP TRIGGER {table}_is_kept_on_{on}"))
        })
        .collect();
    cut.push("DELETE FROM log_leaf; DELETE FROM log_node; DELETE FROM log_checkpoint".to_owned());
    cut.push("DELETE FROM log WHERE id = (SELECT MAX(id) FROM log)".to_owned());
    run_sql(&data, &cut);
    let server = Server::start(&folder.0, &["serve", "--data", &data, "--listen", "127.0.0.1:0"]);
    until("a new head", || trin(&["log", "head", "--data", &data]).stdout.starts_with("trin/").then_some(()));
    server.stop();
    let alone = trin(&["--lang", "en", "verify", "--data", &data]);
    assert!(!alone.stderr.contains("the log: row"), "by itself the log hangs together: {}", alone.stderr);
    let verified = trin(&["--lang", "en", "verify", "--data", &data, "--witness", &head]);
    assert_eq!(verified.code, 1);
    assert!(verified.stderr.contains("the end was cut off"), "{}", verified.stderr);
    assert!(verified.stderr.contains("stop Trin, keep the database"), "what to do now: {}", verified.stderr);
    // And the witness signs for none of it.
    let before = std::fs::read_to_string(&head).unwrap();
    let server = Server::start(&folder.0, &["serve", "--data", &data, "--listen", "127.0.0.1:0", "--witness", &witness.named()]);
    std::thread::sleep(Duration::from_secs(2));
    server.stop();
    assert_eq!(std::fs::read_to_string(&head).unwrap(), before);
}

/// Somebody with the database file changes what pages show. Verifying does not put it right first, a start that does says so, and it is told
/// until somebody has acknowledged it.
#[test]
fn what_was_changed_beside_trin_is_told_and_not_put_right_first() {
    let folder = Folder::new();
    let data = municipality(&folder);
    let verify = |more: &[&str]| trin(&[&["--lang", "en", "verify", "--data", &data], more].concat());
    assert_eq!(verify(&[]).code, 0, "{}", verify(&[]).stderr);
    run_sql(&data, &["UPDATE child SET name = 'En Anden' WHERE id = (SELECT MIN(id) FROM child)".to_owned()]);
    for _ in 0..2 {
        let found = verify(&[]);
        assert!(found.code == 1 && found.stderr.contains("something else than the record in child"), "{}{}", found.stdout, found.stderr);
    }
    let opened = trin(&["--lang", "en", "tidy", "--data", &data]);
    assert!(opened.code == 0 && opened.stderr.contains("WARNING: neither strategy, law nor program has changed"), "{}", opened.stderr);
    assert!(!trin(&["--lang", "en", "tidy", "--data", &data]).stderr.contains("WARNING"), "it is put right");
    let found = verify(&[]);
    let row = found.stderr.split("--acknowledge ").nth(1).and_then(|rest| rest.split(')').next()).unwrap_or_default().to_owned();
    assert!(found.code == 1 && found.stderr.contains("child=1"), "{}", found.stderr);
    assert_ne!(verify(&["--acknowledge", "1"]).code, 0, "a row that tells of nothing");
    let acknowledged = verify(&["--acknowledge", &row]);
    assert_eq!(acknowledged.code, 0, "{}", acknowledged.stderr);
    assert_eq!(verify(&[]).code, 0);
}

/// Answers each request with a signature for the head in it, by a key that is not the witness's, and then with more than anybody reads.
fn false_witness() -> (String, std::sync::mpsc::Receiver<()>) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (tell, asked) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut length = 0;
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
                    break;
                }
                if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let request = Request::parse(&String::from_utf8(body).unwrap()).unwrap();
            let answer = CosignerKey::new("vidne.test", &[9; 32]).unwrap().cosign(&request.note.text, 1_700_000_000).line();
            let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{answer}", answer.len());
            let _ = tell.send(());
        }
    });
    (address, asked)
}

#[test]
fn only_the_witness_s_own_signature_is_kept() {
    let folder = Folder::new();
    let data = municipality(&folder);
    let key = CosignerKey::new("vidne.test", &[8; 32]).unwrap().public();
    let (address, asked) = false_witness();
    let named = format!("{address}={key}");
    let server = Server::start(&folder.0, &["serve", "--data", &data, "--listen", "127.0.0.1:0", "--witness", &named]);
    asked.recv_timeout(Duration::from_secs(60)).expect("it is asked");
    std::thread::sleep(Duration::from_millis(500));
    let (_, said) = server.stop();
    assert_eq!(number(&data, "SELECT COUNT(*) FROM log_cosignature"), 0, "a signature of nobody's was kept");
    assert!(said.contains("not its signature for this head"), "{said}");
    for wrong in [address.clone(), format!("{address}=vidne.test"), format!("{address}={key}x")] {
        let ran = trin(&["serve", "--data", &data, "--listen", "127.0.0.1:0", "--witness", &wrong]);
        assert_eq!(ran.code, 2, "{wrong}: {}", ran.stderr);
    }
}

/// No row, no data: also for whoever operates Trin.
#[test]
fn a_record_is_printed_when_the_log_says_for_whom_and_why() {
    let folder = Folder::new();
    let data = municipality(&folder);
    let printed = "SELECT COUNT(*) FROM log WHERE body LIKE '%\"action\":\"export\",\"purpose\":\"copy\"%' AND child IS NOT NULL";
    for (more, says) in [
        (&[][..], "--by BRUGER"),
        (&["--by", "anna"], "--purpose"),
        (&["--by", "anna", "--purpose", "nysgerrig"], "er ikke et formål"),
        (&["--by", "ingen", "--purpose", "copy"], "der er ingen"),
    ] {
        let ran = trin(&[&["export", "--data", &data, "alma"], more].concat());
        assert!(ran.code != 0 && ran.stdout.is_empty() && ran.stderr.contains(says), "{says}: {}{}", ran.stdout, ran.stderr);
        assert_eq!(number(&data, printed), 0);
    }
    let ran = trin(&["export", "--data", &data, "alma", "--by", "Anna And", "--purpose", "copy"]);
    assert!(ran.code == 0 && ran.stdout.contains("\"entries\""), "{}{}", ran.stdout, ran.stderr);
    assert_eq!(number(&data, printed), 1);
    assert_eq!(trin(&["export", "--data", &data, "ingen", "--by", "anna", "--purpose", "copy"]).code, 1);
    assert_eq!(number(&data, &format!("{printed} AND body LIKE '%refused%'")), 1, "asking for who is not there is logged too");
}
