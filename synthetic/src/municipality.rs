//! The invented municipality's places and people.

use crate::chance::{Chance, Purpose};
use crate::names::{DAY_CARES, MUNICIPALITIES, ORIGINS, PLACE_FIRST, PLACE_SECOND};
use crate::{Options, practice};
use jiff::civil::Date;
use std::collections::HashSet;
use trin_domain::calendar;
use trin_domain::id::{StaffId, UnitId};
use trin_domain::kinds::{InterventionKind, Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::Author;

/// Names of those one can be in the demo: head of department, intake, team leader, health visitor, provider, pedagogue, teacher and
/// caseworker.
const DEMO: [&str; 8] = [
    "Anders Agerlund",
    "Mona Modtoft",
    "Torben Toftlund",
    "Sidsel Stormgaard",
    "Lone Lyngholm",
    "Pernille Plumgaard",
    "Lars Lærkedal",
    "Rikke Raskmark",
];

/// The district written on units that serve everyone.
pub const WHOLE_MUNICIPALITY: &str = "Hele kommunen";

/// A whole invented municipality: its places and its people. The children come from [`crate::families`].
#[derive(Clone, PartialEq, Debug)]
pub struct Municipality {
    /// Its name, which no real municipality has or had.
    pub name: String,
    /// Every place where people work with children.
    pub units: Vec<Unit>,
    /// Everyone who works, or has worked, there. The first active one of each role is the one to be in the demo.
    pub staff: Vec<Staff>,
    /// The districts.
    pub districts: Vec<District>,
    pub(crate) desks: Vec<Desk>,
    pub(crate) intake: Vec<Author>,
    pub(crate) system: Author,
    providers: Vec<ProviderSet>,
}

/// A district with its day-cares, schools and caseworkers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct District {
    /// Its name.
    pub name: String,
    /// Its day-cares.
    pub day_cares: Vec<UnitId>,
    /// Its schools.
    pub schools: Vec<UnitId>,
    /// Its caseworkers' team.
    pub team: UnitId,
    pub(crate) units: Vec<Unit>,
    pub(crate) special_school: Unit,
    pub(crate) desks: Vec<usize>,
    pub(crate) health_visitor: Author,
    pub(crate) leader: Author,
    provider_set: usize,
}

/// A caseworker's place, held by one person after another. Cases belong to the desk, so that they are handed over.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Desk {
    /// How many of the district's cases come here, beside the others.
    pub weight: f64,
    /// Who has held it, each with the first day; the first from long before the record begins.
    pub held_by: Vec<(Date, StaffId)>,
}

impl Desk {
    /// Who holds it on a day.
    pub(crate) fn holder(&self, on: Date) -> StaffId {
        self.held_by.iter().rev().find(|(from, _)| *from <= on).unwrap_or(&self.held_by[0]).1
    }
}

/// One of each kind of provider.
#[derive(Clone, PartialEq, Debug)]
struct ProviderSet(Vec<(ProviderKind, Unit, Author)>);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum ProviderKind {
    FamilyHouse,
    ContactPersons,
    FosterTeam,
    OwnResidential,
    ExternalResidential,
    Residence,
    YouthHouse,
    DayTreatment,
    Relief,
    Secure,
    BoardingSchool,
    Ppr,
    Health,
}

const PROVIDERS: &[(ProviderKind, &str)] = &[
    (ProviderKind::FamilyHouse, "Familiehuset"),
    (ProviderKind::ContactPersons, "Kontaktpersonkorpset"),
    (ProviderKind::FosterTeam, "Plejefamilieteamet"),
    (ProviderKind::OwnResidential, "Børnehuset Pilegrenen"),
    (ProviderKind::ExternalResidential, "Døgninstitutionen Tre Birke"),
    (ProviderKind::Residence, "Opholdsstedet Havglimt"),
    (ProviderKind::YouthHouse, "Ungehuset Mastetoppen"),
    (ProviderKind::DayTreatment, "Dagbehandlingen Spiretuen"),
    (ProviderKind::Relief, "Aflastningen Solpladsen"),
    (ProviderKind::Secure, "Den sikrede institution Stenvolden"),
    (ProviderKind::BoardingSchool, "Efterskolen Vesterklit"),
];

