//! Hand-made cases with expectations worked out by hand from the law and the four strategies, not copied from the program.
//!
//! Arithmetic used, so that it can be checked on paper: 24 hours are elapsed hours; months keep the date, or the month's last day when it is
//! shorter; working days are Monday to Friday without holidays (no strategy says that Saturdays count), and the day counted from is
//! not one of them. Easter Sunday was 31 March in 2024, so Ascension Day was 9 May and Whit Monday 20 May.
//! Strategies: Kerteminde placement 2 weeks, then every 6 weeks, return home at 7 months, at most 1 year; Hvidovre placement 4 weeks, then every
//! 6 weeks, other measures 4 weeks, then every 2 months, return home at 6 months; Faxe every 3 months for all help; Køge nothing.
//! All four: screening, second professional and reread within 10 working days, an offer answered within 5 (the municipality's own choice).
//! Law: first follow-up 3 months after the start under both laws; next within 6 months under the Service Act, as agreed under the Children's Act.
#![allow(clippy::unwrap_used)]

use trin_domain::calendar::day_of;
use trin_domain::duties::{self, BasisKind, Due, Duty, Standing};
use trin_domain::ladder;
use trin_domain::scenario::{Scenario, read_on, written};
use trin_domain::strategy::Strategy;

const STRATEGIES: [&str; 4] = ["kerteminde-2021", "hvidovre-2014", "faxe-2019", "koege-2020"];

/// One question to one file.
struct Case {
    file: &'static str,
    on: &'static str,
    /// The step under each strategy; 0 is everyday life.
    steps: [u8; 4],
    /// Expected under every strategy: all duties of each kind that is named.
    all: &'static [&'static str],
    /// Expected under each, beside those.
    own: [&'static [&'static str]; 4],
}

