// SPDX-License-Identifier: EUPL-1.2
//! The fields that several forms of the portal share: their checks, in the language of the page.

use beheer::Inrichting;
use kernel::{Email, Telefoon};
use uuid::Uuid;
use vragen::indiener::{ADRES_MAX, NAAM_MAX};
use web::{FormErrors, Gemeente, Keuze, T};

/// A key by which the same form sent twice is recognised.
pub(crate) fn sleutel(g: &Gemeente) -> String {
    g.ids().uuid(g.clock().now()).to_string()
}

/// The key in a form; a new one when it is missing or broken.
pub(crate) fn sleutel_uit(g: &Gemeente, form: &web::Form) -> Uuid {
    form.read("sleutel").unwrap_or_else(|| g.ids().uuid(g.clock().now()))
}

/// A text that must be there.
pub(crate) fn tekst(t: &T, tekst: &str, hoogstens: usize, fouten: &mut FormErrors) {
    if tekst.trim().is_empty() {
        fouten.add("tekst", t.k("p-fout-tekst"));
    } else if tekst.chars().count() > hoogstens {
        fouten.add("tekst", t.a("p-fout-te-lang", "aantal", hoogstens));
    }
}

/// A mail address.
pub(crate) fn email(t: &T, email: &str, nodig: bool, fouten: &mut FormErrors) {
    let email = email.trim();
    if (nodig || !email.is_empty()) && Email::try_from(email).is_err() {
        fouten.add("email", t.k("p-fout-email"));
    }
}

/// A phone number.
pub(crate) fn telefoon(t: &T, nummer: &str, nodig: bool, fouten: &mut FormErrors) {
    let nummer = nummer.trim();
    if (nodig || !nummer.is_empty()) && Telefoon::try_from(nummer).is_err() {
        fouten.add("telefoon", t.k("p-fout-telefoon"));
    }
}

/// A postal address.
pub(crate) fn adres(t: &T, adres: &str, nodig: bool, fouten: &mut FormErrors) {
    if nodig && adres.trim().is_empty() {
        fouten.add("adres", t.k("p-fout-adres"));
    } else if adres.chars().count() > ADRES_MAX {
        fouten.add("adres", t.a("p-fout-te-lang", "aantal", ADRES_MAX));
    }
}

/// A name of any kind: it need not be there, and has a limit.
pub(crate) fn kort(t: &T, veld: &str, waarde: &str, fouten: &mut FormErrors) {
    if waarde.chars().count() > NAAM_MAX {
        fouten.add(veld, t.a("p-fout-te-lang", "aantal", NAAM_MAX));
    }
}

/// The moments to be called that one can choose.
const MOMENTEN: [&str; 3] = ["", "ochtend", "middag"];

/// The choices of a moment to be called, with the hours of the telephone.
pub(crate) fn belmomenten(t: &T, inr: &Inrichting) -> Vec<Keuze> {
    let (van, tot) = teluren(inr);
    MOMENTEN
        .iter()
        .map(|moment| {
            let tekst = match *moment {
                "ochtend" => t.a("p-bel-ochtend", "van", van.clone()),
                "middag" => t.a("p-bel-middag", "tot", tot.clone()),
                _ => t.k("p-bel-maakt-niet-uit"),
            };
            Keuze::new(*moment, tekst)
        })
        .collect()
}

/// The chosen moment in the words that an employee reads.
pub(crate) fn belmoment(inr: &Inrichting, keuze: &str) -> String {
    let (van, tot) = teluren(inr);
    match keuze {
        "ochtend" => format!("in de ochtend, van {van} tot 12.00 uur"),
        "middag" => format!("in de middag, van 12.00 tot {tot} uur"),
        _ => String::new(),
    }
}

/// Earliest opening and latest closing of the telephone: "8.30" and "17.00".
fn teluren(inr: &Inrichting) -> (String, String) {
    let uren = || inr.openingstijden.iter().filter(|o| o.plek == beheer::WERKUREN);
    let toon = |tijd: &str| {
        let tijd = tijd.replace(':', ".");
        tijd.strip_prefix('0').unwrap_or(&tijd).to_owned()
    };
    let van = uren().map(|o| o.van.as_str()).min().unwrap_or("08:30");
    let tot = uren().map(|o| o.tot.as_str()).max().unwrap_or("17:00");
    (toon(van), toon(tot))
}
