# SPDX-License-Identifier: EUPL-1.2
# Every text of the portal in English: plain, short, the same meaning as nl.ftl.

# ---- on every page
p-fout = Error
p-er-mist-iets = Something is not right yet
p-hoeft-niet = (optional)
p-bijvoorbeeld = For example { $voorbeeld }
p-stap = Step { $nummer } of 4
p-nu = Now
p-terug = Back
p-terug-begin = Back to the start
p-terug-vraag = Back to your question
p-terug-stap = One step back
p-terug-uw-vraag = Back to your question
p-verder = Continue
p-versturen = Send
p-opslaan = Save
p-wijzig = Change
p-bezig-versturen = Sending
p-kopieer = Copy
p-gekopieerd = Copied
p-print = Save or print
p-vraag = Question
p-uw-vraag = Your question
p-nummer = Number
p-volgcode = Code
p-uw-nummer = Your number is
p-het-team = The team { $team }

# ---- burgerservicenummer
p-bsn = It looks as if you are typing your citizen service number (burgerservicenummer). We do not need it here. Do you want to remove it?
p-bsn-weg = Remove it
p-bsn-laten = Leave it
p-bsn-weg-verstuur = Remove it and send
p-bsn-laten-verstuur = Leave it and send

# ---- fields
p-veld-tekst = What do you want to ask or tell us?
p-veld-tekst-hint = Use your own words. You do not have to know who can help you.
p-veld-bestanden = Send a photo or file
p-veld-bestanden-hint = A photo, PDF, Word or Excel file. At most 5 at a time, of 10 MB each.
p-bestanden-mee = These files go along. Tick what you do not want to send.
p-bestand-weg = Do not send
p-bestand-leeg = This file is empty.
p-bestand-grens = You can send 5 files at a time and 10 in all. A file may be 10 MB, all together 25 MB.
p-bestand-onbekend = We cannot open this kind of file. Send a photo, PDF, Word, Excel or text file.
p-bestand-naam = What is in it does not fit its name. Save it again and try once more.
p-bestand-onveilig = This file does not look safe. Save it again and try once more.
p-bestand-macro = There is a macro in this file. Save it without macros, or as PDF.
p-bestand-slot = This file has a password. Remove it and try once more.
p-aantal-bestanden = { $aantal ->
    [one] 1 file goes along.
   *[other] { $aantal } files go along.
}
p-veld-email = Your email address
p-veld-email-hint = For example name@example.com
p-veld-telefoon = Your phone number
p-veld-telefoon-hint = For example 06 12 34 56 78
p-veld-belmoment = When can we call you?
p-veld-adres = Your address
p-veld-adres-hint = Street, house number, postcode and town.
p-veld-naam = Your name
p-veld-postcode = Your postcode
p-veld-postcode-hint = Then we know which neighbourhood it is about. For example 1234 AB.
p-veld-namens = For whom do you ask this?
p-veld-namens-hint = The name of the person you are helping.
p-veld-organisatie = Name of your organisation
p-veld-nummer = Number of your question
p-veld-volgcode = Your code
p-veld-volgcode-hint = For example K7M 4PX 92R. The code stands next to your number.
p-voor-ander = Do you ask for somebody else, or for an organisation?
p-bel-maakt-niet-uit = Any time
p-bel-ochtend = In the morning, from { $van } to 12.00
p-bel-middag = In the afternoon, from 12.00 to { $tot }

# ---- what is not right yet
p-fout-tekst = Write down what you want to ask. A few words are enough.
p-fout-te-lang = This text is too long. Use at most { $aantal } characters.
p-fout-hoe = Choose how you want to get our answer.
p-fout-email = Fill in your email address, for example name@example.com.
p-fout-telefoon = Fill in your phone number, for example 06 12 34 56 78.
p-fout-adres = Fill in your street, house number, postcode and town.
p-fout-postcode = Fill in your postcode as four digits and two letters, for example 1234 AB.
p-fout-naam = Fill in your name. Then we know who to ask for when we call.
p-fout-plek = Write down where it is, for example a street with a house number.
p-fout-aanvulling = Write down what you want to add, or choose a file.
p-fout-nummer = Fill in the number of your question, for example { $voorbeeld }.
p-fout-volgcode = Fill in your code, for example K7M 4PX 92R.
p-fout-onbekend = We cannot find a question with this number and this code. Check that both are right.
p-fout-onbekend-code = Check the code too. Still no luck? Call us and we will help you.
p-fout-al-verstuurd = You have sent this form already. We have that question. Do you send it once more? Then it becomes a second question.
p-fout-te-druk = This does not work now. What you filled in is still here. Wait a moment and press the button again. Or call us.

