//! What a check of the data found, in both languages.

use crate::speak::Lang;
use trin_store::{Difference, LogFault, Problem};

/// One problem as the person who runs the check reads it.
pub(crate) fn in_words(problem: &Problem, lang: Lang) -> String {
    match lang {
        Lang::Da => in_danish(problem),
        Lang::En => problem.to_string(),
    }
}

fn in_danish(problem: &Problem) -> String {
    match problem {
        Problem::Unreadable { child, no, why } => format!("barn {child}, post {no}: kan ikke læses (“{why}”)"),
        Problem::Gap { child, missing } => format!("barn {child}: post {missing} mangler"),
        Problem::Backwards { child, no } => format!("barn {child}, post {no}: er dateret før den post, den følger"),
        Problem::Mislabelled { child, no } => format!("barn {child}, post {no}: journalen kalder den en anden slags, end den er"),
        Problem::DanglingReference { child, no, to } => {
            format!("barn {child}, post {no}: taler om post {to}, som ikke er der eller er af en anden slags")
        }
        Problem::WithoutResponsible { child } => format!("barn {child}: åben sag uden en ansvarlig fagperson"),
        Problem::InactiveResponsible { child, staff } => {
            format!("barn {child}: den ansvarlige {staff} er holdt op (en leder flytter ansvaret)")
        }
        Problem::UnknownAuthor { child, staff } => {
            format!("barn {child}: {staff}, som har skrevet i journalen, er ikke blandt medarbejderne")
        }
        Problem::Planted { trigger } => {
            format!("triggeren {trigger} er ikke Trins: den kan ændre eller sluge det, der skrives (fjern den)")
        }
        Problem::Unprotected { table } => format!("{table}: låsen, der holder på det skrevne, mangler eller er slået fra"),
        Problem::UnknownResponsible { child, staff } => format!("barn {child}: den ansvarlige {staff} er ikke blandt medarbejderne"),
        Problem::Differs { child, table, how } => {
            let how = match how {
                Difference::Missing => "en række mangler",
                Difference::TooMany => "der er en række for meget",
                Difference::Other => "en række siger noget andet end journalen",
            };
            format!("barn {child}: {how} i {table} (retter sig, når tabellerne regnes om)")
        }
        Problem::NotCompared { table, rows } => format!(
            "{table}: {rows} rækker er lavet med et andet program eller en anden strategi og kunne ikke sammenlignes (gem en kopi af databasen, start Trin én gang, så de regnes om, og kør kontrollen igen)"
        ),
        Problem::Mended { row, what } => format!(
            "ved en start fulgte rækker ikke af journalerne, selv om intet var ændret: {what} (linje {row} i loggen; de er regnet om. Find ud af hvorfor, og skriv så --acknowledge {row})"
        ),
        Problem::Around { kind, id, .. } => {
            let what = match *kind {
                "staff" => "medarbejderen",
                "unit" => "enheden",
                "setting" => "indstillingen",
                "password" => "adgangskoden for",
                "wellbeing-round" => "trivselsrunden",
                "session" => "et åbent login,",
                "app" => "koderne fra en app for",
                "passkey" => "adgangsnøglen",
                "recovery-code" => "en nødkode,",
                _ => "hvem en medarbejder er hos login-tjenesten,",
            };
            format!("{what} {id} er ændret, sat ind eller fjernet uden om Trin")
        }
        Problem::Samples(what) => {
            format!("stikprøver af loggen: en trækning er ikke, hvad dens frø, dens løfte og loggen giver (“{what}”)")
        }
        Problem::Oversight(what) => {
            format!("tilsynet: hvad der blev gjort ved en stikprøve eller en nødadgang, er ændret uden om Trin (“{what}”)")
        }
        Problem::Log(fault) => format!("loggen: {}", log_in_danish(fault)),
        Problem::KeyIsBack { child } => format!("barn {child}: nøglen var destrueret og er der igen (destruér den på ny)"),
        Problem::Destruction { child, .. } => {
            format!(
                "barn {child}: journalen, loggen og listen over destruerede nøgler fortæller ikke det samme om barnets destruerede nøgle"
            )
        }
        Problem::Unaccounted { command, .. } => {
            format!("kommando {command}: kommandoen, dens poster og dens linje i loggen fortæller ikke det samme")
        }
    }
}

fn log_in_danish(fault: &LogFault) -> String {
    match fault {
        LogFault::RowChanged(id) => format!("linje {id} er ændret, efter at den blev skrevet"),
        LogFault::RowMissing(id) => format!("linje {id} er fjernet"),
        LogFault::RowInserted(id) => format!("linje {id} er sat ind bagefter"),
        LogFault::RowUnreadable(id, _) => format!("linje {id} kan ikke læses, eller dens kolonner siger noget andet end dens tekst"),
        LogFault::FoundByOthers(id) => format!("linje {id}: listen over de børn, den findes under, er ændret"),
        LogFault::PlaceMissing(place) => format!("hashen på plads {place} er fjernet"),
        LogFault::OutOfOrder(place) => format!("linjen på plads {place} følger ikke den foran"),
        LogFault::Subtree(level, index) => format!("hashen af deltræ {index} på niveau {level} mangler eller er en anden"),
        LogFault::StraySubtrees => "der er hasher af deltræer, som ikke hører til træet".to_owned(),
        LogFault::HeadDiffers(size) => format!("det underskrevne hoved over {size} linjer har en anden rod end linjerne"),
        LogFault::HeadUnsigned(size) => format!("hovedet over {size} linjer er ikke underskrevet med loggens nøgle"),
        LogFault::HeadMissing(size) => format!("det sidste underskrevne hoved dækker ikke alle {size} linjer, der har en plads"),
        LogFault::CutOff { size, held_by } => format!("{held_by} har et hoved over {size} linjer, og der er færre: enden er skåret af"),
        LogFault::Rewritten { size, held_by } => {
            format!("{held_by} har et andet hoved over {size} linjer: det, der ligger før, er skrevet om")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trin_domain::id::ChildId;

    #[test]
    fn a_problem_is_told_in_the_language_asked_for() {
        let gap = Problem::Gap { child: ChildId::from_label("ida"), missing: 4 };
        assert!(in_words(&gap, Lang::Da).ends_with("post 4 mangler"), "{}", in_words(&gap, Lang::Da));
        assert!(in_words(&gap, Lang::En).ends_with("entry 4 is missing"));
        let differs = Problem::Differs { child: "ida".to_owned(), table: "duty", how: Difference::Other };
        assert!(in_words(&differs, Lang::Da).contains("siger noget andet end journalen i duty"));
    }
}
