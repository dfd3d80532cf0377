//! What is said and decided at follow-ups.

use trin_domain::kinds::InterventionKind;

/// How it goes with the help.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Going {
    Worse,
    Same,
    Better,
}

/// What the family says.
pub(crate) const fn family_voice(going: Going) -> &'static [&'static str] {
    match going {
        Going::Better => &[
            "Mor siger, at det er første gang i lang tid, at de har haft en rolig uge.",
            "Forældrene oplever, at {navn} er gladere, og at de selv bliver mindre hurtigt vrede.",
            "Mor: »Vi har fået en hverdag. Jeg er stadig bange for, om det holder, når I går.«",
            "{Far} mærker forskel og vil gerne have længere mellem møderne.",
            "Familien er tilfreds og foreslår selv, at hjælpen bliver mindre.",
            "Mor og {far} har brugt aftaleplanen og kun afveget fra den én gang.",
        ],
        Going::Same => &[
            "Mor synes, at det går op og ned. Hun er glad for hjælpen, men træt.",
            "Forældrene er uenige om, hvor meget det hjælper. De vil gerne fortsætte.",
            "{Far} kunne ikke være med i dag. Mor siger, at det er omtrent som sidst.",
            "Familien har haft sygdom og har ikke nået det, der var aftalt.",
            "Mor: »Det er rart, at der kommer nogen. Men jeg ved ikke, hvad jeg skal gøre de andre dage.«",
        ],
        Going::Worse => &[
            "Mor siger, at hun er ved at give op, og at {navn} ikke vil høre efter.",
            "Forældrene oplever ikke, at hjælpen passer til dem, og har aflyst to gange.",
            "{Far} er vred over, at der ikke sker mere, og er ikke enig med mor.",
            "Familien er presset af, at boligen er opsagt. Alt andet er gledet i baggrunden.",
        ],
    }
}

/// What the provider reports, whatever the help.
pub(crate) const fn status(going: Going) -> &'static [&'static str] {
    match going {
        Going::Better => &[
            "{Leverandør} har mødt familien som aftalt. Der er tydelig fremgang på to af målene.",
            "Fremmøde 9 af 10 gange. Familien bruger det, vi øver, uden at blive mindet om det.",
            "Vi ser ro, humor og flere gode overgange. Vi foreslår at begynde nedtrapning.",
            "{Navn} tager selv initiativ nu. {Leverandør} arbejder på at gøre sig undværlig.",
        ],
        Going::Same => &[
            "Fremmøde omkring halvdelen af gangene. Når vi ses, arbejdes der godt.",
            "Der er små skridt, men de holder ikke altid til næste uge. Vi foreslår færre mål ad gangen.",
            "{Leverandør} har haft fokus på struktur. {Navn} er med, forældrene har svært ved at holde fast.",
            "Status er uændret siden sidst. Der er aftalt et fælles møde med {sted}.",
        ],
        Going::Worse => &[
            "Fem aflysninger siden sidst. Vi er i tvivl, om hjælpen rammer det rigtige.",
            "{Navn} er mere ked af det, og konflikterne er taget til. Vi anbefaler, at hjælpen ændres.",
            "Der er ikke fremgang på målene. {Leverandør} har prøvet to metoder og foreslår en anden indsats.",
        ],
    }
}

/// What is special to a kind of help, added to the status.
pub(crate) const fn detail(kind: InterventionKind) -> &'static [&'static str] {
    use InterventionKind as K;
    match kind {
        K::FamilyTreatment => {
            &["Der er holdt seks familiesamtaler og to med {navn} alene.", "Vi bruger film af hverdagen, som familien selv vælger ud."]
        }
        K::HomeSupport => {
            &["Vi er i hjemmet to morgener og en aften om ugen.", "Der er lavet billeder af morgenens rækkefølge, som hænger i gangen."]
        }
        K::ContactPerson => {
            &["Kontaktpersonen ses med {navn} hver onsdag. De er begyndt at træne sammen.", "De har været hos klubben sammen tre gange."]
        }
        K::ReliefCare => &[
            "{Navn} er hos aflastningsfamilien hver tredje weekend og sover godt der.",
            "Aflastningsfamilien fortæller om god appetit og lange lege i haven.",
        ],
        K::DayTreatment => &["Skoledagen er på fire timer nu mod to ved start."],
        K::SupportPedagogue | K::WellbeingEffort => {
            &["Der er fast voksen ved modtagelse og i overgange.", "Legegruppe to gange om ugen med tre andre børn."]
        }
        K::PprCourse => &["Der er lavet en læringsprofil, som lærerne bruger."],
        K::HealthVisitorExtra => &["Besøg hver anden uge. Vægt og søvn følges.", "Mor er begyndt at skrive {navns} søvn ned."],
        K::ConversationGroup => &["{Navn} har været med seks ud af otte gange og siger mere og mere."],
        K::PsychologistTalks => &["Der er holdt fem af ti samtaler."],
        K::PlacementKin | K::PlacementFoster | K::PlacementFosterSpecialised | K::PlacementFosterReinforced => &[
            "Plejeforældrene beskriver gode rutiner og en tryg nattesøvn.",
            "Samværet med mor er hver anden lørdag og går roligt.",
            "Plejefamilien har fået supervision to gange.",
        ],
        K::PlacementResidentialOwn | K::PlacementResidentialExternal | K::PlacementSecure | K::PlacementResidentialHome => &[
            "Kontaktpædagogen har ugentlige samtaler med {navn}.",
            "Der er færre konflikter i fællesrummet end ved indflytningen.",
            "Forældrene kommer til middag hver torsdag.",
        ],
        K::PlacementOwnRoom => &["{Navn} laver selv mad fire dage om ugen og holder sit budget."],
        K::PlacementBoardingSchool => &["{Navn} deltager i fællesskabet og har fået en god værelseskammerat."],
        _ => &["Der er holdt de møder, der var aftalt."],
    }
}

