//! What comes to the one door from somebody outside Trin, before anybody knows which child it is about: a concern, a wish for help, a question (A1).
//!
//! An enquiry is no part of a child's record. The intake reads it, finds the child and writes it there as a notification, or answers it. The hours
//! in which a concern is assessed run from when it arrived, not from when it was written in: [`assess_by`].

use crate::duties;
use crate::id::EnquiryId;
use crate::kinds::{NotifierKind, code_list};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

code_list!(
    /// What somebody comes with.
    #[doc(alias = "henvendelse")]
    EnquiryKind {
        Concern = "concern", "Bekymring for et barn eller en ung", "Concern about a child or a young person";
        Help = "help", "Ønske om hjælp", "Wish for help";
        Question = "question", "Spørgsmål", "Question";
    }
);

code_list!(
    /// What became of an enquiry.
    EnquiryOutcome {
        Notification = "notification", "Skrevet ind som underretning", "Written in as a notification";
        Answered = "answered", "Besvaret, rådgivet", "Answered, advised";
        PassedOn = "passed-on", "Givet videre til den, der har sagen", "Passed on to whoever has the case";
        Elsewhere = "elsewhere", "Hører til et andet sted, sendt videre", "Belongs elsewhere, sent on";
        Repeated = "repeated", "Kommet før, allerede skrevet ind", "Came before, written in already";
        NotMeant = "not-meant", "Ikke ment som en henvendelse", "Not meant as an enquiry";
    }
);

impl EnquiryOutcome {
    /// Whether somebody may choose it: the writing in of a notification does so by itself.
    pub const fn is_chosen(self) -> bool {
        !matches!(self, Self::Notification)
    }
}

/// Longest text, in characters.
pub const LONGEST_TEXT: usize = 20_000;
/// Longest description of who the child is, in characters: with the text it fits in a record's entry.
pub const LONGEST_KNOWN_BY: usize = 2_000;
/// Longest name, place or number, in characters.
pub const LONGEST_NAME: usize = 200;

/// An enquiry, in the words of whoever came.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Enquiry {
    /// What they come with.
    pub kind: EnquiryKind,
    /// Who they are to the child; anonymous for a citizen who wishes to be.
    pub from: NotifierKind,
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where they work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workplace: Option<String>,
    /// How they are reached: telephone or e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The child's name, as far as it is known.
    #[serde(default)]
    pub child: String,
    /// Its birthday, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<Date>,
    /// What else tells who the child is: age, address, school.
    #[serde(default)]
    pub known_by: String,
    /// What they want to say.
    pub text: String,
    /// Whether they think that it cannot wait.
    pub acute: bool,
    /// Whether they suspect violence or abuse.
    pub abuse_suspected: bool,
}

/// What is wrong with an enquiry. Nothing is stored, and nothing that was typed is lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EnquiryFault {
    /// A field that must be filled is empty.
    Missing(&'static str),
    /// A text longer than its field allows.
    TooLong {
        /// Which field.
        field: &'static str,
        /// Most characters.
        most: usize,
    },
    /// A birthday that has not come.
    NotBorn,
    /// Nothing says which child a concern is about.
    NoChild,
    /// An answer is wanted, and nothing says where to.
    NoWayBack,
}

impl EnquiryFault {
    /// The field it is said at.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Missing(field) | Self::TooLong { field, .. } => field,
            Self::NotBorn => "born",
            Self::NoChild => "child",
            Self::NoWayBack => "contact",
        }
    }
}

/// Whether somebody may keep to themselves who they are: citizens may, and volunteers are citizens; who notifies as a professional has a personal duty and says so
/// (barnets lov §§ 133, 135, as municipalities tell it).
pub const fn may_be_anonymous(from: NotifierKind) -> bool {
    !from.is_professional()
}

