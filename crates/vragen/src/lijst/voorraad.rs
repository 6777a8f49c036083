// SPDX-License-Identifier: EUPL-1.2
//! The worklist ("werkvoorraad"): open questions of a team, by promised date and then by age.

use kernel::{
    Result, Time,
    paging::{Page, Paged},
    text_enum,
};
use storage::{Tx, Value};
use uuid::Uuid;

use super::store::{self, Regel};
use crate::{soort::Kanaal, wie::Wie};

text_enum! {
    /// Which dates to show.
    pub enum WelkeDatum {
        /// The date has passed.
        TeLaat = "te-laat",
        /// Promised for today.
        Vandaag = "vandaag",
        /// At risk.
        Risico = "risico",
        /// Waits for the resident or another body.
        Wacht = "wacht",
    }
}

/// What to show of a team's work. Absent means: all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Team; all teams when empty.
    pub team: Option<String>,
    /// Owner.
    pub medewerker: Option<Uuid>,
    /// Only what nobody picked up.
    pub vrij: bool,
    /// Topic.
    pub onderwerp: Option<String>,
    /// Channel.
    pub kanaal: Option<Kanaal>,
    /// Neighbourhood.
    pub wijk: Option<String>,
    /// Dates.
    pub datum: Option<WelkeDatum>,
}

impl Filter {
    /// The open work of one team.
    pub fn team(team: impl Into<String>) -> Self {
        Self { team: Some(team.into()), ..Self::default() }
    }

    /// The conditions with their values, after the fixed ones.
    fn waar(&self, wie: &Wie, nu: Time) -> Waar {
        let mut w = Waar::default();
        if let Some(team) = &self.team {
            w.en("v.team_id =", team.as_str());
        }
        if let Some(id) = self.medewerker {
            w.en("v.medewerker_id =", id);
        }
        if self.vrij {
            w.vast("v.medewerker_id IS NULL");
        }
        if let Some(onderwerp) = &self.onderwerp {
            w.en("v.onderwerp_id =", onderwerp.as_str());
        }
        if let Some(kanaal) = self.kanaal {
            w.en("v.kanaal =", kanaal.text());
        }
        if let Some(wijk) = &self.wijk {
            w.en("v.wijk_id =", wijk.as_str());
        }
        if let Some(datum) = self.datum {
            w.datum(datum, nu);
        }
        if !wie.team.is_empty() {
            w.en("(v.afgeschermd = false OR v.team_id =", wie.team.as_str());
            w.sql.push(')');
        }
        w
    }
}

/// Conditions that are added one by one.
#[derive(Debug, Default)]
pub(super) struct Waar {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

impl Waar {
    pub(super) fn vast(&mut self, conditie: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(conditie);
    }

    pub(super) fn en(&mut self, conditie: &str, waarde: impl Into<Value>) {
        self.values.push(waarde.into());
        self.sql.push_str(" AND ");
        self.sql.push_str(conditie);
        self.sql.push_str(" $");
        self.sql.push_str(&self.values.len().to_string());
    }

    fn datum(&mut self, datum: WelkeDatum, nu: Time) {
        let morgen = Time::at(nu.day().tomorrow().unwrap_or(nu.day()), 0, 0);
        match datum {
            WelkeDatum::TeLaat => {
                self.vast(store::LOOPT);
                self.en("v.beloofd_op <", nu);
            }
            WelkeDatum::Vandaag => {
                self.vast(store::LOOPT);
                self.en("v.beloofd_op >=", nu);
                self.en("v.beloofd_op <", morgen);
            }
            WelkeDatum::Risico => {
                self.vast(store::LOOPT);
                self.en("v.risico_op <=", nu);
                self.en("v.beloofd_op >=", nu);
            }
            WelkeDatum::Wacht => self.vast("v.toestand IN ('wacht-op-inwoner', 'wacht-op-ander')"),
        }
    }
}

/// One page of the worklist.
pub async fn voorraad(tx: &mut Tx, wie: &Wie, filter: &Filter, page: Page) -> Result<Paged<Regel>> {
    let waar = filter.waar(wie, tx.now());
    store::regels(tx, waar, page).await
}
