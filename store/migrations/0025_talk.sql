-- When a unit last talked with a child. What was said stands in the child's record.
CREATE TABLE talk (
    child   TEXT NOT NULL,
    unit    TEXT NOT NULL,
    last_on TEXT NOT NULL,
    PRIMARY KEY (child, unit)
);
CREATE INDEX talk_of_unit ON talk (unit, last_on, child);
