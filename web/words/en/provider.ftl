# Login at the municipality's identity provider.
provider-title = Log in
provider-lead = You log in at { $provider }, as you do in the municipality's other systems.
provider-do = Log in at { $provider }
provider-again = Try again with a new login
provider-go-on = Go on
provider-operator-do = Call those who operate Trin and read them the text above: they correct what { $provider } tells, or what Trin makes of it.
provider-down = The login does not answer
provider-down-what = { $provider } does not answer right now, and without it nobody can come in.
provider-down-do = Wait a few minutes and try again. If it lasts, call those who operate the login where you work. If it is urgent for a child, call the duty team.
provider-untrusted = The login's answer could not be used
provider-untrusted-what = { $provider } answered, but the answer was not to be trusted. Nobody is logged in.
provider-untrusted-do = Try again. If it happens again, call those who operate Trin and say what time it is: the reason is in the log.
provider-not-begun = Begin again
provider-not-begun-what = That login did not begin in this browser, or too long ago, or it has been used. Nobody is logged in.
provider-not-begun-do = It happens when one uses the browser's back button or an old link. Begin a new login.
provider-not-again = Nobody asked who you are
provider-not-again-what = You were to show anew who you are, but { $provider } did not ask you. Nobody is logged in.
provider-there = You are not logged in
provider-there-what = { $provider } did not let you in, or you thought better of it.
provider-there-do = Try again. If you can log in to other systems, ask those who operate the login whether you have access to Trin.
provider-refused = You cannot come in to Trin
provider-assurance-what = You are logged in at the assurance level “{ $had }”. Trin asks for one of these: { $accepted }.
provider-assurance-none-what = { $provider } does not say how surely it knows that it is you. Trin asks for one of these assurance levels: { $accepted }.
provider-assurance-do = Log in in a way that gives that level, such as MitID Erhverv or the municipality's two-factor login.
provider-role-what = You have no role in Trin at { $provider }. If you had one before, it has been taken from you, and your other logins are ended.
provider-role-do = If you need Trin, ask your leader to order a role for you.
provider-name-what = { $provider } does not tell who you are, or what you are called.
provider-place-what = { $provider } says that you work at a place Trin has no name for.
provider-which-what = { $provider } does not say where you work, and there are several places for the role { $role }.
provider-kind-what = { $provider } says that you work at { $place }. Nobody in the role { $role } works there.
provider-left-what = Your login in Trin is closed, though { $provider } knows you.
provider-left-do = If you have come back, ask your leader to have it opened.
provider-taken-what = { $provider } says that you are somebody whom another already is in Trin.
provider-changed = Your role is another now
provider-changed-what = { $count ->
    [one] You are now { $role }, but one child still has you as responsible.
   *[other] You are now { $role }, but { $count } children still have you as responsible.
}
provider-changed-do = No child is without somebody responsible: you are, until a team leader gives the responsibility to another. Call your team leader today, for you can no longer see the children's records.
provider-leaving = You are logged out of Trin
provider-leaving-what = Now you are logged out at { $provider } too.
provider-leaving-do = Log out at { $provider }
