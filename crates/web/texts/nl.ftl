# SPDX-License-Identifier: EUPL-1.2
# Texts of the shell: errors, sign-in, waiting. Residents read "u", employees read "je".

fout-niet-gevonden-titel = Deze pagina bestaat niet
fout-niet-gevonden-u = Controleer het adres. Of ga naar de voorpagina en zoek daar verder.
fout-niet-gevonden-je = Controleer het adres. Misschien is de vraag afgeschermd of het nummer verkeerd getypt.

fout-geen-toegang-titel = U mag deze pagina niet zien
fout-geen-toegang-titel-je = Je mag deze pagina niet zien
fout-geen-toegang-u = Deze pagina is voor medewerkers van de gemeente.
fout-geen-toegang-je = Hiervoor heb je een andere rol nodig. Vraag je teamleider of de beheerder.

fout-niet-aangemeld-titel = Meld u eerst aan
fout-niet-aangemeld-titel-je = Meld je eerst aan
fout-niet-aangemeld-u = Daarna kunt u verder.
fout-niet-aangemeld-je = Daarna kun je verder waar je was.

fout-invoer-titel = Er klopt iets niet in wat u invulde
fout-invoer-titel-je = Er klopt iets niet in wat je invulde
fout-invoer-u = Ga terug en verbeter dit. Wat u invulde, staat er nog.
fout-invoer-je = Ga terug en verbeter dit. Wat je invulde, staat er nog.

fout-geweigerd-titel = Dit kan niet
fout-geweigerd-u = Ga terug en probeer het anders.
fout-geweigerd-je = Ga terug en probeer het anders.

fout-verouderd-titel = Iemand anders heeft dit net veranderd
fout-verouderd-u = Ga terug, laad de pagina opnieuw en kijk wat er veranderd is. Kopieer eerst wat u typte.
fout-verouderd-je = Ga terug, laad de pagina opnieuw en kijk wat er veranderd is. Kopieer eerst wat je typte.

fout-dubbel-titel = Dit is al eerder verstuurd, met andere inhoud
fout-dubbel-u = Controleer of wij uw vraag al hebben. Wilt u iets anders sturen? Begin dan opnieuw.
fout-dubbel-je = Controleer of dit al verwerkt is. Wil je iets anders sturen? Begin dan opnieuw.

fout-te-druk-titel = Dit lukt nu niet
fout-te-druk-u = Het is nu erg druk bij ons.
fout-te-druk-je = Het systeem is nu te druk.

fout-te-vaak-titel = U probeerde het te vaak
fout-te-vaak-titel-je = Je probeerde het te vaak
fout-te-vaak-u = Wacht even en probeer het dan opnieuw.
fout-te-vaak-je = Wacht even en probeer het dan opnieuw.

fout-te-groot-titel = Dit is te groot om te versturen
fout-te-groot-u = Maak de tekst korter of stuur minder bestanden mee.
fout-te-groot-je = Maak de tekst korter of stuur minder bestanden mee.

fout-methode-titel = Dit kan niet op deze pagina
fout-methode-u = Ga naar de voorpagina en begin opnieuw.
fout-methode-je = Ga terug en probeer het opnieuw.

fout-type-titel = Wij kunnen dit bericht niet lezen
fout-type-u = Het bericht is in een vorm verstuurd die wij niet kennen.
fout-type-je = Het bericht is in een vorm verstuurd die wij niet kennen.

fout-andere-site-titel = Dit formulier kwam van een andere website
fout-andere-site-u = Voor uw veiligheid nemen wij het niet aan. Ga naar onze eigen website en vul het formulier daar in.
fout-andere-site-je = Voor de veiligheid nemen wij het niet aan. Open de pagina opnieuw en probeer het nog een keer.

fout-intern-titel = Er ging iets mis bij ons
fout-intern-u = Dit ligt niet aan u. Probeer het over 10 minuten opnieuw.
fout-intern-je = Dit ligt niet aan jou. Probeer het over 10 minuten opnieuw. Blijft het misgaan? Geef het kenmerk door aan de beheerder.

fout-wacht = { $seconden ->
    [one] Probeer het over 1 seconde opnieuw.
   *[other] Probeer het over { $seconden } seconden opnieuw.
}
fout-wacht-minuten = { $minuten ->
    [one] Probeer het over 1 minuut opnieuw.
   *[other] Probeer het over { $minuten } minuten opnieuw.
}
fout-bel = Lukt het niet? Bel { $telefoon }. Wij helpen u graag.
fout-kenmerk = Kenmerk voor als u belt: { $kenmerk }
fout-naar-voorpagina = Naar de voorpagina
fout-naar-werk = Naar mijn werk

weg-titel = Je was te lang weg
weg-uitleg = Voor de veiligheid ben je afgemeld. Wat je typte, is bewaard op deze pagina.
weg-stap-1 = Meld je aan in een nieuw tabblad.
weg-stap-2 = Kom terug naar dit tabblad en verstuur opnieuw.
weg-aanmelden = Aanmelden (opent een nieuw tabblad)
weg-opnieuw = Opnieuw versturen
weg-bestanden-u = Had u bestanden gekozen? Die moet u daarna opnieuw kiezen.
weg-bestanden-je = Had je bestanden gekozen? Die moet je daarna opnieuw kiezen.
weg-getypt-u = Dit hebt u getypt
weg-getypt-je = Dit heb je getypt

bewaard-u = Wat u invulde, is bewaard op deze pagina. Wacht even en verstuur het opnieuw.
bewaard-je = Wat je invulde, is bewaard op deze pagina. Wacht even en verstuur het opnieuw.
