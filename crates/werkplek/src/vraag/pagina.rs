// SPDX-License-Identifier: EUPL-1.2
//! The question page: left the journey with the answer box at its end, right the person, the promise, the owners.

use askama::Template;
use axum::extract::{Path, Query, State};
use berichten::{BerichtToestand, Weg};
use kernel::{FieldError, Result, Time, dutch};
use serde::Deserialize;
use storage::Tx;
use vragen::{
    Afhandelwijze, Antwoordkanaal, Indiener, Kanaal, Klok, Soort, Toestand, VraagId, dossier, hand_over,
};
use web::{
    Answer, Employee, Gemeente, Page, WorkShell,
    shell::{Keuze, Station},
};

use super::{
    hoort_bij::{self, Genoemd},
    tijdlijn::{Item, items},
};
use crate::{
    plek::{EigenaarTekst, Plaat, Plek, ongeveer},
    verwant::{self, Gezocht, Verwant},
};

/// What the address may ask of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Verzoek {
    klaar: String,
}

/// What was typed in the answer box, and what was wrong with it.
#[derive(Debug, Default)]
pub(crate) struct Invoer {
    pub(crate) form: web::Form,
    pub(crate) fouten: web::FormErrors,
}

/// An offer for this employee.
pub(crate) struct Aanbod {
    pub(crate) van: String,
    pub(crate) initialen: String,
    pub(crate) toelichting: String,
    pub(crate) voor_mij: bool,
    pub(crate) naar: String,
    pub(crate) tot: String,
}

/// What this employee can do with the question now.
#[expect(clippy::struct_excessive_bools, reason = "independent facts that the template asks one by one")]
struct Mag {
    werken: bool,
    terugleggen: bool,
    van_mij: bool,
    van_team: bool,
    loopt: bool,
    klaar: bool,
    beantwoord: bool,
}

impl Mag {
    fn van(p: &Plek, v: &vragen::Vraag, nu: Time) -> Self {
        let werken = p.wie.team == v.eigenaar.team || p.wie.verdeelpunt;
        Self {
            werken,
            terugleggen: werken && hand_over::mag_terugleggen(&p.inr, v, nu),
            van_mij: v.eigenaar.medewerker == Some(p.ik.id),
            van_team: v.eigenaar.medewerker.is_none(),
            loopt: v.toestand.loopt(),
            klaar: v.toestand.klaar(),
            beantwoord: v.toestand == Toestand::Beantwoord,
        }
    }
}

#[derive(Template)]
#[template(path = "vraag.html")]
pub(crate) struct VraagPagina {
    pub(crate) w: WorkShell,
    id: String,
    nummer: String,
    titel: String,
    soort: &'static str,
    pad: String,
    aannemen_pad: String,
    weigeren_pad: String,
    team_pad: String,
    plaat: Plaat,
    wettelijk: bool,
    belofte_zin: String,
    eigenaar: EigenaarTekst,
    mag: Mag,
    oud: String,
    onderwerp: String,
    afhandeling: String,
    inwoner: String,
    feiten: Vec<(String, String)>,
    let_op: String,
    eigenaren: Vec<Station>,
    berichten: Vec<BerichtTekst>,
    items: Vec<Item>,
    /// Questions that its mail names, though its sender asked none of them.
    genoemd: Vec<Genoemd>,
    verwant: Vec<Verwant>,
    aanbod: Option<Aanbod>,
    soorten: Vec<Keuze>,
    soort_nu: String,
    afhandelwijzen: Vec<Keuze>,
    aan: String,
    antwoordkanaal: &'static str,
    gezien: i64,
    form: web::Form,
    fouten: web::FormErrors,
    melding: String,
}

impl VraagPagina {
    fn fout(&self, veld: &str) -> &str {
        self.fouten.get(veld)
    }

    fn foutlijst(&self) -> &[FieldError] {
        self.fouten.summary()
    }
}

pub(crate) async fn pagina(
    State(g): State<Gemeente>,
    ik: Employee,
    Path(nummer): Path<String>,
    Query(verzoek): Query<Verzoek>,
) -> Answer<Page<VraagPagina>> {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().read().await?;
    let v = super::vind(&mut tx, &p, &nummer).await?;
    let mut pagina = bouw(&p, &mut tx, v.id, Invoer::default()).await?;
    melding(&verzoek.klaar).clone_into(&mut pagina.melding);
    tx.rollback().await;
    Ok(Page(pagina))
}

