//! A copy that was given: kept with its entry, and shown again as it left, to the last byte, whatever is called what by then.

use super::super::fact_words::FactWords;
use super::{COPY, prepare, words};
use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::frame::page;
use crate::parts::button::{self, Weight};
use crate::parts::list;
use crate::paths;
use crate::purposes;
use crate::seen::{self, Seen};
use crate::session::{self, Visitor};
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};
use trin_domain::calendar::end_of_day;
use trin_domain::disclosure::{Disclosure, Piece, Says};
use trin_domain::id::StaffId;
use trin_domain::kinds::Role;
use trin_domain::record::{CopyGiven, Entry, EntryNo, Fact, Record};

/// What the form of the JSON is called; another number when a field changes its meaning.
const FORM: &str = "trin-copy/1";
/// What the law asks the family to be told.
const ABOUT: [(&str, &str); 6] = [
    ("child-copy-about-purposes", "child-copy-about-purposes-text"),
    ("child-copy-about-sources", "child-copy-about-sources-text"),
    ("child-copy-about-recipients", "child-copy-about-recipients-text"),
    ("child-copy-about-kept", "child-copy-about-kept-text"),
    ("child-copy-about-rights", "child-copy-about-rights-text"),
    ("child-copy-about-withheld", "child-copy-about-withheld-text"),
];
/// More bytes than any copy has; what was packed cannot fill the memory.
const LONGEST_COPY: u64 = 64 * 1024 * 1024;
/// More rows of the log than one child has.
const ALL_LOOKS: i64 = 1_000_000;

/// The copy as it is given: the JSON is this, the page is made of the same, and the PDF of the JSON.
#[derive(Serialize, Deserialize)]
pub(super) struct Copy {
    form: String,
    municipality: String,
    child: String,
    given_to: String,
    given_on: Date,
    given: String,
    /// What the law asks the family to be told beside what is written.
    about: Vec<About>,
    entries: Vec<Given>,
    /// When somebody looked, and what for; without names (C-579/21).
    looks: Vec<Looked>,
    withheld: usize,
}

#[derive(Serialize, Deserialize)]
struct About {
    heading: String,
    text: String,
}

#[derive(Serialize, Deserialize)]
struct Given {
    no: u32,
    kind: String,
    name: String,
    written_at: String,
    written: String,
    by: By,
    /// The entry it is about, when it is how the family sees one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    about: Option<u32>,
    lines: Vec<GivenLine>,
}

#[derive(Serialize, Deserialize)]
struct By {
    name: String,
    role: String,
    unit: String,
}

impl By {
    /// What Trin wrote by itself is by no office of its own.
    fn of(words: &FactWords<'_>, staff: StaffId, role: Role) -> Self {
        let name = words.staff(staff);
        match role {
            Role::System => Self { name, role: t(COPY, "child-copy-by-itself"), unit: String::new() },
            role => {
                // “Medarbejder i Modtagelsen” says the office.
                let unit = Some(words.workplace(staff)).filter(|unit| !role.da().contains(unit.as_str()));
                Self { name, role: role.da().to_owned(), unit: unit.unwrap_or_default() }
            }
        }
    }
}

