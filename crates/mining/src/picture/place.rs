// SPDX-License-Identifier: EUPL-1.2
//! Where the nodes of a layer stand: as near as they can to where their lines would have them.

/// Rounds of moving.
const ROUNDS: usize = 32;

/// One thing on a layer: a node, or a line that passes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Thing {
    pub width: f64,
    /// How much its lines want to be straight: a passing line more than a node.
    pub weight: f64,
}

/// Room between two things of a layer.
const GAP: f64 = 26.0;

/// Horizontal places (of middles), from 0 up. `layers` holds things from left to right, `around` the neighbours of
/// each thing in the layers next to it.
pub(super) fn places(layers: &[Vec<usize>], things: &[Thing], around: &[Vec<usize>]) -> Vec<f64> {
    let mut x = vec![0.0; things.len()];
    for layer in layers {
        let mut right = 0.0;
        for thing in layer {
            x[*thing] = right + things[*thing].width / 2.0;
            right += things[*thing].width + GAP;
        }
        for thing in layer {
            x[*thing] -= (right - GAP) / 2.0;
        }
    }
    for round in 0..ROUNDS {
        let rows: Vec<usize> =
            if round % 2 == 0 { (0..layers.len()).collect() } else { (0..layers.len()).rev().collect() };
        for row in rows {
            let wanted: Vec<(f64, f64)> = layers[row]
                .iter()
                .map(|thing| {
                    let (mut sum, mut weight) = (0.0, 0.0);
                    for other in &around[*thing] {
                        let w = things[*thing].weight * things[*other].weight;
                        sum += x[*other] * w;
                        weight += w;
                    }
                    if weight > 0.0 { (sum / weight, weight) } else { (x[*thing], 0.1) }
                })
                .collect();
            settle(&layers[row], things, &wanted, &mut x);
        }
    }
    let left = layers.iter().flatten().map(|t| x[*t] - things[*t].width / 2.0).fold(f64::INFINITY, f64::min);
    if left.is_finite() {
        for x in &mut x {
            *x -= left;
        }
    }
    x
}

/// The places nearest to the wanted ones (least squares) that keep order and room: isotonic regression by pooling.
fn settle(layer: &[usize], things: &[Thing], wanted: &[(f64, f64)], x: &mut [f64]) {
    let mut offsets = Vec::with_capacity(layer.len());
    let mut offset = 0.0;
    for (at, thing) in layer.iter().enumerate() {
        if at > 0 {
            offset += f64::midpoint(things[layer[at - 1]].width, things[*thing].width) + GAP;
        }
        offsets.push(offset);
    }
    // Pools of things that touch: sum of weighted places, weight, how many.
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for ((place, weight), offset) in wanted.iter().zip(&offsets) {
        pools.push(((place - offset) * weight, *weight, 1));
        while let [.., before, last] = pools[..]
            && before.0 / before.1 > last.0 / last.1
        {
            pools.pop();
            pools.pop();
            pools.push((before.0 + last.0, before.1 + last.1, before.2 + last.2));
        }
    }
    let mut at = 0;
    for (sum, weight, many) in pools {
        for _ in 0..many {
            x[layer[at]] = sum / weight + offsets[at];
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_keep_their_order_and_room_and_stand_under_each_other() {
        let thing = |width| Thing { width, weight: 1.0 };
        let things = [100.0, 100.0, 60.0, 80.0].map(thing);
        let layers = [vec![0], vec![1, 2], vec![3]];
        let around = [vec![1, 2], vec![0], vec![0, 3], vec![2]];
        let x = places(&layers, &things, &around);
        assert!(x[2] - x[1] >= 80.0 + GAP - 1e-9, "{x:?}");
        assert!((x[3] - x[2]).abs() < 20.0, "{x:?}");
        assert!(x.iter().zip(&things).all(|(x, t)| *x >= t.width / 2.0 - 1e-9), "{x:?}");
    }
}
