//! A child as one visitor sees it: record, state, grant, duties and names, gathered once for every page about the child.

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form_page;
use crate::frame::{self, ChildHeader, Frame};
use crate::looking;
use crate::names::Names;
use crate::parts::duty::{self, DutyView};
use crate::paths;
use crate::session::Visitor;
use crate::words::{Lang, format, t, t_with};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use trin_domain::access::{self, Access, Because, Holder, Room, Rooms};
use trin_domain::calendar::day_of;
use trin_domain::duties::{self, BasisKind, Due, Duty, DutyKind, Standing};
use trin_domain::id::ChildId;
use trin_domain::kinds::Role;
use trin_domain::ladder;
use trin_domain::record::{Birth, EntryNo, Glass, Intervention, Record, State};
use trin_domain::strategy::StepNo;
use trin_store::DutyRow;
use uuid::Uuid;

/// Reads the record of the child in the address.
///
/// # Errors
/// [`PageError::NotFound`] when the address names no child; [`PageError::TooMany`] when the visitor opens one child after another faster than
/// work does.
pub async fn open(app: &App, visitor: &Visitor, id: &str) -> PageResult<Record> {
    let not_found = || PageError::NotFound(visitor.lang);
    let child = ChildId::new(Uuid::parse_str(id).map_err(|_| not_found())?);
    if !app.limiters().takes_look_up(visitor.staff.id, app.now()) {
        return Err(PageError::TooMany);
    }
    if let Some(record) = app.store().record_for(&visitor.reader(app), child).await? {
        return Ok(record);
    }
    // Opened in an emergency while the disk was full: the record does not know of it yet.
    let openings = app.emergency().log().map(|log| log.openings_of(visitor.staff.id, app.now())).unwrap_or_default();
    let opening = openings.into_iter().find(|opening| opening.child == child).ok_or_else(not_found)?;
    let mut record = app.store().record(child).await?.ok_or_else(not_found)?;
    opening.shown_in(&mut record);
    Ok(record)
}

/// What the visitor may see of a child now: derived anew from the record and from where people work now, on every request.
///
/// # Errors
/// When the store fails.
pub async fn access(app: &App, visitor: &Visitor, state: &State<'_>) -> PageResult<Option<Access>> {
    let mut workplaces = BTreeMap::new();
    if visitor.staff.role == Role::TeamLeader {
        for grant in access::grants(state, app.strategy()) {
            if let Holder::LeadersOf(staff) = grant.holder
                && let std::collections::btree_map::Entry::Vacant(place) = workplaces.entry(staff)
            {
                place.insert(app.store().workplace(staff).await?);
            }
        }
    }
    Ok(access::grant(state, app.strategy(), &visitor.staff, |staff| workplaces.get(&staff).copied().flatten(), app.now()))
}

/// A child as the visitor sees it.
pub struct Seen<'r> {
    /// The record.
    pub record: &'r Record,
    /// What it adds up to.
    pub state: State<'r>,
    /// How much the visitor sees, and why.
    pub grant: Access,
    /// Everything owed, met and lapsed, by due time.
    pub duties: Vec<Duty>,
    /// Where the child stands today.
    pub step: Option<StepNo>,
    /// The other children in the network whom the visitor may know of: only they are named and led to.
    pub known_kin: BTreeSet<ChildId>,
    /// The names of staff.
    pub names: Arc<Names>,
    /// Now.
    pub now: Timestamp,
}

impl<'r> Seen<'r> {
    /// Gathers it.
    ///
    /// # Errors
    /// [`PageError::NotFound`] when the visitor has no relation to the child: then it does not exist for them.
    pub async fn new(app: &App, visitor: &Visitor, record: &'r Record) -> PageResult<Self> {
        let state = record.state();
        let now = app.now();
        let today = app.today();
        let grant = access(app, visitor, &state).await?.ok_or(PageError::NotFound(visitor.lang))?;
        looking::because(&grant);
        let known_kin = known_kin(app, visitor, &state).await?;
        let duties = duties::of(&state, app.strategy());
        let step = ladder::position_on(&state, app.strategy(), today);
        let names = Names::load(app).await?;
        Ok(Self { record, state, grant, duties, step, known_kin, names, now })
    }

