# Skolefravær: elevernes fravær, set i uger, og køreplanen for det.
absence-title = Fravær
absence-lead = Eleverne på { $unit }. Begyndende fravær ses i uger, og køreplanen siger, hvad vi gør. Det bliver her på skolen.
absence-read = Hent fravær
absence-none-read = Der er ikke hentet noget fravær endnu
absence-none-read-how = Hent det fra skolens elevregister. Så viser siden, hvem vi savner, og hvad vi gør.
absence-known-until = Fraværet er kendt til og med { $day }.
absence-stale = Hent nyt
absence-to-do = Det, vi skal gøre
absence-to-do-none = Køreplanen beder ikke om noget lige nu.
absence-begins = Væk en del de seneste fire uger
absence-begins-none = Ingen andre har været væk ti procent eller mere.
absence-more = Og { $count } til.
absence-registers = Hvornår fraværet er hentet
absence-register = { $from }–{ $until }: { $rows ->
    [one] én række
   *[other] { $rows } rækker
}, nyt om { $news ->
    [one] én elev
   *[other] { $news } elever
}
absence-register-unknown = { $count ->
    [one] (én række var om en elev, der ikke går her)
   *[other] ({ $count } rækker var om elever, der ikke går her)
}
absence-usual-days = Kommunens strategi siger ikke, hvornår skolen har ferie i dette skoleår. Skoledagene er regnet, som de fleste skoler har dem.
absence-find = Find en elev
absence-share = { $days } af { $of } skoledage ({ $percent } %)
absence-lately = { $share } de seneste fire uger
absence-unlawful = ulovligt i kvartalet { $share }
absence-reached = { $threshold } blev nået { $day }: { $share }
absence-reached-any = { $threshold } { $day }
absence-others = { $count ->
    [one] ét skridt mere
   *[other] { $count } skridt mere
}
absence-acted = vi handlede { $day }
absence-today = { $count ->
    [one] Køreplanen for fravær beder os handle for én elev.
   *[other] Køreplanen for fravær beder os handle for { $count } elever.
}
absence-all = Alt fravær
absence-of = { $name } og fraværet
absence-four-weeks = De seneste fire uger
absence-quarter = Ulovligt i kvartalet
absence-year = I skoleåret indtil nu
absence-roadmap = Køreplanen
absence-nothing-asked = Køreplanen beder ikke om noget lige nu. Det er altid tilladt at gøre noget før.
absence-law = Loven
absence-days = Dag for dag
absence-no-school = grå: ingen skole
absence-beside = { $count ->
    [one] Én dag med fravær ligger, hvor skolen er lukket, og tæller ikke med.
   *[other] { $count } dage med fravær ligger, hvor skolen er lukket, og tæller ikke med.
}
absence-past = Det, der er gjort
absence-lapsed-all = Ikke noteret ({ $count })
absence-lapsed = Ikke noteret. Fraværet var under grænsen igen { $day }.
absence-lapsed-quarter = Ikke noteret. Kvartalet var forbi { $day }.
absence-worried = Jeg er bekymret
absence-done-step = Det er gemt.
absence-step-words-hint = Elevens egne ord, hvad I aftalte, hvornår I ses igen. Skal det ikke gøres her, så skriv hvorfor.
absence-read-lead = Vælg filen fra skolens elevregister, eller kopiér rækkerne ind. Henter du det samme igen, sker der ikke noget.
absence-from = Fra og med
absence-until = Til og med
absence-until-hint = Dage, filen ikke nævner, var eleven i skole. Det, filen siger om perioden, træder i stedet for det, der stod før.
absence-until-before = Til og med ligger før fra og med.
absence-until-ahead = Fraværet hentes til og med i dag, ikke længere.
absence-until-long = Perioden er længere end et skoleår: hent det i dele.
absence-file = Vælg en fil
absence-rows = Rækkerne
absence-rows-hint = Første linje er overskrifter: cpr;dato;fravær og gerne andel (procent af dagen). Fravær er sygdom, lovligt, ekstraordinær frihed eller ulovligt. Semikolon, komma eller tabulator.
absence-line = Linje { $line }:
absence-file-empty = Vælg en fil, eller sæt rækkerne ind her.
absence-file-many = Mindst { $count } linjer kan ikke læses. Her er de første; intet er gemt endnu.
absence-file-pupils = Filen har flere end { $count } elever: hent den i dele.
absence-file-too-large = Filen er for stor: del den i kortere perioder.
absence-file-faults = { $count ->
    [one] Én linje kan ikke læses. Ret den, og hent igen; intet er gemt endnu.
   *[other] { $count } linjer kan ikke læses. Ret dem, og hent igen; intet er gemt endnu.
}
absence-unknown = { $count ->
    [one] Én række er om en elev, der ikke går her den dag.
   *[other] { $count } rækker er om elever, der ikke går her den dag.
}
absence-unknown-lines = Linje { $lines }. Se, om CPR-nummer og dato er rigtige.
absence-unknown-rest = Hent resten, og lad de rækker ligge
absence-gone = { $count ->
    [one] Én elev, der stod med fravær i perioden, er ikke i filen.
   *[other] { $count } elever, der stod med fravær i perioden, er ikke i filen.
}
absence-gone-why = Er det en hel fil fra hele skolen, var de der alligevel. Er det kun en klasse, så hent hele skolens fil i stedet.
absence-gone-rest = Det er hele skolens fil: regn dem som til stede
absence-refused = { $count ->
    [one] Én elev kunne ikke gemmes: dagene passer ikke med, hvornår eleven går her. De andre er gemt.
   *[other] { $count } elever kunne ikke gemmes: dagene passer ikke med, hvornår de går her. De andre er gemt.
}
absence-not-all = { $count ->
    [one] Én elev blev ikke gemt, fordi nogen skrev imens. Hent igen; resten er gemt.
   *[other] { $count } elever blev ikke gemt, fordi nogen skrev imens. Hent igen; resten er gemt.
}
absence-done-read = Fraværet er hentet.
absence-entry = { $days ->
    [one] Én dag med fravær
   *[other] { $days } dage med fravær
} { $from }–{ $until }
absence-notify-reached = { $percent } % ulovligt fravær blev nået { $day }.
absence-notify-quarter-of = { $quarter }. kvartal { $year }
absence-notify-quarter = Ulovligt fravær i { $quarter }: { $share }.
absence-notify-year = Alt fravær i skoleåret indtil { $day }: { $share }.
absence-notify-done = Skolen har gjort:
absence-prefilled = Fraværet og det, skolen har gjort, står her. Skriv, hvad eleven selv siger, og hvad I tror, der skal til.
absence-notified-words = Underretningen er sendt.
