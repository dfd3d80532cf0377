//! The child's own words, and its perspective as sought through those who know it.

use super::Stage::{Infant, School, Small, Teen, Unborn};
use super::Staged;

/// What children say before a decision.
pub(crate) const WORDS: &[Staged] = &[
    (Small, Small, "»Jeg kan godt lide at være hos mormor. Der er ro, og der er en kat.«"),
    (Small, Small, "»Når de råber, går jeg ind under bordet. Der bor min bamse også.«"),
    (Small, Small, "»Jeg vil gerne have, at mor leger med mig. Ikke kun kigger på telefonen.«"),
    (Small, Small, "»Jeg er ikke ked af det i dag. I går var jeg lidt.«"),
    (School, School, "»Jeg kan bedst lide om tirsdagen, for der har vi billedkunst. Om morgenen har jeg ondt i maven.«"),
    (School, School, "»Det er ikke fordi, jeg ikke vil i skole. Jeg er bare så træt, når jeg vågner.«"),
    (School, School, "»Jeg vil gerne have, at de voksne taler sammen uden mig. Jeg gider ikke sige det videre hele tiden.«"),
    (School, School, "»Hvis jeg måtte bestemme, skulle vi spise aftensmad sammen, og ingen måtte blive sure.«"),
    (School, School, "»Jeg passer på min lillebror. Det er jeg god til. Men nogle gange vil jeg hellere spille bold.«"),
    (School, School, "»I det lykkelige hus bor vi alle sammen, og der er en, der hjælper med lektier. I det bekymrede hus er der mørkt.«"),
    (School, School, "»Jeg vil gerne have, at du siger det til min lærer, så jeg ikke selv skal.«"),
    (Teen, Teen, "»Jeg ved godt, at jeg ikke går nok i skole. Men når man først er væk, er det svært at komme tilbage.«"),
    (Teen, Teen, "»Jeg vil gerne have én voksen, som ikke bliver skiftet ud.«"),
    (Teen, Teen, "»Det hjælper at tale med nogen, der ikke er mine forældre. Men jeg vil have, at I spørger mig først.«"),
    (Teen, Teen, "»Jeg er bekymret for min mor. Når jeg er ude, tænker jeg på, om hun er okay.«"),
    (Teen, Teen, "»I snakker om mig, som om jeg er et problem. Jeg vil bare gerne have ro.«"),
    (Teen, Teen, "»Det er bedre end før. Jeg sover om natten nu, og jeg har fået en ven på holdet.«"),
    (Teen, Teen, "»Jeg vil gerne bo her, til jeg er færdig med tiende. Derefter vil jeg have mit eget.«"),
    (Teen, Teen, "»Jeg synes, det er fint med en kontaktperson, hvis det er en, der kan lide at gå ture.«"),
];

/// Why no talk was possible.
pub(crate) const WHY_INDIRECT: &[Staged] = &[
    (Unborn, Unborn, "Barnet er ikke født."),
    (Infant, Infant, "{Navn} er {alder} og har ikke ord for det endnu."),
    (Infant, Small, "{Navn} er {alder}, og en samtale i ord ville ikke give mening for {ham}. {Han} er set i leg."),
    (School, Teen, "{Navn} ønskede ikke at tale med os i dag og sagde, at vi gerne måtte spørge {hans} lærer."),
    (School, Teen, "{Navn} har få ord på grund af sin funktionsnedsættelse. Perspektivet er søgt gennem dem, der kender {ham}."),
];

/// The child's perspective as the adults see it.
pub(crate) const PERSPECTIVE: &[Staged] = &[
    (Unborn, Unborn, "Et barn, der snart kommer, har brug for en rolig voksen, et sted at sove og mennesker, der glæder sig."),
    (Infant, Infant, "{Navn} søger mors blik og falder til ro hos hende, når der er stille. Ved høje lyde stivner {han}."),
    (Infant, Infant, "{Navn} lyser op, når {far} kommer ind. {Han} er utrøstelig i overgange og har brug for, at de sker langsomt."),
    (Infant, Small, "I leg lader {navn} dukkerne lægge sig til at sove mange gange. Pædagogen læser det som et ønske om ro om aftenen."),
    (Small, Small, "{Navn} holder øje med døren og spørger, hvem der henter. {Han} ville nok sige, at {han} gerne vil vide besked."),
    (Small, Small, "{Navn} bygger huse til alle dyrene og siger, at de skal bo sammen. {Han} er optaget af, hvem der er sammen med hvem."),
    (School, Teen, "Læreren tror, at {navn} ville sige, at {han} savner at blive spurgt, og at {han} er glad, når nogen har tid."),
    (
        School,
        Teen,
        "{Navn} viser det ved at søge alene hen. Mor fortæller, at {han} efter gode dage selv begynder at snakke ved aftensmaden.",
    ),
];

