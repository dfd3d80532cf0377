//! What a hostile hand puts into forms and addresses.

use super::chance::Chance;
use super::html::{Field, Form, Kind};

/// What is sent, and how.
pub struct Sending {
    /// Where to.
    pub address: String,
    /// What kind of body it says it is.
    pub content_type: Option<&'static str>,
    /// The body; none for a page that is only asked for.
    pub body: Option<Vec<u8>>,
    /// The texts that were typed in fields of the form, to be found again on a refusal.
    pub typed: Vec<(String, String)>,
}

const FORM: &str = "application/x-www-form-urlencoded";

/// Values nobody means well by.
const VALUES: [&str; 54] = [
    "",
    " ",
    "\0",
    "før\0efter",
    "\u{1}\u{2}\u{7f}",
    "<script>alert(1)</script>",
    "\" autofocus onfocus=\"alert(1)",
    "</textarea><img src=x onerror=alert(2)>",
    "{{7*7}}${7*7}<%= 7 %>",
    "=HYPERLINK(\"http://ond.example\";\"klik\")",
    "+45 12 34 56 78",
    "@SUM(A1:A9)",
    "-1",
    "0",
    "1e308",
    "NaN",
    "-0",
    "2147483648",
    "4294967295",
    "4294967296",
    "9223372036854775808",
    "18446744073709551616",
    "0000-01-01",
    "9999-12-31",
    "-9999-01-01",
    "10000-01-01",
    "2026-02-30",
    "2026-02-29",
    "29-02-2024",
    "31-12-9999",
    "01-01-0000",
    "9999-12-31T23:59",
    "0000-01-01T00:00",
    "2026-03-29T02:30",
    "2026-10-25T02:30",
    "2026-05-12T24:00",
    "2026-05-12T23:59:60",
    "1582-10-10",
    "\u{202e}resrev na fo tuo",
    "\u{200b}\u{feff}usynlig",
    "Z\u{0335}\u{0327}a\u{0321}l\u{0334}g\u{0328}o\u{0337}",
    "👩‍👩‍👧‍👦🇩🇰",
    "ﷺ𝕬ß",
    "første\r\n\r\nSet-Cookie: trin=1",
    "%s%n%x%00%ff",
    "' OR 1=1; DROP TABLE journal; --",
    "../../../../etc/passwd",
    "//ond.example/",
    "null",
    "true",
    "[]",
    "{\"$ne\":1}",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
];

/// A value: one of those above, one that belongs to somebody else, or one that is far too long.
fn value(chance: &mut Chance, others: &[String]) -> String {
    match chance.below(12) {
        0 if chance.one_in(3) => "æ".repeat(100_000),
        0 => "1".repeat(400),
        1 | 2 => chance.of(others).clone(),
        _ => (*chance.of(&VALUES)).to_owned(),
    }
}

/// A field filled in so that it may well be taken.
fn filled(field: &Field, chance: &mut Chance) -> Vec<String> {
    match &field.kind {
        Kind::Hidden | Kind::Button => field.values.clone(),
        Kind::Choice if field.choices.is_empty() => Vec::new(),
        Kind::Choice if chance.one_in(4) => field.values.clone(),
        Kind::Choice => vec![chance.of(&field.choices).clone()],
        Kind::Text(_) if chance.one_in(4) => field.values.clone(),
        Kind::Text(kind) => vec![
            match kind.as_str() {
                "date" => "2026-05-12",
                "datetime-local" => "2026-05-12T09:30",
                "number" => "3",
                _ => "Skrevet af en fremmed hånd.",
            }
            .to_owned(),
        ],
    }
}

/// Words that stood on the page are not carried into another record.
fn without_canaries(value: &str) -> String {
    if value.contains("anarie") { "Andre ord.".to_owned() } else { value.to_owned() }
}

