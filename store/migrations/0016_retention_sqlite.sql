-- How long what is written about a child is kept, and what people decided of it. Codes and identities only: no text about anybody.

-- A read model: it follows from the journal and the strategy.
CREATE TABLE retention (
    child        TEXT NOT NULL PRIMARY KEY,
    class        TEXT NOT NULL,
    -- The fact it is counted from, its day, and the first day it may be proposed for deletion; none while a case is open.
    counted_from TEXT,
    counted_on   TEXT,
    ripe_on      TEXT,
    basis        TEXT NOT NULL,
    citation     TEXT NOT NULL,
    because_da   TEXT NOT NULL,
    because_en   TEXT NOT NULL
);
CREATE INDEX retention_by_day ON retention (ripe_on, child) WHERE ripe_on IS NOT NULL;

-- That a child's data must not be deleted: one in force at a time, those that were lifted beside it.
CREATE TABLE legal_hold (
    child     TEXT   NOT NULL,
    no        BIGINT NOT NULL,
    reason    TEXT   NOT NULL,
    from_at   BIGINT NOT NULL,
    by_staff  TEXT   NOT NULL,
    lifted_at BIGINT,
    lifted_by TEXT,
    PRIMARY KEY (child, no)
);
CREATE UNIQUE INDEX legal_hold_in_force ON legal_hold (child) WHERE lifted_at IS NULL;

-- One person's proposal to delete a child's data as it was at a version; another confirms it.
CREATE TABLE deletion_proposal (
    child    TEXT   NOT NULL PRIMARY KEY,
    by_staff TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    version  BIGINT NOT NULL
);

-- What is ripe and was put off until a day.
CREATE TABLE kept_until (
    child     TEXT   NOT NULL PRIMARY KEY,
    until_day TEXT   NOT NULL,
    reason    TEXT   NOT NULL,
    by_staff  TEXT   NOT NULL,
    at        BIGINT NOT NULL
);

-- That the archive has the record as it was at a version.
CREATE TABLE archive_version (
    child    TEXT   NOT NULL PRIMARY KEY,
    version  BIGINT NOT NULL,
    by_staff TEXT   NOT NULL,
    at       BIGINT NOT NULL
);

-- A held child's key stays, whichever program asks; and a hold is put only on what is there to be held.
CREATE TRIGGER held_child_stays BEFORE DELETE ON child_key
WHEN EXISTS (SELECT 1 FROM legal_hold WHERE child = OLD.child AND lifted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a legal hold keeps this child'); END;
CREATE TRIGGER hold_is_taken BEFORE INSERT ON legal_hold
WHEN NEW.lifted_at IS NULL AND NOT EXISTS (SELECT 1 FROM child_key WHERE child = NEW.child)
BEGIN SELECT RAISE(ABORT, 'there is nothing left to hold'); END;
CREATE TRIGGER hold_is_lifted_once BEFORE UPDATE ON legal_hold
WHEN OLD.lifted_at IS NOT NULL OR NEW.lifted_at IS NULL OR NEW.child <> OLD.child
BEGIN SELECT RAISE(ABORT, 'a hold can only be lifted'); END;
CREATE TRIGGER hold_is_remembered BEFORE DELETE ON legal_hold
BEGIN SELECT RAISE(ABORT, 'holds are not forgotten'); END;
