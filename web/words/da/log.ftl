# Loggen: hvorfor nogen så noget om et barn.
log-purpose-my-day = Overblik over dagens opgaver
log-purpose-find = Søgning efter et barn
log-purpose-casework = Arbejdet med barnets sag
log-purpose-note = Notat i barnets journal
log-purpose-meeting = Et møde om barnet
log-purpose-notification = En underretning om barnet
log-purpose-network = Barnets netværk
log-purpose-wellbeing = Barnets trivsel
log-purpose-assessment = Undersøgelse af barnets behov
log-purpose-help = Hjælp til barnet og familien
log-purpose-responsibility = Hvem der har ansvaret for barnet
log-purpose-closing = Afslutning af sagen
log-purpose-leading = Ledelsens overblik over sager og frister
log-purpose-statistics = Overblik over indsatser
log-purpose-emergency = Nødadgang til barnets sag
log-purpose-copy = Kopi af sagen til barnet eller familien
log-purpose-access = Hvem der har adgang til barnets sag
