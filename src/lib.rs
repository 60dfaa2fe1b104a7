//! Windows security descriptors as text, as bytes and as a model, exactly as Windows reads and writes them (MS-DTYP 2.4 and 2.5.1).
//!
//! # Text
//!
//! [`SecurityDescriptor::parse`] reads the Security Descriptor Definition Language, [`SecurityDescriptor::to_sddl`] prints its
//! canonical form. What Windows tolerates is accepted, each [`Leniency`] under a name; [`ParseOptions::strict`] allows none.
//!
//! ```
//! use aclavis::SecurityDescriptor;
//! let descriptor: SecurityDescriptor = "O:S-1-5-18 D:P (A;;CCDCLCSWRPWPDTLO;;;S-1-1-0)".parse()?;
//! assert_eq!(descriptor.to_sddl()?, "O:SYD:P(A;;CCDCLCSWRPWPDTLO;;;WD)");
//! # Ok::<(), aclavis::Error>(())
//! ```
//!
//! [`sddl_to_bytes`] goes from text to bytes without a model in between. [`syntax`] has the tree of a text with the place of
//! everything in it, unknown letters included.
//!
//! # Bytes
//!
//! [`DescriptorRef::parse`] validates a self-relative descriptor in somebody's bytes and copies nothing;
//! [`SecurityDescriptor::from_bytes`] makes a model of it. Both accept every layout. [`SecurityDescriptor::to_bytes_with`] writes
//! the one of Windows, that of .NET, or the one that was read: an untouched descriptor comes back byte for byte.
//!
//! ```
//! use aclavis::{Layout, SecurityDescriptor, sddl_to_bytes, ParseOptions};
//! let bytes = sddl_to_bytes("D:(A;;RC;;;WD)", &ParseOptions::windows())?;
//! let descriptor = SecurityDescriptor::from_bytes(&bytes)?;
//! assert_eq!(descriptor.to_bytes_with(Layout::AsRead)?, bytes);
//! # Ok::<(), aclavis::Error>(())
//! ```
//!
//! # The model
//!
//! [`SecurityDescriptor`] has an owner, a group and two ACLs, each of which is absent, NULL or a list ([`AclSlot`]). An [`Ace`]
//! keeps what it does not know: unknown types, bits and payloads survive byte for byte. Conditions ([`Condition`]) and resource
//! attributes ([`ResourceAttribute`]) are read from an ACE's payload when asked for.
//!
//! # Access
//!
//! An [`AccessRequest`] asks a descriptor, view or model, what an [`AccessToken`] may do (MS-DTYP 2.5.3.2).
//! [`AccessRequest::check`] gives an [`AccessOutcome`]: the decision, and of every right whether it is granted, refused or
//! missing. [`AccessRequest::explain`] gives the same with every step and the ACE that decided each right.
//!
//! ```
//! use aclavis::{AccessMask, AccessRequest, AccessToken, SecurityDescriptor};
//! let descriptor: SecurityDescriptor = "O:SYD:(D;;LC;;;BG)(A;;LCRC;;;WD)".parse()?;
//! let guest = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).groups(["WD".parse()?, "BG".parse()?]).build();
//! let outcome = AccessRequest::new(AccessMask::LIST_CHILDREN).check(&guest, &descriptor)?;
//! assert!(!outcome.is_allowed());
//! assert_eq!(outcome.refused, AccessMask::LIST_CHILDREN);
//! # Ok::<(), aclavis::Error>(())
//! ```
//!
//! [`Condition::evaluate`] gives the value of a condition alone, [`Creation`] the descriptor of a new object (MS-DTYP 2.5.3.4),
//! [`PermissionTable`] says which rights stand for the permissions of certificate-management requests.
//!
//! # Cards
//!
//! [`card`] has the crypto of smart cards: admin keys, challenge and response, diversification, PINs.
//!
//! # Errors and limits
//!
//! There is one [`Error`]: kind, span in bytes, what was expected, the code that Win32 has for it. Input of any kind gives a
//! result or an error, never a panic; [`Limits`] bound its size.
//!
//! # Features
//!
//! * `card`, on by default: the module [`card`] and what it depends on.
//! * `serde`: `Serialize` and `Deserialize`; a descriptor in its structured form, or as SDDL with `serde_sddl`; tokens and claims from
//!   documents with `serde_token`; outcomes and explanations as JSON.
//! * `arbitrary`: generators of valid values, the module `mutation` with nearly valid ones.
//! * `oracle`: the properties that fuzz targets check, as functions.
//!
//! # Specifications
//!
//! | | |
//! |---|---|
//! | MS-DTYP | 2.4.2 SIDs, 2.4.3 access masks, 2.4.4 ACEs, 2.4.4.17 conditions, 2.4.5 ACLs, 2.4.6 descriptors, 2.4.10.1 attributes and claims, 2.5.1 SDDL, 2.5.3.2 the access check, 2.5.3.3 integrity, 2.5.3.4 new objects |
//! | MS-ADTS, MS-GPCAP, MS-LSAD | rights of a directory's objects, central access policies, privileges |
//! | SP 800-67, FIPS 197, SP 800-38B, FIPS 198-1, SP 800-108r1 | 3DES, AES, CMAC, HMAC, key derivation in counter mode |
//! | SP 800-73-4, SP 800-78-4, GIDS 2.0, ISO/IEC 7816-3 and 7816-4 | what cards do, their ATR |
//!
//! Where a row recorded on Windows says otherwise, it wins. What neither says is a decision of our own, and ARCHITECTURE.md lists it.
//!
#![cfg_attr(not(feature = "card"), doc = "[`card`]: #features")]
#![no_std]

extern crate alloc;

mod access;
#[cfg(feature = "arbitrary")]
mod arbitrary_impl;
mod binary;
#[cfg(feature = "card")]
pub mod card;
mod condition;
mod descriptor;
mod error;
mod guid;
#[cfg(feature = "arbitrary")]
pub mod mutation;
mod num;
#[cfg(feature = "oracle")]
pub mod oracle;
mod order;
mod pairs;
mod rights;
mod sddl;
#[cfg(feature = "serde")]
mod serde_impl;
mod sid;

pub use access::{
    AccessDecision, AccessOutcome, AccessRequest, AccessToken, AccessTokenBuilder, AutoInheritFlags, CentralPolicy, CentralRule,
    Creation, Creator, Descriptor, Event, Explanation, GenericMapping, IntegrityLevel, Intent, List, ObjectKind, ObjectNode,
    ObjectOutcome, Pass, Permission, PermissionTable, Privileges, Reason, Step, Verdict,
};
pub use binary::{AceIter, AclRef, DescriptorRef, Layout};
pub use condition::{
    AttributeValues, Claim, Claims, Condition, Integer, IntegerBase, IntegerSign, MalformedToken, Operator, ResourceAttribute,
    Scope, Token, Tokens, Truth,
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
pub use serde_impl::{sddl as serde_sddl, token as serde_token};
pub use sid::alias::Generation;
pub use sid::{DomainSids, MAX_SUB_AUTHORITIES, Membership, Sid, SidRef};

/// The examples of the README are tests.
#[cfg(all(doctest, feature = "card"))]
#[doc = include_str!("../README.md")]
struct Readme;

/// So are those of the guides.
#[cfg(all(doctest, feature = "card"))]
#[doc = include_str!("../docs/linking.md")]
struct Linking;

/// So are those of the guides.
#[cfg(all(doctest, feature = "arbitrary", feature = "oracle"))]
#[doc = include_str!("../docs/fuzzing.md")]
struct Fuzzing;
