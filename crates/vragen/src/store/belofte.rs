// SPDX-License-Identifier: EUPL-1.2
//! SQL of `belofte` and `taak`, and what is due by the clock.

use kernel::{Result, Time};
use storage::{Tx, params, row};
use uuid::Uuid;

use crate::{
    indiener::Indiener,
    vraag::{Vraag, VraagId},
};

/// Starts a promise.
pub(crate) async fn insert_belofte(
    tx: &mut Tx,
    vraag: VraagId,
    wat: &str,
    tot: Time,
    regel: &str,
    reden: &str,
) -> Result<Uuid> {
    let (id, nu) = (tx.new_id(), tx.now());
    tx.execute(
        "INSERT INTO belofte (id, vraag_id, wat, uiterlijk, gedaan_op, regel, reden, uitkomst)
         VALUES ($1, $2, $3, $4, $5, $6, $7, '')",
        params![id, vraag.uuid(), wat, tot, nu, regel, reden],
    )
    .await?;
    Ok(id)
}

/// Ends the running promise with this outcome.
pub(crate) async fn eindig_belofte(tx: &mut Tx, vraag: VraagId, uitkomst: &str) -> Result<()> {
    tx.execute(
        "UPDATE belofte SET uitkomst = $1 WHERE vraag_id = $2 AND uitkomst = ''",
        params![uitkomst, vraag.uuid()],
    )
    .await?;
    Ok(())
}

row! {
    /// A promise as it was made.
    pub struct BelofteRow {
        /// What was promised.
        pub wat: String,
        /// Last moment.
        pub uiterlijk: Time,
        /// When it was promised.
        pub gedaan_op: Time,
        /// Who or what set it.
        pub regel: String,
        /// Why the date moved.
        pub reden: String,
        /// How it ended.
        pub uitkomst: String,
    }
}

/// All promises of a question, oldest first.
pub(crate) async fn beloften(tx: &mut Tx, vraag: VraagId) -> Result<Vec<BelofteRow>> {
    tx.query::<BelofteRow>(
        "SELECT wat, uiterlijk, gedaan_op, regel, reden, uitkomst FROM belofte WHERE vraag_id = $1
             ORDER BY gedaan_op, id LIMIT 50",
        params![vraag.uuid()],
    )
    .await
}

/// Writes a task for a team or a person.
pub(crate) async fn insert_taak(
    tx: &mut Tx,
    v: &Vraag,
    voor_wie: Option<Uuid>,
    soort: &str,
    tekst: &str,
    voor: Time,
) -> Result<()> {
    let (id, nu) = (tx.new_id(), tx.now());
    tx.execute(
        "INSERT INTO taak (id, vraag_id, team_id, medewerker_id, soort, tekst, voor, gemaakt_op)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![id, v.id.uuid(), v.eigenaar.team.as_str(), voor_wie, soort, tekst, voor, nu],
    )
    .await?;
    Ok(())
}

/// Tasks of the rule that a date was missed twice: for whoever leads the team.
const VOOR_TEAMLEIDER: &str = "belofte-tweede-keer";

/// Open tasks go to the new owner, or to whoever leads the new team.
pub(crate) async fn taken_mee(tx: &mut Tx, v: &Vraag) -> Result<()> {
    tx.execute(
        "UPDATE taak SET team_id = $1, medewerker_id = $2 WHERE vraag_id = $3 AND gedaan_op IS NULL AND soort <> $4",
        params![v.eigenaar.team.as_str(), v.eigenaar.medewerker, v.id.uuid(), VOOR_TEAMLEIDER],
    )
    .await?;
    tx.execute(
        "UPDATE taak SET team_id = $1, medewerker_id = NULL
         WHERE vraag_id = $2 AND gedaan_op IS NULL AND soort = $3 AND team_id <> $1",
        params![v.eigenaar.team.as_str(), v.id.uuid(), VOOR_TEAMLEIDER],
    )
    .await?;
    Ok(())
}

/// Nothing is left to do about the date: the tasks that rules made about it are done.
pub(crate) async fn taken_klaar(tx: &mut Tx, vraag: VraagId) -> Result<()> {
    let nu = tx.now();
    tx.execute(
        "UPDATE taak SET gedaan_op = $1 WHERE vraag_id = $2 AND gedaan_op IS NULL
           AND soort IN ('belofte-tweede-keer', 'overdracht-verlopen', 'niet-bereikt')",
        params![nu, vraag.uuid()],
    )
    .await?;
    Ok(())
}

/// Ids of questions whose risk, extension or follow-up is due, oldest first.
pub(crate) async fn aan_de_beurt(tx: &mut Tx, welke: Beurt, nu: Time, hoogstens: i64) -> Result<Vec<Uuid>> {
    tx.query::<Uuid>(welke.sql(), params![nu, hoogstens]).await
}

/// Which rule looks for work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beurt {
    /// The date comes near.
    Risico,
    /// The date cannot be kept, or passed.
    Verlengen,
    /// Ask whether it was solved.
    Navraag,
    /// An offer nobody answered.
    Aanbod,
    /// The owner has left.
    Vertrokken,
}

impl Beurt {
    const fn sql(self) -> &'static str {
        match self {
            Self::Risico => {
                "SELECT id FROM vraag WHERE risico_op <= $1 AND beantwoord_op IS NULL AND afgerond_op IS NULL
                 AND risico_gemeld = false AND NOT (toestand = 'wacht-op-inwoner' AND klok = 'belofte') ORDER BY risico_op LIMIT $2"
            }
            Self::Verlengen => {
                "SELECT id FROM vraag WHERE verleng_op <= $1 AND beantwoord_op IS NULL AND afgerond_op IS NULL
                 AND NOT (toestand = 'wacht-op-inwoner' AND klok = 'belofte') ORDER BY verleng_op LIMIT $2"
            }
            Self::Navraag => {
                "SELECT id FROM vraag WHERE navraag_op IS NOT NULL AND navraag_op <= $1 AND navraag = ''
                 ORDER BY navraag_op LIMIT $2"
            }
            Self::Vertrokken => {
                "SELECT v.id FROM medewerker m JOIN vraag v ON v.medewerker_id = m.id AND v.medewerker_id IS NOT NULL
                 WHERE m.actief = false AND v.afgerond_op IS NULL AND v.sinds <= $1 ORDER BY v.volgnummer LIMIT $2"
            }
            Self::Aanbod => {
                "SELECT vraag_id FROM overdracht WHERE toestand = 'open' AND verloopt_op <= $1
                 ORDER BY verloopt_op LIMIT $2"
            }
        }
    }
}

/// Whether this person was asked "opgelost?" since `vanaf`, by mail address, phone or party.
pub(crate) async fn recent_navraag(tx: &mut Tx, i: &Indiener, vanaf: Time) -> Result<bool> {
    let n = tx
        .one::<i64>(
            "SELECT CAST(count(*) AS bigint) FROM vraag v JOIN indiener i ON i.vraag_id = v.id
             WHERE v.navraag <> '' AND v.navraag_op >= $1
               AND ((i.partij_id = $2) OR (i.email_norm = $3 AND i.email_norm <> ''))",
            params![vanaf, i.partij, kernel::text::fold(&i.email)],
        )
        .await?;
    Ok(n > 0)
}
