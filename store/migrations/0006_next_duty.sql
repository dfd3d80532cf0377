-- Which duty of a child is next depends on the day once an end may be agreed ahead; it is asked of the duties themselves.
ALTER TABLE child DROP COLUMN next_kind;
ALTER TABLE child DROP COLUMN next_due_at;
ALTER TABLE child DROP COLUMN next_due_on;
ALTER TABLE child DROP COLUMN next_late_from;
