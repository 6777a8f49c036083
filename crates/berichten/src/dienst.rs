// SPDX-License-Identifier: EUPL-1.2
//! A mail of the installation to who runs it: about no question, so it stands in no dossier. It goes through the
//! same outbox, and when it cannot be delivered it shows under the failed jobs.

use kernel::{Result, Time};
use serde::{Deserialize, Serialize};
use storage::{NewJob, Tx};
use uuid::Uuid;

use crate::outgoing::Outgoing;

/// Kind of job in the queue `mail`.
pub(crate) const SOORT: &str = "dienstbericht";

/// What is told to whom. No personal data of residents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dienstbericht {
    /// Mail address of who runs the installation.
    pub aan: String,
    /// Subject.
    pub onderwerp: String,
    /// Text.
    pub tekst: String,
}

/// Puts it in the outbox: it goes out if and only if this transaction commits, once per key.
pub async fn beloof(tx: &mut Tx, sleutel: &str, bericht: &Dienstbericht) -> Result<Uuid> {
    let payload = serde_json::to_value(bericht).map_err(kernel::Error::internal)?;
    tx.enqueue(NewJob { max_attempts: 30, ..NewJob::new("mail", SOORT, payload).key(sleutel) }).await
}

impl Dienstbericht {
    /// The mail; the same job gives the same bytes.
    pub(crate) fn mail(self, id: Uuid, gemaakt: Time, naam: &str, afzender: &str) -> Outgoing {
        let host = afzender.rsplit_once('@').map_or("localhost", |(_, host)| host);
        Outgoing {
            message_id: format!("dienst.{}@{host}", id.simple()),
            from_name: naam.to_owned(),
            from: afzender.to_owned(),
            to: self.aan,
            subject: self.onderwerp,
            text: self.tekst,
            automatic: true,
            date: Some(gemaakt),
            ..Outgoing::default()
        }
    }
}
