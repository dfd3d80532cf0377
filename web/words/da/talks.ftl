# Samtaler: hvert barn taler jævnligt med en voksen, det er trygt ved.
talks-title = Samtaler
talks-lead = Hvert barn på { $unit } taler jævnligt alene med en voksen, det er trygt ved. Også dem, ingen er bekymret for.
talks-lacking = { $lacking } af { $all } børn har ikke haft en samtale siden { $since }.
talks-none-lacking = Alle { $all } børn har haft en samtale siden { $since }.
talks-without = Ingen samtale siden { $since }
talks-with = Talt med
talks-last = sidst { $day }
talks-never = ikke endnu
talks-today = Talt med i dag
talks-before = { $count ->
    [one] Én tidligere samtale her
   *[other] { $count } tidligere samtaler her
}
talks-write-title = Samtale med { $name }
talks-write-lead = Du behøver ikke skrive noget. Skriv kun det, barnet gerne vil have, I husker.
talks-words = Hvad barnet sagde
talks-words-label = Hvad sagde eller viste barnet?
talks-words-hint = Med barnets egne ord. Gjorde det dig bekymret, så skriv det som en bekymring.
talks-on = Dag
talks-save = Gem samtalen
talks-done-held = Samtalen er gemt.
talks-do = Talt med barnet
