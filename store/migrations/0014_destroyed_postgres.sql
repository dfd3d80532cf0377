-- Who destroyed a child's key: two people, and a row of the log. What is noted here stays.
ALTER TABLE destroyed_key ADD COLUMN by_staff TEXT;
ALTER TABLE destroyed_key ADD COLUMN confirmed_by TEXT;

-- Those from before there were two have a row too, of version 0 and nobody.
INSERT INTO log (at, staff, child, command, body)
SELECT at, '00000000-0000-0000-0000-000000000000', child, NULL,
    '{"v":0,"at":' || at || ',"actor":"00000000-0000-0000-0000-000000000000","role":"system","action":"destroy-key","purpose":"destruction"'
        || ',"child":"' || child || '","result":"done","why":"' || why_code || '"}'
FROM destroyed_key ORDER BY at, child;

CREATE TRIGGER destroyed_key_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON destroyed_key FOR EACH STATEMENT EXECUTE FUNCTION is_append_only();
