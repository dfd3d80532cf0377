use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn cpr(text: &str) -> Cpr {
    Cpr::parse(text).expect("a valid number")
}

#[test]
fn reads_numbers_as_people_write_them() {
    for text in [
        "6703164014",
        "670316-4014",
        " 670316-4014 ",
        "670316 - 4014",
        "67 03 16 40 14",
        "670316\u{2013}4014",       // the dash a word processor makes
        "670316\u{2011}4014",       // a hyphen that does not break
        "\u{feff}670316\u{a0}4014", // copied from a page
    ] {
        assert_eq!(cpr(text).digits(), "6703164014", "{text:?}");
    }
}

#[test]
fn refuses_what_is_no_number_and_says_why() {
    for (text, error) in [
        ("", CprError::Empty),
        ("   ", CprError::Empty),
        ("-", CprError::MisplacedHyphen),
        ("670316-401", CprError::TooFewDigits),
        ("6", CprError::TooFewDigits),
        ("670316-40145", CprError::TooManyDigits),
        ("67031640140000000000000000000000000", CprError::TooManyDigits),
        ("670316-4AB4", CprError::NotADigit),
        ("670316/4014", CprError::NotADigit),
        ("６７０３１６４０１４", CprError::NotADigit), // full-width digits
        ("67-03-16-4014", CprError::MisplacedHyphen),
        ("670316--4014", CprError::MisplacedHyphen),
        ("6703164014-", CprError::MisplacedHyphen),
        ("000116-4014", CprError::NoSuchDate), // day 0
        ("320116-4014", CprError::NoSuchDate), // day 32
        ("600116-4014", CprError::NoSuchDate), // 60 alone is no day
        ("920116-4014", CprError::NoSuchDate), // 32 + 60
        ("671316-4014", CprError::NoSuchDate), // month 13
        ("670016-4014", CprError::NoSuchDate), // month 0
        ("910416-4014", CprError::NoSuchDate), // 31 April
        ("890215-4014", CprError::NoSuchDate), // 29 February 2015
        ("890200-1014", CprError::NoSuchDate), // 29 February 1900
        ("0000000000", CprError::NoSuchDate),
    ] {
        assert_eq!(Cpr::parse(text), Err(error), "{text:?}");
    }
}

#[test]
fn messages_differ_and_say_what_to_do() {
    let all = [
        CprError::Empty,
        CprError::NotADigit,
        CprError::MisplacedHyphen,
        CprError::TooFewDigits,
        CprError::TooManyDigits,
        CprError::NoSuchDate,
    ];
    for error in all {
        assert!(["Skriv", "Brug", "Sæt", "Ret"].iter().any(|verb| error.da().contains(verb)), "{}", error.da());
        assert!(["Write", "Use", "Put", "Correct"].iter().any(|verb| error.en().contains(verb)), "{}", error.en());
        assert_eq!(error.to_string(), error.en());
        assert_eq!(all.iter().filter(|other| other.da() == error.da()).count(), 1, "{}", error.da());
    }
}

#[test]
fn the_century_follows_from_the_seventh_digit_and_the_year() {
    // One row per cell of the century table, at both its ends.
    for (seventh_digits, year_of_century, year) in [
        ("0123", 0, 1900),
        ("0123", 36, 1936),
        ("0123", 99, 1999),
        ("49", 0, 2000),
        ("49", 36, 2036),
        ("49", 37, 1937),
        ("49", 99, 1999),
        ("5678", 0, 2000),
        ("5678", 57, 2057),
        ("5678", 58, 1858),
        ("5678", 99, 1899),
    ] {
        for seventh_digit in seventh_digits.chars() {
            let number = cpr(&format!("7101{year_of_century:02}-{seventh_digit}000"));
            assert_eq!(number.birth_date(), date(year, 1, 11), "{number:?} with seventh digit {seventh_digit}");
        }
    }
    assert_eq!(cpr("890200-4014").birth_date(), date(2000, 2, 29));
}

#[test]
fn the_last_digit_tells_the_sex() {
    for (last_digit, sex) in (0..=9).zip([Sex::Female, Sex::Male].into_iter().cycle()) {
        assert_eq!(cpr(&format!("670316401{last_digit}")).sex(), sex, "{last_digit}");
    }
    assert_eq!((Sex::Female.da(), Sex::Female.en(), Sex::Male.da(), Sex::Male.en()), ("Kvinde", "Female", "Mand", "Male"));
}

#[test]
fn a_replacement_number_has_the_day_less_sixty() {
    for (text, birth) in [("610116-4014", date(2016, 1, 1)), ("910116-4014", date(2016, 1, 31)), ("890216-4014", date(2016, 2, 29))] {
        assert!(cpr(text).is_replacement(), "{text}");
        assert_eq!(cpr(text).birth_date(), birth, "{text}");
    }
    // The ordinary form, of somebody who is not born yet.
    assert!(!cpr("310157-5014").is_replacement());
    assert_eq!(cpr("310157-5014").birth_date(), date(2057, 1, 31));
}

