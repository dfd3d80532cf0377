//! Code lists of the field: who notifies, why, which kind of help, on which legal basis.
//!
//! Sources: Statistics Denmark's tables UND1 (notifiers), ANBAAR10 (causes) and ANBAAR15 (places); serviceloven §§ 11, 52, 66;
//! barnets lov §§ 30, 32, 43. Every list offers `ALL`, a stable `code()` and its Danish name `da()` and English name `en()`.

use serde::{Deserialize, Serialize};

macro_rules! code_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $da:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[doc = $da] #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// All values, in the order they are offered to people.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code in files, URLs and the database.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The Danish name on pages.
            pub const fn da(self) -> &'static str {
                match self { $(Self::$variant => $da,)+ }
            }

            /// The English name on pages.
            pub const fn en(self) -> &'static str {
                match self { $(Self::$variant => $en,)+ }
            }

            /// The value with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    };
}
pub(crate) use code_list;

code_list!(
    /// Who a notification came from, by Statistics Denmark's UND1 (2024).
    #[doc(alias = "underretter")]
    NotifierKind {
        School = "school", "Skole eller uddannelsessted", "School or place of education";
        DayCare = "day-care", "Dagpleje, daginstitution, SFO eller klub", "Childminder, day-care, after-school care or club";
        HealthCare = "health-care", "Sundhedsvæsenet", "Health service";
        HealthVisitorOrDentist = "health-visitor-or-dentist", "Sundhedsplejerske eller tandlæge", "Health visitor or dentist";
        PoliceOrCourt = "police-or-court", "Politi eller domstol", "Police or court";
        Child = "child", "Barnet eller den unge selv", "The child or young person";
        FamilyOrFriends = "family-or-friends", "Familie eller bekendtskabskreds", "Family or friends";
        Anonymous = "anonymous", "Anonym", "Anonymous";
        Municipality = "municipality", "Anden kommune eller forvaltning", "Another municipality or department";
        PlaceOfPlacement = "place-of-placement", "Anbringelsessted", "Place of placement";
        Organisation = "organisation", "Forening, frivillig organisation, krise- eller asylcenter", "Association, voluntary organisation, shelter or asylum centre";
        Other = "other", "Andre", "Others";
    }
);

impl NotifierKind {
    /// Whether the notifier has the stricter, personal duty of professionals, and so is owed feedback.
    pub const fn is_professional(self) -> bool {
        matches!(
            self,
            Self::School
                | Self::DayCare
                | Self::HealthCare
                | Self::HealthVisitorOrDentist
                | Self::PoliceOrCourt
                | Self::Municipality
                | Self::PlaceOfPlacement
        )
    }
}

code_list!(
    /// Why a notification was sent or a child was placed; several may apply (after ANBAAR10, used for both).
    #[doc(alias = "årsag")]
    Cause {
        ChildSubstanceUse = "child-substance-use", "Misbrug hos barnet eller den unge", "The child's substance use";
        ChildCrime = "child-crime", "Kriminalitet hos barnet eller den unge", "The child's crime";
        SchoolProblems = "school-problems", "Skoleproblemer, fx fravær", "School problems, e.g. absence";
        ChildBehaviour = "child-behaviour", "Anden bekymrende adfærd hos barnet eller den unge", "Other worrying behaviour of the child";
        ChildDisability = "child-disability", "Betydelig og varigt nedsat funktionsevne hos barnet", "The child's considerable and lasting disability";
        ChildHealth = "child-health", "Sundhedsforhold hos barnet eller den unge", "The child's health";
        AbuseByOthers = "abuse-by-others", "Overgreb begået af andre end forældre", "Abuse by others than the parents";
        AbuseByParents = "abuse-by-parents", "Overgreb begået af forældre", "Abuse by the parents";
        OtherNeglect = "other-neglect", "Anden form for omsorgssvigt", "Other neglect";
        ParentSubstanceUse = "parent-substance-use", "Misbrug hos forældre", "The parents' substance use";
        ParentCrime = "parent-crime", "Kriminalitet hos forældre", "The parents' crime";
        ParentBehaviour = "parent-behaviour", "Anden bekymrende adfærd hos forældre", "Other worrying behaviour of the parents";
        ParentDisability = "parent-disability", "Nedsat funktionsevne hos forældre", "The parents' disability";
        ParentHealth = "parent-health", "Sundhedsforhold hos forældre", "The parents' health";
        ConflictOrViolenceAtHome = "conflict-or-violence-at-home", "Højt konfliktniveau eller vold i hjemmet mellem voksne", "Conflict or violence between adults at home";
        InsufficientCare = "insufficient-care", "Utilstrækkelig omsorg fra forældre", "Insufficient care by the parents";
        HousingLoss = "housing-loss", "Fogedsag, hjemløshed eller udsættelse", "Eviction or homelessness";
        Other = "other", "Andet", "Other";
    }
);

