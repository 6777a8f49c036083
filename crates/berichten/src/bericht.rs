// SPDX-License-Identifier: EUPL-1.2
//! One message and the states of its delivery.

use kernel::{Time, text_enum};
use uuid::Uuid;
use vragen::VraagId;

text_enum! {
    /// State of a message. Final: `Bezorgd...` there is none for mail; sent, failed, bounced, printed and placed are.
    pub enum BerichtToestand {
        /// Made, waits to be sent.
        Klaar = "klaar",
        /// Accepted by the next server.
        Verstuurd = "verstuurd",
        /// Refused for now; tried again.
        Uitgesteld = "uitgesteld",
        /// Refused for good, or tried too often.
        Mislukt = "mislukt",
        /// Came back.
        NietBezorgd = "niet bezorgd",
        /// A letter that somebody must print.
        TePrinten = "te printen",
        /// A letter that was printed.
        Geprint = "geprint",
        /// Stands on the status page; there is no address to send it to.
        Geplaatst = "geplaatst",
    }
}

text_enum! {
    /// Way by which a message goes.
    pub enum Weg {
        /// Mail.
        Email = "e-mail",
        /// Printed letter.
        Brief = "brief",
        /// The status page only.
        Status = "status",
    }
}

/// A message.
#[derive(Debug, Clone)]
pub struct Bericht {
    /// Identifier.
    pub id: Uuid,
    /// Question it is about.
    pub vraag: VraagId,
    /// Contact it carries.
    pub contact: Option<Uuid>,
    /// Kind of message, for instance `ontvangstbevestiging`.
    pub soort: String,
    /// Business key: the same thing is never sent twice.
    pub sleutel: String,
    /// Way.
    pub weg: Weg,
    /// Mail address or postal address.
    pub aan: String,
    /// Subject.
    pub onderwerp: String,
    /// Plain text.
    pub tekst: String,
    /// No person wrote it.
    pub automatisch: bool,
    /// State.
    pub toestand: BerichtToestand,
    /// Message-ID without angle brackets; empty when not a mail.
    pub message_id: String,
    /// Message-ID of the mail it answers; empty when none.
    pub antwoord_op: String,
    /// Message-IDs of the thread it joins, oldest first.
    pub verwijzingen: Vec<String>,
    /// When it was made.
    pub gemaakt_op: Time,
    /// When it left us.
    pub verstuurd_op: Option<Time>,
    /// What the other side said.
    pub fout: String,
}

/// The first state of a message that goes this way.
pub fn eerste_toestand(weg: Weg) -> BerichtToestand {
    match weg {
        Weg::Email => BerichtToestand::Klaar,
        Weg::Brief => BerichtToestand::TePrinten,
        Weg::Status => BerichtToestand::Geplaatst,
    }
}
