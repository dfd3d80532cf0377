//! Measurable goals, in words the family uses.

use super::Stage::{self, Infant, School, Small, Teen, Unborn};
use super::Staged;

/// A goal with its scale.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GoalText {
    pub from_stage: Stage,
    pub to_stage: Stage,
    pub text: &'static str,
    pub scale: &'static str,
    pub lowest: i16,
    pub highest: i16,
    /// Where such goals begin, at the earliest and latest.
    pub begins: (i16, i16),
    /// Where they are to end.
    pub target: i16,
}

const fn goal(
    stages: (Stage, Stage),
    text: &'static str,
    scale: &'static str,
    ends: (i16, i16),
    begins: (i16, i16),
    target: i16,
) -> GoalText {
    GoalText { from_stage: stages.0, to_stage: stages.1, text, scale, lowest: ends.0, highest: ends.1, begins, target }
}

pub(crate) const GOALS: &[GoalText] = &[
    goal((School, Teen), "{Navn} er {isted} de fleste dage.", "Dage {isted} ud af ti", (0, 10), (2, 6), 9),
    goal((School, Teen), "{Navn} kommer op og afsted til tiden.", "Morgener ud af fem, der går godt", (0, 5), (0, 2), 4),
    goal((Small, Teen), "Der er ro ved aftensmaden.", "Aftener om ugen uden skænderi", (0, 7), (1, 3), 6),
    goal((Small, School), "{Navn} sover i sin egen seng.", "Nætter om ugen", (0, 7), (0, 3), 6),
    goal((Infant, Teen), "{Navn} er tryg ved skift mellem de voksne.", "Tryghed fra 0 til 10, sagt af dem, der er med", (0, 10), (2, 5), 8),
    goal((Infant, Small), "Mor og {navn} leger sammen hver dag.", "Dage om ugen med leg i mindst et kvarter", (0, 7), (0, 3), 6),
    goal((Infant, Teen), "Forældrene kan tale sammen om {navn}.", "Samarbejde fra 0 til 10, hver forælder for sig", (0, 10), (1, 4), 7),
    goal((School, Teen), "{Navn} har nogen at være sammen med.", "Aftaler med venner på en måned", (0, 12), (0, 2), 6),
    goal((Teen, Teen), "{Navn} har en fritidsinteresse.", "Gange på en måned", (0, 12), (0, 1), 6),
    goal(
        (Teen, Teen),
        "{Navn} kan sige til, når det bliver for meget.",
        "Fra 0 (aldrig) til 10 (altid), sagt af {navn}",
        (0, 10),
        (1, 4),
        7,
    ),
    goal((School, School), "{Navn} kan falde til ro igen, når {han} er vred.", "Minutter, til {han} er rolig", (0, 60), (30, 50), 10),
    goal((Small, School), "{Navn} er med i fælles leg.", "Gange om dagen {isted}", (0, 8), (0, 2), 5),
    goal((Infant, School), "{Navn} bliver hentet til aftalt tid.", "Dage ud af ti", (0, 10), (3, 6), 10),
    goal((Unborn, Infant), "Aftaler med sundhedsplejerske og jordemoder bliver holdt.", "Aftaler ud af fem", (0, 5), (1, 3), 5),
    goal((Unborn, Unborn), "Hjemmet er klar til barnet.", "Punkter på familiens egen liste", (0, 10), (1, 4), 10),
    goal((Unborn, Teen), "Familien har mindst to, de kan ringe til.", "Personer, familien har brugt på en måned", (0, 5), (0, 1), 3),
];

/// The goal of a young person who smokes hash; for others it would be strange.
pub(crate) const LESS_HASH: GoalText = goal((Teen, Teen), "Færre dage med hash.", "Dage om ugen", (0, 7), (3, 6), 1);

/// Who else knows a goal and works on it.
pub(crate) const KNOWN_TO: &[Staged] = &[
    (Unborn, Infant, "Sundhedsplejersken"),
    (Infant, Small, "Pædagogen {isted}"),
    (School, Teen, "Klasselæreren"),
    (School, Teen, "Klasselæreren og klubben"),
    (Infant, Teen, "{Sted} og {leverandør}"),
    (Unborn, Teen, "Begge forældre og {leverandør}"),
    (Unborn, Teen, "Mormor"),
    (Unborn, Teen, ""),
];

/// Every template in this file, for the tests.
#[cfg(test)]
pub(crate) fn all() -> Vec<&'static str> {
    GOALS.iter().chain([&LESS_HASH]).flat_map(|goal| [goal.text, goal.scale]).collect()
}
