// SPDX-License-Identifier: EUPL-1.2
//! All SQL of persons and organisations.

use kernel::Result;
use storage::{Tx, Value, params, row};
use uuid::Uuid;

use crate::{
    partij::{DigitaalAdres, Partij},
    zoek::HOOGSTENS,
};

row! {
    struct PartijRow {
        id: Uuid, soort: String, naam: String, geboortedatum: String, bsn: Option<Vec<u8>>,
        bsn_index: Option<Vec<u8>>, kvk: String, straat: String, huisnummer: String, postcode: String,
        plaats: String, wijk: Option<String>, taal: String, voorkeurskanaal: String, let_op: String, versie: i64,
    }
}

const KOLOMMEN: &str = "p.id, p.soort, p.naam, p.geboortedatum, p.bsn, p.bsn_index, p.kvk, p.straat, p.huisnummer, \
    p.postcode, p.plaats, p.wijk_id, p.taal, p.voorkeurskanaal, p.let_op, p.versie";

impl From<PartijRow> for Partij {
    fn from(r: PartijRow) -> Self {
        Self {
            id: r.id,
            organisatie: r.soort == "organisatie",
            naam: r.naam,
            geboortedatum: r.geboortedatum,
            bsn: r.bsn,
            bsn_index: r.bsn_index,
            kvk: r.kvk,
            straat: r.straat,
            huisnummer: r.huisnummer,
            postcode: r.postcode,
            plaats: r.plaats,
            wijk: r.wijk,
            taal: r.taal,
            voorkeurskanaal: r.voorkeurskanaal,
            let_op: r.let_op,
            versie: r.versie,
        }
    }
}

async fn query(tx: &mut Tx, rest: &str, values: &[Value]) -> Result<Vec<Partij>> {
    let sql = format!("SELECT {KOLOMMEN} FROM partij p {rest} LIMIT {HOOGSTENS}");
    Ok(tx.query::<PartijRow>(&sql, values).await?.into_iter().map(Partij::from).collect())
}

/// The party with this id.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<(Partij, Vec<DigitaalAdres>)>> {
    let Some(partij) = query(tx, "WHERE p.id = $1", params![id]).await?.pop() else { return Ok(None) };
    let adressen = tx
        .query::<(String, String)>(
            "SELECT soort, adres FROM digitaal_adres WHERE partij_id = $1 ORDER BY soort, adres LIMIT 20",
            params![id],
        )
        .await?
        .into_iter()
        .map(|(soort, adres)| DigitaalAdres { soort, adres })
        .collect();
    Ok(Some((partij, adressen)))
}

pub(crate) async fn op_bsn(tx: &mut Tx, index: &[u8]) -> Result<Vec<Partij>> {
    query(tx, "WHERE p.bsn_index = $1", params![index.to_vec()]).await
}

/// Parties with this folded mail address or E.164 number.
pub async fn van_adres(tx: &mut Tx, norm: &str) -> Result<Vec<Partij>> {
    query(
        tx,
        "JOIN digitaal_adres a ON a.partij_id = p.id WHERE a.norm = $1 ORDER BY p.zoek, p.id",
        params![norm],
    )
    .await
}

pub(crate) async fn op_adres(tx: &mut Tx, postcode: &str, huisnummer: &str) -> Result<Vec<Partij>> {
    query(
        tx,
        "WHERE p.postcode = $1 AND p.huisnummer = $2 ORDER BY p.zoek, p.id",
        params![postcode, huisnummer],
    )
    .await
}

pub(crate) async fn op_kvk(tx: &mut Tx, kvk: &str) -> Result<Vec<Partij>> {
    query(tx, "WHERE p.kvk = $1 AND p.kvk <> '' ORDER BY p.zoek, p.id", params![kvk]).await
}

/// Folded names that start so. The search column starts with the surname.
pub(crate) async fn op_naam(tx: &mut Tx, naam: &str, geboren: Option<&str>) -> Result<Vec<Partij>> {
    let tot = format!("{naam}\u{10FFFF}");
    match geboren {
        Some(datum) => {
            query(
                tx,
                "WHERE p.zoek >= $1 AND p.zoek < $2 AND p.geboortedatum = $3 ORDER BY p.zoek, p.id",
                params![naam, tot, datum],
            )
            .await
        }
        None => {
            query(tx, "WHERE p.zoek >= $1 AND p.zoek < $2 ORDER BY p.zoek, p.id", params![naam, tot]).await
        }
    }
}

/// Values of a new `partij` row; `zoek` starts with the surname.
pub fn partij_values(p: &Partij, zoek: &str) -> Vec<Value> {
    vec![
        p.id.into(),
        (if p.organisatie { "organisatie" } else { "persoon" }).into(),
        p.naam.as_str().into(),
        kernel::text::sort_name(zoek).into(),
        p.geboortedatum.as_str().into(),
        p.bsn.clone().into(),
        p.bsn_index.clone().into(),
        p.kvk.as_str().into(),
        p.straat.as_str().into(),
        p.huisnummer.as_str().into(),
        p.postcode.as_str().into(),
        p.plaats.as_str().into(),
        p.wijk.clone().into(),
        p.taal.as_str().into(),
        p.voorkeurskanaal.as_str().into(),
        p.let_op.as_str().into(),
        p.versie.into(),
    ]
}

/// Writes a party with its addresses.
pub async fn insert(tx: &mut Tx, p: &Partij, zoek: &str, adressen: &[DigitaalAdres]) -> Result<()> {
    tx.execute(
        "INSERT INTO partij (id, soort, naam, zoek, geboortedatum, bsn, bsn_index, kvk, straat, huisnummer, postcode,
           plaats, wijk_id, taal, voorkeurskanaal, let_op, versie)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        &partij_values(p, zoek),
    )
    .await?;
    for adres in adressen {
        let id = tx.new_id();
        let norm =
            if adres.soort == "email" { kernel::text::fold(&adres.adres) } else { adres.adres.clone() };
        tx.execute(
            "INSERT INTO digitaal_adres (id, partij_id, soort, adres, norm) VALUES ($1, $2, $3, $4, $5)",
            params![id, p.id, adres.soort.as_str(), adres.adres.as_str(), norm],
        )
        .await?;
    }
    Ok(())
}
