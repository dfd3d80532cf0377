//! The child's plan: under the Service Act before the decision, under the Children's Act within 3 months of it.
//!
//! ## Loven
//! Serviceloven: handleplanen udarbejdes, inden der træffes afgørelse om foranstaltninger. Kan hensynet til barnet ikke afvente en plan, er en
//! kort angivelse af formålet nok, og planen følger snarest muligt og senest inden 4 måneder. Barnets lov: ved støttende indsatser tager
//! kommunen stilling til, om der skal laves en barnets plan, og i så fald foreligger den senest 3 måneder efter afgørelsen. Ved anbringelse
//! skal der laves en plan, senest 3 måneder efter afgørelsen, og ved anbringelse uden samtykke inden afgørelsen.
//!
//! ## Strategien
//! Kerteminde følger op på handleplanen, og Faxe vil have målbare mål i den. Ingen af strategierne sætter en kortere frist for planen.
//!
//! ## Med almindelige ord
//! Der skal være en plan, som familien og alle, der hjælper, kender. Under serviceloven skal den ligge der, når der bliver bestemt noget; under
//! barnets lov er der 3 måneder, undtagen når et barn anbringes uden samtykke. For støttende indsatser må kommunen efter barnets lov
//! beslutte, at der ikke skal være en plan; det skal stå i journalen med en begrundelse.
//!
//! ## Tæller fra
//! Afgørelsens dag, for enhver afgørelse om støttende indsats eller anbringelse. Loven på den dag gælder. En plan før afgørelsen skal være
//! lavet senest på afgørelsens dag. En foreløbig afgørelse er en, der ikke kunne vente: efter serviceloven har den 4 måneder, efter barnets
//! lov de 3 måneder, alle andre anbringelser med samtykke har.
//!
//! ## Opfyldes af
//! Den første plan, der nævner indsatsen. Afløser indsatsen en anden, tæller også en plan, der nævner den afløste og er lavet efter afgørelsen,
//! også samme dag. En plan uden nævnte indsatser tæller, når den er lavet efter den forrige afgørelse om hjælp og senest på afgørelsens
//! dag: den blev lavet, før indsatsen fandtes. For en støttende indsats efter barnets lov også af en begrundet beslutning om, at den ikke skal
//! have en plan. Det er Trins læsning, at beslutningen skal tages inden for planens frist.
//!
//! ## Dækker ikke
//! Om planen har konkrete mål og bygger på undersøgelsen, og om barnet og familien var med: det ser ledelsestilsynet på. Ungeplan og
//! helhedsorienteret plan. En fælles plan for søskende skrives i hvert barns journal. Tidlig hjælp har ingen plan efter disse regler.

use super::build::*;
use crate::kinds::InterventionKind;
use crate::record::{ConsentBasis, Intervention, Plan};

const BEFORE_THE_DECISION: Dated<Demanded> = Dated {
    what_da: "Handleplan, inden der træffes afgørelse om en foranstaltning",
    starts: &[
        Start {
            from: SERVICE_ACT,
            value: Some(Demanded),
            source: Source {
                citation: "serviceloven § 140, stk. 1",
                read_in: "lovguiden.dk: forarbejderne til barnets lov § 91; barnetsjurist.dk: Serviceloven § 140",
                read_on: READ_ON,
                verified: true,
                note: "",
            },
        },
        Start { from: CHILDRENS_ACT, value: None, source: CHILDRENS_PLAN },
    ],
};

const WHEN_IT_CANNOT_WAIT: Dated<Span> = Dated {
    what_da: "Handleplan, når foranstaltningen ikke kunne vente",
    starts: &[
        Start {
            from: SERVICE_ACT,
            value: Some(Span::Months(4)),
            source: Source {
                citation: "serviceloven § 140, stk. 1, 3. pkt.",
                read_in: "lovguiden.dk: forarbejderne til barnets lov § 91; barnetsjurist.dk: Serviceloven § 140",
                read_on: READ_ON,
                verified: true,
                note: "At de 4 måneder tælles fra afgørelsen, og at det er den foreløbige afgørelse, der ikke kunne vente, er Trins læsning.",
            },
        },
        Start { from: CHILDRENS_ACT, value: None, source: CHILDRENS_PLAN },
    ],
};

