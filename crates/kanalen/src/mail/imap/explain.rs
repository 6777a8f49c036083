// SPDX-License-Identifier: EUPL-1.2
//! What is wrong with a mailbox, in words that an administrator can act on.

use kernel::Error;

use super::watch::Trouble;

/// One or two sentences of plain Dutch. The words of the server are told apart: [`Trouble::text`].
pub fn explain(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Lost(said) => lost(said).to_owned(),
        Trouble::Refused(said) => refused(said).to_owned(),
        Trouble::Sink(Error::Busy { .. }) => "De database is te druk. Wij proberen het zo weer.".to_owned(),
        // A rule of ours has its own words.
        Trouble::Sink(Error::Refused { text, .. }) => text.clone(),
        Trouble::Sink(_) => {
            "Een mail kon niet worden opgeslagen. Kijk in het logboek van de server.".to_owned()
        }
    }
}

fn lost(said: &str) -> &'static str {
    if said.starts_with("verbinden") {
        "De mailserver is niet bereikbaar. Controleer de naam en de poort, of vraag de beheerder van de mail."
    } else if said.starts_with("versleutelen") {
        "De beveiligde verbinding lukt niet. Controleer de poort en het certificaat van de mailserver."
    } else {
        "De verbinding met de mailserver viel weg. Wij proberen het opnieuw."
    }
}

fn refused(said: &str) -> &'static str {
    if said.starts_with("inloggen") {
        "Inloggen lukt niet. Controleer de gebruikersnaam en het wachtwoord, of de toegang tot dit postvak."
    } else if said.starts_with("de tokenserver weigert") {
        "De toegang tot dit postvak is verlopen of ingetrokken. Geef opnieuw toestemming."
    } else if said.starts_with("de tokenserver") {
        "De server die toegang geeft, antwoordt niet goed. Wij proberen het opnieuw."
    } else if said.starts_with("SELECT") || said.starts_with("de map") {
        "De map bestaat niet, of wij mogen hem niet openen. Controleer de naam van de map."
    } else if said.starts_with("versleutelen") {
        "De mailserver biedt geen beveiligde verbinding aan. Controleer de poort en de instelling 'tls'."
    } else if said.starts_with("voor dit postvak is geen account") {
        "Voor dit postvak is geen account ingesteld. Vul een gebruikersnaam in."
    } else {
        "De mailserver weigert een opdracht. Vraag de beheerder van de mail."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_is_told_in_a_sentence_without_the_words_of_the_server() {
        let said = |text: &str| text.to_owned();
        for (trouble, words) in [
            (Trouble::Lost(said("verbinden: Connection refused (os error 111)")), "niet bereikbaar"),
            (Trouble::Lost(said("versleutelen: invalid peer certificate")), "certificaat"),
            (Trouble::Lost(said("UID FETCH 7: broken pipe")), "viel weg"),
            (Trouble::Refused(said("inloggen: [AUTHENTICATIONFAILED]")), "Inloggen lukt niet"),
            (Trouble::Refused(said("de tokenserver weigert: invalid_grant")), "Geef opnieuw toestemming"),
            (Trouble::Refused(said("de tokenserver antwoordt niet goed: 503")), "antwoordt niet goed"),
            (Trouble::Refused(said("SELECT \"Oud\": Mailbox doesn't exist")), "map bestaat niet"),
            (Trouble::Refused(said("versleutelen: BAD")), "'tls'"),
            (Trouble::Refused(said("voor dit postvak is geen account ingesteld")), "gebruikersnaam"),
            (Trouble::Refused(said("UID STORE: no")), "weigert"),
            (Trouble::Sink(Error::Busy { retry_after_secs: 2 }), "te druk"),
            (Trouble::Sink(Error::refused("postvak-onbekend", "Onbekend postvak.")), "Onbekend postvak."),
            (Trouble::Sink(Error::internal("disk full")), "logboek"),
        ] {
            let told = explain(&trouble);
            assert!(told.contains(words) && told.ends_with('.'), "{trouble:?}: {told}");
            assert!(
                !["refused", "AUTH", "invalid_grant", "disk", "doesn't"].iter().any(|w| told.contains(w))
            );
        }
    }
}
