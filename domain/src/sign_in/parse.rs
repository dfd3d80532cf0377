//! From the text of a mapping file to a `Mapping`, or to every fault in it.

use super::{ClaimPath, Mapping, Secret, Shown};
use crate::kinds::Role;
use crate::nearest::nearest;
use crate::strategy::form::{Form, Line, Word};
use crate::strategy::read::{Reader, Section};
use crate::strategy::{Fault, Text};
use toml::de::DeValue;

/// The file itself.
pub(super) const FILE: &[&str] = &["provider", "person", "role", "place", "assurance"];
/// `[provider]`.
pub(super) const PROVIDER: &[&str] =
    &["issuer", "client", "address", "name", "scopes", "hosts", "secret-file", "secret-variable", "secret-command", "secret-shown"];
/// `[person]`.
pub(super) const PERSON: &[&str] = &["id", "name", "user-name"];
/// `[role]`.
pub(super) const ROLE: &[&str] = &["claim", "when"];
/// `[[role.when]]`.
pub(super) const WHEN: &[&str] = &["value", "role"];
/// `[place]`.
pub(super) const PLACE: &[&str] = &["claim", "named"];
/// `[[place.named]]`.
pub(super) const NAMED: &[&str] = &["value", "name"];
/// `[assurance]`.
pub(super) const ASSURANCE: &[&str] = &["claim", "accepted"];

const TEXT: Line = Line(300);

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// Every fault in the file, by line.
    pub fn parse(toml_text: &str) -> Result<Self, Vec<Fault>> {
        let (document, mut reader) = Reader::open(toml_text);
        let r = &mut reader;
        let file = r.root(document.get_ref(), FILE);
        let provider = r.need_section(&file, "provider", PROVIDER);
        let person = r.need_section(&file, "person", PERSON);
        let role = r.need_section(&file, "role", ROLE);
        let place = r.may_section(&file, "place", PLACE);
        let assurance = r.need_section(&file, "assurance", ASSURANCE);
        let read = (|| {
            let (provider, person, role, assurance) = (provider?, person?, role?, assurance?);
            let issuer = r.need(&provider, "issuer", &Address);
            let client = r.need(&provider, "client", &TEXT);
            let address = r.need(&provider, "address", &Address).map(|address| address.trim_end_matches('/').to_owned());
            let name = r.need(&provider, "name", &Line(60));
            let scopes = texts(r, &provider, "scopes");
            let hosts = texts(r, &provider, "hosts");
            let secret = secret(r, &provider);
            let shown = r.may(&provider, "secret-shown", &Word(Shown::ALL, Shown::word)).unwrap_or(Shown::Basic);
            let (id, full_name) = (r.need(&person, "id", &Claim), r.need(&person, "name", &Claim));
            let user_name = r.may(&person, "user-name", &Claim);
            let role_claim = r.need(&role, "claim", &Claim);
            let roles = roles(r, &role);
            let place_claim = place.as_ref().and_then(|place| r.need(place, "claim", &Claim));
            let places = place.as_ref().map_or_else(Vec::new, |place| places(r, place));
            let certainty = r.need(&assurance, "claim", &Claim);
            let accepted: Vec<String> = r.need_list(&assurance, "accepted", &TEXT).into_iter().map(|value| value.value).collect();
            if accepted.is_empty() && r.is_clean() {
                r.fault_at(&assurance, "accepted", Text::new("nævn mindst én værdi", "name at least one value"));
            }
            Some(Self {
                issuer: issuer?,
                client: client?,
                address: address?,
                name: name?,
                scopes,
                hosts,
                secret: secret?,
                shown,
                person: id?,
                full_name: full_name?,
                user_name,
                role: role_claim?,
                roles,
                place: place_claim,
                places,
                assurance: certainty?,
                accepted,
            })
        })();
        match read {
            Some(mapping) if reader.is_clean() => Ok(mapping),
            _ => Err(reader.into_faults()),
        }
    }
}

fn texts(r: &mut Reader, section: &Section<'_, '_>, key: &str) -> Vec<String> {
    r.list(section, key, &TEXT).into_iter().map(|placed| placed.value).collect()
}

/// Where the secret is: one place, not two.
fn secret(r: &mut Reader, provider: &Section<'_, '_>) -> Option<Secret> {
    let named: Vec<&str> = ["secret-file", "secret-variable", "secret-command"].into_iter().filter(|key| provider.has(key)).collect();
    match named.as_slice() {
        ["secret-file"] => r.need(provider, "secret-file", &TEXT).map(|path| Secret::File(path.into())),
        ["secret-variable"] => r.need(provider, "secret-variable", &TEXT).map(Secret::Variable),
        ["secret-command"] => {
            let words = texts(r, provider, "secret-command");
            if words.is_empty() {
                r.fault_at(
                    provider,
                    "secret-command",
                    Text::new("nævn programmet og dets argumenter", "name the program and its arguments"),
                );
                return None;
            }
            Some(Secret::Command(words))
        }
        [] => {
            let text = Text::new(
                "mangler; skriv secret-file, secret-variable eller secret-command",
                "is missing; write secret-file, secret-variable or secret-command",
            );
            r.fault(provider.line, &provider.field("secret-file"), text);
            None
        }
        [_, second, ..] => {
            r.fault_at(provider, second, Text::new("hemmeligheden kan kun stå ét sted", "the secret can be in one place only"));
            None
        }
        [_] => None,
    }
}

