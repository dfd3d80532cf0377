//! The log's lines that others keep: notes, heads, receipts and what a witness is sent.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trin_proof::checkpoint::Checkpoint;
use trin_proof::note::Note;
use trin_proof::receipt::Receipt;

fuzz_target!(|text: &str| {
    if let Ok(note) = Note::parse(text) {
        assert_eq!(Note::parse(&note.to_text()).as_ref(), Ok(&note));
    }
    if let Ok(receipt) = Receipt::parse(text) {
        assert_eq!(Receipt::parse(&receipt.to_text()).as_ref(), Ok(&receipt));
    }
    if let Ok(head) = Checkpoint::from_text(text) {
        assert_eq!(Checkpoint::from_text(&head.text()).as_ref(), Ok(&head));
    }
    let _ = trin_proof::witness::Request::parse(text);
});
