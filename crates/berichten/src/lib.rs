// SPDX-License-Identifier: EUPL-1.2
//! What goes out: messages to residents and to other bodies.
//!
//! - [`opstellen`]: makes a message from what a use case owes. [`volgen`]: what follows by rule.
//! - [`dienst`]: mail to who runs the installation.
//! - [`bericht`]: its states. [`bezorging`]: what becomes of it. `versturen`: the worker that sends mail.
//! - [`token`]: how a reply finds its question again.
//! - [`opmaak`]: how a mail looks. [`outgoing`]: a mail as it goes over the line.
//! - [`server`] and [`oauth`]: where a mail server is and how we log in, shared by sending and fetching.
//!   [`verversing`]: access that renews itself, kept over a restart.
//! - [`smtp`]: hands a mail to a mail server and tells what came of it.

pub mod bericht;
pub mod bezorging;
mod compose;
pub mod dienst;
mod draad;
pub mod oauth;
pub mod opmaak;
pub mod opstellen;
pub mod outgoing;
pub mod server;
pub mod smtp;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
pub mod token;
pub mod verleden;
pub mod versturen;
pub mod verversing;
pub mod volgen;

use web::TextSource;

pub use bericht::{Bericht, BerichtToestand, Weg};
pub use bezorging::{Melding, gemeld, geprint, lees, niet_bezorgd, op_message_id, van_vraag};
pub use compose::Stof;

/// The texts of all messages.
pub const TEKSTEN: TextSource =
    TextSource { room: "berichten", nl: include_str!("../texts/nl.ftl"), en: None };

#[cfg(test)]
mod tests {
    use super::TEKSTEN;

    #[test]
    fn a_message_to_a_resident_holds_no_office_words() {
        let mut key = "";
        let mut wrong = Vec::new();
        for line in TEKSTEN.nl.lines().filter(|l| !l.starts_with('#')) {
            if !line.starts_with(' ') {
                key = line.split(" =").next().unwrap_or_default();
            }
            let text = line.strip_prefix(key).unwrap_or(line);
            if !key.starts_with("bericht-intern-") {
                wrong.extend(language::never(text).iter().map(|n| format!("{key}: {}", n.word)));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }
}
