# SPDX-License-Identifier: EUPL-1.2
# Every text of the portal. Residents read "u" and "wij", short sentences, dates written out, no noun of ours.

# ---- on every page
p-fout = Fout
p-er-mist-iets = Er klopt nog iets niet
p-hoeft-niet = (hoeft niet)
p-bijvoorbeeld = Bijvoorbeeld { $voorbeeld }
p-stap = Stap { $nummer } van 4
p-nu = Nu
p-terug = Terug
p-terug-begin = Terug naar het begin
p-terug-vraag = Terug naar uw vraag
p-terug-stap = Een stap terug
p-terug-uw-vraag = Terug naar uw vraag
p-verder = Ga verder
p-versturen = Versturen
p-opslaan = Opslaan
p-wijzig = Wijzig
p-bezig-versturen = Bezig met versturen
p-kopieer = Kopieer
p-gekopieerd = Gekopieerd
p-print = Bewaar of print
p-vraag = Vraag
p-uw-vraag = Uw vraag
p-nummer = Nummer
p-volgcode = Volgcode
p-uw-nummer = Uw nummer is
p-het-team = Het team { $team }

# ---- burgerservicenummer
p-bsn = Het lijkt of u uw burgerservicenummer typt. Dat hebben wij hier niet nodig. Wilt u het weghalen?
p-bsn-weg = Haal het weg
p-bsn-laten = Laat het staan
p-bsn-weg-verstuur = Haal het weg en verstuur
p-bsn-laten-verstuur = Laat het staan en verstuur

# ---- fields
p-veld-tekst = Wat wilt u vragen of vertellen?
p-veld-tekst-hint = Schrijf het in uw eigen woorden. U hoeft niet te weten bij wie u moet zijn.
p-veld-bestanden = Foto of bestand meesturen
p-veld-bestanden-hint = Een foto, pdf, Word- of Excelbestand. Hoogstens 5 tegelijk, van 10 MB per stuk.
p-bestanden-mee = Deze bestanden gaan mee. Zet een vinkje bij wat u niet wilt meesturen.
p-bestand-weg = Niet meesturen
p-bestand-leeg = Dit bestand is leeg.
p-bestand-grens = U kunt 5 bestanden tegelijk meesturen en 10 in totaal. Een bestand mag 10 MB groot zijn, samen 25 MB.
p-bestand-onbekend = Dit soort bestand kunnen wij niet openen. Stuur een foto, pdf, Word-, Excel- of tekstbestand.
p-bestand-naam = De inhoud past niet bij de naam. Sla het opnieuw op en probeer het nog eens.
p-bestand-onveilig = Dit bestand lijkt niet veilig. Sla het opnieuw op en probeer het nog eens.
p-bestand-macro = In dit bestand zit een macro. Sla het op zonder macro's, of als pdf.
p-bestand-slot = Op dit bestand zit een wachtwoord. Haal het eraf en probeer het nog eens.
p-aantal-bestanden = { $aantal ->
    [one] Er gaat 1 bestand mee.
   *[other] Er gaan { $aantal } bestanden mee.
}
p-veld-email = Uw e-mailadres
p-veld-email-hint = Bijvoorbeeld naam@voorbeeld.nl
p-veld-telefoon = Uw telefoonnummer
p-veld-telefoon-hint = Bijvoorbeeld 06 12 34 56 78
p-veld-belmoment = Wanneer kunnen wij u bellen?
p-veld-adres = Uw adres
p-veld-adres-hint = Uw straat, huisnummer, postcode en plaats.
p-veld-naam = Uw naam
p-veld-postcode = Uw postcode
p-veld-postcode-hint = Dan weten wij in welke wijk het speelt. Bijvoorbeeld 1234 AB.
p-veld-namens = Voor wie vraagt u dit?
p-veld-namens-hint = De naam van degene die u helpt.
p-veld-organisatie = Naam van uw organisatie
p-veld-nummer = Nummer van uw vraag
p-veld-volgcode = Uw volgcode
p-veld-volgcode-hint = Bijvoorbeeld K7M 4PX 92R. De code staat bij uw nummer.
p-voor-ander = Vraagt u dit voor iemand anders of voor een organisatie?
p-bel-maakt-niet-uit = Dat maakt niet uit
p-bel-ochtend = In de ochtend, van { $van } tot 12.00 uur
p-bel-middag = In de middag, van 12.00 tot { $tot } uur

