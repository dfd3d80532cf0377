# The entrance: who are you? And the local login.
entrance-title = Who do you want to be?
entrance-lead = You stand in { $municipality }, an invented municipality with years of practice. Choose a person, and see the day with their eyes.
entrance-invented = All children, families and staff are invented. The CPR numbers are replacement numbers. Write away: nothing can break.
entrance-role-pedagogue = Sees the children of their own room, and writes when something is worrying.
entrance-role-teacher = Sees the pupils of their own school, and what came of a concern.
entrance-role-health-visitor = Knows the youngest and their homes.
entrance-role-intake = Receives every notification and assesses it within a day.
entrance-role-caseworker = Is responsible for the children: assesses, plans, follows up.
entrance-role-team-leader = Shares out responsibility and sees what is about to be late.
entrance-role-provider = Gives the help and sees its purpose, goals and follow-ups.
entrance-role-head-of-department = Sees what it all adds up to: the staircase, the figures, the strategy.
entrance-login-title = Log in
entrance-login-user = User name
entrance-login-password = Password
entrance-login-do = Log in
entrance-login-failed = User name and password do not fit together. Try again, or ask your leader for a new password.
