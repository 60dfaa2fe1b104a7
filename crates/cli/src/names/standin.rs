//! Stand-ins for the SIDs of domains that nobody has told.
//!
//! A relative alias such as `DA` cannot be read without the SID of its domain. To show it as it is, the text is read
//! with a SID that stands in for the domain's and does not occur in the text, and printed relative to the same SID.

use std::hash::{DefaultHasher, Hash, Hasher};

use aclavis::{DomainSids, ErrorKind, ParseOptions, Sid};

use super::aliases::RelativeTo;
use crate::forms::{Content, Found};

/// The SIDs of machine, domain and forest, some of which may be stand-ins.
#[derive(Clone, Copy, Default)]
pub(crate) struct StandIns {
    given: DomainSids,
    all: DomainSids,
}

impl StandIns {
    /// No stand-ins besides what is given.
    pub(crate) fn none(given: DomainSids) -> Self {
        Self { given, all: given }
    }

    /// Finds stand-ins for what is not given, if the input is a text that needs them.
    pub(crate) fn for_input(found: &Found<'_>, given: DomainSids, options: &ParseOptions) -> Self {
        let mut all = given;
        if let Content::Text(text) = &found.content
            && let Err(error) = aclavis::SecurityDescriptor::parse(text, options)
            && error.kind() == ErrorKind::AliasNeedsDomain
        {
            let unused = Some(unused(text));
            all = DomainSids {
                machine: given.machine.or(unused),
                domain: given.domain.or(unused),
                forest: given.forest.or(unused),
            };
        }
        Self { given, all }
    }

    /// The SIDs to read and print with.
    pub(crate) fn domains(&self) -> &DomainSids {
        &self.all
    }

    /// Whether aliases of this kind are relative to a stand-in.
    pub(crate) fn stands_in(&self, relative: RelativeTo) -> bool {
        let (given, used) = match relative {
            RelativeTo::Nothing => return false,
            RelativeTo::Machine => (self.given.machine, self.all.machine),
            RelativeTo::Domain => (self.given.domain, self.all.domain),
            RelativeTo::Forest => (self.given.forest, self.all.forest),
        };
        given != used
    }
}

/// A domain's SID of which a number occurs neither in decimal nor in hexadecimal digits in the text.
fn unused(text: &str) -> Sid {
    let lower = text.to_ascii_lowercase();
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    loop {
        // Eight digits in either base, so that no shorter number of the text is meant.
        let [a, b, c, d, ..] = hasher.finish().to_le_bytes();
        let number = u32::from_le_bytes([a, b, c, d]) | 0x8000_0000;
        if number != u32::MAX && !lower.contains(&number.to_string()) && !lower.contains(&format!("{number:x}")) {
            return Sid::new(5, &[21, 0, 0, number]).unwrap_or_default();
        }
        number.hash(&mut hasher);
    }
}
