-- What somebody has read of what My day tells them, list by list.
CREATE TABLE read_mark (
    staff TEXT   NOT NULL,
    list  TEXT   NOT NULL,
    at    BIGINT NOT NULL,
    PRIMARY KEY (staff, list)
);
INSERT INTO read_mark (staff, list, at) SELECT staff, 'news', at FROM last_looked;
INSERT INTO read_mark (staff, list, at) SELECT staff, 'addresses', at FROM last_looked;
DROP TABLE last_looked;

-- What a leader asks somebody about an emergency access of theirs: beside the child's record, which is the child's.
CREATE TABLE glass_question (
    id          BIGINT NOT NULL PRIMARY KEY,
    child       TEXT   NOT NULL,
    -- The entry by which the record was opened, and when.
    opening     BIGINT NOT NULL,
    opened_at   BIGINT NOT NULL,
    -- Who opened it, and is asked.
    staff       TEXT   NOT NULL,
    asked_by    TEXT   NOT NULL,
    asked_at    BIGINT NOT NULL,
    answered_at BIGINT,
    -- When the asker had read the answer.
    read_at     BIGINT,
    -- Sealed: what they wrote when they opened it, what is asked, what they answer.
    said        TEXT   NOT NULL,
    question    TEXT   NOT NULL,
    answer      TEXT,
    UNIQUE (child, opening)
);
CREATE INDEX glass_question_of ON glass_question (staff, answered_at);
CREATE INDEX glass_question_by ON glass_question (asked_by, read_at);

-- That somebody said no to another's proposal to delete, for the one who proposed it.
CREATE TABLE deletion_declined (
    child       TEXT   NOT NULL PRIMARY KEY,
    proposed_by TEXT   NOT NULL,
    by_staff    TEXT   NOT NULL,
    at          BIGINT NOT NULL
);
CREATE INDEX deletion_declined_to ON deletion_declined (proposed_by, at);
