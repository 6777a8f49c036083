// SPDX-License-Identifier: EUPL-1.2
//! Any bytes as a file with a column: the figures are figures, and two of the same prove nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stats::column;
use stats::plan::Demand;
use stats::verdict::{Better, Data, Measure, Moment, Plan, Verdict, judge};

fuzz_target!(|bytes: &[u8]| {
    // By the only column, by one that is often there, and in pieces of one byte, which must be the same.
    for name in [None, Some("cijfer")] {
        let read = column(bytes, name);
        assert_eq!(read, column(Slow(bytes), name));
        let Ok(read) = read else { continue };
        assert!(read.values.n() > 0 && read.values.mean().is_finite());
        let demand = Demand::USUAL;
        let (data, measure) = match read.share {
            Some(share) => {
                assert_eq!(share.n(), read.values.n());
                (Data::Shares { before: share, after: share }, Measure::Share)
            }
            None => (
                Data::Means { before: read.values, after: read.values },
                Measure::Mean { unit: "punt".to_owned(), decimals: 2 },
            ),
        };
        let plan = Plan::without_margin(measure, Better::Higher, demand).expect("a sound demand");
        if let Ok(told) = judge(&plan, &data, Moment::DecisionDay) {
            assert!(matches!(told.verdict, Verdict::NotEnoughData { .. }), "{told:?}");
        }
    }
});

/// Gives one byte at a time.
struct Slow<'a>(&'a [u8]);

impl std::io::Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = buffer.len().min(self.0.len()).min(1);
        buffer[..n].copy_from_slice(&self.0[..n]);
        self.0 = &self.0[n..];
        Ok(n)
    }
}
