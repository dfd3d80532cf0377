//! Reads the examples' facts into a record and says what a rule gives, in the examples' words. Tests only.
//!
//! A fact is `DAY [TIME] WORDS [nr. N]`: `2024-03-29 16:30 underretning fra skole`. Without a time it is noon. `nr. 2` names the second
//! notification, assessment, intervention, plan or offer; otherwise the latest is meant. `status`, last, asks how the open duties stand.

#![allow(clippy::unwrap_used, reason = "tests only")]

use super::examples::{ALL, Example, LAW_ALONE, SATURDAYS};
use super::{BasisKind, Due, Duty, RULES, Standing};
use crate::calendar::{copenhagen, instant_of};
use crate::id::{StaffId, UnitId};
use crate::kinds::{Cause, EndReason, FollowUpDecision, GlassFinding, GlassReason, InterventionKind, NotifierKind, Role, ScreeningOutcome};
use crate::record::*;
use crate::strategy::Strategy;
use jiff::{Timestamp, civil::Date, civil::DateTime, tz::Offset};

/// Those the examples name.
const PEOPLE: [&str; 4] = ["Mette", "Karim", "Bente", "Ole"];

#[test]
fn every_example_gives_what_it_says() {
    let mut wrong = Vec::new();
    for rule in RULES {
        assert!(!rule.examples.is_empty(), "{} has no examples", rule.kind.code());
        for example in rule.examples {
            for strategy in strategies(example) {
                let gives = run(rule.owed, example, &strategy);
                if gives != example.gives {
                    wrong.push(format!(
                        "{} · {} · {}\n  {}\n  says  {}\n  gives {gives}",
                        rule.kind.code(),
                        example.shows,
                        strategy.key,
                        example.facts,
                        example.gives
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples do not hold:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn all_duties_of_every_example_are_whole_and_in_due_order() {
    let examples = RULES.iter().flat_map(|rule| rule.examples);
    for example in examples {
        let (entries, _) = read(example.facts);
        let state = State::fold(&entries);
        for strategy in Strategy::shipped() {
            let duties = super::of(&state, strategy);
            assert!(duties.is_sorted_by_key(|duty| duty.due().late_from()), "{}: not in due order", example.shows);
            for duty in duties {
                let told = format!("{} · {} · {duty:?}", example.shows, strategy.key);
                assert!(duty.because_da.ends_with('.') && duty.because_en.ends_with('.'), "no reason: {told}");
                assert!(!duty.leads.basis.citation.is_empty(), "no basis: {told}");
                assert!(duty.met.is_none() || duty.lapsed_on.is_none(), "both met and fallen away: {told}");
                assert!(
                    [duty.about, duty.counted_from].iter().all(|no| entries.iter().any(|entry| entry.no == *no)),
                    "about nothing: {told}"
                );
                if let Some(other) = duty.other {
                    assert!(duty.leads.due.late_from() < other.due.late_from(), "the later leads: {told}");
                    assert!(duty.leads.basis.from != other.basis.from, "two of the same: {told}");
                }
            }
        }
    }
}

#[test]
fn an_acute_assessment_is_awaited_until_it_is_written() {
    let received = |year: &str| format!("{year}-05-14 09:00 underretning fra skole");
    for (facts, is_awaited) in
        [(received("2024"), true), (received("2024") + "; 2024-05-15 08:59 akutvurderet", false), (received("2005"), false)]
    {
        let (entries, _) = read(&facts);
        assert_eq!(super::awaits_acute_assessment(&State::fold(&entries).notifications[0]), is_awaited, "{facts}");
    }
}

/// The reasons people read at "hvorfor?", in both languages, by the first strategy of each example: a sentence that changes is seen in the
/// change's diff.
#[test]
fn the_reasons_of_every_example_are_those_that_were_read() {
    let mut said = String::new();
    for rule in RULES {
        said += &format!("## {}\n", rule.kind.code());
        for example in rule.examples {
            let (strategy, (entries, _)) = (strategies(example).remove(0), read(example.facts));
            let mut duties = Vec::new();
            (rule.owed)(&State::fold(&entries), &strategy, &mut duties);
            duties.sort_by_key(|duty| (duty.due().late_from(), duty.about, duty.counted_from));
            said += &format!("\n{} ({})\n", example.facts, strategy.key);
            for duty in duties {
                let (about, from, counts) = (duty.about.0, duty.counted_from.0, say_due(duty.counts_from));
                said += &format!("  {} about {about}, from {from} on {counts}, {}\n", say_due(duty.due()), duty.role.code());
                said += &format!("    {}\n    {}\n", duty.because_da, duty.because_en);
            }
        }
        said.push('\n');
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/duties/reasons.txt");
    if std::env::var_os("TRIN_WRITE").is_some() {
        std::fs::write(path, &said).unwrap();
    }
    let there = std::fs::read_to_string(path).unwrap_or_default();
    assert!(there == said, "{path} is stale: read what changed after TRIN_WRITE=1 cargo test -p trin-domain --lib reasons");
}

fn run(owed: fn(&State<'_>, &Strategy, &mut Vec<Duty>), example: &Example, strategy: &Strategy) -> String {
    let (entries, status_at) = read(example.facts);
    let mut duties = Vec::new();
    owed(&State::fold(&entries), strategy, &mut duties);
    duties.sort_by_key(|duty| duty.due().late_from());
    if duties.is_empty() {
        return "ingen frist".to_owned();
    }
    for duty in &duties {
        assert!(duty.because_da.ends_with('.') && duty.because_en.ends_with('.'), "{}: no because", example.shows);
    }
    duties.iter().map(|duty| say(duty, status_at)).collect::<Vec<_>>().join("; ")
}

fn say(duty: &Duty, status_at: Option<Timestamp>) -> String {
    let by = |kind| if kind == BasisKind::Law { "loven" } else { "strategien" };
    let mut said = format!("frist {} efter {}", say_due(duty.due()), by(duty.leads.basis.from));
    if let Some(other) = &duty.other {
        said += &format!(" ({}: {})", by(other.basis.from), say_due(other.due));
    }
    if let Some(staff) = duty.responsible {
        said += &format!(", hos {}", PEOPLE.iter().find(|name| StaffId::from_label(name) == staff).unwrap());
    }
    // Unless a status is asked for, what will settle it is told, whenever that is.
    let standing = duty.standing(status_at.unwrap_or(if duty.lapsed_on.is_some() { Timestamp::MAX } else { Timestamp::MIN }));
    match standing {
        Standing::MetInTime => said += ", opfyldt i tide",
        Standing::MetLate => said += ", opfyldt for sent",
        Standing::Lapsed => said += &format!(", bortfaldet {}", duty.lapsed_on.unwrap()),
        Standing::Missed => said += &format!(", aldrig opfyldt, udgået {}", duty.lapsed_on.unwrap()),
        Standing::Owed if status_at.is_some() => said += ", endnu ikke opfyldt",
        Standing::Late => said += ", overskredet",
        Standing::Owed => {}
    }
    said
}

fn say_due(due: Due) -> String {
    let at = match due {
        Due::On(on) => return on.to_string(),
        Due::At(at) => at,
    };
    let zoned = at.to_zoned(copenhagen().clone());
    // The hour that comes twice is told apart by its offset.
    let offset = if instant_of(zoned.datetime()) == at { "" } else { "+01" };
    format!("{} {}{offset}", zoned.date(), zoned.strftime("%H:%M"))
}

fn strategies(example: &Example) -> Vec<Strategy> {
    match example.strategy {
        ALL => Strategy::shipped().iter().cloned().chain([law_alone(LAW_ALONE, false)]).collect(),
        LAW_ALONE => vec![law_alone(LAW_ALONE, false)],
        SATURDAYS => vec![law_alone(SATURDAYS, true)],
        key => vec![Strategy::named(key).unwrap_or_else(|| panic!("{}: no strategy {key}", example.shows)).clone()],
    }
}

/// A strategy that sets no dates of its own, but for the two that every strategy has to set.
fn law_alone(key: &str, saturdays_count: bool) -> Strategy {
    Strategy {
        key: key.to_owned(),
        saturdays_count,
        cadences: Vec::new(),
        return_home_review: None,
        placement_maximum: None,
        ..Strategy::standard().clone()
    }
}

/// The entries of an example, and the instant its status is asked for.
fn read(facts: &str) -> (Vec<Entry>, Option<Timestamp>) {
    let mut reader = Reader::default();
    for line in facts.split("; ") {
        let (day, rest) = line.split_once(' ').unwrap_or_else(|| panic!("{line}: no words after the day"));
        let day: Date = day.parse().unwrap_or_else(|_| panic!("{line}: begins with no day"));
        let (time, words) = match rest.split_once(' ') {
            Some((time, words)) if time.starts_with(|first: char| first.is_ascii_digit()) => (Some(time), words),
            _ => (None, rest),
        };
        let at = instant(day, time);
        if words == "status" {
            return (reader.entries, Some(at));
        }
        let fact = reader.fact(day, at, words);
        reader.write(at, fact);
    }
    (reader.entries, None)
}

/// `02:30` as a person writes it, or `02:30+01` for the second of the hour that comes twice.
fn instant(day: Date, time: Option<&str>) -> Timestamp {
    let Some(time) = time else { return instant_of(day.at(12, 0, 0, 0)) };
    let (clock, offset) = time.split_once('+').map_or((time, None), |(clock, offset)| (clock, Some(offset)));
    let local: DateTime = format!("{day}T{clock}").parse().unwrap();
    match offset {
        Some(hours) => Offset::constant(hours.parse().unwrap()).to_timestamp(local).unwrap(),
        None => instant_of(local),
    }
}

#[derive(Default)]
struct Reader {
    entries: Vec<Entry>,
    notifications: Vec<EntryNo>,
    assessments: Vec<EntryNo>,
    interventions: Vec<EntryNo>,
    plans: Vec<EntryNo>,
    offers: Vec<EntryNo>,
    glass: Vec<EntryNo>,
}

impl Reader {
    fn write(&mut self, at: Timestamp, fact: Fact) {
        let no = EntryNo(u32::try_from(self.entries.len()).unwrap() + 1);
        match fact {
            Fact::NotificationReceived(_) => self.notifications.push(no),
            Fact::AssessmentOpened(_) => self.assessments.push(no),
            Fact::InterventionDecided(_) => self.interventions.push(no),
            Fact::PlanMade(_) => self.plans.push(no),
            Fact::ResponsibilityOffered(_) => self.offers.push(no),
            Fact::GlassBroken(_) => self.glass.push(no),
            _ => {}
        }
        let by = Author { staff: StaffId::from_label("Trine"), role: Role::Caseworker };
        self.entries.push(Entry { no, recorded_at: at, by, fact });
    }

    fn fact(&self, on: Date, at: Timestamp, words: &str) -> Fact {
        let (words, nth) = match words.rsplit_once(" nr. ") {
            Some((words, nth)) => (words, Some(nth.parse::<usize>().unwrap())),
            None => (words, None),
        };
        let pick = |what: &[EntryNo]| match nth {
            Some(nth) => what[nth - 1],
            None => *what.last().unwrap_or_else(|| panic!("{words}: about what?")),
        };
        let text = || "Prøve".to_owned();
        let after = |prefix: &str| words.strip_prefix(prefix);
        let staff = |name: &str| {
            assert!(PEOPLE.contains(&name), "{words}: unknown person");
            StaffId::from_label(name)
        };

        if let Some(from) = after("underretning fra ") {
            return notification(at, from);
        }
        if let Some(rest) = after("undersøgelse åbnet") {
            return self.opened(AssessmentKind::Full, on, rest);
        }
        if let Some(rest) = after("afdækning åbnet") {
            return self.opened(AssessmentKind::Partial, on, rest);
        }
        if let Some(rest) = after("afgørelse om ") {
            return match rest.strip_suffix(", afløser") {
                Some(rest) => decided(on, rest, Some(pick(&self.interventions))),
                None => decided(on, rest, None),
            };
        }
        if let Some(day) = after("barn ventet ") {
            return Fact::Registered(Registered { name: text(), birth: Birth::Expected(day.parse().unwrap()), cpr: None });
        }
        if let Some(name) = after("ansvar til ") {
            return Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: staff(name), on, reason: text() });
        }
        if let Some(name) = after("ansvar tilbudt ") {
            return Fact::ResponsibilityOffered(ResponsibilityOffered { to: staff(name), on, reason: text() });
        }
        if let Some(rest) = after("opfølgning") {
            let next_on = rest.strip_prefix(", næste ").map(|day| day.parse().unwrap());
            return followed_up(pick(&self.interventions), on, next_on);
        }
        if let Some(rest) = after("screenet") {
            let outcome = match rest.strip_prefix(": ") {
                Some(name) => named(ScreeningOutcome::ALL, ScreeningOutcome::da, name),
                None => ScreeningOutcome::NothingFurther,
            };
            return Fact::Screened(Screened { notification: pick(&self.notifications), on, outcome, reason: text() });
        }
        if let Some(rest) = after("indsats ophørt") {
            let reason = match rest.strip_prefix(": ") {
                Some(name) => named(EndReason::ALL, EndReason::da, name),
                None => EndReason::GoalsReached,
            };
            return Fact::InterventionEnded(InterventionEnded { intervention: pick(&self.interventions), on, reason, note: text() });
        }
        match words {
            "akutvurderet" => Fact::AcuteAssessed(AcuteAssessed {
                notification: pick(&self.notifications),
                at,
                in_danger: false,
                acute_measure: None,
                reason: text(),
            }),
            "genvurderet" => Fact::SecondProfessionalAssessed(SecondProfessionalAssessed {
                notification: pick(&self.notifications),
                on,
                second: StaffId::from_label("Ole"),
                conclusion: text(),
            }),
            "bekymringer genlæst" => Fact::ConcernsReread(ConcernsReread { on, conclusion: text() }),
            "kvittering sendt" => Fact::ReceiptSent(ReceiptSent { notification: pick(&self.notifications), on }),
            "underretter orienteret" => Fact::FeedbackGiven(FeedbackGiven {
                notification: pick(&self.notifications),
                on,
                told: Some(text()),
                withheld_because: None,
            }),
            "orientering undladt" => Fact::FeedbackGiven(FeedbackGiven {
                notification: pick(&self.notifications),
                on,
                told: None,
                withheld_because: Some(text()),
            }),
            "ansvar overtaget" => Fact::ResponsibilityAccepted(ResponsibilityAccepted { offer: pick(&self.offers), on }),
            "ansvar trukket tilbage" => {
                Fact::ResponsibilityOfferWithdrawn(ResponsibilityOfferWithdrawn { offer: pick(&self.offers), on, reason: text() })
            }
            "ansvar afslået" => Fact::ResponsibilityDeclined(ResponsibilityDeclined { offer: pick(&self.offers), on, reason: text() }),
            "foreløbig vurdering skrevet" => {
                Fact::PreliminaryAssessmentWritten(PreliminaryAssessmentWritten { assessment: pick(&self.assessments), on, text: text() })
            }
            "undersøgelse afsluttet" | "afdækning afsluttet" => Fact::AssessmentConcluded(AssessmentConcluded {
                assessment: pick(&self.assessments),
                on,
                conclusion: text(),
                support_needed: true,
                child_attitude: text(),
                parents_attitude: text(),
            }),
            "børnesamtale" => Fact::ChildHeard(ChildHeard { on, hearing: Hearing::Talk { words: text() } }),
            "barnets perspektiv indhentet" => {
                Fact::ChildHeard(ChildHeard { on, hearing: Hearing::Indirect { why: text(), perspective: text() } })
            }
            "barnet ikke hørt" => Fact::ChildHeard(ChildHeard { on, hearing: Hearing::NotHeard { why: text() } }),
            "indsats begyndt" => Fact::InterventionStarted(InterventionStarted { intervention: pick(&self.interventions), on }),
            "vejen ned beskrevet" => {
                Fact::StepDownAimStated(StepDownAimStated { intervention: pick(&self.interventions), on, aim: text(), by: None })
            }
            "plan" => Fact::PlanMade(PlanMade {
                on,
                interventions: vec![pick(&self.interventions)],
                purpose: text(),
                child_wishes: text(),
                family_part: text(),
            }),
            "tilsynsbesøg med samtale" | "tilsynsbesøg uden samtale" => Fact::SupervisionVisited(SupervisionVisited {
                intervention: pick(&self.interventions),
                on,
                talked_with_child: words == "tilsynsbesøg med samtale",
                note: text(),
            }),
            "hjemgivelse vurderet" => Fact::ReturnHomeReviewed(ReturnHomeReviewed {
                intervention: pick(&self.interventions),
                on,
                less_intrusive_possible: false,
                reason: text(),
            }),
            "ingen plan nødvendig" => Fact::PlanNotNeeded(PlanNotNeeded { intervention: pick(&self.interventions), on, reason: text() }),
            "anbringelse forlænget" => {
                Fact::PlacementProlonged(PlacementProlonged { intervention: pick(&self.interventions), on, reason: text() })
            }
            "nødadgang" => Fact::GlassBroken(GlassBroken { reason: GlassReason::OnCall, text: text(), until: at }),
            "nødadgang set efter" => {
                Fact::GlassReviewed(GlassReviewed { glass: pick(&self.glass), on, finding: GlassFinding::Ok, note: text() })
            }
            "barn født" => Fact::Born(Born { on, name: text(), cpr: None }),
            "plan uden indsats" => {
                Fact::PlanMade(PlanMade { on, interventions: Vec::new(), purpose: text(), child_wishes: text(), family_part: text() })
            }
            "sag lukket" => Fact::Closed(Closed { on, reason: text() }),
            _ => panic!("{words}: not a fact the examples know"),
        }
    }

    fn opened(&self, kind: AssessmentKind, on: Date, rest: &str) -> Fact {
        let aware_on = rest.strip_prefix(", kendskab fra ").map_or(on, |day| day.parse().unwrap());
        let notification = self.notifications.last().copied();
        Fact::AssessmentOpened(AssessmentOpened { kind, on, aware_on, notification, reason: "Prøve".to_owned() })
    }
}

/// `skole`, `familie uden navn`.
fn notification(received_at: Timestamp, from: &str) -> Fact {
    let (from, name) = match from.strip_suffix(" uden navn") {
        Some(from) => (from, None),
        None => (from, Some("Prøve".to_owned())),
    };
    let kind = named(NotifierKind::ALL, NotifierKind::da, from);
    let name = if kind == NotifierKind::Anonymous { None } else { name };
    Fact::NotificationReceived(NotificationReceived {
        received_at,
        notifier: Notifier { kind, name, workplace: None },
        concern: "Prøve".to_owned(),
        causes: vec![Cause::Other],
        acute: false,
        abuse_suspected: false,
        siblings: Vec::new(),
    })
}

/// `fast kontaktperson`, `almen plejefamilie uden samtykke`, `opholdssted foreløbigt`; with `, afløser nr. 1` it replaces another.
fn decided(on: Date, words: &str, replaces: Option<EntryNo>) -> Fact {
    let (name, consent) = if let Some(name) = words.strip_suffix(" uden samtykke") {
        (name, ConsentBasis::WithoutConsent)
    } else if let Some(name) = words.strip_suffix(" foreløbigt") {
        (name, ConsentBasis::Preliminary)
    } else {
        (words, ConsentBasis::WithConsent)
    };
    Fact::InterventionDecided(InterventionDecided {
        on,
        kind: named(InterventionKind::ALL, InterventionKind::da, name),
        offer: None,
        provider: None::<UnitId>,
        consent,
        purpose: "Prøve".to_owned(),
        expected_until: None,
        why_not_lower: None,
        why_not_preferred: None,
        replaces,
    })
}

fn followed_up(intervention: EntryNo, on: Date, next_on: Option<Date>) -> Fact {
    let text = || "Prøve".to_owned();
    Fact::FollowedUp(FollowedUp {
        intervention,
        on,
        child_voice: text(),
        family_voice: text(),
        provider_status: text(),
        scores: Vec::new(),
        decision: FollowUpDecision::Continue,
        reason: text(),
        next_on,
    })
}

/// The value with this Danish name, or the only one that begins with these whole words.
fn named<T: Copy>(all: &[T], da: fn(T) -> &'static str, name: &str) -> T {
    let rest = |value: &&T| da(**value).to_lowercase().strip_prefix(&name.to_lowercase()).map(str::to_owned);
    if let Some(value) = all.iter().find(|value| rest(value).is_some_and(|rest| rest.is_empty())) {
        return *value;
    }
    let mut begin = all.iter().filter(|value| rest(value).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
    match (begin.next(), begin.next()) {
        (Some(value), None) => *value,
        _ => panic!("{name}: no such name, or more than one"),
    }
}
