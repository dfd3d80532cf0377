//! Reads JSON and remembers the line of every value, so that a fault can be shown where it stands.

use super::Fault;

/// Deeper nesting than any scenario needs; a bound keeps a hostile file from exhausting the stack.
const DEEPEST: u32 = 32;

/// A value and where it begins.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Node {
    /// Line, counted from 1.
    pub line: u32,
    /// The value.
    pub json: Json,
}

/// A JSON value. Numbers are kept as written: a scenario has whole numbers only, and says so when another is given.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Json {
    Null,
    Flag(bool),
    Number(String),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Json {
    /// What it is, in Danish and English.
    pub(super) fn what(&self) -> (String, String) {
        match self {
            Self::Null => ("null".into(), "null".into()),
            Self::Flag(flag) => (flag.to_string(), flag.to_string()),
            Self::Number(number) => (format!("tallet {number}"), format!("the number {number}")),
            Self::Text(text) => (format!("teksten \"{}\"", shortened(text)), format!("the text \"{}\"", shortened(text))),
            Self::List(_) => ("en liste [ … ]".into(), "a list [ … ]".into()),
            Self::Object(_) => ("et objekt { … }".into(), "an object { … }".into()),
        }
    }
}

/// A text cut to what fits in a message.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST).chain(['…']).collect() }
}

/// Reads a whole file. Repeated keys are faults too: which of the two was meant cannot be known.
pub(super) fn read(bytes: &[u8]) -> Result<Node, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = good.iter().filter(|byte| **byte == b'\n').count();
        Fault::syntax(
            u32::try_from(line + 1).unwrap_or(u32::MAX),
            "filen er ikke UTF-8 her (måske et æ, ø eller å i et gammelt tegnsæt). Gem den som UTF-8.",
            "the file is not UTF-8 here (perhaps an æ, ø or å in an old encoding). Save it as UTF-8.",
        )
    })?;
    let mut reader = Reader { rest: text.strip_prefix('\u{feff}').unwrap_or(text), line: 1, depth: 0 };
    reader.space();
    if reader.rest.is_empty() {
        return Err(reader.fault(
            "filen er tom. Et scenarie er ét objekt: { \"child\": …, \"entries\": [ … ] }",
            "the file is empty. A scenario is one object: { \"child\": …, \"entries\": [ … ] }",
        ));
    }
    let node = reader.value()?;
    reader.space();
    if reader.rest.is_empty() {
        Ok(node)
    } else {
        Err(reader.fault(
            "der står mere efter scenariets sidste }. Fjern det, eller læg det i sin egen fil.",
            "there is more after the scenario's last }. Remove it, or put it in a file of its own.",
        ))
    }
}

struct Reader<'t> {
    rest: &'t str,
    line: u32,
    depth: u32,
}

