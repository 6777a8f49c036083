// SPDX-License-Identifier: EUPL-1.2
//! Access to a mail server that renews itself, kept in the database, encrypted.
//!
//! The refresh token of the configuration is the first of a chain; the database has the newest. The chain is known
//! by a keyed hash of its first token and of who gave it: a new token in the configuration starts a chain of its
//! own at once, and IMAP and SMTP with the same first token share one chain instead of cutting each other off.

use std::sync::Arc;

use kernel::Result;
use web::Gemeente;

use crate::{
    oauth::{Grant, Keeper, Keeping, Settings},
    server::Secret,
    store,
};

/// Name of the encrypted field.
const VELD: &str = "oauth_verversing.token";

/// Where the newest token of one chain is kept.
#[derive(Debug)]
pub struct Bewaarplek {
    g: Gemeente,
    sleutel: Vec<u8>,
}

impl Bewaarplek {
    /// For these settings; absent when they have no refresh token.
    pub fn van(g: &Gemeente, settings: &Settings) -> Option<Arc<dyn Keeper>> {
        let Grant::RefreshToken(eerste) = &settings.grant else { return None };
        let wie = format!("{}\n{}\n{}", settings.token_url, settings.client_id, eerste.reveal());
        let sleutel = g.keys().blind_index("oauth-verversing", &wie);
        Some(Arc::new(Self { g: g.clone(), sleutel }))
    }

    async fn lees(&self) -> Result<Option<Secret>> {
        let mut tx = self.g.db().read().await?;
        let verzegeld = store::verversing(&mut tx, &self.sleutel).await;
        tx.rollback().await;
        verzegeld?.map(|v| self.g.keys().open(VELD, &v).map(Secret::new)).transpose()
    }

    async fn schrijf(&self, token: &Secret) -> Result<()> {
        let verzegeld = self.g.keys().seal(self.g.ids().as_ref(), VELD, token.reveal())?;
        let mut tx = self.g.db().begin().await?;
        store::zet_verversing(&mut tx, &self.sleutel, &verzegeld).await?;
        tx.commit().await
    }
}

impl Keeper for Bewaarplek {
    fn newest(&self) -> Keeping<'_, Option<Secret>> {
        Box::pin(self.lees())
    }

    fn keep<'a>(&'a self, token: &'a Secret) -> Keeping<'a, ()> {
        Box::pin(self.schrijf(token))
    }
}
