// SPDX-License-Identifier: EUPL-1.2
//! A question comes in, by any channel: contact, question, owner, date, journal and confirmation in one
//! transaction.

use beheer::Inrichting;
use kernel::{Error, Result, Time, calendar::Norm};
use serde_json::json;
use storage::{Event, NewJob, Tx};
use uuid::Uuid;

use crate::{
    bijlage::NieuweBijlage,
    indiener::Indiener,
    journaal,
    route::{self, Aanwijzing, Bestemming, bestemming},
    soort::{Antwoordkanaal, Kanaal, Soort, Toestand},
    store::{self, Klantcontact},
    vraag::{Belofte, Eigenaar, Klok, Vraag, VraagId},
    wie::Wie,
};

/// Longest question, in characters.
pub const TEKST_MAX: usize = 20_000;
/// Longest wish for a moment to be called, in characters.
pub const BELMOMENT_MAX: usize = 200;
/// Most files with one contact.
pub const BIJLAGEN_MAX: usize = 10;

/// What comes in.
#[derive(Debug, Clone)]
pub struct Aanname {
    /// Channel.
    pub kanaal: Kanaal,
    /// The question in the resident's words, or what the employee wrote down.
    pub tekst: String,
    /// Short title; made from the text when absent.
    pub titel: Option<String>,
    /// Topic, when somebody chose one.
    pub onderwerp: Option<String>,
    /// Kind, when somebody chose one.
    pub soort: Option<Soort>,
    /// Neighbourhood, when known.
    pub wijk: Option<String>,
    /// Team that an employee chose.
    pub team: Option<String>,
    /// Team of the mailbox.
    pub postvak_team: Option<String>,
    /// Who asks.
    pub indiener: Indiener,
    /// How the answer should come.
    pub antwoordkanaal: Antwoordkanaal,
    /// When the resident wants to be called, in words.
    pub belmoment: String,
    /// Date that the employee agreed on instead of the norm.
    pub beloofd: Option<Time>,
    /// Moment of receipt, when earlier than now (post, another system).
    pub ontvangen_op: Option<Time>,
    /// Files.
    pub bijlagen: Vec<NieuweBijlage>,
    /// Content hash of the raw original.
    pub origineel: String,
    /// Length of the conversation in seconds.
    pub duur: Option<i64>,
    /// The employee who registers becomes the owner.
    pub zelf_houden: bool,
    /// The confirmation stands on the status page only: a machine must not answer a machine.
    pub stil: bool,
}

impl Aanname {
    /// A question by this channel with this text; everything else still unknown.
    pub fn new(kanaal: Kanaal, tekst: impl Into<String>, antwoordkanaal: Antwoordkanaal) -> Self {
        Self {
            kanaal,
            tekst: tekst.into(),
            titel: None,
            onderwerp: None,
            soort: None,
            wijk: None,
            team: None,
            postvak_team: None,
            indiener: Indiener::default(),
            antwoordkanaal,
            belmoment: String::new(),
            beloofd: None,
            ontvangen_op: None,
            bijlagen: Vec::new(),
            origineel: String::new(),
            duur: None,
            zelf_houden: false,
            stil: false,
        }
    }
}

/// What the resident and the caller get back.
#[derive(Debug, Clone)]
pub struct Ontvangst {
    /// The question as stored.
    pub vraag: Vraag,
    /// The contact it came with.
    pub contact: Uuid,
    /// What was promised, in words.
    pub wat: String,
}

