// SPDX-License-Identifier: EUPL-1.2
//! SQL of the lists.

use kernel::{
    Result, Time,
    paging::{Page, Paged},
};
use storage::{Tx, params, row};
use uuid::Uuid;

use super::voorraad::Waar;
use crate::{
    soort::{Kanaal, Toestand},
    vraag::{Klok, Stand},
};

row! {
    /// A line of a list of questions.
    pub struct Regel {
        /// Running number.
        pub volgnummer: i64,
        /// Identifier.
        pub id: Uuid,
        /// Receipt.
        pub ontvangen_op: Time,
        /// First words.
        pub titel: String,
        /// Name of who asked, as given; may be empty.
        pub naam: String,
        /// Organisation, may be empty.
        pub organisatie: String,
        /// Kind, as text.
        pub soort: String,
        /// Channel, as text.
        pub kanaal: String,
        /// Topic code.
        pub onderwerp: Option<String>,
        /// Neighbourhood code.
        pub wijk: Option<String>,
        /// Team code.
        pub team: String,
        /// Person who owns it.
        pub medewerker: Option<Uuid>,
        /// Last moment of the promise or term.
        pub beloofd_op: Time,
        /// At risk from here.
        pub risico_op: Time,
        /// State, as text.
        pub toestand: String,
        /// Answered already.
        pub beantwoord_op: Option<Time>,
        /// Changes so far.
        pub versie: i64,
        /// Promise or law, as text.
        pub klok: String,
    }
}

impl Regel {
    /// How the date stands.
    pub fn stand(&self, nu: Time) -> Stand {
        let toestand: Toestand = self.toestand.parse().unwrap_or(Toestand::Open);
        Stand::van(toestand, Klok::lees(&self.klok), self.beloofd_op, self.risico_op, nu)
    }

    /// Channel.
    pub fn kanaal(&self) -> Kanaal {
        self.kanaal.parse().unwrap_or(Kanaal::Website)
    }

    /// Who asked, for a list.
    pub fn van(&self) -> &str {
        [self.naam.as_str(), self.organisatie.as_str()]
            .into_iter()
            .find(|s| !s.is_empty())
            .unwrap_or("onbekend")
    }
}

/// Columns of a [`Regel`], in its order, of `vraag v` and `indiener i`.
pub const REGEL_KOLOMMEN: &str =
    "v.volgnummer, v.id, v.ontvangen_op, v.titel, i.naam, i.organisatie, v.soort, v.kanaal,
       v.onderwerp_id, v.wijk_id, v.team_id, v.medewerker_id, v.beloofd_op, v.risico_op, v.toestand,
       v.beantwoord_op, v.versie, v.klok";

/// What runs against the clock: not answered, and not waiting for the resident. The law does not wait.
pub(super) const LOOPT: &str =
    "v.beantwoord_op IS NULL AND NOT (v.toestand = 'wacht-op-inwoner' AND v.klok = 'belofte')";

/// One page of open questions under these conditions, by promised date and then by age.
pub(super) async fn regels(tx: &mut Tx, waar: Waar, page: Page) -> Result<Paged<Regel>> {
    let sql = format!(
        "SELECT {REGEL_KOLOMMEN} FROM vraag v JOIN indiener i ON i.vraag_id = v.id
         WHERE v.afgerond_op IS NULL{} ORDER BY v.beloofd_op, v.volgnummer LIMIT {} OFFSET {}",
        waar.sql,
        page.limit(),
        page.offset()
    );
    let rows = tx.query::<Regel>(&sql, &waar.values).await?;
    Ok(Paged::from_rows(rows, page))
}

