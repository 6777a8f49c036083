# SPDX-License-Identifier: EUPL-1.2
# Texts of the shell in English. Employees read Dutch; their texts stand here too, so that no key is missing.

fout-niet-gevonden-titel = This page does not exist
fout-niet-gevonden-u = Check the address. Or go to the front page and search from there.
fout-niet-gevonden-je = Check the address. The question may be shielded, or the number mistyped.

fout-geen-toegang-titel = You may not see this page
fout-geen-toegang-titel-je = You may not see this page
fout-geen-toegang-u = This page is for employees of the municipality.
fout-geen-toegang-je = You need another role for this. Ask your team lead or the administrator.

fout-niet-aangemeld-titel = Sign in first
fout-niet-aangemeld-titel-je = Sign in first
fout-niet-aangemeld-u = After that you can continue.
fout-niet-aangemeld-je = After that you can continue where you were.

fout-invoer-titel = Something you filled in is not right
fout-invoer-titel-je = Something you filled in is not right
fout-invoer-u = Go back and correct it. What you filled in is still there.
fout-invoer-je = Go back and correct it. What you filled in is still there.

fout-geweigerd-titel = This is not possible
fout-geweigerd-u = Go back and try another way.
fout-geweigerd-je = Go back and try another way.

fout-verouderd-titel = Somebody else has just changed this
fout-verouderd-u = Go back, reload the page and see what has changed. First copy what you typed.
fout-verouderd-je = Go back, reload the page and see what has changed. First copy what you typed.

fout-dubbel-titel = This was sent before, with other content
fout-dubbel-u = Check whether we already have your question. To send something else, start again.
fout-dubbel-je = Check whether this was already dealt with. To send something else, start again.

fout-te-druk-titel = This does not work right now
fout-te-druk-u = It is very busy here right now.
fout-te-druk-je = The system is too busy right now.

fout-te-vaak-titel = You tried too often
fout-te-vaak-titel-je = You tried too often
fout-te-vaak-u = Wait a moment and try again.
fout-te-vaak-je = Wait a moment and try again.

fout-te-groot-titel = This is too large to send
fout-te-groot-u = Make the text shorter or send fewer files.
fout-te-groot-je = Make the text shorter or send fewer files.

fout-methode-titel = This is not possible on this page
fout-methode-u = Go to the front page and start again.
fout-methode-je = Go back and try again.

fout-type-titel = We cannot read this message
fout-type-u = The message was sent in a form that we do not know.
fout-type-je = The message was sent in a form that we do not know.

fout-andere-site-titel = This form came from another website
fout-andere-site-u = For your safety we do not accept it. Go to our own website and fill in the form there.
fout-andere-site-je = For safety we do not accept it. Open the page again and try once more.

fout-intern-titel = Something went wrong on our side
fout-intern-u = This is not your fault. Try again in 10 minutes.
fout-intern-je = This is not your fault. Try again in 10 minutes. If it stays, give the reference to the administrator.

fout-wacht = { $seconden ->
    [one] Try again in 1 second.
   *[other] Try again in { $seconden } seconds.
}
fout-wacht-minuten = { $minuten ->
    [one] Try again in 1 minute.
   *[other] Try again in { $minuten } minutes.
}
fout-bel = Still no luck? Call { $telefoon }. We are glad to help.
fout-kenmerk = Reference for when you call: { $kenmerk }
fout-naar-voorpagina = To the front page
fout-naar-werk = To my work

weg-titel = You were away too long
weg-uitleg = You were signed out for safety. What you typed is kept on this page.
weg-stap-1 = Sign in in a new tab.
weg-stap-2 = Come back to this tab and send again.
weg-aanmelden = Sign in (opens a new tab)
weg-opnieuw = Send again
weg-bestanden-u = Had you chosen files? You will have to choose them again afterwards.
weg-bestanden-je = Had you chosen files? You will have to choose them again afterwards.
weg-getypt-u = This is what you typed
weg-getypt-je = This is what you typed

bewaard-u = What you filled in is kept on this page. Wait a moment and send it again.
bewaard-je = What you filled in is kept on this page. Wait a moment and send it again.
