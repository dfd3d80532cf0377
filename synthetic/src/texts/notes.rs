//! Journal notes, meetings, consents, views and corrections.

use super::Stage::{Infant, School, Small, Teen, Unborn};
use super::Staged;
use trin_domain::kinds::MeetingKind;

/// What happened.
pub(crate) const FACTS: &[&str] = &[
    "Telefonsamtale med mor, 15 minutter. Hun fortæller om en god uge og en svær søndag.",
    "Besøg i hjemmet efter aftale. Mor og {navn} var hjemme. Der var ryddet op, og der duftede af mad.",
    "Mor aflyste dagens møde. Ny tid er aftalt til næste uge.",
    "Møde med {far} alene efter eget ønske om at blive hørt for sig.",
    "Mor kom forbi uden aftale. Der blev fundet tid til en halv time.",
    "Opkald fra mormor, som gerne vil hjælpe mere. Mor har givet samtykke til, at vi taler med hende.",
    "Telefonsamtale med {sted}. De ser {navn} hver dag og vil gerne være med på næste møde.",
    "Mor har skiftet arbejde og spørger, om møderne kan ligge efter kl. 15. Det lader sig gøre.",
    "Besøg i hjemmet uden for skemaet, fordi {far} bad om det. Der blev talt om aftenerne.",
    "Mor sendte en besked om, at {navn} har været syg i tre dage. Der er aftalt et opkald mandag.",
    "Egen læge har svaret på vores anmodning. {Navn} er henvist, og der er ventetid.",
    "Familien har fået ny bolig fra den første. Adresse og skolevej er noteret.",
    "Drøftet med kollega på teammøde. Vi er enige om at spørge netværket, før vi gør mere.",
];

/// What happened where the child is every day.
pub(crate) const FACTS_AT_UNIT: &[&str] = &[
    "Opringning fra {sted}: {navn} har været væk to dage. Hjemmet er kontaktet og svarede samme eftermiddag.",
    "Samtale med {sted} om, hvem der tager imod {navn} om morgenen.",
    "Besøg {isted}. {Navn} blev set i fællesskabet og bagefter i en kort samtale.",
    "Møde {isted} med mor. Der er lavet en aftale om, hvem der ringer til hvem.",
    "Kort møde {isted} om, hvordan dagen kan begynde roligt.",
];

/// What happened while help runs.
pub(crate) const FACTS_WITH_HELP: &[&str] = &[
    "Opkald fra {leverandør}: de kommer godt ind i familien, og {navn} viste dem sit værelse.",
    "{Leverandør} har flyttet næste gang til torsdag. Familien ved det.",
    "Mail fra {leverandør} med en kort status. Den er lagt i sagen og drøftet med mor.",
    "Mor ringede, fordi hun var i tvivl om aftalen med {leverandør}. Den er sendt til hende igen.",
    "Fælles møde med {leverandør} og {sted} om, hvem der gør hvad. Referatet er delt med familien.",
];

/// What the child said, by stage; often nothing.
pub(crate) const CHILD_WORDS: &[Staged] = &[
    (Small, Small, "»Jeg har en løs tand.«"),
    (Small, Small, "»Kommer du også i morgen?«"),
    (School, School, "»Det går godt. Næsten.«"),
    (School, School, "»Jeg vil gerne have, at mor smiler noget mere.«"),
    (School, School, "»I dag har jeg ikke ondt i maven.«"),
    (Teen, Teen, "»Du må gerne skrive, at jeg selv er kommet op fire dage i træk.«"),
    (Teen, Teen, "»Jeg gider godt mødet, hvis det er mig, der begynder.«"),
    (Unborn, Infant, ""),
];

