//! The answer of `trin due` as data; `--json` prints it as it is. docs/scenario.md says what each field means.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use trin_domain::duties::{self, Basis, Due, Duty, DutyKind, Met, Standing};
use trin_domain::id::StaffId;
use trin_domain::kinds::Role;
use trin_domain::ladder::{self, Direction};
use trin_domain::record::{EntryNo, State};
use trin_domain::scenario::Scenario;
use trin_domain::strategy::Strategy;

/// Where a child stands and what is owed.
#[derive(Debug, Serialize)]
pub(super) struct Answer<'s> {
    pub(super) child: &'s str,
    pub(super) name: &'s str,
    pub(super) strategy: &'s str,
    pub(super) on: Timestamp,
    pub(super) position: Option<PositionAnswer<'s>>,
    pub(super) movements: Vec<MovementAnswer>,
    pub(super) responsible: Option<String>,
    pub(super) duties: Vec<DutyAnswer>,
}

#[derive(Debug, Serialize)]
pub(super) struct PositionAnswer<'s> {
    pub(super) step: u8,
    pub(super) name: &'s str,
    #[serde(skip)]
    pub(super) name_en: &'s str,
    pub(super) since: Option<Date>,
}

#[derive(Debug, Serialize)]
pub(super) struct MovementAnswer {
    pub(super) on: Date,
    pub(super) from: Option<u8>,
    pub(super) to: Option<u8>,
    pub(super) direction: &'static str,
    pub(super) because: EntryNo,
}

#[derive(Debug, Serialize)]
pub(super) struct DutyAnswer {
    pub(super) kind: DutyKind,
    pub(super) name: &'static str,
    #[serde(skip)]
    pub(super) name_en: &'static str,
    pub(super) due: Due,
    pub(super) standing: Standing,
    pub(super) because: Because,
    pub(super) source: Basis,
    pub(super) other: Option<OtherDate>,
    pub(super) about: EntryNo,
    pub(super) counted_from: EntryNo,
    pub(super) counts_from: Due,
    pub(super) responsible: Option<String>,
    pub(super) role: Role,
    #[serde(skip)]
    pub(super) role_da: &'static str,
    #[serde(skip)]
    pub(super) role_en: &'static str,
    pub(super) met: Option<Met>,
    pub(super) lapsed_on: Option<Date>,
}

/// Why, in both languages.
#[derive(Debug, Serialize)]
pub(super) struct Because {
    pub(super) da: String,
    pub(super) en: String,
}

/// The date that does not lead.
#[derive(Debug, Serialize)]
pub(super) struct OtherDate {
    pub(super) due: Due,
    pub(super) source: Basis,
}

impl<'s> Answer<'s> {
    /// Answers from what was known then. Nothing is computed here that the domain has not computed.
    pub(super) fn new(scenario: &'s Scenario, state: &State<'s>, strategy: &'s Strategy, on: Timestamp) -> Self {
        let today = trin_domain::calendar::day_of(on);
        let movements = ladder::movements(state, strategy, today);
        let position = ladder::position_on(state, strategy, today).map(|no| {
            let step = strategy.step(no);
            PositionAnswer {
                step: no.0,
                name: step.map_or("", |step| step.name.as_str()),
                name_en: step.map_or("", |step| step.name_en.as_str()),
                since: movements.last().map(|movement| movement.on),
            }
        });
        let named = |staff: StaffId| scenario.people.get(&staff).cloned().unwrap_or_else(|| staff.to_string());
        let name = state.name();
        Self {
            child: &scenario.child_label,
            name: if name.is_empty() { &scenario.child_label } else { name },
            strategy: &strategy.key,
            on,
            position,
            movements: movements
                .iter()
                .map(|movement| MovementAnswer {
                    on: movement.on,
                    from: movement.from.map(|step| step.0),
                    to: movement.to.map(|step| step.0),
                    direction: match movement.direction() {
                        Direction::Down => "down",
                        Direction::Up => "up",
                    },
                    because: movement.because,
                })
                .collect(),
            responsible: state.responsible.map(|responsible| named(responsible.staff)),
            duties: duties::of(state, strategy).into_iter().map(|duty| DutyAnswer::new(duty, on, &named)).collect(),
        }
    }
}

impl DutyAnswer {
    fn new(duty: Duty, on: Timestamp, named: &dyn Fn(StaffId) -> String) -> Self {
        Self {
            kind: duty.kind,
            name: duty.kind.da(),
            name_en: duty.kind.en(),
            due: duty.due(),
            standing: duty.standing(on),
            because: Because { da: duty.because_da, en: duty.because_en },
            source: duty.leads.basis,
            other: duty.other.map(|other| OtherDate { due: other.due, source: other.basis }),
            about: duty.about,
            counted_from: duty.counted_from,
            counts_from: duty.counts_from,
            responsible: duty.responsible.map(named),
            role: duty.role,
            role_da: duty.role.da(),
            role_en: duty.role.en(),
            met: duty.met,
            lapsed_on: duty.lapsed_on,
        }
    }
}