/// What was just done, in words.
fn melding(klaar: &str) -> &'static str {
    match klaar {
        "uit-post" => "De mail is nu een vraag.",
        "oppakken" | "aannemen" => "De vraag is nu van jou.",
        "teruggeven" => "De vraag is terug bij het team.",
        "terugleggen" => "De vraag ligt bij het verdeelpunt.",
        "notitie" => "Je notitie staat erbij.",
        "navragen" => "De inwoner krijgt je vraag. De klok wacht.",
        "niet-bereikt" => "Genoteerd: niet bereikt.",
        "datum" => "De nieuwe datum staat vast. De inwoner krijgt bericht.",
        "soort" => "De soort is veranderd.",
        "afronden" => "De vraag is afgerond.",
        "heropenen" => "De vraag is weer open.",
        "antwoord" => "Je antwoord is verstuurd.",
        "overdragen" => "Aangeboden. Tot het aanbod is aangenomen, blijft de eigenaar dezelfde.",
        "toewijzen" => "De vraag is toegewezen.",
        "weigeren" => "Je hebt het aanbod geweigerd. De gever krijgt bericht.",
        "aanbod-intrekken" => "Het aanbod is ingetrokken.",
        _ => "",
    }
}

/// Builds the page, with what was typed when a form came back.
pub(crate) async fn bouw(p: &Plek, tx: &mut Tx, id: VraagId, invoer: Invoer) -> Result<VraagPagina> {
    let d = dossier::dossier(tx, &p.wie, id).await?;
    let nu = tx.now();
    let v = &d.vraag;
    let nummer = p.nummer(v);
    let pad = format!("/werk/vraag/{nummer}");
    let form = if invoer.fouten.is_empty() {
        crate::kladversie::lees(tx, p, &format!("antwoord-{id}")).await?
    } else {
        invoer.form
    };
    let partij = partij(tx, &d.indiener).await?;
    let mut w = p.shell(tx, "voorraad", pad.clone()).await?;
    w.aandacht = (!invoer.fouten.is_empty()).then(|| "Fout".to_owned());
    let eigenaren = eigenaren(p, &d, nu);
    let aanbod = d.aanbod.as_ref().map(|o| aanbod(p, o, nu));
    let (aan, antwoordkanaal) = bereik(v.antwoordkanaal, &d.indiener);
    let genoemd = hoort_bij::genoemd(tx, p, &d).await?;
    let verwant = lijkt_op(p, tx, v, nu).await?;
    Ok(VraagPagina {
        w,
        id: id.to_string(),
        titel: v.titel.clone(),
        aannemen_pad: format!("{pad}/aannemen"),
        weigeren_pad: format!("{pad}/weigeren"),
        soort: v.soort.naam(),
        team_pad: format!("/werk/voorraad/{}", v.eigenaar.team),
        plaat: Plaat::van(v.stand(nu), v.belofte.uiterlijk, nu),
        wettelijk: v.belofte.klok == Klok::Wettelijk,
        belofte_zin: belofte_zin(v, nu),
        eigenaar: p.eigenaar(&v.eigenaar),
        mag: Mag::van(p, v, nu),
        oud: if v.toestand.klaar() { String::new() } else { ongeveer(nu.since(v.ontvangen_op)) },
        onderwerp: onderwerp(p, v),
        afhandeling: afhandeling(v),
        inwoner: d.indiener.toon().to_owned(),
        feiten: feiten(p, v, &d.indiener, partij.as_ref()),
        let_op: partij.map_or_else(String::new, |(p, _)| p.let_op),
        eigenaren,
        berichten: berichten(tx, id, nu).await?,
        items: items(p, d.indiener.toon(), &pad, d.tijdlijn, nu),
        genoemd,
        verwant,
        aanbod,
        soorten: soorten(),
        soort_nu: v.soort.text().to_owned(),
        afhandelwijzen: afhandelwijzen(),
        aan,
        antwoordkanaal,
        gezien: v.beantwoord_op.map_or(0, Time::micros),
        form,
        fouten: invoer.fouten,
        melding: String::new(),
        nummer,
        pad,
    })
}

/// Earlier questions that look like this one.
async fn lijkt_op(p: &Plek, tx: &mut Tx, v: &vragen::Vraag, nu: Time) -> Result<Vec<Verwant>> {
    let gezocht = Gezocht {
        tekst: &v.titel,
        onderwerp: v.onderwerp.as_deref(),
        team: &v.eigenaar.team,
        zelf: Some(v.id.uuid()),
    };
    verwant::verwant(tx, p, gezocht, nu).await
}

fn onderwerp(p: &Plek, v: &vragen::Vraag) -> String {
    let onderwerp = v.onderwerp.as_deref().and_then(|o| p.inr.onderwerp(o));
    onderwerp.map_or_else(String::new, |o| o.naam.clone())
}

