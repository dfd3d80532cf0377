//! The server under measurement: started, asked how much it uses, ended.

use super::http::{Address, Client};
use super::numbers::megabytes;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Linux counts a process's time in hundredths of a second, as programs see it.
const TICK: Duration = Duration::from_millis(10);

/// A server, ours or one that ran already.
pub(super) struct Server {
    address: Address,
    ours: Option<Child>,
}

impl Server {
    pub(super) fn running(address: Address) -> Self {
        Self { address, ours: None }
    }

    /// Starts `trin demo` on a free port and waits until it has answered with a page.
    pub(super) fn start(trin: &Path, data: &Path, children: Option<u32>) -> Result<Self, String> {
        let mut command = Command::new(trin);
        command.args(["demo", "--listen", "127.0.0.1:0", "--data"]).arg(data).stdout(Stdio::piped());
        if let Some(children) = children {
            command.args(["--children", &children.to_string()]);
        }
        command.stderr(Stdio::null());
        let mut child = command
            .spawn()
            .map_err(|error| format!("{} does not start: {error}. Build it first: cargo build --release", trin.display()))?;
        let out = child.stdout.take();
        // Ended when it goes out of scope, also when it does not answer.
        let mut server = Self { address: Address(([127, 0, 0, 1], 0).into()), ours: Some(child) };
        let said = out.and_then(|out| BufReader::new(out).lines().next()).and_then(Result::ok).unwrap_or_default();
        let url = said.split(' ').find(|word| word.starts_with("http://"));
        let url =
            url.ok_or_else(|| format!("{} demo --data {} does not serve; start it by hand to see why", trin.display(), data.display()))?;
        server.address = url.parse()?;
        Client::connect(server.address)?.read("/", "")?;
        Ok(server)
    }

    pub(super) fn address(&self) -> Address {
        self.address
    }

    fn about(&self, file: &str) -> Option<String> {
        let id = self.ours.as_ref()?.id();
        std::fs::read_to_string(format!("/proc/{id}/{file}")).ok()
    }

    /// The CPU time used so far; `None` for a server that is not ours, and where the system does not say.
    pub(super) fn cpu(&self) -> Option<Duration> {
        cpu_in(&self.about("stat")?)
    }

    /// Memory in use now, and the most so far.
    pub(super) fn memory(&self) -> Option<String> {
        let status = self.about("status")?;
        let (now, most) = (kilobytes(&status, "VmRSS:")?, kilobytes(&status, "VmHWM:")?);
        Some(format!("{:.0} MB, at most {:.0} MB", megabytes(now * 1024), megabytes(most * 1024)))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(child) = &mut self.ours {
            // What was written is on disk already; nothing else is lost.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn cpu_in(stat: &str) -> Option<Duration> {
    // The program's name may hold spaces; it ends with the last bracket.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut next = || fields.next()?.parse::<u32>().ok();
    Some(TICK * (next()? + next()?))
}

fn kilobytes(status: &str, name: &str) -> Option<u64> {
    status.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_of_a_process_is_understood() {
        let stat = "42 (a (b) c) S 1 42 42 0 -1 4194304 900 0 0 0 120 30 0 0 20 0 9 0 5000 1 2";
        assert_eq!(cpu_in(stat), Some(Duration::from_millis(1500)));
        assert_eq!(cpu_in("nothing"), None);
        assert_eq!(kilobytes("Name:\ttrin\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n", "VmRSS:"), Some(1024));
    }
}
