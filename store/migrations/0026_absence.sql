-- School absence: what a school lists as its own. What it says stands in the children's records.
CREATE TABLE attendance (
    child TEXT   NOT NULL,
    -- The first statement of the school's.
    no    BIGINT NOT NULL,
    unit  TEXT   NOT NULL,
    -- The last day of the last period anything was stated of.
    until_day TEXT NOT NULL,
    -- Days of absence and what was done about them; sealed.
    days  TEXT   NOT NULL,
    PRIMARY KEY (child, no)
);
CREATE INDEX attendance_of_unit ON attendance (unit, until_day, child);

-- That a school's register was read: of which days absence is known, also of those who were never absent. It names no child.
CREATE TABLE absence_register (
    id        TEXT   NOT NULL PRIMARY KEY,
    unit      TEXT   NOT NULL REFERENCES unit (id),
    from_day  TEXT   NOT NULL,
    until_day TEXT   NOT NULL,
    -- Rows read, children about whom something was new, and rows of children who do not go there.
    row_count BIGINT NOT NULL,
    news      BIGINT NOT NULL,
    unknown   BIGINT NOT NULL,
    read_by   TEXT   NOT NULL REFERENCES staff (id),
    read_at   BIGINT NOT NULL,
    CHECK (from_day <= until_day AND row_count >= 0 AND news >= 0 AND unknown >= 0)
);
CREATE INDEX absence_register_unit ON absence_register (unit, until_day);
