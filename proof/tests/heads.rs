//! Heads, keys and witnesses.
#![allow(missing_docs, clippy::unwrap_used)]

use trin_proof::note::{Malformed, Note};
use trin_proof::tree::{self, Growing, Hash};
use trin_proof::witness::{Refusal, Request, consider};
use trin_proof::{Checkpoint, CosignerKey, LogKey, PublicKey};

const ORIGIN: &str = "trin.kerteminde.dk/log";

fn log() -> LogKey {
    LogKey::new(ORIGIN, &[7; 32]).unwrap()
}

fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|no| tree::leaf(&no.to_be_bytes())).collect()
}

fn root(leaves: &[Hash]) -> Hash {
    let mut growing = Growing::default();
    leaves.iter().for_each(|leaf| growing.push(*leaf, |_, _| ()));
    growing.root()
}

/// Asks for a head after `new` rows, when the witness has one after `old`.
fn request(key: &LogKey, leaves: &[Hash], old: u64, new: u64) -> Request {
    let proof = tree::consistency(old, new).unwrap_or_default();
    let proof = proof.iter().map(|range| root(&leaves[range.start as usize..range.end as usize])).collect();
    Request { old, proof, note: key.sign(new, root(&leaves[..new as usize])) }
}

#[test]
fn a_head_is_read_as_it_was_signed() {
    let note = log().sign(3, root(&leaves(3)));
    let text = note.to_text();
    assert!(text.starts_with("trin.kerteminde.dk/log\n3\n"), "{text}");
    assert!(text.contains("\n\n\u{2014} trin.kerteminde.dk/log "), "{text}");
    let read = Note::parse(&text).unwrap();
    assert_eq!(read, note);
    let head = log().public().open(&read).unwrap();
    assert_eq!(head, Checkpoint { origin: ORIGIN.to_owned(), size: 3, root: root(&leaves(3)) });
}

#[test]
fn a_head_that_was_changed_or_signed_by_another_is_not_opened() {
    let note = log().sign(3, root(&leaves(3)));
    let changed = Note::parse(&note.to_text().replace("\n3\n", "\n4\n")).unwrap();
    assert_eq!(log().public().open(&changed), None);
    let other = LogKey::new(ORIGIN, &[8; 32]).unwrap();
    assert_eq!(other.public().open(&note), None);
    let mut forged = note.clone();
    forged.signatures[0].bytes[5] ^= 1;
    assert_eq!(log().public().open(&forged), None);
    // A witness's key signs for a log's head, never in its place.
    let cosigner = CosignerKey::new(ORIGIN, &[7; 32]).unwrap();
    assert_eq!(cosigner.public().open(&note), None);
}

#[test]
fn what_is_no_note_is_not_read() {
    for text in [
        "",
        "a\n",
        "a\n\n",
        "a\nb\n\n\u{2014} x\n",
        "a\n\n- x AAAAAAA=\n",
        "a\n\n\u{2014} x AAAA\n",
        "a\r\n\n\u{2014} x AAAAAAA=\n",
        "a\n\n\u{2014} x AAAAAAA=",
    ] {
        assert_eq!(Note::parse(text), Err(Malformed::Note), "{text:?}");
    }
    for text in ["a\n", "a\n3\n", "a\n03\nAAAA\n", "a\n-1\nAAAA\n", "\n3\nAAAA\n", "a\n3\nAAAA\n"] {
        assert_eq!(Checkpoint::from_text(text), Err(Malformed::Checkpoint), "{text:?}");
    }
    assert!(LogKey::new("two words", &[1; 32]).is_err() && LogKey::new("a+b", &[1; 32]).is_err() && LogKey::new("", &[1; 32]).is_err());
}

/// The key from the description of signed notes at c2sp.org, and what it says of it.
#[test]
fn a_published_key_is_read_and_written_alike() {
    let published = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let key = PublicKey::parse(published).unwrap();
    assert_eq!((key.name(), key.to_string().as_str()), ("PeterNeumann", published));
    assert_eq!(PublicKey::parse(&published.replace("c74f20a3", "c74f20a4")), Err(Malformed::Key));
    let ours = log().public();
    assert_eq!(PublicKey::parse(&ours.to_string()), Ok(ours));
}

