// SPDX-License-Identifier: EUPL-1.2
//! All SQL of the municipality's set-up.

use kernel::{Error, Result, calendar};
use storage::{Tx, params, row};
use uuid::Uuid;

use crate::inrichting::{
    Inrichting, Medewerker, Onderwerp, Openingstijd, Postvak, Sluiting, Team, Wijk, Woord,
};

row! { struct TeamRow { id: String, naam: String, norm_bellen: String, norm_antwoord: String, verdeelpunt: bool, afgeschermd: bool } }
row! { struct MedewerkerRow { id: Uuid, naam: String, functie: String, team: String, email: String, actief: bool, rollen: String, vaardigheden: String } }
row! { struct OnderwerpRow { id: String, naam: String, team: String, soort: String, norm_bellen: String, norm_antwoord: String, woorden: String, navraag: bool, betwist: bool } }
row! { struct DrieRow { een: String, twee: String, drie: String } }
row! { struct UurRow { plek: String, dag: i64, van: String, tot: String } }
row! { pub(crate) struct AccountRow { pub(crate) medewerker_id: Uuid, pub(crate) wachtwoord: String } }

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// A word list is separated by commas when it holds phrases, else by spaces.
fn woorden(text: &str) -> Vec<Woord> {
    let parts: Vec<&str> =
        if text.contains(',') { text.split(',').collect() } else { text.split_whitespace().collect() };
    parts
        .into_iter()
        .map(str::trim)
        .filter(|w| !w.is_empty())
        .map(|w| match w.strip_prefix('!') {
            Some(sterk) => Woord { tekst: kernel::text::fold(sterk), gewicht: 2 },
            None => Woord { tekst: kernel::text::fold(w), gewicht: 1 },
        })
        .collect()
}

fn optional_norm(text: &str) -> Result<Option<calendar::Norm>> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some) }
}

impl TryFrom<TeamRow> for Team {
    type Error = Error;

    fn try_from(r: TeamRow) -> Result<Self> {
        Ok(Self {
            norm_bellen: r.norm_bellen.parse()?,
            norm_antwoord: r.norm_antwoord.parse()?,
            id: r.id,
            naam: r.naam,
            verdeelpunt: r.verdeelpunt,
            afgeschermd: r.afgeschermd,
        })
    }
}

impl TryFrom<OnderwerpRow> for Onderwerp {
    type Error = Error;

    fn try_from(r: OnderwerpRow) -> Result<Self> {
        Ok(Self {
            norm_bellen: optional_norm(&r.norm_bellen)?,
            norm_antwoord: optional_norm(&r.norm_antwoord)?,
            woorden: woorden(&r.woorden),
            id: r.id,
            naam: r.naam,
            team: r.team,
            soort: r.soort,
            navraag: r.navraag,
            betwist: r.betwist,
        })
    }
}

/// Reads the whole set-up.
pub(crate) async fn load(tx: &mut Tx) -> Result<Inrichting> {
    let instellingen = tx
        .query::<(String, String)>("SELECT naam, waarde FROM instelling ORDER BY naam", params![])
        .await?
        .into_iter()
        .collect();
    let teams = tx
        .query::<TeamRow>(
            "SELECT id, naam, norm_bellen, norm_antwoord, verdeelpunt, afgeschermd FROM team ORDER BY volgorde, id",
            params![],
        )
        .await?
        .into_iter()
        .map(Team::try_from)
        .collect::<Result<Vec<_>>>()?;
    let onderwerpen = tx
        .query::<OnderwerpRow>(
            "SELECT id, naam, team_id, soort, norm_bellen, norm_antwoord, woorden, navraag, betwist
             FROM onderwerp ORDER BY id",
            params![],
        )
        .await?
        .into_iter()
        .map(Onderwerp::try_from)
        .collect::<Result<Vec<_>>>()?;
    let openingstijden = load_openingstijden(tx).await?;
    let sluitingen = load_sluitingen(tx).await?;
    let kalender = crate::kalender::kalender(&openingstijden, &sluitingen)?;
    Ok(Inrichting {
        instellingen,
        teams,
        medewerkers: load_medewerkers(tx).await?,
        onderwerpen,
        wijken: load_wijken(tx).await?,
        postvakken: load_postvakken(tx).await?,
        openingstijden,
        sluitingen,
        kalender,
    })
}

