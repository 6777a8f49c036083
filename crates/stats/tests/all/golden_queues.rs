// SPDX-License-Identifier: EUPL-1.2
//! Queues against pyworkforce and mpmath.

use std::time::Duration;

use serde_json::Value;
use stats::queue::{ErlangA, ErlangC, Goal, Load, agents_for, erlang_b};

use crate::golden::{cases, close, int, near, num};

fn seconds(case: &Value, key: &str) -> Duration {
    Duration::from_secs_f64(num(case, key))
}

fn agents(case: &Value) -> u32 {
    u32::try_from(int(case, "agents")).unwrap()
}

#[test]
fn everybody_waits() {
    for case in cases("queues", "erlang_c") {
        let load = Load::new(num(&case, "calls"), seconds(&case, "per"), seconds(&case, "handling")).unwrap();
        let queue = ErlangC::new(load, agents(&case)).unwrap();
        close(queue.waits(), num(&case, "waits"), 1e-11, &case);
        close(queue.within(seconds(&case, "within")), num(&case, "service_level"), 1e-11, &case);
        close(queue.occupancy(), num(&case, "occupancy"), 1e-12, &case);
    }
}

#[test]
fn agents_for_a_goal() {
    let load = Load::new(100.0, Duration::from_mins(30), Duration::from_mins(3)).unwrap();
    for case in cases("queues", "agents") {
        let goal = Goal {
            share: num(&case, "share"),
            within: Duration::from_secs(20),
            most_busy: num(&case, "most_busy"),
        };
        assert_eq!(u64::from(agents_for(load, goal, None).unwrap()), int(&case, "want"), "{case}");
    }
}

#[test]
fn nobody_waits() {
    for case in cases("queues", "erlang_b") {
        let lines = u32::try_from(int(&case, "lines")).unwrap();
        close(erlang_b(num(&case, "load"), lines).unwrap(), num(&case, "want"), 1e-12, &case);
    }
}

#[test]
fn some_walk_away() {
    for case in cases("queues", "erlang_a") {
        let load = Load::new(num(&case, "rate"), Duration::from_secs(1), seconds(&case, "handling")).unwrap();
        let queue = ErlangA::new(load, agents(&case), seconds(&case, "patience")).unwrap();
        let want = &case["want"];
        close(queue.waits(), num(want, "waits"), 1e-11, &case);
        close(queue.abandons(), num(want, "abandons"), 1e-10, &case);
        close(queue.mean_wait(), num(want, "mean_wait"), 1e-10, &case);
        near(queue.within(seconds(&case, "within")), num(want, "within"), 1e-11, &case);
    }
}

#[test]
fn with_far_too_many_agents_nobody_waits_or_leaves() {
    let load = Load::new(100.0, Duration::from_mins(30), Duration::from_mins(3)).unwrap();
    let queue = ErlangA::new(load, 10_000, Duration::from_mins(3)).unwrap();
    near(queue.waits(), 0.0, 0.0, &"waits");
    near(queue.abandons(), 0.0, 0.0, &"abandons");
    near(queue.within(Duration::from_secs(20)), 1.0, 0.0, &"within");
    near(queue.occupancy(), 0.001, 1e-15, &"occupancy");
    // So the search for the fewest agents can start there.
    let goal = Goal { share: 0.8, within: Duration::from_secs(20), most_busy: 1.0 };
    let patience = Duration::from_mins(3);
    let agents = agents_for(load, goal, Some(patience)).unwrap();
    assert!(ErlangA::new(load, agents, patience).unwrap().within(goal.within) >= 0.8);
    assert!(ErlangA::new(load, agents - 1, patience).unwrap().within(goal.within) < 0.8);
}
