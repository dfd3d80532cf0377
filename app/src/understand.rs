//! What is wrong with the command line, in the reader's language and with what to do.

use crate::arguments::{Arguments, LIMITS};
use crate::speak::Failure;
use clap::CommandFactory as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use trin_domain::nearest::nearest;

/// Clap's complaint in our words.
pub(crate) fn complaint(error: &clap::Error) -> Failure {
    let argument = one(error, ContextKind::InvalidArg).unwrap_or_default();
    let name = argument.split_whitespace().next().unwrap_or_default().to_owned();
    let value = one(error, ContextKind::InvalidValue).unwrap_or_default();
    let command = one(error, ContextKind::InvalidSubcommand).unwrap_or_default();
    let meant = nearest(&command, commands().iter().map(String::as_str))
        .map(str::to_owned)
        .or_else(|| one(error, ContextKind::SuggestedArg))
        .or_else(|| one(error, ContextKind::SuggestedValue));
    let (meant_da, meant_en) = match &meant {
        Some(meant) => (format!(" Mente du {meant}?"), format!(" Did you mean {meant}?")),
        None => (String::new(), String::new()),
    };
    let (help_da, help_en) = ("`trin --help` viser, hvad der findes.", "`trin --help` shows what there is.");
    match error.kind() {
        ErrorKind::InvalidSubcommand => Failure::usage(
            format!("\"{command}\" er ikke en kommando.{meant_da} {help_da}"),
            format!("\"{command}\" is not a command.{meant_en} {help_en}"),
        ),
        ErrorKind::UnknownArgument => Failure::usage(
            format!("{argument} kendes ikke her.{meant_da} {help_da}"),
            format!("{argument} is not known here.{meant_en} {help_en}"),
        ),
        ErrorKind::MissingRequiredArgument => {
            let missing = many(error, ContextKind::InvalidArg).join(" ");
            Failure::usage(
                format!("der mangler: {missing}. Skriv det til, eller se kommandoen med --help."),
                format!("missing: {missing}. Add it, or see the command with --help."),
            )
        }
        ErrorKind::InvalidValue if value.is_empty() => Failure::usage(
            format!("{argument} mangler sin værdi. Skriv den lige efter."),
            format!("{argument} lacks its value. Write it right after."),
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let allowed = many(error, ContextKind::ValidValue);
            let (da, en) = match (name.as_str(), allowed.as_slice()) {
                ("--listen", _) => (
                    "Skriv adresse og port, fx 127.0.0.1:8080, eller 0.0.0.0:8080 for at kunne nås fra andre maskiner.".to_owned(),
                    "Write an address and a port, e.g. 127.0.0.1:8080, or 0.0.0.0:8080 to be reached from other machines.".to_owned(),
                ),
                ("--children", _) => {
                    ("Skriv et helt tal fra 100 til 1200000.".to_owned(), "Write a whole number from 100 to 1200000.".to_owned())
                }
                ("--seed", _) => ("Skriv et helt tal fra 0.".to_owned(), "Write a whole number from 0.".to_owned()),
                ("--public-url", _) => (
                    "Skriv adressen, folk åbner Trin på: https:// (eller http://), navnet og højst en port, uden sti, fx https://trin.example.dk.".to_owned(),
                    "Write the address people open Trin at: https:// (or http://), the name and at most a port, without a path, e.g. https://trin.example.dk."
                        .to_owned(),
                ),
                ("--limit", _) => limit(&value),
                ("--witness", _) => (
                    "Skriv vidnets adresse, = og dets nøgle, som `trin witness serve` viser, når den starter: URL=NØGLE.".to_owned(),
                    "Write the witness's address, = and its key, as `trin witness serve` shows it when it starts: URL=KEY.".to_owned(),
                ),
                (_, []) => ("Se kommandoen med --help.".to_owned(), "See the command with --help.".to_owned()),
                (_, allowed) => (format!("Tilladt: {}.", allowed.join(", ")), format!("Allowed: {}.", allowed.join(", "))),
            };
            Failure::usage(
                format!("\"{value}\" kan ikke bruges til {name}.{meant_da} {da}"),
                format!("\"{value}\" cannot be used for {name}.{meant_en} {en}"),
            )
        }
        ErrorKind::ArgumentConflict => {
            let other = many(error, ContextKind::PriorArg).join(", ");
            if other.is_empty() || other == argument {
                Failure::usage(
                    format!("{argument} står flere gange. Skriv det én gang."),
                    format!("{argument} is given more than once. Give it once."),
                )
            } else {
                Failure::usage(
                    format!("{argument} kan ikke bruges sammen med {other}. Vælg den ene."),
                    format!("{argument} cannot be used together with {other}. Choose one."),
                )
            }
        }
        ErrorKind::MissingSubcommand => {
            let known = many(error, ContextKind::ValidSubcommand).join(", ");
            Failure::usage(
                format!("skriv, hvad der skal gøres: {known}. {help_da}"),
                format!("write what is to be done: {known}. {help_en}"),
            )
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => Failure::usage(
            format!("{argument} har forkert antal værdier. {help_da}"),
            format!("{argument} has the wrong number of values. {help_en}"),
        ),
        ErrorKind::InvalidUtf8 => Failure::usage(
            "et af ordene er ikke UTF-8. Skriv det igen, eller omdøb filen.",
            "one of the words is not UTF-8. Write it again, or rename the file.",
        ),
        _ => Failure::usage(format!("kommandoen kan ikke læses. {help_da}"), format!("the command cannot be read. {help_en}")),
    }
}

/// What is wrong with a limit.
fn limit(given: &str) -> (String, String) {
    let all = LIMITS.join(", ");
    match given.split_once('=') {
        Some((what, _)) if !LIMITS.contains(&what) => {
            let (da, en) = match nearest(what, LIMITS.iter().copied()) {
                Some(meant) => (format!(" Mente du {meant}?"), format!(" Did you mean {meant}?")),
                None => (String::new(), String::new()),
            };
            (
                format!("Der er ingen grænse \"{what}\".{da} Der er: {all}. Skriv fx look-ups=300/600."),
                format!("There is no limit \"{what}\".{en} There are: {all}. Write e.g. look-ups=300/600."),
            )
        }
        Some((what, rate)) => (
            format!("\"{rate}\" er ikke ANTAL/SEKUNDER, to hele tal over 0. Skriv fx {what}=300/600: 300 gange på 600 sekunder."),
            format!("\"{rate}\" is not N/SECONDS, two whole numbers above 0. Write e.g. {what}=300/600: 300 times in 600 seconds."),
        ),
        None => (
            format!("Skriv HVAD=ANTAL/SEKUNDER, fx look-ups=300/600. HVAD er en af: {all}."),
            format!("Write WHAT=N/SECONDS, e.g. look-ups=300/600. WHAT is one of: {all}."),
        ),
    }
}

/// Every command, those within a command too.
fn commands() -> Vec<String> {
    let all = Arguments::command();
    let within = all.get_subcommands().flat_map(|command| command.get_subcommands());
    all.get_subcommands().chain(within).map(|command| command.get_name().to_owned()).collect()
}

fn one(error: &clap::Error, kind: ContextKind) -> Option<String> {
    many(error, kind).into_iter().next()
}

fn many(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}
