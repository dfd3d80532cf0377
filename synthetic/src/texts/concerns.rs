//! What notifiers write.

use super::Stage::{self, Infant, School, Small, Teen, Unborn};
use super::Staged;
use trin_domain::kinds::{Cause, NotifierKind};

/// How each kind of notifier begins.
pub(crate) const fn openings(kind: NotifierKind) -> &'static [&'static str] {
    match kind {
        NotifierKind::School => &[
            "Klasseteamet {isted} har drøftet {navns} trivsel på to møder.",
            "Vi skriver fra {sted}, fordi vi gennem nogen tid har været bekymrede for {navn}.",
            "{Isted} har lærer og ledelse talt sammen om {navn}, og vi er enige om at underrette.",
            "Skolen har forsøgt med møder og aftaler, men vi oplever ikke, at det er nok.",
            "{Navns} klasselærer har gennem de seneste uger skrevet sine iagttagelser ned.",
        ],
        NotifierKind::DayCare => &[
            "Personalet {isted} har gennem et par måneder været opmærksom på {navn}.",
            "Vi har lavet trivselsvurdering på {navn} og talt om den på stuemøde.",
            "Pædagogerne {isted} har haft to samtaler med hjemmet, før vi skriver.",
            "Vi ser {navn} hver dag {isted} og er blevet mere bekymrede de seneste uger.",
        ],
        NotifierKind::HealthCare => &[
            "Underretning fra egen læge efter konsultation.",
            "Familien har været i kontakt med hospitalets afdeling, og vi underretter på den baggrund.",
            "Barnet og en forælder er set i vores ambulatorium i denne uge.",
            "Afdelingen underretter efter samtale med den voksne patient, som har børn i hjemmet.",
        ],
        NotifierKind::HealthVisitorOrDentist => &[
            "Sundhedsplejersken har været i hjemmet tre gange og skriver efter aftale med forældrene.",
            "Underretning fra Sundhedsplejen efter besøg i hjemmet.",
            "Tandplejen har indkaldt {navn} flere gange og set {ham} én gang i det seneste år.",
        ],
        NotifierKind::PoliceOrCourt => &[
            "Politiet har været i kontakt med familien i forbindelse med et opkald.",
            "Underretning fra politiet. Der var et barn til stede.",
            "Politiet har kørt {navn} hjem og talt kort med de voksne.",
            "Patruljen blev kaldt til adressen af en beboer i opgangen.",
        ],
        NotifierKind::Child => &[
            "{Navn} ringede selv, fordi {han} gerne vil tale med nogen. Vi har skrevet det ned sammen.",
            "{Navn} kom selv til Modtagelsen, for {han} vidste ikke, hvem {han} ellers skulle sige det til.",
        ],
        NotifierKind::FamilyOrFriends => &[
            "Jeg er i familie med {navn} og har tænkt længe over det her.",
            "Vi kender familien godt og har talt med forældrene, før vi skriver.",
            "Jeg passer tit {navn} og skriver, fordi jeg gerne vil have, at de får hjælp.",
            "Som bedsteforældre har vi prøvet at støtte, men det er blevet for meget for os.",
        ],
        NotifierKind::Anonymous => &[
            "Jeg ønsker ikke at opgive mit navn.",
            "Jeg bor i nærheden og kan ikke lade være med at lægge mærke til det.",
            "Jeg kender familien fra fritiden og vil gerne være anonym.",
        ],
        NotifierKind::Municipality => &[
            "Jobcentret underretter efter samtale med en forælder.",
            "Familien er flyttet hertil, og vi sender vores viden videre.",
            "Voksenområdet i forvaltningen er blevet opmærksom på, at der er børn i hjemmet.",
        ],
        NotifierKind::PlaceOfPlacement => &[
            "Stedet, hvor {navn} bor, underretter om forhold ved det seneste samvær.",
            "{Navn} har talt med sin kontaktvoksne efter en weekend hjemme.",
        ],
        NotifierKind::Organisation => &[
            "Familien har boet hos os i nogle uger.",
            "Træneren og klubbens formand skriver sammen.",
            "Vores rådgivning har været i kontakt med en forælder flere gange.",
        ],
        NotifierKind::Other => {
            &["Som udlejer har vi været i hjemmet og skriver på den baggrund.", "Vi er kommet i kontakt med familien gennem vores arbejde."]
        }
    }
}

