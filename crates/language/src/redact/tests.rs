// SPDX-License-Identifier: EUPL-1.2
//! Redaction against invented texts whose personal data is known.

use std::collections::BTreeMap;
use std::fmt::Write;

use proptest::prelude::*;

use super::*;

/// Numbers that look random and are the same each time (an LCG with the constants of Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn pick<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.roll(all.len())]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.roll(10)).unwrap())).collect()
    }
}

/// Nine digits of which the weighted sum is divisible by eleven.
fn bsn(dice: &mut Dice) -> String {
    loop {
        let digits = format!("{}{}", 1 + dice.roll(9), dice.digits(8));
        let sum: i64 = digits
            .bytes()
            .zip([9, 8, 7, 6, 5, 4, 3, 2, -1])
            .map(|(digit, weight)| i64::from(digit - b'0') * weight)
            .sum();
        if sum % 11 == 0 {
            let (a, b, c) = (&digits[..3], &digits[3..6], &digits[6..]);
            return match dice.roll(6) {
                0 => format!("{a} {b} {c}"),
                1 => format!("{a}.{b}.{c}"),
                2 => format!("{}.{}.{c}", &digits[..4], &digits[4..6]),
                _ => digits.clone(),
            };
        }
    }
}

fn phone(dice: &mut Dice) -> String {
    let mobile = dice.digits(8);
    let area = dice.pick(&["010", "020", "030", "070", "0182", "0252", "0511"]);
    let local = format!("{}{}", 2 + dice.roll(8), dice.digits(9 - area.len()));
    match dice.roll(14) {
        0 => format!("06{mobile}"),
        1 => format!("06-{mobile}"),
        2 => format!("06 {mobile}"),
        3 => format!("06 {} {} {} {}", &mobile[..2], &mobile[2..4], &mobile[4..6], &mobile[6..]),
        4 => format!("+31 6 {mobile}"),
        5 => format!("+316{mobile}"),
        6 => format!("0031 6 {mobile}"),
        7 => format!("+31 (0)6 {} {}", &mobile[..4], &mobile[4..]),
        8 => format!("{area}-{local}"),
        9 => format!("({area}) {} {}", &local[..3], &local[3..]),
        10 => format!("{area} {} {}", &local[..2], &local[2..]),
        11 => format!("+48 5{}", dice.digits(8)),
        12 => format!("06.{}.{}.{}.{}", &mobile[..2], &mobile[2..4], &mobile[4..6], &mobile[6..]),
        _ => format!("+49 151 {}", dice.digits(8)),
    }
}

fn mail(dice: &mut Dice) -> String {
    let name = dice.pick(&[
        "j.devries",
        "fatima-el",
        "jan_jansen",
        "info",
        "p.d.boer+gem",
        "o'brien",
        "müller",
        "x99",
        "Anna.Smit",
    ]);
    let host = dice.pick(&[
        "voorbeeld.nl",
        "mail.example.com",
        "xs4all.example.net",
        "gmail-voorbeeld.com",
        "bedrijf.eu",
    ]);
    let sign = dice.pick(&["@", "@", "@", "@", "@", "@", " @ ", "(at)", "[at]"]);
    format!("{name}{sign}{host}")
}

fn iban(dice: &mut Dice) -> String {
    let bank = dice.pick(&["ABNA", "INGB", "RABO", "TRIO", "SNSB", "BUNQ"]);
    let account = format!("0{}", dice.digits(9));
    let rest = format!("{bank}{account}232100");
    let check = rest.chars().fold(0_u32, |sum, c| {
        let value = c.to_digit(36).unwrap();
        if value < 10 { (sum * 10 + value) % 97 } else { (sum * 100 + value) % 97 }
    });
    let whole = format!("NL{:02}{bank}{account}", 98 - check);
    match dice.roll(5) {
        0 => {
            whole.as_bytes().chunks(4).map(|c| std::str::from_utf8(c).unwrap()).collect::<Vec<_>>().join(" ")
        }
        1 => whole.to_lowercase(),
        2 => format!("{} {} {}", &whole[..4], &whole[4..8], &whole[8..]),
        3 => dice
            .pick(&["BE68 5390 0754 7034", "DE89370400440532013000", "PL61109010140000071219812874"])
            .to_owned(),
        _ => whole,
    }
}

