// SPDX-License-Identifier: EUPL-1.2
//! One visit to a page of the portal: what every handler here starts with, and the shell around its page.

use std::sync::Arc;

use axum::{extract::FromRequestParts, http::request::Parts};
use beheer::Inrichting;
use kernel::{Result, Time};
use web::{Fout, Gemeente, PortalShell, T};

use crate::uren;

/// What every page of the portal needs.
pub(crate) struct Bezoek {
    pub(crate) g: Gemeente,
    pub(crate) t: T,
    pub(crate) inr: Arc<Inrichting>,
    pub(crate) nu: Time,
}

impl FromRequestParts<Gemeente> for Bezoek {
    type Rejection = Fout;

    async fn from_request_parts(parts: &mut Parts, g: &Gemeente) -> Result<Self, Fout> {
        let Ok(t) = T::from_request_parts(parts, g).await;
        Ok(Self { g: g.clone(), t, inr: beheer::inrichting(g).await?, nu: g.clock().now() })
    }
}

impl Bezoek {
    /// The shell around a page at this path.
    pub(crate) fn schil(&self, pad: &str) -> PortalShell {
        let tel = |plek| uren::week(self.t.lang(), &self.inr, plek);
        PortalShell {
            site: hoofdletter(self.inr.naam()),
            telefoon: self.inr.telefoon().to_owned(),
            adres: self.adres(),
            uren: tel(beheer::WERKUREN),
            bereikbaar: uren::nu(self.t.lang(), &self.inr.kalender, self.nu),
            demo: self.g.config().demo,
            storing: Some(self.inr.instelling("portaal.storing", "").to_owned()).filter(|s| !s.is_empty()),
            taal: self.t.lang().to_string(),
            pad: pad.to_owned(),
            aandacht: None,
        }
    }

    /// The same for a form that comes back with errors: the title says so first.
    pub(crate) fn schil_met(&self, pad: &str, fout: bool) -> PortalShell {
        PortalShell { aandacht: fout.then(|| self.t.k("p-fout")), ..self.schil(pad) }
    }

    /// Lines of the visiting address.
    pub(crate) fn adres(&self) -> Vec<String> {
        let adres = self.inr.instelling("gemeente.adres", "");
        adres.split(',').map(|regel| regel.trim().to_owned()).filter(|regel| !regel.is_empty()).collect()
    }

    /// "PD-26-000012": how a number looks here, for hints.
    pub(crate) fn voorbeeldnummer(&self) -> String {
        kernel::nummer::format(self.inr.voorvoegsel(), self.nu.day().year(), 4512)
    }
}

/// The text with a capital.
pub(crate) fn hoofdletter(tekst: &str) -> String {
    let mut letters = tekst.chars();
    letters.next().map_or_else(String::new, |eerste| eerste.to_uppercase().chain(letters).collect())
}
