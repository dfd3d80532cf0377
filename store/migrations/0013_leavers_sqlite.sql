-- No child is left with somebody who is not here: the database itself refuses it, whichever program asks.
CREATE TRIGGER worker_leaves BEFORE UPDATE OF is_active ON staff
WHEN NEW.is_active = 0 AND OLD.is_active = 1 AND EXISTS (SELECT 1 FROM child WHERE responsible = NEW.id AND is_open = 1)
BEGIN SELECT RAISE(ABORT, 'open children have this person as responsible'); END;
CREATE TRIGGER child_is_given BEFORE UPDATE OF responsible ON child
WHEN NEW.is_open = 1 AND NEW.responsible IS NOT OLD.responsible AND EXISTS (SELECT 1 FROM staff WHERE id = NEW.responsible AND is_active = 0)
BEGIN SELECT RAISE(ABORT, 'the responsible person has left'); END;
