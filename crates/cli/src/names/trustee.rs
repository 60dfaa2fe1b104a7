//! Who a SID is.

use std::collections::HashMap;

use aclavis::{DomainSids, PrintOptions, Sid};
use serde::Serialize;

use super::aliases::{self, RelativeTo};
use super::{StandIns, well_known};

/// A SID with what is known about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Trustee {
    /// `S-1-...`; none for an account of a domain whose SID is not known.
    pub(crate) sid: Option<String>,
    /// The two letters.
    pub(crate) alias: Option<String>,
    /// The meaning of the alias, or what a file of names says.
    pub(crate) name: Option<String>,
}

impl Trustee {
    /// The shortest text that tells it from others.
    pub(crate) fn short(&self) -> &str {
        self.alias.as_deref().or(self.sid.as_deref()).unwrap_or_default()
    }

    /// The same with the name.
    pub(crate) fn text(&self) -> String {
        match &self.name {
            Some(name) => format!("{}  {name}", self.short()),
            None => self.short().to_owned(),
        }
    }
}

/// How SIDs are named.
pub(crate) struct SidNames {
    print: PrintOptions,
    stand_ins: StandIns,
    given: HashMap<Sid, String>,
}

impl SidNames {
    /// The names that everybody knows, with the aliases of these domains.
    pub(crate) fn known(domains: DomainSids) -> Self {
        Self::new(&StandIns::none(domains), HashMap::new())
    }

    /// Names from a file go before those that everybody knows.
    pub(crate) fn new(stand_ins: &StandIns, given: HashMap<Sid, String>) -> Self {
        Self { print: PrintOptions::new().with_domains(*stand_ins.domains()), stand_ins: *stand_ins, given }
    }

    /// How SIDs are printed in texts of the same descriptor.
    pub(crate) fn print_options(&self) -> &PrintOptions {
        &self.print
    }

    /// Who a SID is.
    pub(crate) fn trustee(&self, sid: &Sid) -> Trustee {
        let alias = alias(sid, &self.print);
        let known = alias.as_deref().and_then(aliases::meaning);
        let (sid_text, known) = match known {
            Some((name, relative)) if self.stand_ins.stands_in(relative) => (None, Some(of_unknown(name, relative))),
            Some((name, _)) => (Some(sid.to_string()), Some(name.to_owned())),
            None => (Some(sid.to_string()), account(sid).or_else(|| Some(well_known::meaning(&sid.to_string())?.to_owned()))),
        };
        Trustee { sid: sid_text, alias, name: self.given.get(sid).cloned().or(known) }
    }
}

fn alias(sid: &Sid, options: &PrintOptions) -> Option<String> {
    Some(sid.to_sddl_with(options)).filter(|text| text.len() == 2)
}

fn of_unknown(name: &str, relative: RelativeTo) -> String {
    let place = match relative {
        RelativeTo::Nothing => return name.to_owned(),
        RelativeTo::Machine => "machine",
        RelativeTo::Domain => "domain",
        RelativeTo::Forest => "forest",
    };
    format!("{name} of an unknown {place}")
}

/// The name that an account has in every domain, by the last number of its SID.
fn account(sid: &Sid) -> Option<String> {
    let numbers: Vec<u32> = sid.sub_authorities().collect();
    let (_, parent) = numbers.split_last()?;
    if sid.authority() != 5 || !matches!(parent, [21, _, _, _]) {
        return None;
    }
    let domains = DomainSids::all(Sid::new(5, parent)?);
    let letters = alias(sid, &PrintOptions::new().with_domains(domains))?;
    aliases::meaning(&letters).map(|(name, _)| name.to_owned())
}
