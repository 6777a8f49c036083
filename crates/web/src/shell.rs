// SPDX-License-Identifier: EUPL-1.2
//! What the base templates `portaal.html` and `werk.html` need from every page, and the small words and symbols
//! their macros look up.

/// Places in the portal's menu: name and path.
pub const PORTAL_MENU: [(&str, &str); 3] =
    [("Stel uw vraag", "/vraag"), ("Volg uw vraag", "/status"), ("Bel mij terug", "/bel-mij")];

/// What every resident page shows around its own content. Templates have it as field `p`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PortalShell {
    /// Name of the municipality as residents read it: "Gemeente Thuishaven".
    pub site: String,
    /// Telephone number as people write it: "14 0999". Empty when there is none.
    pub telefoon: String,
    /// Lines of the visiting address.
    pub adres: Vec<String>,
    /// Opening hours as sentences, one per line: "Maandag tot en met vrijdag van 8.30 tot 17.00 uur".
    pub uren: Vec<String>,
    /// When one can call now, as a sentence: "Vandaag tot 17.00 uur." May be empty.
    pub bereikbaar: String,
    /// Whether this is the demo; then every page says so.
    pub demo: bool,
    /// What does not work now, what still works and until when; one text, shown above the page.
    pub storing: Option<String>,
    /// Language of the page: "nl" or "en".
    pub taal: String,
    /// Path of this page, for the current place in the menu.
    pub pad: String,
    /// Word before the title of the page: "Fout" when a form comes back with errors.
    pub aandacht: Option<String>,
}

impl PortalShell {
    /// The other language: its code, and its name in itself.
    pub fn other_language(&self) -> (&'static str, &'static str) {
        if self.taal == "en" { ("nl", "Nederlands") } else { ("en", "English") }
    }

    /// The telephone number for a `tel:` link.
    pub fn tel(&self) -> String {
        self.telefoon.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
    }

    /// Whether the page belongs to this place in the menu.
    pub fn is_here(&self, place: &str) -> bool {
        self.pad.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// A fixed text of the shell in the language of the page; Dutch when there is no translation.
    pub fn say<'a>(&self, text: &'a str) -> &'a str {
        if self.taal != "en" {
            return text;
        }
        ENGLISH.iter().find(|(nl, _)| *nl == text).map_or(text, |(_, en)| en)
    }
}

/// The shell's own texts in English. A test finds every text of the templates here.
const ENGLISH: &[(&str, &str)] = &[
    ("Naar de inhoud", "Skip to content"),
    ("Hoofdmenu", "Main menu"),
    ("Stel uw vraag", "Ask your question"),
    ("Volg uw vraag", "Follow your question"),
    ("Bel mij terug", "Call me back"),
    ("Hulp nodig?", "Do you need help?"),
    (
        "U mag ons altijd bellen. Ook als u er online niet uitkomt.",
        "You can always call us. Also if you get stuck online.",
    ),
    ("Bel", "Call"),
    ("Kom langs bij de balie", "Come to the desk"),
    ("Help mij: laat mij bellen", "Help me: have someone call me"),
    (
        "Wij bellen u terug. Alleen uw naam en nummer zijn nodig.",
        "We call you back. We only need your name and number.",
    ),
    ("Contact", "Contact"),
    ("Bezoek", "Visit"),
    ("Uw vraag", "Your question"),
    ("Over deze website", "About this website"),
    ("Contact en openingstijden", "Contact and opening hours"),
    ("Toegankelijkheid", "Accessibility"),
    ("Privacy", "Privacy"),
];

/// Which places only some employees have in their menu.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WorkRoles {
    /// Has "Team vandaag".
    pub teamleider: bool,
    /// Has "Beheer".
    pub beheerder: bool,
}

/// A link in a menu.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// What it is called.
    pub naam: String,
    /// Where it is.
    pub pad: String,
    /// Whether this is the page one is on.
    pub hier: bool,
}

