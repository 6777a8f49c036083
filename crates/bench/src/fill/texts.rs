// SPDX-License-Identifier: EUPL-1.2
//! Words of invented residents and employees.

use crate::dice::Dice;

const QUESTIONS: [(&str, &str); 16] = [
    ("paspoort", "Mijn paspoort verloopt in de zomer. Hoe lang duurt het voordat ik een nieuw paspoort heb?"),
    ("rijbewijs", "Ik ben mijn rijbewijs kwijt. Wat moet ik meenemen naar het gemeentehuis?"),
    ("verhuizen", "Wij gaan verhuizen. Kan ik de verhuizing voor ons hele gezin in een keer doorgeven?"),
    ("uittreksel", "Voor mijn nieuwe werk heb ik een uittreksel nodig. Wat kost dat?"),
    ("lantaarn", "De lantaarnpaal voor ons huis is al een week uit. Het is hier erg donker."),
    ("stoep", "Er liggen tegels los op de stoep. Mijn moeder is er bijna over gevallen."),
    ("groen", "Een grote tak van de boom hangt over de weg. Kan iemand kijken of dat veilig is?"),
    ("speelplek", "De schommel op de speelplek is stuk. De kinderen klimmen er toch op."),
    ("container", "Onze container is deze week niet geleegd. Die van de buren ook niet."),
    ("grofvuil", "Ik heb een oud bankstel. Kan de gemeente dat komen ophalen als grofvuil?"),
    ("vergunning", "Ik wil een dakkapel plaatsen aan de achterkant. Heb ik een vergunning nodig?"),
    ("huur", "Wij zoeken een huurwoning met drie kamers. Waar moeten wij ons inschrijven?"),
    ("aanslag", "De waarde van mijn huis op de aanslag klopt niet. Hoe kan ik dat laten nakijken?"),
    ("kwijt", "Ik heb een laag inkomen. Kan ik kwijtschelding krijgen, ook als ik spaargeld heb?"),
    ("parkeren", "Ik krijg een nieuwe auto. Hoe zet ik mijn parkeervergunning op het andere kenteken?"),
    ("hulp", "Mijn vader kan het huishouden niet meer alleen. Welke hulp is er voor hem?"),
];
const STREETS: [&str; 12] = [
    "Akkerweg",
    "Berkenlaan",
    "Dijkstraat",
    "Eikenhof",
    "Fabriekspad",
    "Geestweg",
    "Havenkade",
    "Kerkplein",
    "Lindestraat",
    "Molenweg",
    "Nieuwstraat",
    "Vaartkant",
];
const MORE: [&str; 8] = [
    "Ik heb vorige week ook al gebeld, maar toen kreeg ik geen duidelijk antwoord.",
    "Ik werk overdag, dus na vijf uur ben ik het best te bereiken.",
    "Kunt u mij laten weten wanneer ik iets hoor?",
    "Mijn buurvrouw heeft dezelfde vraag.",
    "Op de website kon ik het niet vinden.",
    "Het is voor mij belangrijk dat dit snel gebeurt, omdat wij binnenkort weg zijn.",
    "Ik hoor graag ook wat het kost en hoe ik kan betalen.",
    "Bij voorbaat dank voor uw moeite.",
];
const ANSWERS: [&str; 6] = [
    "Dank voor uw bericht. Wij hebben het nagekeken en het is deze week klaar.",
    "U kunt hiervoor een afspraak maken. Neem uw legitimatie en een pasfoto mee.",
    "Een collega is langs geweest en heeft het hersteld. Ziet u het nog een keer, laat het ons dan weten.",
    "Dit kost 18 euro en duurt vijf werkdagen. U krijgt bericht als het klaarligt.",
    "U hebt hiervoor geen vergunning nodig, als het aan de achterkant is en niet hoger dan drie meter.",
    "Wij hebben uw gegevens aangepast. U ziet het binnen een week op uw overzicht.",
];
const NOTES: [&str; 5] = [
    "Gebeld met de buitendienst, zij kijken morgen.",
    "Staat dubbel in het oude systeem, ik heb het daar afgesloten.",
    "Inwoner belde nog een keer en is vriendelijk te woord gestaan.",
    "Wacht op de tekening van de aannemer.",
    "Zelfde adres als een melding van vorige maand.",
];
const MISSING: [&str; 3] = [
    "Kunt u ons het kenteken sturen?",
    "Op welk huisnummer is dit precies?",
    "Kunt u een foto meesturen waarop wij het goed zien?",
];
const FIRST: [&str; 16] = [
    "Aisha", "Bram", "Chantal", "Daan", "Emma", "Fouad", "Greetje", "Hendrik", "Ilse", "Jamal", "Karin",
    "Lars", "Mirjam", "Noud", "Olga", "Peter",
];
const LAST: [&str; 24] = [
    "van den Akker",
    "Bouzidi",
    "Coster",
    "van Dam",
    "Evers",
    "de Feijter",
    "Groen",
    "Hoekstra",
    "Idzinga",
    "Jansen",
    "Kaya",
    "Lammers",
    "Maas",
    "Nijland",
    "Oosterhof",
    "Pronk",
    "Quist",
    "de Ruiter",
    "Smeets",
    "Tuinstra",
    "Uyar",
    "Visscher",
    "de Wit",
    "Zandstra",
];

/// Topic and words of a question.
pub fn question(dice: &mut Dice) -> (&'static str, String) {
    let (topic, opening) = dice.one(&QUESTIONS).copied().unwrap_or_default();
    let street = dice.text(&STREETS);
    let mut text = format!("{opening} Het gaat om {street} {}.", dice.between(1, 240));
    for _ in 0..dice.between(0, 3) {
        text.push(' ');
        text.push_str(dice.text(&MORE));
    }
    (topic, text)
}

/// Name of a resident.
pub fn name(dice: &mut Dice) -> String {
    format!("{} {}", dice.text(&FIRST), dice.text(&LAST))
}

/// Where a resident lives.
pub fn address(dice: &mut Dice) -> String {
    format!("{} {}\n1000 AB Meetdorp", dice.text(&STREETS), dice.between(1, 240))
}

/// Words of an answer.
pub fn answer(dice: &mut Dice) -> String {
    format!("{} {}", dice.text(&ANSWERS), dice.text(&ANSWERS))
}

/// An internal remark.
pub fn note(dice: &mut Dice) -> &'static str {
    dice.text(&NOTES)
}

/// What an employee misses.
pub fn missing(dice: &mut Dice) -> &'static str {
    dice.text(&MISSING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_of_the_municipality_has_words() {
        for topic in crate::gemeente::topics() {
            assert!(QUESTIONS.iter().any(|(code, _)| *code == topic), "{topic}");
        }
    }
}
