# SPDX-License-Identifier: EUPL-1.2
# Messages to residents. Short sentences, one action, always a phone number, the date written out.

bericht-groet = Met vriendelijke groet,

# Around the text of a mail: its one action, the journey in three dots, and the foot.
bericht-knop = Bekijk uw vraag
bericht-knop-intern = Open de vraag
bericht-reis-gevraagd = Gevraagd op { $dag }
bericht-reis-antwoord = Antwoord uiterlijk { $dag }
bericht-reis-bellen = Wij bellen u uiterlijk { $dag }
bericht-reis-aan-de-slag = Wij zijn ermee klaar uiterlijk { $dag }
bericht-reis-wacht = Wij wachten op uw antwoord
bericht-reis-beantwoord = Beantwoord op { $dag }
bericht-reis-navraag = Op { $dag } vragen wij of uw vraag is opgelost
bericht-voet-nummer = Nummer van uw vraag: { $nummer }
bericht-voet-veilig = Wij vragen in een mail nooit om uw DigiD, uw wachtwoord of uw rekeningnummer.

bericht-ontvangstbevestiging-onderwerp = Wij hebben uw vraag. U krijgt uiterlijk { $dag } antwoord
bericht-ontvangstbevestiging-tekst =
    Beste { $aanhef },

    Wij hebben uw vraag op { $ontvangen } ontvangen.

    U krijgt uiterlijk { $datum } antwoord. { $team } zoekt uw vraag uit.
    Uw nummer is { $nummer }. Uw volgcode is { $volgcode }.

    Wilt u zien hoe het gaat? Ga naar { $link }. Of bel ons op { $telefoon } en noem uw nummer.
    Wilt u nog iets toevoegen? { $reageer }.

    Dit schreef u:
    { $vraag }

bericht-ontvangst-geen-onderwerp = Wij hebben uw bericht. Bedankt
bericht-ontvangst-geen-tekst =
    Beste { $aanhef },

    Wij hebben uw bericht op { $ontvangen } ontvangen.
    { $team } gaat ermee aan de slag, uiterlijk { $datum }. U hoeft niets te doen. U wilde geen antwoord van ons.
    Uw nummer is { $nummer }. Uw volgcode is { $volgcode }.

    Wilt u toch zien hoe het gaat? Ga naar { $link }. Of bel ons op { $telefoon } en noem uw nummer.

    Dit schreef u:
    { $vraag }

bericht-ontvangst-bellen-onderwerp = Wij bellen u uiterlijk { $dag }
bericht-ontvangst-bellen-tekst =
    Beste { $aanhef },

    { $team } belt u uiterlijk { $datum }. Wij bellen naar { $nummer_bellen }.
    Ons nummer is soms niet zichtbaar.

    U hoeft uw verhaal niet opnieuw te vertellen. Wij hebben het opgeschreven.
    Uw nummer is { $nummer }. Uw volgcode is { $volgcode }.
    Wilt u iets veranderen? Ga naar { $link }. Of bel { $telefoon }.

bericht-ontvangst-wettelijk-onderwerp = Wij hebben uw brief. U hoort uiterlijk { $dag } van ons
bericht-ontvangst-wettelijk-tekst =
    Beste { $aanhef },

    Wij hebben uw { $soort } op { $ontvangen } ontvangen.
    { $team } gaat hiermee aan de slag.

    De wet geeft ons tot en met { $datum }. Dan hebt u ons besluit of ons oordeel.
    Wij bellen u eerder als dat kan.

    Uw nummer is { $nummer }. Uw volgcode is { $volgcode }.
    Volg het op { $link }. Of bel { $telefoon }.

bericht-antwoord-onderwerp = Antwoord op uw vraag over { $onderwerp }
bericht-antwoord-tekst =
    Beste { $aanhef },

    U vroeg ons: { $vraag }

    { $antwoord }

    Hebt u hier nog een vraag over? { $reageer } of bel { $telefoon }. Dan komt het bij dezelfde mensen.

bericht-gevoelig-onderwerp = Er staat een bericht voor u klaar
bericht-gevoelig-tekst =
    Beste { $aanhef },

    { $team } heeft uw vraag beantwoord. U leest het antwoord op de website van de gemeente.
    Typ daar uw nummer { $nummer } en de volgcode uit onze eerste mail.
    Of bel ons op { $telefoon }.

