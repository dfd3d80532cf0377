-- Read models: what follows from the journal, kept for lists and search. May be thrown away and rebuilt at any time.
-- No table here depends on today: a position is an interval, lateness is asked with an instant.

CREATE TABLE child (
    id             TEXT   NOT NULL PRIMARY KEY,
    name           TEXT   NOT NULL,
    sort_key       TEXT   NOT NULL,
    born_on        TEXT,
    expected_on    TEXT,
    is_open        BIGINT NOT NULL,
    responsible    TEXT,
    version        BIGINT NOT NULL,
    opened_on      TEXT,
    last_entry_at  BIGINT NOT NULL,
    next_kind      TEXT,
    next_due_at    BIGINT,
    next_due_on    TEXT,
    next_late_from BIGINT,
    -- Every open child has one responsible professional.
    CONSTRAINT open_child_has_responsible CHECK (is_open = 0 OR responsible IS NOT NULL),
    CHECK (is_open IN (0, 1))
);
CREATE INDEX child_by_responsible ON child (responsible, sort_key, id) WHERE is_open = 1;
CREATE INDEX child_by_name ON child (sort_key, id);
CREATE INDEX child_by_birth ON child (born_on);

-- Words of the name, CPR digits, day of birth: what a search finds a child by.
CREATE TABLE search_term (
    child TEXT NOT NULL,
    term  TEXT NOT NULL,
    PRIMARY KEY (child, term)
);
CREATE INDEX search_term_by_term ON search_term (term, child);

CREATE TABLE enrolment (
    child     TEXT   NOT NULL,
    no        BIGINT NOT NULL,
    unit      TEXT   NOT NULL,
    unit_name TEXT   NOT NULL,
    from_day  TEXT   NOT NULL,
    until_day TEXT   NOT NULL,
    PRIMARY KEY (child, no)
);
CREATE INDEX enrolment_by_unit ON enrolment (unit, until_day, from_day);

CREATE TABLE kin (
    child       TEXT   NOT NULL,
    no          BIGINT NOT NULL,
    relation    TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    other_child TEXT,
    PRIMARY KEY (child, no)
);
CREATE INDEX kin_by_other_child ON kin (other_child) WHERE other_child IS NOT NULL;

-- Where a child stood, day by day: step 0 is an open case without help in force.
CREATE TABLE standing (
    child     TEXT   NOT NULL,
    from_day  TEXT   NOT NULL,
    until_day TEXT   NOT NULL,
    step      BIGINT NOT NULL,
    PRIMARY KEY (child, from_day)
);
CREATE INDEX standing_by_step ON standing (step, until_day, from_day);

CREATE TABLE intervention (
    child      TEXT   NOT NULL,
    no         BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    step       BIGINT NOT NULL,
    is_measure BIGINT NOT NULL,
    is_placed  BIGINT NOT NULL,
    provider   TEXT,
    decided_on TEXT   NOT NULL,
    started_on TEXT,
    ended_on   TEXT,
    PRIMARY KEY (child, no)
);
CREATE INDEX intervention_by_provider ON intervention (provider, ended_on);
CREATE INDEX intervention_by_end ON intervention (ended_on, started_on);

-- What is owed, and how it went: settled is empty while the duty is open.
CREATE TABLE duty (
    child          TEXT   NOT NULL,
    kind           TEXT   NOT NULL,
    about          BIGINT NOT NULL,
    counted_from   BIGINT NOT NULL,
    nth            BIGINT NOT NULL,
    counts_at      BIGINT,
    counts_on      TEXT,
    due_at         BIGINT,
    due_on         TEXT   NOT NULL,
    late_from      BIGINT NOT NULL,
    basis          TEXT   NOT NULL,
    citation       TEXT   NOT NULL,
    other_at       BIGINT,
    other_on       TEXT,
    other_basis    TEXT,
    other_citation TEXT,
    responsible    TEXT,
    role           TEXT   NOT NULL,
    met_entry      BIGINT,
    met_at         BIGINT,
    lapsed_on      TEXT,
    settled        TEXT,
    because_da     TEXT   NOT NULL,
    because_en     TEXT   NOT NULL,
    PRIMARY KEY (child, kind, about, counted_from, nth)
);
CREATE INDEX duty_by_staff ON duty (responsible, late_from) WHERE settled IS NULL;
CREATE INDEX duty_by_role ON duty (role, late_from) WHERE settled IS NULL AND responsible IS NULL;
CREATE INDEX duty_by_lateness ON duty (late_from, kind, responsible) WHERE settled IS NULL;
CREATE INDEX duty_open_by_kind ON duty (kind, late_from) WHERE settled IS NULL;
CREATE INDEX duty_by_kind ON duty (kind, due_on);

CREATE TABLE notification (
    child           TEXT   NOT NULL,
    no              BIGINT NOT NULL,
    received_at     BIGINT NOT NULL,
    received_on     TEXT   NOT NULL,
    clock           BIGINT NOT NULL,
    acute           BIGINT NOT NULL,
    abuse_suspected BIGINT NOT NULL,
    notifier        TEXT   NOT NULL,
    notifier_name   TEXT,
    causes          TEXT   NOT NULL,
    concern         TEXT   NOT NULL,
    age             BIGINT,
    siblings        BIGINT NOT NULL,
    stage           BIGINT NOT NULL,
    assessed_at     BIGINT,
    in_danger       BIGINT,
    screened_on     TEXT,
    outcome         TEXT,
    PRIMARY KEY (child, no)
);
-- Stage 0 awaits the acute assessment, 1 the screening, 2 is done.
CREATE INDEX notification_queue ON notification (stage, clock) WHERE stage < 2;
CREATE INDEX notification_by_day ON notification (received_on);

CREATE TABLE offer (
    child       TEXT   NOT NULL,
    no          BIGINT NOT NULL,
    from_staff  TEXT,
    to_staff    TEXT   NOT NULL,
    offered_on  TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    answered_on TEXT,
    is_accepted BIGINT,
    PRIMARY KEY (child, no)
);
CREATE INDEX offer_waiting ON offer (offered_on) WHERE answered_on IS NULL;
CREATE INDEX offer_by_receiver ON offer (to_staff) WHERE answered_on IS NULL;

CREATE TABLE meeting (
    child        TEXT   NOT NULL,
    no           BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    kind         TEXT   NOT NULL,
    place        TEXT   NOT NULL,
    participants TEXT   NOT NULL,
    is_held      BIGINT,
    PRIMARY KEY (child, no)
);
CREATE TABLE meeting_staff (
    child TEXT   NOT NULL,
    no    BIGINT NOT NULL,
    staff TEXT   NOT NULL,
    on_day TEXT  NOT NULL,
    PRIMARY KEY (child, no, staff)
);
CREATE INDEX meeting_by_staff ON meeting_staff (staff, on_day);
