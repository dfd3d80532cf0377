# The log: why somebody saw something about a child.
log-purpose-my-day = Overview of the day's tasks
log-purpose-find = Search for a child
log-purpose-casework = Work on the child's case
log-purpose-note = A note in the child's record
log-purpose-meeting = A meeting about the child
log-purpose-notification = A notification about the child
log-purpose-network = The child's network
log-purpose-wellbeing = The child's wellbeing
log-purpose-assessment = Assessment of the child's needs
log-purpose-help = Help for the child and the family
log-purpose-responsibility = Who is responsible for the child
log-purpose-closing = Closing the case
log-purpose-leading = Management's overview of cases and due dates
log-purpose-statistics = Overview of the help given
log-purpose-emergency = Emergency access to the child's case
log-purpose-copy = A copy of the case for the child or the family
log-purpose-access = Who has access to the child's case
