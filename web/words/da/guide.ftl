# Handleguiden.
guide-title = Sådan gør vi
guide-lead = Bliver du bekymret for et barn, er det her det mindste, du gør. Du må altid gøre mere, og du må altid underrette.
guide-now = Fare nu?
guide-acute = Ring 112. Er det ikke lige nu, men kan det ikke vente til i morgen, så ring til Modtagelsen eller den sociale døgnvagt.
guide-harm-tag = Ikke forældrene først
guide-harm = Tal ikke med forældrene, og udspørg ikke barnet. Modtagelsen og politiet afgør, hvem der taler med hvem.
guide-same-day = samme dag
guide-within = inden { $within }
guide-only = Kun: { $what }
guide-tools = Hjælp til det:
guide-why = Hvorfor?