fn roles(r: &mut Reader, section: &Section<'_, '_>) -> Vec<(String, Role)> {
    let mut roles = Vec::new();
    for when in r.sections(section, "when", WHEN) {
        let (value, role) = (r.need(&when, "value", &TEXT), r.need(&when, "role", &RoleCode));
        if let (Some(value), Some(role)) = (value, role) {
            if roles.iter().any(|(known, _)| *known == value) {
                r.fault_at(&when, "value", Text::new("værdien har allerede en rolle", "the value has a role already"));
            }
            roles.push((value, role));
        }
    }
    if roles.is_empty() && r.is_clean() {
        let text = Text::new(
            "mangler; skriv mindst én tabel, der begynder med linjen [[role.when]]",
            "is missing; write at least one table that begins with the line [[role.when]]",
        );
        r.fault(section.line, &section.field("when"), text);
    }
    roles
}

fn places(r: &mut Reader, section: &Section<'_, '_>) -> Vec<(String, String)> {
    let mut places = Vec::new();
    for named in r.sections(section, "named", NAMED) {
        let (value, name) = (r.need(&named, "value", &TEXT), r.need(&named, "name", &Line(100)));
        places.extend(value.zip(name));
    }
    places
}

/// An address of HTTPS; of plain HTTP only on this very machine, for trials.
struct Address;

impl Form for Address {
    type Out = String;
    fn allowed(&self) -> Text {
        Text::new(
            "en adresse, der begynder med https:// (http:// kun for 127.0.0.1, [::1] og localhost)",
            "an address that begins with https:// (http:// for 127.0.0.1, [::1] and localhost only)",
        )
    }
    fn read(&self, value: &DeValue<'_>) -> Option<String> {
        let text = value.as_str()?;
        let is_plain = text.chars().count() <= 300
            && text.is_ascii()
            && !text.contains(|letter: char| letter.is_ascii_control() || "\" <>@?#\\".contains(letter));
        let (scheme, rest) = text.split_once("://")?;
        let host = rest.split('/').next().unwrap_or_default();
        let name = host.rsplit_once(':').map_or(host, |(name, port)| if port.parse::<u16>().is_ok() { name } else { host });
        let is_here = matches!(name, "127.0.0.1" | "localhost" | "[::1]");
        let is_fit = is_plain && !name.is_empty() && (scheme == "https" || (scheme == "http" && is_here));
        is_fit.then(|| text.to_owned())
    }
}

/// A claim's name, or a list of the names on the way into it.
struct Claim;

impl Form for Claim {
    type Out = ClaimPath;
    fn allowed(&self) -> Text {
        Text::new(
            "navnet på en claim, fx \"sub\", eller en liste med navnene på vejen ind til den, fx [\"realm_access\", \"roles\"]",
            "the name of a claim, such as \"sub\", or a list of the names on the way into it, such as [\"realm_access\", \"roles\"]",
        )
    }
    fn read(&self, value: &DeValue<'_>) -> Option<ClaimPath> {
        if let Some(names) = value.as_array() {
            let names = names.iter().map(|name| TEXT.read(name.get_ref())).collect::<Option<Vec<_>>>()?;
            return (!names.is_empty()).then_some(ClaimPath(names));
        }
        TEXT.read(value).map(|name| ClaimPath(vec![name]))
    }
}

/// The code of a role people have.
struct RoleCode;

impl RoleCode {
    fn people() -> impl Iterator<Item = Role> {
        Role::ALL.iter().copied().filter(|role| *role != Role::System)
    }
}

impl Form for RoleCode {
    type Out = Role;
    fn allowed(&self) -> Text {
        let codes = Self::people().map(|role| format!("\"{}\"", role.code())).collect::<Vec<_>>().join(", ");
        Text::new(format!("en af rollerne {codes}"), format!("one of the roles {codes}"))
    }
    fn read(&self, value: &DeValue<'_>) -> Option<Role> {
        let code = value.as_str()?;
        Self::people().find(|role| role.code() == code)
    }
    fn meant(&self, written: &str) -> Option<String> {
        nearest(written, Self::people().map(Role::code)).map(str::to_owned)
    }
}