/// How it ended; that it was answered stands on the plate already.
fn afhandeling(v: &vragen::Vraag) -> String {
    let anders = v.afhandelwijze.filter(|a| *a != Afhandelwijze::Beantwoord);
    anders.map_or_else(String::new, |a| a.naam().to_owned())
}

/// A message we sent, ready to be shown.
pub(crate) struct BerichtTekst {
    onderwerp: String,
    stand: String,
    /// Page of the letter; empty when it is none.
    brief: String,
    mis: bool,
}

/// What we sent about this question, and what became of it.
async fn berichten(tx: &mut Tx, id: VraagId, nu: Time) -> Result<Vec<BerichtTekst>> {
    let alle = berichten::van_vraag(tx, id).await?;
    Ok(alle
        .into_iter()
        .filter(|b| !b.soort.starts_with("intern-"))
        .map(|b| {
            let wanneer = dutch::moment_near(b.verstuurd_op.unwrap_or(b.gemaakt_op), nu);
            let stand = match b.toestand {
                BerichtToestand::Klaar => "wacht om verstuurd te worden".to_owned(),
                BerichtToestand::Verstuurd => format!("gemaild, {wanneer}"),
                BerichtToestand::Uitgesteld => format!("nog niet gelukt, wij proberen het weer. {}", b.fout),
                BerichtToestand::Mislukt => format!("niet gelukt. {}", b.fout),
                BerichtToestand::NietBezorgd => format!("niet bezorgd. {}", b.fout),
                BerichtToestand::TePrinten => "brief, nog te printen".to_owned(),
                BerichtToestand::Geprint => format!("brief, geprint {wanneer}"),
                BerichtToestand::Geplaatst => format!("op de statuspagina, {wanneer}"),
            };
            BerichtTekst {
                brief: if b.weg == Weg::Brief {
                    format!("/werk/bericht/{}/brief", b.id)
                } else {
                    String::new()
                },
                mis: matches!(b.toestand, BerichtToestand::Mislukt | BerichtToestand::NietBezorgd),
                onderwerp: b.onderwerp,
                stand,
            }
        })
        .collect())
}

/// The person or organisation, when proved.
async fn partij(tx: &mut Tx, i: &Indiener) -> Result<Option<(klanten::Partij, Vec<klanten::DigitaalAdres>)>> {
    match i.partij {
        Some(partij) => klanten::find(tx, partij).await,
        None => Ok(None),
    }
}

fn soorten() -> Vec<Keuze> {
    Soort::ALL.iter().map(|s| Keuze::new(s.text(), s.naam())).collect()
}

fn afhandelwijzen() -> Vec<Keuze> {
    [Afhandelwijze::Beantwoord, Afhandelwijze::Geleverd, Afhandelwijze::NeeMetUitleg]
        .map(|a| Keuze::new(a.text(), a.naam()))
        .to_vec()
}

/// How the answer reaches the resident, in words, and the channel that is chosen beforehand.
fn bereik(antwoord: Antwoordkanaal, i: &Indiener) -> (String, &'static str) {
    let telefoon = kernel::Telefoon::try_from(i.telefoon.as_str()).map(|t| t.show()).unwrap_or_default();
    match antwoord {
        Antwoordkanaal::Telefoon => (telefoon, Kanaal::Telefoon.text()),
        Antwoordkanaal::Brief => (i.adres.clone(), Kanaal::Brief.text()),
        _ if !i.email.is_empty() => (i.email.clone(), Kanaal::Email.text()),
        _ => ("de statuspagina".to_owned(), Kanaal::Website.text()),
    }
}

fn belofte_zin(v: &vragen::Vraag, nu: Time) -> String {
    if !v.toestand.loopt() {
        return match v.op_tijd {
            Some(true) => "Op tijd beantwoord.".to_owned(),
            Some(false) => "Te laat beantwoord.".to_owned(),
            None => String::new(),
        };
    }
    if v.toestand == Toestand::WachtOpInwoner {
        return format!("De klok wacht op de inwoner: {}", v.wacht_op);
    }
    let over = hoofd(&dutch::left(v.belofte.uiterlijk, nu));
    let veranderd = match v.verlengd {
        0 => "De datum is niet veranderd.".to_owned(),
        1 => "De datum is een keer veranderd.".to_owned(),
        n => format!("De datum is {n} keer veranderd."),
    };
    let norm = if v.belofte.klok == Klok::Wettelijk { "De wet geeft" } else { "De servicenorm is" };
    format!("{over}. {norm} {}. {veranderd}", v.belofte.norm.words())
}

fn hoofd(tekst: &str) -> String {
    crate::regel::hoofdletter(tekst)
}

