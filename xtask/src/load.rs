//! How fast the demo answers, how much memory it takes, how soon it is ready: `cargo run --release -p trin-xtask -- load`.
//!
//! Starts `trin demo`, signs in through its entrance as people of several roles, and lets many of them ask for the same kind of page
//! at once over connections that stay open, as browsers do. The people who ask run on the same cores as the server.
//! With `--rate` they work a mixed day instead, so many requests a second whether or not the server keeps up ([`scene`]).

mod http;
mod numbers;
mod people;
mod scene;
mod server;

use http::{Address, Client};
use numbers::Times;
use people::{People, Person};
use server::Server;
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

/// So long is asked before the clock runs: connections, caches and the first of everything.
const WARM_UP: Duration = Duration::from_millis(500);

/// How to call it.
pub const USAGE: &str =
    "load [--trin PROGRAM] [--beside PROGRAM] [--data DIR] [--children N] [--clients N] [--seconds N] [--url http://127.0.0.1:PORT]
  --trin      the program to measure [default: target/release/trin]
  --beside    another build, measured in turn with it, a page at a time, on a copy of the same data
  --data      directory of the demo; made if it is not there [default: target/load-demo]
  --children  size of the municipality, when it is made
  --clients   how many ask at once, 1 to 128 [default: 16]
  --seconds   how long for each page, 1 to 3600 [default: 10]
  --rate      requests a second of a mixed day (80 in 100 read, 15 write, 5 search) instead of page by page, 1 to 1000
  --url       measure a server that runs already, on this machine, instead of starting one";

/// What to measure and how hard.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    trin: PathBuf,
    beside: Option<PathBuf>,
    data: PathBuf,
    children: Option<u32>,
    clients: usize,
    seconds: u64,
    rate: Option<u32>,
    url: Option<Address>,
}

impl Asked {
    fn read(arguments: &[String]) -> Result<Self, String> {
        let mut asked = Self {
            trin: "target/release/trin".into(),
            beside: None,
            data: "target/load-demo".into(),
            children: None,
            clients: 16,
            seconds: 10,
            rate: None,
            url: None,
        };
        for pair in arguments.chunks(2) {
            let [name, value] = pair else { return Err(format!("{} needs a value\n{USAGE}", pair[0])) };
            match name.as_str() {
                "--trin" => asked.trin = value.into(),
                "--beside" => asked.beside = Some(value.into()),
                "--data" => asked.data = value.into(),
                "--children" => asked.children = Some(number(name, value, 1, 1_200_000)?),
                "--clients" => asked.clients = number(name, value, 1, 128)?,
                "--seconds" => asked.seconds = number(name, value, 1, 3_600)?,
                "--rate" => asked.rate = Some(number(name, value, 1, 1_000)?),
                "--url" => asked.url = Some(value.parse()?),
                _ => return Err(format!("there is no argument {name}\n{USAGE}")),
            }
        }
        Ok(asked)
    }
}

fn number<N: TryFrom<u64>>(name: &str, value: &str, least: u64, most: u64) -> Result<N, String> {
    let read = value.parse().ok().filter(|number| (least..=most).contains(number)).and_then(|number| N::try_from(number).ok());
    read.ok_or_else(|| format!("{name} {value}: write a whole number from {least} to {most}"))
}

/// Measures, and prints what was found as a table.
///
/// # Errors
/// What went wrong, in words: a server that does not start, a page that is not answered with 200.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let asked = Asked::read(arguments)?;
    let server = match asked.url {
        Some(address) => Server::running(address),
        None => {
            prepare(&asked)?;
            Server::start(&asked.trin, &asked.data, None)?
        }
    };
    let beside = asked.beside.as_ref().map(|other| Server::start(other, &copy_of(&asked.data), None)).transpose()?;
    if let Some(memory) = server.memory() {
        println!("memory before anybody asks: {memory}");
    }
    if let Some(rate) = asked.rate {
        return scene::play(&server, rate, asked.clients, Duration::from_secs(asked.seconds));
    }
    let measured: Vec<(&str, &Server)> = match &beside {
        Some(other) => vec![("", &server), (", the other build", other)],
        None => vec![("", &server)],
    };
    let mut pages = Vec::new();
    for (_, server) in &measured {
        pages.push(People::sign_in(server.address())?.pages()?);
    }
    println!(
        "\n{} clients at once, {} s for each page, over connections that stay open, compressed as browsers ask for it:\n",
        asked.clients, asked.seconds
    );
    println!("| page | requests/s | p50 ms | p95 ms | p99 ms | server CPU ms a request | bytes |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for nth in 0..pages.iter().map(Vec::len).min().unwrap_or_default() {
        for ((which, server), pages) in measured.iter().zip(&pages) {
            let (name, visits) = &pages[nth];
            let cpu_before = server.cpu();
            let begun = Instant::now();
            let mut times = measure(server.address(), visits, asked.clients, Duration::from_secs(asked.seconds))?;
            let cpu = cpu_before.zip(server.cpu()).map(|(before, after)| after.saturating_sub(before));
            println!("{}", times.line(&format!("{name}{which}"), begun.elapsed().saturating_sub(WARM_UP), cpu));
        }
    }
    if let Some(memory) = server.memory() {
        println!("\nserver memory after it: {memory}");
    }
    Ok(())
}