#[test]
fn modulus_11_is_told_and_never_required() {
    // 4·6 + 3·7 + 2·0 + 7·3 + 6·1 + 5·6 + 4·4 + 3·0 + 2·1 = 120 = 10·11 + 10: the last digit 1 makes 121.
    assert!(cpr("670316-4011").satisfies_modulus_11());
    for last_digit in [0, 2, 3, 4, 5, 6, 7, 8, 9] {
        assert!(!cpr(&format!("670316-401{last_digit}")).satisfies_modulus_11(), "{last_digit}");
    }
}

#[test]
fn the_number_is_masked_unless_asked_for() {
    let number = cpr("610106-4014");
    assert_eq!(number.masked(), "610106-xxxx");
    assert_eq!(format!("{number:?}"), "610106-xxxx");
    assert_eq!(format!("{:?}", Some(number)), "Some(610106-xxxx)");
    assert_eq!(number.digits(), "6101064014");
    assert_eq!(size_of::<Option<Cpr>>(), 8);
}

#[test]
fn digits_keep_leading_zeros() {
    let number = cpr("010157-5014");
    assert_eq!((number.digits().as_str(), number.masked().as_str()), ("0101575014", "010157-xxxx"));
}

#[test]
fn in_files_it_is_a_string_of_ten_digits() {
    let number = cpr("670316-4014");
    assert_eq!(serde_json::to_string(&number).expect("writes"), "\"6703164014\"");
    for text in ["\"6703164014\"", "\"670316-4014\""] {
        assert_eq!(serde_json::from_str::<Cpr>(text).expect("reads"), number);
    }
    let value = serde_json::Value::String("670316-4014".to_owned()); // an owned string takes another way through serde
    assert_eq!(serde_json::from_value::<Cpr>(value).expect("reads"), number);
}

#[test]
fn a_bad_number_in_a_file_is_explained_and_not_repeated() {
    for (text, expected) in [
        ("\"671316-4014\"", "begins with a date that does not exist"),
        ("\"671316\"", "too few digits"),
        ("6703164014", "put its ten digits in quotes"),
        ("-6703164014", "put its ten digits in quotes"),
        ("6703164014.0", "put its ten digits in quotes"),
        ("true", "a CPR number as a string of ten digits"),
    ] {
        let message = serde_json::from_str::<Cpr>(text).expect_err("no number").to_string();
        assert!(message.contains(expected), "{message}");
        assert!(!message.contains("4014"), "{message}");
    }
}

proptest! {
    /// Whatever is typed, nothing panics; what is read prints back to digits that read the same.
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*") {
        if let Ok(number) = Cpr::parse(&text) {
            prop_assert_eq!(Cpr::parse(&number.digits()), Ok(number));
        }
    }

    #[test]
    fn ten_digits_are_read_or_have_no_such_date(text in "[0-9]{10}") {
        match Cpr::parse(&text) {
            Ok(number) => {
                prop_assert_eq!(number.digits(), text.clone());
                prop_assert_eq!(number.masked(), format!("{}-xxxx", &text[..6]));
                let birth = number.birth_date();
                prop_assert!((1858..=2057).contains(&birth.year()));
                let day: i8 = text[..2].parse().expect("two digits");
                prop_assert_eq!(birth.day(), if number.is_replacement() { day - 60 } else { day });
                prop_assert_eq!(birth.month(), text[2..4].parse::<i8>().expect("two digits"));
                prop_assert_eq!(birth.year() % 100, text[4..6].parse::<i16>().expect("two digits"));
            }
            Err(error) => prop_assert_eq!(error, CprError::NoSuchDate),
        }
    }

    #[test]
    fn a_replacement_number_tells_its_birth_date_and_sex(days in 0i32..73_049, is_male: bool, index in 0u16..2000) {
        let birth = crate::calendar::days_after(date(1858, 1, 1), days);
        let sex = if is_male { Sex::Male } else { Sex::Female };
        let number = Cpr::replacement(birth, sex, index).expect("available");
        prop_assert_eq!((number.birth_date(), number.sex(), number.is_replacement()), (birth, sex, true));
        prop_assert_eq!(Cpr::parse(&number.digits()), Ok(number));
        let written = serde_json::to_string(&number).expect("writes");
        prop_assert_eq!(serde_json::from_str::<Cpr>(&written).expect("reads"), number);
    }
}

#[test]
fn six_digits_are_the_latest_such_day_that_has_come() {
    let today = jiff::civil::date(2026, 5, 12);
    for (typed, expected) in [
        ("120514", Some(jiff::civil::date(2014, 5, 12))),
        (" 120526 ", Some(today)),
        ("130526", Some(jiff::civil::date(1926, 5, 13))),
        ("290223", None),
        ("320514", None),
        ("12051", None),
        ("1205145", None),
        ("12051x", None),
    ] {
        assert_eq!(super::day_of_six_digits(typed, today), expected, "{typed}");
    }
}
