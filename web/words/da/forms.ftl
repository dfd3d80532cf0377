# Fejl i felter: hvad der mangler, og hvad man gør.
forms-missing = Skriv { $label }.
forms-choose = Vælg { $label }.
forms-missing-clause = Skriv, { $label }.
forms-missing-named = Udfyld “{ $label }”.
forms-choose-clause = Vælg, { $label }.
forms-choose-named = Vælg et svar ved “{ $label }”.
forms-no-date = “{ $typed }” er ikke en dato. Skriv { $label } som 12-05-2026.
forms-no-time = “{ $typed }” er ikke et klokkeslæt. Skriv { $label } som 9.30.
forms-no-number = “{ $typed }” er ikke et helt tal mellem { $lowest } og { $highest }. Ret { $label }.
forms-no-date-named = “{ $typed }” er ikke en dato. Skriv “{ $label }” som 12-05-2026.
forms-no-time-named = “{ $typed }” er ikke et klokkeslæt. Skriv “{ $label }” som 9.30.
forms-no-number-named = “{ $typed }” er ikke et helt tal mellem { $lowest } og { $highest }. Ret tallet ved “{ $label }”.
forms-only-with = Du har skrevet i “{ $label }”, men ikke valgt eller udfyldt “{ $choice }”. Gør også det, eller tøm feltet.
forms-back = Tilbage uden at gemme
forms-written-by-you = Skrevet af dig selv et andet sted, siden du åbnede siden
forms-written-since = { $count ->
    [one] Skrevet af en anden, siden du åbnede siden
   *[other] { $count } poster skrevet, siden du åbnede siden
}
forms-yours = Dit
forms-yours-below = Det, du har skrevet, står nedenfor. Ret det til, hvis det nye gør det nødvendigt, og gem igen.
forms-again-title = Det samme ({ $kind }) er gemt { $when }. Vil du skrive et til?
forms-again-lead = Det, du sendte, er ordret det samme, som du selv har gemt om barnet inden for den seneste time. Intet er skrevet endnu.
forms-again-see = Se det, der er gemt
forms-again-no = Nej, det er det samme
forms-again-yes = Ja, skriv et til
forms-done-once = Det stod der allerede og er ikke skrevet igen.
