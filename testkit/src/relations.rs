//! One child for each relation a person can have to it: what the rights matrix is derived from, and what the pages are asked about.

use crate::Desk;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use trin_domain::access::Room;
use trin_domain::address::Address;
use trin_domain::calendar::{day_of, days_after};
use trin_domain::id::{ChildId, RoundId, StaffId, UnitId};
use trin_domain::kinds::{
    Cause, EndReason, GlassFinding, GlassReason, InterventionKind, MeetingKind, NotifierKind, RelationKind, RestrictionReason, Role,
    ScreeningOutcome, UnitKind,
};
use trin_domain::record::*;
use trin_domain::worries::WorrySign;

/// Whose relation it is, and to which child.
#[derive(Clone, Copy, Debug)]
pub struct Whose {
    /// The child.
    pub child: ChildId,
    /// Whose relation.
    pub me: StaffId,
    /// Where I work.
    pub my_unit: UnitId,
    /// Somebody else who works there.
    pub colleague: StaffId,
    /// A caseworker elsewhere, who has the child where nobody else does.
    pub other: StaffId,
    /// Another unit, which I have nothing to do with.
    pub elsewhere: UnitId,
    /// Now.
    pub now: Timestamp,
}

/// What makes a relation end.
#[derive(Clone, Debug)]
pub enum End {
    /// It has none, or there is nothing to end.
    None,
    /// What somebody writes.
    Written(Role, StaffId, Vec<Fact>),
    /// Time.
    After(SignedDuration),
}

/// A relation a person can have, or have had.
#[derive(Clone, Copy, Debug)]
pub struct Relation {
    /// Its stable name.
    pub code: &'static str,
    /// What it is, in Danish.
    pub da: &'static str,
    before: Before,
    relate: fn(&mut Desk, &Whose),
    end: fn(&Whose) -> End,
    is_restricted: bool,
}

/// What the child's record holds before the relation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Before {
    /// A case with something in every room.
    Case,
    /// That case, ready to be closed.
    Finished,
    /// The child is known, and has no case.
    Known,
    /// The child was known a generation ago.
    Ripe,
}

/// The days between the beginning of the case and now.
const SINCE: i32 = 30;

/// How many entries the case has before a relation; the first of a relation has the next number.
const CASE: u32 = 20;

/// The entry in which a room's words stand, with something nobody else writes.
pub const CANARIES: [(Room, u32, &str); 14] = [
    (Room::Enrolment, 2, "Kanariebørnehaven"),
    (Room::Notifications, 3, "Underretningskanarie"),
    (Room::Responsibility, 4, "Ansvarskanarie"),
    (Room::Assessment, 7, "Undersøgelseskanarie"),
    (Room::Help, 8, "Hjælpekanarie"),
    (Room::Notes, 9, "Journalkanarie"),
    (Room::Wellbeing, 10, "Trivselskanarie"),
    (Room::Network, 11, "Netværkskanarie"),
    (Room::Consents, 12, "Samtykkekanarie"),
    (Room::Meetings, 13, "Mødekanarie"),
    (Room::Admission, 14, "Adgangskanarie"),
    (Room::Address, 15, "Adressekanarie"),
    (Room::AtUnit, 19, "Rundekanarie"),
    (Room::AtUnit, 20, WORRY),
];

/// Words of a worry at the unit, which colleagues there see at once.
const WORRY: &str = "Bekymringskanarie";

/// Words of the protected address, which stand on no page that is not its release.
pub const PROTECTED: &str = "Skjulekanarievej 7";

impl Relation {
    /// The record of the child, as everyone wrote it.
    ///
    /// # Panics
    /// When a fact does not follow from the record: then the fixture is wrong.
    pub fn record(&self, whose: &Whose) -> Record {
        let mut desk = self.before.desk(whose);
        desk.now = whose.now;
        desk.by = Author { staff: whose.other, role: Role::TeamLeader };
        (self.relate)(&mut desk, whose);
        desk.by = Author { staff: whose.other, role: Role::TeamLeader };
        if self.is_restricted {
            desk.writes([Fact::ChildRestricted(ChildRestricted { reason: RestrictionReason::StaffFamily, on: day_of(whose.now) })]);
        }
        desk.record
    }

    /// What makes it end.
    pub fn end(&self, whose: &Whose) -> End {
        (self.end)(whose)
    }

    /// Whether the record holds something in every room: those of [`CANARIES`].
    pub fn has_canaries(&self) -> bool {
        matches!(self.before, Before::Case | Before::Finished)
    }

    const fn kept_to_the_fewest(self, code: &'static str, da: &'static str) -> Self {
        Self { code, da, is_restricted: true, ..self }
    }

