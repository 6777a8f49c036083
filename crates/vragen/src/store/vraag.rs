// SPDX-License-Identifier: EUPL-1.2
//! SQL of `vraag`.

use kernel::{Error, Result, Time};
use storage::{Tx, Value, params, row};
use uuid::Uuid;

use crate::vraag::{Belofte, Eigenaar, Klok, Vraag, VraagId};

row! {
    /// A row of `vraag`, in the order of [`KOLOMMEN`].
    pub(crate) struct VraagRow {
        volgnummer: i64, id: Uuid, ontvangen_op: Time, kanaal: String, soort: String,
        onderwerp: Option<String>, wijk: Option<String>, titel: String, toestand: String, team: String,
        medewerker: Option<Uuid>, sinds: Time, regel: String, beloofd_op: Time, klok: String, norm: String,
        risico_op: Time, verleng_op: Time, risico_gemeld: bool, verlengd: i64, antwoordkanaal: String,
        belmoment: String, wacht_op: String, afgeschermd: bool, meteen: bool, overdrachten: i64,
        belpogingen: i64, heropend: i64, beantwoord_op: Option<Time>, afgerond_op: Option<Time>,
        afhandelwijze: String, onze_fout: bool, doorlooptijd: Option<i64>, op_tijd: Option<bool>,
        navraag_op: Option<Time>, navraag: String, versie: i64,
    }
}

/// Columns of [`VraagRow`].
pub(crate) const KOLOMMEN: &str = "volgnummer, id, ontvangen_op, kanaal, soort, onderwerp_id, wijk_id, titel, \
    toestand, team_id, medewerker_id, sinds, regel, beloofd_op, klok, norm, risico_op, verleng_op, \
    risico_gemeld, verlengd, antwoordkanaal, belmoment, wacht_op, afgeschermd, meteen, overdrachten, \
    belpogingen, heropend, beantwoord_op, afgerond_op, afhandelwijze, onze_fout, doorlooptijd, op_tijd, \
    navraag_op, navraag, versie";

impl TryFrom<VraagRow> for Vraag {
    type Error = Error;

    fn try_from(r: VraagRow) -> Result<Self> {
        Ok(Self {
            volgnummer: r.volgnummer,
            id: r.id.into(),
            ontvangen_op: r.ontvangen_op,
            kanaal: r.kanaal.parse()?,
            soort: r.soort.parse()?,
            onderwerp: r.onderwerp,
            wijk: r.wijk,
            titel: r.titel,
            toestand: r.toestand.parse()?,
            eigenaar: Eigenaar { team: r.team, medewerker: r.medewerker },
            sinds: r.sinds,
            regel: r.regel,
            belofte: Belofte {
                uiterlijk: r.beloofd_op,
                klok: Klok::lees(&r.klok),
                norm: r.norm.parse()?,
                risico_op: r.risico_op,
                verleng_op: r.verleng_op,
            },
            risico_gemeld: r.risico_gemeld,
            verlengd: r.verlengd,
            antwoordkanaal: r.antwoordkanaal.parse()?,
            belmoment: r.belmoment,
            wacht_op: r.wacht_op,
            afgeschermd: r.afgeschermd,
            meteen: r.meteen,
            overdrachten: r.overdrachten,
            belpogingen: r.belpogingen,
            heropend: r.heropend,
            beantwoord_op: r.beantwoord_op,
            afgerond_op: r.afgerond_op,
            afhandelwijze: if r.afhandelwijze.is_empty() { None } else { Some(r.afhandelwijze.parse()?) },
            onze_fout: r.onze_fout,
            doorlooptijd: r.doorlooptijd,
            op_tijd: r.op_tijd,
            navraag_op: r.navraag_op,
            navraag: r.navraag,
            versie: r.versie,
        })
    }
}

/// Writes a new question and gives it its number.
pub(crate) async fn insert(tx: &mut Tx, v: &Vraag) -> Result<i64> {
    tx
        .one::<i64>(
            "INSERT INTO vraag (id, ontvangen_op, ontvangen_dag, ontvangen_uur, kanaal, soort, onderwerp_id,
               wijk_id, titel, toestand, team_id, medewerker_id, sinds, regel, beloofd_op, klok, norm, risico_op,
               verleng_op, risico_gemeld, verlengd, antwoordkanaal, belmoment, wacht_op, afgeschermd, meteen,
               overdrachten, belpogingen, heropend, beantwoord_op, afgerond_op, afhandelwijze, onze_fout,
               doorlooptijd, op_tijd, navraag_op, navraag, versie)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
               $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38)
             RETURNING volgnummer",
            &insert_values(v),
        )
        .await
}

