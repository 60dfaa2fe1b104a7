//! The kinds of errors: one table of codes, messages and what was expected.

use crate::sddl::Leniency;

/// Win32 error codes, as `winerror.h` numbers them.
mod win32 {
    pub(super) const ERROR_INVALID_PARAMETER: u32 = 87;
    pub(super) const ERROR_UNKNOWN_REVISION: u32 = 1305;
    pub(super) const ERROR_INVALID_OWNER: u32 = 1307;
    pub(super) const ERROR_INVALID_PRIMARY_GROUP: u32 = 1308;
    pub(super) const ERROR_INVALID_ACL: u32 = 1336;
    pub(super) const ERROR_INVALID_SID: u32 = 1337;
    pub(super) const ERROR_INVALID_SECURITY_DESCR: u32 = 1338;
    pub(super) const ERROR_GENERIC_NOT_MAPPED: u32 = 1360;
    pub(super) const RPC_S_INVALID_STRING_UUID: u32 = 1705;
    pub(super) const NTE_BAD_KEY: u32 = 0x8009_0003;
    pub(super) const NTE_BAD_LEN: u32 = 0x8009_0004;
    pub(super) const NTE_BAD_ALGID: u32 = 0x8009_0008;
    pub(super) const NTE_FAIL: u32 = 0x8009_0020;
}

