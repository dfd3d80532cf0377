//! A copy of everything the record says, for the child or its family: everything that may concern somebody else is shown with its place in
//! the text, and nothing leaves until a person has decided each (databeskyttelsesforordningen art. 15; forvaltningsloven §§ 9 and 15).

mod made;
mod prepare;

pub(super) use made::{file, show as show_given};
pub(super) use prepare::{save, show};

use crate::words::{Lang, format, t};
use jiff::Timestamp;
use jiff::civil::Date;
use trin_domain::disclosure::Says;
use trin_domain::id::{StaffId, UnitId};

/// Danish, whatever the language of who prepares it: it is the family's.
const COPY: Lang = Lang::Da;

/// How a copy says names and days.
struct Words<'n>(&'n crate::names::Names);

impl Says for Words<'_> {
    fn staff(&self, staff: StaffId) -> String {
        self.0.of(staff).to_owned()
    }

    fn workplace(&self, staff: StaffId) -> String {
        self.0.workplace(staff).map(|unit| self.0.of_unit(unit).to_owned()).unwrap_or_default()
    }

    fn unit(&self, unit: UnitId) -> String {
        self.0.of_unit(unit).to_owned()
    }

    fn day(&self, day: Date) -> String {
        format::date(COPY, day)
    }

    fn instant(&self, at: Timestamp) -> String {
        format!("{} kl. {}", format::date(COPY, format::day_of(at)), format::clock(COPY, format::local(at)))
    }

    fn flag(&self, yes: bool) -> String {
        t(COPY, if yes { "child-text-yes" } else { "child-text-no" })
    }

    fn field(&self, name: &str) -> String {
        super::entry_answer::label(COPY, name)
    }
}
