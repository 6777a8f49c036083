// SPDX-License-Identifier: EUPL-1.2
//! The fixed words of a question, spelled as everywhere in Voordeur.

use kernel::{calendar::Norm, text_enum};

text_enum! {
    /// Kind of question.
    pub enum Soort {
        /// Somebody wants to know something.
        Informatievraag = "informatievraag",
        /// Please ring me back.
        Terugbelverzoek = "terugbelverzoek",
        /// Something is broken or dirty outside.
        Melding = "melding",
        /// Nuisance by people or businesses.
        Overlast = "overlast",
        /// A request for a decision.
        Aanvraag = "aanvraag",
        /// A complaint about how we behaved.
        Klacht = "klacht",
        /// An objection to a decision.
        Bezwaar = "bezwaar",
        /// A notice of default.
        Ingebrekestelling = "ingebrekestelling",
        /// A request under the Open Government Act.
        WooVerzoek = "woo-verzoek",
        /// A request about one's own data.
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
    /// The legal term that runs instead of a promise, as `vragen` counts it.
    pub fn wettelijke_termijn(self) -> Option<Norm> {
        match self {
            Self::Klacht | Self::Bezwaar => Some(Norm::Weken(6)),
            Self::WooVerzoek | Self::Privacyverzoek => Some(Norm::Weken(4)),
            Self::Ingebrekestelling => Some(Norm::Weken(2)),
            _ => None,
        }
    }

    /// Whether we ask afterwards "Is uw vraag opgelost?".
    pub fn navraag(self) -> bool {
        !matches!(self, Self::Klacht | Self::Signaal | Self::Compliment)
    }
}

text_enum! {
    /// Way by which people reach each other.
    pub enum Kanaal {
        /// Telephone.
        Telefoon = "telefoon",
        /// The web form.
        Website = "website",
        /// Mail.
        Email = "e-mail",
        /// At the desk.
        Balie = "balie",
        /// Letter.
        Brief = "brief",
        /// Messages on the phone.
        App = "appbericht",
        /// Live chat.
        Chat = "chat",
    }
}

impl Kanaal {
    /// The channels of a mix, in its order.
    pub const MIX: [Self; 6] =
        [Self::Telefoon, Self::Website, Self::Email, Self::Balie, Self::Brief, Self::App];

    /// Whether a person of ours is there when it comes in.
    pub fn live(self) -> bool {
        matches!(self, Self::Telefoon | Self::Balie | Self::App | Self::Chat)
    }

    /// Whether an employee writes down what is said.
    pub fn gesproken(self) -> bool {
        matches!(self, Self::Telefoon | Self::Balie)
    }
}

text_enum! {
    /// How somebody wants the answer.
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
    /// How a question ended.
    pub enum Afhandelwijze {
        /// Answered.
        Beantwoord = "beantwoord",
        /// The product was delivered.
        Geleverd = "product-geleverd",
        /// No, with the reason and a way forward.
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
