// SPDX-License-Identifier: EUPL-1.2
//! The same as a table.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::words::{Words, count, duration, percent, sentence};
use crate::map::Map;

/// Rows of a table at most; the caption says how many there are.
const ROWS: usize = 1_000;

/// The edges of a map as an HTML table, most waiting first, with the sentence of the picture as its caption. The first
/// ten have the numbers that stand in the picture. Median and p90 are those of the map's histograms.
pub fn table(map: &Map, words: Words) -> String {
    let mut out = String::new();
    let edges = map.bottlenecks(ROWS);
    let rest = map.edges.len() - edges.len();
    let more = if rest > 0 {
        format!(" De {} met de minste wachttijd staan er niet in.", count(rest as u64))
    } else {
        String::new()
    };
    let _ = write!(
        out,
        "<table class=\"vd-map-table\">\n<caption>{}{more}</caption>\n<thead><tr>",
        escape(sentence(map, words))
    );
    for head in [
        "Nummer",
        "Van",
        "Naar",
        "Aantal",
        "Wachttijd samen",
        "Deel van alle wachttijd",
        "De helft wacht hooguit",
        "Een op de tien wacht langer dan",
    ] {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (at, edge) in edges.iter().enumerate() {
        let _ = writeln!(
            out,
            "<tr><td>{}</td><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            at + 1,
            escape(map.name(edge.from)),
            escape(map.name(edge.to)),
            count(edge.count),
            duration(edge.waiting.total),
            percent(map.share(edge)),
            duration(edge.waiting.median().unsigned_abs().into()),
            duration(edge.waiting.p90().unsigned_abs().into()),
        );
    }
    out.push_str("</tbody>\n</table>\n");
    out
}
