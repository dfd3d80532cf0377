//! What is written at the one door: assessment within 24 hours, screening, feedback, responsibility, closing.

use trin_domain::kinds::ScreeningOutcome;

/// Why there is no danger now.
pub(crate) const NOT_IN_DANGER: &[&str] = &[
    "Der er bekymring, men intet, der peger på fare her og nu. Mor er ringet op, og {navn} er hjemme i trygge rammer.",
    "Underretter vurderer ikke selv, at det haster. Der er ikke tidligere oplysninger, der taler imod.",
    "Underretter er ringet op. Forholdene er kendte over tid og ikke forværret i denne uge. Der screenes i den almindelige gang.",
    "{Navn} opholder sig hos en tryg voksen, og der er aftalt kontakt med familien inden for få dage.",
    "Mor er ringet op, lyder fattet og er indforstået med et møde. Der er ikke holdepunkter for akut fare.",
    "Oplysningerne er gennemgået sammen med tidligere viden. Bekymringen er reel, men kan afvente screening.",
    "Der er talt med {sted}. {Navn} er i god kontakt med de voksne der, og der er ikke tegn på akut fare.",
    "Bekymringen angår trivsel over længere tid. Intet i beskrivelsen tyder på, at barnets sundhed eller udvikling er i fare nu.",
    "Underretningen ligner den seneste, som blev vurderet for nylig. Ingen nye akutte forhold.",
];

/// The same for an unborn child.
pub(crate) const NOT_IN_DANGER_UNBORN: &[&str] = &[
    "Den gravide har kontakt til jordemoder og er indstillet på hjælp. Der er tid til at forberede støtte før fødslen.",
    "Der er aftalt besøg af sundhedsplejersken i næste uge. Ingen akut fare for det ventede barn.",
];

/// Why there is danger now.
pub(crate) const IN_DANGER: &[&str] = &[
    "Beskrivelsen tyder på vold i hjemmet i går, og {navn} er utryg ved at tage hjem. Der handles i dag.",
    "{Navn} er alene, og det er ikke lykkedes at få kontakt til forældrene. Der er brug for en løsning nu.",
    "{Navn} har fortalt om forhold, der kræver, at der handles, inden {han} skal hjem i eftermiddag.",
    "Den voksne i hjemmet er påvirket og kan ikke varetage omsorgen i aften.",
    "{Navns} egne ord og underretters iagttagelser peger på fare for {hans} sundhed, hvis ingen gør noget i dag.",
];

/// What was done at once.
pub(crate) const ACUTE_MEASURES: &[&str] = &[
    "{Navn} er hos mormor natten over efter aftale med mor. Rådgiver besøger hjemmet i morgen tidlig.",
    "Rådgiver er kørt ud til {sted} og har talt med {navn}. {Far} henter og bliver hjemme de næste dage.",
    "Mor og børn er fulgt til et trygt sted for natten. Vagten har kontakt igen i aften.",
    "Der er lavet en sikkerhedsplan med familien og en nabo, og familiebehandler kommer i hjemmet fra i dag.",
    "Akut familiekonsulent er i hjemmet i aften. Der er lægetid til {navn} i morgen.",
];

/// Why the screening ended as it did.
pub(crate) const fn screening(outcome: ScreeningOutcome) -> &'static [&'static str] {
    match outcome {
        ScreeningOutcome::NothingFurther => &[
            "Forældrene har selv taget fat på det, og {sted} følger {navn} tæt. Der er ikke grundlag for mere fra os.",
            "Bekymringen kunne ikke genkendes af de fagpersoner, der ser {navn} hver dag. Familien har fået vores nummer.",
            "Der var tale om en enkelt episode. Forældrene har talt med {navn} om den, og der er styr på hverdagen.",
            "Familien har netværk omkring sig og ønsker ikke yderligere. Det vurderes forsvarligt.",
            "Der er talt med begge forældre. Konflikten er bragt til Familieretshuset, og {navn} trives ellers.",
        ],
        ScreeningOutcome::ConsultativeHelp => &[
            "{Sted} ønsker sparring om, hvordan de støtter {navn}. Det vurderes at være nok nu.",
            "Bekymringen kan løses, hvor {navn} er hver dag. Familiekonsulenten giver sparring tre gange.",
            "PPR og {sted} tager det videre sammen med forældrene. Vi står til rådighed.",
        ],
        ScreeningOutcome::EarlyHelp => &[
            "Familien ønsker råd og støtte, og der er ikke brug for en undersøgelse for at komme i gang.",
            "Der er gode kræfter i familien. Et kort forløb vurderes at kunne vende udviklingen, før den vokser.",
            "Mor beder selv om hjælp. Tidlig indsats sættes i værk nu, og vi ser på det igen om tre måneder.",
            "{Navn} har brug for et frirum at tale i. En gruppe på {hans} alder begynder om to uger.",
        ],
        ScreeningOutcome::PartialAssessment => &[
            "Et enkelt forhold skal belyses nærmere, før vi kan vurdere behovet for støtte: {navns} fravær.",
            "Det skal afdækkes, hvordan hverdagen fungerer i de to hjem. En fuld undersøgelse vurderes ikke nødvendig.",
            "Der er brug for at tale med {navn} og med {sted} om {hans} trivsel, før vi tager stilling.",
            "Samspillet mellem forældre og barn skal belyses ved tre besøg i hjemmet.",
        ],
        ScreeningOutcome::Assessment => &[
            "Bekymringen er sammensat og har stået på længe. Der er brug for en børnefaglig undersøgelse.",
            "Flere underretninger peger samme vej. {Navns} samlede situation skal undersøges.",
            "Der er mistanke om vold, og der iværksættes børnefaglig undersøgelse. {Navn} tilbydes en samtale først.",
            "Både {navns} udvikling og forældrenes overskud giver anledning til en undersøgelse med fokus på støttebehov.",
            "Forældrene ønsker hjælp til flere ting på én gang. En undersøgelse skal give et fælles billede.",
        ],
        ScreeningOutcome::PartOfOngoing => &[
            "Oplysningerne bekræfter det billede, vi allerede arbejder ud fra, og indgår i den igangværende sag.",
            "Underretningen tages op på næste opfølgning sammen med familien.",
            "Forholdet er kendt. Det indgår i undersøgelsen, og rådgiver taler med {navn} om det.",
            "Der er nyt i underretningen. Indsatsen justeres ved næste møde.",
        ],
        ScreeningOutcome::OtherMunicipality => &[
            "Familien er flyttet, og barnet er tilmeldt en anden kommune. Underretningen er sendt videre i dag.",
            "{Navn} bor hos sin anden forælder i en anden kommune, som nu har sagen.",
        ],
    }
}

