// SPDX-License-Identifier: EUPL-1.2
//! Grounds on which the clock stands still: Awb 4:15 and 7:10 lid 2, Woo 4.4 lid 3.

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    derivation::{Artikel, Termijnsoort},
    interval::Tijdvak,
    read::{Parts, Tekst, shift},
};
use crate::{Error, Result, text_enum};

/// On which day a period set by the body "has lapsed unused" (Awb 4:15 lid 1 onder a).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verstreken {
    /// On its last day, so that a period to 24 June suspends up to and including 23 June.
    LaatsteDag,
    /// On the day after, so that it suspends up to and including 24 June.
    DagErna,
}

/// Which reading we follow. The law does not say; Awb 7:10 and 4:17 use "the day on which a term has lapsed" for its
/// last day, and this reading gives the earlier date, which is the safe one for who must decide.
pub const VERSTREKEN: Verstreken = Verstreken::LaatsteDag;

text_enum! {
    /// The ground of a suspension.
    pub enum Grond {
        /// Asked to complete an application (Awb 4:15 lid 1 onder a), or to repair an objection (Awb 7:10 lid 2).
        Aanvulling = "aanvulling",
        /// Information needed from abroad (Awb 4:15 lid 1 onder b).
        BuitenlandseInformatie = "buitenlandse-informatie",
        /// The applicant agreed in writing (Awb 4:15 lid 2 onder a).
        Instemming = "instemming",
        /// The delay is the applicant's (Awb 4:15 lid 2 onder b).
        VertragingAanvrager = "vertraging-aanvrager",
        /// Force majeure (Awb 4:15 lid 2 onder c).
        Overmacht = "overmacht",
        /// Others may give their view (Woo 4.4 lid 3).
        Zienswijze = "zienswijze",
    }
}

/// A suspension: its ground, its days, and the evidence, all mandatory. A request to complete without a last day
/// does not suspend (Raad van State 21 September 2016, 2527), so it cannot be written down.
///
/// As text: the ground and its parts with commas between, such as
/// `aanvulling,verzocht=2026-06-10,uiterlijk=2026-06-24,aangevuld=2026-06-19,bewijs=brief 12`,
/// `buitenlandse-informatie,meegedeeld=2026-06-10,tot=2026-07-01,bewijs=..`,
/// `instemming,van=2026-06-10,tot-en-met=2026-06-20,bewijs=..` (also `vertraging-aanvrager` and `overmacht`),
/// `zienswijze,meegedeeld=2026-06-10,tot-en-met=2026-06-24,bewijs=..`, and while its end is not known
/// `loopt-nog,soort=overmacht,van=2026-06-10,peildag=2026-06-20,bewijs=..`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "grond", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Opschorting {
    /// From the day after the request, to the day it was met or the set period lapsed.
    Aanvulling {
        /// The day on which the request was sent.
        verzocht: Date,
        /// The last day of the period set.
        uiterlijk: Date,
        /// The day on which it was completed, if it was.
        aangevuld: Option<Date>,
        /// The letter or message.
        bewijs: Tekst,
    },
    /// From the day after the notice, to the day the information came or waiting was no longer reasonable.
    BuitenlandseInformatie {
        /// The day of the notice to the applicant.
        meegedeeld: Date,
        /// The day it came, or on which waiting ended; it does not count.
        tot: Date,
        /// The letter or message.
        bewijs: Tekst,
    },
    /// The days to which the applicant agreed.
    Instemming {
        /// First day.
        van: Date,
        /// Last day; it counts.
        #[serde(rename = "tot-en-met")]
        tot_en_met: Date,
        /// The applicant's letter or message.
        bewijs: Tekst,
    },
    /// The days of delay by the applicant.
    VertragingAanvrager {
        /// First day.
        van: Date,
        /// Last day; it counts.
        #[serde(rename = "tot-en-met")]
        tot_en_met: Date,
        /// What shows it.
        bewijs: Tekst,
    },
    /// The days on which deciding was impossible.
    Overmacht {
        /// First day.
        van: Date,
        /// Last day; it counts.
        #[serde(rename = "tot-en-met")]
        tot_en_met: Date,
        /// What shows it.
        bewijs: Tekst,
    },
    /// From the day after the notice to who asked, to and including the day the view came or the period lapsed.
    Zienswijze {
        /// The day of the notice to who asked.
        meegedeeld: Date,
        /// The day on which the view came or the period lapsed; it counts.
        #[serde(rename = "tot-en-met")]
        tot_en_met: Date,
        /// The letter or message.
        bewijs: Tekst,
    },
    /// A suspension of which nobody knows yet when it ends, as it stands on a day. The term that follows is
    /// provisional: every day longer moves its last day by one. Not for a request to complete, which has its last day.
    LooptNog {
        /// Its ground.
        soort: Grond,
        /// First day.
        van: Date,
        /// The day on which it was still running; it counts.
        peildag: Date,
        /// What shows it.
        bewijs: Tekst,
    },
}

