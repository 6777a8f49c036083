// SPDX-License-Identifier: EUPL-1.2
//! The picture itself.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::{
    layout::{BOX, DOT, EDGE, Layout, Point, Way, real},
    parts::{Line, Parts, RANKED},
    words::{Words, count, duration, percent, sentence},
};
use crate::{
    codes::{NONE, share},
    map::Map,
};

const INK: &str = "#1f2933";
const QUIET: &str = "#52606d";
const HOT: &str = "#a61b1b";
const FONT: &str = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif";

/// Draws a map. `id` begins the ids in it (letters, digits and hyphens; others are left out), so that two pictures can
/// stand in one page. The ten edges that hold the most waiting are numbered, dark red and named by their share; a
/// thick line was taken often; a dashed one goes back. What is seldom is left out and stands in the
/// [table](super::table).
pub fn svg(map: &Map, words: Words, id: &str) -> String {
    let id: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let parts = Parts::of(map);
    let layout = Layout::of(&parts);
    let (width, height) = (layout.width.max(560.0), layout.height + 58.0);
    let mut out = String::new();
    let _ = write!(
        out,
        r##"<svg xmlns="http://www.w3.org/2000/svg" role="img" class="vd-map" aria-labelledby="{id}-title {id}-desc" viewBox="0 0 {width:.0} {height:.0}" width="{width:.0}" height="{height:.0}" font-family="{FONT}" font-size="13">
<title id="{id}-title">Proceskaart van {}</title>
<desc id="{id}-desc">{}</desc>
<rect class="vd-map-ground" width="100%" height="100%" fill="#ffffff"/>
"##,
        words.cases(map.cases),
        escape(sentence(map, words)),
    );
    let most = map.edges.iter().map(|e| e.count).max().unwrap_or(1).max(1);
    let picture = Picture { map, parts: &parts, layout: &layout, most };
    // Quiet lines first, so that the numbered ones lie on top.
    let mut ways: Vec<&Way> = layout.ways.iter().collect();
    ways.sort_by_key(|w| (w.line.rank > 0, std::cmp::Reverse(w.line.rank)));
    for way in &ways {
        picture.way(way, &mut out);
    }
    for line in &layout.loops {
        picture.own_loop(line, &mut out);
    }
    for node in 0..parts.nodes.len() {
        picture.node(node, &mut out);
    }
    picture.labels(&mut out);
    picture.legend(height, &mut out);
    out.push_str("</svg>\n");
    out
}

struct Picture<'a> {
    map: &'a Map,
    parts: &'a Parts,
    layout: &'a Layout,
    most: u64,
}

