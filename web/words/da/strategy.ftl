# Strategi.
strategy-title = Strategi
strategy-source = Læst af: { $source }
strategy-compare = Sammenlign to strategier
strategy-ladder = Indsatstrappen
strategy-interventions = Indsatser
strategy-methods = Metoder
strategy-actors = Aktører
strategy-matter = Emne
strategy-says = Det siger strategien
strategy-where = Hvor
strategy-silent = Siger intet
strategy-back = Strategi
strategy-one = Den ene
strategy-other = Den anden
strategy-alike = De to er ens
strategy-alike-how = Vælg to forskellige strategier.
