//! Durable commands per second through the store, beside the bare database inserting the same rows in the same run.
//!
//! `cargo bench -p trin-store --bench commands` measures SQLite; with `TRIN_TEST_POSTGRES=postgres://…` PostgreSQL too.
//! `TRIN_BENCH_CHILDREN` sets how many children are lived through (default 150; each sends 16 commands).
//!
//! The bare side gets the rows for nothing: it decides nothing, reads nothing, and writes each read-model row once, as it ended,
//! where the store also rewrites rows as the child's life goes on. Both commit, durably, once for each command.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

#[path = "commands/bare.rs"]
mod bare;
#[path = "commands/lives.rs"]
mod lives;

use std::time::{Duration, Instant};
use trin_domain::record::{Command, Context};
use trin_domain::strategy::Strategy;
use trin_store::Store;

/// One command after the other, and as many at once as a busy morning has.
const CLIENTS: [usize; 2] = [1, 16];

fn main() {
    // `cargo test --benches` only wants to know that it runs.
    let is_measuring = std::env::args().any(|argument| argument == "--bench");
    let children = std::env::var("TRIN_BENCH_CHILDREN").ok().and_then(|count| count.parse().ok()).unwrap_or(150);
    let children = if is_measuring { children } else { 2 };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = std::env::temp_dir().join(format!("trin-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = |name: &str| folder.join(name).display().to_string();
        for clients in CLIENTS {
            let (through, beside) = (file(&format!("store-{clients}.db")), file(&format!("bare-{clients}.db")));
            measure("SQLite", &through, &beside, children, clients).await;
        }
        std::fs::remove_dir_all(&folder).unwrap();
        match std::env::var("TRIN_TEST_POSTGRES") {
            Err(_) => println!("PostgreSQL: not measured (set TRIN_TEST_POSTGRES)"),
            Ok(server) => {
                for clients in CLIENTS {
                    let (through, beside) = (bare::schema(&server, "through").await, bare::schema(&server, "beside").await);
                    measure("PostgreSQL", &through, &beside, children, clients).await;
                    bare::drop_schema(&server, "through").await;
                    bare::drop_schema(&server, "beside").await;
                }
            }
        }
    });
}

async fn measure(engine: &str, through: &str, beside: &str, children: usize, clients: usize) {
    let strategy = Strategy::standard();
    let store = Store::open(through).await.unwrap();
    lives::people(&store).await;
    let lives: Vec<Vec<(Context, Command)>> = (0..children).map(lives::life).collect();
    let commands: usize = lives.iter().map(Vec::len).sum();

    let mut took = Vec::with_capacity(commands);
    let started = Instant::now();
    let writing = store.clone();
    for_each_client(clients, lives, move |mut life| {
        let store = writing.clone();
        async move {
            let mut took = Vec::with_capacity(life.len());
            for (context, command) in life.drain(..) {
                let began = Instant::now();
                store.execute(strategy, &context, "måling", &command).await.unwrap();
                took.push(began.elapsed());
            }
            took
        }
    })
    .await
    .into_iter()
    .for_each(|some| took.extend(some));
    let store_rate = rate(commands, started.elapsed());
    let report = store.verify(strategy).await.unwrap();
    assert!(report.is_sound(), "{report:#?}");
    store.close().await;

    Store::open(beside).await.unwrap().close().await;
    let bare = bare::Bare::open(beside).await;
    let rows = bare::rows_of(through).await;
    let inserts: usize = rows.iter().flatten().map(bare::Transaction::rows).sum();
    let started = Instant::now();
    for_each_client(clients, rows, move |life| {
        let bare = bare.clone();
        async move {
            for transaction in life {
                bare.write(&transaction).await;
            }
        }
    })
    .await;
    let bare_rate = rate(commands, started.elapsed());

    took.sort();
    println!(
        "{engine}, {clients:>2} at once: store {store_rate:>6.0} commands/s (p50 {:.1} ms, p95 {:.1} ms), bare {bare_rate:>6.0}/s ({:.1} rows each): {:.0} %",
        took[took.len() / 2].as_secs_f64() * 1e3,
        took[took.len() * 95 / 100].as_secs_f64() * 1e3,
        inserts as f64 / commands as f64,
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