fn feiten(
    p: &Plek,
    v: &vragen::Vraag,
    i: &Indiener,
    partij: Option<&(klanten::Partij, Vec<klanten::DigitaalAdres>)>,
) -> Vec<(String, String)> {
    let telefoon = kernel::Telefoon::try_from(i.telefoon.as_str()).map(|t| t.show()).unwrap_or_default();
    let wil = match v.antwoordkanaal {
        Antwoordkanaal::Email => "een mail",
        Antwoordkanaal::Telefoon => "gebeld worden",
        Antwoordkanaal::Brief => "een brief",
        Antwoordkanaal::Balie => "langskomen",
        Antwoordkanaal::Geen => "geen antwoord",
    };
    let belmoment = if v.belmoment.is_empty() { String::new() } else { format!(", {}", v.belmoment) };
    let geboren = partij.map_or("", |(p, _)| p.geboortedatum.as_str());
    let geboren = geboren.parse().map(dutch::day_long).unwrap_or_default();
    let adres =
        partij.map_or_else(|| i.adres.clone(), |(p, _)| format!("{}, {} {}", p.straat, p.postcode, p.plaats));
    let bsn = if i.bsn.is_some() { "opgegeven, niet gecontroleerd" } else { "" };
    [
        ("Wil", format!("{wil}{belmoment}")),
        ("Namens", i.namens.clone()),
        ("Organisatie", i.organisatie.clone()),
        ("KvK-nummer", i.kvk.clone()),
        ("Geboren", geboren),
        ("Telefoon", telefoon),
        ("Mail", i.email.clone()),
        ("Adres", adres),
        ("Wijk", v.wijk.as_deref().and_then(|w| p.inr.wijk(w)).map_or_else(String::new, |w| w.naam.clone())),
        ("BSN", bsn.to_owned()),
    ]
    .into_iter()
    .filter(|(_, w)| !w.is_empty())
    .map(|(n, w)| (n.to_owned(), w))
    .collect()
}

fn aanbod(p: &Plek, o: &dossier::OverdrachtRow, nu: Time) -> Aanbod {
    let van = o.van_medewerker.map_or_else(
        || format!("Team {}", p.inr.team_naam(&o.van_team)),
        |m| p.inr.medewerker_naam(m).to_owned(),
    );
    Aanbod {
        initialen: kernel::text::initials(&van),
        van,
        toelichting: o.toelichting.clone(),
        voor_mij: match o.naar_medewerker {
            Some(m) => m == p.ik.id,
            None => p.wie.team == o.naar_team,
        },
        naar: o.naar_medewerker.map_or_else(
            || format!("team {}", p.inr.team_naam(&o.naar_team)),
            |m| p.inr.medewerker_naam(m).to_owned(),
        ),
        tot: dutch::moment_near(o.verloopt_op, nu),
    }
}

/// Whose the question was: the first owner, every change, and an offer that is still open.
fn eigenaren(p: &Plek, d: &dossier::Dossier, nu: Time) -> Vec<Station> {
    let mut rij: Vec<(String, Time)> = Vec::new();
    for stuk in &d.tijdlijn {
        let dossier::Inhoud::Feit { data, .. } = &stuk.inhoud else { continue };
        let tekst = |n: &str| data.get(n).and_then(serde_json::Value::as_str);
        let (Some(team), medewerker) = (tekst("team"), tekst("medewerker").and_then(|m| m.parse().ok()))
        else {
            continue;
        };
        let naam = p.eigenaar(&vragen::Eigenaar { team: team.to_owned(), medewerker }).naam;
        if rij.last().is_none_or(|(n, _)| *n != naam) {
            rij.push((naam, stuk.op));
        }
    }
    let nu_naam = p.eigenaar(&d.vraag.eigenaar).naam;
    if rij.last().is_none_or(|(n, _)| *n != nu_naam) {
        rij.push((nu_naam, d.vraag.sinds));
    }
    let (laatste, klaar) = (rij.len().saturating_sub(1), d.vraag.toestand.klaar());
    let mut stations: Vec<Station> = rij
        .iter()
        .enumerate()
        .map(|(n, (naam, op))| {
            let stand = if n == laatste && !klaar { "nu" } else { "klaar" };
            Station::new(stand, naam.clone(), format!("sinds {}", dutch::moment_near(*op, nu)))
        })
        .collect();
    if let Some(o) = &d.aanbod {
        stations.push(Station::new(
            "straks",
            format!("{}?", hoofd(&aanbod(p, o, nu).naar)),
            "aangeboden, nog niet aangenomen",
        ));
    }
    stations
}
