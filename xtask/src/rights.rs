//! The rights matrix: each role with each relation to a child, what of the record it sees and writes, and what it may do. In Danish, for a
//! data-protection officer. Derived by the same code as the pages ask, from a record for each relation (`testkit/src/relations.rs`).

use jiff::Timestamp;
use std::fmt::Write;
use trin_domain::access::{self, Access, Room, Rooms};
use trin_domain::id::{ChildId, StaffId, UnitId};
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_domain::record::{Author, Record, State};
use trin_domain::strategy::Strategy;
use trin_testkit::Desk;
use trin_testkit::relations::{End, Relation, Whose, relations};

/// Where the matrix lies, from the root.
pub const PATH: &str = "docs/rights.txt";
/// How it is written anew.
pub const COMMAND: &str = "cargo run -p trin-xtask -- rights";

/// Short headings of the rooms, in the order of [`Room::ALL`], and of the actions after them.
const ROOMS: [&str; 17] =
    ["Id", "Sko", "Ans", "Gan", "Skyl", "Und", "Bfu", "Hjæl", "Not", "Triv", "Netv", "Samt", "Møde", "Adg", "Adr", "Besk", "Rund"];
const ACTIONS: [(&str, &str); 7] = [
    ("kend", "ved, at barnet findes: det står i lister, søgning og tal"),
    ("note", "skriver notater i journalen"),
    ("tilb", "tilbyder en anden ansvaret for barnet"),
    ("lukk", "lukker en kollega ind i sagen, eller begrænser den til de færreste"),
    ("genn", "gennemser en nødadgang"),
    ("fris", "får en beskyttet adresse vist, efter at have vist igen, hvem man er, og sagt hvorfor"),
    ("nød", "åbner sagen i en nødsituation, en time, med grund; lederen ser det straks"),
];

/// A cell: what a role with a relation may of a room, or whether it may do something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cell {
    /// Nothing.
    Nothing,
    /// Its own part of the room: the help it gives, the meeting it takes part in.
    Part,
    /// Reads it.
    Reads,
    /// Reads and writes its own part of the room: what was found at one's unit.
    OwnPart,
    /// Reads it and writes in it.
    Writes,
    /// May do it.
    Yes,
}

impl Cell {
    const fn sign(self) -> char {
        match self {
            Self::Nothing => '.',
            Self::Part => 'd',
            Self::OwnPart => 'D',
            Self::Reads => 'l',
            Self::Writes => 'S',
            Self::Yes => 'J',
        }
    }
}

/// The instant at which everything is asked.
fn now() -> Timestamp {
    Timestamp::constant(1_778_572_800, 0)
}

/// What is owed opens where it is done, and a strategy says what is owed.
fn strategy() -> &'static Strategy {
    Strategy::named("kerteminde-2021").expect("a shipped strategy")
}

fn unit() -> UnitId {
    UnitId::from_label("min enhed")
}

/// Somebody in a role.
pub fn me(role: Role) -> Staff {
    Staff { id: StaffId::from_label("mig"), name: "Mig".into(), role, unit: unit(), is_active: true }
}

/// The child of a relation, for one person.
pub fn whose(relation: &Relation, me: &Staff) -> Whose {
    Whose {
        child: ChildId::from_label(relation.code),
        me: me.id,
        my_unit: me.unit,
        colleague: StaffId::from_label("kollega"),
        other: StaffId::from_label("en anden rådgiver"),
        elsewhere: UnitId::from_label("et andet sted"),
        now: now(),
    }
}

/// What somebody sees of a record, at the instant of the matrix.
pub fn seen(record: &Record, me: &Staff) -> Option<Access> {
    let unit_of = |staff: StaffId| (staff == StaffId::from_label("kollega") || staff == me.id).then_some(me.unit);
    access::grant(&record.state(), strategy(), me, unit_of, now())
}

/// The record after the relation has ended.
///
/// # Panics
/// When what ends it does not follow from the record: then the fixture is wrong.
pub fn ended(relation: &Relation, whose: &Whose) -> Record {
    let record = relation.record(whose);
    let End::Written(role, staff, facts) = relation.end(whose) else { return record };
    let mut desk = Desk { record, now: whose.now, by: Author { staff, role } };
    desk.writes(facts);
    desk.record
}

