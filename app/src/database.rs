//! `trin database`: who may do what in a PostgreSQL database.

use crate::arguments::DatabaseCommand;
use crate::keys;
use crate::place;
use crate::speak::{Failure, Lang, Outcome};
use trin_store::GrantError;

/// Brings the tables up to date and limits a role.
pub(crate) fn run(command: &DatabaseCommand, lang: Lang) -> Outcome<String> {
    let DatabaseCommand::Grant { place, role } = command;
    place::url(place)?;
    place::run(async {
        let store = keys::open(place, lang).await?;
        let limited = store.limit_role(role).await;
        store.close().await;
        limited.map_err(|error| match error {
            GrantError::Embedded => Failure::usage(
                "en indlejret database har ingen roller. Nævn en PostgreSQL-database: --database postgres://EJER@VÆRT/NAVN.",
                "an embedded database has no roles. Name a PostgreSQL database: --database postgres://OWNER@HOST/NAME.",
            ),
            GrantError::NoSuchRole => Failure::fault(
                format!("serveren har ingen rolle {role}. Lav den først: CREATE ROLE {role} LOGIN PASSWORD '…';"),
                format!("the server has no role {role}. Make it first: CREATE ROLE {role} LOGIN PASSWORD '…';"),
            ),
            GrantError::IsOwner => Failure::fault(
                format!("{role} ejer tabellerne, kan optræde som ejeren eller er superbruger, og kan ikke begrænses. Vælg en anden rolle."),
                format!("{role} owns the tables, may act as their owner, or is a superuser, and cannot be limited. Choose another role."),
            ),
            GrantError::Db(error) => place::failed(&error),
        })?;
        Ok(match lang {
            Lang::Da => format!(
                "{role} kan nu køre `trin serve`: den kan tilføje til journalen og loggen, men hverken rette eller slette i dem. Kør det igen efter hver ny udgave af Trin.\n"
            ),
            Lang::En => format!(
                "{role} can run `trin serve` now: it can add to the journal and the log, and neither change nor delete in them. Run this again after each new version of Trin.\n"
            ),
        })
    })
}
