//! What is written when help is decided and when it ends.

use super::Stage::{Infant, School, Small, Teen, Unborn};
use super::Staged;
use trin_domain::kinds::InterventionKind;

/// A kind of help in the definite, as it stands in a sentence.
pub(crate) const fn definite(kind: InterventionKind) -> &'static str {
    use InterventionKind as K;
    match kind {
        K::WellbeingEffort => "trivselsindsatsen",
        K::SupportPedagogue => "støttepædagogen",
        K::HealthVisitorExtra => "de ekstra besøg af sundhedsplejersken",
        K::PprCourse => "forløbet ved PPR",
        K::FamilyRoom => "familiestuen",
        K::ConversationGroup => "samtalegruppen",
        K::Counselling => "rådgivningsforløbet",
        K::FamilyGroupConference => "familierådslagningen",
        K::ParentCourse => "forældrekurset",
        K::PsychologistTalks => "psykologsamtalerne",
        K::LostEarnings => "den tabte arbejdsfortjeneste",
        K::SupportedDayCare => "den støttede plads",
        K::HomeSupport => "støtten i hjemmet",
        K::ContactPerson => "kontaktpersonen",
        K::WorkTraining => "praktikken",
        K::FamilyTreatment => "familiebehandlingen",
        K::DayTreatment => "dagbehandlingen",
        K::ReliefCare => "aflastningen",
        K::OtherHelp => "hjælpen",
        K::FamilyStay => "familiens døgnophold",
        K::PlacementKin => "opholdet i netværksplejefamilien",
        K::PlacementFoster | K::PlacementFosterSpecialised | K::PlacementFosterReinforced => "opholdet i plejefamilien",
        K::PlacementOwnRoom => "eget værelse med støtte",
        K::PlacementBoardingSchool => "opholdet på efterskolen",
        K::PlacementResidentialOwn | K::PlacementResidentialExternal | K::PlacementSecure => "opholdet på institutionen",
        K::PlacementResidentialHome => "opholdet på opholdsstedet",
    }
}