    /// The child as it was known at an instant, with the grant the visitor has now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn as_known(&self, app: &App, past: &'r Record, at: Timestamp) -> PageResult<Self> {
        // The day's end is the first instant of the next; a second before still lies on the day asked about.
        let now = at.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(at);
        let state = past.state();
        let duties = duties::of(&state, app.strategy());
        let step = ladder::position_on(&state, app.strategy(), day_of(now));
        let names = Names::load(app).await?;
        Ok(Self { record: past, state, grant: self.grant.clone(), duties, step, known_kin: self.known_kin.clone(), names, now })
    }

    /// Whose record it is.
    pub fn child(&self) -> ChildId {
        self.record.child
    }

    /// What is owed now, late first.
    pub fn owed(&self) -> impl Iterator<Item = &Duty> {
        self.duties.iter().filter(|duty| matches!(duty.standing(self.now), Standing::Owed | Standing::Late))
    }

    /// A duty as the parts show it; a link to where it is met only for those who may meet it.
    pub fn view_duty(&self, app: &App, lang: Lang, duty: &Duty) -> DutyView {
        let view = duty_view(app, lang, self.child(), duty, &self.names);
        DutyView { href: view.href.filter(|href| self.grant.writes(form_page::room(href))), ..view }
    }

    /// Duties as the parts show them, each thing owed on one line.
    pub fn view_duties<'d>(&self, app: &App, lang: Lang, duties: impl Iterator<Item = &'d Duty>) -> Vec<DutyView> {
        let duties: Vec<(ChildId, &Duty)> = duties.map(|duty| (self.child(), duty)).collect();
        let may = |href: &String| self.grant.writes(form_page::room(href));
        duty_lines(app, lang, &duties, &self.names).into_iter().map(|(_, view)| DutyView { href: view.href.filter(may), ..view }).collect()
    }

    /// The child's first name, for sentences.
    pub fn first_name(&self) -> &'r str {
        first_name(self.state.name())
    }

    /// The frame of a page about the child, with its header and why the visitor sees it.
    pub fn frame(&self, app: &App, visitor: &Visitor) -> Frame {
        let lang = visitor.lang;
        let responsible = self
            .state
            .responsible
            .map_or_else(|| t(lang, "child-no-responsible"), |responsible| self.names.of(responsible.staff).to_owned());
        let (sees_position, sees_duties) = (self.grant.sees(Room::Position), self.grant.sees(Room::Duties));
        let next_duty = self.view_duties(app, lang, self.owed()).first().map(|view| duty::short(lang, view, self.now));
        let step = self.step.map(|step| (step.0, u8::try_from(app.strategy().steps.len()).unwrap_or(u8::MAX)));
        let header = ChildHeader {
            name: self.state.name().to_owned(),
            href: paths::child(self.child()),
            age: self.age(lang),
            responsible,
            // Where the child stands and what is owed is the case itself: only those who may see it do.
            position: if sees_position { self.position_sentence(app, lang) } else { String::new() },
            step: step.filter(|_| sees_position),
            next_duty: next_duty.filter(|_| sees_duties),
            caution: self.caution(lang),
            close: self.own_glass(visitor).map(|_| paths::below(self.child(), "noedadgang/luk")),
            is_heading: false,
        };
        Frame { child: Some(header), why: Some(self.why(lang)), ..visitor.frame(app, Some(frame::Room::Children)) }
    }

    /// The visitor's own emergency access that is open.
    pub fn own_glass(&self, visitor: &Visitor) -> Option<EntryNo> {
        let is_open = |glass: &&Glass<'_>| glass.broken.by.staff == visitor.staff.id && self.now < glass.until();
        self.state.glass.iter().find(is_open).map(|glass| glass.broken.no)
    }

    /// What every page about the child must say first: that it is open in an emergency, and that abuse is suspected.
    fn caution(&self, lang: Lang) -> Option<String> {
        let glass = self.grant.glass().and_then(|grant| grant.until);
        let glass = glass.map(|until| t_with(lang, "access-glass-banner", &[("until", self.until(lang, until).into())]));
        let abuse = (self.grant.sees(Room::Notifications) && self.state.is_abuse_suspected()).then(|| t(lang, "intake-abuse-path"));
        let both: Vec<String> = glass.into_iter().chain(abuse).collect();
        (!both.is_empty()).then(|| both.join(" "))
    }

    /// "9 år", "ventes født 3. juni".
    pub fn age(&self, lang: Lang) -> String {
        age(lang, self.state.birth(), day_of(self.now))
    }

    /// Where the child stands, in one sentence.
    pub fn position_sentence(&self, app: &App, lang: Lang) -> String {
        let today = day_of(self.now);
        let Some(step) = self.step else {
            // Help that is decided but not begun is what the reader must know next.
            let coming = self.state.not_begun_on(today).last().filter(|_| self.state.is_open && self.grant.sees(Room::Position));
            return match coming {
                Some(help) => {
                    let kind = help.decided.what.kind;
                    let name = ("help", lang.pick(kind.da(), kind.en()).to_owned().into());
                    match help.started_on() {
                        Some(on) => t_with(lang, "child-position-begins", &[name, ("day", format::day(lang, on, today).into())]),
                        None => t_with(lang, "child-position-decided", &[name]),
                    }
                }
                None if self.state.is_open => t(lang, "child-position-open"),
                None => t(lang, "child-position-none"),
            };
        };
        let on_step = self.state.in_force_on(today).filter(|help| app.strategy().step_of(help.decided.what.kind) == step);
        // Of several on the step the one that lasts longest says how long the child stands there.
        let leading = on_step.max_by_key(|help| help.ended_on().unwrap_or(Date::MAX));
        let since = ladder::movements(&self.state, app.strategy(), today)
            .last()
            .map(|movement| format::day(lang, movement.on, today))
            .unwrap_or_default();
        let kind = leading.map(|help| help.decided.what.kind);
        let help = kind.map(|kind| lang.pick(kind.da(), kind.en())).unwrap_or_default();
        let stands = t_with(lang, "child-position", &[("step", step.0.into()), ("help", help.to_owned().into()), ("since", since.into())]);
        if let Some(ends) = leading.and_then(Intervention::ended_on) {
            return self.ending_sentence(app, lang, stands, ends);
        }
        match leading.and_then(|help| help.aims.last()) {
            Some(aim) => t_with(
                lang,
                "child-position-aim",
                &[("stands", stands.into()), ("aim", aim.what.aim.trim_end_matches('.').to_owned().into())],
            ),
            None => stands,
        }
    }

    /// Where the child stands and until when, and what is true after that.
    fn ending_sentence(&self, app: &App, lang: Lang, stands: String, ends: Date) -> String {
        let today = day_of(self.now);
        let day = if ends == today { t(lang, "time-today") } else { format::day(lang, ends, today) };
        let next = ends.tomorrow().ok().and_then(|next| ladder::position_on(&self.state, app.strategy(), next));
        let values = [("stands", stands.into()), ("day", day.into()), ("next", next.map_or(0, |step| step.0).into())];
        match (next, self.state.is_open) {
            (Some(_), _) => t_with(lang, "child-position-ends-then", &values),
            (None, true) => t_with(lang, "child-position-ends", &values),
            (None, false) => t_with(lang, "child-position-ends-closed", &values),
        }
    }

    /// Why the visitor sees this child, and until when, when an end is known.
    pub fn why(&self, lang: Lang) -> String {
        let why = why(lang, self.grant.because, self.first_name());
        match self.grant.until {
            Some(until) => t_with(
                lang,
                "child-why-until",
                &[("why", why.trim_end_matches('.').to_owned().into()), ("until", self.until(lang, until).into())],
            ),
            None => why,
        }
    }

    /// An end as people say it: a day that is the last, or a time today.
    pub fn until(&self, lang: Lang, until: Timestamp) -> String {
        let last = until.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(until);
        if trin_domain::calendar::end_of_day(day_of(last)) == until {
            format::day(lang, day_of(last), day_of(self.now))
        } else {
            format::instant(lang, until, self.now)
        }
    }
}