code_list!(
    /// What the screening of a notification leads to (barnets lov § 18; A1, A2).
    #[doc(alias = "screening")]
    ScreeningOutcome {
        NothingFurther = "nothing-further", "Ikke behov for yderligere", "Nothing further needed";
        ConsultativeHelp = "consultative-help", "Konsultativ bistand til almenområdet", "Consultative help to the general area";
        EarlyHelp = "early-help", "Tidlig forebyggende indsats uden undersøgelse", "Early preventive help without assessment";
        PartialAssessment = "partial-assessment", "Afdækning", "Partial assessment";
        Assessment = "assessment", "Børnefaglig undersøgelse", "Assessment";
        PartOfOngoing = "part-of-ongoing", "Indgår i igangværende undersøgelse eller indsats", "Taken into an ongoing assessment or intervention";
        OtherMunicipality = "other-municipality", "Sendes til anden kommune", "Passed on to another municipality";
    }
);

code_list!(
    /// A kind of help. A strategy places every kind on one step of its ladder; the law says on which basis it is given.
    #[doc(alias = "indsats")]
    InterventionKind {
        WellbeingEffort = "wellbeing-effort", "Trivselsindsats i dagtilbud eller skole", "Wellbeing effort in day-care or school";
        SupportPedagogue = "support-pedagogue", "Støttepædagog eller ressourcepædagog", "Support pedagogue";
        HealthVisitorExtra = "health-visitor-extra", "Ekstra besøg af sundhedsplejerske", "Extra visits by the health visitor";
        PprCourse = "ppr-course", "Forløb ved PPR", "Course with the educational psychology service";
        FamilyRoom = "family-room", "Familiestue", "Family room";
        ConversationGroup = "conversation-group", "Netværks- eller samtalegruppe", "Network or conversation group";
        Counselling = "counselling", "Rådgivningsforløb eller konsulentbistand", "Counselling or consultant's help";
        FamilyGroupConference = "family-group-conference", "Familierådslagning", "Family group conference";
        ParentCourse = "parent-course", "Forældrekursus", "Parents' course";
        PsychologistTalks = "psychologist-talks", "Psykologsamtaler", "Talks with a psychologist";
        LostEarnings = "lost-earnings", "Tabt arbejdsfortjeneste", "Compensation for lost earnings";
        SupportedDayCare = "supported-day-care", "Ophold i dagtilbud, klub eller uddannelsessted", "Stay in day-care, club or place of education";
        HomeSupport = "home-support", "Praktisk eller pædagogisk støtte i hjemmet", "Practical or pedagogical support at home";
        ContactPerson = "contact-person", "Fast kontaktperson", "Permanent contact person";
        WorkTraining = "work-training", "Praktiktilbud", "Work training";
        FamilyTreatment = "family-treatment", "Familiebehandling eller behandling af barnet", "Family treatment or treatment of the child";
        DayTreatment = "day-treatment", "Dagbehandling", "Day treatment";
        ReliefCare = "relief-care", "Støtteophold (aflastning)", "Relief care";
        OtherHelp = "other-help", "Anden hjælp", "Other help";
        FamilyStay = "family-stay", "Døgnophold for hele familien", "Residential stay for the whole family";
        PlacementKin = "placement-kin", "Slægts- eller netværksplejefamilie", "Kin or network foster care";
        PlacementFoster = "placement-foster", "Almen plejefamilie", "General foster care";
        PlacementFosterSpecialised = "placement-foster-specialised", "Specialiseret plejefamilie", "Specialised foster care";
        PlacementFosterReinforced = "placement-foster-reinforced", "Forstærket plejefamilie", "Reinforced foster care";
        PlacementOwnRoom = "placement-own-room", "Eget værelse, kollegium eller lignende", "Own room or hall of residence";
        PlacementBoardingSchool = "placement-boarding-school", "Kost- eller efterskole", "Boarding school";
        PlacementResidentialOwn = "placement-residential-own", "Egen døgninstitution", "The municipality's own residential institution";
        PlacementResidentialExternal = "placement-residential-external", "Ekstern døgninstitution", "External residential institution";
        PlacementResidentialHome = "placement-residential-home", "Opholdssted", "Socio-pedagogical residence";
        PlacementSecure = "placement-secure", "Sikret døgninstitution", "Secure institution";
    }
);

