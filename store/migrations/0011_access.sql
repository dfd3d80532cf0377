-- Who may know of a child, because of which relation and until when: what every list, search and count is joined with.
-- It follows from the journal as the other read models do; the first start after this step builds it.
CREATE TABLE access_grant (
    child       TEXT   NOT NULL,
    no          BIGINT NOT NULL,
    -- staff, everyday, provider, leaders (of the unit where the holder works), intake, oversight.
    holder_kind TEXT   NOT NULL,
    -- The person or the unit; empty for intake and oversight.
    holder      TEXT   NOT NULL,
    because     TEXT   NOT NULL,
    -- The entry it rests on.
    about       BIGINT,
    -- The rooms of the record it opens, one bit for each.
    rooms       BIGINT NOT NULL,
    from_at     BIGINT NOT NULL,
    -- The first instant that is no longer in it.
    until_at    BIGINT NOT NULL,
    PRIMARY KEY (child, no)
);
CREATE INDEX access_grant_by_holder ON access_grant (holder_kind, holder, child);
