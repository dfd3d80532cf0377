//! As much of HTTP as sending a form and reading the answer takes.
#![allow(dead_code, reason = "each test binary uses some of it")]

use std::io::{Error, ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(30);

pub struct Answer {
    pub status: u16,
    pub cookie: Option<String>,
    /// Where it leads, when it does.
    pub to: String,
    pub body: String,
    /// The body as it came: a file is not text.
    pub bytes: Vec<u8>,
}

/// A form's fields as they travel.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| -> String {
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        text.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
    };
    fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect::<Vec<_>>().join("&")
}

pub fn get(address: &str, path: &str, cookie: &str) -> Result<Answer, Error> {
    ask(address, &format!("GET {path} HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\nconnection: close\r\n\r\n"))
}

pub fn post(address: &str, path: &str, cookie: &str, form: &str) -> Result<Answer, Error> {
    let length = form.len();
    ask(
        address,
        &format!(
            "POST {path} HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {length}\r\nconnection: close\r\n\r\n{form}"
        ),
    )
}

/// Anything but a whole answer is an error: then nobody may believe that something was saved.
fn ask(address: &str, request: &str) -> Result<Answer, Error> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or(ErrorKind::UnexpectedEof)?;
    let (head, bytes) = (String::from_utf8_lossy(&answer[..end]).into_owned(), answer[end + 4..].to_vec());
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or(ErrorKind::InvalidData)?;
    let named = |wanted: &str| {
        let headers = head.lines().filter_map(|line| line.split_once(':'));
        headers.filter(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim().to_owned()).collect::<Vec<_>>()
    };
    let mut cookies = named("set-cookie").into_iter().filter_map(|set| set.split(';').next().map(str::to_owned));
    Ok(Answer {
        status,
        cookie: cookies.rfind(|pair| pair.contains("trin=")),
        to: named("location").pop().unwrap_or_default(),
        body: String::from_utf8_lossy(&bytes).into_owned(),
        bytes,
    })
}
