//! What the TOML reader says in English, said in Danish too.

use super::words::Text;
use std::ops::Range;

/// The faults people make most, by the beginning of the TOML reader's message.
const KNOWN: &[(&str, &str)] = &[
    ("duplicate key", "feltet står her for anden gang; behold én"),
    ("string values must be quoted", "tekst skal stå i anførselstegn"),
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
    ("invalid escape", "omvendt skråstreg i teksten skal skrives to gange: \\\\"),
];

/// The fault in both languages; `span` is where in `text` the reader stopped.
pub(super) fn explain(message: &str, text: &str, span: Range<usize>) -> Text {
    if decimal_comma(text, span.start) {
        return Text::new("tal skrives med punktum før decimalerne: 6.5, ikke 6,5", "numbers take a point before decimals: 6.5, not 6,5");
    }
    let known = KNOWN.iter().find(|(english, _)| message.starts_with(english)).map(|(_, danish)| (*danish).to_owned());
    let danish = known.unwrap_or_else(|| format!("linjen er ikke gyldig TOML ({message})"));
    Text::new(danish, format!("not valid TOML: {message}"))
}

/// Whether the reader stopped at the comma of a number written the Danish way.
fn decimal_comma(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let digit = |index: Option<usize>| index.and_then(|index| bytes.get(index)).is_some_and(u8::is_ascii_digit);
    let comma = |index: usize| bytes.get(index) == Some(&b',') && digit(index.checked_sub(1)) && digit(Some(index + 1));
    comma(at)
}