    const fn without_end(self) -> Self {
        Self { end: |_| End::None, ..self }
    }
}

impl Before {
    fn desk(self, whose: &Whose) -> Desk {
        let days = match self {
            Self::Ripe => 40 * 366,
            _ => SINCE,
        };
        let now = whose.now.checked_sub(SignedDuration::from_hours(24 * i64::from(days))).expect("an instant");
        let on = day_of(now);
        let by = Author { staff: whose.other, role: Role::TeamLeader };
        let mut desk = Desk { record: Record::new(whose.child), now, by };
        let born = days_after(on, -4 * 366);
        desk.writes([Fact::Registered(Registered { name: "Freja Kanarie".into(), birth: Birth::Born(born), cpr: None })]);
        desk.writes([enrolled(whose.elsewhere, CANARIES[0].2, on)]);
        if matches!(self, Self::Case | Self::Finished) {
            desk.writes(case(whose, now, on));
        }
        if self == Self::Finished {
            desk.writes(finished(on));
        }
        desk
    }
}

fn enrolled(unit: UnitId, name: &str, on: Date) -> Fact {
    Fact::Enrolled(Enrolled { unit, unit_name: name.into(), unit_kind: UnitKind::DayCare, on })
}

fn notified(received_at: Timestamp, concern: &str) -> Fact {
    Fact::NotificationReceived(NotificationReceived {
        received_at,
        notifier: Notifier { kind: NotifierKind::School, name: Some("Lone Bech".into()), workplace: None },
        concern: concern.into(),
        causes: vec![Cause::InsufficientCare],
        acute: false,
        abuse_suspected: false,
        siblings: Vec::new(),
    })
}

fn assigned(to: StaffId, on: Date, reason: &str) -> Fact {
    Fact::ResponsibilityAssigned(ResponsibilityAssigned { to, on, reason: reason.into() })
}

fn assessed_and_screened(no: u32, at: Timestamp) -> Vec<Fact> {
    let notification = EntryNo(no);
    vec![
        Fact::AcuteAssessed(AcuteAssessed { notification, at, in_danger: false, acute_measure: None, reason: "Ikke akut".into() }),
        Fact::Screened(Screened {
            notification, on: day_of(at), outcome: ScreeningOutcome::PartOfOngoing, reason: "Sagen er åben".into()
        }),
    ]
}

fn help(provider: UnitId, on: Date, purpose: &str) -> Fact {
    Fact::InterventionDecided(InterventionDecided {
        on,
        kind: InterventionKind::FamilyTreatment,
        offer: None,
        provider: Some(provider),
        consent: ConsentBasis::WithConsent,
        purpose: purpose.into(),
        expected_until: None,
        why_not_lower: Some("Prøvet".into()),
        why_not_preferred: None,
        replaces: None,
    })
}

fn meeting(at: Timestamp, participants: &str, staff: Vec<StaffId>) -> Fact {
    Fact::MeetingPlanned(MeetingPlanned { at, kind: MeetingKind::Network, place: String::new(), participants: participants.into(), staff })
}

fn co_worker(staff: StaffId, reason: &str, on: Date, until: Option<Date>) -> Fact {
    Fact::CoWorkerAdded(CoWorkerAdded { staff, reason: reason.into(), on, until })
}

fn stated(address: &str, is_protected: bool, on: Date) -> Fact {
    Fact::AddressStated(AddressStated { address: Address::new(address.into(), is_protected), on })
}