/// How notifications of an expected child begin.
pub(crate) const UNBORN_OPENINGS: &[&str] = &[
    "Underretning om et ventet barn.",
    "Vi underretter før fødslen, så familien kan få hjælp i god tid.",
    "Den gravide er orienteret om, at vi skriver.",
];

/// How professionals end, when the parents have been told.
pub(crate) const PARENTS_TOLD: &[&str] = &[
    "Forældrene er orienteret om underretningen.",
    "Mor er orienteret og er indstillet på at få hjælp.",
    "Vi har talt med begge hjem, før vi sendte denne underretning.",
    "Forældrene kender indholdet og er ikke helt enige i vores beskrivelse.",
];

/// How they end when violence or abuse is suspected: then the parents are not told first.
pub(crate) const PARENTS_NOT_TOLD: &[&str] =
    &["Forældrene er ikke orienteret.", "Vi har ikke talt med forældrene om det og afventer jeres vejledning."];

/// The concern itself.
pub(crate) const fn concerns(cause: Cause) -> &'static [Staged] {
    match cause {
        Cause::SchoolProblems => SCHOOL_PROBLEMS,
        Cause::InsufficientCare => INSUFFICIENT_CARE,
        Cause::ConflictOrViolenceAtHome => CONFLICT,
        Cause::ChildBehaviour => BEHAVIOUR,
        Cause::ChildHealth => CHILD_HEALTH,
        Cause::ChildDisability => DISABILITY,
        Cause::ChildSubstanceUse => CHILD_SUBSTANCE,
        Cause::ChildCrime => CHILD_CRIME,
        Cause::AbuseByOthers => ABUSE_BY_OTHERS,
        Cause::AbuseByParents => ABUSE_BY_PARENTS,
        Cause::OtherNeglect => OTHER_NEGLECT,
        Cause::ParentSubstanceUse => PARENT_SUBSTANCE,
        Cause::ParentCrime => PARENT_CRIME,
        Cause::ParentBehaviour => PARENT_BEHAVIOUR,
        Cause::ParentDisability => PARENT_DISABILITY,
        Cause::ParentHealth => PARENT_HEALTH,
        Cause::HousingLoss => HOUSING,
        Cause::Other => OTHER,
    }
}

const ANY: Stage = Unborn;

const SCHOOL_PROBLEMS: &[Staged] = &[
    (School, Teen, "{Navn} har haft meget fravær siden ferien. Når {han} er {isted}, er {han} tit træt og har svært ved at komme i gang."),
    (
        School,
        Teen,
        "Fraværet er steget fra enkelte dage til omkring en tredjedel af timerne. {Navn} siger selv, at {han} har ondt i maven om morgenen.",
    ),
    (
        School,
        Teen,
        "{Navn} møder, men går ofte fra timerne. {Han} sidder for sig selv i frikvarterne og siger, at {han} ikke har nogen at være sammen med.",
    ),
    (
        School,
        School,
        "{Navn} har svært ved at følge med i dansk og matematik, og lektierne bliver sjældent lavet. {Han} bliver ked af det, når opgaverne er svære.",
    ),
    (School, School, "{Navn} kommer ofte for sent og uden madpakke. {Han} er glad for at være {isted}, men falder let ud af fællesskabet."),
    (
        Teen,
        Teen,
        "{Navn} har ikke været {isted} i tre uger. Hjemmet har meldt {ham} syg, men {navn} fortæller, at {han} sover om dagen og er vågen om natten.",
    ),
    (Teen, Teen, "Karaktererne er faldet det sidste halve år, og {navn} er holdt op med at komme til de fag, {han} før var glad for."),
    (
        Small,
        Small,
        "{Navn} skal snart begynde i skole, og vi er i tvivl, om {han} er klar. {Han} trækker sig fra samling og har brug for en voksen tæt på.",
    ),
    (Unborn, Infant, "En ældre søskende har meget fravær fra skolen, og vi er opmærksomme på de mindre børn i familien."),
];

