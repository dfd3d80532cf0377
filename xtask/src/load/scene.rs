//! A mixed day: so many requests a second, come what may. Each is due at a moment of its own, and its time is counted from then, so that a
//! server that falls behind is not spared by people who politely wait.

use super::http::Client;
use super::numbers::Times;
use super::people::{Day, People, Visits};
use super::server::Server;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// What is done, over and over: sixteen of twenty read, three write, one searches.
const ROUND: [Act; 20] = [
    Act::WithCase,
    Act::MyDay,
    Act::Write,
    Act::WithCase,
    Act::AnyChild,
    Act::Queue,
    Act::WithCase,
    Act::Write,
    Act::MyDay,
    Act::WithCase,
    Act::Search,
    Act::WithCase,
    Act::Staircase,
    Act::AnyChild,
    Act::Write,
    Act::WithCase,
    Act::Queue,
    Act::MyDay,
    Act::WithCase,
    Act::Team,
];

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Act {
    MyDay,
    WithCase,
    AnyChild,
    Queue,
    Staircase,
    Team,
    Search,
    Write,
}

impl Act {
    fn name(self) -> &'static str {
        match self {
            Self::MyDay => "Min dag, a caseworker's",
            Self::WithCase => "a child with a case",
            Self::AnyChild => "any child",
            Self::Queue => "the intake queue",
            Self::Staircase => "the staircase",
            Self::Team => "the team",
            Self::Search => "a search and its list",
            Self::Write => "a note: the form read, and saved",
        }
    }
}

/// What one client met with.
#[derive(Default)]
struct Met {
    times: BTreeMap<Act, Times>,
    all: Times,
    /// Forms that had to be read and sent again, because somebody else wrote about the child meanwhile.
    again: usize,
    faults: Vec<String>,
}

/// Plays it, and prints what was found.
///
/// # Errors
/// When a request was not answered as it should be; after the table, and how many.
pub(super) fn play(server: &Server, rate: u32, clients: usize, long: Duration) -> Result<(), String> {
    let day = People::sign_in(server.address())?.day()?;
    println!(
        "{} children with a case and {} others are opened; notes are written about {}",
        day.with_case.len(),
        day.any_child.len(),
        day.written.len()
    );
    let due = AtomicU32::new(0);
    let many = u32::try_from(u64::from(rate) * long.as_secs()).map_err(|_| "that is too many requests")?;
    let (cpu_before, begun) = (server.cpu(), Instant::now());
    let met = thread::scope(|scope| {
        let one = || -> Result<Met, String> {
            let (mut client, mut met) = (Client::connect(server.address())?, Met::default());
            loop {
                let nth = due.fetch_add(1, Ordering::Relaxed);
                if nth >= many {
                    return Ok(met);
                }
                let at = begun + Duration::from_secs(1) * nth / rate;
                thread::sleep(at.saturating_duration_since(Instant::now()));
                let act = ROUND[nth as usize % ROUND.len()];
                match done(&mut client, &day, act, nth as usize, &mut met.again) {
                    Ok(bytes) => {
                        let took = at.elapsed();
                        met.times.entry(act).or_default().add(took, bytes);
                        met.all.add(took, bytes);
                    }
                    Err(fault) => {
                        met.faults.push(fault);
                        client = Client::connect(server.address())?;
                    }
                }
            }
        };
        let working: Vec<_> = (0..clients).map(|_| scope.spawn(one)).collect();
        let mut all = Met::default();
        for client in working {
            let Met { times, all: every, again, faults } = client.join().map_err(|_| "a client broke down")??;
            for (act, times) in times {
                all.times.entry(act).or_default().join(times);
            }
            all.all.join(every);
            all.again += again;
            all.faults.extend(faults);
        }
        Ok::<_, String>(all)
    })?;
    tell(met, server, rate, clients, begun.elapsed(), cpu_before)
}

