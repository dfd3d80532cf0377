-- No child begins, or begins anew, with somebody who is not here. What is written again as it was is left alone: an entry in the record of a
-- child whose responsible has left must not be refused.
CREATE FUNCTION child_begins() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.is_open = 1
        AND NOT EXISTS (SELECT 1 FROM child WHERE id = NEW.id AND is_open = 1 AND responsible IS NOT DISTINCT FROM NEW.responsible) THEN
        IF EXISTS (SELECT 1 FROM staff WHERE id = NEW.responsible AND is_active = 0) THEN
            RAISE EXCEPTION 'the responsible person has left';
        END IF;
        -- Written, not only read: of somebody leaving and being given a child at once, one transaction fails and looks again.
        UPDATE staff SET sort_key = sort_key WHERE id = NEW.responsible;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER child_begins BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION child_begins();

-- What waits for a review or was reported is few among all that were ever drawn.
CREATE INDEX sample_by_standing ON sample (standing, due_on);
-- Who is logged in is asked at each answer; logins that have had their time are cleared each hour.
CREATE INDEX session_by_end ON session (expires_at);
