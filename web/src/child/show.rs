//! The child's page: where it stands, its path, its record newest first, and what we owe. Reads like a life, not like a form.

use super::{entry_view, path_view};
use crate::app::App;
use crate::errors::PageResult;
use crate::form::parse_date;
use crate::frame::{Shortcut, page};
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Choice, Field, Typed};
use crate::parts::{duty, list, timeline};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::words::{Lang, format, t, t_with};
use crate::{absence, talks, worries};
use axum::extract::{Path, Query, State};
use maud::{Markup, html};
use serde::Deserialize;
use trin_domain::access::{self, Room};
use trin_domain::calendar::{day_of, end_of_day};
use trin_domain::record::{Birth, Entry, EntryNo, Fact};

/// Entries on one page.
const ENTRIES: usize = 40;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    /// Which kind of entries.
    #[serde(default)]
    vis: String,
    /// As known on this day.
    #[serde(default)]
    kendt: String,
    /// Older than this entry.
    #[serde(default)]
    foer: Option<u32>,
    /// The page this entry stands on.
    #[serde(default)]
    post: Option<u32>,
    /// The whole of it on one page, to be printed.
    #[serde(default)]
    hele: String,
}

/// `GET /boern/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult<Markup> {
    let lang = visitor.lang;
    let record = seen::open(&app, &visitor, &id).await?;
    let present = Seen::new(&app, &visitor, &record).await?;
    let past_day = parse_date(asked.kendt.trim()).filter(|day| *day < app.today());
    let past_record = past_day.map(|day| record.as_known_at(end_of_day(day)));
    let past = match (&past_record, past_day) {
        (Some(past), Some(day)) => Some(present.as_known(&app, past, end_of_day(day)).await?),
        _ => None,
    };
    let seen = past.as_ref().unwrap_or(&present);
    let group = Group::from_code(&asked.vis);
    let shown = Shown::of(&visitor, seen, group, &asked);
    let address = |no: EntryNo| shown.address(seen, &asked, no);
    let mut frame = seen.frame(&app, &visitor);
    if let Some(header) = &mut frame.child {
        header.is_heading = true;
    }
    if present.grant.may_write() {
        frame.shortcuts.push(Shortcut { key: 'n', what: t(lang, "child-do-note") });
    }
    let main = html! {
        @if let Some(day) = past_day {
            div.flash.notice role="status" { p { (t_with(lang, "child-known-then", &[("day", format::date(lang, day).into())])) " " a href=(paths::child(seen.child())) { (t(lang, "child-known-now")) } } }
        }
        @if seen.grant.may_write() && past.is_none() { (actions(lang, seen, access::may_hold(&visitor.staff))) }
        @if !seen.grant.may_write() && past.is_none() {
            @let notify = t_with(lang, "child-do-notify", &[("name", seen.first_name().to_owned().into())]);
            (worries::of_child(&visitor, seen))
            (button::row(html! {
                @if worries::takes_part(visitor.staff.role) && seen.grant.writes(Room::AtUnit) { (button::link(&t(lang, "worries-do"), &worries::raise_address(seen.child()), Weight::Main)) }
                (button::link(&notify, &format!("/modtagelsen/ny?barn={}", seen.child()), Weight::Main))
                @if worries::takes_part(visitor.staff.role) && seen.grant.writes(Room::AtUnit) { (button::link(&t(lang, "talks-do"), &talks::address(seen.child()), Weight::Quiet)) }
                @if let Some((label, href)) = absence::link_from_child(&visitor, seen) { (button::link(&label, &href, Weight::Quiet)) }
                @if seen.grant.writes(Room::Responsibility) { (button::link(&t(lang, "child-do-responsibility"), &paths::below(seen.child(), "ansvar"), Weight::Other)) }
                @let access = if seen.grant.sees(Room::Admission) { "child-do-access" } else { "child-do-access-why" };
                (button::link(&t(lang, access), &paths::below(seen.child(), "adgang"), Weight::Quiet))
                @if access::may_hold(&visitor.staff) { (button::link(&t(lang, "kept-child-link"), &paths::below(seen.child(), "opbevaring"), Weight::Quiet)) }
            }))
        }
        // The path shows every notification and all help: only to those who see the whole record.
        @if seen.grant.sees_case() { @if let Some(path) = path_view::draw(&app, lang, seen, &address) { (path) } }
        h2 #journal { (t(lang, "child-record")) }
        (filters(lang, seen, group, &asked.kendt))
        (entries(&visitor, seen, group, &asked, &shown))
    };
    let side = (seen.grant.sees_some_help() || seen.grant.sees(Room::Duties)).then(|| side(&app, &visitor, seen));
    let title = seen.state.name().to_owned();
    Ok(page(&frame, &title, main, side))
}

