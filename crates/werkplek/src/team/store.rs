// SPDX-License-Identifier: EUPL-1.2
//! SQL of the team lead's page: the promises of today, open tasks, and the rows behind the figures.

use kernel::{Page, Result, Time};
use storage::{Tx, Value, params, row};
use uuid::Uuid;

row! {
    /// An unanswered question that was promised for today.
    pub(super) struct OpenRij {
        pub(super) beloofd_op: Time,
        pub(super) risico_op: Time,
        pub(super) toestand: String,
    }

    /// A question that was answered today.
    pub(super) struct KlaarRij {
        pub(super) beantwoord_op: Time,
        pub(super) op_tijd: Option<bool>,
    }

    /// An open task of somebody of the team.
    pub(super) struct TaakRij {
        pub(super) volgnummer: i64,
        pub(super) ontvangen_op: Time,
        pub(super) titel: String,
        pub(super) tekst: String,
        pub(super) voor: Time,
        pub(super) medewerker: Option<Uuid>,
    }

    /// A question behind a figure. Not who answered it: figures are of the team.
    pub(crate) struct CijferRij {
        pub(crate) volgnummer: i64,
        pub(crate) ontvangen_op: Time,
        pub(crate) titel: String,
        pub(crate) kanaal: String,
        pub(crate) onderwerp: Option<String>,
        pub(crate) beantwoord_op: Option<Time>,
        pub(crate) doorlooptijd: Option<i64>,
        pub(crate) op_tijd: Option<bool>,
        pub(crate) overdrachten: i64,
    }
}

/// Unanswered questions of the team that were promised between these moments.
pub(super) async fn beloofd(tx: &mut Tx, team: &str, van: Time, tot: Time) -> Result<Vec<OpenRij>> {
    tx.query(
        "SELECT beloofd_op, risico_op, toestand FROM vraag
         WHERE team_id = $1 AND afgerond_op IS NULL AND beantwoord_op IS NULL AND beloofd_op >= $2 AND beloofd_op < $3",
        params![team, van, tot],
    )
    .await
}

/// Questions of the team that were answered since `van`.
pub(super) async fn beantwoord(tx: &mut Tx, team: &str, van: Time) -> Result<Vec<KlaarRij>> {
    tx.query(
        "SELECT beantwoord_op, op_tijd FROM vraag
         WHERE team_id = $1 AND beantwoord_op >= $2 AND beantwoord_op IS NOT NULL",
        params![team, van],
    )
    .await
}

/// Open tasks of the team, the first due first.
pub(super) async fn taken(tx: &mut Tx, team: &str, eigen_team: &str, hoogstens: i64) -> Result<Vec<TaakRij>> {
    tx.query(
        "SELECT v.volgnummer, v.ontvangen_op, v.titel, t.tekst, t.voor, t.medewerker_id
         FROM taak t JOIN vraag v ON v.id = t.vraag_id
         WHERE t.team_id = $1 AND t.gedaan_op IS NULL AND (v.afgeschermd = false OR v.team_id = $2)
         ORDER BY t.voor LIMIT $3",
        params![team, eigen_team, hoogstens],
    )
    .await
}

/// Which rows stand behind a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rijen {
    /// Received.
    Ontvangen,
    /// Received and answered in the first contact.
    Meteen,
    /// Received and handed over at least once.
    Overgedragen,
    /// Answered.
    Beantwoord,
    /// Answered before the promise passed.
    OpTijd,
    /// Answered after the promise passed.
    TeLaat,
    /// Answered, the longest first.
    Duur,
}

impl Rijen {
    /// Condition and order; `$2` is the first moment.
    fn sql(self) -> (&'static str, &'static str) {
        const NIEUWSTE: &str = "v.beantwoord_op DESC, v.volgnummer DESC";
        const BEANTWOORD: &str = "v.beantwoord_op >= $2 AND v.beantwoord_op IS NOT NULL";
        match self {
            Self::Ontvangen => ("v.ontvangen_op >= $2", "v.ontvangen_op DESC, v.volgnummer DESC"),
            Self::Meteen => {
                ("v.ontvangen_op >= $2 AND v.meteen = true", "v.ontvangen_op DESC, v.volgnummer DESC")
            }
            Self::Overgedragen => {
                ("v.ontvangen_op >= $2 AND v.overdrachten > 0", "v.overdrachten DESC, v.volgnummer DESC")
            }
            Self::Beantwoord => (BEANTWOORD, NIEUWSTE),
            Self::OpTijd => {
                ("v.beantwoord_op >= $2 AND v.beantwoord_op IS NOT NULL AND v.op_tijd = true", NIEUWSTE)
            }
            Self::TeLaat => {
                ("v.beantwoord_op >= $2 AND v.beantwoord_op IS NOT NULL AND v.op_tijd = false", NIEUWSTE)
            }
            Self::Duur => (BEANTWOORD, "v.doorlooptijd DESC, v.volgnummer DESC"),
        }
    }
}

/// The rows behind a figure of the team since `van`; one more than the page holds. With `ik` only those of this
/// person; only the page of the own figures does that.
pub(crate) async fn rijen(
    tx: &mut Tx,
    rijen: Rijen,
    team: &str,
    ik: Option<Uuid>,
    van: Time,
    eigen_team: &str,
    page: Page,
) -> Result<Vec<CijferRij>> {
    let (waar, volgorde) = rijen.sql();
    let wie = if ik.is_some() { " AND v.medewerker_id = $4" } else { "" };
    let sql = format!(
        "SELECT v.volgnummer, v.ontvangen_op, v.titel, v.kanaal, v.onderwerp_id, v.beantwoord_op, v.doorlooptijd,
           v.op_tijd, v.overdrachten
         FROM vraag v WHERE v.team_id = $1 AND {waar}{wie} AND (v.afgeschermd = false OR v.team_id = $3)
         ORDER BY {volgorde} LIMIT {} OFFSET {}",
        page.limit(),
        page.offset()
    );
    let mut waarden: Vec<Value> = vec![team.into(), van.into(), eigen_team.into()];
    waarden.extend(ik.map(Value::from));
    tx.query(&sql, &waarden).await
}