bericht-gevoelig-vraag-onderwerp = Wij hebben nog iets van u nodig
bericht-gevoelig-vraag-tekst =
    Beste { $aanhef },

    Om u te helpen hebben wij nog iets van u nodig. U leest op de website van de gemeente wat dat is: { $link }.
    Typ daar uw nummer { $nummer } en de volgcode uit onze eerste mail.
    Lukt het niet? Bel ons op { $telefoon } of kom langs. Dan helpen wij u.

bericht-wij-missen-iets-onderwerp = Wij hebben nog iets van u nodig
bericht-wij-missen-iets-tekst =
    Beste { $aanhef },

    U hebt ons gevraagd: { $vraag }
    Om u te helpen hebben wij nog nodig:

    { $antwoord }

    { $reageer }. Een foto met uw telefoon is goed. Dat kan ook via { $link }.
    Lukt het niet? Bel { $telefoon } of kom langs. Dan helpen wij u.
    Wij gaan verder zodra wij het hebben.

bericht-uitstel-onderwerp = Het duurt langer. Onze excuses
bericht-uitstel-tekst =
    Beste { $aanhef },

    Wij beloofden u uiterlijk { $oud } antwoord. Dat lukt niet.
    U krijgt nu uiterlijk { $datum } antwoord. Dat spijt ons.

    De reden: { $reden }
    { $wie } is ermee bezig. U hoeft zelf niets te doen.
    Kunt u niet zo lang wachten? Bel { $telefoon }. Dan zoeken wij samen een oplossing.

bericht-weer-open-onderwerp = Wij gaan weer voor u aan de slag
bericht-weer-open-tekst =
    Beste { $aanhef },

    Uw vraag is nog niet klaar. Dank dat u dat zegt. { $team } kijkt er opnieuw naar.
    U hoort uiterlijk { $datum } van ons. U hoeft niets opnieuw te vertellen.

    Uw nummer blijft { $nummer }. Bellen kan ook: { $telefoon }.

bericht-niet-bereikt-1-onderwerp = Wij belden u net
bericht-niet-bereikt-1-tekst =
    Beste { $aanhef },

    Wij belden u net, maar kregen u niet te pakken. Wij proberen het nog een keer, uiterlijk { $datum }.
    Komt een ander moment beter uit? Laat het ons weten via { $link }.
    U kunt ons ook bellen op { $telefoon }. Noem dan nummer { $nummer }.

bericht-niet-bereikt-2-onderwerp = Wij konden u niet bereiken
bericht-niet-bereikt-2-tekst =
    Beste { $aanhef },

    Wij hebben u twee keer gebeld. Dat lukte niet.
    Uw vraag is niet weg. Bel ons op { $telefoon }, of reageer via { $link }.
    Wilt u liever een mail of een brief? Dat kan ook. Laat het ons weten.

bericht-is-het-opgelost-onderwerp = Is uw vraag opgelost?
bericht-is-het-opgelost-tekst =
    Beste { $aanhef },

    Op { $beantwoord } kreeg u antwoord op uw vraag over { $onderwerp }.
    Is uw vraag opgelost?

    Laat het weten via { $link }. Dat kost u een klik.
    Kiest u nee? Dan gaat uw vraag terug naar dezelfde mensen. U hoort dan binnen 2 werkdagen van ons.
    Bellen kan ook: { $telefoon }.

bericht-intern-risico-onderwerp = { $nummer }: beloofd { $datum }, nog geen antwoord
bericht-intern-risico-tekst =
    Vraag { $nummer } is beloofd voor { $datum } en heeft nog geen antwoord.
    Haal je het niet? Spreek dan nu een nieuwe datum af met de inwoner.
    { $werk_link }

bericht-intern-tweede-keer-onderwerp = { $nummer }: belofte dreigt voor de tweede keer te mislukken
bericht-intern-tweede-keer-tekst =
    Vraag { $nummer } van { $team } haalt { $datum } niet. Dat is de tweede keer, of het is een wettelijke termijn.
    Bel de inwoner en spreek zelf iets af.
    { $werk_link }

bericht-intern-aanbod-onderwerp = { $nummer }: je aanbod is niet aangenomen
bericht-intern-aanbod-tekst =
    Het andere team nam vraag { $nummer } niet over. De vraag is nog van jou. De beloofde datum blijft { $datum }.
    { $werk_link }
