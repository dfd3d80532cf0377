# The staircase.
staircase-title = The staircase
staircase-lead = Where the children stand, and where they are going. The numbers on steps and arrows lead to the children behind them.
staircase-from = From
staircase-until = Until
staircase-down = Children who went down or left help
staircase-up = Children who went up or are new to help
staircase-no-help = Open case without help
staircase-how = A child stands on the highest step it has help on. Without help it stands in everyday life.
staircase-more-down = { $down } children went down or out, { $up } up or in
staircase-more-up = { $up } children went up or in, { $down } down or out
staircase-as-many = As many children went down or out as up or in: { $down } and { $up }
staircase-period = { $from } to { $until }
staircase-on-step = Children on step { $step }, { $name }, { $day }
staircase-on-none = Children with an open case and no help, { $day }
staircase-everyday = everyday life
staircase-moved = From { $from } to { $to }, { $since } to { $until }
staircase-back = The staircase
staircase-nobody = No children here
staircase-nobody-how = Choose another day or another step of the staircase.
staircase-not-listed = { $count ->
    [one] 1 more child is counted. It is not on the list, because you have no relation to it.
   *[other] { $count } more children are counted. They are not on the list, because you have no relation to them.
}
