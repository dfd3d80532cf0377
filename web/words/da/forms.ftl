# Fejl i felter: hvad der mangler, og hvad man gør.
forms-missing = Skriv { $label }.
forms-choose = Vælg { $label }.
forms-no-date = “{ $typed }” er ikke en dato. Skriv { $label } som 12-05-2026.
forms-no-time = “{ $typed }” er ikke et klokkeslæt. Skriv { $label } som 9.30.
forms-no-number = “{ $typed }” er ikke et helt tal mellem { $lowest } og { $highest }. Ret { $label }.
forms-kept = Intet er gemt endnu, og intet af det, du har skrevet, er tabt.
