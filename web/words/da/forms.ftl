# Fejl i felter: hvad der mangler, og hvad man gør.
form-missing = Skriv { $label }.
form-choose = Vælg { $label }.
form-no-date = “{ $typed }” er ikke en dato. Skriv { $label } som 12-05-2026.
form-no-time = “{ $typed }” er ikke et klokkeslæt. Skriv { $label } som 9.30.
form-no-number = “{ $typed }” er ikke et helt tal mellem { $lowest } og { $highest }. Ret { $label }.
form-kept = Intet er gemt endnu, og intet af det, du har skrevet, er tabt.

# Afvisninger: hvorfor det ikke kan gøres, og hvad man gør i stedet.
refusal-stale = Andre har skrevet på barnet, siden du åbnede siden. Læs det nye, og gem igen.
refusal-empty = Der er ikke noget at gemme. Udfyld mindst ét felt.
refusal-not-registered = Barnet er ikke oprettet. Opret barnet først.
refusal-already-registered = Barnet er allerede oprettet. Søg det frem, og skriv på dets egen side.
refusal-already-born = Barnets fødsel er allerede skrevet. Ret posten, hvis dagen er forkert.
refusal-no-such-entry = Post { $no } findes ikke som { $kind }. Gå tilbage til barnets side, og vælg igen.
refusal-already-done = Det er allerede gjort i post { $no }. Ret den post, hvis den er forkert.
refusal-missing = Feltet “{ $field }” er tomt. Udfyld det.
refusal-in-the-future = “{ $field }” ligger for langt fremme. Skriv en dag, der er kommet, eller en aftalt dag inden for to år.
refusal-too-early = “{ $field }” kan tidligst være { $day }. Skriv en senere dag.
refusal-outside-scale = “{ $field }” skal være mellem { $lowest } og { $highest }.
refusal-too-long = “{ $field }” er længere end { $most } tegn. Del teksten i flere notater.
refusal-without-responsible = Barnet ville stå uden en ansvarlig. Vælg, hvem der er ansvarlig, før du gemmer.
refusal-not-yours = Tilbuddet er givet til en anden. Kun den, der er spurgt, kan svare.
refusal-offer-pending = Et tilbud venter allerede på svar i post { $no }. Vent på svaret, eller tal med den, der er spurgt.
refusal-already-responsible = Vedkommende er allerede ansvarlig. Vælg en anden.
refusal-not-started = Indsatsen er ikke begyndt. Skriv først, hvornår den begyndte.
refusal-ended = Indsatsen sluttede { $day }. Vælg en indsats, der er i gang.
refusal-unfinished = Sagen kan ikke lukkes, før post { $no } er gjort færdig. Ingen børn må stå og vente.
refusal-other-kind = Posten kan ikke rettes sådan. Skriv i stedet en ny post, der fortæller, hvad der gælder.
refusal-not-open = Der er ingen åben sag. Registrér en underretning, eller giv barnet en ansvarlig først.
refusal-anonymous = Underretteren er anonym og kan ikke få en kvittering.
refusal-took-part = Den, du har valgt, har selv deltaget i sagen. Vælg en fagperson, der ikke har.
