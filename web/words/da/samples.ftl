# Stikprøver af loggen.
samples-title = Stikprøver af loggen
samples-lead = Her er de opslag, du skal se efter. Var der en grund til at se barnets sag? Er du i tvivl, så spørg den, der så.
samples-waiting = Til dig
samples-none = Du har ingen opslag at se efter.
samples-none-how = Hver mandag trækkes der lod om den forrige uges opslag. De, du skal se efter, kommer til at stå her og på Min dag.
samples-reported = Indberettet til dig
samples-rounds = Alle stikprøver, talt op
samples-rounds-caption = Stikprøver uge for uge, den nyeste først
samples-caption = Opslag, der skal ses efter
samples-who = Hvem så
samples-when = Hvornår
samples-purpose = Formål
samples-child = Hvilket barn
samples-basis = Adgang
samples-why = Hvorfor netop dette
samples-due = Senest
samples-row = Linje i loggen
samples-answered = Der er svaret
samples-child-unknown = Et barn, du ikke har med at gøre
samples-children = { $count ->
    [0] Ingen børn
    [one] Et barn i en liste
   *[other] { $count } børn i en liste
}
samples-basis-refused = Bad om sagen uden tilknytning og fik den ikke at se
samples-basis-relation = Havde en tilknytning til barnet
samples-basis-list = En liste eller en søgning
samples-why-lot = Trukket ved lod
samples-why-emergency = Nødadgang
samples-why-no-relation = Ingen tilknytning til barnet
samples-why-protected-address = En beskyttet adresse blev vist
samples-why-surname = Samme efternavn som barnet
samples-why-night = Mellem kl. 22 og 6
samples-why-many-children = Flere end 40 børn på en dag
samples-round = Uge
samples-from-until = { $from } til { $until }
samples-looks = Opslag
samples-drawn = Trukket ved lod
samples-special = Særlige
samples-ok = I orden
samples-asked = Spurgt
samples-undone = Ikke set efter
samples-standing-waiting = Ikke set efter
samples-standing-asked = Den, der så, er spurgt
samples-standing-reported = Indberettet
samples-seed = Kim
samples-seed-told = { $seed } (linje { $after } til { $upto })
samples-seed-promised = Lovet i linje { $row }: { $promise }
samples-how = Sådan virker det
samples-how-drawn = Ét af hundrede opslag trækkes ved lod, lederes som alle andres.
samples-how-special = Særlige opslag ses alle efter: nødadgang, opslag uden tilknytning, beskyttede adresser, samme efternavn, mellem kl. 22 og 6, og flere end 40 børn på en dag. Første gang i ugen står for resten.
samples-how-who = Ingen ser egne opslag efter. Lederen ser sit holds opslag efter, og afdelingschefen ser lederes.
samples-how-seed = Lodtrækningen kan ingen styre. Dens kim er lovet i loggen, før ugen begynder, og bliver vist, når der er trukket. Alle kan regne efter.
samples-how-unknown = Trin kan ikke vide, om den, der så, er barnets nabo, ven eller slægtning med et andet navn, og heller ikke, hvem der havde vagt.
samples-one-title = Et opslag af { $name }
samples-note = Bemærkning
samples-note-hint = Skriv, hvad du spørger om eller indberetter. Den, du spørger, læser det. Det må stå tomt, når opslaget er i orden.
samples-save = Gem
samples-said = Hvad der er sagt
samples-back = Tilbage til stikprøverne
samples-too-long = Skriv højst 4.000 tegn.
samples-marked-already = Det er set efter i mellemtiden. Din tekst er ikke gemt.
samples-done-marked = Dit svar er gemt.
samples-done-answered = Dit svar er sendt.
samples-mine-title = Stikprøver af brugen af Trin
samples-mine-tab = Stikprøver
samples-mine-lead = Hver uge ser ledere nogle opslag efter, også hinandens. Her kan alle se, hvor mange det er, og svare, hvis de bliver spurgt.
samples-asked-you = Du er spurgt om et opslag
samples-answer = Dit svar
samples-answer-hint = Skriv, hvorfor du så sagen. Den, der spurgte, læser det.
samples-send = Send svaret
samples-my-day = Stikprøver af loggen
samples-my-day-asked = { $count ->
    [one] Du er spurgt om et opslag
   *[other] Du er spurgt om { $count } opslag
}
samples-my-day-review = { $count ->
    [one] Et opslag skal ses efter
   *[other] { $count } opslag skal ses efter
}
samples-my-day-late = Forfaldne: { $count }
samples-my-day-glass = { $count ->
    [one] Du er spurgt om en nødadgang
   *[other] Du er spurgt om { $count } nødadgange
}
samples-my-day-answers = { $count ->
    [one] Der er svaret på et spørgsmål, du har stillet om en nødadgang
   *[other] Der er svaret på { $count } spørgsmål, du har stillet om nødadgange
}
samples-glass-asked-you = Du er spurgt om en nødadgang
samples-glass-opened = Du åbnede en sag { $when } og skrev: “{ $said }”
samples-glass-asks = { $name } spørger: “{ $question }”
samples-glass-answer-hint = Skriv, hvad der skete. Den, der spurgte, læser det. Det står ikke i barnets sag.
samples-glass-asked = Nødadgange, du har spurgt til
samples-glass-by = { $name } åbnede en sag { $when } og skrev: “{ $said }”
samples-glass-you-asked = Du spurgte: “{ $question }”
samples-glass-answered = { $name } svarer { $when }: “{ $answer }”
samples-glass-not-yet = Der er ikke svaret endnu.
samples-glass-read = Jeg har læst svaret
samples-done-glass-read = Det er noteret, at du har læst svaret.
