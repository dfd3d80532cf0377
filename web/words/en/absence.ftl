# School absence: the pupils' absence, seen in weeks, and the roadmap for it.
absence-title = Absence
absence-lead = The pupils of { $unit }. Beginning absence is seen in weeks, and the roadmap says what we do. It stays here at the school.
absence-read = Read absence in
absence-none-read = No absence has been read in yet
absence-none-read-how = Take it from the school's register of pupils. Then this page shows whom we miss, and what we do.
absence-known-until = Absence is known until { $day }.
absence-stale = Read in anew
absence-to-do = What we are to do
absence-to-do-none = The roadmap asks for nothing at the moment.
absence-begins = Away some of the last four weeks
absence-begins-none = Nobody else was away ten percent or more.
absence-more = And { $count } more.
absence-registers = When absence was read in
absence-register = { $from }–{ $until }: { $rows } rows, something new about { $news } pupils
absence-register-unknown = ({ $count } rows were about pupils who do not go here)
absence-usual-days = The municipality's strategy does not say when the school has holidays this school year. The days of school are as most schools have them.
absence-find = Find a pupil
absence-share = { $days } of { $of } days of school ({ $percent } %)
absence-lately = { $share } in the last four weeks
absence-unlawful = unlawful this quarter { $share }
absence-threshold = { $percent } % absence { $over }
absence-threshold-unlawful = { $percent } % unlawful absence { $over }
absence-reached = { $threshold } was reached { $day }: { $share }
absence-others = { $count ->
    [one] one step more
   *[other] { $count } steps more
}
absence-acted = we acted { $day }
absence-today = { $count ->
    [one] One pupil's absence asks us to do something.
   *[other] { $count } pupils' absence asks us to do something.
}
absence-all = All absence
absence-of = { $name } and absence
absence-four-weeks = The last four weeks
absence-quarter = Unlawful this quarter
absence-year = This school year until now
absence-roadmap = The roadmap
absence-nothing-asked = The roadmap asks for nothing at the moment. Doing something before is always allowed.
absence-law = The law
absence-days = Day by day
absence-no-school = grey: no school
absence-beside = { $count ->
    [one] One day of absence lies where the school is closed, and does not count.
   *[other] { $count } days of absence lie where the school is closed, and do not count.
}
absence-past = What was done
absence-lapsed = Nobody wrote anything. The pupil was back, or the quarter over, { $day }.
absence-worried = I am worried
absence-done-step = It is saved.
absence-step-words-hint = The pupil's own words, what you agreed on, when you meet again. If it is not to be done here, write why.
absence-read-lead = Choose the file from the school's register of pupils, or copy the rows in. Reading the same again changes nothing.
absence-from = From
absence-until = Until
absence-until-hint = On days the file does not name the pupil was at school. What the file says of the period takes the place of what stood before.
absence-until-before = Until is before from.
absence-until-ahead = Absence is read in until today, not further.
absence-until-long = The period is longer than a school year: read it in parts.
absence-file = Choose a file
absence-rows = The rows
absence-rows-hint = The first line names the columns: cpr;dato;fravær and, if you like, andel (percent of the day). Absence is sygdom, lovligt, ekstraordinær frihed or ulovligt. Semicolon, comma or tab.
absence-line = Line { $line }:
absence-file-faults = { $count ->
    [one] One line cannot be read. Correct it and read in again; nothing is saved yet.
   *[other] { $count } lines cannot be read. Correct them and read in again; nothing is saved yet.
}
absence-unknown = { $count ->
    [one] One row is about a pupil who does not go here that day.
   *[other] { $count } rows are about pupils who do not go here that day.
}
absence-unknown-lines = Line { $lines }. See whether CPR number and day are right.
absence-unknown-rest = Read the rest, and leave those rows
absence-not-all = { $count ->
    [one] One pupil was not saved because somebody wrote meanwhile. Read in again; the rest is saved.
   *[other] { $count } pupils were not saved because somebody wrote meanwhile. Read in again; the rest is saved.
}
absence-done-read = Absence was read in.
absence-entry = { $days } days of absence { $from }–{ $until }
absence-notify-quarter = Unlawful absence this quarter: { $share }.
absence-notify-year = All absence this school year until { $day }: { $share }.
absence-notify-done = The school has done:
absence-prefilled = The absence and what the school has done stand here. Write what the pupil says, and what you think is needed.
absence-notified-words = The notification was sent.
