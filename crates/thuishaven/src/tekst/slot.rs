// SPDX-License-Identifier: EUPL-1.2
//! The blanks of a template, and the values that fill them for one question.

use jiff::{Span, civil::Date};
use kernel::dutch::{DAGEN, month, weekday};
use serde::Deserialize;

use super::sjabloon::Sjabloon;

/// A blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    Straat,
    Straat2,
    Adres,
    Wijk,
    Ding,
    Dag,
    Dagnaam,
    Datum,
    Straks,
    Duur,
    Keer,
    Tijd,
    Uur,
    Aantal,
    Kindjaar,
    Leeftijd,
    Bedrag,
    Duizend,
    Maand,
    Nr,
    Paal,
    Plek,
    Plan,
    Held,
    Naam,
    Voornaam,
    Wie,
    Medewerker,
    Team,
    Over,
    Organisatie,
    Groet,
    Beller,
    Belt,
}

impl Slot {
    /// By its name in the data files, in small letters.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "straat" => Self::Straat,
            "straat2" => Self::Straat2,
            "adres" => Self::Adres,
            "wijk" => Self::Wijk,
            "ding" => Self::Ding,
            "dag" => Self::Dag,
            "dagnaam" => Self::Dagnaam,
            "datum" => Self::Datum,
            "straks" => Self::Straks,
            "duur" => Self::Duur,
            "keer" => Self::Keer,
            "tijd" => Self::Tijd,
            "uur" => Self::Uur,
            "aantal" => Self::Aantal,
            "kindjaar" => Self::Kindjaar,
            "leeftijd" => Self::Leeftijd,
            "bedrag" => Self::Bedrag,
            "duizend" => Self::Duizend,
            "maand" => Self::Maand,
            "nr" => Self::Nr,
            "paal" => Self::Paal,
            "plek" => Self::Plek,
            "plan" => Self::Plan,
            "held" => Self::Held,
            "naam" => Self::Naam,
            "voornaam" => Self::Voornaam,
            "wie" => Self::Wie,
            "medewerker" => Self::Medewerker,
            "team" => Self::Team,
            "over" => Self::Over,
            "organisatie" => Self::Organisatie,
            "groet" => Self::Groet,
            "beller" => Self::Beller,
            "belt" => Self::Belt,
            _ => return None,
        })
    }
}

/// Who speaks: decides whether a thing is "mijn", "uw" or "haar".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wie {
    /// The resident.
    Ik,
    /// We, to the resident.
    U,
    /// A colleague about a man, or about somebody unknown.
    Hij,
    /// A colleague about a woman.
    Zij,
}

/// A thing that a question is about, as each speaker says it.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub(crate) struct Ding {
    ik: Sjabloon,
    u: Sjabloon,
    hij: Sjabloon,
    zij: Sjabloon,
}

impl From<String> for Ding {
    fn from(ik: String) -> Self {
        let said = |mijn: &str, ons: &str| {
            let word = |w: &str| match w {
                "mijn" => mijn.to_owned(),
                "ons" | "onze" => ons.to_owned(),
                other => other.to_owned(),
            };
            Sjabloon::new(&ik.split(' ').map(word).collect::<Vec<_>>().join(" "))
        };
        Self {
            u: said("uw", "uw"),
            hij: said("zijn", "hun"),
            zij: said("haar", "hun"),
            ik: Sjabloon::new(&ik),
        }
    }
}

impl Ding {
    fn said(&self, wie: Wie) -> &Sjabloon {
        match wie {
            Wie::Ik => &self.ik,
            Wie::U => &self.u,
            Wie::Hij => &self.hij,
            Wie::Zij => &self.zij,
        }
    }
}

/// Values of the general slots.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Waarden {
    plek: Vec<Sjabloon>,
    duur: Vec<String>,
    keer: Vec<String>,
    tijd: Vec<String>,
    uur: Vec<String>,
    plan: Vec<String>,
    held: Vec<String>,
}