/// Entries 3 to [`CASE`]: something in every room, in the words of [`CANARIES`].
fn case(whose: &Whose, now: Timestamp, on: Date) -> Vec<Fact> {
    let words = |room: Room| CANARIES.iter().find(|(its, ..)| *its == room).map_or("", |(.., words)| words);
    let mut facts = vec![notified(now, words(Room::Notifications)), assigned(whose.other, on, words(Room::Responsibility))];
    facts.extend(assessed_and_screened(3, now));
    let reason = words(Room::Assessment).into();
    facts.extend([
        Fact::AssessmentOpened(AssessmentOpened { kind: AssessmentKind::Full, on, aware_on: on, notification: None, reason }),
        help(whose.elsewhere, on, words(Room::Help)),
        Fact::NoteWritten(NoteWritten {
            on,
            facts: words(Room::Notes).into(),
            child_words: String::new(),
            others_words: String::new(),
            judgement: String::new(),
        }),
        Fact::WellbeingScored(WellbeingScored { on, wellbeing: 3, care: None, note: words(Room::Wellbeing).into() }),
        Fact::RelationAdded(RelationAdded {
            relation: RelationKind::ALL[0],
            name: words(Room::Network).into(),
            child: None,
            has_custody: true,
            on,
        }),
        Fact::ConsentGiven(ConsentGiven {
            given_by: "Mor".into(),
            purpose: words(Room::Consents).into(),
            recipients: "Skolen".into(),
            on,
            until: None,
        }),
        meeting(now, words(Room::Meetings), Vec::new()),
        co_worker(StaffId::from_label("tolken"), words(Room::Admission), on, None),
        stated(words(Room::Address), false, on),
        stated(PROTECTED, true, on),
        Fact::InterventionStarted(InterventionStarted { intervention: EntryNo(8), on }),
        Fact::ChildHeard(ChildHeard { on, hearing: Hearing::Talk { words: "Jeg vil lege.".into() } }),
        Fact::WellbeingAssessed(WellbeingAssessed {
            round: RoundId::from_label("foråret"),
            unit: whose.elsewhere,
            on,
            together: false,
            wellbeing: 3,
            care: None,
            signs: words(Room::AtUnit).into(),
            protects: String::new(),
            burdens: String::new(),
            child_words: String::new(),
        }),
        Fact::WorryRaised(WorryRaised {
            unit: whose.elsewhere,
            on,
            seen: vec![WorrySign::Violence],
            signs: WORRY.into(),
            child_words: String::new(),
            assessment: None,
        }),
    ]);
    facts
}

/// What must be done before the case can be closed: three entries.
fn finished(on: Date) -> Vec<Fact> {
    vec![
        Fact::AssessmentConcluded(AssessmentConcluded {
            assessment: EntryNo(7),
            on,
            conclusion: "Der er ikke mere brug for hjælp.".into(),
            support_needed: false,
            child_attitude: "Enig.".into(),
            parents_attitude: "Enige.".into(),
        }),
        Fact::InterventionEnded(InterventionEnded { intervention: EntryNo(8), on, reason: EndReason::ALL[0], note: String::new() }),
        Fact::PlanNotNeeded(PlanNotNeeded { intervention: EntryNo(8), on, reason: "Kort forløb".into() }),
    ]
}

fn closed_by(desk: &mut Desk, who: StaffId, days_ago: i32) {
    let now = desk.now;
    desk.now = now.checked_sub(SignedDuration::from_hours(24 * i64::from(days_ago))).expect("an instant");
    let on = day_of(desk.now);
    if desk.record.state().responsible.is_none_or(|responsible| responsible.staff != who) {
        desk.writes([assigned(who, on, "Overtager")]);
    }
    desk.writes([Fact::Closed(Closed { on, reason: "Skolen følger op".into() })]);
    desk.now = now;
}

/// Opened in an emergency, for an hour.
fn glass(desk: &mut Desk, by: StaffId, role: Role) {
    let until = desk.now.checked_add(SignedDuration::from_mins(60)).expect("an instant");
    let before = std::mem::replace(&mut desk.by, Author { staff: by, role });
    desk.writes([Fact::GlassBroken(GlassBroken { reason: GlassReason::OnCall, text: "Døgnvagt".into(), until })]);
    desk.by = before;
}

/// The first entry of a relation in a case.
const FIRST: EntryNo = EntryNo(CASE + 1);

const fn relation(code: &'static str, da: &'static str, relate: fn(&mut Desk, &Whose), end: fn(&Whose) -> End) -> Relation {
    Relation { code, da, before: Before::Case, relate, end, is_restricted: false }
}

fn today(whose: &Whose) -> Date {
    day_of(whose.now)
}

fn yesterday(whose: &Whose) -> Date {
    days_after(today(whose), -1)
}

/// The child goes back to the caseworker elsewhere.
fn given_back(whose: &Whose) -> End {
    End::Written(Role::TeamLeader, whose.colleague, vec![assigned(whose.other, today(whose), "Tilbage")])
}

fn written(whose: &Whose, facts: Vec<Fact>) -> End {
    End::Written(Role::TeamLeader, whose.other, facts)
}

const RESPONSIBLE: Relation =
    relation("responsible", "Ansvarlig for barnet", |desk, whose| desk.writes([assigned(whose.me, today(whose), "Overtager")]), given_back);
