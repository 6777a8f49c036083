// SPDX-License-Identifier: EUPL-1.2
//! Households: who lives with whom at which address, until every neighbourhood has its residents.

use std::collections::BTreeMap;

use jiff::{Span, civil::Date};
use kernel::Result;

use super::{Geslacht, Inwoner, nummers};
use crate::{gegevens::Wijk, kans::Kans, thuishaven::Thuishaven};

/// Lowest and highest age of each band of `Wijk::leeftijd`.
const BANDEN: [(i64, i64); 7] = [(0, 11), (12, 17), (18, 29), (30, 44), (45, 64), (65, 74), (75, 96)];
/// Per cent of heads of household with a partner, per adult band.
const PARTNER: [f64; 5] = [34.0, 66.0, 68.0, 68.0, 42.0];
/// Purpose of the dice.
const DOEL: u64 = 11;
/// What a colleague must know before contact, for one in so many residents.
const LET_OP: [&str; 6] = [
    "hoort slecht",
    "ziet slecht",
    "belt liever dan dat hij of zij mailt",
    "wil een tolk bij gesprekken",
    "neemt graag een familielid mee",
    "na 10 uur bellen",
];

/// Makes all residents.
pub(crate) fn inwoners(town: &Thuishaven, seed: u64, today: Date) -> Result<Vec<Inwoner>> {
    let mut dorp = Dorp {
        town,
        today,
        bsns: nummers::Bsns::new(seed),
        mobiel: 0,
        huishouden: 0,
        adressen: BTreeMap::new(),
        all: Vec::new(),
    };
    for (n, wijk) in (0..).zip(&town.wijken) {
        let mut kans = Kans::new(seed, DOEL, n);
        dorp.fill(wijk, &mut kans)?;
    }
    Ok(dorp.all)
}

/// Everything that is counted over all neighbourhoods.
struct Dorp<'a> {
    town: &'a Thuishaven,
    today: Date,
    bsns: nummers::Bsns,
    mobiel: u32,
    huishouden: u32,
    /// How often a name was used for a mail address.
    adressen: BTreeMap<String, u32>,
    all: Vec<Inwoner>,
}

/// What still has to come in a neighbourhood.
struct Nog<'a> {
    wijk: &'a Wijk,
    inwoners: u32,
    /// Residents still wanted per age band.
    banden: [i64; 7],
    /// Residents still wanted per language.
    talen: Vec<(&'a str, u32)>,
    /// Highest house number used per street.
    nummers: Vec<u32>,
}

/// Where and with whom somebody lives.
struct Huis<'a> {
    straat: &'a str,
    huisnummer: u32,
    postcode: String,
    taal: String,
    origin: &'a str,
    telefoon: String,
}

impl<'a> Nog<'a> {
    fn new(wijk: &'a Wijk) -> Self {
        let total: u32 = wijk.leeftijd.iter().sum::<u32>().max(1);
        let banden = wijk.leeftijd.map(|w| i64::from(w * wijk.inwoners / total));
        let foreign: u32 = wijk.talen.values().sum();
        let mut talen: Vec<(&str, u32)> = wijk.talen.iter().map(|(t, n)| (t.as_str(), *n)).collect();
        talen.push(("nl", wijk.inwoners.saturating_sub(foreign)));
        Self { wijk, inwoners: wijk.inwoners, banden, talen, nummers: vec![0; wijk.straten.len()] }
    }

    /// A band by how many of it are still wanted.
    fn band(&self, from: usize, kans: &mut Kans) -> usize {
        let wanted: Vec<u32> = self
            .banden
            .iter()
            .skip(from)
            .map(|n| u32::try_from(*n).unwrap_or(0).saturating_mul(20) + 1)
            .collect();
        from + kans.weighted(&wanted)
    }

