//! One family's years, played by people acting through commands.
//!
//! What is to happen next lies in a queue of events by time. An event makes someone write, and arranges what follows from it. What
//! would come after the end never happens, so the present has its running clocks, unanswered offers and late duties by itself.

mod absence;
mod admission;
mod assessment;
mod case;
mod door;
mod ending;
mod everyday;
mod follow_up;
mod help;
mod journal;
mod placement;
mod responsibility;
mod rounds;
mod talks;
mod worries;

use crate::chance::{Chance, Purpose};
use crate::concerns::{Concern, concerns};
use crate::household::{Child, Household};
use crate::municipality::Municipality;
use crate::texts::{Stage, Words};
use crate::{Family, Options, Written, inherited, times};
use case::Case;
pub(crate) use case::{Carried, Effect};
use jiff::Timestamp;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use trin_domain::calendar::day_of;
use trin_domain::id::{CommandKey, UnitId};
use trin_domain::kinds::{AssessmentHeading, ScreeningOutcome};
use trin_domain::record::{Author, Command, Context, EntryNo, Fact, Record, decide};
use trin_domain::strategy::{Span, Strategy};

/// Plays a family.
pub(crate) fn play(options: &Options, strategy: &Strategy, municipality: &Municipality, household: &Household) -> Family {
    let mut chance = Chance::stream(options.seed, Purpose::Concern, household.index);
    let concerns = concerns(options, household, &mut chance);
    let mut family = Family {
        index: household.index,
        commands: Vec::new(),
        records: Vec::with_capacity(household.children.len()),
        children_now: household.counted(options.today()) as u64,
    };
    for (n, child) in household.children.iter().enumerate() {
        // A stream for each child: what happens to one does not shift what happens to the next.
        let mut chance = Chance::stream(options.seed, Purpose::Practice, household.index * 8 + n as u64);
        let mut life = Life::new(options, strategy, municipality, household, child, n, &concerns, &mut chance);
        life.everyday();
        let carried = inherited::of(options, household, child, life.chance);
        life.carried_over(carried);
        for (which, concern) in concerns.iter().enumerate().filter(|(_, concern)| concern.children.contains(&n)) {
            life.arrange(concern.notification.received_at, Event::Notified(which));
        }
        life.run();
        family.commands.append(&mut life.written);
        family.records.push(life.record);
    }
    family
}

/// What is to happen next to a child. A number is an entry's; an index is the help's place in the case.
#[derive(Clone, Debug)]
enum Event {
    // Everyday life.
    Enrols(usize),
    Leaves,
    Born,
    SiblingBorn(usize),
    ParentsPart,
    StepParent,
    StepParentGone(EntryNo),
    HealthVisit,
    Round(UnitId, usize),
    Worry(EntryNo, UnitId, usize),
    Talk(UnitId),
    Absence(UnitId),
    TurnsEighteen,
    CarriedOver(Carried),
    // The one door.
    Notified(usize),
    Registered(usize),
    Acute(EntryNo),
    Receipt(EntryNo),
    Second(EntryNo),
    Reread,
    Screen(EntryNo),
    Feedback(EntryNo, ScreeningOutcome),
    Applies,
    // Responsibility.
    Offer,
    Answer,
    HandOver,
    // Assessment.
    Consent,
    Withdraw(EntryNo),
    Hear,
    Section(AssessmentHeading),
    Network,
    Ruler,
    Preliminary,
    Conclude,
    // Help.
    Decide(Box<help::Wanted>),
    Start(usize),
    Aim(usize),
    Plan(usize),
    Score(usize),
    FollowUp(usize),
    Invite(usize, Timestamp),
    Visit(usize),
    ReviewHome(usize),
    Prolong(usize),
    // Writing.
    Note,
    View(EntryNo),
    Correct(EntryNo),
    MeetingHeld(EntryNo),
    Close,
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
    strategy: &'p Strategy,
    municipality: &'p Municipality,
    household: &'p Household,
    child: &'p Child,
    nth: usize,
    concerns: &'p [Concern],
    chance: &'p mut Chance,
    record: Record,
    written: Vec<Written>,
    queue: BinaryHeap<Reverse<Queued>>,
    arranged: u32,
    /// Nothing is written before this: what is older was carried over when the records began.
    begins_at: Timestamp,
    enrolment: Option<EntryNo>,
    other_parent: Option<EntryNo>,
    case: Case,
}

impl<'p> Life<'p> {
    #[allow(clippy::too_many_arguments, reason = "the one place where a life is put together")]
    fn new(
        options: &'p Options,
        strategy: &'p Strategy,
        municipality: &'p Municipality,
        household: &'p Household,
        child: &'p Child,
        nth: usize,
        concerns: &'p [Concern],
        chance: &'p mut Chance,
    ) -> Self {
        Self {
            options,
            strategy,
            municipality,
            household,
            child,
            nth,
            concerns,
            chance,
            record: Record::new(child.id),
            written: Vec::new(),
            queue: BinaryHeap::new(),
            arranged: 0,
            begins_at: times::at(options.start(), 6, 0),
            enrolment: None,
            other_parent: None,
            case: Case::new(household.desk),
        }
    }

