# Talks: each child regularly talks with an adult it trusts.
talks-title = Talks
talks-lead = Each child at { $unit } regularly talks alone with an adult it trusts. Also those nobody is worried about.
talks-lacking = { $lacking } of { $all } children have had no talk since { $since }.
talks-none-lacking = All { $all } children have had a talk since { $since }.
talks-without = No talk since { $since }
talks-with = Talked with
talks-last = last { $day }
talks-never = not yet
talks-today = Talked with today
talks-before = { $count ->
    [one] One earlier talk here
   *[other] { $count } earlier talks here
}
talks-write-title = Talk with { $name }
talks-write-lead = You need not write anything. Write only what the child would like you to remember.
talks-words = What the child said
talks-words-label = What did the child say or show?
talks-words-hint = In the child's own words. If it worried you, write it as a worry.
talks-on = Day
talks-save = Save the talk
talks-done-held = The talk is saved.
talks-do = Talked with the child
