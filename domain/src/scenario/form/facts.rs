//! Every fact with every field.

use super::Takes::{
    Absent, Birth, Child, Children, Code, Codes, Correction, Cpr, Day, Entries, Entry, Flag, Instant, Notifier, Round, Scores, Staff,
    StaffList, Text, Unit, Whole,
};
use super::{About, FactForm, Field, LeftOut, List, Takes};

const fn must(name: &'static str, takes: Takes, what: &'static str) -> Field {
    Field::never(name, takes, what)
}
const fn may(name: &'static str, takes: Takes, what: &'static str) -> Field {
    Field::unsaid(name, takes, what)
}
const fn on(what: &'static str) -> Field {
    Field::written("on", Day, what)
}
const fn about(name: &'static str, about: About, what: &'static str) -> Field {
    Field::reference(name, about, what)
}
const HELP: Field = about("intervention", About::Intervention, "Which help.");
const NOTIFICATION: Field = about("notification", About::Notification, "Which notification.");
const ASSESSMENT: Field = about("assessment", About::Assessment, "Which assessment.");
const DAY: Field = on("Day.");
const ANY_NUMBER: Takes = Whole(i16::MIN, i16::MAX);

/// A day of absence.
pub(in crate::scenario) const ABSENT: &[Field] = &[
    must("on", Day, "The day."),
    must("kind", Code(List::AbsenceKind), "Why."),
    may("percent", Whole(1, 100), "How much of the school day, in percent; all of it, when left out."),
];