const LEADS: Relation = relation(
    "leads",
    "Leder den, der er ansvarlig",
    |desk, whose| desk.writes([assigned(whose.colleague, today(whose), "Overtager")]),
    given_back,
);
const CO_WORKER: Relation = relation(
    "co-worker",
    "Arbejder med på sagen",
    |desk, whose| desk.writes([co_worker(whose.me, "Kender mor", today(whose), None)]),
    |whose| written(whose, vec![Fact::CoWorkerEnded(CoWorkerEnded { co_worker: FIRST, on: today(whose) })]),
);
const OFFERED: Relation = relation(
    "offered",
    "Spurgt, om man vil overtage ansvaret",
    |desk, whose| {
        desk.writes([Fact::ResponsibilityOffered(ResponsibilityOffered { to: whose.me, on: today(whose), reason: "Distrikt".into() })]);
    },
    |whose| {
        let withdrawn = ResponsibilityOfferWithdrawn { offer: FIRST, on: today(whose), reason: "Syg".into() };
        written(whose, vec![Fact::ResponsibilityOfferWithdrawn(withdrawn)])
    },
);
const ENROLLED: Relation = relation(
    "enrolled",
    "Barnet går på ens skole, dagtilbud eller sundhedspleje",
    |desk, whose| desk.writes([enrolled(whose.my_unit, "Hos mig", days_after(today(whose), -20))]),
    |whose| written(whose, vec![Fact::LeftUnit(LeftUnit { enrolment: FIRST, on: yesterday(whose) })]),
);
const HELPS: Relation = relation(
    "gives-help",
    "Ens leverandør giver en indsats",
    |desk, whose| {
        desk.writes([help(whose.my_unit, days_after(today(whose), -20), "Hos os")]);
        desk.writes([Fact::InterventionStarted(InterventionStarted { intervention: FIRST, on: days_after(today(whose), -19) })]);
    },
    |whose| {
        let ended = InterventionEnded { intervention: FIRST, on: yesterday(whose), reason: EndReason::ALL[0], note: String::new() };
        written(whose, vec![Fact::InterventionEnded(ended)])
    },
);
const MEETS: Relation = relation(
    "meets",
    "Deltager i et møde om barnet",
    |desk, whose| desk.writes([meeting(whose.now, "Mor og skolen", vec![whose.me])]),
    |whose| written(whose, vec![Fact::MeetingClosed(MeetingClosed { meeting: FIRST, held: false, note: "Syg".into() })]),
);
const NOTIFICATION: Relation = relation(
    "notification",
    "En underretning om barnet venter på Modtagelsen",
    |desk, whose| desk.writes([notified(whose.now, "Ny bekymring")]),
    |whose| written(whose, assessed_and_screened(FIRST.0, whose.now)),
);
const GLASS: Relation = relation(
    "glass",
    "Har åbnet sagen i en nødsituation",
    |desk, whose| glass(desk, whose.me, Role::Caseworker),
    |_| End::After(SignedDuration::from_mins(60)),
);

/// Every relation, those that have ended or not begun included: they open nothing.
pub fn relations() -> Vec<Relation> {
    let all = [in_force(), gone(), closed_cases(), restricted()];
    all.into_iter().flatten().collect()
}

fn in_force() -> Vec<Relation> {
    vec![
        relation("none", "Ingen", |_, _| (), |_| End::None),
        RESPONSIBLE,
        LEADS,
        CO_WORKER,
        OFFERED,
        ENROLLED,
        HELPS,
        MEETS,
        NOTIFICATION,
        GLASS,
        relation(
            "glass-to-review",
            "Leder en, hvis nødadgang skal gennemses",
            |desk, whose| glass(desk, whose.colleague, Role::Caseworker),
            |whose| {
                let reviewed = GlassReviewed { glass: FIRST, on: today(whose), finding: GlassFinding::Ok, note: String::new() };
                written(whose, vec![Fact::GlassReviewed(reviewed)])
            },
        ),
        relation(
            "glass-of-a-leader-to-review",
            "En leders nødadgang skal gennemses",
            |desk, whose| glass(desk, whose.colleague, Role::TeamLeader),
            |_| End::None,
        ),
        Relation { before: Before::Known, ..relation("known", "Barnet er kendt og har ingen sag", |_, _| (), |_| End::None) },
        Relation { before: Before::Ripe, ..relation("retention-ended", "Tiden for det, der er gemt, er gået", |_, _| (), |_| End::None) },
    ]
}