/// Why somebody sees a child, said to them.
pub fn why(lang: Lang, because: Because, first_name: &str) -> String {
    let name = [("name", first_name.to_owned().into())];
    match because {
        Because::Responsible => t_with(lang, "child-why-responsible", &name),
        Because::CoWorker(_) => t_with(lang, "child-why-co-worker", &name),
        Because::Leads => t_with(lang, "child-why-leads", &name),
        Because::Offered(_) => t_with(lang, "child-why-offered", &name),
        Because::Closed(_) => t_with(lang, "child-why-closed", &name),
        Because::Notification(_) => t_with(lang, "child-why-notification", &name),
        Because::Owed(_) => t_with(lang, "child-why-owed", &name),
        Because::NobodyResponsible => t_with(lang, "child-why-nobody-responsible", &name),
        Because::Glass(_) => t_with(lang, "child-why-glass", &name),
        Because::Oversees => t_with(lang, "child-why-oversees", &name),
        Because::GlassToReview(_) => t_with(lang, "child-why-glass-to-review", &name),
        Because::Known => t_with(lang, "child-why-known", &name),
        Because::RetentionEnded => t_with(lang, "child-why-retention-ended", &name),
        Because::Enrolled(_) => t_with(lang, "child-why-enrolled", &name),
        Because::GivesHelp(_) => t_with(lang, "child-why-gives-help", &name),
        Because::Meets(_) => t_with(lang, "child-why-meets", &name),
    }
}

