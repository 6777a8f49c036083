// SPDX-License-Identifier: EUPL-1.2
//! The employee's pages that span slices: my day, worklist, the question page, the contact screen, the team.
//!
//! One file per page; a question page's actions stand in `vraag/`, one file per action. Every page works as
//! plain HTML; the script in `web/assets/werk.js` makes it quick.

mod aanmelden;
mod beheer;
mod bijlage;
mod brief;
mod contact;
mod dag;
mod kladversie;
mod klant;
mod live;
mod mijn_cijfers;
mod plek;
mod post;
mod regel;
mod team;
mod verwant;
mod voorraad;
mod vraag;
mod zoek;

use web::Routes;

/// Every route of the workplace.
pub fn routes() -> Routes {
    Routes::new()
        .merge(aanmelden::routes())
        .merge(dag::routes())
        .merge(mijn_cijfers::routes())
        .merge(voorraad::routes())
        .merge(vraag::routes())
        .merge(contact::routes())
        .merge(zoek::routes())
        .merge(post::routes())
        .merge(team::routes())
        .merge(beheer::routes())
        .merge(live::routes())
        .merge(kladversie::routes())
        .merge(bijlage::routes())
        .merge(brief::routes())
}