/// Every fact, in the order of the child's way through the municipality.
pub const FACTS: &[FactForm] = &[
    FactForm {
        name: "registered",
        da: "Barnet er oprettet",
        what: "The child is known to the municipality, born or expected. Always the first entry.",
        fields: &[
            must("name", Text, "The child's name; for an unborn child \"Barn af …\"."),
            must("birth", Birth, "Day of birth, or of expected birth."),
            may("cpr", Cpr, "Civil registration number, when there is one."),
        ],
    },
    FactForm {
        name: "born",
        da: "Barnet er født",
        what: "An expected child was born.",
        fields: &[on("Day of birth."), must("name", Text, "The name given."), may("cpr", Cpr, "Civil registration number.")],
    },
    FactForm {
        name: "enrolled",
        da: "Begyndt i dagtilbud eller skole",
        what: "The child began at a day-care or school.",
        fields: &[
            Field { name: "unit", takes: Unit, left_out: LeftOut::OtherUnitName, what: "The unit: a name of your choice, or its UUID." },
            Field { name: "unit_name", takes: Text, left_out: LeftOut::OtherUnitName, what: "Its name then." },
            must("unit_kind", Code(List::UnitKind), "What kind of unit."),
            on("First day."),
        ],
    },
    FactForm {
        name: "left-unit",
        da: "Stoppet i dagtilbud eller skole",
        what: "The child left the day-care or school.",
        fields: &[about("enrolment", About::Enrolment, "Which enrolment."), on("Last day.")],
    },
    FactForm {
        name: "relation-added",
        da: "Person i familie eller netværk",
        what: "Someone is part of the child's family or network.",
        fields: &[
            must("relation", Code(List::RelationKind), "How related."),
            must("name", Text, "Their name."),
            may("child", Child, "Their own record, when they are a child Trin knows."),
            may("has_custody", Flag, "Whether they hold custody (forældremyndighed)."),
            on("Since when."),
        ],
    },
    FactForm {
        name: "relation-ended",
        da: "Person ude af familie eller netværk",
        what: "Someone is no longer part of it.",
        fields: &[about("relation", About::Relation, "Whose."), DAY],
    },
    FactForm {
        name: "custody-changed",
        da: "Forældremyndighed ændret",
        what: "Custody of a related person changed.",
        fields: &[about("relation", About::Relation, "Whose."), must("has_custody", Flag, "What it is now."), DAY],
    },
    FactForm {
        name: "consent-given",
        da: "Samtykke givet",
        what: "A custody holder, or the child, agreed to something.",
        fields: &[
            must("given_by", Text, "Who consented."),
            must("purpose", Text, "To what."),
            must("recipients", Text, "Who may receive or collect."),
            on("From when."),
            may("until", Day, "Until when, if limited."),
        ],
    },
    FactForm {
        name: "consent-withdrawn",
        da: "Samtykke trukket tilbage",
        what: "A consent was withdrawn.",
        fields: &[about("consent", About::Consent, "Which consent."), DAY],
    },
    FactForm {
        name: "notification-received",
        da: "Underretning modtaget",
        what: "A notification of concern arrived. It opens a case, so someone must be responsible: see `responsibility-assigned`.",
        fields: &[
            Field::written("received_at", Instant, "When the municipality got it: this starts the 24 hours."),
            must("notifier", Notifier, "Who sent it."),
            must("concern", Text, "The concern, in the notifier's words."),
            must("causes", Codes(List::Cause), "Why; at least one."),
            may("acute", Flag, "Whether the notifier thinks it cannot wait."),
            may("abuse_suspected", Flag, "Whether violence or abuse is suspected."),
            may("siblings", Children, "Siblings the same notification concerns."),
        ],
    },
    FactForm {
        name: "acute-assessed",
        da: "Akutvurdering",
        what: "The 24-hour assessment of a notification.",
        fields: &[
            NOTIFICATION,
            Field::written("assessed_at", Instant, "When it was assessed."),
            must("in_danger", Flag, "Whether the child's health or development is in danger now."),
            may("acute_measure", Text, "What was done at once; must be said when in danger."),
            must("reason", Text, "Why."),
        ],
    },
    FactForm {
        name: "second-professional-assessed",
        da: "Genvurdering med en fagperson, der ikke har deltaget",
        what: "A professional without part in the case assessed a notification on a child with help in force.",
        fields: &[NOTIFICATION, DAY, must("second", Staff, "Who, not having taken part."), must("conclusion", Text, "What they found.")],
    },
    FactForm {
        name: "concerns-reread",
        da: "Alle bekymringer genlæst",
        what: "A person reread all concerns together.",
        fields: &[DAY, must("conclusion", Text, "What they conclude.")],
    },
    FactForm {
        name: "receipt-sent",
        da: "Kvittering sendt",
        what: "The notifier was told that the notification arrived.",
        fields: &[NOTIFICATION, on("Day sent.")],
    },
    FactForm {
        name: "feedback-given",
        da: "Orientering til underretter",
        what: "A professional notifier was told what came of it, or why not.",
        fields: &[
            NOTIFICATION,
            DAY,
            may("told", Text, "What they were told; this or `withheld_because`."),
            may("withheld_because", Text, "Why they were not told."),
        ],
    },
    FactForm {
        name: "screened",
        da: "Screening afsluttet",
        what: "The screening of a notification was concluded.",
        fields: &[NOTIFICATION, DAY, must("outcome", Code(List::ScreeningOutcome), "What it leads to."), must("reason", Text, "Why.")],
    },
    FactForm {
        name: "responsibility-assigned",
        da: "Ansvar givet",
        what: "Responsibility given at the door or by a leader, when there is no one to offer it.",
        fields: &[must("to", Staff, "To whom."), DAY, must("reason", Text, "Why they.")],
    },
    FactForm {
        name: "responsibility-offered",
        da: "Ansvar tilbudt",
        what: "The responsible professional offers the child to another. Moves nothing until accepted.",
        fields: &[must("to", Staff, "To whom."), DAY, must("reason", Text, "Why, and what the receiver must know.")],
    },
    FactForm {
        name: "responsibility-accepted",
        da: "Ansvar taget imod",
        what: "The offer was accepted. Written by the one who was asked.",
        fields: &[about("offer", About::Offer, "Which offer."), DAY],
    },
    FactForm {
        name: "responsibility-declined",
        da: "Ansvar afslået",
        what: "The offer was declined. Written by the one who was asked.",
        fields: &[about("offer", About::Offer, "Which offer."), DAY, must("reason", Text, "Why.")],
    },
    FactForm {
        name: "responsibility-offer-withdrawn",
        da: "Tilbud om ansvar trukket tilbage",
        what: "The offer was taken back before it was answered. Written by the one who made it, or a leader.",
        fields: &[about("offer", About::Offer, "Which offer."), DAY, must("reason", Text, "Why.")],
    },
    FactForm {
        name: "co-worker-added",
        da: "Medbehandler tilføjet",
        what: "A colleague works on the case beside the responsible. Written by the responsible or a leader.",
        fields: &[
            must("staff", Staff, "Who."),
            must("reason", Text, "What for."),
            on("From when."),
            may("until", Day, "Last day, when known."),
        ],
    },
    FactForm {
        name: "co-worker-ended",
        da: "Medbehandler ude af sagen",
        what: "The colleague's part in the case is over.",
        fields: &[about("co_worker", About::CoWorker, "Which co-worker."), on("Last day.")],
    },
    FactForm {
        name: "child-restricted",
        da: "Sagen er begrænset",
        what: "The record is kept to the fewest. Written by the responsible or a leader.",
        fields: &[must("reason", Code(List::RestrictionReason), "Why."), on("From when.")],
    },
    FactForm {
        name: "restriction-lifted",
        da: "Begrænsningen er ophævet",
        what: "The record is open to those with a relation again. Written by a leader.",
        fields: &[about("restriction", About::Restriction, "Which restriction."), must("reason", Text, "Why."), on("From when.")],
    },
    FactForm {
        name: "glass-broken",
        da: "Nødadgang",
        what: "Somebody without a relation opened the record in an emergency, for an hour at most.",
        fields: &[
            must("reason", Code(List::GlassReason), "Why."),
            must("text", Text, "Why, in their own words."),
            must("open_until", Instant, "When the record closes again."),
        ],
    },
    FactForm {
        name: "glass-closed",
        da: "Nødadgang lukket",
        what: "Whoever opened the record in an emergency was done before the hour was over. Written by them, while it is open.",
        fields: &[about("glass", About::Glass, "Which opening."), DAY],
    },
    FactForm {
        name: "glass-reviewed",
        da: "Nødadgang set efter",
        what: "A leader reviewed the opening; never one's own.",
        fields: &[
            about("glass", About::Glass, "Which opening."),
            DAY,
            must("finding", Code(List::GlassFinding), "What they found."),
            may("note", Text, "What was reported, which must be said. What is asked is asked beside the record."),
        ],
    },
    FactForm {
        name: "copy-given",
        da: "Kopi af sagen givet",
        what: "A copy of the record was given to the child or its family, with what concerns others withheld.",
        fields: &[
            DAY,
            must("who", Text, "To whom."),
            must("is_child", Flag, "Whether to the child."),
            may("relation", Entry(About::Relation), "Their place in the network, when they have one."),
            may("ground", Text, "Why they may have it, when they are no party."),
            must("last", Entry(About::Any), "The last entry in it."),
            may("words", Text, "What was looked for beside what the record knows of others, a line for each."),
            may("decisions", Text, "What was decided of each place: `entry.line.from-to give`, or why it is withheld; a line for each."),
            must("digest", Text, "SHA-256 of the copy's JSON form."),
            may("copy", Text, "The copy's JSON form itself, packed (zlib, base64)."),
        ],
    },
    FactForm {
        name: "address-stated",
        da: "Adresse",
        what: "Where the child lives. A protected address is shown to nobody without a release.",
        fields: &[must("address", Text, "The address."), may("is_protected", Flag, "Whether it is protected."), on("From when.")],
    },
    FactForm {
        name: "address-shown",
        da: "Beskyttet adresse vist",
        what: "A protected address was shown to whoever writes this; never the address itself.",
        fields: &[about("address", About::Address, "Which address."), must("purpose", Text, "What for, in their own words.")],
    },
    FactForm {
        name: "assessment-opened",
        da: "Undersøgelse åbnet",
        what: "An assessment, full or partial, was opened.",
        fields: &[
            must("kind", Code(List::AssessmentKind), "Full or partial."),
            on("Day opened."),
            may("notification", Entry(About::Notification), "The notification it follows."),
            Field {
                name: "aware_on",
                takes: Day,
                left_out: LeftOut::NotificationDay,
                what: "Day the municipality became aware that the child may need support: this starts the four months.",
            },
            must("reason", Text, "Why it is opened."),
        ],
    },
    FactForm {
        name: "assessment-section-written",
        da: "Afsnit af undersøgelse skrevet",
        what: "One heading of the assessment was written. `challenges` or `resources` must be said.",
        fields: &[
            ASSESSMENT,
            DAY,
            must("heading", Code(List::AssessmentHeading), "Heading."),
            may("challenges", Text, "What worries."),
            may("resources", Text, "What works."),
            may("knowledge", Text, "Theory, research and knowledge used."),
        ],
    },
    FactForm {
        name: "preliminary-assessment-written",
        da: "Foreløbig vurdering skrevet",
        what: "A preliminary assessment, because the final one exceeds four months.",
        fields: &[ASSESSMENT, DAY, must("text", Text, "What is known so far, and why it takes longer.")],
    },
    FactForm {
        name: "assessment-concluded",
        da: "Undersøgelse afsluttet",
        what: "The assessment was concluded.",
        fields: &[
            ASSESSMENT,
            DAY,
            must("conclusion", Text, "The reasoned conclusion."),
            must("support_needed", Flag, "Whether support is needed."),
            must("child_attitude", Text, "The child's attitude."),
            must("parents_attitude", Text, "The parents' attitude."),
        ],
    },
    FactForm {
        name: "child-heard",
        da: "Barnet hørt",
        what: "The child was heard, or its perspective sought indirectly.",
        fields: &[
            DAY,
            must("manner", Code(List::HearingManner), "How."),
            may("words", Text, "The child's own words; for `talk`."),
            may("why", Text, "Why there was no talk; for `indirect` and `not-heard`."),
            may("perspective", Text, "The child's perspective through those who know it; for `indirect`."),
        ],
    },
    FactForm {
        name: "intervention-decided",
        da: "Indsats besluttet",
        what: "Help was decided. Its step follows from the strategy.",
        fields: &[
            on("Day of the decision."),
            must("kind", Code(List::InterventionKind), "Kind of help."),
            may("offer", Text, "What the offer is called here."),
            may("provider", Unit, "Which provider."),
            must("consent", Code(List::ConsentBasis), "On which consent."),
            must("purpose", Text, "What it is for."),
            may("expected_until", Day, "How long it is expected to last."),
            may("why_not_lower", Text, "Why less intrusive help is not enough."),
            may("why_not_preferred", Text, "Why not a place higher in the strategy's placement priority."),
            may("replaces", Entry(About::Intervention), "The help it takes over from."),
        ],
    },
    FactForm { name: "intervention-started", da: "Indsats begyndt", what: "The help began.", fields: &[HELP, on("First day.")] },
    FactForm {
        name: "intervention-ended",
        da: "Indsats afsluttet",
        what: "The help ended.",
        fields: &[
            HELP,
            on("Last day; from the next the child no longer stands on its step."),
            must("reason", Code(List::EndReason), "Why."),
            may("note", Text, "In words."),
        ],
    },
    FactForm {
        name: "step-down-aim-stated",
        da: "Mål for vejen ned ad trappen",
        what: "How the child is to get down the ladder.",
        fields: &[
            HELP,
            DAY,
            must("aim", Text, "What must be in place for less intrusive help to be enough."),
            may("hoped_by", Day, "When that is hoped for."),
        ],
    },
    FactForm {
        name: "plan-made",
        da: "Barnets plan lavet",
        what: "A plan with the family.",
        fields: &[
            DAY,
            Field {
                name: "interventions",
                takes: Entries(About::Intervention),
                left_out: LeftOut::OnlyCandidate,
                what: "The help it covers; a list, or one.",
            },
            must("purpose", Text, "What it is for."),
            may("child_wishes", Text, "The child's own wishes."),
            may("family_part", Text, "What the family and the network do."),
        ],
    },
    FactForm {
        name: "plan-not-needed",
        da: "Barnets plan er ikke nødvendig",
        what: "The municipality decided that support does without a plan; not for placements, and not before 2024.",
        fields: &[HELP, DAY, must("reason", Text, "Why, and what the help is followed up by instead.")],
    },
    FactForm {
        name: "goal-set",
        da: "Mål sat",
        what: "A measurable goal in a plan.",
        fields: &[
            about("plan", About::Plan, "In which plan."),
            DAY,
            must("text", Text, "What is to be reached, in words the family uses."),
            must("scale", Text, "What the scale measures."),
            must("lowest", ANY_NUMBER, "Lowest point of the scale."),
            must("highest", ANY_NUMBER, "Highest point of the scale."),
            must("from", ANY_NUMBER, "Where it stands now."),
            must("to", ANY_NUMBER, "Where it is to stand."),
            must("reach_by", Day, "By when."),
            may("known_to", Text, "Who else knows the goal and works on it."),
        ],
    },
    FactForm {
        name: "goal-scored",
        da: "Mål scoret",
        what: "A goal was scored outside a follow-up.",
        fields: &[DAY, about("goal", About::Goal, "Which goal."), must("score", ANY_NUMBER, "Where it stands, on the goal's scale.")],
    },
    FactForm {
        name: "followed-up",
        da: "Opfølgning holdt",
        what: "A follow-up of an intervention.",
        fields: &[
            HELP,
            on("Day held."),
            must("child_voice", Text, "The child's voice, or the indirect perspective."),
            must("family_voice", Text, "The family's voice."),
            must("provider_status", Text, "The provider's status."),
            may("scores", Scores, "Where each goal stands."),
            must("decision", Code(List::FollowUpDecision), "What was decided."),
            must("reason", Text, "Why."),
            may("next_on", Day, "The next follow-up, as agreed."),
        ],
    },
    FactForm {
        name: "supervision-visited",
        da: "Tilsynsbesøg",
        what: "A supervision visit to a placed child.",
        fields: &[
            HELP,
            DAY,
            must("talked_with_child", Flag, "Whether the child was talked with."),
            must("note", Text, "What was seen and heard."),
        ],
    },
    FactForm {
        name: "return-home-reviewed",
        da: "Hjemgivelse vurderet",
        what: "Whether a placed child can return home was assessed.",
        fields: &[
            HELP,
            DAY,
            must("less_intrusive_possible", Flag, "Whether the child can return home, or move to something less intrusive."),
            must("reason", Text, "Why."),
        ],
    },
    FactForm {
        name: "placement-prolonged",
        da: "Anbringelse forlænget",
        what: "A placement goes on beyond the strategy's maximum.",
        fields: &[HELP, DAY, must("reason", Text, "The special circumstances.")],
    },
    FactForm {
        name: "wellbeing-scored",
        da: "Trivselslinealen",
        what: "A position on the wellbeing ruler, 1 (thriving) to 5 (endangered).",
        fields: &[
            DAY,
            must("wellbeing", Whole(1, 5), "The child's wellbeing and development."),
            may("care", Whole(1, 5), "The care around the child."),
            may("note", Text, "What protects and what burdens."),
        ],
    },
    FactForm {
        name: "wellbeing-assessed",
        da: "Trivselsvurdering",
        what: "The child was assessed in a wellbeing round at its day-care or school, by one alone or by those around it together.",
        fields: &[
            must("round", Round, "Which round: a name of your choice, or its UUID."),
            must("unit", Unit, "At which unit."),
            DAY,
            must("together", Flag, "Whether together; else alone."),
            must("wellbeing", Whole(1, 5), "The child's wellbeing and development, 1 (thriving) to 5 (endangered)."),
            may("care", Whole(1, 5), "The care around the child."),
            may("signs", Text, "What was seen."),
            may("protects", Text, "What protects the child."),
            may("burdens", Text, "What burdens it."),
            may("child_words", Text, "What the child says or shows itself."),
        ],
    },
    FactForm {
        name: "focus-point-agreed",
        da: "Fokuspunkt",
        what: "What those around the child do from here, agreed when they assessed it together or about a worry.",
        fields: &[
            about("about", About::Any, "The joint assessment or the worry it follows from."),
            DAY,
            must("goal", Text, "What should become better for the child."),
            must("action", Text, "What is done."),
            must("who", Text, "Who does it."),
            must("by_day", Day, "The day it is looked at again."),
        ],
    },
    FactForm {
        name: "focus-point-looked-at",
        da: "Fokuspunkt set på igen",
        what: "What was agreed was looked at again.",
        fields: &[
            about("point", About::FocusPoint, "What was agreed."),
            DAY,
            must("reached", Code(List::Reached), "Whether it became better."),
            must("words", Text, "What is seen now."),
            may("next_on", Day, "The day it is looked at once more, when it goes on."),
        ],
    },
    FactForm {
        name: "individual-talk-held",
        da: "Individuel samtale",
        what: "The child was talked with by an adult it trusts at its day-care or school, as every child is regularly.",
        fields: &[must("unit", Unit, "At which unit."), DAY, may("child_words", Text, "What the child said or showed.")],
    },
    FactForm {
        name: "absence-stated",
        da: "Skolefravær",
        what: "The days on which the child was absent from school in a period, all of them: what was stated of the period before holds no longer.",
        fields: &[
            must("unit", Unit, "At which school."),
            must("from", Day, "First day of the period."),
            must("until", Day, "Last day of it."),
            must("absent", Absent, "Days of absence, in order; none, when what was stated before was wrong."),
        ],
    },
    FactForm {
        name: "absence-step-taken",
        da: "Handling ved skolefravær",
        what: "The school did what its roadmap asks for when absence reaches a threshold, or left it out.",
        fields: &[
            must("unit", Unit, "At which school."),
            must("step", Text, "The step's key in the strategy's roadmap."),
            must("what", Text, "What was done, as the roadmap named it."),
            must("reached_on", Day, "The day the threshold was reached."),
            DAY,
            may("left_out", Flag, "Whether it was left out; then `words` says why."),
            may("words", Text, "What came of it."),
        ],
    },
    FactForm {
        name: "worry-raised",
        da: "Bekymring på stedet",
        what: "Somebody at the child's day-care or school is worried. It opens no case.",
        fields: &[
            must("unit", Unit, "At which unit."),
            DAY,
            must("seen", Codes(List::WorrySign), "What it is about; at least one."),
            must("signs", Text, "What was seen and heard."),
            may("child_words", Text, "What the child says or shows itself."),
            may("assessment", Entry(About::WellbeingAssessment), "The assessment in a round it follows from."),
        ],
    },
    FactForm {
        name: "worry-step-taken",
        da: "Handling ved en bekymring",
        what: "Something was done about a worry: a step of the action guide, or something else.",
        fields: &[
            about("worry", About::Worry, "The worry."),
            may("step", Text, "The step's key in the guide; left out when it is none of the guide's."),
            must("what", Text, "What was done, as the guide named it that day, or in own words."),
            DAY,
            may("left_out", Flag, "Whether it was left out."),
            may("words", Text, "What came of it; must be said when it was left out."),
        ],
    },
    FactForm {
        name: "worry-settled",
        da: "Bekymring afsluttet",
        what: "A worry ended.",
        fields: &[
            about("worry", About::Worry, "The worry."),
            DAY,
            must("outcome", Code(List::WorryOutcome), "How."),
            must("words", Text, "What it rests on."),
        ],
    },
    FactForm {
        name: "note-written",
        da: "Notat",
        what: "A journal note; at least one of its texts must be said.",
        fields: &[
            on("Day it is about."),
            may("facts", Text, "What happened."),
            may("child_words", Text, "What the child said."),
            may("others_words", Text, "What others said."),
            may("judgement", Text, "The professional judgement."),
        ],
    },
    FactForm {
        name: "meeting-planned",
        da: "Møde aftalt",
        what: "A meeting was arranged.",
        fields: &[
            must("meets_at", Instant, "When it is."),
            must("kind", Code(List::MeetingKind), "What kind."),
            may("place", Text, "Where."),
            must("participants", Text, "Who takes part."),
            may("staff", StaffList, "Members of staff who have it in their day."),
        ],
    },
    FactForm {
        name: "meeting-closed",
        da: "Møde holdt eller aflyst",
        what: "A planned meeting was held or cancelled.",
        fields: &[
            about("meeting", About::Meeting, "Which meeting."),
            must("held", Flag, "Whether it was held."),
            must("note", Text, "Outcome, or why it was cancelled."),
        ],
    },
    FactForm {
        name: "view-attached",
        da: "Vi ser det anderledes",
        what: "The family or the child sees an entry differently; it stays beside the entry.",
        fields: &[
            must("entry", Entry(About::Any), "Which entry."),
            DAY,
            must("who", Text, "Who says so."),
            may("is_child", Flag, "Whether it is the child itself."),
            may("relation", Entry(About::Relation), "Their place in the network; left out for the child, and for others."),
            must("text", Text, "What they say."),
        ],
    },
    FactForm {
        name: "corrected",
        da: "Rettelse",
        what: "An earlier entry was wrong; this is what it should say. The old stays.",
        fields: &[
            must("entry", Entry(About::Any), "Which entry."),
            must("should_say", Correction, "The fields that should be otherwise. What is not given is taken over; null empties a field."),
            must("reason", Text, "Why."),
        ],
    },
    FactForm {
        name: "closed",
        da: "Sagen lukket",
        what: "The case was closed. Only possible when nothing is left unfinished.",
        fields: &[DAY, must("reason", Text, "Why, and what carries the child from here.")],
    },
];
