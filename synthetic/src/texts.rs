//! Danish sentences, put together from templates. The templates lie by theme in `texts/`; nothing in them is about a real person.
//!
//! A template names what varies in braces; [`fill`] puts in the child's own words:
//! `{navn}` `{navns}` the child's first name and its genitive; `{han}` `{Han}` `{ham}` `{hans}` `{Hans}` pronouns; `{far}` `{Far}` the
//! other parent, or whoever stands in their place; `{isted}` in the child's day-care or school, `{sted}` its name; `{alder}` the age;
//! `{hjælp}` `{Hjælp}` the help in question, in the definite; `{leverandør}` who gives it.

pub(crate) mod assessment;
pub(crate) mod child;
pub(crate) mod concerns;
pub(crate) mod door;
pub(crate) mod follow_up;
pub(crate) mod goals;
pub(crate) mod help;
pub(crate) mod notes;
pub(crate) mod placement;

use crate::chance::Chance;
use crate::household::{Child, Household};
use jiff::civil::Date;
use trin_domain::calendar::age_in_months;
use trin_domain::cpr::Sex;
use trin_domain::kinds::UnitKind;

/// Stages of childhood that a text may be written for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Stage {
    /// Not yet born.
    Unborn,
    /// Under 3.
    Infant,
    /// 3 to 5.
    Small,
    /// 6 to 11.
    School,
    /// From 12.
    Teen,
}

/// Words that only a family in two homes is spoken of with.
const OF_TWO_HOMES: &[&str] = &["to hjem", "begge hjem", "skilt ", "om samvær", "hjemmene", "skiftes hjem"];

/// Words that only a child with siblings is spoken of with.
const OF_SIBLINGS: &[&str] = &["søskende", "Søskende", "lillebror", "lillesøster", "min bror", "en bror"];

/// A template and the stages it is for, both ends included.
pub(crate) type Staged = (Stage, Stage, &'static str);

/// What is put into a template.
pub(crate) struct Words {
    pub stage: Stage,
    name: String,
    is_boy: bool,
    are_parents_apart: bool,
    has_siblings: bool,
    age: String,
    other_parent: &'static str,
    place: String,
    in_place: String,
    help: &'static str,
    provider: String,
}

impl Words {
    pub(crate) fn of(child: &Child, household: &Household, on: Date) -> Self {
        let adults = &household.adults;
        let months = age_in_months(child.birth, on);
        let stage = match months {
            None => Stage::Unborn,
            Some(0..36) => Stage::Infant,
            Some(36..72) => Stage::Small,
            Some(72..144) => Stage::School,
            Some(_) => Stage::Teen,
        };
        let age = match months {
            None | Some(0) => "nyfødt".to_string(),
            Some(1) => "1 måned".to_string(),
            Some(months @ 2..24) => format!("{months} måneder"),
            Some(months) => format!("{} år", months / 12),
        };
        let (place, in_place) = match child.unit_on(on) {
            Some(unit) => {
                let name = unit.name.split(',').next().unwrap_or_default().to_string();
                let preposition = if unit.kind == UnitKind::School { "på" } else { "i" };
                (name.clone(), format!("{preposition} {name}"))
            }
            None if stage == Stage::Teen => ("uddannelsesstedet".to_string(), "på uddannelsesstedet".to_string()),
            None => ("Sundhedsplejen".to_string(), "hjemme".to_string()),
        };
        let other_parent = match (&adults.other, adults.is_co_mother) {
            (Some(_), false) => "far",
            (Some(_), true) => "medmor",
            (None, _) => "mormor",
        };
        let name = if stage == Stage::Unborn { "barnet".to_string() } else { child.first_name.clone() };
        Self {
            stage,
            name,
            is_boy: child.sex == Sex::Male,
            are_parents_apart: adults.apart_since.is_some_and(|since| since <= on),
            has_siblings: household.children.iter().any(|other| other.id != child.id && other.birth <= on),
            age,
            other_parent,
            place,
            in_place,
            help: "hjælpen",
            provider: "leverandøren".to_string(),
        }
    }

    /// With a help and who gives it.
    pub(crate) fn about(mut self, help: &'static str, provider: Option<&str>) -> Self {
        self.help = help;
        if let Some(provider) = provider {
            self.provider = provider.to_string();
        }
        self
    }

    /// One of these, filled in.
    pub(crate) fn one(&self, chance: &mut Chance, templates: &[&str]) -> String {
        let fitting = templates.iter().filter(|template| self.fits(template)).count();
        let chosen = chance.below(fitting);
        let template = templates.iter().filter(|template| self.fits(template)).nth(chosen).or(templates.first());
        template.map(|template| fill(template, self)).unwrap_or_default()
    }

    /// Whether one of these is for the child.
    pub(crate) fn has(&self, templates: &[Staged]) -> bool {
        templates.iter().any(|(from, to, text)| *from <= self.stage && self.stage <= *to && self.fits(text))
    }

    /// Whether a template speaks of a family like this: of two homes only when there are two, of siblings only when there are some.
    fn fits(&self, template: &str) -> bool {
        let speaks_of = |words: &[&str]| words.iter().any(|word| template.contains(word));
        (self.are_parents_apart || !speaks_of(OF_TWO_HOMES)) && (self.has_siblings || !speaks_of(OF_SIBLINGS))
    }

    /// One of those for the child's stage, filled in; empty when none is for it, which a test shows never happens.
    pub(crate) fn staged(&self, chance: &mut Chance, templates: &[Staged]) -> String {
        let fits = |(from, to, text): &&Staged| *from <= self.stage && self.stage <= *to && self.fits(text);
        let count = templates.iter().filter(fits).count();
        let chosen = chance.below(count);
        templates.iter().filter(fits).nth(chosen).map(|(_, _, text)| fill(text, self)).unwrap_or_default()
    }

    fn word(&self, key: &str) -> Option<String> {
        let by_sex = |boy: &str, girl: &str| if self.is_boy { boy.to_string() } else { girl.to_string() };
        Some(match key {
            "navn" => self.name.clone(),
            "Navn" => capitalised(&self.name),
            "navns" => genitive(&self.name),
            "Navns" => capitalised(&genitive(&self.name)),
            "han" => by_sex("han", "hun"),
            "Han" => by_sex("Han", "Hun"),
            "ham" => by_sex("ham", "hende"),
            "hans" => by_sex("hans", "hendes"),
            "Hans" => by_sex("Hans", "Hendes"),
            "far" => self.other_parent.to_string(),
            "fars" => genitive(self.other_parent),
            "Far" => capitalised(self.other_parent),
            "sted" => self.place.clone(),
            "Sted" => capitalised(&self.place),
            "isted" => self.in_place.clone(),
            "Isted" => capitalised(&self.in_place),
            "alder" => self.age.clone(),
            "hjælp" => self.help.to_string(),
            "Hjælp" => capitalised(self.help),
            "leverandør" => self.provider.clone(),
            "Leverandør" => capitalised(&self.provider),
            _ => return None,
        })
    }
}

/// Puts the words into a template. A key it does not know stays as it stands, so that a test finds it.
pub(crate) fn fill(template: &str, words: &Words) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        match after.split_once('}').and_then(|(key, tail)| words.word(key).map(|word| (word, tail))) {
            Some((word, tail)) => {
                text.push_str(&word);
                rest = tail;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// Danish genitive: an s, or an apostrophe after s, x and z.
fn genitive(name: &str) -> String {
    if name.ends_with(['s', 'x', 'z']) { format!("{name}'") } else { format!("{name}s") }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