impl InterventionKind {
    /// Whether the child lives away from home.
    #[doc(alias = "anbringelse")]
    pub const fn is_placement(self) -> bool {
        self.is_foster_care() || self.is_residential() || matches!(self, Self::PlacementOwnRoom | Self::PlacementBoardingSchool)
    }

    /// Whether the child lives with a foster family.
    pub const fn is_foster_care(self) -> bool {
        matches!(self, Self::PlacementKin | Self::PlacementFoster | Self::PlacementFosterSpecialised | Self::PlacementFosterReinforced)
    }

    /// Whether the child lives at an institution or a residence.
    pub const fn is_residential(self) -> bool {
        matches!(
            self,
            Self::PlacementResidentialOwn | Self::PlacementResidentialExternal | Self::PlacementResidentialHome | Self::PlacementSecure
        )
    }

    /// Whether the help is a measure decided by the authority (barnets lov §§ 32, 46, 47; serviceloven § 52),
    /// so that plan, follow-up and reassessment rules apply. Early help (§ 30; § 11) is not.
    #[doc(alias = "støttende indsats")]
    pub const fn is_measure(self) -> bool {
        self.is_placement()
            || matches!(
                self,
                Self::SupportedDayCare
                    | Self::HomeSupport
                    | Self::ContactPerson
                    | Self::WorkTraining
                    | Self::FamilyTreatment
                    | Self::DayTreatment
                    | Self::ReliefCare
                    | Self::OtherHelp
                    | Self::FamilyStay
            )
    }
}

code_list!(
    /// Why an intervention ended.
    EndReason {
        GoalsReached = "goals-reached", "Målene er nået", "Goals reached";
        SteppedDown = "stepped-down", "Afløst af mindre indgribende hjælp", "Replaced by less intrusive help";
        SteppedUp = "stepped-up", "Afløst af mere indgribende hjælp", "Replaced by more intrusive help";
        Replaced = "replaced", "Afløst af anden hjælp på samme trin", "Replaced by other help on the same step";
        NoEffect = "no-effect", "Stoppet, fordi hjælpen ikke virkede", "Stopped for lack of effect";
        FamilyDeclined = "family-declined", "Familien ønskede ikke at fortsætte", "The family did not wish to go on";
        ReturnedHome = "returned-home", "Hjemgivet", "Returned home";
        Moved = "moved", "Fraflyttet kommunen", "Moved to another municipality";
        TurnedEighteen = "turned-eighteen", "Fyldt 18 år", "Turned 18";
        Other = "other", "Andet", "Other";
    }
);

code_list!(
    /// What a follow-up decided (A7).
    FollowUpDecision {
        Continue = "continue", "Fortsæt", "Continue";
        Adjust = "adjust", "Justér", "Adjust";
        StepDown = "step-down", "Et trin ned", "Step down";
        StepUp = "step-up", "Et trin op", "Step up";
        StopNoEffect = "stop-no-effect", "Stop, fordi hjælpen ikke virker", "Stop for lack of effect";
        StopGoalsReached = "stop-goals-reached", "Stop, fordi målene er nået", "Stop because the goals are reached";
    }
);

code_list!(
    /// Headings of an assessment (serviceloven § 50, stk. 2; carried on as practice under barnets lov § 22).
    AssessmentHeading {
        Development = "development", "Udvikling og adfærd", "Development and behaviour";
        Family = "family", "Familieforhold", "Family";
        School = "school", "Dagtilbud, skole og læring", "Day-care, school and learning";
        Health = "health", "Sundhedsforhold", "Health";
        Leisure = "leisure", "Fritidsforhold og venskaber", "Leisure and friendships";
        Other = "other", "Andre relevante forhold", "Other relevant matters";
    }
);