const BEFORE_PLACEMENT_WITHOUT_CONSENT: Dated<Demanded> = Dated {
    what_da: "Barnets plan, inden der træffes afgørelse om anbringelse uden samtykke",
    starts: &[Start {
        from: CHILDRENS_ACT,
        value: Some(Demanded),
        source: Source { citation: "barnets lov § 91, stk. 2, 3. pkt., jf. § 51, stk. 1, nr. 3", ..CHILDRENS_PLAN },
    }],
};

const AFTER_PLACEMENT: Dated<Span> = Dated {
    what_da: "Barnets plan efter afgørelse om anbringelse",
    starts: &[Start {
        from: CHILDRENS_ACT,
        value: Some(Span::Months(3)),
        source: Source { note: "At en foreløbig afgørelse efter § 143 følger samme frist, er Trins læsning.", ..CHILDRENS_PLAN },
    }],
};

const AFTER_SUPPORT: Dated<Span> = Dated {
    what_da: "Barnets plan efter afgørelse om en støttende indsats",
    starts: &[Start {
        from: CHILDRENS_ACT,
        value: Some(Span::Months(3)),
        source: Source {
            citation: "barnets lov § 91, stk. 1",
            note: "Kommunen tager stilling til, om der skal laves en plan; fristen gælder, når der skal.",
            ..CHILDRENS_PLAN
        },
    }],
};

const CHILDRENS_PLAN: Source = Source {
    citation: "barnets lov § 91, stk. 2",
    read_in: "lovguiden.dk: LBK nr. 282 af 17/03/2025, § 91",
    read_on: READ_ON,
    verified: true,
    note: "",
};

pub(super) const VALUES: &[&dyn LawValue] =
    &[&BEFORE_THE_DECISION, &WHEN_IT_CANNOT_WAIT, &BEFORE_PLACEMENT_WITHOUT_CONSENT, &AFTER_PLACEMENT, &AFTER_SUPPORT];

pub(super) fn owed(state: &State<'_>, strategy: &Strategy, out: &mut Vec<Duty>) {
    for help in &state.interventions {
        let decided = help.decided.what;
        let (kind, on) = (decided.kind, decided.on);
        if !kind.is_measure() {
            continue;
        }
        let Some(due) = by_the_law(kind, decided.consent, on, strategy) else { continue };
        let plan = state.plans.iter().filter(|plan| covers(plan, help, state)).map(|plan| (plan.made.what.on, plan.made.no)).min();
        let none_needed = help.without_plan.map(|decision| (decision.what.on, decision.no));
        let met = plan.into_iter().chain(none_needed).min();

        let (how_da, how_en) = match decided.consent {
            ConsentBasis::WithConsent => ("med samtykke", "with consent"),
            ConsentBasis::WithoutConsent => ("uden samtykke", "without consent"),
            ConsentBasis::Preliminary => ("foreløbigt, fordi det ikke kunne vente", "provisionally, as it could not wait"),
        };
        let da = format!("{} blev besluttet {} {how_da}.", kind.da(), Da(on));
        let en = format!("{} was decided on {} {how_en}.", kind.en(), En(on));
        let no = help.no();
        let duty = Duty::owed(DutyKind::Plan, no, (no, Due::On(on)), due, Role::Caseworker)
            .falls_to_responsible(state)
            .met_by(met.map(|(on, no)| Met::on(no, on)))
            .lapses(help.ended_on())
            .because(da, en);
        out.push(duty);
    }
}

