# Samples of the log.
samples-title = Samples of the log
samples-lead = These are the looks you are to review. Was there a reason to see the child's case? If in doubt, ask the person who looked.
samples-waiting = For you
samples-none = You have no looks to review.
samples-none-how = Every Monday looks of the week before are drawn by lot. Those you are to review will stand here and on My day.
samples-reported = Reported to you
samples-rounds = All samples, counted
samples-rounds-caption = Samples week by week, the newest first
samples-caption = Looks to be reviewed
samples-who = Who looked
samples-when = When
samples-purpose = Purpose
samples-child = Which child
samples-basis = Access
samples-why = Why this one
samples-due = No later than
samples-row = Row in the log
samples-answered = Answered
samples-child-unknown = A child you have nothing to do with
samples-children = { $count ->
    [0] No children
    [one] A child in a list
   *[other] { $count } children in a list
}
samples-basis-refused = Asked for the case without a relation and was not shown it
samples-basis-relation = Had a relation to the child
samples-basis-list = A list or a search
samples-why-lot = Drawn by lot
samples-why-emergency = Emergency access
samples-why-no-relation = No relation to the child
samples-why-protected-address = A protected address was shown
samples-why-surname = The same surname as the child
samples-why-night = Between 22 and 6
samples-why-many-children = More than 40 children in a day
samples-round = Week
samples-from-until = { $from } to { $until }
samples-looks = Looks
samples-drawn = Drawn by lot
samples-special = Special
samples-ok = In order
samples-asked = Asked about
samples-undone = Not reviewed
samples-standing-waiting = Not reviewed
samples-standing-asked = The person who looked is asked
samples-standing-reported = Reported
samples-seed = Seed
samples-seed-told = { $seed } (rows { $after } to { $upto })
samples-seed-promised = Promised in row { $row }: { $promise }
samples-how = How it works
samples-how-drawn = One look in a hundred is drawn by lot, leaders' as everybody else's.
samples-how-special = Special looks are all reviewed: emergency access, looks without a relation, protected addresses, the same surname, between 22 and 6, and more than 40 children in a day. The first of the week stands for the rest.
samples-how-who = Nobody reviews their own looks. The leader reviews the team's, and the head of department reviews leaders'.
samples-how-seed = Nobody can steer the draw. Its seed is promised in the log before the week begins and shown when it is drawn. Anybody can work it out again.
samples-how-unknown = Trin cannot know whether the person who looked is the child's neighbour, friend or kin by another name, nor who was on duty.
samples-one-title = A look by { $name }
samples-note = Note
samples-note-hint = Say what you ask about or report. The person you ask reads it. It may be left empty when the look is in order.
samples-save = Save
samples-said = What was said
samples-back = Back to the samples
samples-too-long = Write at most 4,000 characters.
samples-marked-already = It was reviewed meanwhile. Your text is not saved.
samples-done-marked = Your answer is saved.
samples-done-answered = Your answer is sent.
samples-mine-title = Samples of how Trin is used
samples-mine-tab = Samples
samples-mine-lead = Every week leaders review some looks, each other's too. Here everybody can see how many, and answer when asked.
samples-asked-you = You are asked about a look
samples-answer = Your answer
samples-answer-hint = Say why you saw the case. The person who asked reads it.
samples-send = Send the answer
samples-my-day = Samples of the log
samples-my-day-asked = { $count ->
    [one] You are asked about a look
   *[other] You are asked about { $count } looks
}
samples-my-day-review = { $count ->
    [one] A look to review
   *[other] { $count } looks to review
}
samples-my-day-late = Overdue: { $count }
samples-my-day-glass = { $count ->
    [one] You are asked about an emergency access
   *[other] You are asked about { $count } emergency accesses
}
samples-my-day-answers = { $count ->
    [one] A question you asked about an emergency access is answered
   *[other] { $count } questions you asked about emergency accesses are answered
}
samples-glass-asked-you = You are asked about an emergency access
samples-glass-opened = You opened a record { $when } and wrote: “{ $said }”
samples-glass-asks = { $name } asks: “{ $question }”
samples-glass-answer-hint = Write what happened. Whoever asked reads it. It does not stand in the child's record.
samples-glass-asked = Emergency accesses you asked about
samples-glass-by = { $name } opened a record { $when } and wrote: “{ $said }”
samples-glass-you-asked = You asked: “{ $question }”
samples-glass-answered = { $name } answers { $when }: “{ $answer }”
samples-glass-not-yet = Not answered yet.
samples-glass-read = I have read the answer
samples-done-glass-read = It is noted that you have read the answer.
