# Team.
team-title = Team
team-elsewhere = { $children ->
    [one] One child is
   *[other] { $children } children are
 } with somebody who is no caseworker.
team-caseload = Children per caseworker
team-late = Late
team-unassigned = Children without a responsible professional
team-offers = Responsibilities awaiting an answer
team-sentence = { $people ->
    [one] One caseworker is
   *[other] { $people } caseworkers are
 } responsible for { $children } children: { $each } each on average.
team-sentence-target = { $people ->
    [one] One caseworker is
   *[other] { $people } caseworkers are
 } responsible for { $children } children: { $each } each on average. The strategy's target is at most { $target }.
team-person = Caseworker
team-children = Children
team-against = Against target
team-placed = Placed
team-measures = Measures
team-late-short = Late
team-caseload-caption = Children, measures and what is late with each
team-duty = What we owe
team-count = Count
team-late-caption = Late by kind
team-late-none = Nothing is late
team-late-none-how = What we should have done stands here when a date has passed.
team-unassigned-none = None. Every open child has one responsible professional.
team-offers-none = No offers wait.
team-offer = { $from } asked { $to } { $day }
team-back = Team
team-children-of = { $name }'s children
team-timely = Done in time, the last 12 months
team-in-time = In time
team-interval = Lies between (95 %)
team-of = Out of
team-too-few = too few for a share
team-timely-caption = Share of what was due in the last 12 months that was done in time
team-use = How Trin is used
team-caseload-whose = The numbers are of the open cases you may see yourself. A restricted case counts only for those who may see it, so another leader may have other numbers.
