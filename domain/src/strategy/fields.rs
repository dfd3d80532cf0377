//! The fields of a strategy file, table by table. What each means: `docs/how-to/write-a-strategy.md`, which a test holds to this list.

/// The file itself.
pub(super) const FILE: &[&str] = &[
    "key",
    "municipality",
    "title",
    "from-year",
    "to-year",
    "ages",
    "source",
    "saturdays-count",
    "reread-from-notification",
    "screening-within",
    "answer-offer-within",
    "ladder-ordered-by",
    "steps",
    "levels",
    "cadences",
    "return-home-review",
    "placement-maximum",
    "retention",
    "placement-priority",
    "log-review-within",
    "caseload",
    "forums",
    "routines",
    "guide",
    "absence",
    "school-holidays",
    "investments",
    "indicators",
];

/// `[saturdays-count]` and `[reread-from-notification]`.
pub(super) const SOURCED_VALUE: &[&str] = &["value", "source"];

/// `[screening-within]`, `[answer-offer-within]`, `[return-home-review]`, `[placement-maximum]`, `[log-review-within]`.
pub(super) const SOURCED_SPAN: &[&str] = &["after", "source"];

/// `[[steps]]`.
pub(super) const STEP: &[&str] = &[
    "no",
    "name",
    "name-en",
    "area",
    "level",
    "intrusion",
    "cost",
    "interventions",
    "interventions-unnamed",
    "methods",
    "actors",
    "source",
];

/// `[[levels]]`.
pub(super) const LEVEL: &[&str] = &["level", "aim", "target-group", "area", "source"];

/// `[[cadences]]`.
pub(super) const CADENCE: &[&str] = &["covers", "first", "then", "source"];

/// `[[retention]]`.
pub(super) const RETENTION: &[&str] = &["of", "keep", "source"];

/// `[[placement-priority]]`.
pub(super) const PLACEMENT_PRIORITY: &[&str] = &["name", "kinds", "source"];

/// `[caseload]`.
pub(super) const CASELOAD: &[&str] = &["from", "target", "sized-for", "source"];

/// `[[forums]]`.
pub(super) const FORUM: &[&str] = &["name", "at", "area", "every", "from-year", "members", "invites-parents", "source"];

/// `[[routines]]`.
pub(super) const ROUTINE: &[&str] = &["kind", "name", "at", "every", "by", "source"];

/// `[[guide]]`.
pub(super) const GUIDE: &[&str] =
    &["key", "name", "name-en", "how", "how-en", "path", "seen", "roles", "within", "notifies", "tools", "source"];

/// `[[absence]]`.
pub(super) const ABSENCE: &[&str] = &[
    "key",
    "name",
    "name-en",
    "how",
    "how-en",
    "counts",
    "percent",
    "over",
    "within",
    "responsible",
    "responsible-en",
    "notifies",
    "source",
];

/// `[[school-holidays]]`.
pub(super) const SCHOOL_HOLIDAY: &[&str] = &["name", "from", "until", "source"];

/// `[[investments]]`.
pub(super) const INVESTMENT: &[&str] = &["name", "kr", "posts", "source"];

/// `[[indicators]]`.
pub(super) const INDICATOR: &[&str] = &["key", "name", "target", "unit", "direction", "year", "milestones", "history", "note", "source"];

/// One year of `milestones` or `history`.
pub(super) const POINT: &[&str] = &["year", "value"];