fn birth(dice: &mut Dice) -> String {
    let (day, month, year) = (1 + dice.roll(28), 1 + dice.roll(12), 1930 + dice.roll(90));
    let name = kernel::dutch::MAANDEN[month - 1];
    match dice.roll(5) {
        0 => format!("{day}-{month}-{year}"),
        1 => format!("{day:02}-{month:02}-{year}"),
        2 => format!("{day} {name} {year}"),
        3 => format!("{year}-{month:02}-{day:02}"),
        _ => format!("{day}/{month}/{:02}", year % 100),
    }
}

fn address(dice: &mut Dice) -> String {
    let street = dice.pick(&[
        "Dorpsstraat",
        "Kerklaan",
        "Nieuwe Gracht",
        "Stationsweg",
        "Marktplein",
        "Burgemeester Bosstraat",
    ]);
    let number = format!("{}{}", 1 + dice.roll(250), dice.pick(&["", "", "", "a", "-2", " B", " hs"]));
    let letters = dice.pick(&["AB", "XK", "PR", "VN"]);
    let code = format!("{}{}", 1 + dice.roll(9), dice.digits(3));
    match dice.roll(5) {
        0 => format!("{street} {number}"),
        1 => format!("{street} {number}, {code} {letters}"),
        2 => format!("{code}{letters} {}", 1 + dice.roll(99)),
        3 => format!("{code} {letters} {}", 1 + dice.roll(99)),
        _ => format!("{street} {number} {code}{letters}"),
    }
}

fn name(dice: &mut Dice) -> String {
    let first = dice.pick(&[
        "Jan", "Fatima", "Piet", "Anja", "Mohamed", "Sanne", "Ewa", "Oksana", "Emine", "Kees", "Marieke",
    ]);
    let last = dice.pick(&[
        "de Vries",
        "Jansen",
        "van den Berg",
        "el Amrani",
        "Kowalski",
        "Yilmaz",
        "Bakker",
        "van 't Hof",
        "Zijlstra",
        "Kovalenko",
    ]);
    let initials = dice.pick(&["J.", "A.B.", "M.", "H. J."]);
    match dice.roll(3) {
        0 => format!("{initials} {last}"),
        _ => format!("{first} {last}"),
    }
}

/// Sentences with holes: `{b}` BSN, `{t}` phone, `{m}` mail, `{i}` IBAN, `{g}` birth, `{a}` address, `{n}` name. Whether
/// a sentence is about someone else is no matter; what has no hole must stay.
const SENTENCES: [&str; 60] = [
    "Mijn naam is {n} en mijn bsn is {b}.",
    "BSN: {b}\nNaam: {n}\nGeboren: {g}\nTelefoon: {t}",
    "Graag terugbellen op {t} of mailen naar {m}.",
    "U kunt mij bereiken op {t}, liefst na 17.00 uur.",
    "Wilt u het bedrag van € 1.250,00 storten op {i} t.n.v. {n}?",
    "Mijn rekeningnummer is {i}.",
    "Ik woon op {a} en de lantaarnpaal is al 3 weken stuk.",
    "Ik ben geboren op {g} in Rotterdam.",
    "Burgerservicenummer {b}, zaaknummer Z-2026-0012345.",
    "Mevrouw {n} vraagt naar haar paspoort.",
    "Dhr. {n} belde, telefoonnummer {t}.",
    "Met vriendelijke groet,\n{n}",
    "Beste {n}, uw aanvraag van 12-05-2026 is klaar.",
    "Kunt u mij mailen op {m}? Mijn nummer is {t}.",
    "Het burgerservicenummer van mijn zoon is {b}.",
    "Ons adres: {a}. Wij verhuizen op 1 mei.",
    "Geboortedatum {g}, bsn {b}",
    "Stuur het bericht naar {m} en niet naar mijn werk.",
    "Tel. {t}",
    "tel:{t} mail:{m}",
    "Ik heb {b} ingevuld maar het formulier geeft een fout.",
    "De machtiging staat op naam van {n}, iban {i}.",
    "Hallo, ik ben {n}. Mijn container is kapot.",
    "De heer {n} woont op {a}.",
    "Mijn moeder, mevrouw {n} (geb. {g}), heeft hulp nodig.",
    "Graag contact via {m}\n\nGroeten,\n{n}",
    "sofinummer {b}",
    "Ik wil geld terug op {i}, want ik heb twee keer betaald.",
    "Mijn dochter {n} is geboren op {g}.",
    "06 is mijn mobiel: {t}",
    "Bel mij: {t} / {t}",
    "{m} is mijn adres, {t} mijn nummer.",
    "Oude rekening {i}, nieuwe rekening {i}.",
    "Mijn man heeft bsn {b} en ik heb {b}.",
    "De auto van {n} staat al weken op de stoep.",
    "Namens {n}, {a}",
    "Wanneer wordt het grofvuil opgehaald in de Dorpsstraat?",
    "De vergadering is op 12 mei 2026 om 19.30 uur in het gemeentehuis.",
    "Mijn zaaknummer is 2026-001234 en de factuur is 20260012345.",
    "Ik betaal € 123.456,78 per jaar aan belasting.",
    "Bel 14 024 of 0800-1234 voor hulp.",
    "Het kenteken is AB-123-C en de boete is 95 euro.",
    "In 1234 AB zijn drie bomen gekapt.",
    "De bus vertrekt om 10.15, 10.45 en 11.15 uur van perron 3.",
    "Artikel 2.12 van de verordening geldt vanaf 01-01-2027.",
    "Ordernummer 4471123456 is nog niet bezorgd.",
    "Kunt u kijken naar meter 12345678 in de kelder?",
    "Jan Steenstraat is afgesloten voor verkeer.",
    "Wat kost een paspoort? En hoe lang duurt het?",
    "De coordinaten zijn 52.0907374, 5.1214201.",
    "Zie https://www.voorbeeld.nl/zaak/123456782 voor meer.",
    "Het waterschap heeft 1500 in totaal en 2026 is het jaar.",
    "Ik kom morgen langs bij de balie met mijn buurman.",
    "Beste gemeente, de hond van de buren blaft.",
    "Geachte heer of mevrouw, wanneer is de markt open?",
    "Op maandag en woensdag is de Roos van Dekama-zaal dicht.",
    "De speeltuin bij het Wilhelminapark is vies.",
    "Het wordt 25 graden en de kans op regen is 10 procent.",
    "Kamer 3.14, verdieping 3, gebouw B.",
    "Wij hebben 12 stoelen, 4 tafels en 300 folders nodig.",
];

