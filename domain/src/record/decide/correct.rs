//! Corrections: what an entry should have said must itself have been possible, and must leave possible what was written afterwards.

use super::need::filled;
use super::{Context, check};
use crate::record::state::latest_corrections;
use crate::record::{Corrected, Entry, EntryNo, Fact, Refusal, State};

/// A correction restates the same kind of fact about the same thing. It is checked where the entry stands, among what stood written then
/// as it has been corrected since, with what the corrector may know today. Then what was written after the entry is read again in order,
/// each with its own time and author, once with the entry as it stands and once as it should stand: the correction is refused when
/// something that held no longer does. What did not hold before either (written under looser rules) stands in nobody's way.
///
/// `written` is all that is written, including what the same command wrote before the correction.
pub(super) fn correcting(written: &[Entry], what: &Corrected, context: &Context) -> Result<(), Refusal> {
    filled("reason", &what.reason)?;
    let place = written.iter().position(|entry| entry.no == what.entry).ok_or(Refusal::NoSuchEntry(what.entry, "entry"))?;
    let entry = &written[place];
    let same_kind = std::mem::discriminant(&entry.fact) == std::mem::discriminant(&*what.should_say);
    if !same_kind || stays_as_written(&entry.fact) {
        return Err(Refusal::OtherKind);
    }

    let corrections = latest_corrections(written.iter());
    let mut before = State::default();
    for earlier in &written[..place] {
        let standing = Standing::of(earlier, &corrections, written);
        before.add(earlier, standing.fact, standing.corrected_by);
    }
    check(&before, &what.should_say, context)?;

    let standing = Standing::of(entry, &corrections, written);
    let mut as_it_stands = before.clone();
    as_it_stands.add(entry, standing.fact, standing.corrected_by);
    let mut as_it_should = before;
    as_it_should.add(entry, &what.should_say, None);
    for later in &written[place + 1..] {
        let standing = Standing::of(later, &corrections, written);
        // Earlier corrections are among the entries as what they made them say.
        let is_correction = matches!(standing.fact, Fact::Corrected(_));
        if !is_correction
            && check(&as_it_should, standing.fact, &standing.context).is_err()
            && check(&as_it_stands, standing.fact, &standing.context).is_ok()
        {
            return Err(Refusal::WouldContradict(later.no));
        }
        as_it_stands.add(later, standing.fact, standing.corrected_by);
        as_it_should.add(later, standing.fact, standing.corrected_by);
    }
    Ok(())
}

/// What moved responsibility, closed a case, let somebody in or told them an address has been acted on by others; it is changed by a new fact, not by rewriting.
/// The family's own words are theirs: nobody rewrites them. A form for correcting such an entry would only be refused.
pub const fn stays_as_written(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Corrected(_)
            | Fact::Closed(_)
            | Fact::ResponsibilityAssigned(_)
            | Fact::ResponsibilityOffered(_)
            | Fact::ResponsibilityAccepted(_)
            | Fact::ResponsibilityDeclined(_)
            | Fact::ResponsibilityOfferWithdrawn(_)
            | Fact::CoWorkerAdded(_)
            | Fact::CoWorkerEnded(_)
            | Fact::ChildRestricted(_)
            | Fact::RestrictionLifted(_)
            | Fact::GlassBroken(_)
            | Fact::GlassClosed(_)
            | Fact::GlassReviewed(_)
            | Fact::AddressStated(_)
            | Fact::AddressShown(_)
            | Fact::CopyGiven(_)
            | Fact::ViewAttached(_)
    )
}

/// What an entry says by its last correction, with who said so and when.
struct Standing<'r> {
    fact: &'r Fact,
    corrected_by: Option<EntryNo>,
    context: Context,
}

impl<'r> Standing<'r> {
    fn of(entry: &'r Entry, corrections: &std::collections::BTreeMap<EntryNo, (&'r Fact, EntryNo)>, written: &'r [Entry]) -> Self {
        let correction = corrections.get(&entry.no);
        let (fact, corrected_by) = correction.map_or((&entry.fact, None), |(fact, by)| (*fact, Some(*by)));
        let said_in = corrected_by.and_then(|by| written.iter().find(|correcting| correcting.no == by)).unwrap_or(entry);
        Self { fact, corrected_by, context: Context { now: said_in.recorded_at, by: said_in.by } }
    }
}
