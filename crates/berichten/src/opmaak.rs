// SPDX-License-Identifier: EUPL-1.2
//! How a mail of ours looks: one column, one action, the journey in dots, and nothing that is fetched from elsewhere.
//!
//! Every style stands on its element, because many mail programs drop style sheets; the one small block is for the
//! dark and for narrow screens. [`Opmaak::tekst`] gives the same words without looks.

use kernel::dutch;
use vragen::{Antwoordkanaal, Toestand, Vraag};
use web::{Gemeente, Lang};

use crate::{
    compose::hoofdletter,
    outgoing::{escaped, linked},
};

const LETTER: &str =
    "font-family:'Noto Sans',system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;line-height:1.6;";

/// Only what cannot stand on an element. The dark colours win from those on the elements.
const BLOK: &str = "@media (max-width:480px){.smal{padding-left:20px!important;padding-right:20px!important}\
.smal-l{padding-left:20px!important}.kop{font-size:23px!important}.taak{display:block!important;text-align:center!important}}\n\
@media (prefers-color-scheme:dark){.grond{background:#0f1613!important;color:#e8eee9!important}\
.vel{background:#18211d!important;border-color:#7ed3aa!important;color:#e8eee9!important}\
.inkt{color:#e8eee9!important}.dof{color:#abbab2!important}.schakel{color:#7ed3aa!important}\
.taak{background:#7ed3aa!important;color:#07241a!important}.stip{background:#7ed3aa!important;border-color:#7ed3aa!important}\
.open{background:transparent!important;border-color:#7e9087!important}.streep{border-color:#2e3c36!important}\
.deur{background:#7ed3aa!important}.klink{background:#0c261d!important}}";

/// A station of the journey under a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stap {
    /// It happened.
    pub klaar: bool,
    /// What, with its date.
    pub tekst: String,
}

/// A mail, ready to be drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opmaak {
    /// Municipality.
    pub afzender: String,
    /// The subject, without the number.
    pub kop: String,
    /// Paragraphs with an empty line between.
    pub tekst: String,
    /// Words and address of the one action.
    pub knop: Option<(String, String)>,
    /// Greeting and name; comes after the action.
    pub groet: String,
    /// Journey; may be empty.
    pub reis: Vec<Stap>,
    /// Small lines at the foot.
    pub voet: Vec<String>,
}

impl Opmaak {
    /// The same in plain words: nothing stands in the HTML only.
    pub fn tekst(&self) -> String {
        let mut delen = vec![self.tekst.trim().to_owned()];
        delen.push(self.groet.trim().to_owned());
        delen.push(self.reis.iter().map(|s| format!("- {}", s.tekst)).collect::<Vec<_>>().join("\n"));
        let voet = self
            .knop
            .iter()
            .map(|(woorden, adres)| format!("{woorden}: {adres}"))
            .chain(self.voet.iter().cloned());
        delen.push(voet.collect::<Vec<_>>().join("\n"));
        delen.retain(|d| !d.is_empty());
        format!("{}\n", delen.join("\n\n"))
    }

    /// The mail as a page.
    pub fn html(&self) -> String {
        [
            self.kop_van_pagina(),
            self.briefhoofd(),
            "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"max-width:600px;margin:0 auto;\">\
             <tr><td class=\"vel smal\" style=\"background:#ffffff;border-top:6px solid #0b5f44;padding:32px;color:#17211c;\">\n"
                .to_owned(),
            self.titel(),
            alineas(&self.tekst),
            self.actie(),
            alineas(&self.groet),
            self.stippen(),
            "</td></tr></table>\n".to_owned(),
            self.voetregels(),
            "</div>\n</body></html>\n".to_owned(),
        ]
        .concat()
    }

    fn kop_van_pagina(&self) -> String {
        format!(
            "<!DOCTYPE html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\">\n\
             <title>{kop} - {afzender}</title>\n<style>{BLOK}</style></head>\n\
             <body class=\"grond\" style=\"margin:0;padding:0;background:#f3f5ef;color:#17211c;\">\n\
             <div class=\"grond\" style=\"{LETTER}font-size:17px;background:#f3f5ef;color:#17211c;\">\n",
            kop = escaped(&self.kop),
            afzender = escaped(&self.afzender),
        )
    }

