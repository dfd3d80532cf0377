//! What is written in an assessment.

use super::Stage::{Infant, School, Small, Teen, Unborn};
use super::Staged;
use trin_domain::kinds::AssessmentHeading;

/// Why a full assessment is opened.
pub(crate) const OPENED_FULL: &[&str] = &[
    "{Navns} trivsel, udvikling og støttebehov skal belyses. Fokus er hverdagen hjemme, skoledagen og forældrenes overskud.",
    "Screeningen peger på et sammensat behov. Undersøgelsen skal vise, hvad der virker i familien, og hvad der mangler.",
    "Der er gentagne bekymringer for {navn}. Undersøgelsen tilrettelægges med familien, så de kan genkende sig selv i den.",
];

/// Why an assessment is opened when the family has asked for help itself.
pub(crate) const OPENED_ON_REQUEST: &[&str] = &[
    "Mor har selv henvendt sig og beder om hjælp til hverdagen med {navn}. Behovet undersøges sammen med familien.",
    "Forældrene søger om støtte og aflastning. Undersøgelsen skal vise, hvad {navn} og familien har brug for.",
    "Familien kender os fra tidligere og ringer selv, fordi det er blevet svært igen. Vi undersøger, hvad der skal til nu.",
];

/// Why a partial assessment is opened.
pub(crate) const OPENED_PARTIAL: &[&str] = &[
    "Afdækning af {navns} trivsel {isted} og af, hvad der skal til, for at hverdagen fungerer.",
    "Afdækning af samspillet i hjemmet, før der tages stilling til støtte.",
    "Afdækning af ét forhold: {navns} fravær og det, der går forud for det.",
];

/// What worries, by heading.
pub(crate) const fn challenges(heading: AssessmentHeading) -> &'static [Staged] {
    match heading {
        AssessmentHeading::Development => &[
            (Unborn, Unborn, "Graviditeten er præget af uro. Det ventede barns vækst følges tæt."),
            (Infant, Infant, "{Navn} er urolig ved skift og har svært ved at finde hvile. Motorikken er lidt forsinket."),
            (Infant, Small, "Sproget er sent i gang, og {navn} bruger kroppen, når {han} vil noget. Det giver konflikter med andre børn."),
            (School, School, "{Navn} bliver hurtigt overvældet og reagerer med vrede eller tårer. Det er svært for {ham} at vente på tur."),
            (
                School,
                Teen,
                "{Navn} holder sine følelser for sig selv. Udadtil klarer {han} sig, men kroppen siger fra med hoved- og mavepine.",
            ),
            (Teen, Teen, "{Navn} har vendt døgnet og mistet lysten til det, {han} før var glad for. Selvværdet er lavt."),
        ],
        AssessmentHeading::Family => &[
            (Unborn, Unborn, "De kommende forældre har få at støtte sig til og har selv haft en svær barndom."),
            (Infant, Teen, "Samarbejdet mellem mor og {far} er anstrengt, og beskeder går gennem børnene."),
            (Infant, Teen, "Mor er ofte træt og har svært ved at holde fast i aftaler og sengetider."),
            (Infant, Teen, "Økonomien er stram, og boligen er lille. Det slider på alle."),
            (School, Teen, "Der tales hårdt i hjemmet, når der er pres på. Bagefter fortryder de voksne det."),
        ],
        AssessmentHeading::School => &[
            (Unborn, Infant, "Familien er usikker på, hvordan de får en plads i dagtilbud til at passe med arbejde."),
            (Infant, Small, "{Navn} har svært ved afleveringen {isted} og knytter sig til én voksen. Når hun er syg, er dagen svær."),
            (School, School, "Fraværet er omkring 20 procent, mest mandage. {Navn} er bagud i læsning."),
            (School, Teen, "{Navn} har ingen faste venner i klassen og undgår gruppearbejde."),
            (Teen, Teen, "Fraværet er højt, og {navn} har mistet troen på, at {han} kan nå afgangsprøverne."),
        ],
        AssessmentHeading::Health => &[
            (Unborn, Unborn, "Den gravide har lavt blodsukker og glemmer at spise. Hun følges af jordemoder hver anden uge."),
            (Infant, Small, "Vaccinationer og børneundersøgelser er bagud. {Navn} har hyppige mellemørebetændelser."),
            (School, Teen, "{Navn} sover for lidt og springer morgenmaden over. Tandlægetider er ikke brugt det seneste år."),
            (Teen, Teen, "{Navn} har haft perioder med selvskade og er henvist til psykiatrisk vurdering."),
        ],
        AssessmentHeading::Leisure => &[
            (Unborn, Small, "Familien kommer ikke meget ud og kender få andre med små børn."),
            (School, School, "{Navn} går ikke til noget og er meget hjemme ved skærmen."),
            (Teen, Teen, "{Navn} ser mest venner på nettet og tør ikke gå i klubben alene."),
        ],
        AssessmentHeading::Other => &[
            (Unborn, Teen, "Familien er flyttet tre gange på to år og kender ikke mange i området."),
            (Unborn, Teen, "Familien har haft skiftende kontaktpersoner og er træt af at fortælle forfra."),
        ],
    }
}

