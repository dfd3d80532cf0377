//! What the TOML reader says in English, said in Danish too.

use super::words::Text;

/// The faults people make most, by the beginning of the TOML reader's message.
const KNOWN: &[(&str, &str)] = &[
    ("duplicate key", "feltet står her for anden gang; behold én"),
    ("string values must be quoted", "tekst skal stå i lige anførselstegn: \"…\""),
    ("invalid basic string", "teksten mangler sit sidste anførselstegn på samme linje"),
    ("invalid literal string", "teksten mangler sit sidste anførselstegn på samme linje"),
    ("unclosed table", "tabellens navn mangler ]"),
    ("unclosed array table", "tabellens navn mangler ]]"),
    ("unclosed array", "listen mangler sit afsluttende ]"),
    ("unclosed inline table", "tabellen mangler sin afsluttende }"),
    ("missing comma between array elements", "der mangler et komma mellem listens poster"),
    ("missing comma between key-value pairs", "der mangler et komma mellem felterne"),
    ("extra comma", "her er et komma for meget"),
    ("key with no value", "feltet mangler = og en værdi"),
    ("missing value", "feltet mangler en værdi efter ="),
    ("missing assignment", "der mangler = mellem felt og værdi"),
    ("extra `=`", "her er et = for meget"),
    ("extra assignment", "her er et = for meget"),
    ("unexpected key or value", "her skulle linjen være slut"),
    ("unexpected content", "her skulle linjen være slut"),
    ("invalid key-value pair", "linjen er ikke på formen felt = værdi"),
    ("invalid unquoted key", "feltets navn må kun bestå af bogstaver a–z, cifre, bindestreg og understreg"),
    ("cannot recurse further", "tabeller og lister ligger i for mange lag"),
    ("invalid integer", "tallet kan ikke læses"),
    ("invalid float", "tallet kan ikke læses"),
    ("unexpected leading zero", "tallet kan ikke læses"),
    ("invalid fraction", "tallet kan ikke læses"),
    ("invalid date", "datoen kan ikke læses"),
    ("invalid multi-line", "teksten mangler sine tre afsluttende anførselstegn"),
    ("missing escaped value", "omvendt skråstreg i teksten skal skrives to gange: \\\\"),
    ("unquoted keys cannot be empty", "feltets navn mangler"),
    ("carriage return", "linjen slutter forkert; gem filen med almindelige linjeskift"),
];

/// The fault in both languages; `at` is where in `text` the reader stopped.
pub(super) fn explain(message: &str, text: &str, at: usize) -> Text {
    if decimal_comma(message, text, at) {
        return Text::new("tal skrives med punktum før decimalerne: 6.5, ikke 6,5", "numbers take a point before decimals: 6.5, not 6,5");
    }
    let rest_of_line = text.get(at..).unwrap_or_default().split(['\n', '#']).next().unwrap_or_default();
    if message.starts_with("string values must be quoted") && rest_of_line.trim().is_empty() {
        return Text::new("feltet mangler en værdi efter =", "the field has no value after =");
    }
    let known = KNOWN.iter().find(|(english, _)| message.starts_with(english)).map(|(_, danish)| (*danish).to_owned());
    let danish = known.unwrap_or_else(|| format!("linjen er ikke gyldig TOML ({message})"));
    Text::new(danish, format!("not valid TOML: {message}"))
}

/// Whether the reader stopped at a number written the Danish way: at its comma, or in `{ … }` after the decimals it took for a field.
fn decimal_comma(message: &str, text: &str, at: usize) -> bool {
    if !message.starts_with("unexpected key or value") && !message.starts_with("invalid literal string") {
        return false;
    }
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { return false };
    let decimals_follow =
        |after: &str| after.strip_prefix(',').is_some_and(|decimals| decimals.starts_with(|digit: char| digit.is_ascii_digit()));
    let number_ends = |before: &str| before.ends_with(|digit: char| digit.is_ascii_digit());
    let field = before.trim_end_matches(' ');
    let before_field = field.trim_end_matches(|digit: char| digit.is_ascii_digit());
    (decimals_follow(after) && number_ends(before))
        || (before_field.len() < field.len() && before_field.strip_suffix(',').is_some_and(number_ends))
}
