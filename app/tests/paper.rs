//! The family's copy as PDF, through the whole program: asked for as a browser does, set of the JSON that was given and of nothing else.
#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "trials/form.rs"]
mod form;
mod support;

use form::{Answer, encoded, get, post};
use serde_json::Value;
use sqlx::Connection as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use support::{Folder, Server, command, number};

/// What only this note says: what is about others is taken out, the rest is given as it was written and run by nobody.
const NOTE: &str = "Kanariefuglen sang. #panic(\"x\") $y$ *fed* 😀 Ring 40 50 60 70; Tariks nummer er 610570-1234.";

/// A caseworker and the child they are responsible for who has most written about it.
fn whose(data: &str) -> (String, String) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let file = sqlx::sqlite::SqliteConnectOptions::new().filename(Path::new(data).join("trin.sqlite"));
        let mut connection = sqlx::SqliteConnection::connect_with(&file).await.unwrap();
        let most = "SELECT c.responsible, c.id FROM child c JOIN staff s ON s.id = c.responsible JOIN journal j ON j.child = c.id
            WHERE c.is_open = 1 AND s.role = 'caseworker' GROUP BY c.id ORDER BY COUNT(*) DESC, c.id LIMIT 1";
        sqlx::query_as(most).fetch_one(&mut connection).await.unwrap()
    })
}

/// Somebody at a browser.
struct Person<'s> {
    server: &'s Server,
    cookie: String,
}

impl Person<'_> {
    fn get(&self, path: &str) -> Answer {
        get(&self.server.address, path, &self.cookie).unwrap()
    }

    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        post(&self.server.address, path, &self.cookie, &encoded(fields)).unwrap()
    }

    /// Sends the form of a page.
    fn send(&self, page: &Answer, path: &str, fields: &[(&str, &str)]) -> Answer {
        let hidden = |name: &str| {
            let (_, rest) =
                page.body.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name}: {}", page.body));
            rest.split('"').next().unwrap().to_owned()
        };
        let (key, set) = (hidden("key"), hidden("set"));
        self.post(path, &[&[("key", key.as_str()), ("set", set.as_str())], fields].concat())
    }
}

/// The text of a PDF as another program reads it, on one line; nothing where that program is not there, which is said.
fn text_of(pdf: &[u8]) -> Option<String> {
    let Ok(mut child) = Command::new("pdftotext").args(["-raw", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else {
        let _ =
            writeln!(std::io::stderr().lock(), "\n*** NOT TRIED: pdftotext is not installed, and nothing else read the PDF's text ***\n");
        return None;
    };
    let (mut stdin, bytes) = (child.stdin.take().unwrap(), pdf.to_vec());
    let writes = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    writes.join().unwrap().unwrap();
    Some(String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn a_copy_as_pdf_has_every_word_that_was_given_no_other_and_nobody_else_hears_of_it() {
    let folder = Folder::new();
    let data = folder.path("d");
    let arguments = ["demo", "--data", &data, "--children", "120", "--listen", "127.0.0.1:0"];
    Server::start(&folder.0, &arguments).stop();
    let (staff, child) = whose(&data);

    // All that the program can be made to say of what it does.
    let said = folder.0.join("said");
    let file = std::fs::File::create(&said).unwrap();
    let server = Server::run(command(&arguments, &folder.0).env("TRIN_LOG", "trace").stderr(file));
    let mut mette = Person { server: &server, cookie: String::new() };
    mette.cookie = mette.post("/ind", &[("person", &staff)]).cookie.expect("who comes in is known");

    let note = format!("/boern/{child}/note");
    let saved = mette.send(&mette.get(&note), &note, &[("on", "2026-01-05"), ("facts", NOTE)]);
    assert_eq!(saved.status, 303, "{}", saved.body);
    mette.cookie = mette.post("/bekraeft", &[("hvorfor", "bevis"), ("til", "/min-dag")]).cookie.expect("who they are is shown");

    let address = format!("/boern/{child}/aktindsigt");
    let page = mette.send(&mette.get(&address), &address, &[("party", "barn")]);
    assert_eq!(page.status, 200);
    let mut places: Vec<String> =
        page.body.split("name=\"d-").skip(1).map(|rest| format!("d-{}", rest.split('"').next().unwrap())).collect();
    places.dedup();
    let mut fields: Vec<(&str, &str)> = places.iter().map(|place| (place.as_str(), "hold")).collect();
    fields.extend([("party", "barn"), ("goer", "giv")]);
    let saved = mette.send(&page, &address, &fields);
    assert_eq!(saved.status, 303, "{}", saved.body);
    let given = saved.to.split('?').next().unwrap().to_owned();
    assert!(mette.get(&given).body.contains(&format!("{given}/kopi.pdf")), "a link to it");

    let looks = || number(&data, "SELECT COUNT(*) FROM log WHERE child IS NOT NULL");
    let before = looks();
    let pdf = mette.get(&format!("{given}/kopi.pdf"));
    assert_eq!(pdf.status, 200, "{}", pdf.body);
    assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(looks(), before + 1, "a PDF is a look");
    assert_eq!(mette.get(&format!("{given}/kopi.pdf")).bytes, pdf.bytes, "the same each time");
    let json = mette.get(&format!("{given}/kopi.json"));
    let copy: Value = serde_json::from_slice(&json.bytes).unwrap();
    assert_eq!(server.stop().0, 0);

    let entries = copy["entries"].as_array().unwrap();
    assert!(entries.len() > 20, "{} entries: too few to try", entries.len());
    let pieces = || entries.iter().flat_map(|entry| entry["lines"].as_array().unwrap()).flat_map(|line| line["says"].as_array().unwrap());
    let texts = || pieces().filter_map(|piece| piece["text"].as_str());
    let withheld = pieces().filter(|piece| piece["withheld"].is_string()).count();
    assert!(withheld >= 2 && json.body.contains("Kanariefuglen"), "{withheld} places");

    // Nothing of it in what operations read, not the note, nor what was written before, nor whom it is about.
    let said = std::fs::read_to_string(&said).unwrap();
    assert!(said.contains("DEBUG") && said.lines().count() > 100, "it was made to say much");
    let name = copy["child"].as_str().unwrap();
    for text in texts().flat_map(str::lines).filter(|text| text.chars().count() > 14).chain([name, "Kanarie", "610570"]) {
        assert!(!said.contains(text), "“{text}” stands in what the program says of itself");
    }

    let Some(read) = text_of(&pdf.bytes) else { return };
    for taken_out in ["40 50 60 70", "610570"] {
        assert!(!json.body.contains(taken_out) && !read.contains(taken_out), "{taken_out}");
    }
    // One more: the first page says how to read them.
    assert_eq!(read.matches("tilbageholdt:").count(), withheld + 1);
    assert!(read.contains("Kanariefuglen sang. #panic(\"x\") $y$ *fed* ‹U+1F600› Ring"), "{read}");
    for entry in entries.iter().filter(|entry| entry["about"].is_null()) {
        assert!(read.contains(&format!("{}. {}", entry["no"], entry["name"].as_str().unwrap())), "{}", entry["no"]);
    }
    for word in texts().flat_map(str::split_whitespace).filter(|word| *word != "😀" && word.chars().count() <= 40) {
        assert!(read.contains(word), "“{word}” is not in the PDF: {read}");
    }
}
