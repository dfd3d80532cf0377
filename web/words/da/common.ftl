# Rammen om alle sider.
frame-skip = Gå til indholdet
frame-side = Det, der følger af sagen
frame-search-label = Søg efter et barn
frame-search = Søg
frame-rooms = Rum
frame-this-language = Dansk
frame-log-out = Log ud
frame-choose-person = Skift person
frame-why = Derfor kan du se siden: { $why }
frame-keys = Genveje på tastaturet
frame-keys-off = Slå genvejene fra
frame-keys-on = Slå genvejene til
frame-key-search = Søg efter et barn

room-my-day = Min dag
room-intake = Modtagelsen
room-children = Børn
room-rounds = Trivselsrunder
room-worries = Bekymringer
room-team = Team
room-staircase = Trappen
room-strategy = Strategi

# Barnets hoved på hver side om barnet.
head-caution = Vigtigt at vide
head-responsible = Ansvarlig
head-next = Det næste, vi skylder

# Tid.
time-today = i dag
time-tomorrow = i morgen
time-yesterday = i går
time-today-at = i dag kl. { $time }
time-tomorrow-at = i morgen kl. { $time }
time-yesterday-at = i går kl. { $time }
time-day-at = { $day } kl. { $time }
time-in-days = om { $count } { $count ->
    [one] dag
   *[other] dage
}
time-in-months = om { $count } måneder
time-in-length = om { $length }
time-days-ago = for { $count } { $count ->
    [one] dag
   *[other] dage
} siden
time-months-ago = for { $count } måneder siden
time-length-ago = for { $length } siden
time-years = { $years } år
time-months = { $months } { $months ->
    [one] måned
   *[other] måneder
}
time-days-late = { $days } { $days ->
    [one] dag
   *[other] dage
} forfalden
time-days = { $days } { $days ->
    [one] dag
   *[other] dage
}
time-hours-minutes = { $hours } t { $minutes } min
time-minutes = { $minutes } min
time-left = { $length } tilbage
time-late-by = forfalden { $length }
age-expected = ventes født { $day }
age-weeks = { $weeks } { $weeks ->
    [one] uge
   *[other] uger
}
age-months = { $months } { $months ->
    [one] måned
   *[other] måneder
}
age-years = { $years } år
list-and = og

# Det, vi skylder.
duty-by = senest { $day }
duty-late = forfalden { $days } { $days ->
    [one] dag
   *[other] dage
}
duty-why = hvorfor?
duty-source = Kilde

# Felter.
field-choose = Vælg
field-optional = (kan udelades)
field-scale-point = { $point } af { $highest }
field-errors = { $count ->
    [one] Der er én ting at rette, før vi kan gå videre
   *[other] Der er { $count } ting at rette, før vi kan gå videre
}
field-errors-kept = Alt, hvad du har skrevet, står her endnu.
draft-saved = Kladde gemt kl.
draft-not-saved = Kladden er ikke gemt endnu. Vi prøver igen.
filter-show = Vis
filter-clear = Ryd filtre

# Lister.
pager = Sider
pager-previous = Forrige
pager-more-after = Udskriften slutter her, men listen går videre: skriv også de næste sider ud.
pager-more-before = Udskriften begynder midt i listen: skriv også de forrige sider ud.
pager-more-both = Udskriften er et stykke af listen: skriv også de forrige og de næste sider ud.
pager-next = Næste
frame-see-it = Se det