/// Serviceloven asks whether it could wait; barnets lov asks whether the child is placed, and with whose consent.
fn by_the_law(kind: InterventionKind, consent: ConsentBasis, on: Date, strategy: &Strategy) -> Option<DueBy> {
    if consent == ConsentBasis::Preliminary
        && let Ok(within) = WHEN_IT_CANNOT_WAIT.on(on)
    {
        return Some(by_law(after(within.value, on, strategy), within.source));
    }
    if let Ok(rule) = BEFORE_THE_DECISION.on(on) {
        return Some(by_law(Due::On(on), rule.source));
    }
    if kind.is_placement()
        && consent == ConsentBasis::WithoutConsent
        && let Ok(rule) = BEFORE_PLACEMENT_WITHOUT_CONSENT.on(on)
    {
        return Some(by_law(Due::On(on), rule.source));
    }
    let within = if kind.is_placement() { AFTER_PLACEMENT.on(on) } else { AFTER_SUPPORT.on(on) }.ok()?;
    Some(by_law(after(within.value, on, strategy), within.source))
}

/// Whether the municipality may decide that help decided on this day does without a plan: support under barnets lov (§ 91, stk. 1).
pub fn may_be_left_out(kind: InterventionKind, on: Date) -> bool {
    kind.is_measure() && !kind.is_placement() && AFTER_SUPPORT.on(on).is_ok()
}

/// Whether a plan is one for this help.
fn covers(plan: &Plan<'_>, help: &Intervention<'_>, state: &State<'_>) -> bool {
    let (made, decided) = (plan.made.what, help.decided.what);
    let names = |no: EntryNo| made.interventions.contains(&no);
    // Of a plan and a decision on one day, the one written last knew the other.
    let after_the_decision = decided.on < made.on || decided.on == made.on && help.no() < plan.made.no;
    let carries_on = decided.replaces.is_some_and(names) && after_the_decision;
    let made_before_any_help_was_named = made.interventions.is_empty() && made.on <= decided.on && {
        let decisions = state.interventions.iter().map(|other| other.decided.what).filter(|other| other.kind.is_measure());
        decisions.map(|other| other.on).filter(|day| *day < decided.on).max().is_none_or(|previous| previous < made.on)
    };
    names(help.no()) || carries_on || made_before_any_help_was_named
}