# ---- what is not right yet
p-fout-tekst = Schrijf op wat u wilt vragen. Een paar woorden is genoeg.
p-fout-te-lang = Deze tekst is te lang. Gebruik hoogstens { $aantal } tekens.
p-fout-hoe = Kies hoe u ons antwoord wilt krijgen.
p-fout-email = Vul uw e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.
p-fout-telefoon = Vul uw telefoonnummer in, bijvoorbeeld 06 12 34 56 78.
p-fout-adres = Vul uw straat, huisnummer, postcode en plaats in.
p-fout-postcode = Vul uw postcode in als vier cijfers en twee letters, bijvoorbeeld 1234 AB.
p-fout-naam = Vul uw naam in. Dan weten wij naar wie wij vragen als wij bellen.
p-fout-plek = Schrijf op waar het is, bijvoorbeeld een straat met een huisnummer.
p-fout-aanvulling = Schrijf op wat u wilt toevoegen, of kies een bestand.
p-fout-nummer = Vul het nummer van uw vraag in, bijvoorbeeld { $voorbeeld }.
p-fout-volgcode = Vul uw volgcode in, bijvoorbeeld K7M 4PX 92R.
p-fout-onbekend = Wij vinden geen vraag met dit nummer en deze volgcode. Kijk of ze allebei kloppen.
p-fout-onbekend-code = Kijk ook de volgcode na. Lukt het niet? Bel ons, dan helpen wij u.
p-fout-al-verstuurd = U hebt dit formulier al verstuurd. Wij hebben die vraag. Verstuurt u nu nog een keer? Dan maken wij er een tweede vraag van.
p-fout-te-druk = Dit lukt nu niet. Wat u invulde, staat er nog. Wacht even en druk dan opnieuw op de knop. Of bel ons.

# ---- front page
p-home-titel = Waarmee kunnen we u helpen?
p-home-vraag-het = Vraag het
p-home-hint = Schrijf het in uw eigen woorden. U hoeft niet te weten bij wie u moet zijn: dat zoeken wij uit. U ziet meteen wie uw vraag heeft en wanneer u antwoord krijgt.
p-home-spreken = Liever iemand spreken?
p-home-bel = Bel { $telefoon }
p-home-bel-mij = Alleen uw naam en telefoonnummer zijn nodig.
p-home-taken = Hier vragen mensen vaak naar
p-home-taak = Stel uw vraag. U ziet meteen wanneer u antwoord krijgt.
p-home-melding = Iets melden op straat
p-home-melding-uitleg = Een losse stoeptegel, afval of een kapotte lamp.
p-home-volg = Hoe staat het met uw vraag?
p-home-volg-uitleg = U ziet wie uw vraag heeft, wat er gebeurt en wanneer u antwoord krijgt. Inloggen is niet nodig.
p-home-woord = Wij houden woord
p-home-woord-zin = van de 100 antwoorden kwamen in { $maand } op de dag die wij hadden afgesproken, of eerder.
p-home-woord-uitleg = Wij telden { $aantal } antwoorden. Lukte het niet? Dan hoorde u dat van ons, met een nieuwe datum.

