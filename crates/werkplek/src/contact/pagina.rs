// SPDX-License-Identifier: EUPL-1.2
//! The contact screen as it is shown: left who it is, in the middle the questions, right what runs already.

use askama::Template;
use kernel::{FieldError, Result, Time, dutch};
use storage::Tx;
use uuid::Uuid;
use vragen::{Klok, Soort, lijst};
use web::{
    Form, FormErrors, WorkShell,
    shell::{Keuze, channel_name},
};

use super::{
    invoer,
    meer::{self, Meer},
    store::{self, Geregistreerd},
    voorstel::{self, Toezegging, Voorstel},
};
use crate::{
    klant::{self, Klant, Treffer},
    plek::{EigenaarTekst, Plek, nummer},
    regel::RegelTekst,
};

/// Questions of the caller that are shown.
const EERDER: u32 = 8;

/// A question that was registered in this conversation.
pub(super) struct Deelvraag {
    plaats: usize,
    nummer: String,
    url: String,
    titel: String,
    /// Moment of the promise, short.
    belofte: String,
    klaar: bool,
    eigenaar: EigenaarTekst,
    volgcode: String,
    zin: String,
}

#[derive(Template)]
#[template(path = "contact.html")]
pub(super) struct ContactPagina {
    w: WorkShell,
    id: Uuid,
    kop: String,
    uitleg: String,
    /// Number that was registered just now.
    pub(super) klaar: String,
    /// The BSN that was looked up belongs to nobody we know.
    pub(super) niemand_met_bsn: bool,
    form: Form,
    fouten: FormErrors,
    klant: Option<Klant>,
    gezocht: String,
    treffers: Vec<Treffer>,
    vragen: Vec<Deelvraag>,
    open: Vec<RegelTekst>,
    eerder: Vec<RegelTekst>,
    voorstel: Option<Voorstel>,
    meer: Meer,
    kanaal: &'static str,
    kanalen: Vec<Keuze>,
    antwoordkanaal: &'static str,
    antwoorden: Vec<Keuze>,
    onderwerpen: Vec<Keuze>,
    soorten: Vec<Keuze>,
    teams: Vec<Keuze>,
    wijken: Vec<Keuze>,
    dagen: Vec<Keuze>,
    vandaag: String,
}

impl ContactPagina {
    fn v(&self, veld: &str) -> &str {
        self.form.get(veld)
    }

    fn fout(&self, veld: &str) -> &str {
        self.fouten.get(veld)
    }

    fn foutlijst(&self) -> &[FieldError] {
        self.fouten.summary()
    }

    /// Whether one of these fields has something to show.
    fn gevuld(&self, velden: &[&str]) -> bool {
        velden.iter().any(|v| self.form.filled(v).is_some() || self.fouten.has(v))
    }

    /// Whether the seldom fields are unfolded: something is wrong there, or the employee typed something in them.
    fn meer_open(&self) -> bool {
        let velden = ["adres", "organisatie", "namens"];
        self.fouten.has("adres")
            || self.antwoordkanaal == "brief"
            || (self.klant.is_none() && self.gevuld(&velden))
    }

    /// The words of an unregistered question stand in the way of ending.
    fn weggooien(&self) -> bool {
        self.form.is("actie", "afronden")
    }
}

/// Builds the page from what is typed so far.
pub(super) async fn bouw(
    p: &Plek,
    tx: &mut Tx,
    id: Uuid,
    form: Form,
    fouten: FormErrors,
) -> Result<ContactPagina> {
    let nu = tx.now();
    let klant = super::gekozen(tx, p, &form).await?;
    let (gezocht, treffers) = zoek(tx, p, &form).await?;
    let (open, eerder) = match &klant {
        Some(klant) => loopt(tx, p, klant, nu).await?,
        None => (Vec::new(), Vec::new()),
    };
    let geregistreerd = store::vragen(tx, id).await?;
    let aanname = invoer::ruw(&form, klant.as_ref());
    let voorstel = (!aanname.tekst.is_empty()).then(|| voorstel::voorstel(&p.inr, &aanname, &p.wie, nu));
    let van_klant = (open.as_slice(), eerder.as_slice());
    let meer = meer::meer(tx, p, &aanname, voorstel.as_ref(), klant.as_ref(), van_klant, nu).await?;
    let mut w = p.shell(tx, "contact", format!("/werk/contact/{id}")).await?;
    w.aandacht = (!fouten.is_empty()).then(|| "Fout".to_owned());
    let keuze = |a: &str, b: &str| Keuze::new(a, b);
    Ok(ContactPagina {
        kop: kop(klant.as_ref(), &form),
        uitleg: uitleg(klant.as_ref(), geregistreerd.len()),
        klaar: String::new(),
        niemand_met_bsn: false,
        vragen: geregistreerd.iter().enumerate().map(|(i, v)| deelvraag(p, i + 1, v)).collect(),
        kanaal: invoer::kanaal(&form).text(),
        kanalen: invoer::KANALEN.iter().map(|k| keuze(k.text(), channel_name(k.text()))).collect(),
        antwoordkanaal: invoer::antwoordkanaal(&form).text(),
        antwoorden: invoer::ANTWOORDEN.iter().map(|(k, tekst)| keuze(k.text(), tekst)).collect(),
        onderwerpen: p.inr.onderwerpen.iter().map(|o| keuze(&o.id, &o.naam)).collect(),
        soorten: Soort::ALL.iter().map(|s| keuze(s.text(), s.naam())).collect(),
        teams: p.inr.teams.iter().map(|t| keuze(&t.id, &t.naam)).collect(),
        wijken: p.inr.wijken.iter().map(|w| keuze(&w.id, &w.naam)).collect(),
        dagen: voorstel::dagen(&p.inr, nu),
        vandaag: nu.day_text(),
        w,
        id,
        form,
        fouten,
        klant,
        gezocht,
        treffers,
        open,
        eerder,
        voorstel,
        meer,
    })
}

