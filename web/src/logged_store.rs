//! The store as handlers have it: the same questions, with what each answer tells of children noted for the log.
//!
//! A question that is not here cannot be asked by a page. One that tells of children goes under `noted!`; under `plain!` goes one that tells of
//! none, such as staff, settings and counts, or only of numbers: rows of the log, openings and questions say which child by its identity, and a page
//! that names it asks for the name under `noted!`.

use crate::looking::{self, How};
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeMap;
use trin_domain::absence::Register;
use trin_domain::access::Rooms;
use trin_domain::cpr::Cpr;
use trin_domain::duties::DutyKind;
use trin_domain::enquiry::{Enquiry, EnquiryOutcome};
use trin_domain::id::{ChildId, CommandKey, EnquiryId, RoundId, StaffId, UnitId};
use trin_domain::kinds::{GlassFinding, Role};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::{Command, Context, Entry, EntryNo, Record};
use trin_domain::rounds::Round as WellbeingRound;
use trin_domain::strategy::{StepNo, Strategy};
use trin_store::*;
use uuid::Uuid;

/// A municipality's store within a request.
#[derive(Clone, Copy, Debug)]
pub struct LoggedStore<'s>(pub(crate) &'s Store);

/// An answer that tells of children.
trait Tells {
    fn children(&self) -> Vec<ChildId>;
}

macro_rules! tells {
    ($($row:ty),+) => {
        $(impl Tells for Vec<$row> {
            fn children(&self) -> Vec<ChildId> {
                self.iter().map(|row| row.child).collect()
            }
        }
        impl Tells for Page<$row> {
            fn children(&self) -> Vec<ChildId> {
                self.rows.iter().map(|row| row.child).collect()
            }
        })+
    };
}
tells!(AlikeRow, ChildRow, DeclinedRow, KeptRow, DutyRow, QueueRow, OfferRow, MeetingRow, NewsRow, WorryRow, TalkRow);

impl Tells for Vec<Record> {
    fn children(&self) -> Vec<ChildId> {
        self.iter().map(|record| record.child).collect()
    }
}

impl Tells for Vec<(ChildId, Entry)> {
    fn children(&self) -> Vec<ChildId> {
        self.iter().map(|(child, _)| *child).collect()
    }
}

impl Tells for Vec<(ChildId, EntryNo)> {
    fn children(&self) -> Vec<ChildId> {
        self.iter().map(|(child, _)| *child).collect()
    }
}

macro_rules! noted {
    ($how:expr; $($name:ident($($argument:ident: $type:ty),*) -> $answer:ty;)+) => {
        $(#[doc = concat!("As the store's `", stringify!($name), "`, noted for the log.")]
        ///
        /// # Errors
        /// When the store fails.
        pub async fn $name(self, $($argument: $type),*) -> Result<$answer, StoreError> {
            let answer = self.0.$name($($argument),*).await?;
            looking::note($how, answer.children())?;
            Ok(answer)
        })+
    };
}

macro_rules! plain {
    ($($name:ident($($argument:ident: $type:ty),*) -> $answer:ty;)+) => {
        $(#[doc = concat!("As the store's `", stringify!($name), "`. Tells of no child.")]
        ///
        /// # Errors
        /// When the store fails.
        pub async fn $name(self, $($argument: $type),*) -> Result<$answer, StoreError> {
            self.0.$name($($argument),*).await
        })+
    };
}