impl Picture<'_> {
    fn thickness(&self, n: u64) -> f64 {
        1.2 + 4.8 * share(n.into(), self.most.into()).min(1.0).sqrt()
    }

    fn way(&self, way: &Way, out: &mut String) {
        let (class, colour) = look(&way.line);
        let mut path = String::new();
        for (at, pair) in way.points.windows(2).enumerate() {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            if at == 0 {
                let _ = write!(path, "M{x0:.1} {y0:.1}");
            }
            if at % 2 == 1 {
                let _ = write!(path, "L{x1:.1} {y1:.1}");
            } else {
                let middle = f64::midpoint(y0, y1);
                let _ = write!(path, "C{x0:.1} {middle:.1} {x1:.1} {middle:.1} {x1:.1} {y1:.1}");
            }
        }
        let dash = if way.back { r#" stroke-dasharray="7 4""# } else { "" };
        let thick = self.thickness(way.line.count);
        let _ = write!(
            out,
            r#"<g class="{class}">{}<path d="{path}" fill="none" stroke="{colour}" stroke-width="{thick:.1}"{dash}/>"#,
            self.told(&way.line)
        );
        if let Some((x, y)) = way.points.last() {
            let size = 5.0 + thick;
            let tail = if way.back { size } else { -size };
            let half = size * 0.62;
            let _ = writeln!(
                out,
                r#"<path d="M{x:.1} {y:.1}L{:.1} {:.1}L{:.1} {:.1}Z" fill="{colour}"/></g>"#,
                x - half,
                y + tail,
                x + half,
                y + tail
            );
        }
    }

    /// A loop at the right side of a box.
    fn own_loop(&self, line: &Line, out: &mut String) {
        let (x, y) = self.layout.nodes[line.from];
        let (class, colour) = look(line);
        let right = x + BOX.0 / 2.0;
        let thick = self.thickness(line.count);
        let half = (5.0 + thick) * 0.62;
        let _ = writeln!(
            out,
            r#"<g class="{class}">{}<path d="M{right:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}" fill="none" stroke="{colour}" stroke-width="{thick:.1}" stroke-dasharray="7 4"/><path d="M{right:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z" fill="{colour}"/></g>"#,
            self.told(line),
            y - 14.0,
            right + 26.0,
            y - 20.0,
            right + 26.0,
            y + 20.0,
            right + 5.0,
            y + 12.0,
            y + 12.0,
            right + 5.0 + thick,
            y + 12.0 - half,
            right + 5.0 + thick,
            y + 12.0 + half,
        );
    }

    /// What a line says when one points at it.
    fn told(&self, line: &Line) -> String {
        let Some(edge) = self.map.edges.get(line.edge as usize) else { return String::new() };
        let text = format!(
            "{} → {}: {} keer; samen {} gewacht ({} van alle wachttijd), de helft hooguit {}, een op de tien langer dan {}",
            self.map.name(edge.from),
            self.map.name(edge.to),
            count(edge.count),
            duration(edge.waiting.total),
            percent(self.map.share(edge)),
            duration(edge.waiting.median().unsigned_abs().into()),
            duration(edge.waiting.p90().unsigned_abs().into()),
        );
        format!("<title>{}</title>", escape(&text))
    }

    fn node(&self, node: usize, out: &mut String) {
        let (x, y) = self.layout.nodes[node];
        let activity = self.parts.nodes[node];
        if activity == NONE {
            let (class, name) = if node == 0 { ("vd-map-start", "Begin") } else { ("vd-map-end", "Einde") };
            let fill = if node == 0 { "#ffffff" } else { INK };
            let _ = writeln!(
                out,
                r#"<g class="{class}"><circle cx="{x:.1}" cy="{y:.1}" r="{DOT}" fill="{fill}" stroke="{INK}" stroke-width="2"/><text x="{:.1}" y="{:.1}" fill="{INK}">{name}</text></g>"#,
                x + DOT + 8.0,
                y + 4.5
            );
            return;
        }
        let activity = &self.map.activities[activity as usize];
        let _ = write!(
            out,
            r##"<g class="vd-map-node"><title>{}: {} keer</title><rect x="{:.1}" y="{:.1}" width="{}" height="{}" rx="6" fill="#f0f4f8" stroke="{INK}" stroke-width="1.2"/>"##,
            escape(&activity.name),
            count(activity.count),
            x - BOX.0 / 2.0,
            y - BOX.1 / 2.0,
            BOX.0,
            BOX.1
        );
        let lines = wrap(&activity.name);
        let top = y - real(lines.len()) * 8.0 + 3.0;
        for (at, text) in lines.iter().enumerate() {
            let _ = write!(
                out,
                r#"<text x="{x:.1}" y="{:.1}" text-anchor="middle" fill="{INK}">{}</text>"#,
                top + real(at) * 16.0,
                escape(text)
            );
        }
        let _ = writeln!(
            out,
            r#"<text x="{x:.1}" y="{:.1}" text-anchor="middle" font-size="12" fill="{QUIET}">{} keer</text></g>"#,
            top + real(lines.len()) * 16.0,
            count(activity.count)
        );
    }

    /// The numbers on the lines that hold the most waiting, where there is room.
    fn labels(&self, out: &mut String) {
        let mut taken: Vec<Point> = Vec::new();
        let boxed = |p: Point| {
            let near =
                |n: &Point| (n.0 - p.0).abs() < BOX.0 / 2.0 + 34.0 && (n.1 - p.1).abs() < BOX.1 / 2.0 + 12.0;
            self.layout.nodes.iter().any(near)
        };
        let mut ranked: Vec<(usize, Vec<Point>, u32)> = Vec::new();
        for way in self.layout.ways.iter().filter(|w| w.line.rank > 0) {
            ranked.push((way.line.rank, candidates(&way.points), way.line.edge));
        }
        for line in self.layout.loops.iter().filter(|l| l.rank > 0) {
            let (x, y) = self.layout.nodes[line.from];
            ranked.push((line.rank, vec![(x + BOX.0 / 2.0 + 20.0, y - 30.0)], line.edge));
        }
        ranked.sort_by_key(|r| r.0);
        for (rank, points, edge) in ranked {
            let free = |p: &Point| taken.iter().all(|t| (t.0 - p.0).abs() > 66.0 || (t.1 - p.1).abs() > 24.0);
            let clear = points.iter().copied().find(|p| free(p) && !boxed(*p));
            let Some((x, y)) =
                clear.or_else(|| points.iter().copied().find(free)).or(points.first().copied())
            else {
                continue;
            };
            taken.push((x, y));
            let text = format!(
                "{rank}: {}",
                self.map.edges.get(edge as usize).map_or(String::new(), |e| short(self.map.share(e)))
            );
            let _ = writeln!(
                out,
                r##"<g class="vd-map-rank"><rect x="{:.1}" y="{:.1}" width="60" height="20" rx="10" fill="#ffffff" stroke="{HOT}" stroke-width="1.5"/><text x="{x:.1}" y="{:.1}" text-anchor="middle" font-size="12" font-weight="700" fill="{HOT}">{text}</text></g>"##,
                x - 30.0,
                y - 10.0,
                y + 4.3
            );
        }
    }

    fn legend(&self, height: f64, out: &mut String) {
        let drawn = self.parts.lines.iter().filter(|l| l.edge != NONE).count();
        let numbered = self.parts.lines.iter().filter(|l| l.rank > 0).count().min(RANKED);
        let first = format!(
            "Dikke lijn: vaak. Gestreept: terug. Rood met nummer 1 tot en met {numbered}: hier zit de meeste wachttijd."
        );
        let first = if numbered == 0 { "Dikke lijn: vaak. Gestreept: terug.".to_owned() } else { first };
        let second = format!(
            "Getekend: {} van {} verbindingen; alle staan in de tabel.",
            drawn,
            count(self.map.edges.len() as u64)
        );
        for (at, text) in [first, second].iter().enumerate() {
            let _ = writeln!(
                out,
                r#"<text class="vd-map-legend" x="{EDGE}" y="{:.1}" fill="{QUIET}">{text}</text>"#,
                height - 40.0 + real(at) * 19.0
            );
        }
    }
}