/// Open questions of one person, by date, at most `hoogstens`.
pub(super) async fn van_mij(tx: &mut Tx, ik: Uuid, hoogstens: i64) -> Result<Vec<Regel>> {
    let sql = format!(
        "SELECT {REGEL_KOLOMMEN} FROM vraag v JOIN indiener i ON i.vraag_id = v.id
         WHERE v.afgerond_op IS NULL AND v.medewerker_id = $1 ORDER BY v.beloofd_op, v.volgnummer LIMIT $2"
    );
    tx.query::<Regel>(&sql, params![ik, hoogstens]).await
}

row! {
    /// An offer that waits for this person or team.
    pub struct AanbodRegel {
        /// Question.
        pub vraag: Uuid,
        /// Running number.
        pub volgnummer: i64,
        /// Receipt.
        pub ontvangen_op: Time,
        /// First words.
        pub titel: String,
        /// Team of the giver.
        pub van_team: String,
        /// The giver.
        pub van_medewerker: Option<Uuid>,
        /// Person it is for; the whole team when absent.
        pub naar_medewerker: Option<Uuid>,
        /// The giver's words.
        pub toelichting: String,
        /// When it ends.
        pub verloopt_op: Time,
    }
}

/// Open offers for a person or for the team.
pub(super) async fn aangeboden(
    tx: &mut Tx,
    team: &str,
    ik: Uuid,
    hoogstens: i64,
) -> Result<Vec<AanbodRegel>> {
    tx
        .query::<AanbodRegel>(
            "SELECT v.id, v.volgnummer, v.ontvangen_op, v.titel, o.van_team, o.van_medewerker, o.naar_medewerker,
               o.toelichting, o.verloopt_op
             FROM overdracht o JOIN vraag v ON v.id = o.vraag_id
             WHERE o.toestand = 'open' AND o.naar_team = $1 AND (o.naar_medewerker IS NULL OR o.naar_medewerker = $2)
             ORDER BY o.verloopt_op LIMIT $3",
            params![team, ik, hoogstens],
        )
        .await
}

row! {
    /// A task that is still to do.
    pub struct TaakRegel {
        /// Identifier.
        pub id: Uuid,
        /// Question.
        pub vraag: Uuid,
        /// Running number of the question.
        pub volgnummer: i64,
        /// Receipt of the question.
        pub ontvangen_op: Time,
        /// First words of the question.
        pub titel: String,
        /// Kind of task.
        pub soort: String,
        /// What to do.
        pub tekst: String,
        /// Last moment.
        pub voor: Time,
    }
}

/// Open tasks of a person, and of the team when this person leads it.
pub(super) async fn taken(
    tx: &mut Tx,
    team: &str,
    ik: Uuid,
    leidt: bool,
    hoogstens: i64,
) -> Result<Vec<TaakRegel>> {
    tx
        .query::<TaakRegel>(
            "SELECT t.id, v.id, v.volgnummer, v.ontvangen_op, v.titel, t.soort, t.tekst, t.voor
             FROM taak t JOIN vraag v ON v.id = t.vraag_id
             WHERE t.gedaan_op IS NULL AND t.team_id = $1 AND (t.medewerker_id = $2 OR (t.medewerker_id IS NULL AND $3))
             ORDER BY t.voor LIMIT $4",
            params![team, ik, leidt, hoogstens],
        )
        .await
}

/// Marks a task as done. False when it was done already or is for somebody else.
pub(crate) async fn taak_gedaan(tx: &mut Tx, team: &str, id: Uuid) -> Result<bool> {
    let nu = tx.now();
    let n = tx
        .execute(
            "UPDATE taak SET gedaan_op = $1 WHERE id = $2 AND team_id = $3 AND gedaan_op IS NULL",
            params![nu, id, team],
        )
        .await?;
    Ok(n > 0)
}

row! {
    /// Open work counted by owner.
    pub(super) struct TelRij {
        pub(super) medewerker: Option<Uuid>,
        pub(super) open: i64,
        pub(super) te_laat: i64,
        pub(super) vandaag: i64,
        pub(super) risico: i64,
        pub(super) wacht: i64,
    }
}