/// What tells of children.
#[allow(clippy::too_many_arguments, reason = "as the store's own questions")]
impl LoggedStore<'_> {
    /// A child's whole record; asked for is noted also when there is none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn record(self, child: ChildId) -> Result<Option<Record>, StoreError> {
        let answer = self.0.record(child).await?;
        looking::note(How::Opened(child), answer.as_ref().map(|record| record.child))?;
        Ok(answer)
    }

    /// A child's whole record, when somebody has a relation to the child; asked for is noted also when there is none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn record_for(self, by: &Reader, child: ChildId) -> Result<Option<Record>, StoreError> {
        let answer = self.0.record_for(by, child).await?;
        looking::note(How::Opened(child), answer.as_ref().map(|record| record.child))?;
        Ok(answer)
    }

    /// A child as lists show it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn child(self, by: &Reader, child: ChildId, today: Date) -> Result<Option<ChildRow>, StoreError> {
        let answer = self.0.child(by, child, today).await?;
        looking::note(How::Opened(child), answer.as_ref().map(|row| row.child))?;
        Ok(answer)
    }

    /// What the log has about a child, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn log_of_child(self, child: ChildId, most: i64) -> Result<Vec<ChildLook>, StoreError> {
        let answer = self.0.log_of_child(child, most).await?;
        looking::note(How::Opened(child), [child])?;
        Ok(answer)
    }

    /// What the log has about a child before a row, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn log_of_child_before(self, child: ChildId, before: i64, most: i64) -> Result<Vec<ChildLook>, StoreError> {
        let answer = self.0.log_of_child_before(child, before, most).await?;
        looking::note(How::Opened(child), [child])?;
        Ok(answer)
    }

    /// What is kept about a child, by name and class alone.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn kept_of(self, by: &Reader, child: ChildId) -> Result<Option<KeptRow>, StoreError> {
        let answer = self.0.kept_of(by, child).await?;
        looking::note(How::Opened(child), answer.as_ref().map(|row| row.child))?;
        Ok(answer)
    }

    /// The absence of a school's pupils, for what a page shows of it: whom it shows is noted, and nobody else.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn attendance_at<T>(
        self,
        by: &Reader,
        unit: UnitId,
        (today, since): (Date, Date),
        show: impl FnOnce(Vec<AttendanceRow>) -> (T, Vec<ChildId>),
    ) -> Result<T, StoreError> {
        let (shown, children) = show(self.0.attendance_at(by, unit, today, since).await?);
        looking::note(How::Listed, children)?;
        Ok(shown)
    }

    /// Takes a step in what is kept of a child; its row in the log says within which request.
    ///
    /// # Errors
    /// As the store's.
    pub async fn retention_step(self, by: &Staff, at: Timestamp, child: ChildId, step: RetentionStep) -> Result<(), RetentionError> {
        self.0.retention_step(by, at, child, step, looking::errand("retention")).await
    }

    noted! { How::Listed;
        children(by: &Reader, children: &[ChildId], today: Date) -> Vec<ChildRow>;
        children_of(by: &Reader, responsible: StaffId, today: Date, cursor: Option<&Cursor>, limit: u32) -> Page<ChildRow>;
        unassigned(by: &Reader, today: Date, cursor: Option<&Cursor>, limit: u32) -> Page<ChildRow>;
        children_on_step(by: &Reader, step: Option<StepNo>, day: Date, cursor: Option<&Cursor>, limit: u32) -> Page<ChildRow>;
        children_moved(by: &Reader, from: Option<StepNo>, to: Option<StepNo>, from_day: Date, to_day: Date, cursor: Option<&Cursor>, limit: u32) -> Page<ChildRow>;
        children_helped_by(by: &Reader, provider: UnitId, today: Date, cursor: Option<&Cursor>, limit: u32) -> Page<ChildRow>;
        records_in_round(by: &Reader, round: &WellbeingRound, today: Date) -> Vec<Record>;
        children_in_unit(by: &Reader, unit: UnitId, today: Date, cursor: Option<&Cursor>, limit: u32) -> Page<ChildRow>;
        without_talk(by: &Reader, unit: UnitId, days: (Date, Date), cursor: Option<&Cursor>, limit: u32) -> Page<TalkRow>;
        with_talk(by: &Reader, unit: UnitId, days: (Date, Date), most: i64) -> Vec<TalkRow>;
        records_for(by: &Reader, children: &[ChildId]) -> Vec<Record>;
        open_worries(by: &Reader, unit: UnitId, today: Date, cursor: Option<&Cursor>, limit: u32) -> Page<WorryRow>;
        settled_worries(by: &Reader, unit: UnitId, days: (Date, Date), most: i64) -> Vec<WorryRow>;
        siblings_of(by: &Reader, child: ChildId, today: Date) -> Vec<ChildRow>;
        duties_of_staff(by: &Reader, staff: StaffId, now: Timestamp, until: Option<Timestamp>, cursor: Option<&Cursor>, limit: u32) -> Page<DutyRow>;
        coming_duties_of_staff(by: &Reader, staff: StaffId, now: Timestamp, cursor: Option<&Cursor>, limit: u32) -> Page<DutyRow>;
        duties_of_role(by: &Reader, role: Role, now: Timestamp, until: Option<Timestamp>, cursor: Option<&Cursor>, limit: u32) -> Page<DutyRow>;
        late_duties(by: &Reader, kind: Option<DutyKind>, responsible: Option<StaffId>, now: Timestamp, cursor: Option<&Cursor>, limit: u32) -> Page<DutyRow>;
        duties_of_kind(by: &Reader, kind: DutyKind, now: Timestamp, limit: u32) -> Vec<DutyRow>;
        queue(by: &Reader, cursor: Option<&Cursor>, limit: u32) -> Page<QueueRow>;
        offers_to(by: &Reader, staff: StaffId) -> Vec<OfferRow>;
        offers_waiting(by: &Reader, cursor: Option<&Cursor>, limit: u32) -> Page<OfferRow>;
        meetings_of(by: &Reader, staff: StaffId, day: Date) -> Vec<MeetingRow>;
        entries_at(places: &[(ChildId, EntryNo)]) -> Vec<(ChildId, Entry)>;
        news_for(by: &Reader, staff: StaffId, since: Timestamp, limit: u32) -> Vec<NewsRow>;
        openings_told(by: &Reader, staff: StaffId, since: Timestamp, limit: u32) -> Vec<NewsRow>;
        addresses_shown(by: &Reader, staff: StaffId, since: Timestamp, limit: u32) -> Vec<NewsRow>;
        ripe(by: &Reader, today: Date, cursor: Option<&Cursor>, limit: u32) -> Page<KeptRow>;
        held(by: &Reader, limit: u32) -> Vec<KeptRow>;
        proposed_by_others(by: &Reader, staff: StaffId, limit: u32) -> Vec<KeptRow>;
        declined_to(by: &Reader, staff: StaffId, since: Timestamp, limit: u32) -> Vec<DeclinedRow>;
        put_off(by: &Reader, today: Date, limit: u32) -> Vec<KeptRow>;
        notified_by(staff: StaffId, limit: u32) -> Vec<(ChildId, EntryNo)>;
    }

    noted! { How::Found;
        search_children(by: &Reader, text: &str, today: Date, cursor: Option<&Cursor>, limit: u32) -> Page<ChildRow>;
        children_by_name_and_birth(name: &str, born: Date, cpr: Option<Cpr>) -> Vec<AlikeRow>;
    }

    /// Does commands, and settles the enquiry they write in; their rows in the log say within which request.
    ///
    /// # Errors
    /// As the store's.
    pub async fn execute_all(
        self,
        strategy: &Strategy,
        context: &Context,
        purpose: &str,
        commands: &[Command],
        writes_in: Option<EnquiryId>,
    ) -> Result<Vec<Done>, ExecuteError> {
        let errand = Errand { writes_in, ..looking::errand(purpose) };
        self.0.execute_all(strategy, context, errand, commands).await
    }
}

