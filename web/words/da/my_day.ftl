# Min dag: det, jeg skylder, det nye, møder, tilbudt ansvar, kladder.
my-day-entry-plan-not-needed = Plan ikke nødvendig
my-day-title = Min dag
my-day-hello = Hej { $name }
my-day-shared-late = { $count ->
    [one] Én ting, der er fælles for jer, er forfalden; du har ikke selv noget forfaldent.
   *[other] { $count } ting, der er fælles for jer, er forfaldne; du har ikke selv noget forfaldent.
}
my-day-nothing-owed = Der er intet, du skylder nogen lige nu.
my-day-none-late = Intet er forfaldent.
my-day-some-late = { $late ->
    [one] Én ting er forfalden.
   *[other] { $late } ting er forfaldne; den ældste står øverst.
}
my-day-some-older = { $count ->
    [one] Én af dem har været forfalden i mere end { $days } dage.
   *[other] { $count } af dem har været forfaldne i mere end { $days } dage.
}
my-day-shared-too = { $count ->
    [one] Desuden er én ting forfalden, som er fælles for jer.
   *[other] Desuden er { $count } ting forfaldne, som er fælles for jer.
}
my-day-read-addresses = Jeg har læst, hvilke adresser der er vist
my-day-read-openings = Jeg har læst, hvem der åbnede
my-day-told-more = Der er mere: det nyere kommer her, når du har læst dette.
my-day-done-told = Det er noteret, at du har læst det.
my-day-duties = Det, jeg skylder nu og fremover
my-day-duties-none = Ingen frister
my-day-duties-how = Her står det, du skylder børnene, med dato og grund, så snart det følger af en sag.
my-day-shared = Modtagelsens fælles
my-day-shared-leaders = Ledelsens fælles
my-day-offers = Ansvar, du er tilbudt
my-day-offer-from = tilbudt af { $name } { $day }
my-day-meetings = Møder i dag
my-day-meetings-none = Ingen møder i dag.
my-day-news = Nyt på mine børn
my-day-news-none = Intet nyt siden { $since }.
my-day-read = Jeg har læst det
my-day-done-read = Nyt begynder herfra.
my-day-drafts = Kladder
my-day-drafts-none = Ingen kladder.
my-day-draft = Fortsæt kladden
my-day-draft-about = { $name }: { $form }
my-day-notify = Skriv en underretning
my-day-my-children = Se mine børn
my-day-notified = Underretninger, du har sendt
my-day-notified-received = modtaget { $when }
my-day-notified-receipt = Kvittering sendt { $day }.
my-day-notified-no-receipt = Kvitteringen er ikke sendt endnu.
my-day-notified-feedback = Orientering sendt { $day }.

# Hvad en post hedder.
my-day-entry-registered = Barnet oprettet
my-day-entry-born = Barnet er født
my-day-entry-enrolled = Indmeldt
my-day-entry-left-unit = Udmeldt
my-day-entry-relation = Familie og netværk
my-day-entry-relation-ended = Ude af familie og netværk
my-day-entry-custody = Forældremyndighed
my-day-entry-consent = Samtykke
my-day-entry-consent-withdrawn = Samtykke trukket tilbage
my-day-entry-notification = Underretning
my-day-entry-acute = Akutvurdering
my-day-entry-second = Genvurdering med anden fagperson
my-day-entry-reread = Bekymringer genlæst
my-day-entry-receipt = Kvittering
my-day-entry-feedback = Orientering til underretter
my-day-entry-screened = Screening
my-day-entry-assigned = Ansvar givet
my-day-entry-offered = Ansvar tilbudt
my-day-entry-accepted = Ansvar overtaget
my-day-entry-declined = Ansvar ikke overtaget
my-day-entry-offer-withdrawn = Tilbud om ansvar trukket tilbage
my-day-entry-assessment-opened = Undersøgelse begyndt
my-day-entry-assessment-section = Undersøgelse, afsnit
my-day-entry-preliminary = Foreløbig vurdering
my-day-entry-assessment-concluded = Undersøgelse afsluttet
my-day-entry-child-heard = Barnet hørt
my-day-entry-decided = Afgørelse om indsats
my-day-entry-started = Indsats begyndt
my-day-entry-ended = Indsats sluttet
my-day-entry-aim = Mål for vejen ned
my-day-entry-plan = Barnets plan
my-day-entry-goal = Mål
my-day-entry-goal-scored = Mål scoret
my-day-entry-followed-up = Opfølgning
my-day-entry-visit = Tilsynsbesøg
my-day-entry-return-home = Vurdering af hjemgivelse
my-day-entry-prolonged = Anbringelse forlænget
my-day-entry-wellbeing = Trivselslineal
my-day-entry-round = Trivselsvurdering
my-day-entry-focus-point = Fokuspunkt
my-day-entry-focus-looked = Set på igen
my-day-entry-talk = Individuel samtale
my-day-entry-absence = Skolefravær
my-day-entry-absence-step = Handling ved skolefravær
my-day-entry-worry = Bekymring
my-day-entry-worry-step = Handling ved bekymring
my-day-entry-worry-settled = Bekymring afsluttet
my-day-entry-note = Notat
my-day-entry-meeting = Møde aftalt
my-day-entry-meeting-closed = Udfald af et møde
my-day-entry-view = Familiens eget syn
my-day-entry-corrected = Rettelse
my-day-entry-closed = Sag lukket
my-day-entry-other = Post
my-day-late = Forfaldent
my-day-late-count = Forfaldent: { $count }
my-day-late-older = { $count ->
    [one] Én til har været forfalden i mere end { $days } dage
   *[other] { $count } andre har været forfaldne i mere end { $days } dage
}
my-day-late-all = Se hele listen
my-day-clocks = Underretninger, der venter på døgnvurdering: { $count }
my-day-said-above = { $count ->
    [one] Én døgnvurdering står ovenfor med sit ur.
   *[other] { $count } døgnvurderinger står ovenfor med deres ur.
}
my-day-clock-with = hos { $name }
my-day-clocks-all = Se dem alle i Modtagelsen
my-day-entry-co-worker = Medbehandler
my-day-entry-co-worker-ended = Medbehandler ude af sagen
my-day-entry-restricted = Sagen er begrænset
my-day-entry-restriction-lifted = Begrænsningen er ophævet
my-day-entry-glass = Nødadgang
my-day-entry-copy = Kopi af sagen givet
my-day-entry-glass-reviewed = Nødadgang set efter
my-day-entry-address = Adresse
my-day-entry-address-shown = Beskyttet adresse vist
my-day-entry-glass-closed = Nødadgang lukket
