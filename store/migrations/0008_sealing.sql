-- Sealed at rest: see docs/decisions/0006-sealing.md. The municipality's key is in no table.

-- By what a store knows its key again: a proof that opens with it, and then says whether anything from before there was sealing is
-- left in the clear. Version counts the municipality's keys.
CREATE TABLE sealing (
    id      BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    version BIGINT NOT NULL CHECK (version >= 1),
    proof   BYTEA  NOT NULL
);

-- Each child's own key, wrapped with the municipality's. Deleting the row is deleting what was written about the child.
CREATE TABLE child_key (
    child   TEXT   NOT NULL PRIMARY KEY,
    wrapped BYTEA  NOT NULL,
    version BIGINT NOT NULL
);

-- Children whose key was destroyed, when and why. Their journal rows stay, and open to nobody.
CREATE TABLE destroyed_key (
    child    TEXT   NOT NULL PRIMARY KEY,
    at       BIGINT NOT NULL,
    why_code TEXT   NOT NULL
);