/// What came to the one door: of no child that was found yet, so the store writes the row of the log itself, before it answers.
impl LoggedStore<'_> {
    plain! {
        enquiries(by: &Staff, now: Timestamp, most: i64) -> Vec<EnquiryRow>;
        enquiry(by: &Staff, id: EnquiryId, now: Timestamp) -> Option<EnquiryRow>;
    }
}

/// What names no child.
impl LoggedStore<'_> {
    /// How often units or staff were changed through this store.
    pub fn organisation_changes(self) -> u64 {
        self.0.organisation_changes()
    }

    plain! {
        pupil(by: &Reader, unit: UnitId, today: Date, cpr: Cpr) -> Option<ChildId>;
        registers_at(unit: UnitId, most: i64) -> Vec<Register>;
        note_register(id: Uuid, register: &Register) -> ();
        rooms_seen(by: &Reader, children: &[ChildId]) -> BTreeMap<ChildId, Rooms>;
        open_children_of(responsible: StaffId) -> i64;
        count_offers_to(staff: StaffId) -> i64;
        may_know(by: &Reader, child: ChildId) -> bool;
        sample_rounds(most: i64) -> Vec<Round>;
        open_round(round: &WellbeingRound) -> ();
        round(round: RoundId) -> Option<WellbeingRound>;
        rounds_at(unit: UnitId, most: i64) -> Vec<WellbeingRound>;
        close_round(round: RoundId, by: StaffId, at: Timestamp) -> bool;
        samples_to_review(by: &Staff, most: i64) -> Vec<Sample>;
        count_samples_to_review(by: &Staff, today: Date) -> ToReview;
        samples_reported(by: StaffId, most: i64) -> Vec<Sample>;
        samples_asked_of(staff: StaffId, most: i64) -> Vec<Sample>;
        count_samples_asked_of(staff: StaffId, most: i64) -> i64;
        sample(id: i64) -> Option<(Sample, Vec<Act>)>;
        mark_sample(id: i64, by: &Staff, finding: GlassFinding, note: &str, now: Timestamp) -> bool;
        answer_sample(id: i64, by: &Staff, note: &str, now: Timestamp) -> bool;
        emergencies_of(staff: StaffId, now: Timestamp) -> Vec<(ChildId, Timestamp)>;
        workplace(staff: StaffId) -> Option<UnitId>;
        staircase_of(by: &Reader, day: Date) -> Vec<StepCount>;
        flows_of(by: &Reader, from_day: Date, to_day: Date) -> Vec<Flow>;
        staff(staff: StaffId) -> Option<Staff>;
        staff_list(role: Option<Role>) -> Vec<Staff>;
        unit(unit: UnitId) -> Option<Unit>;
        units() -> Vec<Unit>;
        session(token_hash: &str) -> Option<(Session, Staff)>;
        sessions_of(staff: StaffId, now: Timestamp) -> Vec<Session>;
        replace_session(old_hash: &str, session: &Session) -> bool;
        logged_in(now: Timestamp) -> Vec<(Staff, u32, Timestamp)>;
        touch_session(token_hash: &str, at: Timestamp) -> ();
        delete_session_called(staff: StaffId, id: &str) -> bool;
        delete_other_sessions(staff: StaffId, token_hash: &str) -> u64;
        set_password(staff: StaffId, hash: &str) -> ();
        factors(staff: StaffId) -> Factors;
        propose_app(staff: StaffId, secret: &str) -> ();
        app_secret(staff: StaffId, is_confirmed: bool) -> Option<String>;
        confirm_app(staff: StaffId, step: i64) -> bool;
        use_app_step(staff: StaffId, step: i64) -> bool;
        delete_app(staff: StaffId) -> bool;
        set_recovery_codes(staff: StaffId, hashes: &[String]) -> ();
        use_recovery_code(staff: StaffId, hash: &str) -> bool;
        add_passkey(key: &Passkey, most: u32) -> bool;
        used_passkey(staff: StaffId, id: &str, body: &str, at: Timestamp) -> ();
        passkeys(staff: StaffId) -> Vec<Passkey>;
        delete_passkey(staff: StaffId, id: &str) -> bool;
        put_ceremony(id: &str, body: &str, expires_at: Timestamp) -> ();
        take_ceremony(id: &str, now: Timestamp) -> Option<String>;
        keep_search(id: &str, staff: StaffId, words: &str, now: Timestamp) -> ();
        searched(id: &str, staff: StaffId, now: Timestamp) -> Option<String>;
        put_session(session: &Session) -> ();
        delete_session(token_hash: &str) -> ();
        password(staff: StaffId) -> Option<String>;
        knows_browser(token_hash: &str, staff: StaffId, now: Timestamp) -> bool;
        put_known_browser(old: Option<&str>, token_hash: &str, staff: StaffId, expires: Timestamp) -> ();
        draft(staff: StaffId, key: &str) -> Option<Draft>;
        drafts(staff: StaffId) -> Vec<Draft>;
        save_draft(staff: StaffId, key: &str, body: &str, now: Timestamp) -> ();
        delete_draft(staff: StaffId, key: &str) -> ();
        read_until(staff: StaffId, list: ReadList) -> Option<Timestamp>;
        has_read(staff: StaffId, list: ReadList, until: Timestamp) -> ();
        ask_about_glass(by: &Staff, about: &Opened, question: &str, now: Timestamp) -> ();
        glass_asked_of(staff: StaffId, most: i64) -> Vec<Question>;
        count_glass_asked_of(staff: StaffId) -> i64;
        glass_asked_by(staff: StaffId, most: i64) -> Vec<Question>;
        count_glass_answered(asked_by: StaffId) -> i64;
        answer_about_glass(id: i64, by: &Staff, answer: &str, now: Timestamp) -> bool;
        read_about_glass(id: i64, by: &Staff, now: Timestamp) -> bool;
        door_sent(now: Timestamp) -> ();
        door_handed_back(now: Timestamp) -> ();
        door_days(from: Date) -> Vec<DoorDay>;
        receive(id: EnquiryId, enquiry: &Enquiry, now: Timestamp) -> Received;
        received(reference: &str) -> Option<Received>;
        enquiry_counts() -> Vec<EnquiryCount>;
        settle_enquiry(by: &Staff, id: EnquiryId, outcome: EnquiryOutcome, note: &str, now: Timestamp) -> bool;
        setting(key: &str) -> Option<String>;
        put_unit(unit: &Unit) -> ();
        put_staff(staff: &Staff) -> ();
        delete_sessions_of(staff: StaffId) -> ();
        staff_at_provider(issuer: &str, person: &str) -> Option<StaffId>;
        is_at_provider(issuer: &str, staff: StaffId) -> bool;
        put_at_provider(issuer: &str, person: &str, staff: StaffId) -> bool;
        put_provider_session(token_hash: &str, session: &ProviderSession) -> ();
        provider_session(token_hash: &str) -> Option<ProviderSession>;
        end_provider_sessions(issuer: &str, subject: Option<&str>, sid: Option<&str>) -> Vec<StaffId>;
        begin_provider_login(state_hash: &str, login: &ProviderLogin, now: Timestamp) -> bool;
        take_provider_login(state_hash: &str) -> Option<ProviderLogin>;
        heed_provider_message(id: &str, now: Timestamp, expires: Timestamp) -> bool;
        done(key: CommandKey) -> Option<(ChildId, EntryNo, EntryNo)>;
        talk_counts(by: &Reader, unit: UnitId, days: (Date, Date)) -> (i64, i64);
        worry_counts(by: &Reader, unit: UnitId, today: Date) -> (i64, i64);
        late_count(by: &Reader, staff: StaffId, late_by: Timestamp, now: Timestamp) -> i64;
        late_count_of_role(by: &Reader, role: Role, late_by: Timestamp, now: Timestamp) -> i64;
        late_by_kind(by: &Reader, now: Timestamp) -> Vec<LateCount>;
        timeliness(kinds: &[DutyKind], from: Date, to: Date, now: Timestamp) -> Vec<(DutyKind, Timeliness)>;
        caseload(by: &Reader, today: Date, now: Timestamp) -> Vec<Caseload>;
        staircase(day: Date) -> Vec<StepCount>;
        flows(from_day: Date, to_day: Date) -> Vec<Flow>;
        queue_counts(by: &Reader, now: Timestamp) -> QueueCounts;
    }
}
