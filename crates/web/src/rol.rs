// SPDX-License-Identifier: EUPL-1.2
//! What an employee may do: roles, and who may use a route.

use std::fmt;

kernel::text_enum! {
    /// A role of an employee. Roles do not contain one another: a team lead who also answers has both.
    pub enum Rol {
        /// Takes in and answers questions.
        Medewerker = "medewerker",
        /// Sees the whole team's work and divides it.
        Teamleider = "teamleider",
        /// Writes texts and knowledge.
        Redacteur = "redacteur",
        /// Reads figures.
        Analist = "analist",
        /// Sets up the municipality.
        Beheerder = "beheerder",
        /// Watches over personal data.
        Privacy = "privacy",
        /// Reads and changes nothing.
        Raadpleger = "raadpleger",
    }
}

/// Everyone who reads questions at work.
pub const LEZERS: &[Rol] = &[Rol::Medewerker, Rol::Teamleider, Rol::Raadpleger];
/// Everyone who works on questions.
pub const WERKERS: &[Rol] = &[Rol::Medewerker, Rol::Teamleider];

/// The roles of one employee.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rollen(Vec<Rol>);

impl Rollen {
    /// From separate roles; doubles are dropped.
    pub fn new(roles: impl IntoIterator<Item = Rol>) -> Self {
        let mut all: Vec<Rol> = roles.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// From text with spaces between, as stored. A word that is no role (any more) gives no right.
    pub fn parse(text: &str) -> Self {
        Self::new(text.split_whitespace().filter_map(|word| word.parse().ok()))
    }

    /// Whether this role is among them.
    pub fn has(&self, role: Rol) -> bool {
        self.0.contains(&role)
    }

    /// Whether one of these roles is among them.
    pub fn any(&self, roles: &[Rol]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }

    /// One by one.
    pub fn iter(&self) -> impl Iterator<Item = Rol> + '_ {
        self.0.iter().copied()
    }
}

impl fmt::Display for Rollen {
    /// The stored form: words with spaces between.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, role) in self.0.iter().enumerate() {
            write!(f, "{}{role}", if i == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_read_back_as_stored_and_an_unknown_word_gives_no_right() {
        let roles = Rollen::parse("teamleider burgemeester medewerker medewerker");
        assert_eq!(roles.to_string(), "medewerker teamleider");
        assert_eq!(Rollen::parse(&roles.to_string()), roles);
        assert!(roles.any(WERKERS) && !roles.has(Rol::Beheerder));
        assert!(!Rollen::default().any(LEZERS));
    }
}
