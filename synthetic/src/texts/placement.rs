//! What is written about children who live away from home.

/// Supervision visits with a talk.
pub(crate) const VISITS: &[&str] = &[
    "Talt med {navn} på en gåtur uden stedets voksne. {Han} føler sig tryg, har venner {isted} og savner sin familie om søndagen.",
    "Besøget var anmeldt. {Navn} viste sit værelse og fortalte om sin hverdag. Der er ikke noget, der giver bekymring.",
    "{Navn} ville helst tale, mens vi spillede kort. {Han} synes, at der er for mange regler om telefonen, og det tager vi op.",
    "Stedet er roligt og hjemligt. {Navn} er glad for sin voksne og vil gerne ses oftere med sine søskende. Det undersøges.",
    "{Navn} fortalte, at {han} sover bedre. {Han} vil gerne med til næste møde og selv sige, hvad der skal ændres.",
];

/// Supervision visits without one.
pub(crate) const VISITS_WITHOUT_TALK: &[&str] = &[
    "{Navn} var hjemme hos en ven. De voksne fortalte om en god periode. Der aftales nyt besøg, så vi får talt med {navn}.",
    "{Navn} havde ikke lyst til at tale i dag. {Han} viste sit værelse og gik ud igen. Tilbuddet om en samtale gentages.",
];

/// Visits to those too young to talk.
pub(crate) const VISITS_TO_INFANTS: &[&str] = &[
    "{Navn} er {alder} og blev set i leg. God kontakt til de voksne, falder til ro på skødet.",
    "{Navn} er {alder}. {Han} sover og spiser godt, siger de voksne, og søger dem, når {han} bliver forskrækket.",
];

/// Reviews that find the child can come home, or to something less intrusive.
pub(crate) const CAN_RETURN: &[&str] = &[
    "Forældrene har gennemført deres forløb, og samvær med overnatning går godt. Hjemgivelse forberedes over tre måneder.",
    "{Navn} ønsker det, og hjemmet er klar med støtte. Stedets udtalelse er indhentet og støtter det.",
    "{Navn} er klar til en mindre indgribende ramme. En plejefamilie søges.",
];

/// Reviews that find it cannot.
pub(crate) const CANNOT_RETURN: &[&str] = &[
    "Forældrene er i gang med behandling, men der er ikke ro nok endnu. {Navn} trives, hvor {han} bor. Vurderes igen om et halvt år.",
    "De forhold, der førte til anbringelsen, er ikke ændret. Samvær fastholdes, og forældrene tilbydes støtte.",
    "{Navn} er faldet til og vil gerne blive. Tilknytningen til stedet vejer tungt.",
    "Der er fremgang hjemme, men den er ny. Overnatning prøves, før der tages stilling.",
];

/// Why a placement goes on beyond the strategy's maximum.
pub(crate) const PROLONGED: &[&str] = &[
    "{Navn} har knyttet sig til familien og går i skole i området. Et skift nu vil koste mere, end det giver.",
    "Forældrenes behandling varer endnu mindst et halvt år. {Navn} er tryg og ønsker at blive.",
    "Behovet for særlig støtte er varigt. Der arbejdes fortsat med samvær og med, hvad der kan ske hjemme.",
    "{Navn} har to år til afgangsprøve og vil gerne blive boende. Forældrene er enige.",
];

/// Every template in this file, for the tests.
#[cfg(test)]
pub(crate) fn all() -> Vec<&'static str> {
    [VISITS, VISITS_WITHOUT_TALK, VISITS_TO_INFANTS, CAN_RETURN, CANNOT_RETURN, PROLONGED].concat()
}
