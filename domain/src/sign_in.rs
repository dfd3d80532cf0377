//! Who somebody is by what an identity provider says of them: which claim names the person, their role, their place, and how
//! surely the provider knows it.
//!
//! A mapping is data (TOML), because a municipality names its own groups; what is asked of a login is decided here.
//! How to write one: `docs/how-to/connect-an-identity-provider.md`.

mod parse;

#[cfg(test)]
mod tests;

use crate::kinds::Role;
use serde_json::{Map, Value};
use std::path::PathBuf;

/// Longest identity, name or place taken from a claim, in characters. What is longer is refused, not cut.
const LONGEST: usize = 200;

/// What a token says: names and values.
pub type Claims = Map<String, Value>;

/// How Trin and an identity provider know each other, and how claims become a member of staff.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    /// The provider's issuer, to the letter.
    pub issuer: String,
    /// Trin's name at the provider.
    pub client: String,
    /// The address people reach Trin at, without a slash at its end.
    pub address: String,
    /// What the provider is called on the login page.
    pub name: String,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// Other hosts than the issuer's that the provider's endpoints may be at.
    pub hosts: Vec<String>,
    /// Where Trin's secret is.
    pub secret: Secret,
    /// How Trin shows its secret to the provider.
    pub shown: Shown,
    /// The claim that names the person, the same for as long as they work here.
    pub person: ClaimPath,
    /// The claim with their full name.
    pub full_name: ClaimPath,
    /// The claim with the user name of somebody who is here already, from `trin staff add` or an import.
    pub user_name: Option<ClaimPath>,
    /// The claim with their groups or roles.
    pub role: ClaimPath,
    /// Which value gives which role. The first that fits counts.
    pub roles: Vec<(String, Role)>,
    /// The claim with their organisation.
    pub place: Option<ClaimPath>,
    /// What a value of it is called here; empty when the value is the name.
    pub places: Vec<(String, String)>,
    /// The claim with how surely the provider knows who it is.
    pub assurance: ClaimPath,
    /// The values that will do.
    pub accepted: Vec<String>,
}

/// Where a secret is read from when Trin starts. It never stands in the mapping itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Secret {
    /// A file, its first line.
    File(PathBuf),
    /// A variable of the environment.
    Variable(String),
    /// What a command prints, its first line.
    Command(Vec<String>),
}

/// How a client shows its secret to the provider's token endpoint.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// In a header.
    Basic,
    /// In the form.
    Post,
}

impl Shown {
    /// All ways.
    pub const ALL: &'static [Self] = &[Self::Basic, Self::Post];

    /// The word in a mapping file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Post => "post",
        }
    }
}

/// Where a claim stands: its name, or the names on the way into it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClaimPath(pub Vec<String>);

impl ClaimPath {
    fn find<'c>(&self, claims: &'c Claims) -> Option<&'c Value> {
        let (first, rest) = self.0.split_first()?;
        rest.iter().try_fold(claims.get(first)?, |value, name| value.get(name))
    }

    /// The one text that stands there, without the spaces around it.
    fn text<'c>(&self, claims: &'c Claims) -> Option<&'c str> {
        self.find(claims)?.as_str().map(str::trim).filter(|text| is_fit(text))
    }

    /// Every text that stands there: one, or a list.
    fn texts<'c>(&self, claims: &'c Claims) -> Vec<&'c str> {
        match self.find(claims) {
            Some(Value::String(text)) => vec![text.as_str()],
            Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

fn is_fit(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control)
}

/// Somebody as a provider's claims describe them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// Who, at the provider.
    pub id: String,
    /// Their full name.
    pub name: String,
    /// Their user name, where the mapping asks for one.
    pub user_name: Option<String>,
    /// What they do.
    pub role: Role,
    /// Where they work, when the claims say so.
    pub place: Option<String>,
}

/// Why somebody the provider knows does not come in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// The provider is not sure enough who it is, or does not say.
    Assurance {
        /// What it said, if anything.
        had: Option<String>,
    },
    /// No claim names the person.
    NoPerson,
    /// No claim gives their name.
    NoName,
    /// None of their groups gives a role here.
    NoRole,
    /// Their organisation is not one of those the mapping names.
    UnknownPlace,
}

impl Mapping {
    /// Who the claims describe. Assurance is asked first: of somebody uncertain nothing more is read.
    ///
    /// # Errors
    /// Why they do not come in.
    pub fn person(&self, claims: &Claims) -> Result<Person, Refusal> {
        let had = self.assurance.text(claims);
        if !had.is_some_and(|had| self.accepted.iter().any(|accepted| accepted == had)) {
            return Err(Refusal::Assurance { had: had.map(str::to_owned) });
        }
        let id = self.person.text(claims).ok_or(Refusal::NoPerson)?;
        let groups = self.role.texts(claims);
        let role = self.roles.iter().find(|(group, _)| groups.contains(&group.as_str())).ok_or(Refusal::NoRole)?.1;
        let name = self.full_name.text(claims).ok_or(Refusal::NoName)?;
        let places = self.place.as_ref().map_or_else(Vec::new, |place| place.texts(claims));
        let place = if self.places.is_empty() {
            places.first().map(|place| place.trim()).filter(|place| is_fit(place)).map(str::to_owned)
        } else {
            let known = self.places.iter().find(|(value, _)| places.contains(&value.as_str()));
            if known.is_none() && !places.is_empty() {
                return Err(Refusal::UnknownPlace);
            }
            known.map(|(_, name)| name.clone())
        };
        let user_name = self.user_name.as_ref().and_then(|path| path.text(claims)).map(str::to_lowercase);
        Ok(Person { id: id.to_owned(), name: name.to_owned(), user_name, role, place })
    }

    /// Who the claims say it is, whether or not they come in.
    pub fn who<'c>(&self, claims: &'c Claims) -> Option<&'c str> {
        self.person.text(claims)
    }

    /// Where the provider sends people back to.
    pub fn redirect_address(&self) -> String {
        format!("{}/ind/svar", self.address)
    }
}