const INSUFFICIENT_CARE: &[Staged] = &[
    (
        Infant,
        Small,
        "{Navn} kommer ofte i det samme tøj flere dage i træk og er sulten om morgenen. {Han} søger meget trøst hos de voksne {isted}.",
    ),
    (
        Infant,
        Small,
        "Aftaler om hentetid bliver tit ikke holdt, og {navn} er flere gange hentet af personer, vi ikke kender. {Navn} virker utryg ved afleveringen.",
    ),
    (
        Infant,
        Infant,
        "Mor virker meget træt og har svært ved at aflæse {navns} signaler. {Navn} er stille og søger ikke øjenkontakt så meget som ventet for alderen.",
    ),
    (Small, School, "{Navn} er flere gange set alene ude sent om eftermiddagen. {Han} fortæller, at de voksne sover."),
    (
        School,
        Teen,
        "{Navn} passer selv sin morgen og laver mad til sine søskende. {Han} virker ældre end sin alder og siger, at {han} er bekymret for, om der er nogen hjemme.",
    ),
    (School, Teen, "Der mangler ofte vintertøj, idrætstøj og mad. Vi har svært ved at få fat i hjemmet, og beskeder bliver ikke besvaret."),
    (School, School, "{Navn} har haft lus og ubehandlet eksem i længere tid. Vi har talt med mor, som siger, at hun ikke kan nå det hele."),
    (Teen, Teen, "{Navn} fortæller, at {han} ofte bor hos venner flere dage ad gangen, uden at nogen spørger efter {ham}."),
    (
        Unborn,
        Unborn,
        "Den gravide er udeblevet fra flere undersøgelser og har svært ved at få dagligdagen til at hænge sammen. Der er endnu ikke gjort klar til barnet.",
    ),
];

const CONFLICT: &[Staged] = &[
    (
        Infant,
        Small,
        "De voksne råbte højt, da {navn} blev afleveret, og {navn} gemte sig under bordet. Personalet har hørt lignende episoder før.",
    ),
    (Small, School, "{Navn} fortæller, at mor og {far} skændes, og at {han} går ind på sit værelse og tager høretelefoner på."),
    (
        School,
        Teen,
        "Forældrene er skilt og kan ikke tale sammen. {Navn} bringer beskeder mellem de to hjem og siger, at {han} er træt af det.",
    ),
    (School, Teen, "Der har været høje skænderier på adressen flere gange i denne måned. {Navn} var hjemme og åbnede selv døren."),
    (Small, Teen, "{Navn} har set, at de voksne skubbede til hinanden. {Han} fortalte det selv og virkede lettet over at have sagt det."),
    (Infant, School, "Der er konflikt om samvær, og afleveringen er endt i skænderi tre gange. {Navn} græder, når dagen nærmer sig."),
    (Unborn, Infant, "Der har været højlydte skænderier på adressen i weekenden. Mor siger, at hun overvejer at flytte for en tid."),
];

const BEHAVIOUR: &[Staged] = &[
    (Infant, Small, "{Navn} slår og bider de andre børn og er svær at trøste bagefter. Det sker dagligt og er taget til over efteråret."),
    (
        Small,
        School,
        "{Navn} bliver meget vred, når legen går i stykker, og kan være længe om at falde til ro. De andre børn er begyndt at holde afstand.",
    ),
    (School, School, "{Navn} har været i slagsmål flere gange på få uger. Bagefter er {han} ked af det og siger, at alle er imod {ham}."),
    (School, Teen, "{Navn} er blevet meget stille. {Han} svarer med enkelte ord, sover i timerne og har trukket sig fra sine venner."),
    (Teen, Teen, "{Navn} er ude til sent om natten, også på hverdage, og hjemmet ved ikke altid, hvor {han} er."),
    (
        Teen,
        Teen,
        "{Navn} har rifter på armene og siger, at det er noget, {han} gør, når det hele bliver for meget. {Han} har sagt ja til at tale med nogen.",
    ),
    (
        Teen,
        Teen,
        "{Navn} deler billeder af sig selv på nettet med folk, {han} ikke kender. En veninde blev bekymret og sagde det til en voksen.",
    ),
    (Unborn, Infant, "{Navn} sover meget lidt og skriger i lange perioder. Forældrene er udmattede og beder om råd."),
];

