//! Sets a copy of a record as a PDF that can be read aloud (PDF/UA-1) and kept (PDF/A-2a), by Typst and its own validator.
//!
//! It knows nothing of children: a template (`copy.typ`) and the JSON of a copy, which is all text. Nothing of the JSON is read as Typst, no
//! clock is read, and no file, font or address outside the program is opened. The same JSON gives the same bytes.

mod desk;
mod legible;
#[cfg(test)]
mod tests;

use desk::Desk;
use rayon::ThreadPoolBuilder;
use serde_json::Value;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// The form of JSON that can be set.
const FORM: &str = "trin-copy/1";
/// The longest JSON that is set, in bytes: some thousand pages. Setting takes memory by its length.
pub const LONGEST: usize = 8 << 20;
/// What the thread that sets may use of stack: Typst descends into what is nested.
const STACK: usize = 16 << 20;

/// Why a copy could not be set. Nothing of what it says is repeated.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unset {
    /// The JSON is not that of a copy.
    #[error("the template could not be filled")]
    Template,
    /// The JSON is longer than [`LONGEST`].
    #[error("the copy is too long to be set")]
    TooLong,
    /// The document would not be accessible, or could not be kept.
    #[error("the document does not meet PDF/UA-1 and PDF/A-2a")]
    Standard,
    /// There was no thread to set it on.
    #[error("there was no thread to set it on")]
    Thread,
}

/// The PDF of a copy's JSON. `digest` stands on it, and is what the document is known by. Takes one core for as long as it lasts: seconds for
/// a big record.
///
/// # Errors
/// When the JSON is too long or lacks something, or the document would not meet the standards.
pub fn copy(json: &str, digest: &str) -> Result<Vec<u8>, Unset> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).map_err(|_| Unset::Standard)?;
    let options = PdfOptions {
        ident: Smart::Custom(digest.to_owned()),
        creator: Smart::Custom(Some("Trin".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    on_one_core(|| {
        let document = set(json, digest)?;
        typst_pdf::pdf(&document, &options).map_err(|_| Unset::Standard)
    })
}

/// The pages of a copy.
fn set(json: &str, digest: &str) -> Result<PagedDocument, Unset> {
    if json.len() > LONGEST {
        return Err(Unset::TooLong);
    }
    let mut copy: Value = serde_json::from_str(json).map_err(|_| Unset::Template)?;
    if copy["form"] != FORM {
        return Err(Unset::Template);
    }
    let has_told = legible::make(&mut copy, desk::has);
    copy["told"] = has_told.into();
    copy["digest"] = digest.into();
    typst::compile(&Desk::with(copy.to_string())).output.map_err(|_| Unset::Template)
}

/// Runs on a thread of its own: Typst would share out its work on all cores, and others are waiting for their pages.
fn on_one_core<T: Send>(work: impl FnOnce() -> Result<T, Unset> + Send) -> Result<T, Unset> {
    let pool = ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).build().map_err(|_| Unset::Thread)?;
    let _forgets = Forgets;
    pool.install(work)
}

/// Nothing of one copy is kept for the next, also when setting it panics.
struct Forgets;

impl Drop for Forgets {
    fn drop(&mut self) {
        typst::comemo::evict(0);
    }
}