/// What can be done from here.
fn actions(lang: Lang, seen: &Seen<'_>, may_hold: bool) -> Markup {
    let below = |page: &str| paths::below(seen.child(), page);
    html! {
        nav.actions aria-label=(t(lang, "child-actions")) {
            (button::row(html! {
                (button::link_with_key(&t(lang, "child-do-note"), &below("note"), Weight::Main, 'n'))
                (button::link(&t(lang, "child-do-hear"), &below("boernesamtale"), Weight::Other))
                (button::link(&t(lang, "child-do-help"), &below("indsats/ny"), Weight::Other))
                (button::link(&t(lang, "child-do-plan"), &below("plan"), Weight::Other))
            }))
            (list::unfold(&t(lang, "child-do-more"), html! {
                ul.plain {
                    li { a href=(format!("/modtagelsen/ny?barn={}", seen.child())) { (t(lang, "child-do-notification")) } }
                    @if matches!(seen.state.birth(), Some(Birth::Expected(_))) { li { a href=(below("foedt")) { (t(lang, "child-do-birth")) } } }
                    li { a href=(below("undersoegelse/ny")) { (t(lang, "child-do-assessment")) } }
                    li { a href=(below("trivsel")) { (t(lang, "child-do-wellbeing")) } }
                    li { a href=(below("moede/ny")) { (t(lang, "child-do-meeting")) } }
                    li { a href=(below("ansvar")) { (t(lang, "child-do-responsibility")) } }
                    li { a href=(below("netvaerk")) { (t(lang, "child-do-network")) } }
                    li { a href=(below("genlaesning")) { (t(lang, "child-do-reread")) } }
                    li { a href=(below("adresse")) { (t(lang, "child-do-address")) } }
                    @if seen.grant.sees(Room::ProtectedAddress) { li { a href=(below("aktindsigt")) { (t(lang, "child-do-copy")) } } }
                    li { a href=(below("adgang")) { (t(lang, "child-do-access")) } }
                    @if may_hold { li { a href=(below("opbevaring")) { (t(lang, "kept-child-link")) } } }
                    li { a href=(below("luk")) { (t(lang, "child-do-close")) } }
                }
            }))
        }
    }
}

/// What follows from the record: what we owe, the help in force, the goals, the network.
fn side(app: &App, visitor: &Visitor, seen: &Seen<'_>) -> Markup {
    let (lang, grant) = (visitor.lang, &seen.grant);
    let today = day_of(seen.now);
    let owed = seen.owed().filter(|duty| grant.sees_duty(&seen.state, duty));
    let owed = seen.view_duties(app, lang, owed);
    let in_force: Vec<_> = seen.state.in_force_on(today).filter(|help| grant.sees_help(help)).collect();
    let not_begun: Vec<_> = seen.state.not_begun_on(today).filter(|help| grant.sees_help(help)).collect();
    let plan = seen.state.plans.last().filter(|plan| grant.sees_plan(&seen.state, plan));
    let goals: Vec<_> = plan.map(|plan| plan.goals.iter().collect()).unwrap_or_default();
    let relations: Vec<_> = seen.state.relations.iter().filter(|relation| relation.ended_on().is_none()).collect();
    html! {
        (list::section(&t(lang, "child-owed"), html! {
            @if owed.is_empty() { p.quiet { (t(lang, "child-owed-nothing")) } } @else { (duty::duties(lang, &owed, seen.now)) }
        }))
        @if grant.sees_some_help() { (list::section(&t(lang, "child-help"), html! {
            @if in_force.is_empty() && not_begun.is_empty() { p.quiet { (t(lang, "child-help-none")) } }
            ul.plain {
                @for help in &in_force {
                    li {
                        a href=(paths::intervention(seen.child(), help.no())) { (entry_view::help_name(lang, seen, help.no())) }
                        span.quiet { " · " (app.step_name(lang, app.strategy().step_of(help.decided.what.kind))) @if let Some(on) = help.started_on() { ", " (t_with(lang, "child-since", &[("day", format::day(lang, on, today).into())])) } }
                    }
                }
                @for help in &not_begun {
                    li {
                        a href=(paths::intervention(seen.child(), help.no())) { (entry_view::help_name(lang, seen, help.no())) }
                        span.quiet { " · " (crate::help::status(lang, seen, help)) }
                    }
                }
            }
        })) }
        @if !goals.is_empty() {
            (list::section(&t(lang, "child-goals"), html! {
                ul.plain { @for goal in goals { li {
                    (goal.set.what.text) " "
                    span.quiet { (t_with(lang, "child-goal-stands", &[("now", goal.stands_at().into()), ("to", goal.set.what.to.into()), ("by", format::day(lang, goal.set.what.by, today).into())])) }
                } } }
                p.screen-only { a href=(paths::below(seen.child(), "plan")) { (t(lang, "child-see-plan")) } }
            }))
        }
        @if grant.sees(Room::Network) { (list::section(&t(lang, "child-network"), html! {
            ul.plain {
                @for relation in &relations {
                    li {
                        @match relation.added.what.child.filter(|child| seen.known_kin.contains(child)) { Some(child) => a href=(paths::child(child)) { (relation.added.what.name) }, None => (relation.added.what.name), }
                        span.quiet { " · " (lang.pick(relation.added.what.relation.da(), relation.added.what.relation.en())) @if relation.has_custody { ", " (t(lang, "child-custody")) } }
                    }
                }
                @if let Some(enrolment) = seen.state.enrolment_on(today) { li { (enrolment.began.what.unit_name) span.quiet { " · " (lang.pick(enrolment.began.what.unit_kind.da(), enrolment.began.what.unit_kind.en())) } } }
            }
            p.screen-only { a href=(paths::below(seen.child(), "netvaerk")) { (t(lang, "child-see-network")) } }
        })) }
    }
}

