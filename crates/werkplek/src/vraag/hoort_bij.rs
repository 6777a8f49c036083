// SPDX-License-Identifier: EUPL-1.2
//! A mail that names the number of another question, from an address that did not ask it, became a question of its
//! own. Its owner sees which one was named, and judges.

use kernel::{Error, Result};
use storage::Tx;
use vragen::dossier::{Dossier, Inhoud};

use super::opgemaakt::is_mail;
use crate::plek::Plek;

/// A question that was named.
pub(crate) struct Genoemd {
    pub(crate) nummer: String,
    /// Its page and first words; empty when this employee may not read it.
    pub(crate) url: String,
    pub(crate) titel: String,
}

/// The questions that the mails of this question name.
pub(crate) async fn genoemd(tx: &mut Tx, p: &Plek, d: &Dossier) -> Result<Vec<Genoemd>> {
    let mut alle = Vec::new();
    for stuk in &d.tijdlijn {
        let Inhoud::Contact(contact, _) = &stuk.inhoud else { continue };
        if !is_mail(contact) {
            continue;
        }
        for nummer in kanalen::misschien_bij(tx, &contact.origineel, d.vraag.id.uuid()).await? {
            let (url, titel) = match super::vind(tx, p, &nummer).await {
                Ok(v) => (format!("/werk/vraag/{nummer}"), v.titel),
                Err(Error::NotFound) => (String::new(), String::new()),
                Err(fout) => return Err(fout),
            };
            alle.push(Genoemd { nummer, url, titel });
        }
    }
    Ok(alle)
}
