# Strategy.
strategy-title = Strategy
strategy-source = Read from: { $source }
strategy-compare = Compare two strategies
strategy-ladder = The ladder of interventions
strategy-interventions = Interventions
strategy-methods = Methods
strategy-actors = Actors
strategy-matter = Matter
strategy-says = What the strategy says
strategy-where = Where
strategy-silent = Says nothing
strategy-back = Strategy
strategy-one = One
strategy-other = The other
strategy-alike = The two are alike
strategy-alike-how = Choose two different strategies.
