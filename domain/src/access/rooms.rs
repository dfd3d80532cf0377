//! The rooms of a record: groups of what it says, opened together.

use crate::duties::DutyKind;
use crate::kinds::code_list;
use crate::record::Fact;
use serde::{Deserialize, Serialize};

code_list!(
    /// A room of the record.
    Room {
        Identity = "identity", "Navn, alder og hvem der er ansvarlig", "Name, age and who is responsible";
        Enrolment = "enrolment", "Dagtilbud og skole", "Day-care and school";
        Responsibility = "responsibility", "Ansvar og hvordan det flyttede", "Responsibility and how it moved";
        Position = "position", "Sagens gang og plads på trappen", "The case's course and place on the ladder";
        Duties = "duties", "Hvad kommunen skylder", "What the municipality owes";
        Notifications = "notifications", "Underretninger og hvad der blev gjort", "Notifications and what was done";
        Assessment = "assessment", "Undersøgelser og barnets ord i dem", "Assessments and the child's words in them";
        Help = "help", "Hjælp, plan, mål og opfølgning", "Help, plan, goals and follow-up";
        Notes = "notes", "Journalnotater", "Journal notes";
        Wellbeing = "wellbeing", "Trivsel", "Wellbeing";
        Network = "network", "Familie og netværk", "Family and network";
        Consents = "consents", "Samtykker", "Consents";
        Meetings = "meetings", "Møder", "Meetings";
        Admission = "admission", "Hvem der er lukket ind, og nødadgang", "Who was let in, and emergency access";
        Address = "address", "Adresse, der ikke er beskyttet", "Address that is not protected";
        ProtectedAddress = "protected-address", "Beskyttet adresse, når den frigives", "Protected address, when released";
        AtUnit = "at-unit", "Trivsel og bekymringer på stedet", "Wellbeing and worries at the unit";
    }
);

impl Room {
    /// The room in which a fact stands. A correction stands where what it corrects does.
    pub fn of(fact: &Fact) -> Self {
        match fact {
            Fact::Registered(_) | Fact::Born(_) => Self::Identity,
            Fact::Enrolled(_) | Fact::LeftUnit(_) => Self::Enrolment,
            Fact::RelationAdded(_) | Fact::RelationEnded(_) | Fact::CustodyChanged(_) => Self::Network,
            Fact::ConsentGiven(_) | Fact::ConsentWithdrawn(_) => Self::Consents,
            Fact::NotificationReceived(_)
            | Fact::AcuteAssessed(_)
            | Fact::SecondProfessionalAssessed(_)
            | Fact::ConcernsReread(_)
            | Fact::ReceiptSent(_)
            | Fact::FeedbackGiven(_)
            | Fact::Screened(_) => Self::Notifications,
            Fact::ResponsibilityAssigned(_)
            | Fact::ResponsibilityOffered(_)
            | Fact::ResponsibilityAccepted(_)
            | Fact::ResponsibilityDeclined(_)
            | Fact::ResponsibilityOfferWithdrawn(_) => Self::Responsibility,
            Fact::CoWorkerAdded(_)
            | Fact::CoWorkerEnded(_)
            | Fact::ChildRestricted(_)
            | Fact::RestrictionLifted(_)
            | Fact::GlassBroken(_)
            | Fact::GlassClosed(_)
            | Fact::GlassReviewed(_)
            | Fact::CopyGiven(_)
            | Fact::AddressShown(_) => Self::Admission,
            Fact::AddressStated(_) => Self::Address,
            Fact::AssessmentOpened(_)
            | Fact::AssessmentSectionWritten(_)
            | Fact::PreliminaryAssessmentWritten(_)
            | Fact::AssessmentConcluded(_)
            | Fact::ChildHeard(_) => Self::Assessment,
            Fact::InterventionDecided(_)
            | Fact::InterventionStarted(_)
            | Fact::InterventionEnded(_)
            | Fact::StepDownAimStated(_)
            | Fact::PlanMade(_)
            | Fact::PlanNotNeeded(_)
            | Fact::GoalSet(_)
            | Fact::GoalScored(_)
            | Fact::FollowedUp(_)
            | Fact::SupervisionVisited(_)
            | Fact::ReturnHomeReviewed(_)
            | Fact::PlacementProlonged(_) => Self::Help,
            Fact::WellbeingScored(_) => Self::Wellbeing,
            Fact::WellbeingAssessed(_)
            | Fact::FocusPointAgreed(_)
            | Fact::FocusPointLookedAt(_)
            | Fact::IndividualTalkHeld(_)
            | Fact::AbsenceStated(_)
            | Fact::AbsenceStepTaken(_)
            | Fact::WorryRaised(_)
            | Fact::WorryStepTaken(_)
            | Fact::WorrySettled(_) => Self::AtUnit,
            Fact::NoteWritten(_) | Fact::ViewAttached(_) => Self::Notes,
            Fact::MeetingPlanned(_) | Fact::MeetingClosed(_) => Self::Meetings,
            Fact::Closed(_) => Self::Position,
            Fact::Corrected(what) => Self::of(&what.should_say),
        }
    }

    /// The room in which what is owed is done.
    pub const fn met_in(kind: DutyKind) -> Self {
        match kind {
            DutyKind::AcuteAssessment
            | DutyKind::Receipt
            | DutyKind::Feedback
            | DutyKind::SecondProfessional
            | DutyKind::RereadConcerns
            | DutyKind::Screening => Self::Notifications,
            DutyKind::Assessment | DutyKind::PreliminaryAssessment | DutyKind::ChildHeard => Self::Assessment,
            DutyKind::Plan
            | DutyKind::FirstFollowUp
            | DutyKind::NextFollowUp
            | DutyKind::ReturnHomeReview
            | DutyKind::PlacementMaximum
            | DutyKind::SupervisionVisit
            | DutyKind::StepDownAim => Self::Help,
            DutyKind::AnswerOffer => Self::Responsibility,
            DutyKind::GlassReview => Self::Admission,
        }
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of rooms.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Rooms(u32);

impl Rooms {
    /// None.
    pub const NONE: Self = Self(0);
    /// All there are.
    pub const ALL: Self = Self::of(Room::ALL);
    /// The whole case: all but a protected address, and what a unit keeps to itself.
    pub const CASE: Self = Self::ALL.without(&[Room::ProtectedAddress, Room::AtUnit]);
    /// The case with a protected address: for those who may ask for its release.
    pub const CASE_AND_ADDRESS: Self = Self::CASE.and(Self::of(&[Room::ProtectedAddress]));

    /// These.
    pub const fn of(rooms: &[Room]) -> Self {
        let (mut bits, mut place) = (0, 0);
        while place < rooms.len() {
            bits |= rooms[place].bit();
            place += 1;
        }
        Self(bits)
    }

    /// These but for some.
    #[must_use]
    pub const fn without(self, rooms: &[Room]) -> Self {
        Self(self.0 & !Self::of(rooms).0)
    }

    /// These and those.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a room is among them.
    pub const fn has(self, room: Room) -> bool {
        self.0 & room.bit() != 0
    }

    /// Whether all of others are among them.
    pub const fn has_all(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// As a number, one bit for each room in the order of [`Room::ALL`]: how a database keeps them.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Those of a number that [`Self::bits`] gave; bits of no room are left out.
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits & Self::ALL.0)
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each, in the order of [`Room::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Room> {
        Room::ALL.iter().copied().filter(move |room| self.has(*room))
    }
}
