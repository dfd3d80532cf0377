# My day: what I owe, what is new, meetings, offered responsibility, drafts.
my-day-entry-plan-not-needed = Plan not needed
my-day-title = My day
my-day-hello = Hello { $name }
my-day-shared-late = { $count ->
    [one] One thing that you share is overdue; nothing of your own is.
   *[other] { $count } things that you share are overdue; nothing of your own is.
}
my-day-nothing-owed = You owe nobody anything right now.
my-day-none-late = Nothing is late.
my-day-some-late = { $late ->
    [one] One thing is late.
   *[other] { $late } things are late; the oldest is at the top.
}
my-day-some-older = { $count ->
    [one] One of them has been late for more than { $days } days.
   *[other] { $count } of them have been late for more than { $days } days.
}
my-day-shared-too = { $count ->
    [one] One thing you share is late besides.
   *[other] { $count } things you share are late besides.
}
my-day-read-addresses = I have read which addresses were shown
my-day-read-openings = I have read who opened
my-day-told-more = There is more: what is newer comes here when you have read this.
my-day-done-told = It is noted that you have read it.
my-day-duties = What I owe, now and ahead
my-day-duties-none = No due dates
my-day-duties-how = What you owe the children will stand here, with date and reason, as soon as it follows from a case.
my-day-shared = Shared by the intake
my-day-shared-leaders = Shared by the leaders
my-day-offers = Responsibility offered to you
my-day-offer-from = offered by { $name } { $day }
my-day-meetings = Meetings today
my-day-meetings-none = No meetings today.
my-day-news = New on my children
my-day-news-none = Nothing new since { $since }.
my-day-read = I have read it
my-day-done-read = What is new begins from here.
my-day-drafts = Drafts
my-day-drafts-none = No drafts.
my-day-draft = Go on with the draft
my-day-draft-about = { $name }: { $form }
my-day-notify = Write a notification
my-day-my-children = See my children
my-day-notified = Notifications you sent
my-day-notified-received = received { $when }
my-day-notified-receipt = Receipt sent { $day }.
my-day-notified-no-receipt = The receipt is not sent yet.
my-day-notified-feedback = Feedback sent { $day }.

# What an entry is called.
my-day-entry-registered = Child registered
my-day-entry-born = Child born
my-day-entry-enrolled = Enrolled
my-day-entry-left-unit = Left
my-day-entry-relation = Family and network
my-day-entry-relation-ended = No longer in family and network
my-day-entry-custody = Custody
my-day-entry-consent = Consent
my-day-entry-consent-withdrawn = Consent withdrawn
my-day-entry-notification = Notification
my-day-entry-acute = Acute assessment
my-day-entry-second = Reassessment with a second professional
my-day-entry-reread = Concerns reread
my-day-entry-receipt = Receipt
my-day-entry-feedback = Feedback to the notifier
my-day-entry-screened = Screening
my-day-entry-assigned = Responsibility assigned
my-day-entry-offered = Responsibility offered
my-day-entry-accepted = Responsibility accepted
my-day-entry-declined = Responsibility declined
my-day-entry-offer-withdrawn = Offer of responsibility withdrawn
my-day-entry-assessment-opened = Assessment opened
my-day-entry-assessment-section = Assessment, section
my-day-entry-preliminary = Preliminary assessment
my-day-entry-assessment-concluded = Assessment concluded
my-day-entry-child-heard = Child heard
my-day-entry-decided = Decision on an intervention
my-day-entry-started = Intervention began
my-day-entry-ended = Intervention ended
my-day-entry-aim = Aim of stepping down
my-day-entry-plan = Plan
my-day-entry-goal = Goal
my-day-entry-goal-scored = Goal scored
my-day-entry-followed-up = Follow-up
my-day-entry-visit = Supervision visit
my-day-entry-return-home = Return-home review
my-day-entry-prolonged = Placement prolonged
my-day-entry-wellbeing = Wellbeing ruler
my-day-entry-round = Wellbeing assessment
my-day-entry-focus-point = Focus point
my-day-entry-focus-looked = Looked at again
my-day-entry-talk = Individual talk
my-day-entry-absence = School absence
my-day-entry-absence-step = Action on school absence
my-day-entry-worry = Worry
my-day-entry-worry-step = Step about a worry
my-day-entry-worry-settled = Worry ended
my-day-entry-note = Note
my-day-entry-meeting = Meeting arranged
my-day-entry-meeting-closed = Outcome of a meeting
my-day-entry-view = The family's own view
my-day-entry-corrected = Correction
my-day-entry-closed = Case closed
my-day-entry-other = Entry
my-day-late = Late
my-day-late-count = Late: { $count }
my-day-late-older = { $count ->
    [one] One more has been late for more than { $days } days
   *[other] { $count } others have been late for more than { $days } days
}
my-day-late-all = See the whole list
my-day-clocks = Notifications that await their 24-hour assessment: { $count }
my-day-said-above = { $count ->
    [one] One acute assessment stands above with its clock.
   *[other] { $count } acute assessments stand above with their clocks.
}
my-day-clock-with = with { $name }
my-day-clocks-all = See them all at the intake
my-day-entry-co-worker = Co-worker
my-day-entry-co-worker-ended = Co-worker off the case
my-day-entry-restricted = The record is restricted
my-day-entry-restriction-lifted = The restriction is lifted
my-day-entry-glass = Emergency access
my-day-entry-copy = Copy of the record given
my-day-entry-glass-reviewed = Emergency access reviewed
my-day-entry-address = Address
my-day-entry-address-shown = Protected address shown
my-day-entry-glass-closed = Emergency access closed
