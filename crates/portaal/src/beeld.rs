// SPDX-License-Identifier: EUPL-1.2
//! A question as the resident reads it: the outcome in one sentence, who has it, the journey. Never anything that
//! is for colleagues only. Pure.

use kernel::Time;
use vragen::{
    Antwoordkanaal, Soort, Toestand, Vraag,
    dossier::BelofteRow,
    status::{self, Halte, HalteStand},
};
use web::{Station, T};

use crate::{
    bezoek::{Bezoek, hoofdletter},
    datum,
};

/// What the pages about one question show.
#[derive(Debug, Clone, Default)]
pub(crate) struct Beeld {
    pub(crate) nummer: String,
    pub(crate) volgcode: String,
    pub(crate) titel: String,
    /// The outcome in one sentence.
    pub(crate) zin: String,
    /// We are late, or moved the date.
    pub(crate) laat: bool,
    /// What belongs to that sentence, one paragraph each.
    pub(crate) regels: Vec<String>,
    pub(crate) wie: Wie,
    pub(crate) reis: Vec<Station>,
}

/// Who helps: a name, what follows it, and the mark before it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wie {
    pub(crate) naam: String,
    pub(crate) rest: String,
    pub(crate) initialen: String,
    /// `team` or `collega`: how the mark looks.
    pub(crate) soort: &'static str,
}

/// Number of a question, as people read it aloud.
pub(crate) fn nummer(b: &Bezoek, v: &Vraag) -> String {
    kernel::nummer::format(b.inr.voorvoegsel(), v.jaar(), v.volgnummer)
}

/// The secret beside the number.
pub(crate) fn volgcode(b: &Bezoek, v: &Vraag) -> String {
    kernel::volgcode::derive(&b.g.keys().purpose("volgcode"), v.id.uuid())
}

/// The question as the resident reads it now.
pub(crate) fn beeld(b: &Bezoek, v: &Vraag, beloften: &[BelofteRow]) -> Beeld {
    let fase = status::fase(v, b.nu);
    let (zin, regels) = uitkomst(b, v, fase, beloften);
    Beeld {
        nummer: nummer(b, v),
        volgcode: volgcode(b, v),
        titel: v.titel.clone(),
        zin,
        laat: fase == "duurt-langer",
        regels,
        wie: wie(b, v),
        reis: status::reis(v, b.nu).into_iter().map(|h| station(b, v, beloften, &h)).collect(),
    }
}

/// When we answer, call or read it, in one sentence with the date.
pub(crate) fn belofte_zin(t: &T, v: &Vraag) -> String {
    let sleutel = if status::wettelijk(v) {
        "p-zin-wettelijk"
    } else if v.soort == Soort::Terugbelverzoek {
        "p-zin-telefoon"
    } else {
        match v.antwoordkanaal {
            Antwoordkanaal::Telefoon => "p-zin-telefoon",
            Antwoordkanaal::Geen => "p-zin-geen",
            Antwoordkanaal::Balie => "p-zin-balie",
            Antwoordkanaal::Email | Antwoordkanaal::Brief => "p-zin-antwoord",
        }
    };
    t.a(sleutel, "moment", datum::moment(t.lang(), v.belofte.uiterlijk))
}

/// The sentence of this stage, and what belongs to it.
fn uitkomst(b: &Bezoek, v: &Vraag, fase: &str, beloften: &[BelofteRow]) -> (String, Vec<String>) {
    let t = &b.t;
    match fase {
        "hebben" | "bezig" if status::wettelijk(v) => (belofte_zin(t, v), vec![t.k("p-wettelijk-uitleg")]),
        "hebben" | "bezig" => (belofte_zin(t, v), Vec::new()),
        "wacht-op-ander" => (
            t.k("p-fase-wacht-op-ander"),
            vec![v.wacht_op.clone(), belofte_zin(t, v), t.k("p-wacht-op-ander-uitleg")],
        ),
        "wacht-op-u" => (t.k("p-fase-wacht-op-u"), vec![t.k("p-wacht-op-u-uitleg")]),
        "duurt-langer" => uitstel(b, v, beloften),
        "klaar" if v.beantwoord_op.is_some() => (t.k("p-zin-klaar"), vec![t.k("p-fase-klaar-uitleg")]),
        _ => (t.k(&format!("p-fase-{fase}")), vec![t.k(&format!("p-fase-{fase}-uitleg"))]),
    }
}