/// What a professional notifier is told, by what the screening led to.
pub(crate) const fn told(outcome: ScreeningOutcome) -> &'static [&'static str] {
    match outcome {
        ScreeningOutcome::NothingFurther | ScreeningOutcome::OtherMunicipality => &[
            "Vi har talt med familien og vurderet jeres underretning. Der er ikke sat en undersøgelse i gang.",
            "Underretningen er vurderet og har ikke ført til en undersøgelse. Ring endelig, hvis I ser noget nyt.",
        ],
        ScreeningOutcome::ConsultativeHelp => {
            &["Der er ikke sat en undersøgelse i gang. Vores konsulent giver jer sparring om, hvordan I støtter barnet."]
        }
        ScreeningOutcome::EarlyHelp => {
            &["Familien har taget imod tidlig hjælp. I må gerne fortsætte jeres egen indsats og ringe, hvis noget ændrer sig."]
        }
        ScreeningOutcome::PartialAssessment => {
            &["Der er sat en afdækning i gang. Rådgiver kontakter jer, hvis vi har brug for jeres viden."]
        }
        ScreeningOutcome::Assessment => &[
            "Der er sat en børnefaglig undersøgelse i gang. Rådgiver kontakter jer om, hvordan I kan bidrage.",
            "Der er sat en undersøgelse i gang. Den varer normalt op til fire måneder, og I bliver inviteret til et netværksmøde.",
        ],
        ScreeningOutcome::PartOfOngoing => {
            &["Underretningen indgår i en sag, vi arbejder med. Tak for beskrivelsen, som vi bruger i samarbejdet med familien."]
        }
    }
}

/// Why feedback was withheld.
pub(crate) const WITHHELD: &[&str] = &[
    "Forældrene ønsker ikke, at underretter får oplysninger, og hensynet til samarbejdet med familien vejer tungest.",
    "Særlige forhold i sagen taler imod at give oplysninger på nuværende tidspunkt.",
];

/// What the second professional found.
pub(crate) const SECOND: &[&str] = &[
    "Jeg har gennemgået sagen uden at have deltaget i den. Indsatsen bør fortsætte, men målene om ro i hverdagen bør gøres tydeligere.",
    "Set med friske øjne er der fremgang, og underretningen ændrer ikke ved det. Jeg anbefaler en samtale med {navn} inden næste opfølgning.",
    "Underretningen peger på noget, hjælpen ikke rammer. Jeg anbefaler, at opfølgningen rykkes frem.",
    "Jeg er enig i den hidtidige vurdering. Barnets egne ord bør indhentes igen, da det er nogle måneder siden.",
];

/// What a reread of all concerns concludes.
pub(crate) const REREAD: &[&str] = &[
    "Læst samlet handler underretningerne om det samme: morgener, fravær og træthed. Det er ikke enkeltstående. Vi ser på det under ét.",
    "De tre bekymringer kommer fra forskellige steder uden at kende hinanden og peger samme vej. Det styrker grundlaget for at hjælpe nu.",
    "Samlet ses en bedring: den ældste er den alvorligste, og de seneste er mildere. Vi holder fast i planen.",
    "Mønstret følger skiftet mellem de to hjem. Det tages op med begge forældre på næste møde.",
];

/// Why the intake takes responsibility.
pub(crate) const INTAKE_TAKES: &[&str] = &[
    "Ny henvendelse. Modtagelsen har ansvaret, indtil der er screenet.",
    "Modtagelsen følger barnet, til det er afklaret, hvem der tager over.",
];