const CHILD_HEALTH: &[Staged] = &[
    (Infant, Infant, "{Navn} har ikke taget på som ventet siden sidste vejning. Forældrene har ikke mødt op til de to seneste aftaler."),
    (Infant, Small, "{Navn} er ikke vaccineret og er udeblevet fra børneundersøgelser. Sprog og motorik bør følges."),
    (Small, School, "{Navn} har mange huller i tænderne og har haft ondt i længere tid. Tre tider er ikke blevet brugt."),
    (School, Teen, "{Navn} har en kronisk sygdom, og medicinen bliver ikke taget regelmæssigt. {Han} har været indlagt to gange i år."),
    (School, Teen, "{Navn} har taget meget på og vil ikke være med til idræt. {Han} virker ked af det og taler grimt om sig selv."),
    (Teen, Teen, "{Navn} spiser meget lidt og har tabt sig. {Han} går altid tidligt fra fælles måltider."),
    (Unborn, Unborn, "Fosteret vokser mindre end ventet, og der er brug for støtte til, at aftalerne med jordemoderen bliver holdt."),
];

const DISABILITY: &[Staged] = &[
    (
        Infant,
        Small,
        "{Navn} har en medfødt funktionsnedsættelse, og familien mangler hjælp til hverdagen. Mor har ikke kunnet passe sit arbejde de seneste måneder.",
    ),
    (Small, School, "{Navn} er under udredning. Forældrene beskriver nætter med få timers søvn og søskende, der ikke får meget tid."),
    (
        School,
        Teen,
        "{Navn} har autisme og klarer skolen med støtte, men bryder sammen hjemme hver eftermiddag. Forældrene beder om aflastning.",
    ),
    (Unborn, Unborn, "Der er konstateret en funktionsnedsættelse hos det ventede barn, og forældrene ønsker vejledning om hjælp."),
];

const CHILD_SUBSTANCE: &[Staged] = &[
    (
        Teen,
        Teen,
        "{Navn} er mødt påvirket {isted} to gange. {Han} siger selv, at {han} ryger hash i weekenden, men kammerater fortæller, at det er oftere.",
    ),
    (Teen, Teen, "{Navn} blev fundet meget beruset i parken fredag aften og kørt hjem. Det er anden gang på kort tid."),
    (
        Teen,
        Teen,
        "{Navn} bruger snus og vapes hele dagen og låner penge af yngre elever. {Han} vil gerne holde op, siger {han}, men ved ikke hvordan.",
    ),
    (Unborn, School, "Der er i familien en stor søskende, som ryger hash derhjemme, mens de mindre børn er til stede."),
];

const CHILD_CRIME: &[Staged] = &[
    (Teen, Teen, "{Navn} er taget i butikstyveri sammen med to andre. {Han} erkendte og var ked af det, da politiet talte med {ham}."),
    (School, Teen, "{Navn} har været med til at smadre ruder {isted}. Der er en gruppe ældre drenge, som {han} følges med om aftenen."),
    (Teen, Teen, "{Navn} har kørt på en stjålet knallert uden hjelm. De voksne hjemme vidste ikke, at {han} var ude."),
    (Unborn, Small, "En ældre søskende er sigtet for tyveri, og politiet har været i hjemmet, mens de mindre børn sov."),
];

const ABUSE_BY_OTHERS: &[Staged] = &[
    (Small, School, "{Navn} har fortalt om en leg med en ældre dreng, som gør os bekymrede. Vi har ikke spurgt yderligere ind."),
    (School, Teen, "{Navn} har fået beskeder og billeder fra en voksen på nettet. {Navn} viste dem selv til en lærer."),
    (
        Teen,
        Teen,
        "{Navn} har fortalt, at {han} er blevet presset til noget til en fest, som {han} ikke ville. {Han} vil gerne have en voksen med.",
    ),
    (Unborn, Infant, "En person i familiens omgangskreds er under mistanke for overgreb, og vi er bekymrede for børnene i hjemmet."),
];

