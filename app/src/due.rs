//! `trin due`: where a child stands and what the municipality owes, from a scenario file.

mod answer;

use crate::arguments::Due;
use crate::clock::SystemClock;
use crate::files;
use crate::speak::{Failure, Lang, Outcome};
use crate::strategies;
use crate::table::Table;
use answer::Answer;
use jiff::Timestamp;
use std::fmt::Write as _;
use trin_domain::calendar;
use trin_domain::duties::{Basis, BasisKind, Due as DueTime, Standing};
use trin_domain::scenario::{Fault, Scenario, last_instant, read_on};

/// Answers; what it prints.
pub(crate) fn run(asked: &Due, lang: Lang) -> Outcome<String> {
    let on = match &asked.on {
        Some(text) => read_on(text).map_err(|(da, en)| Failure::usage(format!("--on: {da}."), format!("--on: {en}.")))?,
        None => SystemClock::now(),
    };
    let strategy = strategies::find(&asked.strategy)?;
    let shown = asked.scenario.display().to_string();
    let scenario = Scenario::parse(&files::read(&asked.scenario)?).map_err(|faults| failure(&shown, &faults))?;
    let record = scenario.record().map_err(|fault| failure(&shown, &[fault]))?;
    // Only what had been written by then is known.
    let known = record.as_known_at(on);
    let state = known.state();
    let answer = Answer::new(&scenario, &state, &strategy, on);
    if asked.json {
        let json = serde_json::to_string_pretty(&answer).map_err(|error| {
            Failure::fault(format!("svaret kan ikke skrives som JSON: {error}."), format!("the answer cannot be written as JSON: {error}."))
        })?;
        return Ok(json + "\n");
    }
    Ok(page(&answer, record.entries().len() - known.entries().len(), lang))
}

/// All faults of a scenario file as one message.
pub(crate) fn failure(file: &str, faults: &[Fault]) -> Failure {
    let (mut da, mut en) = (String::new(), String::new());
    for fault in faults {
        let _ = write!(da, "\n  {}", fault.message_da());
        let _ = write!(en, "\n  {}", fault.message_en());
    }
    Failure::fault(
        format!("{file} har {} fejl:{da}\nRet filen, og prøv igen; docs/scenario.md beskriver formen.", faults.len()),
        format!("{file} has {} fault(s):{en}\nCorrect the file and try again; docs/scenario.md describes the form.", faults.len()),
    )
}

fn page(answer: &Answer<'_>, later: usize, lang: Lang) -> String {
    let mut page = String::new();
    let on = instant(answer.on, lang);
    let _ = writeln!(page, "{} · {} · {on}", answer.name, answer.strategy);
    let everyday = lang.pick("hverdagen, ingen indsats i kraft", "everyday life, no help in force");
    let position = match &answer.position {
        Some(position) => {
            let since = position.since.map_or(String::new(), |since| format!(", {} {since}", lang.pick("siden", "since")));
            format!("{} {}: {}{since}", lang.pick("trin", "step"), position.step, lang.pick(position.name, position.name_en))
        }
        None => everyday.to_owned(),
    };
    let _ = writeln!(page, "{} {position}", lang.pick("Står på:    ", "Stands on:  "));
    let nobody = lang.pick("ingen, der er ingen åben sag", "nobody, no case is open");
    let _ = writeln!(page, "{} {}", lang.pick("Ansvarlig:  ", "Responsible:"), answer.responsible.as_deref().unwrap_or(nobody));
    for movement in &answer.movements {
        let name = |step: Option<u8>| {
            step.map_or_else(|| lang.pick("hverdag", "everyday life").to_owned(), |step| format!("{} {step}", lang.pick("trin", "step")))
        };
        let way = if movement.direction == "down" { lang.pick("ned", "down") } else { lang.pick("op", "up") };
        let _ = writeln!(
            page,
            "{} {} {way}: {} → {} ({} {})",
            lang.pick("Bevægelse:  ", "Movement:   "),
            movement.on,
            name(movement.from),
            name(movement.to),
            lang.pick("post", "entry"),
            movement.because
        );
    }
    if later > 0 {
        let _ = writeln!(
            page,
            "{}",
            match lang {
                Lang::Da => format!("{later} senere poster i filen var ikke skrevet endnu og er ikke regnet med."),
                Lang::En => format!("{later} later entries in the file had not been written yet and are not counted."),
            }
        );
    }
    let is_open = |standing| matches!(standing, Standing::Owed | Standing::Late);
    section(&mut page, lang.pick("Det skylder vi", "We owe"), answer.duties.iter().filter(|duty| is_open(duty.standing)), lang);
    section(
        &mut page,
        lang.pick("Opfyldt eller bortfaldet", "Met or fallen away"),
        answer.duties.iter().filter(|duty| !is_open(duty.standing)),
        lang,
    );
    if answer.duties.is_empty() {
        let _ = writeln!(page, "\n{}", lang.pick("Vi skylder ikke noget.", "Nothing is owed."));
    }
    page
}