/// What fills the blanks of the texts of one question. The same blank gets the same value in the question, its
/// title, the notes and the answer.
#[derive(Debug, Clone)]
pub(crate) struct Vulling<'a> {
    /// Tells questions apart.
    pub(crate) seed: u64,
    /// Values of general slots.
    pub(crate) waarden: &'a Waarden,
    /// Things the topic is about.
    pub(crate) dingen: &'a [Ding],
    /// What it is about, in words.
    pub(crate) over: &'a str,
    /// Street of the resident, or where it happened.
    pub(crate) straat: &'a str,
    /// House number.
    pub(crate) nummer: u32,
    /// Another street nearby.
    pub(crate) straat2: &'a str,
    /// Neighbourhood.
    pub(crate) wijk: &'a str,
    /// Full name; empty when unknown.
    pub(crate) naam: &'a str,
    /// First name.
    pub(crate) voornaam: &'a str,
    /// How colleagues name the resident: "Mw. Veldhorst", "Beller".
    pub(crate) wie: String,
    /// Whether colleagues say "haar".
    pub(crate) vrouw: bool,
    /// First name of the employee who writes.
    pub(crate) medewerker: &'a str,
    /// Name of the team that answers.
    pub(crate) team: &'a str,
    /// Another body.
    pub(crate) organisatie: &'a str,
    /// Local date on which it is written.
    pub(crate) vandaag: Date,
    /// Local hour of receipt.
    pub(crate) uur: i64,
    /// Came by instead of ringing.
    pub(crate) langs: bool,
}