/// What works, by heading.
pub(crate) const fn resources(heading: AssessmentHeading) -> &'static [Staged] {
    match heading {
        AssessmentHeading::Development => &[
            (Unborn, Unborn, "Forældrene glæder sig til barnet og taler om det med navn."),
            (Infant, Infant, "{Navn} er nysgerrig og smiler til dem, {han} kender. {Han} lader sig trøste, når der er ro."),
            (Small, Small, "{Navn} har fantasi og kan lege længe, når en voksen er med til at begynde legen."),
            (School, School, "{Navn} er hjælpsom og god til dyr. {Han} kan sætte ord på, når {han} bliver spurgt alene."),
            (Teen, Teen, "{Navn} har humor, tegner godt og tager ansvar, når {han} får lov til at vælge selv."),
        ],
        AssessmentHeading::Family => &[
            (Unborn, Unborn, "Parret har det godt sammen og har sagt ja til al den hjælp, de er tilbudt."),
            (Infant, Teen, "Mor er varm og ærlig om, hvad der er svært. Hun møder til alle aftaler."),
            (Infant, Teen, "{Far} er til at regne med og vil gerne lære nyt. Mormor bor tæt på og henter to dage om ugen."),
            (Infant, Teen, "Familien spiser sammen de fleste dage og har gode ritualer om søndagen."),
        ],
        AssessmentHeading::School => &[
            (Unborn, Infant, "Der er tilbudt plads i familiestuen, og mor er begyndt at komme der."),
            (Infant, Small, "{Navn} er tryg ved sin pædagog {isted} og elsker at være på legepladsen."),
            (School, Teen, "{Navn} har et godt forhold til sin lærer og kan lide at være {isted}, når {han} først er der."),
            (School, Teen, "{Navn} er stærk i billedkunst og idræt, og klassen savner {ham}, når {han} er væk."),
        ],
        AssessmentHeading::Health => &[
            (Unborn, Unborn, "Undersøgelserne er normale, og mor er holdt op med at ryge."),
            (Infant, Small, "{Navn} spiser godt og er i trivsel på vægtkurven."),
            (School, Teen, "{Navn} er fysisk sund og glad for at bevæge sig."),
        ],
        AssessmentHeading::Leisure => &[
            (Unborn, Small, "Mor har fundet en mødregruppe gennem sundhedsplejersken."),
            (School, Teen, "{Navn} har én god ven og vil gerne begynde til håndbold sammen med vennen."),
            (School, Teen, "{Navn} er glad for spejder og har en leder, der lægger mærke til {ham}."),
        ],
        AssessmentHeading::Other => &[
            (Unborn, Teen, "Familien er imødekommende og vil gerne have én voksen at ringe til."),
            (Unborn, Teen, "En nabo og en moster træder til, når det brænder på."),
        ],
    }
}

/// Theory, research and knowledge used.
pub(crate) const KNOWLEDGE: &[&str] = &[
    "ICS-trekanten er brugt til at se barnets udvikling, forældrenes kompetencer og familie og netværk under ét.",
    "Viden om tilknytning er lagt til grund: små børn får ro af få og forudsigelige voksne.",
    "Forskning i skolefravær peger på, at tidlig og fælles indsats mellem hjem og skole virker bedre end pres på barnet.",
    "Samtalen er ført med De tre huse fra Signs of Safety.",
    "Trivselslinealen er brugt sammen med {sted}, så alle taler ud fra samme skala.",
    "Viden om børn som pårørende: åbenhed og aflastning for ansvar beskytter.",
];

/// Why an assessment takes longer than four months, and what is known so far.
pub(crate) const PRELIMINARY: &[&str] = &[
    "Vi mangler den psykologiske undersøgelse, som er bestilt til næste måned. Det foreløbige billede er, at {navn} har brug for støtte i skoledagen.",
    "Familien har været syg, og to samtaler er udsat. Foreløbigt vurderes det, at der er behov for støtte i hjemmet, og den kan begynde nu.",
    "Udredningen i psykiatrien er ikke færdig. Undersøgelsen afsluttes, når svaret er her. {Navn} har det efter omstændighederne godt.",
    "Rådgiverskift har forsinket undersøgelsen. Det, vi ved nu, tyder ikke på akut behov, men på støtte til forældrene.",
];

