// SPDX-License-Identifier: EUPL-1.2
//! Throws mutated texts at each part of the crate for a number of seconds; ends with an error when one panics or breaks a
//! promise. `cargo run --release -p language --example mutate -- readability 600`. Same seed, same texts.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use language::{Analyser, detect, readability, redact, sentences, stem, title_grams, words};

/// Where mutations begin.
const SEEDS: [&str; 14] = [
    "Goedemorgen, mijn container is gisteren niet geleegd. Bel 06-12345678 of +31 (0)20 123 45 67!",
    "Dhr. J.P. van 't Hof-de Vries, geb. 12 mei 1980, bsn 1234.56.782, NL91 ABNA 0417 1643 00.",
    "Ik woon op Burgemeester Bosstraat 12-2 hs, 1234 AB Ons Dorp. jan (at) voorbeeld.nl",
    "De in de basisregistratie opgenomen gegevens worden door het college m.b.t. de WMO verstrekt, die ...",
    "1. Eerst\n2) Dan\n- en\u{a0}dan\n\n\"Waarom?\" vroeg hij. 's Avonds e.d. Enz. Etc.",
    "Київ لم يتم تفريغ حاويتي İstanbul ǅ ß ﬁ ① ½ 😀👩‍👩‍👧 e\u{301}\u{301}\u{301} \u{200b}\u{202e}",
    "bsn bsn bsn 123456789 123456789 burgerservicenummer sofinummer geboren geboren op 31-12-99",
    "www.x.nl https://a.b/c?d=e#f @ @@ a@b a@b. a@b.c a@b.cd x&#64;y.nl",
    "+++((((00)))) 06 06 06 06 06 0031 0031 +48+48 NLNL00NL00ABNA",
    "parkeervergunningaanvraagformulierenkast kapkapkapkapkap verhuis-melding-en",
    "heeft had wordt is zijn worden zijn te zijn door de door het dat die, die, die, omdat",
    "................!!!!????…… ''''\"\"\"\"((((",
    "\u{feff}\u{0}\u{1}\t\r\n\u{85}\u{2028}",
    "Groet,\nJan\nMvg\nmevr. de heer van der\nnaam: \nik heet",
];

/// Numbers that look random: xorshift of Marsaglia.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % sides.max(1)
    }
}

/// A text of pieces of the seeds, with letters changed, doubled and left out.
fn mutate(dice: &mut Dice) -> String {
    let mut text: Vec<char> = Vec::new();
    for _ in 0..=dice.roll(6) {
        let seed: Vec<char> = SEEDS[dice.roll(SEEDS.len())].chars().collect();
        let from = dice.roll(seed.len());
        let to = from + dice.roll(seed.len() - from + 1);
        text.extend(seed.get(from..to).unwrap_or(&[]));
    }
    for _ in 0..dice.roll(12) {
        if text.is_empty() {
            break;
        }
        let at = dice.roll(text.len());
        match dice.roll(5) {
            0 => {
                text.remove(at);
            }
            1 => {
                let c = text[at];
                for _ in 0..dice.roll(40) {
                    text.insert(at, c);
                }
            }
            2 => text[at] = char::from_u32(u32::try_from(dice.roll(0x11_0000)).unwrap_or(0)).unwrap_or('x'),
            3 => text.insert(at, [' ', '.', '\n', ',', '-', '0', '@', 'e', '\'', '('][dice.roll(10)]),
            _ => {
                let other = dice.roll(text.len());
                text.swap(at, other);
            }
        }
    }
    text.into_iter().collect()
}

/// What each part promises of any text.
fn try_part(part: &str, text: &str) -> Result<(), String> {
    let within = |range: &std::ops::Range<usize>| text.get(range.clone()).is_some();
    let kept = match part {
        "analysis" => {
            let _ = (title_grams(text), stem(text), detect(text));
            Analyser::new().keys(text).iter().all(|k| within(&k.range) && !k.text.is_empty())
                && sentences(text).windows(2).all(|p| p[0].end <= p[1].start)
                && words(text).windows(2).all(|p| p[0].0.end <= p[1].0.start)
        }
        "readability" => {
            let report = readability::read(text);
            report.marks.iter().all(|m| within(&m.range))
                && report.score.is_none_or(|s| (0.0..=100.0).contains(&s))
        }
        "redaction" => {
            let _ = redact::remove(text);
            redact::cover(text).uncover() == text && redact::find(text).iter().all(|f| within(&f.range))
        }
        other => return Err(format!("no part {other}; analysis, readability or redaction")),
    };
    if kept { Ok(()) } else { Err("a promise is broken".to_owned()) }
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let part = arguments.next().unwrap_or_else(|| "analysis".to_owned());
    let seconds = arguments.next().and_then(|s| s.parse().ok()).unwrap_or(10);
    let mut dice = Dice(arguments.next().and_then(|s| s.parse().ok()).unwrap_or(0x9E37_79B9_7F4A_7C15));
    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut texts, mut bytes) = (0_u64, 0_usize);
    while Instant::now() < end {
        let text = mutate(&mut dice);
        let outcome = std::panic::catch_unwind(|| try_part(&part, &text))
            .unwrap_or_else(|_| Err("it panicked".to_owned()));
        if let Err(why) = outcome {
            eprintln!("{part}: {why}: {text:?}");
            return ExitCode::FAILURE;
        }
        texts += 1;
        bytes += text.len();
    }
    println!("{part}: {texts} texts, {bytes} bytes in {seconds} s, none broke it");
    ExitCode::SUCCESS
}
