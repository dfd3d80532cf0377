# The frame of every page.
frame-skip = Go to the content
frame-side = What follows from the record
frame-search-label = Search for a child
frame-search = Search
frame-rooms = Rooms
frame-this-language = English
frame-log-out = Log out
frame-choose-person = Change person
frame-why = Why you can see this page: { $why }
frame-keys = Keyboard shortcuts
frame-keys-off = Turn shortcuts off
frame-keys-on = Turn shortcuts on
frame-key-search = Search for a child

room-my-day = My day
room-intake = Intake
room-children = Children
room-rounds = Wellbeing rounds
room-worries = Worries
room-team = Team
room-staircase = The staircase
room-strategy = Strategy

# The child's header on every page about the child.
head-caution = Important to know
head-responsible = Responsible
head-next = What we owe next

# Time.
time-today = today
time-tomorrow = tomorrow
time-yesterday = yesterday
time-today-at = today at { $time }
time-tomorrow-at = tomorrow at { $time }
time-yesterday-at = yesterday at { $time }
time-day-at = { $day } at { $time }
time-in-days = in { $count } { $count ->
    [one] day
   *[other] days
}
time-in-months = in { $count } months
time-in-length = in { $length }
time-days-ago = { $count } { $count ->
    [one] day
   *[other] days
} ago
time-months-ago = { $count } months ago
time-length-ago = { $length } ago
time-years = { $years } { $years ->
    [one] year
   *[other] years
}
time-months = { $months } { $months ->
    [one] month
   *[other] months
}
time-days-late = { $days } { $days ->
    [one] day
   *[other] days
} overdue
time-days = { $days } { $days ->
    [one] day
   *[other] days
}
time-hours-minutes = { $hours } h { $minutes } min
time-minutes = { $minutes } min
time-left = { $length } left
time-late-by = overdue by { $length }
age-expected = expected { $day }
age-weeks = { $weeks } { $weeks ->
    [one] week
   *[other] weeks
}
age-months = { $months } { $months ->
    [one] month
   *[other] months
}
age-years = { $years } { $years ->
    [one] year
   *[other] years
}
list-and = and

# What we owe.
duty-by = by { $day }
duty-late = overdue by { $days } { $days ->
    [one] day
   *[other] days
}
duty-why = why?
duty-source = Source

# Fields.
field-choose = Choose
field-optional = (optional)
field-scale-point = { $point } of { $highest }
field-errors = { $count ->
    [one] There is one thing to put right before we can go on
   *[other] There are { $count } things to put right before we can go on
}
field-errors-kept = Everything you wrote is still here.
draft-saved = Draft saved at
draft-not-saved = The draft is not saved yet. We will try again.
filter-show = Show
filter-clear = Clear filters

# Lists.
pager = Pages
pager-previous = Previous
pager-more-after = The printout ends here but the list goes on: print the next pages too.
pager-more-before = The printout begins in the middle of the list: print the previous pages too.
pager-more-both = The printout is a part of the list: print the previous and the next pages too.
pager-next = Next
frame-see-it = See it
