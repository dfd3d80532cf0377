# The action guide.
guide-title = What we do
guide-lead = If you become worried about a child, this is the least you do. You may always do more, and you may always notify.
guide-now = Danger now?
guide-acute = Call 112. If it is not this minute but cannot wait until tomorrow, call the intake or the social duty officer.
guide-harm-tag = Not the parents first
guide-harm = Do not talk with the parents, and do not question the child. The intake and the police decide who talks with whom.
guide-same-day = the same day
guide-within = within { $within }
guide-only = Only: { $what }
guide-tools = Help with it:
guide-why = Why?