async fn load_medewerkers(tx: &mut Tx) -> Result<Vec<Medewerker>> {
    let rows = tx
        .query::<MedewerkerRow>(
            "SELECT id, naam, functie, team_id, email, actief, rollen, vaardigheden FROM medewerker ORDER BY naam, id",
            params![],
        )
        .await?;
    Ok(rows
        .into_iter()
        .map(|r| Medewerker {
            id: r.id,
            naam: r.naam,
            functie: r.functie,
            team: r.team,
            email: r.email,
            actief: r.actief,
            rollen: words(&r.rollen),
            vaardigheden: words(&r.vaardigheden),
        })
        .collect())
}

async fn load_wijken(tx: &mut Tx) -> Result<Vec<Wijk>> {
    let rows = tx.query::<DrieRow>("SELECT id, naam, postcodes FROM wijk ORDER BY naam", params![]).await?;
    Ok(rows.into_iter().map(|r| Wijk { id: r.een, naam: r.twee, postcodes: words(&r.drie) }).collect())
}

async fn load_postvakken(tx: &mut Tx) -> Result<Vec<Postvak>> {
    let rows = tx.query::<DrieRow>("SELECT id, adres, team_id FROM postvak ORDER BY id", params![]).await?;
    Ok(rows.into_iter().map(|r| Postvak { id: r.een, adres: r.twee, team: r.drie }).collect())
}

async fn load_openingstijden(tx: &mut Tx) -> Result<Vec<Openingstijd>> {
    let rows = tx
        .query::<UurRow>("SELECT plek, dag, van, tot FROM openingstijd ORDER BY plek, dag, van", params![])
        .await?;
    Ok(rows.into_iter().map(|r| Openingstijd { plek: r.plek, dag: r.dag, van: r.van, tot: r.tot }).collect())
}

async fn load_sluitingen(tx: &mut Tx) -> Result<Vec<Sluiting>> {
    let rows =
        tx.query::<DrieRow>("SELECT datum, vanaf, reden FROM sluiting ORDER BY datum", params![]).await?;
    Ok(rows.into_iter().map(|r| Sluiting { datum: r.een, vanaf: r.twee, reden: r.drie }).collect())
}

/// Writes a setting.
pub(crate) async fn set_instelling(tx: &mut Tx, naam: &str, waarde: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO instelling (naam, waarde) VALUES ($1, $2)
         ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde",
        params![naam, waarde],
    )
    .await?;
    Ok(())
}

/// Writes a neighbourhood.
pub(crate) async fn put_wijk(tx: &mut Tx, w: &Wijk) -> Result<()> {
    tx.execute(
        "INSERT INTO wijk (id, naam, postcodes) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET naam = excluded.naam, postcodes = excluded.postcodes",
        params![w.id.as_str(), w.naam.as_str(), w.postcodes.join(" ")],
    )
    .await?;
    Ok(())
}

/// Writes a team at this place of the list.
pub(crate) async fn put_team(tx: &mut Tx, t: &Team, volgorde: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO team (id, naam, norm_bellen, norm_antwoord, verdeelpunt, afgeschermd, volgorde)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (id) DO UPDATE SET naam = excluded.naam, norm_bellen = excluded.norm_bellen,
           norm_antwoord = excluded.norm_antwoord, verdeelpunt = excluded.verdeelpunt,
           afgeschermd = excluded.afgeschermd, volgorde = excluded.volgorde",
        params![
            t.id.as_str(),
            t.naam.as_str(),
            t.norm_bellen.to_string(),
            t.norm_antwoord.to_string(),
            t.verdeelpunt,
            t.afgeschermd,
            volgorde
        ],
    )
    .await?;
    Ok(())
}