const CASES: &[Case] = &[
    // Placed under the Service Act. 12 June 2023 + 4 months = 12 October. Plan before the decision of 10 October.
    // Started Sunday 15 October: 2 weeks is the 29th, 4 weeks 12 November, 3 months 15 January (in the Children's Act's time, but by the old law).
    Case {
        file: "placement-2023",
        on: "2023-10-20",
        steps: [4, 4, 4, 4],
        all: &[
            "acute-assessment 2023-06-13T10:00 law met-in-time",
            "assessment 2023-10-12 law met-in-time",
            "plan 2023-10-10 law met-in-time",
        ],
        own: [
            &[
                "first-follow-up 2023-10-29 strategy owed, law 2024-01-15",
                "return-home-review 2024-05-15 strategy owed",
                "placement-maximum 2024-10-15 strategy owed",
            ],
            &[
                "first-follow-up 2023-11-12 strategy owed, law 2024-01-15",
                "return-home-review 2024-04-15 strategy owed",
                "placement-maximum -",
            ],
            &["first-follow-up 2024-01-15 law owed", "return-home-review -", "placement-maximum -"],
            &["first-follow-up 2024-01-15 law owed", "return-home-review -", "placement-maximum -"],
        ],
    },
    // The same child a year on, with nothing done: every date has passed, and none has moved to the new law.
    Case {
        file: "placement-2023",
        on: "2024-10-16",
        steps: [4, 4, 4, 4],
        all: &["supervision-visit 2024-04-15 law late", "next-follow-up -"],
        own: [
            &["first-follow-up 2023-10-29 strategy late, law 2024-01-15", "placement-maximum 2024-10-15 strategy late"],
            &["first-follow-up 2023-11-12 strategy late, law 2024-01-15"],
            &["first-follow-up 2024-01-15 law late"],
            &["first-follow-up 2024-01-15 law late"],
        ],
    },
    // Placed under the Children's Act. 8 October + 3 months for the plan. Followed up 28 October, the next agreed for 6 January:
    // 6 weeks from the 28th is 9 December, 3 months 28 January.
    Case {
        file: "placement-2024",
        on: "2024-11-01",
        steps: [4, 4, 4, 4],
        all: &["assessment 2024-10-12 law met-in-time", "plan 2025-01-08 law owed", "supervision-visit 2025-04-15 law owed"],
        own: [
            &[
                "first-follow-up 2024-10-29 strategy met-in-time, law 2025-01-15",
                "next-follow-up 2024-12-09 strategy owed, law 2025-01-06",
                "return-home-review 2025-05-15 strategy owed",
                "placement-maximum 2025-10-15 strategy owed",
            ],
            &[
                "first-follow-up 2024-11-12 strategy met-in-time, law 2025-01-15",
                "next-follow-up 2024-12-09 strategy owed, law 2025-01-06",
                "return-home-review 2025-04-15 strategy owed",
                "placement-maximum -",
            ],
            &["first-follow-up 2025-01-15 law met-in-time", "next-follow-up 2025-01-06 law owed, strategy 2025-01-28"],
            &["first-follow-up 2025-01-15 law met-in-time", "next-follow-up 2025-01-06 law owed"],
        ],
    },
    // Good Friday 29 March, 20:30. Working days from then: Tue 2, Wed 3, Thu 4, Fri 5, Mon 8, Tue 9 April
    // (the sixth), 10, 11, 12, Mon 15 (the tenth).
    Case {
        file: "easter",
        on: "2024-03-30T20:29",
        steps: [0, 0, 0, 0],
        all: &[
            "acute-assessment 2024-03-30T20:30 law owed",
            "screening 2024-04-15 strategy owed",
            "receipt 2024-04-09 law owed",
            "feedback -",
        ],
        own: [&[], &[], &[], &[]],
    },
    Case {
        file: "easter",
        on: "2024-03-30T20:30",
        steps: [0, 0, 0, 0],
        all: &["acute-assessment 2024-03-30T20:30 law late"],
        own: [&[], &[], &[], &[]],
    },
    // 18:00 CET is 17:00 UTC; a day later 17:00 UTC is 19:00 CEST. Done at that very moment: too late.
    Case {
        file: "clock-forward",
        on: "2024-04-01",
        steps: [0, 0, 0, 0],
        all: &["acute-assessment 2024-03-31T19:00 law met-late", "receipt 2024-04-09 law owed"],
        own: [&[], &[], &[], &[]],
    },
    // 02:30 CEST is 00:30 UTC; a day later that is 02:30 for the first time. Done 02:10 the second time, 40 minutes late.
    // Saturday 26 October: Mon 28, Tue 29, Wed 30, Thu 31, Fri 1, Mon 4 November, Fri the 8th is the tenth.
    Case {
        file: "clock-back",
        on: "2024-10-28",
        steps: [0, 0, 0, 0],
        all: &["acute-assessment 2024-10-27T02:30+02:00 law met-late", "screening 2024-11-08 strategy owed", "receipt 2024-11-04 law owed"],
        own: [&[], &[], &[], &[]],
    },
    // 31 October + 4 months: 29 February in the leap year 2024, 28 February in 2025. 2 November 2023 + 10 working days is the 16th.
    // 5 November 2024 + 10 is the 19th.
    Case {
        file: "month-end",
        on: "2025-03-10",
        steps: [0, 0, 0, 0],
        all: &[
            "acute-assessment 2023-11-01T11:00 law met-in-time",
            "acute-assessment 2024-11-01T11:00 law met-in-time",
            "receipt 2023-11-08 law late",
            "receipt 2024-11-08 law late",
            "screening 2023-11-14 strategy met-in-time",
            "screening 2024-11-14 strategy met-in-time",
            "feedback 2023-11-16 law late",
            "feedback 2024-11-19 law late",
            "assessment 2024-02-29 law met-in-time",
            "assessment 2025-02-28 law met-late",
            "preliminary-assessment 2024-02-29 law lapsed",
            "preliminary-assessment 2025-02-28 law missed",
        ],
        own: [&[], &[], &[], &[]],
    },
    // Third within 12 months on 3 June 2024 (the first lies a year before to the day): Tue 4, Wed 5 (a working day), Thu 6, Fri 7,
    // the 10th to the 14th, Mon 17. Fourth on 3 July, with two before it since 3 July 2023: Thu 4, Fri 5, the 8th to the 12th, Mon 15, Tue 16, Wed 17. The anonymous notifier gets no receipt.
    // Saturday 3 June 2023: Mon 5, Tue 6, Wed 7, Thu 8, Fri 9, Mon 12.
    Case {
        file: "repeated-notifications",
        on: "2024-07-11",
        steps: [0, 0, 0, 0],
        all: &[
            "reread-concerns 2024-06-17 strategy met-in-time",
            "reread-concerns 2024-07-17 strategy owed",
            "receipt 2023-06-12 law late",
            "receipt 2024-06-11 law late",
            "receipt 2024-07-11 law owed",
            "second-professional -",
        ],
        own: [&[], &[], &[], &[]],
    },
    // The whole way down. The municipality's own institution stands on Hvidovre's fifth step, foster care on its fourth.
    Case {
        file: "step-down",
        on: "2024-03-01",
        steps: [4, 5, 4, 4],
        all: &["supervision-visit 2024-08-05 law owed"],
        own: [
            &["first-follow-up 2024-02-19 strategy late, law 2024-05-05", "return-home-review 2024-09-05 strategy owed"],
            &["first-follow-up 2024-03-04 strategy owed, law 2024-05-05", "return-home-review 2024-08-05 strategy owed"],
            &["first-follow-up 2024-05-05 law owed"],
            &["first-follow-up 2024-05-05 law owed"],
        ],
    },
    Case { file: "step-down", on: "2024-06-14", steps: [4, 5, 4, 4], all: &[], own: [&[], &[], &[], &[]] },
    Case { file: "step-down", on: "2024-06-15", steps: [4, 4, 4, 4], all: &[], own: [&[], &[], &[], &[]] },
    Case { file: "step-down", on: "2024-12-01", steps: [4, 4, 4, 4], all: &[], own: [&[], &[], &[], &[]] },
    Case { file: "step-down", on: "2024-12-02", steps: [3, 3, 3, 3], all: &[], own: [&[], &[], &[], &[]] },
    Case { file: "step-down", on: "2025-03-01", steps: [1, 2, 2, 2], all: &[], own: [&[], &[], &[], &[]] },
    // Away from 5 February to 1 December 2024 without a day at home between: 6 months is 5 August, 7 months 5 September; a year was not reached.
    // Home support from 2 December to 28 February: 4 weeks is 30 December, 3 months 2 March, after its end.
    // Counselling is early help: only Faxe follows it up, by 1 June 2025, and it ended before.
    Case {
        file: "step-down",
        on: "2025-06-02",
        steps: [0, 0, 0, 0],
        all: &["supervision-visit 2024-08-05 law missed"],
        own: [
            &[
                "first-follow-up 2024-02-19 strategy missed, law 2024-05-05",
                "first-follow-up 2024-06-29 strategy missed, law 2024-09-15",
                "first-follow-up 2025-03-02 law lapsed",
                "return-home-review 2024-09-05 strategy missed",
                "placement-maximum 2025-02-05 strategy lapsed",
            ],
            &[
                "first-follow-up 2024-03-04 strategy missed, law 2024-05-05",
                "first-follow-up 2024-07-13 strategy missed, law 2024-09-15",
                "first-follow-up 2024-12-30 strategy missed, law 2025-03-02",
                "return-home-review 2024-08-05 strategy missed",
            ],
            &[
                "first-follow-up 2024-05-05 law missed",
                "first-follow-up 2024-09-15 law missed",
                "first-follow-up 2025-03-02 law lapsed",
                "first-follow-up 2025-06-01 strategy lapsed",
            ],
            &["first-follow-up 2024-05-05 law missed", "first-follow-up 2024-09-15 law missed", "first-follow-up 2025-03-02 law lapsed"],
        ],
    },
    // Friday 3 May: Mon 6, Tue 7, Wed 8, Fri 10 (Ascension Day between), Mon 13. Wednesday 8 May: Fri 10, Mon 13, Tue 14, Wed 15, Thu 16.
    Case {
        file: "offer-declined",
        on: "2024-05-14",
        steps: [0, 0, 0, 0],
        all: &["answer-offer 2024-05-13 strategy met-in-time", "answer-offer 2024-05-16 strategy met-in-time"],
        own: [&[], &[], &[], &[]],
    },
    Case {
        file: "offer-declined",
        on: "2024-05-05",
        steps: [0, 0, 0, 0],
        all: &["answer-offer 2024-05-13 strategy owed"],
        own: [&[], &[], &[], &[]],
    },
    // Friday 20 December 2024: Mon 23, Tue 24, Fri 27, Mon 30, Tue 31, Thu 2 January (the sixth), Fri 3,
    // Mon 6, Tue 7, Wed 8 (the tenth). Screened Friday the 27th: ten working days later is Monday 13 January.
    // Extra visits stand on the general area's step in Hvidovre and Faxe; early help is followed up by Faxe alone, 3 months from 8 January.
    Case {
        file: "unborn",
        on: "2025-01-10",
        steps: [2, 1, 1, 2],
        all: &[
            "acute-assessment 2024-12-21T14:00 law met-in-time",
            "screening 2025-01-08 strategy met-in-time",
            "receipt 2025-01-02 law late",
            "feedback 2025-01-13 law owed",
        ],
        own: [&["first-follow-up -"], &["first-follow-up -"], &["first-follow-up 2025-04-08 strategy owed"], &["first-follow-up -"]],
    },
    // Before the correction of 2 December the start was known as the 4th: 4 weeks is 2 December, 3 months 4 February.
    Case {
        file: "correction",
        on: "2024-12-01",
        steps: [3, 3, 3, 3],
        all: &[],
        own: [
            &["first-follow-up 2025-02-04 law owed"],
            &["first-follow-up 2024-12-02 strategy owed, law 2025-02-04"],
            &["first-follow-up 2025-02-04 law owed"],
            &["first-follow-up 2025-02-04 law owed"],
        ],
    },
    // After it the start is the 14th: 12 December and 14 February.
    Case {
        file: "correction",
        on: "2024-12-03",
        steps: [3, 3, 3, 3],
        all: &[],
        own: [
            &["first-follow-up 2025-02-14 law owed"],
            &["first-follow-up 2024-12-12 strategy owed, law 2025-02-14"],
            &["first-follow-up 2025-02-14 law owed"],
            &["first-follow-up 2025-02-14 law owed"],
        ],
    },
    // One began on the Service Act's last day, one on the Children's Act's first. Both were decided under the Service Act: plan by the decision.
    Case {
        file: "new-year",
        on: "2024-01-10",
        steps: [3, 3, 3, 3],
        all: &["plan 2023-12-20 law late", "plan 2023-12-20 law late"],
        own: [
            &["first-follow-up 2024-03-31 law owed", "first-follow-up 2024-04-01 law owed"],
            &["first-follow-up 2024-01-28 strategy owed, law 2024-03-31", "first-follow-up 2024-01-29 strategy owed, law 2024-04-01"],
            &["first-follow-up 2024-03-31 law owed", "first-follow-up 2024-04-01 law owed"],
            &["first-follow-up 2024-03-31 law owed", "first-follow-up 2024-04-01 law owed"],
        ],
    },
    // Without consent the plan is due before the decision. Notified Tuesday 14 May with help in force: Wed 15, Thu 16, Fri 17, Tue 21
    // (Whit Monday between), Wed 22, Thu 23 (the sixth), Fri 24, Mon 27, Tue 28, Wed 29 (the tenth).
    Case {
        file: "without-consent",
        on: "2024-05-15T12:00",
        steps: [4, 4, 4, 4],
        all: &[
            "plan 2024-04-02 law late",
            "child-heard 2024-04-02 law met-in-time",
            "acute-assessment 2024-05-15T16:00 law owed",
            "second-professional 2024-05-29 law owed",
            "receipt 2024-05-23 law owed",
        ],
        own: [
            &["first-follow-up 2024-04-16 strategy late, law 2024-07-02"],
            &["first-follow-up 2024-04-30 strategy late, law 2024-07-02"],
            &["first-follow-up 2024-07-02 law owed"],
            &["first-follow-up 2024-07-02 law owed"],
        ],
    },
];