/// One row a kind: its code, its message, what is expected instead, its Win32 code.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $win32:ident, $message:literal, $expected:literal;)*) => {
        /// The kinds of errors. Each has a stable [code](Self::code), a sentence and what was expected instead, and the Win32
        /// error that Windows gives for it, or would; these three stand below every kind.
        ///
        /// | Win32 error | number |
        /// |---|---|
        /// | `ERROR_INVALID_PARAMETER` | 87 |
        /// | `ERROR_UNKNOWN_REVISION` | 1305 |
        /// | `ERROR_INVALID_OWNER`, `ERROR_INVALID_PRIMARY_GROUP` | 1307, 1308 |
        /// | `ERROR_INVALID_ACL`, `ERROR_INVALID_SID`, `ERROR_INVALID_SECURITY_DESCR` | 1336, 1337, 1338 |
        /// | `ERROR_GENERIC_NOT_MAPPED` | 1360 |
        /// | `RPC_S_INVALID_STRING_UUID` | 1705 |
        /// | `NTE_BAD_KEY`, `NTE_BAD_LEN`, `NTE_BAD_ALGID`, `NTE_FAIL` | 0x80090003, 0x80090004, 0x80090008, 0x80090020 |
        ///
        /// ```
        /// use aclavis::{ErrorKind, SecurityDescriptor};
        /// let kind = "D:(A;;FA;;;Everyone)".parse::<SecurityDescriptor>().unwrap_err().kind();
        /// assert_eq!(kind, ErrorKind::NotASid);
        /// assert_eq!((kind.code(), kind.win32()), ("not-a-sid", 1336));
        /// assert!(!kind.is_limit());
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $(
                $(#[$doc])*
                #[doc = ""]
                #[doc = concat!("`", $code, "`: ", $message, "; expected ", $expected, ". `", stringify!($win32), "`")]
                $name,
            )*
            /// Windows accepts the text, but [this leniency](Leniency) is not allowed by the options.
            ///
            /// The code and the sentence are those of the leniency; expected is the canonical spelling. `ERROR_INVALID_PARAMETER`
            NotStrict(Leniency),
        }

        impl ErrorKind {
            /// A short stable name, which the command line prints in brackets and the REST service gives as `Code`. It never
            /// changes; the sentence may.
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
                    Self::NotStrict(_) => win32::ERROR_INVALID_PARAMETER,
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
    Unexpected = "unexpected-text", ERROR_INVALID_PARAMETER, "unexpected", "an ACE, a section (`O:`, `G:`, `D:`, `S:`) or the end";
    /// A section has another letter than O, G, D or S.
    UnknownSection = "unknown-section", ERROR_INVALID_PARAMETER, "unknown section", "`O:`, `G:`, `D:` or `S:`";
    /// A section's letter is in lower case.
    LowerCaseSection = "lower-case-section", ERROR_INVALID_PARAMETER, "section letter in lower case", "`O:`, `G:`, `D:` or `S:` in upper case";
    /// A section's letter is not followed by a colon.
    MissingColon = "missing-colon", ERROR_INVALID_PARAMETER, "missing `:` after the section's letter", "`:`";
    /// A section occurs twice.
    DuplicateSection = "duplicate-section", ERROR_INVALID_PARAMETER, "section given twice", "each section once";
    /// A NUL character that is not at the end.
    UnexpectedNul = "unexpected-nul", ERROR_INVALID_PARAMETER, "NUL character inside the text", "NULs at the end only";
    /// An ACE's type is unknown.
    UnknownAceType = "unknown-ace-type", ERROR_INVALID_ACL, "unknown ACE type", "A, D, OA, OD, XA, XD or ZA in a DACL, AU, AL, OU, OL, XU, ML, RA, SP, TL or FL in a SACL";
    /// An ACE's type belongs into the other ACL.
    MisplacedAceType = "misplaced-ace-type", ERROR_INVALID_ACL, "ACE type in the wrong ACL", "A, D, OA, OD, XA, XD or ZA in a DACL, AU, AL, OU, OL, XU, ML, RA, SP, TL or FL in a SACL";
    /// A field of an ACE does not end in a semicolon.
    MissingSemicolon = "missing-semicolon", ERROR_INVALID_ACL, "missing `;` after a field of the ACE", "`;`";
    /// An ACE, condition or list does not end.
    MissingParenthesis = "missing-parenthesis", ERROR_INVALID_ACL, "missing `)`", "`)`";
    /// An ACE has a seventh field that its type does not take.
    UnexpectedField = "unexpected-field", ERROR_INVALID_ACL, "ACE type takes no seventh field", "`)` after the SID";
    /// An ACE lacks the condition or attribute that its type needs.
    MissingField = "missing-field", ERROR_INVALID_ACL, "ACE type needs a condition or attribute as seventh field", "`;` and a condition or attribute";
    /// A flag of an ACE is unknown.
    UnknownAceFlag = "unknown-ace-flag", ERROR_INVALID_ACL, "unknown ACE flag", "OI, CI, NP, IO, ID, CR, SA, FA or TP";
    /// A right is unknown.
    UnknownRight = "unknown-right", ERROR_INVALID_ACL, "unknown right", "two letters such as `FA` or `RC`, or a number";
    /// A number has no digits or goes on with something else.
    BadNumber = "bad-number", ERROR_INVALID_ACL, "not a number", "decimal digits, `0x` and hexadecimal digits, or `0` and octal digits";
    /// A GUID does not have the form that it needs.
    BadGuid = "bad-guid", RPC_S_INVALID_STRING_UUID, "not a GUID", "a GUID such as `bf967aba-0de6-11d0-a285-00aa003049e2`, without braces";
    /// An ACE that is no object ACE has a GUID.
    MisplacedGuid = "misplaced-guid", ERROR_INVALID_ACL, "GUID in an ACE that is no object ACE", "an empty field, or OA, OD, OU, OL or ZA as the ACE's type";
    /// There is no SID.
    MissingSid = "missing-sid", ERROR_INVALID_SID, "missing SID", "two letters such as `SY`, or `S-1-...`";
    /// Two letters are no SID alias.
    UnknownAlias = "unknown-alias", ERROR_INVALID_SID, "unknown SID alias", "two letters such as `SY`, or `S-1-...`";
    /// A word stands where a SID belongs, such as the name of an account.
    NotASid = "not-a-sid", ERROR_INVALID_ACL, "neither a SID nor an alias", "two letters such as `SY`, or `S-1-...`: names of accounts cannot stand here";
    /// A relative alias needs the SID of the machine, the domain or the forest.
    AliasNeedsDomain = "alias-needs-domain", ERROR_INVALID_SID, "alias needs the SID of its domain", "the SID of the machine for LA and LG, of the forest for RO, SA, EA and EK, of the domain for the others";
    /// A SID is malformed.
    BadSid = "bad-sid", ERROR_INVALID_SID, "malformed SID", "`S-1-`, an authority and 1 to 15 sub-authorities";
    /// A SID has no sub-authority.
    SidTooShort = "sid-too-short", ERROR_INVALID_SID, "SID without sub-authority", "1 to 15 sub-authorities";
    /// A SID has more than 15 sub-authorities.
    SidTooLong = "sid-too-long", ERROR_INVALID_SID, "SID with more than 15 sub-authorities", "1 to 15 sub-authorities";
    /// A SID's authority does not fit into 48 bits.
    SidAuthority = "sid-authority", ERROR_INVALID_SID, "SID authority beyond 48 bits", "an authority below 281474976710656";
    /// An operand of a condition is missing.
    ExpectedOperand = "expected-operand", ERROR_INVALID_ACL, "operand missing in a condition", "an attribute, a literal, `Member_of`, `Exists`, `!(` or `(`";
    /// A literal of a condition is missing.
    ExpectedLiteral = "expected-literal", ERROR_INVALID_ACL, "value missing in a condition", "an integer, a string, `#` and octets, `SID(...)`, `{...}` or an attribute with `@`";
    /// A local attribute stands on the right of an operator.
    LocalAttribute = "local-attribute", ERROR_INVALID_ACL, "local attribute on the right of an operator", "a literal, or an attribute with `@User.`, `@Device.` or `@Resource.`";
    /// An operator of a condition is missing or unknown.
    ExpectedOperator = "expected-operator", ERROR_INVALID_ACL, "operator missing in a condition", "an operator such as `==`, `&&` or `Contains`, or `)`";
    /// `!` is not followed by a parenthesis.
    NotNeedsParenthesis = "not-needs-parenthesis", ERROR_INVALID_ACL, "`!` without parenthesis", "`(` after `!`";
    /// A string does not end.
    UnterminatedString = "unterminated-string", ERROR_INVALID_ACL, "string without end", "`\"`";
    /// An escape in a name is malformed.
    BadEscape = "bad-escape", ERROR_INVALID_ACL, "malformed escape in a name", "`%` and four hexadecimal digits";
    /// An integer does not fit into 64 bits.
    IntegerRange = "integer-range", ERROR_INVALID_ACL, "integer beyond 64 bits", "an integer of at most 64 bits";
    /// A list of values is malformed.
    BadList = "bad-list", ERROR_INVALID_ACL, "malformed list", "`,` and another value, or the list's end";
    /// The type of a resource attribute is unknown.
    UnknownAttributeType = "unknown-attribute-type", ERROR_INVALID_ACL, "unknown attribute type", "TI, TU, TS, TD, TX or TB";
    /// A resource attribute is malformed.
    BadAttribute = "bad-attribute", ERROR_INVALID_ACL, "malformed resource attribute", "`(\"name\",type,flags,values)`";
    /// The input is longer than the limit.
    InputTooLong = "input-too-long", ERROR_INVALID_PARAMETER, "input longer than the limit", "less input, or a higher limit";
    /// There are more ACEs than the limit.
    TooManyAces = "too-many-aces", ERROR_INVALID_ACL, "more ACEs than the limit", "fewer ACEs, or a higher limit";
    /// A condition is nested more deeply than the limit.
    TooDeep = "too-deep", ERROR_INVALID_ACL, "nesting deeper than the limit", "less nesting, or a higher limit";
    /// An ACE does not fit into 65,535 bytes.
    AceTooLarge = "ace-too-large", ERROR_INVALID_ACL, "ACE larger than 65,535 bytes", "an ACE of at most 65,535 bytes";
    /// An ACL does not fit into 65,535 bytes.
    AclTooLarge = "acl-too-large", ERROR_INVALID_ACL, "ACL larger than 65,535 bytes", "an ACL of at most 65,535 bytes";
    /// A binary form does not fit into 4 GiB.
    DescriptorTooLarge = "descriptor-too-large", ERROR_INVALID_SECURITY_DESCR, "descriptor larger than 4 GiB", "a smaller descriptor";
    /// Bytes end too early.
    Truncated = "truncated", ERROR_INVALID_SECURITY_DESCR, "bytes end too early", "20 bytes of header";
    /// A descriptor's revision is not 1.
    UnknownRevision = "unknown-revision", ERROR_UNKNOWN_REVISION, "unknown revision of the descriptor", "revision 1";
    /// A descriptor is not self-relative.
    NotSelfRelative = "not-self-relative", ERROR_INVALID_SECURITY_DESCR, "descriptor is not self-relative", "control bit 0x8000";
    /// An offset points outside of the bytes.
    BadOffset = "bad-offset", ERROR_INVALID_SECURITY_DESCR, "offset outside of the descriptor", "an offset between the header and the end";
    /// An ACL's header is malformed or does not fit into the bytes.
    BadAcl = "bad-acl", ERROR_INVALID_ACL, "malformed ACL", "an ACL that ends within the bytes";
    /// An ACE's header or fields do not fit into the ACL.
    BadAce = "bad-ace", ERROR_INVALID_ACL, "malformed ACE", "an ACE that ends within its ACL";
    /// An ACE's body does not have the form of its type.
    AceForm = "ace-form", ERROR_INVALID_ACL, "body does not have the form of the ACE's type", "GUIDs for object types, a trustee for known types";
    /// The bytes of a condition are no well-formed expression.
    BadCondition = "bad-condition", ERROR_INVALID_ACL, "malformed condition", "`artx` and a complete postfix expression";
    /// SDDL has no way to say it.
    NotExpressible = "not-expressible", ERROR_INVALID_ACL, "SDDL cannot express this", "the binary form or JSON";
    /// Access is to be checked against a descriptor without owner.
    MissingOwner = "missing-owner", ERROR_INVALID_SECURITY_DESCR, "descriptor has no owner", "an owner, `O:`";
    /// A primary group is required, and there is none.
    MissingGroup = "missing-group", ERROR_INVALID_SECURITY_DESCR, "descriptor has no group", "a group, `G:`, which this check was told to require";
    /// Generic rights are asked for.
    GenericNotMapped = "generic-not-mapped", ERROR_GENERIC_NOT_MAPPED, "generic rights in the desired access", "rights that the generic mapping has been applied to";
    /// The levels of a list of object types do not make a tree.
    BadObjectList = "bad-object-list", ERROR_INVALID_PARAMETER, "list of object types is no tree", "one object of level 0 first, each of the others at most one level below the one before it, no more than 4,096";
    /// A claim cannot be used: a value occurs twice.
    BadClaim = "bad-claim", ERROR_INVALID_PARAMETER, "claim with a repeated value", "each value of a claim once";
    /// A claim has a value that is not of its type.
    BadClaimValue = "bad-claim-value", ERROR_INVALID_PARAMETER, "value is not of the claim's type", "values of int64, uint64, string, boolean, sid or octet, as the claim's type says";
    /// A privilege has another name.
    UnknownPrivilege = "unknown-privilege", ERROR_INVALID_PARAMETER, "unknown privilege", "a name such as `SeSecurityPrivilege`";
    /// A token has capabilities and no package.
    MissingPackage = "missing-package", ERROR_INVALID_PARAMETER, "capabilities without a package", "the SID of the AppContainer's package, without which capabilities do not count";
    /// A SID is no integrity level.
    BadIntegrityLevel = "bad-integrity-level", ERROR_INVALID_PARAMETER, "not an integrity level", "LW, ME, MP, HI, SI or `S-1-16-n`";
    /// Evaluating conditions took more steps than the limit.
    TooManySteps = "too-many-steps", ERROR_INVALID_ACL, "conditions take more steps than the limit", "simpler conditions, fewer values, or a higher limit";
    /// A new object has no owner: the parent that should give it has none.
    InvalidOwner = "invalid-owner", ERROR_INVALID_OWNER, "no owner for the new object", "a parent with an owner, or an explicit owner: the token's does not count here";
    /// A new object has no primary group: the parent that should give it has none.
    InvalidPrimaryGroup = "invalid-primary-group", ERROR_INVALID_PRIMARY_GROUP, "no primary group for the new object", "a parent with a group, or an explicit group: the token's does not count here";
    /// A challenge or response is empty.
    EmptyValue = "empty-value", ERROR_INVALID_PARAMETER, "empty value", "base64 such as `1hFD+cz/0so=`, or pairs of hexadecimal digits where these are read";
    /// Base64 has a blank inside.
    BlankInBase64 = "blank-in-base64", ERROR_INVALID_PARAMETER, "blank inside base64", "`+` there: in a URL it has to be written as `%2B`";
    /// Base64 looks like hexadecimal digits.
    LooksLikeHex = "looks-like-hex", ERROR_INVALID_PARAMETER, "value looks like hex", "base64 such as `1hFD+cz/0so=`; hexadecimal digits belong where help-desk text is read";
    /// A character is not of the base64 alphabet.
    BadBase64 = "bad-base64", ERROR_INVALID_PARAMETER, "character outside of the base64 alphabet", "`A` to `Z`, `a` to `z`, `0` to `9`, `+`, `/`, and `=` at the end";
    /// Base64 lacks its padding, has too much of it, or bits that no byte has.
    NonCanonicalBase64 = "non-canonical-base64", ERROR_INVALID_PARAMETER, "base64 is not canonical", "groups of 4 characters, the last one padded with `=` and without excess bits";
    /// Help-desk text is not made of pairs of hexadecimal digits.
    BadHex = "bad-hex", ERROR_INVALID_PARAMETER, "not pairs of hexadecimal digits", "pairs of digits, with blanks, dashes or colons anywhere between them";
    /// A challenge does not have the length that its key needs.
    ChallengeLength = "challenge-length", NTE_BAD_LEN, "challenge of the wrong length", "one block: 8 bytes for 3DES, 16 for AES";
    /// A response does not have the length of an answer.
    ResponseLength = "response-length", NTE_BAD_LEN, "response of the wrong length", "one block: 8 bytes for 3DES, 16 for AES";
    /// A key does not have the length of its algorithm.
    KeyLength = "key-length", NTE_BAD_LEN, "key of the wrong length", "24 bytes for tdes3 (16 are read as K1, K2, K1), 16 for aes128, 24 for aes192, 32 for aes256 and for a master secret";
    /// A key's encoding is no encoding of the right number of bytes.
    KeyEncoding = "key-encoding", NTE_BAD_KEY, "not a key of this algorithm", "its bytes as they are, its hexadecimal digits or its base64, with one line end at the most behind digits and base64: 24 bytes for tdes3 (16 are read as K1, K2, K1), 16 for aes128, 24 for aes192, 32 for aes256 and for a master secret";
    /// A weak, degenerate or default key is to be set on a card, or to be the source of a PIN.
    WeakKey = "weak-key", NTE_BAD_KEY, "weak, degenerate or default key", "a key that was generated or derived";
    /// No derived or generated key is strong, in 256 attempts.
    NoStrongKey = "no-strong-key", NTE_FAIL, "256 keys in a row are weak", "another key version, or a working random source";
    /// An algorithm has another name.
    UnknownAlgorithm = "unknown-algorithm", NTE_BAD_ALGID, "unknown algorithm", "tdes3, aes128, aes192 or aes256";
    /// A key or a challenge is of another algorithm than what it is used with.
    OtherAlgorithm = "other-algorithm", NTE_BAD_ALGID, "key and challenge are of different algorithms", "a challenge that was read for the key's algorithm; a tdes3 key where GIDS cards authenticate mutually";
    /// A pseudo-random function has another name.
    UnknownPrf = "unknown-prf", NTE_BAD_ALGID, "unknown pseudo-random function", "cmac-tdes3, cmac-aes128, cmac-aes192, cmac-aes256 or hmac-sha256";
    /// The name of a system is too long.
    SystemTooLong = "system-too-long", ERROR_INVALID_PARAMETER, "name of the system is too long", "at most 1,024 bytes";
    /// The input of a diversification does not fit the key.
    DiversificationInput = "diversification-input", NTE_BAD_LEN, "diversification input of the wrong length", "1 to 15 bytes for 3DES, 1 to 31 for AES";
    /// A key version is not above the current one of its card, or has no place in a 3DES key.
    KeyVersion = "key-version", ERROR_INVALID_PARAMETER, "unusable key version", "a version above the card's current one; in the parity bits of a 3DES key one below 256";
    /// A key is to be confirmed or withdrawn, and none was proposed.
    NoProposedKey = "no-proposed-key", ERROR_INVALID_PARAMETER, "no such key was proposed", "the version that was proposed last";
    /// A key is proposed while another one waits.
    KeyPending = "key-pending", ERROR_INVALID_PARAMETER, "another key waits to be confirmed", "to confirm or withdraw it first";
    /// The random source failed.
    RandomSource = "random-source", NTE_FAIL, "random source failed", "a working random source";
    /// A PIN's length is outside of its bounds.
    PinLength = "pin-length", ERROR_INVALID_PARAMETER, "PIN length outside of its bounds", "4 to 16 characters; 6 to 8 for PIV, 8 or more for TPM virtual cards";
    /// The characters of a PIN cannot be used.
    PinCharset = "pin-charset", ERROR_INVALID_PARAMETER, "unusable characters for PINs", "10 to 94 different printable ASCII characters without the blank, or `digits` or `alphanumeric`";
    /// No PIN can meet the policy.
    PinPolicy = "pin-policy", ERROR_INVALID_PARAMETER, "no PIN can meet the policy", "rules that the characters and the length leave room for";
    /// No proposal meets the policy, in 1,024 attempts.
    PinAttempts = "pin-attempts", NTE_FAIL, "1,024 proposals in a row break the policy", "rules that more PINs meet";
    /// An entry of a blocklist is no PIN.
    BlockedPin = "blocked-pin", ERROR_INVALID_PARAMETER, "entry of a blocklist is no PIN", "4 to 16 printable ASCII characters without the blank";
    /// An ATR ends early.
    AtrTruncated = "atr-truncated", ERROR_INVALID_PARAMETER, "ATR ends early", "the bytes that its format byte and interface bytes announce, at most 33";
    /// An ATR starts with another byte.
    AtrStart = "atr-start", ERROR_INVALID_PARAMETER, "not the start of an ATR", "3B (direct convention) or 3F (inverse)";
    /// An ATR's check byte is wrong.
    AtrCheckByte = "atr-check-byte", ERROR_INVALID_PARAMETER, "wrong check byte of an ATR", "the exclusive or of all bytes behind the first one";
    /// An ATR goes on behind its end.
    AtrTrailing = "atr-trailing", ERROR_INVALID_PARAMETER, "bytes behind the end of an ATR", "as many bytes as its format byte and interface bytes announce, at most 33";
}

impl ErrorKind {
    /// The name of the NTSTATUS that Windows gives for it, for the errors of [creating](crate::Creation) a descriptor
    /// (MS-DTYP 2.5.3.4.1); `None` for all others.
    #[must_use]
    pub const fn ntstatus(self) -> Option<&'static str> {
        match self {
            Self::InvalidOwner => Some("STATUS_INVALID_OWNER"),
            Self::InvalidPrimaryGroup => Some("STATUS_INVALID_PRIMARY_GROUP"),
            _ => None,
        }
    }

    /// Whether the input may be right, but a [limit](crate::Limits) or a size that the format fixes was exceeded: `input-too-long`,
    /// `too-many-aces`, `too-deep`, `ace-too-large`, `acl-too-large`, `descriptor-too-large`, `too-many-steps`.
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
