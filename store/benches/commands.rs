//! Durable commands per second through the store, beside the bare database inserting the same rows in the same run.
//!
//! `cargo bench -p trin-store --bench commands` measures SQLite; with `TRIN_TEST_POSTGRES=postgres://…` PostgreSQL too.
//! `TRIN_BENCH_CHILDREN` sets how many children are lived through (default 320; each sends 16 commands).
//!
//! The bare side is told beforehand exactly which rows each command adds, changes and takes away: it reads nothing and decides
//! nothing. Both sides commit, durably, once for each command.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

#[path = "commands/bare.rs"]
mod bare;
#[path = "commands/lives.rs"]
mod lives;

use bare::Transaction;
use std::time::{Duration, Instant};
use trin_domain::record::{Command, Context};
use trin_domain::strategy::Strategy;
use trin_store::{Sealing, Store};

/// One child's commands.
type Life = Vec<(Context, Command)>;

/// One command after the other, and as many at once as a busy morning has.
const CLIENTS: [usize; 2] = [1, 16];
/// How often store and bare database take turns.
const TURNS: usize = 10;

fn main() {
    // `cargo test --benches` only wants to know that it runs.
    let is_measuring = std::env::args().any(|argument| argument == "--bench");
    let children = std::env::var("TRIN_BENCH_CHILDREN").ok().and_then(|count| count.parse().ok()).unwrap_or(320);
    let children = if is_measuring { children } else { 2 };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let lives: Vec<Life> = (0..children).map(lives::life).collect();
        let writes = writes_of(&lives).await;
        for clients in CLIENTS {
            let folder = std::env::temp_dir().join(format!("trin-bench-{}-{clients}", std::process::id()));
            std::fs::create_dir_all(&folder).unwrap();
            measure("SQLite", async |name| folder.join(name).display().to_string(), &lives, &writes, clients).await;
            std::fs::remove_dir_all(&folder).unwrap();
        }
        let Ok(server) = std::env::var("TRIN_TEST_POSTGRES") else {
            println!("PostgreSQL: not measured (set TRIN_TEST_POSTGRES)");
            return;
        };
        for clients in CLIENTS {
            measure("PostgreSQL", async |name| bare::schema(&server, name).await, &lives, &writes, clients).await;
            for name in ["through", "beside"] {
                bare::drop_schema(&server, name).await;
            }
        }
    });
}

/// Which rows each command writes, found out beforehand.
async fn writes_of(lives: &[Life]) -> Vec<Vec<Transaction>> {
    let folder = std::env::temp_dir().join(format!("trin-bench-{}-watched", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("watched.db").display().to_string();
    let store = Store::open(&path, Sealing::seeded("test")).await.unwrap();
    lives::people(&store).await;
    let mut watcher = bare::Watcher::of(&path).await;
    let mut all = Vec::with_capacity(lives.len());
    for life in lives {
        watcher.next_child();
        let mut transactions = Vec::with_capacity(life.len());
        for (context, command) in life {
            store.execute(Strategy::standard(), context, "måling", command).await.unwrap();
            transactions.push(watcher.written(&command.child.to_string()).await);
        }
        all.push(transactions);
    }
    store.close().await;
    std::fs::remove_dir_all(&folder).unwrap();
    all
}

/// Lives are lived in turns, some through the store and then the same beside it, so that a busy machine slows both alike.
async fn measure(engine: &str, place: impl AsyncFn(&'static str) -> String, lives: &[Life], writes: &[Vec<Transaction>], clients: usize) {
    let strategy = Strategy::standard();
    let commands: usize = lives.iter().map(Vec::len).sum();
    let rows: usize = writes.iter().flatten().map(Transaction::rows).sum();

    let through = Store::open(&place("through").await, Sealing::seeded("test")).await.unwrap();
    lives::people(&through).await;
    let beside = place("beside").await;
    Store::open(&beside, Sealing::seeded("test")).await.unwrap().close().await;
    let beside = bare::Bare::open(&beside).await;

    let (mut latencies, mut store_took, mut bare_took) = (Vec::with_capacity(commands), Duration::ZERO, Duration::ZERO);
    let turn = lives.len().div_ceil(TURNS).max(clients);
    for (some, same) in lives.chunks(turn).zip(writes.chunks(turn)) {
        let (store, bare) = (through.clone(), beside.clone());
        let began = Instant::now();
        let took = for_each_client(clients, some.to_vec(), move |life| {
            let store = store.clone();
            async move {
                let mut took = Vec::with_capacity(life.len());
                for (context, command) in life {
                    let began = Instant::now();
                    store.execute(strategy, &context, "måling", &command).await.unwrap();
                    took.push(began.elapsed());
                }
                took
            }
        });
        latencies.extend(took.await.into_iter().flatten());
        store_took += began.elapsed();

        let began = Instant::now();
        for_each_client(clients, same.to_vec(), move |life| {
            let bare = bare.clone();
            async move {
                for transaction in life {
                    bare.write(&transaction).await;
                }
            }
        })
        .await;
        bare_took += began.elapsed();
    }
    let report = through.verify(strategy).await.unwrap();
    assert!(report.is_sound(), "{report:#?}");
    through.close().await;

    latencies.sort();
    let (store_rate, bare_rate) = (rate(commands, store_took), rate(commands, bare_took));
    println!(
        "{engine}, {clients:>2} at once: store {store_rate:>6.0} commands/s (p50 {:.1} ms, p95 {:.1} ms), bare {bare_rate:>6.0}/s ({:.1} rows each): {:.0} %",
        latencies[latencies.len() / 2].as_secs_f64() * 1e3,
        latencies[latencies.len() * 95 / 100].as_secs_f64() * 1e3,
        rows as f64 / commands as f64,
        100.0 * store_rate / bare_rate,
    );
}

/// Shares the work among clients, who each take the next life when they have finished one.
async fn for_each_client<W, F, R>(clients: usize, work: Vec<W>, each: impl Fn(W) -> F + Clone + Send + Sync + 'static) -> Vec<R>
where
    W: Send + 'static,
    F: Future<Output = R> + Send,
    R: Send + 'static,
{
    let work = std::sync::Arc::new(tokio::sync::Mutex::new(work));
    let clients: Vec<_> = (0..clients)
        .map(|_| {
            let (work, each) = (work.clone(), each.clone());
            tokio::spawn(async move {
                let mut done = Vec::new();
                loop {
                    let Some(next) = work.lock().await.pop() else { break done };
                    done.push(each(next).await);
                }
            })
        })
        .collect();
    let mut done = Vec::new();
    for client in clients {
        done.extend(client.await.unwrap());
    }
    done
}

fn rate(commands: usize, took: Duration) -> f64 {
    commands as f64 / took.as_secs_f64()
}
