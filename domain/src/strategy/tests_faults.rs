//! Faulty files and what is said of them: one small right file, one thing made wrong, the line and field that are named.

use super::{Fault, Strategy};

/// A right file, as short as one may be and still hold every kind of field. Line 1 is `key`.
const RIGHT: &str = r#"key = "proeveby-2024"
municipality = "Prøveby"
title = "Sammen om børnene"
from-year = 2024
to-year = 2028
ages = [0, 18]
source = "Opdigtet strategi"
ladder-ordered-by = ["indgriben"]
saturdays-count = { value = false, source = "prøve" }
reread-from-notification = { value = 3, source = "prøve" }
screening-within = { after = "10 hverdage", source = "prøve" }
answer-offer-within = { after = "5 hverdage", source = "prøve" }

[[steps]]
no = 1
name = "Tidlig hjælp"
name-en = "Early help"
area = "almen"
level = "forebyggende"
intrusion = "Hverdagen fortsætter."
interventions = ["wellbeing-effort", "support-pedagogue", "health-visitor-extra", "ppr-course", "family-room"]
interventions-unnamed = ["conversation-group", "counselling", "family-group-conference", "parent-course", "psychologist-talks"]
methods = ["TOPI", "Dialogmøde"]
actors = ["Skoler"]
source = "s. 1"

[[steps]]
no = 2
name = "Hjælp i hjemmet"
name-en = "Help at home"
area = "special"
intrusion = "Barnet bor hjemme."
interventions = ["lost-earnings", "supported-day-care", "home-support", "contact-person", "work-training", "family-treatment"]
interventions-unnamed = ["day-treatment", "relief-care", "other-help", "family-stay"]
source = "s. 2"

[[steps]]
no = 3
name = "Anbringelse"
name-en = "Placement"
area = "special"
intrusion = "Barnet bor et andet sted."
interventions = ["placement-kin", "placement-foster", "placement-foster-specialised", "placement-foster-reinforced"]
interventions-unnamed = [
  "placement-own-room",
  "placement-boarding-school",
  "placement-residential-own",
  "placement-residential-external",
  "placement-residential-home",
  "placement-secure",
]
source = "s. 3"

[[levels]]
level = "forebyggende"
aim = "At problemer ikke opstår."
target-group = "Alle børn."
area = "almen"
source = "s. 4"

[[cadences]]
covers = "anbringelse"
first = "2 uger"
then = "6 uger"
source = "s. 5"

[[cadences]]
covers = "foranstaltning"
first = "4 uger"
then = "2 måneder"
source = "s. 5"

[return-home-review]
after = "7 måneder"
source = "s. 5"

[placement-maximum]
after = "1 år"
source = "s. 5"

[[placement-priority]]
name = "Slægt"
kinds = ["placement-kin"]
source = "s. 6"

[[placement-priority]]
name = "Plejefamilie"
kinds = ["placement-foster", "placement-foster-specialised"]
source = "s. 6"

[caseload]
from = [30, 35]
target = 20
source = "s. 7"

[[forums]]
name = "TVÆRS"
at = "skole"
every = "2 uger"
members = ["Sundhedsplejerske"]
invites-parents = true
source = "s. 8"

[[routines]]
kind = "trivselsrunde"
name = "Trivselsrunde"
at = "dagtilbud"
every = "6 måneder"
by = "Pædagoger"
source = "s. 8"

[[investments]]
name = "To sundhedsplejersker"
kr = 1_200_000
posts = 2
source = "s. 9"

[[indicators]]
key = "notifications-under-6"
name = "Underretninger på børn under 6 år"
target = 60
unit = "%"
direction = "mindst"
year = 2028
milestones = [{ year = 2026, value = 50 }]
history = [{ year = 2022, value = 31.5 }, { year = 2023, value = 33 }]
source = "s. 10"
"#;

fn faults(text: &str) -> Vec<Fault> {
    Strategy::parse(text).expect_err("the file has a fault")
}

fn shown(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}

