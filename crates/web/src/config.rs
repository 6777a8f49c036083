// SPDX-License-Identifier: EUPL-1.2
//! Settings of the installation that the shell and the rooms read. The binary fills them.

use std::{net::IpAddr, str::FromStr};

use kernel::{Error, Result};

use crate::security::is_origin;

/// Settings of one installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Address by which residents reach it, without `/` at the end, for instance `https://loket.thuishaven.nl`.
    pub public_url: String,
    /// Name of the site, used until the municipality's own settings are loaded.
    pub site_naam: String,
    /// True under `voordeur demo`: simulated sign-in, and every page says that it is a demo.
    pub demo: bool,
    /// How uploaded files are checked.
    pub scan: Scan,
    /// Proxies that may tell the visitor's address.
    pub trusted_proxies: Vec<Network>,
    /// Sites that may show `/bel-mij` inside their own page, for instance `https://www.thuishaven.nl`.
    pub embed_origins: Vec<String>,
    /// Limits per address.
    pub limits: LimitConfig,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            site_naam: "Voordeur".to_owned(),
            demo: false,
            scan: Scan::Off,
            trusted_proxies: Vec::new(),
            embed_origins: Vec::new(),
            limits: LimitConfig::default(),
        }
    }
}

impl Config {
    /// Refuses a setting that cannot work, by its name.
    pub fn check(&self) -> Result<()> {
        if !is_origin(&self.public_url) {
            return Err(Error::field(
                "public_url",
                format!("'{}' is not an address; for instance https://loket.thuishaven.nl", self.public_url),
            ));
        }
        match self.embed_origins.iter().find(|origin| !is_origin(origin)) {
            Some(wrong) => Err(Error::field(
                "embed_origins",
                format!("'{wrong}' is not an origin; for instance https://www.thuishaven.nl, without a path"),
            )),
            None => Ok(()),
        }
    }

    /// Whether visitors come over TLS, here or at a proxy. Decides about secure cookies and HSTS.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// How uploaded files are checked before anyone can open them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scan {
    /// Not at all; must be chosen on purpose and shows on the pages of the administrator.
    Off,
    /// A program with its arguments; the file comes on standard input, exit code 0 means clean.
    Command(Vec<String>),
    /// The stand-in of the demo: knows only the EICAR test file.
    Demo,
}

/// How often one address may do something. Zero switches a limit off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitConfig {
    /// Things sent to us without sign-in (forms, API), per minute.
    pub sends: u32,
    /// Number with code on the status page, per minute.
    pub codes: u32,
    /// Sign-ins that failed, per minute.
    pub sign_ins: u32,
}

impl Default for LimitConfig {
    fn default() -> Self {
        Self { sends: 30, codes: 20, sign_ins: 10 }
    }
}

/// A network of addresses, written as `10.0.0.0/8`, `::1` or `192.0.2.7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: u128,
    prefix: u32,
}

impl Network {
    /// Whether the address lies in it. IPv4 written inside IPv6 counts as IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        let shift = 128 - self.prefix;
        let cut = |bits: u128| bits.checked_shr(shift).unwrap_or(0);
        cut(bits(address)) == cut(self.base)
    }
}

/// One 128-bit space for both kinds: IPv4 as `::ffff:a.b.c.d`.
fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

impl FromStr for Network {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || {
            Error::field(
                "trusted_proxies",
                format!("'{text}' is not a network; for instance 10.0.0.0/8 or 127.0.0.1"),
            )
        };
        let (address, prefix) = text.split_once('/').map_or((text, None), |(a, p)| (a, Some(p)));
        let address: IpAddr = address.trim().parse().map_err(|_| wrong())?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix: u32 = prefix.map_or(Ok(longest), |p| p.trim().parse().map_err(|_| wrong()))?;
        if prefix > longest {
            return Err(wrong());
        }
        Ok(Self { base: bits(address), prefix: prefix + 128 - longest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(network: &str, address: &str) -> bool {
        network.parse::<Network>().unwrap().contains(address.parse().unwrap())
    }

    #[test]
    fn a_listed_network_holds_its_own_addresses_only() {
        assert!(inside("10.0.0.0/8", "10.200.3.4") && !inside("10.0.0.0/8", "11.0.0.1"));
        assert!(inside("192.0.2.7", "192.0.2.7") && !inside("192.0.2.7", "192.0.2.8"));
        assert!(inside("127.0.0.1", "::ffff:127.0.0.1"));
        assert!(inside("2001:db8::/32", "2001:db8:1::1") && !inside("2001:db8::/32", "2001:db9::1"));
        assert!(inside("0.0.0.0/0", "8.8.8.8") && !inside("0.0.0.0/0", "2001:db8::1"));
        assert!(inside("::/0", "2001:db8::1"));
        for wrong in ["", "10.0.0.0/33", "proxy.local", "10.0.0.0/-1"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
