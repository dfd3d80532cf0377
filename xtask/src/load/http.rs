//! As much of HTTP/1.1 as asking one's own server takes.

use super::people::Person;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::str::FromStr;
use std::time::Duration;

/// No page takes longer unless something is wrong.
const PATIENCE: Duration = Duration::from_secs(30);
/// Larger is no page of Trin's.
const LARGEST: usize = 16 << 20;

/// A server on this machine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Address(pub(super) SocketAddr);

impl FromStr for Address {
    type Err = String;

    fn from_str(url: &str) -> Result<Self, String> {
        let address = url.strip_prefix("http://").and_then(|rest| rest.trim_end_matches('/').parse::<SocketAddr>().ok());
        match address {
            Some(address) if address.ip().is_loopback() => Ok(Self(address)),
            _ => Err(format!("{url}: only a server on this machine is put under load, e.g. http://127.0.0.1:8080")),
        }
    }
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    /// The session's cookie, when one was set.
    pub(super) cookie: Option<String>,
    /// Where it leads on to.
    pub(super) location: Option<String>,
    pub(super) body: Vec<u8>,
}

/// One connection that stays open.
pub(super) struct Client {
    address: Address,
    stream: BufReader<TcpStream>,
}

impl Client {
    pub(super) fn connect(address: Address) -> Result<Self, String> {
        let connect = || {
            let stream = TcpStream::connect_timeout(&address.0, PATIENCE)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_nodelay(true)?;
            Ok(BufReader::with_capacity(1 << 16, stream))
        };
        let stream = connect().map_err(|error: std::io::Error| format!("no connection to {}: {error}", address.0))?;
        Ok(Self { address, stream })
    }

    /// Asks for a page, compressed, and counts its bytes. Anything but 200 is a fault.
    pub(super) fn open(&mut self, path: &str, person: &Person) -> Result<usize, String> {
        let answer = self.send("GET", path, &format!("cookie: {}\r\naccept-encoding: gzip\r\n", person.cookie), "")?;
        if answer.status == 200 { Ok(answer.body.len()) } else { Err(format!("{path} was answered with {}", answer.status)) }
    }

    /// Asks for a page as somebody, and takes whatever is answered.
    pub(super) fn ask(&mut self, path: &str, person: &Person) -> Result<Answer, String> {
        self.send("GET", path, &format!("cookie: {}\r\n", person.cookie), "")
    }

    /// Reads a page.
    pub(super) fn read(&mut self, path: &str, cookie: &str) -> Result<String, String> {
        let answer = self.send("GET", path, &format!("cookie: {cookie}\r\n"), "")?;
        let text = String::from_utf8(answer.body).map_err(|_| format!("{path} is not text"))?;
        if answer.status == 200 { Ok(text) } else { Err(format!("{path} was answered with {}", answer.status)) }
    }

    /// Sends a form.
    pub(super) fn post(&mut self, path: &str, form: &str) -> Result<Answer, String> {
        let head = format!("content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n", form.len());
        self.send("POST", path, &head, form)
    }

    /// Sends a form as somebody.
    pub(super) fn post_as(&mut self, path: &str, form: &str, cookie: &str) -> Result<Answer, String> {
        let head = format!("cookie: {cookie}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n", form.len());
        self.send("POST", path, &head, form)
    }

    fn send(&mut self, method: &str, path: &str, head: &str, body: &str) -> Result<Answer, String> {
        let request = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n{head}\r\n{body}", self.address.0);
        self.stream.get_mut().write_all(request.as_bytes()).map_err(|error| format!("{path}: {error}"))?;
        read_answer(&mut self.stream).map_err(|error| format!("{path}: {error}"))
    }
}

fn read_answer(stream: &mut impl BufRead) -> Result<Answer, String> {
    let line = read_line(stream)?;
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no HTTP answer")?;
    let (mut length, mut is_chunked, mut cookie, mut location) = (0, false, None, None);
    loop {
        let line = read_line(stream)?;
        let Some((name, value)) = line.split_once(':') else { break };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().map_err(|_| "no length")?,
            "location" => location = Some(value.to_owned()),
            "transfer-encoding" => is_chunked = value.eq_ignore_ascii_case("chunked"),
            "set-cookie" => cookie = value.split(';').next().filter(|pair| pair.starts_with("trin=")).map(String::from).or(cookie),
            _ => {}
        }
    }
    let mut body = Vec::new();
    if !is_chunked {
        take(stream, length, &mut body)?;
        return Ok(Answer { status, cookie, location, body });
    }
    loop {
        let line = read_line(stream)?;
        let length = usize::from_str_radix(line.split(';').next().unwrap_or_default().trim(), 16).map_err(|_| "no chunk")?;
        take(stream, length, &mut body)?;
        read_line(stream)?;
        if length == 0 {
            return Ok(Answer { status, cookie, location, body });
        }
    }
}

fn read_line(stream: &mut impl BufRead) -> Result<String, String> {
    let mut line = String::new();
    stream.by_ref().take(1 << 16).read_line(&mut line).map_err(|error| error.to_string())?;
    if line.ends_with('\n') { Ok(line.trim_end().to_owned()) } else { Err("the connection was closed".into()) }
}

fn take(stream: &mut impl BufRead, length: usize, body: &mut Vec<u8>) -> Result<(), String> {
    let from = body.len();
    if from.saturating_add(length) > LARGEST {
        return Err("the answer is too large".into());
    }
    body.resize(from + length, 0);
    stream.read_exact(&mut body[from..]).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_answers_of_known_length_and_in_pieces_one_after_the_other() {
        let text = "HTTP/1.1 303 See Other\r\nSet-Cookie: trin=abc; Path=/\r\nContent-Length: 2\r\n\r\nok\
            HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n";
        let mut stream = text.as_bytes();
        let first = read_answer(&mut stream).expect("an answer");
        assert_eq!((first.status, first.cookie.as_deref(), first.body.as_slice()), (303, Some("trin=abc"), b"ok".as_slice()));
        let second = read_answer(&mut stream).expect("an answer");
        assert_eq!((second.status, second.body.as_slice()), (200, b"abc0123456789".as_slice()));
        assert!(read_answer(&mut stream).is_err(), "nothing more comes");
    }

    #[test]
    fn an_answer_cut_short_is_a_fault() {
        for text in [
            "",
            "HTTP/1.1 200",
            "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nshort",
            "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n",
        ] {
            assert!(read_answer(&mut text.as_bytes()).is_err(), "{text}");
        }
    }
}