/// A form sent with something wrong in it.
pub fn sending(form: &Form, others: &[String], chance: &mut Chance) -> Sending {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut is_pressed = chance.one_in(2);
    for field in &form.fields {
        // One button is pressed at most, and perhaps none.
        if field.kind == Kind::Button && std::mem::replace(&mut is_pressed, true) && !chance.one_in(3) {
            continue;
        }
        let is_hidden = field.kind == Kind::Hidden;
        let values = filled(field, chance);
        fields.extend(values.into_iter().map(|value| (field.name.clone(), if is_hidden { value } else { without_canaries(&value) })));
    }
    for _ in 0..=chance.below(3) {
        if fields.is_empty() {
            break;
        }
        let place = chance.below(fields.len());
        match chance.below(9) {
            0 => drop(fields.remove(place)),
            1 => {
                let (name, _) = fields[place].clone();
                fields.insert(place, (name, value(chance, others)));
            }
            2 => fields[place].0 = value(chance, others).chars().take(200).collect(),
            3 => fields.push((value(chance, others).chars().take(40).collect(), value(chance, others))),
            _ => fields[place].1 = value(chance, others),
        }
    }
    let typed: Vec<(String, String)> = fields
        .iter()
        .enumerate()
        .filter(|(nth, (name, _))| !fields[..*nth].iter().any(|(before, _)| before == name))
        .filter(|(_, (name, _))| matches!(form.field(name), Some(Field { kind: Kind::Text(kind), .. }) if kind != "password"))
        .map(|(_, field)| field.clone())
        .collect();
    let address = if chance.one_in(12) { elsewhere(&form.action, others, chance) } else { form.action.clone() };
    let mut body = serde_urlencoded::to_string(&fields).unwrap().into_bytes();
    let mut sending = Sending { address, content_type: Some(FORM), body: None, typed };
    if chance.one_in(15) {
        sending.typed.clear();
        match chance.below(7) {
            0 => sending.content_type = Some("application/json"),
            1 => sending.content_type = Some("multipart/form-data; boundary=x"),
            2 => sending.content_type = Some("text/plain"),
            3 => sending.content_type = None,
            4 => body.extend_from_slice(b"&x=%FF%FE&y=%ZZ&=&&;%"),
            5 => body = [body, b"&a=1".repeat(3_000)].concat(),
            _ => body = vec![0xff, 0, 0x25, 0x80],
        }
    }
    sending.body = Some(body);
    sending
}

/// An address with one of its steps, or what it asks for, exchanged.
pub fn elsewhere(address: &str, others: &[String], chance: &mut Chance) -> String {
    let (path, query) = address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
    let mut steps: Vec<String> = path.split('/').map(str::to_owned).collect();
    let mut pairs: Vec<(String, String)> = query.and_then(|query| serde_urlencoded::from_str(query).ok()).unwrap_or_default();
    let mut exchanged = value(chance, others);
    exchanged.truncate(exchanged.char_indices().nth(300).map_or(exchanged.len(), |(at, _)| at));
    let variable: Vec<usize> = (1..steps.len()).filter(|place| steps[*place].len() == 36 || steps[*place].parse::<u32>().is_ok()).collect();
    match chance.below(3) {
        0 if !variable.is_empty() => steps[*chance.of(&variable)] = in_a_path(&exchanged),
        1 if !pairs.is_empty() => {
            let place = chance.below(pairs.len());
            pairs[place].1 = exchanged;
        }
        _ => pairs.push((
            (*chance.of(&["efter", "trin", "fra", "til", "post", "kendt", "foer", "barn", "hos", "soegning", "gjort", "x"])).to_owned(),
            exchanged,
        )),
    }
    let query = if pairs.is_empty() { String::new() } else { format!("?{}", serde_urlencoded::to_string(&pairs).unwrap()) };
    steps.join("/") + &query
}

/// A value as one step of a path.
fn in_a_path(value: &str) -> String {
    let said = |byte: u8| if byte.is_ascii_alphanumeric() || byte == b'-' { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    value.bytes().map(said).collect()
}
