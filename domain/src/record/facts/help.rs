//! Help, from decision to end: plan, goals, follow-ups, placements.

use crate::id::UnitId;
use crate::kinds::{EndReason, FollowUpDecision, InterventionKind};
use crate::record::EntryNo;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Whether the custody holder agreed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentBasis {
    /// With the custody holder's (and the young person's) consent.
    WithConsent,
    /// Without: the children's committee decides (barnets lov § 47; serviceloven § 58).
    WithoutConsent,
    /// A preliminary decision that could not wait (barnets lov § 143; serviceloven § 75).
    Preliminary,
}

/// Help decided.
#[doc(alias = "afgørelse om indsats")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct InterventionDecided {
    /// Day of the decision.
    pub on: Date,
    /// Kind of help; its step follows from the strategy.
    pub kind: InterventionKind,
    /// What the offer is called here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<String>,
    /// Which provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<UnitId>,
    /// On which consent.
    pub consent: ConsentBasis,
    /// What it is for.
    pub purpose: String,
    /// How long it is expected to last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_until: Option<Date>,
    /// Why less intrusive help is not enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_not_lower: Option<String>,
    /// Why not a place higher in the strategy's placement priority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_not_preferred: Option<String>,
    /// The intervention it takes over from, on a step down, up or aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<EntryNo>,
}

/// Help began.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct InterventionStarted {
    /// Which.
    pub intervention: EntryNo,
    /// First day.
    pub on: Date,
}

/// Help ended.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct InterventionEnded {
    /// Which.
    pub intervention: EntryNo,
    /// Last day; from the next the child no longer stands on its step.
    pub on: Date,
    /// Why.
    pub reason: EndReason,
    /// In words.
    #[serde(default)]
    pub note: String,
}

/// The aim of getting down the ladder (L3).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct StepDownAimStated {
    /// For which intervention.
    pub intervention: EntryNo,
    /// Day stated.
    pub on: Date,
    /// What must be in place for less intrusive help to be enough.
    pub aim: String,
    /// When that is hoped for.
    #[serde(rename = "hoped_by", default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
}

/// A plan.
#[doc(alias = "barnets plan")]
#[doc(alias = "handleplan")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PlanMade {
    /// Day.
    pub on: Date,
    /// The interventions it covers.
    pub interventions: Vec<EntryNo>,
    /// What it is for.
    pub purpose: String,
    /// The child's own wishes.
    #[serde(default)]
    pub child_wishes: String,
    /// What the family and the network do.
    #[serde(default)]
    pub family_part: String,
}

/// The municipality decided that support does without a plan (barnets lov § 91, stk. 1).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PlanNotNeeded {
    /// For which intervention.
    pub intervention: EntryNo,
    /// Day decided.
    pub on: Date,
    /// Why, and what the help is followed up by instead.
    pub reason: String,
}

/// A measurable goal.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct GoalSet {
    /// In which plan.
    pub plan: EntryNo,
    /// Day.
    pub on: Date,
    /// What is to be reached, in words the family uses.
    pub text: String,
    /// What the scale measures.
    pub scale: String,
    /// Lowest point of the scale.
    pub lowest: i16,
    /// Highest point of the scale.
    pub highest: i16,
    /// Where it stands now.
    pub from: i16,
    /// Where it is to stand.
    pub to: i16,
    /// By when.
    #[serde(rename = "reach_by")]
    pub by: Date,
    /// Who else knows the goal and works on it (A5).
    #[serde(default)]
    pub known_to: String,
}

/// One score of one goal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GoalScore {
    /// Which goal.
    pub goal: EntryNo,
    /// Where it stands.
    pub score: i16,
}

/// A goal scored.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct GoalScored {
    /// Day.
    pub on: Date,
    /// Which, and how.
    #[serde(flatten)]
    pub score: GoalScore,
}

/// A follow-up (A7).
#[doc(alias = "opfølgning")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FollowedUp {
    /// Of which intervention.
    pub intervention: EntryNo,
    /// Day held.
    pub on: Date,
    /// The child's voice, or the indirect perspective.
    pub child_voice: String,
    /// The family's voice.
    pub family_voice: String,
    /// The provider's status.
    pub provider_status: String,
    /// Where each goal stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<GoalScore>,
    /// What was decided.
    pub decision: FollowUpDecision,
    /// Why.
    pub reason: String,
    /// The next follow-up, as agreed; the strategy's cadence still leads when it is earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_on: Option<Date>,
}

/// A supervision visit.
#[doc(alias = "personrettet tilsyn")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SupervisionVisited {
    /// Of which placement.
    pub intervention: EntryNo,
    /// Day.
    pub on: Date,
    /// Whether the child was talked with.
    pub talked_with_child: bool,
    /// What was seen and heard.
    pub note: String,
}

/// A return-home review.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReturnHomeReviewed {
    /// Of which placement.
    pub intervention: EntryNo,
    /// Day.
    pub on: Date,
    /// Whether the child can return home, or move to something less intrusive.
    pub less_intrusive_possible: bool,
    /// Why.
    pub reason: String,
}

/// A placement prolonged beyond the strategy's maximum.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PlacementProlonged {
    /// Which.
    pub intervention: EntryNo,
    /// Day.
    pub on: Date,
    /// The special circumstances.
    pub reason: String,
}

/// A position on the wellbeing ruler, 1 (thriving) to 5 (endangered).
#[doc(alias = "trivselslineal")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct WellbeingScored {
    /// Day.
    pub on: Date,
    /// The child's wellbeing and development.
    pub wellbeing: u8,
    /// The care around the child, when judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub care: Option<u8>,
    /// What protects and what burdens.
    #[serde(default)]
    pub note: String,
}