impl Enquiry {
    /// Everything that is wrong with it on a day, in the order of the form.
    pub fn faults(&self, today: Date) -> Vec<EnquiryFault> {
        let mut faults = Vec::new();
        let is_empty = |text: &str| text.trim().is_empty();
        let is_absent = |text: &Option<String>| text.as_deref().is_none_or(is_empty);
        if is_empty(&self.text) {
            faults.push(EnquiryFault::Missing("text"));
        }
        if self.kind == EnquiryKind::Concern && is_empty(&self.child) && is_empty(&self.known_by) {
            faults.push(EnquiryFault::NoChild);
        }
        if self.born.is_some_and(|born| born > today) {
            faults.push(EnquiryFault::NotBorn);
        }
        if self.from.is_professional() {
            faults.extend(is_absent(&self.name).then_some(EnquiryFault::Missing("name")));
            faults.extend(is_absent(&self.workplace).then_some(EnquiryFault::Missing("workplace")));
        }
        if is_absent(&self.contact) && (self.from.is_professional() || self.kind != EnquiryKind::Concern) {
            faults.push(EnquiryFault::NoWayBack);
        }
        let names = [("name", &self.name), ("workplace", &self.workplace), ("contact", &self.contact)];
        let said = names.iter().map(|(field, text)| (*field, text.as_deref().unwrap_or_default(), LONGEST_NAME));
        let more = [
            ("child", self.child.as_str(), LONGEST_NAME),
            ("known_by", &self.known_by, LONGEST_KNOWN_BY),
            ("text", &self.text, LONGEST_TEXT),
        ];
        for (field, text, most) in said.chain(more) {
            if text.chars().count() > most {
                faults.push(EnquiryFault::TooLong { field, most });
            }
        }
        faults
    }

    /// What was written about the child, to be kept in its record whatever else is written there: the text, and what tells who the child is.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        [self.text.as_str(), self.known_by.as_str()].into_iter().filter(|words| !words.trim().is_empty())
    }

    /// As somebody sends it who keeps to themselves who they are: nothing of them is left.
    #[must_use]
    pub fn anonymous(self) -> Self {
        Self { from: NotifierKind::Anonymous, name: None, workplace: None, contact: None, ..self }
    }
}

/// By when an enquiry must be assessed, if the law sets a time: a concern counts as a notification from when it arrived, whoever writes it in.
pub fn assess_by(kind: EnquiryKind, received_at: Timestamp) -> Option<Timestamp> {
    (kind == EnquiryKind::Concern).then(|| duties::acute_assessment_due(received_at)).flatten()
}

/// The letters of a reference: no I, L, O or U, which are misread.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What an enquiry is called when somebody asks about it: eight letters and digits, such as `7K3M-9QX2`. It tells nothing of what was written.
pub fn reference(id: EnquiryId) -> String {
    let bits = id.uuid().as_u128();
    let letter = |place: u32| char::from(LETTERS[(bits >> (5 * place)) as usize % LETTERS.len()]);
    let letters: String = (0..8).rev().map(letter).collect();
    format!("{}-{}", &letters[..4], &letters[4..])
}

