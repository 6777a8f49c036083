// SPDX-License-Identifier: EUPL-1.2
//! What somebody who asks a question has filled in so far. It travels along in hidden fields: nothing is kept here,
//! nothing expires while one thinks, and going back loses nothing.

use std::collections::BTreeMap;

use kernel::{Postcode, Result, text_enum};
use vragen::{
    Antwoordkanaal, Indiener, Kanaal, Soort,
    accept::{Aanname, TEKST_MAX},
};
use web::{Form, FormErrors, Gemeente, T};

use crate::{
    bestanden::{self, Bestand},
    velden,
};

text_enum! {
    /// One question per page.
    pub enum Stap {
        /// What the question is, with files.
        Vraag = "vraag",
        /// How the answer should come.
        Hoe = "hoe",
        /// Only what that way needs.
        Gegevens = "gegevens",
        /// Check and send.
        Controle = "controle",
    }
}

/// Every field, with the step that asks for it. `sleutel` is made by us: the same form sent twice is one question.
const VELDEN: &[(&str, Stap)] = &[
    ("sleutel", Stap::Controle),
    ("bsn", Stap::Controle),
    ("onderwerp", Stap::Controle),
    ("soort", Stap::Controle),
    ("tekst", Stap::Vraag),
    ("hoe", Stap::Hoe),
    ("email", Stap::Gegevens),
    ("telefoon", Stap::Gegevens),
    ("belmoment", Stap::Gegevens),
    ("adres", Stap::Gegevens),
    ("naam", Stap::Gegevens),
    ("postcode", Stap::Gegevens),
    ("namens", Stap::Gegevens),
    ("organisatie", Stap::Gegevens),
];

/// Everything that was filled in.
#[derive(Debug, Clone, Default)]
pub struct Staat {
    velden: BTreeMap<&'static str, String>,
    pub(crate) bestanden: Vec<Bestand>,
}

impl Staat {
    /// Reads the form; makes a key when it has none.
    pub(crate) fn lees(g: &Gemeente, form: &Form) -> Self {
        let velden = VELDEN.iter().map(|(naam, _)| (*naam, form.get(naam).to_owned())).collect();
        let mut staat = Self { velden, bestanden: bestanden::bewaard(g, form) };
        if staat.get("sleutel").parse::<uuid::Uuid>().is_err() {
            staat.set("sleutel", &velden::sleutel(g));
        }
        staat
    }

    /// The value as typed.
    pub(crate) fn get(&self, naam: &str) -> &str {
        self.velden.get(naam).map_or("", String::as_str)
    }

    pub(crate) fn set(&mut self, naam: &'static str, waarde: &str) {
        self.velden.insert(naam, waarde.to_owned());
    }

    /// Hidden fields of a page that shows the fields of `stap` itself.
    pub(crate) fn verborgen(&self, g: &Gemeente, stap: Stap) -> Result<Vec<(&'static str, String)>> {
        let mut velden: Vec<(&'static str, String)> = VELDEN
            .iter()
            .filter(|(naam, van)| (*van != stap || stap == Stap::Controle) && !self.get(naam).is_empty())
            .map(|(naam, _)| (*naam, self.get(naam).to_owned()))
            .collect();
        velden.push(("stap", stap.to_string()));
        let zegels = bestanden::verzegeld(g, &self.bestanden)?;
        velden.extend(zegels.into_iter().map(|zegel| (bestanden::BEWAARD, zegel)));
        Ok(velden)
    }

    /// How the answer should come, once that is chosen.
    pub(crate) fn hoe(&self) -> Option<Antwoordkanaal> {
        self.get("hoe").parse().ok()
    }

    /// Whether the text holds what looks like a BSN, and nobody said yet that it may stay.
    pub(crate) fn vraagt_om_bsn(&self) -> bool {
        self.get("bsn") != "laten" && !kernel::text::find_bsn(self.get("tekst")).is_empty()
    }

    /// Checks what one step asked for, in the words of that page.
    pub(crate) fn controleer(&self, t: &T, stap: Stap, fouten: &mut FormErrors) {
        match stap {
            Stap::Vraag => velden::tekst(t, self.get("tekst"), TEKST_MAX, fouten),
            Stap::Hoe if self.hoe().is_none() => fouten.add("hoe", t.k("p-fout-hoe")),
            Stap::Hoe | Stap::Controle => {}
            Stap::Gegevens => self.controleer_gegevens(t, fouten),
        }
    }

    fn controleer_gegevens(&self, t: &T, fouten: &mut FormErrors) {
        let hoe = self.hoe();
        velden::email(t, self.get("email"), hoe == Some(Antwoordkanaal::Email), fouten);
        velden::telefoon(t, self.get("telefoon"), hoe == Some(Antwoordkanaal::Telefoon), fouten);
        velden::adres(t, self.get("adres"), hoe == Some(Antwoordkanaal::Brief), fouten);
        let postcode = self.get("postcode").trim();
        if !postcode.is_empty() && Postcode::try_from(postcode).is_err() {
            fouten.add("postcode", t.k("p-fout-postcode"));
        }
        for naam in ["naam", "namens", "organisatie"] {
            velden::kort(t, naam, self.get(naam), fouten);
        }
    }

    /// The first step with something wrong in it, with what is wrong.
    pub(crate) fn eerste_fout(&self, t: &T) -> Option<(Stap, FormErrors)> {
        Stap::ALL.iter().find_map(|stap| {
            let mut fouten = FormErrors::new();
            self.controleer(t, *stap, &mut fouten);
            (!fouten.is_empty()).then_some((*stap, fouten))
        })
    }

    /// What the heart takes in.
    pub(crate) fn aanname(&self, g: &Gemeente, inr: &beheer::Inrichting, hoe: Antwoordkanaal) -> Aanname {
        let heeft = |naam: &str| self.get(naam).trim().to_owned();
        let nodig = |naam: &str, kanaal| if hoe == kanaal { heeft(naam) } else { String::new() };
        let onderwerp = Some(heeft("onderwerp")).filter(|o| inr.onderwerp(o).is_some());
        Aanname {
            onderwerp,
            soort: heeft("soort").parse::<Soort>().ok(),
            wijk: inr
                .wijk_van(&heeft("postcode"))
                .filter(|_| !heeft("postcode").is_empty())
                .map(|w| w.id.clone()),
            indiener: Indiener {
                naam: heeft("naam"),
                // Only what the chosen way needs: what was typed for another way and left is not kept.
                email: nodig("email", Antwoordkanaal::Email),
                telefoon: nodig("telefoon", Antwoordkanaal::Telefoon),
                adres: nodig("adres", Antwoordkanaal::Brief),
                organisatie: heeft("organisatie"),
                namens: heeft("namens"),
                ..Indiener::default()
            },
            belmoment: if hoe == Antwoordkanaal::Telefoon {
                velden::belmoment(inr, self.get("belmoment"))
            } else {
                String::new()
            },
            bijlagen: bestanden::bijlagen(g, &self.bestanden),
            ..Aanname::new(Kanaal::Website, self.get("tekst"), hoe)
        }
    }

    /// Everything that makes it this question and no other, for recognising the same form sent twice.
    pub(crate) fn vingerafdruk(&self) -> Vec<u8> {
        let velden = VELDEN.iter().map(|(naam, _)| self.get(naam).trim());
        let hashes = self.bestanden.iter().map(|b| b.hash.as_str());
        velden.chain(hashes).collect::<Vec<_>>().join("\u{1}").into_bytes()
    }
}
