-- What comes to the one door from outside, before it is known which child it is about.
CREATE TABLE enquiry (
    id          TEXT   NOT NULL PRIMARY KEY,
    -- What it is called when somebody asks about it.
    reference   TEXT   NOT NULL UNIQUE,
    received_at BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    -- The row of the log that tells it came.
    entry       BIGINT NOT NULL UNIQUE,
    -- Sealed: what was written. Gone once it stands in a child's record, or its time is over.
    body        TEXT,
    settled_at  BIGINT,
    settled_by  TEXT,
    outcome     TEXT,
    -- Sealed: what was answered.
    note        TEXT,
    CHECK ((settled_at IS NULL) = (outcome IS NULL) AND (settled_at IS NULL) = (settled_by IS NULL))
);
CREATE INDEX enquiry_waiting ON enquiry (settled_at, received_at);

-- How many were sent, day by day, against how many are kept: what was sent and neither kept, sent back nor sent before has been lost.
CREATE TABLE door_count (
    day    TEXT   NOT NULL PRIMARY KEY,
    sent   BIGINT NOT NULL DEFAULT 0,
    kept   BIGINT NOT NULL DEFAULT 0,
    again  BIGINT NOT NULL DEFAULT 0,
    mended BIGINT NOT NULL DEFAULT 0
);
