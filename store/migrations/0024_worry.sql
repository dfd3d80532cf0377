-- Worries at day-care and school: what a unit lists as its own. What they say stands in the children's records.
CREATE TABLE worry (
    child      TEXT   NOT NULL,
    no         BIGINT NOT NULL,
    unit       TEXT   NOT NULL,
    raised_on  TEXT   NOT NULL,
    raised_by  TEXT   NOT NULL,
    -- What it is about, in codes; sealed.
    seen       TEXT   NOT NULL,
    -- What comes next and by when, while it is open.
    next_due   TEXT,
    next_step  TEXT,
    settled_on TEXT,
    outcome    TEXT,
    PRIMARY KEY (child, no),
    CHECK ((settled_on IS NULL) = (next_due IS NOT NULL) AND (next_due IS NULL) = (next_step IS NULL) AND (settled_on IS NULL) = (outcome IS NULL))
);
CREATE INDEX worry_open ON worry (unit, next_due, child, no) WHERE settled_on IS NULL;
CREATE INDEX worry_settled ON worry (unit, settled_on) WHERE settled_on IS NOT NULL;
