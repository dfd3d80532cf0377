# Pictures drawn on the server.
picture-as-table = Show as a table
picture-day = Day
picture-what = What
picture-step = Step
picture-step-mark = Step { $step } of { $of }

# The child's path.
picture-path-desc = The path from { $from } to { $until }. Follow-ups held: { $held }. Follow-ups we owe: { $owed }.
picture-path-several = { $count } times from { $from } to { $until }, last: { $label }
picture-path-held = follow-up held
picture-path-owed = follow-up we owe
picture-path-notification = notification
picture-path-event = other event
picture-path-promised = agreed, not done yet
picture-path-is-owed = Owed: { $label }
picture-path-is-promised = Agreed: { $label }

# The staircase.
picture-stair-desc = { $children } children on { $steps } steps. In the period { $down } went down and { $up } went up.
picture-stair-before = was { $count }
picture-stair-key = “Was” means at the beginning of the period.
picture-stair-widened = The narrowest steps are drawn wider than their number, to make room for the name.
picture-children = { $count } children
picture-went-down = went down
picture-went-up = went up
picture-new = new
picture-left = out
picture-now = Now
picture-before = Was
picture-from = From
picture-to = To
picture-moved = Children
picture-moves = Who moved: { $period }
picture-moved-from-to = From step { $from } to step { $to }: { $count }
picture-off-the-staircase = Off the staircase

# A goal.
picture-goal-desc = Began at { $start } on { $from }. Stood at { $now } on { $on }. The aim is { $target } by { $by }.