/// A text and what of it is personal.
struct Labelled {
    text: String,
    labels: Vec<Found>,
}

fn labelled_set() -> Vec<Labelled> {
    let mut dice = Dice(2026);
    let mut all = Vec::new();
    for round in 0..12 {
        for (place, sentence) in SENTENCES.iter().enumerate() {
            let mut text = String::new();
            let mut labels = Vec::new();
            // Some stand between other sentences.
            if (round + place) % 4 == 1 {
                text.push_str("Goedemorgen. ");
            }
            let mut rest = *sentence;
            while let Some(hole) = rest.find('{') {
                text.push_str(&rest[..hole]);
                let (kind, value) = match &rest[hole + 1..hole + 2] {
                    "b" => (Kind::Bsn, bsn(&mut dice)),
                    "t" => (Kind::Phone, phone(&mut dice)),
                    "m" => (Kind::Mail, mail(&mut dice)),
                    "i" => (Kind::Iban, iban(&mut dice)),
                    "g" => (Kind::Birth, birth(&mut dice)),
                    "a" => (Kind::Address, address(&mut dice)),
                    _ => (Kind::Name, name(&mut dice)),
                };
                labels.push(Found { kind, range: text.len()..text.len() + value.len() });
                text.push_str(&value);
                rest = &rest[hole + 3..];
            }
            text.push_str(rest);
            if (round + place) % 5 == 2 {
                text.push_str(" Kunt u dat voor mij nakijken?");
            }
            all.push(Labelled { text, labels });
        }
    }
    all
}

#[derive(Default)]
struct Tally {
    labels: usize,
    hit: usize,
    marks: usize,
    right: usize,
}

/// Measures the labelled set: a label is hit when nothing of it stays readable; a mark is right when it touches a label.
fn measure() -> (BTreeMap<Kind, Tally>, String) {
    let mut tallies: BTreeMap<Kind, Tally> = BTreeMap::new();
    let mut misses = String::new();
    for Labelled { text, labels } in labelled_set() {
        let found = find(&text);
        for label in &labels {
            let covered = found
                .iter()
                .map(|f| {
                    f.range.end.min(label.range.end).saturating_sub(f.range.start.max(label.range.start))
                })
                .sum::<usize>();
            let hit = covered == label.range.len();
            let tally = tallies.entry(label.kind).or_default();
            tally.labels += 1;
            tally.hit += usize::from(hit);
            if !hit {
                writeln!(misses, "missed {:?} {:?} in {text:?}", label.kind, &text[label.range.clone()])
                    .unwrap();
            }
        }
        for f in &found {
            let right = labels.iter().any(|l| l.range.start < f.range.end && f.range.start < l.range.end);
            let tally = tallies.entry(f.kind).or_default();
            tally.marks += 1;
            tally.right += usize::from(right);
            if !right {
                writeln!(misses, "false {:?} {:?} in {text:?}", f.kind, &text[f.range.clone()]).unwrap();
            }
        }
    }
    (tallies, misses)
}