#[test]
fn a_witness_signs_for_what_continues() {
    let (log, rows) = (log(), leaves(40));
    let keys = [log.public()];
    let witness = CosignerKey::new("witness.example", &[9; 32]).unwrap();
    let mut latest: Option<Checkpoint> = None;
    for new in [0, 1, 7, 8, 8, 33, 40] {
        let asked = request(&log, &rows, latest.as_ref().map_or(0, |head| head.size), new);
        let asked = Request::parse(&asked.to_text()).unwrap();
        let head = consider(&keys, latest.as_ref(), &asked).unwrap();
        let mut note = asked.note;
        note.signatures.push(witness.cosign(&note.text, 1_700_000_000));
        let note = Note::parse(&note.to_text()).unwrap();
        assert_eq!(witness.public().cosigned_at(&note), Some(1_700_000_000));
        assert_eq!(log.public().open(&note).as_ref(), Some(&head));
        assert_eq!(PublicKey::parse(&witness.public().to_string()), Ok(witness.public()));
        latest = Some(head);
    }
}

#[test]
fn a_witness_signs_for_nothing_else() {
    let (log, rows) = (log(), leaves(40));
    let keys = [log.public()];
    let latest = consider(&keys, None, &request(&log, &rows, 0, 20)).unwrap();
    let refused = |keys: &[PublicKey], request: &Request| consider(keys, Some(&latest), request).unwrap_err();
    let ok = request(&log, &rows, 20, 33);
    assert_eq!(refused(&[], &ok), Refusal::Unknown);
    let other = LogKey::new(ORIGIN, &[8; 32]).unwrap();
    assert_eq!(refused(&keys, &request(&other, &rows, 20, 33)), Refusal::NotSigned);
    assert_eq!(refused(&keys, &request(&log, &rows, 19, 33)), Refusal::Size(20));
    assert_eq!(refused(&keys, &Request { old: 34, ..ok.clone() }), Refusal::Backwards);
    // Another log of the same size, one cut short and written anew, one with a row changed.
    let mut changed = rows.clone();
    changed[11] = tree::leaf(b"another");
    assert_eq!(refused(&keys, &request(&log, &changed, 20, 20)), Refusal::Split);
    assert_eq!(refused(&keys, &request(&log, &changed, 20, 33)), Refusal::NotContinued);
    assert_eq!(refused(&keys, &request(&log, &rows, 0, 10)), Refusal::Size(20));
    assert_eq!(refused(&keys, &Request { proof: Vec::new(), ..ok.clone() }), Refusal::NotContinued);
    // A signature of the witness tells which head it is for.
    let witness = CosignerKey::new("witness.example", &[9; 32]).unwrap();
    let mut moved = ok.note.clone();
    moved.signatures.push(witness.cosign(&request(&log, &rows, 0, 5).note.text, 1));
    assert_eq!(witness.public().cosigned_at(&moved), None);
    for text in ["", "old 3\n", "old x\n\na\n", "old 3\nAAAA\n\na\n1\nAAAA\n\n\u{2014} x AAAAAAA=\n"] {
        assert_eq!(Request::parse(text), Err(Malformed::Request), "{text:?}");
    }
}

#[test]
fn a_receipt_is_checked_without_the_log() {
    use trin_proof::receipt::{Receipt, Unproven};
    let rows: Vec<String> = (0..21).map(|no| format!("{no}\n{{\"v\":1,\"n\":{no}}}")).collect();
    let leaves: Vec<Hash> = rows.iter().map(|row| tree::leaf(row.as_bytes())).collect();
    let path = tree::inclusion(13, 21).unwrap();
    let hashes = path.iter().map(|range| root(&leaves[range.start as usize..range.end as usize])).collect();
    let receipt = Receipt { row: rows[13].clone(), at: 13, hashes, note: log().sign(21, root(&leaves)) };
    let text = receipt.to_text();
    let read = Receipt::parse(&text).unwrap();
    assert_eq!(read, receipt);
    assert_eq!(Receipt::parse(&text.replace('\n', "\r\n")).unwrap(), receipt, "sent by mail");
    assert_eq!(read.check(&log().public()).unwrap().size, 21);
    assert_eq!(Receipt::parse(&text.replace("\"n\":13", "\"n\":14")).unwrap().check(&log().public()), Err(Unproven::NotIncluded));
    assert_eq!(Receipt { at: 12, ..read.clone() }.check(&log().public()), Err(Unproven::NotIncluded));
    assert_eq!(read.check(&LogKey::new(ORIGIN, &[8; 32]).unwrap().public()), Err(Unproven::NotSigned));
    assert!(Receipt::parse("").is_err() && Receipt::parse(&text.replace("index 13", "index x")).is_err());
}