fn gone() -> Vec<Relation> {
    vec![
        relation(
            "was-responsible",
            "Var ansvarlig",
            |desk, whose| {
                desk.writes([assigned(whose.me, today(whose), "Overtager")]);
                desk.writes([assigned(whose.other, today(whose), "Tilbage")]);
            },
            |_| End::None,
        ),
        relation(
            "was-co-worker",
            "Arbejdede med på sagen til i går",
            |desk, whose| desk.writes([co_worker(whose.me, "Tolk", days_after(today(whose), -9), Some(yesterday(whose)))]),
            |_| End::None,
        ),
        relation(
            "left-unit",
            "Barnet gik der til i går",
            |desk, whose| {
                desk.writes([enrolled(whose.my_unit, "Hos mig", days_after(today(whose), -20))]);
                desk.writes([Fact::LeftUnit(LeftUnit { enrolment: FIRST, on: yesterday(whose) })]);
            },
            |_| End::None,
        ),
        relation(
            "enrolled-from-tomorrow",
            "Barnet begynder der i morgen",
            |desk, whose| desk.writes([enrolled(whose.my_unit, "Hos mig", days_after(today(whose), 1))]),
            |_| End::None,
        ),
        relation(
            "gave-help",
            "Leverandørens indsats sluttede i går",
            |desk, whose| {
                (HELPS.relate)(desk, whose);
                if let End::Written(.., facts) = HELPS.end(whose) {
                    desk.writes(facts);
                }
            },
            |_| End::None,
        ),
        relation(
            "met",
            "Deltog i et møde for to dage siden",
            |desk, whose| {
                let at = whose.now.checked_sub(SignedDuration::from_hours(48)).expect("an instant");
                desk.writes([meeting(at, "Mor og skolen", vec![whose.me])]);
            },
            |_| End::None,
        ),
        relation(
            "wrote",
            "Skrev engang et notat i journalen",
            |desk, whose| {
                let before = std::mem::replace(&mut desk.by, Author { staff: whose.me, role: Role::Caseworker });
                desk.writes([crate::note("Ringet til skolen")]);
                desk.by = before;
            },
            |_| End::None,
        ),
    ]
}

fn closed_cases() -> Vec<Relation> {
    let closed = |code, da, relate, end| Relation { before: Before::Finished, ..relation(code, da, relate, end) };
    vec![
        closed(
            "closed",
            "Havde sagen, da den blev lukket for en uge siden",
            |desk, whose| closed_by(desk, whose.me, 7),
            |_| End::After(SignedDuration::from_hours(24 * 22)),
        ),
        closed(
            "closed-led",
            "Leder den, der havde sagen, da den blev lukket for en uge siden",
            |desk, whose| closed_by(desk, whose.colleague, 7),
            |_| End::After(SignedDuration::from_hours(24 * 22)),
        ),
        closed(
            "closed-co-worker",
            "Arbejdede med på sagen, da den blev lukket for en uge siden",
            |desk, whose| {
                let now = desk.now;
                desk.now = now.checked_sub(SignedDuration::from_hours(24 * 8)).expect("an instant");
                desk.writes([co_worker(whose.me, "Kender mor", day_of(desk.now), None)]);
                desk.now = now;
                closed_by(desk, whose.other, 7);
            },
            |_| End::After(SignedDuration::from_hours(24 * 22)),
        ),
        closed(
            "owed",
            "Sagen er lukket for en uge siden, og en kvittering eller orientering skyldes stadig",
            |desk, whose| closed_by(desk, whose.other, 7),
            |whose| {
                let notification = EntryNo(3);
                let told = Some("Barnet får hjælp.".to_owned());
                let sent = Fact::ReceiptSent(ReceiptSent { notification, on: today(whose) });
                let fed = Fact::FeedbackGiven(FeedbackGiven { notification, on: today(whose), told, withheld_because: None });
                written(whose, vec![sent, fed])
            },
        ),
    ]
}

fn restricted() -> Vec<Relation> {
    vec![
        RESPONSIBLE.kept_to_the_fewest("restricted-responsible", "Begrænset sag: ansvarlig").without_end(),
        LEADS.kept_to_the_fewest("restricted-leads", "Begrænset sag: leder den ansvarlige").without_end(),
        CO_WORKER.kept_to_the_fewest("restricted-co-worker", "Begrænset sag: arbejder med"),
        OFFERED.kept_to_the_fewest("restricted-offered", "Begrænset sag: spurgt, om man vil overtage"),
        ENROLLED.kept_to_the_fewest("restricted-enrolled", "Begrænset sag: barnet går der").without_end(),
        HELPS.kept_to_the_fewest("restricted-gives-help", "Begrænset sag: leverandør").without_end(),
        MEETS.kept_to_the_fewest("restricted-meets", "Begrænset sag: deltager i et møde").without_end(),
        NOTIFICATION.kept_to_the_fewest("restricted-notification", "Begrænset sag: en underretning venter").without_end(),
        GLASS.kept_to_the_fewest("restricted-glass", "Begrænset sag: åbnet i en nødsituation"),
    ]
}
