// SPDX-License-Identifier: EUPL-1.2
//! What we say to the resident: answers, a no with its reason, an apology.

use super::{
    Teksten,
    sjabloon::Sjabloon,
    slot::{Vulling, Wie},
    teksten::Onderwerptekst,
};
use crate::kans::Kans;

/// How an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toon {
    /// In writing.
    Schriftelijk,
    /// By telephone, later.
    Gebeld,
    /// In the same conversation.
    Meteen,
}

/// What makes an answer other than a plain one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Antwoordtekst {
    /// Later than promised.
    pub(crate) laat: bool,
    /// The second answer, after it was not solved.
    pub(crate) weer: bool,
}

impl Teksten {
    /// An answer that fits the question.
    pub(crate) fn antwoord(
        &self,
        t: &Onderwerptekst,
        passend: &[usize],
        toon: Toon,
        hoe: Antwoordtekst,
        v: &Vulling<'_>,
        kans: &mut Kans,
    ) -> String {
        let a = &self.algemeen.antwoord;
        let mut out = String::with_capacity(320);
        let begin = match (toon, hoe) {
            (Toon::Gebeld, _) => Some(&a.gesproken),
            (Toon::Meteen, _) => Some(&a.meteen),
            (_, Antwoordtekst { weer: true, .. }) => Some(&a.begin_weer),
            (_, Antwoordtekst { laat: true, .. }) => Some(&a.begin_laat),
            _ => (!t.rustig && kans.percent(65.0)).then_some(&a.begin),
        };
        if let Some(begin) = begin {
            say(&mut out, kans.one(begin), v);
        }
        // What did not help the first time does not help the second.
        let passend = if hoe.weer { &[] } else { passend };
        let kern = passend.get(kans.below(passend.len())).and_then(|n| t.antwoord.get(*n));
        say(&mut out, kern.or_else(|| kans.one(&a.kern)), v);
        if toon == Toon::Schriftelijk && !t.rustig {
            say(&mut out, kans.one(&a.eind), v);
            out.truncate(out.trim_end().len());
        }
        out
    }
}

/// One of these sentences, said by or to this person.
pub(crate) fn zin(of: &[Sjabloon], wie: Wie, v: &Vulling<'_>, kans: &mut Kans) -> String {
    kans.one(of).map(|s| s.text(v, wie)).unwrap_or_default()
}

fn say(out: &mut String, s: Option<&Sjabloon>, v: &Vulling<'_>) {
    if let Some(s) = s {
        if !out.is_empty() {
            out.push(' ');
        }
        s.fill(v, Wie::U, out);
    }
}
