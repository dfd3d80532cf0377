//! A child's way from a notification to the bottom of the ladder, command by command, as people would send them.

use jiff::{Timestamp, ToSpan};
use trin_domain::calendar::day_of;
use trin_domain::id::{ChildId, CommandKey, StaffId, UnitId};
use trin_domain::kinds::*;
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::*;
use trin_store::Store;

pub async fn people(store: &Store) {
    let unit =
        Unit { id: UnitId::from_label("team"), name: "Familierådgivningen".into(), kind: UnitKind::CaseTeam, district: "Nord".into() };
    store.put_unit(&unit).await.unwrap();
    for nth in 0..20 {
        let (id, name) = (StaffId::from_label(&format!("worker {nth}")), format!("Rådgiver {nth}"));
        store.put_staff(&Staff { id, name, role: Role::Caseworker, unit: unit.id, is_active: true }).await.unwrap();
    }
}

const SAID: &str = "Han fortæller, at morgenerne er bedst, når mormor er der. Læreren ser ham gladere end i efteråret, men han er træt \
    om mandagen og spiser ikke sin mad. Mor siger, at aftalen om sengetid holder de fleste dage, og at hun gerne vil have hjælp til weekenderne.";

pub fn life(nth: usize) -> Vec<(Context, Command)> {
    let child = ChildId::from_label(&format!("bench child {nth}"));
    let worker = StaffId::from_label(&format!("worker {}", nth % 20));
    let by = Author { staff: worker, role: Role::Caseworker };
    let mut now: Timestamp = "2023-02-06T08:00:00Z".parse().unwrap();
    let mut seen = 0;
    let mut commands = Vec::new();
    let mut write = |days: i64, facts: &dyn Fn(Timestamp, jiff::civil::Date) -> Vec<Fact>| {
        now = now.checked_add((24 * days).hours()).unwrap();
        let facts = facts(now, day_of(now));
        let written = u32::try_from(facts.len()).unwrap();
        let key = CommandKey::from_label(&format!("{child} {seen}"));
        commands.push((Context { now, by }, Command { child, key, seen: Version(seen), facts }));
        seen += written;
    };
    write(0, &|now, on| {
        let birth = Birth::Born(on.checked_sub(3000.days()).unwrap());
        vec![
            Fact::Registered(Registered { name: format!("Barn {nth} Holm Sørensen"), birth, cpr: None }),
            Fact::NotificationReceived(NotificationReceived {
                received_at: now,
                notifier: Notifier { kind: NotifierKind::School, name: Some("Jens Lærer".into()), workplace: Some("Skolen".into()) },
                concern: SAID.into(),
                causes: vec![Cause::OtherNeglect],
                acute: false,
                abuse_suspected: false,
                siblings: Vec::new(),
            }),
            Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: worker, on, reason: "Distrikt Nord".into() }),
        ]
    });
    write(0, &|now, on| {
        let assessed = AcuteAssessed { notification: EntryNo(2), at: now, in_danger: false, acute_measure: None, reason: SAID.into() };
        vec![Fact::AcuteAssessed(assessed), Fact::ReceiptSent(ReceiptSent { notification: EntryNo(2), on })]
    });
    write(3, &|_, on| {
        let outcome = ScreeningOutcome::Assessment;
        vec![
            Fact::Screened(Screened { notification: EntryNo(2), on, outcome, reason: SAID.into() }),
            Fact::FeedbackGiven(FeedbackGiven { notification: EntryNo(2), on, told: Some(SAID.into()), withheld_because: None }),
            Fact::AssessmentOpened(AssessmentOpened {
                kind: AssessmentKind::Full,
                on,
                // The four months run from the notification, three days before.
                aware_on: on.checked_sub(3.days()).unwrap(),
                notification: Some(EntryNo(2)),
                reason: SAID.into(),
            }),
        ]
    });
    write(10, &|_, on| vec![Fact::ChildHeard(ChildHeard { on, hearing: Hearing::Talk { words: SAID.into() } })]);
    for heading in [AssessmentHeading::Development, AssessmentHeading::Family, AssessmentHeading::School] {
        write(14, &|_, on| {
            let text = || SAID.to_owned();
            let (challenges, resources, knowledge) = (text(), text(), String::new());
            let assessment = EntryNo(8);
            vec![Fact::AssessmentSectionWritten(AssessmentSectionWritten { assessment, on, heading, challenges, resources, knowledge })]
        });
    }
    write(7, &|_, on| {
        vec![Fact::AssessmentConcluded(AssessmentConcluded {
            assessment: EntryNo(8),
            on,
            conclusion: SAID.into(),
            support_needed: true,
            child_attitude: SAID.into(),
            parents_attitude: SAID.into(),
        })]
    });
    write(1, &|_, on| {
        vec![
            Fact::InterventionDecided(InterventionDecided {
                on,
                kind: InterventionKind::FamilyTreatment,
                offer: None,
                provider: None,
                consent: ConsentBasis::WithConsent,
                purpose: SAID.into(),
                expected_until: None,
                why_not_lower: None,
                why_not_preferred: None,
                replaces: None,
            }),
            Fact::InterventionStarted(InterventionStarted { intervention: EntryNo(14), on }),
            Fact::PlanMade(PlanMade {
                on,
                interventions: vec![EntryNo(14)],
                purpose: SAID.into(),
                child_wishes: SAID.into(),
                family_part: String::new(),
            }),
            Fact::GoalSet(GoalSet {
                plan: EntryNo(16),
                on,
                text: "I skole hver dag".into(),
                scale: "Dage om ugen".into(),
                lowest: 0,
                highest: 5,
                from: 2,
                to: 5,
                by: on.checked_add(180.days()).unwrap(),
                known_to: String::new(),
            }),
        ]
    });
    for week in 0..4 {
        write(20, &|_, on| {
            let empty = String::new;
            vec![Fact::NoteWritten(NoteWritten {
                on,
                facts: SAID.into(),
                child_words: empty(),
                others_words: empty(),
                judgement: SAID.into(),
            })]
        });
        if week % 2 == 1 {
            write(5, &|_, on| {
                vec![Fact::FollowedUp(FollowedUp {
                    intervention: EntryNo(14),
                    on,
                    child_voice: SAID.into(),
                    family_voice: SAID.into(),
                    provider_status: SAID.into(),
                    scores: vec![GoalScore { goal: EntryNo(17), score: 3 }],
                    decision: FollowUpDecision::Continue,
                    reason: SAID.into(),
                    next_on: None,
                })]
            });
        }
    }
    write(30, &|_, on| {
        let reason = EndReason::GoalsReached;
        vec![
            Fact::InterventionEnded(InterventionEnded { intervention: EntryNo(14), on, reason, note: String::new() }),
            Fact::Closed(Closed { on, reason: SAID.into() }),
        ]
    });
    commands
}
