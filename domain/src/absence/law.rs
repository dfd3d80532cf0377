//! What the law says of unlawful absence: two thresholds, each within a calendar quarter, and who must act. No municipality moves them; it puts
//! its own steps before them.

use crate::law::{CHILDRENS_ACT, Dated, LawValue, Percent, Source, Start};
use crate::strategy::{AbsenceStep, AbsenceWindow, Counted, Span};
use jiff::civil::Date;
use std::sync::OnceLock;

/// The day the sources were last read.
const READ_ON: Date = Date::constant(2026, 11, 24);
/// First day of the rules on unlawful absence.
const FIRST: Date = Date::constant(2019, 8, 1);

/// Unlawful absence in a quarter at which the school leader warns the parents.
pub const WARNING: Dated<Percent> = Dated {
    what_da: "Ulovligt fravær i et kvartal, hvor skolens leder varsler forældrene",
    starts: &[Start {
        from: FIRST,
        value: Some(Percent(10)),
        source: Source {
            citation: "reglerne om elevers fravær i folkeskolen",
            read_in: "uvm.dk: Fraværsregler i folkeskolen, værktøjer til skoleledelsen og materiale til forældre",
            read_on: READ_ON,
            verified: true,
            note: "Læst i ministeriets gengivelse. Om ydelsen stadig kan standses i 2026, er ikke fundet.",
        },
    }],
};

/// Unlawful absence in a quarter at which the school leader must notify the municipality.
pub const NOTIFY: Dated<Percent> = Dated {
    what_da: "Ulovligt fravær i et kvartal, hvor skolens leder skal underrette kommunen",
    starts: &[
        Start {
            from: FIRST,
            value: Some(Percent(15)),
            source: Source {
                citation: "serviceloven § 153, stk. 2",
                read_in: "danskelove.dk/serviceloven/153; uvm.dk: Fraværsregler i folkeskolen",
                read_on: READ_ON,
                verified: true,
                note: "",
            },
        },
        Start {
            from: CHILDRENS_ACT,
            value: Some(Percent(15)),
            source: Source {
                citation: "barnets lov § 133",
                read_in: "uvm.dk: Fraværsregler i folkeskolen",
                read_on: READ_ON,
                verified: false,
                note: "At pligten ved 15 % er videreført fra serviceloven § 153, er sluttet; paragraffens ordlyd er ikke læst.",
            },
        },
    ],
};

/// Both, for the rulebook.
pub const VALUES: [&dyn LawValue; 2] = [&WARNING, &NOTIFY];

/// Beginning of the keys of the law's steps; no municipality's step has it.
pub const PREFIX: &str = "lov-";

/// The law's steps, after the municipality's own. What they are due within is Trin's: the law names no days.
pub(super) fn steps() -> &'static [(AbsenceStep, Dated<Percent>); 2] {
    static STEPS: OnceLock<[(AbsenceStep, Dated<Percent>); 2]> = OnceLock::new();
    STEPS.get_or_init(|| {
        let step = |[key, name, name_en, how, how_en, source]: [&str; 6], within: u16, notifies| AbsenceStep {
            key: format!("{PREFIX}{key}"),
            name: name.into(),
            name_en: name_en.into(),
            how: how.into(),
            how_en: how_en.into(),
            counted: Counted::Unlawful,
            percent: 0,
            over: AbsenceWindow::Quarter,
            within: Some(Span::WorkingDays(within)),
            responsible: "Skolens leder".into(),
            responsible_en: "The head of the school".into(),
            notifies,
            source: source.into(),
        };
        let warning = [
            "varsel",
            "Varsl forældrene skriftligt",
            "Warn the parents in writing",
            "Skriv til dem, der har forældremyndigheden, hvad det ulovlige fravær kan føre til, hvis det når 15 % i kvartalet, og inviter dem til at finde en vej sammen.",
            "Write to those who have custody what unlawful absence may lead to if it reaches 15 % in the quarter, and invite them to find a way together.",
            "Reglerne om elevers fravær i folkeskolen: 10 % i et kvartal. Loven sætter ingen frist; dagene er Trins forslag",
        ];
        let notify = [
            "underret",
            "Underret kommunen",
            "Notify the municipality",
            "Fortæl først forældrene og eleven, at du gør det, og hvorfor. Skriv, hvad skolen har gjort, og hvad eleven selv siger.",
            "Tell the parents and the pupil first that you do, and why. Write what the school has done, and what the pupil says.",
            "Serviceloven § 153, stk. 2, nu barnets lov § 133: 15 % i et kvartal. Loven sætter ingen frist; dagene er Trins forslag",
        ];
        [(step(warning, 5, false), WARNING), (step(notify, 2, true), NOTIFY)]
    })
}
