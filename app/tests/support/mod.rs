//! Runs the program as a person would, in a directory of its own.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses some of it")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A directory that is removed at the end.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("trin-app-test-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a directory for the test");
        Self(path)
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    /// Writes a file in it and gives its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::write(&path, content).expect("a file");
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What a run said.
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

/// The program with nothing from this machine's surroundings.
pub fn command(arguments: &[&str], home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trin"));
    command.args(arguments).current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).stdin(Stdio::null());
    command.env_remove("TRIN_DATABASE").env_remove("TRIN_LOG").env_remove("TRIN_KEY").env("COLUMNS", "140");
    command.env("HOME", home).env("XDG_DATA_HOME", home.join("data"));
    command
}

pub fn run_in(home: &Path, arguments: &[&str], stdin: &str) -> Ran {
    let mut child =
        command(arguments, home).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    // A program that has refused already does not read.
    let _ = child.stdin.take().expect("piped").write_all(stdin.as_bytes());
    let output = child.wait_with_output().expect("the program ends");
    Ran {
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        code: output.status.code().unwrap_or(-1),
    }
}

/// Asks a municipality's database for one number, beside the program.
pub fn number(data: &str, statement: &str) -> i64 {
    use sqlx::Connection as _;
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("the database answers").block_on(async {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(Path::new(data).join("trin.sqlite"));
        let mut connection = sqlx::SqliteConnection::connect_with(&options).await.expect("the database answers");
        sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).fetch_one(&mut connection).await.expect("the database answers")
    })
}

/// Runs it to its end.
pub fn trin(arguments: &[&str]) -> Ran {
    let home = Folder::new();
    run_in(&home.0, arguments, "")
}

/// A server that is stopped at the end.
pub struct Server {
    child: Child,
    pub address: String,
    pub said: String,
}

impl Server {
    /// Starts it and waits for its ready line.
    pub fn start(home: &Path, arguments: &[&str]) -> Self {
        Self::run(command(arguments, home).stderr(Stdio::piped()))
    }

    /// The same, of a command that says already where its standard error goes.
    pub fn run(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut reader = BufReader::new(child.stdout.take().expect("piped"));
        let mut line = String::new();
        reader.read_line(&mut line).expect("a line");
        let Some(address) = line.trim_end().strip_prefix("Trin lytter på http://") else {
            panic!("not ready: {line}{}", stderr_of(&mut child));
        };
        let address = address.to_owned();
        Self { child, address, said: line }
    }

    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        answer
    }

    /// Asks it to end, as a service manager does; its exit code and what it said on standard error.
    #[cfg(unix)]
    pub fn stop(mut self) -> (i32, String) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill");
        assert!(asked.success());
        let code = self.child.wait().expect("it ends").code().unwrap_or(-1);
        (code, stderr_of(&mut self.child))
    }
}

/// What it said on standard error, where that was kept.
fn stderr_of(child: &mut Child) -> String {
    let mut said = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        let _ = stderr.read_to_string(&mut said);
    }
    said
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