/// The children in the network whom the visitor may know of.
async fn known_kin(app: &App, visitor: &Visitor, state: &State<'_>) -> PageResult<BTreeSet<ChildId>> {
    let named = state.relations.iter().filter_map(|relation| relation.added.what.child);
    let notified = state.notifications.iter().flat_map(|notification| notification.received.what.siblings.iter().copied());
    let kin: BTreeSet<ChildId> = named.chain(notified).collect();
    if kin.is_empty() {
        return Ok(kin);
    }
    let kin: Vec<ChildId> = kin.into_iter().collect();
    Ok(app.store().children(&visitor.reader(app), &kin, app.today()).await?.into_iter().map(|row| row.child).collect())
}

/// The first of somebody's names.
pub fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// An age, or when a birth is expected.
pub fn age(lang: Lang, birth: Option<Birth>, today: Date) -> String {
    match birth {
        Some(Birth::Born(on)) => format::age(lang, on, today),
        Some(Birth::Expected(on)) => t_with(lang, "age-expected", &[("day", format::day(lang, on, today).into())]),
        None => String::new(),
    }
}

/// A duty as the parts show it. In a list across children, finish it with [`with_child`].
pub fn duty_view(app: &App, lang: Lang, child: ChildId, duty: &Duty, names: &Names) -> DutyView {
    let who_asks = |kind: BasisKind| match kind {
        BasisKind::Law => t(lang, "child-asked-by-law"),
        BasisKind::Strategy => t_with(lang, "child-asked-by-strategy", &[("municipality", app.strategy().municipality.clone().into())]),
    };
    let person = match duty.responsible {
        Some(staff) => names.of(staff).to_owned(),
        None => lang.pick(duty.role.da(), duty.role.en()).to_owned(),
    };
    DutyView {
        what: lang.pick(duty.kind.da(), duty.kind.en()).to_owned(),
        href: Some(paths::duty(child, duty.kind, duty.about)),
        child: None,
        due: due(duty.due()),
        person,
        leads: who_asks(duty.leads.basis.from),
        other: duty.other.as_ref().map(|other| (who_asks(other.basis.from), due(other.due))),
        because: vec![lang.pick(&duty.because_da, &duty.because_en).to_owned()],
        rule: String::new(),
        source: duty.leads.basis.citation.to_string(),
        source_href: None,
    }
}

/// Duties as lines, each with its place among those given. An assessment and the preliminary one that is owed about it when it takes longer
/// are one thing to do: they are one line, the assessment's, which names the other.
pub fn duty_lines(app: &App, lang: Lang, duties: &[(ChildId, &Duty)], names: &Names) -> Vec<(usize, DutyView)> {
    let beside = |child: ChildId, duty: &Duty, kind: DutyKind| {
        duties.iter().find(|(other, owed)| *other == child && owed.kind == kind && owed.about == duty.about).map(|(_, owed)| *owed)
    };
    let mut lines = Vec::new();
    for (place, (child, duty)) in duties.iter().enumerate() {
        if duty.kind == DutyKind::PreliminaryAssessment && beside(*child, duty, DutyKind::Assessment).is_some() {
            continue;
        }
        let mut view = duty_view(app, lang, *child, duty, names);
        let preliminary = beside(*child, duty, DutyKind::PreliminaryAssessment).filter(|_| duty.kind == DutyKind::Assessment);
        if let Some(preliminary) = preliminary {
            let values = [("source", preliminary.leads.basis.citation.to_string().into())];
            view.because.push(t_with(lang, "child-owed-preliminary", &values));
        }
        lines.push((place, view));
    }
    lines
}

/// A duty in a list across children: with the child's name, and with a link to where it is met when the visitor sees that room of the record.
pub fn with_child(mut view: DutyView, row: &DutyRow, seen: &BTreeMap<ChildId, Rooms>) -> DutyView {
    view.child = Some((row.child_name.clone(), paths::child(row.child)));
    view.href = view.href.filter(|href| seen.get(&row.child).is_some_and(|rooms| rooms.has(form_page::room(href))));
    view
}

/// What the visitor sees of the children whose duties are listed, for [`with_child`].
///
/// # Errors
/// When the store fails.
pub async fn rooms_of(app: &App, visitor: &Visitor, rows: &[DutyRow]) -> PageResult<BTreeMap<ChildId, Rooms>> {
    let children: Vec<ChildId> = rows.iter().map(|row| row.child).collect::<BTreeSet<_>>().into_iter().collect();
    Ok(app.store().rooms_seen(&visitor.reader(app), &children).await?)
}

/// A due date as the parts show it.
pub fn due(due: Due) -> duty::Due {
    match due {
        Due::At(at) => duty::Due::Instant(at),
        Due::On(on) => duty::Due::Day(on),
    }
}
