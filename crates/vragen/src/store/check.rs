// SPDX-License-Identifier: EUPL-1.2
//! SQL that counts broken invariants.

use kernel::Result;
use storage::{Tx, params};
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
           AND v.beantwoord_op IS NULL
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
        "een vraag zonder ontvangstbevestiging in de uitgaande post",
        "SELECT CAST((SELECT count(*) FROM vraag v WHERE NOT EXISTS
            (SELECT 1 FROM bericht b WHERE b.vraag_id = v.id AND b.soort = 'ontvangstbevestiging'))
          - (SELECT count(*) FROM job j WHERE j.kind = 'ontvangstbevestiging' AND j.state <> 'klaar') AS bigint)",
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

/// Owners after this running number.
pub(crate) async fn eigenaren(
    tx: &mut Tx,
    na: i64,
    hoogstens: i64,
) -> Result<Vec<(i64, Uuid, String, Option<Uuid>)>> {
    tx.query::<(i64, Uuid, String, Option<Uuid>)>(
        "SELECT volgnummer, id, team_id, medewerker_id FROM vraag WHERE volgnummer > $1 ORDER BY volgnummer LIMIT $2",
        params![na, hoogstens],
    )
    .await
}