/// Replacing `find` by `put` gives exactly one fault, on this line, in this field, whose Danish text holds `says`.
#[track_caller]
fn check(find: &str, put: &str, line: usize, field: &str, says: &str) {
    assert_eq!(RIGHT.matches(find).count(), 1, "{find} stands once in the file");
    let faults = faults(&RIGHT.replacen(find, put, 1));
    let [fault] = faults.as_slice() else { panic!("one fault, not {}:\n{}", faults.len(), shown(&faults)) };
    assert_eq!((fault.line, fault.field.as_str()), (line, field), "{fault}");
    assert!(fault.da.contains(says), "{fault}\ndoes not hold: {says}");
    assert_ne!(fault.da, fault.en, "said in both languages");
}

#[test]
fn the_file_is_right_before_anything_is_made_wrong() {
    let strategy = Strategy::parse(RIGHT).unwrap_or_else(|faults| panic!("{}", shown(&faults)));
    assert_eq!(strategy.steps.len(), 3);
    assert_eq!(strategy.cadences.len(), 2);
}

#[test]
fn not_toml() {
    check("title = \"Sammen om børnene\"", "title = Sammen om børnene", 3, "", "anførselstegn");
    check("title = \"Sammen om børnene\"", "title = \"Sammen om børnene", 3, "", "anførselstegn");
    check("target = 60\n", "target = 60\ntarget = 65\n", 122, "", "anden gang");
    check("[caseload]", "[caseload", 91, "", "]");
    check("value = 31.5", "value = 31,5", 126, "", "punktum");
    check("target = 60\n", "target = 60,5\n", 121, "", "punktum");
    check("title = \"Sammen om børnene\"", "title = “Sammen om børnene”", 3, "", "lige anførselstegn");
    check("title = \"Sammen om børnene\"", "title = \"Sammen \\om børnene\"", 3, "", "skråstreg");
    check("[\"TOPI\", \"Dialogmøde\"]", "[\"TOPI\" \"Dialogmøde\"]", 23, "", "komma");
    check("no = 2", "no 2", 28, "", "=");
    check("no = 2", "no =", 28, "", "værdi");
}

#[test]
fn fields_that_do_not_exist() {
    check("methods = ", "metods = ", 23, "steps[1].metods", "mente du methods?");
    check("posts = 2", "Posts = 2", 115, "investments[1].Posts", "mente du posts?");
    check("[placement-maximum]", "[placement-max]", 77, "placement-max", "mente du placement-maximum?");
    check("[caseload]", "[sager]", 91, "sager", "her må stå key, municipality, title");
    check("at = \"skole\"", "at = \"skole\"\nlokale = \"B2\"", 99, "forums[1].lokale", "her må stå name, at");
    check("{ year = 2026, value = 50 }", "{ year = 2026, value = 50, unit = 1 }", 125, "indicators[1].milestones[1].unit", "year, value");
}

#[test]
fn fields_that_are_missing() {
    check("municipality = \"Prøveby\"\n", "", 1, "municipality", "mangler; skriv tekst");
    check("name-en = \"Help at home\"\n", "", 27, "steps[2].name-en", "mangler");
    check("then = \"2 måneder\"\n", "", 67, "cadences[2].then", "mangler; skriv et tidsrum");
    check("ladder-ordered-by = [\"indgriben\"]\n", "", 1, "ladder-ordered-by", "\"indgriben\", \"udgift\"");
    check("screening-within = { after = \"10 hverdage\", source = \"prøve\" }\n", "", 1, "screening-within", "[screening-within]");
    check("{ value = 3, source = \"prøve\" }", "{ value = 3 }", 10, "reread-from-notification.source", "mangler");
    check("target = 20\n", "", 91, "caseload.target", "mangler; skriv et helt tal fra 1 til 200");
    check("source = \"s. 10\"\n", "", 118, "indicators[1].source", "mangler");
    check("kinds = [\"placement-kin\"]\n", "", 81, "placement-priority[1].kinds", "en liste");
}

