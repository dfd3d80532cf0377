//! From a child's record to the rows of the read models. Pure: the same record and strategy always give the same rows,
//! so what is stored can be compared with what follows, and thrown away.

mod at_unit;

use crate::cells::{NO_END, args};
use crate::retention::STRATEGY;
use crate::rows::CONCERN_SHOWN;
use crate::seal::Sealing;
use crate::table::{Row, Rows, Table};
use crate::text;
use jiff::civil::Date;
use jiff::{Timestamp, Unit};
use std::collections::{BTreeMap, BTreeSet};
use trin_domain::access::{self, Holder};
use trin_domain::calendar::day_of;
use trin_domain::duties::{self, BasisKind, Due, Duty, DutyKind, Standing};
use trin_domain::id::ChildId;
use trin_domain::ladder;
use trin_domain::record::{Birth, Notification, OfferOutcome, Record, State};
use trin_domain::retention;
use trin_domain::strategy::Strategy;

/// How many digits of a CPR number are the birthday.
const BIRTHDAY: usize = 6;

/// Counts up whenever the same record gives other rows than before, so that stores are rebuilt when the program is updated.
pub(crate) const EDITION: u32 = 13;

/// The read models, in the order of [`project`]'s rows. Columns as in `migrations/0003_read_models.sql`.
pub(crate) const TABLES: [Table; 16] = [
    Table {
        name: "child",
        columns: &["id", "name", "sort_key", "born_on", "expected_on", "is_open", "responsible", "version", "opened_on", "last_entry_at"],
        key: 1,
    },
    SEARCH_TERM,
    Table { name: "enrolment", columns: &["child", "no", "unit", "unit_name", "from_day", "until_day"], key: 2 },
    Table { name: "kin", columns: &["child", "no", "relation", "name", "other_child"], key: 2 },
    Table { name: "standing", columns: &["child", "from_day", "until_day", "step"], key: 2 },
    Table {
        name: "intervention",
        columns: &["child", "no", "kind", "step", "is_measure", "is_placed", "provider", "decided_on", "started_on", "ended_on"],
        key: 2,
    },
    Table {
        name: "duty",
        columns: &[
            "child",
            "kind",
            "about",
            "counted_from",
            "nth",
            "counts_at",
            "counts_on",
            "due_at",
            "due_on",
            "late_from",
            "basis",
            "citation",
            "other_at",
            "other_on",
            "other_basis",
            "other_citation",
            "responsible",
            "role",
            "met_entry",
            "met_at",
            "lapsed_on",
            "settled",
            "because_da",
            "because_en",
        ],
        key: 5,
    },
    Table {
        name: "notification",
        columns: &[
            "child",
            "no",
            "received_at",
            "received_on",
            "clock",
            "acute",
            "abuse_suspected",
            "notifier",
            "notifier_name",
            "causes",
            "concern",
            "age",
            "siblings",
            "stage",
            "assessed_at",
            "in_danger",
            "screened_on",
            "outcome",
        ],
        key: 2,
    },
    Table {
        name: "offer",
        columns: &["child", "no", "from_staff", "to_staff", "offered_on", "reason", "answered_on", "is_accepted"],
        key: 2,
    },
    Table { name: "meeting", columns: &["child", "no", "at", "kind", "place", "participants", "is_held"], key: 2 },
    Table { name: "meeting_staff", columns: &["child", "no", "staff", "on_day"], key: 3 },
    Table {
        name: "access_grant",
        columns: &["child", "no", "holder_kind", "holder", "because", "about", "rooms", "from_at", "until_at"],
        key: 2,
    },
    Table {
        name: "retention",
        columns: &["child", "class", "counted_from", "counted_on", "ripe_on", "basis", "citation", "because_da", "because_en"],
        key: 1,
    },
    Table {
        name: "worry",
        columns: &["child", "no", "unit", "raised_on", "raised_by", "seen", "next_due", "next_step", "settled_on", "outcome"],
        key: 2,
    },
    Table { name: "talk", columns: &["child", "unit", "last_on"], key: 2 },
    Table { name: "attendance", columns: &["child", "no", "unit", "until_day", "days"], key: 2 },
];

/// What a search finds a child by.
pub(crate) const SEARCH_TERM: Table = Table { name: "search_term", columns: &["child", "term"], key: 2 };