/// It takes longer: the new date first, then sorry, why, and what it means.
fn uitstel(b: &Bezoek, v: &Vraag, beloften: &[BelofteRow]) -> (String, Vec<String>) {
    let t = &b.t;
    let mut regels = Vec::new();
    let (zin, gevolg) = if b.nu > v.belofte.uiterlijk {
        regels.push(t.a("p-te-laat-uitleg", "dag", datum::dag(t.lang(), v.belofte.uiterlijk)));
        // The second time is a task of the team lead; before that no person promised to look.
        if v.verlengd > 0 {
            regels.push(t.k("p-te-laat-nu"));
        }
        (t.k("p-te-laat"), "p-te-laat-gevolg")
    } else {
        let laatste = beloften.iter().rev().find(|rij| rij.uiterlijk == v.belofte.uiterlijk);
        if let Some(oud) = oude_datum(v, beloften) {
            regels.push(t.a("p-langer-excuus", "dag", datum::dag(t.lang(), oud)));
        }
        if let Some(reden) = laatste.map(|rij| rij.reden.trim()).filter(|r| !r.is_empty()) {
            regels.push(t.a("p-langer-reden", "reden", reden));
        }
        (t.a("p-langer", "moment", datum::moment(t.lang(), v.belofte.uiterlijk)), "p-langer-gevolg")
    };
    regels.push(t.a(gevolg, "telefoon", b.inr.telefoon()));
    (zin, regels)
}

/// The date before the one that holds now.
fn oude_datum(v: &Vraag, beloften: &[BelofteRow]) -> Option<Time> {
    beloften.iter().rev().map(|rij| rij.uiterlijk).find(|datum| *datum < v.belofte.uiterlijk)
}

fn wie(b: &Bezoek, v: &Vraag) -> Wie {
    let team = b.inr.team_naam(&v.eigenaar.team);
    let klaar = !v.toestand.loopt();
    match v.eigenaar.medewerker {
        Some(id) => {
            let naam = b.inr.medewerker_naam(id).to_owned();
            let sleutel = if klaar { "p-wie-mens-klaar" } else { "p-wie-mens" };
            Wie {
                initialen: kernel::text::initials(&naam),
                naam,
                rest: b.t.a(sleutel, "team", team),
                soort: "collega",
            }
        }
        None => Wie {
            naam: b.t.a("p-het-team", "team", team),
            rest: b.t.k(if klaar { "p-wie-team-klaar" } else { "p-wie-team" }),
            initialen: kernel::text::initials(team),
            soort: "team",
        },
    }
}

/// One stage of the journey: when it happened, or when it will at the latest.
fn station(b: &Bezoek, v: &Vraag, beloften: &[BelofteRow], halte: &Halte) -> Station {
    let einde = matches!(halte.sleutel, "klaar" | "gestopt" | "doorgestuurd");
    let stand = match halte.stand {
        HalteStand::Nu if einde => "klaar",
        HalteStand::Klaar => "klaar",
        HalteStand::Nu => "nu",
        HalteStand::Straks => "straks",
    };
    let kop = match (halte.sleutel, halte.stand) {
        ("antwoord", HalteStand::Straks) => b.t.k("p-fase-antwoord-straks"),
        (sleutel, _) => b.t.k(&format!("p-fase-{sleutel}")),
    };
    Station::new(stand, kop, onderschrift(b, v, beloften, halte))
}

fn onderschrift(b: &Bezoek, v: &Vraag, beloften: &[BelofteRow], halte: &Halte) -> String {
    let t = &b.t;
    let hoe = || t.k(&format!("p-halte-hoe-{}", v.antwoordkanaal));
    let voorbij = b.nu > v.belofte.uiterlijk;
    let op = |tijd: Time| datum::moment(t.lang(), tijd);
    let begin = |tijd: Time| hoofdletter(&op(tijd));
    match (halte.sleutel, halte.op, halte.stand) {
        ("hebben", Some(tijd), _) => {
            t.b("p-halte-hebben", "moment", begin(tijd), "kanaal", t.k(&format!("p-via-{}", v.kanaal)))
        }
        (_, Some(tijd), HalteStand::Klaar | HalteStand::Nu) => begin(tijd),
        ("bezig", _, HalteStand::Nu | HalteStand::Straks) => t.k("p-halte-bezig"),
        ("duurt-langer", _, _) if voorbij => {
            t.a("p-halte-te-laat", "dag", datum::dag(t.lang(), v.belofte.uiterlijk))
        }
        ("duurt-langer", _, _) => oude_datum(v, beloften)
            .map(|oud| t.a("p-halte-langer", "dag", datum::dag(t.lang(), oud)))
            .unwrap_or_default(),
        ("antwoord", _, HalteStand::Straks) if v.toestand == Toestand::WachtOpInwoner => String::new(),
        // A date that has passed is no date to wait for.
        ("antwoord", _, HalteStand::Straks) if voorbij => t.a("p-halte-antwoord-later", "hoe", hoe()),
        ("antwoord", _, HalteStand::Straks) => {
            t.b("p-halte-antwoord", "moment", op(v.belofte.uiterlijk), "hoe", hoe())
        }
        ("klaar", _, HalteStand::Straks) => t.k("p-halte-klaar"),
        _ => String::new(),
    }
}