fn kop(klant: Option<&Klant>, form: &Form) -> String {
    let naam = klant.map(|k| k.naam.as_str()).or_else(|| form.filled("naam"));
    naam.map_or_else(|| "Nieuw contact".to_owned(), |naam| format!("Contact met {naam}"))
}

fn uitleg(klant: Option<&Klant>, vragen: usize) -> String {
    let wie = match klant {
        Some(k) if k.bekend => "Controleer wie het is: vraag naar de geboortedatum of het adres.",
        Some(_) => "Niemand heeft gecontroleerd wie dit is. Vertel niets over eerdere vragen.",
        None => "Je hoeft de inwoner niet te kennen om een vraag vast te leggen.",
    };
    match i64::try_from(vragen).unwrap_or(0) {
        0 => wie.to_owned(),
        n => format!("{wie} In dit contact: {}.", dutch::count(n, "vraag", "vragen")),
    }
}

/// What the search field finds; without words in it, the number or the name that was typed.
async fn zoek(tx: &mut Tx, p: &Plek, form: &Form) -> Result<(String, Vec<Treffer>)> {
    if form.filled("klant").is_some() && form.filled("q").is_none() {
        return Ok((String::new(), Vec::new()));
    }
    let gezocht = form.filled("q").or_else(|| form.filled("telefoon")).or_else(|| form.filled("naam"));
    let Some(gezocht) = gezocht.map(str::to_owned) else { return Ok((String::new(), Vec::new())) };
    let treffers = klant::zoek(tx, p, &gezocht).await?;
    Ok((gezocht, treffers))
}

/// What runs for the caller, and what was there before.
async fn loopt(tx: &mut Tx, p: &Plek, klant: &Klant, nu: Time) -> Result<(Vec<RegelTekst>, Vec<RegelTekst>)> {
    let regels = klant::vragen(tx, p, klant, kernel::Page { number: 1, size: EERDER }).await?;
    let klaar = |r: &lijst::Regel| r.toestand.parse::<vragen::Toestand>().is_ok_and(vragen::Toestand::klaar);
    let (eerder, open): (Vec<_>, Vec<_>) = regels.items.into_iter().partition(klaar);
    let tekst = |regels: Vec<lijst::Regel>| regels.iter().map(|r| RegelTekst::van(p, r, nu)).collect();
    Ok((tekst(open), tekst(eerder)))
}

fn deelvraag(p: &Plek, plaats: usize, v: &Geregistreerd) -> Deelvraag {
    let nummer = nummer(&p.inr, v.ontvangen_op, v.volgnummer);
    let dicht = v.afgeschermd && v.team != p.wie.team;
    let wettelijk = v.klok == Klok::Wettelijk.text();
    let toezegging = Toezegging {
        team: p.inr.team_naam(&v.team),
        antwoordkanaal: v.antwoordkanaal.parse().unwrap_or(vragen::Antwoordkanaal::Geen),
        soort: v.soort.parse().unwrap_or(Soort::Overig),
        wettelijk,
        uiterlijk: v.beloofd_op,
        telefoon: &v.telefoon,
        email: &v.email,
    };
    let eigenaar = vragen::Eigenaar { team: v.team.clone(), medewerker: v.medewerker };
    Deelvraag {
        plaats,
        url: if dicht { String::new() } else { format!("/werk/vraag/{nummer}") },
        titel: if dicht { "Afgeschermde vraag".to_owned() } else { v.titel.clone() },
        belofte: if wettelijk {
            dutch::date_short(v.beloofd_op)
        } else {
            dutch::datetime_short(v.beloofd_op)
        },
        klaar: v.beantwoord_op.is_some(),
        eigenaar: p.eigenaar(&eigenaar),
        volgcode: kernel::volgcode::derive(&p.g.keys().purpose("volgcode"), v.id),
        zin: toezegging.zin(),
        nummer,
    }
}
