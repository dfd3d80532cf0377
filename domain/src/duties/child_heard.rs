//! The child heard before each decision on help, and during each full assessment.
//!
//! ## Loven
//! Serviceloven: forud for en afgørelse om foranstaltninger skal der finde en samtale sted med barnet. Barnets lov: barnets holdning og
//! synspunkter skal tilvejebringes løbende ved samtaler og anden direkte kontakt, inden der træffes beslutninger eller afgørelser. Kun i helt
//! særlige tilfælde, når barnets alder eller andre forhold i afgørende grad taler imod en samtale, kan synspunkterne tilvejebringes på
//! anden vis.
//!
//! ## Strategien
//! Køges børnepolitik vil have barnets perspektiv med i alle overvejelser, handlinger og afgørelser, og Faxe og Hvidovre vil inddrage børn i
//! deres egen sag. Ingen af strategierne sætter en dato.
//!
//! ## Med almindelige ord
//! Barnet skal være hørt, før der bliver bestemt noget om hjælp til det: senest den dag, afgørelsen træffes. Samtalen skal høre til det forløb,
//! der fører til afgørelsen; en samtale fra dengang det gjaldt noget andet, tæller ikke. I en børnefaglig undersøgelse skal barnet være
//! hørt, før undersøgelsen slutter. Er barnet ikke hørt i tide, skal det stadig høres; det står som opfyldt for sent.
//!
//! ## Tæller fra
//! Afgørelsens dag, for enhver afgørelse om støttende indsats eller anbringelse. For undersøgelsen den dag, kommunen blev opmærksom på
//! barnets behov: barnet skal være hørt, når undersøgelsen afsluttes, og senest ved undersøgelsens frist på 4 måneder.
//!
//! ## Opfyldes af
//! En samtale med barnet, eller barnets perspektiv hentet gennem dem, der kender det, når en samtale ikke er mulig. Forløbet begynder med det
//! seneste af tre: dagen efter den forrige afgørelse om hjælp, den dag kommunen blev opmærksom på det behov, den seneste undersøgelse eller
//! afdækning handler om, og den seneste underretning. En underretning, der kom, mens undersøgelsen løb, eller som ved screeningen blev taget
//! ind i det igangværende, hører til det forløb, der allerede var. Flere afgørelser samme dag kan hvile på samme samtale. I undersøgelsen
//! tæller samtaler fra dens åbning til dens afslutning. At det er skrevet, hvorfor barnet ikke blev hørt, opfylder ikke pligten, men vises.
//!
//! ## Dækker ikke
//! Om samtalen var god, og om barnets ord fik vægt: det ser ledelsestilsynet på. Barnets stemme i en opfølgning eller et tilsynsbesøg tæller
//! ikke af sig selv, fordi den kan være gengivet af andre; var der en samtale, skrives den som en samtale. Tidlig hjælp uden afgørelse og
//! afdækning har ikke deres egen frist her. Et barn, der ikke er født, kan ikke høres. Retten til at udtale sig i børne- og ungeudvalget er en
//! anden pligt. Loven siger ikke, hvor gammel en samtale må være; reglen om forløbet er Trins læsning.

use super::build::*;
use crate::calendar::days_after;
use crate::kinds::ScreeningOutcome;
use crate::record::{AssessmentKind, Birth, ChildHeard, Hearing, Noted};

const BEFORE_DECISION: Dated<Demanded> = Dated {
    what_da: "Barnet hørt, inden der træffes afgørelse",
    starts: &[
        Start {
            from: SERVICE_ACT,
            value: Some(Demanded),
            source: Source {
                citation: "serviceloven § 48, stk. 1",
                read_in: "ast.dk: Børnesagsbarometret",
                read_on: READ_ON,
                verified: true,
                note: "Læst i Ankestyrelsens gengivelse; bestemmelsens egne ord er ikke læst.",
            },
        },
        Start {
            from: CHILDRENS_ACT,
            value: Some(Demanded),
            source: Source {
                citation: "barnets lov § 5, stk. 3",
                read_in: "lovguiden.dk: LBK nr. 282 af 17/03/2025, § 5",
                read_on: READ_ON,
                verified: true,
                note: "Undtagelsen, hvor synspunkterne tilvejebringes på anden vis, står i stk. 4.",
            },
        },
    ],
};