/// Why to go on when it goes better.
pub(crate) const CONTINUE: &[&str] = &[
    "Der er fremgang, men den skal have tid til at blive hverdag.",
    "Alle er enige om at fortsætte som nu til næste opfølgning.",
    "Målene er på vej. {Navn} ønsker, at det fortsætter.",
    "Det går den rigtige vej. Vi holder fast og holder øje med, om det bærer.",
];

/// Why to go on when it does not yet.
pub(crate) const CONTINUE_STILL: &[&str] = &[
    "Det er for tidligt at vurdere virkningen. Vi fortsætter og ser på det igen.",
    "Det går op og ned, som ventet i begyndelsen. Aftalerne fastholdes til næste opfølgning.",
    "Familien ønsker at fortsætte. Vi er enige om, hvad vi skal kunne se næste gang.",
    "Indsatsen fortsætter, mens vi får svar fra {sted} om, hvordan det går der.",
];

/// Why to adjust.
pub(crate) const ADJUST: &[&str] = &[
    "Målene er for mange. Vi vælger ét ud sammen med familien og øger tiden på det.",
    "Hjælpen flyttes til eftermiddagen, hvor det er sværest.",
    "{Sted} inddrages tættere, og {leverandør} møder {navn} der en gang om ugen.",
    "Fremgangen er gået i stå. Metoden ændres, og {far} tages mere med.",
];

/// Why to step down.
pub(crate) const STEP_DOWN: &[&str] = &[
    "Målet for vejen ned er nået. Familien er klar til mindre hjælp.",
    "{Navn} trives, og forældrene klarer hverdagen. Vi går et trin ned og holder øje.",
    "Mindre indgribende hjælp er nok nu. {Navn} er selv med på det.",
];

/// Why to step up.
pub(crate) const STEP_UP: &[&str] = &[
    "Hjælpen er ikke nok. {Navns} trivsel falder, og der skal mere til nu.",
    "Trods justering er der ikke ro omkring {navn}. Vi går et trin op og beskriver samtidig vejen ned.",
];

/// Why to stop help that does not work.
pub(crate) const STOP_NO_EFFECT: &[&str] = &[
    "Ingen fremgang ved tre opfølgninger. Vi stopper denne hjælp og vælger en anden med familien.",
    "Hjælpen bruges ikke og virker ikke. Den stoppes, og behovet vurderes igen.",
];

/// Why to stop help that has done its work.
pub(crate) const STOP_GOALS_REACHED: &[&str] = &[
    "Målene er nået, og de har holdt siden sidste opfølgning.",
    "Familien klarer det selv og ved, hvor de kan henvende sig.",
    "{Navn} siger selv, at det er godt nu. {Sted} følger op.",
];

/// Every template in this file, for the tests.
#[cfg(test)]
pub(crate) fn all() -> Vec<&'static str> {
    let goings = [Going::Worse, Going::Same, Going::Better].into_iter().flat_map(|going| [family_voice(going), status(going)]);
    let details = InterventionKind::ALL.iter().map(|kind| detail(*kind));
    let fixed = [CONTINUE, CONTINUE_STILL, ADJUST, STEP_DOWN, STEP_UP, STOP_NO_EFFECT, STOP_GOALS_REACHED];
    goings.chain(details).chain(fixed).flatten().copied().collect()
}
