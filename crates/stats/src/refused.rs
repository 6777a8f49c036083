// SPDX-License-Identifier: EUPL-1.2
//! The one error of this room: an input on which no honest figure can be computed.

/// What was asked makes no sense, and why. Meant for developers and for the command line; English.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}: {why}")]
pub struct Refused {
    /// What was refused: the name of an input or of a method.
    pub what: &'static str,
    /// Why, with the value that was given and the values that are allowed.
    pub why: String,
}

/// A figure, or why there is none.
pub type Result<T> = std::result::Result<T, Refused>;

/// Refuses.
pub fn refuse<T>(what: &'static str, why: impl Into<String>) -> Result<T> {
    Err(Refused { what, why: why.into() })
}

/// A number that is neither infinite nor "not a number".
pub fn finite(what: &'static str, x: f64) -> Result<f64> {
    if x.is_finite() { Ok(x) } else { refuse(what, format!("must be a finite number, got {x}")) }
}

/// Numbers of which each is finite.
pub fn all_finite(what: &'static str, values: &[f64]) -> Result<()> {
    match values.iter().position(|v| !v.is_finite()) {
        None => Ok(()),
        Some(place) => {
            refuse(what, format!("value {} of {} is not a finite number", place + 1, values.len()))
        }
    }
}

/// A finite number above zero.
pub fn positive(what: &'static str, x: f64) -> Result<f64> {
    if finite(what, x)? > 0.0 { Ok(x) } else { refuse(what, format!("must be above 0, got {x}")) }
}

/// A share strictly between 0 and 1.
pub fn inside(what: &'static str, x: f64) -> Result<f64> {
    if x > 0.0 && x < 1.0 {
        Ok(x)
    } else {
        refuse(what, format!("must lie between 0 and 1 (a share, not a percentage), got {x}"))
    }
}