const fn provider_kind(kind: InterventionKind) -> Option<ProviderKind> {
    use InterventionKind as K;
    Some(match kind {
        K::HomeSupport
        | K::FamilyTreatment
        | K::ParentCourse
        | K::Counselling
        | K::ConversationGroup
        | K::FamilyGroupConference
        | K::PsychologistTalks
        | K::FamilyStay
        | K::OtherHelp => ProviderKind::FamilyHouse,
        K::ContactPerson | K::WorkTraining => ProviderKind::ContactPersons,
        K::DayTreatment => ProviderKind::DayTreatment,
        K::ReliefCare => ProviderKind::Relief,
        K::FamilyRoom | K::HealthVisitorExtra => ProviderKind::Health,
        K::PprCourse => ProviderKind::Ppr,
        K::PlacementKin | K::PlacementFoster | K::PlacementFosterSpecialised | K::PlacementFosterReinforced => ProviderKind::FosterTeam,
        K::PlacementOwnRoom => ProviderKind::YouthHouse,
        K::PlacementBoardingSchool => ProviderKind::BoardingSchool,
        K::PlacementResidentialOwn => ProviderKind::OwnResidential,
        K::PlacementResidentialExternal => ProviderKind::ExternalResidential,
        K::PlacementResidentialHome => ProviderKind::Residence,
        K::PlacementSecure => ProviderKind::Secure,
        // Day-care and school carry these themselves; lost earnings have no provider.
        K::WellbeingEffort | K::SupportPedagogue | K::SupportedDayCare | K::LostEarnings => return None,
    })
}

impl Municipality {
    /// The one to be in the demo: the first active person of a role.
    pub fn person(&self, role: trin_domain::kinds::Role) -> Option<&Staff> {
        self.staff.iter().find(|staff| staff.role == role && staff.is_active)
    }

    /// Who gives this kind of help in a district, when it is a unit of its own.
    pub(crate) fn provider(&self, district: usize, kind: InterventionKind) -> Option<&Unit> {
        self.provided_by(district, kind).map(|(_, unit, _)| unit)
    }

    /// Who there writes about it.
    pub(crate) fn provider_staff(&self, district: usize, kind: InterventionKind) -> Option<Author> {
        self.provided_by(district, kind).map(|(_, _, author)| *author)
    }

    fn provided_by(&self, district: usize, kind: InterventionKind) -> Option<&(ProviderKind, Unit, Author)> {
        let wanted = provider_kind(kind)?;
        self.providers[self.districts[district].provider_set].0.iter().find(|(kind, ..)| *kind == wanted)
    }
}

/// Makes the municipality's places and people. The same seed, size, end and years give the same.
pub fn municipality(options: &Options) -> Municipality {
    Founding::new(options).found()
}

/// How many people and places a number of children needs.
struct Size {
    districts: usize,
    desks: usize,
    districts_per_team: usize,
    districts_per_provider_set: usize,
}

impl Size {
    fn of(children: u32) -> Self {
        let children = f64::from(children);
        let districts = ((children / 1_570.0).round() as usize).max(1);
        let desks = ((children * practice::OPEN_SHARE / practice::CHILDREN_PER_CASEWORKER).round() as usize).max(districts);
        Self { districts, desks, districts_per_team: 3, districts_per_provider_set: 8 }
    }
}

struct Founding<'o> {
    options: &'o Options,
    chance: Chance,
    units: Vec<Unit>,
    staff: Vec<Staff>,
    names: HashSet<String>,
}

impl<'o> Founding<'o> {
    fn new(options: &'o Options) -> Self {
        let chance = Chance::stream(options.seed, Purpose::Municipality, 0);
        Self { options, chance, units: Vec::new(), staff: Vec::new(), names: HashSet::new() }
    }

