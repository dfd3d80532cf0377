//! All that a copy is set from: the template, our fonts, and the copy. There is nothing else to be found here.

use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

const TEMPLATE: &str = include_str!("copy.typ");
/// Letters of the pages, and Arabic ones: names and a child's own words come in both.
const FONTS: [&[u8]; 3] = [
    include_bytes!("../fonts/IBMPlexSans-Regular.ttf"),
    include_bytes!("../fonts/IBMPlexSans-SemiBold.ttf"),
    include_bytes!("../fonts/IBMPlexSansArabic-Regular.ttf"),
];

static SHELF: LazyLock<Shelf> = LazyLock::new(Shelf::new);

/// What every copy is set with.
struct Shelf {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    copy: FileId,
}

impl Shelf {
    fn new() -> Self {
        let file = |name: &str| {
            let path = VirtualPath::new(name).expect("a plain name is a path");
            RootedPath::new(VirtualRoot::Project, path).intern()
        };
        let fonts: Vec<Font> = FONTS.into_iter().filter_map(|font| Font::new(Bytes::new(font), 0)).collect();
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template: Source::new(file("copy.typ"), TEMPLATE.to_owned()),
            copy: file("copy.json"),
        }
    }
}

/// Whether some font here has the letter.
pub(crate) fn has(letter: char) -> bool {
    SHELF.fonts.iter().any(|font| font.info().coverage.contains(u32::from(letter)))
}

/// One copy, laid out to be set.
pub(crate) struct Desk(Bytes);

impl Desk {
    pub(crate) fn with(copy: String) -> Self {
        Self(Bytes::from_string(copy))
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &SHELF.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHELF.book
    }

    fn main(&self) -> FileId {
        SHELF.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == SHELF.template.id() { Ok(SHELF.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == SHELF.copy { Ok(self.0.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHELF.fonts.get(index).cloned()
    }

    /// A copy says itself when it was made.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
