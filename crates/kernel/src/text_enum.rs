// SPDX-License-Identifier: EUPL-1.2
//! Enums that are stored, sent and shown as one fixed word.

/// Makes an enum whose variants each have one stable text: the text that stands in the database, in the
/// API and in the journal.
#[macro_export]
macro_rules! text_enum {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable text.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.text())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::Error::field(
                        stringify!($name).to_lowercase(),
                        format!("Kies een van deze: {}.", [$($text),+].join(", ")),
                    )),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.text())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(d)?;
                text.parse().map_err(|_| serde::de::Error::unknown_variant(&text, &[$($text),+]))
            }
        }
    };
}

#[cfg(test)]
mod tests {
    text_enum! {
        /// A door.
        pub enum Deur {
            /// In front.
            Voor = "voordeur",
            /// At the back.
            Achter = "achterdeur",
        }
    }

    #[test]
    fn every_word_reads_back_and_a_wrong_word_names_the_right_ones() {
        for deur in Deur::ALL {
            assert_eq!(deur.text().parse::<Deur>(), Ok(*deur));
        }
        let error = "raam".parse::<Deur>().unwrap_err().to_string();
        assert!(error.contains("voordeur") && error.contains("achterdeur"), "{error}");
    }
}
