//! A refusal in words: which field it is about, and what to do.

use crate::form::day_in_words;
use crate::words::{Lang, t, t_with};
use trin_domain::record::Refusal;

/// Characters of a name or another short text, at most.
const LONGEST_NAME: usize = 1_000;

/// The field a refusal is about (empty for the form as a whole) and what to do. `label` turns the domain's field names into the page's own.
pub fn say(lang: Lang, refusal: &Refusal, label: impl Fn(&str) -> String) -> (String, String) {
    let at = |field: &str, message: String| (field.to_owned(), message);
    let whole = |key: &str| at("", t(lang, key));
    match refusal {
        Refusal::Stale { .. } => whole("refusals-stale"),
        Refusal::Empty => whole("refusals-empty"),
        Refusal::NotRegistered => whole("refusals-not-registered"),
        Refusal::AlreadyRegistered => whole("refusals-already-registered"),
        Refusal::AlreadyBorn => whole("refusals-already-born"),
        Refusal::NoSuchEntry(no, kind) => at("", t_with(lang, "refusals-no-such-entry", &[("no", no.0.into()), ("kind", (*kind).into())])),
        Refusal::AlreadyDone(no) => at("", t_with(lang, "refusals-already-done", &[("no", no.0.into())])),
        Refusal::Missing(field) => at(field, t_with(lang, "refusals-missing", &[("field", label(field).into())])),
        Refusal::InTheFuture { field, .. } => at(field, t_with(lang, "refusals-in-the-future", &[("field", label(field).into())])),
        Refusal::TooEarly { field, not_before } => {
            let day = day_in_words(lang, *not_before);
            at(field, t_with(lang, "refusals-too-early", &[("field", label(field).into()), ("day", day.into())]))
        }
        Refusal::TooLate { field, not_after } => {
            let day = day_in_words(lang, *not_after);
            at(field, t_with(lang, "refusals-too-late", &[("field", label(field).into()), ("day", day.into())]))
        }
        Refusal::OutsideScale { field, lowest, highest } => {
            let values = [("field", label(field).into()), ("lowest", (*lowest).into()), ("highest", (*highest).into())];
            at(field, t_with(lang, "refusals-outside-scale", &values))
        }
        Refusal::TooLong { field, most } => {
            // A name cannot be spread over several notes.
            let key = if *most <= LONGEST_NAME { "refusals-too-long-name" } else { "refusals-too-long" };
            at(field, t_with(lang, key, &[("field", label(field).into()), ("most", (*most as u64).into())]))
        }
        Refusal::WouldBeWithoutResponsible => whole("refusals-without-responsible"),
        Refusal::NotYours => whole("refusals-not-yours"),
        Refusal::PlanRequired(_) => whole("refusals-plan-required"),
        Refusal::NotYoursToOffer(_) => whole("refusals-not-yours-to-offer"),
        Refusal::NotYoursToWithdraw(_) => whole("refusals-not-yours-to-withdraw"),
        Refusal::NoPlanOwed(_) => whole("refusals-no-plan-owed"),
        Refusal::OfferPending(no) => at("", t_with(lang, "refusals-offer-pending", &[("no", no.0.into())])),
        Refusal::MustBeOffered(no) => at("", t_with(lang, "refusals-must-be-offered", &[("no", no.0.into())])),
        Refusal::AlreadyResponsible => whole("refusals-already-responsible"),
        Refusal::NotStarted => whole("refusals-not-started"),
        Refusal::Ended(on) => at("", t_with(lang, "refusals-ended", &[("day", day_in_words(lang, *on).into())])),
        Refusal::Unfinished(no) => at("", t_with(lang, "refusals-unfinished", &[("no", no.0.into())])),
        Refusal::NotEnrolledThere => whole("refusals-not-enrolled-there"),
        Refusal::AloneFirst => whole("refusals-alone-first"),
        Refusal::OtherKind => whole("refusals-other-kind"),
        Refusal::WouldContradict(no) => at("", t_with(lang, "refusals-would-contradict", &[("no", no.0.into())])),
        Refusal::OtherBirthDate(on) => at("cpr", t_with(lang, "refusals-other-birth-date", &[("day", day_in_words(lang, *on).into())])),
        Refusal::NotOpen => whole("refusals-not-open"),
        Refusal::Anonymous => whole("refusals-anonymous"),
        Refusal::NotYoursToOpen => whole("refusals-not-yours-to-open"),
        Refusal::OnlyLeaders => whole("refusals-only-leaders"),
        Refusal::SaysTheAddress => at("purpose", t(lang, "refusals-says-the-address")),
        Refusal::OwnGlass(_) => whole("refusals-own-glass"),
        Refusal::TookPart => whole("refusals-took-part"),
    }
}