/// Conclusions when support is needed.
pub(crate) const SUPPORT_NEEDED: &[&str] = &[
    "{Navn} er et barn med mange kræfter i en hverdag, der er for svær. Familien har brug for støtte til struktur og til at tale sammen. Støtte bør gives i hjemmet.",
    "Undersøgelsen viser, at {navn} påtager sig for meget ansvar. Der er behov for hjælp, der aflaster {ham} og styrker forældrene.",
    "Der er behov for støtte. Det vigtigste er færre skift og én fast voksen, som {navn} selv har været med til at vælge.",
    "Forældrene kan og vil, men ikke alene. Med målrettet støtte i en periode vurderes {navn} at kunne trives hjemme.",
    "{Navns} trivsel er faldet over et år. Der er behov for en indsats, som både retter sig mod {ham} og mod samarbejdet mellem hjem og {sted}.",
];

/// Conclusions when the child cannot live at home for a time.
pub(crate) const PLACEMENT_NEEDED: &[&str] = &[
    "Trods støtte er omsorgen ikke tilstrækkelig, og {navns} udvikling er påvirket. Der er behov for, at {han} i en periode bor et andet sted, mens forældrene får hjælp.",
    "Undersøgelsen viser, at {navns} behov for ro og faste voksne ikke kan mødes hjemme nu. En anbringelse vurderes nødvendig. Vejen hjem beskrives i planen.",
    "{Navn} har brug for en beskyttet hverdag. Støtte i hjemmet er afprøvet og vurderet utilstrækkelig.",
];

/// Conclusions when it is not.
pub(crate) const NO_SUPPORT: &[&str] = &[
    "Undersøgelsen viser en familie, der har haft en hård tid, og som er kommet godt videre. {Sted} følger {navn}. Der er ikke behov for støtte fra os.",
    "De forhold, der gav bekymring, er ændret undervejs. {Navn} trives efter {hans} alder, og forældrene har fundet deres egne løsninger.",
    "Der er ikke grundlag for støtte efter loven. Familien har fået råd med hjem og kan komme i åben rådgivning.",
];

/// The child's attitude.
pub(crate) const CHILD_ATTITUDE: &[Staged] = &[
    (Unborn, Infant, "Barnets holdning kan ikke indhentes på grund af alderen. Perspektivet er søgt gennem dem, der kender det."),
    (Small, Small, "{Navn} siger, at {han} gerne vil have mere tid med mor, og at ingen skal råbe."),
    (School, School, "{Navn} vil gerne have hjælp til at komme i skole og vil selv vælge, hvem der må vide det."),
    (School, School, "{Navn} synes, det er fint, at der kommer en, hvis det også er en, man kan lave noget sammen med."),
    (Teen, Teen, "{Navn} er med på det, hvis {han} bliver spurgt undervejs. {Han} vil ikke have møder i skoletiden."),
    (Teen, Teen, "{Navn} er i tvivl. {Han} vil gerne prøve i tre måneder og derefter selv sige, om det hjælper."),
];

/// The parents' attitude.
pub(crate) const PARENTS_ATTITUDE: &[&str] = &[
    "Forældrene er enige i konklusionen og ønsker hjælp.",
    "Mor er enig. {Far} mener, at problemerne er overdrevet, men vil gerne samarbejde om støtten.",
    "Forældrene er uenige i dele af beskrivelsen. Deres bemærkninger er skrevet ind. De siger ja til at begynde.",
    "Forældrene er lettede over, at nogen har set det hele under ét.",
    "Forældrene ønsker ikke indblanding, men tager imod råd fra {sted}.",
];

/// Every template in this file, for the tests.
#[cfg(test)]
pub(crate) fn lists() -> Vec<&'static [Staged]> {
    let by_heading = AssessmentHeading::ALL.iter().flat_map(|heading| [challenges(*heading), resources(*heading)]);
    by_heading.chain([CHILD_ATTITUDE]).collect()
}

#[cfg(test)]
pub(crate) fn all() -> Vec<&'static str> {
    [OPENED_FULL, OPENED_ON_REQUEST, OPENED_PARTIAL, KNOWLEDGE, PRELIMINARY, SUPPORT_NEEDED, PLACEMENT_NEEDED, NO_SUPPORT, PARENTS_ATTITUDE]
        .concat()
}
