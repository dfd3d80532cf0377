//! What a check of the data found, in both languages.

use crate::speak::Lang;
use trin_store::{Difference, Problem};

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
        Problem::Unaccounted { command, .. } => {
            format!("kommando {command}: kommandoen, dens poster og dens linje i loggen fortæller ikke det samme")
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
