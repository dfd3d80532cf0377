-- What is not about a child: people, places, settings, unfinished writing, logins.

CREATE TABLE unit (
    id       TEXT NOT NULL PRIMARY KEY,
    name     TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    kind     TEXT NOT NULL,
    district TEXT NOT NULL
);

CREATE TABLE staff (
    id        TEXT   NOT NULL PRIMARY KEY,
    name      TEXT   NOT NULL,
    sort_key  TEXT   NOT NULL,
    role      TEXT   NOT NULL,
    unit      TEXT   NOT NULL REFERENCES unit (id),
    is_active BIGINT NOT NULL CHECK (is_active IN (0, 1))
);
CREATE INDEX staff_by_role ON staff (role, sort_key);
CREATE INDEX staff_by_unit ON staff (unit, sort_key);

CREATE TABLE setting (
    id   TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL
);

CREATE TABLE draft (
    staff    TEXT   NOT NULL,
    id       TEXT   NOT NULL,
    body     TEXT   NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (staff, id)
);

CREATE TABLE last_looked (
    staff TEXT   NOT NULL PRIMARY KEY,
    at    BIGINT NOT NULL
);

-- A login in use. Only a hash of its token is kept.
CREATE TABLE session (
    token_hash   TEXT   NOT NULL PRIMARY KEY,
    staff        TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE password (
    staff TEXT NOT NULL PRIMARY KEY,
    hash  TEXT NOT NULL
);