    fn taal(&self, kans: &mut Kans) -> &'a str {
        let wanted: Vec<u32> = self.talen.iter().map(|(_, n)| *n).collect();
        self.talen.get(kans.weighted(&wanted)).map_or("nl", |(t, _)| t)
    }

    /// One more lives here.
    fn count(&mut self, leeftijd: i64, taal: &str) {
        self.inwoners = self.inwoners.saturating_sub(1);
        if let Some(n) = BANDEN.iter().position(|(low, high)| (*low..=*high).contains(&leeftijd)) {
            self.banden[n] -= 1;
        }
        if let Some((_, n)) = self.talen.iter_mut().find(|(t, _)| *t == taal) {
            *n = n.saturating_sub(1);
        }
    }
}

impl Dorp<'_> {
    fn fill(&mut self, wijk: &Wijk, kans: &mut Kans) -> Result<()> {
        let mut nog = Nog::new(wijk);
        while nog.inwoners > 0 {
            let taal = nog.taal(kans);
            let huis = self.huis(&mut nog, taal, kans);
            let ages = ages(&nog, kans);
            self.move_in(&mut nog, &huis, taal, &ages, kans)?;
            self.huishouden += 1;
        }
        Ok(())
    }

    fn huis<'w>(&self, nog: &mut Nog<'w>, taal: &str, kans: &mut Kans) -> Huis<'w> {
        let place = kans.below(nog.wijk.straten.len());
        let number = nog.nummers.get_mut(place).map_or(1, |n| {
            // People who came to work here often share a house: then the number stays the same.
            if *n == 0 || !(taal == "pl" && kans.percent(45.0)) {
                *n += 1;
            }
            *n
        });
        Huis {
            straat: nog.wijk.straten.get(place).map_or("", String::as_str),
            huisnummer: number,
            postcode: nog.wijk.postcode(&self.town.gemeente.postcode, place),
            taal: spoken(taal, kans),
            origin: origin(taal, kans),
            telefoon: nummers::vast(self.huishouden),
        }
    }

    fn move_in(
        &mut self,
        nog: &mut Nog<'_>,
        huis: &Huis<'_>,
        taal: &str,
        ages: &[i64],
        kans: &mut Kans,
    ) -> Result<()> {
        let namen = &self.town.namen;
        let family = namen.achternaam(huis.origin, kans);
        let mut before: Option<Geslacht> = None;
        for (n, age) in ages.iter().enumerate().take(usize::try_from(nog.inwoners).unwrap_or(0)) {
            let geslacht = match before {
                Some(Geslacht::Man) if n == 1 && *age >= 18 && kans.percent(94.0) => Geslacht::Vrouw,
                Some(Geslacht::Vrouw) if n == 1 && *age >= 18 && kans.percent(94.0) => Geslacht::Man,
                _ if kans.percent(50.0) => Geslacht::Man,
                _ => Geslacht::Vrouw,
            };
            before = Some(geslacht);
            let own_name = n == 1 && *age >= 18 && kans.percent(60.0);
            let achternaam = if own_name { namen.achternaam(huis.origin, kans) } else { family.clone() };
            let person = self.person(nog.wijk, huis, geslacht, *age, achternaam, kans)?;
            nog.count(*age, taal);
            self.all.push(person);
        }
        Ok(())
    }

    fn person(
        &mut self,
        wijk: &Wijk,
        huis: &Huis<'_>,
        geslacht: Geslacht,
        age: i64,
        achternaam: String,
        kans: &mut Kans,
    ) -> Result<Inwoner> {
        let leeftijd = u32::try_from(age).unwrap_or(0);
        let voornaam = self.town.namen.voornaam(huis.origin, geslacht, leeftijd, kans);
        let geboren = self
            .today
            .saturating_sub(Span::new().years(age))
            .saturating_sub(Span::new().days(kans.between(0, 364)));
        let let_op = if leeftijd >= 18 && kans.percent(if leeftijd > 74 { 12.0 } else { 2.0 }) {
            (*kans.one(&LET_OP).unwrap_or(&"")).to_owned()
        } else {
            String::new()
        };
        Ok(Inwoner {
            bsn: self.bsns.draw()?,
            telefoon: self.telefoon(leeftijd, huis, kans),
            email: self.email(leeftijd, &voornaam, &achternaam, kans),
            laaggeletterd: leeftijd >= 18 && kans.percent(f64::from(wijk.laaggeletterd)),
            voornaam,
            achternaam,
            geslacht,
            geboren,
            leeftijd,
            straat: huis.straat.to_owned(),
            huisnummer: huis.huisnummer,
            postcode: huis.postcode.clone(),
            wijk: wijk.id.clone(),
            taal: huis.taal.clone(),
            huishouden: self.huishouden,
            let_op,
        })
    }

    fn telefoon(&mut self, leeftijd: u32, huis: &Huis<'_>, kans: &mut Kans) -> String {
        let mobile = match leeftijd {
            0..=11 => return String::new(),
            12..=17 => 20.0,
            18..=64 => 74.0,
            65..=74 => 50.0,
            _ => 25.0,
        };
        if kans.percent(mobile)
            && let Some(number) = nummers::mobiel(self.mobiel)
        {
            self.mobiel += 1;
            return number;
        }
        if leeftijd < 18 { String::new() } else { huis.telefoon.clone() }
    }

    fn email(&mut self, leeftijd: u32, voornaam: &str, achternaam: &str, kans: &mut Kans) -> String {
        let without = match leeftijd {
            0..=15 => 100.0,
            16..=64 => 4.5,
            65..=74 => 14.0,
            _ => 37.0,
        };
        if kans.percent(without) {
            return String::new();
        }
        let name: String = kernel::text::fold(&format!("{voornaam}.{achternaam}"))
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
            .collect();
        let used = self.adressen.entry(name.clone()).or_insert(0);
        *used += 1;
        let domein = &self.town.gemeente.domein_inwoners;
        if *used == 1 { format!("{name}@{domein}") } else { format!("{name}{used}@{domein}") }
    }
}

