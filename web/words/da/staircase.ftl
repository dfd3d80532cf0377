# Trappen.
staircase-title = Trappen
staircase-lead = Hvor børnene står, og hvor de er på vej hen. Tallene på trin og pile fører til børnene bag dem.
staircase-from = Fra
staircase-until = Til
staircase-down = Børn, der er gået ned eller helt ud af hjælpen
staircase-up = Børn, der er gået op eller er nye i hjælpen
staircase-no-help = Åben sag uden indsats
staircase-how = Et barn står på det højeste trin, det har en indsats på. Uden indsats står det i hverdagen.
staircase-more-down = { $down } børn er gået ned eller ud, { $up } op eller ind
staircase-more-up = { $up } børn er gået op eller ind, { $down } ned eller ud
staircase-as-many = Lige mange børn er gået ned eller ud og op eller ind: { $down } og { $up }
staircase-period = { $from } til { $until }
staircase-on-step = Børn på trin { $step }, { $name }, { $day }
staircase-on-none = Børn med åben sag og ingen indsats { $day }
staircase-everyday = hverdagen
staircase-moved = Fra { $from } til { $to }, { $since } til { $until }
staircase-back = Trappen
staircase-nobody = Ingen børn her
staircase-nobody-how = Vælg en anden dag eller et andet trin på trappen.
staircase-not-listed = { $count ->
    [one] 1 barn mere er talt med. Det står ikke på listen, fordi du ikke har en relation til det.
   *[other] { $count } børn mere er talt med. De står ikke på listen, fordi du ikke har en relation til dem.
}
