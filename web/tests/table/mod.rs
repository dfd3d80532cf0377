//! Each address of Trin, to whom it opens, and where it is tried: what the tests of routes, of what has gone, of the crawl and of hostile calls read.
#![allow(dead_code, reason = "each test uses its part")]

use trin_domain::kinds::Role;

/// Whom an address opens to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum To {
    /// Anyone at all.
    Anyone,
    /// Everyone who has said who they are.
    Staff,
    /// The authority.
    Authority,
    /// Those who read what comes to the door: the intake, and the team leaders.
    Door,
    /// Those of a day-care or school.
    Everyday,
    /// Those of a day-care or school that the child goes to.
    GoesThere,
    /// Those of a school.
    School,
    /// Those of a school that the child goes to.
    GoesToSchool,
    /// Those who lead.
    Leaders,
    /// Everyone with a relation to the child.
    Related,
    /// Those who see the whole record, and the provider who gives the help.
    Helping,
    /// Those who see and write the whole record.
    Whole,
    /// Those, and whoever oversees who is responsible.
    Responsibility,
    /// Those, once there is what it shows; where it is tried there is none, and it opens to nobody.
    WhenThere(&'static Self, &'static str),
    /// Those who may put a legal hold: who lead, and the intake, with a relation to the child.
    Keeping,
    /// The responsible and their leader: who lets others in, and may ask for a protected address.
    Admitting,
}
pub use To::*;

/// Gives whoever proves who they are a new token: its own tests are in `session.rs`.
pub const PROVE: &str = "/bekraeft";

const SAMPLE: &str = "opslaget er trukket, og det er deres at se på";
const CAME: &str = "henvendelsen er kommet";
const ROUND: &str = "runden er deres enheds";
const WORRY: &str = "bekymringen er deres enheds";
const REGISTER: &str = "eleven går der, og fraværet beder om skridtet";
const COPY: &str = "kopien er givet";

