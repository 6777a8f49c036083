// SPDX-License-Identifier: EUPL-1.2
//! Any text as a regulation, a sidecar, an input and a scenario; what is a regulation is carried out too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rules::{Area, input::Input, scenario, sidecar};

include!("check.rs");

fuzz_target!(|text: &str| {
    let _ = (sidecar::read_vragen("f", text), sidecar::read_uitleg("f", text), Input::read("f", text));
    let law = rules::law::read("f", text);
    let Ok(law) = law else {
        if let Ok(scenarios) = scenario::read("f", text) {
            for one in scenarios.iter().take(20) {
                let _ = scenario::run(&Corpus::default(), one);
            }
        }
        return;
    };
    let (id, day) = (law.id.clone(), law.valid_from);
    let outputs: Vec<String> = law
        .articles
        .iter()
        .flat_map(|a| a.machine.actions.iter().map(move |x| format!("{}:{}", a.number, x.output)))
        .take(8)
        .collect();
    let Ok(corpus) = Corpus::new([law]) else { return };
    let day = day.or(rules::Date::new(2024, 6, 1)).expect("a day");
    for output in outputs {
        for area in [Area::None, Area::Unknown] {
            sound(&corpus, &Request::new(&id, &output, day).in_area(area));
        }
    }
});