const ABUSE_BY_PARENTS: &[Staged] = &[
    (Infant, Small, "{Navn} har et blåt mærke på armen, og forklaringerne er forskellige. {Navn} trak sig, da vi ville tage jakken af."),
    (Small, School, "{Navn} siger, at {far} slår, når {han} er vred. {Navn} sagde det stille og ville ikke have, at vi sagde det videre."),
    (
        School,
        Teen,
        "{Navn} fortæller, at {han} bliver rusket og holdt fast derhjemme. {Han} er bange for, hvad der sker, når de får det at vide.",
    ),
    (
        School,
        Teen,
        "{Navn} har bedt om at blive længere {isted}, fordi {han} ikke vil hjem. {Han} fortæller, at der bliver råbt og kastet med ting.",
    ),
    (Unborn, Unborn, "Den gravide har fortalt, at hun er blevet skubbet af sin partner. Hun ønsker hjælp til at komme væk."),
];

const OTHER_NEGLECT: &[Staged] = &[
    (
        Infant,
        School,
        "{Navn} taler meget om ting, {han} har set på skærm, som ikke er for børn. {Han} fortæller, at {han} ser alene om natten.",
    ),
    (School, Teen, "{Navn} har et stort ansvar for sine mindre søskende og går glip af fritid og venner."),
    (School, Teen, "{Navn} må ikke deltage i lejrtur, svømning eller fødselsdage og fortæller, at {han} bliver holdt øje med af en bror."),
    (
        Unborn,
        Infant,
        "Hjemmet er fyldt op, og der er ikke en ren plads til et barn at være på. Forældrene siger selv, at de har mistet overblikket.",
    ),
];

const PARENT_SUBSTANCE: &[Staged] = &[
    (Infant, School, "Mor lugtede af alkohol, da {navn} blev hentet. Det er tredje gang, og personalet tilbød at køre dem hjem."),
    (
        School,
        Teen,
        "{Navn} fortæller, at der er mange mennesker i lejligheden om aftenen, og at de voksne drikker. {Han} sover med låst dør.",
    ),
    (Small, Teen, "{Far} er i behandling for et misbrug og har haft tilbagefald. {Navn} har set det og er ked af det."),
    (School, Teen, "{Navn} hælder selv flaskerne ud, fortæller {han}. {Han} tør ikke invitere nogen hjem."),
    (
        Unborn,
        Infant,
        "Mor har tidligere haft et forbrug af rusmidler og er bange for at falde i igen. Hun har selv bedt om, at der bliver skrevet.",
    ),
];

const PARENT_CRIME: &[Staged] = &[
    (ANY, Small, "En forælder er anholdt og varetægtsfængslet. Der er børn i hjemmet, og den anden forælder står alene."),
    (School, Teen, "{Navns} {far} er fængslet, og {navn} har hørt om det gennem andre børn {isted}. {Han} har ikke været i skole siden."),
];

const PARENT_BEHAVIOUR: &[Staged] = &[
    (Infant, Small, "Mor bliver hurtigt vred ved aflevering og taler hårdt til {navn} foran de andre. Bagefter undskylder hun og græder."),
    (School, Teen, "{Far} møder uanmeldt op {isted} og taler nedsættende om mor, mens {navn} hører det. {Navn} trækker hætten op og tier."),
    (School, Teen, "Forældrene beskriver {navn} meget negativt, også når {han} er til stede. Vi ser en anden {navn}, når {han} er her."),
    (Unborn, Unborn, "De kommende forældre har svært ved at tage imod vejledning og har afbrudt kontakten til jordemoderen."),
];

const PARENT_DISABILITY: &[Staged] = &[
    (
        Infant,
        School,
        "Mor har svært ved at læse beskeder og forstå aftaler. Hun vil det bedste for {navn}, men har brug for, at nogen viser hende hvordan.",
    ),
    (School, Teen, "{Navn} klarer breve, bank og aftaler for de voksne. {Han} er dygtig til det, men det fylder meget."),
    (Unborn, Unborn, "De kommende forældre har selv brug for støtte i hverdagen og beder om hjælp til at blive klar til barnet."),
];

