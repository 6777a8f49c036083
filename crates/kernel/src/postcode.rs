// SPDX-License-Identifier: EUPL-1.2
//! Dutch postal code.

use crate::value::{LONGEST, is_spacing, text_value};

/// Postcode, kept as `1234 AB`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Postcode(String);

impl Postcode {
    /// The four digits; they name a neighbourhood or part of it.
    pub fn cijfers(&self) -> &str {
        self.0.get(..4).unwrap_or("")
    }

    /// The two letters.
    pub fn letters(&self) -> &str {
        self.0.get(5..).unwrap_or("")
    }

    /// Without the space, as registers want it: `1234AB`.
    pub fn compact(&self) -> String {
        format!("{}{}", self.cijfers(), self.letters())
    }

    fn parse(text: &str) -> Option<String> {
        if text.len() > LONGEST {
            return None;
        }
        let mut marks = text.chars().filter(|c| !is_spacing(*c));
        let mut canonical = String::with_capacity(7);
        for place in 0..6 {
            let c = marks.next()?.to_ascii_uppercase();
            let fits = match place {
                0 => matches!(c, '1'..='9'),
                1..=3 => c.is_ascii_digit(),
                _ => c.is_ascii_uppercase(),
            };
            if !fits {
                return None;
            }
            if place == 4 {
                canonical.push(' ');
            }
            canonical.push(c);
        }
        marks.next().is_none().then_some(canonical)
    }
}

text_value!(Postcode, "postcode", "Vul uw postcode in, bijvoorbeeld 1234 AB.");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resident_may_leave_out_the_space_and_the_capitals() {
        for typed in ["1234AB", "1234 ab", " 1234  Ab ", "1234-ab", "1 2 3 4 a b"] {
            assert_eq!(Postcode::try_from(typed).unwrap().as_str(), "1234 AB", "{typed}");
        }
        let p = Postcode::try_from("1234ab").unwrap();
        assert_eq!((p.cijfers(), p.letters(), p.compact().as_str()), ("1234", "AB", "1234AB"));
    }

    #[test]
    fn what_is_no_postcode_is_refused_with_an_example() {
        for wrong in ["", "0234 AB", "1234", "1234 A", "1234 ABC", "12345 AB", "AB 1234", "1234 ÄB"] {
            let refusal = Postcode::try_from(wrong).unwrap_err().to_string();
            assert!(refusal.contains("bijvoorbeeld 1234 AB"), "{wrong}: {refusal}");
        }
    }
}