fn tell(mut met: Met, server: &Server, rate: u32, clients: usize, took: Duration, cpu_before: Option<Duration>) -> Result<(), String> {
    let cpu = cpu_before.zip(server.cpu()).map(|(before, after)| after.saturating_sub(before));
    println!("\n{rate} requests a second for {:.0} s, {clients} people:\n", took.as_secs_f64());
    println!("| page | requests/s | p50 ms | p95 ms | p99 ms | server CPU ms a request | bytes |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for (act, times) in &mut met.times {
        println!("{}", times.line(act.name(), took, None));
    }
    println!("{}", met.all.line("all", took, cpu));
    println!("\nforms sent again because somebody else had written: {}; faults: {}", met.again, met.faults.len());
    if let Some(memory) = server.memory() {
        println!("server memory after it: {memory}");
    }
    match met.faults.first() {
        None => Ok(()),
        Some(first) => Err(format!("{} requests were not answered as they should be; the first: {first}", met.faults.len())),
    }
}

/// One thing done. Its bytes, or what went wrong.
fn done(client: &mut Client, day: &Day, act: Act, nth: usize, again: &mut usize) -> Result<usize, String> {
    let visits: &Visits = match act {
        Act::MyDay => &day.my_day,
        Act::WithCase => &day.with_case,
        Act::AnyChild => &day.any_child,
        Act::Queue => &day.queue,
        Act::Staircase => &day.staircase,
        Act::Team => &day.team,
        Act::Write => &day.written,
        Act::Search => {
            let person = &day.searching[nth % day.searching.len()];
            let answer =
                client.post_as("/boern/soeg", &format!("q={}", ["an", "so", "ma", "ha"][nth / ROUND.len() % 4]), &person.cookie)?;
            let list = answer.location.ok_or_else(|| format!("a search was answered with {}", answer.status))?;
            return client.open(&list, person);
        }
    };
    // Each round goes on where the last one was, so that all are opened in turn.
    let (person, path) = visits.get(nth / 2 % visits.len().max(1)).ok_or_else(|| format!("nobody has {}", act.name()))?;
    if act != Act::Write {
        return client.open(path, person);
    }
    for _ in 0..5 {
        let form = client.ask(path, person)?;
        let page = std::str::from_utf8(&form.body).map_err(|_| format!("{path} is not text"))?;
        let filled = ["key", "set", "on"].map(|name| value(page, name));
        let [Some(key), Some(set), Some(on)] = filled else { return Err(format!("{path} was answered with {}", form.status)) };
        let words = "Mor+fortæller+om+ugen.+".repeat(20);
        let answer = client.post_as(path, &format!("key={key}&set={set}&on={on}&facts=Måling+{nth}.+{words}"), &person.cookie)?;
        match answer.status {
            303 => return Ok(form.body.len()),
            200 | 409 | 422 => *again += 1,
            other => return Err(format!("{path} was answered with {other}")),
        }
    }
    Err(format!("{path}: somebody else wrote five times over"))
}

/// What a field of a form is filled with.
fn value<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(&format!("name=\"{name}\""))?;
    let (tag, _) = rest.split_once('>')?;
    tag.split_once("value=\"")?.1.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_reads_writes_and_searches_as_it_says() {
        let count = |is: fn(&Act) -> bool| ROUND.iter().filter(|act| is(act)).count();
        assert_eq!(count(|act| *act == Act::Write), 3);
        assert_eq!(count(|act| *act == Act::Search), 1);
        assert_eq!(ROUND.len(), 20);
    }

    #[test]
    fn a_form_is_sent_as_it_is_filled() {
        let page = r#"<input type="hidden" name="set" value="17"><input name="on" type="date" value="2026-11-23"><input name="facts"><input value="x">"#;
        assert_eq!(["set", "on", "facts", "key"].map(|name| value(page, name)), [Some("17"), Some("2026-11-23"), None, None]);
    }
}