    fn titel(&self) -> String {
        format!(
            "<h1 class=\"kop inkt\" style=\"{LETTER}font-size:26px;line-height:1.25;margin:0 0 20px;color:#17211c;\">{}</h1>\n",
            escaped(&self.kop)
        )
    }

    fn actie(&self) -> String {
        let Some((woorden, adres)) = &self.knop else { return String::new() };
        format!(
            "<p style=\"margin:20px 0 28px;\"><a class=\"taak\" href=\"{}\" style=\"display:inline-block;background:#0b5f44;color:#ffffff;font-weight:700;text-decoration:none;padding:12px 22px;border-radius:4px;\">{}</a></p>\n",
            escaped(adres),
            escaped(woorden)
        )
    }

    /// The door and the name. No picture: many programs ask before they show one, and a fetched one tells who reads.
    fn briefhoofd(&self) -> String {
        format!(
            "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"max-width:600px;margin:0 auto;\"><tr>\
             <td class=\"smal-l\" width=\"36\" style=\"padding:24px 0 16px 32px;width:36px;vertical-align:middle;\"><div class=\"deur\" aria-hidden=\"true\" style=\"width:26px;height:32px;border-radius:13px 13px 0 0;background:#15392d;overflow:hidden;\"><div class=\"klink\" style=\"width:4px;height:4px;border-radius:2px;background:#ecbd4d;margin:20px 0 0 18px;\"></div></div></td>\
             <td class=\"inkt\" style=\"padding:24px 32px 16px 0;vertical-align:middle;font-weight:700;line-height:1.2;color:#17211c;\">{}</td></tr></table>\n",
            escaped(&self.afzender)
        )
    }

    fn stippen(&self) -> String {
        if self.reis.is_empty() {
            return String::new();
        }
        let rijen = self
            .reis
            .iter()
            .map(|stap| {
                let (naam, stijl) = if stap.klaar {
                    ("stip", "width:12px;height:12px;background:#0b5f44;")
                } else {
                    ("stip open", "width:8px;height:8px;border:2px solid #6b7870;background:transparent;")
                };
                format!(
                    "<tr><td width=\"30\" style=\"width:30px;padding:14px 0 0;vertical-align:top;\"><div class=\"{naam}\" aria-hidden=\"true\" style=\"{stijl}border-radius:6px;margin-top:5px;\"></div></td>\
                     <td class=\"inkt\" style=\"padding:14px 0 0;vertical-align:top;font-size:15px;line-height:1.5;color:#17211c;\">{}</td></tr>\n",
                    escaped(&stap.tekst)
                )
            })
            .collect::<Vec<_>>()
            .concat();
        format!(
            "<table class=\"streep\" role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin-top:28px;border-top:1px solid #d2d9cf;\">\n{rijen}</table>\n"
        )
    }

    fn voetregels(&self) -> String {
        let regels = self
            .voet
            .iter()
            .map(|regel| format!("<p style=\"margin:0 0 10px;\">{}</p>", linked(regel, LINK)))
            .collect::<Vec<_>>()
            .concat();
        format!(
            "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"max-width:600px;margin:0 auto;\">\
             <tr><td class=\"dof smal\" style=\"padding:24px 32px 40px;font-size:15px;line-height:1.55;color:#4a5850;\">{regels}</td></tr></table>\n"
        )
    }
}

/// What stands in a link besides its address.
const LINK: &str =
    " class=\"schakel\" style=\"color:#0b5f44;text-decoration:underline;overflow-wrap:anywhere;\"";

fn alineas(tekst: &str) -> String {
    let alinea = |a: &str| {
        format!(
            "<p class=\"inkt\" style=\"margin:0 0 14px;color:#17211c;overflow-wrap:anywhere;\">{}</p>\n",
            linked(a.trim_matches('\n'), LINK)
        )
    };
    tekst.trim().split("\n\n").filter(|a| !a.trim().is_empty()).map(alinea).collect::<Vec<_>>().concat()
}