#[test]
fn values_of_the_wrong_kind() {
    check("from-year = 2024", "from-year = \"2024\"", 4, "from-year", "et årstal fra 1990 til 2100");
    check("from-year = 2024", "from-year = 24", 4, "from-year", "24 kan ikke bruges");
    check("municipality = \"Prøveby\"", "municipality = 7", 2, "municipality", "tekst i anførselstegn");
    check("municipality = \"Prøveby\"", "municipality = \" \"", 2, "municipality", "en tom tekst");
    check("key = \"proeveby-2024\"", "key = \"Prøveby 2024\"", 1, "key", "bindestreger");
    check("ages = [0, 18]", "ages = [18, 0]", 6, "ages", "det mindste først");
    check("value = false", "value = \"nej\"", 9, "saturdays-count.value", "true (ja) eller false (nej)");
    check("actors = [\"Skoler\"]", "actors = \"Skoler\"", 24, "steps[1].actors", "en liste");
    check("actors = [\"Skoler\"]", "actors = [\"Skoler\", 2]", 24, "steps[1].actors[2]", "2 kan ikke bruges");
    check("[caseload]", "[[caseload]]", 91, "caseload", "begynder med linjen [caseload]");
    check("[[investments]]", "[investments]", 112, "investments", "begynder med linjen [[investments]]");
    check("posts = 2", "posts = 2024-01-01", 115, "investments[1].posts", "en dato");
    check("kr = 1_200_000", "kr = -5", 114, "investments[1].kr", "fra 0");
    check("value = 33", "value = inf", 126, "indicators[1].history[2].value", "et tal");
    check("invites-parents = true", "invites-parents = 1", 101, "forums[1].invites-parents", "true");
    check("source = \"s. 1\"", &format!("source = \"{}\"", "s".repeat(301)), 25, "steps[1].source", "en tekst på 301 tegn");
}

#[test]
fn words_and_spans() {
    check("covers = \"foranstaltning\"", "covers = \"foranstaltninger\"", 68, "cadences[2].covers", "Mente du \"foranstaltning\"?");
    check("level = \"forebyggende\"\nintrusion", "level = \"meget\"\nintrusion", 19, "steps[1].level", "\"foregribende\", \"indgribende\"");
    check("direction = \"mindst\"", "direction = \"minimum\"", 123, "indicators[1].direction", "\"højst\"");
    check("kind = \"trivselsrunde\"", "kind = \"runde\"", 105, "routines[1].kind", "\"trivselsrunde\", \"besøg\", \"samtale\"");
    check("then = \"6 uger\"", "then = \"6 ugger\"", 64, "cadences[1].then", "Mente du \"6 uger\"?");
    check("then = \"6 uger\"", "then = \"0 uger\"", 64, "cadences[1].then", "over nul");
    check("then = \"6 uger\"", "then = 6", 64, "cadences[1].then", "fx \"2 uger\"");
    check("every = \"6 måneder\"", "every = \"halvårligt\"", 108, "routines[1].every", "\"halvårligt\" kan ikke bruges");
}

#[test]
fn steps() {
    check("no = 2", "no = 3", 28, "steps[2].no", "her skal stå 2");
    check("no = 1", "no = 0", 15, "steps[1].no", "fra 1");
    check("name = \"Anbringelse\"", "name = \"Tidlig hjælp\"", 39, "steps[3].name", "allerede navnet på trin 1");
    check("\"contact-person\", ", "", 14, "steps", "står ikke på noget trin: \"contact-person\"");
    check("\"contact-person\"", "\"contactperson\"", 33, "steps[2].interventions[4]", "Mente du \"contact-person\"?");
    check("\"contact-person\"", "\"Fast kontaktperson\"", 33, "steps[2].interventions[4]", "Mente du \"contact-person\"?");
    check("\"contact-person\"", "\"fodbold\"", 33, "steps[2].interventions[4]", "koden for en slags hjælp");
    check("\"other-help\"", "\"other-help\", \"family-room\"", 34, "steps[2].interventions-unnamed[4]", "allerede på trin 1 (linje 21)");
    check("[\"TOPI\", \"Dialogmøde\"]", "[\"TOPI\", \"TOPI\"]", 23, "steps[1].methods[2]", "to gange");
}

#[test]
fn placements_stand_at_the_top() {
    let moved =
        RIGHT.replacen("  \"placement-own-room\",\n", "", 1).replacen("\"other-help\"", "\"other-help\", \"placement-own-room\"", 1);
    assert!(Strategy::parse(&moved).is_ok(), "a placement beside other help is allowed, as in a ladder with one special step");
    let moved = RIGHT.replacen("  \"placement-own-room\",\n", "", 1);
    let moved = moved.replacen("\"parent-course\"", "\"parent-course\", \"placement-own-room\"", 1);
    let faults = faults(&moved);
    assert_eq!(
        (faults.len(), faults[0].line, faults[0].field.as_str()),
        (1, 22, "steps[1].interventions-unnamed[5]"),
        "{}",
        shown(&faults)
    );
    assert!(faults[0].da.contains("anbringelser står øverst"), "{}", shown(&faults));
}