/// Ages of a household, the head first.
fn ages(nog: &Nog<'_>, kans: &mut Kans) -> Vec<i64> {
    let band = nog.band(2, kans);
    let (low, high) = BANDEN[band.min(BANDEN.len() - 1)];
    let head = kans.between(low, high);
    let mut ages = vec![head];
    if kans.percent(PARTNER.get(band - 2).copied().unwrap_or(50.0)) {
        ages.push((head + kans.between(-5, 4)).clamp(18, 96));
    }
    let wanted = nog.banden[0].max(0) + nog.banden[1].max(0);
    let family = (24..=56).contains(&head) && i64::from(nog.inwoners) > 0;
    // The more children are still wanted among those still to come, the more households have some.
    let share = 100 * wanted * 3 / i64::from(nog.inwoners).max(1);
    if family && kans.between(0, 99) < share {
        for _ in 0..kans.between(1, 3) {
            let oldest = (head - 20).clamp(0, 17);
            let youngest = (head - 43).clamp(0, oldest);
            ages.push(kans.between(youngest, oldest));
        }
    }
    ages
}

/// Where a name comes from. Many who speak Dutch at home carry a name from elsewhere.
fn origin(taal: &str, kans: &mut Kans) -> &'static str {
    match taal {
        "pl" => "pl",
        "tr" => "tr",
        "ar" => "ar",
        "uk" => "uk",
        "en" => "en",
        "xx" => "xx",
        _ => ["nl", "ar", "tr", "pl", "en", "uk", "xx"][kans.weighted(&[886, 42, 38, 12, 10, 4, 8]).min(6)],
    }
}

/// The language by its code.
fn spoken(taal: &str, kans: &mut Kans) -> String {
    if taal == "xx" {
        return (*kans.one(&["de", "ro", "bg", "es", "ti", "fa", "fr"]).unwrap_or(&"de")).to_owned();
    }
    taal.to_owned()
}
