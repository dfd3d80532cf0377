//! The words on the pages, Danish and English, from the `.ftl` files in `web/words/`: one file per room.
//!
//! A key that is missing shows itself in brackets and is logged, and never stops a page; tests keep both languages complete, see below.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub mod format;

#[cfg(test)]
mod tests;

/// A value put into a sentence: text or a number, made with `.into()`. Whole numbers get thousands separators, so pass a year as text.
pub type Value<'a> = FluentValue<'a>;

/// The language of a page.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Lang {
    /// Danish, the language of the work.
    #[default]
    Da,
    /// English.
    En,
}

impl Lang {
    /// Both languages, Danish first.
    pub const ALL: [Self; 2] = [Self::Da, Self::En];

    /// The code in `lang` attributes, cookies and folder names.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Da => "da",
            Self::En => "en",
        }
    }

    /// The language with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The other language.
    pub const fn other(self) -> Self {
        match self {
            Self::Da => Self::En,
            Self::En => Self::Da,
        }
    }

    /// One of two ready texts, for lists that carry both names themselves, such as the domain's code lists.
    pub const fn pick<'a>(self, da: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Da => da,
            Self::En => en,
        }
    }
}

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        /// File name, Danish text, English text.
        const FILES: &[(&str, &str, &str)] = &[$((
            $name,
            include_str!(concat!("../words/da/", $name, ".ftl")),
            include_str!(concat!("../words/en/", $name, ".ftl")),
        )),+];
    };
}

files!(
    "common",
    "picture",
    "entrance",
    "provider",
    "my_day",
    "rounds",
    "worries",
    "guide",
    "talks",
    "absence",
    "intake",
    "child",
    "access",
    "follow_up",
    "help",
    "team",
    "staircase",
    "strategy",
    "me",
    "errors",
    "forms",
    "refusals",
    "log",
    "door",
    "samples",
    "kept",
    "facts",
);

/// All texts in both languages, loaded once.
pub struct Words {
    da: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

impl Words {
    /// The texts, loaded on first use.
    pub fn get() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(Self::new)
    }

    /// Reads the embedded files. A faulty line is logged and left out, never fatal; a test finds it before anybody else does.
    pub fn new() -> Self {
        Self { da: bundle(Lang::Da), en: bundle(Lang::En) }
    }

    /// The text under `key`, in `lang`, else in Danish, else the key in brackets.
    pub fn say(&self, lang: Lang, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.find(lang, key, values).or_else(|| self.find(Lang::Da, key, values)).unwrap_or_else(|| {
            tracing::warn!(key, "a text is missing");
            format!("[{key}]")
        })
    }

    fn find(&self, lang: Lang, key: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let bundle = match lang {
            Lang::Da => &self.da,
            Lang::En => &self.en,
        };
        let pattern = bundle.get_message(key)?.value()?;
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, value.clone());
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::warn!(key, faults = errors.len(), "a text lacks a value");
        }
        Some(text)
    }
}

impl Default for Words {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether there is a text under `key`, for keys that come from an address.
pub fn has(key: &str) -> bool {
    Words::get().da.has_message(key)
}

/// Whether a language has a text of its own under `key`.
#[cfg(test)]
pub(crate) fn has_in(lang: Lang, key: &str) -> bool {
    Words::get().find(lang, key, &[]).is_some()
}

/// Every key of the file in which fields of facts are named.
#[cfg(test)]
pub(crate) fn label_keys() -> impl Iterator<Item = String> {
    let file = FILES.iter().find(|(name, ..)| *name == "facts").map_or("", |(_, da, _)| *da);
    file.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned())
}

/// The text under `key`.
pub fn t(lang: Lang, key: &str) -> String {
    Words::get().say(lang, key, &[])
}

/// The text under `key` with values put in: `t_with(lang, "time-in-days", &[("count", 3.into())])`.
pub fn t_with(lang: Lang, key: &str, values: &[(&str, Value<'_>)]) -> String {
    Words::get().say(lang, key, values)
}

/// The Danish genitive of a name: an s, or an apostrophe after s, x and z.
fn genitive(name: &str) -> String {
    let ending = if name.ends_with(['s', 'x', 'z']) { "'" } else { "s" };
    format!("{name}{ending}")
}

fn bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let identifiers: Vec<LanguageIdentifier> = lang.code().parse().into_iter().collect();
    let mut bundle = FluentBundle::new_concurrent(identifiers);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Da => |value, _| grouped(Lang::Da, value),
        Lang::En => |value, _| grouped(Lang::En, value),
    }));
    let added = bundle.add_function("GENITIVE", |values, _| match values.first() {
        Some(FluentValue::String(name)) => genitive(name).into(),
        _ => FluentValue::Error,
    });
    if added.is_err() {
        tracing::error!(lang = lang.code(), "a function defined twice");
    }
    for (name, da, en) in FILES {
        let resource = FluentResource::try_new(lang.pick(da, en).to_owned()).unwrap_or_else(|(resource, faults)| {
            tracing::error!(file = name, lang = lang.code(), faults = faults.len(), "faulty lines in a file of texts");
            resource
        });
        if let Err(faults) = bundle.add_resource(resource) {
            tracing::error!(file = name, lang = lang.code(), faults = faults.len(), "keys defined twice");
        }
    }
    bundle
}

/// Whole numbers in texts are grouped as the language does it; everything else keeps Fluent's own form.
fn grouped(lang: Lang, value: &Value<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 && number.value.abs() < 1e15 => {
            Some(format::number(lang, number.value as i64))
        }
        FluentValue::Number(number) => Some(format::decimal(lang, number.value, 1)),
        _ => None,
    }
}
