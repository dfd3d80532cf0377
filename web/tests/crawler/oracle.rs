//! What may be told to whom: the canaries on a page, and whether `docs/rights.txt` lets this person see them.

use crate::street::{Child, KNOWS, Matrix, matrix, number};
use crate::support::{Town, staff};
use std::collections::{BTreeMap, HashMap};
use trin_domain::access::{Access, Room, grant, is_authority};
use trin_domain::id::StaffId;
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_testkit::relations::CANARIES;

/// What kind of thing a canary is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum What {
    /// The child's name.
    Name,
    /// Words in a room of the record; by its place among the rooms.
    Room(usize),
    /// A protected address.
    Protected,
    /// A draft of somebody's.
    Draft,
    /// What came to the door from outside.
    Enquiry,
    /// A CPR number in the clear.
    Number,
    /// Words of no known kind.
    Unknown,
}

/// A canary that was found: what, and of which child.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Spoken {
    /// What it tells.
    pub what: What,
    /// Of whom; none when its mark is nobody's.
    pub child: Option<usize>,
}

/// Finds canaries in text.
#[derive(Clone, Default)]
pub struct Scanner {
    words: HashMap<String, What>,
    numbers: HashMap<String, usize>,
}

impl Scanner {
    /// One that knows these children's numbers.
    pub fn of(children: &[Child]) -> Self {
        let before = |words: &str| words.split_once("anarie").map_or("", |(before, _)| before).to_lowercase();
        let mut words: HashMap<String, What> =
            CANARIES.iter().map(|(room, _, words)| (before(words), What::Room(*room as usize))).collect();
        // As the street writes them: the name of the unit is no child's name.
        words.insert("skolek".to_owned(), What::Room(Room::Enrolment as usize));
        words.insert("melderk".to_owned(), What::Room(Room::Notifications as usize));
        words.insert("k".to_owned(), What::Name);
        words.insert("skjulek".to_owned(), What::Protected);
        words.insert("kladdek".to_owned(), What::Draft);
        words.insert("henvendelsek".to_owned(), What::Enquiry);
        let numbers = children.iter().enumerate().filter_map(|(nth, child)| Some((child.cpr?.digits(), nth))).collect();
        Self { words, numbers }
    }

    /// All that stands in a text.
    pub fn scan(&self, text: &str) -> Vec<Spoken> {
        let mut all: Vec<Spoken> = text.match_indices("anarie").map(|(at, found)| self.word(text, at, at + found.len())).collect();
        self.digits(text, &mut all);
        all.sort_unstable();
        all.dedup();
        all
    }

    fn word(&self, text: &str, at: usize, end: usize) -> Spoken {
        let before: String = text[..at].chars().rev().take_while(|letter| letter.is_alphabetic()).collect();
        // A value that is sent may be folded: it tells the same.
        let before: String = before.chars().rev().flat_map(char::to_lowercase).collect();
        let what = self.words.get(&before).copied().unwrap_or(What::Unknown);
        Spoken { what, child: text.get(end..end + 3).and_then(number) }
    }

    /// Ten digits, with or without a hyphen after the sixth.
    fn digits(&self, text: &str, all: &mut Vec<Spoken>) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !bytes[at].is_ascii_digit() {
                at += 1;
                continue;
            }
            let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            let first = run(at);
            let mut digits = text[at..at + first].to_owned();
            if first == 6 && bytes.get(at + 6) == Some(&b'-') {
                digits += &text[at + 7..at + 7 + run(at + 7)];
            }
            if let Some(child) = self.numbers.get(&digits) {
                all.push(Spoken { what: What::Number, child: Some(*child) });
            }
            at += first;
        }
    }
}

/// Says what may be told to whom.
pub struct Oracle {
    matrix: Matrix,
    everyone: Vec<Staff>,
    /// Finds what is told.
    pub scanner: Scanner,
    /// The children of the street.
    pub children: Vec<Child>,
    granted: BTreeMap<(&'static str, usize), Option<Access>>,
    /// Whether records change while it is asked: then it looks each time, and asks the domain for everybody.
    changes: bool,
}

impl Oracle {
    /// For these children of a town.
    pub async fn of(town: &Town, children: Vec<Child>, changes: bool) -> Self {
        let everyone = town.store.staff_list(None).await.unwrap();
        Self { matrix: matrix(), everyone, scanner: Scanner::of(&children), children, granted: BTreeMap::new(), changes }
    }

    /// What somebody is granted of a child now.
    pub async fn access(&mut self, town: &Town, role: Role, nth: usize) -> Option<Access> {
        if let (false, Some(known)) = (self.changes, self.granted.get(&(role.code(), nth))) {
            return known.clone();
        }
        let unit_of = |one: StaffId| self.everyone.iter().find(|staff| staff.id == one).map(|staff| staff.unit);
        let me = self.everyone.iter().find(|one| one.id == staff(role)).expect("somebody");
        let record = town.store.record(self.children[nth].id).await.unwrap();
        let access = record.and_then(|record| grant(&record.state(), &town.strategy, me, unit_of, town.now()));
        self.granted.insert((role.code(), nth), access.clone());
        access
    }

    /// Whether somebody may be told this on an ordinary page. Of their own relations the file decides; of others' what the domain grants.
    pub async fn may(&mut self, town: &Town, role: Role, spoken: Spoken) -> bool {
        if spoken.what == What::Enquiry {
            // Written in, it stands in a record, and is told by its notifications.
            return matches!(role, Role::Intake | Role::TeamLeader) || (self.changes && is_authority(role));
        }
        let Some(nth) = spoken.child.filter(|nth| *nth < self.children.len()) else { return false };
        let child = &self.children[nth];
        let Some(relation) = child.relation else { return false };
        let (owner, signs) = (child.role, self.matrix.get(&(child.role.code(), relation.da.to_owned())).cloned());
        let is_own = owner == role && !self.changes;
        match spoken.what {
            What::Protected | What::Number | What::Unknown | What::Enquiry => false,
            What::Draft => owner == role,
            What::Name if is_own => signs.is_some_and(|signs| signs[KNOWS] == 'J'),
            What::Room(room) if is_own => signs.is_some_and(|signs| matches!(signs[room], 'l' | 'S')),
            What::Name => self.access(town, role, nth).await.is_some(),
            What::Room(room) => {
                let room = Room::ALL.iter().copied().find(|one| *one as usize == room).expect("a room");
                self.access(town, role, nth).await.is_some_and(|access| access.sees(room))
            }
        }
    }
}

/// Whether there are words that stand in a room alone.
pub fn has_words(room: Room) -> bool {
    CANARIES.iter().any(|(its, ..)| *its == room)
}