    /// Arranges that something happens. What lies after the end never happens: that is the present.
    fn arrange(&mut self, at: Timestamp, event: Event) {
        self.arranged += 1;
        if at <= self.options.now {
            self.queue.push(Reverse(Queued { at, order: self.arranged, event }));
        }
    }

    /// Arranges it in office hours on the first working day after so many days.
    fn arrange_after(&mut self, from: Date, days: i32, event: Event) {
        let at = times::office(self.chance, trin_domain::calendar::days_after(from, days));
        self.arrange(at, event);
    }

    fn run(&mut self) {
        while let Some(Reverse(next)) = self.queue.pop() {
            self.happens(next.at, next.event);
        }
    }

    fn happens(&mut self, at: Timestamp, event: Event) {
        match event {
            Event::Enrols(n) => self.enrols(at, n),
            Event::Leaves => self.leaves(at),
            Event::Born => self.is_born(at),
            Event::SiblingBorn(n) => self.sibling_born(at, n),
            Event::ParentsPart => self.parents_part(at),
            Event::StepParent => self.step_parent(at),
            Event::StepParentGone(relation) => self.step_parent_gone(at, relation),
            Event::HealthVisit => self.health_visit(at),
            Event::Round(unit, n) => self.in_round(at, unit, n),
            Event::Talk(unit) => self.talk(at, unit),
            Event::Absence(unit) => self.absence(at, unit),
            Event::Worry(worry, unit, nth) => self.on_worry(at, worry, unit, nth),
            Event::TurnsEighteen => self.turns_eighteen(at),
            Event::CarriedOver(carried) => self.carries_over(at, carried),
            Event::Notified(which) => self.notified(at, which),
            Event::Registered(which) => self.registered(at, which),
            Event::Acute(no) => self.acute(at, no),
            Event::Receipt(no) => self.receipt(at, no),
            Event::Second(no) => self.second(at, no),
            Event::Reread => self.reread(at),
            Event::Screen(no) => self.screen(at, no),
            Event::Feedback(no, outcome) => self.feedback(at, no, outcome),
            Event::Applies => self.applies(at),
            Event::Offer => self.offer(at),
            Event::Answer => self.answer(at),
            Event::HandOver => self.hand_over(at),
            Event::Consent => self.consent(at),
            Event::Withdraw(consent) => self.withdraw(at, consent),
            Event::Hear => self.hear(at),
            Event::Section(heading) => self.section(at, heading),
            Event::Network => self.network_meeting(at),
            Event::Ruler => self.ruler(at),
            Event::Preliminary => self.preliminary(at),
            Event::Conclude => self.conclude(at),
            Event::Decide(wanted) => self.decide_help(at, &wanted),
            Event::Start(help) => self.start(at, help),
            Event::Aim(help) => self.aim(at, help),
            Event::Plan(help) => self.plan(at, help),
            Event::Score(help) => self.score(at, help),
            Event::FollowUp(help) => self.follow_up(at, help),
            Event::Invite(help, meets_at) => self.invite(at, help, meets_at),
            Event::Visit(help) => self.visit(at, help),
            Event::ReviewHome(help) => self.review_home(at, help),
            Event::Prolong(help) => self.prolong(at, help),
            Event::Note => {
                self.note(at);
                self.admits(at);
            }
            Event::View(entry) => self.view(at, entry),
            Event::Correct(entry) => self.correct(at, entry),
            Event::MeetingHeld(meeting) => self.meeting_held(at, meeting),
            Event::Close => self.close(at),
        }
    }

    /// Someone writes. Returns the number of the first entry; `None` when it was refused, which a test shows never happens.
    fn write(&mut self, at: Timestamp, by: Author, facts: Vec<Fact>) -> Option<EntryNo> {
        // A few minutes later may already be after someone else's entry, or after the end.
        let now = self.record.entries().last().map_or(at, |last| at.max(last.recorded_at)).max(self.begins_at).min(self.options.now);
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
                debug_assert!(false, "{refusal} at {now} in family {} child {}: {:?}", self.household.index, self.nth, command.facts);
                None
            }
        }
    }

    /// The words for a day.
    fn words(&self, at: Timestamp) -> Words {
        Words::of(self.child, self.household, day_of(at))
    }

    /// One of these templates, filled in.
    fn text(&mut self, at: Timestamp, templates: &[&str]) -> String {
        self.words(at).one(self.chance, templates)
    }

    fn is_teen(&self, at: Timestamp) -> bool {
        self.words(at).stage == Stage::Teen
    }

    /// Whether something planned for this day still concerns a child.
    fn is_grown(&self, at: Timestamp) -> bool {
        day_of(at) >= self.child.grown_on()
    }
}

/// A strategy's span in working days, near enough for how people plan their week.
fn working_days(span: Span) -> i32 {
    match span {
        Span::WorkingDays(days) => i32::from(days),
        Span::Days(days) => i32::from(days) * 5 / 7,
        Span::Weeks(weeks) => i32::from(weeks) * 5,
        Span::Months(months) => i32::from(months) * 21,
    }
}