const IN_ASSESSMENT: Dated<Span> = Dated {
    what_da: "Barnet hørt i den børnefaglige undersøgelse",
    starts: &[
        Start {
            from: SERVICE_ACT,
            value: Some(Span::Months(4)),
            source: Source {
                citation: "serviceloven §§ 48 og 50",
                read_in: "sm.dk: Børnefaglig undersøgelse; ft.dk: Børnesagsbarometret 2020 (SOU 2019-20, bilag 321)",
                read_on: READ_ON,
                verified: false,
                note: "Undersøgelsens 4 måneder er læst i ministeriets gengivelse. At barnet skal inddrages i undersøgelsen, ses af Ankestyrelsens \
                       rapport; bestemmelsens ord er ikke læst.",
            },
        },
        Start {
            from: CHILDRENS_ACT,
            value: Some(Span::Months(4)),
            source: Source {
                citation: "barnets lov § 5, stk. 3, jf. § 20, stk. 3",
                read_in: "lovguiden.dk: LBK nr. 282 af 17/03/2025, §§ 5 og 20",
                read_on: READ_ON,
                verified: true,
                note: "At barnet senest skal være hørt ved undersøgelsens egen frist, er Trins læsning; loven siger løbende.",
            },
        },
    ],
};

pub(super) const VALUES: &[&dyn LawValue] = &[&BEFORE_DECISION, &IN_ASSESSMENT];

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    before_each_decision(state, out);
    in_each_assessment(state, strategy, out);
}

fn before_each_decision(state: &State<'_>, out: &mut Vec<Duty>) {
    for help in &state.interventions {
        let (kind, on) = (help.decided.what.kind, help.decided.what.on);
        if !kind.is_measure() || !is_born(state, on) {
            continue;
        }
        let Ok(rule) = BEFORE_DECISION.on(on) else { continue };

        let course_begins = course_of_a_decision_begins(state, on);
        let in_the_course = |day: Date| course_begins.is_none_or(|begins| begins <= day) && day <= on;
        let in_time = heard(state).filter(|hearing| in_the_course(hearing.what.on)).max_by_key(|hearing| hearing.what.on);
        let afterwards = || {
            let later = heard(state).filter(|hearing| on < hearing.what.on && help.ended_on().is_none_or(|ended| hearing.what.on <= ended));
            later.min_by_key(|hearing| hearing.what.on)
        };

        let (mut da, mut en) = (format!("{} blev besluttet {}", kind.da(), Da(on)), format!("{} was decided on {}", kind.en(), En(on)));
        if let Some(begins) = course_begins {
            da += &format!(", og samtaler fra {} til den dag tæller", Da(begins));
            en += &format!(", and talks from {} to that day count", En(begins));
        }
        if let Some(not_heard) = not_heard(state).filter(|hearing| in_the_course(hearing.what.on)).max_by_key(|hearing| hearing.what.on) {
            da += &format!("; {} blev det skrevet, hvorfor barnet ikke blev hørt", Da(not_heard.what.on));
            en += &format!("; on {} it was written why the child was not heard", En(not_heard.what.on));
        }
        let no = help.no();
        let duty = Duty::owed(DutyKind::ChildHeard, no, (no, Due::On(on)), by_law(Due::On(on), rule.source), Role::Caseworker)
            .falls_to_responsible(state)
            .met_by(in_time.or_else(afterwards).map(|hearing| Met::on(hearing.no, hearing.what.on)))
            .lapses(help.ended_on())
            .because(da + ".", en + ".");
        out.push(duty);
    }
}

fn in_each_assessment(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    for assessment in &state.assessments {
        let (no, opened) = (assessment.opened.no, assessment.opened.what);
        let Ok(within) = IN_ASSESSMENT.on(opened.aware_on) else { continue };
        let limit = after(within.value, opened.aware_on, strategy).day();
        let concluded = assessment.concluded.map(|concluded| concluded.what.on);
        let due = concluded.map_or(limit, |concluded| concluded.min(limit));
        if opened.kind != AssessmentKind::Full || !is_born(state, due) {
            continue;
        }
        let during = |day: Date| opened.on <= day && concluded.is_none_or(|concluded| day <= concluded);
        let met = heard(state).filter(|hearing| during(hearing.what.on)).min_by_key(|hearing| hearing.what.on);

        let mut da = format!("Undersøgelsen blev åbnet {}, fordi kommunen blev opmærksom på barnet {}", Da(opened.on), Da(opened.aware_on));
        let mut en = format!(
            "The assessment was opened on {}, for the municipality became aware of the child on {}",
            En(opened.on),
            En(opened.aware_on)
        );
        if let Some(concluded) = concluded {
            da += &format!(", og den blev afsluttet {}", Da(concluded));
            en += &format!(", and it was concluded on {}", En(concluded));
        }
        let counted_from = (no, Due::On(opened.aware_on));
        let duty = Duty::owed(DutyKind::ChildHeard, no, counted_from, by_law(Due::On(due), within.source), Role::Caseworker)
            .falls_to_responsible(state)
            .met_by(met.map(|hearing| Met::on(hearing.no, hearing.what.on)))
            .lapses(concluded.map(|concluded| days_after(concluded, 1)))
            .because(da + ".", en + ".");
        out.push(duty);
    }
}

