//! Reassessment with a second professional, when a notification concerns a child who already gets help.
//!
//! ## Loven
//! Kommer der en underretning om et barn, som allerede får hjælp, skal sagen vurderes på ny, og mindst én person, der ikke tidligere har deltaget
//! i sagens behandling, skal deltage. Serviceloven: når der er iværksat foranstaltninger efter § 52. Barnets lov i 2024: når der er iværksat
//! indsatser. Fra 2025 er ordet snævret ind til støttende indsatser efter § 32 og anbringelser efter §§ 46, 47 og 67. Loven sætter ingen frist.
//!
//! ## Strategien
//! Kommunens frist for screeningen bruges, fordi de nye øjne skal være med til at svare på, hvad der skal ske.
//!
//! ## Med almindelige ord
//! Den, der har fulgt barnet længe, kan have vænnet sig til det, der bekymrer andre. Derfor skal et par nye øjne se på sagen, når der kommer en
//! underretning, mens barnet får hjælp.
//!
//! ## Tæller fra
//! Den dag i Danmark, kommunen modtog underretningen, når hjælpen var i kraft den dag. Hjælpens første og sidste dag tæller med, men ikke hjælp, der
//! blev besluttet og begyndt samme dag efter underretningen: den er svaret på den. Loven på den dag gælder.
//!
//! ## Opfyldes af
//! Genvurderingen af netop den underretning, ved en person, der ikke har skrevet i sagen eller haft ansvaret for barnet. Det prøves, når den
//! skrives.
//!
//! ## Dækker ikke
//! Hjælp, der er besluttet, men ikke begyndt. Hvad der i 2024 var »indsatser«: Trin regner støttende indsatser, anbringelser, den tidlige hjælp
//! efter barnets lov § 30 og tabt arbejdsfortjeneste med, men ikke hjælp efter andre love i dagtilbud, skole og sundhedspleje. Foranstaltninger
//! efter lov om bekæmpelse af ungdomskriminalitet er ikke blandt de indsatser, Trin kender.

use super::build::*;
use super::screening;
use crate::kinds::InterventionKind;
use crate::law::InDanish;
use crate::record::Intervention;

/// Which help makes the reassessment necessary.
#[derive(Clone, Copy)]
enum Trigger {
    /// Measures decided by the authority.
    Measures,
    /// Any help under barnets lov.
    HelpUnderTheAct,
}

impl Trigger {
    const fn is_pulled_by(self, kind: InterventionKind) -> bool {
        use InterventionKind::{ConversationGroup, Counselling, FamilyGroupConference, LostEarnings, ParentCourse, PsychologistTalks};
        let early_under_the_act =
            matches!(kind, ConversationGroup | Counselling | FamilyGroupConference | ParentCourse | PsychologistTalks | LostEarnings);
        match self {
            Self::Measures => kind.is_measure(),
            Self::HelpUnderTheAct => kind.is_measure() || early_under_the_act,
        }
    }
}

impl InDanish for Trigger {
    fn in_danish(self) -> String {
        match self {
            Self::Measures => "støttende indsatser og anbringelser".to_owned(),
            Self::HelpUnderTheAct => "alle indsatser efter loven".to_owned(),
        }
    }
}

const TRIGGER: Dated<Trigger> = Dated {
    what_da: "Hjælp, der kræver genvurdering, når den er i kraft",
    starts: &[
        Start {
            from: SERVICE_ACT,
            value: Some(Trigger::Measures),
            source: Source {
                citation: "serviceloven § 155 a",
                read_in: "kommune.viborg.dk: Efter en underretning; admin.soroe.dk: Beredskabsplan",
                read_on: READ_ON,
                verified: false,
                note: "Reglen er læst i kommuners gengivelse (foranstaltninger efter § 52); at den står i § 155 a, er ikke læst i lovteksten.",
            },
        },
        Start {
            from: CHILDRENS_ACT,
            value: Some(Trigger::HelpUnderTheAct),
            source: Source {
                citation: "barnets lov § 137, stk. 1",
                read_in: "lovforslag L 87 (2024-25), § 1, nr. 8, som ændrer ordet »indsatser«; VEJ nr. 9471 af 21/06/2024, indholdsfortegnelse",
                read_on: READ_ON,
                verified: false,
                note: "At bestemmelsen talte om »indsatser«, er læst i ændringsforslaget; hvor vidt ordet gik, er en tolkning.",
            },
        },
        Start {
            from: Date::constant(2025, 1, 1),
            value: Some(Trigger::Measures),
            source: Source {
                citation: "barnets lov § 137, stk. 1",
                read_in: "lovforslag L 87 (2024-25), § 1, nr. 8",
                read_on: READ_ON,
                verified: false,
                note: "Ændringens ord er læst i lovforslaget; at den trådte i kraft 1. januar 2025, er ikke læst.",
            },
        },
    ],
};

