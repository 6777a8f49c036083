// SPDX-License-Identifier: EUPL-1.2
//! What clients need to get in: made beforehand in the database, so that sign-in is not part of what is measured.

use anyhow::{Context as _, Result};
use http::HeaderMap;
use uuid::Uuid;
use web::{Employee, Rollen};

use crate::{
    dice::Dice,
    gemeente::{TEAMS, name, person, roles},
    place::Place,
    store,
};

/// Questions that are read.
const QUESTIONS: u64 = 2_000;

/// A question to read.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its id, for the API.
    pub id: Uuid,
    /// Number that a resident reads aloud.
    pub number: String,
    /// Code that goes with it.
    pub code: String,
    /// Name of who asked it, to search for.
    pub name: String,
}

/// Ways in.
#[derive(Debug, Clone)]
pub struct Access {
    /// Per team its code and the session cookie of who leads it.
    pub leads: Vec<(&'static str, String)>,
    /// Key of a system.
    pub key: String,
    /// Questions over the whole history.
    pub questions: Vec<Question>,
}

impl Access {
    /// Makes them. Nobody else may have the database open when it is embedded.
    pub async fn make(place: &Place) -> Result<Self> {
        let db = place.open().await?;
        let g = place.gemeente(&db).await?;
        let mut leads = Vec::new();
        for (n, (code, _, shielded)) in TEAMS.iter().enumerate() {
            if *shielded {
                continue;
            }
            let who = Employee::new(person(n, 0), &name(n, 0), code, Rollen::parse(&roles().join(" ")));
            let cookie = web::session::sign_in(&g, &HeaderMap::new(), &who).await?;
            let cookie = cookie.to_str().context("a cookie")?.split(';').next().unwrap_or("").to_owned();
            leads.push((*code, cookie));
        }
        let mut tx = db.begin().await?;
        let label = format!("bench {}", tx.new_id());
        let key = web::api_key::create(&g, &mut tx, &label, "vragen:lezen vragen:schrijven").await?;
        tx.commit().await?;
        let inr = beheer::inrichting(&g).await?;
        let secret = g.keys().purpose("volgcode");
        let mut tx = db.read().await?;
        let all = store::questions(&mut tx).await?.unsigned_abs();
        let mut dice = Dice::new(26, 0);
        let mut questions = Vec::new();
        for n in 0..QUESTIONS.min(all) {
            // Half of what people read is new.
            let recent = all.saturating_sub(QUESTIONS);
            let from = if n % 2 == 0 { dice.between(recent, all) } else { dice.below(all) };
            if let Some(s) = store::sample(&mut tx, i64::try_from(from)?).await? {
                questions.push(Question {
                    id: s.id,
                    number: kernel::nummer::format(
                        inr.voorvoegsel(),
                        s.ontvangen_op.day().year(),
                        s.volgnummer,
                    ),
                    code: kernel::volgcode::derive(&secret, s.id),
                    name: s.naam,
                });
            }
        }
        tx.rollback().await;
        db.close().await;
        Ok(Self { leads, key, questions })
    }
}
