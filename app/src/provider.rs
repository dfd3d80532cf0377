//! `trin serve --oidc`: reads the mapping file and the secret it points to.

use crate::files;
use crate::speak::{Failure, Lang, Outcome, Reason};
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use trin_domain::sign_in::{Mapping, Secret};
use trin_web::{Entrance, Provider};

/// People come in by the provider this mapping file describes.
pub(crate) fn entrance(file: &Path) -> Outcome<Entrance> {
    let shown = file.display();
    let text = String::from_utf8(files::read(file)?).map_err(|_| {
        Failure::fault(
            format!("{shown} er ikke UTF-8-tekst. Gem den som UTF-8 (TOML)."),
            format!("{shown} is not UTF-8 text. Save it as UTF-8 (TOML)."),
        )
    })?;
    let mapping = Mapping::parse(&text).map_err(|faults| {
        let (mut da, mut en) = (String::new(), String::new());
        for fault in &faults {
            let _ = write!(da, "\n  {fault}");
            let _ = write!(en, "\n  {}", fault.in_english());
        }
        let count = faults.len();
        let how = "docs/how-to/connect-an-identity-provider.md";
        Failure::fault(
            format!("{shown} har {count} fejl:{da}\nRet filen, og prøv igen; {how} beskriver formen."),
            format!("{shown} has {count} fault(s):{en}\nCorrect the file and try again; {how} describes the form."),
        )
    })?;
    let secret = secret(&mapping.secret)?;
    let provider = Provider::new(mapping, secret).map_err(|why| {
        Failure::fault(
            format!("{shown} kan ikke bruges: {why}. Kontrollér adresserne i den."),
            format!("{shown} cannot be used: {why}. Check the addresses in it."),
        )
    })?;
    Ok(Entrance::OpenId(Arc::new(provider)))
}

/// The secret itself. No message says more of it than where it was looked for.
fn secret(from: &Secret) -> Outcome<String> {
    let (found, place) = match from {
        Secret::File(path) => {
            let bytes = files::read(path)?;
            (String::from_utf8(bytes).ok(), path.display().to_string())
        }
        Secret::Variable(name) => (std::env::var(name).ok(), name.clone()),
        Secret::Command(words) => {
            let shown = words.first().cloned().unwrap_or_default();
            (printed(words, &shown)?, shown)
        }
    };
    let line = found.and_then(|text| text.lines().next().map(|line| line.trim().to_owned())).filter(|line| !line.is_empty());
    line.ok_or_else(|| {
        Failure::fault(
            format!("hemmeligheden til identitetsudbyderen står ikke i {place}. Skriv den dér, på første linje."),
            format!("the secret for the identity provider is not in {place}. Write it there, on the first line."),
        )
    })
}

fn printed(words: &[String], shown: &str) -> Outcome<Option<String>> {
    let Some((program, arguments)) = words.split_first() else { return Ok(None) };
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::inherit()).output().map_err(|error| {
        Failure::fault(
            format!("programmet {shown}, som kender hemmeligheden, kunne ikke startes: {}. Ret secret-command.", Reason(&error, Lang::Da)),
            format!(
                "the program {shown}, which knows the secret, could not be started: {}. Correct secret-command.",
                Reason(&error, Lang::En)
            ),
        )
    })?;
    Ok(output.status.success().then(|| String::from_utf8(output.stdout).ok()).flatten())
}
