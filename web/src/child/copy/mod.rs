//! A copy of everything the record says, for the child or its family: everything that may concern somebody else is shown with its place in
//! the text, and nothing leaves until a person has decided each (databeskyttelsesforordningen art. 15; forvaltningsloven §§ 9 and 15).

mod made;
mod prepare;

pub(super) use made::{file, show as show_given};
pub(super) use prepare::{save, show};

use super::fact_words::FactWords;
use crate::names::Names;
use crate::words::Lang;

/// Danish, whatever the language of who prepares it: it is the family's.
const COPY: Lang = Lang::Da;

/// How a copy says names, days, and what an entry says.
const fn words(names: &Names) -> FactWords<'_> {
    FactWords { lang: COPY, names }
}
