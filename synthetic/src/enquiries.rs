//! What invented people have written to the one door in the last hours, and nobody has read yet.

use crate::Options;
use jiff::{SignedDuration, Timestamp};
use trin_domain::calendar::{day_of, months_after};
use trin_domain::enquiry::{Enquiry, EnquiryKind};
use trin_domain::id::EnquiryId;
use trin_domain::kinds::NotifierKind;

/// An enquiry, and when it came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Came {
    /// Which.
    pub id: EnquiryId,
    /// When.
    pub at: Timestamp,
    /// What was written.
    pub enquiry: Enquiry,
}

/// How long ago, what, from whom, their name and how they are reached, the child and its age, where it is found, and what they write.
type Told = (i64, EnquiryKind, NotifierKind, Option<(&'static str, &'static str)>, &'static str, Option<i32>, &'static str, &'static str);

const TOLD: &[Told] = &[
    (
        23 * 60,
        EnquiryKind::Concern,
        NotifierKind::Anonymous,
        None,
        "",
        None,
        "En dreng på omkring 6 år i opgang 14, Lærkevænget. Han går med en grøn jakke.",
        "Han står tit alene nede ved vejen efter spisetid, også når det er mørkt. I går kunne han ikke komme ind, for der var ingen hjemme. Han var glad, da han fik lov at vente hos os.",
    ),
    (
        7 * 60,
        EnquiryKind::Concern,
        NotifierKind::FamilyOrFriends,
        Some(("Solveig Sandkær", "solveig@eksempel.invalid")),
        "Alma Fjordmark",
        Some(9),
        "Bor på skift hos sin mor og hos mig. Jeg er hendes mormor.",
        "Alma sover dårligt og vil ikke hjem til sin far om søndagen. Hun siger, de voksne råber. Hendes mor og jeg gør, hvad vi kan, og skolen går godt.",
    ),
    (
        4 * 60,
        EnquiryKind::Help,
        NotifierKind::FamilyOrFriends,
        Some(("Jonas Engholt", "jonas@eksempel.invalid")),
        "Villads",
        Some(3),
        "",
        "Jeg er blevet alene med Villads og mangler nogen at tale med om, hvordan vi får en hverdag til at hænge sammen. Findes der en gruppe for fædre?",
    ),
    (
        90,
        EnquiryKind::Question,
        NotifierKind::Other,
        Some(("Træner i Lærkesande Boldklub", "traener@eksempel.invalid")),
        "",
        None,
        "",
        "Hvornår skal vi som frivillige trænere skrive til jer, og hvornår skal vi hellere tale med forældrene først?",
    ),
];

/// The enquiries that wait when the municipality is opened. The same for everybody: none is about a child that it knows.
pub fn enquiries(options: &Options) -> Vec<Came> {
    let of = |(nth, (minutes, kind, from, sender, child, age, known_by, text)): (usize, &Told)| {
        let at = options.now.saturating_sub(SignedDuration::from_mins(*minutes)).unwrap_or(options.now);
        let enquiry = Enquiry {
            kind: *kind,
            from: *from,
            name: sender.map(|(name, _)| name.to_owned()),
            workplace: None,
            contact: sender.map(|(_, contact)| contact.to_owned()),
            child: (*child).to_owned(),
            born: age.map(|age| months_after(day_of(options.now), -12 * age - 5)),
            known_by: (*known_by).to_owned(),
            text: (*text).to_owned(),
            acute: false,
            abuse_suspected: false,
        };
        Came { id: EnquiryId::from_label(&format!("invented {} {nth}", options.seed)), at, enquiry }
    };
    TOLD.iter().enumerate().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_one_that_the_door_takes() {
        let now: Timestamp = "2026-05-12T09:00:00Z".parse().unwrap_or_default();
        let came = enquiries(&Options::new(1, now));
        assert_eq!(came.len(), TOLD.len());
        for one in &came {
            assert_eq!(one.enquiry.faults(day_of(now)), vec![], "{one:?}");
            assert!(one.at < now && now.duration_since(one.at) < SignedDuration::from_hours(24), "none is late yet");
        }
    }
}