/// Open work of a team, counted by owner.
pub(super) async fn tel(tx: &mut Tx, team: &str, morgen: Time) -> Result<Vec<TelRij>> {
    let nu = tx.now();
    let sql = format!(
        "SELECT v.medewerker_id, CAST(count(*) AS bigint),
           CAST(coalesce(sum(CASE WHEN {LOOPT} AND v.beloofd_op < $2 THEN 1 ELSE 0 END), 0) AS bigint),
           CAST(coalesce(sum(CASE WHEN {LOOPT} AND v.beloofd_op >= $2 AND v.beloofd_op < $3 THEN 1 ELSE 0 END), 0) AS bigint),
           CAST(coalesce(sum(CASE WHEN {LOOPT} AND v.risico_op <= $2 AND v.beloofd_op >= $2 THEN 1 ELSE 0 END), 0) AS bigint),
           CAST(coalesce(sum(CASE WHEN v.toestand IN ('wacht-op-inwoner', 'wacht-op-ander') THEN 1 ELSE 0 END), 0) AS bigint)
         FROM vraag v WHERE v.team_id = $1 AND v.afgerond_op IS NULL
         GROUP BY v.medewerker_id"
    );
    tx.query::<TelRij>(&sql, params![team, nu, morgen]).await
}

row! {
    /// What came in over a period.
    pub(super) struct InRij { pub(super) ontvangen: i64, pub(super) meteen: i64, pub(super) overdrachten: i64 }
}

/// Questions received by a team since `vanaf`.
pub(super) async fn ontvangen(tx: &mut Tx, team: &str, vanaf: Time) -> Result<InRij> {
    tx
        .one::<InRij>(
            "SELECT CAST(count(*) AS bigint), CAST(coalesce(sum(CASE WHEN meteen THEN 1 ELSE 0 END), 0) AS bigint),
               CAST(coalesce(sum(overdrachten), 0) AS bigint)
             FROM vraag WHERE team_id = $1 AND ontvangen_op >= $2",
            params![team, vanaf],
        )
        .await
}

/// Open minutes to the first answer and whether it was in time, of questions answered since `vanaf`.
pub(super) async fn beantwoord(
    tx: &mut Tx,
    team: &str,
    vanaf: Time,
) -> Result<Vec<(Option<i64>, Option<bool>)>> {
    tx
        .query::<(Option<i64>, Option<bool>)>(
            "SELECT doorlooptijd, op_tijd FROM vraag WHERE team_id = $1 AND beantwoord_op >= $2 AND beantwoord_op IS NOT NULL",
            params![team, vanaf],
        )
        .await
}

/// Questions received since `vanaf` that belong to one person of the team.
pub(super) async fn mijn_ontvangen(tx: &mut Tx, team: &str, ik: Uuid, vanaf: Time) -> Result<i64> {
    tx.one::<i64>(
        "SELECT CAST(count(*) AS bigint) FROM vraag WHERE team_id = $1 AND ontvangen_op >= $2 AND medewerker_id = $3",
        params![team, vanaf, ik],
    )
    .await
}

/// The same as [`beantwoord`], of one person of the team.
pub(super) async fn mijn_beantwoord(
    tx: &mut Tx,
    team: &str,
    ik: Uuid,
    vanaf: Time,
) -> Result<Vec<(Option<i64>, Option<bool>)>> {
    tx.query::<(Option<i64>, Option<bool>)>(
        "SELECT doorlooptijd, op_tijd FROM vraag
             WHERE team_id = $1 AND beantwoord_op >= $2 AND beantwoord_op IS NOT NULL AND medewerker_id = $3",
        params![team, vanaf, ik],
    )
    .await
}