/// Why a child is offered to a caseworker.
pub(crate) const OFFERED: &[&str] = &[
    "{Navn} skal følges i jeres distrikt. Familien ved, at I ringer. Mor træffes bedst efter kl. 15.",
    "Der er besluttet hjælp. Jeg har lovet familien et første møde inden 14 dage. {Navn} har en god lærer at spørge til råds.",
    "En søskende er kendt hos dig, og familien ønsker én gennemgående rådgiver.",
    "Undersøgelsen skal i gang. Der mangler samtykke fra {far}, og {navn} vil gerne tale uden sine forældre.",
];

/// Why a caseworker declines.
pub(crate) const DECLINED: &[&str] = &[
    "Jeg kender familien privat og kan ikke være deres rådgiver.",
    "Jeg har allerede 34 børn og to nye undersøgelser i denne uge. Kan en kollega tage over?",
    "Jeg går på orlov om tre uger. Det vil give familien et skift mere end nødvendigt.",
];

/// Why an offer is taken back before it is answered.
pub(crate) const WITHDRAWN: &[&str] = &[
    "Du er blevet sygemeldt, og {navn} skal ikke vente. Jeg spørger igen på teammødet.",
    "Familien er flyttet til et andet distrikt. En anden bliver spurgt.",
];

/// Why a child is handed over when someone leaves.
pub(crate) const HANDED_OVER: &[&str] = &[
    "Jeg stopper i kommunen ved månedens udgang. {Navn} og forældrene ved det, og vi holder et fælles overleveringsmøde.",
    "Jeg skifter til et andet team. Planen er opdateret, næste opfølgning står i kalenderen.",
    "Overleveres efter aftale med teamleder. {Navn} vil gerne høre selv, hvem der kommer, og have et billede af dig.",
];

/// Why a leader gives responsibility without an offer.
pub(crate) const LEADER_ASSIGNS: &[&str] = &[
    "Den hidtidige rådgiver er fratrådt. Ansvaret gives efter aftale på teammødet.",
    "Fordeling af sager ved sygemelding. Ingen børn er uden rådgiver.",
];

/// Why a case closes with nothing more needed.
pub(crate) const CLOSED_AT_THE_DOOR: &[&str] = &[
    "Familien klarer det med dem, de har omkring sig. {Sted} ved, hvem de kan ringe til.",
    "Ingen yderligere behov. Forældrene er orienteret og har fået nummeret til den åbne rådgivning.",
    "Sparring er givet, og almenområdet bærer det videre.",
];

/// Why a case closes after help.
pub(crate) const CLOSED_AFTER_HELP: &[&str] = &[
    "Målene er nået, og {navn} trives. {Sted} og familien bærer det videre. Der er aftalt et opkald om tre måneder.",
    "Familien ønsker at klare sig selv og har et netværk, der træder til. Døren står åben.",
    "Hjælpen er afsluttet. {Navn} har sin faste voksne {isted} og ved, at {han} kan henvende sig.",
    "Undersøgelsen viste ikke behov for støtte fra os. Familien er enig og har fået råd med hjem.",
];

/// Why a case closes at 18.
pub(crate) const CLOSED_AT_EIGHTEEN: &[&str] = &[
    "Fyldt 18 år. Der er holdt overleveringsmøde med voksenområdet, og {navn} har en kontakt der.",
    "Fyldt 18 år. {Navn} ønsker ikke mere hjælp nu, men ved, at ungestøtte kan søges til 23 år.",
    "Fyldt 18 år og i gang med uddannelse. Uddannelsesvejleder er orienteret efter aftale med {navn}.",
];

/// How what is unfinished at 18 is finished.
pub(crate) const SCREENED_AT_EIGHTEEN: &[&str] =
    &["{Navn} er fyldt 18 år. Henvendelsen er drøftet med {ham} og overgivet til voksenområdet efter aftale."];
pub(crate) const CONCLUDED_AT_EIGHTEEN: &[&str] =
    &["{Navn} er fyldt 18 år. Det, der er undersøgt, er gennemgået med {ham}, og {han} har fået det med til voksenområdet."];

/// Every template in this file, for the tests.
#[cfg(test)]
pub(crate) fn all() -> Vec<&'static str> {
    let lists: &[&[&str]] = &[
        NOT_IN_DANGER,
        NOT_IN_DANGER_UNBORN,
        IN_DANGER,
        ACUTE_MEASURES,
        WITHHELD,
        SECOND,
        REREAD,
        INTAKE_TAKES,
        OFFERED,
        DECLINED,
        WITHDRAWN,
        HANDED_OVER,
        LEADER_ASSIGNS,
        CLOSED_AT_THE_DOOR,
        CLOSED_AFTER_HELP,
        CLOSED_AT_EIGHTEEN,
        SCREENED_AT_EIGHTEEN,
        CONCLUDED_AT_EIGHTEEN,
    ];
    let outcomes = ScreeningOutcome::ALL.iter().flat_map(|outcome| screening(*outcome).iter().chain(told(*outcome)));
    lists.iter().copied().flatten().chain(outcomes).copied().collect()
}