#[test]
#[expect(clippy::cast_precision_loss, reason = "counts of a test")]
fn what_identifies_a_person_is_found() {
    let count = labelled_set().len();
    assert!(count >= 500, "{count}");
    let (tallies, misses) = measure();
    println!("{count} texts");
    for (kind, t) in &tallies {
        println!(
            "{kind:?}: {} labels, recall {:.4}; {} marks, precision {:.4}",
            t.labels,
            t.hit as f64 / t.labels as f64,
            t.marks,
            t.right as f64 / t.marks.max(1) as f64
        );
    }
    println!("{misses}");
    for (kind, tally) in &tallies {
        let (recall, precision) = match kind {
            Kind::Bsn | Kind::Phone | Kind::Mail | Kind::Iban => (0.99, 0.97),
            Kind::Birth | Kind::Address => (0.97, 0.95),
            Kind::Name => (0.90, 0.90),
        };
        assert!(tally.hit as f64 >= recall * tally.labels as f64, "{kind:?}\n{misses}");
        assert!(tally.right as f64 >= precision * tally.marks as f64, "{kind:?}\n{misses}");
    }
}

#[test]
fn nothing_personal_is_left_for_statistics() {
    let mut lost = 0;
    let mut all = 0;
    for Labelled { text, labels } in labelled_set() {
        let clean = remove(&text);
        for label in
            labels.iter().filter(|l| matches!(l.kind, Kind::Bsn | Kind::Phone | Kind::Mail | Kind::Iban))
        {
            all += 1;
            lost += usize::from(clean.contains(&text[label.range.clone()]));
        }
    }
    assert!(lost * 100 <= all, "{lost} of {all} stayed");
}

#[test]
fn covered_text_can_be_uncovered() {
    let text = "Bel Jan de Vries (06-12345678). Jan de Vries woont op Kerklaan 3, bsn 999990019.";
    let covered = cover(text);
    assert_eq!(covered.text, "Bel [naam 1] ([telefoonnummer 1]). [naam 1] woont op [adres 1], bsn [BSN 1].");
    assert_eq!(covered.uncover(), text);
    assert!(!format!("{covered:?}").contains("12345678"));
    assert_eq!(covered.places().count(), 5);
}

#[test]
fn what_is_nobodys_stays() {
    for text in [
        "De gemeente is bereikbaar op 14 024.",
        "De raad vergadert op 12 mei 2026.",
        "Het kost 25,50 euro.",
        "Een parkeervergunning in de Dorpsstraat",
        "In 2026 is er veel veranderd.",
        "",
    ] {
        assert_eq!(remove(text), text);
    }
}

#[test]
fn a_bsn_with_a_slip_is_still_one_behind_its_name() {
    assert_eq!(remove("mijn bsn is 123456789"), "mijn bsn is [BSN]");
    assert_eq!(remove("Burgerservicenummer (BSN): 1234.56.788"), "Burgerservicenummer (BSN): [BSN]");
    assert_eq!(remove("nummer 123456789"), "nummer 123456789");
}

proptest! {
    #[test]
    fn any_text_can_be_covered_and_uncovered(
        text in "(\\PC|[ .,\n@+()-]|999990019|06-?12345678|NL91ABNA0417164300|Jan de Vries|geb\\. 1-2-1980|1234 ?AB 12|a@b\\.nl){0,40}"
    ) {
        let covered = cover(&text);
        prop_assert_eq!(covered.uncover(), text.clone());
        let found = find(&text);
        for pair in found.windows(2) {
            prop_assert!(pair[0].range.end <= pair[1].range.start);
        }
        for f in &found {
            prop_assert!(text.get(f.range.clone()).is_some_and(|t| !t.is_empty()));
        }
        let _ = remove(&text);
    }
}
