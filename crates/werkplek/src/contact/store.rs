// SPDX-License-Identifier: EUPL-1.2
//! SQL of `gesprek` and `gesprek_vraag`: one conversation and the questions that came out of it.

use kernel::{Result, Time};
use storage::{Tx, params, row};
use uuid::Uuid;
use vragen::VraagId;

row! {
    /// A conversation.
    pub(super) struct Gesprek {
        pub(super) medewerker: Uuid,
        pub(super) partij: Option<Uuid>,
        pub(super) kanaal: String,
        pub(super) beeindigd_op: Option<Time>,
    }

    /// A question that was registered in a conversation, with who asked.
    pub(super) struct Geregistreerd {
        pub(super) id: Uuid,
        pub(super) volgnummer: i64,
        pub(super) ontvangen_op: Time,
        pub(super) titel: String,
        pub(super) soort: String,
        pub(super) team: String,
        pub(super) medewerker: Option<Uuid>,
        pub(super) beloofd_op: Time,
        pub(super) klok: String,
        pub(super) antwoordkanaal: String,
        pub(super) afgeschermd: bool,
        pub(super) beantwoord_op: Option<Time>,
        pub(super) wijk: Option<String>,
        pub(super) partij: Option<Uuid>,
        pub(super) naam: String,
        pub(super) telefoon: String,
        pub(super) email: String,
        pub(super) adres: String,
        pub(super) organisatie: String,
        pub(super) namens: String,
    }

    /// A conversation that goes on.
    pub(super) struct Lopend {
        pub(super) id: Uuid,
        pub(super) begonnen_op: Time,
        pub(super) partij_naam: String,
        pub(super) naam: String,
    }
}

/// The conversation, when something was registered in it.
pub(super) async fn vind(tx: &mut Tx, id: Uuid) -> Result<Option<Gesprek>> {
    tx.optional(
        "SELECT medewerker_id, partij_id, kanaal, beeindigd_op FROM gesprek WHERE id = $1",
        params![id],
    )
    .await
}

/// Begins the conversation when it has not begun, and takes the lock on it: two sends of one form wait for each
/// other here.
pub(super) async fn begin(
    tx: &mut Tx,
    id: Uuid,
    medewerker: Uuid,
    partij: Option<Uuid>,
    kanaal: &str,
) -> Result<()> {
    let nu = tx.now();
    tx.execute(
        "INSERT INTO gesprek (id, medewerker_id, partij_id, kanaal, begonnen_op) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO NOTHING",
        params![id, medewerker, partij, kanaal, nu],
    )
    .await?;
    tx.lock("gesprek", id).await?;
    Ok(())
}

/// Notes who it is about, and that it goes on.
pub(super) async fn zet_partij(tx: &mut Tx, id: Uuid, partij: Option<Uuid>) -> Result<()> {
    tx.execute(
        "UPDATE gesprek SET partij_id = coalesce($1, partij_id), beeindigd_op = NULL WHERE id = $2",
        params![partij, id],
    )
    .await?;
    Ok(())
}

/// Whether the form with this key registered a question already.
pub(super) async fn is_geregistreerd(tx: &mut Tx, id: Uuid, sleutel: Uuid) -> Result<bool> {
    let gevonden = tx
        .optional::<Uuid>(
            "SELECT vraag_id FROM gesprek_vraag WHERE gesprek_id = $1 AND sleutel = $2",
            params![id, sleutel],
        )
        .await?;
    Ok(gevonden.is_some())
}

/// Adds a question to the conversation.
pub(super) async fn voeg_toe(tx: &mut Tx, id: Uuid, sleutel: Uuid, vraag: VraagId) -> Result<()> {
    tx.execute(
        "INSERT INTO gesprek_vraag (gesprek_id, sleutel, vraag_id) VALUES ($1, $2, $3)",
        params![id, sleutel, vraag.uuid()],
    )
    .await?;
    Ok(())
}

/// Questions of the conversation, oldest first, at most 50.
pub(super) async fn vragen(tx: &mut Tx, id: Uuid) -> Result<Vec<Geregistreerd>> {
    tx.query(
        "SELECT v.id, v.volgnummer, v.ontvangen_op, v.titel, v.soort, v.team_id, v.medewerker_id, v.beloofd_op,
           v.klok, v.antwoordkanaal, v.afgeschermd, v.beantwoord_op, v.wijk_id, i.partij_id, i.naam, i.telefoon,
           i.email, i.adres, i.organisatie, i.namens
         FROM gesprek_vraag g JOIN vraag v ON v.id = g.vraag_id JOIN indiener i ON i.vraag_id = v.id
         WHERE g.gesprek_id = $1 ORDER BY v.volgnummer LIMIT 50",
        params![id],
    )
    .await
}

/// Ends the conversation of this employee.
pub(super) async fn eindig(tx: &mut Tx, id: Uuid, medewerker: Uuid) -> Result<()> {
    let nu = tx.now();
    tx.execute(
        "UPDATE gesprek SET beeindigd_op = $1 WHERE id = $2 AND medewerker_id = $3 AND beeindigd_op IS NULL",
        params![nu, id, medewerker],
    )
    .await?;
    Ok(())
}

/// Conversations of this employee that began after `vanaf` and go on, newest first.
pub(super) async fn lopend(
    tx: &mut Tx,
    medewerker: Uuid,
    vanaf: Time,
    hoogstens: i64,
) -> Result<Vec<Lopend>> {
    tx.query(
        "SELECT g.id, g.begonnen_op, coalesce(p.naam, ''),
           coalesce((SELECT i.naam FROM gesprek_vraag gv JOIN vraag v ON v.id = gv.vraag_id
                       JOIN indiener i ON i.vraag_id = v.id
                     WHERE gv.gesprek_id = g.id ORDER BY v.volgnummer DESC LIMIT 1), '')
         FROM gesprek g LEFT JOIN partij p ON p.id = g.partij_id
         WHERE g.medewerker_id = $1 AND g.beeindigd_op IS NULL AND g.begonnen_op > $2
         ORDER BY g.begonnen_op DESC LIMIT $3",
        params![medewerker, vanaf, hoogstens],
    )
    .await
}