/// What every employee page shows around its own content. Templates have it as field `w`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkShell {
    /// Identifier of the employee; the shell's own counts follow events about `medewerker:<id>`.
    pub id: String,
    /// Full name of the employee.
    pub naam: String,
    /// Initials, two letters.
    pub initialen: String,
    /// Name of the team.
    pub team: String,
    /// Places that depend on the role.
    pub rollen: WorkRoles,
    /// Key of the current place: "werk", "contact", "voorraad", "team", "beheer" or "".
    pub actief: &'static str,
    /// Whether this is the demo; then every page says so.
    pub demo: bool,
    /// My promises that end today.
    pub beloften_vandaag: i64,
    /// My promises that are late.
    pub te_laat: i64,
    /// Questions that colleagues offer me.
    pub aangeboden: i64,
    /// Contacts I am busy with, at most 4.
    pub lopend: Vec<Place>,
    /// Path and query of this page, to return to it.
    pub pad: String,
    /// Whether single-letter keys are on for this employee.
    pub toetsen: bool,
    /// Seconds until the session ends when nothing is done; 0 leaves out the warning.
    pub sessie: u64,
    /// Word before the title of the page: "Fout" when a form comes back with errors.
    pub aandacht: Option<String>,
}

impl WorkShell {
    /// The places of the bar that this employee may open.
    pub fn menu(&self) -> Vec<Place> {
        let mut places = vec![
            ("werk", "Mijn werk", "/werk"),
            ("contact", "Nieuw contact", "/werk/contact/nieuw"),
            ("voorraad", "Werkvoorraad", "/werk/voorraad"),
        ];
        if self.rollen.teamleider {
            places.push(("team", "Team vandaag", "/team"));
        }
        if self.rollen.beheerder {
            places.push(("beheer", "Beheer", "/beheer"));
        }
        places
            .into_iter()
            .map(|(key, naam, pad)| Place {
                naam: naam.to_owned(),
                pad: pad.to_owned(),
                hier: key == self.actief,
            })
            .collect()
    }

    /// How colleagues call them: the first word of the name.
    pub fn first_name(&self) -> &str {
        self.naam.split_whitespace().next().unwrap_or(&self.naam)
    }

    /// "5 vandaag, 1 te laat": late only when there is something late.
    pub fn promises(&self) -> String {
        match (self.beloften_vandaag, self.te_laat) {
            (0, 0) => "alles is bij".to_owned(),
            (today, 0) => format!("{today} vandaag"),
            (today, late) => format!("{today} vandaag, {late} te laat"),
        }
    }
}

/// One choice of a group of radio buttons or of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keuze {
    /// What the form sends.
    pub waarde: String,
    /// What people read.
    pub tekst: String,
    /// A second line under it; may be empty.
    pub uitleg: String,
}

impl Keuze {
    /// A choice without a second line.
    pub fn new(waarde: impl Into<String>, tekst: impl Into<String>) -> Self {
        Self { waarde: waarde.into(), tekst: tekst.into(), uitleg: String::new() }
    }

    /// The same choice with a second line.
    #[must_use]
    pub fn with(mut self, uitleg: impl Into<String>) -> Self {
        self.uitleg = uitleg.into();
        self
    }
}

/// One stage on the journey line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Station {
    /// "klaar", "nu", "straks" or "laat".
    pub stand: &'static str,
    /// The stage in plain words.
    pub kop: String,
    /// When, and what happened or will happen; may be empty.
    pub tekst: String,
}

impl Station {
    /// A stage with its second line.
    pub fn new(stand: &'static str, kop: impl Into<String>, tekst: impl Into<String>) -> Self {
        Self { stand, kop: kop.into(), tekst: tekst.into() }
    }
}

/// Whether two texts are the same, however many references deep a template has them.
pub fn same(a: impl AsRef<str>, b: impl AsRef<str>) -> bool {
    a.as_ref() == b.as_ref()
}

/// The first text, or the second when the first is empty.
pub fn either(first: impl AsRef<str>, second: impl AsRef<str>) -> String {
    let first = first.as_ref();
    if first.is_empty() { second.as_ref().to_owned() } else { first.to_owned() }
}

/// Symbol of a channel, by the stable text of the channel.
pub fn channel_icon(kanaal: impl AsRef<str>) -> &'static str {
    match kanaal.as_ref() {
        "telefoon" => "telefoon",
        "e-mail" | "mail" => "mail",
        "balie" => "balie",
        "brief" => "brief",
        "huisbezoek" => "huis",
        "chat" | "appbericht" => "chat",
        _ => "web",
    }
}

