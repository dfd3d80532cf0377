//! Who reads: every list, search and count is asked for somebody, and answers with what their relations open, now.
//!
//! The domain derives the grants of a record (`trin_domain::access`); they are stored with the other read models, and one fragment of SQL,
//! [`may_see`], joins them into every statement that names children. A child one may not know of is not there: not in a list, not in a count.

use crate::cells::{Value, args};
use crate::db::statements;
use crate::{Store, StoreError};
use jiff::Timestamp;
use std::collections::BTreeMap;
use trin_domain::access::{Rooms, is_everyday};
use trin_domain::id::{ChildId, StaffId};
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_domain::record::Record;

/// Somebody who reads, at an instant. Made for each request from who they are now, and never kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reader {
    /// Who, when they work here.
    staff: Option<StaffId>,
    /// The kind of holder that they are beside themselves.
    kind: &'static str,
    /// Where, when it is as somebody of a unit.
    place: String,
    now: Timestamp,
}

impl Reader {
    /// A member of staff as they are now. Somebody who has left sees nothing.
    pub fn new(staff: &Staff, now: Timestamp) -> Self {
        if !staff.is_active {
            return Self { staff: None, kind: "", place: String::new(), now };
        }
        let unit = || staff.unit.uuid().to_string();
        let (kind, place) = match staff.role {
            role if is_everyday(role) => ("everyday", unit()),
            Role::Provider => ("provider", unit()),
            Role::TeamLeader => ("leaders", unit()),
            Role::Intake => ("intake", String::new()),
            Role::HeadOfDepartment => ("oversight", String::new()),
            _ => ("", String::new()),
        };
        Self { staff: Some(staff.id), kind, place, now }
    }

    /// Who, when they work here.
    pub const fn staff(&self) -> Option<StaffId> {
        self.staff
    }

    /// Whether there may be somebody whom they lead.
    pub(crate) fn leads(&self) -> bool {
        matches!(self.kind, "leaders" | "oversight")
    }

    /// The arguments of [`may_see`], in its order.
    pub(crate) fn arguments(&self) -> Vec<Value> {
        let staff = self.staff.map(|staff| staff.uuid().to_string()).unwrap_or_default();
        args![staff, self.kind, self.place.as_str(), self.now]
    }
}

/// Whether the reader whose arguments stand at these places sees some of these rooms (a mask of bits) of a child.
macro_rules! may_see {
    ($child:literal, $rooms:literal, [$staff:literal, $kind:literal, $place:literal, $now:literal]) => {
        concat!(
            "EXISTS (SELECT 1 FROM access_grant g LEFT JOIN staff l ON g.holder_kind = 'leaders' AND l.id = g.holder WHERE g.child = ",
            $child,
            " AND (g.rooms & ",
            $rooms,
            ") <> 0 AND ",
            crate::reader::holds!([$staff, $kind, $place, $now]),
            ")"
        )
    };
}
/// Whether the grant `g` is held now by the reader whose arguments stand at these places; `l` is whoever is led, when it is a leader's.
macro_rules! holds {
    ([$staff:literal, $kind:literal, $place:literal, $now:literal]) => {
        concat!(
            "g.from_at <= ",
            $now,
            " AND g.until_at > ",
            $now,
            " AND ((g.holder_kind = 'staff' AND g.holder = ",
            $staff,
            ") OR (g.holder_kind = ",
            $kind,
            " AND (g.holder = ",
            $place,
            " OR (g.holder_kind = 'leaders' AND l.unit = ",
            $place,
            "))))"
        )
    };
}
/// As [`may_see`], of any room: whether the child exists for the reader.
macro_rules! may_know {
    ($child:literal, $reader:tt) => {
        crate::reader::may_see!($child, "131071", $reader)
    };
}
pub(crate) use {holds, may_know, may_see};

/// How many children one [`ROOMS_SEEN`] asks about.
const AT_ONCE: usize = 16;

