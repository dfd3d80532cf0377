-- What a login is: which one in a list, from what kind of browser, how it was made, how far it has come, when its owner last proved who they are.
ALTER TABLE session ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN browser TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN method TEXT NOT NULL DEFAULT 'demo';
ALTER TABLE session ADD COLUMN is_whole BIGINT NOT NULL DEFAULT 1;
ALTER TABLE session ADD COLUMN proved_at BIGINT;
-- Logins from before have no name in the list, and local ones no second factor: they are made anew.
DELETE FROM session;
CREATE INDEX session_by_staff ON session (staff);

-- The secret of an authenticator app. A new one stands beside the old until a code has shown that it works.
CREATE TABLE totp (
    staff        TEXT   NOT NULL,
    is_confirmed BIGINT NOT NULL CHECK (is_confirmed IN (0, 1)),
    secret       TEXT   NOT NULL,
    last_step    BIGINT NOT NULL,
    PRIMARY KEY (staff, is_confirmed)
);

CREATE TABLE recovery_code (
    staff TEXT NOT NULL,
    hash  TEXT NOT NULL,
    PRIMARY KEY (staff, hash)
);

CREATE TABLE passkey (
    id           TEXT   NOT NULL PRIMARY KEY,
    staff        TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    body         TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE INDEX passkey_by_staff ON passkey (staff);

-- What a passkey was asked, until it answers: once.
CREATE TABLE ceremony (
    id         TEXT   NOT NULL PRIMARY KEY,
    body       TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);

-- What somebody searched for, under a name that says nothing: an address must not hold a child's name or number. Kept for a working day.
CREATE TABLE search (
    id    TEXT   NOT NULL PRIMARY KEY,
    staff TEXT   NOT NULL,
    words TEXT   NOT NULL,
    at    BIGINT NOT NULL
);
CREATE INDEX search_by_age ON search (at);