#[test]
fn a_ladder_has_two_steps_and_something_on_each() {
    let (start, end) = (RIGHT.find("[[steps]]").expect("steps"), RIGHT.find("[[levels]]").expect("levels"));
    let none = faults(&format!("{}{}", &RIGHT[..start], &RIGHT[end..]));
    assert_eq!((none.len(), none[0].field.as_str()), (1, "steps"), "{}", shown(&none));
    assert!(none[0].da.contains("der er 0 trin; en trappe har mindst 2"), "{}", shown(&none));
    let empty = RIGHT.replacen("name = \"Hjælp i hjemmet\"", "name = \"Mellemtrin\"", 1);
    let (from, to) =
        (empty.find("\"lost-earnings\"").expect("list"), empty.find("]\ninterventions-unnamed = [\"day-treatment\"").expect("list"));
    let empty = format!("{}{}", &empty[..from], &empty[to..]).replacen(
        "[\"day-treatment\", \"relief-care\", \"other-help\", \"family-stay\"]",
        "[]",
        1,
    );
    let empty = faults(&empty);
    assert_eq!(
        empty.iter().map(|fault| (fault.line, fault.field.as_str())).collect::<Vec<_>>(),
        [(14, "steps"), (33, "steps[2].interventions")]
    );
}

#[test]
fn what_does_not_fit_together() {
    check("to-year = 2028", "to-year = 2023", 5, "to-year", "før from-year 2024");
    check("covers = \"foranstaltning\"", "covers = \"anbringelse\"", 68, "cadences[2].covers", "allerede en kadence");
    check("after = \"7 måneder\"", "after = \"14 måneder\"", 73, "return-home-review", "senere end");
    check("kinds = [\"placement-kin\"]", "kinds = [\"day-treatment\"]", 83, "placement-priority[1].kinds[1]", "ikke en anbringelse");
    check(
        "kinds = [\"placement-kin\"]",
        "kinds = [\"placement-kin\", \"placement-kin\"]",
        83,
        "placement-priority[1].kinds[2]",
        "to gange",
    );
    check(
        "[\"placement-foster\", \"placement-foster-specialised\"]\n",
        "[\"placement-kin\"]\n",
        88,
        "placement-priority[2].kinds[1]",
        "to gange",
    );
    check("target = 20\n", "target = 0\n", 93, "caseload.target", "fra 1 til 200");
    check("target = 60", "target = 160", 121, "indicators[1].target", "0–100");
    check("target = 60\n", "", 122, "indicators[1].direction", "kræver et tal i target");
    check("{ year = 2026, value = 50 }", "{ year = 2028, value = 50 }", 125, "indicators[1].milestones", "før målets år 2028");
    check("{ year = 2023, value = 33 }", "{ year = 2021, value = 33 }", 126, "indicators[1].history[2].year", "ældste år først");
    let twice = |section: &str| {
        let start = RIGHT.find(section).expect("the section");
        let end = RIGHT[start..].find("\n\n").map_or(RIGHT.len(), |end| start + end + 1);
        faults(&format!("{RIGHT}\n{}", &RIGHT[start..end])).into_iter().map(|fault| (fault.line, fault.field)).collect::<Vec<_>>()
    };
    assert_eq!(twice("[[indicators]]"), [(130, "indicators[2].key".to_owned())]);
    assert_eq!(twice("[[forums]]"), [(130, "forums[2].name".to_owned())]);
    assert_eq!(twice("[[routines]]"), [(131, "routines[2].name".to_owned())]);
    assert_eq!(twice("[[levels]]"), [(130, "levels[2].level".to_owned())]);
}

/// Many faults are told of at once, by line.
#[test]
fn every_fault_in_one_go() {
    let text = RIGHT
        .replacen("from-year = 2024", "from-year = 24", 1)
        .replacen("no = 2", "no = 5", 1)
        .replacen("\"contact-person\"", "\"kontaktperson\"", 1)
        .replacen("then = \"6 uger\"", "then = \"6\"", 1)
        .replacen("target = 20\n", "", 1)
        .replacen("direction", "retning", 1);
    let faults = faults(&text);
    let places: Vec<(usize, &str)> = faults.iter().map(|fault| (fault.line, fault.field.as_str())).collect();
    let expected = [
        (4, "from-year"),
        (28, "steps[2].no"),
        (33, "steps[2].interventions[4]"),
        (64, "cadences[1].then"),
        (91, "caseload.target"),
        (117, "indicators[1].direction"),
        (122, "indicators[1].retning"),
    ];
    assert_eq!(places, expected, "\n{}", shown(&faults));
}