statements! {
    MAY_KNOW = concat!("SELECT COUNT(*) FROM child c WHERE c.id = $1 AND ", may_know!("c.id", ["$2", "$3", "$4", "$5"]));
    ROOMS_SEEN = concat!("SELECT g.child, g.rooms FROM access_grant g LEFT JOIN staff l ON g.holder_kind = 'leaders' AND l.id = g.holder
        WHERE g.child IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) AND ", holds!(["$17", "$18", "$19", "$20"]));
    /// The records somebody has open in an emergency now.
    EMERGENCIES = "SELECT child, until_at FROM access_grant
        WHERE holder_kind = 'staff' AND holder = $1 AND because = 'glass' AND from_at <= $2 AND until_at > $2 ORDER BY until_at, child";
    WORKPLACE = "SELECT unit FROM staff WHERE id = $1";
}

impl Store {
    /// Whether a child exists for somebody.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn may_know(&self, by: &Reader, child: ChildId) -> Result<bool, StoreError> {
        let arguments = args![child].into_iter().chain(by.arguments()).collect();
        self.db.row(MAY_KNOW, arguments).await?.map_or(Ok(false), |mut cells| Ok(cells.int()? > 0))
    }

    /// A child's whole record, for somebody with a relation to the child. A child that is not there and one they may not know of cost the same
    /// one question and give the same answer.
    ///
    /// # Errors
    /// When the database fails or an entry cannot be read.
    pub async fn record_for(&self, by: &Reader, child: ChildId) -> Result<Option<Record>, StoreError> {
        if self.may_know(by, child).await? { self.record(child).await } else { Ok(None) }
    }

    /// The rooms somebody sees of each of some children, all their grants together. A child they may not know of is not among them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rooms_seen(&self, by: &Reader, children: &[ChildId]) -> Result<BTreeMap<ChildId, Rooms>, StoreError> {
        let mut seen: BTreeMap<ChildId, Rooms> = BTreeMap::new();
        for some in children.chunks(AT_ONCE) {
            let padded = some.iter().chain(some.iter().cycle()).take(AT_ONCE);
            let arguments = padded.flat_map(|child| args![*child]).chain(by.arguments()).collect();
            for mut cells in self.db.rows(ROOMS_SEEN, arguments).await? {
                let (child, bits) = (cells.id(ChildId::new)?, cells.int()?);
                let rooms = seen.entry(child).or_default();
                *rooms = rooms.and(Rooms::from_bits(u32::try_from(bits).unwrap_or(0)));
            }
        }
        Ok(seen)
    }

    /// The records somebody has open in an emergency now, and until when.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn emergencies_of(&self, staff: StaffId, now: Timestamp) -> Result<Vec<(ChildId, Timestamp)>, StoreError> {
        let rows = self.db.rows(EMERGENCIES, args![staff, now]).await?;
        rows.into_iter().map(|mut cells| Ok((cells.id(ChildId::new)?, cells.instant()?))).collect()
    }

    /// Where somebody works now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn workplace(&self, staff: StaffId) -> Result<Option<trin_domain::id::UnitId>, StoreError> {
        self.db.row(WORKPLACE, args![staff]).await?.map(|mut cells| cells.id(trin_domain::id::UnitId::new)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use trin_domain::access::{Room, Rooms};

    #[test]
    fn the_masks_in_the_statements_are_the_rooms() {
        // The literals of `may_see!` and `may_know!`, where SQL needs a number.
        assert_eq!(Rooms::ALL.bits(), 131_071);
        assert_eq!(Rooms::of(&[Room::Responsibility]).bits(), 4);
        assert_eq!(Rooms::of(&[Room::Position]).bits(), 8);
        assert_eq!(Rooms::of(&[Room::Duties]).bits(), 16);
        assert_eq!(Rooms::of(&[Room::Notifications]).bits(), 32);
        assert_eq!(Rooms::of(&[Room::Admission]).bits(), 8192);
    }
}