# ---- front page
p-home-titel = How can we help you?
p-home-vraag-het = Ask
p-home-hint = Use your own words. You do not have to know who can help you: we find out. You see at once who has your question and when you get an answer.
p-home-spreken = Would you rather talk to someone?
p-home-bel = Call { $telefoon }
p-home-bel-mij = We only need your name and phone number.
p-home-taken = What people often ask about
p-home-taak = Ask your question. You see at once when you get an answer.
p-home-melding = Report something outside
p-home-melding-uitleg = A loose paving stone, rubbish or a broken street lamp.
p-home-volg = How is your question going?
p-home-volg-uitleg = You see who has your question, what happens and when you get an answer. You do not have to sign in.
p-home-woord = We keep our word
p-home-woord-zin = out of 100 answers in { $maand } came on the day we had agreed, or earlier.
p-home-woord-uitleg = We counted { $aantal } answers. Did we not make it? Then we told you, with a new date.

# ---- ask a question
p-stel-titel = Ask your question
p-stel-over = Your question is about: { $onderwerp }.
p-stel-bestand = Send a photo or file
p-hoe-titel = How do you want to get our answer?
p-hoe-e-mail = By email
p-hoe-e-mail-uitleg = You get an answer by { $dag }.
p-hoe-telefoon = Call me
p-hoe-telefoon-uitleg = We call you by { $dag }.
p-hoe-brief = By letter
p-hoe-brief-uitleg = We send the letter by { $dag }.
p-hoe-balie = I come by
p-hoe-balie-uitleg = At the desk: { $plek }.
p-hoe-geen = I need no answer
p-hoe-geen-uitleg = We read what you write. You can still follow it.
p-gegevens-e-mail = Where can we email you?
p-gegevens-e-mail-uitleg = We send our answer to this address.
p-gegevens-telefoon = Where can we call you?
p-gegevens-telefoon-uitleg = We call this number. Our number is sometimes hidden.
p-gegevens-brief = Where do we send the letter?
p-gegevens-brief-uitleg = We send our answer to this address.
p-gegevens-balie = Is there anything else you want to tell us?
p-gegevens-balie-uitleg = You do not have to fill in anything. Bring your number when you come. You get it in a moment.
p-gegevens-geen = Is there anything else you want to tell us?
p-gegevens-geen-uitleg = You do not have to fill in anything.
p-controle-titel = Is this right?
p-controle-vraag = Your question
p-controle-bestanden = What you send along
p-controle-hoe = Our answer
p-controle-team = The team { $team } gets your question.
p-controle-privacy = We only use your details to help you with this question.

# ---- kinds
p-soort-informatievraag = a question
p-soort-terugbelverzoek = call me back
p-soort-melding = report something outside
p-soort-overlast = nuisance
p-soort-aanvraag = apply for something
p-soort-klacht = a complaint about us
p-soort-bezwaar = object to a decision
p-soort-ingebrekestelling = tell us that we are late
p-soort-woo-verzoek = ask for documents (Woo)
p-soort-privacyverzoek = your own personal data
p-soort-idee = an idea
p-soort-compliment = a compliment
p-soort-signaal = worry about somebody
p-soort-overig = something else

# ---- the date, in one sentence
p-zin-antwoord = You get an answer by { $moment }.
p-zin-telefoon = We call you by { $moment }.
p-zin-balie = We know the answer by { $moment }. You can come by after that.
p-zin-geen = We read your message by { $moment }.
p-zin-wettelijk = You hear from us by { $moment }.
p-wettelijk-uitleg = The law sets that date. If we can be earlier, we will.

# ---- who has it
p-wie-mens = of the team { $team } has your question.
p-wie-mens-klaar = of the team { $team } helped you.
p-wie-team = has your question. As soon as a colleague takes it up, you see the name too.
p-wie-team-klaar = helped you.

