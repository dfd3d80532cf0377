# Faults in fields: what is missing, and what to do.
forms-missing = Fill in { $label }.
forms-choose = Choose { $label }.
forms-missing-clause = Write { $label }.
forms-missing-named = Fill in “{ $label }”.
forms-choose-clause = Choose { $label }.
forms-choose-named = Choose an answer at “{ $label }”.
forms-no-date = “{ $typed }” is not a date. Write { $label } as 12-05-2026.
forms-no-time = “{ $typed }” is not a time of day. Write { $label } as 9.30.
forms-no-number = “{ $typed }” is not a whole number from { $lowest } to { $highest }. Correct { $label }.
forms-no-date-named = “{ $typed }” is not a date. Write “{ $label }” as 12-05-2026.
forms-no-time-named = “{ $typed }” is not a time of day. Write “{ $label }” as 9.30.
forms-no-number-named = “{ $typed }” is not a whole number from { $lowest } to { $highest }. Correct the number at “{ $label }”.
forms-only-with = You wrote in “{ $label }”, but did not choose or fill in “{ $choice }”. Do that too, or empty the field.
forms-back = Back without saving
forms-written-by-you = Written by yourself elsewhere since you opened the page
forms-written-since = { $count ->
    [one] Written by someone else since you opened the page
   *[other] { $count } entries written since you opened the page
}
forms-yours = Yours
forms-yours-below = What you wrote is below. Adjust it if the new entries call for it, and save again.
forms-again-title = The same ({ $kind }) was saved { $when }. Write another?
forms-again-lead = What you sent is word for word what you saved about the child yourself within the last hour. Nothing is written yet.
forms-again-see = See what is saved
forms-again-no = No, it is the same
forms-again-yes = Yes, write another
forms-done-once = It was there already and was not written again.
