# Indgangen: hvem er du? Og det lokale login.
entrance-title = Hvem vil du være?
entrance-lead = Du står i { $municipality }, en opdigtet kommune med flere års praksis. Vælg en person, og se dagen med deres øjne.
entrance-invented = Alle børn, familier og medarbejdere er opdigtede. CPR-numrene er erstatningsnumre. Skriv løs: intet kan gå i stykker.
entrance-role-pedagogue = Ser børnene på sin egen stue og skriver, når noget bekymrer.
entrance-role-teacher = Ser eleverne på sin egen skole, og hvad der blev af en bekymring.
entrance-role-health-visitor = Kender de mindste og deres hjem.
entrance-role-intake = Tager imod alle underretninger og vurderer dem inden for et døgn.
entrance-role-caseworker = Har ansvaret for børnene: undersøger, planlægger, følger op.
entrance-role-team-leader = Fordeler ansvaret og ser, hvad der er ved at blive for sent.
entrance-role-provider = Giver hjælpen og ser dens formål, mål og opfølgninger.
entrance-role-head-of-department = Ser, hvad det hele bliver til: trappen, tallene, strategien.
entrance-login-title = Log ind
entrance-login-user = Brugernavn
entrance-login-password = Adgangskode
entrance-login-do = Log ind
entrance-login-failed = Brugernavn og adgangskode passer ikke sammen. Prøv igen, eller bed din leder om en ny adgangskode.