/// Checks what came in, before anything is stored.
pub fn check(mut a: Aanname, nu: Time) -> Result<Aanname> {
    a.tekst = crate::tekst::schoon(&a.tekst);
    a.belmoment = check_belmoment(&a.belmoment)?;
    a.titel = a.titel.map(|t| crate::tekst::schoon(&t));
    if a.tekst.is_empty() && a.soort == Some(Soort::Terugbelverzoek) {
        "Graag terugbellen.".clone_into(&mut a.tekst);
    }
    if a.tekst.is_empty() {
        return Err(Error::field("tekst", "Schrijf op wat u wilt vragen. Een paar woorden is genoeg."));
    }
    if a.tekst.chars().count() > TEKST_MAX {
        return Err(Error::field(
            "tekst",
            format!("Uw tekst is te lang. Gebruik hoogstens {TEKST_MAX} tekens."),
        ));
    }
    if a.bijlagen.len() > BIJLAGEN_MAX {
        return Err(Error::field(
            "bijlagen",
            format!("U kunt hoogstens {BIJLAGEN_MAX} bestanden meesturen."),
        ));
    }
    if a.ontvangen_op.is_some_and(|t| t > nu) {
        return Err(Error::field(
            "ontvangenOp",
            "Dit moment ligt in de toekomst. Kies een moment dat al voorbij is.",
        ));
    }
    if a.beloofd.is_some_and(|t| t <= nu) {
        return Err(Error::field("beloofd", "Kies een dag die nog komt."));
    }
    a.indiener = a.indiener.check(a.antwoordkanaal)?;
    Ok(a)
}

/// Tidies the moment at which the resident wants to be called.
pub(crate) fn check_belmoment(tekst: &str) -> Result<String> {
    let tekst = crate::tekst::schoon(tekst);
    if tekst.chars().count() > BELMOMENT_MAX {
        return Err(Error::field("belmoment", format!("Gebruik hier hoogstens {BELMOMENT_MAX} tekens.")));
    }
    Ok(tekst)
}

/// Builds the question that follows from what came in. Pure.
pub fn bouw(inrichting: &Inrichting, a: &Aanname, wie: &Wie, id: VraagId, nu: Time) -> Vraag {
    let Bestemming { team, onderwerp, soort, regel } = bestemming(
        inrichting,
        Aanwijzing {
            tekst: &a.tekst,
            onderwerp: a.onderwerp.as_deref(),
            soort: a.soort,
            team: a.team.as_deref(),
            postvak_team: a.postvak_team.as_deref(),
        },
    );
    let ontvangen = a.ontvangen_op.unwrap_or(nu);
    let norm = inrichting.norm(&team, onderwerp.as_deref(), bellen(soort, a.antwoordkanaal));
    let belofte = belofte(inrichting, a, soort, ontvangen, nu, norm);
    let (eigenaar, regel) = match (a.zelf_houden, wie.actor.medewerker()) {
        (true, Some(ik)) => (Eigenaar::medewerker(wie.team.clone(), ik), "zelf-afhandelen"),
        _ => (Eigenaar::team(team), regel),
    };
    let afgeschermd = crate::eigenaar::afgeschermd(inrichting, soort, &eigenaar.team);
    Vraag {
        volgnummer: 0,
        id,
        ontvangen_op: ontvangen,
        kanaal: a.kanaal,
        soort,
        wijk: a.wijk.clone().filter(|w| inrichting.wijk(w).is_some()),
        titel: titel(a),
        onderwerp,
        toestand: Toestand::Open,
        eigenaar,
        sinds: nu,
        regel: regel.to_owned(),
        belofte,
        risico_gemeld: false,
        verlengd: 0,
        antwoordkanaal: a.antwoordkanaal,
        belmoment: a.belmoment.clone(),
        wacht_op: String::new(),
        afgeschermd,
        meteen: false,
        overdrachten: 0,
        belpogingen: 0,
        heropend: 0,
        beantwoord_op: None,
        afgerond_op: None,
        afhandelwijze: None,
        onze_fout: false,
        doorlooptijd: None,
        op_tijd: None,
        navraag_op: None,
        navraag: String::new(),
        versie: 1,
    }
}