/// Where the other build keeps its own, so that neither writes where the other reads.
fn copy_of(data: &Path) -> PathBuf {
    data.with_extension("beside")
}

fn copy(data: &Path) -> std::io::Result<()> {
    let copy = copy_of(data);
    std::fs::create_dir_all(&copy)?;
    for file in std::fs::read_dir(data)? {
        let file = file?;
        if file.file_type()?.is_file() {
            std::fs::copy(file.path(), copy.join(file.file_name()))?;
        }
    }
    Ok(())
}

/// Makes the municipality when it is not there, and says how soon the demo starts on it.
fn prepare(asked: &Asked) -> Result<(), String> {
    if let Ok(size) = std::fs::metadata(&asked.trin) {
        println!("program: {:.1} MB", numbers::megabytes(size.len()));
    }
    if !asked.data.join("trin.sqlite").exists() {
        let begun = Instant::now();
        let server = Server::start(&asked.trin, &asked.data, asked.children)?;
        let cpu = server.cpu().map_or(String::new(), |cpu| format!(", {:.1} s of CPU", cpu.as_secs_f64()));
        println!("municipality made in {:.1} s{cpu}; memory then: {}", begun.elapsed().as_secs_f64(), server.memory().unwrap_or_default());
    }
    let mut ready = Vec::new();
    for _ in 0..5 {
        let begun = Instant::now();
        drop(Server::start(&asked.trin, &asked.data, None)?);
        ready.push(begun.elapsed());
    }
    ready.sort_unstable();
    println!("start to first page on data that is there: {:.0} ms (the middle of five)", ready[2].as_secs_f64() * 1000.0);
    if asked.beside.is_some() {
        copy(&asked.data).map_err(|error| format!("{}: {error}", copy_of(&asked.data).display()))?;
    }
    Ok(())
}

/// One page, asked for by everybody at once. Each visit is a person and an address; clients take turns at them.
fn measure(address: Address, visits: &[(Person, String)], clients: usize, long: Duration) -> Result<Times, String> {
    let ready = Barrier::new(clients);
    thread::scope(|scope| {
        let one = |nth: usize| {
            let ready = &ready;
            move || -> Result<Times, String> {
                let connected = Client::connect(address);
                ready.wait();
                let mut client = connected?;
                let (mut times, begun) = (Times::default(), Instant::now());
                // Everybody begins at a place of their own, so that not all ask for the same child.
                for (person, path) in visits.iter().cycle().skip(nth * visits.len() / clients) {
                    let asked = Instant::now();
                    let bytes = client.open(path, person)?;
                    if begun.elapsed() > WARM_UP {
                        times.add(asked.elapsed(), bytes)
                    } else {
                        times.warm_up()
                    }
                    if begun.elapsed() > WARM_UP + long {
                        break;
                    }
                }
                Ok(times)
            }
        };
        let working: Vec<_> = (0..clients).map(|nth| scope.spawn(one(nth))).collect();
        let mut all = Times::default();
        for client in working {
            all.join(client.join().map_err(|_| "a client broke down")??);
        }
        Ok(all)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Asked, String> {
        Asked::read(&text.split_whitespace().map(String::from).collect::<Vec<_>>())
    }

    #[test]
    fn arguments_are_read_and_bounded() {
        let asked = read("--clients 4 --seconds 2 --rate 25 --url http://127.0.0.1:8080").expect("well-formed");
        assert_eq!((asked.clients, asked.seconds, asked.rate), (4, 2, Some(25)));
        for faulty in ["--clients 0", "--clients 129", "--seconds 3601", "--rate 0", "--seconds", "--fast yes", "--children many"] {
            assert!(read(faulty).is_err(), "{faulty}");
        }
    }

    #[test]
    fn only_this_machine_is_put_under_load() {
        assert!(read("--url http://[::1]:80").is_ok());
        for elsewhere in ["http://192.0.2.1:80", "http://example.org:80", "https://127.0.0.1:80"] {
            assert!(read(&format!("--url {elsewhere}")).is_err(), "{elsewhere}");
        }
    }
}
