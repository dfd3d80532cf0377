-- The log: who did or saw what about whom, when and for which purpose. Append-only, and proven so. See docs/decisions/0005-log.md.

-- One row for each command done and each request that showed or refused something. No names, no texts.
CREATE TABLE log (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      BIGINT NOT NULL,
    staff   TEXT   NOT NULL,
    child   TEXT,
    command TEXT REFERENCES command (id),
    body    TEXT   NOT NULL
);
CREATE INDEX log_by_child ON log (child, id) WHERE child IS NOT NULL;
CREATE UNIQUE INDEX log_by_command ON log (command) WHERE command IS NOT NULL;
CREATE INDEX log_by_time ON log (at);

-- The children a search found, by child.
CREATE TABLE log_child (
    child TEXT   NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (child, entry)
);
CREATE INDEX log_child_by_entry ON log_child (entry);

-- A row's place in the tree, and the hash of the row.
CREATE TABLE log_leaf (
    pos   BIGINT NOT NULL PRIMARY KEY,
    entry BIGINT NOT NULL UNIQUE,
    hash  BLOB   NOT NULL
);

-- Hashes of whole subtrees: of 2^level leaves, the idx-th.
CREATE TABLE log_node (
    level BIGINT NOT NULL,
    idx   BIGINT NOT NULL,
    hash  BLOB   NOT NULL,
    PRIMARY KEY (level, idx)
);

-- Signed heads: the tree's root after so many leaves.
CREATE TABLE log_checkpoint (
    size BIGINT NOT NULL PRIMARY KEY,
    at   BIGINT NOT NULL,
    root BLOB   NOT NULL,
    note TEXT   NOT NULL
);

-- What witnesses signed.
CREATE TABLE log_cosignature (
    size    BIGINT NOT NULL,
    witness TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    line    TEXT   NOT NULL,
    PRIMARY KEY (size, witness)
);

INSERT INTO log (at, staff, child, command, body)
SELECT at, staff, child, command,
    '{"v":0,"at":' || at || ',"actor":"' || staff || '","role":"' || role || '","action":"change","purpose":' || json_quote(purpose)
        || ',"child":"' || child || '","result":"done","command":"' || command || '","first":' || first_no || ',"last":' || last_no || '}'
FROM audit ORDER BY at, command;

DROP TABLE audit;

CREATE TRIGGER log_is_kept_on_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_is_kept_on_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_child_is_kept_on_update BEFORE UPDATE ON log_child BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_child_is_kept_on_delete BEFORE DELETE ON log_child BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_leaf_is_kept_on_update BEFORE UPDATE ON log_leaf BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_leaf_is_kept_on_delete BEFORE DELETE ON log_leaf BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_node_is_kept_on_update BEFORE UPDATE ON log_node BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_node_is_kept_on_delete BEFORE DELETE ON log_node BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_checkpoint_is_kept_on_update BEFORE UPDATE ON log_checkpoint BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_checkpoint_is_kept_on_delete BEFORE DELETE ON log_checkpoint BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_cosignature_is_kept_on_update BEFORE UPDATE ON log_cosignature BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_cosignature_is_kept_on_delete BEFORE DELETE ON log_cosignature BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