/// Each method and route, to whom it opens, and the addresses it is tried at, where `ID` is the child's.
pub const ROUTES: &[(&str, &str, To, &[&str])] = &[
    ("GET", "/", Anyone, &["/"]),
    ("GET", "/henvendelse", Anyone, &["/henvendelse"]),
    ("POST", "/henvendelse", Anyone, &["/henvendelse"]),
    // A receipt is of something that came: `enquiries.rs`.
    ("GET", "/henvendelse/kvittering/{reference}", Anyone, &["/henvendelse/kvittering/7K3M-9QX2"]),
    ("POST", "/ind", Anyone, &["/ind"]),
    ("GET", "/ind/trin-2", Staff, &["/ind/trin-2"]),
    ("POST", "/ind/trin-2", Staff, &["/ind/trin-2"]),
    ("POST", "/bekraeft", Staff, &[PROVE]),
    ("GET", "/ind/udbyder", Anyone, &["/ind/udbyder"]),
    ("GET", "/ind/svar", Anyone, &["/ind/svar"]),
    ("POST", "/ind/udbyder/log-ud", Anyone, &["/ind/udbyder/log-ud"]),
    ("POST", "/log-ud", Anyone, &["/log-ud"]),
    ("POST", "/sprog", Anyone, &["/sprog"]),
    ("GET", "/assets/{file}", Anyone, &[]),
    ("GET", "/min-dag", Staff, &["/min-dag"]),
    ("POST", "/min-dag/laest", Staff, &["/min-dag/laest"]),
    ("POST", "/kladder/{key}", Staff, &["/kladder/boern"]),
    ("POST", "/kladder/{key}/glem", Staff, &["/kladder/boern/glem"]),
    ("GET", "/strategi", Staff, &["/strategi"]),
    ("GET", "/strategi/sammenlign", Staff, &["/strategi/sammenlign"]),
    ("GET", "/strategi/{key}", Staff, &["/strategi/kerteminde-2021"]),
    ("GET", "/trappen", Authority, &["/trappen"]),
    ("GET", "/trappen/trin", Authority, &["/trappen/trin?trin=3", "/trappen/trin"]),
    ("GET", "/trappen/flyttet", Authority, &["/trappen/flyttet", "/trappen/flyttet?fra=hverdag&til=3"]),
    ("GET", "/team", Leaders, &["/team"]),
    ("GET", "/mig/sessioner", Staff, &["/mig/sessioner"]),
    ("POST", "/mig/sessioner/slut", Staff, &["/mig/sessioner/slut"]),
    ("GET", "/mig/sikkerhed", Staff, &["/mig/sikkerhed"]),
    ("GET", "/mig/sikkerhed/adgangskode", Staff, &["/mig/sikkerhed/adgangskode"]),
    ("POST", "/mig/sikkerhed/adgangskode", Staff, &["/mig/sikkerhed/adgangskode"]),
    ("GET", "/mig/sikkerhed/app", Staff, &["/mig/sikkerhed/app"]),
    ("POST", "/mig/sikkerhed/app", Staff, &["/mig/sikkerhed/app"]),
    ("POST", "/mig/sikkerhed/app/fjern", Staff, &["/mig/sikkerhed/app/fjern"]),
    ("GET", "/mig/sikkerhed/noegle", Staff, &["/mig/sikkerhed/noegle"]),
    ("POST", "/mig/sikkerhed/noegle", Staff, &["/mig/sikkerhed/noegle"]),
    ("POST", "/mig/sikkerhed/noegle/fjern", Staff, &["/mig/sikkerhed/noegle/fjern"]),
    ("POST", "/mig/sikkerhed/koder", Staff, &["/mig/sikkerhed/koder"]),
    ("GET", "/team/logget-ind", Leaders, &["/team/logget-ind"]),
    ("POST", "/team/logget-ind/slut", Leaders, &["/team/logget-ind/slut"]),
    ("GET", "/mig/stikproever", Staff, &["/mig/stikproever"]),
    ("POST", "/mig/stikproever", Staff, &["/mig/stikproever"]),
    ("GET", "/team/log", Leaders, &["/team/log"]),
    // `asked.rs`, `samples.rs`, `admission.rs` and `copies.rs` try these where there is something.
    ("POST", "/team/log/laest", WhenThere(&Leaders, "der er svaret på deres spørgsmål"), &["/team/log/laest"]),
    ("GET", "/team/log/{no}", WhenThere(&Leaders, SAMPLE), &["/team/log/1"]),
    ("POST", "/team/log/{no}", WhenThere(&Leaders, SAMPLE), &["/team/log/1"]),
    ("GET", "/team/forfaldne", Leaders, &["/team/forfaldne"]),
    ("GET", "/team/sletning", Leaders, &["/team/sletning"]),
    ("GET", "/team/boern", Leaders, &["/team/boern?hos=STAFF"]),
    ("GET", "/modtagelsen", Authority, &["/modtagelsen"]),
    ("GET", "/modtagelsen/ny", Staff, &["/modtagelsen/ny", "/modtagelsen/ny?barn=ID"]),
    ("POST", "/modtagelsen/ny", Staff, &["/modtagelsen/ny"]),
    ("GET", "/modtagelsen/ny/{barn}", Staff, &["/modtagelsen/ny/ID"]),
    ("POST", "/modtagelsen/ny/{barn}", Staff, &["/modtagelsen/ny/ID"]),
    // `enquiries.rs` tries these where something came.
    ("GET", "/modtagelsen/henvendelser/{id}", WhenThere(&Door, CAME), &["/modtagelsen/henvendelser/ID"]),
    ("POST", "/modtagelsen/henvendelser/{id}", WhenThere(&Door, CAME), &["/modtagelsen/henvendelser/ID"]),
    ("GET", "/modtagelsen/henvendelser/{id}/underretning", WhenThere(&Door, CAME), &["/modtagelsen/henvendelser/ID/underretning"]),
    ("POST", "/modtagelsen/henvendelser/{id}/underretning", WhenThere(&Door, CAME), &["/modtagelsen/henvendelser/ID/underretning"]),
    ("GET", "/modtagelsen/{id}/{no}", Whole, &["/modtagelsen/ID/5"]),
    ("POST", "/modtagelsen/{id}/{no}", Whole, &["/modtagelsen/ID/5"]),
    ("GET", "/modtagelsen/{id}/{no}/kvittering", Whole, &["/modtagelsen/ID/5/kvittering"]),
    ("POST", "/modtagelsen/{id}/{no}/kvittering", Whole, &["/modtagelsen/ID/5/kvittering"]),
    ("GET", "/modtagelsen/{id}/{no}/orientering", Whole, &["/modtagelsen/ID/5/orientering"]),
    ("POST", "/modtagelsen/{id}/{no}/orientering", Whole, &["/modtagelsen/ID/5/orientering"]),
    ("GET", "/runder", Everyday, &["/runder"]),
    ("GET", "/runder/ny", Everyday, &["/runder/ny"]),
    ("POST", "/runder/ny", Everyday, &["/runder/ny"]),
    // `rounds.rs` tries these where one is open.
    ("GET", "/runder/{runde}", WhenThere(&Everyday, ROUND), &["/runder/ID"]),
    ("POST", "/runder/{runde}", WhenThere(&Everyday, ROUND), &["/runder/ID"]),
    ("GET", "/runder/{runde}/sammen", WhenThere(&Everyday, ROUND), &["/runder/ID/sammen"]),
    ("POST", "/runder/{runde}/sammen", WhenThere(&Everyday, ROUND), &["/runder/ID/sammen"]),
    ("POST", "/runder/{runde}/luk", WhenThere(&Everyday, ROUND), &["/runder/ID/luk"]),
    ("GET", "/runder/{runde}/barn/{barn}", WhenThere(&Everyday, ROUND), &["/runder/ID/barn/ID"]),
    ("POST", "/runder/{runde}/barn/{barn}", WhenThere(&Everyday, ROUND), &["/runder/ID/barn/ID"]),
    ("GET", "/samtaler", Everyday, &["/samtaler"]),
    ("GET", "/samtaler/{barn}", GoesThere, &["/samtaler/ID"]),
    ("POST", "/samtaler/{barn}", GoesThere, &["/samtaler/ID"]),
    ("GET", "/fravaer", School, &["/fravaer"]),
    ("GET", "/fravaer/hent", School, &["/fravaer/hent"]),
    ("POST", "/fravaer/hent", School, &["/fravaer/hent"]),
    ("GET", "/fravaer/{barn}", GoesToSchool, &["/fravaer/ID"]),
    // `absence.rs` tries these where absence was read in.
    ("GET", "/fravaer/{barn}/skridt/{trin}/{dag}", WhenThere(&School, REGISTER), &["/fravaer/ID/skridt/elev/2026-05-04"]),
    ("POST", "/fravaer/{barn}/skridt/{trin}/{dag}", WhenThere(&School, REGISTER), &["/fravaer/ID/skridt/elev/2026-05-04"]),
    ("GET", "/saadan-goer-vi", Staff, &["/saadan-goer-vi"]),
    ("GET", "/bekymringer", Everyday, &["/bekymringer"]),
    ("GET", "/bekymringer/ny", Everyday, &["/bekymringer/ny"]),
    ("GET", "/bekymringer/{barn}/ny", GoesThere, &["/bekymringer/ID/ny"]),
    ("POST", "/bekymringer/{barn}/ny", GoesThere, &["/bekymringer/ID/ny"]),
    ("GET", "/bekymringer/{barn}/ny/{vurdering}", GoesThere, &["/bekymringer/ID/ny/9"]),
    ("POST", "/bekymringer/{barn}/ny/{vurdering}", GoesThere, &["/bekymringer/ID/ny/9"]),
    // `worries.rs` tries these where there is a worry.
    ("GET", "/bekymringer/{barn}/{nr}", WhenThere(&Everyday, WORRY), &["/bekymringer/ID/1"]),
    ("GET", "/bekymringer/{barn}/{nr}/skridt/{skridt}", WhenThere(&Everyday, WORRY), &["/bekymringer/ID/1/skridt/colleague"]),
    ("POST", "/bekymringer/{barn}/{nr}/skridt/{skridt}", WhenThere(&Everyday, WORRY), &["/bekymringer/ID/1/skridt/colleague"]),
    ("GET", "/bekymringer/{barn}/{nr}/andet", WhenThere(&Everyday, WORRY), &["/bekymringer/ID/1/andet"]),
    ("POST", "/bekymringer/{barn}/{nr}/andet", WhenThere(&Everyday, WORRY), &["/bekymringer/ID/1/andet"]),
    ("GET", "/bekymringer/{barn}/{nr}/aftale", WhenThere(&Everyday, WORRY), &["/bekymringer/ID/1/aftale"]),
    ("POST", "/bekymringer/{barn}/{nr}/aftale", WhenThere(&Everyday, WORRY), &["/bekymringer/ID/1/aftale"]),
    ("GET", "/bekymringer/{barn}/aftale/{nr}", WhenThere(&Everyday, WORRY), &["/bekymringer/ID/aftale/1"]),
    ("POST", "/bekymringer/{barn}/aftale/{nr}", WhenThere(&Everyday, WORRY), &["/bekymringer/ID/aftale/1"]),
    ("GET", "/bekymringer/{barn}/{nr}/afslut", WhenThere(&Everyday, WORRY), &["/bekymringer/ID/1/afslut"]),
    ("POST", "/bekymringer/{barn}/{nr}/afslut", WhenThere(&Everyday, WORRY), &["/bekymringer/ID/1/afslut"]),
    ("GET", "/boern", Staff, &["/boern", "/boern?soegning=freja"]),
    ("POST", "/boern/soeg", Staff, &["/boern/soeg"]),
    ("GET", "/boern/{id}", Related, &["/boern/ID", "/boern/ID?kendt=2026-05-11", "/boern/ID?post=3"]),
    ("GET", "/noedadgang", Authority, &["/noedadgang"]),
    ("POST", "/noedadgang", Authority, &["/noedadgang"]),
    ("GET", "/boern/{id}/noedadgang", Authority, &["/boern/ID/noedadgang"]),
    ("POST", "/boern/{id}/noedadgang", Authority, &["/boern/ID/noedadgang"]),
    ("POST", "/boern/{id}/noedadgang/luk", WhenThere(&Authority, "de selv har åbnet en nødadgang"), &["/boern/ID/noedadgang/luk"]),
    ("GET", "/boern/{id}/adgang", Related, &["/boern/ID/adgang"]),
    ("POST", "/boern/{id}/adgang", Admitting, &["/boern/ID/adgang"]),
    ("GET", "/boern/{id}/opslag", Whole, &["/boern/ID/opslag", "/boern/ID/opslag?foer=3"]),
    ("GET", "/boern/{id}/opbevaring", Keeping, &["/boern/ID/opbevaring"]),
    ("POST", "/boern/{id}/opbevaring/{what}", Keeping, &["/boern/ID/opbevaring/stop"]),
    ("GET", "/boern/{id}/adresse", Whole, &["/boern/ID/adresse"]),
    ("POST", "/boern/{id}/adresse", Whole, &["/boern/ID/adresse"]),
    ("POST", "/boern/{id}/adresse/vis", Admitting, &["/boern/ID/adresse/vis"]),
    ("GET", "/boern/{id}/aktindsigt", Admitting, &["/boern/ID/aktindsigt"]),
    ("POST", "/boern/{id}/aktindsigt", Admitting, &["/boern/ID/aktindsigt"]),
    ("GET", "/boern/{id}/aktindsigt/{no}", WhenThere(&Admitting, COPY), &["/boern/ID/aktindsigt/5"]),
    (
        "GET",
        "/boern/{id}/aktindsigt/{no}/{file}",
        WhenThere(&Admitting, COPY),
        &["/boern/ID/aktindsigt/5/kopi.json", "/boern/ID/aktindsigt/5/kopi.pdf"],
    ),
    ("GET", "/boern/{id}/note", Whole, &["/boern/ID/note"]),
    ("POST", "/boern/{id}/note", Whole, &["/boern/ID/note"]),
    ("GET", "/boern/{id}/ansvar", Responsibility, &["/boern/ID/ansvar"]),
    ("POST", "/boern/{id}/ansvar", Responsibility, &["/boern/ID/ansvar"]),
    ("GET", "/boern/{id}/boernesamtale", Whole, &["/boern/ID/boernesamtale"]),
    ("POST", "/boern/{id}/boernesamtale", Whole, &["/boern/ID/boernesamtale"]),
    ("GET", "/boern/{id}/foedt", Whole, &["/boern/ID/foedt"]),
    ("POST", "/boern/{id}/foedt", Whole, &["/boern/ID/foedt"]),
    ("GET", "/boern/{id}/genlaesning", Whole, &["/boern/ID/genlaesning"]),
    ("POST", "/boern/{id}/genlaesning", Whole, &["/boern/ID/genlaesning"]),
    ("GET", "/boern/{id}/luk", Whole, &["/boern/ID/luk"]),
    ("POST", "/boern/{id}/luk", Whole, &["/boern/ID/luk"]),
    ("GET", "/boern/{id}/moede/ny", Whole, &["/boern/ID/moede/ny"]),
    ("POST", "/boern/{id}/moede/ny", Whole, &["/boern/ID/moede/ny"]),
    ("GET", "/boern/{id}/moede/{no}", Whole, &["/boern/ID/moede/17"]),
    ("POST", "/boern/{id}/moede/{no}", Whole, &["/boern/ID/moede/17"]),
    ("GET", "/boern/{id}/netvaerk", Whole, &["/boern/ID/netvaerk"]),
    ("POST", "/boern/{id}/netvaerk", Whole, &["/boern/ID/netvaerk"]),
    ("GET", "/boern/{id}/post/{no}/ret", Whole, &["/boern/ID/post/1/ret", "/boern/ID/post/6/ret"]),
    ("POST", "/boern/{id}/post/{no}/ret", Whole, &["/boern/ID/post/1/ret", "/boern/ID/post/6/ret"]),
    ("GET", "/boern/{id}/post/{no}/syn", Whole, &["/boern/ID/post/1/syn", "/boern/ID/post/6/syn"]),
    ("POST", "/boern/{id}/post/{no}/syn", Whole, &["/boern/ID/post/1/syn", "/boern/ID/post/6/syn"]),
    ("GET", "/boern/{id}/trivsel", Whole, &["/boern/ID/trivsel"]),
    ("POST", "/boern/{id}/trivsel", Whole, &["/boern/ID/trivsel"]),
    ("GET", "/boern/{id}/undersoegelse/ny", Whole, &["/boern/ID/undersoegelse/ny"]),
    ("POST", "/boern/{id}/undersoegelse/ny", Whole, &["/boern/ID/undersoegelse/ny"]),
    // One that is being written, and one that was concluded.
    ("GET", "/boern/{id}/undersoegelse/{no}", Whole, &["/boern/ID/undersoegelse/12", "/boern/ID/undersoegelse/10"]),
    ("POST", "/boern/{id}/undersoegelse/{no}", Whole, &["/boern/ID/undersoegelse/12"]),
    ("GET", "/boern/{id}/plan", Helping, &["/boern/ID/plan"]),
    ("POST", "/boern/{id}/plan", Whole, &["/boern/ID/plan"]),
    ("GET", "/boern/{id}/plan/ny", Whole, &["/boern/ID/plan/ny"]),
    ("POST", "/boern/{id}/plan/ny", Whole, &["/boern/ID/plan/ny"]),
    ("GET", "/boern/{id}/indsats/ny", Whole, &["/boern/ID/indsats/ny"]),
    ("POST", "/boern/{id}/indsats/ny", Whole, &["/boern/ID/indsats/ny"]),
    ("GET", "/boern/{id}/indsats/{no}", Helping, &["/boern/ID/indsats/6"]),
    (
        "GET",
        "/boern/{id}/indsats/{no}/{what}",
        Whole,
        &["/boern/ID/indsats/6/maal", "/boern/ID/indsats/6/slut", "/boern/ID/indsats/13/tilsyn"],
    ),
    (
        "POST",
        "/boern/{id}/indsats/{no}/{what}",
        Whole,
        &["/boern/ID/indsats/6/maal", "/boern/ID/indsats/6/slut", "/boern/ID/indsats/13/tilsyn"],
    ),
    ("GET", "/boern/{id}/opfoelgning/{no}", Whole, &["/boern/ID/opfoelgning/6"]),
    ("POST", "/boern/{id}/opfoelgning/{no}", Whole, &["/boern/ID/opfoelgning/6"]),
];