/// Splits what was composed in body and greeting.
fn delen(tekst: &str, groet: &str) -> (String, String) {
    match tekst.rfind(&format!("\n\n{groet}\n")) {
        Some(plek) if !groet.is_empty() => (tekst[..plek].to_owned(), tekst[plek..].trim().to_owned()),
        _ => (tekst.trim().to_owned(), String::new()),
    }
}

/// Draws a mail from the text that was composed. `vraag` is the question it is about, when it still exists.
pub fn maak(
    g: &Gemeente,
    afzender: &str,
    soort: &str,
    onderwerp: &str,
    tekst: &str,
    vraag: Option<(&Vraag, &str)>,
) -> Opmaak {
    let zeg = |sleutel: &str, args: &[(&str, &str)]| {
        let args: Vec<_> = args.iter().map(|(k, w)| (*k, (*w).into())).collect();
        g.texts().get(Lang::Nl, sleutel, &args)
    };
    let intern = soort.starts_with("intern-");
    let basis = &g.config().public_url;
    let (body, groet) = delen(tekst, &zeg("bericht-groet", &[]));
    let nummer = vraag.map_or("", |(_, nummer)| nummer);
    let knop = if intern {
        (!nummer.is_empty())
            .then(|| (zeg("bericht-knop-intern", &[]), format!("{basis}/werk/vraag/{nummer}")))
    } else {
        // The number is filled in; the code never stands in an address.
        let adres = if nummer.is_empty() { String::new() } else { format!("?nummer={nummer}") };
        Some((zeg("bericht-knop", &[]), format!("{basis}/status{adres}")))
    };
    let (reis, voet) = match vraag {
        Some((v, nummer)) if !intern => (
            reis(v, &zeg),
            vec![zeg("bericht-voet-nummer", &[("nummer", nummer)]), zeg("bericht-voet-veilig", &[])],
        ),
        _ if !intern => (Vec::new(), vec![zeg("bericht-voet-veilig", &[])]),
        _ => (Vec::new(), Vec::new()),
    };
    let kop = if nummer.is_empty() {
        onderwerp.to_owned()
    } else {
        onderwerp.replace(&format!(" ({nummer})"), "").replace(&format!("{nummer}: "), "")
    };
    Opmaak { afzender: afzender.to_owned(), kop: hoofdletter(&kop), tekst: body, knop, groet, reis, voet }
}

/// Gives a text by its key, with facts filled in.
type Zeg<'a> = dyn Fn(&str, &[(&str, &str)]) -> String + 'a;

/// Three stations at most: asked, answered or to be answered by, and what follows.
fn reis(v: &Vraag, zeg: &Zeg<'_>) -> Vec<Stap> {
    let op = |sleutel: &str, t: kernel::Time| zeg(sleutel, &[("dag", &dutch::date_long(t))]);
    let stap = |klaar, tekst| Stap { klaar, tekst };
    let mut reis = vec![stap(true, op("bericht-reis-gevraagd", v.ontvangen_op))];
    match (v.beantwoord_op, v.toestand) {
        (_, Toestand::Ingetrokken | Toestand::Doorgezonden) => return Vec::new(),
        (Some(op_dag), _) => {
            reis.push(stap(true, op("bericht-reis-beantwoord", op_dag)));
            if let Some(navraag) = v.navraag_op.filter(|_| v.navraag.is_empty()) {
                reis.push(stap(false, op("bericht-reis-navraag", navraag)));
            }
        }
        (None, Toestand::WachtOpInwoner) => reis.push(stap(false, zeg("bericht-reis-wacht", &[]))),
        (None, _) => {
            let sleutel = match v.antwoordkanaal {
                Antwoordkanaal::Geen => "bericht-reis-aan-de-slag",
                Antwoordkanaal::Telefoon => "bericht-reis-bellen",
                _ => "bericht-reis-antwoord",
            };
            reis.push(stap(false, op(sleutel, v.belofte.uiterlijk)));
        }
    }
    reis
}

#[cfg(test)]
mod tests {
    use super::*;