/// What a kind of help is for.
pub(crate) const fn purposes(kind: InterventionKind) -> &'static [&'static str] {
    use InterventionKind as K;
    match kind {
        K::WellbeingEffort => &[
            "At {navn} får en god start på dagen {isted} og en fast voksen, der tager imod.",
            "At {navn} kommer med i legen og får to faste aktiviteter om ugen i en lille gruppe.",
        ],
        K::SupportPedagogue => &[
            "At {navn} får støtte i overgange og samling, så {han} kan være en del af fællesskabet.",
            "At {navn} får hjælp til at forstå og følge gruppens rytme.",
        ],
        K::HealthVisitorExtra => {
            &["At forældrene bliver trygge i at aflæse {navns} signaler.", "At støtte en god start med søvn, mad og ro i familien."]
        }
        K::PprCourse => &[
            "At klarlægge {navns} behov i læringen og rådgive de voksne om, hvad der virker.",
            "At støtte {navns} sproglige udvikling sammen med {sted}.",
        ],
        K::FamilyRoom => &["At mor møder andre med små børn og får støtte til samspillet med {navn}."],
        K::ConversationGroup => &[
            "At {navn} møder andre børn, der har det ligesom {ham}, og får ord for det.",
            "At {navn} får et frirum uden at skulle passe på de voksne.",
        ],
        K::Counselling => &[
            "At forældrene får redskaber til rutiner og sengetid, før det vokser.",
            "At mor og {far} får hjælp til at samarbejde om {navn} i to hjem.",
        ],
        K::FamilyGroupConference => &["At familie og netværk selv lægger en plan for {navns} hverdag."],
        K::ParentCourse => &["At forældrene møder andre forældre og øver anerkendende samvær med {navn}."],
        K::PsychologistTalks => &[
            "At {navn} får talt om det, der er sket, og finder en måde at leve med det på.",
            "At dæmpe {navns} angst for at gå hjemmefra.",
        ],
        K::LostEarnings => &["At en forælder kan passe {navn} hjemme ved behandlinger, som funktionsnedsættelsen kræver."],
        K::SupportedDayCare => &["At {navn} får en plads med ekstra voksne, så hverdagen hænger sammen for hele familien."],
        K::HomeSupport => &[
            "At familien får faste rutiner morgen og aften, så {navn} er udhvilet og kommer afsted.",
            "At forældrene får støtte i hjemmet til at sætte rammer og bevare ro, når det er svært.",
            "At aflaste mor i det praktiske og styrke hende i samværet med {navn}.",
        ],
        K::ContactPerson => &[
            "At {navn} får en fast voksen uden for familien at tale med og gøre ting sammen med.",
            "At støtte {navn} i at komme tilbage {isted} og til en fritidsinteresse.",
            "At {navn} får hjælp til at finde vej ud af det fællesskab, som skaffer {ham} problemer.",
        ],
        K::WorkTraining => &["At {navn} prøver kræfter med et arbejde og får troen på egne evner tilbage."],
        K::FamilyTreatment => &[
            "At forældrene kan møde {navns} behov med ro, også når der er konflikt.",
            "At familien finder nye måder at tale sammen på, så {navn} ikke bærer ansvaret.",
            "At bearbejde det, familien har været igennem, og styrke tilknytningen mellem {navn} og forældrene.",
        ],
        K::DayTreatment => &["At {navn} får skole og behandling samme sted og igen oplever at kunne lære."],
        K::ReliefCare => &[
            "At {navn} får en weekend om måneden i en tryg familie, og at forældre og søskende får luft.",
            "At give {navn} et ekstra sted at høre til.",
        ],
        K::OtherHelp => &["At give familien den hjælp i hverdagen, som de øvrige tilbud ikke dækker."],
        K::FamilyStay => &["At hele familien bor på Familiehuset i tre måneder, så samspillet kan styrkes døgnet rundt."],
        K::PlacementKin => &["At {navn} bor hos nogen, {han} kender og er tryg ved, mens forældrene får hjælp."],
        K::PlacementFoster => &[
            "At {navn} får en stabil hverdag i en familie med få og faste voksne.",
            "At {navn} kan bevare sin skole og sine venner og se sine forældre.",
        ],
        K::PlacementFosterSpecialised | K::PlacementFosterReinforced => &[
            "At {navn} får omsorg af plejeforældre med særlig erfaring og støtte til sin udvikling.",
            "At {navns} behandling og skolegang kan følges tæt i en plejefamilie.",
        ],
        K::PlacementOwnRoom => &["At {navn} øver sig i at bo selv med støtte af en fast voksen."],
        K::PlacementBoardingSchool => &["At {navn} får et år med faste rammer, kammerater og afstand til konflikterne hjemme."],
        K::PlacementResidentialOwn | K::PlacementResidentialExternal => &[
            "At {navn} får en rolig og forudsigelig hverdag med behandling, mens vejen til en familie eller hjem forberedes.",
            "At {navns} behov afklares i trygge rammer.",
        ],
        K::PlacementResidentialHome => &["At {navn} får faste voksne døgnet rundt og hjælp til skole, fritid og venskaber."],
        K::PlacementSecure => &["At beskytte {navn} i en kort periode og lægge en plan for et mere åbent tilbud."],
    }
}

/// Why less intrusive help is not enough.
pub(crate) const WHY_NOT_LOWER: &[&str] = &[
    "Tidlig hjælp er afprøvet i fire måneder uden tilstrækkelig virkning.",
    "Familiens behov er større, end almenområdet kan bære, selv med sparring.",
    "Netværket er spurgt på en familierådslagning og kan ikke løfte opgaven alene.",
    "Støtte i hjemmet er prøvet to gange. {Navn} har brug for mere, end den kan give.",
    "Der er brug for hjælp nu. Et forløb i gruppe vil ikke ramme det, {navn} har brug for.",
];

/// Why not a place higher in the strategy's order.
pub(crate) const WHY_NOT_PREFERRED: &[&str] = &[
    "Der er spurgt i familie og netværk. Ingen kan tage imod {navn} nu, men mormor vil gerne have samvær.",
    "{Navns} behov for behandling kan ikke mødes i en plejefamilie på nuværende tidspunkt.",
    "Der er ingen ledig plejefamilie i nærheden, der passer til {navn}, og {han} bør ikke skifte skole.",
    "{Navn} er over 15 år og ønsker ikke en plejefamilie. {Hans} ønske er tillagt stor vægt.",
    "En plejefamilie er afprøvet og måtte give op. {Navn} har brug for flere voksne omkring sig i en periode.",
];

