-- Who is told that a protected address was shown asks for these few entries among all.
CREATE INDEX journal_address_shown ON journal (child, recorded_at) WHERE kind = 'address-shown';
