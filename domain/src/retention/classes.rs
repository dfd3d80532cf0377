//! The rule of each class: what follows, after how long at least, counted from what, and where that is written.

use super::{Class, ClearedBy, Follows};
use crate::law::{Dated, InDanish, InForce, LawValue, Source, Start};
use crate::strategy::Span;
use jiff::civil::Date;

/// The day the sources were read.
const READ_ON: Date = Date::constant(2026, 11, 22);
/// The first day of the data protection regulation: shorter periods than needed are not asked for before it, nor longer ones after.
const REGULATION: Date = Date::constant(2018, 5, 25);

/// How long something is kept, said in years where they are whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Keeping(pub Span);

impl InDanish for Keeping {
    fn in_danish(self) -> String {
        self.0.kept_da()
    }
}

/// The rule of one class.
pub struct ClassRule {
    /// Which class.
    pub class: Class,
    /// What is done.
    pub follows: Follows,
    /// Who does it.
    pub by: ClearedBy,
    /// The shortest time it is kept; nothing for what has none.
    pub keep: Option<&'static Dated<Keeping>>,
    /// Whether the municipality may keep it longer.
    pub may_lengthen: bool,
    /// What is in it, what the time is counted from and what is done, in Danish.
    pub says_da: &'static str,
    /// The same in English.
    pub says_en: &'static str,
    /// Why it is kept for good, where it is.
    pub kept_by: &'static str,
}

impl ClassRule {
    /// The shortest period there is now.
    pub fn shortest(&self) -> Option<InForce<Span>> {
        let keep = self.keep?;
        let found = keep.on(keep.starts.last()?.from).ok()?;
        Some(InForce { value: found.value.0, source: found.source })
    }

    /// The period as a value of the law, for listing.
    pub fn value(&self) -> Option<&'static dyn LawValue> {
        self.keep.map(|keep| keep as &'static dyn LawValue)
    }
}

/// The rule of a class.
pub fn rule(class: Class) -> &'static ClassRule {
    CLASSES.iter().find(|rule| rule.class == class).unwrap_or(&CLASSES[0])
}

const ARCHIVES: &str = "arkivbekendtgørelsen (nr. 591 af 26. juni 2003) § 5, stk. 2, og databeskyttelsesforordningens artikel 5, stk. 1, litra e (længden er Trins parameter)";
const READ_ARCHIVES: &str = "elov.dk: arkivbekendtgørelsen § 5; rigsarkivet.dk: kommuner; sikkerdigital.dk: slettefrister";
const NO_NUMBER: &str = "Loven giver intet tal for denne klasse; kommunen aftaler bevaring og kassation med sit arkiv.";

/// A period that no law gives in numbers.
const fn parameter(what_da: &'static str, starts: &'static [Start<Keeping>]) -> Dated<Keeping> {
    Dated { what_da, starts }
}

const fn start(months: u16, citation: &'static str, read_in: &'static str, note: &'static str) -> Start<Keeping> {
    Start {
        from: REGULATION,
        value: Some(Keeping(Span::Months(months))),
        source: Source { citation, read_in, read_on: READ_ON, verified: false, note },
    }
}

static CASE_FILE: Dated<Keeping> = parameter("Barnets sag bevares mindst", &[start(120, ARCHIVES, READ_ARCHIVES, NO_NUMBER)]);
static CONCERN: Dated<Keeping> =
    parameter("En bekymring, der ikke blev en sag, bevares mindst", &[start(60, ARCHIVES, READ_ARCHIVES, NO_NUMBER)]);
static COUNSELLING: Dated<Keeping> = parameter("Rådgivning uden sag bevares mindst", &[start(24, ARCHIVES, READ_ARCHIVES, NO_NUMBER)]);
static KNOWN: Dated<Keeping> =
    parameter("Oplysninger om et barn uden sag bevares mindst", &[start(12, ARCHIVES, READ_ARCHIVES, NO_NUMBER)]);

static ENQUIRY: Dated<Keeping> =
    parameter("Det, der stod i en henvendelse, slettes efter", &[start(24, ARCHIVES, READ_ARCHIVES, NO_NUMBER)]);