/// The first day whose talks belong to the course that led to a decision; none when nothing came before it.
fn course_of_a_decision_begins(state: &State<'_>, decided_on: Date) -> Option<Date> {
    let decisions = state.interventions.iter().map(|help| help.decided.what).filter(|decided| decided.kind.is_measure());
    let after_the_previous = decisions.map(|decided| decided.on).filter(|day| *day < decided_on).max().map(|day| days_after(day, 1));

    let opened = state.assessments.iter().filter(|assessment| assessment.opened.what.on <= decided_on);
    let assessment = opened.max_by_key(|assessment| assessment.opened.what.on);

    let stands_alone = |day: Date| match assessment {
        Some(assessment) => assessment.concluded.is_some_and(|concluded| concluded.what.on < day),
        None => true,
    };
    let notifications = state
        .notifications
        .iter()
        .filter(|notification| notification.screened.is_none_or(|screened| screened.what.outcome != ScreeningOutcome::PartOfOngoing));
    let received = notifications.map(|notification| day_of(notification.received.what.received_at));
    let notified = received.filter(|day| *day <= decided_on && stands_alone(*day)).max();

    [after_the_previous, assessment.map(|assessment| assessment.opened.what.aware_on), notified].into_iter().flatten().max()
}

/// Talks with the child, and its perspective sought indirectly.
fn heard<'s, 'r>(state: &'s State<'r>) -> impl Iterator<Item = &'s Noted<'r, ChildHeard>> {
    state.hearings.iter().filter(|hearing| !matches!(hearing.what.hearing, Hearing::NotHeard { .. }))
}

/// Where it says why the child was not heard.
fn not_heard<'s, 'r>(state: &'s State<'r>) -> impl Iterator<Item = &'s Noted<'r, ChildHeard>> {
    state.hearings.iter().filter(|hearing| matches!(hearing.what.hearing, Hearing::NotHeard { .. }))
}

