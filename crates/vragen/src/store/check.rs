// SPDX-License-Identifier: EUPL-1.2
//! SQL that counts broken invariants.

use std::collections::HashSet;

use kernel::{Result, Time};
use serde_json::Value;
use storage::{Tx, params, row};
use uuid::Uuid;

/// What must never be, and the query that counts it.
const SCHENDINGEN: &[(&str, &str)] = &[
    (
        "een vraag zonder indiener",
        "SELECT CAST(count(*) AS bigint) FROM vraag v WHERE NOT EXISTS (SELECT 1 FROM indiener i WHERE i.vraag_id = v.id)",
    ),
    (
        "een vraag zonder contact",
        "SELECT CAST(count(*) AS bigint) FROM vraag v WHERE NOT EXISTS (SELECT 1 FROM klantcontact c WHERE c.vraag_id = v.id)",
    ),
    (
        "een lopende vraag zonder lopende belofte",
        "SELECT CAST(count(*) AS bigint) FROM vraag v WHERE v.toestand IN ('open', 'wacht-op-inwoner', 'wacht-op-ander')
           AND NOT EXISTS (SELECT 1 FROM belofte b WHERE b.vraag_id = v.id AND b.uitkomst = '')",
    ),
    (
        "een lopende belofte met een andere datum dan de vraag",
        "SELECT CAST(count(*) AS bigint) FROM vraag v JOIN belofte b ON b.vraag_id = v.id AND b.uitkomst = ''
         WHERE b.uiterlijk <> v.beloofd_op AND v.beantwoord_op IS NULL AND v.afgerond_op IS NULL",
    ),
    (
        "een eigenaar die in een ander team werkt dan het team van de vraag",
        "SELECT CAST(count(*) AS bigint) FROM vraag v JOIN medewerker m ON m.id = v.medewerker_id
         WHERE m.team_id <> v.team_id AND v.afgerond_op IS NULL AND m.actief",
    ),
    (
        "een afgeronde vraag zonder afhandelwijze, of andersom",
        "SELECT CAST(count(*) AS bigint) FROM vraag WHERE (afgerond_op IS NULL) <> (afhandelwijze = '')",
    ),
    (
        "een vraag die is beantwoord of klaar en nog een lopende belofte heeft",
        "SELECT CAST(count(*) AS bigint) FROM belofte b JOIN vraag v ON v.id = b.vraag_id
         WHERE b.uitkomst = '' AND v.toestand NOT IN ('open', 'wacht-op-inwoner', 'wacht-op-ander')",
    ),
    (
        "een vraag die loopt en al beantwoord heet, of andersom",
        "SELECT CAST(count(*) AS bigint) FROM vraag
         WHERE (toestand IN ('open', 'wacht-op-inwoner', 'wacht-op-ander') AND beantwoord_op IS NOT NULL)
            OR (toestand = 'beantwoord' AND beantwoord_op IS NULL)",
    ),
    (
        "een open aanbod van een ander team dan de eigenaar, of van een vraag die klaar is",
        "SELECT CAST(count(*) AS bigint) FROM overdracht o JOIN vraag v ON v.id = o.vraag_id
         WHERE o.toestand = 'open' AND (o.van_team <> v.team_id OR v.afgerond_op IS NOT NULL)",
    ),
    (
        "een open taak bij een ander team dan de eigenaar",
        "SELECT CAST(count(*) AS bigint) FROM taak t JOIN vraag v ON v.id = t.vraag_id
         WHERE t.gedaan_op IS NULL AND t.team_id <> v.team_id",
    ),
    (
        "een zorg om iemand die iedereen kan lezen",
        "SELECT CAST(count(*) AS bigint) FROM vraag WHERE soort = 'signaal' AND afgeschermd = false",
    ),
];

/// Counts of what must never be.
pub(crate) async fn schendingen(tx: &mut Tx) -> Result<Vec<(&'static str, i64)>> {
    let mut uit = Vec::new();
    for (wat, sql) in SCHENDINGEN {
        uit.push((*wat, tx.one::<i64>(sql, params![]).await?));
    }
    Ok(uit)
}

const ZONDER_BEVESTIGING: &str = "SELECT v.id FROM vraag v WHERE NOT EXISTS
    (SELECT 1 FROM bericht b WHERE b.vraag_id = v.id AND b.soort = 'ontvangstbevestiging')";

/// Questions without a confirmation that was made or is still owed, at most a hundred.
pub(crate) async fn zonder_bevestiging(tx: &mut Tx) -> Result<Vec<Uuid>> {
    let zonder = tx.query::<Uuid>(ZONDER_BEVESTIGING, params![]).await?;
    let schuld: HashSet<Uuid> = tx
        .query::<String>(
            "SELECT payload FROM job WHERE kind = 'ontvangstbevestiging' AND state <> 'klaar'",
            params![],
        )
        .await?
        .iter()
        .filter_map(|p| serde_json::from_str::<Value>(p).ok()?.get("vraag")?.as_str()?.parse().ok())
        .collect();
    let mut uit = Vec::new();
    for id in zonder.into_iter().filter(|id| !schuld.contains(id)).take(100) {
        // It may have been made since the first look.
        let sql = format!("{ZONDER_BEVESTIGING} AND v.id = $1");
        uit.extend(tx.optional::<Uuid>(&sql, params![id]).await?);
    }
    Ok(uit)
}

row! {
    /// Owner and receipt of a question.
    pub(crate) struct EigenaarRij {
        pub(crate) volgnummer: i64, pub(crate) id: Uuid, pub(crate) team: String,
        pub(crate) medewerker: Option<Uuid>, pub(crate) ontvangen_op: Time,
    }
}

/// Owners after this running number.
pub(crate) async fn eigenaren(tx: &mut Tx, na: i64, hoogstens: i64) -> Result<Vec<EigenaarRij>> {
    tx.query::<EigenaarRij>(
        "SELECT volgnummer, id, team_id, medewerker_id, ontvangen_op FROM vraag WHERE volgnummer > $1
         ORDER BY volgnummer LIMIT $2",
        params![na, hoogstens],
    )
    .await
}

/// Owner of one question.
pub(crate) async fn eigenaar_van(tx: &mut Tx, id: Uuid) -> Result<Option<EigenaarRij>> {
    tx.optional::<EigenaarRij>(
        "SELECT volgnummer, id, team_id, medewerker_id, ontvangen_op FROM vraag WHERE id = $1",
        params![id],
    )
    .await
}
