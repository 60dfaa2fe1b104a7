//! Arguments of several commands.

use aclavis::{DomainSids, GenericMapping, Guid, Sid};
use clap::{Args, ValueEnum};
use serde::Serialize;

/// The SIDs to which relative aliases belong.
#[derive(Args)]
pub(crate) struct DomainArgs {
    /// The SID of the domain, for DA, DU and the like
    #[arg(long, value_name = "SID", value_parser = sid)]
    domain: Option<Sid>,
    /// The SID of the machine, for LA and LG
    #[arg(long, value_name = "SID", value_parser = sid)]
    machine: Option<Sid>,
    /// The SID of the forest's root domain, for EA, SA, RO and EK
    #[arg(long, value_name = "SID", value_parser = sid)]
    forest: Option<Sid>,
}

fn sid(text: &str) -> Result<Sid, String> {
    text.parse().map_err(|error: aclavis::Error| error.to_string())
}

/// A GUID, as clap wants its values.
pub(super) fn guid(text: &str) -> Result<Guid, String> {
    text.parse().map_err(|error: aclavis::Error| error.to_string())
}

impl DomainArgs {
    pub(crate) fn sids(&self) -> DomainSids {
        DomainSids { machine: self.machine, domain: self.domain, forest: self.forest }
    }
}

/// What a descriptor protects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ObjectType {
    /// A file or directory
    File,
    /// A registry key
    Key,
    /// A service
    Service,
    /// An object of a directory service
    Ds,
    /// A request of the certificate-management API
    CmRequest,
}

impl ObjectType {
    /// Whose rights they are, in words.
    pub(crate) fn rights(self) -> &'static str {
        match self {
            Self::File => "of files (file)",
            Self::Key => "of registry keys (key)",
            Self::Service => "of services (service)",
            Self::Ds => "of directory objects (ds)",
            Self::CmRequest => "of certificate-management requests (cm-request)",
        }
    }

    /// What generic rights mean for it.
    pub(crate) fn mapping(self) -> GenericMapping {
        match self {
            Self::File => GenericMapping::FILE,
            Self::Key => GenericMapping::KEY,
            Self::Service => GenericMapping::SERVICE,
            Self::Ds => GenericMapping::DIRECTORY,
            Self::CmRequest => GenericMapping::REQUEST,
        }
    }
}

/// How a command prints what it has to say.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Aligned lines
    Human,
    /// One JSON object
    Json,
}
