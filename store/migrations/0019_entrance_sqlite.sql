-- Browsers somebody has logged in by before: no login, but attempts of their own that strangers cannot spend. Only a hash of the cookie is kept.
CREATE TABLE known_browser (
    token_hash TEXT   NOT NULL,
    staff      TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (token_hash, staff)
);
CREATE INDEX known_browser_by_staff ON known_browser (staff, expires_at);

-- A login is followed in the log by its name in its owner's list.
CREATE INDEX session_by_id ON session (id);

-- What was carried over from the emergency log stays said.
CREATE TRIGGER log_carried_is_kept_on_update BEFORE UPDATE ON log_carried BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_carried_is_kept_on_delete BEFORE DELETE ON log_carried BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
