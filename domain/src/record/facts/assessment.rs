//! Assessments, and the child heard.

use crate::kinds::AssessmentHeading;
use crate::record::EntryNo;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How thorough an assessment is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AssessmentKind {
    /// Børnefaglig undersøgelse (barnets lov § 20, serviceloven § 50).
    Full,
    /// Afdækning (barnets lov § 19).
    Partial,
}

/// An assessment opened.
#[doc(alias = "børnefaglig undersøgelse")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AssessmentOpened {
    /// Full or partial.
    pub kind: AssessmentKind,
    /// Day opened.
    pub on: Date,
    /// Day the municipality became aware that the child may need support, which starts the four months.
    pub aware_on: Date,
    /// The notification it follows, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notification: Option<EntryNo>,
    /// Why it is opened.
    pub reason: String,
}

/// One heading of the assessment.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AssessmentSectionWritten {
    /// Which assessment.
    pub assessment: EntryNo,
    /// Day.
    pub on: Date,
    /// Heading.
    pub heading: AssessmentHeading,
    /// What worries.
    #[serde(default)]
    pub challenges: String,
    /// What works.
    #[serde(default)]
    pub resources: String,
    /// Theory, research and knowledge used.
    #[serde(default)]
    pub knowledge: String,
}

/// A preliminary assessment.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PreliminaryAssessmentWritten {
    /// Of which assessment.
    pub assessment: EntryNo,
    /// Day.
    pub on: Date,
    /// What is known so far, and why it takes longer.
    pub text: String,
}

/// The assessment concluded.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AssessmentConcluded {
    /// Which.
    pub assessment: EntryNo,
    /// Day.
    pub on: Date,
    /// The reasoned conclusion.
    pub conclusion: String,
    /// Whether support is needed.
    pub support_needed: bool,
    /// The child's attitude.
    pub child_attitude: String,
    /// The parents' attitude.
    pub parents_attitude: String,
}

/// How the child took part.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "manner", rename_all = "kebab-case")]
pub enum Hearing {
    /// A talk with the child.
    Talk {
        /// The child's own words.
        words: String,
    },
    /// The child is too young or cannot: the adults' picture of its perspective.
    Indirect {
        /// Why no talk was possible.
        why: String,
        /// The child's perspective, as sought through those who know it.
        perspective: String,
    },
    /// The child was not heard.
    NotHeard {
        /// Why.
        why: String,
    },
}

/// The child heard.
#[doc(alias = "børnesamtale")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ChildHeard {
    /// Day.
    pub on: Date,
    /// How.
    #[serde(flatten)]
    pub hearing: Hearing,
}
