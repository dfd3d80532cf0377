//! The words of a strategy file, and their labels on pages.

use crate::retention::Class;

use super::{Area, Coverage, GuidePath, LadderOrder, PreventionLevel, RoutineKind, TargetDirection};

macro_rules! words {
    ($name:ident { $($variant:ident = $word:literal, $da:literal, $en:literal;)+ }) => {
        impl $name {
            /// All values, in the order they are listed to people.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The Danish word in a strategy file.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The Danish label on pages.
            pub const fn da(self) -> &'static str {
                match self { $(Self::$variant => $da,)+ }
            }

            /// The English label on pages.
            pub const fn en(self) -> &'static str {
                match self { $(Self::$variant => $en,)+ }
            }
        }
    };
}

words!(Area {
    General = "almen", "Almenområdet", "General area";
    Special = "special", "Specialområdet", "Special area";
    Both = "begge", "Almen- og specialområdet", "General and special area";
});

words!(LadderOrder {
    Intrusion = "indgriben", "Grad af indgriben", "Degree of intrusion";
    Cost = "udgift", "Udgiftens tyngde", "Weight of expenditure";
});

words!(PreventionLevel {
    Preventive = "forebyggende", "Forebyggende", "Preventive";
    Anticipatory = "foregribende", "Foregribende", "Anticipatory";
    Intervening = "indgribende", "Indgribende", "Intervening";
});

words!(Coverage {
    Placement = "anbringelse", "Anbringelser", "Placements";
    Measure = "foranstaltning", "Foranstaltninger uden anbringelse", "Measures short of placement";
    EarlyHelp = "tidlig hjælp", "Tidlig og almen hjælp", "Early and general help";
});

words!(RoutineKind {
    Round = "trivselsrunde", "Trivselsrunde", "Wellbeing round";
    Visit = "besøg", "Besøg", "Visit";
    Talk = "samtale", "Samtale", "Talk";
});

words!(GuidePath {
    Everyday = "almen", "Hjælp i hverdagen", "Help in everyday life";
    Harm = "overgreb", "Vold, overgreb og æresrelateret konflikt", "Violence, abuse and honour-related conflict";
});

words!(TargetDirection {
    AtLeast = "mindst", "Mindst", "At least";
    AtMost = "højst", "Højst", "At most";
    Falling = "faldende", "Faldende", "Falling";
    Rising = "stigende", "Stigende", "Rising";
    Stable = "uændret", "Uændret", "Unchanged";
    Followed = "følges", "Følges, uden at strategien siger hvorhen", "Followed, direction not stated";
});

impl Class {
    /// The classes a strategy may lengthen.
    pub const LENGTHENED: &'static [Self] = &[Self::CaseFile, Self::Concern, Self::Counselling, Self::Known, Self::Log];

    /// The Danish word in a strategy file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::CaseFile => "sag",
            Self::Concern => "bekymring",
            Self::Counselling => "rådgivning",
            Self::Known => "barn uden sag",
            Self::Log => "log",
            Self::Draft => "kladde",
            Self::FailedImport => "import",
            Self::Login => "login",
            Self::Search => "søgning",
            Self::Enquiry => "henvendelse",
            Self::BackupKey => "nøglefil",
        }
    }
}

/// The same said in Danish and in English.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Text {
    /// In Danish.
    pub da: String,
    /// In English.
    pub en: String,
}

impl Text {
    /// Both said.
    pub fn new(da: impl Into<String>, en: impl Into<String>) -> Self {
        Self { da: da.into(), en: en.into() }
    }

    /// The strategy's own words, which stand in Danish in either language.
    pub fn own_words(words: impl Into<String>) -> Self {
        let words = words.into();
        Self { da: words.clone(), en: words }
    }
}