# ---- ask a question
p-stel-titel = Stel uw vraag
p-stel-over = Uw vraag gaat over: { $onderwerp }.
p-stel-bestand = Foto of bestand meesturen
p-hoe-titel = Hoe wilt u ons antwoord krijgen?
p-hoe-e-mail = Per mail
p-hoe-e-mail-uitleg = U krijgt antwoord uiterlijk { $dag }.
p-hoe-telefoon = Bel mij
p-hoe-telefoon-uitleg = Wij bellen u uiterlijk { $dag }.
p-hoe-brief = Per brief
p-hoe-brief-uitleg = Wij sturen de brief uiterlijk { $dag }.
p-hoe-balie = Ik kom langs
p-hoe-balie-uitleg = Bij de balie: { $plek }.
p-hoe-geen = Ik hoef geen antwoord
p-hoe-geen-uitleg = Wij lezen wat u schrijft. U kunt het wel volgen.
p-gegevens-e-mail = Waar kunnen wij u mailen?
p-gegevens-e-mail-uitleg = Naar dit adres sturen wij ons antwoord.
p-gegevens-telefoon = Waar kunnen wij u bellen?
p-gegevens-telefoon-uitleg = Wij bellen naar dit nummer. Ons nummer is soms niet zichtbaar.
p-gegevens-brief = Waar sturen wij de brief heen?
p-gegevens-brief-uitleg = Naar dit adres sturen wij ons antwoord.
p-gegevens-balie = Wilt u ons nog iets laten weten?
p-gegevens-balie-uitleg = U hoeft hier niets in te vullen. Neem uw nummer mee als u langskomt. Dat krijgt u zo.
p-gegevens-geen = Wilt u ons nog iets laten weten?
p-gegevens-geen-uitleg = U hoeft hier niets in te vullen.
p-controle-titel = Klopt dit zo?
p-controle-vraag = Uw vraag
p-controle-bestanden = Wat u meestuurt
p-controle-hoe = Ons antwoord
p-controle-team = Het team { $team } krijgt uw vraag.
p-controle-privacy = Wij gebruiken uw gegevens alleen om u te helpen met deze vraag.

# ---- kinds
p-soort-informatievraag = een vraag
p-soort-terugbelverzoek = bel mij terug
p-soort-melding = iets melden op straat
p-soort-overlast = overlast
p-soort-aanvraag = iets aanvragen
p-soort-klacht = een klacht over ons
p-soort-bezwaar = bezwaar maken
p-soort-ingebrekestelling = ons laten weten dat wij te laat zijn
p-soort-woo-verzoek = documenten opvragen (Woo)
p-soort-privacyverzoek = uw eigen gegevens
p-soort-idee = een idee
p-soort-compliment = een compliment
p-soort-signaal = zorgen om iemand
p-soort-overig = iets anders

# ---- the date, in one sentence
p-zin-antwoord = U krijgt antwoord uiterlijk { $moment }.
p-zin-telefoon = Wij bellen u uiterlijk { $moment }.
p-zin-balie = Wij weten het antwoord uiterlijk { $moment }. U kunt daarna langskomen.
p-zin-geen = Wij lezen uw bericht uiterlijk { $moment }.
p-zin-wettelijk = U hoort van ons uiterlijk { $moment }.
p-wettelijk-uitleg = Die datum staat in de wet. Kan het eerder, dan doen wij dat.

# ---- who has it
p-wie-mens = van het team { $team } heeft uw vraag.
p-wie-mens-klaar = van het team { $team } hielp u.
p-wie-team = heeft uw vraag. Pakt een medewerker uw vraag op? Dan ziet u ook de naam.
p-wie-team-klaar = hielp u.