impl Opschorting {
    /// Its ground.
    pub const fn grond(&self) -> Grond {
        match self {
            Self::Aanvulling { .. } => Grond::Aanvulling,
            Self::BuitenlandseInformatie { .. } => Grond::BuitenlandseInformatie,
            Self::Instemming { .. } => Grond::Instemming,
            Self::VertragingAanvrager { .. } => Grond::VertragingAanvrager,
            Self::Overmacht { .. } => Grond::Overmacht,
            Self::Zienswijze { .. } => Grond::Zienswijze,
            Self::LooptNog { soort, .. } => *soort,
        }
    }

    /// The days it covers, wherever the term lies; `None` when it covers no day. Refused when it ends before it
    /// begins.
    pub fn tijdvak(&self) -> Result<Option<Tijdvak>> {
        match *self {
            Self::Aanvulling { verzocht, uiterlijk, aangevuld, .. } => {
                if uiterlijk <= verzocht || aangevuld.is_some_and(|d| d < verzocht) {
                    return Err(Error::refused(
                        "opschorting-omgekeerd",
                        "Een verzoek om aan te vullen gaat vooraf aan het einde van de tijd daarvoor en aan de aanvulling.",
                    ));
                }
                let lapsed = match VERSTREKEN {
                    Verstreken::LaatsteDag => uiterlijk,
                    Verstreken::DagErna => shift(uiterlijk, 1)?,
                };
                let end = aangevuld.map_or(lapsed, |d| d.min(lapsed));
                let start = shift(verzocht, 1)?;
                Tijdvak::tot(start, end.max(start))
            }
            Self::BuitenlandseInformatie { meegedeeld, tot, .. } => Tijdvak::tot(shift(meegedeeld, 1)?, tot),
            Self::Zienswijze { meegedeeld, tot_en_met, .. } => {
                Tijdvak::tot_en_met(shift(meegedeeld, 1)?, tot_en_met).map(Some)
            }
            Self::Instemming { van, tot_en_met, .. }
            | Self::VertragingAanvrager { van, tot_en_met, .. }
            | Self::Overmacht { van, tot_en_met, .. } => Tijdvak::tot_en_met(van, tot_en_met).map(Some),
            Self::LooptNog { soort: Grond::Aanvulling, .. } => Err(Error::refused(
                "opschorting-heeft-einde",
                "Een verzoek om aan te vullen heeft altijd een laatste dag: gebruik aanvulling, met uiterlijk=.",
            )),
            Self::LooptNog { van, peildag, .. } => Tijdvak::tot_en_met(van, peildag).map(Some),
        }
    }

    /// The day on which it still ran, when nobody knows its end yet.
    pub const fn peildag(&self) -> Option<Date> {
        match self {
            Self::LooptNog { peildag, .. } => Some(*peildag),
            _ => None,
        }
    }

    /// The evidence.
    pub const fn bewijs(&self) -> &Tekst {
        match self {
            Self::Aanvulling { bewijs, .. }
            | Self::BuitenlandseInformatie { bewijs, .. }
            | Self::Instemming { bewijs, .. }
            | Self::VertragingAanvrager { bewijs, .. }
            | Self::Overmacht { bewijs, .. }
            | Self::Zienswijze { bewijs, .. }
            | Self::LooptNog { bewijs, .. } => bewijs,
        }
    }