const PARENT_HEALTH: &[Staged] = &[
    (Infant, Infant, "Mor har tegn på fødselsdepression og har svært ved at glæde sig over {navn}. Hun har sagt ja til hjælp."),
    (Infant, School, "Mor har været indlagt med en psykisk sygdom. {Navn} har boet hos mormor og spørger meget efter sin mor."),
    (School, Teen, "{Navns} {far} er alvorligt syg, og familien er presset. {Navn} vil helst være hjemme for at holde øje."),
    (School, Teen, "Mor har angst og kommer sjældent ud. {Navn} går til købmanden og følger sin lillesøster i skole."),
    (Unborn, Unborn, "Den gravide er i behandling for depression og er bange for, om hun kan klare at blive mor."),
];

const HOUSING: &[Staged] = &[
    (ANY, Teen, "Familien står til at miste deres bolig om fire uger på grund af husleje. De har ikke fundet et andet sted at bo."),
    (Infant, Teen, "Familien bor på sofaer hos venner. {Navn} har langt til {sted} og sover dårligt."),
];

const OTHER: &[Staged] = &[
    (ANY, Teen, "Familien har mistet et nært familiemedlem, og sorgen fylder. Vi skriver, for at de kan få tilbudt støtte."),
    (Infant, Teen, "Der er sket mange skift i familien på kort tid. {Navn} virker forvirret over, hvor {han} skal være hvornår."),
    (School, Teen, "{Navn} har fortalt, at {han} ikke føler sig set derhjemme og gerne vil tale med en voksen udefra."),
];

/// What a second and later cause adds, in short.
pub(crate) const ALSO: &[&str] = &[
    "Vi har også lagt mærke til, at {navn} er mere træt end før.",
    "Derudover er der uro om familiens økonomi.",
    "Der er desuden få voksne omkring familien, som kan træde til.",
    "Samtidig har der været flere skift af voksne i hjemmet.",
];

/// Titles of those who notify as professionals, with their workplace when it is not the child's own day-care or school.
pub(crate) const fn professionals(kind: NotifierKind) -> &'static [(&'static str, Option<&'static str>)] {
    match kind {
        NotifierKind::School => &[("skoleleder", None), ("klasselærer", None), ("AKT-vejleder", None), ("afdelingsleder", None)],
        NotifierKind::DayCare => &[("pædagog", None), ("daglig leder", None), ("stuepædagog", None)],
        NotifierKind::HealthCare => &[
            ("praktiserende læge", Some("Lægehuset")),
            ("overlæge", Some("Børneafdelingen")),
            ("sygeplejerske", Some("Skadestuen")),
            ("psykolog", Some("Børne- og ungdomspsykiatrien")),
            ("jordemoder", Some("Svangreambulatoriet")),
        ],
        NotifierKind::HealthVisitorOrDentist => {
            &[("sundhedsplejerske", Some("Sundhedsplejen")), ("tandlæge", Some("Tandplejen")), ("tandplejer", Some("Tandplejen"))]
        }
        NotifierKind::PoliceOrCourt => {
            &[("politiassistent", Some("Politiet")), ("politibetjent", Some("Politiet")), ("vagthavende", Some("Politiet"))]
        }
        NotifierKind::Municipality => &[
            ("jobkonsulent", Some("Jobcentret")),
            ("socialrådgiver", Some("En anden kommunes familieafdeling")),
            ("sagsbehandler", Some("Voksenområdet")),
            ("SSP-konsulent", Some("SSP")),
        ],
        NotifierKind::PlaceOfPlacement => {
            &[("kontaktpædagog", Some("Stedet, hvor barnet bor")), ("plejefamiliekonsulent", Some("Plejefamilieteamet"))]
        }
        NotifierKind::Organisation => {
            &[("træner", Some("Idrætsforeningen")), ("leder", Some("Krisecentret")), ("rådgiver", Some("En frivillig forening"))]
        }
        _ => &[("driftsleder", Some("Boligforeningen")), ("bibliotekar", Some("Biblioteket"))],
    }
}

/// Every template in this file, for the tests.
#[cfg(test)]
pub(crate) fn all() -> Vec<&'static str> {
    let mut all: Vec<&str> = NotifierKind::ALL.iter().flat_map(|kind| openings(*kind)).copied().collect();
    all.extend(Cause::ALL.iter().flat_map(|cause| concerns(*cause)).map(|(_, _, text)| text));
    all.extend(PARENTS_TOLD.iter().chain(PARENTS_NOT_TOLD).chain(ALSO).chain(UNBORN_OPENINGS));
    all
}