/// The columns with free text, which the database keeps sealed under the child's key. What lists are sorted, filtered and searched by
/// stays readable to the database. Every table named here has the child and an entry's number as its key.
pub(crate) fn sealed_columns(table: &Table) -> &'static [usize] {
    match table.name {
        "kin" => &[3],
        "notification" => &[8, 10],
        "offer" => &[5],
        "meeting" => &[4, 5],
        "worry" => &[5],
        "attendance" => &[4],
        _ => &[],
    }
}

/// A child's rows in every read model, each table's by key.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Projection {
    pub(crate) tables: [Rows; TABLES.len()],
}

/// What a child's record adds up to in the read models, free text not yet sealed. Nothing, while there is no record.
pub(crate) fn project(record: &Record, strategy: &Strategy, sealing: &Sealing) -> Projection {
    let Some(last) = record.entries().last() else { return Projection::default() };
    let (child, state) = (record.child, record.state());
    let duties = duties::of(&state, strategy);
    let child_row = args![
        child,
        state.name(),
        text::sort_key(state.name()),
        born_on(&state),
        expected_on(&state),
        state.is_open,
        state.responsible.map(|responsible| responsible.staff),
        state.version,
        state.opened_on,
        last.recorded_at,
    ];
    let all = [
        vec![child_row],
        search_terms(child, &state, sealing),
        enrolments(child, &state),
        kin(child, &state),
        standings(record, &state, strategy),
        interventions(child, &state, strategy),
        duty_rows(child, &duties, last.recorded_at),
        notifications(child, &state, &duties),
        offers(child, &state),
        meetings(child, &state),
        meeting_staff(child, &state),
        access_grants(child, &state, strategy),
        vec![retention_row(child, &state, strategy)],
        at_unit::worries(child, &state, strategy),
        at_unit::talks(child, &state),
        at_unit::attendances(child, &state),
    ];
    let mut projection = Projection::default();
    for ((rows, table), into) in all.into_iter().zip(&TABLES).zip(&mut projection.tables) {
        into.extend(rows.into_iter().map(|row| table.keyed(row)));
    }
    projection
}

fn born_on(state: &State<'_>) -> Option<Date> {
    match state.birth() {
        Some(Birth::Born(on)) => Some(on),
        _ => None,
    }
}

fn expected_on(state: &State<'_>) -> Option<Date> {
    match state.birth() {
        Some(Birth::Expected(on)) => Some(on),
        _ => None,
    }
}

fn instant(due: Due) -> Option<Timestamp> {
    match due {
        Due::At(at) => Some(at),
        Due::On(_) => None,
    }
}

fn civil_day(due: Due) -> Option<Date> {
    match due {
        Due::At(_) => None,
        Due::On(on) => Some(on),
    }
}

/// How a duty ended, in the domain's own words; `None` while it is open, also when an end that settles it lies ahead of what is written.
/// Such an end is asked for with the day: see `is_open` in `read/duties.rs`.
fn settled(duty: &Duty, written_at: Timestamp) -> Option<String> {
    let standing = duty.standing(written_at);
    if matches!(standing, Standing::Owed | Standing::Late) {
        return None;
    }
    serde_json::to_value(standing).ok().and_then(|standing| standing.as_str().map(str::to_owned))
}

/// Words of the name, the birthday as it is written first in a CPR number, and the CPR number's place in the blind index.
pub(crate) fn search_terms(child: ChildId, state: &State<'_>, sealing: &Sealing) -> Vec<Row> {
    let mut terms: BTreeSet<String> = text::words(state.name()).into_iter().collect();
    if let Some(cpr) = state.cpr() {
        let digits = cpr.digits();
        terms.insert(sealing.blind(&digits));
        terms.extend(digits.get(..BIRTHDAY).map(str::to_owned));
    }
    if let Some(on) = born_on(state) {
        terms.insert(format!("{:02}{:02}{:02}", on.day(), on.month(), on.year() % 100));
    }
    terms.into_iter().map(|term| args![child, term]).collect()
}

fn enrolments(child: ChildId, state: &State<'_>) -> Vec<Row> {
    let row = |enrolment: &trin_domain::record::Enrolment<'_>| {
        let began = enrolment.began;
        args![child, began.no, began.what.unit, began.what.unit_name.as_str(), began.what.on, enrolment.left_on().unwrap_or(NO_END)]
    };
    state.enrolments.iter().map(row).collect()
}

fn kin(child: ChildId, state: &State<'_>) -> Vec<Row> {
    let present = state.relations.iter().filter(|relation| relation.ended_on().is_none());
    present
        .map(|relation| {
            let what = relation.added.what;
            args![child, relation.added.no, what.relation.code(), what.name.as_str(), what.child]
        })
        .collect()
}