/// How the child gets down the ladder, by what kind of help it has now.
pub(crate) const fn step_down_aims(kind: InterventionKind) -> &'static [&'static str] {
    use InterventionKind as K;
    match kind {
        K::ContactPerson | K::WorkTraining => &[
            "Når {navn} har en fritidsinteresse og en ven, trappes kontakten ned til et opkald om ugen.",
            "Når {navn} er {isted} mindst ni af ti dage, overtager den faste voksne der.",
        ],
        K::FamilyTreatment | K::Counselling | K::FamilyStay => &[
            "Når forældrene kan løse en konflikt uden hjælp, erstattes behandlingen af en forældregruppe.",
            "Når aftaleplanen mellem de to hjem holder, klarer familien sig med åben rådgivning.",
            "Når familien selv har ledt tre samtaler, mødes vi kun hver sjette uge og slutter derefter.",
        ],
        K::HomeSupport | K::OtherHelp => &[
            "Når morgenerne har fungeret i otte uger, trappes hjælpen ned til rådgivning hver tredje uge.",
            "Når mor selv kan holde aftenrutinen fem dage om ugen, stopper støtten, og mormor træder til.",
        ],
        K::ReliefCare => &["Når netværket kan tage {navn} en weekend om måneden, afløser det aflastningen."],
        K::PlacementKin | K::PlacementFoster | K::PlacementFosterSpecialised | K::PlacementFosterReinforced => &[
            "Når mor har haft det stabilt i tre måneder, øges samværet, og hjemgivelse forberedes med støtte i hjemmet.",
            "Når samvær med overnatning er gået godt i tre måneder, vurderes hjemgivelse.",
            "Når {navn} er klar til mindre støtte, kan en almen plejefamilie eller netværket tage over.",
        ],
        K::PlacementOwnRoom | K::PlacementBoardingSchool => {
            &["Når {navn} klarer hverdag og økonomi i tre måneder, fortsætter {han} med en kontaktperson alene."]
        }
        K::PlacementResidentialOwn | K::PlacementResidentialExternal | K::PlacementResidentialHome | K::PlacementSecure => &[
            "Når {navn} er faldet til og har færre konflikter, undersøges det, om en plejefamilie kan tage over.",
            "Når behandlingen har virket i et halvt år, flytter {navn} hjem med støtte eller til netværket.",
            "Når {navn} kan være i skole hele dagen, søges en mindre indgribende ramme.",
        ],
        _ => &[
            "Når {navn} trives {isted} i to måneder, bærer de voksne der det videre uden ekstra hjælp.",
            "Når det aftalte forløb er gennemført, ser familien og {sted} på, om der er brug for mere.",
        ],
    }
}

/// What the child wishes, in a plan.
pub(crate) const CHILD_WISHES: &[Staged] = &[
    (Unborn, Infant, "Spurgt gennem forældrene: ro, nærhed og faste tider."),
    (Small, Small, "»At vi læser en bog, og at far også kommer.«"),
    (Small, Small, "»At jeg må have min bamse med.«"),
    (School, School, "»At ingen råber, og at jeg må gå til fodbold.«"),
    (School, School, "»At jeg kommer i skole, og at det er mig, der siger det til klassen.«"),
    (School, School, "»At jeg kan sove om natten.«"),
    (Teen, Teen, "»At I spørger mig, før I ringer til andre.«"),
    (Teen, Teen, "»At jeg får taget min eksamen og kan tjene mine egne penge.«"),
    (Teen, Teen, "»At mor får hjælp, så jeg ikke skal holde øje.«"),
];

/// What offers are called here, beside their kind.
pub(crate) const fn offer(kind: InterventionKind) -> Option<&'static str> {
    use InterventionKind as K;
    match kind {
        K::FamilyTreatment => Some("Familiebehandling i hjemmet"),
        K::HomeSupport => Some("Hverdagsstøtten"),
        K::ContactPerson => Some("Makkerordningen"),
        K::ReliefCare => Some("Weekendfamilien"),
        K::ConversationGroup => Some("Gruppen for børn i to hjem"),
        K::ParentCourse => Some("Rolige forældre"),
        K::FamilyRoom => Some("Åben familiestue"),
        K::Counselling => Some("Fem samtaler"),
        K::HealthVisitorExtra => Some("En god start"),
        K::DayTreatment => Some("Skole og behandling"),
        _ => None,
    }
}