# ---- stages
p-fase-hebben = Wij hebben uw vraag
p-fase-bezig = Wij zijn ermee bezig
p-fase-wacht-op-u = Wij wachten op u
p-fase-wacht-op-ander = Wij wachten op een ander
p-fase-duurt-langer = Het duurt langer
p-fase-antwoord = U hebt antwoord
p-fase-antwoord-uitleg = Nog een vraag hierover? Reageer hieronder. Dan gaat het naar dezelfde mensen.
p-fase-klaar = Klaar
p-zin-klaar = U hebt antwoord. Uw vraag is klaar.
p-fase-klaar-uitleg = Nog een vraag hierover? Reageer hieronder. Dan gaat het naar dezelfde mensen.
p-fase-doorgestuurd = Doorgestuurd naar een andere organisatie
p-fase-doorgestuurd-uitleg = Zij nemen uw vraag over. Hun gegevens staan hieronder.
p-fase-gestopt = Gestopt op uw verzoek
p-fase-gestopt-uitleg = Toch nog nodig? Open uw vraag weer.
p-wacht-op-u-uitleg = Hieronder staat wat wij van u nodig hebben. Daarna gaan wij verder. Lukt het niet? Bel ons, dan helpen wij u.
p-wacht-op-ander-uitleg = Wij houden de datum in de gaten.
p-langer = Het duurt langer. U krijgt nu antwoord uiterlijk { $moment }.
p-langer-excuus = Wij beloofden u antwoord op { $dag }. Dat lukt niet. Het spijt ons.
p-langer-reden = De reden: { $reden }
p-langer-gevolg = U hoeft zelf niets te doen. Kunt u niet zo lang wachten? Bel { $telefoon }. Dan zoeken wij samen een oplossing.
p-te-laat = Wij zijn te laat.
p-te-laat-uitleg = U had op { $dag } antwoord moeten hebben. Dat is niet gelukt. Het spijt ons.
p-te-laat-nu = De leidinggevende van het team kijkt nu naar uw vraag. U hoort van ons een nieuwe datum.
p-te-laat-gevolg = U hoeft zelf niets te doen. Wilt u niet wachten? Bel { $telefoon }. Dan zoeken wij samen een oplossing.
p-halte-hebben = { $moment }, { $kanaal }
p-halte-bezig = U hoeft niets te doen. Missen wij iets? Dan vragen wij het u.
p-halte-langer = Wij halen { $dag } niet. U hoeft niets te doen.
p-halte-te-laat = Wij haalden { $dag } niet. U hoeft niets te doen.
p-fase-antwoord-straks = U krijgt antwoord
p-halte-antwoord = Uiterlijk { $moment }, { $hoe }
p-halte-antwoord-later = U hoort van ons wanneer, { $hoe }
p-halte-klaar = Wij vragen of uw vraag is opgelost. Is dat niet zo? Dan gaan wij verder.
p-halte-hoe-e-mail = per mail
p-halte-hoe-telefoon = aan de telefoon
p-halte-hoe-brief = per brief
p-halte-hoe-balie = aan de balie
p-halte-hoe-geen = op deze website
p-via-website = via de website
p-via-e-mail = via mail
p-via-telefoon = aan de telefoon
p-via-balie = aan de balie
p-via-brief = met een brief
p-via-huisbezoek = bij u thuis
p-via-chat = via chat
p-via-appbericht = via een appbericht
p-via-api = via een formulier

# ---- confirmation
p-ook-mail = Wij sturen u ook een mail.
p-bewaar-titel = Bewaar deze twee
p-bewaar-uitleg = Met uw nummer en volgcode ziet u hoe het gaat. Geef de volgcode niet aan anderen.
p-verder-titel = Zo gaat het verder
p-dit-stuurde-u = Dit stuurde u ons

# ---- call me back
p-bel-titel = Bel mij terug
p-bel-uitleg = Laat uw naam en nummer achter. Dan bellen wij u.
p-bel-naam-hint = Dan weten wij naar wie wij vragen.
p-bel-knop = Bel mij terug
p-bel-klaar = Wij bellen u
p-bel-klaar-uitleg = Ons nummer is soms niet zichtbaar. Nemen wij u niet op tijd te pakken? Dan proberen wij het nog een keer.

# ---- report something outside
p-melding-titel = Iets melden op straat
p-melding-uitleg = Is er buiten iets kapot, vies of onveilig? Vertel het ons.
p-melding-gevaar = Is het nu gevaarlijk? Bel { $telefoon }. Is iemand in levensgevaar? Bel 112.
p-melding-wat = Wat is er aan de hand?
p-melding-wat-hint = Bijvoorbeeld: er ligt een stoeptegel los.
p-melding-plek = Waar is het?
p-melding-plek-hint = Een straat met een huisnummer, of iets in de buurt. Een postcode helpt ook.
p-melding-email-hint = Wilt u weten wat wij doen? Dan mailen wij u.

