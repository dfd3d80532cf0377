//! Requests that are begun and not finished: they end, and meanwhile others are answered. Over real connections.
#![allow(clippy::unwrap_used)]

mod support;

use std::net::SocketAddr;
use std::time::{Duration, Instant};
use support::Town;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use trin_web::limits::Limits;
use trin_web::{Edges, Patience};

/// Long enough for a page on a busy machine, and short enough for a test.
const HEAD: Duration = Duration::from_millis(1_500);
const BODY: Duration = Duration::from_millis(1_500);
/// Longer than that nothing is waited for here.
const NEVER: Duration = Duration::from_secs(30);

struct Served {
    town: Town,
    at: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

async fn served(patience: Patience) -> Served {
    let town = Town::in_demo(Edges { limits: Limits::of_demo(), patience, ..Edges::default() }).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let app = town.app.clone();
    let serving = tokio::spawn(async move { trin_web::serve(app, listener, async { stopped.await.unwrap_or_default() }).await });
    Served { town, at, stop, serving }
}

fn short() -> Patience {
    Patience { head: HEAD, body: BODY, ..Patience::default() }
}

/// Everything that comes until the other end closes, and how long that took.
async fn until_closed(connection: &mut TcpStream) -> (String, Duration) {
    let began = Instant::now();
    let mut all = Vec::new();
    timeout(NEVER, connection.read_to_end(&mut all)).await.expect("it is waited for without end").unwrap();
    (String::from_utf8_lossy(&all).into_owned(), began.elapsed())
}

async fn whole_page(at: SocketAddr) -> String {
    let mut connection = TcpStream::connect(at).await.unwrap();
    connection.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await.unwrap();
    until_closed(&mut connection).await.0
}

#[tokio::test]
async fn a_half_sent_head_is_not_waited_for_without_end() {
    let served = served(short()).await;
    for begun in ["", "GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: "] {
        let mut slow = TcpStream::connect(served.at).await.unwrap();
        slow.write_all(begun.as_bytes()).await.unwrap();
        // Others are answered meanwhile.
        assert!(whole_page(served.at).await.starts_with("HTTP/1.1 200"));
        let (said, took) = until_closed(&mut slow).await;
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 408"), "{said}");
        assert!(took < NEVER / 2, "{took:?}");
    }
}

#[tokio::test]
async fn a_form_that_comes_a_letter_at_a_time_ends_too() {
    let served = served(short()).await;
    let slow = TcpStream::connect(served.at).await.unwrap();
    let (mut reads, mut writes) = slow.into_split();
    writes
        .write_all(
            b"POST /ind HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 100000\r\n\r\n",
        )
        .await
        .unwrap();
    let dripping = tokio::spawn(async move {
        // Never idle for long: it is the whole that must come in time.
        while writes.write_all(b"a").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let mut said = Vec::new();
    // What the other end closes while letters still come may end by a reset.
    let _ = timeout(NEVER, reads.read_to_end(&mut said)).await.expect("it is waited for without end");
    let said = String::from_utf8_lossy(&said);
    assert!(said.starts_with("HTTP/1.1 408") && said.contains("Formularen kom ikke frem i tide"), "{said}");
    timeout(NEVER, dripping).await.expect("the connection goes on").unwrap();
}

#[tokio::test]
async fn there_are_so_many_connections_and_the_next_waits_for_its_place() {
    let served = served(Patience { connections: 3, ..short() }).await;
    let mut slow = Vec::new();
    for _ in 0..3 {
        let mut one = TcpStream::connect(served.at).await.unwrap();
        one.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
        slow.push(one);
    }
    // All places are taken: nothing is answered before one of them ends, and then it is.
    let began = Instant::now();
    assert!(whole_page(served.at).await.starts_with("HTTP/1.1 200"));
    assert!(began.elapsed() > HEAD / 2, "a fourth was answered at once: {:?}", began.elapsed());
}

#[tokio::test]
async fn told_to_end_it_ends_when_what_is_asked_has_been_answered() {
    let served = served(Patience { head: NEVER, ..short() }).await;
    let mut idle = TcpStream::connect(served.at).await.unwrap();
    idle.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    let mut first = [0; 12];
    timeout(NEVER, idle.read_exact(&mut first)).await.unwrap().unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    served.stop.send(()).unwrap();
    timeout(NEVER / 2, served.serving).await.expect("a connection nobody uses keeps it from ending").unwrap();
    assert!(TcpStream::connect(served.at).await.is_err(), "nobody listens any more");
    drop(served.town);
}

#[tokio::test]
async fn a_connection_has_its_time_however_busy() {
    let served = served(Patience { connection: HEAD, head: NEVER, ..short() }).await;
    let mut busy = TcpStream::connect(served.at).await.unwrap();
    busy.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    let (said, took) = until_closed(&mut busy).await;
    assert!(said.starts_with("HTTP/1.1 200") && took < NEVER / 2, "{took:?}");
}