/// What others said.
pub(crate) const OTHERS_WORDS: &[Staged] = &[
    (Unborn, Teen, "Mor: »Jeg ville ønske, at jeg havde ringet før.«"),
    (Unborn, Teen, "{Far} vil gerne have flere aftaler på skrift."),
    (Unborn, Teen, "Mor siger, at det hjælper at vide, hvem man skal ringe til."),
    (Unborn, Teen, ""),
    (Unborn, Unborn, "Jordemoderen er tilfreds med de seneste undersøgelser."),
    (Infant, Infant, "Sundhedsplejersken synes, at mor og {navn} har fundet en rytme."),
    (Infant, Small, "Pædagogen lægger mærke til, at {navn} igen beder om at blive læst for."),
    (Small, Small, "Pædagogen fortæller, at {navn} er begyndt at lege med to bestemte børn."),
    (School, Teen, "Læreren siger, at {navn} er mere med i timerne."),
    (School, Teen, "Mor mener, at {navn} mest er træt og ikke ked af det."),
    (School, School, "Mormor siger, at {navn} er en anden, når {han} har fået lov at hjælpe til."),
    (Teen, Teen, "{Far} synes, at {navn} er blevet lettere at tale med."),
];

/// The professional judgement.
pub(crate) const JUDGEMENTS: &[&str] = &[
    "Mors ærlighed er en styrke. Hun bør ikke stå alene med morgenerne.",
    "Det svære følger de uger, hvor mor har aftenvagt. Det bør ikke ses for sig.",
    "Ingen ny bekymring.",
    "{Navns} ord bør have mere plads på mødet. Jeg forbereder det med {ham}.",
    "Jeg mangler {fars} syn på det og ringer i næste uge.",
    "Der er flere kræfter i familien, end vi først så. Netværket bør inviteres med.",
    "Vi ved endnu for lidt om, hvordan {navn} har det, når der er stille. Det spørger jeg til.",
    "",
];

/// The judgement while help runs.
pub(crate) const JUDGEMENTS_WITH_HELP: &[&str] = &[
    "Der er bevægelse den rigtige vej, men få at læne sig op ad. Netværket bør inviteres med næste gang.",
    "Ingen ny bekymring. Planen følges.",
    "Jeg er i tvivl, om målene er familiens egne. Tages op ved opfølgningen.",
    "Familien bruger hjælpen. Vi bør snart tale om, hvad der skal til for at slippe.",
    "",
];

/// How a health visitor describes a visit to a newborn.
pub(crate) const FIRST_VISITS: &[&str] = &[
    "Hjemmebesøg. {Navn} tager på, ammes og sover godt. Forældrene er trætte og glade.",
    "Hjemmebesøg. {Navn} er en vågen baby. Mor fik vejledning om søvn og bad.",
    "Hjemmebesøg. Talt om amning, hvile og om at bede om hjælp. Nyt besøg om to uger.",
    "Hjemmebesøg. {Navn} følger med øjnene. Forældrene deles om nætterne.",
];

/// Who takes part in a meeting.
pub(crate) const fn participants(kind: MeetingKind) -> &'static [&'static str] {
    match kind {
        MeetingKind::Network => &["Forældre, {sted}, sundhedsplejerske og rådgiver", "Mor, {far}, mormor, klasselærer og rådgiver"],
        MeetingKind::ActionPlan => &["{Navn}, forældre, {leverandør} og rådgiver", "Forældre, {sted} og rådgiver"],
        MeetingKind::FollowUp => &["{Navn}, forældre, {leverandør} og rådgiver", "Mor, {leverandør} og rådgiver"],
        MeetingKind::Dialogue => &["Forældre, {sted} og rådgiver"],
        MeetingKind::FamilyGroupConference => &["Familien, deres netværk og en samordner"],
        MeetingKind::ChildTalk => &["{Navn} og rådgiver", "{Navn}, {hans} bisidder og rådgiver"],
        MeetingKind::Visitation => &["Rådgiver, teamleder og {leverandør}"],
    }
}

pub(crate) const PLACES: &[&str] =
    &["Familierådgivningen, lokale 2", "{Sted}", "Hjemme hos familien", "Familiehuset", "Rådhuset, mødelokale 4", "Video"];