    fn found(mut self) -> Municipality {
        let size = Size::of(self.options.children);
        let children = f64::from(self.options.children);
        let name = self.chance.pick(MUNICIPALITIES).to_string();

        let department = self.unit(UnitKind::Department, "Børn, Unge og Familie", WHOLE_MUNICIPALITY);
        let system = Author { staff: self.person(Role::System, &department, Some("Trin"), true), role: Role::System };
        self.person(Role::HeadOfDepartment, &department, Some(DEMO[0]), true);

        let intake_unit = self.unit(UnitKind::Intake, "Modtagelsen", WHOLE_MUNICIPALITY);
        let intake_count = ((children * 0.11 / 220.0).round() as usize).max(2);
        let intake = (0..intake_count)
            .map(|n| {
                let staff = self.person(Role::Intake, &intake_unit, (n == 0).then_some(DEMO[1]), true);
                Author { staff, role: Role::Intake }
            })
            .collect();

        let ppr = self.unit(UnitKind::Ppr, "PPR", WHOLE_MUNICIPALITY);
        let health = self.unit(UnitKind::HealthService, "Sundhedsplejen", WHOLE_MUNICIPALITY);

        let place_names = self.place_names(size.districts);
        let special_school = self.unit(UnitKind::School, "Specialskolen Kompasset", WHOLE_MUNICIPALITY);
        let providers = self.providers(&place_names, &size, &ppr, &health);

        let mut districts = Vec::with_capacity(size.districts);
        let mut desks = Vec::with_capacity(size.desks);
        let mut team = None;
        let mut leader = Author { staff: system.staff, role: Role::TeamLeader };
        for (n, place) in place_names.iter().enumerate() {
            let before = self.units.len();
            let (day_cares, schools) = self.day_cares_and_schools(n, place, children / size.districts as f64);
            let own_units = self.units[before..].to_vec();
            if n % size.districts_per_team == 0 {
                let name = if size.districts <= size.districts_per_team {
                    "Familierådgivningen".to_string()
                } else {
                    format!("Familierådgivningen {place}")
                };
                let unit = self.unit(UnitKind::CaseTeam, &name, place);
                let staff = self.person(Role::TeamLeader, &unit, (n == 0).then_some(DEMO[2]), true);
                leader = Author { staff, role: Role::TeamLeader };
                team = Some(unit);
            }
            let team_unit = team.clone().unwrap_or_else(|| intake_unit.clone());
            let health_visitor =
                Author { staff: self.person(Role::HealthVisitor, &health, (n == 0).then_some(DEMO[3]), true), role: Role::HealthVisitor };
            let share = size.desks * (n + 1) / size.districts - size.desks * n / size.districts;
            let first = desks.len();
            for seat in 0..share {
                desks.push(self.desk(&team_unit, n == 0 && seat == 0));
            }
            districts.push(District {
                name: place.clone(),
                day_cares,
                schools,
                team: team_unit.id,
                units: own_units,
                special_school: special_school.clone(),
                desks: (first..desks.len()).collect(),
                health_visitor,
                leader,
                provider_set: n / size.districts_per_provider_set,
            });
        }
        // Those to be in the demo stand first of their role.
        self.staff.sort_by_key(|staff| !DEMO.contains(&staff.name.as_str()));
        Municipality { name, units: self.units, staff: self.staff, districts, desks, intake, system, providers }
    }

    fn place_names(&mut self, count: usize) -> Vec<String> {
        let possible = PLACE_FIRST.len() * PLACE_SECOND.len();
        // A step that shares no factor with the number of pairs visits each pair once before any comes again.
        let (start, step) = (self.chance.below(possible), 97);
        (0..count)
            .map(|n| {
                let pair = (start + n * step) % possible;
                let name = format!("{}{}", PLACE_FIRST[pair / PLACE_SECOND.len()], PLACE_SECOND[pair % PLACE_SECOND.len()]);
                if n < possible { name } else { format!("{name} {}", n / possible + 1) }
            })
            .collect()
    }

    fn providers(&mut self, places: &[String], size: &Size, ppr: &Unit, health: &Unit) -> Vec<ProviderSet> {
        let sets = size.districts.div_ceil(size.districts_per_provider_set);
        (0..sets)
            .map(|n| {
                let place = &places[n * size.districts_per_provider_set];
                let psychologist = Author { staff: self.person(Role::Provider, ppr, None, true), role: Role::Provider };
                let nurse = Author { staff: self.person(Role::HealthVisitor, health, None, true), role: Role::HealthVisitor };
                let mut set = vec![(ProviderKind::Ppr, ppr.clone(), psychologist), (ProviderKind::Health, health.clone(), nurse)];
                for (kind, name) in PROVIDERS {
                    let name = if n == 0 { (*name).to_string() } else { format!("{name} {place}") };
                    let unit = self.unit(UnitKind::Provider, &name, WHOLE_MUNICIPALITY);
                    let is_demo = n == 0 && *kind == ProviderKind::FamilyHouse;
                    let staff = self.person(Role::Provider, &unit, is_demo.then_some(DEMO[4]), true);
                    self.person(Role::Provider, &unit, None, true);
                    set.push((*kind, unit, Author { staff, role: Role::Provider }));
                }
                ProviderSet(set)
            })
            .collect()
    }