/// Reads a reference as somebody types or says it: small letters, spaces, and what is misread for a letter.
pub fn read_reference(typed: &str) -> Option<String> {
    let letters: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        })
        .collect();
    let is_one = letters.len() == 8 && letters.bytes().all(|letter| LETTERS.contains(&letter));
    is_one.then(|| format!("{}-{}", &letters[..4], &letters[4..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    const TODAY: Date = date(2026, 5, 12);

    fn concern(from: NotifierKind) -> Enquiry {
        Enquiry {
            kind: EnquiryKind::Concern,
            from,
            name: None,
            workplace: None,
            contact: None,
            child: "Freja".into(),
            born: None,
            known_by: String::new(),
            text: "Freja er alene hjemme om aftenen.".into(),
            acute: false,
            abuse_suspected: false,
        }
    }

    #[test]
    fn a_citizen_tells_a_concern_with_nothing_of_themselves() {
        for from in NotifierKind::ALL.iter().copied().filter(|from| !from.is_professional()) {
            assert!(may_be_anonymous(from), "{from:?}");
            assert_eq!(concern(from).faults(TODAY), vec![], "{from:?}");
        }
    }

    #[test]
    fn who_notifies_as_a_professional_says_who_they_are() {
        for from in NotifierKind::ALL.iter().copied().filter(|from| from.is_professional()) {
            assert!(!may_be_anonymous(from), "{from:?}");
            let wanted = vec![EnquiryFault::Missing("name"), EnquiryFault::Missing("workplace"), EnquiryFault::NoWayBack];
            assert_eq!(concern(from).faults(TODAY), wanted, "{from:?}");
            let some = |text: &str| Some(text.to_owned());
            let told = Enquiry { name: some("Lis"), workplace: some("Skolen"), contact: some("12 34 56 78"), ..concern(from) };
            assert_eq!(told.faults(TODAY), vec![], "{from:?}");
            assert_eq!(Enquiry { name: some("  "), ..told }.faults(TODAY), vec![EnquiryFault::Missing("name")]);
        }
    }

    #[test]
    fn a_concern_is_about_somebody_and_an_answer_goes_somewhere() {
        let nobody = Enquiry { child: " ".into(), ..concern(NotifierKind::Other) };
        assert_eq!(nobody.faults(TODAY), vec![EnquiryFault::NoChild]);
        assert_eq!(Enquiry { known_by: "Drengen i nr. 4".into(), ..nobody.clone() }.faults(TODAY), vec![]);
        for kind in [EnquiryKind::Help, EnquiryKind::Question] {
            assert_eq!(Enquiry { kind, ..nobody.clone() }.faults(TODAY), vec![EnquiryFault::NoWayBack], "{kind:?}");
            assert_eq!(Enquiry { kind, contact: Some("a@b.dk".into()), ..nobody.clone() }.faults(TODAY), vec![], "{kind:?}");
        }
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let long = "o".repeat(LONGEST_NAME + 1);
        let wrong = Enquiry {
            child: long.clone(),
            born: Some(date(2026, 5, 13)),
            contact: Some(long.clone()),
            text: "æ".repeat(LONGEST_TEXT + 1),
            ..concern(NotifierKind::Other)
        };
        let too_long = |field, most| EnquiryFault::TooLong { field, most };
        let wanted =
            vec![EnquiryFault::NotBorn, too_long("contact", LONGEST_NAME), too_long("child", LONGEST_NAME), too_long("text", LONGEST_TEXT)];
        assert_eq!(wrong.faults(TODAY), wanted);
        assert_eq!(wrong.faults(TODAY).iter().map(|fault| fault.field()).collect::<Vec<_>>(), ["born", "contact", "child", "text"]);
        let fits = Enquiry { text: "æ".repeat(LONGEST_TEXT), born: Some(TODAY), ..concern(NotifierKind::Other) };
        assert_eq!(fits.faults(TODAY), vec![]);
        assert_eq!(Enquiry { text: " \n".into(), ..fits }.faults(TODAY), vec![EnquiryFault::Missing("text")]);
    }

    #[test]
    fn who_is_anonymous_leaves_nothing_of_themselves() {
        let some = |text: &str| Some(text.to_owned());
        let told = Enquiry { name: some("Lis"), workplace: some("Skolen"), contact: some("12 34 56 78"), ..concern(NotifierKind::Other) };
        let sent = serde_json::to_string(&told.anonymous()).unwrap_or_default();
        assert!(!sent.contains("Lis") && !sent.contains("Skolen") && !sent.contains("12 34"), "{sent}");
        assert!(sent.contains("anonymous"), "{sent}");
    }

    #[test]
    fn a_concern_is_assessed_a_day_and_a_night_after_it_came_and_nothing_else_has_a_time() {
        let at = |text: &str| text.parse::<Timestamp>().ok();
        let came = at("2026-03-28T18:30:00Z").unwrap_or_default();
        assert_eq!(
            assess_by(EnquiryKind::Concern, came),
            at("2026-03-29T18:30:00Z"),
            "24 hours that have passed, though a clock was moved"
        );
        assert_eq!((assess_by(EnquiryKind::Help, came), assess_by(EnquiryKind::Question, came)), (None, None));
    }

    proptest! {
        #[test]
        fn a_reference_is_read_as_it_is_said(bits in any::<u128>()) {
            let told = reference(EnquiryId::new(Uuid::from_u128(bits)));
            prop_assert_eq!(read_reference(&told), Some(told.clone()));
            let said = told.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            prop_assert_eq!(read_reference(&said), Some(told));
        }

        #[test]
        fn nothing_else_is_a_reference(typed in ".{0,12}") {
            if let Some(read) = read_reference(&typed) {
                prop_assert_eq!(read_reference(&read), Some(read.clone()));
                prop_assert_eq!(read.len(), 9);
            }
        }
    }

    #[test]
    fn a_reference_tells_one_from_another() {
        let of = |bits| reference(EnquiryId::new(Uuid::from_u128(bits)));
        assert_eq!(of(0), "0000-0000");
        assert_eq!(of(1), "0000-0001");
        assert_eq!(of(31 << 35), "Z000-0000");
        assert_eq!(read_reference("7K3M-9QX"), None);
        assert_eq!(read_reference("7K3M-9QXU"), None);
    }
}
