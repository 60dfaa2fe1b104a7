//! The one error of the crate: what is wrong, where, and what would have been right.

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt::{self, Write};
use core::ops::Range;

use crate::sddl::{Leniency, Section};

/// The longest piece of the input that an error repeats, in characters.
const FOUND: usize = 40;

/// What went wrong while reading, writing or printing.
///
/// The [span](Self::span) counts bytes of the input, text or binary. The text of an error is one short sentence; with `{:#}`
/// it also says what was expected and where.
///
/// ```
/// use aclavis::{ErrorKind, SecurityDescriptor};
/// let error = "D:(A;;ZZ;;;WD)".parse::<SecurityDescriptor>().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::UnknownRight);
/// assert_eq!(error.span(), 6..8);
/// assert_eq!(error.to_string(), "unknown right `ZZ`");
/// assert_eq!(error.kind().win32(), 1336);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    span: Range<usize>,
    found: Option<String>,
    ace: Option<(Section, usize)>,
}

impl Error {
    /// An error without a place.
    #[cold]
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self::in_bytes(kind, 0..0)
    }

    /// An error in bytes.
    #[cold]
    pub(crate) fn in_bytes(kind: ErrorKind, span: Range<usize>) -> Self {
        Self(Box::new(Inner { kind, span, found: None, ace: None }))
    }

    /// An error in a text, of which it repeats the span.
    #[cold]
    pub(crate) fn in_text(kind: ErrorKind, span: Range<usize>, text: &str) -> Self {
        let found = text.get(span.clone()).filter(|found| !found.is_empty()).map(|found| {
            let mut short: String = found.chars().take(FOUND).collect();
            if short.len() < found.len() {
                short.push('…');
            }
            short
        });
        Self(Box::new(Inner { kind, span, found, ace: None }))
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Where, in bytes of the input; empty where something is missing.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.0.span.clone()
    }

    /// The same, about an ACE of a list.
    #[must_use]
    #[cold]
    pub(crate) fn of_ace(mut self, section: Section, index: usize) -> Self {
        self.0.ace = Some((section, index));
        self
    }

    /// Which ACE cannot be printed: its list and its index, counted from 0.
    #[must_use]
    pub fn ace(&self) -> Option<(Section, usize)> {
        self.0.ace
    }

    /// What would have been right.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        self.0.kind.expected()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, span, found, ace } = &*self.0;
        f.write_str(kind.message())?;
        if let Some((section, index)) = ace {
            let list = if *section == Section::Sacl { "SACL" } else { "DACL" };
            return write!(f, ": ACE {index} of the {list}");
        }
        if let Some(found) = found {
            f.write_str(" `")?;
            for c in found.chars() {
                // Nothing in the input gets at the terminal or the log.
                if c.is_control() { write!(f, "{}", c.escape_debug())? } else { f.write_char(c)? }
            }
            f.write_char('`')?;
        }
        if f.alternate() {
            write!(f, " at byte {}", span.start)?;
            if !kind.expected().is_empty() {
                write!(f, ", expected {}", kind.expected())?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("kind", &self.0.kind).field("span", &self.0.span).field("found", &self.0.found).finish()
    }
}

impl core::error::Error for Error {}

/// Win32 error codes, as `winerror.h` numbers them.
mod win32 {
    pub(super) const INVALID_PARAMETER: u32 = 87;
    pub(super) const UNKNOWN_REVISION: u32 = 1305;
    pub(super) const INVALID_OWNER: u32 = 1307;
    pub(super) const INVALID_PRIMARY_GROUP: u32 = 1308;
    pub(super) const INVALID_ACL: u32 = 1336;
    pub(super) const INVALID_SID: u32 = 1337;
    pub(super) const INVALID_SECURITY_DESCR: u32 = 1338;
    pub(super) const GENERIC_NOT_MAPPED: u32 = 1360;
    pub(super) const INVALID_STRING_UUID: u32 = 1705;
}

