-- Wellbeing rounds at day-care and school. A round names no child: what it finds stands in the children's records.
CREATE TABLE wellbeing_round (
    id        TEXT   NOT NULL PRIMARY KEY,
    unit      TEXT   NOT NULL REFERENCES unit (id),
    name      TEXT   NOT NULL,
    youngest  BIGINT NOT NULL,
    oldest    BIGINT NOT NULL,
    from_day  TEXT   NOT NULL,
    until_day TEXT   NOT NULL,
    -- When and how parents were told, which is before it opens.
    told_on   TEXT   NOT NULL,
    told_how  TEXT   NOT NULL,
    opened_by TEXT   NOT NULL REFERENCES staff (id),
    opened_at BIGINT NOT NULL,
    closed_by TEXT   REFERENCES staff (id),
    closed_at BIGINT,
    CHECK (youngest >= 0 AND youngest <= oldest AND from_day <= until_day AND told_on <= from_day AND told_how <> ''),
    CHECK ((closed_at IS NULL) = (closed_by IS NULL))
);
CREATE INDEX wellbeing_round_unit ON wellbeing_round (unit, opened_at);