impl Reader<'_> {
    fn fault(&self, da: &str, en: &str) -> Fault {
        Fault::syntax(self.line, da, en)
    }

    fn space(&mut self) {
        let trimmed = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
        let passed = &self.rest[..self.rest.len() - trimmed.len()];
        self.line += u32::try_from(passed.matches('\n').count()).unwrap_or(0);
        self.rest = trimmed;
    }

    fn took(&mut self, expected: &str) -> bool {
        match self.rest.strip_prefix(expected) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// The next character as it is shown in a message.
    fn next(&self) -> (String, String) {
        match self.rest.chars().next() {
            Some(character) => (format!("'{character}'"), format!("'{character}'")),
            None => ("slutningen af filen".into(), "the end of the file".into()),
        }
    }

    fn value(&mut self) -> Result<Node, Fault> {
        let line = self.line;
        let json = match self.rest.chars().next() {
            Some('{') => self.nested(Self::object)?,
            Some('[') => self.nested(Self::list)?,
            Some('"') => Json::Text(self.text()?),
            Some('-' | '0'..='9') => self.number()?,
            Some('/' | '#') => {
                return Err(self.fault(
                    "JSON har ingen kommentarer. Fjern den, eller skriv den i feltet \"about\".",
                    "JSON has no comments. Remove it, or write it in the field \"about\".",
                ));
            }
            Some('\'' | '“' | '”' | '„') => {
                return Err(
                    self.fault("tekst skal stå mellem lige anførselstegn: \"…\"", "text must stand between straight double quotes: \"…\"")
                );
            }
            _ if self.took("true") => Json::Flag(true),
            _ if self.took("false") => Json::Flag(false),
            _ if self.took("null") => Json::Null,
            _ => {
                let (da, en) = self.next();
                return Err(self.fault(
                    &format!("her skulle stå en værdi (tekst i \"…\", tal, true, false, [ eller {{), men der står {da}"),
                    &format!("a value is expected here (text in \"…\", number, true, false, [ or {{), but there is {en}"),
                ));
            }
        };
        Ok(Node { line, json })
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Result<Json, Fault>) -> Result<Json, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fault("der er for mange lag af { og [ inden i hinanden", "too many layers of { and [ within each other"));
        }
        let json = read(self)?;
        self.depth -= 1;
        Ok(json)
    }

    fn object(&mut self) -> Result<Json, Fault> {
        let opened = self.line;
        self.rest = &self.rest[1..];
        let mut members: Vec<(String, Node)> = Vec::new();
        self.space();
        if self.took("}") {
            return Ok(Json::Object(members));
        }
        loop {
            self.space();
            let line = self.line;
            if self.rest.starts_with('}') {
                return Err(self.fault("der er et komma for meget før }", "there is a comma too many before }"));
            }
            if !self.rest.starts_with('"') {
                let (da, en) = self.next();
                return Err(self.fault(
                    &format!("her skulle stå et feltnavn i anførselstegn, men der står {da}"),
                    &format!("a field name in double quotes is expected here, but there is {en}"),
                ));
            }
            let key = self.text()?;
            if members.iter().any(|(known, _)| *known == key) {
                return Err(Fault::syntax(
                    line,
                    &format!("feltet \"{key}\" står to gange i samme objekt. Behold det ene."),
                    &format!("the field \"{key}\" stands twice in the same object. Keep one."),
                ));
            }
            self.space();
            if !self.took(":") {
                let (da, en) = self.next();
                return Err(self.fault(
                    &format!("der mangler et kolon efter \"{key}\"; der står {da}"),
                    &format!("a colon is missing after \"{key}\"; there is {en}"),
                ));
            }
            self.space();
            let node = self.value()?;
            members.push((key, node));
            self.space();
            if self.took("}") {
                return Ok(Json::Object(members));
            }
            self.comma('}', opened)?;
        }
    }

    fn list(&mut self) -> Result<Json, Fault> {
        let opened = self.line;
        self.rest = &self.rest[1..];
        let mut items = Vec::new();
        self.space();
        if self.took("]") {
            return Ok(Json::List(items));
        }
        loop {
            self.space();
            if self.rest.starts_with(']') {
                return Err(self.fault("der er et komma for meget før ]", "there is a comma too many before ]"));
            }
            items.push(self.value()?);
            self.space();
            if self.took("]") {
                return Ok(Json::List(items));
            }
            self.comma(']', opened)?;
        }
    }

    fn comma(&mut self, end: char, opened: u32) -> Result<(), Fault> {
        if self.took(",") {
            return Ok(());
        }
        let (da, en) = self.next();
        Err(self.fault(
            &format!("her skulle stå et komma eller {end} (åbnet i linje {opened}), men der står {da}"),
            &format!("a comma or {end} (opened in line {opened}) is expected here, but there is {en}"),
        ))
    }

    fn number(&mut self) -> Result<Json, Fault> {
        let length = self.rest.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')).unwrap_or(self.rest.len());
        let (written, rest) = self.rest.split_at(length);
        // A date without quotes is the likely mistake.
        if written.matches('-').count() > 1 {
            return Err(self.fault(
                &format!("skriv datoen i anførselstegn: \"{written}\""),
                &format!("write the date in double quotes: \"{written}\""),
            ));
        }
        if serde_json::from_str::<serde_json::Number>(written).is_err() {
            return Err(self.fault(
                &format!("{written} er ikke et tal. Skriv et helt tal som 3."),
                &format!("{written} is not a number. Write a whole number such as 3."),
            ));
        }
        self.rest = rest;
        Ok(Json::Number(written.to_owned()))
    }

    fn text(&mut self) -> Result<String, Fault> {
        let mut end = 1;
        let bytes = self.rest.as_bytes();
        loop {
            match bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => end += 2,
                Some(b'\n') | None => {
                    return Err(self.fault(
                        "teksten mangler sit afsluttende \". Linjeskift i en tekst skrives \\n.",
                        "the text lacks its closing \". A line break in a text is written \\n.",
                    ));
                }
                Some(_) => end += 1,
            }
        }
        let (written, rest) = self.rest.split_at(end + 1);
        let text = serde_json::from_str(written).map_err(|_| {
            self.fault(
                &format!(
                    "teksten {} har et tegn, som JSON ikke tillader. En omvendt skråstreg skrives \\\\, en tabulator \\t.",
                    shortened(written)
                ),
                &format!(
                    "the text {} has a character that JSON does not allow. A backslash is written \\\\, a tab \\t.",
                    shortened(written)
                ),
            )
        })?;
        self.rest = rest;
        Ok(text)
    }
}
