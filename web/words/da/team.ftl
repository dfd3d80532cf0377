# Team.
team-title = Team
team-elsewhere = { $children ->
    [one] Ét barn
   *[other] { $children } børn
 } er hos en, der ikke er rådgiver.
team-caseload = Børn pr. rådgiver
team-late = Forfaldent
team-unassigned = Børn uden ansvarlig
team-offers = Ansvar, der venter på svar
team-sentence = { $people ->
    [one] Én rådgiver
   *[other] { $people } rådgivere
 } har ansvaret for { $children } børn: { $each } hver i gennemsnit.
team-sentence-target = { $people ->
    [one] Én rådgiver
   *[other] { $people } rådgivere
 } har ansvaret for { $children } børn: { $each } hver i gennemsnit. Strategiens mål er højst { $target }.
team-person = Rådgiver
team-children = Børn
team-against = Mod målet
team-placed = Anbragt
team-measures = Indsatser
team-late-short = Forfaldent
team-caseload-caption = Børn, indsatser og forfaldent hos hver
team-duty = Det, vi skylder
team-count = Antal
team-late-caption = Forfaldent efter slags
team-late-none = Intet er forfaldent
team-late-none-how = Her står det, vi skulle have gjort, når en dato er passeret.
team-unassigned-none = Ingen. Hvert åbent barn har én ansvarlig.
team-offers-none = Ingen tilbud venter.
team-offer = { $from } spurgte { $to } { $day }
team-back = Team
team-children-of = { GENITIVE($name) } børn
team-timely = Gjort i tide de seneste 12 måneder
team-in-time = I tide
team-interval = Ligger mellem (95 %)
team-of = Ud af
team-too-few = for få til en andel
team-timely-caption = Andel af det, der skulle være gjort de seneste 12 måneder, som blev gjort i tide
team-use = Brugen af Trin
team-caseload-whose = Tallene er de åbne sager, du selv må se. En begrænset sag tæller kun med hos dem, der må se den, så en anden leder kan have andre tal.