/// Whether the child was born by then; so taken when the record does not say.
fn is_born(state: &State<'_>, by: Date) -> bool {
    match state.birth() {
        Some(Birth::Born(on)) => on <= by,
        Some(Birth::Expected(_)) => false,
        None => true,
    }
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Dagen før afgørelsen", ALL, "2024-04-09 børnesamtale; 2024-04-10 afgørelse om fast kontaktperson", "frist 2024-04-10 efter loven, opfyldt i tide"),
    ex("På afgørelsens dag", ALL, "2024-04-10 børnesamtale; 2024-04-10 afgørelse om fast kontaktperson", "frist 2024-04-10 efter loven, opfyldt i tide"),
    ex("Dagen efter afgørelsen", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-11 børnesamtale", "frist 2024-04-10 efter loven, opfyldt for sent"),
    ex("Sidste minut af afgørelsens dag", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-10 23:59 status", "frist 2024-04-10 efter loven, endnu ikke opfyldt"),
    ex("Afgørelsens dag er forbi", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-11 00:00 status", "frist 2024-04-10 efter loven, overskredet"),
    ex("Barnet er for lille til en samtale: dets perspektiv er hentet på anden vis", ALL, "2024-04-08 barnets perspektiv indhentet; 2024-04-10 afgørelse om almen plejefamilie", "frist 2024-04-10 efter loven, opfyldt i tide"),
    ex("Kun skrevet, hvorfor barnet ikke blev hørt", ALL, "2024-04-08 barnet ikke hørt; 2024-04-10 afgørelse om fast kontaktperson; 2024-04-11 00:00 status", "frist 2024-04-10 efter loven, overskredet"),
    ex("Fredag aften: hørt samme aften", ALL, "2024-05-17 20:30 afgørelse om almen plejefamilie foreløbigt; 2024-05-17 21:15 børnesamtale", "frist 2024-05-17 efter loven, opfyldt i tide"),
    ex("Fredag aften: hørt lørdag", ALL, "2024-05-17 20:30 afgørelse om almen plejefamilie foreløbigt; 2024-05-18 10:00 børnesamtale", "frist 2024-05-17 efter loven, opfyldt for sent"),
    ex("Afgørelse påskedag, hvor uret stilles frem: hele dagen er i tide", ALL, "2024-03-31 afgørelse om opholdssted foreløbigt; 2024-03-31 23:59 status", "frist 2024-03-31 efter loven, endnu ikke opfyldt"),
    ex("Uret stilles tilbage på afgørelsens dag: hele dagen er i tide", ALL, "2024-10-27 afgørelse om opholdssted foreløbigt; 2024-10-27 23:59 status", "frist 2024-10-27 efter loven, endnu ikke opfyldt"),
    ex("Skuddag", ALL, "2024-02-29 børnesamtale; 2024-02-29 afgørelse om fast kontaktperson", "frist 2024-02-29 efter loven, opfyldt i tide"),
    ex("Sidste dag under serviceloven, hørt dagen efter", ALL, "2023-12-31 afgørelse om fast kontaktperson; 2024-01-01 børnesamtale", "frist 2023-12-31 efter loven, opfyldt for sent"),
    ex("Første dag under barnets lov, hørt dagen før", ALL, "2023-12-31 børnesamtale; 2024-01-01 afgørelse om fast kontaktperson", "frist 2024-01-01 efter loven, opfyldt i tide"),
    ex("Før de regler, Trin kender", ALL, "2013-12-31 afgørelse om fast kontaktperson", "ingen frist"),
    ex("To afgørelser samme dag hviler på samme samtale", ALL, "2024-04-09 børnesamtale; 2024-04-10 afgørelse om fast kontaktperson; 2024-04-10 afgørelse om støtteophold", "frist 2024-04-10 efter loven, opfyldt i tide; frist 2024-04-10 efter loven, opfyldt i tide"),
    ex("En senere afgørelse kræver sin egen samtale", ALL, "2024-04-10 børnesamtale; 2024-04-10 afgørelse om fast kontaktperson; 2024-06-03 afgørelse om støtteophold; 2024-06-04 00:00 status", "frist 2024-04-10 efter loven, opfyldt i tide; frist 2024-06-03 efter loven, overskredet"),
    ex("En samtale fra før den underretning, det nu gælder, tæller ikke", ALL, "2023-03-01 børnesamtale; 2024-05-14 underretning fra skole; 2024-05-16 afgørelse om fast kontaktperson; 2024-05-17 00:00 status", "frist 2024-05-16 efter loven, overskredet"),
    ex("En samtale samme dag som underretningen tæller", ALL, "2024-05-14 underretning fra politi; 2024-05-14 børnesamtale; 2024-05-14 afgørelse om almen plejefamilie foreløbigt", "frist 2024-05-14 efter loven, opfyldt i tide"),
    ex("Samtalen i undersøgelsen tæller, selv om en underretning kom, mens den løb", ALL, "2024-03-01 undersøgelse åbnet; 2024-03-20 børnesamtale; 2024-04-02 underretning fra skole; 2024-04-20 undersøgelse afsluttet; 2024-04-24 afgørelse om fast kontaktperson", "frist 2024-04-20 efter loven, opfyldt i tide; frist 2024-04-24 efter loven, opfyldt i tide"),
    ex("En samtale ved screeningen, før undersøgelsen blev åbnet, hører til forløbet, men ikke til undersøgelsen", ALL, "2024-03-01 underretning fra skole; 2024-03-05 børnesamtale; 2024-03-11 undersøgelse åbnet, kendskab fra 2024-03-01; 2024-04-20 undersøgelse afsluttet; 2024-04-24 afgørelse om fast kontaktperson", "frist 2024-04-20 efter loven, aldrig opfyldt, udgået 2024-04-21; frist 2024-04-24 efter loven, opfyldt i tide"),
    ex("En ny underretning efter undersøgelsen: barnet skal høres igen", ALL, "2024-03-01 undersøgelse åbnet; 2024-03-20 børnesamtale; 2024-04-20 undersøgelse afsluttet; 2024-04-21 underretning fra skole; 2024-04-24 afgørelse om fast kontaktperson; 2024-04-25 00:00 status", "frist 2024-04-20 efter loven, opfyldt i tide; frist 2024-04-24 efter loven, overskredet"),
    ex("En underretning samme dag, som undersøgelsen blev afsluttet, hører med til den", ALL, "2024-03-01 undersøgelse åbnet; 2024-03-20 børnesamtale; 2024-04-20 09:00 underretning fra skole; 2024-04-20 undersøgelse afsluttet; 2024-04-24 afgørelse om fast kontaktperson", "frist 2024-04-20 efter loven, opfyldt i tide; frist 2024-04-24 efter loven, opfyldt i tide"),
    ex("En ny underretning, som screeningen tog ind i det igangværende", ALL, "2024-03-01 undersøgelse åbnet; 2024-03-20 børnesamtale; 2024-04-20 undersøgelse afsluttet; 2024-04-21 underretning fra skole; 2024-04-22 screenet: indgår i igangværende undersøgelse eller indsats; 2024-04-24 afgørelse om fast kontaktperson", "frist 2024-04-20 efter loven, opfyldt i tide; frist 2024-04-24 efter loven, opfyldt i tide"),
    ex("Undersøgelsen: på fristens dag, en lørdag", ALL, "2024-05-15 undersøgelse åbnet, kendskab fra 2024-05-14; 2024-09-14 børnesamtale", "frist 2024-09-14 efter loven, opfyldt i tide"),
    ex("Undersøgelsen: dagen efter fristen", ALL, "2024-05-15 undersøgelse åbnet, kendskab fra 2024-05-14; 2024-09-15 børnesamtale", "frist 2024-09-14 efter loven, opfyldt for sent"),
    ex("Undersøgelsen: måneden er kortere, skudår, og serviceloven gælder", ALL, "2023-11-06 undersøgelse åbnet, kendskab fra 2023-10-31; 2024-02-29 23:59 status", "frist 2024-02-29 efter loven, endnu ikke opfyldt"),
    ex("Undersøgelsen blev afsluttet, uden at barnet var hørt", ALL, "2024-05-14 undersøgelse åbnet; 2024-07-01 undersøgelse afsluttet", "frist 2024-07-01 efter loven, aldrig opfyldt, udgået 2024-07-02"),
    ex("Barnet blev først hørt, da undersøgelsen var slut", ALL, "2024-05-14 undersøgelse åbnet; 2024-07-01 undersøgelse afsluttet; 2024-07-05 børnesamtale", "frist 2024-07-01 efter loven, aldrig opfyldt, udgået 2024-07-02"),
    ex("Undersøgelsen trak ud, og barnet blev hørt efter fristen", ALL, "2024-05-14 undersøgelse åbnet; 2024-10-01 børnesamtale; 2024-10-15 undersøgelse afsluttet", "frist 2024-09-14 efter loven, opfyldt for sent"),
    ex("En afdækning har ikke denne frist", ALL, "2024-05-14 afdækning åbnet", "ingen frist"),
    ex("Hjælpen ophørte, uden at barnet var hørt", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-08-01 indsats ophørt", "frist 2024-04-10 efter loven, aldrig opfyldt, udgået 2024-08-01"),
    ex("Hjælpen ophørte, dagen efter at barnet omsider blev hørt", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-07-31 børnesamtale; 2024-08-01 indsats ophørt", "frist 2024-04-10 efter loven, opfyldt for sent"),
    ex("Barnet blev først hørt, da hjælpen var ophørt", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-08-01 indsats ophørt; 2024-08-02 børnesamtale", "frist 2024-04-10 efter loven, aldrig opfyldt, udgået 2024-08-01"),
    ex("Ophør aftalt: dagen før skal barnet stadig høres", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-08-01 indsats ophørt; 2024-07-31 status", "frist 2024-04-10 efter loven, overskredet"),
    ex("Afgørelsen blev opgivet samme dag", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-10 indsats ophørt: familien ønskede ikke at fortsætte", "frist 2024-04-10 efter loven, bortfaldet 2024-04-10"),
    ex("Et ufødt barn kan ikke høres", ALL, "2024-04-01 barn ventet 2024-06-01; 2024-04-10 afgørelse om døgnophold for hele familien", "ingen frist"),
    ex("Efter fødslen gælder pligten igen", ALL, "2024-04-01 barn ventet 2024-06-01; 2024-05-30 barn født; 2024-06-10 barnets perspektiv indhentet; 2024-06-10 afgørelse om døgnophold for hele familien", "frist 2024-06-10 efter loven, opfyldt i tide"),
    ex("Tidlig hjælp uden afgørelse", ALL, "2024-04-10 afgørelse om forældrekursus", "ingen frist"),
    ex("Falder til den ansvarlige rådgiver", ALL, "2024-04-09 ansvar til Karim; 2024-04-10 afgørelse om fast kontaktperson", "frist 2024-04-10 efter loven, hos Karim"),
];