pub(super) const VALUES: &[&dyn LawValue] = &[&TRIGGER];

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    for notification in &state.notifications {
        let no = notification.received.no;
        let received_on = day_of(notification.received.what.received_at);
        let Ok(trigger) = TRIGGER.on(received_on) else { continue };
        // Help that began the same day, decided after the notification was written, is what came of it.
        let came_of_it = |help: &Intervention<'_>| help.started_on() == Some(received_on) && help.no() > no;
        let counts = |help: &&Intervention<'_>| trigger.value.is_pulled_by(help.decided.what.kind) && !came_of_it(help);
        let Some(help) = state.in_force_on(received_on).find(counts) else { continue };
        let kind = help.decided.what.kind;
        let dates = by_law(screening::due(received_on, strategy), trigger.source);
        let duty = Duty::owed(DutyKind::SecondProfessional, no, (no, Due::On(received_on)), dates, Role::TeamLeader)
            .falls_to_responsible(state)
            .met_by(notification.second.map(|done| Met::on(done.no, done.what.on)))
            .because(
                format!("Underretningen kom {}, mens barnet fik hjælpen »{}«.", Da(received_on), kind.da()),
                format!("The notification arrived on {}, while the child got the help “{}”.", En(received_on), kind.en()),
            );
        out.push(duty);
    }
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Dagen før fristen", ALL, "2025-02-01 afgørelse om fast kontaktperson; 2025-02-10 indsats begyndt; 2025-06-10 09:00 underretning fra skole; 2025-06-23 genvurderet", "frist 2025-06-24 efter loven, opfyldt i tide"),
    ex("På fristens dag", ALL, "2025-02-01 afgørelse om fast kontaktperson; 2025-02-10 indsats begyndt; 2025-06-10 09:00 underretning fra skole; 2025-06-24 genvurderet", "frist 2025-06-24 efter loven, opfyldt i tide"),
    ex("Dagen efter fristen", ALL, "2025-02-01 afgørelse om fast kontaktperson; 2025-02-10 indsats begyndt; 2025-06-10 09:00 underretning fra skole; 2025-06-25 genvurderet", "frist 2025-06-24 efter loven, opfyldt for sent"),
    ex("Sidste minut af fristens dag", ALL, "2025-02-01 afgørelse om fast kontaktperson; 2025-02-10 indsats begyndt; 2025-06-10 09:00 underretning fra skole; 2025-06-24 23:59 status", "frist 2025-06-24 efter loven, endnu ikke opfyldt"),
    ex("Fristens dag er forbi", ALL, "2025-02-01 afgørelse om fast kontaktperson; 2025-02-10 indsats begyndt; 2025-06-10 09:00 underretning fra skole; 2025-06-25 00:00 status", "frist 2025-06-24 efter loven, overskredet"),
    ex("Underretningen kom dagen før, hjælpen begyndte", ALL, "2025-06-02 afgørelse om fast kontaktperson; 2025-06-09 23:59 underretning fra politi; 2025-06-10 indsats begyndt", "ingen frist"),
    ex("Hjælpens første dag", ALL, "2025-06-02 afgørelse om fast kontaktperson; 2025-06-10 indsats begyndt; 2025-06-10 00:00 underretning fra politi", "frist 2025-06-24 efter loven"),
    ex("Hjælpen blev besluttet og begyndt samme dag, som svar på underretningen", ALL, "2025-06-10 09:00 underretning fra skole; 2025-06-10 afgørelse om fast kontaktperson; 2025-06-10 indsats begyndt", "ingen frist"),
    ex("Hjælpens sidste dag", ALL, "2025-02-01 afgørelse om fast kontaktperson; 2025-02-10 indsats begyndt; 2025-06-10 indsats ophørt; 2025-06-10 23:59 underretning fra politi", "frist 2025-06-24 efter loven"),
    ex("Dagen efter hjælpens sidste dag", ALL, "2025-02-01 afgørelse om fast kontaktperson; 2025-02-10 indsats begyndt; 2025-06-10 indsats ophørt; 2025-06-11 00:00 underretning fra politi", "ingen frist"),
    ex("Tidlig hjælp under serviceloven", ALL, "2023-11-01 afgørelse om forældrekursus; 2023-11-01 indsats begyndt; 2023-12-31 23:59 underretning fra politi", "ingen frist"),
    ex("Tidlig hjælp i barnets lovs første år", ALL, "2023-11-01 afgørelse om forældrekursus; 2023-11-01 indsats begyndt; 2024-01-01 00:00 underretning fra politi", "frist 2024-01-15 efter loven"),
    ex("Tidlig hjælp, sidste dag før ordet blev snævret ind", ALL, "2024-11-01 afgørelse om forældrekursus; 2024-11-01 indsats begyndt; 2024-12-31 12:00 underretning fra skole", "frist 2025-01-15 efter loven"),
    ex("Tidlig hjælp, første dag efter", ALL, "2024-11-01 afgørelse om forældrekursus; 2024-11-01 indsats begyndt; 2025-01-01 12:00 underretning fra skole", "ingen frist"),
    ex("Hjælp i dagtilbuddet er ikke hjælp efter loven", ALL, "2024-02-01 afgørelse om støttepædagog eller ressourcepædagog; 2024-02-01 indsats begyndt; 2024-06-10 09:00 underretning fra skole", "ingen frist"),
    ex("Anbragt barn, fredag aften", ALL, "2023-02-01 afgørelse om almen plejefamilie; 2023-02-10 indsats begyndt; 2023-06-09 20:00 underretning fra anbringelsessted", "frist 2023-06-23 efter loven"),
    ex("Hen over påske, og uret stilles frem imens", ALL, "2024-02-01 afgørelse om familiebehandling; 2024-02-10 indsats begyndt; 2024-03-26 10:00 underretning fra skole", "frist 2024-04-12 efter loven"),
    ex("Uret stilles tilbage imens, og Mette har ansvaret", ALL, "2024-02-01 ansvar til Mette; 2024-02-01 afgørelse om familiebehandling; 2024-02-10 indsats begyndt; 2024-10-21 10:00 underretning fra skole", "frist 2024-11-04 efter loven, hos Mette"),
    ex("Hjælpen begyndte på en skuddag, og underretningen kom samme dag", ALL, "2024-02-20 afgørelse om familiebehandling; 2024-02-29 indsats begyndt; 2024-02-29 10:00 underretning fra skole", "frist 2024-03-14 efter loven"),
];