/// Why a child was not heard.
pub(crate) const NOT_HEARD: &[Staged] = &[
    (Infant, Small, "{Navns} alder taler imod en samtale, og der blev ikke nået et besøg {isted} inden afgørelsen."),
    (School, Teen, "{Navn} var syg på dagen, og afgørelsen kunne ikke vente. Samtalen er aftalt til næste uge."),
    (School, Teen, "{Navn} takkede nej to gange. Tilbuddet står ved magt."),
    (School, Teen, "Forældrene nåede ikke at komme med {navn} til den aftalte samtale."),
];

/// What children say at a follow-up when it goes better.
pub(crate) const VOICE_BETTER: &[Staged] = &[
    (Unborn, Unborn, "Ufødt. Mor tror, at barnet mærker, at der er mere ro nu."),
    (Infant, Infant, "{Navn} er {alder}. I dag kravlede {han} selv hen til mor og ville op."),
    (Infant, Small, "{Navn} leger længere ad gangen og kommer og viser, hvad {han} har lavet."),
    (Small, Small, "»Nu læser mor en bog hver aften. Nogle gange to.«"),
    (Small, Small, "»Jeg har fået en krog med mit navn og en ven, der hedder Bo.«"),
    (School, School, "»Det er rart, at der er en plan på køleskabet. Så ved jeg, hvad der skal ske.«"),
    (School, School, "»Jeg har været i skole hele ugen. Mandag var svær, men så blev det godt.«"),
    (School, School, "»De skændes ikke så meget mere. Og hvis de gør, går den ene en tur.«"),
    (Teen, Teen, "»Det går faktisk meget godt. Jeg har ikke brug for, at vi ses hver uge længere.«"),
    (Teen, Teen, "»Jeg er kommet tilbage på holdet. Det fylder mindre derhjemme.«"),
    (Teen, Teen, "»Jeg kan mærke, at mor har det bedre. Så kan jeg også bedre tænke på mit eget.«"),
];

/// What children say when little has changed.
pub(crate) const VOICE_SAME: &[Staged] = &[
    (Unborn, Unborn, "Ufødt. Jordemoderen har set familien som aftalt."),
    (Infant, Infant, "{Navn} er for lille til ord. {Han} er fortsat urolig ved skift mellem de voksne."),
    (Infant, Small, "{Navn} søger de samme voksne og virker hverken mere eller mindre glad end sidst."),
    (Small, Small, "»Det er det samme. Jeg vil gerne ud at lege nu.«"),
    (School, School, "»Nogle dage er gode. Andre dage gider jeg ikke noget.«"),
    (School, School, "»Jeg ved ikke rigtig, om det hjælper. Hun er sød nok.«"),
    (Teen, Teen, "»Det er okay. Ikke bedre, ikke værre.«"),
    (Teen, Teen, "»Jeg kommer, fordi I vil have det. Men vi taler om noget andet end det, der er svært.«"),
];

/// What children say when it goes worse.
pub(crate) const VOICE_WORSE: &[Staged] = &[
    (Unborn, Unborn, "Ufødt. Den gravide er ikke mødt til de to seneste aftaler."),
    (Infant, Infant, "{Navn} sover dårligere, og de voksne omkring {ham} synes, at {han} er mindre glad."),
    (Infant, Small, "{Navn} er begyndt at tisse i bukserne igen og vil ikke slippe de voksne."),
    (Small, Small, "»Jeg vil ikke have, at de råber. Jeg bliver bange.«"),
    (School, School, "»Det er blevet dårligere. Jeg vil hellere bo hos mormor lidt.«"),
    (School, School, "»Jeg tør ikke sige det hele, når mor er med.«"),
    (Teen, Teen, "»Jeg orker det ikke mere. Det hjælper ikke, at der kommer en og snakker.«"),
    (Teen, Teen, "»Jeg vil gerne væk hjemmefra et stykke tid. Kan man det?«"),
];

/// What children say where they live when they are placed.
pub(crate) const VOICE_PLACED: &[Staged] = &[
    (Infant, Infant, "{Navn} er {alder}. {Han} falder til ro hos sin faste voksne og følger hende med øjnene."),
    (Infant, Small, "{Navn} viser sin seng og sin egen kop. {Han} spørger til mor, når billedet tages frem."),
    (Small, Small, "»Jeg har mit eget værelse. Og en hund, der hedder Futte.«"),
    (School, School, "»Her er det trygt. Men jeg savner min bror. Må han ikke komme på besøg?«"),
    (School, School, "»Jeg vil gerne bo her og se mor om lørdagen. Det er godt, som det er.«"),
    (Teen, Teen, "»De er okay her. De spørger, hvordan jeg har det, uden at grave.«"),
    (Teen, Teen, "»Jeg vil gerne mere hjem i weekenden, hvis mor stadig har det godt.«"),
    (Teen, Teen, "»Det tog lang tid, men nu føles det mere som mit sted.«"),
];

/// Every template in this file, for the tests.
#[cfg(test)]
pub(crate) fn lists() -> Vec<&'static [Staged]> {
    vec![WORDS, WHY_INDIRECT, PERSPECTIVE, NOT_HEARD, VOICE_BETTER, VOICE_SAME, VOICE_WORSE, VOICE_PLACED]
}
