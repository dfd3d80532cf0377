-- Everyone finds the notifications they wrote themselves.
CREATE INDEX journal_notified_by ON journal (by_staff, recorded_at) WHERE kind = 'notification-received';
