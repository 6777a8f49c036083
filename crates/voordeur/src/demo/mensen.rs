// SPDX-License-Identifier: EUPL-1.2
//! The residents and organisations of Thuishaven as parties.

use kernel::{Ids as _, SeededIds, Time};
use klanten::{DigitaalAdres, Partij};
use thuishaven::{Inwoner, Organisatie};
use uuid::Uuid;
use web::Gemeente;

/// Parties that share a transaction.
const SAMEN: usize = 2_000;

/// Ids of the parties: by place in the plan.
pub struct Mensen {
    /// Residents; absent beyond the number that the demo has.
    pub inwoners: Vec<Option<Uuid>>,
    /// Organisations.
    pub organisaties: Vec<Uuid>,
}

/// Writes residents and organisations.
pub async fn schrijf(
    g: &Gemeente,
    inwoners: &[Inwoner],
    organisaties: &[Organisatie],
    hoeveel: usize,
    nu: Time,
) -> anyhow::Result<Mensen> {
    let ids = SeededIds::new(9901);
    let mut mensen = Mensen { inwoners: Vec::with_capacity(inwoners.len()), organisaties: Vec::new() };
    for deel in inwoners.chunks(SAMEN) {
        let mut tx = g.db().begin().await?;
        tx.set_now(nu);
        for inwoner in deel {
            if mensen.inwoners.len() >= hoeveel {
                mensen.inwoners.push(None);
                continue;
            }
            let partij = persoon(g, ids.uuid(nu), inwoner)?;
            klanten::insert(
                &mut tx,
                &partij,
                &zoeknaam(inwoner),
                &adressen(&inwoner.email, &inwoner.telefoon),
            )
            .await?;
            mensen.inwoners.push(Some(partij.id));
        }
        tx.commit().await?;
    }
    let mut tx = g.db().begin().await?;
    tx.set_now(nu);
    for o in organisaties {
        let partij = organisatie(ids.uuid(nu), o);
        klanten::insert(&mut tx, &partij, &o.naam, &adressen(&o.email, &o.telefoon)).await?;
        mensen.organisaties.push(partij.id);
    }
    tx.commit().await?;
    Ok(mensen)
}

/// The search column starts with the surname.
fn zoeknaam(i: &Inwoner) -> String {
    format!("{} {}", i.achternaam, i.voornaam)
}

fn persoon(g: &Gemeente, id: Uuid, i: &Inwoner) -> kernel::Result<Partij> {
    Ok(Partij {
        id,
        organisatie: false,
        naam: i.naam(),
        geboortedatum: i.geboren.to_string(),
        bsn: Some(g.keys().seal_bsn(g.ids().as_ref(), i.bsn)?),
        bsn_index: Some(g.keys().bsn_index(&i.bsn.reveal())),
        kvk: String::new(),
        straat: format!("{} {}", i.straat, i.huisnummer),
        huisnummer: i.huisnummer.to_string(),
        postcode: i.postcode.clone(),
        plaats: "Thuishaven".to_owned(),
        wijk: Some(i.wijk.clone()),
        taal: i.taal.clone(),
        voorkeurskanaal: String::new(),
        let_op: i.let_op.clone(),
        versie: 1,
    })
}

fn organisatie(id: Uuid, o: &Organisatie) -> Partij {
    Partij {
        id,
        organisatie: true,
        naam: o.naam.clone(),
        geboortedatum: String::new(),
        bsn: None,
        bsn_index: None,
        kvk: o.kvk.as_ref().map_or_else(String::new, ToString::to_string),
        straat: format!("{} {}", o.straat, o.huisnummer),
        huisnummer: o.huisnummer.to_string(),
        postcode: o.postcode.clone(),
        plaats: "Thuishaven".to_owned(),
        wijk: Some(o.wijk.clone()),
        taal: "nl".to_owned(),
        voorkeurskanaal: String::new(),
        let_op: String::new(),
        versie: 1,
    }
}

fn adressen(email: &str, telefoon: &str) -> Vec<DigitaalAdres> {
    [("email", email), ("telefoon", telefoon)]
        .into_iter()
        .filter(|(_, adres)| !adres.is_empty())
        .map(|(soort, adres)| DigitaalAdres { soort: soort.to_owned(), adres: adres.to_owned() })
        .collect()
}
