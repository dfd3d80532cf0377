//! What a person typed, and what is wrong with it.

/// What came in with a form and what is wrong with it: handed back to the page so that nothing is lost.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    values: Vec<(String, String)>,
    pub(super) errors: Vec<(String, String)>,
}

impl Typed {
    /// What was sent, in the order it was sent; a name may come more than once.
    pub fn new(values: Vec<(String, String)>) -> Self {
        Self { values, errors: Vec::new() }
    }

    /// Puts in a value where nothing was typed: what we know already, or a proposal.
    pub fn or_else(mut self, name: &str, value: impl Into<String>) -> Self {
        if !self.values.iter().any(|(typed, _)| typed == name) {
            self.values.push((name.to_owned(), value.into()));
        }
        self
    }

    /// Puts in a value in place of what was typed: for what the page itself carries, such as a key, never for a person's words.
    pub fn replace(&mut self, name: &str, value: impl Into<String>) {
        self.values.retain(|(typed, _)| typed != name);
        self.values.push((name.to_owned(), value.into()));
    }

    /// The first value under a name, trimmed; empty when there is none.
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(typed, _)| typed == name).map(|(_, value)| value.trim()).unwrap_or_default()
    }

    /// The first value under a name as it was typed: a space at either end is a character of a password.
    pub fn raw(&self, name: &str) -> &str {
        self.values.iter().find(|(typed, _)| typed == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Every value under a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(typed, _)| typed == name).map(|(_, value)| value.as_str())
    }

    /// Every field whose name begins so, without that beginning, in the order it was sent.
    pub fn beginning_with(&self, beginning: &str) -> Vec<(String, String)> {
        self.values.iter().filter_map(|(name, value)| Some((name.strip_prefix(beginning)?.to_owned(), value.clone()))).collect()
    }

    /// As it came in, to be kept as a draft.
    pub fn as_sent(&self) -> &[(String, String)] {
        &self.values
    }

    /// Says what is missing or not understood in a field; the first error of a field is the one shown.
    pub fn wrong(&mut self, name: &str, error: impl Into<String>) {
        self.errors.push((name.to_owned(), error.into()));
    }

    /// The error of a field.
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.iter().find(|(field, _)| field == name).map(|(_, error)| error.as_str())
    }

    /// Whether nothing is wrong.
    pub fn is_fine(&self) -> bool {
        self.errors.is_empty()
    }
}