    fn day_cares_and_schools(&mut self, n: usize, place: &str, children: f64) -> (Vec<UnitId>, Vec<UnitId>) {
        let day_care_count = ((children * 5.0 / 18.0 / 85.0).round() as usize).max(1);
        let first_name = self.chance.below(DAY_CARES.len());
        let day_cares = (0..day_care_count)
            .map(|i| {
                let name = DAY_CARES[(first_name + i) % DAY_CARES.len()];
                let unit = self.unit(UnitKind::DayCare, &format!("{name}, {place}"), place);
                for seat in 0..2 {
                    self.person(Role::Pedagogue, &unit, (n == 0 && i == 0 && seat == 0).then_some(DEMO[5]), true);
                }
                unit.id
            })
            .collect();
        let school_count = ((children * 10.0 / 18.0 / 560.0).round() as usize).max(1);
        let schools = (0..school_count)
            .map(|i| {
                let name = match i {
                    0 => format!("{place}skolen"),
                    1 => format!("{place} Friskole"),
                    _ => format!("{}skolen, {place}", ["Søndre ", "Nordre ", "Vestre ", "Østre "][i % 4]).replace(" skolen", " Skole"),
                };
                let unit = self.unit(UnitKind::School, &name, place);
                for seat in 0..4 {
                    self.person(Role::Teacher, &unit, (n == 0 && i == 0 && seat == 0).then_some(DEMO[6]), true);
                }
                unit.id
            })
            .collect();
        (day_cares, schools)
    }

    /// A desk and those who have held it. Caseworkers stay some four to five years.
    fn desk(&mut self, team: &Unit, is_demo: bool) -> Desk {
        let today = calendar::day_of(self.options.now);
        let start = self.options.start();
        let mut changes: Vec<Date> = Vec::new();
        // The demo's caseworker has been there for some years.
        let mut back = if is_demo { 500 } else { self.chance.between(60, 2_400) };
        while calendar::days_after(today, -back) > start {
            changes.push(calendar::days_after(today, -back));
            back += self.chance.between(400, 2_600);
        }
        changes.push(calendar::days_after(start, -10_000));
        changes.reverse();
        let last = changes.len() - 1;
        let held_by = changes
            .into_iter()
            .enumerate()
            .map(|(n, from)| {
                let is_last = n == last;
                (from, self.person(Role::Caseworker, team, (is_demo && is_last).then_some(DEMO[7]), is_last))
            })
            .collect();
        Desk { weight: self.chance.around(1.0, 0.18), held_by }
    }

    fn unit(&mut self, kind: UnitKind, name: &str, district: &str) -> Unit {
        let id = UnitId::from_label(&format!("synthetic {} unit {}", self.options.seed, self.units.len()));
        let unit = Unit { id, name: name.to_string(), kind, district: district.to_string() };
        self.units.push(unit.clone());
        unit
    }

    fn person(&mut self, role: Role, unit: &Unit, name: Option<&str>, is_active: bool) -> StaffId {
        let name = match name {
            Some(name) => name.to_string(),
            None => self.new_name(),
        };
        let id = StaffId::from_label(&format!("synthetic {} staff {}", self.options.seed, self.staff.len()));
        self.names.insert(name.clone());
        self.staff.push(Staff { id, name, role, unit: unit.id, is_active });
        id
    }

    /// A name no one here has yet, as far as names reach.
    fn new_name(&mut self) -> String {
        let mut name = String::new();
        for _ in 0..20 {
            let origin = if self.chance.is(0.9) { &ORIGINS[0].1 } else { self.chance.weighted(ORIGINS) };
            let first = if self.chance.is(0.78) { self.chance.pick(origin.women) } else { self.chance.pick(origin.men) };
            name = format!("{first} {}", self.chance.pick(origin.surnames));
            if !self.names.contains(&name) {
                break;
            }
        }
        name
    }
}