/// A group of entries one may want to read alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    All,
    Door,
    Assessments,
    Help,
    FollowUps,
    Notes,
    Responsibility,
}

impl Group {
    const ALL: [Self; 7] = [Self::All, Self::Door, Self::Assessments, Self::Help, Self::FollowUps, Self::Notes, Self::Responsibility];

    fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|group| group.code() == code).unwrap_or(Self::All)
    }

    const fn code(self) -> &'static str {
        match self {
            Self::All => "alt",
            Self::Door => "underretninger",
            Self::Assessments => "undersoegelser",
            Self::Help => "indsatser",
            Self::FollowUps => "opfoelgninger",
            Self::Notes => "notater",
            Self::Responsibility => "ansvar",
        }
    }

    fn name(self, lang: Lang) -> String {
        match self {
            Self::All => t(lang, "child-filter-all"),
            Self::Door => t(lang, "child-filter-door"),
            Self::Assessments => t(lang, "child-filter-assessments"),
            Self::Help => t(lang, "child-filter-help"),
            Self::FollowUps => t(lang, "child-filter-follow-ups"),
            Self::Notes => t(lang, "child-filter-notes"),
            Self::Responsibility => t(lang, "child-filter-responsibility"),
        }
    }

    fn has(self, fact: &Fact) -> bool {
        match self {
            Self::All => true,
            Self::Door => matches!(
                fact,
                Fact::NotificationReceived(_)
                    | Fact::AcuteAssessed(_)
                    | Fact::SecondProfessionalAssessed(_)
                    | Fact::ConcernsReread(_)
                    | Fact::ReceiptSent(_)
                    | Fact::FeedbackGiven(_)
                    | Fact::Screened(_)
            ),
            Self::Assessments => matches!(
                fact,
                Fact::AssessmentOpened(_)
                    | Fact::AssessmentSectionWritten(_)
                    | Fact::PreliminaryAssessmentWritten(_)
                    | Fact::AssessmentConcluded(_)
                    | Fact::ChildHeard(_)
            ),
            Self::Help => matches!(
                fact,
                Fact::InterventionDecided(_)
                    | Fact::InterventionStarted(_)
                    | Fact::InterventionEnded(_)
                    | Fact::StepDownAimStated(_)
                    | Fact::PlanMade(_)
                    | Fact::GoalSet(_)
                    | Fact::PlanNotNeeded(_)
                    | Fact::PlacementProlonged(_)
            ),
            Self::FollowUps if Room::of(fact) == Room::AtUnit => true,
            Self::FollowUps => matches!(
                fact,
                Fact::FollowedUp(_)
                    | Fact::GoalScored(_)
                    | Fact::WellbeingScored(_)
                    | Fact::SupervisionVisited(_)
                    | Fact::ReturnHomeReviewed(_)
            ),
            Self::Notes => matches!(fact, Fact::NoteWritten(_) | Fact::MeetingPlanned(_) | Fact::MeetingClosed(_) | Fact::ViewAttached(_)),
            Self::Responsibility => matches!(
                fact,
                Fact::ResponsibilityAssigned(_)
                    | Fact::ResponsibilityOffered(_)
                    | Fact::ResponsibilityAccepted(_)
                    | Fact::ResponsibilityDeclined(_)
                    | Fact::ResponsibilityOfferWithdrawn(_)
                    | Fact::CoWorkerAdded(_)
                    | Fact::CoWorkerEnded(_)
                    | Fact::ChildRestricted(_)
                    | Fact::RestrictionLifted(_)
                    | Fact::GlassBroken(_)
                    | Fact::GlassClosed(_)
                    | Fact::GlassReviewed(_)
                    | Fact::CopyGiven(_)
                    | Fact::AddressShown(_)
                    | Fact::Closed(_)
            ),
        }
    }
}

