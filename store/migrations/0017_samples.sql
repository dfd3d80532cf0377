-- Samples of the log: rounds, the looks drawn in them, and what was found. See docs/decisions/0012-oversight.md.

-- A round: promised before it begins, drawn when it is over. It covers the rows of the log after first_row, up to and including last_row.
CREATE TABLE sample_round (
    id           BIGINT NOT NULL PRIMARY KEY,
    from_at      BIGINT NOT NULL,
    until_at     BIGINT NOT NULL,
    promise      TEXT   NOT NULL,
    -- The row of the log that has the promise.
    promised_row BIGINT NOT NULL,
    -- Sealed until it is drawn.
    seed         TEXT   NOT NULL,
    drawn_at     BIGINT,
    first_row    BIGINT,
    last_row     BIGINT,
    looks        BIGINT
);

CREATE TABLE sample (
    id       BIGINT NOT NULL PRIMARY KEY,
    round    BIGINT NOT NULL REFERENCES sample_round (id),
    -- The row of the log.
    entry    BIGINT NOT NULL,
    why      TEXT   NOT NULL,
    -- Who looked.
    staff    TEXT   NOT NULL,
    reviewer TEXT,
    due_on   TEXT   NOT NULL,
    -- waiting, asked, answered, ok, reported.
    standing TEXT   NOT NULL,
    UNIQUE (round, entry, why)
);
CREATE INDEX sample_by_reviewer ON sample (reviewer, standing);
CREATE INDEX sample_by_staff ON sample (staff, standing);

-- What was done about it, in order; the log has a row for each.
CREATE TABLE sample_act (
    sample BIGINT NOT NULL REFERENCES sample (id),
    no     BIGINT NOT NULL,
    at     BIGINT NOT NULL,
    staff  TEXT   NOT NULL,
    act    TEXT   NOT NULL,
    -- Sealed.
    note   TEXT   NOT NULL,
    PRIMARY KEY (sample, no)
);

-- What was carried over from the emergency log, by its identity there, so that it is carried once.
CREATE TABLE log_carried (
    id TEXT   NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);
