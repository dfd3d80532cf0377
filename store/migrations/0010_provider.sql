-- Login at an identity provider: who is who there, which login here came from which there, and what may be used only once.

-- A person at the provider and the member of staff they are.
CREATE TABLE provider_person (
    issuer TEXT NOT NULL,
    person TEXT NOT NULL,
    staff  TEXT NOT NULL REFERENCES staff (id),
    PRIMARY KEY (issuer, person)
);
CREATE UNIQUE INDEX provider_person_by_staff ON provider_person (issuer, staff);

-- The login at the provider behind a login here, so that the provider can end it.
CREATE TABLE provider_session (
    token_hash TEXT NOT NULL PRIMARY KEY REFERENCES session (token_hash) ON DELETE CASCADE ON UPDATE CASCADE,
    issuer     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    sid        TEXT NOT NULL
);
CREATE INDEX provider_session_by_subject ON provider_session (issuer, subject);
CREATE INDEX provider_session_by_sid ON provider_session (issuer, sid);

-- A login that has begun at the provider and is not finished. Only hashes of what the browser and the address carry are kept.
CREATE TABLE provider_login (
    state_hash   TEXT   NOT NULL PRIMARY KEY,
    browser_hash TEXT   NOT NULL,
    nonce        TEXT   NOT NULL,
    verifier     TEXT   NOT NULL,
    return_to    TEXT   NOT NULL,
    is_again     BIGINT NOT NULL CHECK (is_again IN (0, 1)),
    expires_at   BIGINT NOT NULL
);
CREATE INDEX provider_login_by_expiry ON provider_login (expires_at);

-- Messages of the provider that have been heeded, so that none is heeded twice.
CREATE TABLE provider_message (
    id         TEXT   NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX provider_message_by_expiry ON provider_message (expires_at);
