// SPDX-License-Identifier: EUPL-1.2
//! A question in a resident's own words, or as a colleague wrote it down.

use super::{
    Teksten,
    sjabloon::{Sjabloon, capital},
    slot::{Vulling, Wie},
    teksten::Onderwerptekst,
    verwant::Lijst,
};
use crate::{kans::Kans, soort::Kanaal};

/// How well somebody writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Niveau {
    /// Whole sentences.
    Goed,
    /// As one talks.
    Gewoon,
    /// As it sounds, in haste.
    Laag,
}

/// What kind of text is wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opdracht<'a> {
    pub(crate) kanaal: Kanaal,
    pub(crate) niveau: Niveau,
    pub(crate) boos: bool,
    /// Language spoken at home.
    pub(crate) taal: &'a str,
    /// Wants to be called.
    pub(crate) bellen: bool,
    /// Second question about the same today.
    pub(crate) dubbel: bool,
}

/// A question as it came in, with its title and the answers that fit.
#[derive(Debug, Clone)]
pub(crate) struct Vraagtekst {
    pub(crate) tekst: String,
    pub(crate) titel: String,
    pub(crate) antwoorden: Vec<usize>,
}

/// Longest title, as the kernel cuts them.
const TITEL_MAX: usize = kernel::text::TITLE_MAX;

impl Teksten {
    /// Writes a question.
    pub(crate) fn vraag(
        &self,
        t: &Onderwerptekst,
        o: Opdracht<'_>,
        v: &Vulling<'_>,
        kans: &mut Kans,
    ) -> Vraagtekst {
        let nota = o.kanaal.gesproken() && kans.percent(65.0) && !t.notitie.is_empty();
        let lijst = if nota { Lijst::Notitie } else { Self::lijst(o, kans) };
        let kernen = lijst.of(t);
        let place = kans.below(kernen.len());
        let past = t.verwant.past(lijst, place).cloned().unwrap_or_default();
        let mut s = Zinnen { out: String::with_capacity(300), v, kans };
        let kern = kernen.get(place).map(|k| &k.zin);
        match o.kanaal {
            _ if nota => self.nota(&mut s, kern, o),
            Kanaal::Telefoon | Kanaal::Balie => self.gesproken(&mut s, kern, t, o),
            Kanaal::Email | Kanaal::Brief => self.brief(&mut s, kern, t, o),
            Kanaal::Website | Kanaal::App | Kanaal::Chat => self.kort(&mut s, kern, t, o),
        }
        let mut tekst = s.out;
        let bederf = o.niveau == Niveau::Laag && !nota && !o.kanaal.gesproken();
        if bederf {
            tekst = self.algemeen.spelling.spoil(&tekst, kans);
        }
        let titel = past.titels.get(kans.below(past.titels.len())).and_then(|n| t.titel.get(*n));
        let titel = titel.map_or_else(|| kernel::text::title_of(&tekst), |s| s.text(v, Wie::Ik));
        Vraagtekst { tekst, titel: short(titel), antwoorden: past.antwoorden }
    }

    fn lijst(o: Opdracht<'_>, kans: &mut Kans) -> Lijst {
        match (o.kanaal, o.niveau) {
            (Kanaal::Brief, _) => Lijst::Goed,
            (_, Niveau::Laag) => Lijst::Laag,
            (Kanaal::App | Kanaal::Chat | Kanaal::Telefoon | Kanaal::Balie, _) => Lijst::Gewoon,
            (_, Niveau::Goed) => Lijst::Goed,
            (Kanaal::Email, _) if kans.percent(40.0) => Lijst::Goed,
            _ => Lijst::Gewoon,
        }
    }

    /// What a colleague notes of a call or visit.
    fn nota(&self, s: &mut Zinnen<'_, '_>, kern: Option<&Sjabloon>, o: Opdracht<'_>) {
        let wie = s.v.derde();
        s.add(kern, wie);
        if s.kans.percent(35.0) {
            s.one(&self.algemeen.nota.erbij, wie);
        }
        if o.bellen {
            s.one(&self.algemeen.nota.bellen, wie);
        }
    }

    /// What somebody says at the desk or by telephone.
    fn gesproken(
        &self,
        s: &mut Zinnen<'_, '_>,
        kern: Option<&Sjabloon>,
        t: &Onderwerptekst,
        o: Opdracht<'_>,
    ) {
        let g = &self.algemeen.gesproken;
        match o.boos {
            true => s.one(&g.boos, Wie::Ik),
            _ if s.v.naam.is_empty() => s.one(&g.anoniem, Wie::Ik),
            _ => s.one(&g.begin, Wie::Ik),
        }
        s.add_capital(kern);
        if s.kans.percent(55.0) {
            s.one(&t.erbij, Wie::Ik);
        }
        self.tussen(s, o, 40.0);
    }

    fn brief(&self, s: &mut Zinnen<'_, '_>, kern: Option<&Sjabloon>, t: &Onderwerptekst, o: Opdracht<'_>) {
        let b = &self.algemeen.begin;
        let begin = match (o.kanaal, o.boos) {
            (Kanaal::Brief, _) => &b.brief,
            (_, true) => &b.email_boos,
            _ => &b.email_vriendelijk,
        };
        s.glue(begin);
        s.out.push_str("\n\n");
        self.taal(s, o);
        s.add_capital(kern);
        if s.kans.percent(75.0) {
            s.one(&t.erbij, Wie::Ik);
        }
        self.tussen(s, o, 55.0);
        self.slot(s, o);
        let eind =
            if o.kanaal == Kanaal::Brief { &self.algemeen.eind.brief } else { &self.algemeen.eind.email };
        if !s.v.naam.is_empty() {
            s.out.push_str("\n\n");
            s.glue(eind);
        }
    }

