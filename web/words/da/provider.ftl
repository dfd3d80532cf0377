# Login hos kommunens identitetsudbyder.
provider-title = Log ind
provider-lead = Du logger ind hos { $provider }, som du gør i kommunens andre systemer.
provider-do = Log ind hos { $provider }
provider-again = Prøv igen med et nyt login
provider-go-on = Gå videre
provider-operator-do = Ring til dem, der driver Trin, og læs teksten ovenfor op: de retter, hvad { $provider } fortæller, eller hvad Trin gør med det.
provider-down = Login svarer ikke
provider-down-what = { $provider } svarer ikke lige nu, og uden den kan ingen komme ind.
provider-down-do = Vent et par minutter, og prøv igen. Varer det ved, så ring til dem, der driver login hos jer. Haster det for et barn, så ring til vagten.
provider-untrusted = Svaret fra login kunne ikke bruges
provider-untrusted-what = { $provider } svarede, men svaret var ikke til at stole på. Ingen er logget ind.
provider-untrusted-do = Prøv igen. Sker det igen, så ring til dem, der driver Trin, og sig, hvad klokken er: grunden står i loggen.
provider-not-begun = Begynd forfra
provider-not-begun-what = Det login er ikke begyndt i denne browser, eller det er for længe siden, eller det er brugt. Ingen er logget ind.
provider-not-begun-do = Det sker, når man bruger browserens tilbageknap eller et gammelt link. Begynd et nyt login.
provider-not-again = Der blev ikke spurgt, hvem du er
provider-not-again-what = Du skulle vise på ny, hvem du er, men { $provider } spurgte dig ikke. Ingen er logget ind.
provider-there = Du er ikke logget ind
provider-there-what = { $provider } lukkede dig ikke ind, eller du fortrød.
provider-there-do = Prøv igen. Kan du logge ind i andre systemer, så spørg dem, der driver login hos jer, om du har adgang til Trin.
provider-refused = Du kan ikke komme ind i Trin
provider-assurance-what = Du er logget ind på sikringsniveauet “{ $had }”. Trin kræver et af disse: { $accepted }.
provider-assurance-none-what = { $provider } siger ikke, hvor sikkert den ved, at det er dig. Trin kræver et af disse sikringsniveauer: { $accepted }.
provider-assurance-do = Log ind på en måde, der giver det niveau, fx med MitID Erhverv eller kommunens to-faktor-login.
provider-role-what = Du har ingen rolle i Trin hos { $provider }. Havde du en før, er den taget fra dig, og dine øvrige login er afsluttet.
provider-role-do = Skal du bruge Trin, så bed din leder om at bestille en rolle til dig.
provider-name-what = { $provider } fortæller ikke, hvem du er, eller hvad du hedder.
provider-place-what = { $provider } siger, at du arbejder et sted, som Trin ikke har et navn for.
provider-which-what = { $provider } siger ikke, hvor du arbejder, og der er flere steder for rollen { $role }.
provider-kind-what = { $provider } siger, at du arbejder i { $place }. Dér arbejder ingen med rollen { $role }.
provider-left-what = Dit login i Trin er lukket, selv om { $provider } kender dig.
provider-left-do = Er du kommet tilbage, så bed din leder om at få det åbnet.
provider-taken-what = { $provider } siger, at du er en, som en anden allerede er i Trin.
provider-changed = Din rolle er en anden nu
provider-changed-what = { $count ->
    [one] Du er nu { $role }, men et barn har dig stadig som ansvarlig.
   *[other] Du er nu { $role }, men { $count } børn har dig stadig som ansvarlig.
}
provider-changed-do = Intet barn står uden en ansvarlig: du er det, til en teamleder giver ansvaret til en anden. Ring til din teamleder i dag, for du kan ikke længere se børnenes journaler.
provider-leaving = Du er logget ud af Trin
provider-leaving-what = Nu logges du også ud hos { $provider }.
provider-leaving-do = Log ud hos { $provider }