static DRAFT: Dated<Keeping> = parameter(
    "En kladde slettes, når den ikke er rørt i",
    &[start(
        1,
        "databeskyttelsesforordningens artikel 5, stk. 1, litra e (længden er Trins parameter)",
        "sikkerdigital.dk: slettefrister",
        "Loven giver intet tal.",
    )],
);
static LOG: Dated<Keeping> = parameter(
    "Loggen bevares mindst",
    &[start(
        12,
        "de tekniske minimumskrav til statslige myndigheder, 2024: visse logge mindst 12 måneder; for kommuner en målestok",
        "digst.dk, 26. juni 2023",
        "Kravene binder staten, ikke kommunerne, og er ikke læst i deres helhed. Målet er 5 år, så en families spørgsmål kan besvares.",
    )],
);
static SESSION: Dated<Keeping> = parameter(
    "Et login, der er udløbet, slettes efter",
    &[Start {
        from: REGULATION,
        value: Some(Keeping(Span::Days(1))),
        source: Source {
            citation: "databeskyttelsesforordningens artikel 5, stk. 1, litra e (længden er Trins parameter)",
            read_in: "sikkerdigital.dk: slettefrister",
            read_on: READ_ON,
            verified: false,
            note: "Loven giver intet tal. At nogen loggede ind, står i loggen, når de så noget om et barn.",
        },
    }],
);
static SEARCH: Dated<Keeping> = parameter(
    "Søgeord slettes efter",
    &[Start {
        from: REGULATION,
        value: Some(Keeping(Span::Days(1))),
        source: Source {
            citation: "databeskyttelsesforordningens artikel 5, stk. 1, litra e (længden er Trins parameter)",
            read_in: "sikkerdigital.dk: slettefrister",
            read_on: READ_ON,
            verified: false,
            note: "Loven giver intet tal. Ordene gemmes kun, for at resultatet kan vises uden navne i adressen.",
        },
    }],
);

