// SPDX-License-Identifier: EUPL-1.2
//! Limits per address, in memory. A shield for one process; what protects accounts stands in the database
//! (see [`crate::attempts`]).
//!
//! A bucket of tokens per address, on our own clock: a clock that jumps back costs nobody access.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{Extensions, HeaderMap, request::Parts},
};
use kernel::{Clock, Error, Result, Time};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{
    Gemeente,
    config::{LimitConfig, Network},
};

/// Passwords that are compared together. Each costs 19 MiB and tens of milliseconds on purpose; and who sends
/// guesses side by side gains no more than these.
const PASSWORDS_AT_ONCE: usize = 4;
/// Addresses that are remembered; beyond it the quiet ones are forgotten.
const MOST_ADDRESSES: usize = 100_000;

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Something sent to us without sign-in.
    Sends,
    /// Number with code.
    Codes,
    /// Sign-in that failed.
    SignIns,
}

/// The limits of one process.
pub struct Limits {
    clock: Arc<dyn Clock>,
    config: LimitConfig,
    buckets: Mutex<HashMap<(Limit, IpAddr), Bucket>>,
    passwords: Semaphore,
}

#[derive(Clone, Copy)]
struct Bucket {
    /// Microtokens left: a whole one is needed to pass.
    left: u64,
    at: Time,
}

const TOKEN: u64 = 1_000_000;
const MINUTE: u64 = 60_000_000;

impl Limits {
    pub(crate) fn new(clock: Arc<dyn Clock>, config: &LimitConfig) -> Self {
        Self {
            clock,
            config: *config,
            buckets: Mutex::default(),
            passwords: Semaphore::new(PASSWORDS_AT_ONCE),
        }
    }

    /// Takes one turn of this address; `TooMany` with the seconds to wait when there is none left.
    pub fn check(&self, limit: Limit, address: IpAddr) -> Result<()> {
        self.spend(limit, address, TOKEN)
    }

    /// The same, and takes no turn: for what counts only when it fails. Ask while holding a [`Self::password`].
    pub fn look(&self, limit: Limit, address: IpAddr) -> Result<()> {
        self.spend(limit, address, 0)
    }

    /// Waits until a password may be compared; keep what is returned until a failure is counted.
    pub async fn password(&self) -> Result<SemaphorePermit<'_>> {
        self.passwords.acquire().await.map_err(Error::internal)
    }

    fn spend(&self, limit: Limit, address: IpAddr, tokens: u64) -> Result<()> {
        let per_minute = u64::from(match limit {
            Limit::Sends => self.config.sends,
            Limit::Codes => self.config.codes,
            Limit::SignIns => self.config.sign_ins,
        });
        if per_minute == 0 {
            return Ok(());
        }
        let now = self.clock.now();
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST_ADDRESSES {
            forget_quiet(&mut buckets, now);
        }
        let full = per_minute * TOKEN;
        let bucket = buckets.entry((limit, network_of(address))).or_insert(Bucket { left: full, at: now });
        bucket.left = full.min(bucket.left.saturating_add(earned(bucket.at, now, per_minute)));
        bucket.at = now;
        if bucket.left < TOKEN {
            let micros = (TOKEN - bucket.left) * MINUTE / full;
            let retry_after_secs = u32::try_from(micros.div_ceil(1_000_000)).unwrap_or(60).max(1);
            return Err(Error::TooMany { retry_after_secs });
        }
        bucket.left -= tokens;
        Ok(())
    }
}

/// Microtokens earned between two moments: a minute earns `per_minute` tokens.
fn earned(from: Time, to: Time, per_minute: u64) -> u64 {
    let micros = u64::try_from(to.since(from).as_micros()).unwrap_or(u64::MAX);
    micros.min(MINUTE).saturating_mul(per_minute * TOKEN) / MINUTE
}

/// After a minute without a visit every bucket is full again: nothing is lost by forgetting it. When all are
/// busy (an attack from many places) everything is forgotten rather than growing without bound.
fn forget_quiet(buckets: &mut HashMap<(Limit, IpAddr), Bucket>, now: Time) {
    buckets.retain(|_, b| u64::try_from(now.since(b.at).as_micros()).unwrap_or(u64::MAX) < MINUTE);
    if buckets.len() >= MOST_ADDRESSES {
        buckets.clear();
    }
}

/// One household or company has a /64 of IPv6 to choose from: it counts as one address.
fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.into(),
            None => Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64).into(),
        },
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// The visitor's address: of the connection, or what a listed proxy says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientIp(pub IpAddr);

impl FromRequestParts<Gemeente> for ClientIp {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, gemeente: &Gemeente) -> Result<Self, Self::Rejection> {
        Ok(Self(client_ip(&parts.extensions, &parts.headers, &gemeente.config().trusted_proxies)))
    }
}