/// Writes an employee.
pub(crate) async fn put_medewerker(tx: &mut Tx, m: &Medewerker) -> Result<()> {
    tx.execute(
        "INSERT INTO medewerker (id, naam, functie, team_id, email, actief, rollen, vaardigheden)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (id) DO UPDATE SET naam = excluded.naam, functie = excluded.functie,
           team_id = excluded.team_id, email = excluded.email, actief = excluded.actief,
           rollen = excluded.rollen, vaardigheden = excluded.vaardigheden",
        params![
            m.id,
            m.naam.as_str(),
            m.functie.as_str(),
            m.team.as_str(),
            m.email.as_str(),
            m.actief,
            m.rollen.join(" "),
            m.vaardigheden.join(" ")
        ],
    )
    .await?;
    Ok(())
}

/// Writes a topic.
pub(crate) async fn put_onderwerp(tx: &mut Tx, o: &Onderwerp) -> Result<()> {
    let norm = |n: &Option<calendar::Norm>| n.as_ref().map_or_else(String::new, ToString::to_string);
    let woorden: Vec<String> = o
        .woorden
        .iter()
        .map(|w| if w.gewicht > 1 { format!("!{}", w.tekst) } else { w.tekst.clone() })
        .collect();
    tx.execute(
        "INSERT INTO onderwerp (id, naam, team_id, soort, norm_bellen, norm_antwoord, woorden, navraag, betwist)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (id) DO UPDATE SET naam = excluded.naam, team_id = excluded.team_id,
           soort = excluded.soort, norm_bellen = excluded.norm_bellen, norm_antwoord = excluded.norm_antwoord,
           woorden = excluded.woorden, navraag = excluded.navraag, betwist = excluded.betwist",
        params![
            o.id.as_str(),
            o.naam.as_str(),
            o.team.as_str(),
            o.soort.as_str(),
            norm(&o.norm_bellen),
            norm(&o.norm_antwoord),
            woorden.join(","),
            o.navraag,
            o.betwist
        ],
    )
    .await?;
    Ok(())
}

/// Writes a mailbox.
pub(crate) async fn put_postvak(tx: &mut Tx, p: &Postvak) -> Result<()> {
    tx.execute(
        "INSERT INTO postvak (id, adres, team_id) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET adres = excluded.adres, team_id = excluded.team_id",
        params![p.id.as_str(), p.adres.as_str(), p.team.as_str()],
    )
    .await?;
    Ok(())
}

/// Replaces all opening hours and closing days.
pub(crate) async fn replace_uren(tx: &mut Tx, uren: &[Openingstijd], dicht: &[Sluiting]) -> Result<()> {
    tx.execute("DELETE FROM openingstijd", params![]).await?;
    for u in uren {
        tx.execute(
            "INSERT INTO openingstijd (plek, dag, van, tot) VALUES ($1, $2, $3, $4)",
            params![u.plek.as_str(), u.dag, u.van.as_str(), u.tot.as_str()],
        )
        .await?;
    }
    tx.execute("DELETE FROM sluiting", params![]).await?;
    for s in dicht {
        tx.execute(
            "INSERT INTO sluiting (datum, vanaf, reden) VALUES ($1, $2, $3)",
            params![s.datum.as_str(), s.vanaf.as_str(), s.reden.as_str()],
        )
        .await?;
    }
    Ok(())
}

/// The account with this folded name.
pub(crate) async fn account(tx: &mut Tx, gebruikersnaam: &str) -> Result<Option<AccountRow>> {
    tx.optional::<AccountRow>(
        "SELECT medewerker_id, wachtwoord FROM account WHERE gebruikersnaam = $1",
        params![gebruikersnaam],
    )
    .await
}

/// Writes an account.
pub(crate) async fn put_account(tx: &mut Tx, id: Uuid, naam: &str, hash: &str) -> Result<()> {
    let nu = tx.now();
    tx.execute(
        "INSERT INTO account (medewerker_id, gebruikersnaam, wachtwoord, gewijzigd) VALUES ($1, $2, $3, $4)
         ON CONFLICT (medewerker_id) DO UPDATE SET gebruikersnaam = excluded.gebruikersnaam,
           wachtwoord = excluded.wachtwoord, gewijzigd = excluded.gewijzigd",
        params![id, naam, hash, nu],
    )
    .await?;
    Ok(())
}
