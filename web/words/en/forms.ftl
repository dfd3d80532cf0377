# Faults in fields: what is missing, and what to do.
form-missing = Fill in { $label }.
form-choose = Choose { $label }.
form-no-date = “{ $typed }” is not a date. Write { $label } as 12-05-2026.
form-no-time = “{ $typed }” is not a time of day. Write { $label } as 9.30.
form-no-number = “{ $typed }” is not a whole number from { $lowest } to { $highest }. Correct { $label }.
form-kept = Nothing is saved yet, and nothing you wrote is lost.

# Refusals: why it cannot be done, and what to do instead.
refusal-stale = Others have written about the child since you opened the page. Read what is new, and save again.
refusal-empty = There is nothing to save. Fill in at least one field.
refusal-not-registered = The child is not registered. Register the child first.
refusal-already-registered = The child is registered already. Find it, and write on its own page.
refusal-already-born = The child's birth is written already. Correct that entry if the day is wrong.
refusal-no-such-entry = Entry { $no } is not a { $kind }. Go back to the child's page and choose again.
refusal-already-done = This was done already in entry { $no }. Correct that entry if it is wrong.
refusal-missing = The field “{ $field }” is empty. Fill it in.
refusal-in-the-future = “{ $field }” lies too far ahead. Write a day that has come, or an agreed day within two years.
refusal-too-early = “{ $field }” can be { $day } at the earliest. Write a later day.
refusal-outside-scale = “{ $field }” must be from { $lowest } to { $highest }.
refusal-too-long = “{ $field }” is longer than { $most } characters. Divide the text into several notes.
refusal-without-responsible = The child would be without a responsible professional. Choose who is responsible before you save.
refusal-not-yours = The offer was made to someone else. Only the one asked can answer.
refusal-offer-pending = An offer already awaits an answer in entry { $no }. Wait for it, or talk with the one asked.
refusal-already-responsible = That person is responsible already. Choose another.
refusal-not-started = The intervention has not begun. First write when it began.
refusal-ended = The intervention ended on { $day }. Choose one that is in force.
refusal-unfinished = The case cannot be closed until entry { $no } is finished. No child may be left waiting.
refusal-other-kind = The entry cannot be corrected like that. Write a new entry that says what holds.
refusal-not-open = No case is open. Register a notification, or give the child a responsible professional first.
refusal-anonymous = The notifier is anonymous and cannot get a receipt.
refusal-took-part = The one you chose has taken part in the case. Choose a professional who has not.