code_list!(
    /// How someone is related to the child.
    RelationKind {
        Mother = "mother", "Mor", "Mother";
        Father = "father", "Far", "Father";
        CoParent = "co-parent", "Medforælder", "Co-parent";
        Sibling = "sibling", "Søskende", "Sibling";
        StepParent = "step-parent", "Stedforælder", "Step-parent";
        Grandparent = "grandparent", "Bedsteforælder", "Grandparent";
        OtherKin = "other-kin", "Anden slægtning", "Other relative";
        FosterParent = "foster-parent", "Plejeforælder", "Foster parent";
        Friend = "friend", "Ven eller nabo", "Friend or neighbour";
        Professional = "professional", "Fagperson", "Professional";
    }
);

code_list!(
    /// What staff do, and so what they begin their day with. A role never opens a child's record by itself.
    Role {
        Pedagogue = "pedagogue", "Pædagog", "Pedagogue";
        Teacher = "teacher", "Lærer", "Teacher";
        HealthVisitor = "health-visitor", "Sundhedsplejerske", "Health visitor";
        Intake = "intake", "Medarbejder i Modtagelsen", "Intake worker";
        Caseworker = "caseworker", "Rådgiver", "Caseworker";
        TeamLeader = "team-leader", "Teamleder", "Team leader";
        Provider = "provider", "Leverandør", "Provider";
        HeadOfDepartment = "head-of-department", "Afdelingschef", "Head of department";
        System = "system", "Trin", "Trin";
    }
);

code_list!(
    /// What kind of place a unit is.
    UnitKind {
        DayCare = "day-care", "Dagtilbud", "Day-care";
        School = "school", "Skole", "School";
        HealthService = "health-service", "Sundhedsplejen", "Health service";
        Ppr = "ppr", "PPR", "Educational psychology service";
        Intake = "intake", "Modtagelsen", "Intake";
        CaseTeam = "case-team", "Familierådgivningen", "Caseworkers' team";
        Provider = "provider", "Leverandør", "Provider";
        Department = "department", "Afdelingen", "Department";
    }
);

code_list!(
    /// What kind of meeting (A14, F1–F4).
    MeetingKind {
        Network = "network", "Netværksmøde", "Network meeting";
        ActionPlan = "action-plan", "Handleplansmøde", "Action-plan meeting";
        FollowUp = "follow-up", "Opfølgningsmøde", "Follow-up meeting";
        Dialogue = "dialogue", "Dialogmøde", "Dialogue meeting";
        FamilyGroupConference = "family-group-conference", "Familierådslagning", "Family group conference";
        ChildTalk = "child-talk", "Børnesamtale", "Talk with the child";
        Visitation = "visitation", "Visitationsmøde", "Visitation meeting";
    }
);

code_list!(
    /// Why a record is kept to the fewest.
    RestrictionReason {
        StaffFamily = "staff-family", "Familie til en ansat", "Family of a member of staff";
        PublicInterest = "public-interest", "Familie i offentlighedens søgelys", "A family in the public eye";
        Threat = "threat", "Trusler mod barnet eller familien", "Threats against the child or the family";
    }
);

code_list!(
    /// Why somebody without a relation opened a record in an emergency.
    #[doc(alias = "nødadgang")]
    GlassReason {
        ChildInDanger = "child-in-danger", "Barnet kan være i fare nu", "The child may be in danger now";
        OnCall = "on-call", "Henvendelse til den sociale døgnvagt", "A call to the social on-call duty";
        PoliceOrCourt = "police-or-court", "Politi, domstol eller sygehus spørger og kan ikke vente", "Police, court or hospital asks and cannot wait";
        ResponsibleAway = "responsible-away", "Den ansvarlige og lederen kan ikke nås", "The responsible and the leader cannot be reached";
    }
);

code_list!(
    /// What a leader found on reviewing an opening in an emergency.
    GlassFinding {
        Ok = "ok", "I orden", "In order";
        Ask = "ask", "Spørges nærmere", "To be asked about";
        Report = "report", "Indberettes", "To be reported";
    }
);
