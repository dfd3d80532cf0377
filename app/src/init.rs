//! `trin init`: an empty municipality with its first user.

use crate::arguments::Init;
use crate::clock::{SystemClock, SystemRandomness};
use crate::place;
use crate::speak::{Failure, Lang, Outcome, Reason};
use crate::strategies;
use argon2::{Argon2, PasswordHasher};
use std::io::{BufRead as _, IsTerminal as _};
use trin_domain::id::{StaffId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::nearest::nearest;
use trin_domain::organisation::{Staff, Unit};
use trin_store::{Store, setting};
use trin_web::Randomness as _;

/// Shortest password, in characters. Length is what makes a password hard to guess.
const SHORTEST: usize = 12;
/// Longest name of a user or a municipality, in characters.
const LONGEST: usize = 100;

/// Makes it; what it prints.
pub(crate) fn run(asked: &Init, lang: Lang) -> Outcome<String> {
    let chosen = strategies::choose(&asked.strategy)?;
    let municipality = name("--municipality", &asked.municipality)?;
    let user = name("--user", &asked.user)?;
    let full_name = name("--name", &asked.name)?;
    let role = role(&asked.role)?;
    let url = place::url(&asked.place)?;
    if let Some(data) = &asked.place.data {
        place::make_directory(data)?;
    }
    place::run(async {
        let store = Store::open(&url).await.map_err(|error| place::unopened(&error))?;
        let failed = |error| place::failed(&error);
        if store.setting(setting::MADE_AT).await.map_err(failed)?.is_some() {
            let shown = place::shown(&url);
            return Err(Failure::fault(
                format!("der er allerede en kommune i {shown}. Brug den med `trin serve`, eller vælg et andet sted."),
                format!("there is a municipality in {shown} already. Use it with `trin serve`, or choose another place."),
            ));
        }
        let hash = hashed(&password(lang)?)?;
        let unit = Unit {
            id: UnitId::from_label(&format!("{municipality}: {}", role.code())),
            name: unit_kind(role).da().to_owned(),
            kind: unit_kind(role),
            district: municipality.to_owned(),
        };
        let staff = Staff { id: StaffId::from_label(user), name: full_name.to_owned(), role, unit: unit.id, is_active: true };
        store.put_unit(&unit).await.map_err(failed)?;
        store.put_staff(&staff).await.map_err(failed)?;
        store.set_password(staff.id, &hash).await.map_err(failed)?;
        store.adopt(&chosen.strategy).await.map_err(failed)?;
        let mut settings = vec![(setting::MUNICIPALITY, municipality.to_owned()), (setting::STRATEGY_KEY, chosen.strategy.key.clone())];
        settings.extend(chosen.toml.map(|toml| (setting::STRATEGY_TOML, toml)));
        // Last, since it says that everything is there.
        settings.push((setting::MADE_AT, SystemClock::now().to_string()));
        for (key, value) in settings {
            store.set(key, &value).await.map_err(failed)?;
        }
        store.close().await;
        let (key, again) = (
            &chosen.strategy.key,
            match &asked.place.data {
                Some(data) => format!("--data {}", data.display()),
                None => "--database …".to_owned(),
            },
        );
        Ok(match lang {
            Lang::Da => format!("{municipality} er lavet med strategien {key}. Start med `trin serve {again}`, og log ind som {user}.\n"),
            Lang::En => format!("{municipality} is made with the strategy {key}. Start with `trin serve {again}` and log in as {user}.\n"),
        })
    })
}

fn name<'a>(argument: &str, given: &'a str) -> Outcome<&'a str> {
    let trimmed = given.trim();
    if !trimmed.is_empty() && trimmed.chars().count() <= LONGEST && !trimmed.chars().any(char::is_control) {
        return Ok(trimmed);
    }
    Err(Failure::usage(
        format!("{argument} skal være et navn på 1 til {LONGEST} tegn på én linje."),
        format!("{argument} must be a name of 1 to {LONGEST} characters on one line."),
    ))
}

fn role(given: &str) -> Outcome<Role> {
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

const fn unit_kind(role: Role) -> UnitKind {
    match role {
        Role::Pedagogue => UnitKind::DayCare,
        Role::Teacher => UnitKind::School,
        Role::HealthVisitor => UnitKind::HealthService,
        Role::Intake => UnitKind::Intake,
        Role::Caseworker | Role::TeamLeader => UnitKind::CaseTeam,
        Role::Provider => UnitKind::Provider,
        Role::HeadOfDepartment | Role::System => UnitKind::Department,
    }
}

/// Asks twice on a terminal, unseen; elsewhere reads one line.
fn password(lang: Lang) -> Outcome<String> {
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

fn hashed(password: &str) -> Outcome<String> {
    Argon2::default().hash_password_with_salt(password.as_bytes(), &SystemRandomness.bytes()).map(|hash| hash.to_string()).map_err(
        |error| {
            Failure::fault(
                format!("adgangskoden kunne ikke gemmes: {error}. Prøv en anden."),
                format!("the password could not be kept: {error}. Try another."),
            )
        },
    )
}