#[rustfmt::skip]
pub(super) const EXAMPLES: &[Example] = &[
    ex("Barnets lov, anbringelse med samtykke: dagen før fristen", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-07-09 plan", "frist 2024-07-10 efter loven, opfyldt i tide"),
    ex("På fristens dag", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-07-10 plan", "frist 2024-07-10 efter loven, opfyldt i tide"),
    ex("Dagen efter fristen", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-07-11 plan", "frist 2024-07-10 efter loven, opfyldt for sent"),
    ex("Sidste minut af fristens dag", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-07-10 23:59 status", "frist 2024-07-10 efter loven, endnu ikke opfyldt"),
    ex("Fristens dag er forbi", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-07-11 00:00 status", "frist 2024-07-10 efter loven, overskredet"),
    ex("Barnets lov, anbringelse uden samtykke: planen ligger der på afgørelsens dag", ALL, "2024-04-10 afgørelse om opholdssted uden samtykke; 2024-04-10 plan", "frist 2024-04-10 efter loven, opfyldt i tide"),
    ex("Barnets lov, anbringelse uden samtykke: planen kom dagen efter", ALL, "2024-04-10 afgørelse om opholdssted uden samtykke; 2024-04-11 plan", "frist 2024-04-10 efter loven, opfyldt for sent"),
    ex("Barnets lov, foreløbig anbringelse fredag aften", ALL, "2024-05-17 20:30 afgørelse om almen plejefamilie foreløbigt", "frist 2024-08-17 efter loven"),
    ex("Barnets lov, støttende indsats", ALL, "2024-04-10 afgørelse om fast kontaktperson", "frist 2024-07-10 efter loven"),
    ex("Barnets lov, støttende indsats uden samtykke har samme frist", ALL, "2024-04-10 afgørelse om familiebehandling eller behandling af barnet uden samtykke", "frist 2024-07-10 efter loven"),
    ex("En frist påskedag flyttes ikke", ALL, "2025-01-20 afgørelse om fast kontaktperson; 2025-04-20 plan", "frist 2025-04-20 efter loven, opfyldt i tide"),
    ex("Uret stilles frem på fristens dag: hele dagen er i tide", ALL, "2024-12-30 afgørelse om fast kontaktperson; 2025-03-30 23:59 status", "frist 2025-03-30 efter loven, endnu ikke opfyldt"),
    ex("Uret stilles tilbage på fristens dag: hele dagen er i tide", ALL, "2024-07-27 afgørelse om fast kontaktperson; 2024-10-27 23:59 status", "frist 2024-10-27 efter loven, endnu ikke opfyldt"),
    ex("Tælles fra en skuddag", ALL, "2024-02-29 afgørelse om fast kontaktperson", "frist 2024-05-29 efter loven"),
    ex("Måneden er kortere", ALL, "2024-08-31 afgørelse om fast kontaktperson", "frist 2024-11-30 efter loven"),
    ex("Måneden er kortere: sidste dag i februar", ALL, "2024-11-30 afgørelse om fast kontaktperson", "frist 2025-02-28 efter loven"),
    ex("Sidste dag under serviceloven: planen skal ligge der ved afgørelsen", ALL, "2023-12-31 afgørelse om fast kontaktperson; 2024-01-01 plan", "frist 2023-12-31 efter loven, opfyldt for sent"),
    ex("Første dag under barnets lov", ALL, "2024-01-01 afgørelse om fast kontaktperson; 2024-04-01 plan", "frist 2024-04-01 efter loven, opfyldt i tide"),
    ex("Serviceloven: lavet dagen før, før indsatsen fandtes", ALL, "2022-06-07 plan uden indsats; 2022-06-08 afgørelse om almen plejefamilie", "frist 2022-06-08 efter loven, opfyldt i tide"),
    ex("Serviceloven: en plan efter afgørelsen skal nævne indsatsen", ALL, "2022-06-08 afgørelse om almen plejefamilie; 2022-06-10 plan uden indsats; 2022-06-11 00:00 status", "frist 2022-06-08 efter loven, overskredet"),
    ex("Serviceloven: en plan fra et tidligere forløb tæller ikke", ALL, "2022-06-07 plan uden indsats; 2022-06-08 afgørelse om fast kontaktperson; 2022-09-01 afgørelse om almen plejefamilie; 2022-09-02 00:00 status", "frist 2022-06-08 efter loven, opfyldt i tide; frist 2022-09-01 efter loven, overskredet"),
    ex("Serviceloven: en plan fra dagen for den forrige afgørelse hører til den", ALL, "2022-06-08 plan uden indsats; 2022-06-08 afgørelse om fast kontaktperson; 2022-09-01 afgørelse om almen plejefamilie; 2022-09-02 00:00 status", "frist 2022-06-08 efter loven, opfyldt i tide; frist 2022-09-01 efter loven, overskredet"),
    ex("Serviceloven: en plan lavet mellem to afgørelser er den sidstes", ALL, "2022-06-08 afgørelse om fast kontaktperson; 2022-08-20 plan uden indsats; 2022-09-01 afgørelse om almen plejefamilie; 2022-09-02 00:00 status", "frist 2022-06-08 efter loven, overskredet; frist 2022-09-01 efter loven, opfyldt i tide"),
    ex("Serviceloven: den kunne ikke vente, måneden er kortere, skudår", ALL, "2023-10-31 afgørelse om almen plejefamilie foreløbigt; 2024-02-29 plan", "frist 2024-02-29 efter loven, opfyldt i tide"),
    ex("Serviceloven: den kunne ikke vente, men planen kom for sent", ALL, "2023-12-31 afgørelse om almen plejefamilie foreløbigt; 2024-05-01 plan", "frist 2024-04-30 efter loven, opfyldt for sent"),
    ex("En plan for en anden indsats tæller ikke", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-05-02 plan; 2024-06-03 afgørelse om støtteophold; 2024-09-04 00:00 status", "frist 2024-07-10 efter loven, opfyldt i tide; frist 2024-09-03 efter loven, overskredet"),
    ex("Et trin ned: den afløstes plan, lavet om efter afgørelsen, tæller", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-05-02 plan; 2024-09-02 afgørelse om fast kontaktperson, afløser nr. 1; 2024-10-01 plan nr. 1", "frist 2024-07-10 efter loven, opfyldt i tide; frist 2024-12-02 efter loven, opfyldt i tide"),
    ex("Et trin ned: den afløstes plan, lavet om på afgørelsens dag, tæller", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-05-02 plan; 2024-09-02 afgørelse om fast kontaktperson, afløser nr. 1; 2024-09-02 plan nr. 1", "frist 2024-07-10 efter loven, opfyldt i tide; frist 2024-12-02 efter loven, opfyldt i tide"),
    ex("Et trin op: den afløstes plan, lavet tidligere samme dag, er ikke nok", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-05-02 plan; 2024-05-02 afgørelse om almen plejefamilie, afløser nr. 1; 2024-08-03 00:00 status", "frist 2024-07-10 efter loven, opfyldt i tide; frist 2024-08-02 efter loven, overskredet"),
    ex("Et trin ned: den afløstes gamle plan er ikke nok", ALL, "2024-04-10 afgørelse om almen plejefamilie; 2024-05-02 plan; 2024-09-02 afgørelse om fast kontaktperson, afløser nr. 1; 2024-12-03 00:00 status", "frist 2024-07-10 efter loven, opfyldt i tide; frist 2024-12-02 efter loven, overskredet"),
    ex("Det blev besluttet, at den støttende indsats ikke skal have en plan", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-07-10 ingen plan nødvendig", "frist 2024-07-10 efter loven, opfyldt i tide"),
    ex("Beslutningen om ingen plan kom dagen efter fristen", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-07-11 ingen plan nødvendig", "frist 2024-07-10 efter loven, opfyldt for sent"),
    ex("Først ingen plan, siden en plan: den første beslutning opfylder", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-05-10 ingen plan nødvendig; 2024-09-02 plan", "frist 2024-07-10 efter loven, opfyldt i tide"),
    ex("Hjælpen ophørte inden fristen", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-06-30 indsats ophørt", "frist 2024-07-10 efter loven, bortfaldet 2024-06-30"),
    ex("Hjælpen ophørte, efter at fristen var overskredet", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-08-01 indsats ophørt", "frist 2024-07-10 efter loven, aldrig opfyldt, udgået 2024-08-01"),
    ex("Ophør aftalt: dagen før skyldes planen stadig", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-08-01 indsats ophørt; 2024-07-31 status", "frist 2024-07-10 efter loven, overskredet"),
    ex("Ophør aftalt: dagen efter er fristen udgået", ALL, "2024-04-10 afgørelse om fast kontaktperson; 2024-04-15 indsats begyndt; 2024-08-01 indsats ophørt; 2024-08-02 status", "frist 2024-07-10 efter loven, aldrig opfyldt, udgået 2024-08-01"),
    ex("Før de regler, Trin kender", ALL, "2013-12-31 afgørelse om fast kontaktperson", "ingen frist"),
    ex("Tidlig hjælp har ingen plan efter loven", ALL, "2024-04-10 afgørelse om forældrekursus", "ingen frist"),
    ex("Falder til den ansvarlige rådgiver", ALL, "2024-04-10 ansvar til Mette; 2024-04-10 afgørelse om fast kontaktperson", "frist 2024-07-10 efter loven, hos Mette"),
];
