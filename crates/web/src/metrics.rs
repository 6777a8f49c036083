// SPDX-License-Identifier: EUPL-1.2
//! Counters for the administrator, in the text form that Prometheus reads. Never about persons.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Mutex, PoisonError},
};

/// Counters of one process.
#[derive(Debug, Default)]
pub struct Metrics(Mutex<BTreeMap<(&'static str, String), u64>>);

impl Metrics {
    /// Adds to a counter. `label` is `name="value"`, or empty; values come from code, never from input.
    pub fn add(&self, name: &'static str, label: &str, number: u64) {
        let mut counters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counters.entry((name, label.to_owned())).or_default() += number;
    }

    /// Sets a counter that can also go down.
    pub fn set(&self, name: &'static str, label: &str, number: u64) {
        let mut counters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counters.insert((name, label.to_owned()), number);
    }

    /// All counters, one per line.
    pub fn text(&self) -> String {
        let counters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out = String::new();
        for ((name, label), number) in &*counters {
            let label = if label.is_empty() { String::new() } else { format!("{{{label}}}") };
            // Writing to a String cannot fail.
            let _ = writeln!(out, "voordeur_{name}{label} {number}");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_add_up_and_read_as_prometheus_wants() {
        let metrics = Metrics::default();
        metrics.add("requests_total", "status=\"2xx\"", 1);
        metrics.add("requests_total", "status=\"2xx\"", 2);
        metrics.set("jobs_waiting", "", 7);
        metrics.set("jobs_waiting", "", 4);
        assert_eq!(metrics.text(), "voordeur_jobs_waiting 4\nvoordeur_requests_total{status=\"2xx\"} 3\n");
    }
}
