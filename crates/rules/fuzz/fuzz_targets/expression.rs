// SPDX-License-Identifier: EUPL-1.2
//! Any text as the expression of one calculation, over facts of every type.
#![no_main]

use libfuzzer_sys::fuzz_target;

include!("check.rs");

const LAW: &str = "$schema: x/v0.5.6/schema.json
$id: proef
regulatory_layer: WET
publication_date: '2020-01-01'
url: u
articles:
  - number: '1'
    text: Proef.
    url: u
    machine_readable:
      definitions: {grens: 18, eenheid: months, lijst: [rood, groen]}
      execution:
        parameters:
          - {name: a, type: number}
          - {name: b, type: amount, type_spec: {unit: eurocent}}
          - {name: ja, type: boolean}
          - {name: nee, type: boolean}
          - {name: d, type: date}
          - {name: t, type: string}
          - {name: k, type: array}
        actions:
          - output: uit
            value: ";

fuzz_target!(|expression: &str| {
    // One flow value on one line: the rest of the file stays as it is.
    if expression.len() > 4_000 || expression.contains(['\n', '\r']) {
        return;
    }
    let Ok(law) = rules::law::read("proef.yaml", &format!("{LAW}{expression}\n")) else { return };
    let Ok(corpus) = Corpus::new([law]) else { return };
    let day = rules::Date::new(2024, 6, 1).expect("a day");
    sound(&corpus, &Request::new("proef", "uit", day));
});