    /// The article by which it suspends this kind of term. Refused when the law knows no such ground for it.
    pub(super) fn artikel(&self, soort: Termijnsoort) -> Result<Artikel> {
        let text = match (soort, self.grond()) {
            (Termijnsoort::BeslissingOpBezwaar, Grond::Aanvulling) => "Awb 7:10 lid 2",
            (Termijnsoort::BeslissingOpBezwaar, Grond::Overmacht) => "Awb 4:15 lid 2 onder c en 7:14",
            (Termijnsoort::Woo, Grond::Zienswijze) => "Woo 4.4 lid 3",
            (Termijnsoort::Aanvraag | Termijnsoort::Woo, Grond::Aanvulling) => "Awb 4:15 lid 1 onder a",
            (Termijnsoort::Aanvraag | Termijnsoort::Woo, Grond::BuitenlandseInformatie) => {
                "Awb 4:15 lid 1 onder b"
            }
            (Termijnsoort::Aanvraag | Termijnsoort::Woo, Grond::Instemming) => "Awb 4:15 lid 2 onder a",
            (Termijnsoort::Aanvraag | Termijnsoort::Woo, Grond::VertragingAanvrager) => {
                "Awb 4:15 lid 2 onder b"
            }
            (Termijnsoort::Aanvraag | Termijnsoort::Woo, Grond::Overmacht) => "Awb 4:15 lid 2 onder c",
            (_, grond) => {
                return Err(Error::refused(
                    "opschorting-past-niet",
                    format!(
                        "De wet kent geen opschorting '{grond}' voor een termijn van deze soort ({soort})."
                    ),
                ));
            }
        };
        Ok(Artikel::new(text))
    }

    /// Why the clock stood still, to be read after "want".
    pub(super) const fn reason(&self) -> &'static str {
        match self.grond() {
            Grond::Aanvulling => "er was om een aanvulling gevraagd",
            Grond::BuitenlandseInformatie => "er was informatie uit het buitenland nodig",
            Grond::Instemming => "de aanvrager stemde in met uitstel",
            Grond::VertragingAanvrager => "de vertraging kwam door de aanvrager",
            Grond::Overmacht => "er was overmacht",
            Grond::Zienswijze => "anderen mochten hun mening geven",
        }
    }

    /// The article by which its end must be told with the new date, if it must.
    pub(super) const fn notice(&self) -> Option<Artikel> {
        match self.grond() {
            Grond::BuitenlandseInformatie | Grond::VertragingAanvrager => {
                Some(Artikel::new("Awb 4:15 lid 4"))
            }
            Grond::Overmacht => Some(Artikel::new("Awb 4:15 lid 3 en 4")),
            Grond::Zienswijze => Some(Artikel::new("Woo 4.4 lid 4")),
            Grond::Aanvulling | Grond::Instemming => None,
        }
    }
}

impl FromStr for Opschorting {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (grond, rest) = text.split_once(',').unwrap_or((text, ""));
        let mut parts = Parts::read(rest)?;
        if grond.trim() == "loopt-nog" {
            let read = Self::LooptNog {
                soort: parts.text("soort", "Noem de grond: overmacht, instemming, vertraging-aanvrager, buitenlandse-informatie of zienswijze.")?.as_str().parse()?,
                van: parts.day("van")?,
                peildag: parts.day("peildag")?,
                bewijs: evidence(&mut parts)?,
            };
            parts.end()?;
            read.tijdvak()?;
            return Ok(read);
        }
        let grond: Grond = grond.trim().parse()?;
        let read = match grond {
            Grond::Aanvulling => Self::Aanvulling {
                verzocht: parts.day("verzocht")?,
                uiterlijk: parts.day("uiterlijk").map_err(|_| {
                    Error::field(
                        "uiterlijk",
                        "Geef de laatste dag om aan te vullen: zonder die dag schort een verzoek niet op (RvS 21-9-2016, 2527).",
                    )
                })?,
                aangevuld: parts.optional_day("aangevuld")?,
                bewijs: evidence(&mut parts)?,
            },
            Grond::BuitenlandseInformatie => Self::BuitenlandseInformatie {
                meegedeeld: parts.day("meegedeeld")?,
                tot: parts.day("tot")?,
                bewijs: evidence(&mut parts)?,
            },
            Grond::Zienswijze => Self::Zienswijze {
                meegedeeld: parts.day("meegedeeld")?,
                tot_en_met: parts.day("tot-en-met")?,
                bewijs: evidence(&mut parts)?,
            },
            _ => {
                let (van, tot_en_met, bewijs) =
                    (parts.day("van")?, parts.day("tot-en-met")?, evidence(&mut parts)?);
                match grond {
                    Grond::Instemming => Self::Instemming { van, tot_en_met, bewijs },
                    Grond::VertragingAanvrager => Self::VertragingAanvrager { van, tot_en_met, bewijs },
                    _ => Self::Overmacht { van, tot_en_met, bewijs },
                }
            }
        };
        parts.end()?;
        read.tijdvak()?;
        Ok(read)
    }
}

fn evidence(parts: &mut Parts<'_>) -> Result<Tekst> {
    parts.text("bewijs", "Noem het bewijs van de opschorting, zoals het kenmerk van de brief.")
}