# ---- follow your question
p-status-titel = Volg uw vraag
p-status-uitleg = Vul uw nummer en uw volgcode in. Dan ziet u hoe het gaat. Inloggen is niet nodig.
p-status-bekijk = Bekijk mijn vraag
p-status-kwijt = Bent u de code kwijt?
p-status-kwijt-uitleg = De code staat in onze mail of brief aan u. Vindt u hem niet? Bel { $telefoon }. Dan vertellen wij u hoe het gaat.
p-status-vraag-titel = Uw vraag: { $titel }
p-reis-titel = De reis van uw vraag
p-berichten-titel = Berichten
p-bericht-u = U
p-doen-titel = Dit moet u nog doen
p-doen-label = Uw antwoord
p-doen-knop = Verstuur uw antwoord
p-aanvullen-titel = Wilt u nog iets toevoegen?
p-aanvullen-label = Wat wilt u toevoegen?
p-aanvullen-knop = Verstuur
p-reageer-titel = Nog een vraag hierover?
p-heropen-uitleg = Open uw vraag weer. Dan gaan dezelfde mensen ermee verder. U hoeft niets opnieuw te vertellen.
p-heropen-knop = Open mijn vraag weer
p-opgelost-titel = Is uw vraag opgelost?
p-opgelost-uitleg = Kiest u nee? Dan gaat uw vraag terug naar dezelfde mensen. U hoort dan binnen 2 werkdagen van ons.
p-opgelost-ja = Ja
p-opgelost-nee = Nee
p-wijzigen-titel = Iets veranderen
p-antwoord-wijzigen = Op een andere manier antwoord krijgen
p-antwoord-bekend = Vul alleen in wat nodig is voor wat u kiest.
p-hebben-wij-al = Dit hebben wij al. Vul het alleen in als het anders moet.
p-hoe-nu-email = U krijgt antwoord per mail, op { $adres }.
p-hoe-nu-telefoon = Wij bellen u op { $nummer }.
p-hoe-nu-brief = U krijgt antwoord per brief.
p-hoe-nu-balie = U komt langs voor het antwoord.
p-hoe-nu-geen = U wilt geen antwoord van ons. U kunt het hier wel volgen.
p-intrekken-titel = Stoppen met uw vraag
p-intrekken-uitleg = Hebt u geen antwoord meer nodig? Dan stoppen wij ermee. U kunt uw vraag later weer openen.
p-intrekken-knop = Ja, stop met mijn vraag
p-intrekken-niet = Nee, ga door
p-gedaan-aangevuld = Wij hebben uw bericht. Het ligt bij dezelfde mensen.
p-gedaan-opgelost = Fijn. Dank u wel dat u het laat weten.
p-gedaan-heropend = Wij gaan weer voor u aan de slag. U hoeft niets opnieuw te vertellen.
p-gedaan-gestopt = Wij zijn gestopt met uw vraag.
p-gedaan-antwoord = Wij hebben het veranderd.

# ---- contact
p-contact-titel = Contact en openingstijden
p-contact-bellen = Bellen
p-contact-laat-bellen = Wilt u dat wij u bellen? Laat uw nummer achter
p-contact-schrijven = Schrijven
p-contact-schrijven-uitleg = U ziet meteen wie uw vraag heeft en wanneer u antwoord krijgt.
p-contact-mail = Mailen kan ook:
p-contact-brief = Een brief sturen kan ook:
p-contact-wegen = Een officieel bericht sturen? Kijk welke weg erbij hoort
p-contact-langskomen = Langskomen
p-contact-altijd = { $naam }: dag en nacht bereikbaar op hetzelfde nummer.
p-contact-feestdagen = Op feestdagen zijn wij ook dicht.
p-contact-dagen-dicht = Op deze dagen zijn wij dicht
p-contact-dicht = { $dag } ({ $reden })
p-contact-eerder-dicht = { $dag } vanaf { $vanaf } uur