/// What a plan is for.
pub(crate) const PLANS: &[&str] = &[
    "Én fælles plan for {navn}, som familien, {sted} og {leverandør} arbejder efter.",
    "Planen samler det, vi er enige om: færre konflikter, mere søvn og en tryg skoledag.",
    "Planen viser, hvad {navn} selv vil, hvad de voksne gør, og hvordan vi ser, at det virker.",
];

/// Why support does without a plan, and what it is followed up by instead.
pub(crate) const WITHOUT_PLAN: &[&str] = &[
    "Familien har kun brug for {hjælp} i en kort tid. Vi følger op på det, vi aftalte med mor på det første møde.",
    "Kun én, der hjælper, og ét formål, som står i afgørelsen. Familien ønsker ingen plan ved siden af; vi følger op på formålet.",
];

/// What the family and the network do.
pub(crate) const FAMILY_PART: &[&str] = &[
    "Mor står for morgenerne, {far} henter tirsdag og torsdag. Mormor har {navn} hver anden lørdag.",
    "Forældrene holder et kort møde hver søndag. En moster følger {navn} til fritid.",
    "Familien spiser sammen uden skærm fire dage om ugen. Naboen kan ringes op, når det spidser til.",
    "Forældrene deltager i alle samtaler og skriver i planen, når noget ændrer sig.",
];

/// Why help ended, in words.
pub(crate) const ENDED_WELL: &[&str] = &[
    "Målene er nået, og familien er tryg ved at slippe.",
    "{Navn} trives, og {sted} bærer det videre.",
    "Forløbet er afsluttet med en fælles evaluering. Familien gav det gode ord med på vejen.",
];

/// Why help without effect was stopped.
pub(crate) const ENDED_WITHOUT_EFFECT: &[&str] = &[
    "Målene har stået stille ved tre opfølgninger. Vi stopper og prøver noget andet frem for at fortsætte.",
    "{Hjælp} ramte ikke det, der var svært. Familien og vi er enige om at vælge en anden vej.",
];

/// Why a family declined.
pub(crate) const DECLINED_BY_FAMILY: &[&str] = &[
    "Familien ønsker at klare sig selv nu og kender vejen tilbage.",
    "Forældrene oplevede, at hjælpen tog for meget tid. De har sagt ja til et opkald om to måneder.",
];

/// Why the child stepped down.
pub(crate) const STEPPED_DOWN: &[&str] =
    &["Målet for vejen ned er nået. Mindre indgribende hjælp er nok.", "Der er fremgang, og familien er klar til mere på egen hånd."];

/// Why the child stepped up.
pub(crate) const STEPPED_UP: &[&str] = &[
    "Hjælpen var ikke tilstrækkelig, og {navns} trivsel er faldet. Der er brug for mere.",
    "Trods alles arbejde er der ikke ro nok om {navn}. Hjælpen øges.",
];

/// Why other help on the same step took over.
pub(crate) const REPLACED: &[&str] =
    &["{Navn} flytter til et sted, der passer bedre til {hans} behov.", "Stedet kunne ikke fortsætte. Skiftet er forberedt med {navn}."];

/// Why help ends at 18.
pub(crate) const ENDED_AT_EIGHTEEN: &[&str] =
    &["{Navn} er fyldt 18 år, og hjælpen til barnet slutter.", "Fyldt 18 år. Behovet for ungestøtte er vurderet sammen med {navn}."];

/// Why a child returned home.
pub(crate) const RETURNED_HOME: &[&str] = &[
    "{Navn} er flyttet hjem efter en plan på tre måneder med mere og mere samvær.",
    "Forældrene har fulgt deres behandling, og hjemmet er klar. {Navn} ønskede det selv.",
];

/// Every template in this file, for the tests.
#[cfg(test)]
pub(crate) fn all() -> Vec<&'static str> {
    let lists: &[&[&str]] = &[
        WHY_NOT_LOWER,
        WHY_NOT_PREFERRED,
        PLANS,
        FAMILY_PART,
        ENDED_WELL,
        ENDED_WITHOUT_EFFECT,
        DECLINED_BY_FAMILY,
        STEPPED_DOWN,
        STEPPED_UP,
        RETURNED_HOME,
        REPLACED,
        ENDED_AT_EIGHTEEN,
    ];
    let purposes = InterventionKind::ALL.iter().flat_map(|kind| purposes(*kind).iter().chain(step_down_aims(*kind)));
    lists.iter().copied().flatten().chain(purposes).copied().collect()
}
