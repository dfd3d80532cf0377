-- The journal: what was written, by whom, when. Append-only; everything else about a child follows from it.
-- Instants are microseconds since 1970 (UTC), days are ISO dates, identities are UUIDs in text. See docs/decisions/0003-store.md.

-- A command that was done. The same one sent twice is found here and done once.
CREATE TABLE command (
    id       TEXT   NOT NULL PRIMARY KEY,
    child    TEXT   NOT NULL,
    first_no BIGINT NOT NULL,
    last_no  BIGINT NOT NULL,
    CHECK (first_no >= 1 AND last_no >= first_no)
);

-- One line of a child's record. The payload is the fact, written and read by one function each.
CREATE TABLE journal (
    child       TEXT   NOT NULL,
    no          BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    by_staff    TEXT   NOT NULL,
    by_role     TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    command     TEXT   NOT NULL REFERENCES command (id),
    payload     BYTEA  NOT NULL,
    PRIMARY KEY (child, no),
    CHECK (no >= 1)
);

-- Who did what to whose record, when, and for which purpose. One row for each command.
CREATE TABLE audit (
    command  TEXT   NOT NULL PRIMARY KEY REFERENCES command (id),
    at       BIGINT NOT NULL,
    staff    TEXT   NOT NULL,
    role     TEXT   NOT NULL,
    child    TEXT   NOT NULL,
    purpose  TEXT   NOT NULL,
    first_no BIGINT NOT NULL,
    last_no  BIGINT NOT NULL
);
