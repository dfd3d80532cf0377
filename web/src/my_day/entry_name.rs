//! The name of a kind of entry, as people say it.

use crate::words::{Lang, t};

/// The name for a fact's tag, such as `note-written`.
pub(crate) fn entry_name(lang: Lang, tag: &str) -> String {
    let key = match tag {
        "registered" => "my-day-entry-registered",
        "born" => "my-day-entry-born",
        "enrolled" => "my-day-entry-enrolled",
        "left-unit" => "my-day-entry-left-unit",
        "relation-added" => "my-day-entry-relation",
        "relation-ended" => "my-day-entry-relation",
        "custody-changed" => "my-day-entry-custody",
        "consent-given" => "my-day-entry-consent",
        "consent-withdrawn" => "my-day-entry-consent-withdrawn",
        "notification-received" => "my-day-entry-notification",
        "acute-assessed" => "my-day-entry-acute",
        "second-professional-assessed" => "my-day-entry-second",
        "concerns-reread" => "my-day-entry-reread",
        "receipt-sent" => "my-day-entry-receipt",
        "feedback-given" => "my-day-entry-feedback",
        "screened" => "my-day-entry-screened",
        "responsibility-assigned" => "my-day-entry-assigned",
        "responsibility-offered" => "my-day-entry-offered",
        "responsibility-accepted" => "my-day-entry-accepted",
        "responsibility-declined" => "my-day-entry-declined",
        "assessment-opened" => "my-day-entry-assessment-opened",
        "assessment-section-written" => "my-day-entry-assessment-section",
        "preliminary-assessment-written" => "my-day-entry-preliminary",
        "assessment-concluded" => "my-day-entry-assessment-concluded",
        "child-heard" => "my-day-entry-child-heard",
        "intervention-decided" => "my-day-entry-decided",
        "intervention-started" => "my-day-entry-started",
        "intervention-ended" => "my-day-entry-ended",
        "step-down-aim-stated" => "my-day-entry-aim",
        "plan-made" => "my-day-entry-plan",
        "goal-set" => "my-day-entry-goal",
        "goal-scored" => "my-day-entry-goal-scored",
        "followed-up" => "my-day-entry-followed-up",
        "supervision-visited" => "my-day-entry-visit",
        "return-home-reviewed" => "my-day-entry-return-home",
        "placement-prolonged" => "my-day-entry-prolonged",
        "wellbeing-scored" => "my-day-entry-wellbeing",
        "note-written" => "my-day-entry-note",
        "meeting-planned" => "my-day-entry-meeting",
        "meeting-closed" => "my-day-entry-meeting-closed",
        "view-attached" => "my-day-entry-view",
        "corrected" => "my-day-entry-corrected",
        "closed" => "my-day-entry-closed",
        _ => "my-day-entry-other",
    };
    t(lang, key)
}
