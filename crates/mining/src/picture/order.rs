// SPDX-License-Identifier: EUPL-1.2
//! Which way is down: cycles are broken, layers given, crossings lessened.

use super::parts::Line;

/// A sequence of the nodes in which as few steps as can be found quickly go backwards (Eades, Lin, Smyth 1993), with
/// the start first and the end last. The place of each node in it.
pub(super) fn sequence(nodes: usize, lines: &[Line]) -> Vec<usize> {
    let mut left: Vec<bool> = vec![true; nodes];
    let (mut front, mut back) = (Vec::new(), Vec::new());
    let weights = |node: usize, left: &[bool]| {
        let (mut into, mut out) = (0_u64, 0_u64);
        for line in lines.iter().filter(|l| l.from != l.to && left[l.from] && left[l.to]) {
            if line.to == node {
                into += line.count;
            }
            if line.from == node {
                out += line.count;
            }
        }
        (into, out)
    };
    while let Some(any) = (0..nodes).find(|n| left[*n]) {
        let open = |left: &[bool]| (0..nodes).filter(|n| left[*n]).collect::<Vec<_>>();
        if let Some(sink) =
            open(&left).into_iter().rfind(|n| *n + 1 == nodes || (*n != 0 && weights(*n, &left).1 == 0))
        {
            left[sink] = false;
            back.push(sink);
            continue;
        }
        let source = open(&left).into_iter().find(|n| *n == 0 || weights(*n, &left).0 == 0);
        let best = open(&left).into_iter().max_by_key(|n| {
            let (into, out) = weights(*n, &left);
            (i128::from(out) - i128::from(into), std::cmp::Reverse(*n))
        });
        let next = source.or(best).unwrap_or(any);
        left[next] = false;
        front.push(next);
    }
    let mut place = vec![0; nodes];
    for (at, node) in front.into_iter().chain(back.into_iter().rev()).enumerate() {
        place[node] = at;
    }
    place
}

/// The layer of each node: below all that come before it. `down` are pairs that go down.
pub(super) fn layers(place: &[usize], down: &[(usize, usize)]) -> Vec<usize> {
    let nodes = place.len();
    let mut by_place: Vec<usize> = (0..nodes).collect();
    by_place.sort_unstable_by_key(|n| place[*n]);
    let mut layer = vec![0_usize; nodes];
    for node in by_place {
        for (_, to) in down.iter().filter(|(from, _)| *from == node) {
            layer[*to] = layer[*to].max(layer[node] + 1);
        }
    }
    // What nothing leads to stands just above what it leads to; the end stands alone at the bottom.
    for node in 1..nodes.saturating_sub(1) {
        if !down.iter().any(|(_, to)| *to == node) {
            let lowest = down.iter().filter(|(from, _)| *from == node).map(|(_, to)| layer[*to]).min();
            layer[node] = lowest.map_or(1, |l: usize| l.saturating_sub(1).max(1));
        }
    }
    let deepest = layer[..nodes.saturating_sub(1)].iter().max().copied().unwrap_or(0);
    if let Some(end) = layer.last_mut() {
        *end = deepest + 1;
    }
    layer
}

/// Rounds of sweeping.
const SWEEPS: usize = 24;

/// Orders the nodes of each layer so that lines between neighbouring layers cross little. `down[n]` and `up[n]` are the
/// neighbours of node `n` in the next and in the layer before.
pub(super) fn uncross(layers: &mut [Vec<usize>], up: &[Vec<usize>], down: &[Vec<usize>]) {
    let nodes = up.len();
    let mut best = layers.to_vec();
    let mut fewest = crossings(layers, down, nodes);
    for sweep in 0..SWEEPS {
        let around = if sweep % 2 == 0 { up } else { down };
        let rows: Vec<usize> = if sweep % 2 == 0 {
            (1..layers.len()).collect()
        } else {
            (0..layers.len().saturating_sub(1)).rev().collect()
        };
        for row in rows {
            let other = if sweep % 2 == 0 { row - 1 } else { row + 1 };
            let place = places(&layers[other], nodes);
            let mut keyed: Vec<(f64, usize)> = layers[row]
                .iter()
                .enumerate()
                .map(|(at, node)| (centre(&around[*node], &place).unwrap_or_else(|| real(at)), *node))
                .collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            layers[row] = keyed.into_iter().map(|k| k.1).collect();
        }
        let now = crossings(layers, down, nodes);
        if now < fewest {
            fewest = now;
            best = layers.to_vec();
        }
    }
    layers.clone_from_slice(&best);
}

fn places(layer: &[usize], nodes: usize) -> Vec<usize> {
    let mut place = vec![0; nodes];
    for (at, node) in layer.iter().enumerate() {
        place[*node] = at;
    }
    place
}

#[expect(clippy::cast_precision_loss, reason = "some hundred at most")]
fn real(n: usize) -> f64 {
    n as f64
}

fn centre(around: &[usize], place: &[usize]) -> Option<f64> {
    let sum: usize = around.iter().map(|n| place[*n]).sum();
    (!around.is_empty()).then(|| real(sum) / real(around.len()))
}

fn crossings(layers: &[Vec<usize>], down: &[Vec<usize>], nodes: usize) -> usize {
    let mut sum = 0;
    for pair in layers.windows(2) {
        let below = places(&pair[1], nodes);
        let ends: Vec<Vec<usize>> =
            pair[0].iter().map(|n| down[*n].iter().map(|d| below[*d]).collect()).collect();
        for (at, left) in ends.iter().enumerate() {
            for right in &ends[at + 1..] {
                sum += left.iter().map(|l| right.iter().filter(|r| *r < l).count()).sum::<usize>();
            }
        }
    }
    sum
}