/// Values of a new row, in the order of the insert.
pub(crate) fn insert_values(v: &Vraag) -> Vec<Value> {
    let mut values: Vec<Value> = vec![
        v.id.uuid().into(),
        v.ontvangen_op.into(),
        v.ontvangen_op.day_text().into(),
        v.ontvangen_op.hour().into(),
        v.kanaal.text().into(),
    ];
    values.extend(mutable_values(v));
    values.push(v.versie.into());
    values
}

/// Values that can change, in the order of insert and update.
fn mutable_values(v: &Vraag) -> Vec<Value> {
    vec![
        v.soort.text().into(),
        v.onderwerp.clone().into(),
        v.wijk.clone().into(),
        v.titel.as_str().into(),
        v.toestand.text().into(),
        v.eigenaar.team.as_str().into(),
        v.eigenaar.medewerker.into(),
        v.sinds.into(),
        v.regel.as_str().into(),
        v.belofte.uiterlijk.into(),
        v.belofte.klok.text().into(),
        v.belofte.norm.to_string().into(),
        v.belofte.risico_op.into(),
        v.belofte.verleng_op.into(),
        v.risico_gemeld.into(),
        v.verlengd.into(),
        v.antwoordkanaal.text().into(),
        v.belmoment.as_str().into(),
        v.wacht_op.as_str().into(),
        v.afgeschermd.into(),
        v.meteen.into(),
        v.overdrachten.into(),
        v.belpogingen.into(),
        v.heropend.into(),
        v.beantwoord_op.into(),
        v.afgerond_op.into(),
        v.afhandelwijze.map_or("", crate::soort::Afhandelwijze::text).into(),
        v.onze_fout.into(),
        v.doorlooptijd.into(),
        v.op_tijd.into(),
        v.navraag_op.into(),
        v.navraag.as_str().into(),
    ]
}

/// Reads a question.
pub(crate) async fn find(tx: &mut Tx, id: VraagId) -> Result<Option<Vraag>> {
    let sql = format!("SELECT {KOLOMMEN} FROM vraag WHERE id = $1");
    tx.optional::<VraagRow>(&sql, params![id.uuid()]).await?.map(Vraag::try_from).transpose()
}

/// Reads a question by its running number.
pub(crate) async fn find_volgnummer(tx: &mut Tx, volgnummer: i64) -> Result<Option<Vraag>> {
    let sql = format!("SELECT {KOLOMMEN} FROM vraag WHERE volgnummer = $1");
    tx.optional::<VraagRow>(&sql, params![volgnummer]).await?.map(Vraag::try_from).transpose()
}

/// Reads the question and keeps it locked: the first thing of every change.
pub(crate) async fn lock(tx: &mut Tx, id: VraagId) -> Result<Vraag> {
    let sql = format!("SELECT {KOLOMMEN} FROM vraag WHERE id = $1");
    let row = tx.optional_locked::<VraagRow>(&sql, params![id.uuid()]).await?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// Writes a changed question. [`Error::Stale`] when somebody else changed it since it was read.
pub(crate) async fn update(tx: &mut Tx, v: &mut Vraag) -> Result<()> {
    let mut values = mutable_values(v);
    values.push(v.id.uuid().into());
    values.push(v.versie.into());
    let changed = tx
        .execute(
            "UPDATE vraag SET soort = $1, onderwerp_id = $2, wijk_id = $3, titel = $4, toestand = $5, team_id = $6,
               medewerker_id = $7, sinds = $8, regel = $9, beloofd_op = $10, klok = $11, norm = $12,
               risico_op = $13, verleng_op = $14, risico_gemeld = $15, verlengd = $16, antwoordkanaal = $17,
               belmoment = $18, wacht_op = $19, afgeschermd = $20, meteen = $21, overdrachten = $22,
               belpogingen = $23, heropend = $24, beantwoord_op = $25, afgerond_op = $26, afhandelwijze = $27,
               onze_fout = $28, doorlooptijd = $29, op_tijd = $30, navraag_op = $31, navraag = $32,
               versie = versie + 1
             WHERE id = $33 AND versie = $34",
            &values,
        )
        .await?;
    if changed == 0 {
        return Err(Error::Stale);
    }
    v.versie += 1;
    Ok(())
}