/// Walks `X-Forwarded-For` from the right as long as the hop before it is a listed proxy. Without connection data
/// (a request made in a test) it is the loopback address.
pub(crate) fn client_ip(extensions: &Extensions, headers: &HeaderMap, proxies: &[Network]) -> IpAddr {
    let mut address = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::from([127, 0, 0, 1]), |ConnectInfo(peer)| peer.ip());
    let listed = |address: IpAddr| proxies.iter().any(|network| network.contains(address));
    let said: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    for hop in said.iter().rev() {
        // An unreadable hop was not written by our proxy: what lies left of it proves nothing.
        let Ok(before) = hop.parse() else { break };
        if !listed(address) {
            break;
        }
        address = before;
    }
    address
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use kernel::TestClock;

    use super::*;

    fn limits() -> (Limits, TestClock) {
        let clock = TestClock::new(Time::parse("2026-11-24T10:00:00Z").unwrap());
        (Limits::new(Arc::new(clock.clone()), &LimitConfig { sends: 3, codes: 2, sign_ins: 0 }), clock)
    }

    #[test]
    fn a_visitor_may_send_a_few_things_at_once_and_then_waits_a_moment() {
        let (limits, clock) = limits();
        let (ans, bob) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        for _ in 0..3 {
            limits.check(Limit::Sends, ans).unwrap();
        }
        assert_eq!(limits.check(Limit::Sends, ans), Err(Error::TooMany { retry_after_secs: 20 }));
        limits.check(Limit::Sends, bob).unwrap();
        limits.check(Limit::Codes, ans).unwrap();
        clock.advance(Duration::from_secs(20));
        limits.check(Limit::Sends, ans).unwrap();
        assert!(limits.check(Limit::Sends, ans).is_err());
    }

    #[test]
    fn looking_takes_no_turn_and_sees_when_there_is_none() {
        let (limits, clock) = limits();
        let ans = IpAddr::from([192, 0, 2, 1]);
        for _ in 0..20 {
            limits.look(Limit::Codes, ans).unwrap();
        }
        limits.check(Limit::Codes, ans).unwrap();
        limits.look(Limit::Codes, ans).unwrap();
        limits.check(Limit::Codes, ans).unwrap();
        assert_eq!(limits.look(Limit::Codes, ans), Err(Error::TooMany { retry_after_secs: 30 }));
        clock.advance(Duration::from_secs(30));
        limits.look(Limit::Codes, ans).unwrap();
    }

    #[test]
    fn a_clock_that_jumps_back_an_hour_shuts_nobody_out() {
        let (limits, clock) = limits();
        let ans = IpAddr::from([192, 0, 2, 1]);
        limits.check(Limit::Sends, ans).unwrap();
        clock.set(Time::parse("2026-11-24T09:00:00Z").unwrap());
        limits.check(Limit::Sends, ans).unwrap();
        clock.advance(Duration::from_mins(1));
        for _ in 0..3 {
            limits.check(Limit::Sends, ans).unwrap();
        }
    }

    #[test]
    fn zero_is_no_limit_and_a_household_counts_as_one() {
        let (limits, _) = limits();
        let (a, b) = ("2001:db8::1".parse().unwrap(), "2001:db8::2".parse().unwrap());
        for _ in 0..50 {
            limits.check(Limit::SignIns, a).unwrap();
        }
        limits.check(Limit::Codes, a).unwrap();
        limits.check(Limit::Codes, b).unwrap();
        assert!(limits.check(Limit::Codes, a).is_err());
    }

    fn seen(peer: [u8; 4], forwarded: &[&'static str]) -> String {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::from((peer, 40_000))));
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        client_ip(&extensions, &headers, &["10.0.0.0/8".parse().unwrap()]).to_string()
    }

    #[test]
    fn only_a_listed_proxy_is_believed_about_the_visitor() {
        assert_eq!(seen([203, 0, 113, 5], &["1.2.3.4"]), "203.0.113.5", "a visitor cannot choose an address");
        assert_eq!(seen([10, 0, 0, 1], &["1.2.3.4, 198.51.100.7"]), "198.51.100.7");
        assert_eq!(seen([10, 0, 0, 1], &["1.2.3.4, 198.51.100.7, 10.0.0.9"]), "198.51.100.7");
        assert_eq!(seen([10, 0, 0, 1], &["1.2.3.4", "198.51.100.7"]), "198.51.100.7");
        assert_eq!(seen([10, 0, 0, 1], &["1.2.3.4, rommel"]), "10.0.0.1");
        assert_eq!(seen([10, 0, 0, 1], &[]), "10.0.0.1");
    }
}