# ---- stages
p-fase-hebben = We have your question
p-fase-bezig = We are working on it
p-fase-wacht-op-u = We are waiting for you
p-fase-wacht-op-ander = We are waiting for somebody else
p-fase-duurt-langer = It takes longer
p-fase-antwoord = You have an answer
p-fase-antwoord-uitleg = Another question about this? Answer below. It goes to the same people.
p-fase-klaar = Done
p-zin-klaar = You have an answer. Your question is done.
p-fase-klaar-uitleg = Another question about this? Answer below. It goes to the same people.
p-fase-doorgestuurd = Sent on to another organisation
p-fase-doorgestuurd-uitleg = They take over your question. Their details are below.
p-fase-gestopt = Stopped at your request
p-fase-gestopt-uitleg = Do you need it after all? Open your question again.
p-wacht-op-u-uitleg = Below you read what we need from you. After that we go on. Does it not work? Call us and we will help you.
p-wacht-op-ander-uitleg = We keep an eye on the date.
p-langer = It takes longer. You now get an answer by { $moment }.
p-langer-excuus = We promised you an answer on { $dag }. We will not make that. We are sorry.
p-langer-reden = The reason: { $reden }
p-langer-gevolg = You do not have to do anything. Can you not wait that long? Call { $telefoon }. We look for a solution together.
p-te-laat = We are late.
p-te-laat-uitleg = You should have had an answer on { $dag }. We did not make that. We are sorry.
p-te-laat-nu = The head of the team now looks at your question. We will tell you a new date.
p-te-laat-gevolg = You do not have to do anything. Do you not want to wait? Call { $telefoon }. We look for a solution together.
p-halte-hebben = { $moment }, { $kanaal }
p-halte-bezig = You do not have to do anything. If we need something, we will ask you.
p-halte-langer = We will not make { $dag }. You do not have to do anything.
p-halte-te-laat = We did not make { $dag }. You do not have to do anything.
p-fase-antwoord-straks = You get an answer
p-halte-antwoord = By { $moment }, { $hoe }
p-halte-antwoord-later = We will tell you when, { $hoe }
p-halte-klaar = We ask whether your question is solved. If it is not, we go on.
p-halte-hoe-e-mail = by email
p-halte-hoe-telefoon = by phone
p-halte-hoe-brief = by letter
p-halte-hoe-balie = at the desk
p-halte-hoe-geen = on this website
p-via-website = on the website
p-via-e-mail = by email
p-via-telefoon = by phone
p-via-balie = at the desk
p-via-brief = by letter
p-via-huisbezoek = at your home
p-via-chat = by chat
p-via-appbericht = by app message
p-via-api = by a form

# ---- confirmation
p-ook-mail = We also send you an email.
p-bewaar-titel = Keep these two
p-bewaar-uitleg = With your number and your code you see how it is going. Do not give the code to others.
p-verder-titel = What happens next
p-dit-stuurde-u = This is what you sent us

# ---- call me back
p-bel-titel = Call me back
p-bel-uitleg = Leave your name and number. We will call you.
p-bel-naam-hint = Then we know who to ask for.
p-bel-knop = Call me back
p-bel-klaar = We will call you
p-bel-klaar-uitleg = Our number is sometimes hidden. If we do not reach you, we try once more.

# ---- report something outside
p-melding-titel = Report something outside
p-melding-uitleg = Is something outside broken, dirty or unsafe? Tell us.
p-melding-gevaar = Is it dangerous right now? Call { $telefoon }. Is somebody's life in danger? Call 112.
p-melding-wat = What is wrong?
p-melding-wat-hint = For example: a paving stone is loose.
p-melding-plek = Where is it?
p-melding-plek-hint = A street with a house number, or something nearby. A postcode helps too.
p-melding-email-hint = Do you want to know what we do about it? Then we email you.

# ---- follow your question
p-status-titel = Follow your question
p-status-uitleg = Fill in your number and your code. Then you see how it is going. You do not have to sign in.
p-status-bekijk = Show my question
p-status-kwijt = Did you lose the code?
p-status-kwijt-uitleg = The code is in our email or letter to you. Can you not find it? Call { $telefoon }. Then we tell you how it is going.
p-status-vraag-titel = Your question: { $titel }
p-reis-titel = The journey of your question
p-berichten-titel = Messages
p-bericht-u = You
p-doen-titel = What you still have to do
p-doen-label = Your answer
p-doen-knop = Send your answer
p-aanvullen-titel = Do you want to add something?
p-aanvullen-label = What do you want to add?
p-aanvullen-knop = Send
p-reageer-titel = Another question about this?
p-heropen-uitleg = Open your question again. The same people go on with it. You do not have to explain anything again.
p-heropen-knop = Open my question again
p-opgelost-titel = Is your question solved?
p-opgelost-uitleg = If you choose no, your question goes back to the same people. You hear from us within 2 working days.
p-opgelost-ja = Yes
p-opgelost-nee = No
p-wijzigen-titel = Change something
p-antwoord-wijzigen = Get the answer in another way
p-antwoord-bekend = Only fill in what is needed for what you choose.
p-hebben-wij-al = We have this already. Only fill it in if it has to change.
p-hoe-nu-email = You get an answer by email, at { $adres }.
p-hoe-nu-telefoon = We call you at { $nummer }.
p-hoe-nu-brief = You get an answer by letter.
p-hoe-nu-balie = You come by for the answer.
p-hoe-nu-geen = You want no answer from us. You can still follow it here.
p-intrekken-titel = Stop your question
p-intrekken-uitleg = Do you no longer need an answer? Then we stop. You can open your question again later.
p-intrekken-knop = Yes, stop my question
p-intrekken-niet = No, go on
p-gedaan-aangevuld = We have your message. The same people have it.
p-gedaan-opgelost = Good. Thank you for telling us.
p-gedaan-heropend = We go to work for you again. You do not have to explain anything again.
p-gedaan-gestopt = We stopped with your question.
p-gedaan-antwoord = We have changed it.