pub(crate) const MEETING_HELD: &[&str] = &[
    "Holdt som aftalt. Alle fik ordet, og aftalerne er skrevet ned sammen.",
    "Holdt. {Navn} var med den første halve time.",
    "Holdt uden {far}, som var forhindret og får referatet.",
    "Holdt. Der blev taget udgangspunkt i, hvad der virker.",
];

pub(crate) const MEETING_CANCELLED: &[&str] =
    &["Aflyst på grund af sygdom i familien. Ny tid følger.", "Aflyst af os på grund af sygdom. Familien er ringet op."];

/// What a consent is for, and to whom.
pub(crate) const CONSENTS: &[(&str, &str)] = &[
    ("Indhentelse og udveksling af oplysninger om trivsel og skolegang", "{Sted} og PPR"),
    ("Indhentelse af oplysninger om helbred", "Egen læge og børneafdelingen"),
    ("Samarbejde om hjælpen i hjemmet", "{Leverandør} og {sted}"),
    ("Samtale med mormor om, hvad hun kan hjælpe med", "Mormor"),
];

/// How families and children see it differently.
pub(crate) const VIEWS: &[&str] = &[
    "Vi synes, at der mangler, hvor meget vi selv har gjort. {Navn} er glad de fleste dage.",
    "Jeg har ikke sagt, at jeg giver op. Jeg sagde, at jeg var træt den dag.",
    "Det var ikke tre gange, jeg kom for sent, det var én. Det vil jeg gerne have stående.",
    "Vi er enige i det meste, men ikke i, at {navn} er alene. {Han} leger med naboens børn hver dag.",
    "Jeg vil gerne have skrevet, at det var mig selv, der bad om hjælpen.",
];

/// How children see it differently.
pub(crate) const OWN_VIEWS: &[&str] = &[
    "Jeg har ikke sagt, at jeg ikke vil hjem. Jeg sagde, at jeg gerne vil vente.",
    "Der står, at jeg var vred. Jeg var ked af det.",
    "Jeg vil gerne have skrevet, at jeg har været i skole hele ugen.",
    "I glemmer, at det var mig, der bad om mødet.",
];

/// What was left out of a note.
pub(crate) const OTHERS_ADDED: &[&str] =
    &["Mor sagde også, at hun gerne vil have besked dagen før.", "{Far} bad om at få en kopi af aftalerne."];

/// Why an entry is corrected.
pub(crate) const CORRECTIONS: &[&str] = &[
    "Forkert dato skrevet. Rettet efter kalenderen.",
    "Noten var skrevet for kort. Det, der manglede, er sat ind.",
    "Skrevet på den forkerte dag. Rettet.",
];

/// Protects and burdens, beside the wellbeing ruler.
pub(crate) const WELLBEING: &[&str] = &[
    "Beskytter: en god ven og en tryg voksen {isted}. Belaster: uro hjemme.",
    "Beskytter: mormor og faste rutiner. Belaster: søvn.",
    "Beskytter: {navns} humor og nysgerrighed. Belaster: fravær.",
    "Beskytter: forældre, der beder om hjælp. Belaster: stram økonomi.",
    "Beskytter: tæt samarbejde med {sted}. Belaster: konflikt mellem hjemmene.",
    "",
];

/// Every template in this file, for the tests.
#[cfg(test)]
pub(crate) fn all() -> Vec<&'static str> {
    let fixed = [
        FACTS,
        FACTS_AT_UNIT,
        FACTS_WITH_HELP,
        JUDGEMENTS,
        JUDGEMENTS_WITH_HELP,
        FIRST_VISITS,
        PLACES,
        MEETING_HELD,
        MEETING_CANCELLED,
        VIEWS,
        OWN_VIEWS,
        OTHERS_ADDED,
        CORRECTIONS,
        WELLBEING,
    ]
    .concat();
    let participants = MeetingKind::ALL.iter().flat_map(|kind| participants(*kind)).copied();
    fixed.into_iter().chain(participants).chain(CONSENTS.iter().flat_map(|(purpose, to)| [*purpose, *to])).collect()
}