/// Every class's rule, in the order they are told.
pub static CLASSES: &[ClassRule] = &[
    ClassRule {
        class: Class::CaseFile,
        follows: Follows::ArchiveThenDelete,
        by: ClearedBy::TwoPeople,
        keep: Some(&CASE_FILE),
        may_lengthen: true,
        says_da: "Alt, der er skrevet om et barn med en undersøgelse eller en indsats, der er mere end rådgivning. Tælles fra sagens lukning, den seneste post eller 18-års-dagen, \
            hvad der kommer sidst. Først laves en arkivversion, som arkivet godkender; så foreslår én person sletning, og en anden bekræfter.",
        says_en: "All that is written about a child with an assessment or help that is more than counselling. Counted from the case's closing, the latest entry or the 18th birthday, \
            whichever comes last. First an archive version is made and accepted by the archive; then one person proposes deletion, and another confirms it.",
        kept_by: "",
    },
    ClassRule {
        class: Class::Concern,
        follows: Follows::DeleteAtDate,
        by: ClearedBy::TwoPeople,
        keep: Some(&CONCERN),
        may_lengthen: true,
        says_da: "Underretninger, der ikke førte til en undersøgelse eller en indsats, med svarene på dem. Tælles fra lukningen eller den seneste post: en ny underretning \
            flytter alle barnets bekymringer. Én person foreslår sletning, en anden bekræfter.",
        says_en: "Notifications that led to no assessment and no help, with the answers to them. Counted from the closing or the latest entry: a new notification moves all the \
            child's concerns. One person proposes deletion, another confirms it.",
        kept_by: "",
    },
    ClassRule {
        class: Class::Counselling,
        follows: Follows::DeleteAtDate,
        by: ClearedBy::TwoPeople,
        keep: Some(&COUNSELLING),
        may_lengthen: true,
        says_da: "Rådgivning og konsultativ bistand om et navngivet barn uden underretning og undersøgelse. Tælles fra afslutningen eller den seneste post. Anonym rådgivning \
            har intet barn og gemmes ikke i Trin. Én person foreslår sletning, en anden bekræfter.",
        says_en: "Counselling and consultative help about a named child, with no notification and no assessment. Counted from the end or the latest entry. Anonymous counselling \
            has no child and is not kept in Trin. One person proposes deletion, another confirms it.",
        kept_by: "",
    },
    ClassRule {
        class: Class::Enquiry,
        follows: Follows::DeleteAtDate,
        by: ClearedBy::Trin,
        keep: Some(&ENQUIRY),
        may_lengthen: false,
        says_da: "Det, nogen skrev til Modtagelsen uden login, og som blev besvaret eller givet videre. Tælles fra svaret. Trin sletter teksten selv; at den kom, og hvad der blev af den, \
            bliver stående uden navne. Blev det en underretning, står det i barnets sag og kun dér.",
        says_en: "What somebody wrote to the intake without a login, and was answered or passed on. Counted from the answer. Trin clears the text by itself; that it came and what became \
            of it stays without names. What became a notification stands in the child's case file and only there.",
        kept_by: "",
    },
    ClassRule {
        class: Class::Known,
        follows: Follows::DeleteAtDate,
        by: ClearedBy::TwoPeople,
        keep: Some(&KNOWN),
        may_lengthen: true,
        says_da: "Et barn, kommunen kender fra dagtilbud, skole eller sundhedspleje, uden bekymring og uden sag. Tælles fra den seneste post; så længe barnet går i dagtilbud eller skole her, dog fra 18-års-dagen. Én person foreslår sletning, en anden \
            bekræfter.",
        says_en: "A child the municipality knows from day-care, school or the health visitor, with no concern and no case. Counted from the latest entry; while the child goes to day-care or school here, from the 18th birthday. One person proposes \
            deletion, another confirms it.",
        kept_by: "",
    },
    ClassRule {
        class: Class::Draft,
        follows: Follows::DeleteAtDate,
        by: ClearedBy::Trin,
        keep: Some(&DRAFT),
        may_lengthen: false,
        says_da: "Det, en medarbejder er ved at skrive og ikke har gemt. Tælles fra sidste tast. Trin sletter det selv.",
        says_en: "What somebody is writing and has not saved. Counted from the last key. Trin clears it by itself.",
        kept_by: "",
    },
    ClassRule {
        class: Class::FailedImport,
        follows: Follows::DeleteAtDate,
        by: ClearedBy::Trin,
        keep: None,
        may_lengthen: false,
        says_da: "En fil med fejl bliver ikke skrevet, og Trin gemmer intet af den. Filen selv ligger hos den, der importerede.",
        says_en: "A file with faults is not written, and Trin keeps nothing of it. The file itself is with whoever imported it.",
        kept_by: "gemmes aldrig",
    },
    ClassRule {
        class: Class::Log,
        follows: Follows::Keep,
        by: ClearedBy::Operator,
        keep: Some(&LOG),
        may_lengthen: true,
        says_da: "Hvem så eller ændrede hvad, hvornår og hvorfor: numre og koder, aldrig indhold. Bevares mindst så længe. Trin kan endnu ikke forkorte loggen og bevarer den hele.",
        says_en: "Who saw or changed what, when and why: numbers and codes, never content. Kept at least so long. Trin cannot yet shorten the log, and keeps all of it.",
        kept_by: "",
    },
    ClassRule {
        class: Class::Login,
        follows: Follows::DeleteAtDate,
        by: ClearedBy::Trin,
        keep: Some(&SESSION),
        may_lengthen: false,
        says_da: "Logins, der er udløbet, og login, der er begyndt hos kommunens udbyder og aldrig afsluttet. Tælles fra udløbet. Forsøg med forkert adgangskode tælles i hukommelsen og \
            gemmes ikke. Trin sletter det selv.",
        says_en: "Logins that have expired, and logins begun at the municipality's provider and never finished. Counted from when they expire. Tries with a wrong password are counted in \
            memory and not kept. Trin clears it by itself.",
        kept_by: "",
    },
    ClassRule {
        class: Class::Search,
        follows: Follows::DeleteAtDate,
        by: ClearedBy::Trin,
        keep: Some(&SEARCH),
        may_lengthen: false,
        says_da: "De ord, nogen har søgt på. Tælles fra søgningen. Trin sletter dem selv.",
        says_en: "The words somebody searched for. Counted from the search. Trin clears them by itself.",
        kept_by: "",
    },
    ClassRule {
        class: Class::BackupKey,
        follows: Follows::DeleteAtDate,
        by: ClearedBy::Operator,
        keep: None,
        may_lengthen: false,
        says_da: "Kommunens gamle nøgler efter et nøgleskift. De åbner kun sikkerhedskopier fra før skiftet, og driften sletter dem, når den sidste af dem har haft sin tid: så er det, \
            der er slettet siden, også slettet i kopierne.",
        says_en: "The municipality's old keys after a change of key. They open only backups from before the change, and the operators delete them when the last of those has passed \
            its time: then what was deleted since is deleted in the copies too.",
        kept_by: "til den sidste sikkerhedskopi, de åbner, er slettet",
    },
];