#[derive(Serialize, Deserialize)]
struct GivenLine {
    field: String,
    label: String,
    says: Vec<Said>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Said {
    Text(String),
    Withheld(String),
}

#[derive(Serialize, Deserialize)]
struct Looked {
    at: String,
    on: String,
    purpose: String,
}

impl Copy {
    /// The copy of a record. Looks are those of the days before it was given: they are all written by then, and stay the same.
    pub(super) async fn of(app: &App, seen: &Seen<'_>, child: &str, who: &str, on: Date, disclosure: &Disclosure) -> PageResult<Self> {
        let words = words(&seen.names);
        let until = on.yesterday().map(end_of_day).unwrap_or_default();
        let looks = app.store().log_of_child(seen.child(), ALL_LOOKS).await?;
        let looks = looks.into_iter().rev().filter(|look| look.at < until).map(|look| Looked {
            at: look.at.to_string(),
            on: words.instant(look.at),
            purpose: purposes::in_words(COPY, &look.body.purpose),
        });
        let about = ABOUT.map(|(heading, text)| About { heading: t(COPY, heading), text: t(COPY, text) });
        let given = disclosure.parts().iter().map(|part| Given {
            no: part.no.0,
            kind: part.kind.to_owned(),
            name: part.name.clone(),
            written_at: part.written_at.to_string(),
            written: words.instant(part.written_at),
            by: By::of(&words, part.staff, part.role),
            about: match seen.record.entry(part.no).map(|entry| &entry.fact) {
                Some(Fact::ViewAttached(view)) => Some(view.entry.0),
                _ => None,
            },
            lines: part
                .lines
                .iter()
                .map(|line| GivenLine {
                    field: line.field.clone(),
                    label: format::capital(&line.label),
                    says: line
                        .says
                        .iter()
                        .map(|piece| match piece {
                            Piece::Text(text) => Said::Text(text.clone()),
                            Piece::Withheld(why) => Said::Withheld(why.da().to_owned()),
                        })
                        .collect(),
                })
                .collect(),
        });
        Ok(Self {
            form: FORM.to_owned(),
            municipality: app.municipality().to_owned(),
            child: child.to_owned(),
            given_to: who.to_owned(),
            given_on: on,
            given: words.day(on),
            about: about.into(),
            entries: given.collect(),
            looks: looks.collect(),
            withheld: disclosure.withheld(),
        })
    }

    /// The JSON.
    fn json(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }

    /// The hash of the JSON, by which it is known what was given.
    pub(super) fn digest(&self) -> String {
        hash(&self.json())
    }

    /// The JSON as the record keeps it.
    pub(super) fn packed(&self) -> String {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
        let written = packed.write_all(&self.json()).and_then(|()| packed.finish());
        written.map(|bytes| BASE64_STANDARD.encode(bytes)).unwrap_or_default()
    }
}

/// The JSON the record keeps; nothing when it keeps none, or something else.
fn unpacked(copy: &str) -> Option<Vec<u8>> {
    let packed = BASE64_STANDARD.decode(copy).ok().filter(|packed| !packed.is_empty())?;
    let mut json = Vec::new();
    ZlibDecoder::new(packed.as_slice()).take(LONGEST_COPY).read_to_end(&mut json).ok()?;
    Some(json)
}

fn hash(json: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(json))
}

/// A copy as it left: to read, and its bytes.
struct Kept {
    copy: Copy,
    json: Vec<u8>,
}

/// A copy that was given, with its entry: the one kept with it; one from before they were kept is made once more from the record. Nothing
/// when it is not what its hash says was given.
async fn again<'r>(
    app: &App,
    visitor: &Visitor,
    record: &'r Record,
    no: u32,
) -> PageResult<(&'r Entry, &'r CopyGiven, Seen<'r>, Option<Kept>)> {
    let seen = Seen::new(app, visitor, record).await?;
    prepare::may(visitor, &seen)?;
    let entry = record.entry(EntryNo(no)).ok_or(PageError::NotFound(visitor.lang))?;
    let Fact::CopyGiven(given) = &entry.fact else { return Err(PageError::NotFound(visitor.lang)) };
    session::require_step_up(app, visitor)?;
    let json = match unpacked(&given.copy) {
        Some(json) => Some(json),
        None => match given.again(record, &words(&seen.names)) {
            Some(disclosure) => {
                Some(Copy::of(app, &seen, given.of(record).state().name(), &given.who, given.on, &disclosure).await?.json())
            }
            None => None,
        },
    };
    let json = json.filter(|json| hash(json) == given.digest);
    let kept = json.and_then(|json| Some(Kept { copy: serde_json::from_slice(&json).ok()?, json }));
    Ok((entry, given, seen, kept))
}