/// Where the child stood, in intervals that do not overlap: on a step, or on none (0) while a case was open.
fn standings(record: &Record, state: &State<'_>, strategy: &Strategy) -> Vec<Row> {
    let mut intervals: BTreeMap<Date, (Date, i64)> = BTreeMap::new();
    let movements = ladder::movements(state, strategy, NO_END);
    for (movement, next) in movements.iter().zip(movements.iter().skip(1).map(Some).chain([None])) {
        if let Some(step) = movement.to {
            let until = next.map_or(NO_END, |next| next.on.yesterday().unwrap_or(next.on));
            intervals.insert(movement.on, (until, i64::from(step.0)));
        }
    }
    for (opened, closed) in open_periods(state) {
        for (from, until) in gaps(&intervals, opened, closed) {
            intervals.insert(from, (until, 0));
        }
    }
    intervals.into_iter().map(|(from, (until, step))| args![record.child, from, until, step]).collect()
}

/// From when to when a case was open, both days included, oldest first.
fn open_periods(state: &State<'_>) -> Vec<(Date, Date)> {
    let mut periods = state.closed_cases.clone();
    if let (true, Some(opened)) = (state.is_open, state.opened_on) {
        periods.push((opened, NO_END));
    }
    periods
}

/// The parts of a period that no interval covers.
fn gaps(intervals: &BTreeMap<Date, (Date, i64)>, from: Date, until: Date) -> Vec<(Date, Date)> {
    let mut gaps = Vec::new();
    let mut free_from = Some(from);
    for (begins, (ends, _)) in intervals {
        let Some(free) = free_from.filter(|free| *free <= until && *begins <= until) else { break };
        if *ends < free {
            continue;
        }
        if *begins > free
            && let Ok(last) = begins.yesterday()
        {
            gaps.push((free, last));
        }
        free_from = ends.tomorrow().ok();
    }
    if let Some(free) = free_from.filter(|free| *free <= until) {
        gaps.push((free, until));
    }
    gaps
}

fn interventions(child: ChildId, state: &State<'_>, strategy: &Strategy) -> Vec<Row> {
    let row = |help: &trin_domain::record::Intervention<'_>| {
        let what = help.decided.what;
        args![
            child,
            help.no(),
            what.kind.code(),
            strategy.step_of(what.kind),
            what.kind.is_measure(),
            what.kind.is_placement(),
            what.provider,
            what.on,
            help.started_on(),
            // What runs has no end in sight, and is found by one comparison; what has not started has none at all.
            help.ended_on().or(help.started_on().map(|_| NO_END)),
        ]
    };
    state.interventions.iter().map(row).collect()
}

fn basis_code(basis: BasisKind) -> &'static str {
    match basis {
        BasisKind::Law => "law",
        BasisKind::Strategy => "strategy",
    }
}

fn duty_rows(child: ChildId, duties: &[Duty], written_at: Timestamp) -> Vec<Row> {
    let mut seen: BTreeMap<(DutyKind, u32, u32), i64> = BTreeMap::new();
    let mut rows = Vec::with_capacity(duties.len());
    for duty in duties {
        let settled = settled(duty, written_at);
        let Duty { kind, about, counted_from, counts_from, leads, other, responsible, role, met, lapsed_on, because_da, because_en } = duty;
        let nth = seen.entry((*kind, about.0, counted_from.0)).and_modify(|nth| *nth += 1).or_insert(0);
        let due = duty.due();
        rows.push(args![
            child,
            kind.code(),
            *about,
            *counted_from,
            *nth,
            instant(*counts_from),
            civil_day(*counts_from),
            instant(due),
            due.day(),
            due.late_from(),
            basis_code(leads.basis.from),
            &*leads.basis.citation,
            other.as_ref().and_then(|other| instant(other.due)),
            other.as_ref().and_then(|other| civil_day(other.due)),
            other.as_ref().map(|other| basis_code(other.basis.from)),
            other.as_ref().map(|other| &*other.basis.citation),
            *responsible,
            role.code(),
            met.map(|met| met.entry),
            met.map(|met| met.at),
            *lapsed_on,
            settled,
            because_da.as_str(),
            because_en.as_str(),
        ]);
    }
    rows
}

fn notifications(child: ChildId, state: &State<'_>, duties: &[Duty]) -> Vec<Row> {
    state.notifications.iter().map(|notification| notification_row(child, state, notification, duties)).collect()
}