/// One row a kind: its code, its message, what is expected instead, its Win32 code.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $win32:ident, $message:literal, $expected:literal;)*) => {
        /// The kinds of errors.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $($(#[$doc])* $name,)*
            /// Windows accepts the text, but [this leniency](Leniency) is not allowed by the options.
            NotStrict(Leniency),
        }

        impl ErrorKind {
            /// A short stable name, as the command line's JSON has it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                    Self::NotStrict(leniency) => leniency.code(),
                }
            }

            /// The Win32 error that Windows gives for it, or would.
            #[must_use]
            pub const fn win32(self) -> u32 {
                match self {
                    $(Self::$name => win32::$win32,)*
                    Self::NotStrict(_) => win32::INVALID_PARAMETER,
                }
            }

            /// What is wrong, as the start of a sentence.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self {
                    $(Self::$name => $message,)*
                    Self::NotStrict(leniency) => leniency.message(),
                }
            }

            /// What would have been right; empty where that says nothing.
            #[must_use]
            pub const fn expected(self) -> &'static str {
                match self {
                    $(Self::$name => $expected,)*
                    Self::NotStrict(_) => "the canonical spelling",
                }
            }
        }
    };
}

kinds! {
    /// Something stands where nothing of the kind can stand.
    Unexpected = "unexpected-text", INVALID_PARAMETER, "unexpected", "an ACE, a section (`O:`, `G:`, `D:`, `S:`) or the end";
    /// A section has another letter than O, G, D or S.
    UnknownSection = "unknown-section", INVALID_PARAMETER, "unknown section", "`O:`, `G:`, `D:` or `S:`";
    /// A section's letter is in lower case.
    LowerCaseSection = "lower-case-section", INVALID_PARAMETER, "section letter in lower case", "`O:`, `G:`, `D:` or `S:` in upper case";
    /// A section's letter is not followed by a colon.
    MissingColon = "missing-colon", INVALID_PARAMETER, "missing `:` after the section's letter", "`:`";
    /// A section occurs twice.
    DuplicateSection = "duplicate-section", INVALID_PARAMETER, "section given twice", "each section once";
    /// A NUL character that is not at the end.
    UnexpectedNul = "unexpected-nul", INVALID_PARAMETER, "NUL character inside the text", "NULs at the end only";
    /// An ACE's type is unknown.
    UnknownAceType = "unknown-ace-type", INVALID_ACL, "unknown ACE type", "A, D, OA, OD, XA, XD or ZA in a DACL, AU, AL, OU, OL, XU, ML, RA, SP, TL or FL in a SACL";
    /// An ACE's type belongs into the other ACL.
    MisplacedAceType = "misplaced-ace-type", INVALID_ACL, "ACE type in the wrong ACL", "A, D, OA, OD, XA, XD or ZA in a DACL, AU, AL, OU, OL, XU, ML, RA, SP, TL or FL in a SACL";
    /// A field of an ACE does not end in a semicolon.
    MissingSemicolon = "missing-semicolon", INVALID_ACL, "missing `;` after a field of the ACE", "`;`";
    /// An ACE, condition or list does not end.
    MissingParenthesis = "missing-parenthesis", INVALID_ACL, "missing `)`", "`)`";
    /// An ACE has a seventh field that its type does not take.
    UnexpectedField = "unexpected-field", INVALID_ACL, "ACE type takes no seventh field", "`)` after the SID";
    /// An ACE lacks the condition or attribute that its type needs.
    MissingField = "missing-field", INVALID_ACL, "ACE type needs a condition or attribute as seventh field", "`;` and a condition or attribute";
    /// A flag of an ACE is unknown.
    UnknownAceFlag = "unknown-ace-flag", INVALID_ACL, "unknown ACE flag", "OI, CI, NP, IO, ID, CR, SA, FA or TP";
    /// A right is unknown.
    UnknownRight = "unknown-right", INVALID_ACL, "unknown right", "two letters such as `FA` or `RC`, or a number";
    /// A number has no digits or goes on with something else.
    BadNumber = "bad-number", INVALID_ACL, "not a number", "decimal digits, `0x` and hexadecimal digits, or `0` and octal digits";
    /// A GUID does not have the form that it needs.
    BadGuid = "bad-guid", INVALID_STRING_UUID, "not a GUID", "a GUID such as `bf967aba-0de6-11d0-a285-00aa003049e2`, without braces";
    /// An ACE that is no object ACE has a GUID.
    MisplacedGuid = "misplaced-guid", INVALID_ACL, "GUID in an ACE that is no object ACE", "an empty field, or OA, OD, OU, OL or ZA as the ACE's type";
    /// There is no SID.
    MissingSid = "missing-sid", INVALID_SID, "missing SID", "two letters such as `SY`, or `S-1-...`";
    /// Two letters are no SID alias.
    UnknownAlias = "unknown-alias", INVALID_SID, "unknown SID alias", "two letters such as `SY`, or `S-1-...`";
    /// A word stands where a SID belongs, such as the name of an account.
    NotASid = "not-a-sid", INVALID_ACL, "neither a SID nor an alias", "two letters such as `SY`, or `S-1-...`: names of accounts cannot stand here";
    /// A relative alias needs the SID of the machine, the domain or the forest.
    AliasNeedsDomain = "alias-needs-domain", INVALID_SID, "alias needs the SID of its domain", "the SID of the machine for LA and LG, of the forest for RO, SA, EA and EK, of the domain for the others";
    /// A SID is malformed.
    BadSid = "bad-sid", INVALID_SID, "malformed SID", "`S-1-`, an authority and 1 to 15 sub-authorities";
    /// A SID has no sub-authority.
    SidTooShort = "sid-too-short", INVALID_SID, "SID without sub-authority", "1 to 15 sub-authorities";
    /// A SID has more than 15 sub-authorities.
    SidTooLong = "sid-too-long", INVALID_SID, "SID with more than 15 sub-authorities", "1 to 15 sub-authorities";
    /// A SID's authority does not fit into 48 bits.
    SidAuthority = "sid-authority", INVALID_SID, "SID authority beyond 48 bits", "an authority below 281474976710656";
    /// An operand of a condition is missing.
    ExpectedOperand = "expected-operand", INVALID_ACL, "operand missing in a condition", "an attribute, a literal, `Member_of`, `Exists`, `!(` or `(`";
    /// A literal of a condition is missing.
    ExpectedLiteral = "expected-literal", INVALID_ACL, "value missing in a condition", "an integer, a string, `#` and octets, `SID(...)`, `{...}` or an attribute with `@`";
    /// A local attribute stands on the right of an operator.
    LocalAttribute = "local-attribute", INVALID_ACL, "local attribute on the right of an operator", "a literal, or an attribute with `@User.`, `@Device.` or `@Resource.`";
    /// An operator of a condition is missing or unknown.
    ExpectedOperator = "expected-operator", INVALID_ACL, "operator missing in a condition", "an operator such as `==`, `&&` or `Contains`, or `)`";
    /// `!` is not followed by a parenthesis.
    NotNeedsParenthesis = "not-needs-parenthesis", INVALID_ACL, "`!` without parenthesis", "`(` after `!`";
    /// A string does not end.
    UnterminatedString = "unterminated-string", INVALID_ACL, "string without end", "`\"`";
    /// An escape in a name is malformed.
    BadEscape = "bad-escape", INVALID_ACL, "malformed escape in a name", "`%` and four hexadecimal digits";
    /// An integer does not fit into 64 bits.
    IntegerRange = "integer-range", INVALID_ACL, "integer beyond 64 bits", "an integer of at most 64 bits";
    /// A list of values is malformed.
    BadList = "bad-list", INVALID_ACL, "malformed list", "`,` and another value, or the list's end";
    /// The type of a resource attribute is unknown.
    UnknownAttributeType = "unknown-attribute-type", INVALID_ACL, "unknown attribute type", "TI, TU, TS, TD, TX or TB";
    /// A resource attribute is malformed.
    BadAttribute = "bad-attribute", INVALID_ACL, "malformed resource attribute", "`(\"name\",type,flags,values)`";
    /// The input is longer than the limit.
    InputTooLong = "input-too-long", INVALID_PARAMETER, "input longer than the limit", "less input, or a higher limit";
    /// There are more ACEs than the limit.
    TooManyAces = "too-many-aces", INVALID_ACL, "more ACEs than the limit", "fewer ACEs, or a higher limit";
    /// A condition is nested more deeply than the limit.
    TooDeep = "too-deep", INVALID_ACL, "nesting deeper than the limit", "less nesting, or a higher limit";
    /// An ACE does not fit into 65,535 bytes.
    AceTooLarge = "ace-too-large", INVALID_ACL, "ACE larger than 65,535 bytes", "an ACE of at most 65,535 bytes";
    /// An ACL does not fit into 65,535 bytes.
    AclTooLarge = "acl-too-large", INVALID_ACL, "ACL larger than 65,535 bytes", "an ACL of at most 65,535 bytes";
    /// A binary form does not fit into 4 GiB.
    DescriptorTooLarge = "descriptor-too-large", INVALID_SECURITY_DESCR, "descriptor larger than 4 GiB", "a smaller descriptor";
    /// Bytes end too early.
    Truncated = "truncated", INVALID_SECURITY_DESCR, "bytes end too early", "20 bytes of header";
    /// A descriptor's revision is not 1.
    UnknownRevision = "unknown-revision", UNKNOWN_REVISION, "unknown revision of the descriptor", "revision 1";
    /// A descriptor is not self-relative.
    NotSelfRelative = "not-self-relative", INVALID_SECURITY_DESCR, "descriptor is not self-relative", "control bit 0x8000";
    /// An offset points outside of the bytes.
    BadOffset = "bad-offset", INVALID_SECURITY_DESCR, "offset outside of the descriptor", "an offset between the header and the end";
    /// An ACL's header is malformed or does not fit into the bytes.
    BadAcl = "bad-acl", INVALID_ACL, "malformed ACL", "an ACL that ends within the bytes";
    /// An ACE's header or fields do not fit into the ACL.
    BadAce = "bad-ace", INVALID_ACL, "malformed ACE", "an ACE that ends within its ACL";
    /// An ACE's body does not have the form of its type.
    AceForm = "ace-form", INVALID_ACL, "body does not have the form of the ACE's type", "GUIDs for object types, a trustee for known types";
    /// The bytes of a condition are no well-formed expression.
    BadCondition = "bad-condition", INVALID_ACL, "malformed condition", "`artx` and a complete postfix expression";
    /// SDDL has no way to say it.
    NotExpressible = "not-expressible", INVALID_ACL, "SDDL cannot express this", "the binary form or JSON";
    /// Access is to be checked against a descriptor without owner.
    MissingOwner = "missing-owner", INVALID_SECURITY_DESCR, "descriptor has no owner", "an owner, `O:`";
    /// A primary group is required, and there is none.
    MissingGroup = "missing-group", INVALID_SECURITY_DESCR, "descriptor has no group", "a group, `G:`, which this check was told to require";
    /// Generic rights are asked for.
    GenericNotMapped = "generic-not-mapped", GENERIC_NOT_MAPPED, "generic rights in the desired access", "rights that the generic mapping has been applied to";
    /// The levels of a list of object types do not make a tree.
    BadObjectList = "bad-object-list", INVALID_PARAMETER, "list of object types is no tree", "one object of level 0 first, each of the others at most one level below the one before it, no more than 4,096";
    /// A claim cannot be used: a value occurs twice.
    BadClaim = "bad-claim", INVALID_PARAMETER, "claim with a repeated value", "each value of a claim once";
    /// A claim has a value that is not of its type.
    BadClaimValue = "bad-claim-value", INVALID_PARAMETER, "value is not of the claim's type", "values of int64, uint64, string, boolean, sid or octet, as the claim's type says";
    /// A privilege has another name.
    UnknownPrivilege = "unknown-privilege", INVALID_PARAMETER, "unknown privilege", "a name such as `SeSecurityPrivilege`";
    /// A token has capabilities and no package.
    MissingPackage = "missing-package", INVALID_PARAMETER, "capabilities without a package", "the SID of the AppContainer's package, without which capabilities do not count";
    /// A SID is no integrity level.
    BadIntegrityLevel = "bad-integrity-level", INVALID_PARAMETER, "not an integrity level", "LW, ME, MP, HI, SI or `S-1-16-n`";
    /// Evaluating conditions took more steps than the limit.
    TooManySteps = "too-many-steps", INVALID_ACL, "conditions take more steps than the limit", "simpler conditions, fewer values, or a higher limit";
    /// A new object has no owner: the parent that should give it has none.
    InvalidOwner = "invalid-owner", INVALID_OWNER, "no owner for the new object", "a parent with an owner, or an explicit owner: the token's does not count here";
    /// A new object has no primary group: the parent that should give it has none.
    InvalidPrimaryGroup = "invalid-primary-group", INVALID_PRIMARY_GROUP, "no primary group for the new object", "a parent with a group, or an explicit group: the token's does not count here";
}

impl ErrorKind {
    /// The name of the NTSTATUS that Windows gives for it, for the errors of creating a descriptor.
    #[must_use]
    pub const fn ntstatus(self) -> Option<&'static str> {
        match self {
            Self::InvalidOwner => Some("STATUS_INVALID_OWNER"),
            Self::InvalidPrimaryGroup => Some("STATUS_INVALID_PRIMARY_GROUP"),
            _ => None,
        }
    }

    /// Whether the input may be right, but a [limit](crate::Limits) or a size that the format fixes was exceeded.
    #[must_use]
    pub const fn is_limit(self) -> bool {
        matches!(
            self,
            Self::InputTooLong
                | Self::TooManyAces
                | Self::TooDeep
                | Self::AceTooLarge
                | Self::AclTooLarge
                | Self::DescriptorTooLarge
                | Self::TooManySteps
        )
    }
}
