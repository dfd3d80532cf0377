//! The calendar and CPR numbers against published packages of other authors, day by day and number by number.
//!
//! `./check` installs the packages named in `oracle-requirements.txt` and runs these tests with `TRIN_PYTHON` naming the Python that
//! has them. They are ignored otherwise: `cargo test` needs nothing but Rust.

use jiff::civil::{Date, Weekday, date};
use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};
use trin_domain::calendar::{ClosingReason, HolidayName, closing_reason, days_after, holiday_on, is_closing_day};
use trin_domain::cpr::{Cpr, CprError, Sex};

/// The lines that `oracle.py` prints, each split at tabs.
fn ask_python(arguments: &[&str], input: &str) -> Vec<Vec<String>> {
    let python = std::env::var("TRIN_PYTHON").expect(
        "TRIN_PYTHON is not set. Run ./check, or set it to a Python 3.10+ with the packages: \
         python3 -m venv .venv && .venv/bin/pip install -r domain/tests/oracle-requirements.txt, \
         then TRIN_PYTHON=$PWD/.venv/bin/python cargo test -p trin-domain --test oracle -- --ignored",
    );
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle.py");
    let mut child = Command::new(&python)
        .arg(script)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("TRIN_PYTHON={python} cannot be started: {error}"));
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("Python ends");
    assert!(output.status.success(), "oracle.py {arguments:?} failed:\n{}", String::from_utf8_lossy(&output.stderr));
    writer.join().expect("the writer does not panic").expect("Python reads its input");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
#[ignore = "needs Python packages; run by ./check"]
fn the_packages_are_the_pinned_ones() {
    let installed: Vec<_> = ask_python(&["versions"], "").iter().map(|row| row.join("==")).collect();
    let pinned: Vec<_> = include_str!("oracle-requirements.txt").lines().collect();
    assert_eq!(installed, pinned);
}

/// The package's Danish names where they differ from ours in more than the case of letters.
fn package_name(name: HolidayName) -> String {
    match name {
        HolidayName::EasterMonday => "Anden påskedag".to_owned(),
        HolidayName::WhitMonday => "Anden pinsedag".to_owned(),
        HolidayName::SecondChristmasDay => "Anden juledag".to_owned(),
        other => other.da().to_owned(),
    }
}

#[test]
#[ignore = "needs Python packages; run by ./check"]
fn every_day_from_1990_to_2050_is_a_holiday_here_when_it_is_in_the_package() {
    let rows = ask_python(&["holidays", "1990", "2050"], "");
    let mut next = date(1990, 1, 1);
    let mut holidays_seen = 0;
    let mut optional_seen: BTreeMap<String, u32> = BTreeMap::new();
    for row in &rows {
        let [day, public, optional] = row.as_slice() else { panic!("three fields: {row:?}") };
        let day: Date = day.parse().expect("a date");
        assert_eq!(day, next, "no day is left out");
        next = days_after(day, 1);

        // The package's public holidays are ours, by name.
        let ours = holiday_on(day).map(package_name).unwrap_or_default();
        assert_eq!(&ours, public, "{day}");
        holidays_seen += u32::from(!public.is_empty());

        // Its optional days are no public holidays. Three of the four are the days that forældelsesloven § 27 puts beside
        // weekends and holidays; the fourth, 1 May, is a half day off by agreement that no statute names, and so is a day like
        // any other here. The package and § 27 agree that these are all.
        let named_by_section_27 = match optional.as_str() {
            "Grundlovsdag" => Some(ClosingReason::ConstitutionDay),
            "Juleaftensdag" => Some(ClosingReason::ChristmasEve),
            "Nytårsaften" => Some(ClosingReason::NewYearsEve),
            "Arbejdernes kampdag" | "" => None,
            other => panic!("{day}: the package has a new optional day, {other}"),
        };
        *optional_seen.entry(optional.clone()).or_default() += 1;

        let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let expected_closing = is_weekend || !public.is_empty() || named_by_section_27.is_some();
        assert_eq!(is_closing_day(day), expected_closing, "{day}");
        if public.is_empty() && named_by_section_27.is_some() {
            assert_eq!(closing_reason(day), named_by_section_27, "{day}");
        }
    }
    assert_eq!(next, date(2051, 1, 1), "to the last day");
    assert_eq!(rows.len(), 22_280, "61 years");
    // 34 years with store bededag, 27 without.
    assert_eq!(holidays_seen, 34 * 11 + 27 * 10);
    for name in ["Arbejdernes kampdag", "Grundlovsdag", "Juleaftensdag", "Nytårsaften"] {
        assert_eq!(optional_seen.get(name), Some(&61), "{name}");
    }
}