/// A share in the little room of a label.
fn short(part: f64) -> String {
    if part < 0.01 { "<1%".replace('<', "&lt;") } else { percent(part) }
}

fn look(line: &Line) -> (&'static str, &'static str) {
    match line {
        Line { edge: NONE, .. } => ("vd-map-ends", "#9aa5b1"),
        Line { rank: 0, .. } => ("vd-map-edge", "#7b8794"),
        _ => ("vd-map-hot", HOT),
    }
}

/// Places for a label along a line: the middles of its curves first.
fn candidates(points: &[Point]) -> Vec<Point> {
    let mut found = Vec::new();
    for t in [0.5, 0.34, 0.66, 0.22, 0.78] {
        for pair in points.chunks_exact(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            let (s, middle) = (1.0 - t, f64::midpoint(y0, y1));
            let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
            let along = |c: [f64; 4]| c.iter().zip(weights).map(|(c, w)| c * w).sum::<f64>();
            found.push((along([x0, x0, x1, x1]), along([y0, middle, middle, y1])));
        }
    }
    found
}

/// A name in at most three lines of some 26 characters.
fn wrap(name: &str) -> Vec<String> {
    const WIDE: usize = 27;
    let cut = |text: &str| {
        if text.chars().count() <= WIDE {
            return text.to_owned();
        }
        let mut cut: String = text.chars().take(WIDE - 1).collect();
        cut.truncate(cut.trim_end().len());
        cut.push('…');
        cut
    };
    let mut lines = vec![String::new()];
    for word in name.split_whitespace() {
        let last = lines.len() - 1;
        let joined = if lines[last].is_empty() { word.to_owned() } else { format!("{} {word}", lines[last]) };
        if joined.chars().count() <= WIDE || lines[last].is_empty() || lines.len() == 3 {
            lines[last] = joined;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.iter().map(|l| cut(l)).collect()
}