/// Late, and promised for today, of one person.
pub(super) async fn tel_mij(tx: &mut Tx, ik: Uuid, morgen: Time) -> Result<(i64, i64)> {
    let nu = tx.now();
    let sql = format!(
        "SELECT CAST(coalesce(sum(CASE WHEN v.beloofd_op < $2 THEN 1 ELSE 0 END), 0) AS bigint),
           CAST(coalesce(sum(CASE WHEN v.beloofd_op >= $2 THEN 1 ELSE 0 END), 0) AS bigint)
         FROM vraag v WHERE v.medewerker_id = $1 AND v.afgerond_op IS NULL AND v.beloofd_op < $3 AND {LOOPT}
           AND v.medewerker_id IS NOT NULL"
    );
    tx.one::<(i64, i64)>(&sql, params![ik, nu, morgen]).await
}

/// Open offers for a person or the team.
pub(super) async fn tel_aanbod(tx: &mut Tx, team: &str, ik: Uuid) -> Result<i64> {
    tx.one::<i64>(
        "SELECT CAST(count(*) AS bigint) FROM overdracht
         WHERE toestand = 'open' AND naar_team = $1 AND (naar_medewerker IS NULL OR naar_medewerker = $2)",
        params![team, ik],
    )
    .await
}

row! {
    /// A question of a team that may look like another one.
    pub struct Buur {
        /// Identifier.
        pub id: Uuid,
        /// Running number.
        pub volgnummer: i64,
        /// Receipt.
        pub ontvangen_op: Time,
        /// First words.
        pub titel: String,
        /// Topic code.
        pub onderwerp: Option<String>,
        /// Team code.
        pub team: String,
        /// Person who owns it.
        pub medewerker: Option<Uuid>,
        /// First answer.
        pub beantwoord_op: Option<Time>,
    }
}

const BUUR_KOLOMMEN: &str = "v.id, v.volgnummer, v.ontvangen_op, v.titel, v.onderwerp_id, v.team_id, v.medewerker_id, v.beantwoord_op";

/// Questions of a team that were answered, newest answer first. Shielded ones only for that team.
pub(super) async fn beantwoorde_buren(
    tx: &mut Tx,
    team: &str,
    mijn_team: &str,
    hoogstens: i64,
) -> Result<Vec<Buur>> {
    let sql = format!(
        "SELECT {BUUR_KOLOMMEN} FROM vraag v
         WHERE v.team_id = $1 AND v.beantwoord_op IS NOT NULL AND (v.afgeschermd = false OR v.team_id = $2)
         ORDER BY v.beantwoord_op DESC LIMIT $3"
    );
    tx.query::<Buur>(&sql, params![team, mijn_team, hoogstens]).await
}

/// Questions of a team that are open and not answered, first promise first. Shielded ones only for that team.
pub(super) async fn open_buren(
    tx: &mut Tx,
    team: &str,
    mijn_team: &str,
    hoogstens: i64,
) -> Result<Vec<Buur>> {
    let sql = format!(
        "SELECT {BUUR_KOLOMMEN} FROM vraag v
         WHERE v.team_id = $1 AND v.afgerond_op IS NULL AND v.beantwoord_op IS NULL
           AND (v.afgeschermd = false OR v.team_id = $2)
         ORDER BY v.beloofd_op, v.volgnummer LIMIT $3"
    );
    tx.query::<Buur>(&sql, params![team, mijn_team, hoogstens]).await
}

/// Questions that a team received about a topic since `vanaf`: all, and those of one neighbourhood.
pub(super) async fn vandaag_over(
    tx: &mut Tx,
    team: &str,
    onderwerp: &str,
    wijk: &str,
    vanaf: Time,
) -> Result<(i64, i64)> {
    tx.one::<(i64, i64)>(
        "SELECT CAST(count(*) AS bigint), CAST(coalesce(sum(CASE WHEN wijk_id = $3 THEN 1 ELSE 0 END), 0) AS bigint)
         FROM vraag WHERE team_id = $1 AND ontvangen_op >= $4 AND onderwerp_id = $2",
        params![team, onderwerp, wijk, vanaf],
    )
    .await
}
