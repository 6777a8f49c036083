// SPDX-License-Identifier: EUPL-1.2
//! Mail out and mail in as one: what a real SMTP client sends arrives in a real mailbox.

use std::sync::Arc;

use berichten::{
    server::{Security, Server},
    testing::{SmtpSink, SmtpSinkOptions},
};
use tokio::task::JoinHandle;

use super::dovecot::{Dovecot, DovecotOptions, deliver};

/// A receiver of mail that puts everything in the Dovecot account named before the at sign; a part
/// behind a plus sign does not count. It stops when dropped.
pub struct PostOffice {
    /// The mailboxes.
    pub dovecot: Dovecot,
    /// The receiver, with everything it got.
    pub smtp: Arc<SmtpSink>,
    task: JoinHandle<()>,
}

impl Drop for PostOffice {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl PostOffice {
    /// Starts both; `None` on a machine without Dovecot.
    pub async fn start() -> Option<Self> {
        let dovecot = Dovecot::start(DovecotOptions::default()).await?;
        let smtp = Arc::new(SmtpSink::start(SmtpSinkOptions::default()).await);
        let (lmtp, receiver) = (dovecot.lmtp, Arc::clone(&smtp));
        let task = tokio::spawn(async move {
            for n in 0.. {
                let mail = receiver.nth(n).await;
                for recipient in &mail.to {
                    let user = recipient.split(['+', '@']).next().unwrap_or_default();
                    deliver(lmtp, &mail.from, user, &mail.data).await;
                }
            }
        });
        Some(Self { dovecot, smtp, task })
    }

    /// How an SMTP client reaches the receiver.
    pub fn smtp_server(&self) -> Server {
        Server {
            host: "localhost".to_owned(),
            port: self.smtp.address.port(),
            security: Security::Plain,
            extra_roots: None,
        }
    }
}