/// Short name of a channel, by its stable text, for a column or a filter.
pub fn channel_name(kanaal: impl AsRef<str>) -> &'static str {
    match kanaal.as_ref() {
        "telefoon" => "Telefoon",
        "e-mail" | "mail" => "Mail",
        "balie" => "Balie",
        "brief" => "Brief",
        "huisbezoek" => "Huisbezoek",
        "chat" => "Chat",
        "appbericht" => "Appbericht",
        "api" => "Formulier",
        "status" => "Statuspagina",
        _ => "Website",
    }
}

/// Symbol on a promise plate.
pub fn promise_icon(soort: impl AsRef<str>) -> &'static str {
    match soort.as_ref() {
        "laat" => "let-op",
        "wacht" => "sluimer",
        "klaar" => "vink",
        _ => "klok",
    }
}

/// Symbol of a notice.
pub fn notice_icon(soort: impl AsRef<str>) -> &'static str {
    match soort.as_ref() {
        "goed" => "vink",
        "let-op" | "laat" => "let-op",
        _ => "info",
    }
}

/// Symbol in a station of the journey; empty for now and later.
pub fn stage_icon(stand: impl AsRef<str>) -> &'static str {
    match stand.as_ref() {
        "klaar" => "vink",
        "laat" => "let-op",
        _ => "",
    }
}

/// Class of a station of the journey.
pub fn stage_class(stand: impl AsRef<str>) -> &'static str {
    match stand.as_ref() {
        "klaar" => "is-klaar",
        "laat" => "is-klaar is-laat",
        "nu" => "is-nu",
        _ => "is-straks",
    }
}

/// Class of a one-line entry of the timeline.
pub fn fact_class(soort: impl AsRef<str>) -> &'static str {
    match soort.as_ref() {
        "over" => "is-over",
        "open" => "is-over is-open",
        _ => "is-feit",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_english_page_has_no_dutch_in_its_shell() {
        let english = PortalShell { taal: "en".to_owned(), ..PortalShell::default() };
        for file in ["portaal.html", "onderdelen.html"] {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(file);
            let text = std::fs::read_to_string(path).unwrap();
            for part in text.split("p.say(\"").skip(1) {
                let dutch = part.split('"').next().unwrap();
                assert!(ENGLISH.iter().any(|(nl, _)| *nl == dutch), "{dutch:?} has no English");
            }
        }
        for (name, _) in PORTAL_MENU {
            assert!(ENGLISH.iter().any(|(nl, _)| *nl == name), "{name:?} has no English");
        }
        assert_eq!(english.say("Volg uw vraag"), "Follow your question");
        assert_eq!(PortalShell::default().say("Volg uw vraag"), "Volg uw vraag");
    }

    #[test]
    fn the_menu_marks_the_place_where_one_is() {
        let at = |pad: &str| PortalShell { pad: pad.to_owned(), ..PortalShell::default() };
        assert!(at("/vraag").is_here("/vraag") && at("/vraag/bevestiging").is_here("/vraag"));
        assert!(!at("/vraagbaak").is_here("/vraag") && !at("/").is_here("/vraag"));
    }

    #[test]
    fn an_employee_sees_only_the_places_of_the_own_roles() {
        let mut shell = WorkShell { actief: "voorraad", ..WorkShell::default() };
        let names = |shell: &WorkShell| shell.menu().into_iter().map(|p| p.naam).collect::<Vec<_>>();
        assert_eq!(names(&shell), ["Mijn werk", "Nieuw contact", "Werkvoorraad"]);
        assert_eq!(
            shell.menu().iter().filter(|p| p.hier).map(|p| p.pad.as_str()).collect::<Vec<_>>(),
            ["/werk/voorraad"]
        );
        shell.rollen = WorkRoles { teamleider: true, beheerder: true };
        assert_eq!(names(&shell)[3..], ["Team vandaag", "Beheer"]);
    }

    #[test]
    fn lateness_is_named_only_when_there_is_any() {
        let shell =
            |beloften_vandaag, te_laat| WorkShell { beloften_vandaag, te_laat, ..WorkShell::default() };
        assert_eq!(shell(5, 1).promises(), "5 vandaag, 1 te laat");
        assert_eq!(shell(5, 0).promises(), "5 vandaag");
        assert_eq!(shell(0, 2).promises(), "0 vandaag, 2 te laat");
        assert_eq!(shell(0, 0).promises(), "alles is bij");
    }

    #[test]
    fn a_phone_dials_what_people_read() {
        let shell = PortalShell { telefoon: "14 0999".to_owned(), ..PortalShell::default() };
        assert_eq!(shell.tel(), "140999");
    }
}