/// How many texts had each verdict, after comparing every one with what we say.
fn compare_cpr(rows: &[Vec<String>]) -> BTreeMap<&str, usize> {
    let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let [text, verdict, birth, control, replacement] = row.as_slice() else { panic!("five fields: {row:?}") };
        *verdicts.entry(verdict).or_default() += 1;
        let ours = Cpr::parse(text);
        match verdict.as_str() {
            // A number of somebody not born yet is refused by the package, which reads the clock of the machine. The domain has no
            // clock, so it reads the number, and who knows the day compares the birth date. The date itself must agree: the package
            // tells it without asking the clock.
            "valid" | "unborn" => {
                let ours = ours.unwrap_or_else(|error| panic!("{text} is read by the package; ours: {error}"));
                let birth: Date = birth.parse().expect("a date");
                assert_eq!(ours.birth_date(), birth, "{text}");
                // Today is after the day this was written, and nobody is unborn who was born before.
                assert!(verdict == "valid" || birth > date(2025, 1, 1), "{text}");
                assert_eq!(ours.satisfies_modulus_11(), control == "yes", "{text}");
                assert_eq!(ours.is_replacement(), replacement == "yes", "{text}");
            }
            "invalid" => assert!(ours.is_err(), "{text} is refused by the package; ours reads {ours:?}"),
            other => panic!("{text}: verdict {other}"),
        }
    }
    verdicts
}

#[test]
#[ignore = "needs Python packages; run by ./check"]
fn ten_thousand_texts_are_cpr_numbers_here_when_they_are_in_the_package() {
    let rows = ask_python(&["cpr-sample", "10000"], "");
    assert_eq!(rows.len(), 10_000);
    let verdicts = compare_cpr(&rows);
    // Every verdict is tried, and replacement numbers and the control both ways.
    for (verdict, at_least) in [("valid", 4_000), ("unborn", 500), ("invalid", 1_500)] {
        assert!(verdicts.get(verdict).is_some_and(|count| *count >= at_least), "{verdicts:?}");
    }
    let count = |field: usize, value: &str| rows.iter().filter(|row| row[field] == value).count();
    assert!(count(4, "yes") > 2_000 && count(4, "no") > 4_000, "replacement numbers and others");
    assert!(count(3, "yes") > 500 && count(3, "no") > 5_000, "with the control and without");
    let errors: std::collections::HashSet<_> = rows.iter().filter_map(|row| Cpr::parse(&row[0]).err().map(CprError::en)).collect();
    assert!(errors.len() >= 4, "refused for several reasons: {errors:?}");
}

#[test]
#[ignore = "needs Python packages; run by ./check"]
fn replacement_numbers_made_here_have_their_birth_date_in_the_package() {
    let made: Vec<(Date, Cpr)> = (0..73_049)
        .step_by(17)
        .enumerate()
        .map(|(index, days)| {
            let birth = days_after(date(1858, 1, 1), days);
            let sex = if index % 2 == 0 { Sex::Female } else { Sex::Male };
            let index = u16::try_from(index * 7).expect("small") % Cpr::replacements_available(birth);
            (birth, Cpr::replacement(birth, sex, index).expect("1858 to 2057"))
        })
        .collect();
    let input: String = made.iter().map(|(_, cpr)| cpr.digits() + "\n").collect();
    let rows = ask_python(&["cpr"], &input);
    assert_eq!(rows.len(), made.len());
    compare_cpr(&rows);
    for (row, (birth, _)) in rows.iter().zip(&made) {
        assert_eq!(row[2], birth.to_string(), "{row:?}");
        assert_eq!(row[4], "yes", "{row:?}");
    }
}
