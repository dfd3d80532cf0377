# School absence: the pupils' absence, seen in weeks, and the roadmap for it.
absence-title = Absence
absence-lead = The pupils of { $unit }. Beginning absence is seen in weeks, and the roadmap says what we do. It stays here at the school.
absence-read = Read the register
absence-none-read = The register has not been read yet
absence-none-read-how = Take it from the school's register of pupils. Then this page shows whom we miss, and what we do.
absence-known-until = Absence is known up to and including { $day }.
absence-stale = Read anew
absence-to-do = What we are to do
absence-to-do-none = The roadmap asks for nothing at the moment.
absence-begins = Away some of the last four weeks
absence-begins-none = Nobody else was away ten percent or more.
absence-more = And { $count } more.
absence-registers = When the register was read
absence-register = { $from }–{ $until }: { $rows ->
    [one] one row
   *[other] { $rows } rows
}, something new about { $news ->
    [one] one pupil
   *[other] { $news } pupils
}
absence-register-unknown = { $count ->
    [one] (one row was about a pupil who does not go here)
   *[other] ({ $count } rows were about pupils who do not go here)
}
absence-usual-days = The municipality's strategy does not say when the school has holidays this school year. The days of school are as most schools have them.
absence-find = Find a pupil
absence-share = { $days } of { $of } days of school ({ $percent } %)
absence-lately = { $share } in the last four weeks
absence-unlawful = unlawful this quarter { $share }
absence-reached = { $threshold } was reached { $day }: { $share }
absence-reached-any = { $threshold } { $day }
absence-others = { $count ->
    [one] one step more
   *[other] { $count } steps more
}
absence-acted = we acted { $day }
absence-today = { $count ->
    [one] The absence roadmap asks us to act for one pupil.
   *[other] The absence roadmap asks us to act for { $count } pupils.
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
absence-lapsed-all = Nothing noted ({ $count })
absence-lapsed = Nothing noted. Absence was below the threshold again { $day }.
absence-lapsed-quarter = Nothing noted. The quarter was over { $day }.
absence-worried = I am worried
absence-done-step = It is saved.
absence-step-words-hint = The pupil's own words, what you agreed on, when you meet again. If it is not to be done here, write why.
absence-read-lead = Choose the file from the school's register of pupils, or copy the rows in. Reading the same again changes nothing.
absence-from = From
absence-until = Up to and including
absence-until-hint = On days the file does not name the pupil was at school. What the file says of the period takes the place of what stood before.
absence-until-before = The last day is before the first.
absence-until-ahead = Absence is read up to and including today, not further.
absence-until-long = The period is longer than a school year: read it in parts.
absence-file = Choose a file
absence-rows = The rows
absence-rows-hint = The first line names the columns: cpr;dato;fravær and, if you like, andel (percent of the day). Absence is sygdom, lovligt, ekstraordinær frihed or ulovligt. Semicolon, comma or tab.
absence-line = Line { $line }:
absence-file-empty = Choose a file, or paste the rows here.
absence-file-many = At least { $count } lines cannot be read. Here are the first; nothing is saved yet.
absence-file-pupils = The file has more than { $count } pupils: read it in parts.
absence-file-too-large = The file is too large: divide it into shorter periods.
absence-file-faults = { $count ->
    [one] One line cannot be read. Correct it and read it again; nothing is saved yet.
   *[other] { $count } lines cannot be read. Correct them and read it again; nothing is saved yet.
}
absence-unknown = { $count ->
    [one] One row is about a pupil who does not go here that day.
   *[other] { $count } rows are about pupils who do not go here that day.
}
absence-unknown-lines = Line { $lines }. See whether CPR number and day are right.
absence-unknown-rest = Read the rest, and leave those rows
absence-gone = { $count ->
    [one] One pupil with absence in the period is not in the file.
   *[other] { $count } pupils with absence in the period are not in the file.
}
absence-gone-why = If it is the whole school's file, they were there after all. If it is one class only, read the whole school's file instead.
absence-gone-rest = It is the whole school's file: count them as present
absence-refused = { $count ->
    [one] One pupil could not be saved: the days do not fit with when the pupil goes here. The others are saved.
   *[other] { $count } pupils could not be saved: the days do not fit with when they go here. The others are saved.
}
absence-not-all = { $count ->
    [one] One pupil was not saved because somebody wrote meanwhile. Read it again; the rest is saved.
   *[other] { $count } pupils were not saved because somebody wrote meanwhile. Read it again; the rest is saved.
}
absence-done-read = The register was read.
absence-entry = { $days ->
    [one] One day of absence
   *[other] { $days } days of absence
} { $from }–{ $until }
absence-notify-reached = { $percent } % unlawful absence was reached on { $day }.
absence-notify-quarter-of = quarter { $quarter } of { $year }
absence-notify-quarter = Unlawful absence in { $quarter }: { $share }.
absence-notify-year = All absence this school year until { $day }: { $share }.
absence-notify-done = The school has done:
absence-prefilled = The absence and what the school has done stand here. Write what the pupil says, and what you think is needed.
absence-notified-words = The notification was sent.
