-- No child is left with somebody who is not here: the database itself refuses it, whichever program asks.
CREATE FUNCTION worker_leaves() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.is_active = 0 AND OLD.is_active = 1 AND EXISTS (SELECT 1 FROM child WHERE responsible = NEW.id AND is_open = 1) THEN
        RAISE EXCEPTION 'open children have this person as responsible';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER worker_leaves BEFORE UPDATE OF is_active ON staff FOR EACH ROW EXECUTE FUNCTION worker_leaves();
CREATE FUNCTION child_is_given() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.is_open = 1 AND NEW.responsible IS DISTINCT FROM OLD.responsible THEN
        IF EXISTS (SELECT 1 FROM staff WHERE id = NEW.responsible AND is_active = 0) THEN
            RAISE EXCEPTION 'the responsible person has left';
        END IF;
        -- Written, not only read: of somebody leaving and being given a child at once, one transaction fails and looks again.
        UPDATE staff SET sort_key = sort_key WHERE id = NEW.responsible;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER child_is_given BEFORE UPDATE OF responsible ON child FOR EACH ROW EXECUTE FUNCTION child_is_given();