fn filters(lang: Lang, seen: &Seen<'_>, group: Group, known: &str) -> Markup {
    let typed = Typed::default().or_else("vis", group.code()).or_else("kendt", known);
    let names = Group::ALL.map(|group| (group.code(), group.name(lang)));
    let choices: Vec<Choice<'_>> = names.iter().map(|(code, name)| Choice::new(code, name)).collect();
    let fields = html! {
        (Field::new(lang, "vis", &t(lang, "child-filter")).typed(&typed).select(&choices))
        (Field::new(lang, "kendt", &t(lang, "child-filter-known")).optional().typed(&typed).date())
    };
    let is_filtered = group != Group::All || !known.is_empty();
    let address = paths::child(seen.child());
    field::filters(lang, &address, fields, is_filtered.then_some(address.as_str()))
}

/// The entries on the page.
struct Shown<'r> {
    /// Newest first.
    entries: Vec<&'r Entry>,
    /// Whether they are not the newest.
    is_later: bool,
    /// Whether there are older ones.
    has_older: bool,
}

impl<'r> Shown<'r> {
    fn of(visitor: &Visitor, seen: &'r Seen<'_>, group: Group, asked: &Asked) -> Self {
        if !asked.hele.is_empty() {
            return Self::before(visitor, seen, group, None, usize::MAX - 1);
        }
        let newest = Self::before(visitor, seen, group, asked.foer, ENTRIES);
        match asked.post {
            Some(no) if asked.foer.is_none() && newest.has_older && !newest.has(EntryNo(no)) => {
                Self::before(visitor, seen, group, no.checked_add(1), ENTRIES)
            }
            _ => newest,
        }
    }

    fn before(visitor: &Visitor, seen: &'r Seen<'_>, group: Group, before: Option<u32>, most: usize) -> Self {
        let sees = |entry: &&Entry| group.has(&entry.fact) && seen.grant.sees_entry(&seen.state, &visitor.staff, entry);
        let newest_first = seen.record.entries().iter().rev().filter(|entry| before.is_none_or(|before| entry.no.0 < before));
        let mut entries: Vec<&Entry> = newest_first.filter(sees).take(most + 1).collect();
        let has_older = entries.len() > most;
        entries.truncate(most);
        Self { entries, is_later: before.is_some(), has_older }
    }

    fn has(&self, no: EntryNo) -> bool {
        self.entries.iter().any(|entry| entry.no == no)
    }

    /// Where an entry is read: here, or on the page it stands on.
    fn address(&self, seen: &Seen<'_>, asked: &Asked, no: EntryNo) -> String {
        match asked.kendt.trim() {
            _ if self.has(no) => format!("#entry-{no}"),
            "" => paths::entry(seen.child(), no),
            known => {
                let pairs = [("kendt", known.to_owned()), ("post", no.to_string())];
                format!("{}?{}#entry-{no}", paths::child(seen.child()), serde_urlencoded::to_string(pairs).unwrap_or_default())
            }
        }
    }
}

fn entries(visitor: &Visitor, seen: &Seen<'_>, group: Group, asked: &Asked, shown: &Shown<'_>) -> Markup {
    let lang = visitor.lang;
    if shown.entries.is_empty() {
        return list::empty(&t(lang, "child-record-empty"), &t(lang, "child-record-empty-how"), None);
    }
    let mut views: Vec<timeline::Entry> = shown.entries.iter().map(|entry| entry_view::view(lang, entry, seen, &visitor.staff)).collect();
    // Grouped by the day it is about; within a page the writing order holds among equals.
    views.sort_by_key(|view| std::cmp::Reverse(view.day));
    let address = paths::child(seen.child());
    let query = |before: EntryNo| {
        let pairs = [("vis", group.code().to_owned()), ("kendt", asked.kendt.clone()), ("foer", before.to_string())];
        format!("{address}?{}#journal", serde_urlencoded::to_string(pairs).unwrap_or_default())
    };
    let older = shown.entries.last().filter(|_| shown.has_older).map(|entry| query(entry.no));
    let is_part = shown.has_older || shown.is_later;
    let whole = [("vis", group.code()), ("kendt", asked.kendt.as_str()), ("hele", "ja")];
    let whole = format!("{address}?{}#journal", serde_urlencoded::to_string(whole).unwrap_or_default());
    html! {
        @if is_part {
            p.screen-only { a href=(whole) { (t(lang, "child-record-whole")) } }
            // Said before the first entry: paper that is a part of a record is not taken for the whole.
            p.paper-only { b { (t(lang, "child-record-part")) } }
        }
        (timeline::timeline(lang, &views, day_of(seen.now)))
        @if !asked.hele.is_empty() { p.quiet { (t_with(lang, "child-record-is-whole", &[("count", shown.entries.len().into())])) } }
        (list::pager(lang, shown.is_later.then_some(address.as_str()), older.as_deref()))
    }
}
