//! Who works here: what the command line takes for a name, a role and a password.

use crate::clock::SystemRandomness;
use crate::speak::{Failure, Lang, Outcome, Reason};
use argon2::{Argon2, PasswordHasher};
use std::io::{BufRead as _, IsTerminal as _};
use trin_domain::kinds::Role;
use trin_domain::nearest::nearest;
use trin_web::Randomness as _;

/// Shortest password, in characters. Length is what makes a password hard to guess.
const SHORTEST: usize = 12;
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

/// The role a code names.
pub(crate) fn role(given: &str) -> Outcome<Role> {
    let people = || Role::ALL.iter().copied().filter(|role| *role != Role::System);
    if let Some(role) = people().find(|role| role.code() == given) {
        return Ok(role);
    }
    let meant = nearest(given, people().map(Role::code));
    let (da, en) = meant.map_or((String::new(), String::new()), |meant| (format!(" Mente du {meant}?"), format!(" Did you mean {meant}?")));
    let all = people().map(Role::code).collect::<Vec<_>>().join(", ");
    Err(Failure::usage(
        format!("\"{given}\" er ikke en rolle.{da} Tilladt: {all}."),
        format!("\"{given}\" is not a role.{en} Allowed: {all}."),
    ))
}

/// Asks twice on a terminal, unseen; elsewhere reads one line.
pub(crate) fn password(lang: Lang) -> Outcome<String> {
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
    if password.chars().count() < SHORTEST {
        return Err(Failure::fault(
            format!("adgangskoden skal have mindst {SHORTEST} tegn. Tre-fire ord, der ikke hører sammen, er lette at huske."),
            format!(
                "the password must have at least {SHORTEST} characters. Three or four words that do not belong together are easy to remember."
            ),
        ));
    }
    Ok(password)
}

/// What the store keeps of a password.
pub(crate) fn hashed(password: &str) -> Outcome<String> {
    Argon2::default().hash_password_with_salt(password.as_bytes(), &SystemRandomness.bytes()).map(|hash| hash.to_string()).map_err(
        |error| {
            Failure::fault(
                format!("adgangskoden kunne ikke gemmes: {error}. Prøv en anden."),
                format!("the password could not be kept: {error}. Try another."),
            )
        },
    )
}
