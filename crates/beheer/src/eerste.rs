// SPDX-License-Identifier: EUPL-1.2
//! The set-up a new installation starts with: one team that is also the distribution point, office hours.

use kernel::calendar::Norm;

use crate::{Openingstijd, Opzet, Team, WERKUREN};

/// A set-up that works from the first minute, to be filled in further.
pub fn eerste_opzet() -> Opzet {
    Opzet {
        instellingen: vec![
            ("gemeente.naam".to_owned(), "gemeente".to_owned()),
            ("vraag.voorvoegsel".to_owned(), "VD".to_owned()),
        ],
        teams: vec![Team {
            id: "KCC".to_owned(),
            naam: "Klantcontactcentrum".to_owned(),
            norm_bellen: Norm::Werkdagen(1),
            norm_antwoord: Norm::Werkdagen(2),
            verdeelpunt: true,
            afgeschermd: false,
        }],
        openingstijden: (1..=5)
            .map(|dag| Openingstijd {
                plek: WERKUREN.to_owned(),
                dag,
                van: "08:30".to_owned(),
                tot: "17:00".to_owned(),
            })
            .collect(),
        ..Opzet::default()
    }
}
