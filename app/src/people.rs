//! Who works here: what the command line takes for a name, a role and a password.

use crate::clock::SystemRandomness;
use crate::speak::{Failure, Lang, Outcome, Reason};
use std::io::{BufRead as _, IsTerminal as _};
use trin_domain::kinds::Role;
use trin_domain::nearest::nearest;
use trin_web::Randomness as _;
use trin_web::passwords::{self, Refused};

/// Longest name of a user or a municipality, in characters.
const LONGEST: usize = 100;

/// A name given on the command line, without the spaces around it.
pub(crate) fn name<'a>(argument: &str, given: &'a str) -> Outcome<&'a str> {
    let trimmed = given.trim();
    if !trimmed.is_empty() && trimmed.chars().count() <= LONGEST && !trimmed.chars().any(char::is_control) {
        return Ok(trimmed);
    }
    Err(Failure::usage(
        format!("{argument} skal være et navn på 1 til {LONGEST} tegn på én linje."),
        format!("{argument} must be a name of 1 to {LONGEST} characters on one line."),
    ))
}

/// The role a code names, or its word in Danish or English, however it is written.
pub(crate) fn role(given: &str) -> Outcome<Role> {
    let people = || Role::ALL.iter().copied().filter(|role| *role != Role::System);
    let lower = given.trim().to_lowercase();
    let is_named = |role: &Role| [role.code().to_owned(), in_danish(*role), role.en().to_lowercase()].contains(&lower);
    if let Some(role) = people().find(is_named) {
        return Ok(role);
    }
    let words: Vec<String> = people().flat_map(|role| [role.code().to_owned(), in_danish(role)]).collect();
    let meant = nearest(&lower, words.iter().map(String::as_str));
    let (da, en) = meant.map_or((String::new(), String::new()), |meant| (format!(" Mente du {meant}?"), format!(" Did you mean {meant}?")));
    let all = people().map(|role| format!("{} ({})", role.code(), in_danish(role))).collect::<Vec<_>>().join(", ");
    Err(Failure::usage(
        format!("\"{given}\" er ikke en rolle.{da} Tilladt: {all}."),
        format!("\"{given}\" is not a role.{en} Allowed: {all}."),
    ))
}

/// What a role is called in Danish on the command line: one word.
fn in_danish(role: Role) -> String {
    if role == Role::Intake { "modtagelse".to_owned() } else { role.da().to_lowercase() }
}

/// Asks twice on a terminal, unseen; elsewhere reads one line. `own` are the words close to whom it is for.
pub(crate) fn password(lang: Lang, own: &[&str]) -> Outcome<String> {
    let unread = |error: std::io::Error| {
        Failure::fault(
            format!("adgangskoden kunne ikke læses: {}. Prøv igen.", Reason(&error, Lang::Da)),
            format!("the password could not be read: {}. Try again.", Reason(&error, Lang::En)),
        )
    };
    let password = if std::io::stdin().is_terminal() {
        let terminal = console::Term::stderr();
        let ask = |question: &str| -> Outcome<String> {
            terminal.write_str(question).map_err(unread)?;
            terminal.read_secure_line().map_err(unread)
        };
        let password = ask(lang.pick("Adgangskode: ", "Password: "))?;
        if ask(lang.pick("Gentag adgangskoden: ", "Repeat the password: "))? != password {
            return Err(Failure::fault("de to adgangskoder er ikke ens. Prøv igen.", "the two passwords are not the same. Try again."));
        }
        password
    } else {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).map_err(unread)?;
        line.trim_end_matches(['\n', '\r']).to_owned()
    };
    passwords::allowed(&password, own).map_err(refused)?;
    Ok(password)
}

/// Why a password is refused, in words.
fn refused(why: Refused) -> Failure {
    const DA: &str = "Tre-fire ord, der ikke hører sammen, er lette at huske.";
    const EN: &str = "Three or four words that do not belong together are easy to remember.";
    let (shortest, longest) = (passwords::SHORTEST, passwords::LONGEST);
    let (da, en) = match why {
        Refused::TooShort => {
            (format!("adgangskoden skal have mindst {shortest} tegn."), format!("the password must have at least {shortest} characters."))
        }
        Refused::TooLong => {
            (format!("adgangskoden må højst have {longest} tegn."), format!("the password may have at most {longest} characters."))
        }
        Refused::Common => (
            "adgangskoden er blandt de første, nogen ville prøve.".to_owned(),
            "the password is among the first anybody would try.".to_owned(),
        ),
        Refused::Own => (
            "adgangskoden er næsten kun brugerens eget navn eller kommunens.".to_owned(),
            "the password is little but the user's own name or the municipality's.".to_owned(),
        ),
    };
    Failure::fault(format!("{da} {DA}"), format!("{en} {EN}"))
}

/// What the store keeps of a password.
pub(crate) fn hashed(password: &str) -> Outcome<String> {
    passwords::hash(password, &SystemRandomness.bytes()).map_err(|error| {
        Failure::fault(
            format!("adgangskoden kunne ikke gemmes: {error}. Prøv en anden."),
            format!("the password could not be kept: {error}. Try another."),
        )
    })
}