    /// The web form and messages: short.
    fn kort(&self, s: &mut Zinnen<'_, '_>, kern: Option<&Sjabloon>, t: &Onderwerptekst, o: Opdracht<'_>) {
        let app = o.kanaal != Kanaal::Website;
        if s.kans.percent(if o.niveau == Niveau::Laag { 30.0 } else { 55.0 }) {
            let begin = &self.algemeen.begin;
            let begin = match (app, o.boos) {
                (true, _) => &begin.app,
                (_, true) => &begin.website_boos,
                _ => &begin.website_vriendelijk,
            };
            s.glue(begin);
            if s.out.ends_with(',') {
                s.out.push('\n');
            }
        }
        self.taal(s, o);
        if s.out.is_empty() {
            s.add(kern, Wie::Ik);
        } else {
            s.add_capital(kern);
        }
        if s.kans.percent(if app { 35.0 } else { 60.0 }) {
            s.one(&t.erbij, Wie::Ik);
        }
        self.tussen(s, o, if app { 20.0 } else { 40.0 });
        self.slot(s, o);
        let eind = match (o.niveau, app) {
            (Niveau::Laag, _) => &self.algemeen.eind.laag,
            (_, true) => &self.algemeen.eind.app,
            _ => &self.algemeen.eind.website,
        };
        if !s.v.naam.is_empty() && s.kans.percent(60.0) {
            if !app {
                s.out.push('\n');
            }
            s.one(eind, Wie::Ik);
            s.out.truncate(s.out.trim_end().len());
        }
    }

    fn taal(&self, s: &mut Zinnen<'_, '_>, o: Opdracht<'_>) {
        if o.taal != "nl" && s.kans.percent(if o.niveau == Niveau::Laag { 75.0 } else { 20.0 }) {
            s.one(self.algemeen.begin.taal(o.taal), Wie::Ik);
        }
    }

    /// How it feels, and whether it was asked before.
    fn tussen(&self, s: &mut Zinnen<'_, '_>, o: Opdracht<'_>, percent: f64) {
        let t = &self.algemeen.tussen;
        if o.dubbel {
            return s.one(&t.dubbel, Wie::Ik);
        }
        if o.boos {
            return s.one(&t.boos, Wie::Ik);
        }
        if !s.kans.percent(percent) {
            return;
        }
        if o.niveau == Niveau::Laag {
            return s.one(&t.laag, Wie::Ik);
        }
        match s.kans.below(10) {
            0 | 1 => s.one(&t.bezorgd, Wie::Ik),
            2 | 3 => s.one(&t.herhaald, Wie::Ik),
            _ => s.one(&t.vriendelijk, Wie::Ik),
        }
    }

    fn slot(&self, s: &mut Zinnen<'_, '_>, o: Opdracht<'_>) {
        if o.bellen {
            s.one(&self.algemeen.eind.bellen, Wie::Ik);
        }
    }
}

/// A text in the making.
struct Zinnen<'a, 'k> {
    out: String,
    v: &'a Vulling<'a>,
    kans: &'k mut Kans,
}

impl Zinnen<'_, '_> {
    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with(['\n', ' ']) {
            self.out.push(' ');
        }
    }

    fn add(&mut self, s: Option<&Sjabloon>, wie: Wie) {
        if let Some(s) = s {
            self.gap();
            s.fill(self.v, wie, &mut self.out);
        }
    }

    /// The next sentence, with a capital unless it follows a comma on the same line.
    fn add_capital(&mut self, s: Option<&Sjabloon>) {
        let fresh = self.out.trim_end_matches(' ').ends_with(['.', '!', '?', '\n']) || self.out.is_empty();
        let start = self.out.len() + usize::from(!self.out.is_empty() && !self.out.ends_with(['\n', ' ']));
        self.add(s, Wie::Ik);
        if fresh {
            capital(&mut self.out, start);
        }
    }

    /// One of these sentences. The one before it gets its full stop.
    fn one(&mut self, of: &[Sjabloon], wie: Wie) {
        let Some(s) = self.kans.one(of) else { return };
        if self.out.ends_with(|c: char| c.is_alphanumeric()) {
            self.out.push('.');
        }
        let before = self.out.len();
        self.gap();
        let start = self.out.len();
        s.fill(self.v, wie, &mut self.out);
        if self.out.len() == start {
            self.out.truncate(before);
        }
    }

    /// One of these, without anything in between.
    fn glue(&mut self, of: &[Sjabloon]) {
        if let Some(s) = self.kans.one(of) {
            s.fill(self.v, Wie::Ik, &mut self.out);
        }
    }
}

/// A title that is not too long.
fn short(titel: String) -> String {
    let mut titel = titel;
    capital(&mut titel, 0);
    if titel.chars().count() <= TITEL_MAX { titel } else { kernel::text::title_of(&titel) }
}
