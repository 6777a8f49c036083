// SPDX-License-Identifier: EUPL-1.2
//! The fixed words of a question: kind, channel, state, outcome.

use kernel::{calendar::Norm, text_enum};

text_enum! {
    /// Kind of question: decides clock, texts and retention.
    pub enum Soort {
        /// Somebody wants to know something.
        Informatievraag = "informatievraag",
        /// Please ring me back.
        Terugbelverzoek = "terugbelverzoek",
        /// Something is broken or dirty outside.
        Melding = "melding",
        /// Nuisance by people or businesses.
        Overlast = "overlast",
        /// A request for a decision (Awb 1:3).
        Aanvraag = "aanvraag",
        /// A complaint about how we behaved (Awb chapter 9).
        Klacht = "klacht",
        /// An objection to a decision (Awb chapters 6 and 7).
        Bezwaar = "bezwaar",
        /// A notice of default (Awb 4:17).
        Ingebrekestelling = "ingebrekestelling",
        /// A request under the Open Government Act (Woo 4.1).
        WooVerzoek = "woo-verzoek",
        /// A request about one's own data (GDPR 15 to 22).
        Privacyverzoek = "privacyverzoek",
        /// A plan or suggestion.
        Idee = "idee",
        /// Praise.
        Compliment = "compliment",
        /// Worry about somebody.
        Signaal = "signaal",
        /// Anything else.
        Overig = "overig",
    }
}

impl Soort {
    /// The legal term that runs instead of a promise, when the law sets one. Counted in calendar weeks
    /// from receipt; the law core computes suspension and adjournment later.
    pub fn wettelijke_termijn(self) -> Option<Norm> {
        match self {
            // Awb 9:11 lid 1 and Awb 7:10 lid 1.
            Self::Klacht | Self::Bezwaar => Some(Norm::Weken(6)),
            // Woo 4.4 lid 1; GDPR 12 lid 3 (one month, the shorter count).
            Self::WooVerzoek | Self::Privacyverzoek => Some(Norm::Weken(4)),
            // Awb 4:17 lid 3.
            Self::Ingebrekestelling => Some(Norm::Weken(2)),
            _ => None,
        }
    }

    /// Whether we ask afterwards "Is uw vraag opgelost?". Never after a complaint or a worry about somebody.
    pub fn navraag(self) -> bool {
        !matches!(self, Self::Klacht | Self::Signaal | Self::Compliment)
    }

    /// Whether only the owning team may read it.
    pub fn afgeschermd(self) -> bool {
        matches!(self, Self::Signaal)
    }

    /// What employees read.
    pub fn naam(self) -> &'static str {
        match self {
            Self::Informatievraag => "Informatievraag",
            Self::Terugbelverzoek => "Terugbelverzoek",
            Self::Melding => "Melding openbare ruimte",
            Self::Overlast => "Overlast",
            Self::Aanvraag => "Aanvraag",
            Self::Klacht => "Klacht",
            Self::Bezwaar => "Bezwaar",
            Self::Ingebrekestelling => "Ingebrekestelling",
            Self::WooVerzoek => "Woo-verzoek",
            Self::Privacyverzoek => "Privacyverzoek",
            Self::Idee => "Idee",
            Self::Compliment => "Compliment",
            Self::Signaal => "Zorg om iemand",
            Self::Overig => "Overig",
        }
    }
}

text_enum! {
    /// Way by which people reach each other.
    pub enum Kanaal {
        /// The web form.
        Website = "website",
        /// Mail.
        Email = "e-mail",
        /// Telephone.
        Telefoon = "telefoon",
        /// At the desk.
        Balie = "balie",
        /// Letter.
        Brief = "brief",
        /// A visit at home.
        Huisbezoek = "huisbezoek",
        /// Live chat.
        Chat = "chat",
        /// Messages on the phone.
        App = "appbericht",
        /// Another system.
        Api = "api",
    }
}

impl Kanaal {
    /// "via de website": how a timeline says it.
    pub fn via(self) -> &'static str {
        match self {
            Self::Website => "via de website",
            Self::Email => "via mail",
            Self::Telefoon => "aan de telefoon",
            Self::Balie => "aan de balie",
            Self::Brief => "met een brief",
            Self::Huisbezoek => "bij huisbezoek",
            Self::Chat => "via chat",
            Self::App => "via een appbericht",
            Self::Api => "via een formulier",
        }
    }

    /// Symbol in the sprite.
    pub fn icoon(self) -> &'static str {
        match self {
            Self::Website | Self::Api => "i-web",
            Self::Email => "i-mail",
            Self::Telefoon => "i-telefoon",
            Self::Balie => "i-balie",
            Self::Brief => "i-brief",
            Self::Huisbezoek => "i-huis",
            Self::Chat | Self::App => "i-chat",
        }
    }
}

text_enum! {
    /// How the resident wants the answer. The status page always has it too.
    pub enum Antwoordkanaal {
        /// By mail.
        Email = "e-mail",
        /// We ring back.
        Telefoon = "telefoon",
        /// By letter.
        Brief = "brief",
        /// The resident comes by.
        Balie = "balie",
        /// No answer needed.
        Geen = "geen",
    }
}

text_enum! {
    /// State of a question.
    pub enum Toestand {
        /// Somebody must act.
        Open = "open",
        /// We wait for the resident.
        WachtOpInwoner = "wacht-op-inwoner",
        /// We wait for another body.
        WachtOpAnder = "wacht-op-ander",
        /// There is an answer; a reaction is still possible without opening it again.
        Beantwoord = "beantwoord",
        /// Done.
        Afgerond = "afgerond",
        /// Sent on to another public body (Awb 2:3).
        Doorgezonden = "doorgezonden",
        /// Stopped at the resident's request.
        Ingetrokken = "ingetrokken",
    }
}

impl Toestand {
    /// Whether nobody has to do anything any more.
    pub fn klaar(self) -> bool {
        matches!(self, Self::Afgerond | Self::Doorgezonden | Self::Ingetrokken)
    }

    /// Whether the promise still runs.
    pub fn loopt(self) -> bool {
        matches!(self, Self::Open | Self::WachtOpInwoner | Self::WachtOpAnder)
    }
}

text_enum! {
    /// How a question ended.
    pub enum Afhandelwijze {
        /// Answered.
        Beantwoord = "beantwoord",
        /// The product was delivered.
        Geleverd = "product-geleverd",
        /// No, with the reason, what can be done instead, whom to ask and how to object.
        NeeMetUitleg = "nee-met-uitleg",
        /// Sent on to another body.
        Doorgezonden = "doorgezonden",
        /// Withdrawn by the resident.
        Ingetrokken = "ingetrokken",
        /// Twice not reached.
        NietBereikt = "niet-bereikt",
        /// The same as another question.
        Dubbel = "dubbel",
    }
}

impl Afhandelwijze {
    /// Whether a question ends so by an answer.
    pub fn met_antwoord(self) -> bool {
        matches!(self, Self::Beantwoord | Self::Geleverd | Self::NeeMetUitleg)
    }

    /// What employees read.
    pub fn naam(self) -> &'static str {
        match self {
            Self::Beantwoord => "Beantwoord",
            Self::Geleverd => "Product geleverd",
            Self::NeeMetUitleg => "Nee, met uitleg",
            Self::Doorgezonden => "Doorgezonden",
            Self::Ingetrokken => "Ingetrokken door de inwoner",
            Self::NietBereikt => "Niet bereikt",
            Self::Dubbel => "Dubbel",
        }
    }
}
