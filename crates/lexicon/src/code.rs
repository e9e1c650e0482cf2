//! How are countries, sectors and events named inside the program?

use std::fmt;

use serde::{Deserialize, Serialize};

/// Declares a code of three capital letters as a type of its own.
macro_rules! three_letters {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name([u8; 3]);

        impl $name {
            /// Reads the code; `None` unless `text` is three ASCII capital letters.
            pub fn parse(text: &str) -> Option<Self> {
                let bytes: [u8; 3] = text.as_bytes().try_into().ok()?;
                bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
            }

            /// The code as written.
            pub fn as_str(&self) -> &str {
                std::str::from_utf8(&self.0).unwrap_or_default()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

three_letters! {
    /// ISO 3166-1 alpha-3 of a country, or a bloc such as `UNO`, `IGO`, `IMG`, `WST`.
    Country
}

three_letters! {
    /// PLOVER sector of an actor: `GOV`, `MIL`, `REB` …
    Sector
}

/// A PLOVER event, as its place in the ontology.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EventId(pub(crate) u8);

impl EventId {
    /// Its place in the ontology, from 0.
    pub fn place(self) -> usize {
        usize::from(self.0)
    }
}
