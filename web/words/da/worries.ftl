# Bekymringer på stedet og handleguiden.
worries-title = Bekymringer
worries-lead = Det, vi selv ser og gør på { $unit }. Det åbner ingen sag og bliver her, til vi underretter eller forældrene siger andet.
worries-begin = Jeg er bekymret for et barn
worries-choose = Hvem er det?
worries-choose-lead = Skriv det, du har set, mens du husker det. Så siger guiden, hvad I mindst gør, og hvornår.
worries-none = Her er ingen åbne bekymringer
worries-none-how = Bliver du i tvivl om et barn, så begynd her. En lille bekymring er god nok.
worries-open = Åbne
worries-settled = Afsluttet de seneste tre måneder
worries-all = Alle bekymringer
worries-today = { $open ->
    [one] Én bekymring er åben.
   *[other] { $open } bekymringer er åbne.
}
worries-today-late = { $open ->
    [one] Én bekymring er åben,
   *[other] { $open } bekymringer er åbne,
} og { $late ->
    [one] i én er noget ikke gjort til tiden.
   *[other] i { $late } er noget ikke gjort til tiden.
}
worries-raised-by = Sket { $day }, skrevet af { $name }
worries-next-focus = Se på det, I aftalte
worries-next-look = Se på, om det har hjulpet
worries-open-here = Åben bekymring hos jer
worries-about = Bekymring for { $name }
worries-seen = Det, der er set
worries-steps-done = { $done } af { $all } er gjort. Det er det mindste; gør endelig mere.
worries-beyond = Mere, I har gjort
worries-write-beyond = Skriv noget andet, I har gjort
worries-agreed = Det, I har aftalt
worries-agreed-none = Endnu ikke noget. Aftal én ting, som barnet kan mærke.
worries-agreed-on = aftalt { $day }
worries-was-to-be-looked-at = skulle ses på { $day }
worries-agree = Aftal, hvad I gør
worries-agree-lead = Et lille mål, en handling, en, der gør det, og en dag, I ser på det igen.
worries-agree-save = Gem aftalen
worries-look = Se på det igen
worries-look-save = Gem
worries-settle = Afslut bekymringen
worries-step-today = Gjort i dag
worries-step-write = Skriv, hvad der kom ud af det
worries-step-done = Gjort
worries-step-left-out = Udgik
worries-step-left-out-choice = Det skal ikke gøres her
worries-step-not-taken = Blev ikke gjort
worries-held-back = En bekymring om vold, overgreb eller æresrelateret konflikt går foran. Vent med forældrene, til den er afsluttet.
worries-step-after-all = Gør det alligevel
worries-step-mistake = Det skete ikke alligevel
worries-step-taken-back = Det skete ikke alligevel:
worries-step-how = Hvordan gik det?
worries-step-words = Hvad der kom ud af det
worries-step-words-label = Hvad kom der ud af det?
worries-step-words-hint = Skal det ikke gøres her, så skriv hvorfor.
worries-step-save = Gem
worries-beyond-title = Noget andet, I har gjort
worries-beyond-lead = Guiden er det mindste. Det, I ellers gør, hører også med.
worries-beyond-what = Hvad I gjorde
worries-beyond-what-label = Hvad gjorde I?
worries-beyond-what-hint = Kort: “Ringede til mormor”, “Ny plads i klassen”.
worries-on = Dag
worries-what = Hvad det handler om
worries-what-label = Hvad handler det om?
worries-what-missing = Sæt mindst ét kryds ved det, bekymringen handler om.
worries-what-harm = Mistanke er nok. Ved vold, overgreb og æresrelateret konflikt taler du ikke med forældrene først.
worries-signs = Hvad du har set og hørt
worries-signs-label = Hvad har du set og hørt?
worries-signs-hint = Hvad skete der, hvornår, og hvem var der? Skriv det, du så og hørte, ikke det, du tror.
worries-raise-title = Jeg er bekymret for { $name }
worries-raise-lead = Det åbner ingen sag. Dine kolleger her ser det; kommunens rådgivere gør ikke.
worries-raise-save = Gem, og se, hvad vi gør
worries-reached = Om det er blevet bedre
worries-reached-label = Er det blevet bedre for barnet?
worries-look-words = Hvad I ser nu
worries-look-words-label = Hvad ser I nu?
worries-next-on = Næste gang
worries-next-on-label = Hvornår ser I på det igen?
worries-next-on-hint = Lad det stå tomt, hvis I er færdige med det.
worries-outcome = Hvordan det endte
worries-outcome-label = Hvordan endte det?
worries-settle-title = Afslut bekymringen for { $name }
worries-settle-lead = Bliver du bekymret igen, skriver du en ny.
worries-settle-harm = Her var mistanke om vold, overgreb eller æresrelateret konflikt. Er Modtagelsen ikke underrettet, så gør det først: pligten er din egen.
worries-settle-words = Hvorfor I mener det
worries-settle-words-label = Hvorfor mener I det?
worries-settle-words-hint = Hvad ser I hos barnet nu? Er andre taget over, så skriv hvem, og at de har sagt ja.
worries-settle-save = Afslut
worries-done-raised = Bekymringen er gemt. Herunder står, hvad I mindst gør.
worries-done-step = Det er gemt.
worries-done-begun = Du har begyndt på nogle ord her. Gem dem, eller slet dem først.
worries-done-agreed = Aftalen er gemt.
worries-done-looked = Det er gemt.
worries-done-settled = Bekymringen er afsluttet.
worries-do = Jeg er bekymret
worries-from-round = Begynd i Sådan gør vi
worries-prefilled = Det, I skrev om bekymringen, står her allerede. Ret til, så Modtagelsen kan forstå det uden at kende barnet.
worries-notify-child-words = Barnet selv:
worries-notified = Underretning
worries-notified-words = Underretningen er sendt til Modtagelsen.
worries-steps-were-done = { $done } af { $all } blev gjort.
worries-step-more = Skriv mere, eller sig, at det ikke skete
worries-settle-notify-first = Her er mistanke om vold, overgreb eller æresrelateret konflikt. Underret først, eller skriv ved “Underret Modtagelsen med det samme”, hvorfor det ikke skal ske.
worries-settle-not-notified = Der er ikke sendt nogen underretning herfra. Skriv den først, eller vælg en anden slutning.
