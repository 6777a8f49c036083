// SPDX-License-Identifier: EUPL-1.2
//! What all value types share: they are read from text a person typed, and kept as one canonical text.

/// Gives a newtype over `String` with a `parse(&str) -> Option<String>` everything around it: reading with a
/// plain Dutch sentence when it fails, showing, and JSON as its text.
macro_rules! text_value {
    ($name:ident, $field:literal, $refusal:literal) => {
        impl $name {
            /// The canonical text, as it is stored.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::Error;

            fn try_from(text: &str) -> $crate::Result<Self> {
                Self::parse(text).map(Self).ok_or_else(|| $crate::Error::field($field, $refusal))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Error;

            fn from_str(text: &str) -> $crate::Result<Self> {
                Self::try_from(text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(d)?;
                Self::parse(&text).map(Self).ok_or_else(|| serde::de::Error::custom($refusal))
            }
        }
    };
}

pub(crate) use text_value;

/// Longest text any of the parsers looks at; nothing a person means as a number or address is longer.
pub(crate) const LONGEST: usize = 320;

/// Whether people put this between the digits of a number.
pub(crate) fn is_spacing(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '.' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}' | '\u{feff}')
}

/// The digits of a number written with spaces, dots or dashes; nothing when there is anything else in it.
pub(crate) fn digits(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    text.chars().filter(|c| !is_spacing(*c)).map(|c| c.is_ascii_digit().then_some(c)).collect()
}