# ---- contact
p-contact-titel = Contact and opening hours
p-contact-bellen = Call
p-contact-laat-bellen = Do you want us to call you? Leave your number
p-contact-schrijven = Write
p-contact-schrijven-uitleg = You see at once who has your question and when you get an answer.
p-contact-mail = You can also send an email:
p-contact-brief = You can also send a letter:
p-contact-wegen = Do you want to send an official message? See which way is for it
p-contact-langskomen = Come by
p-contact-altijd = { $naam }: day and night, on the same number.
p-contact-feestdagen = We are also closed on public holidays.
p-contact-dagen-dicht = We are closed on these days
p-contact-dicht = { $dag } ({ $reden })
p-contact-eerder-dicht = { $dag } from { $vanaf }

# ---- accessibility
p-toegankelijk-titel = Accessibility
p-toegankelijk-belofte = Everybody must be able to use this website. Also if you see badly, cannot hear, use no mouse or find reading hard.
p-toegankelijk-status = Status { $status }.
p-toegankelijk-status-a = This website meets all requirements of WCAG 2.2, levels A and AA.
p-toegankelijk-status-b = This website meets almost all requirements of WCAG 2.2, levels A and AA.
p-toegankelijk-status-c = We have started with the requirements of WCAG 2.2, levels A and AA. A check by people is still to come.
p-toegankelijk-status-d = This website does not meet the requirements of WCAG 2.2, levels A and AA, yet.
p-toegankelijk-status-e = We have not yet checked whether this website meets the requirements.
p-toegankelijk-doen-titel = What we do
p-toegankelijk-doen = A computer tests every page, at every change. It looks at colours, keys, small screens and large letters. Everything also works without JavaScript.
p-toegankelijk-weten-titel = What we do not know yet
p-toegankelijk-weten = A computer does not see everything. People with a screen reader still have to test the pages. Files that others send us are sometimes not accessible.
p-toegankelijk-lukt-niet-titel = Does something not work?
p-toegankelijk-lukt-niet = Call { $telefoon } or ask your question on this website. We help you at once. Within 2 weeks you hear what we do about it.
p-toegankelijk-klacht-titel = Not happy with our reaction?
p-toegankelijk-klacht = Then you can send a complaint. Call { $telefoon } or use the form. Does that not help? Go to the Nationale ombudsman or the College voor de Rechten van de Mens.

# ---- privacy
p-privacy-titel = Privacy
p-privacy-kort = We only ask what we need to help you. We do not follow you.
p-privacy-wat-titel = What we keep
p-privacy-wat = We keep your question, what you send along, and how we can reach you. Most of the time you do not have to give your name.
p-privacy-waarom-titel = What for
p-privacy-waarom = To answer your question. We also count how many questions there are and how fast we answer. Your name is not in that.
p-privacy-wie-titel = Who sees it
p-privacy-wie = Colleagues who answer your question. Is it a worry about somebody? Then only that team sees it. We sell nothing and give nothing to companies.
p-privacy-hoe-lang-titel = How long
p-privacy-hoe-lang = As long as the archive law (Archiefwet) says. It differs per kind of question. After that we remove it.
p-privacy-bsn-titel = Your citizen service number (BSN)
p-privacy-bsn = We do not need it on this website. Do you type it anyway? Then we warn you.
p-privacy-cookies-titel = Cookies
p-privacy-cookies = If you choose another language, we remember it. If you follow a question with your code, we remember that for at most one hour after your last click. There are no other cookies.
p-privacy-rechten-titel = Your rights
p-privacy-rechten = You may see what we have about you. You may have it corrected or removed. Ask us:
p-privacy-vraag = Ask about your own data
p-privacy-ap = Can we not agree? Then you can send a complaint to the Autoriteit Persoonsgegevens.

# ---- English
p-engels-titel = This website in English
p-engels-uitleg = You can read the whole website in English. You may also ask your question in English.
p-engels-knop = Go on in English
p-engels-kan = What you can do
p-engels-tolk-titel = Do you speak another language?
p-engels-tolk = Call { $telefoon }. We look for a colleague or an interpreter who speaks your language.

# ---- ways that are open by law
p-aanwijzing-titel = How to send us something digitally
p-aanwijzing-uitleg = You may send us every official message digitally. Here you read which way is for which message.
p-aanwijzing-sinds = This holds since { $sinds }.
p-aanwijzing-wegen = By kind of message
p-aanwijzing-elders = Own form
p-aanwijzing-papier-titel = Would you rather use paper?
p-aanwijzing-papier = You always may. Send a letter, come by or call { $telefoon }.