fn notification_row(child: ChildId, state: &State<'_>, notification: &Notification<'_>, duties: &[Duty]) -> Row {
    let (no, what) = (notification.received.no, notification.received.what);
    let received_on = day_of(what.received_at);
    // The queue goes by the acute assessment's clock, which the domain sets.
    let acute_duty = duties.iter().find(|duty| duty.kind == DutyKind::AcuteAssessment && duty.about == no);
    let clock = acute_duty.map_or(what.received_at, |duty| duty.due().late_from());
    let age = born_on(state).and_then(|born| received_on.since((Unit::Year, born)).ok()).map(|age| i64::from(age.get_years()));
    // Screened is not assessed: the 24 hours run until somebody has asked whether the child is in danger.
    let stage = match (notification.acute, notification.screened) {
        (None, Some(_)) if acute_duty.is_some() => 0_i64,
        (_, Some(_)) => 2,
        (Some(_), None) => 1,
        (None, None) => 0,
    };
    let causes: Vec<&str> = what.causes.iter().map(|cause| cause.code()).collect();
    args![
        child,
        no,
        what.received_at,
        received_on,
        clock,
        what.acute,
        what.abuse_suspected,
        what.notifier.kind.code(),
        what.notifier.name.as_deref(),
        causes.join(","),
        what.concern.chars().take(CONCERN_SHOWN + 1).collect::<String>(),
        age,
        i64::try_from(what.siblings.len()).unwrap_or(i64::MAX),
        stage,
        notification.acute.map(|acute| acute.what.at),
        notification.acute.map(|acute| acute.what.in_danger),
        notification.screened.map(|screened| screened.what.on),
        notification.screened.map(|screened| screened.what.outcome.code()),
    ]
}

fn offers(child: ChildId, state: &State<'_>) -> Vec<Row> {
    let row = |offer: &trin_domain::record::Offer<'_>| {
        let offered = offer.offered;
        args![
            child,
            offered.no,
            offer.from,
            offered.what.to,
            offered.what.on,
            offered.what.reason.as_str(),
            offer.answer.map(|answer| answer.on),
            offer.answer.map(|answer| answer.outcome == OfferOutcome::Accepted),
        ]
    };
    state.offers.iter().map(row).collect()
}

fn meetings(child: ChildId, state: &State<'_>) -> Vec<Row> {
    let row = |meeting: &trin_domain::record::Meeting<'_>| {
        let planned = meeting.planned;
        args![
            child,
            planned.no,
            planned.what.at,
            planned.what.kind.code(),
            planned.what.place.as_str(),
            planned.what.participants.as_str(),
            meeting.closed.map(|closed| closed.what.held),
        ]
    };
    state.meetings.iter().map(row).collect()
}

fn meeting_staff(child: ChildId, state: &State<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for meeting in &state.meetings {
        let planned = meeting.planned;
        rows.extend(planned.what.staff.iter().map(|staff| args![child, planned.no, *staff, day_of(planned.what.at)]));
    }
    rows
}

fn retention_row(child: ChildId, state: &State<'_>, strategy: &Strategy) -> Row {
    let kept = retention::of(state, strategy);
    let (from, on) = kept.counted.map_or((None, None), |(from, on)| (Some(from.code()), Some(on)));
    let basis = if kept.basis.from == BasisKind::Strategy { STRATEGY } else { "law" };
    args![child, kept.class.code(), from, on, kept.ripe_on, basis, kept.basis.citation.as_ref(), kept.because_da, kept.because_en]
}

/// What the record opens and to whom: joined into every list by [`crate::reader`].
fn access_grants(child: ChildId, state: &State<'_>, strategy: &Strategy) -> Vec<Row> {
    let row = |(grant, no): (access::Grant, i64)| {
        let holder = match grant.holder {
            Holder::Staff(staff) | Holder::LeadersOf(staff) => staff.uuid().to_string(),
            Holder::Everyday(unit) | Holder::Provider(unit) => unit.uuid().to_string(),
            Holder::Intake | Holder::Oversight => String::new(),
        };
        let until = grant.until.map_or(i64::MAX, Timestamp::as_microsecond);
        let (kind, because) = (grant.holder.kind(), grant.because);
        args![child, no, kind, holder, because.code(), because.entry(), i64::from(grant.rooms.bits()), grant.from, until]
    };
    access::grants(state, strategy).into_iter().zip(1..).map(row).collect()
}