/// A row: the rooms, then the actions.
pub fn cells(state: &State<'_>, me: &Staff, seen: Option<&Access>) -> Vec<Cell> {
    let (sees, writes) = seen.map_or((Rooms::NONE, Rooms::NONE), |seen| (seen.rooms, seen.writes));
    let has_part = |room: Room| match room {
        Room::Help => seen.is_some_and(Access::sees_some_help),
        Room::Meetings => seen.is_some_and(|seen| state.meetings.iter().any(|meeting| seen.sees_meeting(meeting.planned.no))),
        Room::Duties => seen.is_some_and(Access::sees_some_help),
        _ => false,
    };
    let room = |room: &Room| match *room {
        // Nobody has it on a page; who may ask for its release is an action.
        Room::ProtectedAddress => Cell::Nothing,
        Room::AtUnit if writes.has(Room::AtUnit) => Cell::OwnPart,
        room if writes.has(room) => Cell::Writes,
        room if sees.has(room) => Cell::Reads,
        room if has_part(room) => Cell::Part,
        _ => Cell::Nothing,
    };
    let by = Author { staff: me.id, role: me.role };
    let may = [
        seen.is_some(),
        writes.has(Room::Notes),
        writes.has(Room::Responsibility) && access::may_offer(state, by),
        writes.has(Room::Admission) && access::may_admit(state, by),
        writes.has(Room::Admission) && access::leads(me.role) && state.glass.iter().any(|glass| glass.broken.by.staff != me.id),
        sees.has(Room::ProtectedAddress),
        access::may_break_glass(me),
    ];
    Room::ALL.iter().map(room).chain(may.map(|may| if may { Cell::Yes } else { Cell::Nothing })).collect()
}

/// How many cells the matrix has.
pub fn size() -> usize {
    Role::ALL.len() * relations().len() * (ROOMS.len() + ACTIONS.len())
}

/// The whole matrix.
pub fn rights() -> String {
    let mut book = beginning();
    let widest = relations().iter().map(|relation| relation.da.chars().count()).max().unwrap_or_default();
    for role in Role::ALL {
        let _ = writeln!(book, "\n\n{}\n{}\n", role.da().to_uppercase(), "=".repeat(role.da().chars().count()));
        let headings: Vec<&str> = ROOMS.iter().copied().chain(ACTIONS.iter().map(|(short, _)| *short)).collect();
        let _ = writeln!(
            book,
            "{:widest$}  {}",
            "Relation til barnet",
            headings.iter().map(|short| format!("{short:4}")).collect::<Vec<_>>().join(" ").trim_end()
        );
        let _ = writeln!(book, "{}", "-".repeat(widest + 1 + 5 * headings.len()));
        let me = me(*role);
        for relation in relations() {
            let record = relation.record(&whose(&relation, &me));
            let row = cells(&record.state(), &me, seen(&record, &me).as_ref());
            let signs: Vec<String> = row.iter().map(|cell| format!("{:4}", cell.sign())).collect();
            let _ = writeln!(book, "{:widest$}  {}", relation.da, signs.join(" ").trim_end());
        }
    }
    book
}

fn beginning() -> String {
    let mut book = format!(
        "RETTIGHEDER I TRIN\n\
         ==================\n\n\
         Hvem der ser hvad af et barns sag, og hvad de kan gøre. Én tabel for hver rolle, én linje for hver relation til barnet.\n\
         Filen er skrevet af `{COMMAND}` og er regnet ud af det samme program, som siderne spørger.\n\
         En prøve fejler, når filen ikke passer, og en anden spørger den kørende server om cellerne.\n\n\
         Antal celler: {} roller x {} relationer x {} felter = {}.\n\n\
         SÅDAN LÆSES DEN\n\
         ---------------\n\
         .  intet\n\
         d  kun en del: den indsats, man selv giver, eller det møde, man selv deltager i\n\
         D  læser og skriver kun det, der hører til ens eget sted; hvad en kollega mener alene, først når man selv har sagt sit\n\
         l  læser\n\
         S  læser og skriver\n\
         J  kan det\n\n\
         Rollen alene åbner intet. Linjen \"Ingen\" er den, der kun har rollen: for de fleste er den tom. Afdelingschefen ser de åbne sagers\n\
         ansvar, gang og pligter, men intet af det, der er skrevet. En relation, der slutter, er væk ved næste klik.\n\
         Nogle linjer viser en relation, rollen ikke kan få, som en pædagog, der er ansvarlig: den er, hvad en rådgiver med ansvar ville\n\
         beholde, hvis rollen blev skiftet, før sagen blev givet videre. Hvad man ser på en side, kan man skrive ud. Hvad man selv har skrevet, kan man altid\n\
         læse, så længe man har en relation til barnet.\n\n\
         Felterne:\n",
        Role::ALL.len(),
        relations().len(),
        ROOMS.len() + ACTIONS.len(),
        size(),
    );
    for (short, room) in ROOMS.iter().zip(Room::ALL) {
        let _ = writeln!(book, "  {short:5} {}", room.da());
    }
    book.push_str("\nHandlingerne:\n");
    for (short, what) in ACTIONS {
        let _ = writeln!(book, "  {short:5} {what}");
    }
    book.push_str(
        "\nDen beskyttede adresse (Besk) står på ingen side for nogen; den vises én gang til den, der har J under fris.\n\
         Kopien til familien (aktindsigt) har også det, der står under Rund: den, der laver kopien, læser det i den.\n\
         Hvilken side der åbner for hvem, står i docs/routes.txt.\n",
    );
    book
}