/// `GET /boern/{id}/aktindsigt/{no}`: what was given to whom, to read, print and fetch.
pub(in super::super) async fn show(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let (entry, given, seen, kept) = again(&app, &visitor, &record, no).await?;
    let lang = visitor.lang;
    let title = t_with(lang, "child-copy-given-title", &[("who", given.who.clone().into())]);
    let address = paths::below(seen.child(), &format!("aktindsigt/{no}"));
    let values = [
        ("day", format::date(lang, given.on).into()),
        ("by", seen.names.of(entry.by.staff).to_owned().into()),
        ("last", given.last.0.into()),
        ("withheld", kept.as_ref().map_or(0, |kept| kept.copy.withheld).into()),
    ];
    let main = html! {
        h1 { (title) }
        p.lead { (t_with(lang, "child-copy-given-lead", &values)) }
        @match kept.as_ref().map(|kept| &kept.copy) {
            Some(copy) => {
                (button::row(html! {
                    @if app.paper().is_some() { (button::link(&t(lang, "child-copy-pdf"), &format!("{address}/kopi.pdf"), Weight::Main)) }
                    (button::print(&t(lang, "child-copy-print")))
                    (button::link(&t(lang, "child-copy-json"), &format!("{address}/kopi.json"), Weight::Other))
                }))
                p.note { (t(lang, "child-copy-digest")) " " code { (given.digest) } }
                (read(lang, copy))
            }
            None => div.flash.notice role="alert" { p { (t(lang, "child-copy-changed")) } },
        }
    };
    Ok(page(&seen.frame(&app, &visitor), &title, main, None).into_response())
}

/// The copy on the page.
fn read(lang: Lang, copy: &Copy) -> Markup {
    let copied = html! {
        @for about in &copy.about { (list::section(&about.heading, html! { p { (about.text) } })) }
        (list::section(&t(lang, "child-record"), html! {
            @for given in &copy.entries {
                section.entry.given {
                    h3 { (given.no) ". " (given.name) }
                    p.quiet { (given.written) " · " (given.by.name) ", " (given.by.role) @if !given.by.unit.is_empty() { ", " (given.by.unit) } @if let Some(about) = given.about { " · " (t_with(lang, "child-copy-about-entry", &[("no", about.into())])) } }
                    dl.facts { @for line in &given.lines { div { dt { (line.label) } dd.words { @for said in &line.says { (said_here(lang, said)) } } } } }
                }
            }
        }))
        (list::section(&t(lang, "child-copy-looks"), html! {
            ul.plain { @for look in &copy.looks { li { (look.on) " · " (look.purpose) } } }
        }))
    };
    // On paper the copy alone: neither the frame nor what is said of the child above it went through what was decided.
    html! { div.copied { (copied) } }
}

fn said_here(lang: Lang, said: &Said) -> Markup {
    match said {
        Said::Text(text) => html! { (text) },
        Said::Withheld(why) => html! { span.bar { "[" (t(lang, "child-copy-bar")) ": " (why.to_lowercase()) "]" } },
    }
}

/// `GET /boern/{id}/aktindsigt/{no}/{file}`: the copy as PDF or JSON.
pub(in super::super) async fn file(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, no, name)): Path<(String, u32, String)>,
) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let (_, given, seen, kept) = again(&app, &visitor, &record, no).await?;
    let kept = kept.ok_or(PageError::NotFound(visitor.lang))?;
    let (kind, bytes) = match (name.as_str(), app.paper()) {
        ("kopi.json", _) => ("application/json", kept.json),
        ("kopi.pdf", Some(paper)) => {
            let set = paper.copy(visitor.staff.id, kept.json, given.digest.clone()).await;
            let address = paths::below(seen.child(), &format!("aktindsigt/{no}"));
            ("application/pdf", set.map_err(|why| PageError::NotSet(visitor.lang, why, address))?)
        }
        _ => return Err(PageError::NotFound(visitor.lang)),
    };
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    // No name of anybody in the name of a file that is saved and sent.
    let disposition = format!("attachment; filename=\"aktindsigt-{no}.{ending}\"");
    let headers = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition), (CACHE_CONTROL, "no-store".to_owned())];
    Ok::<Response, PageError>((headers, bytes).into_response())
}
