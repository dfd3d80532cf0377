# Worries at the unit and the action guide.
worries-title = Worries
worries-lead = What we see and do ourselves at { $unit }. It opens no case and stays here, until we notify or the parents say otherwise.
worries-begin = I am worried about a child
worries-choose = Who is it?
worries-choose-lead = Write what you have seen while you remember it. Then the guide says what you do at least, and by when.
worries-none = No worries are open here
worries-none-how = If you come to wonder about a child, begin here. A small worry is good enough.
worries-open = Open
worries-settled = Ended in the last three months
worries-all = All worries
worries-today = { $open ->
    [one] One worry is open.
   *[other] { $open } worries are open.
}
worries-today-late = { $open ->
    [one] One worry is open,
   *[other] { $open } worries are open,
} and { $late ->
    [one] in one something was not done in time.
   *[other] in { $late } something was not done in time.
}
worries-raised-by = Seen { $day }, written by { $name }
worries-next-focus = Look at what you agreed
worries-next-look = See whether it has helped
worries-open-here = Open worry with you
worries-about = Worry about { $name }
worries-seen = What was seen
worries-steps-done = { $done } of { $all } are done. It is the least; do more by all means.
worries-beyond = More that you did
worries-write-beyond = Write something else you did
worries-agreed = What you agreed
worries-agreed-none = Nothing yet. Agree on one thing the child can feel.
worries-agreed-on = agreed { $day }
worries-was-to-be-looked-at = was to be looked at { $day }
worries-agree = Agree on what you do
worries-agree-lead = A small goal, an action, somebody who does it, and a day to look at it again.
worries-agree-save = Save what is agreed
worries-look = Look at it again
worries-look-save = Save
worries-settle = End the worry
worries-step-today = Done today
worries-step-write = Write what came of it
worries-step-done = Done
worries-step-left-out = Left out
worries-step-left-out-choice = It is not to be done here
worries-step-not-taken = Was not done
worries-held-back = A worry about violence, abuse or honour-related conflict goes first. Wait with the parents until it has ended.
worries-step-after-all = Do it after all
worries-step-mistake = It did not happen after all
worries-step-taken-back = It did not happen after all:
worries-step-how = How did it go?
worries-step-words = What came of it
worries-step-words-label = What came of it?
worries-step-words-hint = If it is not to be done here, write why.
worries-step-save = Save
worries-beyond-title = Something else you did
worries-beyond-lead = The guide is the least. What else you do belongs here too.
worries-beyond-what = What you did
worries-beyond-what-label = What did you do?
worries-beyond-what-hint = Briefly: “Called the grandmother”, “A new seat in class”.
worries-on = Day
worries-what = What it is about
worries-what-label = What is it about?
worries-what-missing = Tick at least one thing that the worry is about.
worries-what-harm = Suspicion is enough. At violence, abuse and honour-related conflict you do not talk with the parents first.
worries-signs = What you have seen and heard
worries-signs-label = What have you seen and heard?
worries-signs-hint = What happened, when, and who was there? Write what you saw and heard, not what you believe.
worries-raise-title = I am worried about { $name }
worries-raise-lead = It opens no case. Your colleagues here see it; the municipality's caseworkers do not.
worries-raise-save = Save, and see what we do
worries-reached = Whether it became better
worries-reached-label = Has it become better for the child?
worries-look-words = What you see now
worries-look-words-label = What do you see now?
worries-next-on = Next time
worries-next-on-label = When do you look at it again?
worries-next-on-hint = Leave it empty when you are done with it.
worries-outcome = How it ended
worries-outcome-label = How did it end?
worries-settle-title = End the worry about { $name }
worries-settle-lead = If you become worried again, you write a new one.
worries-settle-harm = Here violence, abuse or honour-related conflict was suspected. If the intake has not been notified, do that first: the duty is your own.
worries-settle-words = Why you think so
worries-settle-words-label = Why do you think so?
worries-settle-words-hint = What do you see in the child now? If others have taken over, write who, and that they have said yes.
worries-settle-save = End it
worries-done-raised = The worry is saved. Below stands what you do at least.
worries-done-step = It is saved.
worries-done-begun = You have begun some words here. Save them, or delete them first.
worries-done-agreed = What you agreed is saved.
worries-done-looked = It is saved.
worries-done-settled = The worry has ended.
worries-do = I am worried
worries-from-round = Begin in What we do
worries-prefilled = What you wrote about the worry stands here already. Put it so that the intake understands it without knowing the child.
worries-notify-child-words = The child itself:
worries-notified = Notification
worries-notified-words = The notification was sent to the intake.
worries-steps-were-done = { $done } of { $all } were done.
worries-step-more = Write more, or say that it did not happen
worries-settle-notify-first = Violence, abuse or honour-related conflict is suspected here. Notify first, or write at “Notify the intake at once” why it is not to be done.
worries-settle-not-notified = No notification was sent from here. Write it first, or choose another end.
