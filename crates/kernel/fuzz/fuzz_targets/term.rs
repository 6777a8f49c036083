// SPDX-License-Identifier: EUPL-1.2
//! Any lines as the arguments of `voordeur term`: each is read as everything it could be, and what was read is counted.
#![no_main]

use kernel::terms::{
    Aanvraag, BeslissingOpBezwaar, Beslistermijn, Besluit, Dwangsom, Duur, GeenDwangsom, Grondslag, Heffing,
    Indiening, Kennisgeving, Klacht, Los, Opschorting, Sluitingsdag, Tekst, Termijn, Tijdvak, Uitstel,
    Uitstelgrond, Uren, Verdaging, WooVerzoek, read_day, read_moment,
};
use libfuzzer_sys::fuzz_target;
use serde_json::{from_str, to_string};

/// A term ends on or after the day it would end without the Atw, and tells why.
fn sound(result: kernel::Result<Termijn>) {
    match result {
        Ok(term) => {
            assert!(term.laatste_dag >= term.zonder_atw);
            assert!(!term.afleiding.stappen().is_empty());
            let _ = (term.einde(), term.is_tijdig(term.laatste_dag), term.afleiding.to_string());
            for percent in [0, 50, 100, 255] {
                let _ = term.dag_bij(percent);
            }
        }
        Err(error) => assert!(error.to_string().len() > 5),
    }
}

fuzz_target!(|text: &str| {
    let lines: Vec<&str> = text.split('\n').take(24).collect();
    let mut days = Vec::new();
    let (mut lengths, mut suspensions, mut closed) = (Vec::<Duur>::new(), Vec::new(), Vec::new());
    let (mut grounds, mut levies, mut reasons) = (Vec::new(), Vec::new(), Vec::new());
    let (mut delays, mut none, mut whole): (Vec<Uitstelgrond>, Vec<GeenDwangsom>, u16) = (vec![], vec![], 1);
    for line in &lines {
        days.extend(read_day("datum", line));
        lengths.extend(line.parse::<Duur>());
        suspensions.extend(line.parse::<Opschorting>());
        closed.extend(line.parse::<Sluitingsdag>());
        grounds.extend(line.parse::<Grondslag>());
        levies.extend(line.parse::<Heffing>());
        reasons.extend(line.parse::<Tekst>());
        delays.extend(line.parse::<Uitstelgrond>());
        none.extend(line.parse::<GeenDwangsom>());
        whole = line.parse().unwrap_or(whole);
        if let Ok(moment) = read_moment("moment", line)
            && let Ok(hours) = Uren::new(moment, whole)
        {
            let _ = hours.bereken();
        }
    }
    for length in &lengths {
        assert_eq!(length.to_string().parse::<Duur>().as_ref(), Ok(length));
    }
    for suspension in &suspensions {
        let json = to_string(suspension).expect("it can be written");
        assert_eq!(&from_str::<Opschorting>(&json).expect("it can be read back"), suspension);
        let _ = suspension.tijdvak();
    }
    let Some(&first) = days.first() else { return };
    let second = days.get(1).copied().unwrap_or(first);
    let length = lengths.first().copied();
    let grondslag = grounds.first().cloned().unwrap_or(Grondslag::Wet);
    let _ = (Tijdvak::tot(first, second), Tijdvak::tot_en_met(first, second));
    let adjourned = length.map(|duur| Verdaging { op: second, duur, reden: reasons.first().cloned() });

    let mut aanvraag = Aanvraag::new(first, Beslistermijn::Redelijk);
    aanvraag.opschortingen.clone_from(&suspensions);
    aanvraag.kennisgeving = days.get(2).map(|&nieuwe_dag| Kennisgeving { op: second, nieuwe_dag });
    let json = to_string(&aanvraag).expect("it can be written");
    let again: Aanvraag = from_str(&json).expect("it can be read back");
    assert_eq!(again.bereken(), aanvraag.bereken());
    sound(aanvraag.bereken());

    let mut woo = WooVerzoek::new(first);
    woo.opschortingen.clone_from(&suspensions);
    woo.verdaging.clone_from(&adjourned);
    sound(woo.bereken());

    let klacht = Klacht { ontvangen: first, commissie: suspensions.is_empty(), verdaging: adjourned.clone(), telling: Default::default(), uitstel: days[1..].to_vec() };
    sound(klacht.bereken());

    let besluit = match levies.first() {
        Some(&heffing) => Besluit::Aanslag { heffing, dagtekening: second, bekendgemaakt: first },
        None => Besluit::Gewoon { bekendgemaakt: first },
    };
    sound(besluit.bezwaartermijn());
    let indiening = Indiening { ontvangen: second, gepost: days.get(2).copied() };
    let mut op_bezwaar = BeslissingOpBezwaar::new(besluit, indiening);
    op_bezwaar.opschortingen = suspensions;
    op_bezwaar.verdaging = adjourned;
    op_bezwaar.uitstel =
        delays.iter().zip(days.iter().skip(3)).map(|(&grond, &tot_en_met)| Uitstel { grond, tot_en_met }).collect();
    sound(op_bezwaar.bereken());

    if let Some(duur) = length {
        for terug in [false, true] {
            let los = Los { vanaf: first, duur, grondslag: grondslag.clone(), terug, sluitingsdagen: closed.clone() };
            match los.bereken() {
                Ok(term) => assert!(terug || term.laatste_dag >= term.zonder_atw),
                Err(error) => assert!(error.to_string().len() > 5),
            }
        }
    }
    let dwangsom = Dwangsom {
        termijn_tot_en_met: first,
        ingebrekestelling: second,
        besluit: days.get(2).copied(),
        aanvragers: whole.try_into().unwrap_or(std::num::NonZeroU16::MIN),
        geen: none.first().copied(),
    };
    let _ = dwangsom.bereken();
});
