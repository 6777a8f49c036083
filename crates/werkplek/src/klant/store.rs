// SPDX-License-Identifier: EUPL-1.2
//! SQL: the questions of one person, and who asked by a phone number or mail address before.

use kernel::{Page, Result, Time};
use storage::{Tx, Value, params, row};
use uuid::Uuid;
use vragen::{
    Indiener,
    lijst::{REGEL_KOLOMMEN, Regel},
};

/// Most earlier questions that are looked at for one number or address.
const EERDER: i64 = 20;

row! {
    /// Who asked an earlier question.
    pub(super) struct EerderRij {
        pub(super) vraag: Uuid,
        pub(super) partij: Option<Uuid>,
        pub(super) naam: String,
        pub(super) organisatie: String,
        pub(super) ontvangen_op: Time,
    }
}

impl EerderRij {
    /// Name for a list.
    pub(super) fn toon(&self) -> String {
        [&self.naam, &self.organisatie]
            .into_iter()
            .find(|n| !n.is_empty())
            .cloned()
            .unwrap_or_else(|| "Naam onbekend".to_owned())
    }
}

async fn eerder(tx: &mut Tx, waar: &str, waarde: &str, team: &str) -> Result<Vec<EerderRij>> {
    let sql = format!(
        "SELECT v.id, i.partij_id, i.naam, i.organisatie, v.ontvangen_op
         FROM indiener i JOIN vraag v ON v.id = i.vraag_id
         WHERE {waar} AND (v.afgeschermd = false OR v.team_id = $2)
         ORDER BY v.volgnummer DESC LIMIT {EERDER}"
    );
    tx.query(&sql, params![waarde, team]).await
}

/// Who asked with this number in E.164, newest first.
pub(super) async fn met_telefoon(tx: &mut Tx, nummer: &str, team: &str) -> Result<Vec<EerderRij>> {
    eerder(tx, "i.telefoon = $1 AND i.telefoon <> ''", nummer, team).await
}

/// Who asked with this folded mail address, newest first.
pub(super) async fn met_email(tx: &mut Tx, adres: &str, team: &str) -> Result<Vec<EerderRij>> {
    eerder(tx, "i.email_norm = $1 AND i.email_norm <> ''", adres, team).await
}

async fn regels(tx: &mut Tx, waar: &str, waarden: &[Value], page: Page) -> Result<Vec<Regel>> {
    let sql = format!(
        "SELECT {REGEL_KOLOMMEN} FROM indiener i JOIN vraag v ON v.id = i.vraag_id
         WHERE (v.afgeschermd = false OR v.team_id = $1) AND {waar}
         ORDER BY CASE WHEN v.afgerond_op IS NULL THEN 0 ELSE 1 END,
           CASE WHEN v.afgerond_op IS NULL THEN v.beloofd_op END, v.ontvangen_op DESC, v.volgnummer DESC
         LIMIT {} OFFSET {}",
        page.limit(),
        page.offset()
    );
    tx.query(&sql, waarden).await
}

/// Questions of a party.
pub(super) async fn van_partij(tx: &mut Tx, id: Uuid, team: &str, page: Page) -> Result<Vec<Regel>> {
    regels(tx, "i.partij_id = $2 AND i.partij_id IS NOT NULL", params![team, id], page).await
}

/// Questions of somebody unproved: the same name with the same number, or with the same mail address.
pub(super) async fn van_indiener(tx: &mut Tx, i: &Indiener, team: &str, page: Page) -> Result<Vec<Regel>> {
    let naam = i.naam.as_str();
    if i.telefoon.is_empty() {
        let adres = kernel::text::fold(&i.email);
        return regels(
            tx,
            "i.email_norm = $2 AND i.email_norm <> '' AND i.naam = $3",
            params![team, adres, naam],
            page,
        )
        .await;
    }
    regels(
        tx,
        "i.telefoon = $2 AND i.telefoon <> '' AND i.naam = $3",
        params![team, i.telefoon.as_str(), naam],
        page,
    )
    .await
}