/// A broken line does not hide the other faults, nor is what it held called missing.
#[test]
fn a_broken_line_and_a_wrong_value() {
    let faults =
        faults(&RIGHT.replacen("title = \"Sammen om børnene\"", "title = Sammen", 1).replacen("then = \"6 uger\"", "then = \"6\"", 1));
    let places: Vec<(usize, &str)> = faults.iter().map(|fault| (fault.line, fault.field.as_str())).collect();
    assert_eq!(places, [(3, ""), (64, "cadences[1].then")], "\n{}", shown(&faults));
}

#[test]
fn how_a_fault_is_shown() {
    let faults = faults(&RIGHT.replacen("no = 2", "no = 4", 1));
    assert_eq!(
        faults[0].to_string(),
        "linje 28, steps[2].no: 4 er ude af rækkefølge; trinnene står nedefra og nummereres 1, 2, 3 …, så her skal stå 2"
    );
    assert_eq!(
        faults[0].in_english(),
        "line 28, steps[2].no: 4 is out of order; steps stand from the bottom, numbered 1, 2, 3 …, so write 2 here"
    );
}

/// What stands below a broken heading is not told of as faults of its own.
#[test]
fn broken_headings() {
    for broken in ["[caseload", "caseload]", "caseload", "(caseload)", "[case load]", "[caseload)]", "[[caseload]", "[caseload]]"] {
        check("[caseload]", broken, 91, "", "");
    }
    for broken in ["[[forums]", "[forums]]", "[[for ums]]", "[[]]", "["] {
        check("[[forums]]", broken, 96, "", "");
    }
}

#[test]
fn a_file_that_is_too_large() {
    let faults = faults(&format!("{RIGHT}{}", "# fyld\n".repeat(60_000)));
    assert_eq!(shown(&faults), "linje 1: filen fylder mere end 400 kB\n");
}

#[test]
fn what_is_kept_is_lengthened_and_never_shortened() {
    let with = |tables: &str| format!("{RIGHT}\n{tables}");
    let table = |of: &str, keep: &str| format!("[[retention]]\nof = \"{of}\"\nkeep = \"{keep}\"\nsource = \"aftale med arkivet\"\n");
    let longer = Strategy::parse(&with(&table("sag", "30 år"))).unwrap_or_else(|faults| panic!("{}", shown(&faults)));
    assert_eq!(longer.retention[0].keep.kept_da(), "30 år");
    for (tables, says) in [
        (table("sag", "9 år"), "retention[1].keep: 9 år er kortere end 10 år, som \"sag\" mindst skal bevares"),
        (table("log", "11 måneder"), "retention[1].keep: 11 måneder er kortere end 1 år, som \"log\" mindst skal bevares"),
        (table("log", "365 dage"), "365 dage er kortere end 1 år"),
        (table("sag", "111 år"), "højst 110 år"),
        (table("kladde", "2 år"), "retention[1].of: \"kladde\" kan ikke bruges her"),
        (table("log", "2 år") + &table("log", "3 år"), "retention[2].of: \"log\" har allerede en opbevaringstid"),
        (table("bekymring", "20 år"), "\"bekymring\" bevares i 20 år, og så kan \"sag\" ikke bevares i kun 10 år"),
    ] {
        let told = shown(&faults(&with(&tables)));
        assert!(told.contains(says), "{tables}\n{told}");
    }
}

#[test]
fn a_file_of_wrong_words_is_told_of_a_hundred() {
    let wrong: String = (0..3_000).map(|nth| format!("frst_{nth} = 1\n")).collect();
    let faults = faults(&format!("{wrong}{RIGHT}"));
    assert_eq!(faults.len(), 101);
    let (first, last) = (&faults[0], &faults[100]);
    assert!(first.line == 1 && first.field == "frst_0", "{first}");
    assert!(last.field.is_empty() && last.da.contains("flere fejl end disse") && last.en.contains("more faults"), "{last}");
}
