//! Windows security descriptors: text (SDDL), binary, and a model of both.
#![no_std]

extern crate alloc;

#[cfg(feature = "arbitrary")]
mod arbitrary_impl;
mod binary;
mod condition;
mod descriptor;
mod error;
mod guid;
mod num;
#[cfg(feature = "oracle")]
pub mod oracle;
mod pairs;
mod rights;
mod sddl;
#[cfg(feature = "serde")]
mod serde_impl;
mod sid;

pub use binary::{AceIter, AclRef, DescriptorRef, Layout};
pub use condition::{
    AttributeValues, Condition, Integer, IntegerBase, IntegerSign, MalformedToken, Operator, ResourceAttribute, Scope, Token,
    Tokens,
};
pub use descriptor::{
    Ace, AceBody, AceBodyRef, AceFlags, AceForm, AceRef, AceType, Acl, AclSlot, Control, ObjectTypes, SecurityDescriptor,
    SecurityDescriptorBuilder,
};
pub use error::{Error, ErrorKind};
pub use guid::Guid;
pub use rights::AccessMask;
pub use sddl::{Leniency, Limits, ParseOptions, ParsedText, PrintOptions, Section, sddl_to_bytes, syntax};
#[cfg(feature = "serde")]
pub use serde_impl::sddl as serde_sddl;
pub use sid::alias::Generation;
pub use sid::{DomainSids, MAX_SUB_AUTHORITIES, Sid, SidRef};
