//! One family's years, played by people acting through commands.

mod everyday;

use crate::chance::{Chance, Purpose};
use crate::household::{Child, Household};
use crate::municipality::Municipality;
use crate::{Family, Options, Written, times};
use jiff::Timestamp;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use trin_domain::id::CommandKey;
use trin_domain::record::{Author, Command, Context, EntryNo, Fact, Record, decide};
use trin_domain::strategy::Strategy;

/// Plays a family.
pub(crate) fn play(options: &Options, strategy: &Strategy, municipality: &Municipality, household: &Household) -> Family {
    let mut chance = Chance::stream(options.seed, Purpose::Practice, household.index);
    let mut family = Family { index: household.index, commands: Vec::new(), records: Vec::with_capacity(household.children.len()) };
    for (n, child) in household.children.iter().enumerate() {
        let mut life = Life::new(options, strategy, municipality, household, child, n, &mut chance);
        life.everyday();
        life.run();
        family.commands.append(&mut life.written);
        family.records.push(life.record);
    }
    family
}

/// What is to happen next to a child.
#[derive(Clone, Debug)]
enum Event {
    /// Day-care or school begins, by its place in the child's plan.
    Enrols(usize),
    Born,
    SiblingBorn(usize),
    Leaves,
    ParentsPart,
    StepParent,
    StepParentGone(EntryNo),
}

/// An event in the queue: earliest first, and in the order they were arranged.
struct Queued {
    at: Timestamp,
    order: u32,
    event: Event,
}

impl PartialEq for Queued {
    fn eq(&self, other: &Self) -> bool {
        (self.at, self.order) == (other.at, other.order)
    }
}
impl Eq for Queued {}
impl PartialOrd for Queued {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Queued {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.order).cmp(&(other.at, other.order))
    }
}

/// One child's years as they are played.
struct Life<'p> {
    options: &'p Options,
    #[allow(dead_code, reason = "used by the parts that follow")]
    strategy: &'p Strategy,
    municipality: &'p Municipality,
    household: &'p Household,
    child: &'p Child,
    nth: usize,
    chance: &'p mut Chance,
    record: Record,
    written: Vec<Written>,
    queue: BinaryHeap<Reverse<Queued>>,
    arranged: u32,
    /// Nothing is written before this: what is older was carried over when the records began.
    begins_at: Timestamp,
    enrolment: Option<EntryNo>,
    other_parent: Option<EntryNo>,
}

impl<'p> Life<'p> {
    fn new(
        options: &'p Options,
        strategy: &'p Strategy,
        municipality: &'p Municipality,
        household: &'p Household,
        child: &'p Child,
        nth: usize,
        chance: &'p mut Chance,
    ) -> Self {
        Self {
            options,
            strategy,
            municipality,
            household,
            child,
            nth,
            chance,
            record: Record::new(child.id),
            written: Vec::new(),
            queue: BinaryHeap::new(),
            arranged: 0,
            begins_at: times::at(options.start(), 6, 0),
            enrolment: None,
            other_parent: None,
        }
    }

    /// Arranges that something happens. What lies after the end never happens: that is the present.
    fn arrange(&mut self, at: Timestamp, event: Event) {
        self.arranged += 1;
        if at <= self.options.now {
            self.queue.push(Reverse(Queued { at, order: self.arranged, event }));
        }
    }

    fn run(&mut self) {
        while let Some(Reverse(next)) = self.queue.pop() {
            self.happens(next.at, next.event);
        }
    }

    fn happens(&mut self, at: Timestamp, event: Event) {
        match event {
            Event::Enrols(n) => self.enrols(at, n),
            Event::Born => self.is_born(at),
            Event::SiblingBorn(n) => self.sibling_born(at, n),
            Event::Leaves => self.leaves(at),
            Event::ParentsPart => self.parents_part(at),
            Event::StepParent => self.step_parent(at),
            Event::StepParentGone(relation) => self.step_parent_gone(at, relation),
        }
    }

    /// Someone writes. Returns the number of the first entry; `None` when it was refused, which a test shows never happens.
    fn write(&mut self, at: Timestamp, by: Author, facts: Vec<Fact>) -> Option<EntryNo> {
        let now = at.max(self.begins_at);
        let label = format!("synthetic {} {} {} {}", self.options.seed, self.household.index, self.nth, self.written.len());
        let command = Command { child: self.child.id, key: CommandKey::from_label(&label), seen: self.record.version(), facts };
        let context = Context { now, by };
        match decide(&self.record, &command, &context) {
            Ok(entries) => {
                let first = entries.first().map(|entry| entry.no);
                self.record.extend(entries);
                self.written.push(Written { context, command });
                first
            }
            Err(refusal) => {
                debug_assert!(false, "{refusal} in family {} child {}: {:?}", self.household.index, self.nth, command.facts);
                None
            }
        }
    }
}