#[test]
fn the_program_agrees_with_the_cases_worked_out_by_hand() {
    let mut disagreements = Vec::new();
    for case in CASES {
        let path = format!("{}/../scenarios/{}.json", env!("CARGO_MANIFEST_DIR"), case.file);
        let scenario = Scenario::parse(&std::fs::read(&path).unwrap()).unwrap_or_else(|faults| panic!("{path}: {}", faults[0]));
        let record = scenario.record().unwrap_or_else(|fault| panic!("{path}: {fault}"));
        let on = read_on(case.on).unwrap();
        let known = record.as_known_at(on);
        let state = known.state();
        for (index, key) in STRATEGIES.iter().enumerate() {
            let strategy = Strategy::named(key).unwrap();
            let step = ladder::position_on(&state, strategy, day_of(on)).map_or(0, |step| step.0);
            if step != case.steps[index] {
                disagreements.push(format!("{} on {} by {key}: step {step}, by hand {}", case.file, case.on, case.steps[index]));
            }
            let by_hand: Vec<&str> = case.all.iter().chain(case.own[index]).copied().collect();
            let mut kinds: Vec<&str> = by_hand.iter().map(|line| line.split(' ').next().unwrap()).collect();
            kinds.dedup();
            let duties = duties::of(&state, strategy);
            for kind in kinds {
                let expected: Vec<String> =
                    by_hand.iter().filter(|line| line.split(' ').next() == Some(kind)).map(|line| line.to_string()).collect();
                let mut found: Vec<String> = duties
                    .iter()
                    .filter(|duty| duty.kind.code() == kind)
                    .map(|duty| format!("{kind} {}", line(duty, duty.standing(on))))
                    .collect();
                if found.is_empty() {
                    found.push(format!("{kind} -"));
                }
                if found != expected {
                    disagreements.push(format!("{} on {} by {key}:\n    program {found:?}\n    by hand {expected:?}", case.file, case.on));
                }
            }
        }
    }
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
}

#[test]
fn every_scenario_is_worked_out_by_hand() {
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let name = name.strip_suffix(".json").unwrap();
        // That one shows the format; the life in it is only possible.
        assert!(name == "every-fact" || CASES.iter().any(|case| case.file == name), "{name} has no expectation");
    }
}

fn line(duty: &Duty, standing: Standing) -> String {
    let standing = serde_json::to_value(standing).unwrap();
    let other = duty.other.as_ref().map_or(String::new(), |other| format!(", {} {}", from(other.basis.from), when(other.due)));
    format!("{} {} {}{other}", when(duty.due()), from(duty.leads.basis.from), standing.as_str().unwrap())
}

const fn from(basis: BasisKind) -> &'static str {
    match basis {
        BasisKind::Law => "law",
        BasisKind::Strategy => "strategy",
    }
}

/// A day, or Danish time to the minute; with its offset in the hour that comes twice.
fn when(due: Due) -> String {
    match due {
        Due::On(on) => on.to_string(),
        Due::At(at) => {
            let text = written(at);
            let minutes = &text[..16];
            if trin_domain::scenario::read_on(minutes).is_ok() { minutes.to_owned() } else { format!("{minutes}{}", &text[19..]) }
        }
    }
}