# ---- accessibility
p-toegankelijk-titel = Toegankelijkheid
p-toegankelijk-belofte = Iedereen moet deze website kunnen gebruiken. Ook als u slecht ziet, niet hoort, geen muis gebruikt of moeite hebt met lezen.
p-toegankelijk-status = Status { $status }.
p-toegankelijk-status-a = Deze website voldoet aan alle eisen van WCAG 2.2, niveau A en AA.
p-toegankelijk-status-b = Deze website voldoet bijna helemaal aan de eisen van WCAG 2.2, niveau A en AA.
p-toegankelijk-status-c = Wij zijn begonnen met de eisen van WCAG 2.2, niveau A en AA. Een onderzoek door mensen moet nog komen.
p-toegankelijk-status-d = Deze website voldoet nog niet aan de eisen van WCAG 2.2, niveau A en AA.
p-toegankelijk-status-e = Wij hebben nog niet onderzocht of deze website aan de eisen voldoet.
p-toegankelijk-doen-titel = Wat wij doen
p-toegankelijk-doen = Een computer test elke pagina, bij elke verandering. Hij kijkt naar kleuren, toetsen, kleine schermen en grote letters. Alles werkt ook zonder JavaScript.
p-toegankelijk-weten-titel = Wat wij nog niet weten
p-toegankelijk-weten = Een computer ziet niet alles. Mensen met een schermlezer moeten de pagina's nog testen. Ook bestanden die anderen ons sturen zijn soms niet toegankelijk.
p-toegankelijk-lukt-niet-titel = Lukt iets niet?
p-toegankelijk-lukt-niet = Bel { $telefoon } of stel uw vraag op deze website. Wij helpen u meteen verder. Binnen 2 weken hoort u wat wij eraan doen.
p-toegankelijk-klacht-titel = Niet tevreden over onze reactie?
p-toegankelijk-klacht = Dan kunt u een klacht sturen. Bel { $telefoon } of gebruik het formulier. Helpt dat niet? Ga dan naar de Nationale ombudsman of het College voor de Rechten van de Mens.

# ---- privacy
p-privacy-titel = Privacy
p-privacy-kort = Wij vragen alleen wat wij nodig hebben om u te helpen. Wij volgen u niet.
p-privacy-wat-titel = Wat wij bewaren
p-privacy-wat = Wij bewaren uw vraag, wat u meestuurt, en hoe wij u kunnen bereiken. Uw naam hoeft u meestal niet te geven.
p-privacy-waarom-titel = Waarvoor
p-privacy-waarom = Om uw vraag te beantwoorden. Wij tellen ook hoeveel vragen er zijn en hoe snel wij antwoorden. Daar staat uw naam niet bij.
p-privacy-wie-titel = Wie het ziet
p-privacy-wie = Medewerkers die uw vraag beantwoorden. Gaat uw vraag over zorg om iemand? Dan ziet alleen dat team het. Wij verkopen niets en geven niets aan bedrijven.
p-privacy-hoe-lang-titel = Hoe lang
p-privacy-hoe-lang = Zo lang als de Archiefwet zegt. Dat verschilt per soort vraag. Daarna halen wij het weg.
p-privacy-bsn-titel = Uw burgerservicenummer
p-privacy-bsn = Dat hebben wij op deze website niet nodig. Typt u het toch? Dan waarschuwen wij u.
p-privacy-cookies-titel = Cookies
p-privacy-cookies = Kiest u een andere taal, dan onthouden wij die. Volgt u een vraag met uw volgcode, dan onthouden wij dat hoogstens een uur na uw laatste klik. Andere cookies zijn er niet.
p-privacy-rechten-titel = Uw rechten
p-privacy-rechten = U mag zien wat wij van u hebben. U mag het laten verbeteren of weghalen. Vraag het ons:
p-privacy-vraag = Vraag naar uw eigen gegevens
p-privacy-ap = Komen wij er samen niet uit? Dan kunt u een klacht sturen naar de Autoriteit Persoonsgegevens.

# ---- English
p-engels-titel = Deze website in het Engels
p-engels-uitleg = U kunt de hele website in het Engels lezen. U mag uw vraag ook in het Engels stellen.
p-engels-knop = Lees verder in het Engels
p-engels-kan = Dit kunt u doen
p-engels-tolk-titel = Spreekt u een andere taal?
p-engels-tolk = Bel { $telefoon }. Wij zoeken een collega of tolk die uw taal spreekt.

# ---- ways that are open by law
p-aanwijzing-titel = Zo kunt u ons digitaal iets sturen
p-aanwijzing-uitleg = U mag ons elk officieel bericht digitaal sturen. Hier staat welke weg bij welk bericht hoort.
p-aanwijzing-sinds = Dit geldt sinds { $sinds }.
p-aanwijzing-wegen = Per soort bericht
p-aanwijzing-elders = Eigen formulier
p-aanwijzing-papier-titel = Liever op papier?
p-aanwijzing-papier = Dat mag altijd. Stuur een brief, kom langs of bel { $telefoon }.
