// SPDX-License-Identifier: EUPL-1.2
//! Pictures: sound, readable without seeing them, and without anything a content security policy refuses.

use mining::{
    Log, Map,
    limits::MAX_DRAWN,
    picture::{Words, sentence, svg, table},
};
use proptest::prelude::*;
use quick_xml::{events::Event, reader::Reader};

use crate::make::{events, lines, log, real};

/// Reads a picture as XML: names of the elements and of their attributes.
fn elements(text: &str) -> Vec<(String, Vec<String>)> {
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(e) | Event::Empty(e) => {
                let names = e.attributes().map(|a| {
                    let a = a.unwrap();
                    a.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap();
                    a.key.as_ref().to_owned()
                });
                found.push((e.name().as_ref().to_owned(), names.collect()));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn sound(map: &Map) {
    let picture = svg(map, Words::default(), "kaart");
    for (element, attributes) in elements(&picture) {
        assert!(!matches!(element.as_str(), "style" | "script" | "foreignObject" | "image"), "{element}");
        assert!(!attributes.iter().any(|a| a == "style" || a.starts_with("on") || a.ends_with("href")));
    }
    assert!(!picture.contains("NaN") && !picture.contains("inf"), "every place is a number");
    elements(&format!("<x>{}</x>", table(map, Words::default())));
}

proptest! {
    #[test]
    fn any_log_gives_a_sound_picture(events in events(50)) {
        sound(&Map::of(&log(&events)));
    }
}

#[test]
fn an_empty_log_says_so() {
    let map = Map::of(&Log::default());
    sound(&map);
    assert_eq!(sentence(&map, Words::default()), "Er zijn geen zaken om te tekenen.");
    let one = Map::of(&lines(&[("1", "a", 0, 0, "", ""), ("1", "b", 0, 0, "", "")]));
    assert_eq!(sentence(&one, Words::default()), "In 1 zaak is tussen de stappen niet gewacht.");
}

#[test]
fn the_sentence_says_what_the_median_hides() {
    let Some(log) = real("08_receipt.xes.gz") else { return };
    let map = Map::of(&log);
    let said = sentence(&map, Words::default());
    let wanted = "Van alle wachttijd in 1.434 zaken zit 31% tussen twee stappen: van ‘T05 Print and send confirmation of \
                  receipt’ naar ‘T06 Determine necessity of stop advice’, 791 keer, samen 6,6 jaar; de helft wacht daar \
                  hooguit zo’n 37 seconden, een op de tien langer dan zo’n 8 dagen.";
    assert_eq!(said, wanted);
    let picture = svg(&map, Words::default(), "kaart");
    assert!(
        picture.contains(r#"role="img""#)
            && picture.contains("<title id=\"kaart-title\">Proceskaart van 1.434 zaken")
    );
    assert!(picture.contains(&format!("<desc id=\"kaart-desc\">{said}</desc>")));
    for rank in 1..=10 {
        assert!(picture.contains(&format!(">{rank}: ")), "the edge in place {rank} has its number");
    }
    let table = table(&map, Words::default());
    assert_eq!(table.matches("<tr>").count(), 100, "99 edges and the head");
    assert!(table.contains(&format!("<caption>{said}</caption>")));
    sound(&map);
}

#[test]
fn ids_cannot_break_out() {
    let map = Map::of(&lines(&[("1", "<script>", 0, 0, "", ""), ("1", "b\" onload=\"x", 9, 9, "", "")]));
    let picture = svg(&map, Words::default(), "a\"><script>");
    assert!(picture.contains("id=\"ascript-title\"") && !picture.contains("<script"));
    sound(&map);
}

#[test]
fn a_process_that_is_too_large_is_drawn_in_part_and_says_so() {
    let names: Vec<String> = (0..300).map(|n| format!("stap {n}")).collect();
    let mut rows = Vec::new();
    for case in 0..300 {
        for step in 0..4 {
            rows.push((
                names[case].as_str(),
                names[(case * 7 + step * step * 31) % 300].as_str(),
                i64::try_from(step * 60).unwrap(),
            ));
        }
    }
    let rows: Vec<_> = rows.iter().map(|(c, a, t)| (*c, *a, *t, *t, "", "")).collect();
    let map = Map::of(&lines(&rows));
    let picture = svg(&map, Words::default(), "k");
    assert!(picture.matches("vd-map-node").count() <= MAX_DRAWN.0);
    let drawn = picture.split("Getekend: ").nth(1).unwrap();
    let drawn: usize = drawn.split(' ').next().unwrap().parse().unwrap();
    assert!(drawn > 0 && drawn <= MAX_DRAWN.1);
    sound(&map);
}