/// The date we give: by law, as agreed, or by the norm.
fn belofte(
    inrichting: &Inrichting,
    a: &Aanname,
    soort: Soort,
    ontvangen: Time,
    nu: Time,
    norm: Norm,
) -> Belofte {
    let kalender = &inrichting.kalender;
    match a.beloofd.filter(|_| soort.wettelijke_termijn().is_none()) {
        Some(zelf) => Belofte::op(kalender, nu, zelf, Klok::Belofte, norm),
        None => Belofte::nieuw(kalender, soort, ontvangen, nu, &norm),
    }
}

/// A short title: as given, or the first words of the text.
fn titel(a: &Aanname) -> String {
    let uit_tekst = || {
        let titel = kernel::text::title_of(&a.tekst);
        if titel.is_empty() { "Vraag zonder woorden".to_owned() } else { titel }
    };
    a.titel.clone().filter(|t| !t.trim().is_empty()).map_or_else(uit_tekst, |t| kernel::text::title_of(&t))
}

/// Whether this resident is to be called.
pub(crate) fn bellen(soort: Soort, antwoordkanaal: Antwoordkanaal) -> bool {
    soort == Soort::Terugbelverzoek || antwoordkanaal == Antwoordkanaal::Telefoon
}

/// What we promise, in words.
pub fn wat_beloven(v: &Vraag) -> &'static str {
    if bellen(v.soort, v.antwoordkanaal) { "wij bellen u" } else { "u krijgt antwoord" }
}

/// Takes a question in: from here it has one owner and one date.
pub async fn accept(tx: &mut Tx, inrichting: &Inrichting, wie: &Wie, aanname: Aanname) -> Result<Ontvangst> {
    let nu = tx.now();
    let a = check(aanname, nu)?;
    let id = VraagId::from(tx.new_id());
    let mut vraag = bouw(inrichting, &a, wie, id, nu);
    vraag.volgnummer = store::insert(tx, &vraag).await?;
    store::insert_indiener(tx, id, &a.indiener).await?;
    let contact = Klantcontact {
        id: tx.new_id(),
        van_inwoner: true,
        kanaal: a.kanaal,
        op: vraag.ontvangen_op,
        inhoud: a.tekst,
        medewerker: wie.actor.medewerker(),
        duur: a.duur,
        origineel: a.origineel,
    };
    store::insert_contact(tx, id, &contact).await?;
    let wat = wat_beloven(&vraag).to_owned();
    store::insert_belofte(tx, id, &wat, vraag.belofte.uiterlijk, &vraag.regel, "").await?;
    for bijlage in &a.bijlagen {
        crate::bijlage::add(tx, id, contact.id, bijlage).await?;
    }
    tx.emit(ontvangen(&vraag, contact.id, wie));
    if vraag.regel == route::BETWIST {
        crate::hand_over::offer_disputed(tx, inrichting, &vraag).await?;
    }
    tx.enqueue(bevestiging(id, a.stil)).await?;
    Ok(Ontvangst { vraag, contact: contact.id, wat })
}

/// The event of receipt; it proves the first owner and the first date.
pub(crate) fn ontvangen(v: &Vraag, contact: Uuid, wie: &Wie) -> Event {
    journaal::eigenaar(Event::new("vraag.ontvangen", wie.actor.clone()), v)
        .occurred_at(v.ontvangen_op)
        .object("klantcontact", contact, "contact")
        .channel(v.kanaal.text())
        .data("uiterlijk", json!(v.belofte.uiterlijk))
        .data("klok", json!(v.belofte.klok.text()))
        .data("norm", json!(v.belofte.norm.to_string()))
        .data("soort", json!(v.soort))
        .data("onderwerp", json!(v.onderwerp))
        .data("wijk", json!(v.wijk))
}

/// The confirmation that we owe.
fn bevestiging(id: VraagId, stil: bool) -> NewJob {
    NewJob {
        queue: "berichten",
        kind: "ontvangstbevestiging",
        key: Some(id.to_string()),
        payload: json!({ "vraag": id, "stil": stil }),
        run_at: None,
        max_attempts: 20,
    }
}
