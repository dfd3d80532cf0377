//! What a browser without scripts finds on a page: links, and forms with their fields as they stand.

/// An element's name and attributes, as they are meant and not as they are written.
#[derive(Clone, Debug)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    /// Where the text after it begins.
    end: usize,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(its, _)| its == name).map(|(_, value)| value.as_str())
    }

    fn says(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }
}

/// Text with its entities read.
pub fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Text as maud writes it.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Reads one tag that begins at `at`, where a `<` stands.
fn tag(html: &str, at: usize) -> Option<Tag> {
    let rest = html.get(at + 1..)?;
    let name: String = rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '/' | '!' | '-')).collect();
    let mut place = at + 1 + name.len();
    let mut attributes = Vec::new();
    loop {
        let rest = html.get(place..)?;
        let skipped = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        place += skipped;
        if rest.starts_with('>') {
            return Some(Tag { name, attributes, end: place + 1 });
        }
        let key: String = rest.chars().take_while(|letter| !letter.is_whitespace() && !matches!(letter, '=' | '>')).collect();
        if key.is_empty() {
            return None;
        }
        place += key.len();
        let value = match html.get(place..)?.strip_prefix("=\"") {
            Some(rest) => {
                let value = rest.split_once('"')?.0;
                place += value.len() + 3;
                unescaped(value)
            }
            None => String::new(),
        };
        attributes.push((key, value));
    }
}

fn tags(html: &str) -> Vec<Tag> {
    let mut all = Vec::new();
    let mut from = 0;
    while let Some(at) = html.get(from..).and_then(|rest| rest.find('<')) {
        match tag(html, from + at) {
            Some(found) => {
                from = found.end;
                all.push(found);
            }
            None => from += at + 1,
        }
    }
    all
}

/// How a field is filled in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// By writing: an input of a kind, or `textarea`.
    Text(String),
    /// By choosing: what may be chosen.
    Choice,
    /// Not at all.
    Hidden,
    /// By pressing it.
    Button,
}

/// A field of a form.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// How it is filled in.
    pub kind: Kind,
    /// What stands in it; of a choice what is chosen.
    pub values: Vec<String>,
    /// What may be chosen.
    pub choices: Vec<String>,
}

/// A form.
#[derive(Clone, Debug)]
pub struct Form {
    /// Whether it is sent with POST.
    pub posts: bool,
    /// Where to.
    pub action: String,
    /// Its fields, in their order.
    pub fields: Vec<Field>,
}

impl Form {
    /// What a browser sends when nothing is changed and the first button is pressed.
    pub fn as_it_stands(&self) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = Vec::new();
        let mut is_pressed = false;
        for field in &self.fields {
            if field.kind == Kind::Button && std::mem::replace(&mut is_pressed, true) {
                continue;
            }
            all.extend(field.values.iter().map(|value| (field.name.clone(), value.clone())));
        }
        all
    }

    /// The field of a name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Puts a field in, or adds to the one that has its name.
    fn put(&mut self, name: String, kind: Kind, value: Option<String>, choice: Option<String>) {
        let known = self.fields.iter_mut().find(|field| field.name == name && field.kind == kind && kind == Kind::Choice);
        match known {
            Some(field) => {
                field.values.extend(value);
                field.choices.extend(choice);
            }
            None => self.fields.push(Field { name, kind, values: value.into_iter().collect(), choices: choice.into_iter().collect() }),
        }
    }
}

/// What a page leads to.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Addresses, without what comes after `#`.
    pub links: Vec<String>,
    /// Forms.
    pub forms: Vec<Form>,
}

/// Reads a page.
pub fn read(html: &str) -> Found {
    let mut found = Found::default();
    let mut form: Option<Form> = None;
    let mut select: Option<String> = None;
    for tag in tags(html) {
        for name in ["href", "src"] {
            let link = tag.get(name).map(|link| link.split('#').next().unwrap_or_default()).filter(|link| link.starts_with('/'));
            found.links.extend(link.map(str::to_owned));
        }
        match (tag.name.as_str(), &mut form) {
            ("form", _) => {
                let posts = tag.says("method").eq_ignore_ascii_case("post");
                form = Some(Form { posts, action: tag.says("action"), fields: Vec::new() });
            }
            ("/form", open) => found.forms.extend(open.take()),
            ("input", Some(form)) if tag.get("name").is_some() => {
                let (name, value) = (tag.says("name"), tag.says("value"));
                match tag.get("type").unwrap_or("text") {
                    "hidden" => form.put(name, Kind::Hidden, Some(value), None),
                    "radio" | "checkbox" => {
                        form.put(name, Kind::Choice, tag.get("checked").map(|_| value.clone()), Some(value));
                    }
                    "submit" => form.put(name, Kind::Button, Some(value), None),
                    kind => form.put(name, Kind::Text(kind.to_owned()), Some(value), None),
                }
            }
            ("textarea", Some(form)) => {
                let text = html[tag.end..].split("</textarea>").next().unwrap_or_default();
                form.put(tag.says("name"), Kind::Text("textarea".to_owned()), Some(unescaped(text)), None);
            }
            ("select", Some(form)) => {
                form.put(tag.says("name"), Kind::Choice, None, None);
                select = Some(tag.says("name"));
            }
            ("/select", _) => select = None,
            ("option", Some(form)) => {
                if let Some(name) = select.clone() {
                    let value = tag.says("value");
                    form.put(name, Kind::Choice, tag.get("selected").map(|_| value.clone()), Some(value));
                }
            }
            ("button", Some(form)) if tag.get("name").is_some() => {
                form.put(tag.says("name"), Kind::Button, Some(tag.says("value")), None);
            }
            _ => {}
        }
    }
    found
}