impl To {
    /// In words, for those who read no code.
    pub fn da(self) -> String {
        let words = match self {
            Anyone => "alle, også uden login",
            Staff => "alle, der er logget ind",
            Authority => "myndigheden",
            Door => "Modtagelsen og teamlederne",
            Everyday => "pædagoger og lærere",
            School => "lærere",
            GoesToSchool => "lærere, hvor barnet går",
            GoesThere => "pædagoger og lærere, hvor barnet går",
            Leaders => "ledere",
            Related => "dem med en relation til barnet",
            Helping => "dem, der ser hele sagen, og leverandøren af indsatsen",
            Whole => "dem, der ser hele sagen",
            Responsibility => "dem, og afdelingschefen",
            Admitting => "den ansvarlige og dennes leder",
            WhenThere(to, what) => return format!("{}, når {what}", to.da()),
            Keeping => "ledere og Modtagelsen, med relation til barnet",
        };
        words.to_owned()
    }

    /// Whether it opens to a role; `related` says whether the child is one the role has a relation to: the caseworker is responsible, the team
    /// leader leads her, a notification waits for the intake, the child goes to school or is helped. The head of department oversees both.
    pub fn opens(self, role: Role, related: bool) -> bool {
        let works_on_it = related && matches!(role, Role::Intake | Role::Caseworker | Role::TeamLeader);
        let oversees = role == Role::HeadOfDepartment;
        match self {
            Anyone | Staff => true,
            WhenThere(..) => false,
            Authority => matches!(role, Role::Intake | Role::Caseworker | Role::TeamLeader | Role::HeadOfDepartment),
            Door => matches!(role, Role::Intake | Role::TeamLeader),
            Everyday => matches!(role, Role::Pedagogue | Role::Teacher),
            School => matches!(role, Role::Teacher),
            GoesToSchool => related && matches!(role, Role::Teacher),
            GoesThere => related && matches!(role, Role::Pedagogue | Role::Teacher),
            Leaders => matches!(role, Role::TeamLeader | Role::HeadOfDepartment),
            Related => oversees || (related && role != Role::System),
            Helping => works_on_it || (related && role == Role::Provider),
            Whole => works_on_it,
            Responsibility => works_on_it || oversees,
            Keeping => oversees || (related && matches!(role, Role::Intake | Role::TeamLeader)),
            Admitting => related && matches!(role, Role::Caseworker | Role::TeamLeader),
        }
    }
}

/// The route an address belongs to: fixed words before what may be anything.
pub fn route_of(method: &str, address: &str) -> Option<&'static str> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let steps: Vec<&str> = path.split('/').collect();
    let fits = |route: &&str| {
        let pieces: Vec<&str> = route.split('/').collect();
        pieces.len() == steps.len()
            && pieces.iter().zip(&steps).all(|(piece, step)| piece == step || (piece.starts_with('{') && !step.is_empty()))
    };
    let of_method = ROUTES.iter().filter(|(its, ..)| *its == method).map(|(_, route, ..)| *route);
    of_method.filter(fits).min_by_key(|route| route.matches('{').count())
}

/// To whom an address opens.
pub fn opens_to(method: &str, address: &str) -> Option<To> {
    let route = route_of(method, address)?;
    ROUTES.iter().find(|(its, one, ..)| *its == method && *one == route).map(|(_, _, to, _)| *to)
}