impl Vulling<'_> {
    /// How a colleague speaks about the resident.
    pub(crate) const fn derde(&self) -> Wie {
        if self.vrouw { Wie::Zij } else { Wie::Hij }
    }

    /// A number from 0 up to but without `n` that belongs to this question and this slot.
    fn draw(&self, slot: Slot, n: u64) -> u64 {
        let mut x = self.seed ^ (slot as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) % n.max(1)
    }

    fn of<'t, T>(&self, slot: Slot, list: &'t [T]) -> Option<&'t T> {
        let n = u64::try_from(list.len()).unwrap_or(1);
        usize::try_from(self.draw(slot, n)).ok().and_then(|i| list.get(i))
    }

    /// A day that lies `from` to `from + spread` days away.
    fn day(&self, slot: Slot, from: i64, spread: u64) -> Date {
        let days = i64::try_from(self.draw(slot, spread)).unwrap_or(0);
        self.vandaag.saturating_add(Span::new().days(from + days))
    }

    /// Writes the value of a slot.
    pub(super) fn write(&self, slot: Slot, wie: Wie, out: &mut String) {
        match slot {
            Slot::Straat => out.push_str(self.straat),
            Slot::Straat2 => out.push_str(self.straat2),
            Slot::Adres => push(out, format_args!("{} {}", self.straat, self.nummer)),
            Slot::Wijk => out.push_str(self.wijk),
            Slot::Naam => out.push_str(self.naam),
            Slot::Voornaam => out.push_str(self.voornaam),
            Slot::Wie => out.push_str(&self.wie),
            Slot::Medewerker => out.push_str(self.medewerker),
            Slot::Team => out.push_str(self.team),
            Slot::Over => out.push_str(self.over),
            Slot::Organisatie => out.push_str(self.organisatie),
            Slot::Groet => out.push_str(match self.uur {
                0..=11 => "goedemorgen",
                12..=17 => "goedemiddag",
                _ => "goedenavond",
            }),
            Slot::Beller => out.push_str(if self.langs { "bezoeker" } else { "beller" }),
            Slot::Belt => out.push_str(if self.langs { "komt langs" } else { "belt" }),
            Slot::Ding => self.write_inner(self.of(slot, self.dingen).map(|d| d.said(wie)), wie, out),
            Slot::Plek => self.write_inner(self.of(slot, &self.waarden.plek), wie, out),
            Slot::Duur => out.push_str(self.word(slot, &self.waarden.duur)),
            Slot::Keer => out.push_str(self.word(slot, &self.waarden.keer)),
            Slot::Tijd => out.push_str(self.word(slot, &self.waarden.tijd)),
            Slot::Uur => out.push_str(self.word(slot, &self.waarden.uur)),
            Slot::Plan => out.push_str(self.word(slot, &self.waarden.plan)),
            Slot::Held => out.push_str(self.word(slot, &self.waarden.held)),
            Slot::Dag | Slot::Dagnaam | Slot::Datum | Slot::Straks | Slot::Maand => {
                self.write_date(slot, wie, out);
            }
            _ => self.write_number(slot, out),
        }
    }

    fn word<'t>(&self, slot: Slot, list: &'t [String]) -> &'t str {
        self.of(slot, list).map_or("", String::as_str)
    }

    fn write_inner(&self, inner: Option<&Sjabloon>, wie: Wie, out: &mut String) {
        if let Some(sjabloon) = inner {
            sjabloon.fill(self, wie, out);
        }
    }

    fn write_date(&self, slot: Slot, wie: Wie, out: &mut String) {
        match slot {
            Slot::Dag => match self.draw(slot, 5) {
                0 => out.push_str("gisteren"),
                1 => out.push_str("eergisteren"),
                2 => push(out, format_args!("vorige week {}", weekday(self.day(slot, -13, 5)))),
                _ => push(out, format_args!("afgelopen {}", weekday(self.day(slot, -6, 4)))),
            },
            Slot::Dagnaam => {
                out.push_str(DAGEN.get(usize::try_from(self.draw(slot, 5)).unwrap_or(0)).unwrap_or(&""));
            }
            Slot::Datum => {
                let date = self.day(slot, -48, 40);
                push(out, format_args!("{} {}", date.day(), month(date)));
            }
            Slot::Straks if wie == Wie::Ik => {
                let date = self.day(slot, 6, 24);
                push(out, format_args!("{} {}", date.day(), month(date)));
            }
            Slot::Straks => {
                let mut date = self.day(slot, 2, 7);
                while date.weekday().to_monday_zero_offset() > 4 {
                    date = date.saturating_add(Span::new().days(1));
                }
                push(out, format_args!("{} {} {}", weekday(date), date.day(), month(date)));
            }
            _ => out.push_str(month(self.day(slot, -75, 40))),
        }
    }

    fn write_number(&self, slot: Slot, out: &mut String) {
        let n = match slot {
            Slot::Aantal => 2 + self.draw(slot, 4),
            Slot::Kindjaar => 4 + self.draw(slot, 12),
            Slot::Leeftijd => 68 + self.draw(slot, 24),
            Slot::Duizend => (1 + self.draw(slot, 9)) * 5,
            Slot::Nr => 1 + self.draw(slot, 98),
            Slot::Paal => 1_000 + self.draw(slot, 8_000),
            _ => {
                let cents = self.draw(slot, 20) * 5;
                return push(out, format_args!("{},{cents:02} euro", 12 + self.draw(Slot::Nr, 480)));
            }
        };
        push(out, format_args!("{n}"));
        if slot == Slot::Duizend {
            out.push_str(".000");
        }
    }
}

/// Writing to a text cannot fail.
fn push(out: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = std::fmt::Write::write_fmt(out, what);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_mine_to_the_resident_is_yours_to_us_and_hers_to_a_colleague() {
        let ding = Ding::from("de kosten van mijn bewindvoerder".to_owned());
        assert_eq!(ding.said(Wie::U).fixed(), "de kosten van uw bewindvoerder");
        assert_eq!(ding.said(Wie::Zij).fixed(), "de kosten van haar bewindvoerder");
        assert_eq!(Ding::from("onze trouwdag".to_owned()).said(Wie::U).fixed(), "uw trouwdag");
        assert_eq!(Ding::from("onze trouwdag".to_owned()).said(Wie::Hij).fixed(), "hun trouwdag");
    }

    #[test]
    fn a_blank_that_does_not_exist_is_noticed_when_the_data_is_read() {
        assert!(Sjabloon::try_from("Ik woon aan de {straat} {nr}.".to_owned()).is_ok());
        assert!(Sjabloon::try_from("Ik woon aan de {laan}.".to_owned()).is_err());
    }
}