fn section<'a>(page: &mut String, heading: &str, duties: impl Iterator<Item = &'a answer::DutyAnswer>, lang: Lang) {
    let mut table = Table::new(&[
        lang.pick("Frist", "Due"),
        lang.pick("Forpligtelse", "Duty"),
        lang.pick("Status", "Standing"),
        lang.pick("Falder på", "Falls to"),
        lang.pick("Hvorfor", "Because"),
        lang.pick("Kilde, og den anden frist", "Source, and the other date"),
    ])
    .at_most(1, 26)
    .at_most(2, 18);
    for duty in duties {
        let role = duty.responsible.clone().unwrap_or_else(|| lang.pick(duty.role_da, duty.role_en).to_owned());
        table.row([
            due(duty.due, lang),
            lang.pick(duty.name, duty.name_en).to_owned(),
            standing(duty, lang),
            role,
            lang.pick(&duty.because.da, &duty.because.en).to_owned(),
            sources(duty, lang),
        ]);
    }
    if !table.is_empty() {
        let _ = write!(page, "\n{heading}\n{table}");
    }
}

/// Where the leading date is written, and beneath it the other's date when law and strategy differ.
fn sources(duty: &answer::DutyAnswer, lang: Lang) -> String {
    let from = |basis: &Basis| match basis.from {
        BasisKind::Law => lang.pick("loven", "law"),
        BasisKind::Strategy => lang.pick("strategien", "strategy"),
    };
    let leading = match duty.source.from {
        BasisKind::Law => duty.source.citation.to_string(),
        BasisKind::Strategy => format!("{}: {}", from(&duty.source), duty.source.citation),
    };
    match &duty.other {
        Some(other) => format!("{leading}\n{}: {} ({})", from(&other.source), due(other.due, lang), other.source.citation),
        None => leading,
    }
}

fn standing(duty: &answer::DutyAnswer, lang: Lang) -> String {
    let met = duty.met.as_ref().map(|met| calendar::day_of(met.at).to_string()).unwrap_or_default();
    let lapsed = duty.lapsed_on.map(|on| on.to_string()).unwrap_or_default();
    let (da, en) = match duty.standing {
        Standing::Owed => ("i tide".to_owned(), "in time".to_owned()),
        Standing::Late => ("OVERSKREDET".to_owned(), "LATE".to_owned()),
        Standing::MetInTime => (format!("opfyldt {met}"), format!("met {met}")),
        Standing::MetLate => (format!("opfyldt for sent {met}"), format!("met late {met}")),
        Standing::Lapsed => (format!("bortfaldet {lapsed}"), format!("fell away {lapsed}")),
        Standing::Missed => (format!("aldrig opfyldt, udgået {lapsed}"), format!("never met, past {lapsed}")),
    };
    lang.pick(&da, &en).to_owned()
}

fn due(due: DueTime, lang: Lang) -> String {
    match due {
        DueTime::On(on) => format!("{} {on}", weekday(on, lang)),
        DueTime::At(at) => instant(at, lang),
    }
}

/// A point in time in Denmark; the end of a day is shown as the day.
fn instant(at: Timestamp, lang: Lang) -> String {
    let on = calendar::day_of(at);
    let day = format!("{} {on}", weekday(on, lang));
    if at == last_instant(on) {
        return day;
    }
    let local = at.to_zoned(calendar::copenhagen().clone());
    // On the night the clock is set back, two different times look alike without the offset.
    let is_twice = calendar::copenhagen().to_ambiguous_timestamp(local.datetime()).is_ambiguous();
    let offset = if is_twice { local.strftime(" (UTC%:z)").to_string() } else { String::new() };
    format!("{day} {}{offset}", local.strftime("%H:%M"))
}

fn weekday(on: jiff::civil::Date, lang: Lang) -> &'static str {
    const DA: [&str; 7] = ["man", "tir", "ons", "tor", "fre", "lør", "søn"];
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let index = usize::try_from(on.weekday().to_monday_zero_offset()).unwrap_or(0);
    if lang == Lang::Da { DA[index] } else { EN[index] }
}
