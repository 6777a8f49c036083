// SPDX-License-Identifier: EUPL-1.2
//! Durations in buckets that grow with the duration, so that histograms of parts add up to that of the whole.

use crate::codes::rank;

/// Bits that divide each doubling into 32 buckets.
const FINE: u32 = 5;

/// Buckets there can be: durations of 0 to 2^63 - 1 microseconds.
pub(crate) const BUCKETS: usize = ((63 - FINE as usize) << FINE) + (1 << FINE);

/// How far a quantile can be from the true one, as a share of it: half a bucket.
pub const ERROR: f64 = 1.0 / 64.0;

/// Counts of durations (microseconds, 0 and up) per bucket. Below 32 microseconds each has its own; above, each
/// doubling is divided into 32, so a quantile is at most 1/64 from the true one ([`Histogram::ERROR`]). Merging two
/// gives exactly the histogram of both together; what was added can be taken out again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Histogram {
    /// Bucket and count, by bucket; no count is 0.
    buckets: Vec<(u16, u64)>,
    count: u64,
}

/// The bucket of a duration.
#[inline]
pub(crate) fn bucket(duration: i64) -> usize {
    let v = duration.max(0).cast_unsigned();
    if v < 1 << FINE {
        #[expect(clippy::cast_possible_truncation, reason = "below 32")]
        return v as usize;
    }
    let exponent = v.ilog2();
    #[expect(clippy::cast_possible_truncation, reason = "below 64")]
    let within = (v >> (exponent - FINE)) as usize;
    (((exponent - FINE) as usize) << FINE) + within
}

/// The middle of a bucket, in microseconds.
fn middle(bucket: u16) -> i64 {
    let b = u64::from(bucket);
    if b < 2 << FINE {
        return b.cast_signed();
    }
    let shift = (b >> FINE) - 1;
    let low = ((b & ((1 << FINE) - 1)) + (1 << FINE)) << shift;
    (low + ((1 << shift) - 1) / 2).cast_signed()
}

impl Histogram {
    /// How far a quantile can be from the true one, as a share of it.
    pub const ERROR: f64 = ERROR;

    /// How many durations.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Adds a duration.
    pub fn add(&mut self, duration: i64) {
        self.count += 1;
        let bucket = short(bucket(duration));
        match self.buckets.binary_search_by_key(&bucket, |b| b.0) {
            Ok(at) => self.buckets[at].1 += 1,
            Err(at) => self.buckets.insert(at, (bucket, 1)),
        }
    }

    /// Takes out a duration that was added.
    pub fn remove(&mut self, duration: i64) {
        if let Ok(at) = self.buckets.binary_search_by_key(&short(bucket(duration)), |b| b.0) {
            self.count -= 1;
            self.buckets[at].1 -= 1;
            if self.buckets[at].1 == 0 {
                self.buckets.remove(at);
            }
        }
    }

    /// Adds all of another.
    pub fn merge(&mut self, other: &Self) {
        let mut merged = Vec::with_capacity(self.buckets.len() + other.buckets.len());
        let (mut a, mut b) = (self.buckets.iter().peekable(), other.buckets.iter().peekable());
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.0.cmp(&y.0) {
                std::cmp::Ordering::Less => merged.extend(a.next()),
                std::cmp::Ordering::Greater => merged.extend(b.next()),
                std::cmp::Ordering::Equal => {
                    merged.push((x.0, x.1 + y.1));
                    a.next();
                    b.next();
                }
            }
        }
        merged.extend(a);
        merged.extend(b);
        self.buckets = merged;
        self.count += other.count;
    }

    /// The quantile `p` (0 to 1) by nearest rank, in microseconds, at most [`Self::ERROR`] from the true one; `None`
    /// when there is nothing.
    pub fn quantile(&self, p: f64) -> Option<i64> {
        let wanted = rank(p, self.count);
        let mut seen = 0;
        self.buckets
            .iter()
            .find(|b| {
                seen += b.1;
                seen >= wanted
            })
            .map(|b| middle(b.0))
    }

    pub(crate) fn from_counts(counts: &[u32]) -> Self {
        let buckets: Vec<(u16, u64)> = counts
            .iter()
            .enumerate()
            .filter(|(_, n)| **n > 0)
            .map(|(b, n)| (short(b), u64::from(*n)))
            .collect();
        let count = buckets.iter().map(|b| b.1).sum();
        Self { buckets, count }
    }
}

/// Bucket numbers are below 2,000.
fn short(bucket: usize) -> u16 {
    u16::try_from(bucket).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn buckets_follow_each_other_without_a_gap() {
        assert_eq!(bucket(-5), 0);
        assert_eq!(bucket(i64::MAX), BUCKETS - 1);
        for v in 1..200_000 {
            let step = bucket(v) - bucket(v - 1);
            assert!(step <= 1, "{v}");
        }
        for v in (0..200_000).chain((1..62).flat_map(|e| [(1_i64 << e) - 1, 1 << e, (1 << e) + 1])) {
            let error = (middle(short(bucket(v))) - v).abs();
            assert!(error * 64 <= v, "{v} became {}", middle(short(bucket(v))));
        }
    }

    fn whole(values: &[i64]) -> Histogram {
        let mut h = Histogram::default();
        for v in values {
            h.add(*v);
        }
        h
    }

    proptest! {
        #[test]
        fn merged_parts_are_the_whole(a in prop::collection::vec(0..i64::MAX, 0..60), b in prop::collection::vec(0_i64..5_000_000, 0..60)) {
            let mut merged = whole(&a);
            merged.merge(&whole(&b));
            prop_assert_eq!(&merged, &whole(&[a.clone(), b.clone()].concat()));
            for v in &b {
                merged.remove(*v);
            }
            prop_assert_eq!(merged, whole(&a));
        }

        #[test]
        fn a_quantile_is_within_the_promised_error(mut values in prop::collection::vec(0_i64..10_000_000_000, 1..200), p in 0.0..=1.0_f64) {
            let found = whole(&values).quantile(p).unwrap();
            values.sort_unstable();
            let at = usize::try_from(rank(p, values.len() as u64)).unwrap() - 1;
            prop_assert!((found - values[at]).abs() * 64 <= values[at], "{} for {}", found, values[at]);
        }
    }
}
