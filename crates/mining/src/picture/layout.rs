// SPDX-License-Identifier: EUPL-1.2
//! From parts to places: boxes with their middles, and lines as points.

use super::{
    order::{layers, sequence, uncross},
    parts::{Line, Parts},
    place::{Thing, places},
};

/// Size of the box of an activity.
pub(super) const BOX: (f64, f64) = (196.0, 74.0);
/// Radius of start and end.
pub(super) const DOT: f64 = 11.0;
/// From one layer to the next.
const STEP: f64 = 142.0;
/// Room around the picture.
pub(super) const EDGE: f64 = 28.0;

/// A point.
pub(super) type Point = (f64, f64);

/// A line with its way: points in the direction of the step, in pairs that are joined by curves with upright ends.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub line: Line,
    pub points: Vec<Point>,
    /// It goes up: back to an earlier step.
    pub back: bool,
}

/// Everything in its place.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    /// Middle of each node of [`Parts::nodes`].
    pub nodes: Vec<Point>,
    pub ways: Vec<Way>,
    /// Lines from a node to itself.
    pub loops: Vec<Line>,
    pub width: f64,
    pub height: f64,
}

/// Nodes and passing lines on layers.
struct Layered {
    rows: Vec<Vec<usize>>,
    things: Vec<Thing>,
    up: Vec<Vec<usize>>,
    down: Vec<Vec<usize>>,
    row_of: Vec<usize>,
    /// Per line: from the upper node by passing things to the lower one.
    chains: Vec<Vec<usize>>,
}

impl Layout {
    pub(super) fn of(parts: &Parts) -> Self {
        let nodes = parts.nodes.len();
        let (loops, lines): (Vec<Line>, Vec<Line>) = parts.lines.iter().partition(|l| l.from == l.to);
        let place = sequence(nodes, &lines);
        let turned: Vec<bool> = lines.iter().map(|l| place[l.from] > place[l.to]).collect();
        let down: Vec<(usize, usize)> = lines
            .iter()
            .zip(&turned)
            .map(|(l, turned)| if *turned { (l.to, l.from) } else { (l.from, l.to) })
            .collect();
        let layer = layers(&place, &down);
        let mut layered = Layered::new(&layer, &down, nodes);
        uncross(&mut layered.rows, &layered.up, &layered.down);
        let around: Vec<Vec<usize>> =
            layered.up.iter().zip(&layered.down).map(|(u, d)| [u.as_slice(), d].concat()).collect();
        let x = places(&layered.rows, &layered.things, &around);
        let y = |thing: usize| EDGE + BOX.1 / 2.0 + real(layered.row_of[thing]) * STEP;
        let at = |thing: usize| (x[thing] + EDGE, y(thing));
        let ports = Ports::new(&layered, &turned, &x, nodes);
        let ways = lines
            .iter()
            .enumerate()
            .map(|(number, line)| {
                let chain = &layered.chains[number];
                let mut points = Vec::new();
                for (step, thing) in chain.iter().enumerate() {
                    let (x, y) = at(*thing);
                    if step == 0 {
                        points.push((x + ports.below(number), y + half(*thing, nodes)));
                    } else if step + 1 == chain.len() {
                        points.push((x + ports.above(number), y - half(*thing, nodes)));
                    } else {
                        // Upright past the boxes of its row.
                        points.extend([(x, y - BOX.1 / 2.0), (x, y + BOX.1 / 2.0)]);
                    }
                }
                if turned[number] {
                    points.reverse();
                }
                Way { line: *line, points, back: turned[number] }
            })
            .collect();
        let right =
            (0..layered.things.len()).map(|t| x[t] + layered.things[t].width / 2.0).fold(0.0, f64::max);
        Self {
            nodes: (0..nodes).map(at).collect(),
            ways,
            loops,
            width: right + 2.0 * EDGE + 24.0,
            height: 2.0 * EDGE + BOX.1 + real(layered.rows.len().saturating_sub(1)) * STEP,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "some hundred at most")]
pub(super) fn real(n: usize) -> f64 {
    n as f64
}

/// Half the height of a node.
fn half(node: usize, nodes: usize) -> f64 {
    if node == 0 || node + 1 == nodes { DOT } else { BOX.1 / 2.0 }
}

impl Layered {
    fn new(layer: &[usize], down: &[(usize, usize)], nodes: usize) -> Self {
        let width = |node: usize| if half(node, nodes) < BOX.1 / 2.0 { 2.0 * DOT } else { BOX.0 };
        let depth = layer.iter().max().map_or(0, |l| l + 1);
        let mut layered = Self {
            rows: vec![Vec::new(); depth],
            things: (0..nodes).map(|n| Thing { width: width(n), weight: 1.0 }).collect(),
            up: vec![Vec::new(); nodes],
            down: vec![Vec::new(); nodes],
            row_of: layer.to_vec(),
            chains: Vec::new(),
        };
        for (node, layer) in layer.iter().enumerate() {
            layered.rows[*layer].push(node);
        }
        for (from, to) in down {
            let mut chain = vec![*from];
            for row in layer[*from] + 1..layer[*to] {
                chain.push(layered.pass(row));
            }
            chain.push(*to);
            for pair in chain.windows(2) {
                layered.down[pair[0]].push(pair[1]);
                layered.up[pair[1]].push(pair[0]);
            }
            layered.chains.push(chain);
        }
        layered
    }

    /// A line that passes a row.
    fn pass(&mut self, row: usize) -> usize {
        let thing = self.things.len();
        self.things.push(Thing { width: 10.0, weight: 3.0 });
        self.up.push(Vec::new());
        self.down.push(Vec::new());
        self.row_of.push(row);
        self.rows[row].push(thing);
        thing
    }
}

/// Where lines leave and reach a node, from its middle: spread in the order of where they go.
struct Ports {
    below: Vec<f64>,
    above: Vec<f64>,
}

impl Ports {
    fn new(layered: &Layered, turned: &[bool], x: &[f64], nodes: usize) -> Self {
        let lines = layered.chains.len();
        let mut ports = Self { below: vec![0.0; lines], above: vec![0.0; lines] };
        for node in 0..nodes {
            let room = if half(node, nodes) < BOX.1 / 2.0 { 8.0 } else { BOX.0 - 44.0 };
            let spread = |ends: Vec<(f64, bool, usize)>, offsets: &mut [f64]| {
                let mut ends = ends;
                ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
                let gap = (room / real(ends.len().max(2) - 1)).min(24.0);
                for (at, (_, _, line)) in ends.iter().enumerate() {
                    offsets[*line] = (real(at) - real(ends.len() - 1) / 2.0) * gap;
                }
            };
            let of = |line: usize, next: usize| (x[next], turned[line], line);
            let chains = || layered.chains.iter().enumerate();
            let leaving = chains().filter(|(_, c)| c[0] == node).map(|(line, c)| of(line, c[1])).collect();
            spread(leaving, &mut ports.below);
            let reaching = chains().filter(|(_, c)| c.last() == Some(&node));
            let reaching = reaching.map(|(line, c)| of(line, c[c.len() - 2])).collect();
            spread(reaching, &mut ports.above);
        }
        ports
    }

    fn below(&self, line: usize) -> f64 {
        self.below[line]
    }

    fn above(&self, line: usize) -> f64 {
        self.above[line]
    }
}