    fn antwoord() -> Opmaak {
        Opmaak {
            afzender: "Gemeente Thuishaven".to_owned(),
            kop: "Antwoord op uw vraag over <parkeren>".to_owned(),
            tekst: "Beste mevrouw Verhagen,\n\nDat kan.\nZie https://thuishaven.example/parkeren?a=1&b=2.\n\n<script>alert(1)</script>".to_owned(),
            knop: Some(("Bekijk uw vraag".to_owned(), "https://thuishaven.example/status".to_owned())),
            groet: "Met vriendelijke groet,\nYusuf Kaya".to_owned(),
            reis: vec![
                Stap { klaar: true, tekst: "Gevraagd op donderdag 19 november 2026".to_owned() },
                Stap { klaar: false, tekst: "Antwoord uiterlijk donderdag 26 november 2026".to_owned() },
            ],
            voet: vec!["Nummer van uw vraag: TH-26-000001".to_owned(), "Wij vragen nooit om uw DigiD.".to_owned()],
        }
    }

    /// The words between the tags.
    fn woorden(html: &str) -> String {
        let body = html.split_once("<body").unwrap().1;
        let tekst: String =
            body.split('<').filter_map(|deel| deel.split_once('>')).flat_map(|(_, t)| [" ", t]).collect();
        let tekst =
            tekst.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        tekst.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn nothing_is_fetched_and_nothing_runs() {
        let html = antwoord().html();
        for slecht in ["<img", "src=", "url(", "<link", "@import", "<script", "<svg", "onclick", "<form"] {
            assert!(!html.contains(slecht), "{slecht}: {html}");
        }
        assert!(html.contains("&lt;script&gt;"));
        assert!(html.contains("href=\"https://thuishaven.example/parkeren?a=1&amp;b=2\""));
    }

    #[test]
    fn the_text_says_all_that_the_page_says() {
        let mail = antwoord();
        let (html, tekst) = (woorden(&mail.html()), mail.tekst());
        for woord in tekst
            .split_whitespace()
            .filter(|w| !["-", "Bekijk", "vraag:", "https://thuishaven.example/status"].contains(w))
        {
            // The full stop after an address stands outside the link.
            assert!(html.contains(woord.trim_end_matches('.')), "{woord} is not in {html}");
        }
        for woord in html
            .split_whitespace()
            .filter(|w| !["Gemeente", "Thuishaven", "op", "over", "<parkeren>"].contains(w))
        {
            assert!(tekst.contains(woord), "{woord} is not in {tekst}");
        }
        assert!(tekst.contains("Bekijk uw vraag: https://thuishaven.example/status\n"));
    }

    #[test]
    fn a_screen_reader_gets_a_page_in_order_and_a_finger_a_large_button() {
        let html = antwoord().html();
        assert_eq!((html.matches("<h1").count(), html.matches("lang=\"nl\"").count()), (1, 1));
        assert_eq!(html.matches("<table").count(), html.matches("role=\"presentation\"").count());
        // 12 + 1.6 x 17 + 12 px: more than the 44 that a finger needs.
        assert!(html.contains("padding:12px 22px") && html.contains("font-size:17px"));
        assert!(
            html.contains("prefers-color-scheme:dark")
                && html.contains("color-scheme\" content=\"light dark")
        );
        for (open, dicht) in
            [("<table", "</table>"), ("<td", "</td>"), ("<p ", "</p>"), ("<div", "</div>"), ("<tr>", "</tr>")]
        {
            assert_eq!(html.matches(open).count(), html.matches(dicht).count(), "{open}");
        }
    }

    #[test]
    fn the_action_stands_before_the_greeting() {
        let (body, groet) =
            delen("Beste Jo,\n\nDag.\n\nMet vriendelijke groet,\nYusuf\n", "Met vriendelijke groet,");
        assert_eq!((body.as_str(), groet.as_str()), ("Beste Jo,\n\nDag.", "Met vriendelijke groet,\nYusuf"));
        assert_eq!(delen("Vraag 1 is van jou.", "Met vriendelijke groet,").1, "");
    }
}
